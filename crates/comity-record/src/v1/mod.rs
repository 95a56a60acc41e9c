//! Version 1 of the format: how acts, entries and modalities are written, for ever.
//!
//! Each type here mirrors one of the procedure. They are never changed; a new version of the
//! format is a new module beside this one. Every human-written text stands in [`words::Words`],
//! as a string while an act is being prepared, as the name of a blob once it is recorded.
//!
//! Start at [`entry::Entry`], then [`act::Act`].

pub mod act;
pub mod change;
mod decode;
pub mod effects;
pub mod entry;
pub mod hex;
pub mod modalities;
pub mod parts;
pub mod times;
pub mod vocabulary;
pub mod words;

pub use act::Act;
pub use decode::{DecodeError, Found, Texts, kind_of};
pub use entry::{Entry, Signature};
pub use words::Words;
