//! Work on many threads, results in the order of the input, and never more than a window of them in memory.

use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender};
use std::thread;
use std::time::Instant;

/// For each thread, how many inputs may be under way or waiting for their turn.
const WINDOW: usize = 8;

type Slot<T> = Receiver<T>;

/// The results, in the order of their inputs.
#[derive(Debug)]
pub(crate) struct Results<T> {
    slots: Receiver<Slot<T>>,
    current: Option<Slot<T>>,
}

/// What [`Results::next_before`] found.
#[derive(Debug)]
pub(crate) enum Next<T> {
    /// The next result.
    Result(T),
    /// There is none yet.
    Late,
    /// There will be no more.
    End,
}

impl<T> Results<T> {
    /// Waits for the next result, until `deadline` if there is one.
    pub(crate) fn next_before(&mut self, deadline: Option<Instant>) -> Next<T> {
        loop {
            if let Some(slot) = &self.current {
                return match receive(slot, deadline) {
                    Ok(result) => {
                        self.current = None;
                        Next::Result(result)
                    }
                    Err(RecvTimeoutError::Timeout) => Next::Late,
                    Err(RecvTimeoutError::Disconnected) => Next::End,
                };
            }
            match receive(&self.slots, deadline) {
                Ok(slot) => self.current = Some(slot),
                Err(RecvTimeoutError::Timeout) => return Next::Late,
                Err(RecvTimeoutError::Disconnected) => return Next::End,
            }
        }
    }
}

fn receive<T>(receiver: &Receiver<T>, deadline: Option<Instant>) -> Result<T, RecvTimeoutError> {
    match deadline {
        Some(deadline) => receiver.recv_timeout(deadline.saturating_duration_since(Instant::now())),
        None => receiver.recv().map_err(|_| RecvTimeoutError::Disconnected),
    }
}

/// Runs `work` over `inputs` on `jobs` threads and `consume` over the results on this one. Each thread has a state of its
/// own from `start`. When `consume` returns before the end, the threads stop after what they have under way.
pub(crate) fn in_order<I: Send, S, T: Send, R>(
    inputs: impl Iterator<Item = I> + Send,
    jobs: usize,
    start: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, I) -> T + Sync,
    consume: impl FnOnce(&mut Results<T>) -> R,
) -> R {
    let (to_workers, from_feeder) = mpsc::sync_channel::<(I, SyncSender<T>)>(1);
    let (to_results, slots) = mpsc::sync_channel::<Slot<T>>(jobs * WINDOW);
    let from_feeder = Mutex::new(from_feeder);
    thread::scope(|scope| {
        scope.spawn(move || {
            for input in inputs {
                let (give, slot) = mpsc::sync_channel(1);
                // The slot goes first: this is where a full window makes the feeder wait.
                if to_results.send(slot).is_err() || to_workers.send((input, give)).is_err() {
                    break;
                }
            }
        });
        for _ in 0..jobs {
            scope.spawn(|| {
                let mut state = start();
                loop {
                    // The lock is held while waiting, and let go before working.
                    let Ok(Ok((input, give))) = from_feeder.lock().map(|feeder| feeder.recv()) else { break };
                    if give.send(work(&mut state, input)).is_err() {
                        break;
                    }
                }
            });
        }
        let mut results = Results { slots, current: None };
        let result = consume(&mut results);
        // Without receivers the feeder stops, and the workers after it.
        drop(results);
        result
    })
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    fn all<T>(results: &mut Results<T>) -> Vec<T> {
        std::iter::from_fn(|| match results.next_before(None) {
            Next::Result(result) => Some(result),
            Next::Late | Next::End => None,
        })
        .collect()
    }

    #[test]
    fn results_come_in_the_order_of_the_input() {
        let slow_first = |(): &mut (), n: u64| {
            thread::sleep(Duration::from_micros(if n.is_multiple_of(7) { 2000 } else { 10 }));
            n
        };
        let results = in_order(0..500_u64, 4, || (), slow_first, all);
        assert_eq!(results, (0..500).collect::<Vec<_>>());
    }

    #[test]
    fn a_consumer_that_waits_holds_the_feeder_back() {
        let fed = AtomicUsize::new(0);
        let inputs = (0..10_000).inspect(|_| {
            fed.fetch_add(1, Ordering::Relaxed);
        });
        in_order(
            inputs,
            2,
            || (),
            |(), n| n,
            |results| {
                assert!(matches!(results.next_before(None), Next::Result(0)));
                thread::sleep(Duration::from_millis(100));
                assert!(fed.load(Ordering::Relaxed) <= 2 * WINDOW + 4);
            },
        );
    }

    #[test]
    fn a_deadline_passes_without_losing_a_result() {
        let work = |(): &mut (), n: u64| {
            thread::sleep(Duration::from_millis(50));
            n
        };
        in_order(
            [7].into_iter(),
            1,
            || (),
            work,
            |results| {
                assert!(matches!(results.next_before(Some(Instant::now())), Next::Late));
                assert!(matches!(results.next_before(None), Next::Result(7)));
                assert!(matches!(results.next_before(None), Next::End));
            },
        );
    }
}
