//! Where agreement lies among delegations: common ground of every text that positions were taken
//! on, opinion groups, slates.
//!
//! Positions of delegations are public acts, so all of them are shown, each constituency counts
//! once, and who stands in which group is said. No rule of procedure looks at any of it.

use std::collections::HashMap;
use std::sync::Arc;

use comity_analysis::common_ground::{Kind, StatementFigures};
use comity_analysis::converge::Settings;
use comity_procedure::State;
use comity_procedure::ids::DelegationId;

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

impl Agreement {
    /// Each subject with its figures, in reading order, proposals behind provisions.
    pub fn subjects(&self) -> impl Iterator<Item = (&Listed, &StatementFigures)> {
        let figures = |place: &usize| &self.found.convergence.statements[*place];
        self.lists
            .subjects
            .iter()
            .zip(self.places.iter().map(figures))
    }

    /// The subject of a statement of the numbers.
    ///
    /// # Panics
    /// When there is no such statement.
    #[must_use]
    pub fn subject(&self, statement: usize) -> &Listed {
        let at = self.places.iter().position(|it| *it == statement);
        &self.lists.subjects[at.expect("each statement is a subject")]
    }

    /// The delegations of an opinion group, in the order of their ids.
    #[must_use]
    pub fn members(&self, group: usize) -> Vec<&DelegationId> {
        let both = self.lists.delegations.iter();
        let both = both.zip(&self.found.convergence.membership);
        both.filter(|it| it.1.map(usize::from) == Some(group))
            .map(|it| it.0)
            .collect()
    }
}
