//! How long the work of a secretariat takes, at the sizes of the budget.
//!
//! Worlds are made outside the clock. The real run is measured from the bytes of the two files
//! to the bytes of the page; without the corpus it says that it was skipped.

#[path = "work/mod.rs"]
mod work;

use comity_exchange::html::write_compilation;
use comity_exchange::proposals::{Base, ProposalDocument, ReadingOptions, read_proposals};
use comity_exchange::{PageFacts, document::read_base};
use comity_testkit::corpus::{corpus, required};
use comity_testkit::worlds::{SIZES, World};
use comity_text::{Compilation, ProtocolOrder, compile};
use divan::Bencher;

fn main() {
    divan::main();
}

/// Proposals in the hot world.
const HOT_PROPOSALS: usize = 1_000;

#[divan::bench(args = SIZES, sample_count = 7)]
fn compile_a_world(bencher: Bencher<'_, '_>, size: (usize, usize)) {
    let world = World::new(1, size.0, size.1);
    bencher.bench_local(|| work::compiled(&world));
}

#[divan::bench(sample_count = 20)]
fn compile_the_hot_provision(bencher: Bencher<'_, '_>) {
    let world = World::hot(1, HOT_PROPOSALS);
    bencher.bench_local(|| work::compiled(&world));
}

#[divan::bench(sample_count = 20)]
fn compile_the_real_run_to_a_page(bencher: Bencher<'_, '_>) {
    let read = |name: &str| {
        let path = corpus(&format!("amendments/{name}"));
        required(name, path).map(|path| std::fs::read(path).expect("the corpus can be read"))
    };
    let Some((base, list)) = read("gdpr-base.md").zip(read("gdpr-amendments.csv")) else {
        return;
    };
    bencher.bench_local(|| real_run(&base, &list));
}

fn real_run(base: &[u8], list: &[u8]) -> String {
    let (instrument, mut notices) = read_base("base.md", base).expect("the base is a text");
    let base = Base::new(instrument);
    let document = ProposalDocument {
        source: "list.csv".to_owned(),
        sponsor: "list".to_owned(),
        sponsor_is_given: false,
        bytes: list,
    };
    let (proposals, more) =
        read_proposals(&document, &base, ReadingOptions::default()).expect("the list is one");
    notices.extend(more);
    let compilation: Compilation =
        compile(&base.instrument, &proposals, &ProtocolOrder::default()).expect("rows fit");
    let redline = |old: &comity_text::Text, new: &comity_text::Text| {
        let edits = comity_text::diff::words::words(old, new, &base.tokenizer).into_iter();
        edits
            .map(|edit| (edit.start, edit.end, edit.with))
            .collect()
    };
    write_compilation(&compilation, &notices, &PageFacts::default(), &redline)
}
