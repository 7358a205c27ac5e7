//! Evidence: words of a document as they stand there, with who says them, through whom, and in how many copies.

use std::sync::Arc;

use serde::Serialize;

use crate::documents::{DocumentId, Stored};
use crate::reading::{Link, Place, Points, Reading, Statement, Words};
use crate::{Casefile, Error};

/// Words of a document, verbatim, and what is known of where they come from.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Evidence {
    /// The document.
    pub document: Arc<Stored>,
    /// The words at their place: code points of the document's text.
    #[serde(flatten)]
    pub words: Words,
    /// The statement that the words are of; `None` where the author says them.
    pub said: Option<Said>,
    /// How the author asserts them, where it is the author: `fact`, `hedged`, `opinion`, `rhetorical`.
    pub label: Option<String>,
    /// `complete`, `partial`, `anonymous`, `unsourced`.
    pub grade: String,
    /// The document and its copies, which count as one source.
    pub copies: Copies,
}

/// The statement that words are of.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs)] // the contract says it
pub struct Said {
    pub id: String,
    pub kind: String,
    pub act: String,
    pub cue: Words,
    pub content: Place,
    pub speaker: Option<String>,
    pub role: Option<String>,
    pub speaker_type: Option<String>,
    pub target: Option<String>,
    pub chain: Vec<Link>,
    pub outlet: Option<String>,
    pub said_on: Option<String>,
    pub confidence: f64,
}

impl From<&Statement> for Said {
    fn from(statement: &Statement) -> Said {
        let speaker = statement.speaker.as_ref();
        Said {
            id: statement.id.clone(),
            kind: statement.kind.clone(),
            act: statement.act.clone(),
            cue: statement.cue.clone(),
            content: statement.content.place(),
            speaker: speaker.map(|s| s.name.clone()),
            role: speaker.and_then(|s| s.role.clone()),
            speaker_type: speaker.map(|s| s.kind.clone()),
            target: statement.target.as_ref().map(|t| t.text.clone()),
            chain: statement.chain.clone(),
            outlet: statement.outlet.clone(),
            said_on: statement.said_on.clone(),
            confidence: statement.confidence,
        }
    }
}

/// A document and its copies.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Copies {
    /// How many documents tell the same text, this one with them.
    pub documents: usize,
    /// The outlets that tell it, each once, in the order of the documents.
    pub outlets: Vec<String>,
    /// The agency that the text is credited to.
    pub agency: Option<String>,
    /// The document that stands for all of them: two pieces of evidence are independent where these differ.
    #[serde(skip)]
    pub first: DocumentId,
}

/// A document opened to take evidence from.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The document.
    pub document: Arc<Stored>,
    /// What was read in it.
    pub reading: Reading,
    points: Points,
    copies: Copies,
}

impl Casefile {
    /// Opens a document to take evidence from; `None` where there is no such document. The copies should be fresh, see [`Casefile::refresh`].
    ///
    /// # Errors
    /// When the casefile cannot be read.
    pub fn opened(&self, id: DocumentId) -> Result<Option<Opened>, Error> {
        let Some(document) = self.document(id)? else { return Ok(None) };
        let reading = self.reading(id)?;
        let points = Points::of(&document.text);
        let copies = self.copies_of(id)?;
        Ok(Some(Opened { document: Arc::new(document), reading, points, copies }))
    }

    fn copies_of(&self, id: DocumentId) -> Result<Copies, Error> {
        let Some(group) = self.group_of(id)? else {
            let outlets = self.document(id)?.and_then(|d| d.outlet).into_iter().collect();
            return Ok(Copies { documents: 1, outlets, agency: None, first: id });
        };
        let mut copies = Copies { documents: group.documents.len(), first: id, ..Copies::default() };
        copies.agency = group.agency;
        copies.first = group.documents.first().copied().unwrap_or(id);
        for &document in &group.documents {
            let outlet = self.outlet_of(document)?;
            copies.outlets.extend(outlet.filter(|outlet| !copies.outlets.contains(outlet)));
        }
        Ok(copies)
    }
}

impl Opened {
    /// The words at a place of it as evidence.
    pub fn evidence(&self, place: Place) -> Evidence {
        self.of(place, self.statement_at(place))
    }

    /// The content of one of its statements as evidence.
    pub fn evidence_of(&self, statement: &Statement) -> Evidence {
        self.of(statement.content.place(), Some(statement))
    }

    fn of(&self, place: Place, statement: Option<&Statement>) -> Evidence {
        let label = match statement {
            Some(_) => None,
            None => {
                let shared =
                    |a: &&crate::reading::Assertion| place.shared(Place { start: a.start, end: a.end });
                let best = self.reading.assertions.iter().max_by_key(shared);
                best.filter(|a| shared(a) > 0).map(|a| a.label.clone())
            }
        };
        let text = self.points.cut(&self.document.text, place).to_owned();
        Evidence {
            document: self.document.clone(),
            words: Words { start: place.start, end: place.end, text },
            said: statement.map(Said::from),
            label,
            grade: statement.map_or_else(|| "unsourced".to_owned(), |s| s.grade.clone()),
            copies: self.copies.clone(),
        }
    }

    /// The statement that the words at a place are of: of those that hold more than half of it, the narrowest.
    pub fn statement_at(&self, place: Place) -> Option<&Statement> {
        let length = place.end.saturating_sub(place.start);
        let of = |s: &&Statement| s.content.place().shared(place) * 2 > length;
        self.reading.statements.iter().filter(of).min_by_key(|s| s.content.end - s.content.start)
    }

    /// The sentence at a code point.
    pub fn sentence_at(&self, point: usize) -> Option<Place> {
        let sentences = &self.reading.sentences;
        let next = sentences.partition_point(|s| s.end <= point);
        sentences.get(next).filter(|s| s.start <= point).copied()
    }

    /// The document and its copies.
    pub fn copies(&self) -> &Copies {
        &self.copies
    }

    /// A place in bytes of the text.
    pub fn bytes(&self, place: Place) -> (usize, usize) {
        self.points.bytes(place)
    }

    /// Bytes of the text as a place.
    pub fn place(&self, start: usize, end: usize) -> Place {
        self.points.place(start, end)
    }

    /// The words at a place.
    pub fn cut(&self, place: Place) -> &str {
        self.points.cut(&self.document.text, place)
    }
}
