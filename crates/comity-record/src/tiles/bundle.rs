//! Bundles of entries: each entry after its length in two bytes, the higher one first.
//!
//! Never here: what an entry says.

use super::{MAX_ENTRY_BYTES, TILE_WIDTH};

/// How many bytes stand before an entry.
const LENGTH_BYTES: usize = 2;

/// Why an entry does not go into a bundle, or bytes are none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// The entry is too long.
    #[error(
        "the entry has {bytes} bytes and may have {MAX_ENTRY_BYTES}; put its texts into blobs and \
         name them, or divide the act"
    )]
    EntryTooLong {
        /// How many bytes it has.
        bytes: usize,
    },
    /// The bytes end within an entry.
    #[error(
        "entry {place} of the bundle is cut off: {missing} bytes are missing; fetch the bundle \
         again"
    )]
    CutOff {
        /// The place of the entry in the bundle, from 0.
        place: usize,
        /// How many bytes are missing.
        missing: usize,
    },
    /// There are more or fewer entries than the path says.
    #[error("the bundle holds {found} entries and should hold {expected}; fetch it again")]
    Count {
        /// How many it should hold.
        expected: usize,
        /// How many it holds; counting ends after a full bundle.
        found: usize,
    },
}

/// Appends an entry to the bytes of a bundle.
///
/// # Errors
/// When the entry is longer than [`MAX_ENTRY_BYTES`]; the bundle is as it was then.
pub fn append_entry(bundle: &mut Vec<u8>, entry: &[u8]) -> Result<(), BundleError> {
    let too_long = |_| BundleError::EntryTooLong { bytes: entry.len() };
    let length = u16::try_from(entry.len()).map_err(too_long)?;
    bundle.extend_from_slice(&length.to_be_bytes());
    bundle.extend_from_slice(entry);
    Ok(())
}

/// The entries of a bundle, where they stand in its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entries<'a>(Vec<&'a [u8]>);

impl<'a> Entries<'a> {
    /// Reads a bundle that holds exactly `expected` entries.
    ///
    /// # Errors
    /// When it holds more or fewer, or ends within one.
    pub fn parse(bundle: &'a [u8], expected: usize) -> Result<Self, BundleError> {
        let mut entries = Vec::with_capacity(expected.min(TILE_WIDTH as usize));
        let mut rest = bundle;
        while !rest.is_empty() && entries.len() <= TILE_WIDTH as usize {
            let cut_off = |missing| BundleError::CutOff {
                place: entries.len(),
                missing,
            };
            let (length, after) = rest
                .split_first_chunk::<LENGTH_BYTES>()
                .ok_or_else(|| cut_off(LENGTH_BYTES - rest.len()))?;
            let length = usize::from(u16::from_be_bytes(*length));
            let (entry, after) = after
                .split_at_checked(length)
                .ok_or_else(|| cut_off(length - after.len()))?;
            entries.push(entry);
            rest = after;
        }
        let found = entries.len();
        if found != expected {
            return Err(BundleError::Count { expected, found });
        }
        Ok(Self(entries))
    }

    /// The bytes of each entry, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &'a [u8]> + '_ {
        self.0.iter().copied()
    }

    /// The entry at a place of the bundle, from 0.
    #[must_use]
    pub fn get(&self, place: usize) -> Option<&'a [u8]> {
        self.0.get(place).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_come_back() {
        let longest = vec![7; MAX_ENTRY_BYTES];
        let mut bundle = Vec::new();
        for entry in [b"".as_slice(), b"Loa", &longest] {
            append_entry(&mut bundle, entry).expect("it is short enough");
        }
        assert_eq!(bundle[..7], [0, 0, 0, 3, b'L', b'o', b'a']);
        let entries = Entries::parse(&bundle, 3).expect("it was written so");
        assert!(entries.iter().eq([b"".as_slice(), b"Loa", &longest]));
        assert_eq!(entries.get(1), Some(b"Loa".as_slice()));
        assert_eq!(entries.get(3), None);
    }

    #[test]
    fn an_entry_that_is_too_long_changes_nothing() {
        let mut bundle = vec![0, 0];
        let bytes = MAX_ENTRY_BYTES + 1;
        let refused = append_entry(&mut bundle, &vec![0; bytes]);
        assert_eq!(refused, Err(BundleError::EntryTooLong { bytes }));
        assert_eq!(bundle, [0, 0]);
    }

    #[test]
    fn a_bundle_that_is_cut_off_or_of_another_size_is_refused() {
        let cut = |place, missing| Err(BundleError::CutOff { place, missing });
        let count = |expected, found| Err(BundleError::Count { expected, found });
        assert_eq!(Entries::parse(&[0], 1), cut(0, 1));
        assert_eq!(Entries::parse(&[0, 0, 0, 2, 9], 2), cut(1, 1));
        assert_eq!(Entries::parse(&[0, 0], 2), count(2, 1));
        assert_eq!(Entries::parse(&[0, 0, 0, 0], 1), count(1, 2));
        assert_eq!(Entries::parse(&[0; 10_000], 256), count(256, 257));
    }
}
