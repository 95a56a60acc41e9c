//! Letters: waiting, sent, failed.

use comity_app::ports::{
    Accounts, AccountsError, Letter, MAX_KEPT_LETTERS, MAX_LETTER_BYTES, MAX_LETTERS_PER_READ,
    MAX_REASON_BYTES, MAX_SUBJECT_BYTES, MAX_WAITING_LETTERS, Sending,
};

use crate::material::{AMA, BO, enrol_both, failed, ids, letter, letter_id, waiting};
use crate::places::Place;

pub(crate) async fn a_letter_waits_for_its_time<P: Place>(place: P) {
    let accounts = place.open().await;
    enrol_both(&accounts).await;
    let odd = Letter {
        subject: "\0 Übereinkunft – 水".to_owned(),
        text: "المياه حق للجميع\r\n👩🏽‍🌾\0".to_owned(),
        ..letter(1, AMA, 1_000)
    };
    accounts.post(odd.clone()).await.unwrap();
    assert_eq!(accounts.unsent(999, 10).await, Ok(vec![]));
    assert_eq!(accounts.unsent(1_000, 10).await, Ok(vec![odd.clone()]));

    let again = Letter {
        sending: waiting(1, 60_000),
        ..odd
    };
    let outcome = again.sending.clone();
    accounts.sent(letter_id(1), outcome).await.unwrap();
    assert_eq!(accounts.unsent(59_999, 10).await, Ok(vec![]));
    assert_eq!(accounts.unsent(60_000, 10).await, Ok(vec![again.clone()]));
    assert_eq!(accounts.letters(10).await, Ok(vec![again]));
    place.close(accounts).await;
}

pub(crate) async fn the_oldest_letter_is_first<P: Place>(place: P) {
    let accounts = place.open().await;
    enrol_both(&accounts).await;
    for (number, account, written) in [
        (4, BO, 1_000),
        (2, AMA, 3_000),
        (3, AMA, 2_000),
        (1, BO, 1_000),
    ] {
        accounts
            .post(letter(number, account, written))
            .await
            .unwrap();
    }
    let due = accounts.unsent(9_000, 10).await.unwrap();
    assert_eq!(ids(due), [1, 4, 3, 2].map(letter_id));
    let first = accounts.unsent(9_000, 3).await.unwrap();
    assert_eq!(ids(first), [1, 4, 3].map(letter_id));
    let latest = accounts.letters(3).await.unwrap();
    assert_eq!(ids(latest), [2, 3, 4].map(letter_id));
    assert_eq!(accounts.unsent(9_000, 0).await, Ok(vec![]));
    assert_eq!(accounts.letters(0).await, Ok(vec![]));
    place.close(accounts).await;
}

pub(crate) async fn what_was_sent_stays_sent<P: Place>(place: P) {
    let accounts = place.open().await;
    enrol_both(&accounts).await;
    let posted = letter(1, AMA, 1_000);
    accounts.post(posted.clone()).await.unwrap();
    let at = 2_000;
    for outcome in [
        Sending::Sent { at },
        waiting(1, 3_000),
        failed("the mailbox is full"),
        Sending::Sent { at: 4_000 },
    ] {
        accounts.sent(letter_id(1), outcome).await.unwrap();
        assert_eq!(accounts.unsent(i64::MAX, 10).await, Ok(vec![]));
        let sent = Letter {
            sending: Sending::Sent { at },
            ..posted.clone()
        };
        assert_eq!(accounts.letters(10).await, Ok(vec![sent]));
    }
    place.close(accounts).await;
}

pub(crate) async fn a_letter_that_failed_says_why_and_is_not_tried<P: Place>(place: P) {
    let accounts = place.open().await;
    enrol_both(&accounts).await;
    accounts.post(letter(1, AMA, 1_000)).await.unwrap();
    let long = "水".repeat(MAX_REASON_BYTES);
    let cut = "水".repeat(MAX_REASON_BYTES / 3);
    for (why, kept) in [
        ("no such mailbox\0", "no such mailbox\0"),
        ("", ""),
        (long.as_str(), cut.as_str()),
    ] {
        accounts.sent(letter_id(1), failed(why)).await.unwrap();
        assert_eq!(accounts.unsent(i64::MAX, 10).await, Ok(vec![]));
        let letters = accounts.letters(10).await.unwrap();
        assert_eq!(letters[0].sending, failed(kept));
    }
    // Whoever runs the site may have it tried once more.
    accounts.sent(letter_id(1), waiting(0, 5)).await.unwrap();
    assert_eq!(accounts.unsent(5, 10).await.unwrap().len(), 1);
    place.close(accounts).await;
}

pub(crate) async fn a_letter_is_posted_once<P: Place>(place: P) {
    let accounts = place.open().await;
    enrol_both(&accounts).await;
    let posted = letter(1, AMA, 1_000);
    accounts.post(posted.clone()).await.unwrap();
    let other_words = Letter {
        text: "Other words.".to_owned(),
        ..posted.clone()
    };
    accounts.post(other_words).await.unwrap();
    assert_eq!(accounts.letters(10).await, Ok(vec![posted.clone()]));
    let sent = Sending::Sent { at: 2_000 };
    accounts.sent(letter_id(1), sent).await.unwrap();
    accounts.post(posted).await.unwrap();
    assert_eq!(accounts.unsent(i64::MAX, 10).await, Ok(vec![]));
    place.close(accounts).await;
}

pub(crate) async fn a_letter_has_a_limit<P: Place>(place: P) {
    let accounts = place.open().await;
    enrol_both(&accounts).await;
    let longest = Letter {
        subject: "s".repeat(MAX_SUBJECT_BYTES),
        text: "t".repeat(MAX_LETTER_BYTES),
        ..letter(1, AMA, 1_000)
    };
    accounts.post(longest.clone()).await.unwrap();
    for (spoilt, what, most) in [
        (
            Letter {
                subject: longest.subject.clone() + "s",
                ..letter(2, AMA, 1_000)
            },
            "bytes in the subject of a letter",
            MAX_SUBJECT_BYTES,
        ),
        (
            Letter {
                text: longest.text.clone() + "t",
                ..letter(2, AMA, 1_000)
            },
            "bytes in a letter",
            MAX_LETTER_BYTES,
        ),
    ] {
        let answer = accounts.post(spoilt).await;
        assert_eq!(answer, Err(AccountsError::TooLarge { what, most }));
    }
    assert!(accounts.letters(10).await.unwrap() == [longest]);
    place.close(accounts).await;
}

pub(crate) async fn so_many_letters_wait_for_an_account<P: Place>(place: P) {
    let accounts = place.open().await;
    enrol_both(&accounts).await;
    let count = u16::try_from(MAX_WAITING_LETTERS).unwrap();
    for number in 0..count {
        accounts.post(letter(number, AMA, 1_000)).await.unwrap();
    }
    let too_many = AccountsError::TooLarge {
        what: "letters that wait for an account",
        most: MAX_WAITING_LETTERS,
    };
    let one_more = || accounts.post(letter(count, AMA, 1_000));
    assert_eq!(one_more().await, Err(too_many));
    // One that is there already is no other, one for another person is not counted, and one that
    // was sent makes room.
    accounts.post(letter(0, AMA, 1_000)).await.unwrap();
    accounts.post(letter(9_000, BO, 1_000)).await.unwrap();
    let sent = Sending::Sent { at: 2_000 };
    accounts.sent(letter_id(5), sent).await.unwrap();
    one_more().await.unwrap();
    place.close(accounts).await;
}

/// Posts more letters than are kept, says the same of each, and looks which are left.
async fn check_kept<P: Place>(place: P, outcome: impl Fn(u16) -> Sending) {
    let accounts = place.open().await;
    enrol_both(&accounts).await;
    accounts.post(letter(9_000, BO, 0)).await.unwrap();
    let count = u16::try_from(MAX_KEPT_LETTERS).unwrap() + 3;
    for number in 0..count {
        let posted = letter(number, AMA, 1_000 + i64::from(number));
        accounts.post(posted).await.unwrap();
        accounts
            .sent(letter_id(number), outcome(number))
            .await
            .unwrap();
    }
    let kept = accounts.letters(usize::MAX).await.unwrap();
    assert_eq!(kept.len(), MAX_LETTERS_PER_READ);
    let expected: Vec<_> = (3..count).rev().map(letter_id).collect();
    assert_eq!(ids(kept), expected);
    // What waits is never swept.
    let waits = accounts.unsent(i64::MAX, 10).await.unwrap();
    assert_eq!(ids(waits), [letter_id(9_000)]);
    place.close(accounts).await;
}

pub(crate) async fn the_last_letters_are_kept<P: Place>(place: P) {
    let at = |number| Sending::Sent {
        at: 5_000 + i64::from(number),
    };
    check_kept(place, at).await;
}

pub(crate) async fn the_last_failures_are_kept<P: Place>(place: P) {
    check_kept(place, |number| failed(&format!("failure {number}"))).await;
}
