//! A document on the page: its head, its text, and the lists beside it.

use std::collections::HashSet;
use std::fmt::Write as _;

use musnad_text::annotation::{AssertionLabel, Statement, StatementKind};
use musnad_text::{Annotations, Document, Span};

use super::Options;
use super::escape::attribute as safe;
use super::{escape, marks};
use crate::contract;
use crate::present::place::Lines;
use crate::present::printable::shortened;
use crate::present::words::Words;
use crate::present::{findings, speakers, values};

/// How much of a statement or of the words at a place a list shows, in characters; the text beside it has the rest.
const EXCERPT: usize = 280;

pub(super) struct Article<'a> {
    number: usize,
    document: &'a Document,
    annotations: &'a Annotations,
    options: &'a Options,
    words: Words,
    lines: Lines<'a>,
    out: String,
}

/// Writing to a `String` cannot fail.
macro_rules! put {
    ($self:ident, $($arg:tt)*) => { let _ = writeln!($self.out, $($arg)*); };
}

impl<'a> Article<'a> {
    pub fn new(
        number: usize,
        document: &'a Document,
        annotations: &'a Annotations,
        options: &'a Options,
    ) -> Article<'a> {
        let words = Words { lang: options.lang };
        let lines = Lines::new(&document.text);
        let out = String::with_capacity(document.text.len() * 4);
        Article { number, document, annotations, options, words, lines, out }
    }

    pub fn write(mut self) -> String {
        put!(self, r#"<article id="d{}">"#, self.number);
        self.head();
        put!(self, r#"<div class="columns">"#);
        let label = self.words.of("report", "text");
        // The text begins right after the tag: a line end of ours would be one of the text's.
        let _ = write!(self.out, r#"<section class="text" lang="ar" dir="rtl" aria-label="{label}">"#);
        let drawn = marks::of(self.number, &self.document.text, self.annotations, &self.words);
        marks::write(&mut self.out, &self.document.text, &drawn);
        put!(self, "</section>");
        put!(self, "<aside>");
        self.findings();
        self.statements();
        self.figures();
        self.dates();
        self.verses();
        self.assertions();
        self.notes();
        put!(self, "</aside>\n</div>\n</article>");
        self.out
    }

    fn head(&mut self) {
        let title = contract::title(self.document, self.annotations).unwrap_or(&self.document.id);
        put!(self, r#"<header><h1><bdi lang="ar">{}</bdi></h1>"#, safe(title));
        let mut about: Vec<String> = Vec::new();
        about.extend(self.document.published.map(|day| format!("<bdi><time>{}</time></bdi>", day.date)));
        about.extend(self.document.outlet.as_deref().map(|outlet| format!("<bdi>{}</bdi>", safe(outlet))));
        about.push(format!("<bdi>{}</bdi>", safe(&self.document.id)));
        put!(self, r#"<p class="about">{}</p>"#, about.join(" · "));
        let found = self.annotations;
        let counts = [
            ("statements", self.words.of("report", "statements"), found.statements.len()),
            ("figures", self.words.of("report", "figures"), found.quantities.len()),
            ("dates", self.words.of("report", "dates"), found.dates.len()),
            ("findings", self.words.of("report", "findings"), found.findings.len()),
        ];
        if counts.iter().all(|&(_, _, count)| count == 0) {
            put!(self, r#"<p class="counts">{}</p></header>"#, self.words.of("report", "nothing"));
            return;
        }
        // On a narrow screen the lists stand below the whole text: the counts lead to them.
        let counts = counts.map(|(list, what, count)| match count {
            0 => format!("<span>{what}: <bdi>0</bdi></span>"),
            _ => format!(r##"<a href="#d{}-{list}">{what}: <bdi>{count}</bdi></a>"##, self.number),
        });
        put!(self, r#"<p class="counts">{}</p></header>"#, counts.join(" · "));
    }

    /// Opens a list that can be folded away.
    fn open(&mut self, class: &str, title: &str, count: usize, unfolded: bool) {
        let open = if unfolded { " open" } else { "" };
        put!(
            self,
            r#"<details class="{class}" id="d{}-{class}"{open}><summary><h2>{title}: <bdi>{count}</bdi></h2></summary>"#,
            self.number
        );
    }

    /// Words of the document, linked to their place where there is one.
    fn linked(&self, id: &str, span: Span) -> String {
        let text = &self.document.text;
        let words = escape::words(&shortened(span.of(text), EXCERPT));
        if marks::drawn(text, span) {
            let hint = self.words.of("report", "to_text");
            format!(r##"<a href="#d{}-{id}" title="{hint}"><bdi lang="ar">{words}</bdi></a>"##, self.number)
        } else {
            format!(r#"<bdi lang="ar">{words}</bdi>"#)
        }
    }

    fn line_of(&self, byte: usize) -> String {
        format!("{} <bdi>{}</bdi>", self.words.of("report", "line"), self.lines.line(byte))
    }

    fn rule(&self, rule: &str) -> String {
        if !self.options.explain {
            return String::new();
        }
        format!(
            r#"<p class="rule">{}: <bdi dir="ltr">{}</bdi></p>"#,
            self.words.of("report", "rule"),
            safe(rule)
        )
    }

    fn findings(&mut self) {
        let findings = &self.annotations.findings;
        if findings.is_empty() {
            return;
        }
        self.open("findings", self.words.of("report", "findings"), findings.len(), true);
        put!(self, "<ol>");
        for (n, finding) in (1..).zip(findings) {
            let kind = self.words.of("finding", finding.kind.as_str());
            put!(self, r#"<li><p class="kind">{kind}</p>"#);
            put!(
                self,
                r#"<p class="message"><bdi>{}</bdi></p>"#,
                safe(&findings::sentence(finding, &self.words))
            );
            for (m, &span) in (1..).zip(&finding.spans) {
                let (line, column) = self.lines.place(span.start);
                let words = self.linked(&format!("f{n}-{m}"), span);
                let (line_word, column_word) =
                    (self.words.of("report", "line"), self.words.of("report", "column"));
                let comma = self.words.comma();
                put!(
                    self,
                    r#"<p><span class="place">{line_word} <bdi>{line}</bdi>{comma} {column_word} <bdi>{column}</bdi>:</span> {words}</p>"#
                );
            }
            let rule = self.rule(finding.rule);
            put!(self, "{rule}</li>");
        }
        put!(self, "</ol></details>");
    }

    fn statements(&mut self) {
        let statements = &self.annotations.statements;
        if statements.is_empty() {
            return;
        }
        self.open("statements", self.words.of("report", "statements"), statements.len(), true);
        self.grades();
        for group in speakers::by_speaker(statements) {
            let (name, role) = speakers::full_name(group.speaker, &self.document.text, &self.words);
            let role = role.map(|role| format!("<span>{}</span>", safe(&role))).unwrap_or_default();
            put!(self, r#"<section><h3><bdi>{}</bdi> {role}</h3>"#, safe(&name));
            put!(self, "<ol>");
            for index in group.statements {
                if let Some(statement) = statements.get(index) {
                    self.statement(index + 1, statement);
                }
            }
            put!(self, "</ol></section>");
        }
        put!(self, "</details>");
    }

    /// What the grades that occur here mean.
    fn grades(&mut self) {
        let grades = ["complete", "no_date", "partial", "anonymous", "unsourced"];
        let found = self.annotations.statements.iter().map(speakers::grade).collect::<HashSet<_>>();
        put!(self, r#"<details class="grades"><summary>{}</summary><ul>"#, self.words.of("report", "grades"));
        for grade in grades.into_iter().filter(|grade| found.contains(grade)) {
            let (class, word) = match grade {
                "no_date" => ("partial", self.words.of("report", "no_date")),
                _ => (grade, self.words.of("grade", grade)),
            };
            let meaning = self.words.of("grade_meaning", grade);
            put!(self, r#"<li><span class="grade {class}">{word}</span> {meaning}</li>"#);
        }
        put!(self, "</ul></details>");
    }

    fn statement(&mut self, number: usize, statement: &Statement) {
        let words = self.linked(&format!("s{number}"), statement.content);
        // Marks stand for the speaker's own words: a paraphrase in them would be a false quotation.
        let verbatim = statement.kind == StatementKind::Direct;
        let words = if verbatim { format!("«{words}»") } else { words };
        put!(self, r#"<li value="{number}"><blockquote lang="ar" dir="rtl">{words}</blockquote>"#);
        let grade = statement.grade.as_str();
        let chain = speakers::chain(statement, self.document, &self.words);
        let carriers: Vec<String> =
            chain.names.iter().map(|name| format!("<bdi>{}</bdi>", safe(name))).collect();
        let here = self.words.of("report", "this_document");
        let here = if chain.ends_here { format!(" (<bdi>{here}</bdi>)") } else { String::new() };
        put!(
            self,
            r#"<p class="chain" lang="ar" dir="rtl">{}{here} <span class="grade {grade}">{}</span></p>"#,
            carriers.join(" ← "),
            speakers::grade_word(statement, &self.words)
        );
        let mut about: Vec<String> = Vec::new();
        about.extend(statement.said_on.as_deref().map(|day| {
            let label = self.words.of("report", "said_on");
            format!("{label} <bdi>{}</bdi>", safe(&values::timex(day, &self.words)))
        }));
        if speakers::is_doubtful(statement) {
            about.push(self.words.of("report", "doubtful").to_owned());
        }
        about.push(self.words.of("act", statement.act.as_str()).to_owned());
        about.extend(statement.target.map(|target| {
            let label = self.words.of("report", "target");
            let words = shortened(target.of(&self.document.text), EXCERPT);
            format!(r#"{label} <bdi lang="ar">{}</bdi>"#, safe(&words))
        }));
        about.push(self.words.of("kind", statement.kind.as_str()).to_owned());
        about.push(self.line_of(statement.content.start));
        put!(self, r#"<p class="about">{}</p>"#, about.join(" · "));
        if self.options.explain {
            let certainty = self.words.of("report", "certainty");
            let rule = self.rule(statement.rule);
            put!(self, r#"{rule}<p class="rule">{certainty}: <bdi>{:.2}</bdi></p>"#, statement.confidence);
            let cue = [("cue", statement.cue)].into_iter();
            let others = statement.reasons.iter().filter(|reason| reason.what != "cue");
            for (what, span) in cue.chain(others.map(|reason| (reason.what, reason.span))) {
                let words = safe(&shortened(span.of(&self.document.text), EXCERPT));
                let what = safe(self.words.of("reason", what));
                let line = self.line_of(span.start);
                put!(self, r#"<p class="rule">{what} · {line}: <bdi lang="ar">«{words}»</bdi></p>"#);
            }
        }
        put!(self, "</li>");
    }

    fn figures(&mut self) {
        let quantities = &self.annotations.quantities;
        let mut rows = Vec::new();
        for (n, quantity) in (1..).zip(quantities) {
            let (value, unit) = (values::number(quantity.value), values::unit(quantity, &self.words));
            let words = self.linked(&format!("q{n}"), quantity.span);
            let rule = self.rule(quantity.rule);
            rows.push(format!(
                "<td><bdi>{value}</bdi></td><td><bdi>{}</bdi></td><td>{words}{rule}</td>",
                safe(unit)
            ));
        }
        let heads = [self.words.of("report", "value"), self.words.of("report", "unit")];
        self.table("figures", self.words.of("report", "figures"), &heads, &rows);
        if !rows.is_empty() {
            put!(self, "</details>");
        }
    }

    fn dates(&mut self) {
        let mut rows = Vec::new();
        for (n, date) in (1..).zip(&self.annotations.dates) {
            let value = safe(&values::date(date, &self.words));
            let words = self.linked(&format!("t{n}"), date.span);
            let note = date.note.map(|note| {
                format!(r#"<p class="rule"><bdi>{}</bdi></p>"#, safe(self.words.of("note", note)))
            });
            let (note, rule) = (note.unwrap_or_default(), self.rule(date.rule));
            rows.push(format!("<td><bdi>{value}</bdi></td><td>{words}{note}{rule}</td>"));
        }
        let heads = [self.words.of("report", "value")];
        self.table("dates", self.words.of("report", "dates"), &heads, &rows);
        if self.annotations.dates.iter().any(values::is_open) {
            let hint = self.words.of("report", "unknown_day");
            put!(self, r#"<p class="about">{hint} <code dir="ltr">--published</code></p>"#);
        }
        if !rows.is_empty() {
            put!(self, "</details>");
        }
    }

    /// A table, in a list that stays open for what belongs under it.
    fn table(&mut self, class: &str, title: &str, heads: &[&str], rows: &[String]) {
        if rows.is_empty() {
            return;
        }
        self.open(class, title, rows.len(), true);
        let heads: String = heads.iter().map(|head| format!(r#"<th scope="col">{head}</th>"#)).collect();
        let last = self.words.of("report", "as_written");
        put!(self, r#"<table><thead><tr>{heads}<th scope="col">{last}</th></tr></thead><tbody>"#);
        for row in rows {
            put!(self, "<tr>{row}</tr>");
        }
        put!(self, "</tbody></table>");
    }

    fn verses(&mut self) {
        let verses = &self.annotations.verses;
        if verses.is_empty() {
            return;
        }
        self.open("verses", self.words.of("report", "verses"), verses.len(), true);
        put!(self, "<ol>");
        for (n, verse) in (1..).zip(verses) {
            let words = self.linked(&format!("v{n}"), verse.span);
            let last = if verse.to > verse.from { format!("–{}", verse.to) } else { String::new() };
            let exact = self.words.of("report", if verse.exact { "exact" } else { "altered" });
            let (surah, number) = (self.words.of("report", "surah"), self.words.of("report", "verse"));
            put!(self, r#"<li><blockquote lang="ar" dir="rtl">{words}</blockquote>"#);
            put!(
                self,
                r#"<p class="about">{surah} <bdi>{}</bdi> · {number} <bdi>{}{last}</bdi> · {exact}</p>"#,
                verse.surah,
                verse.from
            );
            for difference in &verse.differences {
                let written = safe(&shortened(difference.span.of(&self.document.text), EXCERPT));
                let label = self.words.of("report", "in_quran");
                let expected = safe(&difference.expected);
                put!(
                    self,
                    r#"<p><bdi lang="ar">{written}</bdi> · {label}: <bdi lang="ar">{expected}</bdi></p>"#
                );
            }
            let rule = self.rule(verse.rule);
            put!(self, "{rule}</li>");
        }
        put!(self, "</ol></details>");
    }

    fn assertions(&mut self) {
        let assertions = &self.annotations.assertions;
        if assertions.is_empty() {
            return;
        }
        self.open("assertions", self.words.of("report", "assertions"), assertions.len(), true);
        let counts: Vec<String> = AssertionLabel::ALL
            .iter()
            .map(|&label| (label, assertions.iter().filter(|assertion| assertion.label == label).count()))
            .filter(|&(_, count)| count > 0)
            .map(|(label, count)| format!("{}: <bdi>{count}</bdi>", self.words.of("label", label.as_str())))
            .collect();
        put!(self, r#"<p class="counts">{}</p><ul>"#, counts.join(" · "));
        for (n, assertion) in (1..).zip(assertions) {
            if assertion.label != AssertionLabel::Fact {
                let label = self.words.of("label", assertion.label.as_str());
                let words = self.linked(&format!("a{n}"), assertion.span);
                let rule = self.rule(assertion.rule);
                put!(self, r#"<li><span class="label">{label}</span> {words}{rule}</li>"#);
            }
        }
        put!(self, "</ul></details>");
    }

    fn notes(&mut self) {
        let notes = &self.document.notes;
        if notes.is_empty() {
            return;
        }
        self.open("notes", self.words.of("report", "notes"), notes.len(), true);
        put!(self, r#"<p class="about">{}</p><ul>"#, self.words.of("report", "note_language"));
        for note in notes {
            put!(self, r#"<li><bdi lang="en">{}</bdi></li>"#, safe(note));
        }
        put!(self, "</ul></details>");
    }
}
