//! The parts of the report, in their order.

use anstyle::{AnsiColor, Style};
use musnad_text::Span;
use musnad_text::annotation::{AssertionLabel, Grade, SectionKind, Statement, StatementKind};
use textwrap::core::display_width;

use super::Report;
use crate::contract;
use crate::present::printable::{one_line, shortened};
use crate::present::sheet::{ALERT, NAME, PLAIN, QUIET, TITLE};
use crate::present::{Lang, findings, speakers, values};

/// How much of the words at a finding's place is shown, in characters.
const EXCERPT: usize = 160;

impl Report<'_> {
    /// Title, outlet and day, and how much there is of what.
    pub(super) fn head(&mut self) {
        let title = contract::title(self.document, self.annotations).map(one_line);
        let title = title.filter(|title| !title.is_empty());
        self.sheet.paragraph("", TITLE, &title.clone().unwrap_or_else(|| one_line(&self.document.id)));
        let day = self.document.published.map(|published| published.date.to_string());
        let outlet = self.document.outlet.as_deref().map(one_line);
        let source: Vec<String> = [day, outlet].into_iter().flatten().collect();
        if !source.is_empty() {
            self.sheet.paragraph("", PLAIN, &source.join(" · "));
        }
        if title.is_some() {
            self.sheet.paragraph("", QUIET, &one_line(&self.document.id));
        }
        let found = self.annotations;
        let counts = [
            (self.words.of("report", "statements"), found.statements.len()),
            (self.words.of("report", "figures"), found.quantities.len()),
            (self.words.of("report", "dates"), found.dates.len()),
            (self.words.of("report", "findings"), found.findings.len()),
        ];
        if counts.iter().all(|&(_, count)| count == 0) {
            self.sheet.paragraph("", PLAIN, self.words.of("report", "nothing"));
        } else {
            let counts: Vec<String> = counts.iter().map(|(what, count)| format!("{what}: {count}")).collect();
            self.sheet.paragraph("", PLAIN, &counts.join(" · "));
        }
    }

    /// The question, and its parts one by one.
    pub(super) fn question(&mut self) {
        let sections = &self.annotations.sections;
        let of_kind = |kind| sections.iter().filter(move |section| section.kind == kind);
        let questions: Vec<Span> = of_kind(SectionKind::Question).map(|section| section.span).collect();
        let parts: Vec<Span> = of_kind(SectionKind::Subquestion).map(|section| section.span).collect();
        if questions.is_empty() && parts.is_empty() {
            return;
        }
        self.sheet.heading(self.words.of("report", "question"), None);
        for question in &questions {
            // What its parts say is said once, below.
            let end = parts.iter().filter(|part| question.contains(**part)).map(|part| part.start).min();
            let lead = Span::new(question.start, end.unwrap_or(question.end));
            let lead = self.prose(lead);
            // The heading says `السؤال` already.
            let lead = lead.strip_prefix("السؤال:").unwrap_or(&lead).trim_start();
            if !lead.is_empty() {
                self.sheet.paragraph("  ", PLAIN, lead);
            }
        }
        for (number, part) in (1..).zip(&parts) {
            let part = self.prose(*part);
            self.sheet.paragraph(&format!("  {number}. "), PLAIN, &part);
        }
    }

    /// Words of the document without Markdown's marks of bold type.
    fn prose(&self, span: Span) -> String {
        one_line(&span.of(&self.document.text).replace("**", ""))
    }

    /// All statements, speaker by speaker.
    pub(super) fn statements(&mut self) {
        let statements = &self.annotations.statements;
        if statements.is_empty() {
            return;
        }
        self.sheet.heading(self.words.of("report", "statements"), Some(statements.len()));
        for group in speakers::by_speaker(statements) {
            self.sheet.blank();
            let (name, role) = speakers::full_name(group.speaker, &self.document.text, &self.words);
            let role = role.map(|role| format!("، {role}")).unwrap_or_default();
            self.sheet.paragraph("", NAME, &format!("{name}{role}"));
            for index in group.statements {
                if let Some(statement) = statements.get(index) {
                    self.statement(index + 1, statement);
                }
            }
        }
    }

    fn statement(&mut self, number: usize, statement: &Statement) {
        let first = format!("  {number}. ");
        let blanks = " ".repeat(display_width(&first));
        let content = one_line(statement.content.of(&self.document.text));
        // Marks stand for the speaker's own words: a paraphrase in them would be a false quotation.
        let verbatim = statement.kind == StatementKind::Direct;
        self.sheet.paragraph(&first, PLAIN, &if verbatim { format!("«{content}»") } else { content });
        let grade = speakers::grade_word(statement, &self.words);
        let mut about: Vec<String> = Vec::new();
        about.extend(statement.said_on.as_deref().map(|day| values::timex(&one_line(day), &self.words)));
        if speakers::is_doubtful(statement) {
            about.push(self.words.of("report", "doubtful").to_owned());
        }
        about.push(self.words.of("act", statement.act.as_str()).to_owned());
        about.push(self.words.of("kind", statement.kind.as_str()).to_owned());
        about.push(self.line_of(statement.content.start));
        self.sheet.paragraph(&blanks, QUIET, &about.join(" · "));
        if let Some(target) = statement.target {
            let label = format!("{}:", self.words.of("report", "target"));
            let words = shortened(target.of(&self.document.text), EXCERPT);
            self.sheet.pair(&blanks, QUIET, &label, &words);
        }
        let chain = speakers::chain(statement, self.document, &self.words);
        let names = chain.names.join(" ← ");
        let label = self.words.of("report", "chain");
        let style = grade_style(statement.grade);
        if self.words.lang == Lang::Arabic {
            let here = self.words.of("report", "this_document");
            let here = if chain.ends_here { format!(" ({here})") } else { String::new() };
            self.sheet.paragraph(&blanks, style, &format!("{label}: {names}{here} · {grade}"));
        } else {
            let here = if chain.ends_here {
                format!(", {}", self.words.of("report", "last_is_document"))
            } else {
                String::new()
            };
            self.sheet.paragraph(&blanks, style, &format!("{label}: {grade}{here}"));
            self.sheet.paragraph(&blanks, style, &names);
        }
        if self.options.explain {
            let certainty = self.words.of("report", "certainty");
            self.rule(&blanks, statement.rule);
            self.sheet.paragraph(&blanks, QUIET, &format!("{certainty}: {:.2}", statement.confidence));
            self.reason(&blanks, "cue", statement.cue);
            for reason in statement.reasons.iter().filter(|reason| reason.what != "cue") {
                self.reason(&blanks, reason.what, reason.span);
            }
        }
    }

    fn reason(&mut self, blanks: &str, what: &str, span: Span) {
        let line = self.line_of(span.start);
        let theirs = format!("«{}»", shortened(span.of(&self.document.text), EXCERPT));
        match (self.words.lang, self.words.get("reason", what)) {
            (Lang::Arabic, Some(word)) => {
                self.sheet.pair(blanks, QUIET, &format!("{word}، {line}:"), &theirs)
            }
            // A word that rooms have taken up and nobody has put into Arabic yet keeps to a line of its own.
            (Lang::Arabic, None) => {
                self.sheet.paragraph(blanks, QUIET, what);
                self.sheet.pair(blanks, QUIET, &format!("{line}:"), &theirs);
            }
            (Lang::English, word) => {
                self.sheet.pair(blanks, QUIET, &format!("{}, {line}:", word.unwrap_or(what)), &theirs);
            }
        }
    }

    fn rule(&mut self, blanks: &str, rule: &str) {
        if self.options.explain {
            let label = self.words.of("report", "rule");
            if self.words.lang == Lang::Arabic {
                self.sheet.paragraph(blanks, QUIET, &format!("{label}:"));
                self.sheet.paragraph(&format!("{blanks}  "), QUIET, rule);
            } else {
                self.sheet.paragraph(blanks, QUIET, &format!("{label}: {rule}"));
            }
        }
    }

    /// What to stop at, each with its places and the words there.
    pub(super) fn findings(&mut self) {
        let findings = &self.annotations.findings;
        if findings.is_empty() {
            return;
        }
        self.sheet.heading(self.words.of("report", "findings"), Some(findings.len()));
        for (number, finding) in (1..).zip(findings) {
            let first = format!("  {number}. ");
            let blanks = " ".repeat(display_width(&first));
            self.sheet.paragraph(&first, ALERT, self.words.of("finding", finding.kind.as_str()));
            self.sheet.paragraph(&blanks, QUIET, &findings::sentence(finding, &self.words));
            self.rule(&blanks, finding.rule);
            for span in &finding.spans {
                let (line, column) = self.lines.place(span.start);
                let line = format!("{} {line}", self.words.of("report", "line"));
                let comma = self.words.comma();
                let ours = format!("{line}{comma} {} {column}:", self.words.of("report", "column"));
                let theirs = format!("«{}»", shortened(span.of(&self.document.text), EXCERPT));
                self.sheet.pair(&blanks, PLAIN, &ours, &theirs);
            }
        }
    }

    /// A table of value, unit and words.
    pub(super) fn figures(&mut self) {
        let quantities = &self.annotations.quantities;
        let mut rows = Vec::new();
        for quantity in quantities {
            let value = values::number(quantity.value);
            let unit = one_line(values::unit(quantity, &self.words));
            rows.push((quantity.span, [value, unit], quantity.rule, None));
        }
        let title = self.words.of("report", "figures");
        self.table(title, &rows);
    }

    /// A table of value and words.
    pub(super) fn dates(&mut self) {
        let mut rows = Vec::new();
        for date in &self.annotations.dates {
            let value = one_line(&values::date(date, &self.words));
            rows.push((date.span, [value, String::new()], date.rule, date.note));
        }
        let title = self.words.of("report", "dates");
        self.table(title, &rows);
        if self.annotations.dates.iter().any(values::is_open) {
            let hint = self.words.of("report", "unknown_day");
            self.sheet.paragraph("  ", QUIET, &format!("{hint}:"));
            self.sheet.paragraph("    ", QUIET, "--published");
        }
    }

    /// Rows that say the same are one, with a count, unless the rules are to be seen.
    fn table(&mut self, title: &str, rows: &[Row]) {
        if rows.is_empty() {
            return;
        }
        self.sheet.heading(title, Some(rows.len()));
        // A few very long cells do not push all others aside.
        let most = self.options.width / 3;
        let column = |n: usize| {
            let widths = rows.iter().filter_map(|row| row.1.get(n)).map(|cell| display_width(cell));
            widths.filter(|&width| width <= most).max().unwrap_or(0)
        };
        let columns = [column(0), column(1)];
        let arabic = self.words.lang == Lang::Arabic;
        for row in merged(rows, &self.document.text, self.options.explain) {
            let (span, cells, rule, note) = row.row;
            let mut first = String::from("  ");
            for (cell, width) in cells.iter().zip(columns) {
                if width > 0 || !cell.is_empty() {
                    let blanks = width.saturating_sub(display_width(cell));
                    first.push_str(cell);
                    first.push_str(&" ".repeat(blanks + 2));
                }
            }
            let times = if row.times > 1 { format!(" (×{})", row.times) } else { String::new() };
            let words = format!("«{}»{times}", shortened(span.of(&self.document.text), EXCERPT));
            if arabic && display_width(&first) + 12 <= self.options.width {
                self.sheet.paragraph(&first, PLAIN, &words);
            } else {
                self.sheet.paragraph("  ", PLAIN, first.trim());
                self.sheet.paragraph("      ", PLAIN, &words);
            }
            if self.options.explain {
                self.sheet.paragraph("      ", QUIET, &self.line_of(span.start));
                self.rule("      ", rule);
                if let Some(note) = note {
                    self.sheet.paragraph("      ", QUIET, self.words.of("note", note));
                }
            }
        }
    }

    /// Verses, with the words that differ.
    pub(super) fn verses(&mut self) {
        let verses = &self.annotations.verses;
        if verses.is_empty() {
            return;
        }
        self.sheet.heading(self.words.of("report", "verses"), Some(verses.len()));
        for verse in verses {
            let last = if verse.to > verse.from { format!("–{}", verse.to) } else { String::new() };
            let place = format!(
                "{} {} · {} {}{last}",
                self.words.of("report", "surah"),
                verse.surah,
                self.words.of("report", "verse"),
                verse.from
            );
            let exact = if verse.exact {
                self.words.of("report", "exact")
            } else {
                self.words.of("report", "altered")
            };
            let style = if verse.exact { PLAIN } else { ALERT };
            let line = self.line_of(verse.span.start);
            self.sheet.paragraph("  ", style, &format!("{place} · {exact} · {line}"));
            self.sheet.paragraph(
                "    ",
                PLAIN,
                &format!("﴿{}﴾", one_line(verse.span.of(&self.document.text))),
            );
            for difference in &verse.differences {
                let written = one_line(difference.span.of(&self.document.text));
                let label = self.words.of("report", "in_quran");
                let expected = one_line(&difference.expected);
                self.sheet.pair("    ", ALERT, &format!("{label}:"), &format!("«{expected}» ← «{written}»"));
            }
            self.rule("    ", verse.rule);
        }
    }

    /// How many sentences the author asserts in which way; those that are not plain facts are shown.
    pub(super) fn assertions(&mut self) {
        let assertions = &self.annotations.assertions;
        if assertions.is_empty() {
            return;
        }
        self.sheet.heading(self.words.of("report", "assertions"), Some(assertions.len()));
        let counts: Vec<String> = AssertionLabel::ALL
            .iter()
            .map(|&label| (label, assertions.iter().filter(|assertion| assertion.label == label).count()))
            .filter(|&(_, count)| count > 0)
            .map(|(label, count)| format!("{}: {count}", self.words.of("label", label.as_str())))
            .collect();
        self.sheet.paragraph("  ", PLAIN, &counts.join(" · "));
        for assertion in assertions.iter().filter(|assertion| assertion.label != AssertionLabel::Fact) {
            let label = self.words.of("label", assertion.label.as_str());
            let line = self.line_of(assertion.span.start);
            self.sheet.paragraph("  ", NAME, &format!("{label} · {line}"));
            self.sheet.paragraph("    ", PLAIN, &one_line(assertion.span.of(&self.document.text)));
            if self.options.explain {
                self.rule("    ", assertion.rule);
                if let Some(cue) = assertion.cue {
                    self.sheet.paragraph(
                        "    ",
                        QUIET,
                        &format!("«{}»", one_line(cue.of(&self.document.text))),
                    );
                }
            }
        }
    }

    /// What the author concludes, apart from the evidence.
    pub(super) fn conclusion(&mut self) {
        let sections = &self.annotations.sections;
        let conclusions: Vec<Span> = sections
            .iter()
            .filter(|section| section.kind == SectionKind::Conclusion)
            .map(|section| section.span)
            .collect();
        if conclusions.is_empty() {
            return;
        }
        self.sheet.heading(self.words.of("report", "conclusion"), None);
        for conclusion in conclusions {
            for line in conclusion.of(&self.document.text).lines() {
                let line = one_line(&line.replace("**", ""));
                // `والخلاصة:` alone on its line says what our heading says.
                let says_conclusion = line.ends_with(':') && !line.contains(' ');
                if !line.is_empty() && !says_conclusion {
                    self.sheet.paragraph("  ", PLAIN, &line);
                }
            }
        }
    }

    /// What happened while the document was read.
    pub(super) fn notes(&mut self) {
        if self.document.notes.is_empty() {
            return;
        }
        self.sheet.heading(self.words.of("report", "notes"), None);
        self.sheet.paragraph("  ", QUIET, self.words.of("report", "note_language"));
        for note in &self.document.notes {
            self.sheet.paragraph("    ", QUIET, &one_line(note));
        }
    }
}

/// Place, cells, rule, note.
type Row = (Span, [String; 2], &'static str, Option<&'static str>);

struct Merged<'r> {
    row: &'r Row,
    times: usize,
}

fn merged<'r>(rows: &'r [Row], text: &str, apart: bool) -> Vec<Merged<'r>> {
    let mut places = std::collections::HashMap::new();
    let mut out: Vec<Merged> = Vec::new();
    for row in rows {
        let place =
            if apart { out.len() } else { *places.entry((&row.1, row.0.of(text))).or_insert(out.len()) };
        match out.get_mut(place) {
            Some(merged) => merged.times += 1,
            None => out.push(Merged { row, times: 1 }),
        }
    }
    out
}

fn grade_style(grade: Grade) -> Style {
    match grade {
        Grade::Complete => AnsiColor::Green.on_default(),
        Grade::Partial => AnsiColor::Yellow.on_default(),
        Grade::Anonymous => AnsiColor::Magenta.on_default(),
        Grade::Unsourced => QUIET,
    }
}
