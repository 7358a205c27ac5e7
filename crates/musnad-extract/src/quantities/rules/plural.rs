//! Whether a word is a plural by its form: sound plurals, and the broken ones whose measure hardly any singular has.
//!
//! `plurals.tsv` names those that no measure shows (`دول`, `سفن`). The measures are those of the grammars: أفعال, أفعلة, أفعلاء,
//! فعلاء, مفاعل and مفاعيل with their like. Verbal nouns in تفاعل and singulars that only look like plurals are left out.

use musnad_text::Text;

use super::super::figure::Scan;

/// Singulars that end as sound plurals or have the measure of broken ones.
const SINGULARS: [&str; 24] = [
    "قانون",
    "تلفزيون",
    "صالون",
    "كارتون",
    "بنزين",
    "تمرين",
    "تعيين",
    "تامين",
    "تدشين",
    "تخزين",
    "تحسين",
    "ياسمين",
    "مسكين",
    "سكين",
    "يقين",
    "يمين",
    "استاذ",
    "اعلان",
    "حساب",
    "ميدان",
    "ميناء",
    "مباراة",
    "مليون",
    "ملايين",
];

/// The most letters that the measures ask about.
const MOST: usize = 7;

/// Whether the noun at token `i` is a plural; `stem` is its folded form without the article.
pub(super) fn is_plural(scan: &Scan, i: usize, stem: &str) -> bool {
    if SINGULARS.contains(&stem) {
        return false;
    }
    scan.words.plurals.binary_search_by(|form| form.as_str().cmp(stem)).is_ok() || by_form(scan.text, i, stem)
}

fn by_form(text: &Text, i: usize, stem: &str) -> bool {
    let mut letters = ['\0'; MOST];
    let mut n = 0;
    for c in stem.chars() {
        if let Some(place) = letters.get_mut(n) {
            *place = c;
        }
        n += 1;
    }
    if n > 3 && stem.ends_with("ات") || n > 4 && (stem.ends_with("ين") || stem.ends_with("ون")) {
        return true;
    }
    // The hamza tells أفعال from افتعال and إفعال.
    let written = text.written(i);
    let hamza = written.contains('أ') && stem.starts_with('ا');
    let tall = written.ends_with('ء');
    match (n, letters) {
        // أفعال, أفعلة
        (5, ['ا', _, _, 'ا', ..] | ['ا', _, _, _, 'ه', ..]) => hamza,
        // أفعلاء
        (6, ['ا', _, _, _, 'ا', ..]) => hamza && tall,
        // فعلاء
        (5, [first, _, _, 'ا', ..]) => first != 'ا' && tall,
        // مفاعل, فعائل, فواعل; تفاعل is a verbal noun, and what ends in ي a relation (`عراقي`).
        (5, [first, _, 'ا', _, end, ..]) => !matches!(first, 'ا' | 'ت') && !matches!(end, 'ه' | 'ي'),
        // مفاعيل
        (6, [first, _, 'ا', _, 'ي', ..]) => first != 'ا',
        _ => false,
    }
}
