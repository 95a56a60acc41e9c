//! The desk: what waits for somebody, as a list of things that each have a place to be done.
//!
//! A thing is only named where the modalities let the one who asks do it at the stage that is
//! open. Within a kind the order is that of the record; no thing is put before another because of
//! who asks for it or how many do.
//!
//! Never here: whether somebody has looked at a call. That is personal, and comes in.
//!
//! Start at [`waiting`].

use std::collections::BTreeSet;
use std::sync::Arc;

use comity_procedure::act::{ActKind, Behalf, CallKind, Carriage, Subject};
use comity_procedure::ids::{
    CallId, ContributionId, DelegationId, Language, ObjectionId, ProposalId,
};
use comity_procedure::modalities::Stage;
use comity_procedure::state::{
    AccreditationState, Call, CarriageState, ObjectionState, ProposalState, ProposalStatus, Voice,
};
use comity_procedure::{State, Time};
use comity_text::ProvisionId;

use super::{in_protocol_order, text};
use crate::permissions::Caller;

/// Something that waits for somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Waiting {
    /// A silence that the delegation has not broken: silence is an answer too.
    Silence {
        /// The call.
        call: CallId,
        /// When it closes.
        closes: Option<Time>,
        /// Whether the delegation has seen it.
        seen: bool,
    },
    /// Changes of an own proposal found no place in the text that stands.
    Repair {
        /// The proposal.
        proposal: ProposalId,
    },
    /// A proposal that the delegation sponsored was revised; it has to be joined anew.
    JoinAnew {
        /// The proposal.
        proposal: ProposalId,
    },
    /// Somebody consolidated an own proposal; is it reflected?
    Validate {
        /// The consolidation.
        proposal: ProposalId,
        /// The own proposal in it.
        of: ProposalId,
    },
    /// An own objection was answered, or what it is on has changed.
    Answered {
        /// The objection.
        objection: ObjectionId,
        /// Whether what it is on has changed since it was raised or last upheld.
        text_changed: bool,
    },
    /// A position lapsed, because what it was taken on has changed.
    Lapsed {
        /// On what.
        subject: Subject,
    },
    /// Something was said in the organisation's name; did it say so?
    Carried {
        /// What.
        carriage: Carriage,
        /// Who carried it.
        by: DelegationId,
    },
    /// Nobody has answered an objection.
    Unanswered {
        /// The objection.
        objection: ObjectionId,
        /// Who raised it.
        by: DelegationId,
    },
    /// Passages of a contribution of which nobody has said what became.
    Undisposed {
        /// The contribution.
        contribution: ContributionId,
        /// How many.
        passages: usize,
        /// The first of them, counted from 0.
        first: usize,
    },
    /// An explicit call that the chair can close.
    Close {
        /// The call.
        call: CallId,
    },
    /// An accreditation that was opposed.
    Contested {
        /// The delegation.
        delegation: DelegationId,
    },
    /// Words in another language that are of an earlier text.
    Stale {
        /// The language.
        language: Language,
        /// The provisions, in reading order.
        provisions: Vec<ProvisionId>,
    },
    /// No text has been tabled, and one could be.
    FirstText,
    /// Every provision is agreed and nothing stands in the way: the text can be adopted.
    Adoption {
        /// The number of the revision.
        revision: u32,
    },
    /// The next stage can be opened.
    Stage {
        /// Which one.
        stage: Stage,
    },
}

/// What waits for somebody. `seen` are the calls that the delegation has seen.
#[must_use]
pub fn waiting(state: &State, caller: &Caller, seen: &BTreeSet<CallId>) -> Vec<Waiting> {
    let mut list = match caller {
        Caller::Party { delegation, .. } => {
            let own = Own {
                state,
                caller,
                by: delegation,
            };
            own.all(seen)
        }
        Caller::Chair | Caller::Secretariat => for_officers(state, caller),
        Caller::Operator | Caller::Public => Vec::new(),
    };
    list.sort_by_key(Waiting::kind);
    list
}

impl Waiting {
    /// The word for its kind, as pages name it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Waiting::Silence { .. } => "silence",
            Waiting::Repair { .. } => "repair",
            Waiting::JoinAnew { .. } => "join-anew",
            Waiting::Validate { .. } => "validate",
            Waiting::Answered { .. } => "answered",
            Waiting::Lapsed { .. } => "lapsed",
            Waiting::Carried { .. } => "carried",
            Waiting::Unanswered { .. } => "unanswered",
            Waiting::Undisposed { .. } => "undisposed",
            Waiting::Close { .. } => "close",
            Waiting::Contested { .. } => "contested",
            Waiting::Stale { .. } => "stale",
            Waiting::FirstText => "first-text",
            Waiting::Adoption { .. } => "adoption",
            Waiting::Stage { .. } => "stage",
        }
    }

    /// Kinds stand in one order: what has a deadline first, what opens the way for others next.
    fn kind(&self) -> u8 {
        match self {
            Waiting::Silence { .. } => 0,
            Waiting::Unanswered { .. } => 1,
            Waiting::Answered { .. } => 2,
            Waiting::Close { .. } => 3,
            Waiting::Contested { .. } => 4,
            Waiting::Repair { .. } => 5,
            Waiting::JoinAnew { .. } => 6,
            Waiting::Validate { .. } => 7,
            Waiting::Lapsed { .. } => 8,
            Waiting::Carried { .. } => 9,
            Waiting::Undisposed { .. } => 10,
            Waiting::Stale { .. } => 11,
            Waiting::FirstText => 12,
            Waiting::Adoption { .. } => 13,
            Waiting::Stage { .. } => 14,
        }
    }
}

/// What waits for one delegation.
struct Own<'s> {
    state: &'s State,
    caller: &'s Caller,
    by: &'s DelegationId,
}

impl Own<'_> {
    fn may(&self, act: ActKind) -> bool {
        self.caller.may_now(self.state, act)
    }

    fn all(&self, seen: &BTreeSet<CallId>) -> Vec<Waiting> {
        let mut list = Vec::new();
        if self.may(ActKind::BreakSilence) {
            list.extend(self.silences(seen));
        }
        if self.may(ActKind::EndObjection) {
            list.extend(self.answered());
        }
        self.proposals(&mut list);
        if self.may(ActKind::TakePosition) {
            list.extend(self.lapsed());
        }
        if self.may(ActKind::ConfirmCarriage) {
            list.extend(self.carried());
        }
        list
    }

    fn silences(&self, seen: &BTreeSet<CallId>) -> Vec<Waiting> {
        let calls = self.state.open_calls();
        let mut calls: Vec<&Arc<Call>> = calls
            .filter_map(|id| self.state.calls().get(id))
            .filter(|it| it.kind == CallKind::Silence && !it.breaks.contains_key(self.by))
            .collect();
        calls.sort_by_key(|it| (it.closes, &it.id));
        let silence = |it: &Arc<Call>| Waiting::Silence {
            call: it.id.clone(),
            closes: it.closes,
            seen: seen.contains(&it.id),
        };
        calls.into_iter().map(silence).collect()
    }

    fn answered(&self) -> Vec<Waiting> {
        let own = self.state.objections().values();
        let own = own.filter(|it| it.by == *self.by && !it.has_ended());
        let mut found = Vec::new();
        for it in own {
            let text_changed = self.state.hash_of(&it.subject) != Some(it.text);
            if text_changed || it.state == ObjectionState::Addressed {
                let objection = it.id.clone();
                let thing = Waiting::Answered {
                    objection,
                    text_changed,
                };
                found.push((it.entry, thing));
            }
        }
        in_order_of_the_record(found)
    }

    fn proposals(&self, list: &mut Vec<Waiting>) {
        let stands = self.state.current().map(|it| it.number);
        let mut live: Vec<&Arc<ProposalState>> = self
            .state
            .proposals()
            .values()
            .filter(|it| it.is_live())
            .collect();
        live.sort_by_key(|it| (it.versions[0].entry, &it.id));
        for it in live {
            let version = it.version();
            let homeless = it.status == ProposalStatus::NeedsRepair
                || stands != Some(version.revision)
                || version.changes.list.is_empty();
            let proposal = it.id.clone();
            if it.sponsors.contains(self.by) {
                if homeless && self.may(ActKind::ReviseProposal) {
                    list.push(Waiting::Repair { proposal });
                }
            } else if it.lapsed.contains(self.by) && self.may(ActKind::CoSponsor) {
                list.push(Waiting::JoinAnew { proposal });
            }
            if self.may(ActKind::ValidateMerge) {
                list.extend(self.to_validate(it));
            }
        }
    }

    fn to_validate(&self, merged: &ProposalState) -> Vec<Waiting> {
        let waits = |original: &ProposalId| {
            let found = self.state.proposals().get(original);
            found.is_some_and(|it| it.is_live() && it.sponsors.contains(self.by))
        };
        let parts = merged.merged_from.iter();
        parts
            .filter(|part| !part.validations.contains_key(self.by) && waits(&part.proposal))
            .map(|part| Waiting::Validate {
                proposal: merged.id.clone(),
                of: part.proposal.clone(),
            })
            .collect()
    }

    fn lapsed(&self) -> Vec<Waiting> {
        let mut found = Vec::new();
        for (subject, taken) in self.state.positions() {
            let own = taken.get(self.by).filter(|it| it.lapsed);
            let stands = || match subject {
                Subject::Provision(_) => self.state.hash_of(subject).is_some(),
                Subject::Proposal(id) => {
                    let proposal = self.state.proposals().get(id);
                    proposal.is_some_and(|it| it.is_live())
                }
            };
            if let Some(own) = own.filter(|_| stands()) {
                let subject = subject.clone();
                found.push((own.entry, Waiting::Lapsed { subject }));
            }
        }
        in_order_of_the_record(found)
    }

    fn carried(&self) -> Vec<Waiting> {
        let mut found = Vec::new();
        let waits = |voice: &Voice| {
            matches!(&voice.behalf, Some(Behalf::Organisation(id)) if id == self.by)
                && voice.carriage == Some(CarriageState::Unconfirmed)
        };
        let mut put = |entry: u64, voice: &Voice, carriage: Carriage| {
            if waits(voice) {
                let by = voice.delegation.clone();
                found.push((entry, Waiting::Carried { carriage, by }));
            }
        };
        for (id, it) in self.state.contributions() {
            put(it.entry, &it.voice, Carriage::Contribution(id.clone()));
        }
        for (id, it) in self.state.proposals() {
            if let Some(voice) = it.author.voice() {
                put(it.versions[0].entry, voice, Carriage::Proposal(id.clone()));
            }
        }
        for (id, it) in self.state.statements() {
            put(it.entry, &it.voice, Carriage::Statement(id.clone()));
        }
        in_order_of_the_record(found)
    }
}

fn in_order_of_the_record(mut found: Vec<(u64, Waiting)>) -> Vec<Waiting> {
    found.sort_by_key(|(entry, _)| *entry);
    found.into_iter().map(|(_, thing)| thing).collect()
}

fn for_officers(state: &State, caller: &Caller) -> Vec<Waiting> {
    let may = |act| caller.may_now(state, act);
    let mut list = Vec::new();
    if may(ActKind::AnswerObjection) {
        list.extend(unanswered(state));
    }
    if may(ActKind::Dispose) {
        list.extend(undisposed(state));
    }
    if may(ActKind::CloseCall) {
        list.extend(to_close(state));
    }
    if may(ActKind::SettleAccreditation) {
        list.extend(contested(state));
    }
    if may(ActKind::Translate) {
        list.extend(stale(state));
    }
    if may(ActKind::TableText) && state.current().is_none() {
        list.push(Waiting::FirstText);
    }
    if may(ActKind::Adopt)
        && let Some(revision) = adoptable(state)
    {
        list.push(Waiting::Adoption { revision });
    }
    if may(ActKind::OpenStage)
        && let Some(stage) = next_stage(state.stage())
    {
        list.push(Waiting::Stage { stage });
    }
    list
}

fn unanswered(state: &State) -> Vec<Waiting> {
    let open = state.objections().values();
    let open = open.filter(|it| it.state == ObjectionState::Open);
    let thing = |it: &Arc<comity_procedure::state::Objection>| Waiting::Unanswered {
        objection: it.id.clone(),
        by: it.by.clone(),
    };
    in_order_of_the_record(open.map(|it| (it.entry, thing(it))).collect())
}

fn undisposed(state: &State) -> Vec<Waiting> {
    let mut found = Vec::new();
    for (id, it) in state.contributions() {
        let open = || it.dispositions.iter().filter(|it| it.is_none());
        if let Some(first) = it.dispositions.iter().position(Option::is_none) {
            let thing = Waiting::Undisposed {
                contribution: id.clone(),
                passages: open().count(),
                first,
            };
            found.push((it.entry, thing));
        }
    }
    in_order_of_the_record(found)
}

fn to_close(state: &State) -> Vec<Waiting> {
    let at = state.at();
    let calls = state.open_calls().filter_map(|id| state.calls().get(id));
    let explicit =
        calls.filter(|it| it.kind == CallKind::Explicit && it.closes.is_none() && it.opens <= at);
    explicit
        .map(|it| Waiting::Close {
            call: it.id.clone(),
        })
        .collect()
}

fn contested(state: &State) -> Vec<Waiting> {
    let all = in_protocol_order(state).into_iter();
    all.filter(|it| matches!(it.accreditation, AccreditationState::Contested { .. }))
        .map(|it| Waiting::Contested {
            delegation: it.id.clone(),
        })
        .collect()
}

fn stale(state: &State) -> Vec<Waiting> {
    let Some(current) = state.current() else {
        return Vec::new();
    };
    let mut list = Vec::new();
    for language in state.modalities().languages.iter().skip(1) {
        // A language in which nobody has begun waits for nobody.
        let Some(translated) = state.translations().get(language) else {
            continue;
        };
        let is_behind = |id: &&ProvisionId| {
            let found = translated.get(*id);
            found.is_none_or(|it| it.is_stale(state, id))
        };
        let order = current.instrument.provisions().iter().map(|it| &it.id);
        let provisions: Vec<ProvisionId> = order.filter(is_behind).cloned().collect();
        if !provisions.is_empty() {
            let language = language.clone();
            list.push(Waiting::Stale {
                language,
                provisions,
            });
        }
    }
    list
}

/// The revision that could be adopted now: all of it is agreed, nobody is being asked, and nothing
/// stands in the way.
#[must_use]
pub fn adoptable(state: &State) -> Option<u32> {
    let text = text::text(state).ok()?;
    let hashes = &text.tabled.hashes;
    let agreed = |it: &text::ProvisionStanding| {
        state.agreed_text(&it.id) == hashes.get(&it.id) && state.in_the_way(&it.id).is_empty()
    };
    let free = state.open_calls().next().is_none() && state.ending().is_none();
    let whole = !text.provisions.is_empty() && text.provisions.iter().all(agreed);
    (free && whole).then_some(text.revision)
}

/// The stage that follows by being opened. Adoption and the end without agreement come by acts of
/// their own.
#[must_use]
pub fn next_stage(stage: Stage) -> Option<Stage> {
    match stage {
        Stage::Modalities => Some(Stage::Inputs),
        Stage::Inputs => Some(Stage::Drafting),
        Stage::Drafting => Some(Stage::Readings),
        Stage::Readings => Some(Stage::Finalisation),
        Stage::Adopted => Some(Stage::Implementation),
        Stage::Finalisation | Stage::Closed | Stage::Implementation => None,
    }
}
