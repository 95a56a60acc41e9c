//! Words and cells that several reports use.

use comity_app::views::outcome::OutcomeView;
use comity_app::views::text::{Status, TextView};
use comity_app::views::{Party, Speaker};
use comity_exchange::report::{Cell, Fact, Section, Table, Tone};
use comity_procedure::act::{CallKind, Link, Stance};
use comity_procedure::state::{EndState, Held, Position};
use comity_procedure::words::Words;
use comity_procedure::{State, Time};
use comity_record::v1::times::Moment;
use comity_text::ProvisionId;

/// The most numbers that are listed one by one.
const MAX_LISTED: usize = 20;

/// The most characters of a provision that a heading repeats.
const EXCERPT_CHARS: usize = 80;

/// What has become of a negotiation, in a sentence.
pub(crate) fn ending(view: &OutcomeView) -> String {
    match &view.ending {
        Some(EndState::Adopted { revision, at }) => {
            format!("revision {revision} adopted on {at}")
        }
        Some(EndState::WithoutAgreement { at, .. }) => {
            format!("closed without agreement on {at}")
        }
        None => format!("not ended; it stands at {}", view.stage.name()),
    }
}

/// The same in a word for machines.
pub(crate) fn ending_word(view: &OutcomeView) -> &'static str {
    match view.ending {
        Some(EndState::Adopted { .. }) => "adopted",
        Some(EndState::WithoutAgreement { .. }) => "closed-without-agreement",
        None => "open",
    }
}

/// Numbers in a row, the first of them when there are many.
pub(crate) fn numbers(all: &[u64]) -> String {
    let shown: Vec<String> = all.iter().take(MAX_LISTED).map(u64::to_string).collect();
    match all.len().checked_sub(MAX_LISTED) {
        Some(more @ 1..) => format!("{} and {more} more", shown.join(", ")),
        _ => shown.join(", "),
    }
}

/// The title and the facts at the head of a report.
pub(crate) fn head(state: &State) -> (String, Vec<Fact>) {
    let title = state.opening().map_or("", |opening| opening.title.shown());
    let negotiation = state.opening().map(|it| Cell::id(&it.negotiation));
    let mut facts = vec![
        Fact::new(
            "negotiation",
            "Negotiation",
            negotiation.unwrap_or_default(),
        ),
        Fact::new("stage", "Stage", Cell::said(state.stage().name())),
        Fact::new("entries", "Entries", Cell::Number(state.size())),
    ];
    if state.size() > 0 {
        facts.push(Fact::new("at", "Last entry", moment(state.at())));
    }
    (title.to_owned(), facts)
}

/// A provision of a text: its label, or its kind where it has none; its id where it is gone.
pub(crate) fn provision(text: Option<&TextView>, id: &ProvisionId) -> Cell {
    let standing = text.and_then(|text| text.provisions.iter().find(|it| it.id == *id));
    match standing {
        Some(it) if it.label.is_empty() => Cell::named(id, it.kind.name()),
        Some(it) => Cell::named(id, it.label.as_str()),
        None => Cell::id(id),
    }
}

/// A section with one table.
pub(crate) fn section_of(id: &str, heading: &str, table: Table) -> Section {
    Section {
        id: id.to_owned(),
        heading: Cell::said(heading),
        parts: vec![comity_exchange::report::Part::Table(table)],
    }
}

/// A moment: the form of the record for machines, a date and a time for people.
pub(crate) fn moment(at: Time) -> Cell {
    Cell::named(Moment(at).text(), at.to_string())
}

/// A delegation: its id for machines, its name for people.
pub(crate) fn party(party: &Party) -> Cell {
    Cell::named(&party.id, party.name.text().unwrap_or(party.id.as_str()))
}

/// A delegation that the record may not know.
pub(crate) fn maybe_party(found: Option<&Party>) -> Cell {
    found.map_or(Cell::Nothing, party)
}

/// A delegation by its id.
pub(crate) fn delegation(state: &State, id: &comity_procedure::ids::DelegationId) -> Cell {
    match comity_app::views::party(state, id) {
        Some(found) => party(&found),
        None => Cell::id(id),
    }
}

/// Who spoke, and for whom.
pub(crate) fn speaker(speaker: &Speaker) -> Cell {
    match speaker {
        Speaker::Officer(capacity) => Cell::said(capacity.name()),
        Speaker::Delegation {
            party,
            behalf: None,
        } => maybe_party(party.as_ref()),
        Speaker::Delegation {
            party,
            behalf: Some(name),
        } => Cell::Line(vec![
            maybe_party(party.as_ref()),
            Cell::said("for"),
            words(name),
        ]),
    }
}

/// What a person wrote, or the mark that it is withheld.
pub(crate) fn words(words: &Words) -> Cell {
    match words.text() {
        Some(text) => Cell::foreign(text),
        None => withheld(),
    }
}

/// What a person may have written.
pub(crate) fn maybe_words(said: Option<&Words>) -> Cell {
    said.map_or(Cell::Nothing, words)
}

/// The mark that words are withheld.
pub(crate) fn withheld() -> Cell {
    Cell::mark(Tone::Past, "withheld", "withheld")
}

/// The label of a provision and the beginning of what it says.
pub(crate) fn heading(label: &str, words: &str) -> Cell {
    let mut cells = Vec::new();
    if !label.is_empty() {
        cells.push(Cell::foreign(label));
    }
    if !label.is_empty() && !words.is_empty() {
        cells.push(Cell::said("·"));
    }
    if !words.is_empty() {
        cells.push(Cell::foreign(excerpt(words)));
    }
    Cell::Line(cells)
}

fn excerpt(words: &str) -> String {
    let line = words.replace('\n', " ");
    match line.char_indices().nth(EXCERPT_CHARS) {
        None => line,
        Some((end, _)) => {
            let cut = &line[..end];
            let whole = cut.rfind(' ').map_or(cut, |space| &cut[..space]);
            format!("{whole} …")
        }
    }
}

/// Where a provision is.
pub(crate) fn status(status: &Status) -> Cell {
    match status {
        Status::Open => Cell::mark(Tone::Open, "open", "open"),
        Status::UnderCall(_) => Cell::mark(Tone::Open, "under-call", "under call"),
        Status::AdRef(_) => Cell::mark(Tone::Settled, "ad-ref", "agreed ad ref"),
        Status::Adopted => Cell::mark(Tone::Settled, "adopted", "adopted"),
    }
}

/// The calls that ask about a provision, or the one that agreed it.
pub(crate) fn calls_of(status: &Status) -> Cell {
    match status {
        Status::UnderCall(calls) => Cell::Several(calls.iter().map(Cell::id).collect()),
        Status::AdRef(call) => Cell::Several(vec![Cell::id(call)]),
        Status::Open | Status::Adopted => Cell::Several(Vec::new()),
    }
}

/// A position. One that has lapsed is toned down; a column beside it says so.
pub(crate) fn position(position: &Position) -> Cell {
    let (tone, key, words) = match &position.stance {
        Held::Objects(_) => (Tone::Blocked, "object", "objects"),
        Held::Taken(Stance::Support) => (Tone::Settled, "support", "supports"),
        Held::Taken(Stance::NoObjection) => (Tone::Settled, "no-objection", "no objection"),
        Held::Taken(Stance::CanLiveWith) => (Tone::Settled, "can-live-with", "can live with it"),
        Held::Taken(Stance::Abstain) => (Tone::Open, "abstain", "abstains"),
        Held::Taken(Stance::Recuse) => (Tone::Past, "recuse", "recused"),
    };
    match position.lapsed {
        false => Cell::mark(tone, key, words),
        true => Cell::mark(Tone::Past, key, words),
    }
}

/// How a call is answered.
pub(crate) fn call_kind(kind: CallKind) -> Cell {
    match kind {
        CallKind::Explicit => Cell::said("explicit"),
        CallKind::Silence => Cell::said("silence"),
    }
}

/// Something that one can point at.
pub(crate) fn link(link: &Link) -> Cell {
    let line = |what: &str, id: String| Cell::Line(vec![Cell::said(what), Cell::Id(id)]);
    match link {
        Link::Provision(id) => line("provision", id.to_string()),
        Link::Proposal(id) => line("proposal", id.to_string()),
        Link::Contribution(id) => line("contribution", id.to_string()),
        Link::Statement(id) => line("statement", id.to_string()),
        Link::Entry(number) => line("entry", number.to_string()),
        Link::Citation { origin, size, .. } => Cell::Line(vec![
            Cell::said("an entry of"),
            Cell::foreign(&**origin),
            Cell::said(format!("as of {size} entries")),
        ]),
    }
}
