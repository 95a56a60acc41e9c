//! Refusals about texts, proposals and revisions.
