//! Figures with what they count or measure: amounts, shares, money, measures, counts of people and things.
//!
//! A figure begins at the word that rounds or bounds it (`نحو`, `أكثر من`) and ends with its unit or counted noun. Left out are
//! numbers that name or order (`المادة 12`, list numbers, ordinals), ages and lengths of time, scores, telephone numbers, years,
//! and plurals with no number (`آلاف`). The unit is `percent`, an ISO 4217 code, a UCUM-like symbol, the counted noun as written
//! without the article, or none where the text leaves it out.
//!
//! One pass over the tokens; each place where a number may stand is read once by `figure.rs`, which asks the rules in
//! `rules/` for what stands before and after it. Where readings compete the longest wins, since reading goes on behind it.

mod figure;
mod lexicon;
mod rules;

pub use lexicon::Words;

use musnad_text::annotation::Quantity;
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
    let mut found: Vec<Quantity> = Vec::new();
    let mut i = 0;
    while i < text.len() {
        let opens = match text.kind(i) {
            Some(TokenKind::Number) => true,
            Some(TokenKind::Word) => {
                text.classes(i) & OPENERS != 0
                    || crate::numbers::is_article(text.word(i))
                    || rules::dual::agree(text, i)
            }
            Some(TokenKind::Latin) => text.classes(i) & OPENERS != 0,
            Some(TokenKind::Mark) => {
                matches!(
                    text.mark(i),
                    '-' | '−' | '.' | '٫' | ',' | '%' | '٪' | '$' | '€' | '£' | '¥' | '₪' | '﷼'
                )
            }
            _ => false,
        };
        if !opens {
            i += 1;
            continue;
        }
        i = match scan.step(i) {
            Step::Found(mut quantity, end) => {
                // Words that bound two figures at once belong to the first.
                let before = found.last().map_or(0, |last| last.span.end);
                if quantity.span.start < before {
                    quantity.span.start = text.span(i).start.max(before);
                }
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

    /// Words and marks that numbers live among, thrown together: nothing panics, spans are whole, in order and apart.
    #[test]
    fn any_order_of_words_is_read() {
        const WORDS: &[&str] = &[
            "٣",
            "12",
            "2015",
            "1.500",
            "0",
            "،",
            ",",
            ".",
            "٫",
            "-",
            "–",
            "/",
            ":",
            "(",
            ")",
            "«",
            "»",
            "%",
            "٪",
            "$",
            "\n",
            "و",
            "ال",
            "ـ",
            "ألف",
            "مليونا",
            "مليوني",
            "ملايين",
            "ثلاثة",
            "عشر",
            "عشرون",
            "واحد",
            "اثنين",
            "نصف",
            "أرباع",
            "وربع",
            "من",
            "إلى",
            "بين",
            "على",
            "كل",
            "نحو",
            "أكثر من",
            "ما لا يقل عن",
            "على الأقل",
            "دولار",
            "ريالين",
            "سنتا",
            "كم",
            "م",
            "2",
            "<sup>",
            "</sup>",
            "مربع",
            "سنة",
            "يوم",
            "صيادا",
            "قوارب",
            "قارب",
            "صغير",
            "جنديان",
            "الضعف",
            "ضعفين",
            "المادة",
            "رقم",
            "بالمئة",
            "فاصلة",
            "سالب",
            "ر",
            "e",
            "km",
            "usd",
            "سيارتي",
            "آخرين",
            "°",
        ];
        let engine = crate::Engine::new();
        let mut seed = 0x9E37_79B9_7F4A_7C15_u64;
        for _ in 0..4000 {
            let mut text = String::new();
            for _ in 0..12 {
                seed ^= seed << 13;
                seed ^= seed >> 7;
                seed ^= seed << 17;
                text.push_str(WORDS[(seed % WORDS.len() as u64) as usize]);
                if seed & 0x300 != 0 {
                    text.push(' ');
                }
            }
            let document = musnad_text::Document { text, ..Default::default() };
            let mut end = 0;
            for q in engine.read(&document, &crate::Options::default()).quantities {
                assert!(q.span.start >= end && !q.span.is_empty(), "{:?} in {}", q, document.text);
                assert!(
                    document.text.get(q.span.start..q.span.end).is_some(),
                    "{:?} in {}",
                    q,
                    document.text
                );
                end = q.span.end;
            }
        }
    }

    tables!(counted, money, measure, share, range, dual, not, noun_first);
}
