//! Acts of positions, objections and calls, as short as a story wants them.

use std::sync::Arc;

use comity_procedure::act::{Actor, CallKind, Ending, Question, Stance, Subject};
use comity_procedure::ids::{CallId, ObjectionId, ProposalId, TextHash};
use comity_procedure::modalities::{Capacity, Permission, Stage};
use comity_procedure::state::{CallOutcome, ObjectionState, Revision};
use comity_procedure::time::{Hours, Time};
use comity_procedure::{Act, ActKind, Effect, Modalities, evolve};
use comity_text::{Instrument, ProvisionId, Text};

use super::{HOUR, Table, by, hash, p, w};

/// A provision as a subject.
pub fn on(provision: &str) -> Subject {
    Subject::Provision(p(provision))
}

/// A proposal as a subject.
pub fn on_proposal(proposal: &str) -> Subject {
    Subject::Proposal(ProposalId::new(proposal).unwrap())
}

/// A call id.
pub fn c(call: &str) -> CallId {
    CallId::new(call).unwrap()
}

/// An objection id.
pub fn o(objection: &str) -> ObjectionId {
    ObjectionId::new(objection).unwrap()
}

/// Takes a position on a text.
pub fn take(subject: Subject, text: TextHash, stance: Stance) -> Act {
    Act::TakePosition {
        subject,
        text,
        stance,
        reason: None,
    }
}

/// Objects on a text.
pub fn object(objection: &str, subject: Subject, text: TextHash) -> Act {
    Act::Object {
        objection: o(objection),
        subject,
        text,
        reason: w("Our wells freeze until noon."),
        remedy: w("Keepers shall open the well when the ice allows."),
    }
}

/// The chair answers.
pub fn answer(objection: &str) -> Act {
    Act::AnswerObjection {
        objection: o(objection),
        answer: w("Where there is ice, dawn is when it melts; the report will say so."),
    }
}

/// Ends an objection.
pub fn end(objection: &str, ending: Ending) -> Act {
    Act::EndObjection {
        objection: o(objection),
        ending,
        reason: None,
    }
}

/// Upholds an objection on a text.
pub fn sustain(objection: &str, text: TextHash) -> Act {
    Act::SustainObjection {
        objection: o(objection),
        text,
        reason: w("A report binds nobody."),
    }
}

/// Breaks a silence.
pub fn break_silence(call: &str, provisions: &[&str]) -> Act {
    Act::BreakSilence {
        call: c(call),
        provisions: provisions.iter().map(|id| p(id)).collect(),
        reason: w("We have not had the time to ask our keepers."),
        remedy: w("Two more weeks."),
    }
}

/// Lifts a break, whose objections end as accommodated.
pub fn lift(call: &str) -> Act {
    Act::LiftBreak {
        call: c(call),
        ending: Ending::Accommodated,
        reason: None,
    }
}

/// Closes an explicit call.
pub fn close(call: &str) -> Act {
    Act::CloseCall { call: c(call) }
}

/// Cancels a call.
pub fn cancel(call: &str) -> Act {
    Act::CancelCall {
        call: c(call),
        reason: w("The translation was not ready."),
    }
}

/// Reopens a provision.
pub fn reopen(provision: &str) -> Act {
    Act::ReopenProvision {
        provision: p(provision),
        reason: w("Meridia found that dawn is not a time of day."),
    }
}

/// Adopts a revision.
pub fn adopt(revision: u32) -> Act {
    Act::Adopt { revision }
}

/// Closes without agreement.
pub fn close_without_agreement() -> Act {
    Act::CloseWithoutAgreement {
        reason: w("The season is over and the wells are dry."),
    }
}

/// A question on the whole text.
pub fn whole(revision: u32) -> Question {
    Question::Adoption { revision }
}

/// A question on other modalities.
pub fn rules(modalities: Modalities) -> Question {
    Question::Modalities(Arc::new(modalities))
}

impl Table {
    /// A question on provisions as they stand.
    pub fn asks(&self, provisions: &[&str]) -> Question {
        let stands = |id: &&str| (p(id), self.hash(id));
        Question::Provisions(provisions.iter().map(stands).collect())
    }

    /// A silence procedure that opens now and is open for hours.
    pub fn silence(&self, call: &str, question: Question, hours: i64) -> Act {
        Act::OpenCall {
            call: c(call),
            kind: CallKind::Silence,
            question,
            opens: self.now,
            closes: Some(Time(self.now.0 + hours * HOUR)),
            again: None,
        }
    }

    /// The same, for a call that was broken.
    pub fn silence_again(&self, call: &str, of: &str, question: Question, hours: i64) -> Act {
        let mut act = self.silence(call, question, hours);
        if let Act::OpenCall { again, .. } = &mut act {
            *again = Some(c(of));
        }
        act
    }

    /// An explicit call that opens now and that the chair closes.
    pub fn explicit(&self, call: &str, question: Question) -> Act {
        Act::OpenCall {
            call: c(call),
            kind: CallKind::Explicit,
            question,
            opens: self.now,
            closes: None,
            again: None,
        }
    }

    /// A delegation objects to a provision as it stands.
    #[track_caller]
    pub fn objects(&mut self, delegation: &str, objection: &str, provision: &str) {
        let text = self.hash(provision);
        self.ok(by(delegation), object(objection, on(provision), text));
    }

    /// The chair closes a silence procedure over provisions of which nobody complains.
    #[track_caller]
    pub fn agree(&mut self, call: &str, provisions: &[&str]) {
        let question = self.asks(provisions);
        self.ok(Actor::Chair, self.silence(call, question, 72));
        self.strike();
        assert_eq!(self.agreed(), provisions, "nobody spoke");
    }

    /// The provisions that are agreed ad referendum, in the order of their ids.
    pub fn agreed(&self) -> Vec<&str> {
        let ids = self.state.provisions().keys();
        ids.filter(|id| self.state.agreed_text(id).is_some())
            .map(ProvisionId::as_str)
            .collect()
    }

    /// How a call ended: the provisions that are agreed, those that are not, and whether that is
    /// consensus.
    #[track_caller]
    pub fn closed(&self, call: &str) -> (Vec<&str>, Vec<&str>, bool) {
        let Some(CallOutcome::Closed {
            agreed,
            not_agreed,
            consensus,
            ..
        }) = &self.state.calls()[&c(call)].outcome
        else {
            panic!("{call} has not closed");
        };
        (
            agreed.iter().map(ProvisionId::as_str).collect(),
            not_agreed.iter().map(ProvisionId::as_str).collect(),
            *consensus,
        )
    }

    /// Where an objection stands.
    pub fn ledger(&self, objection: &str) -> &ObjectionState {
        &self.state.objections()[&o(objection)].state
    }

    /// Whether a delegation has a break that stands on a call, and on which provisions.
    pub fn broken(&self, delegation: &str, call: &str) -> Option<Vec<&str>> {
        let broken = self.state.calls()[&c(call)]
            .breaks
            .get(&super::d(delegation))?;
        Some(
            broken
                .provisions
                .iter()
                .map(|(id, _)| id.as_str())
                .collect(),
        )
    }

    /// Puts effects into the state that no act of this story made.
    pub fn by_hand(&mut self, effects: &[Effect]) {
        let submission = self.submission(Actor::Chair, close("by-hand"));
        self.state = evolve(self.state.clone(), &submission, effects);
    }

    /// The next revision, in which one provision has other words. What was said on the old ones
    /// lapses.
    pub fn reword(&mut self, provision: &str, words: &str) {
        let id = p(provision);
        let stands = self.state.current().expect("a text").clone();
        let mut provisions = stands.instrument.provisions().to_vec();
        for it in provisions.iter_mut().filter(|it| it.id == id) {
            it.text = Text::from(words);
        }
        let mut hashes = stands.hashes.clone();
        hashes.insert(id, hash(words));
        let next = Revision {
            number: stands.number + 1,
            instrument: Arc::new(Instrument::new(provisions).unwrap()),
            hashes,
            withheld: Vec::new(),
            entry: self.state.size(),
        };
        let mut effects = vec![Effect::RevisionTabled(Arc::new(next), Vec::new())];
        if let Some(taken) = self.state.positions().get(&on(provision)) {
            let lapsed = |by: &_| Effect::PositionLapsed(Clone::clone(by), on(provision));
            effects.extend(taken.keys().map(lapsed));
        }
        self.by_hand(&effects);
    }
}

/// The modalities of the stories with another length of silence.
pub fn with_silence(hours: u32) -> Modalities {
    Modalities {
        silence: Hours(hours),
        ..super::consensus()
    }
}

/// The modalities of the stories, where a text is adopted and a negotiation closed at these stages.
pub fn adopts_at(stages: &[Stage]) -> Modalities {
    let ends = |act: &ActKind| matches!(act, ActKind::Adopt | ActKind::CloseWithoutAgreement);
    let mut modalities = super::consensus();
    for row in &mut modalities.may {
        row.acts.retain(|act| !ends(act));
    }
    modalities.may.push(Permission {
        acts: vec![ActKind::Adopt, ActKind::CloseWithoutAgreement],
        by: vec![Capacity::Chair],
        at: stages.to_vec(),
    });
    modalities
}
