//! `cargo xtask test`: everything that must hold, on a machine that has Rust and nothing else.
//!
//! What the tests can use beyond Rust is installed under `target/` where that is possible; where it is not, a line says which
//! tests are left out and why. A step that fails does not keep the others from running.

use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use crate::process::{cargo, output, run, target, works};
use crate::{Failure, countries, licences};

/// The calendar that our own is compared with.
const HIJRIDATE: &str = "hijridate==2.6.0";

fn step(name: &str, done: &mut Vec<(String, Option<Failure>)>, work: impl FnOnce() -> Result<(), Failure>) {
    println!("── {name}");
    let start = Instant::now();
    let failure = work().err();
    if let Some(message) = &failure {
        eprintln!("xtask: {name}: {message}");
    }
    println!(
        "── {name}: {} in {:.0} s\n",
        if failure.is_some() { "FAILED" } else { "ok" },
        start.elapsed().as_secs_f64()
    );
    done.push((name.to_owned(), failure));
}

/// The path list with the tests' Python first, where there is one.
fn path_with(python: &Option<PathBuf>) -> std::ffi::OsString {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = python.iter().cloned().chain(std::env::split_paths(&path));
    std::env::join_paths(folders).unwrap_or(path.clone())
}

/// Runs every step.
pub fn run_everything() -> Result<(), Failure> {
    let start = Instant::now();
    let mut notes = Vec::new();
    let python = python(&mut notes);
    let path = path_with(&python);
    let with_python = |mut command: Command| {
        command.env("PATH", &path);
        command
    };

    let mut done = Vec::new();
    step("format", &mut done, || run(&mut cargo(&["fmt", "--all", "--check"])));
    step("lints", &mut done, || {
        run(&mut cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
    });
    step("docs", &mut done, || {
        run(cargo(&["doc", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings"))
    });
    step("licences", &mut done, licences::check);
    step("the table of countries", &mut done, || countries::check(&mut notes));
    step("the engine's tests without debug assertions", &mut done, || {
        run(&mut with_python(cargo(&["test", "--release", "-p", "musnad-text", "-p", "musnad-extract"])))
    });
    step("tests", &mut done, || run(&mut with_python(cargo(&["test", "--workspace", "--no-fail-fast"]))));

    for note in &notes {
        println!("note: {note}");
    }
    let failed: Vec<&str> = done.iter().filter(|d| d.1.is_some()).map(|d| d.0.as_str()).collect();
    let seconds = start.elapsed().as_secs();
    if failed.is_empty() {
        println!("xtask test: all {} steps passed in {seconds} s", done.len());
        Ok(())
    } else {
        Err(format!(
            "test: {} of {} steps FAILED in {seconds} s: {}",
            failed.len(),
            done.len(),
            failed.join(", ")
        ))
    }
}

/// The folder of a Python that has what the tests compare with, or nothing, with a note that says why.
fn python(notes: &mut Vec<String>) -> Option<PathBuf> {
    const LEFT_OUT: &str =
        "the calendar is compared with its checked-in sample only, not with all of PyPI hijridate";
    let venv = target().join("xtask").join("venv");
    let bin = venv.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let program = bin.join("python3");
    let has_it = || works(&program.to_string_lossy(), &["-c", "import hijridate"]);
    if has_it() {
        return Some(bin);
    }
    if !works("python3", &["--version"]) {
        notes.push(format!("python3 is not installed: {LEFT_OUT}"));
        return None;
    }
    println!("── installing {HIJRIDATE} under target/");
    let made = output(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&venv))
        .and_then(|_| output(Command::new(&program).args(["-m", "pip", "install", "--quiet", HIJRIDATE])));
    match made {
        Ok(_) if has_it() => Some(bin),
        Ok(_) => {
            notes.push(format!("{HIJRIDATE} cannot be imported: {LEFT_OUT}"));
            None
        }
        Err(message) => {
            notes.push(format!("{HIJRIDATE} cannot be installed ({message}): {LEFT_OUT}"));
            None
        }
    }
}
