//! What is asked of a matrix of positions beside the positions themselves.
//!
//! Start at [`Question`].

use thiserror::Error;

use super::METHOD;
use crate::common_ground::{Clones, Kind};
use crate::positions::Positions;

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// A key for each statement: its text, or an id that all copies of the matrix share. They put
    /// the statements in order, so that it does not matter where they stand.
    pub statements: Vec<String>,
    /// The constituency of each participant, `None` for who has declared none. Empty where nobody
    /// declares any.
    pub constituencies: Vec<Option<u32>>,
    /// How many constituencies there are; those of the participants are below it.
    pub constituency_count: usize,
    /// How it is computed.
    pub settings: Settings,
}

/// How it is computed; each setting is part of the input hash.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// Whose positions these are.
    pub kind: Kind,
    /// The weight of a participant is in proportion to 1 / size(constituency)^alpha, from 0 (all
    /// alike) to 1 (each constituency the same). Weighted figures stand beside those without.
    pub alpha: f64,
    /// Whether the groups are looked for again to see if they are stable.
    pub trials: Trials,
}

/// Whether the groups are looked for again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trials {
    /// In forty runs; groups that are not stable are not published.
    Run,
    /// Not: for a first look at a large matrix. Groups then have no badge.
    LeftOut,
}

/// What is wrong with a question.
#[derive(Clone, Copy, Debug, Error, PartialEq)]
pub enum QuestionError {
    /// Not as many keys as statements.
    #[error("there are {keys} keys for {statements} statements; give one for each, in their order")]
    Keys {
        /// Keys given.
        keys: usize,
        /// Columns of the matrix.
        statements: usize,
    },
    /// Not as many constituencies as participants.
    #[error(
        "there are {given} constituencies for {participants} participants; give one or none for each, or leave the list empty"
    )]
    Constituencies {
        /// Entries given.
        given: usize,
        /// Rows of the matrix.
        participants: usize,
    },
    /// A constituency that is not there.
    #[error(
        "participant {participant} is of constituency {constituency}, and there are {count}; they are numbered from 0"
    )]
    UnknownConstituency {
        /// The row.
        participant: usize,
        /// What was given.
        constituency: u32,
        /// How many there are.
        count: usize,
    },
    /// A setting out of its range.
    #[error("{setting} is {value}; it is a number from 0 to 1")]
    OutOfRange {
        /// Its name.
        setting: &'static str,
        /// What was given.
        value: f64,
    },
}

impl Question {
    pub(super) fn check(&self, positions: &Positions) -> Result<(), QuestionError> {
        let (keys, statements) = (self.statements.len(), positions.statements());
        if keys != statements {
            return Err(QuestionError::Keys { keys, statements });
        }
        let (given, participants) = (self.constituencies.len(), positions.participants());
        if given != 0 && given != participants {
            return Err(QuestionError::Constituencies {
                given,
                participants,
            });
        }
        let count = self.constituency_count;
        for (participant, constituency) in self.constituencies.iter().enumerate() {
            if let Some(constituency) = constituency.filter(|it| *it as usize >= count) {
                return Err(QuestionError::UnknownConstituency {
                    participant,
                    constituency,
                    count,
                });
            }
        }
        self.settings.check()
    }

    /// One entry per participant.
    pub(super) fn given_constituencies(&self, participants: usize) -> Vec<Option<u32>> {
        let mut all = self.constituencies.clone();
        all.resize(participants, None);
        all
    }
}

impl Default for Settings {
    /// Ballots of individuals, all weighing the same, with trials.
    fn default() -> Settings {
        Settings {
            kind: Kind::ballots(),
            alpha: 0.0,
            trials: Trials::Run,
        }
    }
}

impl Settings {
    /// Whether figures by weight are asked for, beside those without.
    #[must_use]
    pub fn ask_for_weights(&self) -> bool {
        self.alpha > 0.0 || self.kind.counts_clones_as_one()
    }

    fn check(&self) -> Result<(), QuestionError> {
        let within = |setting, value: f64| match (0.0..=1.0).contains(&value) {
            true => Ok(()),
            false => Err(QuestionError::OutOfRange { setting, value }),
        };
        within("alpha", self.alpha)?;
        match self.kind {
            Kind::Ballots { minimum_mass, .. } => within("the minimum share", minimum_mass.share),
            Kind::Delegations => Ok(()),
        }
    }

    /// The settings and the version of the method in bytes of a fixed form, for the input hash.
    pub(super) fn encoded(&self) -> Vec<u8> {
        let mut bytes = METHOD.to_le_bytes().to_vec();
        bytes.push(match self.trials {
            Trials::LeftOut => 0,
            Trials::Run => 1,
        });
        // Adding 0 makes −0 and 0 the same bits.
        bytes.extend((self.alpha + 0.0).to_le_bytes());
        match self.kind {
            Kind::Delegations => bytes.push(0),
            Kind::Ballots {
                minimum_mass,
                clones,
            } => {
                bytes.push(1);
                bytes.extend((minimum_mass.share + 0.0).to_le_bytes());
                bytes.extend((minimum_mass.persons as u64).to_le_bytes());
                bytes.push(match clones {
                    Clones::InFull => 0,
                    Clones::AsOne => 1,
                });
            }
        }
        bytes
    }
}
