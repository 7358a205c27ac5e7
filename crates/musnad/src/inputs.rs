//! The documents of several inputs as one series, with ids that are unique in it.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

pub use musnad_sources::is_named_as_readable;
use musnad_sources::{Error, Hints, Input, Reader};
use musnad_text::Document;

/// The documents of all `inputs`, one input after another. An input or a record that cannot be read is one error, and the
/// series goes on after it.
///
/// An id that the series has had already gets a number, `report.txt-2`, and the document a note that says so.
pub fn documents(inputs: impl IntoIterator<Item = Input>, hints: Hints) -> Documents {
    let inputs = inputs.into_iter().collect::<Vec<_>>().into_iter();
    Documents { inputs, hints, reader: None, done: 0, seen: HashSet::new(), hasher: RandomState::new() }
}

/// See [`documents`].
#[derive(Debug)]
pub struct Documents {
    inputs: std::vec::IntoIter<Input>,
    hints: Hints,
    reader: Option<Reader>,
    /// Bytes of the inputs before this one.
    done: u64,
    /// Hashes of the ids, eight bytes for each of perhaps millions; two ids with one hash cost a number that was not needed.
    seen: HashSet<u64>,
    hasher: RandomState,
}

impl Iterator for Documents {
    type Item = Result<Document, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.reader.as_mut().and_then(Iterator::next) {
                return Some(item.map(|document| self.with_own_id(document)));
            }
            self.done = self.consumed();
            self.reader = None;
            match musnad_sources::open(self.inputs.next()?, &self.hints) {
                Ok(reader) => self.reader = Some(reader),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl Documents {
    /// How far it is: bytes of the inputs as they lie there, packed ones where they are packed, that stand for the documents given so far.
    pub fn consumed(&self) -> u64 {
        self.done + self.reader.as_ref().map_or(0, Reader::consumed)
    }

    fn with_own_id(&mut self, mut document: Document) -> Document {
        if self.seen.insert(self.hasher.hash_one(&document.id)) {
            return document;
        }
        let mut number = 2;
        while !self.seen.insert(self.hasher.hash_one(format!("{}-{number}", document.id))) {
            number += 1;
        }
        let id = format!("{}-{number}", document.id);
        document.notes.push(format!("An earlier document of this run has the id too; it became `{id}`."));
        document.id = id;
        document
    }
}
