//! Statements in the order in which a reader wants them, and chains in words.

use std::collections::HashMap;

use musnad_text::Document;
use musnad_text::annotation::{ChainRole, Grade, Speaker, Statement};

use super::printable::{one_line, shortened};
use super::words::Words;

/// Whether more of the statements found like this one are wrong than right: it is shown, and marked.
pub fn is_doubtful(statement: &Statement) -> bool {
    statement.confidence < 0.5
}

/// The statements of one speaker.
#[derive(Debug)]
pub(super) struct Group<'a> {
    /// The first of the speaker's mentions that has most to say, a role; `None` for statements whose speaker is not given.
    pub speaker: Option<&'a Speaker>,
    /// Their indices, in the order of the text.
    pub statements: Vec<usize>,
}

/// Groups statements by the resolved name of the speaker, in the order of first speaking; last those without a speaker.
pub(super) fn by_speaker(statements: &[Statement]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut nobody = Vec::new();
    for (index, statement) in statements.iter().enumerate() {
        let Some(speaker) = &statement.speaker else {
            nobody.push(index);
            continue;
        };
        let place = *places.entry(&speaker.name).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => {
                group.statements.push(index);
                if group.speaker.is_some_and(|known| known.role.is_none()) && speaker.role.is_some() {
                    group.speaker = Some(speaker);
                }
            }
            None => groups.push(Group { speaker: Some(speaker), statements: vec![index] }),
        }
    }
    if !nobody.is_empty() {
        groups.push(Group { speaker: None, statements: nobody });
    }
    groups
}

/// The speaker's name, and the role where the name does not hold it already.
pub(super) fn full_name(speaker: Option<&Speaker>, text: &str, words: &Words) -> (String, Option<String>) {
    let Some(speaker) = speaker else { return (words.of("report", "speaker_unknown").to_owned(), None) };
    let name = if speaker.name.is_empty() { speaker.span.of(text) } else { &speaker.name };
    let name = one_line(name);
    let role = speaker
        .role
        .as_deref()
        .map(one_line)
        .filter(|role| !role.is_empty() && !name.contains(role.as_str()));
    (name, role)
}

/// The carriers of a statement as a reader sees them.
#[derive(Debug, PartialEq)]
pub(super) struct Chain {
    /// Their names, origin first.
    pub names: Vec<String>,
    /// The last of them is this document.
    pub ends_here: bool,
}

/// The longest name of a document in a chain, in characters; a title may be a whole sentence.
const OWN_NAME: usize = 60;

/// The names of the carriers, origin first. This document ends every chain: it is named by its outlet, else by the title that its
/// source gives. Where neither is known it is only named where it stands alone.
pub(super) fn chain(statement: &Statement, document: &Document, words: &Words) -> Chain {
    let mut names: Vec<String> = statement
        .chain
        .iter()
        .filter(|link| link.role != ChainRole::Document)
        .map(|link| one_line(&link.name))
        .filter(|name| !name.is_empty())
        .collect();
    let own = document.outlet.as_deref().or(document.title.as_deref());
    match own.map(|own| shortened(own, OWN_NAME)).filter(|own| !own.is_empty()) {
        Some(own) => {
            if names.last() != Some(&own) {
                names.push(own);
            }
            Chain { names, ends_here: true }
        }
        None if names.is_empty() => {
            Chain { names: vec![words.of("report", "this_document").to_owned()], ends_here: false }
        }
        None => Chain { names, ends_here: false },
    }
}

/// The grade's key in `strings.toml` for a reader: a chain that has its origin and lacks nothing but a date is told from one with a
/// gap. The contract calls both `partial`.
pub(super) fn grade(statement: &Statement) -> &'static str {
    let named = statement.chain.iter().all(|link| !link.name.is_empty());
    let first = statement.chain.first().map(|link| &link.name);
    let origin = first.is_some() && first == statement.speaker.as_ref().map(|speaker| &speaker.name);
    if statement.grade == Grade::Partial && statement.said_on.is_none() && named && origin {
        return "no_date";
    }
    statement.grade.as_str()
}

/// The word for [`grade`].
pub(super) fn grade_word(statement: &Statement, words: &Words) -> &'static str {
    match grade(statement) {
        "no_date" => words.of("report", "no_date"),
        grade => words.of("grade", grade),
    }
}
