//! The Hijri calendar: Umm al-Qura from 1356 to 1500 AH, the tabular (civil) calendar outside.
//!
//! The published month starts are facts and stand in `ummalqura.tsv`, which names its source and years. No formula agrees with
//! all of them: the calendar's rule was changed several times, and early years follow the sighting of the moon.

use std::sync::LazyLock;

use jiff::{Span, civil::Date};

/// First year of the Umm al-Qura table.
pub const FIRST_YEAR: i16 = 1356;
/// Last year of the Umm al-Qura table.
pub const LAST_YEAR: i16 = 1500;

/// What is said of a day that was computed without the table.
pub(crate) const OUTSIDE: &str = "outside the Umm al-Qura table (1356–1500 AH): tabular calendar";

const EPOCH: Date = jiff::civil::date(1970, 1, 1);

/// Days since 1970 of each month's start, and of the day after the last month.
static STARTS: LazyLock<Vec<i32>> = LazyLock::new(|| {
    let mut starts = Vec::with_capacity(1741);
    let mut next = None;
    for (_, row) in musnad_text::lexicon::rows(include_str!("ummalqura.tsv")) {
        let [_, first, lengths] = row[..] else { continue };
        let mut day = match next {
            Some(day) => day,
            None => first.parse().map_or(0, days),
        };
        for length in lengths.bytes() {
            starts.push(day);
            day += match length {
                b'a' => 28,
                b'0' => 29,
                _ => 30,
            };
        }
        next = Some(day);
    }
    starts.extend(next);
    starts
});

/// Days since 1970-01-01.
pub(crate) fn days(date: Date) -> i32 {
    EPOCH.until(date).map_or(0, |span| span.get_days())
}

/// The day so many days after 1970-01-01, within jiff's range of years.
pub(crate) fn from_days(days: i32) -> Option<Date> {
    EPOCH.checked_add(Span::new().try_days(days).ok()?).ok()
}

fn tabular_start(year: i32, month: i32) -> i32 {
    // Civil reckoning, thirty-year cycle with leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29; as in Dershowitz and
    // Reingold, Calendrical Calculations. Julian day 2440588 is 1970-01-01.
    1 + (59 * (month - 1) + 1) / 2 + (year - 1) * 354 + (3 + 11 * year).div_euclid(30) + 1_948_439 - 2_440_588
}

/// Days since 1970 of the first of a month, and whether the table has it.
fn start(year: i16, month: i8) -> Option<(i32, bool)> {
    if !(1..=12).contains(&month) || year < 1 {
        return None;
    }
    if (FIRST_YEAR..=LAST_YEAR).contains(&year) {
        let at = (year - FIRST_YEAR) as usize * 12 + month as usize - 1;
        return STARTS.get(at).map(|&day| (day, true));
    }
    Some((tabular_start(i32::from(year), i32::from(month)), false))
}

/// The Gregorian day on which a Hijri month begins.
///
/// ```
/// # use musnad_extract::dates::month_start;
/// assert_eq!(month_start(1443, 6).unwrap().to_string(), "2022-01-04");
/// ```
pub fn month_start(year: i16, month: i8) -> Option<Date> {
    from_days(start(year, month)?.0)
}

/// The first day of the Gregorian calendar. Earlier days are written by the Julian one.
pub(crate) const REFORM: Date = jiff::civil::date(1582, 10, 15);

/// The day that a year, month and day of the Julian calendar name, in the Gregorian calendar.
pub(crate) fn julian_to_gregorian(year: i16, month: i8, day: i8) -> Option<Date> {
    // Years begin in March; as in Richards, Mapping Time, chapter 25. Julian day 2440588 is 1970-01-01.
    let (y, m) = (i32::from(year), i32::from(month));
    let late = (14 - m) / 12;
    let (y, m) = (y + 4800 - late, m + 12 * late - 3);
    let julian_day = i32::from(day) + (153 * m + 2) / 5 + 365 * y + y.div_euclid(4) - 32_083;
    from_days(julian_day - 2_440_588)
}

/// The length of a Hijri month in days.
pub fn month_length(year: i16, month: i8) -> Option<i8> {
    let (first, _) = start(year, month)?;
    let (year, month) = if month == 12 { (year.checked_add(1)?, 1) } else { (year, month + 1) };
    let next = if year == LAST_YEAR + 1 { *STARTS.last()? } else { start(year, month)?.0 };
    // Where the table borders on the tabular years a month would have a day more or less than it can.
    Some((next - first).clamp(28, 30) as i8)
}

/// The Gregorian day of a Hijri one, and whether the Umm al-Qura table has it; outside 1356–1500 AH the tabular calendar is
/// used. `None` for days that the month does not have.
///
/// ```
/// # use musnad_extract::dates::hijri_to_gregorian;
/// let (day, in_table) = hijri_to_gregorian(1443, 6, 12).unwrap();
/// assert_eq!((day.to_string().as_str(), in_table), ("2022-01-15", true));
/// assert!(hijri_to_gregorian(1443, 6, 31).is_none());
/// ```
pub fn hijri_to_gregorian(year: i16, month: i8, day: i8) -> Option<(Date, bool)> {
    let (first, in_table) = start(year, month)?;
    if day < 1 || day > month_length(year, month)? {
        return None;
    }
    Some((from_days(first + i32::from(day) - 1)?, in_table))
}

/// The Hijri year, month and day of a Gregorian day, and whether the Umm al-Qura table has it. `None` before 1 AH.
///
/// ```
/// # use musnad_extract::dates::gregorian_to_hijri;
/// assert_eq!(gregorian_to_hijri(jiff::civil::date(2022, 1, 15)), Some((1443, 6, 12, true)));
/// ```
pub fn gregorian_to_hijri(date: Date) -> Option<(i16, i8, i8, bool)> {
    let day = days(date);
    let (first, last) = (*STARTS.first()?, *STARTS.last()?);
    if (first..last).contains(&day) {
        let at = STARTS.partition_point(|&s| s <= day) - 1;
        let year = FIRST_YEAR + (at / 12) as i16;
        return Some((year, (at % 12) as i8 + 1, (day - STARTS.get(at)?) as i8 + 1, true));
    }
    let mut year = ((day - tabular_start(1, 1)) as f64 / 354.367) as i32 + 1;
    while tabular_start(year, 1) > day {
        year -= 1;
    }
    while tabular_start(year + 1, 1) <= day {
        year += 1;
    }
    if year < 1 {
        return None;
    }
    let month = (1..=12).rev().find(|&m| tabular_start(year, m) <= day)?;
    Some((i16::try_from(year).ok()?, month as i8, (day - tabular_start(year, month)) as i8 + 1, false))
}

/// Easter Sunday of the Western churches, by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8).
pub(crate) fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    Date::new(year, month as i8, day as i8).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_the_table_goes_and_comes_back() {
        let mut seen = 0;
        let mut last = days(month_start(FIRST_YEAR, 1).unwrap()) - 1;
        for year in FIRST_YEAR..=LAST_YEAR {
            for month in 1..=12 {
                for day in 1..=month_length(year, month).unwrap() {
                    let (date, in_table) = hijri_to_gregorian(year, month, day).unwrap();
                    assert!(in_table);
                    assert_eq!(days(date), last + 1, "{year}-{month}-{day}");
                    assert_eq!(gregorian_to_hijri(date), Some((year, month, day, true)));
                    last += 1;
                    seen += 1;
                }
            }
        }
        assert_eq!(STARTS.len(), 1741);
        assert_eq!(seen, last - days(month_start(FIRST_YEAR, 1).unwrap()) + 1);
    }

    #[test]
    fn tabular_days_go_and_come_back() {
        for year in [1, 10, 622, 972, 1300, 1355, 1501, 1600] {
            for month in 1..=12 {
                let date = month_start(year, month).unwrap();
                assert_eq!(
                    gregorian_to_hijri(date).map(|h| (h.0, h.1, h.2, h.3)),
                    Some((year, month, 1, false))
                );
            }
        }
        // 1 Muharram 1 AH is 16 July 622 of the Julian calendar, 19 July of the Gregorian.
        assert_eq!(month_start(1, 1).unwrap().to_string(), "0622-07-19");
    }

    #[test]
    fn days_of_the_julian_calendar() {
        for ((year, month, day), gregorian) in [
            ((622, 7, 16), "0622-07-19"),
            ((921, 6, 21), "0921-06-26"),
            ((1100, 2, 29), "1100-03-07"),
            ((1582, 10, 4), "1582-10-14"),
        ] {
            assert_eq!(julian_to_gregorian(year, month, day).unwrap().to_string(), gregorian);
        }
    }

    #[test]
    fn easter_sundays() {
        for (year, day) in
            [(2013, "2013-03-31"), (2024, "2024-03-31"), (2025, "2025-04-20"), (2038, "2038-04-25")]
        {
            assert_eq!(easter(year).unwrap().to_string(), day);
        }
    }
}
