//! `cargo xtask crash`: `musnad add` killed at random instants, and what is left of the casefile.

use crate::Failure;
use crate::process::{cargo, musnad, run, work_folder};
use crate::sample::sample;

/// As much text as a machine adds in some seconds.
const BYTES: u64 = 12_000_000;

/// Kills it so many times.
pub fn run_crash(kills: u32) -> Result<(), Failure> {
    let program = musnad("release")?;
    let corpus = sample("crash.jsonl", BYTES)?;
    let folder = work_folder("crash")?.join("case");
    let mut measure =
        cargo(&["run", "--quiet", "--release", "--package", "musnad-casefile", "--example", "crash", "--"]);
    measure.arg(program).arg(&corpus.file).arg(folder).arg(kills.to_string());
    run(&mut measure)
}
