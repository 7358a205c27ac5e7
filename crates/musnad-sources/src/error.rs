//! What can go wrong while reading, said in one line: the file, the place, what is wrong, what to do.

use std::fmt::{self, Write as _};
use std::io;

/// Why a document could not be read. Each value concerns one file, or one line of it.
///
/// [`Display`](fmt::Display) is always a single line without control characters, whatever the file's name or the
/// broken line contain. [`Error::code`] stays the same between versions, for screens that have their own words.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// No file has this name.
    Missing {
        /// Path as the user gave it.
        file: String,
    },
    /// The file is there, but may not be read.
    Denied {
        /// Path as the user gave it.
        file: String,
    },
    /// A folder was given where one file is read.
    Folder {
        /// Path as the user gave it.
        file: String,
    },
    /// The system failed while the file was being read.
    Io {
        /// Path as the user gave it.
        file: String,
        /// One-based line that was being read, where lines are read one at a time.
        line: Option<usize>,
        /// What the system said.
        source: io::Error,
    },
    /// There is no text: no bytes at all, or only white space.
    Empty {
        /// Path as the user gave it.
        file: String,
        /// One-based line of the record, where the file has several.
        line: Option<usize>,
    },
    /// The content is of a kind that is not read here: a PDF, an archive, an image, a program.
    Unsupported {
        /// Path as the user gave it.
        file: String,
        /// What the content looks like, with its article: `a PDF file`.
        looks_like: &'static str,
        /// What to do about it.
        remedy: &'static str,
    },
    /// The bytes are neither UTF-8 nor any of the encodings that are recognised.
    NotUtf8 {
        /// Path as the user gave it.
        file: String,
        /// One-based line, where lines are read one at a time.
        line: Option<usize>,
        /// Zero-based offset in the file of the first byte that does not fit.
        byte: u64,
    },
    /// A record is not the JSON object that it should be.
    BadJson {
        /// Path as the user gave it.
        file: String,
        /// One-based line.
        line: usize,
        /// One-based column, in code points.
        column: usize,
        /// What is wrong there.
        what: String,
        /// The words around the column, as they stand in the file.
        near: String,
    },
    /// A record has no `text`.
    NoText {
        /// Path as the user gave it.
        file: String,
        /// One-based line where the record starts.
        line: usize,
    },
}

impl Error {
    /// A name of the kind of error that does not change between versions.
    ///
    /// ```
    /// let error = musnad_sources::open("no such file.txt", &Default::default()).err();
    /// assert_eq!(error.map(|error| error.code()), Some("file_missing"));
    /// ```
    pub fn code(&self) -> &'static str {
        match self {
            Error::Missing { .. } => "file_missing",
            Error::Denied { .. } => "permission_denied",
            Error::Folder { .. } => "is_folder",
            Error::Io { .. } => "read_failed",
            Error::Empty { .. } => "empty",
            Error::Unsupported { .. } => "unsupported_format",
            Error::NotUtf8 { .. } => "not_utf8",
            Error::BadJson { .. } => "bad_json",
            Error::NoText { .. } => "no_text",
        }
    }

    /// The path as the user gave it, `-` for standard input.
    pub fn file(&self) -> &str {
        match self {
            Error::Missing { file }
            | Error::Denied { file }
            | Error::Folder { file }
            | Error::Io { file, .. }
            | Error::Empty { file, .. }
            | Error::Unsupported { file, .. }
            | Error::NotUtf8 { file, .. }
            | Error::BadJson { file, .. }
            | Error::NoText { file, .. } => file,
        }
    }

    /// The one-based line, where the error concerns one.
    pub fn line(&self) -> Option<usize> {
        match self {
            Error::Io { line, .. } | Error::Empty { line, .. } | Error::NotUtf8 { line, .. } => *line,
            Error::BadJson { line, .. } | Error::NoText { line, .. } => Some(*line),
            Error::Missing { .. }
            | Error::Denied { .. }
            | Error::Folder { .. }
            | Error::Unsupported { .. } => None,
        }
    }

    /// Sorts what the system says into the kinds that have a remedy of their own.
    pub(crate) fn from_io(file: &str, line: Option<usize>, source: io::Error) -> Error {
        let file = file.to_owned();
        match source.kind() {
            io::ErrorKind::NotFound => Error::Missing { file },
            io::ErrorKind::PermissionDenied => Error::Denied { file },
            io::ErrorKind::IsADirectory => Error::Folder { file },
            _ => Error::Io { file, line, source },
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = self.file();
        write!(f, "{}", Shown(if file == "-" { "standard input" } else { file }))?;
        if let Some(line) = self.line() {
            write!(f, ":{line}")?;
        }
        match self {
            Error::Missing { .. } => write!(f, ": there is no such file; check the name and the folder"),
            Error::Denied { .. } => write!(f, ": the file may not be read; change its permissions"),
            Error::Folder { .. } => write!(f, ": this is a folder; name the files in it"),
            Error::Io { source, .. } => {
                write!(
                    f,
                    ": reading failed: {}; try again, or copy the file first",
                    Shown(&source.to_string())
                )
            }
            Error::Empty { .. } => write!(f, ": there is no text, or only white space; leave it out"),
            Error::Unsupported { looks_like, remedy, .. } => {
                write!(f, ": this looks like {looks_like}, not like text; {remedy}")
            }
            Error::NotUtf8 { byte, .. } => write!(
                f,
                ": byte {byte}: the text is not UTF-8, and no other encoding fits; convert it from the \
                 encoding that it was written in, for Arabic most likely windows-1256 or ISO-8859-6, as with \
                 iconv -f windows-1256 -t UTF-8"
            ),
            Error::BadJson { column, what, near, .. } => {
                write!(f, ":{column}: {}", Shown(what))?;
                if !near.is_empty() {
                    write!(f, ", near `{}`", Shown(near))?;
                }
                write!(f, r#"; a document is one object such as {{"id": "1", "text": "…"}}, "#)?;
                write!(f, "in a .jsonl file on one line of its own")
            }
            Error::NoText { .. } => {
                write!(f, r#": the object has no text; put the document's text under the key "text""#)
            }
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}

/// Shows foreign text on one line: control characters, line separators and invisible marks are written as `\u{…}`.
///
/// Invisible marks matter because a bidi control from a broken line would reorder the rest of the message.
pub(crate) struct Shown<'a>(pub &'a str);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            let hidden = matches!(c, '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}')
                || matches!(c, '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}');
            if c.is_control() || hidden {
                write!(f, "{}", c.escape_unicode())?;
            } else {
                f.write_char(c)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> String {
        "a\nb\u{202E}.jsonl".to_owned()
    }

    #[test]
    fn every_error_is_one_line_with_a_remedy() {
        let errors = [
            Error::Missing { file: file() },
            Error::Denied { file: file() },
            Error::Folder { file: file() },
            Error::Io { file: file(), line: Some(3), source: io::Error::other("disk\r\ngone") },
            Error::Empty { file: file(), line: None },
            Error::Unsupported { file: file(), looks_like: "a PDF file", remedy: "convert it" },
            Error::NotUtf8 { file: file(), line: Some(3), byte: 70 },
            Error::BadJson {
                file: file(),
                line: 3,
                column: 9,
                what: "bad\u{85}".into(),
                near: "x\ty".into(),
            },
            Error::NoText { file: file(), line: 3 },
        ];
        for error in &errors {
            let message = error.to_string();
            assert!(message.starts_with(r"a\u{a}b\u{202e}.jsonl"), "{message}");
            assert!(!message.contains(char::is_control) && !message.contains('\u{202E}'), "{message}");
            assert!(message.contains("; "), "no remedy: {message}");
        }
        let mut codes: Vec<_> = errors.iter().map(Error::code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), errors.len());
    }

    #[test]
    fn system_errors_are_sorted_by_what_helps() {
        let cases = [
            (io::ErrorKind::NotFound, "file_missing"),
            (io::ErrorKind::PermissionDenied, "permission_denied"),
            (io::ErrorKind::IsADirectory, "is_folder"),
            (io::ErrorKind::TimedOut, "read_failed"),
        ];
        for (kind, code) in cases {
            assert_eq!(Error::from_io("x", None, kind.into()).code(), code);
        }
    }

    #[test]
    fn standard_input_has_a_name() {
        let error = Error::NoText { file: "-".into(), line: 12 };
        assert!(error.to_string().starts_with("standard input:12: "));
    }
}
