//! Texts to measure with: the news corpus where it lies beside the project, else the examples over and over.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::Failure;
use crate::process::{root, shared, work_folder, works};

/// A file of documents, one JSON object a line.
pub struct Sample {
    /// Where it lies.
    pub file: PathBuf,
    /// Bytes of text in it, UTF-8.
    pub bytes: u64,
    /// How many documents.
    pub documents: u64,
    /// What it is, for the record.
    pub what: String,
}

/// Writes documents of at least `bytes` of text in all to a file called `name`, or the whole corpus where it is shorter.
pub fn sample(name: &str, bytes: u64) -> Result<Sample, Failure> {
    let file = work_folder("texts")?.join(name);
    let failed = |e: std::io::Error| format!("{}: {e}", file.display());
    let mut out = BufWriter::new(File::create(&file).map_err(failed)?);
    let mut sample = Sample { file: file.clone(), bytes: 0, documents: 0, what: String::new() };
    let mut add = |line: &str| -> Result<bool, Failure> {
        let row: Value = serde_json::from_str(line).map_err(|e| format!("{name}: {e}"))?;
        let text = row["text"].as_str().unwrap_or_default();
        if text.trim().is_empty() {
            return Ok(true);
        }
        sample.bytes += text.len() as u64;
        sample.documents += 1;
        writeln!(out, "{line}").map_err(failed)?;
        Ok(sample.bytes < bytes)
    };
    let corpus = shared().join("data").join("saudinewsnet.jsonl.xz");
    let what = if corpus.is_file() {
        each_line(&corpus, &mut add)?;
        "news articles of 2015 (SaudiNewsNet)"
    } else {
        let examples = examples()?;
        let mut number = 0;
        let mut more = true;
        while more {
            for row in &examples {
                number += 1;
                let mut row = row.clone();
                row["id"] = json!(number.to_string());
                more = add(&row.to_string())?;
                if !more {
                    break;
                }
            }
        }
        "the example documents, repeated (no news corpus here)"
    };
    out.flush().map_err(failed)?;
    sample.what = what.into();
    Ok(sample)
}

/// Hands over the lines of a packed file until `add` has enough.
pub fn each_line(packed: &Path, add: &mut impl FnMut(&str) -> Result<bool, Failure>) -> Result<(), Failure> {
    const UNPACK: &str =
        "import lzma,shutil,sys; shutil.copyfileobj(lzma.open(sys.argv[1]), sys.stdout.buffer)";
    let mut unpack = if works("xz", &["--version"]) {
        let mut xz = Command::new("xz");
        xz.arg("-dc");
        xz
    } else {
        let mut python = Command::new("python3");
        python.args(["-c", UNPACK]);
        python
    };
    let mut child = unpack
        .arg(packed)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|e| format!("{}: neither xz nor python3 unpacks it: {e}", packed.display()))?;
    let lines = child.stdout.take().map(BufReader::new).into_iter().flat_map(BufRead::lines);
    let mut result = Ok(());
    for line in lines {
        match line.map_err(|e| e.to_string()).and_then(|line| add(&line)) {
            Ok(true) => {}
            Ok(false) => break,
            Err(message) => {
                result = Err(message);
                break;
            }
        }
    }
    // It may still be unpacking what nobody reads.
    let _ = child.kill();
    let _ = child.wait();
    result
}

/// The texts of the example documents, one after another.
pub fn example_texts() -> Result<String, Failure> {
    let examples = examples()?;
    let texts = examples.iter().filter_map(|row| row["text"].as_str());
    Ok(texts.map(|text| format!("{}\n\n", text.trim())).collect())
}

/// The example documents as rows.
fn examples() -> Result<Vec<Value>, Failure> {
    let folder = root().join("examples");
    let entries = std::fs::read_dir(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.filter_map(|e| Some(e.ok()?.path())).collect();
    files.sort();
    let mut rows = Vec::new();
    for file in files {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))?;
        if name.ends_with(".jsonl") {
            for line in text.lines().filter(|l| !l.trim().is_empty()) {
                rows.push(serde_json::from_str(line).map_err(|e| format!("{name}: {e}"))?);
            }
        } else if name != "README.md" {
            rows.push(json!({ "id": name, "text": text, "published": "2024-11-20" }));
        }
    }
    Ok(rows)
}
