//! Labels: how people cite a provision. They are computed, and change as the text does.
//!
//! | provision | label |
//! |---|---|
//! | preambular, operative paragraph | `PP 1`, `OP 1` |
//! | article, its paragraphs and points | `Art. 6`, `Art. 6(2)`, `Art. 6(2)(a)` |
//! | item | the label it stands under and `(a)`, below that `(i)`, below that `(1)` |
//! | the only paragraph under a heading | the heading itself: `Recital 3` |
//! | one of several under a heading | `Scope ¶ 2`; `para. 12` where typed numbers run through |
//! | paragraph under no heading | `para. 4` where the number is typed, else `¶ 4` |
//! | annex and what stands in it | `Annex I`, `Annex I, Art. 2(1)` |
//! | cell, note | `Table 1, cell 3`, `note 2` |
//! | title, heading | none |
//!
//! A typed number is used where every typed number among the siblings is different; otherwise
//! all are counted. A sibling without a number among numbered ones is `Art. 6 ¶ 1`. Two labels
//! that would still be equal are told apart by `[2]`. A provision that a proposal labelled keeps
//! that label and counts for no other.
//!
//! Never here: ids (a label is not an identity), and cutting text into words.
//! Start at [`labels`]; [`find`] goes the other way.

mod find;
mod path;
pub mod words;

use std::collections::{HashMap, HashSet};

use crate::instrument::{Instrument, Kind, Provision};

pub use find::{Found, LabelIndex, NewPlace, find};
pub use path::LabelPath;

/// A label as it is compared: without case, and without regard to how it is spaced and dashed.
#[must_use]
pub fn folded(label: &str) -> String {
    let mut out = String::with_capacity(label.len());
    for word in label.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        for letter in word.chars() {
            match letter {
                '\u{2010}'..='\u{2015}' | '\u{2212}' => out.push('-'),
                _ => out.extend(letter.to_lowercase()),
            }
        }
    }
    out
}

/// The labels of an instrument's provisions, parallel to them: unique, empty for headings and
/// titles.
#[must_use]
pub fn labels(instrument: &Instrument) -> Vec<String> {
    let mut labeller = Labeller::new(instrument);
    labeller.number_groups();
    for at in 0..instrument.len() {
        let label = labeller.label(at);
        let label = labeller.claim(at, label);
        labeller.labels.push(label);
    }
    labeller.labels
}

/// The label of the `nth` new provision after one: `OP 1 bis`, `OP 1 ter`; the label itself for 0.
#[must_use]
pub fn after(label: &str, nth: usize) -> String {
    if nth == 0 {
        return label.to_owned();
    }
    let times = u32::try_from(nth).unwrap_or(u32::MAX).saturating_add(1);
    format!("{label} {}", words::latin(times))
}

/// The label of the `nth` rival for a whole provision: `OP 1 alt`, `OP 1 alt 2`; the label
/// itself for 0.
#[must_use]
pub fn alternative(label: &str, nth: usize) -> String {
    match nth {
        0 => label.to_owned(),
        1 => format!("{label} alt"),
        _ => format!("{label} alt {nth}"),
    }
}

/// How a provision is numbered among its siblings.
#[derive(Clone, Debug)]
enum Name {
    /// By its typed number.
    Typed(String),
    /// By counting; none of the siblings has a number that can be used.
    Counted(usize),
    /// It has no number, but siblings have.
    Odd(usize),
}

struct Labeller<'a> {
    provisions: &'a [Provision],
    parents: Vec<Option<usize>>,
    children: Vec<Vec<usize>>,
    /// The annex that each provision stands in; the number of provisions for the main text.
    scopes: Vec<usize>,
    names: HashMap<usize, Name>,
    /// The place of each provision among its siblings, from 1, and how many they are.
    ranks: HashMap<usize, (usize, usize)>,
    /// Scopes in which typed numbers of paragraphs run through from heading to heading.
    running: HashSet<usize>,
    taken: HashSet<String>,
    /// The labels asked for by proposals that have been given out.
    asked: HashSet<String>,
    /// How many provisions have come to each label that more than one wants.
    equals: HashMap<String, usize>,
    labels: Vec<String>,
    table: usize,
    cell: usize,
    notes: usize,
}

impl<'a> Labeller<'a> {
    fn new(instrument: &'a Instrument) -> Labeller<'a> {
        let provisions = instrument.provisions();
        let parents = instrument.parents();
        let mut scopes = Vec::with_capacity(provisions.len());
        for parent in &parents {
            scopes.push(match parent {
                Some(parent) if provisions[*parent].kind == Kind::Annex => *parent,
                Some(parent) => scopes[*parent],
                None => provisions.len(),
            });
        }
        Labeller {
            provisions,
            parents,
            children: instrument.children(),
            scopes,
            names: HashMap::new(),
            ranks: HashMap::new(),
            running: HashSet::new(),
            taken: provisions.iter().filter_map(|p| p.label.clone()).collect(),
            asked: HashSet::new(),
            equals: HashMap::new(),
            labels: Vec::with_capacity(provisions.len()),
            table: 0,
            cell: 0,
            notes: 0,
        }
    }

    /// Numbers every group of siblings, and the groups that run through a scope.
    fn number_groups(&mut self) {
        let mut through: HashMap<(usize, &str), Vec<usize>> = HashMap::new();
        let mut inside: HashMap<(Option<usize>, bool), Vec<usize>> = HashMap::new();
        for (at, provision) in self.provisions.iter().enumerate() {
            if provision.label.is_some() {
                continue;
            }
            match provision.kind {
                Kind::Preambular | Kind::Operative | Kind::Article | Kind::Annex => {
                    let group = (self.scopes[at], provision.kind.name());
                    through.entry(group).or_default().push(at);
                }
                Kind::Paragraph | Kind::Item(_) => {
                    let item = matches!(provision.kind, Kind::Item(_));
                    inside.entry((self.parents[at], item)).or_default().push(at);
                }
                _ => {}
            }
        }
        self.find_running(&inside);
        for members in through.values().chain(inside.values()) {
            self.number(members);
        }
    }

    fn number(&mut self, members: &[usize]) {
        let typed: Vec<Option<String>> = members.iter().map(|at| self.typed(*at)).collect();
        let mut seen = HashSet::new();
        let unique = typed.iter().flatten().all(|name| seen.insert(name));
        let any = !seen.is_empty();
        for (nth, (at, name)) in (1..).zip(members.iter().zip(&typed)) {
            let name = match name {
                Some(name) if unique => Name::Typed(name.clone()),
                None if unique && any => Name::Odd(nth),
                _ => Name::Counted(nth),
            };
            self.names.insert(*at, name);
            self.ranks.insert(*at, (nth, members.len()));
        }
    }

    /// The number that the author typed, in the form that the kind of provision uses.
    fn typed(&self, at: usize) -> Option<String> {
        let provision = &self.provisions[at];
        let text = provision.text.as_str();
        match provision.kind {
            Kind::Article => words::article_number(text),
            Kind::Annex => words::annex_number(text).flatten(),
            Kind::Item(_) => words::typed_number(text).map(|number| number.name),
            Kind::Preambular => None,
            _ => {
                let number = words::typed_number(text)?;
                number.is_numeric().then_some(number.name)
            }
        }
    }

    /// Finds the scopes whose paragraph numbers run through: all different, and not one to a
    /// heading.
    fn find_running(&mut self, inside: &HashMap<(Option<usize>, bool), Vec<usize>>) {
        let mut seen: HashMap<usize, (HashSet<String>, bool, bool)> = HashMap::new();
        for ((parent, item), members) in inside {
            let free =
                parent.is_some_and(|at| matches!(self.provisions[at].kind, Kind::Heading(_)));
            if *item || !free {
                continue;
            }
            let typed: Vec<String> = members.iter().filter_map(|at| self.typed(*at)).collect();
            let scope = seen
                .entry(self.scopes[members[0]])
                .or_insert_with(|| (HashSet::new(), true, false));
            scope.2 |= typed.len() > 1;
            for name in typed {
                scope.1 &= scope.0.insert(name);
            }
        }
        let running = seen
            .into_iter()
            .filter(|(_, (_, unique, several))| *unique && *several);
        self.running.extend(running.map(|(scope, _)| scope));
    }

    fn label(&mut self, at: usize) -> Option<String> {
        let provision = &self.provisions[at];
        self.follow_table(at);
        if let Some(label) = &provision.label {
            return Some(label.clone());
        }
        let name = self.names.get(&at).cloned().unwrap_or(Name::Counted(1));
        match provision.kind {
            Kind::Title | Kind::Heading(_) => None,
            Kind::Preambular => Some(self.scoped(at, "PP", &name)),
            Kind::Operative => Some(self.scoped(at, "OP", &name)),
            Kind::Article => Some(self.scoped(at, "Art.", &name)),
            Kind::Annex => Some(self.annex(at, &name)),
            Kind::Paragraph => Some(self.paragraph(at, &name)),
            Kind::Item(_) => Some(self.item(at, &name)),
            Kind::Cell => Some(format!("Table {}, cell {}", self.table, self.cell)),
            Kind::Footnote => Some(self.note(at)),
        }
    }

    /// Counts tables: a stretch of cells with nothing but notes between them is one table.
    fn follow_table(&mut self, at: usize) {
        match self.provisions[at].kind {
            Kind::Cell => {
                if self.cell == 0 {
                    self.table += 1;
                }
                self.cell += 1;
            }
            Kind::Footnote => {}
            _ => self.cell = 0,
        }
    }

    fn scoped(&self, at: usize, word: &str, name: &Name) -> String {
        let prefix = self.prefix(at);
        match name {
            Name::Typed(name) => format!("{prefix}{word} {name}"),
            Name::Counted(nth) => format!("{prefix}{word} {nth}"),
            Name::Odd(nth) => format!("{prefix}{word} ¶ {nth}"),
        }
    }

    /// The annex that a provision stands in, as the start of its label.
    fn prefix(&self, at: usize) -> String {
        match self.labels.get(self.scopes[at]) {
            Some(annex) => format!("{annex}, "),
            None => String::new(),
        }
    }

    fn annex(&self, at: usize, name: &Name) -> String {
        match name {
            Name::Counted(_) if self.rank(at) == (1, 1) => format!("{}Annex", self.prefix(at)),
            _ => self.scoped(at, "Annex", name),
        }
    }

    fn paragraph(&self, at: usize, name: &Name) -> String {
        let parent = self.parents[at];
        let Some(parent) = parent else {
            return self.loose(at, name);
        };
        let above = &self.provisions[parent];
        match above.kind {
            Kind::Annex => self.loose(at, name),
            Kind::Heading(_) if above.text.as_str().trim().is_empty() => self.loose(at, name),
            Kind::Heading(_) => self.under_heading(at, parent, name),
            _ => match name {
                Name::Typed(name) => format!("{}({name})", self.labels[parent]),
                Name::Counted(nth) if above.kind == Kind::Article => {
                    format!("{}({nth})", self.labels[parent])
                }
                Name::Counted(nth) | Name::Odd(nth) => format!("{} ¶ {nth}", self.labels[parent])
                    .trim_start()
                    .to_owned(),
            },
        }
    }

    fn under_heading(&self, at: usize, parent: usize, name: &Name) -> String {
        let prefix = self.prefix(at);
        if let (true, Name::Typed(name)) = (self.running.contains(&self.scopes[at]), name) {
            return format!("{prefix}para. {name}");
        }
        let heading = self.provisions[parent].text.as_str().trim();
        match self.rank(at) {
            (_, 1) => format!("{prefix}{heading}"),
            (place, _) => format!("{prefix}{heading} ¶ {place}"),
        }
    }

    fn rank(&self, at: usize) -> (usize, usize) {
        self.ranks.get(&at).copied().unwrap_or((1, 1))
    }

    /// A paragraph under no heading.
    fn loose(&self, at: usize, name: &Name) -> String {
        let prefix = self.prefix(at);
        match name {
            Name::Typed(name) => format!("{prefix}para. {name}"),
            Name::Counted(nth) | Name::Odd(nth) => format!("{prefix}¶ {nth}"),
        }
    }

    fn item(&self, at: usize, name: &Name) -> String {
        let mut above = self.prefix(at);
        let mut depth = 1;
        if let Some(parent) = self.parents[at] {
            let over = &self.provisions[parent];
            above = match over.kind {
                Kind::Heading(_) | Kind::Title => {
                    format!("{above}{} ", over.text.as_str().trim())
                }
                _ => self.labels[parent].clone(),
            };
            let ancestors = std::iter::successors(Some(parent), |at| self.parents[*at]);
            depth += ancestors
                .take_while(|at| matches!(self.provisions[*at].kind, Kind::Item(_)))
                .count();
        }
        match name {
            Name::Typed(name) => format!("{above}({name})"),
            Name::Counted(nth) => format!("{above}({})", counted(*nth, depth)),
            Name::Odd(nth) => format!("{above} item {nth}").trim_start().to_owned(),
        }
    }

    /// A note is called by the mark that refers to it, where that can be told.
    fn note(&mut self, at: usize) -> String {
        self.notes += 1;
        let mark = self.parents[at].and_then(|parent| {
            let notes = self.children[parent].iter();
            let nth = notes
                .filter(|child| self.provisions[**child].kind == Kind::Footnote)
                .position(|child| *child == at)?;
            note_mark(self.provisions[parent].text.as_str(), nth)
        });
        let name = mark.unwrap_or_else(|| self.notes.to_string());
        format!("note {name}")
    }

    /// Makes a label unique and takes it.
    fn claim(&mut self, at: usize, label: Option<String>) -> String {
        let Some(label) = label else {
            return String::new();
        };
        let asked = self.provisions[at].label.is_some();
        let free = if asked {
            self.asked.insert(label.clone())
        } else {
            self.taken.insert(label.clone())
        };
        if free {
            return label;
        }
        // Counted on from label to label, so that many equal ones cost no more than few.
        let nth = self.equals.entry(label.clone()).or_insert(1);
        let free = loop {
            *nth += 1;
            let candidate = match asked {
                true => alternative(&label, *nth - 1),
                false => format!("{label} [{nth}]"),
            };
            if !self.taken.contains(&candidate) {
                break candidate;
            }
        };
        self.taken.insert(free.clone());
        free
    }
}

/// The name of the `nth` item, by its depth below the paragraph.
fn counted(nth: usize, depth: usize) -> String {
    let number = u32::try_from(nth).unwrap_or(u32::MAX);
    match depth {
        1 => letters(nth),
        2 => words::to_roman(number),
        _ => number.to_string(),
    }
}

/// `a` to `z`, then `aa`, `ab` and so on.
fn letters(nth: usize) -> String {
    let mut rest = nth;
    let mut out = Vec::new();
    while rest > 0 {
        rest -= 1;
        out.push(char::from(
            b'a' + u8::try_from(rest % 26).expect("below 26"),
        ));
        rest /= 26;
    }
    out.iter().rev().collect()
}

/// The name in the `nth` mark `[^name]` of a text.
fn note_mark(text: &str, nth: usize) -> Option<String> {
    let piece = text.split("[^").nth(nth + 1)?;
    let name = &piece[..piece.find(']')?];
    let sound = !name.is_empty() && name.len() < 40 && !name.contains(char::is_whitespace);
    sound.then(|| name.to_owned())
}
