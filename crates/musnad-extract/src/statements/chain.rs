//! The chain of a statement: citations, media, the day of saying, names resolved over the document, and the grade.

use musnad_text::annotation::{
    ChainRole, DateMention, DateType, Grade, Link, Reason, Speaker, SpeakerType, Statement,
};
use musnad_text::sentence::Sentence;
use musnad_text::token::TokenKind;
use musnad_text::{Document, Span};
use rustc_hash::FxHashMap;

use super::carriers::Carrier;
use super::speaker::Voice;
use super::verbs::Shape;
use super::{Draft, Function, Scan};
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
            passed_on_by: None,
            antecedent: None,
            known: true,
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
pub(super) fn citation_after(scan: &Scan, end: usize, sentence: Sentence) -> Option<Citation> {
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
    // Dots may have ended the sentence before its citation: `…"... روسيا اليوم (٢٠٢٢/١/١٠)`. The line holds both.
    let mut i = end;
    while i < end + 14 && text.mark(i) != '\0' && text.mark(i) != '\n' {
        i += 1;
    }
    let bracket = text.enclosing(i).filter(|q| q.open < i && i.saturating_sub(q.open) <= 1).map(|q| q.close);
    let mut line_end = i;
    while line_end < i + 10 && line_end < text.len() && text.mark(line_end) != '\n' {
        line_end += 1;
    }
    citation_at(scan, i, bracket.unwrap_or(line_end))
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
        if commas > 1 || scan.is_stop(i) || matches!(text.mark(i), '؛' | ')') {
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
    let mut statements: Vec<Statement> = Vec::with_capacity(drafts.len());
    let (mut cited, mut voices) = (Vec::with_capacity(drafts.len()), Vec::with_capacity(drafts.len()));
    let mut carried = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let Draft { mut statement, voice, carriers, first, end } = draft;
        let sentence = sentence_of(scan, first);
        let found = statement.reasons.iter().find(|r| r.what != "cue").filter(|_| voice.known);
        let how = found.map_or("nobody", |reason| reason.what);
        statement.confidence = scan.words.reliability.of(statement.rule, how);
        let citation = citation_after(scan, end, sentence);
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
        let origin = origin_within(scan, &voice, first, end);
        if let Some(origin) = &origin {
            statement.reasons.push(Reason { what: "origin", span: origin.span });
        }
        if statement.outlet.is_none()
            && let Some(medium) = carriers.iter().find(|c| c.role != ChainRole::Spokesperson)
        {
            statement.outlet = Some(medium.name.clone());
        }
        statement.chain = links(scan, &statement, &voice, origin.as_ref(), &carriers, outlet_span, document);
        let dated = statement.said_on.is_some() || citation.is_some_and(|c| c.dated);
        statement.grade = match &statement.speaker {
            None => Grade::Unsourced,
            Some(speaker) if speaker.kind == SpeakerType::Anonymous => Grade::Anonymous,
            Some(_) if dated => Grade::Complete,
            Some(_) => Grade::Partial,
        };
        statements.push(statement);
        cited.push(citation.map(|c| (c, outlet_span)).filter(|_| !in_bracket(scan, end)));
        voices.push(voice);
        carried.push(carriers);
    }
    share_citations(scan, &mut statements, &cited, &voices, &carried, document);
    statements.sort_by_key(|s| (s.content.start, s.content.end));
    statements
}

fn in_bracket(scan: &Scan, end: usize) -> bool {
    let mut quote = scan.text.quote_at(end.saturating_sub(1));
    while let Some(q) = quote.and_then(|q| scan.text.quotes().get(q)) {
        if q.kind == musnad_text::quote::QuoteKind::Parenthesis {
            return true;
        }
        quote = q.parent;
    }
    false
}

/// A citation behind the last of several reports of one speaker in one line is that of all of them: `قال "…" وأضاف "…"... روسيا
/// اليوم (٢٠٢٢/١/١٠)`.
fn share_citations(
    scan: &Scan,
    statements: &mut [Statement],
    cited: &[Option<(Citation, Option<Span>)>],
    voices: &[Voice],
    carried: &[Vec<Carrier>],
    document: &Document,
) {
    for n in (1..statements.len()).rev() {
        let Some((citation, span)) = cited.get(n).copied().flatten() else { continue };
        let mut at = n;
        while at > 0 {
            let between = Span::new(statements[at - 1].content.end, statements[at].content.start);
            let same = voices[at - 1].span == voices[n].span && voices[n].known;
            let free = statements[at - 1].outlet.is_none() && cited[at - 1].is_none();
            if !same || !free || between.of(scan.text.raw()).contains('\n') {
                break;
            }
            at -= 1;
            statements[at].outlet = Some(citation.name(scan));
            statements[at].chain =
                links(scan, &statements[at], &voices[at], None, &carried[at], span, document);
            if citation.dated && statements[at].grade == Grade::Partial {
                statements[at].grade = Grade::Complete;
            }
        }
    }
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

/// Whose words a spokesman or a medium reports, where what they said begins with it: `قال الناطق نيد "إن الوزير شدد على …"`.
fn origin_within(scan: &Scan, voice: &Voice, first: usize, end: usize) -> Option<Voice> {
    if !voice.spokesperson && voice.kind != SpeakerType::Media {
        return None;
    }
    let text = scan.text;
    let first = first + usize::from(matches!(scan.function(first), Some(Function::An | Function::Anna)));
    let says = |i: usize| scan.form_at(i).is_some_and(|f| matches!(f.shape, Shape::Past | Shape::Present));
    let verb = (first..end.min(first + ORIGIN_REACH)).find(|&i| text.has(i, super::VERB) && says(i))?;
    let phrase =
        super::phrase::noun_phrase(scan, first, verb).filter(|p| p.first == first && p.end == verb)?;
    let origin = super::speaker::voice(scan, phrase.first, phrase.end)?;
    // One word that nothing else tells of is as likely the verb of a clause: `جرى نقلهم`.
    let one = !origin.key.contains(' ') && scan.names.given(&origin.key).is_none();
    let somebody = origin.named && !one || !origin.head.is_empty() || origin.kind == SpeakerType::State;
    (somebody && origin.key != voice.key).then_some(origin)
}

/// How many words of what was said may name the one who said it first.
const ORIGIN_REACH: usize = 10;

/// The part of a medium by its name: agencies are told from papers and channels.
fn carrier_role(scan: &Scan, name: &str, span: Option<Span>) -> ChainRole {
    let known = scan.names.outlets.iter().find(|o| o.name == name).map(|o| o.agency);
    let headed = span.is_some_and(|s| {
        let at = scan.text.token_at(s.start);
        matches!(names::head_at(scan.text, at), Some((_, Head::Agency)))
    });
    if known.unwrap_or(headed) { ChainRole::Agency } else { ChainRole::Outlet }
}

/// `وكالة سفين للأنباء` and `وكالة سفين` are one, and so are `صحيفة الفجر` and `الفجر`.
fn same_name(a: &str, b: &str) -> bool {
    let bare = |name: &str| {
        let words = ["صحيفة ", "قناة ", "وكالة ", "إذاعة ", "موقع ", "جريدة ", "شبكة ", "مجلة "];
        let rest = words.iter().find_map(|w| name.strip_prefix(w)).unwrap_or(name);
        rest.trim_matches(['«', '»', '"', '“', '”']).to_owned()
    };
    let (a, b) = (bare(a), bare(b));
    a.starts_with(&b) || b.starts_with(&a)
}

fn links(
    scan: &Scan,
    statement: &Statement,
    voice: &Voice,
    origin: Option<&Voice>,
    carriers: &[Carrier],
    outlet_span: Option<Span>,
    document: &Document,
) -> Vec<Link> {
    let mut links = Vec::new();
    if let Some(origin) = origin {
        links.push(Link { role: ChainRole::Speaker, name: origin.name.clone(), span: Some(origin.span) });
    }
    if let Some(speaker) = &statement.speaker {
        let role = match speaker.kind {
            // `ونقلت صحيفة الفجر عن وكالة سفين قولها`.
            SpeakerType::Organization if voice.head == "وكاله" && voice.outlet.is_some() => {
                ChainRole::Agency
            }
            SpeakerType::Media => {
                let own = voice.outlet.as_deref().filter(|_| voice.via.is_none());
                carrier_role(scan, own.unwrap_or(&speaker.name), Some(speaker.span))
            }
            _ if voice.spokesperson => ChainRole::Spokesperson,
            _ => ChainRole::Speaker,
        };
        // A medium stands under the name that the table gives it: `RT` is `روسيا اليوم`.
        let name = match (&voice.outlet, speaker.kind) {
            (Some(medium), SpeakerType::Media) if voice.via.is_none() => medium.clone(),
            _ => speaker.name.clone(),
        };
        links.push(Link { role, name, span: Some(speaker.span) });
    }
    let passed_on = voice.passed_on_by.iter().map(|(name, span)| (ChainRole::Spokesperson, name, *span));
    for (role, name, span) in passed_on.chain(carriers.iter().map(|c| (c.role, &c.name, c.span))) {
        if !links.iter().any(|l| same_name(&l.name, name)) {
            links.push(Link { role, name: name.clone(), span: Some(span) });
        }
    }
    let credited = statement
        .outlet
        .as_ref()
        .filter(|_| voice.kind != SpeakerType::Media)
        .map(|o| (o.clone(), outlet_span));
    let carried = voice.via.as_ref().map(|(name, span)| (name.clone(), Some(*span)));
    for (name, span) in carried.into_iter().chain(credited) {
        if !links.iter().any(|l| same_name(&l.name, &name)) {
            links.push(Link { role: carrier_role(scan, &name, span), name, span });
        }
    }
    let own =
        document.outlet.clone().or_else(|| document.title.clone()).unwrap_or_else(|| document.id.clone());
    links.push(Link { role: ChainRole::Document, name: own, span: None });
    links
}
