//! Whether a casefile survives `kill -9` of `musnad add` at random instants. `cargo xtask crash` runs it.
//!
//! `crash PROGRAM CORPUS.jsonl FOLDER KILLS`. A run is killed, looked at, and run again on the same casefile, until one comes to its end;
//! then a new casefile is begun. What was acknowledged is what could be read in the casefile just before the kill.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use musnad_casefile::Casefile;

/// Runs are killed within this share of the time that a whole one takes, so that it takes several to come to the end.
const WITHIN: f64 = 0.9;
/// How often it is looked at what is acknowledged.
const LOOK: Duration = Duration::from_millis(2);

fn main() -> Result<(), String> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [program, corpus, folder, kills] = &args[..] else {
        return Err("crash PROGRAM CORPUS.jsonl FOLDER KILLS".into());
    };
    let kills: u32 = kills.parse().map_err(|_| format!("{kills}: how many times?"))?;
    let run = Run {
        program: program.into(),
        corpus: corpus.into(),
        records: records(corpus)?,
        case: Path::new(folder).join("crash.musnad"),
    };
    run.begin_anew()?;
    let whole = run.whole_run(0)?;
    println!("{} documents; a whole run takes {:.1} s", run.records.len(), whole.as_secs_f64());

    let (mut random, mut sum) = (Random(7), Sum::default());
    run.begin_anew()?;
    let mut lives = 1;
    while sum.kills < kills {
        let instant = Duration::from_secs_f64(whole.as_secs_f64() * WITHIN * random.share());
        let before = run.documents().unwrap_or(0);
        match run.killed_after(instant)? {
            Some(acknowledged) => {
                run.look_at(acknowledged.max(before), &mut sum).map_err(|e| {
                    format!("kill {} of casefile {lives}, {instant:?} after its start: {e}", sum.kills + 1)
                })?;
                sum.kills += 1;
            }
            None => {
                run.begin_anew()?;
                lives += 1;
            }
        }
    }
    // What the last kills left is brought to its end as well.
    run.whole_run(run.documents().unwrap_or(0))?;
    println!(
        "{} kills of {lives} casefiles: {} while reading, {} while indexing and comparing, {} before anything was acknowledged",
        sum.kills, sum.reading, sum.indexing, sum.nothing
    );
    println!(
        "  {} documents acknowledged before the kills, none lost; opened in {:.1} ms at most; all verified; quote and ask answered",
        sum.acknowledged,
        sum.slowest.as_secs_f64() * 1e3
    );
    Ok(())
}

#[derive(Default)]
struct Sum {
    kills: u32,
    reading: u32,
    indexing: u32,
    nothing: u32,
    acknowledged: u64,
    slowest: Duration,
}

struct Run {
    program: PathBuf,
    corpus: PathBuf,
    /// Ids and texts, in the order of the corpus.
    records: Vec<(String, String)>,
    case: PathBuf,
}

impl Run {
    fn begin_anew(&self) -> Result<(), String> {
        let folder = self.case.parent().unwrap_or(&self.case);
        if folder.exists() {
            std::fs::remove_dir_all(folder).map_err(|e| e.to_string())?;
        }
        std::fs::create_dir_all(folder).map_err(|e| e.to_string())
    }

    fn command(&self, verb: &str) -> Command {
        let mut command = Command::new(&self.program);
        command.arg(verb).arg("--case").arg(&self.case);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    fn start(&self) -> Result<Child, String> {
        self.command("add").arg(&self.corpus).spawn().map_err(|e| e.to_string())
    }

    /// A run to the end, which finds so many documents there already.
    fn whole_run(&self, there: u64) -> Result<Duration, String> {
        let started = Instant::now();
        let done = self.command("add").arg(&self.corpus).stderr(Stdio::piped()).output();
        let done = done.map_err(|e| e.to_string())?;
        let said = String::from_utf8_lossy(&done.stderr);
        let new = self.records.len() as u64 - there;
        if !said.contains(&format!(": {new} new, 0 changed, {there} as they were")) {
            return Err(format!("the next run does not go on from {there} documents: {said}"));
        }
        self.verify(self.records.len() as u64)?;
        Ok(started.elapsed())
    }

    /// How many documents can be read in the casefile.
    fn documents(&self) -> Option<u64> {
        Casefile::open(&self.case).ok()?.len().ok()
    }

    /// Runs it and kills it at an instant: how many documents were there just before. Nothing where it came to its end first.
    fn killed_after(&self, instant: Duration) -> Result<Option<u64>, String> {
        let started = Instant::now();
        let mut running = self.start()?;
        let (mut acknowledged, mut open) = (0, None);
        while started.elapsed() + LOOK < instant {
            std::thread::sleep(LOOK);
            if open.is_none() {
                open = Casefile::open(&self.case).ok();
            }
            // While it is made there is nothing to be read.
            acknowledged = open.as_ref().and_then(|case: &Casefile| case.len().ok()).unwrap_or(acknowledged);
            if running.try_wait().map_err(|e| e.to_string())?.is_some() {
                return Ok(None);
            }
        }
        std::thread::sleep(instant.saturating_sub(started.elapsed()));
        running.kill().map_err(|e| e.to_string())?;
        let ended: ExitStatus = running.wait().map_err(|e| e.to_string())?;
        Ok((!ended.success() && ended.code().is_none()).then_some(acknowledged))
    }

    /// That all is there after a kill, and that questions are answered.
    fn look_at(&self, acknowledged: u64, sum: &mut Sum) -> Result<(), String> {
        let started = Instant::now();
        let opened = Casefile::open(&self.case);
        sum.slowest = sum.slowest.max(started.elapsed());
        sum.acknowledged += acknowledged;
        let casefile = match opened {
            Ok(casefile) => casefile,
            Err(musnad_casefile::Error::Missing { .. } | musnad_casefile::Error::Empty { .. })
                if acknowledged == 0 =>
            {
                sum.nothing += 1;
                return Ok(());
            }
            Err(error) => return Err(error.to_string()),
        };
        let there = casefile.len().map_err(|e| e.to_string())?;
        if there < acknowledged {
            return Err(format!("{there} documents of {acknowledged} that were acknowledged"));
        }
        for (id, text) in self.records.iter().take(usize::try_from(there).unwrap_or(usize::MAX)) {
            let stored = casefile.document_of(id).map_err(|e| e.to_string())?;
            if stored.is_none_or(|stored| stored.text != *text) {
                return Err(format!("{id} is not there as it was"));
            }
        }
        drop(casefile);
        self.verify(there)?;
        match there {
            0 => sum.nothing += 1,
            n if n < self.records.len() as u64 => sum.reading += 1,
            _ => sum.indexing += 1,
        }
        if let Some((_, text)) = self.records.iter().take(usize::try_from(there).unwrap_or(0)).next_back() {
            let words: Vec<&str> = text.split_whitespace().take(8).collect();
            for verb in ["quote", "ask"] {
                let done = self.command(verb).arg(words.join(" ")).status().map_err(|e| e.to_string())?;
                if !done.success() {
                    return Err(format!("musnad {verb}: {done}: {}", words.join(" ")));
                }
            }
        }
        Ok(())
    }

    fn verify(&self, documents: u64) -> Result<(), String> {
        let done = self.command("verify").stdout(Stdio::piped()).output().map_err(|e| e.to_string())?;
        let said = String::from_utf8_lossy(&done.stdout);
        let whole = done.status.success() && said.contains(&format!(": {documents} documents,"));
        if whole { Ok(()) } else { Err(format!("verify, of {documents} documents: {said}")) }
    }
}

/// Ids and texts of a file of documents that have different ids.
fn records(file: &str) -> Result<Vec<(String, String)>, String> {
    let lines = std::fs::read_to_string(file).map_err(|e| format!("{file}: {e}"))?;
    let mut records = Vec::new();
    for line in lines.lines() {
        let row: serde_json::Value = serde_json::from_str(line).map_err(|e| format!("{file}: {e}"))?;
        let word = |key: &str| row[key].as_str().map(str::to_owned);
        records.push((word("id").ok_or("a record without an id")?, word("text").unwrap_or_default()));
    }
    Ok(records)
}

/// Random numbers from a fixed seed (SplitMix64).
struct Random(u64);

impl Random {
    /// From 0 to 1.
    fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((x ^ (x >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }
}
