//! A reading shown to a person: a report for the terminal, and a web page.
//!
//! Presenters put into words what stands in the annotations; they decide and compute nothing about the text. Every word they
//! show stands in `strings.toml`. The text of a document is hostile until shown otherwise: control characters never reach a
//! terminal, and nothing of it is ever markup on a page.

mod findings;
pub mod html;
mod place;
mod printable;
pub mod sheet;
mod speakers;
pub mod terminal;
mod values;
mod words;

pub use printable::{one_line, shortened};
pub use values::timex;
pub use words::Words;

/// The language of a presenter's own words; the document's stay as they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// Arabic.
    #[default]
    Arabic,
    /// English.
    English,
}
