//! Whose word is enough: logs, witnesses and the quorum, after C2SP `tlog-policy`.
//!
//! Never here: asking anybody. A policy is a text that a person wrote and trusts; a checkpoint is
//! weighed with it offline. Names in it are bytes, compared as such.
//!
//! Start at [`Policy::parse`] and [`Policy::open`].

mod parse;

pub use parse::{PolicyError, PolicyFlaw};

use std::fmt;

use crate::checkpoint::{Checkpoint, CheckpointError, SignedCheckpoint};
use crate::cosignature::PosixSeconds;
use crate::note::VerifierKey;

/// The most bytes of a policy: the most lines of each kind with long keys and addresses.
pub const MAX_POLICY_BYTES: usize = 1 << 18;

/// The most logs, witnesses or groups, of each: eight times what the format asks to be supported,
/// and still weighed in no time.
pub const MAX_POLICY_LINES_OF_A_KIND: usize = 256;

/// Which logs are known, which witnesses, and how many of them must vouch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    logs: Vec<Log>,
    witnesses: Vec<Witness>,
    groups: Vec<Group>,
    quorum: Option<Member>,
}

/// What something is called in a policy, and nowhere else.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PolicyName(Vec<u8>);

/// A log that a policy knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    /// Its key, which has the name of its origin.
    pub key: VerifierKey,
    /// Where it can be reached, as it is written.
    pub url: Option<PolicyName>,
}

/// A witness that a policy knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// What the policy calls it.
    pub name: PolicyName,
    /// Its key.
    pub key: VerifierKey,
    /// Where it can be reached, as it is written.
    pub url: Option<PolicyName>,
}

/// So many of these members must vouch. Members stand before the group in the policy.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Group {
    name: PolicyName,
    threshold: usize,
    members: Vec<Member>,
}

/// A witness or a group, by its place among those of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Member {
    Witness(usize),
    Group(usize),
}

/// A checkpoint that the policy accepts, and who of its witnesses vouches for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endorsement<'c, 'p> {
    /// The checkpoint.
    pub checkpoint: &'c Checkpoint,
    /// The witnesses, in the order of the policy, and when they last said so.
    pub witnesses: Vec<(&'p Witness, PosixSeconds)>,
}

/// Why a policy does not accept a checkpoint.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuorumError {
    /// No log is known.
    #[error("the policy names no log; add a line `log KEY`, or give the key of the log beside it")]
    NoLogs,
    /// It is not signed by the log, or a known signature is wrong.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// Too few witnesses vouch.
    #[error(
        "the quorum `{quorum}` is not reached: {found} of {known} known witnesses cosigned \
         ({names}); ask for a checkpoint with more cosignatures"
    )]
    NotReached {
        /// The witness or group that must vouch.
        quorum: PolicyName,
        /// How many witnesses do.
        found: usize,
        /// How many the policy knows.
        known: usize,
        /// What they are called.
        names: String,
    },
}

impl Policy {
    /// The logs that the policy knows.
    #[must_use]
    pub fn logs(&self) -> &[Log] {
        &self.logs
    }

    /// The witnesses that the policy knows.
    #[must_use]
    pub fn witnesses(&self) -> &[Witness] {
        &self.witnesses
    }

    /// What a checkpoint says, once a log and enough witnesses vouch for it. `logs` are keys of
    /// logs that are known besides those in the policy.
    ///
    /// # Errors
    /// When no known log has signed, the signature of a known key is wrong, or witnesses are too
    /// few.
    pub fn open<'c, 'p>(
        &'p self,
        checkpoint: &'c SignedCheckpoint,
        logs: &[VerifierKey],
    ) -> Result<Endorsement<'c, 'p>, QuorumError> {
        let own = self.logs.iter().map(|log| &log.key);
        let mut keys: Vec<VerifierKey> = own.chain(logs).cloned().collect();
        if keys.is_empty() {
            return Err(QuorumError::NoLogs);
        }
        keys.extend(self.witnesses.iter().map(|witness| witness.key.clone()));
        let (checkpoint, vouchers) = checkpoint.open(&keys)?;
        let time_of = |witness: &Witness| {
            let voucher = vouchers.iter().find(|by| *by.key == witness.key);
            voucher.and_then(|by| by.time)
        };
        let times: Vec<Option<PosixSeconds>> = self.witnesses.iter().map(time_of).collect();
        let witnesses = self.witnesses.iter().zip(&times);
        let witnesses = witnesses.filter_map(|(witness, time)| Some((witness, (*time)?)));
        let endorsement = Endorsement {
            checkpoint,
            witnesses: witnesses.collect(),
        };
        self.reaches_quorum(&times, &endorsement)?;
        Ok(endorsement)
    }

    fn reaches_quorum(
        &self,
        times: &[Option<PosixSeconds>],
        found: &Endorsement<'_, '_>,
    ) -> Result<(), QuorumError> {
        let Some(quorum) = self.quorum else {
            return Ok(());
        };
        // A group names only earlier ones, so one pass in order settles them all.
        let mut settled: Vec<bool> = Vec::with_capacity(self.groups.len());
        for group in &self.groups {
            let members = group.members.iter();
            let vouching = members.filter(|member| vouches(**member, times, &settled));
            settled.push(vouching.count() >= group.threshold);
        }
        if vouches(quorum, times, &settled) {
            return Ok(());
        }
        let names = found.witnesses.iter();
        let names: Vec<String> = names.map(|(witness, _)| witness.name.to_string()).collect();
        Err(QuorumError::NotReached {
            quorum: match quorum {
                Member::Witness(place) => self.witnesses[place].name.clone(),
                Member::Group(place) => self.groups[place].name.clone(),
            },
            found: names.len(),
            known: self.witnesses.len(),
            names: if names.is_empty() {
                "none".to_owned()
            } else {
                names.join(", ")
            },
        })
    }
}

fn vouches(member: Member, times: &[Option<PosixSeconds>], settled: &[bool]) -> bool {
    match member {
        Member::Witness(place) => times[place].is_some(),
        Member::Group(place) => settled[place],
    }
}

impl PolicyName {
    /// The bytes of the name.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Display for PolicyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf8_lossy(&self.0))
    }
}

impl fmt::Debug for PolicyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PolicyName({self})")
    }
}
