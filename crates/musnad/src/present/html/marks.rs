//! The text with every annotation in its place.
//!
//! Annotations overlap in every way, elements on a page only nest. So the text is cut at every beginning and end, and each
//! piece is one element that carries the classes of all annotations that cover it. No element has padding or a border at its
//! sides: letters stay joined across a cut in the middle of a word.

use musnad_text::Span;
use musnad_text::annotation::{Annotations, SectionKind};

use super::escape::{attribute, push_text};
use crate::present::printable::shortened;
use crate::present::words::Words;
use crate::present::{speakers, values};

/// More annotations than this over one place are garbage, not reading; the ones that begin last are not drawn. It keeps the
/// page linear in the size of the text.
const DEEPEST: usize = 16;

/// One annotation to be drawn.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub span: Span,
    /// CSS classes, safe as they are.
    pub class: String,
    /// What a reader is told on pointing there; not yet escaped.
    pub tip: String,
    /// The anchor, safe as it is, that lists link to.
    pub id: Option<String>,
}

/// Cuts a text at the ends of spans and calls `piece` with each place and the indices of the spans that cover it, in their
/// order. The places follow one another and make up the whole text. Spans that are empty or do not lie on character boundaries
/// are passed over.
pub(super) fn pieces(text: &str, spans: &[Span], mut piece: impl FnMut(Span, &[usize])) {
    let sound = |span: &Span| !span.is_empty() && text.get(span.start..span.end).is_some();
    let mut order: Vec<usize> = (0..spans.len()).filter(|&n| spans.get(n).is_some_and(sound)).collect();
    let span = |n: usize| spans.get(n).copied().unwrap_or_default();
    order.sort_by_key(|&n| (span(n).start, usize::MAX - span(n).end, n));
    let mut coming = order.into_iter().peekable();
    let mut active: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        active.retain(|&n| span(n).end > at);
        while let Some(n) = coming.next_if(|&n| span(n).start <= at) {
            if active.len() < DEEPEST {
                active.push(n);
            }
        }
        let ends = active.iter().map(|&n| span(n).end);
        let next = coming.peek().map(|&n| span(n).start);
        let end = ends.chain(next).min().unwrap_or(text.len());
        piece(Span::new(at, end), &active);
        at = end;
    }
}

/// Writes the text with its marks.
pub(super) fn write(out: &mut String, text: &str, marks: &[Mark]) {
    let spans: Vec<Span> = marks.iter().map(|mark| mark.span).collect();
    pieces(text, &spans, |place, active| {
        let words = place.of(text);
        let active: Vec<&Mark> = active.iter().filter_map(|&n| marks.get(n)).collect();
        if active.is_empty() {
            return push_text(out, words);
        }
        // An element has one id. Where several annotations begin at once, the others get an empty element before it.
        let mut ids: Vec<&str> = active
            .iter()
            .filter(|mark| mark.span.start == place.start)
            .filter_map(|mark| mark.id.as_deref())
            .collect();
        let id = ids.pop().map(|id| format!(r#" id="{id}""#)).unwrap_or_default();
        for id in ids {
            out.push_str(&format!(r#"<span id="{id}"></span>"#));
        }
        let mut classes: Vec<&str> = active.iter().flat_map(|mark| mark.class.split(' ')).collect();
        classes.sort_unstable();
        classes.dedup();
        let tips: Vec<String> =
            active.iter().filter(|mark| !mark.tip.is_empty()).map(|mark| attribute(&mark.tip)).collect();
        let tip = if tips.is_empty() { String::new() } else { format!(r#" title="{}""#, tips.join("&#10;")) };
        out.push_str(&format!(r#"<mark{id} class="{}"{tip}>"#, classes.join(" ")));
        push_text(out, words);
        out.push_str("</mark>");
    });
}

/// Whether an anchor stands in the text for this span.
pub(super) fn drawn(text: &str, span: Span) -> bool {
    text.get(span.start..span.end).is_some_and(|words| !words.is_empty())
}

/// All annotations of a document as marks. `number` is the document's on the page.
pub(super) fn of(number: usize, text: &str, annotations: &Annotations, words: &Words) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut add =
        |span, class: String, tip: String, id: Option<String>| marks.push(Mark { span, class, tip, id });
    for section in &annotations.sections {
        if matches!(section.kind, SectionKind::Title | SectionKind::Heading) {
            add(section.span, section.kind.as_str().into(), String::new(), None);
        }
    }
    let anchor = |kind: &str, n: usize| Some(format!("d{number}-{kind}{n}"));
    for (n, statement) in (1..).zip(&annotations.statements) {
        let (speaker, _) = speakers::full_name(statement.speaker.as_ref(), text, words);
        let grade = statement.grade.as_str();
        let act = words.of("act", statement.act.as_str());
        let tip =
            format!("{n}. {act} · {} · {}", shortened(&speaker, 80), speakers::grade_word(statement, words));
        add(statement.content, format!("content {grade}"), tip, anchor("s", n));
        add(statement.cue, "cue".into(), String::new(), None);
        if let Some(speaker) = &statement.speaker {
            add(speaker.span, "speaker".into(), String::new(), None);
        }
    }
    for (n, date) in (1..).zip(&annotations.dates) {
        let tip = format!("{}: {}", words.of("mark", "date"), shortened(&values::date(date, words), 80));
        add(date.span, "date".into(), tip, anchor("t", n));
    }
    for (n, quantity) in (1..).zip(&annotations.quantities) {
        let (value, unit) = (values::number(quantity.value), values::unit(quantity, words));
        let tip = format!("{}: {value} {}", words.of("mark", "quantity"), shortened(unit, 80));
        add(quantity.span, "quantity".into(), tip, anchor("q", n));
    }
    for name in &annotations.names {
        let tip = format!("{}: {}", words.of("mark", "name"), shortened(&name.name, 80));
        add(name.span, "name".into(), tip, None);
    }
    for (n, verse) in (1..).zip(&annotations.verses) {
        let tip = format!("{}: {}:{}", words.of("mark", "verse"), verse.surah, verse.from);
        add(verse.span, "verse".into(), tip, anchor("v", n));
    }
    for (n, assertion) in (1..).zip(&annotations.assertions) {
        let label = assertion.label.as_str();
        let tip = format!("{}: {}", words.of("mark", "assertion"), words.of("label", label));
        add(assertion.span, format!("assertion {label}"), tip, anchor("a", n));
    }
    for (n, finding) in (1..).zip(&annotations.findings) {
        for (m, &span) in (1..).zip(&finding.spans) {
            let tip = words.of("finding", finding.kind.as_str()).to_owned();
            add(span, "finding".into(), tip, anchor(&format!("f{n}-"), m));
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str, spans: &[(usize, usize)]) -> String {
        let spans: Vec<Span> = spans.iter().map(|&(start, end)| Span::new(start, end)).collect();
        let mut out = Vec::new();
        let mut whole = String::new();
        pieces(text, &spans, |place, active| {
            assert!(!place.is_empty());
            whole.push_str(place.of(text));
            out.push(format!("{}{active:?}", place.of(text)));
        });
        assert_eq!(whole, text);
        out.join(" ")
    }

    #[test]
    fn spans_are_cut_into_pieces() {
        for (spans, expected) in [
            (&[][..], "abcdef[]"),
            (&[(1, 3)], "a[] bc[0] def[]"),
            (&[(1, 4), (2, 6)], "a[] b[0] cd[0, 1] ef[1]"),
            (&[(2, 3), (1, 6)], "a[] b[1] c[1, 0] def[1]"),
            (&[(0, 6), (0, 6), (0, 1)], "a[0, 1, 2] bcdef[0, 1]"),
            (&[(0, 2), (2, 4)], "ab[0] cd[1] ef[]"),
            (&[(3, 3), (5, 2), (5, 99)], "abcdef[]"),
        ] {
            assert_eq!(show("abcdef", spans), expected);
        }
        assert_eq!(show("قال", &[(1, 3), (2, 4)]), "ق[] ا[1] ل[]");
        assert_eq!(show("", &[(0, 0)]), "");
    }

    #[test]
    fn deep_nesting_stays_linear() {
        let text = "ا".repeat(60_000);
        let spans: Vec<Span> = (0..30_000).map(|n| Span::new(2 * n, text.len() - 2 * n)).collect();
        let mut most = 0;
        pieces(&text, &spans, |_, active| most = most.max(active.len()));
        assert_eq!(most, DEEPEST);
    }

    #[test]
    fn the_text_stays_the_same() {
        let text = "قال «نعم» <b> & \"لا\"\nثم مضى";
        let mark = |start, end, id: &str| Mark {
            span: Span::new(start, end),
            class: "date".into(),
            tip: "\"x\"".into(),
            id: Some(id.into()),
        };
        let mut out = String::new();
        write(&mut out, text, &[mark(0, 6, "a"), mark(0, 17, "b"), mark(7, 30, "c")]);
        assert!(
            out.starts_with(r#"<span id="b"></span><mark id="a" class="date" title="&quot;x&quot;"#),
            "{out}"
        );
        let bare: String =
            out.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
        let bare =
            bare.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
        assert_eq!(bare, text);
    }
}
