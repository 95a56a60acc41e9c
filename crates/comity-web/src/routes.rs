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

/// One row of the table of routes.
#[macro_export]
macro_rules! route {
    ($method:ident $path:literal $handler:path, $rule:expr) => {
        $crate::routes::Route {
            method: ::axum::http::Method::$method,
            path: $path,
            rule: $rule,
            handler: |visit| ::std::boxed::Box::pin($handler(visit)),
        }
    };
}

use Rule::{Anyone, May};

/// The routes of every site.
pub static ROUTES: &[Route] = &[
    // What everybody reads: the front page, a negotiation at a glance, its record.
    route!(GET "/" home::show, Anyone),
    route!(GET "/n/{negotiation}" overview::show, Anyone),
    route!(GET "/n/{negotiation}/events" events::show, Anyone),
    // The text and what is proposed for it.
    // Proposing, joining, taking positions, objecting.
    // Persons: signing in, settings, delegations and their members.
    // The procedure: inputs, ledger, calls, statements, and what the chair does.
    route!(GET "/n/{negotiation}/contributions" contributions::show, Anyone),
    route!(GET "/n/{negotiation}/contributions/send" contributions::send::form, May(&[ActKind::Contribute])),
    route!(POST "/n/{negotiation}/contributions/send" contributions::send::send, May(&[ActKind::Contribute])),
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
    route!(GET "/n/{negotiation}/statements" statements::show, Anyone),
    route!(GET "/n/{negotiation}/statements/make" statements::form, May(&[ActKind::State])),
    route!(POST "/n/{negotiation}/statements/make" statements::make, May(&[ActKind::State])),
    route!(GET "/n/{negotiation}/chair" chair::show, May(OFFICE)),
    route!(POST "/n/{negotiation}/chair/stage" chair::stage, May(&[ActKind::OpenStage])),
    route!(GET "/n/{negotiation}/chair/text" chair::table::form, May(&[ActKind::TableText])),
    route!(POST "/n/{negotiation}/chair/text" chair::table::table, May(&[ActKind::TableText])),
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
