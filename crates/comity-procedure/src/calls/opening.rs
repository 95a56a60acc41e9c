//! Opening a call: what it asks, for how long, and what has to be done before it may be asked.

use std::collections::BTreeSet;
use std::sync::Arc;

use comity_text::ProvisionId;

use super::{asked, known, named};
use crate::act::{Act, ActKind, CallKind, Deadline, Question, Subject, Submission};
use crate::effect::Effect;
use crate::ids::{CallId, TextHash};
use crate::modalities::{Capacity, Modalities, Stage};
use crate::refusal::{Already, Refusal, Stages};
use crate::state::{Call, CallOutcome, Map, State};
use crate::time::{Hours, Time};
use crate::{agreement, checks, closing, positions, stages};

/// What opening a call does.
pub(super) fn decide(state: &State, submission: &Submission) -> Result<Vec<Effect>, Refusal> {
    let Act::OpenCall {
        call,
        kind,
        question,
        opens,
        closes,
        again,
    } = &submission.act
    else {
        unreachable!("decide sends other acts elsewhere")
    };
    checks::free(state.calls().contains_key(call), call)?;
    if *opens < submission.at {
        return Err(Refusal::CallTimes {
            why: "it opens before now",
        });
    }
    if closes.is_some_and(|closes| closes <= *opens) {
        return Err(Refusal::CallTimes {
            why: "it does not close after it opens",
        });
    }
    if let Some(earlier) = again {
        to_reissue(state, earlier, *kind, question)?;
    }
    // Nobody can object to other rules before they are asked, so they are asked for as long.
    if *kind == CallKind::Silence || matches!(question, Question::Modalities(_)) {
        let rules = state.modalities();
        let least = match again {
            Some(_) => rules.silence_again,
            None => rules.silence,
        };
        long_enough(*opens, *closes, least)?;
    }
    can_be_objected_to(state, Call::objected_by(*kind, question))?;
    can_be_asked(state, question)?;
    let opened = Call {
        id: call.clone(),
        kind: *kind,
        question: Arc::new(question.clone()),
        opens: *opens,
        closes: *closes,
        again: again.clone(),
        modalities: state.modalities().clone(),
        breaks: Map::new_sync(),
        outcome: None,
    };
    let mut effects = vec![Effect::CallOpened(Arc::new(opened))];
    if let Some(closes) = closes {
        let deadline = Deadline::Call(call.clone());
        effects.push(Effect::DeadlineSet(*closes, deadline));
    }
    Ok(effects)
}

/// That a silence procedure is open for as long as the modalities ask.
fn long_enough(opens: Time, closes: Option<Time>, least: Hours) -> Result<(), Refusal> {
    let closes = closes.ok_or(Refusal::SilenceWithoutEnd)?;
    let open = closes.since(opens);
    if open >= least.milliseconds() {
        return Ok(());
    }
    let whole = u32::try_from(open / Hours(1).milliseconds());
    Err(Refusal::SilenceTooShort {
        hours: Hours(whole.unwrap_or(u32::MAX)),
        least,
    })
}

/// That delegations may object at this stage: a question that nobody can answer with no is none.
fn can_be_objected_to(state: &State, by: ActKind) -> Result<(), Refusal> {
    let stages = state.modalities().stages_for(by, Capacity::Delegation);
    let stages: BTreeSet<Stage> = stages.collect();
    match stages.contains(&state.stage()) {
        true => Ok(()),
        false => Err(Refusal::StageClosed {
            act: by.name(),
            stage: state.stage(),
            open: Stages(stages.into_iter().collect()),
        }),
    }
}

/// That an earlier call is one to issue again, with the same question or a part of it. The texts
/// may have changed since: that is what the time between the two is for.
fn to_reissue(
    state: &State,
    earlier: &CallId,
    kind: CallKind,
    question: &Question,
) -> Result<(), Refusal> {
    let not = |why| {
        let call = earlier.clone();
        Err(Refusal::NotToReissue { call, why })
    };
    let found = known(state, earlier)?;
    match &found.outcome {
        None => return not("it has not ended"),
        Some(CallOutcome::Cancelled { .. }) => return not("the chair took it back"),
        Some(CallOutcome::Closed {
            consensus: true, ..
        }) => return not("it ended with consensus"),
        Some(CallOutcome::Closed { .. }) => {}
    }
    // The second silence is shorter because the first gave everybody the long one.
    if kind == CallKind::Silence && found.kind != CallKind::Silence {
        return not("it was no silence procedure");
    }
    let a_part = match (&*found.question, question) {
        (Question::Provisions(_), Question::Provisions(now)) => {
            let then: BTreeSet<&ProvisionId> = found.provisions().collect();
            now.iter().all(|(provision, _)| then.contains(provision))
        }
        (Question::Adoption { .. }, Question::Adoption { .. })
        | (Question::Modalities(_), Question::Modalities(_)) => true,
        _ => false,
    };
    match a_part {
        true => Ok(()),
        false => not("it asked something else"),
    }
}

/// That a question makes sense now, and that objections to what it asks have been answered.
fn can_be_asked(state: &State, question: &Question) -> Result<(), Refusal> {
    match question {
        Question::Provisions(list) => {
            checks::some("provisions", list.len())?;
            let mut seen = BTreeSet::new();
            for (provision, text) in named(question) {
                if !seen.insert(provision) {
                    return Err(Refusal::NamedTwice {
                        id: provision.as_str().to_owned(),
                    });
                }
                still_open(state, provision, *text)?;
            }
        }
        Question::Adoption { revision } => {
            let stands = closing::is_current(state, *revision)?;
            if stands.instrument.is_empty() {
                let field = "provisions";
                return Err(Refusal::Nothing { field });
            }
            adoptable(state.modalities(), state.stage())?;
            if let Some(call) = state.open_calls().next() {
                return Err(Refusal::CallOpen { call: call.clone() });
            }
        }
        Question::Modalities(modalities) => stages::usable(modalities)?,
    }
    for provision in asked(state, question) {
        let unanswered = agreement::unanswered(state, state.modalities(), &provision);
        if let Some(objection) = unanswered {
            return Err(Refusal::ObjectionUnanswered { objection });
        }
    }
    Ok(())
}

/// That a provision stands as it is asked, is not agreed, and that no other call asks about it.
fn still_open(state: &State, provision: &ProvisionId, text: TextHash) -> Result<(), Refusal> {
    positions::taken_on(state, &Subject::Provision(provision.clone()), text)?;
    if state.agreed_text(provision).is_some() {
        return Err(Refusal::SoAlready {
            what: Already::Agreed(provision.clone()),
        });
    }
    match state.call_on(provision) {
        Some(call) => Err(Refusal::UnderCall {
            provision: provision.clone(),
            call: call.clone(),
        }),
        None => Ok(()),
    }
}

/// The whole is asked at a stage at which the modalities let it be adopted by anybody.
fn adoptable(modalities: &Modalities, stage: Stage) -> Result<(), Refusal> {
    let rows = modalities.may.iter();
    let rows = rows.filter(|row| row.acts.contains(&ActKind::Adopt));
    let stages: BTreeSet<Stage> = rows.flat_map(|row| row.at.iter().copied()).collect();
    match stages.contains(&stage) {
        true => Ok(()),
        false => Err(Refusal::StageClosed {
            act: ActKind::Adopt.name(),
            stage,
            open: Stages(stages.into_iter().collect()),
        }),
    }
}
