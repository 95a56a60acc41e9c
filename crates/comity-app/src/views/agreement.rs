//! Where agreement lies among delegations: common ground of every text that positions were taken
//! on, opinion groups, slates.
//!
//! Positions of delegations are public acts, so all of them are shown, each constituency counts
//! once, and who stands in which group is said. No rule of procedure looks at any of it.

use std::collections::HashMap;
use std::sync::Arc;

use comity_analysis::common_ground::{Ground, Kind, NoGround, StatementFigures, Tally, Total};
use comity_analysis::converge::Settings;
use comity_procedure::ids::DelegationId;
use comity_procedure::{Modalities, State};

use super::protocol_place;
use crate::findings::converge::{Converged, SLATE, Sources, Wishes};
use crate::findings::{FindingError, Stream, converge};
use crate::lists::{Listed, PositionLists, positions};

/// Where agreement lies.
#[derive(Clone, Debug)]
pub struct Agreement {
    /// What it follows from.
    pub lists: PositionLists,
    /// The numbers.
    pub found: Converged,
    /// For each subject of the lists the statement of the numbers.
    places: Vec<usize>,
}

/// Where agreement lies; nothing where nobody has taken a position that counts. What was found
/// before is given back where the positions are still the same.
///
/// # Errors
/// When there are more positions than is read.
pub fn agreement(
    state: &State,
    before: Option<&Arc<Agreement>>,
) -> Result<Option<Arc<Agreement>>, FindingError> {
    let lists = positions(state);
    if lists.subjects.is_empty() {
        return Ok(None);
    }
    if let Some(before) = before.filter(|it| it.lists == lists) {
        return Ok(Some(before.clone()));
    }
    let [mut votes, mut statements, mut participants] = [
        lists.votes.as_bytes(),
        lists.statements.as_bytes(),
        lists.participants.as_bytes(),
    ];
    let sources = Sources {
        votes: Stream {
            name: "positions.csv",
            bytes: &mut votes,
        },
        statements: Some(Stream {
            name: "subjects.csv",
            bytes: &mut statements,
        }),
        participants: Some(Stream {
            name: "delegations.csv",
            bytes: &mut participants,
        }),
    };
    let wishes = Wishes {
        settings: Settings {
            kind: Kind::Delegations,
            ..Settings::default()
        },
        slate: SLATE,
    };
    let found = converge(sources, &wishes)?;
    let numbered = found.statements.iter().zip(0..);
    let places: HashMap<&str, usize> = numbered.map(|(it, at)| (it.id.as_str(), at)).collect();
    let places = lists.subjects.iter().map(|it| places[it.id.as_str()]);
    Ok(Some(Arc::new(Agreement {
        places: places.collect(),
        found,
        lists,
    })))
}

/// How far all can live with a text.
#[derive(Clone, Debug, PartialEq)]
pub struct TextAgreement<'a> {
    /// The text.
    pub listed: &'a Listed,
    /// How many delegations can live with it, object to it, and abstain.
    pub tally: Tally,
    /// Common ground among the constituencies, or of everyone where none is declared. A
    /// constituency that has said nothing of this text counts as undecided.
    pub together: Option<Ground>,
    /// Common ground among opinion groups; of everyone where there are none.
    pub among_groups: Option<Ground>,
    /// For each constituency of the numbers its effective agreement, from 0 to 1; none where it
    /// has said nothing of this text.
    pub by_constituency: Vec<Option<f64>>,
    /// The constituencies of which a delegation objects, as the numbers have them.
    pub objecting: Vec<usize>,
}

impl Agreement {
    /// Each text with its figures, in reading order, proposals behind provisions.
    pub fn texts(&self) -> impl Iterator<Item = TextAgreement<'_>> {
        let figures = |place: &usize| &self.found.convergence.statements[*place];
        let both = self.lists.subjects.iter().zip(&self.places);
        both.map(move |(listed, place)| of_text(listed, figures(place)))
    }

    /// The subject of a statement of the numbers.
    ///
    /// # Panics
    /// When there is no such statement.
    #[must_use]
    pub fn subject(&self, statement: usize) -> &Listed {
        &self.lists.subjects[self.reading_place(statement)]
    }

    /// Where the subject of a statement of the numbers stands in reading order.
    ///
    /// # Panics
    /// When there is no such statement.
    #[must_use]
    pub fn reading_place(&self, statement: usize) -> usize {
        let at = self.places.iter().position(|it| *it == statement);
        at.expect("each statement is a subject")
    }

    /// The delegations that could be placed on the map, in protocol order: each with its opinion
    /// group, where there are groups, and where it stands.
    #[must_use]
    pub fn placed(&self, modalities: &Modalities) -> Vec<Placed<'_>> {
        let found = &self.found.convergence;
        let all = self.lists.delegations.iter();
        let all = all.zip(&found.membership).zip(&found.places);
        let mut placed: Vec<Placed<'_>> = all
            .filter_map(|((delegation, group), place)| {
                Some(Placed {
                    delegation,
                    group: group.map(usize::from),
                    place: (*place)?,
                })
            })
            .collect();
        placed.sort_by_key(|it| protocol_place(modalities, it.delegation));
        placed
    }
}

/// A delegation on the map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed<'a> {
    /// Which one.
    pub delegation: &'a DelegationId,
    /// Its opinion group.
    pub group: Option<usize>,
    /// Where it stands, in the units of the map.
    pub place: [f64; 2],
}

fn of_text<'a>(listed: &'a Listed, figures: &StatementFigures) -> TextAgreement<'a> {
    let tallies = figures.by_constituency.iter();
    let tallies: Vec<Option<Tally>> = tallies
        .map(|it| it.shown().filter(|tally| tally.votes() > 0))
        .collect();
    let objects = |it: &(usize, &Option<Tally>)| it.1.is_some_and(|it| it.disagree > 0);
    let objecting = tallies.iter().enumerate();
    let objecting = objecting.filter(objects).map(|it| it.0);
    TextAgreement {
        listed,
        tally: match figures.total {
            Total::Everyone(tally) | Total::InShownGroups(tally) => tally,
            Total::Hidden => Tally::default(),
        },
        together: match figures.among_constituencies {
            Err(NoGround::NoParts) => figures.among_groups.ok(),
            known => known.ok(),
        },
        among_groups: figures.among_groups.ok(),
        objecting: objecting.collect(),
        by_constituency: tallies
            .iter()
            .map(|it| it.map(|tally| tally.agreement().effective))
            .collect(),
    }
}
