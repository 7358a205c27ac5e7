//! What is made from the casefile and lies in a folder beside it: the search index, signatures of the texts, copies.
//!
//! Nothing there is the only copy of anything: when it is missing, behind, or written by another version, it is brought up to
//! date, and where that cannot be done in part, made anew. How far it is says a [`Stamp`].

use std::fs::{File, OpenOptions, TryLockError};
use std::ops::ControlFlow;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use musnad::{Span, pipeline};
use musnad_copies::{Signature, Words};
use musnad_search::{Entry, Index, Writer};
use rusqlite::{Connection, OptionalExtension, params};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::documents::{DocumentId, Stored};
use crate::names::Names;
use crate::reading::{Points, Reading, Statement};
use crate::{Casefile, Error, Progress};

const TABLES: &str = "
CREATE TABLE IF NOT EXISTS beside.state (what TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
-- Of each current document, see musnad-copies.
CREATE TABLE IF NOT EXISTS beside.signature (document INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
-- Documents of which one was copied from the other: kind is exact, near or contains (the first holds the second).
CREATE TABLE IF NOT EXISTS beside.pair (
    a INTEGER NOT NULL, b INTEGER NOT NULL, kind TEXT NOT NULL, shared_a REAL NOT NULL, shared_b REAL NOT NULL,
    PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
-- Documents that are copies of one text: the lowest number stands for all. A document that is not here stands alone.
CREATE TABLE IF NOT EXISTS beside.copy (document INTEGER PRIMARY KEY, first INTEGER NOT NULL, agency TEXT) STRICT;
CREATE INDEX IF NOT EXISTS beside.copy_first ON copy (first);
";

/// The version of what is kept beside; another one is made anew.
const VERSION: &str = "1";

/// How far something derived is: which documents and corrections it knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stamp {
    /// The last document, 0 for none.
    pub last: DocumentId,
    /// Its hash, so that another casefile under the same name is noticed.
    hash: String,
    /// How often all documents were read anew.
    generation: i64,
    /// The last correction by hand.
    pub correction: i64,
}

impl Stamp {
    fn write(&self) -> String {
        format!("{VERSION}:{}:{}:{}:{}", self.last, self.hash, self.generation, self.correction)
    }

    fn read(stamp: &str) -> Option<Stamp> {
        let parts: Vec<&str> = stamp.split(':').collect();
        let [VERSION, last, hash, generation, correction] = parts[..] else { return None };
        Some(Stamp {
            last: last.parse().ok()?,
            hash: hash.to_owned(),
            generation: generation.parse().ok()?,
            correction: correction.parse().ok()?,
        })
    }
}

/// A document with what was read in it, as the search index needs it.
struct Item {
    document: Stored,
    /// Packed, to be unpacked by many threads; nothing where it was not read.
    json: Option<Vec<u8>>,
}

impl Item {
    fn add_to(&self, writer: &Writer) -> Result<(), musnad_search::Error> {
        let Item { document, json } = self;
        let reading = json.as_deref().and_then(Reading::unpack).unwrap_or_default();
        let points = Points::of(&document.text);
        let statements: Vec<musnad_search::Said> = reading
            .statements
            .iter()
            .map(|said| searched(said, points.bytes(said.content.place())))
            .collect();
        let mut places: Vec<&str> =
            reading.names.iter().filter(|name| name.kind == "place").map(|name| name.name.as_str()).collect();
        places.sort_unstable();
        places.dedup();
        let dates = reading.dates.iter().filter(|date| date.kind == "date" || date.kind == "time");
        let mut days: Vec<u32> = dates.filter_map(|date| day(&date.value)).collect();
        days.sort_unstable();
        days.dedup();
        writer.add(&Entry {
            id: &document.id.to_string(),
            number: document.id.unsigned_abs(),
            title: document.title.as_deref().unwrap_or_default(),
            outlet: document.outlet.as_deref().unwrap_or_default(),
            published: document.published.as_deref().and_then(day),
            days: &days,
            places: &places,
            statements: &statements,
            text: &document.text,
        })
    }
}

/// A statement as the search index knows it; `place` in bytes.
pub(crate) fn searched(said: &Statement, place: (usize, usize)) -> musnad_search::Said<'_> {
    let speaker = said.speaker.as_ref();
    musnad_search::Said {
        place: Span::new(place.0, place.1),
        speaker: speaker.map_or("", |s| &s.name),
        role: speaker.and_then(|s| s.role.as_deref()).unwrap_or_default(),
        kind: &said.kind,
        act: &said.act,
        grade: &said.grade,
    }
}

/// What questions find open from the one before.
#[derive(Debug)]
pub(crate) struct Kept {
    stamp: Option<Stamp>,
    pub(crate) words: Arc<Index>,
    /// Of each document that has copies, the one that stands for all.
    firsts: FxHashMap<DocumentId, DocumentId>,
    /// Listed when they are first asked for.
    pub(crate) names: OnceLock<Names>,
}

impl Kept {
    /// The document that stands for a document's copies.
    pub(crate) fn stands_for(&self, id: DocumentId) -> DocumentId {
        self.firsts.get(&id).copied().unwrap_or(id)
    }
}

/// Where what is derived lies.
#[derive(Debug)]
pub(crate) enum Folder {
    /// Beside the casefile.
    Beside(PathBuf),
    /// Where there is no room beside it: a folder that goes when the casefile is closed.
    Aside(tempfile::TempDir),
}

impl Folder {
    fn path(&self) -> &Path {
        match self {
            Folder::Beside(path) => path,
            Folder::Aside(folder) => folder.path(),
        }
    }

    /// The folder beside a casefile, or where it may not be written, another one with what is there already.
    fn find(beside: PathBuf) -> std::io::Result<Folder> {
        use std::io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem};
        let lock = || {
            std::fs::create_dir_all(&beside)?;
            OpenOptions::new().create(true).truncate(false).write(true).open(beside.join("lock"))
        };
        match lock() {
            Ok(_) => Ok(Folder::Beside(beside)),
            Err(error) if matches!(error.kind(), PermissionDenied | ReadOnlyFilesystem) => {
                let aside = tempfile::Builder::new().prefix("musnad-").tempdir()?;
                // What cannot be taken over is made anew.
                let _ = take_over(&beside, aside.path());
                Ok(Folder::Aside(aside))
            }
            Err(error) => Err(error),
        }
    }
}

/// Takes over what is derived into a folder that may be written.
fn take_over(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir(to.join("words"))?;
    for entry in std::fs::read_dir(from.join("words"))? {
        let path = entry?.path().canonicalize()?;
        let name = path.file_name().unwrap_or_default();
        if !name.to_string_lossy().ends_with(".lock") {
            link(&path, &to.join("words").join(name))?;
        }
    }
    link(&from.join("runs").canonicalize()?, &to.join("runs"))?;
    for name in ["copies", "copies-wal"] {
        if from.join(name).exists() {
            // Its bytes without its rights: it is written to.
            let mut copy = File::create_new(to.join(name))?;
            std::io::copy(&mut File::open(from.join(name))?, &mut copy)?;
        }
    }
    Ok(())
}

/// The files of an index are replaced and never written to, so links to them do.
#[cfg(unix)]
fn link(from: &Path, to: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(from, to)
}

#[cfg(not(unix))]
fn link(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::copy(from, to).map(|_| ())
}

/// A search index that is being brought up to date.
struct NewWords {
    writer: Writer,
    /// It knows the documents up to this one.
    after: DocumentId,
    /// Of those, the ones that were corrected since.
    again: FxHashSet<DocumentId>,
}

/// Copies that are being brought up to date.
pub(crate) struct NewCopies {
    /// The state that they go on from.
    pub then: Option<Stamp>,
    /// They know the documents up to this one.
    pub after: DocumentId,
}

/// Documents read from the casefile one after another, on whatever thread draws them.
struct Items {
    db: Connection,
    ids: std::vec::IntoIter<DocumentId>,
}

impl Iterator for Items {
    type Item = rusqlite::Result<Item>;

    fn next(&mut self) -> Option<Self::Item> {
        self.ids.next().map(|id| item(&self.db, id))
    }
}

/// Why the pass over the documents broke off.
enum Failed {
    Read(rusqlite::Error),
    Index(musnad_search::Error),
}

impl Casefile {
    /// The folder of what is derived: beside the casefile, or where that may not be written, one that goes when the casefile is closed.
    pub fn folder(&self) -> PathBuf {
        match self.place.get() {
            Some(folder) => folder.path().to_owned(),
            None => self.folder_beside(),
        }
    }

    fn folder_beside(&self) -> PathBuf {
        let mut name = self.path.clone().into_os_string();
        name.push(".index");
        PathBuf::from(name)
    }

    /// Finds a folder that may be written.
    fn find_folder(&self) -> Result<(), Error> {
        if self.place.get().is_none() {
            let found = Folder::find(self.folder_beside()).map_err(|e| self.beside(&e))?;
            let _ = self.place.set(found);
        }
        Ok(())
    }

    /// Brings the search index and the copies up to date, where they are not. `told` hears how far it is.
    ///
    /// Everything that searches does this by itself; after adding many documents it is worth doing at once.
    ///
    /// # Errors
    /// When the casefile cannot be read, or the folder beside it not be written.
    pub fn refresh(&self, jobs: usize, told: &mut dyn FnMut(Progress)) -> Result<(), Error> {
        if self.is_fresh()? {
            return Ok(());
        }
        let _lock = self.lock_folder(&mut || told(Progress::Waiting))?;
        self.refresh_locked(jobs, told)
    }

    /// The same for who only reads: while another program brings things up to date, what was there before is answered from.
    pub(crate) fn refresh_to_read(&self) -> Result<(), Error> {
        if self.is_fresh()? {
            return Ok(());
        }
        match self.try_lock_folder()? {
            Some(_lock) => self.refresh_locked(pipeline::default_jobs(), &mut |_| {}),
            None if self.is_usable()? => Ok(()),
            None => self.refresh(pipeline::default_jobs(), &mut |_| {}),
        }
    }

    fn refresh_locked(&self, jobs: usize, told: &mut dyn FnMut(Progress)) -> Result<(), Error> {
        let once = |told: &mut dyn FnMut(Progress)| {
            self.attach()?;
            // One state of the casefile for all that follows, whatever is added meanwhile.
            self.db.execute_batch("BEGIN").map_err(|e| self.error(e))?;
            let done = self.bring_up(jobs, told);
            let end = if done.is_ok() { "COMMIT" } else { "ROLLBACK" };
            let ended = self.db.execute_batch(end).map_err(|e| self.error(e));
            done.and(ended)
        };
        match once(told) {
            // Damage in what is beside looks the same. It is not the only copy of anything.
            Err(Error::Damaged { .. }) => {
                self.forget_copies();
                once(told)
            }
            done => done,
        }
    }

    fn bring_up(&self, jobs: usize, told: &mut dyn FnMut(Progress)) -> Result<(), Error> {
        let now = self.stamp().map_err(|e| self.error(e))?;
        let words = self.begin_words(&now)?;
        let copies = self.begin_copies(&now)?;
        let signatures = self.read_again(words.as_ref(), copies.as_ref(), jobs, told)?;
        // Writing the index out and comparing the documents have nothing to do with one another.
        std::thread::scope(|scope| {
            let words = words.map(|NewWords { mut writer, .. }| {
                let stamp = now.write();
                scope.spawn(move || writer.commit(&stamp).and_then(|()| writer.finish()))
            });
            let copies = match copies {
                Some(then) => self.bring_copies(then, &signatures, &now, jobs, told),
                None => Ok(()),
            };
            let words = words.map_or(Ok(()), |words| words.join().unwrap_or_else(|e| resume_unwind(e)));
            words.map_err(|e| self.index_error(e)).and(copies)
        })
    }

    /// One pass over the documents that the index or the copies do not know: puts them into the index, and makes their signatures.
    fn read_again(
        &self,
        words: Option<&NewWords>,
        copies: Option<&NewCopies>,
        jobs: usize,
        told: &mut dyn FnMut(Progress),
    ) -> Result<Vec<(DocumentId, Signature)>, Error> {
        let after_words = words.map_or(DocumentId::MAX, |words| words.after);
        let after_copies = copies.map_or(DocumentId::MAX, |copies| copies.after);
        let after = after_words.min(after_copies);
        let mut ids = self.current_after(after).map_err(|e| self.error(e))?;
        ids.extend(words.iter().flat_map(|words| &words.again).filter(|&&id| id <= after));
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let of = ids.len();
        let work = |item: rusqlite::Result<Item>| {
            let item = item.map_err(Failed::Read)?;
            let id = item.document.id;
            if let Some(words) = words.filter(|words| id > words.after || words.again.contains(&id)) {
                item.add_to(&words.writer).map_err(Failed::Index)?;
            }
            let signature = (id > after_copies).then(|| Signature::of(&Words::cut(&item.document.text)));
            Ok(signature.map(|signature| (id, signature)))
        };
        let mut signatures = Vec::new();
        let (mut done, mut failure) = (0, None);
        let items = Items { db: self.another()?, ids: ids.into_iter() };
        pipeline::in_order(items, jobs, work, |result| match result {
            Ok(signature) => {
                done += 1;
                signatures.extend(signature);
                told(Progress::Indexed { done, of });
                ControlFlow::Continue(())
            }
            Err(error) => {
                failure = Some(error);
                ControlFlow::Break(())
            }
        });
        match failure {
            Some(Failed::Read(error)) => Err(self.error(error)),
            Some(Failed::Index(error)) => Err(self.index_error(error)),
            None => Ok(signatures),
        }
    }

    /// Whether everything derived is as the casefile is.
    fn is_fresh(&self) -> Result<bool, Error> {
        self.find_folder()?;
        if !self.folder().join("copies").is_file() {
            return Ok(false);
        }
        self.attach()?;
        let now = self.stamp().map_err(|e| self.error(e))?;
        let words = Index::open(&self.words_folder()).ok().and_then(|index| Stamp::read(index.stamp()));
        Ok(words.as_ref() == Some(&now) && self.copies_stamp()?.as_ref() == Some(&now))
    }

    /// Whether what is derived stands for some earlier state of the casefile.
    fn is_usable(&self) -> Result<bool, Error> {
        Ok(Index::open(&self.words_folder()).is_ok() && self.copies_stamp()?.is_some())
    }

    /// The database beside, under the name `beside`.
    pub(crate) fn attach(&self) -> Result<(), Error> {
        let attached = self.db.prepare("SELECT 1 FROM beside.sqlite_schema LIMIT 1").is_ok();
        if attached {
            return Ok(());
        }
        self.find_folder()?;
        let file = self.folder().join("copies");
        let open = || -> rusqlite::Result<()> {
            self.db.execute("ATTACH ?1 AS beside", [file.to_string_lossy()])?;
            self.db.execute_batch(&format!("PRAGMA beside.journal_mode = WAL; {TABLES}"))
        };
        open().or_else(|_| {
            self.forget_copies();
            open().map_err(|e| self.beside(&std::io::Error::other(e.to_string())))
        })
    }

    /// Deletes the database beside. It is not the only copy of anything.
    fn forget_copies(&self) {
        let _ = self.db.execute_batch("DETACH beside");
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(self.folder().join(format!("copies{end}")));
        }
    }

    /// What the casefile is now.
    pub(crate) fn stamp(&self) -> rusqlite::Result<Stamp> {
        let last: Option<(DocumentId, String)> = self
            .db
            .prepare_cached(
                "SELECT id, lower(hex(substr(sha256, 1, 8))) FROM document ORDER BY id DESC LIMIT 1",
            )?
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let (last, hash) = last.unwrap_or_default();
        let generation = "SELECT coalesce((SELECT value FROM state WHERE what = 'generation'), 0)";
        let generation = self.db.prepare_cached(generation)?.query_row([], |row| row.get(0))?;
        let correction = "SELECT coalesce(max(journal), 0) FROM correction";
        let correction = self.db.prepare_cached(correction)?.query_row([], |row| row.get(0))?;
        Ok(Stamp { last, hash, generation, correction })
    }

    /// Whether the casefile went on from an earlier state only by adding documents and corrections.
    fn goes_on_from(&self, then: &Stamp, now: &Stamp) -> rusqlite::Result<bool> {
        if then.generation != now.generation || then.last > now.last || then.correction > now.correction {
            return Ok(false);
        }
        let same = "SELECT 1 FROM document WHERE id = ?1 AND lower(hex(substr(sha256, 1, 8))) = ?2";
        let same = || self.db.query_row(same, params![then.last, then.hash], |_| Ok(())).optional();
        Ok(then.last == 0 || same()?.is_some())
    }

    fn words_folder(&self) -> PathBuf {
        self.folder().join("words")
    }

    /// The search index, brought up to date.
    ///
    /// # Errors
    /// As [`Casefile::refresh`].
    pub fn words(&self) -> Result<Arc<Index>, Error> {
        Ok(self.kept()?.words.clone())
    }

    /// What was opened for an earlier question, or opened anew where the casefile has changed since.
    pub(crate) fn kept(&self) -> Result<Arc<Kept>, Error> {
        let kept = self.kept.borrow().clone();
        let now = self.stamp().map_err(|e| self.error(e))?;
        if let Some(kept) = kept
            && kept.stamp.as_ref() == Some(&now)
        {
            return Ok(kept);
        }
        self.refresh_to_read()?;
        let words = Index::open(&self.words_folder()).map_err(|e| self.index_error(e))?;
        let kept = Arc::new(Kept {
            stamp: Stamp::read(words.stamp()),
            words: Arc::new(words),
            firsts: self.firsts().map_err(|e| self.error(e))?,
            names: OnceLock::new(),
        });
        self.kept.replace(Some(kept.clone()));
        Ok(kept)
    }

    fn firsts(&self) -> rusqlite::Result<FxHashMap<DocumentId, DocumentId>> {
        let mut rows = self.db.prepare("SELECT document, first FROM beside.copy")?;
        rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
    }

    /// The index ready to be added to, where it is not as the casefile is.
    fn begin_words(&self, now: &Stamp) -> Result<Option<NewWords>, Error> {
        let fail = |e| self.index_error(e);
        let folder = self.words_folder();
        let then = match Index::open(&folder) {
            Ok(index) => Stamp::read(index.stamp()),
            Err(error) if error.rebuild() => None,
            Err(error) => return Err(fail(error)),
        };
        if then.as_ref() == Some(now) {
            return Ok(None);
        }
        let then = match then {
            Some(then) if self.goes_on_from(&then, now).map_err(|e| self.error(e))? => Some(then),
            _ => None,
        };
        let Some(then) = then else {
            std::fs::create_dir_all(&folder).map_err(|e| self.beside(&e))?;
            let writer = Writer::create(&folder).map_err(fail)?;
            return Ok(Some(NewWords { writer, after: 0, again: FxHashSet::default() }));
        };
        let writer = Writer::open(&folder).map_err(fail)?;
        // Older versions of what has changed go out, and what was corrected by hand comes in anew.
        let gone = "SELECT id FROM document WHERE current = 0 AND id <= ?1
                    AND key IN (SELECT key FROM document WHERE id > ?1)";
        let corrected =
            "SELECT DISTINCT document.id FROM document JOIN correction ON correction.key = document.key
                         WHERE current = 1 AND document.id <= ?1 AND journal > ?2";
        let list = |sql: &str, what: &[i64]| -> rusqlite::Result<Vec<DocumentId>> {
            let mut rows = self.db.prepare(sql)?;
            rows.query_map(rusqlite::params_from_iter(what), |row| row.get(0))?.collect()
        };
        for id in list(gone, &[then.last]).map_err(|e| self.error(e))? {
            writer.remove(&id.to_string());
        }
        let again = list(corrected, &[then.last, then.correction]).map_err(|e| self.error(e))?;
        for id in &again {
            writer.remove(&id.to_string());
        }
        Ok(Some(NewWords { writer, after: then.last, again: again.into_iter().collect() }))
    }

    /// The right to write into the folder, which one program has at a time.
    fn lock_folder(&self, waits: &mut dyn FnMut()) -> Result<File, Error> {
        if let Some(lock) = self.try_lock_folder()? {
            return Ok(lock);
        }
        waits();
        let file = self.lock_file()?;
        file.lock().map_err(|e| self.beside(&e))?;
        Ok(file)
    }

    /// The same, where no program has it.
    fn try_lock_folder(&self) -> Result<Option<File>, Error> {
        let file = self.lock_file()?;
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(e)) => Err(self.beside(&e)),
        }
    }

    fn lock_file(&self) -> Result<File, Error> {
        self.find_folder()?;
        let name = self.folder().join("lock");
        let open = OpenOptions::new().create(true).truncate(false).write(true).open(name);
        open.map_err(|e| self.beside(&e))
    }

    pub(crate) fn beside(&self, error: &std::io::Error) -> Error {
        Error::Beside { folder: self.folder(), reason: error.to_string() }
    }

    pub(crate) fn index_error(&self, error: musnad_search::Error) -> Error {
        match error {
            musnad_search::Error::Query { .. } => Error::Query { reason: error.to_string() },
            error => Error::Beside { folder: self.folder(), reason: error.to_string() },
        }
    }

    pub(crate) fn copies_stamp(&self) -> Result<Option<Stamp>, Error> {
        let read = || {
            let mut row = self.db.prepare_cached("SELECT value FROM beside.state WHERE what = 'stamp'")?;
            row.query_row([], |row| row.get::<_, String>(0)).optional()
        };
        Ok(read().map_err(|e| self.error(e))?.and_then(|stamp| Stamp::read(&stamp)))
    }

    /// Says that the copies stand for this state of the casefile.
    pub(crate) fn set_copies_stamp(&self, now: &Stamp) -> rusqlite::Result<()> {
        self.db.execute("INSERT OR REPLACE INTO beside.state VALUES ('stamp', ?1)", [now.write()]).map(|_| ())
    }

    /// The copies ready to be added to, where they are not as the casefile is.
    fn begin_copies(&self, now: &Stamp) -> Result<Option<NewCopies>, Error> {
        let then = match self.copies_stamp()? {
            Some(then) if then == *now => return Ok(None),
            Some(then) if self.goes_on_from(&then, now).map_err(|e| self.error(e))? => Some(then),
            _ => None,
        };
        let after = then.as_ref().map_or(0, |then| then.last);
        Ok(Some(NewCopies { then, after }))
    }
}

fn item(db: &Connection, id: DocumentId) -> rusqlite::Result<Item> {
    let sql = format!("SELECT {} FROM document WHERE id = ?1", Stored::COLUMNS);
    let document = db.prepare_cached(&sql)?.query_row([id], Stored::from_row)?;
    let mut json = db.prepare_cached("SELECT json FROM reading WHERE document = ?1")?;
    let json = json.query_row([id], |row| row.get(0)).optional()?;
    Ok(Item { document, json })
}

/// A day that is named in full, as a number such as `20220115`.
fn day(value: &str) -> Option<u32> {
    let mut parts = value.get(..10)?.split('-');
    let mut number = || parts.next()?.parse::<u32>().ok();
    let (year, month, day) = (number()?, number()?, number()?);
    (month <= 12 && day <= 31 && !value.contains('/')).then_some(year * 10_000 + month * 100 + day)
}

/// Writes a file so that it is there whole or not at all.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let part = path.with_extension("part");
    std::fs::write(&part, bytes)?;
    std::fs::rename(part, path)
}
