//! The JSON Schema of the contract, for those who check or generate code from it.

/// A JSON Schema, draft 2020-12, of one object of [`crate::contract`]. It allows keys that it does not name, since later
/// versions of the program may add some.
pub const DOCUMENT: &str = include_str!("../schema/musnad.document.1.json");
