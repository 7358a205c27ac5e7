//! What each character is, and how it folds for matching.
//!
//! Folding joins what Arabic writers interchange: hamza seats (`أ إ آ ٱ` → `ا`, `ؤ` → `و`, `ئ` → `ي`), `ة` and `ه`, `ى` and
//! `ي`, Persian and Urdu shapes of Arabic letters, presentation forms; it drops vowels, tatweel, and invisible marks, and turns
//! the three digit sets into ASCII. The raw text is never changed: [`crate::token::Token`] keeps its place, and [`Marks`]
//! what folding lost, for rules that must tell `أن` from `إن`.

/// What a character is to the tokenizer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CharKind {
    /// A letter of the Arabic script.
    Arabic,
    /// A letter of another script.
    Latin,
    /// A decimal digit, with its value. Superscript digits count.
    Digit(u8),
    /// Lives inside words and folds to nothing: vowels, tatweel, joiners, bidi controls.
    Ignorable,
    /// A blank that is not a line end.
    Space,
    /// A line end, a page break.
    Newline,
    /// Anything else: one character, one token.
    Other,
}

/// What folding took from a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks(pub u16);

impl Marks {
    /// The first letter after proclitics cannot be known here: this says that an `إ` stands somewhere in the word.
    pub const HAMZA_BELOW: Marks = Marks(1);
    /// An `أ` stands somewhere in the word.
    pub const HAMZA_ABOVE: Marks = Marks(2);
    /// The word ends in `ة`.
    pub const TA_MARBUTA: Marks = Marks(4);
    /// The word ends in `ى`.
    pub const ALIF_MAKSURA: Marks = Marks(8);
    /// The word ends in tanween, or in alif with tanween (`جندياً`).
    pub const TANWEEN: Marks = Marks(16);
    /// White space (or the text's start) comes before.
    pub const SPACE_BEFORE: Marks = Marks(32);
    /// The word carries a shadda.
    pub const SHADDA: Marks = Marks(64);
    /// A superscript digit.
    pub const SUPERSCRIPT: Marks = Marks(128);
    /// A damma on the first letter, as passives are marked: `نُقل`.
    pub const DAMMA_FIRST: Marks = Marks(256);

    /// Whether all of `other` is set.
    #[inline]
    pub fn has(self, other: Marks) -> bool {
        self.0 & other.0 == other.0
    }

    /// Sets `other`.
    #[inline]
    pub fn set(&mut self, other: Marks) {
        self.0 |= other.0;
    }

    /// Clears `other`.
    #[inline]
    pub fn clear(&mut self, other: Marks) {
        self.0 &= !other.0;
    }
}

/// What a character is.
#[inline]
pub fn kind(c: char) -> CharKind {
    match c {
        ' ' | '\t' | '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => {
            CharKind::Space
        }
        '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => CharKind::Newline,
        '0'..='9' => CharKind::Digit(c as u8 - b'0'),
        'a'..='z' | 'A'..='Z' => CharKind::Latin,
        '\0'..='\u{7F}' => CharKind::Other,
        '\u{0621}'..='\u{063F}' | '\u{0641}'..='\u{064A}' => CharKind::Arabic,
        '\u{0640}' | '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{0610}'..='\u{061A}' | '\u{061C}' => {
            CharKind::Ignorable
        }
        '\u{0660}'..='\u{0669}' => CharKind::Digit((c as u32 - 0x660) as u8),
        '\u{06F0}'..='\u{06F9}' => CharKind::Digit((c as u32 - 0x6F0) as u8),
        '\u{066E}'..='\u{06D3}' | '\u{06D5}' | '\u{06EE}'..='\u{06EF}' | '\u{06FA}'..='\u{06FF}' => {
            CharKind::Arabic
        }
        '\u{06D6}'..='\u{06ED}' if c != '\u{06DD}' && c != '\u{06DE}' && c != '\u{06E9}' => {
            CharKind::Ignorable
        }
        '\u{B2}' => CharKind::Digit(2),
        '\u{B3}' => CharKind::Digit(3),
        '\u{B9}' => CharKind::Digit(1),
        '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206F}'
        | '\u{FEFF}'
        | '\u{AD}' => CharKind::Ignorable,
        '\u{0750}'..='\u{077F}' | '\u{08A0}'..='\u{08C7}' => CharKind::Arabic,
        '\u{08D3}'..='\u{08FF}' => CharKind::Ignorable,
        '\u{FB50}'..='\u{FBB1}' | '\u{FBD3}'..='\u{FD3D}' | '\u{FD50}'..='\u{FDFB}' => CharKind::Arabic,
        '\u{FE70}'..='\u{FE7F}' => CharKind::Ignorable,
        '\u{FE80}'..='\u{FEFC}' => CharKind::Arabic,
        '\u{0300}'..='\u{036F}' | '\u{FE00}'..='\u{FE0F}' => CharKind::Ignorable,
        _ if c.is_alphabetic() => CharKind::Latin,
        _ => CharKind::Other,
    }
}

/// Appends the folded form of a letter, and notes in `marks` what folding loses. `first` tells whether it opens the word.
#[inline]
pub fn fold_letter(c: char, out: &mut String, marks: &mut Marks) {
    marks.clear(Marks(Marks::TA_MARBUTA.0 | Marks::ALIF_MAKSURA.0));
    if c != 'ا' {
        marks.clear(Marks::TANWEEN);
    }
    match c {
        'إ' => {
            marks.set(Marks::HAMZA_BELOW);
            out.push('ا');
        }
        'أ' => {
            marks.set(Marks::HAMZA_ABOVE);
            out.push('ا');
        }
        'آ' | 'ٱ' | '\u{0672}' | '\u{0673}' => out.push('ا'),
        'ة' => {
            marks.set(Marks::TA_MARBUTA);
            out.push('ه');
        }
        'ى' | '\u{06CC}' | '\u{06CD}' => {
            marks.set(Marks::ALIF_MAKSURA);
            out.push('ي');
        }
        'ؤ' => out.push('و'),
        'ئ' => out.push('ي'),
        '\u{0621}'..='\u{064A}' => out.push(c),
        '\u{06A9}' | '\u{06AA}' | '\u{06AB}' => out.push('ك'),
        '\u{06C0}' | '\u{06C1}' | '\u{06C2}' | '\u{06BE}' | '\u{06D5}' => out.push('ه'),
        '\u{06C3}' => {
            marks.set(Marks::TA_MARBUTA);
            out.push('ه');
        }
        '\u{FB50}'..='\u{FDFB}' | '\u{FE80}'..='\u{FEFC}' => fold_presentation_form(c, out, marks),
        _ => out.extend(c.to_lowercase()),
    }
}

#[cold]
fn fold_presentation_form(c: char, out: &mut String, marks: &mut Marks) {
    unicode_normalization::char::decompose_compatible(c, |base| {
        if kind(base) == CharKind::Arabic {
            fold_letter(base, out, marks);
        }
    });
}

/// A whole text folded as words are, other characters unchanged: for lexicons, keys and comparisons, not for offsets.
///
/// ```
/// assert_eq!(musnad_text::chars::fold("أُمَّــةٌ إلى ٱلْقُرَى ٢٠"), "امه الي القري 20");
/// ```
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut marks = Marks::default();
    for c in text.chars() {
        match kind(c) {
            CharKind::Arabic | CharKind::Latin => fold_letter(c, &mut out, &mut marks),
            CharKind::Digit(d) => out.push(char::from(b'0' + d)),
            CharKind::Ignorable => {}
            CharKind::Space | CharKind::Newline => out.push(' '),
            CharKind::Other => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_what_writers_interchange() {
        for (raw, folded) in [
            ("الإسلامية", "الاسلاميه"),
            ("مسؤول", "مسوول"),
            ("مسئول", "مسيول"),
            ("شاطئ", "شاطي"),
            ("مصطفى", "مصطفي"),
            ("ﻣﺴﻨﺪ", "مسند"),
            ("ﷲ", "الله"),
            ("ﻻ", "لا"),
            ("كــتــاب", "كتاب"),
            ("۱۲۳٤", "1234"),
            ("CNN", "cnn"),
            ("کریم", "كريم"),
        ] {
            assert_eq!(fold(raw), folded, "{raw}");
            assert_eq!(fold(&fold(raw)), fold(raw), "folding twice: {raw}");
        }
    }
}
