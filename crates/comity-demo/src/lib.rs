//! The demonstration: a lifelike negotiation in memory, and a page to step into any role of it.
//!
//! Everybody in it is invented. It is a crate of its own so that nothing of it is compiled into a
//! site that serves real people: `comity-web` knows no way to sign in without a proof.
//!
//! Never here: anything that a real negotiation needs.
//!
//! Start at [`begin`].

mod step;
mod story;

use std::sync::Arc;

use comity_app::ports::{
    Accounts, AccountsError, Chance, Clock, Holder, Journal, JournalError, NegotiationId,
};
use comity_app::script::{RunError, ScriptError, Seeded, SetClock, Stage, play};
use comity_app::{Host, KeyOf, OpenError};
use comity_procedure::Time;
use comity_record::note::{KeyName, SignerKey, VerifierKey};
use comity_store::{MemoryAccounts, MemoryJournal};
use comity_web::{Foundation, Settings, Site};
use thiserror::Error;

/// How long before now the last act of the story was, in milliseconds.
const SINCE_THE_LAST_ACT_MILLISECONDS: i64 = 5 * 60 * 1_000;

/// What the demonstration's host is called in its own journal.
const HOLDER: &str = "comity demo";

/// What the demonstration stands on.
pub struct Ground {
    /// The clock; the story ends a little before it.
    pub clock: Arc<dyn Clock>,
    /// Chance for sessions and salts.
    pub chance: Arc<dyn Chance>,
    /// The seed of the story: the same gives the same record but for its times.
    pub seed: [u8; 32],
    /// Where people reach it, without a slash at the end.
    pub address: String,
}

/// How much of the story is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// All of it: the negotiation is in the midst of its readings.
    Whole,
    /// Its opening: everybody is in, and nobody has said anything.
    Opening,
}

/// The demonstration, ready to be served.
pub struct Demo {
    /// The site.
    pub site: Site,
    /// What keeps it going: somebody has to run [`Host::keep`].
    pub host: Host<MemoryJournal>,
    /// The negotiation.
    pub negotiation: NegotiationId,
    /// The key that verifies its record.
    pub verifier: VerifierKey,
}

/// Why the demonstration cannot begin.
#[derive(Debug, Error)]
pub enum BeginError {
    /// The story cannot be read.
    #[error("the story cannot be read: {0}")]
    Script(#[from] ScriptError),
    /// The rules refuse a line of the story.
    #[error("the story cannot be played: {0}")]
    Play(#[from] RunError),
    /// The journal in memory says no.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The accounts in memory say no.
    #[error(transparent)]
    Accounts(#[from] AccountsError),
    /// The record that was just written cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
}

/// Plays the story so that it ends a little before now, and seats somebody in each role.
///
/// # Errors
/// When the story is not what it was when it was tested.
pub async fn begin(ground: Ground) -> Result<Demo, BeginError> {
    begin_with(ground, Told::Whole).await
}

/// The same with as much of the story as is wanted.
///
/// # Errors
/// When the story is not what it was when it was tested.
pub async fn begin_with(ground: Ground, told: Told) -> Result<Demo, BeginError> {
    let journal = MemoryJournal::new();
    let script = match told {
        Told::Whole => story::script()?,
        Told::Opening => story::opening()?,
    };
    let id = story::negotiation();
    journal.create(&id).await?;
    let secret = Seeded::new(ground.seed).bytes_for("log key");
    let key_of: Arc<KeyOf> = Arc::new(move |id: &NegotiationId| {
        let name = KeyName::new(format!("comity-demo.example/{id}"))
            .expect("the name of a negotiation has no spaces");
        SignerKey::from_secret(name, &secret)
    });
    let now = Time(
        ground
            .clock
            .now()
            .saturating_sub(SINCE_THE_LAST_ACT_MILLISECONDS),
    );
    let script = script.ending_at(now);
    tell(&journal, &key_of, &script, &ground.seed).await?;
    let host = Host::new(
        journal,
        ground.clock.clone(),
        ground.chance.clone(),
        holder(),
        key_of.clone(),
    );
    host.open_one(&id).await?;
    let accounts: Arc<dyn Accounts> = Arc::new(MemoryAccounts::new());
    let site = Site::new(Foundation {
        negotiations: host.negotiations(),
        accounts,
        clock: ground.clock,
        chance: ground.chance,
        settings: Settings {
            address: ground.address,
            local_outbox: true,
            behind_proxy: false,
            more_routes: step::ROUTES,
        },
    });
    step::seat_everybody(&site, &id).await?;
    Ok(Demo {
        site,
        host,
        verifier: key_of(&id).verifier(),
        negotiation: id,
    })
}

/// Plays the script into the journal, at its own times.
async fn tell(
    journal: &MemoryJournal,
    key_of: &Arc<KeyOf>,
    script: &comity_app::script::Script,
    seed: &[u8; 32],
) -> Result<(), BeginError> {
    let id = story::negotiation();
    let clock = SetClock::default();
    let chance = Seeded::new(*seed);
    let host = Host::new(
        journal.clone(),
        Arc::new(clock.clone()),
        Arc::new(chance.clone()),
        holder(),
        key_of.clone(),
    );
    host.open_one(&id).await?;
    let desk = host.negotiations().get(&id).expect("it was just opened");
    let stage = Stage {
        negotiation: desk.negotiation(),
        id,
        clock,
        chance,
        documents: story::document,
    };
    play(script, &stage, |_| {}).await?;
    Ok(())
}

fn holder() -> Holder {
    Holder::new(HOLDER).expect("a name without control characters")
}
