//! `docs/cli.md` is what the program itself says; `cargo xtask docs` writes it (by this test, with `MUSNAD_WRITE_DOCS` set).

mod common;

use std::fmt::Write;
use std::path::PathBuf;

use common::musnad;

/// The manual: the help of the program and of each of its verbs.
fn manual() -> String {
    let mut out = String::from(
        "# The program `musnad`\n\n<!-- Made by `cargo xtask docs` from what the program says. Change crates/musnad-cli/src/args.rs. -->\n",
    );
    let help = musnad(&["--help"]).out;
    let mut add = |title: &str, help: &str| {
        let _ = write!(out, "\n## `{title}`\n\n```text\n{}\n```\n", trimmed(help));
    };
    add("musnad", &help);
    let verbs = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    for verb in verbs.map_while(|line| line.strip_prefix("  ")?.split(' ').next()) {
        add(&format!("musnad {verb}"), &musnad(&[verb, "--help"]).out);
    }
    out
}

#[test]
fn the_manual_is_what_the_program_says() {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/cli.md");
    let manual = manual();
    assert!(manual.contains("## `musnad read`") && manual.contains("--published"), "{manual}");
    if std::env::var_os("MUSNAD_WRITE_DOCS").is_some() {
        std::fs::write(&file, &manual).expect("docs/cli.md");
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
    assert!(kept == manual, "docs/cli.md is not what the program says: run `cargo xtask docs`");
}

/// Without the blanks that the help leaves at the ends of lines.
fn trimmed(help: &str) -> String {
    help.trim_end().lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}
