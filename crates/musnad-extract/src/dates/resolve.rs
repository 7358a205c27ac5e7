//! From what the words say to TIMEX3 values: the publication day, the dates told before, and the way the sentence points
//! complete what an expression leaves out.

use jiff::ToSpan;
use jiff::civil::Date;
use musnad_text::annotation::{CalendarKind, DateAnchor, DateType};
use musnad_text::document::Published;

use super::calendar::{self, OUTSIDE, gregorian_to_hijri, hijri_to_gregorian, month_length};
use super::lexicon::{Feast, Pointer, Season, Unit};
use super::nearest::{feast_day, hijri_feast, nearest_year, nth_weekday_of_hijri, weekday};
use super::scan::{Clock, Day, Found, Length, Meaning, Scan, Year};
use super::timex::{at_grain, clock_value, edge_in_diary, moment, shifted, step, timex_length};
use crate::registry::Lean;

/// What is said of a day that its month does not have.
pub(crate) const IMPOSSIBLE: &str = "impossible day";

/// What is said of a day before the Gregorian calendar: it is given as written.
pub(crate) const JULIAN: &str = "before 15 October 1582: as written, by the Julian calendar";
/// What is said of `اليوم الأربعاء` in what was published on a Friday.
pub(crate) const BY_WEEKDAY: &str = "by its weekday, which is not the one counted from the publication day";

/// A value with what fixed it.
#[derive(Clone, Debug)]
pub(crate) struct Resolved {
    pub value: String,
    pub kind: DateType,
    pub calendar: CalendarKind,
    pub anchor: DateAnchor,
    pub weekday: Option<u8>,
    pub note: Option<&'static str>,
    /// The Gregorian day, where the value is one.
    pub date: Option<Date>,
    /// A weekday alone, which another mention may correct.
    pub bare_weekday: bool,
}

/// A point that later expressions of the text may count from.
#[derive(Clone, Copy, Debug)]
struct Told {
    token: usize,
    sentence: usize,
    hijri: bool,
    year: i16,
    month: u8,
}

/// A month that المقبل or its like placed behind the day of publication.
#[derive(Clone, Copy, Debug)]
struct Coming {
    end: usize,
    year: i16,
    month: u8,
}

/// A month without a year takes none from another sentence that stands farther back, in tokens.
const FAR: usize = 60;

/// Resolves expressions in the order of the text.
pub(crate) struct Resolver<'r> {
    scan: Scan<'r>,
    published: Option<Published>,
    lean: Lean,
    /// The last date with a year of its own.
    told: Option<Told>,
    coming: Option<Coming>,
    /// The month of writing, where the text gives it and no publication day is known: `8 مارس 2021 … 25 مارس الجاري`.
    around: Option<Date>,
    /// The sentence of the last month or year that the day of publication placed.
    placed: Option<usize>,
    last_day: Option<Date>,
    last_month: Option<(i16, u8)>,
    last_year: Option<i16>,
    /// The sentence of the last mention that set month and year, and the token after it.
    last_sentence: usize,
    last_end: usize,
    sentence: usize,
}

impl<'r> Resolver<'r> {
    pub fn new(scan: Scan<'r>, published: Option<Published>, lean: Lean) -> Resolver<'r> {
        Resolver {
            scan,
            published,
            lean,
            told: None,
            coming: None,
            around: None,
            placed: None,
            last_day: None,
            last_month: None,
            last_year: None,
            last_sentence: usize::MAX,
            last_end: 0,
            sentence: 0,
        }
    }

    /// Gives the month of writing, for texts without a publication day.
    pub fn written_around(&mut self, month: Option<Date>) {
        self.around = month.filter(|_| self.published.is_none());
    }

    fn today(&self) -> Option<Date> {
        self.published.map(|p| p.date)
    }

    /// The value of an expression.
    pub fn resolve(&mut self, found: &Found) -> Resolved {
        let sentences = self.scan.text.sentences();
        while sentences.get(self.sentence).is_some_and(|s| s.end <= found.first) {
            self.sentence += 1;
        }
        let resolved = match found.meaning {
            Meaning::Day(day) => self.day(&day, found),
            Meaning::Range(from, to) => self.range(&from, &to, found),
            Meaning::Clock(clock) => self.clock(&clock),
            Meaning::Length(length) => plain(DateType::Duration, timex_length(&length), DateAnchor::Explicit),
            Meaning::Every(length) => plain(DateType::Set, timex_length(&length), DateAnchor::Explicit),
            Meaning::EveryWeekday(weekday, clock) => {
                let time = clock.map(|c| clock_value(&c, None)).unwrap_or_default();
                plain(DateType::Set, format!("XXXX-WXX-{weekday}{time}"), DateAnchor::Explicit)
            }
            Meaning::Shift(length, sign, _) => self.shift(&length, sign),
            Meaning::Period(unit, pointer) => self.period(unit, pointer, found.first),
            Meaning::Season(season, year, pointer) => self.season(season, year, pointer),
            Meaning::Share(letter, number, year) => self.share(letter, number, year),
            Meaning::Years { first, digits } => {
                let value = match digits {
                    2 if first < 0 => format!("BC{:02}", first / -100 - 1),
                    2 => format!("{:02}", first / 100),
                    _ => format!("{:03}X", first / 10),
                };
                plain(DateType::Date, value, DateAnchor::Explicit)
            }
            Meaning::Decade(tens) => {
                let century = self.today().map_or(19, |d| d.year() / 100 - 1);
                plain(DateType::Date, format!("{century}{}X", tens / 10), DateAnchor::Published)
            }
            Meaning::HijriCentury(number) => {
                let mut resolved =
                    plain(DateType::Date, format!("H{:02}", number.saturating_sub(1)), DateAnchor::Explicit);
                resolved.calendar = CalendarKind::Hijri;
                resolved
            }
            Meaning::Feast(feast, days, year, pointer) => {
                let first = self.feast(feast, year, pointer);
                match first.date.filter(|_| days > 0) {
                    Some(date) => dated(date.checked_add(i64::from(days).days()).ok(), first.anchor),
                    None => first,
                }
            }
        };
        if matches!(found.meaning, Meaning::Day(_) | Meaning::Period(..) | Meaning::Shift(..)) {
            self.last_sentence = self.sentence;
            self.last_end = found.end;
        }
        if let Some(date) = resolved.date {
            self.last_day = Some(date);
            self.last_month = Some((date.year(), date.month() as u8));
            self.last_year = Some(date.year());
        }
        resolved
    }

    fn range(&mut self, from: &Day, to: &Day, found: &Found) -> Resolved {
        let told = self.told;
        let mut from = *from;
        if from.year.is_none() && from.year_pointer.is_none() {
            from.year = to.year;
            from.year_pointer = to.year_pointer;
            from.pointer = from.pointer.or(to.pointer);
        }
        let last = self.day(to, found);
        let mut first = self.day(&from, found);
        // `بين 20 يوليو و22 أكتوبر المقبل`: what the second points to bounds the first.
        if from.year.is_none()
            && from.month > 0
            && from.month <= to.month
            && first.value > last.value
            && let Some(year) = last.value.get(..4).and_then(|y| y.parse::<i16>().ok())
        {
            first = self.day(&Day { year: Some(year), pointer: None, ..from }, found);
        }
        // Between November and January: the year turns in the span.
        let last = if first.value > last.value && to.month < from.month && to.year.is_none() {
            let year = first.value.get(..4).and_then(|y| y.parse::<i16>().ok()).map(|y| y + 1);
            self.day(&Day { year, ..*to }, found)
        } else {
            last
        };
        // A span of years tells no year for what follows.
        self.told = told;
        Resolved { value: format!("{}/{}", first.value, last.value), date: None, bare_weekday: false, ..last }
    }

    fn day(&mut self, day: &Day, found: &Found) -> Resolved {
        let mut resolved = self.calendar_day(day, found);
        if day.weekday > 0 {
            resolved.weekday = Some(day.weekday);
        }
        if day.and_next
            && let Some(next) = resolved.date.and_then(|date| date.tomorrow().ok())
        {
            resolved.value = format!("{}/{next}", resolved.value);
        }
        if let Some(clock) = day.clock {
            let clock = Clock { part: clock.part.or(day.part), ..clock };
            resolved.value.push_str(&clock_value(&clock, None));
            resolved.kind = DateType::Time;
        }
        resolved
    }

    fn calendar_day(&mut self, day: &Day, found: &Found) -> Resolved {
        if !day.has_date() && day.year.is_none() && day.year_pointer.is_none() {
            if let Some(from) = day.from_publication {
                return self.day_from_publication(from, day.weekday);
            }
            return self.weekday(day, found);
        }
        if let Some(pointer) = day.month_pointer {
            return self.day_of_pointed_month(day, pointer);
        }
        if day.month == 0 {
            // A year by itself.
            if let Some(year) = day.year {
                self.tell(found, day.hijri, year, 0);
                if !day.hijri {
                    self.last_year = Some(year);
                }
                let mut resolved = plain(
                    DateType::Date,
                    match year {
                        _ if day.hijri => format!("H{year:04}"),
                        ..0 => format!("BC{:04}", year.unsigned_abs()),
                        _ => format!("{year:04}"),
                    },
                    DateAnchor::Explicit,
                );
                if day.hijri {
                    resolved.calendar = CalendarKind::Hijri;
                }
                return resolved;
            }
            return self.period(Unit::Year, day.year_pointer.unwrap_or(Pointer::This), found.first);
        }
        let (year, anchor) = self.year_of(day, found);
        let Some(year) = year else {
            let mut value = format!("{}XXXX-{:02}", if day.hijri { "H" } else { "" }, day.month);
            if day.day > 0 {
                value.push_str(&format!("-{:02}", day.day));
            }
            let mut resolved = plain(DateType::Date, value, DateAnchor::Explicit);
            if day.hijri {
                resolved.calendar = CalendarKind::Hijri;
            }
            return resolved;
        };
        if anchor == DateAnchor::Explicit {
            self.tell(found, day.hijri, year, day.month);
        }
        if day.hijri { self.hijri_day(day, year, anchor) } else { self.gregorian_day(day, year, anchor) }
    }

    fn tell(&mut self, found: &Found, hijri: bool, year: i16, month: u8) {
        self.told = Some(Told { token: found.end, sentence: self.sentence, hijri, year, month });
    }

    fn gregorian_day(&mut self, day: &Day, year: i16, anchor: DateAnchor) -> Resolved {
        let month = day.month;
        if day.nth != 0 {
            let first = Date::new(year, month as i8, 1).ok();
            let nth = first.and_then(|d| d.nth_weekday_of_month(day.nth, weekday(day.weekday)).ok());
            return dated(nth, anchor);
        }
        if day.last_day {
            let last = Date::new(year, month as i8, 1).map(|d| d.last_of_month());
            return dated(last.ok(), anchor);
        }
        if day.day == 0 {
            self.last_month = Some((year, month));
            self.last_year = Some(year);
            if let Some(edge) = day.edge.filter(|_| self.lean == Lean::Future)
                && let Some(resolved) = edge_in_diary(year, month, edge, anchor)
            {
                return resolved;
            }
            return plain(DateType::Date, format!("{year:04}-{month:02}"), anchor);
        }
        match Date::new(year, month as i8, day.day as i8) {
            Ok(date) => {
                Resolved { note: (date < calendar::REFORM).then_some(JULIAN), ..dated(Some(date), anchor) }
            }
            Err(_) => {
                let value = format!("{year:04}-{month:02}-{:02}", day.day);
                // The Julian calendar has a leap day every fourth year: 29 فبراير 1100.
                let leap_day = (month, day.day) == (2, 29) && year < 1582 && year % 4 == 0;
                let note = if leap_day { JULIAN } else { IMPOSSIBLE };
                Resolved { note: Some(note), ..plain(DateType::Date, value, anchor) }
            }
        }
    }

    fn hijri_day(&mut self, day: &Day, year: i16, anchor: DateAnchor) -> Resolved {
        let month = day.month as i8;
        let mut resolved = if day.nth != 0 {
            dated(nth_weekday_of_hijri(year, month, day.nth, day.weekday), anchor)
        } else if day.day == 0 && !day.last_day {
            plain(DateType::Date, format!("H{year:04}-{month:02}"), anchor)
        } else {
            let number = if day.last_day { month_length(year, month).unwrap_or(29) } else { day.day as i8 };
            match hijri_to_gregorian(year, month, number) {
                Some((date, in_table)) => {
                    Resolved { note: (!in_table).then_some(OUTSIDE), ..dated(Some(date), anchor) }
                }
                // Sighting may give a month the thirtieth day that the table does not: the day after the twenty-ninth.
                None if number == 30 => {
                    let next = hijri_to_gregorian(year, month, 29).and_then(|d| d.0.tomorrow().ok());
                    Resolved { note: Some(IMPOSSIBLE), ..dated(next, anchor) }
                }
                None => {
                    let value = format!("H{year:04}-{month:02}-{number:02}");
                    Resolved { note: Some(IMPOSSIBLE), ..plain(DateType::Date, value, anchor) }
                }
            }
        };
        resolved.calendar = CalendarKind::Hijri;
        resolved
    }

    fn day_of_pointed_month(&mut self, day: &Day, pointer: Pointer) -> Resolved {
        let month = match pointer {
            Pointer::Same if self.last_month.is_some() => self.last_month,
            _ => self.today().and_then(|today| {
                let moved = shifted(today, i64::from(step(pointer)), Unit::Month)?;
                Some((moved.year(), moved.month() as u8))
            }),
        };
        let anchor = if pointer == Pointer::Same { DateAnchor::Context } else { DateAnchor::Published };
        let month = month.map(|(year, month)| {
            let named = match day.year_pointer {
                Some(pointer) => self.today().map(|d| d.year() + step(pointer) as i16),
                None => day.year,
            };
            (named.unwrap_or(year), month)
        });
        match month {
            Some((year, month)) => self.gregorian_day(&Day { month, ..*day }, year, anchor),
            None if day.day == 0 => plain(DateType::Date, "XXXX-XX".to_owned(), anchor),
            None => plain(DateType::Date, format!("XXXX-XX-{:02}", day.day), anchor),
        }
    }

    /// The year of a day or month: its own, the one pointed to, the one told just before, else the one that publication gives.
    fn year_of(&mut self, day: &Day, found: &Found) -> (Option<i16>, DateAnchor) {
        if let Some(year) = day.year {
            return (Some(year), DateAnchor::Explicit);
        }
        let today = self.today();
        if let Some(pointer) = day.year_pointer {
            let this = if day.hijri {
                today.and_then(gregorian_to_hijri).map(|h| h.0)
            } else {
                today.map(|d| d.year())
            };
            return match pointer {
                Pointer::Same if !day.hijri => (self.last_year.or(this), DateAnchor::Context),
                _ => (this.map(|y| y + step(pointer) as i16), DateAnchor::Published),
            };
        }
        if day.pointer == Some(Pointer::Same)
            && let Some(year) = self.last_year.filter(|_| !day.hijri)
        {
            return (Some(year), DateAnchor::Context);
        }
        if day.from_publication.is_none()
            && day.pointer.is_none()
            && day.weekday == 0
            && let Some(year) = self
                .coming_year(day, found)
                .or_else(|| self.told_year(day, found))
                .or_else(|| self.year_of_range(day, found))
        {
            return (Some(year), DateAnchor::Context);
        }
        let Some(today) = today.or(self.around) else {
            // `25 مارس الجاري`: nothing but the text itself gives the year.
            let plain = matches!(day.pointer, Some(Pointer::This | Pointer::Same));
            let told = self.told.filter(|t| t.hijri == day.hijri && plain);
            let year = told.map(|t| if t.month > 0 && day.month < t.month { t.year + 1 } else { t.year });
            return (year, if year.is_some() { DateAnchor::Context } else { DateAnchor::Explicit });
        };
        let anchor = if self.published.is_some() { DateAnchor::Published } else { DateAnchor::Context };
        // Of the month of writing the day is not known.
        if self.published.is_none() && day.month == today.month() as u8 && !day.hijri && day.pointer.is_none()
        {
            return (Some(today.year()), anchor);
        }
        let ahead = self.scan.points_ahead(found);
        let year = nearest_year(day, today, ahead, self.lean);
        self.placed = Some(self.sentence);
        let next = matches!(day.pointer, Some(Pointer::Next | Pointer::After | Pointer::NextButOne));
        if let Some(year) = year.filter(|_| next && !day.hijri) {
            self.coming = Some(Coming { end: found.end, year, month: day.month });
        }
        (year, anchor)
    }

    /// `في أبريل المقبل أو في جوان`: what is joined to a coming month is the first such month from there on.
    fn coming_year(&self, day: &Day, found: &Found) -> Option<i16> {
        let coming =
            self.coming.filter(|c| !day.hijri && c.end <= found.first && found.first - c.end <= 4)?;
        let text = self.scan.text;
        let joins = |i: usize| {
            matches!(text.mark(i), '،' | ',')
                || matches!(text.word(i), "و" | "او" | "ثم" | "في" | "وفي" | "شهر" | "الي" | "حتي")
        };
        let mut between = coming.end..found.first;
        let joined = between.clone().any(|i| !matches!(text.mark(i), '،' | ','))
            || text.clitics(found.first).any(musnad_text::token::Clitics::WA);
        (joined && between.all(joins)).then_some(if day.month < coming.month {
            coming.year + 1
        } else {
            coming.year
        })
    }

    /// `من سبتمبر إلى نوفمبر`: the end is the first such month from the beginning on.
    fn year_of_range(&self, day: &Day, found: &Found) -> Option<i16> {
        let to = matches!(self.scan.word(self.last_end), "الي" | "حتي" | "وحتي" | "والي");
        let (year, month) =
            self.last_month.filter(|_| to && !day.hijri && self.last_end + 1 == found.first)?;
        Some(if day.month < month { year + 1 } else { year })
    }

    /// The year of the date told before in this sentence, or in the one before where that date had a month: the next such month
    /// from there on. A year that is over is what a narrative goes on in; this year's is what publication gives as well. From
    /// another sentence no year is taken where this one has a month that publication placed, or points ahead.
    fn told_year(&self, day: &Day, found: &Found) -> Option<i16> {
        let told = self.told.filter(|t| t.hijri == day.hijri)?;
        let near = told.sentence == self.sentence || (told.month > 0 && told.sentence + 1 == self.sentence);
        if !near {
            return None;
        }
        let year = if told.month > 0 && day.month < told.month { told.year + 1 } else { told.year };
        if let Some(today) = self.today().or(self.around) {
            let contradicted = told.sentence != self.sentence
                && (self.placed == Some(self.sentence)
                    || told.token + FAR < found.first
                    || self.scan.promises(found));
            if contradicted {
                return None;
            }
            let this = if day.hijri { gregorian_to_hijri(today)?.0 } else { today.year() };
            if year >= this || told.month == 0 && told.year + 3 < this && told.sentence != self.sentence {
                return None;
            }
        }
        Some(year)
    }

    /// A weekday beside اليوم or أمس is the surer of the two: a report may be published days after it was written, never before.
    /// Today and what was before it lie in the week up to the day of publication; what is to come lies within three days of it.
    fn day_from_publication(&self, days: i32, weekday: u8) -> Resolved {
        let Some(date) = self.today().and_then(|d| d.checked_add(days.days()).ok()) else {
            return plain(DateType::Date, "XXXX-XX-XX".to_owned(), DateAnchor::Published);
        };
        let latest = match days {
            ..=0 if self.lean == Lean::Past => -i64::from(days),
            1 if self.lean == Lean::Past => 2,
            _ => 3,
        };
        let off = match weekday {
            0 => 0,
            _ => {
                let ahead = i64::from(weekday as i8 - date.weekday().to_monday_one_offset());
                latest - (latest - ahead).rem_euclid(7)
            }
        };
        Resolved {
            note: (off != 0).then_some(BY_WEEKDAY),
            ..dated(date.checked_add(off.days()).ok(), DateAnchor::Published)
        }
    }

    fn weekday(&self, day: &Day, found: &Found) -> Resolved {
        let Some(today) = self.today() else {
            let value = format!("XXXX-WXX-{}", day.weekday);
            return plain(DateType::Date, value, DateAnchor::Published);
        };
        let now = today.weekday().to_monday_one_offset();
        let wanted = day.weekday as i8;
        if let Some(pointer) = day.week_pointer {
            let days = i64::from(wanted - now) + 7 * i64::from(step(pointer));
            return dated(today.checked_add(days.days()).ok(), DateAnchor::Published);
        }
        let back = i64::from((now - wanted).rem_euclid(7));
        let strictly_back = if back == 0 { 7 } else { back };
        let days = match day.pointer {
            Some(Pointer::Last | Pointer::Before) => -strictly_back,
            Some(Pointer::Next | Pointer::After) => 7 - back,
            Some(Pointer::LastButOne) => -strictly_back - 7,
            Some(Pointer::NextButOne) => 14 - back,
            Some(Pointer::This) => i64::from(wanted - now),
            Some(Pointer::Same) => {
                if let Some(date) = self.last_day.filter(|d| d.weekday().to_monday_one_offset() == wanted) {
                    return dated(Some(date), DateAnchor::Context);
                }
                -back
            }
            None if self.lean == Lean::Future => 7 - back,
            // On its own day a weekday that lies ahead is today's.
            None if self.scan.points_ahead(found) => (7 - back) % 7,
            None => -back,
        };
        let mut resolved = dated(today.checked_add(days.days()).ok(), DateAnchor::Published);
        resolved.bare_weekday = day.pointer.is_none();
        resolved
    }

    fn clock(&self, clock: &Clock) -> Resolved {
        // In a diary the day of writing is the day meant, once the moment of writing is known; midnight sharp only says that the
        // stamp had no time.
        if let Some(Published { date, time: Some(time) }) = self.published
            && self.lean == Lean::Future
            && (time.hour(), time.minute()) != (0, 0)
        {
            let value = format!("{date}{}", clock_value(clock, Some((time.hour(), time.minute()))));
            return plain(DateType::Time, value, DateAnchor::Published);
        }
        plain(DateType::Time, clock_value(clock, None), DateAnchor::Explicit)
    }

    fn shift(&self, length: &Length, sign: i8) -> Resolved {
        let unit = length.unit;
        let Some(published) = self.published else {
            let value = match unit {
                Unit::Week => "XXXX-WXX",
                Unit::Month => "XXXX-XX",
                Unit::Year | Unit::Decade | Unit::Century => "XXXX",
                _ => "XXXX-XX-XX",
            };
            return plain(DateType::Date, value.to_owned(), DateAnchor::Published);
        };
        let count = length.count * f64::from(sign);
        if unit <= Unit::Hour {
            return moment(published, length, sign);
        }
        // A year and a half is eighteen months.
        let (count, by) = match unit {
            Unit::Year if count.fract() != 0.0 => (count * 12.0, Unit::Month),
            Unit::Month if count.fract() != 0.0 => (count * 30.0, Unit::Day),
            Unit::Week if count.fract() != 0.0 => (count * 7.0, Unit::Day),
            _ => (count, unit),
        };
        match shifted(published.date, count.round() as i64, by) {
            // A diary counts weeks to the day.
            Some(date) if unit == Unit::Week && self.lean == Lean::Future => {
                dated(Some(date), DateAnchor::Published)
            }
            Some(date) => at_grain(date, unit, DateAnchor::Published),
            None => plain(DateType::Date, "XXXX".to_owned(), DateAnchor::Published),
        }
    }

    fn period(&mut self, unit: Unit, pointer: Pointer, first: usize) -> Resolved {
        // `العام التالي` counts from the date just told, where there is one.
        let told = match pointer {
            Pointer::Last | Pointer::This | Pointer::Next | Pointer::LastButOne | Pointer::NextButOne => None,
            Pointer::Same => self.told_date(unit),
            Pointer::Before | Pointer::After => {
                let near = self.told.is_some_and(|t| t.sentence + 1 >= self.sentence && t.token <= first)
                    || self.last_sentence == self.sentence
                    || unit == Unit::Month
                        && self.last_sentence != usize::MAX
                        && self.last_sentence + 1 == self.sentence;
                if near || unit == Unit::Day { self.told_date(unit) } else { None }
            }
        };
        if let Some(date) = told
            && let Some(moved) = shifted(date, i64::from(step(pointer)), unit)
        {
            // What is compared with the month before stays the month of the report: the next `الشهر السابق` counts from it again.
            if pointer != Pointer::Before {
                self.remember(moved, unit);
            }
            return at_grain(moved, unit, DateAnchor::Context);
        }
        let Some(today) = self.today() else {
            let value = match unit {
                Unit::Week => "XXXX-WXX",
                Unit::Month => "XXXX-XX",
                Unit::Year => "XXXX",
                Unit::Decade => "XXXX",
                Unit::Century => "XX",
                _ => "XXXX-XX-XX",
            };
            return plain(DateType::Date, value.to_owned(), DateAnchor::Published);
        };
        match shifted(today, i64::from(step(pointer)), unit) {
            Some(moved) => {
                self.remember(moved, unit);
                at_grain(moved, unit, DateAnchor::Published)
            }
            None => plain(DateType::Date, "XXXX".to_owned(), DateAnchor::Published),
        }
    }

    fn remember(&mut self, date: Date, unit: Unit) {
        match unit {
            Unit::Month => {
                self.last_month = Some((date.year(), date.month() as u8));
                self.last_year = Some(date.year());
            }
            Unit::Year => self.last_year = Some(date.year()),
            _ => {}
        }
    }

    fn told_date(&self, unit: Unit) -> Option<Date> {
        match unit {
            Unit::Month => self.last_month.and_then(|(y, m)| Date::new(y, m as i8, 1).ok()),
            Unit::Year | Unit::Decade | Unit::Century => self.last_year.and_then(|y| Date::new(y, 1, 1).ok()),
            _ => self.last_day,
        }
    }

    /// A year named beside a season or a quarter; else the one that publication gives.
    fn plain_year(&self, year: Option<Year>) -> (Option<i16>, DateAnchor) {
        let this = self.today().map(|d| d.year());
        match year {
            Some(Year::Known { year, .. }) => (Some(year), DateAnchor::Explicit),
            Some(Year::Pointer(Pointer::Same)) => (self.last_year.or(this), DateAnchor::Context),
            Some(Year::Pointer(pointer)) => (this.map(|y| y + step(pointer) as i16), DateAnchor::Published),
            None => match self.told.filter(|t| !t.hijri && t.sentence == self.sentence) {
                Some(told) => (Some(told.year), DateAnchor::Context),
                None => (this, DateAnchor::Published),
            },
        }
    }

    fn season(&self, season: Season, year: Option<Year>, pointer: Option<Pointer>) -> Resolved {
        let letters = match season {
            Season::Spring => "SP",
            Season::Summer => "SU",
            Season::Autumn => "FA",
            Season::Winter => "WI",
        };
        let (mut known, anchor) = self.plain_year(year);
        if let (Some(pointer), Some(today)) = (pointer, self.today()) {
            // The months in which a season begins and ends; winter is of the year in which it begins.
            let (begin, end) = match season {
                Season::Spring => (3, 5),
                Season::Summer => (6, 8),
                Season::Autumn => (9, 11),
                Season::Winter => (12, 14),
            };
            let now = today.month();
            let mut year = today.year();
            match pointer {
                Pointer::Last | Pointer::Before if now <= end => year -= 1,
                Pointer::Next | Pointer::After if now >= begin => year += 1,
                _ => {}
            }
            known = Some(year);
        }
        let value = match known {
            Some(year) if (1300..1500).contains(&year) => format!("H{year:04}-{letters}"),
            Some(year) => format!("{year:04}-{letters}"),
            None => format!("XXXX-{letters}"),
        };
        plain(DateType::Date, value, anchor)
    }

    fn share(&self, letter: char, number: u8, year: Option<Year>) -> Resolved {
        let (mut known, anchor) = self.plain_year(year);
        if year.is_none() && anchor == DateAnchor::Published {
            // A quarter that has not begun on the day of publication is last year's, unless the text points ahead.
            if let (Some(y), Some(today)) = (known, self.today()) {
                let months = if letter == 'Q' { 3 } else { 6 };
                if (number - 1) as i8 * months >= today.month() && self.lean == Lean::Past {
                    known = Some(y - 1);
                }
            }
        }
        let value = match known {
            Some(year) if (1300..1500).contains(&year) => format!("H{year:04}-{letter}{number}"),
            Some(year) => format!("{year:04}-{letter}{number}"),
            None => format!("XXXX-{letter}{number}"),
        };
        plain(DateType::Date, value, anchor)
    }

    fn feast(&self, feast: Feast, year: Option<Year>, pointer: Option<Pointer>) -> Resolved {
        let today = self.today();
        let known = match year {
            Some(Year::Known { year, hijri: true }) => {
                let (month, day) = hijri_feast(feast).unwrap_or((1, 1));
                let date = hijri_to_gregorian(year, month, day).map(|d| d.0);
                return dated(date, DateAnchor::Explicit);
            }
            Some(Year::Known { year, .. }) => Some(year),
            Some(Year::Pointer(pointer)) => today.map(|d| d.year() + step(pointer) as i16),
            None => None,
        };
        if let Some(known) = known {
            let anchor = match year {
                Some(Year::Known { .. }) => DateAnchor::Explicit,
                _ => DateAnchor::Published,
            };
            return dated(feast_day(feast, known), anchor);
        }
        let Some(today) = today else {
            return plain(DateType::Date, "XXXX-XX-XX".to_owned(), DateAnchor::Published);
        };
        let distance = |date: &Date| i64::from(calendar::days(*date) - calendar::days(today));
        let candidates: Vec<Date> =
            (today.year() - 1..=today.year() + 1).filter_map(|year| feast_day(feast, year)).collect();
        let best = match pointer {
            Some(Pointer::Last | Pointer::Before) => {
                candidates.iter().filter(|d| distance(d) < 0).max_by_key(|d| distance(d))
            }
            Some(Pointer::Next | Pointer::After) => {
                candidates.iter().filter(|d| distance(d) > 0).min_by_key(|d| distance(d))
            }
            _ if self.lean == Lean::Future => {
                candidates.iter().filter(|d| distance(d) >= 0).min_by_key(|d| distance(d))
            }
            _ => candidates.iter().min_by_key(|d| distance(d).abs()),
        };
        dated(best.copied(), DateAnchor::Published)
    }
}

pub(crate) fn plain(kind: DateType, value: String, anchor: DateAnchor) -> Resolved {
    Resolved {
        value,
        kind,
        calendar: CalendarKind::Gregorian,
        anchor,
        weekday: None,
        note: None,
        date: None,
        bare_weekday: false,
    }
}

pub(crate) fn dated(date: Option<Date>, anchor: DateAnchor) -> Resolved {
    let value = date.map_or_else(|| "XXXX-XX-XX".to_owned(), |d| d.to_string());
    Resolved { date, ..plain(DateType::Date, value, anchor) }
}
