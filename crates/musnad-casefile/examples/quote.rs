//! How well quotations are found in a casefile: true sentences of a corpus, the same with a word changed, and sentences from
//! elsewhere. `cargo xtask quote` runs it.
//!
//! `quote CORPUS.jsonl ELSEWHERE.jsonl CASEFILE [--errors]`; what the casefile lacks of the corpus is added to it.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::path::Path;
use std::time::{Duration, Instant};

use musnad::{Engine, Input};
use musnad_casefile::{Add, Casefile, Quote, Standing, Wording};
use musnad_copies::Words;

const EACH: usize = 1000;
/// As many sources as the program shows.
const SHOWN: usize = 5;

fn main() -> Result<(), String> {
    let mut args = std::env::args().skip(1);
    let file = args.next().ok_or("which corpus?")?;
    let corpus = texts(&file)?;
    let elsewhere = texts(&args.next().ok_or("which sentences from elsewhere?")?)?;
    let case = args.next().ok_or("which casefile?")?;
    let casefile = casefile(&file, &case).map_err(|e| e.to_string())?;
    let mut random = Random(11);
    let started = Instant::now();
    casefile.quote("قال الوزير إن", None, SHOWN).map_err(|e| e.to_string())?;
    println!(
        "{} documents; the first quotation, with loading {:.0} ms",
        corpus.len(),
        millis(started.elapsed())
    );
    let asked = Asked { casefile: &casefile, errors: args.next().is_some() };

    let exact = |quote: &Quote| quote.standing == Standing::Exact;
    let sentences: Vec<String> = (0..EACH).map(|_| sentence(&corpus, 3, &mut random)).collect();
    asked.measure("true sentences: exact", &sentences, exact)?;
    let respelled: Vec<String> = sentences.iter().map(|s| respell(s)).collect();
    asked.measure("the same, written otherwise: exact", &respelled, exact)?;

    let altered: Vec<String> =
        (0..EACH).map(|_| change(&sentence(&corpus, 5, &mut random), 1, &corpus, &mut random)).collect();
    let is_altered = |quote: &Quote| quote.standing == Standing::Altered;
    let one_word = |quote: &Quote| {
        let Some(source) = quote.sources.first() else { return false };
        let counted: Vec<_> = source.differences.iter().filter(|d| d.kind != "respelled").collect();
        source.wording == Wording::Altered && matches!(counted[..], [edit] if edit.kind == "replaced")
    };
    asked.measure("one word changed: altered", &altered, is_altered)?;
    asked.measure("  and that word alone shown", &altered, one_word)?;

    let mut foreign = Vec::new();
    for text in &elsewhere {
        foreign.extend(cut(text).into_iter().filter(|s| Words::cut(s).len() >= 5));
    }
    foreign.sort();
    foreign.dedup();
    let foreign: Vec<String> =
        (0..EACH.min(foreign.len())).map(|_| foreign.swap_remove(random.below(foreign.len()))).collect();
    asked.measure("from elsewhere: not found", &foreign, |q| q.standing == Standing::NotFound)?;

    let abridged: Vec<String> = (0..EACH).map(|_| leave_out(&sentence(&corpus, 14, &mut random))).collect();
    asked.measure("shortened with …: abridged or exact", &abridged, |q| {
        matches!(q.standing, Standing::Exact | Standing::Abridged)
    })?;
    let short = (0..EACH / 5).map(|_| {
        let sentence = sentence(&corpus, 2, &mut random);
        passage(&[sentence], 2, &mut random)
    });
    let short: Vec<String> = short.collect();
    asked.measure("two words: exact", &short, exact)?;
    let long: Vec<String> = (0..EACH / 5).map(|_| passage(&corpus, 1000, &mut random)).collect();
    asked.measure("passages of 1,000 words: exact", &long, exact)?;
    let long_altered: Vec<String> = long.iter().map(|p| change(p, 20, &corpus, &mut random)).collect();
    asked.measure("the same, 20 words changed: altered", &long_altered, is_altered)
}

/// The casefile, with all of the corpus in it.
fn casefile(file: &str, case: &str) -> Result<Casefile, musnad_casefile::Error> {
    let started = Instant::now();
    let mut casefile = Casefile::open_or_create(Path::new(case))?;
    let added = casefile.add(&Engine::new(), vec![Input::from(file)], &Add::default(), &mut |_| {})?;
    casefile.refresh(musnad::pipeline::default_jobs(), &mut |_| {})?;
    if added.new + added.changed > 0 {
        println!("{} documents added in {:.1} s", added.new + added.changed, started.elapsed().as_secs_f64());
    }
    Ok(casefile)
}

/// Reads the texts of a file of documents, one JSON object a line.
fn texts(file: &str) -> Result<Vec<String>, String> {
    let lines = std::fs::read_to_string(file).map_err(|e| format!("{file}: {e}"))?;
    let mut texts = Vec::new();
    for line in lines.lines() {
        let row: serde_json::Value = serde_json::from_str(line).map_err(|e| format!("{file}: {e}"))?;
        texts.extend(row["text"].as_str().map(str::to_owned));
    }
    Ok(texts)
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Random numbers from a fixed seed (SplitMix64).
struct Random(u64);

impl Random {
    /// A number below `end`.
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((x ^ (x >> 31)) % end.max(1) as u64) as usize
    }
}

struct Asked<'c> {
    casefile: &'c Casefile,
    /// Whether what went wrong is shown.
    errors: bool,
}

impl Asked<'_> {
    fn measure(
        &self,
        what: &str,
        quotations: &[String],
        right: impl Fn(&Quote) -> bool,
    ) -> Result<(), String> {
        let mut times: Vec<Duration> = Vec::new();
        let mut wrong = Vec::new();
        for quotation in quotations {
            let started = Instant::now();
            let quote = self.casefile.quote(quotation, None, SHOWN).map_err(|e| e.to_string())?;
            times.push(started.elapsed());
            if !right(&quote) {
                wrong.push(quote);
            }
        }
        times.sort();
        let time = |share: f64| millis(times[((times.len() - 1) as f64 * share) as usize]);
        println!(
            "{what:<38} {:.4} ({} wrong of {}), p50 {:.2} ms, p99 {:.2} ms",
            1.0 - wrong.len() as f64 / quotations.len() as f64,
            wrong.len(),
            quotations.len(),
            time(0.5),
            time(0.99)
        );
        if self.errors {
            for quote in wrong.iter().take(12) {
                let shown: String = quote.quotation.chars().take(200).collect();
                println!("    {:?}, {} words: {shown}", quote.standing, Words::cut(&quote.quotation).len());
                if let Some(source) = quote.sources.first() {
                    let text: String = source.evidence.words.text.chars().take(200).collect();
                    println!("      {:?} {} of {}: {text}", source.wording, source.same, source.words);
                    for d in source.differences.iter().take(6) {
                        println!("      {} {} | {}", d.kind, d.quoted.text, d.source.text);
                    }
                }
            }
        }
        Ok(())
    }
}

fn cut(text: &str) -> Vec<String> {
    let sentences = musnad_search::analyze::analyze(text).sentences;
    sentences.iter().map(|span| span.of(text).to_owned()).collect()
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
