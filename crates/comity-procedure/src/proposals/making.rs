//! What can be asked for: changes that fit the text that stands and touch nothing that is agreed.

use std::sync::Arc;

use comity_text::kernel::check;
use comity_text::{Change, Instrument, ProvisionId};

use crate::checks::{readable, some};
use crate::ids::{MAX_SLUG_CHARS, ProposalId};
use crate::refusal::Refusal;
use crate::state::{Agreement, Revision, State, Version};
use crate::words::Changes;

/// The longest label, in characters: it stands in a margin.
const MAX_LABEL_CHARS: usize = 64;

/// Whether changes can be asked for now; `own` is the proposal that is revised.
///
/// An id of an added provision is used once for all: whoever proposes gives each addition an id
/// that no text and no other proposal ever had, for example that of the proposal with a number.
/// A proposal that is revised keeps the ids that it gave, as long as no text has taken them up.
pub(super) fn can_be_asked(
    state: &State,
    own: Option<&ProposalId>,
    revision: u32,
    changes: &Changes,
) -> Result<(), Refusal> {
    let current = state.current().ok_or(Refusal::NoText)?;
    if revision != current.number {
        return Err(Refusal::OtherRevision {
            meant: revision,
            stands: current.number,
        });
    }
    some("changes", changes.list.len())?;
    for change in &changes.list {
        says_something_readable(change)?;
        if let Change::Add { id, .. } = change {
            id_is_free(state, own, id)?;
        }
        if let Some(provision) = agreed(state, &current.instrument, change) {
            return Err(Refusal::AgreedAlready { provision });
        }
    }
    if changes.withheld || touches_withheld(current, changes) {
        return Ok(());
    }
    check(&current.instrument, &changes.list).map_err(|error| Refusal::DoesNotFit {
        why: error.to_string(),
    })
}

/// The ids of the provisions that a proposal adds are its own from now on.
pub(super) fn take_ids(state: &mut State, proposal: &ProposalId, versions: &[Arc<Version>]) {
    let changes = versions.iter().flat_map(|it| &it.changes.list);
    for change in changes {
        if let Change::Add { id, .. } = change
            && !state.used.contains_key(id)
        {
            state.used.insert_mut(id.clone(), Some(proposal.clone()));
        }
    }
}

/// The provisions of a text that a change touches: the one it names, and all that goes with a
/// suppression. A request to keep touches none, an addition only makes a new one.
pub(crate) fn touched<'i>(
    instrument: &'i Instrument,
    change: &Change,
) -> impl Iterator<Item = &'i ProvisionId> + use<'i> {
    let (provision, deep) = match change {
        Change::Replace { provision, .. } | Change::Move { provision, .. } => {
            (Some(provision), false)
        }
        Change::Suppress { provision, .. } => (Some(provision), true),
        Change::Add { .. } | Change::Keep { .. } => (None, false),
    };
    let at = provision.and_then(|id| instrument.position(id));
    let provisions = instrument.provisions();
    let end = at.map_or(0, |at| match deep {
        true => end_of(instrument, at),
        false => at + 1,
    });
    provisions[at.unwrap_or(end)..end].iter().map(|it| &it.id)
}

/// A provision that is agreed and that a change touches.
pub(crate) fn agreed(
    state: &State,
    instrument: &Instrument,
    change: &Change,
) -> Option<ProvisionId> {
    touched(instrument, change)
        .find(|id| {
            let found = state.provisions().get(*id);
            found.is_some_and(|it| it.agreement != Agreement::Open)
        })
        .cloned()
}

/// That a provision can have an id: short, and of characters that stand in addresses.
pub(crate) fn fit_for_provision(id: &ProvisionId) -> Result<(), Refusal> {
    let spelling = id.as_str();
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let begins = spelling.starts_with(|c: char| c.is_ascii_alphanumeric());
    match begins && spelling.len() <= MAX_SLUG_CHARS && spelling.chars().all(allowed) {
        true => Ok(()),
        false => Err(Refusal::NoProvisionId {
            id: spelling.chars().take(MAX_SLUG_CHARS).collect(),
        }),
    }
}

/// That a label is short and readable.
pub(crate) fn fit_for_margin(label: Option<&str>) -> Result<(), Refusal> {
    let Some(label) = label else { return Ok(()) };
    let (field, chars, most) = ("label", label.chars().count(), MAX_LABEL_CHARS);
    if chars > most {
        return Err(Refusal::TooLong { field, chars, most });
    }
    readable(field, label)
}

/// One past the last provision that stands in the one at a position.
fn end_of(instrument: &Instrument, at: usize) -> usize {
    let provisions = instrument.provisions();
    let outer = &provisions[at].id;
    let inside =
        |it: &&comity_text::Provision| comity_text::kernel::is_within(instrument, &it.id, outer);
    at + 1 + provisions[at + 1..].iter().take_while(inside).count()
}

fn says_something_readable(change: &Change) -> Result<(), Refusal> {
    match change {
        Change::Replace { with, .. } => readable("new words", with.as_str()),
        Change::Add {
            id, label, text, ..
        } => {
            fit_for_provision(id)?;
            fit_for_margin(label.as_deref())?;
            readable("new words", text.as_str())
        }
        Change::Suppress { .. } | Change::Move { .. } | Change::Keep { .. } => Ok(()),
    }
}

fn id_is_free(state: &State, own: Option<&ProposalId>, id: &ProvisionId) -> Result<(), Refusal> {
    match state.used.get(id) {
        None => Ok(()),
        Some(Some(by)) if Some(by) == own => Ok(()),
        Some(_) => Err(Refusal::IdInUse { id: id.to_string() }),
    }
}

fn touches_withheld(current: &Revision, changes: &Changes) -> bool {
    let withheld = |change: &Change| current.withheld.contains(change.provision());
    !current.withheld.is_empty() && changes.list.iter().any(withheld)
}
