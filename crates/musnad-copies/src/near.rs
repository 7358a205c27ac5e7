//! Copies: the same text again, cut, reordered, retitled or added to, and texts that stand whole in a longer one.
//!
//! Candidates share runs of three words. To find them, one run in four is looked up, the same ones in every document (the
//! sample of MinHash in the form that also serves containment: Broder 1997, "On the resemblance and containment of
//! documents"; FracMinHash in the later literature), so that time grows with the length of the texts and not with their
//! pairs. Each candidate is then judged by all its runs.
//!
//! What many documents share is a form and not a copy: a formula of greeting, a footer, a court's notice in ever the same
//! words about another person. So a run weighs the less the more documents hold it, and two texts are copies when enough of
//! the *weight* of the shorter one is shared: what one notice does not share with the next (names, numbers, dates) is
//! rare and weighs most.
//!
//! The weight of a run changes as documents are added. Asked again for all documents, the pairs do not depend on the order
//! in which they came; kept from one time to the next, a pair stays what it was when the later of its two documents came.
//!
//! A text that quotes another whole but is mostly its own is no copy of it, and is not put in its group; otherwise a
//! round-up of the day would join all wires that it holds.

use rustc_hash::FxHashMap;

use crate::index::{Doc, Index};
use crate::signature::Signature;

/// Texts of fewer words are copies only where all their words are the same: short ones share their few runs by chance.
pub const SHORT: usize = 12;
/// One run in so many is looked up to find candidates.
const SAMPLED: u32 = 4;
/// Of a run that more documents hold, only these are taken: their copies meet in other runs, or in these.
const MOST_HOLDERS: usize = 100;
/// So many of the sampled runs are looked up, the rarest.
const MOST_LOOKED_UP: usize = 64;
/// A document that shares fewer than one in so many of those is not looked at.
const UNLIKELY: usize = 8;
/// So much of the weight of the shorter text is shared by copies.
const OF_SHORTER: f64 = 0.5;
/// So many of the runs of the longer text stand in a copy of it; where they are fewer, the longer one holds the shorter.
const OF_LONGER: f64 = 0.3;
/// Two texts that both have so many figures must share half of those of one.
const FIGURES: usize = 2;
/// So much of the weight of a text must stand in another that is said to hold it.
const HELD: f64 = 0.7;

/// Two groups become one where one in so many of all pairs across them is a pair of copies.
const ACROSS: usize = 2;

/// How two texts are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// The same words in the same order; spelling and punctuation may differ.
    Exact,
    /// Most of both is the same.
    Near,
    /// The first holds most of the second, and more that is not in it.
    Contains,
}

/// Two documents of which one was copied from the other, or both from a third.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The two; for [`Kind::Contains`] the longer first, else the lower number.
    pub docs: [Doc; 2],
    /// How they are the same.
    pub kind: Kind,
    /// The share of each one's runs of three words that stand in the other, from 0 to 1.
    pub shared: [f64; 2],
}

/// The documents of `index` that `signature`, of the document `doc`, is a copy of, holds, or is held by, in the order of
/// their numbers. `signature_of` gives the signatures that were put in the index; a document for which it has none is
/// left out.
///
/// Nothing is changed, so several documents can be asked for at once. Exact copies of short texts have no runs in common
/// with anything: see [`exact_pairs`].
pub fn pairs_of<S: std::borrow::Borrow<Signature>>(
    doc: Doc,
    signature: &Signature,
    index: &Index,
    signature_of: impl Fn(Doc) -> Option<S>,
) -> Vec<Pair> {
    pairs(doc, signature, index, signature_of, |_| true)
}

/// As [`pairs_of`], but only with documents of lower numbers: asked for every document, each pair is found once.
pub fn pairs_before<S: std::borrow::Borrow<Signature>>(
    doc: Doc,
    signature: &Signature,
    index: &Index,
    signature_of: impl Fn(Doc) -> Option<S>,
) -> Vec<Pair> {
    pairs(doc, signature, index, signature_of, |other| other < doc)
}

fn pairs<S: std::borrow::Borrow<Signature>>(
    doc: Doc,
    signature: &Signature,
    index: &Index,
    signature_of: impl Fn(Doc) -> Option<S>,
    asked: impl Fn(Doc) -> bool,
) -> Vec<Pair> {
    if signature.words() < SHORT {
        return Vec::new();
    }
    let sampled = signature.runs().iter().filter(|&&run| run % SAMPLED == 0);
    let mut looked_up: Vec<(usize, u32)> = sampled.map(|&run| (index.count(run), run)).collect();
    // A run that stands here only leads nowhere, and the commonest lead everywhere.
    let sampled = looked_up.len().min(MOST_LOOKED_UP);
    looked_up.retain(|&(count, _)| count > 1);
    looked_up.sort_unstable();
    looked_up.truncate(MOST_LOOKED_UP);
    let mut met: FxHashMap<Doc, usize> = FxHashMap::default();
    for &(_, run) in &looked_up {
        for other in index.documents(run).take(MOST_HOLDERS).filter(|&d| d != doc && asked(d)) {
            *met.entry(other).or_default() += 1;
        }
    }
    let mut candidates: Vec<(Doc, usize)> = met.into_iter().collect();
    candidates.sort_unstable();
    let mut found = Vec::new();
    for (other, met) in candidates {
        let Some(other_signature) = signature_of(other) else { continue };
        let other_signature = other_signature.borrow();
        let of_other = other_signature.runs().len() / SAMPLED as usize;
        // One run in common of many is a name or a turn of phrase.
        let likely = met * UNLIKELY >= sampled.min(of_other);
        if likely && other_signature.words() >= SHORT {
            found.extend(judge([doc, other], [signature, other_signature], index));
        }
    }
    found
}

/// What a run counts that stands in so many documents: a half in four, a tenth in a hundred and more.
fn weight(documents: usize) -> f64 {
    (documents.max(1) as f64).sqrt().recip().max(0.1)
}

fn judge(docs: [Doc; 2], signatures: [&Signature; 2], index: &Index) -> Option<Pair> {
    let [one, two] = signatures;
    if docs[0] > docs[1] {
        return judge([docs[1], docs[0]], [two, one], index);
    }
    if one.whole() == two.whole() && one.words() == two.words() {
        return Some(Pair { docs, kind: Kind::Exact, shared: [1.0, 1.0] });
    }
    let (shorter, longer) = if one.runs().len() <= two.runs().len() { (one, two) } else { (two, one) };
    let both = one.shared_runs(two) as f64;
    let share = |signature: &Signature| both / signature.runs().len().max(1) as f64;
    if share(shorter) < OF_SHORTER {
        return None;
    }
    // Two reports of one form about two days or two shipments differ in their figures, each has its own; a copy has those of
    // its original, or only adds some.
    let others_figures = |a: &Signature, b: &Signature| {
        let (figures, same) = a.shared_figures(b);
        figures >= FIGURES && same * 2 < figures
    };
    if others_figures(shorter, longer) && others_figures(longer, shorter) {
        return None;
    }
    let (mut all, mut held) = (0.0, 0.0);
    let mut others = longer.runs().iter().copied().peekable();
    for &run in shorter.runs() {
        let weight = weight(index.count(run));
        all += weight;
        while others.next_if(|&other| other < run).is_some() {}
        if others.peek() == Some(&run) {
            held += weight;
        }
    }
    let held = held / f64::max(all, f64::MIN_POSITIVE);
    let shared = [share(one), share(two)];
    if held >= OF_SHORTER && share(longer) >= OF_LONGER {
        Some(Pair { docs, kind: Kind::Near, shared })
    } else if held >= HELD {
        let one_is_longer = std::ptr::eq(one, longer);
        let turned =
            if one_is_longer { (docs, shared) } else { ([docs[1], docs[0]], [shared[1], shared[0]]) };
        Some(Pair { docs: turned.0, kind: Kind::Contains, shared: turned.1 })
    } else {
        None
    }
}

/// Puts documents together that are copies of one another, from the pairs that were found: the groups of two and more,
/// each ascending, in the order of their first.
///
/// Pairs are taken from the most alike to the least, and two groups become one where at least half of all pairs across
/// them are copies. Otherwise an article made of two wires would join the groups of both, and a weather report that
/// is half yesterday's would join every day of the year. Exact copies are always together. Pairs in which one only holds the other join nothing. The order
/// in which pairs are given does not matter.
///
/// ```
/// use musnad_copies::near::{Kind, Pair, groups};
/// let pair = |a, b, kind| Pair { docs: [a, b], kind, shared: [0.9, 0.8] };
/// let pairs = [pair(1, 4, Kind::Near), pair(4, 6, Kind::Exact), pair(9, 6, Kind::Contains)];
/// assert_eq!(groups(&pairs), [vec![1, 4, 6]]);
/// ```
pub fn groups(pairs: &[Pair]) -> Vec<Vec<Doc>> {
    // Exact copies are one text, whichever of them a pair was found with.
    let mut same = Sets::default();
    for pair in pairs.iter().filter(|pair| pair.kind == Kind::Exact) {
        same.join(pair.docs[0], pair.docs[1]);
    }
    let mut near: Vec<([Doc; 2], f64)> = Vec::new();
    for pair in pairs.iter().filter(|pair| pair.kind == Kind::Near) {
        let [a, b] = pair.docs.map(|doc| same.first(doc));
        if a != b {
            near.push(([a.min(b), a.max(b)], pair.shared[0] + pair.shared[1]));
        }
    }
    near.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    near.dedup_by_key(|&mut (docs, _)| docs);
    let mut partners: FxHashMap<Doc, Vec<Doc>> = FxHashMap::default();
    for &([a, b], _) in &near {
        partners.entry(a).or_default().push(b);
        partners.entry(b).or_default().push(a);
    }
    near.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut group_of: FxHashMap<Doc, Doc> = partners.keys().map(|&doc| (doc, doc)).collect();
    let mut members: FxHashMap<Doc, Vec<Doc>> = partners.keys().map(|&doc| (doc, vec![doc])).collect();
    for (docs, _) in near {
        let [Some(&a), Some(&b)] = docs.map(|doc| group_of.get(&doc)) else { continue };
        if a == b {
            continue;
        }
        let size = |group| members.get(&group).map_or(0, Vec::len);
        let (small, large) = if size(a) <= size(b) { (a, b) } else { (b, a) };
        let across: usize = members.get(&small).map_or(0, |docs| {
            let partners = docs.iter().filter_map(|doc| partners.get(doc)).flatten();
            partners.filter(|partner| group_of.get(partner) == Some(&large)).count()
        });
        // Of a large group a document meets only some, see `MOST_HOLDERS`.
        if across * ACROSS < size(small) * size(large).min(MOST_HOLDERS / 2) {
            continue;
        }
        let moved = members.remove(&small).unwrap_or_default();
        for &doc in &moved {
            group_of.insert(doc, large);
            same.join(doc, large);
        }
        members.entry(large).or_default().extend(moved);
    }
    same.sets()
}

/// Documents that belong together, each pointing to one of a lower number.
#[derive(Default)]
struct Sets {
    parents: FxHashMap<Doc, Doc>,
}

impl Sets {
    /// The lowest number that a document belongs together with.
    fn first(&mut self, doc: Doc) -> Doc {
        let mut first = doc;
        while let Some(&parent) = self.parents.get(&first) {
            first = parent;
        }
        // The way is shortened for those who ask next.
        let mut at = doc;
        while at != first {
            at = self.parents.insert(at, first).unwrap_or(first);
        }
        first
    }

    fn join(&mut self, a: Doc, b: Doc) {
        let (a, b) = (self.first(a), self.first(b));
        if a != b {
            self.parents.insert(a.max(b), a.min(b));
        }
    }

    fn sets(mut self) -> Vec<Vec<Doc>> {
        let docs: Vec<Doc> = self.parents.keys().copied().collect();
        let mut members: Vec<(Doc, Doc)> = docs.into_iter().map(|doc| (self.first(doc), doc)).collect();
        let firsts: Vec<(Doc, Doc)> = members.iter().map(|&(first, _)| (first, first)).collect();
        members.extend(firsts);
        members.sort_unstable();
        members.dedup();
        members.chunk_by(|a, b| a.0 == b.0).map(|set| set.iter().map(|&(_, doc)| doc).collect()).collect()
    }
}

/// Documents whose words are all the same, of any length: each with the first of its kind as a pair. This alone finds
/// copies of texts under [`SHORT`] words, which [`pairs_of`] leaves out.
pub fn exact_pairs<'s>(documents: impl IntoIterator<Item = (Doc, &'s Signature)>) -> Vec<Pair> {
    let mut first: FxHashMap<(u64, usize), Doc> = FxHashMap::default();
    let mut pairs = Vec::new();
    for (doc, signature) in documents.into_iter().filter(|(_, signature)| signature.words() > 0) {
        let before = *first.entry((signature.whole(), signature.words())).or_insert(doc);
        if before != doc {
            let docs = [before.min(doc), before.max(doc)];
            pairs.push(Pair { docs, kind: Kind::Exact, shared: [1.0, 1.0] });
        }
    }
    pairs
}
