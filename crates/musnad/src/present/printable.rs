//! Characters that are not to reach a reader's screen as they are.

/// What an invisible character would do to what stands around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hidden {
    /// A direction mark or a zero-width character: it may stay, and may as well be left out.
    Mark,
    /// It turns the order of what follows, or is a control character: it must not take effect.
    Control,
}

/// Whether a character is invisible though it is no space: bidi controls, zero-width characters, control characters. The
/// joiners U+200C and U+200D are part of spelling and do not count.
pub(super) fn hidden(c: char) -> Option<Hidden> {
    match c {
        '\u{AD}' | '\u{61C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2060}' | '\u{FEFF}' => {
            Some(Hidden::Mark)
        }
        '\u{202A}'..='\u{202E}' | '\u{2061}'..='\u{206F}' | '\u{FFF9}'..='\u{FFFB}' => Some(Hidden::Control),
        '\n' | '\t' => None,
        c if c.is_control() => Some(Hidden::Control),
        _ => None,
    }
}

/// The text on one line and safe to print: white space as single blanks, invisible characters left out, control characters
/// as their pictures (`␛`).
pub fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else if c.is_control() {
            out.push(match u32::from(c) {
                code @ 0..0x20 => char::from_u32(0x2400 + code).unwrap_or('\u{FFFD}'),
                0x7F => '\u{2421}',
                _ => '\u{FFFD}',
            });
        } else if hidden(c).is_none() {
            out.push(c);
        }
    }
    if out.ends_with(' ') {
        out.pop();
    }
    out
}

/// The first `most` characters of [`one_line`], cut at a blank, with `…` where something is left out.
pub fn shortened(text: &str, most: usize) -> String {
    let mut line = one_line(text);
    if let Some((cut, _)) = line.char_indices().nth(most) {
        line.truncate(cut);
        if let Some(blank) = line.rfind(' ') {
            line.truncate(blank);
        }
        line.push_str(" …");
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_acts_on_a_terminal_is_left() {
        assert_eq!(one_line(" قال\r\n\t\u{200F}نعم \u{1b}[31m\u{202E}x\u{85}\u{9b} "), "قال نعم ␛[31mx �");
        assert_eq!(one_line("می\u{200C}شود"), "می\u{200C}شود");
        assert_eq!(one_line(" \n "), "");
    }

    #[test]
    fn long_texts_are_cut_between_words() {
        assert_eq!(shortened("واحد اثنان ثلاثة", 12), "واحد اثنان …");
        assert_eq!(shortened("واحد", 12), "واحد");
    }
}
