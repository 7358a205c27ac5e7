//! An index from its making to its answers: what is found, where, and what happens when files go wrong.

use std::path::Path;

use musnad_search::{Entry, Facet, Found, Index, Query, Question, Writer};

const HARBOUR: &str = "أعلنت وزيرة الصيد في أردانة سلمى الوردان أن المرافئ ستفتح يوم الأحد.\n\nوقال ناطق باسم الوزارة إن ثلاث سفن رست في مرفأ المرسى عام 2019.";
const BRIDGE: &str =
    "افتتح محافظ تل الزيتون جسرًا طوله 320,000 متر، وكلّف بناؤه مليون دينار. ولم يحضر وزير النقل.";

fn written(folder: &Path) -> Writer {
    let mut writer = Writer::create(folder).expect("an empty index");
    let harbour = Entry {
        id: "harbour",
        title: "فتح المرافئ",
        outlet: "صحيفة المرسى",
        published: Some(20220115),
        days: &[20220116],
        facets: &[
            (Facet::Speaker, "سلمى الوردان"),
            (Facet::Speaker, "وزيرة الصيد"),
            (Facet::Kind, "indirect"),
            (Facet::Grade, "complete"),
            (Facet::Place, "أردانة"),
        ],
        text: HARBOUR,
    };
    let bridge =
        Entry {
            id: "bridge", outlet: "الخليج", published: Some(20220301), text: BRIDGE, ..Entry::default()
        };
    writer.add(&harbour).expect("added");
    writer.add(&bridge).expect("added");
    writer.commit("7").expect("written");
    writer
}

fn index(folder: &Path) -> Index {
    written(folder).finish().expect("merged");
    Index::open(folder).expect("an index")
}

fn search(index: &Index, query: &str) -> Found {
    index.search(&Query::parse(query).expect(query), 10).expect(query)
}

fn ids(found: &Found) -> Vec<&str> {
    found.hits.iter().map(|hit| hit.id.as_str()).collect()
}

#[test]
fn what_is_found_by_what() {
    let folder = tempfile::tempdir().expect("a folder");
    let index = index(folder.path());
    assert_eq!(index.stamp(), "7");
    assert_eq!(index.len(), 2);
    for (query, expected) in [
        ("مرفأ", &["harbour"][..]),
        ("وزراء", &["harbour", "bridge"]),
        ("\"وزير النقل\"", &["bridge"]),
        // The words of a phrase stand in one sentence.
        ("\"الأحد وقال\"", &[]),
        ("وزير -نقل", &["harbour"]),
        ("وزير NOT (صيد OR نقل)", &[]),
        ("جسر OR مرافئ", &["bridge", "harbour"]),
        ("320000", &["bridge"]),
        ("٣ سفن", &["harbour"]),
        ("مراف*", &["harbour"]),
        ("زيت*", &["bridge"]),
        ("speaker:\"سلمى الوردان\"", &["harbour"]),
        ("speaker:سالم", &[]),
        ("وزير outlet:الخليج", &["bridge"]),
        ("kind:indirect grade:complete place:أردانة", &["harbour"]),
        ("from:2022-02", &["bridge"]),
        ("to:2022-01-16 وزير", &["harbour"]),
        ("from:2022-01-16 to:2022-01-16", &["harbour"]),
        ("from:2022", &["bridge", "harbour"]),
    ] {
        let found = search(&index, query);
        let mut got = ids(&found);
        let mut expected = expected.to_vec();
        if query != "from:2022" {
            got.sort_unstable();
            expected.sort_unstable();
        }
        assert_eq!(got, expected, "{query}");
        assert_eq!(found.total, expected.len(), "{query}");
        assert!(!found.relaxed, "{query}");
    }
}

#[test]
fn matches_are_at_their_places() {
    let folder = tempfile::tempdir().expect("a folder");
    let index = index(folder.path());
    let found = search(&index, "سفن OR \"وزيرة الصيد\" OR مرافئ");
    let hit = &found.hits[0];
    let marked: Vec<&str> = hit.matches.iter().map(|m| m.of(HARBOUR)).collect();
    assert_eq!(marked, ["وزيرة الصيد", "المرافئ", "سفن"]);
    for m in &hit.matches {
        let (start, end) = hit.points(*m);
        let points: String = HARBOUR.chars().skip(start).take(end - start).collect();
        assert_eq!(points, m.of(HARBOUR));
        assert_eq!(hit.bytes(*m).of(HARBOUR), m.of(HARBOUR));
    }
    assert!(hit.sentence.of(&hit.text).starts_with("أعلنت"));
}

#[test]
fn words_that_no_document_has_all_of_are_looked_for_singly() {
    let folder = tempfile::tempdir().expect("a folder");
    let index = index(folder.path());
    let found = search(&index, "سفن فضائية");
    assert_eq!(ids(&found), ["harbour"]);
    assert!(found.relaxed);
    assert!(search(&index, "سفن AND فضائية").hits.is_empty());
    let found = search(&index, "المحاقظ");
    assert!(found.hits.is_empty());
    assert_eq!(found.suggestions, [("المحاقظ".to_owned(), vec!["محافظ".to_owned()])]);
}

#[test]
fn questions_find_their_sentence() {
    let folder = tempfile::tempdir().expect("a folder");
    let index = index(folder.path());
    for (question, id, begins) in [
        ("متى تفتح المرافئ؟", "harbour", "أعلنت"),
        ("كم سفينة رست في المرسى؟", "harbour", "وقال"),
        ("من الذي لم يحضر؟", "bridge", "ولم يحضر"),
        ("ما طول الجسر؟", "bridge", "افتتح"),
    ] {
        let evidence = index.ask(&Question::parse(question), 3).expect(question);
        let first = &evidence[0];
        assert_eq!(first.hit.id, id, "{question}");
        assert!(first.hit.sentence.of(&first.hit.text).starts_with(begins), "{question}");
        assert!(first.hit.matches.iter().all(|m| first.hit.sentence.contains(*m)));
        assert!(first.coverage > 0.0 && first.coverage <= 1.0);
        let passages = index.passages(&Question::parse(question), 3).expect(question);
        assert_eq!(passages[0].id, id, "{question}");
    }
    for nothing in ["", "؟", "متى", "ما ما ما", "فضائيات"] {
        index.ask(&Question::parse(nothing), 3).expect(nothing);
    }
}

#[test]
fn documents_are_taken_out_and_replaced() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut writer = written(folder.path());
    writer.remove("harbour");
    writer.add(&Entry { id: "harbour", text: "نص آخر عن سفينة.", ..Entry::default() }).expect("added");
    writer.remove("bridge");
    writer.commit("8").expect("written");
    writer.finish().expect("merged");
    let index = Index::open(folder.path()).expect("an index");
    assert_eq!((index.len(), index.stamp()), (1, "8"));
    assert!(search(&index, "مرفأ").hits.is_empty());
    assert_eq!(ids(&search(&index, "سفينة")), ["harbour"]);
}

#[test]
fn a_long_document_keeps_its_places() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut text = String::new();
    for i in 0..3000 {
        text.push_str(&format!("هذه الجملة رقم {i} من كتاب طويل عن الملاحة. "));
    }
    let unbroken = "كلمة ".repeat(40_000);
    let mut writer = Writer::create(folder.path()).expect("an index");
    writer.add(&Entry { id: "book", text: &text, ..Entry::default() }).expect("added");
    writer.add(&Entry { id: "unbroken", text: &unbroken, ..Entry::default() }).expect("added");
    writer.add(&Entry { id: "empty", text: "", ..Entry::default() }).expect("added");
    writer.add(&Entry { id: "noise", text: "\u{202E}((( \t\n\r\u{0}؟؟", ..Entry::default() }).expect("added");
    writer.commit("").expect("written");
    writer.finish().expect("merged");
    let index = Index::open(folder.path()).expect("an index");
    assert!(index.len() > 10);
    let found = search(&index, "2717 ملاحة");
    let hit = &found.hits[0];
    let number = hit.matches.iter().find(|m| m.of(&hit.text) == "2717").expect("the number");
    assert_eq!(hit.bytes(*number).of(&text), "2717");
    let (start, end) = hit.points(*number);
    assert_eq!(text.chars().skip(start).take(end - start).collect::<String>(), "2717");
    assert!(hit.sentence.of(&hit.text).contains("2717"));
}

#[test]
fn an_index_that_cannot_be_used_says_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder");
    let code = |path: &Path| Index::open(path).err().map(|e| (e.code(), e.rebuild()));
    assert_eq!(code(&folder.path().join("nowhere")), Some(("index_missing", true)));
    assert_eq!(code(folder.path()), Some(("index_missing", true)));

    let writer = written(folder.path());
    let second = Writer::open(folder.path()).err().map(|e| (e.code(), e.rebuild()));
    assert_eq!(second, Some(("index_locked", false)));
    assert_eq!(Writer::create(folder.path()).err().map(|e| e.code()), Some("index_locked"));
    writer.finish().expect("merged");

    // Another version.
    let meta = folder.path().join("meta.json");
    let good = std::fs::read_to_string(&meta).expect("meta.json");
    std::fs::write(&meta, good.replace("musnad-search/", "musnad-search/old-")).expect("written");
    assert_eq!(code(folder.path()), Some(("index_stale", true)));
    // Garbage.
    std::fs::write(&meta, "{").expect("written");
    assert_eq!(code(folder.path()), Some(("index_broken", true)));
    std::fs::write(&meta, &good).expect("written");
    assert_eq!(code(folder.path()), None);
    // A file cut off, a file gone.
    for cut in [true, false] {
        for entry in std::fs::read_dir(folder.path()).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.extension().is_some_and(|e| e == "idx" || e == "term" || e == "store") {
                if cut {
                    std::fs::write(&path, "x").expect("written");
                } else {
                    std::fs::remove_file(&path).expect("deleted");
                }
            }
        }
        assert_eq!(code(folder.path()), Some(("index_broken", true)), "cut: {cut}");
    }
    // Made anew over what is there, what is not ours left alone.
    std::fs::write(folder.path().join("notes.txt"), "mine").expect("written");
    let index = index(folder.path());
    assert_eq!(index.len(), 2);
    assert!(folder.path().join("notes.txt").is_file());
}

#[test]
fn many_threads_add_and_search() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut writer = Writer::create(folder.path()).expect("an index");
    let writing = &writer;
    std::thread::scope(|scope| {
        for t in 0..4 {
            scope.spawn(move || {
                for i in 0..50 {
                    let id = format!("{t}-{i}");
                    writing.add(&Entry { id: &id, text: HARBOUR, ..Entry::default() }).expect("added");
                }
            });
        }
    });
    writer.commit("").expect("written");
    writer.finish().expect("merged");
    let index = Index::open(folder.path()).expect("an index");
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert_eq!(search(&index, "مرفأ").total, 200));
        }
    });
}
