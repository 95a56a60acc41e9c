//! Sign-in links and sessions.

use comity_app::ports::{Accounts, MAX_LINKS, MAX_SESSIONS, Session};

use crate::material::{AMA, BO, MINUTE, digest, enrol_both, link, session};
use crate::places::Place;

pub(crate) async fn a_link_is_used_once<P: Place>(place: P) {
    let accounts = place.open().await;
    enrol_both(&accounts).await;
    accounts.put_link(link(1, AMA, 9_000)).await.unwrap();
    accounts.put_link(link(2, BO, 9_000)).await.unwrap();
    assert_eq!(accounts.use_link(digest(1), 1_000).await, Ok(Some(AMA)));
    assert_eq!(accounts.use_link(digest(1), 1_000).await, Ok(None));
    assert_eq!(accounts.look_at_link(digest(1), 1_000).await, Ok(None));
    assert_eq!(accounts.use_link(digest(2), 1_000).await, Ok(Some(BO)));
    place.close(accounts).await;
}

pub(crate) async fn a_link_is_good_until_its_end<P: Place>(place: P) {
    let accounts = place.open().await;
    enrol_both(&accounts).await;
    for (number, now, good) in [(1, 8_999, true), (2, 9_000, false), (3, 9_001, false)] {
        accounts.put_link(link(number, AMA, 9_000)).await.unwrap();
        let expected = good.then_some(AMA);
        let looked = accounts.look_at_link(digest(number), now).await;
        assert_eq!(looked, Ok(expected), "looked at {now}");
        let used = accounts.use_link(digest(number), now).await;
        assert_eq!(used, Ok(expected), "used at {now}");
    }
    place.close(accounts).await;
}

pub(crate) async fn looking_at_a_link_does_not_use_it<P: Place>(place: P) {
    let accounts = place.open().await;
    enrol_both(&accounts).await;
    accounts.put_link(link(1, AMA, 9_000)).await.unwrap();
    for _ in 0..3 {
        let looked = accounts.look_at_link(digest(1), 1_000).await;
        assert_eq!(looked, Ok(Some(AMA)));
    }
    assert_eq!(accounts.use_link(digest(1), 1_000).await, Ok(Some(AMA)));
    place.close(accounts).await;
}

pub(crate) async fn links_that_are_over_are_swept<P: Place>(place: P) {
    let accounts = place.open().await;
    enrol_both(&accounts).await;
    accounts.put_link(link(1, AMA, 5_000)).await.unwrap();
    accounts.put_link(link(2, AMA, 9_000)).await.unwrap();
    accounts.put_link(link(3, BO, 5_000)).await.unwrap();
    assert_eq!(accounts.use_link(digest(9), 5_000).await, Ok(None));
    // By an earlier clock they would still be good, if they were there.
    for (number, expected) in [(1, None), (2, Some(AMA)), (3, None)] {
        let looked = accounts.look_at_link(digest(number), 1_000).await;
        assert_eq!(looked, Ok(expected), "link {number}");
    }
    place.close(accounts).await;
}

pub(crate) async fn an_account_keeps_its_last_links<P: Place>(place: P) {
    let accounts = place.open().await;
    enrol_both(&accounts).await;
    accounts.put_link(link(200, BO, 1)).await.unwrap();
    let count = u8::try_from(MAX_LINKS).unwrap() + 3;
    for number in 0..count {
        let until = 9_000 + i64::from(number);
        accounts.put_link(link(number, AMA, until)).await.unwrap();
    }
    for number in 0..count {
        let looked = accounts.look_at_link(digest(number), 0).await.unwrap();
        assert_eq!(looked.is_some(), number >= 3, "link {number}");
    }
    assert_eq!(accounts.look_at_link(digest(200), 0).await, Ok(Some(BO)));
    place.close(accounts).await;
}

pub(crate) async fn a_session_lasts_until_its_end<P: Place>(place: P) {
    let accounts = place.open().await;
    enrol_both(&accounts).await;
    let of_ama = session(1, AMA, 1_000);
    let end = of_ama.until;
    accounts.put_session(of_ama.clone(), None).await.unwrap();
    for (now, lasts) in [(0, true), (end - 1, true), (end, false), (end + 1, false)] {
        let found = accounts.session(digest(1), now).await;
        assert_eq!(found, Ok(lasts.then(|| of_ama.clone())), "at {now}");
        let all = accounts.sessions(AMA, now).await.unwrap();
        assert_eq!(all.len(), usize::from(lasts), "at {now}");
    }
    assert_eq!(accounts.session(digest(2), 1_000).await, Ok(None));
    assert_eq!(accounts.sessions(BO, 1_000).await, Ok(vec![]));
    place.close(accounts).await;
}

pub(crate) async fn a_session_is_turned_in_one_step<P: Place>(place: P) {
    let accounts = place.open().await;
    enrol_both(&accounts).await;
    let first = session(1, AMA, 1_000);
    let other = session(7, AMA, 1_500);
    accounts.put_session(first.clone(), None).await.unwrap();
    accounts.put_session(other.clone(), None).await.unwrap();
    let turned = Session {
        digest: digest(2),
        turned: 5_000,
        until: 90_000_000,
        ..first
    };
    let follows = Some(digest(1));
    accounts.put_session(turned.clone(), follows).await.unwrap();
    assert_eq!(accounts.session(digest(1), 5_000).await, Ok(None));
    assert_eq!(
        accounts.session(digest(2), 5_000).await,
        Ok(Some(turned.clone()))
    );
    assert_eq!(accounts.sessions(AMA, 5_000).await, Ok(vec![turned, other]));
    place.close(accounts).await;
}

pub(crate) async fn a_session_follows_none_of_another_account<P: Place>(place: P) {
    let accounts = place.open().await;
    enrol_both(&accounts).await;
    let of_bo = session(1, BO, 1_000);
    accounts.put_session(of_bo.clone(), None).await.unwrap();
    let of_ama = session(2, AMA, 1_000);
    let follows = Some(digest(1));
    accounts.put_session(of_ama, follows).await.unwrap();
    assert_eq!(accounts.session(digest(1), 1_000).await, Ok(Some(of_bo)));
    place.close(accounts).await;
}

pub(crate) async fn a_session_that_follows_one_that_is_gone_is_kept<P: Place>(place: P) {
    let accounts = place.open().await;
    enrol_both(&accounts).await;
    accounts
        .put_session(session(1, AMA, 1), None)
        .await
        .unwrap();
    // Two requests turn one token: each goes on with its own.
    for number in [2, 3] {
        let next = session(number, AMA, i64::from(number));
        let follows = Some(digest(1));
        accounts.put_session(next.clone(), follows).await.unwrap();
        assert_eq!(accounts.session(digest(number), 5).await, Ok(Some(next)));
    }
    assert_eq!(accounts.sessions(AMA, 5).await.unwrap().len(), 2);
    place.close(accounts).await;
}

pub(crate) async fn the_session_that_began_first_is_first<P: Place>(place: P) {
    let accounts = place.open().await;
    enrol_both(&accounts).await;
    for (number, began) in [(1, 3_000), (2, 1_000), (3, 2_000), (4, 1_000)] {
        let put = accounts.put_session(session(number, AMA, began), None);
        put.await.unwrap();
    }
    // One that began early may have been turned late.
    let turned = Session {
        turned: 9_000,
        ..session(5, AMA, 500)
    };
    accounts.put_session(turned, None).await.unwrap();
    let sessions = accounts.sessions(AMA, 9_000).await.unwrap();
    let order: Vec<_> = sessions.iter().map(|session| session.digest).collect();
    assert_eq!(order, [5, 2, 4, 3, 1].map(digest));
    place.close(accounts).await;
}

pub(crate) async fn ended_sessions_of_the_account_are_swept<P: Place>(place: P) {
    let accounts = place.open().await;
    enrol_both(&accounts).await;
    accounts
        .put_session(session(1, AMA, 0), None)
        .await
        .unwrap();
    accounts.put_session(session(2, BO, 0), None).await.unwrap();
    let later = 60 * MINUTE;
    accounts
        .put_session(session(3, AMA, later), None)
        .await
        .unwrap();
    // By an earlier clock the first would still last, if it were there.
    assert_eq!(accounts.session(digest(1), 0).await, Ok(None));
    assert!(accounts.session(digest(2), 0).await.unwrap().is_some());
    assert_eq!(accounts.sessions(AMA, 0).await.unwrap().len(), 1);
    place.close(accounts).await;
}

pub(crate) async fn the_session_turned_longest_ago_goes<P: Place>(place: P) {
    let accounts = place.open().await;
    enrol_both(&accounts).await;
    accounts
        .put_session(session(200, BO, 0), None)
        .await
        .unwrap();
    let count = u8::try_from(MAX_SESSIONS).unwrap() + 2;
    for number in 0..count {
        let put = accounts.put_session(session(number, AMA, i64::from(number)), None);
        put.await.unwrap();
    }
    let sessions = accounts.sessions(AMA, 1_000).await.unwrap();
    let kept: Vec<_> = sessions.iter().map(|session| session.digest).collect();
    assert_eq!(kept, (2..count).map(digest).collect::<Vec<_>>());
    assert!(
        accounts
            .session(digest(200), 1_000)
            .await
            .unwrap()
            .is_some()
    );
    place.close(accounts).await;
}

pub(crate) async fn one_session_or_all_of_them_are_ended<P: Place>(place: P) {
    let accounts = place.open().await;
    enrol_both(&accounts).await;
    for (number, account) in [(1, AMA), (2, AMA), (3, AMA), (4, BO)] {
        let put = accounts.put_session(session(number, account, i64::from(number)), None);
        put.await.unwrap();
    }
    accounts.end_session(digest(2)).await.unwrap();
    let left = accounts.sessions(AMA, 10).await.unwrap();
    assert_eq!(left, [session(1, AMA, 1), session(3, AMA, 3)]);
    accounts.end_sessions(AMA).await.unwrap();
    assert_eq!(accounts.sessions(AMA, 10).await, Ok(vec![]));
    assert_eq!(accounts.session(digest(1), 10).await, Ok(None));
    assert_eq!(accounts.sessions(BO, 10).await.unwrap().len(), 1);
    place.close(accounts).await;
}
