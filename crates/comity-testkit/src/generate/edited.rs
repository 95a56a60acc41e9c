//! Results of editing: the text that a delegate would send back.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any};
use proptest::prop_oneof;

use comity_text::{Instrument, Kind, Style, Text};

use super::draft::{Draft, Node, ROOT};
use super::instrument::{arb_instrument, kind};
use super::words::{Words, arb_words, cuts};
use super::{pick, unused};

/// The most edits that one delegate makes.
const MOST_EDITS: usize = 5;

/// A result of editing a base, with what was done to it.
#[derive(Clone, Debug)]
pub struct Edited {
    /// The resulting text.
    pub result: Instrument,
    /// What was done, each once; empty where the text is the base again.
    pub deeds: BTreeSet<Deed>,
}

/// What a delegate does to a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deed {
    /// Replaces words.
    Replace,
    /// Inserts words.
    Insert,
    /// Deletes words.
    Delete,
    /// Changes one character, as one mends a slip of the pen.
    Mend,
    /// Sets or removes emphasis.
    Emphasise,
    /// Writes a provision anew.
    Rewrite,
    /// Suppresses a provision with all that it contains.
    Suppress,
    /// Suppresses a provision and leaves what it contains in its place.
    Lift,
    /// Adds a provision.
    Add,
    /// Adds a provision with others inside it.
    AddWithChildren,
    /// Puts a new heading over provisions that are there.
    PutUnderHeading,
    /// Moves a provision with all that it contains.
    Move,
    /// Splits a provision.
    Split,
    /// Joins a provision with the one after it.
    Join,
    /// Makes a provision another kind: an item of a paragraph.
    ChangeKind,
}

/// Results of editing a base.
pub fn arb_edited(base: Instrument) -> impl Strategy<Value = Instrument> {
    arb_edit(base).prop_map(|edited| edited.result)
}

/// Results of editing a base, with what was done.
pub fn arb_edit(base: Instrument) -> impl Strategy<Value = Edited> {
    arb_script().prop_map(move |script| play(&base, &script))
}

/// A base and a result of editing it, with what was done; shrinks together.
pub fn arb_edited_pair() -> impl Strategy<Value = (Instrument, Edited)> {
    (arb_instrument(), arb_script()).prop_map(|(base, script)| {
        let edited = play(&base, &script);
        (base, edited)
    })
}

#[derive(Clone, Debug)]
struct Script {
    keep_ids: bool,
    edits: Vec<Edit>,
}

/// One edit as it is drawn: numbers that choose among what there is when it is played.
#[derive(Clone, Debug)]
struct Edit {
    deed: Deed,
    which: u16,
    from: u16,
    to: u16,
    words: Words,
}

fn arb_script() -> impl Strategy<Value = Script> {
    let edit = (
        arb_deed(),
        any::<u16>(),
        any::<u16>(),
        any::<u16>(),
        arb_words(1, 4),
    )
        .prop_map(|(deed, which, from, to, words)| Edit {
            deed,
            which,
            from,
            to,
            words,
        });
    (any::<bool>(), vec(edit, 0..=MOST_EDITS))
        .prop_map(|(keep_ids, edits)| Script { keep_ids, edits })
}

fn arb_deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        6 => Just(Deed::Replace),
        4 => Just(Deed::Insert),
        4 => Just(Deed::Delete),
        2 => Just(Deed::Mend),
        2 => Just(Deed::Emphasise),
        1 => Just(Deed::Rewrite),
        2 => Just(Deed::Suppress),
        1 => Just(Deed::Lift),
        2 => Just(Deed::Add),
        1 => Just(Deed::AddWithChildren),
        1 => Just(Deed::PutUnderHeading),
        3 => Just(Deed::Move),
        2 => Just(Deed::Split),
        2 => Just(Deed::Join),
        1 => Just(Deed::ChangeKind),
    ]
}

fn play(base: &Instrument, script: &Script) -> Edited {
    let mut draft = Draft::new(base);
    let mut deeds = BTreeSet::new();
    for edit in &script.edits {
        let order = draft.reading_order();
        let done = match pick(order.len(), edit.which) {
            Some(chosen) => edit.play(&mut draft, order[chosen]),
            // Everything was suppressed: one can still begin anew.
            None => {
                draft.put(edit.new_provision(), ROOT, 0);
                true
            }
        };
        if done {
            deeds.insert(edit.deed);
        }
    }
    let (prefix, mut number) = match script.keep_ids {
        true => ("n", 0),
        false => ("r", 0),
    };
    let result = draft.finish(script.keep_ids, || unused(base, prefix, &mut number));
    Edited { result, deeds }
}

impl Edit {
    /// Plays the edit on a provision; says whether it did anything.
    fn play(&self, draft: &mut Draft, at: usize) -> bool {
        match self.deed {
            Deed::Replace
            | Deed::Insert
            | Deed::Delete
            | Deed::Mend
            | Deed::Emphasise
            | Deed::Rewrite => self.reword(draft, at),
            Deed::Suppress => {
                draft.take(at);
                true
            }
            Deed::Lift => {
                draft.lift(at);
                true
            }
            Deed::Add => {
                self.put_new(draft);
                true
            }
            Deed::AddWithChildren => {
                let added = self.put_new(draft);
                draft.put(self.new_provision(), added, 0);
                draft.put(Node::added(Kind::Item(1), Text::plain("other;")), added, 1);
                true
            }
            Deed::PutUnderHeading => {
                let (parent, rank) = (draft.parent(at), draft.rank(at));
                let heading = Node::added(Kind::Heading(2), self.words.text());
                let heading = draft.put(heading, parent, rank);
                draft.hand_over(parent, rank + 1, heading);
                true
            }
            Deed::Move => self.shift(draft, at),
            Deed::Split => self.split(draft, at),
            Deed::Join => join(draft, at),
            Deed::ChangeKind => {
                let other = kind(self.from.to_le_bytes()[0]);
                std::mem::replace(&mut draft.node_mut(at).kind, other) != other
            }
        }
    }

    fn new_provision(&self) -> Node {
        let mut node = Node::added(kind(self.from.to_le_bytes()[1]), self.words.text());
        if self.to % 8 == 7 {
            node.label = Some("5 bis".to_owned());
        }
        node
    }

    fn put_new(&self, draft: &mut Draft) -> usize {
        let (parent, rank) = self.place(draft, &[]);
        draft.put(self.new_provision(), parent, rank)
    }

    /// A place in the draft, outside some provisions: in the instrument or any provision.
    fn place(&self, draft: &Draft, outside: &[usize]) -> (usize, usize) {
        let mut parents = vec![ROOT];
        parents.extend(draft.reading_order());
        parents.retain(|parent| !outside.contains(parent));
        let parent = parents[usize::from(self.from) % parents.len()];
        let places = draft.node(parent).children.len() + 1;
        (parent, usize::from(self.to) % places)
    }

    fn shift(&self, draft: &mut Draft, at: usize) -> bool {
        let within = draft.within(at);
        let was = (draft.parent(at), draft.rank(at));
        draft.take(at);
        let (parent, rank) = self.place(draft, &within);
        draft.put_back(at, parent, rank);
        was != (parent, rank)
    }

    fn split(&self, draft: &mut Draft, at: usize) -> bool {
        let text = draft.node(at).text.clone();
        let cuts = cuts(&text);
        let cut = cuts[usize::from(self.from) % cuts.len()];
        // A split at a space leaves it behind, as an editor would.
        let skipped = match text.slice(cut, cut + 1).as_str() {
            " " => 1,
            _ => 0,
        };
        let (parent, rank) = (draft.parent(at), draft.rank(at));
        let second = Node::added(draft.node(at).kind, text.slice(cut + skipped, text.len()));
        let second = draft.put(second, parent, rank + 1);
        draft.node_mut(at).text = text.slice(0, cut);
        if self.to % 2 == 1 {
            // In a file, what stood under the paragraph now stands under its second half.
            draft.hand_over(at, 0, second);
        }
        true
    }

    fn reword(&self, draft: &mut Draft, at: usize) -> bool {
        let text = draft.node(at).text.clone();
        let cuts = cuts(&text);
        let (first, second) = (
            usize::from(self.from) % cuts.len(),
            usize::from(self.to) % cuts.len(),
        );
        // Most edits are short: the second cut is at most six after the first.
        let last = cuts.len() - 1;
        let (start, end) = (cuts[first], cuts[(first + second % 6).min(last)]);
        let new = match self.deed {
            Deed::Replace => replaced(&text, start, end, &self.words.text()),
            Deed::Insert => replaced(&text, start, start, &self.inserted(&text, start)),
            Deed::Delete => replaced(&text, start, end, &Text::default()),
            Deed::Mend => self.mended(&text),
            Deed::Emphasise => self.emphasised(&text, start, end),
            _ => self.words.text(),
        };
        let changed = new != text;
        draft.node_mut(at).text = new;
        changed
    }

    /// The new words, with a space towards the word that they stand beside.
    fn inserted(&self, text: &Text, at: u32) -> Text {
        let mut words = Text::default();
        if at > 0 && text.slice(at - 1, at).as_str() != " " {
            words.push_str(" ", Style::PLAIN);
        }
        words.push(&self.words.text());
        if text.slice(at, at + 1).as_str() != " " && at < text.len() {
            words.push_str(" ", Style::PLAIN);
        }
        words
    }

    fn mended(&self, text: &Text) -> Text {
        let at = u32::from(self.from) % text.len().max(1);
        let letter = ["", "e", "ة", "应", "s"][usize::from(self.to) % 5];
        replaced(text, at, at + 1, &Text::plain(letter))
    }

    fn emphasised(&self, text: &Text, start: u32, end: u32) -> Text {
        let style = [Style::STRONG, Style::EMPHASIS][usize::from(self.to) % 2];
        let stretch = text.slice(start, end);
        let remove = stretch.runs().any(|(_, style)| style != Style::PLAIN);
        let style = if remove { Style::PLAIN } else { style };
        let mut with = Text::default();
        with.push_str(stretch.as_str(), style);
        replaced(text, start, end, &with)
    }
}

fn replaced(text: &Text, start: u32, end: u32, with: &Text) -> Text {
    let mut out = text.slice(0, start);
    out.push(with);
    out.push(&text.slice(end, text.len()));
    out
}

/// Joins a provision with the next beside it, whose contents come along.
fn join(draft: &mut Draft, at: usize) -> bool {
    let (parent, rank) = (draft.parent(at), draft.rank(at));
    let Some(next) = draft.node(parent).children.get(rank + 1).copied() else {
        return false;
    };
    let mut joined = draft.node(at).text.clone();
    joined.push_str(" ", Style::PLAIN);
    joined.push(&draft.node(next).text);
    draft.node_mut(at).text = joined;
    draft.hand_over(next, 0, at);
    draft.take(next);
    true
}
