//! The rules: each reads forward from a token and hands over what it found.
//!
//! [`at`] asks them in the order in which one shuts out another: what is whole before what is part (`8/1/2022` before `8/1`),
//! what names a day before what names a length (`يوم الأحد` before `يوم`).

mod clock;
mod duration;
mod feast;
pub(crate) mod month_name;
mod numeric;
mod period;
mod set;
mod weekday;

pub(crate) use period::period;

use super::lexicon::{
    Cue, DECADE, EDGE, FEAST, HIJRI, LEAD, MONTH, OPENER, PART, RELATIVE, SEASON, SET, UNIT, Unit, WEEKDAY,
};
use super::scan::{Day, Found, Meaning, Scan};
use crate::registry::class::NUMBER;

const fn bit(class: u8) -> u64 {
    1 << class
}

/// Words at which an expression can begin. Pointers and cues only follow or stand before one.
pub(crate) const TRIGGER: u64 = bit(NUMBER)
    | bit(MONTH)
    | bit(HIJRI)
    | bit(WEEKDAY)
    | bit(UNIT)
    | bit(RELATIVE)
    | bit(PART)
    | bit(EDGE)
    | bit(LEAD)
    | bit(SET)
    | bit(FEAST)
    | bit(SEASON)
    | bit(DECADE)
    | bit(OPENER);

/// Reads what begins at token `i` into `out`; returns the token after it.
pub(crate) fn at(scan: &Scan, i: usize, out: &mut Vec<Found>) -> Option<usize> {
    if scan.text.is_number(i) {
        return at_digits(scan, i, out);
    }
    let classes = scan.text.classes(i);
    let has = |class: u8| classes & bit(class) != 0;
    if (has(FEAST) || has(OPENER))
        && let Some(end) = scan.feast(i, out)
    {
        return Some(end);
    }
    if has(UNIT)
        && let Some(end) = scan.one_after_another(i, out)
    {
        return Some(end);
    }
    if (has(PART) || has(RELATIVE) || has(WEEKDAY) || has(UNIT) || has(OPENER))
        && let Some(end) = day(scan, i, out)
    {
        return Some(end);
    }
    if has(SET) {
        return scan.set(i, out);
    }
    if has(LEAD)
        && let Some(end) = scan.shift(i, out)
    {
        return Some(end);
    }
    if has(LEAD)
        && let Some((day, end)) = scan.this_weekday(i)
    {
        let (meaning, end) = with_clock(scan, day, end);
        out.push(Found { first: i, end, meaning, rule: "this_weekday" });
        return Some(end);
    }
    if (has(LEAD) || has(EDGE))
        && let Some(end) = scan.part_of_today(i, out)
    {
        return Some(end);
    }
    if has(EDGE)
        && let Some(end) = scan.edge(i, out)
    {
        return Some(end);
    }
    if has(UNIT)
        && let Some(end) = scan.clock(i, out)
    {
        return Some(end);
    }
    if has(NUMBER)
        && let Some(end) = at_number_word(scan, i, out)
    {
        return Some(end);
    }
    if (has(NUMBER) || has(EDGE))
        && let Some((day, end)) = scan.nth_weekday(i)
    {
        out.push(Found { first: i, end, meaning: Meaning::Day(day), rule: "nth_weekday" });
        return Some(end);
    }
    if (has(UNIT) || has(MONTH) || has(HIJRI) || has(OPENER) || has(LEAD))
        && let Some(end) = scan.month_alone(i, out)
    {
        return Some(end);
    }
    if (has(UNIT) || has(LEAD) || has(SEASON) || has(DECADE))
        && let Some(end) = period(scan, i, out)
    {
        return Some(end);
    }
    if has(UNIT) {
        return scan.duration(i, out);
    }
    None
}

fn at_digits(scan: &Scan, i: usize, out: &mut Vec<Found>) -> Option<usize> {
    let push = |day: Day, end: usize, rule: &'static str, out: &mut Vec<Found>| {
        let (meaning, end) = with_clock(scan, day, end);
        out.push(Found { first: i, end, meaning, rule });
        Some(end)
    };
    if let Some((day, end)) =
        scan.numeric_date(i, scan.is(scan.before(i), &["بتاريخ", "تاريخ", "الموافق", "وبتاريخ"]))
    {
        return push(day, end, "numeric_date", out);
    }
    if scan.is(scan.before(i), &["بتاريخ", "وبتاريخ"])
        && let Some((day, end)) = scan.numeric_day_month(i)
    {
        return push(day, end, "numeric_day_month", out);
    }
    let whole_text = i == 0 && scan.text.len() == 3 && scan.digits(0, 2).is_some_and(|d| d > 12);
    if whole_text && let Some((day, end)) = scan.numeric_day_month(i) {
        return push(day, end, "numeric_day_month", out);
    }
    if let Some((day, end)) = scan.numeric_month(i) {
        return push(day, end, "numeric_month", out);
    }
    if let Some(end) = scan.days_of_month(i, out) {
        return Some(end);
    }
    if let Some((day, end)) = scan.day_then_month(i) {
        if day.year.is_none() && scan.cue(scan.before(i), Cue::Event) {
            return Some(end);
        }
        return push(day, end, "day_then_month", out);
    }
    if let Some(end) = scan.clock(i, out) {
        return Some(end);
    }
    if let Some(end) = scan.year_range(i, out) {
        return Some(end);
    }
    if let Some(end) = scan.duration(i, out) {
        return Some(end);
    }
    scan.bare_year(i, out)
}

fn at_number_word(scan: &Scan, i: usize, out: &mut Vec<Found>) -> Option<usize> {
    if let Some(end) = scan.days_of_month(i, out) {
        return Some(end);
    }
    if let Some((day, end)) = scan.day_then_month(i) {
        let (meaning, end) = with_clock(scan, day, end);
        out.push(Found { first: i, end, meaning, rule: "day_then_month" });
        return Some(end);
    }
    if let Some(end) = scan.clock(i, out) {
        return Some(end);
    }
    if let Some(end) = scan.share(i, out).or_else(|| scan.months_of_year(i, out)) {
        return Some(end);
    }
    if let Some(end) = scan.edge(i, out) {
        return Some(end);
    }
    scan.duration(i, out)
}

fn day(scan: &Scan, i: usize, out: &mut Vec<Found>) -> Option<usize> {
    let (day, end, rule) = match scan.day(i) {
        Some(found) => found,
        // اليوم الأول من شهر كذا, اليوم الأخير من شهر كذا
        None => day_of_month_noun(scan, i)?,
    };
    // ليل الجمعة - السبت, يومي السبت والأحد: the second day is read by itself.
    let (meaning, end) = with_clock(scan, day, end);
    out.push(Found { first: i, end, meaning, rule });
    Some(end)
}

fn day_of_month_noun(scan: &Scan, i: usize) -> Option<(Day, usize, &'static str)> {
    if scan.unit(i)?.0 != Unit::Day || !scan.definite(i) {
        return None;
    }
    let at = scan.soft(i + 1);
    let last = scan.is(at, &["الاخير"]);
    let (number, end) = if last { (0, at + 1) } else { scan.ordinal(at).filter(|o| o.0 <= 31)? };
    if scan.word(scan.soft(end)) != "من" {
        return None;
    }
    let month = scan.month(scan.soft(end) + 1)?;
    let mut day = Day { day: number as u8, last_day: last, ..Day::default() };
    let end = scan.month_tail(&mut day, &month);
    Some((day, end, "day_of_month_noun"))
}

/// Joins a clock time that stands right after a day.
fn with_clock(scan: &Scan, mut day: Day, end: usize) -> (Meaning, usize) {
    if let Some((mut clock, after)) = scan.clock_after(end) {
        clock.part = clock.part.or(day.part);
        day.clock = Some(clock);
        return (Meaning::Day(day), after);
    }
    (Meaning::Day(day), end)
}
