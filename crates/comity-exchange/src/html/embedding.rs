//! Provisions in the pages of a site: where their links lead, in which language the text is, and
//! fragments that leave the margin to the site.
//!
//! A text and the words around it may be in two languages; then each carries its own. Never here:
//! what stands in a site's margin.
//!
//! Start at [`Embedding`], then [`Fragment`].

use std::collections::BTreeMap;

use comity_text::{ProvisionId, Text};

use super::Frame;
use super::escape::push_attribute;

/// How provisions stand in the pages of a site.
#[derive(Clone, Debug, Default)]
pub struct Embedding {
    /// What the address of a proposal begins with; its id follows.
    pub proposals: String,
    /// What the address of a provision begins with; its id follows.
    pub provisions: String,
    /// The tag of the language of the text, where it is not that of the page.
    pub text_language: Option<String>,
    /// Whether the reasons of proposals stand beside them.
    pub reasons: bool,
    /// The provisions in another language than the one they are negotiated in.
    pub translation: Option<Translation>,
}

/// A text in another language than the one it is negotiated in.
#[derive(Clone, Debug, Default)]
pub struct Translation {
    /// The tag of that language.
    pub language: String,
    /// Each provision of the base in it.
    pub provisions: BTreeMap<ProvisionId, Translated>,
}

/// A provision in another language.
#[derive(Clone, Debug, Default)]
pub struct Translated {
    /// Its words; `None` where nobody has translated it.
    pub text: Option<Text>,
    /// What a reader has to know of them; empty where there is nothing.
    pub remark: String,
}

/// One provision, or one line between provisions, of a page whose margins a site fills.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fragment {
    /// The index of the provision in the compilation.
    pub at: usize,
    /// What it is.
    pub form: FragmentForm,
    /// All of it up to the top of the margin; all of it where it has no margin.
    pub before: String,
    /// All that follows what the site says in the margin.
    pub after: String,
}

/// What a fragment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FragmentForm {
    /// A provision with its margin.
    Provision,
    /// A provision that stands as a rival below another one, with its margin.
    Rival,
    /// A heading that nobody would change.
    Heading,
    /// A line that says what would move here.
    Arrival,
}

impl FragmentForm {
    /// Whether the site says something in its margin.
    #[must_use]
    pub fn has_margin(self) -> bool {
        matches!(self, FragmentForm::Provision | FragmentForm::Rival)
    }
}

/// What the layout knows of a provision, in numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The proposals that ask for anything here, as indices of the compilation.
    pub proposals: Vec<usize>,
    /// How many distinct outcomes there are.
    pub outcomes: usize,
    /// How many pairs of proposals cannot both be accepted here.
    pub conflicts: usize,
}

impl Frame<'_> {
    /// The attribute that says the language of the words of the text, where the page has another.
    pub(super) fn text_lang(&self) -> String {
        let tag = self
            .embedding
            .as_ref()
            .and_then(|it| it.text_language.as_deref());
        tag.map_or_else(String::new, lang)
    }

    /// The attribute that says the language of the page on its words among those of the text.
    pub(super) fn page_lang(&self) -> String {
        let text = self
            .embedding
            .as_ref()
            .and_then(|it| it.text_language.as_ref());
        text.map_or_else(String::new, |_| lang(self.language.tag()))
    }

    /// Whether the reasons of proposals stand beside them.
    pub(super) fn gives_reasons(&self) -> bool {
        self.embedding.as_ref().is_none_or(|it| it.reasons)
    }

    /// A provision in the other language that is shown, if one is.
    pub(super) fn translated(&self, id: &ProvisionId) -> Option<(&str, &Translated)> {
        let translation = self.embedding.as_ref()?.translation.as_ref()?;
        Some((&translation.language, translation.provisions.get(id)?))
    }
}

/// The attribute that says a language.
pub(super) fn lang(tag: &str) -> String {
    let mut attribute = String::from(" lang=\"");
    push_attribute(&mut attribute, tag);
    attribute.push('"');
    attribute
}

/// Adds an id to an address: what has a meaning in addresses is written with its bytes.
pub(super) fn push_address(out: &mut String, id: &str) {
    for byte in id.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
}
