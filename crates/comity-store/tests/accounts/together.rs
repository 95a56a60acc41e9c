//! What happens when several do something at once, or stop half-way.

use comity_app::ports::{AccountId, Accounts, AccountsError, MAX_WAITING_LETTERS, Session};

use crate::material::{
    AMA, NOTHING, digest, draft, enrol_both, everything, letter, link, loa, mail, party, read,
    session,
};
use crate::places::Place;

/// Rounds of a race: enough that both orders happen.
const ROUNDS: u8 = 30;

pub(crate) async fn of_two_who_use_a_link_one_gets_in<P: Place>(place: P) {
    let accounts = place.open().await;
    enrol_both(&accounts).await;
    for round in 0..ROUNDS {
        accounts.put_link(link(round, AMA, 9_000)).await.unwrap();
        let use_it = || {
            let accounts = accounts.clone();
            tokio::spawn(async move { accounts.use_link(digest(round), 1_000).await })
        };
        let (one, two) = (use_it(), use_it());
        let answers = [one.await.unwrap().unwrap(), two.await.unwrap().unwrap()];
        let winners = answers.iter().flatten().count();
        assert_eq!(winners, 1, "round {round}: {answers:?}");
    }
    place.close(accounts).await;
}

pub(crate) async fn of_many_who_enrol_all_get_one_account<P: Place>(place: P) {
    const PERSONS: u8 = 8;
    let accounts = place.open().await;
    for round in 0..ROUNDS / 3 {
        let address = mail(&format!("person-{round}@halle.example"));
        let enrol = |number: u8| {
            let (accounts, address) = (accounts.clone(), address.clone());
            let id = AccountId([PERSONS * round + number; 16]);
            tokio::spawn(async move { accounts.enrol(&address, id).await.unwrap() })
        };
        let tasks: Vec<_> = (0..PERSONS).map(enrol).collect();
        let kept = |accounts: P::Accounts| async move {
            accounts.account_of(&address).await.unwrap().unwrap()
        };
        let mut answers = Vec::new();
        for task in tasks {
            answers.push(task.await.unwrap());
        }
        let kept = kept(accounts.clone()).await;
        assert!(answers.iter().all(|it| *it == kept), "{answers:?}");
    }
    place.close(accounts).await;
}

pub(crate) async fn a_reader_sees_one_session_while_it_turns<P: Place>(place: P) {
    let accounts = place.open().await;
    enrol_both(&accounts).await;
    accounts
        .put_session(session(0, AMA, 1_000), None)
        .await
        .unwrap();
    let turning = tokio::spawn({
        let accounts = accounts.clone();
        async move {
            for number in 1..=100 {
                let next = session(number, AMA, 1_000);
                let follows = Some(digest(number - 1));
                accounts.put_session(next, follows).await.unwrap();
            }
        }
    });
    let mut looks = 0;
    while !turning.is_finished() || looks == 0 {
        let sessions = accounts.sessions(AMA, 1_000).await.unwrap();
        assert_eq!(sessions.len(), 1, "{sessions:?}");
        looks += 1;
    }
    turning.await.unwrap();
    let last = accounts.session(digest(100), 1_000).await;
    assert_eq!(last, Ok(Some(session(100, AMA, 1_000))));
    place.close(accounts).await;
}

pub(crate) async fn of_many_who_post_none_passes_the_limit<P: Place>(place: P) {
    const WRITERS: u16 = 6;
    const EACH: u16 = 40;
    let accounts = place.open().await;
    enrol_both(&accounts).await;
    let writer = |writer: u16| {
        let accounts = accounts.clone();
        tokio::spawn(async move {
            let mut taken = 0;
            for number in writer * EACH..(writer + 1) * EACH {
                match accounts.post(letter(number, AMA, 1_000)).await {
                    Ok(()) => taken += 1,
                    Err(AccountsError::TooLarge { .. }) => {}
                    Err(other) => panic!("{other}"),
                }
            }
            taken
        })
    };
    let writers: Vec<_> = (0..WRITERS).map(writer).collect();
    let mut taken = 0;
    for writer in writers {
        taken += writer.await.unwrap();
    }
    assert_eq!(taken, MAX_WAITING_LETTERS);
    let waiting = accounts.unsent(i64::MAX, usize::MAX).await.unwrap();
    assert_eq!(waiting.len(), MAX_WAITING_LETTERS);
    place.close(accounts).await;
}

pub(crate) async fn an_account_that_is_erased_meanwhile_keeps_nothing<P: Place>(place: P) {
    let accounts = place.open().await;
    for round in 0..ROUNDS {
        let (ama, _) = enrol_both(&accounts).await;
        let giving = tokio::spawn({
            let accounts = accounts.clone();
            async move { give_until_erased(&accounts).await }
        });
        for _ in 0..round {
            tokio::task::yield_now().await;
        }
        accounts.erase(AMA).await.unwrap();
        let refusal = giving.await.unwrap();
        assert_eq!(refusal, AccountsError::UnknownAccount);
        assert_eq!(
            everything(&accounts, &ama, 1).await,
            NOTHING,
            "round {round}"
        );
    }
    place.close(accounts).await;
}

/// Gives an account one thing after the other until it is said that there is no such account.
async fn give_until_erased(accounts: &impl Accounts) -> AccountsError {
    loop {
        let given = [
            accounts.seat(AMA, &loa(), party("tavar", None)).await,
            accounts.put_link(link(1, AMA, 9_000)).await,
            accounts.put_session(session(1, AMA, 1_000), None).await,
            accounts.put_draft(draft(AMA, "a", "text=1")).await,
            accounts.visit(AMA, &loa(), read(1, 1)).await.map(|_| ()),
            accounts.post(letter(1, AMA, 1_000)).await,
        ];
        if let Some(refusal) = given.into_iter().find_map(Result::err) {
            return refusal;
        }
    }
}

pub(crate) async fn a_call_that_is_dropped_is_all_or_nothing<P: Place>(place: P) {
    let accounts = place.open().await;
    enrol_both(&accounts).await;
    let mut current: Session = session(0, AMA, 1_000);
    accounts.put_session(current.clone(), None).await.unwrap();
    for steps in 1..40 {
        let next = session(steps, AMA, 1_000);
        let call = tokio::spawn({
            let (accounts, next, follows) = (accounts.clone(), next.clone(), current.digest);
            async move { accounts.put_session(next, Some(follows)).await }
        });
        for _ in 0..steps {
            tokio::task::yield_now().await;
        }
        call.abort();
        let _ = call.await;
        let sessions = accounts.sessions(AMA, 1_000).await.unwrap();
        assert_eq!(sessions.len(), 1, "{sessions:?}");
        // Whoever lost the answer makes the call again, which waits for what is still under way.
        let follows = Some(current.digest);
        accounts.put_session(next.clone(), follows).await.unwrap();
        let sessions = accounts.sessions(AMA, 1_000).await;
        assert_eq!(sessions, Ok(vec![next.clone()]));
        current = next;
    }
    place.close(accounts).await;
}
