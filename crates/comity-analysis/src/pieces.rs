//! Work in pieces: on as many cores as there are, with an outcome that does not depend on how many.
//!
//! Sums of floats depend on their order. So the pieces are fixed by the size of the input alone,
//! and what they yield comes back in the order of the pieces, whoever did them and when.
//!
//! Start at [`in_order`].

use std::num::NonZero;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Does the pieces from 0 to `count`, and gives what each yields, in their order.
pub(crate) fn in_order<T: Send>(count: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    if count <= 1 || cores() == 1 {
        return (0..count).map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let take = || {
        let mut done = Vec::new();
        loop {
            let piece = next.fetch_add(1, Ordering::Relaxed);
            if piece >= count {
                return done;
            }
            done.push((piece, work(piece)));
        }
    };
    let mut all = thread::scope(|scope| {
        let others: Vec<_> = (1..cores().min(count)).map(|_| scope.spawn(take)).collect();
        let mut all = take();
        for other in others {
            all.extend(other.join().expect("a piece that panics ends the whole"));
        }
        all
    });
    all.sort_unstable_by_key(|it| it.0);
    all.into_iter().map(|it| it.1).collect()
}

/// How many cores there are. Asked once: the system answers by reading files, which takes longer
/// than many a piece.
fn cores() -> usize {
    #[cfg(test)]
    if let Some(cores) = tests::SET.get() {
        return cores;
    }
    static CORES: OnceLock<usize> = OnceLock::new();
    *CORES.get_or_init(|| thread::available_parallelism().map_or(1, NonZero::get))
}

/// The ranges of a length in pieces of a size: the last one may be shorter.
pub(crate) fn ranges(length: usize, size: usize) -> Vec<std::ops::Range<usize>> {
    (0..length)
        .step_by(size.max(1))
        .map(|from| from..(from + size.max(1)).min(length))
        .collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use std::cell::Cell;

    use super::*;

    thread_local! {
        /// How many cores a test says that there are.
        pub(super) static SET: Cell<Option<usize>> = const { Cell::new(None) };
    }

    /// Does something as if there were so many cores. Pieces inside of pieces ask anew where
    /// there is more than one.
    pub(crate) fn on_cores<T>(cores: usize, work: impl FnOnce() -> T) -> T {
        SET.set(Some(cores));
        let done = work();
        SET.set(None);
        done
    }

    #[test]
    fn what_the_pieces_yield_comes_in_their_order() {
        let squares: Vec<usize> = (0..100).map(|it| it * it).collect();
        for cores in [1, 2, 7] {
            on_cores(cores, || assert_eq!(in_order(100, |it| it * it), squares));
        }
        assert_eq!(in_order(0, |it| it), Vec::<usize>::new());
    }

    #[test]
    fn ranges_cover_a_length_once() {
        assert_eq!(ranges(5, 2), vec![0..2, 2..4, 4..5]);
        assert_eq!(ranges(0, 2), Vec::<std::ops::Range<usize>>::new());
    }
}
