//! The report for a terminal or a pipe.
//!
//! Some terminals turn right-to-left lines, some do not, and a pipe knows neither. So that a line is read rightly everywhere,
//! Latin words and Arabic never stand on one line, no line needs a direction mark, and figures and dates stand at the beginning
//! of their line, where neither kind of terminal moves their parts.

mod parts;

use super::Lang;
use super::place::Lines;
use super::sheet::{NARROWEST, Sheet};
use super::words::Words;
use musnad_text::{Annotations, Document};

/// What the caller decides about the report.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The language of the report's own words.
    pub lang: Lang,
    /// Columns of a line; at least 20 are taken.
    pub width: usize,
    /// Whether to colour with ANSI sequences.
    pub color: bool,
    /// Whether to add the rules, cues and mentions that decided.
    pub explain: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options { lang: Lang::default(), width: 80, color: false, explain: false }
    }
}

/// What one document says and who says it, as lines of text; ends in a line end.
pub fn report(document: &Document, annotations: &Annotations, options: &Options) -> String {
    let mut report = Report {
        document,
        annotations,
        options,
        words: Words { lang: options.lang },
        lines: Lines::new(&document.text),
        sheet: Sheet::new(options.lang, options.width, options.color),
    };
    report.head();
    report.question();
    report.statements();
    report.findings();
    report.figures();
    report.dates();
    report.verses();
    report.assertions();
    report.conclusion();
    report.notes();
    report.sheet.text()
}

/// What separates the reports of two documents.
pub fn separator(options: &Options) -> String {
    format!("\n{}\n\n", "─".repeat(options.width.max(NARROWEST)))
}

struct Report<'a> {
    document: &'a Document,
    annotations: &'a Annotations,
    options: &'a Options,
    words: Words,
    lines: Lines<'a>,
    sheet: Sheet,
}

impl Report<'_> {
    /// `السطر 12`.
    fn line_of(&self, byte: usize) -> String {
        format!("{} {}", self.words.of("report", "line"), self.lines.line(byte))
    }
}

#[cfg(test)]
mod tests {
    use textwrap::core::display_width;

    use super::*;
    use crate::sample::{sample, snapshot};

    fn is_arabic(c: char) -> bool {
        matches!(c, '\u{620}'..='\u{64A}')
    }

    #[test]
    fn everything_is_shown() {
        let (document, annotations) = sample();
        let show = |lang, explain, width| {
            report(&document, &annotations, &Options { lang, explain, width, color: false })
        };
        snapshot("report.ar.txt", &show(Lang::Arabic, false, 80));
        snapshot("report.en.txt", &show(Lang::English, false, 80));
        snapshot("explain.ar.txt", &show(Lang::Arabic, true, 60));
        snapshot("explain.en.txt", &show(Lang::English, true, 60));
    }

    #[test]
    fn latin_and_arabic_never_share_a_line() {
        let (mut document, annotations) = sample();
        // The text's own Latin is the text's affair.
        document.text = document.text.replace("<b>", "...").replace("</b>", "....");
        document.outlet = None;
        for lang in [Lang::Arabic, Lang::English] {
            let shown =
                report(&document, &annotations, &Options { lang, explain: true, ..Options::default() });
            for line in shown.lines() {
                let mixed = line.contains(is_arabic) && line.contains(|c: char| c.is_ascii_alphabetic());
                assert!(!mixed, "{line}");
            }
        }
    }

    #[test]
    fn lines_are_folded_and_hold_nothing_that_acts() {
        let (document, annotations) = sample();
        for width in [0, 20, 33, 80, 500] {
            for color in [false, true] {
                let options = Options { lang: Lang::Arabic, width, color, explain: true };
                let shown = report(&document, &annotations, &options);
                for line in shown.lines() {
                    assert!(display_width(line) <= width.max(NARROWEST), "{width}: {line}");
                }
                assert_eq!(shown.contains('\u{1b}'), color);
                assert!(!shown.contains(['\u{200F}', '\u{202E}', '\u{202C}', '\r']));
            }
        }
    }

    #[test]
    fn nothing_found_is_said() {
        let document = Document { id: "x.txt".into(), text: "نص".into(), ..Document::default() };
        let shown = report(&document, &Annotations::default(), &Options::default());
        assert!(shown.starts_with("x.txt\nلم يُعثر"), "{shown}");
    }
}
