//! The paths of tiles, and which of them a log of some size has.
//!
//! Never here: bytes. A path is read in exactly the form in which it is written.

use std::fmt;
use std::str::FromStr;

use super::{TILE_HEIGHT, TILE_WIDTH};

/// The highest level that a path may name.
const MAX_LEVEL: u8 = 63;

/// What a file of the log holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TileKind {
    /// Hashes at this level of tiles; at level 0 they are those of the leaves.
    Hashes {
        /// The level of tiles, eight levels of the tree each.
        level: u8,
    },
    /// The entries themselves.
    Entries,
}

/// How many hashes or entries a file holds: from 1 to 256.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Width(u16);

impl Width {
    /// The width of a full tile.
    pub const FULL: Self = Self(TILE_WIDTH as u16);

    /// A width from 1 to 256.
    #[must_use]
    pub fn new(width: u64) -> Option<Self> {
        (1..=TILE_WIDTH)
            .contains(&width)
            .then_some(Self(width as u16))
    }

    /// The width as a number.
    #[must_use]
    pub fn get(self) -> usize {
        usize::from(self.0)
    }
}

/// Which file of the log this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TilePath {
    /// What it holds.
    pub kind: TileKind,
    /// Its index among the files of that kind.
    pub index: u64,
    /// How much it holds; less than full only at the right edge.
    pub width: Width,
}

impl TilePath {
    /// The full file at the same place.
    #[must_use]
    pub fn full(self) -> Self {
        Self {
            width: Width::FULL,
            ..self
        }
    }

    /// The file that holds this item in a log of `size` entries, as wide as that size demands;
    /// `None` when that log has no such item. Items are leaves or the hashes of a level of tiles.
    #[must_use]
    pub fn holding(kind: TileKind, item: u64, size: u64) -> Option<Self> {
        let items = items_at(kind, size);
        if item >= items {
            return None;
        }
        let index = item / TILE_WIDTH;
        let width = Width::new((items - index * TILE_WIDTH).min(TILE_WIDTH))?;
        Some(Self { kind, index, width })
    }
}

/// The files that a log of `size` entries has: bundles of entries, then tiles from level 0 up, each
/// kind in order. Only the last of a kind may be partial.
pub fn required_files(size: u64) -> impl Iterator<Item = TilePath> {
    let levels = (0..u64::BITS as u8 / TILE_HEIGHT).map(|level| TileKind::Hashes { level });
    let kinds = std::iter::once(TileKind::Entries).chain(levels);
    kinds.flat_map(move |kind| {
        let items = items_at(kind, size);
        let starts = (0..items.div_ceil(TILE_WIDTH)).map(|index| index * TILE_WIDTH);
        starts.filter_map(move |item| TilePath::holding(kind, item, size))
    })
}

/// How many items of a kind a log of `size` entries has.
fn items_at(kind: TileKind, size: u64) -> u64 {
    match kind {
        TileKind::Entries => size,
        TileKind::Hashes { level } => {
            let shift = u32::from(level) * u32::from(TILE_HEIGHT);
            size.checked_shr(shift).unwrap_or(0)
        }
    }
}

/// Why a text is not the path of a tile.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{path}` is not the path of a tile; one looks like `tile/0/x001/x234/067`, \
     `tile/1/000.p/17` or `tile/entries/003`"
)]
pub struct TilePathError {
    /// The text.
    pub path: String,
}

impl fmt::Display for TilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            TileKind::Hashes { level } => write!(f, "tile/{level}/")?,
            TileKind::Entries => f.write_str("tile/entries/")?,
        }
        let (mut rest, mut last) = (self.index / 1000, self.index % 1000);
        let mut groups = Vec::new();
        while rest > 0 {
            groups.push(rest % 1000);
            rest /= 1000;
        }
        for group in groups.into_iter().rev() {
            write!(f, "x{group:03}/")?;
        }
        write!(f, "{last:03}")?;
        last = self.width.0.into();
        if last < TILE_WIDTH {
            write!(f, ".p/{last}")?;
        }
        Ok(())
    }
}

impl FromStr for TilePath {
    type Err = TilePathError;

    fn from_str(path: &str) -> Result<Self, TilePathError> {
        let read = read_path(path);
        // One file has one path: whatever would be written differently is refused.
        let read = read.filter(|read| read.to_string() == path);
        read.ok_or_else(|| TilePathError {
            path: path.chars().take(120).collect(),
        })
    }
}

fn read_path(path: &str) -> Option<TilePath> {
    let (kind, rest) = path.strip_prefix("tile/")?.split_once('/')?;
    let kind = match kind {
        "entries" => TileKind::Entries,
        level => {
            let level = level.parse().ok().filter(|level| *level <= MAX_LEVEL)?;
            TileKind::Hashes { level }
        }
    };
    let (groups, width) = match rest.split_once(".p/") {
        Some((groups, width)) => (groups, Width::new(width.parse().ok()?)?),
        None => (rest, Width::FULL),
    };
    let mut index = 0_u64;
    for group in groups.split('/') {
        let digits = group.strip_prefix('x').unwrap_or(group);
        let number: u64 = digits.parse().ok().filter(|number| *number < 1000)?;
        index = index.checked_mul(1000)?.checked_add(number)?;
    }
    Some(TilePath { kind, index, width })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRIES: TileKind = TileKind::Entries;
    const LEAVES: TileKind = TileKind::Hashes { level: 0 };

    #[track_caller]
    fn check(kind: TileKind, index: u64, width: u64, path: &str) {
        let width = Width::new(width).expect("the width is between 1 and 256");
        let tile = TilePath { kind, index, width };
        assert_eq!(tile.to_string(), path);
        assert_eq!(path.parse(), Ok(tile));
    }

    #[test]
    fn a_path_is_written_and_read() {
        check(LEAVES, 0, 256, "tile/0/000");
        check(LEAVES, 1_234_067, 256, "tile/0/x001/x234/067");
        check(LEAVES, 1000, 1, "tile/0/x001/000.p/1");
        check(TileKind::Hashes { level: 63 }, 5, 255, "tile/63/005.p/255");
        check(ENTRIES, 999, 256, "tile/entries/999");
        check(
            ENTRIES,
            u64::MAX,
            7,
            "tile/entries/x018/x446/x744/x073/x709/x551/615.p/7",
        );
    }

    #[test]
    fn a_path_is_written_in_one_way_only() {
        for wrong in [
            "",
            "tile/0",
            "tile/0/",
            "tile/00/000",
            "tile/+1/000",
            "tile/64/000",
            "tile/0/0",
            "tile/0/0000",
            "tile/0/x000/001",
            "tile/0/001/002",
            "tile/0/x001",
            "tile/0/000.p/0",
            "tile/0/000.p/256",
            "tile/0/000.p/07",
            "tile/0/000.p/",
            "tile/0/../000",
            "tile/entries/x999/x999/x999/x999/x999/x999/x999/999",
            "/tile/0/000",
            "tile/0/000\n",
        ] {
            assert!(wrong.parse::<TilePath>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_log_of_70_000_entries_has_these_files() {
        let files: Vec<String> = required_files(70_000)
            .map(|path| path.to_string())
            .collect();
        let count = |prefix: &str| files.iter().filter(|path| path.starts_with(prefix)).count();
        assert_eq!(count("tile/entries/"), 274);
        assert_eq!(count("tile/0/"), 274);
        assert_eq!(files.len(), 274 + 274 + 2 + 1);
        let edge = [
            "tile/entries/273.p/112",
            "tile/0/273.p/112",
            "tile/1/000",
            "tile/1/001.p/17",
            "tile/2/000.p/1",
        ];
        assert!(edge.iter().all(|path| files.contains(&(*path).to_owned())));
    }

    #[test]
    fn a_log_of_256_entries_has_a_full_tile_and_one_above() {
        let files: Vec<String> = required_files(256).map(|path| path.to_string()).collect();
        assert_eq!(files, ["tile/entries/000", "tile/0/000", "tile/1/000.p/1"]);
        assert_eq!(required_files(0).count(), 0);
    }

    #[test]
    fn an_item_beyond_the_log_is_in_no_file() {
        assert_eq!(TilePath::holding(ENTRIES, 3, 3), None);
        let last = TilePath::holding(ENTRIES, 2, 3).expect("there are three");
        assert_eq!(last.to_string(), "tile/entries/000.p/3");
    }
}
