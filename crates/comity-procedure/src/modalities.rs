//! The modalities: the rules of one negotiation, as data that its parties agree for themselves.
//!
//! Who may do what and when is a table here, not code. What only the code can hold (an objection
//! is answered before its provision is called, a deadline is struck before anything else happens)
//! stands in the modules of the rules.

use crate::act::ActKind;
use crate::ids::{Constituency, DelegationId, Language, Region};
use crate::time::Hours;

/// The rules of one negotiation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Modalities {
    /// The preset that they began as.
    pub preset: Preset,
    /// The constituencies that take part.
    pub constituencies: Vec<Constituency>,
    /// The regions that delegations come from.
    pub regions: Vec<Region>,
    /// The languages that the text is kept in, the working language first.
    pub languages: Vec<Language>,
    /// How delegations are accredited.
    pub accreditation: Accreditation,
    /// The constituencies whose objection stands in the way of consensus.
    pub objections_respected: Vec<Constituency>,
    /// The shortest silence procedure.
    pub silence: Hours,
    /// The shortest silence procedure for a call that is issued again after a break.
    pub silence_again: Hours,
    /// What becomes of the text when the negotiation closes without agreement.
    pub without_agreement: WithoutAgreement,
    /// The acts that need the signature of the delegation's own key.
    pub signed: Vec<ActKind>,
    /// Who may do what, and when.
    pub may: Vec<Permission>,
    /// The protocol order of delegations; those not named follow in code-point order.
    pub protocol_order: Vec<DelegationId>,
}

/// The preset that modalities began as; it also names the decision rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Preset {
    /// No formal objection stands: the practice of the United Nations.
    Consensus,
}

/// How delegations are accredited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Accreditation {
    /// At once, by the secretariat.
    Open,
    /// When nobody who may has objected within some hours: by a reasoned, public act.
    NoObjection {
        /// How long the announcement stands.
        within: Hours,
        /// The constituencies that may object.
        by: Vec<Constituency>,
    },
}

/// What becomes of the text when a negotiation closes without agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WithoutAgreement {
    /// The last revision stays on the record as the state of discussion.
    KeepText,
    /// No text remains; the record still shows how it came and went.
    DropText,
}

/// In what capacity somebody acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Capacity {
    /// The chair.
    Chair,
    /// The secretariat.
    Secretariat,
    /// The clock, which strikes deadlines.
    Clock,
    /// A delegation with full rights.
    Delegation,
    /// A delegation that observes.
    Observer,
    /// An organisation that speaks through a delegation.
    Organisation,
}

impl Capacity {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Capacity::Chair => "chair",
            Capacity::Secretariat => "secretariat",
            Capacity::Clock => "clock",
            Capacity::Delegation => "delegation",
            Capacity::Observer => "observer",
            Capacity::Organisation => "organisation",
        }
    }
}

/// Where a negotiation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stage {
    /// The rules are being agreed and delegations accredited.
    Modalities,
    /// Contributions are called for.
    Inputs,
    /// A text is being drafted from them.
    Drafting,
    /// The text is read and amended.
    Readings,
    /// What remains is settled and the whole is put to adoption.
    Finalisation,
    /// The text is adopted.
    Adopted,
    /// It ended without agreement.
    Closed,
    /// The adopted text is being carried out.
    Implementation,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Stage; 8] = [
        Stage::Modalities,
        Stage::Inputs,
        Stage::Drafting,
        Stage::Readings,
        Stage::Finalisation,
        Stage::Adopted,
        Stage::Closed,
        Stage::Implementation,
    ];

    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Stage::Modalities => "modalities",
            Stage::Inputs => "inputs",
            Stage::Drafting => "drafting",
            Stage::Readings => "readings",
            Stage::Finalisation => "finalisation",
            Stage::Adopted => "adopted",
            Stage::Closed => "closed",
            Stage::Implementation => "implementation",
        }
    }
}

/// One row of the table of who may do what, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permission {
    /// The acts.
    pub acts: Vec<ActKind>,
    /// In which capacities.
    pub by: Vec<Capacity>,
    /// At which stages.
    pub at: Vec<Stage>,
}

impl Modalities {
    /// The stages at which an act is open to a capacity; none when it never is.
    pub fn stages_for(&self, act: ActKind, by: Capacity) -> impl Iterator<Item = Stage> {
        let rows = self.may.iter();
        rows.filter(move |row| row.acts.contains(&act) && row.by.contains(&by))
            .flat_map(|row| row.at.iter().copied())
    }

    /// The language that carries the algebra, if the modalities name any.
    #[must_use]
    pub fn working_language(&self) -> Option<&Language> {
        self.languages.first()
    }
}

impl Modalities {
    /// No rules at all: nothing is allowed under them. They stand before the first act.
    #[must_use]
    pub(crate) fn none() -> Modalities {
        Modalities {
            preset: Preset::Consensus,
            constituencies: Vec::new(),
            regions: Vec::new(),
            languages: Vec::new(),
            accreditation: Accreditation::Open,
            objections_respected: Vec::new(),
            silence: Hours(0),
            silence_again: Hours(0),
            without_agreement: WithoutAgreement::KeepText,
            signed: Vec::new(),
            may: Vec::new(),
            protocol_order: Vec::new(),
        }
    }
}
