//! Bundles that are written: a folder or one archive, whole or not at all.
//!
//! Everything is written beside its place under a name of its own and put there at the end. A
//! crash before that leaves a folder or a file whose name begins with `.comity-`, and nothing
//! else.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use comity_exchange::bundle_archive;
use tempfile::{NamedTempFile, TempDir};
use zip::ZipWriter;

use crate::files::{folder_of, unwritable, whole_file};
use crate::report::Failure;

/// A bundle that is being written.
pub(crate) struct NewBundle {
    target: PathBuf,
    staging: Staging,
}

enum Staging {
    Folder(TempDir),
    Archive(Box<ZipWriter<NamedTempFile>>),
}

impl NewBundle {
    /// Refuses a target that is there already, before anything is done.
    pub(crate) fn demand_free(target: &Path) -> Result<(), Failure> {
        let found = std::fs::read_dir(target).map(|mut found| found.next().is_none());
        let way_out = match found {
            Ok(_) if is_archive(target) => "it is a folder; name a file that is not there yet.",
            Ok(true) => return Ok(()),
            Ok(false) => "there is something in it; name a folder that is empty or not there yet.",
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
                "it is there already and a record is never overwritten; name another."
            }
            Err(error) => return Err(unwritable(target, &error)),
        };
        let what = target.display().to_string();
        Err(Failure::Unusable(what, way_out.to_owned()))
    }

    /// Begins a bundle beside its place.
    pub(crate) fn begin(target: &Path) -> Result<NewBundle, Failure> {
        let folder = folder_of(target);
        let staging = match is_archive(target) {
            true => whole_file(folder)
                .map(ZipWriter::new)
                .map(Box::new)
                .map(Staging::Archive),
            false => whole_folder(folder).map(Staging::Folder),
        };
        Ok(NewBundle {
            staging: staging.map_err(|error| unwritable(target, &error))?,
            target: target.to_path_buf(),
        })
    }

    /// Takes one file of the bundle.
    pub(crate) fn put(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        match &mut self.staging {
            Staging::Folder(folder) => {
                let path = folder.path().join(path);
                std::fs::create_dir_all(folder_of(&path))?;
                let mut file = File::create_new(path)?;
                file.write_all(bytes)?;
                file.sync_all()
            }
            Staging::Archive(archive) => bundle_archive::put(archive, path, bytes),
        }
    }

    /// Puts the bundle into its place.
    pub(crate) fn finish(self) -> Result<(), Failure> {
        let wrong = |error: io::Error| unwritable(&self.target, &error);
        match self.staging {
            Staging::Folder(folder) => {
                // An empty folder makes room; one that is not stays, and the name with it.
                let _ = std::fs::remove_dir(&self.target);
                std::fs::rename(folder.path(), &self.target).map_err(wrong)?;
                // It is the bundle now, and not to be cleaned up.
                let _ = folder.keep();
                Ok(())
            }
            Staging::Archive(archive) => {
                let file = archive.finish().map_err(|error| wrong(error.into()))?;
                file.as_file().sync_all().map_err(wrong)?;
                let kept = file.persist_noclobber(&self.target);
                kept.map(|_| ()).map_err(|error| wrong(error.error))
            }
        }
    }
}

fn is_archive(target: &Path) -> bool {
    let ending = target.extension();
    ending.is_some_and(|ending| ending.eq_ignore_ascii_case("zip"))
}

fn whole_folder(folder: &Path) -> io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".comity-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // What is written is to be circulated: the person's own umask decides who may read it.
        builder.permissions(std::fs::Permissions::from_mode(0o777));
    }
    builder.tempdir_in(folder)
}
