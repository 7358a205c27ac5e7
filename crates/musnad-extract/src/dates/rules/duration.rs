//! Lengths of time, and days counted by them: `ثلاثة أشهر`, `8.5 ساعة`, `يومين`, `نصف ساعة`, `قبل ثلاثة أيام`, `بعد شهر`.

use musnad_text::token::Clitics;

use crate::dates::lexicon::{Count, Cue, Lead, Pointer, Unit};
use crate::dates::scan::{Found, Length, Meaning, Scan};
use crate::numbers;

/// Words after which a unit in the singular is a length of one: `لمدة شهر`, `أقل من ساعة`.
const LENGTH_BEFORE: &[&str] = &[
    "لمده",
    "مده",
    "خلال",
    "منذ",
    "طوال",
    "طيله",
    "قرابه",
    "نحو",
    "حوالي",
    "مدي",
    "مدار",
    "غضون",
    "كل",
    "استمر",
    "استمرت",
    "استغرق",
    "استغرقت",
    "يستغرق",
    "تستغرق",
    "بغضون",
    "طول",
    "زهاء",
    "لقرابه",
    "ولمده",
    "وخلال",
    "ومنذ",
];

/// How many words may stand between قبل and `بأسبوع`.
const MEASURED_FROM: usize = 7;

/// How far an age may stand from what says that it is one (`تتراوح أعمارهم بين 19 و27 سنة`), in tokens.
const AGE_REACH: usize = 7;

/// Words that stand before a length of years without a preposition; before an age stands a name.
const YEARS_OF: &[&str] = &[
    "السجن",
    "سجن",
    "سجنه",
    "سجنا",
    "حبس",
    "الحبس",
    "قضي",
    "قضت",
    "امضي",
    "امضت",
    "دام",
    "دامت",
    "استمر",
    "استمرت",
    "ظل",
    "ظلت",
    "بقي",
    "بقيت",
    "عاش",
    "عاشت",
    "حكم",
    "غياب",
    "انقطاع",
    "انتظار",
    "عزله",
    "عقم",
    "عقب",
    "مسيره",
    "مضي",
    "مضت",
    "مر",
    "مرت",
    "ذكري",
    "اخر",
    "خبره",
    "التقاعد",
    "العقد",
    "السلطه",
    "البلاد",
    "امتد",
    "امتدت",
    "عمل",
    "خدم",
    "لعب",
    "حينها",
    "ايضا",
    "حاليا",
    "صاحب",
    "عند",
    "مع",
    "اكمل",
    "بلغ",
    "تلخص",
    "فاق",
    "خلاف",
    "سداد",
    "مرور",
    "الي",
    "علي",
    "بعد",
    "قبل",
    "كل",
    "دون",
    "حتي",
    "مده",
];

impl<'r> Scan<'r> {
    /// A length of time at `i`, and its end. `bare`: a lone singular counts as one (after قبل and بعد).
    pub fn length(&self, i: usize, bare: bool) -> Option<(Length, usize)> {
        let i = self.soft(i);
        if let Some((unit, count)) = self.unit(i) {
            return self.length_from_unit(i, unit, count, bare);
        }
        // نصف ساعة, ربع قرن
        if let Some(part) = self.fraction(i) {
            let at = self.soft(i + 1);
            let (unit, Count::One) = self.unit(at)? else { return None };
            if self.is_decade_doubtful(unit, at, at + 1) {
                return None;
            }
            return Some((of_part(part, unit), at + 1));
        }
        if !self.text.is_number(i) && !self.is_number_word(i) && !numbers_article(self.word(i)) {
            return None;
        }
        let number = numbers::cardinal(self.engine, self.text, i)?;
        // `خلال (15) يوما`
        let closed = self.in_brackets(i, number.end);
        let at = self.soft(number.end + usize::from(closed));
        let (unit, count) = self.unit(at)?;
        if !self.text.clitics(at).is_empty() && !self.definite(at)
            || matches!(count, Count::Two | Count::Construct)
        {
            return None;
        }
        // القانون 49 عام 1980: the noun belongs to the year. A light-year is no time.
        let after = self.soft(at + 1);
        if count == Count::One && self.year_number(after).is_some_and(|y| y.0 >= 1000)
            || self.is(after, &["ضوييه"])
        {
            return None;
        }
        // في المائة الأسبوع الماضي: a percentage, then a week.
        if self.definite(at) && !(number.definite && (3.0..=10.0).contains(&number.value)) {
            return None;
        }
        if number.value <= 0.0
            || self.is_decade_doubtful(unit, i, at + 1) && (number.value > 9.0 || count == Count::One)
        {
            return None;
        }
        // الربع ساعة
        if number.value < 1.0 && self.is_number_word(i) && count == Count::One {
            return Some((of_part(number.value, unit), at + 1));
        }
        // توقيع ثلاثة عقود: contracts.
        if unit == Unit::Decade
            && self
                .is(self.before(i), &["توقيع", "بتوقيع", "وقع", "وقعت", "ابرم", "ابرمت", "ابرام", "بابرام"])
        {
            return None;
        }
        // `الساعة` after a number is the clock: `عند 3 الساعة` does not occur, `أربعة الساعة` neither.
        let mut length = Length { count: number.value, unit, more: None };
        let end = self.more(at + 1, &mut length);
        Some((length, self.adjectives(end)))
    }

    fn fraction(&self, i: usize) -> Option<f64> {
        if self.definite(i) {
            return None;
        }
        match self.text.stem(i) {
            "نصف" => Some(0.5),
            "ربع" => Some(0.25),
            "ثلث" => Some(1.0 / 3.0),
            _ => None,
        }
    }

    /// عقد is a contract unless something about it is time.
    fn is_decade_doubtful(&self, unit: Unit, first: usize, end: usize) -> bool {
        unit == Unit::Decade
            && self.pointer(self.soft(end)).is_none()
            && !(self.word(self.soft(end)) == "من" && self.is(self.soft(end) + 1, &["الزمن", "الزمان"]))
            && !self.is(
                self.before(first),
                &[
                    "منذ",
                    "خلال",
                    "قبل",
                    "بعد",
                    "مدي",
                    "مدار",
                    "نحو",
                    "حوالي",
                    "لمده",
                    "قرابه",
                    "طوال",
                    "طيله",
                    "عبر",
                    "نصف",
                    "امتداد",
                    "مر",
                ],
            )
    }

    fn length_from_unit(&self, i: usize, unit: Unit, count: Count, bare: bool) -> Option<(Length, usize)> {
        let next = self.soft(i + 1);
        let mut length = Length { count: 1.0, unit, more: None };
        match count {
            Count::Two => {
                if self.is_decade_doubtful(unit, i, i + 1) {
                    return None;
                }
                // القرنين الحادي عشر والثاني عشر
                if self.definite(i) && self.ordinal(next).is_some() {
                    return None;
                }
                // في الدقيقتين 4 و8; المديرين العامين: an adjective that means general.
                let numbered =
                    self.text.is_number(next) || self.text.mark(next) == '(' && self.text.is_number(next + 1);
                let general = unit == Unit::Year
                    && self.definite(i)
                    && self.text.clitics(i).any(Clitics::AL)
                    && self.definite_noun(self.before(i));
                if self.definite(i) && numbered || general {
                    return None;
                }
                length.count = 2.0;
                let end = self.more(i + 1, &mut length);
                Some((length, self.adjectives(end)))
            }
            Count::Construct => None,
            // السنوات الثلاث الماضية, الساعات الـ48 المقبلة, السنوات الـ 10
            Count::Many => {
                if !self.definite(i) {
                    return None;
                }
                if !(self.definite(next) && self.is_number_word(next)
                    || numbers_article(self.word(next))
                    || self.text.is_number(next))
                {
                    return None;
                }
                let number = numbers::cardinal(self.engine, self.text, next)?;
                if self.text.is_number(next) && number.value > 99.0 || number.value.fract() != 0.0 {
                    return None;
                }
                length.count = number.value;
                let end = self.adjectives(number.end);
                // الدقائق 29 و34: digits without the article name, unless an adjective goes on (السنوات 5 الماضية).
                if self.text.is_number(next) && end == number.end {
                    return None;
                }
                Some((length, end))
            }
            Count::One => {
                if self.is(next, &["واحد", "واحده", "كامل", "كاملا", "كامله", "بكامله", "بكاملها"])
                    && !self.definite(i)
                {
                    let mut end = next + 1;
                    if self.is(self.soft(end), &["كامل", "كامله", "ونصف", "وربع"]) {
                        end = self.more(end, &mut length);
                    }
                    return Some((length, end));
                }
                let end = self.more(i + 1, &mut length);
                if length.count > 1.0 && !self.definite(i) {
                    return Some((length, end));
                }
                let previous = self.before(i);
                let whole = self.is(previous, &["طوال", "طيله"]);
                // صيام اليوم الواحد; after في it is a rate, and الساعة الواحدة is one o'clock.
                if self.definite(i)
                    && (Unit::Day..=Unit::Year).contains(&unit)
                    && self.is(next, &["الواحد", "الواحده"])
                    && self.word(previous) != "في"
                    && !self.text.clitics(i).any(Clitics(Clitics::PREPOSITION.0))
                {
                    return Some((length, next + 1));
                }
                if self.definite(i) {
                    // طوال الشهر: the whole of it; العام الماضي is a period.
                    let free = self.pointer(next).is_none() && self.year(i).is_none();
                    return (whole && free && unit > Unit::Hour).then_some((length, i + 1));
                }
                let clitics = self.text.clitics(i);
                let measured =
                    clitics.any(Clitics::BA) && self.measured_from(i) && !self.names_a_time(i, next);
                if clitics.any(Clitics(Clitics::PREPOSITION.0)) && !bare {
                    return (measured && (Unit::Hour..=Unit::Year).contains(&unit))
                        .then_some((length, i + 1));
                }
                let compared = self.is(previous, &["من"])
                    && self.is(
                        self.before(previous),
                        &["اقل", "اكثر", "لاقل", "لاكثر", "باقل", "باكثر", "واكثر", "يقرب"],
                    );
                let led = bare || compared || self.is(previous, LENGTH_BEFORE);
                if !led || matches!(unit, Unit::Decade | Unit::Second) && !bare && !compared {
                    return None;
                }
                // عام 2014, شهر رمضان, يوم الثلاثاء, ساعة الصفر: no length.
                if self.names_a_time(i, next) {
                    return None;
                }
                Some((length, i + 1))
            }
        }
    }

    /// `قبل الإعلان النهائي بأسبوع`: how long before or after something, a preposition of time in the same clause.
    fn measured_from(&self, i: usize) -> bool {
        let mut at = i;
        for _ in 0..MEASURED_FROM {
            at = at.wrapping_sub(1);
            if !self.text.is_word(at) {
                return false;
            }
            if matches!(self.bare(at), "قبل" | "بعد") && self.text.is_word(at + 1) {
                return at + 1 < i;
            }
        }
        false
    }

    fn definite_noun(&self, i: usize) -> bool {
        let word = self.bare(i);
        let word = word.strip_prefix(['ب', 'ك']).unwrap_or(word);
        let article = word.starts_with("ال") || word.starts_with("لل");
        self.definite(i) || self.text.is_word(i) && article && word.len() > 8
    }

    /// Whether what follows the unit says which one: then it is no length.
    fn names_a_time(&self, i: usize, next: usize) -> bool {
        if self.year_number(next).is_some() && self.is_unit(i, Unit::Year, Count::One) {
            return true;
        }
        let article = self.word(next).starts_with("ال") && !self.is(next, &["الي", "الا", "الان"]);
        if self.definite(next) || article {
            return true;
        }
        if matches!(self.unit(i), Some((Unit::Month, _))) && self.month(i).is_some() {
            return true;
        }
        matches!(self.unit(i), Some((Unit::Day, _))) && self.day(i).is_some()
    }

    /// `ونصف`, `ونصف الساعة`, `و30 دقيقة`, `وثلاثة أشهر` after a length.
    fn more(&self, i: usize, length: &mut Length) -> usize {
        let at = self.soft(i);
        let joined = self.text.clitics(at).any(Clitics::WA);
        let next = if self.word(at) == "و" { self.soft(at + 1) } else { at };
        if next == at && !joined {
            return i;
        }
        let part = match self.bare(next) {
            "نصف" | "النصف" => 0.5,
            "ربع" => 0.25,
            "ثلث" => 1.0 / 3.0,
            _ => {
                // A smaller unit with its number.
                let (second, end) = if let Some((unit, Count::Two)) = self.unit(next) {
                    ((2.0, unit), next + 1)
                } else {
                    let Some(number) = (self.text.is_number(next) || self.is_number_word(next))
                        .then(|| numbers::cardinal(self.engine, self.text, next))
                        .flatten()
                    else {
                        return i;
                    };
                    let unit_at = self.soft(number.end);
                    match self.unit(unit_at) {
                        Some((unit, Count::One | Count::Many)) if !self.definite(unit_at) => {
                            ((number.value, unit), unit_at + 1)
                        }
                        _ => return i,
                    }
                };
                if second.1 >= length.unit {
                    return i;
                }
                length.more = Some(second);
                return end;
            }
        };
        // نصف of something else: `عام ونصف الشركة`? The unit itself, or nothing, must follow.
        let after = self.soft(next + 1);
        let same = self.unit(after).is_some_and(|u| u.0 == length.unit && u.1 == Count::One);
        if let Some((_, Count::One)) = self.unit(after)
            && !same
        {
            return i;
        }
        length.count += part;
        if same { after + 1 } else { next + 1 }
    }

    /// `الماضية`, `المقبلين`, `التاليين`, and كاملة after a length.
    fn adjectives(&self, end: usize) -> usize {
        let at = self.soft(end);
        if self.pointer(at).is_some_and(|p| p != Pointer::Same)
            || self.is(
                at,
                &[
                    "كامله",
                    "كاملا",
                    "كامل",
                    "كاملين",
                    "كاملتين",
                    "الاخيره",
                    "الاخيرين",
                    "الاخيرتين",
                    "متتاليه",
                    "متواصله",
                ],
            )
        {
            return at + 1;
        }
        end
    }

    /// A length that stands by itself; ages are left out.
    pub fn duration(&self, i: usize, out: &mut Vec<Found>) -> Option<usize> {
        let (length, end) = match self.length(i, false) {
            Some(found) => found,
            None => self.lone_unit(i)?,
        };
        let bracketed = self.in_brackets(i, i + 1) && end > i + 2;
        let first = if bracketed { i - 1 } else { i };
        // `فلان (22) سنة` is an age.
        let bare_years =
            bracketed && length.unit == Unit::Year && !self.is(self.before(first), LENGTH_BEFORE);
        if bare_years || self.is_age(first, end, length.unit) {
            return Some(end);
        }
        out.push(Found { first, end, meaning: Meaning::Length(length), rule: "duration" });
        Some(end)
    }

    /// Whether digits stand in brackets of their own, as documents write them.
    fn in_brackets(&self, i: usize, end: usize) -> bool {
        i > 0 && self.text.is_number(i) && self.text.mark(i - 1) == '(' && self.text.mark(end) == ')'
    }

    /// A unit that is all there is on its line: `أسبوع`.
    fn lone_unit(&self, i: usize) -> Option<(Length, usize)> {
        let (unit, Count::One) = self.unit(i)? else { return None };
        let alone = i == 0 && i + 1 == self.text.len() && self.text.clitics(i).is_empty();
        alone.then_some((Length { count: 1.0, unit, more: None }, i + 1))
    }

    /// Whether years are an age: `(73 عاما)`, `البالغ من العمر 73 عاما`, `، 45 عاما،`, `عن 80 عاما`.
    pub fn is_age(&self, first: usize, end: usize, unit: Unit) -> bool {
        // السنوات الأربع are no age.
        if !matches!(unit, Unit::Year | Unit::Month) || self.unit(first).is_some() && self.definite(first) {
            return false;
        }
        let previous = self.before(first);
        let (opens, closes) = (self.text.mark(previous), self.text.mark(end));
        if unit == Unit::Year && matches!(opens, '(' | '[') && matches!(closes, ')' | ']' | '،' | ',') {
            return true;
        }
        if unit == Unit::Year
            && matches!(opens, '،' | ',' | '-' | '–')
            && matches!(closes, '،' | ',' | ')' | '-' | '–')
            && self.text.is_word(self.before(previous))
        {
            return true;
        }
        if self.word(self.soft(end)) == "من" && self.bare(self.soft(end) + 1).contains("عمر") {
            return true;
        }
        if unit == Unit::Year
            && matches!(self.word(previous), "عن" | "بعمر" | "عمره" | "عمرها" | "دون" | "لعمر")
        {
            return true;
        }
        let runs_on = [end.wrapping_sub(1), self.soft(end)]
            .iter()
            .any(|&at| self.is(at, &["متواصله", "متتاليه", "كامله", "متصله"]));
        // A family name of the form of a nisba stands before its bearer's age: فلان الشهراني 45 عاما.
        if unit == Unit::Year
            && self.text.is_number(first)
            && self.word(previous).ends_with('ي')
            && self.word(previous).len() > 8
            && self.text.classes(previous) == 0
            && !runs_on
        {
            return true;
        }
        if unit == Unit::Year && !runs_on && self.names_its_bearer(first, previous) {
            return true;
        }
        // Between the word and the age may stand the other end of a range.
        let (mut at, mut words) = (previous, 0);
        for _ in 0..AGE_REACH {
            let joint = self.text.is_number(at)
                || self.is_number_word(at)
                || self.is(at, &["بين", "و", "وال", "الي", "او"])
                || matches!(self.text.mark(at), '-' | '–' | '(');
            if !joint {
                words += 1;
                if !self.text.is_word(at) || words > 3 {
                    break;
                }
                if self.cue(at, Cue::Age) {
                    return true;
                }
            }
            at = self.before(at);
        }
        false
    }

    /// `فلان الفلاني 21 عاما`: an age stands bare behind a name, which is no word of any list, has no proclitic and does not look
    /// like a verb.
    fn names_its_bearer(&self, first: usize, name: usize) -> bool {
        let word = self.word(name);
        let years = numbers::cardinal(self.engine, self.text, first)
            .is_some_and(|n| (16.0..=99.0).contains(&n.value) && self.is(self.soft(n.end), &["عاما", "سنه"]));
        let before = name.wrapping_sub(1);
        let two_names = self.text.is_word(before) && self.text.classes(before) == 0;
        let verb = word.starts_with(['ي', 'ت', 'ن'])
            || word.starts_with("ست")
            || word.starts_with("سي")
            || ["ت", "وا", "نا", "ها", "هم", "ه", "هن", "ين", "ون", "ات"]
                .iter()
                .any(|end| word.ends_with(end));
        years
            && self.text.is_number(first)
            && self.text.is_word(name)
            && (word.len() > 6 || word.len() == 6 && two_names)
            && self.text.classes(name) == 0
            && !word.starts_with(['ب', 'ل', 'و', 'ف', 'ك'])
            && !verb
            && !YEARS_OF.contains(&word)
            && !LENGTH_BEFORE.contains(&word)
    }

    /// `قبل ثلاثة أشهر`, `بعد يومين`, `قبل نحو عام`: counted from publication, unless `من` follows and counts from something else.
    pub fn shift(&self, i: usize, out: &mut Vec<Found>) -> Option<usize> {
        let sign = match self.lead(i)? {
            Lead::Before => -1,
            Lead::After => 1,
            _ => return None,
        };
        let mut at = self.soft(i + 1);
        if self.is(at, &["نحو", "حوالي", "قرابه", "زهاء"]) {
            at = self.soft(at + 1);
        } else if self.is(at, &["اكثر", "اقل"]) && self.word(at + 1) == "من" {
            at = self.soft(at + 2);
        }
        let (length, end) = self.length(at, true)?;
        let mut next = self.soft(end);
        if self.is(next, &["تقريبا", "فقط"]) {
            next = self.soft(next + 1);
        }
        if self.is(next, &["من", "علي", "عن"])
            || self.lead(next).is_some_and(|l| matches!(l, Lead::Before | Lead::After))
        {
            return None;
        }
        // يوما بعد يوم
        if length.count == 1.0 && self.unit(self.before(i)).is_some_and(|u| u.0 == length.unit) {
            return None;
        }
        // `بعد 15 عاما قضاها`, `قبل سن`: the length of something told; قبل stays what it is.
        if self.definite(at) && length.unit <= Unit::Hour {
            return None;
        }
        if self.is_age(at, end, length.unit) {
            return Some(end);
        }
        // بعد عقد لجان: after the holding of meetings.
        if length.unit == Unit::Decade && end == at + 1 && length.count == 1.0 && self.text.is_word(next) {
            return None;
        }
        out.push(Found { first: i, end, meaning: Meaning::Shift(length, sign, at), rule: "shift" });
        Some(end)
    }
}

fn numbers_article(word: &str) -> bool {
    numbers::is_article(word)
}

/// A part of one unit, in the next smaller where that comes out whole: half an hour is thirty minutes, a quarter of a century
/// twenty-five years.
fn of_part(part: f64, unit: Unit) -> Length {
    let (parts, smaller) = match unit {
        Unit::Minute => (60.0, Unit::Second),
        Unit::Hour => (60.0, Unit::Minute),
        Unit::Day => (24.0, Unit::Hour),
        Unit::Month => (30.0, Unit::Day),
        Unit::Year => (12.0, Unit::Month),
        Unit::Decade => (10.0, Unit::Year),
        Unit::Century => (100.0, Unit::Year),
        Unit::Second | Unit::Week => (1.0, unit),
    };
    let count = (parts * part * 1000.0).round() / 1000.0;
    Length { count, unit: smaller, more: None }
}
