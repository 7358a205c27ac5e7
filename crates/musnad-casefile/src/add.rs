//! Adding documents: many threads read, one writes; a batch at a time is acknowledged.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use musnad::annotation::Value;
use musnad::contract::Object;
use musnad::{Document, Engine, Error as InputError, Hints, Input, Options, pipeline};
use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};

use crate::{Casefile, Error, journal, now, verify};

/// After so many documents, or so much time, what was added is acknowledged.
const BATCH: usize = 512;
const BATCH_TIME: Duration = Duration::from_secs(1);

/// How documents are added.
#[derive(Clone, Debug)]
pub struct Add<'a> {
    /// What the user knows of all of them.
    pub hints: Hints,
    /// How they are read.
    pub options: Options,
    /// How many are read at once.
    pub jobs: usize,
    /// Set it from elsewhere to stop: what was read by then is kept.
    pub stop: Option<&'a AtomicBool>,
    /// Name of the program with its version, kept as the origin of each row.
    pub tool: String,
}

impl Default for Add<'_> {
    fn default() -> Self {
        Add {
            hints: Hints::default(),
            options: Options::default(),
            jobs: pipeline::default_jobs(),
            stop: None,
            tool: concat!("musnad ", env!("CARGO_PKG_VERSION")).to_owned(),
        }
    }
}

/// What has come of adding.
#[derive(Debug, Default)]
pub struct Added {
    /// Documents that the casefile did not have.
    pub new: u64,
    /// Documents that it had in another version.
    pub changed: u64,
    /// Documents that it had as they are.
    pub unchanged: u64,
    /// Bytes of text in the new and changed ones.
    pub bytes: u64,
    /// Bytes of the inputs as they lie there, packed ones where they are packed, that are done with.
    pub consumed: u64,
    /// What could not be read; the rest was.
    pub failed: Vec<InputError>,
    /// Documents that a mistake of ours kept from being read; they are in the casefile without annotations.
    pub unread: Vec<String>,
    /// Whether it was stopped before the end.
    pub stopped: bool,
}

/// What is told while documents are added.
#[derive(Clone, Copy, Debug)]
pub enum Progress<'a> {
    /// Another program is adding to the casefile; we wait for it.
    Waiting,
    /// All this is in the casefile and stays there.
    Acknowledged(&'a Added),
    /// So many documents of so many are in the search index.
    Indexed {
        /// So many.
        done: usize,
        /// Of so many.
        of: usize,
    },
    /// So many documents of so many were compared with the others.
    Compared {
        /// So many.
        done: usize,
        /// Of so many.
        of: usize,
    },
}

/// SHA-256 over title, outlet, day and text.
pub(crate) fn fingerprint(parts: [Option<&str>; 4]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in parts {
        // With its length, and told apart from an empty one.
        hash.update(part.map_or(u64::MAX, |p| p.len() as u64).to_le_bytes());
        hash.update(part.unwrap_or_default().as_bytes());
    }
    hash.finalize().into()
}

/// A file that documents come from.
#[derive(Debug)]
struct Source {
    path: String,
    sha256: [u8; 32],
    bytes: u64,
}

/// A document before it is read.
struct Incoming {
    document: Document,
    key: String,
    published: Option<String>,
    sha256: [u8; 32],
    source: Option<Arc<Source>>,
    /// The version that it becomes, counted from 1; `None` where the casefile has it as it is.
    version: Option<i64>,
    /// See [`Added::consumed`].
    consumed: u64,
}

/// A document as its rows have it.
struct Rows {
    incoming: Incoming,
    /// `None` where a mistake of ours kept it from being read.
    read: Option<ReadRows>,
}

struct ReadRows {
    json: Vec<u8>,
    statements: Vec<StatementRow>,
    dates: Vec<(usize, usize, &'static str, String)>,
    quantities: Vec<QuantityRow>,
    names: Vec<(usize, usize, String, &'static str)>,
    /// The agencies that the document credits, each once.
    agencies: Vec<String>,
}

struct QuantityRow {
    place: (usize, usize),
    low: f64,
    high: f64,
    unit: Option<String>,
    approx: bool,
}

struct StatementRow {
    place: (usize, usize),
    kind: &'static str,
    act: &'static str,
    speaker: Option<(String, &'static str)>,
    target: Option<String>,
    outlet: Option<String>,
    said_on: Option<String>,
    grade: &'static str,
    confidence: f64,
}

/// The versions that a casefile has: by key, the last version and its fingerprint.
type Known = HashMap<String, (i64, [u8; 32])>;

impl Casefile {
    /// Reads documents and adds those that are new or changed. `told` hears of every batch that is safely in the casefile.
    ///
    /// A document is known by the id of its record, or else by the path of its file; one whose text or metadata differ from
    /// what is there becomes a further version of it. Two programs at once take turns.
    ///
    /// # Errors
    /// When the casefile cannot be written. What cannot be read is no error: see [`Added::failed`].
    pub fn add(
        &mut self,
        engine: &Engine,
        inputs: Vec<Input>,
        how: &Add,
        told: &mut dyn FnMut(Progress),
    ) -> Result<Added, Error> {
        let _lock = self.lock(&mut || told(Progress::Waiting))?;
        let known = known(&self.db).map_err(|e| self.error(e))?;
        let incoming = Incomings {
            inputs: inputs.into_iter(),
            hints: how.hints.clone(),
            known,
            reader: None,
            done: 0,
            source: None,
        };
        let work = |item: Result<Incoming, InputError>| item.map(|incoming| rows(engine, how, incoming));
        let mut writer = Writer::begin(&self.db, how).map_err(|e| self.error(e))?;
        let mut failure = None;
        pipeline::in_order(incoming, how.jobs, work, |item| {
            let stop = how.stop.is_some_and(|stop| stop.load(Ordering::Relaxed));
            let done = match item {
                _ if stop => {
                    writer.added.stopped = true;
                    return ControlFlow::Break(());
                }
                Ok(rows) => writer.write(rows, told),
                Err(error) => {
                    writer.added.failed.push(error);
                    Ok(())
                }
            };
            match done {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    failure = Some(error);
                    ControlFlow::Break(())
                }
            }
        });
        let result = match failure {
            Some(error) => Err(error),
            None => writer.finish(told),
        };
        result.map_err(|e| {
            // What was acknowledged stays; the batch that was under way is undone.
            let _ = self.db.execute_batch("ROLLBACK");
            self.error(e)
        })
    }
}

fn known(db: &Connection) -> rusqlite::Result<Known> {
    let mut rows = db.prepare("SELECT key, version, sha256 FROM document WHERE current = 1")?;
    let rows = rows.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
    rows.collect()
}

/// The documents of all inputs, each with what the casefile has of it.
struct Incomings {
    inputs: std::vec::IntoIter<Input>,
    hints: Hints,
    known: Known,
    reader: Option<musnad::inputs::Documents>,
    /// Bytes of the inputs before this one.
    done: u64,
    source: Option<Arc<Source>>,
}

impl Iterator for Incomings {
    type Item = Result<Incoming, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.reader.as_mut().and_then(Iterator::next) {
                Some(Ok(document)) => return Some(Ok(self.compare(document))),
                Some(Err(error)) => return Some(Err(error)),
                None => {
                    self.done = self.consumed();
                    let input = self.inputs.next()?;
                    self.source = source(&input).map(Arc::new);
                    self.reader = Some(musnad::inputs::documents([input], self.hints.clone()));
                }
            }
        }
    }
}

impl Incomings {
    fn consumed(&self) -> u64 {
        self.done + self.reader.as_ref().map_or(0, musnad::inputs::Documents::consumed)
    }

    fn compare(&mut self, document: Document) -> Incoming {
        // A whole file is known by its path: there are many `report.txt`.
        let whole = document.origin.line.is_none()
            && Path::new(&document.origin.file).file_name().is_some_and(|name| *name == *document.id);
        let key = if whole { document.origin.file.clone() } else { document.id.clone() };
        let published = document.published.map(|published| published.date.to_string());
        let parts = [document.title.as_deref(), document.outlet.as_deref(), published.as_deref()];
        let sha256 = fingerprint([parts[0], parts[1], parts[2], Some(&document.text)]);
        let version = match self.known.get(&key) {
            Some((_, known)) if *known == sha256 => None,
            Some((version, _)) => Some(version + 1),
            None => Some(1),
        };
        if let Some(version) = version {
            self.known.insert(key.clone(), (version, sha256));
        }
        Incoming {
            document,
            key,
            published,
            sha256,
            source: self.source.clone(),
            version,
            consumed: self.consumed(),
        }
    }
}

/// What is kept of a file. One that cannot be read says so when its documents are asked for.
fn source(input: &Input) -> Option<Source> {
    let (path, sha256, bytes) = match input {
        Input::Path(path) => {
            let (sha256, bytes) = verify::hash_file(path).ok()?;
            (path.to_string_lossy().into_owned(), sha256, bytes)
        }
        Input::Memory { name, bytes } => (name.clone(), Sha256::digest(bytes).into(), bytes.len() as u64),
        _ => return None,
    };
    Some(Source { path, sha256, bytes })
}

/// Reads a document, unless the casefile has it as it is.
fn rows(engine: &Engine, how: &Add, incoming: Incoming) -> Rows {
    if incoming.version.is_none() {
        return Rows { incoming, read: None };
    }
    let document = &incoming.document;
    let read = pipeline::survive(|| {
        let annotations = engine.read(document, &how.options);
        let object = Object::new(document, &annotations, musnad::contract::Options::default());
        let statements = object.statements.iter().map(|s| StatementRow {
            place: (s.content.start, s.content.end),
            kind: s.kind,
            act: s.act,
            speaker: s.speaker.as_ref().map(|speaker| (speaker.name.to_owned(), speaker.kind)),
            target: s.target.as_ref().map(|target| target.text.to_owned()),
            outlet: s.outlet.map(str::to_owned),
            said_on: s.said_on.map(str::to_owned),
            grade: s.grade,
            confidence: s.confidence,
        });
        let quantities = object.quantities.iter().map(|q| {
            let (low, high) = match q.value.0 {
                Value::One(value) => (value, value),
                Value::Range(low, high) => (low, high),
            };
            let unit = q.unit.map(str::to_owned);
            QuantityRow { place: (q.words.start, q.words.end), low, high, unit, approx: q.approx }
        });
        let statements = statements.collect();
        let quantities = quantities.filter(|q| q.low.is_finite() && q.high.is_finite()).collect();
        let dates = object.dates.iter().map(|d| (d.words.start, d.words.end, d.kind, d.value.to_owned()));
        let names = object.names.iter().map(|n| (n.words.start, n.words.end, n.name.to_owned(), n.kind));
        let (dates, names) = (dates.collect(), names.collect());
        let links = object.statements.iter().flat_map(|s| &s.chain).filter(|link| link.role == "agency");
        let mut agencies: Vec<String> = links.map(|link| link.name.to_owned()).collect();
        agencies.sort_unstable();
        agencies.dedup();
        let json = serde_json::to_vec(&Object { text: "", ..object }).unwrap_or_default();
        let json = compress(&json);
        ReadRows { json, statements, dates, quantities, names, agencies }
    });
    Rows { incoming, read }
}

thread_local! {
    /// A compressor takes longer to make than to compress a reading with.
    static COMPRESSOR: RefCell<Option<zstd::bulk::Compressor<'static>>> =
        RefCell::new(zstd::bulk::Compressor::new(COMPRESSION).ok());
}

fn compress(json: &[u8]) -> Vec<u8> {
    COMPRESSOR.with_borrow_mut(|kept| {
        let done = kept.as_mut().and_then(|compressor| compressor.compress(json).ok());
        done.or_else(|| zstd::bulk::compress(json, COMPRESSION).ok()).unwrap_or_default()
    })
}

/// The level at which readings shrink most for the time it takes.
const COMPRESSION: i32 = 3;

/// Writes rows, a batch at a time.
struct Writer<'c> {
    db: &'c Connection,
    run: i64,
    added: Added,
    /// The last file that was written, with its row.
    source: Option<(Arc<Source>, i64)>,
    waiting: usize,
    begun: Instant,
}

impl<'c> Writer<'c> {
    fn begin(db: &'c Connection, how: &Add) -> rusqlite::Result<Writer<'c>> {
        db.execute_batch("BEGIN IMMEDIATE")?;
        db.execute(
            "INSERT INTO run (began, tool, rules) VALUES (?1, ?2, ?3)",
            params![now(), how.tool, musnad::RULES],
        )?;
        let run = db.last_insert_rowid();
        Ok(Writer { db, run, added: Added::default(), source: None, waiting: 0, begun: Instant::now() })
    }

    fn write(&mut self, rows: Rows, told: &mut dyn FnMut(Progress)) -> rusqlite::Result<()> {
        let Rows { incoming, read } = rows;
        self.added.consumed = incoming.consumed;
        match incoming.version {
            None => self.added.unchanged += 1,
            Some(version) => {
                self.document(&incoming, version, read.as_ref())?;
                let counted = if version > 1 { &mut self.added.changed } else { &mut self.added.new };
                *counted += 1;
                self.added.bytes += incoming.document.text.len() as u64;
                if read.is_none() {
                    self.added.unread.push(incoming.key);
                }
            }
        }
        self.waiting += 1;
        if self.waiting >= BATCH || self.begun.elapsed() >= BATCH_TIME {
            self.db.execute_batch("COMMIT")?;
            told(Progress::Acknowledged(&self.added));
            self.db.execute_batch("BEGIN IMMEDIATE")?;
            self.waiting = 0;
            self.begun = Instant::now();
        }
        Ok(())
    }

    fn document(
        &mut self,
        incoming: &Incoming,
        version: i64,
        read: Option<&ReadRows>,
    ) -> rusqlite::Result<()> {
        let source = self.source_row(incoming.source.as_ref())?;
        if version > 1 {
            let mut older =
                self.db.prepare_cached("UPDATE document SET current = 0 WHERE key = ?1 AND current = 1")?;
            older.execute([&incoming.key])?;
        }
        let document = &incoming.document;
        let line = document.origin.line.and_then(|line| i64::try_from(line).ok());
        self.db
            .prepare_cached(
                "INSERT INTO document (key, version, current, title, outlet, published, text, sha256, source, line, run)
                 VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            )?
            .execute(params![
                incoming.key,
                version,
                document.title,
                document.outlet,
                incoming.published,
                document.text,
                incoming.sha256,
                source,
                line,
                self.run
            ])?;
        let row = self.db.last_insert_rowid();
        match read {
            Some(read) => self.reading(row, read),
            None => Ok(()),
        }
    }

    fn reading(&self, document: i64, read: &ReadRows) -> rusqlite::Result<()> {
        let db = self.db;
        db.prepare_cached("INSERT INTO reading VALUES (?1, ?2, ?3)")?
            .execute(params![document, self.run, read.json])?;
        let mut insert = db.prepare_cached(
            "INSERT INTO statement VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        )?;
        for (n, s) in read.statements.iter().enumerate() {
            let (speaker, kind) = s.speaker.as_ref().map(|(name, kind)| (name.as_str(), *kind)).unzip();
            insert.execute(params![
                document,
                n,
                s.place.0,
                s.place.1,
                s.kind,
                s.act,
                speaker,
                kind,
                s.target,
                s.outlet,
                s.said_on,
                s.grade,
                s.confidence
            ])?;
        }
        let mut insert = db.prepare_cached("INSERT INTO date VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
        for (n, (start, end, kind, value)) in read.dates.iter().enumerate() {
            insert.execute(params![document, n, start, end, kind, value])?;
        }
        let mut insert = db.prepare_cached("INSERT INTO quantity VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?;
        for (n, q) in read.quantities.iter().enumerate() {
            let (start, end) = q.place;
            insert.execute(params![document, n, start, end, q.low, q.high, q.unit, q.approx])?;
        }
        let mut insert = db.prepare_cached("INSERT INTO name VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
        for (n, (start, end, name, kind)) in read.names.iter().enumerate() {
            insert.execute(params![document, n, start, end, name, kind])?;
        }
        let mut insert = db.prepare_cached("INSERT INTO credit VALUES (?1, ?2)")?;
        for agency in &read.agencies {
            insert.execute(params![document, agency])?;
        }
        Ok(())
    }

    fn source_row(&mut self, source: Option<&Arc<Source>>) -> rusqlite::Result<Option<i64>> {
        let Some(source) = source else { return Ok(None) };
        if let Some((last, row)) = &self.source
            && Arc::ptr_eq(last, source)
        {
            return Ok(Some(*row));
        }
        let bytes = i64::try_from(source.bytes).unwrap_or(i64::MAX);
        self.db
            .prepare_cached("INSERT INTO source (path, sha256, bytes, run) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![source.path, source.sha256, bytes, self.run])?;
        let row = self.db.last_insert_rowid();
        self.source = Some((source.clone(), row));
        Ok(Some(row))
    }

    fn finish(self, told: &mut dyn FnMut(Progress)) -> rusqlite::Result<Added> {
        let what = serde_json::json!({
            "run": self.run, "new": self.added.new, "changed": self.added.changed, "unchanged": self.added.unchanged,
            "failed": self.added.failed.len(), "stopped": self.added.stopped,
        });
        journal::write(self.db, "musnad", "add", &what.to_string())?;
        self.db.execute_batch("COMMIT")?;
        told(Progress::Acknowledged(&self.added));
        Ok(self.added)
    }
}
