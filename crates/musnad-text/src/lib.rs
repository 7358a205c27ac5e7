//! The text layer of Musnad: Arabic text with exact offsets, tokens, sentences and structure.
//!
//! This crate does no I/O, reads no clock and starts no threads. Offsets are bytes of the document's text; [`span::Offsets`]
//! is the one place that converts them.

pub mod annotation;
pub mod chars;
pub mod document;
pub mod lexicon;
pub mod quote;
pub mod sentence;
pub mod span;
pub mod text;
pub mod token;

pub use annotation::Annotations;
pub use document::{Document, Published};
pub use lexicon::Lexicon;
pub use span::Span;
pub use text::Text;
