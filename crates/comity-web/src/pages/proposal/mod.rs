//! One proposal: its words against those it was made to, who stands behind it, what became of it
//! in each revision, what it collides with, and who goes along.
//!
//! Start at [`show`], then `redline`.

mod redline;

use std::sync::Arc;

use askama::Template;
use comity_app::Caller;
use comity_app::views::proposal::{Part, ProposalView, proposal};
use comity_exchange::html::address;
use comity_procedure::State;
use comity_procedure::act::{ActKind, Subject};
use comity_procedure::ids::{DelegationId, ProposalId};
use comity_procedure::state::{ProposalState, ProposalStatus, Validation};
use comity_text::ProvisionId;

use super::naming::Naming;
use super::objections::{ObjectionLine, objections};
use super::positions::Positions;
use super::provision::history::fate_said;
use crate::answer::Answer;
use crate::frame::Frame;
use crate::problem::Problem;
use crate::readings::Compiled;
use crate::visit::Visit;
use redline::redlined_provisions;

#[derive(Template)]
#[template(path = "proposal.html")]
struct Page {
    frame: Frame,
    path: String,
    /// The kinds of its changes with the provisions, as HTML.
    asks: Vec<(&'static str, String)>,
    /// The message of what has become of it, and its class.
    status: (&'static str, &'static str),
    /// Where it went, as HTML; empty where it stands.
    led_to: String,
    by: String,
    sponsors: String,
    lapsed: String,
    left: String,
    /// The provisions it would change, as HTML.
    provisions: Vec<String>,
    /// The revision that the version which is shown was made to, as HTML.
    revision: String,
    withheld: bool,
    rationale: String,
    versions: Vec<VersionLine>,
    collisions: Vec<Collision>,
    variant_of: Vec<String>,
    variants: Vec<String>,
    parts: Vec<PartLine>,
    consolidated_in: Vec<String>,
    positions: Positions,
    objections: Vec<ObjectionLine>,
    may: May,
}

/// One version of the proposal.
struct VersionLine {
    number: usize,
    address: String,
    shown: bool,
    /// The revision that it was made to, as HTML.
    revision: String,
    /// The entry, as HTML.
    entry: String,
    /// Whether the revision carried it, rather than its sponsors having written it.
    carried: bool,
    /// What the next revision made of each of its changes, as HTML.
    fates: Vec<(&'static str, String, String)>,
}

/// Another proposal that cannot be accepted with this one.
struct Collision {
    /// Where, as HTML.
    provision: String,
    /// With what, as HTML.
    with: String,
}

/// A proposal that this one consolidates.
struct PartLine {
    named: String,
    version: usize,
    reflected: String,
    not_reflected: Vec<(String, String)>,
    waiting: String,
    /// The key of a form with which the reader says whether it is reflected.
    validate: Option<(String, String)>,
}

/// What the reader may do with it now, each with the key of its form.
#[derive(Default)]
struct May {
    join: Option<String>,
    leave: Option<String>,
    withdraw: Option<String>,
    revise: bool,
    position: bool,
    object: bool,
    /// The hash of what it asks for in the version that the reader sees.
    text: String,
}

impl May {
    fn acts(&self) -> bool {
        self.join.is_some() || self.leave.is_some() || self.withdraw.is_some()
    }

    fn anything(&self) -> bool {
        self.acts() || self.revise || self.position || self.object
    }
}

/// The page.
pub(crate) async fn show(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let room = visit.room();
    let state = room.state();
    let id = ProposalId::new(visit.part("proposal")).map_err(|_| Problem::NotFound)?;
    let view = proposal(state, &id).ok_or(Problem::NotFound)?;
    let reading = visit.site.readings().of(&visit).await?;
    let naming = Naming::new(&visit);
    let found = &view.proposal;
    let count = found.versions.len();
    let asked = visit.query.given("version").and_then(|it| it.parse().ok());
    let number = asked
        .unwrap_or_else(|| last_that_asks(found))
        .clamp(1, count);
    let version = &found.versions[number - 1];
    let subject = (Subject::Proposal(id.clone()), id.as_str());
    let collisions = reading
        .compiled
        .as_ref()
        .map_or_else(|_| Vec::new(), |it| collisions(state, &naming, it, &id));
    let page = Page {
        frame: visit.frame(visit.words().say1("read-proposal-title", "id", id.as_str())),
        path: room.at(&format!("/proposals/{}", address(id.as_str()))),
        asks: asks(&naming, found, number),
        status: status(&found.status),
        led_to: led_to(&naming, &found.status),
        by: naming.speaker(&view.by),
        sponsors: naming.delegations(&view.sponsors),
        lapsed: naming.delegations(&view.lapsed),
        left: naming.delegations(&view.left),
        provisions: redlined_provisions(&visit, found, number),
        revision: naming.revision(version.revision),
        withheld: version.changes.withheld,
        rationale: naming.quote(&version.rationale),
        versions: versions(&visit, &naming, found, number),
        collisions,
        variant_of: found
            .variant_of
            .iter()
            .map(|it| naming.proposal(it))
            .collect(),
        variants: view.variants.iter().map(|it| naming.proposal(it)).collect(),
        parts: parts(&visit, &naming, &view),
        consolidated_in: found
            .consolidated_in
            .iter()
            .map(|it| naming.proposal(it))
            .collect(),
        positions: Positions::on(state, visit.words(), &naming, subject),
        objections: objections(state, &naming, |it| *it == Subject::Proposal(id.clone())),
        may: may(&visit, found, number),
    };
    let has_forms = page.may.acts() || page.parts.iter().any(|it| it.validate.is_some());
    match has_forms {
        true => Answer::page(&page),
        false => Answer::page_to_keep(&page),
    }
}

/// The number of the last version that asks for anything: of one that was taken up, the last that
/// was not.
fn last_that_asks(proposal: &ProposalState) -> usize {
    let asks = |at: usize| !proposal.versions[at].changes.list.is_empty();
    let all = 0..proposal.versions.len();
    all.rev().find(|at| asks(*at)).unwrap_or(0) + 1
}

fn asks(
    naming: &Naming<'_>,
    proposal: &ProposalState,
    number: usize,
) -> Vec<(&'static str, String)> {
    let changes = &proposal.versions[number - 1].changes.list;
    let mut all: Vec<(&'static str, String)> = Vec::new();
    for change in changes {
        let ask = (change.kind().name(), naming.provision(change.provision()));
        if !all.contains(&ask) {
            all.push(ask);
        }
    }
    all
}

fn status(status: &ProposalStatus) -> (&'static str, &'static str) {
    match status {
        ProposalStatus::Live => ("read-proposal-live", "s-open"),
        ProposalStatus::NeedsRepair => ("read-proposal-needs-repair", "s-blocked"),
        ProposalStatus::TakenUp { .. } => ("read-proposal-taken-up", "s-agreed"),
        ProposalStatus::MergedInto(_) => ("read-proposal-merged", "s-agreed"),
        ProposalStatus::Withdrawn => ("read-proposal-withdrawn", "s-quiet"),
    }
}

fn led_to(naming: &Naming<'_>, status: &ProposalStatus) -> String {
    match status {
        ProposalStatus::TakenUp { revision } => naming.revision(*revision),
        ProposalStatus::MergedInto(other) => naming.proposal(other),
        _ => String::new(),
    }
}

fn versions(
    visit: &Visit,
    naming: &Naming<'_>,
    proposal: &ProposalState,
    shown: usize,
) -> Vec<VersionLine> {
    let words = visit.words();
    let all = proposal.versions.iter().enumerate();
    all.map(|(at, version)| {
        let next = proposal.versions.get(at + 1);
        let fates = next.map_or(&[][..], |it| &it.fates);
        let both = version.changes.list.iter().zip(fates);
        VersionLine {
            number: at + 1,
            address: format!("{}?version={}", visit.uri.path(), at + 1),
            shown: at + 1 == shown,
            revision: naming.revision(version.revision),
            entry: naming.entry(version.entry),
            carried: !version.fates.is_empty(),
            fates: both
                .map(|(change, fate)| {
                    (
                        change.kind().name(),
                        naming.provision(change.provision()),
                        fate_said(words, naming, fate),
                    )
                })
                .collect(),
        }
    })
    .collect()
}

/// The other proposals that it collides with, in reading order and then in protocol order.
fn collisions(
    state: &State,
    naming: &Naming<'_>,
    compiled: &Compiled,
    id: &ProposalId,
) -> Vec<Collision> {
    let compilation = &compiled.view.compilation;
    let Some(own) = compilation
        .proposals
        .iter()
        .position(|it| it.id == id.as_str())
    else {
        return Vec::new();
    };
    let pairs = compilation.conflicts.iter();
    pairs
        .filter_map(|pair| {
            let other = match (pair.first == own, pair.second == own) {
                (true, _) => pair.second,
                (_, true) => pair.first,
                _ => return None,
            };
            let other = ProposalId::new(&compilation.proposals[other].id).ok()?;
            let provision: &ProvisionId = &compilation.provisions[pair.provision].id;
            Some(Collision {
                provision: naming.provision(provision),
                with: naming.proposal_with_sponsors(state.proposals().get(&other)?),
            })
        })
        .collect()
}

fn parts(visit: &Visit, naming: &Naming<'_>, view: &ProposalView) -> Vec<PartLine> {
    let state = visit.room().state();
    let own = own(visit);
    let may_validate =
        view.proposal.is_live() && visit.room().caller.may_now(state, ActKind::ValidateMerge);
    let line = |part: &Part| {
        let reflected = part.validated.iter();
        let reflected = reflected.filter(|it| it.1 == Validation::Reflected);
        let reflected: Vec<_> = reflected.map(|it| it.0.clone()).collect();
        let not = part.validated.iter().filter_map(|(party, it)| match it {
            Validation::NotReflected { reason } => {
                let why = reason
                    .as_ref()
                    .map_or_else(String::new, |it| naming.quote(it));
                Some((naming.delegation(&party.id), why))
            }
            Validation::Reflected => None,
        });
        let is_asked = own.is_some_and(|own| {
            state
                .proposals()
                .get(&part.proposal)
                .is_some_and(|it| it.sponsors.contains(own))
        });
        PartLine {
            named: state
                .proposals()
                .get(&part.proposal)
                .map_or_else(String::new, |it| naming.proposal_with_sponsors(it)),
            version: part.version,
            reflected: naming.delegations(&reflected),
            not_reflected: not.collect(),
            waiting: naming.delegations(&part.waiting),
            validate: (may_validate && is_asked)
                .then(|| (part.proposal.to_string(), visit.fresh_key())),
        }
    };
    view.parts.iter().map(line).collect()
}

/// The delegation that the reader speaks for.
fn own(visit: &Visit) -> Option<&DelegationId> {
    match &visit.room().caller {
        Caller::Party { delegation, .. } => Some(delegation),
        _ => None,
    }
}

fn may(visit: &Visit, proposal: &ProposalState, number: usize) -> May {
    let room = visit.room();
    let now = |act| proposal.is_live() && room.caller.may_now(room.state(), act);
    let sponsors = &proposal.sponsors;
    let is_sponsor = own(visit).is_some_and(|own| sponsors.contains(own));
    let key = |shown: bool| shown.then(|| visit.fresh_key());
    May {
        join: key(own(visit).is_some() && !is_sponsor && now(ActKind::CoSponsor)),
        leave: key(is_sponsor && sponsors.len() > 1 && now(ActKind::LeaveProposal)),
        withdraw: key(is_sponsor && sponsors.len() == 1 && now(ActKind::WithdrawProposal)),
        revise: is_sponsor && now(ActKind::ReviseProposal),
        position: now(ActKind::TakePosition),
        object: now(ActKind::Object),
        text: data_encoding::HEXLOWER.encode(&proposal.versions[number - 1].changes.hash.0),
    }
}
