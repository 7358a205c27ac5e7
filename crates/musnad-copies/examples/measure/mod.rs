//! What both measurements share: reading documents, and numbers that are random but the same each time.
#![allow(dead_code)] // each of the two uses a part
#![allow(clippy::disallowed_methods)] // it reads a corpus and looks at the clock, which the crate does not

use std::time::{Duration, Instant};

use musnad_copies::{Doc, Index, Signature, Words};

/// Reads the texts of a file of documents, one JSON object a line.
pub fn texts(file: &str) -> Result<Vec<String>, String> {
    let lines = std::fs::read_to_string(file).map_err(|e| format!("{file}: {e}"))?;
    let mut texts = Vec::new();
    for line in lines.lines() {
        let row: serde_json::Value = serde_json::from_str(line).map_err(|e| format!("{file}: {e}"))?;
        texts.extend(row["text"].as_str().map(str::to_owned));
    }
    Ok(texts)
}

/// Writes a file.
pub fn write(file: &str, text: &str) -> Result<(), String> {
    std::fs::write(file, text).map_err(|e| format!("{file}: {e}"))
}

/// Does something for every document, on as many threads as there are cores.
pub fn for_each<T: Send>(count: usize, one: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let mut results: Vec<Option<T>> = (0..count).map(|_| None).collect();
    std::thread::scope(|scope| {
        for (k, part) in results.chunks_mut(count.div_ceil(threads).max(1)).enumerate() {
            let one = &one;
            let first = k * count.div_ceil(threads).max(1);
            scope.spawn(move || {
                for (i, result) in part.iter_mut().enumerate() {
                    *result = Some(one(first + i));
                }
            });
        }
    });
    results.into_iter().flatten().collect()
}

/// Signatures and index of all texts, and says what they cost.
pub fn build(texts: &[String]) -> (Vec<Signature>, Index) {
    let bytes: usize = texts.iter().map(String::len).sum();
    println!("{} documents, {:.1} MB of text", texts.len(), bytes as f64 / 1e6);
    let (signatures, took) = timed(|| for_each(texts.len(), |i| Signature::of(&Words::cut(&texts[i]))));
    println!("  words cut, signatures made   {:.2} s on all cores", took.as_secs_f64());
    let (rows, took) = timed(|| signatures.iter().map(|s| s.to_bytes()).collect::<Vec<_>>());
    let size: usize = rows.iter().map(Vec::len).sum();
    println!(
        "  as rows                      {:.2} s, {:.1} MB, {} bytes a document, {:.1} % of the text",
        took.as_secs_f64(),
        size as f64 / 1e6,
        size / texts.len().max(1),
        size as f64 * 100.0 / bytes.max(1) as f64
    );
    let (read, took) = timed(|| rows.iter().filter_map(|row| Signature::from_bytes(row).ok()).count());
    println!("  rows read again              {:.2} s ({read})", took.as_secs_f64());
    let (index, took) = timed(|| {
        let mut index = Index::new();
        index.extend(signatures.iter().enumerate().map(|(doc, s)| (doc as Doc, s)));
        index
    });
    println!(
        "  index of runs                {:.2} s, {:.1} MB of memory",
        took.as_secs_f64(),
        index.memory() as f64 / 1e6
    );
    let stored = index.to_bytes();
    let (opened, took) = timed(|| Index::from_bytes(&stored).is_ok());
    println!(
        "  opened from its bytes        {:.3} s, {:.1} MB ({opened})",
        took.as_secs_f64(),
        stored.len() as f64 / 1e6
    );
    (signatures, index)
}

/// What something took.
pub fn timed<T>(what: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = what();
    (result, start.elapsed())
}

/// Random numbers from a fixed seed (SplitMix64).
pub struct Random(pub u64);

impl Random {
    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((x ^ (x >> 31)) % end.max(1) as u64) as usize
    }
}
