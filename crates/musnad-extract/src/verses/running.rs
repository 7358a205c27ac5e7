//! Verses in running text, with no marks or with marks that say nothing of the Quran.

use std::sync::OnceLock;

use musnad_text::Text;
use musnad_text::annotation::Verse;

use super::matching::{Match, Unit, extend, units};
use super::quran::{Quran, SHINGLE};
use super::{FORMULAS, choose, verse};

/// Units that must agree, formulas not counted, where two of them are rare;
const ENOUGH: usize = 5;
/// and where they are not, because every one of `في الدنيا ولا في الآخرة` is everybody's word.
const ENOUGH_COMMON: usize = 8;
/// Units that must agree around a difference outside marks.
const ALLUSION: usize = 10;
/// A word that stands less often in the Quran is rare.
const RARE: usize = 60;
/// Occurrences of one passage that are followed; the Quran's longest refrain stands 31 times.
const MANY: usize = 64;

/// Adds the verses of the whole text that are not found yet. One look into a filter for each word.
pub(super) fn find(text: &Text, quran: &Quran, verses: &mut Vec<Verse>) {
    let mut document: Vec<Unit> = Vec::with_capacity(text.len());
    units(text, 0..text.len(), &mut document);
    // What lies in a verse found already is a break: no passage runs into it.
    let mut ahead = verses.iter().peekable();
    for unit in &mut document {
        let span = text.span(unit.first as usize);
        while ahead.next_if(|v| v.span.end <= span.start).is_some() {}
        if ahead.peek().is_some_and(|v| v.span.start <= span.start) {
            unit.hash = 0;
        }
    }
    let mut hashes: Vec<u32> = document.iter().map(|u| u.hash).collect();
    let mut at = 0;
    while let Some(window) = hashes.get(at..at + SHINGLE) {
        let passages = quran.passages(window);
        if passages.is_empty() {
            at += 1;
            continue;
        }
        let mut best: Vec<Match> = Vec::new();
        for &(_, place) in passages.iter().take(MANY) {
            let place = place as usize;
            if quran.hashes.get(place..place + SHINGLE) != Some(window) {
                continue;
            }
            let found = extend(&document, quran, at, place, SHINGLE);
            match best.first().map_or(0, |b| b.matched).cmp(&found.matched) {
                std::cmp::Ordering::Less => best = vec![found],
                std::cmp::Ordering::Equal => best.push(found),
                std::cmp::Ordering::Greater => {}
            }
        }
        let Some(longest) = best.first() else {
            at += 1;
            continue;
        };
        // In the writer's own sentence a word that differs is an allusion, not a wrong quotation.
        if !longest.edits.is_empty() && longest.matched < ALLUSION && !in_marks(text, &document, longest) {
            for found in &mut best {
                *found = found.clone().up_to_edits(at);
            }
        }
        let after = best
            .first()
            .and_then(|b| document.get(b.document.end.saturating_sub(1)))
            .map_or(text.len(), |u| u.last as usize + 1);
        let Some(found) = choose(text, quran, after, &best, verses.last()) else {
            at += 1;
            continue;
        };
        let found = &found.clone().tighten(text, &document, quran);
        if enough(quran, &hashes, found, in_marks(text, &document, found)) {
            verses.push(verse(text, &document, quran, found, "running_verse"));
            at = found.document.end.max(at + 1);
            for taken in found.document.clone() {
                if let (Some(unit), Some(hash)) = (document.get_mut(taken), hashes.get_mut(taken)) {
                    (unit.hash, *hash) = (0, 0);
                }
            }
        } else {
            at += 1;
        }
    }
}

/// Whether a passage lies in one pair of marks, and is a good part of what they hold: a speech in marks is no quotation of all
/// that it alludes to.
fn in_marks(text: &Text, document: &[Unit], found: &Match) -> bool {
    let quote = |at: usize| document.get(at).and_then(|u| text.quote_at(u.first as usize));
    let first = quote(found.document.start);
    first.is_some()
        && first == quote(found.document.end.saturating_sub(1))
        && first
            .and_then(|q| text.quotes().get(q))
            .is_some_and(|q| q.close.saturating_sub(q.open) <= 3 * found.document.len() + 6)
}

/// Whether a passage is long and rare enough not to be chance or everyday speech.
fn enough(quran: &Quran, hashes: &[u32], found: &Match, in_marks: bool) -> bool {
    let matched = found.matched.saturating_sub(formula_units(quran, hashes, found));
    let passage = hashes.get(found.document.clone()).unwrap_or_default();
    let rare =
        passage.iter().filter(|&&h| (1..RARE).contains(&quran.places_of(h).len())).take(SHINGLE).count();
    match rare {
        0 | 1 => matched >= ENOUGH_COMMON,
        2 | 3 => matched >= ENOUGH,
        _ => matched >= if in_marks { SHINGLE } else { ENOUGH },
    }
}

/// How many units of a passage belong to formulas of everyday speech.
fn formula_units(quran: &Quran, hashes: &[u32], found: &Match) -> usize {
    let formulas = formulas(quran);
    let passage = hashes.get(found.document.clone()).unwrap_or_default();
    let mut count = 0;
    let mut at = 0;
    while at < passage.len() {
        let rest = passage.get(at..).unwrap_or_default();
        let longest = formulas.iter().filter(|f| rest.starts_with(f)).map(Vec::len).max().unwrap_or(0);
        let part = formulas.iter().any(|f| at == 0 && f.windows(rest.len()).any(|w| w == rest));
        count += if part { rest.len() } else { longest };
        at += if part { rest.len() } else { longest.max(1) };
    }
    count
}

fn formulas(quran: &Quran) -> &'static [Vec<u32>] {
    static HASHES: OnceLock<Vec<Vec<u32>>> = OnceLock::new();
    HASHES.get_or_init(|| {
        musnad_text::lexicon::rows(FORMULAS)
            .filter_map(|(_, columns)| {
                let numbers: Vec<u16> = columns.iter().filter_map(|c| c.parse().ok()).collect();
                let [surah, verse, first, last] = numbers[..] else { return None };
                let units = quran.find(surah, verse)?;
                let (first, last) = (units.start + usize::from(first) - 1, units.start + usize::from(last));
                quran.hashes.get(first..last.min(units.end)).map(<[u32]>::to_vec)
            })
            .collect()
    })
}
