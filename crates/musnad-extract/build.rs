//! Counts the rules' hash, and writes the text of the Quran for [`verses`](src/verses/mod.rs): one verse a line, `sura <TAB> verse <TAB> words`.
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
    println!("cargo:rustc-env=MUSNAD_RULES={:016x}", hash_of("src".as_ref())?);
    println!("cargo:rerun-if-changed=src");
    Ok(())
}

/// FNV-1a over the rules and lexicons: other rules, another hash.
fn hash_of(folder: &std::path::Path) -> std::io::Result<u64> {
    let mut hash = 0xcbf2_9ce4_8422_2325;
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder)?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
    entries.sort();
    for path in entries {
        let part = if path.is_dir() {
            hash_of(&path)?.to_le_bytes().to_vec()
        } else if path.extension().is_some_and(|e| e == "rs" || e == "tsv") {
            std::fs::read(&path)?
        } else {
            continue;
        };
        for byte in part {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    Ok(hash)
}
