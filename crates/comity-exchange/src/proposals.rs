//! From documents to proposals: what a delegation's file asks for, as changes of the base.
//!
//! A file with tracked changes asks for its accepted text; what it refuses must be the base, or
//! every change must find its place in the base beyond doubt. A file without tracking is an
//! edited copy. A list asks for one proposal a row. Nothing is dropped: what does not fit is
//! named in a notice with its words, and its proposal stays in the list without changes.
//!
//! Start at [`read_proposals`].

mod fitting;
mod rows;

use std::collections::HashMap;

use comity_text::label::labels;
use comity_text::{Change, Instrument, Proposal, Tokenizer, diff};

use crate::document::{Document, Format, limit_notices, read_document, read_structure};
use crate::docx::TrackedDocument;
use crate::limits::MAX_AUTHORS;
use crate::notice::{Notice, ReadError, Told, told};
use fitting::{fit, kept_percent, letters};

/// A document that holds proposals.
#[derive(Clone, Debug)]
pub struct ProposalDocument<'b> {
    /// How notices and errors call it; its ending says the format.
    pub source: String,
    /// Who sponsors it, or the name of a list.
    pub sponsor: String,
    /// Whether `sponsor` was said, rather than taken from the name of the file.
    pub sponsor_is_given: bool,
    /// What it holds.
    pub bytes: &'b [u8],
}

/// How documents are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadingOptions {
    /// One proposal for each author of tracked changes.
    pub by_author: bool,
    /// Whether there are several lists, so that a row needs the name of its list.
    pub several_lists: bool,
}

/// The base with what readers of proposals need of it, made once.
#[derive(Debug)]
pub struct Base {
    /// The base.
    pub instrument: Instrument,
    /// Its labels.
    pub labels: Vec<String>,
    /// What cuts text into words.
    pub tokenizer: Tokenizer,
}

impl Base {
    /// A base.
    #[must_use]
    pub fn new(instrument: Instrument) -> Base {
        Base {
            labels: labels(&instrument),
            instrument,
            tokenizer: Tokenizer::default(),
        }
    }
}

/// The letters from which a text is long enough to tell whether another one is made from it.
const MIN_LETTERS_TO_COMPARE: u64 = 400;

/// The share of a text, in percent, below which another one was not made from it.
const MIN_KEPT_PERCENT: u64 = 20;

/// The share of provisions, in percent, that a file may suppress without a word.
const UNUSUAL_SUPPRESSION_PERCENT: usize = 50;

/// Reads the proposals of a document.
///
/// # Errors
/// When the bytes are no such document, or hold another text altogether.
pub fn read_proposals(
    document: &ProposalDocument<'_>,
    base: &Base,
    options: ReadingOptions,
) -> Result<(Vec<Proposal>, Vec<Notice>), ReadError> {
    let format = Format::of(&document.source)?;
    if format.is_list() {
        return rows::read(document, format, base, options);
    }
    let (content, notices) = read_document(&document.source, document.bytes, format)?;
    let mut reader = FileReader {
        document,
        base,
        notices,
        proposals: Vec::new(),
    };
    match content {
        Document::Tracked(tracked) if tracked.has_changes() => {
            reader.tracked(&tracked, options)?;
        }
        Document::Tracked(tracked) => {
            let rationale = tracked.rationale_by(None);
            reader.edited_copy(&tracked.accepted(), rationale)?;
        }
        Document::Plain(blocks) => reader.edited_copy(&blocks, String::new())?,
    }
    limit_notices(&document.source, &mut reader.notices);
    Ok((reader.proposals, reader.notices))
}

/// Gives proposals of one author in several files names of their own: the file before the author.
pub fn tell_authors_apart(proposals: &mut [Proposal]) {
    let mut times: HashMap<String, usize> = HashMap::new();
    for proposal in proposals.iter() {
        *times.entry(proposal.id.clone()).or_default() += 1;
    }
    for proposal in proposals
        .iter_mut()
        .filter(|proposal| times[&proposal.id] > 1)
    {
        let stem = proposal
            .source
            .rsplit_once('.')
            .map_or("", |(stem, _)| stem)
            .to_owned();
        let prefix = |id: &str| format!("{stem}/{id}");
        proposal.id = prefix(&proposal.id);
        for other in &mut proposal.variant_of {
            *other = if times.get(other).is_some_and(|n| *n > 1) {
                prefix(other)
            } else {
                other.clone()
            };
        }
    }
}

struct FileReader<'r> {
    document: &'r ProposalDocument<'r>,
    base: &'r Base,
    notices: Vec<Notice>,
    proposals: Vec<Proposal>,
}

impl FileReader<'_> {
    fn notice(&mut self, place: &str, message: impl Into<Told>) {
        self.notices
            .push(Notice::new(self.document.source.as_str(), place, message));
    }

    fn proposal(&self) -> Proposal {
        Proposal {
            id: self.document.sponsor.clone(),
            sponsors: vec![self.document.sponsor.clone()],
            source: self.document.source.clone(),
            ..Proposal::default()
        }
    }

    fn instrument(&mut self, blocks: &[crate::block::Block]) -> Result<Instrument, ReadError> {
        read_structure(&self.document.source, blocks, &mut self.notices)
    }

    fn edited_copy(
        &mut self,
        blocks: &[crate::block::Block],
        rationale: String,
    ) -> Result<(), ReadError> {
        let copy = self.instrument(blocks)?;
        let changes = diff(&self.base.instrument, &copy, &self.base.tokenizer);
        self.demand_same_text(&copy, &changes)?;
        self.take(Proposal {
            changes,
            rationale,
            ..self.proposal()
        });
        Ok(())
    }

    fn tracked(
        &mut self,
        tracked: &TrackedDocument,
        options: ReadingOptions,
    ) -> Result<(), ReadError> {
        let refused = self.instrument(&tracked.rejected())?;
        let to_base = match refused.says_the_same(&self.base.instrument) {
            true => Vec::new(),
            false => diff(&refused, &self.base.instrument, &self.base.tokenizer),
        };
        if !to_base.is_empty() {
            let percent = kept_percent(&refused, &self.base.instrument, &to_base);
            self.demand_kept(&refused, percent)?;
        }
        if !options.by_author {
            let accepted = self.instrument(&tracked.accepted())?;
            let rationale = tracked.rationale_by(None);
            let proposal = Proposal {
                rationale,
                ..self.proposal()
            };
            self.fitted(&refused, &to_base, &accepted, proposal);
            return Ok(());
        }
        let authors = tracked.authors();
        if authors.len() > MAX_AUTHORS {
            let message = format!(
                "its tracked changes have {} authors, and {MAX_AUTHORS} become proposals at \
                 most. Read it without --by-author.",
                authors.len()
            );
            return Err(ReadError::new(
                self.document.source.as_str(),
                "file",
                message,
            ));
        }
        for author in authors {
            let view = tracked.accepted_by(&author);
            let accepted = self.instrument(&view.blocks)?;
            let proposal = Proposal {
                id: author.clone(),
                sponsors: vec![author.clone()],
                rationale: tracked.rationale_by(Some(&author)),
                variant_of: view.amends,
                ..self.proposal()
            };
            self.fitted(&refused, &to_base, &accepted, proposal);
        }
        Ok(())
    }

    /// Takes a proposal whose changes lead from the refused text to the accepted one.
    fn fitted(
        &mut self,
        refused: &Instrument,
        to_base: &[Change],
        accepted: &Instrument,
        mut proposal: Proposal,
    ) {
        if to_base.is_empty() {
            proposal.changes = diff(&self.base.instrument, accepted, &self.base.tokenizer);
            return self.take(proposal);
        }
        let changes = diff(refused, accepted, &self.base.tokenizer);
        match fit(refused, to_base, self.base, &changes) {
            Ok(fitted) => {
                proposal.changes = fitted;
                self.notice(
                    "file",
                    told!(
                        "notice-other-base",
                        "The text without its changes is not the base, but every change found its \
                         place in the base."
                    ),
                );
                self.take(proposal);
            }
            Err(misfits) => {
                self.notice(
                    "file",
                    told!(
                        "notice-misfits",
                        "The text without its changes is not the base, and not every change found \
                         its place: none of the proposal is in the compilation. What did not fit \
                         follows."
                    ),
                );
                for (place, message) in misfits {
                    self.notice(&place, message);
                }
                self.proposals.push(proposal);
            }
        }
    }

    fn take(&mut self, proposal: Proposal) {
        let suppressed = proposal
            .changes
            .iter()
            .filter(|c| matches!(c, Change::Suppress { .. }));
        let (suppressed, all) = (suppressed.count(), self.base.instrument.len());
        if proposal.changes.is_empty() {
            let who = proposal.id.clone();
            let message = told!(
                "notice-no-change",
                "{who} asks for no change of the text.",
                who = who
            );
            self.notice("file", message);
        } else if all > 3 && suppressed * 100 > all * UNUSUAL_SUPPRESSION_PERCENT {
            let message = told!(
                "notice-leaves-out",
                "It leaves out {count} of {all} provisions, which is read as asking to delete \
                 them. If the file holds only a part of the text, put the changes into a full copy \
                 or an amendment list.",
                count = suppressed,
                all = all
            );
            self.notice("file", message);
        }
        self.proposals.push(proposal);
    }

    fn demand_same_text(&self, other: &Instrument, changes: &[Change]) -> Result<(), ReadError> {
        self.demand_kept(other, kept_percent(&self.base.instrument, other, changes))
    }

    fn demand_kept(&self, other: &Instrument, percent: u64) -> Result<(), ReadError> {
        let shorter = letters(other).min(letters(&self.base.instrument));
        if shorter < MIN_LETTERS_TO_COMPARE || percent >= MIN_KEPT_PERCENT {
            return Ok(());
        }
        Err(ReadError::new(
            self.document.source.as_str(),
            "file",
            told!(
                "unread-other-text",
                "it is a proposal to another text: only {percent} % of its words are those of the \
                 base. Give the file that was made from this base, or the base that this file was \
                 made from.",
                percent = percent
            ),
        ))
    }
}
