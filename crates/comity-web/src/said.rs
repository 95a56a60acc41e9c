//! What people said and where things are, as the pages of the procedure show them.
//!
//! Whatever a person wrote comes out of here escaped, with every character that hides or turns the
//! line made visible. A provision is called by its label, in the text that stands or in the last
//! one that held it.
//!
//! Never here: words of the interface, and rules.
//!
//! Start at [`Names::of`].

use std::collections::BTreeMap;

use comity_app::Caller;
use comity_app::views::{Party, Speaker};
use comity_exchange::html::{address, written_string};
use comity_procedure::act::{Behalf, Link, Standing, Subject};
use comity_procedure::ids::{Constituency, DelegationId, ProposalId};
use comity_procedure::state::AccreditationState;
use comity_procedure::words::Words as Said;
use comity_record::v1::parts;
use comity_text::ProvisionId;
use comity_text::label::labels;

use crate::letters::{one_line, without_unseen};
use crate::visit::{Room, Visit};
use crate::words::Words;

/// Something that can be pointed at: where it is, and what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// Its address; empty where there is none on this site.
    pub(crate) path: String,
    /// What it is called.
    pub(crate) name: String,
}

/// What things are called in one negotiation, for one reader.
#[derive(Clone, Debug)]
pub(crate) struct Names {
    words: &'static Words,
    root: String,
    /// The label of each provision, the order in which it is read, and whether it stands.
    provisions: BTreeMap<ProvisionId, (String, bool)>,
    order: Vec<(ProvisionId, String)>,
}

/// The words of a person as the content of an element; where they are withheld, it says so in the
/// language of the page.
pub(crate) fn html(words: &Words, said: &Said) -> String {
    match said.text() {
        Some(text) => written_string(text),
        None => {
            let withheld = words.say("words-withheld");
            format!("<span lang=\"{}\">{withheld}</span>", words.tag)
        }
    }
}

/// A name or a title on one line, for where no mark can stand beside its signs: a sentence, the
/// title of a page, what can be chosen. What turns or hides the line is left out.
pub(crate) fn line(words: &Words, said: &Said) -> String {
    match said.text() {
        Some(text) => one_line(text),
        None => words.say("words-withheld"),
    }
}

/// The most that a list of provisions says of each, in characters: a line of a small telephone.
const MAX_START_CHARS: usize = 60;

/// The longest word that is left out rather than cut, in characters: what has no spaces is cut.
const MAX_WORD_CHARS: usize = 24;

/// The first words of a text, on one line, at most so many characters of it. No word is cut.
pub(crate) fn first_words(text: &str, most: usize) -> String {
    let line = without_unseen(text);
    if line.chars().count() <= most {
        return line;
    }
    let cut: String = line.chars().take(most).collect();
    let whole = cut
        .rsplit_once(' ')
        .filter(|(_, rest)| rest.chars().count() <= MAX_WORD_CHARS)
        .map_or(cut.as_str(), |it| it.0);
    format!("{whole} …")
}

impl Names {
    /// The names of a room.
    pub(crate) fn of(visit: &Visit) -> Names {
        let room = visit.room();
        let mut names = Names {
            words: visit.words(),
            root: room.at(""),
            provisions: BTreeMap::new(),
            order: Vec::new(),
        };
        let state = room.state();
        let stands = state.current().map(|it| it.number);
        for revision in state.revisions() {
            let now = stands == Some(revision.number);
            let provisions = revision.instrument.provisions();
            for (provision, label) in provisions.iter().zip(labels(&revision.instrument)) {
                let label = names.label(&label, provision.kind.name());
                if now {
                    let start = first_words(provision.text.as_str(), MAX_START_CHARS);
                    let start = format!("{label} · {start}");
                    names.order.push((provision.id.clone(), start));
                }
                names.provisions.insert(provision.id.clone(), (label, now));
            }
        }
        names
    }

    /// What a provision with this label is called: headings have none.
    pub(crate) fn label(&self, label: &str, kind: &str) -> String {
        match label {
            "" => self.words.say(&format!("unlabelled-{kind}")),
            label => label.to_owned(),
        }
    }

    /// The words of a person as the content of an element.
    pub(crate) fn html(&self, said: &Said) -> String {
        html(self.words, said)
    }

    /// The provisions that stand, in reading order, each with its label and first words.
    pub(crate) fn provisions(&self) -> &[(ProvisionId, String)] {
        &self.order
    }

    /// A provision.
    pub(crate) fn provision(&self, id: &ProvisionId) -> Place {
        let known = self.provisions.get(id);
        let name = known.map_or_else(|| id.as_str().to_owned(), |it| it.0.clone());
        let stands = known.is_some_and(|it| it.1);
        Place {
            path: format!("{}/text/{}", self.root, address(id.as_str())),
            name: match stands {
                true => name,
                false => self.words.say1("place-gone", "name", name),
            },
        }
    }

    /// A proposal.
    pub(crate) fn proposal(&self, id: &ProposalId) -> Place {
        Place {
            path: format!("{}/proposals/{id}", self.root),
            name: self.words.say1("place-proposal", "id", id.as_str()),
        }
    }

    /// What a position or an objection is on.
    pub(crate) fn subject(&self, subject: &Subject) -> Place {
        match subject {
            Subject::Provision(id) => self.provision(id),
            Subject::Proposal(id) => self.proposal(id),
        }
    }

    /// What a link leads to.
    pub(crate) fn link(&self, link: &Link) -> Place {
        let (rest, name) = match link {
            Link::Provision(id) => return self.provision(id),
            Link::Proposal(id) => return self.proposal(id),
            Link::Contribution(id) => (
                format!("/contributions/{id}"),
                self.words.say1("place-contribution", "id", id.as_str()),
            ),
            Link::Statement(id) => (
                format!("/statements#{id}"),
                self.words.say1("place-statement", "id", id.as_str()),
            ),
            Link::Entry(number) => (
                format!("/record/{number}"),
                self.words.say1("place-entry", "number", *number),
            ),
            Link::Citation { origin, entry, .. } => {
                let name = self.words.say2(
                    "place-citation",
                    &("origin", &**origin),
                    &("entry", entry.to_string()),
                );
                let path = String::new();
                return Place { path, name };
            }
        };
        Place {
            path: format!("{}{rest}", self.root),
            name,
        }
    }

    /// A delegation, as HTML: its name, leading to its page.
    pub(crate) fn party(&self, party: &Party) -> String {
        let name = self.html(&party.name);
        format!(
            "<a class=\"party\" href=\"{}/delegations/{}\"><bdi>{name}</bdi></a>",
            self.root, party.id
        )
    }

    /// Who spoke and for whom, as HTML.
    pub(crate) fn speaker(&self, speaker: &Speaker) -> String {
        match speaker {
            Speaker::Officer(capacity) => {
                let said = self.words.say(&format!("capacity-{}", capacity.name()));
                written_string(&said)
            }
            Speaker::Delegation { party, behalf } => {
                let mut who = match party {
                    Some(party) => self.party(party),
                    None => self.words.say("place-unknown-party"),
                };
                if let Some(behalf) = behalf {
                    let word = self.words.say("speaks-for");
                    let behalf = self.html(behalf);
                    who.push_str(&format!(
                        " <span class=\"behalf\">{word} <bdi>{behalf}</bdi></span>"
                    ));
                }
                who
            }
        }
    }

    /// The name of a constituency.
    pub(crate) fn constituency(&self, constituency: &Constituency) -> String {
        crate::pages::constituency(self.words, constituency)
    }
}

/// What somebody may speak for besides themselves: the value of a field, and the name. As in the
/// rules, a coalition has members, and an organisation is accredited: who is only announced has no
/// voice that could be carried.
pub(crate) fn behalves(words: &Words, room: &Room) -> Vec<(String, String)> {
    let Caller::Party { delegation, .. } = &room.caller else {
        return Vec::new();
    };
    let state = room.state();
    let coalitions = state.coalitions().iter();
    let coalitions = coalitions
        .filter(|(_, it)| it.spokes == *delegation && !it.members.is_empty())
        .map(|(id, it)| (format!("coalition:{id}"), line(words, &it.name)));
    let through = |it: &Standing| matches!(it, Standing::Through(by) if by == delegation);
    let organisations = state.delegations().values();
    let organisations = organisations
        .filter(|it| through(&it.standing) && it.accreditation == AccreditationState::Accredited)
        .map(|it| {
            let value = format!("organisation:{}", it.id);
            (value, line(words, &it.name))
        });
    coalitions.chain(organisations).collect()
}

/// The reader as an actor, speaking for whom the field `behalf` of a form says.
pub(crate) fn actor(visit: &Visit) -> Option<parts::Actor> {
    actor_for(visit, visit.form.get("behalf"))
}

/// The reader as an actor, speaking for whom a value of [`behalves`] says.
pub(crate) fn actor_for(visit: &Visit, behalf: &str) -> Option<parts::Actor> {
    let mut actor = visit.room().caller.actor()?;
    let said = behalf.split_once(':');
    if let parts::Actor::Delegation { behalf, .. } = &mut actor {
        *behalf = match said {
            Some(("coalition", id)) => Some(parts::Behalf::Coalition(id.to_owned())),
            Some(("organisation", id)) => Some(parts::Behalf::Organisation(id.to_owned())),
            _ => None,
        };
    }
    Some(actor)
}

/// A link as a field of a form says it: `provision:p7`, `entry:12`.
pub(crate) fn link(said: &str) -> Option<parts::Link> {
    let (kind, id) = said.trim().split_once(':')?;
    let id = id.trim().to_owned();
    Some(match kind {
        "provision" => parts::Link::Provision(id),
        "proposal" => parts::Link::Proposal(id),
        "contribution" => parts::Link::Contribution(id),
        "statement" => parts::Link::Statement(id),
        "entry" => parts::Link::Entry(id.parse().ok()?),
        _ => return None,
    })
}

/// A link as a field of a form says it; nothing for what no form can name.
pub(crate) fn link_field(link: &Link) -> String {
    match link {
        Link::Provision(id) => format!("provision:{id}"),
        Link::Proposal(id) => format!("proposal:{id}"),
        Link::Contribution(id) => format!("contribution:{id}"),
        Link::Statement(id) => format!("statement:{id}"),
        Link::Entry(number) => format!("entry:{number}"),
        Link::Citation { .. } => String::new(),
    }
}

/// Whether a delegation is the reader's own.
pub(crate) fn is_own(room: &Room, id: &DelegationId) -> bool {
    matches!(&room.caller, Caller::Party { delegation, .. } if delegation == id)
}

/// Whether something was carried for the organisation that reads, and where that stands.
pub(crate) fn carried_for_reader(room: &Room, voice: &comity_procedure::state::Voice) -> bool {
    match &voice.behalf {
        Some(Behalf::Organisation(id)) => is_own(room, id),
        _ => false,
    }
}
