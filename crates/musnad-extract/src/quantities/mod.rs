//! Figures with what they count or measure.

use musnad_text::Lexicon;

use crate::registry::Reading;

/// The words of units, currencies and bounds.
#[derive(Debug)]
pub struct Words {}

impl Words {
    pub(crate) fn load(_lexicon: &mut Lexicon) -> Words {
        Words {}
    }
}

/// Writes [`musnad_text::Annotations::quantities`]. Reads `dates`: no figure is taken from inside a date.
pub(crate) fn run(_reading: &mut Reading) {}
