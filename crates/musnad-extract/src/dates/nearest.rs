//! Choosing a day by a rule of the calendar: the year nearest to publication, feasts, weekdays counted within a month.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::calendar::{self, gregorian_to_hijri, hijri_to_gregorian, month_length};
use super::lexicon::{Feast, Pointer};
use super::scan::Day;
use crate::registry::Lean;

/// The year of a day or month that has none, from the publication day: the nearest past one, but a coming one that is at most
/// a third as far away; with الماضي and المقبل what they say; with a weekday the nearest year in which it fits.
pub(crate) fn nearest_year(day: &Day, today: Date, ahead: bool, lean: Lean) -> Option<i16> {
    let this = if day.hijri { gregorian_to_hijri(today)?.0 } else { today.year() };
    let reach = if day.weekday > 0 && day.day > 0 { 6 } else { 1 };
    let distance = |year: i16| -> Option<i32> {
        if day.day == 0 {
            let now = if day.hijri {
                gregorian_to_hijri(today).map(|h| i32::from(h.1))?
            } else {
                i32::from(today.month())
            };
            return Some(i32::from(year - this) * 12 + i32::from(day.month) - now);
        }
        let date = if day.hijri {
            hijri_to_gregorian(year, day.month as i8, day.day as i8)?.0
        } else {
            Date::new(year, day.month as i8, day.day as i8).ok()?
        };
        Some(calendar::days(date) - calendar::days(today))
    };
    let fits = |year: i16| {
        let date = if day.hijri {
            hijri_to_gregorian(year, day.month as i8, day.day as i8).map(|d| d.0)
        } else {
            Date::new(year, day.month as i8, day.day as i8).ok()
        };
        date.is_some_and(|d| d.weekday() == weekday(day.weekday))
    };
    let mut candidates = Vec::with_capacity(13);
    for year in this - reach..=this + reach {
        if let Some(distance) = distance(year) {
            candidates.push((year, distance));
        }
    }
    if candidates.is_empty() {
        // An impossible day: this year's.
        return Some(this);
    }
    if reach > 1 {
        // The year next to publication counts first even where the weekday is off by mistake.
        let best = candidates.iter().filter(|c| fits(c.0)).min_by_key(|c| (c.1.abs(), c.1));
        if let Some(&(year, far)) = best
            && far.abs() < 400
        {
            return Some(year);
        }
    }
    let past = candidates.iter().filter(|c| c.1 <= 0).max_by_key(|c| c.1);
    let coming = candidates.iter().filter(|c| c.1 >= 0).min_by_key(|c| c.1);
    let one_more = match day.pointer {
        Some(Pointer::LastButOne) => -1,
        Some(Pointer::NextButOne) => 1,
        _ => 0,
    };
    let chosen = match day.pointer {
        Some(Pointer::Last | Pointer::Before | Pointer::LastButOne) => {
            candidates.iter().filter(|c| c.1 < 0).max_by_key(|c| c.1)
        }
        Some(Pointer::Next | Pointer::After | Pointer::NextButOne) => {
            candidates.iter().filter(|c| c.1 > 0).min_by_key(|c| c.1)
        }
        Some(Pointer::This | Pointer::Same) => candidates.iter().min_by_key(|c| c.1.abs()),
        None if lean == Lean::Future => coming,
        None if ahead => candidates.iter().min_by_key(|c| (c.1.abs(), -c.1)),
        None => match (past, coming) {
            (Some(p), Some(c)) if c.1 * 3 <= -p.1 => Some(c),
            (Some(p), _) => Some(p),
            (None, c) => c,
        },
    };
    chosen.or(past).or(coming).map(|c| c.0 + one_more)
}

pub(crate) fn hijri_feast(feast: Feast) -> Option<(i8, i8)> {
    Some(match feast {
        Feast::Fitr => (10, 1),
        Feast::Adha => (12, 10),
        Feast::HijriNewYear => (1, 1),
        Feast::Arafa => (12, 9),
        Feast::Ashura => (1, 10),
        Feast::Mawlid => (3, 12),
        _ => return None,
    })
}

/// The day of a feast in a Gregorian year; where a Hijri feast falls twice into one, the first.
pub(crate) fn feast_day(feast: Feast, year: i16) -> Option<Date> {
    match feast {
        Feast::Christmas => return Date::new(year, 12, 25).ok(),
        Feast::NewYear => return Date::new(year, 1, 1).ok(),
        Feast::Easter => return calendar::easter(year),
        Feast::Labour => return Date::new(year, 5, 1).ok(),
        Feast::Mother => return Date::new(year, 3, 21).ok(),
        Feast::Women => return Date::new(year, 3, 8).ok(),
        Feast::Valentine => return Date::new(year, 2, 14).ok(),
        _ => {}
    }
    let (month, day) = hijri_feast(feast)?;
    let hijri = gregorian_to_hijri(Date::new(year, 1, 1).ok()?)?.0;
    (hijri..=hijri + 2)
        .filter_map(|h| hijri_to_gregorian(h, month, day))
        .map(|d| d.0)
        .find(|d| d.year() == year)
}

/// `آخر جمعة من رمضان`: the weekday within a Hijri month, counted from its start, or -1 from its end.
pub(crate) fn nth_weekday_of_hijri(year: i16, month: i8, nth: i8, iso: u8) -> Option<Date> {
    let first = calendar::month_start(year, month)?;
    let length = i64::from(month_length(year, month)?);
    let to_first = i64::from((iso as i8 - first.weekday().to_monday_one_offset()).rem_euclid(7));
    let days = if nth < 0 {
        to_first + (length - 1 - to_first) / 7 * 7
    } else {
        to_first + 7 * (i64::from(nth) - 1)
    };
    if days < length { first.checked_add(days.days()).ok() } else { None }
}

pub(crate) fn weekday(iso: u8) -> Weekday {
    Weekday::from_monday_one_offset(iso as i8).unwrap_or(Weekday::Monday)
}
