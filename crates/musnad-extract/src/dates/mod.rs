//! Dates, clock times, lengths of time and repetitions, with TIMEX3 values.
//!
//! Every expression that can be placed on a calendar or measured as a length counts, in the smallest whole span: the nouns
//! (يوم, شهر, عام), the weekday and the part of the day are inside, prepositions outside. Left out are vague words (مؤخرا, قريبا),
//! ages, and dates inside the names of events and places (ثورة 25 يناير).
//!
//! The room reads nothing of other rooms and writes [`musnad_text::Annotations::dates`]: sorted by place, without overlaps. Where
//! the document has no publication day, its date line gives one to all later rooms.
//!
//! `rules` read forward from a token and say what the words mean; `resolve` turns that into values. A candidate that is
//! whole shuts out its parts because the rules are asked in that order and the scan goes on behind what was found.

mod ahead;
mod calendar;
pub(crate) mod lexicon;
mod nearest;
mod resolve;
mod rules;
mod scan;
mod timex;

use musnad_text::annotation::{DateAnchor, DateMention};
use musnad_text::document::Published;
use musnad_text::token::{Clitics, TokenKind};
use musnad_text::{Lexicon, Span, Text};

pub use calendar::{
    FIRST_YEAR, LAST_YEAR, gregorian_to_hijri, hijri_to_gregorian, month_length, month_start,
};
pub(crate) use calendar::{OUTSIDE, REFORM, julian_to_gregorian};

use crate::registry::Reading;
use resolve::{Resolved, Resolver};
use scan::{Day, Found, Meaning, Scan};

/// The words of dates; their meanings lie in the shared lexicon's indices.
#[derive(Debug)]
pub struct Words {
    /// The classes of words at which an expression can begin.
    triggers: u64,
}

impl Words {
    pub(crate) fn load(shared: &mut Lexicon) -> Words {
        lexicon::load(shared);
        Words { triggers: rules::TRIGGER }
    }
}

/// A date line stands among so many lines at the start or the end; the head of a page may stand anywhere.
const DATE_LINES: usize = 12;
/// So many other words may stand in a date line: the place, the paper, the number of the issue.
const DATE_LINE_WORDS: usize = 5;

/// A first line of more tokens than this is no title.
const LONGEST_TITLE: usize = 60;

/// Writes [`musnad_text::Annotations::dates`], and [`Reading::published`] where the document has none and a date line does.
pub(crate) fn run(reading: &mut Reading) {
    let scan = Scan { text: reading.text, engine: reading.engine };
    let mut found = find(&scan);
    borrow_years(&scan, &mut found);
    join_between(&scan, &mut found);
    if reading.options.lean == crate::Lean::Past {
        settle_shifts(&scan, &mut found);
    }
    if reading.published.is_none() {
        reading.published = date_line(&scan, &found);
    }
    let mut resolver = Resolver::new(scan, reading.published, reading.options.lean);
    if reading.published.is_none() {
        resolver.written_around(month_of_writing(&found));
    }
    let mut values: Vec<Resolved> = found.iter().map(|f| resolver.resolve(f)).collect();
    agree_with_body(&scan, &found, &mut values);
    pair_calendars(&scan, &found, &mut values, reading);
}

/// All expressions in order.
fn find(scan: &Scan) -> Vec<Found> {
    let mut found = Vec::new();
    let mut i = 0;
    let end = scan.text.len();
    let triggers = scan.engine.dates.triggers;
    while i < end {
        if (scan.text.classes(i) & triggers != 0 || scan.text.is_number(i))
            && let Some(after) = rules::at(scan, i, &mut found)
        {
            i = after.max(i + 1);
            continue;
        }
        i += 1;
    }
    found
}

/// Whether only a joint (و, إلى, حتى, a dash) stands between two expressions.
fn joined_by(scan: &Scan, before: &Found, after: &Found) -> Option<&'static str> {
    match after.first.checked_sub(before.end)? {
        0 if scan.text.clitics(after.first).any(Clitics::WA) => Some("و"),
        1 => match scan.word(before.end) {
            "و" => Some("و"),
            "الي" | "حتي" => Some("الي"),
            "او" => Some("او"),
            _ if matches!(scan.text.mark(before.end), '-' | '–') => Some("-"),
            _ => None,
        },
        _ => None,
    }
}

/// `من 3 مارس إلى 5 أبريل 2014`, `بين يونيو ويوليو الماضيين`: the first takes the year or the pointer of the second.
fn borrow_years(scan: &Scan, found: &mut [Found]) {
    for k in (1..found.len()).rev() {
        let (Some(&first), Some(&second)) = (found.get(k - 1), found.get(k)) else { continue };
        let (Meaning::Day(mut a), Meaning::Day(b)) = (first.meaning, second.meaning) else { continue };
        let open = a.month > 0 && a.year.is_none() && a.year_pointer.is_none() && a.pointer.is_none();
        if !open || a.hijri != b.hijri || b.month == 0 || joined_by(scan, &first, &second).is_none() {
            continue;
        }
        if b.year.is_none() && b.year_pointer.is_none() && b.pointer.is_none() {
            continue;
        }
        a.year = b.year.map(|y| if a.month > b.month { y - 1 } else { y });
        a.year_pointer = b.year_pointer;
        a.pointer = b.pointer;
        if let Some(found) = found.get_mut(k - 1) {
            found.meaning = Meaning::Day(a);
        }
    }
}

/// `بين 3 مارس و5 أبريل`, `بين 2014 و2016`, and days that a dash joins: one span from the first to the last.
fn join_between(scan: &Scan, found: &mut Vec<Found>) {
    let mut joined: Vec<Found> = Vec::with_capacity(found.len());
    for second in found.drain(..) {
        if let Some(first) = joined.last_mut()
            && let Some(range) = between(scan, first, &second)
        {
            first.end = second.end;
            first.meaning = range;
            first.rule = "between";
            continue;
        }
        joined.push(second);
    }
    *found = joined;
}

/// The range that two expressions make, where they are the ends of one.
fn between(scan: &Scan, first: &Found, second: &Found) -> Option<Meaning> {
    let (Meaning::Day(a), Meaning::Day(b)) = (first.meaning, second.meaning) else { return None };
    let joint = joined_by(scan, first, second)?;
    if joint == "و" && scan.is_unit(first.first, lexicon::Unit::Day, lexicon::Count::Construct) {
        return two_days(a, b).map(Meaning::Day);
    }
    let between = joint == "و" && scan.is(scan.before(first.first), &["بين", "وبين"]);
    let dash = joint == "-" && a.day > 0 && a.weekday == 0;
    let same_grain = (a.day > 0) == (b.day > 0) && (a.month > 0) == (b.month > 0) && a.hijri == b.hijri;
    let dated = |d: &Day| (d.has_date() || d.year.is_some()) && d.clock.is_none();
    let forward = match (a.year, b.year) {
        (Some(from), Some(to)) => (from, a.month) <= (to, b.month),
        _ => true,
    };
    let range = (between || dash) && forward && same_grain && dated(&a) && dated(&b);
    range.then_some(Meaning::Range(a, b))
}

/// `يومي الاثنين والثلاثاء الماضيين`: one noun for two days, one span where the second follows the first.
fn two_days(a: Day, b: Day) -> Option<Day> {
    let bare =
        |d: &Day| !d.has_date() && d.year.is_none() && d.clock.is_none() && d.from_publication.is_none();
    let next = a.weekday > 0 && b.weekday == a.weekday % 7 + 1;
    (next && bare(&a) && bare(&b)).then(|| Day { and_next: true, pointer: a.pointer.or(b.pointer), ..a })
}

/// `بعد عامين` counts from publication where the clause points ahead (`سيعود بعد عامين`). In a narrative it counts from what was
/// told before: the length alone is the mention, and a lone day or hour (`بعد ليلة طويلة`) is none.
fn settle_shifts(scan: &Scan, found: &mut Vec<Found>) {
    found.retain_mut(|found| {
        let Meaning::Shift(length, 1, at) = found.meaning else { return true };
        if scan.points_ahead(found) {
            return true;
        }
        let lone = found.end == at + 1 && length.count == 1.0;
        found.first = at;
        found.meaning = Meaning::Length(length);
        found.rule = "duration";
        !(lone && length.unit < lexicon::Unit::Week)
    });
}

/// The day that an expression gives in full.
fn full_day(day: &Day) -> Option<jiff::civil::Date> {
    let (year, month, number) = (day.year?, day.month as i8, day.day as i8);
    if day.hijri {
        hijri_to_gregorian(year, month, number).map(|d| d.0)
    } else {
        jiff::civil::Date::new(year, month, number).ok()
    }
}

/// The publication day that the text gives: `أمس الثلاثاء 19 نوفمبر 2024` tells it, else a line that holds only a date, among
/// the first lines, the last, or at the head of a page.
fn date_line(scan: &Scan, found: &[Found]) -> Option<Published> {
    let published = |date| Published { date, time: None };
    let days = || {
        found.iter().enumerate().filter_map(|(k, one)| match one.meaning {
            Meaning::Day(day) => full_day(&day).map(|date| (k, one, day, date)),
            _ => None,
        })
    };
    let told = days().find_map(|(_, _, day, date)| {
        let back = day.from_publication?;
        date.checked_sub(jiff::Span::new().try_days(back).ok()?).ok()
    });
    if let Some(date) = told {
        return Some(published(date));
    }
    let text = scan.text;
    let lines = text.tokens().iter().filter(|t| t.kind == TokenKind::Newline).count() + 1;
    let (mut line, mut at) = (0, 0);
    let (mut at_end, mut anywhere) = (None, None);
    for (k, one, _, date) in days() {
        while at < one.first {
            line += usize::from(text.kind(at) == Some(TokenKind::Newline));
            at += 1;
        }
        if !stands_alone(scan, found, k) {
            continue;
        }
        if line < DATE_LINES {
            return Some(published(date));
        }
        if line + DATE_LINES >= lines {
            at_end = Some(date);
        } else if anywhere.is_none() {
            anywhere = Some(date);
        }
    }
    at_end.or(anywhere).map(published)
}

/// A month beside `الجاري` stands so many expressions behind the date that gives its year.
const BEHIND: usize = 4;

/// The month of writing that `8 مارس 2021 … 25 مارس الجاري` gives, as its first day.
fn month_of_writing(found: &[Found]) -> Option<jiff::civil::Date> {
    let mut told: Option<(usize, Day)> = None;
    for (k, one) in found.iter().enumerate() {
        let Meaning::Day(day) = one.meaning else { continue };
        if day.hijri || day.month == 0 {
            continue;
        }
        if day.year.is_some() {
            told = Some((k, day));
        } else if day.pointer == Some(lexicon::Pointer::This)
            && let Some((_, told)) = told.filter(|&(at, _)| k - at <= BEHIND)
        {
            let year = told.year? + i16::from(day.month < told.month);
            return jiff::civil::Date::new(year, day.month as i8, 1).ok();
        }
    }
    None
}

/// Whether an expression has its line to itself, but for few words that a mark sets apart: a place, a paper, a label.
fn stands_alone(scan: &Scan, found: &[Found], k: usize) -> bool {
    let text = scan.text;
    let Some(one) = found.get(k) else { return false };
    let ends = |i: usize| i >= text.len() || text.kind(i) == Some(TokenKind::Newline);
    let set_apart = |i: usize| {
        matches!(
            text.mark(i),
            '-' | '–' | '—' | '|' | ':' | '،' | ',' | '(' | ')' | '/' | '*' | '#' | '[' | ']'
        ) || scan.is(i, &["التاريخ", "بتاريخ", "الموافق", "حرر", "تحريرا", "نشر"])
    };
    let mut words = 0;
    let mut edge = one.first;
    while edge > 0 && !ends(edge - 1) {
        edge -= 1;
        if words == 0 && edge + 1 == one.first && !set_apart(edge) {
            return false;
        }
        words += usize::from(text.is_word(edge) || text.is_number(edge));
        if words > DATE_LINE_WORDS {
            return false;
        }
    }
    let mut edge = one.end;
    // The same day in the other calendar.
    if let Some(next) = found.get(k + 1).filter(|f| f.first <= one.end + 3)
        && (one.end..next.first).all(|i| !ends(i))
    {
        edge = next.end;
    }
    if !ends(edge) && !set_apart(edge) {
        return false;
    }
    while !ends(edge) {
        words += usize::from(text.is_word(edge) || text.is_number(edge));
        if words > DATE_LINE_WORDS {
            return false;
        }
        edge += 1;
    }
    true
}

/// A bare weekday in the title is the one that the body dates: `… الأحد` over `يوم الأحد المقبل`.
fn agree_with_body(scan: &Scan, found: &[Found], values: &mut [Resolved]) {
    let title = (0..scan.text.len().min(LONGEST_TITLE))
        .find(|&i| scan.text.kind(i) == Some(TokenKind::Newline))
        .unwrap_or(0);
    for k in 0..found.len() {
        let (Some(one), Some(value)) = (found.get(k), values.get(k)) else { continue };
        if one.first >= title {
            break;
        }
        if !value.bare_weekday {
            continue;
        }
        let weekday = value.weekday;
        let near = found.iter().zip(values.iter()).skip(k + 1).take_while(|(f, _)| f.first < title + 120);
        let body = near
            .filter(|(_, v)| v.weekday == weekday && !v.bare_weekday && v.date.is_some())
            .map(|(_, v)| v)
            .next();
        if let Some(body) = body {
            let (date, text) = (body.date, body.value.get(..10).unwrap_or(&body.value).to_owned());
            if let Some(value) = values.get_mut(k) {
                value.date = date;
                value.value = text;
                value.anchor = DateAnchor::Context;
            }
        }
    }
}

/// Writes the mentions out; a day in two calendars is a pair, and the one without a year takes it from the other.
fn pair_calendars(scan: &Scan, found: &[Found], values: &mut [Resolved], reading: &mut Reading) {
    let text = scan.text;
    let mut pairs = vec![None; found.len()];
    for k in 1..found.len() {
        let (Some(first), Some(second)) = (found.get(k - 1), found.get(k)) else { continue };
        let (Meaning::Day(a), Meaning::Day(b)) = (first.meaning, second.meaning) else { continue };
        if a.hijri == b.hijri
            || (a.day > 0) != (b.day > 0)
            || a.day == 0
            || !only_equals(text, first.end, second.first)
        {
            continue;
        }
        for (at, other) in [(k - 1, k), (k, k - 1)] {
            if let Some(pair) = pairs.get_mut(at) {
                *pair = Some(other);
            }
        }
        for (mine, other, day, at) in [(k - 1, k, a, first), (k, k - 1, b, second)] {
            let open = day.year.is_none() && day.year_pointer.is_none();
            let date = values.get(other).and_then(|v| v.date);
            if !open || date.is_none() || values.get(other).is_some_and(|v| v.anchor != DateAnchor::Explicit)
            {
                continue;
            }
            let near = date.map(|date| Published { date, time: None });
            let mut resolver = Resolver::new(*scan, near, crate::Lean::Past);
            let bare = Found {
                meaning: Meaning::Day(Day { weekday: 0, pointer: Some(lexicon::Pointer::This), ..day }),
                ..*at
            };
            let mut value = resolver.resolve(&bare);
            value.anchor = DateAnchor::Context;
            if let Some(old) = values.get_mut(mine) {
                value.weekday = old.weekday;
                *old = value;
            }
        }
    }
    let dates = &mut reading.out.dates;
    dates.reserve(found.len());
    for (k, (found, value)) in found.iter().zip(values.iter_mut()).enumerate() {
        let start = text.bare_span(found.first).start;
        let end = text.span(found.end.saturating_sub(1)).end;
        dates.push(DateMention {
            span: Span::new(start, end),
            kind: value.kind,
            value: std::mem::take(&mut value.value),
            calendar: value.calendar,
            anchor: value.anchor,
            weekday: value.weekday,
            pair: pairs.get(k).copied().flatten(),
            note: value.note,
            rule: found.rule,
        });
    }
}

/// Whether nothing but الموافق, a bracket, a stroke or a comma stands between two expressions.
fn only_equals(text: &Text, first: usize, end: usize) -> bool {
    end >= first
        && end - first <= 4
        && (first..end).all(|i| {
            matches!(text.word(i), "الموافق" | "الموافقه" | "المصادف" | "ل" | "يوافق" | "الموفق" | "اي")
                || matches!(text.mark(i), '(' | ')' | '/' | '،' | ',' | '-' | '–' | '=' | '\n')
        })
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    /// Runs a table and writes each date as its value.
    fn table(name: &str, table: &str) {
        check(name, table, |read, _| read.dates.iter().map(|d| (d.span, d.value.clone())).collect());
    }

    macro_rules! tables {
        ($($name:ident),+ $(,)?) => {
            $(#[test]
            fn $name() {
                table(concat!(stringify!($name), ".tsv"), include_str!(concat!("corpus/", stringify!($name), ".tsv")));
            })+
        };
    }

    tables!(numeric, month_name, hijri, year, weekday, clock, duration, set, feast, not);
}
