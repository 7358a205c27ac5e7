//! One quantity across documents: what different sources give for it, disputes first.
//!
//! A figure is taken from a document with what it counts ([`What`]) and its matter, told by the words around it (`matter.rs`). Figures
//! of one matter from independent sources make a group; copies of one wire are one source. Two figures are put together only where an
//! editor would: a figure whose words say too little stands alone and is not shown. So are prices, scores, shares and times, for what
//! they are of is seldom told beside them.

mod matter;
mod what;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

use jiff::civil::Date;
use musnad::pipeline;
use musnad_search::analyze::{Word, analyze};
use rusqlite::params;
use rustc_hash::FxHashMap;
use serde::Serialize;

pub use what::{Kind, What};

use matter::{Matter, alike, beside};
use matter::{Stem, Stems, about};
use what::what;

use crate::documents::DocumentId;
use crate::narrow::{Narrow, full_day, shown};
use crate::reading::{Place, Words};
use crate::{Casefile, Error, Evidence, Opened};

/// Text that is read on each side of a figure, in code points: a long sentence's length.
const WINDOW: usize = 320;
/// Figures of one event are given within so many days of one another.
const DAYS: i32 = 14;
/// What befell people in one event is counted for so many days.
const EVENT: i32 = 4;
/// What has fallen within so many days although it can only grow is disputed, and later was counted anew.
const RECOUNT: i32 = 7;
/// A figure that rounds another is this far from it at most.
const ABOUT: f64 = 0.1;

/// What was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figures {
    /// What it was narrowed down to.
    pub narrow: Narrow,
    /// One quantity each, disputes first, then those with most independent sources.
    pub quantities: Vec<Quantity>,
    /// How many there are, also those beyond the limit.
    pub total: usize,
}

/// One quantity of one matter as several independent sources give it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Quantity {
    /// What is counted.
    pub what: What,
    /// Words of the first figure's sentence that the others share, as they stand there, in order.
    pub matter: Vec<String>,
    /// How the values stand to one another.
    pub standing: Standing,
    /// The lowest value that is given.
    pub lowest: f64,
    /// The highest.
    pub highest: f64,
    /// The value given last; of several on that day the one with most sources.
    pub latest: f64,
    /// Independent sources of all values.
    pub sources: usize,
    /// Documents, copies counted.
    pub documents: usize,
    /// The values, ascending.
    pub values: Vec<Given>,
}

/// How the values of one quantity stand to one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// Independent sources give different values at one time.
    Disputed,
    /// Later values are higher, and of a kind that grows while it is counted, or said to have grown.
    Grown,
    /// Different values at different times.
    Changed,
    /// All agree, as closely as they say they do.
    Agreed,
}

impl Standing {
    /// Its name, as it stands in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Standing::Disputed => "disputed",
            Standing::Grown => "grown",
            Standing::Changed => "changed",
            Standing::Agreed => "agreed",
        }
    }
}

/// One value with who gives it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Given {
    /// The lower end, in the unit of the quantity.
    pub low: f64,
    /// The upper end; the same where it is one number.
    pub high: f64,
    /// Independent sources.
    pub sources: usize,
    /// One piece of evidence from each, in the order of days.
    pub evidence: Vec<FigureEvidence>,
}

/// The sentence of a figure, and the figure in it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FigureEvidence {
    /// The sentence, with its chain.
    #[serde(flatten)]
    pub evidence: Evidence,
    /// The figure's own words.
    pub figure: Words,
    /// Whether it is given as about so much.
    pub approx: bool,
    /// `about`, `at_least`, `at_most`, `more_than`, `less_than`.
    pub bound: Option<String>,
    /// The day on which it was given.
    #[serde(serialize_with = "shown")]
    pub day: Option<Date>,
}

/// A figure with its matter.
#[derive(Debug)]
struct Figure {
    document: DocumentId,
    /// The document that stands for its copies.
    source: DocumentId,
    outlet: String,
    place: Place,
    low: f64,
    high: f64,
    approx: bool,
    day: Option<Date>,
    what: What,
    matter: Matter,
}

/// Figures of one document, with what the casefile's tables know of its sentences.
struct Source {
    id: DocumentId,
    title: String,
    outlet: String,
    day: Option<Date>,
    text: String,
    figures: Vec<(Place, f64, f64, Option<String>, bool)>,
    places: Vec<(Place, String)>,
    names: Vec<(Place, String)>,
    days: Vec<(Place, String)>,
}

/// A figure as it is read from its document, before its words have numbers.
struct Raw {
    place: Place,
    low: f64,
    high: f64,
    approx: bool,
    what: What,
    near: Vec<String>,
    places: Vec<String>,
    names: Vec<String>,
    days: Vec<(Date, Date)>,
    rise: bool,
}

impl Casefile {
    /// The quantities that several independent sources give, at most `limit` of them.
    ///
    /// # Errors
    /// As [`Casefile::refresh`], and [`Error::Query`] for words that are no query.
    pub fn figures(&self, narrow: &Narrow, limit: usize) -> Result<Figures, Error> {
        let figures = self.all_figures(narrow)?;
        let (figures, stems) = figures;
        let groups = groups(&figures, &stems);
        let mut ranked: Vec<(Standing, usize, Vec<usize>)> = groups
            .into_iter()
            .map(|group| {
                let of: Vec<&Figure> = group.iter().filter_map(|&at| figures.get(at)).collect();
                (standing(&of), sources(&of), group)
            })
            .collect();
        ranked.sort_by_key(|(standing, sources, group)| {
            (*standing != Standing::Disputed, Reverse(*sources), *standing, group.first().copied())
        });
        let total = ranked.len();
        let mut quantities = Vec::new();
        for (standing, sources, group) in ranked.into_iter().take(limit) {
            let of: Vec<&Figure> = group.iter().filter_map(|&at| figures.get(at)).collect();
            quantities.extend(self.quantity(&of, standing, sources, &stems)?);
        }
        Ok(Figures { narrow: narrow.clone(), quantities, total })
    }

    fn all_figures(&self, narrow: &Narrow) -> Result<(Vec<Figure>, Stems), Error> {
        let index = self.words()?;
        let within = self.documents_with(narrow)?;
        let sources = self.sources(&|id| within.as_ref().is_none_or(|set| set.contains(&id)));
        let sources = sources.map_err(|e| self.error(e))?;
        let first = self.all_first().map_err(|e| self.error(e))?;
        let mut stems = Stems::default();
        let mut figures = Vec::new();
        let sources = sources.into_iter().filter(|source| narrow.has(source.day));
        pipeline::in_order(
            sources.collect::<Vec<_>>(),
            pipeline::default_jobs(),
            read,
            |(id, outlet, day, about, raw)| {
                let numbers = |stems: &mut Stems, words: &[String]| {
                    let mut numbers: Vec<Stem> = words.iter().map(|word| stems.number(word)).collect();
                    numbers.sort_unstable();
                    numbers.dedup();
                    numbers
                };
                for raw in raw {
                    let near = numbers(&mut stems, &raw.near);
                    let mut wide = numbers(&mut stems, &about);
                    wide.extend(&near);
                    wide.sort_unstable();
                    wide.dedup();
                    let Raw { place, low, high, approx, what, places, names, days, rise, .. } = raw;
                    let matter = Matter { near, wide, places, names, days, rise };
                    let source = first.get(&id).copied().unwrap_or(id);
                    figures.push(Figure {
                        document: id,
                        source,
                        outlet: outlet.clone(),
                        place,
                        low,
                        high,
                        approx,
                        day,
                        what,
                        matter,
                    });
                }
                ControlFlow::Continue(())
            },
        );
        stems.weigh(index.len() as u64, |stem| index.frequency(stem)).map_err(|e| self.index_error(e))?;
        Ok((figures, stems))
    }

    /// The document that stands for each that has copies.
    pub(crate) fn all_first(&self) -> rusqlite::Result<FxHashMap<DocumentId, DocumentId>> {
        let mut rows = self.db.prepare("SELECT document, first FROM beside.copy")?;
        rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
    }

    /// Documents with figures that may be compared.
    fn sources(&self, wanted: &dyn Fn(DocumentId) -> bool) -> rusqlite::Result<Vec<Source>> {
        let mut sources: BTreeMap<DocumentId, Vec<_>> = BTreeMap::new();
        let mut rows = self.db.prepare(
            "SELECT document, start, \"end\", low, high, unit, approx FROM quantity
             WHERE document IN (SELECT id FROM document WHERE current = 1)",
        )?;
        let mut rows = rows.query([])?;
        while let Some(row) = rows.next()? {
            let id = row.get(0)?;
            let unit: Option<String> = row.get(5)?;
            if !wanted(id) || unit.as_deref().is_some_and(never_compared) {
                continue;
            }
            let place = Place { start: row.get(1)?, end: row.get(2)? };
            let figure = (place, row.get(3)?, row.get(4)?, unit, row.get::<_, i64>(6)? != 0);
            sources.entry(id).or_default().push(figure);
        }
        let mut texts =
            self.db.prepare("SELECT title, published, text, outlet FROM document WHERE id = ?1")?;
        let mut names = self.db.prepare("SELECT start, \"end\", name, type FROM name WHERE document = ?1")?;
        let mut dates = self.db.prepare(
            "SELECT start, \"end\", value FROM date WHERE document = ?1 AND type IN ('date', 'time')",
        )?;
        let mut out = Vec::with_capacity(sources.len());
        for (id, figures) in sources {
            let mut source = texts.query_row([id], |row| {
                let title: Option<String> = row.get(0)?;
                let published: Option<String> = row.get(1)?;
                Ok(Source {
                    id,
                    title: title.unwrap_or_default(),
                    outlet: row.get::<_, Option<String>>(3)?.unwrap_or_default(),
                    day: published.as_deref().and_then(full_day),
                    text: row.get(2)?,
                    figures,
                    places: Vec::new(),
                    names: Vec::new(),
                    days: Vec::new(),
                })
            })?;
            let mut rows = names.query(params![id])?;
            while let Some(row) = rows.next()? {
                let place = Place { start: row.get(0)?, end: row.get(1)? };
                let kind: String = row.get(3)?;
                let list = if kind == "place" { &mut source.places } else { &mut source.names };
                list.push((place, row.get(2)?));
            }
            let mut rows = dates.query(params![id])?;
            while let Some(row) = rows.next()? {
                source.days.push((Place { start: row.get(0)?, end: row.get(1)? }, row.get(2)?));
            }
            out.push(source);
        }
        Ok(out)
    }

    /// A group of figures as it is shown.
    fn quantity(
        &self,
        figures: &[&Figure],
        standing: Standing,
        sources: usize,
        stems: &Stems,
    ) -> Result<Option<Quantity>, Error> {
        let Some(first) = figures.first() else { return Ok(None) };
        let mut values: Vec<Given> = Vec::new();
        let mut matter = Vec::new();
        let mut documents = 0;
        let mut order: Vec<&&Figure> = figures.iter().collect();
        order.sort_by_key(|figure| (figure.day, figure.document));
        let mut given = Vec::new();
        for figure in order {
            let Some(opened) = self.opened(figure.document)? else { continue };
            let evidence = figure_evidence(&opened, figure);
            if figure.document == first.document {
                matter = shared_words(&evidence.evidence.words.text, figures, stems);
            }
            let same = |given: &Given| given.low == figure.low && given.high == figure.high;
            // Of copies and of several mentions the first stands for the source.
            if given.contains(&(figure.source, figure.low.to_bits(), figure.high.to_bits())) {
                continue;
            }
            given.push((figure.source, figure.low.to_bits(), figure.high.to_bits()));
            match values.iter_mut().find(|given| same(given)) {
                Some(given) => given.evidence.push(evidence),
                None => {
                    values.push(Given {
                        low: figure.low,
                        high: figure.high,
                        sources: 0,
                        evidence: vec![evidence],
                    });
                }
            }
        }
        let mut counted = Vec::new();
        for given in &mut values {
            given.sources = given.evidence.len();
            for evidence in &given.evidence {
                let copies = &evidence.evidence.copies;
                if !counted.contains(&copies.first) {
                    counted.push(copies.first);
                    documents += copies.documents;
                }
            }
        }
        let newest = |given: &Given| given.evidence.iter().filter_map(|e| e.day).max();
        let latest = values.iter().max_by_key(|given| (newest(given), given.sources)).map(|given| given.high);
        values.sort_by(|a, b| a.low.total_cmp(&b.low).then(a.high.total_cmp(&b.high)));
        let (Some(lowest), Some(latest)) = (values.first().map(|given| given.low), latest) else {
            return Ok(None);
        };
        let highest = values.iter().map(|given| given.high).fold(lowest, f64::max);
        Ok(Some(Quantity {
            what: first.what.clone(),
            matter,
            standing,
            lowest,
            highest,
            latest,
            sources,
            documents,
            values,
        }))
    }
}

/// Units whose figures are never put together.
fn never_compared(unit: &str) -> bool {
    unit.starts_with(|c: char| c.is_ascii())
        && !(unit.len() == 3 && unit.bytes().all(|b| b.is_ascii_uppercase()))
        && !matches!(unit, "km2" | "m2" | "ha" | "bbl" | "t" | "kg" | "MW" | "GW")
}

/// The figures of a document that count something comparable.
fn read(source: Source) -> (DocumentId, String, Option<Date>, Vec<String>, Vec<Raw>) {
    let mut raw = Vec::new();
    let bytes: Vec<usize> = source.text.char_indices().map(|(at, _)| at).chain([source.text.len()]).collect();
    let byte =
        |point: usize| bytes.get(point.min(bytes.len().saturating_sub(1))).copied().unwrap_or_default();
    for (place, low, high, unit, approx) in &source.figures {
        let from = byte(place.start.saturating_sub(WINDOW));
        let to = byte(place.end + WINDOW);
        let Some(window) = source.text.get(from..to) else { continue };
        let analysis = analyze(window);
        let (start, end) = (byte(place.start) - from, byte(place.end) - from);
        let Some(sentence) = analysis.words.iter().find(|w| w.span.end > start).map(|w| w.sentence) else {
            continue;
        };
        let words: Vec<Word> = analysis.words.into_iter().filter(|w| w.sentence == sentence).collect();
        let Some(first) = words.iter().position(|w| w.span.end > start) else { continue };
        let last =
            words.iter().rposition(|w| w.span.start < end).map_or(first + 1, |last| last + 1).max(first + 1);
        if words.iter().any(|word| what::is_of_markets(&word.keys)) {
            continue;
        }
        let Some(what) = what(unit.as_deref(), &words, first, last) else { continue };
        let scale = match unit.as_deref() {
            Some("km2") => 1e6,
            Some("ha") => 1e4,
            _ => 1.0,
        };
        let (near, rise) = beside(&words, first, last);
        let span = analysis.sentences.get(sentence as usize).copied().unwrap_or_default();
        let inside =
            |other: &Place| byte(other.start) >= from + span.start && byte(other.end) <= from + span.end;
        let names = |list: &[(Place, String)]| -> Vec<String> {
            list.iter().filter(|(at, _)| inside(at)).map(|(_, name)| name.clone()).collect()
        };
        let days = source.days.iter().filter(|(at, _)| inside(at)).filter_map(|(_, value)| covers(value));
        raw.push(Raw {
            place: *place,
            low: low * scale,
            high: high * scale,
            approx: *approx,
            what,
            near,
            places: names(&source.places),
            names: names(&source.names),
            days: days.collect(),
            rise,
        });
    }
    // Two values of one kind in one sentence are of two things: parts, lists, sides.
    let several = |one: &Raw| {
        let near = |other: &&Raw| other.place.start.abs_diff(one.place.start) < WINDOW;
        raw.iter().filter(near).any(|other| other.what == one.what && other.low != one.low)
    };
    let keep: Vec<bool> = raw.iter().map(|one| !several(one)).collect();
    let mut keep = keep.into_iter();
    raw.retain(|_| keep.next().unwrap_or(true));
    let about = if raw.is_empty() { Vec::new() } else { about(&source.title, &source.text) };
    (source.id, source.outlet, source.day, about, raw)
}

/// The days from and to which a date of the contract covers, where it is a day, month or year.
pub(crate) fn covers(value: &str) -> Option<(Date, Date)> {
    let value = value.split('T').next()?;
    Some((crate::narrow::day(value, false)?, crate::narrow::day(value, true)?))
}

/// Puts figures of one matter together, the most alike pair first, and only where most pairs across are alike.
fn groups(figures: &[Figure], stems: &Stems) -> Vec<Vec<usize>> {
    let mut by_what: BTreeMap<&What, Vec<usize>> = BTreeMap::new();
    for (at, figure) in figures.iter().enumerate() {
        by_what.entry(&figure.what).or_default().push(at);
    }
    let mut out = Vec::new();
    for members in by_what.values().filter(|members| members.len() > 1) {
        let pairs = pairs(figures, members, stems);
        out.extend(joined(figures, &pairs));
    }
    out.retain(|group| {
        let of: Vec<&Figure> = group.iter().filter_map(|&at| figures.get(at)).collect();
        sources(&of) > 1
    });
    out
}

/// Pairs of figures of one matter, with how alike they are.
fn pairs(figures: &[Figure], members: &[usize], stems: &Stems) -> Vec<(f64, usize, usize)> {
    let mut holders: FxHashMap<Stem, Vec<usize>> = FxHashMap::default();
    let mut pairs = Vec::new();
    for &at in members {
        let Some(figure) = figures.get(at) else { continue };
        let mut shared: FxHashMap<usize, f64> = FxHashMap::default();
        for &stem in &figure.matter.near {
            let weight = stems.weight(stem);
            if weight < 2.5 {
                continue;
            }
            let holders = holders.entry(stem).or_default();
            for &other in holders.iter() {
                *shared.entry(other).or_default() += weight;
            }
            holders.push(at);
        }
        let mut likely: Vec<usize> =
            shared.into_iter().filter(|(_, sum)| *sum >= 8.0).map(|(at, _)| at).collect();
        likely.sort_unstable();
        for other in likely {
            let Some(before) = figures.get(other) else { continue };
            if let Some(score) = of_one_matter(before, figure, stems) {
                pairs.push((score, other, at));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    pairs
}

fn of_one_matter(one: &Figure, other: &Figure, stems: &Stems) -> Option<f64> {
    let same_value = one.low == other.low && one.high == other.high;
    if one.document == other.document && !same_value {
        return None;
    }
    if one.what.kind != Kind::Area
        && let (Some(a), Some(b)) = (one.day, other.day)
        && days_between(a, b).abs() > DAYS
    {
        return None;
    }
    // The outlet that reports day by day in the same words: the market, the weather. A toll is told so as well, and grows.
    let daily = !one.outlet.is_empty() && one.outlet == other.outlet && one.day != other.day;
    if daily && !same_value && !one.what.kind.grows() {
        return None;
    }
    if !same_value && !told_apart_by_nothing_else(one, other) {
        return None;
    }
    let bodies = matches!(one.what.kind, Kind::Money | Kind::Oil | Kind::Count | Kind::Measure | Kind::Area);
    alike(&one.matter, &other.matter, same_value, bodies, stems)
}

/// Whether two different values may be of one matter as far as day, outlet and place tell: what befell people in one event is told for
/// some days and of one place; of anything else only different outlets at one time can differ about it.
fn told_apart_by_nothing_else(one: &Figure, other: &Figure) -> bool {
    let (Some(a), Some(b)) = (one.day, other.day) else { return true };
    let apart = days_between(a, b).abs();
    let shares = |one: &[String], other: &[String]| one.iter().any(|name| other.contains(name));
    let names =
        shares(&one.matter.places, &other.matter.places) || shares(&one.matter.names, &other.matter.names);
    if one.what.kind.grows() {
        apart <= EVENT && (names || apart == 0)
    } else {
        one.what.kind == Kind::Area || apart <= 1 && names && one.outlet != other.outlet
    }
}

fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// Joins pairs to groups. Two groups become one where at least half of the pairs across are pairs, and where no document then gives
/// two values for one thing.
fn joined(figures: &[Figure], pairs: &[(f64, usize, usize)]) -> Vec<Vec<usize>> {
    let linked: rustc_hash::FxHashSet<(usize, usize)> = pairs.iter().map(|&(_, a, b)| (a, b)).collect();
    let is_pair = |a: usize, b: usize| linked.contains(&(a.min(b), a.max(b)));
    let mut group_of: FxHashMap<usize, usize> = FxHashMap::default();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for &(_, a, b) in pairs {
        for at in [a, b] {
            group_of.entry(at).or_insert_with(|| {
                groups.push(vec![at]);
                groups.len() - 1
            });
        }
        let (Some(&one), Some(&other)) = (group_of.get(&a), group_of.get(&b)) else { continue };
        let (Some(left), Some(right)) = (groups.get(one), groups.get(other)) else { continue };
        if one == other {
            continue;
        }
        let across = left.iter().flat_map(|&l| right.iter().map(move |&r| (l, r)));
        let alike = across.clone().filter(|&(l, r)| is_pair(l, r)).count();
        let clash = across.clone().any(|(l, r)| match (figures.get(l), figures.get(r)) {
            (Some(l), Some(r)) => l.document == r.document && (l.low, l.high) != (r.low, r.high),
            _ => false,
        });
        if clash || alike * 2 < left.len() * right.len() {
            continue;
        }
        let moved = right.clone();
        for &at in &moved {
            group_of.insert(at, one);
        }
        if let Some(left) = groups.get_mut(one) {
            left.extend(moved);
        }
        if let Some(right) = groups.get_mut(other) {
            right.clear();
        }
    }
    groups.iter_mut().for_each(|group| group.sort_unstable());
    groups.retain(|group| group.len() > 1);
    groups.sort();
    groups
}

/// How many independent sources give figures.
fn sources(figures: &[&Figure]) -> usize {
    let mut sources: Vec<DocumentId> = figures.iter().map(|figure| figure.source).collect();
    sources.sort_unstable();
    sources.dedup();
    sources.len()
}

/// How the values of a group stand to one another.
fn standing(figures: &[&Figure]) -> Standing {
    let mut standing = Standing::Agreed;
    for (n, one) in figures.iter().enumerate() {
        for other in figures.iter().skip(n + 1).filter(|other| other.source != one.source) {
            if agree(one, other) {
                continue;
            }
            standing = standing.min(differ(one, other));
        }
    }
    standing
}

/// Whether two figures say the same, as closely as they say it.
fn agree(one: &Figure, other: &Figure) -> bool {
    if one.low <= other.high && other.low <= one.high {
        return true;
    }
    let (low, high) = if one.low < other.low { (one, other) } else { (other, one) };
    let gap = (high.low - low.high) / high.low.abs().max(1e-9);
    if (one.approx || other.approx) && gap <= ABOUT {
        return true;
    }
    // 2.7 million rounds 2.68 million.
    high.low >= 1000.0 && (rounds(high.low, low.high) || rounds(low.high, high.low))
}

/// Whether one number is the other, rounded to the places that it has; at least two of them.
fn rounds(round: f64, exact: f64) -> bool {
    let mut step = 1.0;
    while step < round && round % (step * 10.0) == 0.0 {
        step *= 10.0;
    }
    round / step >= 10.0 && (round - exact).abs() <= step / 2.0
}

/// How two figures that do not agree stand to one another.
fn differ(one: &Figure, other: &Figure) -> Standing {
    let grows = one.what.kind.grows();
    let (Some(a), Some(b)) = (one.day, other.day) else { return Standing::Disputed };
    let (before, after, days) =
        if a <= b { (one, other, days_between(a, b)) } else { (other, one, days_between(b, a)) };
    let risen = after.low > before.low;
    if days == 0 {
        // The higher one says that it has grown: the other was given earlier on that day.
        let higher = if risen { after } else { before };
        return if higher.matter.rise { Standing::Grown } else { Standing::Disputed };
    }
    if grows {
        return match risen {
            true => Standing::Grown,
            false if days <= RECOUNT => Standing::Disputed,
            false => Standing::Changed,
        };
    }
    if one.what.kind == Kind::Area { Standing::Disputed } else { Standing::Changed }
}

/// The sentence of a figure as evidence, said by whoever gives the figure.
fn figure_evidence(opened: &Opened, figure: &Figure) -> FigureEvidence {
    let place =
        opened.sentence_at(figure.place.start).filter(|s| s.holds(figure.place)).unwrap_or(figure.place);
    let mut evidence = opened.evidence(place);
    let own = opened.evidence(figure.place);
    (evidence.said, evidence.label, evidence.grade) = (own.said, own.label, own.grade);
    let read = opened.reading.quantities.iter().find(|q| q.words.place() == figure.place);
    let said_on = evidence.said.as_ref().and_then(|said| said.said_on.as_deref()).and_then(full_day);
    FigureEvidence {
        evidence,
        figure: own.words,
        approx: figure.approx,
        bound: read.and_then(|q| q.bound.clone()),
        day: said_on.or(figure.day),
    }
}

/// Words of a sentence that most of the figures have beside them.
fn shared_words(sentence: &str, figures: &[&Figure], stems: &Stems) -> Vec<String> {
    const MOST: usize = 8;
    let mut seen = Vec::new();
    let mut shared = Vec::new();
    for word in analyze(sentence).words {
        let holds =
            |figure: &&&Figure| figure.matter.near.iter().any(|&stem| stems.stem(stem) == word.keys.stem);
        let count = figures.iter().filter(holds).count();
        if count * 2 > figures.len() && count > 1 && !seen.contains(&word.keys.stem) && shared.len() < MOST {
            seen.push(word.keys.stem.clone());
            shared.push(word.span.of(sentence).to_owned());
        }
    }
    shared
}
