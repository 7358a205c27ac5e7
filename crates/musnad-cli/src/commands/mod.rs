//! The verbs, a file each.

pub mod read;
pub mod schema;
