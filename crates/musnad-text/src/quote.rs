//! Quotation marks and brackets paired, also where they are nested, reversed, or never closed.
//!
//! Arabic papers write `«»`, `“”`, `"`, `'`, `((`, `<<`, mix them, turn them round (`”نص“`), and forget to close them. A mark
//! that is never closed ends at the bracket that held it, or at the end of its paragraph; [`Quote::closed`] tells.

use crate::text::Text;
use crate::token::TokenKind;

/// What a pair of marks is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuoteKind {
    /// Quotation marks of any shape, doubled parentheses too.
    Quotation,
    /// One pair of parentheses.
    Parenthesis,
    /// Square or curly brackets.
    Bracket,
}

/// A pair of marks, by token indices.
#[derive(Clone, Copy, Debug)]
pub struct Quote {
    /// The opening mark.
    pub open: usize,
    /// The closing mark, or, where there is none, the first token after the content.
    pub close: usize,
    /// What the marks are.
    pub kind: QuoteKind,
    /// Whether a closing mark stands there.
    pub closed: bool,
    /// The pair that holds this one.
    pub parent: Option<usize>,
    shape: Shape,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Straight,
    Guillemet,
    Curly,
    Single,
    Round,
    Square,
    Curved,
    Ornate,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Open,
    Close,
    Either,
}

/// How many marks ahead are looked at.
const MOST_AHEAD: usize = 40;

/// Deeper nesting than this is garbage, not writing; marks beyond it are plain marks.
const MAX_DEPTH: usize = 24;
/// How many tokens a quotation may run on past a line end in search of its closing mark.
const MAX_REACH: usize = 600;

fn shape(c: char) -> Option<(Shape, Side)> {
    Some(match c {
        '"' | '\u{FF02}' => (Shape::Straight, Side::Either),
        '«' | '‹' => (Shape::Guillemet, Side::Open),
        '»' | '›' => (Shape::Guillemet, Side::Close),
        '“' | '„' | '‟' => (Shape::Curly, Side::Open),
        // Web pages turn the mark behind a digit into a double prime.
        '”' | '\u{2033}' => (Shape::Curly, Side::Close),
        '‘' => (Shape::Single, Side::Open),
        '’' => (Shape::Single, Side::Close),
        '\'' => (Shape::Single, Side::Either),
        '(' => (Shape::Round, Side::Open),
        ')' => (Shape::Round, Side::Close),
        '[' => (Shape::Square, Side::Open),
        ']' => (Shape::Square, Side::Close),
        '{' => (Shape::Curved, Side::Open),
        '}' => (Shape::Curved, Side::Close),
        // ORNATE RIGHT PARENTHESIS opens in a line that runs from the right.
        '\u{FD3F}' => (Shape::Ornate, Side::Open),
        '\u{FD3E}' => (Shape::Ornate, Side::Close),
        _ => return None,
    })
}

struct Pairing<'t, 'a> {
    text: &'t Text<'a>,
    quotes: Vec<Quote>,
    stack: Vec<usize>,
}

/// Pairs the marks of a text: the pairs, and for each token the number of its innermost pair (0 for none).
pub(crate) fn pair(text: &Text) -> (Vec<Quote>, Vec<u32>) {
    let mut pairing = Pairing { text, quotes: Vec::new(), stack: Vec::new() };
    // Straight marks still to come in the paragraph decide whether one in an ambiguous place opens or closes.
    let marks: Vec<(usize, char)> = (0..text.len())
        .filter(|&i| matches!(text.kind(i), Some(TokenKind::Mark | TokenKind::Newline)))
        .map(|i| (i, text.mark(i)))
        .filter(|&(_, c)| c == '\n' || shape(c).is_some())
        .collect();
    let mut straight_after = vec![0u32; marks.len() + 1];
    for (n, &(_, c)) in marks.iter().enumerate().rev() {
        straight_after[n] = if c == '\n' { 0 } else { straight_after[n + 1] + u32::from(c == '"') };
    }
    for (n, &(i, c)) in marks.iter().enumerate() {
        if c == '\n' {
            pairing.line_end(i, &marks[n + 1..]);
        } else if let Some((shape, side)) = shape(c) {
            pairing.mark(i, shape, side, straight_after[n + 1], &marks[n + 1..]);
        }
    }
    while let Some(top) = pairing.stack.pop() {
        pairing.leave_open(top, text.len());
    }
    let mut quotes = pairing.quotes;
    mark_doubled(text, &mut quotes);
    let mut at = vec![0u32; text.len()];
    for (n, quote) in quotes.iter().enumerate() {
        let end = if quote.closed { quote.close + 1 } else { quote.close };
        for slot in at.get_mut(quote.open..end.min(text.len())).unwrap_or_default() {
            *slot = n as u32 + 1;
        }
    }
    (quotes, at)
}

impl Pairing<'_, '_> {
    fn mark(&mut self, i: usize, shape: Shape, side: Side, straight_after: u32, following: &[(usize, char)]) {
        let joined_before =
            self.text.joined(i) && i > 0 && !opens(self.text.mark(i - 1)) && self.text.mark(i - 1) != ':';
        let joined_after = self.text.joined(i + 1) && i + 1 < self.text.len();
        let after_colon = i > 0 && self.text.mark(i - 1) == ':';
        let after_is_word = joined_after && self.text.mark(i + 1) == '\0';
        if shape == Shape::Single && side != Side::Open && joined_before && after_is_word {
            return; // an apostrophe
        }
        let open = self.stack.iter().rposition(|&q| self.quotes[q].shape == shape);
        let opening_place = !joined_before && joined_after;
        let closing_place = joined_before && !after_is_word;
        let opens_here = match (side, open) {
            (Side::Open, None) => true,
            // `« نص «`: the same mark on both sides.
            (Side::Open, Some(_)) => {
                !(closing_place || (!joined_after && shape != Shape::Round)) || shape == Shape::Round
            }
            (Side::Close, Some(_)) => false,
            // `”نص“`: reversed marks.
            (Side::Close, None) => {
                // `لـ”سفين”`: behind a joined preposition it opens although it touches a word.
                let behind_preposition = after_is_word && i > 0 && matches!(self.text.word(i - 1), "ل" | "ب");
                (opening_place || after_colon || behind_preposition)
                    && matches!(shape, Shape::Curly | Shape::Guillemet | Shape::Ornate)
            }
            (Side::Either, None) => !closing_place || straight_after % 2 == 1,
            (Side::Either, Some(_)) => opening_place && straight_after % 2 == 1,
        };
        if opens_here {
            let forgotten = match side {
                Side::Either => true,
                _ => matches!(shape, Shape::Curly | Shape::Guillemet) && !both_close(shape, following),
            };
            if forgotten && open.is_some() {
                // The earlier mark was never closed.
                if let Some(at) = open {
                    while self.stack.len() > at {
                        if let Some(q) = self.stack.pop() {
                            self.leave_open(q, i);
                        }
                    }
                }
            }
            if self.stack.len() < MAX_DEPTH {
                let parent = self.stack.last().copied();
                let kind = match shape {
                    Shape::Round => QuoteKind::Parenthesis,
                    Shape::Square | Shape::Curved | Shape::Ornate => QuoteKind::Bracket,
                    _ => QuoteKind::Quotation,
                };
                self.stack.push(self.quotes.len());
                self.quotes.push(Quote { open: i, close: i + 1, kind, closed: false, parent, shape });
            }
        } else if let Some(at) = open {
            while self.stack.len() > at + 1 {
                if let Some(q) = self.stack.pop() {
                    self.leave_open(q, i);
                }
            }
            if let Some(q) = self.stack.pop() {
                self.quotes[q].close = i;
                self.quotes[q].closed = true;
            }
        }
    }

    /// A line ends: what is open stays open when its closing mark follows soon, or when the sentence plainly goes on.
    fn line_end(&mut self, i: usize, following: &[(usize, char)]) {
        let Some(&top) = self.stack.last() else { return };
        let ended = i > 0 && matches!(self.text.mark(i - 1), '.' | '؟' | '!' | '?' | '…');
        let blank = self.text.token(i).is_some_and(|t| t.is_blank_line());
        if !ended && !blank {
            return;
        }
        // The outermost mark whose end is in sight keeps what it holds open.
        let bottom = self.stack.first().copied().unwrap_or(top);
        let wanted = [self.quotes[top].shape, self.quotes[bottom].shape];
        for &(at, c) in following.iter().take(MOST_AHEAD) {
            if at > i + MAX_REACH {
                break;
            }
            let Some((shape, side)) = shape(c) else { continue };
            if !wanted.contains(&shape) {
                continue;
            }
            let opening_place = !(self.text.joined(at)) && self.text.joined(at + 1);
            match side {
                Side::Close => return,
                Side::Either if !opening_place => return,
                _ => break,
            }
        }
        while let Some(q) = self.stack.pop() {
            self.leave_open(q, i);
        }
    }

    fn leave_open(&mut self, q: usize, end: usize) {
        let mut end = end;
        while end > self.quotes[q].open + 1 && self.text.kind(end - 1) == Some(TokenKind::Newline) {
            end -= 1;
        }
        self.quotes[q].close = end;
    }
}

/// Whether two open marks of a shape are both closed by the marks that follow in their paragraph.
fn both_close(of: Shape, following: &[(usize, char)]) -> bool {
    let mut depth = 2;
    for &(_, c) in following.iter().take_while(|m| m.1 != '\n').take(MOST_AHEAD) {
        match shape(c) {
            Some((shape, Side::Close)) if shape == of => depth -= 1,
            Some((shape, Side::Open)) if shape == of => depth += 1,
            _ => {}
        }
        if depth == 0 {
            return true;
        }
    }
    false
}

fn opens(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '«' | '“' | '"')
}

/// `((نص))` is a quotation: the outer pair holds nothing but the inner.
fn mark_doubled(text: &Text, quotes: &mut [Quote]) {
    for n in 1..quotes.len() {
        let (outer, inner) = (quotes[n - 1], quotes[n]);
        if inner.kind == QuoteKind::Parenthesis
            && outer.kind == QuoteKind::Parenthesis
            && inner.open == outer.open + 1
            && text.joined(inner.open)
            && inner.closed
            && outer.closed
            && outer.close == inner.close + 1
        {
            quotes[n].kind = QuoteKind::Quotation;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lexicon;

    /// Marks the content of each quotation in `⟦⟧`, of one that is never closed in `⟦⟧!`.
    fn show(raw: &str) -> String {
        let lexicon = Lexicon::new();
        let text = Text::new(raw, &lexicon);
        let quotes = text.quotes();
        let mut out: Vec<String> = Vec::new();
        for q in quotes.iter().filter(|q| q.kind == QuoteKind::Quotation) {
            let span = text.span_of(q.open + 1, q.close);
            out.push(format!("⟦{}⟧{}", span.of(raw), if q.closed { "" } else { "!" }));
        }
        out.join(" ")
    }

    #[test]
    fn pairs() {
        for (raw, expected) in [
            ("قال «نعم» ثم مضى", "⟦نعم⟧"),
            ("قال \"نعم\" ثم \"لا\".", "⟦نعم⟧ ⟦لا⟧"),
            ("قال: \" نعم \" ثم مضى", "⟦نعم⟧"),
            ("قال ((نعم)) ثم مضى", "⟦نعم⟧"),
            ("قال <<نعم>>", "⟦نعم⟧"),
            ("قال ”نعم“ ثم", "⟦نعم⟧"),
            ("هاتف “ندى 2\u{2033} الجديد", "⟦ندى 2⟧"),
            ("قال « نعم « ثم مضى", "⟦نعم⟧"),
            ("قال (\"نعم\"... وكالة)", "⟦نعم⟧"),
            ("قال (\"نعم... وكالة ٢٠٢٢/١/٩) وأضاف \"لا\"", "⟦نعم... وكالة ٢٠٢٢/١/٩⟧! ⟦لا⟧"),
            ("قال \"نعم ثم مضى.\nوقال \"لا\".", "⟦نعم ثم مضى.⟧! ⟦لا⟧"),
            ("قال «في\n\nالبلاد» ثم", "⟦في\n\nالبلاد⟧"),
            ("قال «إن «الاتحاد» فاز»", "⟦إن «الاتحاد» فاز⟧ ⟦الاتحاد⟧"),
            (
                "أكد أن «البلاد لم تتغير، موضحا أن «الوزارة قدمت الدعم».",
                "⟦البلاد لم تتغير، موضحا أن⟧! ⟦الوزارة قدمت الدعم⟧",
            ),
            ("في «عمران، وتجمعات في «مثلث» ثم", "⟦عمران، وتجمعات في⟧! ⟦مثلث⟧"),
            ("أ) أولا ب) ثانيا", ""),
            ("قال “نعم.”\nثم", "⟦نعم.⟧"),
            ("it's l'an", ""),
            ("قال: ” نعم”.", "⟦نعم⟧"),
            ("صرح لـ”سفين” المتحدث", "⟦سفين⟧"),
        ] {
            assert_eq!(show(raw), expected, "{raw}");
        }
    }

    #[test]
    fn ornate_brackets_hold_verses_either_way_round() {
        let lexicon = Lexicon::new();
        for raw in ["قال: \u{FD3F}نعم نعم\u{FD3E}.", "قال: \u{FD3E}نعم نعم\u{FD3F}."] {
            let text = Text::new(raw, &lexicon);
            let held: Vec<&str> = text
                .quotes()
                .iter()
                .filter(|q| q.kind == QuoteKind::Bracket && q.closed)
                .map(|q| text.span_of(q.open + 1, q.close).of(raw))
                .collect();
            assert_eq!(held, ["نعم نعم"], "{raw}");
        }
    }

    #[test]
    fn a_million_marks_and_deep_brackets_stay_linear() {
        let lexicon = Lexicon::new();
        for raw in
            ["\"".repeat(1_000_000), "(".repeat(10_000), "« ".repeat(100_000), "\n\"a ".repeat(100_000)]
        {
            let text = Text::new(&raw, &lexicon);
            assert!(text.quotes().iter().all(|q| q.open < q.close && q.close <= text.len()));
        }
    }
}
