//! A sentence as the rules see it: its tokens, the room's words in it, where clauses begin, what is quoted.

use musnad_text::Text;
use musnad_text::annotation::AssertionLabel;
use musnad_text::chars::Marks;
use musnad_text::quote::QuoteKind;

use super::words::{Hit, Kind, Words};

/// The tokens `first..end` of a text.
#[derive(Clone, Copy)]
pub(super) struct Sentence<'r> {
    pub text: &'r Text<'r>,
    pub words: &'r Words,
    pub first: usize,
    pub end: usize,
}

/// What a rule found: the label, how many tokens decided, the rule's name.
pub(super) type Found = Option<(AssertionLabel, usize, &'static str)>;

impl Sentence<'_> {
    /// A folded word.
    pub fn word(&self, i: usize) -> &str {
        self.text.word(i)
    }

    /// The word before, empty where none is.
    pub fn before(&self, i: usize) -> &str {
        if i > self.first { self.text.word(i - 1) } else { "" }
    }

    /// The longest form of the room's words at a token.
    pub fn hit(&self, i: usize) -> Option<Hit> {
        self.words.at(self.text, i)
    }

    /// Whether a token is a single word of a kind, with or without the article.
    pub fn is(&self, i: usize, kind: Kind) -> bool {
        self.words.is(self.text, i, kind)
    }

    /// Whether folding lost a hamza above an alif: what tells `أعتقد` from `اعتقد`, `كأن` from `كان`.
    pub fn hamza(&self, i: usize) -> bool {
        self.text.marks(i).has(Marks::HAMZA_ABOVE)
    }

    /// The first word, behind bullets and marks.
    pub fn opening(&self) -> usize {
        opening(self.text, self.first)
    }

    /// Whether a clause begins at a word: at the head of the sentence, behind a mark, with or behind a conjunction or `كان`.
    pub fn opens_clause(&self, i: usize) -> bool {
        if i <= self.opening() || !self.text.is_word(i - 1) {
            return true;
        }
        // A conjunction is one where what is left is a word of ours, or one of these.
        let word = self.word(i);
        let joined = word.starts_with(['و', 'ف'])
            && (self.hit(i).is_some()
                || matches!(word, "ومن" | "فمن" | "وما" | "فما" | "ولا" | "فلا" | "وعلي" | "فعلي")
                || word.starts_with("فلن"));
        joined
            || matches!(
                self.word(i - 1),
                "ثم" | "بل"
                    | "لكن"
                    | "ولكن"
                    | "لان"
                    | "اذ"
                    | "حيث"
                    | "كما"
                    | "اذا"
                    | "واذا"
                    | "ان"
                    | "انه"
                    | "لانه"
                    | "فانه"
                    | "لذا"
                    | "لذلك"
                    | "ولذلك"
                    | "فلذلك"
                    | "وبالتالي"
                    | "هنا"
                    | "وهنا"
                    | "بينما"
                    | "فيما"
            )
            || matches!(
                self.word(i - 1),
                "كان"
                    | "وكان"
                    | "فكان"
                    | "كانت"
                    | "وكانت"
                    | "ليس"
                    | "وليس"
                    | "اصبح"
                    | "بات"
                    | "يبقي"
                    | "يظل"
            )
    }

    /// `أن`, `ألا`; not `إلا`.
    pub fn that(&self, i: usize) -> bool {
        self.word(i) == "ان" || (self.word(i) == "الا" && self.hamza(i))
    }

    /// `أن`, `بأن`, `ألا`, `أنه`: what opens a clause that depends.
    pub fn opens_that(&self, i: usize) -> bool {
        let word = self.word(i);
        let word = word.strip_prefix('ب').unwrap_or(word);
        self.that(i) || matches!(word, "ان" | "انه" | "انها" | "انهم" | "انهما" | "اننا" | "انني" | "انك")
    }

    /// Whether a relative stands right before a word: its clause belongs to a noun.
    pub fn behind_relative(&self, i: usize) -> bool {
        matches!(
            self.before(i),
            "الذي"
                | "التي"
                | "الذين"
                | "اللذين"
                | "اللتين"
                | "اللواتي"
                | "ما"
                | "مما"
                | "من"
                | "ممن"
                | "بما"
                | "لما"
                | "اي"
        )
    }

    /// Whether a verb is an imperfect by its shape. `ي` opens no other; `ت` and `ن` also open the past of the fifth and sixth
    /// form (`تعرض`, `نجح`), so they count with a second prefix (`تتغير`, `تست…`), with a weak last radical, or where the
    /// word is known.
    pub fn imperfect(&self, i: usize) -> bool {
        let word = self.word(i);
        let letters = word.chars().count();
        let weak = word.starts_with('ت') && word.ends_with('ي') && letters > 3;
        let prefixed = ["ي", "تت", "تست", "نست"].iter().any(|prefix| word.starts_with(prefix));
        letters >= 3 && (prefixed || weak || self.is(i, Kind::Imperfect))
    }

    /// Whether a token lies in somebody's words. A mark that is never closed tells nothing.
    pub fn quoted(&self, i: usize) -> bool {
        let mut quote = self.text.quote_at(i);
        while let Some(q) = quote.and_then(|q| self.text.quotes().get(q)) {
            if q.closed && q.kind == QuoteKind::Quotation {
                return true;
            }
            quote = q.parent;
        }
        false
    }
}

/// The first word of a sentence, behind bullets and marks.
pub(super) fn opening(text: &Text, first: usize) -> usize {
    (first..first + 6).find(|&i| text.is_word(i)).unwrap_or(first)
}
