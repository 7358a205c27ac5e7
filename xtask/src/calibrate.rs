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
# columns: what (words, speaker) <TAB> the rule, or what found the speaker <TAB> right <TAB> of
#   words    statements of the rule whose words overlap an annotated statement's by half of their union
#   speaker  of those, the ones whose speaker is the annotated one
# source: gold/seed, gold/dev and annotations/dev
# checked: 2026-11
";

/// Right and all.
type Count = (usize, usize);

/// Writes the table. Held-out documents are never counted.
pub fn write() -> Result<(), Failure> {
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
    let table = format!("{HEAD}\n## Words\n{}\n## Speakers\n{}", rows("words"), rows("speaker"));
    let path = root().join(TABLE);
    std::fs::write(&path, table).map_err(|e| format!("{}: {e}", path.display()))
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
