//! Every page that the demonstration can show: the rows of the table of routes, with their parts
//! filled from the negotiation as it stands.
//!
//! Start at [`pages`].

use std::collections::BTreeMap;

use axum::http::Method;
use comity_app::Caller;
use comity_procedure::State;
use comity_procedure::act::Subject;
use comity_procedure::ids::DelegationId;
use comity_procedure::state::{ProposalState, ProposalStatus};
use comity_web::routes::{ROUTES, Route, Rule};

use crate::deeds::Deed;
use crate::hall::Hall;

/// The delegation that looks at what strangers do not see: a small island state.
pub const DELEGATION: &str = "loa";

/// What is asked for with GET and is no page, with why nobody reads it as one.
pub const NOT_PAGES: &[(&str, &str)] = &[
    ("/n/{negotiation}/events", "a stream for the script"),
    ("/n/{negotiation}/compilation/{file}", "a file to keep"),
    (
        "/n/{negotiation}/revisions/{revision}/{file}",
        "a file to keep",
    ),
    ("/n/{negotiation}/findings/lists/{list}", "a file to keep"),
    ("/n/{negotiation}/record/bundle", "a file to keep"),
    ("/n/{negotiation}/record/checkpoint", "a file to keep"),
    ("/n/{negotiation}/record/{entry}/entry", "a file to keep"),
    ("/n/{negotiation}/record/{entry}/proof", "a file to keep"),
    (
        "/sign-in/{token}",
        "a letter has the token; a journey follows it",
    ),
];

/// A page that can be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its name, for files and lists: the path as the table has it, without braces.
    pub name: String,
    /// Its path.
    pub path: String,
    /// Who sees most of it: a role of the demonstration, or nobody in particular.
    pub role: Option<&'static str>,
    /// Whether strangers see it too.
    pub open_to_all: bool,
    /// What is done on it before it is looked at.
    pub deeds: Vec<Deed>,
}

/// What a negotiation can show and what it cannot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pages {
    /// Pages, in the order of the table.
    pub shown: Vec<Page>,
    /// Rows that nothing can be put into, with the part that is missing.
    pub missing: Vec<String>,
}

/// The pages of a hall as it stands.
#[must_use]
pub fn pages(hall: &Hall) -> Pages {
    let published = hall.desk().read();
    let state = &published.state;
    let mut examples = examples(state);
    examples.insert("negotiation", hall.negotiation.to_string());
    let more = hall.site.settings().more_routes;
    let mut found = Pages::default();
    for route in ROUTES.iter().chain(more) {
        let is_page = NOT_PAGES.iter().all(|(path, _)| *path != route.path);
        if route.method != Method::GET || !is_page {
            continue;
        }
        match filled(route.path, &examples) {
            Ok(path) => found.shown.push(Page {
                name: name_of(route.path),
                path,
                role: role_for(route, state),
                open_to_all: matches!(route.rule, Rule::Anyone | Rule::LocalOutbox),
                deeds: Vec::new(),
            }),
            Err(part) => found
                .missing
                .push(format!("{}: the demonstration has no {part}", route.path)),
        }
    }
    found.shown.push(Page {
        name: "no-such-page".to_owned(),
        path: "/no-such-page".to_owned(),
        role: None,
        open_to_all: true,
        deeds: Vec::new(),
    });
    found
}

/// The path with its parts filled; else the part that nothing can be put into.
fn filled<'p>(path: &'p str, examples: &BTreeMap<&'static str, String>) -> Result<String, &'p str> {
    let parts = path.split('/').map(|part| {
        let name = part.strip_prefix('{').and_then(|it| it.strip_suffix('}'));
        match name {
            Some(name) => examples.get(name).map(String::as_str).ok_or(name),
            None => Ok(part),
        }
    });
    let parts: Vec<&str> = parts.collect::<Result<_, _>>()?;
    Ok(parts.join("/"))
}

fn name_of(path: &str) -> String {
    let name = path
        .trim_matches('/')
        .replace(['{', '}'], "")
        .replace('/', "-");
    match name.is_empty() {
        true => "home".to_owned(),
        false => name,
    }
}

/// Who sees most of a page: who may act there, else a delegation.
fn role_for(route: &Route, state: &State) -> Option<&'static str> {
    let Rule::May(acts) = route.rule else {
        return (route.path.starts_with("/n/") || route.rule != Rule::Anyone).then_some(DELEGATION);
    };
    let delegation = DelegationId::new(DELEGATION).expect("the name of a delegation of the story");
    let party = Caller::Party {
        delegation,
        delegate: None,
    };
    let people = [
        (party, DELEGATION),
        (Caller::Chair, "chair"),
        (Caller::Secretariat, "secretariat"),
    ];
    let may = |(caller, _): &&(Caller, &str)| caller.may_ever(state, acts);
    people.iter().find(may).map(|it| it.1)
}

/// One of everything that a path can name, the one with most on its page.
pub(crate) fn examples(state: &State) -> BTreeMap<&'static str, String> {
    let mut examples = BTreeMap::new();
    let mut put = |name, value: Option<String>| {
        examples.extend(value.map(|it| (name, it)));
    };
    let live = |it: &&ProposalState| it.status == ProposalStatus::Live;
    let proposals = || state.proposals().values().map(|it| &**it);
    let proposal = proposals().find(live).or_else(|| proposals().next());
    put("provision", provision(state));
    put("proposal", proposal.map(|it| it.id.to_string()));
    put("revision", state.current().map(|it| it.number.to_string()));
    let mut contributions = state.contributions().iter();
    put(
        "contribution",
        contributions.next().map(|it| it.0.to_string()),
    );
    put(
        "passage",
        (!state.contributions().is_empty()).then(|| "1".to_owned()),
    );
    let answered = state
        .objections()
        .values()
        .max_by_key(|it| it.answers.len());
    put("objection", answered.map(|it| it.id.to_string()));
    let open = state.open_calls().next().map(ToString::to_string);
    let call = open.or_else(|| state.calls().keys().next().map(ToString::to_string));
    put("call", call);
    put(
        "statement",
        state.statements().keys().next().map(ToString::to_string),
    );
    put("delegation", Some(DELEGATION.to_owned()));
    put(
        "entry",
        state.size().checked_sub(1).map(|it| it.to_string()),
    );
    put("language", Some("ar".to_owned()));
    examples
}

/// The provision with most on its page: the one that most objections are about.
fn provision(state: &State) -> Option<String> {
    let current = state.current()?;
    let provisions = current.instrument.provisions().iter();
    let with_words = provisions.filter(|it| !it.text.is_empty());
    let most = with_words.max_by_key(|provision| {
        let objections = state.objections().values();
        let about = objections
            .filter(|it| matches!(&it.subject, Subject::Provision(id) if *id == provision.id));
        about.count()
    });
    most.map(|it| it.id.to_string())
}
