//! Whether a clause points to what has not happened on the day of publication.

use musnad_text::chars::Marks;

use super::lexicon::Cue;
use super::scan::{Found, Scan};

/// How far back, in tokens, words are sought that point ahead.
const LOOK_BACK: usize = 14;

impl Scan<'_> {
    /// Whether the clause points ahead: a future verb or a word like المقرر before the expression, or a future verb right after.
    pub fn points_ahead(&self, found: &Found) -> bool {
        self.points(found, &|i| self.is_future(i) || self.cue(i, Cue::Ahead))
    }

    /// Whether a verb in the future makes the clause point ahead. `حتى` and `يبدأ` do so in news, but a narrative has them too.
    pub fn promises(&self, found: &Found) -> bool {
        self.points(found, &|i| self.is_future(i))
    }

    fn points(&self, found: &Found, ahead: &dyn Fn(usize) -> bool) -> bool {
        let text = self.text;
        if ahead(found.end) {
            return true;
        }
        let mut i = found.first;
        for _ in 0..LOOK_BACK {
            if i == 0 {
                return false;
            }
            i -= 1;
            if matches!(text.mark(i), '.' | '؟' | '!' | '\n' | '؛') {
                return false;
            }
            if text.is_word(i) {
                if ahead(i) {
                    return true;
                }
                // A relative clause has a verb of its own: `سيرفع العلم في الدار التي استعادت الاثنين`.
                if self.cue(i, Cue::Report) || self.is(i, &["الذي", "التي", "الذين", "اللذين", "اللتين"])
                {
                    return false;
                }
            }
        }
        false
    }

    /// سيعقد, ستبدأ; سأكون by its hamza, which tells it from ساعد, and سألت apart.
    fn is_future(&self, i: usize) -> bool {
        let word = self.bare(i);
        is_future_verb(word)
            || word.starts_with("سا")
                && word.len() > 8
                && self.text.marks(i).has(Marks::HAMZA_ABOVE)
                && !word.starts_with("سال")
    }
}

/// A word that opens with the sin of the future: سيعقد, وستبدأ, سنعود. Nouns that look alike are told apart by what follows the
/// sin.
pub(crate) fn is_future_verb(word: &str) -> bool {
    if word == "سوف" || word == "وسوف" {
        return true;
    }
    let word = word.strip_prefix(['و', 'ف']).filter(|w| w.starts_with('س')).unwrap_or(word);
    let Some(rest) = word.strip_prefix('س') else { return false };
    let mut letters = rest.chars();
    let person = letters.next();
    if !matches!(person, Some('ي' | 'ت' | 'ن')) || rest.chars().count() < 3 {
        return false;
    }
    const NOUNS: &[&str] = &[
        "سيا",
        "سيد",
        "سيطر",
        "سينا",
        "سينم",
        "سيرال",
        "سيره",
        "سيول",
        "سيناء",
        "سين",
        "سيف",
        "ستين",
        "ستون",
        "ستار",
        "ستو",
        "ستره",
        "سترات",
        "ستراس",
        "ستريت",
        "ستريم",
        "سته",
        "ستا",
        "سنو",
        "سنه",
        "سنت",
        "سند",
        "سني",
        "سنا",
        "سنغ",
        "سيوف",
        "سيئ",
        "سيي",
        "سيات",
        "سيغ",
        "سيري",
        "سيل",
        "ستيف",
        "ستاد",
        "ستها",
    ];
    !NOUNS.iter().any(|noun| word.starts_with(noun))
}
