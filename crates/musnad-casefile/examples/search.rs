//! Measures `search`: `search FOLDER NEWS`.
//!
//! Puts the articles into a casefile in FOLDER, unless they are there, and searches it with words that stand side by side in them, and with
//! filters about statements. Prints how long a search takes, warm, from the query to its hits with their places, evidence and groups of
//! copies. `cargo xtask search` runs it.

#![allow(clippy::print_stdout, clippy::unwrap_used)] // a developer's program

use std::path::Path;
use std::time::{Duration, Instant};

use musnad::{Engine, Input};
use musnad_casefile::{Add, Casefile, Found, Page};
use serde_json::Value;

type Failure = Box<dyn std::error::Error>;

const QUERIES: usize = 500;
const ROUNDS: usize = 3;

fn main() -> Result<(), Failure> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [folder, news] = &args[..] else { return Err("search FOLDER NEWS".into()) };
    let mut casefile = Casefile::open_or_create(&Path::new(folder).join("search.musnad"))?;
    let begun = Instant::now();
    let input = Input::from(Path::new(news).to_owned());
    let added = casefile.add(&Engine::new(), vec![input], &Add::default(), &mut |_| {})?;
    let took = begun.elapsed();
    let begun = Instant::now();
    casefile.refresh(Add::default().jobs, &mut |_| {})?;
    println!(
        "{} documents; {} added in {:.1} s, index and copies brought up to date in {:.1} s",
        casefile.len()?,
        added.new,
        took.as_secs_f64(),
        begun.elapsed().as_secs_f64()
    );

    let queries = sampled(Path::new(news))?;
    let begun = Instant::now();
    casefile.search(&queries[0], Page::default())?;
    println!("the first search, which opens the index: {:.1} ms", begun.elapsed().as_secs_f64() * 1e3);
    let found = measure(&casefile, "3 to 8 words", &queries)?;
    let filters: Vec<String> =
        queries.iter().zip(&found).filter_map(|(query, found)| filtered(query, found)).collect();
    let found = measure(&casefile, "a word and a statement", &filters)?;
    let all = found.iter().flat_map(|found| &found.hits);
    let wrong = all.filter(|hit| hit.evidence.said.is_none()).count();
    println!("    hits that are no statement: {wrong}");
    let speakers: Vec<String> =
        filters.iter().filter_map(|filter| Some(filter.split_once(' ')?.1.to_owned())).collect();
    measure(&casefile, "a speaker and an act alone", &speakers)?;
    Ok(())
}

/// Searches again and again, and prints how long it took.
fn measure(casefile: &Casefile, what: &str, queries: &[String]) -> Result<Vec<Found>, Failure> {
    let mut results = Vec::new();
    for query in queries {
        results.push(casefile.search(query, Page::default())?);
    }
    let mut took = Vec::with_capacity(queries.len() * ROUNDS);
    for _ in 0..ROUNDS {
        for query in queries {
            let begun = Instant::now();
            let found = casefile.search(query, Page::default())?;
            took.push(begun.elapsed());
            std::hint::black_box(found);
        }
    }
    took.sort_unstable();
    let at = |share: f64| took[((took.len() - 1) as f64 * share) as usize];
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    let some = results.iter().filter(|found| !found.hits.is_empty()).count();
    let relaxed = results.iter().filter(|found| found.relaxed).count();
    let hits: usize = results.iter().map(|found| found.hits.len()).sum();
    let documents: usize = results.iter().map(|found| found.total.documents).sum();
    let sources: usize = results.iter().map(|found| found.total.sources).sum();
    let copied = results.iter().flat_map(|f| &f.hits).filter(|hit| hit.evidence.copies.documents > 1).count();
    println!(
        "{what}: {} searches, {some} find something, {relaxed} of them only some of the words",
        queries.len()
    );
    println!("    p50 {:.2} ms, p99 {:.2} ms, the longest {:.2} ms", ms(at(0.5)), ms(at(0.99)), ms(at(1.0)));
    println!(
        "    {documents} documents from {sources} sources in all; {hits} hits, {copied} of them with copies"
    );
    let outside = results.iter().flat_map(|f| &f.hits).filter(|hit| misplaced(hit)).count();
    println!("    hits whose places do not fit: {outside}");
    Ok(results)
}

/// Whether what a hit says of its places is not what stands in the document.
fn misplaced(hit: &musnad_casefile::Hit) -> bool {
    let document = &hit.evidence.document;
    let cut =
        |start: usize, end: usize| document.text.chars().skip(start).take(end - start).collect::<String>();
    let words = [&hit.sentence, &hit.evidence.words];
    words.iter().any(|w| cut(w.start, w.end) != w.text)
        || hit.matches.iter().any(|m| cut(m.start, m.end).split_whitespace().count() == 0)
}

/// Words that stand side by side in articles, the same in every run.
fn sampled(news: &Path) -> Result<Vec<String>, Failure> {
    let text = std::fs::read_to_string(news)?;
    let lines: Vec<&str> = text.lines().collect();
    let mut seed = 2015u64;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below.max(1)
    };
    let mut queries = Vec::with_capacity(QUERIES);
    while queries.len() < QUERIES {
        let row: Value = serde_json::from_str(lines[random(lines.len())])?;
        let words: Vec<&str> = row["text"].as_str().unwrap_or_default().split_whitespace().collect();
        let length = 3 + random(6);
        let from = random(words.len().saturating_sub(length));
        let words = words.get(from..from + length).unwrap_or_default();
        if words.len() == length && words.iter().all(|word| word.chars().all(char::is_alphabetic)) {
            queries.push(words.join(" "));
        }
    }
    Ok(queries)
}

/// The longest word of a query with the speaker and the act of a statement that it found.
fn filtered(query: &str, found: &Found) -> Option<String> {
    let said = found.hits.iter().find_map(|hit| hit.evidence.said.as_ref())?;
    let word = query.split(' ').max_by_key(|word| word.chars().count())?;
    let speaker = said.speaker.as_deref()?.replace('"', "");
    Some(format!("{word} speaker:\"{speaker}\" kind:{}", said.act))
}
