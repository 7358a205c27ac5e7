//! `cargo xtask gold` and `cargo xtask suites`: what is read, scored by the scorers that lie beside the annotated texts.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Failure;
use crate::annotations;
use crate::misses;
use crate::process::{musnad, output, run, shared, work_folder, works};

/// Scores one folder of annotated documents, or all that are there.
pub fn run_gold(dir: Option<&Path>, errors: bool) -> Result<(), Failure> {
    let gold = shared().join("gold");
    let folders = match dir {
        Some(dir) => vec![dir.to_path_buf()],
        None => ["seed", "dev"]
            .iter()
            .map(|name| gold.join(name))
            .filter(|f| f.is_dir())
            .chain(annotations::folders())
            .collect(),
    };
    let mut beside =
        folders.iter().filter_map(|f| f.parent()).chain([gold.as_path()]).map(|f| f.join("score.py"));
    let Some(scorer) = beside.find(|s| s.is_file()) else {
        return Err(format!(
            "no annotated documents in {}: set MUSNAD_SHARED to the folder that holds gold/seed, gold/dev and gold/score.py",
            gold.display()
        ));
    };
    for folder in &folders {
        let folder = std::path::absolute(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
        if annotations::are_offsets(&folder) {
            let documents = annotations::with_texts(&folder)?;
            let read = score(&scorer, &documents, &[], errors)?;
            annotations::score(&folder, &read)?;
            if errors {
                misses::print(&documents, &read)?;
            }
        } else {
            let read = score(&scorer, &folder, &[], errors)?;
            if errors {
                misses::print(&folder, &read)?;
            }
        }
    }
    Ok(())
}

/// Scores the expressions of other projects' tests. These look ahead for a bare date.
pub fn suites(errors: bool) -> Result<(), Failure> {
    let folder = shared().join("suites");
    let scorer = folder.join("suite.py");
    if !scorer.is_file() {
        return Err(format!(
            "no {}: set MUSNAD_SHARED to the folder that holds suites/suite.py",
            scorer.display()
        ));
    }
    for name in ["duckling", "recognizers"] {
        let suite = folder.join(format!("{name}.jsonl"));
        if suite.is_file() {
            score(&scorer, &suite, &["--prefer", "future"], errors)?;
        }
    }
    Ok(())
}

/// Has the scorer write the documents, reads them, and has it score what came out.
fn score(scorer: &Path, what: &Path, options: &[&str], errors: bool) -> Result<PathBuf, Failure> {
    if !works("python3", &["--version"]) {
        return Err("python3 is not installed, and the scorers are written in it".into());
    }
    let name = what.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let folder = work_folder("scores")?;
    let documents = folder.join(format!("{name}.jsonl"));
    let read: PathBuf = folder.join(format!("{name}.read.jsonl"));
    let python = |verb: &str| {
        let mut command = Command::new("python3");
        command.arg(scorer).arg(verb).arg(what);
        command
    };
    let written = output(&mut python("jsonl"))?;
    std::fs::write(&documents, written).map_err(|e| format!("{}: {e}", documents.display()))?;
    let mut musnad = Command::new(musnad("release")?);
    run(musnad.args(["read", "--json"]).args(options).arg(&documents).arg("--output").arg(&read))?;
    println!("── {}", what.display());
    let table = output(python(if errors { "errors" } else { "score" }).arg(&read))?;
    print!("{}", if errors { sorted(&table) } else { table });
    Ok(read)
}

/// Brings misses of one kind together (`id dates MISSED …`), the table at the end. Those of statements are told by [`misses`].
fn sorted(table: &str) -> String {
    let kind = |line: &str| -> Option<String> {
        let mut words = line.split_whitespace().skip(1);
        let (list, what) = (words.next()?, words.next()?);
        matches!(what, "MISSED" | "EXTRA" | "WRONG").then(|| format!("{list} {what}"))
    };
    let (mut misses, rest): (Vec<_>, Vec<_>) = table.lines().partition(|line| kind(line).is_some());
    misses.retain(|line| kind(line).is_some_and(|k| !k.starts_with("statements")));
    misses.sort_by_key(|line| kind(line));
    misses.into_iter().chain(rest).map(|line| format!("{line}\n")).collect()
}
