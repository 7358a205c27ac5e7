//! Days that do not agree with their weekday, their other calendar, the calendar itself, or the day of publication.

use jiff::civil::{Date, Weekday};
use musnad_text::Text;
use musnad_text::annotation::{
    CalendarKind, DateAnchor, DateMention, DateType, Finding, FindingKind, SectionKind, Statement,
};

use super::finding;
use crate::dates::{OUTSIDE, REFORM, julian_to_gregorian};
use crate::registry::Reading;

/// All findings about days.
pub(super) fn check(reading: &Reading, findings: &mut Vec<Finding>) {
    let dates = &reading.out.dates;
    for (n, date) in dates.iter().enumerate() {
        // A pair is looked at from its first member.
        let pair = date.pair.and_then(|p| dates.get(p).map(|other| (p, other)));
        if let Some((p, other)) = pair
            && p > n
        {
            two_calendars(reading.text, date, other, findings);
        }
        weekday(reading, date, pair.map(|(_, other)| other), findings);
        interval(reading.text, date, findings);
        if let Some(note) = date.note
            && note.contains("impossible")
            && !thirtieth(reading.text, date)
        {
            findings.push(finding(
                FindingKind::ImpossibleDate,
                "day_outside_calendar",
                format!(
                    "«{}» names a day that its calendar does not have.",
                    date.span.of(reading.text.raw())
                ),
                vec![date.span],
            ));
        }
    }
    said_later(reading, findings);
}

/// The day of a value, `None` for one coarser than a day.
pub(super) fn day(value: &str) -> Option<Date> {
    let day = value.get(..10)?;
    let rest = value.get(10..)?;
    (rest.is_empty() || rest.starts_with('T')).then(|| day.parse().ok()).flatten()
}

/// The day that a mention names: before the Gregorian calendar a written day is one of the Julian.
fn day_named(date: &DateMention) -> Option<Date> {
    let written = day(&date.value)?;
    if is_julian(date, written) {
        return julian_to_gregorian(written.year(), written.month(), written.day());
    }
    Some(written)
}

fn is_julian(date: &DateMention, written: Date) -> bool {
    date.calendar == CalendarKind::Gregorian && written < REFORM
}

const NAMES: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

fn name(weekday: Weekday) -> &'static str {
    NAMES.get(weekday.to_monday_zero_offset() as usize).copied().unwrap_or("")
}

/// `الثلاثاء 5 مارس 2023`, a Sunday.
fn weekday(reading: &Reading, date: &DateMention, other: Option<&DateMention>, findings: &mut Vec<Finding>) {
    let Some(named) = date.weekday else { return };
    // `أمس الثلاثاء` and `الاثنين 10 مارس` are placed by the day or year of publication, which may be wrong or the crawler's.
    let tokens =
        reading.text.token_at(date.span.start)..reading.text.token_at(date.span.end.saturating_sub(1)) + 1;
    let points = tokens.clone().any(|i| {
        matches!(
            reading.text.word(i),
            "امس" | "اليوم" | "غد" | "غدا" | "الغد" | "الماضي" | "القادم" | "المقبل"
        )
    });
    if date.anchor != DateAnchor::Explicit || points {
        return;
    }
    let Some(named) = Weekday::from_monday_one_offset(named as i8).ok() else { return };
    let (Some(written), Some(value)) = (day(&date.value), day_named(date)) else { return };
    let other_day = other.and_then(day_named);
    let fits = |d: Date| d.weekday() == named;
    // The weekday settles a Hijri day that sighting moved by one: a day off by one is no mismatch while the other calendar fits,
    // nor where it stands alone.
    let hijri_slack = date.calendar == CalendarKind::Hijri
        && (other_day.is_some_and(fits)
            || (other_day.is_none()
                && [value.yesterday(), value.tomorrow()].into_iter().flatten().any(fits)));
    // A day before 1582 may also have been counted back by the Gregorian calendar.
    let fits_date =
        |d: Date, written: Date, date: &DateMention| fits(d) || is_julian(date, written) && fits(written);
    // `الأحد 16 محرم 1441هـ الموافق 15 سبتمبر`: the weekday stands once and is meant for both.
    let (wrong, written, where_) = if !fits_date(value, written, date) && !hijri_slack {
        (value, written, date)
    } else if let (Some(o), Some(other)) = (other_day, other)
        && let Some(written) = day(&other.value)
        && other.weekday.is_none()
        && other.calendar == CalendarKind::Gregorian
        && !fits_date(o, written, other)
    {
        (o, written, other)
    } else {
        return;
    };
    let calendar = if is_julian(where_, written) { " by the Julian calendar" } else { "" };
    findings.push(finding(
        FindingKind::WeekdayMismatch,
        "weekday_against_date",
        format!(
            "The text says {} of «{}», and {written} is a {}{calendar}.",
            name(named),
            where_.span.of(reading.text.raw()),
            name(wrong.weekday())
        ),
        if std::ptr::eq(where_, date) { vec![date.span] } else { vec![where_.span, date.span] },
    ));
}

/// Days by which a reckoned Hijri day of old may differ from the day of a chronicle.
const RECKONED: u32 = 2;

/// One day in two calendars.
fn two_calendars(text: &Text, date: &DateMention, other: &DateMention, findings: &mut Vec<Finding>) {
    let (Some(first), Some(second)) = (day_named(date), day_named(other)) else { return };
    let (hijri, gregorian) = if date.calendar == CalendarKind::Hijri { (date, other) } else { (other, date) };
    let (Some(by_hijri), Some(written)) = (day(&hijri.value), day(&gregorian.value)) else { return };
    let apart = (second - first).get_days().unsigned_abs();
    let julian = is_julian(gregorian, written);
    // Of old days the months are reckoned, not seen, and some writers count the Gregorian calendar back.
    let reckoned =
        julian && (apart <= RECKONED || (written - by_hijri).get_days().unsigned_abs() <= RECKONED);
    if apart == 0 || reckoned || ends_of_two_intervals(text, date, other) {
        return;
    }
    let tail = match apart {
        1 => ", one day apart, which is within the usual difference of moon sighting".to_string(),
        _ => format!(", {apart} days apart"),
    };
    let by = match hijri.note {
        Some(OUTSIDE) => "tabular calendar, which serves outside the Umm al-Qura years 1356–1500,",
        _ => "Umm al-Qura calendar",
    };
    let by_other = if date.calendar == CalendarKind::Hijri { second } else { first };
    let julian = if julian { format!(" ({written} of the Julian calendar)") } else { String::new() };
    findings.push(finding(
        FindingKind::CalendarMismatch,
        "two_calendars_two_days",
        format!("By the {by} the Hijri day is {by_hijri} and the other is {by_other}{julian}{tail}."),
        vec![date.span, other.span],
    ));
}

/// `حتى 30 ذي الحجة 1435هـ الموافق 4 ديسمبر 2013م حتى …`: the end of one interval beside the beginning of the other.
fn ends_of_two_intervals(text: &Text, date: &DateMention, other: &DateMention) -> bool {
    let (first, second) = if date.span <= other.span { (date, other) } else { (other, date) };
    let before = text.token_at(first.span.start).checked_sub(1);
    let after = text.token_at(second.span.end.saturating_sub(1)) + 1;
    let to = |i: usize| matches!(text.word(i), "حتي" | "الي" | "لغايه" | "وحتي");
    before.is_some_and(to) && (after..after + 2).any(to)
}

/// The thirtieth of a Hijri month that has 29 days in the Umm al-Qura table: seen otherwise elsewhere, and written for `the end`.
fn thirtieth(text: &Text, date: &DateMention) -> bool {
    let tokens = text.token_at(date.span.start)..text.token_at(date.span.end.saturating_sub(1)) + 1;
    date.calendar == CalendarKind::Hijri
        && tokens.clone().any(|i| matches!(text.word(i), "30" | "الثلاثين" | "الثلاثون" | "ثلاثين"))
}

/// `بين 12 مارس 2016 و5 مارس 2015` in one expression.
fn interval(text: &Text, date: &DateMention, findings: &mut Vec<Finding>) {
    let Some((first, last)) = date.value.split_once('/') else { return };
    let comparable = first.len() == last.len() && !first.starts_with(['H', 'P', 'T']) && first.contains('-');
    // Both years must be written: `بين نوفمبر ويناير` runs over the new year.
    let tokens = text.token_at(date.span.start)..text.token_at(date.span.end.saturating_sub(1)) + 1;
    let years = tokens.filter(|&i| text.is_number(i) && text.word(i).len() == 4).count();
    if date.kind == DateType::Date && comparable && first > last && years >= 2 {
        findings.push(finding(
            FindingKind::RangeReversed,
            "interval_ends_before_it_begins",
            format!("The interval runs from {first} to {last}, which is earlier."),
            vec![date.span],
        ));
    }
}

/// A statement or a citation dated later than the document that carries it.
fn said_later(reading: &Reading, findings: &mut Vec<Finding>) {
    let Some(published) = reading.published else { return };
    let later = |date: &DateMention| {
        let said = day(&date.value).filter(|d| *d > published.date)?;
        (date.anchor == DateAnchor::Explicit).then_some(said)
    };
    let dates = &reading.out.dates;
    for citation in reading.out.sections.iter().filter(|s| s.kind == SectionKind::Citation) {
        let from = dates.partition_point(|d| d.span.start < citation.span.start);
        let cited = dates.iter().skip(from).take_while(|d| d.span.start < citation.span.end);
        for (date, said) in cited.filter_map(|d| later(d).map(|said| (d, said))) {
            findings.push(finding(
                FindingKind::SaidAfterPublication,
                "cited_after_published",
                format!(
                    "The citation is dated {said}, and the document was published on {}.",
                    published.date
                ),
                vec![date.span, citation.span],
            ));
        }
    }
    for statement in &reading.out.statements {
        let Some(said) = statement.said_on.as_deref().and_then(day).filter(|d| *d > published.date) else {
            continue;
        };
        // `تعلن الجوائز يوم 7 سبتمبر` tells what is to come.
        let cue = statement.cue.of(reading.text.raw()).trim_start_matches(['و', 'ف']);
        if cue.starts_with(['ي', 'ت', 'ن', 'س']) {
            continue;
        }
        let Some(date) = day_beside_cue(reading, statement, said) else { continue };
        findings.push(finding(
            FindingKind::SaidAfterPublication,
            "said_on_after_published",
            format!("The statement is dated {said}, and the document was published on {}.", published.date),
            vec![date.span, statement.cue, statement.content],
        ));
    }
}

/// Words between a cue and the day on which it was said.
const NEAR: usize = 4;

/// The day itself, where the text writes it in full beside the cue. A day elsewhere in the sentence may as well be that of what is
/// announced.
fn day_beside_cue<'r>(reading: &'r Reading, statement: &Statement, said: Date) -> Option<&'r DateMention> {
    let token = |byte: usize| reading.text.token_at(byte);
    let end = token(statement.cue.end.saturating_sub(1)) + 1;
    let dates = &reading.out.dates;
    let from = dates.partition_point(|d| d.span.start < statement.cue.end);
    dates.iter().skip(from).take_while(|d| token(d.span.start) <= end + NEAR).find(|d| {
        let first = token(d.span.start);
        // Behind the cue only: before it stands the day of what the sentence before tells.
        (first >= end && first - end <= NEAR)
            && d.anchor == DateAnchor::Explicit
            && day(&d.value) == Some(said)
            && !statement.content.contains(d.span)
    })
}
