//! `cargo xtask copies` and `cargo xtask quote`: copies and quotations made from the news corpus, and how well they are found.

use crate::Failure;
use crate::process::{cargo, run, shared, work_folder};
use crate::sample::sample;

/// More than the corpus has.
const WHOLE: u64 = u64::MAX;

/// Finds copies that are made from documents of the corpus. With `pairs`, a sample of natural ones is written to be read.
pub fn run_copies(pairs: bool) -> Result<(), Failure> {
    corpus_is_there()?;
    let corpus = sample("corpus.jsonl", WHOLE)?;
    let mut measure = example("musnad-copies", "copies");
    measure.arg(&corpus.file);
    if pairs {
        let file = work_folder("copies")?.join("pairs.txt");
        println!("pairs to be read: {}", file.display());
        measure.arg(file);
    }
    run(&mut measure)
}

/// Looks up sentences of the corpus, the same with a word changed, and sentences from elsewhere.
pub fn run_quote(errors: bool) -> Result<(), Failure> {
    corpus_is_there()?;
    let corpus = sample("corpus.jsonl", WHOLE)?;
    // Kept from one time to the next, so that only the first has to read the corpus.
    let casefile = work_folder("quote")?.join("corpus.musnad");
    let mut measure = example("musnad-casefile", "quote");
    measure.arg(&corpus.file).arg(shared().join("arcd").join("passages.jsonl")).arg(casefile);
    if errors {
        measure.arg("--errors");
    }
    run(&mut measure)
}

/// The examples repeated would be nothing but copies.
fn corpus_is_there() -> Result<(), Failure> {
    let corpus = shared().join("data").join("saudinewsnet.jsonl.xz");
    if corpus.is_file() {
        return Ok(());
    }
    Err(format!("no {}: set MUSNAD_SHARED to the folder that holds data/ and arcd/", corpus.display()))
}

fn example(package: &str, name: &str) -> std::process::Command {
    cargo(&["run", "--quiet", "--release", "--package", package, "--example", name, "--"])
}
