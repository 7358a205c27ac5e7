//! A question taken apart: its parts, what each asks for, and of whom.

use std::collections::HashMap;
use std::sync::LazyLock;

use musnad_search::Question;
use musnad_search::analyze::{Word, analyze};
use musnad_search::rank::Asks;
use serde::Serialize;

/// What a part of a question asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Who somebody is, or who did it.
    Who,
    /// What something is.
    What,
    /// On what day, in what year.
    When,
    /// At what place.
    Where,
    /// How many or how much.
    HowMany,
    /// For what reason.
    Why,
    /// In what manner.
    How,
    /// What a party holds of a matter.
    Position,
    /// Whether, or what, a party said.
    Said,
    /// Nothing that could be told.
    Any,
}

/// A part of a question.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Asked {
    pub text: String,
    pub kind: Kind,
    /// Whose position or words are asked for.
    pub party: Option<String>,
    /// What it is about, the party left out; all of it where none is named.
    pub matter: String,
    /// Whether it is about what was asked before.
    pub follows: bool,
}

/// A question with its parts, in order.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Parts {
    /// What leads up to the questions.
    pub lead: String,
    pub asked: Vec<Asked>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Does {
    Heads,
    What,
    WhatNext,
    Position,
    Saying,
    About,
    Points,
}

static WORDS: LazyLock<HashMap<String, Vec<Does>>> = LazyLock::new(|| {
    let mut words: HashMap<String, Vec<Does>> = HashMap::new();
    for line in include_str!("lexicon/questions.tsv").lines().filter(|line| !line.starts_with('#')) {
        let Some((does, forms)) = line.split_once('\t') else { continue };
        let does = match does {
            "heads" => Does::Heads,
            "what" => Does::What,
            "what_next" => Does::WhatNext,
            "position" => Does::Position,
            "saying" => Does::Saying,
            "about" => Does::About,
            "points" => Does::Points,
            _ => continue,
        };
        for word in forms.split('|').flat_map(|form| analyze(form).words) {
            words.entry(word.keys.form.clone()).or_default().push(does);
        }
    }
    words
});

fn does(form: &str, what: Does) -> bool {
    WORDS.get(form).is_some_and(|does| does.contains(&what))
}

/// A word without the `و` or `ف` that joins it to what is before.
fn unjoined(form: &str) -> Option<&str> {
    form.strip_prefix('و').or_else(|| form.strip_prefix('ف')).filter(|rest| rest.chars().count() > 1)
}

/// Takes a question apart.
pub(crate) fn parts(question: &str) -> Parts {
    let words = analyze(question).words;
    // Where a part begins: at the first word that asks, and at each that asks behind what joins or ends.
    let mut starts: Vec<usize> = Vec::new();
    for (i, word) in words.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|i| words.get(i)).map_or(0, |w| w.span.end);
        let between = question.get(before..word.span.start).unwrap_or_default();
        let ended = between.contains(['؟', '?', '.', '!', '\n']);
        let parted = ended || i == 0 || between.contains(['،', '؛', ',', ';', ':', '-', '–']);
        let form = word.keys.form.as_str();
        let joined = unjoined(form).is_some_and(|rest| begins(rest, words.get(i + 1)));
        let alone = begins(form, words.get(i + 1));
        let after_mark = between.contains(['؟', '?']);
        if joined || (alone && parted) || (after_mark && i > 0) || (alone && starts.is_empty()) {
            starts.push(i);
        }
    }
    let byte = |i: usize| words.get(i).map_or(question.len(), |w: &Word| w.span.start);
    let first = starts.first().copied();
    let lead = question.get(..first.map_or(0, byte)).unwrap_or_default().trim().to_owned();
    // `في أي عام…`, `بحسب الوزارة، كم…`: a lead without a sentence of its own belongs to the question.
    let (lead, first_byte) = if lead.ends_with(['.', '!', '\n', '؛', ':']) || lead.contains(['.', '\n']) {
        (lead, first.map_or(0, byte))
    } else {
        (String::new(), 0)
    };
    if starts.is_empty() {
        starts.push(0);
    }
    let mut asked: Vec<Asked> = Vec::new();
    for (n, &start) in starts.iter().enumerate() {
        let from = if n == 0 { first_byte } else { byte(start) };
        let end = starts.get(n + 1).map_or(question.len(), |&next| byte(next));
        let text = question.get(from..end).unwrap_or_default();
        let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '،' | ',' | '؛' | ';' | '-'));
        if !text.is_empty() {
            asked.push(one(text));
        }
    }
    Parts { lead, asked }
}

/// Whether a word begins a question, by itself and what stands behind it.
fn begins(form: &str, next: Option<&Word>) -> bool {
    let next_fits = |next: &Word| {
        let next = next.keys.form.as_str();
        does(next, Does::WhatNext) || next.starts_with("ال")
    };
    does(form, Does::Heads) || (does(form, Does::What) && next.is_some_and(next_fits))
}

/// One part by itself.
fn one(text: &str) -> Asked {
    let words = analyze(text).words;
    let (kind, party, matter) = of_party(&words, text).unwrap_or_else(|| {
        let kind = match Question::parse(text).asks {
            Asks::Who => Kind::Who,
            Asks::What => Kind::What,
            Asks::When => Kind::When,
            Asks::Where => Kind::Where,
            Asks::Number => Kind::HowMany,
            Asks::Why => Kind::Why,
            Asks::How => Kind::How,
            Asks::Any => Kind::Any,
        };
        (kind, None, text)
    });
    let content = Question::parse(matter).words().count();
    let points = words.iter().any(|w| does(&w.keys.form, Does::Points));
    let follows = points || content < if party.is_some() { 1 } else { 3 };
    Asked { text: text.to_owned(), kind, party, matter: matter.to_owned(), follows }
}

/// Whose position or words are asked for and on what, if that is what is asked.
fn of_party<'t>(words: &[Word], text: &'t str) -> Option<(Kind, Option<String>, &'t str)> {
    let form = |i: usize| words.get(i).map_or("", |w| w.keys.form.as_str());
    let bare = |i: usize| form(i).strip_prefix("ال").unwrap_or(form(i));
    let asks = |i: usize| {
        let form = form(i);
        ["هل", "ماذا", "بماذا", "بم", "ما"].iter().any(|ask| form == *ask || unjoined(form) == Some(ask))
    };
    // Among the first words: later ones belong to the matter.
    let at = (0..words.len().min(5)).find(|&i| {
        (does(bare(i), Does::Position) && i > 0) || (does(form(i), Does::Saying) && i > 0 && asks(i - 1))
    })?;
    let kind = if does(bare(at), Does::Position) { Kind::Position } else { Kind::Said };
    // `رد فعل الحكومة`, `وجهة نظر الوزارة`.
    let first = if form(at + 1) == "فعل" || form(at + 1) == "افعال" { at + 2 } else { at + 1 };
    let end = (first..words.len()).find(|&i| does(form(i), Does::About)).unwrap_or(words.len());
    let end = end.min(first + 6);
    let last = words.get(end.checked_sub(1)?)?.span.end;
    let party = text.get(words.get(first)?.span.start..last).filter(|party| !party.is_empty())?;
    Some((kind, Some(party.to_owned()), text.get(last..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(question: &str) -> Vec<String> {
        parts(question).asked.into_iter().map(|asked| asked.text).collect()
    }

    #[test]
    fn a_question_is_cut_where_the_next_begins() {
        let table: &[(&str, &[&str])] = &[
            ("متى افتتح الجسر؟", &["متى افتتح الجسر؟"]),
            (
                "فما خلفية الأزمة في أردانة؟ ولماذا أغلق الميناء؟ وما هو الموقف السفيني منها؟",
                &["فما خلفية الأزمة في أردانة؟", "ولماذا أغلق الميناء؟", "وما هو الموقف السفيني منها؟"],
            ),
            (
                "ما خلفية الأزمة، ولماذا أغلق الميناء ومتى يفتح؟",
                &["ما خلفية الأزمة", "ولماذا أغلق الميناء", "ومتى يفتح؟"],
            ),
            ("كم عدد المصابين؟ ومن المسؤول؟", &["كم عدد المصابين؟", "ومن المسؤول؟"]),
            // Not questions of their own: a preposition, a negation, a conjunction in the matter.
            ("لماذا انسحب الوفد ومن معه؟", &["لماذا انسحب الوفد ومن معه؟"]),
            ("لماذا أغلق الميناء وما زال مغلقا؟", &["لماذا أغلق الميناء وما زال مغلقا؟"]),
            ("ماذا قال الوزير عن الصيد والسفن؟", &["ماذا قال الوزير عن الصيد والسفن؟"]),
            ("في أي عام تأسست الجمعية؟", &["في أي عام تأسست الجمعية؟"]),
            ("سبب إغلاق الميناء", &["سبب إغلاق الميناء"]),
        ];
        for (question, expected) in table {
            assert_eq!(texts(question), *expected, "{question}");
        }
    }

    #[test]
    fn what_leads_up_is_no_question() {
        let parts = parts("أغلقت أردانة ميناءها يوم الأحد. فما السبب؟ ومتى يفتح؟");
        assert_eq!(parts.lead, "أغلقت أردانة ميناءها يوم الأحد.");
        assert_eq!(parts.asked.len(), 2);
        assert!(parts.asked.iter().all(|asked| asked.follows));
    }

    #[test]
    fn kinds_and_parties() {
        let table: &[(&str, Kind, Option<&str>)] = &[
            ("متى افتتح الجسر الكبير في أردانة؟", Kind::When, None),
            ("كم عدد المصابين في الحادث؟", Kind::HowMany, None),
            ("من هو سالم قرنفول؟", Kind::Who, None),
            ("أين يقع ميناء المرسى؟", Kind::Where, None),
            ("لماذا أغلق الميناء؟", Kind::Why, None),
            ("ما موقف وزارة الصيد من القرار؟", Kind::Position, Some("وزارة الصيد")),
            ("وما هو الموقف السفيني من الأزمة؟", Kind::Position, Some("السفيني")),
            ("ما رد فعل النقابة على القرار؟", Kind::Position, Some("النقابة")),
            ("ماذا قال سالم قرنفول عن الحادث؟", Kind::Said, Some("سالم قرنفول")),
            ("هل قالت وزيرة الصيد إن الميناء سيغلق؟", Kind::Said, Some("وزيرة الصيد")),
            ("هل نفت الشركة أن السفينة غرقت؟", Kind::Said, Some("الشركة")),
            ("لماذا قال الوزير إن الميناء آمن؟", Kind::Why, None),
            ("هل فتح الميناء؟", Kind::Any, None),
        ];
        for (question, kind, party) in table {
            let parts = parts(question);
            let asked = parts.asked.first().unwrap();
            assert_eq!((asked.kind, asked.party.as_deref()), (*kind, *party), "{question}");
            if let Some(party) = party {
                assert!(!asked.matter.contains(party), "{question}: {}", asked.matter);
            }
        }
    }
}
