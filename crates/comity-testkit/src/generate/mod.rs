//! Small texts, edits and proposals, drawn at random and likely to be in each other's way.
//!
//! Everything is drawn by proptest strategies as scripts of small numbers that are then played
//! on a base, so that a failing case shrinks to few provisions, few edits and plain words.
//! Never here: the engine. What is valid for one proposal is decided by [`fits`], written from
//! the types alone.
//!
//! Start at [`arb_case`] for changes, [`arb_edit`] for results that a file would hold.

mod coverage;
mod draft;
mod edited;
mod explicit;
mod fits;
mod instrument;
mod proposals;
mod words;

pub use coverage::Coverage;
pub use edited::{Deed, Edited, arb_edit, arb_edited, arb_edited_pair};
pub use explicit::arb_changes;
pub use fits::fits;
pub use instrument::arb_instrument;
pub use proposals::{Case, arb_case, arb_proposals};
pub use words::{SCRIPTS, arb_text};

use comity_text::Instrument;

/// One of `count` things, chosen by a drawn number; small numbers choose early ones.
fn pick(count: usize, chosen: u16) -> Option<usize> {
    (count > 0).then(|| usize::from(chosen) % count)
}

/// The spelling of an id that a base does not use.
fn unused(base: &Instrument, prefix: &str, number: &mut usize) -> comity_text::ProvisionId {
    loop {
        *number += 1;
        let id = comity_text::ProvisionId::new(format!("{prefix}{number}"));
        if base.get(&id).is_none() {
            return id;
        }
    }
}
