//! Bundles as the arguments name them: a folder or one archive, found and replayed.
//!
//! Never here: whether a bundle is right; that is for `comity_record`.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use comity_record::bundle::{CHECKPOINT, Files, Folder};
use comity_record::checkpoint::SignedCheckpoint;
use comity_record::replay::Step;
use comity_record::verify::{Against, Report, verify};

use crate::archive::Archive;
use crate::report::{Failure, entries};

/// The first bytes of an archive, and of one that holds nothing.
const ARCHIVES: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];

/// The first bytes of a proof.
const PROOF: &[u8] = b"c2sp.org/tlog-proof@";

/// Entries between two steps of the progress: drawing each would cost more than replaying it.
const ENTRIES_PER_STEP: u64 = 256;

/// A bundle.
pub(crate) enum Bundle {
    /// A folder.
    Folder(Folder),
    /// One archive.
    Archive(Archive),
}

impl Files for Bundle {
    fn paths(&self) -> io::Result<BTreeSet<String>> {
        match self {
            Bundle::Folder(folder) => folder.paths(),
            Bundle::Archive(archive) => archive.paths(),
        }
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        match self {
            Bundle::Folder(folder) => folder.read(path),
            Bundle::Archive(archive) => archive.read(path),
        }
    }
}

/// Finds the bundle at a path.
pub(crate) fn open(path: &Path) -> Result<Bundle, Failure> {
    let unusable = |wrong: &str| Failure::Unusable(path.display().to_string(), wrong.to_owned());
    let failed = |error: &io::Error| match error.kind() {
        ErrorKind::NotFound => unusable("there is no such folder or file."),
        ErrorKind::PermissionDenied => unusable("you may not read it."),
        _ => unusable(&format!("{error}.")),
    };
    let facts = std::fs::metadata(path).map_err(|error| failed(&error))?;
    let bundle = match facts.is_dir() {
        true => Bundle::Folder(Folder(path.to_path_buf())),
        false => match kind(path).map_err(|error| failed(&error))? {
            Kind::Archive => Bundle::Archive(Archive::open(path).map_err(|error| failed(&error))?),
            Kind::Proof => {
                return Err(unusable(
                    "this is the proof of one entry; verify it with --entry FILE, the entry itself.",
                ));
            }
            Kind::Other => return Err(unusable(NO_BUNDLE)),
        },
    };
    let has_head = match &bundle {
        Bundle::Folder(folder) => folder.0.join(CHECKPOINT).exists(),
        Bundle::Archive(archive) => archive
            .paths()
            .map_err(|error| failed(&error))?
            .contains(CHECKPOINT),
    };
    match has_head {
        true => Ok(bundle),
        false => Err(unusable(NO_BUNDLE)),
    }
}

const NO_BUNDLE: &str = "this is no bundle. A bundle is a folder, or a .zip archive of one, with a \
                         file `checkpoint` and the folders `tile` and `blobs`.";

enum Kind {
    Archive,
    Proof,
    Other,
}

fn kind(path: &Path) -> io::Result<Kind> {
    let mut head = Vec::new();
    File::open(path)?
        .take(PROOF.len() as u64)
        .read_to_end(&mut head)?;
    if ARCHIVES.iter().any(|archive| head.starts_with(archive)) {
        return Ok(Kind::Archive);
    }
    Ok(match head == PROOF {
        true => Kind::Proof,
        false => Kind::Other,
    })
}

/// Verifies a bundle, with progress on a long one.
pub(crate) fn replayed(
    bundle: &Bundle,
    against: &Against,
    quiet: bool,
    mut each: impl FnMut(Step),
) -> Report {
    let size = bundle
        .read(CHECKPOINT)
        .ok()
        .and_then(|bytes| SignedCheckpoint::parse(&bytes).ok())
        .map_or(0, |head| head.claim().size);
    let bar = entries(size, quiet);
    let report = verify(bundle, against, |_, step| {
        let number = step.entry.n;
        if number.is_multiple_of(ENTRIES_PER_STEP) {
            bar.set_position(number);
        }
        each(step);
    });
    bar.finish_and_clear();
    report
}
