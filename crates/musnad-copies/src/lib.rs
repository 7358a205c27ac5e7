//! What was copied and what was quoted.
//!
//! Here lives the comparing of texts by their words: [`near`] puts copies of one wire together, [`quotation`] finds where a
//! quotation stands and what was altered in it. Both work from a [`Signature`] of each document, a few hundred bytes that
//! a database keeps beside it, and an [`Index`] made from the signatures. Nothing here reads files or keeps anything; which
//! agency a group of copies is credited to, and who said what was quoted, is decided elsewhere.
//!
//! The same texts give the same signatures, pairs and groups, on any machine and any number of threads. The hashes are
//! our own and never change, so stored signatures stay good.
//!
//! ```
//! use musnad_copies::{Index, Signature, Words, near};
//! let texts = [
//!     "أعلنت هيئة المياه في أردانة أمس أن السد الجديد يكتمل بناؤه في نهاية العام المقبل بعد تأخر طويل",
//!     "أردانة (وكالات): أعلنت هيئة المياه في أردانة أمس أن السد الجديد يكتمل بناؤه في نهاية العام المقبل",
//! ];
//! let signatures = texts.map(|text| Signature::of(&Words::cut(text)));
//! let mut index = Index::new();
//! index.extend((0..).zip(&signatures));
//! let pairs = near::pairs_before(1, &signatures[1], &index, |doc| signatures.get(doc as usize));
//! assert_eq!(near::groups(&pairs), [vec![0, 1]]);
//! ```

mod align;
mod error;
mod hash;
mod index;
pub mod near;
pub mod quotation;
mod signature;
mod words;

pub use error::Error;
pub use index::{Doc, Index};
pub use signature::Signature;
pub use words::Words;
