//! Objections to one subject, each with what would clear it and what was answered.

use comity_procedure::State;
use comity_procedure::act::Subject;
use comity_procedure::state::{Objection, ObjectionState};

use super::margin::objection_state;
use super::naming::Naming;

/// An objection as a page shows it.
pub(crate) struct ObjectionLine {
    /// Its name as a fragment of the page.
    pub(crate) id: String,
    /// Who objects, as HTML.
    pub(crate) by: String,
    /// The message that says where it stands.
    pub(crate) state: &'static str,
    /// Whether it has ended.
    pub(crate) ended: bool,
    /// Why, as HTML.
    pub(crate) reason: String,
    /// A text that would clear it, as HTML.
    pub(crate) remedy: String,
    /// The answers, as HTML, the last one last.
    pub(crate) answers: Vec<String>,
    /// Why it is upheld, or how it ended, as HTML; empty where nothing was said.
    pub(crate) then: String,
    /// Its line in the ledger.
    pub(crate) ledger: String,
    /// The entry, as HTML.
    pub(crate) entry: String,
}

/// The objections to some subjects, in the order of the record.
pub(crate) fn objections(
    state: &State,
    naming: &Naming<'_>,
    is_meant: impl Fn(&Subject) -> bool,
) -> Vec<ObjectionLine> {
    let all = state.objections().values();
    let mut found: Vec<_> = all.filter(|it| is_meant(&it.subject)).collect();
    found.sort_by_key(|it| (it.entry, it.id.clone()));
    found.into_iter().map(|it| line(naming, it)).collect()
}

fn line(naming: &Naming<'_>, objection: &Objection) -> ObjectionLine {
    let then = match &objection.state {
        ObjectionState::Sustained { reason } => naming.quote(reason),
        ObjectionState::Ended {
            reason: Some(reason),
            ..
        } => naming.quote(reason),
        _ => String::new(),
    };
    ObjectionLine {
        id: comity_exchange::html::anchor(objection.id.as_str()),
        by: naming.delegation(&objection.by),
        state: objection_state(objection),
        ended: objection.has_ended(),
        reason: naming.quote(&objection.reason),
        remedy: naming.quote(&objection.remedy),
        answers: objection
            .answers
            .iter()
            .map(|it| naming.quote(it))
            .collect(),
        then,
        ledger: naming.link("ledger", objection.id.as_str(), objection.id.as_str()),
        entry: naming.entry(objection.entry),
    }
}
