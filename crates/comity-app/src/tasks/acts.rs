//! Acts as they are recorded, with the hashes that a person cannot know.

use std::collections::BTreeSet;

use comity_procedure::State;
use comity_procedure::act::Subject;
use comity_procedure::ids::{ObjectionId, ProposalId};
use comity_record::v1::hex::Hex;
use comity_record::v1::parts;
use comity_record::v1::words::{HoldsWords, Named};
use comity_record::v1::{Act, Words};
use comity_text::ProvisionId;

use super::{Sources, TaskError};

/// The act with every hash that it leaves out: that of what stands. Where nothing stands it is
/// zeros, and the rules say what is missing.
pub(super) fn filled(state: &State, mut act: Act) -> Act {
    match &mut act {
        Act::CoSponsor { proposal, text } => {
            let id = parts::Subject::Proposal(proposal.clone());
            text.get_or_insert_with(|| of_subject(state, &id));
        }
        Act::TakePosition { subject, text, .. } | Act::Object { subject, text, .. } => {
            text.get_or_insert_with(|| of_subject(state, subject));
        }
        Act::SustainObjection {
            objection, text, ..
        } => {
            text.get_or_insert_with(|| of_objection(state, objection));
        }
        Act::OpenCall {
            question: parts::Question::Provisions(list),
            ..
        } => {
            for called in list {
                called
                    .text
                    .get_or_insert_with(|| of_provision(state, &called.provision));
            }
        }
        Act::Translate { provisions, .. } => {
            for translated in provisions {
                translated
                    .of
                    .get_or_insert_with(|| of_provision(state, &translated.provision));
            }
        }
        _ => {}
    }
    act
}

/// The hash of the words of a provision.
pub(super) fn of_provision(state: &State, id: &str) -> Hex<32> {
    hash(state, &Subject::Provision(ProvisionId::new(id)))
}

fn of_subject(state: &State, subject: &parts::Subject) -> Hex<32> {
    match subject {
        parts::Subject::Provision(id) => of_provision(state, id),
        parts::Subject::Proposal(id) => match ProposalId::new(id) {
            Ok(id) => hash(state, &Subject::Proposal(id)),
            Err(_) => Hex([0; 32]),
        },
    }
}

fn of_objection(state: &State, id: &str) -> Hex<32> {
    let id = ObjectionId::new(id).ok();
    let found = id.and_then(|id| state.objections().get(&id));
    found.map_or(Hex([0; 32]), |it| hash(state, &it.subject))
}

fn hash(state: &State, subject: &Subject) -> Hex<32> {
    Hex(state.hash_of(subject).map_or([0; 32], |hash| hash.0))
}

/// The act that withholds texts of an entry.
pub(super) fn redact(
    entry: u64,
    holding: Option<&str>,
    ground: String,
    sources: &impl Sources,
) -> Result<Act, TaskError> {
    let mut act = sources.act(entry).ok_or(TaskError::NotRecorded { entry })?;
    let mut texts: Vec<Hex<32>> = Vec::new();
    let mut seen = BTreeSet::new();
    let never = act.each_words(&mut |words| {
        if let Words::Named(Named { blob }) = words
            && let Some(text) = sources.text(&blob.0)
            && holding.is_none_or(|part| text.contains(part))
            && seen.insert(*blob)
        {
            texts.push(*blob);
        }
        Ok::<(), std::convert::Infallible>(())
    });
    never.expect("looking at texts cannot fail");
    match texts.is_empty() {
        true => Err(TaskError::NothingToRedact { entry }),
        false => Ok(Act::Redact {
            ground: Words::inline(ground),
            texts,
        }),
    }
}
