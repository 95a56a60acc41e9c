//! Documents in and out: bytes become a value and notices, values become bytes.
//!
//! Every foreign document is parsed here and nowhere else, under the limits of [`limits`].
//! Readers are total on human text: what cannot be carried becomes a [`Notice`] that names the
//! place; only bytes that are no such document at all are a [`ReadError`].
//!
//! Never here: files, clocks, network, rules of procedure.
//!
//! Start at [`document`] and [`proposals`] for what comes in ([`block`] is what every reader
//! yields), at [`html`] and [`json`] for what goes out, at [`report`] for tables about it.

pub mod amendments;
pub mod bars;
pub mod block;
pub mod bundle_archive;
pub mod charts;
mod decode;
pub mod document;
pub mod docx;
pub mod fates;
pub mod html;
mod html_words;
pub mod json;
mod layout;
pub mod limits;
pub mod lists;
pub mod markdown;
pub mod markdown_out;
pub mod markdown_text;
pub mod markdown_words;
pub mod notice;
pub mod page_facts;
pub mod passages;
pub mod plain;
pub mod proposals;
pub mod report;
mod resolution;
mod script;
pub mod shares;
pub mod structure;
pub mod words;

pub use block::{Block, BlockStyle};
pub use notice::{Notice, ReadError, Sentence};
pub use page_facts::PageFacts;
pub use words::Language;
