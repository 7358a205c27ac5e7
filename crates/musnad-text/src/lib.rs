//! The text layer of Musnad: Arabic text with exact offsets, tokens, sentences and structure.
//!
//! This crate does no I/O, reads no clock and starts no threads. Offsets are bytes of the document's text; [`span::Offsets`]
//! is the one place that converts them.

pub mod document;
