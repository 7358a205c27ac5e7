//! `musnad ask`.

use musnad::present::one_line;
use musnad::present::sheet::PLAIN;
use musnad_casefile::Casefile;

use crate::args::Ask;
use crate::output::Failure;
use crate::report;

/// Answers with numbered evidence.
pub fn run(args: &Ask) -> Result<(), Failure> {
    let question = args.question.join(" ");
    let casefile = Casefile::open(&args.answer.case.case)?;
    let answer = casefile.ask(&question, usize::from(args.limit))?;
    if args.answer.json {
        return report::print_json("musnad.ask/1", &answer);
    }
    let mut sheet = report::sheet(&args.answer.screen);
    let mut number = 0;
    for part in &answer.parts {
        sheet.heading(&one_line(&part.question), None);
        if part.evidence.is_empty() {
            let nothing = sheet.words.of("ask", "no_evidence");
            sheet.paragraph("", PLAIN, nothing);
        }
        for evidence in &part.evidence {
            number += 1;
            sheet.blank();
            report::evidence(&mut sheet, &format!("  {number}. "), evidence);
        }
    }
    report::print(sheet)
}
