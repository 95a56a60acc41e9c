//! The site: what every request stands on.

use std::sync::Arc;

use comity_app::Negotiations;
use comity_app::ports::{Accounts, Chance, Clock};

use crate::routes::Route;

/// What the site is built on.
pub struct Foundation {
    /// The negotiations that are open here.
    pub negotiations: Negotiations,
    /// The persons.
    pub accounts: Arc<dyn Accounts>,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub chance: Arc<dyn Chance>,
    /// How this site is set up.
    pub settings: Settings,
}

/// How a site is set up.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where people reach it, without a slash at the end: links in letters begin with it.
    pub address: String,
    /// Whether letters are shown on a page of the site, because nobody delivers them.
    pub local_outbox: bool,
    /// Routes besides those of every site; each has its rule, as all have.
    pub more_routes: &'static [Route],
}

/// The site. Clones are the same.
#[derive(Clone)]
pub struct Site(Arc<Foundation>);

impl Site {
    /// A site.
    #[must_use]
    pub fn new(foundation: Foundation) -> Site {
        Site(Arc::new(foundation))
    }

    /// The negotiations that are open here.
    #[must_use]
    pub fn negotiations(&self) -> &Negotiations {
        &self.0.negotiations
    }

    /// The persons.
    #[must_use]
    pub fn accounts(&self) -> &Arc<dyn Accounts> {
        &self.0.accounts
    }

    /// The time, in milliseconds since 1970.
    #[must_use]
    pub fn now(&self) -> i64 {
        self.0.clock.now()
    }

    /// Chance.
    #[must_use]
    pub fn chance(&self) -> &Arc<dyn Chance> {
        &self.0.chance
    }

    /// How it is set up.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }
}
