//! `cargo xtask gold --errors`: where statements were missed, misread or made up, sorted by cause, each in its context.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use serde_json::Value;

use crate::Failure;

/// Characters shown on each side of a miss.
const CONTEXT: usize = 70;
/// How far from its cue a speaker still counts as named beside it.
const BESIDE: usize = 250;

/// Prints the misses in the documents of a folder, given what was read in them.
pub fn print(folder: &Path, read: &Path) -> Result<(), Failure> {
    let documents = documents(folder, read)?;
    let known: HashSet<String> = documents
        .iter()
        .flat_map(|(_, got)| list(got, "statements"))
        .filter_map(|s| s["cue"]["text"].as_str().map(bare))
        .collect();
    let mut sorted: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    for (gold, got) in &documents {
        for (cause, line) in compare(gold, got, &known) {
            sorted.entry(cause).or_default().push(line);
        }
    }
    for (cause, lines) in &sorted {
        println!("\n{cause}: {}", lines.len());
        for line in lines {
            println!("{line}");
        }
    }
    println!();
    Ok(())
}

/// One statement that was read, beside the annotations.
pub struct Compared {
    pub rule: String,
    /// What found its speaker; `nobody` without reasons.
    pub how: String,
    pub confidence: f64,
    /// Whether an annotated statement has these words, and this speaker.
    pub words: bool,
    pub speaker: bool,
}

/// All statements that were read in the documents of a folder.
pub fn compared(folder: &Path, read: &Path) -> Result<Vec<Compared>, Failure> {
    let mut all = Vec::new();
    for (gold, got) in documents(folder, read)? {
        let (_, wanted, read) = statements(&gold, &got);
        let pairs = pair(&wanted, &read);
        for (m, (_, statement)) in read.iter().enumerate() {
            let wanted = pairs.iter().find(|p| p.1 == m).map(|p| wanted[p.0].1);
            all.push(Compared {
                rule: word(&statement["rule"]).to_owned(),
                how: how(statement),
                confidence: statement["confidence"].as_f64().unwrap_or(0.0),
                words: wanted.is_some(),
                speaker: wanted.is_some_and(|w| same_speaker(w, &statement["speaker"])),
            });
        }
    }
    Ok(all)
}

/// What found a statement's speaker, by its reasons.
fn how(statement: &Value) -> String {
    let reasons = statement["reasons"].as_array().into_iter().flatten();
    let found = reasons.filter_map(|r| r["what"].as_str()).find(|what| *what != "cue");
    found.filter(|_| !statement["speaker"].is_null()).unwrap_or("nobody").to_owned()
}

/// The annotated documents of a folder, each with what was read in it.
fn documents(folder: &Path, read: &Path) -> Result<Vec<(Value, Value)>, Failure> {
    let fail = |path: &Path, e: &dyn std::fmt::Display| format!("{}: {e}", path.display());
    let text = std::fs::read_to_string(read).map_err(|e| fail(read, &e))?;
    let mut pairs = Vec::new();
    for line in text.lines() {
        let got: Value = serde_json::from_str(line).map_err(|e| fail(read, &e))?;
        let path = folder.join(format!("{}.json", got["id"].as_str().unwrap_or_default()));
        let Ok(gold) = std::fs::read_to_string(&path) else { continue };
        pairs.push((serde_json::from_str(&gold).map_err(|e| fail(&path, &e))?, got));
    }
    Ok(pairs)
}

/// Statements with their places.
type Placed<'v> = Vec<(Span, &'v Value)>;

/// The text of a document, the statements annotated in it and those read.
fn statements<'v>(gold: &'v Value, got: &'v Value) -> (Vec<char>, Placed<'v>, Placed<'v>) {
    let text: Vec<char> = gold["text"].as_str().unwrap_or_default().chars().collect();
    let wanted = list(gold, "statements")
        .filter_map(|s| {
            let nth = s["nth"].as_u64().unwrap_or(0) as usize;
            Some((occurrence(&text, s["content"].as_str()?, nth)?, s))
        })
        .collect();
    let read = list(got, "statements")
        .map(|s| ((number(&s["content"]["start"]), number(&s["content"]["end"])), s))
        .collect();
    (text, wanted, read)
}

/// What differs in one document: cause and line.
fn compare(gold: &Value, got: &Value, known: &HashSet<String>) -> Vec<(&'static str, String)> {
    let id = word(&got["id"]);
    let (text, wanted, read) = statements(gold, got);
    let pairs = pair(&wanted, &read);
    let mut out = Vec::new();
    for (n, (span, statement)) in wanted.iter().enumerate() {
        let place = shown(&text, *span);
        let gold = format!(
            "{} | {} | {}",
            word(&statement["cue"]),
            word(&statement["speaker"]),
            statement["act"].as_str().unwrap_or("")
        );
        match pairs.iter().find(|p| p.0 == n) {
            Some(&(_, m)) => {
                let speaker = &read[m].1["speaker"];
                if !same_speaker(statement, speaker) {
                    let cause = wrong_speaker(&text, *span, statement, speaker);
                    let rule = word(&read[m].1["rule"]);
                    out.push((
                        cause,
                        format!("  {id} {gold}\n      read {} ({rule}): {place}", word(&speaker["text"])),
                    ));
                }
            }
            None => {
                let near = read.iter().max_by(|a, b| overlap(*span, a.0).total_cmp(&overlap(*span, b.0)));
                let near = near.filter(|(other, _)| overlap(*span, *other) > 0.0);
                let cause = missed(&text, *span, statement, near.map(|n| n.0), known);
                let read = near.map_or(String::new(), |(other, s)| {
                    format!("\n      read {}: {}", word(&s["rule"]), shown(&text, *other))
                });
                out.push((cause, format!("  {id} {gold}\n      {place}{read}")));
            }
        }
    }
    for (m, (span, statement)) in read.iter().enumerate() {
        if pairs.iter().all(|p| p.1 != m) && wanted.iter().all(|(w, _)| overlap(*w, *span) == 0.0) {
            out.push((
                "false alarm",
                format!(
                    "  {id} {} | {} | {} ({})\n      {}",
                    word(&statement["cue"]["text"]),
                    word(&statement["speaker"]["text"]),
                    word(&statement["act"]),
                    word(&statement["rule"]),
                    shown(&text, *span)
                ),
            ));
        }
    }
    out
}

/// Start and end in characters.
type Span = (usize, usize);

/// Pairs the statements wanted with those read, the closest first, as the scorer does.
fn pair(wanted: &[(Span, &Value)], read: &[(Span, &Value)]) -> Vec<(usize, usize)> {
    let mut close: Vec<(f64, usize, usize)> = Vec::new();
    for (n, (a, _)) in wanted.iter().enumerate() {
        for (m, (b, _)) in read.iter().enumerate() {
            let share = overlap(*a, *b);
            if share >= 0.5 {
                close.push((share, n, m));
            }
        }
    }
    close.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (_, n, m) in close {
        if pairs.iter().all(|&(a, b)| a != n && b != m) {
            pairs.push((n, m));
        }
    }
    pairs
}

fn missed(
    text: &[char],
    span: Span,
    statement: &Value,
    near: Option<Span>,
    known: &HashSet<String>,
) -> &'static str {
    if let Some(near) = near {
        return match (near.0 <= span.0, near.1 >= span.1) {
            (true, true) => "content too long, or nested in another",
            _ if near.0 < span.0 || near.1 > span.1 => "content shifted",
            _ => "content too short",
        };
    }
    let Some(cue) = statement["cue"].as_str() else { return "missed: no cue" };
    if text[..span.0].iter().filter(|&&c| c == '\n').count() == 0 && span.0 < 120 {
        return "missed: headline or first line";
    }
    if known.contains(&bare(cue)) {
        "missed: nothing opened behind a known cue"
    } else {
        "missed: cue read nowhere here"
    }
}

fn wrong_speaker(text: &[char], span: Span, statement: &Value, read: &Value) -> &'static str {
    if read.is_null() {
        return "speaker: nobody found";
    }
    let beside: String =
        text[span.0.saturating_sub(BESIDE)..(span.1 + BESIDE).min(text.len())].iter().collect();
    if statement["speaker"].as_str().is_some_and(|s| beside.contains(s)) {
        "speaker: wrong subject"
    } else {
        "speaker: pronoun or elided subject"
    }
}

/// Whether the last names agree, or one speaker is a part of the other.
fn same_speaker(statement: &Value, read: &Value) -> bool {
    let wanted = ["speaker", "speaker_name"].map(|key| bare(statement[key].as_str().unwrap_or_default()));
    let read = ["text", "name"].map(|key| bare(read[key].as_str().unwrap_or_default()));
    let last = |s: &str| s.rsplit(' ').next().unwrap_or_default().to_owned();
    wanted.iter().filter(|w| !w.is_empty()).any(|w| {
        read.iter()
            .filter(|r| !r.is_empty())
            .any(|r| last(w) == last(r) || w.contains(r.as_str()) || r.contains(w.as_str()))
    }) || wanted.iter().all(String::is_empty)
}

/// A word without vowels, hamza and the joined conjunction, enough to compare cues and names.
fn bare(s: &str) -> String {
    let folded: String = s
        .chars()
        .filter(|c| !('\u{64b}'..='\u{652}').contains(c) && *c != '\u{640}')
        .map(|c| match c {
            'أ' | 'إ' | 'آ' => 'ا',
            'ى' => 'ي',
            'ة' => 'ه',
            c => c,
        })
        .collect();
    let folded = folded.trim_matches(|c: char| !c.is_alphanumeric());
    folded.strip_prefix('و').filter(|rest| rest.chars().count() > 2).unwrap_or(folded).to_owned()
}

fn shown(text: &[char], span: Span) -> String {
    let part = |from: usize, to: usize| -> String { text[from..to].iter().collect() };
    let (start, end) = (span.0.min(text.len()), span.1.clamp(span.0, text.len()));
    let before = part(start.saturating_sub(CONTEXT), start);
    let after = part(end, (end + CONTEXT / 2).min(text.len()));
    format!("…{before}⟦{}⟧{after}…", part(start, end)).replace('\n', "⏎")
}

/// The characters of the `nth` occurrence of a piece of text.
fn occurrence(text: &[char], piece: &str, nth: usize) -> Option<Span> {
    let piece: Vec<char> = piece.chars().collect();
    let start = (0..text.len()).filter(|&at| text[at..].starts_with(&piece)).nth(nth)?;
    Some((start, start + piece.len()))
}

fn overlap(a: Span, b: Span) -> f64 {
    let shared = a.1.min(b.1).saturating_sub(a.0.max(b.0));
    if shared == 0 { 0.0 } else { shared as f64 / (a.1.max(b.1) - a.0.min(b.0)) as f64 }
}

fn list<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    value[key].as_array().into_iter().flatten()
}

fn number(value: &Value) -> usize {
    value.as_u64().unwrap_or(0) as usize
}

fn word(value: &Value) -> &str {
    value.as_str().unwrap_or("-")
}
