//! Acts on the text: proposals, revisions, positions, objections, calls, the end.

use comity_procedure::act::{Actor, CallKind, Ending, Question, Stance, Subject};
use comity_procedure::ids::{CallId, DelegationId, ObjectionId, ProposalId};
use comity_procedure::state::{Agreement, Call, ObjectionState, ProposalState};
use comity_procedure::time::Time;
use comity_procedure::{Act, ActKind, Submission};
use comity_text::ProvisionId;

use super::changes::{accepted, changes};
use super::chooser::{acting, party, subject};
use super::speaking::speaker;
use super::story::texts::{asks_for, prepared};
use super::story::w;
use super::walk::Desk;

type Draft = Option<(Actor, Act)>;

/// The draft of an act of these kinds, if there is anything to do it on.
pub fn draft(desk: &mut Desk, kind: ActKind) -> Draft {
    use ActKind as K;
    match kind {
        K::Propose | K::ReviseProposal | K::MergeProposals => wording(desk, kind),
        K::CoSponsor | K::LeaveProposal | K::WithdrawProposal | K::ValidateMerge => {
            sponsoring(desk, kind)
        }
        K::TableRevision => {
            let lines = accepted(&mut desk.dice, &desk.state);
            desk.state.current()?;
            Some((Actor::Secretariat, prepared(&desk.state, lines)))
        }
        K::TakePosition | K::ClearPosition | K::Object => position(desk, kind),
        K::AnswerObjection | K::EndObjection | K::SustainObjection => ledger(desk, kind),
        K::OpenCall => open_call(desk),
        K::BreakSilence | K::LiftBreak | K::CloseCall | K::CancelCall => call(desk, kind),
        K::ReopenProvision => {
            let agreed = desk.state.provisions().iter();
            let agreed = agreed.filter(|(_, it)| it.agreement != Agreement::Open);
            let agreed: Vec<ProvisionId> = agreed.map(|(id, _)| id.clone()).collect();
            let provision = desk.dice.one(&agreed)?.clone();
            let reason = w("Dawn is not a time of day.");
            Some((Actor::Chair, Act::ReopenProvision { provision, reason }))
        }
        K::Adopt => {
            let revision = desk.state.current()?.number;
            Some((Actor::Chair, Act::Adopt { revision }))
        }
        K::CloseWithoutAgreement => {
            let reason = w("The season is over.");
            Some((Actor::Chair, Act::CloseWithoutAgreement { reason }))
        }
        _ => None,
    }
}

fn wording(desk: &mut Desk, kind: ActKind) -> Draft {
    let current = desk.state.current()?.clone();
    let (id, rationale) = (desk.name("q"), w("Our keepers asked for it."));
    let proposal = ProposalId::new(&id).expect("a slug");
    let list = changes(&mut desk.dice, &current.instrument, &id);
    let (revision, changes) = (current.number, asks_for(list));
    let live = live(desk);
    match kind {
        ActKind::Propose => {
            let variant_of: Vec<ProposalId> = match desk.dice.once_in(4) {
                true => desk
                    .dice
                    .one(&live)
                    .map(|it| it.id.clone())
                    .into_iter()
                    .collect(),
                false => Vec::new(),
            };
            let act = Act::Propose {
                proposal,
                revision,
                changes,
                rationale,
                variant_of,
            };
            Some((speaker(desk)?, act))
        }
        ActKind::ReviseProposal => {
            let found = desk.dice.one(&live)?.clone();
            let by = desk.dice.one(&found.sponsors)?.clone();
            let act = Act::ReviseProposal {
                proposal: found.id,
                revision,
                changes,
                rationale,
            };
            Some((acting(desk, by), act))
        }
        _ => {
            let (one, two) = (desk.dice.one(&live)?.clone(), desk.dice.one(&live)?.clone());
            // One of the two as it is, so that some consolidations are taken.
            let changes = match desk.dice.once_in(2) {
                true => changes,
                false => one.version().changes.clone(),
            };
            let without_additions = changes.list.iter();
            let without_additions = without_additions
                .filter(|it| !matches!(it, comity_text::Change::Add { .. }))
                .cloned();
            let act = Act::MergeProposals {
                proposal,
                of: vec![one.id.clone(), two.id],
                revision,
                changes: asks_for(without_additions.collect()),
                rationale,
            };
            let by = desk.dice.one(&one.sponsors).cloned();
            match (desk.dice.once_in(2), by) {
                (true, Some(by)) => Some((acting(desk, by), act)),
                _ => Some((Actor::Chair, act)),
            }
        }
    }
}

fn live(desk: &Desk) -> Vec<ProposalState> {
    let all = desk.state.proposals().values().filter(|it| it.is_live());
    all.map(|it| (**it).clone()).collect()
}

fn sponsoring(desk: &mut Desk, kind: ActKind) -> Draft {
    let live = live(desk);
    if kind == ActKind::ValidateMerge {
        return validation(desk, &live);
    }
    let found = desk.dice.one(&live)?.clone();
    let proposal = found.id.clone();
    if kind == ActKind::CoSponsor {
        let text = found.version().changes.hash;
        let by = party(desk)?;
        return Some((acting(desk, by), Act::CoSponsor { proposal, text }));
    }
    let act = match kind {
        ActKind::LeaveProposal => Act::LeaveProposal { proposal },
        _ => Act::WithdrawProposal { proposal },
    };
    match desk.dice.one(&found.sponsors).cloned() {
        Some(by) => Some((acting(desk, by), act)),
        None => Some((Actor::Chair, act)),
    }
}

fn validation(desk: &mut Desk, live: &[ProposalState]) -> Draft {
    let merges = live.iter().filter(|it| !it.merged_from.is_empty());
    let merges: Vec<&ProposalState> = merges.collect();
    let merged = *desk.dice.one(&merges)?;
    let of = desk.dice.one(&merged.merged_from)?.proposal.clone();
    let original = desk.state.proposals()[&of].clone();
    let by = desk.dice.one(&original.sponsors)?.clone();
    let act = Act::ValidateMerge {
        proposal: merged.id.clone(),
        of,
        reflected: !desk.dice.once_in(4),
        reason: Some(w("The spring fast is left out.")),
    };
    Some((acting(desk, by), act))
}

fn position(desk: &mut Desk, kind: ActKind) -> Draft {
    let (subject, text) = subject(desk)?;
    let by = party(desk)?;
    let act = match kind {
        ActKind::TakePosition => Act::TakePosition {
            subject,
            text,
            stance: desk
                .dice
                .of(&[Stance::Support, Stance::CanLiveWith, Stance::Abstain]),
            reason: None,
        },
        ActKind::ClearPosition => {
            let held = desk.state.positions().get(&subject)?.keys().cloned();
            let held: Vec<DelegationId> = held.collect();
            let by = desk.dice.one(&held)?.clone();
            return Some((acting(desk, by), Act::ClearPosition { subject }));
        }
        _ => Act::Object {
            objection: ObjectionId::new(&desk.name("o")).expect("a slug"),
            subject,
            text,
            reason: w("Our wells freeze until noon."),
            remedy: w("When the ice allows."),
        },
    };
    Some((acting(desk, by), act))
}

fn ledger(desk: &mut Desk, kind: ActKind) -> Draft {
    let standing = desk
        .state
        .objections()
        .values()
        .filter(|it| !it.has_ended());
    let open = |state: &ObjectionState| *state == ObjectionState::Open;
    let wanted = standing.filter(|it| kind != ActKind::AnswerObjection || open(&it.state));
    let wanted: Vec<_> = wanted.cloned().collect();
    let found = desk.dice.one(&wanted)?.clone();
    let objection = found.id.clone();
    let act = match kind {
        ActKind::AnswerObjection => {
            let answer = w("Where there is ice, dawn is when it melts.");
            return Some((Actor::Chair, Act::AnswerObjection { objection, answer }));
        }
        ActKind::EndObjection => Act::EndObjection {
            objection,
            ending: Ending::Accommodated,
            reason: None,
        },
        _ => Act::SustainObjection {
            objection,
            text: desk.state.hash_of(&found.subject)?,
            reason: w("A report binds nobody."),
        },
    };
    Some((acting(desk, found.by.clone()), act))
}

fn open_call(desk: &mut Desk) -> Draft {
    let revision = desk.state.current()?.number;
    let (sort, settling) = (desk.dice.below(6), desk.settling);
    let broken: Vec<_> = desk
        .state
        .calls()
        .values()
        .filter(|it| it.outcome.is_some())
        .cloned()
        .collect();
    let again = match desk.dice.once_in(4) {
        true => desk.dice.one(&broken).cloned(),
        false => None,
    };
    let question = match sort {
        0 if !settling => Question::Modalities(desk.other_rules()),
        1 => Question::Adoption { revision },
        _ if settling && desk.dice.once_in(2) => Question::Adoption { revision },
        _ => {
            let asked = again.as_ref().map(|it| it.provisions().cloned().collect());
            asked_provisions(desk, asked)?
        }
    };
    let kind = match desk.dice.once_in(3) {
        true => CallKind::Explicit,
        false => CallKind::Silence,
    };
    let hours = 8 + desk.dice.below(30) as i64;
    let opens = Time(desk.now.0 + 3_600_000 * i64::from(desk.dice.once_in(4)));
    let without_end = kind == CallKind::Explicit && desk.dice.once_in(2);
    let act = Act::OpenCall {
        call: CallId::new(&desk.name("c")).expect("a slug"),
        kind,
        question,
        opens,
        closes: (!without_end).then_some(Time(opens.0 + hours * 3_600_000)),
        again: again.map(|it| it.id.clone()),
    };
    Some((Actor::Chair, act))
}

fn asked_provisions(desk: &mut Desk, of: Option<Vec<ProvisionId>>) -> Option<Question> {
    let state = &desk.state;
    let hashes = &state.current()?.hashes;
    let free = state.provisions().keys().filter(|id| {
        let among = of.as_ref().is_none_or(|of| of.contains(id));
        among && state.agreed_text(id).is_none() && state.call_on(id).is_none()
    });
    let free: Vec<ProvisionId> = free.cloned().collect();
    let mut list = Vec::new();
    for _ in 0..=desk.dice.below(3) {
        let id = desk.dice.one(&free)?.clone();
        if !list.iter().any(|(other, _)| *other == id) {
            let text = hashes[&id];
            list.push((id, text));
        }
    }
    Some(Question::Provisions(list))
}

fn call(desk: &mut Desk, kind: ActKind) -> Draft {
    let open = desk
        .state
        .open_calls()
        .filter_map(|id| desk.state.calls().get(id));
    let open: Vec<_> = open.cloned().collect();
    let found = desk.dice.one(&open)?.clone();
    let call = found.id.clone();
    let reason = w("The translation was not ready.");
    let act = match kind {
        ActKind::CloseCall => return Some((Actor::Chair, Act::CloseCall { call })),
        ActKind::CancelCall => {
            if !desk.dice.once_in(3) {
                return None;
            }
            return Some((Actor::Chair, Act::CancelCall { call, reason }));
        }
        ActKind::LiftBreak => {
            let who: Vec<DelegationId> = found.breaks.keys().cloned().collect();
            let by = desk.dice.one(&who)?.clone();
            let act = Act::LiftBreak {
                call,
                ending: Ending::Accommodated,
                reason: None,
            };
            return Some((acting(desk, by), act));
        }
        _ => Act::BreakSilence {
            call,
            provisions: to_break(desk, &found),
            reason,
            remedy: w("Two more weeks."),
        },
    };
    let by = party(desk)?;
    Some((acting(desk, by), act))
}

fn to_break(desk: &mut Desk, call: &Call) -> Vec<ProvisionId> {
    let asked: Vec<ProvisionId> = match &*call.question {
        Question::Provisions(list) => list.iter().map(|(id, _)| id.clone()).collect(),
        Question::Adoption { .. } => desk.state.provisions().keys().cloned().collect(),
        Question::Modalities(_) => Vec::new(),
    };
    let mut named: Vec<ProvisionId> = desk.dice.one(&asked).cloned().into_iter().collect();
    if let Some(other) = desk.dice.one(&asked)
        && !named.contains(other)
    {
        named.push(other.clone());
    }
    named
}

/// The call that an act is about, if it is about one.
pub fn call_of(submission: &Submission) -> Option<&CallId> {
    match &submission.act {
        Act::OpenCall { call, .. }
        | Act::BreakSilence { call, .. }
        | Act::LiftBreak { call, .. }
        | Act::CloseCall { call }
        | Act::CancelCall { call, .. } => Some(call),
        _ => None,
    }
}

/// The provision of a subject.
pub fn provision_of(subject: &Subject) -> Option<&ProvisionId> {
    match subject {
        Subject::Provision(id) => Some(id),
        Subject::Proposal(_) => None,
    }
}
