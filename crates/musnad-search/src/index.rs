//! The index in its folder: written in batches, opened by its version, searched with exact places in the raw text.
//!
//! The unit is a *part* of a document: all of a text up to some pages, else pieces that end with a sentence. A part keeps its
//! raw text, so that hits are found again by analysing it as it was analysed when it was indexed; offsets are not stored.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use musnad_text::Span;
use tantivy::directory::MmapDirectory;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value,
};
use tantivy::{DocAddress, IndexReader, IndexWriter, Searcher, TantivyDocument, Term};

use crate::analyze::{SENTENCE_GAP, VERSION, Word, analyze};
use crate::cut::{Cut, Joined};
use crate::error::Error;
use crate::rank::Weights;
use crate::statement::{Said, Speakers};
use crate::stem;

/// A part is closed at the first sentence end after so many bytes of text.
const PART_BYTES: usize = 12_000;
/// A sentence beyond this is cut where it stands: a megabyte without a full stop is not one part.
const LONGEST_PART: usize = 60_000;
/// Memory of the writer, for all its threads.
const WRITER_BYTES: usize = 200_000_000;

/// What a document may be filtered by besides its days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Facet {
    /// Who is said to have said something, under all names the casefile knows.
    Speaker,
    /// The medium that published the document.
    Outlet,
    /// A kind or act of a statement: `direct`, `denies`.
    Kind,
    /// The grade of a statement's chain: `complete`.
    Grade,
    /// A place that is named.
    Place,
}

impl Facet {
    /// All, in the order of the manual.
    pub const ALL: [Facet; 5] = [Facet::Speaker, Facet::Outlet, Facet::Kind, Facet::Grade, Facet::Place];

    /// Its name in queries.
    pub fn name(self) -> &'static str {
        match self {
            Facet::Speaker => "speaker",
            Facet::Outlet => "outlet",
            Facet::Kind => "kind",
            Facet::Grade => "grade",
            Facet::Place => "place",
        }
    }
}

/// One document to be indexed. Days are numbers such as `20220115`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Entry<'a> {
    /// The casefile's id of the document, unique in the index.
    pub id: &'a str,
    /// The casefile's number of the document, by which searches count. Small numbers: a bit is kept for each up to the largest.
    pub number: u64,
    /// The title, where the text does not hold it.
    pub title: &'a str,
    /// The outlet, shown with hits and found as [`Facet::Outlet`].
    pub outlet: &'a str,
    /// The day of publication, shown with hits; one of the days that `from:` and `to:` look at.
    pub published: Option<u32>,
    /// Days of events in the document.
    pub days: &'a [u32],
    /// Places that it names.
    pub places: &'a [&'a str],
    /// Its statements.
    pub statements: &'a [Said<'a>],
    /// The raw text.
    pub text: &'a str,
}

#[derive(Clone, Copy)]
pub(crate) struct Fields {
    id: Field,
    number: Field,
    start: Field,
    end: Field,
    point: Field,
    title_shown: Field,
    outlet_shown: Field,
    published: Field,
    pub days: Field,
    text: Field,
    pub stem: Field,
    pub form: Field,
    pub loose: Field,
    pub title: Field,
    pub outlet: Field,
    pub place: Field,
    /// Who says something, as [`Said::who`] gives it.
    pub who: Field,
    /// Kinds, acts and grades of statements.
    pub how: Field,
    /// The statements, as [`Said::pack`] gives them, and how far each reaches: its first word and the one after its last.
    said: Field,
    reach: Field,
}

fn words_of(option: IndexRecordOption) -> TextOptions {
    let indexing = TextFieldIndexing::default().set_index_option(option).set_tokenizer(Cut::NAME);
    let indexing = indexing.set_fieldnorms(true);
    TextOptions::default().set_indexing_options(indexing)
}

fn schema() -> (Schema, Fields) {
    let mut s = Schema::builder();
    let fields = Fields {
        id: s.add_text_field("id", STRING | STORED),
        number: s.add_u64_field("number", FAST),
        start: s.add_u64_field("start", STORED | FAST),
        end: s.add_u64_field("end", FAST),
        point: s.add_u64_field("point", STORED),
        title_shown: s.add_text_field("title_shown", STORED),
        outlet_shown: s.add_text_field("outlet_shown", STORED),
        published: s.add_u64_field("published", STORED | FAST),
        days: s.add_u64_field("days", INDEXED | FAST),
        text: s.add_text_field("text", STORED),
        stem: s.add_text_field("stem", words_of(IndexRecordOption::WithFreqsAndPositions)),
        form: s.add_text_field("form", words_of(IndexRecordOption::WithFreqs)),
        loose: s.add_text_field("loose", words_of(IndexRecordOption::WithFreqs)),
        title: s.add_text_field("title", words_of(IndexRecordOption::WithFreqs)),
        outlet: s.add_text_field("outlet", words_of(IndexRecordOption::WithFreqsAndPositions)),
        place: s.add_text_field("place", words_of(IndexRecordOption::WithFreqsAndPositions)),
        who: s.add_text_field("who", STRING),
        how: s.add_text_field("how", STRING),
        said: s.add_u64_field("said", FAST),
        reach: s.add_u64_field("reach", FAST),
    };
    (s.build(), fields)
}

/// How far a statement reaches, as one number and back.
fn reach(from: u32, to: u32) -> u64 {
    u64::from(from) << 32 | u64::from(to)
}

pub(crate) fn reached(reach: u64) -> (u32, u32) {
    ((reach >> 32) as u32, reach as u32)
}

/// Writes an index. `add` and `remove` may be called from several threads at once; tantivy indexes in threads of its own.
pub struct Writer {
    folder: PathBuf,
    fields: Fields,
    writer: IndexWriter,
}

impl std::fmt::Debug for Writer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Writer").field("folder", &self.folder).finish_non_exhaustive()
    }
}

impl Writer {
    /// An empty index in a folder, which is made; what an older index left there is deleted.
    pub fn create(folder: &Path) -> Result<Writer, Error> {
        let io = |e: std::io::Error| Error::Io { folder: folder.to_owned(), what: e.to_string() };
        std::fs::create_dir_all(folder).map_err(io)?;
        // Whoever writes now holds the lock: deleting under its hands would break both.
        let fail = |e| Error::from_tantivy(folder, e);
        let (schema, fields) = schema();
        {
            let directory = MmapDirectory::open(folder).map_err(|e| fail(e.into()))?;
            use tantivy::Directory;
            let lock = directory.acquire_lock(&tantivy::directory::INDEX_WRITER_LOCK);
            lock.map_err(|e| fail(tantivy::TantivyError::LockFailure(e, None)))?;
        }
        for entry in std::fs::read_dir(folder).map_err(io)? {
            let path = entry.map_err(io)?.path();
            if path.is_file() && is_ours(&path) {
                std::fs::remove_file(&path).map_err(io)?;
            }
        }
        let index = tantivy::Index::create_in_dir(folder, schema).map_err(fail)?;
        index.tokenizers().register(Cut::NAME, Cut);
        Writer::over(folder, fields, &index)
    }

    /// The index in a folder, to be added to. The same errors as [`Index::open`].
    pub fn open(folder: &Path) -> Result<Writer, Error> {
        let (index, fields, _) = open(folder)?;
        Writer::over(folder, fields, &index)
    }

    fn over(folder: &Path, fields: Fields, index: &tantivy::Index) -> Result<Writer, Error> {
        let threads = std::thread::available_parallelism().map_or(1, |n| n.get().min(4));
        let memory = (WRITER_BYTES / threads).max(20_000_000) * threads;
        let writer =
            index.writer_with_num_threads(threads, memory).map_err(|e| Error::from_tantivy(folder, e))?;
        Ok(Writer { folder: folder.to_owned(), fields, writer })
    }

    /// Adds a document. One of the same id that is there already stays: [`Writer::remove`] takes it out first.
    pub fn add(&self, entry: &Entry<'_>) -> Result<(), Error> {
        let analysis = analyze(entry.text);
        let mut start = 0;
        let mut point = 0;
        let mut word = 0;
        for end in part_ends(entry.text, &analysis.sentences) {
            let last = word + analysis.words[word..].partition_point(|w| w.span.start < end);
            let text = Span::new(start, end).of(entry.text);
            self.add_part(entry, text, start, point, &analysis.words[word..last], start == 0)?;
            point += text.chars().count();
            (start, word) = (end, last);
        }
        Ok(())
    }

    fn add_part(
        &self,
        entry: &Entry<'_>,
        text: &str,
        start: usize,
        point: usize,
        words: &[Word],
        first: bool,
    ) -> Result<(), Error> {
        let f = &self.fields;
        let mut doc = TantivyDocument::default();
        doc.add_text(f.id, entry.id);
        doc.add_u64(f.number, entry.number);
        doc.add_u64(f.start, start as u64);
        doc.add_u64(f.end, (start + text.len()) as u64);
        doc.add_u64(f.point, point as u64);
        if !entry.title.is_empty() {
            doc.add_text(f.title_shown, entry.title);
        }
        if !entry.outlet.is_empty() {
            doc.add_text(f.outlet_shown, entry.outlet);
        }
        if let Some(day) = entry.published {
            doc.add_u64(f.published, u64::from(day));
            doc.add_u64(f.days, u64::from(day));
        }
        for &day in entry.days {
            doc.add_u64(f.days, u64::from(day));
        }
        doc.add_text(f.text, text);
        let mut stems = Joined::with_capacity(text.len());
        let mut forms = Joined::with_capacity(text.len());
        let mut looses = Joined::with_capacity(text.len());
        for word in words {
            stems.push(&word.keys.stem, word.sentence);
            forms.push(&word.keys.form, word.sentence);
            looses.push(&word.keys.loose, word.sentence);
            if let Some(other) = &word.keys.other {
                stems.also(other);
                looses.also(&stem::loose(other));
            }
        }
        doc.add_text(f.stem, stems.text);
        doc.add_text(f.form, forms.text);
        doc.add_text(f.loose, looses.text);
        // Only the first part is about its title for certain.
        if first {
            let mut title = Joined::default();
            for word in analyze(entry.title).words {
                title.push(&word.keys.stem, word.sentence);
                word.keys.other.iter().for_each(|other| title.also(other));
            }
            doc.add_text(f.title, title.text);
        }
        for (field, values) in [(f.outlet, &[entry.outlet][..]), (f.place, entry.places)] {
            let mut joined = Joined::default();
            for (number, value) in (0..).zip(values) {
                for word in analyze(value).words {
                    joined.push(&word.keys.stem, number);
                }
            }
            if !joined.text.is_empty() {
                doc.add_text(field, joined.text);
            }
        }
        self.add_statements(&mut doc, entry, Span::new(start, start + text.len()), words);
        self.writer.add_document(doc).map(|_| ()).map_err(|e| Error::from_tantivy(&self.folder, e))
    }

    /// Those statements of a document that stand in one of its parts, each with the words that it reaches over.
    fn add_statements(&self, doc: &mut TantivyDocument, entry: &Entry<'_>, part: Span, words: &[Word]) {
        let f = &self.fields;
        let here = |said: &&Said| {
            let begins = part.start <= said.place.start && said.place.start < part.end;
            begins || (said.place.start < part.end && said.place.end > part.start)
        };
        let here: Vec<&Said> = entry.statements.iter().filter(here).collect();
        if here.is_empty() {
            return;
        }
        // The places that the tokenizer will give to the words.
        let mut positions = Vec::with_capacity(words.len() + 1);
        let mut next = 0;
        for (i, word) in words.iter().enumerate() {
            let apart = i > 0 && words.get(i - 1).is_some_and(|before| before.sentence != word.sentence);
            next += if apart { SENTENCE_GAP } else { 0 };
            positions.push(next);
            next += 1;
        }
        positions.push(next);
        let position = |word: usize| positions.get(word).copied().unwrap_or(next);
        let (mut who, mut how): (Vec<String>, Vec<&str>) = (Vec::new(), Vec::new());
        for said in here {
            let first = words.partition_point(|w| w.span.start < said.place.start);
            let last = words.partition_point(|w| w.span.start < said.place.end);
            doc.add_u64(f.said, said.pack());
            doc.add_u64(f.reach, reach(position(first), position(last)));
            if !said.speaker.is_empty() || !said.role.is_empty() {
                who.push(said.who());
            }
            how.extend([said.kind, said.act, said.grade]);
        }
        who.sort_unstable();
        who.dedup();
        how.sort_unstable();
        how.dedup();
        who.iter().for_each(|who| doc.add_text(f.who, who));
        how.iter().filter(|how| !how.is_empty()).for_each(|how| doc.add_text(f.how, how));
    }

    /// Takes a document out, with the next commit.
    pub fn remove(&self, id: &str) {
        self.writer.delete_term(Term::from_field_text(self.fields.id, id));
    }

    /// Makes everything added and removed visible, at once and durably. `stamp` says what state of the casefile the index now
    /// stands for; [`Index::stamp`] gives it back.
    pub fn commit(&mut self, stamp: &str) -> Result<(), Error> {
        let fail = |e| Error::from_tantivy(&self.folder, e);
        let mut commit = self.writer.prepare_commit().map_err(fail)?;
        commit.set_payload(&format!("{VERSION}\n{stamp}"));
        commit.commit().map(|_| ()).map_err(fail)
    }

    /// Waits until the files are merged. What was added after the last commit is lost.
    pub fn finish(self) -> Result<(), Error> {
        self.writer.wait_merging_threads().map_err(|e| Error::from_tantivy(&self.folder, e))
    }
}

/// Whether a file in an index's folder is one that tantivy writes.
fn is_ours(path: &Path) -> bool {
    let name = path.file_name().and_then(|n| n.to_str()).unwrap_or("");
    let segment = name
        .split_once('.')
        .is_some_and(|(stem, _)| stem.len() == 32 && stem.bytes().all(|b| b.is_ascii_hexdigit()));
    segment || matches!(name, "meta.json" | ".managed.json") || name.starts_with(".tmp")
}

/// Where the parts of a text end, the last at its end. At least one.
fn part_ends(text: &str, sentences: &[Span]) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut start = 0;
    for sentence in sentences {
        while sentence.end - start > LONGEST_PART {
            let mut end = start + PART_BYTES;
            while end < sentence.end && !(text.is_char_boundary(end) && text[end..].starts_with([' ', '\n']))
            {
                end += 1;
            }
            ends.push(end);
            start = end;
        }
        if sentence.end - start >= PART_BYTES {
            ends.push(sentence.end);
            start = sentence.end;
        }
    }
    // A short rest goes with the part before it.
    if text.len() - start < PART_BYTES / 4 && !ends.is_empty() {
        ends.pop();
    }
    ends.push(text.len());
    ends
}

fn open(folder: &Path) -> Result<(tantivy::Index, Fields, String), Error> {
    let fail = |e| Error::from_tantivy(folder, e);
    if !folder.join("meta.json").is_file() {
        return Err(Error::Missing { folder: folder.to_owned() });
    }
    let index = tantivy::Index::open_in_dir(folder).map_err(fail)?;
    index.tokenizers().register(Cut::NAME, Cut);
    let payload = index.load_metas().map_err(fail)?.payload.unwrap_or_default();
    let (version, stamp) = payload.split_once('\n').unwrap_or((&payload, ""));
    let (wanted, fields) = schema();
    if version != VERSION || index.schema() != wanted {
        return Err(Error::Stale { folder: folder.to_owned(), found: version.to_owned() });
    }
    Ok((index, fields, stamp.to_owned()))
}

/// A document part that was found, with everything needed to show it.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The document's id, as given to [`Writer::add`].
    pub id: String,
    /// The document's title, empty where it has none.
    pub title: String,
    /// The document's outlet, empty where it has none.
    pub outlet: String,
    /// The day of publication, as `20220115`.
    pub published: Option<u32>,
    /// The raw text of the part.
    pub text: String,
    /// Where the part begins in the document's text, in bytes.
    pub start_byte: usize,
    /// Where the part begins in the document's text, in code points.
    pub start_point: usize,
    /// Higher is better; comparable within one search.
    pub score: f32,
    /// The words that were looked for, in order, in bytes of `text`; the words of a phrase as one.
    pub matches: Vec<Span>,
    /// The sentence with the best of the matches, in bytes of `text`.
    pub sentence: Span,
}

impl Hit {
    /// A place of [`Hit::text`] in code points of the document's whole text, as `[start, end)`.
    pub fn points(&self, span: Span) -> (usize, usize) {
        let before = self.text.get(..span.start).unwrap_or("").chars().count();
        (self.start_point + before, self.start_point + before + span.of(&self.text).chars().count())
    }

    /// A place of [`Hit::text`] in bytes of the document's whole text.
    pub fn bytes(&self, span: Span) -> Span {
        Span::new(self.start_byte + span.start, self.start_byte + span.end)
    }
}

/// An index opened for searching. Any number of threads may search at once.
pub struct Index {
    folder: PathBuf,
    pub(crate) fields: Fields,
    reader: IndexReader,
    stamp: String,
    pub(crate) weights: Weights,
    /// Listed when they are first asked for.
    speakers: OnceLock<Speakers>,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index")
            .field("folder", &self.folder)
            .field("stamp", &self.stamp)
            .finish_non_exhaustive()
    }
}

impl Index {
    /// Opens the index of a folder as its last commit left it.
    ///
    /// [`Error::Missing`], [`Error::Stale`] and [`Error::Broken`] are answered by building it again.
    pub fn open(folder: &Path) -> Result<Index, Error> {
        let (index, fields, stamp) = open(folder)?;
        let reader = index
            .reader_builder()
            .reload_policy(tantivy::ReloadPolicy::Manual)
            .try_into()
            .map_err(|e: tantivy::TantivyError| Error::from_tantivy(folder, e))?;
        let index = Index {
            folder: folder.to_owned(),
            fields,
            reader,
            stamp,
            weights: Weights::default(),
            speakers: OnceLock::new(),
        };
        index.check()?;
        Ok(index)
    }

    /// That no file is cut off: where a part begins stands at the end of its file, and is read only when it is needed.
    fn check(&self) -> Result<(), Error> {
        let cut_off =
            |e: tantivy::TantivyError| Error::Broken { folder: self.folder.clone(), what: e.to_string() };
        let f = &self.fields;
        for segment in self.searcher().segment_readers() {
            for field in [f.id, f.stem, f.form, f.loose, f.title, f.outlet, f.place, f.who, f.how] {
                segment.inverted_index(field).map_err(cut_off)?;
            }
            segment.get_store_reader(1).map_err(|e| cut_off(e.into()))?;
            segment.fast_fields().u64("published").map_err(cut_off)?;
        }
        Ok(())
    }

    /// The stamp of the last commit: where it is not the casefile's, the index is behind.
    pub fn stamp(&self) -> &str {
        &self.stamp
    }

    /// The number of parts of documents.
    pub fn len(&self) -> usize {
        self.reader.searcher().num_docs() as usize
    }

    /// How many parts of documents hold a stem.
    pub fn frequency(&self, stem: &str) -> Result<u64, Error> {
        let term = Term::from_field_text(self.fields.stem, stem);
        self.searcher().doc_freq(&term).map_err(|e| self.fail(e))
    }

    /// Whether no document is in it.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Ranks by other weights: for measuring.
    #[doc(hidden)]
    pub fn with_weights(mut self, weights: Weights) -> Index {
        self.weights = weights;
        self
    }

    pub(crate) fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }

    pub(crate) fn fail(&self, error: tantivy::TantivyError) -> Error {
        Error::from_tantivy(&self.folder, error)
    }

    /// Everybody who says something.
    pub(crate) fn speakers(&self, searcher: &Searcher) -> Result<&Speakers, Error> {
        if let Some(speakers) = self.speakers.get() {
            return Ok(speakers);
        }
        let mut all = Vec::new();
        for reader in searcher.segment_readers() {
            let inverted = reader.inverted_index(self.fields.who).map_err(|e| self.fail(e))?;
            let mut stream = inverted.terms().stream().map_err(|e| self.fail(e.into()))?;
            while stream.advance() {
                all.extend(std::str::from_utf8(stream.key()).map(str::to_owned));
            }
        }
        Ok(self.speakers.get_or_init(|| Speakers::new(all)))
    }

    pub(crate) fn hit(&self, searcher: &Searcher, at: DocAddress, score: f32) -> Result<Hit, Error> {
        let doc: TantivyDocument = searcher.doc(at).map_err(|e| self.fail(e))?;
        let f = &self.fields;
        let text = |field| doc.get_first(field).and_then(|v| v.as_str()).unwrap_or("").to_owned();
        let number = |field| doc.get_first(field).and_then(|v| v.as_u64());
        Ok(Hit {
            id: text(f.id),
            title: text(f.title_shown),
            outlet: text(f.outlet_shown),
            published: number(f.published).and_then(|n| u32::try_from(n).ok()),
            text: text(f.text),
            start_byte: number(f.start).unwrap_or(0) as usize,
            start_point: number(f.point).unwrap_or(0) as usize,
            score,
            matches: Vec::new(),
            sentence: Span::default(),
        })
    }
}
