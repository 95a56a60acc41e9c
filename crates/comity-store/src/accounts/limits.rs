//! What is too large, said once for memory and for both databases.
//!
//! Never here: what goes by itself; the statements that sweep say that.

use comity_app::ports::{
    AccountsError, Draft, Letter, MAX_DRAFT_BYTES, MAX_DRAFT_NAME_BYTES, MAX_DRAFTS,
    MAX_DRAFTS_BYTES, MAX_LETTER_BYTES, MAX_PREFERENCE_BYTES, MAX_REASON_BYTES, MAX_SEATED,
    MAX_SEATS, MAX_SUBJECT_BYTES, MAX_WAITING_LETTERS, Preferences, Sending,
};

/// Says no where something is more than the most.
fn at_most(most: usize, found: usize, what: &'static str) -> Result<(), AccountsError> {
    match found <= most {
        true => Ok(()),
        false => Err(AccountsError::TooLarge { what, most }),
    }
}

/// Says no to preferences that are none.
pub(super) fn check_preferences(preferences: &Preferences) -> Result<(), AccountsError> {
    for (part, what) in [
        (&preferences.language, "bytes in the tag of a language"),
        (&preferences.time_zone, "bytes in the name of a time zone"),
    ] {
        let bytes = part.as_deref().map_or(0, str::len);
        at_most(MAX_PREFERENCE_BYTES, bytes, what)?;
    }
    Ok(())
}

/// Says no to a draft that is too long.
pub(super) fn check_draft(draft: &Draft) -> Result<(), AccountsError> {
    let name = draft.name.len();
    at_most(MAX_DRAFT_NAME_BYTES, name, "bytes in the name of a draft")?;
    at_most(MAX_DRAFT_BYTES, draft.fields.len(), "bytes in a draft")
}

/// Says no to a draft that finds too much beside it: so many others with so many bytes.
pub(super) fn check_drafts(
    draft: &Draft,
    (others, bytes): (usize, usize),
) -> Result<(), AccountsError> {
    at_most(MAX_DRAFTS, others + 1, "drafts in a negotiation")?;
    let bytes = bytes.saturating_add(draft.fields.len());
    at_most(
        MAX_DRAFTS_BYTES,
        bytes,
        "bytes in the drafts of a negotiation",
    )
}

/// Says no to a seat that finds too many others of the account, or in the negotiation.
pub(super) fn check_seats((own, there): (usize, usize)) -> Result<(), AccountsError> {
    at_most(MAX_SEATS, own + 1, "seats of an account")?;
    at_most(MAX_SEATED, there + 1, "seats in a negotiation")
}

/// Says no to a letter that is too long.
pub(super) fn check_letter(letter: &Letter) -> Result<(), AccountsError> {
    let subject = letter.subject.len();
    at_most(
        MAX_SUBJECT_BYTES,
        subject,
        "bytes in the subject of a letter",
    )?;
    at_most(MAX_LETTER_BYTES, letter.text.len(), "bytes in a letter")
}

/// Says no to a letter that finds too many waiting.
pub(super) fn check_waiting(others: usize) -> Result<(), AccountsError> {
    let what = "letters that wait for an account";
    at_most(MAX_WAITING_LETTERS, others + 1, what)
}

/// What became of a letter, with a reason of a length that is kept. It is cut and not refused:
/// whoever says why a letter failed repeats what a mail server said.
pub(super) fn cut_reason(sending: Sending) -> Sending {
    match sending {
        Sending::Failed { mut why } => {
            why.truncate(why.floor_char_boundary(MAX_REASON_BYTES));
            Sending::Failed { why }
        }
        other => other,
    }
}

/// What is said where the id of a new account is another's, which chance does not do.
pub(super) fn id_is_taken() -> AccountsError {
    AccountsError::Unavailable("the id drawn for a new account is taken".to_owned())
}
