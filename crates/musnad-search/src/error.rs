//! What can go wrong with an index or a query, and what to do about it.

use std::fmt;
use std::path::{Path, PathBuf};

/// Why an index cannot be used or a query not be understood. Each message is one line with its remedy. [`Error::code`] stays
/// the same between versions; [`Error::rebuild`] tells whether building the index anew helps.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// There is no index in the folder.
    Missing {
        /// The folder.
        folder: PathBuf,
    },
    /// The index was written by another version of the analysis, or its last writing was not finished.
    Stale {
        /// The folder.
        folder: PathBuf,
        /// The version found there; empty where none is stated.
        found: String,
    },
    /// The files of the index cannot be read as one.
    Broken {
        /// The folder.
        folder: PathBuf,
        /// What the reader said.
        what: String,
    },
    /// Another process is writing into the index.
    Locked {
        /// The folder.
        folder: PathBuf,
    },
    /// The system failed while the index was read or written: a full disk, a folder without permission.
    Io {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        what: String,
    },
    /// A query cannot be understood.
    Query {
        /// Where in the query, in code points.
        at: usize,
        /// What is wrong there, with what may stand there instead.
        what: String,
    },
}

impl Error {
    /// A name of the kind of error that does not change between versions.
    pub fn code(&self) -> &'static str {
        match self {
            Error::Missing { .. } => "index_missing",
            Error::Stale { .. } => "index_stale",
            Error::Broken { .. } => "index_broken",
            Error::Locked { .. } => "index_locked",
            Error::Io { .. } => "index_io",
            Error::Query { .. } => "bad_query",
        }
    }

    /// Whether deleting the index and building it again is the answer.
    pub fn rebuild(&self) -> bool {
        matches!(self, Error::Missing { .. } | Error::Stale { .. } | Error::Broken { .. })
    }

    pub(crate) fn from_tantivy(folder: &Path, error: tantivy::TantivyError) -> Error {
        use tantivy::TantivyError as T;
        use tantivy::directory::error::{OpenDirectoryError, OpenReadError};
        let folder = folder.to_owned();
        match error {
            T::LockFailure(..) => Error::Locked { folder },
            T::OpenDirectoryError(OpenDirectoryError::DoesNotExist(_)) => Error::Missing { folder },
            T::OpenReadError(OpenReadError::FileDoesNotExist(ref path))
                if path.file_name().is_some_and(|name| name == "meta.json") =>
            {
                Error::Missing { folder }
            }
            T::IoError(source) => match source.kind() {
                std::io::ErrorKind::UnexpectedEof | std::io::ErrorKind::InvalidData => {
                    Error::Broken { folder, what: source.to_string() }
                }
                _ => Error::Io { folder, what: source.to_string() },
            },
            T::OpenWriteError(source) => Error::Io { folder, what: source.to_string() },
            T::OpenDirectoryError(source) => Error::Io { folder, what: source.to_string() },
            other => Error::Broken { folder, what: other.to_string() },
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Missing { folder } => write!(f, "{}: there is no search index; build it", Shown(folder)),
            Error::Stale { folder, .. } => {
                write!(f, "{}: the search index is of another version; build it again", Shown(folder))
            }
            Error::Broken { folder, what } => {
                write!(f, "{}: the search index is damaged ({}); build it again", Shown(folder), line(what))
            }
            Error::Locked { folder } => write!(
                f,
                "{}: another process is writing into the search index; wait until it has ended",
                Shown(folder)
            ),
            Error::Io { folder, what } => write!(
                f,
                "{}: the search index cannot be used: {}; check room and permissions",
                Shown(folder),
                line(what)
            ),
            Error::Query { at, what } => write!(f, "query, character {}: {what}", at + 1),
        }
    }
}

impl std::error::Error for Error {}

struct Shown<'p>(&'p Path);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&line(&self.0.to_string_lossy()))
    }
}

/// Foreign text on one line: control and bidi characters are written as `\u{…}`.
fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let hidden = matches!(c, '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}')
            || matches!(c, '\u{2060}'..='\u{206F}' | '\u{FEFF}');
        if c.is_control() || hidden {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_is_one_line_with_a_remedy() {
        let folder = || PathBuf::from("a\nb\u{202E}");
        let errors = [
            Error::Missing { folder: folder() },
            Error::Stale { folder: folder(), found: String::new() },
            Error::Broken { folder: folder(), what: "x\r\ny".into() },
            Error::Locked { folder: folder() },
            Error::Io { folder: folder(), what: "disk\nfull".into() },
        ];
        let mut codes = Vec::new();
        for error in &errors {
            let message = error.to_string();
            assert!(message.starts_with(r"a\u{a}b\u{202e}: "), "{message}");
            assert!(!message.contains(char::is_control) && message.contains("; "), "{message}");
            codes.push(error.code());
        }
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), errors.len());
    }
}
