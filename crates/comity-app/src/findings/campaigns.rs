//! Campaigns: what many people sent in nearly the same words, read once with its count.
//!
//! Start at [`campaigns`](fn@campaigns).

mod json;

use std::ops::Range;

use comity_analysis::campaigns::{Campaigns, Settings, campaigns as found, own_words};
use comity_analysis::words::WordReader;
use comity_exchange::Notice;
use comity_exchange::lists::{Comment, read_comments};
use comity_text::diff::words::words;
use comity_text::{Text, Tokenizer};

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

/// What a member says otherwise than the representative.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Variation<'f> {
    /// The stretches that the representative does not have.
    pub own_words: Vec<&'f str>,
    /// All that differs, from first to last, in whole words: own words among it.
    pub changes: Vec<Change>,
}

impl Variation<'_> {
    /// What differs but for what only adds words of its own.
    pub fn beside_own_words(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|it| !it.is_own)
    }
}

/// What a member says where the representative says something else: a word that is turned round
/// is the whole of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Change {
    /// What the representative says there; empty where the member adds something.
    pub was: String,
    /// What the member says; empty where it leaves something out.
    pub is: String,
    /// Whether it only adds words that are among the member's own.
    pub is_own: bool,
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

    /// What a member says otherwise than the representative.
    #[must_use]
    pub fn variation(
        &self,
        reader: &WordReader,
        representative: u32,
        member: u32,
    ) -> Variation<'_> {
        let template = &self.comments[representative as usize].text;
        let text = &self.comments[member as usize].text;
        let own = own_words(reader, &self.settings, template, text);
        Variation {
            changes: changes(template, text, &own),
            own_words: own.into_iter().map(|it| &text[it]).collect(),
        }
    }
}

/// All that a text says otherwise than a template; `own` are its own words, in bytes.
fn changes(template: &str, text: &str, own: &[Range<usize>]) -> Vec<Change> {
    let counted = |end: usize| length(&text[..end]);
    let own = own.iter().map(|it| counted(it.start)..counted(it.end));
    let own: Vec<Range<u32>> = own.collect();
    let (template, text) = (Text::plain(template), Text::plain(text));
    let edits = words(&template, &text, &Tokenizer::default());
    let (mut changes, mut left_out, mut added) = (Vec::new(), 0, 0);
    for edit in edits {
        let is = edit.with.as_str();
        // Where it begins in what the member says: with all that was added until there and
        // without what was left out.
        let begins = edit.start + added - left_out;
        let signs = is.chars().take_while(|it| !it.is_alphanumeric()).count();
        let first = begins + u32::try_from(signs).expect("a reader has a limit");
        let change = Change {
            was: one_line(template.slice(edit.start, edit.end).as_str()),
            is: one_line(is),
            is_own: edit.start == edit.end && own.iter().any(|it| it.contains(&first)),
        };
        added += length(is);
        left_out += edit.end - edit.start;
        // What differs in spaces alone is no change of words.
        if change.was != change.is {
            changes.push(change);
        }
    }
    changes
}

/// How many scalar values a text has.
fn length(text: &str) -> u32 {
    u32::try_from(text.chars().count()).expect("a reader has a limit")
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<&str>>().join(" ")
}
