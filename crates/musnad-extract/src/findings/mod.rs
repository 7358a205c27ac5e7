//! Findings: what a careful editor would stop at. Each states what stands against what, in one sentence; none says which is right.
//!
//! What counts: a weekday that is not that of its date; a day given in two calendars that is two days; a day that does not exist;
//! a share, a number and a total that do not fit one another; a change that does not lead from its first figure to its last; shares
//! of one whole that exceed it; a range whose ends are reversed; a quotation that is never closed; a verse whose words differ from
//! the Quran's; a statement said after the document was published; one event on two dates. What does not: figures that only look
//! odd, and everything that needs knowledge from outside the document.
//!
//! Reads the text, `dates`, `quantities`, `verses` and `statements`, so it runs last; writes
//! [`musnad_text::Annotations::findings`].

mod days;
mod events;
mod figures;
mod quotations;
#[cfg(test)]
mod tests;

use musnad_text::Span;
use musnad_text::annotation::{Finding, FindingKind};

use crate::registry::Reading;

/// Writes [`musnad_text::Annotations::findings`], in the order of their first place.
pub(crate) fn run(reading: &mut Reading) {
    let mut findings = Vec::new();
    days::check(reading, &mut findings);
    events::check(reading, &mut findings);
    figures::check(reading, &mut findings);
    quotations::check(reading, &mut findings);
    altered_verses(reading, &mut findings);
    findings.sort_by_key(|f| f.spans.first().copied().unwrap_or_default());
    reading.out.findings = findings;
}

fn finding(kind: FindingKind, rule: &'static str, message: String, spans: Vec<Span>) -> Finding {
    Finding { kind, message, spans, rule }
}

/// A passage of the Quran whose words differ from its text.
fn altered_verses(reading: &Reading, findings: &mut Vec<Finding>) {
    let raw = reading.text.raw();
    for verse in reading.out.verses.iter().filter(|v| !v.exact) {
        let mut differences: Vec<String> = verse
            .differences
            .iter()
            .take(3)
            .map(|d| match (d.span.of(raw), d.expected.as_str()) {
                ("", expected) => format!("«{expected}» is left out"),
                (written, "") => format!("«{written}» is put in"),
                (written, expected) => format!("«{written}» stands for «{expected}»"),
            })
            .collect();
        if verse.differences.len() > 3 {
            differences.push(format!("{} more", verse.differences.len() - 3));
        }
        let verses = if verse.from == verse.to {
            format!("{}:{}", verse.surah, verse.from)
        } else {
            format!("{}:{}-{}", verse.surah, verse.from, verse.to)
        };
        let mut spans: Vec<Span> =
            verse.differences.iter().map(|d| d.span).filter(|s| !s.is_empty()).collect();
        spans.push(verse.span);
        findings.push(finding(
            FindingKind::AlteredVerse,
            "verse_against_text",
            format!("The passage agrees with Quran {verses} except that {}.", differences.join(", ")),
            spans,
        ));
    }
}
