//! Statements as filters see them: `speaker:`, `kind:` and `grade:` ask about one statement of a document, all of them about the
//! same one.
//!
//! Each statement lies in the index as one number, packed from who says it, its kind, act and grade, beside the words that it
//! reaches over. A filter is decided on these numbers, which costs no look into the document.

use std::sync::LazyLock;

use musnad_text::Span;
use musnad_text::chars::fold;
use musnad_text::lexicon::rows;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::analyze::{Keys, analyze};
use crate::index::Facet;

/// A statement of a document to be indexed. What is not known is empty.
#[derive(Clone, Copy, Debug, Default)]
pub struct Said<'a> {
    /// Where its content stands, in bytes of the document's text.
    pub place: Span,
    /// Who says it, by name.
    pub speaker: &'a str,
    /// The speaker's role.
    pub role: &'a str,
    /// `direct`, `indirect`, `mixed`.
    pub kind: &'a str,
    /// What is done by saying it: `denies`.
    pub act: &'a str,
    /// The grade of its chain: `complete`.
    pub grade: &'a str,
}

/// Parts a name from a role; stands in neither.
const PART: char = '\u{1F}';

impl Said<'_> {
    /// The speaker with the role, as one term.
    pub(crate) fn who(&self) -> String {
        format!("{}{PART}{}", self.speaker, self.role)
    }

    /// All that filters look at.
    pub(crate) fn pack(&self) -> u64 {
        let number = |field: Field, value: &str| {
            VALUES.iter().find(|v| v.field == field && v.value == value).map_or(0, |v| u64::from(v.number))
        };
        hash(&self.who()) << 16
            | number(Field::Kind, self.kind) << 12
            | number(Field::Act, self.act) << 4
            | number(Field::Grade, self.grade)
    }
}

/// FNV-1a, its upper 40 bits: the same in every version and on every machine, since it is written into the index.
fn hash(text: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
    text.bytes().fold(0xCBF2_9CE4_8422_2325, step) >> 24
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    Kind,
    Act,
    Grade,
}

struct Known {
    field: Field,
    value: &'static str,
    number: u8,
    forms: Vec<String>,
    shown: &'static str,
}

/// The values of kinds, acts and grades, numbered from 1 in each field.
static VALUES: LazyLock<Vec<Known>> = LazyLock::new(|| {
    let mut values: Vec<Known> = Vec::new();
    for (_, row) in rows(include_str!("lexicon/filters.tsv")) {
        let [field, value, arabic] = row[..] else { continue };
        let field = match field {
            "kind" => Field::Kind,
            "act" => Field::Act,
            _ => Field::Grade,
        };
        let number = values.iter().filter(|v| v.field == field).count() as u8 + 1;
        let forms = arabic.split('|').map(bare).collect();
        let shown = arabic.split('|').next().unwrap_or_default();
        values.push(Known { field, value, number, forms, shown });
    }
    values
});

/// A folded value without the article, its words parted by single blanks.
fn bare(text: &str) -> String {
    let folded = fold(text);
    let words: Vec<&str> = folded
        .split_whitespace()
        .map(|w| w.strip_prefix("ال").filter(|w| w.chars().count() > 2).unwrap_or(w))
        .collect();
    words.join(" ")
}

/// What a filter asks of a statement.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Filter {
    /// Said by somebody: under this name or another, or in this role.
    Speaker { text: String, words: Vec<Keys> },
    /// Of this kind, act or grade.
    Value(Field, u8),
}

impl Filter {
    /// Reads the value of a `kind:` or `grade:`; the error lists what may stand there.
    pub(crate) fn value(facet: Facet, text: &str) -> Result<Filter, String> {
        let fits = |field| (field == Field::Grade) == (facet == Facet::Grade);
        let wanted = bare(text);
        let lower = text.trim().to_lowercase();
        let known = VALUES.iter().find(|v| fits(v.field) && (v.value == lower || v.forms.contains(&wanted)));
        known.map(|v| Filter::Value(v.field, v.number)).ok_or_else(|| {
            let mut list = String::new();
            for v in VALUES.iter().filter(|v| fits(v.field)) {
                let separator = if list.is_empty() { "" } else { ", " };
                let quote = if v.shown.contains(' ') { "\"" } else { "" };
                list.push_str(&format!("{separator}{} ({quote}{}{quote})", v.value, v.shown));
            }
            format!("{}: has no value {}; give one of {list}", facet.name(), text.trim())
        })
    }

    /// The contract's name of a value.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Filter::Speaker { .. } => "",
            Filter::Value(field, number) => {
                VALUES.iter().find(|v| v.field == *field && v.number == *number).map_or("", |v| v.value)
            }
        }
    }
}

/// A filter whose speakers are known.
#[derive(Clone, Debug)]
pub(crate) enum Test {
    Speakers(FxHashSet<u64>),
    Value(Field, u64),
}

impl Test {
    pub(crate) fn holds(&self, said: u64) -> bool {
        match self {
            Test::Speakers(hashes) => hashes.contains(&(said >> 16)),
            Test::Value(Field::Kind, number) => said >> 12 & 0xF == *number,
            Test::Value(Field::Act, number) => said >> 4 & 0xFF == *number,
            Test::Value(Field::Grade, number) => said & 0xF == *number,
        }
    }
}

/// Everybody who says something in an index.
#[derive(Debug, Default)]
pub(crate) struct Speakers {
    all: Vec<Speaker>,
    by_name: FxHashMap<String, Vec<u32>>,
    by_word: FxHashMap<String, Vec<u32>>,
}

#[derive(Debug)]
struct Speaker {
    /// As [`Said::who`] gives it.
    term: String,
    /// The words of the role and of the name, in this order.
    words: Vec<Keys>,
}

impl Speakers {
    pub(crate) fn new(mut terms: Vec<String>) -> Speakers {
        terms.sort_unstable();
        terms.dedup();
        let mut speakers = Speakers::default();
        for (number, term) in (0u32..).zip(terms) {
            let (name, role) = term.split_once(PART).unwrap_or((&term, ""));
            speakers.by_name.entry(name.to_owned()).or_default().push(number);
            let words: Vec<Keys> = [role, name]
                .iter()
                .flat_map(|text| analyze(text).words)
                .map(|word| Keys::clone(&word.keys))
                .collect();
            for word in &words {
                for stem in [Some(&word.stem), word.other.as_ref()].into_iter().flatten() {
                    let list = speakers.by_word.entry(stem.clone()).or_default();
                    if list.last() != Some(&number) {
                        list.push(number);
                    }
                }
            }
            speakers.all.push(Speaker { term, words });
        }
        speakers
    }

    /// Those who bear one of the names, or have the words side by side in their role or name: terms of the index.
    pub(crate) fn who(&self, names: &[String], words: &[Keys]) -> Vec<&str> {
        let mut found: Vec<u32> =
            names.iter().filter_map(|name| self.by_name.get(name)).flatten().copied().collect();
        if let Some(first) = words.first() {
            let side_by_side = |number: &&u32| {
                self.all.get(**number as usize).is_some_and(|speaker| {
                    let has = |(word, wanted): (&Keys, &Keys)| word.has(&wanted.stem);
                    speaker.words.windows(words.len()).any(|here| here.iter().zip(words).all(has))
                })
            };
            found.extend(self.by_word.get(&first.stem).into_iter().flatten().filter(side_by_side));
        }
        found.sort_unstable();
        found.dedup();
        found.iter().filter_map(|&number| Some(self.all.get(number as usize)?.term.as_str())).collect()
    }
}

/// The test for speakers that [`Speakers::who`] found.
pub(crate) fn said_by(terms: &[&str]) -> Test {
    Test::Speakers(terms.iter().map(|term| hash(term)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use musnad_text::annotation::{Act, Grade, StatementKind};

    #[test]
    fn the_values_are_those_of_the_contract() {
        let values = |field| VALUES.iter().filter(|v| v.field == field).map(|v| v.value).collect::<Vec<_>>();
        let mut acts: Vec<&str> = Act::ALL.iter().map(|a| a.as_str()).collect();
        let mut here = values(Field::Act);
        acts.sort_unstable();
        here.sort_unstable();
        assert_eq!(here, acts);
        assert_eq!(values(Field::Kind), StatementKind::ALL.iter().map(|k| k.as_str()).collect::<Vec<_>>());
        assert_eq!(values(Field::Grade), Grade::ALL.iter().map(|g| g.as_str()).collect::<Vec<_>>());
        let mut forms: Vec<&String> = VALUES.iter().flat_map(|v| &v.forms).collect();
        let count = forms.len();
        forms.sort_unstable();
        forms.dedup();
        assert_eq!(forms.len(), count);
    }

    #[test]
    fn what_was_packed_is_told_apart() {
        let said = Said {
            speaker: "سالم قرنفول",
            role: "وزير الصيد",
            kind: "mixed",
            act: "denies",
            grade: "partial",
            ..Said::default()
        };
        let packed = said.pack();
        let value = |facet, text| match Filter::value(facet, text) {
            Ok(Filter::Value(field, number)) => Test::Value(field, u64::from(number)).holds(packed),
            other => panic!("{other:?}"),
        };
        assert!(value(Facet::Kind, "denies") && value(Facet::Kind, "النفي") && value(Facet::Kind, "Mixed"));
        assert!(
            value(Facet::Grade, "منقطع") && !value(Facet::Grade, "complete") && !value(Facet::Kind, "says")
        );
        let speakers = Speakers::new(vec![said.who(), "سالم".to_owned() + "\u{1F}"]);
        for (names, words, found) in [
            (&[][..], "الوزير", true),
            (&[], "وزير الصيد", true),
            (&[], "وزير النقل", false),
            (&[], "قرنفول", true),
            (&["سالم قرنفول".to_owned()], "أبو ليلى", true),
        ] {
            let words: Vec<Keys> = analyze(words).words.iter().map(|w| Keys::clone(&w.keys)).collect();
            assert_eq!(said_by(&speakers.who(names, &words)).holds(packed), found, "{words:?}");
        }
    }
}
