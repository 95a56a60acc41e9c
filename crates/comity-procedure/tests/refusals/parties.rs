//! Refusals about parties, stages, contributions and statements.
