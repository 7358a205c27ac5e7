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

use super::{CAPITAL, HEAD, Head, NISBA, OUTLET, STATE, head_at, people};
use crate::statements::Scan;

/// The longest name of a body, in tokens.
const LONGEST_BODY: usize = 8;
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
    /// A state that an adjective tells of: what `المملكة` goes back to, itself no mention.
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
fn content_key(scan: &Scan, i: usize) -> u64 {
    let text = scan.text;
    let state = || text.sense(i, STATE).filter(|_| scan.is_state(i));
    if let Some(index) = text.sense(i, NISBA).or_else(state) {
        return key("state") ^ u64::from(index);
    }
    let word = if text.clitics(i).is_empty() { text.word(i) } else { text.stem(i) };
    let word = word.strip_prefix("و").filter(|w| w.starts_with("ال")).unwrap_or(word);
    let word = ["لل", "بال", "ال"].iter().find_map(|p| word.strip_prefix(p)).unwrap_or(word);
    key(word.strip_suffix("يه").map_or(word, |w| word.get(..w.len() + 2).unwrap_or(word)))
}

fn is_definite(text: &Text, i: usize) -> bool {
    text.word(i).starts_with("ال") || text.clitics(i).any(Clitics::AL)
}

/// Whether a noun with its joined particle has the article: an adjective with the article may follow it.
fn carries_article(text: &Text, i: usize) -> bool {
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
        )
}

/// The titles that a pronoun of honour goes back to.
pub(super) fn honoured(word: &str) -> &'static [&'static str] {
    match word {
        "معاليه" => &["معالي", "وزير"],
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
    scan: &'c Scan<'r>,
    pub mentions: Vec<Mention>,
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
    let mut collector = Collector { scan, mentions: Vec::new(), sentence: 0, told: OnceCell::new() };
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
            let at = person.or_else(|| new.iter().position(|m| m.first == i));
            if let Some(mention) = at.and_then(|at| new.get_mut(at)) {
                mention.speaks = Some(i);
            }
        }
        i = end;
    }
    collector.mentions
}

impl Collector<'_, '_> {
    fn push(
        &mut self,
        first: usize,
        end: usize,
        kind: Kind,
        named: NameType,
        rule: &'static str,
    ) -> &mut Mention {
        let text = self.scan.text;
        let span = text.bare_span(first).to(text.span(end - 1));
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
            return None;
        }
        let classes = text.classes(i);
        let tables = 1 << HEAD | 1 << OUTLET | 1 << STATE | 1 << CAPITAL;
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
                return None;
            }
        }
        if classes & 1 << HEAD == 0 && !text.opens_phrase(i) {
            return None;
        }
        let (length, head) = head_at(text, i)?;
        match head {
            // `فريق كرة القدم` is a body, `الفريق سالم القرنفل` a rank.
            Head::Person if text.stem(i) == "فريق" && scan.titled_name(i).is_none() => {
                self.body(i, i + 1)
            }
            Head::Person | Head::Spokesperson => self.titled(i),
            Head::Organization | Head::Media | Head::Agency => self.body(i, i + length),
            Head::Anonymous => self.source(i, None),
            Head::Persons => None,
        }
    }

    /// A name of the tables.
    fn known(&mut self, i: usize) -> Option<usize> {
        let scan = self.scan;
        let text = scan.text;
        // Most head nouns are in none of the tables and open no phrase.
        let (classes, opens) = (text.classes(i), text.opens_phrase(i));
        let listed = |class: u8| opens || classes & 1 << class != 0;
        let known = |this: &mut Self, length: usize, name, kind, rule| {
            this.push(i, i + length, Kind::Known, kind, rule).known = Some(name);
            Some(i + length)
        };
        if listed(OUTLET)
            && let Some((length, outlet)) = scan.names.outlet_at(text, i).filter(|(_, o)| !o.common)
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
        let (length, _) = listed(CAPITAL).then(|| scan.capital_at(i)).flatten()?;
        self.push(i, i + length, Kind::Known, NameType::Place, "known_capital");
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
        let sure = rule != "speaker_name" || people::is_sure(scan, first, end);
        (mention.units, mention.name, mention.shown) = (units, name, sure);
        if people::conjoined_name(scan, first) {
            mention.span.start += 'و'.len_utf8();
        }
        let Some((behind, stop)) = apposition else { return end };
        self.within(behind + 1, stop);
        stop
    }

    /// A title with a name, or alone.
    fn titled(&mut self, i: usize) -> Option<usize> {
        let scan = self.scan;
        let text = scan.text;
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
        // A given name right behind the title is surer than the shape of the phrase.
        let named = people::behind_title(scan, title_end).map(|end| (title_end, end)).or_else(|| {
            scan.titled_name(i).and_then(|(first, end)| {
                let stop = people::name_end(scan, first);
                let end = if stop > first { stop.min(end) } else { end };
                people::may_begin(scan, first, end).then_some((first, end))
            })
        });
        if let Some((first, end)) = named {
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

    fn role(&mut self, i: usize, end: usize, rule: &'static str) {
        let units = self.units(i, end);
        let definite = is_definite(self.scan.text, i);
        // `النائب في البرلمان` tells which.
        let alone = definite
            && end == i + 1 + usize::from(self.scan.is_office_adjective(i + 1))
            && units.len() == 1
            && units.first().is_some_and(|u| u.words.is_empty())
            && self.scan.text.word(end) != "في";
        let mention =
            self.push(i, end, Kind::Role, NameType::Person, if alone { "title_alone" } else { rule });
        (mention.units, mention.definite, mention.shown) = (units, alone, false);
    }

    /// The bodies inside a title.
    fn within(&mut self, first: usize, end: usize) {
        let text = self.scan.text;
        let mut i = first;
        while i < end {
            let found = match head_at(text, i) {
                _ if text.has(i, STATE) => self.known(i),
                Some((1, Head::Person)) if text.stem(i) == "فريق" => self.body_within(i, i + 1, end),
                Some((length, Head::Organization | Head::Media | Head::Agency)) => {
                    self.body_within(i, i + length, end)
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
            let object = is_definite(text, i)
                && is_definite(text, end)
                && text.classes(end) == 0
                && !word.ends_with(['ي', 'ه'])
                && !scan.is_office_adjective(end);
            if object || text.clitics(end).any(Clitics(Clitics::BA.0 | Clitics::KA.0)) {
                break;
            }
            let link = is_definite(text, end) && !text.clitics(end).any(Clitics::CONJUNCTION)
                || text.word(end).starts_with("لل")
                || text.word(end) == "باسم"
                || second
                || conjoined && (feminine_adjectives(text, end - 1, end) || is_ministry(text.stem(i)))
                || text.has(end, NISBA)
                || scan.countries.may_belong(text, end) && !is_definite(text, end - 1);
            if !text.is_word(end) || scan.bounds_name(end) || !link {
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
            let head = matches!(head_at(text, i), Some((_, Head::Person | Head::Spokesperson)));
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

    fn body(&mut self, i: usize, name_from: usize) -> Option<usize> {
        self.body_within(i, name_from, usize::MAX)
    }

    /// A body: its head alone, or with the words that tell which.
    fn body_within(&mut self, i: usize, name_from: usize, limit: usize) -> Option<usize> {
        let scan = self.scan;
        let text = scan.text;
        let mut end = body_end(scan, i, name_from).min(limit.max(name_from));
        let definite = is_definite(text, i);
        let sure = end >= i + 2;
        if !definite
            && end == name_from
            && end == i + 1
            && end < limit
            && is_plain(scan, end)
            && is_noun(text, end)
        {
            let person = matches!(head_at(text, end + 1), Some((_, Head::Person | Head::Spokesperson)));
            // `جمعية حماية الأراضي`: what it does names a body, too.
            let construct = (takes_construct(text.stem(i)) || names_activity(scan, end))
                && is_definite(text, end + 1)
                && !scan.bounds_name(end + 1)
                && !person;
            if construct && end + 1 < limit {
                // `مستشفى قوى الأمن`: a construct of an unknown noun, with its adjectives.
                end = body_end(scan, i, end + 1).min(limit);
            } else {
                // `جامعة قرنفل`, `شركة سفين`: an unknown word behind an indefinite head, perhaps a name, perhaps an adjective.
                end += 1;
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
        let field = definite && matches!(stem, "خارجيه" | "داخليه");
        // `الخارجية السلوانية` is a ministry, `الشؤون الداخلية` is none.
        let behind_noun = i > 0 && text.is_word(i - 1) && carries_article(text, i - 1);
        let minister = i > 0 && matches!(text.stem(i - 1), "وزير" | "وزيره" | "وزاره" | "وزراء" | "لوزير");
        if field && (behind_noun || minister || !text.has(name_from, NISBA) && end > name_from) {
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
        words.extend(
            (i + 1..end)
                .filter(|&j| text.is_word(j) || text.kind(j) == Some(TokenKind::Latin))
                .map(|j| content_key(scan, j)),
        );
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
        mention.shown = sure;
        mention.definite = alone;
        mention.units.push(Unit { head, words });
        Some(end)
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
                    let stop = people::name_end(scan, name_first);
                    let stop = if stop > name_first { stop.min(name_stop) } else { name_stop };
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

/// Whether a noun or adjective takes feminine agreement, as broken plurals of things do.
fn feminine(text: &Text, i: usize) -> bool {
    let plural = matches!(
        text.stem(i),
        "كتايب" | "فصايل" | "غرف" | "دول" | "بلدان" | "مجالس" | "صوامع" | "عواصم" | "خطوط"
    );
    plural || text.word(i).ends_with('ه') || text.word(i).ends_with("ات")
}

/// The closing mark of a name in marks that begins at a token.
fn name_in_marks(text: &Text, i: usize) -> Option<usize> {
    let quote = text.enclosing(i)?;
    let short = quote.open == i && quote.closed && quote.close - i <= 4 && text.mark(i) != '(';
    short.then_some(quote.close)
}

/// `الشؤون البلدية والقروية`.
fn feminine_adjectives(text: &Text, left: usize, right: usize) -> bool {
    text.marks(left).has(Marks::TA_MARBUTA) && text.marks(right).has(Marks::TA_MARBUTA)
}

/// Bodies that a noun and its complement name: `مركز دراسات الميناء`.
fn takes_construct(stem: &str) -> bool {
    matches!(
        stem,
        "مستشفي"
            | "مركز"
            | "معهد"
            | "هييه"
            | "لجنه"
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

/// `حماية`, `رعاية`, `تنمية`, `تشغيل`: a verbal noun; فعالة is told from names of the same letters by its ta marbuta.
fn names_activity(scan: &Scan, i: usize) -> bool {
    let letters = scan.text.word(i).chars();
    let faala = scan.text.marks(i).has(Marks::TA_MARBUTA)
        && letters.clone().count() == 5
        && letters.clone().nth(2) == Some('ا');
    faala || scan.verbal_noun(i)
}

fn is_ministry(stem: &str) -> bool {
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

/// An unknown word without article or joined particle.
fn is_plain(scan: &Scan, i: usize) -> bool {
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
    while end < first + LONGEST_BODY && scan.date_at(end).is_none() {
        if let Some(close) = name_in_marks(text, end) {
            end = close + 1;
            continue;
        }
        let definite = is_definite(text, end) || text.word(end).starts_with("لل");
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
            && feminine(text, first) != feminine(text, end)
            && !text.word(end).starts_with("لل");
        // `الحركة المقربة من …`: a participle with its preposition is no part of the name.
        let participle = text.word(end).starts_with("الم")
            && end > first + 1
            && (scan.bounds_name(end + 1)
                || text.clitics(end + 1).any(Clitics(Clitics::BA.0 | Clitics::LA.0)))
            // `رئيس هيئة الموانئ السابق`: of the person.
            || matches!(text.word(end), "التابع" | "التابعه" | "السابق" | "الاسبق" | "الحالي" | "الراحل");
        let link = text.has(end, NISBA) || open && (scan.countries.may_belong(text, end) || head);
        if !text.is_word(end)
            || scan.bounds_name(end)
            || conjoined && !adjective
            || strays
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
