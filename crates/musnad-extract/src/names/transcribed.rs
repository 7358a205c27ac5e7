//! Names of other languages by their look: letters in an order that no pattern of an Arabic root gives.

use musnad_text::Text;
use musnad_text::chars::Marks;

/// The longest word that is looked at, in letters.
const LONGEST: usize = 16;

/// Letters that a name of another language is hardly ever written with: `ح`, `ع`, `ق`, the emphatics.
fn is_arabic_only(letter: char) -> bool {
    !matches!(
        letter,
        'ا' | 'ب'
            | 'ت'
            | 'ث'
            | 'ج'
            | 'خ'
            | 'د'
            | 'ر'
            | 'ز'
            | 'س'
            | 'ش'
            | 'غ'
            | 'ف'
            | 'ك'
            | 'ل'
            | 'م'
            | 'ن'
            | 'ه'
            | 'و'
            | 'ي'
    )
}

/// Things with a borrowed name.
fn is_loan(word: &str) -> bool {
    matches!(
        word,
        "فيديو"
            | "راديو"
            | "سيناريو"
            | "استوديو"
            | "استديو"
            | "كازينو"
            | "دولار"
            | "دولارا"
            | "دينار"
            | "دينارا"
            | "دبلوماسي"
            | "دبلوماسيا"
            | "بروتوكول"
            | "بكالوريوس"
            | "فيروس"
            | "فردوس"
            | "روبوت"
            | "ديكتاتور"
            | "دكتاتور"
            | "بروفيسور"
            | "بروفسور"
            | "كورنيش"
            | "جلوس"
            | "ساندويتش"
            | "غرينتش"
            | "جرينتش"
            | "غرينيتش"
            | "جيجابايت"
            | "غيغابايت"
            | "راديكال"
            | "راديكالي"
            | "كوماندو"
            | "جيولوجي"
            | "جوريلا"
            | "غوريلا"
    )
}

/// Whether a token looks like a name of another language. Arabic nouns have at most one `و` or `ي` between two consonants,
/// but for participles and verbal nouns (`موضوع`, `توزيع`) and endings of number (`مدرسون`): `برودوفر`, `غوتريموف`, `دوراليكو` have other shapes.
pub(super) fn looks_transcribed(text: &Text, i: usize) -> bool {
    let word = text.word(i);
    // Most words are short, or begin as verbs, participles and nouns with the article do.
    let Some(first) = word.chars().next().filter(|_| (8..=2 * LONGEST).contains(&word.len())) else {
        return false;
    };
    if matches!(first, 'م' | 'ت' | 'ي' | 'ن') || word.starts_with("ال") || word.starts_with("لل") {
        return false;
    }
    let mut letters = ['\0'; LONGEST];
    let mut length = 0;
    for letter in word.chars() {
        let Some(slot) = letters.get_mut(length) else { return false };
        if is_arabic_only(letter) {
            return false;
        }
        *slot = letter;
        length += 1;
    }
    let marks = text.marks(i);
    if marks.has(Marks::TA_MARBUTA) || marks.has(Marks::TANWEEN) {
        return false;
    }
    let pronoun =
        ["ات", "ها", "هم", "نا", "وا", "كم", "هن", "ره", "ته", "نه", "له", "به", "ده", "مه", "يه", "اه"];
    if pronoun.iter().any(|end| word.ends_with(end)) || is_loan(word) {
        return false;
    }
    let letter = |k: usize| letters.get(k).copied().unwrap_or('\0');
    let vowel = |k: usize| matches!(letter(k), 'ا' | 'و' | 'ي');
    let (second, last) = (letter(1), length - 1);
    has_foreign_end(word, first, second, length, vowel(last - 1)) || {
        // A particle may be joined: `بوسائل`, `ليدافع`.
        let bare = !matches!(first, 'و' | 'ب' | 'ل' | 'ف' | 'ك' | 'س' | 'ا');
        let cluster = matches!(first, 'ب' | 'ف' | 'ك')
            && !matches!(second, 'ت' | 'م' | 'ي' | 'و' | 'ا' | 'ن' | 'س' | 'ب' | 'ل');
        let several = ["ين", "ون", "ان"].iter().any(|end| word.ends_with(end));
        let glide = |k: &usize| matches!(letter(*k), 'و' | 'ي') && !vowel(k - 1) && !vowel(k + 1);
        let mut glides = (1..last).filter(glide);
        let (one, two) = (glides.next(), glides.next());
        let long = |k: usize| letter(k) == 'ا' && !vowel(k - 1);
        let then_alif = one.is_some_and(|at| (at + 1..last).any(long));
        !several && (two.is_some() && (bare || cluster) || then_alif && bare)
    }
}

/// `قرنفولوف`, `سفينتش`, `أردانسكي`, `سالينتو`.
fn has_foreign_end(word: &str, first: char, second: char, length: usize, vowel_before_last: bool) -> bool {
    let ends = |list: &[&str]| list.iter().any(|end| word.ends_with(end));
    let joined = matches!(first, 'و' | 'ل');
    let participle = second == 'ا';
    length >= 5 && !joined && ends(&["تش", "وفا", "سكي", "نغ", "برغ", "كس"])
        || length >= 5 && !joined && !participle && ends(&["وف"])
        || length >= 6 && !joined && !participle && !matches!(first, 'ف' | 'س') && ends(&["سون", "تون"])
        || length >= 5 && !joined && !participle && first != 'س' && ends(&["وس"]) && length >= 6
        // `لاعبو الفريق`, `أرجو`: the plural in construct and verbs.
        || word.ends_with('و')
            && !vowel_before_last
            && !joined
            && first != 'س'
            && length >= 5
            && !(length == 5 && participle)
            && !(length == 5 && first == 'ا')
        || length >= 5 && !joined && first != 'س' && ends(&["يو"])
}

#[cfg(test)]
mod tests {
    use musnad_text::{Lexicon, Text};

    use super::looks_transcribed;

    #[test]
    fn names_of_other_languages_by_their_look() {
        let lexicon = Lexicon::new();
        let check = |word: &str| looks_transcribed(&Text::new(word, &lexicon), 0);
        for name in
            ["سرندوبوف", "غوتريميس", "برودوفر", "برندوفيز", "دوراليكو", "دالبرينغو", "زرادسكي", "غرندسون"]
        {
            assert!(check(name), "{name}");
        }
        for word in [
            "موضوع",
            "توزيع",
            "مدرسون",
            "بوسائل",
            "ليدافع",
            "لاعبو",
            "بحوث",
            "شيوخ",
            "دوران",
            "كوادر",
            "فيديو",
            "أرجو",
            "قرنفولوف",
            "الغوتريموف",
            "زيتون",
            "رسائل",
            "دراسات",
            "دورات",
            "جاسوس",
            "سنكتب",
        ] {
            assert!(!check(word), "{word}");
        }
    }
}
