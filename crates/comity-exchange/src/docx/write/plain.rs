//! An instrument as a document: the clean text, with its labels.
//!
//! Start at [`write_plain`].

use comity_text::{Instrument, Kind};

use super::package::Package;
use super::paragraph::{Setting, article_level};
use super::run::{Dress, is_rtl, push_text};

/// An instrument as a DOCX.
///
/// `labels` are those computed for its provisions, in order; where one is missing or empty, the
/// label that a proposal asked for is used, if any. Labels number the paragraphs and are no part
/// of their text.
#[must_use]
pub fn write_plain(instrument: &Instrument, labels: &[String]) -> Vec<u8> {
    let parents = instrument.parents();
    let mut body = String::new();
    let mut numbered: Vec<String> = Vec::new();
    let mut title = String::new();
    for (at, provision) in instrument.provisions().iter().enumerate() {
        let parent = parents[at].map(|parent| instrument.provisions()[parent].kind);
        let rtl = is_rtl(provision.text.as_str());
        let mut setting = Setting::of_kind(provision.kind, article_level(parent), rtl);
        let computed = labels.get(at).filter(|label| !label.is_empty());
        if let Some(label) = computed.or(provision.label.as_ref()) {
            numbered.push(label.clone());
            setting.list = numbered.len();
        }
        if provision.kind == Kind::Title && title.is_empty() {
            provision.text.as_str().clone_into(&mut title);
        }
        body.push_str("<w:p>");
        body.push_str(&setting.properties(""));
        let dress = Dress {
            rtl,
            ..Dress::default()
        };
        push_text(&mut body, &provision.text, dress);
        body.push_str("</w:p>");
    }
    Package {
        title,
        body,
        labels: numbered,
        comments: String::new(),
        tracking: false,
    }
    .into_bytes()
}
