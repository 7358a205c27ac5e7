//! Light stems of Arabic words: what a reader who searches for one form expects to find under the others.
//!
//! A word that [`fold`] has folded loses its conjunction, its article with the preposition before it, and its endings of
//! number, gender, relation and possession, as long as three letters are left. `lexicon/stems.tsv` holds what that would cut
//! wrongly (`وزير`, `ألمانيا`, `قانون`) and what no cut joins (`دولة`, `دول`); `lexicon/numbers.tsv` joins number words to digits.
//!
//! [`loose`] goes further, to the consonants of the stem, for a second and weaker field: broken plurals and the forms of a
//! verb mostly fall together there, and some strangers with them.

use std::sync::LazyLock;

use musnad_text::chars::fold;
use musnad_text::lexicon::rows;
use rustc_hash::{FxHashMap, FxHashSet};

/// Stems are never cut shorter than this many letters.
const SHORTEST: usize = 3;

/// The files beside this one, folded.
struct Tables {
    /// Words whose first letters belong to them.
    keep: FxHashSet<String>,
    /// Words that stand for a stem of their own.
    stems: FxHashMap<String, String>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut tables = Tables { keep: FxHashSet::default(), stems: FxHashMap::default() };
    let stems = include_str!("lexicon/stems.tsv");
    for (_, row) in rows(stems) {
        let [rule, forms] = row[..] else { continue };
        let forms = forms.split('|').map(fold);
        match rule {
            "keep" => {
                for form in forms {
                    // `وزارتها` is cut back to `وزار` as `وزارة` is.
                    let ended = without_endings(&form);
                    if telling(ended) {
                        tables.keep.insert(ended.to_owned());
                    }
                    tables.keep.insert(form);
                }
            }
            "whole" => {
                for form in forms {
                    tables.stems.entry(form.clone()).or_insert(form);
                }
            }
            _ => {}
        }
    }
    for (_, row) in rows(include_str!("lexicon/numbers.tsv")) {
        let [digits, forms] = row[..] else { continue };
        for form in forms.split('|').map(fold) {
            tables.stems.insert(form, digits.to_owned());
        }
    }
    // Rows of `as` come last: a form may stand among the whole words too, and its row says more.
    for (_, row) in rows(stems) {
        let ["as", forms] = row[..] else { continue };
        let forms: Vec<String> = forms.split('|').map(fold).collect();
        let Some(first) = forms.first() else { continue };
        let whole = tables.stems.get(first).filter(|stem| *stem == first);
        let stem = whole.cloned().unwrap_or_else(|| without_endings(first).to_owned());
        for form in forms {
            tables.stems.insert(form, stem.clone());
        }
    }
    tables
});

/// The light stem of a folded word; the word itself where it is not Arabic.
///
/// ```
/// use musnad_search::stem::stem;
/// use musnad_text::chars::fold;
/// assert_eq!(stem(&fold("وبالمدارس")), stem(&fold("مدارس")));
/// assert_eq!(stem(&fold("الجمهورية")), stem(&fold("جمهوري")));
/// assert_ne!(stem(&fold("وزير")), stem(&fold("زير")));
/// ```
pub fn stem(word: &str) -> String {
    stem_in(&TABLES, word)
}

fn stem_in(tables: &Tables, word: &str) -> String {
    if !word.starts_with(|c: char| ('\u{621}'..='\u{6FF}').contains(&c)) {
        return word.to_owned();
    }
    if let Some(stem) = tables.stems.get(word) {
        return stem.clone();
    }
    let kept = |word: &str| {
        let ended = without_endings(word);
        tables.keep.contains(word) || (telling(ended) && tables.keep.contains(ended))
    };
    let bare = if kept(word) { word } else { without_proclitics(word, &kept) };
    // `للبنان` has no article: its second lam is the name's.
    let unjoined = word.strip_prefix('و').unwrap_or(word);
    if let Some(lam) = unjoined.strip_prefix('ل').filter(|rest| rest.starts_with('ل'))
        && let Some(stem) = tables.stems.get(lam)
    {
        return stem.clone();
    }
    if bare.len() != word.len()
        && let Some(stem) = tables.stems.get(bare)
    {
        return stem.clone();
    }
    // A listed word may carry a pronoun: `وزرائها`, `دولتهم`, `كتبه`.
    let ended = without_endings(bare);
    for known in [without_pronoun(bare), ended] {
        // A number word bears no ending: `تسعى` is not nine.
        if let Some(stem) =
            tables.stems.get(known).filter(|stem| !stem.starts_with(|c: char| c.is_ascii_digit()))
        {
            return stem.clone();
        }
        // A final hamza gets a seat before a pronoun: `أسماؤها`, `أسمائها`.
        if let Some(base) = known.strip_suffix("او").or_else(|| known.strip_suffix("اي"))
            && let Some(stem) = tables.stems.get(format!("{base}اء").as_str())
        {
            return stem.clone();
        }
        if let Some(base) = known.strip_suffix('ت').filter(|base| letters(base) >= SHORTEST)
            && let Some(stem) = tables.stems.get(format!("{base}ه").as_str())
        {
            return stem.clone();
        }
    }
    present(ended, &kept)
}

/// Whether what is left of a word without its endings tells the word: with `ال` before them, one letter or two are too few
/// (`ألحان` would keep `الحكم`, `ألوف` would keep `الوفاة`).
fn telling(ended: &str) -> bool {
    letters(ended) > SHORTEST + 1 || !ended.starts_with("ال")
}

/// The persons of the present fall together: `يقرر`, `تقرر`, `سيقرر`, `ستقرر`.
fn present(stem: &str, kept: &dyn Fn(&str) -> bool) -> String {
    if letters(stem) <= SHORTEST || kept(stem) {
        return stem.to_owned();
    }
    let future =
        stem.strip_prefix('س').filter(|rest| rest.starts_with(['ي', 'ت']) && letters(rest) > SHORTEST);
    let rest = future.unwrap_or(stem);
    match rest.strip_prefix('ي') {
        Some(rest) => format!("ت{rest}"),
        None => rest.to_owned(),
    }
}

/// The stem of what is left without a preposition of one letter, `ب` or `ل`, where the word may carry one: `بمصر`, `لدولة`.
/// Whether it does is not known here: both stems are looked up.
///
/// ```
/// use musnad_search::stem::after_preposition;
/// assert_eq!(after_preposition("لدوله").as_deref(), Some("دول"));
/// assert_eq!(after_preposition("لجنه"), None);
/// ```
pub fn after_preposition(word: &str) -> Option<String> {
    let tables = &*TABLES;
    let word = word.strip_prefix('و').filter(|rest| rest.starts_with(['ب', 'ل'])).unwrap_or(word);
    let rest =
        word.strip_prefix(['ب', 'ل']).filter(|rest| letters(rest) >= SHORTEST && !rest.starts_with("ال"))?;
    let known = |word: &str| tables.keep.contains(word) || tables.stems.contains_key(word);
    let listed = known(word) || known(without_endings(word)) || known(without_pronoun(word));
    // `لل` is the article's.
    (!listed && !word.starts_with("لل")).then(|| stem_in(tables, rest))
}

/// How many letters a folded Arabic word has: each takes two bytes.
fn letters(word: &str) -> usize {
    word.len() / 2
}

fn without_proclitics<'w>(word: &'w str, kept: &dyn Fn(&str) -> bool) -> &'w str {
    let mut rest = word;
    if let Some(after) = rest.strip_prefix('و').filter(|after| letters(after) >= SHORTEST) {
        rest = after;
        if kept(rest) {
            return rest;
        }
    }
    const ARTICLES: &[&str] = &["فبال", "فلل", "فال", "بال", "كال", "ال", "لل"];
    for article in ARTICLES {
        if let Some(after) = rest.strip_prefix(article).filter(|after| letters(after) >= 2) {
            return after;
        }
    }
    rest
}

/// `كم` and `هن` are left out: reporting hardly ever has them, and roots often end so (`محاكم`, `مهنة`).
const PRONOUNS: &[&str] = &["هما", "ها", "هم", "نا"];

fn without_pronoun(word: &str) -> &str {
    let longest = PRONOUNS.iter().find_map(|p| word.strip_suffix(p)).or_else(|| word.strip_suffix('ه'));
    longest.filter(|rest| letters(rest) >= 2).unwrap_or(word)
}

/// Takes endings off until none is left that leaves three letters.
fn without_endings(word: &str) -> &str {
    const ENDINGS: &[&str] =
        &["هما", "تين", "تان", "ها", "هم", "نا", "ات", "ون", "ين", "ان", "وا", "يه", "ه", "ي", "ا", "ت"];
    let mut rest = word;
    // Three rounds take off `اتها`, `ييهم`, `تيها`; more would eat into roots.
    for _ in 0..3 {
        let shorter =
            ENDINGS.iter().filter_map(|e| rest.strip_suffix(e)).find(|rest| letters(rest) >= SHORTEST);
        match shorter {
            Some(shorter) => rest = shorter,
            None => break,
        }
    }
    rest
}

/// The consonants of a stem, without the first letters that forms of a verb add: a weak key, for words that are one in meaning
/// and differ in their pattern (`سلجوقي`, `سلاجقة`; `يكتشف`, `اكتشاف`).
pub fn loose(stem: &str) -> String {
    if !stem.starts_with(|c: char| ('\u{621}'..='\u{6FF}').contains(&c)) {
        return stem.to_owned();
    }
    let prefix = ["است", "مست", "يست", "تست"].iter().find_map(|p| stem.strip_prefix(p));
    let prefix = prefix.or_else(|| stem.strip_prefix(['ا', 'م', 'ي', 'ت', 'ن']));
    let root = prefix.filter(|rest| letters(rest) >= SHORTEST).unwrap_or(stem);
    let mut out = String::with_capacity(root.len());
    for (i, c) in root.chars().enumerate() {
        // The added ت of the eighth form stays: taking it out would join too much.
        if i == 0 || !matches!(c, 'ا' | 'و' | 'ي' | 'ء') {
            out.push(c);
        }
    }
    if letters(&out) >= 2 { out } else { root.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All readings of a raw word.
    fn readings(raw: &str) -> Vec<String> {
        let folded = fold(raw);
        let mut readings = vec![stem(&folded)];
        readings.extend(after_preposition(&folded));
        readings
    }

    #[test]
    fn what_belongs_together_falls_together() {
        let mut wrong = Vec::new();
        for (line, row) in rows(include_str!("corpus/stems.tsv")) {
            let [expected, forms] = row[..] else {
                wrong.push(format!("{line}: not two columns"));
                continue;
            };
            let forms: Vec<&str> = forms.split('|').collect();
            let first = readings(forms[0]);
            let (expected, known_wrong) = match expected.strip_prefix('!') {
                Some(expected) => (expected, true),
                None => (expected, false),
            };
            let mut as_expected = true;
            for form in &forms[1..] {
                let others = readings(form);
                let together = others.contains(&first[0]);
                if together != (expected == "together") {
                    as_expected = false;
                    if !known_wrong {
                        wrong.push(format!("{line}: {expected}: {} {first:?}, {form} {others:?}", forms[0]));
                    }
                }
            }
            if known_wrong && as_expected {
                wrong.push(format!("{line}: right now: take the ! away"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn any_word_has_a_stem_and_consonants() {
        for raw in [
            "",
            "و",
            "ال",
            "لل",
            "بال",
            "وال",
            "ت",
            "اا",
            "ييي",
            "پژوهش",
            "abc",
            "42",
            "ءءء",
            "سي",
            "ستت",
            "ةةةة",
        ] {
            let folded = fold(raw);
            let stem = stem(&folded);
            assert_eq!(stem.is_empty(), folded.is_empty(), "{raw}");
            assert_eq!(loose(&stem).is_empty(), stem.is_empty(), "{raw}");
            let _ = after_preposition(&folded);
        }
    }

    #[test]
    fn patterns_of_one_root_share_their_consonants() {
        for (one, other) in
            [("سلجوقي", "سلاجقة"), ("يكتشف", "اكتشاف"), ("أقلام", "قلم"), ("مدارس", "مدرسة"), ("يشخص", "تشخيص")]
        {
            assert_eq!(loose(&stem(&fold(one))), loose(&stem(&fold(other))), "{one} {other}");
        }
    }
}
