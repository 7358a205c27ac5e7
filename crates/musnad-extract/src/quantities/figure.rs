//! One figure: the number at a place, what stands before it, what follows it, and whether it is a figure at all.

use musnad_text::annotation::{Bound, DateMention, Quantity, Value};
use musnad_text::chars::Marks;
use musnad_text::token::{Clitics, TokenKind};
use musnad_text::{Document, Span, Text};

use super::lexicon::{Place, Stop, Words, sense};
use super::rules::money::Home;
use super::rules::{dual, exclude, noun, noun_first, one, range, unit};
use crate::numbers::{self, Number, Written};
use crate::registry::Engine;

/// What reading at a token came to.
pub(super) enum Step {
    /// A figure, and one past its last token.
    Found(Quantity, usize),
    /// Nothing; go on at this token.
    Skip(usize),
}

/// What follows a number.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Unit {
    /// A symbol or code.
    Code(&'static str),
    /// Small money: the code of the money, and how many of it make one.
    Part(&'static str, f64),
    /// A counted noun: these tokens, the proclitics and the article of the first left out.
    Noun(usize, usize),
    /// Nothing, or what says only that the noun is left out.
    None,
    /// A unit of time: no quantity.
    Time,
}

/// A unit read behind a number: what it is, one past its last token, and the rule.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Behind {
    pub unit: Unit,
    pub end: usize,
    pub rule: &'static str,
    /// What smaller money adds: `و43 سنتا`.
    pub more: f64,
}

impl Behind {
    pub fn nothing(end: usize) -> Behind {
        Behind { unit: Unit::None, end, rule: "number", more: 0.0 }
    }
}

/// One document on its way through the room.
pub(super) struct Scan<'r> {
    pub engine: &'r Engine,
    pub words: &'r Words,
    pub text: &'r Text<'r>,
    pub home: Home<'r>,
    dates: &'r [DateMention],
    next_date: usize,
}

impl<'r> Scan<'r> {
    pub fn new(
        engine: &'r Engine,
        text: &'r Text<'r>,
        document: &'r Document,
        dates: &'r [DateMention],
    ) -> Scan<'r> {
        Scan { engine, words: &engine.quantities, text, home: Home::new(document), dates, next_date: 0 }
    }

    /// Reads what begins at token `i`. Tokens are given in order.
    pub fn step(&mut self, i: usize) -> Step {
        if let Some(end) = self.date_at(i) {
            return Step::Skip(end);
        }
        match self.read(i) {
            Step::Found(quantity, end) if self.meets_date(quantity.span) => Step::Skip(end.min(i + 1)),
            step => step,
        }
    }

    /// One past the last token of the date that holds token `i`.
    fn date_at(&mut self, i: usize) -> Option<usize> {
        let span = self.text.span(i);
        while self.dates.get(self.next_date).is_some_and(|d| d.span.end <= span.start) {
            self.next_date += 1;
        }
        let date = self.dates.get(self.next_date)?;
        date.span.overlaps(span).then(|| self.text.token_at(date.span.end))
    }

    fn meets_date(&self, span: Span) -> bool {
        self.dates.get(self.next_date).is_some_and(|d| d.span.overlaps(span))
    }

    fn read(&mut self, i: usize) -> Step {
        if let Some(step) = unit::sign_before(self, i) {
            return step;
        }
        let Some(number) = numbers::cardinal(self.engine, self.text, i) else {
            if let Some(found) = dual::read(self, i).or_else(|| dual::agreeing(self, i)) {
                return found;
            }
            let end = numbers::ordinal(self.engine, self.text, i).map_or(i + 1, |n| n.end);
            return Step::Skip(end);
        };
        let number = unit::multiplied(self, &number).unwrap_or(number);
        if let Some(end) = exclude::run_of_numbers(self.text, &number) {
            return Step::Skip(end);
        }
        if let Some(step) = one::read(self, i, &number) {
            return step;
        }
        if let Some(end) = exclude::by_what_precedes(self, i, &number) {
            return Step::Skip(end);
        }
        if let Some(step) = range::read(self, i, &number) {
            return step;
        }
        if let Some(step) = noun_first::read(self, i, &number) {
            return step;
        }
        let behind = unit::read(self, number.end, &number);
        if let Some(step) = dual::confirmed(self, i, &number, &behind) {
            return step;
        }
        self.finish(i, &number, behind)
    }

    /// Makes a figure of a number and what follows it, unless it is none.
    fn finish(&mut self, i: usize, number: &Number, behind: Behind) -> Step {
        if behind.unit == Unit::Time {
            return Step::Skip(behind.end);
        }
        if exclude::by_what_follows(self, i, number, &behind) {
            return Step::Skip(number.end);
        }
        // Money of an unknown country may have thousandths.
        let unknown = behind.rule == "money" && matches!(behind.unit, Unit::Noun(..));
        let value = value_of(number, if unknown { &Unit::Code("KWD") } else { &behind.unit }) + behind.more;
        self.found(i, Value::One(value), behind)
    }

    /// Writes the figure, with the bound before it or behind it.
    pub fn found(&mut self, i: usize, value: Value, behind: Behind) -> Step {
        let value = match (&behind.unit, value) {
            (&Unit::Part(_, parts), Value::One(v)) => Value::One(v / parts),
            (&Unit::Part(_, parts), Value::Range(a, b)) => Value::Range(a / parts, b / parts),
            (_, value) => value,
        };
        let (start, bound) = self.bound_before(i);
        let bound = bound.or_else(|| self.bound_after(behind.end));
        // `(19) دورة`: what closes inside the figure opens inside it.
        let bracket = i > 0
            && unit::opens_bracket(self.text, i - 1)
            && (i + 1..behind.end.saturating_sub(1)).any(|close| unit::bracketed(self.text, close));
        let first = match (start < i, bracket) {
            (true, _) => self.text.bare_span(start),
            (false, true) => self.text.span(i - 1),
            (false, false) => self.opening(i),
        };
        let last = self.text.span(behind.end.saturating_sub(1));
        let end = self.closing(behind.end).unwrap_or(last.end);
        let unit = self.unit_text(&behind.unit);
        let approx = bound.is_some() || matches!(value, Value::Range(..));
        let quantity = Quantity {
            span: Span::new(first.start, end.max(first.end)),
            value,
            unit,
            approx,
            bound,
            rule: behind.rule,
        };
        Step::Found(quantity, behind.end)
    }

    /// The place of the first token, proclitics left out; the whole of what is no word.
    fn opening(&self, i: usize) -> Span {
        let clitics = self.text.clitics(i);
        if self.text.is_word(i) && !clitics.is_empty() { self.text.bare_span(i) } else { self.text.span(i) }
    }

    /// A superscript in markup closes with its tag: `م<sup>٣</sup>`.
    fn closing(&self, end: usize) -> Option<usize> {
        let last = end.checked_sub(1)?;
        (self.text.kind(last) == Some(TokenKind::Markup)).then(|| self.text.span(last).end)
    }

    fn unit_text(&self, unit: &Unit) -> Option<String> {
        match *unit {
            Unit::Code(code) | Unit::Part(code, _) => Some(code.to_owned()),
            Unit::Noun(first, end) => {
                let head = noun::without_article(self.text, first);
                let span = Span::new(head.start, self.text.span(end.saturating_sub(1)).end.max(head.end));
                Some(span.of(self.text.raw()).to_owned())
            }
            Unit::None | Unit::Time => None,
        }
    }

    /// The token at which words that round or bound the figure at `i` begin, and what they say.
    pub fn bound_before(&self, i: usize) -> (usize, Option<Bound>) {
        let (mut start, mut bound) = (i, None);
        // Two at most: `ما يقارب نحو`.
        for _ in 0..2 {
            let mut from = start;
            // `نحو (20) ألفا`
            if from > 0 && unit::opens_bracket(self.text, from - 1) {
                from -= 1;
            }
            let Some((at, found)) = (1..=4usize.min(from)).rev().find_map(|back| {
                let at = from - back;
                let (len, index) = self.text.longest(at, sense::BOUND)?;
                let (found, place) = *self.words.bounds.get(index as usize)?;
                (len == back && place != Place::After).then_some((at, found))
            }) else {
                break;
            };
            start = at;
            bound = Some(found);
        }
        (start, bound)
    }

    fn bound_after(&self, end: usize) -> Option<Bound> {
        let (_, index) = self.text.longest(end, sense::BOUND)?;
        let (bound, place) = *self.words.bounds.get(index as usize)?;
        (place != Place::Before).then_some(bound)
    }

    /// The kind of a word that is never counted.
    pub fn stop(&self, i: usize) -> Option<Stop> {
        // A noun in ة and a particle with its pronoun fold alike: `فئة` and `فيه`, `آلية` and `إليه`.
        if matches!(self.text.word(i), "فيه" | "اليه" | "منه" | "معه" | "له")
            && self.text.marks(i).has(Marks::TA_MARBUTA)
        {
            return None;
        }
        self.words.stops.get(self.text.sense(i, sense::STOP)? as usize).copied()
    }

    /// Whether a conjunction stands before the word, joined or apart.
    pub fn conjoined(&self, i: usize) -> bool {
        self.text.clitics(i).any(Clitics::WA) || (i > 0 && self.text.word(i - 1) == "و")
    }
}

/// What is counted decides how a lone point before three digits is read: things are counted and money is written without
/// thousandths, so the point marks groups (`15.500 صياد`); what is measured may have thousandths (`1.250 كغم`) unless they are
/// three zeros.
pub(super) fn value_of(number: &Number, unit: &Unit) -> f64 {
    let Some(grouped) = number.grouped else { return number.value };
    let zeros = grouped % 1000.0 == 0.0;
    match unit {
        Unit::Code("percent") => number.value,
        // Dinars and the Omani rial have a thousand parts.
        Unit::Code("KWD" | "BHD" | "JOD" | "IQD" | "TND" | "LYD" | "OMR") if !zeros => number.value,
        Unit::Code(code) if code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()) => grouped,
        Unit::Noun(..) => grouped,
        _ if zeros => grouped,
        _ => number.value,
    }
}

/// Whether the number is a plain whole number in digits.
pub(super) fn is_plain(number: &Number) -> bool {
    number.written == Written::Digits && number.value.fract() == 0.0 && !number.fraction
}
