//! `cargo xtask growth`: whether time grows with a document's length, and no faster.

use std::path::{Path, PathBuf};

use crate::Failure;
use crate::bench::{fastest, read};
use crate::process::{musnad, work_folder};
use crate::run_file::RunFile;
use crate::sample::example_texts;

/// Megabytes.
const SIZES: [usize; 3] = [1, 10, 100];

/// Measures one document of several lengths, with paragraphs and as one line, and prints the time for each byte.
pub fn run_growth(save: bool) -> Result<(), Failure> {
    let program = musnad("dist")?;
    let mut report = RunFile::new("growth");
    let paragraphs = example_texts()?;
    let one_line = paragraphs.replace(['\n', '\r'], " ");
    for (name, text) in [("with paragraphs", &paragraphs), ("on one line", &one_line)] {
        report.say(&format!("One document {name}, the example texts repeated"));
        let mut first = None;
        for size in SIZES {
            let (file, bytes) = repeated(text, size)?;
            let rounds = if size < 100 { 3 } else { 1 };
            let took =
                fastest(rounds, || read(&program, &file, &["--jobs", "1", "--published", "2024-11-20"]))?;
            let per_byte = took.as_secs_f64() * 1e9 / bytes as f64;
            let ratio = per_byte / *first.get_or_insert(per_byte);
            report.say(&format!(
                "  {size:>3} MB: {:>7.2} s, {per_byte:>6.1} ns a byte, {ratio:.2} times that of 1 MB",
                took.as_secs_f64()
            ));
        }
    }
    if save { report.save() } else { Ok(()) }
}

/// A text file of so many megabytes.
fn repeated(text: &str, megabytes: usize) -> Result<(PathBuf, usize), Failure> {
    let file = work_folder("texts")?.join("growth.txt");
    let times = (megabytes * 1_000_000).div_ceil(text.len().max(1));
    let whole = text.repeat(times);
    write(&file, &whole)?;
    Ok((file, whole.len()))
}

fn write(file: &Path, text: &str) -> Result<(), Failure> {
    std::fs::write(file, text).map_err(|e| format!("{}: {e}", file.display()))
}
