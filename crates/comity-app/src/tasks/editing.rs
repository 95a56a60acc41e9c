//! Edits: what is to be otherwise, provision by provision, as changes of the text that stands.
//!
//! Start at [`changes`].

use comity_exchange::markdown_words::read_words;
use comity_procedure::State;
use comity_procedure::ids::ProposalId;
use comity_record::v1::kind_of;
use comity_text::diff::replacements;
use comity_text::{Change, Instrument, Kind, Place, Provision, ProvisionId, Text, Tokenizer};
use serde::{Deserialize, Serialize};

use super::{MAX_EDITS, TaskError};

/// One thing that is to be otherwise. Exactly one of its members is there, `provision` and `text`
/// being one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edit {
    /// The provision whose words are to be otherwise.
    #[serde(default)]
    pub provision: Option<String>,
    /// As it should read; two lines split it.
    #[serde(default)]
    pub text: Option<String>,
    /// A new provision.
    #[serde(default)]
    pub add: Option<Addition>,
    /// The provision that is to go, with all that it contains.
    #[serde(default)]
    pub suppress: Option<String>,
    /// Two provisions that are to be one.
    #[serde(default)]
    pub join: Option<Joining>,
    /// A provision that is to stand elsewhere.
    #[serde(default, rename = "move")]
    pub moving: Option<Moving>,
    /// The provision that is to stay as it is.
    #[serde(default)]
    pub keep: Option<String>,
}

/// A new provision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Addition {
    /// The provision that it stands after.
    #[serde(default)]
    pub after: Option<String>,
    /// The provision that it stands in: first, unless `after` says otherwise.
    #[serde(default, rename = "in")]
    pub inside: Option<String>,
    /// Whether it stands first of all; then neither `after` nor `in` is said.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub first: bool,
    /// What it is; left out, what the provision is that it stands after.
    #[serde(default)]
    pub kind: Option<String>,
    /// The label asked for it.
    #[serde(default)]
    pub label: Option<String>,
    /// What it says.
    pub text: String,
}

/// Two provisions that are to be one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Joining {
    /// The one that goes.
    pub provision: String,
    /// The one that takes its words up.
    pub into: String,
    /// What that one then says; left out, its words and then those of the other.
    #[serde(default)]
    pub text: Option<String>,
}

/// A provision that is to stand elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Moving {
    /// Which one.
    pub provision: String,
    /// The provision that it stands after.
    #[serde(default)]
    pub after: Option<String>,
    /// The provision that it stands in: first, unless `after` says otherwise.
    #[serde(default, rename = "in")]
    pub inside: Option<String>,
    /// Whether it stands first of all; then neither `after` nor `in` is said.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub first: bool,
}

/// Where something is to stand: after a provision, in one, or first of all.
type Where<'e> = (Option<&'e str>, Option<&'e str>, bool);

/// The changes that edits ask for.
pub(super) fn changes(
    base: &Instrument,
    edits: &[Edit],
    ids: &mut FreshIds<'_>,
) -> Result<Vec<Change>, TaskError> {
    let count = edits.len();
    if count > MAX_EDITS {
        let most = MAX_EDITS;
        return Err(TaskError::ManyEdits { count, most });
    }
    let mut desk = Desk {
        base,
        ids,
        tokenizer: Tokenizer::default(),
        changes: Vec::new(),
    };
    for (at, edit) in edits.iter().enumerate() {
        desk.take(format!("edits[{at}]"), edit)?;
    }
    Ok(desk.changes)
}

struct Desk<'d, 's> {
    base: &'d Instrument,
    ids: &'d mut FreshIds<'s>,
    tokenizer: Tokenizer,
    changes: Vec<Change>,
}

impl Desk<'_, '_> {
    fn take(&mut self, member: String, edit: &Edit) -> Result<(), TaskError> {
        let Edit {
            provision,
            text,
            add,
            suppress,
            join,
            moving,
            keep,
        } = edit;
        match (provision, text, add, suppress, join, moving, keep) {
            (Some(id), Some(words), None, None, None, None, None) => self.words(member, id, words),
            (None, None, Some(add), None, None, None, None) => {
                self.add(format!("{member}.add"), add)
            }
            (None, None, None, Some(id), None, None, None) => {
                let provision = self.known(format!("{member}.suppress"), id)?.id.clone();
                self.changes.push(Change::Suppress {
                    provision,
                    joined_into: None,
                });
                Ok(())
            }
            (None, None, None, None, Some(join), None, None) => {
                self.join(format!("{member}.join"), join)
            }
            (None, None, None, None, None, Some(moving), None) => {
                let member = format!("{member}.move");
                let provision = self.known(format!("{member}.provision"), &moving.provision)?;
                let provision = provision.id.clone();
                let (after, inside) = (moving.after.as_deref(), moving.inside.as_deref());
                let place = self.place(&member, (after, inside, moving.first))?;
                self.changes.push(Change::Move { provision, place });
                Ok(())
            }
            (None, None, None, None, None, None, Some(id)) => {
                let provision = self.known(format!("{member}.keep"), id)?.id.clone();
                self.changes.push(Change::Keep { provision });
                Ok(())
            }
            _ => Err(TaskError::NoEdit { member }),
        }
    }

    fn known(&self, member: String, id: &str) -> Result<&Provision, TaskError> {
        self.base
            .get(&ProvisionId::new(id))
            .ok_or_else(|| TaskError::UnknownProvision {
                member,
                provision: id.to_owned(),
            })
    }

    fn words(&mut self, member: String, id: &str, words: &str) -> Result<(), TaskError> {
        let provision = self.known(format!("{member}.provision"), id)?;
        let (text, _) = read_words(id, words);
        let made = replacements(provision, &text, &self.tokenizer);
        if made.is_empty() {
            let provision = id.to_owned();
            return Err(TaskError::SaysSoAlready { member, provision });
        }
        self.changes.extend(made);
        Ok(())
    }

    fn add(&mut self, member: String, add: &Addition) -> Result<(), TaskError> {
        let (after, inside) = (add.after.as_deref(), add.inside.as_deref());
        let place = self.place(&member, (after, inside, add.first))?;
        let kind = match &add.kind {
            Some(word) => {
                kind_of(word).map_err(|error| TaskError::form(format!("{member}.kind"), error))?
            }
            None => add.after.as_deref().map_or(Kind::Paragraph, |id| {
                self.kind_of_known(&ProvisionId::new(id))
            }),
        };
        let (text, _) = read_words(&member, &add.text);
        self.changes.push(Change::Add {
            id: self.ids.next(),
            place,
            kind,
            label: add.label.clone(),
            text,
        });
        Ok(())
    }

    /// What a provision is, of the text or of these additions.
    fn kind_of_known(&self, id: &ProvisionId) -> Kind {
        let added = || {
            self.changes.iter().find_map(|change| match change {
                Change::Add { id: own, kind, .. } if own == id => Some(*kind),
                _ => None,
            })
        };
        let known = self.base.get(id).map(|it| it.kind);
        known.or_else(added).unwrap_or(Kind::Paragraph)
    }

    fn join(&mut self, member: String, join: &Joining) -> Result<(), TaskError> {
        let gone = self.known(format!("{member}.provision"), &join.provision)?;
        let into = self.known(format!("{member}.into"), &join.into)?;
        let text = match &join.text {
            Some(words) => read_words(&join.into, words).0,
            None => {
                let mut text = into.text.clone();
                text.push(&Text::plain(" "));
                text.push(&gone.text);
                text
            }
        };
        let suppressed = Change::Suppress {
            provision: gone.id.clone(),
            joined_into: Some(into.id.clone()),
        };
        let made = replacements(into, &text, &self.tokenizer);
        self.changes.extend(made);
        self.changes.push(suppressed);
        Ok(())
    }

    /// A place in the text. What stands after an addition of the same list stands where that one
    /// does, and the order of the list says which comes first.
    fn place(&self, member: &str, (after, inside, first): Where<'_>) -> Result<Place, TaskError> {
        let no_place = |wrong: String| TaskError::NoPlace {
            member: member.to_owned(),
            wrong,
        };
        let place = match (after, inside) {
            (None, None) if first => Place {
                parent: None,
                after: None,
            },
            (None, None) => return Err(no_place("it names no place".to_owned())),
            (Some(_), _) | (_, Some(_)) if first => {
                return Err(no_place("it names two places".to_owned()));
            }
            (Some(after), _) => {
                let id = ProvisionId::new(after);
                match self.place_of_added(&id) {
                    Some(place) => place,
                    None => Place {
                        parent: self.known(format!("{member}.after"), after)?.parent.clone(),
                        after: Some(id),
                    },
                }
            }
            (None, Some(inside)) => {
                let id = ProvisionId::new(inside);
                if self.place_of_added(&id).is_none() {
                    self.known(format!("{member}.in"), inside)?;
                }
                Place {
                    parent: Some(id),
                    after: None,
                }
            }
        };
        match inside {
            Some(inside) if place.parent.as_ref().map(ProvisionId::as_str) != Some(inside) => {
                let after = after.unwrap_or_default();
                Err(no_place(format!("{after} does not stand in {inside}")))
            }
            _ => Ok(place),
        }
    }

    fn place_of_added(&self, wanted: &ProvisionId) -> Option<Place> {
        self.changes.iter().find_map(|change| match change {
            Change::Add { id, place, .. } if id == wanted => Some(place.clone()),
            _ => None,
        })
    }
}

/// Ids for the provisions that a proposal adds: its own with a number, used by nobody else.
pub(super) struct FreshIds<'s> {
    state: &'s State,
    proposal: &'s str,
    last: u32,
}

impl<'s> FreshIds<'s> {
    /// Those of a proposal.
    pub(super) fn new(state: &'s State, proposal: &'s str) -> FreshIds<'s> {
        FreshIds {
            state,
            proposal,
            last: 0,
        }
    }

    /// The next one that is free.
    pub(super) fn next(&mut self) -> ProvisionId {
        loop {
            self.last += 1;
            let id = ProvisionId::new(format!("{}-{}", self.proposal, self.last));
            if !self.is_taken(&id) {
                return id;
            }
        }
    }

    /// Whether a text or another proposal has ever had it. A proposal that is revised keeps its
    /// own as long as no text has taken them up.
    fn is_taken(&self, id: &ProvisionId) -> bool {
        let mut revisions = self.state.revisions();
        if revisions.any(|it| it.instrument.get(id).is_some()) {
            return true;
        }
        let own = ProposalId::new(self.proposal).ok();
        let others = self.state.proposals().values();
        let mut versions = others
            .filter(|it| Some(&it.id) != own.as_ref())
            .flat_map(|it| &it.versions);
        versions.any(|version| {
            let mut changes = version.changes.list.iter();
            changes.any(|change| matches!(change, Change::Add { id: other, .. } if other == id))
        })
    }
}

/// Changes whose additions have ids of their own, and not those under which they were found.
pub(super) fn renamed(changes: Vec<Change>, ids: &mut FreshIds<'_>) -> Vec<Change> {
    let names: std::collections::BTreeMap<ProvisionId, ProvisionId> = changes
        .iter()
        .filter_map(|change| match change {
            Change::Add { id, .. } => Some((id.clone(), ids.next())),
            _ => None,
        })
        .collect();
    let name = |id: ProvisionId| names.get(&id).cloned().unwrap_or(id);
    let place = |place: Place| Place {
        parent: place.parent.map(name),
        after: place.after,
    };
    changes
        .into_iter()
        .map(|change| match change {
            Change::Add {
                id,
                place: at,
                kind,
                label,
                text,
            } => Change::Add {
                id: name(id),
                place: place(at),
                kind,
                label,
                text,
            },
            Change::Move {
                provision,
                place: at,
            } => Change::Move {
                provision,
                place: place(at),
            },
            other => other,
        })
        .collect()
}
