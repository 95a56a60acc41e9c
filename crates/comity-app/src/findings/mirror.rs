//! What all findings have in common as JSON.

use comity_exchange::Notice;
use data_encoding::HEXLOWER;
use serde::Serialize;

use super::Source;

/// The version of every shape.
pub(super) const VERSION: u64 = 1;

/// The version of the program that a finding was made by.
pub(super) const PROGRAM: &str = env!("CARGO_PKG_VERSION");

/// A file that a finding was made from.
#[derive(Serialize)]
pub(super) struct JsonSource<'f> {
    name: &'f str,
    sha256: String,
}

/// Something in a file that was not carried.
#[derive(Serialize)]
pub(super) struct JsonNotice<'f> {
    source: &'f str,
    place: &'f str,
    message: &'f str,
}

pub(super) fn sources(sources: &[Source]) -> Vec<JsonSource<'_>> {
    let each = sources.iter().map(|source| JsonSource {
        name: &source.name,
        sha256: HEXLOWER.encode(&source.sha256),
    });
    each.collect()
}

pub(super) fn notices(notices: &[Notice]) -> Vec<JsonNotice<'_>> {
    let each = notices.iter().map(|notice| JsonNotice {
        source: &notice.source,
        place: &notice.place,
        message: &notice.message,
    });
    each.collect()
}

/// A document on one line. Numbers are written with the fewest digits that read back as the same
/// bits.
pub(super) fn written(document: &impl Serialize) -> String {
    let mut out = serde_json::to_string(document).expect("strings and numbers always serialise");
    out.push('\n');
    out
}
