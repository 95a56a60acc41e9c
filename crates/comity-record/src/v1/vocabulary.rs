//! The closed lists of words that the format knows, each with what it stands for.

use comity_procedure::act::{
    CallKind, Development, Disposition, Ending, Orphan, Power, Stance, StatementKind,
};
use comity_text::Kind;

/// The words for development status.
pub const DEVELOPMENTS: &[(&str, Development)] = &[
    ("developed", Development::Developed),
    ("developing", Development::Developing),
    ("ldc", Development::Ldc),
    ("lldc", Development::Lldc),
    ("sids", Development::Sids),
];

/// The words for the powers of delegates.
pub const POWERS: &[(&str, Power)] = &[
    ("speak", Power::Speak),
    ("propose", Power::Propose),
    ("decide", Power::Decide),
    ("represent", Power::Represent),
];

/// The words for dispositions.
pub const DISPOSITIONS: &[(&str, Disposition)] = &[
    ("taken-up", Disposition::TakenUp),
    ("taken-up-in-part", Disposition::TakenUpInPart),
    ("noted", Disposition::Noted),
    ("not-taken-up", Disposition::NotTakenUp),
];

/// The words for kinds of statement.
pub const STATEMENTS: &[(&str, StatementKind)] = &[
    ("general", StatementKind::General),
    (
        "explanation-of-position",
        StatementKind::ExplanationOfPosition,
    ),
    ("reservation", StatementKind::Reservation),
    ("dissociation", StatementKind::Dissociation),
    ("right-of-reply", StatementKind::RightOfReply),
];

/// The words for positions.
pub const STANCES: &[(&str, Stance)] = &[
    ("support", Stance::Support),
    ("no-objection", Stance::NoObjection),
    ("can-live-with", Stance::CanLiveWith),
    ("abstain", Stance::Abstain),
    ("recuse", Stance::Recuse),
];

/// The words for the ways in which an objection ends.
pub const ENDINGS: &[(&str, Ending)] = &[
    ("accommodated", Ending::Accommodated),
    ("withdrawn", Ending::Withdrawn),
];

/// The words for kinds of call.
pub const CALLS: &[(&str, CallKind)] = &[
    ("explicit", CallKind::Explicit),
    ("silence", CallKind::Silence),
];

/// The words for what orphans a change.
pub const ORPHANS: &[(&str, Orphan)] = &[
    ("suppressed", Orphan::Suppressed),
    ("container-suppressed", Orphan::ContainerSuppressed),
    ("join-target-suppressed", Orphan::JoinTargetSuppressed),
    ("dependent", Orphan::Dependent),
];

/// The word of a list for a value.
#[must_use]
pub fn spelled<T: PartialEq>(words: &[(&'static str, T)], value: &T) -> &'static str {
    words
        .iter()
        .find(|(_, known)| known == value)
        .map_or("unknown", |(word, _)| word)
}

/// The word for a kind of provision; headings and items say their level.
#[must_use]
pub fn kind_word(kind: Kind) -> String {
    match kind {
        Kind::Heading(level) | Kind::Item(level) => format!("{}-{level}", kind.name()),
        other => other.name().to_owned(),
    }
}
