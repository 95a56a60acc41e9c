//! The data folder: the secret that the keys of the logs follow from, and files beside it.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use comity_app::ports::Holder;
use comity_record::note::KeyName;
use comity_record::v1::hex::Hex;
use sha2::{Digest, Sha256};

use crate::files;
use crate::report::Failure;
use crate::run::entropy;

/// The file of the secret.
const SECRET: &str = "site.secret";

/// The file of the name.
const NAME: &str = "site.name";

/// A data folder.
pub(crate) struct DataFolder {
    path: PathBuf,
    secret: [u8; 32],
    name: String,
}

impl DataFolder {
    /// Opens a data folder, or makes it where there is none. A crash between the steps leaves a
    /// folder in which something is missing, and the next start makes that.
    ///
    /// The name is that of the site for ever: one that is given later has to be the same.
    pub(crate) fn open(path: &Path, given: Option<KeyName>) -> Result<DataFolder, Failure> {
        made_for_its_owner(path).map_err(|error| files::unwritable(path, &error))?;
        let file = path.join(SECRET);
        let secret = match read(&file)? {
            Some(text) => Hex::parse(text.trim()).map(|it| it.0).ok_or_else(|| {
                let wrong = "it is not the secret of a data folder: 64 digits from 0-9 and a-f. \
                             Restore it from a copy; without it no log here can be continued.";
                Failure::Unusable(file.display().to_string(), wrong.to_owned())
            })?,
            None => made(&file)?,
        };
        let file = path.join(NAME);
        let name = match read(&file)? {
            Some(known) => known.trim().to_owned(),
            None => {
                let unnamed = || format!("comity-{}", mark(secret));
                let name = given.map_or_else(unnamed, |it| it.as_str().to_owned());
                put(&file, &name)?;
                name
            }
        };
        KeyName::new(name.as_str()).map_err(|error| {
            let wrong = format!("{error}. Restore it from a copy.");
            Failure::Unusable(file.display().to_string(), wrong)
        })?;
        Ok(DataFolder {
            path: path.to_owned(),
            secret,
            name,
        })
    }

    /// The name under which the records of this site are signed.
    pub(crate) fn name(&self) -> &str {
        &self.name
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
        let mark = mark(self.secret);
        Holder::new(&format!("comity serve {mark}")).expect("a name without control characters")
    }
}

/// What tells a secret from others without telling it.
fn mark(secret: [u8; 32]) -> Hex<4> {
    let digest = Sha256::digest(secret);
    Hex([digest[0], digest[1], digest[2], digest[3]])
}

/// What a file of the folder says, if it is there.
fn read(file: &Path) -> Result<Option<String>, Failure> {
    match fs::read_to_string(file) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(files::unwritable(file, &error)),
    }
}

/// Makes a folder that nobody else on the machine can look into: persons are kept in it.
fn made_for_its_owner(path: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// A new secret.
fn made(file: &Path) -> Result<[u8; 32], Failure> {
    let secret = entropy()?;
    put(file, &Hex(secret).to_string())?;
    Ok(secret)
}

/// Writes a file for its owner alone, whole or not at all.
fn put(file: &Path, text: &str) -> Result<(), Failure> {
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
    written.map_err(|error| files::unwritable(file, &error))
}
