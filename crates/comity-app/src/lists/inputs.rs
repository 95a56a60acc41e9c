//! What was handed in, in words: contributions to be read once, and every input that words of the
//! text can have come from.

use std::collections::BTreeMap;

use comity_exchange::report::Cell;
use comity_procedure::State;
use comity_procedure::ids::{ContributionId, DelegationId, ProposalId};
use comity_procedure::state::{ProposalState, Version};
use comity_text::Change;
use comity_text::kernel::replaced_text;

use super::{MAX_INPUT_BYTES, MAX_LISTED_BYTES, written};
use crate::views::contributions::{contributions, words};
use crate::views::whose;

/// Everything that words of the text can have come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inputs {
    /// `id,organisation,order,text`, in the order of the record: `order` is the entry.
    pub list: String,
    /// What each of them is, by its id.
    pub sources: BTreeMap<String, InputSource>,
    /// Those that are longer than [`MAX_INPUT_BYTES`].
    pub too_long: Vec<InputSource>,
}

/// What an input is. Two versions of a proposal that the same party wrote are the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum InputSource {
    /// A contribution.
    Contribution {
        /// Which one.
        id: ContributionId,
        /// Whose it is: the delegation, or the organisation that spoke through it.
        of: DelegationId,
    },
    /// The text as it was first tabled, by the chair or the secretariat.
    FirstText {
        /// The entry that it came with.
        entry: u64,
    },
    /// What a proposal would have provisions say, in a version that its sponsors wrote.
    Proposal {
        /// Which one.
        id: ProposalId,
        /// Whose it is; none where an officer put it into words.
        of: Option<DelegationId>,
    },
}

impl InputSource {
    /// What it is called where no version is meant.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            InputSource::Contribution { id, .. } => format!("contribution:{id}"),
            InputSource::FirstText { entry } => format!("text:{entry}"),
            InputSource::Proposal { id, .. } => format!("proposal:{id}"),
        }
    }

    /// Whose words these are; none where an officer wrote them.
    #[must_use]
    pub fn of(&self) -> Option<&DelegationId> {
        match self {
            InputSource::Contribution { of, .. } => Some(of),
            InputSource::FirstText { .. } => None,
            InputSource::Proposal { of, .. } => of.as_ref(),
        }
    }
}

/// The contributions, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comments {
    /// `id,text`, in the order of the record.
    pub list: String,
    /// Those that are longer than [`MAX_LISTED_BYTES`].
    pub too_long: Vec<ContributionId>,
    /// How many have no words, all of them being withheld.
    pub withheld: usize,
}

/// The contributions as comments.
#[must_use]
pub fn comments(state: &State) -> Comments {
    let (mut rows, mut too_long, mut withheld) = (Vec::new(), Vec::new(), 0);
    for line in contributions(state) {
        let text = words(&line.contribution);
        if text.trim().is_empty() {
            withheld += 1;
        } else if text.len() > MAX_LISTED_BYTES {
            too_long.push(line.id);
        } else {
            rows.push(vec![Cell::id(&line.id), Cell::foreign(text)]);
        }
    }
    Comments {
        list: written(&["id", "text"], rows),
        too_long,
        withheld,
    }
}

/// Everything that words of the text can have come from: contributions, the text as it was first
/// tabled, and of each proposal the provisions as it would have them read, in every version that
/// its sponsors wrote. A provision stands there whole, so that a word that is new in it is found
/// between words that are not; those were somebody's before.
#[must_use]
pub fn inputs(state: &State) -> Inputs {
    let mut all: Vec<(u64, InputSource, String)> = Vec::new();
    for line in contributions(state) {
        let (id, of) = (line.id, line.of);
        let source = InputSource::Contribution { id, of };
        all.push((line.contribution.entry, source, words(&line.contribution)));
    }
    if let Some(first) = state.revisions().next() {
        let entry = first.entry;
        let provisions = first.instrument.provisions().iter();
        let text = joined(provisions.map(|it| it.text.as_str().to_owned()));
        all.push((entry, InputSource::FirstText { entry }, text));
    }
    for proposal in state.proposals().values() {
        // A version that a revision was carried to was written by nobody.
        let written = proposal.versions.iter().filter(|it| it.fates.is_empty());
        for version in written {
            let source = InputSource::Proposal {
                id: proposal.id.clone(),
                of: wrote(proposal, version),
            };
            all.push((version.entry, source, as_it_would_read(state, version)));
        }
    }
    all.retain(|it| !it.2.trim().is_empty());
    let is_long = |it: &(u64, InputSource, String)| it.2.len() > MAX_INPUT_BYTES;
    let (long, mut all): (Vec<_>, Vec<_>) = all.into_iter().partition(is_long);
    // An entry brings one contribution, one text, or one version of one proposal.
    all.sort_by_key(|it| it.0);
    let rows = all.iter().map(|(entry, source, text)| {
        let of = source.of().map_or(Cell::Nothing, Cell::id);
        vec![
            Cell::id(name(*entry, source)),
            of,
            Cell::Number(*entry),
            Cell::foreign(&**text),
        ]
    });
    Inputs {
        list: written(&["id", "organisation", "order", "text"], rows),
        too_long: long.into_iter().map(|it| it.1).collect(),
        sources: all
            .into_iter()
            .map(|(entry, source, _)| (name(entry, &source), source))
            .collect(),
    }
}

/// What an input is called in a list. A proposal is there with each version that was written.
fn name(entry: u64, source: &InputSource) -> String {
    match source {
        InputSource::Proposal { .. } => format!("{}:{entry}", source.name()),
        InputSource::Contribution { .. } | InputSource::FirstText { .. } => source.name(),
    }
}

/// Whose words a version of a proposal is: the delegation's that wrote it, or the organisation's
/// that spoke through it when the proposal was made.
pub(super) fn wrote(proposal: &ProposalState, version: &Version) -> Option<DelegationId> {
    let by = version.by.as_ref()?;
    let voice = proposal.author.voice();
    let own = voice.filter(|it| it.delegation == *by);
    Some(own.map_or(by, whose).clone())
}

/// The provisions that a version would change or add, as it would have them read.
fn as_it_would_read(state: &State, version: &Version) -> String {
    let base = state.revision(version.revision);
    let changes = &version.changes.list;
    let mut done = Vec::new();
    let provisions = changes.iter().filter_map(|change| match change {
        Change::Replace { provision, .. } if !done.contains(&provision) => {
            done.push(provision);
            let provision = base?.instrument.get(provision)?;
            Some(replaced_text(provision, changes).as_str().to_owned())
        }
        Change::Add { text, .. } => Some(text.as_str().to_owned()),
        _ => None,
    });
    joined(provisions)
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<String>>().join("\n")
}
