//! Noun phrases that name a speaker: where they end, which of their words are a title and which a name.

use musnad_text::chars::Marks;
use musnad_text::quote::QuoteKind;
use musnad_text::token::{Clitics, TokenKind};

use super::{Function, Noun, Scan, VERB};
use crate::names::{self, HEAD, Head, NISBA, OUTLET};

/// The classes of words that names are made of.
const NAMING: u64 =
    1 << HEAD | 1 << names::STATE | 1 << NISBA | 1 << OUTLET | 1 << names::CAPITAL | 1 << super::FUNCTION;

/// The longest phrase in tokens: a title of a title with its apposition.
const LONGEST: usize = 26;

/// What stood before the phrase, or ended it, and is of use: somebody addressed (`لـ«المدينة»`).
#[derive(Clone, Debug, Default)]
pub(super) struct Phrase {
    pub first: usize,
    pub end: usize,
    /// The medium to which it was said.
    pub addressed: Option<(usize, usize)>,
}

/// The noun phrase that begins at or soon after `from`, before `limit`: leading adverbs, days and persons addressed are passed.
pub(super) fn noun_phrase(scan: &Scan, from: usize, limit: usize) -> Option<Phrase> {
    let text = scan.text;
    let mut phrase = Phrase::default();
    let mut i = from;
    while i < limit {
        if let Some(date) = scan.date_at(i) {
            i = text.token_at(date.span.end - 1) + 1;
        } else if let Some((length, Function::Adverb | Function::Pronoun)) = function_phrase(scan, i) {
            // `قال لي الوزير`: to whom, then who.
            i += length;
        } else if is_manner(scan, i) {
            i += 1;
        } else if text.mark(i) == '('
            && i > from
            && let Some(quote) = text.enclosing(i).filter(|q| q.open == i && q.closed && q.close <= i + 6)
        {
            i = quote.close + 1;
        } else if matches!(text.mark(i), '،' | ',' | '-' | '–') {
            i += 1;
        } else if i == from
            && is_short_name(scan, i)
            && text.enclosing(i).is_some_and(|q| opens_speaker(scan, q.close + 1))
        {
            // `أبلغ «الوطن» المتحدث باسم الوزارة`: to which paper, then who.
            let close = text.enclosing(i)?.close;
            phrase.addressed = Some((i + 1, close));
            i = close + 1;
        } else if let Some((end, medium)) = addressed(scan, i, limit) {
            phrase.addressed = medium.or(phrase.addressed);
            i = end;
        } else if starts_aside(scan, i) {
            // `أكد في تصريح صحفي المتحدث باسم الوزارة أن`: past the aside, when a speaker plainly follows.
            let next = (i + 1..limit.min(i + 14)).find(|&j| opens_speaker(scan, j))?;
            if text.clitics(next).any(Clitics::PREPOSITION)
                || scan.function(next - 1) == Some(Function::Preposition)
            {
                return None;
            }
            // Inside the aside a head noun may be its complement: `في مؤتمر رئيس …` keeps the construct; a definite word must stand before.
            let closed = text.word(next - 1).starts_with("ال")
                || matches!(text.mark(next - 1), '،' | ',' | '"' | '»' | '”')
                || scan.date_at(next - 1).is_some();
            if !closed {
                return None;
            }
            i = next;
            break;
        } else {
            break;
        }
    }
    if i >= limit || !starts_noun(scan, i) {
        return None;
    }
    phrase.first = i;
    phrase.end = end_of(scan, i, limit, &mut phrase.addressed);
    while phrase.end > phrase.first && scan.function(phrase.end - 1).is_some_and(|f| f != Function::Adverb) {
        phrase.end -= 1;
    }
    (phrase.end > phrase.first).then_some(phrase)
}

/// One past the phrase that begins at a token, which may have a preposition written together with it: `للزعيم`.
pub(super) fn end_behind_preposition(scan: &Scan, first: usize, limit: usize) -> Option<usize> {
    if !scan.text.clitics(first).any(Clitics::PREPOSITION) {
        return noun_phrase(scan, first, limit).filter(|p| p.first == first).map(|p| p.end);
    }
    let behind = noun_phrase(scan, first + 1, limit)
        .filter(|p| p.first == first + 1 && !matches!(scan.text.mark(first + 1), '،' | ','));
    Some(behind.map_or(first + 1, |p| p.end))
}

pub(super) fn function_phrase(scan: &Scan, i: usize) -> Option<(usize, Function)> {
    let (length, index) = scan.text.longest(i, super::FUNCTION)?;
    if length == 1 && scan.function(i).is_none() {
        return None;
    }
    Function::ALL.get(index as usize).map(|f| (length, f.0))
}

/// `فقال متهكما: «…»`: how it was said. Without its tanween the accusative looks like a woman's name (`مارينا`), whose verb would be
/// feminine.
fn is_manner(scan: &Scan, i: usize) -> bool {
    let text = scan.text;
    let word = text.word(i);
    let accusative = scan.unknown(i) && word.ends_with('ا') && word.chars().count() >= 4;
    let opens = || matches!(text.mark(i + 1), ':' | '"' | '«' | '“' | '(');
    let verb = if scan.function(i.wrapping_sub(1)) == Some(Function::Pronoun) {
        i.checked_sub(2)
    } else {
        i.checked_sub(1)
    };
    let masculine = || verb.and_then(|v| scan.form_at(v)).is_some_and(|f| !f.feminine && !f.plural);
    accusative && (text.marks(i).has(Marks::TANWEEN) || word.starts_with('م') && opens() && masculine())
}

fn starts_aside(scan: &Scan, i: usize) -> bool {
    matches!(scan.function(i), Some(Function::Preposition)) && !scan.is_conjunction(i)
}

fn opens_speaker(scan: &Scan, i: usize) -> bool {
    let text = scan.text;
    names::head_at(text, i)
        .is_some_and(|(_, h)| matches!(h, Head::Person | Head::Spokesperson | Head::Anonymous))
        && !text.clitics(i).any(Clitics::CONJUNCTION)
        && scan.noun(i).is_none()
}

/// Whether a token may begin a noun phrase that speaks.
pub(super) fn starts_noun(scan: &Scan, i: usize) -> bool {
    let text = scan.text;
    match text.kind(i) {
        Some(TokenKind::Word) => {}
        Some(TokenKind::Latin) => return true,
        Some(TokenKind::Mark) => return is_short_name(scan, i),
        _ => return false,
    }
    if matches!(text.word(i), "ب" | "ل" | "ك" | "و" | "ف" | "وهو" | "وهي" | "وهم") {
        return false;
    }
    // `أضاف لشبكات التلفزيون`: those addressed.
    let many = text.word(i).ends_with("ات") || text.marks(i).has(Marks::TA_MARBUTA);
    if scan.unknown(i) && text.word(i).starts_with('ل') && many && text.word(i + 1).starts_with("ال") {
        return false;
    }
    // `كمال`, `باسل` only look as if they began with a preposition.
    if text.clitics(i).any(Clitics::PREPOSITION)
        && !text.has(i, OUTLET)
        && scan.names.given(text.word(i)).is_none()
    {
        // `للفرنسية` is asked for by attributions, which skip the preposition themselves.
        return false;
    }
    match scan.function(i) {
        // `يحذر كل من يقدم على ذلك`: all who are addressed, never who speaks.
        None if matches!(text.word(i), "كل" | "كافه" | "جميع" | "سائر") => false,
        Some(Function::Demonstrative) => true,
        Some(_) => false,
        None => {
            let head = text.has(i, HEAD) || scan.is_state(i) || text.has(i, OUTLET);
            head || scan.form_at(i).is_none_or(|f| matches!(f.shape, super::Shape::VerbalNoun))
                || scan.noun(i) == Some(Noun::Utterance)
        }
    }
}

/// `«رويترز»`, `"ستيت"`: a quotation of at most four words that is a name.
pub(super) fn is_short_name(scan: &Scan, i: usize) -> bool {
    scan.text
        .enclosing(i)
        .is_some_and(|q| q.open == i && q.closed && q.kind == QuoteKind::Quotation && q.close - q.open <= 5)
}

/// `للصحفيين`, `لـ«المدينة»`, `لرويترز`: the end of the words of address, and the medium's tokens.
fn addressed(scan: &Scan, i: usize, limit: usize) -> Option<(usize, Option<(usize, usize)>)> {
    let text = scan.text;
    if text.word(i) == "ل" && i + 1 < limit {
        if is_short_name(scan, i + 1) {
            let close = text.enclosing(i + 1)?.close;
            // `لـ«الخطوط السلوانية»`: a body, no medium.
            let body = names::head_at(text, i + 2)
                .is_some_and(|(_, head)| !matches!(head, Head::Media | Head::Agency));
            return Some((close + 1, (!body).then_some((i + 2, close))));
        }
        return Some((i + 2, text.longest(i + 1, OUTLET).map(|(length, _)| (i + 1, i + 1 + length))));
    }
    if !text.clitics(i).any(Clitics::LA) {
        return None;
    }
    if let Some((length, _)) = text.longest(i, OUTLET) {
        return Some((i + length, Some((i, i + length))));
    }
    let word = text.stem(i);
    // `وكالة سفين للأنباء` is a name.
    if word == "انباء" {
        return None;
    }
    if matches!(word, "صحفيين" | "صحافيين" | "اعلاميين" | "صحافه" | "اعلام" | "وسايل" | "مراسلين")
    {
        return Some((i + 1, None));
    }
    if let Some((length, Head::Media | Head::Agency)) = names::head_at(text, i) {
        let mut end = i + length;
        if is_short_name(scan, end) {
            let close = text.enclosing(end)?.close;
            return Some((close + 1, Some((end + 1, close))));
        }
        let outlet = text.longest(end, OUTLET).map(|(n, _)| (end, end + n));
        if let Some((_, e)) = outlet {
            end = e;
        } else {
            // Its own name, a word or two.
            while end < i + length + 2 && scan.unknown(end) && !text.word(end).starts_with("ال") {
                end += 1;
            }
        }
        return Some((end, outlet));
    }
    None
}

/// One past the last token of the phrase.
pub(super) fn end_of(scan: &Scan, first: usize, limit: usize, medium: &mut Option<(usize, usize)>) -> usize {
    let text = scan.text;
    let limit = limit.min(first + LONGEST);
    let head = names::head_at(text, first).map(|(_, h)| h);
    let mut i = first;
    let mut end = first;
    while i < limit {
        match text.kind(i) {
            Some(TokenKind::Word | TokenKind::Latin) => {}
            Some(TokenKind::Mark) => {
                let quote = text.enclosing(i).copied();
                match (text.mark(i), quote) {
                    (_, Some(q))
                        if q.open == i
                            && q.closed
                            && q.close < limit
                            && (is_short_name(scan, i)
                                || q.kind == QuoteKind::Parenthesis && q.close - i <= 5) =>
                    {
                        // An age or an abbreviation in brackets is passed, a name in marks belongs.
                        i = q.close + 1;
                        if q.kind == QuoteKind::Quotation {
                            end = i;
                        }
                        continue;
                    }
                    ('،' | ',', _) if end > first && apposition(scan, i + 1, limit) => {
                        i += 1;
                        continue;
                    }
                    ('-' | '–', _) if text.joined(i) && text.joined(i + 1) => {
                        i += 1;
                        continue;
                    }
                    ('.', _) if i > first && text.word(i - 1).chars().count() == 1 => {
                        i += 1;
                        end = i;
                        continue;
                    }
                    _ => break,
                }
            }
            Some(TokenKind::Newline) if !text.token(i).is_some_and(|t| t.is_blank_line()) => {
                i += 1;
                continue;
            }
            _ => break,
        }
        if scan.date_at(i).is_some() {
            break;
        }
        if i > first
            && let Some((past, found)) = addressed(scan, i, limit)
        {
            // `المدير التنفيذي لـ«سفين» سالم قرنفول`: a name behind it makes it part of the title.
            let bare = |i: usize| i < limit && scan.unknown(i) && !text.word(i).starts_with("ال");
            if head == Some(Head::Person) && bare(past) && bare(past + 1) {
                i = past;
                continue;
            }
            *medium = found.or(*medium);
            break;
        }
        if i > first && stops(scan, i, first, head) {
            break;
        }
        i += 1;
        end = i;
    }
    end
}

/// A comma goes on with the phrase when a title or a name follows and another comma or the opening closes it.
fn apposition(scan: &Scan, i: usize, limit: usize) -> bool {
    let text = scan.text;
    // `الرئيس الحالي للمنظمة، وهو رئيس الوزراء …`.
    if matches!(text.word(i), "وهو" | "وهي") && names::head_at(text, i + 1).is_some() {
        return i + 1 < limit;
    }
    if i >= limit
        || !text.is_word(i)
        || scan.date_at(i).is_some()
        || scan.function(i).is_some()
        || text.has(i, VERB) && !text.has(i, HEAD)
    {
        return false;
    }
    // `، فالمياه المحيطة`: the next clause.
    let conjoined = text.clitics(i).any(Clitics(Clitics::PREPOSITION.0 | Clitics::CONJUNCTION.0));
    // `مسؤول في الوكالة، فضل عدم كشف اسمه، إن`.
    let unnamed = scan.hides_a_name(i);
    if conjoined || unnamed || text.word(i).starts_with("فال") || text.word(i).starts_with("وال") {
        return false;
    }
    let title = names::head_at(text, i).is_some_and(|(_, h)| matches!(h, Head::Person | Head::Spokesperson));
    let next = text.word(i + 1);
    let name = scan.unknown(i)
        && !text.word(i).starts_with("ال")
        && (scan.unknown(i + 1) && !next.is_empty() || i + 1 >= limit);
    title || name
}

/// `المتحدث باسمه`.
fn is_in_name_of(word: &str) -> bool {
    matches!(word, "باسمه" | "باسمها" | "باسمهم")
}

fn stops(scan: &Scan, i: usize, first: usize, head: Option<Head>) -> bool {
    let text = scan.text;
    match function_phrase(scan, i).map(|f| f.1) {
        Some(Function::Pronoun) => return true,
        Some(Function::Preposition) => {
            return !(text.word(i) == "في" && stays_in(scan, i, head)
                || matches!(text.word(i), "لدي" | "علي")
                    && head.is_some()
                    && stays_in(scan, i, head)
                    && text.word(i) == "لدي");
        }
        Some(Function::Min) => {
            let quantified = matches!(
                text.word(i - 1),
                "عدد"
                    | "كثير"
                    | "العديد"
                    | "بعض"
                    | "مجموعه"
                    | "فريق"
                    | "اعضاء"
                    | "عشرات"
                    | "الكثير"
            );
            return !(quantified || head == Some(Head::Anonymous));
        }
        Some(Function::Adverb) => return text.word(i) != "انذاك" && text.word(i) != "سابقا",
        // `يصف الباحث ثامر القنبري هذه العودة`: behind a name, what the verb is about; `رئيس هذه اللجنة` goes on.
        Some(Function::Demonstrative) => return i > first + 1 && scan.unknown(i - 1),
        Some(_) => return true,
        None => {}
    }
    // `وطبقا لخبراء الوزارة فالمرض ينتقل`: the next clause.
    if text.word(i).starts_with("فال") && scan.unknown(i) {
        return true;
    }
    // `نفى محامي قرنفول التهمة`: what is denied or confirmed, never a name.
    let matter = matches!(
        text.word(i),
        "التهمه" | "التهم" | "الاتهام" | "الاتهامات" | "الشايعات" | "المزاعم" | "الادعاءات"
    );
    // `ألقى الوزير سالم قرنفول خطابا`: an indefinite accusative, with or without its mark.
    let given = scan.noun(i) == Some(Noun::Utterance) && text.word(i).ends_with('ا');
    let called_upon = scan.noun(i) == Some(Noun::Addressee)
        && text.word(i - 1).starts_with("ال")
        && !text.clitics(i).any(Clitics::CONJUNCTION);
    // `وثيقة حصلت عليها`, `بيان تلاه`: how it became known.
    if super::carriers::ends_phrase(scan, i) {
        return true;
    }
    // `رفع المدير سالم قرنفول باسمه وباسم الأعضاء`: only a spokesman goes on with it.
    let spokesman = |j: usize| matches!(names::head_at(text, j), Some((_, Head::Spokesperson)));
    let own_name = is_in_name_of(text.word(i)) && !(first.max(i.saturating_sub(3))..i).any(spokesman);
    if matter || given || called_upon || own_name || ends_name(scan, i, first) {
        return true;
    }
    // `رحب الأمين العام بإقرار الوثيقة`: what the verb is about. `دعا الأمين جميع الأطراف`: who is called upon.
    let about = text
        .word(i)
        .strip_prefix('ب')
        .is_some_and(|rest| super::opening::is_verbal_noun(rest.strip_prefix("ال").unwrap_or(rest)));
    let all = matches!(text.word(i), "جميع" | "كافه" | "سائر");
    if about && scan.unknown(i) && !is_in_name_of(text.word(i)) || all && text.word(i - 1).starts_with("ال")
    {
        return true;
    }
    // An accusative with tanween is an object or an adverbial, never part of who speaks (`إلحاقاً`, `عدداً`).
    let indefinite = text.marks(first).has(Marks::TANWEEN) && i <= first + 2;
    if text.marks(i).has(Marks::TANWEEN) && !indefinite || text.word(i) == "عددا" {
        return true;
    }
    // `أبلغ مصدر قضائي الصحيفة`: behind an indefinite source and its adjective, a definite word is the object.
    let definite = text.word(i).starts_with("ال");
    if head == Some(Head::Anonymous)
        && definite
        && i >= first + 2
        && !text.word(first).starts_with("ال")
        && text.word(i - 1).ends_with('ي')
        && !text.marks(i - 1).has(Marks::ALIF_MAKSURA)
        && scan.function(i - 1).is_none()
    {
        return true;
    }
    if text.has(i, HEAD) || scan.is_state(i) || text.has(i, NISBA) || text.has(i, OUTLET) {
        // A preposition written together with a noun (`بالوزارة`, `للأمن`) still belongs.
        return false;
    }
    if let Some(form) = scan.form_at(i)
        && form.shape != super::Shape::VerbalNoun
        && i > first
        && !(matches!(form.shape, super::Shape::Past) && is_name_word(scan, i))
    {
        return true;
    }
    scan.unknown(i) && is_present_verb(text.word(i)) && head.is_some()
}

/// Whether the phrase was complete before token `i`: a name that spoke before, a name and then a body or a state, a definite phrase
/// and then a verbal noun or a noun with a pronoun. What follows is the verb's object: `اتهم سالم القرنفول الحكومة`.
fn ends_name(scan: &Scan, i: usize, first: usize) -> bool {
    let text = scan.text;
    let definite = |i: usize| text.word(i).starts_with("ال") || text.clitics(i).any(Clitics::AL);
    let plain = |i: usize| scan.unknown(i) && text.word(i) != "باسم" && !text.word(i).starts_with("لل");
    if plain(first) && scan.is_known_name(first, i) {
        return true;
    }
    // A bare unknown word behind a definite one began a name: `الوزير سالم القرنفول`; so does an unknown first word, which,
    // where it is no given name, may also own a body that follows: `أنصار الحزب`.
    let alone = i == first + 1 && scan.names.given(text.word(first)).is_none();
    let named = plain(first) && !definite(first)
        || (first + 1..i).any(|j| plain(j) && !definite(j) && definite(j - 1));
    // `رحب اللاعب سالم قرنفول بالقرار`: behind a name, what the verb is about.
    if named && scan.unknown(i) && text.word(i).starts_with("بال") {
        return true;
    }
    // `أكد الرئيس سالم قرنفول تنديد بلاده`, `... تعزيز التعاون`: a verbal noun with its owner or its complement.
    if named
        && i >= first + 2
        && (scan.unknown(i) || scan.form_at(i).is_some_and(|f| f.shape == super::Shape::VerbalNoun))
        && super::opening::is_verbal_noun(text.word(i))
        && (owned(scan, i + 1, 5) || definite(i + 1) || !definite(i) && behind_full_name(scan, first, i))
        && scan.names.given(text.word(i)).is_none()
    {
        return true;
    }
    // `دان الوزير سالم قرنفول الهجوم`, `... الاتفاق`: behind a name, a thing or a verbal noun with the article.
    if definite(i) && is_object_with_article(scan, i) && behind_full_name(scan, first, i) {
        return true;
    }
    let body = matches!(names::head_at(text, i), Some((_, Head::Organization | Head::Media | Head::Agency)));
    if named && (body && definite(i) && !alone || scan.state_at(i).is_some() && !text.has(i - 1, HEAD)) {
        return true;
    }
    // `انتقدت رابطة الصيادين قرار الوزير`: a body's name that ended in the article takes no bare noun.
    let of_body = matches!(names::head_at(text, first), Some((_, Head::Organization)));
    if of_body && definite(i - 1) && !definite(i) && definite(i + 1) && text.classes(i) & NAMING == 0 {
        return true;
    }
    if !definite(i - 1) || definite(i) || text.classes(i) & !(1 << super::FUNCTION) != 0 {
        return false;
    }
    // `طمأن المدير سالم القرنفول جماهير فريقه`: a noun and another with a pronoun are the object.
    if named && scan.unknown(i) && owned(scan, i + 1, 5) {
        return true;
    }
    owned(scan, i, 5) && !is_in_name_of(text.word(i)) || verbal_noun_follows(scan, i)
}

/// Whether a given name and at least one more word of a name stand right before a token, within the phrase.
fn behind_full_name(scan: &Scan, first: usize, i: usize) -> bool {
    let text = scan.text;
    let given = |&j: &usize| scan.names.given(text.word(j)).is_some() || matches!(text.word(j), "ام" | "ابو");
    let begins = (first..i).rev().take_while(|&j| scan.unknown(j)).filter(given).last();
    begins.is_some_and(|begins| i >= begins + 2)
}

/// Whether a word with the article is a thing and no last name.
fn is_object_with_article(scan: &Scan, i: usize) -> bool {
    let text = scan.text;
    let Some(bare) = text.word(i).strip_prefix("ال") else { return false };
    let plural = text.written(i).starts_with("الأ");
    let name = matches!(bare, "اسلام" | "ايمان") || scan.names.given(text.word(i)).is_some();
    scan.noun(i) == Some(Noun::Thing)
        || scan.unknown(i) && !bare.ends_with('ي') && !plural && !name && super::opening::is_verbal_noun(bare)
}

/// Whether a word of at least so many letters carries the pronoun of its owner: `بلاده`, `فريقهم`.
pub(super) fn owned(scan: &Scan, i: usize, least: usize) -> bool {
    let text = scan.text;
    let word = text.word(i);
    text.is_word(i)
        && word.chars().count() >= least
        && (word.ends_with("ها")
            || word.ends_with("هم")
            || word.ends_with('ه') && !text.marks(i).has(Marks::TA_MARBUTA))
}

/// Whether a verbal noun with its complement begins: `توقيف مدير الهيئة`. A foreign name of the same shape (`إيفار ستولن`) has a
/// bare word behind it and then the end of the phrase.
fn verbal_noun_follows(scan: &Scan, i: usize) -> bool {
    let text = scan.text;
    if !super::opening::is_verbal_noun(text.word(i)) || super::somebody::is_given_name(scan, i) {
        return false;
    }
    let bare = |i: usize| scan.unknown(i) && !text.word(i).starts_with("ال");
    !(bare(i + 1) && (!text.is_word(i + 2) || scan.function(i + 2).is_some()))
}

/// Words that are verbs of saying and also names of persons.
fn is_name_word(scan: &Scan, i: usize) -> bool {
    matches!(scan.text.word(i), "امل" | "وعد")
}

/// `يبحث`, `تعتزم`: an unknown word with the prefix and length of a present, never one with the article.
fn is_present_verb(word: &str) -> bool {
    let length = word.chars().count();
    (4..=6).contains(&length)
        && (word.starts_with('ي') && !word.ends_with("يان"))
        && !matches!(
            word,
            "يوسف"
                | "ياسر"
                | "ياسين"
                | "يحيي"
                | "يعقوب"
                | "يونس"
                | "يزيد"
                | "يسري"
                | "ياسمين"
                | "يوهان"
                | "يونيو"
                | "يوليو"
                | "يناير"
                | "يلدريم"
                | "يوري"
                | "يانوكوفيتش"
        )
}

/// Whether `في` and what follows belong to the phrase: the place of an office (`سفير كازاخستان في أنقرة`), the house of a source
/// (`مصدر في الوزارة`), not the occasion (`الوزير في بيان`).
fn stays_in(scan: &Scan, i: usize, head: Option<Head>) -> bool {
    let text = scan.text;
    if head.is_none()
        || scan.date_at(i + 1).is_some()
        || scan.noun(i + 1) == Some(Noun::Utterance)
        || !text.is_word(i + 1)
    {
        return false;
    }
    let place = scan.state_at(i + 1).is_some() || scan.capital_at(i + 1).is_some();
    let house = names::head_at(text, i + 1)
        .is_some_and(|(_, h)| matches!(h, Head::Organization | Head::Media | Head::Agency));
    // `الباحث في شؤون المياه سالم قرنفول`: what somebody is learned in.
    let field = matches!(text.stem(i + 1), "شوون" | "شان" | "مجال" | "علوم" | "تاريخ" | "قضايا" | "اقتصاد")
        && head == Some(Head::Person);
    let anonymous = matches!(head, Some(Head::Anonymous | Head::Persons));
    field || place || house || anonymous && text.word(i + 1).starts_with("ال")
}

/// The parts of a phrase: the tokens of a person's name, and those of the title.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Parts {
    pub name: Option<(usize, usize)>,
    pub role: Option<(usize, usize)>,
}

/// Splits a phrase into title and name. Three orders are common: title then name (`وزير المياه سالم قرنفول`), name then title
/// (`سالم قرنفول وزير المياه`), and a short title before a name (`الدكتور سالم`).
pub(super) fn parts(scan: &Scan, first: usize, end: usize) -> Parts {
    let text = scan.text;
    let is_head = |i: usize| names::head_at(text, i).is_some();
    // An indefinite nationality inside a title is a name (`الدكتور تركي`).
    let harmless = 1u64 << crate::registry::class::NUMBER | 1 << NISBA;
    let bare = |i: usize| {
        let word = text.word(i);
        let definite = word.starts_with("ال")
            || word.starts_with("لل")
            || word.starts_with("وال")
            || text.clitics(i).any(Clitics::AL);
        // `لكرة القدم` belongs to a title.
        let joined_preposition = text.word(i + 1).starts_with("ال")
            && word.starts_with(['ل', 'ب'])
            && text.marks(i).has(Marks::TA_MARBUTA);
        text.is_word(i)
            && !joined_preposition
            && word != "باسم"
            && !is_in_name_of(word)
            && text.classes(i) & super::KNOWN & !harmless == 0
            && !definite
    };
    if !is_head(first) && (bare(first) || !text.is_word(first)) && scan.state_at(first).is_none() {
        // A name first: up to a comma or a title.
        let stop = (first + 1..end)
            .find(|&i| text.mark(i) == '،' || text.mark(i) == ',' || is_head(i))
            .unwrap_or(end);
        let role = (stop < end).then(|| if text.is_word(stop) { (stop, end) } else { (stop + 1, end) });
        return Parts { name: Some((first, stop)), role };
    }
    if !is_head(first) {
        // `القانوني سالم قرنفول`: an unknown definite word before bare ones is a title.
        if end >= first + 3
            && (first + 1..end).all(|i| bare(i) || i > first + 2)
            && bare(first + 1)
            && bare(first + 2)
        {
            return Parts { name: Some((first + 1, end)), role: Some((first, first + 1)) };
        }
        // `السيسي`, `الفهد`: one definite word that is no title; states and bodies have no title either.
        return Parts {
            name: (end == first + 1 && scan.state_at(first).is_none()).then_some((first, end)),
            role: None,
        };
    }
    // A definite short title closest to the end opens the name: `… الدكتور حامد`, `… الجنرال جوزيف`.
    let short_title = (first..end).rev().find(|&i| {
        is_head(i)
            && text.word(i).starts_with("ال")
            && i + 1 < end
            && (bare(i + 1)
                || i == first && !text.has(i + 1, NISBA) && scan.noun(i + 1) != Some(Noun::Adjective))
    });
    if let Some(i) = short_title
        && matches!(names::head_at(text, i), Some((_, Head::Person)))
        && (bare(i + 1) || end - i <= 3)
    {
        // `الدكتور سالم قرنفول أستاذ التاريخ`: another title ends the name.
        let stop = (i + 2..end).find(|&j| is_head(j) || matches!(text.mark(j), '،' | ',')).unwrap_or(end);
        return Parts { name: Some((i + 1, stop)), role: Some((first, i + 1)) };
    }
    // Else the name begins with the first bare word after a definite one, a nationality, a state or a closing mark.
    let closes = |i: usize| {
        text.word(i).starts_with("ال")
            || text.word(i).starts_with("لل")
            || is_in_name_of(text.word(i))
            || text.clitics(i).any(Clitics::AL)
            || text.has(i, NISBA)
            || scan.is_state(i)
            || !text.is_word(i)
    };
    // Within a name a bare word follows a definite one only after `عبد`, `أبو` and the like: `لكأس العالم بروسيا` is none.
    let shaped = |from: usize| {
        (from + 1..end.saturating_sub(1)).all(|j| {
            !closes(j)
                || !bare(j + 1)
                || matches!(text.word(j), "الله" | "الدين" | "الرحمن" | "الاسلام")
                || matches!(text.word(j - 1), "عبد" | "ابو" | "بن" | "ابن" | "ام")
        })
    };
    let untitled = |from: usize| (from + 1..end).all(|j| !is_head(j) || text.word(j).starts_with("ال"));
    let start = (first + 1..end).find(|&i| bare(i) && closes(i - 1) && untitled(i) && shaped(i));
    match start {
        Some(i) => Parts { name: Some((i, end)), role: Some((first, trim_comma(scan, first, i))) },
        None => {
            // After a comma a definite or unknown word is the name: `الرئيس المصري، عبدالفتاح السيسي`.
            let comma = (first..end).find(|&i| matches!(text.mark(i), '،' | ','));
            match comma {
                Some(i) if i + 1 < end && !is_head(i + 1) => {
                    Parts { name: Some((i + 1, end)), role: Some((first, i)) }
                }
                _ => Parts { name: None, role: Some((first, end)) },
            }
        }
    }
}

/// The end of `first..end` without the commas that close it.
pub(super) fn trim_comma(scan: &Scan, first: usize, mut end: usize) -> usize {
    while end > first && matches!(scan.text.mark(end - 1), '،' | ',') {
        end -= 1;
    }
    end
}
