//! `comity prove`: the proof that an entry stands in a record.
//!
//! The proof is tried before it is written, so a bundle whose tiles are wrong gives none.

use std::cell::RefCell;
use std::collections::HashMap;

use comity_record::bundle::{CHECKPOINT, Files};
use comity_record::checkpoint::SignedCheckpoint;
use comity_record::proof::ProofFile;
use comity_record::tiles::{Entries, TILE_WIDTH, TileKind, TilePath, TiledTree};
use comity_record::tree::{Hash, prove_inclusion, verify_inclusion};

use crate::arguments::ProveArguments;
use crate::bundle::{self, Bundle};
use crate::files;
use crate::report::{self, Failure};

pub(crate) fn run(arguments: &ProveArguments) -> Result<(), Failure> {
    let bundle = bundle::open(&arguments.bundle)?;
    let place = arguments.bundle.display().to_string();
    let wrong = |why: String| Failure::Unusable(place.clone(), why);
    let bytes = bundle
        .read(CHECKPOINT)
        .map_err(|error| wrong(format!("{CHECKPOINT}: {error}.")))?;
    let checkpoint = SignedCheckpoint::parse(&bytes)
        .map_err(|error| wrong(format!("{CHECKPOINT}: {error}.")))?;
    let head = checkpoint.claim().clone();
    let number = arguments.number;
    if number >= head.size {
        let size = head.size;
        return Err(wrong(format!(
            "it has {size} entries, the first one is 0; there is no entry {number}."
        )));
    }
    let hashes = prove_inclusion(&tree(&bundle, head.size), number, head.size)
        .map_err(|error| wrong(format!("{error}.")))?;
    let entry = entry(&bundle, number, head.size).map_err(wrong)?;
    verify_inclusion(
        &Hash::of_leaf(&entry),
        number,
        head.size,
        &head.root,
        &hashes,
    )
    .map_err(|error| {
        wrong(format!(
            "entry {number} cannot be proved: {error}. `comity verify` says what is wrong."
        ))
    })?;
    let proof = ProofFile {
        extra: None,
        index: number,
        hashes,
        checkpoint,
    };
    if let Some(path) = &arguments.entry {
        files::write(Some(path), &entry, false)?;
    }
    let destination = &arguments.destination;
    let proof = proof.to_string();
    files::write(destination.output.as_deref(), proof.as_bytes(), false)?;
    if !destination.quiet {
        let summary = format!("entry {number} of {}, {} entries", head.origin, head.size);
        report::done(&summary, &[]);
    }
    Ok(())
}

/// The tree as the tiles of the bundle give it; each tile is read once.
fn tree(bundle: &Bundle, size: u64) -> TiledTree<impl Fn(TilePath) -> Option<Vec<u8>> + '_> {
    let read: RefCell<HashMap<TilePath, Option<Vec<u8>>>> = RefCell::default();
    TiledTree::new(size, move |path| {
        let mut read = read.borrow_mut();
        let tile = read
            .entry(path)
            .or_insert_with(|| bundle.read(&path.to_string()).ok());
        tile.clone()
    })
}

fn entry(bundle: &Bundle, number: u64, size: u64) -> Result<Vec<u8>, String> {
    let path = TilePath::holding(TileKind::Entries, number, size)
        .expect("the number was compared with the size");
    let wrong = |why: String| format!("{path}: {why}.");
    let bytes = bundle
        .read(&path.to_string())
        .map_err(|error| wrong(error.to_string()))?;
    let entries =
        Entries::parse(&bytes, path.width.get()).map_err(|error| wrong(error.to_string()))?;
    let place = usize::try_from(number % TILE_WIDTH).expect("a tile has 256 entries");
    let entry = entries.get(place).expect("as many were parsed");
    Ok(entry.to_vec())
}
