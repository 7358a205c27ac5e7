//! The verbs, a file each.

pub mod add;
pub mod ask;
pub mod read;
pub mod schema;
pub mod verify;
