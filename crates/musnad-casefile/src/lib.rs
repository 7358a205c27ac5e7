//! The casefile: documents as read, what was read in them, and where every row comes from, in one SQLite file.
//!
//! A casefile survives a kill at any instant: what [`Casefile::add`] has acknowledged is there afterwards, and the rest is
//! not there by half. Anything that can be made from it again, such as a search index, lies beside it and never holds the
//! only copy of anything.
//!
//! ```
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("case.musnad");
//! use musnad::{Engine, Hints, Input};
//! use musnad_casefile::{Add, Casefile};
//!
//! let engine = Engine::new();
//! let text = Input::Memory { name: "a.txt".into(), bytes: "قال الوزير إن الميناء سيفتح غدا.".into() };
//! let mut casefile = Casefile::open_or_create(&path)?;
//! let added = casefile.add(&engine, vec![text.clone()], &Add::default(), &mut |_| {})?;
//! assert_eq!((added.new, added.unchanged), (1, 0));
//! let again = casefile.add(&engine, vec![text], &Add::default(), &mut |_| {})?;
//! assert_eq!((again.new, again.unchanged), (0, 1));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod add;
mod ask;
mod copies;
mod derived;
mod documents;
mod error;
mod evidence;
mod figures;
mod journal;
mod names;
mod narrow;
mod question;
mod quote;
pub mod reading;
mod search;
mod verify;

use std::cell::{OnceCell, RefCell};
use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::{Connection, OpenFlags};

pub use add::{Add, Added, Progress};
pub use ask::{Answer, Day, Figure, Opposed, Part, Piece};
pub use copies::Group;
pub use documents::{DocumentId, Stored};
pub use error::Error;
pub use evidence::{Copies, Evidence, Opened, Said};
pub use figures::{FigureEvidence, Figures, Given, Quantity, Standing as FigureStanding, What};
pub use narrow::{Narrow, day};
pub use question::Kind;
pub use quote::{By, Difference, Quote, QuoteCopy, QuoteSource, Standing, Wording};
pub use search::{Found, Hit, Page, Total};
pub use verify::{Fault, Verified};

use derived::Stamp;

/// `MSND`, at a fixed place in the file: tells a casefile from other SQLite files.
const APPLICATION: i64 = 0x4D53_4E44;

/// The version of the schema; [`MIGRATIONS`] lead to it.
const VERSION: i64 = MIGRATIONS.len() as i64;

/// What leads from each version of the schema to the next, beginning with an empty file.
const MIGRATIONS: &[&str] = &[include_str!("schema.sql"), include_str!("schema_2.sql")];

/// An open casefile.
#[derive(Debug)]
pub struct Casefile {
    db: Connection,
    path: PathBuf,
    /// Whether neither it nor its folder may be written, so that it is read as it lies there.
    immutable: bool,
    /// Where what is derived lies.
    place: OnceCell<derived::Folder>,
    /// The index of runs, kept for the next quotation, and the state that it stands for.
    runs: RefCell<Option<(Stamp, Arc<musnad_copies::Index>)>>,
    /// See [`Casefile::kept`].
    kept: RefCell<Option<Arc<derived::Kept>>>,
}

impl Casefile {
    /// Opens a casefile that is there, and brings it to this version's schema. One that may not be written is opened to be read.
    ///
    /// # Errors
    /// When there is none, or it is another kind of file, of a later version, damaged, or may not be read.
    pub fn open(path: &Path) -> Result<Casefile, Error> {
        if !path.exists() {
            return Err(Error::Missing { file: path.to_owned() });
        }
        Casefile::connect(path, false)
    }

    /// Opens a casefile, or makes one where there is no file.
    ///
    /// # Errors
    /// As [`Casefile::open`], and when the file cannot be made.
    pub fn open_or_create(path: &Path) -> Result<Casefile, Error> {
        if !path.exists()
            && let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty())
        {
            std::fs::create_dir_all(folder).map_err(|e| Error::from_io(path, &e))?;
        }
        Casefile::connect(path, true)
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The number of documents, older versions left out.
    ///
    /// # Errors
    /// When the casefile cannot be read.
    pub fn len(&self) -> Result<u64, Error> {
        let count: i64 = self
            .db
            .query_row("SELECT count(*) FROM document WHERE current = 1", [], |row| row.get(0))
            .map_err(|e| self.error(e))?;
        Ok(count.unsigned_abs())
    }

    /// Whether there is no document in it.
    ///
    /// # Errors
    /// As [`Casefile::len`].
    pub fn is_empty(&self) -> Result<bool, Error> {
        Ok(self.len()? == 0)
    }

    fn connect(path: &Path, create: bool) -> Result<Casefile, Error> {
        if path.is_dir() {
            return Err(Error::Folder { file: path.to_owned() });
        }
        match Casefile::try_connect(path, create, false) {
            // Where its folder may not be written there is no room for what SQLite keeps beside a file that others write to at the
            // same time. Nobody does so there, unless a program was killed that could: then what it left beside is a part of the casefile.
            Err(Error::ReadOnly { .. }) if path.is_file() && !leftover(path) => {
                Casefile::try_connect(path, false, true)
            }
            tried => tried,
        }
    }

    fn try_connect(path: &Path, create: bool, immutable: bool) -> Result<Casefile, Error> {
        let db = connection(path, immutable).map_err(|e| Error::from_sqlite(path, e))?;
        let (place, runs, kept) = (OnceCell::new(), RefCell::new(None), RefCell::new(None));
        let mut casefile = Casefile { db, path: path.to_owned(), immutable, place, runs, kept };
        casefile.check(create).map_err(|e| match e {
            // A cut file of another kind says so only when it is read.
            Error::Other { file, reason } => Error::Damaged { file, reason },
            e => e,
        })?;
        Ok(casefile)
    }

    /// Another connection to it, for another thread. It sees what is committed.
    fn another(&self) -> Result<Connection, Error> {
        connection(&self.path, self.immutable).map_err(|e| self.error(e))
    }

    /// That it is a casefile of a version we know; migrates an older one, sets up a new one.
    fn check(&mut self, create: bool) -> Result<(), Error> {
        let number = |name: &str| -> Result<i64, Error> {
            self.db.pragma_query_value(None, name, |row| row.get(0)).map_err(|e| self.error(e))
        };
        let (application, version) = (number("application_id")?, number("user_version")?);
        let tables: i64 = self
            .db
            .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
            .map_err(|e| self.error(e))?;
        if application != APPLICATION && (application != 0 || tables > 0) {
            return Err(Error::Foreign { file: self.path.clone() });
        }
        if application == 0 && !create {
            return Err(Error::Empty { file: self.path.clone() });
        }
        if version > VERSION {
            return Err(Error::Newer { file: self.path.clone(), version });
        }
        if version < VERSION {
            self.migrate(version).map_err(|e| self.error(e))?;
        }
        let read_only = self.db.is_readonly("main").map_err(|e| self.error(e))?;
        // Readers and one writer at a time do not wait for one another; what is committed is on the disk.
        let settings = if read_only { "" } else { "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;" };
        // What a batch changes fits in memory, and goes over into the file some batches at a time.
        let memory =
            "PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 8192;";
        self.db.execute_batch(&format!("{settings}{memory}")).map_err(|e| self.error(e))
    }

    fn migrate(&mut self, from: i64) -> rusqlite::Result<()> {
        let transaction = self.db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        // Somebody else may have migrated it while we waited.
        let from: i64 =
            transaction.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap_or(from);
        for migration in MIGRATIONS.iter().skip(usize::try_from(from).unwrap_or(0)) {
            transaction.execute_batch(migration)?;
        }
        transaction.execute_batch(&format!(
            "PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION};"
        ))?;
        transaction.commit()
    }

    fn error(&self, error: rusqlite::Error) -> Error {
        Error::from_sqlite(&self.path, error)
    }

    /// The right to add documents, which one program has at a time; it ends with the program, however it ends.
    fn lock(&self, waits: &mut dyn FnMut()) -> Result<File, Error> {
        let mut name = self.path.clone().into_os_string();
        name.push(".lock");
        let name = PathBuf::from(name);
        let fail = |e: std::io::Error| Error::from_io(&self.path, &e);
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(name).map_err(fail)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                waits();
                file.lock().map_err(fail)?;
            }
            Err(TryLockError::Error(e)) => return Err(fail(e)),
        }
        Ok(file)
    }
}

/// A connection to the file; `immutable` promises that nobody writes to it.
fn connection(path: &Path, immutable: bool) -> rusqlite::Result<Connection> {
    // What is attached to it is opened in the same way, and may have to be made.
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = match path.to_str().filter(|_| immutable) {
        Some(path) => {
            let mut uri = String::from("file:");
            for c in path.chars() {
                match c {
                    '%' => uri.push_str("%25"),
                    '?' => uri.push_str("%3f"),
                    '#' => uri.push_str("%23"),
                    c => uri.push(c),
                }
            }
            uri.push_str("?immutable=1");
            Connection::open_with_flags(uri, flags | OpenFlags::SQLITE_OPEN_URI)?
        }
        None => Connection::open_with_flags(path, flags)?,
    };
    db.busy_timeout(std::time::Duration::from_secs(10))?;
    Ok(db)
}

/// Whether a program that was killed left something beside the file that is a part of it.
fn leftover(path: &Path) -> bool {
    ["-wal", "-journal"].iter().any(|end| {
        let mut name = path.to_owned().into_os_string();
        name.push(end);
        std::fs::metadata(name).is_ok_and(|m| m.len() > 0)
    })
}

/// The moment, in UTC, to the second.
fn now() -> String {
    let now = jiff::Timestamp::now();
    jiff::Timestamp::from_second(now.as_second()).unwrap_or(now).to_string()
}
