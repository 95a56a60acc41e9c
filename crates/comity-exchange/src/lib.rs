//! Documents in and out: bytes become a value and notices, values become bytes.
//!
//! Every foreign document is parsed here and nowhere else, under the limits of [`limits`].
//! Readers are total on human text: what cannot be carried becomes a [`Notice`] that names the
//! place; only bytes that are no such document at all are a [`ReadError`].
//!
//! Never here: files, clocks, network, rules of procedure.
//!
//! Start at [`block`]: what every reader yields.

pub mod block;
pub mod docx;
pub mod limits;
pub mod notice;

pub use block::{Block, BlockStyle};
pub use notice::{Notice, ReadError};
