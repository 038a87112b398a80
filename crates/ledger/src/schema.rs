//! Opening a ledger and bringing its schema up to date.

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use crate::Error;

/// The schema's history. `PRAGMA user_version` counts how many of these a file has; a released one is never edited.
const MIGRATIONS: &[&str] = &[include_str!("../migrations/0001_ledger.sql")];

/// Marks the file as ours (`PRAGMA application_id`): "hear" in ASCII.
const APPLICATION: i32 = i32::from_be_bytes(*b"hear");

/// How long another program that writes is waited for.
const PATIENCE: Duration = Duration::from_secs(30);

/// A ledger: one SQLite file.
#[derive(Debug)]
pub struct Ledger {
    pub(crate) connection: Connection,
}

impl Ledger {
    /// Opens the ledger at `path` for writing, and makes it if there is none.
    pub fn create(path: &Path) -> Result<Self, Error> {
        let connection = Connection::open(path)?;
        check(&connection, path)?;
        // Write-ahead logging lets others read while we write; FULL makes a commit outlast a loss of power.
        write_ahead(&connection)?;
        connection.pragma_update(None, "synchronous", "full")?;
        // Pages that many reports change are copied into the file once for 32 MB of log, not once for every 4 MB.
        connection.pragma_update(None, "wal_autocheckpoint", 8192)?;
        Self::prepare(connection, path)
    }

    /// Opens the ledger at `path` for reading. Something that is no ledger is left as it is.
    pub fn open(path: &Path) -> Result<Self, Error> {
        if !path.exists() {
            return Err(Error::Missing(path.to_owned()));
        }
        // Not read-only: readers of a write-ahead log write to its index, and an older schema is brought up to date.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        check(&connection, path)?;
        if version(&connection)? == 0 {
            return Err(Error::Foreign(path.to_owned()));
        }
        Self::prepare(connection, path)
    }

    /// A ledger that is gone when it is dropped.
    pub fn in_memory() -> Result<Self, Error> {
        Self::prepare(Connection::open_in_memory()?, Path::new(":memory:"))
    }

    fn prepare(mut connection: Connection, path: &Path) -> Result<Self, Error> {
        connection.busy_timeout(PATIENCE)?;
        connection.pragma_update(None, "foreign_keys", true)?;
        // The indexes by hash and by address are written to at random places: let them stay in memory.
        connection.pragma_update(None, "cache_size", -64 * 1024)?;
        connection.set_prepared_statement_cache_capacity(64);
        // Two programs may find the file new at the same moment: the second waits here, and finds it made.
        let found = version(&connection)?;
        if found < MIGRATIONS.len() {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            for migration in MIGRATIONS.iter().skip(version(&transaction)?) {
                transaction.execute_batch(migration)?;
            }
            transaction.pragma_update(None, "application_id", APPLICATION)?;
            transaction.pragma_update(None, "user_version", MIGRATIONS.len())?;
            transaction.commit()?;
        } else if found > MIGRATIONS.len() {
            let path = path.display().to_string();
            return Err(Error::Newer { path, found, known: MIGRATIONS.len() });
        }
        Ok(Self { connection })
    }
}

/// Turns write-ahead logging on. Where two programs do so at once `SQLite` refuses one of them without waiting, since each could
/// wait for the other.
fn write_ahead(connection: &Connection) -> Result<(), Error> {
    let start = Instant::now();
    loop {
        match connection.pragma_update(None, "journal_mode", "wal") {
            Err(error)
                if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy)
                    && start.elapsed() < PATIENCE =>
            {
                std::thread::sleep(Duration::from_millis(2));
            }
            done => return Ok(done?),
        }
    }
}

fn version(connection: &Connection) -> Result<usize, Error> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Refuses a file that is no SQLite file, or another program's.
fn check(connection: &Connection, path: &Path) -> Result<(), Error> {
    connection.busy_timeout(PATIENCE)?;
    // One transaction: between two another program may make the ledger, and its tables would look like a stranger's.
    let snapshot = connection.unchecked_transaction()?;
    let application: i32 =
        snapshot.pragma_query_value(None, "application_id", |row| row.get(0)).map_err(|error| match error
            .sqlite_error_code()
        {
            Some(rusqlite::ErrorCode::NotADatabase) => Error::Foreign(path.to_owned()),
            _ => error.into(),
        })?;
    let tables: usize = snapshot.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    snapshot.finish()?;
    if application == APPLICATION || (application == 0 && tables == 0) {
        Ok(())
    } else {
        Err(Error::Foreign(path.to_owned()))
    }
}
