//! Who said it: the subject of the cue before or behind it, the subject of the main clause for `قائلا`, the earlier speaker for
//! `وأضاف`.

use musnad_text::annotation::{Act, SpeakerType};
use musnad_text::sentence::Sentence;
use musnad_text::token::Clitics;
use musnad_text::{Span, chars};

use super::attribution;
use super::opening::Opening;
use super::phrase::{self, Parts, noun_phrase};
use super::verbs::{Frames, Shape};
use super::{Cue, Function, Noun, Scan, VERB, clauses, somebody, target};
use crate::names::{self, HEAD, Head, OUTLET};

/// Marks that surround a name and do not belong to it.
const QUOTES: [char; 8] = ['"', '«', '»', '“', '”', '،', ',', ' '];

/// A speaker as mentioned.
#[derive(Clone, Debug)]
pub(super) struct Voice {
    /// The phrase.
    pub span: Span,
    /// Folded words of the person's name; of the whole phrase, where it holds no name.
    pub key: String,
    /// The name as written: of the person, else the phrase.
    pub name: String,
    /// Whether `name` is a person's name and not a phrase.
    pub named: bool,
    pub role: Option<String>,
    pub kind: SpeakerType,
    /// Folded head noun, article left out: what `الوزير` finds again.
    pub head: String,
    pub spokesperson: bool,
    /// Medium that the speaker is or addressed.
    pub outlet: Option<String>,
    /// Who passed the words on: `نقلت رويترز عن`.
    pub via: Option<(String, Span)>,
    /// The person or body, no medium, that passed the words on: `نقل الوزير عن الرئيس`.
    pub passed_on_by: Option<(String, Span)>,
    /// Name of the earlier speaker that a bare title means.
    pub antecedent: Option<String>,
    pub known: bool,
}

impl Voice {
    pub fn unknown() -> Voice {
        Voice {
            span: Span::default(),
            key: String::new(),
            name: String::new(),
            named: false,
            role: None,
            kind: SpeakerType::Anonymous,
            head: String::new(),
            spokesperson: false,
            outlet: None,
            via: None,
            passed_on_by: None,
            antecedent: None,
            known: false,
        }
    }
}

/// How an elided subject finds who spoke last.
pub(super) const EARLIER: &str = "earlier speaker";

/// A speaker with what decided it.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    pub voice: Voice,
    /// One past the phrase.
    pub end: usize,
    /// What found it: one of the speakers' rows of `lexicon/reliability.tsv`.
    pub how: &'static str,
}

impl Mention {
    /// Whether nothing in the sentence names who speaks.
    pub fn is_earlier(&self) -> bool {
        matches!(self.how, EARLIER | "speaker further back" | "speaker of another gender")
    }
}

/// The speaker of a cue.
pub(super) fn of(
    scan: &Scan,
    cue: Cue,
    opening: &Opening,
    sentence: Sentence,
    first_draft: usize,
) -> Option<Mention> {
    match cue.form.shape {
        Shape::Participle => own_subject(scan, cue, opening)
            .or_else(|| main_clause(scan, cue, sentence, first_draft))
            .or_else(|| earlier(scan, cue)),
        Shape::VerbalNounOf | Shape::VerbalNoun => reported_source(scan, cue.first, sentence.first)
            .or_else(|| {
                (cue.form.shape == Shape::VerbalNoun)
                    .then(|| {
                        let limit = target::subject_reach(scan, cue, opening.marker, || false);
                        subject(scan, cue.end, limit)
                    })
                    .flatten()
            })
            .or_else(|| main_clause(scan, cue, sentence, first_draft))
            .or_else(|| earlier(scan, cue)),
        Shape::Past | Shape::Present => {
            let frames = scan.verb(cue).map_or(Frames::default(), |v| v.frames);
            if let Some(found) =
                target::agent(scan, cue, opening.marker).and_then(|at| subject(scan, at, opening.marker))
            {
                return Some(Mention { how: "agent", ..found });
            }
            if target::is_passive(scan, cue, opening.marker) {
                return None;
            }
            if frames.has(Frames::RELAYS)
                && let Some(found) = reported_source(scan, opening.marker, cue.first)
            {
                return Some(found);
            }
            if let Some(found) = quoted_source(scan, cue, opening.marker, sentence) {
                return Some(found);
            }
            if let Some(found) = author_of_text(scan, cue, sentence) {
                return Some(found);
            }
            if accuses_in_relative_clause(scan, cue, opening) {
                return clauses::subject_before(scan, sentence.first, cue.first, sentence, |_| true);
            }
            let relative =
                cue.first > sentence.first && scan.function(cue.first - 1) == Some(Function::Relative);
            // `والتي اعتبرها`: with a pronoun for it the antecedent is what is spoken of.
            if relative && !cue.form.with_object {
                // `الذين توصي اللجنة بأن`: a relative clause may have a subject of its own.
                let own = subject(scan, cue.end, opening.marker).filter(|m| !m.voice.head.is_empty());
                return own.or_else(|| before(scan, cue, sentence));
            }
            let thing = frames.has(Frames::THING)
                && scan.text.word(cue.end).starts_with("ال")
                && names::head_at(scan.text, cue.end).is_none();
            let labelled = thing
                || frames.has(Frames::LABEL)
                    && scan.text.word(opening.marker) != "ان"
                    && conjoined_object(scan, cue);
            // A verb in the dual or plural has its subject before it.
            if !labelled
                && !cue.form.plural
                && !takes_object_with_ba(scan, cue)
                && let Some(found) = subject(
                    scan,
                    cue.end,
                    target::subject_reach(scan, cue, opening.marker, || {
                        before(scan, cue, sentence).is_some()
                    }),
                )
            {
                return Some(
                    if frames.has(Frames::LABEL) && scan.text.word(opening.marker).starts_with("بان") {
                        without_object(scan, found)
                    } else {
                        found
                    },
                );
            }
            if let Some(found) = before(scan, cue, sentence) {
                return Some(found);
            }
            let conjoined = scan.text.clitics(cue.first).any(Clitics::CONJUNCTION);
            if scan.verb(cue).is_some_and(|v| v.frames.has(Frames::CONTINUES))
                && let Some(found) = earlier(scan, cue)
            {
                return Some(found);
            }
            // `رد المتحدثة باسم الوزارة حين وصفت`, `كتب الوزير مقالا حيث قال`.
            let subordinate = cue.first > sentence.first && clauses::is_subordinating(scan, cue.first - 1);
            if subordinate
                && let Some(found) =
                    clauses::phrase_ending_at(scan, sentence.first, cue.first - 1, |m| is_titled(scan, m))
            {
                return Some(found);
            }
            if subordinate && let Some(found) = main_clause(scan, cue, sentence, first_draft) {
                return Some(found);
            }
            // In mid-clause without a conjunction the subject must stand somewhere: an elided one is not to be guessed.
            let mid_clause = cue.first > sentence.first
                && !conjoined
                && scan.text.mark(cue.first - 1) == '\0'
                && !matches!(scan.function(cue.first - 1), Some(Function::Auxiliary | Function::Anna));
            let present = cue.form.shape == Shape::Present
                && !conjoined
                && cue.first > sentence.first
                && scan.function(cue.first - 1).is_none();
            if (present || mid_clause)
                && let Some(found) = topic(scan, cue, sentence)
            {
                return Some(found);
            }
            if present
                || mid_clause
                    && !scan.is_conjunction(cue.first - 1)
                    && scan.function(cue.first - 1) != Some(Function::Adverb)
            {
                return None;
            }
            if conjoined
                && cue.first > sentence.first + 2
                && let Some(found) = main_clause(scan, cue, sentence, first_draft)
            {
                return Some(found);
            }
            earlier(scan, cue)
        }
    }
}

/// `في بيان أصدره أمين الرابطة، قال فيه`, `تصريحات الوزير التي أكد فيها`: the text that the pronoun means was named with its author.
fn author_of_text(scan: &Scan, cue: Cue, sentence: Sentence) -> Option<Mention> {
    let text = scan.text;
    if !matches!(text.word(cue.end), "فيه" | "فيها" | "خلاله" | "خلالها") {
        return None;
    }
    let floor = sentence.first.max(cue.first.saturating_sub(40));
    let utterance = (floor..cue.first).rev().find(|&i| scan.noun(i) == Some(Noun::Utterance))?;
    let headed = |i: usize| {
        let head = names::head_at(text, i).map(|(_, head)| head);
        i < cue.first
            && matches!(head, Some(Head::Person | Head::Spokesperson | Head::Organization))
            && !text.clitics(i).any(Clitics(Clitics::PREPOSITION.0 & !Clitics::LA.0))
    };
    // Its owner (`خطاب الوزير`, `خطاب للوزير`), or the subject of a verb that takes it back up: `أصدره`, `ألقاها`; `مؤتمر صحفي` tells
    // what kind it is.
    let kind = matches!(text.stem(utterance + 1), "صحفي" | "صحافي" | "اعلامي" | "رسمي" | "مشترك");
    let next = utterance + 1 + usize::from(kind);
    let written = text.word(next).ends_with(['ه', 'ا']) && scan.unknown(next);
    let author = next + usize::from(written);
    if !headed(author) {
        return None;
    }
    let end = phrase::end_behind_preposition(scan, author, cue.first)?;
    Some(Mention { voice: voice(scan, author, end)?, end, how: "author of the text" })
}

/// `مؤكدا وزير الدفاع حرص بلاده`: a participle with its subject behind it, which a verb that is directed at somebody has not.
fn own_subject(scan: &Scan, cue: Cue, opening: &Opening) -> Option<Mention> {
    let directed = scan.verb(cue).is_some_and(|v| v.frames.has(Frames(Frames::OBJECT.0 | Frames::THING.0)));
    let titled = matches!(names::head_at(scan.text, cue.end), Some((_, Head::Person | Head::Spokesperson)));
    (titled && !directed).then(|| subject(scan, cue.end, opening.marker)).flatten()
}

/// `لاعب الوسط الذي ينافس في الدوري أكد`: the subject opens the sentence, with a relative clause before its verb.
fn topic(scan: &Scan, cue: Cue, sentence: Sentence) -> Option<Mention> {
    let first = sentence.first;
    let phrase = noun_phrase(scan, first, cue.first).filter(|p| p.first == first)?;
    let relative = (phrase.end..cue.first).any(|i| scan.function(i) == Some(Function::Relative));
    let voice = voice(scan, phrase.first, phrase.end)?;
    let somebody = !voice.head.is_empty() || voice.kind != SpeakerType::Person || scan.is_somebody(&voice);
    (relative && somebody && cue.first < phrase.end + 24).then_some(Mention {
        voice,
        end: phrase.end,
        how: "subject before",
    })
}

/// `ووصف الرئيس سالم قرنفول الاتفاق بأنه`: what a verb of describing describes is no part of the name.
fn without_object(scan: &Scan, found: Mention) -> Mention {
    let (first, last) = (scan.text.token_at(found.voice.span.start), found.end - 1);
    let plain = |i: usize| scan.unknown(i);
    let object = plain(last)
        && scan.text.word(last).starts_with("ال")
        && plain(last - 1)
        && !scan.text.word(last - 1).starts_with("ال");
    if object
        && last > first + 1
        && let Some(voice) = voice(scan, first, last)
    {
        return Mention { voice, end: last, ..found };
    }
    found
}

/// `نفى محامي قرنفول التهمة`: a definite word behind the last name of somebody who spoke is the object.
fn without_known_object(scan: &Scan, first: usize, end: usize) -> usize {
    let object = end > first + 1
        && scan.unknown(end - 1)
        && scan.text.word(end - 1).starts_with("ال")
        && scan.names.given(scan.text.word(end - 2)).is_none()
        && scan.is_known_name(end - 2, end - 1);
    if object { end - 1 } else { end }
}

/// `ووصف الاتفاق بأنه`: behind a conjoined verb of describing, a thing is what is described, a person who describes.
fn conjoined_object(scan: &Scan, cue: Cue) -> bool {
    scan.text.clitics(cue.first).any(Clitics::CONJUNCTION) && names::head_at(scan.text, cue.end).is_none()
}

/// `طالبت بحل مشاكلها`: behind a verb that takes `ب`, a word that begins with it is its object and no subject.
fn takes_object_with_ba(scan: &Scan, cue: Cue) -> bool {
    let word = scan.text.word(cue.end);
    word.starts_with('ب') && scan.unknown(cue.end) && scan.verb(cue).is_some_and(|v| v.frames.has(Frames::BA))
}

/// The subject that follows a verb, before `limit`.
pub(super) fn subject(scan: &Scan, from: usize, limit: usize) -> Option<Mention> {
    let phrase = noun_phrase(scan, from, limit)?;
    // `فقال بجدية`: how it was said, not who said it.
    let alone = phrase.end == phrase.first + 1 && scan.unknown(phrase.first);
    if alone
        && scan.text.word(phrase.first).starts_with('ب')
        && scan.text.marks(phrase.first).has(chars::Marks::TA_MARBUTA)
    {
        return None;
    }
    if !fits_verb(scan, from, phrase.first) {
        return None;
    }
    if somebody::is_thing(scan, phrase.first, phrase.end) {
        return None;
    }
    let phrase = phrase::Phrase { end: without_known_object(scan, phrase.first, phrase.end), ..phrase };
    let mut voice = voice(scan, phrase.first, phrase.end)?;
    if let Some((first, end)) = phrase.addressed {
        voice.outlet = voice.outlet.or_else(|| Some(medium_name(scan, first, end)));
    }
    Some(Mention { voice, end: phrase.end, how: "subject" })
}

/// Whether a verb right before `from` can have a noun behind it for its subject: `يعتبر قاعدة`, `أعلنت رئيس` name an object. Only what
/// is plain by its ending is asked; men's names in ـة are given names.
fn fits_verb(scan: &Scan, from: usize, noun: usize) -> bool {
    let text = scan.text;
    let verb = from.checked_sub(1).filter(|&i| text.has(i, VERB)).and_then(|i| scan.form_at(i));
    let Some(form) = verb.filter(|f| matches!(f.shape, Shape::Past | Shape::Present) && !f.plural) else {
        return true;
    };
    let feminine = text.marks(noun).has(chars::Marks::TA_MARBUTA);
    let titled = matches!(names::head_at(text, noun), Some((_, Head::Person | Head::Spokesperson)));
    if form.feminine {
        !titled || feminine
    } else {
        // `العطية`, `منيمنة`: last names, known from their given names.
        let named = scan.names.given(text.word(noun)).is_some()
            || scan.surnames.contains(text.word(noun))
            || scan.is_known_name(noun, noun + 1);
        !feminine || titled || text.stem(noun) == "خليفه" || named
    }
}

pub(super) fn medium_name(scan: &Scan, first: usize, end: usize) -> String {
    match scan.names.outlet_at(scan.text, first) {
        Some((length, outlet)) if first + length >= end => outlet.name.to_owned(),
        _ => {
            let text = scan.text;
            let start = if text.clitics(first).any(Clitics::LA) {
                text.stem_span(first)
            } else {
                text.bare_span(first)
            };
            let written = Span::new(start.start, text.span(end - 1).end).of(text.raw());
            scan.names.outlet_named(written).map_or(written, |outlet| outlet.name).to_owned()
        }
    }
}

/// A voice from the tokens of a phrase; `None` where they cannot speak: a time, a place in marks, a bare particle.
pub(super) fn voice(scan: &Scan, first: usize, end: usize) -> Option<Voice> {
    let text = scan.text;
    if end <= first {
        return None;
    }
    let Parts { name, role } = phrase::parts(scan, first, end);
    let span = begin(scan, first).to(text.span(end - 1));
    let mut kind = names::speaker_type(scan.names, scan.countries, text, first, end);
    // A study or report speaks for the body that it names, else for nobody in particular.
    if scan.noun(first) == Some(Noun::Utterance) && matches!(kind, SpeakerType::Person) {
        let body = (first + 1..end).any(|i| matches!(names::head_at(text, i), Some((_, Head::Organization))));
        kind = if body { SpeakerType::Organization } else { SpeakerType::Anonymous };
    }
    // `«العربية»`: a name that is a common word too is a medium's in marks.
    let in_marks = text.enclosing(first).filter(|q| q.open == first && q.close + 1 == end);
    if let Some(quote) = in_marks
        && scan.names.outlet_named(text.span_of(quote.open + 1, quote.close).of(text.raw())).is_some()
    {
        kind = SpeakerType::Media;
    }
    let named = name.is_some() && kind == SpeakerType::Person;
    let written = |(first, end): (usize, usize)| {
        trimmed(begin(scan, first).to(text.span(end - 1)).of(text.raw())).to_owned()
    };
    let name_range = if named { name.unwrap_or((first, end)) } else { (first, end) };
    let outlet = match kind {
        SpeakerType::Media => Some(medium_of(scan, first, end)),
        // `مراسل صحيفة الفجر`.
        SpeakerType::Person if matches!(text.stem(first), "مراسل" | "مراسله" | "موفد" | "موفده") => {
            super::carriers::medium_at(scan, first + 1, end).map(|(carrier, _)| carrier.name)
        }
        _ => None,
    };
    let head = (first..end).find(|&i| text.has(i, HEAD)).map_or("", |i| text.stem(i)).to_owned();
    let spokesperson =
        (first..end.min(first + 8)).any(|i| matches!(names::head_at(text, i), Some((_, Head::Spokesperson))));
    Some(Voice {
        span,
        key: key(scan, name_range.0, name_range.1),
        name: written(name_range),
        named,
        role: if named { role.map(written) } else { None },
        kind,
        head,
        spokesperson,
        outlet,
        via: None,
        passed_on_by: None,
        antecedent: None,
        known: true,
    })
}

/// Words without the marks around them; marks around the last words alone stay: `قناة «الفجر»`.
fn trimmed(words: &str) -> &str {
    let inner = words.trim_matches(QUOTES);
    let closed = words.ends_with(['»', '”', '"']) && words.starts_with(inner) && inner.len() < words.len();
    if closed && inner.contains(['«', '“', '"']) { words } else { inner }
}

/// The medium's own name in a phrase: `صحيفة «الفجر» المحلية` → `الفجر`, `وكالة رويترز` → `رويترز`.
fn medium_of(scan: &Scan, first: usize, end: usize) -> String {
    let text = scan.text;
    for i in first..end {
        if let Some((_, outlet)) = scan.names.outlet_at(text, i) {
            return outlet.name.to_owned();
        }
        if let Some(quote) = text.enclosing(i)
            && quote.open == i
            && quote.close <= end
        {
            return text.span_of(i + 1, quote.close).of(text.raw()).to_owned();
        }
    }
    text.bare_span(first).to(text.span(end - 1)).of(text.raw()).trim_matches(QUOTES).to_owned()
}

/// The first word of a phrase, without a conjunction or preposition: `كمال` has none, and in `للوزير` it has swallowed the article.
fn begin(scan: &Scan, first: usize) -> Span {
    let text = scan.text;
    let merged = text.clitics(first).any(Clitics::LA) && text.clitics(first).any(Clitics::AL);
    let whole = merged || scan.names.given(text.word(first)).is_some();
    if whole { text.span(first) } else { text.bare_span(first) }
}

fn key(scan: &Scan, first: usize, end: usize) -> String {
    let span = begin(scan, first).to(scan.text.span(end - 1));
    let folded = chars::fold(span.of(scan.text.raw()));
    folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A subject that stands before its verb: `الوزارة تؤكد أن`, `الرئيس الذي قال إن`, `وكان السفير قد أعلن أن`.
pub(super) fn before(scan: &Scan, cue: Cue, sentence: Sentence) -> Option<Mention> {
    let text = scan.text;
    let mut end = cue.first;
    let mut relative = false;
    while end > sentence.first {
        match scan.function(end - 1) {
            Some(Function::Auxiliary) => end -= 1,
            Some(Function::Relative) => {
                relative = true;
                end -= 1;
            }
            _ => break,
        }
    }
    // `وكان فلان، المستشار السابق، قد صرح`: the subject stands right behind `كان`, with its apposition.
    if end < cue.first && text.word(end) == "قد" {
        let floor = reported_until(scan, sentence, cue).max(end.saturating_sub(40));
        let was = (floor..end).rev().find(|&i| matches!(text.stem(i), "كان" | "كانت" | "كانوا"));
        // Nothing of another clause may stand between: `وكان تعطل المفاوضات …، رغم أن الجهاز قد طالب`.
        let crosses = |was: usize| {
            (was + 1..end).any(|i| {
                matches!(scan.function(i), Some(Function::An | Function::Anna))
                    || scan.function(i) == Some(Function::Auxiliary) && i + 1 < end
            })
        };
        if let Some(found) = was.filter(|&was| !crosses(was)).and_then(|was| subject(scan, was + 1, end)) {
            return Some(Mention { how: "subject before", ..found });
        }
    }
    // `وكان سالم قرنفول وزير المياه قال إن`.
    let floor = reported_until(scan, sentence, cue).max(end.saturating_sub(24));
    if cue.form.shape == Shape::Past
        && let Some(was) = (floor..end).rev().find(|&i| matches!(text.stem(i), "كان" | "كانت"))
        && let Some(found) = subject(scan, was + 1, end)
        && found.end == end
    {
        return Some(Mention { how: "subject before", ..found });
    }
    // `رئيس البلدية سالم قرنفول، أعلن أن`: a comma behind the sentence's topic, which is a person by title and name.
    let comma = matches!(text.mark(end.checked_sub(1)?), '،' | ',');
    if comma && !relative && end == cue.first && !text.clitics(cue.first).any(Clitics::CONJUNCTION) {
        let phrase = noun_phrase(scan, sentence.first, end - 1).filter(|p| p.end + 1 == end)?;
        let voice = voice(scan, phrase.first, phrase.end).filter(|v| v.named && !v.head.is_empty())?;
        return Some(Mention { voice, end: phrase.end, how: "subject before" });
    }
    if comma && (relative || end < cue.first) {
        end -= 1;
    }
    if text.clitics(cue.first).any(Clitics::CONJUNCTION) || end <= sentence.first {
        return None;
    }
    if relative {
        let pronoun = (end..cue.first).find(|&i| scan.function(i) == Some(Function::Relative))?;
        let floor = sentence.first.max(reported_until(scan, sentence, cue));
        return clauses::phrase_ending_at(scan, floor, end, |m| {
            somebody::is_meant_by(scan, pronoun, &m.voice)
        });
    }
    // Back to where the clause begins.
    let floor = reported_until(scan, sentence, cue).max(end.saturating_sub(24));
    let mut first = end;
    while first > floor {
        let i = first - 1;
        let mark = text.mark(i);
        if mark != '\0' && !closes_name(scan, i) {
            break;
        }
        match scan.function(i) {
            Some(
                Function::Auxiliary
                | Function::Relative
                | Function::An
                | Function::Anna
                | Function::Turn
                | Function::Adverb,
            ) => break,
            Some(Function::Preposition) if scan.is_conjunction(i) => break,
            _ => {}
        }
        if i > floor
            && text.has(i, VERB)
            && scan.form_at(i).is_some_and(|f| matches!(f.shape, Shape::Past | Shape::Present))
            && !text.has(i, HEAD)
        {
            break;
        }
        first = i;
    }
    while first < end
        && (scan.function(first) == Some(Function::Adverb)
            || scan.date_at(first).is_some()
            || text.mark(first) != '\0' && !phrase::is_short_name(scan, first))
    {
        first += 1;
    }
    if first >= end {
        return None;
    }
    // A clause that opens with its own verb has that verb's subject instead: passed to the main clause.
    let phrase = noun_phrase(scan, first, end)?;
    let plausible = phrase.first == first
        && (text.word(first).starts_with("ال")
            || text.has(first, HEAD)
            || scan.is_state(first)
            || text.has(first, OUTLET)
            || scan.countries.is_capital(text, first)
            || scan.noun(first) == Some(Noun::Utterance)
            || text.mark(first) != '\0'
            || text.clitics(first).any(Clitics::AL)
            // `ولكن كاميرون أكد`: an unknown word or two between the clause's beginning and its verb.
            || scan.unknown(first) && end - first <= 3 && (first == sentence.first
                || first > 0 && (scan.is_conjunction(first - 1) || scan.function(first - 1) == Some(Function::Auxiliary))));
    // Between the phrase and its verb only an adverbial may stand; anything else is another clause.
    let adverbial = phrase.end == end
        || scan.function(phrase.end).is_some()
        || scan.date_at(phrase.end).is_some()
        || text.mark(phrase.end) != '\0';
    let long_for_a_guess = phrase.end - phrase.first > 7 && !text.has(first, HEAD);
    // `القضية تشير إلى`: of things in the feminine and of verbal nouns nothing tells that they are somebody.
    let thing = text.marks(first).has(chars::Marks::TA_MARBUTA) || text.word(first).ends_with("ات");
    let somebody = somebody::perhaps(scan, first, phrase.end) && (!thing || somebody::is_known(scan, first));
    if !plausible || !adverbial || long_for_a_guess || !somebody || phrase.end + 8 < end {
        return None;
    }
    Some(Mention { voice: voice(scan, phrase.first, phrase.end)?, end: phrase.end, how: "subject before" })
}

/// Where the last report of the sentence ended, before the cue.
pub(super) fn reported_until(scan: &Scan, sentence: Sentence, cue: Cue) -> usize {
    scan.drafts.last().map_or(sentence.first, |d| d.end).clamp(sentence.first, cue.first)
}

fn closes_name(scan: &Scan, i: usize) -> bool {
    scan.text.enclosing(i).is_some_and(|q| q.closed && q.close - q.open <= 5)
}

/// For `قائلا` and a conjoined verb: the subject of the clause since the last report of the sentence, the speaker of that report, else
/// the subject of a clause before it.
fn main_clause(scan: &Scan, cue: Cue, sentence: Sentence, first_draft: usize) -> Option<Mention> {
    let reported = reported_until(scan, sentence, cue);
    let fits = |m: &Mention| somebody::agrees(scan, cue, &m.voice);
    if let Some(found) = clauses::subject_before(scan, reported, cue.first, sentence, fits) {
        return Some(found);
    }
    let spoke = || {
        let here = scan.drafts[first_draft..].iter().rev();
        here.filter(|d| d.voice.known && d.statement.rule != "clause_then_attribution" && d.end <= cue.first)
    };
    let draft = spoke().find(|d| somebody::agrees(scan, cue, &d.voice)).or_else(|| spoke().next());
    if let Some(draft) = draft {
        let voice = Voice { via: None, passed_on_by: None, ..draft.voice.clone() };
        return Some(Mention { voice, end: cue.end, how: "same speaker" });
    }
    clauses::subject_before(scan, sentence.first, reported, sentence, fits)
        // Some write the participle without its ending: `طالبت اللجنة بالتأجيل، مشيرا إلى`.
        .or_else(|| clauses::subject_before(scan, reported, cue.first, sentence, |_| true))
}

/// `نقلت الوكالة عن مسؤولين قولهم إن`: between `floor` and `limit`, the source after `عن` speaks, the subject of the verb before it
/// carries.
fn reported_source(scan: &Scan, limit: usize, floor: usize) -> Option<Mention> {
    let text = scan.text;
    let floor = floor.max(limit.saturating_sub(40));
    let about = (floor..limit).rev().find(|&i| text.word(i) == "عن" && text.is_word(i))?;
    let phrase = noun_phrase(scan, about + 1, limit)?;
    let mut found = voice(scan, phrase.first, phrase.end)?;
    let carries = |i: &usize| {
        text.has(*i, VERB)
            && scan.form_at(*i).is_some_and(|f| matches!(f.shape, Shape::Past | Shape::Present))
    };
    if let Some(verb) = (floor..about).rev().find(carries)
        && let Some(carrier) = subject(scan, verb + 1, about)
    {
        let middle = middle_carrier(scan, verb, about);
        carry(scan, &mut found, carrier.voice, middle);
    } else if let Some((name, span)) =
        (floor..about).rev().find(carries).and_then(|verb| bracketed_medium(scan, verb + 1))
    {
        found.outlet = Some(name.clone());
        found.via = Some((name, span));
    }
    Some(Mention { voice: found, end: phrase.end, how: "reported source" })
}

/// Puts whoever passed the words on into the speaker's chain: a medium as such, with one that it had them from, else a person or body.
fn carry(scan: &Scan, found: &mut Voice, carrier: Voice, middle: Option<(String, Span)>) {
    let first = carrier.key.split(' ').next().unwrap_or("");
    let agency = carrier.head == "وكاله";
    let no_medium = match carrier.kind {
        // A medium that no table knows stands in marks or is one word: `ونقلت الفنار عن`.
        SpeakerType::Person => {
            let at = scan.text.token_at(carrier.span.start);
            let several = carrier.key.contains(' ') && scan.text.mark(at) == '\0';
            let spoke = scan.is_known_name(at, at + 1);
            !carrier.head.is_empty() || several || spoke || scan.names.given(first).is_some()
        }
        SpeakerType::Organization => !agency,
        SpeakerType::State | SpeakerType::Anonymous => true,
        SpeakerType::Media => false,
    };
    if no_medium {
        found.passed_on_by = Some((carrier.name, carrier.span));
        found.via = middle;
        return;
    }
    let name = carrier.outlet.unwrap_or(carrier.name);
    found.outlet = Some(name.clone());
    found.via = middle.or(Some((name, carrier.span)));
}

/// `نقلت صحيفة الفجر عن وكالة سفين عن مسؤول`: the agency in the middle.
fn middle_carrier(scan: &Scan, verb: usize, about: usize) -> Option<(String, Span)> {
    let text = scan.text;
    let first = (verb + 1..about).find(|&i| text.word(i) == "عن")?;
    let phrase = noun_phrase(scan, first + 1, about).filter(|p| p.first == first + 1 && p.end == about)?;
    let carrier = voice(scan, phrase.first, phrase.end)?;
    let medium = carrier.kind == SpeakerType::Media || carrier.head == "وكاله";
    medium.then(|| (carrier.outlet.unwrap_or(carrier.name), carrier.span))
}

/// `ونقلت (أ ف ب) عن`.
fn bracketed_medium(scan: &Scan, i: usize) -> Option<(String, Span)> {
    let (length, outlet) = scan.names.outlet_at(scan.text, i + 1).filter(|_| scan.text.mark(i) == '(')?;
    Some((outlet.name.to_owned(), scan.text.span_of(i + 1, i + 1 + length)))
}

/// `ألقى الرئيس خطابا اتهم فيه مرسانا بخرق الهدنة`: the one word behind the pronoun is whom the verb accuses; who accuses is the
/// subject of the clause that the speech belongs to. With two (`اتهمت فيه الوزارة مرسانا`) the first accuses.
fn accuses_in_relative_clause(scan: &Scan, cue: Cue, opening: &Opening) -> bool {
    matches!(scan.text.word(cue.end), "فيه" | "فيها" | "خلاله" | "خلالها")
        && opening.marker == cue.end + 2
        && scan.verb(cue).is_some_and(|v| v.act == Act::Accuses && v.frames.has(Frames::OBJECT))
}

/// `ذكرت الوكالة، نقلا عن مسؤول، أن`: the official speaks, the agency carries.
fn quoted_source(scan: &Scan, cue: Cue, limit: usize, sentence: Sentence) -> Option<Mention> {
    let taken = (cue.end + 1..limit).find(|&i| scan.text.stem(i) == "نقلا")?;
    let (mut found, _) = attribution::source(scan, attribution::at(scan, taken, sentence)?, sentence)?;
    let carrier = subject(scan, cue.end, taken)?;
    // `نقلا عن وكالة سفين عن مسؤول`: the official speaks.
    let mut middle = None;
    let medium = found.voice.kind == SpeakerType::Media || found.voice.head == "وكاله";
    if medium
        && scan.text.word(found.end) == "عن"
        && let Some(origin) = noun_phrase(scan, found.end + 1, limit).filter(|p| p.first == found.end + 1)
        && let Some(voice) = voice(scan, origin.first, origin.end)
    {
        middle = Some((found.voice.outlet.clone().unwrap_or(found.voice.name.clone()), found.voice.span));
        found = Mention { voice, end: origin.end, ..found };
    }
    carry(scan, &mut found.voice, carrier.voice, middle);
    Some(Mention { how: "reported source", ..found })
}

/// Whom the pronoun of `على حد قوله` means: who spoke in its sentence, the subject of its clause, else an earlier speaker, of the same
/// gender.
pub(super) fn meant_by_pronoun(
    scan: &Scan,
    cue: Cue,
    sentence: Sentence,
    first_draft: usize,
) -> Option<Mention> {
    let here = |v: &&Voice| v.span.start >= sentence.span.start && somebody::agrees(scan, cue, v);
    if let Some(voice) = scan.voices.iter().rev().take(6).find(here) {
        return Some(Mention { voice: voice.clone(), end: cue.end, how: "same speaker" });
    }
    main_clause(scan, cue, sentence, first_draft)
        .filter(|m| somebody::agrees(scan, cue, &m.voice))
        .or_else(|| earlier(scan, cue))
}

/// An elided subject or a pronoun: the last speaker that agrees with the verb.
fn earlier(scan: &Scan, cue: Cue) -> Option<Mention> {
    let mut fallback = None;
    if let Some(found) = subject_of_sentence_before(scan, cue) {
        return Some(found);
    }
    if scan.voices.is_empty() {
        return nobody_yet(scan, cue);
    }
    for (back, voice) in scan.voices.iter().rev().take(6).enumerate() {
        let mention = |how| {
            let voice = Voice { via: None, passed_on_by: None, outlet: None, ..voice.clone() };
            Some(Mention { voice, end: cue.end, how })
        };
        if somebody::agrees(scan, cue, voice) {
            return mention(if back == 0 { EARLIER } else { "speaker further back" });
        }
        if fallback.is_none() {
            fallback = mention("speaker of another gender");
        }
    }
    fallback
}

/// `شبه وزير الداخلية تدفق اللاجئين بالمياه. وقال إن`: who did something in the sentence before, where nobody was said to speak in it, goes
/// on; a title says that it is somebody.
fn subject_of_sentence_before(scan: &Scan, cue: Cue) -> Option<Mention> {
    let text = scan.text;
    let sentences = text.sentences();
    let here = sentences.partition_point(|s| s.end <= cue.first);
    let before = *here.checked_sub(1).and_then(|n| sentences.get(n))?;
    let this = sentences.get(here)?;
    let opens = cue.first <= this.first + 1;
    if !opens || scan.drafts.last().is_some_and(|d| d.end > before.first) {
        return None;
    }
    let found = clauses::subject(scan, before.first, before.end)?;
    (is_titled(scan, &found) && found.voice.named && somebody::agrees(scan, cue, &found.voice))
        .then_some(Mention { how: "subject of its clause", ..found })
}

/// Whether a mention begins with a title.
fn is_titled(scan: &Scan, mention: &Mention) -> bool {
    let at = scan.text.token_at(mention.voice.span.start);
    matches!(names::head_at(scan.text, at), Some((_, Head::Person | Head::Spokesperson)))
}

/// Nobody spoke before: the last person or source that the text names by a title, not far back.
fn nobody_yet(scan: &Scan, cue: Cue) -> Option<Mention> {
    let text = scan.text;
    let floor = cue.first.saturating_sub(120);
    for i in (floor..cue.first).rev() {
        let title = matches!(names::head_at(text, i), Some((_, Head::Person | Head::Spokesperson)));
        let name = somebody::is_given_name(scan, i) && scan.unknown(i) && scan.unknown(i + 1);
        if !(title || name) || text.clitics(i).any(Clitics::PREPOSITION) || scan.in_quotation(i) {
            continue;
        }
        let Some(phrase) = noun_phrase(scan, i, cue.first).filter(|p| p.first == i) else { continue };
        if let Some(voice) = voice(scan, phrase.first, phrase.end).filter(|v| v.named) {
            return Some(Mention { voice, end: cue.end, how: "last person named" });
        }
    }
    None
}

/// The noun of an utterance speaks for its author: `بيان الوزارة` → `الوزارة`; alone (`البيان`) it stands for itself.
pub(super) fn past_utterance(scan: &Scan, first: usize, end: usize) -> usize {
    let text = scan.text;
    if scan.noun(first) == Some(Noun::Utterance)
        && first + 1 < end
        && !text.word(first).starts_with("ال")
        && !text.clitics(first).any(Clitics::AL)
        && !text.clitics(first + 1).any(Clitics::LA)
    {
        // `بيان رسمي صادر عن` keeps its noun; `بيان لجنة` passes it.
        if names::head_at(text, first + 1).is_some()
            || text.word(first + 1).starts_with("ال")
            || text.longest(first + 1, OUTLET).is_some()
        {
            return first + 1;
        }
    }
    first
}
