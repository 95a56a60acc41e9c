//! DOCX: what a word processor wrote, with every tracked change and its author.
//!
//! [`read_docx`] gives the document as it was tracked; its views are the text with every change
//! refused, with every change accepted, and with those of one author accepted. What is carried,
//! what becomes a notice and where we read otherwise than pandoc stands in
//! `docs/formats/docx.md`.
//!
//! Never here: files, pictures, fonts, page layout.
//!
//! Start at [`tracked`] (the types and the views) for what comes in, at [`mod@write`] for what goes out.

mod blocks;
mod inline;
mod notes;
mod package;
mod properties;
mod run;
mod story;
mod styles;
mod symbols;
pub mod tracked;
pub mod write;
mod xml;

pub use story::read_docx;
pub use tracked::{
    AuthorView, Comment, Container, Revision, TrackedDocument, TrackedNote, TrackedParagraph,
    TrackedRun,
};
