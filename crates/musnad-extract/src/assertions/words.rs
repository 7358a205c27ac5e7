//! The words by which an author holds back, judges, asks, and turns to the reader.
//!
//! They stand in a table of their own: among so many common words of prose, the shared lexicon would find proclitics in other
//! rooms' words (`فقرات` as `ف` and `قرأت`).

use musnad_text::Text;
use musnad_text::chars::fold;
use musnad_text::lexicon::rows;
use rustc_hash::FxHashMap;

macro_rules! kinds {
    ($($variant:ident = $key:literal),+ $(,)?) => {
        /// What a word of the lexicons does; the heads of the files describe each.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Kind { $($variant),+ }

        impl Kind {
            fn named(key: &str) -> Option<Kind> {
                match key { $($key => Some(Kind::$variant),)+ _ => None }
            }
        }
    };
}

kinds! {
    Seems = "seems",
    Perhaps = "perhaps",
    May = "may",
    Imperfect = "imperfect",
    Believed = "believed",
    Expected = "expected",
    AsIf = "as_if",
    Doubted = "doubted",
    Duty = "duty",
    Judged = "judged",
    Comment = "comment",
    Assured = "assured",
    View = "view",
    Strong = "strong",
    Quality = "quality",
    Elative = "elative",
    Exclaims = "exclaims",
    Addresses = "addresses",
    Argues = "argues",
    Prayer = "prayer",
    Own = "self",
    Regulation = "regulation",
    Asks = "asks",
    Answers = "answers",
    Furniture = "furniture",
}

/// The files of this room.
const FILES: [&str; 3] = [
    include_str!("lexicon/hedges.tsv"),
    include_str!("lexicon/judgements.tsv"),
    include_str!("lexicon/questions.tsv"),
];

/// A form that begins with a word: the words behind it, and what it does.
type Form = (Box<[String]>, Kind);

/// All forms by their first word, folded.
#[derive(Debug, Default)]
pub struct Words {
    forms: FxHashMap<String, Vec<Form>>,
}

/// What stands at a token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    pub kind: Kind,
    /// How many tokens.
    pub length: usize,
    /// Whether the article stands before the form.
    pub article: bool,
}

impl Words {
    pub(crate) fn load() -> Words {
        let mut words = Words::default();
        for (_, columns) in FILES.iter().flat_map(|file| rows(file)) {
            let [key, forms] = columns[..] else { continue };
            let Some(kind) = Kind::named(key) else { continue };
            for form in forms.split('|') {
                words.add(form, kind);
                // An adjective of quality stands as often in the feminine, a judgement in the accusative (`ليس غريبا أن`).
                let single = !form.contains(' ') && !form.ends_with(['ة', 'ى', 'ء']);
                match kind {
                    Kind::Quality if single => words.add(&format!("{form}ة"), kind),
                    Kind::Judged if single => words.add(&format!("{form}ا"), kind),
                    _ => {}
                }
            }
        }
        words
    }

    fn add(&mut self, form: &str, kind: Kind) {
        let mut parts = fold(form).split_whitespace().map(str::to_string).collect::<Vec<_>>().into_iter();
        let Some(first) = parts.next() else { return };
        let forms = self.forms.entry(first).or_default();
        forms.push((parts.collect(), kind));
        // The longest first; of two alike the one of the earlier file.
        forms.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
    }

    /// The longest form at a token: as it stands, without `و` or `ف`, then also without the article and what joins it. A
    /// preposition alone is never taken off, for then `كامل` would hold `آمل`.
    #[inline]
    pub(super) fn at(&self, text: &Text, i: usize) -> Option<Hit> {
        let word = text.word(i);
        if word.len() < 4 {
            return None;
        }
        self.from(text, i, word, false).or_else(|| {
            let bare = word.strip_prefix(['و', 'ف']).unwrap_or(word);
            let conjoined = bare.len() < word.len();
            let found = if conjoined { self.from(text, i, bare, false) } else { None };
            found.or_else(|| self.from(text, i, without_article(bare)?, true))
        })
    }

    fn from(&self, text: &Text, i: usize, first: &str, article: bool) -> Option<Hit> {
        let forms = self.forms.get(first)?;
        let stands = |rest: &[String]| (i + 1..).zip(rest).all(|(at, word)| text.word(at) == word);
        let (rest, kind) = forms.iter().find(|(rest, _)| stands(rest))?;
        Some(Hit { kind: *kind, length: 1 + rest.len(), article })
    }

    /// Whether a token is a single word of a kind, with or without the article.
    pub(super) fn is(&self, text: &Text, i: usize, wanted: Kind) -> bool {
        let word = text.word(i);
        let bare = word.strip_prefix(['و', 'ف']).unwrap_or(word);
        [Some(word), Some(bare), without_article(bare)].into_iter().flatten().any(|form| {
            self.forms
                .get(form)
                .is_some_and(|forms| forms.iter().any(|(rest, k)| rest.is_empty() && *k == wanted))
        })
    }
}

/// `العبث`, `بالعبث`, `للعبث` without what stands before the noun.
fn without_article(word: &str) -> Option<&str> {
    let rest = word
        .strip_prefix("ال")
        .or_else(|| word.strip_prefix("لل"))
        .or_else(|| word.strip_prefix(['ب', 'ك'])?.strip_prefix("ال"))?;
    (rest.len() > 4).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_names_a_kind() {
        for (line, columns) in FILES.iter().flat_map(|file| rows(file)) {
            assert!(Kind::named(columns[0]).is_some(), "line {line}: {}", columns[0]);
        }
    }
}
