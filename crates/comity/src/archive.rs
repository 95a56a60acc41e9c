//! A bundle that is one archive: its files are read from it, nothing is ever unpacked to the disk.
//!
//! Nothing is believed of what the archive declares: a file is unpacked up to a limit and not
//! further. Start at [`Archive::open`].

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use comity_record::bundle::{CHECKPOINT, Files, MAX_FILE_BYTES};
use zip::ZipArchive;

/// The most files of an archive: those of ten million entries. A record that is longer is carried
/// as a folder.
const MAX_FILES: usize = 100_000;

/// How many times larger a file may be than its packed form: entries are full of hashes and pack
/// ten times at most, long repeated texts fifty times; a bomb starts at 1,000.
const MAX_EXPANSION_RATIO: u64 = 200;

/// Unpacked bytes below which the expansion is not looked at: a megabyte harms no one.
const FREE_EXPANSION_BYTES: u64 = 1 << 20;

/// The same for all files of an archive together: nothing in a record is as easy to pack as its
/// longest repeated text throughout.
const MAX_TOTAL_EXPANSION_RATIO: u64 = 100;

/// Unpacked bytes of all files together below which their expansion is not looked at: many files
/// of a megabyte each would harm somebody.
const FREE_TOTAL_EXPANSION_BYTES: u64 = 64 << 20;

/// The longest name of a file, in bytes: those of a bundle have less than fifty, and a folder
/// around it a few more.
const MAX_NAME_BYTES: usize = 300;

/// An archive.
#[derive(Debug)]
pub(crate) struct Archive {
    unpacking: Mutex<Unpacking>,
    /// The index of each file in the archive.
    names: BTreeMap<String, usize>,
    packed_bytes: u64,
}

/// The reader, and what it has unpacked so far.
#[derive(Debug)]
struct Unpacking {
    zip: ZipArchive<BufReader<File>>,
    /// Files that have been counted: who reads one again does not pay again.
    counted: BTreeSet<usize>,
    unpacked_bytes: u64,
}

impl Archive {
    /// Opens an archive and looks at its names.
    pub(crate) fn open(path: &Path) -> io::Result<Archive> {
        let file = File::open(path)?;
        let packed_bytes = file.metadata()?.len();
        // What the archive's reader says of its inside helps nobody who has a file to fetch again.
        let mut zip = ZipArchive::new(BufReader::new(file)).map_err(|_| {
            bad("the archive is damaged; it was probably cut off, fetch it again".to_owned())
        })?;
        if zip.len() > MAX_FILES {
            return Err(bad(format!(
                "the archive has more than {MAX_FILES} files; carry a record that long as a folder"
            )));
        }
        if zip.has_duplicate_names() {
            return Err(bad(
                "the archive holds two files of one name, so nobody can say which is meant"
                    .to_owned(),
            ));
        }
        let names = names(&mut zip)?;
        Ok(Archive {
            unpacking: Mutex::new(Unpacking {
                zip,
                counted: BTreeSet::new(),
                unpacked_bytes: 0,
            }),
            names,
            packed_bytes,
        })
    }
}

impl Files for Archive {
    fn paths(&self) -> io::Result<BTreeSet<String>> {
        Ok(self.names.keys().cloned().collect())
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let Some(index) = self.names.get(path) else {
            let missing = "it is missing".to_owned();
            return Err(io::Error::new(io::ErrorKind::NotFound, missing));
        };
        let mut unpacking = self
            .unpacking
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let file = unpacking
            .zip
            .by_index(*index)
            .map_err(|_| bad("it cannot be unpacked; fetch the archive again".to_owned()))?;
        let packed = file.compressed_size().min(self.packed_bytes);
        let limit = packed
            .saturating_mul(MAX_EXPANSION_RATIO)
            .clamp(FREE_EXPANSION_BYTES, MAX_FILE_BYTES);
        let mut bytes = Vec::new();
        file.take(limit + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| bad("it cannot be unpacked; fetch the archive again".to_owned()))?;
        if bytes.len() as u64 > limit {
            return Err(bad(format!(
                "it unpacks to more than {limit} bytes, far more than a record holds"
            )));
        }
        if unpacking.counted.insert(*index) {
            unpacking.unpacked_bytes += bytes.len() as u64;
        }
        let total = self
            .packed_bytes
            .saturating_mul(MAX_TOTAL_EXPANSION_RATIO)
            .max(FREE_TOTAL_EXPANSION_BYTES);
        match unpacking.unpacked_bytes > total {
            true => Err(bad(format!(
                "the archive unpacks to more than {total} bytes, far more than a record holds"
            ))),
            false => Ok(bytes),
        }
    }
}

/// The names of the files, without the folder that somebody may have packed around them.
fn names(zip: &mut ZipArchive<BufReader<File>>) -> io::Result<BTreeMap<String, usize>> {
    let mut names = BTreeMap::new();
    for index in 0..zip.len() {
        let file = zip
            .by_index_raw(index)
            .map_err(|_| bad("the archive is damaged; fetch it again".to_owned()))?;
        let name = std::str::from_utf8(file.name_raw()).ok();
        let name = name.filter(|name| is_plain(name)).ok_or_else(|| {
            bad(
                "a file in the archive has a name that leads out of it or cannot be read"
                    .to_owned(),
            )
        })?;
        if !file.is_file() && !name.ends_with('/') {
            return Err(bad(format!("{name} in the archive is a link, not a file")));
        }
        if file.is_file() {
            names.insert(name.to_owned(), index);
        }
    }
    if names.contains_key(CHECKPOINT) {
        return Ok(names);
    }
    let folder = names.keys().next().and_then(|name| name.split_once('/'));
    let Some(folder) = folder.map(|(folder, _)| format!("{folder}/")) else {
        return Ok(names);
    };
    let inside = |name: &String| name.strip_prefix(&folder).map(str::to_owned);
    let stripped: Option<BTreeMap<String, usize>> = names
        .iter()
        .map(|(name, index)| Some((inside(name)?, *index)))
        .collect();
    Ok(stripped.unwrap_or(names))
}

/// Whether a name is a path below the archive, in its only spelling.
fn is_plain(name: &str) -> bool {
    let path = name.strip_suffix('/').unwrap_or(name);
    let sound = |part: &str| !matches!(part, "" | "." | "..");
    path.len() <= MAX_NAME_BYTES
        && path.split('/').all(sound)
        && !path.contains(|letter: char| letter == '\\' || letter == ':' || letter.is_control())
}

fn bad(message: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, message)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use comity_record::bundle::Files;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::{Archive, FREE_EXPANSION_BYTES, FREE_TOTAL_EXPANSION_BYTES, is_plain};

    /// Each file for itself is small enough; all of them are not.
    #[test]
    fn many_small_bombs_are_one_large_one() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let mut archive = ZipWriter::new(file.reopen().unwrap());
        let zeros = vec![0; usize::try_from(FREE_EXPANSION_BYTES).unwrap()];
        let fit = FREE_TOTAL_EXPANSION_BYTES / FREE_EXPANSION_BYTES;
        for number in 0..=fit {
            let options = SimpleFileOptions::default();
            archive.start_file(number.to_string(), options).unwrap();
            archive.write_all(&zeros).unwrap();
        }
        archive.finish().unwrap();
        let archive = Archive::open(file.path()).unwrap();
        for number in 0..fit {
            archive.read(&number.to_string()).unwrap();
        }
        assert_eq!(
            archive.read("0").unwrap(),
            zeros,
            "read again, counted once"
        );
        let error = archive.read(&fit.to_string()).unwrap_err();
        assert!(
            error.to_string().contains("the archive unpacks to more"),
            "{error}"
        );
    }

    #[test]
    fn a_name_never_leads_out_of_the_archive() {
        let check = |name: &str, plain| assert_eq!(is_plain(name), plain, "{name}");
        check("checkpoint", true);
        check("wells/tile/entries/x001/000.p/17", true);
        check("tile/", true);
        check("../checkpoint", false);
        check("tile/../../checkpoint", false);
        check("/checkpoint", false);
        check("C:/checkpoint", false);
        check("tile\\0\\000", false);
        check("tile//000", false);
        check("./checkpoint", false);
        check("check\u{1b}point", false);
        check("", false);
        check(&"a".repeat(301), false);
    }
}
