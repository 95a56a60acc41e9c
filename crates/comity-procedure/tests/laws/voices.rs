//! That nobody speaks for another: what one party said is as it was after the acts of others.
//!
//! The exceptions, and no others:
//!
//! - a position lapses when what it was taken on has other words or stands no longer;
//! - the chair's answer comes under an objection and makes it addressed, whoever raised it;
//! - a co-sponsor lapses when the first sponsor gives the proposal other words;
//! - a revision of the text gives a proposal the version that its changes have in the new text;
//! - what was said about a consolidation is asked again when it or an original has new words;
//! - the member that is in a coalition longest speaks for it when its spokes leaves;
//! - passages get their disposition, and organisations say where they stand to what was carried
//!   for them.

use comity_procedure::Act;
use comity_procedure::ids::DelegationId;
use comity_procedure::state::{ObjectionState, ProposalState, State, Voice};

use super::walk::Step;
use super::{actor_of, so};

type Held = Result<(), String>;

/// The law, for one act that was taken.
pub fn nobody_speaks_for_another(step: &Step) -> Held {
    positions(step)?;
    objections(step)?;
    breaks(step)?;
    for (id, before) in step.before.proposals() {
        let after = step.after.proposals().get(id);
        let after = after.ok_or_else(|| format!("{id} is gone"))?;
        proposal(step, before, after).map_err(|why| format!("{id}: {why}"))?;
    }
    new_proposals(step)?;
    spoken(step)?;
    parties(step)
}

fn mine(step: &Step, by: &DelegationId) -> bool {
    actor_of(step) == Some(by)
}

fn positions(step: &Step) -> Held {
    let (old, new) = (step.before.positions(), step.after.positions());
    for (subject, held) in old {
        let changed = step.before.hash_of(subject) != step.after.hash_of(subject);
        for (by, before) in held.iter().filter(|(by, _)| !mine(step, by)) {
            let after = new.get(subject).and_then(|it| it.get(by));
            let after = after.ok_or_else(|| format!("the position of {by} is gone"))?;
            let lapsed = changed && after.lapsed;
            let mut same = (**after).clone();
            same.lapsed = before.lapsed || lapsed && same.lapsed;
            so(same == **before || lapsed, || {
                format!("the position of {by} is another")
            })?;
            so(
                same.stance == before.stance && same.text == before.text,
                || format!("the position of {by} says another thing"),
            )?;
            so(lapsed || after.lapsed == before.lapsed, || {
                format!("the position of {by} lapsed without cause")
            })?;
        }
    }
    for (subject, held) in new {
        let before = old.get(subject);
        let new = held
            .keys()
            .find(|by| !mine(step, by) && before.is_none_or(|it| !it.contains_key(by)));
        so(new.is_none(), || {
            format!("{new:?} has a position it never took")
        })?;
    }
    Ok(())
}

fn objections(step: &Step) -> Held {
    for (id, before) in step.before.objections() {
        let after = &step.after.objections()[id];
        if mine(step, &before.by) || before == after {
            continue;
        }
        let answered = matches!(&step.submission.act, Act::AnswerObjection { objection, .. } if objection == id);
        so(answered, || format!("the objection {id} is another"))?;
        let mut same = (**after).clone();
        so(same.answers.pop().is_some(), || {
            format!("{id} has no answer")
        })?;
        so(same.state == ObjectionState::Addressed, || {
            format!("{id} is not addressed")
        })?;
        same.state = before.state.clone();
        so(same == **before, || {
            format!("more than an answer came to {id}")
        })?;
    }
    let old = step.before.objections();
    let mut new = step.after.objections().values();
    let made = new.find(|it| !old.contains_key(&it.id) && !mine(step, &it.by));
    so(made.is_none(), || format!("{made:?} is raised for another"))
}

fn breaks(step: &Step) -> Held {
    for (id, after) in step.after.calls() {
        let before = step.before.calls().get(id);
        let stood = |by| before.and_then(|it| it.breaks.get(by));
        let whose = before.into_iter().flat_map(|it| it.breaks.keys());
        for by in whose
            .chain(after.breaks.keys())
            .filter(|by| !mine(step, by))
        {
            let same = stood(by) == after.breaks.get(by);
            so(same, || format!("the break of {id} by {by} is another"))?;
        }
    }
    Ok(())
}

fn proposal(step: &Step, before: &ProposalState, after: &ProposalState) -> Held {
    let actor = actor_of(step);
    so(after.versions.starts_with(&before.versions), || {
        "its versions were altered".to_owned()
    })?;
    let new = &after.versions[before.versions.len()..];
    let (first, act) = (before.sponsors.first(), &step.submission.act);
    let revised = matches!(act, Act::ReviseProposal { proposal, .. } if *proposal == before.id);
    let tabled = matches!(act, Act::TableRevision { .. });
    match new {
        [] => {}
        [version] if tabled => {
            let told = version.fates.len() == before.version().changes.list.len();
            so(told, || "not every change has a fate".to_owned())?;
            so(version.rationale == before.version().rationale, || {
                "other reasons".to_owned()
            })?;
        }
        [_] if revised && first == actor => {}
        _ => return Err("others changed its words".to_owned()),
    }
    let others = |list: &[DelegationId]| {
        let others = list.iter().filter(|by| Some(*by) != actor);
        others.cloned().collect::<Vec<_>>()
    };
    let (then, now) = (others(&before.sponsors), others(&after.sponsors));
    if revised {
        so(
            now.is_empty() && then.iter().all(|by| after.lapsed.contains(by)),
            || "its co-sponsors did not lapse".to_owned(),
        )?;
    } else {
        so(then == now, || {
            "sponsors came or went by the act of another".to_owned()
        })?;
        so(others(&before.lapsed) == others(&after.lapsed), || {
            "lapsed sponsors".to_owned()
        })?;
    }
    so(
        others(&before.contributors) == others(&after.contributors),
        || "contributors came or went".to_owned(),
    )?;
    let voice = |it: &ProposalState| {
        it.author
            .voice()
            .map(|it| (it.delegation.clone(), it.behalf.clone()))
    };
    so(voice(before) == voice(after), || {
        "another author".to_owned()
    })?;
    validations(step, before, after)
}

fn validations(step: &Step, before: &ProposalState, after: &ProposalState) -> Held {
    let versions = |state: &State, id| state.proposals().get(id).map(|it| it.versions.len());
    for (then, now) in before.merged_from.iter().zip(&after.merged_from) {
        let asked_again = [&before.id, &then.proposal]
            .iter()
            .any(|id| versions(&step.before, id) != versions(&step.after, id));
        let whose = then.validations.keys().chain(now.validations.keys());
        for by in whose.filter(|by| !mine(step, by)) {
            let (said, says) = (then.validations.get(by), now.validations.get(by));
            let same = said == says || asked_again && says.is_none();
            so(same, || {
                format!("what {by} said of {} is another", then.proposal)
            })?;
        }
    }
    Ok(())
}

fn new_proposals(step: &Step) -> Held {
    let old = step.before.proposals();
    for made in step.after.proposals().values() {
        if old.contains_key(&made.id) {
            continue;
        }
        let all = made.sponsors.iter().chain(&made.contributors);
        let voices = made.author.voice().map(|it| &it.delegation);
        let other = all.chain(voices).find(|by| !mine(step, by));
        so(other.is_none(), || {
            format!("{} is made in the name of {other:?}", made.id)
        })?;
    }
    Ok(())
}

/// What was said stays said, by whom and in which words.
fn spoken(step: &Step) -> Held {
    let same =
        |then: &Voice, now: &Voice| then.delegation == now.delegation && then.behalf == now.behalf;
    let settled = |then: &Voice, now: &Voice| {
        then.carriage == now.carriage || then.organisation() == actor_of(step)
    };
    for (id, then) in step.before.statements() {
        let now = &step.after.statements()[id];
        let words = (&then.kind, &then.on, &then.words) == (&now.kind, &now.on, &now.words);
        so(
            words && same(&then.voice, &now.voice) && settled(&then.voice, &now.voice),
            || format!("the statement {id} is another"),
        )?;
    }
    for (id, then) in step.before.contributions() {
        let now = &step.after.contributions()[id];
        let words = (&then.title, &then.passages) == (&now.title, &now.passages);
        so(
            words && same(&then.voice, &now.voice) && settled(&then.voice, &now.voice),
            || format!("the contribution {id} is another"),
        )?;
        let disposed = matches!(step.submission.act, Act::Dispose { .. });
        so(disposed || then.dispositions == now.dispositions, || {
            format!("dispositions of {id}")
        })?;
    }
    let old = (step.before.statements(), step.before.contributions());
    let new = step
        .after
        .statements()
        .values()
        .filter(|it| !old.0.contains_key(&it.id));
    let sent = step
        .after
        .contributions()
        .iter()
        .filter(|(id, _)| !old.1.contains_key(*id));
    let mut new = new.map(|it| &it.voice).chain(sent.map(|(_, it)| &it.voice));
    so(new.all(|voice| mine(step, &voice.delegation)), || {
        "said by another".to_owned()
    })
}

fn parties(step: &Step) -> Held {
    for (id, then) in step.before.delegations() {
        let now = &step.after.delegations()[id];
        let delegates = mine(step, id) || then.delegates == now.delegates;
        so(delegates, || format!("the delegates of {id}"))?;
        so(then.key == now.key && then.standing == now.standing, || {
            format!("what {id} is")
        })?;
    }
    for (id, then) in step.before.coalitions() {
        let now = &step.after.coalitions()[id];
        let others = |list: &[DelegationId]| {
            let others = list.iter().filter(|by| !mine(step, by));
            others.cloned().collect::<Vec<_>>()
        };
        so(others(&then.members) == others(&now.members), || {
            format!("the members of {id}")
        })?;
        let left = mine(step, &then.spokes) && now.members.first() == Some(&now.spokes);
        so(then.spokes == now.spokes || left, || {
            format!("who speaks for {id}")
        })?;
    }
    Ok(())
}
