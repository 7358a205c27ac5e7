//! Numbers, units and TIMEX3 values in words that a reader needs no manual for.
//!
//! Values begin with digits and hold no Latin letters in Arabic: a line that starts with one keeps its order, whether the
//! terminal turns lines or not (after Arabic letters the hyphens of `2022-01-08` would turn it round).

use musnad_text::annotation::{DateMention, DateType, Quantity, Value};

use super::Lang;
use super::words::Words;

/// The number, both ends of a range.
pub(super) fn number(value: Value) -> String {
    match value {
        Value::One(one) => digits(one),
        Value::Range(low, high) => format!("{}–{}", digits(low), digits(high)),
    }
}

/// Fractions that a reader knows by their sign and decimals would garble.
const FRACTIONS: [(f64, char); 8] = [
    (1.0 / 3.0, '⅓'),
    (2.0 / 3.0, '⅔'),
    (1.0 / 6.0, '⅙'),
    (5.0 / 6.0, '⅚'),
    (1.0 / 7.0, '⅐'),
    (1.0 / 8.0, '⅛'),
    (3.0 / 8.0, '⅜'),
    (1.0 / 9.0, '⅑'),
];

/// Up to 9999 as it is, above that in groups of three, with at most four decimals.
fn digits(value: f64) -> String {
    if !value.is_finite() || value.abs() >= 1e18 {
        return format!("{value:e}");
    }
    if let Some((_, sign)) = FRACTIONS.iter().find(|(fraction, _)| (value - fraction).abs() < 5e-5) {
        return sign.to_string();
    }
    let rounded = format!("{value:.4}");
    let (whole, decimals) = rounded.split_once('.').unwrap_or((&rounded, ""));
    let decimals = decimals.trim_end_matches('0');
    // A number too small for four decimals is not nothing.
    if value != 0.0 && decimals.is_empty() && whole.trim_start_matches('-') == "0" {
        return format!("{value}");
    }
    let (sign, whole) = whole.strip_prefix('-').map_or(("", whole), |rest| ("-", rest));
    let mut out = String::from(sign);
    for (n, digit) in whole.chars().enumerate() {
        if n > 0 && (whole.len() - n) % 3 == 0 && whole.len() > 4 {
            out.push(',');
        }
        out.push(digit);
    }
    if !decimals.is_empty() {
        out.push('.');
        out.push_str(decimals);
    }
    out
}

/// The unit in words, empty where there is none.
pub(super) fn unit<'q>(quantity: &'q Quantity, words: &Words) -> &'q str {
    quantity.unit.as_deref().map_or("", |unit| words.of("unit", unit))
}

/// A date's value in words.
pub(super) fn date(date: &DateMention, words: &Words) -> String {
    if date.kind != DateType::Set {
        return timex(&date.value, words);
    }
    let every = words.of("timex", "every");
    // Every Monday, with its clock time where there is one.
    if let Some(open) = date.value.strip_prefix("XXXX-WXX-") {
        let (weekday, time) = open.split_once('T').unwrap_or((open, ""));
        let weekday = words.of("weekday", weekday);
        let time = if time.is_empty() {
            String::new()
        } else {
            format!("{} {}", words.comma(), one(&format!("T{time}"), words))
        };
        return format!("{every} {}{time}", weekday.strip_prefix("ال").unwrap_or(weekday));
    }
    format!("{every} {}", timex(&date.value, words))
}

/// A TIMEX3 value in words; one that is not known here comes back as it is.
pub fn timex(value: &str, words: &Words) -> String {
    match value.split_once('/') {
        // Both ends are open: once is enough.
        Some((first, last)) if first == last => one(first, words),
        Some((first, last)) => format!("{} – {}", one(first, words), one(last, words)),
        None => one(value, words),
    }
}

/// Whether a value waits for the day of publication.
pub(super) fn is_open(date: &DateMention) -> bool {
    date.kind != DateType::Set && date.value.contains("XXXX")
}

fn one(value: &str, words: &Words) -> String {
    let named = if let Some(length) = value.strip_prefix('P') {
        duration(length, words)
    } else if let Some((day, time)) = value.split_once('T') {
        // A whole hour has no minutes of its own: `16` alone would be no clock time.
        let whole = time.len() == 2 && time.bytes().all(|byte| byte.is_ascii_digit());
        let minutes = if whole { ":00" } else { "" };
        let day = if day.is_empty() { String::new() } else { one(day, words) };
        let digits_first = day.starts_with(|c: char| c.is_ascii_digit()) || day.is_empty();
        Some(if digits_first {
            format!("{day} {time}{minutes}").trim_start().to_owned()
        } else {
            format!("{time}{minutes}{} {day}", words.comma())
        })
    } else if let Some(open) = value.strip_prefix("XXXX") {
        Some(open_year(open.trim_start_matches('-'), words))
    } else if let Some(open) = value.strip_prefix("HXXXX") {
        let mut parts = open.trim_start_matches('-').splitn(2, '-');
        let month = words.of("hijri_month", parts.next().unwrap_or_default());
        Some(parts.next().map_or_else(|| month.to_owned(), |day| format!("{} {month}", bare(day))))
    } else if let Some(hijri) = value.strip_prefix('H') {
        Some(self::hijri(hijri, words))
    } else if let Some(year) = value.strip_prefix("BC") {
        Some(format!("{} {}", bare(year), words.of("timex", "bc")))
    } else {
        coarse(value, words)
    };
    named.unwrap_or_else(|| value.to_owned())
}

/// A number without zeros before it.
fn bare(number: &str) -> &str {
    match number.trim_start_matches('0') {
        "" => number,
        bare => bare,
    }
}

/// What stands behind `XXXX-`: a month or a weekday is told, what is not known waits for the day of publication.
fn open_year(part: &str, words: &Words) -> String {
    let unknown = words.of("timex", "day_unknown");
    let known = if let Some(weekday) = part.strip_prefix("WXX-") {
        words.get("weekday", weekday).map(str::to_owned)
    } else if let Some((month, day)) = part.split_once('-') {
        words.get("month", month).map(|month| format!("{} {month}", bare(day)))
    } else if let Some(number) = part.strip_prefix('Q') {
        Some(format!("{} {number}", words.of("timex", "quarter")))
    } else if let Some(number) = part.strip_prefix('H') {
        Some(format!("{} {number}", words.of("timex", "half")))
    } else {
        let season = ["SP", "SU", "FA", "AU", "WI"].contains(&part);
        let season = season.then(|| words.get("timex", part)).flatten();
        words.get("month", part).or(season).map(str::to_owned)
    };
    match known {
        Some(known) => format!("{known}{} {unknown}", words.comma()),
        None => unknown.to_owned(),
    }
}

/// `3D`, `1Y6M`, `T4H`, with the `P` taken off.
fn duration(length: &str, words: &Words) -> Option<String> {
    let (mut parts, mut number, mut in_time) = (Vec::new(), String::new(), false);
    for c in length.chars() {
        match c {
            'T' => in_time = true,
            '0'..='9' | '.' | 'X' => number.push(c),
            _ => {
                let unit = if in_time { format!("T{c}") } else { c.to_string() };
                let forms = words.get("timex", &unit)?;
                if number.contains('X') {
                    let several = forms.split('|').rev().nth(usize::from(words.lang == Lang::Arabic));
                    parts.push(format!("{} {}", words.of("timex", "several"), several?));
                    number.clear();
                    continue;
                }
                parts.push(words.counted(&std::mem::take(&mut number), forms));
            }
        }
    }
    (!parts.is_empty()).then(|| parts.join(" + "))
}

/// `1443`, `1443-06`, `1443-06-12`, with the `H` taken off.
fn hijri(value: &str, words: &Words) -> String {
    let mut parts = value.split('-');
    let year = bare(parts.next().unwrap_or_default());
    let month = parts.next().map(|month| words.of("hijri_month", month));
    let day = parts.next();
    let era = Some(words.of("timex", "hijri"));
    [day, month, Some(year), era].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Decades, centuries, seasons, quarters, halves and weeks.
fn coarse(value: &str, words: &Words) -> Option<String> {
    if let Some(decade) = value.strip_suffix('X').filter(|decade| decade.len() == 3) {
        return Some(format!("{decade}0–{decade}9"));
    }
    if let Some(century) = words.get("century", value) {
        return Some(century.to_owned());
    }
    if value.len() == 4 && value.starts_with('0') && value.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(bare(value).to_owned());
    }
    if value.len() == 2 && value.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(format!("{value}00–{value}99"));
    }
    let (year, part) = value.split_once('-')?;
    let of_year = |what: &str, number: &str| format!("{what} {number} {} {year}", words.of("timex", "of"));
    match part.get(..1)? {
        "Q" => Some(of_year(words.of("timex", "quarter"), part.get(1..)?)),
        "H" => Some(of_year(words.of("timex", "half"), part.get(1..)?)),
        "W" if part != "WI" => Some(of_year(words.of("timex", "week"), part.get(1..)?)),
        "S" | "F" | "A" | "W" => Some(format!("{} {year}", words.get("timex", part)?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::Lang;

    #[test]
    fn values_in_words() {
        let arabic = Words { lang: Lang::Arabic };
        for (value, expected) in [
            ("2022-01-08", "2022-01-08"),
            ("2019-03", "2019-03"),
            ("1991", "1991"),
            ("2022-01-08T14:30", "2022-01-08 14:30"),
            ("T14:30", "14:30"),
            ("P3D", "3 أيام"),
            ("P1Y6M", "سنة + 6 أشهر"),
            ("PT4H", "4 ساعات"),
            ("H1443-06", "جمادى الآخرة 1443 هـ"),
            ("H1443", "1443 هـ"),
            ("199X", "1990–1999"),
            ("19", "القرن العشرون"),
            ("00", "القرن الأول"),
            ("99", "9900–9999"),
            ("0750", "750"),
            ("BC0050", "50 ق.م"),
            ("H0972", "972 هـ"),
            ("H0972-09-01", "01 رمضان 972 هـ"),
            ("T16", "16:00"),
            ("2022-01-08T16", "2022-01-08 16:00"),
            ("XXXX", "يتوقف على يوم النشر"),
            ("XXXX-XX-XX", "يتوقف على يوم النشر"),
            ("XXXX-XX-XX/XXXX-XX-XX", "يتوقف على يوم النشر"),
            ("XXXX-XX-XXT16", "16:00، يتوقف على يوم النشر"),
            ("XXXX-WXX", "يتوقف على يوم النشر"),
            ("XXXX-WXX-2", "الثلاثاء، يتوقف على يوم النشر"),
            ("XXXX-06", "يونيو/حزيران، يتوقف على يوم النشر"),
            ("XXXX-03-05", "5 مارس/آذار، يتوقف على يوم النشر"),
            ("XXXX-Q1", "الربع 1، يتوقف على يوم النشر"),
            ("XXXX-SU", "صيف، يتوقف على يوم النشر"),
            ("HXXXX-09", "رمضان"),
            ("HXXXX-09-07", "7 رمضان"),
            ("PXD", "عدة أيام"),
            ("2015-SU", "صيف 2015"),
            ("2015-WI", "شتاء 2015"),
            ("2015-Q2", "الربع 2 من 2015"),
            ("2020-W12", "الأسبوع 12 من 2020"),
            ("2016/2018", "2016 – 2018"),
            ("PAST_REF", "PAST_REF"),
            ("س-ص", "س-ص"),
            ("", ""),
        ] {
            assert_eq!(timex(value, &arabic), expected);
        }
    }

    #[test]
    fn numbers() {
        for (value, expected) in [
            (2_700_000.0, "2,700,000"),
            (3500.0, "3500"),
            (0.333, "0.333"),
            (1.0 / 3.0, "⅓"),
            (2.0 / 3.0, "⅔"),
            (0.25, "0.25"),
            (-12_345.5, "-12,345.5"),
            (0.000_01, "0.00001"),
            (0.0, "0"),
            (1e30, "1e30"),
            (f64::NAN, "NaN"),
        ] {
            assert_eq!(digits(value), expected);
        }
        assert_eq!(number(Value::Range(4e9, 6e9)), "4,000,000,000–6,000,000,000");
    }
}
