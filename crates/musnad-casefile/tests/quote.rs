//! Quotations: word for word, altered, said by another, and in copies; what has changed since is not quoted any more.

#![allow(clippy::unwrap_used)] // what cannot be set up has failed

use musnad::{Engine, Input};
use musnad_casefile::{Add, By, Casefile, Quote, Standing, Wording};

const SALEM: &str = "قال وزير النقل سالم قرنفول إن «الجسر الشرقي سيُفتتح في الربيع المقبل بعد عامين من العمل المتواصل». وأضاف أن الكلفة بلغت 2.5 مليون دولار.";
const AMINA: &str =
    "أكدت أمينة زعفران أن «أسعار الخبز لن ترتفع قبل نهاية العام الجاري مهما بلغت كلفة القمح». وغادرت القاعة.";
const NOBODY: &str =
    "وصل الوفد التجاري إلى ميناء لؤلؤة صباح أمس وغادره قبل الغروب بقليل دون أن يلتقي أحدا من أهل المدينة.";

fn case(records: &[(&str, &str, &str, &str)]) -> (tempfile::TempDir, Casefile) {
    let folder = tempfile::tempdir().unwrap();
    let mut casefile = Casefile::open_or_create(&folder.path().join("case.musnad")).unwrap();
    add(&mut casefile, records);
    (folder, casefile)
}

/// Adds documents: id, outlet, day and text.
fn add(casefile: &mut Casefile, records: &[(&str, &str, &str, &str)]) {
    let lines: Vec<String> = records
        .iter()
        .map(|(id, outlet, published, text)| {
            serde_json::json!({"id": id, "outlet": outlet, "published": published, "text": text}).to_string()
        })
        .collect();
    let input = Input::Memory { name: "a.jsonl".into(), bytes: lines.join("\n").into_bytes() };
    casefile.add(&Engine::new(), vec![input], &Add::default(), &mut |_| {}).unwrap();
}

fn three() -> (tempfile::TempDir, Casefile) {
    case(&[
        ("a", "المرسى", "2024-05-12", SALEM),
        ("b", "السنبلة", "2024-05-13", AMINA),
        ("c", "المنارة", "2024-05-14", NOBODY),
    ])
}

fn first(quote: &Quote) -> (&str, Wording) {
    let source = &quote.sources[0];
    (&source.evidence.document.key, source.wording)
}

#[test]
fn how_it_stands() {
    let (_folder, casefile) = three();
    use Standing::*;
    // How it stands, in which document, how many differences; the quotation.
    for (standing, key, differences, quotation) in [
        (Exact, "a", 0, "الجسر الشرقي سيُفتتح في الربيع المقبل"),
        (Exact, "a", 0, "«الجسر الشرقي سيفتتح في الربيع المقبل»"),
        (Exact, "a", 1, "الكلفه بلغت ٢٫٥ مليون دولار"),
        (Abridged, "a", 1, "الجسر الشرقي سيفتتح … بعد عامين من العمل المتواصل"),
        (Altered, "a", 1, "الجسر الغربي سيفتتح في الربيع المقبل"),
        (Altered, "a", 1, "الجسر الشرقي سيفتتح بعد عامين من العمل المتواصل"),
        (Altered, "a", 1, "وأضاف أن الكلفة بلغت 25 مليون دولار"),
        (Exact, "c", 0, "لؤلؤة"),
        (Exact, "c", 0, "الوفد التجاري"),
        (NotFound, "", 0, "وفد تجاري"),
        (NotFound, "", 0, "زيتون"),
        (NotFound, "", 0, "زار الرئيس مزارع الزيتون في الجنوب"),
        (NotFound, "", 0, "«»"),
        (NotFound, "", 0, ""),
    ] {
        let quote = casefile.quote(quotation, None, 5).unwrap();
        assert_eq!(quote.standing, standing, "{quotation}: {quote:?}");
        assert_eq!(quote.found, usize::from(standing != NotFound), "{quotation}");
        if let Some(source) = quote.sources.first() {
            assert_eq!(source.evidence.document.key, key, "{quotation}");
            assert_eq!(source.differences.len(), differences, "{quotation}: {:?}", source.differences);
            let text: Vec<char> = source.evidence.document.text.chars().collect();
            let words = &source.evidence.words;
            assert_eq!(text[words.start..words.end].iter().collect::<String>(), words.text);
            let quoted: Vec<char> = quotation.chars().collect();
            for d in &source.differences {
                assert_eq!(text[d.source.start..d.source.end].iter().collect::<String>(), d.source.text);
                assert_eq!(quoted[d.quoted.start..d.quoted.end].iter().collect::<String>(), d.quoted.text);
            }
        }
    }
}

#[test]
fn differences_have_both_wordings() {
    let (_folder, casefile) = three();
    let quote = casefile.quote("الجسر الغربي سيفتتح … بعد عامين من العمل الشاق المتواصل", None, 5).unwrap();
    let shown: Vec<(&str, &str, &str)> = quote.sources[0]
        .differences
        .iter()
        .map(|d| (d.kind, d.quoted.text.as_str(), d.source.text.as_str()))
        .collect();
    assert_eq!(
        shown,
        [("replaced", "الغربي", "الشرقي"), ("skipped", "", "في الربيع المقبل"), ("added", "الشاق", "")]
    );
}

#[test]
fn who_says_it() {
    let (_folder, casefile) = three();
    let words = "الجسر الشرقي سيفتتح في الربيع المقبل";
    for (by, standing, said) in [
        ("سالم قرنفول", Standing::Exact, By::Same),
        ("قرنفول", Standing::Exact, By::Same),
        ("وزير النقل", Standing::Exact, By::Same),
        ("أمينة زعفران", Standing::SaidByAnother, By::Another),
    ] {
        let quote = casefile.quote(words, Some(by), 5).unwrap();
        assert_eq!((quote.standing, quote.sources[0].by), (standing, Some(said)), "{by}: {quote:?}");
    }
    // Who is not named is not another.
    let quote = casefile.quote("وصل الوفد التجاري إلى ميناء لؤلؤة", Some("سالم قرنفول"), 5).unwrap();
    assert_eq!((quote.standing, quote.sources[0].by), (Standing::Exact, Some(By::Unknown)));
}

#[test]
fn copies_are_one_source_and_the_first_to_publish_comes_first() {
    let wire = format!("{SALEM} {NOBODY} {AMINA}");
    let alone = "كتب المحرر: «الجسر الشرقي سيفتتح في الربيع المقبل» عبارة سمعناها في كل عام منذ وضع حجر الأساس، ولم نر جسرا ولا ربيعا.";
    let (_folder, casefile) = case(&[
        ("late", "المنارة", "2024-05-16", &wire),
        ("alone", "السنبلة", "2024-05-13", alone),
        ("early", "المرسى", "2024-05-12", &format!("لؤلؤة (وكالة سفين): {wire}")),
        ("undated", "الفنار", "", &format!("{wire} انتهى")),
    ]);
    let quote = casefile.quote("الجسر الشرقي سيفتتح في الربيع المقبل", None, 5).unwrap();
    assert_eq!((quote.found, first(&quote)), (2, ("early", Wording::SameWords)));
    let copies: Vec<&str> = quote.sources[0].copies_with_it.iter().map(|c| c.document.key.as_str()).collect();
    assert_eq!(copies, ["late", "undated"]);
    assert_eq!(quote.sources[0].evidence.copies.documents, 3);
    assert_eq!(quote.sources[1].evidence.document.key, "alone");
    assert_eq!(casefile.quote("الجسر الشرقي", None, 1).unwrap().sources.len(), 1);
}

#[test]
fn what_was_added_or_changed_since_counts() {
    let (_folder, mut casefile) = three();
    let words = "أسعار الخبز لن ترتفع قبل نهاية العام الجاري";
    assert_eq!(casefile.quote(words, None, 5).unwrap().standing, Standing::Exact);
    let changed = AMINA.replace("لن ترتفع", "سترتفع");
    add(
        &mut casefile,
        &[
            ("b", "السنبلة", "2024-05-13", &changed),
            ("d", "الفنار", "2024-05-20", "أعلنت الهيئة أن السد الكبير اكتمل أخيرا."),
        ],
    );
    assert_eq!(casefile.quote(words, None, 5).unwrap().standing, Standing::Altered);
    assert_eq!(casefile.quote("السد الكبير اكتمل أخيرا", None, 5).unwrap().standing, Standing::Exact);
}
