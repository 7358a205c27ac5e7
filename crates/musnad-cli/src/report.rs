//! What every report of the casefile has in common: the sheet it is written on, and how a piece of evidence looks.

use std::io::{self, Write};

use musnad::present::sheet::{ALERT, NAME, PLAIN, QUIET, Sheet};
use musnad::present::{Lang, one_line, shortened, timex};
use musnad_casefile::Evidence;
use musnad_casefile::reading::Place;
use serde::Serialize;

use crate::args::{Color, Screen};
use crate::output::{Failure, Output};

/// Columns of a report that no terminal shows.
const PIPE: usize = 80;
/// Lines longer than this are no longer read with ease, however wide the terminal is.
const WIDEST: usize = 100;
/// Characters of a title beside which other things stand.
const TITLE: usize = 80;
/// Outlets of copies that are named.
const OUTLETS: usize = 5;

/// Columns, and whether to colour.
pub fn look(screen: &Screen, on_screen: bool) -> (usize, bool) {
    let terminal = if on_screen { terminal_size::terminal_size_of(io::stdout()) } else { None };
    let columns = terminal.map_or(PIPE, |(width, _)| usize::from(width.0).min(WIDEST));
    let color = match screen.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            on_screen && anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
        }
    };
    (screen.width.map_or(columns, usize::from), color)
}

/// An empty sheet for a report on standard output.
pub fn sheet(screen: &Screen) -> Sheet {
    let (width, color) = look(screen, true);
    Sheet::new(screen.lang.into(), width, color)
}

/// A query that cannot be understood is a mistake on the command line.
pub fn usage(error: musnad_casefile::Error) -> Failure {
    match error {
        musnad_casefile::Error::Query { .. } => Failure::Usage(error.to_string()),
        error => error.into(),
    }
}

/// Writes a report.
pub fn print(sheet: Sheet) -> Result<(), Failure> {
    let mut out = Output::stdout();
    out.write_all(sheet.text().as_bytes())?;
    out.finish()
}

/// Writes one JSON object on one line. `schema` is `musnad.VERB/VERSION`.
pub fn print_json(schema: &str, answer: &impl Serialize) -> Result<(), Failure> {
    #[derive(Serialize)]
    struct Object<'a, T: Serialize> {
        schema: &'a str,
        #[serde(flatten)]
        answer: &'a T,
    }
    let json = serde_json::to_string(&Object { schema, answer })
        .map_err(|e| Failure::Output(format!("the answer cannot be written as JSON: {e}")))?;
    let mut out = Output::stdout();
    writeln!(out, "{json}")?;
    out.finish()
}

/// A piece of evidence: the words, who says them through whom, where they stand, and how many tell the same.
pub fn evidence(sheet: &mut Sheet, first: &str, evidence: &Evidence) {
    marked_evidence(sheet, first, evidence, &[]);
}

/// The same, with what was looked for marked in colour.
pub fn marked_evidence(sheet: &mut Sheet, first: &str, evidence: &Evidence, matches: &[Place]) {
    let blanks = " ".repeat(first.chars().count());
    let words = sheet.words;
    let text = marked(sheet, evidence, matches);
    // Marks stand for the speaker's own words: around a sentence that only reports them they would be a false quotation.
    let place = evidence.words.place();
    let verbatim = evidence.said.as_ref().is_some_and(|said| said.kind == "direct" && said.content == place);
    sheet.paragraph(first, PLAIN, &if verbatim { format!("«{text}»") } else { text });
    match &evidence.said {
        Some(said) => {
            let speaker = said.speaker.as_deref().map(one_line);
            let role = said.role.as_deref().map(one_line);
            let unknown = words.of("report", "speaker_unknown");
            let name = speaker.as_deref().unwrap_or(unknown);
            let role = role.filter(|role| !name.contains(role.as_str())).map(|role| format!("، {role}"));
            sheet.paragraph(&blanks, NAME, &format!("{name}{}", role.unwrap_or_default()));
            let mut about = Vec::new();
            about.extend(said.said_on.as_deref().map(|day| timex(&one_line(day), &words)));
            about.push(words.of("act", &said.act).to_owned());
            if said.confidence < 0.5 {
                about.push(words.of("report", "doubtful").to_owned());
            }
            sheet.paragraph(&blanks, QUIET, &about.join(" · "));
        }
        None => {
            let label = evidence.label.as_deref().map(|label| words.of("label", label));
            let author = words.of("report", "author");
            let about = label.map_or_else(|| author.to_owned(), |label| format!("{author} · {label}"));
            sheet.paragraph(&blanks, QUIET, &about);
        }
    }
    chain(sheet, &blanks, evidence);
    source(sheet, &blanks, evidence);
}

/// The words of a piece of evidence on one line, what was looked for between sequences that a terminal shows bold.
fn marked(sheet: &Sheet, evidence: &Evidence, matches: &[Place]) -> String {
    // Two characters that are none, and stand in no text.
    const BEGINS: char = '\u{FDD0}';
    const ENDS: char = '\u{FDD1}';
    if !sheet.color() || matches.is_empty() {
        return one_line(&evidence.words.text);
    }
    let mut text = String::with_capacity(evidence.words.text.len() * 2);
    for (point, c) in (evidence.words.start..).zip(evidence.words.text.chars()) {
        text.extend(matches.iter().filter(|m| m.start == point).map(|_| BEGINS));
        text.extend(Some(c).filter(|c| !matches!(*c, BEGINS | ENDS)));
        text.extend(matches.iter().filter(|m| m.end == point + 1).map(|_| ENDS));
    }
    let bold = anstyle::Style::new().bold();
    one_line(&text).replace(BEGINS, &format!("{bold}")).replace(ENDS, &format!("{bold:#}"))
}

/// From its origin to the document, and how complete that is.
fn chain(sheet: &mut Sheet, blanks: &str, evidence: &Evidence) {
    let words = sheet.words;
    let links = evidence.said.iter().flat_map(|said| &said.chain).filter(|link| link.role != "document");
    let mut names: Vec<String> =
        links.map(|link| one_line(&link.name)).filter(|name| !name.is_empty()).collect();
    let own = evidence.document.outlet.as_deref().map(|own| shortened(own, TITLE));
    names.extend(own.filter(|own| names.last() != Some(own)));
    let grade = words.of("grade", &evidence.grade);
    let style = if evidence.grade == "complete" || evidence.grade == "partial" { QUIET } else { ALERT };
    let label = words.of("report", "chain");
    if words.lang == Lang::Arabic {
        let names = if names.is_empty() { String::new() } else { format!("{} · ", names.join(" ← ")) };
        sheet.paragraph(blanks, style, &format!("{label}: {names}{grade}"));
    } else {
        sheet.paragraph(blanks, style, &format!("{label}: {grade}"));
        if !names.is_empty() {
            sheet.paragraph(blanks, style, &names.join(" ← "));
        }
    }
}

/// The document with the place in it, and its copies.
fn source(sheet: &mut Sheet, blanks: &str, evidence: &Evidence) {
    let words = sheet.words;
    let document = &evidence.document;
    let place = format!("{}–{}", evidence.words.start, evidence.words.end);
    let day = document.published.as_deref().map(one_line);
    let about: Vec<String> = day.into_iter().chain([place]).collect();
    sheet.paragraph(blanks, QUIET, &about.join(" · "));
    if document.title.is_some() {
        sheet.paragraph(blanks, QUIET, &shortened(document.name(), TITLE));
    }
    sheet.paragraph(blanks, QUIET, &one_line(&document.key));
    if evidence.copies.documents > 1 {
        let label = format!("{}: {}", words.of("report", "copies"), evidence.copies.documents);
        let mut names: Vec<String> =
            evidence.copies.outlets.iter().take(OUTLETS).map(|o| one_line(o)).collect();
        if evidence.copies.outlets.len() > OUTLETS {
            names.push("…".into());
        }
        sheet.paragraph(blanks, QUIET, &label);
        if !names.is_empty() {
            sheet.paragraph(blanks, QUIET, &names.join("، "));
        }
        if let Some(agency) = &evidence.copies.agency {
            let label = format!("{}:", words.of("report", "wire_of"));
            sheet.pair(blanks, QUIET, &label, &one_line(agency));
        }
    }
}
