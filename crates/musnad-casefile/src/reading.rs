//! What was read in a document, as the casefile keeps it: the contract's object, owned. Places are code points, end exclusive.

use serde::{Deserialize, Serialize};

/// All that was read in a document. The fields are the contract's keys; see `musnad::schema`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs)] // the contract says it
pub struct Reading {
    pub sections: Vec<Section>,
    pub sentences: Vec<Place>,
    pub dates: Vec<DateMention>,
    pub quantities: Vec<Quantity>,
    pub statements: Vec<Statement>,
    pub assertions: Vec<Assertion>,
    pub names: Vec<Name>,
    pub findings: Vec<Finding>,
}

/// A place in a document's text: code points, end exclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Place {
    pub start: usize,
    pub end: usize,
}

impl Place {
    /// How many code points two places share.
    pub fn shared(self, other: Place) -> usize {
        self.end.min(other.end).saturating_sub(self.start.max(other.start))
    }

    /// Whether the other lies within it.
    pub fn holds(self, other: Place) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// A place with the words that stand there.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Words {
    pub start: usize,
    pub end: usize,
    pub text: String,
}

impl Words {
    /// Where they stand.
    pub fn place(&self) -> Place {
        Place { start: self.start, end: self.end }
    }
}

/// A part of the document's structure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Section {
    pub start: usize,
    pub end: usize,
    pub kind: String,
    pub label: Option<String>,
    pub level: u8,
}

/// A date, clock time, length of time or repetition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct DateMention {
    #[serde(flatten)]
    pub words: Words,
    #[serde(rename = "type")]
    pub kind: String,
    /// TIMEX3.
    pub value: String,
    pub calendar: String,
    pub anchor: String,
}

/// A figure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Quantity {
    #[serde(flatten)]
    pub words: Words,
    pub value: Value,
    pub unit: Option<String>,
    pub approx: bool,
    pub bound: Option<String>,
}

/// A number, `[low, high]` for a range, or nothing where the number is beyond all numbers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
#[allow(missing_docs)]
pub enum Value {
    One(f64),
    Range(f64, f64),
    None,
}

impl Value {
    /// The lowest and the highest number it stands for.
    pub fn ends(self) -> Option<(f64, f64)> {
        match self {
            Value::One(value) => Some((value, value)),
            Value::Range(low, high) => Some((low.min(high), low.max(high))),
            Value::None => None,
        }
    }
}

/// One report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Statement {
    pub id: String,
    pub kind: String,
    pub act: String,
    pub target: Option<Words>,
    pub content: Words,
    pub cue: Words,
    pub speaker: Option<Speaker>,
    pub chain: Vec<Link>,
    pub outlet: Option<String>,
    pub said_on: Option<String>,
    pub grade: String,
    pub confidence: f64,
    pub rule: String,
}

/// Who said it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Speaker {
    #[serde(flatten)]
    pub words: Words,
    pub name: String,
    pub role: Option<String>,
    #[serde(rename = "type")]
    pub kind: String,
}

/// One carrier of a statement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Link {
    pub role: String,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<usize>,
}

/// A sentence of the author's own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Assertion {
    pub start: usize,
    pub end: usize,
    pub label: String,
}

/// A mention of a person, body or place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Name {
    #[serde(flatten)]
    pub words: Words,
    pub name: String,
    #[serde(rename = "type")]
    pub kind: String,
}

/// Something a careful editor would stop at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Finding {
    pub kind: String,
    pub message: String,
    pub spans: Vec<Place>,
    pub rule: String,
}

/// Code points of a text as bytes, and back.
#[derive(Clone, Debug)]
pub struct Points {
    /// The byte at which each code point begins, and the end.
    bytes: Vec<usize>,
}

impl Points {
    /// Of a text.
    pub fn of(text: &str) -> Points {
        Points { bytes: text.char_indices().map(|(at, _)| at).chain([text.len()]).collect() }
    }

    /// The words at a place, empty where the text does not reach so far.
    pub fn cut<'t>(&self, text: &'t str, place: Place) -> &'t str {
        let at = |point: usize| self.bytes.get(point).copied();
        at(place.start).zip(at(place.end)).and_then(|(start, end)| text.get(start..end)).unwrap_or_default()
    }

    /// A place in bytes; a place beyond the text is at its end.
    pub fn bytes(&self, place: Place) -> (usize, usize) {
        let end = self.bytes.last().copied().unwrap_or_default();
        let at = |point: usize| self.bytes.get(point).copied().unwrap_or(end);
        (at(place.start), at(place.end))
    }

    /// The code point at or after a byte.
    pub fn point(&self, byte: usize) -> usize {
        self.bytes.partition_point(|&at| at < byte).min(self.bytes.len().saturating_sub(1))
    }

    /// A stretch of bytes as a place.
    pub fn place(&self, start: usize, end: usize) -> Place {
        Place { start: self.point(start), end: self.point(end) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_and_bytes_are_told_apart() {
        let text = "قال x إنّ";
        let points = Points::of(text);
        assert_eq!(points.cut(text, Place { start: 4, end: 5 }), "x");
        assert_eq!(points.place(7, 8), Place { start: 4, end: 5 });
        assert_eq!(points.cut(text, Place { start: 4, end: 99 }), "");
        assert_eq!(points.place(0, text.len()), Place { start: 0, end: text.chars().count() });
    }

    #[test]
    fn the_contract_is_read_back() {
        let engine = musnad::Engine::new();
        let document = musnad::Document {
            id: "1".into(),
            text: "قال الوزير سالم قرنفول في 12 مايو 2024 إن الميناء كلف بين 3 و5 ملايين دولار.".into(),
            ..Default::default()
        };
        let annotations = engine.read(&document, &Default::default());
        let mut json = Vec::new();
        musnad::contract::write(&mut json, &document, &annotations, Default::default()).unwrap();
        let reading: Reading = serde_json::from_slice(&json).unwrap();
        assert_eq!(reading.statements.len(), annotations.statements.len());
        assert_eq!(reading.quantities[0].value.ends(), Some((3e6, 5e6)));
        let points = Points::of(&document.text);
        let content = &reading.statements[0].content;
        assert_eq!(points.cut(&document.text, content.place()), content.text);
    }
}
