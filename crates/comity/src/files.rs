//! Files: read within limits, written whole or not at all.

use std::fs::File;
use std::io::{ErrorKind, IsTerminal, Read, Write};
use std::path::Path;

use comity_exchange::ReadError;
use comity_exchange::document::{Format, too_large};

use crate::inputs::{file_name, with_path};
use crate::report::Failure;

/// The bytes of a document, if they are within the limit of its format.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let file = open(path)?;
    // A name that says nothing is refused before its bytes are looked at.
    let format = Format::of(&file_name(path)).map_err(|error| with_path(error, path))?;
    read_document(path, file, format)
}

/// The bytes of a list of names, which any ending may have.
pub(crate) fn read_names(path: &Path) -> Result<Vec<u8>, Failure> {
    read_document(path, open(path)?, Format::Plain)
}

/// The bytes of a file of our own, if there are not more than some.
pub(crate) fn read_own(path: &Path, most: u64) -> Result<Vec<u8>, Failure> {
    read_at_most(path, open(path)?, most, || {
        let message = format!("it is larger than {most} bytes, the most that is read.");
        ReadError::new(path.display().to_string(), "file", message).into()
    })
}

/// The bytes of a file that is short by its nature: a key, a proof, an entry.
pub(crate) fn read_small(path: &Path, most_bytes: usize) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    open(path)?
        .take(most_bytes as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(path, &error))?;
    match bytes.len() > most_bytes {
        true => {
            let message = format!("it has more than {most_bytes} bytes. Is it the right file?");
            Err(ReadError::new(path.display().to_string(), "file", message).into())
        }
        false => Ok(bytes),
    }
}

/// A file, to be read as far as is needed.
pub(crate) fn open(path: &Path) -> Result<File, Failure> {
    let file = File::open(path).map_err(|error| unreadable(path, &error))?;
    let facts = file.metadata().map_err(|error| unreadable(path, &error))?;
    match facts.is_dir() {
        true => Err(folder(path)),
        false => Ok(file),
    }
}

/// That a path is a folder where a file is wanted.
pub(crate) fn folder(path: &Path) -> Failure {
    let path = path.display().to_string();
    let path = path.trim_end_matches('/');
    let message = format!("it is a folder. Name the files in it, for example with {path}/*.");
    ReadError::new(path, "file", message).into()
}

fn read_document(path: &Path, file: File, format: Format) -> Result<Vec<u8>, Failure> {
    read_at_most(path, file, format.max_bytes(), || {
        too_large(&path.display().to_string(), format).into()
    })
}

fn read_at_most(
    path: &Path,
    file: File,
    most: u64,
    larger: impl Fn() -> Failure,
) -> Result<Vec<u8>, Failure> {
    let facts = file.metadata().map_err(|error| unreadable(path, &error))?;
    if facts.len() > most {
        return Err(larger());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(facts.len()).unwrap_or(0));
    // What is no file in a folder, a pipe for example, tells no length.
    file.take(most + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(path, &error))?;
    match bytes.len() as u64 > most {
        true => Err(larger()),
        false => Ok(bytes),
    }
}

fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    let message = match error.kind() {
        ErrorKind::NotFound => "there is no such file.".to_owned(),
        ErrorKind::PermissionDenied => "you may not read it.".to_owned(),
        _ => format!("it could not be read: {error}."),
    };
    ReadError::new(path.display().to_string(), "file", message).into()
}

/// Writes a result to a file, whole or not at all, or to standard output.
pub(crate) fn write(output: Option<&Path>, bytes: &[u8], is_binary: bool) -> Result<(), Failure> {
    match output {
        Some(path) => write_file(path, bytes),
        None => write_stdout(bytes, is_binary),
    }
}

fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let wrong = |error: &std::io::Error| unwritable(path, error);
    // A link keeps leading to its file, so it is the file that is replaced.
    let target = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    match std::fs::metadata(&target) {
        Ok(facts) if facts.is_dir() => {
            let message = "it is a folder; name a file in it.".to_owned();
            return Err(Failure::Unusable(path.display().to_string(), message));
        }
        // A device or a pipe takes bytes; a file in its place would break it for all.
        Ok(facts) if !facts.is_file() => {
            return std::fs::write(&target, bytes).map_err(|error| wrong(&error));
        }
        _ => {}
    }
    let folder = folder_of(&target);
    // A crash before `persist` leaves the old file as it was.
    let mut file = whole_file(folder).map_err(|error| wrong(&error))?;
    file.write_all(bytes).map_err(|error| wrong(&error))?;
    file.as_file().sync_all().map_err(|error| wrong(&error))?;
    file.persist(&target).map_err(|error| wrong(&error.error))?;
    Ok(())
}

/// The folder that a path is in.
pub(crate) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Why something could not be written.
pub(crate) fn unwritable(path: &Path, error: &std::io::Error) -> Failure {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.display().to_string(),
        _ => "this folder".to_owned(),
    };
    let message = match error.kind() {
        ErrorKind::NotFound => format!("there is no folder {folder}; make it first."),
        ErrorKind::NotADirectory => format!("{folder} is no folder."),
        ErrorKind::PermissionDenied => format!("you may not write into {folder}."),
        ErrorKind::ReadOnlyFilesystem => format!("{folder} can only be read."),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "the disk is full.".to_owned(),
        _ => format!("it could not be written: {error}."),
    };
    Failure::Unusable(path.display().to_string(), message)
}

/// A file that becomes another at once, when all of it is there.
#[cfg(unix)]
pub(crate) fn whole_file(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    use std::os::unix::fs::PermissionsExt;
    // What is written is to be circulated: the person's own umask decides who may read it.
    let permissions = std::fs::Permissions::from_mode(0o666);
    tempfile::Builder::new()
        .prefix(".comity-")
        .permissions(permissions)
        .tempfile_in(folder)
}

/// A file that becomes another at once, when all of it is there.
#[cfg(not(unix))]
pub(crate) fn whole_file(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    tempfile::Builder::new()
        .prefix(".comity-")
        .tempfile_in(folder)
}

fn write_stdout(bytes: &[u8], is_binary: bool) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    if is_binary && stdout.is_terminal() {
        return Err(Failure::Usage(
            "a word processor's document is nothing to read in a terminal; name a file with -o"
                .to_owned(),
        ));
    }
    let written = stdout.write_all(bytes).and_then(|()| stdout.flush());
    match written {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Failure::Unusable(
            "standard output".to_owned(),
            format!("{error}."),
        )),
        Ok(()) => Ok(()),
    }
}
