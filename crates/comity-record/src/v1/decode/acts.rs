//! Each act in turn. Long, because there are many; each arm says the same thing twice.

use std::sync::Arc;

use comity_procedure::act as rules;
use comity_procedure::ids::{
    CallId, CoalitionId, Constituency, ContributionId, DelegateId, DelegationId, Language,
    ObjectionId, ProposalId, PublicKey, Region, StatementId, TextHash,
};

use super::{
    DecodeError, Texts, addressees, changes, hash, kind_of, provision, said, said_if, slug, stage,
    word, wording,
};
use crate::v1::act::Act;
use crate::v1::parts;
use crate::v1::vocabulary::{
    CALLS, DEVELOPMENTS, DISPOSITIONS, ENDINGS, ORPHANS, POWERS, STANCES, STATEMENTS,
};

type Read<T> = Result<T, DecodeError>;

/// An act as the rules know it.
pub(super) fn rules(act: &Act, texts: &impl Texts) -> Read<rules::Act> {
    match act {
        Act::Open { .. }
        | Act::Accredit { .. }
        | Act::OpposeAccreditation { .. }
        | Act::SettleAccreditation { .. } => accreditation(act, texts),
        Act::NameDelegate { .. }
        | Act::RemoveDelegate { .. }
        | Act::FormCoalition { .. }
        | Act::JoinCoalition { .. }
        | Act::LeaveCoalition { .. }
        | Act::OpenStage { .. } => parties(act, texts),
        Act::Contribute { .. }
        | Act::Dispose { .. }
        | Act::ContestCarriage { .. }
        | Act::ConfirmCarriage { .. }
        | Act::State { .. } => inputs(act, texts),
        Act::TableText { .. }
        | Act::Propose { .. }
        | Act::CoSponsor { .. }
        | Act::LeaveProposal { .. }
        | Act::ReviseProposal { .. }
        | Act::WithdrawProposal { .. } => proposals(act, texts),
        Act::MergeProposals { .. } | Act::ValidateMerge { .. } => merges(act, texts),
        Act::TableRevision { .. } | Act::Translate { .. } | Act::Redact { .. } => {
            revisions(act, texts)
        }
        Act::TakePosition { .. }
        | Act::ClearPosition { .. }
        | Act::Object { .. }
        | Act::AnswerObjection { .. }
        | Act::EndObjection { .. }
        | Act::SustainObjection { .. } => positions(act, texts),
        Act::OpenCall { .. }
        | Act::BreakSilence { .. }
        | Act::LiftBreak { .. }
        | Act::CloseCall { .. }
        | Act::CancelCall { .. }
        | Act::Strike { .. }
        | Act::ReopenProvision { .. }
        | Act::Adopt { .. }
        | Act::CloseWithoutAgreement { .. } => calls(act, texts),
    }
}

fn delegation(id: &str) -> Read<DelegationId> {
    slug("delegation", id, DelegationId::new)
}

fn coalition(id: &str) -> Read<CoalitionId> {
    slug("coalition", id, CoalitionId::new)
}

fn proposal(id: &str) -> Read<ProposalId> {
    slug("proposal", id, ProposalId::new)
}

fn objection(id: &str) -> Read<ObjectionId> {
    slug("objection", id, ObjectionId::new)
}

fn call(id: &str) -> Read<CallId> {
    slug("call", id, CallId::new)
}

fn contribution(id: &str) -> Read<ContributionId> {
    slug("contribution", id, ContributionId::new)
}

fn statement(id: &str) -> Read<StatementId> {
    slug("statement", id, StatementId::new)
}

fn index(member: &'static str, number: u64) -> Read<usize> {
    usize::try_from(number).map_err(|_| DecodeError::Number { member, number })
}

fn each<A, B>(list: &[A], read: impl FnMut(&A) -> Read<B>) -> Read<Vec<B>> {
    list.iter().map(read).collect()
}

fn accreditation(act: &Act, texts: &impl Texts) -> Read<rules::Act> {
    Ok(match act {
        Act::Open { modalities, title } => rules::Act::Open {
            title: said(title, texts)?,
            modalities: Arc::new(modalities.rules()?),
        },
        Act::Accredit {
            constituency,
            delegation: id,
            development,
            key,
            name,
            region,
            standing,
        } => rules::Act::Accredit {
            delegation: delegation(id)?,
            name: said(name, texts)?,
            constituency: slug("constituency", constituency, Constituency::new)?,
            region: slug("region", region, Region::new)?,
            development: development
                .as_deref()
                .map(|it| word("development", it, DEVELOPMENTS))
                .transpose()?,
            standing: match standing {
                parts::Standing::Delegation => rules::Standing::Delegation,
                parts::Standing::Observer => rules::Standing::Observer,
                parts::Standing::Through(id) => rules::Standing::Through(delegation(id)?),
            },
            key: key.map(|it| PublicKey(it.0)),
        },
        Act::OpposeAccreditation {
            delegation: id,
            reason,
        } => rules::Act::OpposeAccreditation {
            delegation: delegation(id)?,
            reason: said(reason, texts)?,
        },
        Act::SettleAccreditation {
            admitted,
            delegation: id,
            reason,
        } => rules::Act::SettleAccreditation {
            delegation: delegation(id)?,
            admitted: *admitted,
            reason: said(reason, texts)?,
        },
        _ => unreachable!("sent elsewhere"),
    })
}

fn parties(act: &Act, texts: &impl Texts) -> Read<rules::Act> {
    Ok(match act {
        Act::NameDelegate {
            delegate,
            key,
            powers,
        } => rules::Act::NameDelegate {
            delegate: slug("delegate", delegate, DelegateId::new)?,
            powers: each(powers, |it| word("powers", it, POWERS))?,
            key: key.map(|it| PublicKey(it.0)),
        },
        Act::RemoveDelegate { delegate } => rules::Act::RemoveDelegate {
            delegate: slug("delegate", delegate, DelegateId::new)?,
        },
        Act::FormCoalition {
            coalition: id,
            name,
        } => rules::Act::FormCoalition {
            coalition: coalition(id)?,
            name: said(name, texts)?,
        },
        Act::JoinCoalition { coalition: id } => rules::Act::JoinCoalition {
            coalition: coalition(id)?,
        },
        Act::LeaveCoalition { coalition: id } => rules::Act::LeaveCoalition {
            coalition: coalition(id)?,
        },
        Act::OpenStage {
            reason,
            stage: name,
        } => rules::Act::OpenStage {
            stage: stage(name)?,
            reason: said_if(reason.as_ref(), texts)?,
        },
        _ => unreachable!("sent elsewhere"),
    })
}

fn link(link: &parts::Link) -> Read<rules::Link> {
    Ok(match link {
        parts::Link::Citation {
            entry,
            origin,
            size,
        } => rules::Link::Citation {
            origin: origin.as_str().into(),
            size: *size,
            entry: TextHash(entry.0),
        },
        parts::Link::Contribution(id) => rules::Link::Contribution(contribution(id)?),
        parts::Link::Entry(n) => rules::Link::Entry(*n),
        parts::Link::Proposal(id) => rules::Link::Proposal(proposal(id)?),
        parts::Link::Provision(id) => rules::Link::Provision(provision(id)),
        parts::Link::Statement(id) => rules::Link::Statement(statement(id)?),
    })
}

fn carriage(carriage: &parts::Carriage) -> Read<rules::Carriage> {
    Ok(match carriage {
        parts::Carriage::Contribution(id) => rules::Carriage::Contribution(contribution(id)?),
        parts::Carriage::Proposal(id) => rules::Carriage::Proposal(proposal(id)?),
        parts::Carriage::Statement(id) => rules::Carriage::Statement(statement(id)?),
    })
}

fn inputs(act: &Act, texts: &impl Texts) -> Read<rules::Act> {
    Ok(match act {
        Act::Contribute {
            contribution: id,
            language,
            passages,
            title,
        } => rules::Act::Contribute {
            contribution: contribution(id)?,
            title: said(title, texts)?,
            language: slug("language", language, Language::new)?,
            passages: each(passages, |it| {
                Ok(rules::Passage {
                    words: said(&it.words, texts)?,
                    on: it.on.as_deref().map(provision),
                })
            })?,
        },
        Act::Dispose {
            contribution: id,
            disposition,
            link: to,
            passage,
            reason,
        } => rules::Act::Dispose {
            contribution: contribution(id)?,
            passage: index("passage", *passage)?,
            disposition: word("disposition", disposition, DISPOSITIONS)?,
            reason: said(reason, texts)?,
            link: link(to)?,
        },
        Act::ContestCarriage {
            carriage: what,
            reason,
        } => rules::Act::ContestCarriage {
            carriage: carriage(what)?,
            reason: said(reason, texts)?,
        },
        Act::ConfirmCarriage { carriage: what } => rules::Act::ConfirmCarriage {
            carriage: carriage(what)?,
        },
        Act::State {
            kind,
            on,
            statement: id,
            words,
        } => rules::Act::State {
            statement: statement(id)?,
            kind: word("kind", kind, STATEMENTS)?,
            on: each(on, link)?,
            words: said(words, texts)?,
        },
        _ => unreachable!("sent elsewhere"),
    })
}

fn proposals(act: &Act, texts: &impl Texts) -> Read<rules::Act> {
    Ok(match act {
        Act::TableText { provisions } => rules::Act::TableText {
            provisions: each(provisions, |it| {
                Ok(rules::TabledProvision {
                    id: provision(&it.id),
                    kind: kind_of(&it.kind)?,
                    parent: it.parent.as_deref().map(provision),
                    label: it.label.clone(),
                    wording: wording(&it.words, texts)?,
                    addressees: addressees(&it.addressees)?,
                })
            })?,
        },
        Act::Propose {
            changes: list,
            proposal: id,
            rationale,
            revision,
            variant_of,
        } => rules::Act::Propose {
            proposal: proposal(id)?,
            revision: *revision,
            changes: changes(list, texts)?,
            rationale: said(rationale, texts)?,
            variant_of: each(variant_of, |it| proposal(it))?,
        },
        Act::CoSponsor { proposal: id, text } => rules::Act::CoSponsor {
            proposal: proposal(id)?,
            text: hash("text", *text)?,
        },
        Act::LeaveProposal { proposal: id } => rules::Act::LeaveProposal {
            proposal: proposal(id)?,
        },
        Act::ReviseProposal {
            changes: list,
            proposal: id,
            rationale,
            revision,
        } => rules::Act::ReviseProposal {
            proposal: proposal(id)?,
            revision: *revision,
            changes: changes(list, texts)?,
            rationale: said(rationale, texts)?,
        },
        Act::WithdrawProposal { proposal: id } => rules::Act::WithdrawProposal {
            proposal: proposal(id)?,
        },
        _ => unreachable!("sent elsewhere"),
    })
}

fn merges(act: &Act, texts: &impl Texts) -> Read<rules::Act> {
    Ok(match act {
        Act::MergeProposals {
            changes: list,
            of,
            proposal: id,
            rationale,
            revision,
        } => rules::Act::MergeProposals {
            proposal: proposal(id)?,
            of: each(of, |it| proposal(it))?,
            revision: *revision,
            changes: changes(list, texts)?,
            rationale: said(rationale, texts)?,
        },
        Act::ValidateMerge {
            of,
            proposal: id,
            reason,
            reflected,
        } => rules::Act::ValidateMerge {
            proposal: proposal(id)?,
            of: proposal(of)?,
            reflected: *reflected,
            reason: said_if(reason.as_ref(), texts)?,
        },
        _ => unreachable!("sent elsewhere"),
    })
}

fn outcome(outcome: &parts::Outcome, texts: &impl Texts) -> Read<rules::Outcome> {
    Ok(match outcome {
        parts::Outcome::Carried(list) => rules::Outcome::Carried(changes(list, texts)?.list),
        parts::Outcome::Conflicting(with) => {
            rules::Outcome::Conflicting(each(with, |it| index("conflicting", *it))?)
        }
        parts::Outcome::Orphaned(why) => rules::Outcome::Orphaned(word("orphaned", why, ORPHANS)?),
        parts::Outcome::Satisfied => rules::Outcome::Satisfied,
    })
}

fn revisions(act: &Act, texts: &impl Texts) -> Read<rules::Act> {
    Ok(match act {
        Act::TableRevision {
            accepted,
            addressees: named,
            outcomes,
            reason,
            results,
            revision,
        } => rules::Act::TableRevision {
            revision: *revision,
            accepted: each(accepted, |it| {
                Ok(rules::Accepted {
                    proposal: proposal(&it.proposal)?,
                    change: index("change", it.change)?,
                })
            })?,
            results: each(results, |it| {
                Ok((provision(&it.provision), wording(&it.words, texts)?))
            })?,
            outcomes: each(outcomes, |it| {
                Ok(rules::ProposalOutcome {
                    proposal: proposal(&it.proposal)?,
                    outcomes: each(&it.outcomes, |it| outcome(it, texts))?,
                    carried: changes(&it.carried, texts)?,
                })
            })?,
            addressees: each(named, |it| {
                Ok((provision(&it.provision), addressees(&it.addressees)?))
            })?,
            reason: said(reason, texts)?,
        },
        Act::Translate {
            language,
            provisions,
        } => rules::Act::Translate {
            language: slug("language", language, Language::new)?,
            provisions: each(provisions, |it| {
                let of = hash("of", it.of)?;
                Ok((provision(&it.provision), of, wording(&it.words, texts)?))
            })?,
        },
        Act::Redact {
            ground,
            texts: names,
        } => rules::Act::Redact {
            texts: names.iter().map(|it| TextHash(it.0)).collect(),
            ground: said(ground, texts)?,
        },
        _ => unreachable!("sent elsewhere"),
    })
}

fn subject(subject: &parts::Subject) -> Read<rules::Subject> {
    Ok(match subject {
        parts::Subject::Proposal(id) => rules::Subject::Proposal(proposal(id)?),
        parts::Subject::Provision(id) => rules::Subject::Provision(provision(id)),
    })
}

fn positions(act: &Act, texts: &impl Texts) -> Read<rules::Act> {
    Ok(match act {
        Act::TakePosition {
            reason,
            stance,
            subject: on,
            text,
        } => rules::Act::TakePosition {
            subject: subject(on)?,
            text: hash("text", *text)?,
            stance: word("stance", stance, STANCES)?,
            reason: said_if(reason.as_ref(), texts)?,
        },
        Act::ClearPosition { subject: on } => rules::Act::ClearPosition {
            subject: subject(on)?,
        },
        Act::Object {
            objection: id,
            reason,
            remedy,
            subject: on,
            text,
        } => rules::Act::Object {
            objection: objection(id)?,
            subject: subject(on)?,
            text: hash("text", *text)?,
            reason: said(reason, texts)?,
            remedy: said(remedy, texts)?,
        },
        Act::AnswerObjection {
            answer,
            objection: id,
        } => rules::Act::AnswerObjection {
            objection: objection(id)?,
            answer: said(answer, texts)?,
        },
        Act::EndObjection {
            ending,
            objection: id,
            reason,
        } => rules::Act::EndObjection {
            objection: objection(id)?,
            ending: word("ending", ending, ENDINGS)?,
            reason: said_if(reason.as_ref(), texts)?,
        },
        Act::SustainObjection {
            objection: id,
            reason,
            text,
        } => rules::Act::SustainObjection {
            objection: objection(id)?,
            text: hash("text", *text)?,
            reason: said(reason, texts)?,
        },
        _ => unreachable!("sent elsewhere"),
    })
}

fn question(question: &parts::Question) -> Read<rules::Question> {
    Ok(match question {
        parts::Question::Adoption { revision } => rules::Question::Adoption {
            revision: *revision,
        },
        parts::Question::Modalities(modalities) => {
            rules::Question::Modalities(Arc::new(modalities.rules()?))
        }
        parts::Question::Provisions(list) => rules::Question::Provisions(each(list, |it| {
            Ok((provision(&it.provision), hash("text", it.text)?))
        })?),
    })
}

fn calls(act: &Act, texts: &impl Texts) -> Read<rules::Act> {
    Ok(match act {
        Act::OpenCall {
            again,
            call: id,
            closes,
            kind,
            opens,
            question: asked,
        } => rules::Act::OpenCall {
            call: call(id)?,
            kind: word("kind", kind, CALLS)?,
            question: question(asked)?,
            opens: opens.0,
            closes: closes.map(|it| it.0),
            again: again.as_deref().map(call).transpose()?,
        },
        Act::BreakSilence {
            call: id,
            provisions,
            reason,
            remedy,
        } => rules::Act::BreakSilence {
            call: call(id)?,
            provisions: provisions.iter().map(|it| provision(it)).collect(),
            reason: said(reason, texts)?,
            remedy: said(remedy, texts)?,
        },
        Act::LiftBreak {
            call: id,
            ending,
            reason,
        } => rules::Act::LiftBreak {
            call: call(id)?,
            ending: word("ending", ending, ENDINGS)?,
            reason: said_if(reason.as_ref(), texts)?,
        },
        Act::CloseCall { call: id } => rules::Act::CloseCall { call: call(id)? },
        Act::CancelCall { call: id, reason } => rules::Act::CancelCall {
            call: call(id)?,
            reason: said(reason, texts)?,
        },
        Act::Strike { deadline } => rules::Act::Strike {
            deadline: match deadline {
                parts::Deadline::Accreditation(id) => {
                    rules::Deadline::Accreditation(delegation(id)?)
                }
                parts::Deadline::Call(id) => rules::Deadline::Call(call(id)?),
            },
        },
        Act::ReopenProvision {
            provision: id,
            reason,
        } => rules::Act::ReopenProvision {
            provision: provision(id),
            reason: said(reason, texts)?,
        },
        Act::Adopt { revision } => rules::Act::Adopt {
            revision: *revision,
        },
        Act::CloseWithoutAgreement { reason } => rules::Act::CloseWithoutAgreement {
            reason: said(reason, texts)?,
        },
        _ => unreachable!("sent elsewhere"),
    })
}
