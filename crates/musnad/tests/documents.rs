//! The examples, read whole: every line of the text with what was read in it below, value and rule beside. A change of rules
//! shows here; look at the difference, then `UPDATE_SNAPSHOTS=1 cargo test -p musnad --test documents` writes it anew.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use musnad::annotation::Value;
use musnad::{Annotations, Document, Engine, Hints, Input, Options, Published, Span};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Each example with its day of publication, as `examples/README.md` gives it.
fn examples() -> Vec<(PathBuf, Option<Published>)> {
    let manual =
        std::fs::read_to_string(root().join("examples/README.md")).expect("the examples and their README");
    let mut files: Vec<(PathBuf, Option<Published>)> = manual
        .lines()
        .filter_map(|line| {
            let mut cells = line.strip_prefix("| `")?.split('`');
            let file = cells.next()?;
            let published = cells.find_map(Published::parse);
            Some((root().join("examples").join(file), published))
        })
        .collect();
    files.sort();
    files
}

fn shown(document: &Document, read: &Annotations) -> String {
    let mut rows: Vec<(Span, String)> = Vec::new();
    let text = &document.text;
    let mut row = |span: Span, what: String| rows.push((span, what));
    for s in &read.sections {
        let label = s.label.map_or("", |l| l.of(text));
        row(s.span, format!("section {} {} {label}", s.kind.as_str(), s.level));
    }
    for d in &read.dates {
        let note = d.note.unwrap_or("");
        row(d.span, format!("{} {} {} [{}] {note}", d.kind.as_str(), d.value, d.anchor.as_str(), d.rule));
    }
    for q in &read.quantities {
        let value = match q.value {
            Value::One(value) => format!("{value}"),
            Value::Range(low, high) => format!("{low}..{high}"),
        };
        let (bound, unit) = (q.bound.map_or("", |b| b.as_str()), q.unit.as_deref().unwrap_or("-"));
        row(q.span, format!("quantity {value} {unit} {bound} [{}]", q.rule));
    }
    for n in &read.names {
        row(n.span, format!("{} {} [{}]", n.kind.as_str(), n.name, n.rule));
    }
    for v in &read.verses {
        row(v.span, format!("verse {}:{}-{} exact={} [{}]", v.surah, v.from, v.to, v.exact, v.rule));
    }
    for s in &read.statements {
        let speaker =
            s.speaker.as_ref().map_or("-".to_owned(), |s| format!("{} ({})", s.name, s.kind.as_str()));
        let chain: Vec<&str> = s.chain.iter().map(|l| l.name.as_str()).collect();
        let said_on = s.said_on.as_deref().unwrap_or("-");
        let target = s.target.map_or(String::new(), |t| format!(" at «{}»", t.of(text)));
        row(
            s.content,
            format!(
                "statement {} {}{target} by {speaker} on {said_on} chain {} {} [{}]",
                s.kind.as_str(),
                s.act.as_str(),
                chain.join(" < "),
                s.grade.as_str(),
                s.rule
            ),
        );
    }
    for a in &read.assertions {
        row(a.span, format!("assertion {} {}", a.label.as_str(), a.cue.map_or("", |c| c.of(text))));
    }
    for f in &read.findings {
        row(
            f.spans.first().copied().unwrap_or_default(),
            format!("finding {} {}", f.kind.as_str(), f.message),
        );
    }
    rows.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    let mut out = String::new();
    let mut at = 0;
    let mut rows = rows.into_iter().peekable();
    for line in text.split_inclusive('\n') {
        let _ = writeln!(
            out,
            "{}",
            line.trim_end().escape_debug().to_string().replace("\\\"", "\"").replace("\\'", "'")
        );
        at += line.len();
        while let Some((span, what)) = rows.next_if(|(span, _)| span.start < at) {
            let words: Vec<&str> = span.of(text).split_whitespace().collect();
            let quoted = match words.len() {
                0..=7 => words.join(" "),
                n => format!("{} … {}", words[..4].join(" "), words[n - 3..].join(" ")),
            };
            let _ = writeln!(out, "    {} | {quoted}", what.trim_end());
        }
    }
    out
}

#[test]
fn examples_read_as_before() {
    let engine = Engine::new();
    let files = examples();
    assert!(files.len() >= 9, "examples/README.md lists the examples");
    let mut differing = Vec::new();
    for (file, published) in files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let hints = Hints { published, outlet: None };
        let mut got = String::new();
        for document in musnad::inputs::documents([Input::Path(file)], hints) {
            let document = document.unwrap();
            let read = engine.read(&document, &Options::default());
            let _ = writeln!(got, "# {}\n{}", document.id, shown(&document, &read));
        }
        let kept = root().join("tests/documents").join(format!("{name}.snap"));
        if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
            std::fs::write(&kept, &got).unwrap();
        } else if std::fs::read_to_string(&kept).unwrap_or_default() != got {
            let expected = std::fs::read_to_string(&kept).unwrap_or_default();
            let first = got.lines().zip(expected.lines()).position(|(a, b)| a != b).unwrap_or(0);
            differing.push(format!(
                "{name}, line {}:\n  was {}\n  is  {}",
                first + 1,
                expected.lines().nth(first).unwrap_or("(nothing)"),
                got.lines().nth(first).unwrap_or("(nothing)")
            ));
        }
    }
    assert!(differing.is_empty(), "snapshots differ:\n{}", differing.join("\n"));
}
