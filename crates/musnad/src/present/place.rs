//! Lines and columns, as editors count them.

/// Finds the line and the column of bytes. Building is one pass over the text.
#[derive(Debug)]
pub(super) struct Lines<'t> {
    text: &'t str,
    /// The first byte of each line.
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// Lines end at `\n`, `\r\n` or `\r`.
    pub fn new(text: &'t str) -> Lines<'t> {
        let bytes = text.as_bytes();
        let ends = bytes
            .iter()
            .enumerate()
            .filter(|&(at, &byte)| byte == b'\n' || (byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')));
        Lines { text, starts: std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect() }
    }

    /// The one-based line of a byte.
    pub fn line(&self, byte: usize) -> usize {
        self.starts.partition_point(|&start| start <= byte)
    }

    /// The one-based line and column, in code points, of a byte.
    pub fn place(&self, byte: usize) -> (usize, usize) {
        let line = self.line(byte);
        let start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or_default();
        (line, 1 + self.text.get(start..byte).map_or(0, |before| before.chars().count()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns() {
        let text = "قال\r\nنعم\rلا\n\nx";
        let lines = Lines::new(text);
        let place = |word: &str| lines.place(text.find(word).unwrap());
        assert_eq!(place("قال"), (1, 1));
        assert_eq!(place("ل\r"), (1, 3));
        assert_eq!(place("عم"), (2, 2));
        assert_eq!(place("لا"), (3, 1));
        assert_eq!(place("x"), (5, 1));
        assert_eq!(lines.place(usize::MAX).0, 5);
    }
}
