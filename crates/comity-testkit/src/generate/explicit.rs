//! Explicit changes as the kernel takes them: cut anywhere, also inside words and clusters.

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any};
use proptest::prop_oneof;

use comity_text::{BREAK, Change, Instrument, Place, Provision, ProvisionId, Style, Text};

use super::instrument::kind;
use super::words::{Words, arb_words};
use super::{fits, pick, unused};

/// The most steps of one proposal; some are more than one change.
const MOST_WISHES: usize = 4;

/// Changes of one proposal to a base, valid beside each other; now and then none.
pub fn arb_changes(base: Instrument) -> impl Strategy<Value = Vec<Change>> {
    arb_wishes().prop_map(move |wishes| changes(&base, &wishes, &[], "n"))
}

/// One step of a proposal as it is drawn: numbers that choose among what there is.
#[derive(Clone, Debug)]
pub(super) struct Wish {
    deed: Step,
    which: u16,
    from: u16,
    to: u16,
    words: Words,
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Replace,
    Insert,
    Delete,
    Split,
    Suppress,
    Join,
    Move,
    MoveIntoNew,
    Keep,
    Add,
    AddInside,
    /// Answers a change of another proposal: the same, a rival, or something in its way.
    Answer,
}

pub(super) fn arb_wishes() -> impl Strategy<Value = Vec<Wish>> {
    let wish = (
        arb_step(),
        any::<u16>(),
        any::<u16>(),
        any::<u16>(),
        arb_words(1, 3),
    )
        .prop_map(|(deed, which, from, to, words)| Wish {
            deed,
            which,
            from,
            to,
            words,
        });
    vec(wish, 0..=MOST_WISHES)
}

fn arb_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => Just(Step::Replace),
        4 => Just(Step::Insert),
        3 => Just(Step::Delete),
        2 => Just(Step::Split),
        2 => Just(Step::Suppress),
        1 => Just(Step::Join),
        3 => Just(Step::Move),
        1 => Just(Step::MoveIntoNew),
        2 => Just(Step::Keep),
        2 => Just(Step::Add),
        1 => Just(Step::AddInside),
        6 => Just(Step::Answer),
    ]
}

/// Plays wishes on a base, in view of the changes of others: each that fits is taken.
pub(super) fn changes(
    base: &Instrument,
    wishes: &[Wish],
    others: &[Change],
    prefix: &str,
) -> Vec<Change> {
    let mut taken = Vec::new();
    let mut number = 0;
    for wish in wishes {
        let Some(chosen) = pick(base.len(), wish.which) else {
            break;
        };
        let desk = Desk {
            base,
            provision: &base.provisions()[chosen],
            wish,
        };
        let before = taken.len();
        for change in desk.asks(others, &mut || unused(base, prefix, &mut number)) {
            if fits(base, &taken, &change) {
                taken.push(change);
            } else {
                // A step is taken whole or not at all.
                taken.truncate(before);
                break;
            }
        }
    }
    taken
}

/// One wish about one provision.
struct Desk<'a> {
    base: &'a Instrument,
    provision: &'a Provision,
    wish: &'a Wish,
}

impl Desk<'_> {
    fn asks(&self, others: &[Change], name: &mut dyn FnMut() -> ProvisionId) -> Vec<Change> {
        let text = &self.provision.text;
        let start = u32::from(self.wish.from) % (text.len() + 1);
        let end = (start + u32::from(self.wish.to) % 8).min(text.len());
        match self.wish.deed {
            Step::Replace => vec![self.replace(start, end, self.wish.words.text())],
            Step::Insert => vec![self.replace(start, start, self.wish.words.text())],
            Step::Delete => vec![self.replace(start, end, Text::default())],
            Step::Split => vec![self.replace(start, start, self.broken())],
            Step::Suppress => vec![suppress(&self.provision.id)],
            Step::Join => self.join(),
            Step::Move => vec![move_to(&self.provision.id, self.place())],
            Step::MoveIntoNew => {
                let id = name();
                let inside = Place {
                    parent: Some(id.clone()),
                    after: None,
                };
                let add = self.add(id, self.place());
                vec![add, move_to(&self.provision.id, inside)]
            }
            Step::Keep => vec![keep(&self.provision.id)],
            Step::Add => vec![self.add(name(), self.place())],
            Step::AddInside => self.add_inside(name),
            Step::Answer => match pick(others.len(), self.wish.which) {
                Some(chosen) => self.answer(&others[chosen], name),
                None => vec![self.replace(0, end, self.wish.words.text())],
            },
        }
    }

    fn replace(&self, start: u32, end: u32, with: Text) -> Change {
        Change::Replace {
            provision: self.provision.id.clone(),
            start,
            end,
            with,
        }
    }

    /// A break, alone or between words.
    fn broken(&self) -> Text {
        let mut with = Text::default();
        match self.wish.to % 4 {
            0 => with.push_str(BREAK.encode_utf8(&mut [0; 4]), Style::PLAIN),
            1 => {
                with.push(&self.wish.words.text());
                with.push_str("\n", Style::PLAIN);
            }
            2 => {
                with.push_str("\n", Style::PLAIN);
                with.push(&self.wish.words.text());
            }
            _ => {
                with.push_str("\n", Style::PLAIN);
                with.push(&self.wish.words.text());
                with.push_str("\n", Style::PLAIN);
            }
        }
        with
    }

    /// Suppresses the provision and puts its words at the end of the one before it.
    fn join(&self) -> Vec<Change> {
        let position = self.base.position(&self.provision.id).unwrap_or(0);
        let Some(into) = position.checked_sub(1) else {
            return Vec::new();
        };
        let into = &self.base.provisions()[into];
        let mut with = Text::plain(" ");
        with.push(&self.provision.text);
        vec![
            Change::Replace {
                provision: into.id.clone(),
                start: into.text.len(),
                end: into.text.len(),
                with,
            },
            Change::Suppress {
                provision: self.provision.id.clone(),
                joined_into: Some(into.id.clone()),
            },
        ]
    }

    /// A place in the instrument or a provision: first, or after one of the children.
    fn place(&self) -> Place {
        let parents = self.base.len() + 1;
        let parent = match usize::from(self.wish.from) % parents {
            0 => None,
            chosen => Some(self.base.provisions()[chosen - 1].id.clone()),
        };
        let children: Vec<_> = self
            .base
            .provisions()
            .iter()
            .filter(|child| child.parent == parent)
            .collect();
        let after = match usize::from(self.wish.to) % (children.len() + 1) {
            0 => None,
            chosen => Some(children[chosen - 1].id.clone()),
        };
        Place { parent, after }
    }

    fn add(&self, id: ProvisionId, place: Place) -> Change {
        let label = (self.wish.which % 8 == 7).then(|| "3 bis".to_owned());
        Change::Add {
            id,
            place,
            kind: kind(self.wish.which.to_le_bytes()[1]),
            label,
            text: self.wish.words.text(),
        }
    }

    fn add_inside(&self, name: &mut dyn FnMut() -> ProvisionId) -> Vec<Change> {
        let outer = name();
        let inside = Place {
            parent: Some(outer.clone()),
            after: None,
        };
        let (first, second) = (self.add(name(), inside.clone()), self.add(name(), inside));
        vec![self.add(outer, self.place()), first, second]
    }

    fn answer(&self, other: &Change, name: &mut dyn FnMut() -> ProvisionId) -> Vec<Change> {
        let id = other.provision().clone();
        match (self.wish.from % 8, other) {
            (_, Change::Add { place, .. }) => vec![self.add(name(), place.clone())],
            (0 | 1, _) => vec![other.clone()],
            (2, _) => vec![suppress(&id)],
            (3, _) => vec![keep(&id)],
            (4, _) => vec![move_to(&id, self.place())],
            (_, Change::Replace { start, end, .. }) => {
                vec![self.rival(id, *start, *end)]
            }
            _ => vec![Change::Replace {
                provision: id,
                start: 0,
                end: 0,
                with: self.wish.words.text(),
            }],
        }
    }

    /// Other words for the range of another, or for one beside, across or inside it.
    fn rival(&self, provision: ProvisionId, start: u32, end: u32) -> Change {
        let middle = start + (end - start) / 2;
        let (start, end) = match self.wish.to % 6 {
            0 | 1 => (start, end),
            2 => (middle, middle),
            3 => (start.saturating_sub(2), middle),
            4 => (end, end + 2),
            _ => (start, start),
        };
        Change::Replace {
            provision,
            start,
            end,
            with: self.wish.words.text(),
        }
    }
}

fn suppress(provision: &ProvisionId) -> Change {
    Change::Suppress {
        provision: provision.clone(),
        joined_into: None,
    }
}

fn keep(provision: &ProvisionId) -> Change {
    Change::Keep {
        provision: provision.clone(),
    }
}

fn move_to(provision: &ProvisionId, place: Place) -> Change {
    Change::Move {
        provision: provision.clone(),
        place,
    }
}
