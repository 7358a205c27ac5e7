//! Dates in digits: `٢٠٢٢/١/٨`, `8-1-2022م`, `8.1.2022`, `24/10/1436هـ`, in every order that Arabic texts have.

use crate::dates::scan::{Day, Scan};

/// One part of a numeric date.
#[derive(Clone, Copy)]
struct Part<'t> {
    digits: &'t str,
    value: u32,
}

fn is_separator(mark: char) -> bool {
    matches!(mark, '/' | '-' | '.' | '\\' | '–' | '‐' | '‑' | '−' | '\u{2044}' | '_')
}

impl<'r> Scan<'r> {
    fn numeric_part(&self, i: usize) -> Option<Part<'r>> {
        let value = self.digits(i, 4)?;
        Some(Part { digits: self.word(i), value })
    }

    /// Three numbers with one separator between: a whole date. The order is day, month, year unless a four-digit number opens
    /// it or the middle number cannot be a month; then the year comes first, or the month. `led`: something before says that a
    /// date comes (a weekday, يوم, بتاريخ), so that two digits of a year are enough.
    pub fn numeric_date(&self, i: usize, led: bool) -> Option<(Day, usize)> {
        let i = self.soft(i);
        let separator = self.text.mark(i + 1);
        if !is_separator(separator) || self.text.mark(i + 3) != separator {
            return None;
        }
        let parts = [self.numeric_part(i)?, self.numeric_part(i + 2)?, self.numeric_part(i + 4)?];
        let tight = (i + 1..i + 5).all(|at| self.text.joined(at));
        let four = |p: &Part| p.digits.len() == 4;
        if !tight && (separator == '.' || !parts.iter().any(four)) {
            return None;
        }
        // An address or a version goes on; a telephone number is longer.
        if self.text.joined(i + 5)
            && is_separator(self.text.mark(i + 5))
            && self.text.is_number(i + 6)
            && self.text.joined(i + 6)
        {
            return None;
        }
        let before = self.text.mark(i.wrapping_sub(1));
        if self.text.joined(i) && is_separator(before) && self.text.is_number(i.wrapping_sub(2)) {
            return None;
        }
        let era = self.era(i + 5);
        let end = era.map_or(i + 5, |e| e.1);
        let day = order(&parts, era.map(|e| e.0), separator, led)?;
        Some((day, end))
    }

    /// `2/2013`, `10/1436هـ`: month and year.
    pub fn numeric_month(&self, i: usize) -> Option<(Day, usize)> {
        if self.text.mark(i + 1) != '/' || !self.text.joined(i + 1) || !self.text.joined(i + 2) {
            return None;
        }
        let month = self.digits(i, 2).filter(|m| (1..=12).contains(m))?;
        let year = self.digits(i + 2, 4).filter(|_| self.word(i + 2).len() == 4)?;
        let era = self.era(i + 3);
        let more = |at: usize| is_separator(self.text.mark(at)) && self.text.is_number(at + 1);
        if !plausible_year(year, era.map(|e| e.0))
            || more(i + 3)
            || self.text.joined(i) && is_separator(self.text.mark(i.wrapping_sub(1)))
        {
            return None;
        }
        let hijri = era.map_or((1300..=1500).contains(&year), |e| e.0);
        let day = Day { hijri, month: month as u8, year: Some(year as i16), ..Day::default() };
        Some((day, era.map_or(i + 3, |e| e.1)))
    }

    /// `21/09` after a weekday or يوم: day and month without a year. After بتاريخ a blank may stand between: `بتاريخ 15/ 7`.
    pub fn numeric_day_month(&self, i: usize) -> Option<(Day, usize)> {
        let i = self.soft(i);
        let separator = self.text.mark(i + 1);
        let weekday = self.weekday(self.before(i)).is_some();
        if !(separator == '/' || separator == '-' && weekday)
            || !(self.text.joined(i + 1) && self.text.joined(i + 2)
                || self.is(self.before(i), &["بتاريخ", "وبتاريخ"]))
        {
            return None;
        }
        let (first, second) = (self.digits(i, 2)?, self.digits(i + 2, 2)?);
        if self.text.joined(i + 3) && is_separator(self.text.mark(i + 3)) && self.text.is_number(i + 4) {
            return None;
        }
        let (day, month) = if second <= 12 { (first, second) } else { (second, first) };
        if !(1..=31).contains(&day) || !(1..=12).contains(&month) {
            return None;
        }
        Some((Day { day: day as u8, month: month as u8, ..Day::default() }, i + 3))
    }
}

/// Which part is what.
fn order(parts: &[Part; 3], era: Option<bool>, separator: char, led: bool) -> Option<Day> {
    let [a, b, c] = parts;
    let long = |p: &Part| p.digits.len() == 4;
    if long(a) && !long(c) && b.digits.len() <= 2 && c.digits.len() <= 2 {
        if plausible_year(a.value, era) {
            return ymd(a.value, b.value, c.value, era);
        }
        return mirrored(parts);
    }
    if long(c) && a.digits.len() <= 2 && b.digits.len() <= 2 {
        if plausible_year(c.value, era) {
            return ymd(c.value, b.value, a.value, era);
        }
        return mirrored(parts);
    }
    let short = parts.iter().all(|p| p.digits.len() <= 2);
    // Two digits of a year: only between strokes or where a date is announced; 4-4-2 is how a team stands.
    if short
        && c.digits.len() == 2
        && (led || separator == '/' && (a.digits.len() == 2 || b.digits.len() == 2 || c.value >= 13))
    {
        let year = match era {
            Some(true) => 1400 + c.value,
            _ if c.value < 50 => 2000 + c.value,
            _ => 1900 + c.value,
        };
        return ymd(year, b.value, a.value, era);
    }
    None
}

fn plausible_year(year: u32, era: Option<bool>) -> bool {
    match era {
        Some(true) => (1..=1600).contains(&year),
        Some(false) => (1000..=2200).contains(&year),
        None => (1300..=1500).contains(&year) || (1700..=2100).contains(&year),
    }
}

fn ymd(year: u32, month: u32, day: u32, era: Option<bool>) -> Option<Day> {
    let (month, day) = if month > 12 && day <= 12 { (day, month) } else { (month, day) };
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    Some(Day {
        hijri: era.unwrap_or((1300..=1500).contains(&year)),
        day: day as u8,
        month: month as u8,
        year: Some(year as i16),
        ..Day::default()
    })
}

/// The visually reversed form that text copied from some PDFs has: all characters of `2022/1/10` stand backwards, `01/1/2202`.
/// Read only where the year as it stands is none and the mirrored one is.
fn mirrored(parts: &[Part; 3]) -> Option<Day> {
    let back = |p: &Part| p.digits.bytes().rev().fold(0u32, |n, b| n * 10 + u32::from(b - b'0'));
    let [a, b, c] = parts;
    let (year, month, day) =
        if a.digits.len() == 4 { (back(a), back(b), back(c)) } else { (back(c), back(b), back(a)) };
    if !(1900..=2100).contains(&year) {
        return None;
    }
    let found = ymd(year, month, day, Some(false))?;
    let exists = jiff::civil::Date::new(year as i16, found.month as i8, found.day as i8).is_ok();
    exists.then_some(found)
}
