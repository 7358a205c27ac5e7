//! What repeats: `كل يوم`, `كل ثلاثة أسابيع`, `كل يوم اثنين`, `سنويا`, `عاما بعد عام`.

use crate::dates::lexicon::{Count, Every, SET, Unit};
use crate::dates::scan::{Found, Length, Meaning, Scan};

/// So many tokens before the adverb a figure may stand whose rate it is, and so many behind it one that it counts.
const BEHIND_FIGURE: usize = 5;
const BEFORE_FIGURE: usize = 5;

impl<'r> Scan<'r> {
    /// A repetition. Behind a figure `يوميا` is its rate and a repetition as well (`مليون برميل يوميا`); before one it says only how
    /// the figure is counted (`ينتج يوميا مليون برميل`) and is left to it.
    pub fn set(&self, i: usize, out: &mut Vec<Found>) -> Option<usize> {
        let every = Every::from_index(self.text.sense(i, SET)?)?;
        let unit = match every {
            Every::Each => return self.each(i, out),
            Every::Day => Unit::Day,
            Every::Week => Unit::Week,
            Every::Month => Unit::Month,
            Every::Year => Unit::Year,
        };
        let number = |at: usize| self.text.is_number(at) || self.is_number_word(at);
        let rate = (i.saturating_sub(BEHIND_FIGURE)..i).any(number);
        let figure_follows = (i + 1..i + 1 + BEFORE_FIGURE).any(number);
        if figure_follows && !rate || self.definite(i) {
            return None;
        }
        let meaning = Meaning::Every(Length { count: 1.0, unit, more: None });
        out.push(Found { first: i, end: i + 1, meaning, rule: "adverb_of_repetition" });
        Some(i + 1)
    }

    /// `يوما بعد يوم`, `عاما تلو آخر`: the unit over and over.
    pub fn one_after_another(&self, i: usize, out: &mut Vec<Found>) -> Option<usize> {
        let (unit, Count::One) = self.unit(i)? else { return None };
        let joint = self.soft(i + 1);
        if unit < Unit::Day || self.definite(i) || !self.is(joint, &["بعد", "تلو", "اثر"]) {
            return None;
        }
        let again = self.soft(joint + 1);
        let same = self.is_unit(again, unit, Count::One) && self.text.clitics(again).is_empty();
        if !same && !self.is(again, &["اخر", "اخري", "الاخر", "الاخري"]) {
            return None;
        }
        let meaning = Meaning::Every(Length { count: 1.0, unit, more: None });
        out.push(Found { first: i, end: again + 1, meaning, rule: "one_after_another" });
        Some(again + 1)
    }

    fn each(&self, i: usize, out: &mut Vec<Found>) -> Option<usize> {
        let at = self.soft(i + 1);
        let day = self.is_unit(at, Unit::Day, Count::One);
        let weekday_at = if day { self.soft(at + 1) } else { at };
        if let Some(weekday) = self.weekday(weekday_at).filter(|_| !self.definite(at) || day) {
            let mut end = weekday_at + 1;
            let clock = self.clock_after(end);
            if let Some((_, after)) = clock {
                end = after;
            }
            let meaning = Meaning::EveryWeekday(weekday, clock.map(|c| c.0));
            out.push(Found { first: i, end, meaning, rule: "every_weekday" });
            return Some(end);
        }
        if self.definite(at) {
            return None;
        }
        // `كل عام وأنتم بخير` is a wish.
        let (length, end) = self.length(at, true)?;
        if self.is(self.soft(end), &["وانتم", "وانت"]) || length.more.is_some() {
            return None;
        }
        out.push(Found { first: i, end, meaning: Meaning::Every(length), rule: "every" });
        Some(end)
    }
}
