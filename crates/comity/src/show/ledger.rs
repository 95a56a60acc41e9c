//! The objection ledger as a report: one section for each objection.

use comity_app::views::ledger::{LedgerLine, ledger};
use comity_exchange::report::{Cell, Fact, Part, Report, Section, Tone};
use comity_procedure::State;
use comity_procedure::act::{Ending, Subject};
use comity_procedure::state::ObjectionState;

use super::words::{head, maybe_party, maybe_words, words};

pub(super) fn report(state: &State) -> Report {
    let (title, mut facts) = head(state);
    let lines = ledger(state);
    let count = Cell::Number(lines.len() as u64);
    facts.push(Fact::new("objections", "Objections", count));
    Report {
        view: "ledger",
        what: "Objection ledger".to_owned(),
        title,
        language: None,
        facts,
        sections: lines.iter().map(section).collect(),
    }
}

fn section(line: &LedgerLine) -> Section {
    let it = &line.objection;
    let mut on = vec![match &it.subject {
        Subject::Provision(id) => match &line.label {
            Some(label) => Cell::named(id, label.as_str()),
            None => Cell::id(id),
        },
        Subject::Proposal(id) => Cell::id(id),
    }];
    let subject = match &it.subject {
        Subject::Provision(_) => "provision",
        Subject::Proposal(_) => "proposal",
    };
    let heading = Cell::Line(vec![
        maybe_party(line.by.as_ref()),
        Cell::said(format!("on {subject}")),
        on[0].clone(),
    ]);
    let (state, reason) = standing(&it.state);
    let changed = match line.text_changed {
        true => "yes",
        false => "no",
    };
    let answers = it.answers.iter().map(words).collect();
    let broke = it.broke.as_ref().map_or(Cell::Nothing, Cell::id);
    Section {
        id: format!("objection:{}", it.id),
        heading,
        parts: vec![Part::Facts(vec![
            Fact::new("objection", "Objection", Cell::id(&it.id)),
            Fact::new("by", "By", maybe_party(line.by.as_ref())),
            Fact::new(subject, "On", on.remove(0)),
            Fact::new("state", "State", state),
            Fact::new("reason", "Reason", words(&it.reason)),
            Fact::new("remedy", "Would clear it", words(&it.remedy)),
            Fact::new("answers", "Answers", Cell::Several(answers)),
            Fact::new("state_reason", "Said to that", reason),
            Fact::new("broke", "Broke the silence of", broke),
            Fact::new("text_changed", "Text changed since", Cell::said(changed)),
            Fact::new("entry", "Entry", Cell::Number(it.entry)),
        ])],
    }
}

fn standing(state: &ObjectionState) -> (Cell, Cell) {
    match state {
        ObjectionState::Open => (Cell::mark(Tone::Blocked, "open", "open"), Cell::Nothing),
        ObjectionState::Addressed => {
            let addressed = Cell::mark(Tone::Open, "addressed", "addressed, not accommodated");
            (addressed, Cell::Nothing)
        }
        ObjectionState::Sustained { reason } => (
            Cell::mark(Tone::Blocked, "sustained", "sustained"),
            words(reason),
        ),
        ObjectionState::Ended { ending, reason } => {
            let ended = match ending {
                Ending::Accommodated => Cell::mark(Tone::Settled, "accommodated", "accommodated"),
                Ending::Withdrawn => Cell::mark(Tone::Past, "withdrawn", "withdrawn"),
            };
            (ended, maybe_words(reason.as_ref()))
        }
    }
}
