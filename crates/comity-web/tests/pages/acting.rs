//! People who act: they propose by writing a provision as it should read, join, take positions,
//! object, and are told in their language what stands in the way. Nothing typed is ever lost.

use axum::http::{Method, StatusCode, header};
use comity_app::Published;
use comity_procedure::ids::{ObjectionId, ProposalId};
use comity_record::v1::hex::Hex;
use comity_testkit::visitor::{Page, Visitor};
use comity_text::ProvisionId;
use std::sync::Arc;

use crate::troubles::id_of;
use crate::world::{World, outage_notices_at};

/// While the text is read: three ask for other days in OP 2, and one keeps OP 5.
const READINGS: &str = "2031-04-03T12:00:00Z";

/// Once rev.1 stands, and its preamble is agreed.
const REV_1: &str = "2031-04-16T09:30:00Z";

const OP_2: &str = "2. An operator should announce planned work that may interrupt a service at \
    least six days in advance. The announcement should state:";

fn at(path: &str) -> String {
    format!("/n/outage-notices{path}")
}

fn now(world: &World) -> Arc<Published> {
    world.negotiations.get(&world.id).unwrap().read()
}

fn size(world: &World) -> u64 {
    now(world).state.size()
}

/// A page for a golden file: what is made anew each time is not part of it.
fn golden(page: &Page) -> String {
    let mut out = String::new();
    let main = match id_of(page) {
        Some(id) => page.main().replace(&id, "…"),
        None => page.main().to_owned(),
    };
    for (nth, part) in main.split(" value=\"").enumerate() {
        let Some((value, rest)) = part.split_once('"').filter(|_| nth > 0) else {
            out.push_str(part);
            continue;
        };
        let is_token = value.len() == 32 && value.chars().all(|it| it.is_ascii_hexdigit());
        let value = if is_token { "…" } else { value };
        out.push_str(&format!(" value=\"{value}\"{rest}"));
    }
    out
}

/// Fills in the editor of a page and presses one of its buttons.
async fn press(who: &mut Visitor, page: &Page, button: &str, said: &[(&str, &str)]) -> Page {
    let mut said = said.to_vec();
    said.push(("do", button));
    who.send(page, &page.path, &said).await
}

#[tokio::test]
async fn a_change_is_shown_with_its_collisions_before_it_is_tabled() {
    let world = outage_notices_at(READINGS).await;
    let mut kesh = world.head_of("kesh").await;
    let before = size(&world);
    let path = at("/text/p6/propose");
    let editor = kesh.get(&path).await;
    insta::assert_snapshot!("editor", golden(&editor));
    let said = [
        ("words-0", OP_2),
        ("rationale", "Six days hold two working days anywhere."),
    ];
    let preview = press(&mut kesh, &editor, "preview", &said).await;
    assert_eq!(preview.status, StatusCode::OK);
    insta::assert_snapshot!("preview", golden(&preview));
    let arabic = kesh.clone().get(&format!("{path}?lang=ar")).await;
    insta::assert_snapshot!("editor-ar", golden(&arabic));
    assert_eq!(size(&world), before, "looking at it tables nothing");
    let tabled = press(&mut kesh, &preview, "table", &[]).await;
    assert_eq!(size(&world), before + 1);
    assert_eq!(tabled.path, at("/proposals/kesh-2"));
    let published = now(&world);
    let id = ProposalId::new("kesh-2").unwrap();
    let proposal = published.state.proposals().get(&id).unwrap();
    assert_eq!(proposal.sponsors[0].as_str(), "kesh");
    assert_eq!(
        proposal.version().rationale.shown(),
        "Six days hold two working days anywhere."
    );
}

#[tokio::test]
async fn who_asks_for_the_same_is_offered_to_join() {
    let world = outage_notices_at(READINGS).await;
    let mut halle = world.head_of("halle").await;
    let editor = halle.get(&at("/text/p6/propose")).await;
    let same = OP_2.replace("six", "ten");
    let preview = press(&mut halle, &editor, "preview", &[("words-0", &same)]).await;
    let text = preview.text();
    assert!(text.contains("Others ask for exactly the same"), "{text}");
    assert!(preview.html.contains("/proposals/northern-union-1/join"));
    let join = halle.get(&at("/proposals/northern-union-1/join")).await;
    insta::assert_snapshot!("join", golden(&join));
    halle.send(&join, &join.path, &[]).await;
    let id = ProposalId::new("northern-union-1").unwrap();
    let published = now(&world);
    let sponsors = &published.state.proposals().get(&id).unwrap().sponsors;
    assert_eq!(sponsors.len(), 2);
}

#[tokio::test]
async fn the_other_kinds_become_their_changes() {
    let world = outage_notices_at(READINGS).await;
    let check = async |said: &[(&str, &str)], contains: &str| {
        let mut kesh = world.head_of("kesh").await;
        let editor = kesh.get(&at("/text/p14/propose")).await;
        let said: Vec<(&str, &str)> = said
            .iter()
            .copied()
            .chain([("rationale", "Why.")])
            .collect();
        let preview = press(&mut kesh, &editor, "preview", &said).await;
        assert!(preview.html.contains("id=\"preview\""), "{}", preview.html);
        let tabled = press(&mut kesh, &preview, "table", &[]).await;
        let id = tabled.path.rsplit('/').next().unwrap().to_owned();
        let published = now(&world);
        let id = ProposalId::new(&id).unwrap();
        let proposal = published.state.proposals().get(&id).unwrap();
        let changes = format!("{:?}", proposal.version().changes.list);
        assert!(changes.contains(contains), "{changes}");
    };
    check(&[("wanted-0", "suppress")], "Suppress").await;
    check(&[("wanted-0", "keep")], "Keep").await;
    check(&[("wanted-0", "add"), ("added-0", "8. A new one.")], "Add").await;
    check(&[("wanted-0", "move"), ("place-0", "p10")], "Move").await;
    let mut kesh = world.head_of("kesh").await;
    let editor = kesh.get(&at("/propose")).await;
    let said = [("added-0", "*Mindful* of the sea,"), ("rationale", "Why.")];
    let tabled = press(&mut kesh, &editor, "table", &said).await;
    assert!(tabled.path.contains("/proposals/kesh-"), "{}", tabled.html);
}

#[tokio::test]
async fn a_form_that_is_sent_twice_is_one_entry() {
    let world = outage_notices_at(READINGS).await;
    let check = async |path: &str, said: &[(&str, &str)]| {
        let mut kesh = world.head_of("kesh").await;
        let page = kesh.get(&at(path)).await;
        let before = size(&world);
        let first = press(&mut kesh, &page, "table", said).await;
        let second = press(&mut kesh, &page, "table", said).await;
        assert_eq!(size(&world), before + 1, "{path}: {}", first.html);
        assert_eq!(first.path, second.path, "{path}");
    };
    check(
        "/text/p6/propose",
        &[("words-0", OP_2), ("rationale", "Why.")],
    )
    .await;
    check("/text/p10/position", &[("stance", "support")]).await;
    let said = [("reason", "It is too short."), ("remedy", "Six hours.")];
    check("/text/p11/object", &said).await;
    check("/proposals/tavar-1/join", &[]).await;
    check("/proposals/tavar-1/leave", &[]).await;
    check(
        "/proposals/orvia-1/position",
        &[("stance", "can-live-with")],
    )
    .await;
    let said = [
        ("rationale", "Why else."),
        ("words-0", "Six days, at least."),
    ];
    check("/proposals/kesh-2/revise", &said).await;
    check("/proposals/kesh-2/withdraw", &[]).await;
}

#[tokio::test]
async fn who_was_slower_sees_both_and_loses_nothing() {
    let world = outage_notices_at(REV_1).await;
    let mut kesh = world.head_of("kesh").await;
    let published = now(&world);
    let op_2 = ProvisionId::new("p6");
    let read = published.state.revision(0).unwrap().hashes[&op_2];
    let read = Hex(read.0).to_string();
    let editor = kesh.get(&at("/text/p6/propose")).await;
    let before = size(&world);
    let said = [
        ("revision", "0"),
        ("hash-0", &*read),
        ("words-0", OP_2),
        ("rationale", "Six days."),
    ];
    let stale = press(&mut kesh, &editor, "table", &said).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert_eq!(size(&world), before);
    insta::assert_snapshot!("stale", golden(&stale));
    let text = stale.text();
    assert!(text.contains("five days") && text.contains("seven days") && text.contains("six days"));
    // Once the person has seen it, it can be sent as it is.
    press(&mut kesh, &stale, "table", &[]).await;
    assert_eq!(size(&world), before + 1);

    let page = kesh.get(&at("/text/p6/position")).await;
    let said = [
        ("text", &*read),
        ("stance", "support"),
        ("reason", "As before."),
    ];
    let stale = kesh.send(&page, &page.path, &said).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.text().contains("five days") && stale.text().contains("As before."));
    kesh.send(&stale, &stale.path, &[]).await;
    assert_eq!(size(&world), before + 2);
}

#[tokio::test]
async fn a_refusal_stands_above_the_form_in_the_language_of_the_person() {
    let world = outage_notices_at(REV_1).await;
    let mut halle = world.head_of("halle").await.reading("ar");
    let editor = halle.get(&at("/text/p2/propose")).await;
    let words = "*Recalling* that States cooperate,";
    let said = [("words-0", words), ("rationale", "It is shorter.")];
    let refused = press(&mut halle, &editor, "table", &said).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    insta::assert_snapshot!("refused-ar", golden(&refused));
    assert!(refused.text().contains("It is shorter."));

    let mut kesh = world.head_of("kesh").await;
    let page = kesh.get(&at("/text/p12/object")).await;
    let said = [("reason", ""), ("remedy", "A text that would do.")];
    let refused = kesh.send(&page, &page.path, &said).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(
        refused.text().contains("This is empty: reason."),
        "{}",
        refused.text()
    );
    assert!(refused.text().contains("A text that would do."));
}

#[tokio::test]
async fn what_is_so_already_is_said_in_the_language_of_the_person() {
    let world = outage_notices_at(READINGS).await;
    let mut kesh = world.head_of("kesh").await.reading("ar");
    // Two windows with the same form, each with a key of its own.
    let path = at("/proposals/tavar-1/join");
    let (one, other) = (kesh.get(&path).await, kesh.get(&path).await);
    let joined = kesh.send(&one, &path, &[]).await;
    assert_eq!(joined.status, StatusCode::OK, "{}", joined.text());
    let refused = kesh.send(&other, &path, &[]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.text());
    assert!(
        refused.text().contains("Kesh من مقدمي tavar-1"),
        "{}",
        refused.text()
    );
}

#[tokio::test]
async fn a_draft_is_kept_found_again_and_dropped() {
    let world = outage_notices_at(READINGS).await;
    let mut kesh = world.head_of("kesh").await;
    let editor = kesh.get(&at("/text/p6/propose")).await;
    let before = size(&world);
    let said = [("words-0", OP_2), ("rationale", "Not yet sure.")];
    let drafts = press(&mut kesh, &editor, "draft", &said).await;
    assert_eq!(drafts.path, at("/drafts"));
    insta::assert_snapshot!("drafts", golden(&drafts));
    let again = kesh.get(&at("/text/p6/propose")).await;
    assert!(again.text().contains("Not yet sure.") && again.text().contains("six days"));
    let mut tavar = world.head_of("tavar").await;
    let theirs = tavar.get(&at("/text/p6/propose")).await;
    assert!(
        !theirs.text().contains("Not yet sure."),
        "nobody else sees it"
    );
    let none = kesh.send(&drafts, &at("/drafts"), &[]).await;
    assert!(none.text().contains("There is none."), "{}", none.text());
    assert_eq!(size(&world), before);
    // What was tabled is no draft any more.
    press(&mut kesh, &editor, "draft", &said).await;
    let editor = kesh.get(&at("/text/p6/propose")).await;
    press(&mut kesh, &editor, "table", &[]).await;
    assert!(
        kesh.get(&at("/drafts"))
            .await
            .text()
            .contains("There is none.")
    );
}

#[tokio::test]
async fn a_file_becomes_a_sheet_that_can_be_looked_at_first() {
    let world = outage_notices_at(READINGS).await;
    let mut loa = world.head_of("loa").await;
    let page = loa.get(&at("/propose/file")).await;
    let file = include_bytes!("../../../../examples/negotiations/outage-notices/kesh.md");
    let before = size(&world);
    let preview = loa.send_file(&page, &page.path, ("kesh.md", file)).await;
    assert_eq!(preview.status, StatusCode::OK, "{}", preview.text());
    insta::assert_snapshot!("file", golden(&preview));
    assert_eq!(size(&world), before);
    let editor = Page {
        path: at("/propose"),
        ..preview
    };
    let tabled = press(&mut loa, &editor, "table", &[("rationale", "As Kesh.")]).await;
    assert!(tabled.path.contains("/proposals/loa-"), "{}", tabled.html);

    let check = async |name: &str, bytes: &[u8], says: &str| {
        let mut loa = world.head_of("loa").await;
        let page = loa.get(&at("/propose/file")).await;
        let answer = loa.send_file(&page, &page.path, (name, bytes)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text().contains(says), "{name}: {}", answer.text());
    };
    check("proposal.doc", b"x", "save it as .docx").await;
    check(
        "proposal.docx",
        b"no archive at all",
        "proposal.docx: this is no DOCX",
    )
    .await;
    check("proposal.md", b"", "No file was chosen").await;
}

#[tokio::test]
async fn one_can_propose_for_those_one_speaks_for() {
    let world = outage_notices_at(READINGS).await;
    let mut loa = world.head_of("loa").await;
    let editor = loa.get(&at("/text/p6/propose")).await;
    let text = editor.text();
    assert!(text.contains("Small Island and Inland States"), "{text}");
    assert!(text.contains("League of Reef Radio Users"), "{text}");
    let said = [
        ("words-0", OP_2),
        ("rationale", "Why."),
        ("behalf", "coalition:small-states"),
    ];
    let tabled = press(&mut loa, &editor, "table", &said).await;
    let id = ProposalId::new(tabled.path.rsplit('/').next().unwrap()).unwrap();
    let published = now(&world);
    let author = &published.state.proposals().get(&id).unwrap().author;
    assert!(format!("{author:?}").contains("small-states"), "{author:?}");
    let mut kesh = world.head_of("kesh").await;
    let editor = kesh.get(&at("/text/p6/propose")).await;
    let refused = press(&mut kesh, &editor, "table", &said).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(
        refused
            .text()
            .contains("Kesh does not speak for Small Island and Inland States."),
        "{}",
        refused.text()
    );
}

#[tokio::test]
async fn every_form_offers_the_same_voices_and_only_those_that_are_in() {
    // The League was announced on the sixth; on the fourteenth it is in and heard.
    for (moment, expected) in [
        ("2031-03-07T09:00:00Z", false),
        ("2031-03-15T09:00:00Z", true),
    ] {
        let world = outage_notices_at(moment).await;
        let mut loa = world.head_of("loa").await;
        for form in ["/propose", "/contributions/send", "/statements/make"] {
            let page = loa.get(&at(form)).await;
            assert_eq!(page.status, StatusCode::OK, "{form}");
            let offered = page.html.contains("\"organisation:reef-league\"");
            assert_eq!(offered, expected, "{moment} {form}: {}", page.text());
        }
    }
}

#[tokio::test]
async fn tricks_in_words_are_shown_and_never_obeyed() {
    let world = outage_notices_at(READINGS).await;
    let trick = "<script>alert('x')</script> \u{202e}desrever\u{202c} \"onfocus=\"alert(1)";
    let mut kesh = world.head_of("kesh").await;
    let editor = kesh.get(&at("/text/p6/propose")).await;
    let words = format!("{OP_2} {trick}");
    let said = [("words-0", &*words), ("rationale", trick)];
    let preview = press(&mut kesh, &editor, "preview", &said).await;
    assert!(!preview.main().contains("<script"), "{}", preview.main());
    press(&mut kesh, &preview, "table", &[]).await;
    let mut halle = world.head_of("halle").await;
    let join = halle.get(&at("/proposals/kesh-2/join")).await;
    assert_eq!(join.status, StatusCode::OK, "{}", join.text());
    let main = join.main();
    assert!(
        !main.contains("<script") && !main.contains("\"onfocus"),
        "{main}"
    );
    assert!(
        !main.contains('\u{202e}'),
        "a turn of direction is shown, not obeyed"
    );
    assert!(main.contains("202E"), "{main}");
}

#[tokio::test]
async fn ten_megabytes_in_a_box_are_too_large() {
    let world = outage_notices_at(READINGS).await;
    let mut kesh = world.head_of("kesh").await;
    let editor = kesh.get(&at("/text/p6/propose")).await;
    let long = "a".repeat(10 << 20);
    let answer = press(&mut kesh, &editor, "preview", &[("words-0", &long)]).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.text().contains("4096"), "{}", answer.text());
    // What the rules refuse for its length comes back whole.
    let long = "a".repeat(300_000);
    let said = [("words-0", OP_2), ("rationale", &*long)];
    let refused = press(&mut kesh, &editor, "table", &said).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.html.contains(&long));
}

#[tokio::test]
async fn an_objection_leads_to_its_place_in_the_ledger() {
    let world = outage_notices_at(READINGS).await;
    let mut kesh = world.head_of("kesh").await;
    let path = at("/text/p11/object");
    let page = kesh.get(&path).await;
    insta::assert_snapshot!("object", golden(&page));
    let key = &page.form(&path).unwrap().fields;
    let value = |name: &str| key.iter().find(|it| it.0 == name).unwrap().1.clone();
    let body = format!(
        "form={}&key={}&text={}&reason=Too+short.&remedy=Six+hours.",
        value("form"),
        value("key"),
        value("text")
    );
    let answer = kesh.ask(Method::POST, &path, Some(body)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let to = answer.headers[header::LOCATION].to_str().unwrap();
    assert_eq!(to, at("/ledger/kesh-1"));
    let id = ObjectionId::new("kesh-1").unwrap();
    assert!(now(&world).state.objections().contains_key(&id));
    let position = kesh.get(&at("/text/p11/position")).await;
    insta::assert_snapshot!("position", golden(&position));
}

#[tokio::test]
async fn a_position_is_taken_and_taken_back() {
    let world = outage_notices_at(READINGS).await;
    let mut kesh = world.head_of("kesh").await;
    let page = kesh.get(&at("/text/p10/position")).await;
    let none = kesh.send(&page, &page.path, &[]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.text().contains("No position was chosen"));
    kesh.send(&page, &page.path, &[("stance", "abstain")]).await;
    let page = kesh.get(&at("/text/p10/position")).await;
    let before = size(&world);
    kesh.send(&page, &page.path, &[("stance", "clear")]).await;
    assert_eq!(size(&world), before + 1);
}
