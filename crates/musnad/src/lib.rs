//! Reads Arabic reporting and traces every claim to who said it, when, and through whom.
