//! Headlines: `الوزير: السد سيكتمل قريبا`, `الوزير لـ«الفجر»: …`, `الحكومة تنفي …`.

use musnad_text::Span;
use musnad_text::annotation::{
    Act, Annotations, Grade, Reason, SectionKind, SpeakerType, Statement, StatementKind,
};
use musnad_text::sentence::Sentence;

use super::phrase::noun_phrase;
use super::verbs::{Frames, Shape};
use super::{Cue, Draft, How, Opening, Scan, VERB, speaker, target};
use crate::names::{HEAD, OUTLET};

/// The sentence that is the title, if the document has one.
pub(super) fn title_sentence(scan: &Scan, out: &Annotations) -> Option<usize> {
    let sentences = scan.text.sentences();
    if let Some(title) = out.sections.iter().find(|s| s.kind == SectionKind::Title) {
        return sentences.iter().position(|s| title.span.overlaps(s.span));
    }
    None
}

/// Reads a headline. Whether it was one that reports, so that nothing else is looked for in it.
pub(super) fn read(scan: &mut Scan, sentence: Sentence) -> bool {
    colon(scan, sentence).or_else(|| verb(scan, sentence)).is_some()
}

/// `الوزير: …`.
fn colon(scan: &mut Scan, sentence: Sentence) -> Option<()> {
    let text = scan.text;
    let colon = (sentence.first..sentence.end.min(sentence.first + 16)).find(|&i| text.mark(i) == ':')?;
    if colon + 2 >= sentence.end {
        return None;
    }
    let phrase = noun_phrase(scan, sentence.first, colon)?;
    if phrase.first != sentence.first {
        return None;
    }
    let words = colon - sentence.first;
    let plausible = text.has(phrase.first, HEAD)
        || scan.state_at(phrase.first).is_some()
        || text.longest(phrase.first, OUTLET).is_some()
        || phrase.addressed.is_some()
        || words <= 3 && (phrase.first..phrase.end).all(|i| scan.unknown(i) || text.mark(i) != '\0');
    // A place or a label before the colon (`الرياض:`, `بالصور:`) says nothing.
    if !plausible || scan.capital_at(phrase.first).is_some_and(|(n, _)| phrase.first + n >= colon) {
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
        None => return None,
    };
    if end < first + 2 {
        return None;
    }
    let target = target::of(scan, cue, opening.as_ref(), None, sentence);
    let voice = speaker::voice(scan, phrase.first, phrase.end)?;
    push(scan, voice, (first, end), text.span(at), act, target, kind, "headline_verb");
    Some(())
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
