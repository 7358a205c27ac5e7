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
use crate::countries::{self, NISBA, STATE};
use crate::numbers;

/// The country of a document, found when it is first asked for.
pub(in super::super) struct Home<'r> {
    document: &'r Document,
    outlet: Option<Option<&'static str>>,
    /// How often the text tells of each country.
    told: Option<Vec<u32>>,
    /// The currency that cents are of.
    cents: Option<Option<&'static str>>,
}

impl<'r> Home<'r> {
    pub fn new(document: &'r Document) -> Home<'r> {
        Home { document, outlet: None, told: None, cents: None }
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

    /// Dollars where the text names them, else euros where it does.
    fn of_cents(&mut self, words: &Words, text: &Text) -> Option<&'static str> {
        *self.cents.get_or_insert_with(|| {
            let mut euros = false;
            for i in 0..text.len() {
                let name = match text.mark(i) {
                    '\0' => {
                        text.sense(i, sense::MONEY).and_then(|at| words.moneys.get(at as usize)).map(|m| m.0)
                    }
                    mark => of_sign(mark),
                };
                match name {
                    Some("dollar" | "USD") => return Some("USD"),
                    Some("euro" | "EUR") => euros = true,
                    _ => {}
                }
            }
            euros.then_some("EUR")
        })
    }

    fn told(&mut self, countries: &countries::Words, text: &Text) -> &[u32] {
        self.told.get_or_insert_with(|| countries.count(text))
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
            let (unit, end) = part_of(scan, name, i, i + len);
            Some(Behind { unit, end, rule: "money_part", more: 0.0 })
        }
        MoneyKind::Dual => None,
    }
}

/// Small money by itself (`30 سنتا`, `330 بنسا`): whose it is, where its name, its adjective or the text says so, else the noun.
fn part_of(scan: &mut Scan, name: &'static str, first: usize, end: usize) -> (Unit, usize) {
    if name == "cent" {
        // Dollars and euros have cents: the text has named one of them, or the adjective tells.
        if adjective(scan.text, end).is_some()
            && let (Unit::Code(code), after) = whose(scan, "dollar", first, end)
            && after > end
        {
            return (Unit::Part(code, 100.0), after);
        }
        return match scan.home.of_cents(scan.words, scan.text) {
            Some(code) => (Unit::Part(code, 100.0), end),
            None => (Unit::Noun(first, end), end),
        };
    }
    match whose(scan, name, first, end) {
        (Unit::Code(code), end) => (Unit::Part(code, parts(name, code)), end),
        other => other,
    }
}

/// How many of a small money make one of the currency.
fn parts(name: &str, code: &str) -> f64 {
    if name == "fils" && matches!(code, "KWD" | "BHD" | "JOD" | "IQD") { 1000.0 } else { 100.0 }
}

/// The code of a currency named at tokens `first..end`, and one past its adjective.
pub(in super::super) fn whose(
    scan: &mut Scan,
    name: &'static str,
    first: usize,
    end: usize,
) -> (Unit, usize) {
    let (words, text, countries) = (scan.words, scan.text, &scan.engine.countries);
    let mut issuers = words.issuers.iter().filter(|row| row.0 == name);
    let Some(default) = issuers.next() else {
        // One issuer only: the name is the code. `يورو` takes no adjective.
        return (Unit::Code(name), end);
    };
    let code =
        |country: &str| words.issuers.iter().find(|row| row.0 == name && row.1 == country).map(|row| row.2);
    let of_state = |index: u32| countries.state(index).and_then(|state| code(state.code));
    if !text.clitics(end).any(Clitics(Clitics::CONJUNCTION.0 | Clitics::PREPOSITION.0))
        && let Some(found) = adjective(text, end).and_then(of_state)
    {
        return (Unit::Code(found), end + 1);
    }
    if name == "dollar" {
        return (Unit::Code(default.2), end);
    }
    if let Some(found) = country_before(scan, first, of_state) {
        return (Unit::Code(found), end);
    }
    if let Some(found) = scan.home.outlet(words).and_then(code) {
        return (Unit::Code(found), end);
    }
    let counts = scan.home.told(countries, text);
    let mut best: Option<(u32, &'static str)> = None;
    let mut rival = 0;
    for row in words.issuers.iter().filter(|row| row.0 == name) {
        let at = countries.states.iter().position(|state| state.code == row.1);
        let said = at.and_then(|at| counts.get(at)).copied().unwrap_or(0);
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

/// The state of an adjective behind money. The accusative is also the state's name: `دينارا ليبيا`.
fn adjective(text: &Text, i: usize) -> Option<u32> {
    let accusative = || text.sense(i, STATE).filter(|_| text.word(i).ends_with("يا"));
    text.sense(i, NISBA).or_else(accusative)
}

/// The money of the one country that the clause names before it: `دفع اليمن 3 آلاف ريال`. Two of them tell nothing.
fn country_before(
    scan: &Scan,
    first: usize,
    code: impl Fn(u32) -> Option<&'static str>,
) -> Option<&'static str> {
    let text = scan.text;
    let (mut named, mut last) = (None, None);
    for i in (first.saturating_sub(CLAUSE)..first).rev() {
        if matches!(text.mark(i), '.' | '؟' | '?' | '!' | '؛' | ':' | '،' | ',' | '\n' | '(' | ')') {
            break;
        }
        let Some(told) = scan.engine.countries.told_at(text, i) else { continue };
        // `عمان`: the one whose money has the name.
        let state = told
            .other
            .filter(|&other| code(told.state).is_none() && code(other).is_some())
            .unwrap_or(told.state);
        // `جنوب السودان`: read from its end, the phrase replaces what its last word means by itself.
        if told.length > 1 && last.is_some_and(|at| at < i + told.length) {
            named = None;
        }
        last = Some(i);
        if named.is_some_and(|other| other != state) {
            return None;
        }
        named = Some(state);
    }
    named.and_then(code)
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
    let parts = parts(name, code);
    if number.value < parts {
        behind.more = number.value / parts;
        behind.end = number.end + len;
    }
    behind
}
