//! The licences of everything that is linked in, against the list in `deny.toml`.
//!
//! `cargo deny` knows more and is asked where it is installed. Building it takes some minutes, so it is installed (under
//! `target/`) only on a machine for checking, which says so by `CI` in its environment; elsewhere, and where that fails, the
//! licence that each package states is read from `cargo metadata`.

use std::path::PathBuf;
use std::process::Command;

use crate::Failure;
use crate::process::{cargo, output, root, run, target, works};

/// Checks, by one way or the other.
pub fn check() -> Result<(), Failure> {
    if let Some(deny) = cargo_deny() {
        // Advisories need the network and change by the day; `cargo deny check advisories` asks for them.
        return run(Command::new(deny).args(["check", "licenses", "bans", "sources"]).current_dir(root()));
    }
    println!("cargo-deny is not installed: reading the licences that packages state");
    let file = root().join("deny.toml");
    let deny = std::fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))?;
    let allowed = allowed(&deny).ok_or("deny.toml: no list `allow` under [licenses]")?;
    let metadata = output(&mut cargo(&["metadata", "--format-version", "1", "--locked"]))?;
    let metadata: serde_json::Value =
        serde_json::from_str(&metadata).map_err(|e| format!("cargo metadata: {e}"))?;
    let packages = metadata["packages"].as_array().ok_or("cargo metadata: no packages")?;
    let mut wrong = Vec::new();
    for package in packages {
        let (name, licence) = (&package["name"], package["license"].as_str().unwrap_or("none stated"));
        if !accepts(licence, &allowed) {
            wrong.push(format!("{name}: {licence}"));
        }
    }
    if wrong.is_empty() {
        println!("{} packages, every licence is in the list of deny.toml", packages.len());
        Ok(())
    } else {
        Err(format!("not in the list of deny.toml:\n  {}", wrong.join("\n  ")))
    }
}

/// The program, installed where this is a machine for checking.
fn cargo_deny() -> Option<PathBuf> {
    let found = |program: &PathBuf| works(&program.to_string_lossy(), &["--version"]);
    let tools = target().join("xtask").join("tools");
    let ours = tools.join("bin").join("cargo-deny");
    let there = [PathBuf::from("cargo-deny"), ours.clone()].into_iter().find(found);
    if there.is_some() || std::env::var_os("CI").is_none() {
        return there;
    }
    println!("installing cargo-deny under target/");
    let mut install = cargo(&["install", "--quiet", "--locked", "cargo-deny", "--root"]);
    install.arg(&tools).env_remove("CARGO_TARGET_DIR");
    if let Err(message) = run(&mut install) {
        println!("it cannot be installed: {message}");
    }
    Some(ours).filter(found)
}

/// The names in `allow = [ … ]` of the section `[licenses]`.
fn allowed(deny: &str) -> Option<Vec<&str>> {
    let section = deny.split("[licenses]").nth(1)?;
    let list = section.split("allow = [").nth(1)?.split(']').next()?;
    Some(list.lines().filter_map(|line| line.split('"').nth(1)).collect())
}

/// Whether an SPDX expression can be met with the licences allowed. `AND` binds closer than `OR`; the older `/` is an `OR`.
fn accepts(expression: &str, allowed: &[&str]) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    either(&words, &mut at, allowed) && at == words.len()
}

fn either(words: &[&str], at: &mut usize, allowed: &[&str]) -> bool {
    let mut met = all(words, at, allowed);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        met |= all(words, at, allowed);
    }
    met
}

fn all(words: &[&str], at: &mut usize, allowed: &[&str]) -> bool {
    let mut met = one(words, at, allowed);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        met &= one(words, at, allowed);
    }
    met
}

fn one(words: &[&str], at: &mut usize, allowed: &[&str]) -> bool {
    let Some(word) = words.get(*at) else { return false };
    *at += 1;
    if *word == "(" {
        let met = either(words, at, allowed);
        *at += 1;
        return met;
    }
    if words.get(*at) == Some(&"WITH") {
        *at += 2;
        let with = words.get(*at - 1).map_or_else(String::new, |e| format!("{word} WITH {e}"));
        return allowed.contains(&with.as_str());
    }
    allowed.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions() {
        let allowed = ["MIT", "Apache-2.0", "Unicode-3.0"];
        for (expression, met) in [
            ("MIT", true),
            ("GPL-3.0", false),
            ("MIT/Apache-2.0", true),
            ("MIT OR GPL-3.0", true),
            ("MIT AND GPL-3.0", false),
            ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
            ("(GPL-3.0 OR LGPL-3.0) AND Unicode-3.0", false),
            ("Apache-2.0 WITH LLVM-exception OR MIT", true),
            ("Apache-2.0 WITH LLVM-exception", false),
            ("MIT Apache-2.0", false),
            ("none stated", false),
            ("", false),
        ] {
            assert_eq!(accepts(expression, &allowed), met, "{expression}");
        }
    }

    #[test]
    fn the_list_is_read() {
        let deny = "[bans]\nallow = []\n[licenses]\n# why\nallow = [\n  \"MIT\", # most\n  \"Zlib\",\n]\n";
        assert_eq!(allowed(deny), Some(vec!["MIT", "Zlib"]));
    }
}
