//! Drafts, visits, and who has seen a call.

use comity_app::ports::{
    Accounts, AccountsError, Draft, MAX_DRAFT_BYTES, MAX_DRAFT_NAME_BYTES, MAX_DRAFTS,
    MAX_DRAFTS_BYTES, MAX_VISITS, VISIT_MILLISECONDS,
};

use crate::material::{AMA, BO, MINUTE, call, delegation, draft, enrol_both, loa, named, read};
use crate::places::Place;

pub(crate) async fn a_draft_replaces_the_one_with_its_name<P: Place>(place: P) {
    let accounts = place.open().await;
    enrol_both(&accounts).await;
    let other = draft(AMA, "statements/new", "text=We+dissociate");
    accounts.put_draft(other.clone()).await.unwrap();
    for (fields, at) in [("text=Water", 1_000), ("text=Water+for+all", 2_000)] {
        let kept = Draft {
            at,
            ..draft(AMA, "proposals/new", fields)
        };
        accounts.put_draft(kept.clone()).await.unwrap();
        let drafts = accounts.drafts(AMA, &loa()).await;
        assert_eq!(drafts, Ok(vec![kept, other.clone()]));
    }
    assert_eq!(accounts.drafts(BO, &loa()).await, Ok(vec![]));
    place.close(accounts).await;
}

pub(crate) async fn an_empty_draft_removes_it<P: Place>(place: P) {
    let accounts = place.open().await;
    enrol_both(&accounts).await;
    for account in [AMA, BO] {
        accounts
            .put_draft(draft(account, "a", "text=1"))
            .await
            .unwrap();
    }
    accounts.put_draft(draft(AMA, "b", "text=2")).await.unwrap();
    accounts.put_draft(draft(AMA, "a", "")).await.unwrap();
    let left = vec![draft(AMA, "b", "text=2")];
    assert_eq!(accounts.drafts(AMA, &loa()).await, Ok(left));
    assert_eq!(accounts.drafts(BO, &loa()).await.unwrap().len(), 1);
    place.close(accounts).await;
}

pub(crate) async fn a_draft_has_four_mebibytes_and_not_a_byte_more<P: Place>(place: P) {
    let accounts = place.open().await;
    enrol_both(&accounts).await;
    let longest = "w".repeat(MAX_DRAFT_BYTES - 2) + "é";
    let named_longest = "n".repeat(MAX_DRAFT_NAME_BYTES);
    let kept = draft(AMA, &named_longest, &longest);
    accounts.put_draft(kept.clone()).await.unwrap();
    for (name, fields, what, most) in [
        (
            named_longest.clone(),
            longest.clone() + "w",
            "bytes in a draft",
            MAX_DRAFT_BYTES,
        ),
        (
            named_longest + "n",
            "text=1".to_owned(),
            "bytes in the name of a draft",
            MAX_DRAFT_NAME_BYTES,
        ),
    ] {
        let answer = accounts.put_draft(draft(AMA, &name, &fields)).await;
        assert_eq!(answer, Err(AccountsError::TooLarge { what, most }));
    }
    let drafts = accounts.drafts(AMA, &loa()).await.unwrap();
    // Compared as a whole, but never printed.
    assert!(drafts == [kept]);
    place.close(accounts).await;
}

pub(crate) async fn drafts_have_a_limit_together<P: Place>(place: P) {
    let accounts = place.open().await;
    enrol_both(&accounts).await;
    let longest = "w".repeat(MAX_DRAFT_BYTES);
    let full = MAX_DRAFTS_BYTES / MAX_DRAFT_BYTES;
    for number in 0..full {
        let whole = draft(AMA, &format!("{number}"), &longest);
        accounts.put_draft(whole).await.unwrap();
    }
    let too_much = AccountsError::TooLarge {
        what: "bytes in the drafts of a negotiation",
        most: MAX_DRAFTS_BYTES,
    };
    let one_more = || accounts.put_draft(draft(AMA, "one more", "w"));
    assert_eq!(one_more().await, Err(too_much));
    // One that replaces another is weighed against the others only.
    accounts.put_draft(draft(AMA, "0", &longest)).await.unwrap();
    accounts
        .put_draft(draft(AMA, "0", &longest[1..]))
        .await
        .unwrap();
    one_more().await.unwrap();
    // Neither other persons nor other negotiations are weighed.
    accounts.put_draft(draft(BO, "0", "w")).await.unwrap();
    let elsewhere = Draft {
        negotiation: named("another"),
        ..draft(AMA, "0", "w")
    };
    accounts.put_draft(elsewhere).await.unwrap();
    place.close(accounts).await;
}

pub(crate) async fn there_are_so_many_drafts_and_not_one_more<P: Place>(place: P) {
    let accounts = place.open().await;
    enrol_both(&accounts).await;
    for number in 0..MAX_DRAFTS {
        let kept = draft(AMA, &format!("provisions/{number:04}"), "text=1");
        accounts.put_draft(kept).await.unwrap();
    }
    let answer = accounts.put_draft(draft(AMA, "one more", "text=1")).await;
    let what = "drafts in a negotiation";
    let most = MAX_DRAFTS;
    assert_eq!(answer, Err(AccountsError::TooLarge { what, most }));
    let names = accounts.drafts(AMA, &loa()).await.unwrap().into_iter();
    let expected = (0..MAX_DRAFTS).map(|number| format!("provisions/{number:04}"));
    assert!(names.map(|draft| draft.name).eq(expected));
    place.close(accounts).await;
}

pub(crate) async fn every_script_comes_back_as_it_was<P: Place>(place: P) {
    let texts = [
        "\0zero\0",
        "المياه حق للجميع",
        "\u{202e}turned\u{202c} \u{2066}isolated\u{2069}",
        "各方应公平分享水资源",
        "น้ำเป็นของทุกคน",
        "e\u{301} is not é here",
        "👩🏽‍🌾 \u{200b}\u{feff}\u{10ffff}",
        "line\r\nline\rline\n",
        "'; DROP TABLE draft; --",
    ];
    let accounts = place.open().await;
    enrol_both(&accounts).await;
    for text in texts {
        accounts.put_draft(draft(AMA, text, text)).await.unwrap();
    }
    let mut expected = texts.map(|text| draft(AMA, text, text));
    expected.sort_by(|a, b| a.name.cmp(&b.name));
    assert_eq!(accounts.drafts(AMA, &loa()).await.unwrap(), expected);
    place.close(accounts).await;
}

pub(crate) async fn drafts_of_negotiations_do_not_mix<P: Place>(place: P) {
    let accounts = place.open().await;
    enrol_both(&accounts).await;
    let here = draft(AMA, "a", "text=here");
    let there = Draft {
        negotiation: named("another"),
        ..draft(AMA, "a", "text=there")
    };
    accounts.put_draft(here.clone()).await.unwrap();
    accounts.put_draft(there.clone()).await.unwrap();
    assert_eq!(accounts.drafts(AMA, &loa()).await, Ok(vec![here]));
    let elsewhere = accounts.drafts(AMA, &named("another")).await;
    assert_eq!(elsewhere, Ok(vec![there]));
    assert_eq!(accounts.drafts(AMA, &named("third")).await, Ok(vec![]));
    place.close(accounts).await;
}

/// A number of entries and when they were read.
type Reading = (u64, i64);

/// Reads one after the other, each with what it must be answered.
async fn check_visits(accounts: &impl Accounts, readings: &[(Reading, Option<Reading>)]) {
    for &((size, at), expected) in readings {
        let answer = accounts.visit(AMA, &loa(), read(size, at)).await;
        let expected = expected.map(|(size, at)| read(size, at));
        assert_eq!(answer, Ok(expected), "{size} entries at {at}");
    }
}

pub(crate) async fn the_first_visit_finds_none_before_it<P: Place>(place: P) {
    let accounts = place.open().await;
    enrol_both(&accounts).await;
    let readings = [
        ((3, 0), None),
        ((3, 0), None),
        ((5, 20 * MINUTE), None),
        ((9, 49 * MINUTE), None),
    ];
    check_visits(&accounts, &readings).await;
    place.close(accounts).await;
}

pub(crate) async fn a_visit_goes_on_for_half_an_hour_after_each_reading<P: Place>(place: P) {
    let accounts = place.open().await;
    enrol_both(&accounts).await;
    let pause = VISIT_MILLISECONDS;
    let (second, third) = (10 * MINUTE + pause, 90 * MINUTE + pause);
    let readings = [
        ((3, 0), None),
        ((5, 10 * MINUTE), None),
        // After exactly the pause it is another visit, and it keeps its answer while it lasts.
        ((8, second), Some((5, 10 * MINUTE))),
        ((8, second), Some((5, 10 * MINUTE))),
        ((9, second + pause - 1), Some((5, 10 * MINUTE))),
        ((9, second + pause + 9), Some((5, 10 * MINUTE))),
        ((9, third + pause), Some((9, second + pause + 9))),
    ];
    check_visits(&accounts, &readings).await;
    place.close(accounts).await;
}

pub(crate) async fn a_reading_that_comes_late_moves_nothing_back<P: Place>(place: P) {
    let accounts = place.open().await;
    enrol_both(&accounts).await;
    let pause = VISIT_MILLISECONDS;
    let readings = [
        ((7, 5_000), None),
        // Two pages are asked for at once and arrive the other way round.
        ((6, 4_999), None),
        ((6, 5_000 + pause), Some((7, 5_000))),
        // A clock that jumped back begins no visit.
        ((6, i64::MIN), Some((7, 5_000))),
        ((9, 5_000 + 2 * pause), Some((6, 5_000 + pause))),
    ];
    check_visits(&accounts, &readings).await;
    place.close(accounts).await;
}

pub(crate) async fn visits_do_not_mix<P: Place>(place: P) {
    let accounts = place.open().await;
    enrol_both(&accounts).await;
    let another = named("another");
    let late = 100 * MINUTE;
    for (account, at) in [(AMA, &loa()), (BO, &loa()), (AMA, &another)] {
        let first = accounts.visit(account, at, read(3, 0)).await;
        assert_eq!(first, Ok(None));
    }
    let second = accounts.visit(AMA, &loa(), read(9, late)).await;
    assert_eq!(second, Ok(Some(read(3, 0))));
    let third = accounts.visit(AMA, &loa(), read(12, 2 * late)).await;
    assert_eq!(third, Ok(Some(read(9, late))));
    let elsewhere = accounts.visit(AMA, &another, read(4, 2 * late)).await;
    assert_eq!(elsewhere, Ok(Some(read(3, 0))));
    let of_bo = accounts.visit(BO, &loa(), read(12, 2 * late)).await;
    assert_eq!(of_bo, Ok(Some(read(3, 0))));
    place.close(accounts).await;
}

pub(crate) async fn the_negotiation_not_read_for_longest_is_forgotten<P: Place>(place: P) {
    let accounts = place.open().await;
    enrol_both(&accounts).await;
    let at = |number: usize| named(&format!("n-{number}"));
    let visit = async |number: usize, when: i64| {
        let answer = accounts.visit(AMA, &at(number), read(1, when)).await;
        answer.unwrap()
    };
    for (number, when) in (0..MAX_VISITS).zip(0..) {
        visit(number, when).await;
    }
    let late = 100 * MINUTE;
    // The first was read again, so the second is the one that goes.
    assert_eq!(visit(0, late).await, Some(read(1, 0)));
    assert_eq!(visit(MAX_VISITS, late).await, None);
    assert_eq!(visit(2, 3 * late).await, Some(read(1, 2)));
    assert_eq!(visit(0, 3 * late).await, Some(read(1, late)));
    assert_eq!(visit(1, 3 * late).await, None);
    place.close(accounts).await;
}

pub(crate) async fn only_the_first_sight_of_a_call_is_kept<P: Place>(place: P) {
    let accounts = place.open().await;
    let (silence, other) = (call("silence.op-3"), call("silence.op-4"));
    let see = async |at: &str, call, who: &str, when| {
        let seen = (delegation(who), when);
        let answer = accounts.see_call(&named(at), call, seen).await;
        answer.unwrap();
    };
    see("loa-water", &silence, "tavar", 2_000).await;
    see("loa-water", &silence, "open-access-network", 3_000).await;
    see("loa-water", &silence, "tavar", 4_000).await;
    see("loa-water", &silence, "tavar", 1_000).await;
    see("loa-water", &other, "kesh", 1_000).await;
    see("another", &silence, "kesh", 1_000).await;
    let seen = accounts.seen_call(&loa(), &silence).await;
    let expected = vec![
        (delegation("open-access-network"), 3_000),
        (delegation("tavar"), 2_000),
    ];
    assert_eq!(seen, Ok(expected));
    let unseen = accounts.seen_call(&loa(), &call("another")).await;
    assert_eq!(unseen, Ok(vec![]));
    place.close(accounts).await;
}
