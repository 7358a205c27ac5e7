//! The verbs, a file each.

pub mod add;
pub mod read;
pub mod schema;
pub mod verify;
