//! Parties: who is accredited and how, who acts for them, and who speaks together.

mod story;

use comity_procedure::act::{Actor, Deadline, Development, Power, Standing};
use comity_procedure::ids::DelegateId;
use comity_procedure::modalities::Stage;
use comity_procedure::state::AccreditationState;
use comity_procedure::{Act, Effect, evolve};
use story::voices::{
    ANOTHER, OWN, accreditation, c, contribute, delegate, dismiss, form, halite_through_loa, join,
    keth_announced, leave, name, oppose, settle, signed, spokes, tavar_signs, voice_of,
};
use story::{HOUR, Table, accredit, by, d};

#[test]
fn where_accreditation_is_open_a_delegation_takes_part_at_once() {
    let mut table = Table::opened();
    let mut act = accredit("meridia", "government", Standing::Delegation);
    if let Act::Accredit { development, .. } = &mut act {
        *development = Some(Development::Sids);
    }
    table.ok(Actor::Secretariat, act);
    let meridia = &table.state.delegations()[&d("meridia")];
    assert_eq!(meridia.accreditation, AccreditationState::Accredited);
    assert_eq!(meridia.development, Some(Development::Sids));
    assert_eq!(table.state.deadlines().count(), 0);
    table.ok(by("meridia"), form("dawn"));
}

#[test]
fn an_announced_delegation_that_nobody_opposes_is_accredited_by_the_clock() {
    let mut table = keth_announced();
    let (at, deadline) = table.state.deadlines().next().unwrap().clone();
    assert_eq!(at.since(table.now), 48 * HOUR);
    assert_eq!(deadline, Deadline::Accreditation(d("keth")));
    table.strike();
    assert_eq!(
        accreditation(&table, "keth"),
        AccreditationState::Accredited
    );
    assert_eq!(table.state.deadlines().count(), 0);
}

#[test]
fn an_opposed_delegation_is_settled_by_the_chair() {
    for admitted in [true, false] {
        let mut table = keth_announced();
        table.ok(by("tavar"), oppose("keth"));
        table.ok(by("meridia"), oppose("keth"));
        table.strike();
        let AccreditationState::Contested { opposed } = accreditation(&table, "keth") else {
            panic!("keth was opposed");
        };
        assert_eq!(
            opposed.into_keys().collect::<Vec<_>>(),
            [d("meridia"), d("tavar")]
        );
        table.ok(Actor::Chair, settle("keth", admitted));
        match accreditation(&table, "keth") {
            AccreditationState::Accredited => assert!(admitted),
            AccreditationState::Refused { reason } => {
                assert!(!admitted);
                assert_eq!(reason.shown(), "The bureau has heard both sides.");
            }
            other => panic!("it is settled, not {other:?}"),
        }
    }
}

#[test]
fn several_announcements_end_each_at_its_own_deadline() {
    let mut table = keth_announced();
    table.wait(10);
    table.accredit("oru", "government");
    table.ok(by("tavar"), oppose("oru"));
    table.strike();
    assert_eq!(
        accreditation(&table, "keth"),
        AccreditationState::Accredited
    );
    assert!(matches!(
        accreditation(&table, "oru"),
        AccreditationState::Announced { .. }
    ));
    table.strike();
    assert!(matches!(
        accreditation(&table, "oru"),
        AccreditationState::Contested { .. }
    ));
}

#[test]
fn an_organisation_acts_in_its_own_name_too() {
    let mut table = halite_through_loa();
    table.ok(by("halite"), contribute("h1", &["Salt is in the water."]));
    let voice = voice_of(&table, "h1");
    assert_eq!(
        (voice.delegation, voice.behalf, voice.carriage),
        (d("halite"), None, None)
    );
    let refusal = table.refused(by("halite"), form("dawn"));
    assert_eq!(
        refusal.rule(),
        "not-entitled",
        "what it may do is in the modalities"
    );
}

#[test]
fn a_delegate_acts_with_the_powers_that_were_given_last() {
    let mut table = Table::with_delegations();
    table.stage(Stage::Inputs);
    let ito = || delegate("meridia", "m.ito");
    table.ok(by("meridia"), name("m.ito", &[Power::Speak], None));
    table.ok(ito(), contribute("m1", &["Open at dawn."]));
    table.ok(
        by("meridia"),
        name("m.ito", &[Power::Represent, Power::Decide], None),
    );
    table.ok(ito(), form("dawn"));
    let refusal = table.refused(ito(), contribute("m2", &["Open at noon."]));
    assert_eq!(refusal.rule(), "delegate-without-power");

    table.ok(ito(), name("m.ree", &[Power::Speak], None));
    table.ok(by("meridia"), dismiss("m.ito"));
    assert_eq!(
        table.refused(ito(), leave("dawn")).rule(),
        "unknown-delegate"
    );
    let twice = table.refused(by("meridia"), dismiss("m.ito"));
    assert_eq!(twice.rule(), "unknown-delegate");
    let delegates = &table.state.delegations()[&d("meridia")].delegates;
    let left: Vec<&DelegateId> = delegates.keys().collect();
    assert_eq!(left, [&DelegateId::new("m.ree").unwrap()]);
}

#[test]
fn a_delegation_signs_with_its_key_and_a_delegate_with_either() {
    let mut table = tavar_signs();
    let naming = name("t.sen", &[Power::Speak], Some(ANOTHER));
    let naming = signed(&mut table, by("tavar"), naming, OWN);
    table.send(&naming).unwrap();
    let sen = || delegate("tavar", "t.sen");
    for (id, actor, key) in [
        ("t1", by("tavar"), OWN),
        ("t2", sen(), ANOTHER),
        ("t3", sen(), OWN),
    ] {
        let act = contribute(id, &["Open at dawn."]);
        let submission = signed(&mut table, actor, act, key);
        table.send(&submission).unwrap();
    }
}

#[test]
fn a_delegation_without_a_key_signs_through_a_delegate() {
    let mut table = tavar_signs();
    table.ok(by("loa"), name("l.bek", &[Power::Speak], Some(OWN)));
    let act = contribute("l1", &["Open at dawn."]);
    let submission = signed(&mut table, delegate("loa", "l.bek"), act, OWN);
    table.send(&submission).unwrap();
}

#[test]
fn the_member_of_longest_standing_follows_the_spokes() {
    let mut table = Table::with_delegations();
    table.stage(Stage::Inputs);
    table.ok(by("tavar"), form("dawn"));
    table.ok(by("loa"), join("dawn"));
    table.ok(by("keth"), join("dawn"));
    let check = |table: &Table, speaks: &str, members: &[&str]| {
        let dawn = &table.state.coalitions()[&c("dawn")];
        assert_eq!(dawn.spokes, d(speaks));
        let members: Vec<_> = members.iter().map(|id| d(id)).collect();
        assert_eq!(dawn.members, members);
    };
    check(&table, "tavar", &["tavar", "loa", "keth"]);
    table.ok(
        spokes("tavar", "dawn"),
        contribute("d1", &["Open at dawn."]),
    );

    table.ok(by("tavar"), leave("dawn"));
    check(&table, "loa", &["loa", "keth"]);
    table.ok(spokes("loa", "dawn"), contribute("d2", &["Open at noon."]));
    table.ok(by("tavar"), join("dawn"));
    table.ok(by("keth"), leave("dawn"));
    check(&table, "loa", &["loa", "tavar"]);
    table.ok(by("tavar"), leave("dawn"));
    let last = table.ok(by("loa"), leave("dawn"));
    assert_eq!(last, [Effect::CoalitionChanged(c("dawn"), None)]);
    check(&table, "loa", &[]);
}

#[test]
fn an_effect_on_what_is_not_there_changes_nothing() {
    let mut table = Table::opened();
    let submission = table.submission(Actor::Chair, form("dawn"));
    let effects = [
        Effect::AccreditationMoved(d("oru"), AccreditationState::Accredited),
        Effect::DelegateNamed {
            delegation: d("oru"),
            delegate: DelegateId::new("o.kee").unwrap(),
            powers: vec![Power::Speak],
            key: None,
        },
        Effect::DelegateRemoved(d("oru"), DelegateId::new("o.kee").unwrap()),
        Effect::CoalitionChanged(c("dawn"), None),
    ];
    let after = evolve(table.state.clone(), &submission, &effects);
    assert_eq!(after.delegations().size(), 0);
    assert_eq!(after.coalitions().size(), 0);
    assert_eq!(after.size(), table.state.size() + 1);
}
