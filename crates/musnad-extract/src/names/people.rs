//! Names of persons: where they begin without a title, where they end, and when two spellings are one name.

use musnad_text::chars::Marks;
use musnad_text::token::{Clitics, TokenKind};

use super::transcribed::looks_transcribed;
use super::{Given, HEAD, NISBA, OUTLET};
use crate::statements::Scan;

/// A set of words that answers "surely not" at once: most words of a text are no name, and hashing each would cost more.
#[derive(Clone, Debug)]
pub(super) struct Sieve {
    bits: [u64; 256],
}

impl Sieve {
    pub fn of<'w>(words: impl Iterator<Item = &'w str>) -> Sieve {
        let mut bits = [0; 256];
        for word in words {
            let at = Sieve::place(word);
            if let Some(slot) = bits.get_mut(at / 64) {
                *slot |= 1 << (at % 64);
            }
        }
        Sieve { bits }
    }

    #[inline]
    pub fn may_hold(&self, word: &str) -> bool {
        let at = Sieve::place(word);
        self.bits.get(at / 64).is_some_and(|slot| slot >> (at % 64) & 1 == 1)
    }

    /// 0–16383, from the length, the first four bytes and the last four.
    #[inline]
    fn place(word: &str) -> usize {
        let bytes = word.as_bytes();
        let four = |part: Option<&[u8]>| {
            part.and_then(|p| <[u8; 4]>::try_from(p).ok()).map_or(0, |p| u64::from(u32::from_le_bytes(p)))
        };
        let first = four(bytes.get(..4));
        let last = four(bytes.len().checked_sub(4).and_then(|at| bytes.get(at..)));
        let mixed = (first << 32 | last) ^ bytes.len() as u64;
        (mixed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 50) as usize
    }
}

/// The longest name of a person, in words that are no links (`بن`, `أبو`).
const LONGEST: usize = 6;

/// The other spellings of a transcribed name: `ج` for `غ`, a long vowel between consonants left out (`سيرجيو`, `سرجيو`).
pub(super) fn spellings(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let mut out = Vec::new();
    if name.contains('غ') {
        out.push(name.replace('غ', "ج"));
    }
    let vowel = |c: &char| matches!(c, 'ا' | 'و' | 'ي');
    if letters.len() < 6 {
        return out;
    }
    for (at, window) in letters.windows(3).enumerate() {
        if let [before, 'ي', after] = window
            && !vowel(before)
            && !vowel(after)
        {
            let shorter: String =
                letters.iter().enumerate().filter(|(n, _)| *n != at + 1).map(|(_, c)| c).collect();
            if name.contains('غ') {
                out.push(shorter.replace('غ', "ج"));
            }
            out.push(shorter);
        }
    }
    out
}

/// Words that bind the next word into the name.
pub(super) fn is_link(word: &str) -> bool {
    matches!(
        word,
        "بن" | "ابن"
            | "بنت"
            | "ابو"
            | "ابي"
            | "ام"
            | "ال"
            | "عبد"
            | "ولد"
            | "بو"
            | "دي"
            | "دو"
            | "دا"
            | "فان"
            | "فون"
    )
}

/// One past the name that begins at a token, `i` itself where none does. A definite word ends it, a particle, a verb, a title, a
/// body or a state; after two words an unknown word goes on only where nothing unknown follows it.
pub(super) fn name_end(scan: &Scan, i: usize) -> usize {
    let text = scan.text;
    let (mut at, mut words, mut linked) = (i, 0, false);
    while words < LONGEST && matches!(text.kind(at), Some(TokenKind::Word | TokenKind::Latin)) {
        let word = text.word(at);
        let on = word == "علي" && text.marks(at).has(Marks::ALIF_MAKSURA);
        let given = scan.names.given(word).is_some() && !on;
        // `سلمان حفظه الله`, `كلدانوف نفسه`.
        let aside = matches!(
            word,
            "حفظه"
                | "حفظها"
                | "رحمه"
                | "رحمها"
                | "رضي"
                | "نفسه"
                | "نفسها"
                | "هو"
                | "هي"
                | "الله"
                | "مساء"
                | "صباح"
                | "صباحا"
                | "ليلا"
                | "فجرا"
                | "ظهرا"
                | "عصرا"
                | "يوميا"
                | "شخصيا"
        );
        if at > i && (aside && !linked || scan.date_at(at).is_some()) {
            break;
        }
        // `قرنفول ولد في سفين`.
        let born =
            matches!(word, "ولد" | "ام" | "ابن") && scan.bounds_name(at + 1) && !is_given(scan, at + 1);
        if is_link(word) && text.is_word(at + 1) && !born {
            linked = true;
            at += 1;
            continue;
        }
        let known = text.has(at, HEAD)
            || scan.is_state(at)
            || text.has(at, OUTLET)
            || scan.countries.is_capital(text, at);
        let joined = word.starts_with("لل")
            || word.starts_with("وال")
            || word.starts_with("بال")
            || word.starts_with("فال")
            || at > i && text.clitics(at).any(Clitics(Clitics::CONJUNCTION.0 | Clitics::PREPOSITION.0));
        // `قرنفول وإحضار`: an alif with its hamza behind `و`; `واتسون` has none.
        let hamza = || {
            text.written(at).starts_with(['و'])
                && matches!(text.written(at).chars().nth(1), Some('أ' | 'إ' | 'آ'))
        };
        let conjoined = at > i && (and_another(scan, word) || hamza() || thing_with_particle(scan, at));
        let trade = known
            && words == 1
            && is_last_name_too(text.word(at))
            && scan.names.given(text.word(at + 1)).is_none();
        if !given && !linked && !trade && (scan.bounds_name(at) || known || joined || conjoined) {
            break;
        }
        let definite =
            (word.starts_with("ال") || text.clitics(at).any(Clitics::AL)) && !is_without_article(scan, at);
        // `سالم القرنفل`, `محمد سالم القرنفل`; in `سالم قرنفول السد` the last name stood before.
        let before = text.word(at.wrapping_sub(1));
        // No word with the article follows a transcribed name.
        let foreign = scan.names.given(text.stem(i)) == Some(Given::Foreign)
            || looks_transcribed(text, at.wrapping_sub(1));
        // `غوتريموف دالبرينغو نقاط`: what stands behind two such words is none.
        if words >= 2 && !given && looks_transcribed(text, at - 1) && !looks_transcribed(text, at) && !linked
        {
            break;
        }
        // `شكر محمد الحاضرين`.
        let several = (word.ends_with("ين") || word.ends_with("ون"))
            && (word.starts_with("الم") || word.chars().count() >= 8);
        if definite && (foreign || several && !given) && words >= 1 && !linked
            || words >= 1 && !given && (word.ends_with("هم") || is_purpose(word))
        {
            break;
        }
        if definite && words >= 2 && !linked {
            let chained =
                at >= i + 2 && matches!(text.word(at - 2), "بن" | "ابن" | "بنت" | "ال" | "عبد" | "ابو");
            // `سالم أبوبكر القرنفل`.
            let father = scan.names.given(before).is_some() || before.starts_with("ابو");
            if !father && !chained {
                break;
            }
        }
        // `سالم الربيعة` behind a given name that is little else.
        let last_name =
            words == 1 && word.chars().count() >= 6 && scan.names.given(before) == Some(Given::Name);
        let inanimate =
            text.marks(at).has(Marks::TA_MARBUTA) && !given && (definite && !last_name || words != 1)
                || text.marks(at).has(Marks::TANWEEN)
                || word.ends_with("ات") && definite;
        if inanimate && !linked {
            break;
        }
        let short = words == 1 && !given && !linked && word.chars().count() < 3;
        let present =
            words == 1 && !given && word.starts_with('ي') && (4..=5).contains(&word.chars().count());
        if short || present {
            break;
        }
        let verb = words >= 2 && !given && (word.starts_with(['ي', 'ت', 'و']) || word.ends_with('ا'));
        if words >= 2 && !given && !linked && !definite {
            let next = at + 1;
            let closes = (!text.is_word(next) || text.classes(next) != 0 || scan.bounds_name(next))
                && scan.names.given(text.word(next)).is_none();
            if verb || !closes {
                break;
            }
        }
        at += 1;
        words += 1;
        linked = false;
        // `عبد الله`, `أبو الفضل` go on, `سالم القرنفل` ends; `فهد القرنفلي الياسميني` has two last names.
        let adjective =
            |i: usize| text.word(i).starts_with("ال") && text.word(i).ends_with('ي') && text.classes(i) == 0;
        let second = words == 2
            && scan.names.given(text.stem(i)) == Some(Given::Name)
            && adjective(at - 1)
            && adjective(at)
            && !text.marks(at).has(Marks::ALIF_MAKSURA);
        if second {
            at += 1;
        }
        // `الوليد بن قرنفل` goes on.
        let fathered = words == 1 && matches!(text.word(at), "بن" | "بنت");
        if definite && !fathered && !is_link(text.word(at.wrapping_sub(2))) {
            break;
        }
    }
    while at > i && is_link(text.word(at - 1)) {
        at -= 1;
    }
    at
}

/// `لتشكره`: a verb behind the particle of purpose.
fn is_purpose(word: &str) -> bool {
    (word.starts_with("لت") || word.starts_with("لي")) && word.ends_with('ه') && word.chars().count() >= 5
}

/// Trades that are last names too: `سالم القاضي`.
fn is_last_name_too(word: &str) -> bool {
    matches!(
        word,
        "المعلم"
            | "القاضي"
            | "الشيخ"
            | "الخطيب"
            | "النقيب"
            | "السيد"
            | "الامام"
            | "الشاعر"
            | "التاجر"
            | "الصياد"
            | "الحارس"
    )
}

/// Whether a word within a name begins with the conjunction: `وسالم`, `وبيبي`; `ويلسون`, `واتسون` are names.
fn and_another(scan: &Scan, word: &str) -> bool {
    word.strip_prefix('و').is_some_and(|rest| {
        scan.names.given(rest).is_some()
            || !rest.starts_with(['ا', 'ي', 'و', 'ل', 'ه', 'ن'])
            || rest.starts_with('ا') && rest.ends_with('ت')
    })
}

/// `لكدمات`, `بأحقية`: a preposition with its noun.
fn thing_with_particle(scan: &Scan, i: usize) -> bool {
    let word = scan.text.word(i);
    let thing = word.ends_with("ات") || scan.text.marks(i).has(Marks::TA_MARBUTA);
    word.starts_with(['ب', 'ل']) && thing && scan.names.given(word).is_none()
}

/// Whether a name that begins at a token has `و` before it: `ومحمد القرنفل`.
pub(super) fn conjoined_name(scan: &Scan, i: usize) -> bool {
    let word = scan.text.word(i);
    scan.text.classes(i) == 0
        && scan.text.clitics(i).is_empty()
        && word.strip_prefix('و').is_some_and(|rest| scan.names.given(rest).is_some())
        && scan.names.given(word).is_none()
}

/// Whether a word that no list of given names holds may begin a name behind a title: no word with a joined particle, no verb.
pub(super) fn may_begin(scan: &Scan, i: usize, end: usize) -> bool {
    let text = scan.text;
    let word = text.word(i);
    if scan.names.given(text.stem(i)).is_some() || conjoined_name(scan, i) {
        return true;
    }
    let joined = word.starts_with('و')
        || word.starts_with("بال")
        || word.starts_with("لل")
        || scan.joined_verbal_noun(i)
        || word.starts_with(['ب', 'ل']) && text.marks(i).has(Marks::TA_MARBUTA)
        || word.ends_with("ها")
        || word.ends_with("هم")
        || word.ends_with("هما")
        || word == "قباله"
        || word.ends_with('ا') && end > i + 1 && text.word(i + 1).ends_with('ا')
        || text.marks(i).has(Marks::TA_MARBUTA)
            && (text.word(i + 1).starts_with("ال")
                // `مغادرة فريقه`.
                || end == i + 2
                    && text.word(i + 1).ends_with('ه')
                    && !text.marks(i + 1).has(Marks::TA_MARBUTA)
                    && !is_given(scan, i + 1))
        || word.ends_with("وا")
        || word.ends_with("ات");
    let verb = word.starts_with('ت') && word.ends_with('ت') && word.chars().count() >= 5
        || word.starts_with('ب') && text.marks(i).has(Marks::ALIF_MAKSURA)
        || word.starts_with("نس")
        || word.starts_with("يست")
        || word.starts_with("تت")
        || end == i + 1 && word.starts_with(['ي', 'ت']);
    // `موعد تشغيل`: behind a title a verbal noun is no name.
    let verbal_noun = word.starts_with('ت') && scan.verbal_noun(i);
    !joined && !verb && !verbal_noun
}

/// Whether a name without a title may begin at a token, by a sieve: no, or perhaps.
#[inline]
pub(super) fn may_open(scan: &Scan, i: usize) -> bool {
    let text = scan.text;
    let stem = text.stem(i);
    scan.names.may_be_given(stem)
        || stem.strip_prefix('و').is_some_and(|rest| scan.names.may_be_given(rest))
        || matches!(text.word(i + 1), "بن" | "بنت")
        || looks_transcribed(text, i) && looks_transcribed(text, i + 1)
}

/// Whether a given name stands at a token: `على` written with its undotted letter is none.
pub(super) fn is_given(scan: &Scan, i: usize) -> bool {
    let word = scan.text.word(i);
    scan.names.given(word).is_some()
        && !(word == "علي" && (scan.text.marks(i).has(Marks::ALIF_MAKSURA) || scan.bounds_name(i)))
}

/// `ألفارو`, `إلتون`: the first two letters are no article, by their hamza or because the list knows the name without it.
fn is_without_article(scan: &Scan, i: usize) -> bool {
    let word = scan.text.word(i);
    let ambiguous = matches!(word, "الفرد" | "البير" | "اليس" | "الينا");
    let hamza = scan.text.written(i).starts_with(['أ', 'إ', 'آ']);
    !matches!(word, "اليس" | "الينا") && hamza || !ambiguous && scan.names.given(word) == Some(Given::Foreign)
}

/// What stands before the name of a place, a firm, a club or a thing.
fn is_of_thing(scan: &Scan, i: usize) -> bool {
    let text = scan.text;
    matches!(text.word(i), "في" | "الي" | "من" | "سيتي" | "يونايتد" | "ريال" | "سان")
        || text.has(i, HEAD)
        || text.marks(i).has(Marks::TA_MARBUTA) && !text.word(i).starts_with("ال")
        || matches!(
            text.stem(i),
            "مهرجان"
                | "ملعب"
                | "استاد"
                | "مطار"
                | "ميناء"
                | "شارع"
                | "حي"
                | "فيلم"
                | "مسلسل"
                | "هاتف"
                | "نظام"
                | "فندق"
                | "متحف"
        )
}

/// Two words in a row that look like names of another language: `غوتريموف دالبرينغو`.
fn transcribed(scan: &Scan, i: usize) -> Option<(usize, &'static str)> {
    let text = scan.text;
    let two = text.classes(i) == 0 && looks_transcribed(text, i) && looks_transcribed(text, i + 1);
    if !two || i > 0 && is_of_thing(scan, i - 1) || text.classes(i + 1) != 0 {
        return None;
    }
    let end = name_end(scan, i);
    (end >= i + 2).then_some((end, "transcribed_name"))
}

/// The name without a title that begins at a token: a given name with what follows it, or any word before `بن`.
pub(super) fn untitled(scan: &Scan, i: usize) -> Option<(usize, &'static str)> {
    let text = scan.text;
    let word = text.word(i);
    // `الوليد بن سالم`, but `عبد العزيز بن سالم`.
    let named_so = || word.starts_with("ال") && scan.names.given(text.stem(i)).is_some();
    if i > 0 && word.starts_with("ال") && matches!(text.word(i - 1), "عبد" | "زين" | "ابو") {
        return None;
    }
    if matches!(text.word(i + 1), "بن" | "بنت")
        && text.is_word(i)
        && (text.classes(i) & !(1 << NISBA) == 0 || named_so())
    {
        let end = name_end(scan, i);
        return (end > i + 2).then_some((end, "name_with_ibn"));
    }
    let bare = if text.classes(i) == 0 && conjoined_name(scan, i) {
        word.strip_prefix('و').unwrap_or(word)
    } else {
        text.stem(i)
    };
    if scan.names.is_last_name(bare) && text.classes(i) == 0 {
        return Some((i + 1, "known_last_name"));
    }
    let Some(given) = scan.names.given(bare) else { return transcribed(scan, i) };
    // `على` is the preposition, `بالحسن` no name.
    if text.marks(i).has(Marks::ALIF_MAKSURA) && word == "علي"
        || text.clitics(i).0 & !Clitics::CONJUNCTION.0 != 0
    {
        return None;
    }
    if text.classes(i) != 0 && scan.bounds_name(i) && given == Given::Word {
        return None;
    }
    if is_with_pronoun(scan, i) {
        return None;
    }
    let end = name_end(scan, i);
    if end < i + 2 {
        return None;
    }
    let next = text.word(i + 1);
    let sure = match given {
        Given::Name => !next.starts_with("ال") || next.ends_with('ي') || next.chars().count() >= 5,
        Given::Foreign => !next.starts_with("ال"),
        Given::Word | Given::Last => {
            is_link(next)
                || scan.names.given(next).is_some()
                || !text.marks(i).has(Marks::TA_MARBUTA) && looks_transcribed(text, i + 1)
                || matches!(bare, "عبد" | "زين") && next.starts_with("ال") && is_link(text.word(i + 2))
                // `عبد العزيز القرنفل`, written apart.
                || bare == "عبد"
                    && end >= i + 3
                    && scan.names.given(&format!("عبد{next}")) == Some(Given::Name)
                || next.starts_with("ال")
                    && next.ends_with('ي')
                    && !text.marks(i + 1).has(Marks::ALIF_MAKSURA)
                    && !text.has(i + 1, NISBA)
                    && text.classes(i + 1) == 0
        }
    };
    sure.then_some((end, "given_name"))
}

/// `ناديه` is a club of his, `نادية` a woman; `عبدالله`, `طه` are names.
pub(super) fn is_with_pronoun(scan: &Scan, i: usize) -> bool {
    let word = scan.text.stem(i);
    word.ends_with('ه')
        && !word.ends_with("الله")
        && word.chars().count() > 3
        && !scan.text.marks(i).has(Marks::TA_MARBUTA)
}

/// One past the name that begins right behind a title with a given name; one that is a word too wants another word behind it.
pub(super) fn behind_title(scan: &Scan, i: usize) -> Option<usize> {
    if let Some((end, _)) = untitled(scan, i) {
        return Some(end);
    }
    let text = scan.text;
    let given = scan.names.given(text.word(i))?;
    if !text.clitics(i).is_empty() || text.classes(i) != 0 && scan.bounds_name(i) || is_with_pronoun(scan, i)
    {
        return None;
    }
    let end = name_end(scan, i);
    (end > i + usize::from(given == Given::Word)).then_some(end)
}

/// Whether a name tells by itself that it is a person's: a given name first, `بن`, or a word of another language.
pub(super) fn is_sure(scan: &Scan, first: usize, end: usize) -> bool {
    let text = scan.text;
    scan.names.given(text.stem(first)).is_some()
        || conjoined_name(scan, first)
        || (first..end).any(|i| matches!(text.word(i), "بن" | "بنت"))
        || looks_transcribed(text, first)
}

/// The words of a name for comparison: links bound to what follows (`عبد الله` → `عبدالله`), `بن` left out.
pub(super) fn words(scan: &Scan, first: usize, end: usize) -> Vec<String> {
    let text = scan.text;
    let mut out: Vec<String> = Vec::new();
    let mut bound = String::new();
    for i in first..end {
        let word = text.word(i);
        match word {
            "" | "بن" | "ابن" | "بنت" => {}
            "عبد" | "ال" | "ابو" | "ابي" => bound.push_str(word),
            _ => {
                let own = if i == first { text.stem(i) } else { word };
                let conjoined = i == first && conjoined_name(scan, i);
                let own = if conjoined { word.strip_prefix('و').unwrap_or(word) } else { own };
                let own = if own.is_empty() || text.clitics(i).any(Clitics::AL) { word } else { own };
                out.push(format!("{bound}{own}"));
                bound.clear();
            }
        }
    }
    out
}

/// The shortest word in which one letter may differ.
const LONG_ENOUGH: usize = 5;

/// Whether two folded words are spellings of one name: equal, or one letter more, less or other in words of five letters and more.
pub(super) fn similar(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (left, right): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if left.len() <= right.len() { (left, right) } else { (right, left) };
    if short.len() < LONG_ENOUGH || long.len() > short.len() + 1 {
        return false;
    }
    let same = short.iter().zip(&long).take_while(|(a, b)| a == b).count();
    let (rest, other) = (short.get(same..).unwrap_or_default(), long.get(same..).unwrap_or_default());
    let skipped = usize::from(short.len() == long.len());
    // A first letter that differs makes another name.
    same > 0 && rest.get(skipped..) == other.get(1..)
}

/// Whether two names of two words or more are one person's: they begin alike, and the words of the shorter stand in the longer in
/// their order. `سالم ناصر القرنفل` is `سالم القرنفل`, not `سالم بدر القرنفل`.
pub(super) fn same_person(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.len() < 2 {
        return false;
    }
    // `دي سفين` for `سالم دي سفين`.
    let particle =
        short.first().is_some_and(|word| matches!(word.as_str(), "دي" | "دو" | "دا" | "فان" | "فون"));
    if particle && long.ends_with(short) {
        return true;
    }
    let first = short.first().zip(long.first()).is_some_and(|(a, b)| similar(a, b));
    let mut rest = long.iter();
    first && short.iter().all(|word| rest.by_ref().any(|w| similar(word, w)))
}

/// Whether one name is the other without its first word, `داود قرنفولو` for `أحمد داود قرنفولو`: where the last name is one of
/// another language, for `سالم القرنفلي` is the father of `محمد سالم القرنفلي`.
pub(super) fn is_tail(scan: &Scan, a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let arabic = |last: &String| {
        last.starts_with("ال") || last.ends_with('ي') || scan.names.given(last) == Some(Given::Name)
    };
    short.len() >= 2
        && short.len() + 1 == long.len()
        && long.ends_with(short)
        && !short.last().is_none_or(arabic)
}

#[cfg(test)]
mod tests {
    use super::{same_person, similar};

    #[test]
    fn spellings_of_one_name() {
        assert!(similar("قرنفول", "قرنفل") && similar("سرحانوف", "سرهانوف"));
        assert!(!similar("سالم", "سالمي") && !similar("قرنفل", "فرنفل") && !similar("قرنفول", "قرنوف"));
    }

    #[test]
    fn one_person_under_two_names() {
        let words = |name: &str| name.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert!(same_person(&words("سالم ناصر القرنفل"), &words("سالم القرنفل")));
        assert!(!same_person(&words("سالم ناصر القرنفل"), &words("سالم بدر القرنفل")));
        assert!(!same_person(&words("سالم القرنفل"), &words("القرنفل")));
    }
}
