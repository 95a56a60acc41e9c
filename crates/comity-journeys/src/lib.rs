//! The site in a real browser: what people do on it from end to end, whether everybody can use its
//! pages, and pictures of all of them.
//!
//! A [`Hall`] is one demonstration on a free port, with a clock that the test sets, and a Chromium
//! for everybody in it. A [`Browser`] does what a person does: it follows links, fills forms and
//! presses buttons, with or without script.
//!
//! Never here: anything that is shipped. It ends only the processes that it started.
//!
//! Start at [`journey`], then [`Browser`].

pub mod accessibility;
mod browser;
pub mod chairing;
pub mod deeds;
mod driver;
pub mod gallery;
mod hall;
pub mod pages;
pub mod scenes;

pub use browser::{Browser, Scheme, Script};
pub use driver::Driver;
pub use hall::{Hall, journey, journey_at};
