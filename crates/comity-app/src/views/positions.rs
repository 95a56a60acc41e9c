//! Positions: who has said what on each provision and each live proposal.
//!
//! All are shown, in protocol order, and counted by constituency only. A position that has lapsed
//! is shown as such: its text has changed since, so it counts neither for nor against.

use std::sync::Arc;

use comity_procedure::State;
use comity_procedure::act::{Stance, Subject};
use comity_procedure::ids::{Constituency, DelegationId};
use comity_procedure::state::{Delegation, Held, Position};
use comity_text::label::labels;

use super::text::standing;
use super::{Party, has_full_rights, in_protocol_order, protocol_place};

/// The positions on one subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubjectPositions {
    /// On what.
    pub subject: Subject,
    /// The label of a provision; empty for headings and proposals.
    pub label: String,
    /// What a provision says, or why a proposal is made.
    pub words: String,
    /// The positions, in protocol order.
    pub held: Vec<(Party, Arc<Position>)>,
    /// The delegations with full rights that have taken none, in protocol order.
    pub silent: Vec<Party>,
    /// The same by constituency, in the order of the modalities.
    pub counts: Vec<Counts>,
}

/// How many delegations of a constituency hold which position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts {
    /// The constituency.
    pub constituency: Constituency,
    /// Those that support it.
    pub support: u64,
    /// Those that have no objection.
    pub no_objection: u64,
    /// Those that can live with it.
    pub can_live_with: u64,
    /// Those that abstain.
    pub abstain: u64,
    /// Those that object.
    pub object: u64,
    /// Those that do not take part in deciding it.
    pub recuse: u64,
    /// Those whose position has lapsed.
    pub lapsed: u64,
    /// Those that have said nothing.
    pub silent: u64,
}

/// The positions on every provision, in reading order, and on every live proposal, in the protocol
/// order of those who made them.
#[must_use]
pub fn positions(state: &State) -> Vec<SubjectPositions> {
    let delegations = in_protocol_order(state);
    let mut subjects = Vec::new();
    if let Ok((revision, _)) = standing(state) {
        let provisions = revision.instrument.provisions().iter();
        for (provision, label) in provisions.zip(labels(&revision.instrument)) {
            let subject = Subject::Provision(provision.id.clone());
            let words = provision.text.as_str().to_owned();
            subjects.push(on(state, &delegations, subject, (label, words)));
        }
    }
    let mut proposals: Vec<_> = state
        .proposals()
        .values()
        .filter(|it| it.is_live())
        .collect();
    // What an officer put into words stands where the first who contributed to it stands.
    proposals.sort_by_key(|it| {
        let voice = it.author.voice().map(|voice| &voice.delegation);
        let by = voice.or(it.contributors.first());
        let place = by.map(|by| protocol_place(state.modalities(), by));
        (place.is_none(), place, &it.id)
    });
    for proposal in proposals {
        let subject = Subject::Proposal(proposal.id.clone());
        let words = proposal.version().rationale.shown().to_owned();
        subjects.push(on(state, &delegations, subject, (String::new(), words)));
    }
    subjects
}

/// The positions on one subject. Its label and words are left to whoever shows it.
#[must_use]
pub fn positions_on(state: &State, subject: Subject) -> SubjectPositions {
    let delegations = in_protocol_order(state);
    on(state, &delegations, subject, (String::new(), String::new()))
}

fn on(
    state: &State,
    delegations: &[Arc<Delegation>],
    subject: Subject,
    (label, words): (String, String),
) -> SubjectPositions {
    let taken = state.positions().get(&subject);
    let position = |id: &DelegationId| taken.and_then(|taken| taken.get(id));
    let mut counts: Vec<Counts> = state
        .modalities()
        .constituencies
        .iter()
        .map(Counts::none)
        .collect();
    let (mut held, mut silent) = (Vec::new(), Vec::new());
    for delegation in delegations {
        let party = Party::of(delegation);
        let position = position(&delegation.id);
        if position.is_none() && !has_full_rights(delegation) {
            continue;
        }
        let of = |it: &&mut Counts| it.constituency == party.constituency;
        if let Some(counts) = counts.iter_mut().find(of) {
            *counts.place_of(position.map(|it| &**it)) += 1;
        }
        match position {
            Some(position) => held.push((party, position.clone())),
            None => silent.push(party),
        }
    }
    SubjectPositions {
        subject,
        label,
        words,
        held,
        silent,
        counts,
    }
}

impl Counts {
    fn none(constituency: &Constituency) -> Counts {
        Counts {
            constituency: constituency.clone(),
            support: 0,
            no_objection: 0,
            can_live_with: 0,
            abstain: 0,
            object: 0,
            recuse: 0,
            lapsed: 0,
            silent: 0,
        }
    }

    fn place_of(&mut self, position: Option<&Position>) -> &mut u64 {
        match position {
            None => &mut self.silent,
            Some(position) if position.lapsed => &mut self.lapsed,
            Some(position) => match &position.stance {
                Held::Objects(_) => &mut self.object,
                Held::Taken(Stance::Support) => &mut self.support,
                Held::Taken(Stance::NoObjection) => &mut self.no_objection,
                Held::Taken(Stance::CanLiveWith) => &mut self.can_live_with,
                Held::Taken(Stance::Abstain) => &mut self.abstain,
                Held::Taken(Stance::Recuse) => &mut self.recuse,
            },
        }
    }
}
