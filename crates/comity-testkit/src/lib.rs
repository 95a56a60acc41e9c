//! The test kit: what tests and benchmarks of the house stand on.
//!
//! [`corpus`] finds the real material and the outside programs, [`generate`] makes small texts
//! and proposals that are likely to be in each other's way, [`law`] tries a law on thousands of
//! them, [`oracle`] reads the rules of collision once more by brute force, [`worlds`] makes large
//! negotiations from a seed for benchmarks, [`faulty`] is a journal that fails by a plan,
//! [`visitor`] reads pages and sends forms as a browser without script would, and [`wire`] carries
//! them to a program that was started.
//!
//! Never here: code of the engine, and anything that is shipped. The oracle uses the engine's
//! types and none of its functions beyond reading a text.
//!
//! Start at [`law::holds`].

pub mod corpus;
pub mod faulty;
pub mod generate;
pub mod law;
pub mod oracle;
pub mod visitor;
pub mod wire;
pub mod worlds;
