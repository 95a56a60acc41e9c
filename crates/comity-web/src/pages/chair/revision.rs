//! The next revision: the chair chooses whole proposals or single changes, looks at what would come
//! of it for everybody, and tables it with a reason.
//!
//! Nothing is worked out here: the page shows what the act would say that is about to be sent.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use askama::Template;
use axum::http::StatusCode;
use comity_app::tasks::Task;
use comity_app::views::choices::{
    ChangeFate, OutcomeChoice, Preview, ProposalChoice, ProvisionChoices, choices, preview,
};
use comity_exchange::Language;
use comity_exchange::html::{ProvisionWriter, anchor, written_string};
use comity_procedure::act::ActKind;
use comity_procedure::ids::ProposalId;
use comity_record::v1::Act;
use comity_record::v1::parts::Accepted;
use comity_text::diff::words::words as differing;
use comity_text::{ProposalKind, Text, Tokenizer};
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::answer::Answer;
use crate::fields::Fields;
use crate::frame::Frame;
use crate::pages::proposing::{key, taken_entry};
use crate::pages::text::working_tag;
use crate::problem::Problem;
use crate::readings::embedding;
use crate::refused::Refused;
use crate::said::{Names, Place};
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "procedure/revision.html")]
struct Revision {
    frame: Frame,
    /// The tag of the language that the text is negotiated in.
    tongue: String,
    refused: Option<Refused>,
    root: String,
    key: String,
    /// The revision that the form was made on.
    base: u32,
    /// Whether another revision was tabled since.
    overtaken: bool,
    proposals: Vec<ProposalRow>,
    provisions: Vec<ProvisionRow>,
    preview: Option<PreviewRows>,
    reason: String,
    open_now: bool,
}

struct ProposalRow {
    id: String,
    path: String,
    sponsors: Vec<String>,
    rationale: String,
    changes: usize,
    support: Vec<(String, u64, u64, u64)>,
    unanswered: Vec<Place>,
    chosen: bool,
}

struct ProvisionRow {
    anchor: String,
    label: String,
    path: String,
    words: String,
    outcomes: Vec<OutcomeRow>,
}

struct OutcomeRow {
    kind: &'static str,
    deleted: String,
    inserted: String,
    by: Vec<Place>,
    /// The value of the box: the first proposal that asks for it, and the index of the change.
    value: String,
    chosen: bool,
    excludes: Vec<String>,
}

/// What would come of the choice.
struct PreviewRows {
    /// The digest of what would be tabled: nobody tables what they have not looked at.
    seen: String,
    fits: bool,
    excluded: Vec<(Place, Place, String)>,
    redline: Vec<String>,
    fates: Vec<FateRow>,
}

struct FateRow {
    proposal: Place,
    /// `accepted`, `carried`, `satisfied`, `conflicting` or `orphaned`, with how many changes.
    counts: Vec<(&'static str, usize)>,
    conflicts: Vec<Place>,
    orphans: Vec<String>,
}

/// What the chair has chosen.
struct Chosen {
    proposals: Vec<String>,
    changes: Vec<Accepted>,
    reason: String,
}

/// The form.
pub(crate) async fn form(visit: Arc<Visit>) -> Result<Answer, Problem> {
    page(&visit, &Chosen::of(&visit.query), None, None)
}

/// Looks at what would come of the choice, or tables it.
pub(crate) async fn table(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let room = visit.room();
    if let Some(entry) = taken_entry(&visit)? {
        return Answer::see_other(place_of(&visit, entry));
    }
    let chosen = Chosen::of(&visit.form);
    let task = Task::Accept {
        proposals: chosen.proposals.clone(),
        changes: chosen.changes.clone(),
        reason: chosen.reason.clone(),
        addressees: Default::default(),
    };
    let prepared = room.desk.prepare(room.state(), task, HashMap::new()).await;
    let act = match prepared {
        Ok(prepared) => prepared.act,
        Err(problem) => {
            let refused = Refused::of(&visit, problem.into())?;
            return page(&visit, &chosen, None, Some(refused));
        }
    };
    let digest = digest(&act);
    let shown = preview(room.state(), &act).map(|it| (it, digest.clone()));
    if visit.form.get("do") != "table" || overtaken(&visit) {
        return page(&visit, &chosen, shown, None);
    }
    if visit.form.get("seen") != digest {
        let refused = Refused::overtaken(&visit, "revision-unseen");
        return page(&visit, &chosen, shown, Some(refused));
    }
    match visit.submit(act).await {
        Ok(acted) => Answer::see_other(place_of(&visit, acted.entry)),
        Err(problem) => {
            let refused = Refused::of(&visit, problem)?;
            page(&visit, &chosen, shown, Some(refused))
        }
    }
}

/// The digest of what an act would make of the text and of every proposal.
fn digest(act: &Act) -> String {
    let Act::TableRevision {
        accepted,
        outcomes,
        results,
        ..
    } = act
    else {
        return String::new();
    };
    let whole = serde_json::to_vec(&(accepted, outcomes, results));
    let whole = whole.expect("the parts of an act can be written");
    HEXLOWER.encode(&Sha256::digest(whole)[..16])
}

/// Where the revision is that an entry tabled.
fn place_of(visit: &Visit, entry: u64) -> String {
    let room = visit.room();
    let state = &room.desk.read().state;
    let tabled = state.revisions().find(|it| it.entry == entry);
    let number = tabled.or(state.current()).map_or(0, |it| it.number);
    room.at(&format!("/revisions/{number}"))
}

/// Whether another revision was tabled since the form was made.
fn overtaken(visit: &Visit) -> bool {
    let stands = visit.room().state().current().map(|it| it.number);
    let meant = visit.form.find("base");
    meant.is_some_and(|it| it.parse().ok() != stands)
}

impl Chosen {
    fn of(fields: &Fields) -> Chosen {
        let proposals: Vec<String> = fields.all("proposal").map(str::to_owned).collect();
        let whole: BTreeSet<&str> = proposals.iter().map(String::as_str).collect();
        let changes = fields.all("change").filter_map(|it| {
            let (proposal, change) = it.rsplit_once(':')?;
            Some(Accepted {
                change: change.parse().ok()?,
                proposal: proposal.to_owned(),
            })
        });
        Chosen {
            changes: changes
                .filter(|it| !whole.contains(it.proposal.as_str()))
                .collect(),
            reason: fields.get("reason").to_owned(),
            proposals,
        }
    }
}

fn page(
    visit: &Visit,
    chosen: &Chosen,
    shown: Option<(Preview, String)>,
    refused: Option<Refused>,
) -> Result<Answer, Problem> {
    let room = visit.room();
    let state = room.state();
    let names = Names::of(visit);
    let found = choices(state).map_err(|_| Problem::NotFound)?;
    let late = overtaken(visit);
    let status = match (&refused, late) {
        (Some(refused), _) => refused.status,
        (None, true) => StatusCode::CONFLICT,
        (None, false) => StatusCode::OK,
    };
    let page = Revision {
        tongue: working_tag(room.state()),
        frame: visit.frame(visit.words().say("revision-title")),
        refused,
        root: room.at(""),
        key: key(visit),
        base: found.revision.number,
        overtaken: late,
        proposals: found
            .proposals
            .iter()
            .map(|it| proposal_row(visit, &names, it, chosen))
            .collect(),
        provisions: found
            .provisions
            .iter()
            .map(|it| provision_row(&names, it, chosen))
            .collect(),
        preview: shown.map(|(it, seen)| preview_rows(visit, &names, (&it, seen))),
        reason: chosen.reason.clone(),
        open_now: room.caller.may_now(state, ActKind::TableRevision),
    };
    Answer::page_with(status, &page)
}

fn proposal_row(visit: &Visit, names: &Names, it: &ProposalChoice, chosen: &Chosen) -> ProposalRow {
    let support = it.support.iter();
    let support = support.filter(|row| row.sponsors + row.go_along + row.object > 0);
    ProposalRow {
        path: names.proposal(&it.id).path,
        sponsors: it.sponsors.iter().map(|it| names.party(it)).collect(),
        rationale: written_string(&it.rationale),
        changes: it.changes,
        support: support
            .map(|row| {
                let name = names.constituency(&row.constituency);
                (name, row.sponsors, row.go_along, row.object)
            })
            .collect(),
        unanswered: it
            .unanswered
            .iter()
            .map(|id| Place {
                path: visit.room().at(&format!("/ledger/{id}")),
                name: visit.words().say1("place-objection", "id", id.as_str()),
            })
            .collect(),
        chosen: chosen.proposals.iter().any(|id| id == it.id.as_str()),
        id: it.id.to_string(),
    }
}

fn provision_row(names: &Names, it: &ProvisionChoices, chosen: &Chosen) -> ProvisionRow {
    let place = names.provision(&it.id);
    ProvisionRow {
        anchor: anchor(it.id.as_str()),
        label: place.name,
        path: place.path,
        words: written_string(&it.words),
        outcomes: it
            .outcomes
            .iter()
            .map(|it| outcome_row(names, it, chosen))
            .collect(),
    }
}

fn outcome_row(names: &Names, it: &OutcomeChoice, chosen: &Chosen) -> OutcomeRow {
    let (first, index) = &it.by[0];
    let single = |by: &(ProposalId, usize)| {
        let mut changes = chosen.changes.iter();
        changes.any(|it| it.proposal == by.0.as_str() && it.change == by.1 as u64)
    };
    let mut excludes: Vec<String> = it.excludes.iter().map(|it| it.0.to_string()).collect();
    excludes.dedup();
    OutcomeRow {
        kind: kind(it.kind),
        deleted: written_string(&it.deleted),
        inserted: written_string(&it.inserted),
        by: it.by.iter().map(|(id, _)| names.proposal(id)).collect(),
        value: format!("{first}:{index}"),
        chosen: it.by.iter().any(single),
        excludes,
    }
}

fn kind(kind: ProposalKind) -> &'static str {
    match kind {
        ProposalKind::Add => "add",
        ProposalKind::Mod => "mod",
        ProposalKind::Sup => "sup",
        ProposalKind::Move => "move",
        ProposalKind::Noc => "noc",
    }
}

fn preview_rows(visit: &Visit, names: &Names, (it, seen): (&Preview, String)) -> PreviewRows {
    let place = |accepted: &Accepted| match ProposalId::new(&accepted.proposal) {
        Ok(id) => names.proposal(&id),
        Err(_) => Place {
            path: String::new(),
            name: accepted.proposal.clone(),
        },
    };
    let excluded = it.excluded.iter();
    PreviewRows {
        seen,
        fits: it.redline.is_some(),
        excluded: excluded
            .map(|(one, other, label)| (place(one), place(other), label.clone()))
            .collect(),
        redline: redline(visit, it),
        fates: it
            .fates
            .iter()
            .map(|fate| {
                let of = |kind: &str| {
                    let all = fate.changes.iter();
                    all.filter(|it| word(it) == kind).count()
                };
                let kinds = [
                    "accepted",
                    "carried",
                    "satisfied",
                    "conflicting",
                    "orphaned",
                ];
                let counts = kinds.iter().map(|kind| (*kind, of(kind)));
                let mut conflicts: Vec<Place> = Vec::new();
                let mut orphans: Vec<String> = Vec::new();
                for change in &fate.changes {
                    match change {
                        ChangeFate::Conflicting(with) => conflicts.extend(with.iter().map(place)),
                        ChangeFate::Orphaned(why) => {
                            orphans.push(visit.words().say(&format!("orphan-{why}")));
                        }
                        _ => {}
                    }
                }
                conflicts.dedup();
                orphans.dedup();
                FateRow {
                    proposal: names.proposal(&fate.proposal),
                    counts: counts.filter(|it| it.1 > 0).collect(),
                    conflicts,
                    orphans,
                }
            })
            .collect(),
    }
}

fn word(fate: &ChangeFate) -> &'static str {
    match fate {
        ChangeFate::Accepted => "accepted",
        ChangeFate::Carried => "carried",
        ChangeFate::Satisfied => "satisfied",
        ChangeFate::Conflicting(_) => "conflicting",
        ChangeFate::Orphaned(_) => "orphaned",
    }
}

/// The provisions that would read otherwise, each as a redline.
fn redline(visit: &Visit, it: &Preview) -> Vec<String> {
    let Some(compilation) = &it.redline else {
        return Vec::new();
    };
    let tokenizer = Tokenizer::default();
    let compare = |base: &Text, outcome: &Text| {
        let edits = differing(base, outcome, &tokenizer).into_iter();
        edits
            .map(|edit| (edit.start, edit.end, edit.with))
            .collect()
    };
    let language = match visit.words().tag {
        "ar" => Language::Arabic,
        _ => Language::English,
    };
    let room = visit.room();
    let embedding = embedding(room.state(), &room.at(""), visit.words().tag, false);
    let writer = ProvisionWriter::new(compilation, language, false, &compare).in_site(embedding);
    let fragments = writer.fragments().into_iter();
    fragments
        .filter(|it| !writer.asked(it.at).proposals.is_empty())
        .map(|it| it.before + &it.after)
        .collect()
}
