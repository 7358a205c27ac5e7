//! Duals: `جنديان`, `طنين`, `ريالين`, `ضعفين`. Only nouns that the lexicons know, and never with the article.

use musnad_text::Text;
use musnad_text::annotation::Value;
use musnad_text::token::Clitics;

use super::super::figure::{Behind, Scan, Step, Unit};
use super::super::lexicon::{MoneyKind, Stop, UnitKind, sense};
use super::{money, noun};
use crate::countries;
use crate::numbers::{Number, Written};
use crate::registry::class;

/// Reads the dual at token `i`.
pub(in super::super) fn read(scan: &mut Scan, i: usize) -> Option<Step> {
    let text = scan.text;
    if text.stem(i) == "الضعف" {
        let raised =
            text.clitics(i).is_empty() && i > 0 && matches!(text.word(i - 1), "الي" | "بمقدار" | "بنسبه");
        return raised
            .then(|| scan.found(i, Value::One(2.0), Behind { rule: "doubled", ..Behind::nothing(i + 1) }));
    }
    if text.clitics(i).any(Clitics(Clitics::AL.0 | Clitics::KA.0)) {
        return None;
    }
    let behind = if let Some(index) = text.sense(i, sense::UNIT) {
        let (code, kind) = *scan.words.units.get(index as usize)?;
        match kind {
            UnitKind::Dual => Behind { unit: Unit::Code(code), end: i + 1, rule: "dual_measure", more: 0.0 },
            UnitKind::Times => Behind { rule: "doubled", ..Behind::nothing(i + 1) },
            _ => return None,
        }
    } else if let Some(index) = text.sense(i, sense::MONEY) {
        let (name, kind) = *scan.words.moneys.get(index as usize)?;
        if kind != MoneyKind::Dual {
            return None;
        }
        let (unit, end) = money::whose(scan, name, i, i + 1);
        Behind { unit, end, rule: "dual_money", more: 0.0 }
    } else {
        let construct = text.sense(i, sense::DUAL)? == 1;
        if construct && !noun::is_counted(scan, i + 1) {
            return None;
        }
        let number = two(i);
        let mut end = noun::dual_end(scan, i, &number);
        let noun_end = end;
        // `جنديين اثنين`
        if matches!(text.word(end), "اثنين" | "اثنان" | "اثنتين" | "اثنتان") {
            end += 1;
        }
        Behind { unit: Unit::Noun(i, noun_end), end, rule: "dual", more: 0.0 }
    };
    let behind = match scan.stop(behind.end) {
        Some(Stop::Other) if text.clitics(behind.end).is_empty() => Behind { end: behind.end + 1, ..behind },
        _ => behind,
    };
    Some(scan.found(i, Value::One(2.0), behind))
}

/// `قاربان اثنان`: the dual before a two that says it again, whatever the noun.
pub(in super::super) fn confirmed(
    scan: &mut Scan,
    i: usize,
    number: &Number,
    behind: &Behind,
) -> Option<Step> {
    let text = scan.text;
    let before = i.checked_sub(1)?;
    let word = text.word(before);
    let two = number.value == 2.0 && number.written == Written::Words && number.end == i + 1;
    let dual = (word.ends_with("ان") || word.ends_with("ين")) && word.chars().count() > 4;
    if !two || !dual || behind.unit != Unit::None || !noun::is_counted(scan, before) {
        return None;
    }
    let behind = Behind { unit: Unit::Noun(before, before + 1), end: number.end, rule: "dual", more: 0.0 };
    Some(scan.found(before, Value::One(2.0), behind))
}

/// Whether the word at token `i` and the next have the endings of a dual and its adjective, whatever the noun: `مشغلان أجنبيان`,
/// `طريقتين مختلفتين`. In -ين alone a plural would look the same.
pub(in super::super) fn agree(text: &Text, i: usize) -> bool {
    let word = text.word(i);
    let feminine = word.ends_with("تين");
    if !feminine && !word.ends_with("ان") {
        return false;
    }
    let next = text.word(i + 1);
    let adjective = if feminine {
        next.ends_with("تين")
    } else {
        next.ends_with("يان") || (word.ends_with("تان") && next.ends_with("تان"))
    };
    // The shortest are `لجان`, `فستان`; names of states in -ستان pair as well.
    adjective && word.len() > 8 && next.len() > 10
}

/// Reads the dual at token `i` that only its adjective tells.
pub(in super::super) fn agreeing(scan: &mut Scan, i: usize) -> Option<Step> {
    let text = scan.text;
    if !agree(text, i)
        || noun::is_definite(text, i)
        || noun::is_definite(text, i + 1)
        || !noun::is_counted(scan, i + 1)
        || countries::tells(text, i)
        || text.has(i + 1, countries::STATE)
        || scan.stop(i).is_some()
        || text.has(i, sense::TIME)
        || text.has(i, class::NUMBER)
    {
        return None;
    }
    // What begins with a preposition (`بطريقتين مختلفتين`) is left to the list; of three duals the first is the noun.
    let third =
        i.checked_sub(1).is_some_and(|at| ["ين", "ان"].iter().any(|end| text.word(at).ends_with(end)));
    if third || !noun::is_counted(scan, i) {
        return None;
    }
    let behind = Behind { unit: Unit::Noun(i, i + 2), end: i + 2, rule: "dual", more: 0.0 };
    Some(scan.found(i, Value::One(2.0), behind))
}

fn two(i: usize) -> Number {
    Number {
        end: i + 1,
        value: 2.0,
        written: Written::Words,
        definite: false,
        fraction: false,
        bare: false,
        scale: 1.0,
        grouped: None,
    }
}
