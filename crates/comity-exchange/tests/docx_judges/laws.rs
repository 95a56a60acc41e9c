//! What holds for every compilation, tried on many.
//!
//! The generator puts everything on everything: amended, suppressed, joined and moved provisions
//! in a tree, by proposals that need not make sense together.

use comity_exchange::docx::write::tracked_texts;
use comity_text::compile::{CompiledProvision, Piece};
use comity_text::{Compilation, Kind, Place};
use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;

use crate::cases::{id, provision, region, tabled, words};

const WORDS: [&str; 6] = ["States ", "should ", " الدول", "合作", "end.", ""];
const OUTCOMES: [&str; 6] = ["shall ", "split\nhere", "", "\n", " and end.", "必须"];

#[derive(Clone, Debug)]
struct Draft {
    pieces: Vec<(usize, Vec<(usize, usize)>)>,
    parent: usize,
    added: Option<usize>,
    suppressed: Option<usize>,
    joined: Option<(usize, usize)>,
    moved: Vec<(usize, usize, bool)>,
}

fn draft() -> impl Strategy<Value = Draft> {
    (
        vec((0..6_usize, vec((0..6_usize, 0..4_usize), 0..3)), 0..4),
        0..3_usize,
        weighted(0.2, 0..4_usize),
        weighted(0.2, 0..4_usize),
        weighted(0.1, (0..8_usize, 0..4_usize)),
        vec((0..8_usize, 0..4_usize, any::<bool>()), 0..2),
    )
        .prop_map(|(pieces, parent, added, suppressed, joined, moved)| Draft {
            pieces,
            parent,
            added,
            suppressed,
            joined,
            moved,
        })
}

fn name(at: usize) -> String {
    format!("p{at}")
}

fn compiled(at: usize, draft: &Draft) -> CompiledProvision {
    let mut one = provision(&name(at), Kind::Operative, &format!("OP{at}"));
    // A parent is one of the last provisions; reading order keeps such trees whole enough.
    one.parent = (draft.parent > 0 && at >= draft.parent).then(|| id(&name(at - draft.parent)));
    for (base, outcomes) in &draft.pieces {
        if outcomes.is_empty() {
            one.pieces.push(words(WORDS[*base]));
        } else {
            let rows: Vec<(&str, Vec<usize>)> = outcomes
                .iter()
                .map(|(text, who)| (OUTCOMES[*text], vec![*who]))
                .collect();
            let rows: Vec<(&str, &[usize])> =
                rows.iter().map(|row| (row.0, row.1.as_slice())).collect();
            one.pieces.push(region(WORDS[*base], &[], &rows));
        }
    }
    one.added_by = draft.added.into_iter().collect();
    one.suppressed_by = draft.suppressed.into_iter().collect();
    if let Some((target, who)) = draft.joined {
        one.suppressed_by = vec![who];
        one.joined_into = vec![(id(&name(target)), vec![who])];
    }
    for (target, who, first) in &draft.moved {
        let target = id(&name(*target));
        let place = Place {
            parent: first.then(|| target.clone()),
            after: (!first).then_some(target),
        };
        one.moves.push((place, vec![*who]));
    }
    one
}

fn compilation() -> impl Strategy<Value = Compilation> {
    vec(draft(), 0..8).prop_map(|drafts| {
        let mut one = tabled(&[(&["A"], "why"), (&["B"], ""), (&["C"], ""), (&["D"], "")]);
        let provisions = drafts.iter().enumerate();
        one.provisions = provisions.map(|(at, draft)| compiled(at, draft)).collect();
        one
    })
}

fn base(provision: &CompiledProvision) -> String {
    let texts = provision.pieces.iter().map(|piece| match piece {
        Piece::Text(text) => text.as_str(),
        Piece::Region(region) => region.base.as_str(),
    });
    texts.collect()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn rejecting_everything_gives_the_base(compilation in compilation()) {
        let (rejected, _) = tracked_texts(&compilation);
        let expected: Vec<String> = compilation
            .provisions
            .iter()
            .filter(|one| one.added_by.is_empty())
            .map(base)
            .collect();
        prop_assert_eq!(rejected, expected);
    }
}
