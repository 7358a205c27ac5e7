//! MB/s of each room and of the whole, on one core: `cargo bench -p musnad-extract`, or `cargo xtask bench` for figures to keep.
//!
//! `MUSNAD_BENCH` names a file of documents, one JSON object a line with `text` and `published`; without it, the example
//! documents are read over and over. A room is given what the rooms before it wrote, and its own time is measured.

#![allow(missing_docs)] // divan's attributes write functions
#![allow(clippy::disallowed_methods)] // outside of what it measures

use std::path::Path;

use divan::Bencher;
use divan::counter::BytesCount;
use musnad_extract::registry::{ROOMS, Reading};
use musnad_extract::{Engine, Options};
use musnad_text::document::{Document, Published};
use musnad_text::{Annotations, Text};
use serde_json::Value;

/// Of the examples, so that caches do not hold all of them.
const BYTES: usize = 2_000_000;
const OPTIONS: Options = Options { lean: musnad_extract::Lean::Past };

fn main() {
    divan::main();
}

/// The whole: what [`Engine::read`] takes.
#[divan::bench(sample_count = 20)]
fn whole(bencher: Bencher) {
    let (engine, documents) = (Engine::new(), documents());
    bencher
        .counter(bytes(&documents))
        .bench_local(|| documents.iter().map(|d| engine.read(d, &OPTIONS).statements.len()).sum::<usize>());
}

/// Cutting into tokens, quotations and sentences, and looking every word up in the lexicon.
#[divan::bench(sample_count = 20)]
fn text(bencher: Bencher) {
    let (engine, documents) = (Engine::new(), documents());
    bencher
        .counter(bytes(&documents))
        .bench_local(|| documents.iter().map(|d| engine.text(&d.text).len()).sum::<usize>());
}

/// One room.
#[divan::bench(args = ROOMS.iter().map(|room| room.name), sample_count = 20, sample_size = 1)]
fn room(bencher: Bencher, name: &str) {
    let (engine, documents) = (Engine::new(), documents());
    let texts: Vec<Text> = documents.iter().map(|d| engine.text(&d.text)).collect();
    let (before, this) = ROOMS.split_at(ROOMS.iter().position(|room| room.name == name).unwrap_or(0));
    let Some(this) = this.first() else { return };
    let given: Vec<(Annotations, Option<Published>)> = documents
        .iter()
        .zip(&texts)
        .map(|(document, text)| {
            let mut reading = Reading::new(&engine, text, document, &OPTIONS);
            before.iter().for_each(|room| (room.run)(&mut reading));
            (reading.out, reading.published)
        })
        .collect();
    let readings = || -> Vec<Reading> {
        let places = documents.iter().zip(&texts).zip(&given);
        places
            .map(|((document, text), (out, published))| {
                let mut reading = Reading::new(&engine, text, document, &OPTIONS);
                (reading.out, reading.published) = (out.clone(), *published);
                reading
            })
            .collect()
    };
    bencher.counter(bytes(&documents)).with_inputs(readings).bench_local_refs(|readings| {
        readings.iter_mut().for_each(|reading| (this.run)(reading));
    });
}

fn bytes(documents: &[Document]) -> BytesCount {
    BytesCount::new(documents.iter().map(|d| d.text.len()).sum::<usize>())
}

fn documents() -> Vec<Document> {
    match std::env::var_os("MUSNAD_BENCH") {
        Some(file) => read(file.as_ref()),
        None => examples(),
    }
}

fn read(file: &Path) -> Vec<Document> {
    let lines = std::fs::read_to_string(file).expect("the file that MUSNAD_BENCH names");
    let rows = lines.lines().map(|line| serde_json::from_str::<Value>(line).expect("one JSON object a line"));
    rows.map(|row| Document {
        published: row["published"].as_str().and_then(Published::parse),
        text: row["text"].as_str().unwrap_or_default().to_owned(),
        ..Document::default()
    })
    .collect()
}

fn examples() -> Vec<Document> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the examples")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|file| file.extension().is_some_and(|e| e == "txt" || e == "md"))
        .filter(|file| !file.ends_with("README.md"))
        .collect();
    files.sort();
    let texts: Vec<String> = files.iter().map(|f| std::fs::read_to_string(f).expect("UTF-8")).collect();
    let length: usize = texts.iter().map(String::len).sum();
    let times = BYTES.div_ceil(length.max(1));
    let published = Published::parse("2024-11-20");
    let once = || texts.iter().map(|text| Document { published, text: text.clone(), ..Document::default() });
    (0..times).flat_map(|_| once()).collect()
}
