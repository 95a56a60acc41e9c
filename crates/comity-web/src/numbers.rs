//! Numbers: where agreement lies, whose words the text is made of, who is heard and what came in
//! often, made when a page asks and kept until what they follow from has changed.
//!
//! Several who ask at once wait for one making of it. Never here: formulas, and what a page says.
//!
//! Start at [`Numbers::agreement`].

use std::collections::HashMap;
use std::sync::{Arc, Mutex, Weak};

use comity_app::Published;
use comity_app::findings::FindingError;
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

/// Numbers, nothing where there is nothing to count, or why they cannot be made: a sentence that
/// names the place.
pub(crate) type Made<T> = Result<Option<Arc<T>>, String>;

/// What was made last, and of which state. A pointer that still has its place in memory is never
/// given to another.
struct Kept<T>(tokio::sync::Mutex<(Weak<Published>, Made<T>)>);

impl<T> Default for Kept<T> {
    fn default() -> Kept<T> {
        Kept(tokio::sync::Mutex::new((Weak::new(), Ok(None))))
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

    /// How what was done is spread over those who are there. Where it cannot be said whose words
    /// the text is made of, that measure is 0 for all.
    ///
    /// # Errors
    /// When making it failed by our fault.
    pub(crate) async fn balance(&self, visit: &Visit) -> Result<Made<PartyBalance>, Problem> {
        let origins = match self.origins(visit).await? {
            Ok(origins) => origins,
            Err(why) => return Ok(Err(why)),
        };
        let balance = move |state: &State, before: Option<&Arc<PartyBalance>>| {
            balance(state, origins.as_deref(), before)
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
        let mut held = self.0.lock().await;
        if Weak::ptr_eq(&held.0, &Arc::downgrade(&published)) {
            return Ok(held.1.clone());
        }
        let before = held.1.clone().ok().flatten();
        let state = published.clone();
        let made = aside(move || make(&state.state, before.as_ref())).await?;
        let made = made.map_err(|error| error.to_string());
        *held = (Arc::downgrade(&published), made.clone());
        Ok(made)
    }
}
