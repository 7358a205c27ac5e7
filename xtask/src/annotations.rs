//! The project's own annotations, `annotations/{dev,held-out}`: article ids with offsets (code points), values and labels, none of
//! the articles' text. Beside the corpus they become documents that the scorer reads; acts, aliases and the author's assertions are scored here.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use crate::Failure;
use crate::parties::{Parties, overlap, span};
use crate::process::{root, shared, work_folder};
use crate::sample::each_line;

/// Whether a folder holds annotations without texts.
pub fn are_offsets(folder: &Path) -> bool {
    folder.starts_with(root().join("annotations"))
}

/// The folders of the project's own annotations that the corpus lies beside.
pub fn folders() -> Vec<PathBuf> {
    ours("dev").into_iter().collect()
}

/// The folder that no rule may be written from.
pub fn held_out() -> Option<PathBuf> {
    ours("held-out")
}

fn ours(name: &str) -> Option<PathBuf> {
    Some(root().join("annotations").join(name)).filter(|f| corpus().is_file() && f.is_dir())
}

fn corpus() -> PathBuf {
    shared().join("data").join("saudinewsnet.jsonl.xz")
}

/// Joins annotations with their texts: a folder in the form that `score.py` reads.
pub fn with_texts(folder: &Path) -> Result<PathBuf, Failure> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let out = work_folder("annotations")?.join(&name);
    // What an earlier run left, of articles that have moved since.
    let _ = std::fs::remove_dir_all(&out);
    std::fs::create_dir_all(&out).map_err(|e| format!("{}: {e}", out.display()))?;
    let mut wanted = read(folder)?;
    each_line(&corpus(), &mut |line| {
        let row: Value = serde_json::from_str(line).map_err(|e| format!("the corpus: {e}"))?;
        if let Some(annotated) = row["id"].as_str().and_then(|id| wanted.remove(id)) {
            let document = joined(&row, &annotated)?;
            let file = out.join(format!("{}.json", row["id"].as_str().unwrap_or_default()));
            std::fs::write(&file, document.to_string()).map_err(|e| format!("{}: {e}", file.display()))?;
        }
        Ok(!wanted.is_empty())
    })?;
    match wanted.keys().next() {
        Some(id) => Err(format!("{id}: not in {}", corpus().display())),
        None => Ok(out),
    }
}

fn read(folder: &Path) -> Result<HashMap<String, Value>, Failure> {
    let mut all = HashMap::new();
    let files = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    for file in files.flatten().map(|f| f.path()).filter(|f| f.extension().is_some_and(|e| e == "json")) {
        let text = std::fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))?;
        let value: Value = serde_json::from_str(&text).map_err(|e| format!("{}: {e}", file.display()))?;
        all.insert(value["id"].as_str().unwrap_or_default().to_owned(), value);
    }
    Ok(all)
}

/// A span as the scorer writes it: its text, and which occurrence of that text it is.
struct Place {
    text: String,
    nth: usize,
}

fn place(text: &[char], start: &Value, end: &Value) -> Option<Place> {
    let (start, end) = (start.as_u64()? as usize, end.as_u64()? as usize);
    let piece = text.get(start..end)?;
    let before = (0..start).filter(|&at| text[at..].starts_with(piece)).count();
    Some(Place { text: piece.iter().collect(), nth: before })
}

fn joined(row: &Value, annotated: &Value) -> Result<Value, Failure> {
    let id = row["id"].as_str().unwrap_or_default();
    let raw = row["text"].as_str().unwrap_or_default();
    let text: Vec<char> = raw.chars().collect();
    if annotated["characters"].as_u64() != Some(text.len() as u64) {
        return Err(format!("{id}: the corpus holds another text than was annotated"));
    }
    let mut out = json!({"id": id, "outlet": row["outlet"], "published": row["published"], "text": raw});
    for list in ["dates", "quantities"] {
        let rows = annotated[list].as_array().into_iter().flatten().filter_map(|a| {
            let found = place(&text, &a["start"], &a["end"])?;
            let mut row: Map<String, Value> = a.as_object()?.clone();
            row.remove("start");
            row.remove("end");
            row.insert("text".into(), found.text.into());
            row.insert("nth".into(), found.nth.into());
            Some(Value::Object(row))
        });
        out[list] = rows.collect();
    }
    let rows = annotated["statements"].as_array().into_iter().flatten().filter_map(|s| {
        let content = place(&text, &s["content"][0], &s["content"][1])?;
        let words = |key: &str| place(&text, &s[key][0], &s[key][1]).map(|p| p.text);
        Some(json!({
            "content": content.text, "nth": content.nth, "kind": s["kind"], "act": s["act"], "cue": words("cue"),
            "speaker": words("speaker"), "speaker_name": words("speaker_name"),
        }))
    });
    out["statements"] = rows.collect();
    Ok(out)
}

/// Scores what the scorer does not: the act of the statements found, which mentions are joined to one party, and how the author
/// asserts his own sentences.
pub fn score(folder: &Path, read_file: &Path, errors: bool) -> Result<(), Failure> {
    let annotated = read(folder)?;
    let (mut acts, mut found) = (0, 0);
    let mut voice = Voice::default();
    let mut targets = Targets::default();
    let mut parties = Parties::default();
    let text = std::fs::read_to_string(read_file).map_err(|e| format!("{}: {e}", read_file.display()))?;
    for line in text.lines() {
        let got: Value = serde_json::from_str(line).map_err(|e| format!("{}: {e}", read_file.display()))?;
        let Some(gold) = got["id"].as_str().and_then(|id| annotated.get(id)) else { continue };
        for statement in gold["statements"].as_array().into_iter().flatten() {
            let wanted = span(&statement["content"][0], &statement["content"][1]);
            let best = got["statements"].as_array().into_iter().flatten().max_by(|a, b| {
                let share = |s: &Value| overlap(wanted, span(&s["content"]["start"], &s["content"]["end"]));
                share(a).total_cmp(&share(b))
            });
            if let Some(best) =
                best.filter(|s| overlap(wanted, span(&s["content"]["start"], &s["content"]["end"])) >= 0.5)
            {
                found += 1;
                acts += usize::from(best["act"] == statement["act"]);
                targets.count(statement, best);
            }
        }
        voice.add(gold, &got);
        parties.add(gold, &got);
    }
    let share = |a: usize, b: usize| if b == 0 { 0.0 } else { a as f64 / b as f64 };
    println!("{:32} {:.3}   ({acts} of {found})", "act, of statements found", share(acts, found));
    if targets.asked {
        println!(
            "{:32} P {:.3}  R {:.3}   ({} right, {} gold, {} found)",
            "targets, of statements found",
            share(targets.right, targets.found),
            share(targets.right, targets.gold),
            targets.right,
            targets.gold,
            targets.found
        );
    }
    parties.print(errors);
    voice.print();
    Ok(())
}

/// The labels of assertions, in the contract's order.
const LABELS: [&str; 4] = ["fact", "hedged", "opinion", "rhetorical"];

/// How the author's own sentences were found and labelled, over the documents in which they are annotated.
#[derive(Default)]
struct Voice {
    annotated: usize,
    /// Sentences of the tool that are nobody's.
    extra: usize,
    /// Of the sentences found: how many with a label (rows) got which (columns), by [`LABELS`].
    labels: [[usize; 4]; 4],
}

impl Voice {
    /// Adds one document. A sentence is found where it overlaps an annotated one by half of both.
    fn add(&mut self, gold: &Value, got: &Value) {
        let Some(wanted) = gold["assertions"].as_array() else { return };
        let label = |value: &Value| LABELS.iter().position(|l| value == l);
        let sentences: Vec<&Value> = got["assertions"].as_array().into_iter().flatten().collect();
        let mut used = vec![false; sentences.len()];
        for sentence in wanted {
            self.annotated += 1;
            let share = |s: &Value| overlap(span(&sentence[0], &sentence[1]), span(&s["start"], &s["end"]));
            let best = sentences.iter().enumerate().max_by(|a, b| share(a.1).total_cmp(&share(b.1)));
            let Some((n, best)) = best.filter(|(_, s)| share(s) >= 0.5) else { continue };
            used[n] = true;
            if let (Some(wanted), Some(got)) = (label(&sentence[2]), label(&best["label"])) {
                self.labels[wanted][got] += 1;
            }
        }
        self.extra += used.iter().filter(|used| !**used).count();
    }

    fn print(&self) {
        if self.annotated == 0 {
            return;
        }
        let share = |a: usize, b: usize| if b == 0 { 0.0 } else { a as f64 / b as f64 };
        let found: usize = self.labels.iter().flatten().sum();
        let right: usize = (0..LABELS.len()).map(|n| self.labels[n][n]).sum();
        println!(
            "{:32} P {:.3}  R {:.3}   ({found} found, {} annotated, {} extra)",
            "the author's own sentences",
            share(found, found + self.extra),
            share(found, self.annotated),
            self.annotated,
            self.extra
        );
        println!("{:32} {:.3}   ({right} of {found})", "label, of sentences found", share(right, found));
        println!("{:>16} labelled  {}", "annotated", LABELS.map(|l| format!("{l:>10}")).join(" "));
        for (n, name) in LABELS.iter().enumerate() {
            let row = self.labels[n];
            let labelled: usize = self.labels.iter().map(|row| row[n]).sum();
            println!(
                "{name:>16}           {}   R {:.2}  P {:.2}",
                row.map(|count| format!("{count:>10}")).join(" "),
                share(row[n], row.iter().sum()),
                share(row[n], labelled)
            );
        }
    }
}

/// Whom the acts of the statements found are directed at, where annotators marked it (`target`: a place, or `null` for nobody).
#[derive(Default)]
struct Targets {
    asked: bool,
    right: usize,
    gold: usize,
    found: usize,
}

impl Targets {
    fn count(&mut self, wanted: &Value, got: &Value) {
        let Some(wanted) = wanted.get("target") else { return };
        self.asked = true;
        self.gold += usize::from(wanted.is_array());
        self.found += usize::from(got["target"].is_object());
        let place = span(&got["target"]["start"], &got["target"]["end"]);
        self.right += usize::from(
            wanted.is_array()
                && got["target"].is_object()
                && overlap(span(&wanted[0], &wanted[1]), place) >= 0.5,
        );
    }
}
