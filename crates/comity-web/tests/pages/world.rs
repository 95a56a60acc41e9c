//! A site to be tried: a shipped negotiation played to a moment, and people with seats in it.

use std::path::PathBuf;
use std::sync::Arc;

use comity_app::ports::{
    AccountId, Accounts, Chance, Claim, Holder, Journal, MailAddress, NegotiationId, Seat,
};
use comity_app::script::{Script, Seeded, SetClock, Stage, play};
use comity_app::{Host, Negotiations};
use comity_procedure::Time;
use comity_procedure::ids::DelegationId;
use comity_record::note::{KeyName, SignerKey};
use comity_store::{MemoryAccounts, MemoryJournal};
use comity_testkit::visitor::Visitor;
use comity_web::routes::Route;
use comity_web::{Foundation, Settings, Site, router};

/// A site with one negotiation.
pub struct World {
    pub site: Site,
    pub clock: SetClock,
    pub negotiations: Negotiations,
    pub accounts: Arc<MemoryAccounts>,
    pub id: NegotiationId,
    pub journal: MemoryJournal,
}

/// Plays a shipped negotiation up to a moment, such as `2031-04-03T00:00:00Z`.
pub async fn outage_notices_at(moment: &str) -> World {
    played("outage-notices", moment).await
}

async fn played(name: &str, moment: &str) -> World {
    let world = empty(name).await;
    world.play_between("2000-01-01T00:00:00Z", moment, 2).await;
    world
}

/// Plays a negotiation that a test writes itself, with the documents that it names.
pub async fn scripted(name: &str, script: &str, documents: &[(&str, &str)]) -> World {
    let world = empty(name).await;
    let script = Script::parse(script.as_bytes()).unwrap();
    let last = script.lines.last().unwrap().at;
    world
        .play(&script, 4, |name| {
            let found = documents.iter().find(|it| it.0 == name);
            found
                .map(|it| it.1.as_bytes().to_vec())
                .ok_or_else(|| format!("no document {name}"))
        })
        .await;
    world.clock.set(last);
    world
}

/// A site with a negotiation in which nothing has happened.
pub async fn empty(name: &str) -> World {
    let journal = MemoryJournal::new();
    let id = NegotiationId::new(name).unwrap();
    journal.create(&id).await.unwrap();
    let clock = SetClock::default();
    let chance: Arc<dyn Chance> = Arc::new(Seeded::from_number(1));
    let secret = chance.bytes();
    let host = Host::new(
        journal.clone(),
        Arc::new(clock.clone()),
        chance.clone(),
        Holder::new("test").unwrap(),
        Arc::new(move |id: &NegotiationId| {
            let name = KeyName::new(format!("comity.example/{id}")).unwrap();
            SignerKey::from_secret(name, &secret)
        }),
    );
    assert!(host.open().await.unwrap().is_empty());
    let negotiations = host.negotiations();
    let accounts = Arc::new(MemoryAccounts::new());
    let site = Site::new(Foundation {
        negotiations: negotiations.clone(),
        accounts: accounts.clone(),
        clock: Arc::new(clock.clone()),
        chance,
        settings: Settings {
            address: "https://comity.example".to_owned(),
            local_outbox: true,
            behind_proxy: false,
            more_routes: &[],
        },
    });
    World {
        site,
        clock,
        negotiations,
        accounts,
        id,
        journal,
    }
}

impl World {
    /// Plays a shipped negotiation from after one moment up to another.
    pub async fn play_on(&self, after: &str, moment: &str) {
        self.play_between(after, moment, 3).await;
    }

    async fn play_between(&self, after: &str, moment: &str, seed: u64) {
        let time = |it: &str| Time(it.parse::<jiff::Timestamp>().unwrap().as_millisecond());
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("../../examples/negotiations")
            .join(self.id.as_str());
        let bytes = std::fs::read(folder.join("script.jsonl")).unwrap();
        let mut script = Script::parse(&bytes).unwrap();
        let (after, until) = (time(after), time(moment));
        script
            .lines
            .retain(|line| line.at > after && line.at <= until);
        self.play(&script, seed, |name| {
            std::fs::read(folder.join(name)).map_err(|it| it.to_string())
        })
        .await;
        self.clock.set(until);
    }

    async fn play(
        &self,
        script: &Script,
        seed: u64,
        documents: impl Fn(&str) -> Result<Vec<u8>, String>,
    ) {
        let stage = Stage {
            negotiation: self.negotiations.get(&self.id).unwrap().negotiation(),
            id: self.id.clone(),
            clock: self.clock.clone(),
            chance: Seeded::from_number(seed),
            documents,
        };
        play(script, &stage, |_| {}).await.unwrap();
    }

    /// Takes the lease away from whoever decides here: what is sent next has no answer.
    pub async fn fence(&self) {
        let now = self.site.now();
        let claim = Claim {
            holder: Holder::new("test").unwrap(),
            now,
            until: now + 60_000,
        };
        self.journal.acquire(&self.id, &claim).await.unwrap();
    }

    /// How many entries the record has.
    pub fn size(&self) -> u64 {
        let desk = self.negotiations.get(&self.id).unwrap();
        desk.read().state.size()
    }

    /// Lets time pass, in milliseconds.
    pub fn pass(&self, milliseconds: i64) {
        self.clock.set(Time(self.site.now() + milliseconds));
    }

    /// The same people and negotiations on a site that stands behind a proxy and sends its letters.
    pub fn behind_a_proxy(&self) -> World {
        self.set_up(Settings {
            local_outbox: false,
            behind_proxy: true,
            ..self.site.settings().clone()
        })
    }

    /// The same people and negotiations on a site with more routes.
    pub fn with_routes(&self, more_routes: &'static [Route]) -> World {
        self.set_up(Settings {
            more_routes,
            ..self.site.settings().clone()
        })
    }

    fn set_up(&self, settings: Settings) -> World {
        World {
            site: Site::new(Foundation {
                negotiations: self.negotiations.clone(),
                accounts: self.accounts.clone(),
                clock: Arc::new(self.clock.clone()),
                chance: self.site.chance().clone(),
                settings,
            }),
            clock: self.clock.clone(),
            negotiations: self.negotiations.clone(),
            accounts: self.accounts.clone(),
            id: self.id.clone(),
            journal: self.journal.clone(),
        }
    }

    /// Somebody without an account.
    pub fn stranger(&self) -> Visitor {
        Visitor::new(router(self.site.clone()))
    }

    /// The head of a delegation.
    pub async fn head_of(&self, delegation: &str) -> Visitor {
        let seat = Seat::Party {
            delegation: DelegationId::new(delegation).unwrap(),
            delegate: None,
        };
        self.seated(delegation, seat).await
    }

    /// The chair.
    pub async fn chair(&self) -> Visitor {
        self.seated("chair", Seat::Chair).await
    }

    /// The secretariat.
    pub async fn secretariat(&self) -> Visitor {
        self.seated("secretariat", Seat::Secretariat).await
    }

    /// Somebody with a seat, signed in.
    pub async fn seated(&self, name: &str, seat: Seat) -> Visitor {
        let mail = MailAddress::new(&format!("{name}@comity.example")).unwrap();
        let mut id = [0; 16];
        id[..name.len().min(16)].copy_from_slice(&name.as_bytes()[..name.len().min(16)]);
        let account = self.accounts.enrol(&mail, AccountId(id)).await.unwrap();
        self.accounts
            .seat(account.id, &self.id, seat)
            .await
            .unwrap();
        let cookie = comity_web::sessions::begin(&self.site, account.id)
            .await
            .unwrap();
        self.stranger().with_cookie(cookie.to_str().unwrap())
    }
}
