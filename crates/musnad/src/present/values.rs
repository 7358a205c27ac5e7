//! Numbers, units and TIMEX3 values in words that a reader needs no manual for.
//!
//! Values begin with digits and hold no Latin letters in Arabic: a line that starts with one keeps its order, whether the
//! terminal turns lines or not (after Arabic letters the hyphens of `2022-01-08` would turn it round).

use musnad_text::annotation::{DateMention, DateType, Quantity, Value};

use super::words::Words;

/// The number, both ends of a range.
pub(super) fn number(value: Value) -> String {
    match value {
        Value::One(one) => digits(one),
        Value::Range(low, high) => format!("{}–{}", digits(low), digits(high)),
    }
}

/// Up to 9999 as it is, above that in groups of three, with at most four decimals.
fn digits(value: f64) -> String {
    if !value.is_finite() || value.abs() >= 1e18 {
        return format!("{value:e}");
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
    let value = timex(&date.value, words);
    if date.kind == DateType::Set { format!("{} {value}", words.of("timex", "every")) } else { value }
}

/// A TIMEX3 value in words; one that is not known here comes back as it is.
pub(super) fn timex(value: &str, words: &Words) -> String {
    match value.split_once('/') {
        Some((first, last)) => format!("{} – {}", one(first, words), one(last, words)),
        None => one(value, words),
    }
}

fn one(value: &str, words: &Words) -> String {
    let named = if let Some(length) = value.strip_prefix('P') {
        duration(length, words)
    } else if let Some(hijri) = value.strip_prefix('H') {
        Some(self::hijri(hijri, words))
    } else if let Some((day, time)) = value.split_once('T') {
        Some(format!("{day} {time}").trim_start().to_owned())
    } else {
        coarse(value, words)
    };
    named.unwrap_or_else(|| value.to_owned())
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
                parts.push(words.counted(&std::mem::take(&mut number), forms));
            }
        }
    }
    (!parts.is_empty()).then(|| parts.join(" + "))
}

/// `1443`, `1443-06`, `1443-06-12`, with the `H` taken off.
fn hijri(value: &str, words: &Words) -> String {
    let mut parts = value.split('-');
    let year = parts.next().unwrap_or_default();
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
            ("19", "1900–1999"),
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
            (0.3333333, "0.3333"),
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
