//! Verses of the Quran: where words of it stand, which they are, and where they differ from its text.
//!
//! What counts: a passage of two words or more between `﴿ ﴾` or `{ }`, or between other marks behind words that introduce one
//! (`قال تعالى: «…»`); and five words or more in running text, formulas of everyday speech left out. Whole verses, parts, and
//! passages over several verses. What does not: prayers and sayings that are not in the Quran, and single words.
//!
//! A passage is `exact` when its letters are those of the Quran, vowels and spelling aside (`spelling`). In marks, a passage
//! is laid along the Quran as a whole, so that a wrong word stays inside it; in running text a difference counts only between
//! words that agree.
//!
//! The text is the Tanzil Quran text, simple minimal, version 1.1 (Copyright (C) 2007-2024 Tanzil Project, <https://tanzil.net>,
//! Creative Commons Attribution 3.0), as carried unchanged by the crate `quranize` (Apache-2.0); the whole notice is in the file
//! NOTICE. Nobody edits it: `build.rs` writes it out, `quran` reads it.
//!
//! Reads the text only; writes [`musnad_text::Annotations::verses`].

mod marked;
mod matching;
mod quran;
mod running;
mod spelling;
#[cfg(test)]
mod tests;

use musnad_text::annotation::{Verse, VerseDifference};
use musnad_text::lexicon::{Sense, rows};
use musnad_text::{Lexicon, Text};

use crate::registry::{Reading, class};
use matching::{Match, Unit, written};
use quran::{Quran, quran};

const CUES: &str = include_str!("lexicon/cues.tsv");
const FORMULAS: &str = include_str!("lexicon/formulas.tsv");

/// Class of the words that introduce a verse.
pub(crate) const CUE: u8 = class::VERSES;

/// Adds the words that introduce verses.
pub(crate) fn load(lexicon: &mut Lexicon) {
    for (line, columns) in rows(CUES) {
        for form in columns.iter().flat_map(|c| c.split('|')) {
            lexicon.add(form, Sense { class: CUE, index: line as u32 });
        }
    }
}

/// Writes [`musnad_text::Annotations::verses`].
pub(crate) fn run(reading: &mut Reading) {
    let text = reading.text;
    let quran = quran();
    let mut verses = marked::find(text, quran);
    verses.sort_by_key(|v| v.span);
    running::find(text, quran, &mut verses);
    verses.sort_by_key(|v| v.span);
    reading.out.verses = verses;
}

/// A passage as an annotation.
fn verse(text: &Text, units: &[Unit], quran: &Quran, found: &Match, rule: &'static str) -> Verse {
    let differences: Vec<VerseDifference> = found
        .differences(text, units, quran)
        .into_iter()
        .map(|edit| VerseDifference {
            span: written(text, units, edit.document),
            expected: quran.words(edit.quran.start, edit.quran.end).to_string(),
        })
        .collect();
    let (from, to) = (quran.ayah(found.quran.start), quran.ayah(found.quran.end.saturating_sub(1)));
    Verse {
        span: found.span(text, units),
        surah: from.surah,
        from: from.number,
        to: to.number.max(from.number),
        exact: differences.is_empty(),
        differences,
        rule,
    }
}

/// Of passages that fit equally well: the verse whose number stands behind in brackets (`[الحج: 40]`), else the one that holds
/// the passage before, else one that is a whole verse, else the first.
fn choose<'m>(
    text: &Text,
    quran: &Quran,
    end: usize,
    among: &'m [Match],
    before: Option<&Verse>,
) -> Option<&'m Match> {
    if among.len() < 2 {
        return among.first();
    }
    let cited = cited_numbers(text, end);
    let rank = |m: &Match| {
        let ayah = quran.ayah(m.quran.start);
        let whole = quran.find(ayah.surah, ayah.number) == Some(m.quran.clone());
        if cited.contains(&Some(usize::from(ayah.number))) {
            0
        } else if before.is_some_and(|v| v.surah == ayah.surah && (v.from..=v.to + 1).contains(&ayah.number))
        {
            1
        } else {
            2 + u8::from(!whole)
        }
    };
    among.iter().min_by_key(|m| (rank(m), m.quran.start))
}

/// The first numbers in the bracket that opens within three tokens of `end`.
fn cited_numbers(text: &Text, end: usize) -> [Option<usize>; 2] {
    let mut out = [None; 2];
    let Some(open) = (end..end + 3).find(|&i| matches!(text.mark(i), '(' | '[')) else { return out };
    let mut numbers = (open + 1..open + 9)
        .take_while(|&i| !matches!(text.mark(i), ')' | ']'))
        .filter(|&i| text.is_number(i))
        .filter_map(|i| text.word(i).parse().ok());
    for slot in &mut out {
        *slot = numbers.next();
    }
    out
}

/// The words of a verse, for tests that must not write them.
#[cfg(test)]
pub(crate) fn words(surah: u16, number: u16) -> &'static str {
    quran().find(surah, number).map_or("", |units| quran().words(units.start, units.end))
}
