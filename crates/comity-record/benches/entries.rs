//! What each entry of a record costs when the record is verified, before anything is decided.
//!
//! Start at `checks_entries`; `hashes_entries` beside it is the least that any verifier must do.

use comity_record::blob::{Blob, BlobLine, Salt};
use comity_record::canonical::{Value, check};
use comity_record::tiles::TileWriter;
use comity_record::tree::{Frontier, Hash};
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};

/// How many entries one run has: a hundredth of the largest record in the budget.
const ENTRIES: usize = 10_000;

fn main() {
    divan::main();
}

/// Entries of about 300 bytes, as a position with its reason in a blob would be.
fn entries() -> Vec<Vec<u8>> {
    let name = Hash::of_leaf(b"reason");
    let entry = |index: usize| {
        format!(
            "{{\"act\":{{\"kind\":\"position\",\"on\":[{{\"proposal\":{},\"provision\":\"op-{}\"}}],\
             \"reason\":\"{name}\",\"stance\":\"can-live-with\"}},\"capacity\":\"delegate\",\
             \"delegation\":\"tavar\",\"digest\":\"{name}\",\"time\":\"2031-05-07T10:{:02}:00Z\"}}",
            index % 997,
            index % 31,
            index % 60,
        )
    };
    (0..ENTRIES)
        .map(|index| entry(index).into_bytes())
        .collect()
}

#[divan::bench]
fn checks_entries(bencher: Bencher<'_, '_>) {
    let entries = entries();
    let bencher = bencher.counter(ItemsCount::new(ENTRIES));
    bencher.bench(|| {
        entries
            .iter()
            .filter(|entry| check(black_box(entry)).is_ok())
            .count()
    });
}

#[divan::bench]
fn reads_entries_as_values(bencher: Bencher<'_, '_>) {
    let entries = entries();
    let bencher = bencher.counter(ItemsCount::new(ENTRIES));
    bencher.bench(|| {
        let read = entries
            .iter()
            .filter(|entry| Value::parse(black_box(entry)).is_ok());
        read.count()
    });
}

#[divan::bench]
fn hashes_entries(bencher: Bencher<'_, '_>) {
    let entries = entries();
    let bencher = bencher.counter(ItemsCount::new(ENTRIES));
    bencher.bench(|| {
        let mut frontier = Frontier::new();
        for entry in &entries {
            frontier.append(Hash::of_leaf(black_box(entry)));
        }
        frontier.root()
    });
}

#[divan::bench]
fn writes_tiles(bencher: Bencher<'_, '_>) {
    let entries = entries();
    let bencher = bencher.counter(ItemsCount::new(ENTRIES));
    bencher.bench(|| {
        let mut writer = TileWriter::new();
        for entry in &entries {
            writer.append(black_box(entry)).expect("it is short");
        }
        writer.take_files()
    });
}

#[divan::bench]
fn reads_blob_lines(bencher: Bencher<'_, '_>) {
    let text =
        "We can live with the text as it stands, if the paragraph on costs stays. ".repeat(4);
    let blob = Blob::new(Salt([7; 32]), text).expect("it is short");
    let line = BlobLine::Whole(blob).to_bytes();
    let bencher = bencher.counter(ItemsCount::new(1_usize));
    bencher.bench(|| {
        BlobLine::parse(black_box(&line))
            .expect("it was written")
            .name()
    });
}
