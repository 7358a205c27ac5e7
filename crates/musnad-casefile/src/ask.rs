//! Questions, answered with nothing but evidence: words of documents, verbatim, numbered, with their chains.

use musnad_search::Question;
use serde::Serialize;

use crate::{Casefile, DocumentId, Error, Evidence};

/// The answer to a question.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answer {
    /// The question as it was asked.
    pub question: String,
    /// Its parts, in their order.
    pub parts: Vec<Part>,
}

/// The answer to one part of a question.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Part {
    /// The part as it was asked.
    pub question: String,
    /// The best evidence, best first; none where the casefile has no evidence.
    pub evidence: Vec<Evidence>,
}

impl Casefile {
    /// Finds evidence for each part of a question, at most `limit` pieces a part.
    ///
    /// # Errors
    /// As [`Casefile::refresh`].
    pub fn ask(&self, question: &str, limit: usize) -> Result<Answer, Error> {
        let words = self.words()?;
        let found = words.ask(&Question::parse(question), limit).map_err(|e| self.index_error(e))?;
        let mut evidence = Vec::with_capacity(found.len());
        for piece in found {
            let Some(id) = piece.hit.id.parse::<DocumentId>().ok() else { continue };
            let Some(opened) = self.opened(id)? else { continue };
            let place = piece.hit.bytes(piece.hit.sentence);
            evidence.push(opened.evidence(opened.place(place.start, place.end)));
        }
        Ok(Answer {
            question: question.to_owned(),
            parts: vec![Part { question: question.to_owned(), evidence }],
        })
    }
}
