//! Dates, clock times, lengths of time and repetitions, with TIMEX3 values.

use musnad_text::Lexicon;

use crate::registry::Reading;

/// The words of dates.
#[derive(Debug)]
pub struct Words {}

impl Words {
    pub(crate) fn load(_lexicon: &mut Lexicon) -> Words {
        Words {}
    }
}

/// Writes [`musnad_text::Annotations::dates`].
pub(crate) fn run(_reading: &mut Reading) {}
