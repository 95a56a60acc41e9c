//! Verification of a bundle, offline: four answers, each for itself.
//!
//! *Consistent*: hashes, tree and replay agree. *Authentic*: the log's key signed the head. *Not
//! rolled back*: a head that was seen before, or witnesses, say that nothing was taken back. And
//! of the acts, how many are signed by delegations and how many only attested by the server.
//!
//! Start at [`verify`](verify()).

use std::collections::BTreeSet;
use std::fmt;

use crate::bundle::{CHECKPOINT, Files, blobs_path};
use crate::checkpoint::{Checkpoint, SignedCheckpoint};
use crate::note::VerifierKey;
use crate::policy::Policy;
use crate::replay::{Replay, Step};
use crate::shelf::Shelf;
use crate::tiles::{TILE_WIDTH, TileWriter, required_files};
use crate::tree::Hash;

mod chunk;

/// What a bundle is held against.
#[derive(Debug, Default)]
pub struct Against {
    /// The key of the log.
    pub key: Option<VerifierKey>,
    /// A head that was seen before.
    pub checkpoint: Option<SignedCheckpoint>,
    /// The witnesses whose word is enough.
    pub policy: Option<Policy>,
}

/// One of the answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Yes, and by what.
    Yes(String),
    /// No, and why.
    No(String),
    /// Nothing was given to hold it against.
    NotAsked,
}

/// The first thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The entry, where it is one.
    pub entry: Option<u64>,
    /// The file of the bundle, where it is one.
    pub file: Option<String>,
    /// What is wrong.
    pub why: String,
}

/// What verification found.
#[derive(Debug)]
pub struct Report {
    /// What the head claims, if it could be read.
    pub head: Option<Checkpoint>,
    /// Whether hashes, tree and replay agree.
    pub consistent: Result<(), Wrong>,
    /// Whether the log's key signed the head.
    pub authentic: Answer,
    /// Whether nothing was taken back.
    pub not_rolled_back: Answer,
    /// How many acts are signed by delegations.
    pub signed: u64,
    /// How many acts the server alone attests.
    pub attested: u64,
    /// What the entries make, up to the first that is wrong.
    pub replay: Replay,
    /// The texts of the bundle.
    pub shelf: Shelf,
}

impl Wrong {
    fn at_entry(entry: u64, why: impl ToString) -> Wrong {
        Wrong {
            entry: Some(entry),
            file: None,
            why: why.to_string(),
        }
    }

    fn in_file(file: impl ToString, why: impl ToString) -> Wrong {
        Wrong {
            entry: None,
            file: Some(file.to_string()),
            why: why.to_string(),
        }
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.entry, &self.file) {
            (Some(entry), Some(file)) => write!(f, "entry {entry}, {file}: {}", self.why),
            (Some(entry), None) => write!(f, "entry {entry}: {}", self.why),
            (None, Some(file)) => write!(f, "{file}: {}", self.why),
            (None, None) => f.write_str(&self.why),
        }
    }
}

impl Report {
    /// Whether nothing that was asked is wrong.
    #[must_use]
    pub fn holds(&self) -> bool {
        let no = |answer: &Answer| matches!(answer, Answer::No(_));
        self.consistent.is_ok() && !no(&self.authentic) && !no(&self.not_rolled_back)
    }
}

/// Verifies a bundle. `each` is called for every entry that is right, in order.
pub fn verify(
    files: &(impl Files + Sync),
    against: &Against,
    mut each: impl FnMut(&[u8], Step),
) -> Report {
    let mut run = Run {
        files,
        replay: Replay::new(),
        shelf: Shelf::new(),
        tiles: TileWriter::new(),
        wanted: BTreeSet::new(),
        withheld: Vec::new(),
        earlier_root: None,
        earlier_size: against.checkpoint.as_ref().map(|it| it.claim().size),
    };
    let head = read_head(files);
    let consistent = match &head {
        Ok(head) => run.all(head.claim(), &mut each),
        Err(wrong) => Err(wrong.clone()),
    };
    let signed = run.replay.signed();
    Report {
        consistent,
        authentic: head
            .as_ref()
            .map_or_else(unread, |head| authentic(head, against)),
        not_rolled_back: head
            .as_ref()
            .map_or_else(unread, |head| not_rolled_back(head, against, &run)),
        signed,
        attested: run.replay.state().size() - signed,
        head: head.ok().map(|head| head.claim().clone()),
        replay: run.replay,
        shelf: run.shelf,
    }
}

fn unread(wrong: &Wrong) -> Answer {
    Answer::No(wrong.to_string())
}

fn read_head(files: &impl Files) -> Result<SignedCheckpoint, Wrong> {
    let bytes = files
        .read(CHECKPOINT)
        .map_err(|error| Wrong::in_file(CHECKPOINT, error))?;
    SignedCheckpoint::parse(&bytes).map_err(|error| Wrong::in_file(CHECKPOINT, error))
}

fn authentic(head: &SignedCheckpoint, against: &Against) -> Answer {
    let Some(key) = &against.key else {
        return Answer::NotAsked;
    };
    match head.open(std::slice::from_ref(key)) {
        Ok(_) => Answer::Yes(format!("signed by {}", key.name())),
        Err(error) => Answer::No(error.to_string()),
    }
}

fn not_rolled_back<F: Files>(
    head: &SignedCheckpoint,
    against: &Against,
    run: &Run<'_, F>,
) -> Answer {
    let mut said = Vec::new();
    if let Some(earlier) = &against.checkpoint {
        match holds_earlier(head.claim(), earlier, against, run) {
            Ok(yes) => said.push(yes),
            Err(no) => return Answer::No(no),
        }
    }
    if let Some(policy) = &against.policy {
        let keys: Vec<VerifierKey> = against.key.iter().cloned().collect();
        match policy.open(head, &keys) {
            Ok(_) => said.push("enough witnesses have cosigned it".to_owned()),
            Err(error) => return Answer::No(error.to_string()),
        }
    }
    match said.is_empty() {
        true => Answer::NotAsked,
        false => Answer::Yes(said.join("; ")),
    }
}

fn holds_earlier<F: Files>(
    head: &Checkpoint,
    earlier: &SignedCheckpoint,
    against: &Against,
    run: &Run<'_, F>,
) -> Result<String, String> {
    if let Some(key) = &against.key {
        earlier
            .open(std::slice::from_ref(key))
            .map_err(|error| format!("the earlier head: {error}"))?;
    }
    let earlier = earlier.claim();
    if earlier.origin != head.origin {
        return Err(format!(
            "the earlier head is of the log {}, this one of {}",
            earlier.origin, head.origin
        ));
    }
    if earlier.size > head.size {
        return Err(format!(
            "a head of {} entries was seen before; this one has {}",
            earlier.size, head.size
        ));
    }
    match run.earlier_root {
        Some(root) if root == earlier.root => Ok(format!(
            "it holds the {} entries of the earlier head as they were",
            earlier.size
        )),
        Some(_) => Err(format!(
            "its first {} entries are not those of the earlier head",
            earlier.size
        )),
        None => Err(format!(
            "its first {} entries could not be read",
            earlier.size
        )),
    }
}

struct Run<'f, F> {
    files: &'f F,
    replay: Replay,
    shelf: Shelf,
    tiles: TileWriter,
    wanted: BTreeSet<String>,
    /// The texts that are withheld, each with the number of its file.
    withheld: Vec<([u8; 32], u64)>,
    earlier_root: Option<Hash>,
    earlier_size: Option<u64>,
}

impl<F: Files + Sync> Run<'_, F> {
    fn all(&mut self, head: &Checkpoint, each: &mut impl FnMut(&[u8], Step)) -> Result<(), Wrong> {
        let paths = self
            .files
            .paths()
            .map_err(|error| Wrong::in_file("bundle", error))?;
        self.nothing_missing(head, &paths)?;
        if self.earlier_size == Some(0) {
            self.earlier_root = Some(self.tiles.root());
        }
        self.chunks(head.size, &paths, each)?;
        if self.tiles.root() != head.root {
            return Err(Wrong::in_file(
                CHECKPOINT,
                format!(
                    "it says that the root is {}; the entries give {}",
                    head.root,
                    self.tiles.root()
                ),
            ));
        }
        self.nothing_withheld_without_an_act()
    }

    /// Exactly the files that a record of that size has, and texts for no more.
    fn nothing_missing(
        &mut self,
        head: &Checkpoint,
        paths: &BTreeSet<String>,
    ) -> Result<(), Wrong> {
        let mut known: BTreeSet<String> = required_files(head.size)
            .map(|path| path.to_string())
            .collect();
        if let Some(missing) = known.iter().find(|path| !paths.contains(*path)) {
            let why = format!("it is missing; a record of {} entries has it", head.size);
            return Err(Wrong::in_file(missing, why));
        }
        self.wanted.clone_from(&known);
        known.insert(CHECKPOINT.to_owned());
        known.extend((0..head.size.div_ceil(TILE_WIDTH)).map(blobs_path));
        match paths.iter().find(|path| !known.contains(*path)) {
            Some(extra) => {
                let why = format!("it is no part of a record of {} entries", head.size);
                Err(Wrong::in_file(extra, why))
            }
            None => Ok(()),
        }
    }

    fn nothing_withheld_without_an_act(&self) -> Result<(), Wrong> {
        let redacted = self.replay.state().redacted();
        let silent = self.withheld.iter().find(|(name, _)| {
            let name = comity_procedure::ids::TextHash(*name);
            !redacted.contains_key(&name)
        });
        let Some((name, chunk)) = silent else {
            return Ok(());
        };
        let name = crate::blob::BlobName(*name);
        let why = format!("the text {name} is withheld, and no entry says so");
        Err(Wrong::in_file(blobs_path(*chunk), why))
    }
}
