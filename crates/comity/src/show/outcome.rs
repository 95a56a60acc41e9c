//! Where a negotiation stands as a report: how it ended, the text, the calls, who took part.

use comity_app::views::outcome::{OutcomeView, Participation, not_agreed};
use comity_app::views::text::TextView;
use comity_exchange::report::{Cell, Column, Fact, Part, Report, Section, Table, Tone};
use comity_procedure::act::{Question, Standing, StatementKind};
use comity_procedure::state::{AccreditationState, Call, CallOutcome, Delegation, EndState};
use comity_record::v1::hex::Hex;
use comity_text::ProvisionId;

use super::words::{
    call_kind, calls_of, ending, ending_word, link, moment, provision, section_of, speaker, status,
    words,
};

const PROVISIONS: [Column; 5] = [
    Column::words("provision", "Provision"),
    Column::words("kind", "Kind"),
    Column::words("status", "Status"),
    Column::words("calls", "Calls"),
    Column::words("addressees", "Who is to act"),
];

const CALLS: [Column; 8] = [
    Column::words("call", "Call"),
    Column::words("kind", "Kind"),
    Column::words("asks", "Asks"),
    Column::words("opens", "Opens"),
    Column::words("closes", "Closes"),
    Column::words("outcome", "Outcome"),
    Column::words("agreed", "Agreed"),
    Column::words("not_agreed", "Not agreed"),
];

const STATEMENTS: [Column; 6] = [
    Column::words("statement", "Statement"),
    Column::words("by", "By"),
    Column::words("kind", "Kind"),
    Column::words("on", "On"),
    Column::words("words", "Says"),
    Column::numbers("entry", "Entry"),
];

const PARTICIPATION: [Column; 8] = [
    Column::words("constituency", "Constituency"),
    Column::numbers("delegations", "Delegations"),
    Column::numbers("observers", "Observers"),
    Column::numbers("organisations", "Through others"),
    Column::numbers("contributed", "Contributed"),
    Column::numbers("proposed", "Proposed"),
    Column::numbers("positioned", "Took positions"),
    Column::numbers("stated", "Made statements"),
];

const DELEGATIONS: [Column; 6] = [
    Column::words("name", "Name"),
    Column::words("delegation", "Id"),
    Column::words("constituency", "Constituency"),
    Column::words("region", "Region"),
    Column::words("standing", "Standing"),
    Column::words("accreditation", "Accreditation"),
];

const TRANSLATIONS: [Column; 3] = [
    Column::words("language", "Language"),
    Column::numbers("current", "Provisions"),
    Column::numbers("stale", "Of earlier words"),
];

pub(super) fn report(view: &OutcomeView) -> Report {
    let negotiation = view.negotiation.as_ref().map(Cell::id);
    let mut sections = vec![ended(view)];
    if let Ok(text) = &view.text {
        sections.push(section_of("provisions", "Provisions", provisions(text)));
    }
    let tables = [
        ("calls", "Calls", calls(view)),
        ("statements", "Statements", statements(view)),
        ("participation", "Participation", participation(view)),
        ("delegations", "Delegations", delegations(view)),
        ("translations", "Other languages", translations(view)),
    ];
    let filled = tables.into_iter().filter(|(_, _, it)| !it.rows.is_empty());
    sections.extend(filled.map(|(id, heading, table)| section_of(id, heading, table)));
    Report {
        view: "outcome",
        what: "Outcome".to_owned(),
        title: view.title.shown().to_owned(),
        language: None,
        facts: vec![
            Fact::new(
                "negotiation",
                "Negotiation",
                negotiation.unwrap_or_default(),
            ),
            Fact::new("stage", "Stage", Cell::said(view.stage.name())),
            Fact::new("entries", "Entries", Cell::Number(view.entries)),
            Fact::new(
                "opened",
                "Opened",
                view.opened.map_or(Cell::Nothing, moment),
            ),
            Fact::new("at", "Last entry", moment(view.at)),
        ],
        sections,
    }
}

fn ended(view: &OutcomeView) -> Section {
    let tone = match &view.ending {
        Some(EndState::Adopted { .. }) => Tone::Settled,
        Some(EndState::WithoutAgreement { .. }) => Tone::Blocked,
        None => Tone::Open,
    };
    let mut facts = vec![Fact::new(
        "outcome",
        "Outcome",
        Cell::mark(tone, ending_word(view), ending(view)),
    )];
    if let Some(EndState::WithoutAgreement { reason, .. }) = &view.ending {
        facts.push(Fact::new("reason", "Reason", words(reason)));
    }
    match &view.text {
        Ok(text) => facts.extend(text_facts(text)),
        Err(none) => facts.push(Fact::new("no_text", "Text", Cell::said(none.to_string()))),
    }
    Section {
        id: "outcome".to_owned(),
        heading: Cell::said("Outcome"),
        parts: vec![Part::Facts(facts)],
    }
}

fn text_facts(text: &TextView) -> Vec<Fact> {
    let open = match text.adopted {
        true => Vec::new(),
        false => not_agreed(text)
            .into_iter()
            .map(|it| provision(Some(text), &it.id))
            .collect(),
    };
    let hash = text.hash.map(|hash| Cell::Code(Hex(hash).to_string()));
    vec![
        Fact::new(
            "revision",
            "Revision",
            Cell::Number(u64::from(text.revision)),
        ),
        Fact::new(
            "text",
            "Hash of the text",
            hash.unwrap_or_else(super::words::withheld),
        ),
        Fact::new("not_agreed", "Not agreed yet", Cell::Several(open)),
    ]
}

fn provisions(text: &TextView) -> Table {
    let mut table = Table::new("provisions", "Where each provision stands", &PROVISIONS);
    for it in &text.provisions {
        table.rows.push(vec![
            provision(Some(text), &it.id),
            Cell::said(it.kind.name()),
            status(&it.status),
            calls_of(&it.status),
            Cell::Several(it.addressees.iter().map(Cell::id).collect()),
        ]);
    }
    table
}

fn calls(view: &OutcomeView) -> Table {
    let mut table = Table::new("calls", "Tests of consensus, as they opened", &CALLS);
    let text = view.text.as_ref().ok();
    for call in &view.calls {
        let (outcome, agreed, not_agreed) = fate(call, text);
        table.rows.push(vec![
            Cell::id(&call.id),
            call_kind(call.kind),
            asks(&call.question, text),
            moment(call.opens),
            call.closes.map_or(Cell::Nothing, moment),
            outcome,
            agreed,
            not_agreed,
        ]);
    }
    table
}

fn asks(question: &Question, text: Option<&TextView>) -> Cell {
    match question {
        Question::Provisions(list) => {
            Cell::Several(list.iter().map(|(id, _)| provision(text, id)).collect())
        }
        Question::Adoption { revision } => Cell::said(format!("adoption of revision {revision}")),
        Question::Modalities(_) => Cell::said("other modalities"),
    }
}

fn fate(call: &Call, text: Option<&TextView>) -> (Cell, Cell, Cell) {
    let ids =
        |list: &[ProvisionId]| Cell::Several(list.iter().map(|id| provision(text, id)).collect());
    let none = || Cell::Several(Vec::new());
    match &call.outcome {
        None => (Cell::mark(Tone::Open, "open", "open"), none(), none()),
        Some(CallOutcome::Cancelled { reason }) => {
            let cancelled = Cell::mark(
                Tone::Past,
                "cancelled",
                format!("cancelled: {}", reason.shown()),
            );
            (cancelled, none(), none())
        }
        Some(CallOutcome::Closed {
            agreed,
            not_agreed,
            consensus,
            ..
        }) => {
            let outcome = match consensus {
                true => Cell::mark(Tone::Settled, "consensus", "consensus"),
                false => Cell::mark(Tone::Blocked, "no-consensus", "no consensus"),
            };
            (outcome, ids(agreed), ids(not_agreed))
        }
    }
}

fn statements(view: &OutcomeView) -> Table {
    let mut table = Table::new("statements", "Statements, as they were made", &STATEMENTS);
    for (it, by) in &view.statements {
        table.rows.push(vec![
            Cell::id(&it.id),
            speaker(by),
            Cell::said(kind(it.kind)),
            Cell::Several(it.on.iter().map(link).collect()),
            words(&it.words),
            Cell::Number(it.entry),
        ]);
    }
    table
}

fn kind(kind: StatementKind) -> &'static str {
    match kind {
        StatementKind::General => "general",
        StatementKind::ExplanationOfPosition => "explanation of position",
        StatementKind::Reservation => "reservation",
        StatementKind::Dissociation => "dissociation",
        StatementKind::RightOfReply => "right of reply",
    }
}

fn participation(view: &OutcomeView) -> Table {
    let mut table = Table::new("participation", "By constituency", &PARTICIPATION);
    for row in &view.participation {
        let Participation { constituency, .. } = row;
        let mut cells = vec![Cell::id(constituency)];
        let numbers = [
            row.delegations,
            row.observers,
            row.organisations,
            row.contributed,
            row.proposed,
            row.positioned,
            row.stated,
        ];
        cells.extend(numbers.map(Cell::Number));
        table.rows.push(cells);
    }
    table
}

fn delegations(view: &OutcomeView) -> Table {
    let mut table = Table::new("delegations", "In protocol order", &DELEGATIONS);
    for it in &view.parties {
        table.rows.push(vec![
            words(&it.name),
            Cell::id(&it.id),
            Cell::id(&it.constituency),
            Cell::id(&it.region),
            standing(it),
            accreditation(it),
        ]);
    }
    table
}

fn standing(delegation: &Delegation) -> Cell {
    match &delegation.standing {
        Standing::Delegation => Cell::said("delegation"),
        Standing::Observer => Cell::said("observer"),
        Standing::Through(id) => Cell::Line(vec![Cell::said("through"), Cell::id(id)]),
    }
}

fn accreditation(delegation: &Delegation) -> Cell {
    match &delegation.accreditation {
        AccreditationState::Announced { .. } => Cell::mark(Tone::Open, "announced", "announced"),
        AccreditationState::Contested { .. } => Cell::mark(Tone::Blocked, "contested", "contested"),
        AccreditationState::Accredited => Cell::mark(Tone::Settled, "accredited", "accredited"),
        AccreditationState::Refused { .. } => Cell::mark(Tone::Past, "refused", "refused"),
    }
}

fn translations(view: &OutcomeView) -> Table {
    let mut table = Table::new(
        "translations",
        "Provisions in other languages",
        &TRANSLATIONS,
    );
    for it in &view.translations {
        table.rows.push(vec![
            Cell::id(&it.language),
            Cell::Number(it.current),
            Cell::Number(it.stale),
        ]);
    }
    table
}
