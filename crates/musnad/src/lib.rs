//! Reads Arabic reporting and traces every claim to who said it, when, and through whom.
//!
//! This is the façade: programs, servers and bindings need nothing else. [`Engine`] reads a [`Document`] into
//! [`Annotations`]; [`inputs`] makes documents of files; [`pipeline`] reads many in parallel; [`contract`] writes the JSON
//! object that other programs read, [`schema`] describes it, and [`present`] shows a reading to a person.
//!
//! Offsets are bytes in Rust and code points in JSON. Nothing here fails on what a text contains: errors come from files that
//! cannot be read, and concern one record each.
//!
//! ```
//! use musnad::{Document, Engine, contract};
//!
//! let engine = Engine::new();
//! let document = Document { id: "1".into(), text: "قال الوزير إن الميناء سيفتح غدا.".into(), ..Document::default() };
//! let annotations = engine.read(&document, &Default::default());
//! let mut json = Vec::new();
//! contract::write(&mut json, &document, &annotations, Default::default())?;
//! assert!(json.starts_with(br#"{"schema":"musnad.document/1","id":"1""#));
//! # Ok::<(), std::io::Error>(())
//! ```

pub mod contract;
pub mod inputs;
pub mod pipeline;
pub mod present;
pub mod schema;

pub use musnad_extract::{Engine, Lean, Options, RULES};
pub use musnad_sources::{Error, Hints, Input};
pub use musnad_text::{Annotations, Document, Published, Span, annotation, span};

#[cfg(test)]
mod sample;

/// The programs in the READMEs are tested as they stand there.
#[cfg(doctest)]
mod readme {
    #[doc = include_str!("../../../README.md")]
    struct English;
    #[doc = include_str!("../../../README.ar.md")]
    struct Arabic;
}
