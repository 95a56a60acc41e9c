//! A site to be tried: a shipped negotiation played to a moment, and people with seats in it.

use std::path::PathBuf;
use std::sync::Arc;

use comity_app::ports::{
    AccountId, Accounts, Chance, Holder, Journal, MailAddress, NegotiationId, Seat,
};
use comity_app::script::{Script, Seeded, SetClock, Stage, play};
use comity_app::{Host, Negotiations};
use comity_procedure::Time;
use comity_procedure::ids::DelegationId;
use comity_record::note::{KeyName, SignerKey};
use comity_store::{MemoryAccounts, MemoryJournal};
use comity_testkit::visitor::Visitor;
use comity_web::{Foundation, Settings, Site, router};

/// A site with one negotiation.
pub struct World {
    pub site: Site,
    pub clock: SetClock,
    pub negotiations: Negotiations,
    pub accounts: Arc<MemoryAccounts>,
    pub id: NegotiationId,
}

/// Plays a shipped negotiation up to a moment, such as `2031-04-03T00:00:00Z`.
pub async fn outage_notices_at(moment: &str) -> World {
    played("outage-notices", moment).await
}

async fn played(name: &str, moment: &str) -> World {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../examples/negotiations")
        .join(name);
    let bytes = std::fs::read(folder.join("script.jsonl")).unwrap();
    let mut script = Script::parse(&bytes).unwrap();
    let until = Time(moment.parse::<jiff::Timestamp>().unwrap().as_millisecond());
    script.lines.retain(|line| line.at <= until);
    let world = empty(name).await;
    let id = world.id.clone();
    let stage = Stage {
        negotiation: world.negotiations.get(&id).unwrap().negotiation(),
        id,
        clock: world.clock.clone(),
        chance: Seeded::from_number(2),
        documents: |name: &str| std::fs::read(folder.join(name)).map_err(|it| it.to_string()),
    };
    play(&script, &stage, |_| {}).await.unwrap();
    world.clock.set(until);
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
        journal,
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
    }
}

impl World {
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
