//! What can go wrong: only that stored bytes are not what they should be.

use std::fmt;

/// Why stored bytes could not be read. They can always be made again from the texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The bytes were written by another version.
    OtherVersion {
        /// What was read.
        what: &'static str,
        /// The version that they bear.
        found: u8,
    },
    /// The bytes are cut short or altered.
    Damaged {
        /// What was read.
        what: &'static str,
    },
}

impl Error {
    /// A name of the kind of error that does not change between versions.
    ///
    /// ```
    /// let error = musnad_copies::Signature::from_bytes(&[]).err();
    /// assert_eq!(error.map(|error| error.code()), Some("damaged"));
    /// ```
    pub fn code(&self) -> &'static str {
        match self {
            Error::OtherVersion { .. } => "other_version",
            Error::Damaged { .. } => "damaged",
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::OtherVersion { what, found } => {
                write!(f, "{what}: written by another version ({found}); make it again from the texts")
            }
            Error::Damaged { what } => {
                write!(f, "{what}: the bytes are cut short or altered; make it again from the texts")
            }
        }
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_is_one_line_with_a_remedy() {
        for error in [Error::OtherVersion { what: "signature", found: 9 }, Error::Damaged { what: "index" }] {
            let message = error.to_string();
            assert!(message.contains("; ") && !message.contains('\n'), "{message}");
        }
    }
}
