//! Choices for the next revision: all that is asked of each provision, by whom, and who goes along;
//! and what would come of some of them.
//!
//! Equal changes of several proposals are one outcome. Outcomes stand in the protocol order of
//! those who ask for them, never by how many that are.
//!
//! Start at [`choices`], then [`preview`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use comity_procedure::State;
use comity_procedure::act::{ActKind, Stance, Subject};
use comity_procedure::ids::{Constituency, ObjectionId, ProposalId};
use comity_procedure::state::{Held, ObjectionState, ProposalState, Revision};
use comity_record::v1;
use comity_record::v1::parts::{Accepted, Outcome};
use comity_text::kernel::{collide, grounded};
use comity_text::label::labels;
use comity_text::{
    Change, Compilation, Instrument, Proposal, ProposalKind, ProtocolOrder, ProvisionId, apply,
    compile,
};

use super::text::{NoText, standing};
use super::{Party, party, protocol_place};

/// All that can be chosen at one provision.
#[derive(Clone, Debug)]
pub struct ProvisionChoices {
    /// Its id.
    pub id: ProvisionId,
    /// Its label; for a heading the kind.
    pub label: String,
    /// What it says.
    pub words: String,
    /// What is asked.
    pub outcomes: Vec<OutcomeChoice>,
}

/// One thing that is asked, by one proposal or by several.
#[derive(Clone, Debug)]
pub struct OutcomeChoice {
    /// Its kind.
    pub kind: ProposalKind,
    /// The words that would go.
    pub deleted: String,
    /// The words that would come.
    pub inserted: String,
    /// The proposals that ask for it, each with the index of the change.
    pub by: Vec<(ProposalId, usize)>,
    /// The changes that cannot be accepted with it.
    pub excludes: Vec<(ProposalId, usize)>,
}

/// A proposal that can be chosen.
#[derive(Clone, Debug)]
pub struct ProposalChoice {
    /// Its id.
    pub id: ProposalId,
    /// Its sponsors, in protocol order.
    pub sponsors: Vec<Party>,
    /// Why it is made.
    pub rationale: String,
    /// How many changes it asks for.
    pub changes: usize,
    /// Who goes along and who does not, by constituency.
    pub support: Vec<Support>,
    /// The objections to it that nobody has answered.
    pub unanswered: Vec<ObjectionId>,
}

/// How a constituency stands to a proposal, in numbers of delegations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Support {
    /// The constituency.
    pub constituency: Constituency,
    /// Those that sponsor it.
    pub sponsors: u64,
    /// Those besides that support it, have no objection, or can live with it.
    pub go_along: u64,
    /// Those that object to it.
    pub object: u64,
}

/// All that can be chosen.
#[derive(Clone, Debug)]
pub struct Choices {
    /// The revision that it is asked of.
    pub revision: Arc<Revision>,
    /// The proposals, in the protocol order of their first sponsors.
    pub proposals: Vec<ProposalChoice>,
    /// The provisions of which anything is asked, in reading order.
    pub provisions: Vec<ProvisionChoices>,
}

/// All that can be chosen for the next revision.
///
/// # Errors
/// When there is no text.
pub fn choices(state: &State) -> Result<Choices, NoText> {
    let (revision, _) = standing(state)?;
    let proposals = in_order(state);
    let provisions = by_provision(&revision.instrument, &proposals);
    Ok(Choices {
        proposals: proposals.iter().map(|it| of_proposal(state, it)).collect(),
        provisions,
        revision,
    })
}

/// The proposals that can be accepted, in the protocol order of their first sponsors.
fn in_order(state: &State) -> Vec<Arc<ProposalState>> {
    let mut all: Vec<Arc<ProposalState>> = state.proposals_to_carry().cloned().collect();
    all.sort_by(|a, b| {
        let place = |it: &ProposalState| {
            let first = it.sponsors.first().or(it.contributors.first());
            let place = first.map(|by| {
                let (place, id) = protocol_place(state.modalities(), by);
                (place, id.clone())
            });
            (place.is_none(), place, it.id.clone())
        };
        place(a).cmp(&place(b))
    });
    all
}

fn of_proposal(state: &State, proposal: &ProposalState) -> ProposalChoice {
    let subject = Subject::Proposal(proposal.id.clone());
    let mut sponsors: Vec<Party> = proposal
        .sponsors
        .iter()
        .filter_map(|id| party(state, id))
        .collect();
    sponsors.sort_by(|a, b| {
        let place = |it: &Party| {
            let (place, id) = protocol_place(state.modalities(), &it.id);
            (place, id.clone())
        };
        place(a).cmp(&place(b))
    });
    let unanswered = state
        .standing_objections(&subject)
        .filter(|(_, it)| it.state == ObjectionState::Open)
        .map(|(_, it)| it.id.clone());
    ProposalChoice {
        id: proposal.id.clone(),
        rationale: proposal
            .version()
            .rationale
            .text()
            .unwrap_or_default()
            .to_owned(),
        changes: proposal.version().changes.list.len(),
        support: support(state, proposal, &subject),
        unanswered: unanswered.collect(),
        sponsors,
    }
}

fn support(state: &State, proposal: &ProposalState, subject: &Subject) -> Vec<Support> {
    let constituencies = state.modalities().constituencies.iter();
    let mut rows: Vec<Support> = constituencies
        .map(|constituency| Support {
            constituency: constituency.clone(),
            sponsors: 0,
            go_along: 0,
            object: 0,
        })
        .collect();
    let mut count = |id, place: fn(&mut Support) -> &mut u64| {
        let found = state.delegations().get(id);
        let of = |it: &&mut Support| found.is_some_and(|by| by.constituency == it.constituency);
        if let Some(row) = rows.iter_mut().find(of) {
            *place(row) += 1;
        }
    };
    for id in &proposal.sponsors {
        count(id, |it| &mut it.sponsors);
    }
    let taken = state.positions().get(subject);
    for (id, position) in taken.into_iter().flat_map(|it| it.iter()) {
        if position.lapsed {
            continue;
        }
        match &position.stance {
            Held::Objects(_) => count(id, |it| &mut it.object),
            Held::Taken(Stance::Support | Stance::NoObjection | Stance::CanLiveWith)
                if !proposal.sponsors.contains(id) =>
            {
                count(id, |it| &mut it.go_along);
            }
            Held::Taken(_) => {}
        }
    }
    rows
}

/// A change, and the proposals that ask for it with its place in each.
type Alike<'c> = (&'c Change, Vec<(ProposalId, usize)>);

/// Each distinct change with those who ask for it, under the provision where it is read.
fn by_provision(base: &Instrument, proposals: &[Arc<ProposalState>]) -> Vec<ProvisionChoices> {
    let mut found: BTreeMap<usize, Vec<Alike<'_>>> = BTreeMap::new();
    for proposal in proposals {
        let list = &proposal.version().changes.list;
        for (index, change) in list.iter().enumerate() {
            let place = found.entry(read_at(base, list, change)).or_default();
            let by = (proposal.id.clone(), index);
            match place.iter_mut().find(|(known, _)| *known == change) {
                Some((_, all)) => all.push(by),
                None => place.push((change, vec![by])),
            }
        }
    }
    let names = labels(base);
    let provisions = found.into_iter().map(|(at, outcomes)| {
        let provision = &base.provisions()[at];
        let all: Vec<&Change> = outcomes.iter().map(|it| it.0).collect();
        let collides = |one: &Change, other: &Change| collide(base, one, other).is_some();
        let excludes = |change: &Change, by: &[(ProposalId, usize)]| {
            let others = outcomes.iter().filter(|it| collides(change, it.0));
            let others = others.flat_map(|it| it.1.iter().cloned());
            others
                .filter(|it| by.iter().any(|own| own.0 != it.0))
                .collect()
        };
        let outcomes = all.iter().zip(&outcomes).map(|(change, (_, by))| {
            let (deleted, inserted) = words(base, change);
            OutcomeChoice {
                kind: change.kind(),
                deleted,
                inserted,
                excludes: excludes(change, by),
                by: by.clone(),
            }
        });
        ProvisionChoices {
            id: provision.id.clone(),
            label: match names[at].as_str() {
                "" => provision.kind.name().to_owned(),
                label => label.to_owned(),
            },
            words: provision.text.as_str().to_owned(),
            outcomes: outcomes.collect(),
        }
    });
    provisions.collect()
}

/// The index of the provision where a change is read: its own, or for what is new the one that it
/// follows or goes into.
fn read_at(base: &Instrument, list: &[Change], change: &Change) -> usize {
    let mut change = change;
    // What goes into a provision that the same proposal adds is read where that one is; a list
    // has no circles, and its length is the most steps that there can be.
    for _ in 0..=list.len() {
        let place = match change {
            Change::Add { place, .. } => place,
            other => return base.position(other.provision()).unwrap_or(0),
        };
        let Some(near) = place.after.as_ref().or(place.parent.as_ref()) else {
            return 0;
        };
        if let Some(at) = base.position(near) {
            return at;
        }
        let adds = |it: &&Change| matches!(it, Change::Add { id, .. } if id == near);
        match list.iter().find(adds) {
            Some(other) => change = other,
            None => return 0,
        }
    }
    0
}

/// The words that would go and those that would come.
fn words(base: &Instrument, change: &Change) -> (String, String) {
    let said = |id: &ProvisionId| {
        let found = base.get(id);
        found.map_or_else(String::new, |it| it.text.as_str().to_owned())
    };
    match change {
        Change::Replace {
            provision,
            start,
            end,
            with,
        } => {
            let old = base.get(provision).map(|it| it.text.slice(*start, *end));
            let old = old.map_or_else(String::new, |it| it.as_str().to_owned());
            (old, with.as_str().to_owned())
        }
        Change::Add { text, .. } => (String::new(), text.as_str().to_owned()),
        Change::Suppress { provision, .. } => (said(provision), String::new()),
        Change::Move { .. } | Change::Keep { .. } => (String::new(), String::new()),
    }
}

/// What would come of accepting some changes.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The text that stands with the accepted changes in it; `None` where they do not go together.
    pub redline: Option<Compilation>,
    /// Pairs of accepted changes that exclude each other, with the label of where.
    pub excluded: Vec<(Accepted, Accepted, String)>,
    /// What becomes of every proposal that stands, in the protocol order of first sponsors.
    pub fates: Vec<ProposalFate>,
}

/// What would become of a proposal.
#[derive(Clone, Debug)]
pub struct ProposalFate {
    /// Which one.
    pub proposal: ProposalId,
    /// Of each of its changes, in their order.
    pub changes: Vec<ChangeFate>,
}

/// What would become of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeFate {
    /// It is accepted.
    Accepted,
    /// It finds its place in the next revision.
    Carried,
    /// The next revision says it already.
    Satisfied,
    /// These accepted changes decide the same otherwise.
    Conflicting(Vec<Accepted>),
    /// What it is about is no longer there; the word for why.
    Orphaned(String),
}

/// What would come of an act that tables the next revision; `None` for any other act, and where
/// there is no text.
#[must_use]
pub fn preview(state: &State, act: &v1::Act) -> Option<Preview> {
    let v1::Act::TableRevision {
        accepted, outcomes, ..
    } = act
    else {
        return None;
    };
    debug_assert_eq!(act.kind(), ActKind::TableRevision);
    let (revision, _) = standing(state).ok()?;
    let base = &revision.instrument;
    let proposals = in_order(state);
    let chosen: Vec<(&Accepted, Change)> = accepted
        .iter()
        .filter_map(|it| Some((it, change_of(base, &proposals, it)?)))
        .collect();
    let changes: Vec<Change> = chosen.iter().map(|it| it.1.clone()).collect();
    let together = distinct(&proposals, accepted);
    let fits = apply(base, &together).is_ok();
    let fates = proposals.iter().map(|proposal| {
        let found = outcomes
            .iter()
            .find(|it| it.proposal == proposal.id.as_str());
        let list = proposal.version().changes.list.iter().enumerate();
        let fate = |(at, _): (usize, &Change)| {
            let own = |it: &Accepted| it.proposal == proposal.id.as_str() && it.change == at as u64;
            match found.and_then(|it| it.outcomes.get(at)) {
                _ if accepted.iter().any(own) => ChangeFate::Accepted,
                None | Some(Outcome::Satisfied) => ChangeFate::Satisfied,
                Some(Outcome::Carried(_)) => ChangeFate::Carried,
                Some(Outcome::Conflicting(with)) => ChangeFate::Conflicting(
                    with.iter()
                        .filter_map(|at| accepted.get(usize::try_from(*at).ok()?).cloned())
                        .collect(),
                ),
                Some(Outcome::Orphaned(why)) => ChangeFate::Orphaned(why.clone()),
            }
        };
        ProposalFate {
            proposal: proposal.id.clone(),
            changes: list.map(fate).collect(),
        }
    });
    let fates = fates.collect();
    Some(Preview {
        redline: fits.then(|| compared(base, together)).flatten(),
        excluded: excluded(base, &chosen, &changes),
        fates: if fits { fates } else { Vec::new() },
    })
}

/// The change that an accepted line names, in the form in which changes are compared.
fn change_of(
    base: &Instrument,
    proposals: &[Arc<ProposalState>],
    line: &Accepted,
) -> Option<Change> {
    let proposal = proposals
        .iter()
        .find(|it| it.id.as_str() == line.proposal)?;
    let list = grounded(base, &proposal.version().changes.list);
    list.get(usize::try_from(line.change).ok()?).cloned()
}

/// The accepted changes as they are, equal ones of different proposals once.
fn distinct(proposals: &[Arc<ProposalState>], accepted: &[Accepted]) -> Vec<Change> {
    let mut all: Vec<Change> = Vec::new();
    for line in accepted {
        let proposal = proposals.iter().find(|it| it.id.as_str() == line.proposal);
        let list = proposal.map(|it| &it.version().changes.list);
        let at = usize::try_from(line.change).unwrap_or(usize::MAX);
        let change = list.and_then(|it| it.get(at));
        if let Some(change) = change.filter(|it| !all.contains(it)) {
            all.push(change.clone());
        }
    }
    all
}

/// Pairs of accepted changes of different proposals that exclude each other.
fn excluded(
    base: &Instrument,
    chosen: &[(&Accepted, Change)],
    changes: &[Change],
) -> Vec<(Accepted, Accepted, String)> {
    let names = labels(base);
    let mut pairs = Vec::new();
    let mut seen: BTreeSet<(&str, &str, usize)> = BTreeSet::new();
    for (at, (one, change)) in chosen.iter().enumerate() {
        for ((other, _), rival) in chosen.iter().zip(changes).skip(at + 1) {
            if one.proposal == other.proposal {
                continue;
            }
            let Some(place) = collide(base, change, rival) else {
                continue;
            };
            let place = base.position(&place).unwrap_or(0);
            if seen.insert((&one.proposal, &other.proposal, place)) {
                let name = names.get(place).cloned().unwrap_or_default();
                pairs.push(((*one).clone(), (*other).clone(), name));
            }
        }
    }
    pairs
}

/// A text with changes in it, as a compilation of one proposal.
fn compared(base: &Instrument, changes: Vec<Change>) -> Option<Compilation> {
    let next = Proposal {
        id: "next".to_owned(),
        sponsors: Vec::new(),
        changes,
        rationale: String::new(),
        source: String::new(),
        variant_of: Vec::new(),
    };
    compile(base, &[next], &ProtocolOrder::new(&[])).ok()
}
