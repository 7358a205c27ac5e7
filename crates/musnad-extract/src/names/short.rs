//! Last names, and what bodies are called without their head noun, where they stand alone.

use musnad_text::annotation::NameType;
use musnad_text::chars::Marks;
use musnad_text::token::TokenKind;
use rustc_hash::FxHashMap;

use super::bodies::is_proper_head;
use super::mentions::{Kind, Mention, carries_article, key};
use super::parties::Parties;
use super::people::Sieve;
use super::{Given, HEAD, Head, NISBA, head_at, people};

/// Where a short name counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Anywhere,
    /// In marks of its own, in the title, or where it speaks: `«الصحة»`.
    SetApart,
    /// In brackets behind the body's name, and wherever it stands again.
    Bracket,
    /// A given name with no other name behind it and no title before.
    Given,
    /// A name that is a given name or common word too: only where it speaks.
    Speaks,
}

#[derive(Clone, Copy, Debug)]
struct Short {
    party: usize,
    /// How many words.
    length: usize,
    /// The first of them where the body is named in full.
    first: usize,
    place: Place,
    /// Whether the party is surely one: not a phrase that speaks and that no list knows.
    sure: bool,
}

/// The longest title, in tokens.
const LONGEST_TITLE: usize = 30;

/// The mentions by short name, each with its party.
pub(super) fn names(parties: &Parties) -> Vec<(Mention, usize)> {
    let (table, sieve) = table(parties);
    if table.is_empty() {
        return Vec::new();
    }
    let text = parties.scan.text;
    let title =
        (0..text.len().min(LONGEST_TITLE)).find(|&i| text.kind(i) == Some(TokenKind::Newline)).unwrap_or(0);
    let mut later = Vec::new();
    let (mut next, mut sentence, mut i) = (0, 0, 0);
    while i < text.len() {
        if !matches!(text.kind(i), Some(TokenKind::Word | TokenKind::Latin)) || !may_be(text.word(i), &sieve)
        {
            i += 1;
            continue;
        }
        while parties.mentions.get(next).is_some_and(|m| m.end <= i) {
            next += 1;
        }
        let inside = parties.mentions.get(next).filter(|m| m.first <= i);
        // `حكومة القرنفل`: the person inside the body's name.
        let alone = inside.is_some_and(|m| m.first == i && m.end == i + 1);
        let unknown = alone
            && (parties.party.get(next).copied().flatten().is_none()
                || inside.is_some_and(|m| m.kind == Kind::Person && !m.shown && m.name.len() == 1));
        let nested =
            unknown || inside.is_none_or(|m| m.first < i && matches!(m.kind, Kind::Body | Kind::Role));
        if !nested {
            i += 1;
            continue;
        }
        while text.sentences().get(sentence).is_some_and(|s| s.end <= i) {
            sentence += 1;
        }
        let Some((short, cut)) = found(parties, &table, i).filter(|(short, cut)| {
            let person = parties.parties.get(short.party).is_some_and(|p| p.kind == Kind::Person);
            // `جزيرة سفين` is no `شركة سفين`.
            let place = !person && i > 0 && is_place(text.stem(i - 1));
            let itself = alone && parties.party.get(next).copied().flatten() == Some(short.party);
            !place
                && !itself
                && (inside.is_none() || person || unknown || short.place == Place::Bracket)
                && (text.classes(i) & !(1 << NISBA) == 0
                    || *cut == 0 && !person && !parties.scan.bounds_name(i) && !text.has(i, HEAD))
                && (short.place != Place::SetApart
                    || unknown
                    || stands_apart(parties, i, short.length, title)
                    || with_nationality(parties, i, short))
                && (short.place != Place::Given || stands_by_itself(parties, i))
                && (short.place != Place::Speaks || speaks_alone(parties, i))
                && if person { is_last_name(parties, i, short.party) } else { same_words(parties, i, short) }
        }) else {
            i += 1;
            continue;
        };
        let person = parties.parties.get(short.party).is_some_and(|p| p.kind == Kind::Person);
        let end = i + short.length;
        let span = text.span_without(i, cut).to(text.span(end - 1));
        let mention = Mention {
            span,
            first: i,
            end,
            kind: if person { Kind::Person } else { Kind::Body },
            named: if person { NameType::Person } else { NameType::Organization },
            units: Vec::new(),
            name: Vec::new(),
            known: None,
            definite: true,
            shown: true,
            loose: false,
            proper: false,
            capital_of: None,
            rule: match (person, short.place) {
                (true, Place::Given) => "given_name_alone",
                (false, Place::Bracket) => "acronym_of_body",
                (true, _) => "last_name",
                _ => "name_of_body",
            },
            sentence,
            speaks: None,
        };
        later.push((mention, short.party));
        i = end;
    }
    // `جامعة سفين (أردانة)`: a word in brackets that never stands again may be anything.
    let again: Vec<usize> = later
        .iter()
        .filter(|(m, _)| m.rule == "acronym_of_body" && text.mark(m.end) != ')')
        .map(|l| l.1)
        .collect();
    later.retain(|(m, party)| {
        m.rule != "acronym_of_body" || text.kind(m.first) == Some(TokenKind::Latin) || again.contains(party)
    });
    later
}

/// `اتحاد الموانئ (سفينا)`, `منظمة المياه (UNX)`: the tokens in the brackets right behind a body's name.
fn acronym(parties: &Parties, mention: &Mention) -> Option<(usize, usize)> {
    let text = parties.scan.text;
    if !matches!(mention.kind, Kind::Body | Kind::Known)
        || mention.named != NameType::Organization
        || mention.definite
    {
        return None;
    }
    let quote = text.enclosing(mention.end).filter(|q| q.open == mention.end && q.closed)?;
    let (first, end) = (quote.open + 1, quote.close);
    let name = |i: usize| match text.kind(i) {
        Some(TokenKind::Latin) => text.written(i).starts_with(|c: char| c.is_ascii_uppercase()),
        Some(TokenKind::Word) => {
            text.classes(i) == 0 && text.word(i).chars().count() >= 3 && !text.marks(i).has(Marks::TANWEEN)
        }
        _ => false,
    };
    (text.mark(mention.end) == '(' && end > first && end <= first + 2 && (first..end).all(name))
        .then_some((first, end))
}

/// First word → the short name; `None` where two parties have it.
fn table(parties: &Parties) -> (FxHashMap<u64, Option<Short>>, Sieve) {
    let scan = parties.scan;
    let text = scan.text;
    let mut table: FxHashMap<u64, Option<Short>> = FxHashMap::default();
    let mut words = Vec::new();
    let mut add = |word: &str, short: Short| {
        words.push(word.to_owned());
        let slot = table.entry(key(word)).or_insert(Some(short));
        match slot {
            // `مراجعة لوفاة قرنفول` spoke: no second person of that name.
            Some(s) if s.sure != short.sure => {
                if short.sure {
                    *slot = Some(short);
                }
            }
            Some(s) if s.place != short.place => {
                if short.place == Place::Anywhere || s.place == Place::Speaks {
                    *slot = Some(short);
                }
            }
            Some(s) if s.party == short.party => {}
            _ => *slot = None,
        }
    };
    for (party, p) in parties.parties.iter().enumerate().filter(|(_, p)| p.kind == Kind::Person) {
        let Some(best) = parties.mentions.get(p.best) else { continue };
        let (Some(first), Some(last)) = (best.name.first(), best.name.last()) else { continue };
        let free = matches!(scan.names.given(last), None | Some(Given::Foreign));
        let sure = best.shown || best.name.len() == 1 && best.rule != "speaker_name";
        if last.chars().count() >= 4 {
            let place = if free { Place::Anywhere } else { Place::Speaks };
            if free || best.name.len() > 1 {
                add(last, Short { party, length: 1, first: 0, place, sure });
            }
        }
        // `هند` for `هند ياسمين`; a word that is common too wants more to tell it.
        let told = matches!(scan.names.given(first), Some(Given::Name | Given::Foreign));
        if told && best.name.len() > 1 && first.chars().count() >= 4 {
            add(first, Short { party, length: 1, first: 1, place: Place::Given, sure });
        } else if best.name.len() > 1 && first.chars().count() >= 4 && scan.names.given(first).is_some() {
            add(first, Short { party, length: 1, first: 1, place: Place::Speaks, sure });
        }
    }
    for (mention, party) in parties.mentions.iter().zip(&parties.party) {
        if let (Some(party), Some((first, end))) = (*party, acronym(parties, mention)) {
            add(
                text.word(first),
                Short { party, length: end - first, first, place: Place::Bracket, sure: true },
            );
        }
        let (Some(party), Kind::Body, false) = (*party, mention.kind, mention.definite) else { continue };
        let (first, end) = (mention.first + 1, mention.end);
        let word = text.word(first);
        let short = word.chars().count() < 4 && mention.rule != "medium_in_marks";
        // `مؤسسة خادم الحرمين`: a person's title.
        let titled = word == "خادم";
        if first >= end || !text.is_word(first) || short || titled || text.has(first, NISBA) {
            continue;
        }
        let head = text.stem(mention.first);
        // `«المرفأ»` again, `المركزي` in a headline.
        let central = head == "بنك" && word == "المركزي";
        // `جريدة الميناء`.
        let medium = matches!(head, "صحيفه" | "جريده" | "مجله") && end == first + 1 && word.starts_with("ال");
        if mention.rule == "medium_in_marks" || central || medium {
            let length = if central { 1 } else { end - first };
            add(word, Short { party, length, first, place: Place::SetApart, sure: true });
            continue;
        }
        if text.word(mention.first).starts_with("ال") {
            continue;
        }
        let definite = word.starts_with("ال");
        let short = Short { party, length: end - first, first, place: Place::Anywhere, sure: true };
        if head == "نادي" && mention.shown {
            add(word, Short { length: 1, ..short });
        } else if names_a_place(head) {
            continue;
        } else if text.has(first, HEAD) || !definite && agrees(head, word) {
            // `شركة كبيرة`, `بنك تجاري`: an adjective.
            continue;
        } else if is_proper_head(head) && !names_activity_too(head) && (!definite || end > first + 1) {
            add(word, short);
        } else if definite && is_known_by_field(head) {
            // `وزارة الصحة`, `هيئة الطيران المدني`.
            add(word, Short { length: 1, place: Place::SetApart, ..short });
            // `وزارة الشؤون البلدية والقروية`: `«البلدية والقروية»`.
            if word == "الشوون" && end > first + 1 && !text.has(first + 1, NISBA) {
                let short =
                    Short { length: end - first - 1, first: first + 1, place: Place::SetApart, ..short };
                add(text.word(first + 1), short);
            }
        }
    }
    let sieve = Sieve::of(words.iter().map(String::as_str));
    (table, sieve)
}

fn agrees(head: &str, word: &str) -> bool {
    head.ends_with('ه') && word.ends_with('ه') || !head.ends_with('ه') && word.ends_with('ي')
}

/// `تنظيم` is what somebody does as well, `ميليشيات` are called after their town.
fn names_activity_too(stem: &str) -> bool {
    matches!(stem, "تنظيم" | "ميليشيا" | "مليشيا" | "ميليشيات" | "مليشيات")
}

/// Bodies called after the place where they are: `جامعة أردانة` is not `أردانة`.
fn names_a_place(stem: &str) -> bool {
    matches!(
        stem,
        "محافظه"
            | "بلديه"
            | "امانه"
            | "اماره"
            | "ولايه"
            | "جامعه"
            | "غرفه"
            | "شرطه"
            | "قوات"
            | "جيش"
            | "سفاره"
            | "بعثه"
            | "حكومه"
    )
}

/// What stands before the name of a place.
fn is_place(stem: &str) -> bool {
    matches!(
        stem,
        "جزيره"
            | "مدينه"
            | "منطقه"
            | "محافظه"
            | "قريه"
            | "نهر"
            | "جبل"
            | "بحر"
            | "ميناء"
            | "مطار"
            | "شارع"
            | "حي"
    )
}

/// Bodies that their field alone may name: `«الصحة»`, `«المياه»`.
fn is_known_by_field(stem: &str) -> bool {
    matches!(
        stem,
        "وزاره"
            | "هييه"
            | "موسسه"
            | "مصلحه"
            | "ديوان"
            | "مديريه"
            | "مفوضيه"
            | "مكتب"
            | "صندوق"
            | "جهاز"
            | "دايره"
    )
}

/// Letters that may be joined to a name.
const JOINED: [char; 5] = ['و', 'ف', 'ب', 'ل', 'ك'];

/// Whether a word, or what is left without a joined particle, may be in the table.
#[inline]
fn may_be(word: &str, sieve: &Sieve) -> bool {
    sieve.may_hold(word) || word.strip_prefix(JOINED).is_some_and(|rest| sieve.may_hold(rest))
}

/// The short name at a token, and how many bytes a joined particle takes.
fn found(parties: &Parties, table: &FxHashMap<u64, Option<Short>>, i: usize) -> Option<(Short, usize)> {
    let word = parties.scan.text.word(i);
    if let Some(known) = table.get(&key(word)) {
        return known.map(|short| (short, 0));
    }
    let rest = word.strip_prefix(JOINED)?;
    table.get(&key(rest)).copied().flatten().map(|short| (short, word.len() - rest.len()))
}

/// Whether a given name is all that is said of somebody: neither a title or name before it nor a name or nationality behind.
fn stands_by_itself(parties: &Parties, i: usize) -> bool {
    let (scan, text) = (parties.scan, parties.scan.text);
    let before = i.wrapping_sub(1);
    let titled = head_at(text, before).is_some() || people::is_link(text.word(before));
    let named = people::is_given(scan, before);
    let next = text.word(i + 1);
    let goes_on = people::is_link(next)
        || scan.names.given(next).is_some()
        || next.starts_with("ال")
        || text.is_word(i + 1) && text.classes(i + 1) == 0 && people::name_end(scan, i) > i + 1;
    !titled && !named && !goes_on && text.clitics(i).is_empty() && !people::is_with_pronoun(scan, i)
}

/// `وقال سالم`: behind a verb of saying, with no other name behind it.
fn speaks_alone(parties: &Parties, i: usize) -> bool {
    let (scan, text) = (parties.scan, parties.scan.text);
    let next = text.word(i + 1);
    let goes_on = people::is_link(next) || scan.names.given(next).is_some() || next.starts_with("ال");
    i > 0 && scan.introduces_subject(i - 1) && !goes_on
}

/// `«الصحة»`, or `الصحة` in the title where it is no part of a construct.
fn stands_apart(parties: &Parties, i: usize, length: usize, title: usize) -> bool {
    let text = parties.scan.text;
    let opens = matches!(text.mark(i.wrapping_sub(1)), '"' | '«' | '“' | '\'');
    let closes = matches!(text.mark(i + length), '"' | '»' | '”' | '\'');
    let free = i == 0 || text.mark(i - 1) != '\0' || text.classes(i - 1) != 0;
    let dash = |i: usize| matches!(text.mark(i), '-' | '–');
    let bracketed = text.mark(i.wrapping_sub(1)) == '(' && text.mark(i + length) == ')'
        || dash(i.wrapping_sub(1)) && dash(i + length);
    opens && closes || bracketed || i < title && free && head_at(text, i.wrapping_sub(1)).is_none()
}

/// `الحربي` is a last name, but not in `الطيران الحربي`.
fn is_last_name(parties: &Parties, i: usize, party: usize) -> bool {
    let text = parties.scan.text;
    let Some(best) = parties.parties.get(party).and_then(|p| parties.mentions.get(p.best)) else {
        return false;
    };
    let Some(before) = i.checked_sub(1) else { return true };
    // `علي القرنفلي` is somebody else than `سالم القرنفلي`.
    let other = text.is_word(before)
        && head_at(text, before).is_none()
        && best.name.last().is_some_and(|last| last == text.word(i))
        && people::is_given(parties.scan, before)
        && best.name.first().is_none_or(|first| first != text.word(before));
    if other {
        return false;
    }
    // `المطرب العراقي سالم قرنفل`: the nationality of somebody else.
    let names = &parties.scan.names;
    if text.has(i, NISBA) && text.is_word(i + 1) && names.given(text.word(i + 1)).is_some() {
        return false;
    }
    // `الثنائي القرنفلي وياسمين`.
    let title = matches!(head_at(text, before), Some((_, Head::Person | Head::Spokesperson)))
        || text.word(before) == "الثنايي";
    let word = text.word(i);
    let definite = |i: usize| text.word(i).starts_with("ال") || text.word(i).starts_with("لل");
    let adjective = word.starts_with("ال") && word.ends_with('ي');
    // A name that only its place tells wants a verb before it.
    let sure = people::is_sure(parties.scan, best.first, best.end) || best.rule == "title_then_name";
    if !sure && !title && !parties.scan.introduces_subject(before) && text.mark(before) == '\0' {
        return false;
    }
    let adjective = adjective || word.starts_with("ال");
    title
        || !(adjective && text.is_word(before) && definite(before))
            && (!text.has(i, NISBA) || text.mark(before) != '\0')
}

/// `المركزي السلواني`: the nationality that stands behind the body's name.
fn with_nationality(parties: &Parties, i: usize, short: &Short) -> bool {
    let text = parties.scan.text;
    let (own, here) = (short.first + short.length, i + short.length);
    let behind_noun = i > 0 && text.is_word(i - 1) && carries_article(text, i - 1);
    text.word(short.first) == "المركزي"
        && text.has(here, NISBA)
        && text.word(own) == text.word(here)
        && !behind_noun
}

fn same_words(parties: &Parties, i: usize, short: &Short) -> bool {
    let text = parties.scan.text;
    (1..short.length).all(|k| !text.word(i + k).is_empty() && text.word(short.first + k) == text.word(i + k))
}
