//! How well quotations are found: true sentences of a corpus, the same with a word changed, and sentences from elsewhere.
//! `cargo xtask quote` runs it.
//!
//! `quote CORPUS.jsonl ELSEWHERE.jsonl [--errors]`
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod measure;

use std::time::Duration;

use measure::{Random, build, texts, timed};
use musnad_copies::quotation::{self, EditKind, Found, Place, Standing};
use musnad_copies::{Index, Words};
use musnad_text::{Lexicon, Text};

const EACH: usize = 1000;
const DOCUMENTS: usize = 16;

fn main() -> Result<(), String> {
    let mut args = std::env::args().skip(1);
    let corpus = texts(&args.next().ok_or("which corpus?")?)?;
    let elsewhere = texts(&args.next().ok_or("which sentences from elsewhere?")?)?;
    let (_, index) = build(&corpus);
    let mut random = Random(11);
    let asked = Asked { corpus: &corpus, index: &index, errors: args.next().is_some() };

    let exact = |found: &Found| found.places.first().is_some_and(|p| p.standing.is_exact());
    let sentences: Vec<String> = (0..EACH).map(|_| sentence(&corpus, 3, &mut random)).collect();
    asked.measure("true sentences: exact", &sentences, |_, f| exact(f));
    let respelled: Vec<String> = sentences.iter().map(|s| respell(s)).collect();
    asked.measure("the same, written otherwise: exact", &respelled, |_, f| exact(f));

    let altered: Vec<String> =
        (0..EACH).map(|_| change(&sentence(&corpus, 5, &mut random), 1, &corpus, &mut random)).collect();
    let one_word = |place: &Place| {
        let counted: Vec<_> = place.edits.iter().filter(|e| e.kind != EditKind::Respelled).collect();
        place.standing == Standing::Altered
            && matches!(counted[..], [edit] if edit.kind == EditKind::Replaced)
    };
    let is_altered = |found: &Found| found.places.first().is_some_and(|p| p.standing == Standing::Altered);
    asked.measure("one word changed: altered", &altered, |_, f| is_altered(f));
    asked.measure("  and that word alone shown", &altered, |_, f| f.places.first().is_some_and(one_word));

    let mut foreign = Vec::new();
    for text in &elsewhere {
        foreign.extend(cut(text).into_iter().filter(|s| Words::cut(s).len() >= 5));
    }
    foreign.sort();
    foreign.dedup();
    let foreign: Vec<String> =
        (0..EACH.min(foreign.len())).map(|_| foreign.swap_remove(random.below(foreign.len()))).collect();
    asked.measure("from elsewhere: not found", &foreign, |_, f| f.places.is_empty());

    let abridged: Vec<String> = (0..EACH).map(|_| leave_out(&sentence(&corpus, 14, &mut random))).collect();
    asked.measure("shortened with …: abridged or exact", &abridged, |_, f| {
        f.places.first().is_some_and(|p| p.standing <= Standing::Abridged)
    });
    let long: Vec<String> = (0..EACH / 5).map(|_| passage(&corpus, 1000, &mut random)).collect();
    asked.measure("passages of 1,000 words: exact", &long, |_, f| exact(f));
    let long_altered: Vec<String> = long.iter().map(|p| change(p, 20, &corpus, &mut random)).collect();
    asked.measure("the same, 20 words changed: altered", &long_altered, |_, f| is_altered(f));
    Ok(())
}

struct Asked<'c> {
    corpus: &'c [String],
    index: &'c Index,
    /// Whether what went wrong is shown.
    errors: bool,
}

impl Asked<'_> {
    fn measure(&self, what: &str, quotations: &[String], right: impl Fn(&str, &Found) -> bool) {
        let mut times: Vec<Duration> = Vec::new();
        let mut wrong = Vec::new();
        for quotation in quotations {
            let (found, took) = timed(|| {
                quotation::find(quotation, self.index, DOCUMENTS, |doc| self.corpus.get(doc as usize))
            });
            times.push(took);
            if !right(quotation, &found) {
                wrong.push((quotation, found));
            }
        }
        times.sort();
        let time = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
        println!(
            "{what:<38} {:.4} ({} wrong of {}), p50 {:.2} ms, p99 {:.2} ms",
            1.0 - wrong.len() as f64 / quotations.len() as f64,
            wrong.len(),
            quotations.len(),
            time(0.5),
            time(0.99)
        );
        if self.errors {
            for (quotation, found) in wrong.iter().take(12) {
                let shown: String = quotation.chars().take(200).collect();
                println!("    {} words: {shown}", Words::cut(quotation).len());
                if let Some(place) = found.places.first() {
                    let text = &self.corpus[place.doc as usize];
                    println!(
                        "      {:?} {} of {}: {}",
                        place.standing,
                        place.same,
                        place.words,
                        place.span.of(text)
                    );
                    for edit in place.edits.iter().take(6) {
                        println!(
                            "      {:?} {} | {}",
                            edit.kind,
                            edit.quoted.of(quotation),
                            edit.source.of(text)
                        );
                    }
                }
            }
        }
    }
}

fn cut(text: &str) -> Vec<String> {
    let lexicon = Lexicon::new();
    let cut = Text::new(text, &lexicon);
    cut.sentences().iter().map(|s| s.span.of(text).to_owned()).collect()
}

/// A sentence of at least so many words.
fn sentence(corpus: &[String], least: usize, random: &mut Random) -> String {
    loop {
        let sentences = cut(&corpus[random.below(corpus.len())]);
        if let Some(sentence) = sentences.get(random.below(sentences.len()))
            && Words::cut(sentence).len() >= least
        {
            return sentence.clone();
        }
    }
}

/// So many words in a row, of a text that has them.
fn passage(corpus: &[String], words: usize, random: &mut Random) -> String {
    loop {
        let text = &corpus[random.below(corpus.len())];
        let cut = Words::cut(text);
        if cut.len() >= words {
            let first = random.below(cut.len() - words + 1);
            return cut.span_of(first, first + words).of(text).to_owned();
        }
    }
}

/// Puts words from elsewhere in the place of some.
fn change(text: &str, times: usize, corpus: &[String], random: &mut Random) -> String {
    let mut text = text.to_owned();
    for _ in 0..times {
        let words = Words::cut(&text);
        let at = random.below(words.len());
        loop {
            let other = &corpus[random.below(corpus.len())];
            let theirs = Words::cut(other);
            let word = random.below(theirs.len());
            if let Some(hash) = theirs.hashes().get(word)
                && *hash != words.hashes()[at]
            {
                let span = words.span(at);
                text.replace_range(span.start..span.end, theirs.span(word).of(other));
                break;
            }
        }
    }
    text
}

/// Writes the same words otherwise: no vowels, no hamza, other digits, other marks, tatweel.
fn respell(text: &str) -> String {
    let mut out = String::new();
    for (i, c) in text.chars().enumerate() {
        match c {
            '\u{064B}'..='\u{0652}' => {}
            'أ' | 'إ' | 'آ' => out.push('ا'),
            '0'..='9' => out.extend(char::from_u32(0x660 + c as u32 - u32::from(b'0'))),
            '"' => out.push('«'),
            '،' | '؛' => out.push(' '),
            'م' if i % 7 == 0 => out.push_str("مــ"),
            _ => out.push(c),
        }
    }
    format!("«{}»", out.replace("مــ ", "م "))
}

/// Leaves out the middle, and says so.
fn leave_out(sentence: &str) -> String {
    let words = Words::cut(sentence);
    let third = words.len() / 3;
    let (head, tail) = (words.span_of(0, third), words.span_of(words.len() - third, words.len()));
    format!("{} … {}", head.of(sentence), tail.of(sentence))
}
