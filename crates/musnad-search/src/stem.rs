//! Light stems of Arabic words: what a reader who searches for one form expects to find under the others.
//!
//! A word that [`fold`](musnad_text::chars::fold) has folded loses its conjunction, its article with the preposition before it, and its endings of
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
                    tables.keep.insert(without_endings(&form).to_owned());
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
        let stem = without_endings(first).to_owned();
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
    let kept = |word: &str| tables.keep.contains(word) || tables.keep.contains(without_endings(word));
    let bare = if kept(word) { word } else { without_proclitics(word, &kept) };
    if bare.len() != word.len() {
        if let Some(stem) = tables.stems.get(bare) {
            return stem.clone();
        }
    }
    // A listed word may carry a pronoun: `وزرائها`, `دولتهم`, `كتبه`.
    let ended = without_endings(bare);
    for known in [without_pronoun(bare), ended] {
        if let Some(stem) = tables.stems.get(known) {
            return stem.clone();
        }
        if let Some(base) = known.strip_suffix('ت') {
            if let Some(stem) = tables.stems.get(format!("{base}ه").as_str()) {
                return stem.clone();
            }
        }
    }
    ended.to_owned()
}

/// Whether at least so many letters are in a folded Arabic word, whose letters take two bytes each.
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

const PRONOUNS: &[&str] = &["هما", "كما", "ها", "هم", "هن", "كم", "نا"];

fn without_pronoun(word: &str) -> &str {
    let longest = PRONOUNS.iter().find_map(|p| word.strip_suffix(p)).or_else(|| word.strip_suffix('ه'));
    longest.filter(|rest| letters(rest) >= 2).unwrap_or(word)
}

/// Takes endings off until none is left that leaves three letters.
fn without_endings(word: &str) -> &str {
    const ENDINGS: &[&str] = &[
        "هما", "كما", "تين", "تان", "ها", "هم", "هن", "كم", "نا", "ات", "ون", "ين", "ان", "وا", "يه", "ه", "ي", "ا",
        "ت",
    ];
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
    let mut out = String::with_capacity(stem.len());
    for (i, c) in stem.chars().enumerate() {
        if i == 0 || !matches!(c, 'ا' | 'و' | 'ي' | 'ء') {
            out.push(c);
        }
    }
    let prefix = ["است", "مست", "يست", "تست"].iter().find_map(|p| out.strip_prefix(p));
    let prefix = prefix.or_else(|| out.strip_prefix(['ا', 'م', 'ي', 'ت', 'ن']));
    match prefix {
        Some(rest) if letters(rest) >= SHORTEST => rest.to_owned(),
        _ if letters(&out) >= 2 => out,
        _ => stem.to_owned(),
    }
}
