//! Measures `ask`: `ask FOLDER PASSAGES QUESTIONS [NEWS] [--errors]`.
//!
//! Makes a casefile of the passages in FOLDER, asks questions that they answer, and 200 that they do not (`unanswerable.tsv`: `far`, of
//! which they say nothing, and `near`, about a matter of theirs but not what they say of it). Prints how often the sentence with the answer
//! came first and among five, how many questions were answered and how many declined. Thresholds and weights were chosen on the half
//! called `tuned`. With NEWS, the same among these articles. `cargo xtask ask` runs it.

#![allow(clippy::print_stdout, clippy::unwrap_used)] // a developer's program

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use musnad::{Engine, Input};
use musnad_casefile::{Add, Casefile, DocumentId, Piece};
use serde_json::Value;

type Failure = Box<dyn std::error::Error>;

const UNANSWERABLE: &str = include_str!("unanswerable.tsv");

struct Asked {
    question: String,
    passage: String,
    answers: Vec<String>,
    tuned: bool,
}

fn main() -> Result<(), Failure> {
    let (flags, files): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|a| a.starts_with("--"));
    let [folder, passages, questions, rest @ ..] = &files[..] else {
        return Err("ask FOLDER PASSAGES QUESTIONS [NEWS]".into());
    };
    let errors = flags.iter().any(|flag| flag == "--errors");
    let texts: HashMap<String, String> = lines(Path::new(passages))?
        .iter()
        .filter_map(|p| Some((p["id"].as_str()?.to_owned(), p["text"].as_str()?.to_owned())))
        .collect();
    let asked: Vec<Asked> = lines(Path::new(questions))?.iter().filter_map(read).collect();
    measure(&Path::new(folder).join("passages.musnad"), &[passages], &asked, &texts, errors)?;
    if let [news] = rest {
        println!("── the same with {news} in the casefile");
        measure(&Path::new(folder).join("all.musnad"), &[passages, news], &asked, &texts, false)?;
    }
    Ok(())
}

fn lines(file: &Path) -> Result<Vec<Value>, Failure> {
    let text = std::fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))?;
    text.lines().map(|line| serde_json::from_str(line).map_err(Into::into)).collect()
}

fn read(q: &Value) -> Option<Asked> {
    let answers = q["answers"].as_array()?.iter().filter_map(|a| Some(a.as_str()?.to_owned())).collect();
    let id = q["id"].as_str()?;
    Some(Asked {
        question: q["question"].as_str()?.to_owned(),
        passage: q["passage"].as_str()?.to_owned(),
        answers,
        tuned: half(id),
    })
}

/// Halves by a hash, so that questions of one passage fall into both by chance.
fn half(id: &str) -> bool {
    let hash = id.bytes().fold(0u32, |h, b| h.wrapping_mul(31).wrapping_add(u32::from(b)));
    (hash >> 3) % 2 == 0
}

fn measure(
    case: &Path,
    inputs: &[&String],
    asked: &[Asked],
    texts: &HashMap<String, String>,
    errors: bool,
) -> Result<(), Failure> {
    let mut casefile = Casefile::open_or_create(case)?;
    let inputs: Vec<Input> = inputs.iter().map(|file| PathBuf::from(file).into()).collect();
    casefile.add(&Engine::new(), inputs, &Add::default(), &mut |_| {})?;
    casefile.refresh(2, &mut |_| {})?;

    let mut rows = [[0usize; 5]; 2];
    let begun = Instant::now();
    for q in asked {
        let answer = casefile.ask(&q.question, 5)?;
        let answered = answer.parts.iter().any(|part| !part.evidence.is_empty());
        // How well it ranks is counted whether or not it answers.
        let ranked: Vec<&Piece> =
            answer.parts.iter().flat_map(|part| part.evidence.iter().chain(&part.nearest)).collect();
        let text = texts.get(&q.passage).map_or("", String::as_str);
        // A copy of the passage is the same evidence.
        let passage = casefile.document_of(&q.passage)?.map_or(0, |document| document.id);
        let first = casefile.stands_for(passage)?;
        let rank = ranked.iter().position(|piece| right(piece, q, text) || repeats(piece, q, first));
        let row = &mut rows[usize::from(!q.tuned)];
        row[0] += 1;
        row[1] += usize::from(answered);
        row[2] += usize::from(rank == Some(0));
        row[3] += usize::from(rank.is_some_and(|rank| rank < 5));
        row[4] += usize::from(answered && rank.is_some_and(|rank| rank < 5));
        if errors && q.tuned && !answered {
            println!("DECLINED {}", q.question);
        }
    }
    let took = begun.elapsed().as_secs_f64() * 1e3 / asked.len().max(1) as f64;
    for (name, rows) in [("all", &rows[..]), ("tuned", &rows[..1]), ("other", &rows[1..])] {
        let sum = |n: usize| rows.iter().map(|row| row[n]).sum::<usize>();
        let share = |n: usize| sum(n) as f64 / sum(0).max(1) as f64;
        println!(
            "answerable    {name:<6} {:4} asked  answered {:.3}  sentence first {:.3}  in five {:.3}, and answered {:.3}",
            sum(0),
            share(1),
            share(2),
            share(3),
            share(4)
        );
    }
    println!("a question: {took:.1} ms");

    let mut declined: HashMap<(&str, bool), [usize; 2]> = HashMap::new();
    for row in UNANSWERABLE.lines().filter(|row| !row.starts_with('#')) {
        let [_, distance, question] = row.split('\t').collect::<Vec<_>>()[..] else {
            return Err(format!("unanswerable.tsv: three columns wanted: {row}").into());
        };
        let answer = casefile.ask(question, 5)?;
        let pieces = answer.parts.iter().map(|part| part.evidence.len()).sum::<usize>();
        let row = declined.entry((distance, half(question))).or_default();
        row[0] += 1;
        row[1] += usize::from(pieces == 0);
        if errors && half(question) && pieces > 0 {
            println!("ANSWERED {distance} {question}");
        }
    }
    for distance in [None, Some("far"), Some("near")] {
        for tuned in [None, Some(true), Some(false)] {
            let of = declined.iter().filter(|((d, t), _)| {
                distance.is_none_or(|distance| distance == *d) && tuned.is_none_or(|tuned| tuned == *t)
            });
            let (asked, declined) = of.fold((0, 0), |(a, d), (_, row)| (a + row[0], d + row[1]));
            let half = tuned.map_or("all", |tuned| if tuned { "tuned" } else { "other" });
            let share = declined as f64 / asked.max(1) as f64;
            let distance = distance.unwrap_or("");
            println!("unanswerable {distance:<4} {half:<6} {asked:3} asked  declined {share:.3}");
        }
    }
    Ok(())
}

/// Whether a sentence lies at the answer's place in the right passage: an answer over a sentence's end counts where most of it lies.
fn right(piece: &Piece, q: &Asked, text: &str) -> bool {
    let evidence = &piece.evidence;
    evidence.document.key == q.passage
        && q.answers.iter().any(|answer| {
            let Some(start) = text.find(answer.as_str()) else { return false };
            let start = text[..start].chars().count();
            let end = start + answer.chars().count();
            2 * evidence.words.end.min(end).saturating_sub(evidence.words.start.max(start)) > end - start
        })
}

/// Whether a sentence of a copy of the right passage holds the answer.
fn repeats(piece: &Piece, q: &Asked, first: DocumentId) -> bool {
    let evidence = &piece.evidence;
    evidence.document.key != q.passage
        && evidence.copies.first == first
        && q.answers.iter().any(|answer| evidence.words.text.contains(answer.as_str()))
}
