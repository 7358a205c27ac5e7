//! Which sentences are the author's own: what is reported, and what belongs to the page, is left out.

use musnad_text::annotation::{SectionKind, Statement};
use musnad_text::token::TokenKind;
use musnad_text::{Span, Text};

use super::sentence::opening;
use super::words::{Kind, Words};
use crate::registry::Reading;

/// Fewer words than this assert nothing: a caption, a byline, a label.
const LEAST_WORDS: usize = 5;
/// A line that no full stop ends has more words than this, or it is a caption, a byline, a heading.
const LONGEST_CAPTION: usize = 7;
/// Words before a report that are only when or where it was made (`وفي رسالة مسجلة، قال`) are fewer than this.
const LONGEST_SETTING: usize = 12;

/// The author's sentences by their tokens, in the order of the text.
pub(super) fn sentences(reading: &Reading) -> Vec<(usize, usize)> {
    let (text, words) = (reading.text, &reading.engine.assertions);
    let silent = silent(reading);
    let reported = reported(reading);
    let (mut first_silent, mut first_reported, mut first_date) = (0, 0, 0);
    let mut own = Vec::with_capacity(text.sentences().len());
    let mut page_until = 0;
    for sentence in text.sentences() {
        if sentence.first < page_until {
            continue;
        }
        if opens_furniture(text, words, sentence.first) {
            page_until = line_end(text, sentence.first);
            continue;
        }
        let before = |span: &Span| span.end <= sentence.span.start;
        while silent.get(first_silent).is_some_and(before) {
            first_silent += 1;
        }
        while reported.get(first_reported).is_some_and(before) {
            first_reported += 1;
        }
        while reading.out.dates.get(first_date).is_some_and(|d| before(&d.span)) {
            first_date += 1;
        }
        if silent.get(first_silent).is_some_and(|s| shared(*s, sentence.span) * 2 > sentence.span.len()) {
            continue;
        }
        let reports = reported.get(first_reported..).unwrap_or_default();
        let Some((first, end)) = without_reports(text, sentence.first, sentence.end, sentence.span, reports)
        else {
            continue;
        };
        let dated = reading.out.dates.get(first_date..).unwrap_or_default().iter().map(|d| d.span);
        let dated = dated.take_while(|d| d.start < sentence.span.end).map(|d| shared(d, sentence.span)).sum();
        if let Some(trimmed) = trimmed(text, first, end)
            && !belongs_to_the_page(text, words, trimmed, dated)
        {
            own.push(trimmed);
        }
    }
    own
}

fn shared(a: Span, b: Span) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// Sections that assert nothing.
fn silent(reading: &Reading) -> Vec<Span> {
    let kinds = [
        SectionKind::Title,
        SectionKind::Heading,
        SectionKind::Question,
        SectionKind::DateLine,
        SectionKind::Citation,
    ];
    reading.out.sections.iter().filter(|s| kinds.contains(&s.kind)).map(|s| s.span).collect()
}

/// What is reported, in the order of the text and never overlapping: content, with the cue and the speaker of its sentence.
fn reported(reading: &Reading) -> Vec<Span> {
    let mut all: Vec<Span> = Vec::with_capacity(reading.out.statements.len() * 2);
    for statement in &reading.out.statements {
        all.extend(pieces(reading.text, statement));
    }
    all.sort_unstable();
    let mut joined: Vec<Span> = Vec::with_capacity(all.len());
    for span in all {
        match joined.last_mut() {
            Some(last) if span.start <= last.end => *last = last.to(span),
            _ => joined.push(span),
        }
    }
    joined
}

/// The content, drawn out to cue and speaker where they share a sentence with it; else they are a piece of their own.
fn pieces(text: &Text, statement: &Statement) -> impl Iterator<Item = Span> {
    let sentence = |byte: usize| text.sentences().partition_point(|s| s.span.end <= byte);
    let mut content = statement.content;
    let (from, to) = (sentence(content.start), sentence(content.end.saturating_sub(1)));
    let mut apart: Option<Span> = None;
    let speaker = statement.speaker.as_ref().map(|s| s.span);
    for span in [Some(statement.cue), speaker].into_iter().flatten().filter(|s| !s.is_empty()) {
        let at = sentence(span.start);
        if at == from || at == to {
            content = content.to(span);
        } else if at == sentence(statement.cue.start) {
            apart = Some(apart.map_or(span, |a| a.to(span)));
        }
    }
    [Some(content), apart].into_iter().flatten()
}

/// The tokens of a sentence that no report takes: all of it where little is reported inside, the part before or behind a report
/// that a comma parts from it, nothing where most of it is reported.
fn without_reports(
    text: &Text,
    first: usize,
    end: usize,
    span: Span,
    reports: &[Span],
) -> Option<(usize, usize)> {
    let inside = || reports.iter().take_while(|r| r.start < span.end).filter(|r| r.overlaps(span));
    let (Some(earliest), Some(latest)) = (inside().next(), inside().last()) else {
        return Some((first, end));
    };
    let reported: usize = inside().map(|r| shared(*r, span)).sum();
    let before = text.token_at(earliest.start);
    let behind = text.token_at(latest.end.saturating_sub(1)) + 1;
    let closing = |i: usize| matches!(text.mark(i), '"' | '»' | '”');
    let behind = behind + usize::from(closing(behind));
    let little = reported * 2 <= span.len();
    if before > first && parts(text, before - 1) && is_clause(text, first, before) {
        let goes_on = behind + 2 < end;
        return Some((first, if little && goes_on { end } else { before }));
    }
    // `وأوضح الوزير أن …`: what leads the sentence reports all of it, unless quotation marks or a turn end the report.
    let leads = before <= opening(text, first) + 2;
    if little && !leads {
        return Some((first, end));
    }
    let rest = behind + 1..end;
    let turns = closing(behind - 1) || turns(text.word(rest.start));
    (parts(text, behind)
        && is_clause(text, rest.start, end)
        && rest.len() * 3 > end - first
        && (turns || !leads))
        .then_some((rest.start, end))
}

/// A word with which the author takes over after a report.
fn turns(word: &str) -> bool {
    matches!(
        word,
        "فيما"
            | "بينما"
            | "وكان"
            | "وكانت"
            | "كما"
            | "يذكر"
            | "ويذكر"
            | "علما"
            | "الا"
            | "لكن"
            | "ولكن"
            | "وهو"
            | "وهي"
            | "وذلك"
    )
}

/// A comma or stop, behind which a clause may begin and before which it ends.
fn parts(text: &Text, i: usize) -> bool {
    matches!(text.mark(i), '،' | ',' | '؛' | '.' | '-' | '–' | '…')
}

/// Whether the part of a sentence beside a report asserts something: more than when and where it was made.
fn is_clause(text: &Text, first: usize, end: usize) -> bool {
    let count = (first..end).filter(|&i| text.is_word(i)).count();
    let opener = text.word(opening(text, first));
    let opener = opener.strip_prefix('و').unwrap_or(opener);
    let setting = matches!(
        opener,
        "في" | "من"
            | "الي"
            | "علي"
            | "عن"
            | "خلال"
            | "بعد"
            | "قبل"
            | "عقب"
            | "بحسب"
            | "حسب"
            | "وفق"
            | "وفقا"
            | "ردا"
            | "تعليقا"
            | "حول"
            | "بشان"
            | "اما"
            | "لدي"
            | "عند"
    );
    count >= LEAST_WORDS && (!setting || count >= LONGEST_SETTING)
}

/// The tokens without bullets before and commas behind, and without the place and name that open an agency's report.
fn trimmed(text: &Text, mut first: usize, mut end: usize) -> Option<(usize, usize)> {
    while end > first && matches!(text.mark(end - 1), '،' | ',' | '\n' | ':' | '؛' | '*' | '-' | '–') {
        end -= 1;
    }
    let opens_line = first == 0 || text.kind(first - 1) == Some(TokenKind::Newline);
    let bullet = |i: usize| {
        matches!(text.mark(i), '•' | '*' | '-' | '–' | '▪' | '●' | '·' | '\n' | '_' | '…' | '.' | '،')
    };
    while first < end && bullet(first) {
        first += 1;
    }
    if opens_line && let Some(behind) = dateline(text, first, end) {
        first = behind;
    }
    let words = (first..end).filter(|&i| text.is_word(i)).take(LEAST_WORDS).count();
    (words == LEAST_WORDS).then_some((first, end))
}

/// `أردانة – سالم قرنفول:`, `المرفأ (صدى الفنار):`: what stands before an agency's or correspondent's report; one past it.
fn dateline(text: &Text, first: usize, end: usize) -> Option<usize> {
    let colon = (first..end.min(first + 12)).find(|&i| text.mark(i) == ':')?;
    let named = (first..colon).any(|i| matches!(text.mark(i), '-' | '–' | '(' | '/'));
    (named && colon > first).then_some(colon + 1)
}

/// `مقالات أخرى للكاتب`, `رابط الخبر`: what opens a line of the page, which runs to its end.
fn opens_furniture(text: &Text, words: &Words, first: usize) -> bool {
    let opener = opening(text, first);
    [first, opener].iter().any(|&i| words.at(text, i).is_some_and(|hit| hit.kind == Kind::Furniture))
}

/// The token of the line end behind a token; lines are at most so long as to hold a page's links.
fn line_end(text: &Text, first: usize) -> usize {
    let reach = (first + 200).min(text.len());
    (first..reach).find(|&i| text.kind(i) == Some(TokenKind::Newline)).unwrap_or(reach)
}

/// Whether a line belongs to the page and not to its text: a byline, a caption, a link, an address, a date line, a closing prayer. `dated` is how
/// many bytes of it are dates.
fn belongs_to_the_page(text: &Text, words: &Words, (first, end): (usize, usize), dated: usize) -> bool {
    let span = text.span_of(first, end);
    let whole_line = (first == 0 || text.kind(first - 1) == Some(TokenKind::Newline))
        && (end >= text.len() || text.kind(end) == Some(TokenKind::Newline));
    if words.at(text, opening(text, first)).is_some_and(|hit| hit.kind == Kind::Prayer) {
        return true;
    }
    let stopped = (first..end)
        .rev()
        .take(3)
        .any(|i| matches!(text.mark(i), '.' | '؟' | '?' | '!' | '…' | '»' | '"' | '”'));
    let count = (first..end).filter(|&i| text.is_word(i)).count();
    let hashtags = (first..end).filter(|&i| matches!(text.mark(i), '#' | '@')).count();
    let other_script = (first..end).filter(|&i| text.kind(i) == Some(TokenKind::Latin)).count();
    if hashtags * 3 > count || other_script > count || dated * 2 > span.len() {
        return true;
    }
    whole_line && !stopped && count <= LONGEST_CAPTION
}

/// Whether a sentence answers the question before it.
pub(super) fn answers(text: &Text, words: &Words, first: usize) -> bool {
    let opener = opening(text, first);
    words.at(text, opener).is_some_and(|hit| hit.kind == Kind::Answers)
        || (text.word(opener) == "لا" && matches!(text.mark(opener + 1), '،' | ',' | '.'))
}
