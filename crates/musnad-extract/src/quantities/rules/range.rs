//! Two numbers that are the ends of one figure: `بين ٢ و٣ مليار دولار`, `20 إلى 25 مليون شخص`, `5-7 أطنان`.
//!
//! The unit, and where the first end is smaller in itself the multiplier too, is read behind the second end and holds for
//! both. `من … إلى …` is a range unless what stands before it rises or falls: then these are two figures.

use musnad_text::annotation::Value;

use super::super::figure::{Behind, Scan, Step, Unit, is_plain, value_of};
use super::{exclude, unit};
use crate::numbers::{self, Number, Written};

/// Reads a range whose first end is the number at token `i`.
pub(in super::super) fn read(scan: &mut Scan, i: usize, first: &Number) -> Option<Step> {
    let text = scan.text;
    let between = preposition(scan, i, "بين", "مابين");
    // The first end may carry the unit as well: `بين 20 مليون دولار و25 مليون دولار`.
    let mut at = first.end;
    let early = unit::read(scan, at, first);
    let own_unit = matches!(early.unit, Unit::Code(_) | Unit::Part(..))
        || (between.is_some() && matches!(early.unit, Unit::Noun(..)));
    if own_unit {
        at = early.end;
    }
    let (next, dash) = link(scan, at, between.is_some())?;
    let second = numbers::cardinal(scan.engine, text, next)?;
    if second.fraction || first.fraction {
        return None;
    }
    if exclude::year(text, i, first) && exclude::year(text, next, &second) {
        return Some(Step::Skip(second.end));
    }
    let behind = unit::read(scan, second.end, &second);
    if behind.unit == Unit::Time {
        return Some(Step::Skip(behind.end));
    }
    // `767-820م`: years of the era.
    let era = behind.unit == Unit::Code("m") && text.word(second.end) == "م" && behind.end == second.end + 1;
    if dash && era && first.value >= 100.0 && is_plain(first) && is_plain(&second) {
        return Some(Step::Skip(behind.end));
    }
    let high = value_of(&second, &behind.unit);
    let mut low = value_of(first, &behind.unit);
    // `٢ و٣ مليار`: the multiplier holds for both, also where the ends stand upside down; not for `900 و1.2 مليون`, whose first end
    // is of another order.
    let same_order = low < 10.0 * high / second.scale;
    if !own_unit && second.scale >= 1000.0 && first.scale < second.scale && same_order {
        low *= second.scale;
    }
    if dash {
        // A score or a code: nothing is counted, or the first is not the smaller.
        if behind.unit == Unit::None || low >= high || !is_plain_or_mixed(first) {
            let both_bare = is_plain(first) && is_plain(&second);
            return both_bare.then_some(Step::Skip(second.end));
        }
    }
    // A proportion: `15 إلى 1`.
    if low > high
        && behind.unit == Unit::None
        && early.unit == Unit::None
        && is_plain(first)
        && is_plain(&second)
        && high < 10.0
    {
        return Some(Step::Skip(second.end));
    }
    let from = preposition(scan, i, "من", "من");
    let changes = from.is_some() && exclude::change_before(scan, i);
    // `ارتفعت النسبة من 10 إلى 15%`: the unit is that of both.
    if changes
        && early.unit == Unit::None
        && first.end == at
        && matches!(behind.unit, Unit::Code(_) | Unit::Part(..) | Unit::Noun(..))
    {
        let shared = Behind { unit: behind.unit, end: first.end, rule: "shared_unit", more: 0.0 };
        return Some(scan.found(i, Value::One(low), shared));
    }
    // Upside down only `بين` still joins two ends: `بين 30 و20 مليون دولار`.
    if low == high || low > high && between.is_none() || changes || (own_unit && between.is_none()) {
        return None;
    }
    if behind.unit == Unit::None && !own_unit && between.is_none() && !(from.is_some() && high >= 100.0) {
        return None;
    }
    let behind =
        if own_unit && behind.unit == Unit::None { Behind { end: second.end, ..early } } else { behind };
    let start = between.filter(|_| between.is_some()).unwrap_or(i);
    let step = scan.found(start, Value::Range(low, high), Behind { rule: "range", ..behind });
    Some(step)
}

fn is_plain_or_mixed(number: &Number) -> bool {
    number.written != Written::Words || number.value < 100.0
}

/// The token of a preposition that stands before the number at `i`.
fn preposition(scan: &Scan, i: usize, one: &str, other: &str) -> Option<usize> {
    let before = i.checked_sub(1)?;
    let word = scan.text.word(before);
    if word == one || word == other {
        let what = before.checked_sub(1).filter(|&at| one == "بين" && scan.text.word(at) == "ما");
        return Some(what.unwrap_or(before));
    }
    None
}

/// The token of the second end, where a word or dash of ranges stands at `at`, and whether it is a dash.
fn link(scan: &Scan, at: usize, between: bool) -> Option<(usize, bool)> {
    let text = scan.text;
    if matches!(text.mark(at), '-' | '–' | '—' | '−') && text.is_number(at + 1) {
        return Some((at + 1, true));
    }
    // A dash of tatweel: `1ـــ 3%`.
    if text.is_number(at) && at > 0 {
        let gap = text.raw().get(text.span(at - 1).end..text.span(at).start).unwrap_or("");
        if gap.contains('\u{0640}') {
            return Some((at, true));
        }
    }
    match text.word(at) {
        "الي" | "لي" if !between => Some((at + 1, false)),
        "او" => Some((at + 1, false)),
        "الي" => Some((at + 1, false)),
        "و" if between => Some((at + 1, false)),
        _ if between && scan.conjoined(at) => Some((at, false)),
        _ => None,
    }
}
