//! Inputs as users have them, from bytes or a path to documents.

use std::fs;
use std::path::PathBuf;

use musnad_sources::{Error, Hints, Input, open};
use musnad_text::document::{Document, Published};

type Read = Result<Document, Error>;

fn read(name: &str, bytes: impl AsRef<[u8]>) -> Vec<Read> {
    read_with(name, bytes, &Hints::default())
}

fn read_with(name: &str, bytes: impl AsRef<[u8]>, hints: &Hints) -> Vec<Read> {
    match open(Input::Memory { name: name.into(), bytes: bytes.as_ref().to_vec() }, hints) {
        Ok(reader) => reader.collect(),
        Err(error) => vec![Err(error)],
    }
}

/// `id=text` for a document, `code:line` for an error.
fn summary(reads: &[Read]) -> String {
    let one = |read: &Read| match read {
        Ok(document) => format!("{}={}", document.id, document.text),
        Err(error) => format!("{}:{}", error.code(), error.line().unwrap_or(0)),
    };
    reads.iter().map(one).collect::<Vec<_>>().join(" | ")
}

fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(to_bytes).collect()
}

#[test]
fn formats() {
    let cases = [
        ("a/report.txt", "  نص\r\n", "report.txt=  نص\r\n"),
        ("report.md", "# نص", "report.md=# نص"),
        ("-", "نص", "stdin=نص"),
        ("-", "{\"text\": \"نص\"}\n{\"id\": 7, \"text\": \"ب\"}", "stdin-1=نص | 7=ب"),
        ("report", "[1] نص", "report=[1] نص"),
        ("n.jsonl", "{\"text\": \"أ\"}\r\n\r\n  \n{\"text\": \"ب\"}\n", "n-1=أ | n-4=ب"),
        ("n.jsonl", "\u{FEFF}{\"text\": \"أ\"}\n\u{FEFF}{\"text\": \"ب\"}", "n-1=أ | n-2=ب"),
        (
            "n.NDJSON",
            "{\"text\": \"أ\"}\n{\"text\": \n[]\n{}\n{\"text\": \"ب\"}\n",
            "n-1=أ | bad_json:2 | bad_json:3 | no_text:4 | n-5=ب",
        ),
        ("n.jsonl", "\n \n", "empty:0"),
        ("n.json", "{\n \"text\": \"أ\"\n}\n", "n.json=أ"),
        (
            "n.json",
            "[{\"text\": \"أ\"},\n {\"text\": 5},\n 6, {\"id\": \"x\", \"text\": \"ب\"}]",
            "n-1=أ | bad_json:2 | bad_json:3 | x=ب",
        ),
        ("n.json", "{\"text\": \"أ\"}\n{\"text\": \"ب\"}\n{\"te", "n-1=أ | n-2=ب | bad_json:3"),
        ("n.json", "[{\"text\": \"أ\"}", "bad_json:1"),
        ("n.json", "[]", "empty:0"),
        ("n.json", "نص", "bad_json:1"),
        ("-", "[{\"text\": \"أ\"}]", "stdin-1=أ"),
        ("a.txt", "", "empty:0"),
        ("a.txt", "\u{FEFF} \n\t\u{A0}", "empty:0"),
        ("a.pdf", "%PDF-1.4", "unsupported_format:0"),
        ("a.txt", "abc\0\u{1}\u{2}", "unsupported_format:0"),
    ];
    for (name, content, expected) in cases {
        assert_eq!(summary(&read(name, content)), expected, "{name}: {content}");
    }
}

#[test]
fn json_lines_in_every_encoding() {
    // U+0A06 and U+060A have a byte in them that looks like a line feed.
    let lines = "{\"text\": \"قال الوزير\"}\n{\"text\": \"\u{60A}\u{A06}\u{A0A}\"}\n\n{\"text\": \"ب\n{\"text\": \"ت\"}";
    let expected = "n-1=قال الوزير | n-2=\u{60A}\u{A06}\u{A0A} | bad_json:4 | n-5=ت";
    let (low, high) = (utf16(lines, u16::to_le_bytes), utf16(lines, u16::to_be_bytes));
    let cases: [Vec<u8>; 5] = [
        lines.into(),
        [b"\xFF\xFE", low.as_slice()].concat(),
        [b"\xFE\xFF", high.as_slice()].concat(),
        low,
        high,
    ];
    for bytes in cases {
        assert_eq!(summary(&read("n.jsonl", &bytes)), expected);
    }

    let reads =
        read("n.jsonl", b"{\"text\": \"\xE3\xD1\xCD\xC8\xC7\"}\n{\"text\": \"\xD8\xB4\xD9\x83\xD8\xB1\"}\n");
    assert_eq!(summary(&reads), "n-1=مرحبا | n-2=شكر");
    let notes: Vec<_> = reads.iter().flatten().map(|document| document.notes.len()).collect();
    assert_eq!(notes, [1, 0]);
}

#[test]
fn places_are_those_of_the_file() {
    let mut lines = b"{\"text\": \"1\"}\n{\"text\": \"".to_vec();
    lines.extend("وصل الوفد".bytes());
    lines.extend(b"\xFF\"}\n{\"text\": \"\xE9\xE8\xE7\"}\n");
    let reads = read("n.jsonl", &lines);
    let [Ok(_), Ok(second), Err(third)] = reads.as_slice() else { panic!("{reads:?}") };
    assert_eq!(second.origin.line, Some(2));
    let at = lines.iter().position(|&byte| byte == 0xFF).unwrap();
    assert!(second.notes[0].contains(&format!("at byte {at}.")), "{:?}", second.notes);
    let at = lines.iter().position(|&byte| byte == 0xE9).unwrap();
    assert!(third.to_string().starts_with(&format!("n.jsonl:3: byte {at}: ")), "{third}");

    let reads = read("n.json", "[{\"text\": \"نص\"},\n  {\"text\": \"نص\" 5}]");
    let message = reads[0].as_ref().unwrap_err().to_string();
    assert!(
        message.starts_with("n.json:2:17: expected `,` or `}`, near `{\"text\": \"نص\" 5}]`; "),
        "{message}"
    );
    let reads = read("n.json", "[{\"text\": \"نص\"},\n  {\"text\": \"نص\"}, {\"text\": 5}]");
    let message = reads[2].as_ref().unwrap_err().to_string();
    assert!(message.starts_with("n.json:2:28: "), "{message}");
}

#[test]
fn hints_fill_only_what_is_missing() {
    let published = Published::parse("2020-02-02");
    let hints = Hints { published, outlet: Some("سبأ".into()) };
    let lines = "{\"text\": \"أ\", \"published\": \"2022-01-15\"}\n{\"text\": \"ب\", \"outlet\": \"وام\"}\n";
    let reads: Vec<_> = read_with("n.jsonl", lines, &hints).into_iter().flatten().collect();
    assert_eq!(
        (reads[0].published, reads[0].outlet.as_deref()),
        (Published::parse("2022-01-15"), Some("سبأ"))
    );
    assert_eq!((reads[1].published, reads[1].outlet.as_deref()), (published, Some("وام")));
    let text = read_with("n.txt", "نص", &hints).remove(0).unwrap();
    assert_eq!((text.published, text.outlet.as_deref()), (published, Some("سبأ")));
}

#[test]
fn paths() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("reading");
    fs::create_dir_all(&folder).unwrap();
    let code = |path: PathBuf| open(path, &Hints::default()).err().map(|error| error.code());
    assert_eq!(code(folder.clone()), Some("is_folder"));
    assert_eq!(code(folder.join("missing.txt")), Some("file_missing"));
    let empty = folder.join("empty.txt");
    fs::write(&empty, "").unwrap();
    assert_eq!(code(empty), Some("empty"));

    let file = folder.join("مقال.txt");
    fs::write(&file, "نص").unwrap();
    let document = open(file.as_path(), &Hints::default()).unwrap().next().unwrap().unwrap();
    assert_eq!((document.id.as_str(), document.text.as_str()), ("مقال.txt", "نص"));
    assert_eq!(document.origin.file, file.to_str().unwrap());
    assert_eq!(Input::from("-"), Input::Stdin);
}

#[test]
fn inputs_longer_than_what_is_looked_at_first() {
    let line = format!("{{\"text\": \"{}\"}}\n", "نص ".repeat(1000));
    let reads = read("n.jsonl", line.repeat(200));
    assert!(reads.len() == 200 && reads.iter().all(Result::is_ok));
    let reads = read("-", format!("\n\n{}", "نص ".repeat(100_000)));
    assert_eq!(reads[0].as_ref().unwrap().text.len(), 2 + 5 * 100_000);
}

#[test]
fn one_long_line_and_deep_nesting() {
    let text = "قال الوزير. ".repeat(400_000);
    let reads = read("n.jsonl", format!("{{\"text\": \"{text}\"}}"));
    assert_eq!(reads[0].as_ref().unwrap().text, text);
    for (name, open) in [("n.json", "["), ("n.jsonl", "{\"a\":"), ("n.json", "{\"text\":")] {
        let reads = read(name, open.repeat(300_000));
        assert!(reads.iter().all(Result::is_err), "{name}");
    }
}

/// Small numbers that look random and are the same on every run (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }

    fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }
}

const PIECES: &[&str] = &[
    "قال",
    " ",
    "الوزير",
    "،",
    "\n",
    "\r\n",
    "٢٠٢٢/١/٨",
    "«",
    "»",
    "ـ",
    "َ",
    "\u{200F}",
    "\u{202B}",
    "\u{FEFF}",
    "a",
    "é",
    "😀",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "\"text\":",
    "\"id\":",
    ":",
    ",",
    "\\u06",
    "\\",
    "12",
    "null",
    "\t",
    "\u{85}",
    "{\"text\": \"نص\"}",
];

#[test]
fn any_bytes_are_read_or_refused() {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let raw: &[&[u8]] =
        &[b"\0", b"\xFF", b"\xFE", b"\xFF\xFE", b"\xC7\xE1", b"\xD8", b"\x06", b"PK\x03\x04", b"\x0A\x00"];
    for round in 0..20_000 {
        let mut bytes = Vec::new();
        for _ in 0..dice.below(30) {
            match (round % 3, dice.below(4)) {
                (0, _) => bytes.push(dice.below(256) as u8),
                (1, 0) => bytes.extend(dice.pick(raw)),
                _ => bytes.extend(dice.pick(PIECES).bytes()),
            }
        }
        if round % 5 == 0 {
            bytes = utf16(&String::from_utf8_lossy(&bytes), u16::to_le_bytes);
        }
        for name in ["a.txt", "a.jsonl", "a.json", "-"] {
            let reads = read(name, &bytes);
            assert!(!reads.is_empty(), "neither a document nor an error: {name} {bytes:?}");
            for error in reads.iter().filter_map(|read| read.as_ref().err()) {
                let message = error.to_string();
                assert!(!message.contains(char::is_control), "{message:?}");
            }
        }
    }
}

#[test]
fn utf8_comes_back_identical() {
    let mut dice = Dice(88_172_645_463_325_252);
    for _ in 0..20_000 {
        let mut text = "و".to_owned();
        for _ in 0..dice.below(40) {
            match dice.below(3) {
                0 => text.push_str(dice.pick(PIECES)),
                // Any character but NUL and U+0006, which say that the bytes are something else.
                1 => text.extend(char::from_u32(7 + dice.below(0x700) as u32)),
                _ => text.extend(char::from_u32(7 + dice.below(0x10_FFF8) as u32)),
            }
        }
        let document = read("a.txt", &text).remove(0).unwrap();
        assert_eq!(document.text, text);
        assert!(document.notes.is_empty());
    }
}

#[test]
fn it_tells_how_far_it_is() {
    let lines: String = (0..5000).map(|n| format!("{{\"text\": \"وصل الوفد رقم {n} أمس.\"}}\n")).collect();
    let array = format!("[{}]", lines.trim_end().replace('\n', ","));
    let packed = zstd::encode_all(lines.as_bytes(), 3).expect("zstd");
    for (name, bytes) in
        [("a.jsonl", lines.into_bytes()), ("a.json", array.into_bytes()), ("a.jsonl.zst", packed)]
    {
        let whole = bytes.len() as u64;
        let mut reader = open(Input::Memory { name: name.into(), bytes }, &Hints::default()).expect(name);
        let mut seen = Vec::new();
        while let Some(document) = reader.next() {
            document.expect(name);
            seen.push(reader.consumed());
        }
        assert!(seen.is_sorted() && seen.last() == Some(&whole), "{name}: {:?} of {whole}", seen.last());
        // Half of the documents are not there before a good part of the bytes is, nor all bytes with the first of them.
        assert!(seen[seen.len() / 2] > whole / 4 && seen[0] <= whole.min(1 << 16), "{name}");
    }
}
