//! The sheet of the editor: what a person has written, and how it becomes edits.
//!
//! A sheet has an item for each provision that the proposal is about, and for each one it adds.
//! Everything on it travels in the form, so that nothing typed is ever lost: a sheet that is
//! shown again says what the person said.
//!
//! Start at [`Sheet::read`], then [`Sheet::edits`].

use comity_app::tasks::{Addition, Edit, Joining, Moving};
use comity_exchange::markdown_words::write_words;
use comity_procedure::State;
use comity_procedure::act::Subject;
use comity_procedure::state::Version;
use comity_record::v1::hex::Hex;
use comity_record::v1::vocabulary::kind_word;
use comity_text::{Change, Place, Provision, Text};

use crate::fields::Fields;

/// The most items of one sheet: a file that changes every article of a long text stays below, and
/// a browser can still show it.
pub(super) const MAX_ITEMS: usize = 400;

/// What a place is called that is before everything else.
pub(super) const FIRST: &str = "first";

/// What the name of a place begins with that is the first one in a provision.
pub(super) const INSIDE: &str = "in:";

/// What a person has written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sheet {
    /// Provision by provision.
    pub(super) items: Vec<Item>,
    /// Why.
    pub(super) rationale: String,
    /// For whom, where one can speak for others: `coalition:` or `organisation:` and an id.
    pub(super) behalf: String,
    /// The revision that it was written on.
    pub(super) revision: u32,
    /// The hash of the proposal that is revised, as the person saw it.
    pub(super) version: Option<Hex<32>>,
    /// The proposal that it is a variant of, if it is one.
    pub(super) variant_of: Option<String>,
}

/// What a person wants of one place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Item {
    /// The provision; empty for what is only added.
    pub(super) provision: String,
    /// The hash of its words, as the person saw them.
    pub(super) hash: Option<Hex<32>>,
    /// What is wanted: one of [`WANTED`].
    pub(super) wanted: String,
    /// The words as they should read.
    pub(super) words: String,
    /// The words of a new provision.
    pub(super) added: String,
    /// The kind of a new provision; empty for that of its neighbour.
    pub(super) kind: String,
    /// Where the provision or the new one is to stand: after which one, or [`FIRST`].
    pub(super) place: String,
    /// The provision that takes its words up, where it goes because two are joined.
    pub(super) joined: String,
}

/// What can be wanted of a provision.
pub(super) const WANTED: [&str; 5] = ["words", "suppress", "keep", "add", "move"];

impl Item {
    /// A provision as it stands.
    pub(super) fn of(state: &State, provision: &Provision) -> Item {
        let id = Subject::Provision(provision.id.clone());
        Item {
            provision: provision.id.as_str().to_owned(),
            hash: state.hash_of(&id).map(|it| Hex(it.0)),
            wanted: "words".to_owned(),
            words: write_words(&provision.text),
            ..Item::default()
        }
    }

    /// A new provision, nowhere yet.
    pub(super) fn added() -> Item {
        Item {
            wanted: "add".to_owned(),
            place: FIRST.to_owned(),
            ..Item::default()
        }
    }

    /// Whether it is about a provision of the text.
    pub(super) fn has_provision(&self) -> bool {
        !self.provision.is_empty()
    }

    fn edit(&self) -> Edit {
        let provision = || Some(self.provision.clone());
        match self.wanted.as_str() {
            "suppress" => Edit {
                suppress: provision(),
                ..Edit::default()
            },
            "keep" => Edit {
                keep: provision(),
                ..Edit::default()
            },
            "add" => Edit {
                add: Some(self.addition()),
                ..Edit::default()
            },
            "move" => {
                let (after, inside, first) = self.where_to();
                Edit {
                    moving: Some(Moving {
                        provision: self.provision.clone(),
                        after,
                        inside,
                        first,
                    }),
                    ..Edit::default()
                }
            }
            _ => Edit {
                provision: provision(),
                text: Some(self.words.clone()),
                ..Edit::default()
            },
        }
    }

    fn addition(&self) -> Addition {
        let (after, inside, first) = match self.has_provision() {
            true => (Some(self.provision.clone()), None, false),
            false => self.where_to(),
        };
        Addition {
            after,
            inside,
            first,
            kind: (!self.kind.is_empty()).then(|| self.kind.clone()),
            label: None,
            text: self.added.clone(),
        }
    }

    /// After which provision, or first in which one, or first of all.
    fn where_to(&self) -> (Option<String>, Option<String>, bool) {
        match (self.place.as_str(), self.place.strip_prefix(INSIDE)) {
            (FIRST | "", _) => (None, None, true),
            (_, Some(inside)) => (None, Some(inside.to_owned()), false),
            (after, None) => (Some(after.to_owned()), None, false),
        }
    }
}

impl Sheet {
    /// A sheet with one item, on the text that stands.
    pub(super) fn of(state: &State, item: Item) -> Sheet {
        Sheet {
            items: vec![item],
            revision: state.current().map_or(0, |it| it.number),
            ..Sheet::default()
        }
    }

    /// The sheet of a proposal that is to be revised: as it asks now.
    pub(super) fn of_version(state: &State, version: &Version) -> Sheet {
        let mut sheet = Sheet {
            rationale: version.rationale.text().unwrap_or_default().to_owned(),
            revision: state.current().map_or(0, |it| it.number),
            version: Some(Hex(version.changes.hash.0)),
            ..Sheet::default()
        };
        // Changes of an earlier revision are in places of a text that no longer stands.
        if sheet.revision == version.revision {
            sheet.items = items_of(state, &version.changes.list);
        }
        sheet
    }

    /// The sheet of what a file asks for.
    pub(super) fn of_changes(state: &State, changes: &[Change], rationale: String) -> Sheet {
        Sheet {
            items: items_of(state, changes),
            rationale,
            revision: state.current().map_or(0, |it| it.number),
            ..Sheet::default()
        }
    }

    /// Reads what a form or a draft says.
    pub(super) fn read(fields: &Fields) -> Sheet {
        let mut items = Vec::new();
        for at in 0..MAX_ITEMS {
            let field = |name: &str| fields.get(&format!("{name}-{at}"));
            if field("wanted").is_empty() {
                continue;
            }
            // What was left out is gone; it can be had back from the text.
            if fields.find(&format!("drop-{at}")).is_some() {
                continue;
            }
            items.push(Item {
                provision: field("provision").to_owned(),
                hash: Hex::parse(field("hash")),
                wanted: field("wanted").to_owned(),
                words: field("words").to_owned(),
                added: field("added").to_owned(),
                kind: field("kind").to_owned(),
                place: field("place").to_owned(),
                joined: field("joined").to_owned(),
            });
        }
        Sheet {
            items,
            rationale: fields.get("rationale").to_owned(),
            behalf: fields.get("behalf").to_owned(),
            revision: fields.get("revision").parse().unwrap_or_default(),
            version: Hex::parse(fields.get("version")),
            variant_of: fields.given("variant-of").map(str::to_owned),
        }
    }

    /// What is to be otherwise.
    pub(super) fn edits(&self) -> Vec<Edit> {
        let joins: Vec<&str> = self
            .items
            .iter()
            .filter(|it| it.wanted == "suppress" && !it.joined.is_empty())
            .map(|it| it.joined.as_str())
            .collect();
        // What a join gives other words is said with the join.
        let said_there =
            |it: &&Item| !(it.wanted == "words" && joins.contains(&it.provision.as_str()));
        let items = self.items.iter().filter(said_there);
        items
            .map(
                |it| match it.wanted == "suppress" && !it.joined.is_empty() {
                    true => self.join(it),
                    false => it.edit(),
                },
            )
            .collect()
    }

    fn join(&self, item: &Item) -> Edit {
        let mut words = self.items.iter().filter(|it| it.wanted == "words");
        let into = words.find(|it| it.provision == item.joined);
        Edit {
            join: Some(Joining {
                provision: item.provision.clone(),
                into: item.joined.clone(),
                text: into.map(|it| it.words.clone()),
            }),
            ..Edit::default()
        }
    }
}

/// What changes of the text that stands want, provision by provision.
fn items_of(state: &State, changes: &[Change]) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for change in changes {
        let current = state.current();
        let on = current.and_then(|it| it.instrument.get(change.provision()));
        let item = item_of(state, change, on, changes);
        // All new words of one provision are one item.
        if !items.contains(&item) {
            items.push(item);
        }
    }
    items
}

/// What one change of a proposal wants, as a person would have said it.
fn item_of(state: &State, change: &Change, on: Option<&Provision>, all: &[Change]) -> Item {
    let item = on.map_or_else(Item::added, |it| Item::of(state, it));
    let wanted = |wanted: &str, place: Option<&Place>| Item {
        wanted: wanted.to_owned(),
        place: place.map(place_word).unwrap_or_default(),
        ..item.clone()
    };
    match change {
        Change::Replace { .. } => Item {
            words: on.map_or_else(String::new, |it| write_words(&replaced(it, all))),
            ..item
        },
        Change::Suppress { joined_into, .. } => Item {
            joined: joined_into
                .as_ref()
                .map(|it| it.as_str().to_owned())
                .unwrap_or_default(),
            ..wanted("suppress", None)
        },
        Change::Keep { .. } => wanted("keep", None),
        Change::Move { place, .. } => wanted("move", Some(place)),
        Change::Add {
            place, kind, text, ..
        } => Item {
            added: write_words(text),
            kind: kind_word(*kind),
            ..wanted("add", Some(place))
        },
    }
}

/// A provision as it would read with all that a proposal replaces in it.
fn replaced(base: &Provision, changes: &[Change]) -> Text {
    let mut parts: Vec<(u32, u32, &Text)> = changes
        .iter()
        .filter_map(|change| match change {
            Change::Replace {
                provision,
                start,
                end,
                with,
            } if *provision == base.id => Some((*start, *end, with)),
            _ => None,
        })
        .collect();
    parts.sort_by_key(|it| (it.0, it.1));
    let (mut text, mut from) = (Text::default(), 0);
    for (start, end, with) in parts {
        text.push(&base.text.slice(from, start));
        text.push(with);
        from = end;
    }
    text.push(&base.text.slice(from, base.text.len()));
    text
}

fn place_word(place: &Place) -> String {
    match (&place.after, &place.parent) {
        (Some(after), _) => after.as_str().to_owned(),
        (None, Some(parent)) => format!("{INSIDE}{}", parent.as_str()),
        (None, None) => FIRST.to_owned(),
    }
}
