//! Statements in the order in which a reader wants them, and chains in words.

use std::collections::HashMap;

use musnad_text::annotation::{ChainRole, Speaker, Statement};

use super::printable::one_line;
use super::words::Words;

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

/// The names of the carriers, origin first. This document ends every chain, so it is only named where it stands alone.
pub(super) fn chain(statement: &Statement, words: &Words) -> Vec<String> {
    let mut names: Vec<String> = statement
        .chain
        .iter()
        .filter(|link| link.role != ChainRole::Document)
        .map(|link| one_line(&link.name))
        .filter(|name| !name.is_empty())
        .collect();
    if names.is_empty() {
        names.push(words.of("report", "this_document").to_owned());
    }
    names
}
