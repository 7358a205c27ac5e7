//! What reports are written on: paragraphs folded to a width, with or without colours. See [`super::terminal`] for what makes
//! a line read rightly on every terminal.

use anstyle::{AnsiColor, Style};
use textwrap::core::display_width;

use super::Lang;
use super::words::Words;

/// Fewer columns than this are not taken.
pub(super) const NARROWEST: usize = 20;
/// Of a title.
pub const TITLE: Style = Style::new().bold();
/// Of the heading of a part.
pub const HEADING: Style = AnsiColor::Cyan.on_default().bold();
/// Of what is read.
pub const PLAIN: Style = Style::new();
/// Of what is said about it.
pub const QUIET: Style = Style::new().dimmed();
/// Of a name.
pub const NAME: Style = Style::new().bold();
/// Of what to stop at.
pub const ALERT: Style = AnsiColor::Yellow.on_default();

/// Lines of text, written one paragraph after another.
#[derive(Debug)]
pub struct Sheet {
    /// The words of the report's language.
    pub words: Words,
    width: usize,
    color: bool,
    out: String,
}

impl Sheet {
    /// An empty one of so many columns; `color` is whether to colour with ANSI sequences.
    pub fn new(lang: Lang, width: usize, color: bool) -> Sheet {
        Sheet { words: Words { lang }, width: width.max(NARROWEST), color, out: String::new() }
    }

    /// Everything that was written; ends in a line end.
    pub fn text(self) -> String {
        self.out
    }

    /// Whether it is coloured.
    pub fn color(&self) -> bool {
        self.color
    }

    /// An empty line.
    pub fn blank(&mut self) {
        self.out.push('\n');
    }

    /// A paragraph folded to the width. `first` begins its first line, and as many blanks the others.
    pub fn paragraph(&mut self, first: &str, style: Style, text: &str) {
        let rest = " ".repeat(display_width(first));
        let folding = textwrap::Options::new(self.width).initial_indent(first).subsequent_indent(&rest);
        for line in textwrap::wrap(text, folding) {
            if self.color && style != PLAIN {
                // The blanks in front stay unstyled, or underlines would begin at the margin.
                let words = line.trim_start_matches(' ');
                let (blanks, _) = line.split_at(line.len() - words.len());
                self.out.push_str(blanks);
                self.out.push_str(&format!("{style}{words}{style:#}"));
            } else {
                self.out.push_str(&line);
            }
            self.out.push('\n');
        }
    }

    /// The beginning of a part.
    pub fn heading(&mut self, title: &str, count: Option<usize>) {
        self.out.push('\n');
        let title = count.map_or_else(|| title.to_owned(), |count| format!("{title}: {count}"));
        self.paragraph("", HEADING, &format!("── {title} ──"));
    }

    /// Words of the report and words of the document that belong together: on one line where both are Arabic, else on two.
    pub fn pair(&mut self, first: &str, style: Style, ours: &str, theirs: &str) {
        if self.words.lang == Lang::Arabic {
            self.paragraph(first, style, &format!("{ours} {theirs}"));
        } else {
            self.paragraph(first, style, ours);
            self.paragraph(&" ".repeat(display_width(first) + 2), style, theirs);
        }
    }
}
