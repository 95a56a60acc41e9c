//! Streams with a name, hashed as they are read.

use std::fmt;
use std::io::{BufRead, Read};

use comity_exchange::ReadError;
use sha2::{Digest, Sha256};

/// A stream of bytes and what to call it in notices and errors.
pub struct Stream<'a> {
    /// The name of the file.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: &'a mut dyn BufRead,
}

impl fmt::Debug for Stream<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stream")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// A file that a finding was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its name.
    pub name: String,
    /// The SHA-256 of its bytes.
    pub sha256: [u8; 32],
}

impl Source {
    /// The source of bytes that are there already.
    #[must_use]
    pub fn of(name: &str, bytes: &[u8]) -> Source {
        Source {
            name: name.to_owned(),
            sha256: Sha256::digest(bytes).into(),
        }
    }
}

/// Reads a stream to its end, and says which one it was.
pub(super) fn hashed<T>(
    stream: Stream<'_>,
    read: impl FnOnce(&str, &mut dyn BufRead) -> Result<T, ReadError>,
) -> Result<(T, Source), ReadError> {
    let mut hashing = Hashing {
        bytes: stream.bytes,
        hasher: Sha256::new(),
    };
    let value = read(stream.name, &mut hashing)?;
    let source = Source {
        name: stream.name.to_owned(),
        sha256: hashing.hasher.finalize().into(),
    };
    Ok((value, source))
}

struct Hashing<'a> {
    bytes: &'a mut dyn BufRead,
    hasher: Sha256,
}

impl Read for Hashing<'_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let read = self.bytes.read(out)?;
        self.hasher.update(&out[..read]);
        Ok(read)
    }
}

impl BufRead for Hashing<'_> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        self.bytes.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        // The buffer is there: who consumes has asked for it, and asking again gives the same.
        if let Ok(buffer) = self.bytes.fill_buf() {
            self.hasher.update(&buffer[..count.min(buffer.len())]);
        }
        self.bytes.consume(count);
    }
}
