//! Which documents a question is asked of: those that a search finds, of some days.

use jiff::civil::Date;
use rustc_hash::FxHashSet;
use serde::{Serialize, Serializer};

use crate::{Casefile, DocumentId, Error};

/// What narrows a question down; the empty one asks of everything.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Narrow {
    /// In the language of `musnad search`; empty for all documents.
    pub words: String,
    /// Nothing before this day.
    #[serde(serialize_with = "shown")]
    pub from: Option<Date>,
    /// Nothing after this day.
    #[serde(serialize_with = "shown")]
    pub to: Option<Date>,
}

/// A day as it is written.
pub(crate) fn shown<S: Serializer>(day: &Option<Date>, to: S) -> Result<S::Ok, S::Error> {
    match day {
        Some(day) => to.collect_str(day),
        None => to.serialize_none(),
    }
}

impl Narrow {
    /// Whether a day is within it; what has no day is, where no day is asked for.
    pub(crate) fn has(&self, day: Option<Date>) -> bool {
        match day {
            Some(day) => self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to),
            None => self.from.is_none() && self.to.is_none(),
        }
    }
}

impl Casefile {
    /// The documents that have the words of a question; `None` where it has no words, and so for all.
    pub(crate) fn documents_with(&self, narrow: &Narrow) -> Result<Option<FxHashSet<DocumentId>>, Error> {
        if narrow.words.trim().is_empty() {
            return Ok(None);
        }
        Ok(Some(self.documents_found(&narrow.words)?.into_iter().collect()))
    }
}

/// The first day that a day, month or year covers, or its last.
pub fn day(text: &str, last: bool) -> Option<Date> {
    let mut parts = text.split('-');
    let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let Some(month) = parts.next() else {
        return if last { Date::new(year, 12, 31).ok() } else { Date::new(year, 1, 1).ok() };
    };
    let first = Date::new(year, month.parse().ok()?, 1).ok()?;
    let date = match parts.next() {
        Some(day) => Date::new(year, first.month(), day.parse().ok()?).ok()?,
        None if last => first.last_of_month(),
        None => first,
    };
    parts.next().is_none().then_some(date)
}

/// A day as the contract writes it, where a value names one in full.
pub(crate) fn full_day(value: &str) -> Option<Date> {
    let day = value.get(..10)?;
    let rest = value.get(10..)?;
    (rest.is_empty() || rest.starts_with('T')).then(|| day.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_months_and_years() {
        for (text, first, last) in [
            ("2024", "2024-01-01", "2024-12-31"),
            ("2024-02", "2024-02-01", "2024-02-29"),
            ("2024-05-09", "2024-05-09", "2024-05-09"),
        ] {
            assert_eq!(day(text, false).unwrap().to_string(), first);
            assert_eq!(day(text, true).unwrap().to_string(), last);
        }
        for wrong in ["", "24", "2024-13", "2024-02-30", "2024-1-1-1", "أمس"] {
            assert_eq!(day(wrong, false), None, "{wrong}");
        }
        assert_eq!(full_day("2024-05-09T10:30").unwrap().to_string(), "2024-05-09");
        assert_eq!(full_day("2024-05-09/2024-05-10"), None);
    }
}
