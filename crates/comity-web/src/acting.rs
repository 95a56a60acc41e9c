//! Acting: how a form becomes an act, and what the person sees who sends one twice.
//!
//! Every form that acts carries a key of its own. The record takes an act once for each key, so a
//! form that is sent again, because a line broke or a button was pressed twice, is answered with
//! the entry that it already has.
//!
//! Start at [`Visit::act`].

use std::collections::HashMap;

use comity_app::tasks::Task;
use comity_app::{NotTaken, SubmitError};
use comity_procedure::Refusal;
use comity_record::v1::{self, parts};
use data_encoding::HEXLOWER;

use crate::problem::Problem;
use crate::visit::Visit;

/// What became of a form that acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Acted {
    /// The entry of the record.
    pub entry: u64,
    /// Whether it had been taken before.
    pub again: bool,
}

/// Leaves a fault with those who run the site, where what the person asked for is done all the same.
pub(crate) fn only_logged(visit: &Visit, done: Result<(), Problem>) {
    if let Err(problem) = done {
        tracing::error!(path = visit.uri.path(), "left undone: {problem:?}");
    }
}

/// The keys of the forms of one page.
#[derive(Clone, Debug)]
pub(crate) struct Keys {
    back: &'static str,
    own: String,
    fresh: String,
}

impl Keys {
    /// The key of a form of the page, by its name.
    pub(crate) fn of(&self, form: &str) -> &str {
        match form == self.back && !self.own.is_empty() {
            true => &self.own,
            false => &self.fresh,
        }
    }
}

impl Visit {
    /// A key for a form that is about to be shown.
    #[must_use]
    pub fn fresh_key(&self) -> String {
        HEXLOWER.encode(&self.site.chance().bytes()[..16])
    }

    /// The keys of a page with several forms that act: the one that comes back keeps its own, so
    /// that it is taken once however often it is sent, and the others have a fresh one.
    #[must_use]
    pub(crate) fn keys(&self, back: &'static str) -> Keys {
        Keys {
            back,
            own: self.form.get("key").to_owned(),
            fresh: self.fresh_key(),
        }
    }

    /// An id for something new, such as a proposal: the name of who makes it, and a number that
    /// nobody has used, so that it can be said aloud.
    #[must_use]
    pub fn fresh_id(&self, is_used: impl Fn(&str) -> bool) -> String {
        let who = match self.room().caller.actor() {
            Some(parts::Actor::Delegation { id, .. }) => id,
            Some(parts::Actor::Chair) => "chair".to_owned(),
            _ => "secretariat".to_owned(),
        };
        (1_u32..)
            .map(|number| format!("{who}-{number}"))
            .find(|id| !is_used(id))
            .expect("there are more numbers than things in a negotiation")
    }

    /// Does what a task asks for, in the reader's own name.
    ///
    /// # Errors
    /// When it is not understood, not taken, or not written.
    pub async fn act(
        &self,
        task: Task,
        documents: HashMap<String, Vec<u8>>,
    ) -> Result<Acted, Problem> {
        let room = self.room();
        let prepared = room.desk.prepare(room.state(), task, documents).await?;
        self.submit(prepared.act).await
    }

    /// Hands in an act that is ready, in the reader's own name.
    ///
    /// # Errors
    /// When it is not taken, or not written.
    pub async fn submit(&self, act: v1::Act) -> Result<Acted, Problem> {
        let actor = self.room().caller.actor().ok_or(Problem::NotAllowed)?;
        self.submit_as(actor, act).await
    }

    /// Hands in an act that is ready, in the name of those the reader speaks for.
    ///
    /// # Errors
    /// When it is not taken, or not written.
    pub async fn submit_as(&self, actor: parts::Actor, act: v1::Act) -> Result<Acted, Problem> {
        let room = self.room();
        let key = HEXLOWER
            .decode(self.form.get("key").as_bytes())
            .ok()
            .and_then(|bytes| <[u8; 16]>::try_from(bytes).ok())
            .ok_or(Problem::ForeignForm)?;
        match room.desk.submit(&room.caller, actor, act, key).await {
            Ok(receipt) => Ok(Acted {
                entry: receipt.taken.entry,
                again: false,
            }),
            Err(SubmitError::NotTaken(NotTaken::Refused(Refusal::TakenAlready { entry }))) => {
                Ok(Acted { entry, again: true })
            }
            Err(error) => Err(error.into()),
        }
    }
}
