//! Naming: delegations, proposals, provisions and entries as pages name and link them, and the
//! words that people wrote. Every foreign name is isolated, and nothing in it becomes markup.

use std::collections::BTreeMap;

use comity_app::views::compilation::names;
use comity_app::views::text::{name_in, standing};
use comity_app::views::{Party, Speaker};
use comity_exchange::html::{address, written_string};
use comity_procedure::State;
use comity_procedure::ids::{Constituency, DelegationId, ProposalId};
use comity_procedure::modalities::Capacity;
use comity_procedure::state::ProposalState;
use comity_text::{Kind, ProvisionId};

use crate::said;
use crate::visit::Visit;
use crate::words::Words;

/// Names what a page of one negotiation speaks of; each name is HTML.
pub(crate) struct Naming<'v> {
    path: String,
    state: &'v State,
    words: &'static Words,
    names: BTreeMap<DelegationId, String>,
}

impl<'v> Naming<'v> {
    /// The names for a visit.
    pub(crate) fn new(visit: &'v Visit) -> Naming<'v> {
        let room = visit.room();
        Naming {
            path: room.at(""),
            state: room.state(),
            words: visit.words(),
            names: names(room.state()),
        }
    }

    /// A delegation, linked to its page.
    pub(crate) fn delegation(&self, id: &DelegationId) -> String {
        let name = self.names.get(id).map_or(id.as_str(), String::as_str);
        self.link("delegations", id.as_str(), name)
    }

    /// Delegations in the order given.
    pub(crate) fn delegations<'p>(&self, ids: impl IntoIterator<Item = &'p Party>) -> String {
        let all: Vec<String> = ids.into_iter().map(|it| self.delegation(&it.id)).collect();
        all.join(" · ")
    }

    /// Who spoke, and for whom.
    pub(crate) fn speaker(&self, speaker: &Speaker) -> String {
        match speaker {
            Speaker::Officer(Capacity::Chair) => self.words.say("read-by-chair"),
            Speaker::Officer(_) => self.words.say("read-by-secretariat"),
            Speaker::Delegation { party, behalf } => {
                let unknown = || self.words.say("read-by-unknown");
                let by = party
                    .as_ref()
                    .map_or_else(unknown, |it| self.delegation(&it.id));
                match behalf {
                    None => by,
                    Some(name) => format!(
                        "<bdi>{}</bdi> ({} {by})",
                        said::html(self.words, name),
                        self.words.say("read-carried-by")
                    ),
                }
            }
        }
    }

    /// A proposal by its id, linked to its page.
    pub(crate) fn proposal(&self, id: &ProposalId) -> String {
        self.link("proposals", id.as_str(), id.as_str())
    }

    /// A proposal by its sponsors and its id.
    pub(crate) fn proposal_with_sponsors(&self, proposal: &ProposalState) -> String {
        let sponsors = comity_app::views::proposal::among(self.state, &proposal.sponsors);
        let sponsors: Vec<String> = sponsors
            .iter()
            .map(|it| {
                let name = self
                    .names
                    .get(&it.id)
                    .map_or(it.id.as_str(), String::as_str);
                format!("<bdi>{}</bdi>", written_string(name))
            })
            .collect();
        let id = address(proposal.id.as_str());
        format!(
            "<a href=\"{}/proposals/{id}\">{} <bdi class=\"no\">{}</bdi></a>",
            self.path,
            sponsors.join(" · "),
            written_string(proposal.id.as_str())
        )
    }

    /// A provision by its label, linked to its page.
    pub(crate) fn provision(&self, id: &ProvisionId) -> String {
        self.link("text", id.as_str(), &provision_name(self.state, id))
    }

    /// An entry of the record.
    pub(crate) fn entry(&self, entry: u64) -> String {
        let said = self.words.say1("read-entry", "entry", entry);
        format!("<a href=\"{}/record/{entry}\">{said}</a>", self.path)
    }

    /// A revision, linked to its page.
    pub(crate) fn revision(&self, number: u32) -> String {
        let said = self.words.say1("stage-revision", "number", number);
        format!(
            "<a href=\"{}/revisions/{number}\"><bdi>{said}</bdi></a>",
            self.path
        )
    }

    /// Something of the negotiation with a page of its own.
    pub(crate) fn link(&self, room: &str, id: &str, name: &str) -> String {
        format!(
            "<a href=\"{}/{room}/{}\"><bdi>{}</bdi></a>",
            self.path,
            address(id),
            written_string(name)
        )
    }

    /// What a person wrote, in a line of its own; its lines are kept.
    pub(crate) fn quote(&self, said: &comity_procedure::words::Words) -> String {
        match said.text() {
            Some(text) => format!(
                "<p class=\"quote\" dir=\"auto\">{}</p>",
                written_string(text)
            ),
            None => format!(
                "<p class=\"quote gone\">{}</p>",
                self.words.say("read-withheld")
            ),
        }
    }

    /// A constituency as the reader calls it.
    pub(crate) fn constituency(&self, constituency: &Constituency) -> String {
        super::constituency(self.words, constituency)
    }
}

/// What a provision is called: its label in the text that stands, or the first words of one that
/// has none, or its id where only proposals would bring it.
pub(crate) fn provision_name(state: &State, id: &ProvisionId) -> String {
    let revision = standing(state).ok().map(|it| it.0);
    let named = revision.as_ref().and_then(|revision| {
        let provision = revision.instrument.get(id)?;
        match provision.kind {
            Kind::Title | Kind::Heading(_) => Some(first_words(provision.text.as_str())),
            _ => name_in(&revision.instrument, id),
        }
    });
    named.unwrap_or_else(|| id.to_string())
}

/// The longest name that is made of the first words of something, in characters.
const MAX_NAME_CHARS: usize = 48;

/// A name that is made of the first words of a text.
pub(crate) fn first_words(text: &str) -> String {
    said::first_words(text, MAX_NAME_CHARS)
}
