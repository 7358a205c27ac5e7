//! What stands behind a number: a sign of proportion, money, a measure, a unit of time, a counted noun, or nothing.

use musnad_text::Text;
use musnad_text::chars::Marks;
use musnad_text::token::TokenKind;

use super::super::figure::{Behind, Scan, Step, Unit, value_of};
use super::super::lexicon::{MoneyKind, UnitKind, sense};
use super::{money, noun};
use crate::numbers::{self, Number};
use musnad_text::annotation::Value;

/// Reads the unit that begins at token `end`, one past a number.
pub(in super::super) fn read(scan: &mut Scan, end: usize, number: &Number) -> Behind {
    let text = scan.text;
    // `(350) ألف ريال`: brackets around the digits.
    if bracketed(text, end) {
        let behind = measured(scan, end + 1, number);
        if behind.unit != Unit::None {
            return behind;
        }
        return Behind::nothing(end);
    }
    measured(scan, end, number)
}

/// Whether the bracket or quotation mark at `close` closes round a number and nothing else.
pub(in super::super) fn bracketed(text: &Text, close: usize) -> bool {
    if !matches!(text.mark(close), ')' | '"' | '”' | '“' | '″' | '»' | ']' | '/') {
        return false;
    }
    (2..=12usize.min(close))
        .take_while(|back| text.kind(close - back + 1) != Some(TokenKind::Word) || *back == 2)
        .any(|back| opens_bracket(text, close - back) && text.is_number(close - 1))
}

/// A bracket or quotation mark that may open round a number.
pub(in super::super) fn opens_bracket(text: &Text, i: usize) -> bool {
    matches!(text.mark(i), '(' | '"' | '“' | '”' | '«' | '»' | '[')
        || (text.mark(i) == '/' && !text.joined(i))
}

/// `(350) ألف`: the number with the multiplier that stands behind its bracket.
pub(in super::super) fn multiplied(scan: &Scan, number: &Number) -> Option<Number> {
    if !bracketed(scan.text, number.end) || number.scale > 1.0 {
        return None;
    }
    let (end, scale) = numbers::multiplier(scan.engine, scan.text, number.end + 1)?;
    let value = number.value * scale;
    Some(Number {
        end,
        value,
        scale,
        written: numbers::Written::Mixed,
        grouped: None,
        bare: false,
        ..*number
    })
}

fn measured(scan: &mut Scan, end: usize, number: &Number) -> Behind {
    let text = scan.text;
    let sign = text.mark(end);
    if matches!(sign, '%' | '٪') {
        return Behind { unit: Unit::Code("percent"), end: end + 1, rule: "percent", more: 0.0 };
    }
    if sign == '°' {
        let celsius = matches!(text.word(end + 1), "م" | "c" | "مييويه");
        let (code, end) = if celsius { ("Cel", end + 2) } else { ("deg", end + 1) };
        return Behind { unit: Unit::Code(code), end, rule: "measure", more: 0.0 };
    }
    if text.is_word(end) && !text.clitics(end).is_empty() && text.phrase(end, sense::UNIT).is_none() {
        return noun::read(scan, end, number);
    }
    if let Some(behind) = money::read(scan, end) {
        return behind;
    }
    if let Some(behind) = measure(scan, end, number) {
        return behind;
    }
    if noun::is_time(text, end) {
        return Behind { unit: Unit::Time, end: end + 1, rule: "time", more: 0.0 };
    }
    noun::read(scan, end, number)
}

/// A proportion or measure at token `i`.
pub(in super::super) fn measure(scan: &Scan, i: usize, number: &Number) -> Option<Behind> {
    let text = scan.text;
    if !text.clitics(i).is_empty() && text.word(i) != text.stem(i) {
        return None;
    }
    let (len, index) = text.longest(i, sense::UNIT)?;
    let (code, kind) = *scan.words.units.get(index as usize)?;
    let end = i + len;
    // A lone م behind a year is the era, and behind an initial it is a name.
    if text.word(i) == "م" && len == 1 && (text.mark(end) == '.' && text.joined(end + 1) || year_like(number))
    {
        let raised = power(scan, end);
        raised?;
    }
    match kind {
        UnitKind::Plain => {
            let rule = if code == "percent" { "percent" } else { "measure" };
            // `30 كيلوواط/ساعة`
            if text.mark(end) == '/' && matches!(text.word(end + 1), "ساعه" | "الساعه") {
                let energy = match code {
                    "kW" => Some("kWh"),
                    "MW" => Some("MWh"),
                    "GW" => Some("GWh"),
                    "TW" => Some("TWh"),
                    _ => None,
                };
                if let Some(code) = energy {
                    return Some(Behind { unit: Unit::Code(code), end: end + 2, rule, more: 0.0 });
                }
            }
            Some(Behind { unit: Unit::Code(code), end, rule, more: 0.0 })
        }
        UnitKind::Length => {
            if let Some((power, end)) = power(scan, end) {
                let unit = raised(code, power)?;
                return Some(Behind { unit: Unit::Code(unit), end, rule: "measure", more: 0.0 });
            }
            let unit = Unit::Code(code);
            Some(
                Behind { unit, end: speed(scan, end).unwrap_or(end), rule: "measure", more: 0.0 }
                    .per_hour(end),
            )
        }
        UnitKind::Dual | UnitKind::Times | UnitKind::Area | UnitKind::Volume | UnitKind::Speed => None,
    }
}

impl Behind {
    /// A length that is followed by a word of speed.
    fn per_hour(mut self, end: usize) -> Behind {
        if self.end > end {
            self.unit = match self.unit {
                Unit::Code("km") => Unit::Code("km/h"),
                Unit::Code("mi") => Unit::Code("mi/h"),
                unit => unit,
            };
        }
        self
    }
}

fn year_like(number: &Number) -> bool {
    number.scale == 1.0 && number.grouped.is_none() && (1300.0..2100.0).contains(&number.value)
}

/// `في الساعة`, `/ساعة`, `/س` behind a length.
fn speed(scan: &Scan, i: usize) -> Option<usize> {
    let text = scan.text;
    if let Some((len, index)) = text.longest(i, sense::UNIT)
        && scan.words.units.get(index as usize).is_some_and(|u| u.1 == UnitKind::Speed)
    {
        return Some(i + len);
    }
    (text.mark(i) == '/' && matches!(text.word(i + 1), "ساعه" | "الساعه" | "س" | "h")).then_some(i + 2)
}

/// The second or third power behind a length: a word, a raised digit, a digit joined to the symbol, a digit in `<sup>`.
fn power(scan: &Scan, i: usize) -> Option<(u8, usize)> {
    let text = scan.text;
    if let Some((len, index)) = text.longest(i, sense::UNIT) {
        match scan.words.units.get(index as usize)?.1 {
            UnitKind::Area => return Some((2, i + len)),
            UnitKind::Volume => return Some((3, i + len)),
            _ => {}
        }
    }
    let digit = |at: usize| match text.word(at) {
        "2" if text.is_number(at) => Some(2),
        "3" if text.is_number(at) => Some(3),
        _ => None,
    };
    if text.kind(i) == Some(TokenKind::Markup) && text.kind(i + 2) == Some(TokenKind::Markup) {
        return digit(i + 1).map(|d| (d, i + 3));
    }
    if text.joined(i) || text.marks(i).has(Marks::SUPERSCRIPT) {
        return digit(i).map(|d| (d, i + 1));
    }
    None
}

fn raised(code: &str, power: u8) -> Option<&'static str> {
    Some(match (code, power) {
        ("km", 2) => "km2",
        ("km", 3) => "km3",
        ("m", 2) => "m2",
        ("m", 3) => "m3",
        ("cm", 2) => "cm2",
        ("cm", 3) => "cm3",
        ("mm", 2) => "mm2",
        ("mm", 3) => "mm3",
        ("mi", 2) => "mi2",
        ("ft", 2) => "ft2",
        ("ft", 3) => "ft3",
        _ => return None,
    })
}

/// A sign or code that stands before its digits: `$20`, `%25`, `USD 20`, `بالمئة 10`.
pub(in super::super) fn sign_before(scan: &mut Scan, i: usize) -> Option<Step> {
    let text = scan.text;
    let mark = text.mark(i);
    let after_number = i > 0 && text.is_number(i - 1);
    // An address holds `%20`.
    let letters = i > 0 && text.joined(i) && text.kind(i - 1) == Some(TokenKind::Latin);
    let (unit, rule, next) = match mark {
        '%' | '٪' if !after_number && !letters && text.joined(i + 1) => ("percent", "percent_before", i + 1),
        '$' | '€' | '£' | '¥' | '₪' | '﷼' if !after_number || !text.joined(i) => {
            (money::of_sign(mark)?, "money_before", i + 1)
        }
        _ if text.kind(i) == Some(TokenKind::Latin) => {
            let (code, kind) = *scan.words.moneys.get(text.sense(i, sense::MONEY)? as usize)?;
            if kind != MoneyKind::Sign || after_number {
                return None;
            }
            (code, "money_before", i + 1)
        }
        _ => {
            let (len, index) = text.longest(i, sense::UNIT)?;
            let (code, _) = *scan.words.units.get(index as usize)?;
            if code != "percent" || after_number || !text.is_number(i + len) {
                return None;
            }
            (code, "percent_before", i + len)
        }
    };
    if !text.is_number(next) {
        return None;
    }
    let number = numbers::cardinal(scan.engine, text, next)?;
    let value = value_of(&number, &Unit::Code(unit));
    let mut behind = Behind { unit: Unit::Code(unit), end: number.end, rule, more: 0.0 };
    // `$20 مليون دولار` says it twice.
    if let Some(again) = money::read(scan, number.end) {
        behind.end = again.end;
    }
    Some(scan.found(i, Value::One(value), behind))
}
