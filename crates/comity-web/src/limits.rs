//! Limits: how often somebody may do what, by the address of the connection, the account, or the
//! address of mail that letters go to.
//!
//! Each has a bucket of so many that may come at once, and gets one back after so long. Buckets are
//! in memory, on each node for itself, and there is a limit on how many there are: whoever comes
//! from very many addresses at once fills nothing.
//!
//! Never here: what a person may do. That is for the modalities and the rules.
//!
//! Start at [`Limits::take`].

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::Mutex;

use comity_app::ports::AccountId;

use crate::problem::Problem;

/// The most buckets of one node: some megabytes. Of more, those that were used least are emptied.
const MAX_BUCKETS: usize = 100_000;

/// What has a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Doing {
    /// Asking for a letter to sign in, from one address of the network.
    AskForLetter,
    /// Asking for a letter to one address of mail.
    Letter,
    /// Trying a link.
    TryLink,
    /// Inviting somebody.
    Invite,
    /// Sending any form.
    Post,
    /// Sending a form with a file.
    Upload,
}

/// Who does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Who {
    /// Somebody at an address of the network.
    Address(IpAddr),
    /// Somebody of whose connection nothing is known: all of them together.
    Unknown,
    /// An account.
    Account(AccountId),
    /// An address of mail, by the beginning of its digest.
    Mail([u8; 16]),
}

/// A limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Limit {
    /// How many may come at once.
    at_once: i64,
    /// After how long there is one more, in milliseconds.
    one_more_milliseconds: i64,
}

impl Doing {
    fn limit(self) -> Limit {
        let (at_once, one_more_milliseconds) = match self {
            // A delegation that arrives signs in together, behind one address of its hotel.
            Doing::AskForLetter => (30, 20_000),
            // Whoever finds no letter asks again, and again; nobody else fills that person's box.
            Doing::Letter => (3, 300_000),
            // Scanners of mail follow each link several times. Guessing is hopeless at any rate.
            Doing::TryLink => (60, 5_000),
            // A secretariat invites two hundred delegations in a morning.
            Doing::Invite => (200, 10_000),
            // Whoever works through a list sends quickly; nobody presses five buttons in a second for
            // minutes on end.
            Doing::Post => (300, 200),
            // A desk that brings in documents one by one; each is read and compared at once.
            Doing::Upload => (40, 10_000),
        };
        Limit {
            at_once,
            one_more_milliseconds,
        }
    }
}

impl Who {
    /// Somebody at an address, if it is known. Of the later kind of addresses, everybody has as
    /// many as there are of the earlier kind in all, squared: the network counts.
    #[must_use]
    pub fn at(address: Option<IpAddr>) -> Who {
        match address {
            None => Who::Unknown,
            Some(IpAddr::V6(it)) => match it.to_ipv4_mapped() {
                Some(inner) => Who::Address(IpAddr::V4(inner)),
                None => {
                    let network = it.to_bits() >> 64 << 64;
                    Who::Address(IpAddr::V6(Ipv6Addr::from_bits(network)))
                }
            },
            Some(it) => Who::Address(it),
        }
    }
}

/// How often everybody has done what. A bucket is kept as the time at which it is full again.
#[derive(Debug, Default)]
pub struct Limits {
    full_at: Mutex<HashMap<(Doing, Who), i64>>,
}

impl Limits {
    /// Takes one, where one is left.
    ///
    /// # Errors
    /// [`Problem::TooOften`] with the time after which there is one.
    pub fn take(&self, doing: Doing, who: Who, now: i64) -> Result<(), Problem> {
        let limit = doing.limit();
        let most = limit.at_once * limit.one_more_milliseconds;
        let mut buckets = self.full_at.lock().expect("nobody panics while holding it");
        let known = buckets.get(&(doing, who)).copied().unwrap_or(now);
        // A clock that was set back makes nobody wait longer than an empty bucket does.
        let full_at = known.clamp(now, now.saturating_add(most));
        let next = full_at.saturating_add(limit.one_more_milliseconds);
        let late = next - now - most;
        if late > 0 {
            buckets.insert((doing, who), full_at);
            let seconds = u64::try_from(late).unwrap_or_default().div_ceil(1_000);
            return Err(Problem::TooOften { seconds });
        }
        if buckets.len() >= MAX_BUCKETS {
            make_room(&mut buckets, now);
        }
        buckets.insert((doing, who), next);
        Ok(())
    }
}

/// Forgets the buckets that are full again, and of the others the half that is full soonest.
fn make_room(buckets: &mut HashMap<(Doing, Who), i64>, now: i64) {
    buckets.retain(|_, full_at| *full_at > now);
    if buckets.len() < MAX_BUCKETS {
        return;
    }
    let mut times: Vec<i64> = buckets.values().copied().collect();
    let middle = times.len() / 2;
    let (_, middle, _) = times.select_nth_unstable(middle);
    let middle = *middle;
    buckets.retain(|_, full_at| *full_at > middle);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> Who {
        Who::at(Some(text.parse().unwrap()))
    }

    fn takes(limits: &Limits, doing: Doing, who: Who, now: i64) -> Option<u64> {
        match limits.take(doing, who, now) {
            Ok(()) => None,
            Err(Problem::TooOften { seconds }) => Some(seconds),
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn so_many_come_at_once_and_then_one_by_one() {
        let limits = Limits::default();
        let who = address("192.0.2.7");
        for _ in 0..3 {
            assert_eq!(takes(&limits, Doing::Letter, who, 0), None);
        }
        assert_eq!(takes(&limits, Doing::Letter, who, 0), Some(300));
        assert_eq!(takes(&limits, Doing::Letter, who, 299_001), Some(1));
        assert_eq!(takes(&limits, Doing::Letter, who, 300_000), None);
        assert_eq!(takes(&limits, Doing::Letter, who, 300_000), Some(300));
        // Others, and other things, are apart.
        assert_eq!(takes(&limits, Doing::TryLink, who, 0), None);
        assert_eq!(takes(&limits, Doing::Letter, address("192.0.2.8"), 0), None);
    }

    #[test]
    fn a_clock_that_goes_back_keeps_nobody_out() {
        let limits = Limits::default();
        let who = address("192.0.2.7");
        for _ in 0..3 {
            assert_eq!(takes(&limits, Doing::Letter, who, 1_000_000_000), None);
        }
        assert_eq!(takes(&limits, Doing::Letter, who, 0), Some(300));
        assert_eq!(takes(&limits, Doing::Letter, who, 300_000), None);
    }

    #[test]
    fn a_network_of_the_later_kind_is_one() {
        assert_eq!(address("2001:db8::1"), address("2001:db8::ffff:2"));
        assert_ne!(address("2001:db8::1"), address("2001:db8:0:1::1"));
        assert_eq!(address("::ffff:192.0.2.7"), address("192.0.2.7"));
        assert_ne!(address("192.0.2.6"), address("192.0.2.7"));
    }

    #[test]
    fn very_many_addresses_fill_nothing_and_the_busiest_stay_known() {
        let limits = Limits::default();
        let busy = address("192.0.2.7");
        for _ in 0..3 {
            assert_eq!(takes(&limits, Doing::Letter, busy, 0), None);
        }
        for number in 0..3 * MAX_BUCKETS as u32 {
            let who = Who::Address(IpAddr::from(number.to_be_bytes()));
            assert_eq!(takes(&limits, Doing::Letter, who, 1), None);
        }
        assert!(limits.full_at.lock().unwrap().len() <= MAX_BUCKETS);
        assert!(takes(&limits, Doing::Letter, busy, 1).is_some());
    }
}
