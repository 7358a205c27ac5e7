//! Input that nobody writes, and readers that go away: the program ends, in time, without a panic.

mod common;

use std::io::{BufRead, BufReader, Write};

use common::{command, folder, musnad};

const FORMS: &[&str] = &["--json", "--html", "--explain"];

/// A reading that is not linear would not end here.
fn finishes(name: &str, text: &str, forms: &[&str]) {
    let folder = folder(name);
    let file = folder.write("hostile.txt", text.as_bytes());
    for form in forms {
        let run = musnad(&["read", form, &file]);
        assert_eq!((run.status, run.err.as_str()), (0, ""), "{name} {form}");
        assert!(!run.out.is_empty());
    }
}

#[test]
fn one_line_of_ten_megabytes() {
    let sentence = "قال الوزير إن ٣ أيام تكفي ";
    finishes("long-line", &sentence.repeat(10_000_000 / sentence.len()), &["--json"]);
    // The other forms, at a size that does not hold up those who run the tests without optimisation.
    finishes("shorter-line", &sentence.repeat(1_000_000 / sentence.len()), FORMS);
}

#[test]
fn three_hundred_thousand_quotation_marks() {
    finishes("marks", &"\"".repeat(300_000), FORMS);
    finishes("guillemets", &"« نعم ".repeat(100_000), FORMS);
}

#[test]
fn ten_thousand_nested_brackets() {
    finishes("brackets", &format!("{}نعم{}", "(".repeat(10_000), ")".repeat(10_000)), FORMS);
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    let folder = folder("controls");
    let text = "قال\u{1b}]0;x\u{7} الوزير\u{9b}31m: «\u{202E}نعم\u{1b}[2J».";
    let file = folder.write("\u{1b}[31m.txt", text.as_bytes());
    let run = musnad(&["read", "--explain", &file]);
    assert_eq!(run.status, 0, "{}", run.err);
    for hostile in ['\u{1b}', '\u{7}', '\u{9b}', '\u{202E}'] {
        assert!(!run.out.contains(hostile), "{:?}", run.out);
    }
    let run = musnad(&["read", &folder.path("\u{1b}[2J")]);
    assert!(run.status == 1 && !run.err.contains('\u{1b}'), "{:?}", run.err);
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let folder = folder("gone");
    let file = folder.write("many.jsonl", "{\"text\":\"قال: «نعم».\"}\n".repeat(20_000).as_bytes());
    for jobs in ["1", "3"] {
        let mut child = command(&["read", "--json", "--jobs", jobs, &file]).spawn().expect("it starts");
        let mut first = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut first).expect("a line");
        let output = child.wait_with_output().expect("it ends");
        assert!(first.starts_with('{') && output.stderr.is_empty());
        assert_eq!(output.status.code(), Some(0));
    }
}

#[test]
fn who_feeds_line_by_line_is_answered_line_by_line() {
    for jobs in ["1", "3"] {
        let mut child = command(&["read", "--json", "--jobs", jobs, "-"]).spawn().expect("it starts");
        let mut input = child.stdin.take().expect("its input");
        let mut output = BufReader::new(child.stdout.take().expect("its output"));
        for n in 0..3 {
            writeln!(input, "{{\"id\":{n},\"text\":\"نعم\"}}").expect("written");
            let mut answer = String::new();
            output.read_line(&mut answer).expect("an answer");
            assert!(answer.contains(&format!("\"id\":\"{n}\"")), "{answer}");
        }
        drop(input);
        assert!(child.wait().expect("it ends").success());
    }
}
