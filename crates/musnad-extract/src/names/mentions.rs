//! Mentions of persons, bodies and places, by what stands around them: a title before a name, a head noun before a body's name,
//! the tables of states and media; then every later mention of a person by the last name alone.

use musnad_text::annotation::{Name, NameType};
use musnad_text::token::{Clitics, TokenKind};
use musnad_text::{Span, Text};
use rustc_hash::FxHashMap;

use super::{CAPITAL, HEAD, Head, NISBA, STATE, head_at};
use crate::registry::Reading;
use crate::statements::Scan;

/// The longest name of a body, in tokens.
const LONGEST_BODY: usize = 8;

/// Writes [`musnad_text::Annotations::names`]. Reads `dates`: no name runs into a day.
pub(crate) fn run(reading: &mut Reading) {
    let out = std::mem::take(&mut reading.out);
    let scan = Scan::new(reading.text, &reading.engine.statements, &reading.engine.names, &out.dates);
    let mut names = Vec::new();
    let mut i = 0;
    while i < reading.text.len() {
        i = match at(&scan, i) {
            Some((name, end)) => {
                names.push(name);
                end.max(i + 1)
            }
            None => i + 1,
        };
    }
    let names = with_last_names(reading.text, names);
    reading.out = musnad_text::Annotations { names, ..out };
}

/// The name that begins at a token, title left out, and where reading goes on.
fn at(scan: &Scan, i: usize) -> Option<(Name, usize)> {
    let text = scan.text;
    if !matches!(text.kind(i), Some(TokenKind::Word | TokenKind::Latin)) {
        return None;
    }
    let name = |first: usize, end: usize, kind: NameType, rule: &'static str| {
        let span = text.bare_span(first).to(text.span(end - 1));
        let written = span.of(text.raw()).trim_matches(['"', '«', '»', '“', '”']);
        Some((Name { span, name: written.to_owned(), kind, rule }, end))
    };
    if let Some((length, outlet)) = scan.names.outlet_at(text, i).filter(|(_, o)| !o.common) {
        let span = text.bare_span(i).to(text.span(i + length - 1));
        let found =
            Name { span, name: outlet.name.to_owned(), kind: NameType::Organization, rule: "known_medium" };
        return Some((found, i + length));
    }
    if let Some((length, index)) = text.longest(i, STATE)
        && let Some(state) = scan.names.states.get(index as usize)
    {
        let span = text.bare_span(i).to(text.span(i + length - 1));
        let found = Name { span, name: state.name.to_owned(), kind: NameType::Place, rule: "known_state" };
        return Some((found, i + length));
    }
    if let Some((length, _)) = text.longest(i, CAPITAL) {
        return name(i, i + length, NameType::Place, "known_capital");
    }
    match head_at(text, i)? {
        (_, Head::Person | Head::Spokesperson) => {
            let (first, end) = scan.titled_name(i)?;
            name(first, end, NameType::Person, "title_then_name")
        }
        (length, Head::Organization | Head::Media | Head::Agency) => {
            let end = body_end(scan, i, i + length);
            if end < i + 2 {
                return None;
            }
            name(i, end, NameType::Organization, "head_of_body")
        }
        _ => None,
    }
}

/// `وزارة الداخلية التونسية`, `شركة «سفين» للملاحة`, `مجلس إدارة الهيئة`: the construct, its adjectives and names in marks.
fn body_end(scan: &Scan, first: usize, mut end: usize) -> usize {
    let text = scan.text;
    let indefinite_head = !text.word(first).starts_with("ال") && !text.clitics(first).any(Clitics::AL);
    while end < first + LONGEST_BODY && scan.date_at(end).is_none() {
        let quoted = text.quote_at(end).and_then(|q| text.quotes().get(q));
        if let Some(quote) = quoted.filter(|q| q.open == end && q.closed && q.close - q.open <= 4) {
            end = quote.close + 1;
            continue;
        }
        let definite = text.word(end).starts_with("ال")
            || text.word(end).starts_with("لل")
            || text.clitics(end).any(Clitics::AL);
        let link = text.has(end, NISBA) || text.has(end, STATE) || indefinite_head && text.has(end, HEAD);
        if !text.is_word(end) || scan.bounds_name(end) || !(definite || link) {
            break;
        }
        end += 1;
    }
    end
}

/// Gives every name its fullest form in the document, and adds the places where a person is named by the last name alone.
fn with_last_names(text: &Text, mut names: Vec<Name>) -> Vec<Name> {
    let mut fullest: FxHashMap<String, String> = FxHashMap::default();
    for name in names.iter().filter(|n| n.kind == NameType::Person) {
        let folded = musnad_text::chars::fold(&name.name);
        let Some(last) = folded.split_whitespace().next_back().filter(|w| w.chars().count() >= 4) else {
            continue;
        };
        let slot = fullest.entry(last.to_owned()).or_default();
        if name.name.len() > slot.len() {
            slot.clone_from(&name.name);
        }
    }
    for name in names.iter_mut().filter(|n| n.kind == NameType::Person) {
        let folded = musnad_text::chars::fold(&name.name);
        if let Some(full) = folded.split_whitespace().next_back().and_then(|last| fullest.get(last)) {
            name.name.clone_from(full);
        }
    }
    if fullest.is_empty() {
        return names;
    }
    let mut later = Vec::new();
    let mut next = 0;
    for i in 0..text.len() {
        let span = text.span(i);
        while names.get(next).is_some_and(|n| n.span.end <= span.start) {
            next += 1;
        }
        if !text.is_word(i) || text.classes(i) != 0 || names.get(next).is_some_and(|n| n.span.overlaps(span))
        {
            continue;
        }
        if let Some(full) = fullest.get(text.word(i)) {
            later.push(Name {
                span: Span::new(span.start, span.end),
                name: full.clone(),
                kind: NameType::Person,
                rule: "last_name",
            });
        }
    }
    names.extend(later);
    names.sort_by_key(|n| n.span);
    names
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn mentions() {
        check("mentions.tsv", include_str!("corpus/mentions.tsv"), |annotations, _| {
            annotations.names.iter().map(|n| (n.span, format!("{} {}", n.kind.as_str(), n.name))).collect()
        });
    }
}
