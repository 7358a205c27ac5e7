//! `cargo xtask docs`: writes the files that are generated.
//!
//! The test that compares `docs/cli.md` with what the program says also writes it, so that there is one way to make it.

use crate::Failure;
use crate::process::{cargo, run};

/// Writes `docs/cli.md`.
pub fn write() -> Result<(), Failure> {
    run(cargo(&["test", "--quiet", "--package", "musnad-cli", "--test", "manual"])
        .env("MUSNAD_WRITE_DOCS", "1"))
}
