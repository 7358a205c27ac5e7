//! A quotation looked up: where it stands word for word, where it was altered and how, who says it there, and who had it first.

use musnad_copies::quotation::{self, EditKind};
use musnad_copies::{Doc, Words};
use musnad_search::analyze::{Keys, analyze};
use musnad_search::{Look, Part, Query};
use rusqlite::OptionalExtension;
use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::documents::{DocumentId, Stored};
use crate::evidence::{Evidence, Opened};
use crate::reading::{Place, Points, Words as WordsAt};
use crate::{Casefile, Error};

/// So many documents are read, those most likely to hold the quotation.
const DOCUMENTS: usize = 200;
/// One or two words that those do not hold as they are given are looked for in so many.
const MOST_DOCUMENTS: usize = 5000;

/// What has come of looking a quotation up.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Quote {
    /// The quotation as it was given.
    pub quotation: String,
    /// Who is said to have said it, where that was asked.
    pub by: Option<String>,
    /// How it stands in the casefile, all in all.
    pub standing: Standing,
    /// In how many independent sources it stands, in whatever wording: copies of one text are one.
    pub found: usize,
    /// Documents that may hold it as well and were not read, because there are so many.
    pub unread: usize,
    /// The sources: the most faithful first, of those that are as faithful the one that was published first.
    pub sources: Vec<QuoteSource>,
}

/// How a quotation stands in a casefile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Every word stands there in this order; only spelling and punctuation may differ.
    Exact,
    /// The same, but for words that the quotation leaves out and says so.
    Abridged,
    /// It stands there with other words.
    Altered,
    /// It stands there, but somebody else says it.
    SaidByAnother,
    /// It does not stand there.
    NotFound,
}

/// How faithful a quotation is to one document, from the most faithful.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Wording {
    /// Byte for byte.
    Verbatim,
    /// The same words, spelled or punctuated otherwise.
    SameWords,
    /// Words were left out, and the quotation says so.
    Abridged,
    /// Words were put in others' place, added, or left out without saying so.
    Altered,
}

impl Wording {
    fn standing(self) -> Standing {
        match self {
            Wording::Verbatim | Wording::SameWords => Standing::Exact,
            Wording::Abridged => Standing::Abridged,
            Wording::Altered => Standing::Altered,
        }
    }
}

impl From<quotation::Standing> for Wording {
    fn from(standing: quotation::Standing) -> Wording {
        match standing {
            quotation::Standing::Verbatim => Wording::Verbatim,
            quotation::Standing::SameWords => Wording::SameWords,
            quotation::Standing::Abridged => Wording::Abridged,
            quotation::Standing::Altered => Wording::Altered,
        }
    }
}

/// Whether who says it is whom it was ascribed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// It is.
    Same,
    /// The document names somebody else.
    Another,
    /// The document does not name who says it.
    Unknown,
}

/// One source of a quotation: a document and its copies.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QuoteSource {
    /// How faithful the quotation is to it.
    pub wording: Wording,
    /// Whether it is said by whom it was ascribed to, where that was asked.
    pub by: Option<By>,
    /// The passage in the most faithful of the copies, of equals the one that was published first.
    pub evidence: Evidence,
    /// How many words of the quotation are the same there.
    pub same: usize,
    /// How many words the quotation has.
    pub words: usize,
    /// What differs, in order.
    pub differences: Vec<Difference>,
    /// Its copies that hold the quotation as well, in the order of publication.
    pub copies_with_it: Vec<QuoteCopy>,
}

/// One difference between a document and a quotation of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// `replaced`, `left_out` (without saying so), `skipped` (where the quotation has `…`), `added`, `respelled`.
    pub kind: &'static str,
    /// The words of the quotation, at their place in it; where it has none, the empty place where they would stand.
    pub quoted: WordsAt,
    /// The words of the document, at their place in it.
    pub source: WordsAt,
}

/// A copy that holds the quotation as well.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QuoteCopy {
    /// The document.
    pub document: Stored,
    /// How faithful the quotation is to it.
    pub wording: Wording,
    /// The passage, in code points of its text.
    #[serde(flatten)]
    pub place: Place,
}

/// Where the quotation stands in one document.
struct Found {
    id: DocumentId,
    published: Option<String>,
    wording: Wording,
    place: quotation::Place,
}

impl Found {
    /// From the most faithful, and of equals from the earliest.
    fn order(&self) -> impl Ord + use<> {
        let altered = if self.wording == Wording::Altered {
            (self.place.words - self.place.same, self.place.alterations())
        } else {
            (0, 0)
        };
        let class = self.wording.max(Wording::SameWords);
        (class, altered, self.published.is_none(), self.published.clone(), self.id, self.place.span)
    }
}

impl Casefile {
    /// Looks up where a quotation stands in the current documents, of whatever length. At most `limit` sources are given.
    ///
    /// `by` is whom it is ascribed to: where the words stand but another says them, [`Standing::SaidByAnother`] is the answer. A
    /// name fits where all its words are in the speaker's name or role, or the other way round.
    ///
    /// Vowels, hamza, digits, quotation marks and punctuation do not count. Texts of one or two words are found where they stand word for
    /// word; longer ones also where they were altered, as long as three words in a row are the same. A thousand words take some
    /// milliseconds where [`Casefile::runs`] is loaded already, as after the first call.
    ///
    /// # Errors
    /// As [`Casefile::refresh`].
    pub fn quote(&self, quotation: &str, by: Option<&str>, limit: usize) -> Result<Quote, Error> {
        let words = Words::cut(quotation);
        let (found, unread) = match words.len() {
            0 => (Vec::new(), 0),
            n if n < quotation::SHORTEST => self.find_short(quotation, &words)?,
            _ => self.find_long(quotation)?,
        };
        let mut groups: Vec<(DocumentId, Vec<Found>)> = Vec::new();
        let mut group_of: FxHashMap<DocumentId, usize> = FxHashMap::default();
        for found in found {
            let first = self.stands_for(found.id)?;
            let group = *group_of.entry(first).or_insert(groups.len());
            match groups.get_mut(group) {
                Some((_, members)) => members.push(found),
                None => groups.push((first, vec![found])),
            }
        }
        let wanted = by.map(analyzed).filter(|name| !name.is_empty());
        let points = Points::of(quotation);
        let mut sources = Vec::new();
        for (_, mut members) in groups {
            members.sort_by_cached_key(Found::order);
            let mut judged = None;
            if let Some(wanted) = &wanted {
                // Of copies that differ in who says it, the one that names the party stands for all.
                let mut best = By::Unknown;
                for (i, found) in members.iter().enumerate() {
                    let Some(opened) = self.opened(found.id)? else { continue };
                    let by =
                        said_by(wanted, &opened, opened.place(found.place.span.start, found.place.span.end));
                    if i == 0 || by == By::Same {
                        best = by;
                    }
                    if by == By::Same {
                        members.swap(0, i);
                        break;
                    }
                }
                judged = Some(best);
            }
            sources.push((judged, members));
        }
        sources.sort_by_cached_key(|(by, members)| {
            let first = members.first().map(Found::order);
            (by.is_some_and(|by| by != By::Same), first)
        });
        let standing = overall(&sources);
        let mut quote = Quote {
            quotation: quotation.to_owned(),
            by: by.map(str::to_owned),
            standing,
            found: sources.len(),
            unread,
            sources: Vec::new(),
        };
        for (by, members) in sources.into_iter().take(limit) {
            quote.sources.extend(self.quote_source(quotation, &points, by, members)?);
        }
        Ok(quote)
    }

    /// Where three words and more stand.
    fn find_long(&self, quotation: &str) -> Result<(Vec<Found>, usize), Error> {
        let runs = self.runs()?;
        let failure = std::cell::RefCell::new(None);
        let published = std::cell::RefCell::new(FxHashMap::default());
        let text_of = |doc: Doc| -> Option<String> {
            match self.current_text(DocumentId::from(doc)) {
                Ok(read) => read.map(|(text, day)| {
                    published.borrow_mut().insert(doc, day);
                    text
                }),
                Err(error) => {
                    failure.borrow_mut().get_or_insert(error);
                    None
                }
            }
        };
        let found = quotation::find(quotation, &runs, DOCUMENTS, text_of);
        if let Some(error) = failure.into_inner() {
            return Err(self.error(error));
        }
        let published = published.into_inner();
        let places = found.places.into_iter().map(|place| Found {
            id: DocumentId::from(place.doc),
            published: published.get(&place.doc).cloned().flatten(),
            wording: place.standing.into(),
            place,
        });
        Ok((places.collect(), found.unread))
    }

    /// Where one or two words stand: the search index says in which documents to look.
    fn find_short(&self, quotation: &str, words: &Words) -> Result<(Vec<Found>, usize), Error> {
        let index = self.words()?;
        let written: Vec<&str> = (0..words.len()).map(|i| words.span(i).of(quotation)).collect();
        // Nothing to look for is left of a lone sign.
        let Ok(query) = Query::parse(&format!("\"{}\"", written.join(" "))) else {
            return Ok((Vec::new(), 0));
        };
        let mut unread = 0;
        for most in [DOCUMENTS, MOST_DOCUMENTS] {
            let look = Look { limit: most, ..Look::default() };
            let hits = index.search(&query, &look).map_err(|e| self.index_error(e))?;
            let found = self.short_places(quotation, words, &hits.parts)?;
            unread = hits.documents.saturating_sub(hits.parts.len());
            if !found.is_empty() || unread == 0 {
                return Ok((found, unread));
            }
            // The words stand in many documents under other forms, and those came first.
        }
        Ok((Vec::new(), unread))
    }

    /// Where the words stand as they are in what was found.
    fn short_places(&self, quotation: &str, words: &Words, parts: &[Part]) -> Result<Vec<Found>, Error> {
        let mut found = Vec::new();
        for part in parts {
            let Ok(id) = DocumentId::try_from(part.document) else { continue };
            let Ok(doc) = Doc::try_from(id) else { continue };
            let Some((text, published)) = self.current_text(id).map_err(|e| self.error(e))? else { continue };
            let here = Words::cut(&text);
            let rows = here.hashes().windows(words.len()).enumerate();
            let mut places = rows
                .filter(|(_, row)| *row == words.hashes())
                .map(|(at, _)| here.span_of(at, at + words.len()));
            let Some(first) = places.next() else { continue };
            for span in std::iter::once(first).chain(places) {
                let verbatim = span.of(&text) == words.span_of(0, words.len()).of(quotation);
                let standing =
                    if verbatim { quotation::Standing::Verbatim } else { quotation::Standing::SameWords };
                let place = quotation::Place {
                    doc,
                    standing,
                    span,
                    same: words.len(),
                    words: words.len(),
                    edits: Vec::new(),
                };
                found.push(Found { id, published: published.clone(), wording: standing.into(), place });
            }
        }
        Ok(found)
    }

    /// The text of a document and its day of publication, where it is current.
    fn current_text(&self, id: DocumentId) -> rusqlite::Result<Option<(String, Option<String>)>> {
        let sql = "SELECT text, published FROM document WHERE id = ?1 AND current = 1";
        let mut row = self.db.prepare_cached(sql)?;
        row.query_row([id], |row| Ok((row.get(0)?, row.get(1)?))).optional()
    }

    /// The first of the members as evidence, with the others beside it.
    fn quote_source(
        &self,
        quotation: &str,
        points: &Points,
        by: Option<By>,
        members: Vec<Found>,
    ) -> Result<Option<QuoteSource>, Error> {
        let mut members = members.into_iter();
        let Some(first) = members.next() else { return Ok(None) };
        let Some(opened) = self.opened(first.id)? else { return Ok(None) };
        let text = &opened.document.text;
        let cut = |points: &Points, text: &str, start: usize, end: usize| {
            let place = points.place(start, end);
            WordsAt { start: place.start, end: place.end, text: points.cut(text, place).to_owned() }
        };
        let here = Points::of(text);
        let difference = |edit: &quotation::Edit| Difference {
            kind: word(edit.kind),
            quoted: cut(points, quotation, edit.quoted.start, edit.quoted.end),
            source: cut(&here, text, edit.source.start, edit.source.end),
        };
        let mut copies_with_it: Vec<QuoteCopy> = Vec::new();
        for other in members {
            // The place that stands for a document is its most faithful one, which comes first.
            if other.id == first.id || copies_with_it.iter().any(|copy| copy.document.id == other.id) {
                continue;
            }
            let Some(document) = self.document(other.id)? else { continue };
            let place = Points::of(&document.text).place(other.place.span.start, other.place.span.end);
            copies_with_it.push(QuoteCopy { document, wording: other.wording, place });
        }
        copies_with_it.sort_by(|a, b| {
            let day = |copy: &QuoteCopy| (copy.document.published.is_none(), copy.document.published.clone());
            day(a).cmp(&day(b)).then(a.document.id.cmp(&b.document.id))
        });
        Ok(Some(QuoteSource {
            wording: first.wording,
            by,
            evidence: opened.evidence(opened.place(first.place.span.start, first.place.span.end)),
            same: first.place.same,
            words: first.place.words,
            differences: first.place.edits.iter().map(difference).collect(),
            copies_with_it,
        }))
    }
}

/// The answer in a word, from sources in their order.
fn overall(sources: &[(Option<By>, Vec<Found>)]) -> Standing {
    let Some((by, members)) = sources.first() else { return Standing::NotFound };
    let standing = members.first().map_or(Standing::NotFound, |found| found.wording.standing());
    match by {
        None | Some(By::Same) => standing,
        // Nobody is named where the first of them stands; it is another's only where one is named somewhere.
        Some(_) if sources.iter().any(|(by, _)| *by == Some(By::Another)) => Standing::SaidByAnother,
        Some(_) => standing,
    }
}

fn word(kind: EditKind) -> &'static str {
    match kind {
        EditKind::Replaced => "replaced",
        EditKind::LeftOut => "left_out",
        EditKind::Skipped => "skipped",
        EditKind::Added => "added",
        EditKind::Respelled => "respelled",
    }
}

/// The words of a name.
fn analyzed(name: &str) -> Vec<std::sync::Arc<Keys>> {
    analyze(name).words.into_iter().map(|word| word.keys).collect()
}

/// Whether those who say the words at a place are the party that is wanted.
fn said_by(wanted: &[std::sync::Arc<Keys>], opened: &Opened, place: Place) -> By {
    let Some(statement) = opened.statement_at(place) else {
        let outlet = opened.document.outlet.as_deref();
        return if outlet.is_some_and(|outlet| fits(wanted, outlet)) { By::Same } else { By::Unknown };
    };
    let speaker = statement.speaker.as_ref();
    let links =
        statement.chain.iter().filter(|link| matches!(link.role.as_str(), "speaker" | "spokesperson"));
    let mut names: Vec<String> = links.map(|link| link.name.clone()).collect();
    if let Some(speaker) = speaker {
        names.push(format!("{} {}", speaker.role.as_deref().unwrap_or_default(), speaker.name));
        names.extend([speaker.name.clone(), speaker.words.text.clone()]);
    }
    match speaker {
        _ if names.iter().any(|name| fits(wanted, name)) => By::Same,
        Some(speaker) if speaker.kind != "anonymous" => By::Another,
        _ => By::Unknown,
    }
}

/// Whether one name is the other, or a part of it: `قرنفول` of `سالم قرنفول`, and `سالم قرنفول` of `الوزير سالم قرنفول`. A lone
/// word in a document is a part of what was asked only where it is its last, the family name.
fn fits(wanted: &[std::sync::Arc<Keys>], name: &str) -> bool {
    let name = analyzed(name);
    let within = |part: &[std::sync::Arc<Keys>], whole: &[std::sync::Arc<Keys>]| {
        !part.is_empty() && part.iter().all(|word| whole.iter().any(|other| other.has(&word.stem)))
    };
    match &name[..] {
        [] => false,
        [one] => within(wanted, &name) || wanted.last().is_some_and(|last| last.has(&one.stem)),
        _ => within(wanted, &name) || within(&name, wanted),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_fit() {
        for (wanted, name, expected) in [
            ("قرنفول", "سالم قرنفول", true),
            ("سالم قرنفول", "قرنفول", true),
            ("سالم قرنفول", "سالم", false),
            ("وزير النقل سالم قرنفول", "سالم قرنفول", true),
            ("سالم قرنفول", "سليم قرنفول", false),
            ("وزير النقل", "وزير النقل سالم قرنفول", true),
            ("وزير النقل", "وزير المياه سالم قرنفول", false),
            ("أمينة زعفران", "امينه زعفران", true),
            ("سالم", "", false),
        ] {
            assert_eq!(fits(&analyzed(wanted), name), expected, "{wanted} | {name}");
        }
    }
}
