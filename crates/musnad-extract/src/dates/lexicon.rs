//! The words of dates: what each lexicon file's rows mean, and the classes they have in the shared lexicon.

use musnad_text::Lexicon;
use musnad_text::lexicon::{Sense, rows};

use crate::registry::class::DATES;

pub(crate) const MONTH: u8 = DATES;
pub(crate) const HIJRI: u8 = DATES + 1;
pub(crate) const WEEKDAY: u8 = DATES + 2;
pub(crate) const UNIT: u8 = DATES + 3;
pub(crate) const RELATIVE: u8 = DATES + 4;
pub(crate) const PART: u8 = DATES + 5;
pub(crate) const EDGE: u8 = DATES + 6;
pub(crate) const POINTER: u8 = DATES + 7;
pub(crate) const LEAD: u8 = DATES + 8;
pub(crate) const SET: u8 = DATES + 9;
pub(crate) const FEAST: u8 = DATES + 10;
pub(crate) const SEASON: u8 = DATES + 11;
pub(crate) const DECADE: u8 = DATES + 12;
pub(crate) const CUE: u8 = DATES + 13;
/// First words of phrases, so that a scan stops at them.
pub(crate) const OPENER: u8 = DATES + 14;

/// Gives an enum its words in the lexicon files, and its place as an index of the shared lexicon.
macro_rules! indexed {
    ($(#[$meta:meta])* $name:ident { $($variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum $name { $($variant),+ }

        #[allow(dead_code)] // cues are asked for, never read back
        impl $name {
            const ALL: &'static [$name] = &[$($name::$variant),+];

            fn from_word(word: &str) -> Option<$name> {
                match word { $($word => Some($name::$variant),)+ _ => None }
            }

            pub(crate) fn from_index(index: u32) -> Option<$name> {
                $name::ALL.get(index as usize).copied()
            }
        }
    };
}

indexed!(
    /// Units of time, shortest first.
    Unit {
        Second = "second",
        Minute = "minute",
        Hour = "hour",
        Day = "day",
        Week = "week",
        Month = "month",
        Year = "year",
        Decade = "decade",
        Century = "century",
    }
);
indexed!(
    /// The grammatical number of a unit's form; `Construct` is the dual before what it governs (`عامي 2014 و2015`).
    Count { One = "one", Two = "two", Many = "many", Construct = "construct" }
);
indexed!(
    /// How sure a month's name is by itself.
    Strength { Strong = "strong", Named = "named", Weak = "weak", Rare = "rare" }
);
indexed!(
    /// Where `أمس`, `اليوم` and their like count.
    Guard { Plain = "plain", Article = "article", Guarded = "guarded", Led = "led" }
);
indexed!(
    /// Parts of the day.
    Part {
        Dawn = "dawn",
        Morning = "morning",
        Noon = "noon",
        Afternoon = "afternoon",
        Evening = "evening",
        Night = "night",
    }
);
indexed!(
    /// Which of several: counted from publication (`Last`, `This`, `Next`) or from another date of the text.
    Pointer {
        Last = "last",
        This = "this",
        Next = "next",
        Before = "before",
        Same = "same",
        After = "after",
        LastButOne = "last_but_one",
        NextButOne = "next_but_one",
    }
);
indexed!(
    /// A part of a longer span.
    Edge {
        First = "first",
        Last = "last",
        Head = "head",
        Tail = "tail",
        Begin = "begin",
        Early = "early",
        Middle = "middle",
        Late = "late",
        End = "end",
    }
);
indexed!(
    /// Words that open an expression.
    Lead { Before = "before", After = "after", This = "this", That = "that", Same = "same" }
);
indexed!(
    /// What a set repeats by.
    Every { Each = "each", Day = "day", Week = "week", Month = "month", Year = "year" }
);
indexed!(
    /// Feast days.
    Feast {
        Fitr = "fitr",
        Adha = "adha",
        HijriNewYear = "hijri_new_year",
        Arafa = "arafa",
        Ashura = "ashura",
        Mawlid = "mawlid",
        Christmas = "christmas",
        NewYear = "new_year",
        Easter = "easter",
        Labour = "labour",
        Mother = "mother",
        Women = "women",
        Valentine = "valentine",
    }
);
indexed!(
    /// Seasons.
    Season { Spring = "SP", Summer = "SU", Autumn = "FA", Winter = "WI" }
);
indexed!(
    /// Words beside a date that decide how it is read.
    Cue {
        Ahead = "ahead",
        Report = "report",
        Event = "event",
        Age = "age",
        Prayer = "prayer",
        Given = "given",
        Outlet = "outlet",
        Kind = "kind",
        Office = "office",
        Both = "both",
        Nowadays = "nowadays",
        Observance = "observance",
    }
);

/// The lexicon files: name, text, class.
const FILES: &[(&str, &str, u8)] = &[
    ("months.tsv", include_str!("lexicon/months.tsv"), MONTH),
    ("hijri_months.tsv", include_str!("lexicon/hijri_months.tsv"), HIJRI),
    ("weekdays.tsv", include_str!("lexicon/weekdays.tsv"), WEEKDAY),
    ("units.tsv", include_str!("lexicon/units.tsv"), UNIT),
    ("relative.tsv", include_str!("lexicon/relative.tsv"), RELATIVE),
    ("parts.tsv", include_str!("lexicon/parts.tsv"), PART),
    ("edges.tsv", include_str!("lexicon/edges.tsv"), EDGE),
    ("pointers.tsv", include_str!("lexicon/pointers.tsv"), POINTER),
    ("leads.tsv", include_str!("lexicon/leads.tsv"), LEAD),
    ("sets.tsv", include_str!("lexicon/sets.tsv"), SET),
    ("feasts.tsv", include_str!("lexicon/feasts.tsv"), FEAST),
    ("seasons.tsv", include_str!("lexicon/seasons.tsv"), SEASON),
    ("decades.tsv", include_str!("lexicon/decades.tsv"), DECADE),
    ("cues.tsv", include_str!("lexicon/cues.tsv"), CUE),
];

/// Second columns sit above this bit of an index, first columns below it.
pub(crate) const SECOND: u32 = 256;
/// Added to the days from publication, so that an index is never negative.
pub(crate) const ZERO_DAY: i32 = 8;

/// The index of a row in the shared lexicon, from its columns before the forms; `None` where a column is not known.
fn index(class: u8, columns: &[&str]) -> Option<u32> {
    let number = |low: u32, high: u32| columns.first()?.parse().ok().filter(|n| (low..=high).contains(n));
    let second = |at: Option<u32>| at.map(|n| n * SECOND);
    let column = |n: usize| columns.get(n).copied().unwrap_or("");
    Some(match class {
        MONTH | HIJRI => number(1, 12)? + second(Strength::from_word(column(1)).map(|s| s as u32))?,
        WEEKDAY => number(1, 7)?,
        UNIT => Unit::from_word(column(0))? as u32 + second(Count::from_word(column(1)).map(|c| c as u32))?,
        RELATIVE => {
            let days: i32 = column(0).parse().ok()?;
            (days + ZERO_DAY) as u32 + second(Guard::from_word(column(1)).map(|g| g as u32))?
        }
        PART => {
            let adverb = match column(1) {
                "adverb" => 1,
                "noun" => 0,
                _ => return None,
            };
            Part::from_word(column(0))? as u32 + adverb * SECOND
        }
        EDGE => Edge::from_word(column(0))? as u32,
        POINTER => Pointer::from_word(column(0))? as u32,
        LEAD => Lead::from_word(column(0))? as u32,
        SET => Every::from_word(column(0))? as u32,
        FEAST => Feast::from_word(column(0))? as u32,
        SEASON => Season::from_word(column(0))? as u32,
        DECADE => number(20, 90)?,
        CUE => Cue::from_word(column(0))? as u32,
        _ => return None,
    })
}

/// Adds every form to the shared lexicon. A row that cannot be read is left out; a test reads them all.
pub(crate) fn load(lexicon: &mut Lexicon) {
    for &(_, file, class) in FILES {
        for (_, row) in rows(file) {
            let Some((forms, columns)) = row.split_last() else { continue };
            let Some(index) = index(class, columns) else { continue };
            for form in forms.split('|') {
                lexicon.add(form, Sense { class, index });
                if let Some((first, _)) = form.split_once(' ') {
                    lexicon.add(first, Sense { class: OPENER, index: 0 });
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn every_row_is_read_and_no_form_stands_twice() {
        let mut problems = Vec::new();
        for &(name, file, class) in FILES {
            for part in ["# columns:", "# source:", "# checked:"] {
                if !file.contains(part) {
                    problems.push(format!("{name}: no line that begins with {part}"));
                }
            }
            let mut seen = HashMap::new();
            for (line, row) in rows(file) {
                let (forms, columns) = row.split_last().unwrap();
                let Some(index) = index(class, columns) else {
                    problems.push(format!("{name}:{line}: unknown columns {columns:?}"));
                    continue;
                };
                for form in forms.split('|') {
                    // A whole word with its article would hide the senses of the word without it, in every room.
                    if form.starts_with("ال") {
                        problems.push(format!("{name}:{line}: {form} opens with the article"));
                    }
                    let key = (musnad_text::chars::fold(form), index);
                    if let Some(earlier) = seen.insert(key, line) {
                        problems.push(format!("{name}:{line}: {form} stands in line {earlier} too"));
                    }
                }
            }
        }
        assert!(problems.is_empty(), "{}", problems.join("\n"));
    }
}
