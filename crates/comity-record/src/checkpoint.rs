//! Checkpoints: the signed head of a log, after C2SP `tlog-checkpoint`.
//!
//! Never here: whether the root is that of the entries; whoever has them grows the tree and
//! compares. A checkpoint that nobody opened with a key is a claim.
//!
//! Start at [`SignedCheckpoint::parse`] and [`SignedCheckpoint::open`].

use std::fmt;

use crate::note::{
    KeyName, Note, NoteError, Signature, SignatureType, SignerKey, VerifierKey, Voucher,
};
use crate::tree::{Hash, HashError};

/// The most lines after the root: the format advises against any.
pub const MAX_EXTENSIONS: usize = 16;

/// What a head of a log says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log it is.
    pub origin: Origin,
    /// How many entries the log has.
    pub size: u64,
    /// The root of the tree over them.
    pub root: Hash,
    /// Further lines, opaque; usually none.
    pub extensions: Vec<String>,
}

/// The name of a log for ever: one line that is not empty, best the name of its key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin(String);

/// A checkpoint with signatures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedCheckpoint {
    checkpoint: Checkpoint,
    note: Note,
}

/// Why bytes are no checkpoint, or one is not believed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// It is not a note, or not signed as it should be.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// Lines are missing, empty or not ended.
    #[error(
        "a checkpoint has three lines, origin, size and root, and after them none that is empty; \
         copy it as it was published"
    )]
    Lines,
    /// There are too many lines.
    #[error("a checkpoint may have {MAX_EXTENSIONS} lines after its root; this one has {found}")]
    Extensions {
        /// How many it has.
        found: usize,
    },
    /// The size is no number in its only spelling.
    #[error("line 2: `{found}` is not a size; it is a decimal number without leading zeros")]
    Size {
        /// The beginning of the line.
        found: String,
    },
    /// The root is no hash.
    #[error("line 3: {0}")]
    Root(#[from] HashError),
    /// The log is said to be empty and to have a root that an empty log has not.
    #[error("the checkpoint says that the log is empty, and its root is not that of an empty log")]
    RootOfNothing,
    /// The key is not the log's.
    #[error(
        "the log is `{origin}` and the key is `{key}`: a log signs with an Ed25519 key (type \
         0x01) of its own name; give the key that the log publishes"
    )]
    NotTheLog {
        /// The log.
        origin: Origin,
        /// The name of the key.
        key: KeyName,
    },
    /// Keys have signed, and the log is not among them.
    #[error("no known key of the log `{origin}` has signed, only others; give the log's key too")]
    NotByTheLog {
        /// The log.
        origin: Origin,
    },
}

impl Origin {
    /// The name of a log.
    ///
    /// # Errors
    /// When it is empty or holds control characters, a line feed among them.
    pub fn new(name: impl Into<String>) -> Result<Self, CheckpointError> {
        let name = name.into();
        if name.is_empty() || name.contains(|letter| letter < ' ') {
            return Err(CheckpointError::Lines);
        }
        Ok(Self(name))
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a key of this name and type is one the log signs with.
    #[must_use]
    pub fn is_signed_with(&self, key: &VerifierKey) -> bool {
        key.kind() == SignatureType::Note && key.name().as_str() == self.0
    }
}

impl Checkpoint {
    /// Reads the text of a checkpoint, without signatures.
    ///
    /// # Errors
    /// When it is not one in its only spelling.
    pub fn parse(text: &str) -> Result<Self, CheckpointError> {
        let text = text.strip_suffix('\n').ok_or(CheckpointError::Lines)?;
        let mut lines = text.split('\n');
        let mut line = || lines.next().ok_or(CheckpointError::Lines);
        let (origin, size, root) = (Origin::new(line()?)?, line()?, line()?);
        let size = decimal(size).ok_or_else(|| CheckpointError::Size {
            found: size.chars().take(40).collect(),
        })?;
        let root = Hash::from_base64(root)?;
        if size == 0 && root != Hash::of_empty_tree() {
            return Err(CheckpointError::RootOfNothing);
        }
        let extensions: Vec<String> = lines.map(str::to_owned).collect();
        let checkpoint = Self {
            origin,
            size,
            root,
            extensions,
        };
        checkpoint.has_whole_lines()?;
        Ok(checkpoint)
    }

    /// Signs it as the log.
    ///
    /// # Errors
    /// When the key has another name than the log, or a further line is empty or broken.
    pub fn sign(self, key: &SignerKey) -> Result<SignedCheckpoint, CheckpointError> {
        self.has_whole_lines()?;
        if key.name().as_str() != self.origin.as_str() {
            return Err(CheckpointError::NotTheLog {
                origin: self.origin,
                key: key.name().clone(),
            });
        }
        let mut note = Note::new(self.to_string())?;
        key.sign(&mut note)?;
        Ok(SignedCheckpoint {
            checkpoint: self,
            note,
        })
    }

    fn has_whole_lines(&self) -> Result<(), CheckpointError> {
        let found = self.extensions.len();
        if found > MAX_EXTENSIONS {
            return Err(CheckpointError::Extensions { found });
        }
        let is_broken = |line: &String| line.is_empty() || line.contains('\n');
        if self.extensions.iter().any(is_broken) {
            return Err(CheckpointError::Lines);
        }
        Ok(())
    }
}

impl SignedCheckpoint {
    /// Reads a checkpoint with its signatures. Nothing is verified yet.
    ///
    /// # Errors
    /// When it is no note, or its text no checkpoint.
    pub fn parse(bytes: &[u8]) -> Result<Self, CheckpointError> {
        let note = Note::parse(bytes)?;
        let checkpoint = Checkpoint::parse(note.unverified_text())?;
        Ok(Self { checkpoint, note })
    }

    /// What it says, whoever may have written it.
    #[must_use]
    pub fn claim(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// What it says, once a key of the log is found among those that signed; and all of these keys
    /// that did, witnesses among them.
    ///
    /// # Errors
    /// When none of these keys is the log's and has signed, or the signature of one is wrong.
    pub fn open<'c, 'k>(
        &'c self,
        keys: &'k [VerifierKey],
    ) -> Result<(&'c Checkpoint, Vec<Voucher<'k>>), CheckpointError> {
        let origin = &self.checkpoint.origin;
        if let [key] = keys
            && !origin.is_signed_with(key)
        {
            return Err(CheckpointError::NotTheLog {
                origin: origin.clone(),
                key: key.name().clone(),
            });
        }
        let (_, vouchers) = self.note.open(keys)?;
        if !vouchers.iter().any(|by| origin.is_signed_with(by.key)) {
            return Err(CheckpointError::NotByTheLog {
                origin: origin.clone(),
            });
        }
        Ok((&self.checkpoint, vouchers))
    }

    /// The note: text and signatures.
    #[must_use]
    pub fn note(&self) -> &Note {
        &self.note
    }

    /// Adds a signature, as that of a witness.
    ///
    /// # Errors
    /// When there are too many.
    pub fn add(&mut self, signature: Signature) -> Result<(), NoteError> {
        self.note.add(signature)
    }
}

/// A number in decimal digits, if it is written in its only spelling.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    let number: u64 = text.parse().ok()?;
    // Signs and leading zeros would be a second spelling of the same number.
    (number.to_string() == text).then_some(number)
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The text that is signed.
impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (origin, size, root) = (&self.origin, self.size, self.root.to_base64());
        write!(f, "{origin}\n{size}\n{root}\n")?;
        let mut lines = self.extensions.iter();
        lines.try_for_each(|line| writeln!(f, "{line}"))
    }
}

/// The checkpoint as it is published.
impl fmt::Display for SignedCheckpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.note.fmt(f)
    }
}
