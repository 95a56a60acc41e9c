//! The pages. Each reads, asks, and renders; its template has its name.

pub(crate) mod home;
pub(crate) mod overview;
pub(crate) mod trouble;
