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

#[test]
fn a_message_names_its_calendar() {
    let engine = crate::Engine::new();
    let message = |text: &str| {
        let document = musnad_text::Document { text: text.into(), ..Default::default() };
        let found = engine.read(&document, &crate::Options::default()).findings;
        found.first().map(|f| f.message.clone()).unwrap_or_default()
    };
    let old = message("عاد الوفد يوم 11 صفر 309هـ الموافق 21 يوليو 921م.");
    assert!(old.starts_with("By the tabular calendar"), "{old}");
    let new = message("صدر القرار يوم 3 ذي الحجة 1440هـ الموافق 9 أغسطس 2019م.");
    assert!(new.starts_with("By the Umm al-Qura calendar"), "{new}");
    let weekday = message("سلمت المدينة يوم الأربعاء 2 يناير 1492م.");
    assert!(weekday.ends_with("1492-01-02 is a Monday by the Julian calendar."), "{weekday}");
}
