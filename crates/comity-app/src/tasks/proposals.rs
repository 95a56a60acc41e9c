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
struct Said {
    proposal: String,
    rationale: Option<String>,
    edits: Option<Vec<Edit>>,
    document: Option<String>,
}

/// What is to be done with what is asked for.
enum Kind {
    Propose { variant_of: Vec<String> },
    Revise,
    Merge { of: Vec<String> },
}

/// The act that makes, revises or consolidates.
pub(super) fn prepare(
    state: &State,
    task: Task,
    sources: &impl Sources,
) -> Result<Prepared, TaskError> {
    let (said, kind) = parted(task);
    let proposal = said.proposal.clone();
    let ask = match &kind {
        Kind::Merge { of } if said.edits.is_none() && said.document.is_none() => {
            union(state, said, of)?
        }
        _ => ask(state, said, sources)?,
    };
    // Without a text the rules say that there is none, whatever the number.
    let revision = state.current().map_or(0, |it| it.number);
    let changes = ask.changes.iter().map(written::change).collect();
    let rationale = Words::inline(ask.rationale);
    let act = match kind {
        Kind::Propose { variant_of } => Act::Propose {
            changes,
            proposal,
            rationale,
            revision,
            variant_of,
        },
        Kind::Revise => Act::ReviseProposal {
            changes,
            proposal,
            rationale,
            revision,
        },
        Kind::Merge { of } => Act::MergeProposals {
            changes,
            of,
            proposal,
            rationale,
            revision,
        },
    };
    Ok(Prepared {
        act,
        notices: ask.notices,
        changes: ask.changes,
    })
}

fn parted(task: Task) -> (Said, Kind) {
    let said = |proposal, rationale, edits, document| Said {
        proposal,
        rationale,
        edits,
        document,
    };
    match task {
        Task::Propose {
            proposal,
            rationale,
            edits,
            document,
            variant_of,
        } => (
            said(proposal, rationale, edits, document),
            Kind::Propose { variant_of },
        ),
        Task::Revise {
            proposal,
            rationale,
            edits,
            document,
        } => (said(proposal, rationale, edits, document), Kind::Revise),
        Task::Merge {
            proposal,
            of,
            rationale,
            edits,
            document,
        } => (
            said(proposal, rationale, edits, document),
            Kind::Merge { of },
        ),
        _ => unreachable!("prepare sends other tasks elsewhere"),
    }
}

fn ask(state: &State, said: Said, sources: &impl Sources) -> Result<Ask, TaskError> {
    let Said {
        proposal,
        rationale,
        edits,
        document,
    } = said;
    let mut ids = FreshIds::new(state, &proposal);
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
                    let (found, notices) = from_document(&document, &bytes, &proposal, &base)?;
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
fn union(state: &State, said: Said, of: &[String]) -> Result<Ask, TaskError> {
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
    let mut ids = FreshIds::new(state, &said.proposal);
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
