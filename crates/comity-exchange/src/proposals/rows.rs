//! Amendment lists as proposals: one row, one proposal.

use comity_text::diff::BaseWords;
use comity_text::label::{Found, LabelIndex};
use comity_text::{Change, Proposal, ProposalKind, ProvisionId, Text};

use super::fitting::fit_words;
use super::{Base, ProposalDocument, ReadingOptions};
use crate::amendments::{
    AmendmentRow, Located, Target, read_amendments_csv, read_amendments_json_lines, resolve,
};
use crate::document::Format;
use crate::notice::{Notice, ReadError};

pub(super) fn read(
    document: &ProposalDocument<'_>,
    format: Format,
    base: &Base,
    options: ReadingOptions,
) -> Result<(Vec<Proposal>, Vec<Notice>), ReadError> {
    let (rows, notices) = match format {
        Format::AmendmentsJsonLines => {
            read_amendments_json_lines(&document.source, document.bytes)?
        }
        _ => read_amendments_csv(&document.source, document.bytes)?,
    };
    let mut reader = RowReader {
        base,
        index: LabelIndex::new(&base.instrument, &base.labels),
        notices,
        words: BaseWords::new(&base.instrument, &base.tokenizer, true),
    };
    let proposals = rows.iter().map(|row| {
        let mut proposal = Proposal {
            id: match options.several_lists {
                true => format!("{}/{}", document.sponsor, row.number),
                false => row.number.clone(),
            },
            sponsors: row.sponsors.clone(),
            changes: reader.changes(row),
            rationale: row.rationale.clone(),
            source: document.source.clone(),
            variant_of: Vec::new(),
        };
        if proposal.sponsors.is_empty() && document.sponsor_is_given {
            proposal.sponsors.push(document.sponsor.clone());
        }
        proposal
    });
    let proposals = proposals.collect();
    Ok((proposals, reader.notices))
}

struct RowReader<'r> {
    base: &'r Base,
    index: LabelIndex<'r>,
    notices: Vec<Notice>,
    /// A list knows no emphasis, so words are compared without it.
    words: BaseWords<'r>,
}

impl RowReader<'_> {
    /// The changes that a row asks for; where it cannot be placed, none and a notice.
    fn changes(&mut self, row: &AmendmentRow) -> Vec<Change> {
        match resolve(row, &self.index) {
            Ok(located) => self.located(row, located),
            Err(notice) => self.fitted(row).unwrap_or_else(|| {
                let words = row.proposed.as_str();
                let message = match words.is_empty() {
                    true => notice.message.clone(),
                    false => format!("{} It asks for: “{words}”", notice.message),
                };
                self.notices.push(Notice {
                    message,
                    sentence: None,
                    ..notice
                });
                Vec::new()
            }),
        }
    }

    fn located(&mut self, row: &AmendmentRow, located: Located) -> Vec<Change> {
        self.notices.extend(located.notices);
        match located.target {
            Target::Provision(provision) => match row.kind {
                ProposalKind::Sup => vec![Change::Suppress {
                    provision,
                    joined_into: None,
                }],
                ProposalKind::Noc => vec![Change::Keep { provision }],
                _ => self.replacements(row, &provision),
            },
            Target::New {
                place, kind, label, ..
            } => vec![Change::Add {
                id: ProvisionId::new(format!("new-{}", row.number)),
                place,
                kind,
                label: Some(label),
                text: row.proposed.clone(),
            }],
            Target::Moved { provision, place } => vec![Change::Move { provision, place }],
        }
    }

    /// The changes of words of a MOD.
    fn replacements(&mut self, row: &AmendmentRow, provision: &ProvisionId) -> Vec<Change> {
        let changes = self.words.replacements(provision, &row.proposed);
        let changes = changes.expect("a row names a provision of the base");
        if changes.is_empty() {
            self.notices
                .push(row.notice("It asks for what the base says already."));
        }
        changes
    }

    /// A MOD whose `current` is not what the base says: its changes, if they find their place.
    fn fitted(&mut self, row: &AmendmentRow) -> Option<Vec<Change>> {
        if row.kind != ProposalKind::Mod || row.current.is_empty() || row.proposed.is_empty() {
            return None;
        }
        let Found::At(at) = self.index.find(&row.provision) else {
            return None;
        };
        let provision = self.base.instrument.provisions()[at].id.clone();
        let current = Text::plain(row.current.as_str());
        let changes = fit_words(self.base, &provision, &current, &row.proposed).ok()?;
        if changes.is_empty() {
            return None;
        }
        self.notices.push(row.notice(
            "`current` is not what the base says, but every change found its place in the base.",
        ));
        Some(changes)
    }
}
