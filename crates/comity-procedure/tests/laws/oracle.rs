//! When something is agreed, worked out a second time from the acts alone.
//!
//! The oracle keeps its own list of objections and breaks, as a person with a sheet of paper
//! would, and looks into the state only for the words that stand and for who raised an objection
//! that a break made. It demands both ways: nothing is agreed over what stands in the way, and
//! nothing is kept open by what does not.

use std::collections::{BTreeMap, BTreeSet};

use comity_procedure::Act;
use comity_procedure::act::{Deadline, Question, Subject};
use comity_procedure::ids::{CallId, Constituency, DelegationId, TextHash};
use comity_procedure::state::CallOutcome;
use comity_text::ProvisionId;

use super::asking::provision_of;
use super::walk::Step;
use super::{actor_of, so};

/// What the walks held.
#[derive(Debug, Default)]
pub struct Seen {
    pub agreed: u32,
    pub kept_open: u32,
    pub whole_agreed: u32,
    pub whole_kept_open: u32,
    pub rules_changed: u32,
    pub rules_kept: u32,
    pub adopted: u32,
}

/// An objection that has not ended.
#[derive(Clone, Debug)]
struct Line {
    by: DelegationId,
    on: ProvisionId,
    text: TextHash,
    answered: bool,
    raised_by_break_of: Option<CallId>,
}

/// A call that has not ended.
struct Asked {
    question: Question,
    respected: Vec<Constituency>,
    breaks: BTreeMap<DelegationId, BTreeSet<ProvisionId>>,
}

/// The sheet of paper.
#[derive(Default)]
pub struct Oracle {
    constituencies: BTreeMap<DelegationId, Constituency>,
    lines: Vec<Line>,
    calls: BTreeMap<CallId, Asked>,
}

impl Oracle {
    /// Takes an act down, and judges what became agreed.
    pub fn judge(&mut self, step: &Step, seen: &mut Seen) -> Result<(), String> {
        match &step.submission.act {
            Act::CloseCall { call } => self.closed(step, call, seen)?,
            Act::Strike {
                deadline: Deadline::Call(call),
            } => self.closed(step, call, seen)?,
            Act::Adopt { .. } => self.adopted(step, seen)?,
            _ => {
                let agreed = |state: &comity_procedure::State, id: &ProvisionId| {
                    state.agreed_text(id).is_some()
                };
                let ids = step.after.provisions().keys();
                let mut new = ids.filter(|id| agreed(&step.after, id) && !agreed(&step.before, id));
                so(new.next().is_none(), || {
                    "something is agreed by no call".to_owned()
                })?;
                let rules = matches!(step.submission.act, Act::Open { .. })
                    || step.before.modalities() == step.after.modalities();
                so(rules, || "the rules changed by no call".to_owned())?;
            }
        }
        self.take_down(step);
        Ok(())
    }

    fn take_down(&mut self, step: &Step) {
        let actor = actor_of(step).cloned();
        match &step.submission.act {
            Act::Accredit {
                delegation,
                constituency,
                ..
            } => {
                self.constituencies
                    .insert(delegation.clone(), constituency.clone());
            }
            Act::OpenCall { call, question, .. } => {
                let asked = Asked {
                    question: question.clone(),
                    respected: step.before.modalities().objections_respected.clone(),
                    breaks: BTreeMap::new(),
                };
                self.calls.insert(call.clone(), asked);
            }
            Act::Object { subject, text, .. } => {
                if let (Some(on), Some(by)) = (provision_of(subject), actor) {
                    self.raise(by, on, *text, None);
                }
            }
            Act::AnswerObjection { objection, .. } => {
                let found = &step.before.objections()[objection];
                if let Some(line) = self.line(&found.by, &found.subject) {
                    line.answered = true;
                }
            }
            Act::SustainObjection {
                objection, text, ..
            } => {
                let found = &step.before.objections()[objection];
                if let Some(line) = self.line(&found.by, &found.subject) {
                    line.text = *text;
                }
            }
            Act::EndObjection { objection, .. } => {
                let found = &step.before.objections()[objection];
                let (by, subject) = (found.by.clone(), found.subject.clone());
                if let Some(on) = provision_of(&subject) {
                    self.lines.retain(|it| it.by != by || it.on != *on);
                    self.narrow(&by, on);
                }
            }
            Act::BreakSilence {
                call, provisions, ..
            } => self.break_silence(step, call, provisions),
            Act::LiftBreak { call, .. } => {
                let by = actor.expect("a delegation lifts its break");
                let raised =
                    |it: &Line| it.by == by && it.raised_by_break_of.as_ref() == Some(call);
                let named = self
                    .calls
                    .get_mut(call)
                    .and_then(|it| it.breaks.remove(&by));
                let named = named.unwrap_or_default();
                self.lines
                    .retain(|it| !(raised(it) && named.contains(&it.on)));
            }
            Act::CancelCall { call, .. } => {
                self.calls.remove(call);
            }
            _ => {}
        }
    }

    fn raise(&mut self, by: DelegationId, on: &ProvisionId, text: TextHash, broke: Option<CallId>) {
        self.lines.push(Line {
            by,
            on: on.clone(),
            text,
            answered: false,
            raised_by_break_of: broke,
        });
    }

    fn line(&mut self, by: &DelegationId, subject: &Subject) -> Option<&mut Line> {
        let on = provision_of(subject)?;
        let mut lines = self.lines.iter_mut();
        lines.find(|it| it.by == *by && it.on == *on)
    }

    /// The objection behind a break ended: the break names the provision no longer.
    fn narrow(&mut self, by: &DelegationId, on: &ProvisionId) {
        for call in self.calls.values_mut() {
            let emptied = call
                .breaks
                .get_mut(by)
                .is_some_and(|named| named.remove(on) && named.is_empty());
            if emptied {
                call.breaks.remove(by);
            }
        }
    }

    fn break_silence(&mut self, step: &Step, call: &CallId, provisions: &[ProvisionId]) {
        let by = actor_of(step)
            .expect("a delegation breaks a silence")
            .clone();
        for on in provisions {
            let subject = Subject::Provision(on.clone());
            let text = step.before.current().expect("a text").hashes[on];
            if let Some(line) = self.line(&by, &subject) {
                line.text = text;
            } else {
                self.raise(by.clone(), on, text, Some(call.clone()));
            }
        }
        let named = provisions.iter().cloned().collect();
        let asked = self.calls.get_mut(call).expect("it was opened");
        asked.breaks.insert(by, named);
    }

    /// Whether somebody whom these rules respect stands in the way of a provision.
    fn stands_in_the_way(&self, step: &Step, respected: &[Constituency], on: &ProvisionId) -> bool {
        let stands = step.before.current().and_then(|it| it.hashes.get(on));
        self.lines.iter().any(|line| {
            let counts = respected.contains(&self.constituencies[&line.by]);
            line.on == *on && counts && (!line.answered || Some(&line.text) == stands)
        })
    }

    fn closed(&mut self, step: &Step, call: &CallId, seen: &mut Seen) -> Result<(), String> {
        let Some(asked) = self.calls.remove(call) else {
            return Ok(());
        };
        let outcome = step.after.calls()[call].outcome.clone();
        let Some(CallOutcome::Closed {
            agreed, consensus, ..
        }) = outcome
        else {
            return Err("it has no outcome".to_owned());
        };
        let breaks = asked.breaks.iter();
        let counts = |by: &DelegationId| asked.respected.contains(&self.constituencies[by]);
        let breaks: Vec<_> = breaks.filter(|(by, _)| counts(by)).collect();
        let broken = |on: &ProvisionId| breaks.iter().any(|(_, named)| named.contains(on));
        let blocked =
            |on: &ProvisionId| broken(on) || self.stands_in_the_way(step, &asked.respected, on);
        match &asked.question {
            Question::Provisions(list) => {
                let free = list.iter().map(|(id, _)| id).filter(|id| !blocked(id));
                let free: Vec<_> = free.cloned().collect();
                so(agreed == free, || {
                    format!("agreed is {agreed:?}, not {free:?}")
                })?;
                so(consensus == (free.len() == list.len()), || {
                    "the consensus".to_owned()
                })?;
                seen.agreed += free.len() as u32;
                seen.kept_open += (list.len() - free.len()) as u32;
            }
            Question::Adoption { .. } => {
                let free = !step.before.provisions().keys().any(blocked);
                so(consensus == free, || {
                    format!("the whole is agreed: {consensus}")
                })?;
                let all = step.after.provisions().keys();
                let mut all = all.map(|id| step.after.agreed_text(id).is_some());
                so(!free || all.all(|it| it), || "not all of it is".to_owned())?;
                seen.whole_agreed += u32::from(free);
                seen.whole_kept_open += u32::from(!free);
            }
            Question::Modalities(rules) => {
                let free = breaks.is_empty();
                so(consensus == free, || {
                    format!("the rules change: {consensus}")
                })?;
                let wanted = if free {
                    rules
                } else {
                    step.before.modalities()
                };
                so(step.after.modalities() == wanted, || {
                    "other rules".to_owned()
                })?;
                seen.rules_changed += u32::from(free);
                seen.rules_kept += u32::from(!free);
            }
        }
        Ok(())
    }

    fn adopted(&self, step: &Step, seen: &mut Seen) -> Result<(), String> {
        let respected = &step.before.modalities().objections_respected;
        let text = step.before.current().expect("a text");
        for (id, hash) in &text.hashes {
            so(step.before.agreed_text(id) == Some(hash), || {
                format!("{id} is not agreed")
            })?;
            so(!self.stands_in_the_way(step, respected, id), || {
                format!("somebody stands in the way of {id}")
            })?;
        }
        so(self.calls.is_empty(), || {
            "somebody is still being asked".to_owned()
        })?;
        seen.adopted += 1;
        Ok(())
    }
}
