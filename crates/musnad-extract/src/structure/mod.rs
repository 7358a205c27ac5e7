//! The structure of a document: title, headings, questions and answers, numbered points, conclusion, citations, date lines.
//!
//! What counts: Markdown headings and lists, and the habits of Arabic papers and briefs that use no markup. A paragraph is what
//! lies between line ends that end a sentence, so a page break in mid-sentence ends none. A section's span begins at its first
//! word or label and holds what belongs to it: a point its sub-points, an answer its points, a conclusion everything to the next
//! heading of its level or the closing date lines. Marks of Markdown lie outside.
//!
//! Reads the text and [`musnad_text::Annotations::dates`]; writes [`musnad_text::Annotations::sections`], in the order of the text,
//! outer before inner.

mod citations;
mod labels;
mod questions;
#[cfg(test)]
mod tests;
mod words;

use std::ops::Range;

use musnad_text::annotation::{DateMention, Section, SectionKind};
use musnad_text::token::TokenKind;
use musnad_text::{Span, Text};

use crate::registry::Reading;
use labels::{Kind, Label, label, skip_emphasis};
use words::Part;
pub use words::Words;

/// Loads the words of structure.
pub(crate) fn load() -> Words {
    Words::new()
}

/// Writes [`musnad_text::Annotations::sections`].
pub(crate) fn run(reading: &mut Reading) {
    let (text, words) = (reading.text, &reading.engine.structure);
    let paragraphs = paragraphs(text, words, &reading.out.dates);
    let mut sections = assemble(text, words, &paragraphs);
    let cited = citations::citations(text, words, &reading.out.dates);
    sections.extend(cited.into_iter().map(|span| section(span, SectionKind::Citation, None, 1)));
    sections.sort_by_key(|s| (s.span.start, std::cmp::Reverse(s.span.end)));
    reading.out.sections = sections;
}

/// A word of any script.
fn is_writing(text: &Text, i: usize) -> bool {
    matches!(text.kind(i), Some(TokenKind::Word | TokenKind::Latin))
}

fn section(span: Span, kind: SectionKind, label: Option<Span>, level: usize) -> Section {
    Section { span, kind, label, level: level.clamp(1, 255) as u8 }
}

/// A heading has at most this many words.
const LONGEST_HEADING: usize = 12;
/// A title, often two lines of a paper.
const LONGEST_TITLE: usize = 25;
/// A paragraph has at least this many words where a heading without marks is to stand above it.
const SHORTEST_TEXT: usize = 10;

/// What a paragraph is by its own look.
#[derive(Clone, Copy, Debug)]
enum Look {
    /// A heading with the depth of its marks, 0 for one without.
    Heading(usize),
    Conclusion(usize),
    Question(Option<Span>),
    Answer(Option<Span>),
    Point(Label),
    DateLine,
    /// The formula that opens a document, a page's number: no title.
    Furniture,
    Text,
}

/// A paragraph by its tokens, marks of Markdown left out.
#[derive(Clone, Debug)]
struct Paragraph {
    tokens: Range<usize>,
    look: Look,
    words: usize,
    /// It ends in a full stop or its like.
    stopped: bool,
}

/// Cuts a text into paragraphs and looks at each.
fn paragraphs(text: &Text, words: &Words, dates: &[DateMention]) -> Vec<Paragraph> {
    let mut out: Vec<Paragraph> = Vec::new();
    let mut sentences = text.sentences().iter().peekable();
    let mut dates = dates.iter().peekable();
    let mut first = 0;
    let mut on_the_line = false;
    for i in 0..=text.len() {
        if i < text.len() {
            let answers = answers_on_the_line(text, words, first, i);
            if text.mark(i) != '\n' && !answers {
                continue;
            }
            while sentences.next_if(|s| s.end <= i).is_some() {}
            let goes_on = sentences.peek().is_some_and(|s| s.first < i && s.end > i);
            if goes_on && !answers && !opens_by_marks(text, i + 1) {
                continue;
            }
            on_the_line = answers;
        }
        let lines = first..i;
        first = if on_the_line { i } else { i + 1 };
        on_the_line = false;
        let Some(tokens) = trimmed(text, lines.clone()) else { continue };
        let span = text.span_of(tokens.start, tokens.end);
        while dates.next_if(|d| d.span.end <= span.start).is_some() {}
        let words_here = tokens.clone().filter(|&t| is_writing(text, t)).count();
        let asked = out.iter().rev().find(|p| !matches!(p.look, Look::Text));
        let asked = asked.is_some_and(|p| matches!(p.look, Look::Question(_)));
        let look = look(text, words, lines.start, &tokens, words_here, asked, &mut dates.clone());
        let last = text.mark(tokens.end - 1);
        let before_last = if tokens.len() > 1 { text.mark(tokens.end - 2) } else { '\0' };
        let stopped =
            [last, before_last].iter().any(|m| matches!(m, '.' | '؟' | '?' | '!' | '…' | '،' | ',' | '؛'));
        out.push(Paragraph { tokens, look, words: words_here, stopped });
    }
    lettered_lists(text, &mut out);
    plain_headings(text, words, &mut out);
    out
}

/// Whether an answer begins at token `i` on the line of its question, which begins at `first`: `س: متى تعود؟ ج: غدا.`
fn answers_on_the_line(text: &Text, words: &Words, first: usize, i: usize) -> bool {
    if text.mark(i + 1) != ':' || i <= first || !matches!(text.mark(i - 1), '؟' | '?' | '.') {
        return false;
    }
    let start = skip_emphasis(text, first);
    words.at(text, i, Part::Answer) == Some(i + 1)
        && question_or_answer(text, words, start, false).is_some_and(|q| q.0 == Part::Question)
}

/// The letters in the order of numbers and in that of the dictionary, folded; lists count by either.
const ORDERS: [&[char]; 2] = [
    &['ا', 'ب', 'ج', 'د', 'ه', 'و', 'ز', 'ح', 'ط', 'ي', 'ك', 'ل', 'م', 'ن', 'س', 'ع', 'ف', 'ص', 'ق', 'ر'],
    &['ا', 'ب', 'ت', 'ث', 'ج', 'ح', 'خ', 'د', 'ذ', 'ر', 'ز', 'س', 'ش', 'ص', 'ض', 'ط', 'ظ', 'ع', 'غ', 'ف'],
];

/// Makes points of the paragraphs that letters count with one mark: `أ: … ب: … ج: …`, `أ. … ب. …`. There `ج` is the third and no
/// answer, and `س` no question; `أ.` and `د.` alone, without the letter before or behind, are titles of persons.
fn lettered_lists(text: &Text, paragraphs: &mut [Paragraph]) {
    // The last letter of the list, its mark, and its paragraph.
    let mut last: Option<(char, char, usize)> = None;
    for n in 0..paragraphs.len() {
        let Some(here) = paragraphs.get(n) else { return };
        let opener = text.word(here.tokens.start);
        let mut letters = opener.chars();
        let mark = text.mark(here.tokens.start + 1);
        let lettered = match (letters.next(), letters.next()) {
            (Some(letter), None) if matches!(mark, ':' | '.' | '/' | '-' | '–' | ')') => Some(letter),
            _ => None,
        };
        let Some(letter) = lettered.filter(|_| text.is_word(here.tokens.start)) else {
            if matches!(
                here.look,
                Look::Heading(_) | Look::Conclusion(_) | Look::Question(_) | Look::Answer(_)
            ) {
                last = None;
            }
            continue;
        };
        let follows = last.filter(|&(before, with, _)| {
            let next = |order: &[char]| order.windows(2).any(|w| *w == [before, letter]);
            with == mark && ORDERS.iter().any(|order| next(order))
        });
        if let Some((_, _, before)) = follows {
            for n in [before, n] {
                if let Some(paragraph) = paragraphs.get_mut(n) {
                    make_point(text, paragraph);
                }
            }
        }
        last = (letter == 'ا' || follows.is_some()).then_some((letter, mark, n));
    }
}

/// Makes a point of a paragraph that a letter and a mark open.
fn make_point(text: &Text, paragraph: &mut Paragraph) {
    let first = paragraph.tokens.start;
    if matches!(paragraph.look, Look::Text | Look::Answer(_) | Look::Question(_))
        && first + 2 < paragraph.tokens.end
    {
        let counts = if text.word(first) == "ا" { 1 } else { 2 };
        let label = Label { kind: Kind::Letter, span: Some(text.span(first)), counts, after: first + 2 };
        paragraph.look = Look::Point(label);
    }
}

/// Whether a line opens with marks that begin a paragraph even where the sentence before has no end.
fn opens_by_marks(text: &Text, i: usize) -> bool {
    match text.mark(i) {
        '#' | '•' | '▪' | '●' => true,
        '*' => text.mark(i + 1) == '*' || !text.joined(i + 1),
        _ => false,
    }
}

/// The tokens of lines without the marks of Markdown around them; `None` where nothing is left.
fn trimmed(text: &Text, lines: Range<usize>) -> Option<Range<usize>> {
    let outside = |i: usize| {
        matches!(text.mark(i), '#' | '*' | '_' | '\n' | '>' | '|' | '=')
            || text.kind(i) == Some(TokenKind::Markup)
    };
    // A list's own mark stays.
    let start = lines.clone().find(|&i| {
        !outside(i)
            || (text.mark(i) == '*' && text.mark(i + 1) != '*' && !text.joined(i + 1) && i + 1 < lines.end)
    })?;
    let last = lines.rev().find(|&i| !outside(i) || text.kind(i) == Some(TokenKind::Markup))?;
    (start <= last).then_some(start..last + 1)
}

fn look<'d>(
    text: &Text,
    words: &Words,
    line: usize,
    tokens: &Range<usize>,
    count: usize,
    asked: bool,
    dates: &mut (impl Iterator<Item = &'d DateMention> + Clone),
) -> Look {
    let (i, end) = (tokens.start, tokens.end);
    let depth = (line..tokens.start).take_while(|&t| text.mark(t) == '#').count().min(6);
    if count == 0 || opening_formula(text, i, count) {
        return if holds_only_dates(text, tokens, dates) { Look::DateLine } else { Look::Furniture };
    }
    if let Some((part, label)) = question_or_answer(text, words, i, asked) {
        return if part == Part::Question { Look::Question(label) } else { Look::Answer(label) };
    }
    let alone = count <= LONGEST_HEADING;
    if let Some(after) = words.at(text, i, Part::Conclusion) {
        let after = skip_emphasis(text, after);
        let rest = (after..end).filter(|&t| is_writing(text, t)).count();
        if rest == 0 || text.mark(after) == ':' || (depth > 0 && alone) {
            return Look::Conclusion(depth);
        }
    }
    if words.at(text, i, Part::Closing).is_some() {
        return Look::Conclusion(depth);
    }
    if depth > 0 {
        return Look::Heading(depth);
    }
    if count <= 12 && holds_only_dates(text, tokens, dates) {
        return Look::DateLine;
    }
    match label(text, words, i, end) {
        // `5 مايو` and `12-10-2015` are no labels.
        Some(found)
            if found.span.is_none_or(|s| {
                !dates.clone().take_while(|d| d.span.start < s.end).any(|d| d.span.overlaps(s))
            }) =>
        {
            Look::Point(found)
        }
        _ => Look::Text,
    }
}

/// `بسم الله الرحمن الرحيم`, alone or with what is written around it.
fn opening_formula(text: &Text, i: usize, count: usize) -> bool {
    let basmala = (0..2).any(|n| text.word(i + n) == "بسم" && text.word(i + n + 1) == "الله");
    let praise = text.word(i) == "الحمد" && text.word(i + 1) == "لله";
    let greeting = text.word(i) == "السلام" && text.word(i + 1) == "عليكم";
    (basmala && count <= 5) || (praise && count <= 14) || (greeting && count <= 6)
}

/// `السؤال:`, `سؤال 2:`, `س1-`, `الجواب:`, `ج -`: which it is, and its number. `asked` tells that a question stands before; without
/// one, `ج-` is the third letter of a list.
fn question_or_answer(text: &Text, words: &Words, i: usize, asked: bool) -> Option<(Part, Option<Span>)> {
    let part = [Part::Question, Part::Answer].into_iter().find(|&p| words.at(text, i, p).is_some())?;
    let mut at = i + 1;
    let number = (text.is_number(at)
        || matches!(text.word(at), "الاول" | "الثاني" | "الثالث" | "الرابع" | "الخامس"))
    .then(|| text.span(at));
    at += usize::from(number.is_some());
    at = skip_emphasis(text, at);
    let short = text.word(i).chars().count() == 1 && (part == Part::Question || asked);
    let closes = match text.mark(at) {
        ':' | '/' => true,
        '-' | '–' | ')' | '.' => short || number.is_some(),
        _ => false,
    };
    closes.then_some((part, number))
}

/// Whether every word and number of a paragraph lies in a date; `الموافق` and the letters of the calendars do not count.
fn holds_only_dates<'d>(
    text: &Text,
    tokens: &Range<usize>,
    dates: &mut (impl Iterator<Item = &'d DateMention> + Clone),
) -> bool {
    let mut any = false;
    for i in tokens.clone() {
        if !text.is_word(i) && !text.is_number(i) && text.mark(i) == '\0' {
            return false;
        }
        if text.mark(i) != '\0' {
            continue;
        }
        let span = text.span(i);
        if dates.clone().take_while(|d| d.span.start <= span.start).any(|d| d.span.contains(span)) {
            any = true;
        } else if !matches!(
            text.word(i),
            "الموافق" | "الموافقه" | "م" | "ه" | "في" | "ل" | "التاريخ" | "بتاريخ" | "و"
        ) {
            return false;
        }
    }
    any
}

/// Finds headings that no mark shows: short, unstopped, with text below; or ending in a colon.
fn plain_headings(text: &Text, words: &Words, paragraphs: &mut [Paragraph]) {
    for n in 1..paragraphs.len() {
        let Some([before, here, rest @ ..]) = paragraphs.get(n - 1..) else { return };
        // `* عنوان` alone above a paragraph.
        let starred = matches!(here.look, Look::Point(label) if label.kind == Kind::Mark)
            && text.mark(here.tokens.start) == '*'
            && !matches!(before.look, Look::Point(_));
        if !(matches!(here.look, Look::Text) || starred) || here.words == 0 || here.words > LONGEST_HEADING {
            continue;
        }
        let Some(below) = rest.first() else { continue };
        let last = text.mark(here.tokens.end - 1);
        let in_quotes = text.quote_at(here.tokens.start).is_some();
        let speaks = here.tokens.clone().take(3).any(|i| words.at(text, i, Part::Says).is_some());
        let colon = last == ':' && !speaks && below.words > 0;
        let above_text = !here.stopped
            && last != ':'
            && here.words <= 10
            && (before.stopped || before.words > SHORTEST_TEXT)
            && before.words > 4
            && below.words >= SHORTEST_TEXT
            && (matches!(below.look, Look::Text) || (matches!(below.look, Look::Point(_)) && !starred));
        if !in_quotes
            && (colon || above_text)
            && let Some(p) = paragraphs.get_mut(n)
        {
            p.look = Look::Heading(0);
        }
    }
}

/// An open section: it ends where its kind of neighbour begins.
struct Open {
    kind: SectionKind,
    label: Option<Span>,
    level: usize,
    start: usize,
    /// One past its last token so far.
    end: usize,
}

#[derive(Default)]
struct Assembly {
    done: Vec<Section>,
    /// Question, answer, conclusion, points, outer first.
    open: Vec<Open>,
    /// Kinds of labels, outer first, with the last number of each.
    kinds: Vec<(Kind, u32)>,
}

impl Assembly {
    /// Closes the open sections from the innermost while `ends` says so.
    fn close(&mut self, text: &Text, ends: impl Fn(&Open) -> bool) {
        while let Some(open) = self.open.pop_if(|o| ends(o)) {
            self.emit(text, open);
        }
    }

    fn emit(&mut self, text: &Text, open: Open) {
        self.done.push(section(text.span_of(open.start, open.end), open.kind, open.label, open.level));
        if let Some(outer) = self.open.last_mut() {
            outer.end = outer.end.max(open.end);
        }
    }

    fn begin(&mut self, kind: SectionKind, label: Option<Span>, level: usize, tokens: &Range<usize>) {
        self.open.push(Open { kind, label, level, start: tokens.start, end: tokens.end });
    }

    fn leaf(&mut self, text: &Text, kind: SectionKind, level: usize, tokens: &Range<usize>) {
        self.done.push(section(text.span_of(tokens.start, tokens.end), kind, None, level));
        if let Some(outer) = self.open.last_mut() {
            outer.end = outer.end.max(tokens.end);
        }
    }
}

fn assemble(text: &Text, words: &Words, paragraphs: &[Paragraph]) -> Vec<Section> {
    let title = title(text, words, paragraphs);
    let mut all = Assembly::default();
    for (n, paragraph) in paragraphs.iter().enumerate() {
        let tokens = &paragraph.tokens;
        if title == Some(n) {
            let depth = if let Look::Heading(depth) = paragraph.look { depth } else { 1 };
            all.leaf(text, SectionKind::Title, depth.max(1), tokens);
            continue;
        }
        match paragraph.look {
            Look::Furniture => all.leaf(text, SectionKind::Body, 1, tokens),
            Look::Text => {
                // A question runs on to its answer, a point to the next of its list.
                let inner = all.open.last().map(|o| (o.kind, o.level));
                match inner {
                    Some((SectionKind::Question, _)) if answered(paragraphs, n) => {
                        extend(&mut all, tokens.end)
                    }
                    Some((SectionKind::Point, level)) if continued(paragraphs, n, &all, level) => {
                        extend(&mut all, tokens.end)
                    }
                    _ => {
                        all.close(text, |o| matches!(o.kind, SectionKind::Question | SectionKind::Point));
                        all.leaf(text, SectionKind::Body, 1, tokens);
                    }
                }
            }
            Look::Heading(depth) => {
                let level = depth.max(1);
                all.close(text, |o| match o.kind {
                    SectionKind::Conclusion => level <= o.level,
                    SectionKind::Answer => false,
                    _ => true,
                });
                all.kinds.clear();
                all.leaf(text, SectionKind::Heading, level, tokens);
            }
            Look::Conclusion(depth) => {
                all.close(text, |o| o.kind != SectionKind::Answer);
                all.kinds.clear();
                all.begin(SectionKind::Conclusion, None, depth.max(1), tokens);
            }
            Look::Question(label) => {
                all.close(text, |_| true);
                all.kinds.clear();
                all.begin(SectionKind::Question, label, 1, tokens);
            }
            Look::Answer(label) => {
                all.close(text, |_| true);
                all.kinds.clear();
                all.begin(SectionKind::Answer, label, 1, tokens);
            }
            Look::DateLine => {
                // Dates that close the document stand outside; a date under the title closes nothing.
                all.close(text, |_| true);
                all.leaf(text, SectionKind::DateLine, 1, tokens);
            }
            Look::Point(label) => point(text, &mut all, label, tokens),
        }
    }
    all.close(text, |_| true);
    let mut done = all.done;
    let questions: Vec<Span> =
        done.iter().filter(|s| s.kind == SectionKind::Question).map(|s| s.span).collect();
    for question in questions {
        let tokens = text.token_at(question.start)..text.token_at(question.end.saturating_sub(1)) + 1;
        let after_label = tokens.clone().take(6).find(|&i| matches!(text.mark(i), ':' | '-' | '/'));
        let start = after_label.map_or(tokens.start, |i| skip_emphasis(text, i + 1));
        let subs = questions::sub_questions(text, words, start..tokens.end);
        done.extend(subs.into_iter().map(|span| section(span, SectionKind::Subquestion, None, 1)));
    }
    done
}

fn extend(all: &mut Assembly, end: usize) {
    if let Some(open) = all.open.last_mut() {
        open.end = end;
    }
}

/// How many paragraphs a question or a point may run on.
const RUNS_ON: usize = 12;

/// Whether an answer follows, with nothing but text before it.
fn answered(paragraphs: &[Paragraph], n: usize) -> bool {
    let rest = paragraphs.get(n..).unwrap_or_default();
    rest.iter()
        .take(RUNS_ON)
        .find(|p| !matches!(p.look, Look::Text))
        .is_some_and(|p| matches!(p.look, Look::Answer(_)))
}

/// Whether the list goes on after a paragraph: the next point is of a kind that is open, with the next number.
fn continued(paragraphs: &[Paragraph], n: usize, all: &Assembly, level: usize) -> bool {
    let rest = paragraphs.get(n..).unwrap_or_default();
    let next = rest.iter().take(RUNS_ON).find(|p| !matches!(p.look, Look::Text));
    let Some(Paragraph { look: Look::Point(label), .. }) = next else { return false };
    match all.kinds.iter().position(|k| k.0 == label.kind) {
        Some(at) => label.kind != Kind::Number || all.kinds.get(at).is_some_and(|k| label.counts > k.1),
        // A deeper list begins below this paragraph.
        None => level >= all.kinds.len() && label.counts == 1,
    }
}

fn point(text: &Text, all: &mut Assembly, label: Label, tokens: &Range<usize>) {
    let known = all.kinds.iter().position(|k| k.0 == label.kind);
    // A list of numbers or letters begins at its beginning: `12- ` alone is a score or a stray number.
    let begins = label.counts <= 1 || matches!(label.kind, Kind::Ordinal | Kind::Mark);
    if known.is_none() && !begins {
        all.close(text, |o| o.kind == SectionKind::Point);
        all.leaf(text, SectionKind::Body, 1, tokens);
        return;
    }
    match known {
        Some(at) => all.kinds.truncate(at + 1),
        None => all.kinds.push((label.kind, 0)),
    }
    if let Some(last) = all.kinds.last_mut() {
        last.1 = label.counts;
    }
    let level = all.kinds.len();
    all.close(text, |o| {
        o.kind == SectionKind::Question || (o.kind == SectionKind::Point && o.level >= level)
    });
    all.begin(SectionKind::Point, label.span, level, tokens);
}

/// The paragraph that is the document's title: of the headings before the first text, the first that says more than what kind of
/// text it is; without marks, the first paragraph, if it is short and not stopped.
fn title(text: &Text, words: &Words, paragraphs: &[Paragraph]) -> Option<usize> {
    let opening =
        paragraphs.iter().take_while(|p| matches!(p.look, Look::Heading(1..) | Look::Furniture)).count();
    let headings: Vec<usize> = (0..opening)
        .filter(|&n| paragraphs.get(n).is_some_and(|p| matches!(p.look, Look::Heading(_))))
        .collect();
    let genre = |n: usize| {
        paragraphs.get(n).is_some_and(|p| {
            words.at(text, p.tokens.start, Part::Genre).is_some_and(|end| end + 1 >= p.tokens.end)
        })
    };
    if let Some(&first) = headings.first() {
        return headings.iter().copied().find(|&n| !genre(n)).or(Some(first));
    }
    let (n, first) = paragraphs
        .iter()
        .enumerate()
        .find(|(n, p)| !matches!(p.look, Look::Furniture) && !running_head(text, p) && !genre(*n))?;
    let plain = matches!(first.look, Look::Text | Look::Heading(0));
    let short = first.words > 0 && first.words <= LONGEST_TITLE && !ends_sentence(text, first);
    let more = paragraphs.get(n + 1).is_some();
    (plain && short && more).then_some(n)
}

/// `صدى الفنار - العدد 4127`: the head of a paper's page.
fn running_head(text: &Text, paragraph: &Paragraph) -> bool {
    paragraph.words <= LONGEST_HEADING
        && paragraph.tokens.clone().any(|i| text.word(i) == "العدد" && text.is_number(i + 1))
}

fn ends_sentence(text: &Text, paragraph: &Paragraph) -> bool {
    matches!(text.mark(paragraph.tokens.end - 1), '.' | '،' | ',' | '؛')
}
