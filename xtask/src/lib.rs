//! The shape of the house, as rules that a test can hold.
//!
//! [`house`] is the one page to edit: which crate may use which, what a crate must never say,
//! how long things may be. [`source`] and [`workspace`] and [`documents`] try the rules; each
//! breach is a [`Fault`] that names the file, the line and the way out.
//!
//! Never here: rules that a compiler lint already holds (see `clippy.toml`), and anything that
//! changes a file.
//!
//! Start at [`shape::inspect`].

pub mod documents;
mod fault;
pub mod house;
pub mod mutant_table;
mod rust_text;
pub mod shape;
pub mod source;
pub mod workspace;

pub use fault::Fault;
