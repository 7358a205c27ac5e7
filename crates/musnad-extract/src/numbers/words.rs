//! Numbers in words, and words behind digits: `ثلاثة عشر`, `واحد وعشرون مليونا وثلاثمئة ألف`, `2.7 مليون`.

use musnad_text::chars::Marks;
use musnad_text::lexicon::{Sense, rows};
use musnad_text::token::Clitics;
use musnad_text::{Lexicon, Text};

use super::{Number, Words, Written, digits, is_article};
use crate::registry::class;

/// What a number word does in a number. The kinds are explained at the head of `lexicon/words.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    One,
    Unit,
    Teen,
    Ten,
    Hundred,
    Multiplier,
    Accusative,
    Dual,
    Plural,
    Fraction,
    Parts,
    Minus,
    Point,
    Eleventh,
    Ordinal,
}

impl Kind {
    fn parse(word: &str) -> Option<Kind> {
        Some(match word {
            "one" => Kind::One,
            "unit" => Kind::Unit,
            "teen" => Kind::Teen,
            "ten" => Kind::Ten,
            "hundred" => Kind::Hundred,
            "multiplier" => Kind::Multiplier,
            "accusative" => Kind::Accusative,
            "dual" => Kind::Dual,
            "plural" => Kind::Plural,
            "fraction" => Kind::Fraction,
            "parts" => Kind::Parts,
            "minus" => Kind::Minus,
            "point" => Kind::Point,
            "eleventh" => Kind::Eleventh,
            "ordinal" => Kind::Ordinal,
            _ => return None,
        })
    }
}

pub(super) fn load(lexicon: &mut Lexicon, table: &mut Vec<(Kind, f64)>) {
    for file in [include_str!("lexicon/words.tsv"), include_str!("lexicon/ordinals.tsv")] {
        for (line, columns) in rows(file) {
            let row = match columns[..] {
                [kind, value, forms] => Kind::parse(kind).zip(value.parse::<f64>().ok()).map(|r| (r, forms)),
                _ => None,
            };
            debug_assert!(row.is_some(), "numbers lexicon, line {line}");
            let Some((row, forms)) = row else { continue };
            let index = table.len() as u32;
            table.push(row);
            for form in forms.split('|') {
                lexicon.add(form, Sense { class: class::NUMBER, index });
            }
        }
    }
}

/// One link of a number: a number word or digits, and how it hangs on what stands before.
#[derive(Clone, Copy)]
struct Link {
    kind: Option<Kind>,
    value: f64,
    /// Its token.
    token: usize,
    /// One past its last token.
    end: usize,
    /// `و` stands before, joined or apart.
    and: bool,
    /// It carries the article.
    definite: bool,
}

/// A value on its way: what has been read so far.
#[derive(Clone, Copy)]
struct Reading {
    end: usize,
    value: f64,
    digits: bool,
    words: bool,
    fraction: bool,
    bare: bool,
    scale: f64,
    grouped: Option<f64>,
}

impl Reading {
    fn word(end: usize, value: f64) -> Reading {
        Reading {
            end,
            value,
            digits: false,
            words: true,
            fraction: false,
            bare: false,
            scale: 1.0,
            grouped: None,
        }
    }
}

struct Reader<'r> {
    words: &'r Words,
    text: &'r Text<'r>,
    definite: bool,
}

pub(super) fn cardinal(words: &Words, text: &Text, i: usize) -> Option<Number> {
    let (at, sign) = start(words, text, i)?;
    let article = is_article(text.word(at));
    let at = if article { at + 1 } else { at };
    if article && !text.is_number(at) {
        return None;
    }
    let definite = article
        || text.clitics(at).any(Clitics::AL)
        || (text.is_number(at) && at > 0 && is_article(text.word(at - 1)));
    let mut reader = Reader { words, text, definite };
    // `الاثنين` is Monday.
    let read = if matches!(text.mark(at), '.' | '٫' | ',') {
        let run = digits::after_point(text, at)?;
        Reading {
            end: run.end,
            value: run.value,
            digits: true,
            words: false,
            fraction: false,
            bare: false,
            scale: 1.0,
            grouped: None,
        }
    } else {
        let read = reader.number(at, f64::INFINITY)?;
        if definite && read.value == 2.0 && read.end == at + 1 && read.words {
            return None;
        }
        read
    };
    let written = match (read.digits, read.words) {
        (true, true) => Written::Mixed,
        (true, false) => Written::Digits,
        _ => Written::Words,
    };
    Some(Number {
        end: read.end,
        value: sign * read.value,
        written,
        definite,
        fraction: read.fraction,
        bare: read.bare,
        scale: read.scale,
        grouped: read.grouped,
    })
}

/// The token of the number itself, and its sign.
fn start(words: &Words, text: &Text, i: usize) -> Option<(usize, f64)> {
    if matches!(text.mark(i), '-' | '−') {
        // A dash before digits is a sign where nothing stands close before it and it marks no item of a list.
        let apart = i == 0 || !text.joined(i) || matches!(text.mark(i - 1), '(' | '[');
        let after_number = i > 0 && text.is_number(i - 1);
        let digits = text.joined(i + 1) && (text.is_number(i + 1) || text.mark(i + 1) == '.');
        // `-2003-` stands between dashes.
        let between = matches!(text.mark(i + 2), '-' | '−') && text.joined(i + 2);
        if !apart || after_number || !digits || between {
            return None;
        }
        let opens_line = i == 0 || text.mark(i - 1) == '\n';
        if opens_line {
            let run = digits::read(text, i + 1)?;
            return (run.end == text.len() || text.mark(run.end) == '\n').then_some((i + 1, -1.0));
        }
        return Some((i + 1, -1.0));
    }
    if !text.is_word(i) {
        return Some((i, 1.0));
    }
    match words.at(text, i) {
        Some((Kind::Minus, _)) => {
            let next = i + 1;
            let number =
                text.is_number(next) || (words.at(text, next).is_some() && text.clitics(next).is_empty());
            number.then_some((next, -1.0))
        }
        Some(_) => Some((i, 1.0)),
        None => is_article(text.word(i)).then_some((i, 1.0)),
    }
}

impl Reader<'_> {
    /// The link at token `i`, whatever it is.
    fn link(&self, i: usize) -> Option<Link> {
        let apart = self.text.word(i) == "و";
        let token = if apart { i + 1 } else { i };
        if self.text.is_number(token) {
            let run = digits::read(self.text, token)?;
            return Some(Link {
                kind: None,
                value: run.value,
                token,
                end: run.end,
                and: apart,
                definite: false,
            });
        }
        let (kind, value) = self.words.at(self.text, token)?;
        let clitics = self.text.clitics(token);
        if clitics.any(Clitics(Clitics::PREPOSITION.0 | Clitics::FA.0 | Clitics::SA.0)) {
            return None;
        }
        Some(Link {
            kind: Some(kind),
            value,
            token,
            end: token + 1,
            and: apart || clitics.any(Clitics::WA),
            definite: clitics.any(Clitics::AL),
        })
    }

    /// The link at token `i` if it stands there without `و` and without the article.
    fn beside(&self, i: usize) -> Option<Link> {
        self.link(i).filter(|l| !l.and && !l.definite && l.kind.is_some())
    }

    /// The link at token `i` if `و` joins it; the article only behind the article.
    fn added(&self, i: usize) -> Option<Link> {
        self.link(i).filter(|l| l.and && (!l.definite || self.definite))
    }

    /// A whole number below `limit` that begins at token `i`.
    fn number(&mut self, i: usize, limit: f64) -> Option<Reading> {
        let mut read = self.head(i)?;
        let mut scale = if read.bare && read.value >= 1000.0 { self.scale_of(i) } else { 1.0 };
        if let Some((end, point)) = self.point(&read) {
            read.end = end;
            read.value += point;
        }
        if !read.fraction
            && let Some((end, part)) = self.part_added(read.end)
        {
            read.end = end;
            read.bare = false;
            if scale >= 1000.0 {
                read.value += part * scale;
                read.end = self.repeated(read.end, scale);
            } else {
                read.value += part;
            }
        }
        while let Some(link) = self.multiplier(read.end, read.fraction, read.value == 2.0) {
            if link.value < 1000.0 && scale >= 1000.0 || scale > 1e12 {
                break;
            }
            read.value *= link.value;
            // 8.2 thousand million is a whole number, whatever binary fractions make of it.
            if link.value >= 1000.0 {
                read.value = (read.value * 1000.0).round() / 1000.0;
            }
            read.bare = false;
            scale = if scale >= 1000.0 { scale * link.value } else { link.value };
            read.end = link.end;
            read.words = true;
            read.fraction = false;
            read.grouped = None;
        }
        // Each addend is smaller than the multiplier before it: this keeps the depth of the recursion at five.
        if scale >= limit || read.value >= limit {
            return None;
        }
        if scale >= 1000.0 {
            if let Some((end, part)) = self.part_added(read.end) {
                read.value += part * scale;
                read.end = self.repeated(end, scale);
                read.bare = false;
            } else if let Some(link) =
                self.added(read.end).filter(|l| l.definite == (self.definite && l.definite))
                && let Some(rest) = self.number(link.token, scale)
                && !rest.fraction
                && rest.value > 0.0
                && rest.value < scale
            {
                read.bare = false;
                read.value += rest.value;
                read.end = rest.end;
                read.digits |= rest.digits;
                read.words |= rest.words;
            }
        }
        read.scale = scale;
        if limit == f64::INFINITY
            && !read.fraction
            && let Some((end, value)) = self.quotient(&read)
        {
            return Some(Reading { end, value, fraction: true, words: true, scale: 1.0, ..read });
        }
        (read.value < limit).then_some(read)
    }

    /// What is read as so many parts of a whole: `واحد على عشرين`, `واحد من كل خمسة`, `ثلاثة أجزاء من مئة`, and the part in the
    /// singular behind eleven and more, `ثلاثة وعشرون خمسا`. One past its last token, and the value.
    fn quotient(&mut self, read: &Reading) -> Option<(usize, f64)> {
        let (text, at) = (self.text, read.end);
        if read.words && read.scale == 1.0 && read.value >= 11.0 {
            let part =
                self.beside(at).filter(|l| l.kind == Some(Kind::Unit) && (5.0..10.0).contains(&l.value));
            if let Some(part) = part.filter(|l| !text.marks(l.token).has(Marks::TA_MARBUTA)) {
                return Some((part.end, read.value / part.value));
            }
        }
        let (under, most) = match (text.word(at), text.word(at + 1)) {
            ("علي", _) if read.value == 1.0 => (at + 1, 1.0),
            ("من", "كل") => (at + 2, 100.0),
            ("من", _) if read.value == 1.0 && read.words => (at + 1, 1.0),
            ("جزء" | "جزءا" | "اجزاء", "من") => (at + 2, f64::INFINITY),
            _ => return None,
        };
        let link = self.link(under).filter(|l| !l.and && !l.definite)?;
        // `واحد من ثلاثة` is one of three; of a hundred or a thousand it is a share.
        let round = matches!(link.kind, Some(Kind::Hundred | Kind::Multiplier));
        if text.word(at) == "من" && under == at + 1 && !round {
            return None;
        }
        let whole = self.number(link.token, f64::MAX)?;
        (read.value <= most && read.value > 0.0 && whole.value > 1.0 && !whole.fraction)
            .then_some((whole.end, read.value / whole.value))
    }

    /// The multiplier in a first word: 1000 of `ألفين`.
    fn scale_of(&self, i: usize) -> f64 {
        self.words.at(self.text, i).map_or(1.0, |(_, value)| value)
    }

    /// What stands before any multiplier: digits, a number below a thousand in words, a fraction, or a multiplier by itself.
    fn head(&mut self, i: usize) -> Option<Reading> {
        if self.text.is_number(i) {
            let run = digits::read(self.text, i)?;
            let mut read = Reading {
                end: run.end,
                value: run.value,
                digits: true,
                words: false,
                fraction: run.fraction,
                bare: false,
                scale: 1.0,
                grouped: run.grouped,
            };
            // `3 مئة و 21`
            if let Some(link) =
                self.beside(run.end).filter(|l| l.kind == Some(Kind::Hundred) && l.value == 100.0)
                && run.value < 10.0
            {
                let hundreds = self.hundreds(link.end, run.value * 100.0);
                read =
                    Reading { words: true, end: hundreds.end, value: hundreds.value, grouped: None, ..read };
            }
            return Some(read);
        }
        let (kind, value) = self.words.at(self.text, i)?;
        let next = i + 1;
        match kind {
            Kind::One | Kind::Unit => self.unit(i, kind, value),
            Kind::Teen | Kind::Ten => Some(Reading::word(next, value)),
            // Without its hamza ميتا is a dead man.
            Kind::Hundred
                if value == 200.0
                    && self.text.stem(i).starts_with("ميت")
                    && !self.text.written(i).contains('ئ') =>
            {
                None
            }
            Kind::Hundred => {
                let mut read = self.hundreds(next, value);
                read.bare = value == 100.0 && read.end == next;
                Some(read)
            }
            Kind::Multiplier => Some(Reading { bare: true, ..Reading::word(next, value) }),
            Kind::Dual => Some(Reading { bare: true, ..Reading::word(next, value * 2.0) }),
            Kind::Accusative => {
                let word = self.text.word(next);
                let noun = self.text.is_word(next)
                    && self.text.clitics(next).is_empty()
                    && !word.starts_with('و')
                    && !matches!(word, "من" | "في" | "علي" | "الي" | "عن");
                let twice = !self.text.marks(i).has(Marks::TANWEEN) && noun;
                Some(Reading { bare: true, ..Reading::word(next, if twice { value * 2.0 } else { value }) })
            }
            Kind::Fraction => Some(Reading { fraction: true, ..Reading::word(next, value) }),
            Kind::Plural | Kind::Parts | Kind::Minus | Kind::Point | Kind::Eleventh | Kind::Ordinal => None,
        }
    }

    /// A number that begins with a unit: `ثلاثة`, `ثلاثة عشر`, `ثلاثة وعشرون`, `ثلاث مئة وخمسون`, `ثلاثة أرباع`, `خُمس`.
    fn unit(&self, i: usize, kind: Kind, value: f64) -> Option<Reading> {
        let next = i + 1;
        if let Some(link) = self.beside(next) {
            match link.kind {
                Some(Kind::Unit) if link.value == 10.0 && value < 10.0 && value > 0.0 => {
                    return Some(Reading::word(link.end, value + 10.0));
                }
                Some(Kind::Hundred) if link.value == 100.0 && (3.0..10.0).contains(&value) => {
                    return Some(self.hundreds(link.end, value * 100.0));
                }
                // Four quarters are no part: they are four.
                Some(Kind::Parts) if value > 0.0 && value < link.value && kind == Kind::Unit => {
                    return Some(Reading { fraction: true, ..Reading::word(link.end, value / link.value) });
                }
                _ => {}
            }
        }
        if let Some(link) = self.added(next).filter(|l| l.kind == Some(Kind::Ten))
            && (1.0..10.0).contains(&value)
        {
            return Some(Reading::word(link.end, value + link.value));
        }
        if kind == Kind::One {
            return None;
        }
        if self.is_part(i, value) || self.is_part_of_whole(i, value) {
            return Some(Reading { fraction: true, ..Reading::word(next, 1.0 / value) });
        }
        Some(Reading::word(next, value))
    }

    /// `خُمس`, `عُشر`: the damma tells the part from the number.
    fn is_part(&self, i: usize, value: f64) -> bool {
        let marks = self.text.marks(i);
        (5.0..=10.0).contains(&value) && marks.has(Marks::DAMMA_FIRST) && !marks.has(Marks::TA_MARBUTA)
    }

    /// `خمس الناتج`, `سبع سكان العالم`: five and seven count a plural without the article; before a whole that is measured the same
    /// letters are a fifth and a seventh, five also before a definite noun (`سبع` is a beast as well, and in names of places).
    fn is_part_of_whole(&self, i: usize, value: f64) -> bool {
        let text = self.text;
        if self.definite || !(value == 5.0 || value == 7.0) || text.marks(i).has(Marks::TA_MARBUTA) {
            return false;
        }
        // The accusative `خمسا` counts.
        if text.word(i).ends_with('ا') {
            return false;
        }
        match text.word(i + 1) {
            "مجموع" | "اجمالي" | "سكان" | "مساحه" | "عدد" | "حجم" | "قيمه" | "انتاج" | "ناتج" | "السكان" => {
                true
            }
            "الدول" | "المدن" | "السور" | "المناطق" | "الفرق" | "القوي" | "السنوات" | "التي" | "الذي" => {
                false
            }
            word => {
                value == 5.0
                    && word.len() > 8
                    && word.starts_with("ال")
                    && !word.ends_with("ات")
                    && text.is_word(i + 1)
            }
        }
    }

    /// What is added to hundreds: `مئة وخمسة وعشرون`.
    fn hundreds(&self, end: usize, value: f64) -> Reading {
        let alone = Reading::word(end, value);
        let Some(link) = self.added(end) else { return alone };
        if self.part_added(end).is_some() {
            return alone;
        }
        match link.kind {
            // Digits: `3 مئة و 21`.
            None if link.value < 100.0 && link.value.fract() == 0.0 => {
                Reading { digits: true, ..Reading::word(link.end, value + link.value) }
            }
            Some(Kind::Teen | Kind::Ten) => Reading::word(link.end, value + link.value),
            Some(kind @ (Kind::One | Kind::Unit)) => match self.unit(link.token, kind, link.value) {
                Some(rest) if rest.value > 0.0 && rest.value < 100.0 && !rest.fraction => {
                    Reading::word(rest.end, value + rest.value)
                }
                _ => alone,
            },
            _ => alone,
        }
    }

    /// `و` and a part of one: `ونصف`, `وثلاثة أرباع`.
    fn part_added(&self, i: usize) -> Option<(usize, f64)> {
        let link = self.added(i)?;
        match link.kind? {
            Kind::Fraction => Some((link.end, link.value)),
            Kind::Unit => {
                if let Some(parts) = self.beside(link.end).filter(|l| l.kind == Some(Kind::Parts)) {
                    return Some((parts.end, link.value / parts.value));
                }
                self.is_part(link.token, link.value).then(|| (link.end, 1.0 / link.value))
            }
            _ => None,
        }
    }

    /// One past the multiplier said again behind its part: `مليون ونصف المليون`.
    fn repeated(&self, i: usize, scale: f64) -> usize {
        match self.link(i) {
            Some(l)
                if !l.and
                    && l.value == scale
                    && matches!(l.kind, Some(Kind::Multiplier | Kind::Accusative)) =>
            {
                l.end
            }
            _ => i,
        }
    }

    /// A multiplier at token `i`: beside a number, or beside a fraction, where it may carry the article (`ربع المليون`).
    fn multiplier(&self, i: usize, article: bool, two: bool) -> Option<Link> {
        self.link(i).filter(|l| {
            !l.and
                && (!l.definite || article)
                && match l.kind {
                    Some(Kind::Multiplier | Kind::Accusative | Kind::Plural) => true,
                    // `2 ملياري ريال` says the two twice.
                    Some(Kind::Dual) => two,
                    _ => false,
                }
        })
    }

    /// `ثلاثة فاصلة خمسة`: what the words behind the point add.
    fn point(&self, read: &Reading) -> Option<(usize, f64)> {
        if read.fraction || read.value.fract() != 0.0 {
            return None;
        }
        let point = self.beside(read.end).filter(|l| l.kind == Some(Kind::Point))?;
        let link = self.link(point.end).filter(|l| !l.and && !l.definite)?;
        match link.kind {
            None | Some(Kind::Unit | Kind::Ten | Kind::Teen) => {}
            _ => return None,
        }
        let (end, value) = match link.kind {
            Some(kind @ Kind::Unit) => self.unit(link.token, kind, link.value).map(|r| (r.end, r.value))?,
            _ => (link.end, link.value),
        };
        let tens = if value < 10.0 { 10.0 } else { 100.0 };
        (value < 100.0).then_some((end, value / tens))
    }
}

pub(super) fn ordinal(words: &Words, text: &Text, i: usize) -> Option<Number> {
    let number = |end, value, written, definite| {
        Some(Number {
            end,
            value,
            written,
            definite,
            fraction: false,
            bare: false,
            scale: 1.0,
            grouped: None,
        })
    };
    if is_article(text.word(i)) {
        let run = digits::read(text, i + 1).filter(|r| r.value.fract() == 0.0)?;
        return number(run.end, run.value, Written::Digits, true);
    }
    let (kind, value) = words.at(text, i)?;
    let definite = text.clitics(i).any(Clitics::AL);
    let reader = Reader { words, text, definite: true };
    match kind {
        Kind::Ordinal | Kind::Eleventh => {
            if let Some(ten) = reader.beside(i + 1).filter(|l| l.kind == Some(Kind::Unit) && l.value == 10.0)
                && value < 10.0
            {
                return number(ten.end, value + 10.0, Written::Words, definite);
            }
            if let Some(tens) = reader.added(i + 1).filter(|l| l.kind == Some(Kind::Ten))
                && value < 10.0
            {
                return number(tens.end, value + tens.value, Written::Words, definite);
            }
            if kind == Kind::Eleventh { None } else { number(i + 1, value, Written::Words, definite) }
        }
        Kind::Ten | Kind::Hundred | Kind::Multiplier if definite => {
            number(i + 1, value, Written::Words, true)
        }
        _ => None,
    }
}
