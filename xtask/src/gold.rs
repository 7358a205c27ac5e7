//! `cargo xtask gold` and `cargo xtask suites`: what is read, scored by the scorers that lie beside the annotated texts.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Failure;
use crate::process::{musnad, output, run, shared, work_folder, works};
use crate::{annotations, calibrate, misses};

/// Scores one folder of annotated documents, or all that are there.
pub fn run_gold(dir: Option<&Path>, errors: bool, held_out: bool) -> Result<(), Failure> {
    let mut folders = match dir {
        // Absolute, so that what is set aside is known by any name.
        Some(dir) => vec![std::path::absolute(dir).map_err(|e| format!("{}: {e}", dir.display()))?],
        None => folders(),
    };
    if held_out {
        folders.extend(annotations::held_out());
    }
    let scorer = scorer(&folders)?;
    for folder in &folders {
        // What is set aside is never looked into.
        let errors = errors && annotations::held_out().as_ref() != Some(folder);
        let documents = documents(folder)?;
        let read = score(&scorer, &documents, &["--explain"], errors)?;
        if annotations::are_offsets(folder) {
            annotations::score(folder, &read, errors)?;
        }
        if errors {
            misses::print(&documents, &read)?;
        }
        calibrate::print_reliability(&documents, &read)?;
    }
    Ok(())
}

/// The folders of annotated documents that rules may be written from.
pub fn folders() -> Vec<PathBuf> {
    let gold = shared().join("gold");
    let there = ["seed", "dev"].iter().map(|name| gold.join(name)).filter(|f| f.is_dir());
    there.chain(annotations::folders()).collect()
}

/// Reads a folder of annotated documents: the folder with texts, and what was read.
pub fn read(folder: &Path) -> Result<(PathBuf, PathBuf), Failure> {
    let scorer = scorer(&[folder.to_path_buf()])?;
    let documents = documents(folder)?;
    let read = read_all(&scorer, &documents, &["--explain"])?;
    Ok((documents, read))
}

/// A folder whose documents have their texts in them.
fn documents(folder: &Path) -> Result<PathBuf, Failure> {
    if annotations::are_offsets(folder) { annotations::with_texts(folder) } else { Ok(folder.to_path_buf()) }
}

/// The scorer, beside one of the folders or among the shared texts.
fn scorer(folders: &[PathBuf]) -> Result<PathBuf, Failure> {
    let gold = shared().join("gold");
    let mut beside =
        folders.iter().filter_map(|f| f.parent()).chain([gold.as_path()]).map(|f| f.join("score.py"));
    beside.find(|s| s.is_file()).ok_or_else(|| {
        format!(
            "no annotated documents in {}: set MUSNAD_SHARED to the folder that holds gold/seed, gold/dev and gold/score.py",
            gold.display()
        )
    })
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
    let read = read_all(scorer, what, options)?;
    println!("── {}", what.display());
    let mut python = python(scorer, if errors { "errors" } else { "score" }, what);
    let table = output(python.arg(&read))?;
    print!("{}", if errors { sorted(&table) } else { table });
    Ok(read)
}

fn read_all(scorer: &Path, what: &Path, options: &[&str]) -> Result<PathBuf, Failure> {
    if !works("python3", &["--version"]) {
        return Err("python3 is not installed, and the scorers are written in it".into());
    }
    let name = what.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let folder = work_folder("scores")?;
    let documents = folder.join(format!("{name}.jsonl"));
    let read: PathBuf = folder.join(format!("{name}.read.jsonl"));
    let written = output(&mut python(scorer, "jsonl", what))?;
    std::fs::write(&documents, written).map_err(|e| format!("{}: {e}", documents.display()))?;
    let mut musnad = Command::new(musnad("release")?);
    run(musnad.args(["read", "--json"]).args(options).arg(&documents).arg("--output").arg(&read))?;
    Ok(read)
}

fn python(scorer: &Path, verb: &str, what: &Path) -> Command {
    let mut command = Command::new("python3");
    command.arg(scorer).arg(verb).arg(what);
    command
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
