//! What can go wrong with a casefile, said in one line: the file, what is wrong, what to do.

use std::fmt;
use std::path::PathBuf;

/// Why a casefile cannot be used. Nothing is ever lost by it: a write that fails leaves the casefile as it was before.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// There is no such file, and none is to be made.
    Missing {
        /// The casefile.
        file: PathBuf,
    },
    /// There is a folder of that name.
    Folder {
        /// The folder.
        file: PathBuf,
    },
    /// There is nothing in the file.
    Empty {
        /// The file.
        file: PathBuf,
    },
    /// The file is something else.
    Foreign {
        /// The file.
        file: PathBuf,
    },
    /// A later version of Musnad wrote it.
    Newer {
        /// The casefile.
        file: PathBuf,
        /// The version of its schema.
        version: i64,
    },
    /// It is cut off or damaged.
    Damaged {
        /// The casefile.
        file: PathBuf,
        /// What SQLite said.
        reason: String,
    },
    /// It may not be written, or its folder may not.
    ReadOnly {
        /// The casefile.
        file: PathBuf,
    },
    /// The disk is full.
    Full {
        /// The casefile.
        file: PathBuf,
    },
    /// Another program is writing to it.
    Busy {
        /// The casefile.
        file: PathBuf,
    },
    /// What is derived from the casefile cannot be read or written; the casefile itself is whole.
    Beside {
        /// The folder beside the casefile.
        folder: PathBuf,
        /// What was said.
        reason: String,
    },
    /// A search query cannot be understood.
    Query {
        /// Where, and what may stand there instead.
        reason: String,
    },
    /// Anything else that SQLite or the system said.
    Other {
        /// The casefile.
        file: PathBuf,
        /// What was said.
        reason: String,
    },
}

impl Error {
    pub(crate) fn from_sqlite(file: &std::path::Path, error: rusqlite::Error) -> Error {
        use rusqlite::ErrorCode;
        let file = file.to_owned();
        let reason = error.to_string();
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Error::Foreign { file },
            Some(ErrorCode::DatabaseCorrupt) => Error::Damaged { file, reason },
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => {
                Error::ReadOnly { file }
            }
            Some(ErrorCode::DiskFull) => Error::Full { file },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Error::Busy { file },
            _ => Error::Other { file, reason },
        }
    }

    pub(crate) fn from_io(file: &std::path::Path, error: &std::io::Error) -> Error {
        let file = file.to_owned();
        match error.kind() {
            std::io::ErrorKind::NotFound => Error::Missing { file },
            std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
                Error::ReadOnly { file }
            }
            std::io::ErrorKind::StorageFull => Error::Full { file },
            // Where folders are to be made on the way to it.
            std::io::ErrorKind::NotADirectory | std::io::ErrorKind::AlreadyExists => Error::Other {
                file,
                reason: "a part of this path is a file: choose another place with --case".to_owned(),
            },
            _ => Error::Other { file, reason: error.to_string() },
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (file, what) = match self {
            Error::Query { reason } => return f.write_str(reason),
            Error::Beside { folder, reason } => (
                folder,
                format!(
                    "the search index cannot be used ({reason}): check the rights and the space there, or delete the folder; it is made again"
                ),
            ),
            Error::Missing { file } => (file, "there is no such casefile: `musnad add` makes one".to_owned()),
            Error::Folder { file } => {
                (file, "this is a folder: give the name of a file in it with --case".to_owned())
            }
            Error::Empty { file } => (
                file,
                "the file is empty: `musnad add` makes a casefile of it; if there were documents in it, take it from a backup"
                    .to_owned(),
            ),
            Error::Foreign { file } => (
                file,
                "this is no casefile: choose another name with --case; the file was not touched".to_owned(),
            ),
            Error::Newer { file, version } => (
                file,
                format!(
                    "a later version of Musnad wrote this casefile (schema {version}): update Musnad to open it"
                ),
            ),
            Error::Damaged { file, reason } => (
                file,
                format!(
                    "the casefile is damaged ({reason}): take it from a backup, or add the documents anew"
                ),
            ),
            Error::ReadOnly { file } => (
                file,
                "the casefile cannot be written: check the rights of the file and its folder, or copy it to another place"
                    .to_owned(),
            ),
            Error::Full { file } => (
                file,
                "the disk is full: free some space and run it again; what was added is kept".to_owned(),
            ),
            Error::Busy { file } => {
                (file, "another program is writing to the casefile: wait until it has ended".to_owned())
            }
            Error::Other { file, reason } => (file, reason.clone()),
        };
        let line = format!("{}: {what}", file.display());
        f.write_str(&line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>())
    }
}

impl std::error::Error for Error {}
