//! The data folder: the secret that the keys of the logs follow from, and files beside it.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use comity_app::ports::Holder;

use crate::files;
use crate::report::Failure;
use crate::run::entropy;

/// The file of the secret.
const SECRET: &str = "site.secret";

/// A data folder.
pub(crate) struct DataFolder {
    path: PathBuf,
    secret: [u8; 32],
}

impl DataFolder {
    /// Opens a data folder, or makes it where there is none. A crash between the two steps leaves
    /// an empty folder, which the next start fills.
    pub(crate) fn open(path: &Path) -> Result<DataFolder, Failure> {
        fs::create_dir_all(path).map_err(|error| files::unwritable(path, &error))?;
        let file = path.join(SECRET);
        let secret = match fs::read_to_string(&file) {
            Ok(text) => parsed(&text).ok_or_else(|| {
                let wrong = "it is not the secret of a data folder: 64 digits from 0-9 and a-f. \
                             Restore it from a copy; without it no log here can be continued.";
                Failure::Unusable(file.display().to_string(), wrong.to_owned())
            })?,
            Err(error) if error.kind() == ErrorKind::NotFound => made(&file)?,
            Err(error) => return Err(files::unwritable(&file, &error)),
        };
        Ok(DataFolder {
            path: path.to_owned(),
            secret,
        })
    }

    /// A file of the folder.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// The secret.
    pub(crate) fn secret(&self) -> [u8; 32] {
        self.secret
    }

    /// Who holds the negotiations: whoever has the secret. A process that is started anew fences
    /// the one before it.
    pub(crate) fn holder(&self) -> Holder {
        let mark: String = self.secret[..4]
            .iter()
            .map(|it| format!("{it:02x}"))
            .collect();
        Holder::new(&format!("comity serve {mark}")).expect("a name without control characters")
    }
}

/// Writes a new secret for its owner alone, whole or not at all.
fn made(file: &Path) -> Result<[u8; 32], Failure> {
    let secret = entropy()?;
    let text: String = secret.iter().map(|it| format!("{it:02x}")).collect();
    let draft = file.with_extension("new");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(&draft).and_then(|mut out| {
        out.write_all(text.as_bytes())?;
        out.sync_all()?;
        fs::rename(&draft, file)
    });
    written.map_err(|error| files::unwritable(file, &error))?;
    Ok(secret)
}

fn parsed(text: &str) -> Option<[u8; 32]> {
    let text = text.trim();
    let mut secret = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (at, byte) in secret.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).ok()?;
    }
    Some(secret)
}
