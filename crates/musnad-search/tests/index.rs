//! An index from its making to its answers: what is found, where, and what happens when files go wrong.

use std::path::Path;

use musnad_search::{Entry, Found, Hit, Index, Look, Query, Question, Said, Writer};
use musnad_text::Span;

const HARBOUR: &str = "أعلنت وزيرة الصيد في أردانة سلمى الوردان أن المرافئ ستفتح يوم الأحد.\n\nوقال ناطق باسم الوزارة إن ثلاث سفن رست في مرفأ المرسى عام 2019.";
const BRIDGE: &str =
    "افتتح محافظ تل الزيتون جسرًا طوله 320,000 متر، وكلّف بناؤه مليون دينار. ولم يحضر وزير النقل.";

/// What is said in [`HARBOUR`], with the words that it begins and ends with.
fn statements() -> Vec<Said<'static>> {
    let place = |from: &str, to: &str| {
        let start = HARBOUR.find(from).unwrap_or(0);
        Span::new(start, HARBOUR[start..].find(to).map_or(0, |at| start + at + to.len()))
    };
    let minister = Said {
        place: place("المرافئ", "الأحد"),
        speaker: "سلمى الوردان",
        role: "وزيرة الصيد",
        kind: "indirect",
        act: "announces",
        grade: "complete",
    };
    let spokesman = Said {
        place: place("ثلاث", "2019"),
        speaker: "ناطق باسم الوزارة",
        role: "",
        act: "denies",
        grade: "anonymous",
        ..minister
    };
    vec![minister, spokesman]
}

fn written(folder: &Path) -> Writer {
    let mut writer = Writer::create(folder).expect("an empty index");
    let harbour = Entry {
        id: "harbour",
        number: 1,
        title: "فتح المرافئ",
        outlet: "صحيفة المرسى",
        published: Some(20220115),
        days: &[20220116],
        places: &["أردانة"],
        statements: &statements(),
        text: HARBOUR,
    };
    let bridge = Entry {
        id: "bridge",
        number: 2,
        outlet: "الخليج",
        published: Some(20220301),
        text: BRIDGE,
        ..Entry::default()
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
    index.search(&Query::parse(query).expect(query), &Look::default()).expect(query)
}

fn hits(index: &Index, query: &str) -> Vec<Hit> {
    let found = search(index, query);
    let query = Query::parse(query).expect(query);
    found.parts.iter().map(|part| index.show(&query, part).expect("a hit")).collect()
}

fn ids(index: &Index, query: &str) -> Vec<String> {
    hits(index, query).into_iter().map(|hit| hit.id).collect()
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
        // Filters about statements hold of one of them together.
        ("speaker:وزيرة kind:announces grade:complete", &["harbour"]),
        ("speaker:\"سلمى الوردان\" kind:denies", &[]),
        ("kind:نفي -speaker:وزيرة", &["harbour"]),
        ("kind:denies -grade:anonymous", &[]),
        ("kind:denies (speaker:الوردان OR grade:complete)", &[]),
        ("kind:denies (speaker:الوردان OR مرفأ)", &["harbour"]),
        ("kind:denies (speaker:الوردان OR جسر)", &[]),
        ("(kind:denies speaker:الوردان) OR جسر", &["bridge"]),
        // That nobody says it, where no statement is asked for.
        ("وزير -speaker:الوردان", &["bridge"]),
        ("وزير -kind:condemns", &["bridge", "harbour"]),
        ("-(kind:denies grade:complete) وزير", &["bridge", "harbour"]),
        ("-(kind:denies grade:anonymous) وزير", &["bridge"]),
        // One day lies between both.
        ("from:2022-01-17 to:2022-02-01", &[]),
        ("to:2022-01-15 -صيد", &[]),
        ("from:2022-02", &["bridge"]),
        ("to:2022-01-16 وزير", &["harbour"]),
        ("from:2022-01-16 to:2022-01-16", &["harbour"]),
        ("from:2022", &["bridge", "harbour"]),
    ] {
        let found = search(&index, query);
        let mut got = ids(&index, query);
        let mut expected: Vec<String> = expected.iter().map(|id| (*id).to_owned()).collect();
        if query != "from:2022" {
            got.sort_unstable();
            expected.sort_unstable();
        }
        assert_eq!(got, expected, "{query}");
        assert_eq!((found.documents, found.sources), (expected.len(), expected.len()), "{query}");
        let documents = index.documents(&Query::parse(query).expect(query), &|_| Vec::new()).expect(query);
        assert_eq!(documents.len(), expected.len(), "{query}");
        assert!(!found.relaxed, "{query}");
    }
}

#[test]
fn matches_are_at_their_places() {
    let folder = tempfile::tempdir().expect("a folder");
    let index = index(folder.path());
    let hit = &hits(&index, "سفن OR \"وزيرة الصيد\" OR مرافئ")[0];
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
    assert_eq!((found.documents, found.parts[0].document), (1, 1));
    assert!(found.relaxed);
    assert!(search(&index, "سفن AND فضائية").parts.is_empty());
    let found = search(&index, "المحاقظ");
    assert!(found.parts.is_empty());
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
    writer
        .add(&Entry { id: "harbour", number: 3, text: "نص آخر عن سفينة.", ..Entry::default() })
        .expect("added");
    writer.remove("bridge");
    writer.commit("8").expect("written");
    writer.finish().expect("merged");
    let index = Index::open(folder.path()).expect("an index");
    assert_eq!((index.len(), index.stamp()), (1, "8"));
    assert!(search(&index, "مرفأ").parts.is_empty());
    assert_eq!(ids(&index, "سفينة"), ["harbour"]);
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
    let hit = &hits(&index, "2717 ملاحة")[0];
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
                    writing
                        .add(&Entry { id: &id, number: t * 50 + i, text: HARBOUR, ..Entry::default() })
                        .expect("added");
                }
            });
        }
    });
    writer.commit("").expect("written");
    writer.finish().expect("merged");
    let index = Index::open(folder.path()).expect("an index");
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert_eq!(search(&index, "مرفأ").documents, 200));
        }
    });
}

#[test]
fn pages_fit_together_and_copies_are_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut writer = Writer::create(folder.path()).expect("an index");
    for number in 0..300u64 {
        let text = format!(
            "رست السفينة رقم {number} في المرسى. {}",
            "وقال الربان إن البحر هادئ. ".repeat(number as usize % 7)
        );
        let id = number.to_string();
        writer
            .add(&Entry { id: &id, number, published: Some(20220101), text: &text, ..Entry::default() })
            .expect("added");
    }
    writer.commit("").expect("written");
    writer.finish().expect("merged");
    let index = Index::open(folder.path()).expect("an index");
    // Three documents each are copies of one text.
    let source = |number: u64| number / 3 * 3;
    for query in ["سفينة المرسى", "سفينة OR الربان", "from:2022"] {
        let query = Query::parse(query).expect(query);
        let page = |offset, limit| {
            let found = index
                .search(&query, &Look { limit, offset, source: &source, ..Look::default() })
                .expect("found");
            assert_eq!((found.documents, found.sources), (300, 100));
            found.parts.iter().map(|part| part.document).collect::<Vec<_>>()
        };
        let whole = page(0, 1000);
        assert_eq!(whole.len(), 100);
        let mut sources: Vec<u64> = whole.iter().map(|number| source(*number)).collect();
        sources.sort_unstable();
        sources.dedup();
        assert_eq!(sources.len(), 100);
        for limit in [1, 7, 60, 61] {
            let pages: Vec<u64> = (0..100).step_by(limit).flat_map(|offset| page(offset, limit)).collect();
            assert_eq!(pages, whole, "{limit}");
        }
        assert!(page(100, 10).is_empty() && page(0, 0).is_empty());
    }
}

#[test]
fn words_in_the_statement_that_is_asked_for_count_more() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut writer = Writer::create(folder.path()).expect("an index");
    let text = "قال الوزير إن السد آمن. الجسر والجسر والجسر قديم.";
    let other = "قال الوزير إن الجسر آمن. السد والسد والسد قديم.";
    for (number, text) in [(1, text), (2, other)] {
        let place = Span::new(text.find("إن").unwrap_or(0), text.find('.').unwrap_or(0));
        let said = Said {
            place,
            speaker: "الوزير",
            kind: "indirect",
            act: "says",
            grade: "partial",
            ..Said::default()
        };
        let id = number.to_string();
        writer.add(&Entry { id: &id, number, statements: &[said], text, ..Entry::default() }).expect("added");
    }
    writer.commit("").expect("written");
    writer.finish().expect("merged");
    let index = Index::open(folder.path()).expect("an index");
    assert_eq!(search(&index, "الجسر").parts[0].document, 1);
    assert_eq!(search(&index, "الجسر speaker:الوزير").parts[0].document, 2);
    assert_eq!(search(&index, "السد speaker:الوزير").parts[0].document, 1);
}
