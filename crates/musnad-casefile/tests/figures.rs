//! Figures of one matter stand side by side, and no others.

#![allow(clippy::unwrap_used)] // what cannot be set up has failed

use musnad::{Engine, Input};
use musnad_casefile::{Add, Casefile, FigureStanding, Narrow};

/// A casefile of `(outlet, day, text)`.
fn case(documents: &[(&str, &str, &str)]) -> (tempfile::TempDir, Casefile) {
    let folder = tempfile::tempdir().unwrap();
    let lines: Vec<String> = documents
        .iter()
        .enumerate()
        .map(|(n, (outlet, day, text))| {
            serde_json::json!({"id": format!("n{n}"), "outlet": outlet, "published": day, "text": text})
                .to_string()
        })
        .collect();
    let mut casefile = Casefile::open_or_create(&folder.path().join("case.musnad")).unwrap();
    let news = Input::Memory { name: "news.jsonl".into(), bytes: lines.join("\n").into_bytes() };
    casefile.add(&Engine::new(), vec![news], &Add::default(), &mut |_| {}).unwrap();
    (folder, casefile)
}

const FIRST: &str = "أعلنت وزارة الداخلية السلوانية أن انفجارا في سوق السمك ببلدة عين الرمث قرب الحدود مع هلماريا أسفر عن مقتل 27 شخصا صباح الاثنين.";
const OTHER: &str = "شيع أهالي عين الرمث ضحاياهم أمس. وبحسب حصيلة وزارة الداخلية السلوانية فإن انفجار سوق السمك في البلدة الواقعة قرب الحدود مع هلماريا أدى إلى مقتل 30 شخصا. ولم تتبن جهة المسؤولية، وقال سكان إنهم سمعوا دويا قويا قبل اندلاع النار في المخازن المجاورة.";
const LATER: &str = "ارتفع إلى 33 عدد قتلى انفجار سوق السمك ببلدة عين الرمث قرب الحدود مع هلماريا، كما أعلنت وزارة الداخلية السلوانية، إذ ارتفع عدد القتلى ليبلغ مقتل 33 شخصا.";

fn standings(documents: &[(&str, &str, &str)]) -> Vec<(FigureStanding, f64, f64, usize)> {
    let (_folder, casefile) = case(documents);
    let figures = casefile.figures(&Narrow::default(), 20).unwrap();
    for quantity in &figures.quantities {
        for evidence in quantity.values.iter().flat_map(|given| &given.evidence) {
            let text = &casefile.document_of(&evidence.evidence.document.key).unwrap().unwrap().text;
            let at = evidence.figure.start..evidence.figure.end;
            let words: String = text.chars().skip(at.start).take(at.len()).collect();
            assert_eq!(words, evidence.figure.text);
        }
    }
    figures.quantities.iter().map(|q| (q.standing, q.lowest, q.highest, q.sources)).collect()
}

#[test]
fn different_values_at_one_time_are_disputed_and_copies_count_once() {
    let found = standings(&[
        ("المرسى", "2024-05-13", FIRST),
        ("الشاطئ", "2024-05-13", FIRST),
        ("صدى الفنار", "2024-05-13", OTHER),
    ]);
    assert_eq!(found, [(FigureStanding::Disputed, 27.0, 30.0, 2)]);
}

#[test]
fn what_grows_with_time_is_no_dispute() {
    let found = standings(&[("المرسى", "2024-05-13", FIRST), ("صدى الفنار", "2024-05-15", LATER)]);
    assert!(found.iter().all(|(standing, ..)| *standing != FigureStanding::Disputed), "{found:?}");
}

#[test]
fn other_events_other_counts_and_markets_are_left_apart() {
    let elsewhere = "أعلنت وزارة الداخلية السلوانية أن حريقا في مصنع الورق بمدينة أردانة قرب الميناء القديم أسفر عن مقتل 4 أشخاص مساء الخميس.";
    let injured = "قالت وزارة الداخلية السلوانية إن انفجارا في سوق السمك ببلدة عين الرمث قرب الحدود مع هلماريا أسفر عن إصابة 80 شخصا بجروح.";
    let market = |deals: u32| {
        format!(
            "وارتفعت أحجام التداولات في بورصة أردانة أمس إذ تناقل المستثمرون 3 ملايين سهم نفذت من خلال {deals} صفقة في قطاع المصارف والتأمين."
        )
    };
    let (one, two) = (market(2500), market(3100));
    let found = standings(&[
        ("المرسى", "2024-05-13", FIRST),
        ("الشاطئ", "2024-05-17", elsewhere),
        ("صدى الفنار", "2024-05-13", injured),
        ("المرسى", "2024-05-20", &one),
        ("الشاطئ", "2024-05-21", &two),
    ]);
    assert_eq!(found, []);
}
