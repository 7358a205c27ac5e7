//! One table of every word and phrase that any rule looks for, so that a text is scanned once.
//!
//! Rooms add forms as a careful writer spells them, each with a [`Sense`] (a class of theirs and an index into their own
//! table). A form of several words becomes a path in a trie over word forms. Forms are folded on the way in, as texts are.

use rustc_hash::FxHashMap;

use crate::chars::fold;

/// What a form means to the room that added it. Classes are numbered 0–63 by the extractors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sense {
    /// The class, a number below 64.
    pub class: u8,
    /// The room's own index.
    pub index: u32,
}

/// One distinct word form.
#[derive(Clone, Debug, Default)]
pub(crate) struct Entry {
    pub senses: Vec<Sense>,
    pub mask: u64,
    /// Node of the phrase trie that this word opens, 0 for none.
    pub root: u32,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Node {
    pub senses: Vec<Sense>,
    pub mask: u64,
}

/// Word and phrase forms with their senses. Build it once, read it from every thread.
#[derive(Clone, Debug)]
pub struct Lexicon {
    forms: FxHashMap<Box<str>, u32>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) nodes: Vec<Node>,
    edges: FxHashMap<(u32, u32), u32>,
}

impl Default for Lexicon {
    fn default() -> Self {
        Lexicon {
            forms: FxHashMap::default(),
            entries: vec![Entry::default()],
            nodes: vec![Node::default()],
            edges: FxHashMap::default(),
        }
    }
}

impl Lexicon {
    /// An empty lexicon.
    pub fn new() -> Lexicon {
        Lexicon::default()
    }

    /// Adds a form of one or more words. The same form may carry several senses; the same sense twice is kept once.
    pub fn add(&mut self, form: &str, sense: Sense) {
        debug_assert!(sense.class < 64, "sense classes are below 64");
        let folded = fold(form);
        let mut words = folded.split_whitespace();
        let Some(first) = words.next() else { return };
        let first = self.intern(first);
        let mut node = 0;
        let mut single = true;
        for word in words {
            if single {
                node = self.root_of(first);
                single = false;
            }
            let word = self.intern(word);
            node = match self.edges.get(&(node, word)) {
                Some(&next) => next,
                None => {
                    let next = self.new_node();
                    self.edges.insert((node, word), next);
                    next
                }
            };
        }
        let (senses, mask) = if single {
            let entry = &mut self.entries[first as usize];
            (&mut entry.senses, &mut entry.mask)
        } else {
            let node = &mut self.nodes[node as usize];
            (&mut node.senses, &mut node.mask)
        };
        if !senses.contains(&sense) {
            senses.push(sense);
            *mask |= 1 << sense.class;
        }
    }

    fn intern(&mut self, word: &str) -> u32 {
        if let Some(&id) = self.forms.get(word) {
            return id;
        }
        let id = self.entries.len() as u32;
        self.entries.push(Entry::default());
        self.forms.insert(word.into(), id);
        id
    }

    fn new_node(&mut self) -> u32 {
        self.nodes.push(Node::default());
        (self.nodes.len() - 1) as u32
    }

    fn root_of(&mut self, form: u32) -> u32 {
        if self.entries[form as usize].root == 0 {
            self.entries[form as usize].root = self.new_node();
        }
        self.entries[form as usize].root
    }

    /// Whether a single word has senses of its own.
    pub fn contains(&self, form: &str) -> bool {
        self.forms.get(fold(form).as_str()).is_some_and(|&id| self.bears_sense(id))
    }

    /// The single words with senses that begin with the article and hide other senses of the same word without it: a text is
    /// looked up whole first. For a test over the compiled lexicon.
    pub fn hidden_by_article(&self) -> Vec<&str> {
        let senses = |form: &str| self.forms.get(form).map_or(0, |&id| self.entries[id as usize].mask);
        let hides = |form: &&str| {
            form.strip_prefix("ال").is_some_and(|stem| senses(form) != 0 && senses(stem) & !senses(form) != 0)
        };
        let mut hiding: Vec<&str> = self.forms.keys().map(|form| &**form).filter(hides).collect();
        hiding.sort_unstable();
        hiding
    }

    /// The number of distinct word forms.
    pub fn len(&self) -> usize {
        self.entries.len() - 1
    }

    /// Whether no form was added.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    #[inline]
    pub(crate) fn form(&self, folded: &str) -> u32 {
        self.forms.get(folded).copied().unwrap_or(0)
    }

    #[inline]
    pub(crate) fn bears_sense(&self, id: u32) -> bool {
        self.entries[id as usize].mask != 0
    }

    #[inline]
    pub(crate) fn bears_meaning(&self, id: u32) -> bool {
        let entry = &self.entries[id as usize];
        entry.mask != 0 || entry.root != 0
    }

    #[inline]
    pub(crate) fn step(&self, node: u32, form: u32) -> Option<u32> {
        if form == 0 { None } else { self.edges.get(&(node, form)).copied() }
    }
}

/// A row of a lexicon file: its columns and its one-based line.
pub type Row<'a> = (usize, Vec<&'a str>);

/// The rows of a lexicon file: tab-separated columns, `#` comments, blank lines between sections. `\u{200F}` in a column stays
/// as written.
pub fn rows(file: &str) -> impl Iterator<Item = Row<'_>> {
    file.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|(i, line)| (i + 1, line.split('\t').map(str::trim).collect()))
}
