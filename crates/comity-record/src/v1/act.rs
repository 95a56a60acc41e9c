//! Acts as they are written. What each means stands with the procedure's act of the same name.
//!
//! Members stand in the order of their names, which is the canonical one. What may be left out is
//! not written when there is nothing to say.

#![allow(
    missing_docs,
    reason = "the procedure's act of the same name says what each member is"
)]

use comity_procedure::ActKind;
use serde::{Deserialize, Serialize};

use super::change::Change;
use super::hex::Hex;
use super::modalities::Modalities;
use super::parts::{
    Accepted, Carriage, Deadline, Link, Passage, ProposalOutcome, ProvisionAddressees, Question,
    ResultingWords, Standing, Subject, TabledProvision, TranslatedProvision,
};
use super::times::Moment;
use super::words::{HoldsWords, Words};

/// What is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    rename_all = "kebab-case",
    rename_all_fields = "kebab-case",
    deny_unknown_fields
)]
pub enum Act {
    Open {
        modalities: Box<Modalities>,
        title: Words,
    },
    Accredit {
        constituency: String,
        delegation: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        development: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        key: Option<Hex<32>>,
        name: Words,
        region: String,
        standing: Standing,
    },
    OpposeAccreditation {
        delegation: String,
        reason: Words,
    },
    SettleAccreditation {
        admitted: bool,
        delegation: String,
        reason: Words,
    },
    NameDelegate {
        delegate: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        key: Option<Hex<32>>,
        powers: Vec<String>,
    },
    RemoveDelegate {
        delegate: String,
    },
    FormCoalition {
        coalition: String,
        name: Words,
    },
    JoinCoalition {
        coalition: String,
    },
    LeaveCoalition {
        coalition: String,
    },
    OpenStage {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Words>,
        stage: String,
    },
    Contribute {
        contribution: String,
        language: String,
        passages: Vec<Passage>,
        title: Words,
    },
    Dispose {
        contribution: String,
        disposition: String,
        link: Link,
        passage: u64,
        reason: Words,
    },
    ContestCarriage {
        carriage: Carriage,
        reason: Words,
    },
    ConfirmCarriage {
        carriage: Carriage,
    },
    TableText {
        provisions: Vec<TabledProvision>,
    },
    Propose {
        changes: Vec<Change>,
        proposal: String,
        rationale: Words,
        revision: u32,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        variant_of: Vec<String>,
    },
    CoSponsor {
        proposal: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<Hex<32>>,
    },
    LeaveProposal {
        proposal: String,
    },
    ReviseProposal {
        changes: Vec<Change>,
        proposal: String,
        rationale: Words,
        revision: u32,
    },
    WithdrawProposal {
        proposal: String,
    },
    MergeProposals {
        changes: Vec<Change>,
        of: Vec<String>,
        proposal: String,
        rationale: Words,
        revision: u32,
    },
    ValidateMerge {
        of: String,
        proposal: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Words>,
        reflected: bool,
    },
    TableRevision {
        accepted: Vec<Accepted>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        addressees: Vec<ProvisionAddressees>,
        outcomes: Vec<ProposalOutcome>,
        reason: Words,
        results: Vec<ResultingWords>,
        revision: u32,
    },
    TakePosition {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Words>,
        stance: String,
        subject: Subject,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<Hex<32>>,
    },
    ClearPosition {
        subject: Subject,
    },
    Object {
        objection: String,
        reason: Words,
        remedy: Words,
        subject: Subject,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<Hex<32>>,
    },
    AnswerObjection {
        answer: Words,
        objection: String,
    },
    EndObjection {
        ending: String,
        objection: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Words>,
    },
    SustainObjection {
        objection: String,
        reason: Words,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<Hex<32>>,
    },
    OpenCall {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        again: Option<String>,
        call: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        closes: Option<Moment>,
        kind: String,
        opens: Moment,
        question: Question,
    },
    BreakSilence {
        call: String,
        provisions: Vec<String>,
        reason: Words,
        remedy: Words,
    },
    LiftBreak {
        call: String,
        ending: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Words>,
    },
    CloseCall {
        call: String,
    },
    CancelCall {
        call: String,
        reason: Words,
    },
    Strike {
        deadline: Deadline,
    },
    ReopenProvision {
        provision: String,
        reason: Words,
    },
    Adopt {
        revision: u32,
    },
    CloseWithoutAgreement {
        reason: Words,
    },
    State {
        kind: String,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        on: Vec<Link>,
        statement: String,
        words: Words,
    },
    Translate {
        language: String,
        provisions: Vec<TranslatedProvision>,
    },
    Redact {
        ground: Words,
        texts: Vec<Hex<32>>,
    },
}

macro_rules! list {
    ($($name:ident { $($field:ident),* })*) => {
        impl Act {
            /// Its kind.
            #[must_use]
            pub fn kind(&self) -> ActKind {
                match self { $(Act::$name { .. } => ActKind::$name,)* }
            }
        }

        impl HoldsWords for Act {
            fn each_words<E>(
                &mut self,
                each: &mut impl FnMut(&mut Words) -> Result<(), E>,
            ) -> Result<(), E> {
                match self {
                    $(Act::$name { $($field),* } => { $($field.each_words(each)?;)* })*
                }
                Ok(())
            }
        }
    };
}

list! {
    Open { modalities, title }
    Accredit { constituency, delegation, development, key, name, region, standing }
    OpposeAccreditation { delegation, reason }
    SettleAccreditation { admitted, delegation, reason }
    NameDelegate { delegate, key, powers }
    RemoveDelegate { delegate }
    FormCoalition { coalition, name }
    JoinCoalition { coalition }
    LeaveCoalition { coalition }
    OpenStage { reason, stage }
    Contribute { contribution, language, passages, title }
    Dispose { contribution, disposition, link, passage, reason }
    ContestCarriage { carriage, reason }
    ConfirmCarriage { carriage }
    TableText { provisions }
    Propose { changes, proposal, rationale, revision, variant_of }
    CoSponsor { proposal, text }
    LeaveProposal { proposal }
    ReviseProposal { changes, proposal, rationale, revision }
    WithdrawProposal { proposal }
    MergeProposals { changes, of, proposal, rationale, revision }
    ValidateMerge { of, proposal, reason, reflected }
    TableRevision { accepted, addressees, outcomes, reason, results, revision }
    TakePosition { reason, stance, subject, text }
    ClearPosition { subject }
    Object { objection, reason, remedy, subject, text }
    AnswerObjection { answer, objection }
    EndObjection { ending, objection, reason }
    SustainObjection { objection, reason, text }
    OpenCall { again, call, closes, kind, opens, question }
    BreakSilence { call, provisions, reason, remedy }
    LiftBreak { call, ending, reason }
    CloseCall { call }
    CancelCall { call, reason }
    Strike { deadline }
    ReopenProvision { provision, reason }
    Adopt { revision }
    CloseWithoutAgreement { reason }
    State { kind, on, statement, words }
    Translate { language, provisions }
    Redact { ground, texts }
}
