//! The extractors of Musnad: what a text says, who says it, when, how much, and through whom.
//!
//! [`Engine::new`] compiles the lexicons once; [`Engine::read`] reads one document and may be called from many threads. No
//! I/O, no clock, no network; the same document and options give the same annotations. Reading never fails: a poor document
//! yields fewer annotations.
//!
//! A room is a folder with its lexicon, its rules and the corpus that tests them. Rooms run in the order of
//! [`registry`] and read only what earlier rooms wrote.

pub mod assertions;
pub mod countries;
pub mod dates;
pub mod findings;
pub mod names;
pub mod numbers;
pub mod quantities;
pub mod registry;
pub mod statements;
pub mod structure;
pub mod verses;

#[cfg(test)]
mod testing;

pub use registry::{Engine, Lean, Options};

/// A hash of the rules and lexicons: annotations with the same hash were made by the same rules.
pub const RULES: &str = env!("MUSNAD_RULES");
