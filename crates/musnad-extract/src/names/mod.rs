//! Names: the head nouns, media and states that tell what a phrase names, and the mentions of persons, bodies and places.

mod mentions;
mod parties;
mod people;
mod short;

pub(crate) use parties::run;

use musnad_text::annotation::SpeakerType;
use musnad_text::chars::fold;
use musnad_text::lexicon::rows;
use musnad_text::{Lexicon, Text, lexicon::Sense};
use rustc_hash::FxHashMap;

use crate::registry::class;

/// Class of head nouns; the index is a [`Head`].
pub(crate) const HEAD: u8 = class::NAMES;
/// Class of media; the index counts the rows of the table of outlets.
pub(crate) const OUTLET: u8 = class::NAMES + 1;
/// Class of states by name; the index counts the rows of the table of states.
pub(crate) const STATE: u8 = class::NAMES + 2;
/// Class of nationality adjectives.
pub(crate) const NISBA: u8 = class::NAMES + 3;
/// Class of capitals that stand for a government.
pub(crate) const CAPITAL: u8 = class::NAMES + 4;

/// What a head noun says of its phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head {
    /// An office, title or trade of one person.
    Person,
    /// One who speaks for another.
    Spokesperson,
    /// Several persons.
    Persons,
    /// A body.
    Organization,
    /// A body that carries reports.
    Media,
    /// A news agency.
    Agency,
    /// A source that is not named.
    Anonymous,
}

const HEADS: [(&str, Head); 7] = [
    ("person", Head::Person),
    ("spokesperson", Head::Spokesperson),
    ("persons", Head::Persons),
    ("organization", Head::Organization),
    ("media", Head::Media),
    ("agency", Head::Agency),
    ("anonymous", Head::Anonymous),
];

/// A medium of the table.
#[derive(Clone, Debug)]
pub struct Outlet {
    /// The name that stands for all its forms.
    pub name: &'static str,
    /// Whether it is a news agency.
    pub agency: bool,
    /// Whether its name is also a common word.
    pub common: bool,
}

/// A state or territory of the table.
#[derive(Clone, Debug)]
pub struct State {
    /// ISO 3166-1 code.
    pub code: &'static str,
    /// The name that stands for all its forms.
    pub name: &'static str,
}

/// How surely a word is a person's given name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Given {
    /// It is little else.
    Name,
    /// It is a common word too.
    Word,
}

/// The tables of names.
#[derive(Debug)]
pub struct Words {
    given: FxHashMap<String, Given>,
    given_sieve: people::Sieve,
    /// Media, as `OUTLET` counts them.
    pub outlets: Vec<Outlet>,
    /// States, as `STATE`, `NISBA` and `CAPITAL` count them.
    pub states: Vec<State>,
}

impl Words {
    pub(crate) fn load(lexicon: &mut Lexicon) -> Words {
        for (_, columns) in rows(include_str!("lexicon/heads.tsv")) {
            let [key, forms] = columns[..] else { continue };
            let Some(index) = HEADS.iter().position(|(name, _)| *name == key) else { continue };
            for form in forms.split('|') {
                lexicon.add(form, Sense { class: HEAD, index: index as u32 });
            }
        }
        let mut outlets = Vec::new();
        for (_, columns) in rows(include_str!("lexicon/outlets.tsv")) {
            let [kind, name, forms] = columns[..] else { continue };
            for form in forms.split('|') {
                lexicon.add(form, Sense { class: OUTLET, index: outlets.len() as u32 });
            }
            outlets.push(Outlet { name, agency: kind == "agency", common: kind == "common" });
        }
        let mut states = Vec::new();
        for (_, columns) in rows(include_str!("lexicon/countries.tsv")) {
            let [code, names, nisba, capitals] = columns[..] else { continue };
            let index = states.len() as u32;
            for form in names.split('|') {
                lexicon.add(form, Sense { class: STATE, index });
            }
            for form in nisba.split('|').filter(|f| *f != "-") {
                for ending in ["", "ة", "ون", "ين"] {
                    let form = format!("{form}{ending}");
                    lexicon.add(&form, Sense { class: NISBA, index });
                    // `الفرنسية` is also an agency, `السعودية` a state: those whole words must keep this sense.
                    let definite = format!("ال{form}");
                    if lexicon.contains(&definite) {
                        lexicon.add(&definite, Sense { class: NISBA, index });
                    }
                }
            }
            for form in capitals.split('|').filter(|f| *f != "-") {
                lexicon.add(form, Sense { class: CAPITAL, index });
            }
            states.push(State { code, name: names.split('|').next().unwrap_or(names) });
        }
        let mut given = FxHashMap::default();
        for (_, columns) in rows(include_str!("lexicon/given_names.tsv")) {
            let [key, forms] = columns[..] else { continue };
            let sure = if key == "name" { Given::Name } else { Given::Word };
            given.extend(forms.split('|').map(|form| (fold(form), sure)));
        }
        let given_sieve = people::Sieve::of(given.keys().map(String::as_str));
        Words { given, given_sieve, outlets, states }
    }

    /// Whether a folded word may be a given name, by a sieve.
    #[inline]
    pub(crate) fn may_be_given(&self, word: &str) -> bool {
        self.given_sieve.may_hold(word)
    }

    /// Whether a folded word is a given name. Not in the shared lexicon: there a name is a word that no list knows.
    #[inline]
    pub(crate) fn given(&self, word: &str) -> Option<Given> {
        if self.given_sieve.may_hold(word) { self.given.get(word).copied() } else { None }
    }

    /// The medium that begins at a token: how many tokens, and the medium.
    pub fn outlet_at(&self, text: &Text, i: usize) -> Option<(usize, &Outlet)> {
        let (length, index) = text.longest(i, OUTLET)?;
        self.outlets.get(index as usize).map(|outlet| (length, outlet))
    }
}

/// The head noun at a token (or the phrase of two words that begins there): how many tokens, and what it says.
pub(crate) fn head_at(text: &Text, i: usize) -> Option<(usize, Head)> {
    let (length, index) = text.longest(i, HEAD)?;
    HEADS.get(index as usize).map(|&(_, head)| (length, head))
}

/// What kind of speaker a phrase of tokens is.
pub(crate) fn speaker_type(words: &Words, text: &Text, first: usize, end: usize) -> SpeakerType {
    if words.outlet_at(text, first).is_some() {
        return SpeakerType::Media;
    }
    if let Some((_, head)) = (first..end.min(first + 2)).find_map(|i| head_at(text, i)) {
        return match head {
            Head::Media => SpeakerType::Media,
            // `وكالة الأنباء`, `وكالة رويترز`, `وكالة «سفين»`, `وكالة سفين للأنباء` carry reports, `وكالة الأحوال المدنية` does not.
            Head::Agency => {
                let news = text.phrase(first, HEAD).is_some()
                    || text.mark(first + 1) != '\0'
                    || words.outlet_at(text, first + 1).is_some()
                    || (first + 1..end).any(|i| matches!(text.stem(i), "انباء" | "الانباء"));
                if news { SpeakerType::Media } else { SpeakerType::Organization }
            }
            Head::Organization => SpeakerType::Organization,
            Head::Anonymous | Head::Persons => SpeakerType::Anonymous,
            Head::Person | Head::Spokesperson => SpeakerType::Person,
        };
    }
    if text.longest(first, STATE).or_else(|| text.longest(first, CAPITAL)).is_some() {
        return SpeakerType::State;
    }
    SpeakerType::Person
}
