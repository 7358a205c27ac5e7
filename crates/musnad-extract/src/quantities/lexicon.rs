//! The words of the room, read from the files of `lexicon/`.

use musnad_text::Lexicon;
use musnad_text::annotation::Bound;
use musnad_text::lexicon::{Sense, rows};

use crate::registry::class;

/// The room's classes in the shared lexicon.
pub(super) mod sense {
    use crate::registry::class::QUANTITIES;

    pub const UNIT: u8 = QUANTITIES;
    pub const MONEY: u8 = QUANTITIES + 1;
    pub const BOUND: u8 = QUANTITIES + 2;
    pub const DUAL: u8 = QUANTITIES + 3;
    pub const STOP: u8 = QUANTITIES + 4;
    pub const LABEL: u8 = QUANTITIES + 5;
    pub const TIME: u8 = QUANTITIES + 6;
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum UnitKind {
    Plain,
    Length,
    Dual,
    Times,
    Area,
    Volume,
    Speed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MoneyKind {
    Plain,
    Dual,
    Sub,
    Sign,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Before,
    After,
    Both,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    Particle,
    Adverb,
    Other,
    Noun,
}

/// The words of units, currencies and bounds.
#[derive(Debug, Default)]
pub struct Words {
    pub(super) units: Vec<(&'static str, UnitKind)>,
    pub(super) moneys: Vec<(&'static str, MoneyKind)>,
    /// Name, country, ISO 4217.
    pub(super) issuers: Vec<(&'static str, &'static str, &'static str)>,
    pub(super) outlets: Vec<(&'static str, &'static str)>,
    pub(super) bounds: Vec<(Bound, Place)>,
    pub(super) stops: Vec<Stop>,
    /// A first letter that is mostly a proclitic or a prefix, and how the nouns begin that it belongs to.
    pub(super) beginnings: Vec<(&'static str, Vec<String>)>,
    /// Whether the number is a label whatever follows it.
    pub(super) labels: Vec<bool>,
    /// Whether the dual is one in construct.
    pub(super) duals: Vec<bool>,
    /// Broken plurals, folded and sorted.
    pub(super) plurals: Vec<String>,
    /// Singulars that are counted in the dual, folded and sorted.
    pub(super) countable: Vec<String>,
    /// Those of them that واحد does not count, folded and sorted.
    pub(super) ones: Vec<String>,
}

const FILES: [(&str, &str); 11] = [
    ("units", include_str!("lexicon/units.tsv")),
    ("currencies", include_str!("lexicon/currencies.tsv")),
    ("issuers", include_str!("lexicon/issuers.tsv")),
    ("outlets", include_str!("lexicon/outlets.tsv")),
    ("bounds", include_str!("lexicon/bounds.tsv")),
    ("stops", include_str!("lexicon/stops.tsv")),
    ("labels", include_str!("lexicon/labels.tsv")),
    ("duals", include_str!("lexicon/duals.tsv")),
    ("times", include_str!("lexicon/times.tsv")),
    ("plurals", include_str!("lexicon/plurals.tsv")),
    ("ones", include_str!("lexicon/ones.tsv")),
];

impl Words {
    pub(crate) fn load(lexicon: &mut Lexicon) -> Words {
        let mut words = Words::default();
        for (name, file) in FILES {
            for (line, columns) in rows(file) {
                let read = words.row(lexicon, name, &columns);
                debug_assert!(read.is_some(), "quantities/lexicon/{name}.tsv:{line}");
            }
        }
        words.plurals.sort_unstable();
        words.ones.sort_unstable();
        words.countable.sort_unstable();
        words
    }

    fn row(&mut self, lexicon: &mut Lexicon, file: &str, columns: &[&'static str]) -> Option<()> {
        let mut add = |forms: &str, class: u8, index: usize| {
            for form in forms.split('|') {
                lexicon.add(form, Sense { class, index: index as u32 });
            }
        };
        match (file, columns) {
            ("units", &[code, kind, forms]) => {
                let kind = match kind {
                    "plain" => UnitKind::Plain,
                    "length" => UnitKind::Length,
                    "dual" => UnitKind::Dual,
                    "times" => UnitKind::Times,
                    "area" => UnitKind::Area,
                    "volume" => UnitKind::Volume,
                    "speed" => UnitKind::Speed,
                    _ => return None,
                };
                add(forms, sense::UNIT, self.units.len());
                self.units.push((code, kind));
            }
            ("currencies", &[name, kind, forms]) => {
                let kind = match kind {
                    "plain" => MoneyKind::Plain,
                    "dual" => MoneyKind::Dual,
                    "sub" => MoneyKind::Sub,
                    "sign" => MoneyKind::Sign,
                    _ => return None,
                };
                add(forms, sense::MONEY, self.moneys.len());
                self.moneys.push((name, kind));
            }
            ("issuers", &[name, country, code]) => self.issuers.push((name, country, code)),
            ("outlets", &[country, names]) => {
                self.outlets.extend(names.split('|').map(|name| (country, name)))
            }
            ("bounds", &[bound, place, forms]) => {
                let place = match place {
                    "before" => Place::Before,
                    "after" => Place::After,
                    "both" => Place::Both,
                    _ => return None,
                };
                add(forms, sense::BOUND, self.bounds.len());
                self.bounds.push((Bound::from_word(bound)?, place));
            }
            ("stops", &[kind, forms]) => {
                let kind = match kind {
                    "particle" => Stop::Particle,
                    "adverb" => Stop::Adverb,
                    "other" => Stop::Other,
                    "noun" => Stop::Noun,
                    _ => {
                        let fold = |form: &str| musnad_text::chars::fold(form);
                        self.beginnings.push((kind, forms.split('|').map(fold).collect()));
                        return Some(());
                    }
                };
                add(forms, sense::STOP, self.stops.len());
                self.stops.push(kind);
            }
            ("labels", &[kind, forms]) => {
                add(forms, sense::LABEL, self.labels.len());
                self.labels.push(kind == "always");
            }
            ("duals", &[kind, forms]) => {
                for form in forms.split('|') {
                    self.countable.push(musnad_text::chars::fold(form));
                    for (dual, construct) in duals(form, kind) {
                        add(&dual, sense::DUAL, usize::from(construct));
                    }
                }
                self.duals = vec![false, true];
            }
            ("ones", &["one", forms]) => self.ones.extend(forms.split('|').map(musnad_text::chars::fold)),
            ("plurals", &["plural", forms]) => {
                self.plurals.extend(forms.split('|').map(musnad_text::chars::fold));
            }
            ("times", &[_, forms]) => add(forms, sense::TIME, 0),
            _ => return None,
        }
        Some(())
    }
}

/// The duals of a singular, and whether each is in construct.
fn duals(singular: &str, kind: &str) -> Vec<(String, bool)> {
    let stem = match singular.strip_suffix('ة') {
        Some(stem) => format!("{stem}ت"),
        None => match singular.strip_suffix('ى') {
            Some(stem) => format!("{stem}ي"),
            None => singular.to_owned(),
        },
    };
    let mut out = Vec::new();
    if kind != "oblique" {
        out.push((format!("{stem}ان"), false));
    }
    if kind != "nominative" {
        out.push((format!("{stem}ين"), false));
    }
    if kind == "construct" {
        out.push((format!("{stem}ا"), true));
        out.push((format!("{stem}ي"), true));
    }
    // The movement of that name, and no two students.
    out.retain(|(form, _)| form != "طالبان");
    out
}

/// The first class of the room; the rest follow it.
const _: () = assert!(sense::TIME < class::NAMES);

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    /// Heads, columns and forms: each form once in a file, after folding. A word may stand in two files that mean it differently.
    #[test]
    fn files_are_well_formed() {
        let mut failures = Vec::new();
        for (name, file) in FILES {
            for part in ["# columns:", "# source:", "# checked:"] {
                if !file.contains(part) {
                    failures.push(format!("{name}.tsv: no line {part}"));
                }
            }
            let mut words = Words::default();
            let mut lexicon = Lexicon::new();
            let mut seen = HashMap::new();
            for (line, columns) in rows(file) {
                if words.row(&mut lexicon, name, &columns).is_none() {
                    failures.push(format!("{name}.tsv:{line}: not understood"));
                }
                if name == "issuers" {
                    continue;
                }
                for form in columns.last().into_iter().flat_map(|forms| forms.split('|')) {
                    // Beginnings of words are a list of their own for each letter.
                    let whole = !words.beginnings.iter().any(|(family, _)| Some(family) == columns.first());
                    let key = (
                        if whole { "" } else { columns.first().copied().unwrap_or("") },
                        musnad_text::chars::fold(form),
                    );
                    if let Some(other) = seen.insert(key, line) {
                        failures.push(format!("{name}.tsv:{line}: {form} stands in line {other} too"));
                    }
                }
            }
        }
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }
}
