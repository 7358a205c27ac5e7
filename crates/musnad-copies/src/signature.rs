//! What is kept of a document to find its copies and what was quoted from it: its runs of three words, as small numbers,
//! and the figures that it tells.

use crate::error::Error;
use crate::hash;
use crate::words::Words;

/// Words of a run. Two would be shared by texts that have nothing else in common, four and more are lost around every word
/// that an editor changed.
pub(crate) const RUN: usize = 3;
/// Bits of a run's number: with 31 thousand articles (9 million runs) every second number is met once by chance, which a
/// look at the text settles.
pub(crate) const BITS: u32 = 24;

/// A table of results has more figures than are needed to know it again.
const MOST_FIGURES: usize = 1000;

const VERSION: u8 = 1;
const WHAT: &str = "signature";

/// A document in a few hundred bytes: a hash of all its words and the set of its runs of three words.
///
/// Two signatures tell how much of one text stands in another, wherever its paragraphs went. About two bytes a word of the text
/// when written by [`Signature::to_bytes`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signature {
    words: u32,
    whole: u64,
    runs: Vec<u32>,
    figures: Vec<u16>,
}

impl Signature {
    /// The signature of a text's words.
    pub fn of(words: &Words) -> Signature {
        let hashes = words.hashes();
        let mut runs: Vec<u32> = hashes.windows(RUN).map(run).collect();
        runs.sort_unstable();
        runs.dedup();
        let mut figures: Vec<u16> =
            hashes.iter().filter(|&&hash| hash::is_number(hash)).map(|&hash| (hash >> 48) as u16).collect();
        figures.sort_unstable();
        figures.dedup();
        figures.truncate(MOST_FIGURES);
        let words = u32::try_from(hashes.len()).unwrap_or(u32::MAX);
        Signature { words, whole: hash::of_row(hashes), runs, figures }
    }

    /// How many words the text has.
    pub fn words(&self) -> usize {
        self.words as usize
    }

    /// A hash of all the words in their order: equal for texts that differ in nothing but spelling and punctuation.
    pub fn whole(&self) -> u64 {
        self.whole
    }

    /// The numbers of the runs of three words, ascending, each once.
    pub fn runs(&self) -> &[u32] {
        &self.runs
    }

    /// How many figures (numbers written in digits, each once) stand here, and how many of those in the other as well.
    pub fn shared_figures(&self, other: &Signature) -> (usize, usize) {
        let shared = self.figures.iter().filter(|figure| other.figures.binary_search(figure).is_ok());
        (self.figures.len(), shared.count())
    }

    /// How many runs stand in both. Linear in the two.
    pub fn shared_runs(&self, other: &Signature) -> usize {
        let (mut a, mut b) = (self.runs.iter().peekable(), other.runs.iter().peekable());
        let mut shared = 0;
        while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
            match x.cmp(y) {
                std::cmp::Ordering::Less => _ = a.next(),
                std::cmp::Ordering::Greater => _ = b.next(),
                std::cmp::Ordering::Equal => {
                    shared += 1;
                    a.next();
                    b.next();
                }
            }
        }
        shared
    }

    /// As bytes, to be kept beside the document.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(20 + self.runs.len() * 5 / 2);
        bytes.push(VERSION);
        bytes.extend(self.words.to_le_bytes());
        bytes.extend(self.whole.to_le_bytes());
        bytes.extend((self.figures.len() as u16).to_le_bytes());
        bytes.extend(self.figures.iter().flat_map(|figure| figure.to_le_bytes()));
        bytes.extend((self.runs.len() as u32).to_le_bytes());
        let low = low_bits(self.runs.len());
        let mut out = BitWriter { bytes, bit: 0 };
        let mut before = 0;
        for &run in &self.runs {
            let step = run - before;
            before = run;
            out.ones(step >> low);
            out.bits(step, low);
        }
        out.bytes
    }

    /// Reads what [`Signature::to_bytes`] wrote.
    ///
    /// # Errors
    /// [`Error::OtherVersion`] and [`Error::Damaged`]; never a signature that was not written.
    pub fn from_bytes(bytes: &[u8]) -> Result<Signature, Error> {
        let damaged = Error::Damaged { what: WHAT };
        let (&version, rest) = bytes.split_first().ok_or(damaged)?;
        if version != VERSION {
            return Err(Error::OtherVersion { what: WHAT, found: version });
        }
        let (words, rest) = rest.split_first_chunk::<4>().ok_or(damaged)?;
        let (whole, rest) = rest.split_first_chunk::<8>().ok_or(damaged)?;
        let (count, rest) = rest.split_first_chunk::<2>().ok_or(damaged)?;
        let (figures, rest) =
            rest.split_at_checked(2 * usize::from(u16::from_le_bytes(*count))).ok_or(damaged)?;
        let figures: Vec<u16> = figures
            .chunks_exact(2)
            .filter_map(|two| two.first_chunk())
            .map(|&two| u16::from_le_bytes(two))
            .collect();
        if !figures.is_sorted_by(|a, b| a < b) {
            return Err(damaged);
        }
        let (count, rest) = rest.split_first_chunk::<4>().ok_or(damaged)?;
        let count = u32::from_le_bytes(*count) as usize;
        // Each run takes a bit at least, so a damaged count cannot ask for more memory than was given.
        if count > rest.len().saturating_mul(8) {
            return Err(damaged);
        }
        let low = low_bits(count);
        let mut input = BitReader { bytes: rest, bit: 0 };
        let mut runs = Vec::with_capacity(count);
        let mut before = 0u32;
        for i in 0..count {
            let high = input.ones().ok_or(damaged)?;
            if high > (1 << BITS) >> low {
                return Err(damaged);
            }
            let step = (high << low) | input.bits(low).ok_or(damaged)?;
            before += step;
            if before >= 1 << BITS || (i > 0 && step == 0) {
                return Err(damaged);
            }
            runs.push(before);
        }
        let words = u32::from_le_bytes(*words);
        let whole = u64::from_le_bytes(*whole);
        Ok(Signature { words, whole, runs, figures })
    }
}

/// The number of a run of words, given by their hashes.
pub(crate) fn run(hashes: &[u64]) -> u32 {
    (hash::of_row(hashes) >> (64 - BITS)) as u32
}

/// Steps between so many numbers are written in this many bits, the rest as a row of ones (Golomb and Rice's code): within
/// half a bit of the least that is possible.
fn low_bits(count: usize) -> u32 {
    ((1usize << BITS) / count.max(1)).max(1).ilog2()
}

struct BitWriter {
    bytes: Vec<u8>,
    /// Bits used of the last byte; 0 where it is full.
    bit: u32,
}

impl BitWriter {
    fn push(&mut self, one: bool) {
        if self.bit == 0 {
            self.bytes.push(0);
        }
        if let Some(last) = self.bytes.last_mut() {
            *last |= u8::from(one) << self.bit;
        }
        self.bit = (self.bit + 1) % 8;
    }

    fn ones(&mut self, count: u32) {
        for _ in 0..count {
            self.push(true);
        }
        self.push(false);
    }

    fn bits(&mut self, value: u32, count: u32) {
        for i in 0..count {
            self.push(value >> i & 1 == 1);
        }
    }
}

struct BitReader<'b> {
    bytes: &'b [u8],
    bit: usize,
}

impl BitReader<'_> {
    fn next(&mut self) -> Option<u32> {
        let byte = self.bytes.get(self.bit / 8)?;
        let bit = byte >> (self.bit % 8) & 1;
        self.bit += 1;
        Some(u32::from(bit))
    }

    fn ones(&mut self) -> Option<u32> {
        let mut count = 0;
        while self.next()? == 1 {
            count += 1;
        }
        Some(count)
    }

    fn bits(&mut self, count: u32) -> Option<u32> {
        // Eight bytes at once where they are there: a bit at a time is most of the time of opening a casefile.
        if let Some(eight) = self.bytes.get(self.bit / 8..).and_then(|rest| rest.first_chunk::<8>()) {
            let value = (u64::from_le_bytes(*eight) >> (self.bit % 8)) as u32;
            self.bit += count as usize;
            return Some(value & ((1u32 << count) - 1));
        }
        let mut value = 0;
        for i in 0..count {
            value |= self.next()? << i;
        }
        Some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signature(text: &str) -> Signature {
        Signature::of(&Words::cut(text))
    }

    #[test]
    fn bytes_go_and_come_back() {
        let mut text = String::new();
        for n in 0..3000 {
            if n < 40 || n % 500 == 0 {
                let signature = signature(&text);
                assert_eq!(Signature::from_bytes(&signature.to_bytes()), Ok(signature));
            }
            text.push_str(&format!(" كلمة{}", n * n % 1013));
        }
        let long = signature(&text);
        assert!(long.to_bytes().len() < 3000 * 12 / 5, "{}", long.to_bytes().len());
    }

    #[test]
    fn damaged_bytes_are_refused_or_read_but_never_panic() {
        let bytes = signature("اجتمع المجلس أمس في أردانة وبحث خطة الري الجديدة").to_bytes();
        for end in 0..bytes.len() {
            assert!(Signature::from_bytes(&bytes[..end]).is_err(), "{end}");
        }
        for at in 0..bytes.len() {
            for bit in 0..8 {
                let mut bytes = bytes.clone();
                bytes[at] ^= 1 << bit;
                let _ = Signature::from_bytes(&bytes);
            }
        }
        let mut newer = bytes.clone();
        newer[0] = 9;
        assert_eq!(Signature::from_bytes(&newer), Err(Error::OtherVersion { what: WHAT, found: 9 }));
    }

    #[test]
    fn shared_runs_do_not_depend_on_the_order_of_paragraphs() {
        let (one, two) = ("اجتمع المجلس أمس في أردانة.", "وبحث خطة الري الجديدة كلها.");
        let (a, b) = (signature(&format!("{one}\n{two}")), signature(&format!("{two}\n{one}")));
        assert_ne!(a.whole(), b.whole());
        assert_eq!(a.shared_runs(&b), a.runs().len() - 2);
        assert_eq!(a.shared_runs(&signature("لا شيء من هذا هنا")), 0);
    }
}
