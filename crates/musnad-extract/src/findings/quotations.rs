//! Quotations that open and never close.
//!
//! Left out: apostrophes and single marks, inches (`15"`), marks with one word or none behind them, and the habit of papers to
//! open every paragraph of a long quotation anew and close only the last.

use musnad_text::Text;
use musnad_text::annotation::{Finding, FindingKind};
use musnad_text::quote::{Quote, QuoteKind};

use super::finding;
use crate::registry::Reading;

/// All findings about quotation marks.
pub(super) fn check(reading: &Reading, findings: &mut Vec<Finding>) {
    let text = reading.text;
    // Words before each token, counted when they are first asked for: on one line without end, every open quotation reaches to
    // the end of the document.
    let mut words_before: Vec<u32> = Vec::new();
    for quote in text.quotes() {
        if quote.kind == QuoteKind::Quotation && !quote.closed && stands_open(text, quote) {
            if words_before.is_empty() {
                let counts = (0..text.len()).scan(0, |before, i| {
                    *before += u32::from(text.is_word(i));
                    Some(*before)
                });
                words_before = std::iter::once(0).chain(counts).collect();
            }
            let before = |token: usize| words_before.get(token).copied().unwrap_or_default();
            let words = before(quote.close).saturating_sub(before(quote.open + 1));
            let content = text.span_of(quote.open + 1, quote.close);
            findings.push(finding(
                FindingKind::QuotationNotClosed,
                "quotation_stands_open",
                format!("A quotation opens here and no mark closes it in the {words} words to the end of its paragraph."),
                vec![text.span(quote.open), content],
            ));
        }
    }
}

fn stands_open(text: &Text, quote: &Quote) -> bool {
    let mark = text.mark(quote.open);
    if matches!(mark, '\'' | '‘' | '’' | '‹' | '›') {
        return false;
    }
    let words = (quote.open + 1..quote.close).filter(|&i| text.is_word(i)).take(2).count();
    if words < 2 {
        return false;
    }
    // `15"`: inches, seconds.
    if quote.open > 0 && text.joined(quote.open) && text.is_number(quote.open - 1) {
        return false;
    }
    // `المهتدين «، فلا`: a closing mark turned round.
    if text.joined(quote.open + 1) && matches!(text.mark(quote.open + 1), '،' | ',' | '.' | '؛' | ':') {
        return false;
    }
    // The next paragraph opens anew.
    let next = (quote.close..quote.close + 3).find(|&i| text.mark(i) != '\n').unwrap_or(quote.close);
    let reopened = matches!(text.mark(next), '"' | '«' | '“' | '”' | '„') && next > quote.close;
    !reopened
}
