//! Numbers in digits: one or more runs of digits with the marks between them.
//!
//! The marks follow no one convention in Arabic print. `٫` is always a decimal mark and `٬` a group mark. A comma of either
//! script is a decimal mark before one or two digits (`٢,٧`) and a group mark before three (`495,000`). A lone point before
//! three digits is left open, see [`super::Number::grouped`]. Repeated marks are groups (`1.500.000`), and of two different
//! marks the last is the decimal one (`1.234,56`). Whatever fits none of these (`192.168.1.2`, `8.1.2022`) is no number.

use musnad_text::Text;
use musnad_text::chars::Marks;

/// Digits read as one number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    pub end: usize,
    pub value: f64,
    pub grouped: Option<f64>,
    pub fraction: bool,
}

/// More parts than any number has; a longer run is a table or a key.
const MOST_PARTS: usize = 8;

/// Reads the number in digits that begins at token `i`.
pub(super) fn read(text: &Text, i: usize) -> Option<Run> {
    if !is_digits(text, i) || continues(text, i) {
        return None;
    }
    if let Some(run) = reversed(text, i) {
        return Some(run);
    }
    let mut run = marked(text, i)?;
    if let Some(exponent) = exponent(text, run.end) {
        run.end = exponent.0;
        run.value *= 10f64.powi(exponent.1);
        return Some(run);
    }
    match text.mark(run.end) {
        // A clock time or a proportion.
        ':' if follows(text, run.end) => None,
        '/' if follows(text, run.end) => {
            let fraction = slash(text, i)?;
            Some(Run { end: i + 3, value: fraction, grouped: None, fraction: true })
        }
        _ => {
            let whole = run.end == i + 1 && run.value < 1000.0;
            if whole
                && is_digits(text, i + 1)
                && !text.joined(i + 1)
                && let Some(part) = slash(text, i + 1)
            {
                return Some(Run { end: i + 4, value: run.value + part, grouped: None, fraction: false });
            }
            Some(run)
        }
    }
}

/// `.25`: a point or comma with no digit before it, at token `i`.
pub(super) fn after_point(text: &Text, i: usize) -> Option<Run> {
    let opens = matches!(text.mark(i), '.' | '٫' | ',') && (i == 0 || !text.joined(i));
    if !opens || !is_digits(text, i + 1) || !text.joined(i + 1) || follows(text, i + 2) {
        return None;
    }
    // `.2014`: the point of a sentence that stands before the year that it should follow.
    let digits = text.word(i + 1);
    if digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20")) {
        return None;
    }
    let (mut value, mut tens) = (0.0, 1.0);
    push(digits, &mut value, &mut tens);
    Some(Run { end: i + 2, value: value / tens, grouped: None, fraction: false })
}

#[inline]
fn is_digits(text: &Text, i: usize) -> bool {
    text.is_number(i) && !text.marks(i).has(Marks::SUPERSCRIPT)
}

/// Whether the mark at `i` is followed by digits with no blank on either side.
#[inline]
fn follows(text: &Text, i: usize) -> bool {
    text.joined(i) && text.joined(i + 1) && is_digits(text, i + 1)
}

/// The decimal mark of some agencies, `ر`: the parts stand in the order in which they are read from the right, so that `5ر32`
/// is 32.5, and `540ر999ر45` is 45,999,540.
fn reversed(text: &Text, i: usize) -> Option<Run> {
    let ra =
        |at: usize| text.word(at) == "ر" && text.joined(at) && is_digits(text, at + 1) && text.joined(at + 1);
    if !ra(i + 1) {
        return None;
    }
    let (first, second) = (text.word(i), text.word(i + 2));
    let number = |digits: &str| {
        let (mut value, mut tens) = (0.0, 1.0);
        push(digits, &mut value, &mut tens);
        (value, tens)
    };
    let ((low, tens), (high, _)) = (number(first), number(second));
    if ra(i + 3) && first.len() == 3 && second.len() == 3 {
        let (millions, _) = number(text.word(i + 4));
        return Some(Run {
            end: i + 5,
            value: (millions * 1000.0 + high) * 1000.0 + low,
            grouped: None,
            fraction: false,
        });
    }
    let grouped = (first.len() == 3 && second.len() <= 3).then_some(high * 1000.0 + low);
    Some(Run { end: i + 3, value: high + low / tens, grouped, fraction: false })
}

/// Whether the digits at `i` are the rest of something that began before: a date, a clock time, a code.
fn continues(text: &Text, i: usize) -> bool {
    if i == 0 || !text.joined(i) {
        return false;
    }
    if text.kind(i - 1) == Some(musnad_text::token::TokenKind::Latin) {
        return true;
    }
    if text.word(i - 1) == "ر" && i > 1 && text.joined(i - 1) && text.is_number(i - 2) {
        return true;
    }
    let mark = text.mark(i - 1);
    matches!(mark, '/' | ':' | '.' | ',' | '،' | '٫' | '٬' | '\\' | '_')
        && i > 1
        && text.joined(i - 1)
        && text.is_number(i - 2)
}

#[derive(Clone, Copy, Default)]
struct Part {
    /// The mark before it, `'\0'` for the first.
    mark: char,
    token: usize,
    len: usize,
}

fn marked(text: &Text, i: usize) -> Option<Run> {
    let mut parts = [Part::default(); MOST_PARTS];
    let (mut n, mut at, mut mark) = (0, i, '\0');
    loop {
        *parts.get_mut(n)? = Part { mark, token: at, len: text.word(at).len() };
        n += 1;
        mark = text.mark(at + 1);
        if !matches!(mark, '.' | ',' | '،' | '٫' | '٬' | '\'' | '’') || !follows(text, at + 1) {
            break;
        }
        at += 2;
    }
    let parts = parts.get(..n)?;
    let (first, rest) = parts.split_first()?;
    let end = at + 1;
    let grouped_head = first.len <= 3 && !text.word(first.token).starts_with('0');
    let Some((last, middle)) = rest.split_last() else {
        return Some(if grouped_head {
            blank_groups(text, i)
        } else {
            Run { end, value: whole(text, parts), grouped: None, fraction: false }
        });
    };
    let groups_of_three =
        |parts: &[Part], mark: char| grouped_head && parts.iter().all(|p| p.len == 3 && p.mark == mark);
    let run = |value, grouped| Some(Run { end, value, grouped, fraction: false });
    match (last.mark, last.len) {
        (mark, _) if !middle.is_empty() => {
            let inner = middle.first().map_or('\0', |p| p.mark);
            if inner == '٫' || !groups_of_three(middle, inner) {
                None
            } else if mark == inner {
                match last.len {
                    3 => run(whole(text, parts), None),
                    // `1.071.5`: the last of three like marks before one or two digits can only be the decimal one.
                    1 | 2 if middle.len() == 1 => run(decimal(text, parts), None),
                    _ => None,
                }
            } else {
                run(decimal(text, parts), None)
            }
        }
        ('٫', _) => run(decimal(text, parts), None),
        ('\'' | '’', 3) if grouped_head => run(whole(text, parts), None),
        ('\'' | '’', _) => Some(Run {
            end: i + 1,
            value: whole(text, std::slice::from_ref(first)),
            grouped: None,
            fraction: false,
        }),
        ('.', 3) if grouped_head => run(decimal(text, parts), Some(whole(text, parts))),
        ('.', _) => run(decimal(text, parts), None),
        (_, 3) if grouped_head => run(whole(text, parts), None),
        _ => run(decimal(text, parts), None),
    }
}

/// `1 414 021 100`: groups of three with one blank between, a decimal part after the last or none.
fn blank_groups(text: &Text, i: usize) -> Run {
    let mut value = 0.0;
    let mut tens = 1.0;
    push(text.word(i), &mut value, &mut tens);
    let mut at = i;
    while is_digits(text, at + 1) && text.word(at + 1).len() == 3 && !text.joined(at + 1) {
        let gap = text.raw().get(text.span(at).end..text.span(at + 1).start).unwrap_or("");
        let one_blank = gap.chars().filter(|c| !c.is_control()).count() == 1;
        let goes_on = matches!(text.mark(at + 2), '/' | ':' | '-' | '–') && follows(text, at + 2);
        if !one_blank || goes_on {
            break;
        }
        push(text.word(at + 1), &mut value, &mut tens);
        at += 1;
        // A row of a table.
        if at - i >= MOST_PARTS {
            let (mut value, mut tens) = (0.0, 1.0);
            push(text.word(i), &mut value, &mut tens);
            return Run { end: i + 1, value, grouped: None, fraction: false };
        }
    }
    tens = 1.0;
    if at > i && matches!(text.mark(at + 1), '.' | ',' | '٫') && follows(text, at + 1) {
        push(text.word(at + 2), &mut value, &mut tens);
        at += 2;
    }
    Run { end: at + 1, value: value / tens, grouped: None, fraction: false }
}

/// A simple fraction at token `i`: `1/4`, `٣/٤`. Denominators to ten only, and never one of three numbers.
fn slash(text: &Text, i: usize) -> Option<f64> {
    if text.mark(i + 1) != '/'
        || !follows(text, i + 1)
        || (matches!(text.mark(i + 3), '/' | '.' | ':' | '-') && follows(text, i + 3))
    {
        return None;
    }
    let (over, under): (u32, u32) = (text.word(i).parse().ok()?, text.word(i + 2).parse().ok()?);
    (over > 0 && over < under && under <= 10 && text.word(i).len() <= 1)
        .then(|| f64::from(over) / f64::from(under))
}

/// `e10`, `e+14`, `e-1` joined to digits: one past its end, and the power.
fn exponent(text: &Text, i: usize) -> Option<(usize, i32)> {
    if text.word(i) != "e" || !text.joined(i) {
        return None;
    }
    let (at, sign) = match text.mark(i + 1) {
        '+' if text.joined(i + 1) => (i + 2, 1),
        '-' if text.joined(i + 1) => (i + 2, -1),
        _ => (i + 1, 1),
    };
    if !is_digits(text, at) || !text.joined(at) {
        return None;
    }
    let power: i32 = text.word(at).parse().ok().filter(|p| *p <= 300)?;
    Some((at + 1, sign * power))
}

fn whole(text: &Text, parts: &[Part]) -> f64 {
    let (mut value, mut tens) = (0.0, 1.0);
    for part in parts {
        push(text.word(part.token), &mut value, &mut tens);
    }
    value
}

/// The last part is what stands behind the decimal mark.
fn decimal(text: &Text, parts: &[Part]) -> f64 {
    let (mut value, mut tens) = (0.0, 1.0);
    for part in parts {
        tens = 1.0;
        push(text.word(part.token), &mut value, &mut tens);
    }
    value / tens
}

/// Appends digits to a value; `tens` grows with them. One division at the end keeps `2.7` the nearest number to 2.7.
fn push(digits: &str, value: &mut f64, tens: &mut f64) {
    for digit in digits.bytes() {
        *value = *value * 10.0 + f64::from(digit.wrapping_sub(b'0'));
        *tens *= 10.0;
    }
}
