//! Files: read within limits, written whole or not at all.

use std::fs::File;
use std::io::{IsTerminal, Read, Write};
use std::path::Path;

use comity_exchange::ReadError;
use comity_exchange::document::too_large;
use comity_exchange::limits::MAX_DOCUMENT_BYTES;

use crate::report::Failure;

/// The bytes of a file, if they are within the limit.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let shown = path.display().to_string();
    let wrong = |error: std::io::Error| ReadError::new(shown.clone(), "file", said(&error));
    let file = File::open(path).map_err(wrong)?;
    let facts = file.metadata().map_err(wrong)?;
    if facts.is_dir() {
        let message = "it is a folder. Name the files in it, for example with /*.docx.";
        return Err(ReadError::new(shown, "file", message).into());
    }
    if facts.len() > MAX_DOCUMENT_BYTES {
        return Err(too_large(&shown).into());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(facts.len()).unwrap_or(0));
    file.take(MAX_DOCUMENT_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(wrong)?;
    if bytes.len() as u64 > MAX_DOCUMENT_BYTES {
        return Err(too_large(&shown).into());
    }
    Ok(bytes)
}

fn said(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file.".to_owned(),
        std::io::ErrorKind::PermissionDenied => "you may not read it.".to_owned(),
        _ => format!("it could not be read: {error}."),
    }
}

/// Writes a result to a file, whole or not at all, or to standard output.
pub(crate) fn write(output: Option<&Path>, bytes: &[u8], is_binary: bool) -> Result<(), Failure> {
    match output {
        Some(path) => write_file(path, bytes),
        None => write_stdout(bytes, is_binary),
    }
}

fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let shown = path.display().to_string();
    let wrong = |error: &dyn std::fmt::Display| {
        Failure::Unusable(shown.clone(), format!("it could not be written: {error}."))
    };
    if path.is_dir() {
        return Err(wrong(&"it is a folder"));
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    // A crash before `persist` leaves the old file as it was.
    let mut file = whole_file(folder).map_err(|error| wrong(&error))?;
    file.write_all(bytes).map_err(|error| wrong(&error))?;
    file.as_file().sync_all().map_err(|error| wrong(&error))?;
    file.persist(path).map_err(|error| wrong(&error.error))?;
    Ok(())
}

#[cfg(unix)]
fn whole_file(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    use std::os::unix::fs::PermissionsExt;
    // What is written is to be circulated: the person's own umask decides who may read it.
    let permissions = std::fs::Permissions::from_mode(0o666);
    tempfile::Builder::new()
        .prefix(".comity-")
        .permissions(permissions)
        .tempfile_in(folder)
}

#[cfg(not(unix))]
fn whole_file(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
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
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Failure::Unusable(
            "standard output".to_owned(),
            format!("{error}."),
        )),
        Ok(()) => Ok(()),
    }
}
