//! `musnad verify`.

use std::io::Write;

use musnad_casefile::{Casefile, Fault};

use crate::args::Verify;
use crate::output::{Failure, Output, complain};

/// Looks at everything again and says what does not hold.
pub fn run(args: &Verify) -> Result<(), Failure> {
    let casefile = Casefile::open(&args.case.case)?;
    let verified = casefile.verify()?;
    let mut out = Output::stdout();
    writeln!(
        out,
        "{}: {} documents, {} quotations, {} rows of the journal: {}",
        casefile.path().display(),
        verified.documents,
        verified.quotations,
        verified.journal,
        if verified.faults.is_empty() { "all as they were added" } else { "not all as they were added" }
    )?;
    out.finish()?;
    for fault in &verified.faults {
        complain(&said(fault));
    }
    if verified.faults.is_empty() { Ok(()) } else { Err(Failure::Shown) }
}

fn said(fault: &Fault) -> String {
    match fault {
        Fault::File(reason) => format!("the file is damaged: {reason}"),
        Fault::Document { key, version } => {
            format!("{key}, version {version}: not the document that was added")
        }
        Fault::Quotation { key, start, end } => format!("{key}: {start}–{end}: other words stand there"),
        Fault::Journal { row } => {
            format!("the journal was changed: row {row} does not follow from the one before it")
        }
    }
}
