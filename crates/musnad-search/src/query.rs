//! The query language: words, `"phrases"`, `AND`, `OR`, `NOT` (also `-word`), parentheses, `prefix*`, and fields.
//!
//! Words side by side are all wanted. A phrase matches its words in order in one sentence, each under any of its forms. Fields
//! are `speaker:`, `outlet:`, `kind:`, `grade:`, `place:` with a word or a phrase, `from:` and `to:` with a day, month or year.
//!
//! `speaker:`, `kind:` and `grade:` beside one another ask about one and the same statement: `speaker:الوزير kind:denies` is a denial by
//! the minister, `kind:denies -speaker:الوزير` one by somebody else. `-speaker:الوزير` alone asks that no statement is his. `from:` and
//! `to:` side by side ask for one day between them.

use musnad_text::Span;

use crate::analyze::{Analysis, Keys, analyze};
use crate::error::Error;
use crate::index::{Facet, Hit};
use crate::statement::Filter;

/// What may be written on a word that a prefix begins.
pub(crate) const PROCLITICS: &[&str] = &[
    "", "ال", "و", "ف", "ب", "ل", "ك", "لل", "بال", "وال", "فال", "كال", "وب", "ول", "وبال", "ولل", "وك",
    "فب", "فل", "س", "وس",
];

/// Deeper parentheses are refused: nobody means them.
const DEEPEST: usize = 32;
/// Longer queries are refused; a passage is looked for with `quote`.
const MOST_WORDS: usize = 256;

const FIELDS: &str = "speaker:, outlet:, from:, to:, kind:, grade:, place:";

/// A part of a query.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node {
    Word(Keys),
    Phrase(Vec<Keys>),
    /// A folded prefix.
    Prefix(String),
    Outlet(Vec<Keys>),
    Place(Vec<Keys>),
    /// About a statement.
    Said(Filter),
    From(u32),
    To(u32),
    Not(Box<Node>),
    Or(Vec<Node>),
    And(Vec<Node>),
    /// Words put side by side: all of them, or some where none has all.
    Beside(Vec<Node>),
}

impl Node {
    /// Whether it only narrows down and does not rank.
    pub(crate) fn filters(&self) -> bool {
        match self {
            Node::Outlet(_) | Node::Place(_) | Node::Said(_) | Node::From(_) | Node::To(_) | Node::Not(_) => {
                true
            }
            Node::Word(_) | Node::Phrase(_) | Node::Prefix(_) => false,
            Node::Or(nodes) | Node::And(nodes) | Node::Beside(nodes) => nodes.iter().all(Node::filters),
        }
    }

    /// Whether something in it is about a statement.
    pub(crate) fn about_statements(&self) -> bool {
        match self {
            Node::Said(_) => true,
            Node::Not(inner) => inner.about_statements(),
            Node::Or(nodes) | Node::And(nodes) | Node::Beside(nodes) => {
                nodes.iter().any(Node::about_statements)
            }
            _ => false,
        }
    }

    /// Whether it asks for a statement, and not only that there is none.
    pub(crate) fn asks_for_statement(&self) -> bool {
        match self {
            Node::Said(_) => true,
            Node::Or(nodes) | Node::And(nodes) | Node::Beside(nodes) => {
                nodes.iter().any(Node::asks_for_statement)
            }
            _ => false,
        }
    }

    /// Calls `each` for what is wanted, leaving out what is under `NOT`.
    fn walk<'n>(&'n self, each: &mut dyn FnMut(&'n Node)) {
        match self {
            Node::Not(_) => {}
            Node::Or(nodes) | Node::And(nodes) | Node::Beside(nodes) => {
                nodes.iter().for_each(|node| node.walk(each));
            }
            leaf => each(leaf),
        }
    }
}

/// A query that was understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    pub(crate) node: Node,
    text: String,
    /// The words in the text, each with its folded form.
    words: Vec<(Span, String)>,
}

impl Query {
    /// Reads a query.
    ///
    /// [`Error::Query`] names the place and the remedy: an unknown field, a quotation mark or parenthesis without its fellow,
    /// an operator without a word, a date that is none, or nothing to look for.
    ///
    /// ```
    /// use musnad_search::Query;
    /// assert!(Query::parse(r#""وزير الخارجية" (هدنة OR اتفاق) outlet:المرسى from:2022-01 -نفط"#).is_ok());
    /// let error = Query::parse("author:سالم").unwrap_err();
    /// assert!(error.to_string().contains("speaker:"));
    /// ```
    pub fn parse(query: &str) -> Result<Query, Error> {
        let mut parser = Parser { chars: query.chars().collect(), at: 0, words: Vec::new() };
        let node = parser.either(0)?;
        parser.skip_blanks();
        if parser.peek() == Some(')') {
            return Err(
                parser.fail(parser.at, "this parenthesis closes nothing; delete it, or open one before")
            );
        }
        let node = node.ok_or_else(|| parser.fail(0, "there is nothing to look for; write a word"))?;
        let negative = |node: &Node| matches!(node, Node::Not(_));
        let only_not = match &node {
            Node::And(nodes) | Node::Beside(nodes) | Node::Or(nodes) => nodes.iter().all(negative),
            node => negative(node),
        };
        if only_not {
            return Err(parser.fail(0, "this says only what must not be there; add a word that must"));
        }
        let mut words = parser.words;
        // Places as bytes.
        let bytes: Vec<usize> = query.char_indices().map(|(at, _)| at).chain([query.len()]).collect();
        let byte = |point: usize| bytes.get(point).copied().unwrap_or(query.len());
        words.iter_mut().for_each(|(span, _)| *span = Span::new(byte(span.start), byte(span.end)));
        Ok(Query { node, text: query.to_owned(), words })
    }

    /// The query as it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The query with folded words put in the place of others, to be offered where it found nothing.
    ///
    /// ```
    /// let query = musnad_search::Query::parse("\"المحاقظ الجديد\" outlet:المرسى")?;
    /// assert_eq!(query.corrected(&[("المحاقظ", "المحافظ")]), "\"المحافظ الجديد\" outlet:المرسى");
    /// # Ok::<(), musnad_search::Error>(())
    /// ```
    pub fn corrected(&self, words: &[(&str, &str)]) -> String {
        let mut out = String::with_capacity(self.text.len());
        let mut done = 0;
        for (span, form) in &self.words {
            let Some((_, instead)) = words.iter().find(|(wrong, _)| wrong == form) else { continue };
            out.push_str(self.text.get(done..span.start).unwrap_or_default());
            out.push_str(instead);
            done = span.end;
        }
        out.push_str(self.text.get(done..).unwrap_or_default());
        out
    }

    /// Where what the query wants stands in a text, in order.
    pub fn places(&self, text: &str) -> Vec<Marked> {
        Marks::new(&self.node).find(&analyze(text))
    }

    /// Whether the query asks for statements.
    pub fn asks_for_statements(&self) -> bool {
        self.node.asks_for_statement()
    }

    /// The words that rank, each once.
    pub(crate) fn wanted(&self) -> Vec<Keys> {
        let mut wanted: Vec<Keys> = Vec::new();
        self.node.walk(&mut |node| {
            let keys = match node {
                Node::Word(keys) => std::slice::from_ref(keys),
                Node::Phrase(keys) => keys.as_slice(),
                _ => &[],
            };
            for keys in keys {
                if !wanted.iter().any(|w| w.stem == keys.stem) {
                    wanted.push(keys.clone());
                }
            }
        });
        wanted
    }

    /// Whether it has words side by side of which some would do.
    pub(crate) fn may_relax(&self) -> bool {
        fn any(node: &Node) -> bool {
            match node {
                Node::Beside(nodes) => {
                    nodes.iter().filter(|n| !n.filters()).count() > 1 || nodes.iter().any(any)
                }
                Node::And(nodes) | Node::Or(nodes) => nodes.iter().any(any),
                _ => false,
            }
        }
        any(&self.node)
    }
}

/// What the parser found next.
enum Step {
    Node(Node),
    /// Something that means nothing: a dash, a stray mark.
    Nothing,
    End,
}

struct Parser {
    chars: Vec<char>,
    at: usize,
    /// The words read so far, in code points, with their folded forms.
    words: Vec<(Span, String)>,
}

/// Closing marks for an opening one.
fn closing(open: char) -> Option<&'static [char]> {
    match open {
        '"' | '“' | '”' | '„' => Some(&['"', '”', '“']),
        '«' => Some(&['»']),
        _ => None,
    }
}

impl Parser {
    fn fail(&self, at: usize, what: &str) -> Error {
        Error::Query { at, what: what.to_owned() }
    }

    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn skip_blanks(&mut self) {
        while self.peek().is_some_and(|c| c.is_whitespace() || matches!(c, '،' | ',' | '؛' | '؟' | '?' | '!'))
        {
            self.at += 1;
        }
    }

    /// Whether an operator stands here by itself.
    fn stands(&self, operator: &str) -> bool {
        let end = self.at + operator.len();
        self.chars.get(self.at..end).is_some_and(|c| c.iter().copied().eq(operator.chars()))
            && self
                .chars
                .get(end)
                .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | ')' | '"' | '«' | '“'))
    }

    /// Takes an operator that stands by itself.
    fn takes(&mut self, operator: &str) -> bool {
        self.skip_blanks();
        let stands = self.stands(operator);
        if stands {
            self.at += operator.len();
        }
        stands
    }

    fn either(&mut self, depth: usize) -> Result<Option<Node>, Error> {
        if depth > DEEPEST {
            return Err(self.fail(self.at, "parentheses are nested too deeply; write fewer"));
        }
        let start = self.at;
        let mut nodes = Vec::new();
        let first = self.all(depth)?;
        let lonely = first.is_none();
        nodes.extend(first);
        while self.takes("OR") {
            if lonely {
                return Err(self
                    .fail(start, "OR has no word before it; write one, or lower-case letters for the word"));
            }
            let at = self.at;
            match self.all(depth)? {
                Some(node) => nodes.push(node),
                None => return Err(self.fail(at, "OR has no word after it; write one")),
            }
        }
        Ok(if nodes.len() > 1 { Some(Node::Or(nodes)) } else { nodes.pop() })
    }

    fn all(&mut self, depth: usize) -> Result<Option<Node>, Error> {
        let mut nodes = Vec::new();
        let mut written = false;
        loop {
            let at = self.at;
            if self.takes("AND") {
                if nodes.is_empty() {
                    return Err(self.fail(at, "AND has no word before it; write one"));
                }
                written = true;
                let at = self.at;
                match self.one(depth)? {
                    Some(node) => nodes.push(node),
                    None => return Err(self.fail(at, "AND has no word after it; write one")),
                }
                continue;
            }
            match self.one(depth)? {
                Some(Node::Beside(several)) if nodes.is_empty() => nodes = several,
                Some(node) => nodes.push(node),
                None => break,
            }
        }
        Ok(match nodes.len() {
            0 | 1 => nodes.pop(),
            _ if written => Some(Node::And(nodes)),
            _ => Some(Node::Beside(nodes)),
        })
    }

    /// A word, phrase, field or group with what negates it; nothing where none is left.
    fn one(&mut self, depth: usize) -> Result<Option<Node>, Error> {
        loop {
            match self.step(depth)? {
                Step::Node(node) => return Ok(Some(node)),
                Step::End => return Ok(None),
                Step::Nothing => {}
            }
        }
    }

    fn step(&mut self, depth: usize) -> Result<Step, Error> {
        self.skip_blanks();
        let at = self.at;
        if self.stands("OR") || self.stands("AND") {
            return Ok(Step::End);
        }
        if self.takes("NOT") || (self.peek() == Some('-') && self.minus()) {
            if depth > DEEPEST {
                return Err(self.fail(at, "too many NOT in a row; write fewer"));
            }
            return match self.one(depth + 1)? {
                Some(Node::Not(inner)) => Ok(Step::Node(*inner)),
                Some(node) => Ok(Step::Node(Node::Not(Box::new(node)))),
                None => Err(self.fail(at, "NOT has no word after it; write one")),
            };
        }
        match self.peek() {
            None | Some(')') => Ok(Step::End),
            Some('(') => {
                self.at += 1;
                let inner = self.either(depth + 1)?;
                self.skip_blanks();
                if self.peek() != Some(')') {
                    return Err(self.fail(at, "this parenthesis is not closed; write ) where it ends"));
                }
                self.at += 1;
                inner
                    .map(Step::Node)
                    .ok_or_else(|| self.fail(at, "nothing stands in these parentheses; delete them"))
            }
            Some(c) if closing(c).is_some() => {
                let words = self.quotation()?;
                Ok(self.words_node(words))
            }
            Some(_) => self.word(),
        }
    }

    fn words_node(&self, mut words: Vec<Keys>) -> Step {
        match words.len() {
            0 => Step::Nothing,
            1 => words.pop().map_or(Step::Nothing, |keys| Step::Node(Node::Word(keys))),
            // `بي.بي.سي` is a phrase too.
            _ => Step::Node(Node::Phrase(words)),
        }
    }

    /// A minus before a word, not a dash between blanks.
    fn minus(&mut self) -> bool {
        let is = self.chars.get(self.at + 1).is_some_and(|c| !c.is_whitespace() && *c != '-');
        self.at += 1;
        if !is {
            self.skip_blanks();
        }
        is
    }

    fn quotation(&mut self) -> Result<Vec<Keys>, Error> {
        let at = self.at;
        let ends = self.peek().and_then(closing).unwrap_or(&[]);
        self.at += 1;
        let start = self.at;
        while self.peek().is_some_and(|c| !ends.contains(&c)) {
            self.at += 1;
        }
        if self.peek().is_none() {
            return Err(self.fail(at, "this quotation mark is not closed; write \" where the phrase ends"));
        }
        let text: String = self.chars[start..self.at].iter().collect();
        self.at += 1;
        self.keys(&text, start, at)
    }

    /// The words of a text that begins at `start`; a complaint names `at`.
    fn keys(&mut self, text: &str, start: usize, at: usize) -> Result<Vec<Keys>, Error> {
        let Analysis { words, .. } = analyze(text);
        let point = |byte: usize| start + text.get(..byte).unwrap_or_default().chars().count();
        self.words.extend(
            words.iter().map(|w| (Span::new(point(w.span.start), point(w.span.end)), w.keys.form.clone())),
        );
        if self.words.len() > MOST_WORDS {
            return Err(self.fail(at, "the query is too long; look for a passage with `musnad quote`"));
        }
        Ok(words.into_iter().map(|w| Keys::clone(&w.keys)).collect())
    }

    fn raw_word(&mut self) -> String {
        let start = self.at;
        while self.peek().is_some_and(|c| {
            !c.is_whitespace()
                && !matches!(c, '(' | ')' | '،' | '؛' | '؟')
                && closing(c).is_none()
                && c != '»'
        }) {
            self.at += 1;
        }
        self.chars[start..self.at].iter().collect()
    }

    fn word(&mut self) -> Result<Step, Error> {
        let at = self.at;
        let raw = self.raw_word();
        if raw.is_empty() {
            // A closing mark without an opening one means nothing.
            self.at += 1;
            return Ok(Step::Nothing);
        }
        if let Some((name, value)) = raw.split_once(':') {
            let letters = !name.is_empty() && name.chars().all(|c| c.is_alphabetic() || c == '_' || c == '-');
            let known = Known::of(name);
            let stands_free = value.is_empty() && self.peek().is_none_or(char::is_whitespace);
            if letters && known.is_some() {
                self.at = at + name.chars().count() + 1;
                return match known {
                    Some(known) => self.field(known, name, at).map(Step::Node),
                    None => Ok(Step::Nothing),
                };
            }
            if letters && !stands_free && (name.is_ascii() || value.is_empty()) {
                let near =
                    Known::nearest(name).map_or(String::new(), |near| format!("did you mean {near}: ? "));
                let what = format!(
                    "there is no field {name}: ; {near}fields are {FIELDS}; put \" around text with a colon"
                );
                return Err(Error::Query { at, what });
            }
        }
        if let Some(stem) = raw.strip_suffix(['*', '٭']) {
            let words = self.keys(stem, at, at)?;
            return match words.as_slice() {
                [one] if one.form.chars().count() >= 2 => Ok(Step::Node(Node::Prefix(one.form.clone()))),
                _ => {
                    Err(self
                        .fail(at, "a prefix needs two letters or more before its *; write more of the word"))
                }
            };
        }
        let words = self.keys(&raw, at, at)?;
        Ok(self.words_node(words))
    }

    fn field(&mut self, known: Known, name: &str, at: usize) -> Result<Node, Error> {
        let start = self.at;
        let read = self.words.len();
        let text: String = if self.peek().is_some_and(|c| closing(c).is_some()) {
            let _ = self.quotation()?;
            self.chars[start + 1..self.at - 1].iter().collect()
        } else {
            self.raw_word()
        };
        self.words.truncate(read);
        match known {
            Known::From | Known::To => {
                let last = matches!(known, Known::To);
                let Some(day) = day(&text, last) else {
                    let what =
                        format!("{name}: needs a day, month or year such as 2022-01-15, 2022-01 or 2022");
                    return Err(Error::Query { at, what });
                };
                Ok(if last { Node::To(day) } else { Node::From(day) })
            }
            Known::Facet(facet) => {
                let words = self.keys(&text, at, at)?;
                self.words.truncate(read);
                if words.is_empty() {
                    let what = format!("{name}: has no value; write a word or a \"phrase\" right behind it");
                    return Err(Error::Query { at, what });
                }
                Ok(match facet {
                    Facet::Outlet => Node::Outlet(words),
                    Facet::Place => Node::Place(words),
                    Facet::Speaker => Node::Said(Filter::Speaker { text, words }),
                    Facet::Kind | Facet::Grade => {
                        Node::Said(Filter::value(facet, &text).map_err(|what| Error::Query { at, what })?)
                    }
                })
            }
        }
    }
}

enum Known {
    Facet(Facet),
    From,
    To,
}

impl Known {
    fn of(name: &str) -> Option<Known> {
        let name = name.to_lowercase();
        Some(match name.as_str() {
            "from" | "منذ" => Known::From,
            "to" | "حتى" => Known::To,
            "القائل" | "قائل" => Known::Facet(Facet::Speaker),
            "الوسيلة" | "وسيلة" | "الصحيفة" => Known::Facet(Facet::Outlet),
            "المكان" | "مكان" => Known::Facet(Facet::Place),
            "النوع" | "نوع" => Known::Facet(Facet::Kind),
            "الدرجة" | "درجة" | "السند" | "سند" => Known::Facet(Facet::Grade),
            name => Known::Facet(Facet::ALL.into_iter().find(|f| f.name() == name)?),
        })
    }

    fn nearest(name: &str) -> Option<&'static str> {
        let letters: Vec<char> = name.to_lowercase().chars().collect();
        let names = Facet::ALL.map(Facet::name).into_iter().chain(["from", "to"]);
        names
            .filter_map(|n| Some((distance(&letters, n, 2)?, n)))
            .filter(|(_, n)| n.len() > 2)
            .min()
            .map(|(_, n)| n)
    }
}

/// The first or last day that a day, month or year covers, as a number; the last of a month is 31 whatever the month.
fn day(text: &str, last: bool) -> Option<u32> {
    let folded = musnad_text::chars::fold(text);
    let mut parts = folded.split(['-', '/']);
    let year: u32 = parts.next()?.parse().ok().filter(|y| (1..=9999).contains(y))?;
    let mut part = |most: u32| match parts.next() {
        None => Some(if last { most } else { 1 }),
        Some(text) => text.parse().ok().filter(|n| (1..=most).contains(n)),
    };
    let (month, day) = (part(12)?, part(31)?);
    parts.next().is_none().then_some(year * 10_000 + month * 100 + day)
}

/// All words that one letter changed, dropped, added or swapped makes of a folded word.
pub(crate) fn one_letter_off(letters: &[char]) -> Vec<String> {
    const ALPHABET: &str = "ابتثجحخدذرزسشصضطظعغفقكلمنهويء";
    let join = |before: &[char], middle: &[char], after: &[char]| -> String {
        before.iter().chain(middle).chain(after).collect()
    };
    let mut words = Vec::new();
    for i in 0..=letters.len() {
        let (before, after) = letters.split_at(i);
        words.extend(ALPHABET.chars().map(|c| join(before, &[c], after)));
        if let [first, rest @ ..] = after {
            words.push(join(before, &[], rest));
            words.extend(ALPHABET.chars().filter(|c| c != first).map(|c| join(before, &[c], rest)));
            if let [second, rest @ ..] = rest {
                words.push(join(before, &[*second, *first], rest));
            }
        }
    }
    words.sort_unstable();
    words.dedup();
    words
}

/// A word cut into so many pieces of about one length.
pub(crate) fn pieces(letters: &[char], count: usize) -> Vec<String> {
    let cut = |i: usize| letters.len() * i / count.max(1);
    (0..count).map(|i| letters[cut(i)..cut(i + 1)].iter().collect()).collect()
}

/// The number of letters to change, drop, add or swap between two words, where it is at most `allowed`.
pub(crate) fn distance(from: &[char], to: &str, allowed: usize) -> Option<usize> {
    let to: Vec<char> = to.chars().collect();
    if from.len().abs_diff(to.len()) > allowed {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.iter().enumerate() {
        let mut row = Vec::with_capacity(to.len() + 1);
        row.push(i + 1);
        for (j, b) in to.iter().enumerate() {
            let mut best = (above[j] + usize::from(a != b)).min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && from[i - 1] == *b && *a == to[j - 1] {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        if row.iter().min().is_some_and(|least| *least > allowed) {
            return None;
        }
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().filter(|d| *d <= allowed)
}

/// What to mark in hits.
pub(crate) struct Marks<'q> {
    stems: Vec<&'q str>,
    phrases: Vec<&'q [Keys]>,
    prefixes: Vec<&'q str>,
}

impl<'q> Marks<'q> {
    pub(crate) fn new(node: &'q Node) -> Marks<'q> {
        let mut marks = Marks { stems: Vec::new(), phrases: Vec::new(), prefixes: Vec::new() };
        node.walk(&mut |node| match node {
            Node::Word(keys) => marks.stems.push(&keys.stem),
            Node::Phrase(words) => marks.phrases.push(words),
            Node::Prefix(prefix) => marks.prefixes.push(prefix),
            _ => {}
        });
        marks
    }

    fn begins(&self, form: &str) -> bool {
        self.prefixes
            .iter()
            .any(|prefix| form.match_indices(prefix).take(2).any(|(at, _)| PROCLITICS.contains(&&form[..at])))
    }

    /// All matches in a text.
    fn find(&self, analysis: &Analysis) -> Vec<Marked> {
        let words = &analysis.words;
        let mut found = Vec::new();
        let mut i = 0;
        while let Some(word) = words.get(i) {
            let mut length = 0;
            let mut what = 0;
            for (number, phrase) in self.phrases.iter().enumerate() {
                let same = phrase.iter().enumerate().all(|(k, keys)| {
                    words.get(i + k).is_some_and(|w| w.keys.has(&keys.stem) && w.sentence == word.sentence)
                });
                if same && phrase.len() > length {
                    (length, what) = (phrase.len(), number);
                }
            }
            if length == 0 {
                if let Some(number) = self.stems.iter().position(|stem| word.keys.has(stem)) {
                    (length, what) = (1, self.phrases.len() + number);
                } else if self.begins(&word.keys.form) {
                    (length, what) = (1, 63);
                }
            }
            if length > 0 {
                let last = words.get(i + length - 1).unwrap_or(word);
                let span = word.span.to(last.span);
                found.push(Marked { span, words: length, what: 1 << what.min(63), sentence: word.sentence });
            }
            i += length.max(1);
        }
        found
    }

    /// Fills in a hit's matches and its best sentence.
    pub(crate) fn mark(&self, hit: &mut Hit) {
        let analysis = analyze(&hit.text);
        // Of each sentence: the different things found in it, and how many in all.
        let mut tally: Vec<(u64, usize)> = vec![(0, 0); analysis.sentences.len()];
        for marked in self.find(&analysis) {
            hit.matches.push(marked.span);
            if let Some((found, count)) = tally.get_mut(marked.sentence as usize) {
                *found |= marked.what;
                *count += marked.words;
            }
        }
        let best = tally
            .iter()
            .enumerate()
            .max_by_key(|(i, (found, count))| (found.count_ones(), *count, std::cmp::Reverse(*i)));
        hit.sentence = best
            .and_then(|(i, _)| analysis.sentences.get(i).copied())
            .unwrap_or(Span::new(0, hit.text.len()));
    }
}

/// A place in a text where something stands that a query wants; the words of a phrase are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marked {
    /// The place, in bytes.
    pub span: Span,
    /// How many words it has.
    pub words: usize,
    /// Which of the wanted things it is: one bit of 64.
    pub what: u64,
    sentence: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A query as it was understood, words by their stems.
    fn shown(node: &Node) -> String {
        let words = |keys: &[Keys]| keys.iter().map(|k| k.stem.as_str()).collect::<Vec<_>>().join(" ");
        let list = |name: &str, nodes: &[Node]| {
            format!("{name}({})", nodes.iter().map(shown).collect::<Vec<_>>().join(", "))
        };
        match node {
            Node::Word(keys) => keys.stem.clone(),
            Node::Phrase(keys) => format!("\"{}\"", words(keys)),
            Node::Prefix(prefix) => format!("{prefix}*"),
            Node::Outlet(keys) => format!("outlet={}", words(keys)),
            Node::Place(keys) => format!("place={}", words(keys)),
            Node::Said(Filter::Speaker { words: keys, .. }) => format!("speaker={}", words(keys)),
            Node::Said(filter) => filter.name().to_owned(),
            Node::From(day) => format!("from={day}"),
            Node::To(day) => format!("to={day}"),
            Node::Not(inner) => format!("not({})", shown(inner)),
            Node::Or(nodes) => list("or", nodes),
            Node::And(nodes) => list("and", nodes),
            Node::Beside(nodes) => list("beside", nodes),
        }
    }

    #[test]
    fn queries_are_read_as_the_table_says() {
        let mut wrong = Vec::new();
        for (line, row) in musnad_text::lexicon::rows(include_str!("corpus/queries.tsv")) {
            let [expected, query] = row[..] else {
                wrong.push(format!("{line}: not two columns"));
                continue;
            };
            let got = match Query::parse(query) {
                Ok(query) => shown(&query.node),
                Err(Error::Query { at, what }) => format!("error {}: {what}", at + 1),
                Err(other) => other.to_string(),
            };
            let same =
                if expected.starts_with("error") { got.starts_with(expected) } else { got == expected };
            if !same {
                wrong.push(format!("{line}: {query}\n  expected {expected}\n  got      {got}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn no_query_breaks_the_parser() {
        let pieces = [
            "(",
            ")",
            "\"",
            "«",
            "»",
            "-",
            "NOT ",
            "OR ",
            "AND ",
            "كلم*",
            "*",
            "from:",
            "x:y",
            ":",
            "سلام ",
            "،",
            "2022-01 ",
        ];
        let mut seed = 7u32;
        for _ in 0..20_000 {
            let mut query = String::new();
            for _ in 0..seed % 9 {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                query.push_str(pieces[(seed >> 16) as usize % pieces.len()]);
            }
            seed = seed.wrapping_add(0x9E37_79B9);
            let _ = Query::parse(&query);
        }
        for deep in [
            "(".repeat(100_000),
            "NOT ".repeat(100_000),
            "-".repeat(100_000),
            "»".repeat(100_000),
            "ا ".repeat(100_000),
        ] {
            assert!(Query::parse(&deep).is_err());
        }
    }

    #[test]
    fn what_is_one_letter_off_is_at_a_distance_of_one() {
        let letters: Vec<char> = "سفينه".chars().collect();
        let words = one_letter_off(&letters);
        assert!(words.len() > 250);
        assert!(words.iter().all(|w| distance(&letters, w, 1).is_some()));
        for near in ["سفنيه", "سفين", "السفينه", "سقينه"] {
            assert_eq!(words.iter().any(|w| w == near), near != "السفينه", "{near}");
        }
    }

    #[test]
    fn distances_count_letters() {
        let distance = |a: &str, b: &str| distance(&a.chars().collect::<Vec<_>>(), b, 2);
        assert_eq!(distance("مرفأ", "مرفأ"), Some(0));
        assert_eq!(distance("سفينه", "سفنيه"), Some(1));
        assert_eq!(distance("سفينه", "سفن"), Some(2));
        assert_eq!(distance("سفينه", "مرفا"), None);
    }
}
