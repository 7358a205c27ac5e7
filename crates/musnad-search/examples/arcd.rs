//! Measures search on questions with known answers: `arcd PASSAGES QUESTIONS [NEWS] [--set NAME=VALUE]… [--misses]
//! [--half] [--quick] [--keep FOLDER]`.
//!
//! Builds an index of the passages, asks all questions, and prints how often the right passage came first, among five, and
//! MRR@10; then the same with NEWS (JSON Lines) in the same index, with build time, size and latency; then how often the
//! sentence with the answer came first and among five. Odd and even questions are reported apart: weights were tuned on the
//! even ones (`--half` asks these alone, `--quick` leaves out times, `--keep` uses the large index of an earlier run).
//! `cargo xtask arcd` runs it.

#![allow(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used)] // a developer's program

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use musnad_search::rank::Weights;
use musnad_search::{Entry, Evidence, Index, Look, Query, Question, Writer};
use musnad_text::chars::fold;
use serde_json::Value;

type Failure = Box<dyn std::error::Error>;

struct Asked {
    question: String,
    passage: String,
    answers: Vec<String>,
    even: bool,
}

fn main() -> Result<(), Failure> {
    let mut files = Vec::new();
    let mut weights = Weights::default();
    let mut misses = false;
    let mut keep = None;
    let mut quick = false;
    let mut half = false;
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--misses" => misses = true,
            "--quick" => quick = true,
            "--half" => half = true,
            "--keep" => keep = args.next().map(PathBuf::from),
            "--set" => {
                let setting = args.next().unwrap_or_default();
                let (name, value) = setting.split_once('=').ok_or("--set NAME=VALUE")?;
                if !weights.set(name, value.parse()?) {
                    return Err(format!("no weight is called {name}").into());
                }
            }
            _ => files.push(PathBuf::from(arg)),
        }
    }
    let [passages, questions, rest @ ..] = &files[..] else {
        return Err("arcd PASSAGES QUESTIONS [NEWS]".into());
    };
    let passages = lines(passages)?;
    let texts: HashMap<&str, &str> =
        passages.iter().filter_map(|p| Some((p["id"].as_str()?, p["text"].as_str()?))).collect();
    let mut questions: Vec<Asked> = lines(questions)?.iter().filter_map(asked).collect();
    questions.retain(|q| q.even || !half);
    println!(
        "{} passages, {} questions ({} even)",
        passages.len(),
        questions.len(),
        questions.iter().filter(|q| q.even).count()
    );

    let folder = tempfile::tempdir()?;
    let small = keep.as_ref().map_or(folder.path().join("small"), |k| k.join("small"));
    build(&small, &passages, &[])?;
    let index = Index::open(&small)?.with_weights(weights.clone());
    ask_passages("passages", &index, &questions, &texts, misses)?;
    ask_sentences(&index, &questions, &texts, misses)?;

    if let [news] = rest {
        let large = keep.as_ref().map_or(folder.path().join("large"), |k| k.join("large"));
        let news = if quick { Vec::new() } else { lines(news)? };
        if keep.is_none() || !large.join("meta.json").is_file() {
            let start = Instant::now();
            build(&large, &passages, &news)?;
            let bytes: usize = news.iter().filter_map(|n| n["text"].as_str()).map(str::len).sum();
            println!(
                "built from {} articles, {:.1} MB of text: {:.1} s, {:.1} MB on disk",
                news.len(),
                bytes as f64 / 1e6,
                start.elapsed().as_secs_f64(),
                size(&large)? as f64 / 1e6
            );
        }
        let index = Index::open(&large)?.with_weights(weights);
        ask_passages("passages among articles", &index, &questions, &texts, false)?;
        if !quick {
            latency(&index, &news)?;
        }
    }
    Ok(())
}

fn lines(file: &Path) -> Result<Vec<Value>, Failure> {
    let text = std::fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))?;
    text.lines().map(|line| serde_json::from_str(line).map_err(Into::into)).collect()
}

fn asked(q: &Value) -> Option<Asked> {
    let answers = q["answers"].as_array()?.iter().filter_map(|a| Some(a.as_str()?.to_owned())).collect();
    let id = q["id"].as_str()?;
    // Halves by a hash of the id, so that questions of one passage fall into both by chance.
    let hash = id.bytes().fold(0u32, |h, b| h.wrapping_mul(31).wrapping_add(u32::from(b)));
    Some(Asked {
        question: q["question"].as_str()?.to_owned(),
        passage: q["passage"].as_str()?.to_owned(),
        answers,
        even: (hash >> 3) % 2 == 0,
    })
}

fn build(folder: &Path, passages: &[Value], news: &[Value]) -> Result<(), Failure> {
    let mut writer = Writer::create(folder)?;
    let all: Vec<&Value> = passages.iter().chain(news).collect();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let writing = &writer;
    std::thread::scope(|scope| {
        let workers: Vec<_> = all
            .chunks(all.len().div_ceil(threads).max(1))
            .map(|chunk| scope.spawn(move || chunk.iter().try_for_each(|d| writing.add(&entry(d)))))
            .collect();
        workers.into_iter().try_for_each(|w| w.join().unwrap())
    })?;
    writer.commit("")?;
    writer.finish()?;
    Ok(())
}

fn entry(d: &Value) -> Entry<'_> {
    let day = d["published"].as_str().map(|day| day.replace('-', ""));
    Entry {
        id: d["id"].as_str().unwrap_or(""),
        title: d["title"].as_str().unwrap_or(""),
        outlet: d["outlet"].as_str().unwrap_or(""),
        published: day.and_then(|day| day.get(..8)?.parse().ok()),
        text: d["text"].as_str().unwrap_or(""),
        ..Entry::default()
    }
}

fn size(folder: &Path) -> Result<u64, Failure> {
    let mut sum = 0;
    for entry in std::fs::read_dir(folder)? {
        sum += entry?.metadata()?.len();
    }
    Ok(sum)
}

/// Counts of ranks, of all questions and of the two halves.
#[derive(Default)]
struct Tally([Half; 3]);

#[derive(Default)]
struct Half {
    asked: usize,
    first: usize,
    five: usize,
    reciprocal: f64,
}

impl Tally {
    fn add(&mut self, even: bool, rank: Option<usize>) {
        for half in [0, if even { 1 } else { 2 }] {
            let half = &mut self.0[half];
            half.asked += 1;
            half.first += usize::from(rank == Some(0));
            half.five += usize::from(rank.is_some_and(|r| r < 5));
            half.reciprocal += rank.filter(|r| *r < 10).map_or(0.0, |r| 1.0 / (r as f64 + 1.0));
        }
    }

    fn print(&self, what: &str) {
        for (name, half) in ["all", "tuned", "other"].iter().zip(&self.0) {
            let n = half.asked.max(1) as f64;
            println!(
                "{what:<32} {name:<6} first {:.3}  in five {:.3}  MRR@10 {:.3}",
                half.first as f64 / n,
                half.five as f64 / n,
                half.reciprocal / n
            );
        }
    }
}

fn ask_passages(
    what: &str,
    index: &Index,
    questions: &[Asked],
    texts: &HashMap<&str, &str>,
    misses: bool,
) -> Result<(), Failure> {
    let mut tally = Tally::default();
    let mut copies = Tally::default();
    let mut took = Vec::new();
    for q in questions {
        let start = Instant::now();
        let hits = index.passages(&Question::parse(&q.question), 10)?;
        took.push(start.elapsed());
        let rank = hits.iter().position(|hit| hit.id == q.passage);
        tally.add(q.even, rank);
        let text = texts.get(q.passage.as_str()).copied().unwrap_or("");
        copies.add(q.even, hits.iter().position(|hit| hit.id == q.passage || repeats(&hit.text, q, text)));
        if misses && q.even && rank != Some(0) {
            let words: Vec<String> = Question::parse(&q.question).words().map(str::to_owned).collect();
            println!("P {rank:?} {} | {}\n   right {}", q.question, words.join(" "), q.passage);
            for hit in hits.iter().take(2) {
                println!("   {} {:.1} {}", hit.id, hit.score, hit.text.chars().take(250).collect::<String>());
            }
        }
    }
    tally.print(what);
    copies.print("  or one that repeats the sentence");
    print_times("  a question, ten passages", took);
    Ok(())
}

fn ask_sentences(
    index: &Index,
    questions: &[Asked],
    texts: &HashMap<&str, &str>,
    misses: bool,
) -> Result<(), Failure> {
    let mut tally = Tally::default();
    let mut holding = Tally::default();
    for q in questions {
        let evidence = index.ask(&Question::parse(&q.question), 10)?;
        let text = texts.get(q.passage.as_str()).copied().unwrap_or("");
        tally.add(q.even, evidence.iter().position(|e| right(e, q, text)));
        let holds = |e: &Evidence| {
            let sentence = fold(e.hit.sentence.of(&e.hit.text));
            q.answers.iter().any(|a| sentence.contains(fold(a).trim_matches(|c: char| !c.is_alphanumeric())))
        };
        let rank = evidence.iter().position(holds);
        holding.add(q.even, rank);
        if misses && q.even && rank != Some(0) {
            println!("S {rank:?} {} | {:?}", q.question, q.answers);
            for e in evidence.iter().take(2) {
                println!("   {} {:.1} {}", e.hit.id, e.score, e.hit.sentence.of(&e.hit.text));
            }
        }
    }
    tally.print("sentence at the answer's place");
    holding.print("sentence with the answer's words");
    Ok(())
}

/// Whether a sentence lies at the answer's place in the right passage: an answer over a sentence's end counts where most of it
/// lies.
fn right(evidence: &Evidence, q: &Asked, text: &str) -> bool {
    let span = evidence.hit.bytes(evidence.hit.sentence);
    evidence.hit.id == q.passage
        && q.answers.iter().any(|answer| {
            let Some(start) = text.find(answer.as_str()) else { return false };
            let end = start + answer.len();
            2 * span.end.min(end).saturating_sub(span.start.max(start)) > answer.len()
        })
}

/// Whether a passage repeats what stands around the answer in the right one: a fifth of the passages share sentences.
fn repeats(hit: &str, q: &Asked, text: &str) -> bool {
    q.answers.iter().any(|answer| {
        let Some(start) = text.find(answer.as_str()) else { return false };
        let end = start + answer.len();
        let from = text[..start].rfind('.').map_or(0, |at| at + 1);
        let to = text[end..].find('.').map_or(text.len(), |at| end + at);
        let around = text[from..to].trim();
        around.len() > 40 && hit.contains(around)
    })
}

/// 500 queries of three to eight words in a row, taken from the articles at regular steps.
fn latency(index: &Index, news: &[Value]) -> Result<(), Failure> {
    let mut queries = Vec::new();
    for i in 0..500 {
        let text = news[i * news.len() / 500]["text"].as_str().unwrap_or("");
        let words: Vec<&str> =
            text.split_whitespace().filter(|w| w.chars().all(char::is_alphabetic)).collect();
        let length = 3 + i % 6;
        let from = (i * 37) % words.len().saturating_sub(length).max(1);
        queries.push(words[from.min(words.len())..(from + length).min(words.len())].join(" "));
    }
    queries.retain(|q| !q.is_empty());
    for _ in 0..2 {
        let mut took = Vec::new();
        let mut found = 0;
        for query in &queries {
            let start = Instant::now();
            let query = Query::parse(query)?;
            let result = index.search(&query, &Look::default())?;
            for part in &result.parts {
                index.show(&query, part)?;
            }
            took.push(start.elapsed());
            found += usize::from(!result.parts.is_empty());
        }
        print_times(&format!("  a search, ten hits with places ({found} of {} found)", queries.len()), took);
    }
    Ok(())
}

fn print_times(what: &str, mut took: Vec<Duration>) {
    took.sort_unstable();
    let at = |share: f64| took[((took.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
    println!("{what}: p50 {:.2} ms, p99 {:.2} ms", at(0.5), at(0.99));
}
