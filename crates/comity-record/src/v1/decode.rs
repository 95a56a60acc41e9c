//! From what is written to what the rules decide on: names become texts, strings become ids.
//!
//! Nothing is decided here. What cannot be understood is an error that names the member.

use std::sync::Arc;

use comity_procedure::act as rules;
use comity_procedure::ids::{
    Addressee, BadSlug, IdempotencyKey, NegotiationId, PublicKey, TextHash,
};
use comity_procedure::modalities::Stage;
use comity_procedure::words::{Changes, Wording};
use comity_procedure::{Submission, words as spoken};
use comity_text::{Kind, Place, ProvisionId, Style, Text};
use sha2::{Digest, Sha256};
use thiserror::Error;

use super::act::Act;
use super::change::Change;
use super::entry::Entry;
use super::hex::Hex;
use super::modalities::ModalitiesError;
use super::parts;
use super::words::{Named, Styled, Words};
use crate::canonical;

mod acts;

/// Where the texts are found that entries name.
pub trait Texts {
    /// The text with a name.
    fn text(&self, name: &[u8; 32]) -> Found;
}

/// What was found under the name of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// The text.
    Text(Arc<str>),
    /// It has been withheld; the name is known.
    Withheld,
    /// Nothing is known under that name.
    Missing,
}

/// Why an entry cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DecodeError {
    /// A name is no slug.
    #[error("{member}: {error}")]
    Slug {
        /// The member.
        member: &'static str,
        /// What is wrong with it.
        error: BadSlug,
    },
    /// A word is none of those that the format knows.
    #[error("{member}: “{word}” is none of: {known}")]
    Word {
        /// The member.
        member: &'static str,
        /// The word.
        word: String,
        /// What the format knows.
        known: String,
    },
    /// A text stands in the entry itself.
    #[error("a text stands in the act itself; it has to be a blob, named by its salted hash")]
    Inline,
    /// A blob is not there.
    #[error("the blob {0} is missing")]
    Missing(Hex<32>),
    /// A hash is left out.
    #[error("{member}: the hash of the text is left out")]
    NoHash {
        /// The member.
        member: &'static str,
    },
    /// Emphasis does not fit its text.
    #[error("the emphasis does not fit its text: {0}")]
    Spans(String),
    /// A number is too large.
    #[error("{member}: {number} is too large")]
    Number {
        /// The member.
        member: &'static str,
        /// The number.
        number: u64,
    },
    /// The modalities cannot be read.
    #[error(transparent)]
    Modalities(#[from] ModalitiesError),
    /// A moment cannot be read.
    #[error("“{0}” is no moment")]
    Moment(String),
}

impl Entry {
    /// The submission that the entry records with its act, which may stand in a blob. Whether its
    /// signature is right is for the caller: the submission says by which key it claims to be
    /// signed.
    ///
    /// # Errors
    /// When the entry cannot be understood, or names a text that is not there.
    pub fn submission(&self, act: &Act, texts: &impl Texts) -> Result<Submission, DecodeError> {
        Ok(Submission {
            negotiation: slug("negotiation", &self.negotiation, NegotiationId::new)?,
            key: IdempotencyKey(self.key.0),
            at: self.at.0,
            actor: self.actor.rules()?,
            signed_by: self.signature.as_ref().map(|it| PublicKey(it.by.0)),
            act: act.rules(texts)?,
        })
    }
}

impl Act {
    /// The act as the rules know it.
    ///
    /// # Errors
    /// When it cannot be understood, or names a text that is not there.
    pub fn rules(&self, texts: &impl Texts) -> Result<rules::Act, DecodeError> {
        acts::rules(self, texts)
    }
}

impl parts::Actor {
    /// The actor as the rules know it.
    ///
    /// # Errors
    /// When an id is no slug.
    pub fn rules(&self) -> Result<rules::Actor, DecodeError> {
        Ok(match self {
            parts::Actor::Chair => rules::Actor::Chair,
            parts::Actor::Clock => rules::Actor::Clock,
            parts::Actor::Secretariat => rules::Actor::Secretariat,
            parts::Actor::Delegation {
                behalf,
                delegate,
                id,
            } => rules::Actor::Delegation {
                delegation: slug("actor", id, comity_procedure::ids::DelegationId::new)?,
                delegate: delegate
                    .as_ref()
                    .map(|it| slug("delegate", it, comity_procedure::ids::DelegateId::new))
                    .transpose()?,
                behalf: behalf.as_ref().map(rules_behalf).transpose()?,
            },
        })
    }
}

fn rules_behalf(behalf: &parts::Behalf) -> Result<rules::Behalf, DecodeError> {
    use comity_procedure::ids::{CoalitionId, DelegationId};
    Ok(match behalf {
        parts::Behalf::Coalition(id) => {
            rules::Behalf::Coalition(slug("behalf", id, CoalitionId::new)?)
        }
        parts::Behalf::Organisation(id) => {
            rules::Behalf::Organisation(slug("behalf", id, DelegationId::new)?)
        }
    })
}

fn slug<T>(
    member: &'static str,
    spelling: &str,
    new: impl Fn(&str) -> Result<T, BadSlug>,
) -> Result<T, DecodeError> {
    new(spelling).map_err(|error| DecodeError::Slug { member, error })
}

fn slugs<T>(
    member: &'static str,
    spellings: &[String],
    new: impl Fn(&str) -> Result<T, BadSlug> + Copy,
) -> Result<Vec<T>, DecodeError> {
    spellings.iter().map(|it| slug(member, it, new)).collect()
}

/// The value of a word, among those that the format knows.
pub(super) fn word<T: Copy>(
    member: &'static str,
    word: &str,
    known: &[(&str, T)],
) -> Result<T, DecodeError> {
    let found = known.iter().find(|(name, _)| *name == word);
    found.map(|(_, value)| *value).ok_or_else(|| {
        let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        DecodeError::Word {
            member,
            word: word.to_owned(),
            known: names.join(", "),
        }
    })
}

fn stage(word_: &str) -> Result<Stage, DecodeError> {
    word(
        "stage",
        word_,
        &Stage::ALL.map(|stage| (stage.name(), stage)),
    )
}

fn addressees(names: &[String]) -> Result<Vec<Addressee>, DecodeError> {
    slugs("addressees", names, Addressee::new)
}

fn hash(member: &'static str, hash: Option<Hex<32>>) -> Result<TextHash, DecodeError> {
    hash.map(|it| TextHash(it.0))
        .ok_or(DecodeError::NoHash { member })
}

fn provision(id: &str) -> ProvisionId {
    ProvisionId::new(id)
}

/// A text with its name.
fn named(words: &Words, texts: &impl Texts) -> Result<(Hex<32>, Option<Arc<str>>), DecodeError> {
    let Words::Named(Named { blob }) = words else {
        return Err(DecodeError::Inline);
    };
    match texts.text(&blob.0) {
        Found::Text(text) => Ok((*blob, Some(text))),
        Found::Withheld => Ok((*blob, None)),
        Found::Missing => Err(DecodeError::Missing(*blob)),
    }
}

fn said(words: &Words, texts: &impl Texts) -> Result<spoken::Words, DecodeError> {
    named(words, texts).map(|(_, text)| spoken::Words(text))
}

fn said_if(
    words: Option<&Words>,
    texts: &impl Texts,
) -> Result<Option<spoken::Words>, DecodeError> {
    words.map(|it| said(it, texts)).transpose()
}

/// Words with emphasis: the hash that positions are taken on, and the text.
fn wording(styled: &Styled, texts: &impl Texts) -> Result<Wording, DecodeError> {
    let (name, string) = named(&styled.text, texts)?;
    let hash = wording_hash(name, styled);
    let text = string.map(|string| text(&string, styled)).transpose()?;
    Ok(Wording { text, hash })
}

/// The name of the blob where there is no emphasis; else a hash over both.
fn wording_hash(name: Hex<32>, styled: &Styled) -> TextHash {
    if styled.spans.is_empty() {
        return TextHash(name.0);
    }
    let mut hasher = Sha256::new();
    hasher.update(b"comity wording v1\n");
    hasher.update(canonical::write(styled).expect("spans are strings and numbers"));
    TextHash(hasher.finalize().into())
}

fn text(string: &str, styled: &Styled) -> Result<Text, DecodeError> {
    let plain = Text::plain(string);
    if styled.spans.is_empty() {
        return Ok(plain);
    }
    let mut out = Text::default();
    let mut at = 0;
    for span in &styled.spans {
        if span.start < at || span.end <= span.start || span.end > plain.len() {
            let wrong = format!("{} to {} of {}", span.start, span.end, plain.len());
            return Err(DecodeError::Spans(wrong));
        }
        let mut style = Style::PLAIN;
        for name in &span.style {
            let known = Style::NAMES.map(|(style, name)| (name, style));
            style = style | word("style", name, &known)?;
        }
        if style == Style::PLAIN {
            return Err(DecodeError::Spans("a span without a style".to_owned()));
        }
        out.push_str(plain.str_between(at, span.start), Style::PLAIN);
        out.push_str(plain.str_between(span.start, span.end), style);
        at = span.end;
    }
    out.push_str(plain.str_between(at, plain.len()), Style::PLAIN);
    Ok(out)
}

/// Changes with the hash over all of them.
fn changes(list: &[Change], texts: &impl Texts) -> Result<Changes, DecodeError> {
    let mut withheld = false;
    let read = list
        .iter()
        .map(|change| self::change(change, texts, &mut withheld));
    let changes = read.collect::<Result<Vec<_>, _>>()?;
    let mut hasher = Sha256::new();
    hasher.update(b"comity changes v1\n");
    hasher.update(canonical::write(list).expect("changes are strings and numbers"));
    Ok(Changes {
        list: changes,
        hash: TextHash(hasher.finalize().into()),
        withheld,
    })
}

fn change(
    change: &Change,
    texts: &impl Texts,
    withheld: &mut bool,
) -> Result<comity_text::Change, DecodeError> {
    let mut words = |styled: &Styled| {
        let read = wording(styled, texts)?.text;
        *withheld |= read.is_none();
        Ok::<Text, DecodeError>(read.unwrap_or_default())
    };
    let place = |parent: &Option<String>, after: &Option<String>| Place {
        parent: parent.as_deref().map(provision),
        after: after.as_deref().map(provision),
    };
    Ok(match change {
        Change::Add {
            after,
            id,
            kind,
            label,
            parent,
            words: said,
        } => comity_text::Change::Add {
            id: provision(id),
            place: place(parent, after),
            kind: kind_of(kind)?,
            label: label.clone(),
            text: words(said)?,
        },
        Change::Keep { provision: id } => comity_text::Change::Keep {
            provision: provision(id),
        },
        Change::Move {
            after,
            parent,
            provision: id,
        } => comity_text::Change::Move {
            provision: provision(id),
            place: place(parent, after),
        },
        Change::Replace {
            end,
            provision: id,
            start,
            with,
        } => comity_text::Change::Replace {
            provision: provision(id),
            start: *start,
            end: *end,
            with: with.as_ref().map(words).transpose()?.unwrap_or_default(),
        },
        Change::Suppress {
            joined_into,
            provision: id,
        } => comity_text::Change::Suppress {
            provision: provision(id),
            joined_into: joined_into.as_deref().map(provision),
        },
    })
}

/// The kind that a word names; headings and items say their level, as in `item-2`.
pub fn kind_of(word_: &str) -> Result<Kind, DecodeError> {
    let level = |prefix: &str| -> Option<u8> {
        let level: u8 = word_.strip_prefix(prefix)?.parse().ok()?;
        (1..=9).contains(&level).then_some(level)
    };
    if let Some(level) = level("heading-") {
        return Ok(Kind::Heading(level));
    }
    if let Some(level) = level("item-") {
        return Ok(Kind::Item(level));
    }
    let known = [
        Kind::Title,
        Kind::Preambular,
        Kind::Operative,
        Kind::Article,
        Kind::Paragraph,
        Kind::Annex,
        Kind::Cell,
        Kind::Footnote,
    ];
    word("kind", word_, &known.map(|kind| (kind.name(), kind)))
}
