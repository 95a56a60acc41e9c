//! Lists that are read row by row: votes, statements, participants, comments, inputs, delegations.
//!
//! A list may be far larger than memory, so each reader takes a stream and hands on what it finds
//! as it goes; what it has to keep is bounded by [`limits`](crate::limits). What a row cannot say
//! clearly is an error that names the line: a number that was guessed would be published.
//! The columns are in `docs/formats/lists.md`.
//!
//! Never here: what the numbers mean. Start at [`read_votes`]; `rows` is how CSV is cut.

mod balance;
mod comments;
mod counted;
mod inputs;
mod names;
mod objects;
mod opened;
mod people;
mod rows;
mod statements;
mod texts;
mod votes;

pub use balance::{Deeds, MEASURES, read_balance};
pub use comments::{Comment, read_comments};
pub use inputs::{Came, Input, read_inputs};
pub use names::{Names, name_order};
pub use people::{Participant, read_participants};
pub use statements::{Moderation, Statement, read_statements};
pub use votes::{Shape, Sink, VoteLimits, VotesRead, read_votes, read_votes_within};
