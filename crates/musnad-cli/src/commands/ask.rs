//! `musnad ask`.

use musnad::present::sheet::{ALERT, PLAIN, QUIET, Sheet};
use musnad::present::{one_line, timex};
use musnad_casefile::{Casefile, Part};

use crate::args::Ask;
use crate::output::Failure;
use crate::report;

/// Answers with numbered evidence.
pub fn run(args: &Ask) -> Result<(), Failure> {
    let question = args.question.join(" ");
    if question.trim().is_empty() {
        return Err(Failure::Usage("the question is empty: write one, such as: musnad ask 'متى …؟'".into()));
    }
    let casefile = Casefile::open(&args.answer.case.case)?;
    let answer = casefile.ask(&question, usize::from(args.limit))?;
    if args.answer.json {
        return report::print_json("musnad.ask/1", &answer);
    }
    let mut sheet = report::sheet(&args.answer.screen);
    for part in &answer.parts {
        show(&mut sheet, part, args.nearest);
    }
    report::print(sheet)
}

fn ground(ground: &str, sheet: &Sheet) -> &'static str {
    match ground {
        "denial" => sheet.words.of("ask", "denial"),
        _ => sheet.words.of("ask", "figures_differ"),
    }
}

fn show(sheet: &mut Sheet, part: &Part, nearest: bool) {
    let words = sheet.words;
    sheet.heading(&one_line(&part.question), None);
    if part.evidence.is_empty() {
        sheet.paragraph("", PLAIN, words.of("ask", "no_evidence"));
        if nearest && !part.nearest.is_empty() {
            sheet.blank();
            sheet.paragraph("", QUIET, words.of("ask", "nearest"));
            for piece in &part.nearest {
                sheet.blank();
                report::evidence(sheet, "  – ", &piece.evidence);
            }
        }
        return;
    }
    for piece in &part.evidence {
        sheet.blank();
        report::marked_evidence(sheet, &format!("  {}. ", piece.number), &piece.evidence, &piece.matches);
        if piece.sources > 1 {
            let line = format!("{}: {}", words.of("ask", "sources"), piece.sources);
            sheet.paragraph("     ", QUIET, &line);
        }
    }
    if !part.opposed.is_empty() {
        sheet.blank();
        sheet.paragraph("  ", ALERT, words.of("ask", "opposed"));
        for opposed in &part.opposed {
            let [one, other] = opposed.numbers;
            let line = format!("{one} / {other} · {}", ground(opposed.ground, sheet));
            sheet.paragraph("  ", PLAIN, &line);
        }
    }
    let numbers = |numbers: &[usize]| {
        let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
        format!("[{}]", numbers.join("] ["))
    };
    if !part.figures.is_empty() {
        sheet.blank();
        sheet.paragraph("  ", PLAIN, words.of("ask", "figures"));
        for figure in &part.figures {
            sheet.paragraph(
                "  ",
                PLAIN,
                &format!("{} · {}", one_line(&figure.text), numbers(&figure.numbers)),
            );
        }
    }
    if !part.days.is_empty() {
        sheet.blank();
        sheet.paragraph("  ", PLAIN, words.of("ask", "days"));
        for day in &part.days {
            sheet.paragraph(
                "  ",
                PLAIN,
                &format!("{} · {}", timex(&day.value, &words), numbers(&day.numbers)),
            );
        }
    }
}
