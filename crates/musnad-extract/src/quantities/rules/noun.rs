//! The counted noun and where its phrase ends.
//!
//! Behind the number stands the noun without the article, in the singular or plural that the number asks for, or `من` and the
//! noun (`تسعة من البحارة`). Adjectives that agree with it belong to the phrase, and so does a noun in construct when an
//! adjective behind it agrees with the first (`طائرة شحن عسكرية`). What begins with a conjunction or preposition, a particle or
//! a verb ends the phrase.

use musnad_text::chars::Marks;
use musnad_text::token::Clitics;
use musnad_text::{Span, Text};

use super::super::figure::{Behind, Scan, Unit};
use super::super::lexicon::{Stop, sense};
use crate::countries;
use crate::numbers::Number;
use crate::registry::class;

/// Adjectives taken behind a noun, at most.
const MOST_ADJECTIVES: usize = 3;

/// Reads what is counted from token `i` on.
pub(in super::super) fn read(scan: &Scan, i: usize, number: &Number) -> Behind {
    let text = scan.text;
    if scan.stop(i) == Some(Stop::Other) && text.clitics(i).is_empty() {
        return Behind { unit: Unit::None, end: i + 1, rule: "elided_noun", more: 0.0 };
    }
    if number.fraction {
        return part_of(scan, i);
    }
    if text.word(i) == "من" {
        if let Some(end) = out_of(scan, i + 1, number) {
            return Behind { unit: Unit::Noun(i + 1, end), end, rule: "counted_of", more: 0.0 };
        }
        return Behind::nothing(i);
    }
    // Two of a thing are its dual: behind اثنان stands no noun.
    let two = number.written == crate::numbers::Written::Words && number.value == 2.0 && number.scale == 1.0;
    // Numbers in words are written with care: the noun agrees, or it is no noun of theirs.
    let in_words = number.written == crate::numbers::Written::Words && number.scale == 1.0;
    let accusative = ["ا", "ه", "ي", "ء"].iter().any(|e| text.word(i).ends_with(e));
    let disagrees = in_words
        && ((20.0..100.0).contains(&number.value) && number.value % 10.0 == 0.0 && !accusative
            || (3.0..=10.0).contains(&number.value)
                && text.word(i).ends_with('ا')
                && !text.word(i).ends_with("ايا"));
    let year = number.value > 1300.0 && number.value < 2100.0 && number.scale == 1.0;
    let owned = year && text.word(i).ends_with("ها") && text.word(i).chars().count() > 4;
    // `لقي 15 مصرعهم`
    let theirs = text.word(i).ends_with("هم")
        && text.word(i).chars().count() > 4
        && !matches!(text.word(i), "مساهم" | "متفاهم");
    if two || owned || theirs || disagrees || !is_counted(scan, i) || is_time(text, i) {
        return Behind::nothing(i);
    }
    let (noun, end) = phrase_end(scan, i, number);
    Behind { unit: Unit::Noun(i, noun), end, rule: "counted_noun", more: 0.0 }
}

/// What a fraction is taken of: a noun with the article or without, and its adjective.
fn part_of(scan: &Scan, i: usize) -> Behind {
    let text = scan.text;
    let clitics = text.clitics(i);
    if !text.is_word(i)
        || clitics.any(Clitics(Clitics::CONJUNCTION.0 | Clitics::PREPOSITION.0))
        || matches!(scan.stop(i), Some(Stop::Particle | Stop::Adverb))
    {
        return Behind::nothing(i);
    }
    if text.has(i, sense::TIME) {
        return Behind { unit: Unit::Time, end: i + 1, rule: "time", more: 0.0 };
    }
    if !is_definite(text, i) && !is_counted(scan, i) {
        return Behind::nothing(i);
    }
    let mut end = i + 1;
    let followed = text.clitics(end).any(Clitics(Clitics::CONJUNCTION.0 | Clitics::PREPOSITION.0));
    if is_definite(text, i) && is_definite(text, end) && is_nisba(text.word(end)) && !followed {
        end += 1;
    }
    Behind { unit: Unit::None, end, rule: "fraction_of", more: 0.0 }
}

/// One past the noun phrase behind `من`: `من البحارة`, `من حراس الميناء`. A definite singular behind digits tells where they come
/// from, not what they are: `3 من المرسى`.
fn out_of(scan: &Scan, i: usize, number: &Number) -> Option<usize> {
    let text = scan.text;
    let digits =
        number.written == crate::numbers::Written::Digits && number.grouped.unwrap_or(number.value) < 1000.0;
    let bare = !text.clitics(i).any(Clitics(Clitics::CONJUNCTION.0 | Clitics::PREPOSITION.0));
    if !text.is_word(i)
        || !bare
        || scan.stop(i).is_some()
        || text.has(i, class::NUMBER)
        || text.has(i, sense::TIME)
    {
        return None;
    }
    if is_definite(text, i) {
        let next = i + 1;
        let stem = text.word(i).strip_prefix("ال").unwrap_or(text.stem(i));
        if digits && !super::plural::is_plural(scan, i, stem) {
            return None;
        }
        let adjective = is_definite(text, next) && is_nisba(text.word(next));
        return Some(if adjective { next + 1 } else { next });
    }
    // `13 من حزب`: a singular tells where they come from. Plurals that no measure shows are those of construct: مقاتلي, أعضائها.
    let (word, feminine) = (text.word(i), text.marks(i).has(Marks::TA_MARBUTA));
    let construct = ["ي", "يها", "يه", "يهم", "اء", "ايها", "ايه"].iter().any(|end| word.ends_with(end));
    let plural = super::plural::is_plural(scan, i, word)
        || construct && !feminine && word.chars().count() > 4
        || text.written(i).starts_with('أ');
    (is_counted(scan, i) && (!digits || plural)).then_some(i + 1)
}

/// One past the counted noun with its adjectives, and one past `أخرى` behind it, which counts nothing and ends the phrase.
fn phrase_end(scan: &Scan, i: usize, number: &Number) -> (usize, usize) {
    let text = scan.text;
    let mut end = i + 1;
    for _ in 0..MOST_ADJECTIVES {
        if scan.stop(end) == Some(Stop::Other) && text.clitics(end).is_empty() {
            return (end, end + 1);
        }
        if is_adjective(scan, i, end, number) {
            end += 1;
            continue;
        }
        let head_feminine = text.marks(i).has(Marks::TA_MARBUTA);
        let construct = end == i + 1
            && head_feminine
            && is_counted(scan, end)
            && !text.has(end, sense::TIME)
            && is_counted(scan, end + 1)
            && text.marks(end + 1).has(Marks::TA_MARBUTA)
            && is_nisba(text.word(end + 1));
        if construct {
            end += 2;
            continue;
        }
        break;
    }
    // `طالبا وطالبة`: the same noun in the other gender.
    let (noun, other) = (text.word(i), text.word(end));
    if let Some(rest) = other.strip_prefix('و') {
        let stem = noun.strip_suffix('ا').unwrap_or(noun);
        let feminine = rest.strip_suffix('ه').or_else(|| rest.strip_suffix("ات"));
        let plural = noun.strip_suffix("ين").or_else(|| noun.strip_suffix("ون"));
        if stem.chars().count() > 2 && (feminine == Some(stem) || (plural.is_some() && feminine == plural)) {
            return (end + 1, end + 1);
        }
    }
    (end, end)
}

/// Whether the word may be a counted noun or an adjective without the article: no particle, verb, number or proclitic.
pub(in super::super) fn is_counted(scan: &Scan, i: usize) -> bool {
    let text = scan.text;
    if !text.is_word(i) || text.mark(i) != '\0' {
        return false;
    }
    let word = text.word(i);
    if word.chars().nth(1).is_none() {
        return false;
    }
    if text
        .clitics(i)
        .any(Clitics(Clitics::CONJUNCTION.0 | Clitics::PREPOSITION.0 | Clitics::AL.0 | Clitics::SA.0))
    {
        return false;
    }
    if matches!(scan.stop(i), Some(Stop::Particle | Stop::Adverb)) {
        return false;
    }
    if text.has(i, sense::BOUND)
        || (text.has(i, class::NUMBER) && !text.has(i, sense::TIME))
        || (is_definite(text, i) && scan.stop(i) != Some(Stop::Noun))
    {
        return false;
    }
    // Verbs of the past: `اعتقلوا`, `قدمت`. `عضوا` is none.
    let letters = word.chars().count();
    let verb = (letters > 4 && word.ends_with("وا"))
        || (letters > 3 && word.ends_with('ت') && !["ات", "وت", "يت"].iter().any(|e| word.ends_with(e)));
    if verb {
        return false;
    }
    let family = match word.chars().next() {
        Some('و') => "waw",
        Some('ب') => "ba",
        Some('ل') => "lam",
        Some('ي') => "ya",
        Some('س') if word.starts_with("سي") || word.starts_with("ست") => "sin",
        Some('ت') => {
            let noun = text.marks(i).has(Marks::TA_MARBUTA) || word.ends_with('ا') || word.ends_with("ات");
            let people = word.ends_with("يين") || word.ends_with("يون");
            if noun && word.chars().count() > 3 || people || is_masdar(word) {
                return true;
            }
            "ta"
        }
        _ => return true,
    };
    // No preposition stands before an accusative.
    let accusative =
        word.ends_with('ا') && !["ها", "نا", "هما", "كما", "هذا"].iter().any(|e| word.ends_with(e));
    if matches!(family, "ba" | "lam") && accusative && word.chars().count() > 4 {
        return true;
    }
    let known = countries::tells(text, i)
        || text.has(i, sense::UNIT)
        || text.has(i, sense::MONEY)
        || scan.stop(i) == Some(Stop::Noun);
    known
        || scan
            .words
            .beginnings
            .iter()
            .any(|(name, starts)| *name == family && starts.iter().any(|s| word.starts_with(s.as_str())))
}

/// The measures تفعيل and تفاعيل, as `ترخيص` and `تراخيص`.
fn is_masdar(word: &str) -> bool {
    let mut letters = ['\0'; 6];
    let mut n = 0;
    for c in word.chars() {
        match letters.get_mut(n) {
            Some(place) => *place = c,
            None => return false,
        }
        n += 1;
    }
    match letters {
        [_, _, _, 'ي', _, '\0'] => n == 5,
        [_, _, 'ا', _, 'ي', _] => n == 6,
        _ => false,
    }
}

/// A unit of time. Folding makes `أب` (a father) of `آب` (August).
pub(in super::super) fn is_time(text: &Text, i: usize) -> bool {
    text.longest(i, sense::TIME).is_some() && !(text.word(i) == "اب" && text.marks(i).has(Marks::HAMZA_ABOVE))
}

/// Whether the word carries the article. `ألبوم` and `آلة` do not: their alif has a hamza or a madda.
pub(in super::super) fn is_definite(text: &Text, i: usize) -> bool {
    let word = text.word(i);
    if text.clitics(i).any(Clitics::AL) {
        return true;
    }
    if !word.starts_with("ال") || word.chars().count() < 4 {
        return false;
    }
    text.written(i).starts_with('ا')
}

/// Endings of an adjective of relation: `عسكري`, `عسكرية`, `عسكريا`, `عسكريين`.
pub(super) fn is_nisba(word: &str) -> bool {
    word.chars().count() > 3
        && ["ي", "يه", "يا", "يين", "يون", "يات", "يتين", "يتان", "يان"].iter().any(|e| word.ends_with(e))
}

/// Whether the word at `i` is an adjective of the noun at `noun`.
fn is_adjective(scan: &Scan, noun: usize, i: usize, number: &Number) -> bool {
    let text = scan.text;
    if !is_counted(scan, i) || text.has(i, sense::TIME) || scan.stop(i).is_some() {
        return false;
    }
    let (head, word) = (text.word(noun), text.word(i));
    if word.chars().count() < 4 {
        return false;
    }
    if is_nisba(word) || countries::tells(text, i) {
        return true;
    }
    let head_feminine = text.marks(noun).has(Marks::TA_MARBUTA);
    let feminine = text.marks(i).has(Marks::TA_MARBUTA);
    let few = (3.0..=10.0).contains(&number.value);
    // Plurals of things take the feminine singular: `مراحل رئيسة`.
    (head_feminine && feminine)
        || (head.ends_with('ا') && word.ends_with('ا') && !word.ends_with("ها"))
        || ["ين", "ون", "ان"].iter().any(|e| head.ends_with(e) && word.ends_with(e))
        || (head.ends_with("ات") && (feminine || word.ends_with("ات")))
        || (few && feminine)
}

/// The place of the counted noun's first word without its article.
pub(in super::super) fn without_article(text: &Text, i: usize) -> Span {
    let span = text.span(i);
    if !is_definite(text, i) {
        return text.bare_span(i);
    }
    if text.clitics(i).any(Clitics::AL) {
        return text.stem_span(i);
    }
    let skipped: usize = text.written(i).chars().take(2).map(char::len_utf8).sum();
    Span::new(span.start + skipped, span.end)
}

/// One past the adjectives of the dual at token `i`, and of what it stands in construct with.
pub(in super::super) fn dual_end(scan: &Scan, i: usize, number: &Number) -> usize {
    let text = scan.text;
    let mut end = i + 1;
    let construct = text.sense(i, sense::DUAL) == Some(1);
    if construct {
        end += 1;
    }
    for _ in 0..MOST_ADJECTIVES {
        let word = text.word(end);
        let agrees = (word.ends_with("ين") || word.ends_with("ان")) && is_adjective(scan, i, end, number);
        if !agrees {
            break;
        }
        end += 1;
    }
    end
}
