//! Help with spelling: the indexed words nearest to one that no document holds.

use tantivy::{Searcher, Term};

use crate::error::Error;
use crate::index::Index;
use crate::query::{self, Query};

impl Index {
    /// For each word of a query that no document holds: the nearest forms that some hold.
    pub(crate) fn suggestions(
        &self,
        searcher: &Searcher,
        query: &Query,
    ) -> Result<Vec<(String, Vec<String>)>, Error> {
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
