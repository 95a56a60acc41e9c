//! DOCX in and out.
//!
//! Never here: what a proposal is; a document becomes blocks, a compilation becomes bytes.
//!
//! Start at [`write`] for what goes out.

pub mod write;
