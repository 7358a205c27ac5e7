//! A text ready for the rules: its tokens, their senses, quotations and sentences.

use crate::chars::Marks;
use crate::lexicon::{Lexicon, Sense};
use crate::quote::{self, Quote};
use crate::sentence::{self, Sentence};
use crate::span::Span;
use crate::token::{Clitics, Token, TokenKind, Tokenizer};

/// The text of one document, cut and looked up once; all rules read it. Token indices are `usize`; asking for one past the end
/// gives the empty answer (`""`, `'\0'`, no sense), so that rules can look ahead without bounds of their own.
#[derive(Debug)]
pub struct Text<'a> {
    raw: &'a str,
    lexicon: &'a Lexicon,
    folded: String,
    tokens: Vec<Token>,
    quotes: Vec<Quote>,
    quote_at: Vec<u32>,
    sentences: Vec<Sentence>,
}

impl<'a> Text<'a> {
    /// Cuts a text. Linear in its length, whatever its bytes.
    pub fn new(raw: &'a str, lexicon: &'a Lexicon) -> Text<'a> {
        let mut tokenizer = Tokenizer::new(raw, lexicon);
        tokenizer.run();
        let Tokenizer { folded, tokens, .. } = tokenizer;
        let mut text = Text {
            raw,
            lexicon,
            folded,
            tokens,
            quotes: Vec::new(),
            quote_at: Vec::new(),
            sentences: Vec::new(),
        };
        let (quotes, quote_at) = quote::pair(&text);
        text.quotes = quotes;
        text.quote_at = quote_at;
        text.sentences = sentence::split(&text);
        text
    }

    /// The text as read.
    pub fn raw(&self) -> &'a str {
        self.raw
    }

    /// The number of tokens.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether the text has no token.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// All tokens in order.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// A token.
    #[inline]
    pub fn token(&self, i: usize) -> Option<&Token> {
        self.tokens.get(i)
    }

    /// A token's kind.
    #[inline]
    pub fn kind(&self, i: usize) -> Option<TokenKind> {
        self.tokens.get(i).map(|t| t.kind)
    }

    /// Whether the token is an Arabic word.
    #[inline]
    pub fn is_word(&self, i: usize) -> bool {
        self.kind(i) == Some(TokenKind::Word)
    }

    /// Whether the token is a run of digits.
    #[inline]
    pub fn is_number(&self, i: usize) -> bool {
        self.kind(i) == Some(TokenKind::Number)
    }

    /// The folded form: letters as [`crate::chars`] folds them, digits in ASCII; empty for marks.
    #[inline]
    pub fn word(&self, i: usize) -> &str {
        self.tokens.get(i).map_or("", |t| {
            let start = t.fold_start as usize;
            self.folded.get(start..start + t.fold_len as usize).unwrap_or("")
        })
    }

    /// The folded form without the proclitics that were taken off to find it in the lexicon.
    #[inline]
    pub fn stem(&self, i: usize) -> &str {
        let stem = self.tokens.get(i).map_or(0, |t| t.stem as usize);
        self.word(i).get(stem..).unwrap_or("")
    }

    /// The token as written.
    #[inline]
    pub fn written(&self, i: usize) -> &'a str {
        self.tokens.get(i).map_or("", |t| &self.raw[t.start as usize..t.end as usize])
    }

    /// The character of a mark, `'\n'` for a line end, `'\0'` for anything else.
    #[inline]
    pub fn mark(&self, i: usize) -> char {
        match self.tokens.get(i) {
            Some(t) if matches!(t.kind, TokenKind::Mark | TokenKind::Newline) => {
                char::from_u32(t.form).unwrap_or('\0')
            }
            _ => '\0',
        }
    }

    /// What folding lost.
    #[inline]
    pub fn marks(&self, i: usize) -> Marks {
        self.tokens.get(i).map_or(Marks::default(), |t| t.marks)
    }

    /// The proclitics taken off.
    #[inline]
    pub fn clitics(&self, i: usize) -> Clitics {
        self.tokens.get(i).map_or(Clitics::default(), |t| t.clitics)
    }

    /// Whether no white space stands before the token.
    #[inline]
    pub fn joined(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| !t.marks.has(Marks::SPACE_BEFORE))
    }

    /// The place of a token.
    #[inline]
    pub fn span(&self, i: usize) -> Span {
        self.tokens.get(i).map_or(Span::new(self.raw.len(), self.raw.len()), |t| {
            Span::new(t.start as usize, t.end as usize)
        })
    }

    /// The place of the tokens `first..end`.
    pub fn span_of(&self, first: usize, end: usize) -> Span {
        if end <= first {
            return Span::new(self.span(first).start, self.span(first).start);
        }
        self.span(first).to(self.span(end - 1))
    }

    /// The place of a token's stem: without the proclitics that [`Text::stem`] leaves off. Where a proclitic merged with the
    /// article (`للـ`), the span keeps the second lam.
    pub fn stem_span(&self, i: usize) -> Span {
        let span = self.span(i);
        let clitics = self.clitics(i);
        let mut letters = 0;
        letters += usize::from(clitics.any(Clitics::CONJUNCTION));
        letters += usize::from(clitics.any(Clitics(Clitics::PREPOSITION.0 | Clitics::SA.0)));
        letters += if clitics.any(Clitics::AL) { if clitics.any(Clitics::LA) { 1 } else { 2 } } else { 0 };
        self.skip_letters(span, letters)
    }

    /// The place of a token without its conjunction and preposition, article kept: `وللحكومة` → `لحكومة`, `بالحكومة` →
    /// `الحكومة`.
    pub fn bare_span(&self, i: usize) -> Span {
        let span = self.span(i);
        let clitics = self.clitics(i);
        let letters = usize::from(clitics.any(Clitics::CONJUNCTION))
            + usize::from(clitics.any(Clitics(Clitics::PREPOSITION.0 | Clitics::SA.0)));
        self.skip_letters(span, letters)
    }

    /// The place of a token without the first `cut` bytes of its folded word: the text itself may write them in forms of other lengths.
    pub fn span_without(&self, i: usize, cut: usize) -> Span {
        let letters = self.word(i).get(..cut).map_or(0, |before| before.chars().count());
        self.skip_letters(self.span(i), letters)
    }

    fn skip_letters(&self, span: Span, letters: usize) -> Span {
        let mut left = letters;
        for (at, c) in span.of(self.raw).char_indices() {
            if crate::chars::kind(c) == crate::chars::CharKind::Arabic {
                if left == 0 {
                    return Span::new(span.start + at, span.end);
                }
                left -= 1;
            }
        }
        span
    }

    /// The classes of senses of a word, as a bit set.
    #[inline]
    pub fn classes(&self, i: usize) -> u64 {
        match self.tokens.get(i) {
            Some(t) if t.kind == TokenKind::Word || t.kind == TokenKind::Latin => {
                self.lexicon.entries[t.entry as usize].mask
            }
            _ => 0,
        }
    }

    /// Whether the word has a sense of the class.
    #[inline]
    pub fn has(&self, i: usize, class: u8) -> bool {
        self.classes(i) & (1 << class) != 0
    }

    /// The word's index in a class, for the first sense of it.
    #[inline]
    pub fn sense(&self, i: usize, class: u8) -> Option<u32> {
        if !self.has(i, class) {
            return None;
        }
        self.senses(i).iter().find(|s| s.class == class).map(|s| s.index)
    }

    /// All senses of a single word.
    #[inline]
    pub fn senses(&self, i: usize) -> &'a [Sense] {
        match self.tokens.get(i) {
            Some(t) if t.kind == TokenKind::Word || t.kind == TokenKind::Latin => {
                &self.lexicon.entries[t.entry as usize].senses
            }
            _ => &[],
        }
    }

    /// The longest entry of a class that begins at token `i`, one word or several: how many tokens, and the index.
    pub fn longest(&self, i: usize, class: u8) -> Option<(usize, u32)> {
        self.phrase(i, class).or_else(|| self.sense(i, class).map(|index| (1, index)))
    }

    /// The longest phrase of a class of two words or more that begins at token `i`.
    pub fn phrase(&self, i: usize, class: u8) -> Option<(usize, u32)> {
        let token = self.tokens.get(i)?;
        if token.kind != TokenKind::Word && token.kind != TokenKind::Latin {
            return None;
        }
        // The whole word may open a phrase (`الولايات المتحدة`), or what is left without its proclitics (`وبكانون الثاني`).
        let whole = self.phrase_from(i, self.lexicon.entries[token.form as usize].root, class);
        if whole.is_some() || token.entry == token.form {
            return whole;
        }
        self.phrase_from(i, self.lexicon.entries[token.entry as usize].root, class)
    }

    fn phrase_from(&self, i: usize, mut node: u32, class: u8) -> Option<(usize, u32)> {
        if node == 0 {
            return None;
        }
        let mut best = None;
        let mut at = i + 1;
        while let Some(next) = self.tokens.get(at) {
            // A line may break inside a phrase; anything else may not.
            if next.kind == TokenKind::Newline && !next.is_blank_line() {
                at += 1;
                continue;
            }
            if next.kind != TokenKind::Word && next.kind != TokenKind::Latin {
                break;
            }
            let Some(step) = self.lexicon.step(node, next.form) else { break };
            node = step;
            at += 1;
            let found = &self.lexicon.nodes[node as usize];
            if found.mask & (1 << class) != 0 {
                best = found.senses.iter().find(|s| s.class == class).map(|s| (at - i, s.index));
            }
        }
        best
    }

    /// Whether a phrase of the lexicon may begin at the token: a cheap test before [`Text::phrase`] is asked for several classes.
    #[inline]
    pub fn opens_phrase(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| {
            matches!(t.kind, TokenKind::Word | TokenKind::Latin)
                && (self.lexicon.entries[t.form as usize].root != 0
                    || self.lexicon.entries[t.entry as usize].root != 0)
        })
    }

    /// Quotations and brackets, in the order of their opening.
    pub fn quotes(&self) -> &[Quote] {
        &self.quotes
    }

    /// The index of the innermost quotation or bracket that holds the token. The marks themselves count as inside.
    #[inline]
    pub fn quote_at(&self, i: usize) -> Option<usize> {
        self.quote_at.get(i).and_then(|&q| (q > 0).then(|| q as usize - 1))
    }

    /// The innermost quotation or bracket that holds the token, as [`Text::quote_at`] finds it.
    #[inline]
    pub fn enclosing(&self, i: usize) -> Option<&Quote> {
        self.quotes.get(self.quote_at(i)?)
    }

    /// Sentences in order; together they hold every token that is not a line end between them.
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// The token that begins at or after a byte.
    pub fn token_at(&self, byte: usize) -> usize {
        self.tokens.partition_point(|t| (t.end as usize) <= byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_any_length_is_one_token() {
        let lexicon = Lexicon::new();
        for length in [10, 32_767, 32_768, 40_000, 70_000] {
            let raw = format!("x {} y", "ا".repeat(length));
            let text = Text::new(&raw, &lexicon);
            assert_eq!(text.len(), 3);
            assert_eq!(text.span(1).len(), 2 * length);
            assert!(text.word(1).is_empty() || text.word(1).len() == 2 * length);
        }
    }
}
