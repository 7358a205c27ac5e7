//! `cargo xtask bench`: how fast the engine reads, on one core, as it is shipped (profile `dist`).

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::Failure;
use crate::process::{cargo, musnad, output, run, work_folder, works};
use crate::run_file::RunFile;
use crate::sample::{Sample, sample};

/// For the rooms: enough documents of enough kinds, few enough to be read twenty times.
const ROOMS: u64 = 4_000_000;
/// For counting instructions, which takes fifty times as long.
const COUNTED: u64 = 2_000_000;
/// The whole corpus, however large.
const ALL: u64 = 100_000_000;
/// The fastest of so many is reported: others can only have slowed it down.
const ROUNDS: usize = 3;

/// Measures and prints.
pub fn run_bench(save: bool) -> Result<(), Failure> {
    let mut report = RunFile::new("bench");
    rooms(&mut report)?;
    whole(&mut report)?;
    instructions(&mut report)?;
    if save { report.save() } else { Ok(()) }
}

fn describe(sample: &Sample) -> String {
    format!("{:.1} MB of text in {} documents: {}", mb(sample.bytes), sample.documents, sample.what)
}

fn mb(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

/// The engine alone, room by room.
fn rooms(report: &mut RunFile) -> Result<(), Failure> {
    let sample = sample("rooms.jsonl", ROOMS)?;
    report.say(&format!("The engine, room by room. {}", describe(&sample)));
    let mut bench =
        cargo(&["bench", "--quiet", "--profile", "dist", "-p", "musnad-extract", "--bench", "engine"]);
    bench.args(["--", "--color", "never", "--bytes-format", "decimal"]).env("MUSNAD_BENCH", &sample.file);
    report.say(&output(&mut bench)?);
    Ok(())
}

/// The program, from JSON Lines to JSON Lines.
fn whole(report: &mut RunFile) -> Result<(), Failure> {
    let program = musnad("dist")?;
    let sample = sample("all.jsonl", ALL)?;
    report.say(&format!("The program, JSON Lines to JSON Lines. {}", describe(&sample)));
    for jobs in ["1", "2"] {
        let took = fastest(ROUNDS, || read(&program, &sample.file, &["--jobs", jobs]))?;
        let speed = mb(sample.bytes) / took.as_secs_f64();
        report.say(&format!(
            "  --jobs {jobs}: {:.2} s, {speed:.1} MB/s (fastest of {ROUNDS})",
            took.as_secs_f64()
        ));
    }
    Ok(())
}

/// Instructions do not depend on what else the machine does: a change of one in a hundred shows.
fn instructions(report: &mut RunFile) -> Result<(), Failure> {
    if !works("valgrind", &["--version"]) {
        report.say("\nInstructions per byte: not counted, valgrind is not installed");
        return Ok(());
    }
    let program = musnad("dist")?;
    let (sample, one) = (sample("counted.jsonl", COUNTED)?, sample("one.jsonl", 1)?);
    let (many, start) = (count(&program, &sample.file)?, count(&program, &one.file)?);
    report.say(&format!("\nInstructions, by callgrind. {}", describe(&sample)));
    let per_byte = many.saturating_sub(start) as f64 / sample.bytes.saturating_sub(one.bytes).max(1) as f64;
    report.say(&format!("  {per_byte:.0} a byte of text (JSON read and written too), {start} to start up and read one document"));
    Ok(())
}

fn count(program: &Path, file: &Path) -> Result<u64, Failure> {
    let totals = work_folder("callgrind")?.join("out");
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--tool=callgrind", "--quiet"]).arg(format!("--callgrind-out-file={}", totals.display()));
    valgrind.arg(program).args(["read", "--json", "--jobs", "1", "--output"]).arg(null()).arg(file);
    run(&mut valgrind)?;
    let text = std::fs::read_to_string(&totals).map_err(|e| format!("{}: {e}", totals.display()))?;
    let count = text.lines().find_map(|l| l.strip_prefix("totals: ").or(l.strip_prefix("summary: ")));
    count.and_then(|c| c.trim().parse().ok()).ok_or_else(|| "callgrind gave no totals".into())
}

/// Reads a file to nowhere and tells how long it took.
pub fn read(program: &Path, file: &Path, options: &[&str]) -> Result<Duration, Failure> {
    let mut command = Command::new(program);
    command.args(["read", "--json", "--output"]).arg(null()).args(options).arg(file);
    let start = Instant::now();
    run(&mut command)?;
    Ok(start.elapsed())
}

/// The shortest of several times.
pub fn fastest(
    rounds: usize,
    mut once: impl FnMut() -> Result<Duration, Failure>,
) -> Result<Duration, Failure> {
    let mut best = once()?;
    for _ in 1..rounds {
        best = best.min(once()?);
    }
    Ok(best)
}

fn null() -> &'static str {
    if cfg!(windows) { "NUL" } else { "/dev/null" }
}
