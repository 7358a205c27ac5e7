//! The readers of Musnad: bytes of several formats and encodings to documents.
//!
//! [`open`] takes a file, standard input or bytes in memory, and gives its documents one after another. The format is
//! told by the name's extension, else by the content:
//!
//! | extension | what is in it |
//! |---|---|
//! | `.txt`, `.md` | one document |
//! | `.jsonl`, `.ndjson` | one JSON object a line, with `text` and, where known, `id`, `title`, `outlet`, `published` |
//! | `.json` | one such object, or an array of them |
//!
//! The encoding is found by [`encoding::decode`]. What lives elsewhere: walking through folders, and making ids unique
//! over several files.
//!
//! Invariants: a document's text is what the bytes say, never trimmed or converted; whatever had to be replaced or left
//! out is told in its notes; a record that cannot be read is one [`Error`] and the records after it are still read; no
//! input makes this crate panic.
//!
//! ```
//! use musnad_sources::{Hints, Input, open};
//!
//! let lines = "{\"id\": 1, \"text\": \"وصل الوفد إلى بيروت\"}\n{\"id\": 2, \"text\": \n";
//! let input = Input::Memory { name: "news.jsonl".into(), bytes: lines.into() };
//! let mut reader = open(input, &Hints::default())?;
//! assert_eq!(reader.next().transpose()?.map(|document| document.id).as_deref(), Some("1"));
//! assert_eq!(reader.next().and_then(Result::err).and_then(|error| error.line()), Some(2));
//! assert!(reader.next().is_none());
//! # Ok::<(), musnad_sources::Error>(())
//! ```

mod compressed;
pub mod encoding;
mod error;
mod format;
mod json;
mod jsonl;
mod record;

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::iter::FusedIterator;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use musnad_text::document::{Document, Origin, Published};

pub use error::Error;
use format::Format;

/// Where bytes come from.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Input {
    /// A file.
    Path(PathBuf),
    /// Standard input, read to its end.
    Stdin,
    /// Bytes that are already there, such as an upload.
    Memory {
        /// A file name; its extension tells the format.
        name: String,
        /// The content.
        bytes: Vec<u8>,
    },
}

/// A path as a user gives it; `-` is standard input.
impl From<PathBuf> for Input {
    fn from(path: PathBuf) -> Input {
        if path.as_os_str() == "-" { Input::Stdin } else { Input::Path(path) }
    }
}

/// A path as a user gives it; `-` is standard input.
impl From<&Path> for Input {
    fn from(path: &Path) -> Input {
        path.to_path_buf().into()
    }
}

/// A path as a user gives it; `-` is standard input.
impl From<&str> for Input {
    fn from(path: &str) -> Input {
        PathBuf::from(path).into()
    }
}

/// What the user knows of all documents of an input. It fills only what the input itself does not say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hints {
    /// The day of publication.
    pub published: Option<Published>,
    /// The medium that published the texts.
    pub outlet: Option<String>,
}

/// Opens an input, unpacks it where it is a gzip, xz or zstd file, and finds out its format. Documents are read when the [`Reader`] is asked for them.
///
/// A document without an id gets the file's name, `report.txt`. Where one file holds several, it gets the name without the
/// extension and the number of its line (in an array, of the element), `news-12`. Standard input is named `stdin`.
///
/// # Errors
/// When there is no such file, it may not be read, is a folder, is empty, or is of a kind that is not read here. What is
/// wrong further inside comes from the iterator.
pub fn open(input: impl Into<Input>, hints: &Hints) -> Result<Reader, Error> {
    let taken = Arc::new(AtomicU64::new(0));
    let counted = |from: Box<dyn Read + Send>| -> Box<dyn BufRead + Send> {
        Box::new(BufReader::with_capacity(HEAD, Counted { from, taken: taken.clone() }))
    };
    let (file, input) = match input.into() {
        Input::Path(path) => {
            let file = path.to_string_lossy().into_owned();
            let opened = open_file(&path).map_err(|error| Error::from_io(&file, None, error))?;
            (file, counted(Box::new(opened)))
        }
        Input::Stdin => ("-".to_owned(), counted(Box::new(io::stdin()))),
        Input::Memory { name, bytes } => (name, counted(Box::new(Cursor::new(bytes)))),
    };
    let source = Source::new(file, hints.clone());
    let input = compressed::unpacked(input).map_err(|error| Error::from_io(&source.file, None, error))?;
    start(source, input, taken)
}

/// Whether a file is of a kind that is read here, by its name alone, as one looks through a folder: `report.txt`, `news.jsonl.xz`.
///
/// ```
/// # use std::path::Path;
/// assert!(musnad_sources::is_named_as_readable(Path::new("in/News.JSONL.xz")));
/// assert!(!musnad_sources::is_named_as_readable(Path::new("in/picture.png")));
/// ```
pub fn is_named_as_readable(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let inside = Path::new(compressed::name_inside(&name));
    let extension = inside.extension().unwrap_or_default().to_string_lossy();
    format::by_extension(&extension).is_some()
}

/// Bytes on their way in, counted as they are taken.
struct Counted {
    from: Box<dyn Read + Send>,
    taken: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.from.read(buffer)?;
        self.taken.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// How much is looked at to tell formats and encodings apart.
const HEAD: usize = 1 << 16;

fn open_file(path: &Path) -> io::Result<File> {
    // Opening a folder works on some systems and is a question of permissions on others.
    if std::fs::metadata(path)?.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    File::open(path)
}

fn start(source: Source, mut input: Box<dyn BufRead + Send>, taken: Arc<AtomicU64>) -> Result<Reader, Error> {
    let io_error = |error| Error::from_io(&source.file, None, error);
    let head = read_head(&mut input).map_err(io_error)?;
    if head.is_empty() {
        return Err(Error::Empty { file: source.file.clone(), line: None });
    }
    let state = match format::detect(&source.file, &source.extension, &head)? {
        Format::JsonLines => {
            let order = encoding::wide_order(&head);
            State::Lines(jsonl::Lines::new(Box::new(Cursor::new(head).chain(input)), order))
        }
        format => State::Whole { format, head, rest: input },
    };
    Ok(Reader { source, state, taken })
}

/// Reads far enough to see the first line that has something on it, and no further, so that lines from a pipe are read as
/// they come.
fn read_head(input: &mut dyn BufRead) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    let (mut written, mut enough) = (false, false);
    loop {
        let chunk = match input.fill_buf() {
            Ok(chunk) => chunk.get(..HEAD).unwrap_or(chunk),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        for byte in chunk {
            written |= !byte.is_ascii_whitespace();
            enough |= written && *byte == b'\n';
        }
        let length = chunk.len();
        head.extend_from_slice(chunk);
        input.consume(length);
        if enough || length == 0 || head.len() >= HEAD {
            return Ok(head);
        }
    }
}

/// The documents of one input, in its order.
///
/// JSON Lines are read a line at a time; of every other format the whole input is in memory. An error concerns one record,
/// and the iterator goes on after it; it ends where reading itself fails.
pub struct Reader {
    source: Source,
    state: State,
    /// Bytes of the input, as it lies there, that were taken out of it.
    taken: Arc<AtomicU64>,
}

impl Reader {
    /// How far it is: bytes of the input, packed ones where it is packed, that stand for the documents given so far. What is read ahead counts,
    /// and of an array in memory its share of the records.
    pub fn consumed(&self) -> u64 {
        let taken = self.taken.load(Ordering::Relaxed);
        match &self.state {
            State::Records(records) => records.share_of(taken),
            _ => taken,
        }
    }
}

enum State {
    Whole { format: Format, head: Vec<u8>, rest: Box<dyn BufRead + Send> },
    Lines(jsonl::Lines),
    Records(json::Records),
    Ended,
}

impl Iterator for Reader {
    type Item = Result<Document, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if let State::Whole { .. } = &self.state
            && let State::Whole { format, head, rest } = std::mem::replace(&mut self.state, State::Ended)
        {
            match read_whole(&self.source, format, head, rest) {
                Ok(Whole::Document(document)) => return Some(Ok(document)),
                Ok(Whole::Records(records)) => self.state = State::Records(records),
                Err(error) => return Some(Err(error)),
            }
        }
        match &mut self.state {
            State::Lines(lines) => lines.next(&self.source),
            State::Records(records) => records.next(&self.source),
            State::Whole { .. } | State::Ended => None,
        }
    }
}

impl FusedIterator for Reader {}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader").field("file", &self.source.file).finish_non_exhaustive()
    }
}

enum Whole {
    Document(Document),
    Records(json::Records),
}

fn read_whole(
    source: &Source,
    format: Format,
    mut bytes: Vec<u8>,
    mut rest: Box<dyn BufRead + Send>,
) -> Result<Whole, Error> {
    rest.read_to_end(&mut bytes).map_err(|error| Error::from_io(&source.file, None, error))?;
    // Bytes in memory would otherwise be kept twice while they are decoded.
    drop(rest);
    let decoded = encoding::decode(bytes).map_err(|fault| jsonl::undecodable(source, None, 0, fault))?;
    let notes = decoded.notes(0);
    if is_blank(&decoded.text) {
        return Err(Error::Empty { file: source.file.clone(), line: None });
    }
    if format == Format::Json {
        return Ok(Whole::Records(json::Records::new(source, decoded.text, notes)));
    }
    let origin = Origin { file: source.file.clone(), line: None };
    let id = source.name.clone();
    Ok(Whole::Document(source.fill(Document {
        id,
        text: decoded.text,
        origin,
        notes,
        ..Document::default()
    })))
}

/// Whether there is nothing to read: white space, and marks that are not seen.
fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{FEFF}'))
}

/// What is known of an input before it is read.
#[derive(Debug, Default)]
pub(crate) struct Source {
    /// As the user gave it.
    file: String,
    /// Its last part.
    name: String,
    /// That without the extension.
    stem: String,
    /// In lower case.
    extension: String,
    hints: Hints,
}

impl Source {
    fn new(file: String, hints: Hints) -> Source {
        let part = |part: Option<&std::ffi::OsStr>| part.map(|part| part.to_string_lossy().into_owned());
        let named = if file == "-" { "stdin" } else { compressed::name_inside(&file) };
        let path = Path::new(named);
        let name = part(path.file_name()).unwrap_or_else(|| named.to_owned());
        let stem = part(path.file_stem()).unwrap_or_else(|| name.clone());
        let extension = part(path.extension()).unwrap_or_default().to_lowercase();
        Source { file, name, stem, extension, hints }
    }

    /// Adds what the user knows where the source says nothing.
    fn fill(&self, mut document: Document) -> Document {
        document.published = document.published.or(self.hints.published);
        document.outlet = document.outlet.or_else(|| self.hints.outlet.clone());
        document
    }
}
