//! Corpus tables: one line a case, expected first, text last, spans in `[[ ]]`.
//!
//! `expected <TAB> options <TAB> text`. Expected values of one line stand in the order of their spans, separated by ` ; `; a
//! lone `-` expects nothing. Options: `-`, or any of `2022-01-20` (publication), `future`, separated by blanks. A case that is
//! wrong today begins with `!`: it must stay wrong, and the `#` line above it says why.

use musnad_text::document::{Document, Published};
use musnad_text::{Annotations, Span};

use crate::{Engine, Lean, Options};

/// Runs one table through the engine; `project` turns annotations into spans and their values as the table writes them.
/// Panics with every failing line at once.
pub(crate) fn check(name: &str, table: &str, project: impl Fn(&Annotations, &str) -> Vec<(Span, String)>) {
    let engine = Engine::new();
    let mut failures = Vec::new();
    let mut cases = 0;
    for (number, line) in
        table.lines().enumerate().filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#'))
    {
        cases += 1;
        let (known_wrong, line) = match line.strip_prefix('!') {
            Some(rest) => (true, rest),
            None => (false, line),
        };
        let columns: Vec<&str> = line.split('\t').map(str::trim).collect();
        let [expected, settings, marked] = columns[..] else {
            failures.push(format!("{name}:{}: three columns wanted: {line}", number + 1));
            continue;
        };
        let (text, spans) = unmark(&marked.replace("\\n", "\n"));
        let mut document = Document { text, ..Document::default() };
        let mut options = Options::default();
        for setting in settings.split_whitespace().filter(|s| *s != "-") {
            if setting == "future" {
                options.lean = Lean::Future;
            } else {
                document.published = Published::parse(setting);
                assert!(document.published.is_some(), "{name}:{}: unknown option {setting}", number + 1);
            }
        }
        let annotations = engine.read(&document, &options);
        let got = project(&annotations, &document.text);
        let values: Vec<&str> =
            if expected == "-" { Vec::new() } else { expected.split(" ; ").map(str::trim).collect() };
        let right = got.len() == values.len()
            && spans.len() == values.len()
            && got.iter().zip(&spans).zip(&values).all(|((g, span), value)| g.0 == *span && g.1 == *value);
        if right == known_wrong {
            let shown: Vec<String> =
                got.iter().map(|(s, v)| format!("[[{}]] {v}", s.of(&document.text))).collect();
            failures.push(format!("{name}:{}: {line}\n      got: {}", number + 1, shown.join(" ; ")));
        }
    }
    assert!(failures.is_empty(), "{} of {cases} cases:\n{}", failures.len(), failures.join("\n"));
}

fn unmark(marked: &str) -> (String, Vec<Span>) {
    // Line ends first: spans count in the text that is read.
    let marked = marked.replace("\\n", "\n");
    let (mut text, mut spans, mut rest) = (String::new(), Vec::new(), marked.as_str());
    while let Some(open) = rest.find("[[") {
        text.push_str(&rest[..open]);
        let close = rest[open..].find("]]").map_or(rest.len(), |c| open + c);
        let start = text.len();
        text.push_str(&rest[open + 2..close]);
        spans.push(Span::new(start, text.len()));
        rest = rest.get(close + 2..).unwrap_or("");
    }
    text.push_str(rest);
    (text, spans)
}
