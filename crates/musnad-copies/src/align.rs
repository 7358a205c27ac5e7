//! A quotation laid along one document, word by word.
//!
//! Runs of three words that stand in both are anchors. The chain of anchors that keeps most words in order is found, and
//! only what lies between two of them is compared word against word, so that a quotation of a thousand words costs little
//! more than reading it.

use rustc_hash::FxHashMap;

use musnad_text::chars::{self, CharKind};

use crate::hash;
use crate::signature::RUN;
use crate::words::Words;

/// Of more anchors than this, the longest are taken: a text that repeats itself has them without number.
const MOST_ANCHORS: usize = 300;
/// A quotation that leaves out more words than this in one place, and does not say so, is two.
const LONGEST_GAP: usize = 60;
/// Between two anchors at most so many pairs of words are compared; beyond, the words count as replaced.
const MOST_CELLS: usize = 1 << 18;
/// From so many words on, replaced words at an end of the quotation count as added.
const STRANGE: usize = 3;
/// How many words more than the quotation's own are looked at before its first anchor and after its last.
const SLACK: usize = 8;

/// A quotation, cut: its words, and where it says that words were left out.
pub(crate) struct Quoted<'t> {
    pub raw: &'t str,
    pub words: Words,
    /// For each word and for the end: whether `…` stands before it.
    cuts: Vec<bool>,
}

impl<'t> Quoted<'t> {
    pub fn new(raw: &'t str) -> Quoted<'t> {
        let words = Words::cut(raw);
        let mut cuts = Vec::with_capacity(words.len() + 1);
        let mut from = 0;
        for i in 0..=words.len() {
            let to = if i < words.len() { words.span(i).start } else { raw.len() };
            let between = raw.get(from..to).unwrap_or_default();
            cuts.push(between.contains('…') || between.contains("..") || between.contains("\u{2025}"));
            from = words.span(i).end;
        }
        // Outside the quotation nothing can be skipped.
        if let Some(first) = cuts.first_mut() {
            *first = false;
        }
        if let Some(last) = cuts.last_mut() {
            *last = false;
        }
        Quoted { raw, words, cuts }
    }

    fn cut_before(&self, word: usize) -> bool {
        self.cuts.get(word).copied().unwrap_or(false)
    }

    /// Whether words may be skipped somewhere in the gap of `first..=end`.
    fn cut_within(&self, first: usize, end: usize) -> bool {
        self.cuts.get(first..=end).is_some_and(|cuts| cuts.contains(&true))
    }
}

/// What became of some words; the numbers are those of words, `[first, end)` on each side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// The same word, or two words in one side that are one in the other.
    Same,
    /// Another word.
    Replaced,
    /// A word of the document that is not in the quotation.
    LeftOut,
    /// The same, where the quotation says so.
    Skipped,
    /// A word of the quotation that is not in the document.
    Added,
}

/// Steps with the words that they take on both sides, in order.
#[derive(Debug, Default)]
pub(crate) struct Alignment {
    /// What became of them, the words of the quotation, the words of the document.
    pub steps: Vec<(Step, [usize; 2], [usize; 2])>,
    /// How many words of the quotation are the same.
    pub same: usize,
}

impl Alignment {
    fn push(&mut self, step: Step, quoted: [usize; 2], source: [usize; 2]) {
        if step == Step::Same {
            self.same += quoted[1] - quoted[0];
        }
        // Words that are there on one side only are told together.
        let joins = matches!(step, Step::LeftOut | Step::Skipped | Step::Added);
        if let Some((last, q, d)) = self.steps.last_mut()
            && *last == step
            && joins
        {
            q[1] = quoted[1];
            d[1] = source[1];
            return;
        }
        self.steps.push((step, quoted, source));
    }

    /// Several strange words in a row at an end do not stand for those that happen to be next to the passage: somebody's own
    /// words were put before the quotation or after it.
    fn loosen_ends(&mut self) {
        let strange = |step: &&(Step, [usize; 2], [usize; 2])| !matches!(step.0, Step::Same | Step::Skipped);
        let front = self.steps.iter().take_while(strange).count();
        if let Some(&(Step::Same, q, d)) = self.steps.get(front)
            && q[0] >= STRANGE
            && front > 0
        {
            self.steps.splice(..front, [(Step::Added, [0, q[0]], [d[0], d[0]])]);
        }
        let kept = self.steps.len() - self.steps.iter().rev().take_while(strange).count();
        let end = self.steps.last().map_or(0, |last| last.1[1]);
        if let Some(&(Step::Same, q, d)) = kept.checked_sub(1).and_then(|last| self.steps.get(last))
            && end - q[1] >= STRANGE
        {
            self.steps.truncate(kept);
            self.steps.push((Step::Added, [q[1], end], [d[1], d[1]]));
        }
    }

    /// The words of the document that the alignment takes, `[first, end)`.
    pub fn source(&self) -> [usize; 2] {
        let first = self.steps.first().map_or(0, |step| step.2[0]);
        [first, self.steps.last().map_or(first, |step| step.2[1])]
    }

    /// Whether every word is the same, those left out that are marked as such.
    pub fn is_faithful(&self) -> bool {
        !self.steps.is_empty() && self.steps.iter().all(|s| matches!(s.0, Step::Same | Step::Skipped))
    }
}

#[derive(Clone, Copy, Debug)]
struct Anchor {
    q: usize,
    d: usize,
    len: usize,
}

/// A document ready to be compared.
pub(crate) struct Source<'t> {
    pub raw: &'t str,
    pub words: Words,
}

/// Where the quotation stands in the document: the best alignment, and after it other places where every word is the same.
pub(crate) fn places(quoted: &Quoted, source: &Source) -> Vec<Alignment> {
    let mut anchors = anchors(quoted, source);
    let mut found = unbroken(quoted, source, &anchors);
    if !found.is_empty() {
        return found;
    }
    while found.len() < 8 && !anchors.is_empty() {
        let chain = chain(quoted, &anchors);
        // What is not in anchors can add to the first place, but a second one that is exact is nearly all anchors.
        let least = if found.is_empty() { quoted.words.len() / 4 } else { quoted.words.len() / 2 };
        if chain.iter().map(|anchor| anchor.len).sum::<usize>() < least {
            break;
        }
        let Some(alignment) = along(&chain, quoted, source) else { break };
        if !found.is_empty() && !alignment.is_faithful() {
            break;
        }
        let [first, end] = alignment.source();
        anchors.retain(|a| a.d + a.len <= first || a.d >= end);
        let again = alignment.is_faithful();
        found.push(alignment);
        if !again {
            break;
        }
    }
    found
}

/// Where all words of the quotation follow one another in the document, at most eight times.
fn unbroken(quoted: &Quoted, source: &Source, anchors: &[Anchor]) -> Vec<Alignment> {
    let wanted = quoted.words.hashes();
    let mut found: Vec<Alignment> = Vec::new();
    let mut free = 0;
    for anchor in anchors.iter().filter(|anchor| anchor.d >= anchor.q) {
        let start = anchor.d - anchor.q;
        let here = source.words.hashes().get(start..start + wanted.len());
        if start >= free && here == Some(wanted) && found.len() < 8 {
            let mut alignment = Alignment::default();
            for i in 0..wanted.len() {
                alignment.push(Step::Same, [i, i + 1], [start + i, start + i + 1]);
            }
            found.push(alignment);
            free = start + wanted.len();
        }
    }
    found
}

/// Rows of words that stand in both, three words and more, as long as they go.
fn anchors(quoted: &Quoted, source: &Source) -> Vec<Anchor> {
    let (q_hashes, d_hashes) = (quoted.words.hashes(), source.words.hashes());
    let mut runs: Vec<(u64, usize)> =
        q_hashes.windows(RUN).enumerate().map(|(q, run)| (hash::of_row(run), q)).collect();
    runs.sort_unstable();
    let mut reached: FxHashMap<isize, usize> = FxHashMap::default();
    let mut anchors = Vec::new();
    for (d, run) in d_hashes.windows(RUN).enumerate() {
        let run = hash::of_row(run);
        let first = runs.partition_point(|&(hash, _)| hash < run);
        let alike = runs.get(first..).unwrap_or_default().iter().take_while(|r| r.0 == run);
        for &(_, q) in alike.take(16) {
            let end = reached.entry(d as isize - q as isize).or_default();
            if d < *end {
                continue;
            }
            let (rest_q, rest_d) = (q_hashes.iter().skip(q), d_hashes.iter().skip(d));
            let whole = rest_q.zip(rest_d).take_while(|(a, b)| a == b).count();
            // Words may be skipped at `…` even where the next one happens to follow in the document.
            let len = (1..whole).find(|&i| quoted.cut_before(q + i)).unwrap_or(whole);
            *end = d + len;
            if len >= RUN {
                anchors.push(Anchor { q, d, len });
            }
        }
    }
    if anchors.len() > MOST_ANCHORS {
        anchors.sort_by_key(|a| (std::cmp::Reverse(a.len), a.d, a.q));
        anchors.truncate(MOST_ANCHORS);
        anchors.sort_by_key(|a| (a.d, a.q));
    }
    anchors
}

/// The anchors, in order on both sides, that keep most words together. Anchors come in the order of the document.
fn chain(quoted: &Quoted, anchors: &[Anchor]) -> Vec<Anchor> {
    // For each anchor: the best score of a chain that ends with it, the one before, and how much of its start is cut off.
    let mut best: Vec<(f64, Option<usize>, usize)> = Vec::with_capacity(anchors.len());
    for anchor in anchors {
        let mut mine = (anchor.len as f64, None, 0);
        for (i, before) in anchors.iter().enumerate().take(best.len()) {
            let (q_end, d_end) = (before.q + before.len, before.d + before.len);
            let trim = q_end.saturating_sub(anchor.q).max(d_end.saturating_sub(anchor.d));
            if trim >= anchor.len || before.q >= anchor.q || before.d >= anchor.d {
                continue;
            }
            let gap_q = anchor.q + trim - q_end;
            let gap_d = anchor.d + trim - d_end;
            let cost = if quoted.cut_within(q_end, anchor.q + trim) {
                gap_q as f64 * 0.5 + (1.0 + gap_d as f64).ln() * 0.1
            } else if gap_q.abs_diff(gap_d) > LONGEST_GAP {
                continue;
            } else {
                gap_q.max(gap_d) as f64 * 0.3 + gap_q.abs_diff(gap_d) as f64 * 0.2
            };
            let score = best.get(i).map_or(0.0, |b| b.0) + (anchor.len - trim) as f64 - cost;
            if score > mine.0 {
                mine = (score, Some(i), trim);
            }
        }
        best.push(mine);
    }
    let mut at = (0..best.len()).max_by(|&a, &b| {
        let score = |i: usize| best.get(i).map_or(0.0, |b| b.0);
        score(a).total_cmp(&score(b)).then(b.cmp(&a))
    });
    let mut chain = Vec::new();
    while let Some((anchor, (_, before, trim))) = at.and_then(|i| anchors.get(i).zip(best.get(i))) {
        chain.push(Anchor { q: anchor.q + trim, d: anchor.d + trim, len: anchor.len - trim });
        at = *before;
    }
    chain.reverse();
    chain
}

/// Fills in what lies before, between and after the anchors.
fn along(chain: &[Anchor], quoted: &Quoted, source: &Source) -> Option<Alignment> {
    let (first, last) = (chain.first()?, chain.last()?);
    let mut alignment = Alignment::default();
    let reach = |q_first: usize, q_end: usize, there: usize| {
        if quoted.cut_within(q_first, q_end) && q_end > q_first {
            there.min(MOST_CELLS / (q_end - q_first + 1))
        } else {
            there.min(q_end - q_first + SLACK)
        }
    };
    if first.q > 0 {
        let from = first.d - reach(0, first.q, first.d);
        gap(&mut alignment, quoted, source, [0, first.q], [from, first.d], Open::Start);
    }
    let mut before: Option<&Anchor> = None;
    for anchor in chain {
        if let Some(b) = before {
            let (q, d) = ([b.q + b.len, anchor.q], [b.d + b.len, anchor.d]);
            gap(&mut alignment, quoted, source, q, d, Open::Neither);
        }
        for i in 0..anchor.len {
            alignment.push(Step::Same, [anchor.q + i, anchor.q + i + 1], [anchor.d + i, anchor.d + i + 1]);
        }
        before = Some(anchor);
    }
    let (q_end, d_end) = (last.q + last.len, last.d + last.len);
    if q_end < quoted.words.len() {
        let there = source.words.len() - d_end;
        let to = d_end + reach(q_end, quoted.words.len(), there);
        gap(&mut alignment, quoted, source, [q_end, quoted.words.len()], [d_end, to], Open::End);
    }
    alignment.loosen_ends();
    Some(alignment)
}

/// At which side words of the document may be passed over, because the quotation begins or ends there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Start,
    Neither,
    End,
}

/// Compares the words between two anchors, or before the first, or after the last: the fewest changes (Wagner and Fischer
/// 1974), where words that are passed over at `…` or outside the quotation cost nothing.
fn gap(to: &mut Alignment, quoted: &Quoted, source: &Source, q: [usize; 2], d: [usize; 2], open: Open) {
    let (rows, columns) = (q[1] - q[0], d[1] - d[0]);
    if rows == 0 && columns > 0 {
        let step = if quoted.cut_before(q[0]) { Step::Skipped } else { Step::LeftOut };
        to.push(step, q, d);
        return;
    }
    if (rows + 1).saturating_mul(columns + 1) > MOST_CELLS {
        to.push(Step::Replaced, q, d);
        return;
    }
    let grid = Grid::new(quoted, source, q, d, open);
    for (step, i, j, wide_q, wide_d) in grid.back() {
        to.push(step, [q[0] + i, q[0] + i + wide_q], [d[0] + j, d[0] + j + wide_d]);
    }
}

/// How a cell of the grid was reached.
#[derive(Clone, Copy, PartialEq, Eq)]
enum From {
    Start,
    Same,
    /// Two words of the quotation are one of the document.
    TwoInOne,
    /// One word of the quotation is two of the document.
    OneInTwo,
    Replaced,
    LeftOut,
    Skipped,
    /// A word of the document before or after the quotation.
    Outside,
    Added,
}

struct Grid {
    columns: usize,
    from: Vec<From>,
    end: [usize; 2],
}

impl Grid {
    fn new(quoted: &Quoted, source: &Source, q: [usize; 2], d: [usize; 2], open: Open) -> Grid {
        let (rows, columns) = (q[1] - q[0], d[1] - d[0]);
        let words = |words: &Words, raw: &str, range: [usize; 2]| -> Vec<(u64, String)> {
            let hash = |i: usize| words.hashes().get(i).copied().unwrap_or_default();
            (range[0]..range[1]).map(|i| (hash(i), letters(words.span(i).of(raw)))).collect()
        };
        let (mine, theirs) = (words(&quoted.words, quoted.raw, q), words(&source.words, source.raw, d));
        let is_one = |two: Option<&[(u64, String)]>, one: &(u64, String)| {
            let Some([a, b]) = two else { return false };
            let letters = ![a.0, b.0, one.0].into_iter().any(hash::is_number);
            letters
                && a.1.len() + b.1.len() == one.1.len()
                && one.1.starts_with(&a.1)
                && one.1.ends_with(&b.1)
        };
        let width = columns + 1;
        // One row of costs before, and the one before that for two words in one.
        let (mut older, mut old, mut new) = (vec![u32::MAX / 2; width], vec![0u32; width], vec![0u32; width]);
        let mut from = vec![From::Start; width * (rows + 1)];
        let mut costs_at_end = u32::MAX;
        let mut end = [rows, columns];
        for i in 0..=rows {
            let cut = quoted.cut_before(q[0] + i);
            for j in 0..=columns {
                let mut best = (u32::MAX / 2, From::Start);
                let mut offer = |cost: u32, way: From| {
                    if cost < best.0 {
                        best = (cost, way);
                    }
                };
                if i == 0 && j == 0 {
                    offer(0, From::Start);
                }
                let at = |row: &[u32], j: usize| row.get(j).copied().unwrap_or(u32::MAX / 2);
                if let (Some(word), Some(theirs_word)) =
                    (i.checked_sub(1).and_then(|i| mine.get(i)), j.checked_sub(1).and_then(|j| theirs.get(j)))
                {
                    if word.0 == theirs_word.0 || (word.1 == theirs_word.1 && !hash::is_number(word.0)) {
                        offer(at(&old, j - 1), From::Same);
                    } else {
                        if i >= 2 && is_one(mine.get(i - 2..i), theirs_word) {
                            offer(at(&older, j - 1), From::TwoInOne);
                        }
                        if j >= 2 && is_one(theirs.get(j - 2..j), word) {
                            offer(at(&old, j - 2), From::OneInTwo);
                        }
                        // A changed word counts less than one left out and one added. At the quotation's ends it counts as much as
                        // one added, and is offered first: the word outside is the one that was changed.
                        offer(at(&old, j - 1) + 3, From::Replaced);
                    }
                }
                if j > 0 {
                    if i == 0 && open == Open::Start {
                        offer(at(&new, j - 1), From::Outside);
                    } else if cut {
                        offer(at(&new, j - 1), From::Skipped);
                    } else {
                        offer(at(&new, j - 1) + 2, From::LeftOut);
                    }
                }
                if i > 0 {
                    offer(at(&old, j) + 3, From::Added);
                }
                if let Some(cost) = new.get_mut(j) {
                    *cost = best.0;
                }
                if let Some(way) = from.get_mut(i * width + j) {
                    *way = best.1;
                }
                // The quotation ends where that costs least; a last word that was changed takes one with it.
                if open == Open::End && i == rows && best.0 <= costs_at_end {
                    (costs_at_end, end) = (best.0, [i, j]);
                }
            }
            std::mem::swap(&mut older, &mut old);
            std::mem::swap(&mut old, &mut new);
        }
        Grid { columns, from, end }
    }

    /// The steps in order: what, from which word of the quotation and of the document, and how many words of each.
    fn back(&self) -> Vec<(Step, usize, usize, usize, usize)> {
        let [mut i, mut j] = self.end;
        let mut steps = Vec::new();
        while let Some(&way) = self.from.get(i * (self.columns + 1) + j) {
            let (step, wide_q, wide_d) = match way {
                From::Start => break,
                From::Same => (Step::Same, 1, 1),
                From::TwoInOne => (Step::Same, 2, 1),
                From::OneInTwo => (Step::Same, 1, 2),
                From::Replaced => (Step::Replaced, 1, 1),
                From::LeftOut => (Step::LeftOut, 0, 1),
                From::Skipped => (Step::Skipped, 0, 1),
                From::Added => (Step::Added, 1, 0),
                From::Outside => {
                    j -= 1;
                    continue;
                }
            };
            (i, j) = (i - wide_q, j - wide_d);
            steps.push((step, i, j, wide_q, wide_d));
        }
        steps.reverse();
        steps
    }
}

/// A word folded, with the hamza on whatever it sits: `مسؤول` is `مسئول`.
fn letters(word: &str) -> String {
    if !word.contains(['ؤ', 'ئ']) {
        return chars::fold(word);
    }
    chars::fold(&word.replace(['ؤ', 'ئ'], "ء"))
}

/// Whether two spellings of one word differ in more than vowels, tatweel and the script of digits: in a hamza, `ة`/`ه`,
/// `ى`/`ي`, or a blank.
pub(crate) fn spelled_apart(a: &str, b: &str) -> bool {
    let plain = |text: &str| -> Vec<char> {
        let kept = text.chars().filter(|&c| !matches!(chars::kind(c), CharKind::Ignorable | CharKind::Other));
        kept.map(|c| match chars::kind(c) {
            CharKind::Digit(value) => char::from(b'0' + value),
            _ => c,
        })
        .collect()
    };
    a != b && plain(a) != plain(b)
}
