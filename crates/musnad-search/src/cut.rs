//! How analysed words reach tantivy: joined into one text, words parted by blanks, readings of one word by tabs and sentences by line ends, and cut there
//! again. This costs no allocation per word, which handing over lists of words does.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::analyze::SENTENCE_GAP;

/// Words on their way into a field.
#[derive(Default)]
pub(crate) struct Joined {
    pub text: String,
    sentence: u32,
}

impl Joined {
    pub(crate) fn with_capacity(bytes: usize) -> Joined {
        Joined { text: String::with_capacity(bytes), sentence: 0 }
    }

    /// Adds a word of a sentence. No word has a blank in it: [`analyze`](crate::analyze::analyze) cuts at them.
    pub(crate) fn push(&mut self, word: &str, sentence: u32) {
        if !self.text.is_empty() {
            self.text.push(if sentence == self.sentence { ' ' } else { '\n' });
        }
        self.sentence = sentence;
        self.text.push_str(word);
    }

    /// Adds another reading of the last word, at its place.
    pub(crate) fn also(&mut self, word: &str) {
        self.text.push('\t');
        self.text.push_str(word);
    }
}

/// The tokenizer of such texts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cut;

impl Cut {
    /// Its name in the schema.
    pub(crate) const NAME: &'static str = "musnad";
}

pub(crate) struct Words<'t> {
    text: &'t str,
    at: usize,
    next_position: usize,
    token: Token,
}

impl Tokenizer for Cut {
    type TokenStream<'t> = Words<'t>;

    fn token_stream<'t>(&'t mut self, text: &'t str) -> Words<'t> {
        Words { text, at: 0, next_position: 0, token: Token::default() }
    }
}

impl TokenStream for Words<'_> {
    fn advance(&mut self) -> bool {
        let Some(rest) = self.text.get(self.at..).filter(|rest| !rest.is_empty()) else { return false };
        let length = rest.bytes().position(|b| matches!(b, b' ' | b'\t' | b'\n')).unwrap_or(rest.len());
        self.token.offset_from = self.at;
        self.token.offset_to = self.at + length;
        self.token.position = self.next_position;
        self.token.position_length = 1;
        self.token.text.clear();
        self.token.text.push_str(rest.get(..length).unwrap_or(""));
        self.next_position += match rest.as_bytes().get(length) {
            Some(b'\t') => 0,
            Some(b'\n') => 1 + SENTENCE_GAP as usize,
            _ => 1,
        };
        self.at += length + 1;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_stand_apart_and_readings_together() {
        let mut joined = Joined::default();
        for (word, sentence) in [("ا", 0), ("ب", 0), ("ت", 1)] {
            joined.push(word, sentence);
        }
        joined.also("ث");
        let mut cut = Cut;
        let mut words = cut.token_stream(&joined.text);
        let mut got = Vec::new();
        words.process(&mut |token| got.push((token.text.clone(), token.position)));
        let last = 2 + SENTENCE_GAP as usize;
        assert_eq!(got, [("ا".into(), 0), ("ب".into(), 1), ("ت".into(), last), ("ث".into(), last)]);
    }
}
