//! `musnad search` and `musnad ask` as a user runs them.

mod common;

use common::{Folder, folder, musnad};

/// A casefile of three invented documents, two of them copies of one wire.
fn case(name: &str) -> (Folder, String) {
    let folder = folder(name);
    let wire = "أردانة (وكالة سفين): قالت وزيرة الصيد ليانة دروبي يوم 12 مايو 2024 إن ميناء المرسى سيفتح بعد إصلاح الرصيف الشرقي الذي \
                انهار في العاصفة الأخيرة، وأضافت أن كلفة الإصلاح بلغت 4 ملايين دولار حتى الآن.";
    let denial = "نفى نقيب الصيادين سالم قرنفول أن يكون ميناء المرسى جاهزا للافتتاح. وقال إن كلفة إصلاح الرصيف بلغت 9 ملايين دولار.";
    let line = |id: &str, outlet: &str, text: &str| {
        serde_json::json!({"id": id, "outlet": outlet, "published": "2024-05-13", "text": text}).to_string()
    };
    let lines = [line("n1", "المرسى", wire), line("n2", "الشاطئ", wire), line("n3", "صدى الفنار", denial)];
    let news = folder.write("news.jsonl", lines.join("\n").as_bytes());
    let case = folder.path("case.musnad");
    assert_eq!(musnad(&["add", "--case", &case, &news]).status, 0);
    (folder, case)
}

#[test]
fn copies_are_one_hit_and_filters_hold_of_one_statement() {
    let (_folder, case) = case("search");
    let search = |words: &str, more: &[&str]| {
        let done = musnad(&[&["search", "--case", &case, words], more].concat());
        (done.status, done.out + &done.err)
    };
    let (status, said) = search("الرصيف الشرقي", &[]);
    assert!(status == 0 && said.contains("الوثائق: 2 · المصادر المستقلة: 1"), "{said}");
    assert!(said.contains("المرسى، الشاطئ") && said.contains("ليانة دروبي"), "{said}");
    let (_, said) = search("الرصيف", &["--color", "always"]);
    assert!(said.contains("\u{1b}[1mالرصيف\u{1b}[0m"), "{said}");

    let (_, said) = search("speaker:قرنفول kind:denies", &["--lang", "en"]);
    assert!(said.contains("Documents: 1") && said.contains("سالم قرنفول"), "{said}");
    let (_, said) = search("speaker:دروبي kind:نفي", &[]);
    assert!(said.contains("لم يوجد شيء"), "{said}");
    let (_, said) = search("الرصف", &[]);
    assert!(said.contains("ربما أردت") && said.contains("الرصيف"), "{said}");

    let (status, said) = search("ميناء", &["--json", "-n", "1"]);
    let json: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!((status, &json["schema"]), (0, &"musnad.search/1".into()));
    assert_eq!((&json["total"]["documents"], &json["total"]["sources"]), (&3.into(), &2.into()));
    let hit = &json["hits"][0];
    let place = |m: &serde_json::Value| (m["start"].as_u64().unwrap(), m["end"].as_u64().unwrap());
    let (start, end) = place(&hit["sentence"]);
    for (from, to) in hit["matches"].as_array().unwrap().iter().map(place) {
        assert!(start <= from && from < to && to <= end, "{hit}");
    }

    for (query, remedy) in
        [("kind:abc", "denies"), ("\"الرصيف", "is not closed"), ("author:سالم", "speaker:")]
    {
        let (status, said) = search(query, &[]);
        assert!(status == 2 && said.lines().count() == 1 && said.contains(remedy), "{query}: {said}");
    }
}

#[test]
fn a_question_is_answered_in_its_parts_or_declined() {
    let (_folder, case) = case("ask");
    let ask = |question: &str, more: &[&str]| {
        let done = musnad(&[&["ask", "--case", &case, question], more].concat());
        (done.status, done.out + &done.err)
    };
    let question = "كم بلغت كلفة إصلاح الرصيف؟ وماذا قالت ليانة دروبي عن الميناء؟ ومتى تأسست جامعة الفنار؟";
    let (status, said) = ask(question, &[]);
    assert!(status == 0 && said.matches("──").count() == 6, "{said}");
    assert!(said.contains("4 ملايين دولار") && said.contains("9 ملايين دولار"), "{said}");
    assert!(said.contains("اختلاف الأرقام") && said.contains("لا دليل هنا"), "{said}");

    let (_, said) = ask(question, &["--json"]);
    let json: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    let parts = json["parts"].as_array().unwrap();
    let kinds: Vec<&str> = parts.iter().map(|part| part["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["how_many", "said", "when"]);
    assert_eq!(parts[1]["evidence"][0]["said"]["speaker"], "ليانة دروبي");
    // A wire told twice is one source.
    assert_eq!(parts[1]["evidence"][0]["copies"]["documents"], 2);
    assert_eq!(parts[1]["evidence"].as_array().unwrap().len(), 1, "{}", parts[1]);
    assert!(parts[2]["evidence"].as_array().unwrap().is_empty());
    let (status, _) = ask(" ", &[]);
    assert_eq!(status, 2);
}

#[test]
fn figures_of_one_matter_stand_side_by_side() {
    let folder = folder("figures");
    let line = |id: &str, outlet: &str, text: &str| {
        serde_json::json!({"id": id, "outlet": outlet, "published": "2024-05-13", "text": text}).to_string()
    };
    let lines = [
        line(
            "n1",
            "المرسى",
            "أعلنت وزارة الداخلية السلوانية أن انفجارا في سوق السمك ببلدة عين الرمث قرب الحدود مع هلماريا أسفر عن مقتل 27 شخصا.",
        ),
        line(
            "n2",
            "الشاطئ",
            "شيع أهالي عين الرمث ضحاياهم أمس. وبحسب وزارة الداخلية السلوانية فإن انفجار سوق السمك في البلدة الواقعة قرب الحدود مع هلماريا أدى إلى مقتل 30 شخصا. وقال سكان إنهم سمعوا دويا قويا.",
        ),
    ];
    let news = folder.write("news.jsonl", lines.join("\n").as_bytes());
    let case = folder.path("case.musnad");
    assert_eq!(musnad(&["add", "--case", &case, &news]).status, 0);
    let figures = |args: &[&str]| {
        let done = musnad(&[&["figures", "--case", &case], args].concat());
        (done.status, done.out + &done.err)
    };
    let (status, said) = figures(&[]);
    assert!(status == 0 && said.contains("تختلف فيه المصادر") && said.contains("27 شخصا"), "{said}");
    let (_, said) = figures(&["سوق السمك", "--from", "2024-05", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!(json["schema"], "musnad.figures/1");
    assert_eq!(
        (&json["quantities"][0]["lowest"], &json["quantities"][0]["highest"]),
        (&27.0.into(), &30.0.into())
    );
    let (status, said) = figures(&["--to", "2024-04", "--lang", "en"]);
    assert!(status == 0 && said.contains("more than one independent source"), "{said}");
    for args in [&["--from", "2024-13"][..], &["kind:abc"]] {
        let (status, said) = figures(args);
        assert_eq!((status, said.lines().count()), (2, 1), "{said}");
    }
}
