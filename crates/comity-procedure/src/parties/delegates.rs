//! Delegates: persons who act for a delegation, by pseudonym, with the powers that it gives them.
//!
//! Whoever holds the power to represent names others with any powers, as the head of a delegation
//! does. Who the person is stands outside the record.

use crate::act::{Power, Submission};
use crate::checks::{accredited, delegation, few, some};
use crate::effect::Effect;
use crate::ids::{DelegateId, PublicKey};
use crate::refusal::{Already, Refusal};
use crate::state::{Delegate, State};

/// Names a delegate, or gives one other powers or another key.
pub(crate) fn name(
    state: &State,
    submission: &Submission,
    delegate: &DelegateId,
    powers: &[Power],
    key: Option<PublicKey>,
) -> Result<Vec<Effect>, Refusal> {
    let party = accredited(state, delegation(submission)?)?;
    some("powers", powers.len())?;
    let mut sorted = powers.to_vec();
    sorted.sort();
    if let Some(twice) = sorted.windows(2).find(|pair| pair[0] == pair[1]) {
        let id = format!("the power “{}”", twice[0].name());
        return Err(Refusal::NamedTwice { id });
    }
    let named = Delegate {
        powers: powers.to_vec(),
        key,
    };
    match party.delegates.get(delegate) {
        Some(before) if *before == named => {
            let what = Already::Empowered(delegate.clone());
            return Err(Refusal::SoAlready { what });
        }
        Some(_) => {}
        None => few("delegates", party.delegates.len() + 1)?,
    }
    Ok(vec![Effect::DelegateNamed {
        delegation: party.id.clone(),
        delegate: delegate.clone(),
        powers: named.powers,
        key,
    }])
}

/// Ends the powers of a delegate.
pub(crate) fn remove(
    state: &State,
    submission: &Submission,
    delegate: &DelegateId,
) -> Result<Vec<Effect>, Refusal> {
    let party = accredited(state, delegation(submission)?)?;
    if !party.delegates.contains_key(delegate) {
        return Err(Refusal::UnknownDelegate {
            delegation: party.id.clone(),
            delegate: delegate.clone(),
        });
    }
    let (party, delegate) = (party.id.clone(), delegate.clone());
    Ok(vec![Effect::DelegateRemoved(party, delegate)])
}

impl Power {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Power::Speak => "speak",
            Power::Propose => "propose",
            Power::Decide => "decide",
            Power::Represent => "represent",
        }
    }
}
