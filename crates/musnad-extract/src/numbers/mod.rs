//! Numbers in digits and in words: the value that stands at a token. Other rooms ask; nothing is written from here.
//!
//! [`cardinal`] and [`ordinal`] read forward from the token they are given, and never begin in the middle of a run of digits
//! (`١/٨` inside a date). What a number counts, and whether it is a figure at all, is for the rooms that ask.

mod digits;
mod words;

use musnad_text::{Lexicon, Text};

use crate::registry::{Engine, class};

use words::Kind;

/// The number words.
#[derive(Debug)]
pub struct Words {
    rows: Vec<(Kind, f64)>,
}

impl Words {
    pub(crate) fn load(lexicon: &mut Lexicon) -> Words {
        let mut rows = Vec::new();
        words::load(lexicon, &mut rows);
        Words { rows }
    }

    /// The number word at a token, proclitics left aside.
    #[inline]
    fn at(&self, text: &Text, i: usize) -> Option<(Kind, f64)> {
        self.rows.get(text.sense(i, class::NUMBER)? as usize).copied()
    }
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// `٢٥٠٠`, `2.7`.
    Digits,
    /// `ثلاثة عشر`.
    Words,
    /// `2.7 مليون`.
    Mixed,
}

/// A number read at a token.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// One past its last token.
    pub end: usize,
    /// Its value.
    pub value: f64,
    /// How it is written.
    pub written: Written,
    /// It carries the article: `الثلاثة`, `الـ 24`.
    pub definite: bool,
    /// It is a part of one: `ثلث`, `ثلاثة أرباع`, `1/4`.
    pub fraction: bool,
    /// No number stands before the multiplier: `مليون`, `ألف`, `مئة`, `مليوني`.
    pub bare: bool,
    /// The last multiplier: 1e6 of `2.7 مليون`; 1 without one.
    pub scale: f64,
    /// A lone point stands before exactly three digits, as in `15.500`: `value` takes it for a decimal mark, this for a mark of
    /// groups. What is counted decides.
    pub grouped: Option<f64>,
}

/// The cardinal that begins at token `i`: digits with their decimal and group marks (never a date such as `٢٠٢٢/١/٨`), number
/// words in all cases and genders with their multipliers. The whole expression, the longest reading.
///
/// Proclitics of the first word (`وثلاثة`, `بمليون`) are left aside. A plural multiplier by itself (`آلاف`) is no number, nor
/// are `أحد` and `إحدى`. Token `i` may also be a sign or a point joined to digits, `سالب`, or the article of `الـ 24`.
pub fn cardinal(engine: &Engine, text: &Text, i: usize) -> Option<Number> {
    words::cardinal(&engine.numbers, text, i)
}

/// The ordinal that begins at token `i`: `الثاني عشر`, `السادسة`, `الحادي والعشرين`, `الـ 24`, `العشرون`.
pub fn ordinal(engine: &Engine, text: &Text, i: usize) -> Option<Number> {
    words::ordinal(&engine.numbers, text, i)
}

/// The multiplier that stands at token `i` by itself, in any number and case: one past it, and its value.
pub(crate) fn multiplier(engine: &Engine, text: &Text, i: usize) -> Option<(usize, f64)> {
    let (kind, value) = engine.numbers.at(text, i)?;
    let plain = text.clitics(i).is_empty() && value >= 1000.0;
    (plain && matches!(kind, Kind::Multiplier | Kind::Accusative | Kind::Plural)).then_some((i + 1, value))
}

/// Whether a word is the article alone, as it stands before digits: `الـ`, with a conjunction or preposition or without.
pub(crate) fn is_article(word: &str) -> bool {
    matches!(word, "ال" | "وال" | "بال" | "لل" | "فال" | "كال" | "ولل" | "وبال")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads one number at each place where one begins; the table's values are those found, in order.
    fn found(read: fn(&Engine, &Text, usize) -> Option<Number>, engine: &Engine, line: &str) -> Vec<String> {
        let text = engine.text(line);
        let (mut out, mut i) = (Vec::new(), 0);
        while i < text.len() {
            match read(engine, &text, i) {
                Some(number) => {
                    out.push(format!("{}", (number.value * 1e9).round() / 1e9));
                    i = number.end.max(i + 1);
                }
                None => i += 1,
            }
        }
        out
    }

    fn check(name: &str, table: &str, read: fn(&Engine, &Text, usize) -> Option<Number>) {
        let engine = Engine::new();
        let mut failures = Vec::new();
        for (n, line) in
            table.lines().enumerate().filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#'))
        {
            let (wanted, line) = line.split_once('\t').unwrap();
            let got = found(read, &engine, line).join(" ; ");
            if got != wanted && !(wanted == "-" && got.is_empty()) {
                failures.push(format!("{name}:{}: wanted {wanted}, got {got}: {line}", n + 1));
            }
        }
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }

    #[test]
    fn digits() {
        check("digits.tsv", include_str!("corpus/digits.tsv"), cardinal);
    }

    #[test]
    fn words() {
        check("words.tsv", include_str!("corpus/words.tsv"), cardinal);
    }

    #[test]
    fn ordinals() {
        check("ordinals.tsv", include_str!("corpus/ordinals.tsv"), ordinal);
    }

    #[test]
    fn each_form_stands_once() {
        let mut seen = std::collections::HashMap::new();
        let mut failures = Vec::new();
        for (name, file) in
            [("words", include_str!("lexicon/words.tsv")), ("ordinals", include_str!("lexicon/ordinals.tsv"))]
        {
            for (line, columns) in musnad_text::lexicon::rows(file) {
                for form in columns.last().into_iter().flat_map(|forms| forms.split('|')) {
                    if let Some(other) = seen.insert(musnad_text::chars::fold(form), line) {
                        failures.push(format!("{name}.tsv:{line}: {form} stands in line {other} too"));
                    }
                }
            }
        }
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }

    #[test]
    fn three_digits_after_a_point_keep_both_readings() {
        let engine = Engine::new();
        let text = engine.text("15.500");
        let number = cardinal(&engine, &text, 0).unwrap();
        assert_eq!((number.value, number.grouped), (15.5, Some(15500.0)));
    }
}
