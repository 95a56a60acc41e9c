//! The pages. Each reads, asks, and renders; its template has its name.

pub(crate) mod calls;
pub(crate) mod carriage;
pub(crate) mod chair;
pub(crate) mod contributions;
pub(crate) mod events;
pub(crate) mod home;
pub(crate) mod ledger;
pub(crate) mod overview;
pub(crate) mod statements;
pub(crate) mod trouble;
