//! The text of the Quran as an array of words, with the two tables that find a passage in it.
//!
//! A *unit* is a word, or the vocative `يا` with the word it calls, because printed Qurans join them (`يأيها`) and papers do
//! not. Units are compared by a hash of their skeleton: the folded letters without alif and hamza, where the spelling of the
//! Quran and that of today part most; [`super::spelling`] then compares the letters themselves.

use std::sync::OnceLock;

use musnad_text::Span;
use musnad_text::chars::{CharKind, fold, kind};

/// One verse a line, written by `build.rs`.
const LINES: &str = include_str!(concat!(env!("OUT_DIR"), "/quran.tsv"));

/// Units in the shortest passage that is looked for in running text.
pub(crate) const SHINGLE: usize = 4;

/// Bits of the filter in front of the passage table: 128 KB, in reach of a core's own cache, an eighth of it set.
const FILTER_BITS: u32 = 20;

/// A verse.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ayah {
    /// First unit.
    pub first: u32,
    pub surah: u16,
    pub number: u16,
}

/// The text and its tables.
pub(crate) struct Quran {
    /// Place of each unit in [`LINES`].
    places: Vec<(u32, u32)>,
    /// Skeleton of each unit.
    pub hashes: Vec<u32>,
    ayat: Vec<Ayah>,
    filter: Vec<u64>,
    /// Passages of [`SHINGLE`] units, as hash and first unit, sorted.
    shingles: Vec<(u32, u32)>,
    /// Units as hash and place, sorted. Only marked passages ask for it.
    postings: OnceLock<Vec<(u32, u32)>>,
}

/// The text, cut and indexed at the first call (some 15 ms).
pub(crate) fn quran() -> &'static Quran {
    static QURAN: OnceLock<Quran> = OnceLock::new();
    QURAN.get_or_init(Quran::build)
}

/// The start of a skeleton.
pub(crate) const EMPTY: u64 = 0x9E37_79B9_7F4A_7C15;

/// Adds a folded word to a skeleton: its letters without alif and hamza. `وه` at the end is `ه`: the Quran's `الصلوة` is
/// `الصلاة`.
#[inline]
pub(crate) fn skeleton(folded: &str, mut state: u64) -> u64 {
    let mut bytes = folded.as_bytes();
    while let Some((&lead, rest)) = bytes.split_first() {
        bytes = rest;
        let letter = match (lead, rest) {
            (0xC0..=0xDF, [trail, after @ ..]) => {
                bytes = after;
                u16::from_be_bytes([lead, *trail])
            }
            _ => u16::from(lead),
        };
        const ALIF: u16 = 0xD8A7;
        const HAMZA: u16 = 0xD8A1;
        const WAW: u16 = 0xD988;
        if letter == ALIF || letter == HAMZA || (letter == WAW && bytes == "ه".as_bytes()) {
            continue;
        }
        state = (state.rotate_left(5) ^ u64::from(letter)).wrapping_mul(0x517C_C1B7_2722_0A95);
    }
    state
}

/// The hash of a finished skeleton.
#[inline]
pub(crate) fn seal(state: u64) -> u32 {
    (state >> 32) as u32 ^ state as u32
}

/// Whether a folded word is the vocative, which belongs to the word after it.
#[inline]
pub(crate) fn calls(folded: &str) -> bool {
    matches!(folded, "يا" | "ويا")
}

#[inline]
fn shingle(units: &[u32]) -> u64 {
    units.iter().fold(EMPTY, |h, &u| (h.rotate_left(13) ^ u64::from(u)).wrapping_mul(0x9FB2_1C65_1E98_DF25))
}

impl Quran {
    fn build() -> Quran {
        let mut quran = Quran {
            places: Vec::with_capacity(78_000),
            hashes: Vec::with_capacity(78_000),
            ayat: Vec::with_capacity(6_236),
            filter: vec![0; 1 << (FILTER_BITS - 6)],
            shingles: Vec::with_capacity(78_000),
            postings: OnceLock::new(),
        };
        for line in LINES.lines() {
            let mut columns = line.splitn(3, '\t');
            let mut number = || columns.next().and_then(|c| c.parse::<u16>().ok()).unwrap_or(0);
            let (surah, number) = (number(), number());
            quran.ayat.push(Ayah { first: quran.hashes.len() as u32, surah, number });
            quran.cut(columns.next().unwrap_or(""));
        }
        for at in 0..quran.hashes.len().saturating_sub(SHINGLE - 1) {
            let last = at + SHINGLE - 1;
            if quran.ayah(at).surah != quran.ayah(last).surah {
                continue;
            }
            let hash = shingle(quran.hashes.get(at..=last).unwrap_or_default());
            for bit in filter_bits(hash) {
                if let Some(slot) = quran.filter.get_mut((bit >> 6) as usize) {
                    *slot |= 1 << (bit & 63);
                }
            }
            quran.shingles.push(((hash >> 32) as u32, at as u32));
        }
        quran.shingles.sort_unstable();
        quran
    }

    fn cut(&mut self, ayah: &'static str) {
        let base = ayah.as_ptr() as usize - LINES.as_ptr() as usize;
        let mut open: Option<(u32, u64)> = None;
        for word in ayah.split(' ').filter(|w| !w.is_empty()) {
            let start = (base + word.as_ptr() as usize - ayah.as_ptr() as usize) as u32;
            let folded = fold(word);
            if !folded.chars().any(|c| kind(c) == CharKind::Arabic) {
                continue; // a pause mark, the sign of prostration
            }
            let (start, state) = open.take().unwrap_or((start, EMPTY));
            let state = skeleton(&folded, state);
            if calls(&folded) {
                open = Some((start, state));
                continue;
            }
            let end = (base + word.as_ptr() as usize - ayah.as_ptr() as usize + word.len()) as u32;
            self.places.push((start, end));
            self.hashes.push(seal(state));
        }
    }

    /// The verse that holds a unit.
    pub fn ayah(&self, unit: usize) -> Ayah {
        let after = self.ayat.partition_point(|a| a.first as usize <= unit);
        self.ayat.get(after.saturating_sub(1)).copied().unwrap_or(Ayah { first: 0, surah: 0, number: 0 })
    }

    /// A verse by its numbers: its units.
    pub fn find(&self, surah: u16, number: u16) -> Option<std::ops::Range<usize>> {
        let at = self.ayat.binary_search_by_key(&(surah, number), |a| (a.surah, a.number)).ok()?;
        let end = self.ayat.get(at + 1).map_or(self.hashes.len(), |a| a.first as usize);
        Some(self.ayat.get(at)?.first as usize..end)
    }

    /// The units of the sura that holds a unit.
    pub fn surah(&self, unit: usize) -> std::ops::Range<usize> {
        let surah = self.ayah(unit).surah;
        let first = self.ayat.partition_point(|a| a.surah < surah);
        let end = self.ayat.partition_point(|a| a.surah <= surah);
        let unit = |at: usize| self.ayat.get(at).map_or(self.hashes.len(), |a| a.first as usize);
        unit(first)..unit(end)
    }

    /// The units `from..to` as they are written.
    pub fn words(&self, from: usize, to: usize) -> &'static str {
        match (self.places.get(from), to.checked_sub(1).and_then(|last| self.places.get(last))) {
            (Some(first), Some(last)) if from < to => Span::new(first.0 as usize, last.1 as usize).of(LINES),
            _ => "",
        }
    }

    /// Where the passages stand that begin with these [`SHINGLE`] units: one look into the filter, and almost always no more.
    #[inline]
    pub fn passages(&self, units: &[u32]) -> &[(u32, u32)] {
        let hash = shingle(units);
        for bit in filter_bits(hash) {
            if self.filter.get((bit >> 6) as usize).is_none_or(|slot| slot & (1 << (bit & 63)) == 0) {
                return &[];
            }
        }
        range(&self.shingles, (hash >> 32) as u32)
    }

    /// Where a unit stands.
    pub fn places_of(&self, unit: u32) -> &[(u32, u32)] {
        let postings = self.postings.get_or_init(|| {
            let mut all: Vec<(u32, u32)> =
                self.hashes.iter().enumerate().map(|(at, &hash)| (hash, at as u32)).collect();
            all.sort_unstable();
            all
        });
        range(postings, unit)
    }
}

#[inline]
fn filter_bits(hash: u64) -> [u32; 2] {
    const MASK: u32 = (1 << FILTER_BITS) - 1;
    [hash as u32 & MASK, (hash >> 22) as u32 & MASK]
}

fn range(table: &[(u32, u32)], hash: u32) -> &[(u32, u32)] {
    let first = table.partition_point(|e| e.0 < hash);
    let rest = table.get(first..).unwrap_or_default();
    rest.get(..rest.partition_point(|e| e.0 == hash)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(words: &str) -> u32 {
        seal(fold(words).split(' ').fold(EMPTY, |state, word| skeleton(word, state)))
    }

    #[test]
    fn skeletons_forget_how_alif_and_hamza_are_spelled() {
        for (a, b) in [
            ("الصلاة", "الصلوة"),
            ("السموات", "السماوات"),
            ("ءامنوا", "آمنوا"),
            ("يا أيها", "يأيها"),
            ("العلمين", "العالمين"),
        ] {
            assert_eq!(hash(a), hash(b), "{a} {b}");
        }
        assert_ne!(hash("قوم"), hash("قلم"));
    }

    #[test]
    fn the_whole_text_is_there() {
        let quran = quran();
        assert_eq!(quran.ayat.len(), 6236);
        assert_eq!(quran.ayat.last().map(|a| (a.surah, a.number)), Some((114, 6)));
        assert_eq!(quran.find(2, 286).map(|r| quran.ayah(r.start).number), Some(286));
        assert_eq!(quran.find(2, 287), None);
        // Nothing is lost between units: each verse is the line it came from.
        for (ayah, line) in quran.ayat.iter().zip(LINES.lines()) {
            let units = quran.find(ayah.surah, ayah.number).unwrap();
            let words = line.splitn(3, '\t').nth(2).unwrap();
            let words = words.trim_end_matches([' ', '\u{06E9}', '\u{06DC}']);
            assert_eq!(quran.words(units.start, units.end), words);
        }
    }
}
