//! The procedure, as people go through it: inputs and their answers, objections, calls, and the
//! chair's way from an objection to the adopted text.

use std::collections::HashMap;

use axum::http::StatusCode;
use comity_app::Caller;
use comity_app::tasks::Task;
use comity_procedure::Time;
use comity_procedure::ids::DelegationId;
use comity_testkit::visitor::{Page, Visitor};

use crate::world::{World, empty, outage_notices_at};

/// The first text, as a secretariat would paste it.
const TEXT: &str = "# On shared wells\n\n1. Keepers should give water to all.\n\n2. Keepers ask no price of the poor.\n\n3. Disputes go to the elders.\n";

/// The path of a page of the small negotiation.
pub fn at(rest: &str) -> String {
    format!("/n/wells{rest}")
}

pub fn party(id: &str) -> Caller {
    Caller::Party {
        delegation: DelegationId::new(id).unwrap(),
        delegate: None,
    }
}

/// Does something that is not done on the pages that are tried here.
pub async fn done(world: &World, caller: Caller, task: &str) {
    let desk = world.negotiations.get(&world.id).unwrap();
    let task: Task = serde_json::from_str(task).unwrap();
    let published = desk.read();
    let prepared = desk.prepare(&published.state, task, HashMap::new()).await;
    let actor = match &caller {
        Caller::Operator => comity_record::v1::parts::Actor::Secretariat,
        caller => caller.actor().unwrap(),
    };
    let key = world.site.chance().bytes()[..16].try_into().unwrap();
    desk.submit(&caller, actor, prepared.unwrap().act, key)
        .await
        .unwrap_or_else(|error| panic!("{caller:?}: {error}"));
}

/// A small negotiation at the stage of drafting, in which everybody is accredited.
pub async fn wells() -> World {
    let world = empty("wells").await;
    world.clock.set(Time(1_930_000_000_000));
    let open = r#"{"open":{"title":"On shared wells","change":{"accreditation":"open","languages":["en","ar"]}}}"#;
    done(&world, Caller::Operator, open).await;
    for (id, name, constituency) in [
        ("tavar", "Tavar", "government"),
        ("meridia", "Meridia", "government"),
        ("loa", "Loa", "civil-society"),
    ] {
        let task = format!(
            r#"{{"act":{{"accredit":{{"delegation":"{id}","name":"{name}","constituency":"{constituency}","region":"global","standing":"delegation"}}}}}}"#
        );
        done(&world, Caller::Operator, &task).await;
    }
    for stage in ["inputs", "drafting"] {
        let task = format!(r#"{{"act":{{"open-stage":{{"stage":"{stage}"}}}}}}"#);
        done(&world, Caller::Chair, &task).await;
    }
    world
}

/// The same at the readings, with the text on the table.
pub async fn readings() -> World {
    let world = wells().await;
    let mut chair = world.chair().await;
    let page = chair.get(&at("/chair/text")).await;
    let page = chair
        .send(&page, &at("/chair/text"), &[("text", TEXT), ("do", "look")])
        .await;
    assert!(
        page.text().contains("4 provisions were read"),
        "{}",
        page.text()
    );
    let page = chair
        .send(&page, &at("/chair/text"), &[("do", "table")])
        .await;
    assert!(page.path.starts_with(&at("/text")), "{}", page.path);
    let page = chair.get(&at("/chair")).await;
    let page = chair.send(&page, &at("/chair/stage"), &[]).await;
    assert_eq!(page.path, at("/chair"));
    assert!(
        page.text().contains("The negotiation is at: Readings"),
        "{}",
        page.text()
    );
    world
}

/// Lets hours pass and the clock strike.
pub async fn wait(world: &World, hours: i64) {
    let desk = world.negotiations.get(&world.id).unwrap();
    let now = world.site.now() + hours * 3_600_000;
    world.clock.set(Time(now));
    desk.negotiation().tick().await.unwrap();
}

#[track_caller]
pub fn says(page: &Page, words: &str) {
    assert!(
        page.text().contains(words),
        "{} does not say “{words}”:\n{}",
        page.path,
        page.text()
    );
}

#[track_caller]
fn never_says(page: &Page, words: &str) {
    assert!(
        !page.text().contains(words),
        "{} says “{words}”:\n{}",
        page.path,
        page.text()
    );
}

/// Opens a call on provisions in the browser; gives its page.
async fn call(chair: &mut Visitor, said: &[(&str, &str)]) -> Page {
    let page = chair.get(&at("/calls/open")).await;
    chair.send(&page, &at("/calls/open"), said).await
}

#[expect(
    clippy::too_many_lines,
    reason = "one story from its beginning to its end"
)]
#[tokio::test]
async fn the_chair_leads_from_objections_to_the_adopted_text() {
    let world = readings().await;
    let (mut chair, mut loa) = (world.chair().await, world.head_of("loa").await);
    done(&world, party("tavar"), r#"{"propose":{"proposal":"tavar-1","rationale":"A duty is a duty.","edits":[{"provision":"p2","text":"1. Keepers shall give water to all."}]}}"#).await;
    done(&world, party("meridia"), r#"{"propose":{"proposal":"meridia-1","rationale":"Not every well has water.","edits":[{"provision":"p2","text":"1. Keepers may give water to all."},{"provision":"p4","text":"3. Disputes go to the elders in writing."}]}}"#).await;
    done(&world, party("loa"), r#"{"act":{"object":{"objection":"loa-1","subject":{"provision":"p3"},"reason":"Who is poor?","remedy":"Keepers ask no price."}}}"#).await;

    // The objection waits for its answer, and keeps its provision from being called.
    let page = chair.get(&at("/chair")).await;
    says(&page, "An objection to para. 2 waits for an answer");
    let page = chair.get(&at("/calls/open")).await;
    says(
        &page,
        "1 provision cannot be called: an objection to it has not been answered.",
    );
    let page = chair.get(&at("/ledger/loa-1")).await;
    let page = chair
        .send(
            &page,
            &at("/ledger/loa-1/answer"),
            &[("answer", "The elders know.")],
        )
        .await;
    says(&page, "Answered");
    says(&page, "The elders know.");
    let page = loa.get(&at("/ledger/loa-1")).await;
    let page = loa
        .send(
            &page,
            &at("/ledger/loa-1/end"),
            &[("ending", "accommodated")],
        )
        .await;
    says(&page, "✓ Accommodated".trim_start_matches("✓ "));

    // Two proposals exclude each other; the page says so before anything is tabled.
    let page = chair.get(&at("/chair/revision")).await;
    let both = [
        ("proposal", "tavar-1"),
        ("proposal", "meridia-1"),
        ("do", "look"),
    ];
    let page = chair.send(&page, &at("/chair/revision"), &both).await;
    says(&page, "These exclude each other");
    let one = [
        ("proposal", "tavar-1"),
        ("change", "meridia-1:1"),
        ("do", "look"),
    ];
    let page = chair.send(&page, &at("/chair/revision"), &one).await;
    never_says(&page, "These exclude each other");
    says(&page, "Conflicting 1");
    says(&page, "Accepted 1");
    let page = chair
        .send(
            &page,
            &at("/chair/revision"),
            &[("reason", "Agreed in the room."), ("do", "table")],
        )
        .await;
    assert_eq!(page.path, at("/revisions/1"));

    // A silence procedure that is broken, answered, and lifted; then it closes by the clock.
    let all = [
        ("provision", "p1"),
        ("provision", "p2"),
        ("provision", "p3"),
        ("provision", "p4"),
        ("kind", "silence"),
        ("hours", "72"),
    ];
    let page = call(&mut chair, &all).await;
    assert_eq!(page.path, at("/calls/call-1"), "{}", page.text());
    wait(&world, 1).await;
    let page = loa.get(&at("/calls/call-1")).await;
    says(&page, "Seen by 1 of 3 delegations");
    let said = [
        ("provision", "p4"),
        ("reason", "Not all write."),
        ("remedy", "in their own words"),
    ];
    let page = loa.send(&page, &at("/calls/call-1/break"), &said).await;
    says(&page, "Not all write.");
    let page = chair.get(&at("/ledger?open=1")).await;
    says(&page, "1 of 2 not ended");
    let page = chair.get(&at("/ledger/call-1.loa.1")).await;
    chair
        .send(
            &page,
            &at("/ledger/call-1.loa.1/answer"),
            &[("answer", "A scribe will help.")],
        )
        .await;
    let page = loa.get(&at("/calls/call-1")).await;
    let page = loa
        .send(&page, &at("/calls/call-1/lift"), &[("ending", "withdrawn")])
        .await;
    says(&page, "Who has broken the silence Nobody.");
    wait(&world, 72).await;
    says(&chair.get(&at("/calls")).await, "No call is open.");

    // Finalisation, and adoption when nothing stands in the way any more.
    let page = chair.get(&at("/chair")).await;
    let page = chair.send(&page, &at("/chair/stage"), &[]).await;
    says(
        &page,
        "Every provision is agreed and nothing stands in the way.",
    );
    let page = chair.send(&page, &at("/chair/adopt"), &[]).await;
    assert_eq!(page.path, at("/adopted"));
    let desk = world.negotiations.get(&world.id).unwrap();
    assert_eq!(desk.read().state.stage(), comity_procedure::Stage::Adopted);
}

#[tokio::test]
async fn an_input_is_written_kept_sent_and_answered_passage_by_passage() {
    let world = wells().await;
    let (mut loa, mut secretariat) = (world.head_of("loa").await, world.secretariat().await);
    let send = at("/contributions/send");
    let page = loa.get(&send).await;
    let said = [
        ("title", "Two points"),
        ("words", "Wells dry up."),
        ("words", ""),
        ("do", "add"),
    ];
    let page = loa.send(&page, &send, &said).await;
    says(&page, "Passage 3");
    let page = loa.send(&page, &send, &[("do", "draft")]).await;
    says(&page, "This is the draft that you saved.");
    assert!(
        page.html.contains("Wells dry up."),
        "the draft is in the form"
    );
    let said = [
        ("words", "Wells dry up."),
        ("words", "Ropes break."),
        ("do", "send"),
    ];
    let page = loa.send(&page, &send, &said).await;
    assert_eq!(page.path, at("/contributions/loa-1"));
    never_says(&loa.get(&send).await, "This is the draft that you saved.");

    let page = secretariat.get(&at("/contributions")).await;
    says(&page, "Civil society 1 2 0 0 0 0 2");
    let first = at("/contributions/loa-1/1/dispose");
    let page = secretariat.get(&first).await;
    // Without saying where it can be seen, nothing is recorded and nothing typed is lost.
    let said = [
        ("disposition", "noted"),
        ("reason", "It is known."),
        ("do", "next"),
    ];
    let page = secretariat.send(&page, &first, &said).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(&page, "Nothing is named where it can be seen");
    assert!(page.html.contains("It is known."));
    let page = secretariat
        .send(&page, &first, &[("entry", "1"), ("do", "next")])
        .await;
    assert_eq!(
        page.path,
        at("/contributions/loa-1/2/dispose"),
        "it leads to the next passage"
    );
    let page = world.stranger().get(&at("/contributions/loa-1")).await;
    says(&page, "Noted It is known. To be seen in Entry 1");
    says(&page, "Not answered yet");
}

#[tokio::test]
async fn who_is_slower_sees_what_stands_and_keeps_what_they_wrote() {
    let world = wells().await;
    done(&world, party("loa"), r#"{"act":{"contribute":{"contribution":"loa-1","language":"en","title":"One point","passages":[{"words":"Wells dry up."}]}}}"#).await;
    let (mut chair, mut secretariat) = (world.chair().await, world.secretariat().await);
    let path = at("/contributions/loa-1/1/dispose");
    let (mine, theirs) = (chair.get(&path).await, secretariat.get(&path).await);
    let said = [
        ("disposition", "noted"),
        ("reason", "It is known."),
        ("entry", "1"),
    ];
    secretariat.send(&theirs, &path, &said).await;
    let said = [
        ("disposition", "taken-up"),
        ("reason", "It will be in the text."),
        ("entry", "2"),
    ];
    let page = chair.send(&mine, &path, &said).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    says(&page, "Somebody was faster");
    says(&page, "It is known.");
    assert!(
        page.html.contains("It will be in the text."),
        "what was typed is in the form"
    );
    let page = chair.send(&page, &path, &[]).await;
    says(&page, "Taken up It will be in the text.");
}

#[tokio::test]
async fn a_form_that_is_sent_twice_is_taken_once() {
    let world = readings().await;
    done(&world, party("loa"), r#"{"act":{"object":{"objection":"loa-1","subject":{"provision":"p3"},"reason":"Who is poor?","remedy":"Keepers ask no price."}}}"#).await;
    let mut chair = world.chair().await;
    let page = chair.get(&at("/ledger/loa-1")).await;
    let size = world
        .negotiations
        .get(&world.id)
        .unwrap()
        .read()
        .state
        .size();
    for _ in 0..2 {
        let page = chair
            .send(
                &page,
                &at("/ledger/loa-1/answer"),
                &[("answer", "The elders know.")],
            )
            .await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(page.text().matches("The elders know.").count(), 1);
    }
    assert_eq!(
        world
            .negotiations
            .get(&world.id)
            .unwrap()
            .read()
            .state
            .size(),
        size + 1
    );
}

#[tokio::test]
async fn a_break_that_says_nothing_comes_back_with_what_was_typed() {
    let world = readings().await;
    let (mut chair, mut loa) = (world.chair().await, world.head_of("loa").await);
    call(
        &mut chair,
        &[("provision", "p2"), ("kind", "silence"), ("hours", "72")],
    )
    .await;
    wait(&world, 1).await;
    let page = loa.get(&at("/calls/call-1")).await;
    let said = [
        ("provision", "p2"),
        ("reason", "We were not asked."),
        ("remedy", " "),
    ];
    let page = loa.send(&page, &at("/calls/call-1/break"), &said).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.html.contains("We were not asked."), "{}", page.html);
    assert!(
        page.html.contains("value=\"p2\" checked"),
        "the box is still ticked"
    );
    // Too short a silence is refused with the hours that the modalities ask for.
    let page = call(
        &mut chair,
        &[("provision", "p3"), ("kind", "silence"), ("hours", "12")],
    )
    .await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    says(&page, "72");
    assert!(
        page.html.contains("value=\"p3\" checked"),
        "the choice is kept"
    );
}

#[tokio::test]
async fn what_people_write_is_shown_and_never_obeyed() {
    let world = wells().await;
    let mut loa = world.head_of("loa").await;
    let send = at("/contributions/send");
    let page = loa.get(&send).await;
    let evil = "<script>alert(1)</script> \u{202e}backwards";
    let page = loa
        .send(
            &page,
            &send,
            &[("title", evil), ("words", evil), ("do", "send")],
        )
        .await;
    assert_eq!(page.path, at("/contributions/loa-1"));
    assert!(!page.html.contains("<script>alert"), "{}", page.html);
    assert!(
        !page.main().contains('\u{202e}'),
        "the sign that turns the line is shown, not obeyed"
    );
    assert!(page.main().contains("U+202E"), "{}", page.main());
    let page = loa.get(&at("/contributions")).await;
    assert!(!page.html.contains("<script>alert") && !page.main().contains('\u{202e}'));
    // What stands in a box is what was typed, escaped.
    let page = loa.get(&send).await;
    let page = loa
        .send(
            &page,
            &send,
            &[("title", evil), ("words", "</textarea><b>"), ("do", "add")],
        )
        .await;
    assert!(!page.html.contains("</textarea><b>"));
}

#[tokio::test]
async fn words_in_another_language_are_given_where_they_are_behind() {
    let world = readings().await;
    let mut secretariat = world.secretariat().await;
    let path = at("/chair/translate/ar");
    let page = secretariat.get(&path).await;
    says(&page, "4 provisions are behind the text.");
    let said = [
        ("words-p1", "بشأن الآبار المشتركة"),
        ("words-p2", "*يعطي* القائمون الماء للجميع."),
    ];
    let page = secretariat.send(&page, &path, &said).await;
    says(&page, "2 provisions are behind the text.");
    done(&world, party("tavar"), r#"{"propose":{"proposal":"tavar-1","rationale":"Clearer.","edits":[{"provision":"p2","text":"1. Keepers shall give water to all."}]}}"#).await;
    done(
        &world,
        Caller::Chair,
        r#"{"accept":{"proposals":["tavar-1"],"reason":"Agreed."}}"#,
    )
    .await;
    let page = secretariat.get(&path).await;
    says(&page, "Of an earlier text");
    assert!(
        page.html.contains("*يعطي*"),
        "the emphasis is in the box as it is typed"
    );
    let page = secretariat.send(&page, &path, &[("still-p2", "1")]).await;
    says(&page, "2 provisions are behind the text.");
    assert_eq!(
        secretariat.get(&at("/chair/translate/en")).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_statement_stands_in_the_words_of_who_made_it_and_an_organisation_can_contest_it() {
    let world = outage_notices_at("2031-04-28T12:00:00Z").await;
    let root = "/n/outage-notices";
    let mut libraries = world.head_of("river-libraries").await;
    let page = libraries.get(&format!("{root}/statements")).await;
    says(&page, "This was said in the name of your organisation.");
    let said = [
        ("what", "statement"),
        ("id", "libraries-op5"),
        ("do", "contest"),
        ("reason", ""),
    ];
    let page = libraries
        .send(&page, &format!("{root}/carriage"), &said)
        .await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    let page = libraries
        .send(
            &page,
            &format!("{root}/carriage"),
            &[("do", "contest"), ("reason", "We were not asked.")],
        )
        .await;
    says(
        &page,
        "Carried for an organisation, which contests it We were not asked.",
    );
    let mut orvia = world.head_of("orvia").await;
    let make = format!("{root}/statements/make");
    let page = orvia.get(&make).await;
    let said = [("kind", "reservation"), ("words", "With our law.")];
    let page = orvia.send(&page, &make, &said).await;
    assert_eq!(
        page.status,
        StatusCode::CONFLICT,
        "a reservation names what it is about"
    );
    let page = orvia.send(&page, &make, &[("on", "provision:p12")]).await;
    says(&page, "Reservation Orvia on OP 5");
}

#[tokio::test]
async fn pages_read_well_in_english_and_arabic() {
    let world = outage_notices_at("2031-04-18T12:00:00Z").await;
    let root = "/n/outage-notices";
    for (name, path) in [
        ("contribution", "/contributions/small-states-1"),
        ("ledger", "/ledger"),
        ("call", "/calls/part-1"),
        ("statements", "/statements"),
    ] {
        for language in ["en", "ar"] {
            let mut visitor = world.stranger().reading(language);
            let page = visitor.get(&format!("{root}{path}")).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            insta::assert_snapshot!(format!("{name}.{language}"), page.main());
        }
    }
}

#[tokio::test]
async fn other_modalities_are_asked_for_in_the_browser_and_hold_when_nobody_objects() {
    let world = wells().await;
    let (mut chair, mut loa) = (world.chair().await, world.head_of("loa").await);
    let form = chair.get(&at("/calls/open")).await;
    let written = form.form(&at("/calls/open")).unwrap().fields;
    let file = written.iter().find(|it| it.0 == "modalities").unwrap();
    let file = file.1.clone();
    assert!(file.contains("silence-hours = 72"), "{file}");
    let shorter = file.replace("silence-hours = 72", "silence-hours = 24");

    // What is in force already, and what is no modalities, is said above what was typed.
    let page = call(&mut chair, &[("what", "modalities")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(&page, "These are the modalities that are in force");
    let broken = shorter.replace("keep-text", "keep-texts");
    let said = [("what", "modalities"), ("modalities", &*broken)];
    let page = call(&mut chair, &said).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(&page, "keep-text, drop-text");
    assert!(page.html.contains("keep-texts"), "what was typed is there");
    let said = [
        ("what", "modalities"),
        ("modalities", &*shorter),
        ("hours", "71"),
    ];
    let page = call(&mut chair, &said).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    says(&page, "The call would be open for 71 hours");

    let none = file.replace("silence-hours = 72", "silence-hours = 0");
    let said = [
        ("what", "modalities"),
        ("modalities", &*none),
        ("hours", "72"),
    ];
    let page = call(&mut chair.clone().reading("ar"), &said).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    says(&page, "صمت بلا ساعات لا يسمع أحدا");

    // An explicit call on them is asked for as long: nobody can object to them before.
    let said = [
        ("what", "modalities"),
        ("modalities", &*shorter),
        ("kind", "explicit"),
        ("hours", "72"),
    ];
    let page = call(&mut chair, &said).await;
    assert_eq!(page.path, at("/calls/call-1"), "{}", page.text());
    says(&page, "Other modalities");
    says(&page, "silence-hours 72 24");
    never_says(&page, "silence-again-hours 24");

    // A delegation breaks it, and it is asked for once more.
    wait(&world, 1).await;
    let page = loa.get(&at("/calls/call-1")).await;
    let said = [("reason", "A day is short."), ("remedy", "Two days.")];
    loa.send(&page, &at("/calls/call-1/break"), &said).await;
    wait(&world, 72).await;
    let hours = |world: &World| {
        let desk = world.negotiations.get(&world.id).unwrap();
        desk.read().state.modalities().silence.0
    };
    assert_eq!(hours(&world), 72);
    let again = chair.get(&at("/calls/open?again=call-1")).await;
    let longer = shorter.replace("silence-hours = 24", "silence-hours = 48");
    let said = [("modalities", &*longer)];
    assert!(
        again.html.contains("silence-hours = 24"),
        "what was asked is there to be mended"
    );
    let page = chair.send(&again, &at("/calls/open"), &said).await;
    assert_eq!(page.path, at("/calls/call-2"), "{}", page.text());
    wait(&world, 25).await;
    assert_eq!(hours(&world), 48);
    let page = loa.reading("ar").get(&at("/calls/call-2")).await;
    says(&page, "ما الذي سيتغير");
}
