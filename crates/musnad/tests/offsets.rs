//! Whatever the text holds, every span of the JSON slices to the text it claims, lists are in order, and reading twice gives the
//! same.

use musnad::{Document, Engine, Options, Published, contract};
use serde_json::Value;

/// Pieces that meet in no sane order: words of the rules, marks, digits of three sets, markup, invisible marks, garbage.
const PIECES: &[&str] = &[
    "قال",
    "وأضاف",
    "الوزير",
    "سالم",
    "قرنفول",
    "إن",
    "أن",
    "بحسب",
    "وفقا",
    "لـ",
    "رويترز",
    "نقلا عن",
    "قائلا",
    "مصدر",
    "ذلك",
    "أعلن",
    "يوم",
    "الثلاثاء",
    "أمس",
    "١٥",
    "8",
    "۷",
    "/",
    "-",
    ".",
    "،",
    ":",
    "؛",
    "؟",
    "!",
    "…",
    "«",
    "»",
    "“",
    "”",
    "\"",
    "'",
    "(",
    ")",
    "((",
    "))",
    "[",
    "]",
    "<<",
    ">>",
    "مليون",
    "ألف",
    "دولار",
    "نحو",
    "بين",
    "و",
    "٪",
    "%",
    "في المئة",
    "كانون",
    "الثاني",
    "يناير",
    "1443",
    "هـ",
    "هـ.",
    "الساعة",
    "الثالثة",
    "عصرا",
    "ثلاثة",
    "عشر",
    "جنديان",
    "<sup>",
    "٢",
    "</sup>",
    "&nbsp;",
    "&quot;",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "\u{200F}",
    "\u{202A}",
    "\u{200B}",
    "\u{FEFF}",
    "\u{FFFD}",
    "ـــ",
    "ً",
    "ﻻ",
    "ﷺ",
    "😀",
    "a",
    "CNN",
    "#",
    "**",
    "١-",
    "أ)",
    "السؤال:",
    "الجواب:",
    "الخلاصة",
    "﴿",
    "﴾",
    "بسم",
    "الله",
    "الرحمن",
    "الرحيم",
    "\u{0}",
    "é",
    "漢",
    " ",
    "  ",
    "كم",
    "²",
    "م٣",
    "لم",
    "مشيرا إلى",
];

/// A small generator of its own: the same cases on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }
}

fn written(engine: &Engine, document: &Document) -> Vec<u8> {
    let read = engine.read(document, &Options::default());
    let mut out = Vec::new();
    contract::write(&mut out, document, &read, contract::Options { explain: true }).expect("memory takes it");
    out
}

/// Walks an object: wherever `start`, `end` and `text` stand together, they must agree; wherever `start` and `end` stand, they lie
/// in the text.
fn check(value: &Value, text: &[char], whole: bool) {
    match value {
        Value::Object(fields) => {
            if let (Some(start), Some(end)) =
                (fields.get("start").and_then(Value::as_u64), fields.get("end").and_then(Value::as_u64))
            {
                let (start, end) = (start as usize, end as usize);
                assert!(start <= end && end <= text.len(), "{value}");
                if let Some(claimed) = fields.get("text").and_then(Value::as_str) {
                    assert_eq!(text[start..end].iter().collect::<String>(), claimed);
                }
            }
            fields
                .iter()
                .filter(|(key, _)| !(whole && *key == "text"))
                .for_each(|(_, v)| check(v, text, false));
        }
        Value::Array(items) => {
            items.iter().for_each(|item| check(item, text, false));
        }
        _ => {}
    }
}

#[test]
fn every_span_is_its_text() {
    let engine = Engine::new();
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    for case in 0..1500 {
        let mut text = String::new();
        for _ in 0..1 + dice.roll(120) {
            text.push_str(PIECES[dice.roll(PIECES.len())]);
            if dice.roll(4) != 0 {
                text.push(' ');
            }
        }
        let published = if case % 3 == 0 { None } else { Published::parse("2022-01-15") };
        let document = Document { id: case.to_string(), published, text, ..Document::default() };
        let first = written(&engine, &document);
        assert_eq!(first, written(&engine, &document), "reading twice differs: {:?}", document.text);
        let object: Value = serde_json::from_slice(&first).unwrap();
        let characters: Vec<char> = document.text.chars().collect();
        assert_eq!(object["text"].as_str(), Some(document.text.as_str()));
        check(&object, &characters, true);
        for list in ["dates", "quantities"] {
            let spans: Vec<(u64, u64)> = object[list]
                .as_array()
                .unwrap()
                .iter()
                .map(|a| (a["start"].as_u64().unwrap(), a["end"].as_u64().unwrap()))
                .collect();
            assert!(spans.windows(2).all(|w| w[0].1 <= w[1].0), "{list} overlap: {:?}", document.text);
        }
    }
}

/// The isolated presentation form of a letter, of three bytes where the letter has two: as some PDFs give their text.
fn presented(c: char) -> char {
    const LETTERS: &str = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي";
    /// In the order of [`LETTERS`].
    const FORMS: &str = "ﺀﺁﺃﺅﺇﺉﺍﺏﺓﺕﺙﺝﺡﺥﺩﺫﺭﺯﺱﺵﺹﺽﻁﻅﻉﻍﻑﻕﻙﻝﻡﻥﻩﻭﻯﻱ";
    LETTERS.chars().zip(FORMS.chars()).find(|(letter, _)| *letter == c).map_or(c, |(_, form)| form)
}

/// Names behind prepositions and conjunctions, written together.
const JOINED: &str = "قال الوزير سالم قرنفول إن الجسر سيفتح غدا.\nوالتقى الوفد بقرنفول في المساء. ووقرنفول قال لقرنفول إن العمل انتهى.\n\
    فاز نادي النصر بالكأس في الدوري. وسجل للنصر هدفا، ولعب بالنصر وبالهلال.";

#[test]
fn texts_in_presentation_forms_keep_their_places() {
    let engine = Engine::new();
    let examples = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples");
    let files = std::fs::read_dir(examples).expect("the examples").flatten();
    let texts = files.filter_map(|file| std::fs::read_to_string(file.path()).ok());
    for text in texts.chain([JOINED.to_owned()]) {
        let text: String = text.chars().map(presented).collect();
        let characters: Vec<char> = text.chars().collect();
        let published = Published::parse("2024-05-10");
        let document = Document { id: "1".into(), published, text, ..Document::default() };
        let object: Value = serde_json::from_slice(&written(&engine, &document)).unwrap();
        assert!(object["names"].as_array().is_some_and(|names| !names.is_empty()), "{}", document.text);
        check(&object, &characters, true);
    }
}
