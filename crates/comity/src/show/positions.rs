//! Positions as a report: one section for each provision and proposal on which somebody spoke.

use comity_app::views::positions::{Counts, SubjectPositions, positions};
use comity_app::views::text::{TextView, text};
use comity_exchange::report::{Cell, Column, Fact, Part, Report, Section, Table};
use comity_procedure::State;
use comity_procedure::act::Subject;

use super::words::{head, heading, maybe_words, party, position, provision};

const COUNTS: [Column; 9] = [
    Column::words("constituency", "Constituency"),
    Column::numbers("support", "Support"),
    Column::numbers("no_objection", "No objection"),
    Column::numbers("can_live_with", "Can live with it"),
    Column::numbers("abstain", "Abstain"),
    Column::numbers("object", "Object"),
    Column::numbers("recuse", "Recused"),
    Column::numbers("lapsed", "Lapsed"),
    Column::numbers("silent", "Not said"),
];

const HELD: [Column; 6] = [
    Column::words("delegation", "Delegation"),
    Column::words("constituency", "Constituency"),
    Column::words("position", "Position"),
    Column::words("lapsed", "Lapsed"),
    Column::words("reason", "Reason"),
    Column::numbers("entry", "Entry"),
];

pub(super) fn report(state: &State) -> Report {
    let (title, facts) = head(state);
    let all = positions(state);
    let standing = text(state).ok();
    let text = standing.as_ref();
    let (spoken, silent): (Vec<_>, Vec<_>) = all.iter().partition(|it| !it.held.is_empty());
    let mut sections: Vec<Section> = spoken.into_iter().map(section).collect();
    if !silent.is_empty() {
        sections.push(Section {
            id: "silent".to_owned(),
            heading: Cell::said("No position taken"),
            parts: vec![Part::Facts(vec![
                Fact::new("provisions", "Provisions", names(&silent, text, true)),
                Fact::new("proposals", "Proposals", names(&silent, text, false)),
            ])],
        });
    }
    Report {
        view: "positions",
        what: "Positions".to_owned(),
        title,
        language: None,
        facts,
        sections,
    }
}

fn names(silent: &[&SubjectPositions], text: Option<&TextView>, provisions: bool) -> Cell {
    let of = silent.iter().filter_map(|it| match &it.subject {
        Subject::Provision(id) if provisions => Some(provision(text, id)),
        Subject::Proposal(id) if !provisions => Some(Cell::id(id)),
        _ => None,
    });
    Cell::Several(of.collect())
}

fn section(on: &SubjectPositions) -> Section {
    let (id, heading) = match &on.subject {
        Subject::Provision(id) => (format!("provision:{id}"), heading(&on.label, &on.words)),
        Subject::Proposal(id) => (
            format!("proposal:{id}"),
            Cell::Line(vec![Cell::said("Proposal"), Cell::id(id)]),
        ),
    };
    let mut parts = Vec::new();
    if !on.words.is_empty() {
        parts.push(Part::Quote(on.words.clone()));
    }
    parts.push(Part::Table(counts(&on.counts)));
    parts.push(Part::Table(held(on)));
    let silent = on.silent.iter().map(party).collect();
    parts.push(Part::Facts(vec![Fact::new(
        "silent",
        "Not said",
        Cell::Several(silent),
    )]));
    Section { id, heading, parts }
}

fn counts(counts: &[Counts]) -> Table {
    let mut table = Table::new("constituencies", "By constituency", &COUNTS);
    for row in counts {
        table.rows.push(vec![
            Cell::id(&row.constituency),
            Cell::Number(row.support),
            Cell::Number(row.no_objection),
            Cell::Number(row.can_live_with),
            Cell::Number(row.abstain),
            Cell::Number(row.object),
            Cell::Number(row.recuse),
            Cell::Number(row.lapsed),
            Cell::Number(row.silent),
        ]);
    }
    table
}

fn held(on: &SubjectPositions) -> Table {
    let mut table = Table::new("positions", "By delegation, in protocol order", &HELD);
    for (by, held) in &on.held {
        let lapsed = match held.lapsed {
            true => Cell::said("yes"),
            false => Cell::Nothing,
        };
        table.rows.push(vec![
            party(by),
            Cell::id(&by.constituency),
            position(held),
            lapsed,
            maybe_words(held.reason.as_ref()),
            Cell::Number(held.entry),
        ]);
    }
    table
}
