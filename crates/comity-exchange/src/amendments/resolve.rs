//! What a row is about: the provision that it names, or the place of a new one.

use comity_text::label::{self, Found, LabelIndex};
use comity_text::{Kind, Place, ProposalKind, ProvisionId, Text};

use super::{AmendmentRow, shortened};
use crate::notice::Notice;

/// What a row is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// The provision that MOD, SUP or NOC names.
    Provision(ProvisionId),
    /// The new provision of an ADD.
    New {
        /// Where it goes.
        place: Place,
        /// What it is, by its neighbours.
        kind: Kind,
        /// The label that the sponsors ask for.
        label: String,
        /// The provision of the base that has this label already: the new one is its rival.
        rival_of: Option<ProvisionId>,
    },
    /// The provision that a MOVE names, and where it goes.
    Moved {
        /// The provision, or the heading that it is alone under.
        provision: ProvisionId,
        /// Where it goes.
        place: Place,
    },
}

/// A row with what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// What it is about.
    pub target: Target,
    /// What was not beyond doubt.
    pub notices: Vec<Notice>,
}

/// Finds what a row is about.
///
/// # Errors
/// A notice, where the provision is not found, `current` is not what it says, or the row asks
/// for nothing.
pub fn resolve(row: &AmendmentRow, index: &LabelIndex<'_>) -> Result<Located, Notice> {
    let target = match row.kind {
        ProposalKind::Add => return resolve_new(row, index),
        ProposalKind::Mod | ProposalKind::Sup | ProposalKind::Noc => {
            let at = named(row, index, &row.provision)?;
            check_current(row, index, at)?;
            if row.kind == ProposalKind::Mod && row.proposed.is_empty() {
                return Err(row.notice("A MOD needs a text in `proposed`; SUP suppresses."));
            }
            Target::Provision(index.instrument().provisions()[at].id.clone())
        }
        ProposalKind::Move => resolve_move(row, index)?,
    };
    Ok(Located {
        target,
        notices: Vec::new(),
    })
}

fn resolve_new(row: &AmendmentRow, index: &LabelIndex<'_>) -> Result<Located, Notice> {
    let provisions = index.instrument().provisions();
    if row.proposed.is_empty() {
        return Err(row.notice("An ADD needs a text in `proposed`."));
    }
    let label = row.provision.clone();
    let mut notices = Vec::new();
    if !row.current.is_empty() {
        let message = format!(
            "An ADD has no current text; the words in `current` are not used: {}",
            shortened(&row.current)
        );
        notices.push(row.notice(message));
    }
    let target = match index.find(&row.provision) {
        Found::At(at) => {
            let kind = match provisions[at].kind {
                kind if kind.is_heading() => Kind::Paragraph,
                kind => kind,
            };
            Target::New {
                place: index.place_after(at),
                kind,
                label,
                rival_of: Some(provisions[at].id.clone()),
            }
        }
        Found::New(new) => {
            if new.inferred {
                let beside = match new.anchor {
                    Some(at) => format!("after {}", name(index, at)),
                    None => "at the start".to_owned(),
                };
                let message = format!(
                    "The text has no provision that {label} extends under that name; it is placed \
                     {beside}."
                );
                notices.push(row.notice(message));
            }
            Target::New {
                place: new.place,
                kind: new.kind,
                label,
                rival_of: None,
            }
        }
        Found::Ambiguous(several) => return Err(ambiguous(row, index, &label, &several)),
        Found::Nowhere => {
            let message = format!("There is no telling from the label {label} where it goes.");
            return Err(row.notice(message));
        }
    };
    Ok(Located { target, notices })
}

fn resolve_move(row: &AmendmentRow, index: &LabelIndex<'_>) -> Result<Target, Notice> {
    let instrument = index.instrument();
    let at = named(row, index, &row.provision)?;
    check_current(row, index, at)?;
    let moved = index.own_heading(at).unwrap_or(at);
    let wish = row.proposed.as_str().trim();
    let (way, goal) = direction(wish).ok_or_else(|| {
        row.notice("A MOVE needs `after X`, `before X` or `first in X` in `proposed`.")
    })?;
    let goal = named(row, index, goal)?;
    let goal = match way {
        // A paragraph that is alone under its heading stands for both.
        Way::After | Way::Before => index.own_heading(goal).unwrap_or(goal),
        Way::FirstIn => goal,
    };
    let place = match way {
        Way::After => index.place_after(goal),
        Way::Before => index.place_before(goal),
        Way::FirstIn => Place {
            parent: Some(instrument.provisions()[goal].id.clone()),
            after: None,
        },
    };
    let parents = instrument.parents();
    let mut above = place.parent.as_ref().and_then(|id| instrument.position(id));
    let id = instrument.provisions()[moved].id.clone();
    let inside_itself = goal == moved
        || std::iter::from_fn(|| {
            let at = above?;
            above = parents[at];
            Some(at)
        })
        .any(|at| at == moved);
    if inside_itself {
        return Err(row.notice("A provision cannot be moved to a place inside or beside itself."));
    }
    let stays = place.after.as_ref() == Some(&id) || place == index.place_before(moved);
    if stays {
        return Err(row.notice("The provision stands there already."));
    }
    Ok(Target::Moved {
        provision: id,
        place,
    })
}

/// On which side of its goal a provision goes.
#[derive(Clone, Copy)]
enum Way {
    After,
    Before,
    FirstIn,
}

fn direction(wish: &str) -> Option<(Way, &str)> {
    let ways = [
        ("after ", Way::After),
        ("before ", Way::Before),
        ("first in ", Way::FirstIn),
    ];
    ways.into_iter().find_map(|(word, way)| {
        let start = wish.get(..word.len())?;
        let goal = wish.get(word.len()..)?.trim();
        (start.eq_ignore_ascii_case(word) && !goal.is_empty()).then_some((way, goal))
    })
}

/// The position of the one provision with a label.
fn named(row: &AmendmentRow, index: &LabelIndex<'_>, wanted: &str) -> Result<usize, Notice> {
    match index.find(wanted) {
        Found::At(at) => Ok(at),
        Found::Ambiguous(several) => Err(ambiguous(row, index, wanted, &several)),
        Found::New(label::NewPlace {
            anchor: Some(at), ..
        }) => Err(row.notice(format!(
            "There is no {wanted} in the text; the last provision before it is {}.",
            name(index, at)
        ))),
        _ => Err(row.notice(format!("There is no {wanted} in the text."))),
    }
}

fn ambiguous(row: &AmendmentRow, index: &LabelIndex<'_>, label: &str, all: &[usize]) -> Notice {
    let names: Vec<String> = all.iter().take(5).map(|at| name(index, *at)).collect();
    row.notice(format!(
        "{label} could be any of {}: {}.",
        all.len(),
        names.join(", ")
    ))
}

/// A provision as people would call it.
fn name(index: &LabelIndex<'_>, at: usize) -> String {
    match index.labels()[at].as_str() {
        "" => format!(
            "“{}”",
            shortened(index.instrument().provisions()[at].text.as_str())
        ),
        label => label.to_owned(),
    }
}

/// Refuses a row whose `current` is not what the text says; white space makes no difference.
fn check_current(row: &AmendmentRow, index: &LabelIndex<'_>, at: usize) -> Result<(), Notice> {
    let provisions = index.instrument().provisions();
    let mut list = row.current.split_whitespace();
    let mut text = words(&provisions[at].text);
    if row.current.is_empty() || list.clone().eq(text.clone()) {
        return Ok(());
    }
    if row.kind != ProposalKind::Mod {
        // What goes or stays as a whole may be quoted with all that it contains.
        let parents = index.instrument().parents();
        let inside = |other: &usize| {
            std::iter::successors(Some(*other), |at| parents[*at]).any(|above| above == at)
        };
        let all = (at..provisions.len()).take_while(inside);
        if list
            .clone()
            .eq(all.flat_map(|at| words(&provisions[at].text)))
        {
            return Ok(());
        }
    }
    let mut same = 0_usize;
    let (mut says, mut stands) = (list.next(), text.next());
    while says.is_some() && says == stands {
        same += 1;
        (says, stands) = (list.next(), text.next());
    }
    let stretch = |first: Option<&str>, rest: &mut dyn Iterator<Item = &str>| match first {
        Some(first) => {
            let mut out = first.to_owned();
            for word in rest.take(5) {
                out.push(' ');
                out.push_str(word);
            }
            format!("“{}”", shortened(&out))
        }
        None => "nothing more".to_owned(),
    };
    let says = stretch(says, &mut list);
    let stands = stretch(stands, &mut text);
    let place = name(index, at);
    Err(row.notice(format!(
        "`current` is not the text of {place}: after {same} equal words the list has {says} \
         where the text has {stands}."
    )))
}

fn words(text: &Text) -> std::str::SplitWhitespace<'_> {
    text.as_str().split_whitespace()
}
