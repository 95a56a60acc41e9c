//! Campaigns among contributions: what came in nearly the same words is read once, with its count.
//!
//! Contributions only: what is proposed for the text is grouped in the compilation, by the change
//! that it asks for and by nothing else.

use std::collections::HashMap;
use std::sync::Arc;

use comity_analysis::campaigns::Group;
use comity_analysis::words::WordReader;
use comity_procedure::State;
use comity_procedure::ids::ContributionId;

use crate::findings::campaigns::{Change, Gathered, Variation};
use crate::findings::{FindingError, Stream, campaigns as gathered};
use crate::lists::{Comments, comments};

/// The most members of a group that are named one by one: more are only counted.
const MAX_NAMED: usize = 40;

/// The contributions, those in nearly the same words together.
#[derive(Debug)]
pub struct InputCampaigns {
    /// What it follows from.
    pub comments: Comments,
    /// The numbers.
    pub found: Gathered,
    /// What came more than once, in the order of the record by the first of each.
    pub often: Vec<Often>,
    /// Of each contribution that others sent much the same as, the place in those.
    pub places: HashMap<ContributionId, usize>,
    state: State,
}

/// A text that came more than once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Often {
    /// How many contributions.
    pub count: usize,
    /// How many of them in the very words of the most typical one.
    pub copies: usize,
    /// The most typical one.
    pub typical: ContributionId,
    /// The first of them in the order of the record, at most forty.
    pub members: Vec<Sender>,
}

/// A contribution among others that say much the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// Which one.
    pub contribution: ContributionId,
    /// Whether it has the very words of the most typical one.
    pub same: bool,
    /// What it says in words that the most typical one does not have.
    pub own_words: Vec<String>,
    /// What it says otherwise than the most typical one, but what is only words of its own.
    pub changes: Vec<Change>,
}

/// What came in nearly the same words; nothing where no contribution has words that are compared.
/// What was found before is given back where the contributions are still the same.
///
/// # Errors
/// When there are more contributions than are read.
pub fn campaigns(
    state: &State,
    before: Option<&Arc<InputCampaigns>>,
) -> Result<Option<Arc<InputCampaigns>>, FindingError> {
    if let Some(before) = before.filter(|it| is_still(&it.state, state)) {
        return Ok(Some(before.clone()));
    }
    let comments = comments(state);
    if comments.list.lines().count() < 2 {
        return Ok(None);
    }
    let stream = Stream {
        name: "contributions.csv",
        bytes: &mut comments.list.as_bytes(),
    };
    let found = gathered(stream, "text")?;
    let reader = WordReader::new();
    let groups = found.campaigns.groups.iter().filter(|it| it.count() > 1);
    let mut groups: Vec<(Vec<u32>, &Group)> = groups.map(|it| (members(it), it)).collect();
    groups.sort_by_key(|it| it.0[0]);
    let mut places = HashMap::new();
    let often = groups.iter().enumerate().map(|(place, (members, group))| {
        places.extend(members.iter().map(|it| (contribution(&found, *it), place)));
        often(&found, &reader, members, group)
    });
    Ok(Some(Arc::new(InputCampaigns {
        often: often.collect(),
        places,
        state: state.clone(),
        comments,
        found,
    })))
}

/// Whether two states have the same contributions: they never change, but for words that are
/// withheld.
fn is_still(before: &State, state: &State) -> bool {
    before.contributions().size() == state.contributions().size()
        && before.redacted().size() == state.redacted().size()
}

/// The members of a group in the order of the record.
fn members(group: &Group) -> Vec<u32> {
    let all = group.copies.iter().chain(&group.variations);
    let mut all: Vec<u32> = all.copied().collect();
    all.sort_unstable();
    all
}

fn contribution(found: &Gathered, at: u32) -> ContributionId {
    let id = &found.comments[at as usize].id;
    ContributionId::new(id.as_str()).expect("it was written as one")
}

fn often(found: &Gathered, reader: &WordReader, members: &[u32], group: &Group) -> Often {
    let member = |at: &u32| {
        let same = group.copies.binary_search(at).is_ok();
        let said = match same {
            true => Variation::default(),
            false => found.variation(reader, group.representative, *at),
        };
        Sender {
            contribution: contribution(found, *at),
            same,
            changes: said.beside_own_words().cloned().collect(),
            own_words: said.own_words.into_iter().map(str::to_owned).collect(),
        }
    };
    Often {
        count: group.count(),
        copies: group.copies.len(),
        typical: contribution(found, group.representative),
        members: members.iter().take(MAX_NAMED).map(member).collect(),
    }
}
