//! `musnad add`.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use indicatif::{HumanDuration, ProgressBar, ProgressStyle};
use musnad::inputs::is_named_as_readable;
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

/// The files that are named or lie in the folders named, in the order of their names, and their size in bytes, where that is known. Whether one
/// of the paths led nowhere.
fn files(paths: &[PathBuf]) -> (Vec<Input>, Option<u64>, bool) {
    let (mut inputs, mut bytes, mut failed) = (Vec::new(), Some(0), false);
    for path in paths {
        if !path.is_dir() {
            // How much comes through a pipe is not known.
            let size = path.metadata().map_or(Some(0), |m| m.is_file().then_some(m.len()));
            bytes = bytes.zip(size.filter(|_| path.as_os_str() != "-")).map(|(bytes, size)| bytes + size);
            inputs.push(path.clone().into());
            continue;
        }
        let hidden = |entry: &walkdir::DirEntry| {
            entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.')
        };
        for entry in walkdir::WalkDir::new(path).sort_by_file_name().into_iter().filter_entry(|e| !hidden(e))
        {
            match entry {
                Ok(entry) if entry.file_type().is_file() && is_named_as_readable(entry.path()) => {
                    let size = entry.metadata().map_or(0, |m| m.len());
                    bytes = bytes.map(|bytes| bytes + size);
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

/// Tells how far it is: a bar on a terminal, lines now and then in a pipe.
struct Teller {
    bar: Option<ProgressBar>,
    /// Bytes of the inputs as they lie there, where that is known.
    bytes: Option<u64>,
    begun: Instant,
    told: Instant,
}

/// How often a pipe hears of it.
const NOW_AND_THEN: Duration = Duration::from_secs(5);
/// Before so much time has gone, nobody can say how much is left.
const TOO_EARLY: Duration = Duration::from_millis(1500);

/// What reading, putting into the index, and comparing with the others take of the whole time, measured on news.
const READING: f64 = 0.57;
const INDEXING: f64 = 0.31;
const COMPARING: f64 = 1.0 - READING - INDEXING;

/// Steps of the bar.
const STEPS: u64 = 1000;

impl Teller {
    fn new(bytes: Option<u64>) -> Teller {
        let bar = io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::new(STEPS);
            let template = if bytes.is_some() { "{spinner} [{bar:20}] {msg}" } else { "{spinner} {msg}" };
            let style =
                ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
            bar.set_style(style.progress_chars("=> "));
            bar.enable_steady_tick(Duration::from_millis(120));
            bar
        });
        Teller { bar, bytes, begun: Instant::now(), told: Instant::now() }
    }

    fn tell(&mut self, progress: Progress) {
        let often = if self.bar.is_some() { Duration::from_millis(100) } else { NOW_AND_THEN };
        if let Progress::Waiting = progress {
            match &self.bar {
                Some(bar) => bar.set_message(WAITING),
                None => complain(WAITING),
            }
            return;
        }
        if self.told.elapsed() < often {
            return;
        }
        self.told = Instant::now();
        let share = self.share(progress);
        let line = self.line(progress, share);
        match (&self.bar, share) {
            (Some(bar), share) => {
                bar.set_position((share.unwrap_or(0.0) * STEPS as f64) as u64);
                bar.set_message(line);
            }
            (None, Some(share)) => complain(&format!("{:.0} %: {line}", share * 100.0)),
            (None, None) => complain(&line),
        }
    }

    /// The share of the whole that is done, where the size of the input is known.
    fn share(&self, progress: Progress) -> Option<f64> {
        let part = |done: usize, of: usize| done as f64 / of.max(1) as f64;
        let share = match progress {
            Progress::Waiting => 0.0,
            Progress::Acknowledged(added) => {
                READING * (added.consumed as f64 / self.bytes?.max(1) as f64).min(1.0)
            }
            Progress::Indexed { done, of } => READING + INDEXING * part(done, of),
            Progress::Compared { done, of } => READING + INDEXING + COMPARING * part(done, of),
        };
        Some(share)
    }

    fn line(&self, progress: Progress, share: Option<f64>) -> String {
        let seconds = self.begun.elapsed().as_secs_f64().max(0.001);
        let mut line = match progress {
            Progress::Waiting => WAITING.to_owned(),
            Progress::Acknowledged(added) => {
                let done = added.new + added.changed + added.unchanged;
                let megabytes = added.bytes as f64 / 1e6;
                format!("{done} documents, {megabytes:.1} MB of text, {:.1} MB/s", megabytes / seconds)
            }
            Progress::Indexed { done, of } => format!("search index: {done} of {of} documents"),
            Progress::Compared { done, of } => format!("copies: {done} of {of} documents"),
        };
        if let Some(share) = share.filter(|share| *share > 0.0 && self.begun.elapsed() > TOO_EARLY) {
            let left = Duration::from_secs_f64(seconds * (1.0 - share) / share);
            line += &format!(", {} left", HumanDuration(left));
        }
        line
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
