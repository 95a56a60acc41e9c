//! A bundle as one archive: how each of its files is put there.
//!
//! Never here: what a bundle holds, and reading one.

use std::io::{self, Seek, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Puts a file of a bundle into an archive. Hashes do not get smaller, so nothing is packed; and
/// the same record is the same bytes at any hour.
///
/// # Errors
/// When it cannot be written.
pub fn put<W: Write + Seek>(
    archive: &mut ZipWriter<W>,
    path: &str,
    bytes: &[u8],
) -> io::Result<()> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    archive.start_file(path, options)?;
    archive.write_all(bytes)
}
