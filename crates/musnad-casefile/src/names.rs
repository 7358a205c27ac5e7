//! The other names of a speaker, as far as the words of the names tell: short forms, full names, last names, other spellings.

use musnad_search::analyze::analyze;
use rustc_hash::FxHashMap;

use crate::derived::Kept;
use crate::{Casefile, Error};

/// The names of all speakers.
#[derive(Debug, Default)]
pub(crate) struct Names {
    all: Vec<(String, Vec<String>)>,
    /// Which end in a word.
    by_last: FxHashMap<String, Vec<u32>>,
}

impl Names {
    fn new(names: Vec<String>) -> Names {
        let mut list = Names::default();
        for (number, name) in (0u32..).zip(names) {
            let words = words(&name);
            if let Some(last) = words.last() {
                list.by_last.entry(last.clone()).or_default().push(number);
            }
            list.all.push((name, words));
        }
        list
    }

    /// All names that may be the bearer's of this one.
    ///
    /// Names are one where they end in one word and the shorter one's words stand in the longer one in their order:
    /// `سالم قرنفول` and `سالم بن راشد قرنفول`. The last name alone counts where nobody else bears it.
    fn of(&self, name: &str) -> Vec<String> {
        let wanted = words(name);
        let Some(last) = wanted.last().filter(|_| wanted.len() > 1) else { return Vec::new() };
        let with_last = self.by_last.get(last).into_iter().flatten();
        let with_last: Vec<&(String, Vec<String>)> =
            with_last.filter_map(|&number| self.all.get(number as usize)).collect();
        let one = |words: &[String]| {
            stands_in(&wanted, words) || (stands_in(words, &wanted) && words.first() == wanted.first())
        };
        let alone = with_last.iter().filter(|(_, words)| words.len() > 1).all(|(_, words)| one(words));
        let fits = |words: &[String]| if words.len() > 1 { one(words) } else { alone };
        with_last.iter().filter(|(_, words)| fits(words)).map(|(name, _)| name.clone()).collect()
    }
}

/// Whether words stand among others in their order.
fn stands_in(short: &[String], long: &[String]) -> bool {
    let mut rest = long.iter();
    short.iter().all(|word| rest.any(|other| other == word))
}

/// The folded words of a name; `عبد الله` is one as `عبدالله` is, `بن` is none.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut joins = false;
    for word in analyze(name).words {
        let form = &word.keys.form;
        match words.last_mut().filter(|_| joins) {
            Some(last) => last.push_str(form),
            None if matches!(form.as_str(), "بن" | "ابن" | "بنت") => {}
            None => words.push(form.clone()),
        }
        joins = form == "عبد";
    }
    words
}

impl Casefile {
    /// The names under which the bearer of a name is among the speakers.
    pub(crate) fn names_of(&self, kept: &Kept, name: &str) -> Result<Vec<String>, Error> {
        let names = match kept.names.get() {
            Some(names) => names,
            None => {
                let read = || -> rusqlite::Result<Vec<String>> {
                    let sql = "SELECT DISTINCT speaker FROM statement WHERE speaker IS NOT NULL";
                    self.db.prepare(sql)?.query_map([], |row| row.get(0))?.collect()
                };
                let read = read().map_err(|e| self.error(e))?;
                kept.names.get_or_init(|| Names::new(read))
            }
        };
        Ok(names.of(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_one_by_their_words() {
        let all = [
            "سالم قرنفول",
            "سالم بن راشد قرنفول",
            "وزير الصيد سالم راشد قرنفول",
            "قرنفول",
            "ليلى الوردان",
            "هدى الوردان",
            "الوردان",
            "عبدالله السنط",
            "عبد الله السنط",
        ];
        let names = Names::new(all.iter().map(|name| (*name).to_owned()).collect());
        for (name, others) in [
            (
                "سالم قرنفول",
                &["سالم قرنفول", "سالم بن راشد قرنفول", "وزير الصيد سالم راشد قرنفول", "قرنفول"][..],
            ),
            (
                "سالم بن راشد قرنفول",
                &["سالم قرنفول", "سالم بن راشد قرنفول", "وزير الصيد سالم راشد قرنفول", "قرنفول"],
            ),
            // Two bear the last name.
            ("ليلى الوردان", &["ليلى الوردان"]),
            ("عبد الله السنط", &["عبدالله السنط", "عبد الله السنط"]),
            ("الوردان", &[]),
        ] {
            assert_eq!(names.of(name), others, "{name}");
        }
    }
}
