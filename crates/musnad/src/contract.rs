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

mod build;

use std::io;

use musnad_text::annotation as read;
use musnad_text::{Annotations, Document};
use serde::{Serialize, Serializer};

pub use build::title;

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

/// One document as the contract has it. The fields are the contract's keys, which [`crate::schema`] describes one by one.
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
    pub target: Option<Words<'a>>,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::sample;

    fn json(document: &Document, annotations: &Annotations, explain: bool) -> String {
        let mut out = Vec::new();
        write(&mut out, document, annotations, Options { explain }).unwrap();
        String::from_utf8(out).unwrap()
    }

    /// Each piece in turn, after the one before.
    fn in_order(json: &str, pieces: &[&str]) {
        let mut at = 0;
        for piece in pieces {
            match json[at..].find(piece) {
                Some(found) => at += found + piece.len(),
                None => panic!("{piece} is missing after {}", &json[..at]),
            }
        }
    }

    #[test]
    fn keys_stand_in_the_contract_s_order() {
        let (document, annotations) = sample();
        let json = json(&document, &annotations, true);
        assert!(!json.contains('\n'));
        in_order(
            &json,
            &[
                r#"{"schema":"musnad.document/1","id":"sample.txt","title":"جسر العاصمة"#,
                r#","outlet":"صدى الفنار & <بنوه>","published":"2024-05-10","language":"ar","text":"#,
                r#","sections":[{"start":0,"end":22,"kind":"title","label":null,"level":1},"#,
                r#","sentences":[{"start":0,"end":22},"#,
                r#","dates":[{"start":"#,
                r#","text":"يوم الثلاثاء ٢٠٢٤/٥/٨","type":"date","value":"2024-05-08","calendar":"gregorian","anchor":"explicit","rule":"sample_date"}"#,
                r#","quantities":[{"start":"#,
                r#","text":"٤ و٦ ملايين دولار","value":[4000000,6000000],"unit":"USD","approx":false,"bound":null,"rule":"#,
                r#","statements":[{"id":"s1","kind":"direct","act":"says","target":null,"content":{"start":"#,
                r#""cue":{"start":"#,
                r#""text":"قال"},"speaker":{"start":"#,
                r#""text":"وزير الأشغال سامي الكردفاني","name":"سامي الكردفاني","role":"وزير الأشغال","type":"person"},"#,
                r#""chain":[{"role":"speaker","name":"سامي الكردفاني","start":"#,
                r#"},{"role":"document","name":"sample.txt"}],"outlet":null,"said_on":"2024-05-08","grade":"complete","#,
                r#""confidence":0.93,"rule":"cue_then_quotation","reasons":[{"what":"cue","start":"#,
                r#""speaker":null,"chain":[],"outlet":null,"said_on":null,"grade":"unsourced","#,
                r#"],"assertions":[{"start":"#,
                r#""label":"hedged","rule":"#,
                r#"],"names":[{"#,
                r#""text":"سامي الكردفاني","name":"سامي الكردفاني","type":"person","#,
                r#"],"verses":[{"#,
                r#""surah":22,"from":40,"to":40,"exact":false,"differences":[{"#,
                r#"],"findings":[{"kind":"weekday_mismatch","message":"#,
                r#","spans":[{"start":"#,
                r#"],"notes":["Decoded from windows-1256."]}"#,
            ],
        );
    }

    #[test]
    fn offsets_are_code_points() {
        let (document, annotations) = sample();
        let object = Object::new(&document, &annotations, Options::default());
        let text: Vec<char> = document.text.chars().collect();
        let check = |words: &Words| {
            assert_eq!(text[words.start..words.end].iter().collect::<String>(), words.text);
        };
        object.dates.iter().for_each(|date| check(&date.words));
        object.quantities.iter().for_each(|quantity| check(&quantity.words));
        object.names.iter().for_each(|name| check(&name.words));
        for statement in &object.statements {
            check(&statement.content);
            check(&statement.cue);
        }
    }

    #[test]
    fn whole_numbers_have_no_fraction() {
        let shown = |value| serde_json::to_string(&Value(value)).unwrap();
        for (value, expected) in [
            (2_700_000.0, "2700000"),
            (-3.0, "-3"),
            (0.0, "0"),
            (-0.0, "0"),
            (0.333, "0.333"),
            (1e300, "1e+300"),
            (f64::NAN, "null"),
            (f64::INFINITY, "null"),
        ] {
            assert_eq!(shown(read::Value::One(value)), expected);
        }
        assert_eq!(shown(read::Value::Range(2e9, 3.5)), "[2000000000,3.5]");
    }
}
