//! `musnad search`.

use musnad::present::one_line;
use musnad::present::sheet::{PLAIN, QUIET};
use musnad_casefile::{Casefile, Page};

use crate::args::Search;
use crate::output::Failure;
use crate::report;

/// Shows what a query finds, best first.
pub fn run(args: &Search) -> Result<(), Failure> {
    let query = args.query.join(" ");
    let casefile = Casefile::open(&args.answer.case.case)?;
    let page = Page { limit: usize::from(args.limit), offset: args.offset };
    let found = casefile.search(&query, page).map_err(report::usage)?;
    if args.answer.json {
        return report::print_json("musnad.search/1", &found);
    }
    let mut sheet = report::sheet(&args.answer.screen);
    let words = sheet.words;
    if found.hits.is_empty() {
        let none = found.total.documents == 0;
        let what = if none { words.of("search", "nothing") } else { words.of("search", "no_more") };
        sheet.paragraph("", PLAIN, what);
    } else {
        let (documents, sources) = (found.total.documents, found.total.sources);
        let line = format!(
            "{}: {documents} · {}: {sources}",
            words.of("search", "documents"),
            words.of("search", "sources")
        );
        sheet.paragraph("", PLAIN, &line);
        if found.relaxed {
            sheet.paragraph("", QUIET, words.of("search", "relaxed"));
        }
    }
    if let Some(suggestion) = &found.suggestion {
        let label = format!("{}:", words.of("search", "suggestion"));
        sheet.pair("", PLAIN, &label, &one_line(suggestion));
    }
    for (number, hit) in (found.offset + 1..).zip(&found.hits) {
        sheet.blank();
        report::marked_evidence(&mut sheet, &format!("  {number}. "), &hit.evidence, &hit.matches);
    }
    report::print(sheet)
}
