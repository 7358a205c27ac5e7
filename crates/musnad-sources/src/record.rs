//! One JSON object to one document: which keys are read, and what happens when they hold something else.

use musnad_text::document::{Document, Origin, Published};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::Source;
use crate::error::{Error, Shown};

/// The keys that are read; all others are passed over. Only a broken `text` makes a record unreadable, so the rest is kept raw.
#[derive(Deserialize)]
struct Record<'a> {
    text: Option<String>,
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    #[serde(borrow)]
    title: Option<&'a RawValue>,
    #[serde(borrow)]
    outlet: Option<&'a RawValue>,
    #[serde(borrow)]
    published: Option<&'a RawValue>,
}

/// Where a record begins in its file: one-based, columns in code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub line: usize,
    pub column: usize,
}

impl Place {
    pub const START: Place = Place { line: 1, column: 1 };

    /// The place after `text`, when it begins here.
    pub fn after(self, text: &str) -> Place {
        match text.rsplit_once('\n') {
            None => Place { line: self.line, column: self.column + text.chars().count() },
            Some((before, last)) => Place {
                line: self.line + 1 + before.bytes().filter(|&byte| byte == b'\n').count(),
                column: 1 + last.chars().count(),
            },
        }
    }
}

/// Reads one object. `name` is the document's id if the object gives none.
///
/// # Errors
/// When it is no sound JSON object, or has no text.
pub(crate) fn document(
    source: &Source,
    json: &str,
    place: Place,
    origin: Origin,
    name: impl FnOnce() -> String,
) -> Result<Document, Error> {
    let start = json.trim_start_matches(JSON_SPACE);
    if !start.starts_with('{') {
        let offset = json.len() - start.len();
        return Err(bad_json(source, json, place, offset, "a JSON object should begin here".to_owned()));
    }
    let record: Record =
        serde_json::from_str(json).map_err(|error| from_serde(source, json, place, &error))?;
    let (file, line) =
        (source.file.clone(), place.after(json.get(..json.len() - start.len()).unwrap_or("")).line);
    let text = record.text.ok_or(Error::NoText { file, line })?;
    if crate::is_blank(&text) {
        return Err(Error::Empty { file: source.file.clone(), line: Some(line) });
    }

    let mut notes = Vec::new();
    let mut word = |key: &str, raw: Option<&RawValue>| {
        let raw = raw?;
        let word = scalar(raw);
        if word.is_none() {
            notes.push(format!("The {key} is neither a string nor a number; it was left out."));
        }
        word.filter(|word| !word.trim().is_empty())
    };
    let id = word("id", record.id);
    let title = word("title", record.title);
    let outlet = word("outlet", record.outlet);
    let day = word("published", record.published);
    let published = day.as_deref().and_then(Published::parse);
    if let (Some(day), None) = (&day, published) {
        let shown: String = day.chars().take(40).collect();
        notes.push(format!(
            "The day of publication, `{}`, is not in the form 2022-01-15; it was left out.",
            Shown(&shown)
        ));
    }
    let id = id.unwrap_or_else(name);
    Ok(source.fill(Document { id, title, outlet, published, text, origin, notes }))
}

/// A string, or a number as it is written, so that long ids keep all their digits.
fn scalar(raw: &RawValue) -> Option<String> {
    match raw.get().as_bytes().first()? {
        b'"' => serde_json::from_str(raw.get()).ok(),
        b'-' | b'0'..=b'9' => Some(raw.get().to_owned()),
        _ => None,
    }
}

/// The white space that JSON knows.
pub(crate) const JSON_SPACE: [char; 4] = [' ', '\t', '\r', '\n'];

/// The error of `serde_json`, which counts lines and bytes from the start of `json`, as a place in the file.
pub(crate) fn from_serde(source: &Source, json: &str, place: Place, error: &serde_json::Error) -> Error {
    let line_start = match error.line() {
        0 | 1 => 0,
        line => json.match_indices('\n').nth(line - 2).map_or(0, |(offset, _)| offset + 1),
    };
    let offset = if error.is_eof() {
        json.trim_end_matches(JSON_SPACE).len()
    } else {
        floor_boundary(json, line_start + error.column().saturating_sub(1))
    };
    // Its message ends in a place of its own, and quotes whatever string it met, however long.
    let mut what = error.to_string();
    what.truncate(what.rfind(" at line ").unwrap_or(what.len()));
    if let Some((cut, _)) = what.char_indices().nth(120) {
        what.truncate(cut);
        what.push('…');
    }
    if error.is_eof() {
        what = "the object is cut off".to_owned();
    }
    bad_json(source, json, place, offset, what)
}

fn bad_json(source: &Source, json: &str, place: Place, offset: usize, what: String) -> Error {
    let (before, after) = json.split_at_checked(offset).unwrap_or((json, ""));
    let at = place.after(before);
    let line = before.rsplit('\n').next().unwrap_or("");
    let from = line.char_indices().rev().nth(19).map_or(0, |(start, _)| start);
    let mut near = line.get(from..).unwrap_or("").to_owned();
    near.extend(after.chars().take_while(|&c| c != '\n').take(20));
    let near = near.trim().to_owned();
    Error::BadJson { file: source.file.clone(), line: at.line, column: at.column, what, near }
}

/// The last boundary of a character at or before `offset`.
fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<Document, Error> {
        let source = Source { file: "f.jsonl".into(), ..Source::default() };
        let place = Place { line: 7, column: 1 };
        document(&source, json, place, Origin::default(), || "f-7".to_owned())
    }

    #[test]
    fn keys() {
        // id, title, outlet, published, notes; then the object
        let cases = [
            ("a", "-", "-", "-", 0, r#"{"id": "a", "text": "نص"}"#),
            ("12", "-", "-", "-", 0, r#"{"id": 12, "text": "نص"}"#),
            (
                "123456789012345678901234",
                "-",
                "-",
                "-",
                0,
                r#"{"id": 123456789012345678901234, "text": "نص"}"#,
            ),
            ("f-7", "-", "-", "-", 0, r#"{"text": "نص"}"#),
            (
                "f-7",
                "-",
                "-",
                "-",
                0,
                r#"{"id": null, "title": null, "outlet": "", "published": null, "text": "نص"}"#,
            ),
            (
                "f-7",
                "عنوان",
                "سبأ",
                "2022-01-15",
                0,
                r#"{"text": "نص", "title": "عنوان", "outlet": "سبأ", "published": "2022-01-15"}"#,
            ),
            ("f-7", "-", "-", "2022-01-15", 0, r#"{"text": "نص", "published": "2022-01-15 14:30:00"}"#),
            ("f-7", "-", "-", "-", 1, r#"{"text": "نص", "published": "أمس"}"#),
            ("f-7", "-", "-", "-", 1, r#"{"text": "نص", "published": 1642204800}"#),
            ("f-7", "-", "-", "-", 2, r#"{"text": "نص", "title": ["x"], "outlet": {"name": "x"}}"#),
            ("f-7", "-", "-", "-", 0, r#"{"text": "نص", "tags": [{"a": [1, "\u0627"]}], "score": 1e400}"#),
            ("f-7", "-", "-", "-", 0, "\t{\"text\": \"نص\"}\r\n"),
        ];
        let shown = |word: Option<String>| word.unwrap_or_else(|| "-".to_owned());
        for (id, title, outlet, published, notes, json) in cases {
            let read = read(json).unwrap_or_else(|error| panic!("{json}: {error}"));
            assert_eq!(read.text, "نص");
            let day = shown(read.published.map(|published| published.date.to_string()));
            let got = (read.id.as_str(), shown(read.title), shown(read.outlet), day, read.notes.len());
            assert_eq!(got, (id, title.to_owned(), outlet.to_owned(), published.to_owned(), notes), "{json}");
        }
    }

    #[test]
    fn errors_point_at_the_place() {
        // code, line, column, and a word of the message; then the object
        let cases = [
            ("bad_json", 7, 15, "expected `,` or `}`", r#"{"text": "نص" "id": 1}"#),
            ("bad_json", 7, 13, "cut off", r#"{"text": "نص"#),
            ("bad_json", 8, 12, "expected", "{\"text\": \"نص\",\n \"title\":  ؟}"),
            ("bad_json", 7, 11, "expected a string", r#"{"text": 55}"#),
            ("bad_json", 7, 1, "object should begin", r#""نص""#),
            ("bad_json", 7, 3, "object should begin", "  نص"),
            ("bad_json", 7, 15, "trailing characters", r#"{"text": "x"} {}"#),
            ("bad_json", 7, 20, "duplicate field", r#"{"text": "أ", "text": "ب"}"#),
            ("no_text", 7, 0, "no text", r#"{"id": 1}"#),
            ("no_text", 7, 0, "no text", r#"{"text": null}"#),
            ("empty", 7, 0, "white space", r#"{"text": " \n\u00a0"}"#),
        ];
        for (code, line, column, word, json) in cases {
            let error = read(json).expect_err(json);
            let message = error.to_string();
            assert_eq!((error.code(), error.line()), (code, Some(line)), "{message}");
            assert!(message.contains(word), "{message}");
            if let Error::BadJson { column: got, .. } = error {
                assert_eq!(got, column, "{json}: {message}");
            }
        }
    }

    #[test]
    fn messages_stay_short_and_on_one_line() {
        let long = format!("{{\"text\": [\"{}\n\u{202E}\"", "ا".repeat(10_000));
        let message = read(&long).expect_err("broken").to_string();
        assert!(message.len() < 400 && !message.contains(['\n', '\u{202E}']), "{message}");
    }
}
