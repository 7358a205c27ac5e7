//! The rooms, their order, and the one lexicon that they share.

use musnad_text::document::Published;
use musnad_text::{Annotations, Document, Lexicon, Text};

use crate::{
    assertions, countries, dates, findings, names, numbers, quantities, statements, structure, verses,
};

/// The classes of senses in the shared lexicon, one block of numbers for each room. Below 64.
pub mod class {
    /// Number words, see [`crate::numbers`].
    pub const NUMBER: u8 = 0;
    /// First class of [`crate::dates`], which has 1–15.
    pub const DATES: u8 = 1;
    /// First class of [`crate::quantities`], which has 16–23.
    pub const QUANTITIES: u8 = 16;
    /// First class of [`crate::names`], which has 24–31.
    pub const NAMES: u8 = 24;
    /// First class of [`crate::statements`], which has 32–55.
    pub const STATEMENTS: u8 = 32;
    /// Class of [`crate::verses`].
    pub const VERSES: u8 = 56;
    /// First class of [`crate::countries`], which has 57–61.
    pub const COUNTRIES: u8 = 57;
    /// Class of [`crate::assertions`].
    pub const ASSERTIONS: u8 = 62;
}

/// A room as the engine runs it.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    /// Its name, that of its folder.
    pub name: &'static str,
    /// The lists of [`Annotations`] that it reads; rooms before it wrote them.
    pub reads: &'static [&'static str],
    /// The list that it writes.
    pub writes: &'static str,
    /// Reads one document.
    pub run: fn(&mut Reading),
}

/// The rooms in the order in which they run. `sentences` are there before the first, the text brings them.
pub const ROOMS: &[Room] = &[
    Room { name: "dates", reads: &[], writes: "dates", run: dates::run },
    Room { name: "quantities", reads: &["dates"], writes: "quantities", run: quantities::run },
    Room { name: "structure", reads: &["dates"], writes: "sections", run: structure::run },
    Room { name: "verses", reads: &[], writes: "verses", run: verses::run },
    Room {
        name: "statements",
        reads: &["dates", "sections", "verses"],
        writes: "statements",
        run: statements::run,
    },
    // Besides its own list it writes the resolved names of the statements' speakers.
    Room { name: "names", reads: &["dates", "statements"], writes: "names", run: names::run },
    Room {
        name: "assertions",
        reads: &["dates", "sections", "statements"],
        writes: "assertions",
        run: assertions::run,
    },
    Room {
        name: "findings",
        reads: &["dates", "quantities", "sections", "verses", "statements"],
        writes: "findings",
        run: findings::run,
    },
];

/// Which way a date leans that names neither year nor direction (`الثلاثاء`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lean {
    /// The nearest such day on or before publication, as in reporting.
    #[default]
    Past,
    /// The next such day, as in announcements and diaries.
    Future,
}

/// What the caller decides about a reading.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Which way bare dates lean.
    pub lean: Lean,
}

/// The compiled lexicons and tables of all rooms.
#[derive(Debug)]
pub struct Engine {
    lexicon: Lexicon,
    pub(crate) numbers: numbers::Words,
    pub(crate) countries: countries::Words,
    pub(crate) dates: dates::Words,
    pub(crate) quantities: quantities::Words,
    pub(crate) names: names::Words,
    pub(crate) statements: statements::Words,
    pub(crate) structure: structure::Words,
    pub(crate) assertions: assertions::Words,
}

impl Default for Engine {
    fn default() -> Self {
        Engine::new()
    }
}

impl Engine {
    /// Compiles the lexicons: some milliseconds, once a process.
    pub fn new() -> Engine {
        let mut lexicon = Lexicon::new();
        let numbers = numbers::Words::load(&mut lexicon);
        let dates = dates::Words::load(&mut lexicon);
        let quantities = quantities::Words::load(&mut lexicon);
        let names = names::Words::load(&mut lexicon);
        let statements = statements::Words::load(&mut lexicon);
        verses::load(&mut lexicon);
        let structure = structure::load();
        let countries = countries::Words::load(&mut lexicon);
        let assertions = assertions::Words::load();
        Engine { lexicon, numbers, countries, dates, quantities, names, statements, structure, assertions }
    }

    /// Cuts a text with this engine's lexicon.
    pub fn text<'a>(&'a self, raw: &'a str) -> Text<'a> {
        Text::new(raw, &self.lexicon)
    }

    /// Reads one document. Linear in its length.
    pub fn read(&self, document: &Document, options: &Options) -> Annotations {
        let text = self.text(&document.text);
        let mut reading = Reading::new(self, &text, document, options);
        for room in ROOMS {
            (room.run)(&mut reading);
        }
        reading.out
    }
}

/// One document being read: what a room may look at, and `out`, where it writes its own list.
pub struct Reading<'r> {
    /// The tables.
    pub engine: &'r Engine,
    /// The text.
    pub text: &'r Text<'r>,
    /// The document.
    pub document: &'r Document,
    /// The caller's choices.
    pub options: &'r Options,
    /// The day that relative dates count from: the document's own, else, once the dates room has run, the one its date line gives.
    pub published: Option<Published>,
    /// What was read so far.
    pub out: Annotations,
}

impl<'r> Reading<'r> {
    /// A document before the first room: sentences are there, nothing else.
    pub fn new(
        engine: &'r Engine,
        text: &'r Text<'r>,
        document: &'r Document,
        options: &'r Options,
    ) -> Reading<'r> {
        let sentences = text.sentences().iter().map(|s| s.span).collect();
        let out = Annotations { sentences, ..Annotations::default() };
        Reading { engine, text, document, options, published: document.published, out }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rooms_read_only_what_earlier_rooms_wrote() {
        let mut written = vec!["sentences"];
        for room in ROOMS {
            for list in room.reads {
                assert!(written.contains(list), "{} reads {list}, which no earlier room writes", room.name);
            }
            assert!(!written.contains(&room.writes), "{} is written twice", room.writes);
            written.push(room.writes);
        }
    }

    #[test]
    fn no_form_with_the_article_hides_another_rooms_word() {
        // Ordinals and days stand in two rooms' lists on purpose; `آلاف`, `ألفان`, `ألم`, `الذي` only look as if they had the article.
        let meant = [
            "الامس",
            "الاول",
            "الاولي",
            "التاسع",
            "الثالث",
            "الثامن",
            "الثاني",
            "الثانيه",
            "الخامس",
            "الذي",
            "الرابع",
            "السابع",
            "السادس",
            "الاف",
            "الام",
            "الم",
            "الفرنسيه",
            "الله",
            "العاشر",
            "الفان",
            "الفي",
            "الليله",
            "المحرم",
            "المغرب",
        ];
        let engine = Engine::new();
        let hiding: Vec<&str> =
            engine.lexicon.hidden_by_article().into_iter().filter(|form| !meant.contains(form)).collect();
        assert_eq!(hiding, Vec::<&str>::new());
    }
}
