//! From byte spans and plain data to the contract's objects.

use musnad_text::annotation as read;
use musnad_text::span::{Offsets, Span};
use musnad_text::{Annotations, Document};

use super::{
    Assertion, DateMention, Difference, Finding, Link, Name, Object, Options, Place, Quantity, Reason,
    SCHEMA, Section, Speaker, Statement, Value, Verse, Words,
};

impl<'a> Object<'a> {
    /// Puts a document and its annotations into the contract's shape. Linear in their size.
    pub fn new(document: &'a Document, annotations: &'a Annotations, options: Options) -> Object<'a> {
        let at = Places { text: &document.text, offsets: Offsets::new(&document.text) };
        let each = annotations;
        Object {
            schema: SCHEMA,
            id: &document.id,
            title: title(document, annotations),
            outlet: document.outlet.as_deref(),
            published: document.published.map(|published| published.date.to_string()),
            language: "ar",
            text: &document.text,
            sections: each.sections.iter().map(|section| at.section(section)).collect(),
            sentences: each.sentences.iter().map(|&span| at.place(span)).collect(),
            dates: each.dates.iter().map(|date| at.date(date)).collect(),
            quantities: each.quantities.iter().map(|quantity| at.quantity(quantity)).collect(),
            statements: (1..).zip(&each.statements).map(|(n, s)| at.statement(n, s, options)).collect(),
            assertions: each.assertions.iter().map(|assertion| at.assertion(assertion, options)).collect(),
            names: each.names.iter().map(|name| at.name(name)).collect(),
            verses: each.verses.iter().map(|verse| at.verse(verse)).collect(),
            findings: each.findings.iter().map(|finding| at.finding(finding)).collect(),
            notes: &document.notes,
        }
    }
}

/// The title that the source gives, else the words of the title section.
pub fn title<'a>(document: &'a Document, annotations: &Annotations) -> Option<&'a str> {
    document.title.as_deref().or_else(|| {
        let section = annotations.sections.iter().find(|s| s.kind == read::SectionKind::Title)?;
        Some(section.span.of(&document.text)).filter(|title| !title.is_empty())
    })
}

/// Turns byte spans into the contract's places.
struct Places<'a> {
    text: &'a str,
    offsets: Offsets<'a>,
}

impl<'a> Places<'a> {
    fn place(&self, span: Span) -> Place {
        Place { start: self.offsets.code_point(span.start), end: self.offsets.code_point(span.end) }
    }

    fn words(&self, span: Span) -> Words<'a> {
        let Place { start, end } = self.place(span);
        Words { start, end, text: span.of(self.text) }
    }

    fn section(&self, section: &read::Section) -> Section<'a> {
        Section {
            place: self.place(section.span),
            kind: section.kind.as_str(),
            label: section.label.map(|label| label.of(self.text)),
            level: section.level,
        }
    }

    fn date(&self, date: &'a read::DateMention) -> DateMention<'a> {
        DateMention {
            words: self.words(date.span),
            kind: date.kind.as_str(),
            value: &date.value,
            calendar: date.calendar.as_str(),
            anchor: date.anchor.as_str(),
            rule: date.rule,
            note: date.note,
        }
    }

    fn quantity(&self, quantity: &'a read::Quantity) -> Quantity<'a> {
        Quantity {
            words: self.words(quantity.span),
            value: Value(quantity.value),
            unit: quantity.unit.as_deref(),
            approx: quantity.approx,
            bound: quantity.bound.map(read::Bound::as_str),
            rule: quantity.rule,
        }
    }

    fn statement(&self, number: usize, statement: &'a read::Statement, options: Options) -> Statement<'a> {
        let reason = |reason: &read::Reason| Reason { what: reason.what, words: self.words(reason.span) };
        Statement {
            id: format!("s{number}"),
            kind: statement.kind.as_str(),
            act: statement.act.as_str(),
            target: statement.target.map(|span| self.words(span)),
            content: self.words(statement.content),
            cue: self.words(statement.cue),
            speaker: statement.speaker.as_ref().map(|speaker| Speaker {
                words: self.words(speaker.span),
                name: &speaker.name,
                role: speaker.role.as_deref(),
                kind: speaker.kind.as_str(),
            }),
            chain: statement.chain.iter().map(|link| self.link(link)).collect(),
            outlet: statement.outlet.as_deref(),
            said_on: statement.said_on.as_deref(),
            grade: statement.grade.as_str(),
            // Two decimals are what the number means; more would only be noise of its binary form.
            confidence: (f64::from(statement.confidence) * 100.0).round() / 100.0,
            rule: statement.rule,
            reasons: options.explain.then(|| statement.reasons.iter().map(reason).collect()),
        }
    }

    fn link(&self, link: &'a read::Link) -> Link<'a> {
        Link { role: link.role.as_str(), name: &link.name, place: link.span.map(|span| self.place(span)) }
    }

    fn assertion(&self, assertion: &read::Assertion, options: Options) -> Assertion<'a> {
        let cue =
            || assertion.cue.iter().map(|&cue| Reason { what: "cue", words: self.words(cue) }).collect();
        Assertion {
            place: self.place(assertion.span),
            label: assertion.label.as_str(),
            rule: assertion.rule,
            reasons: options.explain.then(cue),
        }
    }

    fn name(&self, name: &'a read::Name) -> Name<'a> {
        Name { words: self.words(name.span), name: &name.name, kind: name.kind.as_str(), rule: name.rule }
    }

    fn verse(&self, verse: &'a read::Verse) -> Verse<'a> {
        let difference = |difference: &'a read::VerseDifference| Difference {
            words: self.words(difference.span),
            expected: &difference.expected,
        };
        Verse {
            words: self.words(verse.span),
            surah: verse.surah,
            from: verse.from,
            to: verse.to,
            exact: verse.exact,
            differences: verse.differences.iter().map(difference).collect(),
            rule: verse.rule,
        }
    }

    fn finding(&self, finding: &'a read::Finding) -> Finding<'a> {
        Finding {
            kind: finding.kind.as_str(),
            message: &finding.message,
            spans: finding.spans.iter().map(|&span| self.place(span)).collect(),
            rule: finding.rule,
        }
    }
}
