//! The words of a base, cut once for the many proposals that are compared with it.

use std::collections::HashMap;

use super::words::{Side, words_against};
use crate::change::Change;
use crate::instrument::{Instrument, ProvisionId};
use crate::text::Text;
use crate::token::{Token, Tokenizer};

/// A base whose provisions are cut into words when they are first compared.
#[derive(Debug)]
pub struct BaseWords<'b> {
    base: &'b Instrument,
    tokenizer: &'b Tokenizer,
    ignores_emphasis: bool,
    cut: HashMap<usize, (Text, Vec<Token>)>,
}

impl<'b> BaseWords<'b> {
    /// The words of a base.
    ///
    /// With `ignores_emphasis`, words are compared without it, for results from a format that
    /// knows none; what stays then keeps the emphasis that it has.
    #[must_use]
    pub fn new(base: &'b Instrument, tokenizer: &'b Tokenizer, ignores_emphasis: bool) -> Self {
        BaseWords {
            base,
            tokenizer,
            ignores_emphasis,
            cut: HashMap::new(),
        }
    }

    /// The changes of words that turn a provision's text into another; `None` where the base
    /// has no such provision.
    pub fn replacements(&mut self, provision: &ProvisionId, with: &Text) -> Option<Vec<Change>> {
        let at = self.base.position(provision)?;
        let here = &self.base.provisions()[at].text;
        let (text, tokens) = self.cut.entry(at).or_insert_with(|| {
            let text = match self.ignores_emphasis {
                true => Text::plain(here.as_str()),
                false => here.clone(),
            };
            let tokens = self.tokenizer.tokens(&text);
            (text, tokens)
        });
        let edits = words_against(Side { text, tokens }, with, self.tokenizer);
        let changes = edits.into_iter().map(|edit| Change::Replace {
            provision: provision.clone(),
            start: edit.start,
            end: edit.end,
            with: edit.with,
        });
        Some(changes.collect())
    }
}
