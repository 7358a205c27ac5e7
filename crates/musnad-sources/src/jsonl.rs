//! JSON Lines: one object a line, read one line at a time.
//!
//! No more than a line is in memory. A line that cannot be read is one error, and the next line is read as if nothing had
//! happened. Each line is decoded by itself, so that files pasted together from several encodings are read too.

use std::borrow::Cow;
use std::io::{self, BufRead};

use musnad_text::document::{Document, Origin};

use crate::Source;
use crate::encoding::{self, Order, Undecodable};
use crate::error::Error;
use crate::format;
use crate::record::{self, JSON_SPACE, Place};

/// The lines that are still to be read.
pub(crate) struct Lines {
    input: Box<dyn BufRead + Send>,
    order: Option<Order>,
    /// One-based number of the line that was read last.
    line: usize,
    /// Zero-based offset of the next line.
    offset: u64,
    /// Whether any line had something on it.
    found: bool,
    ended: bool,
}

impl Lines {
    /// `order` tells that the lines are UTF-16, whose line ends are two bytes long.
    pub fn new(input: Box<dyn BufRead + Send>, order: Option<Order>) -> Lines {
        Lines { input, order, line: 0, offset: 0, found: false, ended: false }
    }

    /// The next document, or the error of the next line that holds none.
    pub fn next(&mut self, source: &Source) -> Option<Result<Document, Error>> {
        while !self.ended {
            let start = self.offset;
            let mut bytes = Vec::new();
            self.line += 1;
            if let Err(error) = self.read_line(&mut bytes) {
                self.ended = true;
                return Some(Err(Error::from_io(&source.file, Some(self.line), error)));
            }
            if bytes.is_empty() {
                self.ended = true;
                let empty = Error::Empty { file: source.file.clone(), line: None };
                return (!self.found).then_some(Err(empty));
            }
            self.offset += bytes.len() as u64;
            let read = self.document(source, bytes, start);
            self.found |= read.is_some();
            if read.is_some() {
                return read;
            }
        }
        None
    }

    /// Reads one line; `None` if there is nothing on it.
    fn document(&self, source: &Source, bytes: Vec<u8>, start: u64) -> Option<Result<Document, Error>> {
        let decoded = match self.order {
            Some(order) => encoding::decode_wide(&bytes, order),
            None => encoding::decode_narrow(Cow::Owned(bytes)),
        };
        let decoded = match decoded {
            Ok(decoded) => decoded,
            Err(fault) => return Some(Err(undecodable(source, Some(self.line), start, fault))),
        };
        // With its line end, an object that is cut off would seem to be broken on the line after.
        let json = decoded.text.trim_end_matches(JSON_SPACE);
        if json.is_empty() {
            return None;
        }
        let origin = Origin { file: source.file.clone(), line: Some(self.line) };
        let place = Place { line: self.line, column: 1 };
        let name = || format!("{}-{}", source.stem, self.line);
        let read = record::document(source, json, place, origin, name);
        Some(read.map(|document| {
            let mut notes = decoded.notes(start);
            notes.extend(document.notes);
            Document { notes, ..document }
        }))
    }

    fn read_line(&mut self, line: &mut Vec<u8>) -> io::Result<()> {
        loop {
            if self.input.read_until(b'\n', line)? == 0 || line.last() != Some(&b'\n') {
                return Ok(());
            }
            match (self.order, line.len() % 2) {
                (None, _) => return Ok(()),
                // The line feed is the low half of its unit; it ends the line if the high half is zero.
                (Some(Order::LowFirst), 1) => {
                    let high = self.input.fill_buf()?.first().copied();
                    if let Some(high) = high {
                        line.push(high);
                        self.input.consume(1);
                    }
                    if high.is_none_or(|high| high == 0) {
                        return Ok(());
                    }
                }
                (Some(Order::HighFirst), 0) if line.iter().rev().nth(1) == Some(&0) => return Ok(()),
                // Half of some other letter.
                _ => {}
            }
        }
    }
}

/// The error of bytes that are not text. `start` is the offset in the file of the first of them.
pub(crate) fn undecodable(source: &Source, line: Option<usize>, start: u64, fault: Undecodable) -> Error {
    let file = source.file.clone();
    match fault {
        Undecodable::NoEncoding { byte } => Error::NotUtf8 { file, line, byte: start + byte as u64 },
        Undecodable::Binary => {
            let (looks_like, remedy) = format::BINARY;
            Error::Unsupported { file, looks_like, remedy }
        }
    }
}
