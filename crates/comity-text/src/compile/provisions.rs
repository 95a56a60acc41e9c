//! The provisions of a compilation in reading order, with labels and links to rivals.

use std::collections::{BTreeSet, HashMap};

use super::regions::pieces;
use super::{CompiledProvision, Piece};
use crate::change::Proposal;
use crate::instrument::{Instrument, ProvisionId};
use crate::label;
use crate::quotient::{Arrival, Over, Quotient};

/// The compiled provisions, and for each provision of the base its position among them.
pub(super) fn provisions(
    base: &Instrument,
    proposals: &[Proposal],
    quotient: &Quotient<'_>,
) -> (Vec<CompiledProvision>, Vec<usize>) {
    let mut writer = Writer {
        base,
        proposals,
        quotient,
        base_labels: label::labels(base),
        children: base.children(),
        out: Vec::with_capacity(base.len() + quotient.added.len()),
        position_of: vec![0; base.len()],
        labels: Labels::default(),
    };
    writer.labels.start(&writer.base_labels);
    writer.inside(Over::Root, base.len());
    (writer.out, writer.position_of)
}

struct Writer<'w> {
    base: &'w Instrument,
    proposals: &'w [Proposal],
    quotient: &'w Quotient<'w>,
    base_labels: Vec<String>,
    children: Vec<Vec<usize>>,
    out: Vec<CompiledProvision>,
    position_of: Vec<usize>,
    labels: Labels,
}

impl<'w> Writer<'w> {
    fn inside(&mut self, over: Over<'w>, at: usize) {
        self.added_at(over, None);
        let mut before = None;
        for child in self.children[at].clone() {
            self.of_base(child, before);
            before = Some(child);
            let id = &self.base.provisions()[child].id;
            self.added_at(over, Some(id));
        }
    }

    fn of_base(&mut self, at: usize, before: Option<usize>) {
        let provision = &self.base.provisions()[at];
        let none = Vec::new();
        let keep = self.quotient.keeps.get(&at).cloned().unwrap_or_default();
        let distinct = self.quotient.replacements.get(&at).unwrap_or(&none);
        let suppressions = self.quotient.suppressions.get(&at);
        let by: BTreeSet<usize> = suppressions
            .into_iter()
            .flat_map(|by| by.values().flatten().copied())
            .collect();
        let joined = suppressions.into_iter().flatten();
        let moves = self.quotient.moves.get(&at).into_iter().flatten();
        self.position_of[at] = self.out.len();
        self.labels.passed(&self.base_labels[at], &provision.id);
        self.out.push(CompiledProvision {
            id: provision.id.clone(),
            label: self.base_labels[at].clone(),
            kind: provision.kind,
            parent: provision.parent.clone(),
            after: before.map(|sibling| self.base.provisions()[sibling].id.clone()),
            alt_of: None,
            pieces: pieces(&provision.text, distinct, &keep, self.proposals),
            added_by: Vec::new(),
            suppressed_by: by.into_iter().collect(),
            joined_into: joined
                .filter_map(|(into, by)| into.map(|into| (into.clone(), by.clone())))
                .collect(),
            moves: moves
                .map(|(place, by)| (self.quotient.place(place), by.clone()))
                .collect(),
            keep,
        });
        self.inside(Over::Base(&self.base.provisions()[at].id), at);
    }

    fn added_at(&mut self, over: Over<'w>, after: Option<&'w ProvisionId>) {
        let Some(arrivals) = self.quotient.at_place.get(&(over, after)) else {
            return;
        };
        for arrival in arrivals {
            if let Arrival::Added(node) = arrival {
                self.added(*node);
            }
        }
    }

    fn added(&mut self, node: usize) {
        let addition = &self.quotient.added[node];
        let alt_of = self.rival(node);
        let label = if addition.kind.is_heading() {
            String::new()
        } else {
            self.labels
                .of_added(&addition.id, addition.label, alt_of.as_ref())
        };
        let place = self.quotient.place(&(addition.over, addition.after));
        self.out.push(CompiledProvision {
            id: addition.id.clone(),
            label,
            kind: addition.kind,
            parent: place.parent,
            after: place.after,
            alt_of,
            pieces: vec![Piece::Text(addition.text.clone())],
            added_by: addition.proposals.clone(),
            suppressed_by: Vec::new(),
            joined_into: Vec::new(),
            moves: Vec::new(),
            keep: Vec::new(),
        });
        self.added_at(Over::Added(node), None);
    }

    /// The provision that an added one is a rival for: the one with the label it asks for, the
    /// one that its sponsors suppress where they put it, or the one whose words it amends.
    fn rival(&self, node: usize) -> Option<ProvisionId> {
        let addition = &self.quotient.added[node];
        if addition.kind.is_heading() {
            return None;
        }
        let by_label = addition.label.and_then(|label| self.labels.holder(label));
        by_label
            .or_else(|| self.replaced_by(node))
            .or_else(|| self.amended_by(node))
    }

    fn replaced_by(&self, node: usize) -> Option<ProvisionId> {
        let addition = &self.quotient.added[node];
        let after = addition.after?;
        let at = self.base.position(after)?;
        let by = self.quotient.suppressions.get(&at)?.get(&None)?;
        let all_suppress = addition
            .proposals
            .iter()
            .all(|proposal| by.contains(proposal));
        let alone = addition.opens_place.iter().all(|opens| *opens) && !self.is_followed(node);
        let number = |text: &str| label::words::typed_number(text).map(|number| number.name);
        let mine = number(addition.text.as_str());
        let its = number(self.base.provisions()[at].text.as_str());
        (all_suppress && (alone || mine.is_some() && mine == its)).then(|| after.clone())
    }

    /// Whether a proposal that adds a provision adds another at the same place.
    fn is_followed(&self, node: usize) -> bool {
        let addition = &self.quotient.added[node];
        let here = self.quotient.at_place.get(&(addition.over, addition.after));
        here.into_iter().flatten().any(|arrival| match arrival {
            Arrival::Added(other) if *other != node => {
                let mut others = self.quotient.added[*other].proposals.iter();
                others.any(|proposal| addition.proposals.contains(proposal))
            }
            _ => false,
        })
    }

    fn amended_by(&self, node: usize) -> Option<ProvisionId> {
        let addition = &self.quotient.added[node];
        let amended = |other: &usize| {
            let other = &self.quotient.added[*other];
            addition.proposals.iter().all(|proposal| {
                let variant_of = &self.proposals[*proposal].variant_of;
                !other.proposals.contains(proposal)
                    && other
                        .proposals
                        .iter()
                        .any(|o| variant_of.contains(&self.proposals[*o].id))
            })
        };
        let here = self
            .quotient
            .at_place
            .get(&(addition.over, addition.after))?;
        let others = here.iter().filter_map(|arrival| match arrival {
            Arrival::Added(other) if *other != node => Some(*other),
            _ => None,
        });
        let found = others.into_iter().find(amended)?;
        Some(self.quotient.added[found].id.clone())
    }
}

/// Which labels are in use, and how many follow each.
#[derive(Default)]
struct Labels {
    holders: HashMap<String, (ProvisionId, String)>,
    of: HashMap<ProvisionId, String>,
    base: HashMap<String, ()>,
    last: String,
    following: HashMap<String, usize>,
    rivals: HashMap<ProvisionId, usize>,
}

impl Labels {
    fn start(&mut self, labels: &[String]) {
        self.base = labels
            .iter()
            .map(|label| (label::folded(label), ()))
            .collect();
    }

    fn passed(&mut self, label: &str, id: &ProvisionId) {
        self.of.insert(id.clone(), label.to_owned());
        if !label.is_empty() {
            label.clone_into(&mut self.last);
            self.holders
                .insert(label::folded(label), (id.clone(), label.to_owned()));
        }
    }

    fn holder(&self, label: &str) -> Option<ProvisionId> {
        self.holders
            .get(&label::folded(label))
            .map(|holder| holder.0.clone())
    }

    fn of_added(
        &mut self,
        id: &ProvisionId,
        asked: Option<&String>,
        alt_of: Option<&ProvisionId>,
    ) -> String {
        let label = match (alt_of, asked) {
            (Some(rival), _) => {
                let rank = self.rivals.entry(rival.clone()).or_default();
                *rank += 1;
                let of = self.of.get(rival).map_or("", String::as_str);
                label::alternative(of, *rank)
            }
            (None, Some(asked)) => asked.clone(),
            (None, None) => loop {
                let rank = self.following.entry(self.last.clone()).or_default();
                *rank += 1;
                let label = label::after(&self.last, *rank);
                let folded = label::folded(&label);
                if !self.base.contains_key(&folded) && !self.holders.contains_key(&folded) {
                    break label;
                }
            },
        };
        self.of.insert(id.clone(), label.clone());
        if alt_of.is_none() {
            self.holders
                .insert(label::folded(&label), (id.clone(), label.clone()));
        }
        label
    }
}
