//! A report: titled sections of prose, quotations, tables and drawings, to be written as a page, as
//! Markdown or as data.
//!
//! It knows nothing of what it reports on. Whoever makes one says of every string whether it is
//! an own word or foreign; the writers escape and isolate what is foreign.
//!
//! Start at [`Report`]; the writers are [`html`](fn@html), [`markdown`](fn@markdown) and
//! [`json`](fn@json); [`csv`](fn@csv) writes one table.

mod csv;
mod json;
mod markdown;
mod page;

use crate::charts::Picture;
use crate::words::Language;

pub use csv::csv;
pub use json::json;
pub use markdown::markdown;
pub use page::html;

/// A report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// The word that names this kind of report to machines.
    pub view: &'static str,
    /// The name of this kind of report, in own words.
    pub what: String,
    /// What it is about: foreign words.
    pub title: String,
    /// The language of the own words; English where nothing is said.
    pub language: Option<Language>,
    /// What stands at its head.
    pub facts: Vec<Fact>,
    /// Its sections.
    pub sections: Vec<Section>,
}

/// A named value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Its name for machines.
    pub key: &'static str,
    /// Its name for people, in own words.
    pub heading: &'static str,
    /// The value.
    pub value: Cell,
}

/// A part of a report with a heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Its name for machines and for links, unique in the report.
    pub id: String,
    /// The heading.
    pub heading: Cell,
    /// What stands in it.
    pub parts: Vec<Part>,
}

/// What a section is made of.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// A paragraph.
    Prose(Cell),
    /// Foreign words that stand for themselves.
    Quote(String),
    /// Named values.
    Facts(Vec<Fact>),
    /// A table.
    Table(Table),
    /// A drawing and the table that says the same.
    Drawing(Drawing),
}

/// A drawing. Markdown and data have its table only.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// What it shows, in own words.
    pub caption: &'static str,
    /// The drawing.
    pub picture: Picture,
    /// The same in numbers; on a page it is folded.
    pub table: Table,
}

/// A table. Every row has a cell for each column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name for machines, unique in its section.
    pub id: &'static str,
    /// What it shows, in own words.
    pub caption: &'static str,
    /// The columns; the first one names the row.
    pub columns: Vec<Column>,
    /// The rows, in the order in which they are shown.
    pub rows: Vec<Vec<Cell>>,
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name for machines.
    pub key: &'static str,
    /// Its heading, in own words.
    pub heading: &'static str,
    /// Whether its cells are numbers.
    pub numbers: bool,
}

/// A value in a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    #[default]
    Nothing,
    /// Own words.
    Said(String),
    /// Foreign words.
    Foreign(String),
    /// The id of something.
    Id(String),
    /// A hash or a key, in full.
    Code(String),
    /// A whole number.
    Number(u64),
    /// A number with decimals; [`Cell::decimal`] makes one.
    Decimal {
        /// The number without its point.
        digits: i64,
        /// How many of the digits stand after the point.
        places: u8,
    },
    /// Something with one name for machines and another, in foreign words, for people.
    Named {
        /// The name for machines.
        id: String,
        /// The name for people.
        name: String,
    },
    /// Own words that say where something stands.
    Mark {
        /// How they are coloured.
        tone: Tone,
        /// The word for machines.
        key: &'static str,
        /// The words for people.
        words: String,
    },
    /// Several values of one kind, as a list.
    Several(Vec<Cell>),
    /// Values that read as one sentence.
    Line(Vec<Cell>),
    /// Several values that machines get by name, and people as a sentence.
    Fields {
        /// The values by their names for machines.
        fields: Vec<(&'static str, Cell)>,
        /// The sentence.
        shown: Box<Cell>,
    },
}

/// How a mark is coloured; its words say the same without colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// It is settled.
    Settled,
    /// It is open.
    Open,
    /// Something stands in the way.
    Blocked,
    /// It no longer counts.
    Past,
}

impl Cell {
    /// Own words.
    pub fn said(words: impl Into<String>) -> Cell {
        Cell::Said(words.into())
    }

    /// Foreign words.
    pub fn foreign(words: impl Into<String>) -> Cell {
        Cell::Foreign(words.into())
    }

    /// A number rounded to some decimals, at most nine; nothing where it is none that can be
    /// written so.
    #[must_use]
    pub fn decimal(number: f64, places: u8) -> Cell {
        let places = places.min(9);
        let digits = (number * 10_f64.powi(i32::from(places))).round();
        // Beyond this a double no longer holds every whole number.
        match digits.abs() < 9.0e15 {
            true => Cell::Decimal {
                digits: digits as i64,
                places,
            },
            false => Cell::Nothing,
        }
    }

    /// The id of something.
    pub fn id(id: impl ToString) -> Cell {
        Cell::Id(id.to_string())
    }

    /// Something with one name for machines and another, in foreign words, for people.
    pub fn named(id: impl ToString, name: impl Into<String>) -> Cell {
        Cell::Named {
            id: id.to_string(),
            name: name.into(),
        }
    }

    /// Own words that say where something stands.
    pub fn mark(tone: Tone, key: &'static str, words: impl Into<String>) -> Cell {
        Cell::Mark {
            tone,
            key,
            words: words.into(),
        }
    }

    /// Several values that machines get by name, and people as a sentence.
    #[must_use]
    pub fn fields(fields: Vec<(&'static str, Cell)>, shown: Cell) -> Cell {
        Cell::Fields {
            fields,
            shown: Box::new(shown),
        }
    }

    /// Whether there is nothing to show.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        match self {
            Cell::Nothing => true,
            Cell::Several(cells) => cells.is_empty(),
            Cell::Line(cells) => cells.iter().all(Cell::is_nothing),
            Cell::Fields { shown, .. } => shown.is_nothing(),
            _ => false,
        }
    }

    /// What stands before it in a sentence: a space, and nothing before a colon.
    fn space(&self) -> &'static str {
        match self {
            Cell::Said(words) if words.starts_with(':') => "",
            _ => " ",
        }
    }
}

/// A number with decimals as it is written everywhere.
fn decimal(digits: i64, places: u8) -> String {
    let sign = if digits < 0 { "-" } else { "" };
    let width = usize::from(places) + 1;
    let all = format!("{:0width$}", digits.unsigned_abs());
    let (whole, part) = all.split_at(all.len() - usize::from(places));
    let point = if places > 0 { "." } else { "" };
    format!("{sign}{whole}{point}{part}")
}

impl Table {
    /// A table without rows yet.
    #[must_use]
    pub fn new(id: &'static str, caption: &'static str, columns: &[Column]) -> Table {
        Table {
            id,
            caption,
            columns: columns.to_vec(),
            rows: Vec::new(),
        }
    }
}

impl Section {
    /// Whether the heading ends with these words in full, so that they need not be said again.
    fn is_headed(&self, words: &str) -> bool {
        match &self.heading {
            Cell::Line(cells) => {
                matches!(cells.last(), Some(Cell::Foreign(last)) if last == words)
            }
            _ => false,
        }
    }
}

impl Column {
    /// A column of words.
    #[must_use]
    pub const fn words(key: &'static str, heading: &'static str) -> Column {
        Column {
            key,
            heading,
            numbers: false,
        }
    }

    /// A column of numbers.
    #[must_use]
    pub const fn numbers(key: &'static str, heading: &'static str) -> Column {
        Column {
            key,
            heading,
            numbers: true,
        }
    }
}

impl Fact {
    /// A named value.
    #[must_use]
    pub fn new(key: &'static str, heading: &'static str, value: Cell) -> Fact {
        Fact {
            key,
            heading,
            value,
        }
    }
}
