//! The labels of points: `١-`, `1.`, `1)`, `(1)`, `١ـ`, `أ-`, `أ)`, `(أ)`, `أولاً:`, `ثانيا -`, and the marks of plain lists.

use musnad_text::{Span, Text};

use super::words::{Part, Words};

/// The kind of a label; points of one kind are of one level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Number,
    Letter,
    /// `أولاً`.
    Ordinal,
    /// `-`, `*`, `•`.
    Mark,
}

/// A label at the head of a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Label {
    pub kind: Kind,
    /// The number or letter, without its marks.
    pub span: Option<Span>,
    /// What it counts to: the number; the letter's place is not known (`أ ب ج` and `أ ب ت` are both used), so 1 for `أ`, else 2.
    pub counts: u32,
    /// First token of the point's text.
    pub after: usize,
}

/// The label at token `i`, the first of a line that ends at `end`.
pub(super) fn label(text: &Text, words: &Words, i: usize, end: usize) -> Option<Label> {
    let found = bracketed(text, i).or_else(|| marked(text, words, i)).or_else(|| listed(text, i))?;
    let has_words = (found.after..end.min(found.after + 8)).any(|t| text.is_word(t));
    (found.after < end && has_words).then_some(found)
}

/// `(1)`, `(أ)`.
fn bracketed(text: &Text, i: usize) -> Option<Label> {
    if text.mark(i) != '(' || text.mark(i + 2) != ')' {
        return None;
    }
    counter(text, i + 1).map(|(kind, counts)| Label {
        kind,
        span: Some(text.span(i + 1)),
        counts,
        after: i + 3,
    })
}

/// `1-`, `أ)`, `أولاً:`.
fn marked(text: &Text, words: &Words, i: usize) -> Option<Label> {
    if let Some(end) = words.at(text, i, Part::Ordinal) {
        let span = Some(text.span_of(i, end));
        let mark = text.mark(end);
        let after = if mark == '*' { skip_emphasis(text, end) } else { end };
        let closes = matches!(text.mark(after), ':' | '-' | '–' | '—' | '.' | ')');
        return closes.then_some(Label { kind: Kind::Ordinal, span, counts: 1, after: after + 1 });
    }
    let (kind, counts) = counter(text, i)?;
    let span = text.span(i);
    let label = |after| Some(Label { kind, span: Some(span), counts, after });
    // The tatweel of `١ـ` and `هـ` is part of no token behind a digit.
    if kind == Kind::Number && text.raw().get(span.end..).is_some_and(|rest| rest.starts_with('ـ')) {
        let dash = matches!(text.mark(i + 1), '-' | '–' | ')');
        return label(if dash { i + 2 } else { i + 1 });
    }
    let number_after = text.is_number(i + 2) && text.joined(i + 2);
    match text.mark(i + 1) {
        ')' => label(i + 2),
        '-' | '–' | '—' | '−' if !number_after => label(i + 2),
        '.' | '/' if kind == Kind::Number && !number_after && text.mark(i + 2) != '.' => label(i + 2),
        _ => None,
    }
}

/// A number of a list, or one letter.
fn counter(text: &Text, i: usize) -> Option<(Kind, u32)> {
    if text.is_number(i) {
        let number: u32 = text.word(i).parse().ok()?;
        return (number < 200).then_some((Kind::Number, number));
    }
    let mut letters = text.word(i).chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) if text.is_word(i) => Some((Kind::Letter, if letter == 'ا' { 1 } else { 2 })),
        _ => None,
    }
}

/// `- نص`, `* نص`, `• نص`.
fn listed(text: &Text, i: usize) -> Option<Label> {
    let mark = text.mark(i);
    let bullet = matches!(mark, '•' | '▪' | '●' | '·' | '◦' | '○' | '■' | '♦' | '◄' | '►' | '✓' | '❖' | '➢');
    let dash = matches!(mark, '-' | '*' | '–' | '+') && !text.joined(i + 1);
    // `- 8 -` is a page's number.
    let page = text.is_number(i + 1) && matches!(text.mark(i + 2), '-' | '–');
    ((bullet || dash) && !page).then_some(Label { kind: Kind::Mark, span: None, counts: 1, after: i + 1 })
}

/// The first token at or after `i` that is no `*` or `_`.
pub(super) fn skip_emphasis(text: &Text, mut i: usize) -> usize {
    while matches!(text.mark(i), '*' | '_') {
        i += 1;
    }
    i
}
