//! What judges, demands, exclaims, or turns to the reader.

use musnad_text::annotation::AssertionLabel::Opinion;
use musnad_text::chars::Marks;

use super::sentence::{Found, Sentence};
use super::words::{Hit, Kind};

impl Sentence<'_> {
    /// What judges at a token, in any document.
    pub(super) fn judgement(&self, i: usize, hit: Option<Hit>) -> Found {
        if let Some(Hit { kind, length, article }) = hit {
            let found = match kind {
                Kind::Strong => Some("judging_word"),
                Kind::Judged => return self.judged(i, article),
                _ if article => None,
                // `كما يجب`: as is proper.
                Kind::Duty if self.before(i) == "كما" && !self.opens_that(i + 1) => None,
                Kind::Duty if !self.is_regulation() => Some("duty"),
                Kind::View if length > 1 || self.first_person(i) => Some("first_person_view"),
                Kind::Comment => Some("comment_by_the_way"),
                Kind::Assured => Some("assurance"),
                Kind::Exclaims if self.opens_clause(i) => Some("exclamation"),
                Kind::Addresses if self.opens_clause(i) => Some("address_to_the_reader"),
                _ => None,
            };
            if let Some(rule) = found {
                return Some((Opinion, length, rule));
            }
        }
        self.predicate(i, Kind::Judged)
            .map(|length| (Opinion, length, "judgement_on_a_clause"))
            .or_else(|| self.superlative(i))
            .or_else(|| self.duty_on_somebody(i).filter(|_| !self.is_regulation()))
            .or_else(|| self.exclaims(i))
            .or_else(|| self.exhorts(i))
    }

    /// What judges at a token where the document is a column.
    pub(super) fn weighs(&self, i: usize, hit: Option<Hit>) -> bool {
        let known = hit.is_some_and(|hit| match hit.kind {
            Kind::Quality => true,
            Kind::Argues => !hit.article,
            Kind::AsIf => self.hamza(i),
            Kind::Elative | Kind::Judged => hit.article && self.is(i, Kind::Elative),
            _ => false,
        });
        // `إن القرار يفقدنا الثقة`: a sentence that opens with emphasis argues.
        let emphatic = || {
            i == self.opening()
                && matches!(self.word(i), "ان" | "انه" | "انها" | "اننا" | "انهم")
                && self.text.marks(i).has(Marks::HAMZA_BELOW)
        };
        known || emphatic()
    }

    /// `والغريب أن`, `المضحك حقا هو`, `الأهم من ذلك`, `المشكلة … تكمن`, `ليس غريبا أن`: a judgement on what follows.
    fn judged(&self, i: usize, article: bool) -> Found {
        if !self.opens_clause(i) {
            return None;
        }
        let links = |j: usize| {
            let word = self.word(j);
            let near = j < i + if article { 4 } else { 2 };
            let this = word == "من" && matches!(self.word(j + 1), "ذلك" | "هذا" | "كل");
            (near && (self.opens_that(j) || (article && (this || matches!(word, "هو" | "هي" | "هنا")))))
                || (article && matches!(word, "تكمن" | "يكمن"))
        };
        let at = (i + 1..i + 8).take_while(|&j| self.text.is_word(j)).find(|&j| links(j))?;
        Some((Opinion, at - i, "judgement_on_a_clause"))
    }

    /// A verb of the first person keeps its hamza; without it `اعتقد` is also `he believed`. `آمل` has its own, `أمل` is hope.
    /// `كنت أريد`: what he once wished is a fact about him.
    fn first_person(&self, i: usize) -> bool {
        let word = self.word(i);
        let bare = word.trim_start_matches(['و', 'ف']);
        if matches!(self.before(i), "كنت" | "وكنت" | "كنا" | "وكنا") {
            return false;
        }
        if bare == "امل" {
            return self.text.written(i).contains('آ');
        }
        !bare.starts_with('ا') || self.hamza(i) || bare.ends_with("ني") || bare.starts_with("ادعو")
    }

    /// `من أروع العروض`, `من أسوأ القرارات`: a superlative of taste judges in news as well; `من أكبر المدن` can be measured.
    fn superlative(&self, i: usize) -> Found {
        let of_taste = |word: &str| {
            matches!(
                word,
                "ارقي"
                    | "اروع"
                    | "اجمل"
                    | "اسوا"
                    | "ابشع"
                    | "اعظم"
                    | "امتع"
                    | "ابهي"
                    | "اشنع"
                    | "انبل"
            )
        };
        (self.word(i) == "من" && of_taste(self.word(i + 1)) && self.word(i + 2).starts_with("ال"))
            .then_some((Opinion, 2, "superlative_of_taste"))
    }

    /// `على الحكومة أن تعيد`, `عليها أن تتفادى`: a duty laid on somebody. `وافق على أن` lays none.
    fn duty_on_somebody(&self, i: usize) -> Found {
        let word = self.word(i);
        let on = word.strip_prefix(['و', 'ف']).unwrap_or(word);
        if !on.starts_with("علي") {
            return None;
        }
        let rule = "duty_on_somebody";
        if matches!(on, "عليه" | "عليها" | "عليهم" | "عليك" | "عليكم" | "علينا" | "عليهما")
        {
            // `عرض عليه أن`, `كان عليه أن`: what is offered, imposed or was needed is told of somebody.
            let told = matches!(
                self.before(i),
                "عرض"
                    | "عرضت"
                    | "اقترح"
                    | "اقترحت"
                    | "فرض"
                    | "يفرض"
                    | "تفرض"
                    | "فرضت"
                    | "كتب"
                    | "تمني"
                    | "عز"
                    | "كان"
                    | "وكان"
                    | "كانت"
            );
            return (self.that(i + 1) && !told).then_some((Opinion, 2, rule));
        }
        // `على أمل أن`, `على الرغم من أن` are prepositions; who bears a duty is a definite noun.
        let bearer = self.word(i + 1);
        let named = (bearer.starts_with("ال") || matches!(bearer, "كل" | "من"))
            && !matches!(bearer, "الرغم" | "الاقل" | "الارجح" | "الاطلاق" | "الفور");
        if on != "علي" || !named || !self.opens_clause(i) {
            return None;
        }
        let noun = |j: &usize| {
            self.text.is_word(*j) && !matches!(self.word(*j), "لم" | "لا" | "لن" | "كان" | "كانت" | "ما")
        };
        let at = (i + 2..self.end.min(i + 8)).take_while(noun).find(|&j| self.that(j))?;
        (self.imperfect(at + 1) || self.word(at + 1).starts_with('ت')).then_some((Opinion, at + 1 - i, rule))
    }

    /// `ما أجمل البحر`: wonder. `ما أعلن` is a relative and a verb, and no word of quality.
    fn exclaims(&self, i: usize) -> Found {
        (matches!(self.word(i), "ما" | "وما" | "فما")
            && self.is(i + 1, Kind::Elative)
            && !self.word(i + 1).starts_with("ال")
            && self.word(i + 2) != "من"
            && self.opens_clause(i))
        .then_some((Opinion, 2, "exclamation"))
    }

    /// `لا تتركوا`, `فلنتذكر`: what the reader, or we all, should do.
    fn exhorts(&self, i: usize) -> Found {
        let word = self.word(i);
        if matches!(word, "لا" | "ولا" | "فلا") {
            let next = self.word(i + 1);
            return (next.starts_with('ت') && next.ends_with("وا") && self.opens_clause(i)).then_some((
                Opinion,
                2,
                "address_to_the_reader",
            ));
        }
        let together = word.strip_prefix("فلن").is_some_and(|rest| rest.chars().count() >= 3);
        (together && self.opens_clause(i)).then_some((Opinion, 1, "address_to_the_reader"))
    }
}
