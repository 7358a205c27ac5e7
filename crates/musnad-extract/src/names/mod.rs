//! Names: the head nouns, media and (from [`crate::countries`]) states that tell what a phrase names, and the mentions of persons, bodies and places.

mod bodies;
mod clubs;
mod mentions;
mod parties;
mod people;
mod short;
mod transcribed;

pub(crate) use parties::run;

use musnad_text::annotation::SpeakerType;
use musnad_text::chars::fold;
use musnad_text::lexicon::rows;
use musnad_text::{Lexicon, Text, lexicon::Sense};
use rustc_hash::FxHashMap;

use crate::countries;
pub(crate) use crate::countries::{CAPITAL, NISBA, STATE};
use crate::registry::class;

/// Class of head nouns; the index is a [`Head`].
pub(crate) const HEAD: u8 = class::NAMES;
/// Class of media; the index counts the rows of the table of outlets.
pub(crate) const OUTLET: u8 = class::NAMES + 1;
/// Class of bodies and regions by name; the index counts the rows of the table of bodies.
pub(crate) const BODY: u8 = class::NAMES + 5;

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

/// A body or region of the table.
#[derive(Clone, Debug)]
pub(crate) struct Body {
    /// The name that stands for all its forms.
    pub name: &'static str,
    /// Whether it is a region and no body.
    pub place: bool,
    /// Whether the form counts only where the document names the body in full: `الضمان`.
    pub short: bool,
}

/// How surely a word is a person's given name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Given {
    /// It is little else.
    Name,
    /// The same, transcribed: no word with the article follows it.
    Foreign,
    /// It is a common word too.
    Word,
    /// No given name but a last name that stands alone.
    Last,
}

/// The tables of names.
#[derive(Debug)]
pub struct Words {
    given: FxHashMap<String, Given>,
    given_sieve: people::Sieve,
    /// Media, as `OUTLET` counts them.
    pub outlets: Vec<Outlet>,
    /// Bodies and regions, as `BODY` counts them.
    pub(crate) bodies: Vec<Body>,
    clubs: clubs::Clubs,
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
        if let Some(index) = HEADS.iter().position(|(_, head)| *head == Head::Organization) {
            for form in countries::seats() {
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
        let mut bodies = Vec::new();
        for (_, columns) in rows(include_str!("lexicon/bodies.tsv")) {
            let [kind, name, forms] = columns[..] else { continue };
            for form in forms.split('|') {
                lexicon.add(form, Sense { class: BODY, index: bodies.len() as u32 });
            }
            bodies.push(Body { name, place: kind == "place", short: kind == "short" });
        }
        let mut given = FxHashMap::default();
        for (_, columns) in rows(include_str!("lexicon/given_names.tsv")) {
            let [key, forms] = columns[..] else { continue };
            let sure = match key {
                "name" => Given::Name,
                "foreign" => Given::Foreign,
                "last" => Given::Last,
                _ => Given::Word,
            };
            for form in forms.split('|').map(fold) {
                if sure == Given::Foreign {
                    for other in people::spellings(&form) {
                        given.entry(other).or_insert(sure);
                    }
                }
                given.insert(form, sure);
            }
        }
        let given_sieve = people::Sieve::of(given.keys().map(String::as_str));
        Words { given, given_sieve, outlets, bodies, clubs: clubs::Clubs::load() }
    }

    /// Whether a folded word may be a given name, by a sieve.
    #[inline]
    pub(crate) fn may_be_given(&self, word: &str) -> bool {
        self.given_sieve.may_hold(word)
    }

    /// Whether a folded word is a given name. Not in the shared lexicon: there a name is a word that no list knows.
    #[inline]
    pub(crate) fn given(&self, word: &str) -> Option<Given> {
        self.person_word(word).filter(|sure| *sure != Given::Last)
    }

    /// Whether a folded word is a last name that often stands alone.
    #[inline]
    pub(crate) fn is_last_name(&self, word: &str) -> bool {
        self.person_word(word) == Some(Given::Last)
    }

    #[inline]
    fn person_word(&self, word: &str) -> Option<Given> {
        if self.given_sieve.may_hold(word) { self.given.get(word).copied() } else { None }
    }

    /// The medium whose name in the table is written so, as it stands in marks.
    pub(crate) fn outlet_named(&self, written: &str) -> Option<&Outlet> {
        let folded = fold(written);
        self.outlets.iter().find(|o| fold(o.name) == folded)
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
pub(crate) fn speaker_type(
    words: &Words,
    states: &countries::Words,
    text: &Text,
    first: usize,
    end: usize,
) -> SpeakerType {
    if words.outlet_at(text, first).is_some() {
        return SpeakerType::Media;
    }
    if let Some((length, index)) = text.longest(first, BODY)
        && first + length >= end
        && let Some(body) = words.bodies.get(index as usize)
    {
        return if body.place { SpeakerType::State } else { SpeakerType::Organization };
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
    if states.state_at(text, first).or_else(|| states.capital_at(text, first)).is_some() {
        return SpeakerType::State;
    }
    SpeakerType::Person
}
