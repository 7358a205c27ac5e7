//! A text as a row of folded words: what is compared, with the place of each word in the text.

use musnad_text::text::Text;
use musnad_text::token::TokenKind;
use musnad_text::{Lexicon, Span};

use crate::hash;

/// The words of a text, in order, each with its place and a hash of its folded form.
///
/// Two words are the same where they fold alike: vowels, tatweel, hamza seats, `ة`/`ه`, `ى`/`ي` and the script of digits do
/// not count. Punctuation is left out, but nothing that carries a value: a decimal mark stays in its number (`2.7` is not
/// `27`), a group mark does not (`1,000` is `1000`), and `%` and signs of money are words.
///
/// ```
/// use musnad_copies::Words;
/// let plain = Words::cut("قال الوزير: 2.7 مليون");
/// assert_eq!(plain.len(), 4);
/// assert_eq!(plain, Words::cut("قالَ «الوزيـــر» ٢٫٧ مليون"));
/// assert_ne!(plain, Words::cut("قال الوزير 27 مليون"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Words {
    spans: Vec<(u32, u32)>,
    hashes: Vec<u64>,
}

/// Equal where the words are; their places do not count.
impl PartialEq for Words {
    fn eq(&self, other: &Words) -> bool {
        self.hashes == other.hashes
    }
}

impl Eq for Words {}

impl Words {
    /// Cuts a text. Linear in its length, whatever its bytes.
    pub fn cut(raw: &str) -> Words {
        Words::of(&Text::new(raw, &Lexicon::new()))
    }

    /// The words of a text that is cut already, so that who has read the document need not cut it again.
    pub fn of(text: &Text) -> Words {
        let mut words =
            Words { spans: Vec::with_capacity(text.len()), hashes: Vec::with_capacity(text.len()) };
        let mut i = 0;
        while i < text.len() {
            let mut end = i + 1;
            let hash = match text.kind(i) {
                Some(TokenKind::Word | TokenKind::Latin) => hash::of_word(text.word(i)),
                Some(TokenKind::Number) => {
                    let hash;
                    (hash, end) = number(text, i);
                    hash
                }
                Some(TokenKind::Mark) => match text.mark(i) {
                    '%' | '٪' => hash::of_word("%"),
                    mark @ ('$' | '€' | '£' | '¥') => hash::of_word(mark.encode_utf8(&mut [0; 4])),
                    _ => {
                        i = end;
                        continue;
                    }
                },
                _ => {
                    i = end;
                    continue;
                }
            };
            let span = text.span_of(i, end);
            words.spans.push((span.start as u32, span.end as u32));
            words.hashes.push(hash);
            i = end;
        }
        words
    }

    /// How many words.
    pub fn len(&self) -> usize {
        self.hashes.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }

    /// The hashes of the folded words, in order. They are the same on every machine and in every version.
    pub fn hashes(&self) -> &[u64] {
        &self.hashes
    }

    /// The place of a word in the text, in bytes; empty past the end.
    pub fn span(&self, i: usize) -> Span {
        self.spans.get(i).map_or(Span::default(), |&(start, end)| Span::new(start as usize, end as usize))
    }

    /// The place of the words `first..end`, from the first letter to the last; empty where there is none.
    pub fn span_of(&self, first: usize, end: usize) -> Span {
        if end <= first {
            let at = self.spans.get(first).map(|s| s.0).or(self.spans.last().map(|s| s.1)).unwrap_or(0);
            return Span::new(at as usize, at as usize);
        }
        self.span(first).to(self.span(end - 1))
    }
}

/// A number with the groups and decimals that belong to it: its hash, and one past its last token.
fn number(text: &Text, first: usize) -> (u64, usize) {
    let mut end = first + 1;
    // Most numbers are one token, and nothing is put together for them.
    if !continues(text, end) {
        return (hash::of_number(text.word(first)), end);
    }
    let mut value = text.word(first).to_owned();
    while continues(text, end) {
        let digits = text.word(end + 1);
        let groups = match text.mark(end) {
            '٬' => true,
            ',' | '،' => digits.len() == 3,
            _ => false,
        };
        if !groups {
            value.push('.');
        }
        value.push_str(digits);
        end += 2;
    }
    (hash::of_number(&value), end)
}

/// Whether a mark inside a number stands at `mark`, with digits right behind it.
fn continues(text: &Text, mark: usize) -> bool {
    matches!(text.mark(mark), '.' | ',' | '٫' | '٬' | '،')
        && text.joined(mark)
        && text.is_number(mark + 1)
        && text.joined(mark + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words() {
        for (a, b) in [
            ("أكّدَ الوزيرُ", "اكد الوزير"),
            ("في ٨ يناير ٢٠٢٢", "في 8 يناير 2022"),
            ("«لا عودة»، قال", "لا عودة قال"),
            ("1,000 طن", "1000 طن"),
            ("١٬٠٠٠ طن", "1000 طن"),
            ("٢٫٥ %", "2.5%"),
            ("2022/1/8", "2022-1-8"),
            ("<b>قال</b>&nbsp;الوزير", "قال الوزير"),
            ("مدرسه", "مدرسة"),
        ] {
            assert_eq!(Words::cut(a), Words::cut(b), "{a} | {b}");
        }
    }

    #[test]
    fn not_the_same_words() {
        for (a, b) in [
            ("2.5 مليون", "25 مليون"),
            ("2.5 مليون", "2-5 مليون"),
            ("20 15", "2015"),
            ("20% من", "20 من"),
            ("5$", "5€"),
            ("1.000", "1000"),
            ("لم يقل", "لن يقل"),
            ("قال", "قالت"),
            ("", "قال"),
        ] {
            assert_ne!(Words::cut(a), Words::cut(b), "{a} | {b}");
        }
    }

    #[test]
    fn spans_hold_the_word_as_written() {
        let raw = "\u{200F}قالَ: «٢٫٥ %» (USA)";
        let words = Words::cut(raw);
        let written: Vec<&str> = (0..words.len()).map(|i| words.span(i).of(raw)).collect();
        assert_eq!(written, ["قالَ", "٢٫٥", "%", "USA"]);
        assert_eq!(words.span_of(1, 3).of(raw), "٢٫٥ %");
        assert!(words.span_of(9, 9).is_empty() && words.span(9).is_empty());
    }
}
