//! Verses between marks: `﴿ ﴾` and `{ }`, which say by themselves that a verse is meant, and other marks behind words that
//! introduce one.

use std::ops::Range;

use musnad_text::Text;
use musnad_text::annotation::Verse;
use musnad_text::quote::QuoteKind;

use super::matching::{LONGEST, Match, Unit, align, units};
use super::quran::Quran;
use super::{CUE, choose, verse};

/// How far before the marks the words that introduce a verse may stand, in tokens.
const REACH: usize = 8;

/// What the marks say.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Marks {
    /// `﴿ ﴾`: a verse, nothing else.
    Ornate,
    /// `{ }`: a verse, in Arabic prose.
    Braces,
    /// Any others, behind words that introduce a verse.
    Introduced,
}

/// The verses between marks, in the order of their opening.
pub(super) fn find(text: &Text, quran: &Quran) -> Vec<Verse> {
    let mut verses: Vec<Verse> = Vec::new();
    let mut document: Vec<Unit> = Vec::new();
    let mut reached = 0;
    for quote in text.quotes() {
        let marks = match (text.mark(quote.open), quote.kind) {
            ('﴿' | '﴾', _) => Marks::Ornate,
            ('{' | '}', _) => Marks::Braces,
            (_, QuoteKind::Bracket) => continue,
            _ if introduced(text, quote.open) => Marks::Introduced,
            _ => continue,
        };
        let content = quote.open + 1..quote.close.min(quote.open + 1 + 4 * LONGEST);
        let rule = match marks {
            Marks::Ornate => "verse_in_ornate_brackets",
            Marks::Braces => "verse_in_braces",
            Marks::Introduced => "introduced_verse",
        };
        for part in parts(text, content) {
            // Pairs come in the order of their opening: one inside an earlier verse begins before that verse's end.
            if text.span(part.start).start < reached {
                continue;
            }
            document.clear();
            units(text, part.clone(), &mut document);
            document.retain(|u| !u.is_break());
            document.truncate(LONGEST);
            let best = passages(&document, quran, marks);
            if let Some(found) = choose(text, quran, quote.close + 1, &best, verses.last()) {
                // Two words that fit are chance unless they are all there is and their introduction is near.
                let short = marks == Marks::Introduced && found.matched == 2;
                if short && !(document.len() == 2 && introduced_at_once(text, quote.open)) {
                    continue;
                }
                let found = verse(text, &document, quran, found, rule);
                reached = reached.max(found.span.end);
                verses.push(found);
            }
        }
    }
    verses
}

/// Whether words that introduce a verse stand before the mark at `open`, in its sentence.
fn introduced(text: &Text, open: usize) -> bool {
    (open.saturating_sub(REACH)..open)
        .rev()
        .take_while(|&i| {
            !matches!(text.mark(i), '.' | '؟' | '!' | '»' | '”')
                && !text.token(i).is_some_and(|t| t.is_blank_line())
        })
        .any(|i| text.longest(i, CUE).is_some())
}

/// Whether the last word before the mark at `open` ends such an introduction.
fn introduced_at_once(text: &Text, open: usize) -> bool {
    let before = (open.saturating_sub(4)..open).rev().find(|&i| text.is_word(i));
    before.is_some_and(|last| {
        (last.saturating_sub(2)..=last)
            .any(|i| text.longest(i, CUE).is_some_and(|(tokens, _)| i + tokens == last + 1))
    })
}

/// The parts of a quotation between `...`.
fn parts(text: &Text, content: Range<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = content.start;
    for i in content.clone() {
        let gap = text.mark(i) == '…' || (text.mark(i) == '.' && text.mark(i + 1) == '.');
        if gap {
            out.push(start..i);
            start = i + 1;
        }
    }
    out.push(start..content.end);
    out.retain(|part| part.clone().any(|i| text.is_word(i)));
    out
}

/// Occurrences of one word that vote on where a passage stands; where every word is commoner, the rarest votes alone.
const COMMON: usize = 300;
/// Diagonals that are tried.
const TRIED: usize = 40;

/// The best places of a passage, all equally good; empty where it is not of the Quran.
fn passages(document: &[Unit], quran: &Quran, marks: Marks) -> Vec<Match> {
    if document.len() < 2 {
        return Vec::new();
    }
    let mut best: Vec<Match> = Vec::new();
    let mut best_cost = usize::MAX;
    for at in diagonals(document, quran) {
        let found = align(document, quran, at);
        let found = if marks == Marks::Introduced { found.trim() } else { found };
        let words = found.document.len();
        let enough = match marks {
            Marks::Ornate => found.matched * 2 >= words,
            Marks::Braces => found.matched * 10 >= words * 6,
            Marks::Introduced => found.matched >= 3 * found.edits.len(),
        };
        // Two words that agree are chance where others do not.
        let agrees = found.matched >= if found.edits.is_empty() { 2 } else { 3 };
        let whole = words * 10 >= document.len() * 6 || words >= 6;
        let one_surah = quran.surah(found.quran.start).contains(&found.quran.end.saturating_sub(1));
        if !(enough && agrees && whole && one_surah) {
            continue;
        }
        let cost = found.edits.len() + (document.len() - words);
        if cost < best_cost {
            best.clear();
            best_cost = cost;
        }
        if cost == best_cost && !best.iter().any(|b| b.quran == found.quran) {
            best.push(found);
        }
    }
    best.sort_by_key(|m| m.quran.start);
    best
}

/// The diagonals (`place in the Quran - place in the document`) with most words on or near them, best first.
fn diagonals(document: &[Unit], quran: &Quran) -> Vec<isize> {
    let mut votes: Vec<isize> = Vec::new();
    let sampled = document.iter().enumerate().take(LONGEST);
    for (i, unit) in sampled.clone() {
        let places = quran.places_of(unit.hash);
        if places.len() <= COMMON {
            votes.extend(places.iter().map(|&(_, at)| at as isize - i as isize));
        }
    }
    if votes.is_empty()
        && let Some((i, places)) = sampled
            .map(|(i, unit)| (i, quran.places_of(unit.hash)))
            .filter(|(_, places)| !places.is_empty())
            .min_by_key(|(_, places)| places.len())
    {
        // Only where the neighbour agrees too.
        let neighbour = if i + 1 < document.len() { i + 1 } else { i.saturating_sub(1) };
        let other = document.get(neighbour).map(|u| u.hash);
        votes.extend(
            places
                .iter()
                .map(|&(_, at)| at as isize - i as isize)
                .filter(|d| quran.hashes.get((d + neighbour as isize).max(0) as usize).copied() == other),
        );
    }
    votes.sort_unstable();
    // Runs of nearby votes: inserted or missing words move the diagonal a little.
    let mut runs: Vec<(usize, isize)> = Vec::new();
    let mut start = 0;
    while let Some(&first) = votes.get(start) {
        let end = start + votes.get(start..).unwrap_or_default().partition_point(|&v| v <= first + 4);
        let run = votes.get(start..end).unwrap_or_default();
        if let Some(&middle) = run.get(run.len() / 2) {
            runs.push((run.len(), middle));
        }
        start = end;
    }
    runs.sort_by_key(|&(count, at)| (std::cmp::Reverse(count), at));
    // A place with half the words of the best is no rival.
    let most = runs.first().map_or(0, |run| run.0);
    runs.retain(|run| run.0 * 2 >= most);
    runs.truncate(TRIED);
    runs.into_iter().map(|(_, at)| at).collect()
}
