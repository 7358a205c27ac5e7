//! Clubs that are called by a common word: `النصر`, `الهلال`. They count in reports on sports, where another club or a word of
//! the game stands beside them.

use musnad_text::chars::fold;
use musnad_text::lexicon::rows;
use musnad_text::token::Clitics;
use rustc_hash::FxHashMap;

use super::NISBA;
use super::mentions::{OF_STATE, key};
use super::people::Sieve;
use crate::statements::Scan;

/// Words of the game that make a document a report on sports.
const GAMES: usize = 3;

/// The clubs of a document, one bit each as the table counts them.
pub(super) type Active = u64;

/// The table.
#[derive(Debug)]
pub struct Clubs {
    words: FxHashMap<String, usize>,
    adjectives: FxHashMap<String, usize>,
    sieve: Sieve,
    names: Vec<&'static str>,
    /// Those whose word alone says little.
    weak: Active,
}

/// A club at a token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub name: &'static str,
    /// Bytes of a joined particle.
    pub cut: usize,
    pub end: usize,
}

impl Clubs {
    pub(super) fn load() -> Clubs {
        let (mut words, mut adjectives, mut names, mut weak) =
            (FxHashMap::default(), FxHashMap::default(), Vec::new(), 0);
        for (_, columns) in rows(include_str!("lexicon/clubs.tsv")) {
            let [kind, name, adjective] = columns[..] else { continue };
            let index = names.len().min(63);
            words.insert(fold(name), index);
            if adjective != "-" {
                adjectives.insert(fold(adjective), index);
            }
            weak |= u64::from(kind == "word") << index;
            names.push(name);
        }
        let sieve = Sieve::of(words.keys().map(String::as_str));
        Clubs { words, adjectives, sieve, names, weak }
    }

    /// The club by a token's word, and the bytes of a particle before it; `للنصر` is `ل` and `النصر`.
    #[inline]
    fn word(&self, word: &str) -> Option<(usize, usize)> {
        if self.sieve.may_hold(word)
            && let Some(&index) = self.words.get(word)
        {
            return Some((index, 0));
        }
        let rest = word.strip_prefix(['و', 'ب', 'ل', 'ف', 'ك'])?;
        if self.sieve.may_hold(rest)
            && let Some(&index) = self.words.get(rest)
        {
            return Some((index, word.len() - rest.len()));
        }
        let bare = rest.strip_prefix('ل').filter(|_| word.starts_with("لل"))?;
        self.words
            .iter()
            .find(|(name, _)| name.strip_prefix("ال") == Some(bare))
            .map(|(_, &index)| (index, 2))
    }

    /// The clubs that a document is about.
    pub(super) fn active(&self, scan: &Scan) -> Active {
        let text = scan.text;
        let (mut seen, mut beside): (Active, Active) = (0, 0);
        let mut last = None;
        for i in 0..text.len() {
            if !text.is_word(i) {
                continue;
            }
            let Some((index, _)) = self.word(text.word(i)) else { continue };
            if self.rejected(scan, i) {
                continue;
            }
            let bit = 1u64 << index;
            seen |= bit;
            // `النصر والهلال`, `بين الشباب و نجران`.
            let pair = last.is_some_and(|(before, other)| i - before <= 2 && other != index);
            if pair || i > 0 && is_of_club(text.stem(i - 1)) {
                beside |= bit;
                if pair && let Some((_, other)) = last {
                    beside |= 1u64 << other;
                }
            }
            last = Some((i, index));
        }
        let active = seen & (!self.weak | beside);
        if active != 0 && !is_on_sports(scan) { 0 } else { active }
    }

    /// Whether the words around say that no club is meant: `رعاية الشباب`, `الهلال الأحمر`, `الخليج العربي`.
    fn rejected(&self, scan: &Scan, i: usize) -> bool {
        let text = scan.text;
        let index = self.word(text.word(i)).map(|found| found.0);
        let next = text.word(i + 1);
        // `كسب الهلال المباراة` has its object behind it, `فريق النصر` is told by what stands before.
        let told =
            i > 0 && is_of_club(text.stem(i - 1)) || index.is_some_and(|index| self.weak >> index & 1 == 0);
        let definite =
            next.starts_with("ال") && !text.has(i + 1, NISBA) && self.word(next).is_none() && !told
                || matches!(next, "الاحمر" | "الخصيب" | "العربي");
        let youth = text.word(i).ends_with("الشباب") || text.word(i).ends_with("الاتحاد");
        let before = i.checked_sub(1).map_or("", |b| text.stem(b));
        // `رئيس الاتحاد` is more often that of a federation.
        let federation =
            text.word(i) == "الاتحاد" && matches!(before, "رييس" | "امين" | "عضو" | "مجلس" | "بطولات");
        definite
            || youth && text.has(i + 1, NISBA)
            || federation
            || i > 0
                && text.clitics(i).0 & !Clitics::AL.0 == 0
                && matches!(
                    before,
                    "رعايه"
                        | "فيه"
                        | "منتخب"
                        | "درجه"
                        | "دول"
                        | "كاس"
                        | "مجلس"
                        | "سن"
                        | "شهر"
                        | "تحقيق"
                        | "روح"
                        | "عالم"
                        | "مياه"
                        | "بنك"
                        | "شركه"
                        | "وزاره"
                        | "هييه"
                        | "جامعه"
                        | "مدينه"
                        | "محافظه"
                        | "حي"
                        | "شارع"
                        | "طريق"
                        | "قناه"
                        | "صحيفه"
                        | "منطقه"
                        | "دوري"
                        | "بطوله"
                        | "جايزه"
                )
    }

    /// The club at a token.
    #[inline]
    pub(super) fn at(&self, scan: &Scan, active: Active, i: usize) -> Option<Found> {
        if active == 0 {
            return None;
        }
        let text = scan.text;
        let (index, cut) = self.word(text.word(i))?;
        if active >> index & 1 == 0 || self.rejected(scan, i) {
            return None;
        }
        // `القادسية الكويتي`.
        let end = i + 1 + usize::from(text.has(i + 1, NISBA) && text.word(i + 1).starts_with("ال"));
        Some(Found { name: self.names.get(index)?, cut, end })
    }

    /// The club that a token names or tells of (`النصراوية`), as a number for comparing.
    pub(super) fn key_at(&self, scan: &Scan, active: Active, i: usize) -> Option<u64> {
        let found = self.at(scan, active, i).map(|found| found.name);
        let word = scan.text.word(i);
        found
            .or_else(|| self.by_adjective(active, word.strip_suffix('ه').unwrap_or(word)))
            .map(|name| key(name) & !OF_STATE)
    }

    /// `النصراوي` behind `الفريق`.
    pub(super) fn by_adjective(&self, active: Active, word: &str) -> Option<&'static str> {
        let &index = self.adjectives.get(word.strip_prefix("ال")?)?;
        if active >> index & 1 == 0 { None } else { self.names.get(index).copied() }
    }
}

/// What stands before a club's name.
fn is_of_club(stem: &str) -> bool {
    matches!(
        stem,
        "نادي"
            | "فريق"
            | "لاعب"
            | "لاعبي"
            | "مدرب"
            | "جماهير"
            | "جمهور"
            | "مهاجم"
            | "حارس"
            | "قايد"
            | "نجم"
            | "مباراه"
            | "مواجهه"
            | "امام"
            | "ضد"
            | "اداره"
            | "مرمي"
            | "بعثه"
            | "مدافع"
            | "هداف"
    )
}

fn is_on_sports(scan: &Scan) -> bool {
    let text = scan.text;
    let game = |i: &usize| {
        let word = text.word(*i);
        let word = ["وال", "بال", "لل", "ال"].iter().find_map(|p| word.strip_prefix(p)).unwrap_or(word);
        matches!(
            word,
            "مباراه"
                | "مباريات"
                | "دوري"
                | "لاعب"
                | "لاعبين"
                | "لاعبي"
                | "لاعبون"
                | "مدرب"
                | "مهاجم"
                | "مرمي"
                | "شوط"
                | "بطوله"
                | "هداف"
                | "منتخب"
                | "نادي"
                | "انديه"
                | "ملعب"
                | "كره"
                | "احتراف"
                | "فريق"
        )
    };
    (0..text.len()).filter(|&i| text.is_word(i)).filter(game).take(GAMES).count() == GAMES
}
