//! What may go wrong with a casefile, as its user meets it: one line with the remedy, and nothing lost.

#![cfg(unix)]

mod common;

use std::fs::{self, OpenOptions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use common::{Folder, folder, musnad};

const WORDS: &str = "الجسر الشرقي سيفتتح في الربيع المقبل";

/// A folder with a casefile of some documents in it.
fn case(name: &str) -> (Folder, String) {
    let folder = folder(name);
    let news = folder.write("news.jsonl", lines(0, 60).as_bytes());
    let case = folder.path("case.musnad");
    let done = musnad(&["add", "--case", &case, &news]);
    assert_eq!(done.status, 0, "{}", done.err);
    (folder, case)
}

fn lines(from: usize, to: usize) -> String {
    let line = |n| {
        let text = format!(
            "قال الوزير سالم قرنفول في يوم {n} إن «الجسر الشرقي سيُفتتح في الربيع المقبل» رغم كل شيء، وعدد العمال {n} عاملا."
        );
        format!("{{\"id\": \"n{n}\", \"published\": \"2024-05-12\", \"text\": \"{text}\"}}\n")
    };
    (from..to).map(line).collect()
}

/// Fails with one line that names the casefile and holds the words.
fn fails(args: &[&str], case: &str, words: &str) {
    let done = musnad(&[&[args[0], "--case", case], &args[1..]].concat());
    let said = done.out + &done.err;
    assert!(done.status == 1 || done.status == 2, "{args:?}: {}: {said}", done.status);
    assert!(said.starts_with("musnad: ") && said.trim_end().lines().count() == 1, "{args:?}: {said}");
    assert!(said.contains(words) && said.contains(case), "{args:?}: {said}");
}

fn finds(case: &str) {
    for args in [&["quote", "--case", case, WORDS][..], &["ask", "--case", case, "متى يفتتح الجسر الشرقي؟"]]
    {
        let done = musnad(args);
        assert!(
            done.status == 0 && done.out.contains("الجسر الشرقي") && done.err.is_empty(),
            "{args:?}: {}",
            done.out + &done.err
        );
    }
}

fn verified(case: &str, documents: usize) {
    let done = musnad(&["verify", "--case", case]);
    let said = done.out + &done.err;
    assert!(done.status == 0 && said.contains(&format!("{documents} documents")), "{said}");
}

const VERBS: [&[&str]; 4] = [&["quote", WORDS], &["ask", "متى؟"], &["verify"], &["add", "news.txt"]];

#[test]
fn what_is_no_casefile() {
    let folder = folder("no-casefile");
    let letter =
        folder.write("letter.musnad", "رسالة طويلة لا شأن لها بقواعد البيانات. ".repeat(99).as_bytes());
    let empty = folder.write("empty.musnad", b"");
    for verb in VERBS {
        fails(verb, &letter, "this is no casefile: choose another name with --case");
        fails(verb, folder.path("").trim_end_matches('/'), "this is a folder: give the name of a file");
        if verb[0] != "add" {
            fails(verb, &folder.path("nowhere.musnad"), "there is no such casefile: `musnad add` makes one");
            fails(verb, &empty, "the file is empty: `musnad add` makes a casefile of it");
        }
        fails(
            verb,
            &format!("{letter}/case.musnad"),
            if verb[0] == "add" { "choose another place with --case" } else { "there is no such casefile" },
        );
    }
    assert!(fs::read_to_string(&letter).expect("it").starts_with("رسالة"), "it was touched");
}

#[test]
fn of_a_newer_version() {
    let (_folder, case) = case("newer");
    // The version of the schema stands at a fixed place of a file of SQLite.
    let mut bytes = fs::read(&case).expect("it");
    bytes[60..64].copy_from_slice(&99u32.to_be_bytes());
    fs::write(&case, &bytes).expect("it");
    for verb in VERBS {
        fails(verb, &case, "a later version of Musnad wrote this casefile (schema 99): update Musnad");
    }
    assert_eq!(fs::read(&case).expect("it"), bytes, "it was touched");
}

#[test]
fn truncated() {
    let (_folder, case) = case("truncated");
    let bytes = fs::read(&case).expect("it");
    for part in [2, 3, 10] {
        fs::write(&case, &bytes[..bytes.len() / part]).expect("it");
        for verb in VERBS {
            fails(verb, &case, "the casefile is damaged");
        }
    }
    fs::write(&case, &bytes[..50]).expect("it");
    for verb in VERBS {
        fails(verb, &case, "the casefile is damaged");
    }
    fs::write(&case, &bytes).expect("it");
    finds(&case);
}

/// The program as somebody who may only read, since a superuser may do everything.
fn as_reader(args: &[&str]) -> Option<(i32, String)> {
    use std::os::unix::process::CommandExt;
    let mut command = Command::new(env!("CARGO_BIN_EXE_musnad"));
    if fs::metadata("/proc/self").is_ok_and(|m| std::os::unix::fs::MetadataExt::uid(&m) == 0) {
        command.uid(65_534).gid(65_534);
    }
    // Where the program itself lies in a closed folder, nobody else can run it.
    let done = command.args(args).stdin(Stdio::null()).output().ok()?;
    let said = String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr);
    Some((done.status.code()?, said))
}

#[test]
fn read_only() {
    let open = tempfile::tempdir().expect("a folder");
    let rights =
        |path: &Path, mode: u32| fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("rights");
    let place: PathBuf = open.path().join("case.musnad");
    let case = place.to_str().expect("UTF-8");
    let news = open.path().join("news.jsonl");
    fs::write(&news, lines(0, 60)).expect("it");
    assert_eq!(musnad(&["add", "--case", case, news.to_str().expect("UTF-8")]).status, 0);
    rights(&place, 0o444);
    rights(open.path(), 0o555);
    let look = |why: &str| {
        for args in [
            &["quote", "--case", case, WORDS][..],
            &["ask", "--case", case, "متى يفتتح الجسر الشرقي؟"],
            &["verify", "--case", case],
        ] {
            let Some((status, said)) = as_reader(args) else { return };
            assert!(status == 0 && !said.starts_with("musnad: "), "{why}: {args:?}: {said}");
        }
    };
    look("with its index");
    if let Some((status, said)) = as_reader(&["add", "--case", case, news.to_str().expect("UTF-8")]) {
        assert!(status == 1 && said.contains("cannot be written: check the rights"), "{said}");
        assert_eq!(said.trim_end().lines().count(), 1, "{said}");
    }
    rights(open.path(), 0o755);
    fs::remove_dir_all(open.path().join("case.musnad.index")).expect("it");
    rights(open.path(), 0o555);
    look("without its index");
    rights(open.path(), 0o777);
    look("only the file");
    rights(open.path(), 0o755);
}

#[test]
fn the_index_is_missing_damaged_or_half_written() {
    let (folder, case) = case("index");
    let index = |name: &str| PathBuf::from(folder.path("case.musnad.index")).join(name);
    let cut = |path: &Path| {
        let length = fs::metadata(path).expect("it").len();
        OpenOptions::new().write(true).open(path).expect("it").set_len(length / 2).expect("it");
    };
    fs::remove_dir_all(index("")).expect("it");
    finds(&case);
    fs::remove_dir_all(index("words")).expect("it");
    finds(&case);
    for name in ["words/meta.json", "words/.managed.json", "copies", "runs"] {
        cut(&index(name));
        finds(&case);
        fs::write(index(name), "لا شيء").expect("it");
        finds(&case);
        fs::write(index(name), "").expect("it");
        finds(&case);
        fs::remove_file(index(name)).expect("it");
        finds(&case);
    }
    let segments = || {
        let files = fs::read_dir(index("words")).expect("it").map(|f| f.expect("it").path());
        let mut files: Vec<PathBuf> = files.filter(|f| f.file_name().is_some_and(|n| n.len() > 32)).collect();
        files.sort();
        files
    };
    let (mut n, mut names) = (0, segments());
    while n < names.len() {
        cut(&names[n]);
        finds(&case);
        names = segments();
        fs::remove_file(&names[n]).expect("it");
        finds(&case);
        (n, names) = (n + 1, segments());
    }
    verified(&case, 60);
}

#[test]
fn two_add_at_once_and_somebody_asks() {
    let (folder, case) = case("at-once");
    let start = |from, to| {
        let file = folder.write(&format!("{from}.jsonl"), lines(from, to).as_bytes());
        let mut command = Command::new(env!("CARGO_BIN_EXE_musnad"));
        command.args(["add", "--case", &case, &file]).stdout(Stdio::null()).stderr(Stdio::piped());
        command.spawn().expect("it runs")
    };
    let running = [start(100, 900), start(900, 1700)];
    finds(&case);
    finds(&case);
    for one in running {
        let done = one.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success() && said.contains("800 new"), "{said}");
    }
    finds(&case);
    verified(&case, 1660);
}

/// Runs a script with a small disk mounted at `$DISK`, where this machine lets us.
#[cfg(target_os = "linux")]
fn on_a_small_disk(folder: &Folder, script: &str) -> Option<String> {
    let disk = folder.path("disk");
    fs::create_dir_all(&disk).expect("a folder");
    let script = format!("mount -t tmpfs -o size=1500k none \"$DISK\" || exit 77; {script}");
    let mut command = Command::new("unshare");
    command.args(["--user", "--map-root-user", "--mount", "sh", "-c", &script]).env("DISK", &disk);
    let done = command.env("MUSNAD", env!("CARGO_BIN_EXE_musnad")).stdin(Stdio::null()).output().ok()?;
    let said = String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr);
    (done.status.code() == Some(0)).then_some(said)
}

#[cfg(target_os = "linux")]
#[test]
fn the_disk_is_full() {
    let folder = folder("full");
    let few = folder.write("few.jsonl", lines(0, 60).as_bytes());
    let many = folder.write("many.jsonl", lines(0, 5000).as_bytes());
    let script = format!(
        "$MUSNAD add --case $DISK/case.musnad {few} 2>&1 || true
         echo SECOND; $MUSNAD add --case $DISK/case.musnad {many} 2>&1; echo STATUS $?
         cp $DISK/case.musnad* {out}/; $MUSNAD verify --case {out}/case.musnad",
        out = folder.path(""),
    );
    let Some(said) = on_a_small_disk(&folder, &script) else {
        eprintln!("no disk can be mounted here: left out");
        return;
    };
    let second = said.split("SECOND\n").nth(1).expect("it ran");
    let complaint = second.split("STATUS 1").next().expect("it failed");
    assert!(
        complaint.contains("the disk is full: free some space and run it again; what was added is kept"),
        "{said}"
    );
    assert_eq!(complaint.trim_end().lines().count(), 1, "{said}");
    assert!(second.contains("all as they were added"), "{said}");
}
