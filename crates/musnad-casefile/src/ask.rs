//! Questions, answered with nothing but evidence: words of documents, verbatim, numbered, with their chains.
//!
//! Of each part of a question the index gives the sentences that fit best. Copies of one text are one piece; a piece moves up
//! where its chain is complete and where independent documents say the same. Where the best fits too badly, the part is
//! declined: the thresholds were measured with `cargo xtask ask`.

use std::collections::HashSet;

use musnad_search::{Index, Question};
use serde::Serialize;

use crate::evidence::Opened;
use crate::question::{Asked, Kind, parts};
use crate::reading::{Place, Statement, Value};
use crate::{Casefile, DocumentId, Error, Evidence, Said};

/// So many sentences are looked at for each piece of evidence that is asked for: copies are among them, and corroboration.
const DEPTH: usize = 6;
/// Fewer are never looked at.
const LEAST: usize = 40;
/// A question is answered where one of the best sentences holds so much of its weight. Measured with `cargo xtask ask`.
const ANSWERS: f32 = 0.68;
/// So many are the best.
const BEST: usize = 5;
/// Two sentences say the same where so much of the words of the shorter stands in the longer,
const OF_SHORTER: f64 = 0.7;
/// and so much of those of the longer in the shorter,
const OF_LONGER: f64 = 0.4;
/// and the shorter has so many.
const WORDS: usize = 4;
/// A complete chain makes up for so much of a worse fit; a gap in it leaves half of that.
const CHAIN: f32 = 0.06;
/// Independent documents that say the same make up for so much, each doubling of their number once.
const CORROBORATION: f32 = 0.04;
/// A heading tells what is to come and answers nothing; its fit counts so much.
const HEADING: f32 = 0.5;
/// A title is a sentence of news, but the text tells more.
const TITLE: f32 = 0.9;
/// Words of the party that is asked about come before what others say of it where they fit so much worse.
const OWN_WORDS: f32 = 0.5;

/// The answer to a question.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answer {
    /// The question as it was asked.
    pub question: String,
    /// Its parts, in their order.
    pub parts: Vec<Part>,
}

/// The answer to one part of a question.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Part {
    /// The part as it was asked.
    pub question: String,
    /// What it asks for.
    pub kind: Kind,
    /// Whose position or words it asks for.
    pub party: Option<String>,
    /// The best evidence, best first; none where the casefile has no evidence.
    pub evidence: Vec<Piece>,
    /// Where there is none, what comes nearest. It is no evidence, and has no numbers.
    pub nearest: Vec<Piece>,
    /// Pieces that stand against one another.
    pub opposed: Vec<Opposed>,
    /// For `how_many`: the figures in the evidence.
    pub figures: Vec<Figure>,
    /// For `when`: the days in the evidence.
    pub days: Vec<Day>,
}

/// A numbered piece of evidence.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Piece {
    /// Its number in the answer, from 1 through all parts; 0 for what is no evidence.
    pub number: usize,
    /// The sentence, with who says it through whom.
    #[serde(flatten)]
    pub evidence: Evidence,
    /// The words that were looked for.
    pub matches: Vec<Place>,
    /// How well it fits; comparable within one part.
    pub fit: f32,
    /// How many independent documents say the same, this one with them.
    pub sources: usize,
}

/// Two pieces of evidence that stand against one another. It is not said which is right.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Opposed {
    /// Their numbers.
    pub numbers: [usize; 2],
    /// In what: `denial`, `figures`.
    pub ground: &'static str,
}

/// A figure in the evidence.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figure {
    /// The value.
    pub value: Value,
    /// What is counted or measured.
    pub unit: Option<String>,
    /// As it is written in the first piece that has it.
    pub text: String,
    /// The numbers of the pieces that have it.
    pub numbers: Vec<usize>,
    /// How many independent documents they are from.
    pub sources: usize,
}

/// A day in the evidence.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Day {
    /// TIMEX3.
    pub value: String,
    /// As it is written in the first piece that has it.
    pub text: String,
    /// The numbers of the pieces that have it.
    pub numbers: Vec<usize>,
    /// How many independent documents they are from.
    pub sources: usize,
}

/// A sentence that may be evidence.
struct Candidate {
    opened: Opened,
    place: Place,
    matches: Vec<Place>,
    fit: f32,
    /// Whether the party that is asked about says it.
    own: bool,
    said: Option<Said>,
    grade: String,
    stems: HashSet<String>,
    sources: usize,
    coverage: f32,
}

impl Casefile {
    /// Finds evidence for each part of a question, at most `limit` pieces a part.
    ///
    /// # Errors
    /// As [`Casefile::refresh`].
    pub fn ask(&self, question: &str, limit: usize) -> Result<Answer, Error> {
        let words = self.words()?;
        let asked = parts(question);
        let mut context = asked.lead.clone();
        let mut answer = Answer { question: question.to_owned(), parts: Vec::new() };
        let mut number = 0;
        for part in &asked.asked {
            let about = if part.follows { context.as_str() } else { "" };
            let part_answer = self.ask_part(&words, part, about, limit, &mut number)?;
            answer.parts.push(part_answer);
            // What follows is about what was asked first.
            if answer.parts.len() == 1 {
                context = format!("{context} {}", part.text);
            }
        }
        Ok(answer)
    }

    fn ask_part(
        &self,
        words: &Index,
        part: &Asked,
        context: &str,
        limit: usize,
        number: &mut usize,
    ) -> Result<Part, Error> {
        let question = Question::parse(&part.text).following(context);
        let depth = (limit * DEPTH).max(LEAST);
        let mut candidates: Vec<Candidate> = Vec::new();
        let mut names = Vec::new();
        if let Some(party) = &part.party {
            names = self.party_names(party)?;
            // Who speaks need not be named in the sentence. `ماذا قال الوزير؟` names no matter.
            let matter = Question::parse(&part.matter);
            let of_them =
                if matter.words().next().is_some() { matter.following(context) } else { question.clone() };
            let of_them = of_them.of_speakers(names.iter().map(String::as_str));
            self.candidates(words, &of_them, &names, depth, &mut candidates)?;
            candidates.retain(|candidate| candidate.own);
        }
        let known = candidates.len();
        self.candidates(words, &question, &names, depth, &mut candidates)?;
        if part.party.is_some() {
            // Here the party's name counted as well; the matter alone decides whether this is an answer.
            let matter = Question::parse(&part.matter);
            let stems: Vec<&str> = matter.stems().collect();
            for candidate in candidates.iter_mut().skip(known).filter(|_| !stems.is_empty()) {
                let held = stems.iter().filter(|stem| candidate.stems.contains(**stem)).count();
                candidate.coverage = candidate.coverage.min(held as f32 / stems.len() as f32);
            }
        }
        corroborate(&mut candidates);
        for candidate in &mut candidates {
            candidate.fit += match candidate.grade.as_str() {
                "complete" => CHAIN,
                "partial" => CHAIN / 2.0,
                _ => 1.0,
            };
            candidate.fit += CORROBORATION * (candidate.sources as f32).log2();
            candidate.fit += if candidate.own { OWN_WORDS } else { 0.0 };
        }
        if part.kind == Kind::Said && part.party.is_some() {
            candidates.retain(|candidate| candidate.own);
        }
        candidates.sort_by(|a, b| b.fit.total_cmp(&a.fit));
        // Of the party's own words, what they are about decides; who speaks need not be named.
        let answered = candidates.iter().take(BEST).any(|candidate| candidate.coverage >= ANSWERS);
        candidates.truncate(limit);

        let mut evidence = Vec::with_capacity(candidates.len());
        for candidate in &candidates {
            *number += usize::from(answered);
            let mut piece = candidate.opened.evidence(candidate.place);
            if candidate.said.is_some() {
                piece.said.clone_from(&candidate.said);
                piece.grade.clone_from(&candidate.grade);
                piece.label = None;
            }
            evidence.push(Piece {
                number: if answered { *number } else { 0 },
                evidence: piece,
                matches: candidate.matches.clone(),
                fit: candidate.fit,
                sources: candidate.sources,
            });
        }
        if !answered {
            return Ok(Part {
                question: part.text.clone(),
                kind: part.kind,
                party: part.party.clone(),
                evidence: Vec::new(),
                nearest: evidence,
                opposed: Vec::new(),
                figures: Vec::new(),
                days: Vec::new(),
            });
        }
        let numbered: Vec<(usize, &Candidate)> =
            evidence.iter().map(|piece| piece.number).zip(&candidates).collect();
        Ok(Part {
            question: part.text.clone(),
            kind: part.kind,
            party: part.party.clone(),
            opposed: opposed(&numbered, part.kind),
            figures: if part.kind == Kind::HowMany { figures(&numbered, &question) } else { Vec::new() },
            days: if part.kind == Kind::When { days(&numbered) } else { Vec::new() },
            evidence,
            nearest: Vec::new(),
        })
    }

    /// The names under which a party speaks.
    fn party_names(&self, party: &str) -> Result<Vec<String>, Error> {
        Ok(vec![party.to_owned()])
    }

    /// The sentences that fit a question best, copies and repetitions left out. With `names`, who says them is looked for among these.
    fn candidates(
        &self,
        words: &Index,
        question: &Question,
        names: &[String],
        depth: usize,
        candidates: &mut Vec<Candidate>,
    ) -> Result<(), Error> {
        for found in words.ask(question, depth).map_err(|e| self.index_error(e))? {
            let Some(id) = found.hit.id.parse::<DocumentId>().ok() else { continue };
            let Some(opened) = self.opened(id)? else { continue };
            let bytes = found.hit.bytes(found.hit.sentence);
            let place = opened.place(bytes.start, bytes.end);
            let known = |c: &Candidate| c.opened.document.id == id && c.place == place;
            let section = section_of(&opened, place);
            // A document that asks the same does not answer.
            if matches!(section, Some("question" | "subquestion")) {
                continue;
            }
            let heading = match section {
                Some("heading") => HEADING,
                Some("title") => TITLE,
                _ => 1.0,
            };
            if candidates.iter().any(known) {
                continue;
            }
            let matches = found.hit.matches.iter().map(|m| found.hit.bytes(*m));
            let matches: Vec<Place> = matches.map(|m| opened.place(m.start, m.end)).collect();
            let (statement, own) = statement_in(&opened, place, &matches, names);
            let said = statement.map(Said::from);
            let grade = statement.map_or_else(|| "unsourced".to_owned(), |s| s.grade.clone());
            let stems = Question::parse(opened.cut(place)).stems().map(str::to_owned).collect();
            let candidate = Candidate {
                place,
                matches,
                fit: found.score * heading,
                own,
                said,
                grade,
                stems,
                sources: 1,
                coverage: found.coverage,
                opened,
            };
            // The same sentence in a copy is the same evidence.
            let copy = |c: &Candidate| {
                c.opened.copies().first == candidate.opened.copies().first && c.stems == candidate.stems
            };
            if !candidates.iter().any(copy) {
                candidates.push(candidate);
            }
        }
        Ok(())
    }
}

/// The kind of the innermost section that a sentence lies in.
fn section_of(opened: &Opened, place: Place) -> Option<&str> {
    let holds = |s: &&crate::reading::Section| {
        Place { start: s.start, end: s.end }.shared(place) * 2 > place.end - place.start
    };
    let innermost = opened.reading.sections.iter().filter(holds).min_by_key(|s| s.end - s.start);
    innermost.map(|s| s.kind.as_str())
}

/// The statement in a sentence that the words looked for are of, and whether one of the names says it.
fn statement_in<'o>(
    opened: &'o Opened,
    place: Place,
    matches: &[Place],
    names: &[String],
) -> (Option<&'o Statement>, bool) {
    let held = |s: &Statement| {
        let report = report_of(s, place);
        matches.iter().filter(|m| report.holds(**m)).count()
    };
    let here = opened.reading.statements.iter().filter(|s| s.content.place().shared(place) > 0);
    let of_names = here.clone().filter(|s| s.speaker.as_ref().is_some_and(|speaker| bears(speaker, names)));
    if let Some(statement) = of_names.max_by_key(|s| held(s)).filter(|s| held(s) > 0) {
        return (Some(statement), true);
    }
    // Words that stand before the report are of the sentence's author.
    let best = here.max_by_key(|s| (held(s), std::cmp::Reverse(s.content.end - s.content.start)));
    (best.filter(|s| held(s) * 2 >= matches.len().max(1)), false)
}

/// The whole report in a sentence: cue, speaker and content.
fn report_of(statement: &Statement, sentence: Place) -> Place {
    let content = statement.content.place();
    let speaker = statement.speaker.as_ref().map(|speaker| speaker.words.place());
    let parts = [Some(statement.cue.place()), speaker, Some(content)].into_iter().flatten();
    let parts = parts.filter(|part| sentence.shared(*part) > 0);
    parts.fold(content, |all, part| Place { start: all.start.min(part.start), end: all.end.max(part.end) })
}

/// Whether a speaker bears one of the names: all its words are among those of the name, the role or the phrase.
fn bears(speaker: &crate::reading::Speaker, names: &[String]) -> bool {
    let phrase =
        format!("{} {} {}", speaker.name, speaker.role.as_deref().unwrap_or_default(), speaker.words.text);
    let phrase = Question::parse(&phrase);
    let has: HashSet<&str> = phrase.stems().collect();
    names.iter().any(|name| {
        let name = Question::parse(name);
        let mut stems = name.stems().peekable();
        stems.peek().is_some() && stems.all(|stem| has.contains(stem))
    })
}

/// Counts for each candidate the independent documents that say the same.
fn corroborate(candidates: &mut [Candidate]) {
    let counts: Vec<usize> = candidates
        .iter()
        .map(|one| {
            let same = candidates.iter().filter(|other| alike(&one.stems, &other.stems));
            let firsts: HashSet<DocumentId> = same.map(|other| other.opened.copies().first).collect();
            firsts.len().max(1)
        })
        .collect();
    for (candidate, count) in candidates.iter_mut().zip(counts) {
        candidate.sources = count;
    }
}

/// Whether two sentences say the same, by their words.
fn alike(one: &HashSet<String>, other: &HashSet<String>) -> bool {
    let (shorter, longer) = (one.len().min(other.len()), one.len().max(other.len()));
    let both = one.intersection(other).count() as f64;
    shorter >= WORDS && both >= OF_SHORTER * shorter as f64 && both >= OF_LONGER * longer as f64
}

/// Pieces that stand against one another: a denial against what others say of the same, and other figures for the same.
fn opposed(numbered: &[(usize, &Candidate)], kind: Kind) -> Vec<Opposed> {
    let mut out = Vec::new();
    for (n, (number, one)) in numbered.iter().enumerate() {
        for (other_number, other) in numbered.iter().skip(n + 1) {
            let denies = |c: &Candidate| c.said.as_ref().is_some_and(|said| said.act == "denies");
            let speaker = |c: &Candidate| c.said.as_ref().and_then(|said| said.speaker.clone());
            let both = one.stems.intersection(&other.stems).count();
            let near = both * 2 >= one.stems.len().min(other.stems.len());
            let independent = one.opened.copies().first != other.opened.copies().first;
            let ground = if near && denies(one) != denies(other) && speaker(one) != speaker(other) {
                "denial"
            } else if (alike(&one.stems, &other.stems) || near && kind == Kind::HowMany)
                && independent
                && other_figures(one, other)
            {
                "figures"
            } else {
                continue;
            };
            out.push(Opposed { numbers: [*number, *other_number], ground });
        }
    }
    out
}

/// Whether two sentences give one unit other values, and no value of it alike.
fn other_figures(one: &Candidate, other: &Candidate) -> bool {
    let of = |c: &Candidate| -> Vec<(String, (f64, f64))> {
        let quantities = c.opened.reading.quantities.iter().filter(|q| c.place.holds(q.words.place()));
        quantities.filter_map(|q| Some((q.unit.clone()?, q.value.ends()?))).collect()
    };
    let (ones, others) = (of(one), of(other));
    let mut apart = false;
    for (unit, (low, high)) in &ones {
        let mut same_unit = others.iter().filter(|(other, _)| other == unit).peekable();
        if same_unit.peek().is_none() {
            continue;
        }
        // Ranges that meet agree.
        if same_unit.any(|(_, (other_low, other_high))| low <= other_high && other_low <= high) {
            return false;
        }
        apart = true;
    }
    apart
}

/// The figures in the evidence; where some are of a unit that the question names, those alone.
fn figures(numbered: &[(usize, &Candidate)], question: &Question) -> Vec<Figure> {
    let asked: HashSet<&str> = question.stems().collect();
    let mut rows: Vec<(bool, Figure, HashSet<DocumentId>)> = Vec::new();
    for (number, candidate) in numbered {
        let quantities = candidate.opened.reading.quantities.iter();
        for quantity in quantities.filter(|q| candidate.place.holds(q.words.place())) {
            let first = candidate.opened.copies().first;
            let known =
                rows.iter_mut().find(|(_, row, _)| row.value == quantity.value && row.unit == quantity.unit);
            if let Some((_, row, firsts)) = known {
                firsts.insert(first);
                row.sources = firsts.len();
                if row.numbers.last() != Some(number) {
                    row.numbers.push(*number);
                }
                continue;
            }
            let unit = quantity.unit.as_deref().unwrap_or_default();
            let named = Question::parse(unit).stems().any(|stem| asked.contains(stem));
            let row = Figure {
                value: quantity.value,
                unit: quantity.unit.clone(),
                text: quantity.words.text.clone(),
                numbers: vec![*number],
                sources: 1,
            };
            rows.push((named, row, HashSet::from([first])));
        }
    }
    if rows.iter().any(|(named, ..)| *named) {
        rows.retain(|(named, ..)| *named);
    }
    let mut figures: Vec<Figure> = rows.into_iter().map(|(_, row, _)| row).collect();
    figures.sort_by_key(|row| std::cmp::Reverse(row.sources));
    figures
}

/// The days in the evidence, in their order.
fn days(numbered: &[(usize, &Candidate)]) -> Vec<Day> {
    let mut rows: Vec<(Day, HashSet<DocumentId>)> = Vec::new();
    for (number, candidate) in numbered {
        let dates = candidate.opened.reading.dates.iter();
        let dates = dates.filter(|d| candidate.place.holds(d.words.place()));
        for date in dates.filter(|d| matches!(d.kind.as_str(), "date" | "time")) {
            let first = candidate.opened.copies().first;
            if let Some((row, firsts)) = rows.iter_mut().find(|(row, _)| row.value == date.value) {
                firsts.insert(first);
                row.sources = firsts.len();
                if row.numbers.last() != Some(number) {
                    row.numbers.push(*number);
                }
                continue;
            }
            let row = Day {
                value: date.value.clone(),
                text: date.words.text.clone(),
                numbers: vec![*number],
                sources: 1,
            };
            rows.push((row, HashSet::from([first])));
        }
    }
    let mut days: Vec<Day> = rows.into_iter().map(|(row, _)| row).collect();
    days.sort_by(|a, b| a.value.cmp(&b.value));
    days
}
