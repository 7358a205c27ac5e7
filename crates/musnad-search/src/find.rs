//! Searching: which documents fit a query, how many there are and from how many independent sources, and the best of them in a
//! stable order.
//!
//! The index narrows down by its lists of words; what is left is decided on the numbers that statements lie there as, so that
//! all totals are exact.

use std::ops::Bound;

use musnad_text::Span;
use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::columnar::Column;
use tantivy::query::{
    AllQuery, BooleanQuery, EmptyQuery, EnableScoring, Occur, PhraseQuery, Query as TantivyQuery, RangeQuery,
    TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, Searcher, SegmentReader, Term};

use crate::analyze::Keys;
use crate::error::Error;
use crate::index::{Hit, Index, reached};
use crate::query::{self, Node, Query};
use crate::statement::{Filter, Said, Test, said_by};

/// How many of the best by plain BM25 are ranked by everything else; the next so many come after them, and so on.
const BLOCK: usize = 60;
/// Terms that a prefix may stand for; the most frequent are taken.
const EXPANSIONS: usize = 10_000;
/// Where a filter stands for more speakers than this, the index does not narrow down by them.
const MOST_SPEAKERS: usize = 5_000;

/// What a search looks up elsewhere, and which of its hits it gives.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    /// How many hits.
    pub limit: usize,
    /// How many of the best are passed over.
    pub offset: usize,
    /// The other names of a speaker.
    pub names: &'a dyn Fn(&str) -> Vec<String>,
    /// The number of the document that stands for a document and its copies: of these, one hit is given.
    pub source: &'a dyn Fn(u64) -> u64,
}

impl Default for Look<'_> {
    fn default() -> Self {
        Look { limit: 10, offset: 0, names: &|_| Vec::new(), source: &|number| number }
    }
}

impl std::fmt::Debug for Look<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Look")
            .field("limit", &self.limit)
            .field("offset", &self.offset)
            .finish_non_exhaustive()
    }
}

/// A part of a document that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// The document's number, as given to [`Writer::add`](crate::Writer::add).
    pub document: u64,
    /// Where the part stands in the document's text, in bytes.
    pub place: Span,
    /// Higher is better; comparable within one search and among the best sixty, 0 where nothing ranks.
    pub score: f32,
    at: DocAddress,
}

/// What a search found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The best parts, best first, one for each source.
    pub parts: Vec<Part>,
    /// How many documents match in all.
    pub documents: usize,
    /// From how many independent sources they are.
    pub sources: usize,
    /// Whether no part holds all the words, and these hold some.
    pub relaxed: bool,
    /// For words that no document holds: the nearest that some do, most frequent first.
    pub suggestions: Vec<(String, Vec<String>)>,
    /// What is asked of a statement, where something is.
    pub wanted: Option<Wanted>,
}

/// What a query asks of a statement.
#[derive(Clone, Debug)]
pub struct Wanted(Holds);

impl Wanted {
    /// Whether a statement is such a one, as far as it tells by itself.
    pub fn is(&self, said: &Said) -> bool {
        let packed = said.pack();
        self.0.holds(Some(packed), &[packed], &|_| true)
    }
}

/// What must hold of a document and one of its statements, beside what the index has decided.
#[derive(Clone, Debug)]
enum Holds {
    /// The index has decided it.
    Yes,
    /// It is one of a set of documents, by the number of the set.
    In(usize),
    /// Of the statement.
    Said(Test),
    Not(Box<Holds>),
    All(Vec<Holds>),
    Any(Vec<Holds>),
    /// Of no statement.
    Never(Box<Holds>),
}

impl Holds {
    fn holds(&self, said: Option<u64>, all: &[u64], within: &dyn Fn(usize) -> bool) -> bool {
        match self {
            Holds::Yes => true,
            Holds::In(set) => within(*set),
            Holds::Said(test) => said.is_some_and(|said| test.holds(said)),
            Holds::Not(inner) => !inner.holds(said, all, within),
            Holds::All(parts) => parts.iter().all(|part| part.holds(said, all, within)),
            Holds::Any(parts) => parts.iter().any(|part| part.holds(said, all, within)),
            Holds::Never(inner) => !all.iter().any(|&said| inner.holds(Some(said), all, within)),
        }
    }
}

/// A query with its speakers looked up.
struct Plan<'q> {
    node: &'q Node,
    relaxed: bool,
    /// The terms of each speaker that is asked for.
    speakers: Vec<(&'q str, Vec<String>)>,
    holds: Holds,
    /// What [`Holds::In`] looks into.
    sets: Vec<FxHashSet<DocAddress>>,
    /// Whether statements have a say.
    decides: bool,
    asks: bool,
}

/// A part that fits, before it is ranked. The greater `key` is better.
#[derive(Clone, Copy)]
struct Candidate {
    key: u64,
    number: u64,
    source: u64,
    at: DocAddress,
}

impl Candidate {
    fn order(&self) -> (std::cmp::Reverse<u64>, u64, DocAddress) {
        (std::cmp::Reverse(self.key), self.number, self.at)
    }
}

/// Everything that fits.
#[derive(Default)]
struct Gathered {
    candidates: Vec<Candidate>,
    documents: Numbers,
    sources: Numbers,
}

/// Numbers that were seen, a bit each.
#[derive(Default)]
struct Numbers {
    bits: Vec<u64>,
    count: usize,
}

impl Numbers {
    fn insert(&mut self, number: u64) {
        let (slot, bit) = ((number / 64) as usize, 1 << (number % 64));
        if slot >= self.bits.len() {
            self.bits.resize(slot + 1, 0);
        }
        if let Some(bits) = self.bits.get_mut(slot)
            && *bits & bit == 0
        {
            *bits |= bit;
            self.count += 1;
        }
    }

    fn list(&self) -> Vec<u64> {
        let mut list = Vec::with_capacity(self.count);
        for (slot, &bits) in (0u64..).zip(&self.bits) {
            let mut left = bits;
            while left != 0 {
                list.push(slot * 64 + u64::from(left.trailing_zeros()));
                left &= left - 1;
            }
        }
        list
    }
}

impl Index {
    /// The best documents for a query, each source once, with exact totals.
    ///
    /// Words that are only put side by side must all be there; where no part holds them all, parts that hold some are given
    /// and [`Found::relaxed`] says so. Where nothing is found, [`Found::suggestions`] has the nearest words. The order is the
    /// same in every search of one state of the index, so that pages fit together.
    pub fn search(&self, query: &Query, look: &Look) -> Result<Found, Error> {
        let searcher = self.searcher();
        let mut plan = self.plan(&searcher, query, look.names)?;
        let mut gathered = self.gather(&searcher, query, &plan, look.source)?;
        let mut relaxed = false;
        if gathered.candidates.is_empty() && query.may_relax() {
            plan.relaxed = true;
            gathered = self.gather(&searcher, query, &plan, look.source)?;
            relaxed = !gathered.candidates.is_empty();
        }
        let mut found = Found {
            documents: gathered.documents.count,
            sources: gathered.sources.count,
            relaxed,
            wanted: plan.asks.then(|| Wanted(plan.holds.clone())),
            ..Found::default()
        };
        if gathered.candidates.is_empty() || relaxed {
            found.suggestions = self.suggestions(&searcher, query)?;
        }
        found.parts = self.page(&searcher, query, &plan, gathered.candidates, look)?;
        Ok(found)
    }

    /// The numbers of all documents that fit a query, ascending. Words side by side must all be there.
    pub fn documents(&self, query: &Query, names: &dyn Fn(&str) -> Vec<String>) -> Result<Vec<u64>, Error> {
        let searcher = self.searcher();
        let plan = self.plan(&searcher, query, names)?;
        Ok(self.gather(&searcher, query, &plan, &|number| number)?.documents.list())
    }

    /// A part that was found, with its text and all matches in it.
    pub fn show(&self, query: &Query, part: &Part) -> Result<Hit, Error> {
        let mut hit = self.hit(&self.searcher(), part.at, part.score)?;
        query::Marks::new(&query.node).mark(&mut hit);
        Ok(hit)
    }

    fn plan<'q>(
        &self,
        searcher: &Searcher,
        query: &'q Query,
        names: &dyn Fn(&str) -> Vec<String>,
    ) -> Result<Plan<'q>, Error> {
        let node = &query.node;
        let mut plan = Plan {
            node,
            relaxed: false,
            speakers: Vec::new(),
            holds: Holds::Yes,
            sets: Vec::new(),
            decides: node.about_statements(),
            asks: node.asks_for_statement(),
        };
        if plan.decides {
            self.look_up(searcher, node, names, &mut plan)?;
            plan.holds = self.holds(searcher, node, false, false, &mut plan)?;
        }
        Ok(plan)
    }

    fn look_up<'q>(
        &self,
        searcher: &Searcher,
        node: &'q Node,
        names: &dyn Fn(&str) -> Vec<String>,
        plan: &mut Plan<'q>,
    ) -> Result<(), Error> {
        match node {
            Node::Said(Filter::Speaker { text, words }) if plan.terms(text).is_none() => {
                let found = self.speakers(searcher)?.who(&names(text), words);
                plan.speakers.push((text, found.into_iter().map(str::to_owned).collect()));
                Ok(())
            }
            Node::Not(inner) => self.look_up(searcher, inner, names, plan),
            Node::Or(nodes) | Node::And(nodes) | Node::Beside(nodes) => {
                nodes.iter().try_for_each(|node| self.look_up(searcher, node, names, plan))
            }
            _ => Ok(()),
        }
    }

    /// What must hold of a document and a statement. `bound`: whether some statement is asked for, of which what is negated is
    /// asked too. `alone`: whether the index has not decided this node by itself, because statements have a say beside it.
    fn holds(
        &self,
        searcher: &Searcher,
        node: &Node,
        bound: bool,
        alone: bool,
        plan: &mut Plan,
    ) -> Result<Holds, Error> {
        if !node.about_statements() {
            if !alone {
                return Ok(Holds::Yes);
            }
            let set = self.set(searcher, node, plan)?;
            plan.sets.push(set);
            return Ok(Holds::In(plan.sets.len() - 1));
        }
        Ok(match node {
            Node::Said(filter) => Holds::Said(match filter {
                Filter::Speaker { text, .. } => {
                    let terms: Vec<&str> =
                        plan.terms(text).into_iter().flatten().map(String::as_str).collect();
                    said_by(&terms)
                }
                Filter::Value(field, number) => Test::Value(*field, u64::from(*number)),
            }),
            Node::Not(inner) if bound => Holds::Not(Box::new(self.holds(searcher, inner, true, true, plan)?)),
            Node::Not(inner) => Holds::Never(Box::new(self.holds(searcher, inner, true, true, plan)?)),
            Node::And(nodes) | Node::Beside(nodes) => {
                let bound = bound || nodes.iter().any(Node::asks_for_statement);
                let mut all = Vec::with_capacity(nodes.len());
                for node in nodes {
                    all.push(self.holds(searcher, node, bound, alone, plan)?);
                }
                Holds::All(all)
            }
            Node::Or(nodes) => {
                let mut any = Vec::with_capacity(nodes.len());
                for node in nodes {
                    // Each alternative asks for a statement of its own or for none.
                    any.push(self.holds(searcher, node, bound || node.asks_for_statement(), true, plan)?);
                }
                Holds::Any(any)
            }
            _ => Holds::Yes,
        })
    }

    /// All parts that a node without statements fits.
    fn set(&self, searcher: &Searcher, node: &Node, plan: &Plan) -> Result<FxHashSet<DocAddress>, Error> {
        let query = self.build(searcher, node, plan)?;
        let weight =
            query.weight(EnableScoring::disabled_from_searcher(searcher)).map_err(|e| self.fail(e))?;
        let mut set = FxHashSet::default();
        for (segment, reader) in (0..).zip(searcher.segment_readers()) {
            weight
                .for_each_no_score(reader, &mut |docs| {
                    set.extend(docs.iter().map(|&doc| DocAddress::new(segment, doc)));
                })
                .map_err(|e| self.fail(e))?;
        }
        Ok(set)
    }

    /// All parts that fit, and how many documents and sources they are of.
    fn gather(
        &self,
        searcher: &Searcher,
        query: &Query,
        plan: &Plan,
        source: &dyn Fn(u64) -> u64,
    ) -> Result<Gathered, Error> {
        let ranks = !query.wanted().is_empty();
        let tantivy_query = self.build(searcher, plan.node, plan)?;
        let scoring = match ranks {
            true => EnableScoring::enabled_from_searcher(searcher),
            false => EnableScoring::disabled_from_searcher(searcher),
        };
        let weight = tantivy_query.weight(scoring).map_err(|e| self.fail(e))?;
        let mut gathered = Gathered::default();
        for (segment, reader) in (0..).zip(searcher.segment_readers()) {
            let numbers = self.column(reader, "number")?;
            let published = self.column(reader, "published")?;
            let said = self.column(reader, "said")?;
            let alive = reader.alive_bitset();
            let mut all = Vec::new();
            let mut take = |doc: u32, score: f32| {
                if alive.is_some_and(|alive| !alive.is_alive(doc)) {
                    return;
                }
                let at = DocAddress::new(segment, doc);
                if plan.decides {
                    all.clear();
                    all.extend(said.values_for_doc(doc));
                    if !plan.fits(&all, at) {
                        return;
                    }
                }
                let number = numbers.first(doc).unwrap_or(0);
                let source = source(number);
                // Positive floats are in the order of their bits. Filters alone do not rank: the newest come first.
                let key = match ranks {
                    true => u64::from(score.max(0.0).to_bits()),
                    false => published.first(doc).unwrap_or(0),
                };
                gathered.documents.insert(number);
                gathered.sources.insert(source);
                gathered.candidates.push(Candidate { key, number, source, at });
            };
            let done = match ranks {
                true => weight.for_each(reader, &mut take),
                false => {
                    weight.for_each_no_score(reader, &mut |docs| docs.iter().for_each(|&doc| take(doc, 0.0)))
                }
            };
            done.map_err(|e| self.fail(e))?;
        }
        Ok(gathered)
    }

    fn column(&self, reader: &SegmentReader, name: &str) -> Result<Column<u64>, Error> {
        let column = reader.fast_fields().column_opt::<u64>(name).map_err(|e| self.fail(e))?;
        Ok(column.unwrap_or_else(|| Column::build_empty_column(reader.max_doc())))
    }

    /// Those of the candidates that a page shows: each source once, the best of its parts.
    fn page(
        &self,
        searcher: &Searcher,
        query: &Query,
        plan: &Plan,
        mut candidates: Vec<Candidate>,
        look: &Look,
    ) -> Result<Vec<Part>, Error> {
        let end = look.offset.saturating_add(look.limit);
        let wanted = query.wanted();
        let needed = if wanted.is_empty() { end } else { end.div_ceil(BLOCK).saturating_mul(BLOCK) };
        let mut picks: Vec<Candidate> = Vec::new();
        let mut depth = needed.saturating_mul(2).max(BLOCK);
        while picks.is_empty() && !candidates.is_empty() {
            let whole = depth >= candidates.len();
            if !whole {
                candidates.select_nth_unstable_by_key(depth, Candidate::order);
            }
            let top = candidates.get_mut(..depth).unwrap_or_default();
            let top = if whole { &mut candidates[..] } else { top };
            top.sort_unstable_by_key(Candidate::order);
            let mut seen = FxHashSet::default();
            picks.extend(top.iter().filter(|c| seen.insert(c.source)).take(needed));
            if picks.len() < needed && !whole {
                picks.clear();
                depth = depth.saturating_mul(4);
            }
            if needed == 0 {
                break;
            }
        }
        if wanted.is_empty() {
            let page = picks.iter().skip(look.offset).take(look.limit);
            return page.map(|candidate| self.part(searcher, candidate, 0.0)).collect();
        }
        let mut parts = Vec::with_capacity(look.limit);
        let begin = look.offset / BLOCK * BLOCK;
        for block in picks.get(begin..).unwrap_or_default().chunks(BLOCK) {
            let reaches = if plan.asks { self.reaches(searcher, plan, block)? } else { FxHashMap::default() };
            let addresses = block.iter().map(|candidate| candidate.at).collect();
            let mut ranked = Vec::with_capacity(block.len());
            for (score, at) in self.rank(searcher, &wanted, addresses, &reaches)? {
                if let Some(candidate) = block.iter().find(|candidate| candidate.at == at) {
                    ranked.push((score, *candidate));
                }
            }
            ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.number.cmp(&b.1.number)));
            parts.extend(ranked);
        }
        let page = parts.iter().skip(look.offset - begin).take(look.limit);
        page.map(|(score, candidate)| self.part(searcher, candidate, *score)).collect()
    }

    fn part(&self, searcher: &Searcher, candidate: &Candidate, score: f32) -> Result<Part, Error> {
        let reader = searcher.segment_reader(candidate.at.segment_ord);
        let byte = |name| Ok(self.column(reader, name)?.first(candidate.at.doc_id).unwrap_or(0) as usize);
        let place = Span::new(byte("start")?, byte("end")?);
        Ok(Part { document: candidate.number, place, score, at: candidate.at })
    }

    /// The words that the statements reach over that are asked for.
    fn reaches(
        &self,
        searcher: &Searcher,
        plan: &Plan,
        candidates: &[Candidate],
    ) -> Result<FxHashMap<DocAddress, Vec<(u32, u32)>>, Error> {
        let mut reaches = FxHashMap::default();
        for candidate in candidates {
            let reader = searcher.segment_reader(candidate.at.segment_ord);
            let doc = candidate.at.doc_id;
            let all: Vec<u64> = self.column(reader, "said")?.values_for_doc(doc).collect();
            let reach = self.column(reader, "reach")?;
            let wanted = reach.values_for_doc(doc).zip(&all).filter(|(_, said)| {
                plan.holds.holds(Some(**said), &all, &|set| plan.within(set, candidate.at))
            });
            reaches.insert(candidate.at, wanted.map(|(reach, _)| reached(reach)).collect());
        }
        Ok(reaches)
    }

    /// What the index is asked: everything that fits, and perhaps more where statements have a say.
    fn build(&self, searcher: &Searcher, node: &Node, plan: &Plan) -> Result<Box<dyn TantivyQuery>, Error> {
        let f = &self.fields;
        Ok(match node {
            Node::Word(keys) => term(f.stem, &keys.stem),
            Node::Phrase(words) => phrase(f.stem, words),
            Node::Outlet(words) => phrase(f.outlet, words),
            Node::Place(words) => phrase(f.place, words),
            Node::Said(Filter::Speaker { text, .. }) => match plan.terms(text) {
                Some([]) | None => Box::new(EmptyQuery),
                Some(terms) if terms.len() > MOST_SPEAKERS => Box::new(AllQuery),
                Some(terms) => set(f.who, terms),
            },
            Node::Said(filter) => term(f.how, filter.name()),
            Node::Prefix(prefix) => set(f.form, self.expand(searcher, prefix)?),
            Node::From(day) => self.days(Some(*day), None),
            Node::To(day) => self.days(None, Some(*day)),
            // That no statement is such, or that the one asked for is not, cannot be told here.
            Node::Not(inner) if inner.about_statements() => Box::new(AllQuery),
            Node::Not(inner) => {
                let inner = self.build(searcher, inner, plan)?;
                Box::new(BooleanQuery::new(vec![(Occur::Must, Box::new(AllQuery)), (Occur::MustNot, inner)]))
            }
            Node::Or(nodes) => {
                let mut clauses = Vec::with_capacity(nodes.len());
                for node in nodes {
                    clauses.push((Occur::Should, self.build(searcher, node, plan)?));
                }
                Box::new(BooleanQuery::new(clauses))
            }
            Node::And(nodes) | Node::Beside(nodes) => {
                let loosely = plan.relaxed && matches!(node, Node::Beside(_));
                let mut clauses = Vec::with_capacity(nodes.len());
                let mut words = false;
                for node in nodes {
                    clauses.push(match node {
                        Node::From(_) | Node::To(_) => continue,
                        Node::Not(inner) if !inner.about_statements() => {
                            (Occur::MustNot, self.build(searcher, inner, plan)?)
                        }
                        node => {
                            let optional = loosely && !node.filters();
                            words |= optional;
                            let occur = if optional { Occur::Should } else { Occur::Must };
                            (occur, self.build(searcher, node, plan)?)
                        }
                    });
                }
                // One day lies after one and before the other.
                let from = nodes
                    .iter()
                    .filter_map(|n| if let Node::From(day) = n { Some(*day) } else { None })
                    .max();
                let to =
                    nodes.iter().filter_map(|n| if let Node::To(day) = n { Some(*day) } else { None }).min();
                if from.is_some() || to.is_some() {
                    clauses.push((Occur::Must, self.days(from, to)));
                }
                if words {
                    // One of the words must be there, beside whatever filters say.
                    let (some, rest): (Vec<_>, Vec<_>) =
                        clauses.into_iter().partition(|(occur, _)| *occur == Occur::Should);
                    clauses = rest;
                    clauses.push((Occur::Must, Box::new(BooleanQuery::new(some))));
                }
                if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
                    clauses.push((Occur::Must, Box::new(AllQuery)));
                }
                Box::new(BooleanQuery::new(clauses))
            }
        })
    }

    fn days(&self, from: Option<u32>, to: Option<u32>) -> Box<dyn TantivyQuery> {
        let bound = |day: Option<u32>| match day {
            Some(day) => Bound::Included(Term::from_field_u64(self.fields.days, u64::from(day))),
            None => Bound::Unbounded,
        };
        Box::new(RangeQuery::new(bound(from), bound(to)))
    }

    /// The folded forms that begin with a prefix, behind whatever proclitics.
    fn expand(&self, searcher: &Searcher, prefix: &str) -> Result<Vec<String>, Error> {
        let mut forms: Vec<(u32, String)> = Vec::new();
        for reader in searcher.segment_readers() {
            let inverted = reader.inverted_index(self.fields.form).map_err(|e| self.fail(e))?;
            for proclitics in query::PROCLITICS {
                let start = format!("{proclitics}{prefix}");
                let range = inverted.terms().range().ge(start.as_bytes());
                let mut stream = range.into_stream().map_err(|e| self.fail(e.into()))?;
                while stream.advance() {
                    let key = stream.key();
                    if !key.starts_with(start.as_bytes()) {
                        break;
                    }
                    if let Ok(form) = std::str::from_utf8(key) {
                        forms.push((stream.value().doc_freq, form.to_owned()));
                    }
                }
            }
        }
        forms.sort_unstable_by(|a, b| a.1.cmp(&b.1));
        forms.dedup_by(|next, kept| {
            let same = next.1 == kept.1;
            if same {
                kept.0 += next.0;
            }
            same
        });
        forms.sort_unstable_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        forms.truncate(EXPANSIONS);
        Ok(forms.into_iter().map(|(_, form)| form).collect())
    }
}

impl Plan<'_> {
    fn terms(&self, text: &str) -> Option<&[String]> {
        self.speakers.iter().find(|(of, _)| *of == text).map(|(_, terms)| terms.as_slice())
    }

    fn within(&self, set: usize, at: DocAddress) -> bool {
        self.sets.get(set).is_some_and(|set| set.contains(&at))
    }

    /// Whether a part with these statements fits.
    fn fits(&self, all: &[u64], at: DocAddress) -> bool {
        let within = |set| self.within(set, at);
        let of = |said| self.holds.holds(said, all, &within);
        of(None) || (self.asks && all.iter().any(|&said| of(Some(said))))
    }
}

/// Any of some terms.
pub(crate) fn set<T: AsRef<str>>(field: Field, terms: impl IntoIterator<Item = T>) -> Box<dyn TantivyQuery> {
    Box::new(TermSetQuery::new(terms.into_iter().map(|text| Term::from_field_text(field, text.as_ref()))))
}

pub(crate) fn term(field: Field, text: &str) -> Box<dyn TantivyQuery> {
    Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::WithFreqs))
}

fn phrase(field: Field, words: &[Keys]) -> Box<dyn TantivyQuery> {
    match words {
        [] => Box::new(EmptyQuery),
        [one] => term(field, &one.stem),
        several => {
            let terms = several.iter().map(|k| Term::from_field_text(field, &k.stem)).collect();
            Box::new(PhraseQuery::new(terms))
        }
    }
}
