//! A base and what parties ask of it, read from files as the program reads them.
#![allow(dead_code, unreachable_pub, reason = "each test binary uses its part")]

pub mod seen;

use std::fs;
use std::path::{Path, PathBuf};

use comity_exchange::document::read_base;
use comity_exchange::proposals::{Base, ProposalDocument, ReadingOptions, read_proposals};
use comity_exchange::{Notice, json};
use comity_text::{Compilation, Proposal, ProtocolOrder, compile};
use serde_json::Value;

/// The languages of the sample negotiation.
pub const LANGUAGES: [&str; 3] = ["ar", "en", "zh"];

/// A base and what parties ask of it.
pub struct Negotiation {
    pub base: Base,
    pub proposals: Vec<Proposal>,
    pub notices: Vec<Notice>,
}

/// The real amendments to a real regulation, or `None` where the corpus is absent.
pub fn real() -> Option<Negotiation> {
    let base = comity_testkit::corpus::corpus("amendments/gdpr-base.md")?;
    let list = comity_testkit::corpus::corpus("amendments/gdpr-amendments.csv")?;
    Some(read(&base, &[list]))
}

/// The sample negotiation in one language.
pub fn sample(language: &str) -> Negotiation {
    let (base, proposals) = sample_files(language);
    read(&base, &proposals)
}

/// The draft of the sample negotiation, and the files of its delegations.
pub fn sample_files(language: &str) -> (PathBuf, Vec<PathBuf>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../examples/code-of-conduct")
        .join(language);
    let files = fs::read_dir(folder.join("proposals")).expect("the samples are in the repository");
    let files = files.map(|file| file.expect("a readable folder").path());
    (folder.join("draft.md"), files.collect())
}

/// A negotiation from its files.
pub fn read(base: &Path, proposals: &[PathBuf]) -> Negotiation {
    let bytes = fs::read(base).expect("a readable file");
    let (instrument, mut notices) = read_base(&name(base), &bytes).expect("a base");
    let base = Base::new(instrument);
    let mut all = Vec::new();
    for path in proposals {
        let bytes = fs::read(path).expect("a readable file");
        let document = ProposalDocument {
            source: name(path),
            sponsor: path
                .file_stem()
                .expect("a name")
                .to_string_lossy()
                .into_owned(),
            sponsor_is_given: false,
            bytes: &bytes,
        };
        let (read, more) =
            read_proposals(&document, &base, ReadingOptions::default()).expect("proposals");
        all.extend(read);
        notices.extend(more);
    }
    Negotiation {
        base,
        proposals: all,
        notices,
    }
}

fn name(path: &Path) -> String {
    path.file_name()
        .expect("a name")
        .to_string_lossy()
        .into_owned()
}

impl Negotiation {
    /// Every proposal in the base.
    pub fn compilation(&self) -> Compilation {
        compile(
            &self.base.instrument,
            &self.proposals,
            &ProtocolOrder::default(),
        )
        .expect("what was read applies")
    }

    /// The compilation as other programs see it.
    pub fn json(&self) -> String {
        json::compilation(&self.compilation(), &self.notices)
    }

    /// The same, as a value of no type of ours.
    pub fn value(&self) -> Value {
        serde_json::from_str(&self.json()).expect("JSON")
    }
}
