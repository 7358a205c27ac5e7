//! Mentions of persons, bodies, sources and places, by what stands around them: a title before a name, a given name, a head noun
//! before a body's name, the tables of states and media, the speakers of statements. What they have in common is for
//! [`super::parties`].

use std::cell::OnceCell;
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use musnad_text::annotation::{NameType, SpeakerType, Statement};
use musnad_text::chars::Marks;
use musnad_text::token::{Clitics, TokenKind};
use musnad_text::{Span, Text};
use rustc_hash::FxHasher;

use super::bodies::{feminine_adjectives, is_ministry, is_plain, name_in_marks};
use super::clubs::Active;
use super::transcribed::looks_transcribed;
use super::{BODY, CAPITAL, HEAD, Head, NISBA, OUTLET, STATE, head_at, people};
use crate::statements::Scan;

/// The longest title, in tokens.
const LONGEST_TITLE: usize = 16;

/// What a mention is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A person by name.
    Person,
    /// A person by title or office alone: `الوزير`, `وزير المياه`.
    Role,
    /// A body by its head noun, alone (`الوزارة`) or with more.
    Body,
    /// A source that is not named.
    Source,
    /// A state or medium of the tables.
    Known,
    /// A state that an adjective tells of, a minister's ministry: what `المملكة`, `الوزارة` go back to, itself no mention.
    Implied,
}

/// A head noun with the words that tell which one.
#[derive(Clone, Debug, Default)]
pub(super) struct Unit {
    pub head: u64,
    pub words: Vec<u64>,
}

/// A mention before it is joined with others.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    /// What is shown, a person's title left out.
    pub span: Span,
    /// The tokens of `span`.
    pub first: usize,
    pub end: usize,
    pub kind: Kind,
    pub named: NameType,
    /// The head noun of a body or source; the titles of a person.
    pub units: Vec<Unit>,
    /// The words of a person's name.
    pub name: Vec<String>,
    /// The name in the table.
    pub known: Option<&'static str>,
    /// Whether the phrase begins with the article or a demonstrative and points back.
    pub definite: bool,
    /// Whether it counts as a mention even where nothing is joined to it.
    pub shown: bool,
    /// Whether the adjective behind a body's head may belong to the noun before it, a capital may stand for its state, a speaker's
    /// phrase holds more than the name.
    pub loose: bool,
    /// Whether a body is told by a name of its own right behind its head: `جامعة سفين`.
    pub proper: bool,
    /// The state of a capital.
    pub capital_of: Option<&'static str>,
    pub rule: &'static str,
    /// Sentence number.
    pub sentence: usize,
    /// The first token of the phrase, where it is a statement's speaker.
    pub speaks: Option<usize>,
}

/// A word as a number, for comparing.
pub(super) fn key(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    word.hash(&mut hasher);
    hasher.finish()
}

/// A head noun as a number; two words for one office are one.
pub(super) fn head_key(word: &str) -> u64 {
    key(match word {
        "ناطق" => "متحدث",
        "ناطقه" => "متحدثه",
        "مسيول" => "مسوول",
        "مسيولون" | "مسوولين" | "مسيولين" => "مسوولون",
        "محامي" => "محام",
        "قاضي" => "قاض",
        word => word,
    })
}

/// What a word behind a head noun contributes: its stem, the state for a nationality, without the ending of gender.
pub(super) fn content_key(scan: &Scan, i: usize) -> u64 {
    let text = scan.text;
    let state = || text.sense(i, STATE).filter(|_| scan.is_state(i));
    if let Some(index) = text.sense(i, NISBA).or_else(state) {
        return key("state") ^ u64::from(index) | OF_STATE;
    }
    let word = if text.clitics(i).is_empty() { text.word(i) } else { text.stem(i) };
    let word = word.strip_prefix("و").filter(|w| w.starts_with("ال")).unwrap_or(word);
    let word = ["لل", "بال", "ال"].iter().find_map(|p| word.strip_prefix(p)).unwrap_or(word);
    // `أجهزة الأمن`, `الأجهزة الأمنية`.
    let adjective = word.strip_suffix("يه").or_else(|| word.strip_suffix('ي')).filter(|w| w.len() >= 6);
    key(adjective.unwrap_or(word)) & !OF_STATE
}

/// The bit by which a state or nationality among the words of a head noun is told.
pub(super) const OF_STATE: u64 = 1 << 63;

/// Whether a word of a head noun is a state or nationality, which by itself tells little: `الجيش السلواني`.
pub(super) fn is_of_state(word: u64) -> bool {
    word & OF_STATE != 0
}

/// Whether a word has the article; the first letters of `ألفارو`, `إلتون` are none.
pub(super) fn is_definite(text: &Text, i: usize) -> bool {
    let word = text.word(i);
    word.starts_with("ال") && (word == "ال" || !text.written(i).starts_with(['أ', 'إ', 'آ']))
        || text.clitics(i).any(Clitics::AL)
}

/// Whether a noun with its joined particle has the article: an adjective with the article may follow it.
pub(super) fn carries_article(text: &Text, i: usize) -> bool {
    let word = text.word(i);
    is_definite(text, i) || ["لل", "وال", "بال", "فال", "كال"].iter().any(|p| word.starts_with(p))
}

fn is_honorific(word: &str) -> bool {
    matches!(
        word,
        "معالي"
            | "سعاده"
            | "سمو"
            | "فضيله"
            | "سماحه"
            | "جلاله"
            | "فخامه"
            | "صاحب"
            | "صاحبه"
            | "دوله"
            | "كبير"
    )
}

/// Head nouns that mean too many persons, or something else (`العالم`, `المنتج`), to stand for one.
fn is_common(stem: &str) -> bool {
    matches!(
        stem,
        "عالم"
            | "عالمه"
            | "منتج"
            | "مواطن"
            | "مواطنه"
            | "رجل"
            | "امراه"
            | "صاحب"
            | "صاحبه"
            | "كبير"
            | "حكم"
            | "نظير"
            | "متخصص"
            | "متخصصه"
            | "مختص"
            | "مختصه"
            | "معارض"
            | "مالك"
            | "عضو"
            | "عضوه"
            | "طالب"
            | "طالبه"
            | "مخرج"
            | "زوج"
            | "زوجه"
            | "سيد"
            | "سيده"
            | "ابن"
            | "ابنه"
            | "والد"
            | "والده"
            | "مراقب"
            | "اقتصادي"
            | "اداري"
            | "مرشح"
            | "مستثمر"
            | "تاجر"
            | "زميل"
            | "زميله"
            | "اعلامي"
            | "اعلاميه"
            | "جندي"
            | "مذيع"
            | "مذيعه"
            | "مطرب"
            | "مطربه"
    )
}

/// What is named after kings and princes.
fn names_after_persons(word: &str) -> bool {
    matches!(
        word,
        "مطار"
            | "طريق"
            | "شارع"
            | "مدينه"
            | "مركز"
            | "جامعه"
            | "جامعتي"
            | "مستشفي"
            | "موسسه"
            | "كليه"
            | "حديقه"
            | "بحديقه"
            | "متنزه"
            | "جسر"
            | "مجمع"
            | "كاس"
            | "جايزه"
            | "ملعب"
            | "استاد"
            | "قاعه"
            | "مكتبه"
            | "ميدان"
            | "قصر"
            | "محور"
            | "اكاديميه"
            | "معهد"
            | "ميناء"
            | "بمركز"
            | "بمدينه"
            | "بجامعه"
            | "بمطار"
            | "بمستشفي"
            | "بطريق"
    )
}

/// Whether the name at a token is that of a place or body called after its bearer: `جامعة الملك سالم`.
fn is_namesake(text: &Text, i: usize) -> bool {
    let (Some(honour), Some(place)) = (i.checked_sub(1), i.checked_sub(2)) else { return false };
    matches!(text.word(honour), "الملك" | "الامير" | "الشيخ" | "السلطان" | "الاميره")
        && !is_definite(text, place)
        && (names_after_persons(text.stem(place)) || names_after_persons(text.word(place)))
}

/// What is held again and again under a name of its own.
pub(super) fn is_fair(stem: &str) -> bool {
    matches!(stem, "سوق" | "مهرجان" | "معرض" | "ملتقي" | "منتدي" | "جايزه")
}

/// One past the name behind a fair's head noun: in marks, or a word that names a medium too (`سوق عكاظ`).
pub(super) fn fair_end(scan: &Scan, i: usize) -> Option<usize> {
    let text = scan.text;
    if let Some(close) = name_in_marks(text, i + 1) {
        return Some(close + 1);
    }
    (text.has(i + 1, OUTLET) && !text.has(i + 1, NISBA)).then_some(i + 2)
}

/// What stands before a town that is meant as a place: `مدينة`, `مطار`, `شوارع`.
fn is_of_town(stem: &str) -> bool {
    matches!(
        stem,
        "مدينه"
            | "عاصمه"
            | "بمدينه"
            | "بالعاصمه"
            | "منطقه"
            | "بمنطقه"
            | "محافظه"
            | "امانه"
            | "شرطه"
            | "بلديه"
            | "احياء"
            | "حي"
            | "شوارع"
            | "شارع"
            | "طريق"
            | "مطار"
            | "ميناء"
            | "جامعه"
            | "غرفه"
            | "مستشفي"
            | "بورصه"
            | "سوق"
            | "اسواق"
            | "ضواحي"
            | "ضاحيه"
            | "سكان"
            | "اهالي"
            | "امير"
            | "اماره"
            | "محكمه"
            | "ريف"
            | "اسهم"
            | "موتمر"
            | "ريال"
            | "اتلتيكو"
    )
}

/// Offices that may stand for a person who is not named: `المتحدث باسم الوزارة`.
pub(super) fn is_office(text: &Text, i: usize) -> bool {
    matches!(head_at(text, i), Some((_, Head::Spokesperson)))
        || matches!(
            text.stem(i).strip_suffix('ه').unwrap_or(text.stem(i)),
            "وزير"
                | "رييس"
                | "مدير"
                | "امين"
                | "قايد"
                | "سفير"
                | "نايب"
                | "وكيل"
                | "محافظ"
                | "مدرب"
                | "امير"
                | "ملك"
                | "حاكم"
                | "مفوض"
                | "مندوب"
                | "مبعوث"
                | "ممثل"
                | "مفتي"
                | "عميد"
                | "معالي"
                | "سمو"
                | "خادم"
                | "ولي"
                | "عاهل"
                | "عمد"
        )
}

/// Whether a head noun or office with the article that nobody was named with is one and the same throughout a document:
/// `السفارة`, `المملكة`, `المحافظ`; not `الدولة`, `الفريق` or a trade.
pub(super) fn stands_alone(text: &Text, mention: &Mention) -> bool {
    match mention.kind {
        Kind::Role => is_office(text, mention.first),
        Kind::Body => !matches!(
            text.stem(mention.first),
            "دوله"
                | "فريق"
                | "نادي"
                | "بيت"
                | "قصر"
                | "مجموعه"
                | "اجهزه"
                | "سلطه"
                | "مدرسه"
                | "قوات"
                | "وفد"
                | "بنك"
                | "انباء"
                | "خطوط"
                | "شبكه"
                | "وكاله"
                | "وكالات"
                | "بعثه"
                | "قياده"
                | "دفاع"
                | "مقاومه"
                | "محافظه"
                | "منتخب"
                | "سوق"
                | "معرض"
                | "جايزه"
        ),
        Kind::Source => true,
        _ => false,
    }
}

/// The titles that a pronoun of honour goes back to.
pub(super) fn honoured(word: &str) -> &'static [&'static str] {
    match word {
        "معاليه" => &["معالي", "وزير", "امين", "رييس"],
        "معاليها" => &["معالي", "وزيره"],
        "سموه" => &["سمو", "امير", "صاحب"],
        "سموها" => &["سمو", "اميره", "صاحبه"],
        "سعادته" => &["سعاده", "سفير", "وكيل", "مدير"],
        "سعادتها" => &["سعاده", "سفيره", "وكيله", "مديره"],
        "فضيلته" => &["فضيله", "شيخ", "امام"],
        "سماحته" => &["سماحه", "شيخ", "مفتي"],
        "جلالته" => &["جلاله", "ملك", "سلطان"],
        "فخامته" => &["فخامه", "رييس"],
        _ => &[],
    }
}

/// Everything that the document mentions, in its order.
pub(super) struct Collector<'c, 'r> {
    pub scan: &'c Scan<'r>,
    pub mentions: Vec<Mention>,
    pub clubs: Active,
    sentence: usize,
    /// How often the document tells of each state, counted when it is first asked for.
    told: OnceCell<Vec<u32>>,
}

/// Reads the document once.
pub(super) fn collect<'c, 'r>(scan: &'c Scan<'r>, statements: &[Statement]) -> Vec<Mention> {
    let text = scan.text;
    let mut speakers: Vec<(usize, usize, SpeakerType)> = statements
        .iter()
        .filter_map(|s| s.speaker.as_ref())
        .map(|s| {
            let first = text.token_at(s.span.start);
            (first, text.token_at(s.span.end.saturating_sub(1)) + 1, s.kind)
        })
        .collect();
    speakers.sort_unstable_by_key(|s| (s.0, std::cmp::Reverse(s.1)));
    speakers.dedup_by_key(|s| s.0);
    let clubs = scan.names.clubs.active(scan);
    let mut collector = Collector { scan, mentions: Vec::new(), clubs, sentence: 0, told: OnceCell::new() };
    let (mut i, mut next) = (0, 0);
    while i < text.len() {
        while speakers.get(next).is_some_and(|s| s.0 < i) {
            next += 1;
        }
        let speaks = speakers.get(next).filter(|s| s.0 == i && s.1 <= text.len()).copied();
        let before = collector.mentions.len();
        let end = speaks.and_then(|(first, end, kind)| collector.speaker(first, end, kind));
        let end = end.or_else(|| collector.at(i, speaks.is_some())).unwrap_or(i + 1).max(i + 1);
        if speaks.is_some() {
            let new = collector.mentions.get_mut(before..).unwrap_or_default();
            let person = new.iter().position(|m| m.kind == Kind::Person);
            let at = person.or_else(|| new.iter().position(|m| m.first == i && m.kind != Kind::Implied));
            if let Some(mention) = at.and_then(|at| new.get_mut(at)) {
                mention.speaks = Some(i);
            }
        }
        i = end;
    }
    collector.mentions
}

impl Collector<'_, '_> {
    pub fn push(
        &mut self,
        first: usize,
        end: usize,
        kind: Kind,
        named: NameType,
        rule: &'static str,
    ) -> &mut Mention {
        let text = self.scan.text;
        let span = Span::new(text.bare_span(first).start, text.span(end - 1).end);
        while text.sentences().get(self.sentence).is_some_and(|s| s.end <= first) {
            self.sentence += 1;
        }
        self.mentions.push(Mention {
            span,
            first,
            end,
            kind,
            named,
            units: Vec::new(),
            name: Vec::new(),
            known: None,
            definite: false,
            shown: true,
            loose: false,
            proper: false,
            capital_of: None,
            rule,
            sentence: self.sentence,
            speaks: None,
        });
        let last = self.mentions.len() - 1;
        &mut self.mentions[last]
    }

    /// What begins at a token, and where reading goes on.
    fn at(&mut self, i: usize, speaks: bool) -> Option<usize> {
        let scan = self.scan;
        let text = scan.text;
        if !matches!(text.kind(i), Some(TokenKind::Word | TokenKind::Latin)) {
            return self.medium_in_marks(i);
        }
        if let Some(end) = self.club(i) {
            return Some(end);
        }
        let classes = text.classes(i);
        let tables = 1 << HEAD | 1 << OUTLET | 1 << STATE | 1 << CAPITAL | 1 << BODY;
        let listed = classes & tables != 0 || text.opens_phrase(i);
        if listed && let Some(end) = self.known(i) {
            return Some(end);
        }
        if classes & tables == 0 || scan.names.given(text.word(i)).is_some() {
            if people::may_open(scan, i)
                && let Some((end, rule)) = people::untitled(scan, i)
            {
                return Some(self.person(None, i, end, rule));
            }
            // `أبدى سعادته` tells of joy.
            let stem = text.stem(i);
            let honour = stem.ends_with("ه") || stem.ends_with("ها");
            let joy = || matches!(stem, "سعادته" | "سعادتها") && !speaks;
            if honour && !joy() && !honoured(stem).is_empty() {
                let mention = self.push(i, i + 1, Kind::Role, NameType::Person, "honorific_alone");
                mention.shown = false;
                mention.definite = true;
                mention.units.push(Unit { head: key(text.stem(i)), words: Vec::new() });
                return Some(i + 1);
            }
            if !listed {
                return self.fair(i).or_else(|| self.nationality_then_name(i));
            }
        }
        if classes & 1 << HEAD == 0 && !text.opens_phrase(i) {
            return None;
        }
        if let Some(end) = self.state_by_kind(i) {
            return Some(end);
        }
        let (length, head) = head_at(text, i)?;
        match head {
            // `فريق كرة القدم` is a body, `الفريق سالم القرنفل` a rank.
            Head::Person if text.stem(i) == "فريق" && !self.is_rank(i) => self.body(i, i + 1),
            Head::Person | Head::Spokesperson => self.titled(i),
            Head::Organization | Head::Media | Head::Agency => self.body(i, i + length),
            Head::Anonymous => self.source(i, None),
            Head::Persons => None,
        }
    }

    /// `مع السلواني قرنفل`: a man's nationality behind no noun, and a word that no list knows.
    fn nationality_then_name(&mut self, i: usize) -> Option<usize> {
        let scan = self.scan;
        let text = scan.text;
        if !text.has(i, NISBA) {
            return None;
        }
        if let Some(end) = self.lands(i).or_else(|| self.people(i)) {
            return Some(end);
        }
        let behind_noun =
            i > 0 && text.is_word(i - 1) && !scan.bounds_name(i - 1) && !text.has(i - 1, CAPITAL);
        // `انضمام السلواني غوتريموف`: behind a noun in construct.
        let behind_noun = behind_noun
            && !(looks_transcribed(text, i + 1)
                && !carries_article(text, i - 1)
                && head_at(text, i - 1).is_none());
        let man = text.has(i, NISBA) && is_definite(text, i) && text.word(i).ends_with('ي');
        if !man
            || behind_noun && !text.clitics(i).any(Clitics(Clitics::CONJUNCTION.0 | Clitics::PREPOSITION.0))
            || !is_plain(scan, i + 1)
        {
            return None;
        }
        let end = people::name_end(scan, i + 1);
        let latin_ending = text.word(i + 1).ends_with('ا') && end == i + 2;
        if end < i + 2
            || !people::may_begin(scan, i + 1, end)
            || scan.bounds_name(i + 1)
            || latin_ending && text.word(end).is_empty()
        {
            return None;
        }
        let stop = self.person(Some((i, i + 1)), i + 1, end, "nationality_then_name");
        if let Some(mention) = self.mentions.last_mut().filter(|m| m.rule == "nationality_then_name") {
            mention.shown =
                people::is_sure(scan, i + 1, end) || (i + 1..end).any(|j| looks_transcribed(text, j));
        }
        Some(stop)
    }

    /// `الديار السلوانية`: a state by the word before its adjective.
    fn lands(&mut self, i: usize) -> Option<usize> {
        let text = self.scan.text;
        let before = i.checked_sub(1).filter(|&before| text.word(before).ends_with("ديار"))?;
        let name = self.scan.countries.state(text.sense(i, NISBA)?)?.name;
        let mention = self.push(before, i + 1, Kind::Known, NameType::Place, "state_by_kind");
        mention.known = Some(name);
        Some(i + 1)
    }

    /// `اليمنيون`, `الأشقاء اليمنيين`: a people; behind another noun with the article the word is its adjective (`اللاعبين اليمنيين`).
    fn people(&mut self, i: usize) -> Option<usize> {
        let text = self.scan.text;
        let word = text.word(i);
        let several = word.ends_with("ين") || word.ends_with("ون");
        let adjective = i > 0
            && text.is_word(i - 1)
            && text.clitics(i).0 & !Clitics::AL.0 == 0
            && carries_article(text, i - 1)
            && !["الاشقاء", "لاشقاء", "الاخوه", "لاخوه"].iter().any(|kin| text.word(i - 1).ends_with(kin));
        if !several || !is_definite(text, i) || adjective {
            return None;
        }
        let key_of_people = content_key(self.scan, i);
        let mention = self.push(i, i + 1, Kind::Body, NameType::Organization, "people");
        mention.shown = false;
        mention.units.push(Unit { head: key("people"), words: vec![key_of_people] });
        Some(i + 1)
    }

    /// `سوق عكاظ`, `مهرجان «المرفأ»`: what is held year after year, by a name of its own; `السوق` where the document has named one.
    pub fn fair(&mut self, i: usize) -> Option<usize> {
        let scan = self.scan;
        let text = scan.text;
        if !is_fair(text.stem(i)) {
            return None;
        }
        let definite = carries_article(text, i);
        let end = if definite { i + 1 } else { fair_end(scan, i)? };
        // `السوق السلوانية`, `السوق الحرة`: any market.
        if definite && is_definite(text, end) && text.word(end).ends_with(['ي', 'ه']) {
            return None;
        }
        let words = (i + 1..end).filter(|&j| text.is_word(j)).map(|j| content_key(scan, j)).collect();
        let rule = if definite { "head_alone" } else { "head_of_body" };
        let mention = self.push(i, end, Kind::Body, NameType::Organization, rule);
        (mention.shown, mention.definite) = (false, definite);
        mention.units.push(Unit { head: head_key(text.stem(i)), words });
        Some(end)
    }

    /// `لـ"المرفأ"`: whom somebody told is a medium.
    fn medium_in_marks(&mut self, i: usize) -> Option<usize> {
        let scan = self.scan;
        let text = scan.text;
        let told = i > 0 && text.word(i - 1) == "ل" && matches!(text.mark(i), '"' | '«' | '“');
        let close = name_in_marks(text, i).filter(|close| told && close - i <= 3 && text.is_word(i + 1))?;
        if text.classes(i + 1) & (1 << OUTLET | 1 << BODY | 1 << STATE) != 0 {
            return None;
        }
        let words = (i + 1..close).map(|j| content_key(scan, j)).collect();
        let mention = self.push(i, close, Kind::Body, NameType::Organization, "medium_in_marks");
        mention.span.start = text.span(i + 1).start;
        mention.shown = false;
        mention.units.push(Unit { head: head_key("صحيفه"), words });
        Some(close)
    }

    pub fn club_at(&self, i: usize) -> bool {
        self.scan.names.clubs.at(self.scan, self.clubs, i).is_some()
    }

    /// A club by its name alone.
    pub fn club(&mut self, i: usize) -> Option<usize> {
        let scan = self.scan;
        let found = scan.names.clubs.at(scan, self.clubs, i)?;
        let only = self.clubs.count_ones() == 1;
        let mention = self.push(i, found.end, Kind::Known, NameType::Organization, "known_club");
        mention.span.start = scan.text.span_without(i, found.cut).start;
        mention.known = Some(found.name);
        // `النادي` goes back to the only club of the document.
        if only {
            mention.units.push(Unit { head: head_key("نادي"), words: Vec::new() });
        }
        Some(found.end)
    }

    /// A name of the tables.
    pub fn known(&mut self, i: usize) -> Option<usize> {
        let scan = self.scan;
        let text = scan.text;
        // Most head nouns are in none of the tables and open no phrase.
        let (classes, opens) = (text.classes(i), text.opens_phrase(i));
        let listed = |class: u8| opens || classes & 1 << class != 0;
        let known = |this: &mut Self, length: usize, name, kind, rule| {
            this.push(i, i + length, Kind::Known, kind, rule).known = Some(name);
            Some(i + length)
        };
        if listed(BODY)
            && let Some((length, index)) = text.longest(i, BODY)
            // `طريق هدى الشام`.
            && text.word(i.wrapping_sub(1)) != "هدي"
            && let Some(body) = scan.names.bodies.get(index as usize)
            && !(body.short && self.is_qualified(i, i + length))
        {
            let (name, place, short) = (body.name, body.place, body.short);
            let kind = if place { NameType::Place } else { NameType::Organization };
            let head = if text.has(i, HEAD) && length > 1 { head_key(text.stem(i)) } else { 0 };
            let mut end = i + length;
            // `تنظيم داعش الإرهابي`, `الهلال الأحمر السعودي`.
            if text.has(end, NISBA) && is_definite(text, end) && !place {
                end += 1;
            }
            known(self, end - i, name, kind, if place { "known_region" } else { "known_body" });
            let words = if head == 0 { i..i } else { i + 1..end };
            let words = words.filter(|&j| text.is_word(j)).map(|j| content_key(scan, j)).collect();
            if let Some(last) = self.mentions.last_mut() {
                last.units.push(Unit { head, words });
                if short {
                    (last.rule, last.definite, last.shown) = ("name_of_body", true, false);
                }
            }
            return Some(end);
        }
        if listed(OUTLET)
            && let Some((length, outlet)) =
                scan.names.outlet_at(text, i).filter(|(n, o)| self.is_medium(i, *n, o.common))
        {
            let (name, agency) = (outlet.name, outlet.agency);
            let end = known(self, length, name, NameType::Organization, "known_medium");
            let head = match text.stem(i) {
                stem if text.has(i, HEAD) && length > 1 => head_key(stem),
                _ if agency => head_key("وكاله"),
                _ => 0,
            };
            if let Some(last) = self.mentions.last_mut() {
                last.units.push(Unit { head, words: Vec::new() });
            }
            return end;
        }
        if listed(STATE)
            && let Some((length, index)) = scan.state_at(i)
            && self.which(i, index) == Some(index)
            && let Some(state) = scan.countries.state(index)
            && !(length == 1 && self.is_adjective(i))
        {
            let name = state.name;
            // `المملكة` alone may go back to it.
            let kingdom = name.starts_with("المملكة") || length > 1 && text.stem(i) == "مملكه";
            let head = if kingdom { head_key("مملكه") } else { 0 };
            let end = known(self, length, name, NameType::Place, "known_state");
            if let Some(last) = self.mentions.last_mut() {
                last.units.push(Unit { head, words: Vec::new() });
            }
            return end;
        }
        // `الأجهزة السعودية`.
        if classes & 1 << STATE != 0
            && let Some(index) = text.sense(i, NISBA)
            && let Some(state) = scan.countries.state(index).filter(|s| s.name.starts_with("المملكة"))
        {
            let mention = self.push(i, i + 1, Kind::Implied, NameType::Place, "known_state");
            mention.known = Some(state.name);
            mention.units.push(Unit { head: head_key("مملكه"), words: Vec::new() });
            return Some(i + 1);
        }
        let (length, index) = listed(CAPITAL).then(|| scan.capital_at(i)).flatten()?;
        let state = scan.countries.state(index).map(|s| s.name);
        let place = self.is_where(i, i + length);
        let acts = !place && self.acts(i);
        let mention = self.push(i, i + length, Kind::Known, NameType::Place, "known_capital");
        (mention.capital_of, mention.loose) = (state, acts);
        mention.known = None;
        mention.definite = place;
        Some(i + length)
    }

    /// Which state a word means that names one and is the capital of another: `عمان`. Its vowels tell where they are written
    /// (`عُمان`, `عمّان`), else which of the two the document speaks of more; where that is neither, nothing is told.
    fn which(&self, i: usize, state: u32) -> Option<u32> {
        let (text, countries) = (self.scan.text, self.scan.countries);
        let Some(capital) = text.sense(i, CAPITAL).filter(|&capital| capital != state) else {
            return Some(state);
        };
        if text.phrase(i, STATE).is_some() {
            return Some(state);
        }
        match text.written(i) {
            written if written.contains('\u{64F}') => return Some(state),
            written if written.contains('\u{651}') => return Some(capital),
            _ => {}
        }
        let told = self.told.get_or_init(|| countries.count(text));
        let of = |index: u32| told.get(index as usize).copied().unwrap_or(0);
        match of(state).cmp(&of(capital)) {
            Ordering::Greater => Some(state),
            Ordering::Less => Some(capital),
            Ordering::Equal => None,
        }
    }

    /// Whether a name of the table of media means the medium: a nationality (`اللغة الفرنسية`) or a common word only in marks of its
    /// own, behind `وكالة` or where it is told.
    fn is_medium(&self, i: usize, length: usize, common: bool) -> bool {
        let text = self.scan.text;
        let nationality = length == 1 && text.has(i, NISBA);
        // `«المرفأ»`, `سالم قرنفل - المرفأ - أردانة`.
        let marked = || match text.mark(i.wrapping_sub(1)) {
            '"' | '«' | '“' => matches!(text.mark(i + length), '"' | '»' | '”'),
            '-' | '–' => matches!(text.mark(i + length), '-' | '–'),
            _ => false,
        };
        // `سوق عكاظ`: what the medium is named after.
        if matches!(text.stem(i.wrapping_sub(1)), "سوق" | "لسوق" | "بسوق" | "وسوق") {
            return false;
        }
        let told = || text.clitics(i).any(Clitics::LA) || self.scan.introduces_subject(i.wrapping_sub(1));
        !common && !nationality || marked() || nationality && told()
    }

    /// Whether a capital may stand for its state here: it does something, or something is said of its policy.
    fn acts(&self, i: usize) -> bool {
        let (scan, text) = (self.scan, self.scan.text);
        let clitics = text.clitics(i);
        let Some(before) = i.checked_sub(1).filter(|&b| text.is_word(b)) else { return true };
        let word = text.word(before);
        // `بين موسكو وواشنطن`, `إن لأنقرة دورا`.
        let another =
            clitics.any(Clitics::CONJUNCTION) && (text.has(before, CAPITAL) || text.has(before, STATE));
        let policy = matches!(
            text.stem(before),
            "بين"
                | "مع"
                | "ضد"
                | "تجاه"
                | "لدي"
                | "علي"
                | "عن"
                | "ان"
                | "موقف"
                | "مواقف"
                | "سياسه"
                | "سياسات"
                | "حلفاء"
                | "علاقات"
                | "دعم"
                | "دور"
                | "تدخل"
                | "حليفه"
                | "قرار"
                | "حق"
                | "سماح"
                | "رفض"
                | "قبول"
                | "عزم"
                | "اصرار"
                | "التزام"
                | "انضمام"
                | "لها"
                | "بها"
                | "عليها"
                | "منها"
                | "مساعي"
                | "جهود"
                | "طموحات"
                | "مصالح"
        );
        // `دخول أنقرة في الحلف`, not `دخول أنقرة` by visitors.
        let joins = text.stem(before) == "دخول" && text.word(i + 1) == "في";
        let unknown = scan.unknown(before) && word.chars().count() >= 3;
        let verb = unknown
            && (word.ends_with('ت') || word.starts_with(['ت', 'ي']))
            && !word.ends_with("ات")
            && !text.marks(before).has(Marks::TA_MARBUTA);
        clitics.any(Clitics::LA)
            || another
            || policy
            || joins
            || verb
            || scan.verbal_noun(before)
            || scan.introduces_subject(before)
    }

    /// Whether a short form is part of another phrase: `الضمان الصحي`, `الحزب الكردستاني`.
    fn is_qualified(&self, i: usize, end: usize) -> bool {
        let text = self.scan.text;
        let adjective = is_definite(text, end) && text.word(end).ends_with(['ي', 'ه']);
        let behind_definite = i > 0
            && text.is_word(i - 1)
            && text.clitics(i).0 & !Clitics::AL.0 == 0
            && text.mark(i.wrapping_sub(1)) == '\0'
            && carries_article(text, i - 1);
        let complement = text.word(end).starts_with("لل");
        // `حلف شمال الأطلسي`.
        if i > 0 && text.word(i - 1) == "شمال" {
            return true;
        }
        complement || adjective && text.is_word(end) || behind_definite && text.word(i).ends_with('ي')
    }

    /// `الأزمة السورية`, `الكرة السعودية`, `التشيلي`: the nationality and not the state.
    fn is_adjective(&self, i: usize) -> bool {
        let text = self.scan.text;
        let behind_definite =
            i > 0 && text.is_word(i - 1) && carries_article(text, i - 1) && text.clitics(i).is_empty();
        text.clitics(i).any(Clitics::AL) || text.has(i, NISBA) && behind_definite
    }

    /// Whether a capital is plainly the place: somebody is or goes there, or a thing of the town stands before it.
    fn is_where(&self, i: usize, end: usize) -> bool {
        let text = self.scan.text;
        let dateline =
            matches!(text.mark(end), '/' | '-' | '–' | '(' | '؛') || self.scan.date_at(end).is_some();
        let Some(before) = i.checked_sub(1) else { return dateline };
        let locative = matches!(
            text.word(before),
            "في" | "الي"
                | "من"
                | "قرب"
                | "وسط"
                | "داخل"
                | "خارج"
                | "شمال"
                | "جنوب"
                | "شرق"
                | "غرب"
                | "نحو"
                | "باتجاه"
                | "عبر"
                | "بين"
        ) && !(text.word(before) == "بين" && text.has(end, CAPITAL));
        let thing = text.is_word(before) && text.clitics(i).is_empty() && is_of_town(text.stem(before));
        dateline || text.clitics(i).any(Clitics::BA) || locative || thing
    }

    /// `الجمهورية التركية`, `دولة قطر الشقيقة`: a state by what kind of state it is and its nationality or name.
    fn state_by_kind(&mut self, i: usize) -> Option<usize> {
        let scan = self.scan;
        let text = scan.text;
        if !matches!(text.stem(i), "جمهوريه" | "دوله" | "مملكه" | "سلطنه" | "امبراطوريه")
        {
            return None;
        }
        if text.clitics(i + 1).0 & !Clitics::AL.0 != 0 {
            return None;
        }
        let (length, index) = scan.state_at(i + 1).or_else(|| {
            let adjective = is_definite(text, i) && text.marks(i + 1).has(Marks::TA_MARBUTA);
            text.sense(i + 1, NISBA).filter(|_| adjective).map(|index| (1, index))
        })?;
        let name = scan.countries.state(index)?.name;
        let mut end = i + 1 + length;
        if matches!(text.word(end), "الشقيقه" | "الصديقه" | "الاتحاديه") {
            end += 1;
        }
        let mention = self.push(i, end, Kind::Known, NameType::Place, "state_by_kind");
        mention.known = Some(name);
        Some(end)
    }

    /// A person named by the tokens `first..end`, with the tokens of a title before or behind.
    fn person(
        &mut self,
        title: Option<(usize, usize)>,
        first: usize,
        end: usize,
        rule: &'static str,
    ) -> usize {
        let scan = self.scan;
        let text = scan.text;
        let mut units = Vec::new();
        if let Some((first, end)) = title {
            units = self.units(first, end);
        } else if first > 0
            && is_definite(text, first - 1)
            && text.is_word(first - 1)
            && matches!(head_at(text, first - 1), Some((_, Head::Person | Head::Spokesperson)))
        {
            units = self.units(first - 1, first);
        }
        let mut apposition = None;
        // `سالم القرنفل وزير المياه`, with a comma or without.
        let behind = end + usize::from(matches!(text.mark(end), '،' | ','));
        if matches!(head_at(text, behind), Some((_, Head::Person | Head::Spokesperson)))
            && text.clitics(behind).0 & !Clitics::AL.0 == 0
            && title.is_none_or(|(role, _)| role < first)
        {
            let stop = self.title_end(behind);
            // The title of somebody else who is named behind it is not this one's.
            if scan.names.given(text.word(stop)).is_none() && scan.titled_name(behind).is_none() {
                let more = self.units(behind, stop);
                units.extend(more);
                apposition = Some((behind, stop));
            }
        }
        let name = people::words(scan, first, end);
        let mention = self.push(first, end, Kind::Person, NameType::Person, rule);
        let single = rule == "known_last_name";
        let sure = rule != "speaker_name" && !single || people::is_sure(scan, first, end);
        (mention.units, mention.name, mention.shown) = (units, name, sure);
        if people::conjoined_name(scan, first) {
            mention.span.start = scan.text.span_without(first, 'و'.len_utf8()).start;
        }
        let Some((behind, stop)) = apposition else { return end };
        self.within(behind + 1, stop);
        stop
    }

    /// `الفريق سالم القرنفل`, `الفريق أول ركن سالم القرنفل`; `الفريق لعب` is a team.
    fn is_rank(&self, i: usize) -> bool {
        let (scan, text) = (self.scan, self.scan.text);
        let name = (i + 1..i + 4)
            .find(|&j| !matches!(text.word(j), "اول" | "ركن" | "الركن" | "طيار" | "متقاعد"))
            .unwrap_or(i + 1);
        text.has(name, HEAD) && scan.titled_name(name).is_some()
            || people::behind_title(scan, name).is_some()
            || scan
                .titled_name(i)
                .is_some_and(|(first, end)| end >= first + 2 && people::may_begin(scan, first, end))
    }

    /// A title with a name, or alone.
    fn titled(&mut self, i: usize) -> Option<usize> {
        let scan = self.scan;
        let text = scan.text;
        // `ابن قرنفل`: a last name.
        if text.stem(i) == "ابن" && !is_definite(text, i) && is_plain(scan, i + 1) {
            let mention = self.push(i, i + 2, Kind::Person, NameType::Person, "last_name");
            (mention.name, mention.shown) = (vec![text.word(i + 1).to_owned()], false);
            return Some(i + 2);
        }
        // `مطار الملك سالم`, `جامعة الأمير سالم`: a place is named after him.
        let honoured_place =
            matches!(text.stem(i), "ملك" | "امير" | "شيخ" | "سلطان" | "اميره" | "ملكه" | "خادم الحرمين")
                && i > 0
                && (names_after_persons(text.stem(i - 1)) || names_after_persons(text.word(i - 1)));
        if honoured_place {
            let first = i + 1;
            return Some(people::name_end(scan, first).max(first));
        }
        let title_end = self.title_end(i);
        self.ministry_of(i, title_end);
        // A given name right behind the title is surer than the shape of the phrase.
        let named = people::behind_title(scan, title_end).map(|end| (title_end, end)).or_else(|| {
            scan.titled_name(i).and_then(|(first, end)| {
                let stop = people::name_end(scan, first);
                let end = if stop > first { stop.min(end) } else { end };
                // `شرح الأمين العام جهود المركز`: a noun with its complement.
                let construct = end == first + 1
                    && is_definite(text, end)
                    && text.is_word(end)
                    && !looks_transcribed(text, first);
                (people::may_begin(scan, first, end) && !construct).then_some((first, end))
            })
        });
        // `الرئيس السلواني بوهورو كرنفال، تناول …`: a word that looks transcribed, alone or with one more, up to a mark.
        let named = named.or_else(|| {
            let end = people::name_end(scan, title_end);
            let told = end > title_end
                && (title_end..end.min(title_end + 2)).any(|j| looks_transcribed(text, j))
                && !(title_end..end).any(|j| is_definite(text, j));
            let plain = is_plain(scan, title_end) && text.classes(title_end) == 0;
            (told && plain && is_definite(text, i) && !text.is_word(end))
                .then_some((title_end, end))
                .filter(|_| people::may_begin(scan, title_end, end))
        });
        if let Some((first, end)) = named.filter(|&(first, _)| !is_namesake(text, first)) {
            self.within(i + 1, first);
            return Some(self.person(Some((i, first)), first, end, "title_then_name"));
        }
        // `الخدمات الاستشارية`, `العالم العربي`: an adjective, or a word that is no office here.
        let adjective =
            i > 0 && text.is_word(i - 1) && carries_article(text, i - 1) && head_at(text, i - 1).is_none();
        // `الملك فهد` is somebody else than `الملك`.
        let of_another = title_end == i + 1 && scan.names.given(text.word(title_end)).is_some();
        if !adjective && !of_another && !is_common(text.stem(i)) {
            self.role(i, title_end, "office_alone");
        }
        self.within(i + 1, title_end);
        Some(title_end)
    }

    /// `وزير المياه` tells of his ministry: what `الوزارة` may go back to, itself no mention.
    fn ministry_of(&mut self, i: usize, end: usize) {
        let (scan, text) = (self.scan, self.scan.text);
        let minister = matches!(text.stem(i), "وزير" | "وزيره") && !is_definite(text, i);
        if !minister || !is_definite(text, i + 1) && !text.word(i + 1).starts_with("لل") {
            return;
        }
        let stop = (i + 1..end).find(|&j| text.has(j, HEAD) && j > i + 1).unwrap_or(end);
        let words: Vec<u64> =
            (i + 1..stop).filter(|&j| text.is_word(j)).map(|j| content_key(scan, j)).collect();
        if words.is_empty() {
            return;
        }
        let mention = self.push(i, stop, Kind::Implied, NameType::Organization, "head_of_body");
        mention.units.push(Unit { head: head_key("وزاره"), words });
    }

    fn role(&mut self, i: usize, mut end: usize, rule: &'static str) {
        if end > i + 1 && self.scan.text.word(end - 1) == "باسم" {
            end -= 1;
        }
        let mut units = self.units(i, end);
        let text = self.scan.text;
        // `معالي الأمين العام`.
        let honoured = units.len() == 2
            && is_honorific(text.stem(i))
            && units.iter().all(|u| u.words.is_empty())
            && is_definite(text, i + 1);
        if honoured {
            units.remove(0);
        }
        let (first, i) = (i, i + usize::from(honoured));
        let definite = is_definite(self.scan.text, i);
        // `النائب في البرلمان` tells which.
        let alone = definite
            && end == i + 1 + usize::from(self.scan.is_office_adjective(i + 1))
            && units.len() == 1
            && units.first().is_some_and(|u| u.words.is_empty())
            && self.scan.text.word(end) != "في";
        let mention =
            self.push(first, end, Kind::Role, NameType::Person, if alone { "title_alone" } else { rule });
        (mention.units, mention.definite, mention.shown) = (units, alone, false);
    }

    /// The bodies inside a title.
    fn within(&mut self, first: usize, end: usize) {
        let text = self.scan.text;
        let mut i = first;
        while i < end {
            let found = match head_at(text, i) {
                _ if self.club_at(i) => self.club(i),
                Some((_, Head::Organization)) if let Some(end) = self.state_by_kind(i) => Some(end),
                _ if text.has(i, NISBA) && text.word(i.wrapping_sub(1)).ends_with("ديار") => {
                    self.lands(i)
                }
                _ if text.classes(i) & (1 << STATE | 1 << BODY | 1 << OUTLET) != 0
                    || text.opens_phrase(i) && text.phrase(i, BODY).is_some() =>
                {
                    self.known(i)
                }
                Some((1, Head::Person)) if text.stem(i) == "فريق" => self.body_within(i, i + 1, end),
                Some((length, Head::Organization | Head::Media | Head::Agency)) => {
                    // `وكيل وزارة المياه للبحوث`: what he is deputy for is none of the ministry's name.
                    let deputy = i > 0 && matches!(text.stem(i - 1), "وكيل" | "وكيله" | "مساعد" | "نايب");
                    let field = |j: &usize| text.word(*j).starts_with("لل") || text.word(*j) == "لشوون";
                    let stop = (i + 2..end).find(field).filter(|_| deputy).unwrap_or(end);
                    self.body_within(i, i + length, stop)
                }
                _ => None,
            };
            i = found.unwrap_or(i + 1).max(i + 1);
        }
    }

    /// One past a title that begins with a head noun.
    fn title_end(&self, i: usize) -> usize {
        let scan = self.scan;
        let text = scan.text;
        let mut end = i + 1;
        while end < i + LONGEST_TITLE && scan.date_at(end).is_none() {
            if let Some(close) = name_in_marks(text, end).filter(|_| text.has(end - 1, HEAD)) {
                end = close + 1;
                continue;
            }
            let head = head_at(text, end);
            let conjoined = text.word(end).starts_with("وال");
            // A second office goes on (`ولي العهد نائب رئيس المجلس`), another person does not (`الوزير ونائبه`).
            let second = head.is_some() && !text.clitics(end).any(Clitics::CONJUNCTION);
            // Behind `المدرب` only adjectives go on, `المدرب الشائعات` are two.
            let word = text.word(end);
            // `المتحدث باسم هيئة الموانئ`: a complement.
            let complement = end > i + 1 && text.has(end - 1, HEAD) && !is_definite(text, end - 1);
            let object = !complement
                && (is_definite(text, i) || end > i + 1 && scan.is_office_adjective(end - 1))
                && is_definite(text, end)
                && scan.unknown(end)
                && !word.ends_with(['ي', 'ه'])
                && !scan.is_office_adjective(end);
            if object || text.clitics(end).any(Clitics(Clitics::BA.0 | Clitics::KA.0)) {
                break;
            }
            let link = is_definite(text, end) && !text.clitics(end).any(Clitics::CONJUNCTION)
                || text.word(end).starts_with("لل")
                || matches!(text.word(end), "باسم" | "لشوون")
                || second
                || conjoined && (feminine_adjectives(text, end - 1, end) || is_ministry(text.stem(i)))
                || text.has(end, NISBA)
                || scan.countries.may_belong(text, end) && !is_definite(text, end - 1);
            // `المتحدث باسم مركز الملك سالم للإغاثة`: the name goes on through the person's.
            if is_namesake(text, end + 1) {
                let stop = people::name_end(scan, end + 1);
                if stop > end + 1 {
                    end = stop;
                    continue;
                }
            }
            // `الأمير الوليد بن سالم`.
            let name = matches!(text.word(end + 1), "بن" | "بنت") && !text.has(end, NISBA);
            if !text.is_word(end) || scan.bounds_name(end) || !link || name {
                break;
            }
            end += 1;
        }
        end
    }

    /// The offices of a title: a head noun opens one unless it stands in the construct of another (`نائب رئيس`).
    fn units(&self, first: usize, end: usize) -> Vec<Unit> {
        let scan = self.scan;
        let text = scan.text;
        let mut units: Vec<Unit> = Vec::new();
        for i in first..end {
            if !text.is_word(i) || scan.bounds_name(i) && !text.has(i, HEAD) || text.word(i) == "باسم" {
                continue;
            }
            // `مدرب الفريق` names a team, `الفريق سالم` a rank.
            let team = text.stem(i) == "فريق" && i + 1 < end && text.word(i + 1) != "اول";
            let head = matches!(head_at(text, i), Some((_, Head::Person | Head::Spokesperson))) && !team;
            let construct = i > first
                && text.has(i - 1, HEAD)
                && !is_definite(text, i - 1)
                && !is_honorific(text.stem(i - 1));
            if head && !construct {
                units.push(Unit { head: head_key(text.stem(i)), words: Vec::new() });
            } else if let Some(unit) = units.last_mut() {
                // What `الرسمي` adds tells nobody apart, what `السابق` adds does.
                let idle = scan.is_office_adjective(i)
                    && !matches!(text.stem(i), "سابق" | "اسبق" | "سابقه" | "جديد" | "مساعد" | "راحل");
                let state = matches!(text.stem(i), "ديار" | "جمهوريه" | "دوله") || text.word(i) == "الديار";
                if !idle && !state {
                    unit.words.push(content_key(scan, i));
                }
            }
        }
        units
    }

    /// A source that is not named.
    fn source(&mut self, i: usize, phrase_end: Option<usize>) -> Option<usize> {
        let scan = self.scan;
        let text = scan.text;
        let mut end = i + 1;
        while end < i + 4
            && (is_plain(scan, end)
                || is_definite(text, end)
                || scan.is_office_adjective(end)
                || text.has(end, NISBA))
            && !scan.bounds_name(end)
            && text.is_word(end)
        {
            end += 1;
        }
        let definite = is_definite(text, i);
        let alone = definite
            && (end == i + 1 || matches!(text.word(i + 1), "نفسه" | "ذاته" | "نفسها" | "ذاتها" | "عينه"));
        // `تنوع المصادر`: only who speaks points back.
        if definite && phrase_end.is_none() {
            return None;
        }
        let words = if alone { Vec::new() } else { (i + 1..end).map(|j| content_key(scan, j)).collect() };
        let mut end = phrase_end.unwrap_or(if alone { i + 1 } else { end });
        while end > i + 1 && scan.bounds_name(end - 1) {
            end -= 1;
        }
        let rule = if alone { "source_again" } else { "source_first" };
        let unit = Unit { head: head_key(text.stem(i)), words };
        let mention = self.push(i, end, Kind::Source, NameType::Person, rule);
        (mention.definite, mention.shown) = (alone, false);
        mention.units.push(unit);
        self.within(i + 1, end);
        Some(end)
    }

    /// The phrase of a statement's speaker; where reading goes on.
    fn speaker(&mut self, first: usize, end: usize, kind: SpeakerType) -> Option<usize> {
        let scan = self.scan;
        let text = scan.text;
        let head = head_at(text, first);
        match kind {
            SpeakerType::Person if !honoured(text.stem(first)).is_empty() => None,
            SpeakerType::Person => {
                let [name, role] = scan.speaker_parts(first, end);
                if let Some((name_first, name_stop)) = name {
                    let marked = name_in_marks(text, name_first)
                        .filter(|&close| !text.is_word(name_first) && close > name_first + 1);
                    let (name_first, name_stop) =
                        marked.map_or((name_first, name_stop), |close| (name_first + 1, close));
                    // `الأمير الوليد بن سالم`, `سالم آل قرنفل`: the link and what it binds belong to the name.
                    let bound = |i: usize| matches!(text.word(i), "بن" | "بنت" | "ال");
                    let plain = |i: usize| text.classes(i) & (1 << NISBA | 1 << HEAD | 1 << STATE) == 0;
                    if name_first > first + 1 && is_namesake(text, name_first) {
                        return None;
                    }
                    let name_first = match name_first {
                        i if i >= first + 3 && bound(i - 1) && plain(i - 2) => i - 2,
                        i if i >= first + 2 && bound(i) && plain(i - 1) => i - 1,
                        i => i,
                    };
                    let stop = people::name_end(scan, name_first);
                    // `محمد آل الشيخ`, `سالم الشيخ`: a title that is a last name ends no phrase.
                    let last = stop == name_stop + 1
                        && text.has(name_stop, HEAD)
                        && is_definite(text, name_stop)
                        && people::is_given(scan, name_first);
                    let stop = match stop {
                        stop if stop <= name_first => name_stop,
                        stop if last => stop,
                        stop => stop.min(name_stop),
                    };
                    let rule = if role.is_some() { "title_then_name" } else { "speaker_name" };
                    if !people::may_begin(scan, name_first, stop) {
                        return None;
                    }
                    let title = role.filter(|r| r.0 < name_first).map(|r| (r.0, name_first));
                    if let Some((role, _)) = title {
                        self.within(role + 1, name_first);
                    }
                    return Some(self.person(title, name_first, stop, rule));
                }
                if matches!(head, Some((_, Head::Person | Head::Spokesperson))) {
                    return self.titled(first);
                }
                // `جدد القرنفل حرص الحكومة`: perhaps somebody's last name, then what he did.
                let plain = scan.unknown(first) || text.has(first, NISBA);
                let told = is_definite(text, first) && plain && end > first + 1;
                if told && role.is_none() {
                    let mention = self.push(first, first + 1, Kind::Person, NameType::Person, "speaker_name");
                    (mention.name, mention.shown) = (vec![text.word(first).to_owned()], false);
                    mention.loose = true;
                    return Some(first + 1);
                }
                None
            }
            SpeakerType::Anonymous if matches!(head, Some((_, Head::Anonymous | Head::Persons))) => {
                self.source(first, Some(end))
            }
            SpeakerType::State => {
                let capital = scan.capital_at(first)?.1;
                let index =
                    scan.state_at(first).map_or(Some(capital), |(_, state)| self.which(first, state))?;
                let name = scan.countries.state(index)?.name;
                let mention = self.push(first, end, Kind::Known, NameType::Place, "capital_speaks");
                mention.known = Some(name);
                Some(end)
            }
            _ => None,
        }
    }
}
