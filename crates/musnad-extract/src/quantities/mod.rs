//! Figures with what they count or measure: amounts, shares, money, measures, counts of people and things.
//!
//! A figure begins at the word that rounds or bounds it (`نحو`, `أكثر من`) and ends with its unit or counted noun. Left out are
//! numbers that name or order (`المادة 12`, list numbers, ordinals), ages and lengths of time, scores, telephone numbers, years,
//! and plurals with no number (`آلاف`). The unit is `percent`, an ISO 4217 code, a UCUM-like symbol, the counted noun as written
//! without the article, or none where the text leaves it out.
//!
//! One pass over the tokens; each place where a number may stand is read once by [`figure::read`], which asks the rules in
//! `rules/` for what stands before and after it. Where readings compete the longest wins, since reading goes on behind it.

mod figure;
mod lexicon;
mod rules;

pub use lexicon::Words;

use musnad_text::token::TokenKind;

use crate::registry::{Reading, class};
use figure::{Scan, Step};
use lexicon::sense;

/// Words of these classes may begin a figure.
const OPENERS: u64 = 1 << class::NUMBER | 1 << sense::DUAL | 1 << sense::MONEY | 1 << sense::UNIT;

/// Writes [`musnad_text::Annotations::quantities`]. Reads `dates`: no figure is taken from inside a date.
pub(crate) fn run(reading: &mut Reading) {
    let text = reading.text;
    let mut scan = Scan::new(reading.engine, text, reading.document, &reading.out.dates);
    let mut found = Vec::new();
    let mut i = 0;
    while i < text.len() {
        let opens = match text.kind(i) {
            Some(TokenKind::Number) => true,
            Some(TokenKind::Word) => {
                text.classes(i) & OPENERS != 0 || crate::numbers::is_article(text.word(i))
            }
            Some(TokenKind::Latin) => text.classes(i) & OPENERS != 0,
            Some(TokenKind::Mark) => {
                matches!(text.mark(i), '-' | '−' | '.' | '٫' | ',' | '%' | '٪' | '$' | '€' | '£' | '¥' | '₪')
            }
            _ => false,
        };
        if !opens {
            i += 1;
            continue;
        }
        i = match scan.step(i) {
            Step::Found(quantity, end) => {
                found.push(quantity);
                end.max(i + 1)
            }
            Step::Skip(end) => end.max(i + 1),
        };
    }
    reading.out.quantities = found;
}

#[cfg(test)]
mod tests {
    use musnad_text::annotation::Value;

    use crate::testing::check;

    macro_rules! tables {
        ($($name:ident),+) => {$(
            #[test]
            fn $name() {
                let file = concat!(stringify!($name), ".tsv");
                check(file, include_str!(concat!("corpus/", stringify!($name), ".tsv")), |annotations, _| {
                    annotations.quantities.iter().map(|q| (q.span, shown(q))).collect()
                });
            }
        )+};
    }

    fn shown(q: &musnad_text::annotation::Quantity) -> String {
        let number = |v: f64| format!("{}", (v * 1000.0).round() / 1000.0);
        let value = match q.value {
            Value::One(v) => number(v),
            Value::Range(a, b) => format!("{}..{}", number(a), number(b)),
        };
        let bound = q.bound.map_or("", |b| b.as_str());
        format!("{value} {} {bound}", q.unit.as_deref().unwrap_or("-")).trim_end().to_owned()
    }

    tables!(counted, money, measure, share, range, dual, not);
}
