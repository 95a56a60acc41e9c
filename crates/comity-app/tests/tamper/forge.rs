//! The tool of a server that writes its log anew: take entries, change them, number them, give
//! them digests, build the tree and sign its head with the log's own key.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use comity_app::ports;
use comity_procedure::{Effect, State, decide, evolve};
use comity_record::blob::{Blob, BlobLine, BlobName, Salt};
use comity_record::bundle::{Files, Writer};
use comity_record::canonical;
use comity_record::checkpoint::{Checkpoint, Origin, SignedCheckpoint};
use comity_record::note::{KeyName, SignerKey};
use comity_record::tiles::TileWriter;
use comity_record::v1::{self, Entry, Found, Texts, effects};
use comity_record::verify::{Against, Answer, Report, verify};
use comity_record::{Shelf, tree::Hash};
use serde_json::{Value, json};

use crate::desk::{ORIGIN, log_key};
use crate::story::story;

/// A bundle in memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Memory(pub BTreeMap<String, Vec<u8>>);

impl Files for Memory {
    fn paths(&self) -> io::Result<BTreeSet<String>> {
        Ok(self.0.keys().cloned().collect())
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.0
            .get(path)
            .cloned()
            .ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

impl Memory {
    /// The same bundle with one file changed.
    pub fn with(&self, path: &str, change: impl FnOnce(&mut Vec<u8>)) -> Memory {
        let mut files = self.clone();
        change(
            files
                .0
                .get_mut(path)
                .unwrap_or_else(|| panic!("there is no {path}")),
        );
        files
    }

    pub fn checkpoint(&self) -> SignedCheckpoint {
        SignedCheckpoint::parse(&self.0["checkpoint"]).unwrap()
    }
}

/// A stored text as a line of a bundle.
pub fn line(blob: ports::Blob) -> BlobLine {
    match blob.kept {
        Some(kept) => BlobLine::Whole(Blob::new(Salt(kept.salt), kept.text).unwrap()),
        None => BlobLine::Redacted(BlobName(blob.name.0)),
    }
}

/// What the forger writes as the digest of what an act did.
pub enum Digests<'c> {
    /// What stood there.
    Old,
    /// What the rules give, as far as they accept what is there.
    Honest,
    /// As the rules give, but for one entry what he claims that it did.
    Claimed(usize, &'c dyn Fn(&mut Vec<Effect>)),
}

/// A log that is being written anew.
#[derive(Clone)]
pub struct Forgery {
    pub entries: Vec<Value>,
    pub texts: Vec<Vec<BlobLine>>,
}

impl Forgery {
    /// The log of the story, to be changed.
    pub fn new() -> Forgery {
        Forgery {
            entries: story().entries.clone(),
            texts: story().texts.clone(),
        }
    }

    pub fn remove(&mut self, number: usize) {
        self.entries.remove(number);
        self.texts.remove(number);
    }

    /// An act in front of an entry, at the time of the entry before it.
    pub fn insert(&mut self, number: usize, actor: Value, act: Value) {
        let at = self.entries[number - 1]["at"].clone();
        let entry = json!({"act": act, "actor": actor, "at": at, "effects": "00".repeat(32),
            "key": "f0".repeat(16), "n": number, "negotiation": "wells"});
        self.entries.insert(number, entry);
        self.texts.insert(number, Vec::new());
    }

    /// A new text that comes with an entry; gives the words that name it.
    pub fn say(&mut self, number: usize, text: &str) -> Value {
        let blob = Blob::new(Salt([77; 32]), text).unwrap();
        let words = json!({"blob": blob.name().to_string()});
        self.texts[number].push(BlobLine::Whole(blob));
        words
    }

    fn number(&mut self) {
        for (number, entry) in self.entries.iter_mut().enumerate() {
            entry["n"] = json!(number);
        }
    }

    /// The bundle, signed.
    pub fn signed(mut self, digests: &Digests<'_>) -> Memory {
        self.number();
        self.digest(digests);
        self.as_it_is()
    }

    /// The bundle of the entries as they are, signed.
    pub fn as_it_is(&self) -> Memory {
        let write = |it: &Value| canonical::write(it).unwrap();
        let entries: Vec<Vec<u8>> = self.entries.iter().map(write).collect();
        bundle(&entries, &self.texts)
    }

    fn digest(&mut self, digests: &Digests<'_>) {
        if matches!(digests, Digests::Old) {
            return;
        }
        let mut shelf = Shelf::new();
        for line in self.texts.iter().flatten() {
            shelf.put(line.clone());
        }
        let mut state = State::empty();
        for (number, entry) in self.entries.iter_mut().enumerate() {
            let read: Entry = serde_json::from_value(entry.clone()).unwrap();
            let act = read.act.clone().unwrap_or_else(|| act_of(&read, &shelf));
            let Ok(submission) = read.submission(&act, &shelf) else {
                return;
            };
            let mut done = match decide(&state, &submission) {
                Ok(done) => done,
                // Whoever does not care what the rules say claims what he likes.
                Err(_) if matches!(digests, Digests::Claimed(at, _) if *at == number) => Vec::new(),
                Err(_) => return,
            };
            match digests {
                Digests::Claimed(at, claim) if *at == number => claim(&mut done),
                _ => {}
            }
            entry["effects"] = json!(effects::digest(&done).to_string());
            state = evolve(state, &submission, &done);
        }
    }
}

fn act_of(entry: &Entry, shelf: &Shelf) -> v1::Act {
    match shelf.text(&entry.act_blob.unwrap().0) {
        Found::Text(text) => canonical::read(text.as_bytes()).unwrap(),
        other => panic!("{other:?}"),
    }
}

/// A bundle of entries with their texts, under a head signed by the log.
pub fn bundle(entries: &[Vec<u8>], texts: &[Vec<BlobLine>]) -> Memory {
    let mut files = Memory::default();
    let mut tree = TileWriter::new();
    let mut writer = Writer::new(entries.len() as u64, |path: &str, bytes: &[u8]| {
        files.0.insert(path.to_owned(), bytes.to_vec());
        Ok(())
    });
    for (entry, texts) in entries.iter().zip(texts) {
        tree.append(entry).unwrap();
        writer.entry(entry, texts).unwrap();
    }
    let head = head(ORIGIN, tree.size(), tree.root(), &log_key());
    writer.finish(&head).unwrap();
    files
}

/// A signed head, whatever it says.
pub fn head(origin: &str, size: u64, root: Hash, key: &SignerKey) -> String {
    let origin = Origin::new(origin).unwrap();
    let claim = Checkpoint {
        origin,
        size,
        root,
        extensions: Vec::new(),
    };
    claim.sign(key).unwrap().to_string()
}

/// A key of this name that is not the log's.
pub fn other_key(name: &str) -> SignerKey {
    SignerKey::from_secret(KeyName::new(name).unwrap(), &[99; 32])
}

/// Where a forgery is found.
#[derive(Clone, Copy, Debug)]
pub enum Caught<'p> {
    /// Consistent says no and names this entry.
    Entry(usize, &'p str),
    /// Consistent says no and names this file.
    File(&'p str, &'p str),
    /// Authentic says no, in these words among others.
    Authentic(&'p str),
    /// Consistent says yes; only not rolled back says no, in these words among others.
    RolledBack(&'p str),
}

/// What the bundle of the story is held against by somebody who knows the log's key.
pub fn against() -> Against {
    Against {
        key: Some(log_key().verifier()),
        ..Against::default()
    }
}

/// The same by somebody who has seen an earlier head too.
pub fn against_earlier() -> Against {
    let earlier = SignedCheckpoint::parse(story().earlier.as_bytes()).unwrap();
    Against {
        checkpoint: Some(earlier),
        ..against()
    }
}

pub fn report(files: &Memory, against: &Against) -> Report {
    verify(files, against, |_, _| {})
}

/// Holds a bundle against what is known; it must be found where it is said to be.
#[track_caller]
pub fn check(case: &str, files: &Memory, against: &Against, found: Caught<'_>) {
    let report = report(files, against);
    assert!(!report.holds(), "{case}: nothing is found");
    match found {
        Caught::Entry(number, why) => {
            let wrong = report.consistent.expect_err(case);
            assert_eq!(wrong.entry, Some(number as u64), "{case}: {wrong}");
            assert!(wrong.why.contains(why), "{case}: {wrong}");
        }
        Caught::File(path, why) => {
            let wrong = report.consistent.expect_err(case);
            assert_eq!(wrong.file.as_deref(), Some(path), "{case}: {wrong}");
            assert!(wrong.why.contains(why), "{case}: {wrong}");
        }
        Caught::Authentic(why) => says_no(case, &report.authentic, why),
        Caught::RolledBack(why) => {
            assert_eq!(report.consistent, Ok(()), "{case}");
            assert!(
                matches!(report.authentic, Answer::Yes(_)),
                "{case}: {:?}",
                report.authentic
            );
            says_no(case, &report.not_rolled_back, why);
        }
    }
}

#[track_caller]
fn says_no(case: &str, answer: &Answer, why: &str) {
    match answer {
        Answer::No(said) => assert!(said.contains(why), "{case}: {said}"),
        other => panic!("{case}: {other:?}"),
    }
}
