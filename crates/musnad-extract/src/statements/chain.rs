//! The chain of a statement: citations, media, the day of saying, names resolved over the document, and the grade.

use musnad_text::annotation::{
    ChainRole, DateMention, DateType, Grade, Link, Reason, Speaker, SpeakerType, Statement,
};
use musnad_text::sentence::Sentence;
use musnad_text::token::TokenKind;
use musnad_text::{Document, Span};
use rustc_hash::FxHashMap;

use super::speaker::Voice;
use super::{Draft, Function, Scan, is_anonymous};
use crate::names::{self, Head, OUTLET};

/// A medium named with the day of its report: `آر تي، ٢٠٢٢/١/٨`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Citation {
    /// First token of the medium's name.
    pub first: usize,
    /// One past the medium's name.
    pub name_end: usize,
    /// One past the citation.
    pub end: usize,
    /// Index of its date.
    pub dated: bool,
}

impl Citation {
    /// The medium as a speaker, for words that only a citation attributes.
    pub fn voice(&self, scan: &Scan) -> Voice {
        let text = scan.text;
        let span = text.span_of(self.first, self.name_end);
        let name = span.of(text.raw()).to_owned();
        Voice {
            span,
            key: musnad_text::chars::fold(&name),
            outlet: Some(self.name(scan)),
            name,
            named: false,
            role: None,
            kind: SpeakerType::Media,
            head: String::new(),
            spokesperson: false,
            via: None,
            antecedent: None,
            known: true,
            confidence: 0.8,
        }
    }

    fn name(&self, scan: &Scan) -> String {
        let text = scan.text;
        (self.first..self.name_end).find_map(|i| scan.names.outlet_at(text, i)).map_or_else(
            || text.span_of(self.first, self.name_end).of(text.raw()).to_owned(),
            |(_, o)| o.name.to_owned(),
        )
    }
}

/// The longest name of a medium in a citation, in tokens.
const LONGEST_NAME: usize = 5;

/// The citation that begins at a token: a medium of the table or behind a head noun (`وكالة كذا`), then a day; or any short name
/// with a day right before a closing bracket.
pub(super) fn citation_at(scan: &Scan, i: usize, limit: usize) -> Option<Citation> {
    let text = scan.text;
    let mut i = i;
    if matches!(text.stem(i), "نقلا") && text.word(i + 1) == "عن" {
        i += 2;
    }
    if i >= limit
        || !matches!(text.kind(i), Some(TokenKind::Word | TokenKind::Latin))
        || scan.date_at(i).is_some()
    {
        return None;
    }
    let known = text.longest(i, OUTLET).is_some()
        || matches!(names::head_at(text, i), Some((_, Head::Media | Head::Agency)));
    let mut end = i;
    while end < limit
        && end < i + LONGEST_NAME
        && matches!(text.kind(end), Some(TokenKind::Word | TokenKind::Latin))
        && scan.date_at(end).is_none()
    {
        end += 1;
    }
    let mut at = end;
    while at < limit && matches!(text.mark(at), '،' | ',' | '-' | '–' | '(' | '\n') {
        at += 1;
    }
    let date = scan.date_at(at).filter(|d| d.kind == DateType::Date && at < limit);
    let dated = date.is_some();
    if let Some(date) = date {
        at = text.token_at(date.span.end.saturating_sub(1)) + 1;
    }
    let closes = at >= limit || matches!(text.mark(at), ')' | '.' | '\n' | ']');
    if !closes || !dated && !(known && (at >= limit || text.mark(at) == ')')) {
        return None;
    }
    // An unknown name is a citation only with its day, and never a clause: no function word, no verb in it.
    let plain = known || (i..end).all(|j| scan.function(j).is_none() && !text.has(j, super::VERB));
    (dated && plain || known).then_some(Citation { first: i, name_end: end, end: at, dated })
}

/// The first token of a citation at the end of `first..end`, its dots and marks left out.
pub(super) fn citation_within(scan: &Scan, first: usize, end: usize) -> Option<usize> {
    let text = scan.text;
    let from = first.max(end.saturating_sub(14));
    let start = (from + 1..end).find(|&i| {
        matches!(text.mark(i - 1), '.' | '…' | '،' | '"' | '»' | '”' | '\n' | ')')
            && citation_at(scan, i, end).is_some()
    })?;
    let mut cut = start;
    while cut > first && text.mark(cut - 1) != '\0' {
        cut -= 1;
    }
    Some(cut)
}

/// Whether the tokens are nothing but a citation.
pub(super) fn is_citation(scan: &Scan, first: usize, end: usize) -> bool {
    citation_at(scan, first, end).is_some_and(|c| c.end >= end)
}

/// The citation that follows what was said: within its bracket, or right behind it.
pub(super) fn citation_after(scan: &Scan, _first: usize, end: usize, sentence: Sentence) -> Option<Citation> {
    let text = scan.text;
    // As far as the bracket that holds the words; without one, only what stands right behind.
    let mut limit = sentence.end.min(end + 14);
    let mut bracketed = false;
    let mut quote = text.quote_at(end.saturating_sub(1));
    while let Some(q) = quote.and_then(|q| text.quotes().get(q)) {
        if q.kind == musnad_text::quote::QuoteKind::Parenthesis && q.close >= end {
            limit = q.close.min(end + 220);
            bracketed = true;
            break;
        }
        quote = q.parent;
    }
    if bracketed {
        // All reports of one bracket share the citation at its end.
        let from = end.max(limit.saturating_sub(12));
        return (from..limit).find_map(|i| {
            let before = text.mark(i.saturating_sub(1)) != '\0';
            if before { citation_at(scan, i, limit) } else { None }
        });
    }
    let mut i = end;
    while i < limit && text.mark(i) != '\0' {
        i += 1;
    }
    let bracket = text
        .quote_at(i)
        .and_then(|q| text.quotes().get(q))
        .filter(|q| q.open < i && i.saturating_sub(q.open) <= 1)
        .map(|q| q.close);
    citation_at(scan, i, bracket.unwrap_or(sentence.end.min(i + 10)))
}

/// How far before its cue a day of saying may stand, in tokens.
const DAY_BEFORE_CUE: usize = 25;

/// The day of saying: the first date between cue and what was said, else the nearest one before the cue in its clause (`وخلال
/// شهادته في شباط 2019 قال`). A day that a relative clause tells of something else is passed.
pub(super) fn day_of_saying(scan: &Scan, floor: usize, cue: usize, marker: usize) -> Option<String> {
    let text = scan.text;
    let dates = |first: usize, end: usize| {
        let span = text.span_of(first, end);
        let n = scan.dates.partition_point(|d| d.span.start < span.start);
        scan.dates.iter().skip(n).take_while(move |d| d.span.end <= span.end && end > first).filter(|d| {
            d.kind == DateType::Date
                && d.value.len() >= 7
                && !d.value.contains('/')
                && !d.value.starts_with(['X', 'H'])
        })
    };
    let value = |d: &DateMention| d.value.get(..10).unwrap_or(&d.value).to_owned();
    if let Some(date) = dates(cue, marker).next() {
        return Some(value(date));
    }
    let mut first = floor.max(cue.saturating_sub(DAY_BEFORE_CUE));
    let mut commas = 0;
    for i in (first..cue).rev() {
        commas += usize::from(matches!(text.mark(i), '،' | ','));
        if commas > 1 || scan.is_stop(i) || text.mark(i) == '؛' {
            first = i + 1;
            break;
        }
    }
    let told_of_something = |d: &&DateMention| {
        let at = text.token_at(d.span.start);
        (at.saturating_sub(4)..at).any(|i| scan.function(i) == Some(Function::Relative))
    };
    dates(first, cue).filter(|d| !told_of_something(d)).last().map(value)
}

/// Resolves names over the whole document and draws the chains.
pub(super) fn finish(scan: &Scan, drafts: Vec<Draft>, document: &Document) -> Vec<Statement> {
    let fullest = fullest_names(scan);
    let mut statements = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let Draft { mut statement, voice, first, end } = draft;
        let sentence = sentence_of(scan, first);
        let citation = citation_after(scan, first, end, sentence);
        let mut outlet_span = None;
        if let Some(citation) = citation {
            let span = scan.text.span_of(citation.first, citation.name_end);
            outlet_span = Some(span);
            if statement.outlet.is_none() || voice.kind != SpeakerType::Media {
                statement.outlet = Some(citation.name(scan));
            }
            statement.reasons.push(Reason { what: "citation", span });
        }
        if voice.known {
            statement.speaker = Some(Speaker {
                span: voice.span,
                name: resolve(&voice, &fullest),
                role: voice.role.clone(),
                kind: voice.kind,
            });
        }
        statement.chain = links(&statement, &voice, outlet_span, document);
        let dated = statement.said_on.is_some() || citation.is_some_and(|c| c.dated);
        statement.grade = match &statement.speaker {
            None => Grade::Unsourced,
            Some(speaker) if is_anonymous(speaker.kind) => Grade::Anonymous,
            Some(_) if dated => Grade::Complete,
            Some(_) => Grade::Partial,
        };
        statements.push(statement);
    }
    statements.sort_by_key(|s| (s.content.start, s.content.end));
    statements
}

fn sentence_of(scan: &Scan, token: usize) -> Sentence {
    let sentences = scan.text.sentences();
    let n = sentences.partition_point(|s| s.end <= token);
    sentences.get(n).copied().unwrap_or(Sentence {
        first: token,
        end: scan.text.len(),
        span: Span::default(),
    })
}

/// For each last word of a person's name, the names that end with it, longest first.
fn fullest_names(scan: &Scan) -> FxHashMap<String, Vec<(String, String)>> {
    let mut names: FxHashMap<String, Vec<(String, String)>> = FxHashMap::default();
    for voice in scan.voices.iter().filter(|v| v.named) {
        let Some(last) = voice.key.split(' ').next_back() else { continue };
        let list = names.entry(last.to_owned()).or_default();
        if list.len() < MOST_NAMESAKES && !list.iter().any(|(key, _)| *key == voice.key) {
            list.push((voice.key.clone(), voice.name.clone()));
        }
    }
    for list in names.values_mut() {
        list.sort_by_key(|(key, _)| std::cmp::Reverse(key.len()));
    }
    names
}

/// How many different names with one last word are told apart in one document.
const MOST_NAMESAKES: usize = 24;

/// The fullest name of a voice: for a person the longest name that holds all its words, for `الوزير` the last speaker whose head is
/// the same.
fn resolve(voice: &Voice, names: &FxHashMap<String, Vec<(String, String)>>) -> String {
    if !voice.named {
        return voice.antecedent.clone().unwrap_or_else(|| voice.name.clone());
    }
    let last = voice.key.split(' ').next_back().unwrap_or("");
    let holds = |key: &str| voice.key.split(' ').all(|word| key.split(' ').any(|w| w == word));
    let fuller = names.get(last).into_iter().flatten().find(|(key, _)| holds(key));
    fuller.map_or_else(|| voice.name.clone(), |(_, name)| name.clone())
}

fn links(statement: &Statement, voice: &Voice, outlet_span: Option<Span>, document: &Document) -> Vec<Link> {
    let mut links = Vec::new();
    if let Some(speaker) = &statement.speaker {
        let role = if voice.spokesperson { ChainRole::Spokesperson } else { ChainRole::Speaker };
        let role = if speaker.kind == SpeakerType::Media { ChainRole::Outlet } else { role };
        links.push(Link { role, name: speaker.name.clone(), span: Some(speaker.span) });
    }
    if let Some((name, span)) = &voice.via {
        links.push(Link { role: ChainRole::Agency, name: name.clone(), span: Some(*span) });
    } else if let Some(outlet) = &statement.outlet
        && voice.kind != SpeakerType::Media
    {
        links.push(Link { role: ChainRole::Outlet, name: outlet.clone(), span: outlet_span });
    }
    let own =
        document.outlet.clone().or_else(|| document.title.clone()).unwrap_or_else(|| document.id.clone());
    links.push(Link { role: ChainRole::Document, name: own, span: None });
    links
}
