//! What the readers of documents say, in the reader's language.
//!
//! A reader says each sentence in English and gives it a name; the sentence of that name stands in
//! `locales/*/documents.ftl`. What has no name stays in English, and is marked so. A place, such as
//! `paragraph 12`, is said by the word that it begins with.
//!
//! Never here: the page of a problem, and what the rules refuse.
//!
//! Start at [`Outside::of_notice`], then [`Why::said`].

use comity_app::tasks::TaskError;
use comity_exchange::{Notice, ReadError, Sentence};
use comity_record::v1::modalities::ModalitiesError;

use crate::words::{Fact, Words};

/// Something that was said outside of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outside {
    /// What was said.
    pub text: String,
    /// Whether it is in English on a page that is not.
    pub is_english: bool,
}

/// Why no act can be made of what somebody sent.
#[derive(Debug)]
pub enum Why {
    /// A document cannot be read.
    Document(Box<ReadError>),
    /// Nothing can be made of what is in it, or of what was typed.
    Task(Box<TaskError>),
    /// Modalities cannot be read.
    Modalities(Box<ModalitiesError>),
    /// Anything else: in the English of those who found it on English pages, and the message that
    /// says the same, with less of it, on others.
    Other {
        /// The message.
        message: &'static str,
        /// What was found.
        english: String,
    },
}

impl From<ReadError> for Why {
    fn from(error: ReadError) -> Why {
        Why::Document(Box::new(error))
    }
}

impl From<TaskError> for Why {
    fn from(error: TaskError) -> Why {
        match error {
            TaskError::Document(error) => error.into(),
            TaskError::Modalities(error) => error.into(),
            other => Why::Task(Box::new(other)),
        }
    }
}

impl From<ModalitiesError> for Why {
    fn from(error: ModalitiesError) -> Why {
        Why::Modalities(Box::new(error))
    }
}

impl Why {
    /// The reason in a language.
    #[must_use]
    pub fn said(&self, words: &Words) -> Outside {
        match self {
            Why::Document(error) => {
                let said = sentence(words, error.sentence.as_ref(), &error.message);
                said.at(words, &error.doc, &error.place)
            }
            Why::Task(error) => of_task(words, error),
            Why::Modalities(error) => of_modalities(words, error),
            Why::Other { message, english } => otherwise(words, message, english.clone()),
        }
    }
}

impl Outside {
    /// A notice with its place.
    #[must_use]
    pub fn of_notice(words: &Words, notice: &Notice) -> Outside {
        let said = sentence(words, notice.sentence.as_ref(), &notice.message);
        said.at(words, "", &notice.place)
    }

    /// The sentence behind its place, and that behind the name of the document.
    fn at(self, words: &Words, document: &str, place: &str) -> Outside {
        let place = match place {
            "file" if !document.is_empty() => String::new(),
            place => place_said(words, place),
        };
        let parts = [document.to_owned(), place, self.text];
        let parts: Vec<String> = parts.into_iter().filter(|it| !it.is_empty()).collect();
        Outside {
            text: parts.join(": "),
            ..self
        }
    }

    /// The sentence with one more after it.
    fn with(self, more: &str) -> Outside {
        Outside {
            text: format!("{} {more}", self.text),
            ..self
        }
    }
}

fn english(words: &Words, text: String) -> Outside {
    Outside {
        text,
        is_english: words.tag != "en",
    }
}

fn named(words: &Words, name: &str, facts: &[(&str, &dyn Fact)]) -> Outside {
    Outside {
        text: words.with(name, facts),
        is_english: false,
    }
}

/// A sentence by its name; in the English of who found it where it has none, and on English pages.
fn sentence(words: &Words, said: Option<&Sentence>, otherwise: &str) -> Outside {
    let Some(said) = said.filter(|it| words.tag != "en" && words.has(it.name)) else {
        return english(words, otherwise.to_owned());
    };
    let facts: Vec<(&str, Box<dyn Fact>)> = said
        .facts
        .iter()
        .map(|(name, fact)| (*name, fact_of(name, fact)))
        .collect();
    let facts: Vec<(&str, &dyn Fact)> = facts.iter().map(|(name, it)| (*name, &**it)).collect();
    named(words, said.name, &facts)
}

/// Numbers are counted by the rules of a language; a kind is one of a few, by its name.
fn fact_of(name: &str, fact: &str) -> Box<dyn Fact> {
    match fact.parse::<u32>() {
        Ok(number) if number.to_string() == fact => Box::new(number),
        _ if name == "kind" => Box::new(fact.replace(' ', "-")),
        _ => Box::new(fact.to_owned()),
    }
}

/// A place of a document: a word that we know and what follows it, or as it is.
fn place_said(words: &Words, place: &str) -> String {
    let (kind, rest) = place.split_once(' ').unwrap_or((place, ""));
    let message = match kind {
        "file" if rest.is_empty() => return words.say("document-whole"),
        "paragraph" => "document-paragraph",
        "line" => "document-line",
        "byte" => "document-byte",
        "footnote" => "document-footnote",
        "endnote" => "document-endnote",
        "comment" => "document-comment",
        _ => return place.to_owned(),
    };
    words.say1(message, "at", rest)
}

fn of_task(words: &Words, error: &TaskError) -> Outside {
    match error {
        TaskError::NothingAsked { name, notices } => {
            let said = named(words, "task-nothing-asked", &[("name", name)]);
            // The last notice names what did not fit; those before it say how the file was read.
            let Some(last) = notices.last() else {
                return said;
            };
            let last = Outside::of_notice(words, last);
            Outside {
                text: format!("{} {}", said.text, last.text),
                is_english: said.is_english || last.is_english,
            }
        }
        TaskError::List { name } => named(words, "task-list", &[("name", name)]),
        TaskError::NoRationale => named(words, "task-no-rationale", &[]),
        TaskError::ManyEdits { count, most } => named(
            words,
            "task-many-edits",
            &[("count", count), ("most", most)],
        ),
        TaskError::OtherShape {
            name,
            found,
            stands,
            at,
        } => {
            let facts: [(&str, &dyn Fact); 3] =
                [("name", name), ("found", found), ("stands", stands)];
            let said = named(words, "task-other-shape", &facts);
            match at {
                Some(at) => said.with(&words.say1("task-other-shape-at", "at", at)),
                None => said,
            }
        }
        TaskError::Withheld { what, .. } => named(words, "task-withheld", &[("what", what)]),
        TaskError::Twins {
            proposal,
            change,
            other,
        } => {
            let facts: [(&str, &dyn Fact); 3] =
                [("proposal", proposal), ("change", change), ("other", other)];
            named(words, "task-twins", &facts)
        }
        other => otherwise(words, "task-other", other.to_string()),
    }
}

fn of_modalities(words: &Words, error: &ModalitiesError) -> Outside {
    match error {
        ModalitiesError::Form(wrong) => named(words, "modalities-form", &[("wrong", wrong)]),
        ModalitiesError::Word {
            member,
            word,
            known,
        } => {
            let facts: [(&str, &dyn Fact); 3] =
                [("member", member), ("word", word), ("known", known)];
            named(words, "modalities-word", &facts)
        }
        ModalitiesError::Slug { member, error } => {
            let facts: [(&str, &dyn Fact); 2] = [("member", member), ("word", &error.0)];
            named(words, "modalities-slug", &facts)
        }
    }
}

/// What was found, on a page in its language; on others the message that says it there.
fn otherwise(words: &Words, message: &str, found: String) -> Outside {
    match words.tag {
        "en" => english(words, found),
        _ => named(words, message, &[]),
    }
}
