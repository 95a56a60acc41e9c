//! The margin of a provision: where it stands, how much is asked for, who goes along, and what is
//! new; with the links to act.

use std::collections::{BTreeMap, BTreeSet};

use comity_app::views::changes::News;
use comity_app::views::positions::{Counts, SubjectPositions, positions_on};
use comity_app::views::text::{Status, status};
use comity_exchange::bars::{Answer, Group, Side, draw, hidden_table};
use comity_exchange::html::{address, anchor, written_string};
use comity_procedure::act::{ActKind, Subject};
use comity_procedure::ids::CallId;
use comity_procedure::state::{CallOutcome, Objection};
use comity_procedure::{State, Time};
use comity_text::ProvisionId;

use super::naming::Naming;
use crate::sheets::Sheet;
use crate::visit::Visit;
use crate::words::Words;

/// The most objections that are named in a margin; the page of the provision names all.
const MAX_NAMED_OBJECTIONS: usize = 2;

/// What stands in the margin of a provision.
pub(crate) struct Margin {
    /// What the provision is called.
    pub(crate) name: String,
    /// Its page.
    pub(crate) path: String,
    /// Where it stands.
    pub(crate) standing: Standing,
    /// Who objects, each with a link to the ledger, as HTML.
    pub(crate) objections: Vec<String>,
    /// How many more do.
    pub(crate) more_objections: usize,
    /// How many proposals ask for something here.
    pub(crate) proposals: usize,
    /// How many pairs of them cannot both be accepted.
    pub(crate) conflicts: usize,
    /// The positions by constituency, as HTML; empty where there are none.
    pub(crate) bars: String,
    /// The pairs in conflict by name, as HTML; empty where they are not named here.
    pub(crate) pairs: String,
    /// What is new, as the names of messages.
    pub(crate) news: Vec<&'static str>,
    /// Whether the reader may propose now.
    pub(crate) may_propose: bool,
    /// Whether the provision stands in the text, and is not only proposed.
    pub(crate) stands: bool,
    /// Whether the margin is on the page of the provision itself, which needs no links to itself.
    pub(crate) at_home: bool,
}

/// Where a provision stands, as a margin says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It is open.
    Open,
    /// Somebody objects to it.
    Objection,
    /// Calls ask about it: the first one, and when it closes.
    UnderCall(CallId, Option<Time>),
    /// It is agreed ad referendum, since when.
    AdRef(CallId, Option<Time>),
    /// It is adopted.
    Adopted,
    /// It is only proposed.
    Proposed,
}

impl Standing {
    /// The message that says it, and the class that colours it.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Standing::Open => "read-status-open",
            Standing::Objection => "read-status-objection",
            Standing::UnderCall(..) => "read-status-call",
            Standing::AdRef(..) => "read-status-agreed",
            Standing::Adopted => "read-status-adopted",
            Standing::Proposed => "read-status-proposed",
        }
    }

    /// Its sign, so that colour is not needed.
    pub(crate) fn icon(&self) -> &'static str {
        match self {
            Standing::Open => {
                "<svg viewBox=\"0 0 16 16\" aria-hidden=\"true\"><circle cx=\"8\" cy=\"8\" r=\"5.4\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2.2\"/></svg>"
            }
            Standing::Objection => {
                "<svg viewBox=\"0 0 16 16\" aria-hidden=\"true\"><path d=\"M4 4l8 8M12 4l-8 8\" stroke=\"currentColor\" stroke-width=\"2.2\"/></svg>"
            }
            Standing::UnderCall(..) => {
                "<svg viewBox=\"0 0 16 16\" aria-hidden=\"true\"><circle cx=\"8\" cy=\"8\" r=\"6\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.8\"/><path d=\"M8 4.4V8l2.4 2\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.8\"/></svg>"
            }
            Standing::AdRef(..) => {
                "<svg viewBox=\"0 0 16 16\" aria-hidden=\"true\"><path d=\"M2 8.5l4 4 8-9\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2.2\"/></svg>"
            }
            Standing::Adopted => {
                "<svg viewBox=\"0 0 16 16\" aria-hidden=\"true\"><path d=\"M1 9l3.4 3.4L10 5M7.4 11.6l1 .8L15 5\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\"/></svg>"
            }
            Standing::Proposed => {
                "<svg viewBox=\"0 0 16 16\" aria-hidden=\"true\"><path d=\"M8 3v10M3 8h10\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2.2\"/></svg>"
            }
        }
    }

    /// The class that colours it.
    pub(crate) fn class(&self) -> &'static str {
        match self {
            Standing::Open => "s-open",
            Standing::Objection => "s-blocked",
            Standing::UnderCall(..) => "s-call",
            Standing::AdRef(..) | Standing::Adopted => "s-agreed",
            Standing::Proposed => "s-proposed",
        }
    }
}

/// Makes margins for one visit.
pub(crate) struct Margins<'v> {
    state: &'v State,
    words: &'static Words,
    naming: Naming<'v>,
    path: String,
    adopted: bool,
    may_propose: bool,
    answers: Vec<Answer>,
    objections: BTreeMap<Subject, Vec<std::sync::Arc<Objection>>>,
    news: Option<&'v BTreeMap<ProvisionId, BTreeSet<News>>>,
}

impl<'v> Margins<'v> {
    /// Margins for a visit; `news` says what is new about which provision.
    pub(crate) fn new(
        visit: &'v Visit,
        news: Option<&'v BTreeMap<ProvisionId, BTreeSet<News>>>,
    ) -> Margins<'v> {
        let room = visit.room();
        let state = room.state();
        let mut objections: BTreeMap<Subject, Vec<_>> = BTreeMap::new();
        let mut standing: Vec<_> = state.objections().values().collect();
        standing.sort_by_key(|it| it.entry);
        for objection in standing.into_iter().filter(|it| !it.has_ended()) {
            let on = objections.entry(objection.subject.clone()).or_default();
            on.push(objection.clone());
        }
        Margins {
            state,
            words: visit.words(),
            naming: Naming::new(visit),
            path: room.at(""),
            adopted: comity_app::views::text::standing(state).is_ok_and(|it| it.1),
            may_propose: room.caller.may_now(state, ActKind::Propose),
            answers: answers(visit.words()),
            objections,
            news,
        }
    }

    /// The state that they are of.
    pub(crate) fn state(&self) -> &'v State {
        self.state
    }

    /// The margin of a provision of a sheet.
    pub(crate) fn of(&self, sheet: &Sheet, at: usize, id: &ProvisionId) -> Margin {
        let stands = self
            .state
            .current()
            .is_some_and(|it| it.hashes.contains_key(id));
        let asked = &sheet.asked[at];
        let subject = Subject::Provision(id.clone());
        let against = self.objections.get(&subject).map_or(&[][..], Vec::as_slice);
        let named = against.iter().take(MAX_NAMED_OBJECTIONS);
        let name = sheet.names[at].clone();
        Margin {
            path: format!("{}/text/{}", self.path, address(id.as_str())),
            standing: self.standing(id, stands, !against.is_empty()),
            objections: named.map(|it| self.objection(it)).collect(),
            more_objections: against.len().saturating_sub(MAX_NAMED_OBJECTIONS),
            proposals: asked.proposals.len(),
            conflicts: asked.conflicts,
            bars: self.bars(&name, subject),
            pairs: String::new(),
            news: self.news_of(id),
            may_propose: self.may_propose && stands,
            stands,
            name,
            at_home: false,
        }
    }

    /// What is new about a provision, as the names of messages.
    pub(crate) fn news_of(&self, id: &ProvisionId) -> Vec<&'static str> {
        let news = self.news.and_then(|it| it.get(id));
        news.into_iter()
            .flatten()
            .map(|it| news_name(*it))
            .collect()
    }

    /// Where a provision stands.
    pub(crate) fn standing(&self, id: &ProvisionId, stands: bool, against: bool) -> Standing {
        let at = |call: &CallId| self.state.calls().get(call).cloned();
        match (self.adopted, stands) {
            (_, false) => return Standing::Proposed,
            (true, true) => return Standing::Adopted,
            (false, true) => {}
        }
        match status(self.state, id) {
            Status::Adopted => Standing::Adopted,
            Status::AdRef(call) => {
                let closed = at(&call).and_then(|it| match &it.outcome {
                    Some(CallOutcome::Closed { at, .. }) => Some(*at),
                    _ => None,
                });
                Standing::AdRef(call, closed)
            }
            Status::UnderCall(calls) => {
                let mut open: Vec<_> = calls
                    .into_iter()
                    .map(|it| (at(&it).and_then(|call| call.closes), it))
                    .collect();
                open.sort_by_key(|(closes, call)| (closes.is_none(), *closes, call.clone()));
                let (closes, call) = open.swap_remove(0);
                Standing::UnderCall(call, closes)
            }
            Status::Open if against => Standing::Objection,
            Status::Open => Standing::Open,
        }
    }

    fn objection(&self, objection: &Objection) -> String {
        let by = self.naming.delegation(&objection.by);
        let id = address(objection.id.as_str());
        let said = self.words.say(objection_state(objection));
        format!(
            "{by} · <a href=\"{}/ledger/{id}\">{}</a>",
            self.path,
            written_string(&said)
        )
    }

    fn bars(&self, name: &str, subject: Subject) -> String {
        if self.state.positions().get(&subject).is_none() {
            return String::new();
        }
        let found = positions_on(self.state, subject);
        let groups = groups(&found, &self.naming);
        let caption = caption(self.words, name);
        draw(&self.answers, &groups) + &hidden_table(&caption, &self.answers, &groups)
    }
}

/// The message that says where an objection stands.
pub(crate) fn objection_state(objection: &Objection) -> &'static str {
    use comity_procedure::act::Ending;
    use comity_procedure::state::ObjectionState;
    match &objection.state {
        ObjectionState::Open => "read-objection-open",
        ObjectionState::Addressed => "read-objection-addressed",
        ObjectionState::Sustained { .. } => "read-objection-sustained",
        ObjectionState::Ended {
            ending: Ending::Accommodated,
            ..
        } => "read-objection-accommodated",
        ObjectionState::Ended {
            ending: Ending::Withdrawn,
            ..
        } => "read-objection-withdrawn",
    }
}

/// The caption of a table of positions. A caption is a line of its own, so the marks that isolate
/// a name within a sentence are taken out of it, which would be shown as hidden characters.
pub(crate) fn caption(words: &Words, name: &str) -> String {
    let said = words.say1("read-positions-on", "name", name);
    said.replace(['\u{2068}', '\u{2069}'], "")
}

/// The answers of the scale, in its order.
pub(crate) fn answers(words: &Words) -> Vec<Answer> {
    let scale = [
        ("read-stance-support", "b-support", Side::Start(10)),
        ("read-stance-no-objection", "b-fine", Side::Start(7)),
        ("read-stance-can-live-with", "b-live", Side::Start(4)),
        ("read-stance-abstain", "b-abstain", Side::Neither),
        ("read-stance-object", "b-object", Side::End),
        ("read-stance-recuse", "b-none", Side::Neither),
        ("read-stance-lapsed", "b-none", Side::Neither),
        ("read-stance-silent", "b-none", Side::Neither),
    ];
    scale
        .into_iter()
        .map(|(name, class, side)| Answer {
            name: words.say(name),
            class,
            side,
        })
        .collect()
}

/// The groups of a count, in the order of the modalities.
pub(crate) fn groups(found: &SubjectPositions, naming: &Naming<'_>) -> Vec<Group> {
    let group = |it: &Counts| Group {
        name: naming.constituency(&it.constituency),
        counts: vec![
            it.support,
            it.no_objection,
            it.can_live_with,
            it.abstain,
            it.object,
            it.recuse,
            it.lapsed,
            it.silent,
        ],
    };
    found.counts.iter().map(group).collect()
}

/// The message that says what is new.
pub(crate) fn news_name(news: News) -> &'static str {
    match news {
        News::Words => "read-news-words",
        News::Proposals => "read-news-proposals",
        News::Positions => "read-news-positions",
        News::Objections => "read-news-objections",
        News::Calls => "read-news-calls",
        News::Translation => "read-news-translation",
    }
}

/// The name of the fragment of a provision.
pub(crate) fn fragment_of(id: &ProvisionId) -> String {
    anchor(id.as_str())
}
