//! Whom an act is directed at: who is accused, warned, promised something, of whom it is demanded, who or what is praised.
//!
//! Arabic writes no case endings, so subject and object of `اتهم الوزير الحكومة بالتقصير` stand side by side. What tells them apart is
//! how a noun phrase is built: behind a word with the article or a name only an adjective goes on with it; a body, several persons,
//! a state or a word such as `جميع` begins another. `lexicon/targets.tsv` says of each verb where its target stands.

use musnad_text::chars::{Marks, fold};
use musnad_text::lexicon::rows;
use musnad_text::sentence::Sentence;
use musnad_text::token::{Clitics, TokenKind};
use musnad_text::{Span, Text};
use rustc_hash::FxHashMap;

use super::opening::{How, Opening, is_definite};
use super::phrase::{self, noun_phrase};
use super::speaker::Mention;
use super::verbs::Shape;
use super::{Cue, Function, Noun, Scan, VERB};
use crate::names::{self, CAPITAL, HEAD, Head, NISBA, OUTLET, STATE};
use crate::registry::class;

/// Where the target of a verb may stand; a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Places(u8);

impl Places {
    const OBJECT: Places = Places(1);
    const NEEDED: Places = Places(2);
    const BA: Places = Places(4);
    const ALA: Places = Places(8);
    const MIN: Places = Places(16);
    const LI: Places = Places(32);

    const WORDS: [(&'static str, Places); 6] = [
        ("object", Places::OBJECT),
        ("needed", Places::NEEDED),
        ("ب", Places::BA),
        ("على", Places::ALA),
        ("من", Places::MIN),
        ("ل", Places::LI),
    ];

    fn has(self, other: Places) -> bool {
        self.0 & other.0 != 0
    }

    /// The places of each verb, by its folded past.
    pub fn load() -> FxHashMap<String, Places> {
        let mut places = FxHashMap::default();
        for (_, columns) in rows(include_str!("lexicon/targets.tsv")) {
            let [where_, pasts] = columns[..] else { continue };
            let bit = |word: &str| Places::WORDS.iter().find(|(w, _)| *w == word).map_or(0, |(_, p)| p.0);
            let set = Places(where_.split(',').map(bit).fold(0, |all, p| all | p));
            places.extend(pasts.split('|').map(|past| (fold(past), set)));
        }
        places
    }
}

/// How far behind its cue a target may stand, in tokens.
const REACH: usize = 40;

/// The words that name the target of a report, `None` where the act has none or the text does not tell.
pub(super) fn of(
    scan: &Scan,
    cue: Cue,
    opening: Option<&Opening>,
    speaker: Option<&Mention>,
    sentence: Sentence,
) -> Option<Span> {
    let places = scan.verb(cue)?.target;
    if places == Places::default() {
        return None;
    }
    if cue.form.with_object {
        return places.has(Places::OBJECT).then(|| antecedent(scan, cue, speaker, sentence)).flatten();
    }
    let from = speaker.filter(|m| m.how == "subject" && m.end > cue.end).map_or(cue.end, |m| m.end);
    within(scan, cue, from, reach(scan, cue, opening, sentence))
}

/// The target of a verb whose words follow another cue: `أشاد المدرب بفريقه قائلا`.
pub(super) fn before(scan: &Scan, verb: Cue, speaker: Option<&Mention>, limit: usize) -> Option<Span> {
    let behind = |m: &&Mention| scan.text.span(verb.first).end <= m.voice.span.start && m.end <= limit;
    let from = speaker.filter(behind).map_or(verb.end, |m| m.end);
    within(scan, verb, from, limit)
}

fn within(scan: &Scan, cue: Cue, from: usize, limit: usize) -> Option<Span> {
    let places = scan.verb(cue)?.target;
    let limit = limit.max(from);
    let limit = agent(scan, cue, limit).map_or(limit, |at| at - 2);
    let verbal_noun = matches!(cue.form.shape, Shape::VerbalNoun | Shape::VerbalNounOf);
    let places = if verbal_noun && places.has(Places::OBJECT) {
        // `اتهامه للوزارة بأنها`, `دعوته الوزارة إلى أن`.
        Places(places.0 | Places::LI.0)
    } else {
        places
    };
    if places.has(Places::OBJECT)
        && let Some((first, end)) = object(scan, cue, from, limit)
    {
        return Some(Span::new(scan.text.bare_span(first).start, scan.text.span(end - 1).end));
    }
    let (first, end) = behind_preposition(scan, from, limit, places)?;
    let text = scan.text;
    // In `للوزارة` the preposition has swallowed the article: the word stays whole.
    let whole = text.clitics(first).any(Clitics::LA) && text.clitics(first).any(Clitics::AL);
    let mut start = if whole { text.span(first) } else { text.bare_span(first) };
    // `بالفريق` where no list knows the noun: its preposition was not taken off.
    let ba = places.has(Places::BA) && text.clitics(first).is_empty() && scan.unknown(first);
    if ba && text.written(first).starts_with('ب') && text.word(first.wrapping_sub(1)) != "ب" {
        start.start += 'ب'.len_utf8();
    }
    Some(Span::new(start.start, text.span(end - 1).end))
}

/// One past the tokens in which the target of a cue may stand: where what was said begins, its preposition left out.
fn reach(scan: &Scan, cue: Cue, opening: Option<&Opening>, sentence: Sentence) -> usize {
    let text = scan.text;
    let most = sentence.end.min(cue.end + REACH);
    let joined = |i: usize| text.word(i).starts_with(['ب', 'ل']) && !text.has(i, HEAD);
    match opening {
        Some(o) if o.how != How::NounPhrase || o.marker < o.at || o.rule == "cue_object" || joined(o.at) => {
            o.marker
        }
        // What was said begins with the target itself: `دعا الوزير أمس الشركات إلى`.
        _ => {
            let from = opening.map_or(cue.end, |o| o.at);
            let frames = scan.verb(cue).map(|v| v.frames).unwrap_or_default();
            let opens = |i: usize| {
                super::opening::preposition_frame(scan, i).is_some_and(|f| frames.has(f))
                    || frames.has(super::verbs::Frames::BA) && text.word(i).starts_with('ب') && i > from
                    || matches!(scan.function(i), Some(Function::An | Function::Anna))
            };
            (from..most).find(|&i| opens(i)).unwrap_or(most)
        }
    }
}

/// The tokens of a noun phrase that begins at a token, whatever it names.
fn noun(scan: &Scan, first: usize, limit: usize) -> Option<(usize, usize)> {
    let text = scan.text;
    let word = text.kind(first) == Some(TokenKind::Word) || phrase::is_short_name(scan, first);
    if first >= limit || !word || scan.date_at(first).is_some() {
        return None;
    }
    // `جميع الأطراف`: the quantifier is part of it.
    let from = first + usize::from(is_quantifier(text, first));
    let end = phrase::end_of(scan, from, limit, &mut None);
    // `دعا السكان للمشاركة`: what they are called to.
    let called_to = |i: usize| text.word(i).starts_with('ل') && scan.joined_purpose(i);
    let end = (from + 1..end).find(|&i| called_to(i)).unwrap_or(end);
    let end = phrase::trim_comma(scan, first, end);
    (end > from).then_some((first, end))
}

fn is_quantifier(text: &Text, i: usize) -> bool {
    names_all(text, i) || matches!(text.word(i), "مختلف" | "بعض" | "احد" | "احدي")
}

/// Words that address everybody; nobody speaks under them.
fn names_all(text: &Text, i: usize) -> bool {
    matches!(text.word(i), "كل" | "كافه" | "جميع" | "سائر" | "عموم")
}

/// The object in `from..limit`, behind the subject or, where that stands elsewhere, behind the verb.
fn object(scan: &Scan, cue: Cue, from: usize, limit: usize) -> Option<(usize, usize)> {
    let text = scan.text;
    let mut i = from;
    while i < limit {
        if let Some(date) = scan.date_at(i) {
            i = text.token_at(date.span.end.saturating_sub(1)) + 1;
        } else if let Some((length, Function::Adverb)) = phrase::function_phrase(scan, i) {
            i += length;
        } else if matches!(text.mark(i), '،' | ',' | '-' | '–') {
            i += 1;
        } else {
            break;
        }
    }
    // `دعا الوزير، في بيان، الشركات إلى`: past an aside only what plainly begins a phrase.
    let aside =
        scan.function(i).is_some() || text.clitics(i).any(Clitics::PREPOSITION) || begins_like_li(text, i);
    let frames = scan.verb(cue).map(|v| v.frames).unwrap_or_default();
    if super::opening::preposition_frame(scan, i).is_some_and(|f| frames.has(f))
        || carries_preposition(scan, i)
    {
        return None;
    }
    let first = if aside { next_phrase(scan, i, limit)? } else { i };
    if (cue.end..first).any(|i| scan.joined_verbal_noun(i)) {
        return None;
    }
    if text.has(first, VERB) && !text.has(first, HEAD) && scan.form_at(first).is_some() {
        return None;
    }
    noun(scan, first, limit)
}

/// `بالتحقيق`, `بحزمة إجراءات`, `لقطع الطريق`: a preposition with a noun that no list knows.
fn carries_preposition(scan: &Scan, i: usize) -> bool {
    let text = scan.text;
    let word = text.word(i);
    let noun = word.strip_prefix(['ب', 'ل']);
    scan.unknown(i)
        && noun.is_some_and(|noun| {
            word.starts_with('ل')
                || noun.starts_with("ال")
                || text.marks(i).has(Marks::TA_MARBUTA)
                || super::opening::is_verbal_noun(noun)
        })
}

fn begins_like_li(text: &Text, i: usize) -> bool {
    text.word(i).starts_with("لل") || matches!(text.word(i), "ل" | "ب")
}

/// The noun phrase behind one of the prepositions of `places`.
fn behind_preposition(scan: &Scan, from: usize, limit: usize, places: Places) -> Option<(usize, usize)> {
    let text = scan.text;
    // `طلب عدد من النواب من الوزير أن`: of several `من` the last.
    let last = (from..limit).rev().find(|&i| text.word(i) == "من");
    for i in from..limit {
        let apart = match text.word(i) {
            "علي" => places.has(Places::ALA) && scan.function(i).is_some(),
            "من" => places.has(Places::MIN) && last == Some(i),
            "ل" | "لـ" => places.has(Places::LI),
            "ب" | "بـ" => places.has(Places::BA),
            _ => false,
        };
        if apart {
            let found = noun(scan, i + 1, limit)?;
            // What was said follows at once; `عدد من النواب` belongs to the subject.
            let near = text.word(i) != "من" || found.1 + 1 >= limit && !counts(text, i.wrapping_sub(1));
            return near.then_some(found);
        }
        let clitics = text.clitics(i);
        let unknown = |letter: char| {
            clitics.is_empty()
                && scan.unknown(i)
                && text.word(i).starts_with(letter)
                && (text.word(i).get(2..).is_some_and(|rest| rest.starts_with("ال"))
                    || letter == 'ب' && i == from)
        };
        let joined = places.has(Places::LI) && (clitics.any(Clitics::LA) || text.word(i).starts_with("لل"))
            || places.has(Places::BA) && (clitics.any(Clitics::BA) || unknown('ب'));
        if joined && scan.function(i).is_none() {
            return noun(scan, i, limit);
        }
    }
    None
}

/// Words that count people with `من` behind them: `عدد من النواب`.
fn counts(text: &Text, i: usize) -> bool {
    matches!(
        text.word(i),
        "عدد"
            | "عديد"
            | "العديد"
            | "كثير"
            | "الكثير"
            | "بعض"
            | "مجموعه"
            | "عشرات"
            | "قليل"
            | "كل"
            | "اي"
    )
}

/// One past the tokens in which the subject behind a verb may stand: where its object begins. `cue.end` where the one phrase behind the
/// verb is its object: `يدعو المواطنين إلى`, and `تطالب الشركات بـ` with a subject before the verb.
pub(super) fn subject_reach(scan: &Scan, cue: Cue, limit: usize, preceded: impl Fn() -> bool) -> usize {
    let places = scan.verb(cue).map(|v| v.target).unwrap_or_default();
    if limit <= cue.end || cue.form.with_object {
        return limit;
    }
    let limit = limit.min(cue.end + REACH);
    if places.has(Places::LI)
        && let Some(at) = addressee_behind(scan, cue.end, limit)
    {
        return at;
    }
    if places.has(Places::BA)
        && let Some(at) = object_with_ba(scan, cue.end, limit)
    {
        return at;
    }
    if !places.has(Places::OBJECT) {
        return limit;
    }
    // `دعا كل الأطراف إلى`.
    if names_all(scan.text, cue.end) {
        return cue.end;
    }
    let Some(found) = noun_phrase(scan, cue.end, limit) else { return limit };
    if let Some(at) = next_phrase(scan, found.first, limit) {
        return at;
    }
    if places.has(Places::NEEDED)
        && let Some(at) = likely_next(scan, found.first, found.end)
    {
        return at;
    }
    // Where the phrase is over by itself, behind the name of somebody who spoke before, what follows is the object.
    let text = scan.text;
    let follows = found.end < limit
        && text.is_word(found.end)
        && (text.clitics(found.end).is_empty() || is_definite(scan, found.end))
        && scan.function(found.end).is_none()
        && scan.date_at(found.end).is_none()
        && !text.has(found.end, VERB)
        && !carries_preposition(scan, found.end);
    if follows {
        return found.end;
    }
    // With a relative clause behind it, a phrase that the verb agrees with is the subject, and the object was not found.
    let relative =
        (found.end..limit.min(found.end + 2)).any(|i| scan.function(i) == Some(Function::Relative));
    let alone = places.has(Places::NEEDED) && !passive(scan, found.end, limit) && !relative;
    if alone || is_objective(scan, found.first) || disagrees(scan, cue, found.first) || preceded() {
        return found.first.min(cue.end);
    }
    limit
}

/// Where `ب` begins what a verb such as `أشاد` takes: `أشاد الوزير بجهود الفريق`.
fn object_with_ba(scan: &Scan, from: usize, limit: usize) -> Option<usize> {
    let text = scan.text;
    let first = noun_phrase(scan, from, limit)?.first;
    let joined = |i: usize| {
        text.clitics(i).any(Clitics::BA)
            || scan.unknown(i)
                && text.word(i).starts_with('ب')
                && text.word(i).chars().count() > 3
                && text.word(i) != "باسم"
                && scan.names.given(text.word(i)).is_none()
    };
    (first + 1..limit).find(|&i| joined(i))
}

/// The verb whose act `قائلا` gives the words of: `أشاد المدرب بفريقه قائلا`.
pub(super) fn governing(scan: &Scan, cue: Cue, from: usize) -> Option<Cue> {
    let text = scan.text;
    if cue.form.shape != Shape::Participle || scan.verb(cue)?.past != "قال" {
        return None;
    }
    let finite = |i: usize| {
        let form = scan.form_at(i).filter(|f| matches!(f.shape, Shape::Past | Shape::Present))?;
        (text.has(i, VERB) && !text.has(i, HEAD)).then_some(Cue { first: i, end: i + 1, form })
    };
    let verb = (from.max(cue.first.saturating_sub(REACH))..cue.first).rev().find_map(finite)?;
    (scan.verb(verb)?.target != Places::default()).then_some(verb)
}

/// Where `ل` names somebody behind a subject that is complete: `تعهد الوزير سالم قرنفول لأهالي القرى`, not `الأمين العام للاتحاد`.
fn addressee_behind(scan: &Scan, from: usize, limit: usize) -> Option<usize> {
    let text = scan.text;
    let first = noun_phrase(scan, from, limit)?.first;
    (first + 1..limit).find(|&i| {
        text.clitics(i).any(Clitics::LA)
            && text.classes(i) & (1 << HEAD | 1 << STATE | 1 << super::NOUN) != 0
            && (i == first + 1 || in_name(scan, i - 1, first))
    })
}

/// `واتُّهم المسؤولون بـ`: a subject in the nominative alone behind a verb that cannot do without its object: nobody is said to accuse.
pub(super) fn is_passive(scan: &Scan, cue: Cue, limit: usize) -> bool {
    let text = scan.text;
    let needed = scan.verb(cue).is_some_and(|v| v.target.has(Places::NEEDED));
    needed
        && matches!(cue.form.shape, Shape::Past | Shape::Present)
        && text.word(cue.end).starts_with("ال")
        && text.word(cue.end).ends_with("ون")
        && text.word(cue.end).chars().count() >= 7
        && limit <= cue.end + REACH
        && next_phrase(scan, cue.end, limit).is_none()
        && noun_phrase(scan, cue.end, limit)
            .is_some_and(|p| p.end + 1 >= limit && likely_next(scan, p.first, p.end).is_none())
}

/// Who acts in `اتُّهم الوزير من قبل الحزب`: the first token behind `من قبل`.
pub(super) fn agent(scan: &Scan, cue: Cue, limit: usize) -> Option<usize> {
    let passive = scan.verb(cue)?.target.has(Places::OBJECT) && cue.form.shape == Shape::Past;
    let i = (cue.end + 1..limit.min(cue.end + REACH)).find(|&i| passive && agent_marker(scan.text, i))?;
    Some(i + 2).filter(|&at| phrase::starts_noun(scan, at))
}

/// `اتُّهم الوزير من قبل الحزب`: whoever is named behind `من قبل` acts.
fn passive(scan: &Scan, from: usize, limit: usize) -> bool {
    (from..limit).any(|i| agent_marker(scan.text, i))
}

fn agent_marker(text: &Text, i: usize) -> bool {
    text.word(i) == "من" && matches!(text.word(i + 1), "قبل" | "جانب" | "طرف")
}

/// The noun phrase that plainly begins in `first + 1..limit`, behind the one that begins at `first`.
fn next_phrase(scan: &Scan, first: usize, limit: usize) -> Option<usize> {
    let text = scan.text;
    let mut relative = false;
    for i in first + 1..limit {
        if scan.is_stop(i) || text.mark(i) == ':' || agent_marker(text, i) || scan.joined_verbal_noun(i) {
            return None;
        }
        match scan.function(i) {
            Some(Function::An | Function::Anna | Function::Turn) => return None,
            found => {
                relative |= found == Some(Function::Relative);
                if found.is_some() {
                    continue;
                }
            }
        }
        let finite = text.has(i, VERB)
            && !text.has(i, HEAD)
            && scan.form_at(i).is_some_and(|f| matches!(f.shape, Shape::Past | Shape::Present));
        if finite && !relative {
            return None;
        }
        if text.is_word(i)
            && scan.date_at(i).is_none()
            && complete(scan, i - 1, first)
            && begins(scan, i, first)
        {
            return Some(i);
        }
    }
    None
}

/// Whether a phrase may be over with token `i`: it has the article, is a name, a nationality or a state, or a mark or day.
fn complete(scan: &Scan, i: usize, first: usize) -> bool {
    let text = scan.text;
    if matches!(text.mark(i), '،' | ',' | ')' | '»' | '"' | '”' | '-' | '–') || scan.date_at(i).is_some()
    {
        return true;
    }
    if scan.function(i) == Some(Function::Adverb) {
        return true;
    }
    is_definite(scan, i)
        || text.word(i).starts_with("لل")
        || text.word(i).starts_with("وال")
        || text.classes(i) & (1 << STATE | 1 << NISBA | 1 << CAPITAL | 1 << OUTLET) != 0
        || in_name(scan, i, first)
}

/// Whether a bare word is part of a name: it stands first, behind the article, or behind another such word.
fn in_name(scan: &Scan, i: usize, first: usize) -> bool {
    let bare = |i: usize| scan.unknown(i) && !is_definite(scan, i);
    let begin = (first..=i).rev().take_while(|&j| bare(j)).last();
    begin.is_some_and(|begin| {
        // One bare word alone may as well own what follows: `أنصار الحزب`.
        if begin == first {
            return i > first
                || scan.names.given(scan.text.word(i)).is_some()
                || scan.is_known_name(first, first + 1);
        }
        is_definite(scan, begin - 1) || scan.text.has(begin - 1, NISBA)
    })
}

/// Whether a word begins a noun phrase of its own behind one that may be over.
fn begins(scan: &Scan, i: usize, first: usize) -> bool {
    let text = scan.text;
    if text.clitics(i).any(Clitics(Clitics::PREPOSITION.0 | Clitics::CONJUNCTION.0)) {
        return false;
    }
    if names_all(text, i)
        || text.word(i) == "بعض"
        || scan.noun(i) == Some(Noun::Addressee)
        || is_owned(scan, i)
        || !names_person(scan, i - 1) && is_oblique_construct(scan, i)
        || is_indefinite_plural(scan, i)
    {
        return true;
    }
    let definite = is_definite(scan, i);
    if text.has(i, NISBA) && definite && scan.state_at(i).is_none() {
        return false;
    }
    match names::head_at(text, i).map(|(_, head)| head) {
        // Also adjectives and a rank: `الشؤون الخارجية`, `الوزير الفريق سالم`.
        Some(Head::Organization)
            if matches!(text.stem(i), "خارجيه" | "داخليه" | "فريق" | "دفاع" | "معارض") =>
        {
            i == first + 1 && definite && text.stem(i) != "فريق" && text.has(first, HEAD)
        }
        Some(Head::Organization | Head::Media | Head::Agency | Head::Persons | Head::Anonymous) => true,
        Some(Head::Person | Head::Spokesperson) => false,
        None => {
            let state = scan.state_at(i).is_some() || scan.capital_at(i).is_some();
            state && (!text.has(i - 1, HEAD) || is_definite(scan, i - 1))
                || definite && (is_oblique_plural(text, i) || is_feminine_plural(text, i))
                || definite && i == first + 1 && differs_in_gender(scan, first, i)
        }
    }
}

/// Whether a person's name goes on behind token `i`: a title, or a bare word of a name.
fn names_person(scan: &Scan, i: usize) -> bool {
    scan.unknown(i) && !is_definite(scan, i)
        || matches!(names::head_at(scan.text, i), Some((_, Head::Person | Head::Spokesperson)))
}

/// `زوجته`, `عناصرها`: a noun with a pronoun on it.
fn is_owned(scan: &Scan, i: usize) -> bool {
    super::phrase::owned(scan, i, 5)
        && scan.unknown(i)
        && !is_definite(scan, i)
        && !scan.text.word(i).starts_with(['ب', 'ل'])
}

/// `ممثلي الشركات`, `سائقي الحافلات`: a plural in the construct, with the ending that objects have. A name such as `سامي` is none.
fn is_oblique_construct(scan: &Scan, i: usize) -> bool {
    let text = scan.text;
    let word = text.word(i);
    let shaped = word.starts_with('م') || word.chars().nth(1) == Some('ا');
    word.ends_with('ي')
        && shaped
        && word.chars().count() >= 5
        && scan.unknown(i)
        && !text.marks(i).has(Marks::ALIF_MAKSURA)
        && is_definite(scan, i + 1)
        && scan.names.given(word).is_none()
}

/// `مسلحين`, `مخالفين`: without the article.
fn is_indefinite_plural(scan: &Scan, i: usize) -> bool {
    let word = scan.text.word(i);
    word.ends_with("ين")
        && word.starts_with('م')
        && word.chars().count() >= 6
        && scan.unknown(i)
        && scan.names.given(word).is_none()
}

/// `المواطنين`, `الطرفين`: the sound masculine plural or dual in the ending that objects have.
fn is_oblique_plural(text: &Text, i: usize) -> bool {
    let Some(stem) = text.word(i).strip_prefix("ال") else { return false };
    stem.ends_with("ين")
        && stem.chars().count() >= 6
        && !text.has(i, class::NUMBER)
        && !text.word(i.wrapping_sub(1)).ends_with("ين")
        && !text.has(i, STATE)
}

fn is_feminine_plural(text: &Text, i: usize) -> bool {
    let Some(stem) = text.word(i).strip_prefix("ال") else { return false };
    stem.ends_with("ات") && stem.chars().count() >= 5 && !text.word(i.wrapping_sub(1)).ends_with("ات")
}

/// `الوزير الشركة`: behind one man's title a feminine word is no adjective of it.
fn differs_in_gender(scan: &Scan, first: usize, i: usize) -> bool {
    let text = scan.text;
    matches!(names::head_at(text, first), Some((1, Head::Person | Head::Spokesperson)))
        && is_definite(scan, first)
        && !text.marks(first).has(Marks::TA_MARBUTA)
        && text.marks(i).has(Marks::TA_MARBUTA)
}

/// Where the second of two phrases begins that nothing plainly parts, behind a verb that cannot do without its object: `اتهم الوزير
/// رئيس الهيئة`, `اتهم الرئيس مرسانا`, `اتهم القرنفول الرباحي`.
fn likely_next(scan: &Scan, first: usize, end: usize) -> Option<usize> {
    let text = scan.text;
    let titled = |i: usize| matches!(names::head_at(text, i), Some((_, Head::Person | Head::Spokesperson)));
    let second_title = (first + 1..end).find(|&i| {
        titled(i)
            && !text.clitics(i).any(Clitics(Clitics::PREPOSITION.0 | Clitics::CONJUNCTION.0))
            && complete(scan, i - 1, first)
            && ((first..i).any(|j| scan.unknown(j) && !is_definite(scan, j))
                || i == first + 1 && !is_definite(scan, i))
            && text.mark(i - 1) == '\0'
    });
    // Titles of one person are heaped up with the article: `الأستاذ الدكتور سالم`.
    if second_title.is_some() {
        return second_title;
    }
    let last = end.checked_sub(1).filter(|&last| last > first)?;
    let two = last == first + 1;
    let plain = |i: usize| scan.unknown(i);
    let by_name = two && plain(first) && plain(last) && (is_definite(scan, last) || is_definite(scan, first));
    let by_title = two
        && titled(first)
        && is_definite(scan, first)
        && plain(last)
        && !is_definite(scan, last)
        && scan.names.given(text.word(last)).is_none();
    (by_name || by_title).then_some(last)
}

/// Whether a word has the ending or the mark of an object.
fn is_objective(scan: &Scan, i: usize) -> bool {
    let text = scan.text;
    text.marks(i).has(Marks::TANWEEN) || is_oblique_plural(text, i) || is_oblique_construct(scan, i)
}

/// `دعا الوزارة إلى`, `حثت الوزير على`: the verb has another gender than the word behind it, which is thus not its subject. Plurals of
/// things and groups take a feminine verb and tell nothing.
fn disagrees(scan: &Scan, cue: Cue, first: usize) -> bool {
    let text = scan.text;
    if !matches!(cue.form.shape, Shape::Past | Shape::Present) || cue.form.plural {
        return false;
    }
    let head = names::head_at(text, first).map(|(_, head)| head);
    let marked = text.marks(first).has(Marks::TA_MARBUTA);
    if cue.form.feminine {
        return matches!(head, Some(Head::Person | Head::Spokesperson))
            && is_definite(scan, first)
            && !marked
            && text.word(first).chars().count() > 4;
    }
    marked && (head == Some(Head::Organization) || scan.noun(first) == Some(Noun::Addressee))
}

/// What the pronoun on a verb means (`اتهمها`): the nearest earlier party of that gender in the sentence, else in the one before; none
/// where two different ones fit.
fn antecedent(scan: &Scan, cue: Cue, speaker: Option<&Mention>, sentence: Sentence) -> Option<Span> {
    let text = scan.text;
    let word = text.word(cue.first);
    let gender = if word.ends_with("ها") {
        Gender::Feminine
    } else if word.ends_with("هم") {
        Gender::Plural
    } else if word.ends_with('ه') {
        Gender::Masculine
    } else {
        return None;
    };
    let before = text.sentences().partition_point(|s| s.first < sentence.first).checked_sub(1);
    let before = before.and_then(|n| text.sentences().get(n)).copied();
    let places = [Some((sentence.first, cue.first)), before.map(|s| (s.first, s.end))];
    for (first, end) in places.into_iter().flatten() {
        let mut found: Option<(usize, usize)> = None;
        for i in (first.max(end.saturating_sub(REACH))..end).rev() {
            if !fits(scan, i, gender) || scan.in_quotation(i) {
                continue;
            }
            let close = party_end(scan, i, end);
            let span = text.span_of(i, close);
            let speaks = speaker.is_some_and(|m| {
                m.voice.span.overlaps(span) || !m.voice.head.is_empty() && m.voice.head == text.stem(i)
            });
            if speaks {
                continue;
            }
            match found {
                Some((other, _)) if text.stem(other) != text.stem(i) => return None,
                Some(_) => {}
                None => found = Some((i, close)),
            }
        }
        if let Some((i, close)) = found {
            return Some(Span::new(text.bare_span(i).start, text.span(close - 1).end));
        }
    }
    None
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gender {
    Masculine,
    Feminine,
    Plural,
}

/// One past a party's name: its head with what the construct adds, and the adjectives behind it.
fn party_end(scan: &Scan, first: usize, limit: usize) -> usize {
    let text = scan.text;
    if matches!(names::head_at(text, first), Some((_, Head::Person | Head::Spokesperson))) {
        return phrase::end_of(scan, first, limit, &mut None).max(first + 1);
    }
    let mut end = first
        + names::head_at(text, first)
            .or(scan.state_at(first).map(|(n, _)| (n, Head::Media)))
            .map_or(1, |(n, _)| n);
    let plain =
        |i: usize| i < limit && text.is_word(i) && scan.function(i).is_none() && scan.date_at(i).is_none();
    let mut closed = is_definite(scan, end - 1);
    while plain(end) && (is_definite(scan, end) || !closed && text.clitics(end).is_empty()) {
        closed |= is_definite(scan, end);
        end += 1;
    }
    end
}

/// Whether a party of a gender is named at a token.
fn fits(scan: &Scan, i: usize, gender: Gender) -> bool {
    let text = scan.text;
    if !text.is_word(i) {
        return false;
    }
    if scan.state_at(i).is_some() && !text.has(i, NISBA) {
        return gender == Gender::Feminine;
    }
    let Some((_, head)) = names::head_at(text, i) else {
        // `اللاعبين`, `المتظاهرون`.
        let many = is_oblique_plural(text, i)
            || text.word(i).strip_prefix("ال").is_some_and(|w| w.ends_with("ون") && w.chars().count() >= 6);
        return gender == Gender::Plural && many && is_definite(scan, i);
    };
    let feminine = text.marks(i).has(Marks::TA_MARBUTA);
    match head {
        Head::Persons | Head::Anonymous => gender == Gender::Plural,
        Head::Person | Head::Spokesperson => {
            gender != Gender::Plural && feminine == (gender == Gender::Feminine)
        }
        Head::Organization | Head::Media | Head::Agency => {
            let many = text.word(i).ends_with("ات");
            gender != Gender::Plural && (feminine || many) == (gender == Gender::Feminine)
        }
    }
}

#[cfg(test)]
mod tests {
    use musnad_text::annotation::Act;

    use super::*;
    use crate::Engine;
    use crate::testing::check;

    #[test]
    fn targets() {
        check("target.tsv", include_str!("corpus/target.tsv"), |annotations, _| {
            annotations
                .statements
                .iter()
                .filter_map(|s| Some((s.target?, s.act.as_str().to_owned())))
                .collect()
        });
    }

    #[test]
    fn every_verb_of_the_table_is_a_verb_of_saying() {
        let engine = Engine::new();
        for past in Places::load().keys() {
            let verb = engine.statements.verbs.lemmas.iter().find(|v| v.past == *past);
            let directed = |act| !matches!(act, Act::Says | Act::Announces | Act::Expects | Act::Denies);
            assert!(verb.is_some_and(|v| directed(v.act)), "{past}");
        }
    }
}
