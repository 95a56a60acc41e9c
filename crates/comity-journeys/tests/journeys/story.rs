//! What the demonstration tells, as journeys need it: somebody's open proposal, a provision that
//! others want to change.

use comity_app::views::text::{Status, text};
use comity_journeys::Hall;
use comity_procedure::state::{Author, ProposalState, ProposalStatus};

/// The small island state that most journeys are of.
pub(crate) const ISLAND: &str = "loa";

/// A provision of the text as it stands.
pub(crate) struct Wanted {
    pub(crate) provision: String,
    pub(crate) proposal: String,
}

/// The first open provision, with words, that a live proposal of somebody else wants to change.
pub(crate) fn wanted(hall: &Hall) -> Wanted {
    let published = hall.desk().read();
    let state = &published.state;
    let standing = text(state).expect("the story has a text");
    let open: Vec<String> = standing
        .provisions
        .iter()
        .filter(|it| it.status == Status::Open && !it.label.is_empty())
        .map(|it| it.id.to_string())
        .collect();
    let found = open.into_iter().find_map(|provision| {
        let proposals = state.proposals().values().filter(|it| is_of_another(it));
        let mut about = proposals.filter(|it| changes(it, &provision));
        about.next().map(|proposal| Wanted {
            provision: provision.clone(),
            proposal: proposal.id.to_string(),
        })
    });
    found.expect("the story has an open proposal")
}

fn changes(proposal: &ProposalState, provision: &str) -> bool {
    let changes = &proposal.version().changes.list;
    changes
        .iter()
        .any(|it| it.provision().as_str() == provision)
}

fn is_of_another(proposal: &ProposalState) -> bool {
    let by_island = proposal.sponsors.iter().any(|it| it.as_str() == ISLAND);
    let by_delegation = matches!(proposal.author, Author::Delegation(_));
    proposal.status == ProposalStatus::Live && by_delegation && !by_island
}

/// How many entries the record has.
pub(crate) fn size(hall: &Hall) -> u64 {
    hall.desk().read().state.size()
}

/// The entry that the text as it stands came with.
pub(crate) fn text_entry(hall: &Hall) -> String {
    let published = hall.desk().read();
    let current = published.state.current().expect("the story has a text");
    current.entry.to_string()
}
