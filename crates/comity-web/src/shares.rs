//! Shares: how much of what there is only so much of is in use, and by whom.
//!
//! [Limits](crate::limits) say how often somebody may begin something; a share is held for as long
//! as it lasts. There is an end to what all hold together, and a lower one to what is held from one
//! address of the network, so that one machine never takes what is there for all.
//!
//! Start at [`Shares::take`].

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};

use crate::limits::Who;

/// What there is only so much of.
#[derive(Debug)]
pub(crate) struct Shares {
    /// What all may hold together.
    most: u64,
    /// What may be held from one address.
    most_each: u64,
    held: Mutex<Held>,
}

#[derive(Debug, Default)]
struct Held {
    all: u64,
    /// Whoever holds nothing is not in it: it is as long as `all` is large, at most.
    each: HashMap<Who, u64>,
}

/// What somebody holds, until it goes.
#[derive(Debug)]
pub(crate) struct Share {
    of: Arc<Shares>,
    who: Who,
    amount: u64,
}

impl Shares {
    /// So much for all, and so much of it for one.
    pub(crate) fn new(most: u64, most_each: u64) -> Arc<Shares> {
        Arc::new(Shares {
            most,
            most_each,
            held: Mutex::default(),
        })
    }

    /// Takes some of it, where that is left. Those of whom nothing is known are not counted as one:
    /// behind a proxy that tells nothing, they are everybody.
    pub(crate) fn take(self: &Arc<Self>, who: Who, amount: u64) -> Option<Share> {
        let mut held = self.held();
        let own = held.each.get(&who).copied().unwrap_or(0);
        let is_too_much = who != Who::Unknown && own.saturating_add(amount) > self.most_each;
        if is_too_much || held.all.saturating_add(amount) > self.most {
            return None;
        }
        held.all += amount;
        held.each.insert(who, own + amount);
        Some(Share {
            of: self.clone(),
            who,
            amount,
        })
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().expect("nobody panics while holding it")
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        let mut held = self.of.held();
        held.all -= self.amount;
        let left = held.each.get(&self.who).map_or(0, |it| it - self.amount);
        match left {
            0 => held.each.remove(&self.who),
            left => held.each.insert(self.who, left),
        };
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use super::*;

    fn somebody(number: u8) -> Who {
        Who::at(Some(IpAddr::V4(Ipv4Addr::new(192, 0, 2, number))))
    }

    #[test]
    fn one_address_never_takes_what_is_there_for_all() {
        let shares = Shares::new(10, 4);
        let held: Vec<_> = (0..6).map(|_| shares.take(somebody(1), 1)).collect();
        assert_eq!(held.iter().flatten().count(), 4);
        assert!(shares.take(somebody(2), 4).is_some());
        assert!(shares.take(somebody(2), 5).is_none());
        drop(held);
        assert!(shares.take(somebody(1), 4).is_some());
    }

    #[test]
    fn there_is_an_end_to_what_all_hold_together() {
        let shares = Shares::new(10, 4);
        let held: Vec<_> = (0..4).map(|it| shares.take(somebody(it), 3)).collect();
        assert_eq!(held.iter().flatten().count(), 3);
        assert!(shares.take(Who::Unknown, 2).is_none());
        assert!(shares.take(Who::Unknown, 1).is_some());
        drop(held);
        assert!(shares.take(Who::Unknown, 10).is_some());
        assert!(shares.held().each.is_empty(), "nobody is remembered");
        assert_eq!(shares.held().all, 0);
    }
}
