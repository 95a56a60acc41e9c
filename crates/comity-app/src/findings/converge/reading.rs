//! The files of a consultation: votes, and perhaps what they are about and who cast them.
//!
//! Start at [`Voting::read`].

use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;

use comity_analysis::common_ground::Kind;
use comity_analysis::positions::{Builder, Positions, Vote};
use comity_exchange::lists::{
    Moderation, Names, Participant, Statement, name_order, read_participants, read_statements,
    read_votes,
};
use comity_exchange::{Notice, ReadError};

use super::{Sources, Voted};
use crate::findings::{FindingError, Source, Stream, stream};

/// Ids that a notice names; more are only counted.
const MAX_IDS_NAMED: usize = 5;

/// What becomes of statements of the list that nobody voted on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unseen {
    /// They are left out.
    LeftOut,
    /// They are statements like any other, without votes, as Polis counts them.
    Kept,
}

/// What was read. Rows and columns of the matrix are in the order of ids.
pub(super) struct Voting {
    /// The files: votes, statements, participants.
    pub(super) sources: Vec<Source>,
    /// The columns.
    pub(super) statements: Vec<Voted>,
    /// The votes.
    pub(super) positions: Positions,
    /// The names of constituencies, by code point.
    pub(super) constituencies: Vec<String>,
    /// The constituency of each row, as one of those.
    pub(super) declared: Vec<Option<u32>>,
    /// How many votes a later one replaced.
    pub(super) replaced: usize,
    /// What was not carried.
    pub(super) notices: Vec<Notice>,
}

impl Voting {
    /// Reads the files. Of individuals no notice counts fewer than five.
    pub(super) fn read(
        sources: Sources<'_>,
        kind: Kind,
        unseen: Unseen,
    ) -> Result<Voting, FindingError> {
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
            fewest: kind.fewest_shown(),
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
        let listed = Listed::of(&read.statements, described, unseen);
        let (positions, replaced) = builder.finish(&read.participants.ranks(), &listed.ranks);
        if replaced > 0 {
            files.say(&format!(
                "Votes that a later one on the same statement replaced: {replaced}"
            ));
        }
        files.say_of_listed(&listed);
        let declared = files.declared(&read.participants, &people, list.as_deref());
        Ok(Voting {
            sources: files.sources,
            statements: listed.statements,
            positions,
            constituencies: declared.names,
            declared: declared.of,
            replaced,
            notices: files.notices,
        })
    }

    /// The same without the statements that a moderator took out, and a notice of them.
    pub(super) fn without_those_taken_out(self) -> Voting {
        let (out, kept): (Vec<Voted>, Vec<Voted>) =
            self.statements.iter().cloned().partition(|it| it.is_out);
        if out.is_empty() {
            return self;
        }
        let numbered = self.statements.iter().zip(0_u32..);
        let columns: Vec<u32> = numbered.filter(|it| !it.0.is_out).map(|it| it.1).collect();
        let count = u32::try_from(self.positions.participants()).expect("a reader has a limit");
        let everyone: Vec<u32> = (0..count).collect();
        let ids: Vec<&str> = out.iter().map(|it| it.id.as_str()).collect();
        let words = "Statements that a moderator took out, left out here with their votes";
        let message = format!("{words}: {} ({}).", ids.len(), named(&ids));
        let mut without = Voting {
            positions: self.positions.arranged(&everyone, &columns),
            statements: kept,
            ..self
        };
        without.say(message);
        without
    }

    /// Says something of the votes.
    pub(super) fn say(&mut self, message: String) {
        let votes = self.sources.first().map_or("", |it| it.name.as_str());
        self.notices.push(Notice::new(votes, "file", message));
    }
}

/// Who declares what.
struct Declared {
    names: Vec<String>,
    /// For each participant, in the order of ids.
    of: Vec<Option<u32>>,
}

/// The statements, from the votes and the list of them.
struct Listed {
    /// In the order of their ids.
    statements: Vec<Voted>,
    /// For each that has votes, by its number in them, where it stands among the statements; then
    /// the same for each that has none.
    ranks: Vec<u32>,
    /// Those with votes that the list lacks.
    unknown: Vec<String>,
    /// Those of the list without votes, and what became of them.
    unseen: (Vec<String>, Unseen),
}

impl Listed {
    /// The statements of the votes and of the list.
    fn of(names: &Names, list: Vec<Statement>, unseen: Unseen) -> Listed {
        let is_given = !list.is_empty();
        let mut by_id: BTreeMap<String, Statement> =
            list.into_iter().map(|it| (it.id.clone(), it)).collect();
        let (mut all, mut unknown) = (Vec::new(), Vec::new());
        for id in names.ids() {
            let known = by_id.remove(id);
            if known.is_none() && is_given {
                unknown.push(id.clone());
            }
            all.push(voted(id, known));
        }
        let mut left: Vec<String> = by_id.keys().cloned().collect();
        left.sort_by(|a, b| name_order(a, b));
        if unseen == Unseen::Kept {
            all.extend(by_id.into_iter().map(|(id, it)| voted(&id, Some(it))));
        }
        unknown.sort_by(|a, b| name_order(a, b));
        let mut numbered: Vec<(Voted, usize)> = all.into_iter().zip(0..).collect();
        numbered.sort_by(|a, b| name_order(&a.0.id, &b.0.id));
        let mut ranks = vec![0; numbered.len()];
        for (rank, (_, number)) in (0..).zip(&numbered) {
            ranks[*number] = rank;
        }
        Listed {
            statements: numbered.into_iter().map(|it| it.0).collect(),
            ranks,
            unknown,
            unseen: (left, unseen),
        }
    }
}

/// The files and what is said of them.
struct Files {
    /// The name of the votes.
    votes: String,
    sources: Vec<Source>,
    notices: Vec<Notice>,
    /// The fewest people that a notice counts.
    fewest: usize,
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

    fn say_of_listed(&mut self, listed: &Listed) {
        let words = "Statements with votes that the list does not have, shown by their ids";
        self.say_of(&listed.unknown, words);
        let (unseen, became) = &listed.unseen;
        self.say_of(
            unseen,
            match became {
                Unseen::LeftOut => "Statements of the list that nobody voted on, left out",
                Unseen::Kept => "Statements of the list that nobody voted on, counted all the same",
            },
        );
    }

    /// Says something of some statements.
    fn say_of(&mut self, ids: &[String], what: &str) {
        if !ids.is_empty() {
            let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
            self.say(&format!("{what}: {} ({})", ids.len(), named(&ids)));
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
        let declared = Declared {
            names: constituencies.into_iter().map(str::to_owned).collect(),
            of,
        };
        if let Some(list) = list {
            self.say_of_people(list, &declared, missing, by_id.len());
        }
        declared
    }

    /// Says how many declare nothing, and how many of the list are not heard. Of individuals no
    /// number is given that is about a few, or that leaves a few where others are taken from all:
    /// so none where a constituency has a few.
    fn say_of_people(&mut self, list: &str, declared: &Declared, missing: usize, unheard: usize) {
        let few = |it: &usize| (1..self.fewest).contains(it);
        let mut sizes = vec![0_usize; declared.names.len()];
        for of in declared.of.iter().flatten() {
            sizes[*of as usize] += 1;
        }
        let is_open = !sizes.iter().any(few);
        let of_missing = "Participants with votes who declare no constituency";
        let of_unheard = "Participants of the list without votes";
        for (what, count, is_open) in [(of_missing, missing, is_open), (of_unheard, unheard, true)]
        {
            let count = match (few(&count), is_open) {
                _ if count == 0 => continue,
                (true, _) => "fewer than five".to_owned(),
                (false, false) => "five or more".to_owned(),
                (false, true) => count.to_string(),
            };
            let message = format!("{what}: {count}.");
            self.notices.push(Notice::new(list, "file", message));
        }
    }
}

/// A statement by its id, with what the list has of it.
fn voted(id: &str, known: Option<Statement>) -> Voted {
    let is_out = known.as_ref().map(|it| it.moderation) == Some(Moderation::Out);
    Voted {
        id: id.to_owned(),
        is_out,
        text: known.map_or_else(String::new, |it| it.text),
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

fn position(vote: i8) -> Vote {
    match vote {
        1 => Vote::Agree,
        0 => Vote::Pass,
        _ => Vote::Disagree,
    }
}
