//! Campaigns: what many people sent in nearly the same words, read once with its count.
//!
//! Start at [`campaigns`](fn@campaigns).

mod json;

use comity_analysis::campaigns::{Campaigns, Settings, campaigns as found, own_words};
use comity_analysis::words::WordReader;
use comity_exchange::Notice;
use comity_exchange::lists::{Comment, read_comments};

use super::{FindingError, Source, Stream, stream};

pub use json::json;

/// What many people sent, each distinct text once.
#[derive(Debug)]
pub struct Gathered {
    /// The list.
    pub source: Source,
    /// When two texts are near-duplicates.
    pub settings: Settings,
    /// The comments with words, as they stand in the list; groups number them from 0.
    pub comments: Vec<Comment>,
    /// The groups.
    pub campaigns: Campaigns,
    /// What was not carried.
    pub notices: Vec<Notice>,
}

/// Gathers comments that are near-duplicates; `column` names the column of their words.
///
/// # Errors
/// When the list cannot be read, with its line.
pub fn campaigns(list: Stream<'_>, column: &str) -> Result<Gathered, FindingError> {
    let mut comments = Vec::new();
    let (notices, source) = stream::hashed(list, |name, bytes| {
        read_comments(name, bytes, column, &mut |comment| comments.push(comment))
    })?;
    let settings = Settings::default();
    let texts: Vec<&str> = comments.iter().map(|it| it.text.as_str()).collect();
    let campaigns = found(&texts, &settings);
    Ok(Gathered {
        source,
        settings,
        campaigns,
        comments,
        notices,
    })
}

impl Gathered {
    /// How many groups have more than one comment.
    #[must_use]
    pub fn repeated(&self) -> usize {
        self.campaigns
            .groups
            .iter()
            .filter(|it| it.count() > 1)
            .count()
    }

    /// What a member says in words that the representative does not have, stretch by stretch.
    #[must_use]
    pub fn own_words<'f>(
        &'f self,
        reader: &WordReader,
        representative: u32,
        member: u32,
    ) -> Vec<&'f str> {
        let template = &self.comments[representative as usize].text;
        let text = &self.comments[member as usize].text;
        let own = own_words(reader, &self.settings, template, text);
        own.into_iter().map(|it| &text[it]).collect()
    }
}
