//! Positions on one subject, as every page shows them: by constituency first, then one by one in
//! protocol order.

use comity_app::views::positions::positions_on;
use comity_exchange::bars::{draw, hidden_table, table};
use comity_procedure::State;
use comity_procedure::act::{Stance, Subject};
use comity_procedure::state::Held;

use super::margin::{answers, caption, groups};
use super::naming::Naming;
use crate::words::Words;

/// The positions on one subject.
pub(crate) struct Positions {
    /// The bars by constituency, as HTML.
    pub(crate) bars: String,
    /// The whole scale by constituency as a table, as HTML.
    pub(crate) table: String,
    /// The same table for those who listen, where the bars stand alone.
    pub(crate) hidden_table: String,
    /// The positions, in protocol order.
    pub(crate) held: Vec<HeldLine>,
    /// The delegations that have said nothing, as HTML; empty where there are none.
    pub(crate) silent: String,
}

/// One position.
pub(crate) struct HeldLine {
    /// Who, as HTML.
    pub(crate) by: String,
    /// The message of the stance.
    pub(crate) stance: &'static str,
    /// Whether the text has changed since.
    pub(crate) lapsed: bool,
    /// Why, as HTML; empty where nothing was said.
    pub(crate) reason: String,
    /// The entry, as HTML.
    pub(crate) entry: String,
}

impl Positions {
    /// The positions on a subject that is called `name`.
    pub(crate) fn on(
        state: &State,
        words: &Words,
        naming: &Naming<'_>,
        (subject, name): (Subject, &str),
    ) -> Positions {
        let found = positions_on(state, subject);
        let scale = answers(words);
        let groups = groups(&found, naming);
        let caption = caption(words, name);
        let held = found.held.iter().map(|(party, position)| HeldLine {
            by: naming.delegation(&party.id),
            stance: stance_name(&position.stance),
            lapsed: position.lapsed,
            reason: position
                .reason
                .as_ref()
                .map_or_else(String::new, |it| naming.quote(it)),
            entry: naming.entry(position.entry),
        });
        Positions {
            bars: draw(&scale, &groups),
            table: table(&caption, "scale", &scale, &groups),
            hidden_table: hidden_table(&caption, &scale, &groups),
            held: held.collect(),
            silent: naming.delegations(&found.silent),
        }
    }
}

/// The message of a stance.
pub(crate) fn stance_name(held: &Held) -> &'static str {
    match held {
        Held::Objects(_) => "read-stance-object",
        Held::Taken(Stance::Support) => "read-stance-support",
        Held::Taken(Stance::NoObjection) => "read-stance-no-objection",
        Held::Taken(Stance::CanLiveWith) => "read-stance-can-live-with",
        Held::Taken(Stance::Abstain) => "read-stance-abstain",
        Held::Taken(Stance::Recuse) => "read-stance-recuse",
    }
}
