//! Reading the text of a policy, line by line.
//!
//! Never here: what a policy is for. Every refusal names its line.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Group, Log, MAX_POLICY_BYTES, MAX_POLICY_LINES_OF_A_KIND, Member, Policy, PolicyName, Witness,
};
use crate::checkpoint::decimal;
use crate::note::{KeyError, KeyName, SignatureType, VerifierKey};

/// What the name of a quorum is that asks for nobody.
const NOBODY: &[u8] = b"none";

/// Why a text is no policy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// Too long.
    #[error("the policy has {bytes} bytes and may have {MAX_POLICY_BYTES}; remove comments")]
    TooLong {
        /// How many bytes it has.
        bytes: usize,
    },
    /// A line is wrong.
    #[error("line {line} of the policy: {what}")]
    Line {
        /// Which line, from 1.
        line: usize,
        /// What is wrong.
        what: PolicyFlaw,
    },
    /// No line says what is enough.
    #[error("the policy has no quorum; add a line `quorum NAME`, or `quorum none`")]
    NoQuorum,
}

/// What is wrong with a line of a policy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PolicyFlaw {
    /// A byte that may not stand in a policy.
    #[error(
        "it holds the control character {byte:#04x}; only tabs are allowed, and a line ends in a line feed alone"
    )]
    Control {
        /// The byte.
        byte: u8,
    },
    /// The first word is not known.
    #[error("`{word}` is not known; a line begins with log, witness, group or quorum")]
    Keyword {
        /// The word.
        word: PolicyName,
    },
    /// Words are missing or too many.
    #[error("write it as `{form}`")]
    Form {
        /// How such a line looks.
        form: &'static str,
    },
    /// The key is none.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The key is for something else.
    #[error("the key `{key}` is of the wrong type: {wanted}")]
    KeyType {
        /// The name of the key.
        key: KeyName,
        /// What type it should be.
        wanted: &'static str,
    },
    /// Two lines of the kind have one key.
    #[error("line {earlier} has the same public key; keep one of them")]
    SameKey {
        /// The earlier line.
        earlier: usize,
    },
    /// The name means something already.
    #[error("the name `{name}` is taken; choose another")]
    NameTaken {
        /// The name.
        name: PolicyName,
    },
    /// The name means nothing yet.
    #[error("`{name}` is not defined on a line before; define it first")]
    Undefined {
        /// The name.
        name: PolicyName,
    },
    /// A member of two groups, or twice of one.
    #[error("`{name}` is a member of a group already; each counts in one way only")]
    MemberTwice {
        /// The name.
        name: PolicyName,
    },
    /// A threshold that no number of members fits.
    #[error("`{found}` is not `any`, `all` or a number from 1 to {members}, as many as are named")]
    Threshold {
        /// What is written.
        found: PolicyName,
        /// How many members are named.
        members: usize,
    },
    /// A second quorum.
    #[error("the quorum is given on line {earlier} already; keep one of them")]
    QuorumTwice {
        /// The earlier line.
        earlier: usize,
    },
    /// Too many lines of a kind.
    #[error("there are more than {MAX_POLICY_LINES_OF_A_KIND} lines of this kind; remove some")]
    TooMany,
}

impl Policy {
    /// Reads the text of a policy.
    ///
    /// # Errors
    /// With the first line that is wrong.
    pub fn parse(bytes: &[u8]) -> Result<Self, PolicyError> {
        if bytes.len() > MAX_POLICY_BYTES {
            let bytes = bytes.len();
            return Err(PolicyError::TooLong { bytes });
        }
        let mut draft = Draft::default();
        for (line, text) in (1..).zip(bytes.split(|byte| *byte == b'\n')) {
            draft.line = line;
            let taken = draft.take(text);
            taken.map_err(|what| PolicyError::Line { line, what })?;
        }
        let (_, quorum) = draft.quorum.ok_or(PolicyError::NoQuorum)?;
        Ok(Self {
            logs: draft.logs,
            witnesses: draft.witnesses,
            groups: draft.groups,
            quorum,
        })
    }
}

/// What was read so far.
#[derive(Default)]
struct Draft {
    line: usize,
    logs: Vec<Log>,
    witnesses: Vec<Witness>,
    groups: Vec<Group>,
    quorum: Option<(usize, Option<Member>)>,
    names: BTreeMap<PolicyName, Member>,
    members: BTreeSet<PolicyName>,
    /// Public keys of logs and of witnesses, with their lines.
    keys: BTreeMap<(bool, [u8; 32]), usize>,
}

impl Draft {
    fn take(&mut self, line: &[u8]) -> Result<(), PolicyFlaw> {
        let is_wrong = |byte: &&u8| (**byte < b' ' && **byte != b'\t') || **byte == 0x7f;
        if let Some(byte) = line.iter().find(is_wrong) {
            return Err(PolicyFlaw::Control { byte: *byte });
        }
        let words = line.split(|byte| matches!(byte, b' ' | b'\t'));
        let words: Vec<&[u8]> = words.filter(|word| !word.is_empty()).collect();
        let Some((first, rest)) = words.split_first() else {
            return Ok(());
        };
        match *first {
            comment if comment.starts_with(b"#") => Ok(()),
            b"log" => self.take_log(rest),
            b"witness" => self.take_witness(rest),
            b"group" => self.take_group(rest),
            b"quorum" => self.take_quorum(rest),
            word => Err(PolicyFlaw::Keyword { word: name(word) }),
        }
    }

    fn take_log(&mut self, words: &[&[u8]]) -> Result<(), PolicyFlaw> {
        let (key, url) = match words {
            [key] => (key, None),
            [key, url] => (key, Some(name(url))),
            _ => {
                let form = "log KEY [URL]";
                return Err(PolicyFlaw::Form { form });
            }
        };
        has_room(&self.logs)?;
        let key = self.key(key, SignatureType::Note)?;
        self.logs.push(Log { key, url });
        Ok(())
    }

    fn take_witness(&mut self, words: &[&[u8]]) -> Result<(), PolicyFlaw> {
        let (called, key, url) = match words {
            [called, key] => (called, key, None),
            [called, key, url] => (called, key, Some(name(url))),
            _ => {
                let form = "witness NAME KEY [URL]";
                return Err(PolicyFlaw::Form { form });
            }
        };
        has_room(&self.witnesses)?;
        let key = self.key(key, SignatureType::Cosignature)?;
        let name = self.define(called, Member::Witness(self.witnesses.len()))?;
        self.witnesses.push(Witness { name, key, url });
        Ok(())
    }

    fn take_group(&mut self, words: &[&[u8]]) -> Result<(), PolicyFlaw> {
        let [called, threshold, members @ ..] = words else {
            let form = "group NAME any|all|NUMBER MEMBER…";
            return Err(PolicyFlaw::Form { form });
        };
        if members.is_empty() {
            let form = "group NAME any|all|NUMBER MEMBER…";
            return Err(PolicyFlaw::Form { form });
        }
        has_room(&self.groups)?;
        let count = members.len();
        let number = match *threshold {
            b"any" => Some(1),
            b"all" => Some(count),
            number => std::str::from_utf8(number)
                .ok()
                .and_then(decimal)
                .and_then(|number| usize::try_from(number).ok()),
        };
        let number = number.filter(|number| (1..=count).contains(number));
        let threshold = number.ok_or_else(|| PolicyFlaw::Threshold {
            found: name(threshold),
            members: count,
        })?;
        let members = members.iter().map(|member| self.member(member));
        let members: Vec<(PolicyName, Member)> = members.collect::<Result<_, _>>()?;
        for (name, _) in &members {
            if !self.members.insert(name.clone()) {
                let name = name.clone();
                return Err(PolicyFlaw::MemberTwice { name });
            }
        }
        let name = self.define(called, Member::Group(self.groups.len()))?;
        self.groups.push(Group {
            name,
            threshold,
            members: members.into_iter().map(|(_, member)| member).collect(),
        });
        Ok(())
    }

    fn take_quorum(&mut self, words: &[&[u8]]) -> Result<(), PolicyFlaw> {
        let [called] = words else {
            let form = "quorum NAME";
            return Err(PolicyFlaw::Form { form });
        };
        if let Some((earlier, _)) = self.quorum {
            return Err(PolicyFlaw::QuorumTwice { earlier });
        }
        let quorum = if *called == NOBODY {
            None
        } else {
            Some(self.member(called)?.1)
        };
        self.quorum = Some((self.line, quorum));
        Ok(())
    }

    fn key(&mut self, text: &[u8], kind: SignatureType) -> Result<VerifierKey, PolicyFlaw> {
        let text = std::str::from_utf8(text).map_err(|_| KeyError::Shape)?;
        let key: VerifierKey = text.parse()?;
        if key.kind() != kind {
            let wanted = match kind {
                SignatureType::Note => "a log signs with Ed25519 (0x01)",
                SignatureType::Cosignature => "a witness cosigns with Ed25519 and a time (0x04)",
            };
            let key = key.name().clone();
            return Err(PolicyFlaw::KeyType { key, wanted });
        }
        let is_log = kind == SignatureType::Note;
        let earlier = self.keys.insert((is_log, *key.public_bytes()), self.line);
        match earlier {
            Some(earlier) => Err(PolicyFlaw::SameKey { earlier }),
            None => Ok(key),
        }
    }

    fn define(&mut self, called: &[u8], meaning: Member) -> Result<PolicyName, PolicyFlaw> {
        let name = name(called);
        if called == NOBODY || self.names.contains_key(&name) {
            return Err(PolicyFlaw::NameTaken { name });
        }
        self.names.insert(name.clone(), meaning);
        Ok(name)
    }

    fn member(&self, called: &[u8]) -> Result<(PolicyName, Member), PolicyFlaw> {
        let name = name(called);
        match self.names.get(&name) {
            Some(member) => Ok((name, *member)),
            None => Err(PolicyFlaw::Undefined { name }),
        }
    }
}

fn name(word: &[u8]) -> PolicyName {
    PolicyName(word.to_vec())
}

fn has_room<T>(lines: &[T]) -> Result<(), PolicyFlaw> {
    if lines.len() == MAX_POLICY_LINES_OF_A_KIND {
        return Err(PolicyFlaw::TooMany);
    }
    Ok(())
}
