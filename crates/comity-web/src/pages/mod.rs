//! The pages. Each reads, asks, and renders; its template has its name.

pub(crate) mod delegations;
pub(crate) mod events;
pub(crate) mod home;
pub(crate) mod outbox;
pub(crate) mod overview;
pub(crate) mod settings;
pub(crate) mod compilation;
pub(crate) mod margin;
pub(crate) mod naming;
pub(crate) mod objections;
pub(crate) mod positions;
pub(crate) mod proposal;
pub(crate) mod provision;
pub(crate) mod revision;
pub(crate) mod since;
pub(crate) mod text;
pub(crate) mod trouble;
