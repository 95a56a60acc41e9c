//! The site: what every request stands on.

use std::sync::Arc;

use comity_app::Negotiations;
use comity_app::ports::{Accounts, Chance, Clock};

use crate::cache::Cache;
use crate::limits::Limits;
use crate::live::Live;
use crate::numbers::Numbers;
use crate::readings::Readings;
use crate::routes::Route;
use crate::sessions::Memory;
use crate::uploads::Bodies;

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
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Where people reach it, without a slash at the end: links in letters begin with it.
    pub address: String,
    /// Whether letters are shown on a page of the site, because nobody delivers them.
    pub local_outbox: bool,
    /// Whether a proxy that is trusted stands before the site: the address of who asks is then the
    /// last one in `X-Forwarded-For`, which that proxy wrote, and not that of the connection. Where
    /// none stands there anybody could write that header, and it is not looked at.
    pub behind_proxy: bool,
    /// Routes besides those of every site; each has its rule, as all have.
    pub more_routes: &'static [Route],
}

/// The site. Clones are the same.
#[derive(Clone)]
pub struct Site(Arc<House>);

struct House {
    foundation: Foundation,
    memory: Memory,
    limits: Limits,
    bodies: Bodies,
    cache: Cache,
    live: Live,
    readings: Readings,
    numbers: Numbers,
}

impl Site {
    /// A site.
    #[must_use]
    pub fn new(foundation: Foundation) -> Site {
        Site(Arc::new(House {
            foundation,
            memory: Memory::default(),
            limits: Limits::default(),
            bodies: Bodies::default(),
            cache: Cache::default(),
            live: Live::default(),
            readings: Readings::default(),
            numbers: Numbers::default(),
        }))
    }

    /// The negotiations that are open here.
    #[must_use]
    pub fn negotiations(&self) -> &Negotiations {
        &self.0.foundation.negotiations
    }

    /// The persons.
    #[must_use]
    pub fn accounts(&self) -> &Arc<dyn Accounts> {
        &self.0.foundation.accounts
    }

    /// The time, in milliseconds since 1970.
    #[must_use]
    pub fn now(&self) -> i64 {
        self.0.foundation.clock.now()
    }

    /// The clock.
    pub(crate) fn clock(&self) -> &Arc<dyn Clock> {
        &self.0.foundation.clock
    }

    /// Chance.
    #[must_use]
    pub fn chance(&self) -> &Arc<dyn Chance> {
        &self.0.foundation.chance
    }

    /// The pages that were made before.
    pub(crate) fn cache(&self) -> &Cache {
        &self.0.cache
    }

    /// Who is told of acts as they are recorded.
    pub(crate) fn live(&self) -> &Live {
        &self.0.live
    }

    /// Ends the streams of open pages. A server that is to end would wait for them for ever: their
    /// browsers keep them open, and come again when they are ended.
    pub fn end_streams(&self) {
        self.live().end();
    }

    /// The texts as pages show them.
    pub(crate) fn readings(&self) -> &Readings {
        &self.0.readings
    }

    /// The numbers as pages show them.
    pub(crate) fn numbers(&self) -> &Numbers {
        &self.0.numbers
    }

    /// How it is set up.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.0.foundation.settings
    }

    /// What this node remembers of sessions.
    pub(crate) fn memory(&self) -> &Memory {
        &self.0.memory
    }

    /// The room that there is for what people send.
    pub(crate) fn bodies(&self) -> &Bodies {
        &self.0.bodies
    }

    /// How often somebody may do what.
    #[must_use]
    pub fn limits(&self) -> &Limits {
        &self.0.limits
    }
}
