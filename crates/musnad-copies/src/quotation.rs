//! Where a quotation stands: word for word, altered, or nowhere.
//!
//! Its runs of three words are looked up in the [`Index`], the rarest first; the documents that hold most of them are read
//! and the quotation is laid along their words. So nothing but the signatures is kept for it, and the text itself is what
//! decides: *exact* is said only where every word is the same.

use rustc_hash::FxHashMap;

use musnad_text::Span;

use crate::align::{self, Alignment, Quoted, Source, Step};
use crate::index::{Doc, Index};
use crate::signature::{self, RUN};
use crate::words::Words;

/// Quotations of fewer words cannot be looked up.
pub const SHORTEST: usize = RUN;
/// So many runs are looked up, the rarest: enough to find a text whose half was altered.
const SEEDS: usize = 100;
/// Of a run in more documents than these, the first are taken.
const MOST_HOLDERS: usize = 5000;
/// Seeds are left out, the commonest first, where all together stand in more documents than this, each counted anew.
const MOST_POSTINGS: usize = 20_000;
/// A document that holds fewer of the seeds than this share of what the best one holds is not read.
const UNLIKELY: f64 = 0.3;
/// The same, once the quotation was found word for word: what is left could only be altered, and more so.
const UNLIKELY_AFTER_EXACT: f64 = 0.7;

/// How a quotation stands in a document, from the most faithful.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Standing {
    /// Byte for byte, from its first letter to its last.
    Verbatim,
    /// Every word is the same; vowels, hamza, tatweel, punctuation, quotation marks, the script of digits or spacing differ.
    SameWords,
    /// Every word is the same, and words were left out only where the quotation says so by `…` or `..`.
    Abridged,
    /// Some words differ: see [`Place::edits`].
    Altered,
}

impl Standing {
    /// Whether no word differs and none is left out.
    pub fn is_exact(self) -> bool {
        matches!(self, Standing::Verbatim | Standing::SameWords)
    }
}

/// One place where a quotation stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The document.
    pub doc: Doc,
    /// How the quotation stands there.
    pub standing: Standing,
    /// The passage in the document's text, in bytes, from the first letter to the last.
    pub span: Span,
    /// How many words of the quotation are the same there.
    pub same: usize,
    /// How many words the quotation has.
    pub words: usize,
    /// What differs, in order.
    pub edits: Vec<Edit>,
}

impl Place {
    /// How many differences are alterations: words replaced, added, or left out without saying so.
    pub fn alterations(&self) -> usize {
        let altered = |edit: &&Edit| !matches!(edit.kind, EditKind::Skipped | EditKind::Respelled);
        self.edits.iter().filter(altered).count()
    }
}

/// What became of words between a document and a quotation of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EditKind {
    /// The quotation has another word.
    Replaced,
    /// The quotation leaves words out and does not say so.
    LeftOut,
    /// The quotation leaves words out where it has `…`.
    Skipped,
    /// The quotation has words that the document has not.
    Added,
    /// The same word in another spelling: `ه` for `ة`, `ا` for `أ`, two words in one. No alteration.
    Respelled,
}

/// One difference, with its place on both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What it is.
    pub kind: EditKind,
    /// In the quotation, in bytes; where it has none of the words, the empty place where they would stand.
    pub quoted: Span,
    /// In the document's text, in bytes; where it has none of the words, the empty place where they would stand.
    pub source: Span,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// The places, the most faithful first, then those with the fewest alterations, then by the documents' numbers. Empty
    /// where the quotation stands nowhere.
    pub places: Vec<Place>,
    /// Likely documents that were not read, because only so many were asked for. None of them holds more of the
    /// quotation's rare runs of words than those that were read.
    pub unread: usize,
}

/// Finds where a quotation stands. At most `documents` of them are read by `text_of`, those most likely first; a document
/// for which it has no text is passed over. Of a document with several exact places each is told, up to eight; of others
/// the best.
///
/// Quotations under [`SHORTEST`] words are not found.
///
/// ```
/// use musnad_copies::quotation::{self, Standing};
/// use musnad_copies::{Index, Signature, Words};
/// let text = "قال الوزير في أردانة إنّ المصنع يُفتتح في الربيع المقبل.";
/// let mut index = Index::new();
/// index.add(7, &Signature::of(&Words::cut(text)));
/// let find = |quotation| quotation::find(quotation, &index, 10, |_| Some(text));
///
/// let found = find("ان المصنع «يفتتح» في الربيع");
/// assert_eq!(found.places[0].standing, Standing::SameWords);
/// assert_eq!(found.places[0].span.of(text), "إنّ المصنع يُفتتح في الربيع");
///
/// let found = find("إن المصنع يغلق في الربيع المقبل");
/// assert_eq!(found.places[0].standing, Standing::Altered);
/// assert_eq!(found.places[0].edits[0].source.of(text), "يُفتتح");
/// ```
pub fn find<T: AsRef<str>>(
    quotation: &str,
    index: &Index,
    documents: usize,
    text_of: impl Fn(Doc) -> Option<T>,
) -> Found {
    let quoted = Quoted::new(quotation);
    let candidates = candidates(&quoted, index);
    // What the likeliest document holds of the quotation; one that is gone, an older version perhaps, sets no measure for the others.
    let mut best = None;
    let mut places: Vec<Place> = Vec::new();
    let (mut read, mut unread) = (0, 0);
    let mut least = 0.0;
    for (doc, score) in candidates {
        if score < least {
            break;
        }
        if read >= documents {
            unread += 1;
        } else if let Some(text) = text_of(doc) {
            read += 1;
            let best = *best.get_or_insert(score);
            least = f64::max(least, UNLIKELY * best);
            places.extend(places_in(&quoted, doc, text.as_ref()));
            if places.last().is_some_and(|place| place.standing.is_exact()) {
                least = UNLIKELY_AFTER_EXACT * best;
            }
        }
    }
    places.sort_by_key(|p| (p.standing, p.words - p.same, p.alterations(), p.doc, p.span));
    Found { places, unread }
}

/// Lays a quotation along one text: the places where it stands, exact ones first, or none.
pub fn compare(quotation: &str, doc: Doc, text: &str) -> Vec<Place> {
    places_in(&Quoted::new(quotation), doc, text)
}

/// The documents that may hold the quotation with the weight of the seeds that they hold, the most likely first.
fn candidates(quoted: &Quoted, index: &Index) -> Vec<(Doc, f64)> {
    let mut seeds: Vec<(usize, u32)> = quoted
        .words
        .hashes()
        .windows(RUN)
        .map(signature::run)
        .map(|run| (index.count(run), run))
        .filter(|&(count, _)| count > 0)
        .collect();
    seeds.sort_unstable();
    seeds.dedup();
    seeds.truncate(SEEDS);
    let mut scores: FxHashMap<Doc, f64> = FxHashMap::default();
    let mut postings = 0;
    for (count, run) in seeds {
        postings += count;
        if postings > MOST_POSTINGS && !scores.is_empty() {
            break;
        }
        let weight = 1.0 / (1.0 + (count as f64).ln());
        for doc in index.documents(run).take(MOST_HOLDERS) {
            *scores.entry(doc).or_default() += weight;
        }
    }
    let mut scores: Vec<(Doc, f64)> = scores.into_iter().collect();
    scores.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    scores
}

fn places_in(quoted: &Quoted, doc: Doc, text: &str) -> Vec<Place> {
    let source = Source { raw: text, words: Words::cut(text) };
    let alignments = align::places(quoted, &source);
    alignments.iter().filter_map(|alignment| place(quoted, doc, &source, alignment)).collect()
}

fn place(quoted: &Quoted, doc: Doc, source: &Source, alignment: &Alignment) -> Option<Place> {
    let words = quoted.words.len();
    // Ten words of which three differ may be the same sentence; of a hundred, nearly half can be: so many in one order are no chance.
    if alignment.same * 10 < words * 5 + (words * 2).min(60) {
        return None;
    }
    let [first, end] = alignment.source();
    let span = source.words.span_of(first, end);
    let mut edits = Vec::new();
    for &(step, q, d) in &alignment.steps {
        let (in_quoted, in_source) = (quoted.words.span_of(q[0], q[1]), source.words.span_of(d[0], d[1]));
        let kind = match step {
            Step::Same if align::spelled_apart(in_quoted.of(quoted.raw), in_source.of(source.raw)) => {
                EditKind::Respelled
            }
            Step::Same => continue,
            Step::Replaced => EditKind::Replaced,
            Step::LeftOut => EditKind::LeftOut,
            Step::Skipped => EditKind::Skipped,
            Step::Added => EditKind::Added,
        };
        edits.push(Edit { kind, quoted: in_quoted, source: in_source });
    }
    let standing = if !alignment.is_faithful() {
        Standing::Altered
    } else if edits.iter().any(|edit| edit.kind == EditKind::Skipped) {
        Standing::Abridged
    } else if span.of(source.raw) == quoted.words.span_of(0, words).of(quoted.raw) {
        Standing::Verbatim
    } else {
        Standing::SameWords
    };
    Some(Place { doc, standing, span, same: alignment.same, words, edits })
}
