//! Where quotations stand: a table of what must be exact, abridged, altered or not found, and properties of the spans.

use musnad_copies::quotation::{self, Edit, EditKind, Place, Standing};
use musnad_copies::{Doc, Index, Signature, Words};

const TEXTS: [&str; 4] = [
    "أردانة – قالَ وزيرُ الريّ سالم الدُّهيلي، إنّ السدَّ «سيُفتتح» في ٣ أيار ٢٠٢١، وإن كلفته بلغت 2.7 مليون دينار. وأضاف أن \
     المزارعين لا يدفعون شيئا، ولا شك في أن المياه ستصل إلى القرى كلها قبل نهاية العام.",
    "نفى ناطق باسم شركة أرمون أن تكون الشركة قد باعت حصتها في المرفأ، وقال إن المفاوضات مستمرة مع ثلاثة مستثمرين من الخارج ولم \
     يوقع أي عقد حتى الآن، وإن الإدارة ستعلن النتائج على مسؤوليتها حين تنتهي.",
    "في الحديقة العامة زرعت البلدية مئة شجرة جديدة، وقال رئيسها إن الشجر «حياة المدينة» وإن العمل يستمر حتى الخريف.",
    "نعم. نعم نعم نعم لا لا لا نعم نعم نعم",
];

fn index() -> Index {
    let signatures = TEXTS.map(|text| Signature::of(&Words::cut(text)));
    let mut index = Index::new();
    index.extend((0..).zip(&signatures));
    index
}

fn find(quotation: &str) -> Vec<Place> {
    quotation::find(quotation, &index(), 10, |doc| TEXTS.get(doc as usize)).places
}

/// What is expected, the quotation, and the passage in the text.
const TABLE: &[(&str, &str, &str)] = &[
    ("verbatim", "سالم الدُّهيلي، إنّ السدَّ", "سالم الدُّهيلي، إنّ السدَّ"),
    ("verbatim", "«العمل يستمر حتى الخريف».", "العمل يستمر حتى الخريف"),
    // Vowels, hamza, tatweel, marks, digits.
    ("same", "قال وزير الري سالم الدهيلي", "قالَ وزيرُ الريّ سالم الدُّهيلي"),
    ("same", "ان الســد سيفتتح في 3 ايار 2021", "إنّ السدَّ «سيُفتتح» في ٣ أيار ٢٠٢١"),
    ("same", "كلفته بلغت ٢٫٧ مليون دينار", "كلفته بلغت 2.7 مليون دينار"),
    ("same", "ستعلن النتائج على مسئوليتها... حين تنتهي", "-"),
    ("same", "الشجر: حياة المدينه", "الشجر «حياة المدينة"),
    // Spacing.
    ("same", "لا يدفعون شيئا ولاشك في أن المياه", "-"),
    (
        "same",
        "لا يدفعون شيئا ولا شك في أنالمياه ستصل الى القرى",
        "لا يدفعون شيئا، ولا شك في أن المياه ستصل إلى القرى",
    ),
    // Left out, and said so.
    (
        "abridged",
        "إن المفاوضات مستمرة … ولم يوقع أي عقد",
        "إن المفاوضات مستمرة مع ثلاثة مستثمرين من الخارج ولم \
     يوقع أي عقد",
    ),
    (
        "abridged",
        "زرعت البلدية مئة شجرة [...] حياة المدينة",
        "زرعت البلدية مئة شجرة جديدة، وقال رئيسها إن الشجر «حياة المدينة",
    ),
    ("abridged", "المفاوضات … مع ثلاثة مستثمرين … عقد حتى الآن", "-"),
    // Altered: a word changed, left out, added, at the start, in the middle, at the end.
    (
        "altered",
        "أن المزارعين لن يدفعون شيئا ولا شك في",
        "أن \
     المزارعين لا يدفعون شيئا، ولا شك في",
    ),
    ("altered", "كلفته بلغت 27 مليون دينار وأضاف أن", "-"),
    ("altered", "المزارعين يدفعون شيئا ولا شك في أن", "المزارعين لا يدفعون شيئا، ولا شك في أن"),
    ("altered", "لم تكون الشركة قد باعت حصتها في المرفأ", "أن تكون الشركة قد باعت حصتها في المرفأ"),
    (
        "altered",
        "إن المفاوضات مستمرة مع ثلاثة مستثمرين من الداخل",
        "إن المفاوضات مستمرة مع ثلاثة مستثمرين من الخارج",
    ),
    ("altered", "إن المفاوضات مستمرة ولم يوقع أي عقد حتى الآن", "-"),
    ("altered", "في ٣ أيار ٢٠٢٢ وإن كلفته بلغت", "-"),
    // The same letters do not make two numbers one.
    ("altered", "إن السد سيفتتح في 3 أيار 20 21 وإن كلفته", "-"),
    // `…` at an end leaves out nothing.
    ("verbatim", "… وأضاف أن المزارعين لا يدفعون ...", "-"),
    ("altered", "وأضاف أن المزارعين لا يدفعون مالا …", "-"),
    ("not", "قال وزير النقل إن الجسر سيغلق غدا", ""),
    ("not", "وقال إن", ""),
    ("not", "كلام لا يرد في أي نص من هذه النصوص", ""),
    ("not", "في أن تكون المياه حياة المدينة", ""),
    ("not", "", ""),
    ("not", "……", ""),
];

#[test]
fn the_table() {
    let mut wrong = Vec::new();
    for &(expected, quotation, passage) in TABLE {
        let places = find(quotation);
        let best = places.first();
        let said = match best.map(|place| place.standing) {
            Some(Standing::Verbatim) => "verbatim",
            Some(Standing::SameWords) => "same",
            Some(Standing::Abridged) => "abridged",
            Some(Standing::Altered) => "altered",
            None => "not",
        };
        let found = best.map_or("", |place| place.span.of(TEXTS[place.doc as usize]));
        if said != expected || (passage != "-" && found != passage) {
            wrong.push(format!("{expected}, was {said}: {quotation}\n    {found}\n    {best:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn differences_are_shown_word_by_word_on_both_sides() {
    let shown = |quotation: &str| -> Vec<(EditKind, String, String)> {
        let places = find(quotation);
        let place = places.first().expect("found");
        let text = TEXTS[place.doc as usize];
        let edit = |e: &Edit| (e.kind, e.quoted.of(quotation).to_owned(), e.source.of(text).to_owned());
        place.edits.iter().map(edit).collect()
    };
    let row = |kind, quoted: &str, source: &str| (kind, quoted.to_owned(), source.to_owned());
    assert_eq!(shown("وأضاف أن المزارعين لن يدفعون شيئا"), [row(EditKind::Replaced, "لن", "لا")]);
    assert_eq!(shown("المزارعين يدفعون شيئا ولا شك"), [row(EditKind::LeftOut, "", "لا")]);
    assert_eq!(shown("المزارعين لا يدفعون أبدا شيئا ولا شك"), [row(EditKind::Added, "أبدا", "")]);
    assert_eq!(
        shown("زرعت البلدية مئة … إن الشجر حياة المدينه"),
        [
            row(EditKind::Skipped, "", "شجرة جديدة، وقال رئيسها"),
            row(EditKind::Respelled, "المدينه", "المدينة")
        ]
    );
    assert_eq!(
        shown("صرح أحد الناس هنا: زرعت البلدية مئة شجرة جديدة وقال رئيسها إن الشجر حياة المدينة"),
        [row(EditKind::Added, "صرح أحد الناس هنا", "")]
    );
}

#[test]
fn every_exact_place_of_a_document_is_told() {
    let places = find("نعم نعم نعم");
    assert_eq!(places.len(), 2, "{places:?}");
    assert!(places.iter().all(|place| place.doc == 3 && place.standing.is_exact()));
    assert!(!places[0].span.overlaps(places[1].span));
}

#[test]
fn only_so_many_documents_are_read_and_the_others_counted() {
    let text = "اجتمع مجلس المدينة أمس وأقر الموازنة";
    let signature = Signature::of(&Words::cut(text));
    let mut index = Index::new();
    index.extend((0..50).map(|doc| (doc as Doc, &signature)));
    let found = quotation::find("مجلس المدينة أمس", &index, 20, |_| Some(text));
    assert_eq!((found.places.len(), found.unread), (20, 30));
    let found = quotation::find("مجلس المدينة أمس", &index, 20, |_| None::<&str>);
    assert_eq!(found.places.len(), 0);
}

/// Numbers that look random and are the same each time.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % end.max(1) as u64) as usize
    }
}

/// Text of few words, so that they repeat, with all that may stand among them.
fn text(random: &mut Random, words: usize) -> String {
    const WORDS: &[&str] = &[
        "قال",
        "إنّ",
        "ان",
        "الوزير",
        "المدينة",
        "٢٫٧",
        "27",
        "20",
        "%",
        "لا",
        "شك",
        "لاشك",
        "في",
        "USA",
        "عـــلى",
        "🙂",
        "…",
        "\u{202B}",
        "«",
        "»",
        "..",
        "،",
        "\n",
        "و",
        "عبدالله",
        "عبد",
        "الله",
        "ﷲ",
    ];
    let mut text = String::new();
    for _ in 0..words {
        text.push_str(WORDS[random.below(WORDS.len())]);
        text.push_str([" ", " ", " ", "", "  "][random.below(5)]);
    }
    text
}

#[test]
fn spans_lie_on_both_texts_in_order_and_exact_means_equal_words() {
    let mut random = Random(5);
    let (mut met, mut exact) = (0, 0);
    for _ in 0..2000 {
        let length = random.below(120);
        let source = text(&mut random, length);
        let mut quotation = source.clone();
        for _ in 0..random.below(4) {
            // Cuts something out, or puts something in, anywhere.
            let boundaries: Vec<usize> =
                quotation.char_indices().map(|c| c.0).chain([quotation.len()]).collect();
            let at = boundaries[random.below(boundaries.len())];
            let end = boundaries[random.below(boundaries.len())].max(at).min(at + 60);
            let end = *boundaries.iter().rev().find(|&&b| b <= end).unwrap_or(&at);
            let length = random.below(3);
            let put = text(&mut random, length);
            quotation.replace_range(at..end.max(at), &put);
        }
        for place in quotation::compare(&quotation, 1, &source) {
            met += 1;
            assert!(source.get(place.span.start..place.span.end).is_some(), "{place:?}");
            let mut before = (0, 0);
            for edit in &place.edits {
                let (q, s) = (edit.quoted, edit.source);
                assert!(quotation.get(q.start..q.end).is_some() && source.get(s.start..s.end).is_some());
                assert!(q.start >= before.0 && s.start >= before.1, "out of order: {place:?}");
                before = (q.end, s.end);
                assert_eq!(edit.kind == EditKind::Added, s.is_empty(), "{edit:?}");
                assert_eq!(
                    matches!(edit.kind, EditKind::LeftOut | EditKind::Skipped),
                    q.is_empty(),
                    "{edit:?}"
                );
            }
            assert!(place.same <= place.words);
            if place.standing.is_exact() {
                exact += 1;
                let letters = |words: &Words, raw: &str| -> String {
                    (0..words.len()).map(|i| musnad_text::chars::fold(words.span(i).of(raw))).collect()
                };
                let passage = place.span.of(&source);
                let (a, b) = (Words::cut(&quotation), Words::cut(passage));
                assert_eq!(letters(&a, &quotation), letters(&b, passage), "{quotation}\n{passage}");
            }
            if place.standing == Standing::Altered {
                assert!(
                    place.edits.iter().any(|e| {
                        matches!(e.kind, EditKind::Replaced | EditKind::LeftOut | EditKind::Added)
                    })
                );
            }
        }
    }
    assert!(met > 1000 && exact > 100, "{met} {exact}");
}

#[test]
fn a_word_changed_is_never_exact() {
    let mut random = Random(9);
    for _ in 0..2000 {
        let length = 6 + random.below(60);
        let source = text(&mut random, length);
        let words = Words::cut(&source);
        if words.len() < 6 {
            continue;
        }
        let span = words.span(random.below(words.len()));
        let quotation = format!("{} زمردة {}", &source[..span.start], &source[span.end..]);
        let places = quotation::compare(&quotation, 1, &source);
        assert!(places.iter().all(|p| p.standing == Standing::Altered), "{quotation}\n{source}\n{places:?}");
    }
}

#[test]
fn texts_that_repeat_themselves_without_end_take_no_time() {
    let source = "نعم لا ".repeat(20_000);
    let quotation = format!("{} كلا {}", "نعم لا ".repeat(500), "لا نعم ".repeat(500));
    let places = quotation::compare(&quotation, 1, &source);
    assert!(places.iter().all(|p| p.standing == Standing::Altered));
}

#[test]
fn a_document_that_is_gone_sets_no_measure() {
    let old = "أكدت الوزارة أن أسعار الخبز لن ترتفع قبل نهاية العام الجاري";
    let new = "أكدت الوزارة أن أسعار الخبز سترتفع قبل نهاية العام الجاري";
    let mut index = Index::new();
    index.extend([(1, &Signature::of(&Words::cut(old))), (2, &Signature::of(&Words::cut(new)))]);
    let found = quotation::find(
        "أسعار الخبز لن ترتفع قبل نهاية العام الجاري",
        &index,
        1,
        |doc| (doc == 2).then_some(new),
    );
    assert_eq!(found.places.first().map(|p| (p.doc, p.standing)), Some((2, Standing::Altered)));
}
