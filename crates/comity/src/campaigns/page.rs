//! Campaigns as a report: each text that was sent more than once, with what people added.
//!
//! Texts stand in an order that follows from their words, never by how often they were sent.

use comity_analysis::campaigns::Group;
use comity_analysis::words::WordReader;
use comity_app::findings::campaigns::Gathered;
use comity_exchange::lists::Comment;
use comity_exchange::report::{Cell, Column, Fact, Part, Report, Section, Table};
use comity_text::diff::words::words;
use comity_text::{Text, Tokenizer};

use crate::findings::{making, number, prose, version};

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

const CHANGES: [Column; 2] = [
    Column::words("comment", "Comment"),
    Column::words("changes", "Where the text shown says something else"),
];

const MEMBERS: [Column; 6] = [
    Column::numbers("group", "Group"),
    Column::numbers("line", "Line"),
    Column::words("id", "Comment"),
    Column::words("is", "Is"),
    Column::numbers("count", "Comments"),
    Column::words("own_words", "In its own words"),
];

/// Texts with a section of their own: a page with more is not read to its end, and the rest is in
/// the data.
const MAX_SECTIONS: usize = 200;

/// Comments whose own words, or whose changes, a section quotes.
const MAX_QUOTED: usize = 12;

/// Changes that are quoted of one comment.
const MAX_CHANGES: usize = 6;

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
    let mut changed = Table::new("changes", "What people changed by a word or two", &CHANGES);
    let mut plain = 0;
    for it in &group.variations {
        let comment = &found.comments[*it as usize];
        let said = found.own_words(reader, group.representative, *it);
        if said.is_empty() {
            plain += 1;
            if changed.rows.len() < MAX_QUOTED {
                changed
                    .rows
                    .push(vec![name(comment), changes(&typical.text, &comment.text)]);
            }
        } else if own.rows.len() < MAX_QUOTED {
            let quoted = said.into_iter().map(Cell::foreign).collect();
            own.rows.push(vec![name(comment), Cell::Several(quoted)]);
        }
    }
    let more = group.variations.len() - plain - own.rows.len();
    let mut parts = vec![
        Part::Quote(typical.text.clone()),
        Part::Facts(vec![
            Fact::new("count", "Comments", number(group.count())),
            Fact::new("copies", "Word for word", number(group.copies.len())),
            Fact::new("variations", "With changes", number(group.variations.len())),
            Fact::new("edited", "Of these a word or two", number(plain)),
            Fact::new("typical", "The text shown is", name(typical)),
        ]),
        Part::Table(own),
        Part::Table(changed),
    ];
    if more > 0 {
        parts.push(prose(format!(
            "{more} more people added words of their own."
        )));
    }
    Section {
        id: format!("text:{at}"),
        heading: Cell::foreign(excerpt(&typical.text)),
        parts,
    }
}

/// What a comment says in other words: a word that is turned round is the whole of it.
fn changes(template: &str, text: &str) -> Cell {
    let (template, text) = (Text::plain(template), Text::plain(text));
    let edits = words(&template, &text, &Tokenizer::default());
    let each = edits.iter().take(MAX_CHANGES).map(|edit| {
        let old = template.slice(edit.start, edit.end);
        let quoted = |words: &Text| match words.as_str().trim() {
            "" => Cell::said("nothing"),
            words => Cell::foreign(excerpt(words)),
        };
        Cell::Line(vec![quoted(&old), Cell::said("→"), quoted(&edit.with)])
    });
    let mut all: Vec<Cell> = each.collect();
    if edits.len() > MAX_CHANGES {
        all.push(Cell::said(format!(
            "and {} more",
            edits.len() - MAX_CHANGES
        )));
    }
    Cell::Several(all)
}

fn name(comment: &Comment) -> Cell {
    match comment.id.is_empty() {
        true => Cell::said(format!("line {}", comment.line)),
        false => Cell::foreign(&*comment.id),
    }
}

fn excerpt(text: &str) -> String {
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MAX_EXCERPT_CHARS) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

/// Every comment and the group that it is in, for a spreadsheet.
pub(super) fn members(found: &Gathered) -> Table {
    let reader = WordReader::new();
    let mut all = Table::new("comments", "Every comment", &MEMBERS);
    for (at, group) in found.campaigns.groups.iter().enumerate() {
        let mut push = |member: u32, is: &'static str| {
            let comment = &found.comments[member as usize];
            let own = match is {
                "variation" => found.own_words(&reader, group.representative, member),
                _ => Vec::new(),
            };
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
                Cell::foreign(own.join(" … ")),
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
        "runs of {} words; alike from {} % of all in common, or from {} % of the shorter text",
        settings.shingle_words, settings.jaccard_percent, settings.containment_percent
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
