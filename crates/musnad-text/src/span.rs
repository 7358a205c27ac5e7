//! Places in a text: spans in bytes, and the one converter from bytes to code points and UTF-16.

/// A half-open range `[start, end)` of byte offsets into the document's text, on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span `[start, end)`.
    pub fn new(start: usize, end: usize) -> Span {
        Span { start, end }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether nothing lies in the span.
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The text at this span, or an empty text where the span does not lie on character boundaries of `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// Whether `other` lies wholly within this span.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two spans share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    pub fn to(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// How many bytes lie between two remembered counts: a trade between memory (8 bytes a block) and the recount inside a block.
const BLOCK: usize = 256;

/// Converts byte offsets of one text to code points and UTF-16 units and back. Building is one pass over the text, a
/// conversion counts at most 256 bytes.
///
/// ```
/// # use musnad_text::span::Offsets;
/// let offsets = Offsets::new("مُسند a😀");
/// assert_eq!(offsets.code_point(2), 1);
/// assert_eq!(offsets.byte(1), 2);
/// assert_eq!(offsets.utf16("مُسند a😀".len()), 9);
/// ```
#[derive(Clone, Debug)]
pub struct Offsets<'t> {
    text: &'t str,
    /// Code points, and those of them beyond the basic plane, before each block.
    blocks: Vec<(u32, u32)>,
}

impl<'t> Offsets<'t> {
    /// Counts through the text once.
    pub fn new(text: &'t str) -> Offsets<'t> {
        let bytes = text.as_bytes();
        let mut blocks = Vec::with_capacity(bytes.len() / BLOCK + 2);
        let (mut points, mut wide) = (0u32, 0u32);
        for block in bytes.chunks(BLOCK) {
            blocks.push((points, wide));
            points += starts(block);
            wide += four_byte_leads(block);
        }
        blocks.push((points, wide));
        Offsets { text, blocks }
    }

    fn before(&self, byte: usize) -> (u32, u32) {
        let byte = byte.min(self.text.len());
        let block = byte / BLOCK;
        let (points, wide) = self.blocks.get(block).copied().unwrap_or_default();
        let rest = self.text.as_bytes().get(block * BLOCK..byte).unwrap_or_default();
        (points + starts(rest), wide + four_byte_leads(rest))
    }

    /// The number of code points before a byte offset; offsets past the end count as the end.
    pub fn code_point(&self, byte: usize) -> usize {
        self.before(byte).0 as usize
    }

    /// The number of UTF-16 units before a byte offset.
    pub fn utf16(&self, byte: usize) -> usize {
        let (points, wide) = self.before(byte);
        (points + wide) as usize
    }

    /// The byte offset of a code point; past the end, the length of the text.
    pub fn byte(&self, code_point: usize) -> usize {
        let block =
            self.blocks.partition_point(|&(points, _)| points as usize <= code_point).saturating_sub(1);
        let mut left = code_point - self.blocks.get(block).map_or(0, |b| b.0 as usize);
        for (i, &b) in self.text.as_bytes().iter().enumerate().skip(block * BLOCK) {
            if is_start(b) {
                if left == 0 {
                    return i;
                }
                left -= 1;
            }
        }
        self.text.len()
    }
}

fn is_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().map(|&b| u32::from(is_start(b))).sum()
}

fn four_byte_leads(bytes: &[u8]) -> u32 {
    bytes.iter().map(|&b| u32::from(b >= 0xF0)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_boundary_goes_and_comes_back() {
        let text = "مُسند \u{200F}a😀 — ٢٠٢٢/١/٨ ".repeat(60);
        let offsets = Offsets::new(&text);
        for (point, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(offsets.code_point(byte), point);
            assert_eq!(offsets.byte(point), byte);
            assert_eq!(offsets.utf16(byte), text[..byte].encode_utf16().count());
        }
        assert_eq!(offsets.byte(usize::MAX), text.len());
    }
}
