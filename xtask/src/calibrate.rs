//! `cargo xtask calibrate`: counts on annotated documents how often each rule finds the right words and each way of finding a speaker
//! the right one, and writes the table from which the engine takes `confidence`. `cargo xtask gold` prints what came of it.

use std::collections::BTreeMap;
use std::path::Path;

use crate::misses::{Compared, compared};
use crate::process::root;
use crate::{Failure, gold};

const TABLE: &str = "crates/musnad-extract/src/statements/lexicon/reliability.tsv";

const HEAD: &str = "\
# How often statements are right, counted on annotated articles: written by `cargo xtask calibrate`, not by hand.
# columns: what (words, speaker, unread) <TAB> the rule, or what found the speaker <TAB> right <TAB> of
#   words    statements of the rule whose words overlap an annotated statement's by half of their union
#   speaker  of those, the ones whose speaker is the annotated one
#   unread   statements of articles that no rule had been written from: how many were right, and how many the two shares above promise
# source: gold/seed, gold/dev and annotations/dev; `unread` was counted on the articles set aside last, before anybody read their errors
# checked: 2026-11
";

/// Right and all.
type Count = (usize, usize);

/// Writes the table. Held-out documents are counted only when they are named as `unread`, to learn by how much too good the shares
/// are that were counted where the rules were written.
pub fn write(unread: Option<&Path>) -> Result<(), Failure> {
    let path = root().join(TABLE);
    let table = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    let before = table.lines().find_map(|line| line.strip_prefix("unread\tall\t")).unwrap_or("1\t1");
    let unread = match unread {
        Some(folder) => {
            // Absolute, so that the project's own annotations are known by any name.
            let folder = std::path::absolute(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
            let (documents, read) = gold::read(&folder)?;
            let cases = compared(&documents, &read)?;
            let right = cases.iter().filter(|c| c.words && c.speaker).count();
            // What the engine promises holds the row of before.
            let promised = cases.iter().map(|c| c.confidence).sum::<f64>() / share(before);
            format!("{right}\t{promised:.1}")
        }
        None => before.to_owned(),
    };
    let mut counts: BTreeMap<(&str, String), Count> = BTreeMap::new();
    for folder in gold::folders() {
        let (documents, read) = gold::read(&folder)?;
        for case in compared(&documents, &read)? {
            add(&mut counts, ("words", case.rule.clone()), case.words);
            if case.words {
                add(&mut counts, ("speaker", case.how.clone()), case.speaker);
            }
        }
    }
    if counts.is_empty() {
        return Err("there are no annotated documents to count on".into());
    }
    let rows = |what: &str| -> String {
        let rows = counts.iter().filter(|((of, _), _)| *of == what);
        rows.map(|((_, name), (right, all))| format!("{what}\t{name}\t{right}\t{all}\n")).collect()
    };
    let table = format!(
        "{HEAD}\n## Words\n{}\n## Speakers\n{}\n## Articles no rule was written from\nunread\tall\t{unread}\n",
        rows("words"),
        rows("speaker")
    );
    std::fs::write(&path, table).map_err(|e| format!("{}: {e}", path.display()))
}

/// `right <TAB> of` as a share.
fn share(row: &str) -> f64 {
    let mut numbers = row.split('\t').map(|n| n.parse::<f64>().unwrap_or(1.0));
    numbers.next().unwrap_or(1.0) / numbers.next().unwrap_or(1.0)
}

fn add<K: Ord>(counts: &mut BTreeMap<K, Count>, key: K, right: bool) {
    let count = counts.entry(key).or_default();
    count.0 += usize::from(right);
    count.1 += 1;
}

/// Prints for steps of confidence how many statements have it and how many of them are right.
pub fn print_reliability(folder: &Path, read: &Path) -> Result<(), Failure> {
    const STEPS: [f64; 6] = [0.0, 0.5, 0.7, 0.8, 0.9, 1.01];
    let cases = compared(folder, read)?;
    if cases.is_empty() {
        return Ok(());
    }
    println!("confidence     statements   mean   right");
    for step in STEPS.windows(2) {
        let of: Vec<&Compared> =
            cases.iter().filter(|c| step[0] <= c.confidence && c.confidence < step[1]).collect();
        if of.is_empty() {
            continue;
        }
        let share = |n: f64| n / of.len() as f64;
        println!(
            "{:.2} to {:.2} {:11}    {:.3}   {:.3}",
            step[0],
            step[1].min(1.0),
            of.len(),
            share(of.iter().map(|c| c.confidence).sum()),
            share(of.iter().filter(|c| c.words && c.speaker).count() as f64),
        );
    }
    Ok(())
}
