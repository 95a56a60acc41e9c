//! What the program does when somebody calls it: exit codes, words, files, and nothing else.
//!
//! Each test calls the built program in a folder of its own, as a person would. Start at
//! [`desk`], then read [`answers`].
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a test may stop at once, and its name says what it holds"
)]

mod answers;
mod bad_files;
mod commands;
mod desk;
mod ending;
mod examples;
mod findings;
mod findings_of_few;
mod findings_spared;
mod guarded;
mod help;
mod hosted;
mod hostile;
mod opened;
mod orders;
mod posted;
mod record;
mod run;
mod served;
mod shown;
mod verified;
mod ways;
