//! A negotiation to tell stories with: invented delegations, a short text, acts in one line each.
//!
//! Start at [`Table::in_readings`]. Every act goes through `decide` and `evolve`, as in the house.

#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::too_many_lines,
    reason = "one house of stories for several tests; a story that goes wrong may stop at once"
)]

pub mod consent;
pub mod texts;

use std::sync::Arc;

use comity_procedure::act::{Actor, Deadline, Standing, TabledProvision};
use comity_procedure::ids::{
    Constituency, DelegationId, IdempotencyKey, Language, NegotiationId, Region, TextHash,
};
use comity_procedure::modalities::{
    Accreditation, Capacity, Permission, Preset, Stage, WithoutAgreement,
};
use comity_procedure::time::{Hours, Time};
use comity_procedure::words::{Changes, Wording, Words};
use comity_procedure::{
    Act, ActKind, Effect, Modalities, Refusal, State, Submission, decide, evolve,
};
use comity_text::{Change, Kind, ProvisionId, Text};

pub mod voices;

/// An hour, in milliseconds.
pub const HOUR: i64 = 3_600_000;

/// A negotiation under way, and the clock that the story sets.
#[derive(Clone)]
pub struct Table {
    /// What the acts have made of it.
    pub state: State,
    /// The time of the next act.
    pub now: Time,
    keys: u128,
}

impl Table {
    /// Before the first act.
    pub fn empty() -> Table {
        Table {
            state: State::empty(),
            now: Time(1_795_000_000_000),
            keys: 0,
        }
    }

    /// Opened under the modalities of [`consensus`], with nobody accredited.
    pub fn opened() -> Table {
        let mut table = Table::empty();
        table.open(consensus());
        table
    }

    /// Opened under other modalities.
    pub fn open(&mut self, modalities: Modalities) {
        let title = Words::from("Code of conduct for the keepers of shared wells");
        let modalities = Arc::new(modalities);
        self.ok(Actor::Secretariat, Act::Open { title, modalities });
    }

    /// With tavar and meridia (governments), loa (civil society) and keth (private sector).
    pub fn with_delegations() -> Table {
        let mut table = Table::opened();
        table.accredit("tavar", "government");
        table.accredit("meridia", "government");
        table.accredit("loa", "civil-society");
        table.accredit("keth", "private-sector");
        table
    }

    /// In the readings, with the text of [`text`] tabled as revision 0.
    pub fn in_readings() -> Table {
        let mut table = Table::with_delegations();
        table.stage(Stage::Drafting);
        table.ok(Actor::Secretariat, Act::TableText { provisions: text() });
        table.stage(Stage::Readings);
        table
    }

    /// Accredits a delegation with full rights.
    pub fn accredit(&mut self, name: &str, constituency: &str) {
        self.ok(
            Actor::Secretariat,
            accredit(name, constituency, Standing::Delegation),
        );
    }

    /// Opens a stage.
    pub fn stage(&mut self, stage: Stage) {
        self.ok(
            Actor::Chair,
            Act::OpenStage {
                stage,
                reason: None,
            },
        );
    }

    /// What an act would do now.
    pub fn ask(&mut self, actor: Actor, act: Act) -> Result<Vec<Effect>, Refusal> {
        let submission = self.submission(actor, act);
        decide(&self.state, &submission)
    }

    /// The submission of an act now, with a fresh key.
    pub fn submission(&mut self, actor: Actor, act: Act) -> Submission {
        self.keys += 1;
        Submission {
            negotiation: NegotiationId::new("wells").unwrap(),
            key: IdempotencyKey(self.keys.to_be_bytes()),
            at: self.now,
            actor,
            signed_by: None,
            act,
        }
    }

    /// An act that is taken; gives its effects.
    #[track_caller]
    pub fn ok(&mut self, actor: Actor, act: Act) -> Vec<Effect> {
        let submission = self.submission(actor, act);
        self.send(&submission)
            .unwrap_or_else(|refusal| panic!("{:?} is refused: {refusal}", submission.act.kind()))
    }

    /// An act that is refused; nothing changes.
    #[track_caller]
    pub fn refused(&mut self, actor: Actor, act: Act) -> Refusal {
        let kind = act.kind();
        match self.ask(actor, act) {
            Err(refusal) => refusal,
            Ok(effects) => panic!("{kind:?} is taken: {effects:?}"),
        }
    }

    /// Decides a submission and, when it is taken, does it.
    pub fn send(&mut self, submission: &Submission) -> Result<Vec<Effect>, Refusal> {
        let effects = decide(&self.state, submission)?;
        self.state = evolve(self.state.clone(), submission, &effects);
        Ok(effects)
    }

    /// Lets hours pass.
    pub fn wait(&mut self, hours: i64) {
        self.now = Time(self.now.0 + hours * HOUR);
    }

    /// The clock strikes the next deadline, at its time or now.
    #[track_caller]
    pub fn strike(&mut self) -> Vec<Effect> {
        let (at, deadline) = self.state.deadlines().next().expect("a deadline").clone();
        self.now = self.now.max(at);
        self.ok(Actor::Clock, Act::Strike { deadline })
    }

    /// The hash of the words of a provision as it stands.
    pub fn hash(&self, provision: &str) -> TextHash {
        self.state.current().expect("a text").hashes[&p(provision)]
    }
}

/// A provision id.
pub fn p(id: &str) -> ProvisionId {
    ProvisionId::new(id)
}

/// A delegation id.
pub fn d(id: &str) -> DelegationId {
    DelegationId::new(id).unwrap()
}

/// A delegation that acts for itself.
pub fn by(delegation: &str) -> Actor {
    Actor::Delegation {
        delegation: d(delegation),
        delegate: None,
        behalf: None,
    }
}

/// Words.
pub fn w(text: &str) -> Words {
    Words::from(text)
}

/// The act that accredits a delegation.
pub fn accredit(name: &str, constituency: &str, standing: Standing) -> Act {
    Act::Accredit {
        delegation: d(name),
        name: w(name),
        constituency: Constituency::new(constituency).unwrap(),
        region: Region::new("east").unwrap(),
        development: None,
        standing,
        key: None,
    }
}

/// A hash for a text of a story: a plain mix of its characters, good enough to tell texts apart.
pub fn hash(text: &str) -> TextHash {
    let mut bytes = [0u8; 32];
    for (at, byte) in text.bytes().enumerate() {
        let slot = at % 32;
        bytes[slot] = bytes[slot].wrapping_mul(31).wrapping_add(byte) ^ (at / 32 + 1) as u8;
    }
    TextHash(bytes)
}

/// Words of a provision with their hash.
pub fn wording(text: &str) -> Wording {
    Wording {
        text: Some(Text::from(text)),
        hash: hash(text),
    }
}

/// Changes with their hash.
pub fn changes(list: Vec<Change>) -> Changes {
    let hash = hash(&format!("{list:?}"));
    Changes {
        list,
        hash,
        withheld: false,
    }
}

/// The change that puts words in the place of others, found by their first occurrence in a text.
pub fn replace(table: &Table, provision: &str, old: &str, new: &str) -> Change {
    let instrument = &table.state.current().expect("a text").instrument;
    let text = instrument
        .get(&p(provision))
        .expect("a provision")
        .text
        .as_str();
    let byte = text.find(old).expect("the old words");
    let start = text[..byte].chars().count() as u32;
    Change::Replace {
        provision: p(provision),
        start,
        end: start + old.chars().count() as u32,
        with: Text::from(new),
    }
}

/// The text of the stories: a title, a preambular and three operative paragraphs.
pub fn text() -> Vec<TabledProvision> {
    let rows = [
        (
            "p1",
            Kind::Title,
            "Code of conduct for the keepers of shared wells",
        ),
        (
            "p2",
            Kind::Preambular,
            "Recalling that water belongs to nobody alone,",
        ),
        (
            "p3",
            Kind::Operative,
            "Keepers shall open the well at dawn.",
        ),
        (
            "p4",
            Kind::Operative,
            "Keepers should measure the level of the water every week.",
        ),
        (
            "p5",
            Kind::Operative,
            "Disputes are settled by the council of the wells.",
        ),
    ];
    rows.into_iter()
        .map(|(id, kind, words)| TabledProvision {
            id: p(id),
            kind,
            parent: None,
            label: None,
            wording: wording(words),
            addressees: Vec::new(),
        })
        .collect()
}

/// The deadline of a call.
pub fn of_call(call: &str) -> Deadline {
    Deadline::Call(comity_procedure::ids::CallId::new(call).unwrap())
}

/// Modalities like those of the preset `consensus`.
pub fn consensus() -> Modalities {
    use ActKind as K;
    use Capacity::{Chair, Clock, Delegation, Observer, Organisation, Secretariat};
    let c = |name: &str| Constituency::new(name).unwrap();
    let open = [
        Stage::Modalities,
        Stage::Inputs,
        Stage::Drafting,
        Stage::Readings,
        Stage::Finalisation,
    ];
    let always = Stage::ALL;
    let row = |acts: &[K], by: &[Capacity], at: &[Stage]| Permission {
        acts: acts.to_vec(),
        by: by.to_vec(),
        at: at.to_vec(),
    };
    Modalities {
        preset: Preset::Consensus,
        constituencies: vec![
            c("government"),
            c("civil-society"),
            c("private-sector"),
            c("technical-community"),
        ],
        regions: vec![Region::new("east").unwrap(), Region::new("west").unwrap()],
        languages: vec![Language::new("en").unwrap(), Language::new("ar").unwrap()],
        accreditation: Accreditation::Open,
        objections_respected: vec![
            c("government"),
            c("civil-society"),
            c("private-sector"),
            c("technical-community"),
        ],
        silence: Hours(72),
        silence_again: Hours(24),
        without_agreement: WithoutAgreement::KeepText,
        signed: vec![],
        may: vec![
            row(&[K::Strike], &[Clock], &always),
            row(&[K::Accredit, K::Redact], &[Secretariat], &always),
            row(&[K::SettleAccreditation], &[Chair], &open),
            row(
                &[
                    K::OpposeAccreditation,
                    K::FormCoalition,
                    K::JoinCoalition,
                    K::LeaveCoalition,
                ],
                &[Delegation],
                &open,
            ),
            row(
                &[K::NameDelegate, K::RemoveDelegate],
                &[Delegation, Observer, Organisation],
                &always,
            ),
            row(&[K::OpenStage], &[Chair, Secretariat], &always),
            row(
                &[K::Contribute],
                &[Delegation, Observer, Organisation],
                &[Stage::Inputs, Stage::Drafting, Stage::Readings],
            ),
            row(
                &[K::ContestCarriage, K::ConfirmCarriage],
                &[Organisation],
                &always,
            ),
            row(
                &[K::Dispose],
                &[Chair, Secretariat],
                &[
                    Stage::Inputs,
                    Stage::Drafting,
                    Stage::Readings,
                    Stage::Finalisation,
                ],
            ),
            row(
                &[K::TableText],
                &[Chair, Secretariat],
                &[Stage::Drafting, Stage::Readings],
            ),
            row(
                &[
                    K::Propose,
                    K::CoSponsor,
                    K::LeaveProposal,
                    K::ReviseProposal,
                    K::WithdrawProposal,
                    K::MergeProposals,
                    K::ValidateMerge,
                ],
                &[Delegation],
                &[Stage::Readings, Stage::Finalisation],
            ),
            row(
                &[K::MergeProposals, K::TableRevision],
                &[Chair, Secretariat],
                &[Stage::Readings, Stage::Finalisation],
            ),
            row(
                &[
                    K::TakePosition,
                    K::ClearPosition,
                    K::Object,
                    K::EndObjection,
                    K::SustainObjection,
                    K::BreakSilence,
                    K::LiftBreak,
                ],
                &[Delegation],
                &open,
            ),
            row(
                &[
                    K::AnswerObjection,
                    K::OpenCall,
                    K::CloseCall,
                    K::CancelCall,
                    K::ReopenProvision,
                    K::Adopt,
                    K::CloseWithoutAgreement,
                ],
                &[Chair],
                &open,
            ),
            row(&[K::State], &[Delegation, Observer, Organisation], &always),
            row(
                &[K::Translate],
                &[Secretariat],
                &[
                    Stage::Drafting,
                    Stage::Readings,
                    Stage::Finalisation,
                    Stage::Adopted,
                ],
            ),
        ],
        protocol_order: vec![],
    }
}
