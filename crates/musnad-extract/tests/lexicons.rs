//! Every lexicon file of every room: `docs/lexicons.md` says what is asked of one.

#![allow(clippy::disallowed_methods)] // walks through the source tree

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use musnad_text::chars::fold;
use unicode_normalization::is_nfc;

/// All problems of all files, as `FILE:LINE: what`.
#[test]
fn lexicons_are_in_order() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    walk(&root.join("src"), &mut files);
    walk(&root.join("../musnad-search/src"), &mut files);
    files.sort();
    assert!(files.len() > 10, "lexicons are not where they used to be");
    let mut problems = Vec::new();
    for file in &files {
        let name = file.strip_prefix(root).unwrap_or(file).display().to_string();
        match std::fs::read(file).map(String::from_utf8) {
            Ok(Ok(text)) => check(&text, &mut |line, what| problems.push(format!("{name}:{line}: {what}"))),
            Ok(Err(error)) => problems.push(format!("{name}: not UTF-8: {error}")),
            Err(error) => problems.push(format!("{name}: {error}")),
        }
    }
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of the source tree") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|e| e == "tsv")
            && path.parent().and_then(Path::file_name).is_some_and(|n| n == "lexicon")
        {
            files.push(path);
        }
    }
}

fn check(text: &str, problem: &mut dyn FnMut(usize, String)) {
    if text.contains('\r') {
        problem(1, "lines end in CR LF: LF alone is wanted".into());
    }
    if !text.ends_with('\n') {
        problem(text.lines().count(), "the last line has no end".into());
    }
    head(text, problem);

    let mut rows: HashMap<String, usize> = HashMap::new();
    let mut forms: HashMap<(String, String), usize> = HashMap::new();
    let mut width = None;
    for (number, line) in text.lines().enumerate().map(|(i, line)| (i + 1, line)) {
        if !is_nfc(line) {
            problem(number, "not in Unicode NFC".into());
        }
        if let Some(c) = line.chars().find(|c| is_invisible(*c)) {
            problem(number, format!("an invisible character, to be written \\u{{{:04X}}}", u32::from(c)));
        }
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        if line != line.trim_end() {
            problem(number, "blanks at the end".into());
        }
        let columns: Vec<&str> = line.split('\t').collect();
        match width {
            None => width = Some(columns.len()),
            Some(width) if width != columns.len() => {
                problem(number, format!("{} columns, {width} in the rows before", columns.len()));
            }
            Some(_) => {}
        }
        if let Some(empty) = columns.iter().position(|c| c.trim().is_empty()) {
            problem(number, format!("column {} is empty: `-` stands for nothing", empty + 1));
        }
        if let Some(first) = rows.insert(key(line), number) {
            problem(number, format!("the row of line {first} again"));
            continue;
        }
        // The key is what stands before the forms; a word may mean two things, but each once.
        let (meaning, words) = match columns.split_last() {
            Some((last, before)) => (key(&before.join("\t")), *last),
            None => continue,
        };
        if words == "-" {
            continue;
        }
        for form in words.split('|') {
            if form.trim().is_empty() {
                problem(number, "an empty form between two |".into());
            } else if let Some(first) = forms.insert((meaning.clone(), key(form)), number) {
                problem(
                    number,
                    format!(
                        "{form} again: it stands in line {first}, spelled so that folding makes them one"
                    ),
                );
            }
        }
    }
    if width.is_none() {
        problem(1, "no rows".into());
    }
}

/// What the file holds, its columns, its source, when it was checked.
fn head(text: &str, problem: &mut dyn FnMut(usize, String)) {
    let head: Vec<&str> = text.lines().take_while(|line| line.starts_with('#')).collect();
    if head.first().is_none_or(|line| line.starts_with("# columns") || line.starts_with("## ")) {
        problem(1, "the first line does not say what the file holds".into());
    }
    for wanted in ["columns:", "source:", "checked:"] {
        if !head.iter().any(|line| line.trim_start_matches(['#', ' ']).starts_with(wanted)) {
            problem(1, format!("the head has no line `# {wanted} …`"));
        }
    }
}

/// Folded, for comparing; a sign that folding takes away altogether stays itself.
fn key(text: &str) -> String {
    let folded = fold(text);
    if folded.trim().is_empty() { text.to_owned() } else { folded }
}

/// Marks of direction, joiners and their like, which no editor shows.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{AD}' | '\u{61C}')
}

#[test]
fn problems_are_told_with_their_line() {
    let mut told = Vec::new();
    let text = "# Words.\n# columns: key <TAB> forms\n# source: none\n\nadd\tأضاف|اضاف\nadd\tزاد\nadd\tزاد\nsay\tقال\t-\n";
    check(text, &mut |line, what| told.push(format!("{line}: {what}")));
    assert_eq!(told.len(), 4, "{told:?}");
    assert!(told[0].starts_with("1: ") && told[0].contains("checked:"), "{told:?}");
    assert!(told[1].starts_with("5: اضاف again"), "{told:?}");
    assert!(told[2].starts_with("7: the row of line 6"), "{told:?}");
    assert!(told[3].starts_with("8: 3 columns"), "{told:?}");
}
