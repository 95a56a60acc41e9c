//! Where agreement lies among those who voted: common ground, opinion groups, slates.
//!
//! Start at [`converge`](fn@converge).

mod json;
pub mod polis;
mod reading;
mod slates;

use comity_analysis::converge::{Convergence, Question, Settings, converge as found};
use comity_exchange::Notice;

use super::{FindingError, Source, Stream};
use reading::{Unseen, Voting};
use sha2::{Digest, Sha256};

pub use json::{json, letter};
pub use slates::{Claim, Rule, Shown, Slated};

/// What is read.
#[derive(Debug)]
pub struct Sources<'a> {
    /// The votes.
    pub votes: Stream<'a>,
    /// What was voted on, in words.
    pub statements: Option<Stream<'a>>,
    /// Which constituency each participant declares.
    pub participants: Option<Stream<'a>>,
}

/// What is wished.
#[derive(Clone, Copy, Debug)]
pub struct Wishes {
    /// How it is computed.
    pub settings: Settings,
    /// How many statements a slate has, at most.
    pub slate: usize,
}

/// The size of slates where nobody says another: as many statements as are taken in.
pub const SLATE: usize = 10;

/// A statement that was voted on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voted {
    /// Its id.
    pub id: String,
    /// Its words; empty where they are not known.
    pub text: String,
    /// Whether a moderator took it out.
    pub is_out: bool,
}

/// Where agreement lies.
#[derive(Clone, Debug)]
pub struct Converged {
    /// The files, as they were given: votes, statements, participants.
    pub sources: Vec<Source>,
    /// The statements in the order of their ids, as the figures number them.
    pub statements: Vec<Voted>,
    /// The constituencies by code point, as the figures number them.
    pub constituencies: Vec<String>,
    /// The numbers.
    pub convergence: Convergence,
    /// SHA-256 over the hash of the numbers and the size that slates were asked for, as far as it
    /// counts: what the whole finding follows from. The seed follows from the numbers' own hash,
    /// so that a larger slate parts nobody otherwise.
    pub input_hash: [u8; 32],
    /// Slates of statements, and whom each represents.
    pub slates: Vec<Slated>,
    /// How many votes a later one replaced.
    pub replaced: usize,
    /// What was not carried.
    pub notices: Vec<Notice>,
}

/// Finds where agreement lies, in the default mode. Statements that a moderator took out are left out.
///
/// # Errors
/// When a file cannot be read, with its line; when a setting is out of its range.
pub fn converge(sources: Sources<'_>, wishes: &Wishes) -> Result<Converged, FindingError> {
    let kind = wishes.settings.kind;
    let mut voting = Voting::read(sources, kind, Unseen::LeftOut)?.without_those_taken_out();
    let question = Question {
        statements: voting.statements.iter().map(Voted::key).collect(),
        constituencies: std::mem::take(&mut voting.declared),
        constituency_count: voting.constituencies.len(),
        settings: wishes.settings,
    };
    let positions = &voting.positions;
    let convergence = found(positions, &question)?;
    let slates = slates::slates(positions, &question.statements, &convergence, wishes.slate);
    let size = slates.first().map_or(0, |it| it.slate.size);
    if let Some(told) = of_repeated(&convergence) {
        voting.say(told);
    }
    if wishes.settings.alpha > 0.0 && voting.constituencies.is_empty() {
        let told = "Nobody declares a constituency, so by alpha nobody weighs more than others. \
                    Give the list of participants.";
        voting.say(told.to_owned());
    }
    if let Some(told) = of_no_weights(&convergence) {
        voting.say(told);
    }
    Ok(Converged {
        sources: voting.sources,
        statements: voting.statements,
        constituencies: voting.constituencies,
        input_hash: with_slates(&convergence.input_hash, size),
        convergence,
        slates,
        replaced: voting.replaced,
        notices: voting.notices,
    })
}

/// Where many ballots are the same, what that can mean and how to see what it makes; short enough to
/// be read in full in a terminal.
fn of_repeated(convergence: &Convergence) -> Option<String> {
    let repeated = convergence.counts.repeated;
    let each_once = match convergence.settings.kind.counts_clones_as_one() {
        true => "the weighted figures count each once",
        false => "--clones-as-one counts each once",
    };
    (repeated.ballots > 0).then(|| {
        format!(
            "Ballots on {} statements or more that are the same as at least four others: {}, up to \
             {} of a kind. People agree, or one hand casts many; {each_once}.",
            convergence.counts.needed_positions, repeated.ballots, repeated.largest
        )
    })
}

/// That weighted figures which were asked for are not given, where anybody voted.
fn of_no_weights(convergence: &Convergence) -> Option<String> {
    let all = convergence.statements.iter();
    let count = all.filter(|it| it.leave_weights_out()).count();
    (convergence.settings.ask_for_weights() && count > 0).then(|| {
        let statements = match count {
            1 => "1 statement".to_owned(),
            count => format!("{count} statements"),
        };
        format!(
            "The weighted figure of {statements} is left out: beside the tallies it would say how \
             fewer than five people voted."
        )
    })
}

/// The hash of an input and of the size of its slates, 0 where there are none.
fn with_slates(input_hash: &[u8; 32], size: usize) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(b"comity slates 1\n");
    hasher.update(input_hash);
    hasher.update((size as u64).to_le_bytes());
    hasher.finalize().into()
}

impl Voted {
    /// What tells it from others in every copy of the votes: its words, or else its id.
    fn key(&self) -> String {
        match self.text.is_empty() {
            true => self.id.clone(),
            false => self.text.clone(),
        }
    }
}
