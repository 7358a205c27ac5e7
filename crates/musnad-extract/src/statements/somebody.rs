//! Who can speak: persons, bodies, states, sources and groups of people, told from things and events; and whether a speaker agrees
//! with a verb in gender and number.

use musnad_text::annotation::SpeakerType;
use musnad_text::chars::Marks;
use musnad_text::token::Clitics;

use super::speaker::Voice;
use super::verbs::Shape;
use super::{Cue, Noun, Scan, phrase};
use crate::names::{self, CAPITAL, Given, HEAD, Head, NISBA, OUTLET, STATE};

/// Whether a phrase is a thing that cannot speak: a verbal noun with its complement (`تزايد المعروض`) or owner (`تأييده`), an
/// indefinite accusative (`انخفاضا`), a word behind a preposition (`بنعم`), or what the lexicon knows (`آلام`, `حديثه`).
pub(super) fn is_thing(scan: &Scan, first: usize, end: usize) -> bool {
    let text = scan.text;
    // `"آلام وعدم راحة"`: in marks as well, where it is no name.
    let first = first + usize::from(!text.is_word(first) && end > first + 3);
    if scan.noun(first) == Some(Noun::Thing) {
        return true;
    }
    if !text.is_word(first) || is_known(scan, first) {
        return false;
    }
    let word = text.word(first);
    let joined = word.strip_prefix(['ب', 'ك']).is_some_and(|rest| {
        rest.starts_with("ال") && rest.chars().count() > 4 || matches!(rest, "كل" | "نعم" | "جميع" | "ما")
    }) || word.starts_with("لل");
    let accusative = text.marks(first).has(Marks::TANWEEN) && !text.marks(first).has(Marks::TA_MARBUTA)
        || word
            .strip_suffix('ا')
            .is_some_and(|bare| bare.chars().count() >= 5 && super::opening::is_verbal_noun(bare));
    let complement = first + 1 < end && text.word(first + 1).starts_with("ال");
    let owned = phrase::owned(scan, first, 6);
    joined || accusative || is_verbal_noun(scan, first) && !word.starts_with("ال") && (complement || owned)
}

/// Whether a phrase that a verb far behind it may have for its subject can be somebody: no thing, nor a definite verbal noun
/// (`الاتفاق`), which only a verb right before it makes speak.
pub(super) fn perhaps(scan: &Scan, first: usize, end: usize) -> bool {
    let owned = phrase::owned(scan, first, 5) && !scan.text.word(first).starts_with("ال");
    let unknown = !is_known(scan, first);
    !(is_thing(scan, first, end) || unknown && (owned || is_verbal_noun(scan, first)))
}

/// Whether something tells that a speaker is somebody: a head noun, a list, a name that the text knows.
pub(super) fn surely(scan: &Scan, voice: &Voice) -> bool {
    let at = scan.text.token_at(voice.span.start);
    let end = scan.text.token_at(voice.span.end.saturating_sub(1)) + 1;
    perhaps(scan, at, end) && (is_known(scan, at) || voice.kind != SpeakerType::Person || spoke(scan, voice))
}

fn spoke(scan: &Scan, voice: &Voice) -> bool {
    let last = voice.key.split(' ').next_back();
    scan.voices.iter().rev().take(12).any(|v| v.named && v.key.split(' ').next_back() == last)
}

/// Whether a list or the text knows the word at a token as (the beginning of) somebody.
pub(super) fn is_known(scan: &Scan, i: usize) -> bool {
    let text = scan.text;
    let listed = text.classes(i)
        & (1 << HEAD | 1 << STATE | 1 << CAPITAL | 1 << OUTLET | 1 << NISBA | 1 << names::BODY);
    listed != 0
        || scan.noun(i) == Some(Noun::Utterance)
        || is_given_name(scan, i)
        || scan.surnames.contains(text.word(i))
        || scan.is_known_name(i, i + 1)
        || is_people(text.word(i))
}

/// Whether a given name stands at a token. One that is a verbal noun as well (`تحسين مداخل المدينة`) must go on as a name does.
pub(super) fn is_given_name(scan: &Scan, i: usize) -> bool {
    let text = scan.text;
    match scan.names.given(text.word(i)) {
        None => false,
        Some(Given::Word) if super::opening::is_verbal_noun(text.word(i)) => {
            let next = text.word(i + 1);
            next == "بن" || scan.names.given(next).is_some() || next.starts_with("ال") && next.ends_with('ي')
        }
        Some(_) => true,
    }
}

/// `المعلمون`, `المتظاهرين`: the sound masculine plural with the article names people.
fn is_people(word: &str) -> bool {
    word.starts_with("ال") && (word.ends_with("ون") || word.ends_with("ين")) && word.chars().count() >= 7
}

/// Whether a word has the shape of a verbal noun and is nobody's name. `أعضاؤها`, `الأنصار` with their hamza above are plurals.
pub(super) fn is_verbal_noun(scan: &Scan, i: usize) -> bool {
    let word = scan.text.word(i);
    let bare = word.strip_prefix("ال").unwrap_or(word);
    let written = scan.text.written(i);
    let plural = written.starts_with('أ') || written.starts_with("الأ");
    !plural && super::opening::is_verbal_noun(bare) && !is_known(scan, i)
}

/// The noun that tells what a speaker is: the one that the phrase begins with, else a title behind the name.
fn head<'t>(scan: &Scan<'t>, voice: &Voice) -> (&'t str, Option<Head>) {
    let text = scan.text;
    let (first, last) = (text.token_at(voice.span.start), text.token_at(voice.span.end.saturating_sub(1)));
    let head = |i: usize| names::head_at(text, i).map(|(_, head)| head);
    if let Some(found) = head(first) {
        return (text.stem(first), Some(found));
    }
    let title = |&i: &usize| matches!(head(i), Some(Head::Person | Head::Spokesperson));
    (first + 1..=last).find(title).map_or(("", None), |i| (text.stem(i), head(i)))
}

/// Whether the verb's gender and number can have this speaker for its subject. What nothing tells of agrees.
pub(super) fn agrees(scan: &Scan, cue: Cue, voice: &Voice) -> bool {
    let (word, head) = head(scan, voice);
    let several = head == Some(Head::Persons)
        || is_people(scan.text.word(scan.text.token_at(voice.span.start)))
        || matches!(
            word,
            "مسوولون"
                | "مسوولين"
                | "مسيولون"
                | "مسيولين"
                | "دبلوماسيون"
                | "شهود"
                | "سكان"
        );
    if cue.form.plural {
        let one = matches!(head, Some(Head::Person | Head::Spokesperson)) && !joins_others(scan, voice);
        return !one;
    }
    // `وأضاف`, `مشيرا` go on with one speaker.
    if several {
        return false;
    }
    match voice.kind {
        SpeakerType::Person => {
            let feminine = word.ends_with('ه') && word != "خليفه";
            if cue.form.feminine {
                feminine || word.is_empty() && !voice.key.contains(" بن ")
            } else {
                !feminine
            }
        }
        SpeakerType::Anonymous => true,
        // A body whose head is feminine (`وزارة`, `شركة`) wants a feminine verb, one whose head is masculine a masculine one.
        _ => word.is_empty() || takes_feminine(word) == cue.form.feminine,
    }
}

/// Whether a relative pronoun can mean this speaker: `الذي` one man or a body of masculine name, `التي` a woman, a body or several
/// things, `الذين` several persons.
pub(super) fn is_meant_by(scan: &Scan, relative: usize, voice: &Voice) -> bool {
    let form = |feminine, plural| {
        let form = super::verbs::Form {
            shape: Shape::Present,
            feminine,
            plural,
            ..super::verbs::Form::with_pronoun(false, false)
        };
        Cue { first: relative, end: relative + 1, form }
    };
    match scan.text.stem(relative) {
        "الذي" => voice.kind != SpeakerType::State && agrees(scan, form(false, false), voice),
        "التي" => agrees(scan, form(true, false), voice),
        "الذين" => agrees(scan, form(false, true), voice),
        _ => true,
    }
}

/// `سالم قرنفول ونزار مسلم`.
fn joins_others(scan: &Scan, voice: &Voice) -> bool {
    let (first, last) =
        (scan.text.token_at(voice.span.start), scan.text.token_at(voice.span.end.saturating_sub(1)));
    (first + 1..=last).any(|i| {
        scan.text.word(i).starts_with('و') && scan.text.clitics(i).any(Clitics::WA)
            || scan.text.word(i) == "و"
    })
}

/// Heads of bodies that take a feminine verb: by their ending, and plurals of things.
fn takes_feminine(head: &str) -> bool {
    head.ends_with('ه')
        || head.ends_with("ات")
        || matches!(
            head,
            "امم"
                | "دول"
                | "بلدان"
                | "عواصم"
                | "مجالس"
                | "لجان"
                | "كتايب"
                | "فصايل"
                | "غرف"
                | "صوامع"
                | "خطوط"
                | "صحف"
                | "قنوات"
                | "مواقع"
                | "وسايل"
                | "انباء"
                | "اوبك"
                | "ميليشيا"
                | "مليشيا"
                | "شرطه"
        )
}
