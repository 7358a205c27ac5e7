//! `musnad add` as a user runs it, killed at random instants.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

fn musnad(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_musnad"));
    command.current_dir(folder).args(args).stdin(Stdio::null());
    command
}

fn output(command: &mut Command) -> (i32, String) {
    let done = command.output().expect("it runs");
    let said = String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr);
    (done.status.code().unwrap_or(-1), said)
}

#[test]
fn folders_files_and_packed_files_are_added_once() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    };
    put("in/a/report.txt", "قال الوزير إن الجسر سيفتح غدا.".as_bytes());
    put("in/b/report.txt", "قالت الوزيرة إن الميناء سيفتح غدا.".as_bytes());
    put("in/.hidden/secret.txt", "لا يقرأ.".as_bytes());
    put("in/picture.png", b"\x89PNG\r\n\x1a\n");
    let line = "{\"id\": \"p1\", \"text\": \"أعلنت الهيئة أن السد اكتمل.\"}\n";
    put("in/packed.jsonl.zst", &zstd::encode_all(line.as_bytes(), 3).unwrap());
    let (code, said) = output(&mut musnad(folder.path(), &["add", "in"]));
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("3 new, 0 changed, 0 as they were"), "{said}");
    let (code, said) = output(&mut musnad(folder.path(), &["add", "in"]));
    assert!(code == 0 && said.contains("0 new, 0 changed, 3 as they were"), "{said}");
    let (code, said) = output(&mut musnad(folder.path(), &["verify"]));
    assert!(code == 0 && said.contains("3 documents") && said.contains("all as they were added"), "{said}");
    let (code, said) = output(&mut musnad(folder.path(), &["add", "nowhere.txt"]));
    assert!(code == 1 && said.contains("nowhere.txt: "), "{said}");
    let (code, said) = output(&mut musnad(folder.path(), &["verify", "--case", "in/a/report.txt"]));
    assert!(code == 1 && said.contains("this is no casefile"), "{said}");
}

#[test]
fn killed_at_any_instant_it_keeps_what_it_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let text =
        "قال الوزير سالم قرنفول إن الجسر سيفتح في 12 مايو 2024، وأضاف أن العمل كلف 3 ملايين دولار. ".repeat(6);
    let lines: String =
        (0..3000).map(|n| format!("{{\"id\": \"n{n}\", \"text\": \"{n} {text}\"}}\n")).collect();
    std::fs::write(folder.path().join("news.jsonl"), lines).unwrap();
    let mut before = 0;
    for round in 0..8u64 {
        let mut running =
            musnad(folder.path(), &["add", "news.jsonl"]).stderr(Stdio::null()).spawn().expect("it runs");
        // Spread over the run, in no step that matches the batches.
        std::thread::sleep(Duration::from_millis(40 + (round * 173) % 700));
        let _ = running.kill();
        let _ = running.wait();
        if !folder.path().join("case.musnad").exists() {
            continue;
        }
        let (code, said) = output(&mut musnad(folder.path(), &["verify"]));
        assert_eq!(code, 0, "round {round}: {said}");
        let documents: u64 = said
            .split_whitespace()
            .zip(said.split_whitespace().skip(1))
            .find(|(_, word)| word.starts_with("documents"))
            .and_then(|(count, _)| count.parse().ok())
            .unwrap();
        assert!(documents >= before, "round {round}: {documents} after {before}");
        before = documents;
    }
    let (code, said) = output(&mut musnad(folder.path(), &["add", "news.jsonl"]));
    assert!(code == 0 && said.contains(&format!("{} new", 3000 - before)), "{before}: {said}");
    let (code, said) = output(&mut musnad(folder.path(), &["verify"]));
    assert!(code == 0 && said.contains("3000 documents"), "{said}");
}
