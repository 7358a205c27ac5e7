//! Words, numbers and marks with their places, cut in one pass.

use crate::chars::{self, CharKind, Marks};
use crate::lexicon::Lexicon;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A run of Arabic letters with what stands on them.
    Word,
    /// A run of digits of any set; decimal and group marks are tokens of their own.
    Number,
    /// A run of letters of another script.
    Latin,
    /// One mark; `((`, `))`, `<<`, `>>` and `''` are one token too.
    Mark,
    /// A line end; a blank line is one token, see [`Token::is_blank_line`].
    Newline,
    /// Residue of markup: `<sup>`, `</b>`, `&nbsp;`.
    Markup,
}

/// The proclitics that were taken off to find a word in the lexicon: `و ف ب ل ك س ال`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clitics(pub u8);

#[allow(missing_docs)] // each is its letter
impl Clitics {
    pub const WA: Clitics = Clitics(1);
    pub const FA: Clitics = Clitics(2);
    pub const BA: Clitics = Clitics(4);
    pub const LA: Clitics = Clitics(8);
    pub const KA: Clitics = Clitics(16);
    pub const SA: Clitics = Clitics(32);
    pub const AL: Clitics = Clitics(64);
    /// `و` or `ف`.
    pub const CONJUNCTION: Clitics = Clitics(3);
    /// `ب`, `ل` or `ك`.
    pub const PREPOSITION: Clitics = Clitics(28);

    /// Whether any of `other` is there.
    #[inline]
    pub fn any(self, other: Clitics) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether nothing was taken off.
    #[inline]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    fn with(self, other: Clitics) -> Clitics {
        Clitics(self.0 | other.0)
    }
}

/// One token. Offsets are bytes of the raw text (`start`, `end`) and of the folded words.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// First byte in the raw text.
    pub start: u32,
    /// One past the last byte in the raw text.
    pub end: u32,
    pub(crate) fold_start: u32,
    pub(crate) fold_len: u16,
    pub(crate) stem: u8,
    /// What it is.
    pub kind: TokenKind,
    /// What folding lost, and whether white space stands before.
    pub marks: Marks,
    /// The proclitics taken off; the lexicon's senses are those of what is left.
    pub clitics: Clitics,
    /// The whole form in the lexicon, 0 when unknown. For marks: the character.
    pub(crate) form: u32,
    /// The form that bears the senses: the whole word, or what is left without its proclitics.
    pub(crate) entry: u32,
}

impl Token {
    /// For a newline token: whether it ends a paragraph (two line ends or more).
    pub fn is_blank_line(&self) -> bool {
        self.kind == TokenKind::Newline && self.entry == 1
    }
}

/// Longest word kept whole in the folded view; what goes beyond is garbage and matches nothing.
const MAX_FOLDED: usize = u16::MAX as usize;

pub(crate) struct Tokenizer<'a> {
    raw: &'a str,
    lexicon: &'a Lexicon,
    pub folded: String,
    pub tokens: Vec<Token>,
    scratch: String,
}

impl<'a> Tokenizer<'a> {
    pub fn new(raw: &'a str, lexicon: &'a Lexicon) -> Self {
        Tokenizer {
            raw,
            lexicon,
            folded: String::with_capacity(raw.len()),
            tokens: Vec::with_capacity(raw.len() / 9 + 8),
            scratch: String::new(),
        }
    }

    pub fn run(&mut self) {
        let mut at = 0;
        let mut space = true;
        while let Some(c) = self.raw[at..].chars().next() {
            let next = at + c.len_utf8();
            match chars::kind(c) {
                CharKind::Space => {
                    space = true;
                    at = next;
                }
                CharKind::Ignorable => at = next,
                CharKind::Newline => {
                    at = self.newline(at);
                    space = true;
                }
                CharKind::Arabic => at = self.word(at, TokenKind::Word, CharKind::Arabic, &mut space),
                CharKind::Latin => at = self.word(at, TokenKind::Latin, CharKind::Latin, &mut space),
                CharKind::Digit(_) => at = self.number(at, &mut space),
                CharKind::Other => at = self.mark(at, c, &mut space),
            }
        }
    }

    fn push(
        &mut self,
        start: usize,
        end: usize,
        fold_start: usize,
        kind: TokenKind,
        mut marks: Marks,
        space: &mut bool,
    ) {
        if std::mem::take(space) {
            marks.set(Marks::SPACE_BEFORE);
        }
        // A longer word folds to nothing: cutting it could fall inside a character.
        let fold_len = u16::try_from(self.folded.len() - fold_start).unwrap_or(0);
        self.tokens.push(Token {
            start: start as u32,
            end: end as u32,
            fold_start: fold_start as u32,
            fold_len,
            stem: 0,
            kind,
            marks,
            clitics: Clitics::default(),
            form: 0,
            entry: 0,
        });
    }

    fn word(&mut self, start: usize, kind: TokenKind, class: CharKind, space: &mut bool) -> usize {
        let fold_start = self.folded.len();
        let mut marks = Marks::default();
        let mut end = start;
        let mut letters = 0u32;
        for (i, c) in self.raw[start..].char_indices() {
            match chars::kind(c) {
                k if k == class => {
                    chars::fold_letter(c, &mut self.folded, &mut marks);
                    letters += 1;
                    end = start + i + c.len_utf8();
                }
                CharKind::Ignorable => match c {
                    // A trailing vowel belongs to the word, a trailing bidi control does not.
                    '\u{064B}' => {
                        marks.set(Marks::TANWEEN);
                        end = start + i + c.len_utf8();
                    }
                    '\u{0651}' => {
                        marks.set(Marks::SHADDA);
                        end = start + i + c.len_utf8();
                    }
                    '\u{064F}' if letters == 1 => {
                        marks.set(Marks::DAMMA_FIRST);
                        end = start + i + c.len_utf8();
                    }
                    '\u{0640}'..='\u{0670}' | '\u{0610}'..='\u{061A}' | '\u{06D6}'..='\u{06ED}' => {
                        end = start + i + c.len_utf8()
                    }
                    _ => {}
                },
                _ => break,
            }
        }
        self.push(start, end, fold_start, kind, marks, space);
        let fold_end = self.folded.len();
        if fold_end - fold_start <= MAX_FOLDED {
            let word = &self.folded[fold_start..fold_end];
            let found = find(self.lexicon, word, &mut self.scratch);
            if let Some(token) = self.tokens.last_mut() {
                token.form = found.form;
                token.entry = found.entry;
                token.clitics = found.clitics;
                token.stem = found.stem;
            }
        }
        end
    }

    fn number(&mut self, start: usize, space: &mut bool) -> usize {
        let fold_start = self.folded.len();
        let mut end = start;
        let mut marks = Marks::default();
        for (i, c) in self.raw[start..].char_indices() {
            match chars::kind(c) {
                CharKind::Digit(d) => {
                    let superscript = matches!(c, '\u{B2}' | '\u{B3}' | '\u{B9}');
                    if superscript && end > start && !marks.has(Marks::SUPERSCRIPT) {
                        break;
                    }
                    if superscript {
                        marks.set(Marks::SUPERSCRIPT);
                    }
                    self.folded.push(char::from(b'0' + d));
                    end = start + i + c.len_utf8();
                }
                // A tatweel between digits is a dash: `2015ـ2025`.
                CharKind::Ignorable if c == '\u{0640}' => break,
                CharKind::Ignorable => {}
                _ => break,
            }
        }
        self.push(start, end, fold_start, TokenKind::Number, marks, space);
        end
    }

    fn newline(&mut self, start: usize) -> usize {
        let mut end = start;
        let mut lines = 0;
        let mut after_return = false;
        for (i, c) in self.raw[start..].char_indices() {
            match chars::kind(c) {
                CharKind::Newline => {
                    lines += u32::from(!(c == '\n' && after_return)) + u32::from(c == '\u{0C}');
                    end = start + i + c.len_utf8();
                }
                CharKind::Space | CharKind::Ignorable => {}
                _ => break,
            }
            after_return = c == '\r';
        }
        let mut space = true;
        let fold_start = self.folded.len();
        self.push(start, end, fold_start, TokenKind::Newline, Marks::default(), &mut space);
        if let Some(token) = self.tokens.last_mut() {
            token.form = u32::from('\n');
            token.entry = u32::from(lines > 1);
        }
        end
    }

    fn mark(&mut self, start: usize, c: char, space: &mut bool) -> usize {
        let rest = &self.raw[start..];
        let mut end = start + c.len_utf8();
        let mut kind = TokenKind::Mark;
        let mut ch = c;
        match c {
            '<' if rest.starts_with("<<") => (ch, end) = ('«', start + 2),
            '>' if rest.starts_with(">>") => (ch, end) = ('»', start + 2),
            '\'' if rest.starts_with("''") => (ch, end) = ('"', start + 2),
            '<' => {
                if let Some(len) = tag_length(rest) {
                    (kind, end) = (TokenKind::Markup, start + len);
                }
            }
            '&' => {
                if let Some((len, meant)) = entity(rest) {
                    end = start + len;
                    match meant {
                        ' ' => {
                            *space = true;
                            return end;
                        }
                        meant => ch = meant,
                    }
                }
            }
            _ => {}
        }
        let fold_start = self.folded.len();
        self.push(start, end, fold_start, kind, Marks::default(), space);
        if let Some(token) = self.tokens.last_mut() {
            token.form = u32::from(ch);
        }
        end
    }
}

/// The length of an HTML tag that opens `text`, for short tags only: `a < b` is no tag.
fn tag_length(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let name = if bytes.get(1) == Some(&b'/') { 2 } else { 1 };
    if !bytes.get(name)?.is_ascii_alphabetic() {
        return None;
    }
    let window = bytes.get(..200.min(bytes.len()))?;
    let end = window.iter().skip(1).position(|&b| b == b'>' || b == b'<' || b == b'\n')? + 1;
    (window.get(end) == Some(&b'>')).then_some(end + 1)
}

/// The length and the character of an HTML entity that news pages leave behind.
fn entity(text: &str) -> Option<(usize, char)> {
    const ENTITIES: &[(&str, char)] = &[
        ("&nbsp;", ' '),
        ("&quot;", '"'),
        ("&laquo;", '«'),
        ("&raquo;", '»'),
        ("&ldquo;", '“'),
        ("&rdquo;", '”'),
        ("&#34;", '"'),
        ("&#39;", '\''),
        ("&apos;", '\''),
        ("&amp;", '&'),
        ("&#160;", ' '),
        ("&rlm;", ' '),
        ("&lrm;", ' '),
    ];
    ENTITIES.iter().find(|(name, _)| text.starts_with(name)).map(|&(name, c)| (name.len(), c))
}

struct Found {
    form: u32,
    entry: u32,
    clitics: Clitics,
    stem: u8,
}

/// Finds a folded word in the lexicon: as it stands, else without proclitics, fewest first, so that `والي` (a governor) stays
/// whole where the lexicon knows it, and `كازاخستان` never loses its `ك` because `ازاخستان` is no word.
fn find(lexicon: &Lexicon, word: &str, scratch: &mut String) -> Found {
    let form = lexicon.form(word);
    if form != 0 && lexicon.bears_sense(form) {
        return Found { form, entry: form, clitics: Clitics::default(), stem: 0 };
    }
    let stripped = find_stripped(lexicon, word, form, scratch);
    if stripped.entry == 0 && form != 0 && lexicon.bears_meaning(form) {
        // It only opens phrases.
        return Found { form, entry: form, clitics: Clitics::default(), stem: 0 };
    }
    stripped
}

fn find_stripped(lexicon: &Lexicon, word: &str, form: u32, scratch: &mut String) -> Found {
    let found = |s: Stripped| Found {
        form: if form == 0 { s.opens } else { form },
        entry: s.entry,
        clitics: s.clitics,
        stem: s.stem,
    };
    if let Some(stripped) = strip(lexicon, word, 0, Clitics::default(), scratch) {
        return found(stripped);
    }
    let conjunction = if word.starts_with('و') {
        Clitics::WA
    } else if word.starts_with('ف') {
        Clitics::FA
    } else {
        return Found { form, entry: 0, clitics: Clitics::default(), stem: 0 };
    };
    let rest = &word[2..];
    if let Some(stripped) = noun_behind_article(lexicon, rest, 2, conjunction) {
        return found(stripped);
    }
    if let Some(entry) = known(lexicon, rest) {
        return Found { form, entry, clitics: conjunction, stem: 2 };
    }
    match strip(lexicon, rest, 2, conjunction, scratch) {
        Some(stripped) => found(stripped),
        None => Found { form, entry: 0, clitics: Clitics::default(), stem: 0 },
    }
}

/// A word without its proclitics.
struct Stripped {
    entry: u32,
    clitics: Clitics,
    stem: u8,
    /// The form with its article, where it opens phrases.
    opens: u32,
}

/// `والجامعة`, `بالجامعة`: with the article the word only opens phrases (`الجامعة العربية`), so what it means without it counts.
fn noun_behind_article(lexicon: &Lexicon, word: &str, offset: u8, before: Clitics) -> Option<Stripped> {
    let noun = word.strip_prefix("ال")?;
    let opens = known(lexicon, word).filter(|&id| !lexicon.bears_sense(id))?;
    let entry = known(lexicon, noun).filter(|&id| lexicon.bears_sense(id))?;
    Some(Stripped { entry, clitics: before.with(Clitics::AL), stem: offset + 4, opens })
}

fn known(lexicon: &Lexicon, word: &str) -> Option<u32> {
    // One letter is never a word: `كم` is not `ك` + `م`.
    if word.len() < 4 {
        return None;
    }
    let form = lexicon.form(word);
    (form != 0 && lexicon.bears_meaning(form)).then_some(form)
}

fn strip(
    lexicon: &Lexicon,
    word: &str,
    offset: u8,
    before: Clitics,
    scratch: &mut String,
) -> Option<Stripped> {
    let stripped = |entry, clitics, stem| Stripped { entry, clitics, stem, opens: 0 };
    if let Some(rest) = word.strip_prefix("ال") {
        return known(lexicon, rest).map(|entry| stripped(entry, before.with(Clitics::AL), offset + 4));
    }
    if let Some(rest) = word.strip_prefix("لل") {
        let noun = known(lexicon, rest);
        scratch.clear();
        scratch.push_str("ال");
        scratch.push_str(rest);
        // `للولايات المتحدة` is `ل` + `الولايات المتحدة`; the article is then part of the known form.
        let definite = known(lexicon, scratch);
        if let Some(entry) = noun {
            let clitics = before.with(Clitics::LA).with(Clitics::AL);
            let opens = definite.unwrap_or(0);
            return Some(Stripped { entry, clitics, stem: offset + 4, opens });
        }
        if let Some(entry) = definite {
            return Some(stripped(entry, before.with(Clitics::LA), offset + 2));
        }
    }
    let clitic = match word.chars().next()? {
        'ب' => Clitics::BA,
        'ل' => Clitics::LA,
        'ك' => Clitics::KA,
        'س' => Clitics::SA,
        _ => return None,
    };
    let rest = &word[2..];
    // `س` stands before a present only: `سالم` is no `س` + `الم`. Before a word of two letters none of the four is likely.
    let fits = match clitic {
        Clitics::SA => rest.starts_with(['ي', 'ت', 'ن']),
        _ => rest.len() >= 6,
    };
    if fits && let Some(found) = noun_behind_article(lexicon, rest, offset + 2, before.with(clitic)) {
        return Some(found);
    }
    if fits && let Some(entry) = known(lexicon, rest) {
        return Some(stripped(entry, before.with(clitic), offset + 2));
    }
    let rest = rest.strip_prefix("ال")?;
    known(lexicon, rest).map(|entry| stripped(entry, before.with(clitic).with(Clitics::AL), offset + 6))
}
