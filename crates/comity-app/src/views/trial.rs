//! A trial: what a proposal would ask for if it were made, beside all that others ask for now.
//!
//! Nothing is submitted and nothing is decided. Who collides is found by the same algebra that
//! compiles the text, so what somebody is told before is what everybody sees afterwards.
//!
//! Start at [`trial`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use comity_procedure::State;
use comity_procedure::ids::{DelegationId, ProposalId};
use comity_procedure::state::{ProposalState, Revision};
use comity_text::compile::{CompiledProvision, Piece};
use comity_text::{Change, Compilation, Place, Proposal, ProvisionId, compile};

use super::compilation::{NoCompilation, Remark, name, names, of_text, order, remark};
use super::text::standing;

/// A proposal as it would stand.
#[derive(Clone, Debug)]
pub struct Trial {
    /// The revision that it would be made to.
    pub revision: Arc<Revision>,
    /// That revision with nothing in it but the proposal.
    pub alone: Compilation,
    /// The provisions that it touches, by their index in `alone`, in reading order.
    pub touched: Vec<usize>,
    /// That revision with the proposal and those that collide with it.
    pub together: Compilation,
    /// The provisions where they collide, by their index in `together`, in reading order.
    pub contested: Vec<usize>,
    /// The proposals that collide with it, in protocol order.
    pub collisions: Vec<Arc<ProposalState>>,
    /// The proposals that ask for exactly the same, in the order of their ids.
    pub same: Vec<Arc<ProposalState>>,
}

/// What would be asked, and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    /// The id of the proposal: a new one, or that of the one that is to be revised.
    pub id: String,
    /// Who would sponsor it.
    pub sponsors: Vec<DelegationId>,
    /// What it would ask for.
    pub changes: Vec<Change>,
}

/// Tries a proposal on the revision that stands.
///
/// # Errors
/// When there is no text, or the changes do not fit it.
pub fn trial(state: &State, tried: &Tried) -> Result<Trial, NoCompilation> {
    let (revision, _) = standing(state)?;
    let base = &revision.instrument;
    let names = names(state);
    let own = Proposal {
        id: tried.id.clone(),
        sponsors: tried.sponsors.iter().map(|id| name(&names, id)).collect(),
        changes: tried.changes.clone(),
        ..Proposal::default()
    };
    let order = order(state, &names);
    let alone = compile(base, std::slice::from_ref(&own), &order)?;
    let others = others(state, &tried.id, revision.number);
    let mut all: Vec<Proposal> = others.iter().map(|it| of_text(it, &names)).collect();
    all.push(own.clone());
    let colliding = colliding(&compile(base, &all, &order)?, &own.id);
    all.retain(|it| it.id == own.id || colliding.contains(&it.id));
    let together = compile(base, &all, &order)?;
    let collisions = together
        .proposals
        .iter()
        .filter_map(|it| state.proposals().get(&ProposalId::new(&it.id).ok()?))
        .filter(|it| it.id.as_str() != own.id)
        .cloned()
        .collect();
    let wanted = likeness(&tried.changes);
    let same = others
        .iter()
        .filter(|it| likeness(&it.version().changes.list) == wanted);
    Ok(Trial {
        touched: touched(&alone),
        contested: contested(&together, &own.id),
        same: same.map(|it| (*it).clone()).collect(),
        collisions,
        alone,
        together,
        revision,
    })
}

/// The live proposals of others that have something in the revision.
fn others<'s>(state: &'s State, own: &str, revision: u32) -> Vec<&'s Arc<ProposalState>> {
    let live = state.proposals().values().filter(|it| it.is_live());
    live.filter(|it| it.id.as_str() != own)
        .filter(|it| remark(it, revision) != Some(Remark::NothingCarried))
        .collect()
}

fn colliding(all: &Compilation, own: &str) -> BTreeSet<String> {
    let is_own = |at: usize| all.proposals[at].id == own;
    let pairs = all
        .conflicts
        .iter()
        .filter_map(|it| match (is_own(it.first), is_own(it.second)) {
            (true, false) => Some(it.second),
            (false, true) => Some(it.first),
            _ => None,
        });
    pairs.map(|at| all.proposals[at].id.clone()).collect()
}

fn contested(together: &Compilation, own: &str) -> Vec<usize> {
    let is_own = |at: usize| together.proposals[at].id == own;
    let conflicts = together.conflicts.iter();
    let own = conflicts.filter(|it| is_own(it.first) || is_own(it.second));
    let places: BTreeSet<usize> = own.map(|it| it.provision).collect();
    places.into_iter().collect()
}

fn touched(alone: &Compilation) -> Vec<usize> {
    let is_touched = |it: &CompiledProvision| {
        let changed = it.pieces.iter().any(|it| matches!(it, Piece::Region(_)));
        let others = [&it.added_by, &it.suppressed_by, &it.keep];
        changed || !it.moves.is_empty() || others.iter().any(|it| !it.is_empty())
    };
    let provisions = alone.provisions.iter().enumerate();
    let touched = provisions.filter(|(_, it)| is_touched(it));
    touched.map(|(at, _)| at).collect()
}

/// Changes without the ids that their own additions happen to have, in an order of their own: two
/// proposals that ask for the same have the same.
fn likeness(changes: &[Change]) -> Vec<Change> {
    let mut names: BTreeMap<&ProvisionId, ProvisionId> = BTreeMap::new();
    for change in changes {
        if let Change::Add { id, .. } = change {
            let name = ProvisionId::new(format!("added {}", names.len()));
            names.insert(id, name);
        }
    }
    let name = |id: &ProvisionId| names.get(id).cloned().unwrap_or_else(|| id.clone());
    let place = |it: &Place| Place {
        parent: it.parent.as_ref().map(name),
        after: it.after.clone(),
    };
    let mut alike: Vec<Change> = changes
        .iter()
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
                kind: *kind,
                label: label.clone(),
                text: text.clone(),
            },
            Change::Move {
                provision,
                place: at,
            } => Change::Move {
                provision: name(provision),
                place: place(at),
            },
            other => other.clone(),
        })
        .collect();
    alike.sort();
    alike
}
