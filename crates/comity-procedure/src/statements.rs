//! Statements: explanations of position, reservations, dissociations, rights of reply.
//!
//! What a statement must be about depends on its kind:
//!
//! - A *general* statement may be about anything or nothing.
//! - A *right of reply* names a statement of another that it answers.
//! - An *explanation of position*, a *reservation* or a *dissociation* names a provision or a
//!   proposal. While the adoption of the text is called, and once it is adopted, it may name
//!   none: then it is about the text as a whole.
//!
//! Provisions and proposals that no longer stand can be named too: the record still has them, and
//! what was given up is worth explaining.

use std::sync::Arc;

use crate::act::{Act, Behalf, Link, Question, StatementKind, Submission};
use crate::checks::{few, free, said, voice};
use crate::effect::Effect;
use crate::ids::{CoalitionId, DelegationId};
use crate::links::leads_somewhere;
use crate::refusal::Refusal;
use crate::state::{EndState, State, Statement, Voice};

/// What an act of this subject does.
pub(crate) fn decide(state: &State, submission: &Submission) -> Result<Vec<Effect>, Refusal> {
    let Act::State {
        statement: id,
        kind,
        on,
        words,
    } = &submission.act
    else {
        unreachable!("decide sends other acts elsewhere")
    };
    let voice = voice(submission)?;
    free(state.statements().contains_key(id), id)?;
    said("statement", words)?;
    few("links", on.len())?;
    on.iter()
        .try_for_each(|link| leads_somewhere(state, link))?;
    about_something(state, &voice, *kind, on)?;
    let statement = Statement {
        id: id.clone(),
        voice,
        kind: *kind,
        on: on.clone(),
        words: words.clone(),
        entry: state.size(),
    };
    Ok(vec![Effect::StatementMade(Arc::new(statement))])
}

/// That a statement is about what its kind asks for.
fn about_something(
    state: &State,
    voice: &Voice,
    kind: StatementKind,
    on: &[Link],
) -> Result<(), Refusal> {
    match kind {
        StatementKind::General => Ok(()),
        StatementKind::RightOfReply => {
            let of_another = |link: &Link| match link {
                Link::Statement(id) => state
                    .statements()
                    .get(id)
                    .is_some_and(|it| speaker(&it.voice) != speaker(voice)),
                _ => false,
            };
            match on.iter().any(of_another) {
                true => Ok(()),
                false => Err(Refusal::ReplyToNothing),
            }
        }
        StatementKind::ExplanationOfPosition
        | StatementKind::Reservation
        | StatementKind::Dissociation => {
            let subject = |link: &Link| matches!(link, Link::Provision(_) | Link::Proposal(_));
            match on.iter().any(subject) || whole_text_is_meant(state) {
                true => Ok(()),
                false => Err(Refusal::AboutNothing { kind: kind.name() }),
            }
        }
    }
}

/// Whether the text as a whole is being decided on or has been: only then can a statement that
/// names no part of it be about all of it.
fn whole_text_is_meant(state: &State) -> bool {
    let adopted = matches!(state.ending(), Some(EndState::Adopted { .. }));
    adopted
        || state.open_calls().any(|id| {
            let call = state.calls().get(id);
            call.is_some_and(|it| matches!(*it.question, Question::Adoption { .. }))
        })
}

impl StatementKind {
    /// What one calls a statement of this kind.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            StatementKind::General => "general statement",
            StatementKind::ExplanationOfPosition => "explanation of position",
            StatementKind::Reservation => "reservation",
            StatementKind::Dissociation => "dissociation",
            StatementKind::RightOfReply => "right of reply",
        }
    }
}

/// Whose words they are.
#[derive(PartialEq, Eq)]
enum Speaker<'v> {
    Party(&'v DelegationId),
    Coalition(&'v CoalitionId),
}

fn speaker(voice: &Voice) -> Speaker<'_> {
    match &voice.behalf {
        None => Speaker::Party(&voice.delegation),
        Some(Behalf::Organisation(id)) => Speaker::Party(id),
        Some(Behalf::Coalition(id)) => Speaker::Coalition(id),
    }
}
