//! Sentences: where they end, and where a line end or a page break does not end one.

use crate::quote::QuoteKind;
use crate::span::Span;
use crate::text::Text;
use crate::token::TokenKind;

/// A sentence, by token indices `first..end` and bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// First token.
    pub first: usize,
    /// One past the last token.
    pub end: usize,
    /// Its place, marks at the end included.
    pub span: Span,
}

/// Words that never end a sentence: a line or page that stops after one goes on with the next (folded, as [`crate::chars::fold`]
/// does).
const HANGING: &[&str] = &[
    "في",
    "من",
    "الي",
    "علي",
    "عن",
    "مع",
    "ان",
    "بان",
    "لان",
    "او",
    "و",
    "ثم",
    "التي",
    "الذي",
    "الذين",
    "بين",
    "حتي",
    "منذ",
    "خلال",
    "بعد",
    "قبل",
    "عند",
    "لدي",
    "كل",
    "هذا",
    "هذه",
    "ذلك",
    "تلك",
    "قد",
    "لقد",
    "وقد",
    "لم",
    "لن",
    "لا",
    "ما",
    "كان",
    "كانت",
    "حيث",
    "اذا",
    "غير",
    "عبر",
    "ضد",
    "نحو",
    "حول",
    "دون",
    "بل",
    "لكن",
    "ولا",
    "وفي",
    "ومن",
    "وان",
    "كما",
    "اي",
    "سوف",
    "بعض",
    "ضمن",
    "تحت",
    "فوق",
    "امام",
    "وراء",
];

/// Abbreviations that a full stop follows inside a sentence, besides single letters.
const ABBREVIATED: &[&str] = &["ص", "هاتف", "ت", "فاكس", "الخ", "no", "mr", "dr", "st"];

/// A quotation longer than this (in tokens) is split at its full stops like any text.
const LONG_QUOTATION: usize = 400;

/// Cuts a text into sentences.
pub(crate) fn split(text: &Text) -> Vec<Sentence> {
    let typical_line = typical_wrapped_line(text);
    let mut sentences = Vec::new();
    let mut first = 0;
    let mut line_start = 0;
    for i in 0..text.len() {
        let end = match text.kind(i) {
            Some(TokenKind::Newline) => {
                let breaks = line_breaks(text, i, line_start, typical_line);
                line_start = i + 1;
                breaks.then_some(i)
            }
            Some(TokenKind::Mark) => sentence_mark(text, i).then_some(i + 1),
            _ => None,
        };
        if let Some(end) = end {
            push(text, &mut sentences, first, end);
            first = end.max(first);
        }
    }
    push(text, &mut sentences, first, text.len());
    sentences
}

fn push(text: &Text, sentences: &mut Vec<Sentence>, mut first: usize, mut end: usize) {
    while first < end && text.kind(first) == Some(TokenKind::Newline) {
        first += 1;
    }
    while end > first && text.kind(end - 1) == Some(TokenKind::Newline) {
        end -= 1;
    }
    if first < end {
        sentences.push(Sentence { first, end, span: text.span_of(first, end) });
    }
}

/// Whether a mark at `i` is the last token of a sentence.
fn sentence_mark(text: &Text, i: usize) -> bool {
    let c = text.mark(i);
    match c {
        '.' | '؟' | '?' | '!' | '…' | '۔' => {
            // The last of a run of marks decides: `...`, `؟!`.
            if text.joined(i + 1) && matches!(text.mark(i + 1), '.' | '؟' | '?' | '!' | '…') {
                return false;
            }
            // A closing mark right behind ends the sentence instead.
            if closes(text, i + 1) {
                return false;
            }
            if held(text, i) {
                return false;
            }
            let single_stop = c == '.' && !(i > 0 && text.mark(i - 1) == '.');
            if single_stop && (inside_number(text, i) || inside_name(text, i) || abbreviates(text, i)) {
                return false;
            }
            // `..` and `...` before a lower mark or a citation go on; after them a new word begins a sentence.
            !(matches!(text.mark(i + 1), '،' | ',' | '؛' | ':' | '-'))
        }
        // `…الكونجرس.”` ends the sentence with its closing mark.
        _ if closes(text, i) && i > 0 && matches!(text.mark(i - 1), '.' | '؟' | '?' | '!') => {
            !held_outside(text, i) && text.enclosing(i).is_some_and(|q| q.close == i) && {
                // `"لماذا؟" وأضاف` – after a question or an exclamation the report may go on.
                text.mark(i - 1) == '.' || i + 1 >= text.len() || text.kind(i + 1) == Some(TokenKind::Newline)
            }
        }
        _ => false,
    }
}

fn closes(text: &Text, i: usize) -> bool {
    text.enclosing(i).is_some_and(|q| q.closed && q.close == i)
}

/// Whether a token lies in a quotation or bracket that keeps its sentence together.
fn held(text: &Text, i: usize) -> bool {
    let mut quote = text.quote_at(i);
    while let Some(q) = quote.and_then(|q| text.quotes().get(q)) {
        let length = q.close.saturating_sub(q.open);
        if (q.closed || q.kind == QuoteKind::Quotation) && length <= LONG_QUOTATION {
            return true;
        }
        quote = q.parent;
    }
    false
}

fn held_outside(text: &Text, i: usize) -> bool {
    let parent = text.enclosing(i).and_then(|q| q.parent);
    parent.and_then(|q| text.quotes().get(q)).is_some_and(|q| q.closed && q.close - q.open <= LONG_QUOTATION)
}

/// `12.5`, `1.500.000`, and the stop after a list number (`1. نص`).
fn inside_number(text: &Text, i: usize) -> bool {
    let before = i > 0 && text.is_number(i - 1) && text.joined(i);
    let after = text.is_number(i + 1) && text.joined(i + 1);
    let list_number = before && (i < 2 || text.kind(i - 2) == Some(TokenKind::Newline));
    (before && after) || list_number
}

/// `www.example.com`, `a@b.c`; `بي.بي.سي`, `إل.جي`: letters of an abbreviation, written out.
fn inside_name(text: &Text, i: usize) -> bool {
    let short = |i: usize| text.is_word(i) && text.word(i).chars().count() <= 3;
    if i > 0 && text.joined(i) && text.joined(i + 1) && short(i - 1) && short(i + 1) {
        return true;
    }
    i > 0
        && text.kind(i - 1) == Some(TokenKind::Latin)
        && text.joined(i)
        && text.joined(i + 1)
        && matches!(text.kind(i + 1), Some(TokenKind::Latin | TokenKind::Number))
}

/// `د. أحمد`, `أ.ف.ب`, `م. خالد`.
fn abbreviates(text: &Text, i: usize) -> bool {
    if i == 0 || !text.joined(i) || matches!(text.kind(i + 1), None | Some(TokenKind::Newline)) {
        return false;
    }
    let word = text.word(i - 1);
    let letters = word.chars().count();
    (text.is_word(i - 1) && letters == 1) || ABBREVIATED.contains(&word)
}

/// Whether a line end at `i` ends the sentence.
fn line_breaks(text: &Text, i: usize, line_start: usize, typical_line: Option<usize>) -> bool {
    if i == 0 || i <= line_start {
        return true;
    }
    let last = text.mark(i - 1);
    if matches!(last, '.' | '؟' | '?' | '!' | '…') {
        return true;
    }
    if held(text, i) {
        return false;
    }
    if text.is_word(i - 1) && HANGING.contains(&text.word(i - 1)) || matches!(last, '،' | ',') {
        return false;
    }
    let blank = text.token(i).is_some_and(|t| t.is_blank_line());
    match typical_line {
        Some(typical) if !blank => {
            let length = text.span_of(line_start, i).len();
            !(length * 10 >= typical * 7 && length * 10 <= typical * 14)
        }
        _ => true,
    }
}

/// The usual length in bytes of a line, where the text was wrapped by a machine at a margin: most lines of one length, not
/// ending in a full stop. `None` for text whose lines are paragraphs.
fn typical_wrapped_line(text: &Text) -> Option<usize> {
    let (mut lengths, mut open_ended, mut start) = (Vec::new(), 0usize, 0usize);
    for i in 0..text.len() {
        if text.kind(i) == Some(TokenKind::Newline) {
            let length = text.span_of(start, i).len();
            if i > start && length > 40 {
                lengths.push(length);
                open_ended += usize::from(i > 0 && text.mark(i - 1) == '\0');
            }
            start = i + 1;
        }
    }
    if lengths.len() < 4 || open_ended * 10 < lengths.len() * 6 {
        return None;
    }
    lengths.sort_unstable();
    let middle = lengths[lengths.len() / 2];
    let near = lengths.iter().filter(|&&l| l * 10 >= middle * 7 && l * 10 <= middle * 14).count();
    (middle <= 260 && near * 10 >= lengths.len() * 6).then_some(middle)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lexicon;

    #[test]
    fn cuts_where_a_reader_would() {
        for (raw, expected) in [
            ("ذهب. وعاد.", "ذهب.|وعاد."),
            ("بلغت 12.5 بالمئة. وعاد", "بلغت 12.5 بالمئة.|وعاد"),
            ("قال د. سالم إنه عاد. ثم", "قال د. سالم إنه عاد.|ثم"),
            ("وفق أ.ف.ب اليوم. نعم", "وفق أ.ف.ب اليوم.|نعم"),
            ("لماذا؟! ثم", "لماذا؟!|ثم"),
            ("قال «ذهب. وعاد» ثم مضى. نعم", "قال «ذهب. وعاد» ثم مضى.|نعم"),
            ("قال “ذهب.”\nثم", "قال “ذهب.”|ثم"),
            ("عنوان الخبر\nوصل الوفد.", "عنوان الخبر|وصل الوفد."),
            ("تجاوزت ذلك إلى\n\nتوقيع بعضها.", "تجاوزت ذلك إلى\n\nتوقيع بعضها."),
            ("1. أولا\n2. ثانيا", "1. أولا|2. ثانيا"),
            ("وصل... وغادر", "وصل...|وغادر"),
            ("www.example.com هنا", "www.example.com هنا"),
            ("وقالت إل.جي إنه سيعود.", "وقالت إل.جي إنه سيعود."),
        ] {
            let lexicon = Lexicon::new();
            let text = Text::new(raw, &lexicon);
            let got: Vec<&str> = text.sentences().iter().map(|s| s.span.of(raw)).collect();
            assert_eq!(got.join("|"), expected, "{raw}");
        }
    }
}
