//! The arrows between our crates, from what cargo says of them: ARCHITECTURE.md draws the same.

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::Value;

/// What each crate uses of ours, dev-dependencies left out.
const ARROWS: &[(&str, &[&str])] = &[
    ("musnad-text", &[]),
    ("musnad-copies", &["musnad-text"]),
    ("musnad-extract", &["musnad-text"]),
    ("musnad-search", &["musnad-text"]),
    ("musnad-sources", &["musnad-text"]),
    ("musnad", &["musnad-extract", "musnad-sources", "musnad-text"]),
    ("musnad-casefile", &["musnad", "musnad-copies", "musnad-search"]),
    ("musnad-cli", &["musnad", "musnad-casefile"]),
    ("xtask", &[]),
];

/// What stays out of text, extract and copies, each with its reason.
const KEPT_OUT: &[(&str, &str)] = &[
    ("serde", "what crosses the border is written by the façade"),
    ("serde_json", "what crosses the border is written by the façade"),
    ("regex", "rules step over tokens, so that time grows with the length of the text only"),
    ("rand", "the same text gives the same annotations"),
    ("tokio", "no I/O"),
];

#[test]
fn crates_point_one_way() {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("JSON");

    let mut used: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for package in metadata["packages"].as_array().expect("packages") {
        let dependencies = package["dependencies"].as_array().expect("dependencies");
        let mut names: Vec<String> = dependencies
            .iter()
            .filter(|d| d["kind"].is_null())
            .filter_map(|d| d["name"].as_str().map(str::to_owned))
            .collect();
        names.sort();
        used.insert(package["name"].as_str().expect("a name").to_owned(), names);
    }

    let known: Vec<&str> = ARROWS.iter().map(|(name, _)| *name).collect();
    for (name, uses) in &used {
        let ours: Vec<&str> = uses.iter().map(String::as_str).filter(|d| known.contains(d)).collect();
        match ARROWS.iter().find(|(arrow, _)| arrow == name) {
            Some((_, allowed)) => assert_eq!(ours, *allowed, "what {name} uses of ours"),
            None => panic!("{name} is new: draw its arrows here and in ARCHITECTURE.md"),
        }
    }
    assert_eq!(used.len(), ARROWS.len(), "a crate of the list is gone");
    for name in ["musnad-text", "musnad-extract", "musnad-copies"] {
        for (other, reason) in KEPT_OUT {
            assert!(!used[name].iter().any(|d| d == other), "{name} uses {other}: {reason}");
        }
    }
}
