//! Clock times: `الساعة الثالثة عصرا`, `14:30 بتوقيت غرينتش`, `الثالثة وربع`, `في الخامسة من مساء اليوم`.

use musnad_text::token::Clitics;

use crate::dates::lexicon::{Count, Lead, Part, Unit};
use crate::dates::scan::{Clock, Day, Found, Meaning, Scan};
use crate::numbers;

impl<'r> Scan<'r> {
    /// A clock time and, where its day stands right after it, the day: one span.
    pub fn clock(&self, i: usize, out: &mut Vec<Found>) -> Option<usize> {
        let (mut clock, end) = self.clock_time(i)?;
        if let Some(end) = self.footer(i, end, &clock) {
            let day = Day { from_publication: Some(0), clock: Some(clock), ..Day::default() };
            out.push(Found { first: i, end, meaning: Meaning::Day(day), rule: "agency_footer" });
            return Some(end);
        }
        if let Some((mut day, after)) = self.day_of_clock(end) {
            clock.part = clock.part.or(day.part);
            day.clock = Some(clock);
            out.push(Found { first: i, end: after, meaning: Meaning::Day(day), rule: "clock_then_day" });
            return Some(after);
        }
        let end = self.time_zone(end);
        out.push(Found { first: i, end, meaning: Meaning::Clock(clock), rule: "clock" });
        Some(end)
    }

    /// `12:09 ت م` with its line to itself is when an agency sent the report: a time of the day of publication. One past it.
    fn footer(&self, i: usize, end: usize, clock: &Clock) -> Option<usize> {
        let newline = |at: usize| at >= self.text.len() || self.text.mark(at) == '\n';
        let sent = clock.digital && self.word(end) == "ت" && self.word(end + 1) == "م";
        let alone = (i == 0 || newline(i - 1)) && newline(end + 2);
        (sent && alone).then_some(end + 2)
    }

    /// `هذا المساء`, `هذه الليلة`: the day of publication. `منتصف الليل`: twelve at night, with its day where it has one.
    pub fn part_of_today(&self, i: usize, out: &mut Vec<Found>) -> Option<usize> {
        let at = self.soft(i + 1);
        if self.lead(i) == Some(Lead::This) {
            // هذا العصر is an age, هذه الأمسية an event.
            let (part, _, end) = self
                .part(at)
                .filter(|p| self.definite(at) && p.0 != Part::Afternoon && self.text.stem(at) != "امسيه")?;
            let day = Day { from_publication: Some(0), part: Some(part), ..Day::default() };
            out.push(Found { first: i, end, meaning: Meaning::Day(day), rule: "part_of_today" });
            return Some(end);
        }
        let hour = match (self.text.stem(i), self.word(at)) {
            ("منتصف", "الليل") => 0,
            ("منتصف", "النهار") => 12,
            _ => return None,
        };
        let clock = Clock { hour, digital: true, ..Clock::default() };
        let (meaning, end) = match self.day_of_clock(at + 1) {
            Some((day, end)) => (Meaning::Day(Day { clock: Some(clock), part: None, ..day }), end),
            None => (Meaning::Clock(clock), at + 1),
        };
        out.push(Found { first: i, end, meaning, rule: "midnight" });
        Some(end)
    }

    /// `من مساء اليوم`, `بتوقيت غرينتش يوم الأحد`, `هذا الصباح` after a clock time.
    fn day_of_clock(&self, i: usize) -> Option<(Day, usize)> {
        let mut at = self.soft(i);
        if matches!(self.text.mark(at), '،' | ',') {
            at = self.soft(at + 1);
        }
        at = self.soft(self.time_zone(at));
        if matches!(self.text.mark(at), '،' | ',') {
            at = self.soft(at + 1);
        }
        if matches!(self.word(at), "من" | "في") {
            at = self.soft(at + 1);
        }
        if self.lead(at) == Some(Lead::This) {
            let (part, _, end) = self.part(at + 1).filter(|_| self.definite(at + 1))?;
            return Some((Day { from_publication: Some(0), part: Some(part), ..Day::default() }, end));
        }
        self.day(at)
            .map(|(day, end, _)| (day, end))
            .or_else(|| self.numeric_date(at, true))
            .or_else(|| self.day_then_month(at))
            .filter(|(day, _)| day.clock.is_none())
    }

    /// One past `بتوقيت غرينتش`, `بالتوقيت المحلي`, `تغ`, which say by whose clock and change no value.
    fn time_zone(&self, i: usize) -> usize {
        let mut at = self.soft(i);
        let bracket = self.text.mark(at) == '(';
        if bracket {
            at += 1;
        }
        if self.is(at, &["حسب", "بحسب", "وفق"]) {
            at += 1;
        }
        if self.is(at, &["بتوقيت", "توقيت"]) {
            at += 1;
            if self.is(at, &["شرق", "غرب", "وسط"]) {
                at += 1;
            }
            if !self.text.is_word(at) {
                return i;
            }
            // The place has one word or two; the second is one of its adjectives: مكة المكرمة.
            at += 1;
            if self
                .is(at, &["المكرمه", "المنوره", "المحلي", "الصيفي", "الشتوي", "الشرقي", "العربيه", "المتحده"])
            {
                at += 1;
            }
        } else if self.is(at, &["بالتوقيت", "التوقيت"]) && self.text.is_word(at + 1) {
            at += 2;
        } else if self.is(at, &["تغ", "gmt"]) {
            at += 1;
        } else {
            return i;
        }
        if bracket {
            if self.text.mark(at) != ')' {
                return i;
            }
            at += 1;
        }
        at
    }

    /// The clock time that begins at `i`: after الساعة anything that can be an hour, without it only what cannot be anything
    /// else.
    pub fn clock_time(&self, i: usize) -> Option<(Clock, usize)> {
        let i = self.soft(i);
        let noun = self.is_unit(i, Unit::Hour, Count::One)
            && (self.definite(i) || self.text.is_number(i + 1) && self.text.mark(i + 2) == ':');
        let mut at = if noun { self.soft(i + 1) } else { i };
        if noun && self.is(at, &["ال"]) {
            at += 1;
        }
        if let Some((clock, end)) = self.digital(at, noun) {
            let (clock, end) = self.clock_tail(clock, end, noun || clock.digital)?;
            return Some((clock, end));
        }
        if let Some((clock, end)) = self.four_digits(at).filter(|_| noun) {
            return Some((clock, end));
        }
        // الساعات الأولى من صباح اليوم are no hour.
        if self.is_unit(self.before(i), Unit::Hour, Count::Many) {
            return None;
        }
        let mut sure = noun;
        let (mut clock, mut end) = if let Some(hour) = self.digits(at, 2) {
            if hour > 24 || self.inside_figure(at, at + 1) && self.text.mark(at + 1) != '-' {
                return None;
            }
            (Clock { hour: hour as u8, ..Clock::default() }, at + 1)
        } else if self.is_number_word(at) {
            self.hour_words(at, noun)?
        } else {
            return None;
        };
        let worded = self.text.is_word(at);
        if clock.minute.is_some() {
            sure |= worded && self.definite(at);
        } else if let Some((minute, after)) = self.minutes(end, clock.hour) {
            let (hour, minute) = minute;
            clock.hour = hour;
            clock.minute = Some(minute);
            end = after;
            sure |= worded && self.definite(at) && self.feminine(at);
        }
        let before = end;
        (clock, end) = self.clock_tail(clock, end, sure || !worded)?;
        // الساعة الأولى is the first hour, and one o'clock only where more is said: الأولى ظهرا.
        if self.text.stem(at) == "اولي" && clock.part.is_none() && clock.minute.is_none() {
            return None;
        }
        // Without الساعة: `الثالثة فجرا`, `3 صباحا`; not `3 ظهر`, nor المرة الثالثة.
        let part = clock.part.is_some() && end > before // `قتل 8 مساء أمس` counts the dead: after digits only where the hour is led in.
            || (worded || at == 0 || self.is(self.before(at), &["في", "عند", "حتي", "من", "الي", "منذ"]))
                && self.part_of_a_day_follows(end);
        if worded && !noun && !(self.definite(at) && self.feminine(at)) {
            return None;
        }
        (noun || sure || part).then_some((clock, end))
    }

    /// `من مساء اليوم`, `فجر أمس`.
    fn part_of_a_day_follows(&self, i: usize) -> bool {
        let at = self.soft(i);
        let at = if self.word(at) == "من" { self.soft(at + 1) } else { at };
        self.part(at).is_some() && self.day(at).is_some()
    }

    pub fn feminine(&self, i: usize) -> bool {
        self.word(i).ends_with('ه') || self.text.stem(i) == "اولي"
    }

    /// `14:30`, `8:00:31`; after الساعة also `3.40`.
    fn digital(&self, i: usize, noun: bool) -> Option<(Clock, usize)> {
        let mark = self.text.mark(i + 1);
        if !(mark == ':' || mark == '.' && noun) || !self.text.joined(i + 1) || !self.text.joined(i + 2) {
            return None;
        }
        let (hour, minute) = (self.digits(i, 2)?, self.digits(i + 2, 2)?);
        if hour > 24 || minute > 59 || self.word(i + 2).len() != 2 {
            return None;
        }
        let before = i.wrapping_sub(1);
        if !noun
            && (self.text.joined(i) && matches!(self.text.mark(before), ':' | '-' | '/' | '.')
                || self.text.mark(before) == '(' && self.text.mark(i + 3) == ')')
        {
            return None;
        }
        let mut clock =
            Clock { hour: hour as u8, minute: Some(minute as u8), digital: true, ..Clock::default() };
        let mut end = i + 3;
        if self.text.mark(end) == ':' && self.text.joined(end) && self.text.joined(end + 1) {
            let second = self.digits(end + 1, 2).filter(|s| *s < 60)?;
            clock.second = Some(second as u8);
            end += 2;
        }
        if self.is_minute(end) {
            end += 1;
        }
        Some((clock, end))
    }

    /// `الساعة 1350`, as agencies write it.
    fn four_digits(&self, i: usize) -> Option<(Clock, usize)> {
        let digits = self.digits(i, 4).filter(|_| self.word(i).len() == 4)?;
        let (hour, minute) = (digits / 100, digits % 100);
        let clock = Clock { hour: hour as u8, minute: Some(minute as u8), digital: true, ..Clock::default() };
        (hour < 24 && minute < 60).then_some((clock, i + 1))
    }

    /// An hour in words: an ordinal (الثالثة), after الساعة also a number (ثلاثة). `الرابعة وأربعون دقيقة` would read as the
    /// forty-fourth: what is beyond twelve is cut into hour and minutes.
    fn hour_words(&self, i: usize, noun: bool) -> Option<(Clock, usize)> {
        let (value, end) = match self.ordinal(i) {
            Some((hour, end)) => (f64::from(hour), end),
            None if noun => {
                let number = numbers::cardinal(self.engine, self.text, i)?;
                (number.value, number.end)
            }
            None => return None,
        };
        let whole = value.floor();
        let mut clock = Clock::default();
        if (1.0..=12.0).contains(&whole) {
            clock.hour = whole as u8;
            let part = value - whole;
            if part > 0.0 {
                clock.minute = Some((part * 60.0).round() as u8);
            }
            return Some((clock, end));
        }
        let (tens, units) = ((whole / 10.0).floor() * 10.0, whole % 10.0);
        if !(20.0..60.0).contains(&whole) || units == 0.0 || !self.is_minute(end) {
            return None;
        }
        clock.hour = units as u8;
        clock.minute = Some(tens as u8);
        Some((clock, self.soft(end) + 1))
    }

    fn is_minute(&self, i: usize) -> bool {
        matches!(self.unit(self.soft(i)), Some((Unit::Minute, _)))
    }

    /// `وربع`, `والنصف`, `وخمس عشرة دقيقة`, `إلا ثلثا`, `إلا خمس دقائق`: hour and minute, and the end.
    fn minutes(&self, i: usize, hour: u8) -> Option<((u8, u8), usize)> {
        let at = self.soft(i);
        let minus = self.word(at) == "الا";
        let mut next = at;
        if minus || self.word(at) == "و" {
            next = self.soft(at + 1);
        } else if !self.text.clitics(at).any(Clitics::WA)
            && !self.bare(at).ends_with("ربعا")
            && !self.word(at).starts_with('و')
        {
            return None;
        }
        let fraction = match self.bare(next).strip_prefix("ال").unwrap_or(self.bare(next)) {
            "ربع" | "ربعا" => Some(15),
            "نصف" | "نصفا" | "نص" => Some(30),
            "ثلث" | "ثلثا" => Some(20),
            _ => None,
        };
        let (minute, end) = match fraction {
            Some(minute) => (minute, next + 1),
            None => {
                let (minute, end) = match self.digits(next, 2) {
                    Some(minute) => (minute, next + 1),
                    None => self.whole(next)?,
                };
                if minute >= 60 || !(self.is_minute(end) || minus) {
                    return None;
                }
                (minute, if self.is_minute(end) { self.soft(end) + 1 } else { end })
            }
        };
        if minus {
            let hour = if hour == 1 { 12 } else { hour - 1 };
            return Some(((hour, (60 - minute.min(59)) as u8), end));
        }
        Some(((hour, minute as u8), end))
    }

    /// The part of the day after the hour: an adverb (عصرا), a noun with the article (العصر), `من` with such (but `من مساء أمس`
    /// is a day and is left), or ص and م after الساعة.
    fn clock_tail(&self, mut clock: Clock, end: usize, sure: bool) -> Option<(Clock, usize)> {
        let at = self.soft(end);
        if sure && matches!(self.word(at), "ص" | "م") {
            clock.part = Some(if self.word(at) == "ص" { Part::Morning } else { Part::Evening });
            // ص and م are before and after noon: 12 م is noon.
            if clock.hour == 12 && self.word(at) == "م" {
                clock.part = Some(Part::Noon);
            }
            return Some((clock, at + 1));
        }
        let (from, of) =
            if matches!(self.word(at), "من" | "في") { (self.soft(at + 1), true) } else { (at, false) };
        if let Some((part, adverb, after)) = self.part(from) {
            // `مساء الأربعاء`, `فجر أمس`: left for the day.
            let day_follows = self.day(from).is_some();
            // العصر is also an age: with the article only after الساعة or digits.
            if !day_follows && (self.definite(from) && sure || adverb && !of) {
                clock.part = Some(part);
                return Some((clock, after));
            }
        }
        (clock.hour <= 24).then_some((clock, end))
    }

    /// The clock time that stands after a day, in the same span: `غدا الساعة 8`, `يوم الأحد، عند الثالثة فجرا`.
    pub fn clock_after(&self, i: usize) -> Option<(Clock, usize)> {
        let mut at = self.soft(i);
        if matches!(self.text.mark(at), '،' | ',') {
            at = self.soft(at + 1);
        }
        for _ in 0..3 {
            if self.is(at, &["في", "عند", "علي", "حوالي", "نحو", "تمام", "بحدود", "قرابه"])
            {
                at = self.soft(at + 1);
            }
        }
        self.clock_time(at)
    }
}
