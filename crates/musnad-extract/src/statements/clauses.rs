//! The clauses of a sentence before a cue, each with its subject: where a participle (`قائلا`), a pronoun or a verb without a subject
//! finds who speaks.
//!
//! No lexicon holds all Arabic verbs. A clause is known by what opens it: a verb of saying, a word with `و` or `ف` behind a comma, a
//! conjunction such as `حيث`, the beginning of the sentence. The word that opens it and is no noun is its verb, the noun phrase behind
//! it its subject; a clause that opens with a definite noun has that for its subject.

use musnad_text::chars::Marks;
use musnad_text::sentence::Sentence;
use musnad_text::token::Clitics;

use super::phrase::{self, noun_phrase};
use super::speaker::{self, Mention};
use super::verbs::Shape;
use super::{Cue, Function, Scan, VERB, somebody, target};
use crate::names::{self, HEAD, Head};

/// How far before a cue its holder may stand, in tokens.
const REACH: usize = 120;

/// How many clauses are looked at.
const MOST: usize = 8;

/// The subject of the nearest clause in `floor..limit` that fits a cue. `how` tells whether its verb is one of saying.
pub(super) fn subject_before(
    scan: &Scan,
    floor: usize,
    limit: usize,
    sentence: Sentence,
    fits: impl Fn(&Mention) -> bool,
) -> Option<Mention> {
    let near = floor.max(limit.saturating_sub(REACH));
    let mut tried = 0;
    let mut of_relative = None;
    for i in (near..limit).rev() {
        let Some(opens) = opens_clause(scan, i, near, sentence) else { continue };
        // A clause in the middle has a subject only where something tells that it is somebody.
        let sure = |m: &Mention| opens != Opens::Conjoined || somebody::surely(scan, &m.voice);
        let found = match opens {
            Opens::Saying | Opens::Relative => subject_of_saying(scan, i, limit, sentence),
            Opens::Conjoined | Opens::Sentence => subject(scan, i, limit),
        };
        match found.filter(|m| sure(m) && fits(m)) {
            // `دان الوزير الهجوم الذي تبنته جماعة قالت إنه رد، وأكد`: first whoever acts outside a relative clause.
            Some(found) if opens == Opens::Relative => of_relative = of_relative.or(Some(found)),
            Some(found) => return Some(found),
            None => {}
        }
        tried += 1;
        if tried == MOST {
            break;
        }
    }
    // The sentence itself opens with its main clause, however far back.
    let first = || subject(scan, sentence.first, limit).filter(|m| fits(m));
    let main = (floor == sentence.first && (near > floor || tried == MOST)).then(first).flatten();
    main.or(of_relative)
}

/// How a clause opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Opens {
    /// With a verb of saying.
    Saying,
    /// With one behind a relative.
    Relative,
    /// With any word behind a comma or conjunction.
    Conjoined,
    /// With the sentence.
    Sentence,
}

fn opens_clause(scan: &Scan, i: usize, floor: usize, sentence: Sentence) -> Option<Opens> {
    let text = scan.text;
    let finite = |cue: Cue| matches!(cue.form.shape, Shape::Past | Shape::Present);
    if scan.cue_at(i, sentence).is_some_and(finite) {
        let relative = i > sentence.first && scan.function(i - 1) == Some(Function::Relative);
        return Some(if relative { Opens::Relative } else { Opens::Saying });
    }
    if i == floor && floor == sentence.first {
        return Some(Opens::Sentence);
    }
    let before = i.checked_sub(1).filter(|_| i > floor)?;
    // In the middle a clause opens with its verb; a noun goes on with a list or an apposition, and so does `وهم`.
    let noun = somebody::is_known(scan, i)
        || super::opening::is_definite(scan, i)
        || matches!(text.word(i), "وهو" | "وهي" | "وهم" | "هو" | "هي" | "هم" | "منهم" | "بينهم" | "ابرزهم");
    if noun || scan.function(i).is_some() {
        return None;
    }
    let conjoined = matches!(text.mark(before), '،' | ',' | '؛')
        && (text.word(i).starts_with(['و', 'ف']) || names_somebody(scan, i + 1))
        || is_subordinating(scan, before) && before > floor;
    (conjoined && !scan.in_quotation(i)).then_some(Opens::Conjoined)
}

/// Conjunctions whose clause has the subject of the one before, where it names none.
pub(super) fn is_subordinating(scan: &Scan, i: usize) -> bool {
    matches!(scan.text.stem(i), "اذ" | "حيث" | "حين" | "حينما" | "عندما" | "بعدما" | "لما" | "فيما" | "بينما")
}

/// Whether a title, a given name or the name of somebody who spoke begins at a token.
fn names_somebody(scan: &Scan, i: usize) -> bool {
    let text = scan.text;
    if scan.unknown(i) && scan.is_known_name(i, i + 1) {
        return true;
    }
    matches!(names::head_at(text, i), Some((_, Head::Person | Head::Spokesperson)))
        && !text.clitics(i).any(Clitics::PREPOSITION)
        || scan.unknown(i) && scan.unknown(i + 1) && scan.names.given(text.word(i)).is_some()
}

/// The subject of a verb of saying: behind it, else before it, as the antecedent of its relative or its topic.
fn subject_of_saying(scan: &Scan, i: usize, limit: usize, sentence: Sentence) -> Option<Mention> {
    let form = scan.form_at(i)?;
    let verb = Cue { first: i, end: i + 1, form };
    let relative = i > sentence.first && scan.function(i - 1) == Some(Function::Relative);
    let behind = || {
        // `قال له الوزير` is no report whose speaker goes on; `أوضح ذلك المتحدث` is.
        let addressed = scan.function(i + 1) == Some(Function::Pronoun);
        let from = i + 1 + usize::from(scan.function(i + 1) == Some(Function::That));
        let reach = target::subject_reach(scan, verb, limit, || false).max(from);
        (!addressed && !form.plural).then(|| speaker::subject(scan, from, reach)).flatten()
    };
    // `الانتقادات التي وجهها معارضون`: with a pronoun for it the antecedent is no subject.
    let before = || (!form.with_object).then(|| speaker::before(scan, verb, sentence)).flatten();
    let found = if relative { before().or_else(behind) } else { behind().or_else(before) };
    found.map(|m| Mention { how: "main clause", ..m })
}

/// The fullest phrase that names somebody and ends at a token: the antecedent of a relative (`وزير المياه سالم قرنفول، الذي قال`), or
/// whoever stands right before `حين`.
pub(super) fn phrase_ending_at(
    scan: &Scan,
    floor: usize,
    end: usize,
    fits: impl Fn(&Mention) -> bool,
) -> Option<Mention> {
    let text = scan.text;
    let mut fullest = None;
    for i in (floor.max(end.saturating_sub(26))..end).rev() {
        if scan.is_stop(i) || matches!(text.mark(i), '؛' | ':') {
            break;
        }
        let bare = |j: usize| {
            scan.unknown(j) && !text.word(j).starts_with("ال") && !text.marks(j).has(Marks::TA_MARBUTA)
        };
        let begins = somebody::is_known(scan, i) && !text.has(i, VERB)
            || phrase::is_short_name(scan, i)
            || bare(i) && bare(i + 1) && i + 2 <= end && !somebody::is_verbal_noun(scan, i);
        if !begins || scan.function(i).is_some() {
            continue;
        }
        if phrase::end_behind_preposition(scan, i, end) != Some(end) {
            continue;
        }
        if let Some(voice) = speaker::voice(scan, i, end) {
            let mention = Mention { voice, end, how: "subject before" };
            if fits(&mention) {
                fullest = Some(mention);
            }
        }
    }
    fullest
}

/// The subject of the clause that begins at a token, whatever its verb means: `علّق السفير على الأحداث`, `واتفق معه المحلل`.
pub(super) fn subject(scan: &Scan, from: usize, limit: usize) -> Option<Mention> {
    let text = scan.text;
    let mut i = from;
    while i < limit {
        if let Some(date) = scan.date_at(i) {
            i = text.token_at(date.span.end - 1) + 1;
        } else if let Some((length, Function::Adverb | Function::Auxiliary)) =
            phrase::function_phrase(scan, i)
        {
            i += length;
        } else if text.mark(i) != '\0' && !phrase::is_short_name(scan, i) {
            i += 1;
        } else {
            break;
        }
    }
    if i >= limit {
        return None;
    }
    let guess = |first: usize, end: usize| {
        let voice = speaker::voice(scan, first, end).filter(|_| somebody::perhaps(scan, first, end))?;
        Some(Mention { voice, end, how: "subject of its clause" })
    };
    if super::opening::is_definite(scan, i)
        || text.has(i, HEAD)
        || scan.is_state(i)
        || phrase::is_short_name(scan, i)
        || names_somebody(scan, i)
    {
        // `الوزير … قائلا`, not `ألقى الوزير … قائلا`: a clause that opens with its subject.
        let phrase = noun_phrase(scan, i, limit).filter(|p| p.first == i)?;
        return guess(phrase.first, phrase.end);
    }
    // `رفعت`, `محملا`: neither a function word nor a participle is a verb that has a subject behind it.
    if !text.is_word(i) || scan.function(i).is_some() || text.marks(i).has(Marks::TANWEEN) {
        return None;
    }
    let verb = i;
    i += 1;
    // `واتفق معه المحلل`, `واتفق مع الرأيين السابقين المحلل`: past what the verb takes, up to whoever has a title or a name.
    if matches!(scan.function(i), Some(Function::Preposition | Function::Pronoun)) && !scan.is_conjunction(i)
    {
        let close = limit.min(i + 7);
        i = (i + 1..close)
            .take_while(|&j| text.mark(j) == '\0')
            .find(|&j| names_somebody(scan, j) && !text.clitics(j).any(Clitics::CONJUNCTION))?;
        let complete = scan.function(i - 1) == Some(Function::Pronoun) || text.word(i - 1).starts_with("ال");
        if !complete {
            return None;
        }
    }
    let phrase = noun_phrase(scan, i, limit).filter(|p| p.first == i)?;
    let name = |j: usize| {
        scan.unknown(j) && !text.marks(j).has(Marks::TA_MARBUTA) && !text.marks(j).has(Marks::TANWEEN)
    };
    // `شيوخ القرية`: without a conjunction the first word may as well be a noun that owns the second.
    let definite = text.word(i).starts_with("ال")
        || names::head_at(text, i).is_some()
        || scan.is_state(i)
        || name(i) && (name(i + 1) && phrase.end >= i + 2 || scan.is_known_name(i, i + 1));
    if !definite || somebody::is_verbal_noun(scan, verb) {
        return None;
    }
    guess(phrase.first, phrase.end)
}
