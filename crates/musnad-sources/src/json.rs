//! JSON that is not in lines: one object, or an array of them, or several one after another.
//!
//! The text is in memory as a whole; of its records only their places are, and each is read when its turn comes.

use std::ops::Range;

use musnad_text::document::{Document, Origin};
use serde_json::value::RawValue;

use crate::Source;
use crate::error::Error;
use crate::record::{self, Place};

/// The records that are still to be read.
pub(crate) struct Records {
    text: String,
    notes: Vec<String>,
    ranges: std::vec::IntoIter<Range<usize>>,
    /// Whether the file is one object by itself, which then has the file's name.
    single: bool,
    /// One-based number of the record that was read last.
    number: usize,
    /// An offset up to which lines and columns have been counted, and what they were. It only moves forward, so that a
    /// file with many errors is still read in linear time.
    counted: (usize, Place),
    /// What was wrong after the last sound record.
    broken: Option<Error>,
}

impl Records {
    /// Finds the records in `text`; `notes` will be given to every document.
    pub fn new(source: &Source, text: String, notes: Vec<String>) -> Records {
        let mut ranges = Vec::new();
        let mut broken = None;
        let mut single = true;
        for value in serde_json::Deserializer::from_str(&text).into_iter::<&RawValue>() {
            let elements = match &value {
                Ok(value) if value.get().starts_with('[') => {
                    serde_json::from_str::<Vec<&RawValue>>(value.get())
                }
                Ok(value) => Ok(vec![*value]),
                Err(_) => Ok(Vec::new()),
            };
            match (value, elements) {
                (Ok(value), Ok(elements)) => {
                    single &= ranges.is_empty() && value.get().starts_with('{');
                    ranges.extend(elements.into_iter().map(|element| range_in(&text, element.get())));
                }
                (Err(error), _) | (_, Err(error)) => {
                    broken = Some(record::from_serde(source, &text, Place::START, &error));
                    break;
                }
            }
        }
        if ranges.is_empty() && broken.is_none() {
            broken = Some(Error::Empty { file: source.file.clone(), line: None });
        }
        let ranges = ranges.into_iter();
        Records { text, notes, ranges, single, number: 0, counted: (0, Place::START), broken }
    }

    /// The next document, or the error of the next record that is none.
    pub fn next(&mut self, source: &Source) -> Option<Result<Document, Error>> {
        let Some(range) = self.ranges.next() else { return self.broken.take().map(Err) };
        self.number += 1;
        let (offset, place) = self.counted;
        let place = place.after(self.text.get(offset..range.start).unwrap_or(""));
        self.counted = (range.start, place);
        let origin = Origin { file: source.file.clone(), line: None };
        let name = || {
            if self.single { source.name.clone() } else { format!("{}-{}", source.stem, self.number) }
        };
        let json = self.text.get(range).unwrap_or("");
        Some(record::document(source, json, place, origin, name).map(|document| {
            let mut notes = self.notes.clone();
            notes.extend(document.notes);
            Document { notes, ..document }
        }))
    }
}

impl Records {
    /// Of so many bytes of the file, those that stand for the records given so far.
    pub fn share_of(&self, bytes: u64) -> u64 {
        let (given, left) = (self.number as u128, self.ranges.len() as u128);
        let share = u128::from(bytes) * given / (given + left).max(1);
        if left == 0 { bytes } else { u64::try_from(share).unwrap_or(bytes) }
    }
}

/// Where `part`, a piece of `whole`, lies in it.
fn range_in(whole: &str, part: &str) -> Range<usize> {
    let start = part.as_ptr().addr().saturating_sub(whole.as_ptr().addr());
    start..start + part.len()
}
