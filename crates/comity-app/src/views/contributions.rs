//! The contributions, and what became of each of their passages.
//!
//! Start at [`contributions`].

use std::sync::Arc;

use comity_procedure::State;
use comity_procedure::act::Disposition;
use comity_procedure::ids::{Constituency, ContributionId, DelegationId};
use comity_procedure::state::Contribution;

use super::{Speaker, speaker, whose};

/// A contribution as a list shows it.
#[derive(Clone, Debug)]
pub struct ContributionLine {
    /// Its id.
    pub id: ContributionId,
    /// The contribution.
    pub contribution: Arc<Contribution>,
    /// Who sent it.
    pub by: Speaker,
    /// Whose input it is: the delegation, or the organisation that spoke through it.
    pub of: DelegationId,
    /// The constituency that it counts for.
    pub constituency: Option<Constituency>,
    /// How many passages nobody has said anything of.
    pub undisposed: usize,
}

/// The inputs of one constituency, in numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputCounts {
    /// The constituency.
    pub constituency: Constituency,
    /// Its contributions.
    pub contributions: u64,
    /// Their passages.
    pub passages: u64,
    /// Those that were taken up.
    pub taken_up: u64,
    /// Those that were taken up in part.
    pub taken_up_in_part: u64,
    /// Those that were noted.
    pub noted: u64,
    /// Those that were not taken up.
    pub not_taken_up: u64,
    /// Those of which nobody has said what became.
    pub undisposed: u64,
}

/// The contributions in the order of the record.
#[must_use]
pub fn contributions(state: &State) -> Vec<ContributionLine> {
    let all = state.contributions().iter();
    let mut lines: Vec<ContributionLine> = all
        .map(|(id, contribution)| {
            let of = whose(&contribution.voice);
            let open = contribution.dispositions.iter();
            ContributionLine {
                id: id.clone(),
                by: speaker(state, &contribution.voice),
                of: of.clone(),
                constituency: state
                    .delegations()
                    .get(of)
                    .map(|it| it.constituency.clone()),
                undisposed: open.filter(|it| it.is_none()).count(),
                contribution: contribution.clone(),
            }
        })
        .collect();
    lines.sort_by(|a, b| {
        let place = |it: &ContributionLine| (it.contribution.entry, it.id.clone());
        place(a).cmp(&place(b))
    });
    lines
}

/// The inputs by constituency, in the order of the modalities.
#[must_use]
pub fn counts(state: &State, lines: &[ContributionLine]) -> Vec<InputCounts> {
    let row = |constituency: &Constituency| {
        let mut row = InputCounts {
            constituency: constituency.clone(),
            contributions: 0,
            passages: 0,
            taken_up: 0,
            taken_up_in_part: 0,
            noted: 0,
            not_taken_up: 0,
            undisposed: 0,
        };
        let theirs = lines.iter();
        for line in theirs.filter(|it| it.constituency.as_ref() == Some(constituency)) {
            row.contributions += 1;
            for disposed in &line.contribution.dispositions {
                row.passages += 1;
                let place = match disposed.as_ref().map(|it| it.disposition) {
                    None => &mut row.undisposed,
                    Some(Disposition::TakenUp) => &mut row.taken_up,
                    Some(Disposition::TakenUpInPart) => &mut row.taken_up_in_part,
                    Some(Disposition::Noted) => &mut row.noted,
                    Some(Disposition::NotTakenUp) => &mut row.not_taken_up,
                };
                *place += 1;
            }
        }
        row
    };
    state.modalities().constituencies.iter().map(row).collect()
}

/// The next passage of which nobody has said what became: after the one that is named, in the order
/// of the record, and from the beginning again when there is none behind it.
#[must_use]
pub fn next_undisposed(
    state: &State,
    after: Option<(&ContributionId, usize)>,
) -> Option<(ContributionId, usize)> {
    let lines = contributions(state);
    let mut open = Vec::new();
    for (place, line) in lines.iter().enumerate() {
        let passages = line.contribution.dispositions.iter().enumerate();
        let passages = passages.filter(|(_, it)| it.is_none());
        open.extend(passages.map(|(passage, _)| (place, passage)));
    }
    let from = after.and_then(|(id, passage)| {
        let place = lines.iter().position(|it| it.id == *id)?;
        Some((place, passage))
    });
    let behind = |it: &&(usize, usize)| from.is_none_or(|from| **it > from);
    let other = |it: &&(usize, usize)| from != Some(**it);
    let next = open.iter().find(behind).or(open.iter().find(other))?;
    Some((lines[next.0].id.clone(), next.1))
}

/// How many contributions have words that are withheld. They are compared with nothing, so that what
/// they said first counts as said by whoever said it next.
#[must_use]
pub fn withheld(state: &State) -> usize {
    let is_withheld = |it: &Contribution| it.passages.iter().any(|it| it.words.text().is_none());
    let all = state.contributions().values();
    all.filter(|it| is_withheld(it)).count()
}

/// What a contribution says, as far as it is not withheld: its passages, one below the other.
#[must_use]
pub fn words(contribution: &Contribution) -> String {
    let passages = contribution.passages.iter();
    let said: Vec<&str> = passages.filter_map(|it| it.words.text()).collect();
    said.join("\n")
}
