//! The words that structure is known by. They are asked for at the heads of lines, inside questions and beside dates only, so
//! they do not stand in the shared lexicon.

use musnad_text::Text;
use musnad_text::chars::fold;
use musnad_text::lexicon::rows;
use rustc_hash::FxHashMap;

/// What part of a document a word opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Question,
    Answer,
    /// A heading that concludes.
    Conclusion,
    /// Opening words that conclude whatever follows.
    Closing,
    Ordinal,
    Genre,
    /// A verb of saying.
    Says,
    /// A word that asks.
    Asks,
    /// A word that asks only at the head of its clause.
    MayAsk,
    /// `وكالة`, `صحيفة`.
    Medium,
    /// `برس` of `نوردال برس`.
    MediumSuffix,
    /// `رويترز`.
    MediumName,
}

/// Forms by their first word.
#[derive(Debug, Default)]
pub struct Words {
    forms: FxHashMap<String, Vec<(Vec<String>, Part)>>,
}

impl Words {
    pub(super) fn new() -> Words {
        let mut words = Words::default();
        for file in [
            include_str!("lexicon/openers.tsv"),
            include_str!("lexicon/interrogatives.tsv"),
            include_str!("lexicon/media.tsv"),
        ] {
            for (_, columns) in rows(file) {
                let [part, forms] = columns[..] else { continue };
                let Some(part) = part_named(part) else { continue };
                for form in forms.split('|') {
                    let folded: Vec<String> = fold(form).split_whitespace().map(str::to_string).collect();
                    if let Some((first, rest)) = folded.split_first() {
                        words.forms.entry(first.clone()).or_default().push((rest.to_vec(), part));
                    }
                }
            }
        }
        words
    }

    /// The longest form of a part that begins at token `i`: one past its last token.
    pub(super) fn at(&self, text: &Text, i: usize, part: Part) -> Option<usize> {
        self.from(text, i, text.word(i), part)
    }

    /// The same with `و` or `ف` before the form.
    pub(super) fn at_conjoined(&self, text: &Text, i: usize, part: Part) -> Option<usize> {
        self.at(text, i, part).or_else(|| {
            let bare = text.word(i).strip_prefix(['و', 'ف'])?;
            self.from(text, i, bare, part)
        })
    }

    /// The same with the article or a preposition before the form.
    pub(super) fn at_inflected(&self, text: &Text, i: usize, part: Part) -> Option<usize> {
        self.at(text, i, part).or_else(|| {
            let bare =
                text.word(i).strip_prefix("ال").or_else(|| text.word(i).strip_prefix(['ل', 'ب', 'و']))?;
            self.from(text, i, bare, part)
        })
    }

    fn from(&self, text: &Text, i: usize, first: &str, part: Part) -> Option<usize> {
        let forms = self.forms.get(first)?;
        forms
            .iter()
            .filter(|(rest, p)| *p == part && rest.iter().enumerate().all(|(n, w)| text.word(i + 1 + n) == w))
            .map(|(rest, _)| i + 1 + rest.len())
            .max()
    }
}

fn part_named(name: &str) -> Option<Part> {
    Some(match name {
        "question" => Part::Question,
        "answer" => Part::Answer,
        "conclusion" => Part::Conclusion,
        "closing" => Part::Closing,
        "ordinal" => Part::Ordinal,
        "genre" => Part::Genre,
        "says" => Part::Says,
        "sure" => Part::Asks,
        "ambiguous" => Part::MayAsk,
        "noun" => Part::Medium,
        "suffix" => Part::MediumSuffix,
        "name" => Part::MediumName,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_names_a_part() {
        for file in [
            include_str!("lexicon/openers.tsv"),
            include_str!("lexicon/interrogatives.tsv"),
            include_str!("lexicon/media.tsv"),
        ] {
            for (line, columns) in rows(file) {
                assert_eq!(columns.len(), 2, "line {line}");
                assert!(part_named(columns[0]).is_some(), "line {line}: {}", columns[0]);
            }
        }
    }
}
