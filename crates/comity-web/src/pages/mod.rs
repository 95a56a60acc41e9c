//! The pages. Each reads, asks, and renders; its template has its name.

pub(crate) mod delegations;
pub(crate) mod events;
pub(crate) mod home;
pub(crate) mod outbox;
pub(crate) mod overview;
pub(crate) mod settings;
pub(crate) mod trouble;
