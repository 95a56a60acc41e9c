//! What acts have touched, from one state to a later one: so that who reads a part of a
//! negotiation can be told that it is no longer what they see.

use comity_procedure::State;

/// A part of a negotiation that is read by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The stage, the modalities, and how it ended.
    Stage,
    /// The text with what is agreed of it, in all languages.
    Provisions,
    /// The proposals.
    Proposals,
    /// The positions.
    Positions,
    /// The objection ledger.
    Ledger,
    /// The calls.
    Calls,
    /// The contributions and what became of them.
    Contributions,
    /// The statements.
    Statements,
    /// The delegations and coalitions.
    Delegations,
}

impl Part {
    /// All of them.
    pub const ALL: [Part; 9] = [
        Part::Stage,
        Part::Provisions,
        Part::Proposals,
        Part::Positions,
        Part::Ledger,
        Part::Calls,
        Part::Contributions,
        Part::Statements,
        Part::Delegations,
    ];

    /// Its name, as it is sent.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Part::Stage => "stage",
            Part::Provisions => "provisions",
            Part::Proposals => "proposals",
            Part::Positions => "positions",
            Part::Ledger => "ledger",
            Part::Calls => "calls",
            Part::Contributions => "contributions",
            Part::Statements => "statements",
            Part::Delegations => "delegations",
        }
    }

    /// Whether it is another in a later state. What both have in common is the same in memory, so
    /// that comparing costs a look at each thing and no more.
    #[must_use]
    pub fn is_touched(self, before: &State, after: &State) -> bool {
        match self {
            Part::Stage => {
                before.stage() != after.stage()
                    || before.modalities() != after.modalities()
                    || before.ending() != after.ending()
            }
            Part::Provisions => {
                let entry = |state: &State| state.current().map(|it| it.entry);
                entry(before) != entry(after)
                    || before.provisions() != after.provisions()
                    || before.translations() != after.translations()
                    || before.redacted().size() != after.redacted().size()
            }
            Part::Proposals => before.proposals() != after.proposals(),
            Part::Positions => before.positions() != after.positions(),
            Part::Ledger => before.objections() != after.objections(),
            Part::Calls => before.calls() != after.calls(),
            Part::Contributions => before.contributions() != after.contributions(),
            Part::Statements => before.statements() != after.statements(),
            Part::Delegations => {
                before.delegations() != after.delegations()
                    || before.coalitions() != after.coalitions()
            }
        }
    }
}
