//! Years, and periods that are named by a noun: `عام 1991`, `العام الجاري`, `الأسبوع الماضي`, `الربع الثاني من 2015`, `صيف 2014`,
//! `تسعينيات القرن الماضي`, `القرن العشرين`, `2016 - 2018`.

use musnad_text::Span;
use musnad_text::token::Clitics;

use crate::dates::lexicon::{Count, Cue, DECADE, EDGE, Edge, Lead, Pointer, SEASON, Season, UNIT, Unit};
use crate::dates::rules::month_name::year_meaning;
use crate::dates::scan::{Day, Found, Meaning, Scan, Year};
use crate::numbers;

/// Reads a period at `i`.
pub(crate) fn period(scan: &Scan, i: usize, out: &mut Vec<Found>) -> Option<usize> {
    scan.noun_period(i, out)
        .or_else(|| scan.decade(i, out))
        .or_else(|| scan.season(i, out))
        .or_else(|| scan.share(i, out))
        .or_else(|| scan.months_of_year(i, out))
}

impl<'r> Scan<'r> {
    /// A noun of time with what says which: a year's number, `الماضي`, `هذا`, `نفسه`, an ordinal for centuries.
    pub fn noun_period(&self, i: usize, out: &mut Vec<Found>) -> Option<usize> {
        let lead = self.lead(i);
        let noun = if lead.is_some() { self.soft(i + 1) } else { i };
        let (unit, count) = self.unit(noun)?;
        if lead.is_none()
            && unit == Unit::Year
            && let Some(end) = self.years(noun, count, out)
        {
            return Some(end);
        }
        if count != Count::One {
            return None;
        }
        let mut push = |end: usize, meaning: Meaning, rule: &'static str| {
            out.push(Found { first: i, end, meaning, rule });
            Some(end)
        };
        if unit == Unit::Year {
            if let Some((year, end)) = self.year(i) {
                if matches!(year, Year::Pointer(_)) && lead.is_none() && self.cue(self.before(i), Cue::Office)
                {
                    return None;
                }
                return push(end, year_meaning(year), "year");
            }
            // العام الدراسي 1436/1437هـ is read at its digits. `نهاية العام`, `منذ مطلع العام`: this year's.
            if self.is_edge(self.before(i)) && self.definite(noun) && lead.is_none() {
                return push(noun + 1, Meaning::Period(Unit::Year, Pointer::This), "year_of_edge");
            }
        }
        if unit == Unit::Hour || unit == Unit::Minute || unit == Unit::Second {
            return None;
        }
        if !self.definite(noun) {
            return None;
        }
        let after = self.soft(noun + 1);
        let pointer = match lead {
            Some(Lead::This) => Some((Pointer::This, noun + 1)),
            Some(Lead::That | Lead::Same) => Some((Pointer::Same, noun + 1)),
            Some(_) => return None,
            None => self.which(after),
        };
        if let Some((pointer, end)) = pointer {
            if unit == Unit::Day {
                // اليوم الماضي is no day; اليوم نفسه, اليوم التالي and اليوم السابق are, هذا اليوم is today.
                if matches!(pointer, Pointer::Last | Pointer::Next) {
                    return None;
                }
            }
            if unit == Unit::Month
                && pointer == Pointer::Same
                && self.word(self.soft(end)) == "من"
                && let Some((year, end)) = self.year_after(end, false)
            {
                let mut day = Day { month_pointer: Some(pointer), ..Day::default() };
                match year {
                    Year::Known { year, .. } => day.year = Some(year),
                    Year::Pointer(pointer) => day.year_pointer = Some(pointer),
                }
                return push(end, Meaning::Day(day), "same_month_of_year");
            }
            return push(end, Meaning::Period(unit, pointer), "period");
        }
        if unit == Unit::Century {
            // القرن الـ17, القرن 19
            let digits = self.soft(after + usize::from(numbers::is_article(self.word(after))));
            let in_digits = self
                .digits(digits, 2)
                .filter(|n| (1..=22).contains(n) && !self.inside_figure(digits, digits + 1))
                .map(|number| (number, digits + 1));
            let (number, end) = self.ordinal(after).or(in_digits)?;
            if let Some(end) = self.before_christ(end) {
                return push(end, Meaning::Years { first: -100 * number as i16, digits: 2 }, "century");
            }
            let era = self.era(end);
            let meaning = match era {
                Some((true, _)) => Meaning::HijriCentury(number as u8),
                _ => Meaning::Years { first: (number as i16 - 1) * 100, digits: 2 },
            };
            return push(era.map_or(end, |e| e.1), meaning, "century");
        }
        if matches!(unit, Unit::Month) {
            // نهاية الشهر الفضيل: the holy month, whichever it is.
            let holy = self.is(after, &["الفضيل", "الكريم", "المبارك", "الحرام"]);
            if self.is_edge(self.before(i)) && !holy {
                return push(noun + 1, Meaning::Period(unit, Pointer::This), "month_of_edge");
            }
        }
        None
    }

    fn is_edge(&self, i: usize) -> bool {
        let edge = self.text.sense(i, EDGE).and_then(Edge::from_index);
        edge.is_some_and(|edge| edge >= Edge::Begin) && !self.definite(i)
    }

    /// `عامي 2014 و2015`, `أعوام 2015 و2019 و2023`: a span each; after بين one span, from the first to the last.
    fn years(&self, i: usize, count: Count, out: &mut Vec<Found>) -> Option<usize> {
        let at = self.soft(i + 1);
        if count == Count::One {
            // عام 2014-2015
            let end = self.year_range(at, out)?;
            if let Some(found) = out.last_mut() {
                found.first = i;
            }
            return Some(end);
        }
        let mut years = [(0, 0, 0); 6];
        let (mut count, mut hijri, mut dash) = (0, false, false);
        let mut next = if self.text.mark(at) == ':' { at + 1 } else { at };
        for slot in &mut years {
            let Some((year, is_hijri, end)) = self.year_number(next).filter(|y| y.0 >= 1000) else { break };
            *slot = (year, self.soft(next), end);
            hijri |= is_hijri;
            count += 1;
            let joint = self.soft(end);
            let mark = self.text.mark(joint);
            dash |= matches!(mark, '-' | '–' | '/') && count == 1;
            next = if self.text.clitics(joint).any(Clitics::WA) && self.word(joint) != "وحتي" {
                joint
            } else if dash && count == 1
                || matches!(mark, '،' | ',')
                || self.is(joint, &["و", "الي", "حتي", "وحتي"])
            {
                dash |= self.is(joint, &["وحتي", "حتي", "الي"]) && count == 1;
                // ، و1938
                if self.word(joint + 1) == "و" { joint + 2 } else { joint + 1 }
            } else {
                break;
            };
        }
        let (Some(&first), Some(&last)) = (years.first(), years.get(count - count.min(1))) else {
            return None;
        };
        if count < 2 {
            return None;
        }
        let year = |year: i16| Meaning::Day(Day { hijri, year: Some(year), ..Day::default() });
        let between = self.is(self.before(i), &["بين", "وبين"]);
        if count == 2 && first.0 < last.0 && (dash || between) {
            let day = |year: i16| Day { hijri, year: Some(year), ..Day::default() };
            let meaning = Meaning::Range(day(first.0), day(last.0));
            out.push(Found { first: i, end: last.2, meaning, rule: "years" });
            return Some(last.2);
        }
        for (k, &(number, at, end)) in years.iter().take(count).enumerate() {
            let first = if k == 0 { i } else { at };
            out.push(Found { first, end, meaning: year(number), rule: "years" });
        }
        Some(last.2)
    }

    /// `2016 - 2018`, `1861-1865`, `1436/1437هـ`.
    pub fn year_range(&self, i: usize, out: &mut Vec<Found>) -> Option<usize> {
        let year =
            |at: usize| self.digits(at, 4).filter(|y| self.word(at).len() == 4 && (1000..=2200).contains(y));
        if let Some(end) = self.old_range(i, out) {
            return Some(end);
        }
        let first = year(i)?;
        let mut at = i + 1;
        let first_era = self.era(at);
        if let Some((_, after)) = first_era {
            at = after;
        }
        let stroke = match self.text.mark(at) {
            '/' => true,
            '-' | '–' | '—' => false,
            // A dash drawn with tatweel is no token: 2015 ـــ 2020.
            _ if self.text.is_number(at) && self.drawn_dash(at) => {
                at = at.wrapping_sub(1);
                false
            }
            _ => return None,
        };
        let second = year(at + 1)?;
        let era = self.era(at + 2);
        let end = era.map_or(at + 2, |e| e.1);
        if second <= first || second - first > 150 || stroke && second - first > 1 {
            return None;
        }
        let more = |at: usize| {
            self.text.joined(at)
                && matches!(self.text.mark(at), '-' | '/' | '.')
                && self.text.is_number(at + 1)
        };
        if more(end)
            || self.text.joined(i) && more(i.wrapping_sub(1)) && self.text.is_number(i.wrapping_sub(2))
        {
            return None;
        }
        // A dash between numbers that could be amounts: years only where both are of our time or an era says so.
        let hijri = era.or(first_era).map_or((1350..1470).contains(&first), |e| e.0);
        if era.is_none() && !hijri && !(1500..=2100).contains(&first) {
            return None;
        }
        let day = |year: u32| Day { hijri, year: Some(year as i16), ..Day::default() };
        let meaning = Meaning::Range(day(first), day(second));
        out.push(Found { first: i, end, meaning, rule: "year_range" });
        Some(end)
    }

    /// `(150-204هـ / 767-820م)`: years of less than four digits, where هـ says what they are, or a Hijri range before.
    fn old_range(&self, i: usize, out: &mut Vec<Found>) -> Option<usize> {
        let first = self.digits(i, 4)?;
        let mut at = i + 1;
        if let Some((_, after)) = self.era(at) {
            at = after;
        }
        if !matches!(self.text.mark(at), '-' | '–' | '—') {
            return None;
        }
        let second = self.digits(at + 1, 4)?;
        let (hijri, end) = self.era(at + 2)?;
        if first == 0 || first >= 1000 || second <= first || second - first > 900 {
            return None;
        }
        let before = i.wrapping_sub(1);
        let after_hijri = matches!(self.text.mark(before), '/' | '=')
            && out.last().is_some_and(|f| f.end == before && f.rule == "year_range");
        if !(hijri && self.word(at + 2) == "ه" || after_hijri) {
            return None;
        }
        let day = |year: u32| Day { hijri, year: Some(year as i16), ..Day::default() };
        let meaning = Meaning::Range(day(first), day(second));
        out.push(Found { first: i, end, meaning, rule: "year_range" });
        Some(end)
    }

    fn drawn_dash(&self, i: usize) -> bool {
        let gap = Span::new(self.text.span(i.wrapping_sub(1)).end, self.text.span(i).start);
        gap.of(self.text.raw()).contains('\u{0640}')
    }

    /// Four digits that syntax makes a year: `من 2016 حتى 2030`, `في 2011`, `2015م`, `1436هـ`, `(2014)`.
    pub fn bare_year(&self, i: usize, out: &mut Vec<Found>) -> Option<usize> {
        let year = self.digits(i, 4)?;
        if let Some((true, end)) = self.era(i + 1).filter(|_| (1..1000).contains(&year)) {
            // 552 هـ
            if self.word(i + 1) != "ه"
                || self.inside_figure(i, i + 1)
                || self.text.mark(i.wrapping_sub(1)) == '/'
            {
                return None;
            }
            let meaning = year_meaning(Year::Known { year: year as i16, hijri: true });
            out.push(Found { first: i, end, meaning, rule: "bare_year" });
            return Some(end);
        }
        if self.word(i).len() != 4 {
            return None;
        }
        if !(1000..=2200).contains(&year) || self.inside_figure(i, i + 1) {
            return None;
        }
        let previous = self.before(i);
        let era = self.era(i + 1);
        let sure = match era {
            Some((true, _)) => (1000..=1600).contains(&year),
            // 1500م is a race.
            Some((false, end)) => {
                (1800..=2100).contains(&year) && self.word(i + 1) != "م"
                    || (1900..=2100).contains(&year) && self.text.joined(i + 1) && end > 0
            }
            None => false,
        };
        let plausible = (1800..=2060).contains(&year);
        let next = i + 1;
        let open =
            !self.text.is_word(next) || self.text.kind(next) == Some(musnad_text::token::TokenKind::Newline);
        let led = plausible
            && match self.bare(previous) {
                "منذ" | "عام" | "سنه" | "بحلول" | "مند" | "لعام" => true,
                "في" | "حتي" | "خلال" | "قبل" | "بعد" | "لغايه" => {
                    open || !self.counts(next)
                }
                // بين 2000 و3000 ريال
                "بين"
                    if self.word(next) == "و"
                        && (self.digits(next + 1, 4).is_none_or(|other| !(1000..=2060).contains(&other))
                            || self.counts(next + 2)) =>
                {
                    false
                }
                "من" | "الي" | "بين" => {
                    open && !matches!(self.text.mark(next), '%' | '٪')
                        || self.is(next, &["الي", "حتي", "و", "ولغايه"])
                        || self.is(
                            self.before(previous),
                            &["بدءا", "بدايه", "ابتداء", "اعتبارا", "انطلاقا", "بدا"],
                        ) && !self.counts(next)
                }
                // بين 2014 و2016
                "و" => {
                    let k = out.len().wrapping_sub(1);
                    let years = open || year >= 1950 && year != 2000 && !self.counts(next);
                    years
                        && out.get(k).is_some_and(|f| {
                            f.end == previous && matches!(f.meaning, Meaning::Day(Day { year: Some(_), .. }))
                        })
                }
                _ => {
                    // (1984 وحتى 1995)
                    let until = self.is(next, &["الي", "حتي", "وحتي", "ولغايه"])
                        && self.digits(next + 1, 4).is_some_and(|y| (year..=2060).contains(&y));
                    self.text.mark(previous) == '('
                        && (self.text.mark(next) == ')' || until)
                        && (1900..=2060).contains(&year)
                        || self.is(previous, &["صيف", "شتاء", "موازنه", "ميزانيه", "موسم", "لموسم", "حج"])
                            && !self.text.is_number(next)
                            && !self.is(previous, &["موسم", "لموسم"])
                }
            };
        if !(sure || led) {
            return None;
        }
        let hijri = era.map_or((1300..1500).contains(&year), |e| e.0);
        let end = era.map_or(next, |e| e.1);
        let meaning = year_meaning(Year::Known { year: year as i16, hijri });
        out.push(Found { first: i, end, meaning, rule: "bare_year" });
        Some(end)
    }

    /// Whether a word is what a number before it counts, and not the sentence going on: a unit, a number word, tanween.
    pub fn counts(&self, i: usize) -> bool {
        self.text.marks(i).has(musnad_text::chars::Marks::TANWEEN)
            || self.text.has(i, UNIT)
            || self.is_number_word(i)
            || (self.word(i).ends_with('ا') && self.word(i).len() > 6 && self.text.classes(i) == 0)
            || self.is(
                i,
                &[
                    "متر",
                    "كيلو",
                    "دولار",
                    "ريال",
                    "درهم",
                    "دينار",
                    "جنيه",
                    "يورو",
                    "برميل",
                    "طن",
                    "كلم",
                    "كم",
                    "نقطه",
                ],
            )
    }

    /// `الربع الثاني من 2015`, `النصف الأول من العام الجاري`.
    pub fn share(&self, i: usize, out: &mut Vec<Found>) -> Option<usize> {
        if !self.definite(i) {
            return None;
        }
        let (letter, most) = match self.text.stem(i) {
            "ربع" => ('Q', 4),
            "نصف" => ('H', 2),
            _ => return None,
        };
        let at = self.soft(i + 1);
        let (number, mut end) = match self.ordinal(at) {
            Some((number, end)) => (number, end),
            // الأخير
            None if self.is(at, &["الاخير", "الاخر"]) => (most, at + 1),
            None => return None,
        };
        if number > most {
            return None;
        }
        let next = self.soft(end);
        let mut year = self.year_after(end, false).map(|(year, after)| {
            end = after;
            year
        });
        if year.is_none() {
            if self.is(next, &["من", "ل", "للعام"]) {
                return None;
            }
            // `الربع الثالث الماضي`
            if let Some(pointer) = self.pointer(next) {
                year = Some(Year::Pointer(pointer));
                end = next + 1;
            } else if letter == 'H' {
                return None;
            }
        }
        out.push(Found {
            first: i,
            end,
            meaning: Meaning::Share(letter, number as u8, year),
            rule: "share_of_year",
        });
        Some(end)
    }

    /// `الأشهر الستة الأولى من العام`, `الثلاثة أشهر الأولى من 2015`, `أول ستة أشهر من العام الجاري`: the first or last months of a
    /// year. Three and six are its quarter and half; without a year they are a length.
    pub fn months_of_year(&self, i: usize, out: &mut Vec<Found>) -> Option<usize> {
        let months = |at: usize| self.is_unit(at, Unit::Month, Count::Many);
        let number = |at: usize| numbers::cardinal(self.engine, self.text, at);
        let side = |at: usize| match self.word(at) {
            "الاولي" | "اول" => Some(false),
            "الاخيره" | "اخر" => Some(true),
            _ => None,
        };
        let (count, last, end) = if months(i) && self.definite(i) {
            let count = number(self.soft(i + 1))?;
            let at = self.soft(count.end);
            (count.value, side(at)?, at + 1)
        } else if let Some(last) = side(i) {
            let count = number(self.soft(i + 1))?;
            let at = self.soft(count.end);
            (count.value, last, months(at).then_some(at + 1)?)
        } else {
            let count = number(i).filter(|n| n.definite)?;
            let noun = self.soft(count.end);
            let at = self.soft(noun + 1);
            (count.value, side(at).filter(|_| months(noun))?, at + 1)
        };
        if !(2.0..12.0).contains(&count) || count.fract() != 0.0 {
            return None;
        }
        let count = count as u8;
        let (year, end) = self.year_after(end, false)?;
        let meaning = match (count, last) {
            (3, false) => Meaning::Share('Q', 1, Some(year)),
            (3, true) => Meaning::Share('Q', 4, Some(year)),
            (6, false) => Meaning::Share('H', 1, Some(year)),
            (6, true) => Meaning::Share('H', 2, Some(year)),
            _ => {
                let mut day = Day::default();
                match year {
                    Year::Known { year, hijri } => (day.year, day.hijri) = (Some(year), hijri),
                    Year::Pointer(pointer) => day.year_pointer = Some(pointer),
                }
                let (from, to) = if last { (13 - count, 12) } else { (1, count) };
                Meaning::Range(Day { month: from, ..day }, Day { month: to, ..day })
            }
        };
        out.push(Found { first: i, end, meaning, rule: "months_of_year" });
        Some(end)
    }

    /// `صيف 2014`, `هذا الصيف`, `الشتاء الماضي`, `خريف العام الماضي`.
    pub fn season(&self, i: usize, out: &mut Vec<Found>) -> Option<usize> {
        let this = self.lead(i) == Some(Lead::This);
        let at = if this { self.soft(i + 1) } else { i };
        let season = Season::from_index(self.text.sense(at, SEASON)?)?;
        let (mut year, mut pointer, mut end) = (None, None, at + 1);
        let next = self.soft(end);
        if this {
            if !self.definite(at) {
                return None;
            }
            pointer = Some(Pointer::This);
        } else if let Some(found) = self.pointer(next).filter(|_| self.definite(at)) {
            pointer = Some(found);
            end = next + 1;
        } else if let Some((found, after)) = self.year_after(end, false) {
            year = Some(found);
            end = after;
        } else {
            return None;
        }
        out.push(Found { first: i, end, meaning: Meaning::Season(season, year, pointer), rule: "season" });
        Some(end)
    }

    /// `تسعينيات القرن الماضي`, `الثمانينيات`, `ثمانينات القرن التاسع عشر`.
    pub fn decade(&self, i: usize, out: &mut Vec<Found>) -> Option<usize> {
        let tens = self.text.sense(i, DECADE)?;
        // عقد الستينات
        let previous = self.before(i);
        let led = self.is_unit(previous, Unit::Decade, Count::One) && !self.definite(previous);
        let first = if led { previous } else { i };
        // In his forties.
        let next = self.soft(i + 1);
        if self.word(next) == "من" && self.bare(next + 1).contains("عمر") {
            return None;
        }
        let mut at = next;
        if self.word(at) == "من" {
            at = self.soft(at + 1);
        }
        if self.is_unit(at, Unit::Century, Count::One) && self.definite(at) {
            let after = self.soft(at + 1);
            if let Some(pointer) = self.pointer(after) {
                let meaning = match pointer {
                    Pointer::Last | Pointer::Before => Meaning::Decade(tens as u8),
                    _ => Meaning::Years { first: 2000 + tens as i16, digits: 3 },
                };
                out.push(Found { first, end: after + 1, meaning, rule: "decade" });
                return Some(after + 1);
            }
            if let Some((century, end)) = self.ordinal(after) {
                let meaning = Meaning::Years { first: (century as i16 - 1) * 100 + tens as i16, digits: 3 };
                out.push(Found { first, end, meaning, rule: "decade" });
                return Some(end);
            }
        }
        // Without its century only with the article, and from the thirties of the last one on.
        if !self.definite(i) || tens < 30 || self.era(next).is_some_and(|e| e.0) {
            return None;
        }
        out.push(Found { first, end: i + 1, meaning: Meaning::Decade(tens as u8), rule: "decade" });
        Some(i + 1)
    }
}
