//! Feast days with a year, or where a preposition of time says that the day is meant: `عيد الفطر 2013`, `قبل عيد الأضحى`.

use crate::dates::lexicon::{Count, FEAST, Feast, Unit};
use crate::dates::scan::{Found, Meaning, Scan};

impl<'r> Scan<'r> {
    /// A feast day. `إجازة عيد الفطر` names an occasion and is left out.
    pub fn feast(&self, i: usize, out: &mut Vec<Found>) -> Option<usize> {
        let (len, index) = self.text.longest(i, FEAST)?;
        let feast = Feast::from_index(index)?;
        let mut end = i + len;
        let mut first = i;
        let mut led = false;
        let mut nth = 0;
        let previous = self.before(i);
        match self.unit(previous) {
            Some((Unit::Day, Count::One)) if !self.definite(previous) => {
                first = previous;
                led = true;
            }
            // رابع أيام عيد الفطر
            Some((Unit::Day, Count::Many)) if !self.definite(previous) => {
                let ordinal = self.before(previous);
                nth = match self.text.stem(ordinal) {
                    "اول" => 0,
                    "ثاني" => 1,
                    "ثالث" => 2,
                    "رابع" => 3,
                    _ => return None,
                };
                first = ordinal;
                led = true;
            }
            _ => {}
        }
        let (mut year, mut pointer) = (None, None);
        if let Some((found, after)) = self.year_after(end, false) {
            year = Some(found);
            end = after;
        } else if let Some(found) = self.pointer(self.soft(end)) {
            pointer = Some(found);
            end = self.soft(end) + 1;
        }
        let alone = i == 0 && end == self.text.len();
        if year.is_none()
            && pointer.is_none()
            && !led
            && !alone
            && !self
                .is(self.before(first), &["قبل", "بعد", "منذ", "حتي", "خلال", "في", "وقبل", "وبعد", "قبيل"])
        {
            return None;
        }
        out.push(Found { first, end, meaning: Meaning::Feast(feast, nth, year, pointer), rule: "feast" });
        Some(end)
    }
}
