//! Text made safe to stand on a page.

use crate::present::printable::{Hidden, hidden, one_line};

/// A character that markup is made of, as its reference.
fn reference(c: char) -> Option<&'static str> {
    Some(match c {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        '\'' => "&#39;",
        _ => return None,
    })
}

/// One line of text for an attribute or for the page's own parts: escaped, invisible characters left out.
pub(super) fn attribute(text: &str) -> String {
    escape(&one_line(text))
}

/// Words of the document on one line of the page's own parts, with what is left of markup in its own direction.
pub(super) fn words(text: &str) -> String {
    let mut out = String::new();
    isolated(&mut out, &one_line(text), |out, text| out.push_str(&escape(text)));
    out
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match reference(c) {
            Some(reference) => out.push_str(reference),
            None => out.push(c),
        }
    }
    out
}

/// The longest tag, and the longest text between two, that is taken for what is left of markup, in bytes.
const LONGEST_TAG: usize = 40;

/// Writes a text with what is left of markup, such as `<sup>٢</sup>`, from left to right: among Arabic letters its signs would
/// be drawn turned round and out of their order.
fn isolated(out: &mut String, text: &str, mut push: impl FnMut(&mut String, &str)) {
    let (mut done, mut from) = (0, 0);
    while let Some(at) = text.get(from..).and_then(|rest| rest.find('<')).map(|at| from + at) {
        let Some(length) = residue(text.get(at..).unwrap_or_default()) else {
            from = at + 1;
            continue;
        };
        push(out, text.get(done..at).unwrap_or_default());
        out.push_str(r#"<bdi dir="ltr">"#);
        push(out, text.get(at..at + length).unwrap_or_default());
        out.push_str("</bdi>");
        done = at + length;
        from = done;
    }
    push(out, text.get(done..).unwrap_or_default());
}

/// The length of the tag that a text begins with, with what it encloses and its closing tag where both are near.
fn residue(text: &str) -> Option<usize> {
    let (length, name) = tag(text)?;
    let rest = text.get(length..)?;
    let closing = rest.find("</").filter(|&at| at <= LONGEST_TAG);
    let enclosed = closing.filter(|&at| rest.get(..at).is_some_and(|words| !words.contains(['<', '\n'])));
    let end = enclosed.and_then(|at| {
        let (closing, other) = tag(rest.get(at..)?)?;
        (other == name).then_some(length + at + closing)
    });
    Some(end.unwrap_or(length))
}

/// The length and the name of a tag.
fn tag(text: &str) -> Option<(usize, &str)> {
    let inner = text.strip_prefix('<')?;
    let name = inner.strip_prefix('/').unwrap_or(inner);
    let end = inner.bytes().take(LONGEST_TAG).position(|byte| byte == b'>')?;
    let inside = inner.get(..end)?;
    let letters = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let sound = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && inside.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ')
        && !inside.contains('<');
    Some((end + 2, name.get(..letters)?)).filter(|_| sound)
}

/// A piece of the document's text for the place where it stands as read: escaped, nothing left out. Invisible characters get a
/// visible sign, which is no part of the text; those that would turn the order of what follows are shut in, so that they turn
/// nothing.
pub(super) fn push_text(out: &mut String, text: &str) {
    isolated(out, text, push_signs);
}

fn push_signs(out: &mut String, text: &str) {
    for c in text.chars() {
        if let Some(reference) = reference(c) {
            out.push_str(reference);
            continue;
        }
        let code = u32::from(c);
        match hidden(c) {
            None => out.push(c),
            // A raw line feed would be lost with it: browsers turn `\r\n` into one character.
            Some(_) if c == '\r' => out.push_str("&#13;"),
            Some(Hidden::Mark) => {
                out.push_str(&format!(r#"<span class="unseen" data-c="{code:04X}"></span>&#x{code:X};"#));
            }
            // A page cannot hold NUL, nor references to the controls that Windows encodings use for letters.
            Some(Hidden::Control) if matches!(code, 0 | 0x80..0xA0) => {
                out.push_str(&format!(r#"<span class="unseen" data-c="{code:04X}"></span>"#));
                if code != 0 {
                    out.push(c);
                }
            }
            Some(Hidden::Control) => {
                out.push_str(&format!(r#"<span class="unseen" data-c="{code:04X}">&#x{code:X};</span>"#));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn left_markup_keeps_its_direction() {
        for (text, expected) in [
            ("كلم<sup>٢</sup>،", "كلم<bdi dir=\"ltr\">&lt;sup&gt;٢&lt;/sup&gt;</bdi>،"),
            ("a</p>b<br/>", "a<bdi dir=\"ltr\">&lt;/p&gt;</bdi>b<bdi dir=\"ltr\">&lt;br/&gt;</bdi>"),
            ("<sup>٢", "<bdi dir=\"ltr\">&lt;sup&gt;</bdi>٢"),
            ("٣ < ٤ <نعم> <>", "٣ &lt; ٤ &lt;نعم&gt; &lt;&gt;"),
            ("<<b>", "&lt;<bdi dir=\"ltr\">&lt;b&gt;</bdi>"),
        ] {
            let mut out = String::new();
            push_text(&mut out, text);
            assert_eq!(out, expected);
            assert_eq!(words(text), expected);
        }
    }

    #[test]
    fn texts_are_escaped() {
        let mut out = String::new();
        push_text(&mut out, "a<b>&\"'\n\r\n\u{200F}\u{202E}\0");
        assert_eq!(
            out,
            "a<bdi dir=\"ltr\">&lt;b&gt;</bdi>&amp;&quot;&#39;\n&#13;\n<span class=\"unseen\" data-c=\"200F\"></span>&#x200F;\
             <span class=\"unseen\" data-c=\"202E\">&#x202E;</span><span class=\"unseen\" data-c=\"0000\"></span>"
        );
        assert_eq!(attribute(" a\n\"\u{202E}>"), "a &quot;&gt;");
    }
}
