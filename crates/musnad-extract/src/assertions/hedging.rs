//! What holds a sentence back: seeming, chance, belief that is nobody's.

use musnad_text::annotation::AssertionLabel::{Hedged, Opinion};

use super::sentence::{Found, Sentence};
use super::words::{Hit, Kind};

impl Sentence<'_> {
    /// What holds the sentence back at a token.
    pub(super) fn hedge(&self, i: usize, hit: Option<Hit>) -> Found {
        match hit.filter(|hit| !hit.article || hit.kind == Kind::Doubted) {
            Some(Hit { kind: Kind::Seems, length, .. }) if !self.behind_relative(i) => {
                Some((Hedged, length, "hedging_word"))
            }
            Some(Hit { kind: Kind::Doubted, length, .. }) => Some((Hedged, length, "hedging_word")),
            Some(Hit { kind: Kind::AsIf, .. }) if self.hamza(i) && self.opening() == i => {
                Some((Hedged, 1, "as_if"))
            }
            Some(Hit { kind: Kind::Perhaps, .. }) => self.perhaps(i),
            Some(Hit { kind: Kind::May, .. }) => self.may(i),
            Some(Hit { kind: Kind::Believed, .. })
                if self.opens_that(i + 1) && !self.belongs_to_a_noun(i) && !self.believer_before(i) =>
            {
                Some((Hedged, 2, "passive_of_belief"))
            }
            // `ومن المتوقع أن`, `من المرجح وصول`: what is expected without anybody who expects it.
            _ => self.predicate(i, Kind::Expected).map(|length| (Hedged, length, "expected")),
        }
    }

    /// `ربما تتراجع`, `لعل السبب`: a clause is held back. `اليوم أو ربما غدا` holds back one word of it. `لعل أهم ما فيه` ranks.
    fn perhaps(&self, i: usize) -> Found {
        let maybe = self.word(i).ends_with("ربما");
        if !maybe && self.is(i + 1, Kind::Elative) && self.hamza(i + 1) {
            return Some((Opinion, 2, "judgement_on_a_clause"));
        }
        let clause = !maybe
            || self.opening() == i
            || self.imperfect(i + 1)
            || self.is(i + 1, Kind::May)
            || matches!(
                self.word(i + 1),
                "كان"
                    | "كانت"
                    | "كانوا"
                    | "لا"
                    | "لم"
                    | "لن"
                    | "هو"
                    | "هي"
                    | "هذا"
                    | "هذه"
                    | "هناك"
                    | "ان"
                    | "انه"
                    | "انها"
                    | "لان"
                    | "لانه"
                    | "لانها"
            );
        clause.then_some((Hedged, 1, "perhaps"))
    }

    /// `قد يؤدي`, `قد لا تكون`: the imperfect behind `قد` holds back, the perfect (`قد أدى`) does not. Behind a relative
    /// (`العقبات التي قد تظهر`) it belongs to a noun.
    fn may(&self, i: usize) -> Found {
        if self.behind_relative(i) {
            return None;
        }
        let denied = matches!(self.word(i + 1), "لا" | "لن");
        let after = i + 1 + usize::from(denied);
        (denied || self.imperfect(after)).then_some((Hedged, after + 1 - i, "may_happen"))
    }

    /// `الذي يعتقد أن`, `مسلحون يعتقد أنهم`: a relative clause, where the noun has no article without its pronoun, holds back
    /// the noun and not the sentence.
    fn belongs_to_a_noun(&self, i: usize) -> bool {
        self.behind_relative(i) || (self.word(i + 1) != "ان" && !self.opens_clause(i))
    }

    /// Whether a pronoun or a negation stands before a verb of belief: somebody believes it. A noun that does is a speaker, whose
    /// words are no assertion of the author's.
    fn believer_before(&self, i: usize) -> bool {
        matches!(
            self.before(i),
            "هو" | "وهو"
                | "هي"
                | "وهي"
                | "هم"
                | "وهم"
                | "لا"
                | "ولا"
                | "لم"
                | "لن"
                | "كنت"
                | "انه"
        )
    }

    /// `من ال…` at the head of a clause with a word of a kind: how many tokens. Elsewhere it is asked of somebody (`طلب من
    /// السهل …`).
    pub(super) fn predicate(&self, i: usize, wanted: Kind) -> Option<usize> {
        if !matches!(self.word(i), "من" | "ومن" | "فمن") || !self.opens_clause(i) {
            return None;
        }
        let at = i + 1 + usize::from(self.word(i + 1) == "غير");
        (self.word(at).starts_with("ال") && self.is(at, wanted)).then_some(at + 1 - i)
    }
}
