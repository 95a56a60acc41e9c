//! The real amendment list on the real text, and the real contribution.
//!
//! Read from `COMITY_CORPUS`, or `../shared/corpus` beside the project. Where that is absent the
//! tests say so and check nothing.
#![allow(clippy::unwrap_used, clippy::print_stderr, missing_docs)]

use comity_exchange::amendments::{AmendmentRow, Located, Target, read_amendments_csv, resolve};
use comity_exchange::block::{Block, BlockStyle};
use comity_exchange::markdown::read_markdown;
use comity_exchange::plain::read_plain;
use comity_exchange::structure::instrument;
use comity_text::label::{LabelIndex, labels};
use comity_text::{Instrument, Kind, ProposalKind};

fn corpus(file: &str) -> Option<Vec<u8>> {
    comity_testkit::corpus::corpus(file).map(|path| std::fs::read(path).unwrap())
}

fn base() -> Option<(Vec<Block>, Instrument, Vec<String>)> {
    let bytes = corpus("amendments/gdpr-base.md")?;
    let (blocks, notices) = read_markdown("base", &bytes).unwrap();
    assert_eq!(notices, []);
    let (instrument, _) = instrument("base", &blocks);
    let labels = labels(&instrument);
    Some((blocks, instrument, labels))
}

#[test]
fn every_paragraph_of_the_base_is_the_line_in_the_file() {
    let Some((blocks, instrument, labels)) = base() else {
        return;
    };
    let bytes = corpus("amendments/gdpr-base.md").unwrap();
    let file = String::from_utf8(bytes).unwrap();
    let lines: Vec<&str> = file
        .lines()
        .filter(|line| !line.is_empty())
        .map(|line| line.trim_start_matches(['#']).trim_start())
        .collect();
    let words: Vec<&str> = blocks.iter().map(|block| block.text.as_str()).collect();
    assert_eq!(words, lines);
    // 1 title, 270 headings, and under each of those one paragraph with its text as label.
    assert_eq!(instrument.len(), 541);
    let mut heading = "";
    for (provision, label) in instrument.provisions().iter().zip(&labels) {
        match provision.kind {
            Kind::Title => assert!(label.is_empty()),
            Kind::Heading(2) => {
                assert!(label.is_empty() && provision.parent.is_none());
                heading = provision.text.as_str();
            }
            Kind::Paragraph => assert_eq!(label, heading),
            kind => panic!("{kind:?} {label}"),
        }
    }
}

#[test]
fn every_amendment_finds_its_place() {
    let Some((_, instrument, labels)) = base() else {
        return;
    };
    let bytes = corpus("amendments/gdpr-amendments.csv").unwrap();
    let (rows, notices) = read_amendments_csv("list", &bytes).unwrap();
    assert_eq!((rows.len(), notices.len()), (1073, 0));
    let index = LabelIndex::new(&instrument, &labels);
    let located: Vec<(&AmendmentRow, Located)> = rows
        .iter()
        .map(|row| {
            (
                row,
                resolve(row, &index).unwrap_or_else(|notice| panic!("{notice:?}")),
            )
        })
        .collect();
    let found = located
        .iter()
        .filter(|(row, _)| row.kind != ProposalKind::Add)
        .inspect(|(row, located)| {
            let Target::Provision(id) = &located.target else {
                panic!("{row:?}");
            };
            assert_eq!(instrument.get(id).unwrap().text.as_str(), row.current);
        })
        .count();
    assert_eq!(found, 846);
    let news: Vec<_> = located
        .iter()
        .filter(|(row, _)| row.kind == ProposalKind::Add)
        .collect();
    assert_eq!(news.len(), 227);
    let rivals = news.iter().filter(|(_, found)| {
        matches!(
            &found.target,
            Target::New {
                rival_of: Some(_),
                ..
            }
        )
    });
    assert_eq!(rivals.count(), 8);
    let inferred: Vec<_> = news
        .iter()
        .filter(|(_, found)| !found.notices.is_empty())
        .collect();
    for (row, found) in &inferred {
        eprintln!(
            "{} {}: {}",
            row.number, row.provision, found.notices[0].message
        );
    }
    assert_eq!(inferred.len(), 33);
}

/// What stands before a new provision, judged by eye on the text.
#[test]
#[expect(clippy::too_many_lines, reason = "a list of cases, read one by one")]
fn new_provisions_stand_where_a_rapporteur_would_put_them() {
    let Some((_, instrument, labels)) = base() else {
        return;
    };
    let index = LabelIndex::new(&instrument, &labels);
    let check = |label: &str, wanted: &str| {
        let list = format!(
            "number,kind,provision,sponsors,current,proposed,rationale\n1,ADD,{label},A,,Text.,\n"
        );
        let (rows, _) = read_amendments_csv("list", list.as_bytes()).unwrap();
        let found = resolve(&rows[0], &index).unwrap();
        let Target::New { place, .. } = found.target else {
            panic!("{label}");
        };
        let after = instrument.position(&place.after.unwrap()).unwrap();
        // After a heading means after all that stands under it.
        let last = match instrument.provisions()[after].kind {
            Kind::Heading(_) => after + 1,
            _ => after,
        };
        let inside = place.parent.is_some();
        let have = format!(
            "{}{}",
            if inside { "under " } else { "after " },
            labels[last]
        );
        assert_eq!(have, wanted, "{label}");
    };
    check("Recital 29 a (new)", "under Recital 29");
    check("Recital 22 a (new)", "after Recital 21");
    check("Recital 33 b (new)", "under Recital 33");
    check("Article 1 – paragraph 3 a (new)", "after Recital 139");
    check(
        "Article 2 – paragraph 2 – subparagraph 1 a (new)",
        "after Article 2 – paragraph 2 – point e",
    );
    check(
        "Article 2 – paragraph 3 a (new)",
        "after Article 2 – paragraph 2 – point e",
    );
    check(
        "Article 4 – paragraph 1 – point 3 a (new)",
        "after Article 4 – paragraph 1 – point 2",
    );
    check(
        "Article 4 – paragraph 1 – point 13 a (new)",
        "under Article 4 – paragraph 1 – point 13",
    );
    check(
        "Article 5 – paragraph 1 a (new)",
        "after Article 5 – paragraph 1 – point f",
    );
    check(
        "Article 6 – paragraph 1 – point f c (new)",
        "under Article 6 – paragraph 1 – point f",
    );
    check(
        "Article 6 – paragraph 1 a (new)",
        "under Article 6 – paragraph 1 a (new)",
    );
    check(
        "Article 6 – paragraph 1 d (new)",
        "after Article 6 – paragraph 1 c (new)",
    );
    check(
        "Article 14 – paragraph 5 – poin d a (new)",
        "under Article 14 – paragraph 5 – point d",
    );
    check(
        "Article 17 – paragraph 1 a (new)",
        "after Article 17 – paragraph 1 – point d",
    );
    check(
        "Article 17 – paragraph 3 – subparagraph 1 a (new)",
        "after Article 17 – paragraph 3 – point d",
    );
    check(
        "Article 21 – paragraph 1 – point a a (new)",
        "after Article 21 – paragraph 1 – introductory part",
    );
    check(
        "Article 22 – paragraph 1 a (new)",
        "under Article 22 – paragraph 1",
    );
}

#[test]
fn the_real_contribution_is_read_whole() {
    let Some(bytes) = corpus("inputs/000_ca5fffce33936f67.txt") else {
        return;
    };
    let (blocks, notices) = read_plain("input", &bytes).unwrap();
    let styles: Vec<BlockStyle> = blocks.iter().map(|block| block.style).collect();
    assert_eq!(styles[0], BlockStyle::Title);
    assert_eq!(blocks[0].text.as_str(), "Chinese Contribution");
    let headings: Vec<&str> = blocks
        .iter()
        .filter(|block| block.style == BlockStyle::Heading(2))
        .map(|block| block.text.as_str())
        .collect();
    assert_eq!(
        headings,
        [
            "1. General Position",
            "2. The multi-stakeholder approach to the Internet Governance",
            "3. Norms, rules and principles in cyberspace",
        ]
    );
    let paragraphs = styles
        .iter()
        .filter(|style| **style == BlockStyle::Paragraph);
    assert_eq!(paragraphs.count(), 8);
    let places: Vec<&str> = notices.iter().map(|notice| notice.place.as_str()).collect();
    assert_eq!(places, ["line 15", "line 25"]);
    let file = String::from_utf8(bytes).unwrap();
    let all: Vec<&str> = blocks
        .iter()
        .flat_map(|b| b.text.as_str().split_whitespace())
        .collect();
    let words: Vec<&str> = file.split_whitespace().collect();
    assert_eq!(all, words);
    let (instrument, _) = instrument("input", &blocks);
    let labels = labels(&instrument);
    assert_eq!(labels[2], "1. General Position ¶ 1");
    assert_eq!(
        labels.last().unwrap(),
        "3. Norms, rules and principles in cyberspace"
    );
}
