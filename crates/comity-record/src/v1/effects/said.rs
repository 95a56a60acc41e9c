//! What each effect says, as an array.

use comity_procedure::Effect;
use comity_procedure::act::{
    Behalf, CallKind, Carriage, Deadline, Link, Question, Standing, Subject,
};
use comity_procedure::modalities::WithoutAgreement;
use comity_procedure::state::{
    AccreditationState, Agreement, Author, Call, CallOutcome, CarriageState, Delegation, EndState,
    Fated, Held, ObjectionState, ProposalState, ProposalStatus, Revision, Validation, Version,
    Voice,
};

use super::array::Array;
use crate::v1::vocabulary::{
    CALLS, DEVELOPMENTS, DISPOSITIONS, ENDINGS, ORPHANS, POWERS, STANCES, STATEMENTS, kind_word,
    spelled,
};

/// One effect: its name, then what it says.
pub(super) fn effect(out: &mut Array, effect: &Effect) {
    match effect {
        Effect::Opened(opening) => {
            out.string("opened").string(opening.negotiation.as_str());
        }
        Effect::ModalitiesChanged(_) => {
            // The rules themselves stand in the act, or in the call that asked for them.
            out.string("modalities-changed");
        }
        Effect::StageOpened(stage) => {
            out.string("stage-opened").string(stage.name());
        }
        Effect::DelegationEntered(_)
        | Effect::AccreditationMoved(..)
        | Effect::DelegateNamed { .. }
        | Effect::DelegateRemoved(..)
        | Effect::CoalitionChanged(..) => parties(out, effect),
        Effect::ContributionSent(..)
        | Effect::PassageDisposed(..)
        | Effect::CarriageSettled(..)
        | Effect::StatementMade(_)
        | Effect::Translated(..)
        | Effect::Redacted(_) => inputs(out, effect),
        Effect::Ended(ending) => ended(out, ending),
        Effect::RevisionTabled(..)
        | Effect::ProposalMade(_)
        | Effect::ProposalVersioned(..)
        | Effect::SponsorJoined(..)
        | Effect::SponsorLeft(..)
        | Effect::SponsorLapsed(..)
        | Effect::ProposalMoved(..)
        | Effect::MergeValidated { .. } => text(out, effect),
        Effect::PositionTaken { .. }
        | Effect::PositionCleared(..)
        | Effect::PositionLapsed(..)
        | Effect::ObjectionRaised(_)
        | Effect::ObjectionAnswered(..)
        | Effect::ObjectionMoved(..) => positions(out, effect),
        Effect::CallOpened(_)
        | Effect::SilenceBroken { .. }
        | Effect::BreakNarrowed(..)
        | Effect::BreakLifted(..)
        | Effect::CallEnded(..)
        | Effect::DeadlineSet(..)
        | Effect::DeadlineGone(..)
        | Effect::AgreementMoved(..) => calls(out, effect),
    }
}

/// Effects on who takes part.
fn parties(out: &mut Array, effect: &Effect) {
    match effect {
        Effect::DelegationEntered(delegation) => entered(out, delegation),
        Effect::AccreditationMoved(id, state) => {
            out.string("accreditation-moved").string(id.as_str());
            accreditation(out, state);
        }
        Effect::DelegateNamed {
            delegation,
            delegate,
            powers,
            key,
        } => {
            out.string("delegate-named")
                .string(delegation.as_str())
                .string(delegate.as_str());
            out.each(powers, |out, it| {
                out.string(spelled(POWERS, it));
            });
            out.maybe(key.as_ref(), |out, key| {
                out.hex(&key.0);
            });
        }
        Effect::DelegateRemoved(delegation, delegate) => {
            out.string("delegate-removed")
                .string(delegation.as_str())
                .string(delegate.as_str());
        }
        Effect::CoalitionChanged(id, coalition) => {
            out.string("coalition-changed").string(id.as_str());
            out.maybe(coalition.as_ref(), |out, it| {
                out.array(|out| {
                    out.string(it.spokes.as_str());
                    strings(out, it.members.iter().map(|it| it.as_str()));
                });
            });
        }
        _ => unreachable!("sent elsewhere"),
    }
}

/// Effects on inputs, statements, translations and withheld texts.
fn inputs(out: &mut Array, effect: &Effect) {
    match effect {
        Effect::ContributionSent(id, contribution) => {
            out.string("contribution-sent").string(id.as_str());
            voice(out, &contribution.voice);
            out.number(contribution.passages.len() as u64);
        }
        Effect::PassageDisposed(id, passage, disposed) => {
            out.string("passage-disposed")
                .string(id.as_str())
                .number(*passage as u64);
            out.string(spelled(DISPOSITIONS, &disposed.disposition));
            link(out, &disposed.link);
        }
        Effect::CarriageSettled(what, state) => {
            out.string("carriage-settled");
            carriage(out, what);
            out.string(carriage_state(state));
        }
        Effect::StatementMade(statement) => {
            out.string("statement-made").string(statement.id.as_str());
            voice(out, &statement.voice);
            out.string(spelled(STATEMENTS, &statement.kind));
            out.each(&statement.on, link);
        }
        Effect::Translated(language, provisions) => {
            out.string("translated").string(language.as_str());
            out.each(provisions, |out, (id, translation)| {
                out.array(|out| {
                    out.string(id.as_str());
                    out.hex(&translation.of.0).hex(&translation.wording.hash.0);
                });
            });
        }
        Effect::Redacted(texts) => {
            out.string("redacted").each(texts, |out, it| {
                out.hex(&it.0);
            });
        }
        _ => unreachable!("sent elsewhere"),
    }
}

/// Effects on the text and the proposals.
fn text(out: &mut Array, effect: &Effect) {
    let mut sponsor = |name: &str, proposal: &str, delegation: &str| {
        out.string(name).string(proposal).string(delegation);
    };
    match effect {
        Effect::RevisionTabled(revision, addressees) => {
            tabled(out, revision);
            out.each(addressees, |out, (id, names)| {
                out.array(|out| {
                    out.string(id.as_str());
                    strings(out, names.iter().map(|it| it.as_str()));
                });
            });
        }
        Effect::ProposalMade(proposal) => made(out, proposal),
        Effect::ProposalVersioned(id, made) => {
            out.string("proposal-versioned").string(id.as_str());
            version(out, made);
        }
        Effect::SponsorJoined(id, by) => sponsor("sponsor-joined", id.as_str(), by.as_str()),
        Effect::SponsorLeft(id, by) => sponsor("sponsor-left", id.as_str(), by.as_str()),
        Effect::SponsorLapsed(id, by) => sponsor("sponsor-lapsed", id.as_str(), by.as_str()),
        Effect::ProposalMoved(id, status) => {
            out.string("proposal-moved").string(id.as_str());
            match status {
                ProposalStatus::Live => out.string("live"),
                ProposalStatus::NeedsRepair => out.string("needs-repair"),
                ProposalStatus::TakenUp { revision } => out.string("taken-up").number(*revision),
                ProposalStatus::MergedInto(into) => out.string("merged-into").string(into.as_str()),
                ProposalStatus::Withdrawn => out.string("withdrawn"),
            };
        }
        Effect::MergeValidated {
            proposal,
            of,
            by,
            validation,
        } => {
            out.string("merge-validated").string(proposal.as_str());
            out.string(of.as_str()).string(by.as_str());
            out.flag(matches!(validation, Validation::Reflected));
        }
        _ => unreachable!("sent elsewhere"),
    }
}

/// Effects on positions and objections.
fn positions(out: &mut Array, effect: &Effect) {
    match effect {
        Effect::PositionTaken {
            delegation,
            subject: on,
            held,
            text,
            reason: _,
        } => {
            out.string("position-taken").string(delegation.as_str());
            subject(out, on);
            match held {
                Held::Taken(stance) => out.string(spelled(STANCES, stance)),
                Held::Objects(id) => out.array(|out| {
                    out.string("objects").string(id.as_str());
                }),
            };
            out.hex(&text.0);
        }
        Effect::PositionCleared(delegation, on) => {
            out.string("position-cleared").string(delegation.as_str());
            subject(out, on);
        }
        Effect::PositionLapsed(delegation, on) => {
            out.string("position-lapsed").string(delegation.as_str());
            subject(out, on);
        }
        Effect::ObjectionRaised(objection) => {
            out.string("objection-raised").string(objection.id.as_str());
            out.string(objection.by.as_str());
            subject(out, &objection.subject);
            out.hex(&objection.text.0);
            out.maybe(objection.broke.as_ref(), |out, call| {
                out.string(call.as_str());
            });
        }
        Effect::ObjectionAnswered(id, _) => {
            out.string("objection-answered").string(id.as_str());
        }
        Effect::ObjectionMoved(id, state, text) => {
            out.string("objection-moved").string(id.as_str());
            match state {
                ObjectionState::Open => out.string("open"),
                ObjectionState::Addressed => out.string("addressed"),
                ObjectionState::Sustained { .. } => out.string("sustained"),
                ObjectionState::Ended { ending, .. } => out.string(spelled(ENDINGS, ending)),
            };
            out.hex(&text.0);
        }
        _ => unreachable!("sent elsewhere"),
    }
}

/// Effects on calls, deadlines and agreement.
fn calls(out: &mut Array, effect: &Effect) {
    match effect {
        Effect::CallOpened(call) => opened(out, call),
        Effect::SilenceBroken {
            call,
            by,
            provisions,
            reason: _,
            remedy: _,
        } => {
            out.string("silence-broken")
                .string(call.as_str())
                .string(by.as_str());
            out.each(provisions, |out, (id, objection)| {
                out.array(|out| {
                    out.string(id.as_str()).string(objection.as_str());
                });
            });
        }
        Effect::BreakNarrowed(call, by, provision) => {
            out.string("break-narrowed").string(call.as_str());
            out.string(by.as_str()).string(provision.as_str());
        }
        Effect::BreakLifted(call, by) => {
            out.string("break-lifted")
                .string(call.as_str())
                .string(by.as_str());
        }
        Effect::CallEnded(call, outcome) => {
            out.string("call-ended").string(call.as_str());
            call_outcome(out, outcome);
        }
        Effect::DeadlineSet(at, of) => {
            out.string("deadline-set").number(at.0);
            deadline(out, of);
        }
        Effect::DeadlineGone(at, of) => {
            out.string("deadline-gone").number(at.0);
            deadline(out, of);
        }
        Effect::AgreementMoved(id, agreement) => {
            out.string("agreement-moved").string(id.as_str());
            match agreement {
                Agreement::Open => out.string("open"),
                Agreement::AdRef { call, text } => {
                    out.string("ad-ref").string(call.as_str()).hex(&text.0)
                }
            };
        }
        _ => unreachable!("sent elsewhere"),
    }
}

fn strings<'s>(out: &mut Array, items: impl IntoIterator<Item = &'s str>) {
    out.each(items, |out, it| {
        out.string(it);
    });
}

fn entered(out: &mut Array, delegation: &Delegation) {
    out.string("delegation-entered")
        .string(delegation.id.as_str());
    out.string(delegation.constituency.as_str())
        .string(delegation.region.as_str());
    out.maybe(delegation.development.as_ref(), |out, it| {
        out.string(spelled(DEVELOPMENTS, it));
    });
    match &delegation.standing {
        Standing::Delegation => out.string("delegation"),
        Standing::Observer => out.string("observer"),
        Standing::Through(id) => out.array(|out| {
            out.string("through").string(id.as_str());
        }),
    };
    out.maybe(delegation.key.as_ref(), |out, key| {
        out.hex(&key.0);
    });
    accreditation(out, &delegation.accreditation);
}

fn accreditation(out: &mut Array, state: &AccreditationState) {
    match state {
        AccreditationState::Announced { until, opposed } => {
            out.string("announced").number(until.0);
            strings(out, opposed.keys().map(|it| it.as_str()));
        }
        AccreditationState::Contested { opposed } => {
            out.string("contested");
            strings(out, opposed.keys().map(|it| it.as_str()));
        }
        AccreditationState::Accredited => {
            out.string("accredited");
        }
        AccreditationState::Refused { .. } => {
            out.string("refused");
        }
    }
}

fn voice(out: &mut Array, voice: &Voice) {
    out.array(|out| {
        out.string(voice.delegation.as_str());
        out.maybe(voice.behalf.as_ref(), |out, behalf| {
            out.array(|out| {
                match behalf {
                    Behalf::Coalition(id) => out.string("coalition").string(id.as_str()),
                    Behalf::Organisation(id) => out.string("organisation").string(id.as_str()),
                };
            });
        });
    });
}

fn carriage(out: &mut Array, carriage: &Carriage) {
    let kind = match carriage {
        Carriage::Contribution(_) => "contribution",
        Carriage::Proposal(_) => "proposal",
        Carriage::Statement(_) => "statement",
    };
    out.string(kind).string(carriage.id());
}

fn carriage_state(state: &CarriageState) -> &'static str {
    match state {
        CarriageState::Unconfirmed => "unconfirmed",
        CarriageState::Confirmed => "confirmed",
        CarriageState::Contested { .. } => "contested",
    }
}

fn link(out: &mut Array, link: &Link) {
    out.array(|out| {
        match link {
            Link::Provision(id) => out.string("provision").string(id.as_str()),
            Link::Proposal(id) => out.string("proposal").string(id.as_str()),
            Link::Contribution(id) => out.string("contribution").string(id.as_str()),
            Link::Statement(id) => out.string("statement").string(id.as_str()),
            Link::Entry(n) => out.string("entry").number(*n),
            Link::Citation {
                origin,
                size,
                entry,
            } => out
                .string("citation")
                .string(origin)
                .number(*size)
                .hex(&entry.0),
        };
    });
}

fn subject(out: &mut Array, subject: &Subject) {
    out.array(|out| {
        match subject {
            Subject::Provision(id) => out.string("provision").string(id.as_str()),
            Subject::Proposal(id) => out.string("proposal").string(id.as_str()),
        };
    });
}

fn deadline(out: &mut Array, deadline: &Deadline) {
    match deadline {
        Deadline::Accreditation(id) => out.string("accreditation").string(id.as_str()),
        Deadline::Call(id) => out.string("call").string(id.as_str()),
    };
}

fn ended(out: &mut Array, ending: &EndState) {
    match ending {
        EndState::Adopted { revision, .. } => {
            out.string("ended").string("adopted").number(*revision);
        }
        EndState::WithoutAgreement { text, .. } => {
            out.string("ended").string(match text {
                WithoutAgreement::KeepText => "without-agreement-keep-text",
                WithoutAgreement::DropText => "without-agreement-drop-text",
            });
        }
    }
}

/// The whole tree with the hash of each provision's words: what a revision says.
fn tabled(out: &mut Array, revision: &Revision) {
    out.string("revision-tabled").number(revision.number);
    out.each(revision.instrument.provisions(), |out, provision| {
        out.array(|out| {
            out.string(provision.id.as_str())
                .string(&kind_word(provision.kind));
            out.maybe(provision.parent.as_ref(), |out, it| {
                out.string(it.as_str());
            });
            out.maybe(provision.label.as_deref(), |out, it| {
                out.string(it);
            });
            out.maybe(revision.hashes.get(&provision.id), |out, it| {
                out.hex(&it.0);
            });
        });
    });
}

fn made(out: &mut Array, proposal: &ProposalState) {
    out.string("proposal-made").string(proposal.id.as_str());
    match &proposal.author {
        Author::Officer(capacity) => {
            out.string(capacity.name());
        }
        Author::Delegation(party) => voice(out, party),
    }
    strings(out, proposal.sponsors.iter().map(|it| it.as_str()));
    strings(out, proposal.variant_of.iter().map(|it| it.as_str()));
    out.each(&proposal.merged_from, |out, part| {
        out.array(|out| {
            out.string(part.proposal.as_str())
                .number(part.version as u64);
        });
    });
    version(out, proposal.version());
}

fn version(out: &mut Array, version: &Version) {
    out.number(version.revision).hex(&version.changes.hash.0);
    out.each(&version.fates, |out, fate| {
        match fate {
            Fated::Accepted => out.string("accepted"),
            Fated::Carried => out.string("carried"),
            Fated::Satisfied => out.string("satisfied"),
            Fated::Conflicting(with) => out.array(|out| {
                out.string("conflicting");
                strings(out, with.iter().map(|it| it.as_str()));
            }),
            Fated::Orphaned(why) => out.array(|out| {
                out.string("orphaned").string(spelled(ORPHANS, why));
            }),
        };
    });
}

fn opened(out: &mut Array, call: &Call) {
    out.string("call-opened").string(call.id.as_str());
    out.string(spelled::<CallKind>(CALLS, &call.kind));
    match &*call.question {
        Question::Provisions(list) => out.array(|out| {
            out.string("provisions").each(list, |out, (id, text)| {
                out.array(|out| {
                    out.string(id.as_str()).hex(&text.0);
                });
            });
        }),
        Question::Adoption { revision } => out.array(|out| {
            out.string("adoption").number(*revision);
        }),
        Question::Modalities(_) => out.array(|out| {
            out.string("modalities");
        }),
    };
    out.number(call.opens.0);
    out.maybe(call.closes, |out, at| {
        out.number(at.0);
    });
    out.maybe(call.again.as_ref(), |out, id| {
        out.string(id.as_str());
    });
}

fn call_outcome(out: &mut Array, outcome: &CallOutcome) {
    match outcome {
        CallOutcome::Closed {
            agreed,
            not_agreed,
            consensus,
            at,
        } => {
            out.string("closed").flag(*consensus).number(at.0);
            strings(out, agreed.iter().map(|it| it.as_str()));
            strings(out, not_agreed.iter().map(|it| it.as_str()));
        }
        CallOutcome::Cancelled { .. } => {
            out.string("cancelled");
        }
    }
}
