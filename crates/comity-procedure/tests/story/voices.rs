//! Who speaks in the stories, for whom, and the acts with which inputs and statements are made.

use comity_procedure::act::{
    Actor, Behalf, Carriage, Disposition, Link, Passage, Power, Standing, StatementKind,
};
use comity_procedure::ids::{
    CoalitionId, Constituency, ContributionId, DelegateId, Language, PublicKey, StatementId,
};
use comity_procedure::modalities::Accreditation;
use comity_procedure::state::{AccreditationState, CarriageState, Voice};
use comity_procedure::time::Hours;
use comity_procedure::{Act, ActKind, Modalities, Stage, Submission};

use super::{Table, accredit, by, consensus, d, w};

/// A key that a story can tell from others.
pub const OWN: PublicKey = PublicKey([1; 32]);
/// Another key.
pub const ANOTHER: PublicKey = PublicKey([2; 32]);

/// A delegate who acts for a delegation.
pub fn delegate(delegation: &str, delegate: &str) -> Actor {
    Actor::Delegation {
        delegation: d(delegation),
        delegate: Some(DelegateId::new(delegate).unwrap()),
        behalf: None,
    }
}

/// A delegation that speaks for an organisation.
pub fn carrying(delegation: &str, organisation: &str) -> Actor {
    Actor::Delegation {
        delegation: d(delegation),
        delegate: None,
        behalf: Some(Behalf::Organisation(d(organisation))),
    }
}

/// A delegation that speaks for a coalition.
pub fn spokes(delegation: &str, coalition: &str) -> Actor {
    Actor::Delegation {
        delegation: d(delegation),
        delegate: None,
        behalf: Some(Behalf::Coalition(c(coalition))),
    }
}

/// A coalition id.
pub fn c(id: &str) -> CoalitionId {
    CoalitionId::new(id).unwrap()
}

/// A language.
pub fn language(tag: &str) -> Language {
    Language::new(tag).unwrap()
}

/// A contribution id.
pub fn input(id: &str) -> ContributionId {
    ContributionId::new(id).unwrap()
}

/// The act that sends a contribution in English, with these passages.
pub fn contribute(id: &str, passages: &[&str]) -> Act {
    let passages = passages.iter().map(|words| Passage {
        words: w(words),
        on: None,
    });
    Act::Contribute {
        contribution: input(id),
        title: w("On the wells of the east"),
        language: language("en"),
        passages: passages.collect(),
    }
}

/// The act that notes a passage, with a link.
pub fn note(contribution: &str, passage: usize, link: Link) -> Act {
    Act::Dispose {
        contribution: input(contribution),
        passage,
        disposition: Disposition::Noted,
        reason: w("It is kept for the second reading."),
        link,
    }
}

/// A statement id.
pub fn said(id: &str) -> StatementId {
    StatementId::new(id).unwrap()
}

/// The act that makes a statement.
pub fn statement(id: &str, kind: StatementKind, on: &[Link]) -> Act {
    Act::State {
        statement: said(id),
        kind,
        on: on.to_vec(),
        words: w("We have carried water on this road for a long time."),
    }
}

/// The act that names a delegate.
pub fn name(delegate: &str, powers: &[Power], key: Option<PublicKey>) -> Act {
    Act::NameDelegate {
        delegate: DelegateId::new(delegate).unwrap(),
        powers: powers.to_vec(),
        key,
    }
}

/// The act that removes a delegate.
pub fn dismiss(delegate: &str) -> Act {
    Act::RemoveDelegate {
        delegate: DelegateId::new(delegate).unwrap(),
    }
}

/// The act that forms a coalition.
pub fn form(coalition: &str) -> Act {
    Act::FormCoalition {
        coalition: c(coalition),
        name: w("Friends of the dawn"),
    }
}

/// The act that joins a coalition.
pub fn join(coalition: &str) -> Act {
    Act::JoinCoalition {
        coalition: c(coalition),
    }
}

/// The act that leaves a coalition.
pub fn leave(coalition: &str) -> Act {
    Act::LeaveCoalition {
        coalition: c(coalition),
    }
}

/// The act that opposes an accreditation.
pub fn oppose(delegation: &str) -> Act {
    Act::OpposeAccreditation {
        delegation: d(delegation),
        reason: w("It keeps no well and speaks for nobody who does."),
    }
}

/// The act that settles an accreditation.
pub fn settle(delegation: &str, admitted: bool) -> Act {
    Act::SettleAccreditation {
        delegation: d(delegation),
        admitted,
        reason: w("The bureau has heard both sides."),
    }
}

/// The act that contests what was carried.
pub fn contest(carriage: Carriage) -> Act {
    Act::ContestCarriage {
        carriage,
        reason: w("We never wrote this."),
    }
}

/// The act that gives p3 in a language.
pub fn translate(table: &Table, tag: &str, words: &str) -> Act {
    Act::Translate {
        language: language(tag),
        provisions: vec![(super::p("p3"), table.hash("p3"), super::wording(words))],
    }
}

/// Modalities under which accreditations are announced for 48 hours, and governments may oppose.
pub fn announcing() -> Modalities {
    let mut modalities = consensus();
    modalities.accreditation = Accreditation::NoObjection {
        within: Hours(48),
        by: vec![Constituency::new("government").unwrap()],
    };
    modalities
}

/// A table under [`announcing`] with tavar, meridia (governments) and loa (civil society), and
/// keth (private sector) just announced.
pub fn keth_announced() -> Table {
    let mut table = Table::empty();
    table.open(announcing());
    table.accredit("tavar", "government");
    table.accredit("meridia", "government");
    table.accredit("loa", "civil-society");
    for _ in 0..3 {
        table.strike();
    }
    table.accredit("keth", "private-sector");
    table
}

/// A table in the stage of inputs where the organisation halite speaks through loa.
pub fn halite_through_loa() -> Table {
    let mut table = Table::with_delegations();
    let standing = Standing::Through(d("loa"));
    table.ok(
        Actor::Secretariat,
        accredit("halite", "civil-society", standing),
    );
    table.stage(Stage::Inputs);
    table
}

/// A submission that carries the signature of a key.
pub fn signed(table: &mut Table, actor: Actor, act: Act, key: PublicKey) -> Submission {
    let mut submission = table.submission(actor, act);
    submission.signed_by = Some(key);
    submission
}

/// Where an accreditation stands.
pub fn accreditation(table: &Table, delegation: &str) -> AccreditationState {
    let found = table.state.delegations().get(&d(delegation));
    found.expect("a delegation").accreditation.clone()
}

/// Who sent a contribution.
pub fn voice_of(table: &Table, contribution: &str) -> Voice {
    let found = table.state.contributions().get(&input(contribution));
    found.expect("a contribution").voice.clone()
}

/// Where the organisation stands to a contribution that was carried for it.
pub fn carriage_of(table: &Table, contribution: &str) -> Option<CarriageState> {
    voice_of(table, contribution).carriage
}

/// Modalities under which objections and contributions are signed.
fn signing() -> Modalities {
    let mut modalities = consensus();
    modalities.signed = vec![ActKind::Object, ActKind::Contribute];
    modalities
}

/// A table in the stage of inputs under [`signing`], where tavar has a key and loa has none.
pub fn tavar_signs() -> Table {
    let mut table = Table::empty();
    table.open(signing());
    let mut act = accredit("tavar", "government", Standing::Delegation);
    if let Act::Accredit { key, .. } = &mut act {
        *key = Some(OWN);
    }
    table.ok(Actor::Secretariat, act);
    table.accredit("loa", "civil-society");
    table.stage(Stage::Inputs);
    table
}

/// The rule that refuses an act of a delegation.
#[track_caller]
pub fn rule(table: &mut Table, delegation: &str, act: Act) -> &'static str {
    table.refused(by(delegation), act).rule()
}
