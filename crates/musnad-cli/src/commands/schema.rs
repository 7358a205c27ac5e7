//! `musnad schema`.

use std::io::Write;

use crate::output::{Failure, Output};

/// Prints the JSON Schema of `musnad read --json`.
pub fn run() -> Result<(), Failure> {
    let mut out = Output::stdout();
    out.write_all(musnad::schema::DOCUMENT.as_bytes())?;
    out.finish()
}
