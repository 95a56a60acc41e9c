//! The pages that the writers make: what a reader of a compilation finds on them, that they hold
//! nothing foreign as markup, and that they need nothing from elsewhere.

mod compilations;

use comity_exchange::html::{ProvisionWriter, write_comparison, write_compilation};
use comity_exchange::{Language, Notice, PageFacts};
use comity_text::Compilation;

use compilations::{arabic, chinese, comparison, english, real, redline};

fn facts(source: &str) -> PageFacts {
    PageFacts {
        title: "A text without a title".to_owned(),
        source: source.to_owned(),
        language: None,
    }
}

/// Writes a page where a person can look at it.
fn keep_to_look_at(name: &str, page: &str) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/pages");
    std::fs::create_dir_all(folder).unwrap();
    std::fs::write(format!("{folder}/{name}"), page).unwrap();
}

fn page((compilation, notices): &(Compilation, Vec<Notice>)) -> String {
    write_compilation(compilation, notices, &facts("draft.docx"), &redline)
}

#[test]
fn write_all_pages() {
    keep_to_look_at("english.html", &page(&english()));
    keep_to_look_at("arabic.html", &page(&arabic()));
    keep_to_look_at("chinese.html", &page(&chinese()));
    keep_to_look_at("comparison.html", &write_comparison(&comparison(), &[], &facts("old.docx"), &redline));
    if let Some(real) = real::amendments() {
        let start = std::time::Instant::now();
        let plain = |base: &comity_text::Text, text: &comity_text::Text| vec![(0, base.len(), text.clone())];
        let quick = write_compilation(&real, &[], &facts("gdpr-base.md"), &plain);
        eprintln!("{} bytes in {:?} without comparing", quick.len(), start.elapsed());
        keep_to_look_at("real.html", &write_compilation(&real, &[], &facts("gdpr-base.md"), &redline));
    }
}
