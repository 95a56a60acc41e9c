//! Refusals about parties, stages, contributions and statements.

use std::sync::Arc;

use comity_procedure::act::{Actor, Carriage, Link, Standing, StatementKind};
use comity_procedure::ids::{Constituency, Region};
use comity_procedure::modalities::{Accreditation, Capacity, Modalities, Permission, Stage};
use comity_procedure::time::Hours;
use comity_procedure::{Act, ActKind, Effect, evolve};

use crate::check;
use crate::story::voices::{
    announcing, carrying, contest, contribute, form, halite_through_loa, input, join,
    keth_announced, language, leave, oppose, rule, said, settle, spokes, statement, translate,
};
use crate::story::{Table, accredit, by, d, hash, p, w, wording};

#[test]
fn a_delegation_belongs_to_a_constituency_of_the_modalities() {
    let act = accredit("oru", "media", Standing::Delegation);
    let refusal = Table::opened().refused(Actor::Secretariat, act);
    check("not-in-modalities", &refusal);
    let mut act = accredit("oru", "government", Standing::Delegation);
    if let Act::Accredit { region, .. } = &mut act {
        *region = Region::new("south").unwrap();
    }
    let refusal = Table::opened().refused(Actor::Secretariat, act);
    assert_eq!(refusal.to_string(), "the modalities know no region south");
}

#[test]
fn rules_that_hear_nobody_are_no_rules() {
    let opening = |mend: &dyn Fn(&mut Modalities)| {
        let mut modalities = announcing();
        mend(&mut modalities);
        let act = Act::Open {
            title: w("Code of conduct"),
            modalities: Arc::new(modalities),
        };
        Table::empty().refused(Actor::Secretariat, act)
    };
    let check_why = |why: &str, mend: &dyn Fn(&mut Modalities)| {
        let refusal = opening(mend).to_string();
        assert_eq!(refusal, format!("these modalities cannot be used: {why}"));
    };
    let oru = || Constituency::new("oru").unwrap();
    check("unusable-modalities", &opening(&|m| m.silence = Hours(0)));
    check_why("they name no region", &|m| m.regions.clear());
    check_why("they name no language", &|m| m.languages.clear());
    check_why("they name no constituency", &|m| m.constituencies.clear());
    check_why("they name the language en twice", &|m| {
        m.languages.push(language("en"));
    });
    check_why("oru is none of their constituencies", &|m| {
        m.objections_respected.push(oru());
    });
    check_why("an announcement of no hours hears nobody", &|m| {
        m.accreditation = Accreditation::NoObjection {
            within: Hours(0),
            by: vec![],
        };
    });
    check_why(
        "nobody may object to an accreditation that awaits objections",
        &|m| {
            m.accreditation = Accreditation::NoObjection {
                within: Hours(1),
                by: vec![],
            };
        },
    );
    check_why(
        "nobody's objection is respected, and that is no consensus",
        &|m| m.objections_respected.clear(),
    );
    check_why("nobody may do anything", &|m| m.may.clear());
    check_why(
        "the clock may not strike deadlines at the stage adopted, and everything waits for them",
        &|m| {
            let strikes = m.may.iter_mut().find(|row| row.by == [Capacity::Clock]);
            strikes.unwrap().at.retain(|stage| *stage != Stage::Adopted);
        },
    );
}

#[test]
fn an_accreditation_is_opposed_while_it_is_announced() {
    let mut table = keth_announced();
    let refusal = table.refused(by("tavar"), oppose("meridia"));
    check("not-announced", &refusal);
    assert_eq!(
        rule(&mut table, "tavar", oppose("oru")),
        "unknown-delegation"
    );
    table.ok(by("tavar"), oppose("keth"));
    assert_eq!(rule(&mut table, "tavar", oppose("keth")), "so-already");
}

#[test]
fn those_oppose_whom_the_modalities_name() {
    let refusal = keth_announced().refused(by("loa"), oppose("keth"));
    check("may-not-oppose", &refusal);

    let mut modalities = announcing();
    modalities.may.push(Permission {
        acts: vec![ActKind::OpposeAccreditation],
        by: vec![Capacity::Observer],
        at: vec![Stage::Modalities],
    });
    let mut table = Table::empty();
    table.open(modalities);
    let observer = accredit("oru", "government", Standing::Observer);
    table.ok(Actor::Secretariat, observer);
    table.strike();
    table.accredit("keth", "private-sector");
    assert_eq!(rule(&mut table, "oru", oppose("keth")), "may-not-oppose");
}

#[test]
fn only_what_is_contested_is_settled() {
    let mut table = keth_announced();
    let refusal = table.refused(Actor::Chair, settle("keth", false));
    check("not-contested", &refusal);
    table.ok(by("tavar"), oppose("keth"));
    table.strike();
    table.ok(Actor::Chair, settle("keth", true));
    let refusal = table.refused(Actor::Chair, settle("keth", false));
    assert_eq!(refusal.rule(), "not-contested", "it is settled once");
}

#[test]
fn a_refused_id_is_not_given_to_another() {
    let mut table = keth_announced();
    table.ok(by("tavar"), oppose("keth"));
    table.strike();
    table.ok(Actor::Chair, settle("keth", false));
    let act = accredit("keth", "private-sector", Standing::Delegation);
    let refusal = table.refused(Actor::Secretariat, act);
    assert_eq!(refusal.rule(), "id-in-use");
}

#[test]
fn nobody_leaves_a_coalition_that_it_is_not_in() {
    let mut table = Table::with_delegations();
    table.ok(by("loa"), form("dawn"));
    check("not-member", &table.refused(by("keth"), leave("dawn")));
    assert_eq!(rule(&mut table, "keth", leave("noon")), "unknown");
}

#[test]
fn a_dissolved_coalition_is_not_taken_over() {
    let mut table = Table::with_delegations();
    table.stage(Stage::Inputs);
    table.ok(by("loa"), form("dawn"));
    table.ok(by("loa"), leave("dawn"));
    check("dissolved", &table.refused(by("keth"), join("dawn")));
    assert_eq!(rule(&mut table, "loa", leave("dawn")), "dissolved");
    assert_eq!(rule(&mut table, "keth", form("dawn")), "id-in-use");
    let act = contribute("d1", &["Open at dawn."]);
    let refusal = table.refused(spokes("loa", "dawn"), act);
    assert_eq!(refusal.rule(), "dissolved");
}

#[test]
fn no_stage_is_opened_that_ends_the_negotiation() {
    let mut table = Table::with_delegations();
    let open = |stage| Act::OpenStage {
        stage,
        reason: Some(w("It is time.")),
    };
    check(
        "no-such-step",
        &table.refused(Actor::Chair, open(Stage::Adopted)),
    );
    for end in [Stage::Closed, Stage::Implementation] {
        let refusal = table.refused(Actor::Chair, open(end));
        assert_eq!(refusal.rule(), "no-such-step");
    }

    let submission = table.submission(Actor::Chair, open(Stage::Adopted));
    let adopted = [Effect::StageOpened(Stage::Adopted)];
    table.state = evolve(table.state, &submission, &adopted);
    for stage in [Stage::Readings, Stage::Closed] {
        let refusal = table.refused(Actor::Chair, open(stage));
        assert_eq!(
            refusal.rule(),
            "no-such-step",
            "an adopted text is not reopened"
        );
    }
    table.ok(Actor::Chair, open(Stage::Implementation));
}

#[test]
fn one_settles_what_was_carried_in_ones_own_name() {
    let mut table = halite_through_loa();
    let act = contribute("h1", &["Salt is in the water."]);
    table.ok(carrying("loa", "halite"), act);
    let through = Standing::Through(d("keth"));
    table.ok(
        Actor::Secretariat,
        accredit("brine", "private-sector", through),
    );
    let h1 = Carriage::Contribution(input("h1"));
    let refusal = table.refused(by("brine"), contest(h1.clone()));
    check("not-carried-for", &refusal);
    let nothing = contest(Carriage::Statement(said("h2")));
    assert_eq!(rule(&mut table, "halite", nothing), "unknown");
    table.ok(by("halite"), contest(h1.clone()));
    assert_eq!(rule(&mut table, "halite", contest(h1)), "so-already");
}

#[test]
fn a_right_of_reply_answers_somebody_else() {
    let mut table = Table::with_delegations();
    let reply = |id, on: &[Link]| statement(id, StatementKind::RightOfReply, on);
    let refusal = table.refused(by("tavar"), reply("t2", &[Link::Entry(0)]));
    check("reply-to-nothing", &refusal);
    table.ok(by("tavar"), statement("t1", StatementKind::General, &[]));
    let own = Link::Statement(said("t1"));
    assert_eq!(
        rule(&mut table, "tavar", reply("t2", &[own])),
        "reply-to-nothing"
    );
}

#[test]
fn a_reservation_is_about_something() {
    let mut table = Table::with_delegations();
    let act = statement("k1", StatementKind::Reservation, &[Link::Entry(0)]);
    check("about-nothing", &table.refused(by("keth"), act));
}

#[test]
fn an_organisation_speaks_through_a_delegation_with_full_rights() {
    let mut table = halite_through_loa();
    let through = |carrier| {
        let standing = Standing::Through(d(carrier));
        accredit("brine", "private-sector", standing)
    };
    let refusal = table.refused(Actor::Secretariat, through("halite"));
    check("cannot-carry", &refusal);
    let observer = accredit("oru", "government", Standing::Observer);
    table.ok(Actor::Secretariat, observer);
    let refusal = table.refused(Actor::Secretariat, through("oru"));
    assert_eq!(refusal.rule(), "cannot-carry");
    let refusal = table.refused(Actor::Secretariat, through("brine"));
    assert_eq!(refusal.rule(), "unknown-delegation", "nor through itself");
}

#[test]
fn the_working_language_is_not_translated_into() {
    let act = Act::Translate {
        language: language("en"),
        provisions: vec![(p("p3"), hash("Open at dawn."), wording("Open at dawn."))],
    };
    let mut table = Table::with_delegations();
    table.stage(Stage::Drafting);
    check(
        "working-language",
        &table.refused(Actor::Secretariat, act.clone()),
    );
    let into = |tag| match act.clone() {
        Act::Translate { provisions, .. } => Act::Translate {
            language: language(tag),
            provisions,
        },
        other => other,
    };
    let refusal = table.refused(Actor::Secretariat, into("fr"));
    assert_eq!(refusal.to_string(), "the modalities know no language fr");
    let refusal = table.refused(Actor::Secretariat, into("ar"));
    assert_eq!(refusal.rule(), "no-text");
}

#[test]
fn a_translation_is_of_the_text_that_stands() {
    let mut table = Table::in_readings();
    let of = |id: &str, text: &str, words: &str| Act::Translate {
        language: language("ar"),
        provisions: vec![(p(id), hash(text), wording(words))],
    };
    let earlier = of("p3", "Keepers open the well.", "يفتح الحراس البئر.");
    check(
        "translates-other-text",
        &table.refused(Actor::Secretariat, earlier),
    );
    let mut check_rule = |rule: &str, act: Act| {
        let refusal = table.refused(Actor::Secretariat, act);
        assert_eq!(refusal.rule(), rule, "{refusal}");
    };
    let standing = "Keepers shall open the well at dawn.";
    check_rule("unknown", of("p9", standing, "يفتح الحراس البئر."));
    check_rule("blank", of("p3", standing, " "));
    check_rule("control-characters", of("p3", standing, "يفتح\nالحراس"));
    check_rule("control-characters", of("p3", standing, "يفتح\u{7}"));
    let mut twice = translate(&Table::in_readings(), "ar", "يفتح الحراس البئر.");
    if let Act::Translate { provisions, .. } = &mut twice {
        provisions.push(provisions[0].clone());
    }
    check_rule("named-twice", twice);
}

#[test]
fn a_text_is_withheld_once_and_on_a_ground() {
    let redact = |texts: &[&str], ground: &str| Act::Redact {
        texts: texts.iter().map(|text| hash(text)).collect(),
        ground: w(ground),
    };
    let mut table = Table::with_delegations();
    let mut check_rule = |rule: &str, act: Act| {
        let refusal = table.refused(Actor::Secretariat, act);
        assert_eq!(refusal.rule(), rule, "{refusal}");
    };
    check_rule("nothing", redact(&[], "It names a person."));
    check_rule("blank", redact(&["a"], ""));
    check_rule("named-twice", redact(&["a", "a"], "It names a person."));
    table.ok(Actor::Secretariat, redact(&["a"], "It names a person."));
    let refusal = table.refused(
        Actor::Secretariat,
        redact(&["b", "a"], "It names a person."),
    );
    assert_eq!(refusal.rule(), "so-already");
}
