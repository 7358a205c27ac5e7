//! A document: the text once, as it was read, with what is known of where it came from.
//!
//! Nothing here reads files: `musnad-sources` makes documents, everything else only looks at them.

use jiff::civil;

/// One text with its metadata. The text is never changed after reading.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// Unique within a run: the `id` of a JSON line, else the file's name.
    pub id: String,
    /// The title, where the source gives one apart from the text.
    pub title: Option<String>,
    /// The medium that published the text.
    pub outlet: Option<String>,
    /// When the text was published; relative dates count from here.
    pub published: Option<Published>,
    /// The text exactly as decoded: no folding, no trimming, no newline conversion.
    pub text: String,
    /// Where the text was read.
    pub origin: Origin,
    /// What a reader should know of how the text was read, one sentence each: a decoded legacy encoding, a replaced byte.
    pub notes: Vec<String>,
}

/// The file and line that a document was read from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// Path as the user gave it; `-` for standard input; empty for text made in memory.
    pub file: String,
    /// One-based line of a JSON Lines file.
    pub line: Option<usize>,
}

/// A day of publication, with its clock time where the source gives one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Published {
    /// The day.
    pub date: civil::Date,
    /// The local clock time.
    pub time: Option<civil::Time>,
}

impl Published {
    /// Reads `2022-01-15` or `2022-01-15T14:30[:00]` (also with a blank for the `T`, and with an offset, which is dropped).
    ///
    /// Returns `None` for anything else, and for days that do not exist.
    ///
    /// ```
    /// # use musnad_text::document::Published;
    /// assert!(Published::parse("2022-01-15").is_some());
    /// assert!(Published::parse("2022-02-30").is_none());
    /// ```
    pub fn parse(text: &str) -> Option<Published> {
        let text = text.trim();
        if let Ok(moment) = text.parse::<civil::DateTime>() {
            let has_time = text.len() > 10;
            return Some(Published { date: moment.date(), time: has_time.then(|| moment.time()) });
        }
        text.get(..10)?.parse().ok().filter(|_| text.len() > 10).map(|date| Published { date, time: None })
    }
}
