//! Whose words a text is made of, as a report: passage by passage, then input by input.

use comity_analysis::origins::{Became, Origin, Passage};
use comity_app::findings::origins::{Labelled, Traced};
use comity_exchange::report::{Cell, Column, Fact, Part, Report, Section, Table};

use crate::findings::{making, number, percent, prose, version};
use crate::report::shortened;

const ORIGINS: [Column; 6] = [
    Column::words("input", "Input"),
    Column::words("organisation", "From"),
    Column::numbers("words", "Words in common"),
    Column::numbers("first_words", "Said first"),
    Column::numbers("said_by", "Said by, on average"),
    Column::words("aligned", "What it says there"),
];

const INPUTS: [Column; 6] = [
    Column::words("input", "Input"),
    Column::words("organisation", "From"),
    Column::numbers("words", "Words"),
    Column::numbers("standing_words", "Stand in the text"),
    Column::numbers("first_words", "Said first"),
    Column::words("passages", "Where"),
];

/// Inputs shown for a passage: those that said it first come first, and a campaign of thousands
/// is not listed.
const MAX_ORIGINS: usize = 12;

/// Characters of an aligned passage that a table repeats.
const MAX_ALIGNED_CHARS: usize = 400;

pub(super) fn report(found: &Traced, title: String) -> Report {
    let of = &found.origins;
    let share = |words: usize| match of.words {
        0 => Cell::Number(0),
        all => {
            let share = percent(words as f64 / all as f64);
            Cell::Line(vec![number(words), Cell::said(format!("({share})"))])
        }
    };
    let facts = vec![
        Fact::new("words", "Words", number(of.words)),
        Fact::new("from_base", "From a base text", share(of.from_base)),
        Fact::new("from_inputs", "From inputs", share(of.from_inputs)),
        Fact::new("inputs", "Inputs", number(found.inputs.len())),
    ];
    let mut sections = vec![explained(found)];
    let both = found.passages.iter().zip(&of.passages).enumerate();
    let shared = both.filter(|(_, (_, passage))| !passage.origins.is_empty());
    sections.extend(shared.map(|(at, (labelled, passage))| one(found, at, labelled, passage)));
    sections.push(inputs(found));
    sections.push(making(how(found), &found.sources, &found.notices));
    Report {
        view: "origins",
        what: "Whose words these are".to_owned(),
        title,
        language: None,
        facts,
        sections,
    }
}

fn explained(found: &Traced) -> Section {
    let order = match found.is_dated {
        true => "Which came first follows from the dates or numbers in the list.",
        false => {
            "Nothing says when an input came, so those of a list count in its order and files \
                  in the order of their names."
        }
    };
    let nobody = found
        .origins
        .passages
        .iter()
        .filter(|it| it.origins.is_empty());
    let line = format!(
        "Of {} passages {} share words with inputs; the others are not listed.",
        found.passages.len(),
        found.passages.len() - nobody.count()
    );
    Section {
        id: "explained".to_owned(),
        heading: Cell::said("How to read this"),
        parts: vec![
            prose(
                "For each passage of the text, the inputs that it shares runs of words with, those \
                 who said it first at the top. Words that stood there before anybody proposed are \
                 nobody's. Sharing words is no proof of copying: two who quote a third share words \
                 too, and a phrase that many said is common.",
            ),
            prose(order),
            prose(line),
        ],
    }
}

fn one(found: &Traced, at: usize, labelled: &Labelled, passage: &Passage) -> Section {
    let heading = match labelled.label.is_empty() {
        true => Cell::said(format!("Passage {}", at + 1)),
        false => Cell::foreign(&*labelled.label),
    };
    let mut origins = Table::new("origins", "Inputs that share words with it", &ORIGINS);
    for origin in passage.origins.iter().take(MAX_ORIGINS) {
        origins.rows.push(row(found, labelled, origin));
    }
    let mut parts = vec![
        Part::Quote(labelled.words.clone()),
        Part::Facts(vec![
            Fact::new("words", "Words", number(passage.words)),
            Fact::new("from_base", "From a base text", number(passage.from_base)),
            Fact::new("from_inputs", "From inputs", number(passage.from_inputs)),
        ]),
        Part::Table(origins),
    ];
    if passage.origins.len() > MAX_ORIGINS {
        let more = passage.origins.len() - MAX_ORIGINS;
        parts.push(prose(format!("{more} more inputs share words with it.")));
    }
    Section {
        id: format!("passage:{at}"),
        heading,
        parts,
    }
}

fn row(found: &Traced, labelled: &Labelled, origin: &Origin) -> Vec<Cell> {
    let input = &found.inputs[origin.input];
    let share = found.longest(labelled, origin.input);
    let said_by = share.map_or(Cell::Nothing, |it| Cell::decimal(it.commonness, 1));
    let aligned = share.map_or(Cell::Nothing, |it| {
        Cell::foreign(shortened(
            &found.words_of_input(it, labelled),
            MAX_ALIGNED_CHARS,
        ))
    });
    vec![
        Cell::foreign(&*input.id),
        Cell::foreign(&*input.organisation),
        number(origin.words),
        number(origin.first_words),
        said_by,
        aligned,
    ]
}

fn inputs(found: &Traced) -> Section {
    let mut all: Table = Table::new("inputs", "Every input, file by file", &INPUTS);
    for (input, became) in found.inputs.iter().zip(&found.origins.became) {
        all.rows.push(vec![
            Cell::foreign(&*input.id),
            Cell::foreign(&*input.organisation),
            number(became.words),
            number(became.standing_words),
            number(became.first_words),
            places(found, became),
        ]);
    }
    Section {
        id: "inputs".to_owned(),
        heading: Cell::said("What became of each input"),
        parts: vec![Part::Table(all)],
    }
}

fn places(found: &Traced, became: &Became) -> Cell {
    let labels = became.passages.iter().map(|it| {
        let label = &found.passages[it.passage].label;
        match label.is_empty() {
            true => Cell::Id(format!("passage {}", it.passage + 1)),
            false => Cell::Id(label.clone()),
        }
    });
    Cell::Several(labels.collect())
}

fn how(found: &Traced) -> Vec<Fact> {
    let settings = &found.settings;
    let method = format!(
        "every run of {} words that is in both is found; a passage shares at least {} words",
        settings.guaranteed_words(),
        settings.least_words
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
