//! Bytes, lines, entries and files that are changed without a new signature.

use comity_record::blob::{Blob, BlobLine};
use comity_record::tiles::{Entries, append_entry};
use comity_record::verify::Answer;

use crate::forge::{Caught, Digests, Forgery, Memory, against, report};
use crate::judge::{check_twice as check, rejects};
use crate::story::story;

/// Files up to this many bytes are flipped byte by byte, of the others a sample is.
const SMALL_BYTES: usize = 512;

/// How many bytes of a larger file are flipped.
const SAMPLE: usize = 40;

/// One in so many of these cases is shown to the other verifier too, which is a program.
const ONE_IN: usize = 12;

/// At how many places each file is cut.
const CUTS: usize = 12;

/// Numbers that look like chance and are the same on every run.
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

/// Something is found, and it is said where.
#[track_caller]
fn named(case: &str, path: &str, files: &Memory) {
    let report = report(files, &against());
    match (&report.consistent, &report.authentic) {
        (Err(wrong), _) => assert!(
            wrong.entry.is_some() || wrong.file.is_some(),
            "{case}: {wrong}"
        ),
        (Ok(()), Answer::No(_)) => assert_eq!(path, "checkpoint", "{case}"),
        _ => panic!("{case}: nothing is found"),
    }
}

#[test]
fn a_bit_is_flipped_in_each_file() {
    let mut chance = Seeded(20_260_000);
    let mut cases = 0;
    for (path, bytes) in &story().files.0 {
        let places: Vec<usize> = match bytes.len() {
            small if small <= SMALL_BYTES => (0..small).collect(),
            large => (0..SAMPLE).map(|_| chance.below(large)).collect(),
        };
        for at in places {
            let bit = chance.below(8);
            let files = story().files.with(path, |it| it[at] ^= 1 << bit);
            let case = format!("{path}, byte {at}, bit {bit}");
            named(&case, path, &files);
            cases += 1;
            if cases % ONE_IN == 0 {
                rejects(&case, &files, &against());
            }
        }
    }
}

#[test]
fn each_file_is_cut_emptied_lengthened_or_gone() {
    let mut chance = Seeded(7);
    for (path, bytes) in &story().files.0 {
        let cuts = (0..CUTS).map(|_| chance.below(bytes.len()));
        for length in cuts.chain([0, bytes.len() - 1]) {
            let files = story().files.with(path, |it| it.truncate(length));
            named(&format!("{path}, cut to {length}"), path, &files);
        }
        for more in [b"\n".as_slice(), b"\0", b"{}\n"] {
            let files = story().files.with(path, |it| it.extend(more));
            named(&format!("{path}, with {more:?} after it"), path, &files);
        }
        let mut files = story().files.clone();
        files.0.remove(path);
        named(&format!("{path} is gone"), path, &files);
        rejects(&format!("{path} is gone"), &files, &against());
        let half = story().files.with(path, |it| it.truncate(bytes.len() / 2));
        rejects(&format!("{path}, cut in two"), &half, &against());
    }
}

#[test]
fn a_file_is_added() {
    for path in [
        "notes",
        "blobs/002",
        "tile/0/000.p/255",
        "tile/entries/002",
        "tile/2/000.p/1",
        "blobs/000.p/1",
    ] {
        let mut files = story().files.clone();
        files.0.insert(path.to_owned(), vec![0; 32]);
        check(
            path,
            &files,
            &against(),
            Caught::File(path, "it is no part of a record"),
        );
    }
}

/// The entries of the first file, as its bytes hold them.
fn with_entries(change: impl FnOnce(&mut Vec<Vec<u8>>)) -> Memory {
    story().files.with("tile/entries/000", |it| {
        let mut entries: Vec<Vec<u8>> = Entries::parse(it, 256)
            .unwrap()
            .iter()
            .map(<[u8]>::to_vec)
            .collect();
        change(&mut entries);
        it.clear();
        for entry in entries {
            append_entry(it, &entry).unwrap();
        }
    })
}

#[test]
fn entries_are_dropped_swapped_or_doubled_under_the_old_tiles() {
    let not = "the entry is not the one whose hash stands in the tree";
    let file = Caught::File("tile/entries/000", "should hold 256");
    check(
        "one is dropped",
        &with_entries(|it| drop(it.remove(40))),
        &against(),
        file,
    );
    let doubled = with_entries(|it| it.insert(40, it[40].clone()));
    check("one is doubled", &doubled, &against(), file);
    let swapped = with_entries(|it| it.swap(40, 90));
    check(
        "two are swapped",
        &swapped,
        &against(),
        Caught::Entry(40, not),
    );
    let over = with_entries(|it| it[40] = it[41].clone());
    check(
        "one stands in the place of another",
        &over,
        &against(),
        Caught::Entry(40, not),
    );
}

#[test]
fn entries_are_dropped_swapped_or_doubled_under_new_tiles() {
    let old_head = |forgery: Forgery| {
        let files = forgery.signed(&Digests::Honest);
        files.with("checkpoint", |it| {
            it.clone_from(&story().files.0["checkpoint"]);
        })
    };
    let size = story().entries.len();
    let tile = format!("tile/0/001.p/{}", size - 256);
    let mut fewer = Forgery::new();
    fewer.remove(40);
    check(
        "one is dropped",
        &old_head(fewer),
        &against(),
        Caught::File(&tile, "it is missing"),
    );
    let mut more = Forgery::new();
    let words = serde_json::json!("chair");
    let act = serde_json::json!({"open-stage": {"stage": "implementation"}});
    more.insert(size, words, act);
    check(
        "one is added",
        &old_head(more),
        &against(),
        Caught::File(&tile, "it is missing"),
    );
    let mut swapped = Forgery::new();
    swapped.entries.swap(40, 90);
    swapped.texts.swap(40, 90);
    let (one, other) = (
        swapped.entries[40]["at"].clone(),
        swapped.entries[90]["at"].clone(),
    );
    swapped.entries[40]["at"] = other;
    swapped.entries[90]["at"] = one;
    check(
        "two are swapped",
        &old_head(swapped),
        &against(),
        Caught::File("checkpoint", "the entries give"),
    );
}

/// The lines of the first file of texts.
fn with_lines(change: impl FnOnce(&mut Vec<BlobLine>)) -> Memory {
    story().files.with("blobs/000", |it| {
        let lines = it.strip_suffix(b"\n").unwrap().split(|byte| *byte == b'\n');
        let mut lines: Vec<BlobLine> = lines.map(|line| BlobLine::parse(line).unwrap()).collect();
        change(&mut lines);
        it.clear();
        for line in lines {
            it.extend(line.to_bytes());
            it.push(b'\n');
        }
    })
}

#[test]
fn texts_are_swapped_doubled_or_slipped_in() {
    let file = |why| Caught::File("blobs/000", why);
    let place = "does not stand in its place";
    check(
        "two lines are swapped",
        &with_lines(|it| it.swap(3, 4)),
        &against(),
        file(place),
    );
    check(
        "far ones",
        &with_lines(|it| it.swap(3, 600)),
        &against(),
        file(place),
    );
    let doubled = with_lines(|it| it.push(it[3].clone()));
    check(
        "one is doubled",
        &doubled,
        &against(),
        file("stands there twice"),
    );
    let blob = Blob::new(comity_record::blob::Salt([1; 32]), "Nobody said this.").unwrap();
    let more = with_lines(|it| it.push(BlobLine::Whole(blob.clone())));
    check(
        "one is slipped in",
        &more,
        &against(),
        file("no entry beside it names"),
    );
    let fewer = with_lines(|it| drop(it.remove(0)));
    check(
        "one is gone",
        &fewer,
        &against(),
        Caught::Entry(0, "is missing"),
    );
    let exchanged = with_lines(|it| {
        let (BlobLine::Whole(one), BlobLine::Whole(other)) = (&it[1], &it[2]) else {
            panic!("they are whole");
        };
        let with = |salt: &Blob, text: &Blob| {
            BlobLine::Whole(Blob::new(*salt.salt(), text.text()).unwrap())
        };
        (it[1], it[2]) = (with(one, other), with(other, one));
    });
    check(
        "the texts of two salts are swapped",
        &exchanged,
        &against(),
        Caught::Entry(1, "is missing"),
    );
}
