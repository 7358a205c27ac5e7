//! Where what was said ends: at its closing mark, at the sentence's end, or where the next report, a turn to something else, a
//! trailing attribution or a citation begins.

use musnad_text::annotation::StatementKind;
use musnad_text::quote::QuoteKind;
use musnad_text::sentence::Sentence;
use musnad_text::token::Clitics;

use super::opening::{How, Opening};
use super::verbs::{Frames, Shape};
use super::{Cue, Function, Scan, VERB, attribution, chain};

/// A quotation longer than this, in tokens, is doubted: a mark may be missing.
const LONG_QUOTATION: usize = 150;

/// A bracket longer than this, in tokens, is no part of the clause before it.
const LONG_ASIDE: usize = 16;

/// The longest reported clause, in tokens: beyond it the text is not prose, and time must stay linear.
const LONGEST: usize = 500;

/// The tokens of what was said, and how it is given.
pub(super) fn extent(
    scan: &Scan,
    opening: &Opening,
    sentence: Sentence,
) -> Option<(usize, usize, StatementKind)> {
    match opening.how {
        How::Quotation(q) => quotation(scan, q, opening, sentence),
        How::Parenthesis(q) => parenthesis(scan, q, opening),
        How::Clause => clause(scan, opening.at, sentence),
        How::Colon => {
            let (first, end, kind) = clause(scan, opening.at, sentence)?;
            let kind = if kind == StatementKind::Indirect { StatementKind::Direct } else { kind };
            Some((first, end, kind))
        }
        How::NounPhrase => {
            let (first, end, kind) = clause(scan, opening.at, sentence)?;
            (end > first).then_some((first, end, kind))
        }
    }
}

fn quotation(
    scan: &Scan,
    q: usize,
    opening: &Opening,
    sentence: Sentence,
) -> Option<(usize, usize, StatementKind)> {
    let quote = *scan.text.quotes().get(q)?;
    let (first, end) = inside(scan, q)?;
    // `أن "نص" من خلال …`: the clause goes on past the marks. Only a particle makes it one clause.
    let _ = (quote, opening, sentence);
    Some((first, end, StatementKind::Direct))
}

/// The words inside marks; where the marks are never closed, a citation at their end is left out.
fn inside(scan: &Scan, q: usize) -> Option<(usize, usize)> {
    let text = scan.text;
    let quote = *text.quotes().get(q)?;
    let first = quote.open + 1;
    let mut end = quote.close.min(text.len());
    // Marks that stay open without a bracket to end them, or that close only paragraphs later, hold one sentence or paragraph:
    // what follows may be anybody's.
    let held = quote.parent.and_then(|q| text.quotes().get(q)).is_some_and(|q| q.closed);
    if !quote.closed && !held {
        end = (first + 1..end).find(|&i| scan.is_stop(i)).unwrap_or(end);
    } else if quote.closed && quote.close - quote.open > LONG_QUOTATION {
        end = (first + 1..end).find(|&i| text.mark(i) == '\n').unwrap_or(end);
    }
    if !quote.closed {
        if let Some(citation) = chain::citation_within(scan, first, end) {
            end = citation;
        }
        while end > first && matches!(text.mark(end - 1), '.' | '…' | '،' | '\n' | '(' | ')') {
            end -= 1;
        }
    }
    (end > first).then_some((first, end))
}

fn parenthesis(scan: &Scan, q: usize, opening: &Opening) -> Option<(usize, usize, StatementKind)> {
    let text = scan.text;
    let quote = *text.quotes().get(q)?;
    let mut end = quote.close;
    if let Some(citation) = chain::citation_within(scan, opening.at, end) {
        end = citation;
    }
    let reported = opening.at > quote.open + 1;
    if reported && let Some(stop) = (opening.at..end).find(|&i| scan.is_stop(i) && !scan.in_quotation(i)) {
        end = stop;
    }
    while end > opening.at && matches!(text.mark(end - 1), '.' | '…' | '،' | '\n') {
        end -= 1;
    }
    let kind = match (reported, holds_quotation(scan, opening.at, end)) {
        (true, true) => StatementKind::Mixed,
        (true, false) => StatementKind::Indirect,
        _ => StatementKind::Direct,
    };
    (end > opening.at).then_some((opening.at, end, kind))
}

/// A reported clause, from its first token.
fn clause(scan: &Scan, at: usize, sentence: Sentence) -> Option<(usize, usize, StatementKind)> {
    let text = scan.text;
    // `بأنها ("نص" …)`: the bracket only holds the marks and their citation.
    let bracketed = text.mark(at) == '('
        && text.enclosing(at + 1).is_some_and(|q| q.open == at + 1 && q.kind == QuoteKind::Quotation);
    let at = at + usize::from(bracketed);
    if let Some(q) = text.quote_at(at)
        && let Some(quote) = text.quotes().get(q)
        && quote.open == at
        && quote.kind == QuoteKind::Quotation
    {
        // `أن "نص".` is direct; `أن "نص" من خلال ذلك` goes on past the marks.
        let (first, inner_end) = inside(scan, q)?;
        let after = boundary(scan, quote.close + usize::from(quote.closed), sentence, at);
        let words = (quote.close + 1..after).filter(|&i| text.is_word(i)).count();
        if !quote.closed {
            let end = boundary(scan, first, sentence, first).min(inner_end);
            return Some((first, end, StatementKind::Direct));
        }
        if words < 3 && inner_end - first >= 3 {
            return Some((first, inner_end, StatementKind::Direct));
        }
        let mut end = after;
        while end > at && matches!(text.mark(end - 1), '،' | ',' | '.') {
            end -= 1;
        }
        return Some((at, end, StatementKind::Mixed));
    }
    let end = boundary(scan, at, sentence, at);
    let kind = if holds_quotation(scan, at, end) { StatementKind::Mixed } else { StatementKind::Indirect };
    (end > at).then_some((at, end, kind))
}

fn holds_quotation(scan: &Scan, first: usize, end: usize) -> bool {
    let quotes = scan.text.quotes();
    let from = quotes.partition_point(|q| q.open < first);
    quotes
        .iter()
        .skip(from)
        .take_while(|q| q.open < end)
        .any(|q| q.kind == QuoteKind::Quotation && q.closed && q.close < end && q.close - q.open > 2)
}

/// The first token past a reported clause that began at `first`, looked for from `from` on.
pub(super) fn boundary(scan: &Scan, from: usize, sentence: Sentence, first: usize) -> usize {
    let text = scan.text;
    let mut limit = sentence.end.min(first + LONGEST);
    // A clause that began inside a bracket or quotation ends with it.
    if let Some(quote) = text.enclosing(first)
        && quote.open < first
    {
        limit = limit.min(quote.close);
    }
    let mut i = from;
    while i < limit {
        if let Some(quote) = text.enclosing(i)
            && quote.open == i
            && quote.close < limit
            && i > first
        {
            // A long bracket is a report or an aside of its own, unless it only lists: `ثمانية مجالات (الشعر، والخط، …)`.
            let tells = |j: usize| {
                text.has(j, VERB)
                    && scan
                        .form_at(j)
                        .is_some_and(|f| matches!(f.shape, Shape::Past | Shape::Present) && !f.with_object)
            };
            let lists = !(quote.open..quote.close).any(|j| tells(j) || scan.is_stop(j));
            if quote.kind == QuoteKind::Parenthesis && quote.close - quote.open > LONG_ASIDE && !lists {
                break;
            }
            // Marks that hold the end of a paragraph close nothing that was opened here.
            if (quote.open..quote.close).any(|j| text.token(j).is_some_and(|t| t.is_blank_line())) {
                i += 1;
                continue;
            }
            // `… (وكالة كذا، ٢٠٢٣/٣/٤)`: a citation ends the clause, anything else in brackets is part of it.
            if quote.kind == QuoteKind::Parenthesis && chain::is_citation(scan, quote.open + 1, quote.close) {
                break;
            }
            i = quote.close + 1;
            continue;
        }
        if text.token(i).is_some_and(|t| t.is_blank_line()) {
            break;
        }
        if scan.is_stop(i) && !(text.mark(i) == '\n' && i + 1 < limit) {
            // A run of dots inside a sentence is a pause, unless a citation follows.
            let pause = text.mark(i) == '.' && (text.mark(i + 1) == '.' || i > 0 && text.mark(i - 1) == '.');
            // `… باستمرار.. وإن هذا المعقل`: the clause goes on.
            let pause = pause
                || text.mark(i) == '.'
                    && matches!(text.word(i + 1), "وان" | "وانه" | "وانها")
                    && i + 1 < limit;
            if !pause || chain::citation_at(scan, i + 1, limit).is_some() {
                break;
            }
        }
        if i > first && ends_report(scan, i, sentence) {
            break;
        }
        i += 1;
    }
    let mut end = i;
    while end > first && (text.mark(end - 1) != '\0' && !keeps(scan, end - 1)) {
        end -= 1;
    }
    if end > first + 1 && i < limit && (text.word(end - 1) == "و" || turns_clause(text.word(end - 1))) {
        end = super::phrase::trim_comma(scan, first, end - 1);
    }
    end
}

/// Words that lead from one clause to the next; they belong to neither report.
fn turns_clause(word: &str) -> bool {
    matches!(
        word,
        "كما"
            | "فيما"
            | "بينما"
            | "حيث"
            | "اذ"
            | "لكنه"
            | "لكنها"
            | "ولكنه"
            | "ولكنها"
            | "لكنهم"
    )
}

/// Marks that belong to the clause when they end it: closing quotation marks and brackets, percent signs.
fn keeps(scan: &Scan, i: usize) -> bool {
    let closing = scan.text.enclosing(i).is_some_and(|q| q.closed && q.close == i);
    closing || matches!(scan.text.mark(i), '%' | '٪' | '$' | '€')
}

fn opens_quotation(scan: &Scan, i: usize) -> bool {
    scan.text
        .enclosing(i)
        .is_some_and(|q| q.open == i && q.kind == QuoteKind::Quotation && q.close - q.open > 2)
}

fn closes_quotation(scan: &Scan, i: usize) -> bool {
    scan.text.enclosing(i).is_some_and(|q| q.closed && q.close == i && q.kind == QuoteKind::Quotation)
}

/// Whether the token at `i` begins something that no longer belongs to the report before it.
fn ends_report(scan: &Scan, i: usize, sentence: Sentence) -> bool {
    let text = scan.text;
    let after_comma = i > 0 && matches!(text.mark(i - 1), '،' | ',' | '؛' | '-' | '–');
    if after_comma && matches!(super::phrase::function_phrase(scan, i), Some((_, Function::Turn))) {
        return true;
    }
    if attribution::at(scan, i, sentence).is_some() {
        return true;
    }
    // `… "غير صحيحة"، وتفضح "…"`: a conjoined word with marks of its own behind it.
    if after_comma
        && text.word(i).starts_with('و')
        && scan.function(i).is_none()
        && opens_quotation(scan, i + 1)
        && i > 1
        && closes_quotation(scan, i - 2)
    {
        return true;
    }
    // `… "ستصرف غدا"، فقاطعه النقيب`: behind marks and a comma, ف begins what happened next.
    if after_comma
        && text.word(i).starts_with('ف')
        && scan.unknown(i)
        && i > 1
        && closes_quotation(scan, i - 2)
    {
        return true;
    }
    if !text.has(i, VERB) {
        return false;
    }
    let Some(form) = scan.form_at(i) else { return false };
    let cue = Cue { first: i, end: i + 1, form };
    let frames = scan.verb(cue).map_or(Frames::default(), |v| v.frames);
    // `حسم أمره بترشيح`, `وأمر الملائكة بالدعاء`: spelt like a report, and none.
    let takes_pronoun = frames.has(Frames(Frames::OBJECT.0 | Frames::LABEL.0));
    let nobody = frames.has(Frames::NAMED) && crate::names::head_at(text, cue.end).is_none();
    if form.with_object && !takes_pronoun || nobody {
        return false;
    }
    let conjoined = text.clitics(i).any(Clitics::CONJUNCTION);
    match form.shape {
        Shape::Participle => {
            // `، مضيفا أن`; without a comma only when it opens something: `كان مطالبا` does not.
            let predicate = (i.saturating_sub(3)..i).any(|j| scan.function(j) == Some(Function::Auxiliary));
            after_comma || !predicate && scan.opening(cue, sentence).is_some()
        }
        Shape::Past | Shape::Present => {
            let joined = conjoined
                || i > 0
                    && (after_comma && form.shape == Shape::Past
                        || turns_clause(text.stem(i - 1))
                        || scan.function(i - 1) == Some(Function::Auxiliary) && after_comma);
            let relays = scan.verb(cue).is_some_and(|v| v.frames.has(Frames::RELAYS))
                && (i + 1..i + 8).any(|j| text.word(j) == "عن");
            joined && (relays || scan.opening(cue, sentence).is_some())
        }
        _ => false,
    }
}
