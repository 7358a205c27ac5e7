//! Whether two spellings are of one word: what the Quran's orthography, that of today, and careless typing interchange.
//!
//! Not a difference: vowels; hamza and its seat; alif written, as a dagger, or (as in printed Qurans) left out; `ة`/`ه`,
//! `ى`/`ي`, `ة` for an open `ت` (`مرضات`); one lam for two (`اليل`); the silent alif after `و`; `الصلوة` and its like. An alif too
//! many is a difference, and so is one too few in a short word, because `قل` is not `قال`.

use std::sync::OnceLock;

use musnad_text::chars::{CharKind, Marks, fold_letter, kind};
use musnad_text::lexicon::rows;

const SPELLINGS: &str = include_str!("lexicon/spellings.tsv");

/// Whether a word of a document is a spelling of a word of the Quran. `printed` tells that the document's passage shows the
/// orthography of printed Qurans, where an alif may be missing altogether.
pub(crate) fn same(document: &str, quran: &str, printed: bool) -> bool {
    for drop_hamza in [false, true] {
        let ours = [key(document, true, drop_hamza), key(document, false, drop_hamza)];
        for dagger in [true, false] {
            let theirs = key(quran, dagger, drop_hamza);
            if ours.contains(&theirs) {
                return true;
            }
            if theirs.ends_with('ت') && document.trim_end_matches(is_vowel).ends_with('ة') {
                let closed = format!("{}ه", theirs.trim_end_matches('ت'));
                if ours.contains(&closed) {
                    return true;
                }
            }
            if ours.iter().any(|o| left_out(o, &theirs, printed)) {
                return true;
            }
        }
    }
    false
}

/// Whether a passage is written as printed Qurans are: alif wasla, dagger alif, or their pause and vowel signs.
pub(crate) fn printed(passage: &str) -> bool {
    passage.chars().any(|c| matches!(c, '\u{0671}' | '\u{0670}' | '\u{06D6}'..='\u{06ED}'))
}

/// Whether `document` is `quran` without the conjunction that opens it, as one begins a quotation in the middle.
pub(crate) fn same_without_conjunction(document: &str, quran: &str, printed: bool) -> bool {
    let mut letters = quran.char_indices().filter(|(_, c)| kind(*c) == CharKind::Arabic);
    match (letters.next(), letters.next()) {
        (Some((_, 'و' | 'ف')), Some((at, _))) => same(document, quran.get(at..).unwrap_or(""), printed),
        _ => false,
    }
}

fn is_vowel(c: char) -> bool {
    kind(c) == CharKind::Ignorable
}

/// Whether a word is another without some of its alifs, as printed Qurans write `الكتب` and `السموت`, and as their text is copied with all
/// signs lost. Of short words only where the passage shows that it was copied so: `قل` is not `قال`.
fn left_out(document: &str, quran: &str, printed: bool) -> bool {
    let skeleton = without_alif(document);
    skeleton == without_alif(quran)
        && (printed || (skeleton.chars().count() >= 4 && document.chars().count() < quran.chars().count()))
}

fn without_alif(key: &str) -> String {
    key.chars().filter(|&c| c != 'ا').collect()
}

fn key(word: &str, dagger: bool, drop_hamza: bool) -> String {
    let mut out = String::with_capacity(word.len());
    let mut letter = String::new();
    for c in word.chars() {
        letter.clear();
        match c {
            '\u{0670}' if dagger => {
                // `الصلوٰة`, `هدىٰهم`: the letter is only the dagger's seat.
                if out.ends_with(['و', 'ي']) {
                    out.pop();
                }
                letter.push('ا');
            }
            '\u{06E7}' => letter.push('ي'),
            'ء' => {}
            'أ' | 'إ' | 'ؤ' | 'ئ' if drop_hamza => {}
            _ if kind(c) == CharKind::Arabic => fold_letter(c, &mut letter, &mut Marks::default()),
            _ => {}
        }
        for c in letter.chars() {
            if !out.ends_with(c) {
                out.push(c);
            }
        }
    }
    if out.ends_with("وا") {
        out.pop();
    }
    if out.ends_with("وه") && out.chars().count() > 3 {
        out.truncate(out.len() - 4);
        out.push_str("اه");
    }
    for (from, to) in spellings() {
        if out.contains(from.as_str()) {
            out = out.replace(from.as_str(), to);
        }
    }
    out
}

/// Pairs of stems, folded, the second being the one compared.
fn spellings() -> &'static [(String, String)] {
    static PAIRS: OnceLock<Vec<(String, String)>> = OnceLock::new();
    PAIRS.get_or_init(|| {
        let plain = |word: &str| {
            let mut folded = String::new();
            for c in word.chars().filter(|&c| c != 'ء') {
                fold_letter(c, &mut folded, &mut Marks::default());
            }
            folded
        };
        rows(SPELLINGS)
            .filter_map(|(_, columns)| match columns[..] {
                [from, to] => Some((plain(from), plain(to))),
                _ => None,
            })
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_spellings_from_words() {
        for (document, quran, expected) in [
            ("السموات", "السَّماواتِ", true),
            ("الرحمن", "الرَّحمـٰنِ", true),
            ("الرحمان", "الرَّحمـٰنِ", true),
            ("ٱلۡعَٰلَمِينَ", "العالَمينَ", true),
            ("الصلوٰة", "الصَّلاةَ", true),
            ("ءامنوا", "آمَنوا", true),
            ("امنوا", "آمَنوا", true),
            ("مسؤولا", "مَسئولًا", true),
            ("يأيها", "يا أَيُّهَا", true),
            ("ٱلَّيۡلِ", "اللَّيلِ", true),
            ("تفسدواْ", "تُفسِدوا", true),
            ("هدىٰهم", "هَداهُم", true),
            ("مرضاة", "مَرضاتِ", true),
            ("السموت", "السَّماواتِ", true),
            ("الكتب", "الكِتابِ", true),
            ("الكتاب", "الكُتُبِ", false),
            ("قل", "قالَ", false),
            ("ناصرا", "نَصرًا", false),
            ("قوم", "يَومَ", false),
        ] {
            assert_eq!(same(document, quran, printed(document)), expected, "{document} {quran}");
        }
        assert!(same_without_conjunction("إن", "فَإِنَّ", false));
        assert!(!same_without_conjunction("إن", "إِنَّ", false));
    }
}
