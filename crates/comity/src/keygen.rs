//! `comity keygen`: a key for a log, in a file that only its owner can read.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use comity_record::note::{KeyName, SignerKey};

use crate::arguments::KeygenArguments;
use crate::report::Failure;
use crate::run::entropy;
use crate::{files, report};

pub(crate) fn run(arguments: &KeygenArguments) -> Result<(), Failure> {
    let name = KeyName::new(arguments.name.as_str())
        .map_err(|error| Failure::Usage(format!("NAME: {error}")))?;
    let path = match &arguments.output {
        Some(path) => path.clone(),
        None => file_for(&name)?,
    };
    let key = SignerKey::from_secret(name, &entropy()?);
    write(&path, &format!("{}\n", key.to_secret_text()))?;
    let public = format!("{}\n", key.verifier());
    files::write(None, public.as_bytes(), false)?;
    report::done(
        &format!(
            "the secret key is in {}; keep it to yourself. The public key is on standard output",
            path.display()
        ),
        &[],
    );
    Ok(())
}

/// The file for a key without one: the last part of its name.
fn file_for(name: &KeyName) -> Result<PathBuf, Failure> {
    let last = name.as_str().rsplit('/').next().unwrap_or_default();
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    match !last.starts_with('.') && !last.is_empty() && last.chars().all(plain) {
        true => Ok(PathBuf::from(format!("{last}.key"))),
        false => Err(Failure::Usage(format!(
            "the name {name} gives no name for a file; name one with -o"
        ))),
    }
}

/// Writes a new file for its owner alone. What is there stays.
fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => Failure::Unusable(
            path.display().to_string(),
            "it is there already, and a key is never overwritten. Name another file with -o."
                .to_owned(),
        ),
        _ => files::unwritable(path, &error),
    })?;
    let written = file
        .write_all(text.as_bytes())
        .and_then(|()| file.sync_all());
    written.map_err(|error| {
        // Half a key is no key; that it could not be taken away either changes nothing here.
        let _ = std::fs::remove_file(path);
        files::unwritable(path, &error)
    })
}
