//! Campaigns as a report: each text that was sent more than once, with what people added.
//!
//! Texts stand in an order that follows from their words, never by how often they were sent.

use std::collections::HashMap;

use comity_analysis::campaigns::Group;
use comity_analysis::words::WordReader;
use comity_app::findings::campaigns::{Change, Gathered, Variation};
use comity_exchange::lists::Comment;
use comity_exchange::report::{Cell, Column, Fact, Part, Report, Section, Table};

use crate::findings::{making, number, prose, version};
use crate::report::shortened;

const GROUPS: [Column; 4] = [
    Column::words("text", "Text"),
    Column::numbers("count", "Comments"),
    Column::numbers("copies", "Word for word"),
    Column::numbers("variations", "With changes"),
];

const OWN_WORDS: [Column; 2] = [
    Column::words("comment", "Comment"),
    Column::words("own_words", "In its own words"),
];

const CHANGES: [Column; 4] = [
    Column::words("was", "The text shown says"),
    Column::words("is", "They say"),
    Column::numbers("comments", "Comments"),
    Column::words("first", "The first of them"),
];

const MEMBERS: [Column; 7] = [
    Column::numbers("group", "Group"),
    Column::numbers("line", "Line"),
    Column::words("id", "Comment"),
    Column::words("is", "Is"),
    Column::numbers("count", "Comments"),
    Column::words("own_words", "In its own words"),
    Column::words("changes", "Changes"),
];

/// Texts with a section of their own: a page with more is not read to its end, and the rest is in
/// the data.
const MAX_SECTIONS: usize = 200;

/// Comments whose own words a section quotes.
const MAX_QUOTED: usize = 12;

/// Changes that a section has, each once with how many made it.
const MAX_CHANGES: usize = 60;

/// Characters that are shown of each side of a change.
const MAX_CHANGE_CHARS: usize = 200;

/// Characters of a text that stand for it in a heading and in the list of all.
const MAX_EXCERPT_CHARS: usize = 60;

pub(super) fn report(found: &Gathered, title: String) -> Report {
    let groups = &found.campaigns.groups;
    let repeated: Vec<(usize, &Group)> = groups
        .iter()
        .enumerate()
        .filter(|it| it.1.count() > 1)
        .collect();
    let mut sections = vec![explained(found, &repeated)];
    let reader = WordReader::new();
    sections.extend(
        repeated
            .iter()
            .take(MAX_SECTIONS)
            .map(|(at, group)| one(found, *at, group, &reader)),
    );
    sections.push(making(
        how(found),
        std::slice::from_ref(&found.source),
        &found.notices,
    ));
    let once = groups.len() - repeated.len();
    Report {
        view: "campaigns",
        what: "What many people sent".to_owned(),
        title,
        language: None,
        facts: vec![
            Fact::new("comments", "Comments", number(found.comments.len())),
            Fact::new("texts", "Texts to read", number(groups.len())),
            Fact::new("repeated", "Sent more than once", number(repeated.len())),
            Fact::new("once", "Sent once", number(once)),
        ],
        sections,
    }
}

fn explained(found: &Gathered, repeated: &[(usize, &Group)]) -> Section {
    let mut all = Table::new("groups", "Texts that were sent more than once", &GROUPS);
    for (_, group) in repeated.iter().take(MAX_SECTIONS) {
        all.rows.push(vec![
            Cell::foreign(excerpt(&representative(found, group).text)),
            number(group.count()),
            number(group.copies.len()),
            number(group.variations.len()),
        ]);
    }
    let mut parts = vec![prose(
        "Comments in nearly the same words are read once, with their count and with what people \
         added in words of their own. The text shown is the most typical one. Nearness in words \
         does not see meaning: who turns “support” into “oppose” in a template stands beside it, \
         so read what was changed before you count voices. Texts stand in an order that follows \
         from their words.",
    )];
    if repeated.len() > MAX_SECTIONS {
        let more = repeated.len() - MAX_SECTIONS;
        parts.push(prose(format!(
            "{more} more texts are in the data (--to json or csv)."
        )));
    }
    let wordless = found.campaigns.wordless.len();
    if wordless > 0 {
        parts.push(prose(format!(
            "{wordless} comments have no word in them and are in no group."
        )));
    }
    parts.push(Part::Table(all));
    Section {
        id: "texts".to_owned(),
        heading: Cell::said("Texts that were sent more than once"),
        parts,
    }
}

fn representative<'f>(found: &'f Gathered, group: &Group) -> &'f Comment {
    &found.comments[group.representative as usize]
}

fn one(found: &Gathered, at: usize, group: &Group, reader: &WordReader) -> Section {
    let typical = representative(found, group);
    let mut own = Table::new("own_words", "What people added", &OWN_WORDS);
    let mut changed = Changed::default();
    let (mut plain, mut more) = (0, 0);
    for it in &group.variations {
        let comment = &found.comments[*it as usize];
        let said = found.variation(reader, group.representative, *it);
        changed.add(&said, comment);
        if said.own_words.is_empty() {
            plain += 1;
        } else if own.rows.len() < MAX_QUOTED {
            let quoted = said.own_words.into_iter().map(Cell::foreign).collect();
            own.rows.push(vec![name(comment), Cell::Several(quoted)]);
        } else {
            more += 1;
        }
    }
    let (changes, more_changes) = changed.table();
    let mut parts = vec![
        Part::Quote(typical.text.clone()),
        Part::Facts(vec![
            Fact::new("count", "Comments", number(group.count())),
            Fact::new("copies", "Word for word", number(group.copies.len())),
            Fact::new("variations", "With changes", number(group.variations.len())),
            Fact::new("edited", "Of these a word or two", number(plain)),
            Fact::new("typical", "The text shown is", name(typical)),
        ]),
        Part::Table(changes),
        Part::Table(own),
    ];
    if more_changes > 0 {
        parts.push(prose(format!(
            "{more_changes} more changes are in the data (--to json or csv)."
        )));
    }
    if more > 0 {
        parts.push(prose(format!(
            "{more} more people added words of their own; they are in the data (--to json or csv)."
        )));
    }
    Section {
        id: format!("text:{at}"),
        heading: Cell::foreign(excerpt(&typical.text)),
        parts,
    }
}

/// The changes of a group, each once: a word that is turned round is not lost among many.
#[derive(Default)]
struct Changed<'f> {
    /// For each change, in the order of the list, how many made it and who did first.
    each: Vec<(Change, usize, &'f Comment)>,
    places: HashMap<Change, usize>,
}

impl<'f> Changed<'f> {
    /// Takes the changes of a comment but those that are only words of its own, which are quoted.
    fn add(&mut self, said: &Variation<'_>, comment: &'f Comment) {
        for change in said.beside_own_words() {
            let next = self.each.len();
            let place = *self.places.entry(change.clone()).or_insert(next);
            match self.each.get_mut(place) {
                Some(known) => known.1 += 1,
                None => self.each.push((change.clone(), 1, comment)),
            }
        }
    }

    /// As a table, and how many are not in it.
    fn table(self) -> (Table, usize) {
        let mut table = Table::new("changes", "What people changed", &CHANGES);
        let more = self.each.len().saturating_sub(MAX_CHANGES);
        let quoted = |words: &str| match words {
            "" => Cell::said("nothing"),
            words => Cell::foreign(shortened(words, MAX_CHANGE_CHARS)),
        };
        for (change, count, first) in self.each.into_iter().take(MAX_CHANGES) {
            table.rows.push(vec![
                quoted(&change.was),
                quoted(&change.is),
                number(count),
                name(first),
            ]);
        }
        (table, more)
    }
}

fn name(comment: &Comment) -> Cell {
    match comment.id.is_empty() {
        true => Cell::said(format!("line {}", comment.line)),
        false => Cell::foreign(&*comment.id),
    }
}

fn excerpt(text: &str) -> String {
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    shortened(&line, MAX_EXCERPT_CHARS)
}

/// Every comment and the group that it is in, for a spreadsheet.
pub(super) fn members(found: &Gathered) -> Table {
    let reader = WordReader::new();
    let mut all = Table::new("comments", "Every comment", &MEMBERS);
    for (at, group) in found.campaigns.groups.iter().enumerate() {
        let mut push = |member: u32, is: &'static str| {
            let comment = &found.comments[member as usize];
            let said = match is {
                "variation" => found.variation(&reader, group.representative, member),
                _ => Variation::default(),
            };
            let changes = said.beside_own_words();
            let changes: Vec<String> = changes
                .map(|it| format!("{} → {}", it.was, it.is))
                .collect();
            let id = match comment.id.is_empty() {
                true => Cell::Nothing,
                false => Cell::foreign(&*comment.id),
            };
            all.rows.push(vec![
                number(at + 1),
                Cell::Number(comment.line),
                id,
                Cell::said(is),
                number(group.count()),
                Cell::foreign(said.own_words.join(" … ")),
                Cell::foreign(changes.join("; ")),
            ]);
        };
        for member in &group.copies {
            let is = if *member == group.representative {
                "representative"
            } else {
                "copy"
            };
            push(*member, is);
        }
        for member in &group.variations {
            push(*member, "variation");
        }
    }
    all
}

fn how(found: &Gathered) -> Vec<Fact> {
    let settings = &found.settings;
    let method = format!(
        "runs of {} words; alike from {} % of all in common, or from {} % of the shorter text where \
         that has {} and the longer one at most {} times as many; or alike to one that is, from {} % \
         of the shorter text",
        settings.shingle_words,
        settings.jaccard_percent,
        settings.containment_percent,
        settings.contained_shingles,
        settings.contained_times,
        settings.kinship_percent
    );
    vec![
        version(),
        Fact::new("method", "Method", Cell::said(method)),
        Fact::new(
            "seed",
            "Seed",
            Cell::said("none: nothing here is left to chance"),
        ),
    ]
}
