//! Writes the text of the Quran for [`verses`](src/verses/mod.rs): one verse a line, `sura <TAB> verse <TAB> words`.
//!
//! The text is the one that the crate `quranize` carries (Tanzil, simple minimal, verbatim; see NOTICE). That crate gives it only
//! together with an index for transliteration, which takes 0.1 s and memory to build; here it is built once, when we are
//! compiled, and thrown away.

#![allow(clippy::print_stdout, clippy::disallowed_methods)] // how a build script speaks to cargo, and what it is for

use std::fmt::Write;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo:rerun-if-changed=build.rs");
    let quran = quranize::Quranize::new();
    let mut lines = String::with_capacity(1 << 20);
    let mut at = 0;
    while let Some((_, sura, verse, words)) = quran.get_data(at) {
        writeln!(lines, "{sura}\t{verse}\t{words}")?;
        at += 1;
    }
    if at != 6236 {
        return Err(format!("quranize gives {at} verses, not 6236").into());
    }
    let out = PathBuf::from(std::env::var("OUT_DIR")?).join("quran.tsv");
    std::fs::write(out, lines)?;
    Ok(())
}
