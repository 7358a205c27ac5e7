//! A text as the index sees it: words with stems, places and sentences. The one analysis for indexing, for questions and for
//! finding hits again in the raw text.

use std::cell::RefCell;
use std::sync::LazyLock;

use musnad_text::token::TokenKind;
use musnad_text::{Lexicon, Span, Text};
use rustc_hash::FxHashMap;

use crate::stem;

/// Changes with every change to what is written into an index: an index of another version is stale.
pub const VERSION: &str = "musnad-search/2";

/// Words of two sentences stand at least so many places apart, so that no phrase spans them.
pub(crate) const SENTENCE_GAP: u32 = 8;

/// Forms remembered by each thread; a text has far fewer distinct words than words.
const REMEMBERED: usize = 200_000;

/// Longer words are garbage: they are not indexed.
const LONGEST: usize = 80;

static NO_WORDS: LazyLock<Lexicon> = LazyLock::new(Lexicon::new);

/// What one word is looked up as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keys {
    /// The folded form as written.
    pub form: String,
    /// The light stem.
    pub stem: String,
    /// The consonants of the stem.
    pub loose: String,
    /// The stem of what is left without a letter that may be a preposition: `بمصر` → `مصر`.
    pub other: Option<String>,
}

impl Keys {
    /// The keys of a folded word.
    pub fn of(form: &str) -> Keys {
        let stem = stem::stem(form);
        let other = stem::after_preposition(form).filter(|other| *other != stem);
        Keys { form: form.to_owned(), loose: stem::loose(&stem), stem, other }
    }

    /// Whether a stem is one of this word's.
    pub fn has(&self, stem: &str) -> bool {
        self.stem == stem || self.other.as_deref() == Some(stem)
    }
}

/// A word in its text.
#[derive(Clone, Debug)]
pub struct Word {
    /// What it is looked up as.
    pub keys: std::sync::Arc<Keys>,
    /// Its place, in bytes.
    pub span: Span,
    /// Its place among the words, with a gap between sentences.
    pub position: u32,
    /// The index of its sentence.
    pub sentence: u32,
}

/// The words and sentences of a text.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    /// Words and numbers in order.
    pub words: Vec<Word>,
    /// Places of the sentences, in bytes.
    pub sentences: Vec<Span>,
}

thread_local! {
    static KEYS: RefCell<FxHashMap<String, std::sync::Arc<Keys>>> = RefCell::new(FxHashMap::default());
}

fn keys(form: &str) -> std::sync::Arc<Keys> {
    KEYS.with_borrow_mut(|known| {
        if let Some(keys) = known.get(form) {
            return keys.clone();
        }
        if known.len() >= REMEMBERED {
            known.clear();
        }
        let keys = std::sync::Arc::new(Keys::of(form));
        known.insert(form.to_owned(), keys.clone());
        keys
    })
}

/// Analyses a text. Linear in its length.
///
/// ```
/// let found = musnad_search::analyze::analyze("وصلت السفينة. ورست.");
/// assert_eq!(found.words.len(), 3);
/// assert_eq!(found.words[1].keys.form, "السفينه");
/// assert_eq!(found.sentences.len(), 2);
/// ```
pub fn analyze(raw: &str) -> Analysis {
    let text = Text::new(raw, &NO_WORDS);
    let mut words = Vec::with_capacity(text.len());
    let mut sentences = Vec::with_capacity(text.sentences().len());
    let mut position = 0;
    for (number, sentence) in text.sentences().iter().enumerate() {
        sentences.push(sentence.span);
        let mut i = sentence.first;
        while i < sentence.end {
            let first = i;
            i += 1;
            match text.kind(first) {
                Some(TokenKind::Word | TokenKind::Latin) => {
                    let form = text.word(first);
                    if form.is_empty() || form.len() > LONGEST {
                        continue;
                    }
                    // `ماالعاصمة`, typed in haste, is two words.
                    let (form, skipped) = match form.strip_prefix("ماال") {
                        Some(rest) if rest.len() > 4 => (&form["ما".len()..], "ما".len()),
                        _ => (form, 0),
                    };
                    let mut span = text.span(first);
                    if skipped > 0 && span.of(raw).starts_with("ما") {
                        span.start += skipped;
                    }
                    words.push(Word { keys: keys(form), span, position, sentence: number as u32 });
                }
                Some(TokenKind::Number) => {
                    let mut joined = String::new();
                    // `320,000` is one number, however its groups are parted.
                    while text.joined(i)
                        && matches!(text.mark(i), ',' | '٬' | '،' | '.')
                        && text.joined(i + 1)
                        && text.is_number(i + 1)
                        && text.word(i + 1).len() == 3
                        && i + 1 < sentence.end
                    {
                        if joined.is_empty() {
                            joined.push_str(text.word(first));
                        }
                        joined.push_str(text.word(i + 1));
                        i += 2;
                    }
                    let form = if joined.is_empty() { text.word(first) } else { &joined };
                    if form.is_empty() || form.len() > LONGEST {
                        continue;
                    }
                    let span = text.span_of(first, i);
                    words.push(Word { keys: keys(form), span, position, sentence: number as u32 });
                }
                _ => continue,
            }
            position += 1;
        }
        position += SENTENCE_GAP;
    }
    Analysis { words, sentences }
}
