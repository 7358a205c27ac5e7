//! How often a statement is right: by the rule that found its words, and by what found its speaker. Both were counted on annotated
//! articles (`cargo xtask calibrate` writes `lexicon/reliability.tsv`), so that `confidence` is a share of cases and no guess.

use musnad_text::lexicon::rows;
use rustc_hash::FxHashMap;

/// How many cases of the average are added to a count: what was seen twice is not yet certain.
const CAUTION: f32 = 2.0;

/// The shares of cases that were right.
#[derive(Debug)]
pub(super) struct Reliability {
    words: Shares,
    speakers: Shares,
    /// What the shares above promise too much: they were counted on articles that rules were written from.
    unread: f32,
}

#[derive(Debug)]
struct Shares {
    of: FxHashMap<&'static str, f32>,
    /// For a name that was never counted.
    average: f32,
}

impl Reliability {
    pub fn load() -> Reliability {
        let table = include_str!("lexicon/reliability.tsv");
        let unread = counts(table, "unread").next().map_or(1.0, |(_, right, promised)| right / promised);
        Reliability { words: Shares::load(table, "words"), speakers: Shares::load(table, "speaker"), unread }
    }

    /// The share of statements found by `rule`, their speaker by `how`, that have the right words and the right speaker.
    pub fn of(&self, rule: &str, how: &str) -> f32 {
        self.words.share(rule) * self.speakers.share(how) * self.unread
    }
}

impl Shares {
    fn load(table: &'static str, what: &'static str) -> Shares {
        let counts: Vec<(&str, f32, f32)> = counts(table, what).collect();
        let (right, all) = counts.iter().fold((0.0, 0.0), |(r, a), (_, right, all)| (r + right, a + all));
        let average = if all > 0.0 { right / all } else { 0.5 };
        let of = counts
            .into_iter()
            .map(|(name, right, all)| (name, (right + CAUTION * average) / (all + CAUTION)))
            .collect();
        Shares { of, average }
    }

    fn share(&self, name: &str) -> f32 {
        self.of.get(name).copied().unwrap_or(self.average)
    }
}

/// The rows of one kind: what was counted, how many were right, of how many.
fn counts(table: &'static str, what: &'static str) -> impl Iterator<Item = (&'static str, f32, f32)> {
    rows(table).filter_map(move |(_, columns)| match columns[..] {
        [of, name, right, all] if of == what => Some((name, right.parse().ok()?, all.parse().ok()?)),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_a_probability() {
        let reliability = Reliability::load();
        for name in reliability.words.of.keys() {
            for how in reliability.speakers.of.keys() {
                let share = reliability.of(name, how);
                assert!((0.0..=1.0).contains(&share), "{name}, {how}: {share}");
            }
        }
        assert!(reliability.of("cue_then_clause", "subject") > reliability.of("cue_then_clause", "nobody"));
    }
}
