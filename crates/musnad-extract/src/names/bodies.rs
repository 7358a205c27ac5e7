//! Bodies by their head noun: where the name ends that begins with it.

use musnad_text::Text;
use musnad_text::annotation::NameType;
use musnad_text::chars::Marks;
use musnad_text::token::{Clitics, TokenKind};

use super::mentions::{
    Collector, Kind, Unit, carries_article, content_key, fair_end, head_key, is_definite, is_fair,
};
use super::{BODY, CAPITAL, HEAD, Head, NISBA, OUTLET, STATE, head_at, people};
use crate::statements::Scan;

/// The longest name of a body, in tokens.
const LONGEST_BODY: usize = 8;

impl Collector<'_, '_> {
    pub fn body(&mut self, i: usize, name_from: usize) -> Option<usize> {
        self.body_within(i, name_from, usize::MAX)
    }

    /// A body: its head alone, or with the words that tell which.
    pub fn body_within(&mut self, i: usize, name_from: usize, limit: usize) -> Option<usize> {
        let scan = self.scan;
        let text = scan.text;
        if matches!(text.stem(i), "نادي" | "فريق")
            && let Some(end) = self.club_behind(i, name_from)
        {
            return Some(end);
        }
        if let Some(end) = self.known_behind(i, name_from) {
            return Some(end);
        }
        let mut end = body_end(scan, i, name_from).min(limit.max(name_from));
        let definite = is_definite(text, i);
        // `لمصلحة الميناء`: for its good. `القوات الموالية للمدينة`: others than those named before. `تنظيم متطرف`: any.
        let armed = matches!(text.stem(i), "قوات" | "كتايب" | "فصايل" | "مليشيات" | "ميليشيات");
        let judged = end == i + 1 && judges(text.word(end)) && (armed || !definite);
        // `الإدارة السابقة`: another than the one named before.
        let earlier = definite && end == i + 1 && tells_another(text.word(end));
        // `المركز الثاني`, `المجموعة الأولى`: a place in a contest.
        let ranked = end == i + 1 + usize::from(definite && end > i + 1)
            && matches!(text.stem(i), "مركز" | "مجموعه")
            && is_ordinal(text.word(i + 1));
        // `بقيادة المدرب`: led by whom.
        let led = text.stem(i) == "قياده" && text.clitics(i).any(Clitics::BA);
        if ranked || led || judged || earlier || text.stem(i) == "مصلحه" && text.clitics(i).any(Clitics::LA)
        {
            return None;
        }
        let sure = end >= i + 2;
        let mut proper = false;
        if !definite
            && end == name_from
            && end == i + 1
            && end < limit
            && matches!(text.word(end), "منطقه" | "محافظه" | "مدينه")
            && (is_plain(scan, end + 1) && is_noun(text, end + 1) || scan.capital_at(end + 1).is_some())
        {
            // `بلدية محافظة أردانة`.
            end = (end + 2).min(limit);
        } else if !definite
            && end == name_from
            && end == i + 1
            && is_fair(text.stem(end))
            && let Some(stop) = fair_end(scan, end)
        {
            // `أمانة سوق عكاظ`.
            end = stop.min(limit);
        } else if !definite
            && end == name_from
            && end == i + 1
            && end < limit
            && is_noun(text, end)
            && (is_plain(scan, end)
                || (takes_construct(text.stem(i)) || takes_thing(scan, i, end)) && is_bare_noun(scan, end))
        {
            let person = matches!(head_at(text, end + 1), Some((_, Head::Person | Head::Spokesperson)));
            // `لجنة حماية قرى الموانئ`: nouns in a row before the one with the article.
            let activity = names_activity(scan, end);
            let row = activity && is_bare_noun(scan, end + 1) && is_noun(text, end + 1);
            let last = if row { end + 2 } else { end + 1 };
            // `جمعية حماية الأراضي`: what it does names a body, too.
            let construct = (takes_construct(text.stem(i)) || activity || takes_thing(scan, i, end))
                && text.word(last).starts_with("ال")
                && !scan.bounds_name(last)
                && !person;
            if construct && last < limit {
                // `مستشفى قوى الأمن`: a construct of an unknown noun, with its adjectives.
                end = body_end(scan, i, last).min(limit);
            } else if is_plain(scan, end) {
                // `جامعة قرنفل`, `شركة سفين`: an unknown word behind an indefinite head, perhaps a name, perhaps an adjective.
                end += 1;
                proper = !text.has(end - 1, NISBA);
                // `مصرف قرنفل المركزي`, not `رفعت شركة سفين الخطة`.
                while end < limit
                    && is_definite(text, end)
                    && feminine(text, i) == feminine(text, end)
                    && !scan.bounds_name(end)
                    && (text.word(end).ends_with('ي') || text.word(end).ends_with("يه"))
                {
                    end += 1;
                }
            }
        }
        let stem = text.stem(i);
        // `الوزارة الكاملة`, `المملكة الداعمة`: a ministry is named by its field, a kingdom by its nation.
        if definite && matches!(stem, "وزاره" | "مملكه") {
            end = name_from;
        }
        let field = definite && matches!(stem, "خارجيه" | "داخليه");
        // `الخارجية السلوانية` is a ministry, `الشؤون الداخلية` is none.
        let behind_noun = i > 0 && text.is_word(i - 1) && carries_article(text, i - 1);
        let minister = i > 0 && matches!(text.stem(i - 1), "وزير" | "وزيره" | "وزاره" | "وزراء" | "لوزير");
        if field && (behind_noun || minister || !text.has(name_from, NISBA) && end > name_from) {
            return None;
        }
        // `الشؤون البلدية`: an adjective.
        let adjective = stem == "بلديه" && behind_noun && text.clitics(i).0 & !Clitics::AL.0 == 0;
        if definite && (stem == "دفاع" && minister || adjective) {
            return None;
        }
        let general = definite
            && end == name_from
            && (matches!(
                stem,
                "دول"
                    | "بلدان"
                    | "عواصم"
                    | "مجالس"
                    | "نقابات"
                    | "غرف"
                    | "دوله"
                    | "جمهوريه"
                    | "بيت"
                    | "قصر"
            ) || stem == "محافظه" && text.word(end) == "علي"
                || matches!(stem, "موقع" | "مواقع" | "قنوات" | "صحف" | "شبكات" | "صحافه"));
        if general {
            return None;
        }
        let mut words: Vec<u64> = Vec::new();
        if field {
            words.push(content_key(scan, i));
        }
        let club = |j: usize| scan.names.clubs.key_at(scan, self.clubs, j);
        // `إدارة نادي النصر`, `إدارة النصر`, `الإدارة النصراوية`.
        let of_club = |j: usize| matches!(text.stem(j), "نادي" | "فريق") && club(j + 1).is_some();
        words.extend(
            (i + 1..end)
                .filter(|&j| text.is_word(j) || text.kind(j) == Some(TokenKind::Latin))
                .filter(|&j| !(of_club(j) || j + 1 < end && tells_nothing(text, j)))
                .map(|j| club(j).unwrap_or_else(|| content_key(scan, j))),
        );
        // `إدارة النادي`: that of the club named before.
        let of_the_club = end == i + 2
            && stem == "اداره"
            && matches!(text.word(i + 1), "النادي" | "الفريق")
            && self.clubs != 0;
        if of_the_club {
            words.clear();
        }
        let definite = definite || of_the_club;
        let head = head_key(if field { "وزاره" } else { stem });
        let alone = words.is_empty();
        if alone && !definite {
            return None;
        }
        let rule = match (alone, field) {
            (true, _) => "head_alone",
            (_, true) => "ministry_by_field",
            _ => "head_of_body",
        };
        let mention = self.push(i, end, Kind::Body, NameType::Organization, rule);
        // A programme is a body only by a name in marks.
        mention.shown = sure && (stem != "برنامج" || name_in_marks(text, i + 1).is_some());
        mention.definite = alone;
        mention.proper = proper;
        // `خطط الهيئة الاستراتيجية`: the adjective may be that of the noun before.
        mention.loose = definite
            && (i + 2..=i + 3).contains(&end)
            && !text.has(i + 1, NISBA)
            && i > 0
            && text.is_word(i - 1)
            && text.classes(i - 1) == 0
            && !carries_article(text, i - 1)
            && !text.word(end - 1).starts_with("لل")
            && !text.word(i - 1).starts_with(['ي', 'ت'])
            && (!text.word(i - 1).ends_with('ت') || text.word(i - 1).ends_with("ات"));
        mention.units.push(Unit { head, words });
        if end > name_from && !is_ministry(stem) {
            self.inside(i + 1, end);
        }
        Some(end)
    }

    /// `نادي النصر`, `الفريق النصراوي`.
    fn club_behind(&mut self, i: usize, name_from: usize) -> Option<usize> {
        let scan = self.scan;
        let (name, end) = match scan.names.clubs.at(scan, self.clubs, name_from) {
            Some(found) if found.cut == 0 => (found.name, found.end),
            _ => (scan.names.clubs.by_adjective(self.clubs, scan.text.word(name_from))?, name_from + 1),
        };
        let head = head_key(scan.text.stem(i));
        let mention = self.push(i, end, Kind::Known, NameType::Organization, "known_club");
        mention.known = Some(name);
        mention.units.push(Unit { head, words: Vec::new() });
        Some(end)
    }

    /// `مجلة فورين بوليسي`, `منظمة «أطباء بلا حدود» الدولية`: a body or medium of the tables behind what kind of body it is.
    fn known_behind(&mut self, i: usize, name_from: usize) -> Option<usize> {
        let scan = self.scan;
        let text = scan.text;
        let head = head_at(text, i)?.1;
        let media = matches!(head, Head::Media | Head::Agency);
        if !(media || is_proper_head(text.stem(i))) {
            return None;
        }
        let close = name_in_marks(text, name_from);
        let at = name_from + usize::from(close.is_some());
        let body = text
            .longest(at, BODY)
            .and_then(|(length, index)| Some((length, scan.names.bodies.get(index as usize)?)))
            .filter(|(_, body)| !body.place && !body.short)
            .map(|(length, body)| (length, body.name));
        let medium = || scan.names.outlet_at(text, at).filter(|(_, o)| media || close.is_some() || !o.common);
        let (length, name) = body.or_else(|| medium().map(|(length, outlet)| (length, outlet.name)))?;
        if text.clitics(at).any(Clitics(Clitics::CONJUNCTION.0 | Clitics::PREPOSITION.0)) {
            return None;
        }
        let mut end = match close {
            Some(close) if at + length == close => close + 1,
            Some(_) => return None,
            None => at + length,
        };
        while text.has(end, NISBA) && is_definite(text, end) || judges(text.word(end)) {
            end += 1;
        }
        let words = (i + 1..end).filter(|&j| text.is_word(j)).map(|j| content_key(scan, j)).collect();
        let unit = Unit { head: head_key(text.stem(i)), words };
        let rule = if body.is_some() { "known_body" } else { "known_medium" };
        let mention = self.push(i, end, Kind::Known, NameType::Organization, rule);
        mention.known = Some(name);
        mention.units.push(unit);
        Some(end)
    }

    /// States and bodies inside a body's name: `مليشيات سلوان`, `قيادة حرس الميناء`, `إدارة النادي الأهلي`.
    fn inside(&mut self, first: usize, end: usize) {
        let text = self.scan.text;
        if let Some(i) = (first..end).find(|&i| self.club_at(i)) {
            // `إدارة النادي الأهلي`.
            let head =
                i.checked_sub(1).filter(|&head| head >= first && matches!(text.stem(head), "نادي" | "فريق"));
            if head.and_then(|head| self.club_behind(head, i)).is_none() {
                self.club(i);
            }
            return;
        }
        if let Some(i) = (first..end).find(|&i| is_fair(text.stem(i))) {
            self.fair(i);
            return;
        }
        // `دول الاتحاد الأوروبي`, `قوات «داعش»`.
        let known = |i: &usize| {
            let body =
                text.longest(*i, BODY).and_then(|(_, index)| self.scan.names.bodies.get(index as usize));
            body.is_some_and(|body| !body.place && !body.short)
        };
        if let Some(i) = (first..end).find(known) {
            self.known(i);
            return;
        }
        let Some(i) = (first..end).find(|&i| {
            let whole =
                i + 1 < end || is_definite(text, i) && !matches!(text.stem(i), "دفاع" | "خارجيه" | "داخليه");
            let body =
                text.has(i, HEAD) && whole && matches!(head_at(text, i), Some((1, Head::Organization)));
            body && !text.clitics(i).any(Clitics::LA)
                || self.scan.state_at(i).is_some_and(|(n, _)| i + n == end)
        }) else {
            return;
        };
        if self.scan.state_at(i).is_some() {
            self.known(i);
        } else {
            self.body_within(i, i + 1, end);
        }
    }
}

fn is_ordinal(word: &str) -> bool {
    let word = word.strip_prefix("ال").unwrap_or(word);
    matches!(
        word.strip_suffix('ه').unwrap_or(word),
        "اول"
            | "اولي"
            | "ثاني"
            | "ثالث"
            | "رابع"
            | "خامس"
            | "سادس"
            | "سابع"
            | "ثامن"
            | "تاسع"
            | "عاشر"
            | "اخير"
    )
}

/// Whether a noun or adjective takes feminine agreement, as broken plurals of things do.
fn feminine(text: &Text, i: usize) -> bool {
    let plural = matches!(
        text.stem(i),
        "كتايب"
            | "لجان"
            | "فصايل"
            | "غرف"
            | "دول"
            | "بلدان"
            | "مجالس"
            | "صوامع"
            | "عواصم"
            | "خطوط"
    );
    plural || text.word(i).ends_with('ه') || text.word(i).ends_with("ات")
}

/// The closing mark of a name in marks that begins at a token.
pub(super) fn name_in_marks(text: &Text, i: usize) -> Option<usize> {
    let quote = text.enclosing(i)?;
    let short = quote.open == i && quote.closed && quote.close - i <= 4 && text.mark(i) != '(';
    short.then_some(quote.close)
}

/// `الشؤون البلدية والقروية`.
pub(super) fn feminine_adjectives(text: &Text, left: usize, right: usize) -> bool {
    text.marks(left).has(Marks::TA_MARBUTA) && text.marks(right).has(Marks::TA_MARBUTA)
}

/// Adjectives by which a report judges or places a body; they are no part of its name: `التنظيم الإرهابي`, `القوات الموالية للرئيس`.
fn judges(word: &str) -> bool {
    let word = word.strip_prefix("ال").unwrap_or(word);
    matches!(
        word.strip_suffix('ه').unwrap_or(word),
        "ارهابي"
            | "اجرامي"
            | "متطرف"
            | "متشدد"
            | "محظور"
            | "موالي"
            | "مقرب"
            | "مدعوم"
            | "متمرد"
            | "مزعوم"
            | "مذكور"
            | "محتل"
            | "غاشم"
    )
}

fn tells_another(word: &str) -> bool {
    let word = word.strip_prefix("ال").unwrap_or("");
    matches!(
        word.strip_suffix('ه').unwrap_or(word),
        "سابق" | "اسبق" | "مقبل" | "قادم" | "جديد" | "ماضي" | "راحل"
    )
}

/// What a body's name may lack before the word that tells which: `الهيئة العامة للموانئ`, `هيئة الموانئ`; `شرطة منطقة أردانة`,
/// `شرطة أردانة`.
fn tells_nothing(text: &Text, i: usize) -> bool {
    match text.word(i) {
        "العامه" | "العام" => text.word(i + 1).starts_with("لل"),
        "منطقه" | "محافظه" | "مدينه" => text.is_word(i + 1),
        _ => false,
    }
}

/// Participles and adjectives that tell of a body, or of who leads it, without naming it: `المجلس البالغ عدد أعضائه`,
/// `رئيس الهيئة السابق`.
fn stands_for_clause(word: &str) -> bool {
    let word = word.strip_prefix("ال").unwrap_or(word);
    matches!(
        word.strip_suffix('ه').unwrap_or(word),
        "تابع"
            | "سابق"
            | "اسبق"
            | "حالي"
            | "راحل"
            | "بالغ"
            | "متواجد"
            | "موجود"
            | "واقع"
            | "كاين"
            | "قايم"
            | "كاره"
            | "داعم"
            | "صادر"
            | "عامل"
            | "مقبل"
            | "قادم"
            | "ماضي"
            | "اخير"
            | "مشارك"
            | "مقيم"
            | "رافض"
            | "موقع"
            | "راعي"
            | "راعيه"
    )
}

/// Bodies that a noun and its complement name: `مركز دراسات الميناء`.
fn takes_construct(stem: &str) -> bool {
    matches!(
        stem,
        "مستشفي"
            | "محافظه"
            | "بلديه"
            | "اماره"
            | "شرطه"
            | "غرفه"
            | "مركز"
            | "معهد"
            | "هييه"
            | "لجنه"
            | "لجان"
            | "اداره"
            | "مكتب"
            | "كليه"
            | "دايره"
            | "مديريه"
            | "صندوق"
            | "مجلس"
            | "محكمه"
            | "جهاز"
            | "مصلحه"
    )
}

/// Bodies that a proper name may tell too, so that only a noun that is surely none goes on: `اتحاد كرة القدم`, `منظمة حقوق الإنسان`,
/// not `أنهت جمعية سفين المرحلة`.
fn takes_thing(scan: &Scan, head: usize, i: usize) -> bool {
    let (text, word) = (scan.text, scan.text.word(i));
    let thing = text.marks(i).has(Marks::TA_MARBUTA)
        || word.ends_with("ات")
        || text.classes(i) != 0
        || word == "دوري";
    thing
        && matches!(
            text.stem(head),
            "وزاره" | "جمعيه" | "منظمه" | "اتحاد" | "موسسه" | "رابطه" | "نقابه" | "اكاديميه"
        )
}

/// `حماية`, `رعاية`, `تنمية`, `تشغيل`: a verbal noun; فعالة is told from names of the same letters by its ta marbuta.
fn names_activity(scan: &Scan, i: usize) -> bool {
    let letters = scan.text.word(i).chars();
    let faala = scan.text.marks(i).has(Marks::TA_MARBUTA)
        && letters.clone().count() == 5
        && letters.clone().nth(2) == Some('ا');
    faala || scan.verbal_noun(i)
}

/// Bodies that are told by a name of their own behind their head: `شركة سفين`, `تنظيم «سفين»`.
pub(super) fn is_proper_head(stem: &str) -> bool {
    matches!(
        stem,
        "شركه"
            | "مجموعه"
            | "موسسه"
            | "قناه"
            | "صحيفه"
            | "بنك"
            | "مصرف"
            | "حركه"
            | "حزب"
            | "شبكه"
            | "جماعه"
            | "منظمه"
            | "تنظيم"
            | "ميليشيا"
            | "مليشيا"
            | "ميليشيات"
            | "مليشيات"
    )
}

pub(super) fn is_ministry(stem: &str) -> bool {
    matches!(stem, "وزاره" | "وزير" | "وزيره")
}

/// Whether an unknown word does not look like a verb or a word with a particle or pronoun.
fn is_noun(text: &Text, i: usize) -> bool {
    let word = text.word(i);
    let verb = word.starts_with(['ي', 'ت']) && !text.marks(i).has(Marks::TA_MARBUTA)
        || word.starts_with("سي")
        || word.starts_with("ست");
    !verb
        && !word.starts_with('و')
        && !word.starts_with("لت")
        && !word.ends_with("ها")
        && !word.ends_with("هم")
}

/// A noun of another list that stands in a construct: `هيئة حقوق الإنسان`, `مستشفى قوى الأمن`.
fn is_bare_noun(scan: &Scan, i: usize) -> bool {
    let text = scan.text;
    text.is_word(i)
        && !scan.bounds_name(i)
        && !text.has(i, HEAD)
        && scan.names.given(text.word(i)).is_none()
        && !is_definite(text, i)
        && text.clitics(i).is_empty()
        && text.classes(i) & (1 << STATE | 1 << CAPITAL | 1 << OUTLET | 1 << BODY | 1 << NISBA) == 0
        && !text.marks(i).has(Marks::TANWEEN)
        && scan.date_at(i).is_none()
}

/// An unknown word without article or joined particle.
pub(super) fn is_plain(scan: &Scan, i: usize) -> bool {
    let text = scan.text;
    let word = text.word(i);
    matches!(text.kind(i), Some(TokenKind::Word | TokenKind::Latin))
        && text.classes(i) & !(1 << NISBA) == 0
        && !is_definite(text, i)
        && !word.starts_with("لل")
        && !word.starts_with("بال")
        && !word.starts_with("وال")
        && !text.marks(i).has(Marks::TANWEEN)
        && scan.date_at(i).is_none()
}

/// `وزارة الداخلية التونسية`, `شركة «سفين» للملاحة`, `مجلس إدارة الهيئة`: the construct, its adjectives and names in marks.
fn body_end(scan: &Scan, first: usize, mut end: usize) -> usize {
    let text = scan.text;
    let indefinite_head = !is_definite(text, first);
    // `مركز الملك سالم للإغاثة`: named after a person.
    if indefinite_head
        && end == first + 1
        && matches!(text.word(end), "الملك" | "الامير" | "الشيخ" | "السلطان" | "الاميره")
    {
        let stop = people::name_end(scan, end + 1);
        end = if stop > end + 1 { stop } else { end };
    }
    while end < first + LONGEST_BODY && scan.date_at(end).is_none() {
        // `يقع على الحلف «واجب» القتال`: behind the article no name follows in marks.
        let bare = !indefinite_head && end == first + 1;
        if let Some(close) = name_in_marks(text, end).filter(|_| !bare) {
            end = close + 1;
            continue;
        }
        // `المرصد السلواني لحقوق الصيادين`, `الاتحاد السلواني لكرة القدم`.
        let affairs = matches!(text.word(end), "لشوون" | "لحقوق" | "لكره" | "لرعايه" | "لمكافحه")
            && is_definite(text, end + 1);
        let definite = is_definite(text, end) || text.word(end).starts_with("لل") || affairs;
        let conjoined = text.clitics(end).any(Clitics::CONJUNCTION);
        let adjective = text.word(end).starts_with("وال")
            && end > first + 1
            && (feminine_adjectives(text, end - 1, end) || is_ministry(text.stem(first)) && end == first + 2);
        let open = indefinite_head && (first..end).all(|j| !is_definite(text, j));
        let head = text.has(end, HEAD);
        let person = head && matches!(head_at(text, end), Some((_, Head::Person | Head::Spokesperson)));
        // `الهيئة العامة`, not `منحت الهيئة الكثير`: an adjective agrees with the head.
        let strays = !indefinite_head
            && end == first + 1
            && definite
            && (feminine(text, first) != feminine(text, end) || text.word(end).starts_with("لل"));
        // `المنتخب السلواني الرابعة`, `النادي الاتحاد السلواني`: behind its adjective another noun begins.
        let second = |i: usize| {
            text.word(i).starts_with("ال") && matches!(head_at(text, i), Some((_, Head::Organization)))
        };
        let another = !indefinite_head
            && text.word(end).starts_with("ال")
            && end > first + 1
            && feminine(text, first) != feminine(text, end)
            || second(end) && second(end - 1)
            // `إدارة النادي اللاعبين`: whom it did something to.
            || text.word(end - 1).starts_with("ال")
                && text.word(end).starts_with("ال")
                && matches!(head_at(text, end), Some((_, Head::Persons)));
        // `الحركة المقربة من …`: a participle with its preposition is no part of the name.
        let participle = text.word(end).starts_with("الم")
            && end > first + 1
            && (scan.bounds_name(end + 1)
                || text.clitics(end + 1).any(Clitics(Clitics::BA.0 | Clitics::LA.0)))
            // `رئيس هيئة الموانئ السابق`: of the person.
            || stands_for_clause(text.word(end))
            || judges(text.word(end));
        // `رابطة الموانئ السلوانية التصريحات`: a noun behind an adjective is the verb's object.
        let object = end > first + 2
            && text.word(end).starts_with("ال")
            && !text.word(end).ends_with(['ي', 'ه'])
            && text.classes(end) == 0
            && text.word(end - 1).starts_with("ال")
            && (text.word(end - 1).ends_with('ي') || text.word(end - 1).ends_with("يه"));
        let link = text.has(end, NISBA) || open && (scan.countries.may_belong(text, end) || head);
        if !text.is_word(end)
            || scan.bounds_name(end)
            || conjoined && !adjective
            || strays
            || object
            || another
            || participle
            || text.clitics(end).any(Clitics(Clitics::BA.0 | Clitics::KA.0))
            || head && text.clitics(end).any(Clitics::BA)
            || person && !open
            || !(definite || link || adjective)
        {
            break;
        }
        end += 1;
    }
    end
}
