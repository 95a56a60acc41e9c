//! The site: pages, forms, sessions and live updates over the use cases of `comity-app`.
//!
//! A request travels one way: [`routes`] says which page it is for and who may ask, `serving` makes
//! a [`Visit`] of it (who reads, in which language, in which negotiation), the page reads, asks and
//! renders, and an [`Answer`] goes back. Every page works without script; the script only fetches
//! what has changed.
//!
//! Never here: SQL, rules of procedure, and documents parsed by hand.
//!
//! Start at [`routes::ROUTES`], then `pages/overview.rs` for what a page looks like.

pub mod acting;
mod answer;
mod assets;
mod cache;
mod documents;
mod doors;
mod fields;
mod frame;
pub mod invitations;
mod letters;
pub mod limits;
mod live;
mod needs;
mod numbers;
mod pages;
mod pieces;
pub mod post_office;
mod problem;
mod reader;
mod readings;
mod refused;
pub mod routes;
mod said;
mod serving;
pub mod sessions;
mod shares;
mod sheets;
mod site;
#[cfg(feature = "smtp")]
pub mod smtp;
mod times;
mod uploads;
mod visit;
mod visits;
mod words;

pub use answer::Answer;
pub use documents::{Outside, Why};
pub use frame::Frame;
pub use needs::{Need, needs};
pub use problem::Problem;
pub use reader::{Person, Reader};
pub use refused::{Refused, Saying, refusal_said};
pub use serving::router;
pub use site::{Foundation, Settings, Site};
pub use visit::{Room, Visit};
pub use words::{LANGUAGES, Words};
