//! The index in its folder: written in batches, opened by its version, searched with exact places in the raw text.
//!
//! The unit is a *part* of a document: all of a text up to some pages, else pieces that end with a sentence. A part keeps its
//! raw text, so that hits are found again by analysing it as it was analysed when it was indexed; offsets are not stored.

use std::ops::Bound;
use std::path::{Path, PathBuf};

use musnad_text::Span;
use tantivy::collector::{Count, TopDocs};
use tantivy::directory::MmapDirectory;
use tantivy::query::{
    AllQuery, BooleanQuery, EmptyQuery, Occur, PhraseQuery, Query as TantivyQuery, RangeQuery, TermQuery,
};
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value,
};
use tantivy::{DocAddress, IndexReader, IndexWriter, Searcher, TantivyDocument, Term};

use crate::analyze::{self, VERSION, Word, analyze};
use crate::cut::{Cut, Joined};
use crate::error::Error;
use crate::query::{self, Node, Query};
use crate::rank::Weights;
use crate::stem;

/// A part is closed at the first sentence end after so many bytes of text.
const PART_BYTES: usize = 12_000;
/// A sentence beyond this is cut where it stands: a megabyte without a full stop is not one part.
const LONGEST_PART: usize = 60_000;
/// Memory of the writer, for all its threads.
const WRITER_BYTES: usize = 200_000_000;
/// How many of the best by plain BM25 are ranked by everything else.
const CANDIDATES: usize = 60;
/// Terms that a prefix may stand for; the most frequent are taken.
const EXPANSIONS: usize = 128;

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
    /// The title, where the text does not hold it.
    pub title: &'a str,
    /// The outlet, shown with hits and found as [`Facet::Outlet`].
    pub outlet: &'a str,
    /// The day of publication, shown with hits; one of the days that `from:` and `to:` look at.
    pub published: Option<u32>,
    /// Days of events in the document.
    pub days: &'a [u32],
    /// What else it is filtered by; a value may repeat under several names.
    pub facets: &'a [(Facet, &'a str)],
    /// The raw text.
    pub text: &'a str,
}

#[derive(Clone, Copy)]
pub(crate) struct Fields {
    id: Field,
    start: Field,
    point: Field,
    title_shown: Field,
    outlet_shown: Field,
    published: Field,
    days: Field,
    text: Field,
    pub stem: Field,
    pub form: Field,
    pub loose: Field,
    pub title: Field,
    facets: [Field; 5],
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
        start: s.add_u64_field("start", STORED),
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
        facets: Facet::ALL
            .map(|f| s.add_text_field(f.name(), words_of(IndexRecordOption::WithFreqsAndPositions))),
    };
    (s.build(), fields)
}

impl Fields {
    pub fn facet(&self, facet: Facet) -> Field {
        self.facets[facet as usize]
    }
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
        doc.add_u64(f.start, start as u64);
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
        for facet in Facet::ALL {
            let outlet = (facet == Facet::Outlet && !entry.outlet.is_empty()).then_some(entry.outlet);
            let values = entry.facets.iter().filter(|(of, _)| *of == facet).map(|(_, v)| *v).chain(outlet);
            let mut joined = Joined::default();
            for (number, value) in values.enumerate() {
                for word in analyze(value).words {
                    joined.push(&word.keys.stem, number as u32);
                }
            }
            if !joined.text.is_empty() {
                doc.add_text(f.facet(facet), joined.text);
            }
        }
        self.writer.add_document(doc).map(|_| ()).map_err(|e| Error::from_tantivy(&self.folder, e))
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

/// What a search found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The best hits, best first.
    pub hits: Vec<Hit>,
    /// How many parts match in all.
    pub total: usize,
    /// Whether no part holds all the words, and these hold some.
    pub relaxed: bool,
    /// For words that no document holds: the nearest that some do, most frequent first.
    pub suggestions: Vec<(String, Vec<String>)>,
}

/// An index opened for searching. Any number of threads may search at once.
pub struct Index {
    folder: PathBuf,
    pub(crate) fields: Fields,
    reader: IndexReader,
    stamp: String,
    pub(crate) weights: Weights,
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
        let index = Index { folder: folder.to_owned(), fields, reader, stamp, weights: Weights::default() };
        index.check()?;
        Ok(index)
    }

    /// That no file is cut off: where a part begins stands at the end of its file, and is read only when it is needed.
    fn check(&self) -> Result<(), Error> {
        let cut_off =
            |e: tantivy::TantivyError| Error::Broken { folder: self.folder.clone(), what: e.to_string() };
        let f = &self.fields;
        for segment in self.searcher().segment_readers() {
            for field in [f.id, f.stem, f.form, f.loose, f.title].into_iter().chain(f.facets) {
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

    /// The best `limit` parts for a query, with all matches at their places.
    ///
    /// Words that are only put side by side must all be there; where no part holds them all, parts that hold some are given
    /// and [`Found::relaxed`] says so. Where nothing is found, [`Found::suggestions`] has the nearest words.
    pub fn search(&self, query: &Query, limit: usize) -> Result<Found, Error> {
        let searcher = self.searcher();
        let mut found = self.collect(&searcher, query, false, limit)?;
        if found.total == 0 && query.may_relax() {
            found = self.collect(&searcher, query, true, limit)?;
            found.relaxed = found.total > 0;
        }
        if found.total == 0 || found.relaxed {
            found.suggestions = self.suggestions(&searcher, query)?;
        }
        Ok(found)
    }

    fn collect(
        &self,
        searcher: &Searcher,
        query: &Query,
        relaxed: bool,
        limit: usize,
    ) -> Result<Found, Error> {
        let tantivy_query = self.build(searcher, &query.node, relaxed)?;
        let depth = limit.max(CANDIDATES);
        let wanted = query.wanted();
        let (hits, total) = if wanted.is_empty() {
            // Filters alone do not rank: the newest come first.
            let newest = TopDocs::with_limit(limit.max(1))
                .order_by_fast_field::<u64>("published", tantivy::Order::Desc);
            let (top, total) = searcher.search(&tantivy_query, &(newest, Count)).map_err(|e| self.fail(e))?;
            (top.into_iter().map(|(_, at)| (0.0, at)).collect(), total)
        } else {
            let collectors = (TopDocs::with_limit(depth), Count);
            let (top, total) = searcher.search(&tantivy_query, &collectors).map_err(|e| self.fail(e))?;
            let candidates: Vec<DocAddress> = top.into_iter().map(|(_, at)| at).collect();
            (self.rank(searcher, &wanted, candidates)?, total)
        };
        let marks = query::Marks::new(&query.node);
        let mut out = Vec::with_capacity(limit);
        for (score, at) in hits.into_iter().take(limit) {
            let mut hit = self.hit(searcher, at, score)?;
            marks.mark(&mut hit);
            out.push(hit);
        }
        Ok(Found { hits: out, total, ..Found::default() })
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

    fn build(&self, searcher: &Searcher, node: &Node, relaxed: bool) -> Result<Box<dyn TantivyQuery>, Error> {
        let f = &self.fields;
        Ok(match node {
            Node::Word(keys) => term(f.stem, &keys.stem),
            Node::Phrase(words) => phrase(f.stem, words),
            Node::Facet(facet, words) => phrase(f.facet(*facet), words),
            Node::Prefix(prefix) => {
                let forms = self.expand(searcher, prefix)?;
                let clauses = forms.into_iter().map(|form| (Occur::Should, term(f.form, &form))).collect();
                Box::new(BooleanQuery::new(clauses))
            }
            Node::From(day) => self.days(Bound::Included(*day), Bound::Unbounded),
            Node::To(day) => self.days(Bound::Unbounded, Bound::Included(*day)),
            Node::Not(inner) => {
                let inner = self.build(searcher, inner, relaxed)?;
                Box::new(BooleanQuery::new(vec![(Occur::Must, Box::new(AllQuery)), (Occur::MustNot, inner)]))
            }
            Node::Or(nodes) => {
                let mut clauses = Vec::with_capacity(nodes.len());
                for node in nodes {
                    clauses.push((Occur::Should, self.build(searcher, node, relaxed)?));
                }
                Box::new(BooleanQuery::new(clauses))
            }
            Node::And(nodes) | Node::Beside(nodes) => {
                let loosely = relaxed && matches!(node, Node::Beside(_));
                let mut clauses = Vec::with_capacity(nodes.len());
                let mut words = false;
                for node in nodes {
                    clauses.push(match node {
                        Node::Not(inner) => (Occur::MustNot, self.build(searcher, inner, relaxed)?),
                        node => {
                            let optional = loosely && !node.filters();
                            words |= optional;
                            let occur = if optional { Occur::Should } else { Occur::Must };
                            (occur, self.build(searcher, node, relaxed)?)
                        }
                    });
                }
                if words {
                    // One of the words must be there, beside whatever filters say.
                    let (some, rest): (Vec<_>, Vec<_>) =
                        clauses.into_iter().partition(|(occur, _)| *occur == Occur::Should);
                    clauses = rest;
                    clauses.push((Occur::Must, Box::new(BooleanQuery::new(some))));
                }
                Box::new(BooleanQuery::new(clauses))
            }
        })
    }

    fn days(&self, from: Bound<u32>, to: Bound<u32>) -> Box<dyn TantivyQuery> {
        let term = |day: u32| Term::from_field_u64(self.fields.days, u64::from(day));
        Box::new(RangeQuery::new(from.map(term), to.map(term)))
    }

    /// The folded forms that begin with a prefix, behind whatever proclitics.
    fn expand(&self, searcher: &Searcher, prefix: &str) -> Result<Vec<String>, Error> {
        let mut forms: Vec<(u32, String)> = Vec::new();
        for reader in searcher.segment_readers() {
            let inverted = reader.inverted_index(self.fields.form).map_err(|e| self.fail(e))?;
            for proclitics in query::PROCLITICS {
                let start = format!("{proclitics}{prefix}");
                let range = inverted.terms().range().ge(start.as_bytes());
                let mut stream = range.into_stream().map_err(|e| self.fail(e.into()))?;
                while stream.advance() {
                    let key = stream.key();
                    if !key.starts_with(start.as_bytes()) {
                        break;
                    }
                    if let Ok(form) = std::str::from_utf8(key) {
                        forms.push((stream.value().doc_freq, form.to_owned()));
                    }
                }
            }
        }
        forms.sort_unstable_by(|a, b| a.1.cmp(&b.1));
        forms.dedup_by(|next, kept| {
            let same = next.1 == kept.1;
            if same {
                kept.0 += next.0;
            }
            same
        });
        forms.sort_unstable_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        forms.truncate(EXPANSIONS);
        Ok(forms.into_iter().map(|(_, form)| form).collect())
    }

    /// For each word of a query that no document holds: the nearest forms that some hold.
    fn suggestions(&self, searcher: &Searcher, query: &Query) -> Result<Vec<(String, Vec<String>)>, Error> {
        let mut unknown = Vec::new();
        for keys in query.wanted() {
            let term = Term::from_field_text(self.fields.stem, &keys.stem);
            if searcher.doc_freq(&term).map_err(|e| self.fail(e))? == 0 {
                unknown.push(keys);
            }
        }
        let mut out = Vec::new();
        for keys in unknown.into_iter().take(8) {
            let mut near = self.near(searcher, &keys.form, 2)?;
            // The article hides what stands without it.
            if let Some(bare) = keys.form.strip_prefix("ال") {
                let more = self.near(searcher, bare, 2)?;
                near.extend(more);
                near.truncate(5);
            }
            if !near.is_empty() {
                out.push((keys.form, near));
            }
        }
        Ok(out)
    }

    /// The indexed forms nearest to a form, at most so many letters apart.
    pub(crate) fn near(&self, searcher: &Searcher, form: &str, most: usize) -> Result<Vec<String>, Error> {
        let letters: Vec<char> = form.chars().collect();
        if letters.len() < 3 {
            return Ok(Vec::new());
        }
        let allowed = if letters.len() <= 4 { 1 } else { most };
        let mut near = if allowed == 1 {
            self.one_letter_off(searcher, &letters)?
        } else {
            self.letters_off(searcher, &letters, allowed)?
        };
        near.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)).then_with(|| a.2.cmp(&b.2)));
        let mut seen = Vec::new();
        for (_, _, term) in near {
            if !seen.contains(&term) {
                seen.push(term);
            }
            if seen.len() == 5 {
                break;
            }
        }
        Ok(seen)
    }

    /// All indexed forms at most so many letters off, with their distances and frequencies: one pass over all forms.
    fn letters_off(
        &self,
        searcher: &Searcher,
        letters: &[char],
        allowed: usize,
    ) -> Result<Vec<(usize, u32, String)>, Error> {
        let mut near: Vec<(usize, u32, String)> = Vec::new();
        let length: usize = letters.iter().map(|c| c.len_utf8()).sum();
        // Of two words so many letters apart, cut into one piece more, one piece is the same in both: a cheap test that most
        // terms fail.
        let pieces = query::pieces(letters, allowed + 1);
        let fits = |term: &str| {
            pieces.iter().enumerate().any(|(i, piece)| match i {
                0 => term.starts_with(piece),
                _ if i == allowed => term.ends_with(piece),
                _ => term.contains(piece),
            })
        };
        for reader in searcher.segment_readers() {
            let inverted = reader.inverted_index(self.fields.form).map_err(|e| self.fail(e))?;
            let mut stream = inverted.terms().stream().map_err(|e| self.fail(e.into()))?;
            while stream.advance() {
                // Letters take two bytes: most terms are of another length and go out here.
                if stream.key().len().abs_diff(length) > 2 * allowed {
                    continue;
                }
                let Some(term) = std::str::from_utf8(stream.key()).ok().filter(|term| fits(term)) else {
                    continue;
                };
                if let Some(distance) = query::distance(letters, term, allowed) {
                    near.push((distance, stream.value().doc_freq, term.to_owned()));
                }
            }
        }
        Ok(near)
    }

    /// The same for one letter: the some hundred words that are one letter off are looked up, which is quicker than a pass.
    fn one_letter_off(
        &self,
        searcher: &Searcher,
        letters: &[char],
    ) -> Result<Vec<(usize, u32, String)>, Error> {
        let mut near: Vec<(usize, u32, String)> = Vec::new();
        let candidates = query::one_letter_off(letters);
        for reader in searcher.segment_readers() {
            let inverted = reader.inverted_index(self.fields.form).map_err(|e| self.fail(e))?;
            for word in &candidates {
                if let Some(info) = inverted.terms().get(word.as_bytes()).map_err(|e| self.fail(e.into()))? {
                    near.push((1, info.doc_freq, word.clone()));
                }
            }
        }
        Ok(near)
    }
}

pub(crate) fn term(field: Field, text: &str) -> Box<dyn TantivyQuery> {
    Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::WithFreqs))
}

pub(crate) fn phrase(field: Field, words: &[analyze::Keys]) -> Box<dyn TantivyQuery> {
    match words {
        [] => Box::new(EmptyQuery),
        [one] => term(field, &one.stem),
        several => {
            let terms = several.iter().map(|k| Term::from_field_text(field, &k.stem)).collect();
            Box::new(PhraseQuery::new(terms))
        }
    }
}
