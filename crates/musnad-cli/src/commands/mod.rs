//! The verbs, a file each.

pub mod add;
pub mod ask;
pub mod figures;
pub mod quote;
pub mod read;
pub mod schema;
pub mod search;
pub mod verify;
