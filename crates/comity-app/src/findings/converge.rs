//! Where agreement lies among those who voted: common ground, opinion groups, slates.
//!
//! Start at [`converge`](fn@converge).

mod json;
mod slates;

use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;

use comity_analysis::converge::{Convergence, Question, Settings, converge as found};
use comity_analysis::positions::{Builder, Positions, Vote};
use comity_exchange::lists::{
    Moderation, Names, Participant, Statement, read_participants, read_statements, read_votes,
};
use comity_exchange::{Notice, ReadError};

use super::{FindingError, Source, Stream, stream};

pub use json::{json, letter};
pub use slates::{Rule, Slated};

/// Ids that a notice names; more are only counted.
const MAX_IDS_NAMED: usize = 5;

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

/// A statement that was voted on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voted {
    /// Its id.
    pub id: String,
    /// Its words; empty where they are not known.
    pub text: String,
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
    /// Slates of statements, and whom each represents.
    pub slates: Vec<Slated>,
    /// How many votes a later one replaced.
    pub replaced: usize,
    /// What was not carried.
    pub notices: Vec<Notice>,
}

/// Finds where agreement lies. Statements that a moderator took out are left out.
///
/// # Errors
/// When a file cannot be read, with its line; when a setting is out of its range.
pub fn converge(sources: Sources<'_>, wishes: &Wishes) -> Result<Converged, FindingError> {
    let mut builder = Builder::new();
    let votes_name = sources.votes.name.to_owned();
    let ((read, notices), votes) = stream::hashed(sources.votes, |name, bytes| {
        read_votes(name, bytes, &mut |participant, statement, vote| {
            builder.cast(participant, statement, position(vote));
        })
    })?;
    let mut files = Files {
        votes: votes_name,
        sources: vec![votes],
        notices,
    };
    let described = match sources.statements {
        Some(stream) => files.read(stream, |name, bytes| read_statements(name, bytes))?,
        None => Vec::new(),
    };
    let list = sources.participants.as_ref().map(|it| it.name.to_owned());
    let people = match sources.participants {
        Some(stream) => files.read(stream, |name, bytes| read_participants(name, bytes))?,
        None => Vec::new(),
    };
    let (positions, replaced) =
        builder.finish(&read.participants.ranks(), &read.statements.ranks());
    if replaced > 0 {
        files.say(&format!(
            "Votes that a later one on the same statement replaced: {replaced}"
        ));
    }
    let (statements, positions) = files.described(&read.statements, described, positions);
    let declared = files.declared(&read.participants, &people, list.as_deref());
    let question = Question {
        statements: statements.iter().map(Voted::key).collect(),
        constituencies: declared.of,
        constituency_count: declared.names.len(),
        settings: wishes.settings,
    };
    let convergence = found(&positions, &question)?;
    let slates = slates::slates(&positions, &question.statements, &convergence, wishes.slate);
    Ok(Converged {
        sources: files.sources,
        statements,
        constituencies: declared.names,
        convergence,
        slates,
        replaced,
        notices: files.notices,
    })
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

fn position(vote: i8) -> Vote {
    match vote {
        1 => Vote::Agree,
        0 => Vote::Pass,
        _ => Vote::Disagree,
    }
}

/// Who declares what.
struct Declared {
    names: Vec<String>,
    /// For each participant, in the order of ids.
    of: Vec<Option<u32>>,
}

/// The files and what is said of them.
struct Files {
    /// The name of the votes.
    votes: String,
    sources: Vec<Source>,
    notices: Vec<Notice>,
}

impl Files {
    fn read<T>(
        &mut self,
        stream: Stream<'_>,
        reader: impl FnOnce(&str, &mut dyn BufRead) -> Result<(Vec<T>, Vec<Notice>), ReadError>,
    ) -> Result<Vec<T>, ReadError> {
        let ((read, notices), source) = stream::hashed(stream, reader)?;
        self.sources.push(source);
        self.notices.extend(notices);
        Ok(read)
    }

    /// Says something of the votes.
    fn say(&mut self, what: &str) {
        let message = format!("{what}.");
        self.notices
            .push(Notice::new(self.votes.as_str(), "file", message));
    }

    /// The statements that stay, in the order of their ids, and the votes on them.
    fn described(
        &mut self,
        names: &Names,
        list: Vec<Statement>,
        positions: Positions,
    ) -> (Vec<Voted>, Positions) {
        let given = !list.is_empty();
        let mut by_id: BTreeMap<String, Statement> =
            list.into_iter().map(|it| (it.id.clone(), it)).collect();
        let (mut kept, mut statements) = (Vec::new(), Vec::new());
        let (mut out, mut unknown) = (Vec::new(), Vec::new());
        for (rank, number) in (0_u32..).zip(names.sorted()) {
            let id = &names.ids()[number as usize];
            let text = match by_id.remove(id) {
                Some(it) if it.moderation == Moderation::Out => {
                    out.push(id.as_str());
                    continue;
                }
                Some(it) => it.text,
                None => {
                    unknown.push(id.as_str());
                    String::new()
                }
            };
            kept.push(rank);
            let id = id.clone();
            statements.push(Voted { id, text });
        }
        if given {
            let words = "Statements that a moderator took out, left out here with their votes";
            self.say_of(&out, words);
            let words = "Statements with votes that the list does not have, shown by their ids";
            self.say_of(&unknown, words);
            let unseen: Vec<&str> = by_id.keys().map(String::as_str).collect();
            let words = "Statements of the list that nobody voted on, left out";
            self.say_of(&unseen, words);
        }
        if kept.len() == names.len() {
            return (statements, positions);
        }
        let count = u32::try_from(positions.participants()).expect("a reader has a limit");
        let everyone: Vec<u32> = (0..count).collect();
        let positions = positions.arranged(&everyone, &kept);
        (statements, positions)
    }

    /// Says something of some statements.
    fn say_of(&mut self, ids: &[&str], what: &str) {
        if !ids.is_empty() {
            self.say(&format!("{what}: {} ({})", ids.len(), named(ids)));
        }
    }

    fn declared(&mut self, names: &Names, people: &[Participant], list: Option<&str>) -> Declared {
        let stated = people.iter().filter(|it| !it.constituency.is_empty());
        let constituencies: BTreeSet<&str> = stated.map(|it| it.constituency.as_str()).collect();
        let numbers: BTreeMap<&str, u32> = constituencies.iter().copied().zip(0..).collect();
        let mut by_id: BTreeMap<&str, Option<u32>> = BTreeMap::new();
        for one in people {
            let of = numbers.get(one.constituency.as_str()).copied();
            by_id.insert(&one.id, of);
        }
        let mut missing = 0;
        let sorted = names.sorted();
        let of: Vec<Option<u32>> = sorted
            .iter()
            .map(|at| {
                let found = by_id.remove(names.ids()[*at as usize].as_str()).flatten();
                missing += usize::from(found.is_none());
                found
            })
            .collect();
        let unheard = by_id.len();
        if let Some(list) = list {
            let mut say = |count: usize, what: &str| {
                if count > 0 {
                    let message = format!("{what}: {count}.");
                    self.notices.push(Notice::new(list, "file", message));
                }
            };
            say(
                missing,
                "Participants with votes who declare no constituency",
            );
            say(unheard, "Participants of the list without votes");
        }
        Declared {
            names: constituencies.into_iter().map(str::to_owned).collect(),
            of,
        }
    }
}

/// The first few of some ids.
fn named(ids: &[&str]) -> String {
    let mut out = ids[..ids.len().min(MAX_IDS_NAMED)].join(", ");
    if ids.len() > MAX_IDS_NAMED {
        out.push_str(", …");
    }
    out
}
