//! Post: the way by which letters leave.

use super::{Answer, Letter};
use thiserror::Error;

/// Hands letters over to whoever delivers them.
pub trait Post: Send + Sync + 'static {
    /// Hands one letter over. Once it has said yes the letter is out of our hands.
    fn send<'a>(&'a self, letter: &'a Letter) -> Answer<'a, (), NotSent>;
}

/// Why a letter did not leave.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotSent {
    /// It may leave later.
    #[error("the letter could not leave now: {0}")]
    Later(String),
    /// It never will.
    #[error("the letter cannot leave: {0}")]
    Never(String),
}
