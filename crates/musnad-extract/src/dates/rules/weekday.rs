//! Days by their weekday, by `أمس` and its like, and by يوم before a date, with the parts of the day before and after them:
//! `يوم الثلاثاء الماضي`, `الأحد 19 يوليو`, `فجر أمس`, `أمس الخميس`, `يوم ٢٠٢٢/١/٥`.

use crate::dates::lexicon::{Count, Cue, Guard, Part, Pointer, Unit};
use crate::dates::scan::{Day, DayForm, Scan};

impl<'r> Scan<'r> {
    /// A day, with the name of the rule that decided.
    pub fn day(&self, i: usize) -> Option<(Day, usize, &'static str)> {
        let mut day = Day::default();
        let mut at = self.soft(i);
        let mut led = false;
        if let Some((part, _, end)) = self.part(at)
            && !self.definite(at)
        {
            let next = self.soft(end);
            let next = if self.word(next) == "من" { self.soft(next + 1) } else { next };
            if let Some((mut day, mut end, rule)) = self.plain_day(next, true) {
                day.part = Some(part);
                // ليل السبت الأحد, ليل السبت - الأحد: the night between two days is named after both.
                let dash = matches!(self.text.mark(end), '-' | '–' | '/');
                let second = self.soft(if dash { end + 1 } else { end });
                if part == Part::Night
                    && self.definite(second)
                    && self.weekday(second).is_some_and(|w| w == day.weekday % 7 + 1)
                {
                    end = second + 1;
                    day.and_next = true;
                }
                return Some((day, end, rule));
            }
            // ليلة is also a noun of day.
        }
        if self.is_day_noun(at) {
            at = self.soft(at + 1);
            led = true;
        }
        if led && let Some((part, false, end)) = self.part(at).filter(|p| !p.1 && !self.definite(at)) {
            day.part = Some(part);
            at = self.soft(end);
        }
        let (mut found, end, rule) = self.plain_day(at, led)?;
        found.part = found.part.or(day.part);
        Some((found, end, rule))
    }

    /// يوم, يومي (of two days), نهار, أيام (السبت والأحد), بتاريخ is a preposition and stays outside.
    fn is_day_noun(&self, i: usize) -> bool {
        matches!(self.unit(i), Some((Unit::Day, Count::One | Count::Construct))) && !self.definite(i)
            || matches!(self.text.stem(i), "نهار") && !self.definite(i)
            || self.is_unit(i, Unit::Day, Count::Many)
                && !self.definite(i)
                && self.weekday(self.soft(i + 1)).is_some_and(|_| self.definite(self.soft(i + 1)))
    }

    fn plain_day(&self, i: usize, led: bool) -> Option<(Day, usize, &'static str)> {
        let at = self.soft(i);
        let at = if !led || !self.is_day_noun(at) { at } else { self.soft(at + 1) };
        if let Some(found) = self.relative_day(at, led) {
            return Some(found);
        }
        if let Some(found) = self.weekday_day(at, led) {
            return Some(found);
        }
        if !led {
            return None;
        }
        if let Some((day, end)) = self.numeric_date(at, true) {
            return Some((day, end, "numeric_date"));
        }
        if let Some((day, end)) = self.day_then_month(at) {
            return Some((day, end, "day_then_month"));
        }
        if let Some((day, end)) = self.numeric_day_month(at) {
            return Some((day, end, "numeric_day_month"));
        }
        None
    }

    fn relative_day(&self, i: usize, led: bool) -> Option<(Day, usize, &'static str)> {
        let (from, guard, mut end) = self.relative(i)?;
        match guard {
            Guard::Guarded if (!self.definite(i) || !self.is_today(i, led)) => {
                return None;
            }
            // غد الأحد needs no preposition.
            Guard::Led
                if !(led
                    || self.led_by_preposition(i)
                    || self.definite(i)
                    || self.definite(self.soft(end)) && self.weekday(self.soft(end)).is_some()) =>
            {
                return None;
            }
            Guard::Led if self.definite(i) && !led && !self.led_by_preposition(i) => return None,
            Guard::Article
                if from == 0
                // الليلة: with الماضية it is a phrase of its own; after a number or before a following noun it is none.
                && (self.pointer(end).is_some()
                    || self.ordinal(self.soft(end)).is_some()
                    || self.is(self.soft(end), &["التي"])) =>
            {
                return None;
            }
            _ => {}
        }
        let mut day = Day { from_publication: Some(from), ..Day::default() };
        end = self.part_suffix(end, &mut day);
        // أمس الخميس, اليوم (الخميس), أمس الثلاثاء 19 نوفمبر 2024
        let mut at = self.soft(end);
        let bracket = self.text.mark(at) == '(';
        if bracket || matches!(self.text.mark(at), '،' | ',') {
            at += 1;
        }
        if self.is_unit(at, Unit::Day, Count::One) && !self.definite(at) {
            at += 1;
        }
        if let Some((named, after, _)) = self.weekday_day(at, false)
            && named.pointer.is_none()
            && named.week_pointer.is_none()
        {
            let closed = !bracket || self.text.mark(after) == ')';
            if closed {
                day.weekday = named.weekday;
                day.part = day.part.or(named.part);
                copy_date(&mut day, &named);
                let end = if bracket { after + 1 } else { after };
                let end = if day.has_date() { end } else { self.date_after(end, &mut day) };
                return Some((day, end, "relative_day"));
            }
        }
        end = self.date_after(end, &mut day);
        Some((day, end, "relative_day"))
    }

    /// Whether اليوم is today: not in a name (روسيا اليوم), an occasion (اليوم الوطني), a rate (برميل في اليوم), a count
    /// (اليوم الثالث), nor these times (عالم اليوم, نحن اليوم).
    fn is_today(&self, i: usize, led: bool) -> bool {
        let next = self.soft(i + 1);
        if self.definite(next) && (self.cue(next, Cue::Kind) || self.ordinal(next).is_some())
            || self.is(next, &["نفسه", "ذاته", "الذي", "التي"])
        {
            return false;
        }
        if led {
            return true;
        }
        let previous = self.before(i);
        if matches!(self.text.mark(previous), '«' | '"' | '“' | '(')
            && matches!(self.text.mark(i + 1), '»' | '"' | '”' | ')')
        {
            return false;
        }
        if self.is_byline(i) {
            return false;
        }
        // خلال اليوم is any day's length, unless the day has its name.
        if self.word(previous) == "خلال" && self.weekday(next).is_none() && self.text.mark(i + 1) != '(' {
            return false;
        }
        if self.text.clitics(i).any(musnad_text::token::Clitics(musnad_text::token::Clitics::PREPOSITION.0)) {
            return false;
        }
        !(self.cue(previous, Cue::Outlet)
            // الشباب is also a club.
            || self.cue(previous, Cue::Nowadays)
                && !(self.definite(previous) && self.text.stem(previous) == "شباب")
            || self.is(previous, &["في", "طوال", "طيله", "هذا", "ذلك", "نفس", "ذات", "نصف", "مدار", "كل"])
            || self.text.is_number(previous))
    }

    /// Whether the line is a byline that اليوم ends or that goes on with a dash and a place: there it ends a paper's name.
    fn is_byline(&self, i: usize) -> bool {
        let dash = |at: usize| matches!(self.text.mark(at), '-' | '–' | '—' | '|' | ':' | '/');
        let ends =
            self.text.kind(i + 1) == Some(musnad_text::token::TokenKind::Newline) || i + 1 == self.text.len();
        let mut dashed = dash(i + 1);
        if !dashed && !ends {
            return false;
        }
        // From the start of the line, few words.
        let mut at = i;
        for _ in 0..8 {
            if at == 0 || self.text.mark(at - 1) == '\n' {
                return dashed;
            }
            at -= 1;
            dashed |= dash(at);
            if !self.text.is_word(at) && !dash(at) {
                return false;
            }
        }
        false
    }

    fn weekday_day(&self, i: usize, led: bool) -> Option<(Day, usize, &'static str)> {
        let weekday = self.weekday(i)?;
        if !self.definite(i) {
            // ثلاثاء الأسبوع الفائت
            let week = self.soft(i + 1);
            if self.is_unit(week, Unit::Week, Count::One) && self.definite(week) {
                let pointer = self.pointer(self.soft(week + 1))?;
                let day = Day { weekday, week_pointer: Some(pointer), ..Day::default() };
                return Some((day, self.soft(week + 1) + 1, "weekday_of_week"));
            }
            return None;
        }
        let previous = self.before(i);
        if !led {
            if self.cue(previous, Cue::Prayer) || self.is(previous, &["ال", "بن", "عبد", "ابن"]) {
                return None;
            }
            if weekday == 4 && self.cue(previous, Cue::Given) {
                return None;
            }
            // الأحد والاثنين are two days; أحد الاثنين is one of two.
            let named_day = self.definite(previous) && self.weekday(previous).is_some();
            if weekday == 1
                && (self.cue(previous, Cue::Both) && !named_day
                    || self.is(i + 1, &["معا", "الاخرين", "الاخران", "فقط"]))
            {
                return None;
            }
            // الأحد عشر, الخميس والعشرون are numbers.
            if weekday == 7 && self.is(self.soft(i + 1), &["عشر", "عشره"]) {
                return None;
            }
        }
        let mut day = Day { weekday, ..Day::default() };
        let mut end = i + 1;
        end = self.part_suffix(end, &mut day);
        let at = self.soft(end);
        if let Some((pointer, after)) = self.which(at) {
            day.pointer = Some(pointer);
            end = after;
        }
        // من هذا الأسبوع, الأسبوع الحالي, من الأسبوع المقبل
        let mut at = self.soft(end);
        if self.word(at) == "من" {
            at = self.soft(at + 1);
        }
        let demonstrative = self.lead(at) == Some(crate::dates::lexicon::Lead::This);
        if demonstrative {
            at = self.soft(at + 1);
        }
        if self.is_unit(at, Unit::Week, Count::One) && self.definite(at) {
            let after = self.soft(at + 1);
            let pointer = self.pointer(after);
            if pointer.is_some() || demonstrative {
                day.week_pointer = Some(pointer.unwrap_or(Pointer::This));
                return Some((day, if pointer.is_some() { after + 1 } else { at + 1 }, "weekday_of_week"));
            }
        }
        let after = self.date_after(end, &mut day);
        let rule = if after > end { "weekday_with_date" } else { "weekday" };
        end = self.part_suffix(after, &mut day);
        Some((day, end, rule))
    }

    /// `هذا الأربعاء`: the weekday with its demonstrative.
    pub fn this_weekday(&self, i: usize) -> Option<(Day, usize)> {
        if self.lead(i) != Some(crate::dates::lexicon::Lead::This) {
            return None;
        }
        let at = self.soft(i + 1);
        let (day, end, _) = self.weekday_day(at, true).filter(|_| self.definite(at))?;
        Some((day, end))
    }

    /// `أول ثلاثاء من سبتمبر`, `آخر جمعة من شهر رمضان`.
    pub fn nth_weekday(&self, i: usize) -> Option<(Day, usize)> {
        let nth = match self.text.stem(i) {
            _ if self.definite(i) => return None,
            "اول" => 1,
            "ثاني" => 2,
            "ثالث" => 3,
            "رابع" => 4,
            "اخر" => -1,
            _ => return None,
        };
        let mut at = self.soft(i + 1);
        if self.is_unit(at, Unit::Day, Count::One) {
            at = self.soft(at + 1);
        }
        let weekday = self.weekday(at).filter(|_| !self.definite(at))?;
        let mut at = self.soft(at + 1);
        if matches!(self.word(at), "من" | "في") {
            at = self.soft(at + 1);
        }
        let month = self.month(at)?;
        let mut day = Day { weekday, nth, ..Day::default() };
        let end = self.month_tail(&mut day, &month);
        Some((day, end))
    }

    /// `صباحا`, `مساءً` after a day.
    fn part_suffix(&self, i: usize, day: &mut Day) -> usize {
        if let Some((part, true, end)) = self.part(self.soft(i))
            && !self.definite(self.soft(i))
            && self.text.clitics(self.soft(i)).is_empty()
        {
            // `الثلاثاء مساء أمس`: the part belongs to what follows.
            if self.relative(self.soft(end)).is_none() {
                day.part = Some(part);
                return end;
            }
        }
        i
    }

    /// The date that stands with a weekday or a relative day: after a blank, a comma, الموافق or in brackets.
    fn date_after(&self, i: usize, day: &mut Day) -> usize {
        let mut at = self.soft(i);
        let mut bracket = false;
        match self.text.mark(at) {
            '(' => {
                bracket = true;
                at += 1;
            }
            '،' | ',' | '-' | '–' | ':' => at = self.soft(at + 1),
            _ => {}
        }
        while self.is(
            at,
            &["الموافق", "المصادف", "الموافقه", "ل", "الواقع", "في", "بتاريخ", "يوم", "الموافقين", "الموفق"],
        ) {
            if self.word(at) == "في" && self.word(at.wrapping_sub(1)) != "الواقع" {
                break;
            }
            at = self.soft(at + 1);
        }
        let found = self
            .numeric_date(at, true)
            .or_else(|| self.day_then_month(at))
            .or_else(|| self.numeric_day_month(at));
        if let Some((date, end)) = found {
            if !bracket {
                copy_date(day, &date);
                return end;
            }
            if self.text.mark(end) == ')' {
                copy_date(day, &date);
                return end + 1;
            }
            return i;
        }
        // الأحد السابع عشر: a day of this month.
        if !bracket
            && at == self.soft(i)
            && let Some((number, DayForm::Ordinal, end)) = self.day_number(at).filter(|d| d.0 > 10)
        {
            day.day = number;
            day.month_pointer = Some(Pointer::This);
            return end;
        }
        i
    }
}

fn copy_date(day: &mut Day, date: &Day) {
    day.hijri = date.hijri;
    day.day = date.day;
    day.month = date.month;
    day.year = date.year;
    day.month_pointer = date.month_pointer;
    day.year_pointer = date.year_pointer;
    day.last_day = date.last_day;
    if date.pointer.is_some() {
        day.pointer = date.pointer;
    }
}
