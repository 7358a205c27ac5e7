//! One of a thing, told by the adjective behind it: `لاعب واحد`, `مرة واحدة`, `هدفا واحدا`.
//!
//! The noun is one that reports count in the dual too (`duals.tsv`), has no article and agrees with the adjective, which tells it
//! from what the pronoun stands behind (`يعد واحدا من`, `كانت واحدة`). Sayings in which one means together, alike or at once
//! (`صفا واحدا`, `بلد واحد`, `دفعة واحدة`) count nothing; `ones.tsv` has them.

use musnad_text::Span;
use musnad_text::annotation::Value;
use musnad_text::chars::Marks;

use super::super::figure::{Behind, Scan, Step, Unit};
use super::noun;
use crate::numbers::Number;

/// Reads the adjective at token `i` together with the noun before it.
pub(in super::super) fn read(scan: &mut Scan, i: usize, number: &Number) -> Option<Step> {
    let text = scan.text;
    let adjective = text.word(i);
    if number.value != 1.0 || number.end != i + 1 || !matches!(adjective, "واحد" | "واحده" | "واحدا")
    {
        return None;
    }
    let last = i.checked_sub(1)?;
    // `هدف دولي واحد`: an adjective may stand between them.
    let between = noun::is_nisba(text.word(last)) && agrees(scan, last, adjective);
    let (first, letters) = match thing(scan, last, adjective) {
        Some(letters) => (last, letters),
        None if between => (last.checked_sub(1)?, thing(scan, last - 1, adjective)?),
        None => return None,
    };
    let behind = Behind { unit: Unit::Noun(first, i), end: i + 1, rule: "one", more: 0.0 };
    let Step::Found(mut quantity, end) = scan.found(first, Value::One(1.0), behind) else { return None };
    // Proclitics that the lexicon does not know to be such: `بلاعب واحد`.
    let whole = text.span(first);
    let skipped: usize = whole.of(text.raw()).chars().take(letters).map(char::len_utf8).sum();
    if letters > 0 && quantity.span.start == whole.start {
        quantity.span.start += skipped;
    }
    if letters > 0 {
        let unit = Span::new(whole.start + skipped, text.span(last).end);
        quantity.unit = Some(unit.of(text.raw()).to_owned());
    }
    Some(Step::Found(quantity, end))
}

/// Whether the noun at token `i` is counted by the adjective, and the letters of proclitics that are still on it.
fn thing(scan: &Scan, i: usize, adjective: &str) -> Option<usize> {
    let text = scan.text;
    if !text.is_word(i) || noun::is_definite(text, i) || noun::is_time(text, i) || !agrees(scan, i, adjective)
    {
        return None;
    }
    let listed = |list: &[String], form: &str| list.binary_search_by(|f| f.as_str().cmp(form)).is_ok();
    let counted = |form: &str| {
        let form = if adjective == "واحدا" { form.strip_suffix('ا').unwrap_or(form) } else { form };
        listed(&scan.words.countable, form) && !listed(&scan.words.ones, form)
    };
    let stem = text.stem(i);
    if counted(stem) {
        return Some(0);
    }
    let rest = stem.strip_prefix(['و', 'ف']).unwrap_or(stem);
    if rest.len() < stem.len() && counted(rest) {
        return Some(1);
    }
    let bare = rest.strip_prefix(['ب', 'ل'])?;
    let letters = if rest.len() < stem.len() { 2 } else { 1 };
    (text.clitics(i).is_empty() && counted(bare)).then_some(letters)
}

/// Whether the noun's ending is that of the adjective.
fn agrees(scan: &Scan, i: usize, adjective: &str) -> bool {
    let (word, feminine) = (scan.text.word(i), scan.text.marks(i).has(Marks::TA_MARBUTA));
    match adjective {
        "واحده" => feminine,
        "واحدا" => word.ends_with('ا') || word.ends_with('ء'),
        _ => !feminine,
    }
}
