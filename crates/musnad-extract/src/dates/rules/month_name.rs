//! Dates with a month's name or number: `8 كانون الثاني/يناير 2022`, `السادس من أبريل`, `سبتمبر (أيلول) 2014`, `شهر 3`.

use musnad_text::chars::Marks;

use crate::dates::calendar::{gregorian_to_hijri, month_start};
use crate::dates::lexicon::{Count, Cue, EDGE, Edge, Pointer, Strength, Unit};
use crate::dates::scan::{Day, DayForm, Found, Meaning, MonthName, Scan, Year};

impl<'r> Scan<'r> {
    /// Puts a month and what follows it (الماضي, a year) into `day`; returns the end.
    pub fn month_tail(&self, day: &mut Day, month: &MonthName) -> usize {
        day.hijri = month.hijri;
        day.month = month.month;
        if month.month == 0 {
            day.month_pointer = month.pointer;
            return month.end;
        }
        day.pointer = month.pointer;
        let mut end = month.end;
        let at = self.soft(end);
        if month.hijri && self.is(at, &["المبارك", "الحرام", "الكريم"]) {
            end = at + 1;
        }
        let at = self.soft(end);
        if let Some((pointer, after)) = self.which(at).filter(|p| p.0 != Pointer::Before) {
            day.pointer = Some(pointer);
            end = after;
        }
        // `يوليو 2012 - 15`? no: a year that opens a range of years is still the month's.
        // `شهر مايو الماضي 1959 فرعا`: after الماضي a year is not wanted, and the number counts.
        let counted = |at: usize| day.pointer.is_some() && self.text.is_number(at - 1) && self.counts(at);
        if let Some((year, at)) = self.year_after(end, month.hijri).filter(|y| !counted(y.1)) {
            match year {
                Year::Known { year, hijri } => {
                    let hijri = hijri || month.hijri && (1300..1600).contains(&year);
                    // رمضان 2013: the one that begins in that year.
                    let year = match (month.hijri, hijri) {
                        (true, false) => hijri_year_of(year, month.month),
                        (false, true) => None,
                        _ => Some(year),
                    };
                    if year.is_none() {
                        return end;
                    }
                    day.year = year;
                }
                Year::Pointer(pointer) => day.year_pointer = Some(pointer),
            }
            end = at;
        }
        end
    }

    /// `8 يناير 2022`, `السادس من أبريل`, `28 من شهر شوال`, `التاسع عشر من هذا الشهر`.
    pub fn day_then_month(&self, i: usize) -> Option<(Day, usize)> {
        let (number, form, at) = self.day_number(i)?;
        // الأسبوع الأول من سبتمبر, النصف الثاني من رجب: the ordinal is of a part of the month; الدفعة الثانية is of anything.
        if form == DayForm::Ordinal {
            let previous = self.before(i);
            let part = self.unit(previous).is_some_and(|u| u.0 != Unit::Day) || self.is_number_word(previous);
            if self.definite(previous) && part || at == self.soft(i) + 1 && self.feminine(self.soft(i)) {
                return None;
            }
        }
        self.month_of_day(number, form, at)
    }

    fn month_of_day(&self, number: u8, form: DayForm, at: usize) -> Option<(Day, usize)> {
        let mut at = self.soft(at);
        let of = self.word(at) == "من" || self.word(at) == "لشهر" || self.word(at) == "بشهر";
        if self.word(at) == "من" {
            at = self.soft(at + 1);
        }
        let month = self.month(at)?;
        // `ثلاثة مارس` is rare, `الثالث مارس` is not; a bare number word needs من or شهر.
        if form == DayForm::Words && !of && !month.noun && month.strength != Strength::Strong {
            return None;
        }
        let clitics = self.text.clitics(at);
        if !of && !clitics.is_empty() && !month.noun && !month.hijri {
            return None;
        }
        if month.noun && month.month > 0 && month.end == at + 2 && form == DayForm::Words && !of {
            return None;
        }
        let mut day = Day { day: number, ..Day::default() };
        let end = self.month_tail(&mut day, &month);
        Some((day, end))
    }

    /// Two or more days of one month: `13-15 يوليو`, `من 13 إلى 15 يوليو`, `بين 3 و5 مارس`, `3 و4 مارس`. A dash or بين makes
    /// one span, every other joint one span for each day.
    pub fn days_of_month(&self, i: usize, out: &mut Vec<Found>) -> Option<usize> {
        if let Some(end) = self.day_to_numeric_date(i, out) {
            return Some(end);
        }
        let (first, form, mut at) = self.day_number(i)?;
        let mut days = [(first, i, at); 4];
        let mut count = 1;
        let mut joint = Joint::And;
        while count < days.len() {
            let next = self.soft(at);
            let mark = self.text.mark(next);
            let (kind, second) = match self.word(next) {
                "الي" | "حتي" | "لغايه" | "وحتي" | "والي" => (Joint::To, next + 1),
                "و" => (Joint::And, next + 1),
                _ if matches!(mark, '-' | '–' | '—' | '/') => (Joint::Dash, next + 1),
                _ if form == DayForm::Ordinal
                    && self.text.clitics(next).any(musnad_text::token::Clitics::WA) =>
                {
                    (Joint::And, next)
                }
                _ if matches!(mark, '،' | ',') && self.text.is_number(next + 1) => (Joint::And, next + 1),
                _ => break,
            };
            let Some((day, other, end)) = self.day_number(second).filter(|d| d.1 == form) else { break };
            let _ = other;
            if let Some(slot) = days.get_mut(count) {
                *slot = (day, self.soft(second), end);
            }
            count += 1;
            joint = kind;
            at = end;
            if kind != Joint::And {
                break;
            }
        }
        let [opening, second, ..] = days;
        if count < 2 || (joint != Joint::And && opening.0 >= second.0) {
            return None;
        }
        let &(last, last_first, _) = days.get(count - 1)?;
        let (day, end) = self.month_of_day(last, form, at)?;
        let with = |number: u8| Day { day: number, ..day };
        let previous = self.before(i);
        let between = self.is(previous, &["بين", "وبين"]);
        let from = self.is(previous, &["من", "ومن"]);
        let one = joint == Joint::Dash || count == 2 && between || joint == Joint::To && !from;
        if one {
            let meaning = Meaning::Range(with(opening.0), day);
            out.push(Found { first: i, end, meaning, rule: "days_of_month" });
            return Some(end);
        }
        for &(number, first, end) in days.iter().take(count - 1) {
            out.push(Found { first, end, meaning: Meaning::Day(with(number)), rule: "days_of_month" });
        }
        out.push(Found { first: last_first, end, meaning: Meaning::Day(day), rule: "days_of_month" });
        Some(end)
    }

    /// `من 8 إلى 29/11/1433هـ`, `20 – 30/10/1436هـ`: the first day takes month and year of the second.
    fn day_to_numeric_date(&self, i: usize, out: &mut Vec<Found>) -> Option<usize> {
        let first = self.digits(i, 2).filter(|d| (1..=31).contains(d))?;
        let dash = matches!(self.text.mark(i + 1), '-' | '–' | '—');
        if !dash && !self.is(i + 1, &["الي", "حتي", "و"]) {
            return None;
        }
        let (last, end) = self.numeric_date(i + 2, false)?;
        if first >= u32::from(last.day) {
            return None;
        }
        let from = Day { day: first as u8, ..last };
        if dash {
            out.push(Found { first: i, end, meaning: Meaning::Range(from, last), rule: "days_of_month" });
        } else {
            out.push(Found { first: i, end: i + 1, meaning: Meaning::Day(from), rule: "days_of_month" });
            out.push(Found { first: i + 2, end, meaning: Meaning::Day(last), rule: "days_of_month" });
        }
        Some(end)
    }

    /// A month without a day: `آذار عام ٢٠١٩`, `يوليو/تموز`, `شهر رمضان`; and `يوليو 13-15`, the month first.
    pub fn month_alone(&self, i: usize, out: &mut Vec<Found>) -> Option<usize> {
        let month = self.month(i)?;
        let mut day = Day::default();
        let end = self.month_tail(&mut day, &month);
        if month.month == 0 {
            // `هذا الشهر` is a period, read with the others.
            return None;
        }
        // الشهر السادس is a month of anything that lasts; only a year makes it June.
        let counted = month.noun && month.strength == Strength::Weak && self.definite(i) && !month.hijri;
        if counted && day.year.is_none() && day.year_pointer.is_none() {
            return None;
        }
        let surer = day.year.is_some() || day.year_pointer.is_some() || day.pointer.is_some() || month.noun;
        if !surer
            && end == month.end
            && let Some(end) = self.month_then_days(i, &month, out)
        {
            return Some(end);
        }
        let article = self.definite(i) && !month.noun && !month.hijri;
        let sure = surer
            || match month.strength {
                Strength::Strong => true,
                Strength::Named => self.led_by_preposition(i) || self.cue(self.before(i), Cue::Observance),
                Strength::Weak => {
                    !month.hijri && self.led_by_preposition(i) && !self.text.marks(i).has(Marks::TANWEEN)
                }
                Strength::Rare => false,
            };
        // A doubled name is sure whatever the name: آب (أغسطس).
        let doubled = month.end > i + 2;
        if article || !(sure || doubled) {
            return None;
        }
        // The day is part of an event's or a street's name: ثورة 25 يناير is handled by its day; حرب أكتوبر here.
        if !surer && self.cue(self.before(i), Cue::Event) {
            return None;
        }
        out.push(Found { first: i, end, meaning: Meaning::Day(day), rule: "month_alone" });
        Some(end)
    }

    /// `يوليو 13-15`, `تموز 13 إلى 15`, `مارس 8، 2021`: the month before the day.
    fn month_then_days(&self, i: usize, month: &MonthName, out: &mut Vec<Found>) -> Option<usize> {
        let at = self.soft(month.end);
        let first = self.digits(at, 2).filter(|d| (1..=31).contains(d))?;
        let day =
            |number: u32| Day { hijri: month.hijri, month: month.month, day: number as u8, ..Day::default() };
        let joint = matches!(self.text.mark(at + 1), '-' | '–') || self.is(at + 1, &["الي", "حتي"]);
        if joint {
            let second = self.digits(at + 2, 2).filter(|d| (first + 1..=31).contains(d))?;
            let (mut from, mut to) = (day(first), day(second));
            let mut end = at + 3;
            if let Some((Year::Known { year, hijri: false }, after)) = self.year_after(end, false) {
                (from.year, to.year, end) = (Some(year), Some(year), after);
            }
            out.push(Found { first: i, end, meaning: Meaning::Range(from, to), rule: "month_then_days" });
            return Some(end);
        }
        let mut one = day(first);
        let mut end = at + 1;
        if matches!(self.text.mark(end), '،' | ',') {
            let (year, after) = self.year_after(end, false)?;
            let Year::Known { year, .. } = year else { return None };
            one.year = Some(year);
            end = after;
        } else if self.text.is_word(end) || self.inside_figure(at, end) {
            return None;
        }
        out.push(Found { first: i, end, meaning: Meaning::Day(one), rule: "month_then_days" });
        Some(end)
    }

    /// `غرة رمضان`, `مطلع 2015`, `أواخر يونيو الماضي`, `نهاية العام الجاري`, `آخر يوم من شهر …`: the edge belongs to the span;
    /// only those that name a day (غرة, سلخ, `آخر يوم من`) change the value.
    pub fn edge(&self, i: usize, out: &mut Vec<Found>) -> Option<usize> {
        let edge = Edge::from_index(self.text.sense(i, EDGE)?)?;
        if self.definite(i) {
            return None;
        }
        let mut at = self.soft(i + 1);
        if matches!(edge, Edge::Head | Edge::Tail) {
            if !self.is_unit(at, Unit::Day, Count::One) {
                return None;
            }
            at = self.soft(at + 1);
        }
        let whole_day = matches!(edge, Edge::First | Edge::Last | Edge::Head | Edge::Tail);
        // بداية من 2004: from 2004 on.
        if self.word(at) == "من" && edge == Edge::Begin {
            return None;
        }
        if matches!(self.word(at), "من" | "في") || self.is(at, &["ل", "ب"]) {
            at = self.soft(at + 1);
        } else if matches!(edge, Edge::Head | Edge::Tail) && !self.text.has(at, crate::dates::lexicon::UNIT) {
            return None;
        }
        // `نصف عام` is a length; `نصف شهر مارس` is a day's neighbourhood.
        let half = self.is(i, &["نصف", "نص"]) || matches!(self.text.stem(i), "نصف" | "نص");
        if let Some(month) = self.month(at) {
            let mut day = Day::default();
            let end = self.month_tail(&mut day, &month);
            match edge {
                Edge::First | Edge::Head => day.day = 1,
                Edge::Last | Edge::Tail => day.last_day = true,
                _ => day.edge = Some(edge),
            }
            let meaning = match day.month_pointer {
                Some(pointer) if !whole_day => Meaning::Period(Unit::Month, pointer),
                _ => Meaning::Day(day),
            };
            out.push(Found { first: i, end, meaning, rule: "edge_of_month" });
            return Some(end);
        }
        if whole_day || half {
            return None;
        }
        if let Some((year, end)) = self.year(at) {
            out.push(Found { first: i, end, meaning: year_meaning(year), rule: "edge_of_year" });
            return Some(end);
        }
        if let Some(year) =
            self.digits(at, 4).filter(|y| (1300..2200).contains(y) && self.word(at).len() == 4)
            && !self.inside_figure(at, at + 1)
        {
            let era = self.era(at + 1);
            let hijri = era.map_or(year < 1500, |e| e.0);
            let end = era.map_or(at + 1, |e| e.1);
            let meaning = year_meaning(Year::Known { year: year as i16, hijri });
            out.push(Found { first: i, end, meaning, rule: "edge_of_year" });
            return Some(end);
        }
        // What is left of the noun phrase is read by the rules for periods, seasons, decades; the edge joins its span.
        let len = out.len();
        let end = super::period(self, at, out)?;
        if let Some(found) = out.get_mut(len) {
            found.first = i;
        }
        Some(end)
    }
}

/// The Hijri year whose month of that number begins in a Gregorian year.
fn hijri_year_of(year: i16, month: u8) -> Option<i16> {
    let first = gregorian_to_hijri(jiff::civil::Date::new(year, 1, 1).ok()?)?.0;
    (first..=first + 1).find(|&hijri| month_start(hijri, month as i8).is_some_and(|d| d.year() == year))
}

/// How the days of one month are joined.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    And,
    To,
    Dash,
}

/// What a year by itself means.
pub(crate) fn year_meaning(year: Year) -> Meaning {
    match year {
        Year::Known { year, hijri } => Meaning::Day(Day { hijri, year: Some(year), ..Day::default() }),
        Year::Pointer(pointer) => Meaning::Period(Unit::Year, pointer),
    }
}
