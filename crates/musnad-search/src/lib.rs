//! The search of Musnad: Arabic light stems, an index derived from documents, a query language, and ranking of passages and
//! sentences for questions.
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use musnad_search::{Entry, Index, Look, Query, Question, Writer};
//! # let folder = tempfile::tempdir()?; let folder = folder.path();
//! let mut writer = Writer::create(folder)?;
//! writer.add(&Entry { id: "a", text: "أعلنت وزيرة الصيد في أردانة أن المرافئ ستفتح يوم الأحد.", ..Entry::default() })?;
//! writer.commit("state 1")?;
//! writer.finish()?;
//!
//! let index = Index::open(folder)?;
//! let query = Query::parse("مرفأ OR وزير")?;
//! let found = index.search(&query, &Look::default())?;
//! let hit = index.show(&query, &found.parts[0])?;
//! assert_eq!(hit.matches[0].of(&hit.text), "وزيرة");
//! let evidence = index.ask(&Question::parse("متى تفتح المرافئ؟"), 5)?;
//! assert_eq!(evidence[0].hit.id, "a");
//! # Ok(()) }
//! ```
//!
//! What is written into the index is derived from documents that lie elsewhere: where [`Error::rebuild`] says so, the folder is
//! emptied ([`Writer::create`] does it) and written again. Nothing here knows the casefile, the rules or the command line.

pub mod analyze;
mod cut;
mod error;
mod find;
pub mod index;
pub mod query;
pub mod rank;
mod spell;
pub mod statement;
pub mod stem;

pub use error::Error;
pub use find::{Found, Look, Part, Wanted};
pub use index::{Entry, Facet, Hit, Index, Writer};
pub use query::{Marked, Query};
pub use rank::{Evidence, Question};
pub use statement::Said;
