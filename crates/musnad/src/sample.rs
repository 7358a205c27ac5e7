//! A document with everything in it, annotated by hand, so that presenters are tested apart from the rooms.

use musnad_text::annotation::*;
use musnad_text::{Annotations, Document, Published, Span};

/// The place of the `nth` occurrence of some words.
fn at(text: &str, words: &str, nth: usize) -> Span {
    let (start, _) = text.match_indices(words).nth(nth).unwrap_or_else(|| panic!("{words} ({nth})"));
    Span::new(start, start + words.len())
}

const TEXT: &str = "\
جسر العاصمة\u{200F} بين وعدين

السؤال: لماذا تأخر جسر أردانة؟ ومن يتحمل الكلفة؟

قال وزير الأشغال سامي الكردفاني، يوم الثلاثاء ٢٠٢٤/٥/٨: «سيفتح الجسر في الربع الثاني من 2025، وكلفته بين ٤ و٦ ملايين دولار <b>فقط</b>». وأضاف أن العمل يستغرق ثلاثة أشهر.
ونقلت وكالة سفين عن المتحدثة باسم البلدية ريم العبدالله أن رئيس البلدية يرفض دفع 45% من الكلفة، وأن طول الجسر نحو 340 كيلومترا.
وقال مصدر لم يسمّه أحد إن \u{202E}الأموال\u{202C} صُرفت في جمادى الآخرة ١٤٤٣ هـ.

ويبدو أن الخلاف سيطول. وقرار الوزارة مخيّب للآمال!
والله يقول: ﴿ولينصرن الله من نصره﴾.

الخلاصة:
أ- أن الجسر لم يكتمل.
ب- أن أحدا لا يعرف كلفته.
";

/// The document and what a careful reader marks in it.
pub(crate) fn sample() -> (Document, Annotations) {
    let text = TEXT.to_owned();
    let place = |words: &str| at(TEXT, words, 0);
    let speaker = |span: Span, name: &str, role: Option<&str>, kind| {
        Some(Speaker { span, name: name.into(), role: role.map(Into::into), kind })
    };
    let link = |role, name: &str, span| Link { role, name: name.into(), span };
    let minister = place("وزير الأشغال سامي الكردفاني");
    let statements = vec![
        Statement {
            kind: StatementKind::Direct,
            act: Act::Says,
            target: None,
            content: place("سيفتح الجسر في الربع الثاني من 2025، وكلفته بين ٤ و٦ ملايين دولار <b>فقط</b>"),
            cue: place("قال"),
            speaker: speaker(minister, "سامي الكردفاني", Some("وزير الأشغال"), SpeakerType::Person),
            chain: vec![
                link(ChainRole::Speaker, "سامي الكردفاني", Some(minister)),
                link(ChainRole::Document, "sample.txt", None),
            ],
            outlet: None,
            said_on: Some("2024-05-08".into()),
            grade: Grade::Complete,
            confidence: 0.93,
            rule: "cue_then_quotation",
            reasons: vec![
                Reason { what: "cue", span: place("قال") },
                Reason { what: "subject", span: minister },
            ],
        },
        Statement {
            kind: StatementKind::Indirect,
            act: Act::Promises,
            target: Some(place("البلدية")),
            content: place("العمل يستغرق ثلاثة أشهر"),
            cue: place("أضاف"),
            speaker: speaker(minister, "سامي الكردفاني", None, SpeakerType::Person),
            chain: vec![link(ChainRole::Speaker, "سامي الكردفاني", Some(minister))],
            outlet: None,
            said_on: None,
            grade: Grade::Partial,
            confidence: 0.805,
            rule: "cue_then_clause",
            reasons: vec![Reason { what: "elided subject", span: minister }],
        },
        Statement {
            kind: StatementKind::Indirect,
            act: Act::Denies,
            target: None,
            content: place("رئيس البلدية يرفض دفع 45% من الكلفة، وأن طول الجسر نحو 340 كيلومترا"),
            cue: place("نقلت"),
            speaker: speaker(
                place("رئيس البلدية"),
                "رئيس البلدية",
                Some("رئيس البلدية"),
                SpeakerType::Person,
            ),
            chain: vec![
                link(ChainRole::Speaker, "رئيس البلدية", Some(place("رئيس البلدية"))),
                link(ChainRole::Spokesperson, "ريم العبدالله", Some(place("ريم العبدالله"))),
                link(ChainRole::Agency, "وكالة سفين", Some(place("وكالة سفين"))),
                link(ChainRole::Document, "sample.txt", None),
            ],
            outlet: Some("وكالة سفين".into()),
            said_on: None,
            grade: Grade::Partial,
            confidence: 0.7,
            rule: "agency_from_spokesperson",
            reasons: vec![],
        },
        Statement {
            kind: StatementKind::Indirect,
            act: Act::Says,
            target: None,
            content: place("\u{202E}الأموال\u{202C} صُرفت في جمادى الآخرة ١٤٤٣ هـ"),
            cue: at(TEXT, "قال", 1),
            speaker: None,
            chain: vec![],
            outlet: None,
            said_on: None,
            grade: Grade::Unsourced,
            confidence: 0.4,
            rule: "cue_then_clause",
            reasons: vec![],
        },
    ];
    let date = |words: &str, kind, value: &str| DateMention {
        span: place(words),
        kind,
        value: value.into(),
        calendar: if value.starts_with('H') { CalendarKind::Hijri } else { CalendarKind::Gregorian },
        anchor: DateAnchor::Explicit,
        weekday: None,
        pair: None,
        note: None,
        rule: "sample_date",
    };
    let quantity = |words: &str, value, unit: Option<&str>| Quantity {
        span: place(words),
        value,
        unit: unit.map(Into::into),
        approx: words.starts_with("نحو"),
        bound: words.starts_with("نحو").then_some(Bound::About),
        rule: "sample_quantity",
    };
    let section = |words: &str, kind, label| Section { span: place(words), kind, label, level: 1 };
    let assertion =
        |words: &str, label| Assertion { span: place(words), label, cue: None, rule: "sample_assertion" };
    let verse = place("ولينصرن الله من نصره");
    let annotations = Annotations {
        sections: vec![
            section("جسر العاصمة\u{200F} بين وعدين", SectionKind::Title, None),
            section("السؤال: لماذا تأخر جسر أردانة؟ ومن يتحمل الكلفة؟", SectionKind::Question, None),
            section("لماذا تأخر جسر أردانة؟", SectionKind::Subquestion, None),
            section("ومن يتحمل الكلفة؟", SectionKind::Subquestion, None),
            section(
                "أ- أن الجسر لم يكتمل.\nب- أن أحدا لا يعرف كلفته.",
                SectionKind::Conclusion,
                Some(at(TEXT, "أ", 0)),
            ),
        ],
        sentences: TEXT.lines().filter(|line| !line.is_empty()).map(place).collect(),
        dates: vec![
            date("يوم الثلاثاء ٢٠٢٤/٥/٨", DateType::Date, "2024-05-08"),
            date("الربع الثاني من 2025", DateType::Date, "2025-Q2"),
            date("ثلاثة أشهر", DateType::Duration, "P3M"),
            date("جمادى الآخرة ١٤٤٣ هـ", DateType::Date, "H1443-06"),
        ],
        quantities: vec![
            quantity("٤ و٦ ملايين دولار", Value::Range(4e6, 6e6), Some("USD")),
            quantity("45%", Value::One(45.0), Some("percent")),
            quantity("نحو 340 كيلومترا", Value::One(340.0), Some("km")),
        ],
        names: vec![Name {
            span: place("سامي الكردفاني"),
            name: "سامي الكردفاني".into(),
            kind: NameType::Person,
            rule: "sample_name",
        }],
        verses: vec![Verse {
            span: verse,
            surah: 22,
            from: 40,
            to: 40,
            exact: false,
            differences: vec![VerseDifference { span: place("نصره"), expected: "ينصره".into() }],
            rule: "sample_verse",
        }],
        statements,
        assertions: vec![
            assertion("ويبدو أن الخلاف سيطول.", AssertionLabel::Hedged),
            assertion("وقرار الوزارة مخيّب للآمال!", AssertionLabel::Opinion),
            assertion("أن الجسر لم يكتمل.", AssertionLabel::Fact),
        ],
        findings: vec![Finding {
            kind: FindingKind::WeekdayMismatch,
            message: "2024-05-08 is a Wednesday, the text has a Tuesday".into(),
            spans: vec![place("يوم الثلاثاء ٢٠٢٤/٥/٨"), place("الثلاثاء")],
            rule: "sample_finding",
        }],
    };
    let document = Document {
        id: "sample.txt".into(),
        outlet: Some("صدى الفنار & <بنوه>".into()),
        published: Published::parse("2024-05-10"),
        text,
        notes: vec!["Decoded from windows-1256.".into()],
        ..Document::default()
    };
    (document, annotations)
}

/// Compares with a file beside the presenters; `UPDATE_SNAPSHOTS=1 cargo test` writes it anew.
pub(crate) fn snapshot(name: &str, got: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/present/snapshots").join(name);
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, got).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(got == expected, "{name} differs; look at it, and write it anew with UPDATE_SNAPSHOTS=1:\n{got}");
}
