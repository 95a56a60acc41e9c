//! Base instruments: trees of one to twelve provisions.

use proptest::collection::vec;
use proptest::prelude::{Strategy, any};

use comity_text::{Instrument, Kind, Provision, ProvisionId};

use super::words::{Words, arb_words};

/// The most provisions that a generated base has.
const MOST_PROVISIONS: usize = 12;

/// The most words that a provision of a generated base has.
const MOST_WORDS: usize = 9;

/// Kinds with how deep they stand: each goes into the last one that stands less deep.
/// Paragraphs come first and most often, so cases shrink to them.
const KINDS: [(Kind, u8); 16] = [
    (Kind::Paragraph, 4),
    (Kind::Operative, 4),
    (Kind::Paragraph, 4),
    (Kind::Item(1), 5),
    (Kind::Article, 3),
    (Kind::Item(1), 5),
    (Kind::Item(2), 6),
    (Kind::Paragraph, 4),
    (Kind::Heading(1), 1),
    (Kind::Preambular, 4),
    (Kind::Heading(2), 2),
    (Kind::Paragraph, 4),
    (Kind::Footnote, 7),
    (Kind::Annex, 1),
    (Kind::Cell, 5),
    (Kind::Title, 0),
];

/// A base: headings, paragraphs, items and notes in a tree, in many scripts, with emphasis,
/// repeated words and now and then an empty provision.
pub fn arb_instrument() -> impl Strategy<Value = Instrument> {
    vec((any::<u8>(), arb_words(0, MOST_WORDS)), 1..=MOST_PROVISIONS)
        .prop_map(|drawn| instrument(&drawn))
}

/// The kind that a drawn number stands for.
pub(super) fn kind(drawn: u8) -> Kind {
    KINDS[usize::from(drawn) % KINDS.len()].0
}

fn instrument(drawn: &[(u8, Words)]) -> Instrument {
    let mut provisions: Vec<Provision> = Vec::new();
    let mut open: Vec<(u8, ProvisionId)> = Vec::new();
    for (at, (drawn_kind, words)) in drawn.iter().enumerate() {
        let (kind, depth) = KINDS[usize::from(*drawn_kind) % KINDS.len()];
        // A title stands alone at the head of the text.
        let (kind, depth) = match kind {
            Kind::Title if at > 0 => (Kind::Paragraph, 4),
            _ => (kind, depth),
        };
        open.retain(|(above, _)| *above < depth && *above > 0);
        let id = ProvisionId::new(format!("p{}", at + 1));
        // One provision in sixteen repeats the words of the one before it.
        let text = match provisions.last() {
            Some(before) if drawn_kind >> 4 == 15 => before.text.clone(),
            _ => words.text(),
        };
        provisions.push(Provision {
            id: id.clone(),
            kind,
            parent: open.last().map(|(_, id)| id.clone()),
            label: None,
            text,
        });
        open.push((depth, id));
    }
    Instrument::new(provisions).expect("each provision stands in the last open one above it")
}
