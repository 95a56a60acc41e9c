//! The post office: what becomes of a letter that leaves, that does not leave now, and that never
//! does.

use std::sync::{Arc, Mutex};

use comity_app::ports::{
    AccountId, Accounts, Answer, Letter, LetterId, MailAddress, NotSent, Post, Sending,
};
use comity_app::script::SetClock;
use comity_procedure::Time;
use comity_store::MemoryAccounts;
use comity_web::post_office::{LETTERS_PER_TICK, MAX_TRIES, PostOffice};

/// Answers as it is told, and keeps the subjects of what it was handed.
struct Counter {
    answer: Mutex<Result<(), NotSent>>,
    handed: Mutex<Vec<String>>,
}

impl Post for Counter {
    fn send<'a>(&'a self, letter: &'a Letter) -> Answer<'a, (), NotSent> {
        self.handed.lock().unwrap().push(letter.subject.clone());
        let answer = self.answer.lock().unwrap().clone();
        Box::pin(async move { answer })
    }
}

struct Trial {
    accounts: Arc<MemoryAccounts>,
    clock: SetClock,
    counter: Arc<Counter>,
    office: PostOffice,
    account: AccountId,
}

async fn trial(answer: Result<(), NotSent>) -> Trial {
    let accounts = Arc::new(MemoryAccounts::new());
    let mail = MailAddress::new("head@loa.example").unwrap();
    let account = accounts.enrol(&mail, AccountId([1; 16])).await.unwrap();
    let clock = SetClock::default();
    clock.set(Time(1_000));
    let counter = Arc::new(Counter {
        answer: Mutex::new(answer),
        handed: Mutex::default(),
    });
    let office = PostOffice::new(accounts.clone(), Arc::new(clock.clone()), counter.clone());
    Trial {
        accounts,
        clock,
        counter,
        office,
        account: account.id,
    }
}

impl Trial {
    async fn post(&self, number: u8) {
        let letter = Letter {
            id: LetterId([number; 16]),
            to: MailAddress::new("head@loa.example").unwrap(),
            account: self.account,
            subject: number.to_string(),
            text: "x".to_owned(),
            written: 1_000 + i64::from(number),
            sending: Sending::Waiting {
                tries: 0,
                next: 1_000,
            },
        };
        self.accounts.post(letter).await.unwrap();
    }

    async fn sending(&self) -> Sending {
        let mut letters = self.accounts.letters(1).await.unwrap();
        letters.remove(0).sending
    }

    fn handed(&self) -> usize {
        self.counter.handed.lock().unwrap().len()
    }
}

#[tokio::test]
async fn a_letter_leaves_once() {
    let trial = trial(Ok(())).await;
    trial.post(1).await;
    assert_eq!(trial.office.tick().await, Ok(1));
    assert_eq!(trial.sending().await, Sending::Sent { at: 1_000 });
    assert_eq!(trial.office.tick().await, Ok(0));
    assert_eq!(trial.handed(), 1);
}

#[tokio::test]
async fn a_letter_that_does_not_leave_now_rests_and_is_tried_again() {
    let trial = trial(Err(NotSent::Later("busy".to_owned()))).await;
    trial.post(1).await;
    assert_eq!(trial.office.tick().await, Ok(0));
    let Sending::Waiting { tries: 1, next } = trial.sending().await else {
        panic!("{:?}", trial.sending().await);
    };
    trial.clock.set(Time(next - 1));
    trial.office.tick().await.unwrap();
    assert_eq!(trial.handed(), 1, "not before its time");
    trial.clock.set(Time(next));
    *trial.counter.answer.lock().unwrap() = Ok(());
    assert_eq!(trial.office.tick().await, Ok(1));
    assert_eq!(trial.sending().await, Sending::Sent { at: next });
}

#[tokio::test]
async fn a_letter_is_given_up_after_so_many_tries() {
    let trial = trial(Err(NotSent::Later("busy".to_owned()))).await;
    trial.post(1).await;
    for _ in 0..3 * MAX_TRIES {
        if let Sending::Waiting { next, .. } = trial.sending().await {
            trial.clock.set(Time(next));
        }
        trial.office.tick().await.unwrap();
    }
    assert_eq!(trial.handed(), MAX_TRIES as usize);
    let Sending::Failed { why } = trial.sending().await else {
        panic!("{:?}", trial.sending().await);
    };
    assert!(why.contains("busy"), "{why}");
}

#[tokio::test]
async fn a_letter_that_never_leaves_is_tried_once() {
    let trial = trial(Err(NotSent::Never("nobody here".to_owned()))).await;
    trial.post(1).await;
    trial.office.tick().await.unwrap();
    trial.clock.set(Time(i64::MAX / 2));
    trial.office.tick().await.unwrap();
    assert_eq!(trial.handed(), 1);
    assert!(matches!(trial.sending().await, Sending::Failed { .. }));
}

#[tokio::test]
async fn letters_leave_in_the_order_in_which_they_were_written_and_so_many_at_once() {
    let trial = trial(Ok(())).await;
    let many = u8::try_from(LETTERS_PER_TICK).unwrap() + 1;
    for number in (0..many).rev() {
        trial.post(number).await;
    }
    assert_eq!(trial.office.tick().await, Ok(LETTERS_PER_TICK));
    assert_eq!(trial.office.tick().await, Ok(1));
    let handed = trial.counter.handed.lock().unwrap().clone();
    let expected: Vec<String> = (0..many).map(|it| it.to_string()).collect();
    assert_eq!(handed, expected);
}
