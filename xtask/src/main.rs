//! The developers' commands: `cargo xtask`, see [`USAGE`].
//!
//! Nothing here is part of the product, and nothing here knows the engine: the commands run cargo, the built program and the
//! tools of others, and print what came out.

#![allow(clippy::print_stdout, clippy::print_stderr)] // it talks to a developer

mod annotations;
mod arcd;
mod bench;
mod calibrate;
mod copies;
mod countries;
mod crash;
mod docs;
mod gold;
mod growth;
mod licences;
mod misses;
mod parties;
mod process;
mod run_file;
mod sample;
mod test;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask test              everything that must hold: format, lints, docs, licences, tests in debug and release
cargo xtask docs              writes the files that are generated: docs/cli.md
cargo xtask countries         writes the generated part of the table of countries, from packages of npm
    --check                   compares it instead, as `cargo xtask test` does
cargo xtask gold [DIR]        reads annotated documents and scores what was read
    --errors                  every miss and false alarm, sorted by kind; of statements and parties by cause, in their context
    --held-out                the documents set aside as well, their totals alone: for a closing figure
cargo xtask calibrate [DIR]   counts on them how often rules are right, for the statements' confidence; and on articles in DIR that
                              no rule was written from yet, by how much those shares are too good
cargo xtask suites            the same for the expressions of other projects' tests
    --errors                  every case that fell short
cargo xtask arcd              asks the index questions with known answers: passages and sentences found, time, size
    --errors                  every question of the tuned half whose answer did not come first
cargo xtask ask               has a casefile answer the same questions, and 200 that it should decline
    --corpus                  the same among the news articles
    --errors                  what was answered or declined wrongly, of the tuned half
cargo xtask search            searches a casefile of the news articles: time of a search with its hits, places and groups of copies
cargo xtask bench             MB/s of each room and of the whole, instructions per byte
    --save                    keeps the figures in bench/runs/
cargo xtask copies            how well copies made from the news corpus are found in it, and what it takes
    --pairs                   writes a hundred natural pairs, to be read
cargo xtask quote             how well quotations from the corpus are told from altered ones and from those of elsewhere, in a casefile of it
    --errors                  what was told wrongly
cargo xtask crash [N]         kills `musnad add` at N (100) random instants: whether anything acknowledged is lost
cargo xtask growth            time per byte for documents of 1, 10 and 100 MB
    --save                    keeps the figures in bench/runs/

gold, suites, arcd, ask, search, bench, copies and quote look for their texts in $MUSNAD_SHARED, else in ../shared.";

/// What went wrong, in a line for the developer.
type Failure = String;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (flags, words): (Vec<&str>, Vec<&str>) =
        args.iter().map(String::as_str).partition(|a| a.starts_with("--"));
    let has = |flag: &str| flags.contains(&flag);
    let known: &[&str] = match words.first().copied() {
        Some("gold") => &["--errors", "--held-out"],
        Some("suites" | "arcd" | "quote") => &["--errors"],
        Some("ask") => &["--corpus", "--errors"],
        Some("copies") => &["--pairs"],
        Some("bench" | "growth") => &["--save"],
        Some("countries") => &["--check"],
        _ => &[],
    };
    if let Some(flag) = flags.iter().find(|f| !known.contains(f)) {
        eprintln!("xtask: {flag} is not known here\n\n{USAGE}");
        return ExitCode::from(2);
    }
    let result = match words[..] {
        ["test"] => test::run_everything(),
        ["docs"] => docs::write(),
        ["countries"] if has("--check") => countries::check(&mut Vec::new()),
        ["countries"] => countries::write(),
        ["gold"] => gold::run_gold(None, has("--errors"), has("--held-out")),
        ["gold", dir] => gold::run_gold(Some(dir.as_ref()), has("--errors"), false),
        ["calibrate"] => calibrate::write(None),
        ["calibrate", dir] => calibrate::write(Some(dir.as_ref())),
        ["suites"] => gold::suites(has("--errors")),
        ["arcd"] => arcd::measure(has("--errors")),
        ["ask"] => arcd::measure_ask(has("--corpus"), has("--errors")),
        ["search"] => arcd::measure_search(),
        ["bench"] => bench::run_bench(has("--save")),
        ["copies"] => copies::run_copies(has("--pairs")),
        ["quote"] => copies::run_quote(has("--errors")),
        ["crash"] => crash::run_crash(100),
        ["crash", times] => match times.parse() {
            Ok(times) => crash::run_crash(times),
            Err(_) => Err(format!("{times} is no number")),
        },
        ["growth"] => growth::run_growth(has("--save")),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}
