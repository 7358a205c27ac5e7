//! `musnad quote`.

use std::io::Read as _;

use musnad::present::one_line;
use musnad::present::sheet::{ALERT, PLAIN, QUIET, Sheet};
use musnad::{Hints, Input, inputs};
use musnad_casefile::{By, Casefile, Difference, QuoteSource, Standing};

use crate::args::Quote;
use crate::output::Failure;
use crate::report;

/// Says where a quotation stands. Success is that it stands there as it is given; what goes wrong is told apart from a quotation that does not.
pub fn run(args: &Quote) -> Result<(), Failure> {
    let stands = look_up(args).map_err(|failure| match failure {
        Failure::Output(message) => Failure::Usage(message),
        failure => failure,
    })?;
    if stands { Ok(()) } else { Err(Failure::Shown) }
}

fn look_up(args: &Quote) -> Result<bool, Failure> {
    let text = text(args)?;
    if !text.chars().any(char::is_alphanumeric) {
        return Err(Failure::Usage("there is no word to look up: give the quotation's words".into()));
    }
    let casefile = Casefile::open(&args.answer.case.case)?;
    let quote = casefile.quote(&text, args.by.as_deref(), usize::from(args.limit))?;
    if args.answer.json {
        report::print_json("musnad.quote/1", &quote)?;
    } else {
        let mut sheet = report::sheet(&args.answer.screen);
        show(&mut sheet, &quote);
        report::print(sheet)?;
    }
    Ok(matches!(quote.standing, Standing::Exact | Standing::Abridged))
}

/// The quotation, from wherever it is to be taken.
fn text(args: &Quote) -> Result<String, Failure> {
    let input = match &args.file {
        Some(file) => Input::from(file.as_path()),
        None if args.text.len() == 1 && args.text.first().is_some_and(|text| text == "-") => Input::Stdin,
        None => return Ok(args.text.join(" ")),
    };
    let (name, bytes) = match &input {
        Input::Path(path) => (path.display().to_string(), std::fs::read(path)),
        _ => {
            let mut bytes = Vec::new();
            ("-".to_owned(), std::io::stdin().read_to_end(&mut bytes).map(|_| bytes))
        }
    };
    let bytes = bytes.map_err(|error| Failure::Usage(format!("{name}: it cannot be read: {error}")))?;
    // A quotation is text, whatever it looks like; its encoding is found as that of any document.
    let plain = Input::Memory { name: format!("{}.txt", name.trim_end_matches(".txt")), bytes };
    match inputs::documents([plain], Hints::default()).next() {
        Some(Ok(document)) => Ok(document.text),
        Some(Err(error)) => Err(Failure::Usage(error.to_string())),
        None => Ok(String::new()),
    }
}

fn show(sheet: &mut Sheet, quote: &musnad_casefile::Quote) {
    let words = sheet.words;
    let title = match quote.standing {
        Standing::Exact => words.of("quote", "exact"),
        Standing::Abridged => words.of("quote", "abridged"),
        Standing::Altered => words.of("quote", "altered"),
        Standing::SaidByAnother => words.of("quote", "said_by_another"),
        Standing::NotFound => words.of("quote", "not_found"),
    };
    sheet.heading(title, None);
    if let Some(by) = &quote.by {
        sheet.pair("", PLAIN, words.of("quote", "by"), &one_line(by));
    }
    if quote.found > 0 {
        sheet.paragraph("", QUIET, &format!("{}: {}", words.of("quote", "sources"), quote.found));
    }
    if quote.unread > 0 {
        sheet.paragraph("", QUIET, &format!("{}: {}", words.of("quote", "unread"), quote.unread));
    }
    for (number, source) in (1..).zip(&quote.sources) {
        sheet.blank();
        let first = format!("  {number}. ");
        report::evidence(sheet, &first, &source.evidence);
        about(sheet, &" ".repeat(first.chars().count()), source);
    }
}

/// How faithful the quotation is to a source, and which of its copies hold it too.
fn about(sheet: &mut Sheet, blanks: &str, source: &QuoteSource) {
    let words = sheet.words;
    match source.by {
        Some(By::Another) => sheet.paragraph(blanks, ALERT, words.of("quote", "another")),
        Some(By::Unknown) => sheet.paragraph(blanks, ALERT, words.of("quote", "unknown")),
        Some(By::Same) | None => {}
    }
    for difference in &source.differences {
        self::difference(sheet, blanks, difference);
    }
    let copies = &source.copies_with_it;
    if !copies.is_empty() {
        sheet.paragraph(blanks, QUIET, &format!("{}: {}", words.of("quote", "copies"), copies.len()));
    }
    for copy in copies.iter().take(COPIES) {
        let document = &copy.document;
        let day = document.published.as_deref().map(one_line);
        let outlet = document.outlet.as_deref().map(one_line);
        // The key is often Latin, and has a line of its own.
        let about: Vec<String> = day.into_iter().chain(outlet).collect();
        if !about.is_empty() {
            sheet.paragraph(&format!("{blanks}  "), QUIET, &about.join(" · "));
        }
        sheet.paragraph(&format!("{blanks}  "), QUIET, &one_line(&document.key));
    }
    if copies.len() > COPIES {
        sheet.paragraph(&format!("{blanks}  "), QUIET, "…");
    }
}

/// Copies that are named one by one.
const COPIES: usize = 5;

fn difference(sheet: &mut Sheet, blanks: &str, difference: &Difference) {
    let words = sheet.words;
    let style = match difference.kind {
        "respelled" | "skipped" => QUIET,
        _ => ALERT,
    };
    let label = |key: &str| format!("{}:", words.of("difference", key));
    let written = |text: &str| format!("«{}»", one_line(text));
    match difference.kind {
        "replaced" | "respelled" => {
            sheet.paragraph(blanks, style, &label(difference.kind));
            let inner = format!("{blanks}  ");
            sheet.pair(&inner, style, &label("in_source"), &written(&difference.source.text));
            sheet.pair(&inner, style, &label("in_quotation"), &written(&difference.quoted.text));
        }
        "added" => sheet.pair(blanks, style, &label("added"), &written(&difference.quoted.text)),
        kind => sheet.pair(blanks, style, &label(kind), &written(&difference.source.text)),
    }
}
