//! What somebody does with a proposal that is there: join it, leave it, withdraw it, or say
//! whether one's own is reflected in a merge. Each has a page that shows what it is about.
//!
//! Never here: who may. Start at [`show`], then [`send`].

use std::sync::Arc;

use askama::Template;
use comity_app::Caller;
use comity_app::tasks::Task;
use comity_app::views::trial::Tried;
use comity_procedure::act::ActKind;
use comity_procedure::state::ProposalState;
use comity_record::v1::hex::Hex;
use comity_record::v1::{Act, Words};

use super::proposing::preview::{Other, Preview};
use super::proposing::{key, proposal_of, taken_entry};
use crate::answer::Answer;
use crate::frame::Frame;
use crate::problem::Problem;
use crate::refused::Refused;
use crate::visit::Visit;

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Doing {
    Join,
    Leave,
    Withdraw,
    Validate,
}

#[derive(Template)]
#[template(path = "sponsor.html")]
struct Page {
    frame: Frame,
    refused: Option<Refused>,
    doing: &'static str,
    path: String,
    key: String,
    o: Other,
    redlines: Vec<String>,
    /// The proposals that it consolidates and that the reader's delegation sponsors.
    parts: Vec<String>,
    of: String,
    reflected: String,
    reason: String,
    may_now: bool,
    closed_stage: String,
}

/// The page of joining.
pub(crate) async fn show_join(visit: Arc<Visit>) -> Result<Answer, Problem> {
    page(&visit, Doing::Join, None)
}

/// The page of leaving.
pub(crate) async fn show_leave(visit: Arc<Visit>) -> Result<Answer, Problem> {
    page(&visit, Doing::Leave, None)
}

/// The page of withdrawing.
pub(crate) async fn show_withdraw(visit: Arc<Visit>) -> Result<Answer, Problem> {
    page(&visit, Doing::Withdraw, None)
}

/// The page of saying whether one's own is reflected.
pub(crate) async fn show_validate(visit: Arc<Visit>) -> Result<Answer, Problem> {
    page(&visit, Doing::Validate, None)
}

/// Joins.
pub(crate) async fn join(visit: Arc<Visit>) -> Result<Answer, Problem> {
    send(&visit, Doing::Join).await
}

/// Leaves.
pub(crate) async fn leave(visit: Arc<Visit>) -> Result<Answer, Problem> {
    send(&visit, Doing::Leave).await
}

/// Withdraws.
pub(crate) async fn withdraw(visit: Arc<Visit>) -> Result<Answer, Problem> {
    send(&visit, Doing::Withdraw).await
}

/// Says whether one's own is reflected.
pub(crate) async fn validate(visit: Arc<Visit>) -> Result<Answer, Problem> {
    send(&visit, Doing::Validate).await
}

impl Doing {
    fn name(self) -> &'static str {
        match self {
            Doing::Join => "join",
            Doing::Leave => "leave",
            Doing::Withdraw => "withdraw",
            Doing::Validate => "validate",
        }
    }

    fn kind(self) -> ActKind {
        match self {
            Doing::Join => ActKind::CoSponsor,
            Doing::Leave => ActKind::LeaveProposal,
            Doing::Withdraw => ActKind::WithdrawProposal,
            Doing::Validate => ActKind::ValidateMerge,
        }
    }

    fn act(self, visit: &Visit, proposal: &ProposalState) -> Act {
        let id = proposal.id.to_string();
        match self {
            Doing::Join => Act::CoSponsor {
                proposal: id,
                // A form without it joins nothing: the rules compare it with what stands.
                text: Some(Hex::parse(visit.form.get("text")).unwrap_or(Hex([0; 32]))),
            },
            Doing::Leave => Act::LeaveProposal { proposal: id },
            Doing::Withdraw => Act::WithdrawProposal { proposal: id },
            Doing::Validate => Act::ValidateMerge {
                of: visit.form.get("of").to_owned(),
                proposal: id,
                reason: visit.form.given("reason").map(Words::inline),
                reflected: visit.form.get("reflected") == "yes",
            },
        }
    }
}

async fn send(visit: &Visit, doing: Doing) -> Result<Answer, Problem> {
    let proposal = proposal_of(visit)?;
    let done = visit
        .room()
        .at(&format!("/proposals/{}#sponsors", proposal.id));
    if taken_entry(visit)?.is_some() {
        return Answer::see_other(done);
    }
    // What is said of a consolidation is said of the words that were seen, and of no others. Of who
    // joins, the rules ask the same.
    if doing == Doing::Validate && !has_seen(visit, &proposal) {
        let refused = Refused::overtaken(visit, "sponsor-stale");
        return page(visit, doing, Some(refused));
    }
    let act = doing.act(visit, &proposal);
    let task = Task::Act(Box::new(act));
    match visit.act(task, Default::default()).await {
        Ok(_) => Answer::see_other(done),
        Err(problem) => {
            let refused = Refused::of(visit, problem)?;
            page(visit, doing, Some(refused))
        }
    }
}

/// Whether the form was made on what the proposal asks for now.
fn has_seen(visit: &Visit, proposal: &ProposalState) -> bool {
    Hex::parse(visit.form.get("text")) == Some(Hex(proposal.version().changes.hash.0))
}

fn page(visit: &Visit, doing: Doing, refused: Option<Refused>) -> Result<Answer, Problem> {
    let status = refused
        .as_ref()
        .map_or_else(Default::default, |it| it.status);
    let proposal = proposal_of(visit)?;
    let room = visit.room();
    let (state, words) = (room.state(), visit.words());
    let id = proposal.id.as_str();
    let title = words.say1(&format!("sponsor-title-{}", doing.name()), "id", id);
    let form = &visit.form;
    Answer::page_with(
        status,
        &Page {
            frame: visit.frame(title),
            refused,
            doing: doing.name(),
            path: room.at(&format!("/proposals/{id}/{}", doing.name())),
            key: key(visit),
            o: Other::of(visit, state, &proposal),
            redlines: redlines(visit, &proposal),
            parts: parts(visit, &proposal),
            of: form.get("of").to_owned(),
            reflected: form.get("reflected").to_owned(),
            reason: form.get("reason").to_owned(),
            may_now: room.caller.may_now(state, doing.kind()),
            closed_stage: words.say(&format!("stage-{}", state.stage().name())),
        },
    )
}

/// What a proposal asks for now; nothing where it has no place in the text that stands.
pub(crate) fn redlines(visit: &Visit, proposal: &ProposalState) -> Vec<String> {
    let tried = Tried {
        id: proposal.id.to_string(),
        sponsors: proposal.sponsors.clone(),
        changes: proposal.version().changes.list.clone(),
    };
    Preview::of(visit, &tried).map_or_else(|_| Vec::new(), |it| it.redlines)
}

fn parts(visit: &Visit, proposal: &ProposalState) -> Vec<String> {
    let room = visit.room();
    let Caller::Party { delegation, .. } = &room.caller else {
        return Vec::new();
    };
    let known = |id| room.state().proposals().get(id);
    let parts = proposal.merged_from.iter();
    let own = parts.filter(|it| {
        known(&it.proposal).is_some_and(|found| found.contributors.contains(delegation))
    });
    own.map(|it| it.proposal.to_string()).collect()
}
