//! What is made from the casefile and lies in a folder beside it: the search index, signatures of the texts, copies.
//!
//! Nothing there is the only copy of anything: when it is missing, behind, or written by another version, it is brought up to
//! date, and where that cannot be done in part, made anew. How far it is says a [`Stamp`].

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use musnad::{Span, pipeline};
use musnad_search::{Entry, Index, Writer};
use rusqlite::{OptionalExtension, params};
use rustc_hash::FxHashMap;

use crate::documents::{DocumentId, Stored};
use crate::names::Names;
use crate::reading::{Points, Reading, Statement};
use crate::{Casefile, Error, Progress};

/// How many documents are read from the casefile before they are worked on.
const BATCH: usize = 1000;

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
    reading: Reading,
}

impl Item {
    fn add_to(&self, writer: &Writer) -> Result<(), musnad_search::Error> {
        let Item { document, reading } = self;
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

impl Casefile {
    /// The folder of what is derived.
    pub fn folder(&self) -> PathBuf {
        let mut name = self.path.clone().into_os_string();
        name.push(".index");
        PathBuf::from(name)
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
        self.attach()?;
        // One state of the casefile for all that follows, whatever is added meanwhile.
        self.db.execute_batch("BEGIN").map_err(|e| self.error(e))?;
        let done = self.bring_up(jobs, told);
        let end = if done.is_ok() { "COMMIT" } else { "ROLLBACK" };
        self.db.execute_batch(end).map_err(|e| self.error(e))?;
        done
    }

    fn bring_up(&self, jobs: usize, told: &mut dyn FnMut(Progress)) -> Result<(), Error> {
        let now = self.stamp().map_err(|e| self.error(e))?;
        self.bring_words(&now, jobs, told)?;
        self.bring_copies(&now, jobs, told)?;
        Ok(())
    }

    /// Whether everything derived is as the casefile is.
    fn is_fresh(&self) -> Result<bool, Error> {
        if !self.folder().join("copies").is_file() {
            return Ok(false);
        }
        self.attach()?;
        let now = self.stamp().map_err(|e| self.error(e))?;
        let words = Index::open(&self.words_folder()).ok().and_then(|index| Stamp::read(index.stamp()));
        Ok(words.as_ref() == Some(&now) && self.copies_stamp()?.as_ref() == Some(&now))
    }

    /// The database beside, under the name `beside`.
    pub(crate) fn attach(&self) -> Result<(), Error> {
        let attached = self.db.prepare("SELECT 1 FROM beside.sqlite_schema LIMIT 1").is_ok();
        if attached {
            return Ok(());
        }
        std::fs::create_dir_all(self.folder()).map_err(|e| self.beside(&e))?;
        let file = self.folder().join("copies");
        let open = || -> rusqlite::Result<()> {
            self.db.execute("ATTACH ?1 AS beside", [file.to_string_lossy()])?;
            self.db.execute_batch(&format!("PRAGMA beside.journal_mode = WAL; {TABLES}"))
        };
        open().or_else(|_| {
            // It is not the only copy of anything.
            let _ = self.db.execute_batch("DETACH beside");
            for end in ["", "-wal", "-shm"] {
                let _ = std::fs::remove_file(self.folder().join(format!("copies{end}")));
            }
            open().map_err(|e| self.beside(&std::io::Error::other(e.to_string())))
        })
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
        self.refresh(pipeline::default_jobs(), &mut |_| {})?;
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

    fn bring_words(&self, now: &Stamp, jobs: usize, told: &mut dyn FnMut(Progress)) -> Result<(), Error> {
        let fail = |e| self.index_error(e);
        let folder = self.words_folder();
        let then = match Index::open(&folder) {
            Ok(index) => Stamp::read(index.stamp()),
            Err(error) if error.rebuild() => None,
            Err(error) => return Err(fail(error)),
        };
        if then.as_ref() == Some(now) {
            return Ok(());
        }
        let then = match then {
            Some(then) if self.goes_on_from(&then, now).map_err(|e| self.error(e))? => Some(then),
            _ => None,
        };
        let mut writer = match &then {
            Some(_) => Writer::open(&folder),
            None => {
                std::fs::create_dir_all(&folder).map_err(|e| self.beside(&e))?;
                Writer::create(&folder)
            }
        }
        .map_err(fail)?;
        let last = then.as_ref().map_or(0, |then| then.last);
        let mut ids = self.current_after(last).map_err(|e| self.error(e))?;
        if let Some(then) = &then {
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
            for id in list(gone, &[last]).map_err(|e| self.error(e))? {
                writer.remove(&id.to_string());
            }
            for id in list(corrected, &[last, then.correction]).map_err(|e| self.error(e))? {
                writer.remove(&id.to_string());
                ids.push(id);
            }
        }
        let load = |id| -> Result<Option<Item>, Error> {
            let Some(document) = self.document(id)? else { return Ok(None) };
            Ok(Some(Item { document, reading: self.reading(id)? }))
        };
        self.each(
            &ids,
            jobs,
            load,
            |item| item.add_to(&writer),
            |done, result| {
                told(Progress::Indexed { done, of: ids.len() });
                result.map_err(fail)
            },
        )?;
        writer.commit(&now.write()).map_err(fail)?;
        writer.finish().map_err(fail)
    }

    /// Does `work` on documents in many threads, and hands the results over in their order, with how many there were.
    fn each<I: Send, T: Send>(
        &self,
        ids: &[DocumentId],
        jobs: usize,
        load: impl Fn(DocumentId) -> Result<Option<I>, Error>,
        work: impl Fn(I) -> T + Sync,
        mut sink: impl FnMut(usize, T) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut done = 0;
        for batch in ids.chunks(BATCH) {
            let mut items = Vec::with_capacity(batch.len());
            for &id in batch {
                items.extend(load(id)?);
            }
            let mut failure = None;
            pipeline::in_order(items, jobs, &work, |result| {
                done += 1;
                match sink(done, result) {
                    Ok(()) => std::ops::ControlFlow::Continue(()),
                    Err(error) => {
                        failure = Some(error);
                        std::ops::ControlFlow::Break(())
                    }
                }
            });
            if let Some(error) = failure {
                return Err(error);
            }
        }
        Ok(())
    }

    /// The right to write into the folder, which one program has at a time.
    fn lock_folder(&self, waits: &mut dyn FnMut()) -> Result<File, Error> {
        let fail = |e: std::io::Error| self.beside(&e);
        std::fs::create_dir_all(self.folder()).map_err(fail)?;
        let name = self.folder().join("lock");
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

    /// The state that the copies can go on from, if there is one.
    pub(crate) fn copies_go_on_from(&self, now: &Stamp) -> Result<Option<Stamp>, Error> {
        match self.copies_stamp()? {
            Some(then) if self.goes_on_from(&then, now).map_err(|e| self.error(e))? => Ok(Some(then)),
            _ => Ok(None),
        }
    }

    /// Signatures of documents, made in many threads.
    pub(crate) fn signatures_of(
        &self,
        ids: &[DocumentId],
        jobs: usize,
        told: &mut dyn FnMut(Progress),
    ) -> Result<Vec<(DocumentId, musnad_copies::Signature)>, Error> {
        let sign =
            |item: Stored| (item.id, musnad_copies::Signature::of(&musnad_copies::Words::cut(&item.text)));
        let mut signatures = Vec::with_capacity(ids.len());
        self.each(
            ids,
            jobs,
            |id| self.document(id),
            sign,
            |done, signed| {
                told(Progress::Compared { done, of: ids.len() });
                signatures.push(signed);
                Ok(())
            },
        )?;
        Ok(signatures)
    }
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
