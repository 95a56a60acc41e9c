//! Proposing: a person edits provisions as they should read; the site makes the explicit change,
//! shows it and whom it collides with, keeps it as a draft, or tables it.
//!
//! One editor serves three pages: a provision, a new provision, and a proposal that is given other
//! words. Whatever becomes of a form, it comes back with everything that was typed.
//!
//! Never here: what may be proposed. The rules refuse when it is tabled.
//!
//! Start at [`show_provision`], then [`send_provision`].

mod editor;
pub(crate) mod file;
pub(crate) mod preview;
mod sheet;

use std::collections::HashMap;
use std::sync::Arc;

use comity_app::Caller;
use comity_app::ports::Draft;
use comity_app::tasks::{Prepared, Task};
use comity_app::views::trial::Tried;
use comity_procedure::ids::{IdempotencyKey, ProposalId};
use comity_procedure::state::ProposalState;
use comity_text::ProvisionId;
use data_encoding::HEXLOWER;

use crate::acting::only_logged;
use crate::answer::Answer;
use crate::fields::Fields;
use crate::problem::Problem;
use crate::refused::Refused;
use crate::said;
use crate::visit::Visit;
use editor::{Editor, Shown};
pub(crate) use editor::{key, tongue};
use preview::Preview;
use sheet::{Item, Sheet};

/// What an editor is for.
#[derive(Clone, Debug)]
enum Purpose {
    /// A provision is to be otherwise.
    Provision(ProvisionId),
    /// A provision is to be added.
    Addition,
    /// A proposal is to have other words.
    Revision(Arc<ProposalState>),
}

/// The editor of a provision.
pub(crate) async fn show_provision(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let purpose = of_provision(&visit)?;
    show(&visit, purpose).await
}

/// What its form sends.
pub(crate) async fn send_provision(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let purpose = of_provision(&visit)?;
    send(&visit, purpose).await
}

/// The editor of a new provision.
pub(crate) async fn show_addition(visit: Arc<Visit>) -> Result<Answer, Problem> {
    show(&visit, Purpose::Addition).await
}

/// What its form sends.
pub(crate) async fn send_addition(visit: Arc<Visit>) -> Result<Answer, Problem> {
    send(&visit, Purpose::Addition).await
}

/// The editor of a proposal that is to have other words.
pub(crate) async fn show_revision(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let purpose = Purpose::Revision(proposal_of(&visit)?);
    show(&visit, purpose).await
}

/// What its form sends.
pub(crate) async fn send_revision(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let purpose = Purpose::Revision(proposal_of(&visit)?);
    send(&visit, purpose).await
}

fn of_provision(visit: &Visit) -> Result<Purpose, Problem> {
    let id = ProvisionId::new(visit.part("provision"));
    let state = visit.room().state();
    let known = state.revisions().any(|it| it.instrument.get(&id).is_some());
    match known {
        true => Ok(Purpose::Provision(id)),
        false => Err(Problem::NotFound),
    }
}

/// The proposal that a path names.
pub(crate) fn proposal_of(visit: &Visit) -> Result<Arc<ProposalState>, Problem> {
    let id = ProposalId::new(visit.part("proposal")).map_err(|_| Problem::NotFound)?;
    let found = visit.room().state().proposals().get(&id);
    found.cloned().ok_or(Problem::NotFound)
}

impl Purpose {
    /// The path of the form within the negotiation, which is also the name of its draft.
    fn path(&self) -> String {
        match self {
            Purpose::Provision(id) => format!("/text/{id}/propose"),
            Purpose::Addition => "/propose".to_owned(),
            Purpose::Revision(proposal) => format!("/proposals/{}/revise", proposal.id),
        }
    }

    /// The sheet of somebody who begins.
    fn fresh(&self, visit: &Visit) -> Sheet {
        let state = visit.room().state();
        let mut sheet = match self {
            Purpose::Provision(id) => {
                let stands = state.current().and_then(|it| it.instrument.get(id));
                let gone = || Item {
                    provision: id.as_str().to_owned(),
                    wanted: "words".to_owned(),
                    ..Item::default()
                };
                Sheet::of(state, stands.map_or_else(gone, |it| Item::of(state, it)))
            }
            Purpose::Addition => Sheet::of(state, Item::added()),
            Purpose::Revision(proposal) => Sheet::of_version(state, proposal.version()),
        };
        sheet.variant_of = visit.query.given("variant-of").map(str::to_owned);
        sheet
    }

    /// The id of what would be made.
    fn id(&self, visit: &Visit) -> String {
        match self {
            Purpose::Revision(proposal) => proposal.id.to_string(),
            _ => fresh_proposal(visit),
        }
    }

    fn task(&self, visit: &Visit, sheet: &Sheet) -> Task {
        let proposal = self.id(visit);
        let rationale = Some(sheet.rationale.clone());
        let edits = Some(sheet.edits());
        match self {
            Purpose::Revision(_) => Task::Revise {
                proposal,
                rationale,
                edits,
                document: None,
            },
            _ => Task::Propose {
                proposal,
                rationale,
                edits,
                document: None,
                variant_of: sheet.variant_of.iter().cloned().collect(),
            },
        }
    }
}

/// An id for a new proposal.
fn fresh_proposal(visit: &Visit) -> String {
    let proposals = visit.room().state().proposals();
    visit.fresh_id(|id| ProposalId::new(id).is_ok_and(|id| proposals.contains_key(&id)))
}

async fn show(visit: &Visit, purpose: Purpose) -> Result<Answer, Problem> {
    let kept = draft_of(visit, &purpose.path()).await?;
    let (sheet, at) = match &kept {
        Some(draft) => {
            let fields = Fields::parse(&draft.fields).unwrap_or_default();
            (Sheet::read(&fields), Some(draft.at))
        }
        None => (purpose.fresh(visit), None),
    };
    Editor::new(visit, &purpose, &sheet).answer(Shown {
        kept: at,
        ..Shown::default()
    })
}

async fn send(visit: &Visit, purpose: Purpose) -> Result<Answer, Problem> {
    let mut sheet = Sheet::read(&visit.form);
    match visit.form.get("do") {
        "table" => table(visit, &purpose, &sheet).await,
        "draft" => {
            let kept = put_draft(visit, &purpose.path(), &visit.form).await;
            drafted(visit, &purpose, &sheet, (kept, "/drafts"))
        }
        "forget" => {
            let gone = put_draft(visit, &purpose.path(), &Fields::default()).await;
            drafted(visit, &purpose, &sheet, (gone, &purpose.path()))
        }
        "more" => {
            let id = ProvisionId::new(visit.form.get("more"));
            let state = visit.room().state();
            let current = state.current();
            if let Some(found) = current.and_then(|it| it.instrument.get(&id))
                && sheet.items.len() < sheet::MAX_ITEMS
            {
                sheet.items.push(Item::of(state, found));
            }
            Editor::new(visit, &purpose, &sheet).answer(Shown::default())
        }
        "again" => Editor::new(visit, &purpose, &sheet).answer(Shown::default()),
        _ => preview(visit, &purpose, &sheet).await,
    }
}

/// Leads on from a draft that was kept or dropped, or shows the editor with why it was not: what
/// was typed is in no other place.
fn drafted(
    visit: &Visit,
    purpose: &Purpose,
    sheet: &Sheet,
    (done, to): (Result<(), Problem>, &str),
) -> Result<Answer, Problem> {
    match done {
        Ok(()) => Answer::see_other(visit.room().at(to)),
        Err(problem) => {
            let refused = Refused::draft(visit, &problem);
            Editor::new(visit, purpose, sheet).refused(refused)
        }
    }
}

async fn preview(visit: &Visit, purpose: &Purpose, sheet: &Sheet) -> Result<Answer, Problem> {
    let editor = Editor::new(visit, purpose, sheet);
    let made = match prepared(visit, purpose, sheet).await {
        Ok(prepared) => previewed(visit, purpose, &prepared),
        Err(problem) => Err(problem),
    };
    match made {
        Ok(preview) => editor.answer(Shown {
            preview: Some(preview),
            ..Shown::default()
        }),
        Err(problem) => editor.refused(Refused::of(visit, problem)?),
    }
}

fn previewed(visit: &Visit, purpose: &Purpose, prepared: &Prepared) -> Result<Preview, Problem> {
    let own = match &visit.room().caller {
        Caller::Party { delegation, .. } => vec![delegation.clone()],
        _ => Vec::new(),
    };
    let tried = Tried {
        id: purpose.id(visit),
        sponsors: own,
        changes: prepared.changes.clone(),
    };
    Preview::of(visit, &tried)
}

async fn prepared(visit: &Visit, purpose: &Purpose, sheet: &Sheet) -> Result<Prepared, Problem> {
    let room = visit.room();
    let task = purpose.task(visit, sheet);
    Ok(room
        .desk
        .prepare(room.state(), task, HashMap::new())
        .await?)
}

async fn table(visit: &Visit, purpose: &Purpose, sheet: &Sheet) -> Result<Answer, Problem> {
    if let Some(answer) = taken_before(visit)? {
        return Ok(answer);
    }
    let editor = Editor::new(visit, purpose, sheet);
    if editor.is_stale() {
        return editor.stale();
    }
    let done = match prepared(visit, purpose, sheet).await {
        Ok(prepared) => submit(visit, &sheet.behalf, prepared).await,
        Err(problem) => Err(problem),
    };
    match done {
        Ok(answer) => {
            // The proposal stands; that its draft could not be taken away is no reason to say
            // otherwise.
            let gone = put_draft(visit, &purpose.path(), &Fields::default()).await;
            only_logged(visit, gone);
            Ok(answer)
        }
        Err(problem) => editor.refused(Refused::of(visit, problem)?),
    }
}

/// Hands in what was prepared, for whom the form says, and leads to where it stands.
async fn submit(visit: &Visit, behalf: &str, prepared: Prepared) -> Result<Answer, Problem> {
    let actor = said::actor_for(visit, behalf).ok_or(Problem::NotAllowed)?;
    let acted = visit.submit_as(actor, prepared.act).await?;
    Answer::see_other(place_of(visit, acted.entry))
}

/// The answer to a form that was taken before: where that is.
fn taken_before(visit: &Visit) -> Result<Option<Answer>, Problem> {
    let entry = taken_entry(visit)?;
    entry
        .map(|entry| Answer::see_other(place_of(visit, entry)))
        .transpose()
}

/// The entry that a form was taken as before, by its key.
pub(crate) fn taken_entry(visit: &Visit) -> Result<Option<u64>, Problem> {
    let key = HEXLOWER.decode(visit.form.get("key").as_bytes()).ok();
    let key = key.and_then(|it| <[u8; 16]>::try_from(it).ok());
    let key = IdempotencyKey(key.ok_or(Problem::ForeignForm)?);
    Ok(visit.room().state().entry_of(&key))
}

/// Where what an entry brought can be seen: the proposal, or else the entry.
fn place_of(visit: &Visit, entry: u64) -> String {
    let room = visit.room();
    let published = room.desk.read();
    let proposals = published.state.proposals();
    let mut found = proposals
        .values()
        .filter(|it| it.versions.iter().any(|version| version.entry == entry));
    match found.next() {
        Some(proposal) => room.at(&format!("/proposals/{}", proposal.id)),
        None => room.at(&format!("/record/{entry}")),
    }
}

async fn draft_of(visit: &Visit, name: &str) -> Result<Option<Draft>, Problem> {
    let Some(person) = &visit.reader.person else {
        return Ok(None);
    };
    let accounts = visit.site.accounts();
    let drafts = accounts.drafts(person.account.id, visit.room().desk.id());
    Ok(drafts.await?.into_iter().find(|it| it.name == name))
}

/// Keeps what a form says under its path; empty fields take a draft away.
pub(crate) async fn put_draft(visit: &Visit, name: &str, fields: &Fields) -> Result<(), Problem> {
    let person = visit.reader.person.as_ref().ok_or(Problem::NotSignedIn)?;
    // What belongs to the form, and not to what was written on it, is made anew each time.
    let own = ["form", "key", "do", "more"];
    let pairs = fields.pairs().filter(|it| !own.contains(&it.0));
    let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let fields = Fields::of(pairs.collect()).written();
    let draft = Draft {
        account: person.account.id,
        negotiation: visit.room().desk.id().clone(),
        name: name.to_owned(),
        fields,
        at: visit.now,
    };
    Ok(visit.site.accounts().put_draft(draft).await?)
}
