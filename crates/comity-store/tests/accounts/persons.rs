//! Accounts, preferences, seats, and what erasing leaves.

use comity_app::ports::{
    AccountId, Accounts, AccountsError, Draft, MAX_PREFERENCE_BYTES, MAX_SEATS, Preferences, Seat,
    Sending,
};

use crate::material::{
    AMA, BO, NOBODY, NOTHING, call, delegation, digest, draft, enrol_both, everything,
    give_everything, letter, letter_id, link, loa, mail, named, party, read, session,
};
use crate::places::Place;

const UNKNOWN: AccountsError = AccountsError::UnknownAccount;

pub(crate) async fn an_address_is_enrolled_once<P: Place>(place: P) {
    let accounts = place.open().await;
    let address = mail("ama@tavar.example");
    assert_eq!(accounts.account_of(&address).await, Ok(None));
    assert_eq!(accounts.account(AMA).await, Ok(None));
    let made = accounts.enrol(&address, AMA).await.unwrap();
    assert_eq!((made.id, &made.mail), (AMA, &address));
    assert_eq!(made.preferences, Preferences::default());
    let again = accounts.enrol(&address, BO).await;
    assert_eq!(again, Ok(made.clone()));
    assert_eq!(accounts.account(AMA).await, Ok(Some(made.clone())));
    assert_eq!(accounts.account_of(&address).await, Ok(Some(made)));
    assert_eq!(accounts.account(BO).await, Ok(None));
    place.close(accounts).await;
}

pub(crate) async fn an_id_is_given_once<P: Place>(place: P) {
    let accounts = place.open().await;
    let (ama, _) = enrol_both(&accounts).await;
    let answer = accounts.enrol(&mail("eve@kesh.example"), AMA).await;
    assert!(
        matches!(answer, Err(AccountsError::Unavailable(_))),
        "{answer:?}"
    );
    assert_eq!(accounts.account(AMA).await, Ok(Some(ama)));
    let eve = accounts.account_of(&mail("eve@kesh.example")).await;
    assert_eq!(eve, Ok(None));
    place.close(accounts).await;
}

pub(crate) async fn mail_with_odd_letters_finds_its_account<P: Place>(place: P) {
    let accounts = place.open().await;
    let longest = format!("{}@kesh.example", "k".repeat(241));
    let spellings = [
        "o'hara+drafts%25_@meridia.example",
        "آما@مثال.example",
        "水@测试.example",
        "e\u{301}@loa.example",
        "é@loa.example",
        "--@sorrel-islands.example",
        "👩🏽‍🌾@orvia.example",
        longest.as_str(),
    ];
    for (number, spelling) in (0..).zip(spellings) {
        let id = AccountId([number; 16]);
        let made = accounts.enrol(&mail(spelling), id).await.unwrap();
        assert_eq!(made.id, id, "{spelling} is nobody else's");
    }
    for (number, spelling) in (0..).zip(spellings) {
        let shouted = mail(&format!("  {}  ", spelling.to_uppercase()));
        let found = accounts.account_of(&shouted).await.unwrap();
        let found = found.unwrap_or_else(|| panic!("{spelling} is found in capitals"));
        assert_eq!(
            (found.id, found.mail),
            (AccountId([number; 16]), mail(spelling))
        );
    }
    // What a pattern would match is not what is asked.
    let pattern = accounts.account_of(&mail("%@loa.example")).await;
    assert_eq!(pattern, Ok(None));
    place.close(accounts).await;
}

pub(crate) async fn preferences_come_back_as_they_were<P: Place>(place: P) {
    let accounts = place.open().await;
    enrol_both(&accounts).await;
    for (language, time_zone) in [
        (Some("zh-Hant"), Some("Asia/Shanghai")),
        (None, Some("")),
        (Some("\0"), None),
        (None, None),
    ] {
        let preferences = Preferences {
            language: language.map(str::to_owned),
            time_zone: time_zone.map(str::to_owned),
        };
        accounts.prefer(AMA, preferences.clone()).await.unwrap();
        let ama = accounts.account(AMA).await.unwrap().unwrap();
        assert_eq!(ama.preferences, preferences);
    }
    let bo = accounts.account(BO).await.unwrap().unwrap();
    assert_eq!(bo.preferences, Preferences::default());
    place.close(accounts).await;
}

pub(crate) async fn a_preference_has_a_limit<P: Place>(place: P) {
    let accounts = place.open().await;
    enrol_both(&accounts).await;
    let longest = Preferences {
        language: Some("x".repeat(MAX_PREFERENCE_BYTES)),
        time_zone: Some("y".repeat(MAX_PREFERENCE_BYTES)),
    };
    accounts.prefer(AMA, longest.clone()).await.unwrap();
    let too_long = || Some("z".repeat(MAX_PREFERENCE_BYTES + 1));
    for spoilt in [
        Preferences {
            language: too_long(),
            ..Preferences::default()
        },
        Preferences {
            time_zone: too_long(),
            ..Preferences::default()
        },
    ] {
        let answer = accounts.prefer(AMA, spoilt).await;
        let most = MAX_PREFERENCE_BYTES;
        assert!(
            matches!(answer, Err(AccountsError::TooLarge { most: m, .. }) if m == most),
            "{answer:?}"
        );
    }
    let ama = accounts.account(AMA).await.unwrap().unwrap();
    assert_eq!(ama.preferences, longest);
    place.close(accounts).await;
}

pub(crate) async fn a_seat_replaces_the_one_before_it<P: Place>(place: P) {
    let accounts = place.open().await;
    enrol_both(&accounts).await;
    for seat in [party("tavar", Some("d-1")), Seat::Chair, party("loa", None)] {
        accounts.seat(AMA, &loa(), seat.clone()).await.unwrap();
        let seats = accounts.seats(AMA).await;
        assert_eq!(seats, Ok(vec![(loa(), seat)]));
    }
    accounts.unseat(AMA, &named("another")).await.unwrap();
    assert_eq!(accounts.seats(AMA).await.unwrap().len(), 1);
    accounts.unseat(AMA, &loa()).await.unwrap();
    assert_eq!(accounts.seats(AMA).await, Ok(vec![]));
    assert_eq!(accounts.seated(&loa()).await, Ok(vec![]));
    place.close(accounts).await;
}

pub(crate) async fn every_seat_comes_back_as_it_was<P: Place>(place: P) {
    let accounts = place.open().await;
    enrol_both(&accounts).await;
    let mut given = Vec::new();
    for (name, seat) in [
        ("meridia", Seat::Chair),
        ("a-b", Seat::Secretariat),
        ("a", party("tavar", None)),
        ("ab", party("open.access-network", Some("d.17-a"))),
        ("7", party("t", Some("0"))),
    ] {
        accounts
            .seat(AMA, &named(name), seat.clone())
            .await
            .unwrap();
        given.push((named(name), seat));
    }
    given.sort_by(|(a, _), (b, _)| a.cmp(b));
    assert_eq!(accounts.seats(AMA).await, Ok(given));
    assert_eq!(accounts.seats(BO).await, Ok(vec![]));
    place.close(accounts).await;
}

pub(crate) async fn the_seated_are_listed_by_mail<P: Place>(place: P) {
    let accounts = place.open().await;
    let mut expected = Vec::new();
    for (number, name) in (0..).zip(["quin", "ünal", "a-z", "ab", "a.b", "水"]) {
        let address = mail(&format!("{name}@siva.example"));
        let account = accounts.enrol(&address, AccountId([number; 16])).await;
        let account = account.unwrap();
        let seat = party("siva", (number > 2).then_some("d-2"));
        accounts
            .seat(account.id, &loa(), seat.clone())
            .await
            .unwrap();
        let elsewhere = accounts.seat(account.id, &named("another"), Seat::Chair);
        elsewhere.await.unwrap();
        expected.push((account, seat));
    }
    expected.sort_by(|(a, _), (b, _)| a.mail.as_str().cmp(b.mail.as_str()));
    assert_eq!(accounts.seated(&loa()).await, Ok(expected));
    assert_eq!(accounts.seated(&named("third")).await, Ok(vec![]));
    place.close(accounts).await;
}

pub(crate) async fn an_account_has_at_most_so_many_seats<P: Place>(place: P) {
    let accounts = place.open().await;
    enrol_both(&accounts).await;
    for number in 0..MAX_SEATS {
        let at = named(&format!("n-{number}"));
        accounts.seat(AMA, &at, Seat::Secretariat).await.unwrap();
    }
    let answer = accounts.seat(AMA, &loa(), Seat::Secretariat).await;
    assert!(
        matches!(
            answer,
            Err(AccountsError::TooLarge {
                most: MAX_SEATS,
                ..
            })
        ),
        "{answer:?}"
    );
    // A seat may still change, and others still get one.
    accounts
        .seat(AMA, &named("n-0"), Seat::Chair)
        .await
        .unwrap();
    accounts.seat(BO, &loa(), Seat::Chair).await.unwrap();
    assert_eq!(accounts.seats(AMA).await.unwrap().len(), MAX_SEATS);
    place.close(accounts).await;
}

pub(crate) async fn what_is_given_to_nobody_is_refused<P: Place>(place: P) {
    let accounts = place.open().await;
    enrol_both(&accounts).await;
    let answers = [
        accounts.prefer(NOBODY, Preferences::default()).await.err(),
        accounts.seat(NOBODY, &loa(), Seat::Chair).await.err(),
        accounts.put_link(link(1, NOBODY, 9_000)).await.err(),
        accounts
            .put_session(session(1, NOBODY, 1), None)
            .await
            .err(),
        accounts.put_draft(draft(NOBODY, "a", "b")).await.err(),
        accounts.put_draft(draft(NOBODY, "a", "")).await.err(),
        accounts.visit(NOBODY, &loa(), read(1, 1)).await.err(),
        accounts.post(letter(1, NOBODY, 1)).await.err(),
    ];
    for (call, answer) in answers.into_iter().enumerate() {
        assert_eq!(answer, Some(UNKNOWN), "call {call}");
    }
    assert_eq!(accounts.look_at_link(digest(1), 1).await, Ok(None));
    assert_eq!(accounts.session(digest(1), 1).await, Ok(None));
    assert_eq!(accounts.letters(10).await, Ok(vec![]));
    place.close(accounts).await;
}

pub(crate) async fn what_is_taken_from_nobody_is_done<P: Place>(place: P) {
    let accounts = place.open().await;
    enrol_both(&accounts).await;
    let sent = Sending::Sent { at: 1 };
    let answers = [
        accounts.erase(NOBODY).await,
        accounts.unseat(NOBODY, &loa()).await,
        accounts.end_session(digest(9)).await,
        accounts.end_sessions(NOBODY).await,
        accounts.sent(letter_id(9), sent).await,
    ];
    for (call, answer) in answers.into_iter().enumerate() {
        assert_eq!(answer, Ok(()), "call {call}");
    }
    assert_eq!(accounts.use_link(digest(9), 1).await, Ok(None));
    assert_eq!(accounts.letters(10).await, Ok(vec![]));
    place.close(accounts).await;
}

pub(crate) async fn erasing_leaves_nothing<P: Place>(place: P) {
    let accounts = place.open().await;
    let (ama, _) = enrol_both(&accounts).await;
    give_everything(&accounts, AMA, 1).await;
    assert!(!everything(&accounts, &ama, 1).await.contains("None"));
    accounts.erase(AMA).await.unwrap();
    assert_eq!(everything(&accounts, &ama, 1).await, NOTHING);
    assert_eq!(accounts.use_link(digest(1), 1_000).await, Ok(None));
    let visited = accounts.visit(AMA, &loa(), read(5, i64::MAX)).await;
    assert_eq!(visited, Err(UNKNOWN));
    assert_eq!(accounts.put_draft(draft(AMA, "a", "b")).await, Err(UNKNOWN));

    // Whoever enrols anew under the same id and address finds nothing of what was.
    let anew = accounts.enrol(&ama.mail, AMA).await.unwrap();
    assert_eq!(anew, ama);
    let found = everything(&accounts, &ama, 1).await;
    let one = format!("{:?}", Some(&ama));
    assert_eq!(
        found,
        format!("{one} {one} {}", &NOTHING["None None ".len()..])
    );
    let visited = accounts.visit(AMA, &loa(), read(5, i64::MAX)).await;
    assert_eq!(visited, Ok(None));
    place.close(accounts).await;
}

pub(crate) async fn erasing_leaves_others_alone<P: Place>(place: P) {
    let accounts = place.open().await;
    let (_, bo) = enrol_both(&accounts).await;
    give_everything(&accounts, AMA, 1).await;
    give_everything(&accounts, BO, 2).await;
    let seen = (delegation("tavar"), 700);
    let silence = call("silence-1");
    accounts
        .see_call(&loa(), &silence, seen.clone())
        .await
        .unwrap();
    let before = everything(&accounts, &bo, 2).await;
    accounts.erase(AMA).await.unwrap();
    assert_eq!(everything(&accounts, &bo, 2).await, before);
    let visited = accounts.visit(BO, &loa(), read(9, i64::MAX)).await;
    assert_eq!(visited, Ok(Some(read(4, 1_000))));
    // What a delegation has seen is no person's.
    assert_eq!(accounts.seen_call(&loa(), &silence).await, Ok(vec![seen]));
    place.close(accounts).await;
}

pub(crate) async fn what_was_written_is_there_after_closing<P: Place>(place: P) {
    let accounts = place.open().await;
    let (ama, _) = enrol_both(&accounts).await;
    give_everything(&accounts, AMA, 1).await;
    let before = everything(&accounts, &ama, 1).await;
    place.close(accounts).await;

    let accounts = place.open().await;
    assert_eq!(everything(&accounts, &ama, 1).await, before);
    let visited = accounts.visit(AMA, &loa(), read(9, i64::MAX)).await;
    assert_eq!(visited, Ok(Some(read(4, 1_000))));
    place.close(accounts).await;
}

pub(crate) async fn a_call_made_again_does_no_more<P: Place>(place: P) {
    let accounts = place.open().await;
    let (ama, bo) = enrol_both(&accounts).await;
    give_everything(&accounts, AMA, 1).await;
    let once = everything(&accounts, &ama, 1).await;
    give_everything(&accounts, AMA, 1).await;
    assert_eq!(everything(&accounts, &ama, 1).await, once);

    // A session that follows on one that is gone already.
    let next = session(3, AMA, 2_000);
    for _ in 0..2 {
        let follows = Some(digest(1));
        accounts.put_session(next.clone(), follows).await.unwrap();
        let sessions = accounts.sessions(AMA, 2_000).await;
        assert_eq!(sessions, Ok(vec![next.clone()]));
    }
    let none = Draft {
        fields: String::new(),
        ..draft(AMA, "proposals/new", "")
    };
    for _ in 0..2 {
        accounts.put_draft(none.clone()).await.unwrap();
        accounts.unseat(AMA, &loa()).await.unwrap();
        accounts.end_sessions(AMA).await.unwrap();
        let sent = Sending::Sent { at: 3_000 };
        accounts.sent(letter_id(1), sent).await.unwrap();
        assert_eq!(accounts.letters(10).await.unwrap().len(), 1);
    }
    for _ in 0..2 {
        accounts.erase(AMA).await.unwrap();
        assert_eq!(accounts.account(BO).await, Ok(Some(bo.clone())));
    }
    place.close(accounts).await;
}
