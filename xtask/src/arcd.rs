//! `cargo xtask arcd`: how well search finds passages and sentences that answer questions, and how fast it is.

use std::process::Command;

use crate::Failure;
use crate::process::{cargo, root, run, shared, target, work_folder, works};

/// Builds the example that measures, and runs it on the questions; with the news articles where they can be unpacked.
pub fn measure(misses: bool) -> Result<(), Failure> {
    let example = ["build", "--quiet", "--release", "--package", "musnad-search", "--example", "arcd"];
    run(&mut cargo(&example))?;
    let program = target().join("release/examples").join(format!("arcd{}", std::env::consts::EXE_SUFFIX));
    let texts = shared();
    let mut command = Command::new(program);
    command.current_dir(root());
    for name in ["arcd/passages.jsonl", "arcd/questions.jsonl"] {
        let file = texts.join(name);
        if !file.is_file() {
            return Err(format!("{}: the questions are not there; set MUSNAD_SHARED", file.display()));
        }
        command.arg(file);
    }
    match news()? {
        Some(news) => {
            command.arg(news);
        }
        None => println!("without the news articles: they are not there, or xz is not installed"),
    }
    if misses {
        command.arg("--misses");
    }
    run(&mut command)
}

/// Has a casefile of the same passages answer the same questions, and questions that it should decline; with `corpus`, among the news
/// articles too.
pub fn measure_ask(corpus: bool, errors: bool) -> Result<(), Failure> {
    let mut command =
        cargo(&["run", "--quiet", "--release", "--package", "musnad-casefile", "--example", "ask", "--"]);
    // A casefile of an earlier run was read with other rules.
    let folder = work_folder("ask")?;
    std::fs::remove_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    command.arg(work_folder("ask")?);
    for name in ["arcd/passages.jsonl", "arcd/questions.jsonl"] {
        let file = shared().join(name);
        if !file.is_file() {
            return Err(format!("{}: the questions are not there; set MUSNAD_SHARED", file.display()));
        }
        command.arg(file);
    }
    if corpus {
        command.args(news()?);
    }
    if errors {
        command.arg("--errors");
    }
    run(&mut command)
}

/// Searches a casefile of the news articles, and tells how long it takes.
pub fn measure_search() -> Result<(), Failure> {
    let Some(news) = news()? else {
        return Err("the news articles are not there, or xz is not installed: set MUSNAD_SHARED".into());
    };
    let mut command =
        cargo(&["run", "--quiet", "--release", "--package", "musnad-casefile", "--example", "search", "--"]);
    run(command.arg(work_folder("search")?).arg(news))
}

/// The articles, unpacked once.
fn news() -> Result<Option<std::path::PathBuf>, Failure> {
    let packed = shared().join("data/saudinewsnet.jsonl.xz");
    let unpacked = work_folder("arcd")?.join("news.jsonl");
    if unpacked.is_file() {
        return Ok(Some(unpacked));
    }
    if !packed.is_file() || !works("xz", &["--version"]) {
        return Ok(None);
    }
    let part = unpacked.with_extension("part");
    let file = std::fs::File::create(&part).map_err(|e| format!("{}: {e}", part.display()))?;
    run(Command::new("xz").args(["--decompress", "--stdout"]).arg(&packed).stdout(file))?;
    std::fs::rename(&part, &unpacked).map_err(|e| format!("{}: {e}", unpacked.display()))?;
    Ok(Some(unpacked))
}
