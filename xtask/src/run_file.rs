//! `bench/runs/`: dated measurements with the machine, the commit, the command and the raw numbers.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::Failure;
use crate::process::{output, root};

/// A report that is shown as it grows and can be kept.
pub struct RunFile {
    what: &'static str,
    text: String,
}

impl RunFile {
    /// Begins the report of a command.
    pub fn new(what: &'static str) -> RunFile {
        RunFile { what, text: String::new() }
    }

    /// Shows lines and keeps them.
    pub fn say(&mut self, lines: &str) {
        println!("{lines}");
        let _ = writeln!(self.text, "{lines}");
    }

    /// Writes what was said to `bench/runs/<date>-<what>-<machine>.md`.
    pub fn save(self) -> Result<(), Failure> {
        let git = |args: &[&str]| {
            output(Command::new("git").args(args).current_dir(root())).map(|s| s.trim().to_owned())
        };
        let commit = git(&["rev-parse", "--short=12", "HEAD"]).unwrap_or_else(|_| "unknown".into());
        let changed = git(&["status", "--porcelain"]).is_ok_and(|status| !status.is_empty());
        let (today, machine) = (today(), machine());
        let rust = output(Command::new("rustc").arg("--version")).unwrap_or_default();
        let text = format!(
            "# {what}, {today}\n\n- command: `cargo xtask {what} --save`\n- commit: `{commit}`{changed}\n- machine: \
             {machine}\n- compiler: {rust}\n\n```\n{text}```\n",
            what = self.what,
            changed = if changed { " with changes" } else { "" },
            rust = rust.trim(),
            text = self.text,
        );
        let file = path(&today, self.what, &machine);
        std::fs::write(&file, text).map_err(|e| format!("{}: {e}", file.display()))?;
        println!("kept in {}", file.display());
        Ok(())
    }
}

fn path(today: &str, what: &str, machine: &str) -> PathBuf {
    let slug: String = machine
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { ' ' })
        .collect();
    let slug = slug.split_whitespace().collect::<Vec<_>>().join("-");
    root().join("bench").join("runs").join(format!("{today}-{what}-{slug}.md"))
}

/// Cores, processor and system: what a reader needs to compare, and nothing that names the machine.
fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info.lines().find_map(|l| l.strip_prefix("model name")).and_then(|l| l.split(':').nth(1));
    let model = model.map_or(std::env::consts::ARCH, str::trim).replace("(R)", "").replace("(TM)", "");
    format!("{cores} cores, {model}, {}", std::env::consts::OS)
}

/// The day by UTC.
fn today() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs());
    let (year, month, day) = civil((seconds / 86_400) as i64);
    format!("{year}-{month:02}-{day:02}")
}

/// Days since 1970-01-01 as a Gregorian day; Howard Hinnant, "chrono-compatible low-level date algorithms".
fn civil(days: i64) -> (i64, i64, i64) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let (day, month) = (doy - (153 * mp + 2) / 5 + 1, if mp < 10 { mp + 3 } else { mp - 9 });
    (yoe + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days() {
        assert_eq!(civil(0), (1970, 1, 1));
        assert_eq!(civil(19_782), (2024, 2, 29));
        assert_eq!(civil(20_089), (2025, 1, 1));
    }
}
