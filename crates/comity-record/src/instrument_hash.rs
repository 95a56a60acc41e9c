//! The hash of a whole text: what two people compare who have each replayed a record.

use comity_text::{Instrument, Provision};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::canonical;
use crate::v1::hex::Hex;
use crate::v1::vocabulary::kind_word;

#[derive(Serialize)]
struct Written<'p> {
    id: &'p str,
    kind: String,
    label: Option<&'p str>,
    parent: Option<&'p str>,
    spans: Vec<(u32, u32, Vec<&'static str>)>,
    text: &'p str,
}

/// The SHA-256 of the line `comity text v1` and the canonical JSON of the provisions in reading
/// order, each with `id`, `kind`, `label`, `parent`, `spans` (start, end, styles) and `text`.
#[must_use]
pub fn instrument_hash(instrument: &Instrument) -> Hex<32> {
    let written: Vec<Written<'_>> = instrument.provisions().iter().map(write).collect();
    let mut hasher = Sha256::new();
    hasher.update(b"comity text v1\n");
    hasher.update(canonical::write(&written).expect("provisions are strings and numbers"));
    Hex(hasher.finalize().into())
}

fn write(provision: &Provision) -> Written<'_> {
    let spans = provision.text.spans().iter().map(|span| {
        let styles = comity_text::Style::NAMES.into_iter();
        let styles = styles.filter(|(style, _)| span.style.has(*style));
        (span.start, span.end, styles.map(|(_, name)| name).collect())
    });
    Written {
        id: provision.id.as_str(),
        kind: kind_word(provision.kind),
        label: provision.label.as_deref(),
        parent: provision.parent.as_ref().map(|id| id.as_str()),
        spans: spans.collect(),
        text: provision.text.as_str(),
    }
}
