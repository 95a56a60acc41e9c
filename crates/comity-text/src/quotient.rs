//! The quotient: equal changes of different proposals are one change with many proposals.
//!
//! Compile and merge both start from it, so they cannot disagree about what is equal.

use std::collections::{BTreeMap, HashMap};

use crate::change::{Change, Place, Proposal};
use crate::compile::natural;
use crate::instrument::{Instrument, Kind, ProvisionId};
use crate::label::LabelPath;
use crate::text::Text;

/// A distinct replacement, with the proposals that ask for it in increasing order.
#[derive(Clone, Debug)]
pub(crate) struct DistinctReplacement<'p> {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) with: &'p Text,
    pub(crate) proposals: Vec<usize>,
}

impl DistinctReplacement<'_> {
    pub(crate) fn range(&self) -> (u32, u32) {
        (self.start, self.end)
    }
}

/// What stands over an added provision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Over<'p> {
    /// The instrument itself.
    Root,
    /// A provision of the base.
    Base(&'p ProvisionId),
    /// Another added provision, by its index in [`Quotient::added`].
    Added(usize),
}

/// A distinct added provision.
#[derive(Clone, Debug)]
pub(crate) struct DistinctAddition<'p> {
    pub(crate) id: ProvisionId,
    pub(crate) over: Over<'p>,
    pub(crate) after: Option<&'p ProvisionId>,
    pub(crate) kind: Kind,
    pub(crate) label: Option<&'p String>,
    pub(crate) text: &'p Text,
    pub(crate) proposals: Vec<usize>,
    /// For each proposal whether the addition is the first of its own at this place.
    pub(crate) opens_place: Vec<bool>,
}

/// What arrives at a place: an addition by its index, or a provision of the base by its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arrival {
    Added(usize),
    Moved(usize),
}

/// A place with its parent resolved among the additions of all proposals.
pub(crate) type ResolvedPlace<'p> = (Over<'p>, Option<&'p ProvisionId>);

/// All changes of some proposals, each once. Proposals are named by their index.
#[derive(Debug, Default)]
pub(crate) struct Quotient<'p> {
    /// By position of the provision in the base, sorted by range and result.
    pub(crate) replacements: BTreeMap<usize, Vec<DistinctReplacement<'p>>>,
    /// By position: who suppresses, and into what it is joined.
    pub(crate) suppressions: BTreeMap<usize, BTreeMap<Option<&'p ProvisionId>, Vec<usize>>>,
    /// By position: where it is moved and by whom, in the order of the first who asks.
    pub(crate) moves: BTreeMap<usize, Vec<(ResolvedPlace<'p>, Vec<usize>)>>,
    /// By position: who asks that it stay.
    pub(crate) keeps: BTreeMap<usize, Vec<usize>>,
    /// What is added, once each.
    pub(crate) added: Vec<DistinctAddition<'p>>,
    /// What arrives at each place, in reading order.
    pub(crate) at_place: HashMap<ResolvedPlace<'p>, Vec<Arrival>>,
    /// The places at which something arrives; those inside an addition come after its own.
    pub(crate) places: Vec<ResolvedPlace<'p>>,
}

impl<'p> Quotient<'p> {
    /// The quotient of proposals that each apply to the base, in protocol order.
    pub(crate) fn new(base: &'p Instrument, proposals: &'p [Proposal]) -> Quotient<'p> {
        let mut quotient = Quotient::default();
        let mut replacements: Vec<(usize, u32, u32, &Text, usize)> = Vec::new();
        let mut additions = Additions::default();
        for (index, proposal) in proposals.iter().enumerate() {
            additions.start(index);
            for change in &proposal.changes {
                let at = |id| base.position(id).expect("a proposal is checked before");
                match change {
                    Change::Replace {
                        provision,
                        start,
                        end,
                        with,
                    } => {
                        replacements.push((at(provision), *start, *end, with, index));
                    }
                    Change::Suppress {
                        provision,
                        joined_into,
                    } => {
                        let by = quotient.suppressions.entry(at(provision)).or_default();
                        push_once(by.entry(joined_into.as_ref()).or_default(), index);
                    }
                    Change::Keep { provision } => {
                        push_once(quotient.keeps.entry(at(provision)).or_default(), index);
                    }
                    Change::Move { provision, place } => {
                        let place = additions.resolve(base, place);
                        let moves = quotient.moves.entry(at(provision)).or_default();
                        match moves.iter_mut().find(|known| known.0 == place) {
                            Some(known) => push_once(&mut known.1, index),
                            None => {
                                moves.push((place, vec![index]));
                                additions.insert(
                                    place,
                                    Arrival::Moved(at(provision)),
                                    &mut quotient,
                                );
                            }
                        }
                        additions
                            .own_last
                            .insert(place, Arrival::Moved(at(provision)));
                    }
                    Change::Add { .. } => additions.add(base, change, &mut quotient),
                }
            }
        }
        replacements.sort_unstable();
        for (at, start, end, with, index) in replacements {
            let distinct = quotient.replacements.entry(at).or_default();
            match distinct.last_mut() {
                Some(last) if last.range() == (start, end) && last.with == with => {
                    push_once(&mut last.proposals, index);
                }
                _ => distinct.push(DistinctReplacement {
                    start,
                    end,
                    with,
                    proposals: vec![index],
                }),
            }
        }
        quotient.order_by_asked_label();
        quotient.name_additions(base);
        quotient
    }

    /// Additions that each ask for a label stand in the order of these labels, rivals for one
    /// label side by side in protocol order; so `3 a` does not stand between `3 b` and `3 c`.
    /// A place where anything comes without a label, or where one proposal puts several, is left
    /// alone.
    fn order_by_asked_label(&mut self) {
        for here in self.at_place.values_mut() {
            let asked: Option<Vec<(&str, Arrival)>> = here
                .iter()
                .map(|arrival| match arrival {
                    Arrival::Added(node) => {
                        let addition = &self.added[*node];
                        let alone = addition.opens_place.iter().all(|opens| *opens);
                        let label = addition.label.filter(|_| alone)?;
                        Some((label.as_str(), *arrival))
                    }
                    Arrival::Moved(_) => None,
                })
                .collect();
            let Some(mut asked) = asked else { continue };
            let paths: Option<Vec<LabelPath>> = asked
                .iter()
                .map(|(label, _)| LabelPath::parse(label))
                .collect();
            match paths {
                Some(paths) => {
                    let mut both: Vec<_> = paths.into_iter().zip(asked).collect();
                    both.sort_by(|a, b| a.0.cmp(&b.0));
                    *here = both.into_iter().map(|(_, asked)| asked.1).collect();
                }
                None => {
                    asked.sort_by(|a, b| natural(a.0, b.0));
                    *here = asked.into_iter().map(|asked| asked.1).collect();
                }
            }
        }
    }

    /// Gives each addition an id made from its anchor and its rank there.
    fn name_additions(&mut self, base: &Instrument) {
        let mut taken: HashMap<ProvisionId, u32> = HashMap::new();
        for place in self.places.clone() {
            for arrival in self.at_place[&place].clone() {
                let Arrival::Added(node) = arrival else {
                    continue;
                };
                let anchor = match place {
                    (_, Some(after)) => after.clone(),
                    (Over::Base(id), None) => id.clone(),
                    (Over::Added(parent), None) => self.added[parent].id.clone(),
                    (Over::Root, None) => ProvisionId::new("start"),
                };
                let rank = taken.entry(anchor.clone()).or_default();
                self.added[node].id = loop {
                    *rank += 1;
                    let id = ProvisionId::new(format!("{anchor}+{rank}"));
                    if base.get(&id).is_none() {
                        break id;
                    }
                };
            }
        }
    }

    /// A place as it would be written in a change of the merged proposals.
    pub(crate) fn place(&self, place: &ResolvedPlace<'p>) -> Place {
        Place {
            parent: match place.0 {
                Over::Root => None,
                Over::Base(id) => Some(id.clone()),
                Over::Added(node) => Some(self.added[node].id.clone()),
            },
            after: place.1.cloned(),
        }
    }

    /// The provision of the base in which a place finally stands.
    pub(crate) fn base_parent(&self, place: &ResolvedPlace<'p>) -> Option<&'p ProvisionId> {
        let mut over = place.0;
        loop {
            match over {
                Over::Root => return None,
                Over::Base(id) => return Some(id),
                Over::Added(node) => over = self.added[node].over,
            }
        }
    }
}

fn push_once(proposals: &mut Vec<usize>, index: usize) {
    if proposals.last() != Some(&index) {
        proposals.push(index);
    }
}

/// The additions seen so far, and those of the proposal at hand by their own ids.
#[derive(Default)]
struct Additions<'p> {
    known: HashMap<(ResolvedPlace<'p>, Kind, &'p Text, usize), usize>,
    index: usize,
    own: HashMap<&'p ProvisionId, usize>,
    own_last: HashMap<ResolvedPlace<'p>, Arrival>,
    own_times: HashMap<(ResolvedPlace<'p>, Kind, &'p Text), usize>,
}

impl<'p> Additions<'p> {
    fn start(&mut self, index: usize) {
        self.index = index;
        self.own.clear();
        self.own_last.clear();
        self.own_times.clear();
    }

    fn resolve(&self, base: &'p Instrument, place: &'p Place) -> ResolvedPlace<'p> {
        let over = match &place.parent {
            None => Over::Root,
            Some(id) => match self.own.get(id) {
                Some(node) => Over::Added(*node),
                None => Over::Base(&base.get(id).expect("a proposal is checked before").id),
            },
        };
        (over, place.after.as_ref())
    }

    fn add(&mut self, base: &'p Instrument, change: &'p Change, quotient: &mut Quotient<'p>) {
        let Change::Add {
            id,
            place,
            kind,
            label,
            text,
        } = change
        else {
            return;
        };
        let place = self.resolve(base, place);
        let times = self.own_times.entry((place, *kind, text)).or_default();
        *times += 1;
        let opens_place = !matches!(self.own_last.get(&place), Some(Arrival::Added(_)));
        let key = (place, *kind, text, *times);
        let node = match self.known.get(&key) {
            Some(node) => {
                let known = &mut quotient.added[*node];
                known.proposals.push(self.index);
                known.opens_place.push(opens_place);
                known.label = known.label.or(label.as_ref());
                *node
            }
            None => {
                quotient.added.push(DistinctAddition {
                    id: id.clone(),
                    over: place.0,
                    after: place.1,
                    kind: *kind,
                    label: label.as_ref(),
                    text,
                    proposals: vec![self.index],
                    opens_place: vec![opens_place],
                });
                let node = quotient.added.len() - 1;
                self.insert(place, Arrival::Added(node), quotient);
                self.known.insert(key, node);
                node
            }
        };
        self.own.insert(id, node);
        self.own_last.insert(place, Arrival::Added(node));
    }

    /// Puts an arrival right after the last one of the same proposal at its place, or last.
    fn insert(&self, place: ResolvedPlace<'p>, arrival: Arrival, quotient: &mut Quotient<'p>) {
        let here = quotient.at_place.entry(place).or_insert_with(|| {
            quotient.places.push(place);
            Vec::new()
        });
        let before = self.own_last.get(&place);
        let rank = before.and_then(|last| here.iter().rposition(|other| other == last));
        here.insert(rank.map_or(here.len(), |rank| rank + 1), arrival);
    }
}
