//! Many documents through many threads, out in the order in which they came in.
//!
//! Memory is bounded: no more than a few documents for each thread are under way, and a reader that is ahead waits. What comes
//! out does not depend on the number of threads.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// How many items may be under way for each thread: enough that a long document in front does not leave the others idle.
const AHEAD: usize = 8;

/// The number of threads that suits this machine.
pub fn default_jobs() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// Does `work` on every item in `jobs` threads and hands the results to `sink`, on the calling thread, in the order of the
/// items. With one job, or none, no thread is started. `sink` may break off; items not yet begun are then left undone.
///
/// The items are drawn on a thread of their own, so that a slow source and a slow sink do not wait for one another, and each
/// result is handed over as soon as it and all before it are there. A panic in `work` is passed on; see [`survive`].
///
/// ```
/// use std::ops::ControlFlow;
///
/// let mut squares = Vec::new();
/// musnad::pipeline::in_order(1..=4, 2, |n: i32| n * n, |square| {
///     squares.push(square);
///     ControlFlow::Continue(())
/// });
/// assert_eq!(squares, [1, 4, 9, 16]);
/// ```
pub fn in_order<I, T, W, S>(items: I, jobs: usize, work: W, mut sink: S)
where
    I: IntoIterator<IntoIter: Send>,
    I::Item: Send,
    T: Send,
    W: Fn(I::Item) -> T + Sync,
    S: FnMut(T) -> ControlFlow<()>,
{
    let items = items.into_iter();
    if jobs <= 1 {
        for item in items {
            if sink(work(item)).is_break() {
                return;
            }
        }
        return;
    }
    let (todo_in, todo) = sync_channel::<(I::Item, SyncSender<T>)>(jobs);
    let (turns_in, turns) = sync_channel::<Receiver<T>>(jobs.saturating_mul(AHEAD));
    let todo = Mutex::new(todo);
    let (todo, work) = (&todo, &work);
    thread::scope(|scope| {
        // The senders move in: when the sink ends, the drawing ends, and with it the workers.
        scope.spawn(move || {
            for item in items {
                let (result_in, result) = sync_channel(1);
                if turns_in.send(result).is_err() || todo_in.send((item, result_in)).is_err() {
                    return;
                }
            }
        });
        for _ in 0..jobs {
            scope.spawn(move || {
                loop {
                    let next = todo.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok((item, result)) = next else { return };
                    // Nobody waits for it any more where the sink has broken off.
                    let _ = result.send(work(item));
                }
            });
        }
        for turn in turns {
            // No result comes where a worker panicked; the scope then does so too.
            let Ok(result) = turn.recv() else { break };
            if sink(result).is_break() {
                break;
            }
        }
    });
}

/// Does one document's work, so that a mistake of ours in it costs that document alone: `None` where it panicked.
pub fn survive<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(jobs: usize, stop_at: Option<usize>) -> Vec<Option<usize>> {
        let mut out = Vec::new();
        let work = |n: usize| {
            // Later items are done sooner.
            thread::sleep(std::time::Duration::from_micros((97 * (200 - n) % 300) as u64));
            survive(|| {
                if n % 50 == 49 {
                    // A panic that says nothing on the terminal.
                    std::panic::resume_unwind(Box::new(()));
                }
                n * 2
            })
        };
        in_order(0..200, jobs, work, |result| {
            out.push(result);
            if stop_at == Some(out.len()) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        out
    }

    #[test]
    fn the_order_is_kept_and_a_panic_costs_one_item() {
        let expected: Vec<_> = (0..200).map(|n| (n % 50 != 49).then_some(n * 2)).collect();
        for jobs in [0, 1, 2, 7, 64] {
            assert_eq!(run(jobs, None), expected, "{jobs} jobs");
            assert_eq!(run(jobs, Some(11)), expected[..11], "{jobs} jobs");
        }
    }

    #[test]
    fn nothing_comes_of_nothing() {
        in_order(Vec::<u8>::new(), 3, |_| (), |_| unreachable!());
    }
}
