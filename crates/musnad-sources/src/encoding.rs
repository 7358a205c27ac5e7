//! Bytes to text: which encoding the bytes are in, and the text exactly as they say it.
//!
//! Here lives the choice of encoding and the decoding; files and formats do not. Nothing is folded, trimmed or converted,
//! and what had to be replaced is counted.
//!
//! UTF-8 is believed whenever it fits, since Arabic text in any other encoding is hardly ever valid UTF-8. The exception is
//! UTF-16 without a byte order mark, whose Arabic letters are pairs of ASCII bytes (`27 06` is ا); it is recognised first,
//! by its zero and 06 bytes, which text in UTF-8 does not contain.

mod utf16;

use std::borrow::Cow;

use encoding_rs::{Encoding as Charset, ISO_8859_6, WINDOWS_1256};

pub(crate) use utf16::{Order, decode_wide, wide_order};

/// The encodings that are recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// The Arabic code page of older Windows systems.
    Windows1256,
    /// The Arabic part of ISO 8859.
    Iso8859_6,
}

impl Encoding {
    /// The name as `iconv` spells it.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16Le => "UTF-16LE",
            Encoding::Utf16Be => "UTF-16BE",
            Encoding::Windows1256 => "Windows-1256",
            Encoding::Iso8859_6 => "ISO-8859-6",
        }
    }
}

/// A decoded text, with what had to be done to get it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text without its byte order mark, otherwise as the bytes say it.
    pub text: String,
    /// The encoding that was read.
    pub encoding: Encoding,
    /// How many broken sequences were replaced, each by one U+FFFD.
    pub replaced: usize,
    /// Zero-based offset of the first replaced byte.
    pub first_replaced: Option<usize>,
    /// How many NUL characters the text contains; they are kept.
    pub nuls: usize,
}

impl Decoded {
    /// What a reader should know of the decoding, one sentence each; nothing for sound UTF-8.
    ///
    /// `start` is the offset in the file of the first byte that was decoded.
    pub fn notes(&self, start: u64) -> Vec<String> {
        let mut notes = Vec::new();
        if self.encoding != Encoding::Utf8 {
            notes.push(format!("The text is not UTF-8; it was read as {}.", self.encoding.name()));
        }
        if let Some(first) = self.first_replaced {
            let (count, byte) = (self.replaced, start + first as u64);
            let name = self.encoding.name();
            notes.push(match count {
                1 => format!("1 byte sequence that is not {name} was replaced by U+FFFD, at byte {byte}."),
                _ => format!("{count} byte sequences that are not {name} were replaced by U+FFFD, the first at byte {byte}."),
            });
        }
        if self.nuls > 0 {
            notes.push(format!("The text contains NUL characters ({}); they were kept.", self.nuls));
        }
        notes
    }
}

/// Why bytes are not text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Undecodable {
    /// No encoding fits; the first byte that is not UTF-8 (or, after its mark, not UTF-16) is at this offset.
    NoEncoding {
        /// Zero-based offset.
        byte: usize,
    },
    /// There are zero bytes where text has none.
    Binary,
}

/// Decodes bytes to text in whatever encoding they are in.
///
/// Valid UTF-8 without a byte order mark and without the characters U+0000 and U+0006 comes back identical. A vector is taken
/// over without copying; other encodings cost a second copy. The time is linear in the number of bytes.
///
/// A few broken sequences in UTF-8 or UTF-16 are replaced and counted. Zero bytes are kept and counted while they are fewer
/// than one in a hundred; more of them, and the bytes are taken to be binary.
///
/// # Errors
/// When the bytes are binary, or in no encoding that is recognised.
///
/// ```
/// use musnad_sources::encoding::{Encoding, decode};
///
/// let decoded = decode(b"\xE3\xD1\xCD\xC8\xC7").map_err(|_| "not text")?;
/// assert_eq!((decoded.text.as_str(), decoded.encoding), ("مرحبا", Encoding::Windows1256));
/// # Ok::<(), &str>(())
/// ```
pub fn decode<'a>(bytes: impl Into<Cow<'a, [u8]>>) -> Result<Decoded, Undecodable> {
    let bytes = bytes.into();
    match wide_order(&bytes) {
        Some(order) => decode_wide(&bytes, order),
        None => decode_narrow(bytes),
    }
}

/// Decodes bytes that are not UTF-16.
pub(crate) fn decode_narrow(bytes: Cow<'_, [u8]>) -> Result<Decoded, Undecodable> {
    let nuls = count_zeros(&bytes);
    if too_many_zeros(nuls, bytes.len()) {
        return Err(Undecodable::Binary);
    }
    let sound = |text| Decoded { text, encoding: Encoding::Utf8, replaced: 0, first_replaced: None, nuls };
    let bytes = match bytes {
        Cow::Owned(bytes) => match String::from_utf8(bytes) {
            Ok(mut text) => {
                if text.starts_with('\u{FEFF}') {
                    text.drain(..'\u{FEFF}'.len_utf8());
                }
                return Ok(sound(text));
            }
            Err(error) => Cow::Owned(error.into_bytes()),
        },
        Cow::Borrowed(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => return Ok(sound(text.strip_prefix('\u{FEFF}').unwrap_or(text).to_owned())),
            Err(_) => Cow::Borrowed(bytes),
        },
    };

    let damage = Damage::of(&bytes);
    // Text of a code page has next to no sequences that happen to be UTF-8, so a majority of sound ones is proof enough.
    if damage.broken * 4 <= damage.multibyte {
        return Ok(replace_broken(&bytes, nuls));
    }
    if nuls > 0 {
        return Err(Undecodable::Binary);
    }
    // ISO 8859-6 is rare and looks like French («éèç») in a short text, so it has to bring more proof.
    let pages = [(WINDOWS_1256, Encoding::Windows1256, 1), (ISO_8859_6, Encoding::Iso8859_6, 20)];
    for (page, encoding, least) in pages {
        if let Some(text) = decode_page(page, &bytes, least) {
            return Ok(Decoded { text, encoding, replaced: 0, first_replaced: None, nuls });
        }
    }
    if damage.broken * 100 <= damage.ascii {
        return Ok(replace_broken(&bytes, nuls));
    }
    Err(Undecodable::NoEncoding { byte: damage.first })
}

/// How far bytes are from being UTF-8.
struct Damage {
    ascii: usize,
    multibyte: usize,
    broken: usize,
    first: usize,
}

impl Damage {
    fn of(bytes: &[u8]) -> Damage {
        let mut damage = Damage { ascii: 0, multibyte: 0, broken: 0, first: 0 };
        let mut offset = 0;
        for chunk in bytes.utf8_chunks() {
            let valid = chunk.valid().as_bytes();
            damage.ascii += valid.iter().filter(|byte| byte.is_ascii()).count();
            damage.multibyte += valid.iter().filter(|&&byte| byte >= 0xC0).count();
            offset += valid.len();
            if !chunk.invalid().is_empty() {
                if damage.broken == 0 {
                    damage.first = offset;
                }
                damage.broken += 1;
                offset += chunk.invalid().len();
            }
        }
        damage
    }
}

fn replace_broken(bytes: &[u8], nuls: usize) -> Decoded {
    let mark = if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    let bytes = bytes.get(mark..).unwrap_or_default();
    let mut text = String::with_capacity(bytes.len());
    let (mut offset, mut replaced, mut first_replaced) = (mark, 0, None);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        offset += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            text.push(char::REPLACEMENT_CHARACTER);
            replaced += 1;
            first_replaced.get_or_insert(offset);
            offset += chunk.invalid().len();
        }
    }
    Decoded { text, encoding: Encoding::Utf8, replaced, first_replaced, nuls }
}

fn decode_page(page: &'static Charset, bytes: &[u8], least: usize) -> Option<String> {
    let text = page.decode_without_bom_handling_and_without_replacement(bytes)?;
    reads_as_arabic(&text, least).then(|| text.into_owned())
}

/// Whether text that was decoded from a code page is Arabic with at least so many letters, rather than some other code page
/// taken for Arabic.
///
/// Three things give a wrong guess away. French, Hebrew and most Cyrillic pages turn partly into Latin letters and signs.
/// German and Spanish ones turn into Arabic letters inside Latin words, and the other Arabic pages into the reverse. KOI8-R
/// turns into whole Arabic words, but without the letters that every Arabic page is full of.
fn reads_as_arabic(text: &str, least: usize) -> bool {
    let (mut letters, mut joined, mut common) = (0_usize, 0_usize, 0_usize);
    let (mut foreign, mut controls) = (0_usize, 0_usize);
    // Letters since the last character that is none, and whether a Latin letter came just before.
    let (mut run, mut after_latin) = (0_usize, false);
    for c in text.chars() {
        match c {
            // Diacritics and the tatweel stand inside words and say little by themselves.
            '\u{640}' | '\u{64B}'..='\u{652}' | '\u{200C}' | '\u{200D}' => continue,
            '\u{621}'..='\u{64A}' | '\u{671}'..='\u{6D3}' => {
                letters += 1;
                run += 1;
                joined += match run {
                    1 => 0,
                    2 => 2,
                    _ => 1,
                };
                common += usize::from(matches!(c, 'ا' | 'ل' | 'م' | 'ن' | 'و' | 'ي' | 'ی'));
                foreign += usize::from(after_latin);
                after_latin = false;
                continue;
            }
            '،' | '؛' | '؟' | '«' | '»' | '“' | '”' | '‘' | '’' | '–' | '—' | '…' | '•' | '\u{A0}' | '×'
            | '÷' | '°' | '\u{200E}' | '\u{200F}' => {}
            // The last is what older programs wrote for a character that they did not have.
            '\t' | '\n' | '\x0C' | '\r' | '\x1A' => {}
            // Binary data is full of these; a stray one comes with text pasted from elsewhere.
            c if c.is_control() => controls += 1,
            c if c.is_ascii() => {}
            _ => foreign += 1,
        }
        let latin = c.is_alphabetic();
        foreign += usize::from(latin && run > 0);
        after_latin = latin;
        run = 0;
    }
    // Below twenty letters the count of common ones says nothing.
    let looks_common = letters < 20 || common * 8 >= letters;
    let few_others = foreign * 10 <= letters && controls * 1000 <= letters;
    letters >= least && joined * 4 >= letters * 3 && few_others && looks_common
}

fn too_many_zeros(zeros: usize, len: usize) -> bool {
    zeros > 0 && zeros * 100 >= len
}

fn count_zeros(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte == 0).count()
}

#[cfg(test)]
mod tests;
