//! Ranking: which passage, and which sentence in it, answers a question or fits a search best. No language model.
//!
//! Plain BM25 over stems and consonants chooses candidates; these are then scored by what is known of where the words stand:
//! BM25 of stems, of forms as written and of consonants; how much of the question's weight is there at all; how close
//! together; how much of it in one stretch of a sentence's length; the title. For questions, sentences of the best passages
//! are scored in the same way, with their neighbours and what the question asks for (a day, a number, a place).

use std::sync::LazyLock;

use musnad_text::Span;
use musnad_text::chars::fold;
use musnad_text::lexicon::rows;
use rustc_hash::FxHashMap;
use tantivy::collector::TopDocs;
use tantivy::postings::Postings;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, Query as TantivyQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, DocSet, Searcher, Term};

use crate::analyze::{Analysis, Keys, analyze};
use crate::error::Error;
use crate::find::{set, term};
use crate::index::{Hit, Index};
use crate::stem;

/// How many passages are candidates for a question.
const CANDIDATES: usize = 120;
/// How many of the best passages are read again, sentence by sentence.
const READ: usize = 20;
/// More words than this are no question; the first are taken.
const MOST_WORDS: usize = 64;
/// Words before this place stand at the beginning of a text.
const LEAD: u32 = 10;

/// What counts how much. The values were found on half of
/// ARCD's questions, and `cargo xtask arcd` reports both halves.
#[derive(Clone, Debug)]
pub struct Weights {
    values: Vec<(&'static str, f32)>,
}

macro_rules! weights {
    ($($(#[$doc:meta])* $name:ident = $value:expr;)*) => {
        impl Weights {
            $($(#[$doc])* #[inline] fn $name(&self) -> f32 { self.values[Slot::$name as usize].1 })*
        }
        #[allow(non_camel_case_types, clippy::enum_variant_names)]
        #[derive(Clone, Copy)]
        enum Slot { $($name,)* }
        impl Default for Weights {
            fn default() -> Weights {
                Weights { values: vec![$((stringify!($name), $value),)*] }
            }
        }
    };
}

weights! {
    /// BM25: how fast repetition saturates.
    k1 = 1.8;
    /// BM25: how much length counts.
    b = 1.0;
    /// How much more rare words count than by their plain inverse document frequency.
    rare = 0.1;
    /// The form as written.
    form = 0.6;
    /// The consonants.
    loose = 0.6;
    /// The title.
    title = 0.2;
    /// The share of the question's weight that is there.
    coverage = 0.5;
    /// Neighbouring words of the question, close together.
    near = 0.8;
    /// The weight of the best stretch of a sentence's length.
    stretch = 0.3;
    /// Sentences: the passage's score.
    passage = 3.3;
    /// Sentences: the neighbours.
    neighbour = 0.15;
    /// Sentences: consonants.
    s_loose = 0.6;
    /// Sentences: length.
    s_b = 0.1;
    /// Sentences: close together.
    s_near = 1.3;
    /// Sentences: what is asked for is there.
    cue = 1.0;
    /// Passages: the best of their sentences.
    best = 0.8;
    /// Passages: words that stand at the beginning, which tells what a text is about.
    lead = 0.8;
    /// The same for questions that ask who or what somebody or something is.
    lead_what = 0.5;
    /// The share of the weight that stands in a statement that is asked for.
    said = 1.5;
    /// Sentences: the first of a text, for questions who or what somebody or something is.
    s_first = 0.5;
}

impl Weights {
    /// Sets one by its name, for measuring.
    #[doc(hidden)]
    pub fn set(&mut self, name: &str, value: f32) -> bool {
        let slot = self.values.iter_mut().find(|(n, _)| *n == name);
        slot.map(|slot| slot.1 = value).is_some()
    }
}

/// What a question asks for, as far as its question word tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Asks {
    /// `متى`: a day, a year.
    When,
    /// `كم`: a number.
    Number,
    /// `أين`: a place.
    Where,
    /// `من هو`: a person.
    Who,
    /// `لماذا`: a reason.
    Why,
    /// `كيف`: a manner.
    How,
    /// `ما`, `ماذا`: a thing.
    What,
    /// Nothing that could be told.
    Any,
}

/// A question taken apart: what it asks for, and the words to look for.
#[derive(Clone, Debug)]
pub struct Question {
    /// What its question word asks for.
    pub asks: Asks,
    /// Whether it asks who or what somebody or something is: `ما هو السنط؟`.
    pub defines: bool,
    pub(crate) wanted: Vec<Keys>,
    /// Words of what the question follows on, which count half.
    context: Vec<Keys>,
    /// Who must be among a document's speakers, under any of these names.
    speakers: Vec<Vec<Keys>>,
}

#[derive(Clone, Copy, PartialEq)]
enum Role {
    Asks(Asks),
    Grammar,
}

static ROLES: LazyLock<FxHashMap<String, Role>> = LazyLock::new(|| {
    let mut roles = FxHashMap::default();
    for (_, row) in rows(include_str!("lexicon/questions.tsv")) {
        let [kind, forms] = row[..] else { continue };
        let role = match kind {
            "when" => Role::Asks(Asks::When),
            "number" => Role::Asks(Asks::Number),
            "where" => Role::Asks(Asks::Where),
            "who" => Role::Asks(Asks::Who),
            "why" => Role::Asks(Asks::Why),
            "how" => Role::Asks(Asks::How),
            "what" => Role::Asks(Asks::What),
            "any" => Role::Asks(Asks::Any),
            _ => Role::Grammar,
        };
        for form in forms.split('|') {
            roles.entry(fold(form)).or_insert(role);
        }
    }
    roles
});

/// Words that stand in an answer of the kind.
static CUES: LazyLock<FxHashMap<String, Vec<Asks>>> = LazyLock::new(|| {
    let mut cues: FxHashMap<String, Vec<Asks>> = FxHashMap::default();
    for (_, row) in rows(include_str!("lexicon/cues.tsv")) {
        let [kind, forms] = row[..] else { continue };
        let asks = match kind {
            "when" => Asks::When,
            "number" => Asks::Number,
            "where" => Asks::Where,
            "who" => Asks::Who,
            "why" => Asks::Why,
            "how" => Asks::How,
            _ => Asks::What,
        };
        for form in forms.split('|').map(fold) {
            cues.entry(form).or_default().push(asks);
        }
    }
    cues
});

impl Question {
    /// Takes a question apart. Never fails: a question of question words alone keeps them.
    ///
    /// ```
    /// use musnad_search::rank::{Asks, Question};
    /// assert_eq!(Question::parse("متى تأسست بلدية المرسى؟").asks, Asks::When);
    /// ```
    pub fn parse(question: &str) -> Question {
        let words = analyze(question).words;
        let mut asks = None;
        let mut wanted: Vec<Keys> = Vec::new();
        let mut i = 0;
        while i < words.len() {
            let form = words[i].keys.form.as_str();
            // `من هو` asks for a person, `من` alone may.
            let pair = words.get(i + 1).map(|next| format!("{form} {}", next.keys.form));
            let paired = pair.and_then(|pair| ROLES.get(&pair).copied());
            let role = paired.or_else(|| ROLES.get(form).copied());
            i += if paired.is_some() { 2 } else { 1 };
            match role {
                Some(Role::Asks(kind)) => {
                    if asks.is_none_or(|a| a == Asks::Any) {
                        asks = Some(kind);
                    }
                }
                Some(Role::Grammar) => {
                    if form == "من" && i == 1 && asks.is_none() {
                        asks = Some(Asks::Who);
                    }
                }
                None => {
                    let keys = &words[i - 1].keys;
                    if keys.form.chars().count() > 1 || keys.form.starts_with(|c: char| c.is_ascii_digit()) {
                        push(&mut wanted, keys);
                    }
                }
            }
        }
        // `في أي عام`, `ما عدد`: the word asked about tells more than the question word.
        let mut asks = asks.unwrap_or(Asks::Any);
        if matches!(asks, Asks::Any | Asks::What) {
            let told = words.iter().take(5).find_map(|w| match w.keys.form.as_str() {
                "عام" | "سنه" | "تاريخ" | "يوم" | "قرن" => Some(Asks::When),
                "عدد" | "مساحه" | "نسبه" | "عمر" | "طول" | "ارتفاع" | "ثمن" | "سعر" => {
                    Some(Asks::Number)
                }
                "مكان" | "مدينه" | "دوله" | "بلد" | "قاره" => Some(Asks::Where),
                "سبب" | "اسباب" => Some(Asks::Why),
                _ => None,
            });
            asks = told.unwrap_or(asks);
        }
        if wanted.is_empty() {
            words.iter().for_each(|w| push(&mut wanted, &w.keys));
        }
        let copula =
            words.iter().take(2).any(|w| matches!(w.keys.form.as_str(), "هو" | "هي" | "ماهو" | "ماهي"));
        let meaning = words.iter().any(|w| matches!(w.keys.stem.as_str(), "تعريف" | "معني"));
        let defines = (copula && wanted.len() <= 3 && matches!(asks, Asks::What | Asks::Who)) || meaning;
        wanted.truncate(MOST_WORDS);
        Question { asks, defines, wanted, context: Vec::new(), speakers: Vec::new() }
    }

    /// The question as one that follows on others: `ولماذا؟` is about what they are about. Their words count half.
    pub fn following(mut self, context: &str) -> Question {
        let context = Question::parse(context).wanted;
        self.context.extend(context.into_iter().filter(|c| !self.wanted.iter().any(|w| w.stem == c.stem)));
        self.context.truncate(MOST_WORDS);
        self
    }

    /// The question asked only of documents in which somebody speaks who bears one of these names.
    pub fn of_speakers<'n>(mut self, names: impl IntoIterator<Item = &'n str>) -> Question {
        let keys = |name| analyze(name).words.iter().map(|word| (*word.keys).clone()).collect::<Vec<Keys>>();
        self.speakers = names.into_iter().map(keys).filter(|keys| !keys.is_empty()).collect();
        self
    }

    /// The stems of the words that are looked for, in order: what a text is about, when a text is taken for a question.
    pub fn stems(&self) -> impl Iterator<Item = &str> {
        self.wanted.iter().map(|keys| keys.stem.as_str())
    }

    /// The folded words that are looked for, in order.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.wanted.iter().map(|keys| keys.form.as_str())
    }
}

fn push(wanted: &mut Vec<Keys>, keys: &Keys) {
    if !wanted.iter().any(|w| w.stem == keys.stem) {
        wanted.push(keys.clone());
    }
}

/// A sentence that may answer a question.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// The passage; its `sentence` is the one meant here, and its `matches` lie in it.
    pub hit: Hit,
    /// How well the sentence and its passage fit, as a share of the question's weight; higher is better. A perfect fit is well
    /// above 1, since closeness and the passage count too.
    pub score: f32,
    /// The share of the question's weight that stands in the sentence, 0 to 1: low where the question is about something else.
    pub coverage: f32,
    /// The same for the whole passage that the sentence stands in.
    pub passage_coverage: f32,
}

/// What is known of one wanted word in the whole index.
struct Weighed {
    keys: Keys,
    idf: f32,
    idf_form: f32,
    idf_loose: f32,
}

/// How a passage scored, with the share of the question that it holds.
#[derive(Clone, Copy)]
struct Scored {
    score: f32,
    share: f32,
    at: DocAddress,
}

/// A passage that was read, with its sentences: place, score, share of the question.
struct Read {
    hit: Hit,
    share: f32,
    sentences: Vec<(Span, f32, f32)>,
}

fn idf(frequency: u64, documents: u64) -> f32 {
    let (n, d) = (frequency as f32, documents as f32);
    (1.0 + (d - n + 0.5).max(0.0) / (n + 0.5)).ln()
}

impl Index {
    fn weigh(&self, searcher: &Searcher, wanted: &[Keys], spell: bool) -> Result<Vec<Weighed>, Error> {
        let documents = searcher.num_docs();
        let of = |field: Field, text: &str| -> Result<f32, Error> {
            let frequency =
                searcher.doc_freq(&Term::from_field_text(field, text)).map_err(|e| self.fail(e))?;
            Ok(idf(frequency, documents.max(frequency)))
        };
        let f = &self.fields;
        let mut out = Vec::with_capacity(wanted.len());
        let frequency =
            |stem: &str| searcher.doc_freq(&Term::from_field_text(f.stem, stem)).map_err(|e| self.fail(e));
        for keys in wanted {
            let mut keys = keys.clone();
            let mut known = frequency(&keys.stem)?;
            if let Some(other) = keys.other.take() {
                // `لكأس` is read as `كأس` where that is by far the commoner word.
                let commoner = frequency(&other)?;
                if commoner > 8 * known {
                    keys.form = keys.form.chars().skip_while(|c| *c == 'و').skip(1).collect();
                    keys.loose = stem::loose(&other);
                    keys.stem = other;
                    known = commoner;
                }
            }
            let mut trust = 1.0;
            if known == 0 && spell {
                // A word that no document has may be a slip of the pen.
                if let Some(near) = self.near(searcher, &keys.form, 1)?.first() {
                    keys = Keys::of(near);
                    trust = 0.7;
                }
            }
            let (stem, form, loose) =
                (of(f.stem, &keys.stem)?, of(f.form, &keys.form)?, of(f.loose, &keys.loose)?);
            let rare = |idf: f32| trust * idf.powf(1.0 + self.weights.rare());
            // A word unknown as a stem counts as its consonants do.
            let idf = if known > 0 || trust < 1.0 { stem } else { loose.min(stem) };
            out.push(Weighed {
                idf: rare(idf),
                idf_form: rare(form.min(stem * 1.5)),
                idf_loose: rare(loose.min(stem)),
                keys,
            });
        }
        Ok(out)
    }

    fn weigh_question(&self, searcher: &Searcher, question: &Question) -> Result<Vec<Weighed>, Error> {
        let mut weighed = self.weigh(searcher, &question.wanted, true)?;
        let context = self.weigh(searcher, &question.context, true)?;
        weighed.extend(context.into_iter().map(|w| Weighed {
            idf: w.idf / 2.0,
            idf_form: w.idf_form / 2.0,
            idf_loose: w.idf_loose / 2.0,
            ..w
        }));
        Ok(weighed)
    }

    /// Scores candidates by all that is known of their words' places; best first. `reaches` are the words of statements that are
    /// asked for: what stands in one of them counts more.
    pub(crate) fn rank(
        &self,
        searcher: &Searcher,
        wanted: &[Keys],
        candidates: Vec<DocAddress>,
        reaches: &FxHashMap<DocAddress, Vec<(u32, u32)>>,
    ) -> Result<Vec<(f32, DocAddress)>, Error> {
        let weighed = self.weigh(searcher, wanted, false)?;
        let scored = self.score(searcher, &weighed, candidates, self.weights.lead(), reaches)?;
        Ok(scored.into_iter().map(|s| (s.score, s.at)).collect())
    }

    fn score(
        &self,
        searcher: &Searcher,
        weighed: &[Weighed],
        mut candidates: Vec<DocAddress>,
        lead: f32,
        reaches: &FxHashMap<DocAddress, Vec<(u32, u32)>>,
    ) -> Result<Vec<Scored>, Error> {
        let w = &self.weights;
        let f = &self.fields;
        let (k1, b) = (w.k1(), w.b());
        candidates.sort_unstable();
        let (mut tokens, documents) = (0u64, searcher.num_docs().max(1) as f32);
        for reader in searcher.segment_readers() {
            tokens += reader.inverted_index(f.stem).map_err(|e| self.fail(e))?.total_num_tokens();
        }
        let average = (tokens as f32 / documents).max(1.0);
        let total: f32 = weighed.iter().map(|t| t.idf).sum::<f32>().max(1e-6);
        let mut out = Vec::with_capacity(candidates.len());
        let mut from = 0;
        while from < candidates.len() {
            let segment = candidates[from].segment_ord;
            let to = from + candidates[from..].partition_point(|a| a.segment_ord == segment);
            let here = &candidates[from..to];
            from = to;
            let reader = searcher.segment_reader(segment);
            let norms = reader.get_fieldnorms_reader(f.stem).map_err(|e| self.fail(e))?;
            let stems = reader.inverted_index(f.stem).map_err(|e| self.fail(e))?;
            let forms = reader.inverted_index(f.form).map_err(|e| self.fail(e))?;
            let looses = reader.inverted_index(f.loose).map_err(|e| self.fail(e))?;
            let titles = reader.inverted_index(f.title).map_err(|e| self.fail(e))?;
            // Of each candidate: its sum of BM25, the best of each word, and where words stand.
            let mut sums = vec![0f32; here.len()];
            let mut held = vec![0f32; here.len()];
            let mut places: Vec<Vec<(u32, u32)>> = vec![Vec::new(); here.len()];
            let mut positions = Vec::new();
            for (number, t) in weighed.iter().enumerate() {
                let read = |index: &tantivy::InvertedIndexReader, field, text: &str, option| {
                    index
                        .read_postings(&Term::from_field_text(field, text), option)
                        .map_err(|e| self.fail(e.into()))
                };
                let mut stem = read(&stems, f.stem, &t.keys.stem, IndexRecordOption::WithFreqsAndPositions)?;
                let mut form = read(&forms, f.form, &t.keys.form, IndexRecordOption::WithFreqs)?;
                let mut loose = read(&looses, f.loose, &t.keys.loose, IndexRecordOption::WithFreqs)?;
                let mut title = read(&titles, f.title, &t.keys.stem, IndexRecordOption::WithFreqs)?;
                for (i, at) in here.iter().enumerate() {
                    let length = norms.fieldnorm(at.doc_id) as f32 / average;
                    let norm = k1 * (1.0 - b + b * length);
                    let bm25 = |tf: u32| tf as f32 * (k1 + 1.0) / (tf as f32 + norm);
                    let mut got = 0f32;
                    let found =
                        stem.as_mut().and_then(|p| if moves(&mut *p, at.doc_id) { Some(p) } else { None });
                    if let Some(postings) = found {
                        sums[i] += t.idf * bm25(postings.term_freq());
                        got = 1.0;
                        positions.clear();
                        postings.positions(&mut positions);
                        if positions.first().is_some_and(|p| *p < LEAD) {
                            sums[i] += lead * t.idf;
                        }
                        places[i].extend(positions.iter().map(|p| (*p, number as u32)));
                    }
                    let found =
                        form.as_mut().and_then(|p| if moves(&mut *p, at.doc_id) { Some(p) } else { None });
                    if let Some(postings) = found {
                        sums[i] += w.form() * t.idf_form * bm25(postings.term_freq());
                    }
                    let found =
                        loose.as_mut().and_then(|p| if moves(&mut *p, at.doc_id) { Some(p) } else { None });
                    if let Some(postings) = found {
                        sums[i] += w.loose() * t.idf_loose * bm25(postings.term_freq());
                        got = got.max(w.loose());
                    }
                    if title.as_mut().is_some_and(|p| moves(p, at.doc_id)) {
                        sums[i] += w.title() * t.idf;
                    }
                    held[i] += got * t.idf;
                }
            }
            for (i, at) in here.iter().enumerate() {
                places[i].sort_unstable();
                let near = near(&places[i], weighed) * w.near();
                let stretch = stretch(&places[i], weighed) * w.stretch();
                let share = held[i] / total;
                let mut score = (sums[i] + near + stretch) * (1.0 + w.coverage() * share);
                if let Some(reaches) = reaches.get(at) {
                    let most = reaches.iter().map(|reach| inside(&places[i], *reach, weighed));
                    score *= 1.0 + w.said() * most.fold(0.0, f32::max) / total;
                }
                out.push(Scored { score, share: share.min(1.0), at: *at });
            }
        }
        out.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.at.cmp(&b.at)));
        Ok(out)
    }

    /// The passages that fit a question best, best first, with their words marked.
    pub fn passages(&self, question: &Question, limit: usize) -> Result<Vec<Hit>, Error> {
        let searcher = self.searcher();
        let weighed = self.weigh_question(&searcher, question)?;
        let read = self.best(&searcher, &weighed, question, limit)?;
        Ok(read.into_iter().take(limit).map(|r| r.hit).collect())
    }

    fn best(
        &self,
        searcher: &Searcher,
        weighed: &[Weighed],
        question: &Question,
        limit: usize,
    ) -> Result<Vec<Read>, Error> {
        let (w, f) = (&self.weights, &self.fields);
        let mut clauses: Vec<(Occur, Box<dyn TantivyQuery>)> = Vec::new();
        for t in weighed {
            clauses.push((Occur::Should, term(f.stem, &t.keys.stem)));
            let loose = BoostQuery::new(term(f.loose, &t.keys.loose), w.loose().max(0.01));
            clauses.push((Occur::Should, Box::new(loose)));
        }
        let mut query = BooleanQuery::new(clauses);
        if !question.speakers.is_empty() {
            let speakers = self.speakers(searcher)?;
            let terms = question.speakers.iter().flat_map(|name| speakers.who(&[], name));
            let speakers = set(f.who, terms.collect::<Vec<&str>>());
            query = BooleanQuery::new(vec![(Occur::Must, Box::new(query)), (Occur::Must, speakers)]);
        }
        let top = TopDocs::with_limit(CANDIDATES.max(limit));
        let top = searcher.search(&query, &top).map_err(|e| self.fail(e))?;
        let candidates = top.into_iter().map(|(_, at)| at).collect();
        let lead = w.lead() + if question.defines { w.lead_what() } else { 0.0 };
        let scored = self.score(searcher, weighed, candidates, lead, &FxHashMap::default())?;
        let mut read = Vec::with_capacity(READ.max(limit));
        for s in scored.into_iter().take(READ.max(limit)) {
            let mut hit = self.hit(searcher, s.at, s.score)?;
            let analysis = analyze(&hit.text);
            hit.matches = analysis
                .words
                .iter()
                .filter(|word| weighed.iter().any(|t| word.keys.has(&t.keys.stem)))
                .map(|word| word.span)
                .collect();
            let mut sentences = Vec::with_capacity(analysis.sentences.len());
            let mut best = 0f32;
            for (i, score, share) in self.sentences(&analysis, weighed, question) {
                let span = analysis.sentences.get(i).copied().unwrap_or_default();
                if score > best || sentences.is_empty() {
                    best = score;
                    hit.sentence = span;
                }
                sentences.push((span, score, share));
            }
            hit.score += w.best() * best;
            read.push(Read { hit, share: s.share, sentences });
        }
        read.sort_by(|a, b| b.hit.score.total_cmp(&a.hit.score));
        Ok(read)
    }

    /// The sentences that fit a question best, best first: the evidence of an answer, verbatim.
    pub fn ask(&self, question: &Question, limit: usize) -> Result<Vec<Evidence>, Error> {
        let searcher = self.searcher();
        let w = &self.weights;
        let weighed = self.weigh_question(&searcher, question)?;
        let read = self.best(&searcher, &weighed, question, limit)?;
        let top = read.first().map_or(1.0, |r| r.hit.score).max(1e-6);
        let total: f32 = weighed.iter().map(|t| t.idf).sum::<f32>().max(1e-6);
        let mut all: Vec<(f32, f32, usize, Span)> = Vec::new();
        for (number, r) in read.iter().enumerate() {
            let passage = w.passage() * total * r.hit.score / top;
            all.extend(r.sentences.iter().map(|&(span, own, share)| (own + passage, share, number, span)));
        }
        all.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.2.cmp(&b.2)).then(a.3.start.cmp(&b.3.start)));
        let evidence = all.into_iter().take(limit).filter_map(|(score, coverage, number, sentence)| {
            let passage_coverage = read.get(number)?.share;
            let mut hit = read.get(number)?.hit.clone();
            hit.sentence = sentence;
            hit.matches.retain(|m| sentence.contains(*m));
            Some(Evidence { hit, score: score / total, coverage, passage_coverage })
        });
        Ok(evidence.collect())
    }

    /// Scores the sentences of a passage: `(index, score, share of the question)`.
    fn sentences(
        &self,
        analysis: &Analysis,
        weighed: &[Weighed],
        question: &Question,
    ) -> Vec<(usize, f32, f32)> {
        let w = &self.weights;
        let count = analysis.sentences.len();
        let total: f32 = weighed.iter().map(|t| t.idf).sum::<f32>().max(1e-6);
        let mut got: Vec<Vec<f32>> = vec![vec![0.0; weighed.len()]; count];
        let mut places: Vec<Vec<(u32, u32)>> = vec![Vec::new(); count];
        let mut lengths = vec![0usize; count];
        let mut cues = vec![false; count];
        for word in &analysis.words {
            let s = word.sentence as usize;
            if s >= count {
                continue;
            }
            lengths[s] += 1;
            cues[s] |= answers(&word.keys, question.asks);
            for (number, t) in weighed.iter().enumerate() {
                let fit = if word.keys.has(&t.keys.stem) {
                    places[s].push((word.position, number as u32));
                    if word.keys.form == t.keys.form { 1.0 + w.form() * 0.3 } else { 1.0 }
                } else if word.keys.loose == t.keys.loose {
                    w.s_loose()
                } else {
                    continue;
                };
                got[s][number] = got[s][number].max(fit);
            }
        }
        let average = (analysis.words.len() as f32 / count.max(1) as f32).max(8.0);
        let mut own = Vec::with_capacity(count);
        for s in 0..count {
            let sum: f32 = weighed.iter().zip(&got[s]).map(|(t, fit)| t.idf * fit).sum();
            let length = 1.0 - w.s_b() + w.s_b() * (lengths[s] as f32 / average).clamp(0.3, 2.0);
            let near = near(&places[s], weighed) * w.s_near();
            own.push((sum / length.max(0.1) + near, sum / total));
        }
        (0..count)
            .map(|s| {
                // What stands beside counts for words that the sentence itself lacks: `وُلد في…` after the name.
                let beside: f32 = weighed
                    .iter()
                    .enumerate()
                    .map(|(n, t)| {
                        let before = s.checked_sub(1).map_or(0.0, |p| got[p][n]);
                        let after = got.get(s + 1).map_or(0.0, |g| g[n] * 0.5);
                        t.idf * (before.max(after) - got[s][n]).max(0.0)
                    })
                    .sum();
                let cue = if cues[s] { w.cue() * total * 0.2 } else { 0.0 };
                let first = if s == 0 && question.defines { w.s_first() * total * 0.1 } else { 0.0 };
                (s, own[s].0 + w.neighbour() * beside + cue + first, own[s].1.min(1.0))
            })
            .collect()
    }
}

/// Whether a word is of the look that is asked for.
fn answers(keys: &Keys, asks: Asks) -> bool {
    let digits = keys.form.starts_with(|c: char| c.is_ascii_digit());
    match asks {
        Asks::When => (digits && (3..=4).contains(&keys.form.len())) || cued(keys, asks),
        Asks::Number => digits || keys.stem.starts_with(|c: char| c.is_ascii_digit()) || cued(keys, asks),
        Asks::What | Asks::Any => false,
        _ => cued(keys, asks),
    }
}

fn cued(keys: &Keys, asks: Asks) -> bool {
    CUES.get(&keys.form).is_some_and(|kinds| kinds.contains(&asks))
}

/// Moves to a document, and whether it is there.
fn moves(postings: &mut impl DocSet, doc: u32) -> bool {
    postings.doc() == doc || (postings.doc() < doc && postings.seek(doc) == doc)
}

/// The weight of the different words within a reach.
fn inside(places: &[(u32, u32)], (from, to): (u32, u32), weighed: &[Weighed]) -> f32 {
    let first = places.partition_point(|(position, _)| *position < from);
    let mut numbers: Vec<u32> = places
        .iter()
        .skip(first)
        .take_while(|(position, _)| *position < to)
        .map(|(_, number)| *number)
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers.iter().filter_map(|number| weighed.get(*number as usize)).map(|t| t.idf).sum()
}

/// The best stretch of a sentence's length: the weight of the different words in it.
fn stretch(places: &[(u32, u32)], weighed: &[Weighed]) -> f32 {
    const STRETCH: u32 = 24;
    let mut best = 0f32;
    let mut counts = vec![0u32; weighed.len()];
    let (mut sum, mut first) = (0f32, 0);
    for &(position, number) in places {
        let number = number as usize;
        let (Some(count), Some(t)) = (counts.get_mut(number), weighed.get(number)) else { continue };
        *count += 1;
        if *count == 1 {
            sum += t.idf;
        }
        while let Some(&(start, old)) = places.get(first).filter(|(start, _)| position - start > STRETCH) {
            let _ = start;
            let old = old as usize;
            counts[old] -= 1;
            if counts[old] == 0 {
                sum -= weighed[old].idf;
            }
            first += 1;
        }
        best = best.max(sum);
    }
    best
}

/// Neighbours in the question that stand close together here, nearest counting most.
fn near(places: &[(u32, u32)], weighed: &[Weighed]) -> f32 {
    const FAR: u32 = 8;
    if weighed.len() < 2 {
        return 0.0;
    }
    let mut best = vec![0f32; weighed.len() * weighed.len()];
    for (i, &(position, number)) in places.iter().enumerate() {
        for &(other, with) in places[i + 1..].iter().take_while(|(other, _)| other - position <= FAR) {
            if with == number {
                continue;
            }
            let apart = (other - position).max(1) as f32;
            // In the question's order and side by side there: as good as a phrase.
            let beside = number.abs_diff(with) == 1;
            let order = if beside && with > number {
                1.0
            } else if beside {
                0.7
            } else {
                0.4
            };
            let slot = number.min(with) as usize * weighed.len() + number.max(with) as usize;
            best[slot] = best[slot].max(order / apart);
        }
    }
    let mut sum = 0f32;
    for a in 0..weighed.len() {
        for b in a + 1..weighed.len() {
            sum += best[a * weighed.len() + b] * weighed[a].idf.min(weighed[b].idf);
        }
    }
    sum
}
