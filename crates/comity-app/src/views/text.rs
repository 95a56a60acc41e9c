//! The text that stands or was adopted, and where each of its provisions is.

use std::sync::Arc;

use comity_procedure::State;
use comity_procedure::act::Question;
use comity_procedure::ids::{Addressee, CallId};
use comity_procedure::modalities::WithoutAgreement;
use comity_procedure::state::{Agreement, Call, EndState, Revision};
use comity_record::instrument_hash;
use comity_text::label::labels;
use comity_text::{Instrument, Kind, ProvisionId};
use thiserror::Error;

/// The text and where its provisions are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextView {
    /// The number of the revision.
    pub revision: u32,
    /// The entry that it came with.
    pub entry: u64,
    /// Whether it is adopted.
    pub adopted: bool,
    /// The text. The words of a withheld provision are empty.
    pub tabled: Arc<Revision>,
    /// Its hash; `None` while words of it are withheld.
    pub hash: Option<[u8; 32]>,
    /// Its provisions, in reading order.
    pub provisions: Vec<ProvisionStanding>,
}

/// Where a provision is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProvisionStanding {
    /// Its id.
    pub id: ProvisionId,
    /// Its label; empty for headings.
    pub label: String,
    /// What it is.
    pub kind: Kind,
    /// Where it is.
    pub status: Status,
    /// Who is to act on it.
    pub addressees: Vec<Addressee>,
    /// Whether its words are withheld.
    pub withheld: bool,
}

/// Where a provision is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// It is open.
    Open,
    /// Calls ask whether it is agreed.
    UnderCall(Vec<CallId>),
    /// It is agreed ad referendum, by this call.
    AdRef(CallId),
    /// It is adopted with the whole text.
    Adopted,
}

/// Why there is no text to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NoText {
    /// None has been tabled.
    #[error("no text has been tabled yet")]
    NotTabled,
    /// The modalities say that none remains.
    #[error("the negotiation closed without agreement, and by its modalities no text remains")]
    Dropped,
}

/// How many provisions are agreed, and of how many. Headings are agreed with what they head.
///
/// It names and hashes nothing, for it stands on every page.
///
/// # Errors
/// When there is no text.
pub fn agreed(state: &State) -> Result<(usize, usize), NoText> {
    let (revision, adopted) = standing(state)?;
    let provisions = revision.instrument.provisions().iter();
    let own = provisions.filter(|it| !it.kind.is_heading());
    let agreed = own
        .clone()
        .filter(|it| adopted || state.agreed_text(&it.id).is_some());
    Ok((agreed.count(), own.count()))
}

/// The text that stands or was adopted.
///
/// # Errors
/// When there is none.
pub fn text(state: &State) -> Result<TextView, NoText> {
    let (revision, adopted) = standing(state)?;
    let labels = labels(&revision.instrument);
    let provisions = revision.instrument.provisions().iter().zip(labels);
    let provisions = provisions
        .map(|(provision, label)| {
            let known = state.provisions().get(&provision.id);
            ProvisionStanding {
                id: provision.id.clone(),
                label,
                kind: provision.kind,
                status: match adopted {
                    true => Status::Adopted,
                    false => status(state, &provision.id),
                },
                addressees: known.map_or_else(Vec::new, |it| it.addressees.clone()),
                withheld: revision.withheld.contains(&provision.id),
            }
        })
        .collect();
    Ok(TextView {
        revision: revision.number,
        entry: revision.entry,
        adopted,
        hash: hash(&revision),
        tabled: revision,
        provisions,
    })
}

/// The revision that stands or was adopted, and which of both.
///
/// # Errors
/// When there is none.
pub fn standing(state: &State) -> Result<(Arc<Revision>, bool), NoText> {
    let found = match state.ending() {
        Some(EndState::Adopted { revision, .. }) => (state.revision(*revision), true),
        Some(EndState::WithoutAgreement {
            text: WithoutAgreement::DropText,
            ..
        }) => return Err(NoText::Dropped),
        _ => (state.current(), false),
    };
    let revision = found.0.ok_or(NoText::NotTabled)?;
    Ok((revision.clone(), found.1))
}

/// The hash of a revision's text; `None` while words of it are withheld.
#[must_use]
pub fn hash(revision: &Revision) -> Option<[u8; 32]> {
    let whole = revision.withheld.is_empty();
    whole.then(|| instrument_hash(&revision.instrument).0)
}

/// Where a provision of the text that stands is.
#[must_use]
pub fn status(state: &State, provision: &ProvisionId) -> Status {
    let known = state.provisions().get(provision);
    if let Some(Agreement::AdRef { call, .. }) = known.map(|it| &it.agreement) {
        return Status::AdRef(call.clone());
    }
    let about_it = |id: &&CallId| state.calls().get(*id).is_some_and(|it| asks(it, provision));
    let calls: Vec<CallId> = state.open_calls().filter(about_it).cloned().collect();
    match calls.is_empty() {
        true => Status::Open,
        false => Status::UnderCall(calls),
    }
}

/// The label of a provision in a text, or the kind of one that has none.
#[must_use]
pub fn name_in(instrument: &Instrument, id: &ProvisionId) -> Option<String> {
    let provisions = instrument.provisions();
    let at = provisions.iter().position(|it| it.id == *id)?;
    let label = labels(instrument).swap_remove(at);
    Some(match label.is_empty() {
        true => provisions[at].kind.name().to_owned(),
        false => label,
    })
}

/// Whether a call asks about a provision, alone or with the whole text.
#[must_use]
pub fn asks(call: &Call, provision: &ProvisionId) -> bool {
    let whole = matches!(*call.question, Question::Adoption { .. });
    whole || call.provisions().any(|id| id == provision)
}
