//! Headlines: `الوزير: السد سيكتمل قريبا`, `الوزير لـ«الفجر»: …`, `الحكومة تنفي …`.

use musnad_text::Span;
use musnad_text::annotation::{
    Act, Annotations, Grade, Reason, SectionKind, SpeakerType, Statement, StatementKind,
};
use musnad_text::sentence::Sentence;

use musnad_text::chars::Marks;

use super::opening::is_definite;
use super::phrase::noun_phrase;
use super::verbs::{Frames, Shape};
use super::{Cue, Draft, How, Noun, Opening, Scan, VERB, are_people, content, speaker, target};
use crate::names::{NISBA, OUTLET, head_at};

/// The title, if the document has one, with all its sentences: `الفوزان: نحتاج إلى نظام.. ويجب أن يطبق`.
pub(super) fn title(scan: &Scan, out: &Annotations) -> Option<Sentence> {
    let title = out.sections.iter().find(|s| s.kind == SectionKind::Title)?;
    let mut parts = scan.text.sentences().iter().filter(|s| title.span.overlaps(s.span));
    let first = *parts.next()?;
    let last = parts.next_back().copied().unwrap_or(first);
    Some(Sentence { end: last.end, span: first.span.to(last.span), ..first })
}

/// Reads a headline. Whether it was one that reports, so that nothing else is looked for in it.
pub(super) fn read(scan: &mut Scan, sentence: Sentence) -> bool {
    let sentence = past_section(scan, sentence);
    colon(scan, sentence).or_else(|| verb(scan, sentence)).is_some()
}

/// `رياضي / المدرب: …`: an agency's section before its headline.
fn past_section(scan: &Scan, sentence: Sentence) -> Sentence {
    let slash =
        (sentence.first + 1..sentence.end.min(sentence.first + 3)).find(|&i| scan.text.mark(i) == '/');
    match slash {
        Some(i) if scan.text.is_word(i - 1) && i + 3 < sentence.end => Sentence { first: i + 1, ..sentence },
        _ => sentence,
    }
}

/// The headline that begins in a sentence: the title itself, or its words once more, in the line under which a paper repeats them
/// (`رابط الخبر: …`).
pub(super) fn again(scan: &Scan, title: Sentence, sentence: Sentence) -> Option<Sentence> {
    if sentence.first == title.first {
        return Some(title);
    }
    let text = scan.text;
    let length = title.end - title.first;
    let reach = sentence.first..sentence.end.min(sentence.first + 8);
    let first = std::iter::once(sentence.first)
        .chain(reach.filter(|&i| text.mark(i) == ':').map(|i| i + 1))
        .find(|&first| (0..length).all(|i| text.written(title.first + i) == text.written(first + i)))?;
    let end = first + length;
    (title.end <= first && length > 3).then(|| Sentence { first, end, span: text.span_of(first, end) })
}

/// `الوزير: …`.
fn colon(scan: &mut Scan, sentence: Sentence) -> Option<()> {
    let text = scan.text;
    let colon = (sentence.first..sentence.end.min(sentence.first + 16)).find(|&i| text.mark(i) == ':')?;
    if colon + 2 >= sentence.end {
        return None;
    }
    let phrase = noun_phrase(scan, sentence.first, colon)?;
    if phrase.first != sentence.first
        || !may_speak(scan, phrase.first, phrase.end, colon) && phrase.addressed.is_none()
    {
        return None;
    }
    // Behind the name of a state or capital alone an event follows far more often (`سلوانيا: مقتل شخصين`, `أردانة: افتتاح مرفأ`): what
    // it says is in the first person, and a state also denies or is quoted.
    let whole = |place: Option<(usize, u32)>| place.is_some_and(|(n, _)| phrase.first + n >= colon);
    let capital = whole(scan.capital_at(phrase.first));
    let marked = scan.function(colon + 1).is_some() || text.mark(colon + 1) != '\0';
    if (capital || whole(scan.state_at(phrase.first)) && !marked)
        && !in_first_person(scan, colon + 1, sentence.end)
    {
        return None;
    }
    let mut voice = speaker::voice(scan, phrase.first, phrase.end)?;
    if let Some((first, end)) = phrase.addressed {
        voice.outlet = Some(speaker::medium_name(scan, first, end));
    }
    let quote =
        text.enclosing(colon + 1).copied().filter(|q| q.open == colon + 1 && q.close + 2 >= sentence.end);
    let (first, end, kind) = match quote {
        Some(quote) => (quote.open + 1, quote.close, StatementKind::Direct),
        None => (colon + 1, scan.before_stops(colon + 1, sentence.end), StatementKind::Indirect),
    };
    push(scan, voice, (first, end), text.span(colon), Act::Says, None, kind, "headline_colon");
    Some(())
}

/// Whether somebody says `we` at the beginning of a clause: `حصتنا`, `لنا`, `نحن`.
fn in_first_person(scan: &Scan, first: usize, end: usize) -> bool {
    let text = scan.text;
    (first..end.min(first + 16)).any(|i| {
        let word = text.word(i);
        matches!(word, "نحن" | "لنا" | "علينا" | "اننا" | "معنا" | "منا" | "لدينا" | "بنا")
            || scan.unknown(i) && word.ends_with("نا") && word.chars().count() > 4
    })
}

/// Whether the phrase before a headline's colon looks like somebody: by its head, as a state or a medium, as a name or body in marks, a
/// text that reports (`دراسة`), several people (`مثقفون`), or a few words that no list knows. [`Scan::stands`] asks the rest.
fn may_speak(scan: &Scan, first: usize, end: usize, colon: usize) -> bool {
    let text = scan.text;
    let marked = text.enclosing(first).is_some_and(|q| q.open == first && q.closed && q.close + 1 == colon);
    let reports = scan.noun(first) == Some(Noun::Utterance)
        && !is_definite(scan, first)
        && !(text.stem(first) == "تقرير" && end == first + 1);
    let several = are_people(text.word(first));
    // `كيري ردا على سؤال: …`: how it came about may stand between.
    let aside = end == colon || scan.function(end).is_some() || text.marks(end).has(Marks::TANWEEN);
    // `الصحة` is a ministry's field, whatever `صحة الخبر` is; `المركزي السلواني` a bank.
    let field = |i: usize| scan.noun(i) == Some(Noun::Content) && is_definite(scan, i);
    let adjective =
        |i: usize| scan.is_office_adjective(i) && is_definite(scan, i) || i > first && text.has(i, NISBA);
    let unknown = end <= first + 3
        && (first..end).all(|i| scan.unknown(i) || field(i) || adjective(i) || text.mark(i) != '\0');
    marked
        || head_at(text, first).is_some()
        || scan.state_at(first).is_some()
        || scan.capital_at(first).is_some()
        || text.longest(first, OUTLET).is_some()
        || reports
        || several && aside
        || unknown && aside
}

/// `الرئيس يحث المانحين على الإسراع`: the whole rest is what is demanded, denied, expected.
fn verb(scan: &mut Scan, sentence: Sentence) -> Option<()> {
    let text = scan.text;
    let at = (sentence.first + 1..sentence.end.min(sentence.first + 9))
        .find(|&i| text.has(i, VERB) && scan.form_at(i).is_some_and(|f| f.shape == Shape::Present))?;
    let form = scan.form_at(at)?;
    let cue = Cue { first: at, end: at + 1, form };
    let phrase = noun_phrase(scan, sentence.first, at)?;
    if phrase.first != sentence.first || phrase.end + 1 < at && phrase.addressed.is_none() {
        return None;
    }
    let (act, frames) = scan.verb(cue).map(|v| (v.act, v.frames))?;
    let opening = scan.opening(cue, sentence);
    let (first, end, kind) = match opening {
        Some(Opening { how: How::NounPhrase, .. }) | None
            if frames.has(Frames::OBJECT) && act == Act::Demands =>
        {
            (at + 1, scan.before_stops(at + 1, sentence.end), StatementKind::Indirect)
        }
        Some(opening) => scan.content(&opening, sentence)?,
        None => {
            let first = own_object(scan, cue, frames)?;
            (first, content::boundary(scan, first, sentence, first), StatementKind::Indirect)
        }
    };
    if end < first + 2 {
        return None;
    }
    let target = target::of(scan, cue, opening.as_ref(), None, sentence);
    let voice = speaker::voice(scan, phrase.first, phrase.end)?;
    push(scan, voice, (first, end), text.span(at), act, target, kind, "headline_verb");
    Some(())
}

/// `الهيئة تحذر من السيول`, `البلدية تعلن عن وظائف`: in a headline whatever stands right behind the verb's own preposition is what was
/// said.
fn own_object(scan: &Scan, cue: Cue, frames: Frames) -> Option<usize> {
    let at = cue.end;
    let frame = super::opening::preposition_frame(scan, at).filter(|&frame| frames.has(frame))?;
    let noun = scan.text.is_word(at + 1) && scan.function(at + 1).is_none();
    // `تتحدث في مؤتمر`: a place, not a subject.
    (noun && frame != Frames::FI).then_some(at + 1)
}

#[allow(clippy::too_many_arguments)] // the parts of one statement
fn push(
    scan: &mut Scan,
    mut voice: speaker::Voice,
    (first, end): (usize, usize),
    cue: Span,
    act: Act,
    target: Option<Span>,
    kind: StatementKind,
    rule: &'static str,
) {
    let span = voice.span;
    if voice.kind == SpeakerType::Anonymous || voice.known {
        scan.remember(&mut voice);
    }
    scan.drafts.push(Draft {
        statement: Statement {
            kind,
            act,
            target,
            content: scan.text.span_of(first, end),
            cue,
            speaker: None,
            chain: Vec::new(),
            outlet: voice.outlet.clone(),
            said_on: None,
            grade: Grade::Partial,
            confidence: 0.0,
            rule,
            reasons: vec![Reason { what: "cue", span: cue }, Reason { what: "headline", span }],
        },
        voice,
        carriers: Vec::new(),
        first,
        end,
    });
}
