//! Other programs, and where things lie.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Failure;

/// The repository.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// Where cargo builds.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// A folder of ours under `target/`, made when it is not there.
pub fn work_folder(name: &str) -> Result<PathBuf, Failure> {
    let folder = target().join("xtask").join(name);
    std::fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    Ok(folder)
}

/// The texts for measuring, which are not part of the project.
pub fn shared() -> PathBuf {
    std::env::var_os("MUSNAD_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from)
}

/// The cargo that runs us.
pub fn cargo(args: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(args).current_dir(root());
    command
}

/// Runs it with its output shown.
pub fn run(command: &mut Command) -> Result<(), Failure> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{}: {status}", shown(command))),
        Err(error) => Err(format!("{}: {error}", shown(command))),
    }
}

/// Runs it and takes its standard output.
pub fn output(command: &mut Command) -> Result<String, Failure> {
    let done = command.stderr(Stdio::inherit()).output();
    let done = done.map_err(|error| format!("{}: {error}", shown(command)))?;
    if !done.status.success() {
        return Err(format!("{}: {}", shown(command), done.status));
    }
    String::from_utf8(done.stdout).map_err(|_| format!("{}: its output is not UTF-8", shown(command)))
}

/// Whether a program is there and runs.
pub fn works(program: &str, args: &[&str]) -> bool {
    let quiet = Command::new(program).args(args).stdout(Stdio::null()).stderr(Stdio::null()).status();
    quiet.is_ok_and(|status| status.success())
}

/// The command as it would be typed.
pub fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|w| w.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

/// Builds the program with a profile and tells where it lies.
pub fn musnad(profile: &str) -> Result<PathBuf, Failure> {
    run(&mut cargo(&["build", "--quiet", "--profile", profile, "--package", "musnad-cli"]))?;
    Ok(target().join(profile).join(format!("musnad{}", std::env::consts::EXE_SUFFIX)))
}
