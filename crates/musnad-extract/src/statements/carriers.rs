//! Who carried the words of a speaker further, where the clause of report tells: the medium that got them (`في مقابلة مع قناة الفجر`,
//! `في بيان نشرته وكالة سفين`), the person who read them out (`في كلمة ألقاها نيابة عنه وزير المياه`).

use musnad_text::annotation::{ChainRole, SpeakerType};
use musnad_text::lexicon::{Sense, rows};
use musnad_text::token::Clitics;
use musnad_text::{Lexicon, Span};

use super::speaker::{self, Voice};
use super::{CARRIER, Function, Scan, VERB, phrase};
use crate::names::{self, Head, OUTLET};

keys!(
    /// The keys of `lexicon/carriers.tsv`.
    Carrying { Occasion = "occasion", Published = "published", Read = "read", For = "for" }
);

pub(super) fn load(lexicon: &mut Lexicon) {
    for (_, columns) in rows(include_str!("lexicon/carriers.tsv")) {
        let [key, forms] = columns[..] else { continue };
        let Some(index) = Carrying::ALL.iter().position(|(_, k)| *k == key) else { continue };
        for form in forms.split('|') {
            lexicon.add(form, Sense { class: CARRIER, index: index as u32 });
        }
    }
}

/// A carrier between the speaker and this document.
#[derive(Clone, Debug)]
pub(super) struct Carrier {
    pub role: ChainRole,
    pub name: String,
    pub span: Span,
}

/// How far before a medium's name the word may stand that tells of the occasion, in tokens.
const OCCASION: usize = 8;

fn carrying_at(scan: &Scan, i: usize) -> Option<(usize, Carrying)> {
    let (length, index) = scan.text.longest(i, CARRIER)?;
    Carrying::ALL.get(index as usize).map(|c| (length, c.0))
}

/// Whether a clause begins at a token that tells how the words before it became known: `وثائق سربها موقع`. What a body published itself
/// (`بيانات نشرها المصرف المركزي`) stays one phrase, the body speaks.
pub(super) fn ends_phrase(scan: &Scan, i: usize) -> bool {
    match carrying_at(scan, i) {
        Some((length, Carrying::Published)) => {
            !matches!(names::head_at(scan.text, i + length), Some((_, Head::Organization | Head::Persons)))
        }
        Some((_, Carrying::Read)) => true,
        _ => false,
    }
}

/// The carriers named in the tokens `from..end`, in the order of the way the words took.
pub(super) fn within(scan: &Scan, from: usize, end: usize, voice: &Voice) -> Vec<Carrier> {
    let text = scan.text;
    let mut found = Vec::new();
    let mut i = from;
    while i < end {
        let known = text.has(i, CARRIER) || text.opens_phrase(i) || text.has(i, OUTLET);
        if !known && names::head_at(text, i).is_none() && !phrase::is_short_name(scan, i) {
            i += 1;
            continue;
        }
        if let Some((length, Carrying::Read | Carrying::For)) = carrying_at(scan, i) {
            if let Some((carrier, past)) = reader(scan, i + length, end, voice) {
                found.insert(0, carrier);
                i = past;
                continue;
            }
            i += length;
            continue;
        }
        if let Some((carrier, past)) =
            medium_at(scan, i, end).filter(|_| leads_to_medium(scan, from, i, voice))
        {
            if voice.span.overlaps(carrier.span) {
                i = past;
                continue;
            }
            found.push(carrier);
            i = past;
            continue;
        }
        i += 1;
    }
    found
}

/// Whoever reads out or speaks for the speaker.
fn reader(scan: &Scan, from: usize, end: usize, voice: &Voice) -> Option<(Carrier, usize)> {
    // `تلاه نيابة عنه الوزير`.
    let from = match carrying_at(scan, from) {
        Some((length, Carrying::For)) => from + length,
        _ => from,
    };
    let phrase = phrase::noun_phrase(scan, from, end).filter(|p| p.first <= from + 2)?;
    let reader = speaker::voice(scan, phrase.first, phrase.end)?;
    let person = reader.kind == SpeakerType::Person && (reader.named || !reader.head.is_empty());
    if !person || reader.key == voice.key || reader.span.overlaps(voice.span) {
        return None;
    }
    Some((Carrier { role: ChainRole::Spokesperson, name: reader.name, span: reader.span }, phrase.end))
}

/// The medium named at a token, a preposition written together with it not minded: by the table, by a head noun with its own name, or by
/// a name in marks behind a preposition.
pub(super) fn medium_at(scan: &Scan, i: usize, end: usize) -> Option<(Carrier, usize)> {
    let text = scan.text;
    if let Some((length, outlet)) = scan.names.outlet_at(text, i) {
        let role = if outlet.agency { ChainRole::Agency } else { ChainRole::Outlet };
        let span = text.stem_span(i).to(text.span(i + length - 1));
        return Some((Carrier { role, name: outlet.name.to_owned(), span }, i + length));
    }
    let (length, role) = match names::head_at(text, i) {
        Some((length, Head::Agency)) => (length, ChainRole::Agency),
        Some((length, Head::Media)) => (length, ChainRole::Outlet),
        Some(_) => return None,
        None if phrase::is_short_name(scan, i) => (0, ChainRole::Outlet),
        None => return None,
    };
    let own = i + length;
    if let Some((n, outlet)) = scan.names.outlet_at(text, own).filter(|_| length > 0) {
        let role = if outlet.agency { ChainRole::Agency } else { role };
        let span = text.stem_span(own).to(text.span(own + n - 1));
        return Some((Carrier { role, name: outlet.name.to_owned(), span }, own + n));
    }
    // `القناة`, `الموقع الرسمي`: one that was named before, unless its name follows in marks (`الصحيفة الروسية «الفجر»`).
    let definite = length > 0 && text.clitics(i).any(Clitics::AL);
    let own = if definite && text.word(own).starts_with("ال") { own + 1 } else { own };
    if definite && !phrase::is_short_name(scan, own) {
        return None;
    }
    if phrase::is_short_name(scan, own) {
        let quote = *text.enclosing(own)?;
        let span = text.span_of(quote.open + 1, quote.close);
        let written = span.of(text.raw());
        let listed = scan
            .names
            .outlet_at(text, quote.open + 1)
            .filter(|(n, _)| quote.open + 1 + n == quote.close)
            .map(|(_, outlet)| outlet)
            .or_else(|| scan.names.outlet_named(written));
        let (role, name) = match listed {
            Some(outlet) => (if outlet.agency { ChainRole::Agency } else { role }, outlet.name),
            // Marks alone, whose words no table knows, may hold anything; `لـ«الفجر»` is a medium.
            None if length == 0
                && (!addressed(scan, i) || names::head_at(text, quote.open + 1).is_some()) =>
            {
                return None;
            }
            None => (role, written),
        };
        return Some((Carrier { role, name: name.to_owned(), span }, quote.close + 1));
    }
    if length == 0 {
        return None;
    }
    // Its own name, a word or two, with or without the article.
    let mut close = own;
    // A word of the day is a name too: `صحيفة الفجر`.
    let plain = |i: usize| {
        text.is_word(i)
            && scan.function(i).is_none()
            && !text.has(i, VERB)
            && !text.clitics(i).any(Clitics(Clitics::PREPOSITION.0 | Clitics::CONJUNCTION.0))
            && !ends_phrase(scan, i)
    };
    while close < end.min(own + 2)
        && (scan.unknown(close) && scan.date_at(close).is_none() || close == own)
        && plain(close)
    {
        close += 1;
    }
    if text.word(close) == "للانباء" || text.stem(close) == "انباء" && text.clitics(close).any(Clitics::LA)
    {
        close += 1;
    }
    let span = text.bare_span(i).to(text.span(close.checked_sub(1)?));
    (close > own).then(|| (Carrier { role, name: span.of(text.raw()).to_owned(), span }, close))
}

/// `لـ«الفجر»`, `مع «الفجر»`, `عليها «الفجر»`.
fn addressed(scan: &Scan, i: usize) -> bool {
    let before = i.wrapping_sub(1);
    let reporter = matches!(scan.text.stem(before), "مراسل" | "مراسله" | "موفد" | "موفده");
    reporter || matches!(scan.text.word(before), "ل" | "لـ" | "مع" | "الي") || behind_published(scan, i)
}

/// Whether a medium named at a token got or published what was said.
fn leads_to_medium(scan: &Scan, from: usize, i: usize, voice: &Voice) -> bool {
    let text = scan.text;
    if behind_published(scan, i) {
        return true;
    }
    let before = i.wrapping_sub(1);
    let apart = matches!(text.word(before), "ل" | "لـ");
    let addressed = apart || text.clitics(i).any(Clitics::LA) || matches!(text.word(before), "مع" | "الي");
    let place = matches!(text.word(before), "علي" | "عبر" | "في" | "من" | "خلال")
        || text.clitics(i).any(Clitics::BA) && i > from;
    if text.word(before) == "عبر" {
        return true;
    }
    let floor = from.max(i.saturating_sub(OCCASION));
    let occasion = (floor..i)
        .any(|j| matches!(carrying_at(scan, j), Some((_, Carrying::Occasion))) && !counted_out(scan, j, i));
    // `قال الوزير لإذاعة الفجر`: right behind the cue or the speaker; one of the table wherever it is addressed.
    let near = i <= from + usize::from(apart) && voice.kind != SpeakerType::Media;
    let listed = scan.names.outlet_at(text, i).is_some()
        || text.enclosing(i).is_some_and(|q| {
            q.open == i && scan.names.outlet_named(text.span_of(q.open + 1, q.close).of(text.raw())).is_some()
        });
    (addressed || place) && occasion || addressed && (near || apart && listed)
}

/// Another noun between the occasion and the medium takes it over: `حديث الوزير عن رئيس قناة الفجر`.
fn counted_out(scan: &Scan, occasion: usize, i: usize) -> bool {
    (occasion + 1..i).any(|j| matches!(names::head_at(scan.text, j), Some((_, Head::Organization))))
}

fn behind_published(scan: &Scan, i: usize) -> bool {
    let text = scan.text;
    (1..=4).any(|back| {
        let Some(j) = i.checked_sub(back) else { return false };
        // Nothing but the words themselves, marks, adverbs and a pronoun may stand between.
        matches!(carrying_at(scan, j), Some((length, Carrying::Published))
            if (j + length..i).all(|k| text.mark(k) != '\0' || scan.function(k) == Some(Function::Adverb)
                || scan.function(k) == Some(Function::Pronoun) || scan.date_at(k).is_some()))
    })
}

#[cfg(test)]
mod tests {
    use musnad_text::annotation::ChainRole;

    use crate::testing::check;

    #[test]
    fn chains() {
        check("chain.tsv", include_str!("corpus/chain.tsv"), |annotations, _| {
            let row = |s: &musnad_text::annotation::Statement| {
                let links: Vec<String> = s
                    .chain
                    .iter()
                    .filter(|l| l.role != ChainRole::Document)
                    .map(|l| format!("{} {}", l.role.as_str(), l.name))
                    .collect();
                (s.content, format!("{} = {}", links.join(" ← "), s.grade.as_str()))
            };
            annotations.statements.iter().map(row).collect()
        });
    }
}
