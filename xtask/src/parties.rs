//! Which mentions are joined to one party: scored by pairs of mentions, and with `--errors` each mention that lost pairs or joined
//! them wrongly, by cause and in its context.

use std::collections::BTreeMap;

use serde_json::Value;

/// Characters shown on each side of a mention.
const CONTEXT: usize = 45;

/// The pairs of all documents, and what went wrong.
#[derive(Default)]
pub struct Parties {
    named: Pairs,
    described: Pairs,
    misses: BTreeMap<&'static str, Vec<String>>,
}

/// Pairs of mentions.
#[derive(Default)]
struct Pairs {
    joined: usize,
    wanted: usize,
    right: usize,
}

/// An annotated mention of a party, `[start, end]` or `[start, end, kind]`.
struct Mention<'v> {
    party: usize,
    place: (f64, f64),
    /// By a common noun (`العروس`), which is counted apart from names and titles.
    described: bool,
    /// What the tool reads there.
    read: Option<&'v Value>,
}

impl Mention<'_> {
    fn name(&self) -> Option<&str> {
        self.read.and_then(|m| m["name"].as_str())
    }
}

impl Parties {
    /// Adds one document.
    pub fn add(&mut self, gold: &Value, got: &Value) {
        let mentions: Vec<Mention> = gold["parties"]
            .as_array()
            .into_iter()
            .flatten()
            .enumerate()
            .flat_map(|(party, group)| {
                group.as_array().into_iter().flatten().map(move |m| {
                    let place = span(&m[0], &m[1]);
                    Mention { party, place, described: m[2] == "description", read: read_at(got, place) }
                })
            })
            .collect();
        let (mut missed, mut wrong) = (vec![0; mentions.len()], vec![Vec::new(); mentions.len()]);
        for (n, mention) in mentions.iter().enumerate() {
            for (m, other) in mentions.iter().enumerate().skip(n + 1) {
                let described = mention.described || other.described;
                let pairs = if described { &mut self.described } else { &mut self.named };
                let same = mention.name().is_some() && mention.name() == other.name();
                let wanted = mention.party == other.party;
                pairs.joined += usize::from(same);
                pairs.wanted += usize::from(wanted);
                pairs.right += usize::from(same && wanted);
                if wanted && !same && !described {
                    missed[n] += 1;
                    missed[m] += 1;
                }
                if same && !wanted && !described {
                    wrong[n].push(m);
                }
            }
        }
        let text: Vec<char> = got["text"].as_str().unwrap_or_default().chars().collect();
        let id = got["id"].as_str().unwrap_or_default();
        let mut note = |cause, line: String| self.misses.entry(cause).or_default().push(line);
        for (n, mention) in mentions.iter().enumerate() {
            let place = shown(&text, mention.place);
            if missed[n] > 0
                && let Some(cause) = cause(mention, usual_name(&mentions, mention.party))
            {
                let read = mention.name().unwrap_or("-");
                note(cause, format!("  {id} {} pairs, read {read}: {place}", missed[n]));
            }
            for &m in &wrong[n] {
                let other = shown(&text, mentions[m].place);
                let read = mention.name().unwrap_or("-");
                note("parties: joined wrongly", format!("  {id} {read}: {place} and {other}"));
            }
        }
    }

    pub fn print(&self, errors: bool) {
        if errors {
            for (cause, lines) in &self.misses {
                println!("\n{cause}: {}", lines.len());
                for line in lines {
                    println!("{line}");
                }
            }
            println!();
        }
        let share = |a: usize, b: usize| if b == 0 { 0.0 } else { a as f64 / b as f64 };
        for (pairs, what) in
            [(&self.named, "mentions joined to one party"), (&self.described, "… by a description")]
        {
            if pairs.joined + pairs.wanted > 0 {
                println!(
                    "{what:32} P {:.3}  R {:.3}   ({} right, {} to join, {} joined)",
                    share(pairs.right, pairs.joined),
                    share(pairs.right, pairs.wanted),
                    pairs.right,
                    pairs.wanted,
                    pairs.joined
                );
            }
        }
    }
}

/// The name under which the tool reads most mentions of a party.
fn usual_name<'v>(mentions: &'v [Mention<'_>], party: usize) -> Option<&'v str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in mentions.iter().filter(|m| m.party == party).filter_map(Mention::name) {
        *counts.entry(name).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(name, _)| name)
}

/// Why a mention is not joined with the others of its party; nothing where it is the others that are not.
fn cause(mention: &Mention, usual: Option<&str>) -> Option<&'static str> {
    let Some(read) = mention.read else { return Some("parties: mention not found") };
    if mention.name() == usual {
        return None;
    }
    let near = overlap(mention.place, span(&read["start"], &read["end"])) >= 0.5;
    Some(if near { "parties: found, not joined" } else { "parties: found with other edges" })
}

fn shown(text: &[char], place: (f64, f64)) -> String {
    let start = (place.0 as usize).min(text.len());
    let end = (place.1 as usize).clamp(start, text.len());
    let part = |from: usize, to: usize| -> String { text[from..to].iter().collect() };
    let before = part(start.saturating_sub(CONTEXT), start);
    let after = part(end, (end + CONTEXT / 2).min(text.len()));
    format!("…{before}⟦{}⟧{after}…", part(start, end)).replace('\n', "⏎")
}

pub fn span(start: &Value, end: &Value) -> (f64, f64) {
    (start.as_f64().unwrap_or(0.0), end.as_f64().unwrap_or(0.0))
}

pub fn overlap(a: (f64, f64), b: (f64, f64)) -> f64 {
    let inter = a.1.min(b.1) - a.0.max(b.0);
    if inter <= 0.0 { 0.0 } else { inter / (a.1.max(b.1) - a.0.min(b.0)) }
}

/// The speaker or mention that the tool sees at a place: of all that are there, the one that covers it best (`رئيس الهيئة` holds a
/// body and is a person). A person's mention leaves the title out, so one inside the place counts as the place, unless the place
/// begins with a body or state (`حكومة سالم قرنفول`).
fn read_at(got: &Value, place: (f64, f64)) -> Option<&Value> {
    let speakers = got["statements"].as_array().into_iter().flatten().map(|s| &s["speaker"]);
    let names = || got["names"].as_array().into_iter().flatten();
    // A joined particle may belong to the place and not to the mention.
    let opens = |m: &Value| (0.0..=2.0).contains(&(span(&m["start"], &m["end"]).0 - place.0));
    let body = names().any(|m| m["type"] != "person" && opens(m));
    let share = |m: &&Value| {
        let (start, end) = span(&m["start"], &m["end"]);
        let holds = start < end && start <= place.0 && place.1 <= end;
        let share = overlap(place, (start, end));
        let inside = start >= place.0 && end <= place.1;
        if m["type"] == "person" && inside && !body {
            let edge = start == place.0 || end == place.1;
            share.max(if edge { 0.95 } else { 0.9 })
        } else if share > 0.3 || holds {
            share
        } else {
            0.0
        }
    };
    let best = speakers.chain(names()).map(|m| (share(&m), m)).filter(|(share, _)| *share > 0.0);
    best.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, m)| m).filter(|m| m["name"].is_string())
}
