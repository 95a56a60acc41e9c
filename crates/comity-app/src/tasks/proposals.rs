//! Proposals from edits and from documents.

use comity_exchange::Notice;
use comity_exchange::document::Format;
use comity_exchange::proposals::{Base, ProposalDocument, ReadingOptions, read_proposals};
use comity_procedure::State;
use comity_procedure::ids::ProposalId;
use comity_record::v1::{Act, Words};
use comity_text::{Change, MergeError, Proposal, ProtocolOrder, merged_changes};

use super::editing::{FreshIds, changes, renamed};
use super::{Edit, Prepared, Sources, Task, TaskError, texts, written};

/// What a proposal is made of.
struct Ask {
    changes: Vec<Change>,
    rationale: String,
    notices: Vec<Notice>,
}

/// What a task says about it.
struct Said<'t> {
    proposal: &'t str,
    rationale: Option<String>,
    edits: Option<Vec<Edit>>,
    document: Option<String>,
}

/// The act that makes, revises or consolidates.
pub(super) fn prepare(
    state: &State,
    task: Task,
    sources: &impl Sources,
) -> Result<Prepared, TaskError> {
    let revision = state.current().map_or(0, |it| it.number);
    let (act, notices) = match task {
        Task::Propose {
            proposal,
            rationale,
            edits,
            document,
            variant_of,
        } => {
            let said = Said {
                proposal: &proposal,
                rationale,
                edits,
                document,
            };
            let ask = ask(state, said, sources)?;
            let act = Act::Propose {
                changes: ask.changes.iter().map(written::change).collect(),
                proposal,
                rationale: Words::inline(ask.rationale),
                revision,
                variant_of,
            };
            (act, ask.notices)
        }
        Task::Revise {
            proposal,
            rationale,
            edits,
            document,
        } => {
            let said = Said {
                proposal: &proposal,
                rationale,
                edits,
                document,
            };
            let ask = ask(state, said, sources)?;
            let act = Act::ReviseProposal {
                changes: ask.changes.iter().map(written::change).collect(),
                proposal,
                rationale: Words::inline(ask.rationale),
                revision,
            };
            (act, ask.notices)
        }
        Task::Merge {
            proposal,
            of,
            rationale,
            edits,
            document,
        } => {
            let said = Said {
                proposal: &proposal,
                rationale,
                edits,
                document,
            };
            let ask = match (&said.edits, &said.document) {
                (None, None) => union(state, said, &of)?,
                _ => ask(state, said, sources)?,
            };
            let act = Act::MergeProposals {
                changes: ask.changes.iter().map(written::change).collect(),
                of,
                proposal,
                rationale: Words::inline(ask.rationale),
                revision,
            };
            (act, ask.notices)
        }
        _ => unreachable!("prepare sends other tasks elsewhere"),
    };
    Ok(Prepared { act, notices })
}

fn ask(state: &State, said: Said<'_>, sources: &impl Sources) -> Result<Ask, TaskError> {
    let Said {
        proposal,
        rationale,
        edits,
        document,
    } = said;
    let mut ids = FreshIds::new(state, proposal);
    let current = state.current();
    let (changes, told, notices) = match (edits, document) {
        (Some(edits), None) => {
            // Without a text there is nothing to change, and the rules say so.
            let changes = match current {
                Some(it) => changes(&it.instrument, &edits, &mut ids)?,
                None => Vec::new(),
            };
            (changes, None, Vec::new())
        }
        (None, Some(document)) => {
            let bytes = texts::bytes(&document, sources)?;
            match current {
                Some(it) => {
                    let base = Base::new((*it.instrument).clone());
                    let (found, notices) = from_document(&document, &bytes, proposal, &base)?;
                    let told = Some(found.rationale);
                    (renamed(found.changes, &mut ids), told, notices)
                }
                None => (Vec::new(), None, Vec::new()),
            }
        }
        _ => {
            return Err(TaskError::EitherOr {
                one: "edits",
                other: "document",
            });
        }
    };
    let told = told.filter(|told| !told.trim().is_empty());
    Ok(Ask {
        changes,
        rationale: rationale.or(told).ok_or(TaskError::NoRationale)?,
        notices,
    })
}

fn from_document(
    name: &str,
    bytes: &[u8],
    sponsor: &str,
    base: &Base,
) -> Result<(Proposal, Vec<Notice>), TaskError> {
    if Format::of(name)?.is_list() {
        let name = name.to_owned();
        return Err(TaskError::List { name });
    }
    let document = ProposalDocument {
        source: name.to_owned(),
        sponsor: sponsor.to_owned(),
        sponsor_is_given: true,
        bytes,
    };
    let (proposals, notices) = read_proposals(&document, base, ReadingOptions::default())?;
    match proposals.into_iter().next() {
        Some(found) if !found.changes.is_empty() => Ok((found, notices)),
        _ => Err(TaskError::NothingAsked {
            name: name.to_owned(),
            notices,
        }),
    }
}

/// All that some proposals ask for, equal changes once.
fn union(state: &State, said: Said<'_>, of: &[String]) -> Result<Ask, TaskError> {
    let rationale = said.rationale.ok_or(TaskError::NoRationale)?;
    let mut originals = Vec::new();
    for id in of {
        let id = ProposalId::new(id).ok();
        let Some(found) = id.and_then(|id| state.proposals().get(&id)) else {
            // Nobody knows it, and the rules say so.
            continue;
        };
        if found.version().changes.withheld {
            return Err(TaskError::Withheld {
                member: "of".to_owned(),
                what: found.id.to_string(),
            });
        }
        originals.push(Proposal {
            id: found.id.to_string(),
            changes: found.version().changes.list.clone(),
            ..Proposal::default()
        });
    }
    let mut ids = FreshIds::new(state, said.proposal);
    let changes = match state.current() {
        Some(it) => merged_changes(&it.instrument, &originals, &ProtocolOrder::default())
            .map(|changes| renamed(changes, &mut ids))
            .map_err(|error| excludes(&error))?,
        None => Vec::new(),
    };
    Ok(Ask {
        changes,
        rationale,
        notices: Vec::new(),
    })
}

fn excludes(error: &MergeError) -> TaskError {
    let why = match error {
        MergeError::Compile(error) => error.to_string(),
        MergeError::Excludes(sets) => {
            let sets: Vec<String> = sets.iter().map(|it| it.proposals.join(" × ")).collect();
            format!("some of them exclude each other: {}", sets.join(", "))
        }
    };
    TaskError::Excludes { why }
}
