//! What a figure counts: people and what befell them, money and what it is of, an area, barrels, or any counted noun.

use std::sync::LazyLock;

use musnad_search::analyze::{Keys, Word, analyze};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

/// What a figure counts. Only figures of one `What` can be one quantity.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct What {
    /// Which kind of count it is.
    pub kind: Kind,
    /// People and things by the counted noun, money and barrels by what they are of, under the names of `lexicon/counted.tsv`; a noun
    /// that is not there by its stem.
    pub of: String,
    /// A currency or unit of measure.
    pub unit: Option<String>,
}

/// The kinds of counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// People who lost their lives.
    Killed,
    /// People who were hurt.
    Injured,
    /// People who are missing.
    Missing,
    /// People who were arrested or captured.
    Held,
    /// People who lost their homes.
    Displaced,
    /// People who were saved.
    Rescued,
    /// Money: a loss, a cost, a budget.
    Money,
    /// An area.
    Area,
    /// Barrels of oil.
    Oil,
    /// Another measure: weight, power.
    Measure,
    /// Any other counted noun.
    Count,
}

impl Kind {
    /// The kind's name, as it stands in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Killed => "killed",
            Kind::Injured => "injured",
            Kind::Missing => "missing",
            Kind::Held => "held",
            Kind::Displaced => "displaced",
            Kind::Rescued => "rescued",
            Kind::Money => "money",
            Kind::Area => "area",
            Kind::Oil => "oil",
            Kind::Measure => "measure",
            Kind::Count => "count",
        }
    }

    fn of_fate(name: &str) -> Option<Kind> {
        Some(match name {
            "killed" => Kind::Killed,
            "injured" => Kind::Injured,
            "missing" => Kind::Missing,
            "held" => Kind::Held,
            "displaced" => Kind::Displaced,
            "rescued" => Kind::Rescued,
            _ => return None,
        })
    }

    /// Whether such a figure of one event only grows while it is being counted.
    pub(crate) fn grows(self) -> bool {
        matches!(
            self,
            Kind::Killed | Kind::Injured | Kind::Held | Kind::Displaced | Kind::Rescued | Kind::Missing
        )
    }
}

/// Words of `counted.tsv` by form and, where no form is listed, by stem.
#[derive(Default)]
struct Words {
    forms: FxHashMap<String, &'static str>,
    stems: FxHashMap<String, &'static str>,
}

impl Words {
    fn put(&mut self, name: &'static str, form: &str) {
        // Several words, such as `غارة جوية`, are looked up as they are joined in a unit.
        let words = analyze(form).words;
        let joined =
            |part: fn(&Keys) -> &str| words.iter().map(|w| part(&w.keys)).collect::<Vec<_>>().join(" ");
        self.forms.entry(joined(|k| &k.form)).or_insert(name);
        self.stems.entry(joined(|k| &k.stem)).or_insert(name);
    }

    fn get(&self, keys: &Keys) -> Option<&'static str> {
        self.forms.get(&keys.form).or_else(|| self.stems.get(&keys.stem)).copied()
    }

    fn has(&self, keys: &Keys) -> bool {
        self.get(keys).is_some()
    }

    /// Only as it is written, a conjunction aside.
    fn has_form(&self, keys: &Keys) -> bool {
        self.forms.contains_key(&keys.form)
            || keys.form.strip_prefix('و').is_some_and(|form| self.forms.contains_key(form))
    }
}

#[derive(Default)]
struct Tables {
    kinds: FxHashMap<&'static str, Words>,
    common: FxHashSet<String>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut tables = Tables::default();
    for row in include_str!("../lexicon/counted.tsv").lines() {
        let columns: Vec<&'static str> = row.split('\t').collect();
        let [kind, name, forms] = columns[..] else { continue };
        if row.starts_with('#') {
            continue;
        }
        for form in forms.split('|') {
            tables.kinds.entry(kind).or_default().put(name, form);
            if matches!(kind, "common" | "filler" | "rise" | "part" | "total") {
                tables.common.extend(analyze(form).words.iter().map(|w| w.keys.stem.clone()));
            }
        }
    }
    tables
});

fn words(kind: &str) -> &'static Words {
    static NONE: LazyLock<Words> = LazyLock::new(Words::default);
    TABLES.kinds.get(kind).unwrap_or(&NONE)
}

/// Whether a word says nothing about the matter of a figure, or says what is counted, which is compared by itself.
pub(crate) fn is_common(keys: &Keys) -> bool {
    let digits = keys.stem.starts_with(|c: char| c.is_ascii_digit());
    digits
        || keys.stem.chars().count() < 3
        || TABLES.common.contains(&keys.stem)
        || words("fate").has(keys)
        || words("self").has(keys)
}

/// Whether a word tells of markets, whose figures are told day by day in the same words.
pub(crate) fn is_of_markets(keys: &Keys) -> bool {
    words("market").has_form(keys)
}

/// Whether a word says that a figure has grown.
pub(crate) fn tells_a_rise(keys: &Keys) -> bool {
    words("rise").has_form(keys)
}

/// How far back a word that says what is counted may stand.
const REACH: usize = 4;
/// How far back the count that a figure brings up to date may be named.
const TOTAL_REACH: usize = 12;

/// What a figure counts. `sentence` is its sentence's words, of which the figure's own are `first..end`.
pub(crate) fn what(unit: Option<&str>, sentence: &[Word], first: usize, end: usize) -> Option<What> {
    let before = sentence.get(..first)?;
    // `بينهم ثلاثة أطفال` is a part of another figure, and of which one the words beside it do not tell.
    if before.last().is_some_and(|word| words("part").has_form(&word.keys)) {
        return None;
    }
    match unit {
        None => {
            let kind = fate(before, sentence.get(end..)?, true)?;
            Some(What { kind, of: "person".into(), unit: None })
        }
        Some(unit) if unit.starts_with(|c: char| c.is_ascii()) => {
            measured(unit, before, sentence.get(end..)?)
        }
        Some(unit) => counted(unit, before, sentence.get(end..)?),
    }
}

/// Money, areas, barrels, weights.
fn measured(unit: &str, before: &[Word], after: &[Word]) -> Option<What> {
    let named = |list: &str, reach: usize| {
        let nearest = before.iter().rev().take(reach);
        nearest
            .map_while(|word| (!starts_a_clause(word)).then(|| words(list).get(&word.keys)))
            .flatten()
            .next()
    };
    let what =
        |kind, of: &str, unit: &str| Some(What { kind, of: of.to_owned(), unit: Some(unit.to_owned()) });
    match unit {
        "km2" | "m2" | "ha" => what(Kind::Area, "area", "m2"),
        "bbl" => {
            let daily = after.iter().take(3).any(|w| w.keys.form.contains("يومي") || w.keys.form == "اليوم");
            what(Kind::Oil, named("flow", 8)?, if daily { "bbl/d" } else { "bbl" })
        }
        "t" | "kg" | "MW" | "GW" => what(Kind::Measure, "measure", unit),
        currency if currency.len() == 3 && currency.bytes().all(|b| b.is_ascii_uppercase()) => {
            what(Kind::Money, named("money", REACH + 1)?, currency)
        }
        _ => None,
    }
}

/// `و` at the head of a verb or noun begins another clause: what stands before it is of something else.
fn starts_a_clause(word: &Word) -> bool {
    word.keys.form.starts_with('و') && !word.keys.stem.starts_with('و') && word.keys.form.chars().count() > 3
}

fn counted(unit: &str, before: &[Word], after: &[Word]) -> Option<What> {
    let parts = analyze(unit).words;
    let head = &parts.first()?.keys;
    let whole = parts.iter().map(|w| w.keys.form.as_str()).collect::<Vec<_>>().join(" ");
    let noun = words("noun").forms.get(&whole).copied();
    let noun = noun.or_else(|| if parts.len() == 1 { words("noun").get(head) } else { None });
    if parts.len() == 1
        && let Some(kind) = words("self").get(head).and_then(Kind::of_fate)
    {
        return Some(What { kind, of: "person".into(), unit: None });
    }
    let stems = || parts.iter().map(|w| w.keys.stem.as_str()).collect::<Vec<_>>().join(" ");
    let of = noun.map_or_else(stems, str::to_owned);
    if let Some(kind) = fate(before, after, noun == Some("person")) {
        return Some(What { kind, of, unit: None });
    }
    // `شخص` and the like say only that they are people: what they did or suffered would have to be told.
    let vague = words("passing").has(head) || noun == Some("person") || stems().chars().count() < 3;
    (!vague).then_some(What { kind: Kind::Count, of, unit: None })
}

/// What befell those who are counted, told directly before or behind them, or, where it is people (`total`), by the count that is
/// brought up to date: `عدد قتلى الانفجار إلى 15`.
fn fate(before: &[Word], after: &[Word], total: bool) -> Option<Kind> {
    for word in before.iter().rev().take(REACH) {
        if let Some(name) = words("fate").get(&word.keys) {
            return Kind::of_fate(name);
        }
        if !words("filler").has_form(&word.keys) {
            break;
        }
    }
    let behind = after.iter().take(2).find(|word| words("fated").forms.contains_key(&word.keys.form));
    if let Some(name) = behind.and_then(|word| words("fated").get(&word.keys)) {
        return Kind::of_fate(name);
    }
    let leads_on = |word: &Word| {
        matches!(
            word.keys.form.as_str(),
            "الي" | "بلغ" | "بلغت" | "يبلغ" | "تبلغ" | "ليبلغ" | "لتبلغ" | "ليصل" | "لتصل"
        )
    };
    if !total || !before.iter().rev().take(2).any(leads_on) {
        return None;
    }
    let from = before.len().saturating_sub(TOTAL_REACH);
    let near = before.get(from..)?;
    let at = near.iter().rposition(|word| words("total").has(&word.keys))?;
    let named = near.get(at + 1..)?.iter().take(2).find_map(|word| words("fate").get(&word.keys));
    named.and_then(Kind::of_fate)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of the figure in brackets, with the unit as the engine reads it.
    fn of(unit: Option<&str>, text: &str) -> String {
        let start = text.find('[').unwrap();
        let bare = text.replace(['[', ']'], "");
        let end = text.find(']').unwrap() - 1;
        let words = analyze(&bare).words;
        let first = words.iter().position(|w| w.span.end > start).unwrap();
        let last = words.iter().rposition(|w| w.span.start < end).unwrap();
        match what(unit, &words, first, last + 1) {
            Some(what) => {
                let unit = what.unit.map(|unit| format!(" {unit}")).unwrap_or_default();
                format!("{} {}{unit}", what.kind.name(), what.of)
            }
            None => "-".into(),
        }
    }

    #[test]
    fn figures_count_what_their_words_say() {
        for (expected, unit, text) in [
            ("killed person", Some("شخصا"), "أعلنت الوزارة مقتل [12 شخصا] في انفجار السوق"),
            ("killed person", Some("قتيلا"), "أسفر الانفجار عن سقوط [12 قتيلا]"),
            ("killed person", Some("قتلى"), "سقوط [تسعة قتلى] في السوق"),
            ("killed person", None, "مقتل [12] في انفجار السوق"),
            ("injured person", None, "مقتل 12 وإصابة [30] بجروح"),
            ("killed person", Some("أشخاص"), "لقي [تسعة أشخاص] مصرعهم"),
            ("killed soldier", Some("جنود"), "قال إن [سبعة جنود] قتلوا"),
            ("killed person", Some("شخصا"), "ارتفع عدد قتلى الانفجار في سوق أردانة إلى [15 شخصا]"),
            ("killed child", Some("أطفال"), "وقتل [ثلاثة أطفال] في القصف"),
            // Of which of two figures they are a part is not told.
            ("-", Some("أطفال"), "مقتل 12 شخصا بينهم [ثلاثة أطفال]"),
            ("-", Some("شخص"), "شارك في المسيرة [ألف شخص]"),
            ("count fighter", Some("مسلحين"), "مقتل 12 شخصا في هجوم شنه [ثلاثة مسلحين]"),
            ("money loss USD", Some("USD"), "قدرت الخسائر بنحو [2 مليار دولار]"),
            ("-", Some("USD"), "باعت الشركة بضاعة ب[2 مليار دولار]"),
            ("money cost SAR", Some("SAR"), "بتكلفة تبلغ [2 مليار ريال]"),
            ("area area m2", Some("km2"), "على مساحة [300 كلم2]"),
            ("oil production bbl/d", Some("bbl"), "رفعت إنتاجها إلى [3 ملايين برميل] يوميا"),
            ("-", Some("نقاط"), "جمع الفريق [ثلاث نقاط]"),
            ("count ship", Some("سفن"), "احتجزت البحرية أمس [أربع سفن]"),
            ("-", Some("km"), "على بعد [30 كلم] من أردانة"),
        ] {
            assert_eq!(of(unit, text), expected, "{text}");
        }
    }
}
