//! The pages. Each reads, asks, and renders; its template has its name.

pub(crate) mod adopted;
pub(crate) mod calls;
pub(crate) mod carriage;
pub(crate) mod chair;
pub(crate) mod compilation;
pub(crate) mod contributions;
pub(crate) mod delegations;
pub(crate) mod drafts;
pub(crate) mod events;
pub(crate) mod findings;
pub(crate) mod home;
pub(crate) mod ledger;
pub(crate) mod margin;
pub(crate) mod naming;
pub(crate) mod objections;
pub(crate) mod outbox;
pub(crate) mod overview;
pub(crate) mod positions;
pub(crate) mod proposal;
pub(crate) mod proposing;
pub(crate) mod provision;
pub(crate) mod record;
pub(crate) mod revision;
pub(crate) mod settings;
pub(crate) mod since;
pub(crate) mod sponsoring;
pub(crate) mod stance;
pub(crate) mod statements;
pub(crate) mod text;
pub(crate) mod trouble;

use comity_procedure::ids::Constituency;

use crate::words::Words;

/// What a constituency is called: in the language of the reader, where it is one of those that
/// most negotiations have; else as the modalities spell it.
pub(crate) fn constituency(words: &Words, constituency: &Constituency) -> String {
    let key = format!("constituency-{constituency}");
    match words.has(&key) {
        true => words.say(&key),
        false => constituency.to_string(),
    }
}
