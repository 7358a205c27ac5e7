//! What goes in comes out, again and again; what is no casefile is left alone; what was changed behind its back is found.

#![allow(clippy::unwrap_used)] // what cannot be set up has failed

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use musnad::{Engine, Input};
use musnad_casefile::{Add, Added, Casefile, Error, Fault, Progress};
use rusqlite::Connection;

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Folder {
        Folder(tempfile::tempdir().unwrap())
    }

    fn case(&self) -> PathBuf {
        self.0.path().join("case.musnad")
    }

    fn sql(&self, sql: &str) {
        Connection::open(self.case()).unwrap().execute_batch(sql).unwrap();
    }
}

fn news(from: usize, to: usize, word: &str) -> Input {
    let lines: Vec<String> = (from..to)
        .map(|n| {
            let text = format!("قال الوزير سالم قرنفول إن {word} رقم {n} سيفتح في 12 مايو 2024.");
            format!(r#"{{"id": "n{n}", "published": "2024-05-10", "text": "{text}"}}"#)
        })
        .collect();
    Input::Memory { name: "news.jsonl".into(), bytes: lines.join("\n").into_bytes() }
}

fn add(case: &Path, inputs: Vec<Input>) -> Added {
    let mut casefile = Casefile::open_or_create(case).unwrap();
    casefile.add(&Engine::new(), inputs, &Add::default(), &mut |_| {}).unwrap()
}

#[test]
fn only_what_is_new_or_changed_is_added() {
    let folder = Folder::new();
    let first = news(0, 30, "الجسر");
    let Input::Memory { bytes, .. } = &first else { unreachable!() };
    let size = bytes.len() as u64;
    let added = add(&folder.case(), vec![first.clone(), first]);
    assert_eq!((added.new, added.changed, added.unchanged, added.consumed), (30, 0, 30, 2 * size));
    let added = add(&folder.case(), vec![news(0, 40, "الجسر")]);
    assert_eq!((added.new, added.changed, added.unchanged), (10, 0, 30));
    let added = add(&folder.case(), vec![news(5, 8, "الميناء")]);
    assert_eq!((added.new, added.changed, added.unchanged), (0, 3, 0));
    let casefile = Casefile::open(&folder.case()).unwrap();
    assert_eq!(casefile.len().unwrap(), 40);
    let verified = casefile.verify().unwrap();
    assert_eq!((verified.documents, verified.faults), (43, vec![]));
    assert!(verified.quotations > 43 * 4, "{}", verified.quotations);
    drop(casefile);
    // Places are code points, as SQLite counts.
    let said: String = Connection::open(folder.case())
        .unwrap()
        .query_row(
            "SELECT substr(text, start + 1, \"end\" - start) FROM statement JOIN document ON document.id = document
             WHERE key = 'n7' AND current = 1",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(said, "الميناء رقم 7 سيفتح في 12 مايو 2024");
}

#[test]
fn a_record_that_cannot_be_read_does_not_stop_the_rest() {
    let folder = Folder::new();
    let bytes = "{\"text\": \"وصل الوفد إلى العاصمة أمس.\"}\n{\"text\": \n{\"text\": \"غادر الوفد العاصمة اليوم.\"}\n";
    let broken = Input::Memory { name: "a.jsonl".into(), bytes: bytes.into() };
    let added = add(&folder.case(), vec![folder.case().join("nowhere.txt").into(), broken]);
    assert_eq!((added.new, added.failed.len()), (2, 2));
}

#[test]
fn it_stops_when_asked_and_goes_on_the_next_time() {
    let folder = Folder::new();
    let stop = AtomicBool::new(false);
    let mut casefile = Casefile::open_or_create(&folder.case()).unwrap();
    let how = Add { stop: Some(&stop), jobs: 2, ..Add::default() };
    let told = &mut |progress: Progress| {
        if let Progress::Acknowledged(_) = progress {
            stop.store(true, Ordering::Relaxed);
        }
    };
    let added = casefile.add(&Engine::new(), vec![news(0, 1500, "الجسر")], &how, told).unwrap();
    assert!(added.stopped && added.new < 1500, "{} of 1500", added.new);
    drop(casefile);
    let again = add(&folder.case(), vec![news(0, 1500, "الجسر")]);
    assert_eq!((again.unchanged, again.new), (added.new, 1500 - added.new));
}

#[test]
fn what_is_no_casefile_is_left_alone() {
    let folder = Folder::new();
    let open = || Casefile::open_or_create(&folder.case());
    assert!(matches!(Casefile::open(&folder.case()), Err(Error::Missing { .. })));

    let letter = "رسالة طويلة لا شأن لها بقواعد البيانات. ".repeat(40);
    std::fs::write(folder.case(), &letter).unwrap();
    assert!(matches!(open(), Err(Error::Foreign { .. })));
    assert_eq!(std::fs::read_to_string(folder.case()).unwrap(), letter);

    std::fs::remove_file(folder.case()).unwrap();
    folder.sql("CREATE TABLE mine (x)");
    assert!(matches!(open(), Err(Error::Foreign { .. })));

    std::fs::remove_file(folder.case()).unwrap();
    add(&folder.case(), vec![news(0, 3, "الجسر")]);
    folder.sql("PRAGMA user_version = 99");
    assert!(matches!(open(), Err(Error::Newer { version: 99, .. })));
}

#[test]
fn a_cut_file_says_so() {
    let folder = Folder::new();
    add(&folder.case(), vec![news(0, 400, "الجسر")]);
    folder.sql("PRAGMA wal_checkpoint(TRUNCATE)");
    let bytes = std::fs::read(folder.case()).unwrap();
    std::fs::write(folder.case(), &bytes[..bytes.len() / 3]).unwrap();
    let said = match Casefile::open(&folder.case()) {
        Err(error) => error.to_string(),
        Ok(casefile) => match casefile.verify() {
            Err(error) => error.to_string(),
            Ok(verified) => format!("{:?}", verified.faults),
        },
    };
    assert!(said.contains("damaged") || said.contains("File("), "{said}");
}

#[test]
fn what_was_changed_behind_its_back_is_found() {
    let folder = Folder::new();
    add(&folder.case(), vec![news(0, 5, "الجسر")]);
    add(&folder.case(), vec![news(0, 9, "الجسر")]);
    folder.sql("UPDATE document SET text = replace(text, 'الجسر', 'الميناء') WHERE key = 'n3'");
    folder.sql("UPDATE journal SET author = 'somebody' WHERE n = 1");
    let verified = Casefile::open(&folder.case()).unwrap().verify().unwrap();
    assert!(verified.faults.contains(&Fault::Document { key: "n3".into(), version: 1 }));
    assert!(verified.faults.iter().any(|f| matches!(f, Fault::Quotation { key, .. } if key == "n3")));
    assert!(verified.faults.contains(&Fault::Journal { row: 1 }));
}
