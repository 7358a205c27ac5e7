//! Figures that do not fit one another: shares and totals, changes and their ends, shares of one whole, ranges.
//!
//! A figure is as exact as its last digit that is not nought: `نحو 19 مليونا` is anything from 18.5 to 19.5. What two figures leave
//! open in that way is never a finding, nor is a difference below 5 %; more than 12 % always is.

use musnad_text::annotation::{Finding, FindingKind, Quantity, Value};
use musnad_text::{Span, Text};

use super::finding;
use crate::numbers;
use crate::registry::Reading;

/// A figure with one value.
#[derive(Clone, Copy, Debug)]
struct Figure<'q> {
    span: Span,
    /// First token, and one past the last.
    first: usize,
    end: usize,
    value: f64,
    unit: Option<&'q str>,
    sentence: usize,
}

impl Figure<'_> {
    fn is_share(&self) -> bool {
        self.unit == Some("percent")
    }

    /// Half of the last place that is written, as a part of the value. Shares are taken to be whole percents or tenths.
    fn slack(&self) -> f64 {
        let mut place = 1.0f64;
        if self.value == 0.0 {
            return 1.0;
        }
        let rounded =
            |place: f64| ((self.value / place).round() * place - self.value).abs() < self.value * 1e-9;
        if rounded(1.0) {
            while !self.is_share() && place * 10.0 <= self.value && rounded(place * 10.0) {
                place *= 10.0;
            }
        } else {
            place = 0.1;
            while place > 1e-4 && !rounded(place) {
                place /= 10.0;
            }
        }
        place / 2.0 / self.value
    }
}

/// Below this part of the expected value nothing is said.
const LEAST: f64 = 0.05;
/// Above it, rounding is no excuse.
const MOST: f64 = 0.12;

fn tolerance(figures: &[&Figure]) -> f64 {
    figures.iter().map(|f| f.slack()).sum::<f64>().clamp(LEAST, MOST)
}

/// All findings about figures.
pub(super) fn check(reading: &Reading, findings: &mut Vec<Finding>) {
    let text = reading.text;
    let figures = figures(text, &reading.out.quantities);
    for n in 0..figures.len() {
        share_of_total(text, &figures, n, findings);
        change(text, &figures, n, findings);
    }
    shares_of_one_whole(text, &figures, findings);
    reversed(reading, findings);
}

fn figures<'q>(text: &Text, quantities: &'q [Quantity]) -> Vec<Figure<'q>> {
    let mut sentence = 0;
    let sentences = text.sentences();
    let mut out = Vec::new();
    for quantity in quantities {
        let Value::One(value) = quantity.value else { continue };
        let first = text.token_at(quantity.span.start);
        let end = text.token_at(quantity.span.end.saturating_sub(1)) + 1;
        while sentences.get(sentence).is_some_and(|s| s.end <= first) {
            sentence += 1;
        }
        if value.is_finite() && value > 0.0 {
            out.push(Figure {
                span: quantity.span,
                first,
                end,
                value,
                unit: quantity.unit.as_deref(),
                sentence,
            });
        }
    }
    out
}

/// A number for a message: `3.6 million`, `1,260`.
fn shown(value: f64) -> String {
    let (scaled, word) = match value.abs() {
        v if v >= 1e12 => (value / 1e12, " trillion"),
        v if v >= 1e9 => (value / 1e9, " billion"),
        v if v >= 1e6 => (value / 1e6, " million"),
        _ => (value, ""),
    };
    let text = format!("{scaled:.2}");
    format!("{}{word}", text.trim_end_matches('0').trim_end_matches('.'))
}

/// How far a figure may stand from the figure it explains, in tokens.
const NEAR: usize = 8;
/// Figures looked back through for a total.
const LOOK_BACK: usize = 30;
/// Sentences looked back through.
const SENTENCES: usize = 4;

/// `20% من السكان أي نحو 3.5 مليون`, where the people are said to be 19 million.
fn share_of_total(text: &Text, figures: &[Figure], n: usize, findings: &mut Vec<Finding>) {
    if share_of_next(text, figures, n, findings) {
        return;
    }
    let (Some(a), Some(b)) = (figures.get(n), figures.get(n + 1)) else { return };
    if a.sentence != b.sentence || b.first < a.end || b.first - a.end > NEAR || !equates(text, a.end, b.first)
    {
        return;
    }
    let (share, part) = match (a.is_share(), b.is_share()) {
        (true, false) => (a, b),
        (false, true) => (b, a),
        _ => return,
    };
    if share.value > 100.0 || is_measure_of_time(part) {
        return;
    }
    let before = figures.get(n.saturating_sub(LOOK_BACK)..n).unwrap_or_default();
    let here = a.sentence;
    let near = |f: &&Figure| !f.is_share() && f.value > part.value && f.sentence + SENTENCES >= here;
    let fits = |total: &Figure| {
        let expected = total.value * share.value / 100.0;
        (part.value - expected).abs() <= expected * tolerance(&[share, part, total])
    };
    // A figure that fits is the total, wherever it stands.
    let all = figures.get(n.saturating_sub(LOOK_BACK)..(n + 4).min(figures.len())).unwrap_or_default();
    if all.iter().any(|f| !f.is_share() && fits(f)) {
        return;
    }
    let of_people = names_people(text, share);
    let total = before.iter().rev().filter(near).find(|f| {
        if of_people {
            is_population(text, f)
        } else {
            same_noun(part.unit, f.unit) && refers_back(text, share, f.unit)
        }
    });
    let Some(total) = total else { return };
    findings.push(share_mismatch(share, total, part, vec![share.span.to(part.span), total.span]));
}

fn share_mismatch(share: &Figure, total: &Figure, part: &Figure, spans: Vec<Span>) -> Finding {
    finding(
        FindingKind::ShareMismatch,
        "share_against_total",
        format!(
            "{}% of {} is {}, and the text gives {}, which is {}%.",
            shown(share.value),
            shown(total.value),
            shown(total.value * share.value / 100.0),
            shown(part.value),
            shown(part.value / total.value * 100.0)
        ),
        spans,
    )
}

/// `15% من 12 مليون نسمة، أي نحو 2.7 مليون نسمة`: share, total and part one behind the other. Whether it is of that form.
fn share_of_next(text: &Text, figures: &[Figure], n: usize, findings: &mut Vec<Finding>) -> bool {
    let Some([share, total, part, ..]) = figures.get(n..) else { return false };
    let of = |i: usize| {
        matches!(
            text.word(i),
            "من" | "اصل"
                | "مجموع"
                | "اجمالي"
                | "مجمل"
                | "جمله"
                | "عدد"
                | "عددهم"
                | "البالغ"
                | "البالغه"
        )
    };
    let behind = share.is_share()
        && !total.is_share()
        && !part.is_share()
        && share.sentence == part.sentence
        && text.word(share.end) == "من"
        && (share.end..total.first).all(of)
        && part.first >= total.end
        && part.first - total.end <= NEAR
        && equates(text, total.end, part.first);
    if !behind {
        return false;
    }
    let alike = total.unit.is_none()
        || part.unit.is_none()
        || same_noun(total.unit, part.unit)
        || is_person(total.unit) && is_person(part.unit);
    let expected = total.value * share.value / 100.0;
    let off = (part.value - expected).abs() > expected * tolerance(&[share, total, part]);
    if alike && off && share.value <= 100.0 && !is_measure_of_time(part) {
        findings.push(share_mismatch(share, total, part, vec![share.span.to(part.span)]));
    }
    true
}

fn is_person(unit: Option<&str>) -> bool {
    unit.is_some_and(|u| matches!(stem(u), "نسم" | "شخص" | "إنسان" | "فرد" | "مواطن" | "ساكن"))
}

/// Whether the words between two figures say that they are the same: `أي`, `ما يعادل`, `أو`.
fn equates(text: &Text, from: usize, to: usize) -> bool {
    let mut said = false;
    for i in from..to {
        match text.word(i) {
            "اي" | "يعادل" | "تعادل" | "يعادلون" | "يساوي" | "تساوي" | "بمعدل" => {
                said = true
            }
            // The second figure may begin behind `نحو`.
            "او" if i + 2 >= to => said = true,
            _ => {}
        }
        if matches!(text.mark(i), '.' | '؛' | '!' | '؟' | '\n') {
            return false;
        }
    }
    said
}

fn is_measure_of_time(figure: &Figure) -> bool {
    matches!(
        figure.unit,
        Some("سنة" | "عام" | "شهر" | "يوم" | "ساعة" | "دقيقة" | "ثانية" | "نقطة" | "نقطة أساس")
    )
}

/// Whether a share is one of the people of a country: `من السكان`, `من مجموع سكانها`.
fn names_people(text: &Text, share: &Figure) -> bool {
    (share.first..share.end + 4)
        .take_while(|&i| !matches!(text.mark(i), '.' | '،' | ',' | '؛' | '\n'))
        .any(|i| is_people(text.word(i)))
}

fn is_people(word: &str) -> bool {
    let bare = word.trim_start_matches(['و', 'ف', 'ل', 'ب']);
    let bare = bare.strip_prefix("ال").unwrap_or(bare);
    bare.starts_with("سكان") && bare.chars().count() <= 7
}

/// Whether a figure counts the people of a country: its unit, or `سكان` or `عددهم` before it.
fn is_population(text: &Text, figure: &Figure) -> bool {
    if figure.unit == Some("نسمة") {
        return true;
    }
    let before = (figure.first.saturating_sub(12)..figure.first).rev();
    let clause: Vec<usize> = before.take_while(|&i| !matches!(text.mark(i), '.' | '\n')).collect();
    let counted = clause.iter().take(5).any(|&i| {
        matches!(
            text.word(i),
            "عدد" | "عددهم" | "عددها" | "تعداد" | "تعدادهم" | "يبلغون" | "سكانها" | "سكانه"
        )
    });
    let measured = figure.unit.is_some_and(|u| u.is_ascii());
    !measured && counted && clause.iter().any(|&i| is_people(text.word(i)))
}

/// The same counted noun, by its first letters: `مخطوطا`, `مخطوط`.
fn same_noun(a: Option<&str>, b: Option<&str>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a == b || (stem(a).chars().count() >= 3 && stem(a) == stem(b)),
        _ => false,
    }
}

fn stem(noun: &str) -> &str {
    let first = noun.split(' ').next().unwrap_or(noun);
    first.trim_end_matches(['ا', 'ً', 'ة', 'ه'])
}

/// Whether a share is said to be of the things counted: `منها`, `من المخطوطات`.
fn refers_back(text: &Text, share: &Figure, unit: Option<&str>) -> bool {
    let stem = musnad_text::chars::fold(stem(unit.unwrap_or("")));
    (share.first..share.end + 4).take_while(|&i| !matches!(text.mark(i), '.' | '،' | ',' | '؛' | '\n')).any(
        |i| {
            matches!(text.word(i), "منها" | "منهم" | "منهن")
                || text
                    .word(i)
                    .strip_prefix("ال")
                    .is_some_and(|w| w.starts_with(stem.as_str()) && stem.len() >= 6)
        },
    )
}

/// `من 1,200 مليون إلى 1,500 مليون بزيادة 40 بالمئة`.
fn change(text: &Text, figures: &[Figure], n: usize, findings: &mut Vec<Finding>) {
    let (Some(from), Some(to), Some(by)) = (figures.get(n), figures.get(n + 1), figures.get(n + 2)) else {
        return;
    };
    let together = from.sentence == by.sentence
        && to.first >= from.end
        && by.first >= to.end
        && to.first - from.end <= 2 * NEAR
        && by.first - to.end <= 2 * NEAR;
    let named = from.first > 0
        && text.word(from.first - 1) == "من"
        && to.first > 0
        && text.word(to.first - 1) == "الي";
    if !together
        || !named
        || !by.is_share()
        || from.unit != to.unit && from.unit.is_some() && to.unit.is_some()
    {
        return;
    }
    let stated = states_change(text, to.end, by.first);
    let base = matches!(text.word(by.first.saturating_sub(1)), "من" | "الي" | "عند");
    let points = from.is_share() && to.is_share();
    let broken = (to.end..by.first).any(|i| matches!(text.mark(i), '.' | '؛' | '\n'));
    if !stated || base || broken {
        return;
    }
    let grown = (to.value - from.value).abs() / from.value * 100.0;
    let ends = (to.value / from.value) * (from.slack() + to.slack()).min(MOST) * 100.0;
    let allowed = (by.value * LEAST).max(1.0) + ends;
    let in_points = points && ((to.value - from.value).abs() - by.value).abs() <= 0.1;
    if (grown - by.value).abs() <= allowed || in_points {
        return;
    }
    let from_the_end = (to.value - from.value).abs() / to.value * 100.0;
    let other = if (from_the_end - by.value).abs() <= allowed {
        format!(" ({}% of the later figure)", shown(from_the_end))
    } else {
        String::new()
    };
    findings.push(finding(
        FindingKind::ShareMismatch,
        "change_against_ends",
        format!(
            "From {} to {} is a change of {}%{other}, and the text gives {}%.",
            shown(from.value),
            shown(to.value),
            shown(grown),
            shown(by.value)
        ),
        vec![by.span, from.span.to(to.span)],
    ));
}

/// Whether the words between a figure and a share say that the share is the change that led there: `بزيادة نسبتها`, `أي بنسبة`. Before
/// them only the year of the figure and one word more may stand, so that `وتقلصت الحجوزات بنسبة` is no part of it.
fn states_change(text: &Text, from: usize, to: usize) -> bool {
    const CHANGES: [&str; 9] =
        ["بزياده", "بارتفاع", "بنمو", "بانخفاض", "بتراجع", "بهبوط", "بصعود", "بنسبه", "زياده"];
    let Some(cue) = (from..to).find(|&i| CHANGES.contains(&text.word(i))) else { return false };
    let between = (from..cue)
        .filter(|&i| {
            let year =
                matches!(text.word(i), "في" | "عام" | "سنه" | "العام" | "الماضي" | "اي" | "خلال" | "الجاري");
            text.is_word(i) && !year
        })
        .count();
    between <= 1 && to - cue <= 4
}

/// `تتوزع النفقات على الأجور (48%) والدعم (22%) وخدمة الدين (19%) والاستثمار (16%)`.
fn shares_of_one_whole(text: &Text, figures: &[Figure], findings: &mut Vec<Finding>) {
    let mut rest = figures;
    while let Some(first) = rest.first() {
        let count = rest.iter().take_while(|f| f.sentence == first.sentence).count();
        let (here, later) = rest.split_at(count);
        rest = later;
        let shares: Vec<&Figure> = here.iter().filter(|f| f.is_share()).collect();
        let sum: f64 = shares.iter().map(|f| f.value).sum();
        let Some((first, last)) = shares.first().zip(shares.last()).filter(|_| shares.len() >= 3) else {
            continue;
        };
        let start = text.sentences().get(first.sentence).map_or(first.first, |s| s.first);
        let divided = (start..first.first).any(|i| {
            matches!(
                text.word(i).trim_start_matches(['و', 'ف']),
                "تتوزع" | "يتوزع" | "توزعت" | "موزعه" | "تنقسم" | "يتوزعون"
            )
        });
        // Each share with its own part, none of a part of the parts.
        let even = shares.windows(2).all(|w| matches!(w, [a, b] if b.first.saturating_sub(a.end) <= NEAR));
        if divided && even && sum > 100.0 + 0.5 * shares.len() as f64 && sum < 200.0 {
            findings.push(finding(
                FindingKind::ShareMismatch,
                "shares_of_one_whole",
                format!("The {} shares of one whole add up to {}%.", shares.len(), shown(sum)),
                vec![first.span.to(last.span)],
            ));
        }
    }
}

/// `بين 30 و20 مليونا`. The figures are read anew, because a range that runs backward is none to the room of quantities.
fn reversed(reading: &Reading, findings: &mut Vec<Finding>) {
    let (engine, text) = (reading.engine, reading.text);
    for i in 0..text.len() {
        if !text.is_number(i + 1) || !matches!(text.word(i), "بين" | "مابين") {
            continue;
        }
        let Some(low) = numbers::cardinal(engine, text, i + 1) else { continue };
        // `و20`: the conjunction is a word of its own before digits.
        if text.word(low.end) != "و" || !text.is_number(low.end + 1) {
            continue;
        }
        let Some(high) = numbers::cardinal(engine, text, low.end + 1) else { continue };
        // `32 و30 مليار`: the multiplier holds for both; `4500 و5 آلاف`: it does not.
        let shared = low.scale == 1.0 && high.scale > 1.0 && low.value <= 10.0 * high.value / high.scale;
        let first = if shared { low.value * high.scale } else { low.value };
        // `2.500` may be two thousand and five hundred.
        let last = high.grouped.map_or(high.value, |grouped| grouped.max(high.value));
        let span = text.span_of(i, high.end);
        let counts =
            high.scale > 1.0 || text.is_word(high.end) || matches!(text.mark(high.end), '%' | '٪' | '$');
        // In the order of the text and apart from one another, so the first that ends behind the beginning tells.
        let after = reading.out.dates.partition_point(|d| d.span.end <= span.start);
        let dated = reading.out.dates.get(after).is_some_and(|d| d.span.overlaps(span));
        if first > last && counts && !dated && !low.fraction && !high.fraction {
            findings.push(finding(
                FindingKind::RangeReversed,
                "range_ends_below_its_beginning",
                format!("The range runs from {} to {}, which is less.", shown(first), shown(high.value)),
                vec![span],
            ));
        }
    }
}
