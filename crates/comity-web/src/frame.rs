//! The frame of a page: all that stands around what it says. Every template has one as `frame`.

use comity_app::Caller;
use comity_app::views::text;
use comity_procedure::Time;

use crate::assets;
use crate::said::line;
use crate::times::Times;
use crate::visit::{Room, Visit};
use crate::words::{LANGUAGES, Words};

/// What stands around every page.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The words of the language.
    pub w: &'static Words,
    /// Says times to the reader.
    pub times: Times,
    /// The title of the page.
    pub title: String,
    /// The negotiation, where the page is of one.
    pub negotiation: Option<Heading>,
    /// The person, if somebody is signed in.
    pub person: Option<Signed>,
    /// The page in other languages: tag, direction, name, address, and whether it is this one.
    pub languages: Vec<LanguageLink>,
    /// Where the page is, for links that lead back here.
    pub here: String,
    /// Whether the page can be fetched again where it is: the answer to a form cannot.
    pub live: bool,
    /// Whether times are said in a time zone that the reader chose.
    pub zone_is_known: bool,
    /// The time of the site, where something on the page may be counted down to: the reader's own
    /// clock may be wrong. Other pages say nothing of it and stay the same from minute to minute.
    pub now: Option<i64>,
    /// Whether letters are shown on a page of the site.
    pub local_outbox: bool,
}

/// The head of a page of a negotiation.
#[derive(Clone, Debug)]
pub struct Heading {
    /// Its path.
    pub path: String,
    /// Its title, as it was given.
    pub title: String,
    /// The name of its stage, as the modalities spell it.
    pub stage: &'static str,
    /// How many entries its record has.
    pub size: u64,
    /// The number of the revision that stands.
    pub revision: Option<u32>,
    /// How many provisions are agreed, and of how many.
    pub agreed: (usize, usize),
    /// How many objections have not ended.
    pub objections: usize,
    /// The silence that ends next: its call and when.
    pub silence: Option<(String, Time)>,
    /// For whom the reader speaks here, if for anybody.
    pub acts_for: Option<ActsFor>,
}

/// For whom somebody speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActsFor {
    /// The chair.
    Chair,
    /// The secretariat.
    Secretariat,
    /// A delegation, by its name.
    Party(String),
}

/// Somebody who is signed in.
#[derive(Clone, Debug)]
pub struct Signed {
    /// The address of mail.
    pub mail: String,
    /// What every form carries.
    pub form_token: String,
}

/// A link to the same page in another language.
#[derive(Clone, Debug)]
pub struct LanguageLink {
    /// The tag.
    pub tag: &'static str,
    /// What the language calls itself.
    pub name: &'static str,
    /// Where it is.
    pub address: String,
    /// Whether this is it.
    pub current: bool,
}

impl Frame {
    pub(crate) fn new(visit: &Visit, title: String) -> Frame {
        let reader = &visit.reader;
        let room = visit.room.as_ref();
        let negotiation = room.map(|it| Heading::of(reader.words, it));
        let counts_down = negotiation.as_ref().is_none_or(|it| it.silence.is_some());
        Frame {
            w: reader.words,
            times: Times::new(reader.words, reader.zone.clone()),
            title,
            now: counts_down.then_some(visit.now),
            negotiation,
            person: reader.person.as_ref().map(|it| Signed {
                mail: it.account.mail.as_str().to_owned(),
                form_token: it.form_token.clone(),
            }),
            languages: LANGUAGES
                .iter()
                .map(|words| LanguageLink {
                    tag: words.tag,
                    name: words.name,
                    address: in_language(visit, words.tag),
                    current: words.tag == reader.words.tag,
                })
                .collect(),
            here: visit.uri.path().to_owned(),
            live: visit.form.pairs().next().is_none(),
            zone_is_known: reader.zone_is_known,
            local_outbox: visit.site.settings().local_outbox,
        }
    }

    /// A path within the negotiation: `rest` begins with a slash or is empty.
    #[must_use]
    pub fn room(&self, rest: &str) -> String {
        let path = self.negotiation.as_ref().map_or("", |it| it.path.as_str());
        format!("{path}{rest}")
    }

    /// What every form of this session carries; empty where nobody is signed in.
    #[must_use]
    pub fn form_token(&self) -> &str {
        self.person.as_ref().map_or("", |it| it.form_token.as_str())
    }

    /// The address of the style sheet.
    #[must_use]
    pub fn style(&self) -> &'static str {
        &assets::STYLE.path
    }

    /// The address of the style sheet of the pages of findings.
    #[must_use]
    pub fn findings_style(&self) -> &'static str {
        &assets::FINDINGS_STYLE.path
    }

    /// The address of the script.
    #[must_use]
    pub fn script(&self) -> &'static str {
        &assets::SCRIPT.path
    }

    /// Where one signs in and is led back here.
    #[must_use]
    pub fn sign_in(&self) -> String {
        if self.here == "/" || self.here.starts_with("/sign-") {
            return "/sign-in".to_owned();
        }
        let query = serde_urlencoded::to_string([("to", &self.here)]);
        let query = query.expect("pairs of strings can be written");
        format!("/sign-in?{query}")
    }

    /// The number of the revision that stands; 0 where there is none.
    #[must_use]
    pub fn revision_number(&self) -> u32 {
        let heading = self.negotiation.as_ref();
        heading.and_then(|it| it.revision).unwrap_or(0)
    }

    /// The name of a page in the navigation, marked where it is this one.
    #[must_use]
    pub fn is_at(&self, rest: &str) -> bool {
        let Some(heading) = &self.negotiation else {
            return false;
        };
        let here = self.here.strip_prefix(&heading.path).unwrap_or_default();
        match rest {
            "" => here.is_empty(),
            rest => {
                here == rest
                    || here
                        .strip_prefix(rest)
                        .is_some_and(|it| it.starts_with('/'))
            }
        }
    }
}

/// The same address in another language. What stands after the question mark stays.
fn in_language(visit: &Visit, tag: &str) -> String {
    let mut pairs: Vec<(&str, &str)> = visit.query.pairs().filter(|it| it.0 != "lang").collect();
    pairs.push(("lang", tag));
    let query = serde_urlencoded::to_string(&pairs).expect("pairs of strings can be written");
    format!("{}?{query}", visit.uri.path())
}

impl Heading {
    fn of(words: &Words, room: &Room) -> Heading {
        let state = room.state();
        let standing = text::standing(state).ok();
        let silences = state.open_calls().filter_map(|id| state.calls().get(id));
        let silence = silences
            .filter_map(|call| Some((call.closes?, call.id.to_string())))
            .min()
            .map(|(closes, id)| (id, closes));
        Heading {
            path: room.at(""),
            title: state
                .opening()
                .map_or_else(String::new, |it| line(words, &it.title)),
            stage: state.stage().name(),
            size: state.size(),
            revision: standing.map(|it| it.0.number),
            agreed: text::agreed(state).unwrap_or_default(),
            objections: state
                .objections()
                .values()
                .filter(|it| !it.has_ended())
                .count(),
            silence,
            acts_for: ActsFor::of(words, room),
        }
    }

    /// Whether a text stands or was adopted.
    #[must_use]
    pub fn has_text(&self) -> bool {
        self.revision.is_some()
    }
}

impl ActsFor {
    fn of(words: &Words, room: &Room) -> Option<ActsFor> {
        match &room.caller {
            Caller::Chair => Some(ActsFor::Chair),
            Caller::Secretariat => Some(ActsFor::Secretariat),
            Caller::Party { delegation, .. } => {
                let known = room.state().delegations().get(delegation);
                let unknown = || delegation.to_string();
                let name = known.map_or_else(unknown, |it| line(words, &it.name));
                Some(ActsFor::Party(name))
            }
            Caller::Operator | Caller::Public => None,
        }
    }

    /// Whether it is one of those who run the negotiation, and have a page for that.
    #[must_use]
    pub fn is_office(&self) -> bool {
        matches!(self, ActsFor::Chair | ActsFor::Secretariat)
    }

    /// As a sentence of the interface names it.
    #[must_use]
    pub fn named(&self, words: &Words) -> String {
        match self {
            ActsFor::Chair => words.say("capacity-chair"),
            ActsFor::Secretariat => words.say("capacity-secretariat"),
            ActsFor::Party(name) => name.clone(),
        }
    }
}
