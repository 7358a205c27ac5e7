//! What kind of file this is: by its extension, else by how it begins.

use std::borrow::Cow;

use crate::encoding::{Order, decode_wide, wide_order};
use crate::error::Error;

/// The forms in which documents come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// The whole file is one document.
    Text,
    /// One JSON object a line.
    JsonLines,
    /// One JSON value that may span lines: an object, or an array of them.
    Json,
}

/// Chooses the format of a file from its extension in lower case and its first bytes.
///
/// # Errors
/// When the bytes are of a kind that holds no readable text.
pub(crate) fn detect(file: &str, extension: &str, head: &[u8]) -> Result<Format, Error> {
    let unsupported = |(looks_like, remedy)| Error::Unsupported { file: file.to_owned(), looks_like, remedy };
    if let Some(kind) = foreign(head) {
        return Err(unsupported(kind));
    }
    match by_extension(extension) {
        Some(format) => Ok(format),
        None if matches!(extension, "html" | "htm" | "xhtml") => Err(unsupported(WEB_PAGE)),
        None => by_content(&sketch(head)).ok_or_else(|| unsupported(WEB_PAGE)),
    }
}

/// The format that an extension in lower case stands for.
pub(crate) fn by_extension(extension: &str) -> Option<Format> {
    match extension {
        "txt" | "text" | "md" | "markdown" => Some(Format::Text),
        "jsonl" | "ndjson" => Some(Format::JsonLines),
        "json" => Some(Format::Json),
        _ => None,
    }
}

/// What zero bytes in a text mean.
pub(crate) const BINARY: (&str, &str) = ("a binary file", "export its text from the program that made it");

const WEB_PAGE: (&str, &str) =
    ("a web page", "save the article's text instead, for example with pandoc -t plain");

/// The kinds that begin like this, in words that a person would use, and what to do.
///
/// A beginning made of plain letters could also begin a text. It counts only if what follows is not text.
const FOREIGN: &[(&[u8], &str, &str)] = &[
    (b"\x89PNG\r\n", "an image", RECOGNISE),
    (b"\xFF\xD8\xFF", "an image", RECOGNISE),
    (b"GIF87a", "an image", RECOGNISE),
    (b"GIF89a", "an image", RECOGNISE),
    (b"II*\0", "an image", RECOGNISE),
    (b"MM\0*", "an image", RECOGNISE),
    (b"RIFF", "an image or a recording", RECOGNISE),
    (b"PK\x03\x04", "a ZIP archive", UNPACK),
    (b"\x1F\x8B", "a gzip archive", UNPACK),
    (b"\xFD7zXZ\0", "an xz archive", UNPACK),
    (b"\x28\xB5\x2F\xFD", "a zstd archive", UNPACK),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive", UNPACK),
    (b"BZh", "a bzip2 archive", UNPACK),
    (b"\xD0\xCF\x11\xE0", "an old Office document", EXPORT),
    (b"\x7FELF", "a program", "name a text file"),
    (b"MZ", "a program", "name a text file"),
    (b"SQLite format 3\0", "a database", EXPORT),
    (b"\x00\x00\xFE\xFF", "text in UTF-32", WIDEST),
    (b"\xFF\xFE\x00\x00", "text in UTF-32", WIDEST),
];

const RECOGNISE: &str = "recognise its text first, for example with tesseract -l ara";
const UNPACK: &str = "unpack it first, and name the files inside";
const EXPORT: &str = "save it as plain text in UTF-8 from the program that made it";
const WIDEST: &str = "convert it, for example with iconv -f UTF-32 -t UTF-8";
const OFFICE: &str = "save it as plain text in UTF-8, for example with pandoc -t plain";

/// Says what the bytes are if they are no text, and the remedy.
fn foreign(head: &[u8]) -> Option<(&'static str, &'static str)> {
    // These two are text by their letters, yet never anything that a person wrote.
    if head.starts_with(b"%PDF-") {
        return Some(("a PDF file", "convert it to text, for example with pdftotext"));
    }
    if head.starts_with(br"{\rtf") {
        return Some(("a rich text (RTF) document", OFFICE));
    }
    let &(magic, looks_like, remedy) = FOREIGN.iter().find(|(magic, ..)| head.starts_with(magic))?;
    if is_plain(magic) && is_plain(head) {
        return None;
    }
    if magic.starts_with(b"PK") {
        let inside: &[(&[u8], &str)] = &[
            (b"word/", "a Word document (DOCX)"),
            (b"xl/", "an Excel workbook (XLSX)"),
            (b"ppt/", "a PowerPoint file (PPTX)"),
            (b"application/vnd.oasis", "an OpenDocument file"),
            (b"application/epub", "an e-book (EPUB)"),
        ];
        let holds = |name: &[u8]| head.windows(name.len()).any(|window| window == name);
        if let Some((_, looks_like)) = inside.iter().find(|(name, _)| holds(name)) {
            return Some((looks_like, OFFICE));
        }
    }
    Some((looks_like, remedy))
}

/// Whether the bytes are UTF-8 without zeros, but for a character cut at the end.
fn is_plain(bytes: &[u8]) -> bool {
    let whole = match std::str::from_utf8(bytes) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    };
    whole && !bytes.contains(&0)
}

/// The beginning as text, good enough to see its brackets.
fn sketch(head: &[u8]) -> Cow<'_, str> {
    match wide_order(head) {
        // Cut after a whole unit, so that the cut is not taken for damage.
        Some(Order::LowFirst | Order::HighFirst) if head.len() % 2 == 1 => {
            sketch(head.get(..head.len() - 1).unwrap_or_default())
        }
        Some(order) => decode_wide(head, order).map(|decoded| decoded.text).unwrap_or_default().into(),
        None => String::from_utf8_lossy(head),
    }
}

/// The format of text whose name says nothing; `None` for a web page.
fn by_content(head: &str) -> Option<Format> {
    let head = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    let begins = |word: &str| head.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    if begins("<!doctype html") || begins("<html") {
        return None;
    }
    // A text may well begin with a bracket: «[1] المرجع». Only what must follow in JSON makes it JSON.
    let after = |bracket: char| head.strip_prefix(bracket).map(|rest| rest.trim_start().chars().next());
    if let Some(Some('{' | ']')) = after('[') {
        return Some(Format::Json);
    }
    if !matches!(after('{'), Some(Some('"' | '}'))) {
        return Some(Format::Text);
    }
    // An object that its first line does not close spans lines. A first line that is broken, or too long to be seen
    // whole, is a line.
    let Some((first, _)) = head.split_once(['\n']) else { return Some(Format::JsonLines) };
    match serde_json::from_str::<serde::de::IgnoredAny>(first) {
        Err(error) if error.is_eof() => Some(Format::Json),
        _ => Some(Format::JsonLines),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats() {
        let cases: &[(&str, &[u8], Format)] = &[
            ("txt", b"{\"id\": 1}", Format::Text),
            ("md", "# عنوان".as_bytes(), Format::Text),
            ("jsonl", b"", Format::JsonLines),
            ("ndjson", b"{", Format::JsonLines),
            ("json", b"[]", Format::Json),
            ("", "وصل الوفد".as_bytes(), Format::Text),
            ("log", "[1] المرجع".as_bytes(), Format::Text),
            ("", "{هامش} نص".as_bytes(), Format::Text),
            ("", b"{\"id\": 1}\n{\"id\": 2}\n", Format::JsonLines),
            ("", b"\xEF\xBB\xBF\n {\"id\": 1}", Format::JsonLines),
            ("", b"{\"id\": 1,, }\n", Format::JsonLines),
            ("", b"{\n \"id\": 1\n}", Format::Json),
            ("", b"{\"id\": 1,\n \"text\": 2}", Format::Json),
            ("", b"[ {\"id\": 1}]", Format::Json),
            ("", b"\xFF\xFE{\0\"\0i\0d\0\"\0:\x001\0}\0", Format::JsonLines),
            ("txt", "PK تعني ملفًا مضغوطًا".as_bytes(), Format::Text),
            ("txt", "GIF89a صيغة صور".as_bytes(), Format::Text),
            ("txt", b"MZ is a signature", Format::Text),
        ];
        for &(extension, head, expected) in cases {
            assert_eq!(detect("f", extension, head).ok(), Some(expected), "{extension} {head:?}");
        }
    }

    #[test]
    fn what_is_not_text_is_named() {
        let cases: &[(&str, &[u8], &str)] = &[
            ("txt", b"%PDF-1.7\n", "a PDF file"),
            ("", b"{\\rtf1\\ansi", "a rich text (RTF) document"),
            ("docx", b"PK\x03\x04\x14\0...word/document.xml", "a Word document (DOCX)"),
            ("zip", b"PK\x03\x04\x14\0...", "a ZIP archive"),
            ("jsonl", b"\xFD7zXZ\0\0", "an xz archive"),
            ("jsonl", b"\x1F\x8B\x08\0", "a gzip archive"),
            ("txt", b"\x89PNG\r\n\x1A\n", "an image"),
            ("", b"\x7FELF\x02\x01\x01\0", "a program"),
            ("", b"MZ\x90\0\x03\0", "a program"),
            ("", b"\xFF\xFE\0\0'\x06\0\0", "text in UTF-32"),
            ("", b"\n<!DOCTYPE html><html>", "a web page"),
            ("html", b"<p>", "a web page"),
        ];
        for &(extension, head, expected) in cases {
            match detect("f", extension, head) {
                Err(Error::Unsupported { looks_like, .. }) => assert_eq!(looks_like, expected),
                other => panic!("{extension} {head:?}: {other:?}"),
            }
        }
    }
}
