//! What the rules hand over, and the small readers that they share: marks, eras, months with their doubles, years.

use musnad_text::Text;
use musnad_text::token::{Clitics, TokenKind};

use super::lexicon::{
    CUE, Count, Cue, Guard, HIJRI, LEAD, Lead, MONTH, PART, POINTER, Part, Pointer, RELATIVE, SECOND,
    Strength, UNIT, Unit, WEEKDAY, ZERO_DAY,
};
use crate::numbers;
use crate::registry::{Engine, class};

/// A clock time as written, before a part of the day and the publication day complete it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Clock {
    pub hour: u8,
    pub minute: Option<u8>,
    pub second: Option<u8>,
    pub part: Option<Part>,
    /// Written with two digits of minutes, as a 24-hour clock is.
    pub digital: bool,
}

/// A day, month or year as the words give it; 0 and `None` where they do not.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Day {
    pub hijri: bool,
    /// ISO weekday.
    pub weekday: u8,
    pub day: u8,
    /// The last day of its month.
    pub last_day: bool,
    /// Together with the day after it: `ليلة الجمعة السبت`, `يومي الاثنين والثلاثاء`.
    pub and_next: bool,
    /// Which of the weekdays of its month (أول ثلاثاء من سبتمبر), -1 for the last.
    pub nth: i8,
    pub month: u8,
    pub year: Option<i16>,
    /// `هذا الشهر`, `الشهر الماضي` in the month's place.
    pub month_pointer: Option<Pointer>,
    /// `من العام الجاري` in the year's place.
    pub year_pointer: Option<Pointer>,
    /// `الماضي` after a weekday or a month.
    pub pointer: Option<Pointer>,
    /// `الأسبوع الحالي` after a weekday.
    pub week_pointer: Option<Pointer>,
    /// Days from publication: `أمس` is -1.
    pub from_publication: Option<i32>,
    pub part: Option<Part>,
    /// `منتصف`, `أوائل` before a month.
    pub edge: Option<super::lexicon::Edge>,
    pub clock: Option<Clock>,
}

impl Day {
    /// Whether the words name a day of a month.
    pub fn has_date(&self) -> bool {
        self.month > 0 || self.month_pointer.is_some()
    }
}

/// A length of time; the second part is smaller: `ساعتان و30 دقيقة`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Length {
    pub count: f64,
    pub unit: Unit,
    pub more: Option<(f64, Unit)>,
}

/// A year, by its number or by a pointer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Year {
    Known { year: i16, hijri: bool },
    Pointer(Pointer),
}

/// What an expression means, before anything outside of it is looked at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Meaning {
    Day(Day),
    Range(Day, Day),
    Clock(Clock),
    Length(Length),
    /// Counted from publication; negative is past. The token at which the length begins.
    Shift(Length, i8, usize),
    Every(Length),
    EveryWeekday(u8, Option<Clock>),
    /// `الأسبوع المقبل`, `العام الماضي`, `ذلك اليوم`.
    Period(Unit, Pointer),
    Season(super::lexicon::Season, Option<Year>, Option<Pointer>),
    /// A part of a year: its TIMEX3 letter with its number.
    Share(char, u8, Option<Year>),
    /// The first year of a decade or century; of a century before the era its number in hundreds, negative.
    Years {
        first: i16,
        digits: u8,
    },
    /// A decade of the century that the publication day is in, or the one before.
    Decade(u8),
    HijriCentury(u8),
    /// A feast, and how many days into it.
    Feast(super::lexicon::Feast, u8, Option<Year>, Option<Pointer>),
}

/// An expression found: tokens `first..end`, and a byte where the span begins if it is not the first token's own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Found {
    pub first: usize,
    pub end: usize,
    pub meaning: Meaning,
    pub rule: &'static str,
}

/// A month's name with all of its doubles.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MonthName {
    pub hijri: bool,
    pub month: u8,
    pub strength: Strength,
    /// شهر stands before.
    pub noun: bool,
    pub pointer: Option<Pointer>,
    pub end: usize,
}

/// A text and the tables, for the rules.
#[derive(Clone, Copy)]
pub(crate) struct Scan<'r> {
    pub text: &'r Text<'r>,
    pub engine: &'r Engine,
}

impl<'r> Scan<'r> {
    /// The token at `i`, a single line end skipped: a line may break inside a date.
    #[inline]
    pub fn soft(&self, i: usize) -> usize {
        match self.text.token(i) {
            Some(t) if t.kind == TokenKind::Newline && !t.is_blank_line() => i + 1,
            _ => i,
        }
    }

    #[inline]
    pub fn word(&self, i: usize) -> &'r str {
        self.text.word(i)
    }

    /// The word without a conjunction.
    pub fn bare(&self, i: usize) -> &'r str {
        let word = self.text.word(i);
        word.strip_prefix('و').filter(|w| w.len() > 2).unwrap_or(word)
    }

    pub fn is(&self, i: usize, words: &[&str]) -> bool {
        let word = self.text.word(i);
        !word.is_empty() && words.contains(&word)
    }

    /// The token before, a single line end skipped; `usize::MAX` (no token) at the start.
    pub fn before(&self, i: usize) -> usize {
        let at = i.wrapping_sub(1);
        match self.text.token(at) {
            Some(t) if t.kind == TokenKind::Newline && !t.is_blank_line() => at.wrapping_sub(1),
            _ => at,
        }
    }

    pub fn definite(&self, i: usize) -> bool {
        self.text.clitics(i).any(Clitics::AL)
    }

    fn pair(&self, i: usize, class: u8) -> Option<(u32, u32)> {
        self.text.sense(i, class).map(|index| (index % SECOND, index / SECOND))
    }

    pub fn unit(&self, i: usize) -> Option<(Unit, Count)> {
        let (unit, count) = self.pair(i, UNIT)?;
        Some((Unit::from_index(unit)?, Count::from_index(count)?))
    }

    pub fn is_unit(&self, i: usize, unit: Unit, count: Count) -> bool {
        self.unit(i) == Some((unit, count))
    }

    /// A pointer: definite, or one of those that never are (`نفسه`).
    pub fn pointer(&self, i: usize) -> Option<Pointer> {
        let pointer = Pointer::from_index(self.text.sense(i, POINTER)?)?;
        (pointer == Pointer::Same || self.definite(i)).then_some(pointer)
    }

    /// A pointer of one word or two: `الماضي`, `قبل الماضي`, `بعد المقبل`.
    pub fn which(&self, i: usize) -> Option<(Pointer, usize)> {
        if let Some(pointer) = self.pointer(i) {
            return Some((pointer, i + 1));
        }
        match (self.lead(i)?, self.pointer(i + 1)?) {
            (Lead::Before, Pointer::Last) => Some((Pointer::LastButOne, i + 2)),
            (Lead::After, Pointer::Next) => Some((Pointer::NextButOne, i + 2)),
            _ => None,
        }
    }

    pub fn lead(&self, i: usize) -> Option<Lead> {
        // وكذلك الشهر: and so does the month.
        if self.text.clitics(i).any(Clitics::KA) {
            return None;
        }
        Lead::from_index(self.text.sense(i, LEAD)?)
    }

    pub fn cue(&self, i: usize, cue: Cue) -> bool {
        self.text.has(i, CUE) && self.text.senses(i).iter().any(|s| s.class == CUE && s.index == cue as u32)
    }

    /// The part of the day at `i`, one word or several, and whether it is an adverb by form.
    pub fn part(&self, i: usize) -> Option<(Part, bool, usize)> {
        let (len, index) = self.text.longest(i, PART)?;
        let adverb = index / SECOND > 0
            || (len == 1 && self.text.senses(i).iter().any(|s| s.class == PART && s.index / SECOND > 0));
        Some((Part::from_index(index % SECOND)?, adverb, i + len))
    }

    /// `أمس` and its like, with the end.
    pub fn relative(&self, i: usize) -> Option<(i32, Guard, usize)> {
        let (len, index) = self.text.longest(i, RELATIVE)?;
        let guard = if len == 1 && self.definite(i) {
            // أمس stands twice: alone, and with the article.
            let senses = self.text.senses(i);
            senses
                .iter()
                .filter(|s| s.class == RELATIVE)
                .filter_map(|s| Guard::from_index(s.index / SECOND))
                .find(|g| *g != Guard::Plain)?
        } else {
            Guard::from_index(index / SECOND)?
        };
        if guard == Guard::Article && !self.definite(i) {
            return None;
        }
        Some(((index % SECOND) as i32 - ZERO_DAY, guard, i + len))
    }

    pub fn weekday(&self, i: usize) -> Option<u8> {
        self.text.sense(i, WEEKDAY).map(|d| d as u8)
    }

    /// Digits with at most `digits` of them, as one value.
    pub fn digits(&self, i: usize, digits: usize) -> Option<u32> {
        if !self.text.is_number(i) || self.text.marks(i).has(musnad_text::chars::Marks::SUPERSCRIPT) {
            return None;
        }
        let word = self.text.word(i);
        if word.len() > digits { None } else { word.parse().ok() }
    }

    /// Whether a run of digits belongs to a longer figure: `1,2014`, `2014.5`, `20%`, `192.168.1.2`.
    pub fn inside_figure(&self, first: usize, end: usize) -> bool {
        let before = first.wrapping_sub(1);
        if matches!(self.text.mark(before), ',' | '.' | '٫' | '٬' | '+' | '/' | '-' | ':' | '$' | '€' | '#')
            && self.text.joined(first)
            && (self.text.is_number(before.wrapping_sub(1)) && self.text.joined(before)
                || matches!(self.text.mark(before), '+' | '$' | '€' | '#'))
        {
            return true;
        }
        if matches!(self.text.mark(end), '%' | '٪' | '$' | '€') {
            return true;
        }
        matches!(self.text.mark(end), ',' | '.' | '٫' | '٬' | '/' | ':' | '-')
            && self.text.joined(end)
            && self.text.joined(end + 1)
            && self.text.is_number(end + 1)
    }

    /// The era after a year: whether it is Hijri, and the end.
    pub fn era(&self, i: usize) -> Option<(bool, usize)> {
        let hijri = match self.text.word(i) {
            "ه" | "هجري" | "هجريه" | "للهجره" | "الهجري" | "الهجريه" => true,
            "م" => {
                // `10 م` before a figure's unit is a metre; a year's م stands alone.
                if self.text.is_number(i + 1) && self.text.joined(i + 1) {
                    return None;
                }
                false
            }
            "ميلادي" | "ميلاديه" | "للميلاد" | "الميلادي" | "الميلاديه" => {
                false
            }
            _ => return None,
        };
        Some((hijri, i + 1))
    }

    /// `ق.م`, `قبل الميلاد`: before the common era.
    pub fn before_christ(&self, i: usize) -> Option<usize> {
        match self.text.word(i) {
            "ق" if self.text.mark(i + 1) == '.' && self.text.word(i + 2) == "م" => Some(i + 3),
            "قبل" if self.text.word(i + 1) == "الميلاد" => Some(i + 2),
            _ => None,
        }
    }

    /// A number word or digits as a whole number.
    pub fn whole(&self, i: usize) -> Option<(u32, usize)> {
        let number = numbers::cardinal(self.engine, self.text, i)?;
        let value = number.value;
        (value >= 0.0 && value.fract() == 0.0 && value < 1e6).then_some((value as u32, number.end))
    }

    #[inline]
    pub fn is_number_word(&self, i: usize) -> bool {
        self.text.has(i, class::NUMBER)
    }

    pub fn ordinal(&self, i: usize) -> Option<(u32, usize)> {
        if !self.is_number_word(i) {
            return None;
        }
        let number = numbers::ordinal(self.engine, self.text, i)?;
        let value = number.value;
        (value >= 1.0 && value.fract() == 0.0 && value < 100.0).then_some((value as u32, number.end))
    }

    /// The number of a year after its noun, with its era: digits, or words up to `ألفين وأربعة عشر`.
    pub fn year_number(&self, i: usize) -> Option<(i16, bool, usize)> {
        let i = self.soft(i);
        let (year, mut end) = match self.digits(i, 4) {
            Some(year) => {
                if self.inside_figure(i, i + 1) {
                    return None;
                }
                (year, i + 1)
            }
            None if self.is_number_word(i) => self.year_words(i)?,
            None => return None,
        };
        if let Some(end) = self.before_christ(end).filter(|_| year > 0 && year < 10_000) {
            return Some((-(year as i16), false, end));
        }
        let era = self.era(end);
        if let Some((_, at)) = era {
            end = at;
        }
        let hijri = match era {
            Some((hijri, _)) => hijri,
            // عام 1396: of our time by the Hijri calendar, which modern reports count by, and not of the Middle Ages.
            None => (1340..1470).contains(&year),
        };
        let year = match year {
            // عام 67: two digits after the noun are the last two of a year of this or the last century.
            20..=99 if era.is_none() && self.word(i).len() == 2 => 1900 + year,
            0..=99 if era.is_none() => return None,
            100..=599 if !hijri && era.is_none() => return None,
            _ => year,
        };
        if year > 2200 {
            return None;
        }
        Some((year as i16, hijri, end))
    }

    /// A year in words. Besides the order of numbers (`ألف وتسعمئة وتسعين`) the old one counts too, smallest first:
    /// `إحدى وأربعين وأربعمئة وألف`.
    fn year_words(&self, i: usize) -> Option<(u32, usize)> {
        let (mut year, mut end) = self.whole(i)?;
        for _ in 0..2 {
            let next = if self.word(end) == "و" { end + 1 } else { end };
            if next == end && !self.text.clitics(end).any(Clitics::WA) {
                break;
            }
            match self.whole(next) {
                Some((more, at)) if more % 100 == 0 && more > year => {
                    year += more;
                    end = at;
                }
                _ => break,
            }
        }
        (year > 600).then_some((year, end))
    }

    /// A noun of year with what says which: `عام 1991`, `العام الجاري`, `هذا العام`, `سنة ألفين وعشر`.
    pub fn year(&self, i: usize) -> Option<(Year, usize)> {
        let i = self.soft(i);
        if let Some(lead) = self.lead(i) {
            let noun = self.soft(i + 1);
            let pointer = match lead {
                Lead::This => Pointer::This,
                Lead::That | Lead::Same => Pointer::Same,
                _ => return None,
            };
            if !self.is_unit(noun, Unit::Year, Count::One) || !self.definite(noun) {
                return None;
            }
            return Some(self.number_again(noun + 1).unwrap_or((Year::Pointer(pointer), noun + 1)));
        }
        if !self.is_unit(i, Unit::Year, Count::One) {
            return None;
        }
        let mut at = self.soft(i + 1);
        // العام الميلادي 2014, السنة الهجرية الجديدة: the calendar may stand before the number.
        let named = self.definite(i).then(|| self.era(at)).flatten();
        if let Some((_, after)) = named {
            at = self.soft(after);
        }
        if let Some((year, hijri, end)) = self.year_number(at) {
            return Some((Year::Known { year, hijri: named.map_or(hijri, |n| n.0) }, end));
        }
        // العام المالي الماضي
        if self.definite(i) && self.is(at, &["المالي", "الماليه"]) {
            at = self.soft(at + 1);
        }
        if self.definite(i)
            && let Some((pointer, end)) = self.which(at)
        {
            return Some(self.number_again(end).unwrap_or((Year::Pointer(pointer), end)));
        }
        None
    }

    /// The number that says again which year was pointed to: `العام الحالي 2015`, `هذا العام 1436 هـ`.
    fn number_again(&self, at: usize) -> Option<(Year, usize)> {
        let ours = |y: i16| (1400..1470).contains(&y) || (1990..2060).contains(&y) && y != 2000;
        let written = self.text.is_number(at) && self.word(at).len() == 4;
        let (year, hijri, end) = self.year_number(at).filter(|y| written && ours(y.0))?;
        // هذا العام 1436 / 1437 هـ: the school's year.
        let goes_on = matches!(self.text.mark(end), '/' | '-' | '–') && self.text.is_number(end + 1);
        (!goes_on && !self.counts(end)).then_some((Year::Known { year, hijri }, end))
    }

    /// What says which year after a month: a number, `من عام 2014`, `من هذا العام`, `العام الماضي`, `من العام`.
    pub fn year_after(&self, i: usize, hijri: bool) -> Option<(Year, usize)> {
        let mut at = self.soft(i);
        if matches!(self.text.mark(at), ',' | '،') && self.digits(at + 1, 4).is_some_and(|y| y >= 1000) {
            at += 1;
        }
        if let Some(year) = self.digits(at, 4) {
            // Three digits only where an era follows, or nothing that they could count: (22 أبريل 571 - 8 يونيو 632).
            let counts = self.text.is_word(at + 1) || self.text.is_number(at + 1) || self.word(at).len() < 3;
            let bare = self.word(at).len() < 4 && self.era(at + 1).is_none();
            if bare && (counts || self.inside_figure(at, at + 1)) {
                return None;
            }
            if self.inside_figure(at, at + 1) && !matches!(self.text.mark(at + 1), '-' | '/') {
                return None;
            }
            if !(400..=2200).contains(&year) && !hijri {
                return None;
            }
            let era = self.era(at + 1);
            return Some((
                Year::Known { year: year as i16, hijri: era.map_or(hijri && year < 1600, |e| e.0) },
                era.map_or(at + 1, |e| e.1),
            ));
        }
        let of = self.word(at) == "من";
        if of {
            at = self.soft(at + 1);
        }
        if let Some(found) = self.year(at) {
            return Some(found);
        }
        if of && self.is_unit(at, Unit::Year, Count::One) && self.definite(at) {
            return Some((Year::Pointer(Pointer::This), at + 1));
        }
        if of {
            let year = self.digits(at, 4).filter(|y| self.word(at).len() == 4 && (1000..2200).contains(y))?;
            if self.inside_figure(at, at + 1) {
                return None;
            }
            let era = self.era(at + 1);
            let hijri = era.map_or(hijri && year < 1600, |e| e.0);
            return Some((Year::Known { year: year as i16, hijri }, era.map_or(at + 1, |e| e.1)));
        }
        None
    }

    fn month_word(&self, i: usize) -> Option<(bool, u8, Strength, usize)> {
        let classes = self.text.classes(i);
        // Phrases are tried wherever a first word could open one: ربيع and ذو have no sense of their own here.
        let greg = self.text.longest(i, MONTH);
        let hijri = self.text.longest(i, HIJRI);
        let _ = classes;
        let (len, index, is_hijri) = match (greg, hijri) {
            (Some(g), Some(h)) if h.0 > g.0 => (h.0, h.1, true),
            (Some(g), _) => (g.0, g.1, false),
            (None, Some(h)) => (h.0, h.1, true),
            (None, None) => return None,
        };
        let strength = Strength::from_index(index / SECOND)?;
        Some((is_hijri, (index % SECOND) as u8, strength, i + len))
    }

    /// A month: its name with doubles in brackets, after a stroke or bare; `شهر` with a name or number; `هذا الشهر`.
    pub fn month(&self, i: usize) -> Option<MonthName> {
        let i = self.soft(i);
        let mut at = i;
        let mut pointer = None;
        if let Some(lead) = self.lead(at) {
            pointer = match lead {
                Lead::This => Some(Pointer::This),
                Lead::That | Lead::Same => Some(Pointer::Same),
                _ => return None,
            };
            at = self.soft(at + 1);
        }
        let noun = self.is_unit(at, Unit::Month, Count::One);
        if noun {
            let noun_at = at;
            at = self.soft(at + 1);
            if self.definite(noun_at) {
                // الشهر الكريم is Ramadan; الشهر الحرام is one of four.
                if self.is(at, &["الكريم", "الفضيل", "المبارك"]) {
                    return Some(MonthName {
                        hijri: true,
                        month: 9,
                        strength: Strength::Strong,
                        noun: true,
                        pointer,
                        end: at + 1,
                    });
                }
                let which = self.which(at);
                if let Some(pointer) = pointer.or(which.map(|w| w.0)) {
                    let end = which.map_or(noun_at + 1, |w| w.1);
                    return Some(MonthName {
                        hijri: false,
                        month: 0,
                        strength: Strength::Strong,
                        noun: true,
                        pointer: Some(pointer),
                        end,
                    });
                }
                // الشهر الثامن
                let (month, end) = self.ordinal(at).filter(|o| o.0 <= 12)?;
                return Some(MonthName {
                    hijri: false,
                    month: month as u8,
                    strength: Strength::Weak,
                    noun: true,
                    pointer: None,
                    end,
                });
            }
            if let Some(month) = self.digits(at, 2).filter(|m| (1..=12).contains(m)) {
                if self.inside_figure(at, at + 1) {
                    return None;
                }
                return Some(self.numbered_month(month, at + 1));
            }
            if self.is_number_word(at)
                // شهر واحد is how long it lasts.
                && !self.is(at, &["واحد", "واحده"])
                && let Some((month, end)) = self.whole(at).filter(|m| (1..=12).contains(&m.0))
            {
                return Some(self.numbered_month(month, end));
            }
        }
        let (hijri, month, strength, mut end) = self.month_word(at)?;
        // A second name of the same month: يوليو/تموز, سبتمبر (أيلول), سبتمبر ايلول.
        let mark = self.text.mark(end);
        let opens = matches!(mark, '(' | '/' | '-' | '\\' | '–' | '[');
        let second = if opens { end + 1 } else { self.soft(end) };
        if let Some((other_hijri, other, _, after)) = self.month_word(second)
            && other == month
            && other_hijri == hijri
            && self.text.clitics(second).is_empty()
        {
            let closes = matches!(self.text.mark(after), ')' | ']');
            if !matches!(mark, '(' | '[') {
                end = after;
            } else if closes {
                end = after + 1;
            }
        }
        Some(MonthName { hijri, month, strength, noun, pointer, end })
    }

    fn numbered_month(&self, month: u32, end: usize) -> MonthName {
        MonthName {
            hijri: false,
            month: month as u8,
            strength: Strength::Strong,
            noun: true,
            pointer: None,
            end,
        }
    }

    /// A day of the month: digits, an ordinal, or number words; `غرة` and `سلخ` are edges and not read here.
    pub fn day_number(&self, i: usize) -> Option<(u8, DayForm, usize)> {
        let i = self.soft(i);
        if let Some(day) = self.digits(i, 2) {
            return (1..=31).contains(&day).then_some((day as u8, DayForm::Digits, i + 1));
        }
        if !self.is_number_word(i) {
            return None;
        }
        if let Some((day, end)) = self.ordinal(i).filter(|d| d.0 <= 31) {
            return Some((day as u8, DayForm::Ordinal, end));
        }
        let (day, end) = self.whole(i)?;
        (1..=31).contains(&day).then_some((day as u8, DayForm::Words, end))
    }

    /// Words that a preposition or conjunction of time can be: what stands before a month or year that is one.
    pub fn led_by_preposition(&self, i: usize) -> bool {
        let clitics = self.text.clitics(i);
        if clitics.any(Clitics::PREPOSITION) {
            return true;
        }
        matches!(
            self.bare(self.before(i)),
            "في" | "من"
                | "الي"
                | "حتي"
                | "منذ"
                | "خلال"
                | "بين"
                | "قبل"
                | "بعد"
                | "بحلول"
                | "لغايه"
                | "طوال"
                | "طيله"
                | "اعتبارا"
                | "مند"
                | "عن"
                | "ففي"
                | "وفي"
                | "وحتي"
        )
    }
}

/// How a day of the month is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DayForm {
    Digits,
    Ordinal,
    Words,
}
