//! Money: its names, signs and codes, and whose money a shared name is.
//!
//! `دينار`, `ريال`, `جنيه`, `ليرة` and their like belong to several countries. An adjective decides (`ريال قطري`); else the
//! country that the clause names (`دفع اليمن 3 آلاف ريال`); else the medium's own country, where its money has that name; else the
//! country of the text: of those whose money has the name, the one that the text mentions clearly more than the others. Where
//! several are mentioned as often, or none and no one country's money is meant by default, the unit is the noun.

use musnad_text::token::Clitics;
use musnad_text::{Document, Text};

use super::super::figure::{Behind, Scan, Unit};
use super::super::lexicon::{MoneyKind, Words, sense};
use crate::numbers;

/// The country of a document, found when it is first asked for.
pub(in super::super) struct Home<'r> {
    document: &'r Document,
    outlet: Option<Option<&'static str>>,
    /// How often each row of `countries.tsv` stands in the text.
    mentions: Option<Vec<u32>>,
}

impl<'r> Home<'r> {
    pub fn new(document: &'r Document) -> Home<'r> {
        Home { document, outlet: None, mentions: None }
    }

    fn outlet(&mut self, words: &Words) -> Option<&'static str> {
        *self.outlet.get_or_insert_with(|| {
            let name = self.document.outlet.as_deref()?.to_lowercase();
            words
                .outlets
                .iter()
                .filter(|(_, part)| name.contains(part))
                .max_by_key(|(_, part)| part.len())
                .map(|o| o.0)
        })
    }

    fn mentions(&mut self, words: &Words, text: &Text) -> &[u32] {
        self.mentions.get_or_insert_with(|| {
            let mut counts = vec![0; words.countries.len()];
            let mut i = 0;
            while i < text.len() {
                // `سلطنة عمان` is one country and not another.
                let Some((len, index)) = text.longest(i, sense::COUNTRY) else {
                    i += 1;
                    continue;
                };
                if let Some(count) = counts.get_mut(index as usize) {
                    *count += 1;
                }
                i += len.max(1);
            }
            counts
        })
    }
}

/// The sign of a currency.
pub(in super::super) fn of_sign(mark: char) -> Option<&'static str> {
    Some(match mark {
        '$' => "USD",
        '€' => "EUR",
        '£' => "GBP",
        '¥' => "JPY",
        '₪' => "ILS",
        '﷼' => "SAR",
        _ => return None,
    })
}

/// Money that begins at token `i`, with its adjective and the smaller money behind it.
pub(in super::super) fn read(scan: &mut Scan, i: usize) -> Option<Behind> {
    let text = scan.text;
    if let Some(code) = of_sign(text.mark(i)) {
        return Some(with_parts(
            scan,
            Behind { unit: Unit::Code(code), end: i + 1, rule: "money", more: 0.0 },
        ));
    }
    if text.clitics(i).any(Clitics(Clitics::CONJUNCTION.0 | Clitics::PREPOSITION.0)) {
        return None;
    }
    let (len, index) = text.longest(i, sense::MONEY)?;
    let (name, kind) = *scan.words.moneys.get(index as usize)?;
    match kind {
        MoneyKind::Plain | MoneyKind::Sign => {
            let (unit, end) = whose(scan, name, i, i + len);
            Some(with_parts(scan, Behind { unit, end, rule: "money", more: 0.0 }))
        }
        MoneyKind::Sub => {
            Some(Behind { unit: Unit::Noun(i, i + len), end: i + len, rule: "money_part", more: 0.0 })
        }
        MoneyKind::Dual => None,
    }
}

/// The code of a currency named at tokens `first..end`, and one past its adjective.
pub(in super::super) fn whose(
    scan: &mut Scan,
    name: &'static str,
    first: usize,
    end: usize,
) -> (Unit, usize) {
    let (words, text) = (scan.words, scan.text);
    let mut issuers = words.issuers.iter().filter(|row| row.0 == name);
    let Some(default) = issuers.next() else {
        // One issuer only: the name is the code. `يورو` takes no adjective.
        return (Unit::Code(name), end);
    };
    let code =
        |country: &str| words.issuers.iter().find(|row| row.0 == name && row.1 == country).map(|row| row.2);
    if !text.clitics(end).any(Clitics(Clitics::CONJUNCTION.0 | Clitics::PREPOSITION.0))
        && let Some((country, adjective)) =
            text.sense(end, sense::COUNTRY).and_then(|c| words.countries.get(c as usize).copied())
        && let Some(found) = code(country).filter(|_| adjective)
    {
        return (Unit::Code(found), end + 1);
    }
    if name == "dollar" {
        return (Unit::Code(default.2), end);
    }
    if let Some(found) = country_before(scan, first).and_then(code) {
        return (Unit::Code(found), end);
    }
    if let Some(found) = scan.home.outlet(words).and_then(code) {
        return (Unit::Code(found), end);
    }
    let counts = scan.home.mentions(words, text);
    let mut best: Option<(u32, &'static str)> = None;
    let mut rival = 0;
    for row in words.issuers.iter().filter(|row| row.0 == name) {
        let said: u32 =
            words.countries.iter().zip(counts).filter(|(c, _)| c.0 == row.1).map(|(_, n)| n).sum();
        let most = best.map_or(0, |b| b.0);
        if said > most {
            (best, rival) = (Some((said, row.2)), most);
        } else {
            rival = rival.max(said);
        }
    }
    match best {
        Some((said, found)) if said >= CLEARLY * rival => (Unit::Code(found), end),
        None if default.2 != "-" => (Unit::Code(default.2), end),
        _ => (Unit::Noun(first, end), end),
    }
}

/// A country decides for the whole text where it is mentioned so many times as often as every other whose money has the name.
const CLEARLY: u32 = 2;

/// How far before money, in tokens, a country of its clause may stand.
const CLAUSE: usize = 8;

/// The one country that the clause names before its money: `دفع اليمن 3 آلاف ريال`. Two of them tell nothing.
fn country_before(scan: &Scan, first: usize) -> Option<&'static str> {
    let text = scan.text;
    let (mut named, mut last) = (None, None);
    for i in (first.saturating_sub(CLAUSE)..first).rev() {
        if matches!(text.mark(i), '.' | '؟' | '?' | '!' | '؛' | ':' | '،' | ',' | '\n' | '(' | ')') {
            break;
        }
        let Some(&(country, _)) =
            text.longest(i, sense::COUNTRY).and_then(|(_, index)| scan.words.countries.get(index as usize))
        else {
            continue;
        };
        // `سلطنة عمان`: read from its end, the phrase replaces what its last word means by itself.
        if let Some((len, _)) = text.phrase(i, sense::COUNTRY)
            && last.is_some_and(|at| at < i + len)
        {
            named = None;
        }
        last = Some(i);
        if named.is_some_and(|other| other != country) {
            return None;
        }
        named = Some(country);
    }
    named
}

/// `20 دولارا و43 سنتا`: the parts of the money are added.
fn with_parts(scan: &Scan, mut behind: Behind) -> Behind {
    let text = scan.text;
    let Unit::Code(code) = behind.unit else { return behind };
    let at = if text.word(behind.end) == "و" { behind.end + 1 } else { behind.end };
    let joined_by_and = at > behind.end || text.clitics(at).any(Clitics::WA);
    let Some(number) = numbers::cardinal(scan.engine, text, at) else { return behind };
    let Some((len, index)) = text.longest(number.end, sense::MONEY) else { return behind };
    let Some(&(name, MoneyKind::Sub)) = scan.words.moneys.get(index as usize) else { return behind };
    // `20$ 43c` needs no conjunction.
    if !joined_by_and && text.kind(number.end) != Some(musnad_text::token::TokenKind::Latin) {
        return behind;
    }
    let thousand = name == "fils" && matches!(code, "KWD" | "BHD" | "JOD" | "IQD");
    let parts = if thousand { 1000.0 } else { 100.0 };
    if number.value < parts {
        behind.more = number.value / parts;
        behind.end = number.end + len;
    }
    behind
}
