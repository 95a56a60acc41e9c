//! The overview of a negotiation: where it stands, what is open, who is heard, what is agreed, and
//! what was done last.

use std::sync::Arc;

use askama::Template;
use comity_app::Caller;
use comity_app::views::outcome::{Participation, outcome};
use comity_app::views::text::{ProvisionStanding, Status, agreed};
use comity_exchange::html::address;
use comity_exchange::shares::{self, Group};
use comity_procedure::act::{CallKind, Question};
use comity_procedure::modalities::Stage;
use comity_procedure::state::{AccreditationState, Call};
use comity_procedure::{State, Time};

use super::record::{Line, lines};
use crate::answer::Answer;
use crate::frame::Frame;
use crate::needs::{Need, needs};
use crate::problem::Problem;
use crate::said::html;
use crate::visit::Visit;
use crate::words::Words;

/// How many acts are shown of those that were done last.
const RECENT: u64 = 8;

/// The most provisions that are shown one by one: more than a screen of marks says nothing.
const MAX_MARKS: usize = 200;

#[derive(Template)]
#[template(path = "overview.html")]
struct Overview {
    frame: Frame,
    /// As HTML.
    title: String,
    path: String,
    stages: Vec<Step>,
    calls: Vec<OpenCall>,
    accreditations: Vec<(String, Time)>,
    inputs_are_called_for: bool,
    contributions: usize,
    proposals: usize,
    objections: usize,
    heard: Heard,
    agreed: Option<Agreed>,
    lines: Vec<Line>,
    /// What needs the reader, if they have a seat.
    needs: Option<Vec<Need>>,
}

/// A stage on the way.
struct Step {
    name: &'static str,
    /// `done`, `now` or `ahead`.
    when: &'static str,
}

struct OpenCall {
    id: String,
    address: String,
    silence: bool,
    provisions: usize,
    whole: bool,
    closes: Option<Time>,
}

/// Who is heard, drawn and as a table.
pub(crate) struct Heard {
    pub(crate) drawing: String,
    pub(crate) table: String,
}

struct Agreed {
    agreed: usize,
    all: usize,
    adopted: bool,
    marks: Vec<Mark>,
}

/// A provision as a mark: where it stands.
struct Mark {
    address: String,
    label: String,
    /// `agreed`, `called` or `open`.
    status: &'static str,
}

/// The page.
pub(crate) async fn show(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let room = visit.room();
    let state = room.state();
    let view = outcome(state);
    let from = state.size().saturating_sub(RECENT);
    let open = state.open_calls().filter_map(|id| state.calls().get(id));
    let seated = room.caller != Caller::Public;
    let mut frame = visit.frame(visit.words().say("overview-title"));
    let accreditations = accreditations(visit.words(), state);
    // The time that is left to oppose one is counted down too.
    if !accreditations.is_empty() {
        frame.now = Some(visit.now);
    }
    let page = Overview {
        frame,
        title: html(visit.words(), &view.title),
        path: room.at(""),
        stages: stages(state),
        calls: open.map(|it| open_call(it)).collect(),
        accreditations,
        inputs_are_called_for: state.stage() == Stage::Inputs,
        contributions: state.contributions().size(),
        proposals: state.proposals().values().filter(|it| it.is_live()).count(),
        objections: state
            .objections()
            .values()
            .filter(|it| !it.has_ended())
            .count(),
        heard: heard(visit.words(), &view.participation),
        agreed: view.text.ok().map(|text| {
            let (agreed, all) = agreed(state).unwrap_or_default();
            Agreed {
                agreed,
                all,
                adopted: text.adopted,
                marks: marks(&text.provisions),
            }
        }),
        lines: lines(&visit, from, state.size() - from).await?,
        needs: match seated {
            true => Some(needs(&visit).await?),
            false => None,
        },
    };
    // Which calls a delegation has seen is in no record: a page that says so is made anew.
    match seated {
        true => Answer::page(&page),
        false => Answer::page_to_keep(&page),
    }
}

/// The stages in their order; that it closed is one only where it did.
fn stages(state: &State) -> Vec<Step> {
    let now = state.stage();
    let place = |stage: Stage| Stage::ALL.iter().position(|it| *it == stage);
    let leads_there = |stage: &Stage| match now {
        Stage::Closed => !matches!(stage, Stage::Adopted | Stage::Implementation),
        _ => *stage != Stage::Closed,
    };
    let stages = Stage::ALL.into_iter().filter(leads_there);
    let step = |stage: Stage| Step {
        name: stage.name(),
        when: match place(stage).cmp(&place(now)) {
            std::cmp::Ordering::Less => "done",
            std::cmp::Ordering::Equal => "now",
            std::cmp::Ordering::Greater => "ahead",
        },
    };
    stages.map(step).collect()
}

fn open_call(call: &Call) -> OpenCall {
    OpenCall {
        id: call.id.to_string(),
        address: address(call.id.as_str()),
        silence: call.kind == CallKind::Silence,
        provisions: call.provisions().count(),
        whole: matches!(*call.question, Question::Adoption { .. }),
        closes: call.closes,
    }
}

fn accreditations(words: &Words, state: &State) -> Vec<(String, Time)> {
    let all = state.delegations().values();
    all.filter_map(|it| match &it.accreditation {
        AccreditationState::Announced { until, .. } => Some((html(words, &it.name), *until)),
        _ => None,
    })
    .collect()
}

/// Of each constituency, how many did what. Observers and organisations are heard as well.
pub(crate) fn heard(words: &Words, rows: &[Participation]) -> Heard {
    let things = [
        "heard-inputs",
        "heard-proposals",
        "heard-positions",
        "heard-statements",
    ];
    let things: Vec<String> = things.iter().map(|it| words.say(it)).collect();
    let group = |row: &Participation| Group {
        name: super::constituency(words, &row.constituency),
        all: row.delegations + row.observers + row.organisations,
        did: vec![row.contributed, row.proposed, row.positioned, row.stated],
    };
    let groups: Vec<Group> = rows.iter().map(group).collect();
    let heads = (words.say("heard-constituency"), words.say("heard-all"));
    let caption = words.say("heard-caption");
    Heard {
        drawing: shares::draw(&things, &groups),
        table: shares::table(&caption, (&heads.0, &heads.1), &things, &groups),
    }
}

fn marks(provisions: &[ProvisionStanding]) -> Vec<Mark> {
    let own: Vec<&ProvisionStanding> = provisions
        .iter()
        .filter(|it| !it.kind.is_heading())
        .collect();
    if own.len() > MAX_MARKS {
        return Vec::new();
    }
    let mark = |it: &&ProvisionStanding| Mark {
        address: address(it.id.as_str()),
        label: match it.label.is_empty() {
            true => "¶".to_owned(),
            false => it.label.clone(),
        },
        status: match it.status {
            Status::AdRef(_) | Status::Adopted => "agreed",
            Status::UnderCall(_) => "called",
            Status::Open => "open",
        },
    };
    own.iter().map(mark).collect()
}
