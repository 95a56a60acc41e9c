//! Numbers: where agreement lies, whose words the text is made of, who is heard and what came in
//! often, made when a page asks and kept until what they follow from has changed.
//!
//! Several who ask at once wait for one making of it. Never here: formulas, and what a page says.
//!
//! Start at [`Numbers::agreement`].

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use comity_app::findings::FindingError;
use comity_app::lists::Unknown;
use comity_app::ports::NegotiationId;
use comity_app::views::agreement::{Agreement, agreement};
use comity_app::views::balance::{PartyBalance, balance};
use comity_app::views::campaigns::{InputCampaigns, campaigns};
use comity_app::views::origins::{TextOrigins, origins};
use comity_procedure::State;

use crate::problem::Problem;
use crate::readings::aside;
use crate::visit::Visit;

/// The numbers of the negotiations that are open here.
#[derive(Default)]
pub(crate) struct Numbers {
    rooms: Mutex<HashMap<NegotiationId, Arc<Slot>>>,
}

#[derive(Default)]
struct Slot {
    agreement: Kept<Agreement>,
    origins: Kept<TextOrigins>,
    balance: Kept<PartyBalance>,
    campaigns: Kept<InputCampaigns>,
}

/// What was made.
pub(crate) struct Made<T> {
    /// How many entries the record had.
    pub(crate) size: u64,
    /// The numbers, nothing where there is nothing to count, or why they cannot be made.
    pub(crate) found: Result<Option<Arc<T>>, String>,
}

/// What was made last. Time goes one way: who comes late with an earlier state is shown the later
/// numbers, and undoes nothing.
struct Kept<T>(tokio::sync::Mutex<Made<T>>);

impl<T> Default for Kept<T> {
    fn default() -> Kept<T> {
        Kept(tokio::sync::Mutex::new(Made {
            size: 0,
            found: Ok(None),
        }))
    }
}

impl<T> Clone for Made<T> {
    fn clone(&self) -> Made<T> {
        Made {
            size: self.size,
            found: self.found.clone(),
        }
    }
}

impl<T> Made<T> {
    /// The numbers, where there are any, and else why they cannot be made.
    pub(crate) fn parted(self) -> (Option<Arc<T>>, Option<String>) {
        match self.found {
            Ok(found) => (found, None),
            Err(why) => (None, Some(why)),
        }
    }

    /// The numbers, where there are any.
    pub(crate) fn known(self) -> Option<Arc<T>> {
        self.found.ok().flatten()
    }
}

impl Numbers {
    /// Where agreement lies among delegations.
    ///
    /// # Errors
    /// When making it failed by our fault.
    pub(crate) async fn agreement(&self, visit: &Visit) -> Result<Made<Agreement>, Problem> {
        self.slot(visit).agreement.of(visit, agreement).await
    }

    /// Whose words the text is made of.
    ///
    /// # Errors
    /// When making it failed by our fault.
    pub(crate) async fn origins(&self, visit: &Visit) -> Result<Made<TextOrigins>, Problem> {
        self.slot(visit).origins.of(visit, origins).await
    }

    /// How what was done is spread over those who take part. Where it cannot be said whose words
    /// the text is made of, that is not measured.
    ///
    /// # Errors
    /// When making it failed by our fault.
    pub(crate) async fn balance(&self, visit: &Visit) -> Result<Made<PartyBalance>, Problem> {
        let made = self.origins(visit).await?.known();
        let balance = move |state: &State, before: Option<&Arc<PartyBalance>>| {
            // Of this very state: what was made may be of a later one.
            let origins = origins(state, made.as_ref()).map_err(|_| Unknown);
            let origins = origins.as_ref().map(Option::as_deref);
            balance(state, origins.map_err(|it| *it), before)
        };
        self.slot(visit).balance.of(visit, balance).await
    }

    /// What came in often.
    ///
    /// # Errors
    /// When making it failed by our fault.
    pub(crate) async fn campaigns(&self, visit: &Visit) -> Result<Made<InputCampaigns>, Problem> {
        self.slot(visit).campaigns.of(visit, campaigns).await
    }

    fn slot(&self, visit: &Visit) -> Arc<Slot> {
        let id = visit.room().desk.id();
        let mut rooms = self.rooms.lock().expect("nobody panics while holding it");
        rooms.entry(id.clone()).or_default().clone()
    }
}

impl<T: Send + Sync + 'static> Kept<T> {
    async fn of(
        &self,
        visit: &Visit,
        make: impl FnOnce(&State, Option<&Arc<T>>) -> Result<Option<Arc<T>>, FindingError>
        + Send
        + 'static,
    ) -> Result<Made<T>, Problem> {
        let published = visit.room().published.clone();
        let size = published.state.size();
        let mut held = self.0.lock().await;
        if held.size >= size {
            return Ok(held.clone());
        }
        let before = held.clone().known();
        let made = aside(move || make(&published.state, before.as_ref())).await?;
        *held = Made {
            size,
            found: made.map_err(|error| error.to_string()),
        };
        Ok(held.clone())
    }
}
