//! Slates of ten in the real conversations of the corpus, and whom they leave out.
//!
//! The figures are printed (`--nocapture`); what must hold of every conversation is demanded.

#[allow(
    dead_code,
    clippy::unwrap_used,
    reason = "who a row is plays no part here, and a test that fails may say so in the shortest way"
)]
mod conversations;

use comity_analysis::positions::{Positions, Vote};
use comity_analysis::slates::{Among, Approvals, Slate};
use conversations::{folder, read};

/// The conversations, by their folder.
const CONVERSATIONS: [&str; 5] = [
    "15-per-hour-seattle",
    "american-assembly.bowling-green",
    "austria-climate.7z7ejpbmv5",
    "brexit-consensus",
    "vtaiwan.uberx",
];

/// How many statements a slate has.
const SIZE: usize = 10;

fn index(number: usize) -> u32 {
    u32::try_from(number).expect("there are a few hundred statements")
}

/// Agrees over all votes, with one more of either.
fn approval(positions: &Positions, statement: usize) -> Option<f64> {
    let column = positions.column(statement);
    let agrees = column.iter().filter(|it| it.vote() == Vote::Agree).count();
    (!column.is_empty()).then(|| (agrees + 1) as f64 / (column.len() + 2) as f64)
}

/// Whom a slate covers, its worst claim in words, and whether EJR+ holds; of those who agree with
/// anything.
fn described(approvals: &Approvals<'_>, slate: &Slate) -> (f64, String, bool) {
    let certificate = approvals.certificate(slate);
    let covered = certificate.coverage(Among::Agreeing).unwrap_or(0.0);
    let ratio = certificate.ratio(Among::Agreeing).unwrap_or(0.0);
    let words = format!(
        "covers {covered:.4}, worst {ratio:.3}: {:?}",
        certificate.worst
    );
    (covered, words, certificate.holds(Among::Agreeing))
}

#[test]
fn everyone_has_a_part_of_a_settled_slate() {
    for name in CONVERSATIONS {
        let Some(folder) = folder(name) else {
            return;
        };
        let positions = read(&folder).positions;
        let order: Vec<u32> = (0..index(positions.statements())).collect();
        let approvals = Approvals::new(&positions, &order);
        let scores: Vec<Option<f64>> = (0..positions.statements())
            .map(|it| approval(&positions, it))
            .collect();
        let found = approvals.proportional(SIZE);
        let (top, top_words, _) = described(&approvals, &approvals.top(&scores, SIZE));
        let (loads, loads_words, _) = described(&approvals, &approvals.phragmen(SIZE));
        let (sums, sums_words, holds) = described(&approvals, &found.slate);
        println!("{name}: top {top_words}");
        println!("{name}: Phragmén {loads_words}");
        println!(
            "{name}: proportional {sums_words}; {} exchanges",
            found.exchanges
        );
        assert!(found.settled && holds, "{name}");
        assert!(loads > top && sums > top, "{name}: {top} {loads} {sums}");
    }
}
