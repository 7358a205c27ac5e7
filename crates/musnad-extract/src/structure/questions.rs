//! The questions inside a question: one for each `؟`.

use std::ops::Range;

use musnad_text::{Span, Text};

use super::words::{Part, Words};

/// The sub-questions of a question that stands in `tokens`.
pub(super) fn sub_questions(text: &Text, words: &Words, tokens: Range<usize>) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = tokens.start;
    for i in tokens {
        if !matches!(text.mark(i), '؟' | '?') {
            continue;
        }
        let next = if text.joined(i + 1) { text.mark(i + 1) } else { '\0' };
        if matches!(next, '؟' | '?') {
            continue;
        }
        let end = if next == '!' { i + 2 } else { i + 1 };
        if let Some(first) = head(text, words, start..i) {
            out.push(text.span_of(first, end));
        }
        start = end;
    }
    out
}

/// Where a question begins that ends at `clause.end`: at the first word when that asks, else at the first asking word that heads
/// a clause, else at the first one that can be nothing else, else at the first word.
fn head(text: &Text, words: &Words, clause: Range<usize>) -> Option<usize> {
    let asks = |i: usize| words.at_conjoined(text, i, Part::Asks).is_some();
    let may_ask = |i: usize| asks(i) || words.at_conjoined(text, i, Part::MayAsk).is_some();
    // A full stop ends what only leads up to the question.
    let stops = |i: usize| {
        matches!(text.mark(i), '.' | '!' | '…') || text.token(i).is_some_and(|t| t.is_blank_line())
    };
    let from = clause.clone().rev().find(|&i| stops(i)).map_or(clause.start, |i| i + 1);
    let first = (from..clause.end).find(|&i| text.is_word(i) || text.is_number(i))?;
    if may_ask(first) {
        return Some(first);
    }
    let heads = |i: usize| matches!(text.mark(i - 1), '،' | ',' | '؛' | ':' | '-' | '–' | '\n');
    (first + 1..clause.end)
        .find(|&i| heads(i) && may_ask(i))
        .or_else(|| (first..clause.end).find(|&i| asks(i)))
        .or(Some(first))
}
