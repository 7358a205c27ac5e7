//! The corpus tables of structure.

use musnad_text::annotation::SectionKind;

use crate::testing::check;

/// Kinds, levels and labels of the sections of some kinds.
fn sections(name: &str, table: &str, kinds: &[SectionKind]) {
    check(name, table, |annotations, text| {
        annotations
            .sections
            .iter()
            .filter(|s| kinds.contains(&s.kind))
            .map(|s| {
                let label = s.label.map_or(String::new(), |l| format!(" {}", l.of(text)));
                (s.span, format!("{} {}{label}", s.kind.as_str(), s.level))
            })
            .collect()
    });
}

#[test]
fn headings() {
    sections(
        "headings.tsv",
        include_str!("corpus/headings.tsv"),
        &[SectionKind::Title, SectionKind::Heading, SectionKind::DateLine],
    );
}

#[test]
fn questions() {
    sections("questions.tsv", include_str!("corpus/questions.tsv"), &[SectionKind::Subquestion]);
}

#[test]
fn points() {
    sections("points.tsv", include_str!("corpus/points.tsv"), &[SectionKind::Point]);
}

#[test]
fn interviews() {
    sections(
        "interviews.tsv",
        include_str!("corpus/interviews.tsv"),
        &[SectionKind::Question, SectionKind::Answer, SectionKind::Point],
    );
}

#[test]
fn citations() {
    sections("citations.tsv", include_str!("corpus/citations.tsv"), &[SectionKind::Citation]);
}

const BRIEF: &str = "بسم الله الرحمن الرحيم\n\n## جواب سؤال\n\n### سد الوادي\n\n**السؤال:** وقع الخلاف على السد، فما أصله؟ وكيف ينتهي؟\n\n\
**الجواب:** نعرض ما يلي:\n\n١- يقع السد في الشمال.\n\n٢- طالت الاتهامات جهتين:\n\nأ- الجهة الأولى محلية.\n\nب- الجهة الثانية خارجية.\n\nج- الجهة الثالثة مجهولة.\n\n\
### والخلاصة:\n\nأ- أن الخلاف قديم.\n\nالرابع والعشرون من شعبان ١٤٤٤ هـ\n\n٢٠٢٣/٣/١٦ م";

/// Each section in its place, indented by what holds it.
fn outline(raw: &str) -> Vec<String> {
    use musnad_text::{Annotations, Document};
    let engine = crate::Engine::new();
    let document = Document { text: raw.into(), ..Document::default() };
    let Annotations { sections, .. } = engine.read(&document, &crate::Options::default());
    sections
        .iter()
        .map(|s| {
            let held = sections
                .iter()
                .filter(|o| o.span != s.span && o.span.contains(s.span) && o.kind != SectionKind::Body)
                .count();
            let text = s.span.of(raw);
            let (first, last) = (text.split_whitespace().next(), text.split_whitespace().last());
            format!(
                "{}{} {} [{}] {}…{}",
                "  ".repeat(held),
                s.kind.as_str(),
                s.level,
                s.label.map_or("", |l| l.of(raw)),
                first.unwrap_or(""),
                last.unwrap_or("")
            )
        })
        .collect()
}

#[test]
fn a_brief_in_outline() {
    let expected = [
        "body 1 [] بسم…الرحيم",
        "heading 2 [] جواب…سؤال",
        "title 3 [] سد…الوادي",
        "question 1 [] السؤال:**…ينتهي؟",
        "  subquestion 1 [] فما…أصله؟",
        "  subquestion 1 [] وكيف…ينتهي؟",
        "answer 1 [] الجواب:**…قديم.",
        "  point 1 [١] ١-…الشمال.",
        "  point 1 [٢] ٢-…مجهولة.",
        "    point 2 [أ] أ-…محلية.",
        "    point 2 [ب] ب-…خارجية.",
        "    point 2 [ج] ج-…مجهولة.",
        "  conclusion 3 [] والخلاصة:…قديم.",
        "    point 1 [أ] أ-…قديم.",
        "date_line 1 [] الرابع…هـ",
        "date_line 1 [] ٢٠٢٣/٣/١٦…م",
    ];
    assert_eq!(outline(BRIEF), expected);
}

#[test]
fn an_interview_in_outline() {
    let raw = "حوار\n\nس - كيف بدأت؟\n\nج - بدأت صغيرا.\n\nوكان أبي يشجعني.\n\nس - ومتى تعود؟\n\nج - غدا.";
    let expected = [
        "title 1 [] حوار…حوار",
        "question 1 [] س…بدأت؟",
        "  subquestion 1 [] كيف…بدأت؟",
        "answer 1 [] ج…يشجعني.",
        "  body 1 [] وكان…يشجعني.",
        "question 1 [] س…تعود؟",
        "  subquestion 1 [] ومتى…تعود؟",
        "answer 1 [] ج…غدا.",
    ];
    assert_eq!(outline(raw), expected);
}

#[test]
fn any_bytes_in_linear_time() {
    use musnad_text::{Annotations, Document, Span};
    let engine = crate::Engine::new();
    for raw in [
        "١- ".repeat(50_000),
        "\n\n#".repeat(50_000),
        "سؤال: ما؟\n".repeat(20_000),
        "سؤال: نص\nنص\n".repeat(20_000),
        "١- نص\nنص نص نص\nأ- نص\n".repeat(10_000),
        "** ** *\n* * \n- \n".repeat(20_000),
        "السؤال:".into(),
        "\u{640}\u{640}١ـ".into(),
    ] {
        let document = Document { text: raw, ..Document::default() };
        let Annotations { sections, .. } = engine.read(&document, &crate::Options::default());
        let whole = Span::new(0, document.text.len());
        assert!(
            sections
                .iter()
                .all(|s| whole.contains(s.span) && document.text.get(s.span.start..s.span.end).is_some())
        );
    }
}
