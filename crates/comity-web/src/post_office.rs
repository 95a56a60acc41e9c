//! The post office: takes letters from the outbox and hands them over, again and again until they
//! have left or it gives up.
//!
//! A letter is kept before anybody is told that it is on its way, and marked after it has left: a
//! crash between the two sends it twice, and never not at all. One node sends.
//!
//! Start at [`PostOffice::tick`].

use std::sync::Arc;
use std::time::Duration;

use comity_app::ports::{Accounts, AccountsError, Clock, Letter, NotSent, Post, Sending};
use data_encoding::HEXLOWER;

/// How often the outbox is looked at.
const TICK: Duration = Duration::from_secs(2);

/// The most letters of one look: what a mail server takes from one sender at once.
pub const LETTERS_PER_TICK: usize = 50;

/// How often a letter is tried before it is given up: with the pauses between, for two days. A
/// link to sign in is over long before, an invitation is not.
pub const MAX_TRIES: u32 = 14;

/// The pause after the first try, in milliseconds; each next one is twice as long.
const FIRST_PAUSE_MILLISECONDS: i64 = 30 * 1_000;

/// The longest pause, in milliseconds: a mail server that was mended in the morning gets the
/// letters before noon.
const LONGEST_PAUSE_MILLISECONDS: i64 = 6 * 60 * 60 * 1_000;

/// Sends what lies in the outbox.
pub struct PostOffice {
    accounts: Arc<dyn Accounts>,
    clock: Arc<dyn Clock>,
    post: Arc<dyn Post>,
}

impl PostOffice {
    /// A post office.
    #[must_use]
    pub fn new(
        accounts: Arc<dyn Accounts>,
        clock: Arc<dyn Clock>,
        post: Arc<dyn Post>,
    ) -> PostOffice {
        PostOffice {
            accounts,
            clock,
            post,
        }
    }

    /// Tries each letter whose time has come, once; says how many have left.
    ///
    /// # Errors
    /// When the outbox cannot be read or written. What has left and could not be marked is sent
    /// again.
    pub async fn tick(&self) -> Result<usize, AccountsError> {
        let due = self
            .accounts
            .unsent(self.clock.now(), LETTERS_PER_TICK)
            .await?;
        let mut left = 0;
        for letter in due {
            let outcome = self.try_once(&letter).await;
            left += usize::from(matches!(outcome, Sending::Sent { .. }));
            self.accounts.sent(letter.id, outcome).await?;
        }
        Ok(left)
    }

    async fn try_once(&self, letter: &Letter) -> Sending {
        let sent = self.post.send(letter).await;
        let now = self.clock.now();
        let before = match letter.sending {
            Sending::Waiting { tries, .. } => tries,
            Sending::Sent { .. } | Sending::Failed { .. } => 0,
        };
        let tries = before.saturating_add(1);
        // The log names a letter by its id: whom it is for is nobody's business there.
        let id = HEXLOWER.encode(&letter.id.0);
        match sent {
            Ok(()) => Sending::Sent { at: now },
            Err(NotSent::Later(why)) if tries < MAX_TRIES => {
                let pause = pause(tries);
                let seconds = pause / 1_000;
                tracing::warn!("letter {id} waits, and is tried again in {seconds} seconds: {why}");
                Sending::Waiting {
                    tries,
                    next: now.saturating_add(pause),
                }
            }
            Err(why) => {
                tracing::error!("letter {id} is given up after {tries} tries: {why}");
                Sending::Failed {
                    why: why.to_string(),
                }
            }
        }
    }

    /// Sends for ever; it ends only with its task.
    pub async fn keep(self) {
        loop {
            // What could not be read or written now is tried with the next look.
            if let Err(error) = self.tick().await {
                tracing::warn!("the outbox: {error}");
            }
            tokio::time::sleep(TICK).await;
        }
    }
}

/// How long a letter rests after so many tries, in milliseconds.
fn pause(tries: u32) -> i64 {
    let doubled = 1_i64.checked_shl(tries.saturating_sub(1));
    let pause = doubled.and_then(|it| it.checked_mul(FIRST_PAUSE_MILLISECONDS));
    pause.map_or(LONGEST_PAUSE_MILLISECONDS, |it| {
        it.clamp(FIRST_PAUSE_MILLISECONDS, LONGEST_PAUSE_MILLISECONDS)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_rests_longer_after_each_try() {
        let minutes: Vec<i64> = (1..MAX_TRIES).map(|it| pause(it) / 1_000 / 60).collect();
        assert_eq!(minutes[..4], [0, 1, 2, 4]);
        assert_eq!(minutes[minutes.len() - 1], 360);
        let hours = minutes.iter().sum::<i64>() / 60;
        assert!((24..=48).contains(&hours), "{hours}");
        for tries in [64, 65, u32::MAX] {
            assert_eq!(pause(tries), LONGEST_PAUSE_MILLISECONDS);
        }
    }
}
