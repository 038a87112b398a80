-- The ledger of one case: what was retrieved, what was read from it, and when.
--
-- Offsets (`start`, `stop`) count Unicode scalar values of `reports.text`, as SQLite's own string functions do:
-- the words of a stretch are  substr(reports.text, start + 1, stop - start).
-- Where a table also holds those words, they are a copy for the reader's convenience.
--
-- Columns named `..._how` say how a value is known: `given` by the user, `metadata:json-ld` (or another part of the
-- page's metadata), `dateline`, or `text`.
-- Times are RFC 3339 in UTC.

-- ------------------------------------------------------------------------------------ custody

-- One start of the program that wrote to this file.
CREATE TABLE runs (
    id       INTEGER PRIMARY KEY,
    started  TEXT NOT NULL,
    version  TEXT NOT NULL,               -- of the program
    settings TEXT NOT NULL                -- JSON: everything given that can change what is read
) STRICT;

-- The bytes as retrieved, once each.
CREATE TABLE originals (
    id     INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,          -- of the bytes before compression, in hexadecimal
    size   INTEGER NOT NULL,              -- of the bytes before compression
    zstd   BLOB NOT NULL                  -- the bytes, compressed: `zstd -d` gives them back
) STRICT;

-- Where, and when first, the bytes were found. The same bytes may be found in several places.
CREATE TABLE retrievals (
    id        INTEGER PRIMARY KEY,
    original  INTEGER NOT NULL REFERENCES originals (id),
    source    TEXT NOT NULL,              -- a path, an address, `-`, or the `id` of a JSON Lines record
    retrieved TEXT NOT NULL,
    UNIQUE (original, source)
) STRICT;

-- One row for every input of every run, in the order of reading. Rows are only ever added.
CREATE TABLE journal (
    id      INTEGER PRIMARY KEY,
    run     INTEGER NOT NULL REFERENCES runs (id),
    at      TEXT NOT NULL,
    source  TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('read', 'reread', 'known', 'failed')),
                                          -- `read`: new; `reread`: known bytes, read by another version of the program or
                                          -- with other settings; `known`: nothing to do; `failed`: see `message`
    report  INTEGER REFERENCES reports (id),
    message TEXT                          -- why it failed
) STRICT;

-- ------------------------------------------------------------------------------------ reports

-- One report for each original.
CREATE TABLE reports (
    id            INTEGER PRIMARY KEY REFERENCES originals (id),
    sha256        TEXT NOT NULL,          -- that of its original: names the report outside this file
    run           INTEGER NOT NULL REFERENCES runs (id),  -- which read it as it stands here
    address       TEXT,                   -- what versions share: the page's own address, or else its source
    version       INTEGER NOT NULL,       -- 1, 2, … for different bytes at one address, in the order of arrival
    source        TEXT NOT NULL,          -- where it was first found
    retrieved     TEXT NOT NULL,
    outlet        TEXT,  outlet_how    TEXT,
    title         TEXT,  title_how     TEXT,
    language      TEXT,  language_how  TEXT,  -- ISO 639-1
    published     TEXT,  published_how TEXT,  -- a day or an instant
    modified      TEXT,  modified_how  TEXT,
    canonical     TEXT,  canonical_how TEXT,
    text          TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX reports_by_address ON reports (address, version);
CREATE INDEX reports_by_published ON reports (published);

-- Who signed a report.
CREATE TABLE authors (
    report   INTEGER NOT NULL REFERENCES reports (id),
    position INTEGER NOT NULL,
    name     TEXT NOT NULL,
    name_how TEXT NOT NULL,
    PRIMARY KEY (report, position)
) STRICT, WITHOUT ROWID;

-- What each stretch of a report's text is.
CREATE TABLE zones (
    report   INTEGER NOT NULL REFERENCES reports (id),
    position INTEGER NOT NULL,
    kind     TEXT NOT NULL,               -- headline, standfirst, body, caption, quote, related, share, credit, …
    start    INTEGER NOT NULL,
    stop     INTEGER NOT NULL,
    PRIMARY KEY (report, position)
) STRICT, WITHOUT ROWID;

-- What could not be read, or was read with doubt.
CREATE TABLE warnings (
    report   INTEGER NOT NULL REFERENCES reports (id),
    position INTEGER NOT NULL,
    code     TEXT NOT NULL,               -- W001, …
    message  TEXT NOT NULL,
    PRIMARY KEY (report, position)
) STRICT, WITHOUT ROWID;

-- ------------------------------------------------------------------------------------- claims

-- One proposition that a report puts forward.
CREATE TABLE claims (
    id            INTEGER PRIMARY KEY,
    report        INTEGER NOT NULL REFERENCES reports (id),
    position      INTEGER NOT NULL,
    name          TEXT NOT NULL,          -- c1, c2, … in the report
    zone          TEXT NOT NULL,
    content       TEXT,  content_start INTEGER,  content_stop INTEGER,  -- what is claimed
    cue           TEXT,  cue_start     INTEGER,  cue_stop     INTEGER,  -- the words that introduce it
    stance        TEXT NOT NULL,          -- asserts, confirms, denies, accuses, requests, promises, opines, declines
    certainty     TEXT NOT NULL,          -- certain, probable, possible, unknown
    polarity      TEXT NOT NULL,          -- positive, negative
    conditional   INTEGER NOT NULL CHECK (conditional IN (0, 1)),  -- the reporting conditional
    direct        INTEGER NOT NULL CHECK (direct IN (0, 1)),       -- a verbatim quote
    about         TEXT,                   -- the claim that it confirms, denies or declines to discuss
    UNIQUE (report, name),
    FOREIGN KEY (report, about) REFERENCES claims (report, name) DEFERRABLE INITIALLY DEFERRED
) STRICT;

-- The chain of a claim's sources, from the one nearest the reader (0) to the origin. No row: the outlet's own voice.
CREATE TABLE links (
    claim    INTEGER NOT NULL REFERENCES claims (id),
    position INTEGER NOT NULL,
    mention  TEXT,  mention_start INTEGER,  mention_stop INTEGER,  -- the words that name it
    name     TEXT,                        -- its canonical name, where that could be told
    naming   TEXT NOT NULL,               -- named, described, anonymous, unattributed
    kind     TEXT NOT NULL,               -- government, military, armed-group, …
    channel  TEXT,  channel_start INTEGER,  channel_stop INTEGER,  -- through which it spoke
    PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;

-- The words that make a claim less than certain, negative, or conditional.
CREATE TABLE markers (
    claim    INTEGER NOT NULL REFERENCES claims (id),
    position INTEGER NOT NULL,
    role     TEXT NOT NULL,               -- hedge, conditional, negation, denial, scare-quotes
    words    TEXT NOT NULL,
    start    INTEGER NOT NULL,
    stop     INTEGER NOT NULL,
    PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;

-- Loaded wording, with whose word it is.
CREATE TABLE loaded (
    claim    INTEGER NOT NULL REFERENCES claims (id),
    position INTEGER NOT NULL,
    words    TEXT NOT NULL,
    start    INTEGER NOT NULL,
    stop     INTEGER NOT NULL,
    link     INTEGER,                     -- position of the source in `links`; NULL: the outlet's own word
    PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;

-- ------------------------------------------------------------------------------------- search

-- Full-text search. What stands here is folded for searching (Arabic letters that are written in several ways, vowel
-- signs, ligatures, ё): the words as written are in `reports` and `claims`, under the same id.
CREATE VIRTUAL TABLE reports_search USING fts5 (title, text, tokenize = "unicode61 remove_diacritics 2");

CREATE VIRTUAL TABLE claims_search USING fts5 (content, sources, tokenize = "unicode61 remove_diacritics 2");
-- Merging more parts of an index at a time writes less in all.
INSERT INTO reports_search (reports_search, rank) VALUES ('automerge', 16);
INSERT INTO claims_search (claims_search, rank) VALUES ('automerge', 16);

-- ---------------------------------------------------------------------------------- for people

-- Every claim on one line, with the report that it stands in. (No ORDER BY within group_concat: a viewer with an SQLite
-- older than 3.44 could not open the file at all.)
CREATE VIEW claims_read AS
SELECT substr(reports.sha256, 1, 8) || '/' || claims.name AS claim,
       coalesce(reports.outlet, reports.source) AS outlet,
       reports.published,
       reports.title,
       claims.zone,
       (SELECT group_concat(source, ' ← ')
          FROM (SELECT coalesce(name, mention, '(' || naming || ')') AS source
                  FROM links WHERE links.claim = claims.id ORDER BY position)) AS chain,
       claims.cue,
       claims.content,
       claims.stance,
       claims.certainty,
       claims.polarity,
       claims.conditional,
       (SELECT group_concat(words, ', ')
          FROM (SELECT words FROM markers WHERE markers.claim = claims.id ORDER BY position)) AS markers,
       claims.about
  FROM claims JOIN reports ON reports.id = claims.report;

-- The journal with names in place of numbers.
CREATE VIEW journal_read AS
SELECT journal.at, journal.source, journal.outcome, substr(reports.sha256, 1, 8) AS report, journal.message,
       runs.version, runs.settings
  FROM journal JOIN runs ON runs.id = journal.run LEFT JOIN reports ON reports.id = journal.report;

-- ------------------------------------------------------------------- what must never be changed

CREATE TRIGGER journal_keeps_rows BEFORE DELETE ON journal
BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_keeps_values BEFORE UPDATE ON journal
BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
-- INSERT OR REPLACE would delete without firing the triggers above.
CREATE TRIGGER journal_takes_new_rows BEFORE INSERT ON journal
WHEN EXISTS (SELECT 1 FROM journal WHERE id = new.id)
BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;

CREATE TRIGGER runs_keep_rows BEFORE DELETE ON runs
BEGIN SELECT raise(ABORT, 'runs are never deleted'); END;
CREATE TRIGGER runs_keep_values BEFORE UPDATE ON runs
BEGIN SELECT raise(ABORT, 'runs are never changed'); END;
CREATE TRIGGER runs_take_new_rows BEFORE INSERT ON runs
WHEN EXISTS (SELECT 1 FROM runs WHERE id = new.id)
BEGIN SELECT raise(ABORT, 'runs are never changed'); END;

CREATE TRIGGER originals_keep_rows BEFORE DELETE ON originals
BEGIN SELECT raise(ABORT, 'originals are never deleted'); END;
CREATE TRIGGER originals_keep_values BEFORE UPDATE ON originals
BEGIN SELECT raise(ABORT, 'originals are never changed'); END;
CREATE TRIGGER originals_take_new_rows BEFORE INSERT ON originals
WHEN EXISTS (SELECT 1 FROM originals WHERE id = new.id OR sha256 = new.sha256)
BEGIN SELECT raise(ABORT, 'originals are never changed'); END;

CREATE TRIGGER retrievals_keep_rows BEFORE DELETE ON retrievals
BEGIN SELECT raise(ABORT, 'retrievals are never deleted'); END;
CREATE TRIGGER retrievals_keep_values BEFORE UPDATE ON retrievals
BEGIN SELECT raise(ABORT, 'retrievals are never changed'); END;
