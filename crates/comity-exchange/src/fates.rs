//! What became of proposals at the next revision, as people read it.
//!
//! Start at [`rebase_proposal`].

use comity_text::label::labels;
use comity_text::rebase::carried;
use comity_text::{
    ApplyError, Change, Fate, Instrument, Proposal, ProposalKind, ProvisionId, apply, rebase,
};

use crate::notice::Notice;

/// A proposal at the next revision.
#[derive(Clone, Debug)]
pub struct Rebased {
    /// The proposal with what was carried as its changes.
    pub proposal: Proposal,
    /// Each of its changes with its fate.
    pub changes: Vec<RebasedChange>,
    /// The next revision with what was carried in it.
    pub text: Instrument,
}

/// A change and what became of it.
#[derive(Clone, Debug)]
pub struct RebasedChange {
    /// The provision of the older revision, or the id of a new one.
    pub provision: ProvisionId,
    /// Its label; for a new one that of the provision it was to follow.
    pub label: String,
    /// What was asked for.
    pub asked: Words,
    /// The changes between the revisions that it collides with.
    pub with: Vec<Words>,
    /// Why it has nothing left to stand on, if so.
    pub reason: Option<String>,
    /// Whether it was carried, or is said already.
    fate: Fate,
}

/// A change in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// Its kind.
    pub kind: ProposalKind,
    /// The words that go.
    pub deleted: String,
    /// The words that come.
    pub inserted: String,
}

impl RebasedChange {
    /// `carried`, `satisfied`, `conflicting` or `orphaned`.
    #[must_use]
    pub fn outcome(&self) -> &'static str {
        match self.fate {
            Fate::Carried(_) => "carried",
            Fate::Satisfied => "satisfied",
            Fate::Conflicting(_) => "conflicting",
            Fate::Orphaned(_) => "orphaned",
        }
    }

    /// The fate in a sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        let asked = self.asked.sentence();
        match &self.fate {
            Fate::Carried(_) => format!("carried: {asked}"),
            Fate::Satisfied => format!("satisfied, the new text says it already: {asked}"),
            Fate::Conflicting(_) => {
                let others: Vec<String> = self.with.iter().map(Words::sentence).collect();
                format!(
                    "conflicting: {asked}; the new text has it so: {}",
                    others.join("; ")
                )
            }
            Fate::Orphaned(_) => {
                format!(
                    "orphaned, {}: {asked}",
                    self.reason.as_deref().unwrap_or_default()
                )
            }
        }
    }
}

impl Words {
    fn of(text: &Instrument, change: &Change) -> Words {
        let said = |id: &ProvisionId| {
            text.get(id).map_or(String::new(), |provision| {
                provision.text.as_str().to_owned()
            })
        };
        let (deleted, inserted) = match change {
            Change::Replace {
                provision,
                start,
                end,
                with,
            } => {
                let old = text.get(provision).map(|p| p.text.slice(*start, *end));
                (
                    old.unwrap_or_default().as_str().to_owned(),
                    with.as_str().to_owned(),
                )
            }
            Change::Add { text, .. } => (String::new(), text.as_str().to_owned()),
            Change::Suppress { provision, .. } => (said(provision), String::new()),
            Change::Move { provision, .. } | Change::Keep { provision } => {
                (said(provision), said(provision))
            }
        };
        Words {
            kind: change.kind(),
            deleted,
            inserted,
        }
    }

    fn sentence(&self) -> String {
        let (deleted, inserted) = (&self.deleted, &self.inserted);
        match self.kind {
            ProposalKind::Move => format!("“{deleted}” moved"),
            ProposalKind::Noc => format!("“{deleted}” kept as it is"),
            _ => match (deleted.is_empty(), inserted.is_empty()) {
                (true, _) => format!("“{inserted}” added"),
                (_, true) => format!("“{deleted}” deleted"),
                _ => format!("“{inserted}” for “{deleted}”"),
            },
        }
    }
}

/// A proposal to `from` at the revision that `revision` makes of it.
///
/// # Errors
/// When the proposal or the revision does not apply to `from`.
pub fn rebase_proposal(
    from: &Instrument,
    revision: &[Change],
    proposal: &Proposal,
) -> Result<Rebased, ApplyError> {
    let fates = rebase(from, revision, &proposal.changes)?;
    let names = labels(from);
    let label = |id: &ProvisionId| {
        from.position(id)
            .map_or(String::new(), |at| names[at].clone())
    };
    let to = apply(from, revision)?;
    let now = carried(&proposal.changes, &fates);
    let text = apply(&to, &now)?;
    let changes = proposal
        .changes
        .iter()
        .zip(fates)
        .map(|(change, fate)| RebasedChange {
            provision: change.provision().clone(),
            label: match change {
                Change::Add { place, .. } => place.after.as_ref().map_or(String::new(), label),
                other => label(other.provision()),
            },
            asked: Words::of(from, change),
            with: match &fate {
                Fate::Conflicting(with) => with
                    .iter()
                    .map(|at| Words::of(from, &revision[*at]))
                    .collect(),
                _ => Vec::new(),
            },
            reason: match &fate {
                Fate::Orphaned(reason) => Some(reason.words().to_owned()),
                _ => None,
            },
            fate,
        });
    let changes = changes.collect();
    let proposal = Proposal {
        changes: now,
        ..proposal.clone()
    };
    Ok(Rebased {
        proposal,
        changes,
        text,
    })
}

/// The fates of a proposal as notices, one a change.
#[must_use]
pub fn fate_notices(rebased: &Rebased) -> Vec<Notice> {
    let source = rebased.proposal.id.as_str();
    let changes = rebased.changes.iter();
    changes
        .map(|change| Notice::new(source, change.label.as_str(), change.sentence()))
        .collect()
}
