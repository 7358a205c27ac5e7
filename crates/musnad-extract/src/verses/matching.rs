//! Laying words of a document along words of the Quran.

use std::ops::Range;

use musnad_text::token::TokenKind;
use musnad_text::{Span, Text};

use super::quran::{EMPTY, Quran, calls, seal, skeleton};
use super::spelling;

/// A word of the document, or the vocative with the word it calls, or a break that no passage crosses (hash 0).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unit {
    pub hash: u32,
    /// First token.
    pub first: u32,
    /// Last token.
    pub last: u32,
}

impl Unit {
    pub fn is_break(self) -> bool {
        self.hash == 0
    }
}

/// Cuts tokens into units. Marks, numbers (of verses) and single line ends are skipped; a paragraph's end or a foreign word
/// is a break.
pub(crate) fn units(text: &Text, tokens: Range<usize>, out: &mut Vec<Unit>) {
    let mut open: Option<(usize, u64)> = None;
    for i in tokens {
        if text.is_word(i) {
            let word = text.word(i);
            let (first, state) = open.take().unwrap_or((i, EMPTY));
            let state = skeleton(word, state);
            if calls(word) && text.is_word(i + 1) {
                open = Some((first, state));
            } else {
                out.push(Unit { hash: seal(state).max(1), first: first as u32, last: i as u32 });
            }
        } else if text.token(i).is_some_and(|t| t.is_blank_line()) || text.kind(i) == Some(TokenKind::Latin) {
            out.push(Unit { hash: 0, first: i as u32, last: i as u32 });
        }
    }
}

/// Words that do not correspond: units of the document against units of the Quran; one of the two may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Edit {
    pub document: Range<usize>,
    pub quran: Range<usize>,
}

/// A passage laid along the Quran.
#[derive(Clone, Debug)]
pub(crate) struct Match {
    pub document: Range<usize>,
    pub quran: Range<usize>,
    /// Units that correspond.
    pub matched: usize,
    pub edits: Vec<Edit>,
}

/// The ways across words that differ: another word, one too many, one too few, two others, one for two and two for one.
const BRIDGES: [(usize, usize); 6] = [(1, 1), (1, 0), (0, 1), (2, 2), (1, 2), (2, 1)];
/// Units that must correspond behind a difference in running text; fewer is chance.
const LANDING: usize = 2;

/// Follows a passage of running text both ways from units that correspond, over single differences.
pub(crate) fn extend(units: &[Unit], quran: &Quran, document: usize, at: usize, seed: usize) -> Match {
    let surah = quran.surah(at);
    let equal = |d: usize, q: usize| {
        surah.contains(&q) && units.get(d).is_some_and(|u| !u.is_break()) && {
            units.get(d).map(|u| u.hash) == quran.hashes.get(q).copied()
        }
    };
    let whole = |d: Range<usize>| units.get(d).is_some_and(|units| units.iter().all(|u| !u.is_break()));
    let mut matched = seed;
    let mut edits = Vec::new();
    let (mut d, mut q) = (document + seed, at + seed);
    'right: loop {
        while equal(d, q) {
            (d, q, matched) = (d + 1, q + 1, matched + 1);
        }
        if edits.len() * 4 >= matched {
            break;
        }
        for (extra, missing) in BRIDGES {
            if whole(d..d + extra) && (0..LANDING).all(|n| equal(d + extra + n, q + missing + n)) {
                edits.push(Edit { document: d..d + extra, quran: q..q + missing });
                (d, q) = (d + extra, q + missing);
                continue 'right;
            }
        }
        break;
    }
    let (end_d, end_q) = (d, q);
    let (mut d, mut q) = (document, at);
    'left: loop {
        while d > 0 && q > 0 && equal(d - 1, q - 1) {
            (d, q, matched) = (d - 1, q - 1, matched + 1);
        }
        if edits.len() * 4 >= matched {
            break;
        }
        for (extra, missing) in BRIDGES {
            if d < extra + LANDING || q < missing + LANDING {
                continue;
            }
            if whole(d - extra..d) && (1..=LANDING).all(|n| equal(d - extra - n, q - missing - n)) {
                edits.insert(0, Edit { document: d - extra..d, quran: q - missing..q });
                (d, q) = (d - extra, q - missing);
                continue 'left;
            }
        }
        break;
    }
    Match { document: d..end_d, quran: q..end_q, matched, edits }
}

/// How far the two may run apart inside one passage.
const BAND: usize = 10;
/// Longest passage in marks that is laid along the Quran as a whole.
pub(crate) const LONGEST: usize = 600;

/// Lays all of `units` along the Quran near a diagonal (`units[n]` beside `at + n`), as cheaply as can be. A word for another
/// costs 6, or 4 for the first and the last, which else would be cheaper to leave out; one too many costs 4; one too few 3, so that what
/// follows an omission is still laid along.
pub(crate) fn align(units: &[Unit], quran: &Quran, at: isize) -> Match {
    const WIDTH: usize = 2 * BAND + 1;
    let place = |n: usize, k: usize| at + n as isize + k as isize - BAND as isize;
    let inside = |q: isize| q >= 0 && (q as usize) <= quran.hashes.len();
    let n = units.len().min(LONGEST);
    // steps[i][k]: how row i was reached at column k: 0 start, 1 equal, 2 other, 3 one too many, 4 one too few.
    let mut steps = vec![[0u8; WIDTH]; n + 1];
    let mut costs = [0u32; WIDTH];
    const FAR: u32 = u32::MAX / 2;
    for (k, cost) in costs.iter_mut().enumerate() {
        *cost = if inside(place(0, k)) { 0 } else { FAR };
    }
    for (i, unit) in units.iter().take(n).enumerate() {
        let mut next = [FAR; WIDTH];
        let mut row = [0u8; WIDTH];
        for k in 0..WIDTH {
            // Column k of row i+1 stands at the same place as column k+1 of row i.
            let q = place(i + 1, k);
            if !inside(q) {
                continue;
            }
            let before = costs.get(k).copied().unwrap_or(FAR);
            let equal = q > 0 && quran.hashes.get(q as usize - 1) == Some(&unit.hash);
            let other = if i == 0 || i + 1 == n { 4 } else { 6 };
            let mut best = (before + if equal { 0 } else { other }, if equal { 1 } else { 2 });
            if let Some(&above) = costs.get(k + 1)
                && above + 4 < best.0
            {
                best = (above + 4, 3);
            }
            if k > 0
                && let Some(&left) = next.get(k - 1)
                && left + 3 < best.0
            {
                best = (left + 3, 4);
            }
            if let (Some(cost), Some(step)) = (next.get_mut(k), row.get_mut(k)) {
                (*cost, *step) = best;
            }
        }
        costs = next;
        if let Some(slot) = steps.get_mut(i + 1) {
            *slot = row;
        }
    }
    // Of equal costs, the one nearest to the diagonal.
    let mut k =
        (0..WIDTH).min_by_key(|&k| (costs.get(k).copied().unwrap_or(FAR), k.abs_diff(BAND))).unwrap_or(BAND);
    let mut i = n;
    let end = place(i, k).max(0) as usize;
    let mut matched = 0;
    let mut edits: Vec<Edit> = Vec::new();
    let mut start = end;
    while i > 0 {
        let q = place(i, k).max(0) as usize;
        start = q;
        match steps.get(i).and_then(|row| row.get(k)).copied().unwrap_or(0) {
            1 => {
                matched += 1;
                i -= 1;
                start = q.saturating_sub(1);
            }
            2 => {
                i -= 1;
                start = q.saturating_sub(1);
                edits.push(Edit { document: i..i + 1, quran: start..q });
            }
            3 => {
                i -= 1;
                edits.push(Edit { document: i..i + 1, quran: q..q });
                k += 1;
            }
            4 if k > 0 => {
                start = q.saturating_sub(1);
                edits.push(Edit { document: i..i, quran: start..q });
                k -= 1;
            }
            _ => break,
        }
    }
    edits.reverse();
    Match { document: 0..n, quran: start..end, matched, edits }
}

impl Match {
    /// Cuts off what does not correspond at both ends, and single words that do so by chance beyond a difference: the
    /// writer's own words inside the marks.
    pub fn trim(mut self) -> Match {
        while let Some(edit) = self.edits.first() {
            let kept = edit.document.start - self.document.start;
            if kept > 1 {
                break;
            }
            self.matched -= kept;
            (self.document.start, self.quran.start) = (edit.document.end, edit.quran.end);
            self.edits.remove(0);
        }
        while let Some(edit) = self.edits.last() {
            let kept = self.document.end - edit.document.end;
            if kept > 1 {
                break;
            }
            self.matched -= kept;
            (self.document.end, self.quran.end) = (edit.document.start, edit.quran.start);
            self.edits.pop();
        }
        self
    }

    /// The part around a unit of the document in which nothing differs.
    pub fn up_to_edits(mut self, unit: usize) -> Match {
        for edit in std::mem::take(&mut self.edits) {
            if edit.document.end > unit {
                (self.document.end, self.quran.end) = (edit.document.start, edit.quran.start);
                break;
            }
            (self.document.start, self.quran.start) = (edit.document.end, edit.quran.end);
        }
        self.matched = self.document.len();
        self
    }

    /// For running text: cuts off units at both ends that only share a skeleton, and a single word of a further verse.
    pub fn tighten(mut self, text: &Text, units: &[Unit], quran: &Quran) -> Match {
        let printed = spelling::printed(self.span(text, units).of(text.raw()));
        let same = |d: usize, q: usize| {
            spelling::same(written(text, units, d..d + 1).of(text.raw()), quran.words(q, q + 1), printed)
        };
        loop {
            let (d, q) = (self.document.clone(), self.quran.clone());
            if d.len() < 2 || q.len() < 2 {
                return self;
            }
            let of = |q: usize| (quran.ayah(q).surah, quran.ayah(q).number);
            let inside =
                self.edits.first().is_none_or(|e| e.document.start > d.start && e.quran.start > q.start);
            let stray = of(q.start) != of(q.start + 1)
                && quran.find(of(q.start).0, of(q.start).1).is_some_and(|ayah| ayah.len() > 1);
            if inside && (stray || !same(d.start, q.start)) {
                (self.document.start, self.quran.start) = (d.start + 1, q.start + 1);
                self.matched = self.matched.saturating_sub(1);
                continue;
            }
            let inside = self.edits.last().is_none_or(|e| e.document.end < d.end && e.quran.end < q.end);
            let stray = of(q.end - 1) != of(q.end - 2)
                && quran.find(of(q.end - 1).0, of(q.end - 1).1).is_some_and(|ayah| ayah.len() > 1);
            if inside && (stray || !same(d.end - 1, q.end - 1)) {
                (self.document.end, self.quran.end) = (d.end - 1, q.end - 1);
                self.matched = self.matched.saturating_sub(1);
                continue;
            }
            return self;
        }
    }

    /// The differences that remain when spelling is looked at letter by letter: edits that are only another way to cut or spell
    /// the same words go, units that only share a skeleton come.
    pub fn differences(&self, text: &Text, units: &[Unit], quran: &Quran) -> Vec<Edit> {
        let printed = spelling::printed(self.span(text, units).of(text.raw()));
        let same = |document: &Range<usize>, passage: &Range<usize>| {
            spelling::same(
                written(text, units, document.clone()).of(text.raw()),
                quran.words(passage.start, passage.end),
                printed,
            )
        };
        let mut out: Vec<Edit> = Vec::new();
        let (mut d, mut q) = (self.document.start, self.quran.start);
        let mut edits = self.edits.iter().peekable();
        while d < self.document.end || edits.peek().is_some() {
            let Some(first) = edits.next_if(|e| e.document.start == d && e.quran.start == q) else {
                if d >= self.document.end {
                    break;
                }
                let (document, passage) = (d..d + 1, q..q + 1);
                if !same(&document, &passage) {
                    out.push(Edit { document, quran: passage });
                }
                (d, q) = (d + 1, q + 1);
                continue;
            };
            // Neighbouring edits together may be the same letters cut otherwise.
            let (mut document, mut passage) = (first.document.clone(), first.quran.clone());
            let mut singles = vec![first.clone()];
            while let Some(next) =
                edits.next_if(|e| e.document.start == document.end && e.quran.start == passage.end)
            {
                document.end = next.document.end;
                passage.end = next.quran.end;
                singles.push(next.clone());
            }
            (d, q) = (document.end, passage.end);
            let opening = document.start == self.document.start && document.len() == 1 && passage.len() == 1;
            let unopened = opening
                && spelling::same_without_conjunction(
                    written(text, units, document.clone()).of(text.raw()),
                    quran.words(passage.start, passage.end),
                    printed,
                );
            let respelled = !document.is_empty() && !passage.is_empty() && same(&document, &passage);
            if !unopened && !respelled {
                out.extend(singles);
            }
        }
        out
    }

    /// The place of the passage in the document.
    pub fn span(&self, text: &Text, units: &[Unit]) -> Span {
        written(text, units, self.document.clone())
    }
}

/// The place of units; of none, the end of the unit before.
pub(crate) fn written(text: &Text, units: &[Unit], range: Range<usize>) -> Span {
    let first = units.get(range.start);
    let last = range.end.checked_sub(1).and_then(|last| units.get(last));
    match (first, last) {
        (Some(first), Some(last)) if !range.is_empty() => {
            text.span_of(first.first as usize, last.last as usize + 1)
        }
        (_, Some(before)) => {
            let end = text.span(before.last as usize).end;
            Span::new(end, end)
        }
        (Some(first), None) => {
            let start = text.span(first.first as usize).start;
            Span::new(start, start)
        }
        _ => Span::default(),
    }
}
