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

/// A piece of the document's text for the place where it stands as read: escaped, nothing left out. Invisible characters get a
/// visible sign, which is no part of the text; those that would turn the order of what follows are shut in, so that they turn
/// nothing.
pub(super) fn push_text(out: &mut String, text: &str) {
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
    fn texts_are_escaped() {
        let mut out = String::new();
        push_text(&mut out, "a<b>&\"'\n\r\n\u{200F}\u{202E}\0");
        assert_eq!(
            out,
            "a&lt;b&gt;&amp;&quot;&#39;\n&#13;\n<span class=\"unseen\" data-c=\"200F\"></span>&#x200F;\
             <span class=\"unseen\" data-c=\"202E\">&#x202E;</span><span class=\"unseen\" data-c=\"0000\"></span>"
        );
        assert_eq!(attribute(" a\n\"\u{202E}>"), "a &quot;&gt;");
    }
}
