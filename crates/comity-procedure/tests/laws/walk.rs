//! Walks: negotiations of random acts by random parties, kept step by step for the laws.
//!
//! Start at [`walks`]. Which act comes next is chosen in [`chooser`](super::chooser), which knows
//! the state, so that most acts could be taken; some are garbage on purpose.

use std::sync::{Arc, OnceLock};

use comity_procedure::act::Actor;
use comity_procedure::ids::{Constituency, IdempotencyKey, NegotiationId, PublicKey};
use comity_procedure::modalities::{Accreditation, WithoutAgreement};
use comity_procedure::time::{Hours, Time};
use comity_procedure::{
    Act, ActKind, Effect, Modalities, Refusal, State, Submission, decide, evolve,
};
use comity_testkit::law::runner;
use proptest::prelude::any;
use proptest::strategy::{Strategy, ValueTree};

use super::chooser;
use super::dice::Dice;
use super::story::consensus;

/// How many walks the laws are tried on.
const WALKS: usize = 300;

/// How many acts a walk tries.
const STEPS: usize = 320;

/// The seed of the seeds.
const SEED: u64 = 1;

/// One act, and what came of it.
pub struct Step {
    /// The state before.
    pub before: State,
    /// What was sent.
    pub submission: Submission,
    /// What it did, or why it was refused.
    pub result: Result<Vec<Effect>, Refusal>,
    /// The state after.
    pub after: State,
    /// Whether it was meant to be taken.
    pub honest: bool,
}

/// A walk.
pub struct Walk {
    /// The seed of its dice.
    pub seed: u64,
    /// Its steps.
    pub steps: Vec<Step>,
}

impl Walk {
    /// The steps that were taken, with their effects.
    pub fn taken(&self) -> impl Iterator<Item = (&Step, &Vec<Effect>)> {
        let steps = self.steps.iter();
        steps.filter_map(|step| Some((step, step.result.as_ref().ok()?)))
    }

    /// The state at the end.
    pub fn end(&self) -> &State {
        &self.steps.last().expect("a walk has steps").after
    }
}

/// The walks that all laws share: the same ones on every machine.
pub fn walks() -> &'static [Walk] {
    static WALKED: OnceLock<Vec<Walk>> = OnceLock::new();
    WALKED.get_or_init(|| {
        let mut runner = runner(1, SEED);
        let mut seed = || {
            let tree = any::<u64>().new_tree(&mut runner);
            tree.expect("a number is found").current()
        };
        (0..WALKS).map(|at| walk(seed(), at)).collect()
    })
}

/// What one walk remembers between its acts.
pub struct Desk {
    /// The state so far.
    pub state: State,
    /// Its dice.
    pub dice: Dice,
    /// The time of the next act.
    pub now: Time,
    /// Whether the room wants to come to an end.
    pub settling: bool,
    /// The number of the next thing that is named.
    pub fresh: u32,
    /// Which walk it is; it decides the rules.
    pub which: usize,
    keys: u128,
}

/// One walk.
pub fn walk(seed: u64, which: usize) -> Walk {
    let mut desk = Desk {
        state: State::empty(),
        dice: Dice::new(seed),
        now: Time(1_795_000_000_000),
        settling: false,
        fresh: 0,
        which,
        keys: 0,
    };
    let mut steps = Vec::with_capacity(STEPS);
    // After the end little can be done, so little is tried.
    let mut left = STEPS;
    while left > 0 {
        desk.settling = which.is_multiple_of(2) && steps.len() * 5 > STEPS * 3;
        steps.push(desk.step());
        left -= if desk.state.ending().is_some() {
            left.min(10)
        } else {
            1
        };
    }
    Walk { seed, steps }
}

impl Desk {
    fn step(&mut self) -> Step {
        let (actor, act, honest) = chooser::choose(self);
        let mut submission = self.submission(actor, act);
        let honest = honest && !chooser::spoil(self, &mut submission);
        let before = self.state.clone();
        let result = decide(&before, &submission);
        if let Ok(effects) = &result {
            self.state = evolve(before.clone(), &submission, effects);
        }
        let later = match self.dice.below(12) {
            0 => 7 * 3_600_000,
            1..=3 => 0,
            _ => 60_000,
        };
        self.now = Time(self.now.0.max(self.state.at().0) + later);
        Step {
            before,
            submission,
            result,
            after: self.state.clone(),
            honest,
        }
    }

    /// A name that nothing has yet.
    pub fn name(&mut self, letter: &str) -> String {
        self.fresh += 1;
        format!("{letter}{}", self.fresh)
    }

    fn submission(&mut self, actor: Actor, act: Act) -> Submission {
        self.keys += 1;
        Submission {
            negotiation: NegotiationId::new("wells").expect("a slug"),
            key: IdempotencyKey(self.keys.to_be_bytes()),
            at: self.now,
            signed_by: self.signature(&actor, &act),
            actor,
            act,
        }
    }

    fn signature(&self, actor: &Actor, act: &Act) -> Option<PublicKey> {
        let Actor::Delegation { delegation, .. } = actor else {
            return None;
        };
        let signed = &self.state.modalities().signed;
        let key = self.state.delegations().get(delegation)?.key;
        let gives = matches!(act, Act::NameDelegate { key: Some(_), .. });
        key.filter(|_| signed.contains(&act.kind()) || gives && !signed.is_empty())
    }

    /// The rules of this walk.
    pub fn rules(&self) -> Modalities {
        let c = |name: &str| Constituency::new(name).expect("a slug");
        let mut rules = consensus();
        if self.which % 3 == 1 {
            rules.accreditation = Accreditation::NoObjection {
                within: Hours(12),
                by: vec![c("government"), c("civil-society")],
            };
        }
        if self.which % 4 == 2 {
            rules.objections_respected = vec![c("government"), c("civil-society")];
        }
        if self.which % 5 == 3 {
            rules.without_agreement = WithoutAgreement::DropText;
        }
        if self.which % 4 == 3 {
            rules.signed = vec![ActKind::Object, ActKind::BreakSilence, ActKind::Propose];
        }
        rules.silence = Hours(24);
        rules.silence_again = Hours(8);
        rules
    }

    /// The rules as somebody might want them instead.
    pub fn other_rules(&mut self) -> Arc<Modalities> {
        let mut rules = (**self.state.modalities()).clone();
        match self.dice.below(4) {
            0 => rules.silence = Hours(12 + self.dice.below(20) as u32),
            1 => {
                rules.objections_respected = vec![self.dice.of(&rules.constituencies)];
            }
            2 => rules.objections_respected = rules.constituencies.clone(),
            _ => rules.silence_again = Hours(0),
        }
        Arc::new(rules)
    }
}
