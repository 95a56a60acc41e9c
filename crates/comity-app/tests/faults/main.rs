//! The sequencer on a journal that fails: what people are told and what the log holds agree.

#![allow(clippy::unwrap_used, reason = "what a test cannot have fails the test")]

#[path = "../thread/desk.rs"]
mod desk;
mod room;

use std::sync::atomic::Ordering;

use comity_app::ports::{Claim, Holder, Journal, JournalError};
use comity_app::{LEASE_MILLISECONDS, NotTaken, OpenError, Request, SubmitError};
use comity_procedure::Refusal;
use comity_record::blob::{Blob, Salt};
use comity_record::canonical;
use comity_record::v1::modalities::{Accreditation, Modalities};
use comity_record::v1::{Act, Words};
use comity_testkit::faulty::{Fault, Plan};
use room::{Open, Room, request, statement, submit, wells};

/// How many acts are sent, one after the other, in each plan.
const ACTS: u64 = 6;

/// Sends acts through a plan of faults: each ends up in the log once, and every answer was true.
async fn check(writes: Plan, reads: Plan) {
    let room = Room::new().await;
    let journal = room.faulty(writes, reads);
    let mut open = room.reopen(&journal).await;
    for number in 0..ACTS {
        let entry = room
            .insist(&journal, &mut open, statement(number, "We agree."))
            .await;
        assert_eq!(entry, number + 2, "{:?}", journal.taken());
    }
    assert_eq!(room.log().await.state.size(), ACTS + 2);
}

#[tokio::test]
async fn each_fault_at_each_step_is_told_truly() {
    // Step 0 takes the lease, and after an unknown outcome the lease is renewed.
    for step in 0..ACTS as usize + 1 {
        for fault in Fault::FAULTS {
            check(Plan::at(step, fault), Plan::none()).await;
            for next in Fault::FAULTS {
                let plan = std::iter::repeat_n(Fault::Pass, step).chain([fault, next]);
                check(Plan::listed(plan), Plan::none()).await;
            }
        }
    }
}

#[tokio::test]
async fn a_head_that_cannot_be_read_is_told_truly() {
    // Opening reads the head, the entries and their texts; the next read is the look at the head.
    for fault in Fault::FAULTS {
        check(Plan::at(2, fault), Plan::at(3, Fault::Refuse)).await;
    }
}

#[tokio::test]
async fn many_faults_from_a_seed_are_told_truly() {
    for seed in 0..60 {
        check(Plan::seeded(seed, 40), Plan::none()).await;
        check(Plan::seeded(seed, 30), Plan::seeded(seed + 1_000, 15)).await;
    }
}

/// Sends acts at once; gives what each was told.
async fn together(open: &Open, requests: Vec<Request>) -> Vec<Result<u64, SubmitError>> {
    let sent: Vec<_> = requests
        .into_iter()
        .map(|request| {
            let negotiation = open.negotiation.clone();
            tokio::spawn(async move {
                negotiation
                    .submit(&comity_app::Caller::Operator, request)
                    .await
            })
        })
        .collect();
    let mut told = Vec::new();
    for answer in sent {
        told.push(answer.await.unwrap().map(|receipt| receipt.taken.entry));
    }
    told
}

#[tokio::test]
async fn those_who_come_together_are_each_told_truly() {
    for seed in 0..20 {
        let room = Room::new().await;
        let journal = room.faulty(Plan::seeded(seed, 40), Plan::seeded(seed + 1_000, 10));
        let mut open = room.reopen(&journal).await;
        for round in 0..6 {
            let numbers: Vec<u64> = (round * 8..round * 8 + 8).collect();
            let requests = numbers.iter().map(|it| statement(*it, "We agree."));
            let told = together(&open, requests.collect()).await;
            let log = room.log().await;
            for (number, told) in numbers.into_iter().zip(told) {
                let there = log.entries.get(&room::key_of(number)).copied();
                match told {
                    Ok(entry) => assert_eq!(there, Some(entry)),
                    Err(SubmitError::NotWritten(_)) => assert_eq!(there, None),
                    Err(SubmitError::Stopped) => {}
                    Err(other) => panic!("{other}"),
                }
            }
            if open.run.is_finished() {
                open = room.reopen(&journal).await;
            }
            assert_eq!(open.negotiation.read().state, log.state);
        }
    }
}

#[tokio::test]
async fn many_at_once_share_commits() {
    let room = Room::new().await;
    let journal = room.faulty(Plan::none(), Plan::none());
    let open = room.reopen(&journal).await;
    let requests = (0..64).map(|number| statement(number, "We agree."));
    let told = together(&open, requests.collect()).await;
    assert!(told.iter().all(Result::is_ok), "{told:?}");
    let appends = journal.taken().len() - 1;
    assert!(appends < 8, "64 acts took {appends} commits");
}

#[tokio::test]
async fn an_act_sent_again_after_an_unknown_outcome_is_found_by_its_key() {
    let room = Room::new().await;
    // The answer of the append is lost, and so is that of the renewal after it.
    let plan = Plan::listed([Fault::Pass, Fault::LoseAfter, Fault::LoseAfter]);
    let journal = room.faulty(plan, Plan::none());
    let open = room.reopen(&journal).await;
    let told = submit(&open, statement(1, "We agree.")).await;
    assert_eq!(told, Err(SubmitError::Stopped));
    let run = open.run.await.unwrap();
    let uncertain = matches!(run, Err(OpenError::Journal(JournalError::Uncertain(_))));
    assert!(uncertain, "{run:?}");
    let open = room.reopen(&journal).await;
    let again = submit(&open, statement(1, "We agree.")).await;
    let there = Refusal::TakenAlready { entry: 2 };
    assert_eq!(again, Err(NotTaken::Refused(there).into()));
}

#[tokio::test]
async fn the_older_of_two_sequencers_is_fenced() {
    let room = Room::new().await;
    let older = room.reopen(&room.memory).await;
    let latest = room.reopen(&room.memory).await;
    let told = submit(&older, statement(1, "We agree.")).await;
    assert_eq!(told, Err(SubmitError::Stopped));
    let run = older.run.await.unwrap();
    let fenced = matches!(run, Err(OpenError::Journal(JournalError::Fenced { .. })));
    assert!(fenced, "{run:?}");
    submit(&latest, statement(1, "We agree.")).await.unwrap();
    assert_eq!(room.log().await.state.size(), 3);
}

async fn claim(room: &Room, holder: &str) -> Result<(), JournalError> {
    let now = room.clock.0.load(Ordering::SeqCst);
    let claim = Claim {
        holder: Holder::new(holder).unwrap(),
        now,
        until: now + LEASE_MILLISECONDS,
    };
    room.memory.acquire(&wells(), &claim).await.map(|_| ())
}

#[tokio::test]
async fn a_lease_is_renewed_by_the_tick_and_is_lost_without() {
    let room = Room::new().await;
    let open = room.open(&room.memory, "test").await.unwrap();
    for _ in 0..10 {
        room.clock
            .0
            .fetch_add(LEASE_MILLISECONDS / 2, Ordering::SeqCst);
        open.negotiation.tick().await.unwrap();
        let held = claim(&room, "somebody else").await;
        assert!(matches!(held, Err(JournalError::Held { .. })), "{held:?}");
    }
    room.clock.0.fetch_add(LEASE_MILLISECONDS, Ordering::SeqCst);
    assert_eq!(claim(&room, "somebody else").await, Ok(()));
    assert_eq!(open.negotiation.tick().await, Err(SubmitError::Stopped));
    assert!(open.run.await.unwrap().is_err());
}

#[tokio::test]
async fn a_lease_that_cannot_be_renewed_stops_nobody_but_is_told() {
    let room = Room::new().await;
    let plan = Plan::listed([Fault::Pass, Fault::Refuse, Fault::LoseBefore]);
    let journal = room.faulty(plan, Plan::none());
    let open = room.reopen(&journal).await;
    room.clock
        .0
        .fetch_add(LEASE_MILLISECONDS / 2, Ordering::SeqCst);
    let told = open.negotiation.tick().await;
    assert!(matches!(told, Err(SubmitError::NotWritten(_))), "{told:?}");
    submit(&open, statement(1, "We agree.")).await.unwrap();
    open.negotiation.tick().await.unwrap();
}

#[tokio::test]
async fn the_clock_strikes_once_whatever_fails() {
    let mut preset = Modalities::preset("consensus").unwrap();
    preset.accreditation = Accreditation::NoObjection {
        by: vec!["government".to_owned()],
        hours: 1,
    };
    preset.signed.clear();
    let modalities = String::from_utf8(canonical::write(&preset).unwrap()).unwrap();
    for fault in Fault::FAULTS {
        let room = Room::with(&modalities).await;
        let journal = room.faulty(Plan::at(2, fault), Plan::none());
        let open = room.reopen(&journal).await;
        assert_eq!(open.negotiation.read().state.deadlines().count(), 1);
        room.clock.0.fetch_add(7_200_000, Ordering::SeqCst);
        let told = open.negotiation.tick().await;
        match fault {
            Fault::LoseAfter => assert_eq!(told, Ok(())),
            _ => assert!(matches!(told, Err(SubmitError::NotWritten(_))), "{told:?}"),
        }
        open.negotiation.tick().await.unwrap();
        open.negotiation.tick().await.unwrap();
        let log = room.log().await;
        assert_eq!((log.state.size(), log.state.deadlines().count()), (3, 0));
    }
}

#[tokio::test]
async fn what_is_too_much_for_one_commit_goes_into_several() {
    let room = Room::new().await;
    let journal = room.faulty(Plan::none(), Plan::none());
    let open = room.reopen(&journal).await;
    // Each has some 800 KB; together they are more than a journal takes at once.
    let words = "🜄".repeat(199_000);
    let requests = (0..90).map(|number| statement(number, &words));
    let told = together(&open, requests.collect()).await;
    assert!(
        told.iter().all(Result::is_ok),
        "{:?}",
        told.iter().find(|it| it.is_err())
    );
    let appends = journal.taken().len() - 1;
    assert!((2..10).contains(&appends), "{appends} commits");
}

#[tokio::test]
async fn an_act_that_cannot_be_kept_fails_alone() {
    let room = Room::new().await;
    let open = room.reopen(&room.memory).await;
    let hash = "ab".repeat(32);
    let redact = format!(r#"{{"redact":{{"texts":["{hash}"],"ground":"By order."}}}}"#);
    let mut requests: Vec<_> = (0..20).map(|it| statement(it, "We agree.")).collect();
    requests.insert(13, request("secretariat", 99, &redact));
    let told = together(&open, requests).await;
    for (place, told) in told.iter().enumerate() {
        assert_eq!(told.is_ok(), place != 13, "{place}: {told:?}");
    }
    let refused = matches!(
        told[13],
        Err(SubmitError::NotTaken(NotTaken::NotToWithhold(_)))
    );
    assert!(refused, "{:?}", told[13]);
    assert_eq!(room.log().await.state.size(), 22);
}

/// A statement that names its text already, as a signed one does.
fn named(number: u64, text: &Blob) -> Request {
    let mut request = statement(number, "");
    if let Act::State { words, .. } = &mut request.act {
        *words = Words::named(text.name().0);
    }
    request.blobs = vec![text.clone()];
    request
}

#[tokio::test]
async fn a_text_that_is_there_already_is_not_kept_twice() {
    let room = Room::new().await;
    let open = room.reopen(&room.memory).await;
    let text = Blob::new(Salt([5; 32]), "We agree.").unwrap();
    let told = together(&open, vec![named(1, &text), named(2, &text)]).await;
    assert_eq!(told, [Ok(2), Ok(3)]);
    submit(&open, named(3, &text)).await.unwrap();
    assert_eq!(room.log().await.state.size(), 5);
}

#[tokio::test]
async fn a_text_that_the_act_does_not_name_is_not_kept() {
    let room = Room::new().await;
    let open = room.reopen(&room.memory).await;
    let stray = Blob::new(Salt([6; 32]), "Nobody names me.").unwrap();
    let mut request = statement(1, "We agree.");
    request.blobs.push(stray);
    submit(&open, request).await.unwrap();
    assert_eq!(room.log().await.state.size(), 3);
}
