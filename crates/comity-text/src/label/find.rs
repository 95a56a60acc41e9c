//! From a label to a provision, or to the place where a new provision with that label goes.

use std::collections::HashMap;

use super::path::{self, LabelPath, Parsed, Unit};
use super::words;
use crate::change::Place;
use crate::instrument::{Instrument, Kind};

/// What a label leads to. Numbers are positions in reading order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A provision of the instrument.
    At(usize),
    /// No provision has this label, but it is clear where one would stand.
    New(NewPlace),
    /// More than one provision answers to it.
    Ambiguous(Vec<usize>),
    /// Nothing is known of such a label.
    Nowhere,
}

/// Where a new provision goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPlace {
    /// The place.
    pub place: Place,
    /// What it would be, by its neighbours.
    pub kind: Kind,
    /// The provision whose text it comes after; `None` for the start of the text.
    pub anchor: Option<usize>,
    /// Whether the provision that it extends is not in the instrument under that name, so that
    /// the anchor is only the last one that comes before it in natural order.
    pub inferred: bool,
}

/// Finds provisions by label; built once for many labels.
#[derive(Debug)]
pub struct LabelIndex<'a> {
    instrument: &'a Instrument,
    labels: &'a [String],
    parents: Vec<Option<usize>>,
    keys: HashMap<String, Vec<usize>>,
    headings: HashMap<String, Vec<usize>>,
    paths: Vec<Option<LabelPath>>,
    /// Positions of provisions with a path, in natural order.
    ordered: Vec<usize>,
}

/// Finds what one label leads to; for many, build a [`LabelIndex`].
#[must_use]
pub fn find(label: &str, instrument: &Instrument, labels: &[String]) -> Found {
    LabelIndex::new(instrument, labels).find(label)
}

impl<'a> LabelIndex<'a> {
    /// An index over an instrument and its labels, as [`labels`](super::labels) gives them.
    ///
    /// # Panics
    /// When there is not one label to each provision.
    #[must_use]
    pub fn new(instrument: &'a Instrument, labels: &'a [String]) -> LabelIndex<'a> {
        assert_eq!(
            instrument.len(),
            labels.len(),
            "one label to each provision"
        );
        let mut keys: HashMap<String, Vec<usize>> = HashMap::new();
        let mut headings: HashMap<String, Vec<usize>> = HashMap::new();
        let mut paths = Vec::with_capacity(labels.len());
        for (at, (provision, label)) in instrument.provisions().iter().zip(labels).enumerate() {
            paths.push(LabelPath::parse(label));
            if !label.is_empty() {
                keys.entry(key(label)).or_default().push(at);
            }
            if provision.kind.is_heading() {
                let key = key(provision.text.as_str());
                headings.entry(key).or_default().push(at);
            }
        }
        let mut ordered: Vec<usize> = (0..labels.len())
            .filter(|at| paths[*at].is_some())
            .collect();
        ordered.sort_by(|a, b| paths[*a].cmp(&paths[*b]).then(a.cmp(b)));
        LabelIndex {
            instrument,
            labels,
            parents: instrument.parents(),
            keys,
            headings,
            paths,
            ordered,
        }
    }

    /// The instrument.
    #[must_use]
    pub fn instrument(&self) -> &'a Instrument {
        self.instrument
    }

    /// The labels, parallel to the provisions.
    #[must_use]
    pub fn labels(&self) -> &'a [String] {
        self.labels
    }

    /// What a label leads to. Case, spaces and the choice of dash make no difference; a heading
    /// can be named by its text.
    #[must_use]
    pub fn find(&self, label: &str) -> Found {
        let key = key(label);
        if key.is_empty() {
            return Found::Nowhere;
        }
        for map in [&self.keys, &self.headings] {
            match map.get(&key).map(Vec::as_slice) {
                Some([at]) => return Found::At(*at),
                Some(several) => return Found::Ambiguous(several.to_vec()),
                None => {}
            }
        }
        match self.parse(label) {
            Some(parsed) => match self.find_path(&parsed.path) {
                Found::New(new) => Found::New(NewPlace {
                    inferred: new.inferred || parsed.guessed,
                    ..new
                }),
                found => found,
            },
            None => self.extend_words(label),
        }
    }

    /// The place right after a provision and all that it contains.
    #[must_use]
    pub fn place_after(&self, at: usize) -> Place {
        let provision = &self.instrument.provisions()[at];
        Place {
            parent: provision.parent.clone(),
            after: Some(provision.id.clone()),
        }
    }

    /// The place right before a provision.
    #[must_use]
    pub fn place_before(&self, at: usize) -> Place {
        let provisions = self.instrument.provisions();
        // Going back from `at`, only what stands inside the sibling before comes in between.
        let mut before = at.checked_sub(1);
        while let Some(candidate) = before {
            if Some(candidate) == self.parents[at] {
                before = None;
            } else if self.parents[candidate] == self.parents[at] {
                break;
            } else {
                before = self.parents[candidate];
            }
        }
        Place {
            parent: provisions[at].parent.clone(),
            after: before.map(|sibling| provisions[sibling].id.clone()),
        }
    }

    /// The heading that a paragraph shares its label with: it is alone under it.
    #[must_use]
    pub fn own_heading(&self, at: usize) -> Option<usize> {
        let parent = self.parents[at]?;
        let provision = &self.instrument.provisions()[parent];
        let text = provision.text.as_str().trim();
        let free = matches!(provision.kind, Kind::Heading(_)) && !text.is_empty();
        let label = &self.labels[at];
        let own = label.ends_with(text) || label.contains(&format!("{text} ["));
        (free && own).then_some(parent)
    }

    /// Takes a label apart; a first number without a word is of the unit that the text has.
    fn parse(&self, label: &str) -> Option<Parsed> {
        let mut first = None;
        let roots = [
            Unit::Article,
            Unit::Paragraph,
            Unit::Operative,
            Unit::Preambular,
        ];
        for root in roots {
            let parsed = path::parse(label, &root)?;
            let exists = !self.positions(&parsed.path).is_empty();
            if exists || !parsed.rootless {
                return Some(parsed);
            }
            let near = self.predecessor(&parsed.path).is_some_and(|at| {
                self.paths[at]
                    .as_ref()
                    .is_some_and(|path| is_near(&parsed.path, path))
            });
            if near && first.is_none() {
                first = Some(parsed);
            }
        }
        first
    }

    fn find_path(&self, path: &LabelPath) -> Found {
        match self.positions(path) {
            [] => {}
            [at] => return Found::At(*at),
            several => return Found::Ambiguous(several.to_vec()),
        }
        if let Some(anchor) = self.predecessor(path) {
            return Found::New(self.after_anchor(path, anchor));
        }
        let Some(next) = self.successor(path) else {
            return Found::Nowhere;
        };
        let outer = self.own_heading(next).unwrap_or(next);
        Found::New(NewPlace {
            place: self.place_before(outer),
            kind: self.kind_beside(next),
            anchor: None,
            inferred: true,
        })
    }

    /// The provisions with a path, in reading order.
    fn positions(&self, path: &LabelPath) -> &[usize] {
        let start = self
            .ordered
            .partition_point(|at| self.paths[*at].as_ref() < Some(path));
        let end = self
            .ordered
            .partition_point(|at| self.paths[*at].as_ref() <= Some(path));
        &self.ordered[start..end]
    }

    fn predecessor(&self, path: &LabelPath) -> Option<usize> {
        let end = self
            .ordered
            .partition_point(|at| self.paths[*at].as_ref() < Some(path));
        let at = *self.ordered[..end].last()?;
        self.paths[at].as_ref()?.is_comparable(path).then_some(at)
    }

    fn successor(&self, path: &LabelPath) -> Option<usize> {
        let start = self
            .ordered
            .partition_point(|at| self.paths[*at].as_ref() <= Some(path));
        let at = *self.ordered.get(start)?;
        self.paths[at].as_ref()?.is_comparable(path).then_some(at)
    }

    /// The place of a path right after the provision that comes last before it.
    fn after_anchor(&self, path: &LabelPath, anchor: usize) -> NewPlace {
        let provisions = self.instrument.provisions();
        let base = path.base();
        let anchor_path = self.paths[anchor].as_ref();
        let inferred = !anchor_path.is_some_and(|found| is_near(path, found));
        let inside = anchor_path.is_some_and(|found| found.contains(path));
        let under_free = self.own_heading(anchor);
        if inside && under_free.is_none() {
            let kind = match provisions[anchor].kind {
                kind if kind.is_heading() => Kind::Paragraph,
                Kind::Item(level) => Kind::Item(level.saturating_add(1)),
                _ => Kind::Item(1),
            };
            let place = Place {
                parent: Some(provisions[anchor].id.clone()),
                after: None,
            };
            return NewPlace {
                place,
                kind,
                anchor: Some(anchor),
                inferred,
            };
        }
        let mut beside = anchor;
        while let Some(parent) = self.parents[beside] {
            let above = self.paths[parent].as_ref();
            let free = matches!(provisions[parent].kind, Kind::Heading(_) | Kind::Title);
            if free || above.is_some_and(|above| above.contains(path)) {
                break;
            }
            beside = parent;
        }
        // What extends the paragraph under a heading belongs there; anything else is a
        // neighbour of the heading.
        let extends = inside || base.is_some() && base.as_ref() == anchor_path;
        let outer = match under_free {
            Some(heading) if !extends && beside == anchor => heading,
            _ => beside,
        };
        NewPlace {
            place: self.place_after(outer),
            kind: self.kind_beside(beside),
            anchor: Some(anchor),
            inferred,
        }
    }

    /// What a provision beside another would be.
    fn kind_beside(&self, at: usize) -> Kind {
        match self.instrument.provisions()[at].kind {
            kind if kind.is_heading() => Kind::Paragraph,
            Kind::Cell | Kind::Footnote => Kind::Paragraph,
            kind => kind,
        }
    }

    /// A label of plain words with `bis`, `a` or `(new)` behind them.
    fn extend_words(&self, label: &str) -> Found {
        let lower = label.to_lowercase();
        let mut rest = lower.trim();
        rest = rest.strip_suffix("(new)").unwrap_or(rest).trim_end();
        let plain = self.by_key(rest);
        let anchor = plain.or_else(|| {
            let (base, last) = rest.rsplit_once(char::is_whitespace)?;
            let suffix = last.chars().count() == 1 || words::from_latin(last).is_some();
            suffix.then(|| self.by_key(base)).flatten()
        });
        match anchor {
            Some(at) if self.instrument.provisions()[at].kind.is_heading() => Found::Nowhere,
            Some(at) => Found::New(NewPlace {
                place: self.place_after(at),
                kind: self.kind_beside(at),
                anchor: Some(at),
                inferred: false,
            }),
            None => Found::Nowhere,
        }
    }

    fn by_key(&self, label: &str) -> Option<usize> {
        match self.keys.get(&key(label)).map(Vec::as_slice) {
            Some([at]) => Some(*at),
            _ => None,
        }
    }
}

/// Whether the place of a path beside a found one is beyond doubt: the provision it extends is
/// there, or the number before it is.
fn is_near(path: &LabelPath, found: &LabelPath) -> bool {
    match path.base() {
        Some(base) => found.extends(&base),
        None => path.follows(found),
    }
}

/// A label without case, dashes and spaces; figures stay apart. A label of nothing but dashes
/// is its own key.
fn key(label: &str) -> String {
    let mut key = String::with_capacity(label.len());
    let mut gap = false;
    for c in label.chars().flat_map(char::to_lowercase) {
        if c.is_whitespace() || path::is_dash(c) {
            gap = true;
            continue;
        }
        let between_figures = c.is_numeric() && key.ends_with(char::is_numeric);
        if gap && between_figures {
            key.push(' ');
        }
        gap = false;
        key.push(c);
    }
    if key.is_empty() {
        return label.trim().to_owned();
    }
    key
}
