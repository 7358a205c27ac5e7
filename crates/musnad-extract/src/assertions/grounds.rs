//! What in a sentence decides how it is asserted.
//!
//! Each rule (`hedging`, `judging`, and the questions here) looks at one token and its neighbours. Arabic says first what matters:
//! of several grounds in a sentence the first decides, for it stands in the main clause.

use musnad_text::annotation::AssertionLabel::{self, Opinion, Rhetorical};

use super::sentence::{Found, Sentence};
use super::words::{Hit, Kind};

/// What decides, by its tokens `first..end`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ground {
    pub label: AssertionLabel,
    pub first: usize,
    pub end: usize,
    pub rule: &'static str,
}

/// What a sentence shows, before it is known whether the document is a column.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Signs {
    /// Decides in any document.
    pub ground: Option<Ground>,
    /// Decides in a column: in news, `حضور مميز` is what everybody writes.
    pub weak: Option<Ground>,
    /// Somebody speaks for himself or to the reader, as in a column.
    pub personal: bool,
}

const WEAK: &str = "judgement_in_a_column";

impl Sentence<'_> {
    /// Reads the tokens once.
    pub(super) fn signs(&self) -> Signs {
        let mut signs = Signs::default();
        let ground =
            |label, i: usize, length: usize, rule| Ground { label, first: i, end: i + length.max(1), rule };
        if let Some(mark) = self.question_mark() {
            signs.ground = Some(ground(Rhetorical, mark, 1, "question_to_the_reader"));
            signs.personal = true;
            return signs;
        }
        let mut i = self.first;
        while i < self.end {
            let hit = self.hit(i);
            let length = hit.map_or(1, |hit| hit.length);
            // Words in marks are not the author's.
            if self.text.is_word(i) && !self.quoted(i) {
                signs.personal |= hit.is_some_and(|hit| hit.kind == Kind::Own && !hit.article);
                let found = self.asking(i, hit).or_else(|| self.hedge(i, hit));
                if let Some((label, length, rule)) = found.or_else(|| self.judgement(i, hit)) {
                    signs.personal |= matches!(label, Opinion | Rhetorical);
                    // A question that the mark is missing from asks wherever it stands.
                    if signs.ground.is_none() || label == Rhetorical {
                        signs.ground = Some(ground(label, i, length, rule));
                    }
                } else if signs.weak.is_none() && self.weighs(i, hit) {
                    signs.weak = Some(ground(Opinion, i, length, WEAK));
                }
            }
            i += length;
        }
        if let Some(mark) = self.last_marks().find(|&i| self.text.mark(i) == '!' && !self.quoted(i)) {
            signs.personal = true;
            signs.weak = signs.weak.or(Some(ground(Opinion, mark, 1, WEAK)));
        }
        signs
    }

    /// The marks behind the last word, the last first.
    fn last_marks(&self) -> impl Iterator<Item = usize> {
        let ends = (self.first..self.end).rev();
        ends.take_while(|&i| !self.text.is_word(i) && !self.text.is_number(i)).take(6)
    }

    /// The question mark that ends the sentence; one in somebody's words asks nothing here.
    fn question_mark(&self) -> Option<usize> {
        self.last_marks().find(|&i| matches!(self.text.mark(i), '؟' | '?') && !self.quoted(i))
    }

    /// `فلماذا هذه الحملة.`: a question without its mark. A word that asks does so at the head of the sentence or behind a
    /// comma, and with `ف` anywhere; elsewhere it depends on a verb (`لا نعرف لماذا`).
    fn asking(&self, i: usize, hit: Option<Hit>) -> Found {
        let hit = hit.filter(|hit| hit.kind == Kind::Asks && !hit.article)?;
        let word = self.word(i);
        let behind_comma = i > 0 && matches!(self.text.mark(i - 1), '،' | ',' | '؛' | '.' | '…' | '-' | '–');
        let heads = self.opening() == i
            || word.starts_with('ف')
            || (behind_comma && (!word.starts_with('و') || word == "وهل"));
        heads.then_some((Rhetorical, hit.length, "question_without_its_mark"))
    }

    /// Whether the sentence is prose of regulations or announcements: what one must do there is a fact about them.
    pub(super) fn is_regulation(&self) -> bool {
        (self.first..self.end).any(|i| {
            matches!(self.word(i), "الماده" | "اللائحه" | "اللايحه" | "الفقره" | "العقد")
                || self.hit(i).is_some_and(|hit| hit.kind == Kind::Regulation)
        })
    }
}
