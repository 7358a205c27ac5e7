//! The author's own voice: every sentence outside statements, with how it is asserted.
//!
//! What counts: a sentence that the document itself asserts, of five words and more. Left out are titles, headings, questions that
//! a document sets itself or answers at once, date lines and citations, bylines, captions and what else belongs to the page.
//! A sentence that is mostly somebody's report is left out; where a report stands at its end or its beginning, the rest is the
//! author's. Each sentence is read for its grounds (`grounds`); weak ones count only where the document is a column.
//!
//! Reads `dates`, `sections` and `statements`. Writes `assertions`.

mod grounds;
mod hedging;
mod judging;
mod own;
mod sentence;
mod words;

use musnad_text::annotation::{Assertion, AssertionLabel};

use crate::registry::Reading;
use grounds::{Ground, Signs};
use sentence::Sentence;
pub use words::Words;

/// Writes [`musnad_text::Annotations::assertions`].
pub(crate) fn run(reading: &mut Reading) {
    let (text, words) = (reading.text, &reading.engine.assertions);
    let sentences = own::sentences(reading);
    let read: Vec<(usize, usize, Signs)> = sentences
        .iter()
        .map(|&(first, end)| (first, end, Sentence { text, words, first, end }.signs()))
        .collect();
    let column = is_column(&read);
    let mut assertions = Vec::with_capacity(read.len());
    for (n, &(first, end, signs)) in read.iter().enumerate() {
        let ground = deciding(signs, column);
        let asks = ground.is_some_and(|g| g.label == AssertionLabel::Rhetorical);
        let next = sentences.get(n + 1).map(|&(first, _)| first);
        if asks && next.is_some_and(|next| own::answers(text, words, next)) {
            continue;
        }
        let (label, cue, rule) = match ground {
            Some(Ground { label, first, end, rule }) => (label, Some(text.span_of(first, end)), rule),
            None => (AssertionLabel::Fact, None, "plain_sentence"),
        };
        assertions.push(Assertion { span: text.span_of(first, end), label, cue, rule });
    }
    reading.out.assertions = assertions;
}

/// What decides: in a column a judgement outweighs a reserve that comes after it (`القرار سيئ، وربما يتغير`).
fn deciding(signs: Signs, column: bool) -> Option<Ground> {
    let weak = signs.weak.filter(|_| column);
    match (signs.ground, weak) {
        (Some(ground), Some(weak)) if ground.label == AssertionLabel::Hedged && weak.first < ground.first => {
            Some(weak)
        }
        (ground, weak) => ground.or(weak),
    }
}

/// Whether a document is a column: in two sentences and in one of five, its author speaks for himself, asks, judges or exclaims.
/// In news that is left to those it quotes.
fn is_column(read: &[(usize, usize, Signs)]) -> bool {
    let personal = read.iter().filter(|(_, _, signs)| signs.personal).count();
    personal >= 2 && personal * 5 >= read.len()
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn voice() {
        check("voice.tsv", include_str!("corpus/voice.tsv"), |annotations, _| {
            annotations.assertions.iter().map(|a| (a.span, a.label.as_str().to_owned())).collect()
        });
    }
}
