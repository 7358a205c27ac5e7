//! `docs/annotations.md` names every value of the contract and every rule.

#![allow(clippy::disallowed_methods)] // reads the manual, the examples and the source tree

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use musnad_extract::{Engine, Options};
use musnad_text::annotation::*;
use musnad_text::document::{Document, Published};

fn here() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn manual() -> String {
    std::fs::read_to_string(here().join("../../docs/annotations.md")).expect("docs/annotations.md")
}

/// The files under a folder with an extension, subfolders included.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            out.extend(files(&path, extension));
        } else if path.extension().is_some_and(|e| e == extension) {
            out.push(path);
        }
    }
    out.sort();
    out
}

fn read(file: &Path) -> String {
    std::fs::read_to_string(file).expect("UTF-8")
}

#[test]
fn every_value_is_described() {
    let manual = manual();
    let mut missing = Vec::new();
    macro_rules! look_for {
        ($($set:ident),+) => {$(
            for value in $set::ALL {
                if !manual.contains(&format!("`{}`", value.as_str())) {
                    missing.push(format!("{}: {}", stringify!($set), value.as_str()));
                }
            }
        )+};
    }
    look_for!(
        SectionKind,
        DateType,
        CalendarKind,
        DateAnchor,
        Bound,
        NameType,
        StatementKind,
        Act,
        SpeakerType,
        ChainRole,
        Grade,
        AssertionLabel,
        FindingKind
    );
    assert!(missing.is_empty(), "not in docs/annotations.md: {missing:#?}");
}

/// The rules in the manual's tables: rows that begin with a name in backticks, under a heading that says `rules`.
fn described(manual: &str) -> BTreeSet<&str> {
    let mut inside = false;
    let mut out = BTreeSet::new();
    for line in manual.lines() {
        if line.starts_with('#') {
            inside = line.to_lowercase().contains("rules");
        } else if let Some(row) = line.strip_prefix("| `").filter(|_| inside) {
            out.extend(row.split('`').next());
        }
    }
    out
}

#[test]
fn every_rule_is_described() {
    let (manual, engine, options) = (manual(), Engine::new(), Options::default());
    let described = described(&manual);
    let mut texts: Vec<String> =
        files(&here().join("../../examples"), "txt").iter().map(|f| read(f)).collect();
    texts.extend(files(&here().join("../../examples"), "md").iter().map(|f| read(f)));
    for table in files(&here().join("src"), "tsv") {
        if table.parent().is_some_and(|folder| folder.ends_with("corpus")) {
            let rows = read(&table);
            texts.extend(rows.lines().filter(|l| !l.starts_with('#')).filter_map(|l| {
                Some(l.rsplit('\t').next()?.replace("[[", "").replace("]]", "").replace("\\n", "\n"))
            }));
        }
    }
    let mut seen = BTreeSet::new();
    for text in texts {
        let published = Published::parse("2024-11-20");
        let document = Document { text, published, ..Document::default() };
        let out = engine.read(&document, &options);
        seen.extend(out.dates.iter().map(|a| a.rule));
        seen.extend(out.quantities.iter().map(|a| a.rule));
        seen.extend(out.names.iter().map(|a| a.rule));
        seen.extend(out.verses.iter().map(|a| a.rule));
        seen.extend(out.statements.iter().map(|a| a.rule));
        seen.extend(out.assertions.iter().map(|a| a.rule));
        seen.extend(out.findings.iter().map(|a| a.rule));
    }
    let missing: Vec<_> = seen.iter().filter(|rule| !described.contains(*rule)).collect();
    assert!(missing.is_empty(), "rules that docs/annotations.md does not describe: {missing:#?}");

    let source: String = files(&here().join("src"), "rs").iter().map(|f| read(f)).collect();
    let gone: Vec<_> = described.iter().filter(|rule| !source.contains(&format!("\"{rule}\""))).collect();
    assert!(gone.is_empty(), "rules in docs/annotations.md that are nowhere in the source: {gone:#?}");
}
