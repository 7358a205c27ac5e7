//! Values as TIMEX3 writes them, and moving along the calendar.

use jiff::civil::Date;
use musnad_text::annotation::{DateAnchor, DateType};
use musnad_text::document::Published;

use super::lexicon::{Edge, Part, Pointer, Unit};
use super::resolve::{Resolved, dated, plain};
use super::scan::{Clock, Length};

/// One unit back, this one, or one on.
pub(crate) fn step(pointer: Pointer) -> i32 {
    match pointer {
        Pointer::Last | Pointer::Before => -1,
        Pointer::This | Pointer::Same => 0,
        Pointer::Next | Pointer::After => 1,
        Pointer::LastButOne => -2,
        Pointer::NextButOne => 2,
    }
}

/// A day moved by so many units; years, decades and centuries keep month and day.
pub(crate) fn shifted(date: Date, count: i64, unit: Unit) -> Option<Date> {
    let span = jiff::Span::new();
    let span = match unit {
        Unit::Day | Unit::Hour | Unit::Minute | Unit::Second => span.try_days(count),
        Unit::Week => span.try_weeks(count),
        Unit::Month => span.try_months(count),
        Unit::Year => span.try_years(count),
        Unit::Decade => span.try_years(count.saturating_mul(10)),
        Unit::Century => span.try_years(count.saturating_mul(100)),
    };
    date.checked_add(span.ok()?).ok()
}

/// A day as the week, month, year … that holds it.
pub(crate) fn at_grain(date: Date, unit: Unit, anchor: DateAnchor) -> Resolved {
    let value = match unit {
        Unit::Week => {
            let week = date.iso_week_date();
            format!("{:04}-W{:02}", week.year(), week.week())
        }
        Unit::Month => format!("{:04}-{:02}", date.year(), date.month()),
        Unit::Year => format!("{:04}", date.year()),
        Unit::Decade => format!("{:03}X", date.year() / 10),
        Unit::Century => format!("{:02}", date.year() / 100),
        _ => return dated(Some(date), anchor),
    };
    plain(DateType::Date, value, anchor)
}

/// The part of a month as a diary, which looks ahead, puts it down: its first day, first ten days, fifteenth, last ten days or
/// last day. Reporting keeps the month.
pub(crate) fn edge_in_diary(year: i16, month: u8, edge: Edge, anchor: DateAnchor) -> Option<Resolved> {
    let first = Date::new(year, month as i8, 1).ok()?;
    let last = first.last_of_month();
    let day = |number: i8| Date::new(year, month as i8, number).ok();
    let (from, to) = match edge {
        Edge::Begin | Edge::First | Edge::Head => (Some(first), None),
        Edge::Early => (Some(first), day(10)),
        Edge::Middle => (day(15), None),
        Edge::Late => (day(21), Some(last)),
        Edge::End | Edge::Last | Edge::Tail => (Some(last), None),
    };
    let mut resolved = dated(from, anchor);
    if let Some(to) = to {
        resolved.value = format!("{}/{to}", resolved.value);
        resolved.date = None;
    }
    Some(resolved)
}

/// Hours and minutes from the moment of publication; where only its day is known, whole days of hours count and the rest is
/// that day.
pub(crate) fn moment(published: Published, length: &Length, sign: i8) -> Resolved {
    let seconds = |count: f64, unit: Unit| match unit {
        Unit::Hour => count * 3600.0,
        Unit::Minute => count * 60.0,
        _ => count,
    };
    let mut total = seconds(length.count, length.unit);
    if let Some((count, unit)) = length.more {
        total += seconds(count, unit);
    }
    let total = (total * f64::from(sign)) as i64;
    let Some(time) = published.time else {
        return dated(shifted(published.date, total / 86_400, Unit::Day), DateAnchor::Published);
    };
    let span = jiff::Span::new().try_seconds(total).ok();
    match span.and_then(|s| published.date.to_datetime(time).checked_add(s).ok()) {
        Some(moment) => {
            let value = format!("{}T{:02}:{:02}", moment.date(), moment.hour(), moment.minute());
            plain(DateType::Time, value, DateAnchor::Published)
        }
        None => dated(None, DateAnchor::Published),
    }
}

/// A length as TIMEX3 writes it: `P3D`, `PT8.5H`, `PT2H30M`.
pub(crate) fn timex_length(length: &Length) -> String {
    let mut value = String::from("P");
    let mut in_time = false;
    let mut push = |count: f64, unit: Unit| {
        let (count, letter, time) = match unit {
            Unit::Second => (count, 'S', true),
            Unit::Minute => (count, 'M', true),
            Unit::Hour => (count, 'H', true),
            Unit::Day => (count, 'D', false),
            Unit::Week => (count, 'W', false),
            Unit::Month => (count, 'M', false),
            Unit::Year => (count, 'Y', false),
            Unit::Decade => (count * 10.0, 'Y', false),
            Unit::Century => (count * 100.0, 'Y', false),
        };
        if time && !in_time {
            value.push('T');
            in_time = true;
        }
        value.push_str(&format!("{}{letter}", (count * 1000.0).round() / 1000.0));
    };
    push(length.count, length.unit);
    if let Some((count, unit)) = length.more {
        push(count, unit);
    }
    value
}

/// `T14`, `T14:30`, `T08:00:31`. `now`: without a part of the day and with the moment of writing, the next such time.
pub(crate) fn clock_value(clock: &Clock, now: Option<(i8, i8)>) -> String {
    let mut hour = clock.hour;
    if hour <= 12 {
        hour = match clock.part {
            Some(Part::Dawn | Part::Morning) => hour % 12,
            Some(Part::Noon) if hour < 10 => hour + 12,
            Some(Part::Noon) => hour,
            Some(Part::Afternoon) if hour < 11 => hour + 12,
            Some(Part::Evening) if hour < 12 => hour + 12,
            Some(Part::Evening) => 0,
            Some(Part::Night) if (6..12).contains(&hour) => hour + 12,
            Some(Part::Night) => hour % 12,
            _ => hour,
        };
        if let (None, Some((now_hour, now_minute)), false) = (clock.part, now, clock.digital) {
            let moment = |h: u8| (h as i8, clock.minute.unwrap_or(0) as i8);
            if hour < 12 && moment(hour) <= (now_hour, now_minute) {
                hour += 12;
            }
        }
    }
    // صباحا with `قبل الظهر`: 11:45 stays; 12 noon minus a quarter was counted before.
    let hour = if hour >= 24 { 0 } else { hour };
    let mut value = format!("T{hour:02}");
    if let Some(minute) = clock.minute {
        value.push_str(&format!(":{minute:02}"));
    }
    if let Some(second) = clock.second {
        value.push_str(&format!(":{second:02}"));
    }
    value
}
