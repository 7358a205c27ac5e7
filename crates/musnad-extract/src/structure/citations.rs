//! Citations: the medium and the day, where a quotation or a paragraph ends.
//!
//! `(وكالة سفين، ٢٠٢٣/٣/٤)`, `"…"... مرفأ أردانة، ٢٠٢٣/٣/٢)`, `نقلا عن شراع الجنوب ٢٠٢٣/٣/٦)`, `روسيا اليوم (٢٠٢٢/١/١٠)`. A medium that
//! no lexicon knows is taken for one between the end of a quotation and a day that closes the bracket; elsewhere it must be
//! known, because `(بدأ العمل فيه 5 مايو 2015)` has the same shape.

use musnad_text::annotation::{DateAnchor, DateMention, DateType};
use musnad_text::{Span, Text};

use super::words::{Part, Words};

/// Words in the name of a medium.
const LONGEST_NAME: usize = 6;

/// The citations, in the order of their dates.
pub(super) fn citations(text: &Text, words: &Words, dates: &[DateMention]) -> Vec<Span> {
    dates
        .iter()
        .filter(|d| d.kind == DateType::Date && d.anchor == DateAnchor::Explicit && d.value.len() == 10)
        .filter_map(|d| medium_then_day(text, words, d.span))
        .collect()
}

fn medium_then_day(text: &Text, words: &Words, day: Span) -> Option<Span> {
    let first = text.token_at(day.start);
    let last = text.token_at(day.end.saturating_sub(1));
    let mut after = last + 1;
    if matches!(text.word(after), "م" | "ه" | "هـ") {
        after += 1;
    }
    let closes_bracket = matches!(text.mark(after), ')' | ']');
    let ends = closes_bracket
        || after >= text.len()
        || text.mark(after) == '\n'
        || (text.mark(after) == '.' && (after + 1 >= text.len() || text.mark(after + 1) == '\n'));
    if !ends || first == 0 {
        return None;
    }
    // Between the name and the day: a comma, a dash, a line end, or the bracket of the day alone.
    let mut end = first;
    while end > 0 && matches!(text.mark(end - 1), '،' | ',' | '-' | '–' | '(' | '\n' | ':' | '/') {
        if text.token(end - 1).is_some_and(|t| t.is_blank_line()) {
            return None;
        }
        end -= 1;
    }
    // `بتاريخ`.
    if end > 0 && text.word(end - 1) == "بتاريخ" {
        end -= 1;
    }
    let bracket_opens = (end..first).any(|i| text.mark(i) == '(');
    let mut start = end;
    while start > 0
        && end - start < LONGEST_NAME
        && (text.is_word(start - 1) || text.is_number(start - 1) || is_latin(text, start - 1))
        && !leads_to_source(text, start - 1)
    {
        start -= 1;
    }
    if start == end {
        return None;
    }
    let links = |i: usize| {
        matches!(
            text.word(i),
            "في" | "من" | "علي" | "الي" | "عليها" | "عليه" | "الذي" | "التي" | "هذه" | "هذا"
        )
    };
    // `ورد ذلك بصحيفة شراع الجنوب`: the name begins at its noun.
    let medium = (start..end).rev().find(|&i| words.at_inflected(text, i, Part::Medium).is_some());
    if let Some(noun) = medium {
        if noun + 1 == end || (noun..end).any(links) {
            return None;
        }
        start = noun;
    }
    let suffix = words.at(text, end - 1, Part::MediumSuffix).map(|_| start);
    let name = (start..end).find(|&i| words.at_inflected(text, i, Part::MediumName) == Some(end));
    // Names of media are common words too (`العالم`, `الوطن`): without a bracket or a word like `صحيفة`, the name must be all.
    let known = medium.or(suffix).or(name.filter(|&name| closes_bracket || name == start));
    let before = if start > 0 { text.mark(start - 1) } else { '\n' };
    let after_quotation = match before {
        '…' | '"' | '”' | '»' | '“' => true,
        '.' => {
            start > 1
                && (matches!(text.mark(start - 2), '.' | '"' | '”' | '»' | '؟' | '!' | ')') || closes_bracket)
        }
        _ => false,
    };
    let led = start > 0 && leads_to_source(text, start - 1);
    let bounded = after_quotation
        || led
        || matches!(before, '.' | '(' | '[' | '\n' | '-' | '–' | ':' | '/' | '،' | ',');
    match known {
        _ if (after_quotation || led) && closes_bracket && !bracket_opens => Some(start),
        Some(_) if bounded || medium.is_some() => Some(start),
        Some(name) if closes_bracket => Some(name),
        _ => None,
    }
    .map(|start| Span::new(without_proclitic(text, words, start), day.end))
}

/// The first byte of a name without the `و` or `ب` written with its noun.
fn without_proclitic(text: &Text, words: &Words, i: usize) -> usize {
    let start = text.span(i).start;
    let noun =
        words.at(text, i, Part::Medium).is_none() && words.at_inflected(text, i, Part::Medium).is_some();
    let letter = text.written(i).chars().next().filter(|c| noun && matches!(c, 'و' | 'ب' | 'ل'));
    start + letter.map_or(0, char::len_utf8)
}

fn is_latin(text: &Text, i: usize) -> bool {
    text.kind(i) == Some(musnad_text::token::TokenKind::Latin)
}

/// `نقلا عن`, `المصدر`, `بحسب`: the words before the name of a source.
fn leads_to_source(text: &Text, i: usize) -> bool {
    matches!(text.word(i), "عن" | "المصدر" | "بحسب" | "حسب" | "نقلا" | "مصدر")
}
