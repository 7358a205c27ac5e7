//! `musnad add`.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use indicatif::{HumanDuration, ProgressBar, ProgressStyle};
use musnad::{Engine, Hints, Input, pipeline};
use musnad_casefile::{Added, Casefile, Progress};

use crate::args::Add;
use crate::output::{Failure, complain};

/// Adds what is new, telling how far it is.
pub fn run(args: Add) -> Result<(), Failure> {
    let (inputs, bytes, mut failed) = files(&args.paths);
    let mut casefile = Casefile::open_or_create(&args.case.case)?;
    let stop = Arc::new(AtomicBool::new(false));
    let asked = stop.clone();
    // Without it Ctrl-C still ends the program, and the casefile survives that.
    let _ = ctrlc::set_handler(move || asked.store(true, Ordering::Relaxed));
    let how = musnad_casefile::Add {
        hints: Hints { published: args.published, outlet: args.outlet },
        jobs: args.jobs.map_or_else(pipeline::default_jobs, usize::from),
        stop: Some(&stop),
        ..musnad_casefile::Add::default()
    };
    let mut teller = Teller::new(bytes);
    let added = casefile.add(&Engine::new(), inputs, &how, &mut |progress| teller.tell(progress))?;
    if !added.stopped {
        casefile.refresh(how.jobs, &mut |progress| teller.tell(progress))?;
    }
    teller.end(&added, &args.case.case);
    for error in &added.failed {
        complain(&error.to_string());
        failed = true;
    }
    for key in &added.unread {
        complain(&format!(
            "{key}: a mistake of ours: it is in the casefile, but nothing was read in it; please report it"
        ));
        failed = true;
    }
    match (added.stopped, failed) {
        (true, _) => Err(Failure::Stopped),
        (_, true) => Err(Failure::Shown),
        _ => Ok(()),
    }
}

/// The files that are named or lie in the folders named, in the order of their names, and their size in bytes. Whether one of the paths led
/// nowhere.
fn files(paths: &[PathBuf]) -> (Vec<Input>, u64, bool) {
    let (mut inputs, mut bytes, mut failed) = (Vec::new(), 0, false);
    for path in paths {
        if !path.is_dir() {
            bytes += path.metadata().map_or(0, |m| m.len());
            inputs.push(path.clone().into());
            continue;
        }
        let hidden = |entry: &walkdir::DirEntry| {
            entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.')
        };
        for entry in walkdir::WalkDir::new(path).sort_by_file_name().into_iter().filter_entry(|e| !hidden(e))
        {
            match entry {
                Ok(entry) if entry.file_type().is_file() && is_read(entry.path()) => {
                    bytes += entry.metadata().map_or(0, |m| m.len());
                    inputs.push(entry.into_path().into());
                }
                Ok(_) => {}
                Err(error) => {
                    complain(&format!("{}: it cannot be looked into: {error}", path.display()));
                    failed = true;
                }
            }
        }
    }
    (inputs, bytes, failed)
}

/// Whether a file in a folder is one of those that are read here, by its name.
fn is_read(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let name = [".gz", ".xz", ".zst"].iter().find_map(|packed| name.strip_suffix(packed)).unwrap_or(&name);
    [".txt", ".text", ".md", ".markdown", ".json", ".jsonl", ".ndjson"].iter().any(|end| name.ends_with(end))
}

/// Tells how far it is: a line that moves on a terminal, lines now and then in a pipe.
struct Teller {
    bar: Option<ProgressBar>,
    begun: Instant,
    told: Instant,
}

/// How often a pipe hears of it.
const NOW_AND_THEN: Duration = Duration::from_secs(5);

impl Teller {
    fn new(bytes: u64) -> Teller {
        let bar = io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::new(bytes);
            let style = ProgressStyle::with_template("{spinner} {msg}")
                .unwrap_or_else(|_| ProgressStyle::default_bar());
            bar.set_style(style);
            bar.enable_steady_tick(Duration::from_millis(120));
            bar
        });
        Teller { bar, begun: Instant::now(), told: Instant::now() }
    }

    fn tell(&mut self, progress: Progress) {
        match (progress, &self.bar) {
            (Progress::Waiting, Some(bar)) => bar.set_message(WAITING),
            (Progress::Waiting, None) => complain(WAITING),
            (progress, Some(bar)) => bar.set_message(self.line(progress)),
            (progress, None) if self.told.elapsed() >= NOW_AND_THEN => {
                complain(&self.line(progress));
                self.told = Instant::now();
            }
            _ => {}
        }
    }

    fn line(&self, progress: Progress) -> String {
        match progress {
            Progress::Waiting => WAITING.to_owned(),
            Progress::Acknowledged(added) => self.added(added),
            Progress::Indexed { done, of } => format!("search index: {done} of {of} documents"),
            Progress::Compared { done, of } => format!("copies: {done} of {of} documents"),
        }
    }

    fn added(&self, added: &Added) -> String {
        let seconds = self.begun.elapsed().as_secs_f64().max(0.001);
        let done = added.new + added.changed + added.unchanged;
        let megabytes = added.bytes as f64 / 1e6;
        format!("{done} documents, {megabytes:.1} MB of text, {:.1} MB/s", megabytes / seconds)
    }

    /// The last word: what has come of it.
    fn end(&self, added: &Added, case: &Path) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        let Added { new, changed, unchanged, .. } = added;
        let failed = added.failed.len();
        let mut line = format!("{}: {new} new, {changed} changed, {unchanged} as they were", case.display());
        if failed > 0 {
            line += &format!(", {failed} not read");
        }
        if added.stopped {
            line += "; stopped: run it again to go on";
        } else {
            line += &format!(", in {}", HumanDuration(self.begun.elapsed()));
        }
        let _ = writeln!(io::stderr(), "{line}");
    }
}

const WAITING: &str = "another musnad is adding to this casefile; waiting until it has ended";
