//! One event on two dates, kept to the plainest case: the same three words for what it happened to, an event word of the same
//! root before them, and the day directly behind: `اقتحم المحتجون مبنى هيئة الموانئ يوم ٢٠٢٣/٣/٥` and
//! `اقتحام مبنى هيئة الموانئ، الذي وقع يوم ٢٠٢٣/٣/٦`.
//!
//! The two days lie less than a week apart. Everything looser (two of three words, a day anywhere in the sentence, any days) took
//! meetings that recur and stages of one project for one event, when it was tried on news.

use jiff::civil::Date;
use musnad_text::annotation::{DateAnchor, DateType, Finding, FindingKind};
use musnad_text::{Span, Text};
use rustc_hash::FxHashMap;

use super::days::day;
use super::finding;
use crate::registry::Reading;

/// Words between what an event happened to and its day.
const GAP: usize = 6;
/// What recurs, recurs by the week.
const WEEK: u32 = 7;
/// Words before the three in which the event is named.
const REACH: usize = 4;

/// The findings about events.
pub(super) fn check(reading: &Reading, findings: &mut Vec<Finding>) {
    let text = reading.text;
    let mut seen: FxHashMap<(String, String), (Date, Span, Span)> = FxHashMap::default();
    for date in &reading.out.dates {
        let Some(value) = day(&date.value) else { continue };
        if date.kind != DateType::Date || date.anchor != DateAnchor::Explicit {
            continue;
        }
        let Some((object, first)) = object_before(text, text.token_at(date.span.start)) else { continue };
        for event in events_before(text, first) {
            let place = text.span_of(first, text.token_at(date.span.start));
            match seen.get(&(event.clone(), object.clone())) {
                Some(&(other, other_place, other_span)) => {
                    let apart = (value - other).get_days().unsigned_abs();
                    if (1..WEEK).contains(&apart) {
                        findings.push(finding(
                            FindingKind::EventOnTwoDates,
                            "same_words_two_days",
                            format!(
                                "The text dates «{}» to {other} and to {value}.",
                                other_place.of(text.raw()).trim()
                            ),
                            vec![date.span, other_span],
                        ));
                        break;
                    }
                }
                None => {
                    seen.insert((event, object.clone()), (value, place, date.span));
                }
            }
        }
    }
}

/// Words that may stand between an event and its day, or say only that it took place.
fn passes(word: &str) -> bool {
    matches!(
        word,
        "في" | "يوم"
            | "الذي"
            | "التي"
            | "وقع"
            | "وقعت"
            | "جري"
            | "جرت"
            | "حدث"
            | "حدثت"
            | "تم"
            | "تمت"
            | "كان"
            | "كانت"
            | "بتاريخ"
            | "مساء"
            | "صباح"
            | "فجر"
    )
}

/// Whether a word may be one of the three: no particle, no verb of the future, no pronoun that points elsewhere.
fn names_something(word: &str) -> bool {
    let particle = matches!(
        word,
        "منذ"
            | "فقط"
            | "عنها"
            | "عنه"
            | "منها"
            | "منه"
            | "فيها"
            | "فيه"
            | "لها"
            | "بها"
            | "علي"
            | "الي"
            | "قبل"
            | "بعد"
            | "حتي"
            | "خلال"
            | "التالي"
            | "بدايه"
            | "نهايه"
    );
    let future = word.starts_with("سي") || word.starts_with("ست");
    word.chars().count() >= 3 && !passes(word) && !particle && !future
}

/// The three words that end before the day at `end`, and where they begin.
fn object_before(text: &Text, end: usize) -> Option<(String, usize)> {
    let mut at = end;
    let mut gap = 0;
    while at > 0 && gap < GAP && (passes(text.word(at - 1)) || matches!(text.mark(at - 1), '،' | ',')) {
        (at, gap) = (at - 1, gap + 1);
    }
    let first = at.checked_sub(3)?;
    let content = |i: usize| text.is_word(i) && names_something(text.word(i));
    (first..at).all(content).then(|| ((first..at).map(|i| text.word(i)).collect::<Vec<_>>().join(" "), first))
}

/// The roots, roughly, of the words in which an event before `first` may be named.
fn events_before(text: &Text, first: usize) -> Vec<String> {
    (first.saturating_sub(REACH)..first)
        .rev()
        .take_while(|&i| text.mark(i) == '\0' || matches!(text.mark(i), '"' | '«' | '»'))
        .filter(|&i| text.is_word(i))
        .map(|i| {
            let word = text.word(i).trim_start_matches(['و', 'ف']);
            let word = word.strip_prefix("ال").unwrap_or(word);
            word.chars().filter(|c| !matches!(c, 'ا' | 'و' | 'ي' | 'ه')).collect::<String>()
        })
        .filter(|root| root.chars().count() >= 3)
        .collect()
}
