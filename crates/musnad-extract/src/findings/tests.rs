//! The corpus tables of findings.

use crate::testing::check;

/// Kind of each finding at its first place.
fn findings(name: &str, table: &str) {
    check(name, table, |annotations, _| {
        annotations
            .findings
            .iter()
            .map(|f| (f.spans.first().copied().unwrap_or_default(), f.kind.as_str().to_string()))
            .collect()
    });
}

#[test]
fn days() {
    findings("days.tsv", include_str!("corpus/days.tsv"));
}

#[test]
fn figures() {
    findings("figures.tsv", include_str!("corpus/figures.tsv"));
}

#[test]
fn quotations() {
    findings("quotations.tsv", include_str!("corpus/quotations.tsv"));
}

#[test]
fn events() {
    findings("events.tsv", include_str!("corpus/events.tsv"));
}

#[test]
fn a_verse_with_a_wrong_word() {
    use musnad_text::{Annotations, Document};
    let engine = crate::Engine::new();
    let words =
        crate::verses::words(2, 197).split_whitespace().skip(17).take(8).collect::<Vec<_>>().join(" ");
    let read = |text: String| -> Annotations {
        engine.read(&Document { text, ..Document::default() }, &crate::Options::default())
    };
    assert!(read(format!("قال تعالى: {{{words}}}")).findings.is_empty());
    let changed = words.split(' ').enumerate().map(|(n, w)| if n == 2 { "جبل" } else { w });
    let changed = changed.collect::<Vec<_>>().join(" ");
    let found = read(format!("قال تعالى: {{{changed}}}")).findings;
    assert_eq!(found.len(), 1, "{changed}: {found:?}");
    assert!(
        found[0].message.starts_with("The passage agrees with Quran 2:197 except that «جبل» stands for «")
    );
}
