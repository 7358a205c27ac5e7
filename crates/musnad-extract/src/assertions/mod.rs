//! The author's own voice: every sentence outside statements, with how it is asserted.
//!
//! Titles, headings, questions that a document sets itself, date lines and citations assert nothing. A sentence that is mostly
//! somebody's report is left out; where a report stands only at its end, the part before it is the author's.
//! Reads `statements` and `sections`. Writes `assertions`.

use musnad_text::annotation::{Assertion, AssertionLabel, SectionKind};
use musnad_text::chars::Marks;
use musnad_text::lexicon::{Sense, rows};
use musnad_text::{Lexicon, Span, Text};

use crate::registry::{Reading, class};

/// Class of the words that decide; the index is that of the label in [`AssertionLabel::ALL`].
const VOICE: u8 = class::ASSERTIONS;

/// Fewer words than this assert nothing: a caption, a byline, a label.
const LEAST_WORDS: usize = 5;

/// Adds the words that decide.
pub(crate) fn load(lexicon: &mut Lexicon) {
    for (_, columns) in rows(include_str!("lexicon/voice.tsv")) {
        let [label, forms] = columns[..] else { continue };
        let Some(index) = AssertionLabel::ALL.iter().position(|l| l.as_str() == label) else { continue };
        for form in forms.split('|') {
            lexicon.add(form, Sense { class: VOICE, index: index as u32 });
        }
    }
}

/// Writes [`musnad_text::Annotations::assertions`].
pub(crate) fn run(reading: &mut Reading) {
    let text = reading.text;
    let silent: Vec<Span> = reading
        .out
        .sections
        .iter()
        .filter(|s| {
            matches!(
                s.kind,
                SectionKind::Title
                    | SectionKind::Heading
                    | SectionKind::Question
                    | SectionKind::DateLine
                    | SectionKind::Citation
            )
        })
        .map(|s| s.span)
        .collect();
    // What is reported, in the order of the text: cue, speaker where it stands beside it, and content.
    let mut reported: Vec<Span> = Vec::with_capacity(reading.out.statements.len() * 2);
    for statement in &reading.out.statements {
        let near = |span: Span| span.start.abs_diff(statement.cue.start) < 400;
        let mut whole = statement.content;
        if near(statement.content) || near(Span::new(statement.content.end, statement.content.end)) {
            whole = whole.to(statement.cue);
        }
        if let Some(speaker) = statement.speaker.as_ref().filter(|s| near(s.span)) {
            whole = whole.to(speaker.span);
        }
        reported.push(whole);
    }
    reported.sort_unstable();
    let (mut first_silent, mut first_reported) = (0, 0);
    let mut assertions = Vec::new();
    for sentence in text.sentences() {
        while silent.get(first_silent).is_some_and(|s| s.end <= sentence.span.start) {
            first_silent += 1;
        }
        while reported.get(first_reported).is_some_and(|s| s.end <= sentence.span.start) {
            first_reported += 1;
        }
        if silent.get(first_silent).is_some_and(|s| s.overlaps(sentence.span) && s.kind_covers(sentence.span))
        {
            continue;
        }
        let span = match reported.get(first_reported).filter(|r| r.overlaps(sentence.span)) {
            // The part before the report, where it is a clause of its own.
            Some(report) if report.start > sentence.span.start && ends_clause(text, report.start) => {
                Span::new(sentence.span.start, report.start)
            }
            Some(_) => continue,
            None => sentence.span,
        };
        let end = text.token_at(span.end.saturating_sub(1)) + 1;
        if let Some(assertion) = assess(text, sentence.first, end.min(sentence.end)) {
            assertions.push(assertion);
        }
    }
    reading.out.assertions = assertions;
}

/// Whether a comma or a stop stands right before a byte: what is before it is a clause of its own.
fn ends_clause(text: &Text, byte: usize) -> bool {
    let at = text.token_at(byte);
    at > 0 && matches!(text.mark(at - 1), '،' | ',' | '؛' | '.' | '-' | '–' | '…')
}

trait Covers {
    fn kind_covers(&self, sentence: Span) -> bool;
}

impl Covers for Span {
    /// Whether a section takes up most of a sentence.
    fn kind_covers(&self, sentence: Span) -> bool {
        let shared = self.end.min(sentence.end).saturating_sub(self.start.max(sentence.start));
        shared * 2 > sentence.len()
    }
}

/// Labels the tokens of one sentence, or of its part before a report.
fn assess(text: &Text, first: usize, mut end: usize) -> Option<Assertion> {
    while end > first && matches!(text.mark(end - 1), '،' | ',' | '\n' | ':') {
        end -= 1;
    }
    if (first..end).filter(|&i| text.is_word(i)).take(LEAST_WORDS).count() < LEAST_WORDS {
        return None;
    }
    let span = text.span_of(first, end);
    let found = |label: AssertionLabel| {
        (first..end).find_map(|i| {
            let (length, index) = text.longest(i, VOICE)?;
            // `كان` is no `كأن`.
            let was = text.word(i).ends_with("كان") && !text.marks(i).has(Marks::HAMZA_ABOVE);
            let meant = AssertionLabel::ALL.get(index as usize) == Some(&label) && !was;
            (meant && !quoted(text, i)).then(|| text.span_of(i, i + length))
        })
    };
    let asks = (first..end).rev().take(2).find(|&i| matches!(text.mark(i), '؟' | '?'));
    let (label, cue) = if let Some(mark) = asks {
        (AssertionLabel::Rhetorical, Some(found(AssertionLabel::Rhetorical).unwrap_or(text.span(mark))))
    } else if let Some(cue) = found(AssertionLabel::Hedged) {
        (AssertionLabel::Hedged, Some(cue))
    } else if let Some(cue) = found(AssertionLabel::Opinion) {
        (AssertionLabel::Opinion, Some(cue))
    } else {
        (AssertionLabel::Fact, None)
    };
    let rule = match label {
        AssertionLabel::Rhetorical => "question_to_the_reader",
        AssertionLabel::Hedged => "hedging_word",
        AssertionLabel::Opinion => "judging_word",
        AssertionLabel::Fact => "plain_sentence",
    };
    Some(Assertion { span, label, cue, rule })
}

/// Words in marks are not the author's.
fn quoted(text: &Text, i: usize) -> bool {
    text.enclosing(i).is_some_and(|q| q.closed && q.kind == musnad_text::quote::QuoteKind::Quotation)
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn voice() {
        check("voice.tsv", include_str!("corpus/voice.tsv"), |annotations, _| {
            annotations.assertions.iter().map(|a| (a.span, a.label.as_str().to_owned())).collect()
        });
    }
}
