//! Numbers that are no figures: labels, places in a row, list numbers, scores, telephone numbers, years, times of the clock.

use musnad_text::Text;
use musnad_text::chars::Marks;
use musnad_text::token::{Clitics, TokenKind};

use super::super::figure::{Behind, Scan, Unit, is_plain};
use super::super::lexicon::sense;
use super::noun;
use crate::numbers::{self, Number, Written};
use crate::registry::class;

/// One past a chain of three numbers or more with dashes between (`4-4-2`, a telephone number, a date), or with one slash
/// (`3/1`).
pub(in super::super) fn run_of_numbers(text: &Text, number: &Number) -> Option<usize> {
    if number.value == 0.0
        && matches!(text.mark(number.end), '/' | '-' | '–')
        && text.is_number(number.end + 1)
    {
        return Some(number.end + 2);
    }
    if number.written != Written::Digits {
        return None;
    }
    // A date or a result written with blanks: `19 / 10 / 1436`, `4/صفر`, `2 - صفر`.
    if text.mark(number.end) == '/' && text.is_number(number.end + 1) {
        let mut end = number.end + 2;
        while text.mark(end) == '/' && text.is_number(end + 1) {
            end += 2;
        }
        return Some(end);
    }
    if matches!(text.mark(number.end), '/' | '-' | '–') && text.word(number.end + 1) == "صفر" {
        return Some(number.end + 2);
    }
    let (mut at, mut count) = (number.end, 1);
    while matches!(text.mark(at), '-' | '–' | '/' | ':' | '+' | '×' | 'x' | '*')
        && text.joined(at)
        && text.is_number(at + 1)
        && text.joined(at + 1)
    {
        at += 2;
        count += 1;
    }
    (count > 2 || (count == 2 && matches!(text.mark(number.end), '/' | ':' | '+' | '×' | '*'))).then_some(at)
}

/// One past the number, where what stands before it makes it a label or a part of something else.
pub(in super::super) fn by_what_precedes(scan: &mut Scan, i: usize, number: &Number) -> Option<usize> {
    let text = scan.text;
    let end = number.end;
    if number.written != Written::Words && (list_number(text, i, number) || code(scan, i, number)) {
        return Some(end);
    }
    if i == 0 {
        return None;
    }
    // `القناة (2)`
    let apart = super::unit::opens_bracket(text, i - 1) || text.mark(i - 1) == ':';
    let before = if apart && i > 1 { i - 2 } else { i - 1 };
    // The number of an issue, in a heading of its own.
    if text.word(before) == "العدد" && (before == 0 || !text.is_word(before - 1)) {
        return Some(end);
    }
    let index = text.sense(before, sense::LABEL)?;
    let always = scan.words.labels.get(index as usize).copied().unwrap_or(false);
    let behind = super::unit::read(scan, end, number);
    let counted = matches!(behind.unit, Unit::Code(_) | Unit::Part(..))
        || (!always && behind.unit != Unit::None && behind.rule != "counted_of");
    (!counted).then(|| rest_of_label(scan, end))
}

/// One past the numbers that go on with a label: `ص 240-241`, `الدقيقتين 43 و57`, `المادتان 7 أو 8`.
fn rest_of_label(scan: &mut Scan, end: usize) -> usize {
    let text = scan.text;
    let mut end = end;
    loop {
        let next = match text.mark(end) {
            '-' | '–' | '،' | ',' => end + 1,
            _ if matches!(text.word(end), "و" | "او" | "الي") => end + 1,
            _ => return end,
        };
        let Some(number) =
            numbers::cardinal(scan.engine, text, next).filter(|n| n.written == Written::Digits)
        else {
            return end;
        };
        let behind = super::unit::read(scan, number.end, &number);
        if behind.unit != Unit::None && behind.rule != "counted_of" {
            return end;
        }
        end = number.end;
    }
}

/// A number at the beginning of a line with the mark of an item: `1-`, `2.`, `3)`, `(4)`.
fn list_number(text: &Text, i: usize, number: &Number) -> bool {
    if !is_plain(number) || number.value > 99.0 {
        return false;
    }
    let bracket = i > 0 && text.mark(i - 1) == '(';
    let first = if bracket { i - 1 } else { i };
    let opens = first == 0 || matches!(text.mark(first - 1), '\n' | '*' | '•') || text.mark(first - 1) == '#';
    let mark = text.mark(number.end);
    if opens {
        let item = tatweel_behind(text, number.end)
            || matches!(mark, '-' | '.' | ')' | '–' | '/' | ':' | '،' | '\n')
                && !text.is_number(number.end + 1);
        // A whole text of one number is a figure.
        return item && number.end + 1 < text.len() && !(mark == '.' && text.mark(number.end + 1) == '\n');
    }
    // Within a line: `1- ` and `2- ` with the dash joined and a word behind it.
    let tatweel = tatweel_behind(text, number.end) && text.is_word(number.end);
    let dashed = tatweel
        || matches!(mark, '-' | '–' | ')')
            && (mark != ')' || text.joined(number.end))
            && text.is_word(number.end + 1)
            && !bracket;
    // `4- النخيل`: the dash against the number and apart from the word.
    let item = matches!(mark, '-' | '–') && text.joined(number.end) && !text.joined(number.end + 1);
    dashed && number.value < 21.0 && (item || matches!(text.mark(first - 1), '.' | ':' | '؛' | '،'))
}

/// Whether a tatweel stands as a dash behind the number that ends at token `i`: `1 ـ تعيين`.
fn tatweel_behind(text: &Text, i: usize) -> bool {
    let Some(last) = i.checked_sub(1) else { return false };
    let gap = text.raw().get(text.span(last).end..text.span(i).start).unwrap_or("");
    gap.contains('\u{0640}') || text.written(i).starts_with('\u{0640}')
}

/// A telephone number, an address, a hashtag, a model: digits that stand against letters or signs of other things.
fn code(scan: &Scan, i: usize, number: &Number) -> bool {
    let text = scan.text;
    let digits = text.word(i);
    let whole = is_plain(number) && number.end == i + 1;
    if whole && digits.len() > 1 && digits.starts_with('0') {
        return true;
    }
    if whole && digits.len() > 9 {
        return true;
    }
    if i > 0
        && text.joined(i)
        && matches!(text.mark(i - 1), '#' | '@' | '_' | '/' | '\\' | '&' | '=' | '?' | '+' | '*' | '×')
    {
        return true;
    }
    // `ميغ-29`, `أف-16`: a dash between a word and the digits.
    if i > 1 && matches!(text.mark(i - 1), '-' | '–' | '_') && text.joined(i) && text.joined(i - 1) {
        return matches!(text.kind(i - 2), Some(TokenKind::Word | TokenKind::Latin))
            && text.kind(i) == Some(TokenKind::Number);
    }
    // The same with blanks: `إف – 16`.
    let short = i > 1
        && matches!(text.mark(i - 1), '-' | '–')
        && text.word(i - 2).chars().count() < 4
        && scan.stop(i - 2).is_none();
    if short && matches!(text.kind(i - 2), Some(TokenKind::Word | TokenKind::Latin)) {
        return true;
    }
    // `م/ 59`, the number of a decree; `5 + 1`; a property of a style sheet.
    let initial =
        i > 1 && text.mark(i - 1) == '/' && text.is_word(i - 2) && text.word(i - 2).chars().count() < 3;
    let plus = i > 1 && text.mark(i - 1) == '+' && text.is_number(i - 2);
    let style = i > 1 && text.mark(i - 1) == ':' && text.kind(i - 2) == Some(TokenKind::Latin);
    if initial || plus || style || (text.mark(number.end) == '+' && text.is_number(number.end + 1)) {
        return true;
    }
    let behind = number.end;
    matches!(text.mark(behind), '@' | '_' | '\\' | '&' | '=') && text.joined(behind)
}

/// Whether what follows (or does not) leaves no figure.
pub(in super::super) fn by_what_follows(scan: &Scan, i: usize, number: &Number, behind: &Behind) -> bool {
    let text = scan.text;
    let counts = behind.unit != Unit::None;
    // `واحد` is a pronoun or an adjective, unless something is measured by it.
    if number.written == Written::Words
        && number.value == 1.0
        && number.end == i + 1
        && !matches!(behind.unit, Unit::Code(_) | Unit::Part(..))
    {
        return true;
    }
    let bounded = scan.bound_before(i).1.is_some();
    if number.fraction {
        // A score with a slash looks like a fraction: `1/2`.
        let score = number.written == Written::Digits
            && behind.rule == "number"
            && text.word(number.end) != "من"
            && text.len() > 8;
        return score || not_a_part(scan, i, number, behind);
    }
    if number.bare && !counts && !bounded && text.len() > 2 {
        return true;
    }
    // `دون الخمسين` is an age.
    let age = number.written == Written::Words && (20.0..100.0).contains(&number.value) && !counts;
    if number.definite && (!bounded || age) && !matches!(behind.unit, Unit::Code(_) | Unit::Part(..)) {
        // `الـ 24 قاربا`, `الثلاثة آلاف صياد`; without the noun it is an ordinal or a name (`مجموعة العشرين`).
        let counted = behind.rule == "counted_noun" && noun::is_counted(scan, number.end);
        let full = number.written != Written::Words || number.value >= 100.0 || agrees(text, behind);
        return !(counted && full);
    }
    // `(40) سورة الحج`: the number of a verse.
    if let Unit::Noun(first, _) = behind.unit
        && text.word(first) == "سوره"
        && i > 0
        && super::unit::opens_bracket(text, i - 1)
    {
        return true;
    }
    // The codes of messages: `88000 موبايلي`; and `خمسة زائد واحد`.

    let dialled = matches!(text.word(number.end), "الاتصالات" | "موبايلي" | "زين" | "زايد");
    if dialled || (is_plain(number) && era(text, number.end)) {
        return true;
    }
    if counts || bounded {
        if matches!(behind.unit, Unit::Code(_) | Unit::Part(..)) || bounded || agrees(text, behind) {
            return false;
        }
        // From eleven to ninety-nine the noun is in the accusative: another word behind the number of an event is no noun of it.
        let wants_accusative =
            is_plain(number) && (11.0..100.0).contains(&number.value) && behind.rule == "counted_noun";
        // Whole hundreds ask for the genitive, which shows no ending: `1400 صياد` are no year.
        let hundreds = behind.rule == "counted_noun" && number.value % 100.0 == 0.0;
        return year(text, i, number) && !hundreds || (wants_accusative && unlicensed(scan, i, number));
    }
    if behind.rule == "elided_noun" {
        return false;
    }
    let elided_year =
        number.end == i + 1 && text.word(i).len() == 4 && (1500.0..1850.0).contains(&number.value);
    year(text, i, number) || (elided_year && is_plain(number)) || loose(scan, i, number)
}

/// Four digits that are a year of either calendar.
pub(in super::super) fn year(text: &Text, i: usize, number: &Number) -> bool {
    let digits = text.word(i).len() == 4 && number.end == i + 1 && is_plain(number);
    digits
        && ((1850.0..2100.0).contains(&number.value) && number.value != 2000.0
            || (1340.0..1460.0).contains(&number.value))
}

/// What stands behind a year of an era: `هـ`, `ق.م`, `قبل الميلاد`.
fn era(text: &Text, i: usize) -> bool {
    match text.word(i) {
        "ه" => true,
        "ق" => matches!(text.mark(i + 1), '.') || matches!(text.word(i + 1), "م" | "ه"),
        "قبل" => text.word(i + 1).starts_with("الميلاد") || text.word(i + 1).starts_with("الهجره"),
        _ => false,
    }
}

/// A counted noun in the accusative, as numbers from eleven on ask for.
fn agrees(text: &Text, behind: &Behind) -> bool {
    match behind.unit {
        Unit::Noun(first, _) => ["ا", "ه", "ي", "ء"].iter().any(|e| text.word(first).ends_with(e)),
        _ => false,
    }
}

/// A number in digits that nothing follows and that stands as a sign, not as a figure: in brackets, against letters.
fn loose(scan: &Scan, i: usize, number: &Number) -> bool {
    let text = scan.text;
    if number.written == Written::Words {
        if number.value == 0.0 && text.len() > 8 {
            return true;
        }
        let tens = number.end == i + 1 && (20.0..100.0).contains(&number.value);
        if tens && text.len() > 8 && !asked(scan, i, number) {
            return true;
        }
        // A feminine numeral stands before its noun; without one it is another word (`وست`).
        let alone = number.end == i + 1 && (3.0..=10.0).contains(&number.value) && text.len() > 8;
        return alone && !text.marks(i).has(Marks::TA_MARBUTA);
    }
    let end = number.end;
    let bracket = i > 0
        && matches!(text.mark(i - 1), '(' | '[' | '«' | '"' | '“')
        && matches!(text.mark(end), ')' | ']' | '»' | '"' | '”');
    let latin = text.kind(end) == Some(TokenKind::Latin)
        || (matches!(text.mark(end), '-' | '–') && text.kind(end + 1) == Some(TokenKind::Latin))
        || (i > 0 && text.kind(i - 1) == Some(TokenKind::Latin));
    let page = i > 0 && text.mark(i - 1) == '-' && text.mark(end) == '-';
    let heading = page || matches!(text.mark(end), ':') && i == 0;
    // Digits against a word that is no proclitic are a name: `خليجي20`.
    let against = i > 0
        && text.joined(i)
        && text.is_word(i - 1)
        && !matches!(text.word(i - 1), "و" | "ب" | "ل" | "ك" | "ف" | "وب" | "ول" | "فب" | "ال");
    // `قرار مجلس الأمن الدولي 2216`
    let resolution = is_plain(number) && (2..=5usize.min(i)).any(|back| text.stem(i - back) == "قرار");
    // `«فنار 2000»`: a name in marks.
    let named = i > 1
        && is_plain(number)
        && matches!(text.mark(i - 2), '«' | '"' | '“' | '(' | '\'')
        && matches!(text.mark(end), '»' | '"' | '”' | ')' | '\'');
    // `جنيف - 3`: what a dash parts from its noun is its number in a row.
    let parted = i > 1 && matches!(text.mark(i - 1), '-' | '–') && text.is_word(i - 2) && is_plain(number);
    resolution
        || parted
        || named
        || bracket && is_plain(number)
        || latin
        || heading
        || against
        || unlicensed(scan, i, number)
}

/// A small whole number that no word asks for: behind a noun it names one of a row (`مهرجان الميناء 36`). Prepositions and the
/// verbs of `stops.tsv` ask for a number, and so does what tells of the number itself (`عددهم`).
fn unlicensed(scan: &Scan, i: usize, number: &Number) -> bool {
    let text = scan.text;
    is_plain(number) && number.value < 100.0 && i > 0 && text.len() > 7 && !asked(scan, i, number)
}

/// Whether the words beside a number ask for one.
fn asked(scan: &Scan, i: usize, number: &Number) -> bool {
    let text = scan.text;
    if i == 0 {
        return true;
    }
    let before = text.word(i - 1);
    if matches!(before, "في" | "منذ" | "وفي" | "غير") {
        return false;
    }
    let asks = scan.stop(i - 1).is_some()
        || text.has(i - 1, sense::BOUND)
        || before.contains("عدد")
        || before.contains("بلغ");
    let proclitic = matches!(before, "و" | "ب" | "ل" | "ك" | "ف");
    let told = matches!(
        text.word(number.end),
        "منهم" | "منها" | "منهن" | "من" | "فقط" | "قتلوا" | "بينهم" | "اصيبوا"
    );
    asks || proclitic || told || text.mark(i - 1) != '\0'
}

/// Parts that are no shares: rounds of a contest, quarters of a year, times of the clock, the Empty Quarter.
fn not_a_part(scan: &Scan, i: usize, number: &Number, behind: &Behind) -> bool {
    let text = scan.text;
    let next = number.end;
    let word = text.word(next);
    if matches!(
        word,
        "النهايي"
            | "نهايي"
            | "نهايية"
            | "سنوي"
            | "سنويه"
            | "الخالي"
            | "شهري"
            | "يومي"
            | "ساعي"
            | "شهريه"
            | "الدور"
            | "الموسم"
            | "السنوي"
            | "الملعب"
            | "القمر"
            | "السنويه"
    ) {
        return true;
    }
    if number.definite && numbers::ordinal(scan.engine, text, next).is_some() {
        return true;
    }
    if number.definite && noun::is_definite(text, next) {
        return true;
    }
    if number.definite && matches!(word, "الاخير" | "الماضي" | "الحالي" | "الجاري" | "المقبل")
    {
        return true;
    }
    // `نفس الربع` is of the year.
    if number.definite && i > 0 && matches!(text.stem(i - 1), "نفس" | "هذا" | "ذلك" | "خلال") {
        return true;
    }
    // `الساعة الثالثة والنصف`, `سنة ونصف`
    if i > 0 && text.clitics(i).any(Clitics::WA) {
        let before = i - 1;
        if text.has(before, sense::TIME)
            || text.has(before, sense::UNIT)
            || text.has(before, sense::MONEY)
            || (number.definite && text.has(before, class::NUMBER))
            || numbers::ordinal(scan.engine, text, before).is_some()
        {
            return true;
        }
    }
    let _ = behind;
    i > 0 && number.end == i + 1 && text.word(i - 1) == "الي" && number.definite
}

/// Whether what stands before `من` at the number `i` rises or falls.
pub(in super::super) fn change_before(scan: &Scan, i: usize) -> bool {
    const STEMS: [&str; 18] = [
        "ارتفع",
        "انخفض",
        "تراجع",
        "زاد",
        "زياد",
        "قفز",
        "هبط",
        "تقلص",
        "رفع",
        "خفض",
        "صعد",
        "نما",
        "نمو",
        "انتقل",
        "ارتفاع",
        "انخفاض",
        "تحول",
        "هوي",
    ];
    let text = scan.text;
    (2..=8usize.min(i)).any(|back| {
        let word = text.word(i - back);
        // A height is no rise.
        if word == "ارتفاع" && i > back && text.word(i - back - 1) == "علي" {
            return false;
        }
        let word = word.strip_prefix('و').unwrap_or(word);
        let word = word
            .strip_prefix("ال")
            .or_else(|| word.strip_prefix('ب'))
            .or_else(|| word.strip_prefix('ل'))
            .unwrap_or(word);
        STEMS.iter().any(|stem| word.starts_with(stem))
    })
}
