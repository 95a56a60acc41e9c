//! The pages. Each reads, asks, and renders; its template has its name.

pub(crate) mod drafts;
pub(crate) mod home;
pub(crate) mod overview;
pub(crate) mod proposing;
pub(crate) mod sponsoring;
pub(crate) mod stance;
pub(crate) mod trouble;
