//! The traces as a report: one section for each provision, from the inputs to now.

use comity_app::views::trace::{
    AskTrace, CallFate, CallTrace, ProposalTrace, ProvisionTrace, Touch, trace,
};
use comity_exchange::report::{Cell, Column, Fact, Part, Report, Section, Table, Tone};
use comity_procedure::State;
use comity_procedure::act::{Disposition, Orphan};
use comity_procedure::ids::DelegationId;
use comity_procedure::state::{Fated, MergedPart, ProposalStatus, Validation};
use comity_text::ProposalKind;

use super::words::{
    call_kind, delegation, head, heading, link, maybe_party, maybe_words, speaker, status, words,
};

const PASSAGES: [Column; 8] = [
    Column::words("contribution", "Contribution"),
    Column::numbers("passage", "Passage"),
    Column::words("by", "By"),
    Column::words("words", "Says"),
    Column::words("disposition", "Became"),
    Column::words("reason", "Reason"),
    Column::words("link", "See"),
    Column::numbers("entry", "Entry"),
];

const PROPOSALS: [Column; 10] = [
    Column::words("proposal", "Proposal"),
    Column::numbers("version", "Version"),
    Column::words("by", "By"),
    Column::words("sponsors", "Sponsors now"),
    Column::words("contributors", "Sponsors ever"),
    Column::numbers("revision", "To revision"),
    Column::words("asks", "Asks"),
    Column::words("rationale", "Rationale"),
    Column::words("status", "Stands"),
    Column::numbers("entry", "Entry"),
];

const MERGES: [Column; 4] = [
    Column::words("proposal", "Proposal"),
    Column::words("of", "Made of"),
    Column::words("reflected", "Reflected, say"),
    Column::words("not_reflected", "Not reflected, say"),
];

const REVISIONS: [Column; 3] = [
    Column::words("what", "What happened"),
    Column::numbers("revision", "Revision"),
    Column::numbers("entry", "Entry"),
];

const CALLS: [Column; 5] = [
    Column::words("call", "Call"),
    Column::words("kind", "Kind"),
    Column::words("outcome", "Outcome"),
    Column::words("reason", "Reason"),
    Column::words("breaks", "Silence broken by"),
];

pub(super) fn report(state: &State) -> Report {
    let (title, facts) = head(state);
    let traces = trace(state);
    Report {
        view: "trace",
        what: "Trace of each provision".to_owned(),
        title,
        language: None,
        facts,
        sections: traces.iter().map(|it| section(state, it)).collect(),
    }
}

fn section(state: &State, trace: &ProvisionTrace) -> Section {
    let words = trace.words.as_str();
    let gone = || Cell::mark(Tone::Past, "gone", "no longer in the text");
    let objections = trace.objections.iter().map(Cell::id).collect();
    let mut parts = Vec::new();
    if !words.is_empty() {
        parts.push(Part::Quote(words.to_owned()));
    }
    parts.push(Part::Facts(vec![
        Fact::new("provision", "Provision", Cell::id(&trace.id)),
        Fact::new("kind", "Kind", Cell::said(trace.kind.name())),
        Fact::new(
            "status",
            "Status",
            trace.status.as_ref().map_or_else(gone, status),
        ),
        Fact::new("objections", "Objections", Cell::Several(objections)),
    ]));
    let tables = [
        passages(trace),
        proposals(state, trace),
        merges(state, trace),
        revisions(trace),
        calls(trace),
    ];
    parts.extend(tables.into_iter().map(Part::Table));
    Section {
        id: format!("provision:{}", trace.id),
        heading: heading(&trace.label, words),
        parts,
    }
}

fn passages(trace: &ProvisionTrace) -> Table {
    let mut table = Table::new("passages", "Contributions", &PASSAGES);
    for it in &trace.passages {
        let disposed = it.disposed.as_ref();
        table.rows.push(vec![
            Cell::id(&it.contribution),
            Cell::Number(it.passage as u64 + 1),
            speaker(&it.by),
            words(&it.words),
            disposition(disposed.map(|it| it.disposition)),
            maybe_words(disposed.map(|it| &it.reason)),
            disposed.map_or(Cell::Nothing, |it| link(&it.link)),
            Cell::Number(it.entry),
        ]);
    }
    table
}

fn disposition(disposition: Option<Disposition>) -> Cell {
    match disposition {
        None => Cell::mark(Tone::Open, "not-disposed", "not disposed of yet"),
        Some(Disposition::TakenUp) => Cell::mark(Tone::Settled, "taken-up", "taken up"),
        Some(Disposition::TakenUpInPart) => {
            Cell::mark(Tone::Settled, "taken-up-in-part", "taken up in part")
        }
        Some(Disposition::Noted) => Cell::mark(Tone::Past, "noted", "noted"),
        Some(Disposition::NotTakenUp) => Cell::mark(Tone::Past, "not-taken-up", "not taken up"),
    }
}

fn proposals(state: &State, trace: &ProvisionTrace) -> Table {
    let mut table = Table::new("proposals", "Proposals", &PROPOSALS);
    for it in &trace.proposals {
        for version in &it.versions {
            let names = |ids: &[DelegationId]| {
                Cell::Several(ids.iter().map(|id| delegation(state, id)).collect())
            };
            table.rows.push(vec![
                Cell::id(&it.id),
                Cell::Number(version.number as u64),
                speaker(&it.by),
                names(&it.sponsors),
                names(&it.contributors),
                Cell::Number(u64::from(version.revision)),
                Cell::Several(version.asks.iter().map(asked).collect()),
                words(&version.rationale),
                standing(&it.status),
                Cell::Number(version.entry),
            ]);
        }
    }
    table
}

fn asked(asked: &AskTrace) -> Cell {
    let mut cells = vec![Cell::said(asked.kind.name())];
    let (old, new) = (&asked.deleted, &asked.inserted);
    let foreign = |words: &String| Cell::foreign(format!("“{words}”"));
    match asked.kind {
        ProposalKind::Mod if old.is_empty() => cells.extend([Cell::said("insert"), foreign(new)]),
        ProposalKind::Mod if new.is_empty() => cells.extend([Cell::said("delete"), foreign(old)]),
        ProposalKind::Mod => cells.extend([foreign(old), Cell::said("→"), foreign(new)]),
        ProposalKind::Add => cells.push(foreign(new)),
        ProposalKind::Sup => cells.push(foreign(old)),
        ProposalKind::Move | ProposalKind::Noc => {}
    }
    let fate = asked.fate.as_ref().map(fated);
    if let Some((_, words)) = &fate {
        cells.push(Cell::said(format!("({words})")));
    }
    let counterparts = match &asked.fate {
        Some(Fated::Conflicting(with)) => with.iter().map(Cell::id).collect(),
        _ => Vec::new(),
    };
    let fields = vec![
        ("kind", Cell::said(asked.kind.name())),
        ("deleted", Cell::foreign(old.as_str())),
        ("inserted", Cell::foreign(new.as_str())),
        ("fate", fate.map_or(Cell::Nothing, |it| Cell::said(it.0))),
        ("conflicts_with", Cell::Several(counterparts)),
    ];
    Cell::fields(fields, Cell::Line(cells))
}

/// What became of a change: the word for machines, and the words for people.
fn fated(fate: &Fated) -> (&'static str, String) {
    let (key, words) = match fate {
        Fated::Accepted => ("accepted", "accepted"),
        Fated::Carried => ("carried", "carried"),
        Fated::Satisfied => ("satisfied", "satisfied"),
        Fated::Conflicting(with) => {
            let with: Vec<String> = with.iter().map(ToString::to_string).collect();
            return (
                "conflicting",
                format!("conflicting with {}", with.join(", ")),
            );
        }
        Fated::Orphaned(Orphan::Suppressed) => {
            ("orphaned-suppressed", "orphaned: the provision is gone")
        }
        Fated::Orphaned(Orphan::ContainerSuppressed) => (
            "orphaned-container-suppressed",
            "orphaned: what was to contain it is gone",
        ),
        Fated::Orphaned(Orphan::JoinTargetSuppressed) => (
            "orphaned-join-target-suppressed",
            "orphaned: what was to take its words up is gone",
        ),
        Fated::Orphaned(Orphan::Dependent) => (
            "orphaned-dependent",
            "orphaned: a change that it needs was not carried",
        ),
    };
    (key, words.to_owned())
}

fn standing(status: &ProposalStatus) -> Cell {
    match status {
        ProposalStatus::Live => Cell::mark(Tone::Open, "live", "live"),
        ProposalStatus::NeedsRepair => Cell::mark(Tone::Open, "needs-repair", "needs repair"),
        ProposalStatus::TakenUp { revision } => Cell::mark(
            Tone::Settled,
            "taken-up",
            format!("taken up in revision {revision}"),
        ),
        ProposalStatus::MergedInto(id) => {
            Cell::mark(Tone::Past, "merged", format!("merged into {id}"))
        }
        ProposalStatus::Withdrawn => Cell::mark(Tone::Past, "withdrawn", "withdrawn"),
    }
}

fn merges(state: &State, trace: &ProvisionTrace) -> Table {
    let mut table = Table::new("merges", "Consolidated proposals", &MERGES);
    let parts = |it: &ProposalTrace| it.merged_from.clone();
    for it in &trace.proposals {
        for part in parts(it) {
            let (yes, no) = validations(state, &part);
            table
                .rows
                .push(vec![Cell::id(&it.id), Cell::id(&part.proposal), yes, no]);
        }
    }
    table
}

fn validations(state: &State, part: &MergedPart) -> (Cell, Cell) {
    let (mut yes, mut no) = (Vec::new(), Vec::new());
    for (by, validation) in &part.validations {
        let by = delegation(state, by);
        match validation {
            Validation::Reflected => yes.push(by),
            Validation::NotReflected { reason: None } => {
                let fields = vec![("by", by.clone()), ("reason", Cell::Nothing)];
                no.push(Cell::fields(fields, by));
            }
            Validation::NotReflected {
                reason: Some(reason),
            } => {
                let shown = Cell::Line(vec![by.clone(), Cell::said(":"), words(reason)]);
                no.push(Cell::fields(
                    vec![("by", by), ("reason", words(reason))],
                    shown,
                ));
            }
        }
    }
    (Cell::Several(yes), Cell::Several(no))
}

fn revisions(trace: &ProvisionTrace) -> Table {
    let mut table = Table::new("revisions", "Revisions", &REVISIONS);
    for it in &trace.revisions {
        let what = match it.what {
            Touch::Brought => "brought",
            Touch::Changed => "changed",
            Touch::Dropped => "dropped",
        };
        table.rows.push(vec![
            Cell::said(what),
            Cell::Number(u64::from(it.revision)),
            Cell::Number(it.entry),
        ]);
    }
    table
}

fn calls(trace: &ProvisionTrace) -> Table {
    let mut table = Table::new("calls", "Calls", &CALLS);
    for it in &trace.calls {
        table.rows.push(call(it));
    }
    table
}

fn call(it: &CallTrace) -> Vec<Cell> {
    let outcome = match &it.outcome {
        CallFate::Open => Cell::mark(Tone::Open, "open", "open"),
        CallFate::Agreed => Cell::mark(Tone::Settled, "agreed", "agreed"),
        CallFate::NotAgreed => Cell::mark(Tone::Blocked, "not-agreed", "not agreed"),
        CallFate::Cancelled(_) => Cell::mark(Tone::Past, "cancelled", "cancelled"),
    };
    let reason = match &it.outcome {
        CallFate::Cancelled(reason) => words(reason),
        _ => Cell::Nothing,
    };
    let breaks = it.breaks.iter().map(|(by, reason)| {
        let by = maybe_party(by.as_ref());
        let shown = Cell::Line(vec![by.clone(), Cell::said(":"), words(reason)]);
        Cell::fields(vec![("by", by), ("reason", words(reason))], shown)
    });
    vec![
        Cell::id(&it.call),
        call_kind(it.kind),
        outcome,
        reason,
        Cell::Several(breaks.collect()),
    ]
}
