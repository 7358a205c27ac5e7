//! Where what was said begins: the clause after `أن`, the words after a colon, in marks or in brackets, the noun phrase that a
//! verb such as `أكد` or a preposition such as `دعا إلى` opens.

use musnad_text::annotation::Act;
use musnad_text::quote::QuoteKind;
use musnad_text::sentence::Sentence;
use musnad_text::token::{Clitics, TokenKind};

use super::verbs::{Frames, Shape};
use super::{Cue, Function, Noun, Scan, VERB, somebody};
use crate::names::{self, Head};

/// How what was said is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// A clause, after a particle or by itself.
    Clause,
    /// Words after a colon, without marks.
    Colon,
    /// The quotation of this index.
    Quotation(usize),
    /// The parenthesis of this index, its words not in marks.
    Parenthesis(usize),
    /// A noun phrase.
    NounPhrase,
}

/// The place where what was said begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Opening {
    /// First token of what was said.
    pub at: usize,
    /// First token that no longer belongs to cue and speaker: the particle, colon or mark.
    pub marker: usize,
    pub how: How,
    pub rule: &'static str,
}

/// How many tokens may stand between a cue and what it opens: a long subject with its apposition.
const REACH: usize = 70;

/// How many may stand between the speaker and a preposition that opens a noun phrase: there are many prepositions.
const NEAR_SPEAKER: usize = 10;

/// How many tokens of asides may stand between the speaker and the particle.
const FAR_BEHIND_SPEAKER: usize = 24;

/// Finds where a cue opens what was said, in its sentence.
pub(super) fn find(scan: &Scan, cue: Cue, sentence: Sentence) -> Option<Opening> {
    let frames = scan.verb(cue)?.frames;
    let past = scan.verb(cue).map_or("", |v| v.past.as_str());
    let text = scan.text;
    if cue.form.shape == Shape::VerbalNoun {
        return verbal_noun(scan, cue, sentence);
    }
    let end = sentence.end.min(cue.end + REACH);
    let mut i = cue.end;
    let mut commas = 0;
    // Inside a relative clause nouns and prepositions are its own: `الإجراءات التي يجب اتباعها`.
    let mut relative = false;
    while i < end {
        if let Some(opening) = clause(scan, i, cue, frames) {
            return Some(opening);
        }
        match text.mark(i) {
            ':' => return colon(scan, i, cue, frames, sentence),
            '،' | ',' => {
                commas += 1;
                relative = false;
                if commas > 6 {
                    return None;
                }
            }
            // `خالد؛ أن`: some write it for the comma.
            '؛' if matches!(scan.function(i + 1), Some(Function::An | Function::Anna)) => {}
            // `فلان؛ مدير المجموعة، إن`.
            '؛' if i <= cue.end + 8 => commas += 1,
            '؛' => return None,
            '\0' => {}
            _ => {
                if scan.is_stop(i) {
                    return None;
                }
                if let Some(q) = text.quote_at(i) {
                    let quote = text.quotes().get(q)?;
                    if quote.open == i {
                        if let Some(opening) = described(scan, i, cue, frames) {
                            return Some(opening);
                        }
                        if let Some(opening) = marks(scan, q, cue, frames) {
                            return Some(opening);
                        }
                        // A name or an aside in marks: past it.
                        if quote.closed && quote.close < end {
                            i = quote.close;
                        }
                    } else if !quote.closed || quote.close == i {
                        // The bracket that holds the cue ends here.
                        if quote.open < cue.first {
                            return None;
                        }
                    }
                }
            }
        }
        relative |= i > cue.end && scan.function(i) == Some(Function::Relative);
        if let Some(opening) = described(scan, i, cue, frames) {
            return Some(opening);
        }
        // `دعا المقيمين الذين تنطبق عليهم الشروط إلى المبادرة`: whom it is asked of may take a relative clause.
        if (!relative || frames.has(Frames::OBJECT) && preposition_frame(scan, i).is_some())
            && let Some(opening) = prepositional(scan, i, cue, frames, sentence)
        {
            return Some(opening);
        }
        // `يعتبر المشروع` is passive far more often than not.
        let passive = frames.has(Frames::LABEL) && cue.form.shape == Shape::Present;
        if frames.has(Frames::NP)
            && !relative
            && !passive
            && let Some(opening) = object(scan, i, cue)
        {
            return Some(clause_behind(scan, i, cue, frames, end).unwrap_or(opening));
        }
        // Another cue takes over: `صرح ... قائلا`, `نقلت ... قولهم`.
        if takes_over(scan, i, cue, past) {
            return None;
        }
        i += 1;
    }
    None
}

/// `أوضح مدير عام صحة المنطقة أن`, `أوضح عند بدء السباق أن`: what looked like an object stands before the clause that the cue opens. Behind
/// a preposition, or right behind the object, the particle is the object's own: `أكد ضرورة أن`, `ثقته في أن`.
fn clause_behind(scan: &Scan, object: usize, cue: Cue, frames: Frames, end: usize) -> Option<Opening> {
    let text = scan.text;
    (object + 2..end.min(object + 14)).take_while(|&i| text.mark(i) == '\0').find_map(|i| {
        let own = preposition_frame(scan, i - 1).is_some() || scan.noun(i - 1) == Some(Noun::Content);
        clause(scan, i, cue, frames).filter(|_| !own)
    })
}

/// Whether the word at `i`, between a cue and what it opens, is a cue of its own that what follows belongs to.
fn takes_over(scan: &Scan, i: usize, cue: Cue, past: &str) -> bool {
    let text = scan.text;
    if !text.has(i, VERB) || names_something(scan, i) || past == "وصف" {
        return false;
    }
    let aside = text.stem(i) == "نقلا" || scan.hides_a_name(i) || in_dashes(scan, i, cue.end);
    if aside || after_relative(scan, i) {
        return false;
    }
    let Some(form) = scan.form_at(i) else { return false };
    // What a word right behind opens is its own.
    let opens_soon = (i + 1..i + 4).any(|j| {
        matches!(scan.function(j), Some(Function::An | Function::Anna))
            || matches!(text.mark(j), ':' | '"' | '«' | '“')
    });
    match form.shape {
        Shape::VerbalNoun => false,
        // `في حديثه عن المرسوم إن`, `واصفا حالة الهلع إن`: asides of the speaker.
        Shape::VerbalNounOf | Shape::Participle => {
            let attribute = i > 0 && matches!(text.word(i - 1), "وهو" | "وهي" | "هو" | "هي");
            opens_soon && !attribute
        }
        // `حين وردت تقارير`: a clause of its own inside.
        Shape::Past | Shape::Present => {
            let inner = i > 0 && matches!(text.stem(i - 1), "حين" | "عندما" | "بعدما" | "لما" | "حينما");
            // `مقطع يظهر حركة اعتبرت غير لائقة: …`: behind `قال`, a verb inside that opens nothing itself.
            let plain =
                scan.verb(cue).is_some_and(|v| v.past == "قال") && !opens_soon && text.clitics(i).is_empty();
            let label =
                scan.words.verbs.lemmas.get(form.verb as usize).is_some_and(|v| v.frames.has(Frames::LABEL));
            !plain && (!inner || label)
        }
    }
}

fn names_something(scan: &Scan, i: usize) -> bool {
    names::head_at(scan.text, i).is_some() || scan.noun(i).is_some()
}

/// `مسؤول - فضّل عدم ذكر اسمه - إن`: an aside between dashes.
fn in_dashes(scan: &Scan, i: usize, from: usize) -> bool {
    (from..i).filter(|&j| matches!(scan.text.mark(j), '-' | '–' | '—')).count() % 2 == 1
}

fn after_relative(scan: &Scan, i: usize) -> bool {
    // `فقد قال` begins a clause of its own.
    let begins = i > 0 && scan.text.word(i - 1).starts_with(['ف', 'و']);
    i > 0 && !begins && matches!(scan.function(i - 1), Some(Function::Relative | Function::Auxiliary))
}

/// `أن`, `إنه`, `بأن`, `عما إذا`.
fn clause(scan: &Scan, i: usize, cue: Cue, frames: Frames) -> Option<Opening> {
    let text = scan.text;
    let (length, function) = super::phrase::function_phrase(scan, i)?;
    if !frames.has(Frames::AN) && !frames.has(Frames::BA) {
        return None;
    }
    // `وأن` goes on with a clause, `كأن` compares: neither opens one. `إلا أنه`, `غير أن` turn to another.
    let turns = i > 0 && matches!(text.word(i - 1), "الا" | "غير" | "بيد" | "علما" | "سيما" | "لاسيما" | "لولا");
    if turns
        || text.word(i).starts_with(['و', 'ف'])
        || text.clitics(i).any(Clitics(Clitics::KA.0 | Clitics::LA.0))
    {
        return None;
    }
    match function {
        Function::An | Function::Anna => {
            // `يتابع` and its like mean much else; as a report their clause is near.
            let apart = matches!(text.mark(i - 1), '،' | ',');
            if frames.has(Frames(Frames::CONTINUES.0 | Frames::NEAR.0)) && i > cue.end + 8 && !apart {
                return None;
            }
            // `بعد أن`, `قبل أن`, `يمكن أن` belong to other words.
            if i > cue.end && !opens_for(scan, i - 1, frames) {
                return None;
            }
            // Far behind the speaker the particle belongs to some other word.
            let phrase_end = super::phrase::noun_phrase(scan, cue.end, i).map_or(cue.end, |p| p.end);
            let apart = matches!(text.mark(i.wrapping_sub(1)), '،' | ',');
            // `إن` in mid-sentence belongs to `قال`, however far.
            let of_saying = scan.verb(cue).is_some_and(|v| v.past == "قال")
                && text.marks(i).has(musnad_text::chars::Marks::HAMZA_BELOW);
            if !of_saying && i > phrase_end + if apart { 2 * FAR_BEHIND_SPEAKER } else { FAR_BEHIND_SPEAKER }
            {
                return None;
            }
            let how = How::Clause;
            Some(Opening { at: i + 1, marker: marker(scan, i, cue), how, rule: "cue_then_clause" })
        }
        // `إلا` (except) folds to the same letters as `ألا` (that not).
        Function::Alla
            if text.written(i).starts_with('أ') && (i == cue.end || opens_for(scan, i - 1, frames)) =>
        {
            Some(Opening { at: i + 1, marker: i, how: How::Clause, rule: "cue_then_clause" })
        }
        Function::Whether
            if !matches!(scan.verb(cue).map(|v| v.past.as_str()), Some("قال")) && cue.end + 12 > i =>
        {
            let keep = matches!(text.stem(i), "هل" | "لماذا" | "كيف");
            let at = if keep { i } else { i + length };
            Some(Opening { at, marker: i, how: How::Clause, rule: "cue_then_question" })
        }
        _ => None,
    }
}

/// The preposition before the particle belongs to the opening: `إلى أن`.
fn marker(scan: &Scan, i: usize, cue: Cue) -> usize {
    if i > cue.end && preposition_frame(scan, i - 1).is_some() { i - 1 } else { i }
}

/// Whether a particle after token `i` may still open what the cue reports.
fn opens_for(scan: &Scan, i: usize, frames: Frames) -> bool {
    if let Some(frame) = preposition_frame(scan, i) {
        // `أوضح إلى أن` is loose but common; `بالإضافة إلى أن`, `نظرا إلى أن` join clauses.
        let joins = matches!(
            scan.text.stem(i.wrapping_sub(1)),
            "اضافه" | "بالاضافه" | "نظرا" | "علاوه" | "استنادا" | "اشاره"
        );
        return frames.has(frame) || frame == Frames::ILA && !joins;
    }
    // `اعتبر من قبل أن`: the adverb, not `قبل أن`.
    if scan.text.word(i) == "قبل" && scan.text.word(i.wrapping_sub(1)) == "من" {
        return true;
    }
    match scan.function(i) {
        Some(Function::Preposition) => false,
        Some(Function::Relative | Function::Negation) => false,
        _ => {
            // A verb that takes أن itself (يمكن، يجب، يريد) begins with the prefix of the present and is not in a name.
            let word = scan.text.word(i);
            !matches!(
                word,
                "يمكن"
                    | "يجب"
                    | "ينبغي"
                    | "يريد"
                    | "تريد"
                    | "يمكنه"
                    | "يفترض"
                    | "يتعين"
                    | "كاد"
                    | "ارادت"
                    | "اراد"
                    | "سبق"
                    | "لبث"
                    | "شان"
                    | "بشرط"
                    | "شرط"
                    | "شريطه"
                    | "بشريطه"
            )
        }
    }
}

pub(super) fn preposition_frame(scan: &Scan, i: usize) -> Option<Frames> {
    if !scan.text.is_word(i) {
        return None;
    }
    match scan.text.word(i) {
        "الي" => Some(Frames::ILA),
        "علي" => Some(Frames::ALA),
        "عن" => Some(Frames::AN_ABOUT),
        "من" => Some(Frames::MIN),
        "في" => Some(Frames::FI),
        _ => None,
    }
}

/// A colon after cue and speaker.
fn colon(scan: &Scan, i: usize, cue: Cue, frames: Frames, sentence: Sentence) -> Option<Opening> {
    // `أكمل: …`, not `أكمل الأطفال تلوين الجدارية: …`.
    let far = frames.has(Frames::NEAR) && i > cue.end + 3;
    if !frames.has(Frames::SPEECH) || i + 1 >= sentence.end || far {
        return None;
    }
    let text = scan.text;
    let mut at = i + 1;
    // `: (("نص"))`: the innermost marks that open here hold the words.
    let mut inner = None;
    while let Some(q) =
        text.quote_at(at).filter(|&q| text.quotes().get(q).is_some_and(|quote| quote.open == at))
    {
        inner = Some(q);
        at += 1;
    }
    if let Some(q) = inner {
        let quote = text.quotes().get(q)?;
        let how = if quote.kind == QuoteKind::Quotation { How::Quotation(q) } else { How::Parenthesis(q) };
        let short_name = quote.closed && quote.close - quote.open <= 2 && quote.close + 2 < sentence.end;
        if !short_name {
            return Some(Opening { at, marker: i, how, rule: "cue_colon_quotation" });
        }
        at = i + 1;
    }
    let particle = matches!(scan.function(at), Some(Function::An | Function::Anna));
    let at = if particle { at + 1 } else { at };
    let how = if particle { How::Clause } else { How::Colon };
    // A colon far behind its speaker, with another clause between, belongs to something else.
    let phrase_end = super::phrase::noun_phrase(scan, cue.end, i).map_or(cue.end, |p| p.end);
    if i > phrase_end + FAR_BEHIND_SPEAKER {
        return None;
    }
    Some(Opening { at, marker: i, how, rule: "cue_colon_words" })
}

/// Marks or a bracket that open right where the words of the speaker are expected.
fn marks(scan: &Scan, q: usize, cue: Cue, frames: Frames) -> Option<Opening> {
    let text = scan.text;
    let quote = *text.quotes().get(q)?;
    if !frames.has(Frames::SPEECH) || frames.has(Frames::NEAR) {
        return None;
    }
    let length = quote.close.saturating_sub(quote.open + 1);
    match quote.kind {
        QuoteKind::Quotation => {
            // Two words in marks without a colon are a name or a scare, unless the verb says what to call something.
            let plain_saying =
                frames.has(Frames::CONTINUES) || scan.verb(cue).is_some_and(|v| v.past == "قال");
            let behind_speaker = length == 2 && plain_saying && scan.unknown(quote.open - 1);
            if length <= 2 && !frames.has(Frames::LABEL) && !behind_speaker {
                return None;
            }
            // `رفعوا لافتة «…»` is a banner: `لافتا`, `مشيرا` want their `إلى`.
            if is_name_in_marks(scan, q, cue)
                || cue.form.shape == Shape::Participle && frames.has(Frames::ILA)
            {
                return None;
            }
            Some(Opening {
                at: quote.open + 1,
                marker: quote.open,
                how: How::Quotation(q),
                rule: "cue_quotation",
            })
        }
        QuoteKind::Parenthesis => {
            let inner = text.quote_at(quote.open + 1).filter(|&n| n != q);
            if let Some(n) = inner
                && let Some(nested) = text.quotes().get(n)
                && nested.open == quote.open + 1
                && nested.kind == QuoteKind::Quotation
                && nested.close - nested.open > 2
            {
                return Some(Opening {
                    at: nested.open + 1,
                    marker: quote.open,
                    how: How::Quotation(n),
                    rule: "cue_bracketed_quotation",
                });
            }
            // Whatever stands between, a long bracket behind `قال` holds what was said.
            let long = length >= 12 && scan.verb(cue).is_some_and(|v| v.past == "قال");
            if length < 8
                || matches!(cue.form.shape, Shape::VerbalNounOf)
                || !long && !follows_speaker(scan, cue, quote.open)
            {
                return None;
            }
            let particle = matches!(scan.function(quote.open + 1), Some(Function::An | Function::Anna));
            let hamza_below = text.marks(quote.open + 1).has(musnad_text::chars::Marks::HAMZA_BELOW);
            // `(إن ...)` is verbatim, `(أن ...)` a reported clause.
            let at = quote.open + 1 + usize::from(particle && !hamza_below);
            Some(Opening { at, marker: quote.open, how: How::Parenthesis(q), rule: "cue_bracketed_words" })
        }
        QuoteKind::Bracket => None,
    }
}

/// Whether nothing but the speaker stands between the cue and a bracket: a list of places in brackets is no speech.
fn follows_speaker(scan: &Scan, cue: Cue, open: usize) -> bool {
    let phrase_end = super::phrase::noun_phrase(scan, cue.end, open).map_or(cue.end, |p| p.end);
    phrase_end + 3 >= open
}

/// `صحيفة «الفجر»`, `لـ«المدينة»`, `خلية «إرهابية» تعتزم`: marks around a name or a word, not around what was said.
fn is_name_in_marks(scan: &Scan, q: usize, cue: Cue) -> bool {
    let text = scan.text;
    let Some(quote) = text.quotes().get(q) else { return false };
    // `شركة "إف. سي. إيه"`: points between letters are no words.
    let length = (quote.open + 1..quote.close).take(12).filter(|&i| text.mark(i) == '\0').count();
    let before = quote.open.saturating_sub(1);
    // `ندوة بعنوان «…»`, `خلال «…» الذي عقد`: a title, however long.
    let entitled = scan.noun(before) == Some(Noun::Titled) && !is_definite(scan, before)
        || scan.function(before) == Some(Function::Preposition)
            && quote.closed
            && scan.function(quote.close + 1) == Some(Function::Relative);
    if before >= cue.end && entitled {
        return true;
    }
    if length > 4 {
        return false;
    }
    if before >= cue.end {
        let addressed = matches!(text.word(before), "ل" | "لـ" | "ب" | "عبر")
            || names::head_at(text, before).is_some_and(|(_, h)| h != Head::Person);
        if addressed
            || scan.function(before) == Some(Function::Preposition)
            || text.clitics(before).any(Clitics::LA)
        {
            return true;
        }
    }
    if !quote.closed {
        return false;
    }
    // The clause that the cue opens still follows: the marks belong to its subject.
    // `مبادرة «الفن جميل» تطلق`: two words in marks between words are a name.
    if length <= 2 && before >= cue.end && text.is_word(before) && text.is_word(quote.close + 1) {
        return true;
    }
    let follows = (quote.close + 1..quote.close + 16)
        .take_while(|&i| i < text.len() && !scan.is_stop(i))
        .any(|i| matches!(scan.function(i), Some(Function::An | Function::Anna)) || text.mark(i) == ':');
    follows || length <= 2 && before < cue.end && text.is_word(quote.close + 1)
}

/// Whether a token stands at most `reach` behind the phrase that follows the cue.
fn near_speaker(scan: &Scan, cue: Cue, i: usize, reach: usize) -> bool {
    let phrase_end = super::phrase::noun_phrase(scan, cue.end, i).map_or(cue.end, |p| p.end);
    i <= phrase_end + reach
}

/// `أشار إلى ضرورة`, `طالب بخفض`, `حذر من تناقص`: a preposition of the verb before a noun phrase that states what was said.
fn prepositional(scan: &Scan, i: usize, cue: Cue, frames: Frames, sentence: Sentence) -> Option<Opening> {
    let text = scan.text;
    if !text.is_word(i) {
        return None;
    }
    // `أشاد بما حققته اللجان`, `أثنى على ما قدموه`: praise and blame say something in a clause.
    let judges = scan.verb(cue).is_some_and(|v| matches!(v.act, Act::Praises | Act::Condemns));
    let what = text.word(i) == "بما" && judges && !text.word(i + 1).starts_with("في")
        || text.word(i + 1) == "ما" && preposition_frame(scan, i).is_some_and(|f| judges || frames.has(f));
    let reach = if judges { NEAR_SPEAKER } else { 0 };
    if what && frames.has(Frames::WHAT) && text.is_word(i + 3) && near_speaker(scan, cue, i, reach) {
        let at = if text.word(i) == "بما" { i } else { i + 1 };
        return Some(Opening { at, marker: i, how: How::Clause, rule: "cue_preposition_clause" });
    }
    let strong = frames.has(Frames::STRONG);
    // `اتُّهم بالخيانة`: with nobody accused between, the verb is passive and nobody speaks.
    if i == cue.end && frames.has(Frames::OBJECT) && strong && !cue.form.with_object {
        return None;
    }
    // `أصر على الزواج منها`: of a verb that means much else only a clause reports.
    if frames.has(Frames::NEAR) {
        return None;
    }
    let (noun, shift) = match preposition_frame(scan, i) {
        Some(frame) if frames.has(frame) => (i + 1, 0),
        Some(_) => return None,
        None => {
            // `بخفض`: the preposition is written together with its noun.
            let ba = frames.has(Frames::BA) && text.word(i).starts_with('ب');
            let li =
                frames.has(Frames::LI) && text.word(i).starts_with('ل') && !text.word(i).starts_with("لل");
            if !(ba || li) || is_plain_word(scan, i) {
                return None;
            }
            (i, 1)
        }
    };
    if noun >= sentence.end {
        return None;
    }
    // `إلى أن` is a clause, found a token later.
    if shift == 0 && scan.function(noun).is_some() && text.word(noun) != "عدم" {
        return None;
    }
    // `دعا إلى ("إيجاد حل سلمي")`.
    let mut at = noun;
    let mut inner = None;
    while shift == 0
        && let Some(q) =
            text.quote_at(at).filter(|&q| text.quotes().get(q).is_some_and(|quote| quote.open == at))
    {
        inner = Some(q);
        at += 1;
    }
    if let Some(q) = inner {
        let quote = text.quotes().get(q)?;
        if quote.close - quote.open > 3 && quote.kind == QuoteKind::Quotation {
            return Some(Opening {
                at,
                marker: i,
                how: How::Quotation(q),
                rule: "cue_preposition_quotation",
            });
        }
    }
    if !text.is_word(noun) || scan.date_at(noun).is_some() {
        return None;
    }
    // `ووصفه بالفاشل`: the label is all that is said.
    let labels = frames.has(Frames::LABEL)
        && shift == 1
        && (cue.form.with_object
            || matches!(text.word(cue.end), "اياه" | "اياها" | "اياهم")
            // `ووصف الوزير الحادث بالشنيع`: an adjective behind two phrases.
            || i >= cue.end + 2 && text.word(i).starts_with("بال") && scan.unknown(i) && !text.is_word(i + 2));
    // `أعرب عن أسفه`: the feeling is the speaker's own.
    let feels = frames.has(Frames::FEELING)
        && shift == 0
        && (super::phrase::owned(scan, noun, 4)
            || matches!(text.word(noun), "بالغ" | "خالص" | "عميق" | "شديد" | "جزيل"));
    let states = if labels || feels {
        true
    } else if shift == 1 {
        states_content_after_ba(scan, i)
    } else {
        states_content(scan, noun) || is_mutual_of(scan, noun, text.word(noun))
    };
    let plain = shift == 0 && says_something(scan, cue, i);
    if !(states || plain || strong && !is_manner(scan, noun)) {
        return None;
    }
    let reach = if frames.has(Frames::OBJECT) { FAR_BEHIND_SPEAKER } else { NEAR_SPEAKER };
    if !near_speaker(scan, cue, i, reach) {
        return None;
    }
    let at = object_of(scan, cue, i, frames).unwrap_or(noun);
    Some(Opening { at, marker: at.min(i), how: How::NounPhrase, rule: "cue_preposition_noun" })
}

/// Whether nothing but a day, an adverb, the medium addressed (`لـ«الفجر»`) or the occasion (`في مؤتمر صحفي`) stands between two tokens.
fn only_aside(scan: &Scan, from: usize, end: usize) -> bool {
    let text = scan.text;
    let mut i = from;
    let mut occasion = 0;
    while i < end {
        let quote = text.enclosing(i).filter(|q| q.open == i && q.closed && q.close <= i + 5);
        if let Some(date) = scan.date_at(i) {
            i = text.token_at(date.span.end - 1) + 1;
        } else if let Some((length, Function::Adverb)) = super::phrase::function_phrase(scan, i) {
            i += length;
        } else if let Some(quote) = quote {
            i = quote.close + 1;
        } else if matches!(text.mark(i), '،' | ',')
            || matches!(text.word(i), "ل" | "لـ")
            || text.has(i, names::OUTLET)
        {
            i += 1;
        } else if matches!(text.word(i), "في" | "خلال" | "عبر") && scan.noun(i + 1) == Some(Noun::Utterance)
        {
            occasion = i + 6;
            i += 2;
        } else if i < occasion && scan.function(i).is_none() && !text.has(i, VERB) && text.is_word(i) {
            i += 1;
        } else {
            return false;
        }
    }
    i == end
}

/// `وصف الوزير الوضع في المرفأ بـ«الصادم»`, `بالإيجابي والبناء`: what is described, up to the short predicate at `i`, which says nothing without it.
fn described(scan: &Scan, i: usize, cue: Cue, frames: Frames) -> Option<Opening> {
    let text = scan.text;
    if !frames.has(Frames::LABEL) || !frames.has(Frames::BA) || cue.form.with_object || i <= cue.end {
        return None;
    }
    let quote = text.enclosing(i).filter(|q| q.open == i && q.closed && q.kind == QuoteKind::Quotation);
    let predicate = match quote {
        Some(quote) => {
            if !matches!(text.word(i - 1), "ب" | "بـ") || quote.close - quote.open > 4 {
                return None;
            }
            i - 1
        }
        None => {
            let closed =
                !text.is_word(i + 1) || scan.function(i + 1).is_some() || text.word(i + 1).starts_with("وال");
            let adjective = text.word(i).starts_with("بال") && scan.unknown(i) && closed;
            if !adjective {
                return None;
            }
            i
        }
    };
    let at = object_before(scan, cue, predicate)?;
    let clear = (at..predicate).all(|j| !scan.is_stop(j))
        && scan.function(at).is_none_or(|f| f == Function::Demonstrative);
    (at < predicate && clear && text.is_word(at)).then_some(Opening {
        at,
        marker: at,
        how: How::NounPhrase,
        rule: "cue_preposition_noun",
    })
}

/// Where the object begins that ends before `end`: behind the last comma, behind the subject, else behind the cue.
fn object_before(scan: &Scan, cue: Cue, end: usize) -> Option<usize> {
    let text = scan.text;
    if let Some(comma) = (cue.end..end).rev().find(|&j| matches!(text.mark(j), '،' | ',')) {
        return Some(comma + 1);
    }
    let subject = super::phrase::noun_phrase(scan, cue.end, end)?;
    let somebody = matches!(
        names::head_at(text, subject.first),
        Some((_, Head::Person | Head::Persons | Head::Spokesperson | Head::Anonymous | Head::Organization))
    ) || scan.names.given(text.word(subject.first)).is_some()
        || scan.is_known_name(subject.first, subject.first + 1);
    if !somebody {
        return Some(cue.end);
    }
    if subject.end < end && scan.function(subject.end).is_none() && text.is_word(subject.end) {
        return Some(subject.end);
    }
    // `الخبير العسكري موقف البلاد`: behind a definite word a bare one that is no given name; `سالم قرنفول الاتفاق`: a definite one.
    let definite = |j: usize| is_definite(scan, j);
    (subject.first + 1..subject.end).rev().find(|&j| {
        let bare = !definite(j)
            && definite(j - 1)
            && scan.unknown(j)
            && scan.names.given(text.word(j)).is_none()
            && definite(j + 1);
        let plain = definite(j)
            && !definite(j - 1)
            && scan.unknown(j)
            && scan.unknown(j - 1)
            && j > subject.first + 1;
        bare || plain
    })
}

/// `كشف الوزير عن خطة لتوسعة الميناء`: right behind the cue or its subject, the verb's own preposition opens whatever it is that was said,
/// if it is more than a name.
fn says_something(scan: &Scan, cue: Cue, i: usize) -> bool {
    let text = scan.text;
    let subject_end =
        super::phrase::noun_phrase(scan, cue.end, i + 1).map_or(cue.end, |p| p.end.max(cue.end));
    let behind = only_aside(scan, subject_end, i);
    // `شدد على المنشآت ضرورة التقيد`, `أكد على لسان متحدثه`: who is addressed, who speaks.
    let somebody = names::head_at(text, i + 1).is_some()
        || scan.state_at(i + 1).is_some()
        || scan.noun(i + 1) == Some(Noun::Addressee)
        || matches!(text.word(i + 1), "لسان" | "كل" | "جميع" | "كافه" | "الجميع" | "من" | "منسوبي")
        || scan.names.given(text.word(i + 1)).is_some();
    // `أكد المشرف على الفريق أن`, `كشف تقرير صادر عن المصرف عن تراجع`: what follows is what the cue opens.
    let opens_later = (i + 1..i + 26)
        .take_while(|&j| {
            !matches!(text.mark(j), '،' | ',' | '؛')
                && !scan.is_stop(j)
                && scan.function(j) != Some(Function::Relative)
        })
        .any(|j| {
            matches!(scan.function(j), Some(Function::An | Function::Anna))
                || matches!(text.mark(j), ':' | '"' | '«' | '“')
                || text.word(j) == text.word(i)
        });
    let issued = matches!(text.stem(i - 1), "صادر" | "صدر" | "صدرت" | "صادره");
    let long = (i + 1..i + 4).all(|j| text.is_word(j)) && !text.has(i + 2, VERB) && !text.has(i + 3, VERB);
    // `تحدث عن التقنية` tells what about; of a present without a subject behind it (`شعار يكشف عن وجهه`) it is not known who speaks.
    let topic = scan.verb(cue).is_some_and(|v| v.past == "تحدث");
    let stands_alone = cue.form.shape == Shape::Present && i == cue.end;
    behind
        && !topic
        && !stands_alone
        && long
        && !(somebody || opens_later || issued)
        && !is_manner(scan, i + 1)
        && scan.noun(i + 1) != Some(Noun::Titled)
}

/// For `حث المانحين على الإسراع`, after its subject stands whoever is addressed: part of what is demanded.
fn object_of(scan: &Scan, cue: Cue, preposition: usize, frames: Frames) -> Option<usize> {
    if !frames.has(Frames::OBJECT) {
        return None;
    }
    let text = scan.text;
    // After a day, an indefinite or definite noun begins the object: `دعا الرئيس أمس الدول إلى`.
    let after_date = (cue.end..preposition)
        .rev()
        .find(|&i| scan.date_at(i).is_some() || scan.function(i) == Some(Function::Adverb))?
        + 1;
    (after_date < preposition && text.is_word(after_date) && scan.function(after_date).is_none())
        .then_some(after_date)
}

/// Words that begin with `ب` of their own.
fn is_plain_word(scan: &Scan, i: usize) -> bool {
    let text = scan.text;
    let clitics = text.clitics(i);
    let known_whole = text.classes(i) != 0 && clitics.is_empty();
    known_whole
        || matches!(
            text.word(i),
            "بن" | "بلاده"
                | "بلادها"
                | "بلاد"
                | "بلد"
                | "بعض"
                | "باسم"
                | "بين"
                | "بعد"
                | "بل"
                | "بيان"
                | "بنك"
                | "بدوره"
                | "بدورها"
                | "بشكل"
                | "بشان"
                | "بسبب"
                | "بوصفه"
                | "باعتباره"
        )
}

/// `بتشكيل حكومة`, `بخفض الإمدادات`, `بالاستقالة`: not `بوضوح`, `بشدة`.
fn states_content_after_ba(scan: &Scan, i: usize) -> bool {
    let word = scan.text.word(i);
    // `دعا اللجان للتنسيق` takes the article, `طالب بالانسحاب` does not.
    let noun = word.strip_prefix("لل").or_else(|| word.strip_prefix(['ب', 'ل'])).unwrap_or(word);
    // `صرح بتلقي الفرق بلاغا`: تفعُّل, of which only `ب` makes a verbal noun for sure.
    let of_fifth_form = |noun: &str| noun.starts_with('ت') && noun.chars().count() == 4 && scan.unknown(i);
    // `طالب بالتدخل في إنهاء المشكلة`: with its own complement a definite one as well.
    if let Some(bare) = noun.strip_prefix("ال") {
        let shaped = is_verbal_noun(bare) || is_mutual(bare) || of_fifth_form(bare);
        if shaped && takes_complement(scan, i) && scan.text.is_word(i + 3) {
            return true;
        }
    }
    is_mutual_of(scan, i, noun)
        || (!noun.starts_with("ال") || scan.text.written(i).contains('إ'))
            && (is_verbal_noun(noun) || of_fifth_form(noun))
        || scan.noun(i) == Some(Noun::Content)
}

/// Whether a preposition behind a noun leads to its complement: `الاستفادة من`.
fn takes_complement(scan: &Scan, i: usize) -> bool {
    matches!(scan.text.word(i + 1), "من" | "علي" | "الي" | "في" | "عن" | "مع")
}

fn is_manner(scan: &Scan, i: usize) -> bool {
    matches!(scan.text.stem(i), "شده" | "قوه" | "وضوح" | "حزم" | "لهجه")
        || scan.noun(i) == Some(Noun::Utterance)
}

/// Whether a noun phrase that begins at a token states what was said: it is a verbal noun without the article.
fn states_content(scan: &Scan, i: usize) -> bool {
    let text = scan.text;
    if !text.is_word(i) || scan.noun(i) == Some(Noun::Utterance) {
        return false;
    }
    if is_definite(scan, i) {
        // `دعا إلى الاستفادة من التجارب`: with its own complement a definite verbal noun tells what is asked.
        let noun = text.word(i).strip_prefix("ال").unwrap_or("");
        return (is_verbal_noun(noun) || is_mutual(noun) || scan.noun(i) == Some(Noun::Content))
            && (takes_complement(scan, i) || text.word(i + 1).starts_with(['ل', 'ب']))
            && text.is_word(i + 3)
            && (text.is_word(i + 4) || text.word(i + 1).starts_with('ب'))
            && (i == 0 || names::head_at(text, i - 1).is_none());
    }
    // `تركيا`, `أسامة` have the shape of a verbal noun.
    let named = names::head_at(text, i).is_some()
        || scan.state_at(i).is_some()
        || scan.capital_at(i).is_some()
        || somebody::is_given_name(scan, i);
    scan.noun(i) == Some(Noun::Content) || is_verbal_noun(text.word(i)) && !named
}

/// `دعا إلى مراجعة العقود`, `طالب بمضاعفة الجهد`: مفاعلة with a definite complement.
fn is_mutual_of(scan: &Scan, i: usize, noun: &str) -> bool {
    let text = scan.text;
    let complement = text.word(i + 1).starts_with("ال") || text.clitics(i + 1).any(Clitics::AL);
    is_mutual(noun) && complement && names::head_at(text, i).is_none() && scan.noun(i).is_none()
}

/// Whether a word carries the article; `إلزام` only looks as if it did.
pub(super) fn is_definite(scan: &Scan, i: usize) -> bool {
    let text = scan.text;
    text.clitics(i).any(Clitics::AL)
        || text.word(i).starts_with("ال")
            && !text.written(i).starts_with(['إ', 'أ'])
            && scan.noun(i) != Some(Noun::Content)
}

/// Verbal nouns of the derived forms by their shape (folded), with or without a pronoun on them (`تأييده`, `حرصهم`). Names of persons and
/// common nouns of the same shapes are few and stand in the lexicons; of مفاعلة there are too many (`محافظة`), see [`is_mutual`].
pub(super) fn is_verbal_noun(word: &str) -> bool {
    let mut letters = ['\0'; 10];
    let mut length = 0;
    for letter in word.chars().take(letters.len()) {
        letters[length] = letter;
        length += 1;
    }
    let word = &letters[..length];
    let bare = match word {
        [bare @ .., 'ه', 'ا' | 'م'] | [bare @ .., 'ه'] if bare.len() >= 5 => bare,
        _ => word,
    };
    has_verbal_shape(bare)
}

/// مفاعلة, where a preposition makes it a verbal noun: `دعا إلى المبادرة ب…`.
fn is_mutual(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next() == Some('م')
        && letters.nth(1) == Some('ا')
        && letters.nth(2) == Some('ه')
        && letters.next().is_none()
}

fn has_verbal_shape(letters: &[char]) -> bool {
    match letters {
        ['ت', _, _, 'ي', _] => true,                                             // تفعيل
        ['ت', _, 'ا', _, _] => true,                                             // تفاعل
        ['ا', _, _, 'ا', _] => true,                                             // إفعال
        ['ا', 'ن', _, _, 'ا', _] | ['ا', _, 'ت', _, 'ا', _] => true,             // انفعال، افتعال
        ['ا', 'س', 'ت', _, _, 'ا', _] | ['ا', 'س', 'ت', _, 'ا', _, 'ه'] => true, // استفعال، استفالة
        ['م', _, 'ا', _, _, 'ه' | 'ت'] => true,                                  // مفاعلة
        ['ت', 'ا', _, _, 'ه'] => false,                                          // تابعة
        ['ا', _, 'ا', _, 'ه'] | ['ت', _, _, _, 'ه'] => true,                     // إفالة، تفعلة
        [.., 'ي', 'ه'] => letters.len() >= 6,                                    // استمرارية
        _ => false,
    }
}

/// `أكد الوزير أهمية التعاون`, `نفى وجود خلافات`: the verb's own object states what was said.
fn object(scan: &Scan, i: usize, cue: Cue) -> Option<Opening> {
    let text = scan.text;
    // `أكد العقيد تعدد الحوادث`: the verbal noun تفعُّل, which looks like many a noun, between two definite words.
    let measured = text.word(i).starts_with('ت')
        && text.word(i).chars().count() == 4
        && text.word(i + 1).starts_with("ال")
        && text.word(i.wrapping_sub(1)).starts_with("ال")
        && scan.unknown(i);
    if measured && i > cue.end {
        return Some(Opening { at: i, marker: i, how: How::NounPhrase, rule: "cue_object" });
    }
    // `توقعت الهيئة، في تقريرها، طقسا شديد الحرارة`: an indefinite accusative behind a comma.
    let accusative = text.is_word(i)
        && (text.marks(i).has(musnad_text::chars::Marks::TANWEEN)
            || scan.unknown(i) && text.word(i).ends_with('ا'))
        && i > cue.end
        && (matches!(text.mark(i - 1), '،' | ',' | ')') || scan.is_known_name(i - 1, i))
        && scan.verb(cue).is_some_and(|v| v.act == Act::Expects)
        && !text.has(i, VERB);
    if accusative {
        return Some(Opening { at: i, marker: i, how: How::NounPhrase, rule: "cue_object" });
    }
    let particle = matches!(scan.function(i), Some(Function::An | Function::Anna));
    if particle
        || !states_content(scan, i)
        || scan.date_at(i).is_some()
        || scan.hides_a_name(i.wrapping_sub(1))
    {
        return None;
    }
    let whole = scan.noun(i) == Some(Noun::Content);
    // Right after the cue, or after a subject that is complete: a definite word, a name.
    let before = i.checked_sub(1)?;
    let complete = i == cue.end
        || text.word(before).starts_with("ال")
        || text.clitics(before).any(Clitics::AL)
        || scan.is_state(before)
        || text.has(before, names::NISBA)
        || whole
            && scan.function(before) != Some(Function::Preposition)
            && scan.function(before) != Some(Function::Min)
        || matches!(text.mark(before), '،' | ',')
        || scan.date_at(before).is_some()
        || matches!(scan.function(before), Some(Function::Adverb | Function::Pronoun))
        || super::phrase::noun_phrase(scan, cue.end, i + 2).is_some_and(|subject| subject.end == i);
    let after_preposition =
        i > cue.end && matches!(scan.function(before), Some(Function::Preposition | Function::Min));
    let conjoined = text.clitics(i).any(Clitics::CONJUNCTION);
    // `الشروط المطلوب اتباعها`: a verbal noun with its pronoun goes on with what stands before.
    let bound = i > cue.end && text.word(i).ends_with("ها") && scan.noun(i).is_none() && text.is_word(before);
    if bound
        || !complete
        || after_preposition
        || conjoined
        || text.clitics(i).any(Clitics::PREPOSITION) && !whole
    {
        return None;
    }
    if text.clitics(i).any(Clitics::PREPOSITION) || text.kind(i) != Some(TokenKind::Word) {
        return None;
    }
    Some(Opening { at: i, marker: i, how: How::NounPhrase, rule: "cue_object" })
}

/// `القول إن`, `بعد تأكيد الوزير أن`: a verbal noun opens a clause near it and nothing else.
fn verbal_noun(scan: &Scan, cue: Cue, sentence: Sentence) -> Option<Opening> {
    let end = sentence.end.min(cue.end + 9);
    for i in cue.end..end {
        if scan.is_stop(i)
            || matches!(scan.text.mark(i), '،' | ',' | '؛')
            || i > cue.end && scan.text.has(i, VERB)
        {
            return None;
        }
        if scan.text.mark(i) == ':' {
            return None;
        }
        if let Some(opening) = clause(scan, i, cue, scan.verb(cue)?.frames) {
            return Some(Opening { rule: "verbal_noun_then_clause", ..opening });
        }
    }
    None
}
