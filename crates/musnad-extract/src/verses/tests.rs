//! The corpus tables of verses. They hold no words of the Quran: `@22:40:3-9` stands for the third to ninth word of 22:40 as the
//! text has them, `~22:40:3-9` for the same without vowels.

use musnad_text::chars::{CharKind, kind};

use super::quran::quran;
use crate::testing::check;

/// Puts the words in.
fn expand(table: &str) -> String {
    let mut out = String::new();
    let mut rest = table;
    while let Some(at) = rest.find(['@', '~']) {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        if !after[1..].starts_with(|c: char| c.is_ascii_digit()) {
            out.push_str(&after[..1]);
            rest = &after[1..];
            continue;
        }
        let end = after[1..]
            .find(|c: char| !(c.is_ascii_digit() || ":-".contains(c)))
            .map_or(after.len(), |e| e + 1);
        let numbers: Vec<usize> =
            after[1..end].split([':', '-']).map(|n| n.parse().expect("a number")).collect();
        let (surah, verse, first) = (numbers[0] as u16, numbers[1] as u16, numbers[2]);
        let last = numbers.get(3).copied().unwrap_or(first);
        let units = quran().find(surah, verse).expect("a verse");
        assert!(units.start + last <= units.end, "{surah}:{verse} has {} words", units.len());
        let words = quran().words(units.start + first - 1, units.start + last);
        if after.starts_with('@') {
            out.push_str(words);
        } else {
            let plain: String = words.chars().filter(|&c| kind(c) != CharKind::Ignorable).collect();
            out.push_str(&plain.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        rest = &after[end..];
    }
    out + rest
}

fn verses(name: &str, table: &str) {
    check(name, &expand(table), |annotations, text| {
        annotations
            .verses
            .iter()
            .map(|v| {
                let mut value = format!("{}:{}", v.surah, v.from);
                if v.to != v.from {
                    value += &format!("-{}", v.to);
                }
                value += if v.exact { " exact" } else { " altered" };
                for d in &v.differences {
                    let expected: String =
                        d.expected.chars().filter(|&c| kind(c) != CharKind::Ignorable).collect();
                    value += &format!(" {}={expected}", d.span.of(text));
                }
                (v.span, value)
            })
            .collect()
    });
}

#[test]
fn in_marks() {
    verses("marked.tsv", include_str!("corpus/marked.tsv"));
}

#[test]
fn in_running_text() {
    verses("running.tsv", include_str!("corpus/running.tsv"));
}

#[test]
fn what_is_no_verse() {
    verses("not.tsv", include_str!("corpus/not.tsv"));
}

/// The spelling of a printed Quran, made from the simple text: alif wasla, dagger alifs, `ء` before alif.
fn as_printed(words: &str) -> String {
    words
        .replace("الصَّلاةَ", "ٱلصَّلَوٰةَ")
        .replace(" ال", " ٱل")
        .replace("العالَمينَ", "ٱلۡعَٰلَمِينَ")
        .replace("آم", "ءَام")
        .replace("ماو", "مَٰو")
}

#[test]
fn every_verse_of_four_words_is_found_and_exact_in_either_spelling() {
    use musnad_text::Document;
    let engine = crate::Engine::new();
    let quran = quran();
    for (surah, verse) in (1..=114).flat_map(|s| [1u16, 3, 5, 40].map(|v| (s, v))) {
        let Some(units) = quran.find(surah, verse).filter(|u| u.len() >= 4) else { continue };
        let words = quran.words(units.start, units.end);
        for spelling in [words.to_string(), as_printed(words)] {
            let text = format!("قال تعالى: \u{FD3F}{spelling}\u{FD3E} ثم مضى.");
            let read = engine.read(&Document { text, ..Document::default() }, &crate::Options::default());
            assert_eq!(read.verses.len(), 1, "{surah}:{verse} {spelling}");
            let found = &read.verses[0];
            let there = quran.find(found.surah, found.from).unwrap();
            let repeated = quran.hashes[there.start..].starts_with(&quran.hashes[units.clone()]);
            assert!((found.surah, found.from) == (surah, verse) || repeated, "{surah}:{verse} {found:?}");
            assert!(found.exact, "{surah}:{verse} {found:?}");
        }
    }
}

#[test]
fn any_bytes_in_linear_time() {
    use musnad_text::Document;
    let engine = crate::Engine::new();
    let refrain = quran().find(55, 13).map(|u| quran().words(u.start, u.end)).unwrap();
    for text in [
        format!("{refrain} ").repeat(4_000),
        "\u{FD3F} من ".repeat(10_000),
        format!("\u{FD3F}{}\u{FD3E}", "في من على ".repeat(10_000)),
        "يا ".repeat(100_000),
        "{}﴾ ﴿ يا ... ".repeat(10_000),
        "قال تعالى ( ".repeat(10_000),
    ] {
        engine.read(&Document { text, ..Document::default() }, &crate::Options::default());
    }
}
