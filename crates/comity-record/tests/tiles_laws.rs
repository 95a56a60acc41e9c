//! The laws of tiles: what is stored is the whole log, at every size.

use std::collections::BTreeMap;

use comity_record::tiles::{
    Entries, TilePath, TileWriter, TileWriterError, TiledTree, parse_tile, required_files,
};
use comity_record::tree::{
    Frontier, Hash, ProveError, Subtrees, prove_inclusion, root_of_size, verify_inclusion,
};
use comity_testkit::law;
use proptest::prelude::*;

type Store = BTreeMap<TilePath, Vec<u8>>;

fn entry(index: u64) -> Vec<u8> {
    format!("{{\"act\":{index}}}").into_bytes()
}

fn grow(writer: &mut TileWriter, to: u64) {
    while writer.size() < to {
        let index = writer.size();
        assert_eq!(writer.append(&entry(index)), Ok(index));
    }
}

fn store(writer: &mut TileWriter, store: &mut Store) {
    for file in writer.take_files() {
        let before = store.insert(file.path, file.bytes.clone());
        assert!(
            before.is_none_or(|before| before == file.bytes),
            "{}",
            file.path
        );
    }
}

fn root_of(size: u64) -> Hash {
    let mut frontier = Frontier::new();
    (0..size).for_each(|index| frontier.append(Hash::of_leaf(&entry(index))));
    frontier.root()
}

#[test]
fn what_is_stored_is_what_a_log_of_that_size_has() {
    let (mut writer, mut files) = (TileWriter::new(), Store::new());
    for size in [0, 1, 2, 255, 256, 257, 700, 65_535, 65_536, 65_537, 70_000] {
        grow(&mut writer, size);
        store(&mut writer, &mut files);
        assert_eq!(writer.take_files(), [], "nothing is new at {size}");
        let missing = required_files(size).find(|path| !files.contains_key(path));
        assert_eq!(missing, None, "at {size}");
        let tree = TiledTree::new(size, |path| files.get(&path).cloned());
        assert_eq!(root_of_size(&tree, size), Ok(writer.root()), "at {size}");
        assert_eq!(writer.root(), root_of(size), "at {size}");
    }
    // One checkpoint after each act or one after all: the full files are the same.
    let (mut at_once, mut same) = (TileWriter::new(), Store::new());
    grow(&mut at_once, 70_000);
    store(&mut at_once, &mut same);
    assert!(
        same.iter()
            .all(|(path, bytes)| files.get(path) == Some(bytes))
    );
    assert_eq!(same.len(), required_files(70_000).count());
}

#[test]
fn bundles_hold_the_entries_of_their_tiles() {
    let (mut writer, mut files) = (TileWriter::new(), Store::new());
    grow(&mut writer, 600);
    store(&mut writer, &mut files);
    for (path, bytes) in &files {
        let text = path.to_string();
        let Some(rest) = text.strip_prefix("tile/entries/") else {
            continue;
        };
        let hashes = format!("tile/0/{rest}").parse().expect("it is a path");
        let hashes = parse_tile(&files[&hashes], path.width).expect("it is a tile");
        let entries = Entries::parse(bytes, path.width.get()).expect("it is a bundle");
        assert!(entries.iter().map(Hash::of_leaf).eq(hashes), "{text}");
    }
}

#[test]
fn a_log_goes_on_where_it_was_left() {
    let case = (0..1_500_u64, 0..600_u64, any::<bool>());
    law::holds("a_log_goes_on_where_it_was_left", &case, |case, _| {
        let (size, more, is_pruned) = case;
        let (mut writer, mut files) = (TileWriter::new(), Store::new());
        grow(&mut writer, size);
        store(&mut writer, &mut files);
        grow(&mut writer, size + more);
        store(&mut writer, &mut files);
        if is_pruned {
            // A partial file may go once the full one is there.
            let all = files.clone();
            files.retain(|path, _| *path == path.full() || !all.contains_key(&path.full()));
        }
        let mut resumed = TileWriter::resume(size, |path| files.get(&path).cloned())
            .map_err(|error| law::broken(error.to_string()))?;
        prop_assert_eq!(resumed.size(), size);
        prop_assert_eq!(resumed.take_files(), []);
        grow(&mut resumed, size + more);
        store(&mut resumed, &mut files);
        prop_assert_eq!(resumed.frontier(), writer.frontier());
        Ok(())
    });
}

#[test]
fn proofs_come_from_tiles() {
    let (mut writer, mut files) = (TileWriter::new(), Store::new());
    grow(&mut writer, 66_000);
    store(&mut writer, &mut files);
    for size in [1, 255, 256, 300, 65_536, 66_000] {
        let tree = TiledTree::new(size, |path: TilePath| files.get(&path).cloned());
        let root = root_of(size);
        for index in [0, size / 3, size - 1] {
            // The tree of a smaller size reads the full tiles that came later.
            let proof = prove_inclusion(&tree, index, size).expect("every tile is there");
            let leaf = Hash::of_leaf(&entry(index));
            let verdict = verify_inclusion(&leaf, index, size, &root, &proof);
            assert_eq!(verdict, Ok(()), "{index} of {size}");
        }
        assert_eq!(tree.root_at(0, size), None, "beyond the tree of {size}");
    }
}

#[test]
fn a_missing_file_is_named() {
    let (mut writer, mut files) = (TileWriter::new(), Store::new());
    grow(&mut writer, 300);
    store(&mut writer, &mut files);
    let without = |name: &str| {
        let name: TilePath = name.parse().expect("it is a path");
        let files = files.clone();
        TileWriter::resume(300, move |path| {
            files.get(&path).filter(|_| path != name).cloned()
        })
        .err()
    };
    assert_eq!(
        without("tile/0/001.p/44"),
        Some(ProveError::Missing { level: 5, index: 8 }.into())
    );
    let path = "tile/entries/001.p/44".parse().expect("it is a path");
    assert_eq!(
        without("tile/entries/001.p/44"),
        Some(TileWriterError::Missing { path })
    );
}

#[test]
fn any_text_is_a_path_or_not_and_any_bytes_a_bundle_or_not() {
    law::holds(
        "paths_are_total",
        &"(tile/)?[0-9x./pentris]{0,20}",
        |text, _| {
            if let Ok(path) = text.parse::<TilePath>() {
                prop_assert_eq!(path.to_string(), text);
            }
            Ok(())
        },
    );
    let bytes = proptest::collection::vec(prop_oneof![0..4_u8, any::<u8>()], 0..300);
    law::holds(
        "bundles_are_total",
        &(bytes, 0..300_usize),
        |(bytes, count), _| {
            if let Ok(entries) = Entries::parse(&bytes, count) {
                let length: usize = entries.iter().map(|entry| entry.len() + 2).sum();
                prop_assert_eq!((entries.iter().len(), length), (count, bytes.len()));
            }
            Ok(())
        },
    );
}
