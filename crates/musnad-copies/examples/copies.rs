//! How well copies are found: 500 made from documents of a corpus, put among them. `cargo xtask copies` runs it.
//!
//! `copies CORPUS.jsonl [PAIRS.tsv]`: with a second file, a sample of grouped pairs of the corpus is written there to be read.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod measure;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use measure::{Random, build, for_each, texts, timed};
use musnad_copies::near::{self, Kind, Pair};
use musnad_copies::{Doc, Index, Signature, Words};

const MADE: usize = 500;

fn main() -> Result<(), String> {
    let mut args = std::env::args().skip(1);
    let corpus = args.next().ok_or("which corpus?")?;
    let mut texts = texts(&corpus)?;
    let (mut signatures, mut index) = build(&texts);
    let natural = find(&signatures, &index, "The corpus as it is");
    let natural_groups = group_of(&near::groups(&natural));
    if let Some(file) = args.next() {
        let sample = sample(&natural_groups, &natural, &texts);
        measure::write(&file, &sample)?;
    }

    // Each copy: its original, whose paragraph was added, and what was done.
    let first_copy = texts.len();
    let mut random = Random(7);
    let mut made: Vec<(usize, Option<usize>, String)> = Vec::new();
    while made.len() < MADE {
        let original = random.below(first_copy);
        if Words::cut(&texts[original]).len() >= 40 {
            let (copy, donor, how) = copy(original, &texts[..first_copy], &mut random);
            texts.push(copy);
            made.push((original, donor, how));
        }
    }
    for (i, text) in texts.iter().enumerate().skip(first_copy) {
        signatures.push(Signature::of(&Words::cut(text)));
        index.add(i as Doc, &signatures[i]);
    }
    let pairs = find(&signatures, &index, &format!("With {MADE} copies among them"));
    let groups = group_of(&near::groups(&pairs));

    let mut copies_of: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (i, (original, ..)) in made.iter().enumerate() {
        copies_of.entry(*original).or_default().insert(first_copy + i);
    }
    let original_of = |doc: usize| if doc < first_copy { doc } else { made[doc - first_copy].0 };
    let alike = |a: usize, b: usize| {
        let (a, b) = (original_of(a) as Doc, original_of(b) as Doc);
        let group = |doc| natural_groups.get(&doc);
        let paired = |p: &Pair| p.docs == [a, b] || p.docs == [b, a];
        a == b || (group(a).is_some() && group(a) == group(b)) || natural.iter().any(paired)
    };
    let near: BTreeSet<[usize; 2]> =
        pairs.iter().filter(|p| p.kind != Kind::Contains).map(|p| p.docs.map(|d| d as usize)).collect();
    let (mut paired, mut grouped) = (0, 0);
    for (i, (original, donor, how)) in made.iter().enumerate() {
        let copy = first_copy + i;
        let found = near.contains(&[*original, copy]);
        paired += usize::from(found);
        let together = groups.get(&(copy as Doc)).is_some_and(|g| groups.get(&(*original as Doc)) == Some(g));
        grouped += usize::from(together);
        if !found || !together {
            let held = pairs
                .iter()
                .find(|p| p.docs.contains(&(copy as Doc)) && p.docs.contains(&(*original as Doc)));
            println!(
                "  missed: {how}, {} of {} words, paragraph of {donor:?}; pair {held:?}, group {together}, {} runs shared, figures {:?}",
                signatures[copy].words(),
                signatures[*original].words(),
                signatures[copy].shared_runs(&signatures[*original]),
                signatures[copy].shared_figures(&signatures[*original])
            );
        }
    }
    let of_copies: Vec<&[usize; 2]> = near.iter().filter(|p| p[1] >= first_copy).collect();
    let wrong: Vec<_> = of_copies.iter().filter(|p| !alike(p[0], p[1])).collect();
    for [a, b] in wrong.iter().copied().take(10) {
        let donor = (*b >= first_copy).then(|| &made[b - first_copy]);
        println!("  not copies of one text: {a} {b} {donor:?}");
    }
    let members: Vec<(usize, usize)> = (first_copy..texts.len())
        .flat_map(|copy| {
            let group = groups.get(&(copy as Doc)).copied();
            let others = groups.iter().filter(move |(_, g)| Some(**g) == group).map(|(d, _)| *d as usize);
            others.filter(move |&other| other < copy).map(move |other| (copy, other))
        })
        .collect();
    let strangers = members.iter().filter(|(a, b)| !alike(*a, *b)).count();
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    println!("  recall of pairs     {:.4} ({paired} of {MADE})", share(paired, MADE));
    println!("  recall of groups    {:.4} ({grouped} of {MADE})", share(grouped, MADE));
    println!(
        "  precision of pairs  {:.4} ({} wrong of {} that have a copy in them)",
        1.0 - share(wrong.len(), of_copies.len()),
        wrong.len(),
        of_copies.len()
    );
    println!(
        "  precision of groups {:.4} ({strangers} wrong of {})",
        1.0 - share(strangers, members.len()),
        members.len()
    );
    Ok(())
}

fn find(signatures: &[Signature], index: &Index, what: &str) -> Vec<Pair> {
    let (mut pairs, took) = timed(|| {
        let found = for_each(signatures.len(), |doc| {
            near::pairs_before(doc as Doc, &signatures[doc], index, |other| signatures.get(other as usize))
        });
        found.into_iter().flatten().collect::<Vec<_>>()
    });
    pairs.extend(near::exact_pairs(signatures.iter().enumerate().map(|(doc, s)| (doc as Doc, s))));
    let (groups, grouping) = timed(|| near::groups(&pairs));
    let count = |kind| pairs.iter().filter(|p| p.kind == kind).count();
    println!(
        "{what}: pairs in {:.2} s on all cores ({} exact, {} near, {} contain), groups in {:.3} s: {} of {} \
         documents, the largest {}",
        took.as_secs_f64(),
        count(Kind::Exact),
        count(Kind::Near),
        count(Kind::Contains),
        grouping.as_secs_f64(),
        groups.len(),
        groups.iter().map(Vec::len).sum::<usize>(),
        groups.iter().map(Vec::len).max().unwrap_or(0)
    );
    pairs
}

fn group_of(groups: &[Vec<Doc>]) -> BTreeMap<Doc, Doc> {
    groups.iter().flat_map(|group| group.iter().map(|&doc| (doc, group[0]))).collect()
}

/// One to three changes of five kinds.
fn copy(original: usize, texts: &[String], random: &mut Random) -> (String, Option<usize>, String) {
    let mut paragraphs: Vec<String> =
        texts[original].lines().map(str::trim).filter(|p| !p.is_empty()).map(str::to_owned).collect();
    let mut changes = BTreeSet::new();
    for _ in 0..=random.below(3) {
        changes.insert(random.below(5));
    }
    // The title, while it still is the first paragraph.
    if changes.contains(&2) {
        let title = texts[random.below(texts.len())].lines().next().unwrap_or_default().to_owned();
        if paragraphs.len() > 1 {
            paragraphs[0] = title;
        } else {
            paragraphs.insert(0, title);
        }
    }
    let mut donor = None;
    let mut how = String::new();
    for change in changes {
        let _ = write!(how, "{} ", ["cut", "reordered", "retitled", "added", "edited"][change]);
        match change {
            0 => {
                let words: usize = paragraphs.iter().map(|p| p.split_whitespace().count()).sum();
                let mut keep = words * (50 + random.below(41)) / 100;
                for paragraph in &mut paragraphs {
                    let kept: Vec<&str> = paragraph.split_whitespace().take(keep).collect();
                    keep -= kept.len();
                    *paragraph = kept.join(" ");
                }
                paragraphs.retain(|p| !p.is_empty());
            }
            1 => {
                for i in (1..paragraphs.len()).rev() {
                    paragraphs.swap(i, random.below(i + 1));
                }
            }
            2 => {}
            3 => {
                let other = random.below(texts.len());
                let theirs: Vec<&str> =
                    texts[other].lines().skip(1).filter(|p| !p.trim().is_empty()).collect();
                if !theirs.is_empty() {
                    let mine: usize = paragraphs.iter().map(|p| p.split_whitespace().count()).sum();
                    let added = theirs[random.below(theirs.len())].split_whitespace().take(mine / 2);
                    let at = random.below(paragraphs.len() + 1);
                    paragraphs.insert(at, added.collect::<Vec<_>>().join(" "));
                    donor = Some(other);
                }
            }
            _ => {
                for paragraph in &mut paragraphs {
                    let words = paragraph.split_whitespace().map(|word| {
                        if random.below(20) > 0 {
                            return word.to_owned();
                        }
                        let other: Vec<&str> = texts[random.below(texts.len())].split_whitespace().collect();
                        other.get(random.below(other.len())).map_or(String::new(), |w| (*w).to_owned())
                    });
                    *paragraph = words.collect::<Vec<_>>().join(" ");
                }
            }
        }
    }
    (paragraphs.join("\n\n"), donor, how.trim().to_owned())
}

/// A hundred pairs of documents that are in one group, to be read: what is shared, and how each begins.
fn sample(groups: &BTreeMap<Doc, Doc>, pairs: &[Pair], texts: &[String]) -> String {
    let mut together: BTreeMap<Doc, Vec<Doc>> = BTreeMap::new();
    for (&doc, &group) in groups {
        together.entry(group).or_default().push(doc);
    }
    let all: Vec<[Doc; 2]> = together
        .values()
        .flat_map(|docs| {
            docs.iter().flat_map(|&a| docs.iter().filter(move |&&b| a < b).map(move |&b| [a, b]))
        })
        .collect();
    let mut random = Random(100);
    let mut out = String::new();
    for n in 0..100 {
        let docs = all[random.below(all.len())];
        let shared = pairs.iter().find(|p| p.docs == docs).map(|p| p.shared);
        let _ = writeln!(out, "{n} {docs:?} {shared:?}");
        for doc in docs {
            let words: Vec<&str> = texts[doc as usize].split_whitespace().collect();
            let _ = writeln!(out, "  {} | {}", words.len(), words[..words.len().min(45)].join(" "));
        }
    }
    out
}
