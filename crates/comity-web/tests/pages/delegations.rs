//! Who takes part, how parties come in, and how people get their seats.

use axum::http::StatusCode;
use comity_app::ports::{Accounts, MailAddress, Seat};
use comity_procedure::ids::{DelegateId, DelegationId};
use comity_testkit::visitor::{Page, Visitor};

use crate::people::{letters, link};
use crate::world::{World, outage_notices_at};

const ALL: &str = "/n/outage-notices/delegations";

async fn world() -> World {
    outage_notices_at("2031-04-03T00:00:00Z").await
}

fn says(page: &Page, words: &str) {
    assert!(page.text().contains(words), "{words}\n{}", page.text());
}

fn says_not(page: &Page, words: &str) {
    assert!(!page.html.contains(words), "{words}\n{}", page.html);
}

/// Opens a form and sends it with these fields.
async fn fill(visitor: &mut Visitor, path: &str, said: &[(&str, &str)]) -> Page {
    let page = visitor.get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text());
    visitor.send(&page, path, said).await
}

/// Opens the link in the last letter to an address and presses the button.
async fn come_in(world: &World, mail: &str) -> (Visitor, Page) {
    let letters = letters(world, mail).await;
    let mut visitor = world.stranger();
    let page = visitor.get(&link(&letters[0])).await;
    let action = page.forms().pop().expect("a button").action;
    let there = visitor.send(&page, &action, &[]).await;
    (visitor, there)
}

#[tokio::test]
async fn all_who_take_part_by_constituency() {
    let world = world().await;
    for language in ["en", "ar"] {
        let page = world.stranger().reading(language).get(ALL).await;
        insta::assert_snapshot!(format!("delegations_{language}"), page.main());
    }
}

#[tokio::test]
async fn one_delegation_and_what_it_has_done() {
    let world = outage_notices_at("2031-05-20T00:00:00Z").await;
    for language in ["en", "ar"] {
        let path = format!("{ALL}/tavar");
        let page = world.stranger().reading(language).get(&path).await;
        insta::assert_snapshot!(format!("delegation_{language}"), page.main());
    }
    let nobody = world.stranger().get(&format!("{ALL}/nobody")).await;
    assert_eq!(nobody.status, StatusCode::NOT_FOUND);
    let nothing = world.stranger().get(&format!("{ALL}/..%2F")).await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_secretariat_accredits_and_nothing_typed_is_lost() {
    let world = world().await;
    let mut secretariat = world.secretariat().await;
    let form = format!("{ALL}/accredit");
    let mora = [
        ("name", "Republic of Mora"),
        ("constituency", "government"),
        ("region", "africa"),
        ("development", "ldc"),
    ];
    let page = fill(&mut secretariat, &form, &mora).await;
    assert_eq!(page.path, format!("{ALL}/republic-of-mora"));
    says(
        &page,
        "Announced It can be opposed until 5 April 2031, 00:00 (UTC)",
    );
    // Once more: the rules refuse it, and the form says so with everything in it.
    let page = fill(&mut secretariat, &form, &mora).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.html.contains("role=\"alert\""));
    assert!(page.html.contains("value=\"Republic of Mora\""));
    assert!(page.html.contains("<option value=\"africa\" selected>"));
    assert!(page.html.contains("<option value=\"ldc\" selected>"));
    let named = [("id", "mora"), ("public-key", "12 34")];
    let page = secretariat.send(&page, &form, &named).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(&page, "This is no public key");
    let page = secretariat.send(&page, &form, &[("public-key", "")]).await;
    assert_eq!(page.path, format!("{ALL}/mora"));
}

#[tokio::test]
async fn a_form_that_is_sent_twice_accredits_once() {
    let world = world().await;
    let mut secretariat = world.secretariat().await;
    let form = format!("{ALL}/accredit");
    let page = secretariat.get(&form).await;
    for _ in 0..2 {
        let there = secretariat.send(&page, &form, &[("name", "Mora")]).await;
        assert_eq!(there.path, format!("{ALL}/mora"));
    }
}

#[tokio::test]
async fn names_are_words_and_never_markup() {
    let world = world().await;
    let mut secretariat = world.secretariat().await;
    let name = "<script>alert(1)</script> \u{202e}aroM \"'&";
    let said = [("name", name), ("id", "trick")];
    let page = fill(&mut secretariat, &format!("{ALL}/accredit"), &said).await;
    assert_eq!(page.path, format!("{ALL}/trick"));
    let mut pages = vec![page];
    for path in [
        ALL.to_owned(),
        format!("{ALL}/trick/invite"),
        "/n/outage-notices".to_owned(),
    ] {
        pages.push(secretariat.get(&path).await);
    }
    let said = [("mail", "head@trick.example")];
    fill(&mut secretariat, &format!("{ALL}/trick/invite"), &said).await;
    pages.push(secretariat.get("/outbox").await);
    let (mut head, there) = come_in(&world, "head@trick.example").await;
    pages.push(there);
    pages.push(head.get("/settings").await);
    for page in &pages {
        assert_eq!(page.status, StatusCode::OK, "{}", page.path);
        says_not(page, "<script>alert");
        assert!(
            !page.main().contains('\u{202e}'),
            "{} obeys what turns the line",
            page.path
        );
    }
    assert!(pages[0].html.contains("U+202E"), "it is shown as such");
    let letter = &letters(&world, "head@trick.example").await[0];
    assert!(!letter.text.contains('\u{202e}') && !letter.subject.contains('\n'));
}

#[tokio::test]
async fn the_secretariat_invites_a_head() {
    let world = world().await;
    let mut secretariat = world.secretariat().await;
    let form = format!("{ALL}/kesh/invite");
    for (mail, language) in [("en@kesh.example", "en"), ("ar@kesh.example", "ar")] {
        let said = [("mail", mail), ("language", language)];
        let page = fill(&mut secretariat, &form, &said).await;
        says(&page, "The seat is given and the letter is on its way.");
        says(&page, mail);
        let letter = &letters(&world, mail).await[0];
        let written = format!("{}\n\n{}", letter.subject, letter.text);
        let hidden = written.replace(&link(letter), "/sign-in/TOKEN");
        insta::assert_snapshot!(format!("letter_invitation_{language}"), hidden);
    }
    // Others do not see who it is.
    for visitor in [&mut world.stranger(), &mut world.chair().await] {
        says_not(&visitor.get(&format!("{ALL}/kesh")).await, "kesh.example");
    }
    world.pass(14 * 24 * 60 * 60 * 1_000 - 1);
    let (mut head, there) = come_in(&world, "en@kesh.example").await;
    says(&there, "You act for Kesh");
    world.pass(1);
    let late = link(&letters(&world, "ar@kesh.example").await[0]);
    let late = world.stranger().get(&late).await;
    assert_eq!(late.status, StatusCode::GONE);
    // The seat is taken away again: at once, and not in seconds. The secretariat has signed in anew
    // after so long.
    let mut secretariat = world.secretariat().await;
    let page = head.get("/n/outage-notices").await;
    says(&page, "You act for Kesh");
    let page = secretariat.get(&format!("{ALL}/kesh")).await;
    let remove = format!("{ALL}/kesh/remove");
    let mail = [("mail", "en@kesh.example")];
    let page = secretariat.send(&page, &remove, &mail).await;
    says_not(&page, "en@kesh.example");
    says(&page, "ar@kesh.example");
    says_not(&head.get("/n/outage-notices").await, "You act for");
}

#[tokio::test]
async fn a_head_invites_a_delegate_under_a_pseudonym() {
    let world = world().await;
    let mut head = world.head_of("kesh").await;
    let form = format!("{ALL}/kesh/invite");
    let page = head.get(&form).await;
    says(&page, "Invite a delegate");
    assert!(
        page.html.contains("value=\"d-1\""),
        "a pseudonym is offered"
    );
    let said = [("mail", "delegate@kesh.example")];
    let page = head.send(&page, &form, &said).await;
    says(&page, "d-1 speak");
    says(&page, "delegate@kesh.example");
    let mut stranger = world.stranger();
    let public = stranger.get(&format!("{ALL}/kesh")).await;
    says(&public, "d-1 speak");
    says_not(&public, "delegate@kesh.example");
    let (mut delegate, there) = come_in(&world, "delegate@kesh.example").await;
    says(&there, "You act for Kesh");
    // Who was not given the power to represent invites nobody and sees no address.
    assert_eq!(delegate.get(&form).await.status, StatusCode::FORBIDDEN);
    let page = delegate.get(&format!("{ALL}/kesh")).await;
    assert!(!page.main().contains("kesh.example"), "{}", page.main());
    // The invitation is sent again without another act.
    let size = || {
        world
            .negotiations
            .get(&world.id)
            .unwrap()
            .read()
            .state
            .size()
    };
    let before = size();
    let again = [("mail", "delegate@kesh.example"), ("delegate", "d-1")];
    fill(&mut head, &form, &again).await;
    assert_eq!(size(), before);
    assert_eq!(letters(&world, "delegate@kesh.example").await.len(), 2);
    // Taken away: the record says so, and the person has no seat.
    let page = head.get(&format!("{ALL}/kesh")).await;
    head.send(&page, &format!("{ALL}/kesh/remove"), &[]).await;
    assert_eq!(size(), before + 1);
    says_not(&stranger.get(&format!("{ALL}/kesh")).await, "d-1");
    says_not(&delegate.get("/n/outage-notices").await, "You act for");
}

#[tokio::test]
async fn a_delegate_who_represents_invites_others() {
    let world = world().await;
    let mut head = world.head_of("kesh").await;
    let form = format!("{ALL}/kesh/invite");
    let said = [("mail", "deputy@kesh.example"), ("power", "represent")];
    fill(&mut head, &form, &said).await;
    let (mut deputy, _) = come_in(&world, "deputy@kesh.example").await;
    let said = [("mail", "other@kesh.example")];
    let page = fill(&mut deputy, &form, &said).await;
    says(&page, "other@kesh.example");
    // For their own delegation only, and no heads.
    let page = deputy.get(&format!("{ALL}/loa/invite")).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_rules_refuse_and_the_form_keeps_what_was_typed() {
    let world = world().await;
    let mut head = world.head_of("kesh").await;
    let form = format!("{ALL}/kesh/invite");
    let page = head.get(&form).await;
    let without = page.html.replace(" checked", "");
    let page = Page {
        html: without,
        ..page
    };
    let said = [("mail", "delegate@kesh.example"), ("delegate", "k-9")];
    let page = head.send(&page, &form, &said).await;
    assert_eq!(page.status, StatusCode::CONFLICT, "{}", page.text());
    assert!(page.html.contains("value=\"delegate@kesh.example\""));
    assert!(page.html.contains("value=\"k-9\""));
    assert!(
        !page.html.contains(" checked"),
        "nor is what was not chosen"
    );
    assert_eq!(letters(&world, "delegate@kesh.example").await, []);
    for (mail, pseudonym, status) in [
        ("nobody", "k-9", StatusCode::UNPROCESSABLE_ENTITY),
        ("a@b\r\nBcc: c@d", "k-9", StatusCode::UNPROCESSABLE_ENTITY),
        ("a@b.example", "K 9", StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let said = [("mail", mail), ("delegate", pseudonym)];
        let page = fill(&mut head, &form, &said).await;
        assert_eq!(page.status, status, "{mail} {pseudonym}");
    }
}

#[tokio::test]
async fn nobody_takes_the_seat_of_another_by_inviting_them() {
    let world = world().await;
    let mut chair = world.chair().await;
    let mut tavar = world.head_of("tavar").await;
    let said = [("mail", "chair@comity.example")];
    let page = fill(&mut tavar, &format!("{ALL}/tavar/invite"), &said).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(&page, "This person cannot be given this seat");
    says(
        &chair.get("/n/outage-notices").await,
        "You act for the chair",
    );
    assert_eq!(letters(&world, "chair@comity.example").await, []);
}

#[tokio::test]
async fn seats_of_offices_are_given_by_offices() {
    let world = world().await;
    let mut secretariat = world.secretariat().await;
    let mut chair = world.chair().await;
    let seats = "/n/outage-notices/seats";
    let invite = format!("{seats}/invite");
    let remove = format!("{seats}/remove");
    let page = secretariat.get(seats).await;
    let said = [("mail", "vice@comity.example"), ("office", "chair")];
    let page = secretariat.send(&page, &invite, &said).await;
    says(&page, "vice@comity.example");
    let (_, there) = come_in(&world, "vice@comity.example").await;
    says(&there, "You act for the chair");
    // The chair shares the chair, and seats nobody in the secretariat.
    let page = chair.get(seats).await;
    says(&page, "vice@comity.example");
    says_not(&page, "secretariat@comity.example");
    let said = [("mail", "friend@comity.example"), ("office", "secretariat")];
    let refused = chair.send(&page, &invite, &said).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let vice = [("mail", "vice@comity.example")];
    let page = chair.send(&page, &remove, &vice).await;
    says_not(&page, "vice@comity.example");
    // The last one of the secretariat stays.
    let page = secretariat.get(seats).await;
    let own = [
        ("mail", "secretariat@comity.example"),
        ("office", "secretariat"),
    ];
    let page = secretariat.send(&page, &remove, &own).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(&page, "The last seat of the secretariat stays");
    for visitor in [&mut world.head_of("tavar").await, &mut world.stranger()] {
        let status = visitor.get(seats).await.status;
        assert_ne!(status, StatusCode::OK);
    }
}

#[tokio::test]
async fn what_is_opposed_is_settled_by_the_chair() {
    let world = outage_notices_at("2031-03-08T15:00:00Z").await;
    let desk = world.negotiations.get(&world.id).unwrap();
    desk.negotiation().tick().await.unwrap();
    let path = format!("{ALL}/open-access-network");
    let mut chair = world.chair().await;
    let page = chair.get(&path).await;
    says(&page, "Opposed, to be settled");
    says(&page, "Opposed by Orvia");
    let settle = format!("{path}/settle");
    let reason = "It has shown the register.";
    let page = fill(&mut chair, &settle, &[("reason", reason)]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(&page, "Nothing was decided yet");
    assert!(page.html.contains(reason));
    let page = chair.send(&page, &settle, &[("admitted", "yes")]).await;
    assert_eq!(page.path, path);
    says_not(&page, "Opposed, to be settled");
    // Somebody else has settled it meanwhile: what was written is not lost.
    let page = fill(
        &mut chair,
        &settle,
        &[("reason", reason), ("admitted", "no")],
    )
    .await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.html.contains(reason));
}

#[tokio::test]
async fn who_opposes_where_a_signature_is_asked_for_is_told_what_can_be_done() {
    let world = outage_notices_at("2031-03-06T12:00:00Z").await;
    let mut orvia = world.head_of("orvia").await;
    let path = format!("{ALL}/halle");
    says(&orvia.get(&path).await, "Oppose the accreditation");
    let form = format!("{path}/oppose");
    let page = orvia.get(&form).await;
    says(&page, "A browser cannot give it");
    assert!(page.form(&form).is_none(), "a form that is always refused");
    for to in [
        "/n/outage-notices/statements/make",
        "/n/outage-notices/calls",
    ] {
        assert!(page.html.contains(&format!("href=\"{to}\"")), "{to}");
        assert_eq!(orvia.get(to).await.status, StatusCode::OK, "{to}");
    }
    let arabic = orvia.clone().reading("ar").get(&form).await;
    says(&arabic, "ولا يستطيع المتصفح ذلك");
    // Whoever sends it all the same, from a page of before, is refused by the rules.
    let own = page.forms().remove(0).fields;
    let token = own.iter().find(|it| it.0 == "form").unwrap();
    let key = "0".repeat(32);
    let said = [
        ("form", &*token.1),
        ("key", &*key),
        ("reason", "No register."),
    ];
    let page = orvia.post(&form, &said).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    says(&page, "needs the signature of a key of the delegation");
}

#[tokio::test]
async fn who_may_give_a_seat() {
    let world = world().await;
    let check = async |visitor: &mut Visitor, delegation: &str, expected: StatusCode| {
        let page = visitor.get(&format!("{ALL}/{delegation}/invite")).await;
        assert_eq!(page.status, expected, "{delegation}: {}", page.text());
    };
    let (yes, no) = (StatusCode::OK, StatusCode::FORBIDDEN);
    check(&mut world.secretariat().await, "tavar", yes).await;
    check(&mut world.chair().await, "tavar", no).await;
    check(&mut world.head_of("tavar").await, "tavar", yes).await;
    check(&mut world.head_of("tavar").await, "loa", no).await;
    check(&mut world.head_of("reef-league").await, "reef-league", yes).await;
    check(&mut world.stranger(), "tavar", StatusCode::UNAUTHORIZED).await;
    // A pseudonym that the delegation has taken back gives nothing.
    let seat = Seat::Party {
        delegation: DelegationId::new("tavar").unwrap(),
        delegate: Some(DelegateId::new("gone").unwrap()),
    };
    check(&mut world.seated("gone", seat).await, "tavar", no).await;
    let mail = MailAddress::new("nobody@comity.example").unwrap();
    assert_eq!(world.accounts.account_of(&mail).await.unwrap(), None);
}

#[tokio::test]
async fn a_name_without_latin_letters_gets_a_number_and_a_wrong_id_is_told_in_the_language() {
    let world = world().await;
    let mut secretariat = world.secretariat().await.reading("ar");
    let form = format!("{ALL}/accredit");
    for number in [1, 2] {
        let page = secretariat.get(&form).await;
        let said = [("name", "جزر سوريل"), ("id", "")];
        let made = secretariat.send(&page, &form, &said).await;
        assert_eq!(made.status, StatusCode::OK, "{}", made.text());
        assert_eq!(made.path, format!("{ALL}/delegation-{number}"));
    }
    let page = secretariat.get(&form).await;
    let said = [("name", "جزر سوريل"), ("id", "جزر")];
    let refused = secretariat.send(&page, &form, &said).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(&refused, "لا يصلح هذا الاسم المختصر في العناوين");
    says_not(&refused, "is no id");
    let mut head = world.head_of("kesh").await.reading("ar");
    let form = format!("{ALL}/kesh/invite");
    let page = head.get(&form).await;
    let said = [("mail", "d@kesh.example"), ("delegate", "K 9!")];
    let refused = head.send(&page, &form, &said).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(&refused, "لا يصلح هذا الاسم المستعار في السجل");
    says_not(&refused, "is no id");
}
