//! The definite count that stands behind its noun as an adjective does: `السفن الثلاث`, `الدول الخليجية الست`, `الجامعات الـ50`.
//!
//! Three to ten are counts there, since the ordinals have forms of their own (`الثالثة`). Digits and higher numbers order as well
//! as count: `الدورة الـ24` is the twenty-fourth, `الجامعات الـ50` are fifty; the plural of the noun decides.

use musnad_text::annotation::Value;
use musnad_text::chars::{CharKind, kind};
use musnad_text::token::Clitics;
use musnad_text::{Span, Text};

use super::super::figure::{Behind, Scan, Step, Unit};
use super::super::lexicon::sense;
use super::plural;
use crate::numbers::{Number, Written, is_article};
use crate::registry::class;

/// Adjectives and appositions between the noun and its number, at most.
const MOST_BETWEEN: usize = 2;

/// Reads the number at token `i` together with the definite noun before it.
pub(in super::super) fn read(scan: &mut Scan, i: usize, number: &Number) -> Option<Step> {
    let counts = number.definite && !number.fraction && number.value.fract() == 0.0 && number.value >= 3.0;
    if !counts || number.scale > 1.0 || number.bare {
        return None;
    }
    let text = scan.text;
    let proclitic = Clitics(Clitics::CONJUNCTION.0 | Clitics::PREPOSITION.0);
    if text.clitics(i).any(proclitic) || (is_article(text.word(i)) && text.word(i) != "ال") {
        return None;
    }
    let worded = number.written == Written::Words && number.value <= 10.0;
    let noun = head(scan, i.checked_sub(1)?, worded)?;
    let behind = Behind { unit: Unit::Noun(noun, noun + 1), end: number.end, rule: "noun_first", more: 0.0 };
    let Step::Found(mut quantity, end) = scan.found(noun, Value::One(number.value), behind) else {
        return None;
    };
    // Words that bound the count may stand before the noun; its own proclitics stay outside.
    let place = opening(text, noun);
    if quantity.span.start >= text.span(noun).start {
        quantity.span.start = place.start;
    }
    let letters = match definite(text, noun) {
        None => 0,
        Some(_) if place.of(text.raw()).starts_with('ل') => 1,
        Some(_) => 2,
    };
    let article: usize = place.of(text.raw()).chars().take(letters).map(char::len_utf8).sum();
    quantity.unit = Some(Span::new(place.start + article, place.end).of(text.raw()).to_owned());
    Some(Step::Found(quantity, end))
}

/// The counted noun whose phrase ends at token `last`.
fn head(scan: &Scan, last: usize, worded: bool) -> Option<usize> {
    let text = scan.text;
    let Some((_, stem)) = definite(text, last) else {
        return owned(scan, last).filter(|_| worded);
    };
    if !is_noun(scan, last) {
        return None;
    }
    let plain = plural::is_plural(scan, last, stem);
    // `الدول الخليجية الست`, `المواطنين السعوديين الأربعة`: what stands before is definite and plural as well.
    let mut noun = last;
    for _ in 0..MOST_BETWEEN {
        let Some(before) = noun.checked_sub(1).filter(|_| definite(text, noun).is_some_and(|d| d.0 == 0))
        else {
            break;
        };
        let plural_before =
            definite(text, before).is_some_and(|(_, stem)| plural::is_plural(scan, before, stem));
        if !plural_before || !is_noun(scan, before) {
            break;
        }
        noun = before;
    }
    if noun < last || plain {
        return Some(noun);
    }
    // A broken plural that no list has: the words from three to ten stand behind nothing else. A feminine ending there is of
    // an adjective or of a noun in construct (`وزراء الخارجية الخمسة`), whose head is not looked for.
    let construct = last.checked_sub(1).is_some_and(|before| {
        let word = text.word(before);
        text.is_word(before)
            && definite(text, last).is_some_and(|d| d.0 == 0)
            && plural::is_plural(scan, before, word)
    });
    let alone = last.checked_sub(1).is_none_or(|before| !text.is_word(before) || scan.stop(before).is_some());
    let listed = text.word(last).starts_with(['و', 'ف']);
    (worded && alone && !construct && !listed && !stem.ends_with('ه') && !stem.ends_with('ي')).then_some(noun)
}

/// A noun that its pronoun makes definite: `رعاياها الأربعة`, `أبنائهم الثلاثة`. What may begin with a preposition is left alone.
fn owned(scan: &Scan, i: usize) -> Option<usize> {
    let text = scan.text;
    let word = text.word(i);
    let pronoun = ["ها", "هم", "هن"].iter().any(|end| word.ends_with(end));
    let noun = text.is_word(i) && pronoun && word.len() > 10 && !word.starts_with(['و', 'ف', 'ب', 'ل', 'ك']);
    (noun && is_noun(scan, i) && text.clitics(i).is_empty()).then_some(i)
}

/// Whether the word may be a counted noun here: no unit of time, no number, no particle.
fn is_noun(scan: &Scan, i: usize) -> bool {
    let text = scan.text;
    !text.has(i, sense::TIME) && !text.has(i, class::NUMBER) && scan.stop(i).is_none()
}

/// The letters of the proclitics before the article, and the folded form behind it; nothing for a word without the article.
fn definite<'t>(text: &'t Text, i: usize) -> Option<(usize, &'t str)> {
    if !text.is_word(i) {
        return None;
    }
    let word = text.word(i);
    let (letters, rest) = match word.strip_prefix(['و', 'ف']) {
        Some(rest) if rest.starts_with("ال") || rest.starts_with("بال") || rest.starts_with("لل") => {
            (1, rest)
        }
        _ => (0, word),
    };
    let (letters, rest) = match rest.strip_prefix(['ب', 'ك']) {
        Some(rest) if rest.starts_with("ال") => (letters + 1, rest),
        _ => (letters, rest),
    };
    // `للسفن`: the second lam is the article's.
    if let Some(stem) = rest.strip_prefix("لل") {
        return (stem.len() > 4).then_some((letters + 1, stem));
    }
    let stem = rest.strip_prefix("ال")?;
    (stem.len() > 4).then_some((letters, stem))
}

/// The place of the noun at token `i` without its preposition and conjunction, the article kept.
fn opening(text: &Text, i: usize) -> Span {
    let span = text.span(i);
    let Some((letters, _)) = definite(text, i) else { return span };
    let mut left = letters;
    for (at, c) in span.of(text.raw()).char_indices() {
        if kind(c) == CharKind::Arabic {
            if left == 0 {
                return Span::new(span.start + at, span.end);
            }
            left -= 1;
        }
    }
    span
}
