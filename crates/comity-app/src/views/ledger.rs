//! The objection ledger: every objection, in the order in which they were raised.

use std::sync::Arc;

use comity_procedure::State;
use comity_procedure::act::Subject;
use comity_procedure::state::Objection;

use super::text::{name_in, standing};
use super::{Party, party};

/// A line of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerLine {
    /// The objection.
    pub objection: Arc<Objection>,
    /// Who objects; `None` where the record does not know it.
    pub by: Option<Party>,
    /// The label of the provision, where it still stands.
    pub label: Option<String>,
    /// Whether what it was raised or last upheld on has changed since.
    pub text_changed: bool,
}

/// The objection ledger.
#[must_use]
pub fn ledger(state: &State) -> Vec<LedgerLine> {
    let instrument = standing(state).ok().map(|it| it.0);
    let mut lines: Vec<LedgerLine> = state
        .objections()
        .values()
        .map(|objection| LedgerLine {
            by: party(state, &objection.by),
            label: match (&objection.subject, &instrument) {
                (Subject::Provision(id), Some(revision)) => name_in(&revision.instrument, id),
                _ => None,
            },
            text_changed: state.hash_of(&objection.subject) != Some(objection.text),
            objection: objection.clone(),
        })
        .collect();
    lines.sort_by(|a, b| {
        let place = |line: &LedgerLine| (line.objection.entry, line.objection.id.clone());
        place(a).cmp(&place(b))
    });
    lines
}
