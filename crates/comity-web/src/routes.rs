//! Every route of the site, with who may ask for it. There is no other way to make one: the router
//! is built from this table, and a test tries every route of it in every role.
//!
//! A rule says who may come to the door. Whether an act may be done now is for the procedure, and
//! its refusal is a page.
//!
//! Start at [`ROUTES`].

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use axum::http::Method;
use comity_procedure::act::ActKind;

use crate::answer::Answer;
use crate::doors::{leaving, mail};
use crate::pages::delegations::{accredit, list, one, opposing, seats};
use crate::pages::*;
use crate::problem::Problem;
use crate::visit::Visit;

/// What a page does: it reads, asks, and renders.
pub type Handler = fn(Arc<Visit>) -> Pin<Box<dyn Future<Output = Result<Answer, Problem>> + Send>>;

/// One route.
#[derive(Debug)]
pub struct Route {
    /// The method.
    pub method: Method,
    /// The path; parts in braces are read by name.
    pub path: &'static str,
    /// Who may ask.
    pub rule: Rule,
    /// Whether its form may send files along.
    pub takes_files: bool,
    /// What answers.
    pub handler: Handler,
}

/// Who may ask for a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Anyone: the public record is public.
    Anyone,
    /// Whoever is signed in.
    SignedIn,
    /// Whoever has a seat in the negotiation.
    Seated,
    /// Whose capacity the modalities ever give one of these acts.
    May(&'static [ActKind]),
    /// Anyone, where letters are shown on the site; nobody elsewhere.
    LocalOutbox,
}

/// One row of the table of routes; `with files` where its form may send files along.
#[macro_export]
macro_rules! route {
    ($method:ident $path:literal $handler:path, $rule:expr) => {
        $crate::route!($method $path $handler, $rule, false)
    };
    ($method:ident $path:literal $handler:path, $rule:expr, with files) => {
        $crate::route!($method $path $handler, $rule, true)
    };
    ($method:ident $path:literal $handler:path, $rule:expr, $files:literal) => {
        $crate::routes::Route {
            method: ::axum::http::Method::$method,
            path: $path,
            rule: $rule,
            takes_files: $files,
            handler: |visit| ::std::boxed::Box::pin($handler(visit)),
        }
    };
}

use Rule::{Anyone, LocalOutbox, May, Seated, SignedIn};

const PROPOSES: Rule = May(&[ActKind::Propose]);
const REVISES: Rule = May(&[ActKind::ReviseProposal]);
const JOINS: Rule = May(&[ActKind::CoSponsor]);
const LEAVES: Rule = May(&[ActKind::LeaveProposal]);
const WITHDRAWS: Rule = May(&[ActKind::WithdrawProposal]);
const VALIDATES: Rule = May(&[ActKind::ValidateMerge]);
const TAKES_POSITIONS: Rule = May(&[ActKind::TakePosition, ActKind::ClearPosition]);
const OBJECTS: Rule = May(&[ActKind::Object]);

/// The routes of every site.
pub static ROUTES: &[Route] = &[
    // What everybody reads: the front page, a negotiation at a glance, its record.
    route!(GET "/" home::show, Anyone),
    route!(GET "/n/{negotiation}" overview::show, Anyone),
    route!(GET "/n/{negotiation}/events" events::show, Anyone),
    route!(GET "/n/{negotiation}/adopted" adopted::show, Anyone),
    route!(GET "/n/{negotiation}/record" record::list, Anyone),
    route!(GET "/n/{negotiation}/record/bundle" record::bundle::show, Anyone),
    route!(GET "/n/{negotiation}/record/checkpoint" record::checkpoint, Anyone),
    route!(GET "/n/{negotiation}/record/verify" record::verify, Anyone),
    route!(GET "/n/{negotiation}/record/{entry}" record::entry::show, Anyone),
    route!(GET "/n/{negotiation}/record/{entry}/entry" record::entry::bytes, Anyone),
    route!(GET "/n/{negotiation}/record/{entry}/proof" record::entry::proof, Anyone),
    // The text and what is proposed for it.
    route!(GET "/n/{negotiation}/text" text::show, Anyone),
    route!(GET "/n/{negotiation}/text/{provision}" provision::show, Anyone),
    route!(GET "/n/{negotiation}/proposals/{proposal}" proposal::show, Anyone),
    route!(GET "/n/{negotiation}/revisions/{revision}" revision::show, Anyone),
    route!(GET "/n/{negotiation}/revisions/{revision}/{file}" revision::file, Anyone),
    route!(GET "/n/{negotiation}/compilation" compilation::show, Anyone),
    route!(GET "/n/{negotiation}/compilation/{file}" compilation::file, Anyone),
    // Proposing, joining, taking positions, objecting.
    route!(GET "/n/{negotiation}/text/{provision}/propose" proposing::show_provision, PROPOSES),
    route!(POST "/n/{negotiation}/text/{provision}/propose" proposing::send_provision, PROPOSES),
    route!(GET "/n/{negotiation}/propose" proposing::show_addition, PROPOSES),
    route!(POST "/n/{negotiation}/propose" proposing::send_addition, PROPOSES),
    route!(GET "/n/{negotiation}/propose/file" proposing::file::show, PROPOSES),
    route!(POST "/n/{negotiation}/propose/file" proposing::file::send, PROPOSES, with files),
    route!(GET "/n/{negotiation}/drafts" drafts::show, Seated),
    route!(POST "/n/{negotiation}/drafts" drafts::drop, Seated),
    route!(GET "/n/{negotiation}/proposals/{proposal}/revise" proposing::show_revision, REVISES),
    route!(POST "/n/{negotiation}/proposals/{proposal}/revise" proposing::send_revision, REVISES),
    route!(GET "/n/{negotiation}/proposals/{proposal}/join" sponsoring::show_join, JOINS),
    route!(POST "/n/{negotiation}/proposals/{proposal}/join" sponsoring::join, JOINS),
    route!(GET "/n/{negotiation}/proposals/{proposal}/leave" sponsoring::show_leave, LEAVES),
    route!(POST "/n/{negotiation}/proposals/{proposal}/leave" sponsoring::leave, LEAVES),
    route!(GET "/n/{negotiation}/proposals/{proposal}/withdraw" sponsoring::show_withdraw, WITHDRAWS),
    route!(POST "/n/{negotiation}/proposals/{proposal}/withdraw" sponsoring::withdraw, WITHDRAWS),
    route!(GET "/n/{negotiation}/proposals/{proposal}/validate" sponsoring::show_validate, VALIDATES),
    route!(POST "/n/{negotiation}/proposals/{proposal}/validate" sponsoring::validate, VALIDATES),
    route!(GET "/n/{negotiation}/text/{provision}/position" stance::show_position, TAKES_POSITIONS),
    route!(POST "/n/{negotiation}/text/{provision}/position" stance::take_position, TAKES_POSITIONS),
    route!(GET "/n/{negotiation}/proposals/{proposal}/position" stance::show_position, TAKES_POSITIONS),
    route!(POST "/n/{negotiation}/proposals/{proposal}/position" stance::take_position, TAKES_POSITIONS),
    route!(GET "/n/{negotiation}/text/{provision}/object" stance::show_objection, OBJECTS),
    route!(POST "/n/{negotiation}/text/{provision}/object" stance::object, OBJECTS),
    route!(GET "/n/{negotiation}/proposals/{proposal}/object" stance::show_objection, OBJECTS),
    route!(POST "/n/{negotiation}/proposals/{proposal}/object" stance::object, OBJECTS),
    // Persons: signing in, settings, delegations and their members.
    route!(GET "/sign-in" mail::show, Anyone),
    route!(POST "/sign-in" mail::ask, Anyone),
    route!(GET "/sign-in/{token}" mail::confirm, Anyone),
    route!(POST "/sign-in/{token}" mail::come_in, Anyone),
    route!(POST "/sign-out" leaving::here, SignedIn),
    route!(POST "/sign-out-everywhere" leaving::everywhere, SignedIn),
    route!(GET "/settings" settings::show, SignedIn),
    route!(POST "/settings" settings::keep, SignedIn),
    route!(POST "/settings/erase" settings::erase, SignedIn),
    route!(GET "/outbox" outbox::show, LocalOutbox),
    route!(GET "/n/{negotiation}/delegations" list::show, Anyone),
    route!(GET "/n/{negotiation}/delegations/accredit" accredit::show, May(&[ActKind::Accredit])),
    route!(POST "/n/{negotiation}/delegations/accredit" accredit::send, May(&[ActKind::Accredit])),
    route!(GET "/n/{negotiation}/delegations/{delegation}" one::show, Anyone),
    route!(GET "/n/{negotiation}/delegations/{delegation}/oppose" opposing::show_oppose,
        May(&[ActKind::OpposeAccreditation])),
    route!(POST "/n/{negotiation}/delegations/{delegation}/oppose" opposing::oppose,
        May(&[ActKind::OpposeAccreditation])),
    route!(GET "/n/{negotiation}/delegations/{delegation}/settle" opposing::show_settle,
        May(&[ActKind::SettleAccreditation])),
    route!(POST "/n/{negotiation}/delegations/{delegation}/settle" opposing::settle,
        May(&[ActKind::SettleAccreditation])),
    route!(GET "/n/{negotiation}/delegations/{delegation}/invite" seats::show_invite, Seated),
    route!(POST "/n/{negotiation}/delegations/{delegation}/invite" seats::invite, Seated),
    route!(POST "/n/{negotiation}/delegations/{delegation}/remove" seats::remove, Seated),
    route!(GET "/n/{negotiation}/seats" seats::offices, Seated),
    route!(POST "/n/{negotiation}/seats/invite" seats::invite_office, Seated),
    route!(POST "/n/{negotiation}/seats/remove" seats::remove_office, Seated),
    // The procedure: inputs, ledger, calls, statements, and what the chair does.
    route!(GET "/n/{negotiation}/contributions" contributions::show, Anyone),
    route!(GET "/n/{negotiation}/contributions/send" contributions::send::form, May(&[ActKind::Contribute])),
    route!(POST "/n/{negotiation}/contributions/send" contributions::send::send, May(&[ActKind::Contribute]), with files),
    route!(GET "/n/{negotiation}/contributions/{contribution}" contributions::one, Anyone),
    route!(GET "/n/{negotiation}/contributions/{contribution}/{passage}/dispose" contributions::dispose::form, May(&[ActKind::Dispose])),
    route!(POST "/n/{negotiation}/contributions/{contribution}/{passage}/dispose" contributions::dispose::dispose, May(&[ActKind::Dispose])),
    route!(POST "/n/{negotiation}/carriage" carriage::settle, May(&[ActKind::ConfirmCarriage, ActKind::ContestCarriage])),
    route!(GET "/n/{negotiation}/ledger" ledger::show, Anyone),
    route!(GET "/n/{negotiation}/ledger/{objection}" ledger::one, Anyone),
    route!(POST "/n/{negotiation}/ledger/{objection}/answer" ledger::answer, May(&[ActKind::AnswerObjection])),
    route!(POST "/n/{negotiation}/ledger/{objection}/end" ledger::end, May(&[ActKind::EndObjection])),
    route!(POST "/n/{negotiation}/ledger/{objection}/sustain" ledger::sustain, May(&[ActKind::SustainObjection])),
    route!(GET "/n/{negotiation}/calls" calls::show, Anyone),
    route!(GET "/n/{negotiation}/calls/open" calls::open::form, May(&[ActKind::OpenCall])),
    route!(POST "/n/{negotiation}/calls/open" calls::open::open, May(&[ActKind::OpenCall])),
    route!(GET "/n/{negotiation}/calls/{call}" calls::one::show, Anyone),
    route!(POST "/n/{negotiation}/calls/{call}/break" calls::one::break_silence, May(&[ActKind::BreakSilence])),
    route!(POST "/n/{negotiation}/calls/{call}/lift" calls::one::lift, May(&[ActKind::LiftBreak])),
    route!(POST "/n/{negotiation}/calls/{call}/close" calls::one::close, May(&[ActKind::CloseCall])),
    route!(POST "/n/{negotiation}/calls/{call}/cancel" calls::one::cancel, May(&[ActKind::CancelCall])),
    // What numbers say of it.
    route!(GET "/n/{negotiation}/findings" findings::agreement::show, Anyone),
    route!(GET "/n/{negotiation}/findings/origins" findings::origins::show, Anyone),
    route!(GET "/n/{negotiation}/findings/balance" findings::balance::show, Anyone),
    route!(GET "/n/{negotiation}/findings/campaigns" findings::campaigns::show, Anyone),
    route!(GET "/n/{negotiation}/findings/lists/{list}" findings::list, Anyone),
    route!(GET "/n/{negotiation}/statements" statements::show, Anyone),
    route!(GET "/n/{negotiation}/statements/make" statements::form, May(&[ActKind::State])),
    route!(POST "/n/{negotiation}/statements/make" statements::make, May(&[ActKind::State])),
    route!(GET "/n/{negotiation}/chair" chair::show, May(OFFICE)),
    route!(POST "/n/{negotiation}/chair/stage" chair::stage, May(&[ActKind::OpenStage])),
    route!(GET "/n/{negotiation}/chair/text" chair::table::form, May(&[ActKind::TableText])),
    route!(POST "/n/{negotiation}/chair/text" chair::table::table, May(&[ActKind::TableText]), with files),
    route!(GET "/n/{negotiation}/chair/revision" chair::revision::form, May(&[ActKind::TableRevision])),
    route!(POST "/n/{negotiation}/chair/revision" chair::revision::table, May(&[ActKind::TableRevision])),
    route!(GET "/n/{negotiation}/chair/translate/{language}" chair::translate::form, May(&[ActKind::Translate])),
    route!(POST "/n/{negotiation}/chair/translate/{language}" chair::translate::translate, May(&[ActKind::Translate])),
    route!(POST "/n/{negotiation}/chair/reopen" chair::reopen, May(&[ActKind::ReopenProvision])),
    route!(POST "/n/{negotiation}/chair/adopt" chair::adopt, May(&[ActKind::Adopt])),
    route!(POST "/n/{negotiation}/chair/close" chair::close, May(&[ActKind::CloseWithoutAgreement])),
];

/// The acts of those who run a negotiation: who may ever do one of these has a page for them.
const OFFICE: &[ActKind] = &[ActKind::OpenStage, ActKind::TableRevision, ActKind::Adopt];
