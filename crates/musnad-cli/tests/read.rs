//! The program as its users run it.

mod common;

use common::{Run, examples, folder, musnad, with_input};
use serde_json::Value;

/// Checks that every object with `start`, `end` and `text` has the words that stand there; gives how many it saw.
fn check_offsets(value: &Value, text: &[char]) -> usize {
    match value {
        Value::Object(map) => {
            let offset = |key| map.get(key).and_then(Value::as_u64).map(|offset| offset as usize);
            let mut seen = 0;
            if let (Some(start), Some(end)) = (offset("start"), offset("end")) {
                assert!(start <= end && end <= text.len(), "{value}");
                if let Some(words) = map.get("text").and_then(Value::as_str) {
                    assert_eq!(text[start..end].iter().collect::<String>(), words);
                }
                seen = 1;
            }
            seen + map.values().map(|inner| check_offsets(inner, text)).sum::<usize>()
        }
        Value::Array(items) => items.iter().map(|inner| check_offsets(inner, text)).sum(),
        _ => 0,
    }
}

fn objects(run: &Run) -> Vec<Value> {
    run.out.lines().map(|line| serde_json::from_str(line).expect(line)).collect()
}

#[test]
fn offsets_slice_to_the_text() {
    let mut args = vec!["read", "--json", "--explain", "--published", "2024-01-15"];
    let files = examples();
    args.extend(files.iter().map(String::as_str));
    let run = musnad(&args);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    let objects = objects(&run);
    assert!(objects.len() > 10);
    for object in objects {
        assert_eq!(object["schema"], "musnad.document/1");
        let text: Vec<char> = object["text"].as_str().expect("text").chars().collect();
        let seen = check_offsets(&object, &text);
        assert!(seen > 3, "{}: {seen} places", object["id"]);
    }
}

#[test]
fn the_text_is_what_the_file_holds() {
    let folder = folder("verbatim");
    let text = "\u{FEFF}قال\r\n\u{202E}نعم\u{200F}\t😀 e\u{301} ١٢٬٣\n\n";
    let file = folder.write("a.txt", text.as_bytes());
    let run = musnad(&["read", "--json", &file]);
    let read = objects(&run)[0]["text"].as_str().expect("text").to_owned();
    assert_eq!(read.trim_start_matches('\u{FEFF}'), text.trim_start_matches('\u{FEFF}'));
}

#[test]
fn standard_input_and_hints() {
    let text = "قال الوزير: «نعم».";
    let args = ["read", "--json", "--published", "2024-11-20", "--outlet", "سفين"];
    for more in [&["-"][..], &[]] {
        let args: Vec<&str> = args.iter().chain(more).copied().collect();
        let run = with_input(&args, text.as_bytes());
        let object = &objects(&run)[0];
        assert_eq!(
            (run.status, object["id"].as_str(), object["outlet"].as_str()),
            (0, Some("stdin"), Some("سفين"))
        );
        assert_eq!((object["published"].as_str(), object["text"].as_str()), (Some("2024-11-20"), Some(text)));
    }
}

#[test]
fn what_the_input_says_goes_before_hints() {
    let line = r#"{"id": 7, "text": "نص", "published": "2020-02-02", "outlet": "أ", "title": "ع"}"#;
    let run = with_input(&["read", "--json", "--published", "2024-11-20", "--outlet", "ب"], line.as_bytes());
    let object = &objects(&run)[0];
    for (key, value) in [("id", "7"), ("published", "2020-02-02"), ("outlet", "أ"), ("title", "ع")] {
        assert_eq!(object[key], value);
    }
}

#[test]
fn ids_are_unique() {
    let folder = folder("ids");
    let one = folder.write("one.jsonl", b"{\"id\":\"x\",\"text\":\"a\"}\n{\"id\":\"x\",\"text\":\"b\"}\n");
    let run = musnad(&["read", "--json", &one, &one]);
    let objects = objects(&run);
    let ids: Vec<_> = objects.iter().map(|object| object["id"].as_str().expect("id")).collect();
    assert_eq!(ids, ["x", "x-2", "x-3", "x-4"]);
    assert!(
        objects[0].get("notes").is_none() && objects[1]["notes"][0].as_str().expect("note").contains("x-2")
    );
}

#[test]
fn bad_input_is_one_line_and_the_rest_goes_on() {
    let folder = folder("bad");
    let empty = folder.write("empty.txt", b"");
    let blank = folder.write("blank.txt", b" \n\n");
    let binary = folder.write("image.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01");
    let broken = folder.write(
        "broken.jsonl",
        b"{\"id\":1,\"text\":\"a\"}\n{\"id\":2,\"text\": \n{\"id\":3,\"text\":\"c\"}\n",
    );
    let textless = folder.write("textless.jsonl", b"{\"id\":1,\"title\":\"a\"}\n{\"id\":2,\"text\":\"b\"}\n");
    let undecodable = folder.write("bytes.txt", &[0xD9, 0x82, 0xFF, 0x81, 0x8D, 0x00, 0x90, 0xD9].repeat(40));
    let good = folder.write("good.txt", "نص".as_bytes());
    let missing = folder.path("missing.txt");
    for (file, place, documents) in [
        (missing.as_str(), ": ", 0),
        (&folder.path("."), ": ", 0),
        (&empty, ": ", 0),
        (&blank, ": ", 0),
        (&binary, ": ", 0),
        (&undecodable, ": ", 0),
        (&broken, ":2:", 2),
        (&textless, ":1: ", 1),
    ] {
        for form in ["--json", "--html", "--color=never"] {
            let run = musnad(&["read", form, file, &good]);
            assert_eq!(run.status, 1, "{file}: {}", run.err);
            assert_eq!(run.err.lines().count(), 1, "{file}: {}", run.err);
            assert!(run.err.starts_with(&format!("musnad: {file}{place}")), "{file}: {}", run.err);
            assert!(run.out.contains("good.txt"), "{file} {form}: {}", run.out);
            if form == "--json" {
                assert_eq!(run.out.lines().count(), documents + 1, "{file}");
            }
        }
    }
}

#[test]
fn a_wrong_command_line_is_one_line() {
    for (args, words) in [
        (&["read", "--published", "2024-02-30", "x"][..], &["--published", "2024-02-30", "2024-11-20"][..]),
        (&["read", "--published", "أمس", "x"], &["--published", "أمس", "YYYY-MM-DD"]),
        (&["read", "--published", "0000-01-01", "x"], &["--published", "0000-01-01", "1000 to 2999"]),
        (&["read", "-1"], &["-1", "./-1"]),
        (&["read", "--prefer", "now"], &["--prefer", "now", "past, future"]),
        (&["read", "--jobs", "0"], &["--jobs", "1 to 1024"]),
        (&["read", "--width", "-3"], &["-3"]),
        (&["read", "--json", "--html"], &["--json", "--html"]),
        (&["read", "--jsn"], &["--jsn"]),
        (&["reed"], &["reed"]),
        (&[], &["musnad read FILE"]),
    ] {
        let run = musnad(args);
        assert_eq!(
            (run.status, run.out.as_str(), run.err.lines().count()),
            (2, "", 1),
            "{args:?}: {}",
            run.err
        );
        assert!(run.err.starts_with("musnad: "), "{}", run.err);
        for word in words {
            assert!(run.err.contains(word), "{args:?}: {}", run.err);
        }
    }
}

#[test]
fn threads_change_nothing() {
    let folder = folder("jobs");
    let mut lines = String::new();
    for n in 0..300 {
        let text = "قال الوزير إن العمل يستغرق ثلاثة أيام.\\n".repeat(1 + (n * 7) % 40);
        lines += &format!("{{\"id\":{n},\"text\":\"{text}\",\"published\":\"2024-01-15\"}}\n");
        if n % 50 == 0 {
            lines += "broken\n";
        }
    }
    let file = folder.write("many.jsonl", lines.as_bytes());
    for form in ["--json", "--html", "--explain"] {
        let one = musnad(&["read", form, "--jobs", "1", &file]);
        assert_eq!((one.status, one.err.lines().count()), (1, 6));
        for jobs in ["2", "9"] {
            let many = musnad(&["read", form, "--jobs", jobs, &file]);
            assert!(many.out == one.out && many.err == one.err, "{form}, {jobs} jobs");
        }
    }
}

#[test]
fn output_goes_to_a_file() {
    let folder = folder("output");
    let input = folder.write("a.txt", "قال: «نعم».".as_bytes());
    let page = folder.path("a.html");
    let run = musnad(&["read", "--html", "-o", &page, &input]);
    assert_eq!((run.status, run.out.as_str()), (0, ""));
    let written = std::fs::read_to_string(&page).expect("the page");
    assert!(written.starts_with("<!doctype html>") && written.ends_with("</html>\n"));
    // Not onto the input, nor into a folder that is not there.
    let run = musnad(&["read", "--html", "-o", &input, &input]);
    assert!(run.status == 2 && run.err.contains("--output"), "{}", run.err);
    assert_eq!(std::fs::read_to_string(&input).expect("the input"), "قال: «نعم».");
    let run = musnad(&["read", "-o", &folder.path("no/where.txt"), &input]);
    assert!(run.status == 1 && run.err.lines().count() == 1, "{}", run.err);
}

#[test]
fn a_file_is_replaced_only_when_something_was_read() {
    let folder = folder("replaced");
    let input = folder.write("in.txt", "قال: «نعم».".as_bytes());
    let kept = folder.write("keep.jsonl", b"earlier\n");
    for form in ["--json", "--html", "--explain"] {
        let run = musnad(&["read", form, &folder.path("nope.txt"), "-o", &kept]);
        assert_eq!((run.status, run.err.lines().count()), (1, 1), "{}", run.err);
        assert_eq!(std::fs::read_to_string(&kept).expect("the file"), "earlier\n", "{form}");
        // Nor is a new one made.
        let run = musnad(&["read", form, &folder.path("nope.txt"), "-o", &folder.path("new")]);
        assert!(run.status == 1 && !std::path::Path::new(&folder.path("new")).exists());
    }
    // Another name of the input is no longer that after the run; the input stays.
    let link = folder.path("link.txt");
    std::fs::hard_link(&input, &link).expect("a link");
    let run = musnad(&["read", "--json", &input, "-o", &link]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    assert_eq!(std::fs::read_to_string(&input).expect("the input"), "قال: «نعم».");
    assert!(std::fs::read_to_string(&link).expect("the output").starts_with("{\"schema\""));
    // What could be read of several is written.
    let run = musnad(&["read", "--json", &folder.path("nope.txt"), &input, "-o", &kept]);
    assert_eq!(run.status, 1);
    assert_eq!(std::fs::read_to_string(&kept).expect("the file").lines().count(), 1);
    let run = musnad(&["read", &input, "-o", &folder.path(".")]);
    assert!(run.status == 1 && run.err.contains("--output"), "{}", run.err);
    // Nothing is left beside them.
    let mut names: Vec<_> = std::fs::read_dir(folder.path("."))
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8"))
        .collect();
    names.sort();
    assert_eq!(names, ["in.txt", "keep.jsonl", "link.txt"]);
}

#[cfg(unix)]
#[test]
fn a_link_and_a_device_stay_what_they_are() {
    let folder = folder("special");
    let input = folder.write("in.txt", "قال: «نعم».".as_bytes());
    let real = folder.write("real.json", b"old");
    let link = folder.path("link.json");
    std::os::unix::fs::symlink(&real, &link).expect("a link");
    let run = musnad(&["read", "--json", &input, "-o", &link]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    assert!(std::fs::read_to_string(&real).expect("the file").starts_with('{'));
    assert!(std::fs::symlink_metadata(&link).expect("the link").is_symlink());
    let run = musnad(&["read", "--json", &input, "-o", "/dev/null"]);
    assert_eq!((run.status, run.out.as_str(), run.err.as_str()), (0, "", ""));
}

#[test]
fn colours_are_asked_for() {
    let text = "قال الوزير: «نعم».".as_bytes();
    assert!(!with_input(&["read"], text).out.contains('\u{1b}'));
    assert!(with_input(&["read", "--color", "always"], text).out.contains('\u{1b}'));
    assert!(!with_input(&["read", "--color", "never"], text).out.contains('\u{1b}'));
}

#[test]
fn a_page_of_several_documents_lists_them() {
    let input =
        b"{\"text\":\"\xd9\x86\xd8\xb5\",\"title\":\"<b>\"}\nbroken\n{\"id\":\"two\",\"text\":\"b\"}\n";
    let folder = folder("list");
    let file = folder.write("many.jsonl", input);
    let page = musnad(&["read", "--html", &file]).out;
    let (_, list) = page.split_once("<nav class=\"documents\">").expect("a list");
    assert!(list.contains("<a href=\"#d1\"><bdi lang=\"ar\">&lt;b&gt;</bdi></a>"), "{list}");
    // The number is the place in the input.
    assert!(list.contains("<a href=\"#d3\"") && page.contains("<article id=\"d3\">"), "{list}");
    assert!(!with_input(&["read", "--html"], "نص".as_bytes()).out.contains("<nav"));
}

#[test]
fn an_arabic_report_speaks_arabic() {
    let shares = "يبلغ عدد السكان ١٢ مليون نسمة. وتعيش في العاصمة ١٥% من السكان، أي نحو ٢,٧ مليون نسمة.\n";
    let text = format!("{shares}\nوقال الوزير سالم قرنفول أمس إن العمل يستغرق ثلاثة أيام.\n");
    let run = with_input(&["read", "--explain", "--outlet", "وكالة سفين"], text.as_bytes());
    for words in
        ["15٪ من 12 مليون تساوي 1.8 مليون", "يتوقف على يوم النشر", "وكالة سفين (هذه الوثيقة) · متصل بلا تاريخ"]
    {
        assert!(run.out.contains(words), "{words}: {}", run.out);
    }
    // Latin words are the names of rules and files, each on a line of its own.
    for line in run.out.lines().filter(|line| line.contains(|c: char| c.is_ascii_alphabetic())) {
        assert!(!line.trim().contains(' '), "{line}");
    }
}

#[test]
fn help_version_and_schema() {
    for args in [&["--help"][..], &["read", "--help"], &["read", "-h"], &["--version"]] {
        let run = musnad(args);
        assert_eq!((run.status, run.err.as_str()), (0, ""), "{args:?}");
        assert!(run.out.contains("musnad"));
    }
    let schema: Value = serde_json::from_str(&musnad(&["schema"]).out).expect("JSON");
    assert_eq!(schema["title"], "musnad.document/1");
}
