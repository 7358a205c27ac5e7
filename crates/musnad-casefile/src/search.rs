//! Searching: sentences and statements that a query finds, each as evidence, one for all copies of a text.

use musnad_search::{Look, Marked, Query, Wanted};
use serde::Serialize;

use crate::derived::searched;
use crate::reading::{Place, Statement, Words};
use crate::{Casefile, DocumentId, Error, Evidence, Opened};

/// Which hits of a search are given.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// How many hits.
    pub limit: usize,
    /// How many of the best are passed over.
    pub offset: usize,
}

impl Default for Page {
    fn default() -> Self {
        Page { limit: 10, offset: 0 }
    }
}

/// What a search found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Found {
    /// The query as it was written.
    pub query: String,
    /// How much there is in all.
    pub total: Total,
    /// Whether no document has all the words, and these have some.
    pub relaxed: bool,
    /// A query that finds something, where this one has words that no document has.
    pub suggestion: Option<String>,
    /// How many of the best hits were passed over.
    pub offset: usize,
    /// The hits, best first: one for all copies of a text.
    pub hits: Vec<Hit>,
}

/// How much a search found in all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Total {
    /// Documents.
    pub documents: usize,
    /// Independent sources: copies of one text are one.
    pub sources: usize,
}

/// One hit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hit {
    /// The sentence with the best of the matches.
    pub sentence: Words,
    /// Where what was looked for stands in the sentence and in the evidence: code points of the document's text.
    pub matches: Vec<Place>,
    /// Higher is better, among the hits of this search.
    pub score: f32,
    /// The sentence, or the statement where the query asks for statements.
    pub evidence: Evidence,
}

impl Casefile {
    /// Searches in the language of [`Query`].
    ///
    /// What was opened for a search stays open for the next one, and is opened anew when the casefile has changed.
    ///
    /// # Errors
    /// [`Error::Query`] where the query cannot be understood; else as [`Casefile::refresh`].
    pub fn search(&self, query: &str, page: Page) -> Result<Found, Error> {
        let query = Query::parse(query).map_err(|e| self.index_error(e))?;
        let found = self.look(&query, page)?;
        let mut hits = Vec::with_capacity(found.parts.len());
        for part in &found.parts {
            let Some(opened) =
                DocumentId::try_from(part.document).ok().map(|id| self.opened(id)).transpose()?.flatten()
            else {
                continue;
            };
            let text = part.place.of(&opened.document.text);
            let marks: Vec<Mark> =
                query.places(text).iter().map(|m| Mark::of(m, part.place.start, &opened)).collect();
            let within = opened.place(part.place.start, part.place.end);
            hits.push(hit(&opened, within, &marks, found.wanted.as_ref(), part.score));
        }
        Ok(Found {
            query: query.text().to_owned(),
            total: Total { documents: found.documents, sources: found.sources },
            relaxed: found.relaxed,
            suggestion: self.suggestion(&query, &found)?,
            offset: page.offset,
            hits,
        })
    }

    /// The documents that a query fits, ascending. Words side by side must all be there.
    ///
    /// # Errors
    /// As [`Casefile::search`].
    pub fn documents_found(&self, query: &str) -> Result<Vec<DocumentId>, Error> {
        let query = Query::parse(query).map_err(|e| self.index_error(e))?;
        let kept = self.kept()?;
        let names = |name: &str| self.names_of(&kept, name).unwrap_or_default();
        let found = kept.words.documents(&query, &names).map_err(|e| self.index_error(e))?;
        Ok(found.into_iter().filter_map(|number| DocumentId::try_from(number).ok()).collect())
    }

    fn look(&self, query: &Query, page: Page) -> Result<musnad_search::Found, Error> {
        let kept = self.kept()?;
        let look = Look {
            limit: page.limit,
            offset: page.offset,
            // Where the names cannot be read, the words of the name are still looked for.
            names: &|name| self.names_of(&kept, name).unwrap_or_default(),
            source: &|number| {
                let first = DocumentId::try_from(number).map(|id| kept.stands_for(id));
                first.map_or(number, DocumentId::unsigned_abs)
            },
        };
        kept.words.search(query, &look).map_err(|e| self.index_error(e))
    }

    /// The query with its unknown words put right; the first that finds anything, rather all words than some.
    fn suggestion(&self, query: &Query, found: &musnad_search::Found) -> Result<Option<String>, Error> {
        let most = found.suggestions.iter().map(|(_, near)| near.len()).max().unwrap_or(0);
        let mut second = None;
        for number in 0..most {
            let words: Vec<(&str, &str)> = found
                .suggestions
                .iter()
                .filter_map(|(wrong, near)| {
                    Some((wrong.as_str(), near.get(number).or(near.first())?.as_str()))
                })
                .collect();
            let corrected = query.corrected(&words);
            let Ok(parsed) = Query::parse(&corrected) else { continue };
            let found = self.look(&parsed, Page { limit: 0, offset: 0 })?;
            if found.documents > 0 && !found.relaxed {
                return Ok(Some(corrected));
            }
            if found.documents > 0 && second.is_none() {
                second = Some(corrected);
            }
        }
        Ok(second)
    }
}

/// A match in code points of the document.
struct Mark {
    place: Place,
    what: u64,
    words: usize,
}

impl Mark {
    fn of(marked: &Marked, start: usize, opened: &Opened) -> Mark {
        let place = opened.place(start + marked.span.start, start + marked.span.end);
        Mark { place, what: marked.what, words: marked.words }
    }
}

/// How much of what was looked for stands at a place: different things first.
fn tally(marks: &[Mark], place: Place) -> (u32, usize) {
    let first = marks.partition_point(|mark| mark.place.start < place.start);
    let within = marks.iter().skip(first).take_while(|mark| mark.place.end <= place.end);
    let (what, words) = within.fold((0, 0), |(what, words), mark| (what | mark.what, words + mark.words));
    (what.count_ones(), words)
}

/// The first of the places that hold most of what was looked for.
fn best<T>(items: impl Iterator<Item = T>, marks: &[Mark], place: impl Fn(&T) -> Place) -> Option<T> {
    let mut best: Option<(T, (u32, usize))> = None;
    for item in items {
        let tally = tally(marks, place(&item));
        if best.as_ref().is_none_or(|(_, most)| tally > *most) {
            best = Some((item, tally));
        }
    }
    best.map(|(item, _)| item)
}

fn hit(opened: &Opened, part: Place, marks: &[Mark], wanted: Option<&Wanted>, score: f32) -> Hit {
    let shares = |place: Place| place.shared(part) > 0;
    let statement = wanted.and_then(|wanted| {
        let is = |s: &&Statement| wanted.is(&searched(s, (0, 0)));
        let here = opened.reading.statements.iter().filter(|s| shares(s.content.place())).filter(is);
        best(here, marks, |s| s.content.place())
    });
    let within = statement.map_or(part, |s| s.content.place());
    let sentences = opened.reading.sentences.iter().copied().filter(|s| s.shared(within) > 0);
    // Of a document that could not be read the sentences are not known: the match stands for itself.
    let sentence = best(sentences, marks, |sentence| *sentence)
        .or_else(|| marks.first().map(|mark| mark.place))
        .unwrap_or(Place { start: part.start, end: part.start });
    let evidence = match statement {
        Some(statement) => opened.evidence_of(statement),
        None => opened.evidence(sentence),
    };
    let shown = evidence.words.place();
    let matches =
        marks.iter().map(|mark| mark.place).filter(|m| sentence.holds(*m) || shown.holds(*m)).collect();
    let text = opened.cut(sentence).to_owned();
    Hit { sentence: Words { start: sentence.start, end: sentence.end, text }, matches, score, evidence }
}
