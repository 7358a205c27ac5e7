//! The matter of a figure: what the words around it say it is of, and when two figures are of one matter.
//!
//! Two figures are put together where an editor would: they count the same ([`super::What`]), the words around the one say what the
//! words around the other say, and nothing names another place, another day or another body. Words weigh by how rare they are in the
//! casefile; a casefile on one event is not large enough to make its words common, so a thousand imagined documents are counted in.

use jiff::civil::Date;
use musnad_search::analyze::{Word, analyze};
use rustc_hash::FxHashMap;

use super::what::{is_common, tells_a_rise};

/// Words on each side of a figure that tell what it is of.
const NEAR: usize = 22;
/// Words with which a text begins that tell what it is about.
const LEAD: usize = 45;
/// Documents imagined beside those of the casefile, and how many of them have any one word.
const IMAGINED: (f64, f64) = (1000.0, 12.0);
/// Weights of the shared words, together: at least so much where the figures differ, and where they are the same.
const ENOUGH: (f64, f64) = (16.0, 12.0);
/// The share of each figure's words that the other text has as well.
const SHARE: (f64, f64) = (0.42, 0.3);
/// Shared words that weigh as much as this are rare.
const RARE: f64 = 4.0;
/// The rare words that two figures share, at least.
const RARE_WORDS: usize = 2;

/// A stem, by its number in [`Stems`].
pub(crate) type Stem = u32;

/// The stems of all matters that are compared, with their weights.
#[derive(Debug, Default)]
pub(crate) struct Stems {
    numbers: FxHashMap<String, Stem>,
    stems: Vec<String>,
    weights: Vec<f64>,
}

impl Stems {
    pub(crate) fn number(&mut self, stem: &str) -> Stem {
        if let Some(&number) = self.numbers.get(stem) {
            return number;
        }
        let number = self.stems.len() as Stem;
        self.numbers.insert(stem.to_owned(), number);
        self.stems.push(stem.to_owned());
        number
    }

    /// Weighs all words by how many of the documents have them.
    pub(crate) fn weigh<E>(
        &mut self,
        documents: u64,
        mut frequency: impl FnMut(&str) -> Result<u64, E>,
    ) -> Result<(), E> {
        for stem in self.stems.iter().skip(self.weights.len()) {
            let weight = (documents as f64 + IMAGINED.0) / (frequency(stem)? as f64 + IMAGINED.1);
            self.weights.push(weight.ln().max(0.0));
        }
        Ok(())
    }

    pub(crate) fn weight(&self, stem: Stem) -> f64 {
        self.weights.get(stem as usize).copied().unwrap_or_default()
    }

    pub(crate) fn sum(&self, stems: impl IntoIterator<Item = Stem>) -> f64 {
        stems.into_iter().map(|stem| self.weight(stem)).sum()
    }

    pub(crate) fn stem(&self, stem: Stem) -> &str {
        self.stems.get(stem as usize).map_or("", String::as_str)
    }
}

/// The matter of one figure. Lists are sorted and have each thing once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Matter {
    /// Words beside the figure.
    pub near: Vec<Stem>,
    /// These, the title's and those with which the text begins.
    pub wide: Vec<Stem>,
    /// States, capitals and regions named in the sentence.
    pub places: Vec<String>,
    /// Bodies and persons named in the sentence.
    pub names: Vec<String>,
    /// Days, months and years named in the sentence, as days from and to.
    pub days: Vec<(Date, Date)>,
    /// Whether the sentence says that the figure has grown.
    pub rise: bool,
}

/// The stems of a text that say something, of its first words.
pub(crate) fn telling(text: &str, most: usize) -> Vec<String> {
    let words = analyze(text).words;
    let words = words.iter().take(most).filter(|word| !is_common(&word.keys));
    words.map(|word| word.keys.stem.clone()).collect()
}

/// The title and the beginning of a text.
pub(crate) fn about(title: &str, text: &str) -> Vec<String> {
    let start = text.char_indices().nth(LEAD * 9).map_or(text, |(at, _)| text.get(..at).unwrap_or(text));
    let mut stems = telling(title, LEAD);
    stems.extend(telling(start, LEAD));
    stems
}

/// The words beside a figure whose own are `first..end` of its sentence.
pub(crate) fn beside(sentence: &[Word], first: usize, end: usize) -> (Vec<String>, bool) {
    let from = first.saturating_sub(NEAR);
    let to = (end + NEAR).min(sentence.len());
    let around = || (from..first).chain(end..to).filter_map(|at| sentence.get(at));
    let stems = around().filter(|word| !is_common(&word.keys)).map(|word| word.keys.stem.clone()).collect();
    // What has grown is told in front.
    let rise = (from..first).rev().take(8).filter_map(|at| sentence.get(at)).any(|w| tells_a_rise(&w.keys));
    (stems, rise)
}

/// How much two figures of one `What` are of one matter; `None` where they are not.
pub(crate) fn alike(
    one: &Matter,
    other: &Matter,
    same_value: bool,
    bodies: bool,
    stems: &Stems,
) -> Option<f64> {
    if disjoint(&one.places, &other.places) || (bodies && disjoint(&one.names, &other.names)) {
        return None;
    }
    if !one.days.is_empty() && !other.days.is_empty() {
        let meets = |a: &(Date, Date), b: &(Date, Date)| a.0 <= b.1 && b.0 <= a.1;
        if !one.days.iter().any(|a| other.days.iter().any(|b| meets(a, b))) {
            return None;
        }
    }
    let shared: Vec<Stem> = common(&one.near, &other.near).collect();
    let weight = stems.sum(shared.iter().copied());
    let rare = shared.iter().filter(|&&stem| stems.weight(stem) >= RARE).count();
    let (enough, share) = if same_value { (ENOUGH.1, SHARE.1) } else { (ENOUGH.0, SHARE.0) };
    if weight < enough || rare < RARE_WORDS {
        return None;
    }
    let told = |near: &[Stem], wide: &[Stem]| {
        stems.sum(common(near, wide)) / stems.sum(near.iter().copied()).max(1.0)
    };
    let least = told(&one.near, &other.wide).min(told(&other.near, &one.wide));
    (least >= share).then_some(weight * least)
}

/// Whether both name something and nothing is named by both.
fn disjoint(one: &[String], other: &[String]) -> bool {
    !one.is_empty() && !other.is_empty() && !one.iter().any(|name| other.contains(name))
}

/// What two sorted lists share.
pub(crate) fn common<'a>(one: &'a [Stem], other: &'a [Stem]) -> impl Iterator<Item = Stem> + 'a {
    one.iter().copied().filter(|stem| other.binary_search(stem).is_ok())
}
