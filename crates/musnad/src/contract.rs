//! The JSON contract `musnad.document/1`: one object a document, in the shape and the order of keys that readers rely on.
//!
//! What holds for every object:
//! - Offsets are code points of `text`, end exclusive: in Python `text[start:end]` is exactly `"text"`.
//! - Every key of the contract is present. What is not known is `null`; a list with nothing in it is `[]`. Only these come and
//!   go: `start` and `end` of a link, which the document itself does not have; `note` of a date, `notes` of the document, where
//!   there are any; and `reasons`, where they were asked for.
//! - `published` is the day; a clock time that the source gives beside it only anchors relative times.
//! - Keys are never renamed within a schema version; new ones may be added.
//!
//! Reading files is not done here, nor any deciding: what stands in [`Annotations`] is written down as it is.

use std::io;

use musnad_text::Document;
use musnad_text::annotation::{self as read, Annotations};
use musnad_text::span::{Offsets, Span};
use serde::{Serialize, Serializer};

/// The value of `schema`.
pub const SCHEMA: &str = "musnad.document/1";

/// What the caller decides about the JSON object.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Add `reasons` to statements and assertions: the words that decided who speaks and how.
    pub explain: bool,
}

/// Writes a document and what was read in it as one JSON object on one line, without a line end.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(
    out: impl io::Write,
    document: &Document,
    annotations: &Annotations,
    options: Options,
) -> io::Result<()> {
    serde_json::to_writer(out, &Object::new(document, annotations, options)).map_err(io::Error::from)
}

/// One document as the contract has it. The fields are the contract's keys, which `docs/annotations.md` and the JSON Schema
/// describe one by one.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct Object<'a> {
    pub schema: &'static str,
    pub id: &'a str,
    pub title: Option<&'a str>,
    pub outlet: Option<&'a str>,
    pub published: Option<String>,
    pub language: &'static str,
    pub text: &'a str,
    pub sections: Vec<Section<'a>>,
    pub sentences: Vec<Place>,
    pub dates: Vec<DateMention<'a>>,
    pub quantities: Vec<Quantity<'a>>,
    pub statements: Vec<Statement<'a>>,
    pub assertions: Vec<Assertion<'a>>,
    pub names: Vec<Name<'a>>,
    pub verses: Vec<Verse<'a>>,
    pub findings: Vec<Finding<'a>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    pub notes: &'a [String],
}

/// A place: code points, end exclusive.
#[derive(Clone, Copy, Debug, Serialize)]
#[allow(missing_docs)]
pub struct Place {
    pub start: usize,
    pub end: usize,
}

/// A place and the words that stand there.
#[derive(Clone, Copy, Debug, Serialize)]
#[allow(missing_docs)]
pub struct Words<'a> {
    pub start: usize,
    pub end: usize,
    pub text: &'a str,
}

/// A part of the document's structure.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct Section<'a> {
    #[serde(flatten)]
    pub place: Place,
    pub kind: &'static str,
    pub label: Option<&'a str>,
    pub level: u8,
}

/// A date, clock time, length of time or repetition.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct DateMention<'a> {
    #[serde(flatten)]
    pub words: Words<'a>,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub value: &'a str,
    pub calendar: &'static str,
    pub anchor: &'static str,
    pub rule: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<&'static str>,
}

/// A figure.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct Quantity<'a> {
    #[serde(flatten)]
    pub words: Words<'a>,
    pub value: Value,
    pub unit: Option<&'a str>,
    pub approx: bool,
    pub bound: Option<&'static str>,
    pub rule: &'static str,
}

/// A number, or `[low, high]`. Whole numbers are written without a fraction, and what is no number as `null`.
#[derive(Clone, Copy, Debug)]
pub struct Value(pub read::Value);

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            read::Value::One(value) => Number(value).serialize(serializer),
            read::Value::Range(low, high) => (Number(low), Number(high)).serialize(serializer),
        }
    }
}

struct Number(f64);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        /// 2^53: up to here every whole number is exact.
        const EXACT: f64 = 9_007_199_254_740_992.0;
        if self.0.fract() == 0.0 && self.0.abs() <= EXACT {
            serializer.serialize_i64(self.0 as i64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}

/// One report.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct Statement<'a> {
    /// `s1`, `s2`, … in the order of the text.
    pub id: String,
    pub kind: &'static str,
    pub act: &'static str,
    pub content: Words<'a>,
    pub cue: Words<'a>,
    pub speaker: Option<Speaker<'a>>,
    pub chain: Vec<Link<'a>>,
    pub outlet: Option<&'a str>,
    pub said_on: Option<&'a str>,
    pub grade: &'static str,
    pub confidence: f64,
    pub rule: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reasons: Option<Vec<Reason<'a>>>,
}

/// Who said it.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct Speaker<'a> {
    #[serde(flatten)]
    pub words: Words<'a>,
    pub name: &'a str,
    pub role: Option<&'a str>,
    #[serde(rename = "type")]
    pub kind: &'static str,
}

/// One carrier of a statement.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct Link<'a> {
    pub role: &'static str,
    pub name: &'a str,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}

/// What decided a part of an annotation.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct Reason<'a> {
    pub what: &'static str,
    #[serde(flatten)]
    pub words: Words<'a>,
}

/// A sentence of the author's own.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct Assertion<'a> {
    #[serde(flatten)]
    pub place: Place,
    pub label: &'static str,
    pub rule: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reasons: Option<Vec<Reason<'a>>>,
}

/// A mention of a person, body or place.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct Name<'a> {
    #[serde(flatten)]
    pub words: Words<'a>,
    pub name: &'a str,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub rule: &'static str,
}

/// A verse of the Quran.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct Verse<'a> {
    #[serde(flatten)]
    pub words: Words<'a>,
    pub surah: u16,
    pub from: u16,
    pub to: u16,
    pub exact: bool,
    pub differences: Vec<Difference<'a>>,
    pub rule: &'static str,
}

/// A word that differs from the Quran's text.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct Difference<'a> {
    #[serde(flatten)]
    pub words: Words<'a>,
    pub expected: &'a str,
}

/// Something a careful editor would stop at.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct Finding<'a> {
    pub kind: &'static str,
    pub message: &'a str,
    pub spans: Vec<Place>,
    pub rule: &'static str,
}

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
