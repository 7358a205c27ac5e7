//! Copies of one text, and texts of one form that are none.

use musnad_copies::near::{self, Kind, Pair};
use musnad_copies::{Doc, Index, Signature, Words};

const WIRE: &str = "أعلنت هيئة المياه في أردانة أمس أن السد الجديد على نهر السمارة يكتمل بناؤه في نهاية العام المقبل.\n\
    وقالت الهيئة في بيان إن كلفة السد بلغت 27 مليون دينار، دفعت الحكومة نصفها وصندوق التنمية نصفها الآخر.\n\
    وكان سكان القرى المجاورة قد اشتكوا من تأخر العمل، وطالبوا بتعويضات عن أراضيهم التي غمرتها المياه قبل عامين.";
const OTHER: &str = "افتتح وزير الثقافة في بلدة قرمل معرض الكتاب السنوي بمشاركة دور نشر من عشرين بلدا.\n\
    وتستمر أيام المعرض حتى منتصف الشهر، وتقام على هامشه أمسيات شعرية وندوات عن الترجمة وتاريخ الطباعة.\n\
    وقال الوزير إن الوزارة ستشتري نسخا لمكتبات المدارس، وإن المعرض المقبل سيقام في الساحل.";

/// All pairs of the texts, and their groups.
fn pairs(texts: &[String]) -> (Vec<Pair>, Vec<Vec<Doc>>) {
    let signatures: Vec<Signature> = texts.iter().map(|text| Signature::of(&Words::cut(text))).collect();
    let mut index = Index::new();
    index.extend((0..).zip(&signatures));
    let mut pairs = near::exact_pairs((0..).zip(&signatures));
    for (doc, signature) in (0..).zip(&signatures) {
        pairs.extend(near::pairs_before(doc, signature, &index, |other| signatures.get(other as usize)));
    }
    let groups = near::groups(&pairs);
    (pairs, groups)
}

fn kind(a: &str, b: &str) -> Option<Kind> {
    pairs(&[a.to_owned(), b.to_owned()]).0.first().map(|pair| pair.kind)
}

#[test]
fn what_an_editor_does_to_a_wire() {
    let lines: Vec<&str> = WIRE.lines().collect();
    let other: Vec<&str> = OTHER.lines().collect();
    let table = [
        ("the same", WIRE.to_owned(), Some(Kind::Exact)),
        ("other marks", WIRE.replace('،', " –").replace('أ', "ا").replace("27", "٢٧"), Some(Kind::Exact)),
        ("retitled", format!("بشرى للمزارعين في الوادي\n{WIRE}"), Some(Kind::Near)),
        ("cut", lines[..2].join("\n"), Some(Kind::Near)),
        ("reordered", [lines[2], lines[0], lines[1]].join("\n"), Some(Kind::Near)),
        ("a paragraph added", format!("{}\n{WIRE}", other[1]), Some(Kind::Near)),
        (
            "words changed",
            WIRE.replace("أمس", "الأحد").replace("اشتكوا", "تذمروا").replace("المقبل", "القادم"),
            Some(Kind::Near),
        ),
        ("another text", OTHER.to_owned(), None),
        ("a phrase of it", format!("{OTHER} وكان السد الجديد على نهر السمارة قد تأخر."), None),
        ("empty", String::new(), None),
    ];
    for (what, copy, expected) in table {
        assert_eq!(kind(WIRE, &copy), expected, "{what}");
        assert_eq!(kind(&copy, WIRE), expected, "{what}, the other way round");
    }
}

#[test]
fn a_round_up_holds_wires_and_joins_them_not() {
    let filler: String = (0..300).map(|n| format!("كلمة{n} وفصل{} ", n * 7 % 301)).collect();
    let texts = [WIRE.to_owned(), OTHER.to_owned(), format!("{WIRE}\n{filler}\n{OTHER}")];
    let (pairs, groups) = pairs(&texts);
    assert_eq!(groups, Vec::<Vec<Doc>>::new());
    let mut held: Vec<([Doc; 2], Kind)> = pairs.iter().map(|p| (p.docs, p.kind)).collect();
    held.sort();
    assert_eq!(held, [([2, 0], Kind::Contains), ([2, 1], Kind::Contains)]);
    assert!(pairs.iter().all(|pair| pair.shared[1] == 1.0 && pair.shared[0] < 0.2), "{pairs:?}");
}

/// A notice in ever the same words about another person.
fn notice(n: usize) -> String {
    let name = |k: usize| {
        format!("{}ان بن {}يد ال{}وري", letters(n * 3 + k), letters(n * 5 + k), letters(n * 7 + k))
    };
    format!(
        "بسم الله الرحمن الرحيم. أصدرت محكمة التنفيذ في أردانة اليوم بيانا بشأن تنفيذ حكم صادر بحق أحد المدينين، وفيما يلي نصه: \
         امتنع {} عن سداد دين قدره {} دينارا لدائنه {}، وبعد إمهاله المدة التي ينص عليها القانون أحيلت القضية إلى المحكمة وصدر \
         بحقه القرار رقم {} القاضي ببيع {} في {} بالمزاد. والمحكمة إذ تعلن ذلك تؤكد للجميع حرصها على حفظ الحقوق وإنفاذ الأحكام.",
        name(1),
        1000 + n * 137,
        name(50),
        40 + n * 13,
        format_args!("عقار{}", letters(n)),
        format_args!("حي {}", letters(n * 11)),
    )
}

fn letters(n: usize) -> String {
    const LETTERS: [char; 10] = ['ب', 'ت', 'ج', 'د', 'ر', 'س', 'ع', 'ق', 'م', 'ن'];
    n.to_string().bytes().filter_map(|digit| LETTERS.get(usize::from(digit - b'0'))).collect()
}

#[test]
fn notices_about_different_persons_are_not_copies_and_those_about_one_are() {
    let mut texts: Vec<String> = (100..140).map(notice).collect();
    // Two papers print the first notice, one with its own title, one shortened.
    texts.push(format!("المحكمة تبيع عقار مدين\n{}", notice(100)));
    texts.push(notice(100).split(". والمحكمة").next().unwrap_or_default().to_owned());
    let (_, groups) = pairs(&texts);
    assert_eq!(groups, [vec![0, 40, 41]]);
}

#[test]
fn many_copies_of_one_wire_stay_together() {
    let mut texts: Vec<String> =
        (0..40).map(|n| format!("عنوان {} من الجريدة\n{WIRE}", letters(n + 10))).collect();
    texts.push(WIRE.replace("أمس", "الأحد").replace("المقبل", "القادم"));
    texts.push(OTHER.to_owned());
    let (_, groups) = pairs(&texts);
    assert_eq!(groups, [(0..41).collect::<Vec<Doc>>()]);
}

#[test]
fn hundreds_of_copies_stay_together_whether_exact_or_not() {
    let mut texts: Vec<String> =
        (0..250).map(|n| format!("عنوان {} من الجريدة\n{WIRE}", letters(n + 10))).collect();
    texts.extend((0..250).map(|_| OTHER.to_owned()));
    texts.push(OTHER.replace("السنوي", "الدولي"));
    texts.extend((0..9).map(|_| "رسم كاريكاتوري".to_owned()));
    let (_, groups) = pairs(&texts);
    let sizes: Vec<usize> = groups.iter().map(Vec::len).collect();
    assert_eq!(sizes, [250, 251, 9]);
}

#[test]
fn short_texts_are_copies_only_where_all_words_are_the_same() {
    let texts = [
        "رسم كاريكاتوري",
        "رَسم كاريكاتوري!",
        "رسم كاريكاتوري آخر",
        "غدا ننشر بقية المقال من هنا",
        "غدا ننشر بقية المقال هنا",
        "",
    ];
    let (pairs, groups) = pairs(&texts.map(str::to_owned));
    assert_eq!(groups, [vec![0, 1]]);
    assert_eq!(pairs.len(), 1);
}

#[test]
fn the_order_of_documents_and_of_pairs_does_not_matter() {
    let mut texts: Vec<String> = (0..6).map(|n| format!("{} مقدمة\n{WIRE}", letters(n))).collect();
    texts.extend((0..6).map(|n| format!("{OTHER}\n{} خاتمة", letters(n))));
    texts.push(format!("{WIRE}\n{OTHER}"));
    let (mut found, groups) = pairs(&texts);
    found.reverse();
    assert_eq!(near::groups(&found), groups);

    // One after another, as a casefile grows: each new document is compared with those before it only.
    let signatures: Vec<Signature> = texts.iter().map(|text| Signature::of(&Words::cut(text))).collect();
    let mut index = Index::new();
    let mut grown = Vec::new();
    for (doc, signature) in (0..).zip(&signatures) {
        index.add(doc, signature);
        grown.extend(near::pairs_of(doc, signature, &index, |other| signatures.get(other as usize)));
    }
    assert_eq!(near::groups(&grown), groups);
    assert_eq!(groups.len(), 2);
}
