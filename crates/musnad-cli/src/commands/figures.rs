//! `musnad figures`.

use musnad::present::one_line;
use musnad::present::sheet::{ALERT, NAME, PLAIN, QUIET, Sheet};
use musnad_casefile::{Casefile, FigureStanding, Quantity};

use crate::args::Figures;
use crate::output::Failure;
use crate::report;

/// Shows what independent sources give for one quantity, disputes first.
pub fn run(args: &Figures) -> Result<(), Failure> {
    let casefile = Casefile::open(&args.answer.case.case)?;
    let figures = casefile.figures(&args.narrow.parsed(), usize::from(args.limit)).map_err(report::usage)?;
    if args.answer.json {
        return report::print_json("musnad.figures/1", &figures);
    }
    let mut sheet = report::sheet(&args.answer.screen);
    let words = sheet.words;
    if figures.quantities.is_empty() {
        sheet.paragraph("", PLAIN, words.of("figures", "nothing"));
    } else {
        sheet.paragraph("", PLAIN, &format!("{}: {}", words.of("figures", "quantities"), figures.total));
    }
    for quantity in &figures.quantities {
        show(&mut sheet, quantity);
    }
    report::print(sheet)
}

fn show(sheet: &mut Sheet, quantity: &Quantity) {
    let words = sheet.words;
    let (standing, style) = match quantity.standing {
        FigureStanding::Disputed => (words.of("figures", "disputed"), ALERT),
        FigureStanding::Grown => (words.of("figures", "grown"), PLAIN),
        FigureStanding::Changed => (words.of("figures", "changed"), PLAIN),
        FigureStanding::Agreed => (words.of("figures", "agreed"), PLAIN),
    };
    let matter: Vec<String> = quantity.matter.iter().map(|word| one_line(word)).collect();
    sheet.heading(&matter.join(" · "), None);
    let sources = words.of("search", "sources");
    let line = format!("{standing} · {sources}: {}", quantity.sources);
    sheet.paragraph("", style, &line);
    for given in &quantity.values {
        let Some(first) = given.evidence.first() else { continue };
        sheet.blank();
        sheet.paragraph("  ", NAME, &one_line(&first.figure.text));
        sheet.paragraph("  ", QUIET, &format!("{sources}: {}", given.sources));
        for evidence in given.evidence.iter().take(SHOWN) {
            let place = evidence.figure.place();
            report::marked_evidence(sheet, "    ", &evidence.evidence, &[place]);
        }
    }
}

/// Pieces of evidence that are shown of each value; `--json` has all.
const SHOWN: usize = 2;
