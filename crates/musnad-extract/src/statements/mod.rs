//! Statements: what the text attributes to somebody other than its author, with who said it and through whom.
//!
//! A cue (a verb of saying in any form, an attribution such as `بحسب`, a headline's colon) opens a statement; the opening
//! (`opening`) tells where what was said begins, `content` where it ends, `speaker` who said it, `chain` who carried it.
//! One statement per cue and per continuous content; a cue inside a quotation belongs to what was said and opens none.
//!
//! Reads `dates` (a day inside the reporting clause is the day of saying) and `sections` (titles). Writes `statements`.

mod attribution;
mod chain;
mod clauses;
mod content;
mod headline;
mod opening;
mod phrase;
mod reliability;
mod somebody;
mod speaker;
mod target;
mod verbs;

use rustc_hash::FxHashSet;

use musnad_text::annotation::{Act, Annotations, DateMention, Reason, SpeakerType, Statement, StatementKind};
use musnad_text::chars::{Marks, fold};
use musnad_text::lexicon::{Sense, rows};
use musnad_text::quote::QuoteKind;
use musnad_text::sentence::Sentence;
use musnad_text::token::{Clitics, TokenKind};
use musnad_text::{Lexicon, Span, Text};

use crate::dates::lexicon as dates;
use crate::registry::{Engine, Reading, class};
use crate::{countries, names};
use opening::{How, Opening};
use reliability::Reliability;
use speaker::{Mention, Voice};
use verbs::{Form, Frames, Shape, Verb, Verbs};

/// Class of verbs of saying; the index counts the derived forms.
const VERB: u8 = class::STATEMENTS;
/// Class of function words; the index is a [`Function`].
const FUNCTION: u8 = class::STATEMENTS + 1;
/// Class of attributions; the index is an [`Attribution`].
const ATTRIBUTION: u8 = class::STATEMENTS + 2;
/// Class of nouns that the rules know; the index is a [`Noun`].
const NOUN: u8 = class::STATEMENTS + 3;
/// Class of words behind which a carrier stands, see [`carriers`].
const CARRIER: u8 = class::STATEMENTS + 4;

/// The classes that tell the rules of speech what a word is.
const KNOWN: u64 = 1 << class::NUMBER
    | 1 << names::HEAD
    | 1 << names::OUTLET
    | 1 << names::STATE
    | 1 << names::NISBA
    | 1 << names::CAPITAL
    | 1 << VERB
    | 1 << FUNCTION
    | 1 << ATTRIBUTION
    | 1 << NOUN
    | 1 << dates::UNIT
    | 1 << dates::RELATIVE
    | 1 << dates::PART
    | 1 << dates::POINTER;

macro_rules! keys {
    ($(#[$meta:meta])* $name:ident { $($variant:ident = $key:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        enum $name { $($variant),+ }
        impl $name {
            const ALL: &'static [($name, &'static str)] = &[$(($name::$variant, $key)),+];
        }
    };
}

mod carriers;

keys!(
    /// The function words of `lexicon/function.tsv`.
    Function {
        An = "an",
        Anna = "anna",
        Alla = "alla",
        Whether = "whether",
        Preposition = "prep",
        Pronoun = "pronoun",
        Min = "min",
        Relative = "relative",
        Negation = "negation",
        Conjunction = "conj",
        Auxiliary = "aux",
        Turn = "turn",
        Adverb = "adverb",
        That = "that",
        Demonstrative = "demonstrative",
    }
);
keys!(
    /// The keys of `lexicon/attribution.tsv`.
    Attribution { Source = "source", AsSaid = "as_said", OwnWords = "own_words" }
);
keys!(
    /// The keys of `lexicon/nouns.tsv`.
    Noun { Utterance = "utterance", Titled = "titled", Content = "content", Adjective = "adjective", GivenName = "given_name", Addressee = "addressee", Thing = "thing" }
);

/// The words of statements.
#[derive(Debug)]
pub struct Words {
    verbs: Verbs,
    reliability: Reliability,
}

impl Words {
    pub(crate) fn load(lexicon: &mut Lexicon) -> Words {
        add_keyed(lexicon, include_str!("lexicon/function.tsv"), FUNCTION, Function::ALL.iter().map(|f| f.1));
        add_keyed(
            lexicon,
            include_str!("lexicon/attribution.tsv"),
            ATTRIBUTION,
            Attribution::ALL.iter().map(|f| f.1),
        );
        add_keyed(lexicon, include_str!("lexicon/nouns.tsv"), NOUN, Noun::ALL.iter().map(|f| f.1));
        carriers::load(lexicon);
        Words { verbs: Verbs::load(lexicon), reliability: Reliability::load() }
    }
}

fn add_keyed(lexicon: &mut Lexicon, file: &str, class: u8, keys: impl Iterator<Item = &'static str> + Clone) {
    for (_, columns) in rows(file) {
        let [key, forms] = columns[..] else { continue };
        let Some(index) = keys.clone().position(|k| k == key) else { continue };
        for form in forms.split('|') {
            lexicon.add(form, Sense { class, index: index as u32 });
        }
        // What is stated, a thing and a text may carry their owner's pronoun: حرصه, موافقتها. A text with its pronoun (`حديثه`) is a
        // thing: its owner speaks.
        let owned = match key {
            "content" | "thing" => index,
            "utterance" => match keys.clone().position(|k| k == "thing") {
                Some(thing) => thing,
                None => continue,
            },
            _ => continue,
        };
        for form in forms.split('|') {
            let stem = form.strip_suffix('ة').map_or(form.to_owned(), |stem| format!("{stem}ت"));
            for pronoun in ["ه", "ها", "هم", "هما", "نا"] {
                lexicon.add(&format!("{stem}{pronoun}"), Sense { class, index: owned as u32 });
            }
        }
    }
}

/// A word or phrase that reports.
#[derive(Clone, Copy, Debug)]
struct Cue {
    /// Its tokens.
    first: usize,
    end: usize,
    form: Form,
}

/// A statement before its speaker's name is resolved over the whole document.
struct Draft {
    statement: Statement,
    voice: Voice,
    /// Who carried the words between the speaker and this document, where the clause of report tells.
    carriers: Vec<carriers::Carrier>,
    /// Tokens of the content, for rules that look at what lies around.
    first: usize,
    end: usize,
}

/// The state of one document's reading.
pub(crate) struct Scan<'r> {
    pub(crate) text: &'r Text<'r>,
    words: &'r Words,
    pub(crate) names: &'r names::Words,
    pub(crate) countries: &'r countries::Words,
    dates: &'r [DateMention],
    /// Whether the text writes `على` with alif maksura, so that `علي` is a name in it.
    spells_maksura: bool,
    drafts: Vec<Draft>,
    /// Everybody who spoke so far, in order.
    voices: Vec<Voice>,
    /// Last names: the words behind given names.
    surnames: FxHashSet<&'r str>,
    /// A medium that the sentence credits before its reports: `وبحسب رويترز، قال الوزير إن`.
    credit: Option<(String, Span)>,
}

/// Writes [`Annotations::statements`].
pub(crate) fn run(reading: &mut Reading) {
    let out = std::mem::take(&mut reading.out);
    let mut scan = Scan::new(reading.text, reading.engine, &out.dates);
    scan.surnames = scan.surnames_of();
    let title = headline::title(&scan, &out);
    let mut read_until = 0;
    for (n, sentence) in reading.text.sentences().iter().enumerate() {
        if sentence.first < read_until {
            continue;
        }
        if let Some(headline) = title.filter(|t| t.first <= sentence.first)
            && let Some(headline) = headline::again(&scan, headline, *sentence)
            && headline::read(&mut scan, headline)
        {
            read_until = headline.end;
            continue;
        }
        scan.sentence(n, *sentence);
    }
    let mut drafts = std::mem::take(&mut scan.drafts);
    drafts.retain(|draft| scan.stands(draft, &out));
    let statements = chain::finish(&scan, drafts, reading.document);
    reading.out = Annotations { statements, ..out };
}

/// Looks at the first occurrences of `على` in the text.
fn spells_maksura(text: &Text) -> bool {
    let (mut with, mut without) = (0, 0);
    for i in (0..text.len()).filter(|&i| text.word(i) == "علي").take(12) {
        if text.marks(i).has(Marks::ALIF_MAKSURA) {
            with += 1;
        } else {
            without += 1;
        }
    }
    with * 3 >= without
}

impl<'r> Scan<'r> {
    /// A text before anything was read in it.
    pub(crate) fn new(text: &'r Text<'r>, engine: &'r Engine, dates: &'r [DateMention]) -> Scan<'r> {
        let spells_maksura = spells_maksura(text);
        Scan {
            text,
            words: &engine.statements,
            names: &engine.names,
            countries: &engine.countries,
            dates,
            spells_maksura,
            drafts: Vec::new(),
            voices: Vec::new(),
            surnames: FxHashSet::default(),
            credit: None,
        }
    }

    /// The words behind given names. Only who reads statements asks for them.
    fn surnames_of(&self) -> FxHashSet<&'r str> {
        let text = self.text;
        (0..text.len())
            .filter(|&i| text.is_word(i) && self.names.given(text.word(i)).is_some())
            .flat_map(|i| (i + 1..i + 4).take_while(|&j| self.unknown(j)).filter(|&j| text.word(j) != "بن"))
            .map(|j| text.word(j))
            .collect()
    }

    /// The state that tokens name, from token `i`: how many, and its index.
    pub(crate) fn state_at(&self, i: usize) -> Option<(usize, u32)> {
        self.countries.state_at(self.text, i)
    }

    /// The capital that tokens name, from token `i`: how many, and its state's index.
    pub(crate) fn capital_at(&self, i: usize) -> Option<(usize, u32)> {
        self.countries.capital_at(self.text, i)
    }

    /// Whether one word names a state.
    #[inline]
    pub(crate) fn is_state(&self, i: usize) -> bool {
        self.countries.is_state(self.text, i)
    }

    /// The tokens of the name in a phrase that begins with a title.
    pub(crate) fn titled_name(&self, i: usize) -> Option<(usize, usize)> {
        let phrase = phrase::noun_phrase(self, i, self.text.len().min(i + 28)).filter(|p| p.first == i)?;
        phrase::parts(self, phrase.first, phrase.end).name.filter(|&(first, end)| {
            let unknown = self.text.classes(first) & !(1 << names::NISBA) == 0;
            // `الوزير بصرف إعانات`: a preposition with its noun is no name.
            let joined = self.text.word(first).starts_with(['ب', 'ل'])
                && (self.text.has(first + 1, names::HEAD)
                    && self.names.given(self.text.word(first)).is_none()
                    || (first..end).any(|j| {
                        self.text.marks(j).has(Marks::TA_MARBUTA) || self.text.word(j).ends_with("ات")
                    }));
            end > first && first > i && unknown && !joined && !self.text.word(first).starts_with("ال")
        })
    }

    /// The tokens of the name and of the title in a speaker's phrase.
    pub(crate) fn speaker_parts(&self, first: usize, end: usize) -> [Option<(usize, usize)>; 2] {
        let phrase::Parts { name, role } = phrase::parts(self, first, end);
        [name, role]
    }

    /// Whether a token opens a clause whose subject follows: a verb of saying, `أن`, `كان`, `بينما`.
    pub(crate) fn introduces_subject(&self, i: usize) -> bool {
        let particle = matches!(self.function(i), Some(Function::An | Function::Auxiliary | Function::Turn));
        let saying = self.text.has(i, VERB)
            && self.form_at(i).is_some_and(|f| matches!(f.shape, Shape::Past | Shape::Present));
        particle || saying
    }

    /// Whether a word behind `ب` or `ل` is a verbal noun: `بتشغيل` is no name.
    pub(crate) fn joined_verbal_noun(&self, i: usize) -> bool {
        let rest = self.text.word(i).strip_prefix(['ب', 'ل']);
        rest.is_some_and(|rest| opening::is_verbal_noun(rest) && !self.text.has(i, names::HEAD))
    }

    /// Whether a word behind `ل` or `لل` is a verbal noun: `للمشاركة`.
    fn joined_purpose(&self, i: usize) -> bool {
        let rest = self.text.word(i).strip_prefix("لل").or_else(|| self.text.word(i).strip_prefix('ل'));
        rest.is_some_and(opening::is_verbal_noun) && !self.text.has(i, names::HEAD)
    }

    /// Whether a word has the shape of a verbal noun (`تشغيل`).
    pub(crate) fn verbal_noun(&self, i: usize) -> bool {
        opening::is_verbal_noun(self.text.word(i))
    }

    /// Whether a token is an adjective of an office (`الرسمي`, `السابق`).
    pub(crate) fn is_office_adjective(&self, i: usize) -> bool {
        self.noun(i) == Some(Noun::Adjective)
    }

    /// Whether a token ends any name: a function word or a verb of saying.
    pub(crate) fn bounds_name(&self, i: usize) -> bool {
        self.function(i).is_some()
            || self.text.has(i, VERB) && self.form_at(i).is_some_and(|f| f.shape != Shape::VerbalNoun)
    }

    fn sentence(&mut self, number: usize, sentence: Sentence) {
        let first_draft = self.drafts.len();
        self.credit = None;
        let mut i = sentence.first;
        while i < sentence.end {
            if let Some(end) = attribution::read(self, sentence, i, first_draft) {
                i = end.max(i + 1);
                continue;
            }
            let Some(cue) = self.cue_at(i, sentence) else {
                i += 1;
                continue;
            };
            i = self.report(cue, number, sentence, first_draft).max(i + 1);
        }
    }

    /// Reads the statement that a cue opens; where reading goes on.
    fn report(&mut self, cue: Cue, number: usize, sentence: Sentence, first_draft: usize) -> usize {
        let next = cue.end;
        if let Some(end) = self.that_was_announced(cue, number, sentence) {
            return end;
        }
        let Some(opening) = self.opening(cue, sentence) else {
            let quoted = self.quotation_before(cue, sentence, first_draft);
            if quoted.is_none() {
                self.notice_subject(cue, sentence);
            }
            return quoted.unwrap_or(next);
        };
        if self.is_impersonal(cue, &opening, sentence) {
            return self.cited_impersonal(cue, &opening, sentence).unwrap_or(next);
        }
        // `كان يُعتبر`: a passive written out.
        if cue.form.shape == Shape::Present && self.text.marks(cue.first).has(Marks::DAMMA_FIRST) {
            return next;
        }
        let Some((first, end, kind)) = self.content(&opening, sentence) else { return next };
        let (first, end, kind) = self.only_label(cue, &opening, first, end).unwrap_or((first, end, kind));
        let mention = speaker::of(self, cue, &opening, sentence, first_draft);
        // `وجد الباحثون أن`, not `وجدت أن`.
        let named = |m: &Mention| !m.is_earlier() && !m.voice.head.is_empty() || self.is_utterance(&m.voice);
        if self.verb(cue).is_some_and(|v| v.frames.has(Frames::NAMED)) && !mention.as_ref().is_some_and(named)
        {
            return next;
        }
        // A noun phrase without a subject is a report only where a conjunction goes on with the speaker before: `ونفى وجود خلافات`.
        let spoken = mention.as_ref().is_some_and(|m| {
            !m.is_earlier() && m.how != "last person named"
                || self.text.clitics(cue.first).any(Clitics::CONJUNCTION)
                || cue.first > 0 && self.text.word(cue.first - 1) == "كما"
        });
        if opening.how == How::NounPhrase && (!spoken || cue.form.shape == Shape::VerbalNounOf) {
            return next;
        }
        if mention.is_none() && kind == StatementKind::Indirect
            || mention.as_ref().is_some_and(|m| is_scripture(&m.voice))
        {
            return next;
        }
        // Whoever accuses or calls upon somebody speaks, whatever their name: `اتهم القرنفول الشركة بالتقصير`.
        if opening.how == How::NounPhrase
            && mention.as_ref().is_some_and(|m| !self.can_speak(&m.voice))
            && target::of(self, cue, Some(&opening), mention.as_ref(), sentence).is_none()
        {
            return next;
        }
        self.push(cue, &opening, mention, (first, end), kind, sentence);
        match opening.how {
            // What follows a reported clause may credit or continue it; what is in marks is passed over whole.
            How::Quotation(q) => self.text.quotes().get(q).map_or(end, |q| q.close),
            _ => end,
        }
    }

    fn push(
        &mut self,
        cue: Cue,
        opening: &Opening,
        mention: Option<Mention>,
        content: (usize, usize),
        kind: StatementKind,
        sentence: Sentence,
    ) {
        let (first, end) = content;
        let governing = target::governing(self, cue, speaker::reported_until(self, sentence, cue));
        let act = self.verb(governing.unwrap_or(cue)).map_or(Act::Says, |v| v.act);
        // `أكد ضرورة`, `شدد على وجوب`: what is called necessary is asked for.
        let necessary = matches!(self.text.stem(first), "ضروره" | "وجوب" | "لزوم");
        let act = if act == Act::Says && necessary { Act::Demands } else { act };
        let cue_span = self.text.span_of(cue.first, cue.end);
        let mut reasons = vec![Reason { what: "cue", span: cue_span }];
        let said_on = chain::day_of_saying(
            self,
            speaker::reported_until(self, sentence, cue),
            cue.first,
            opening.marker,
        );
        let target = match governing {
            Some(verb) => target::before(self, verb, mention.as_ref(), cue.first),
            None => target::of(self, cue, Some(opening), mention.as_ref(), sentence),
        };
        // Where the words begin that may tell of carriers: behind the cue, or behind the subject there.
        let behind = mention.as_ref().filter(|m| m.how == "subject").map_or(cue.end, |m| m.end);
        let mut voice = match mention {
            Some(mention) => {
                reasons.push(Reason { what: mention.how, span: mention.voice.span });
                mention.voice
            }
            None => Voice::unknown(),
        };
        if voice.known {
            self.remember(&mut voice);
        }
        if let Some(credit) = &self.credit
            && voice.via.is_none()
            && voice.kind != SpeakerType::Media
        {
            reasons.push(Reason { what: "credited", span: credit.1 });
            voice.outlet = Some(credit.0.clone());
            voice.via = Some(credit.clone());
        }
        let carriers = self.carriers(cue, opening, sentence, behind, &voice);
        let rule = opening.rule;
        self.drafts.push(Draft {
            statement: Statement {
                kind,
                act,
                target,
                content: self.text.span_of(first, end),
                cue: cue_span,
                speaker: None,
                chain: Vec::new(),
                outlet: voice.outlet.clone(),
                said_on,
                grade: musnad_text::annotation::Grade::Partial,
                confidence: 0.0,
                rule,
                reasons,
            },
            voice,
            carriers,
            first,
            end,
        });
    }

    /// The carriers that the clause of report names: before the cue (`وفي كلمة ألقاها نيابة عنه الوزير، قال الرئيس إن`) and behind it.
    fn carriers(
        &self,
        cue: Cue,
        opening: &Opening,
        sentence: Sentence,
        behind: usize,
        voice: &Voice,
    ) -> Vec<carriers::Carrier> {
        if opening.at <= cue.first || !voice.known {
            return Vec::new();
        }
        let from = speaker::reported_until(self, sentence, cue).max(cue.first.saturating_sub(24));
        // Only an opening such as `وفي مقابلة مع قناة الفجر، قال`: a clause of its own before the cue tells of something else.
        let opens = matches!(self.text.stem(from), "في" | "خلال" | "عبر" | "ضمن" | "علي")
            && self.function(from) == Some(Function::Preposition)
            && !(from..cue.first).any(|i| {
                self.text.has(i, VERB)
                    && self.form_at(i).is_some_and(|f| matches!(f.shape, Shape::Past | Shape::Present))
            });
        let mut found = if opens { carriers::within(self, from, cue.first, voice) } else { Vec::new() };
        let until = opening.marker.min(behind + 40).max(behind);
        found.extend(carriers::within(self, behind, until, voice));
        found
    }

    /// Keeps a voice for what comes later, and finds the earlier one that `الوزير`, `المصدر` mean.
    fn remember(&mut self, voice: &mut Voice) {
        let alone = !voice.named
            && voice.key.starts_with("ال")
            && !voice.head.is_empty()
            && voice.key.split(' ').count() <= 2;
        if alone && voice.antecedent.is_none() {
            // `الرئيس السلواني` is no other state's president: whatever is said besides the head must be said there too.
            let rest: Vec<&str> = voice.key.split(' ').skip(1).collect();
            let fuller = |v: &&Voice| {
                let phrase = fold(v.span.of(self.text.raw()));
                let says_so =
                    rest.iter().all(|word| phrase.split(' ').any(|w| w.trim_matches(['،', ',']) == *word));
                v.head == voice.head && says_so && (v.named || v.key.len() > voice.key.len())
            };
            voice.antecedent = self
                .voices
                .iter()
                .rev()
                .take(60)
                .find(fuller)
                .map(|v| v.antecedent.clone().unwrap_or_else(|| v.name.clone()));
        }
        self.voices.push(voice.clone());
    }

    fn verb(&self, cue: Cue) -> Option<&'r Verb> {
        self.words.verbs.lemmas.get(cue.form.verb as usize)
    }

    /// The cue at a token: a verb of saying that is not denied, not inside a quotation, and no noun.
    fn cue_at(&self, i: usize, sentence: Sentence) -> Option<Cue> {
        let text = self.text;
        if !text.has(i, VERB) || self.in_quotation(i) {
            return None;
        }
        let form = self.form_at(i)?;
        if i > sentence.first && (self.function(i - 1) == Some(Function::Negation) || self.is_unreal(i, form))
        {
            return None;
        }
        // `أردانة - متابعة: …`: a byline.
        if self.hides_a_name(i) || text.word(i) == "متابعه" && text.mark(i + 1) == ':' {
            return None;
        }
        // `أخبرني أن`, `واعتبرتها «…»`: a pronoun is somebody addressed or something described; with other verbs it is what was said.
        let takes = self.words.verbs.lemmas.get(form.verb as usize)?.frames;
        if form.shape == Shape::VerbalNounOf && self.is_holy(i + 1) {
            return None;
        }
        if form.with_object && !takes.has(Frames(Frames::OBJECT.0 | Frames::LABEL.0)) {
            return None;
        }
        // `حمّل` accuses only with a responsibility; else it carries.
        let carries = self.words.verbs.lemmas.get(form.verb as usize)?.past == "حمل"
            && !(i + 1..i + 14).any(|j| {
                text.word(j).trim_start_matches("ال").starts_with("مسوولي") || text.stem(j) == "تبعات"
            });
        if carries {
            return None;
        }
        // `جاء` reports only with the text that holds the words: `جاء في البيان`.
        if self.words.verbs.lemmas.get(form.verb as usize)?.frames.has(Frames::WITHIN) {
            let within = text.word(i + 1) == "في" && self.noun(i + 2) == Some(Noun::Utterance);
            // `وجاء فيها: «…»`: the text was named before.
            let named_before = matches!(text.word(i + 1), "فيه" | "فيها")
                && matches!(text.mark(i + 2), ':' | '"' | '«' | '“');
            return (within || named_before).then_some(Cue { first: i, end: i + 2, form });
        }
        Some(Cue { first: i, end: i + 1, form })
    }

    /// `قوله تعالى`, `قوله صلى الله عليه وسلم`: scripture and tradition, which nobody in the text is said to have said.
    fn is_holy(&self, i: usize) -> bool {
        let next = self.text.word(i + 1);
        match self.text.word(i) {
            "تعالي" | "سبحانه" | "جل" => true,
            "عز" => next == "وجل",
            "صلي" => next == "الله",
            "عليه" => matches!(next, "الصلاه" | "السلام" | "افضل"),
            _ => false,
        }
    }

    /// `لو قال الوزير`, `هل قال الوزير`, `من المتوقع أن يقول الوزير`: speech that is only asked about, supposed or awaited.
    fn is_unreal(&self, i: usize, form: Form) -> bool {
        let before = self.text.word(i - 1).trim_start_matches(['و', 'ف']);
        let supposed = matches!(before, "لو" | "هل" | "اذا" | "ليت" | "لعل" | "كلما" | "ان شاء");
        supposed || form.shape == Shape::Present && self.function(i - 1) == Some(Function::An)
    }

    /// `طلب عدم نشر اسمه`, `رفض الكشف عن هويته`: how a source stays unnamed, no report.
    fn hides_a_name(&self, i: usize) -> bool {
        matches!(self.text.word(i + 1), "عدم" | "ذكر" | "نشر" | "الكشف" | "كشف" | "الافصاح")
            && (i + 2..i + 6).any(|j| {
                matches!(
                    self.text.word(j),
                    "اسمه" | "اسمها" | "هويته" | "هويتها" | "اسمايهم" | "هويتهم" | "اسمهم"
                )
            })
    }

    /// The form of the verb of saying at a token, the likeliest where several are spelt alike.
    fn form_at(&self, i: usize) -> Option<Form> {
        let text = self.text;
        let clitics = text.clitics(i);
        let nominal = clitics.any(Clitics(Clitics::AL.0 | Clitics::PREPOSITION.0));
        let forms = text
            .senses(i)
            .iter()
            .filter(|s| s.class == VERB)
            .filter_map(|s| self.words.verbs.forms.get(s.index as usize));
        let fits = |form: &&Form| match form.shape {
            Shape::Past => {
                // `حملة` is no `حمّله`.
                let feminine_noun = form.with_object && text.marks(i).has(Marks::TA_MARBUTA);
                !nominal && !clitics.any(Clitics::SA) && !text.marks(i).has(Marks::TANWEEN) && !feminine_noun
            }
            Shape::Present => !nominal,
            Shape::Participle => !nominal && !clitics.any(Clitics::SA),
            Shape::VerbalNoun => true,
            Shape::VerbalNounOf => !clitics.any(Clitics::AL),
        };
        let rank = |form: &&Form| match form.shape {
            _ if form.with_object => 5,
            Shape::Past => 0,
            Shape::Present => 1,
            Shape::Participle => 2,
            Shape::VerbalNounOf => 3,
            Shape::VerbalNoun => 4,
        };
        let form = *forms.filter(fits).min_by_key(rank)?;
        let lemma = self.words.verbs.lemmas.get(form.verb as usize)?;
        // `تُدعى` with alif maksura is a passive: called so, claiming nothing.
        if form.shape == Shape::Present
            && text.marks(i).has(Marks::ALIF_MAKSURA)
            && !lemma.present_in_maksura
            && self.spells_maksura
        {
            return None;
        }
        // `طالبا من` asks, `مليون طالب وطالبة` are at school.
        if form.shape == Shape::Participle && lemma.past == "طلب" && !text.word(i + 1).starts_with("من")
        {
            return None;
        }
        // `عدّه`, `عادّا`: without its marks `عد` counts, `عدا` excepts and `عادة` is a habit.
        if lemma.past == "عد"
            && !form.with_object
            && (form.feminine || !text.marks(i).has(Marks::SHADDA))
            && !(form.shape == Shape::Participle && !form.feminine && text.marks(i).has(Marks::TANWEEN))
        {
            return None;
        }
        // `رأي` with its dots is the noun, `رأى` the verb.
        if form.shape == Shape::Past
            && lemma.past_in_maksura
            && text.stem(i) == lemma.past
            && !text.marks(i).has(Marks::ALIF_MAKSURA)
            && self.spells_maksura
        {
            return None;
        }
        // `أعتقد` is the author's own first person; the past is written without hamza, `اعتقد`.
        if form.shape == Shape::Past && lemma.plain_alif && text.bare_span(i).of(text.raw()).starts_with('أ')
        {
            return None;
        }
        // After a preposition a noun stands: `في ذكر`, `عدم ذكر`.
        let article = i > 0 && self.text.word(i - 1).starts_with("ال");
        let after = if i > 0 && !article { self.function(i - 1) } else { None };
        // `تم نقل خطابه`: what was done, a verbal noun.
        let done =
            i > 0 && matches!(self.text.stem(i - 1), "تم" | "يتم" | "تتم" | "جري" | "يجري" | "تمت" | "جرت");
        let nominal_place = done
            || after == Some(Function::Preposition) && !self.is_conjunction(i - 1)
            || matches!(self.text.word(i.wrapping_sub(1)), "عدم" | "بدون");
        if matches!(form.shape, Shape::Past) && nominal_place {
            return None;
        }
        // An accusative participle never follows a preposition (`من خلال متابعة`), and of the verbal nouns with the article only
        // `القول` reports (`الادعاء العام`, `التصريح`).
        if form.shape == Shape::Participle && matches!(after, Some(Function::Preposition | Function::Min)) {
            return None;
        }
        if form.shape == Shape::VerbalNoun && text.clitics(i).any(Clitics::AL) && lemma.past != "قال" {
            return None;
        }
        // `بين` and `عبر` are prepositions unless their own particle follows.
        if self.function(i) == Some(Function::Preposition)
            && !self.text.marks(i).has(Marks::SHADDA)
            && !self.is_verb_after_all(i)
        {
            return None;
        }
        Some(form)
    }

    /// `وبيّن الوزير أن`, `وعبّر عن`: a word spelt like a preposition that opens its clause and has the particle of its verb close by,
    /// with nothing joined to what follows it (`بين الوزير ونظيره`).
    fn is_verb_after_all(&self, i: usize) -> bool {
        let headed = names::head_at(self.text, i + 1).is_some();
        let reach = if headed { 26 } else { 9 };
        let opens = self.text.clitics(i).any(Clitics::CONJUNCTION) || i == 0 || self.text.mark(i - 1) != '\0';
        if !opens {
            return false;
        }
        let about = self.text.stem(i) == "عبر";
        for j in i + 1..i + reach {
            if about && self.text.word(j) == "عن" {
                return true;
            }
            if matches!(self.function(j), Some(Function::An | Function::Anna)) {
                return !about;
            }
            // `وبين الدوسري، أن`.
            if matches!(self.text.mark(j), '،' | ',') && matches!(self.function(j + 1), Some(Function::An)) {
                return !about;
            }
            if self.text.mark(j) != '\0' && !(headed && matches!(self.text.mark(j), '،' | ','))
                || self.text.word(j).starts_with('و')
                    && self.text.classes(j) & !(1 << FUNCTION) != 0
                    && j > i + 1
            {
                return false;
            }
        }
        false
    }

    /// Prepositions of the list that also join clauses: `كما قال`, `فيما أكد`, `حيث قال`.
    fn is_conjunction(&self, i: usize) -> bool {
        matches!(
            self.text.stem(i),
            "حتي"
                | "كما"
                | "فيما"
                | "بينما"
                | "حيث"
                | "اذ"
                | "لكن"
                | "بعدما"
                | "عندما"
                | "حين"
                | "حينما"
                | "اذا"
                | "لما"
        )
    }

    /// Whether a token is an Arabic word of which the rules of speech know nothing: it may be a name. What other rooms know of it (a
    /// given name, a word that decides a date) does not count.
    pub(crate) fn unknown(&self, i: usize) -> bool {
        self.text.is_word(i) && (self.text.classes(i) & KNOWN == 0 || self.noun(i) == Some(Noun::GivenName))
    }

    fn function(&self, i: usize) -> Option<Function> {
        let index = self.text.sense(i, FUNCTION)?;
        // `علي` with its dots is the name, `على` without them the preposition; folding joins the two.
        if self.text.word(i) == "علي" && !self.text.marks(i).has(Marks::ALIF_MAKSURA) && self.spells_maksura
        {
            return None;
        }
        // `العلي` is a name as well: no function word takes the article.
        if self.text.clitics(i).any(Clitics::AL) {
            return None;
        }
        Function::ALL.get(index as usize).map(|f| f.0)
    }

    fn noun(&self, i: usize) -> Option<Noun> {
        let index = self.text.sense(i, NOUN)?;
        Noun::ALL.get(index as usize).map(|f| f.0)
    }

    /// Whether a token lies in a closed quotation of some length (a name in marks is no quotation).
    fn in_quotation(&self, i: usize) -> bool {
        let mut quote = self.text.quote_at(i);
        while let Some(q) = quote.and_then(|q| self.text.quotes().get(q)) {
            if q.kind == QuoteKind::Quotation && q.closed && q.close - q.open > 3 {
                return true;
            }
            quote = q.parent;
        }
        false
    }

    /// The date that begins at or covers a token.
    pub(crate) fn date_at(&self, i: usize) -> Option<&'r DateMention> {
        let start = self.text.span(i).start;
        let n = self.dates.partition_point(|d| d.span.end <= start);
        self.dates.get(n).filter(|d| d.span.start <= start)
    }

    fn is_stop(&self, i: usize) -> bool {
        let text = self.text;
        match text.mark(i) {
            '؟' | '!' | '?' | '…' | '\n' => true,
            '.' => {
                let before_letter = i > 0 && text.is_word(i - 1) && text.word(i - 1).chars().count() == 1;
                let short = |i: usize| text.is_word(i) && text.word(i).chars().count() <= 3;
                let written_out =
                    i > 0 && text.joined(i) && text.joined(i + 1) && short(i - 1) && short(i + 1);
                let inside = written_out
                    || text.joined(i + 1)
                        && matches!(text.kind(i + 1), Some(TokenKind::Number | TokenKind::Latin));
                !before_letter && !inside
            }
            _ => false,
        }
    }

    /// The end of `first..end` without the stops that close it.
    fn before_stops(&self, first: usize, mut end: usize) -> usize {
        while end > first && self.is_stop(end - 1) {
            end -= 1;
        }
        end
    }

    /// `أعلن ذلك الوزير`: what was said is the sentence before.
    fn that_was_announced(&mut self, cue: Cue, number: usize, sentence: Sentence) -> Option<usize> {
        if cue.first > sentence.first + 1
            || self.function(cue.end) != Some(Function::That) && self.text.word(cue.end) != "ذلك"
        {
            return None;
        }
        if !matches!(cue.form.shape, Shape::Past) {
            return None;
        }
        let before = *self.text.sentences().get(number.checked_sub(1)?)?;
        let mention = speaker::subject(self, cue.end + 1, sentence.end)?;
        let end = self.before_stops(before.first, before.end);
        // The sentence before may itself be somebody's report; then nothing is added.
        if self.drafts.iter().rev().take(4).any(|d| d.first >= before.first && d.first < before.end) {
            return None;
        }
        let cue = Cue { end: cue.end + 1, ..cue };
        let opening =
            Opening { at: before.first, marker: mention.end, how: How::Clause, rule: "that_was_announced" };
        self.push(cue, &opening, Some(mention), (before.first, end), StatementKind::Indirect, sentence);
        Some(cue.end)
    }

    /// `«…»، يقول المحافظ`: the words stand before their cue.
    fn quotation_before(&mut self, cue: Cue, sentence: Sentence, first_draft: usize) -> Option<usize> {
        if !matches!(cue.form.shape, Shape::Past | Shape::Present) {
            return None;
        }
        let mut before = cue.first.checked_sub(1)?;
        if matches!(self.text.mark(before), '،' | ',' | '.' | '-' | '–') {
            before = before.checked_sub(1)?;
        }
        let q = self.text.quote_at(before)?;
        let quote = *self.text.quotes().get(q)?;
        if quote.kind != QuoteKind::Quotation
            || quote.close != before
            || quote.close - quote.open < 4
            || quote.open < sentence.first
        {
            return None;
        }
        if self.drafts[first_draft..].iter().any(|d| d.first <= quote.open + 1 && quote.open < d.end) {
            return None;
        }
        let mention = speaker::subject(self, cue.end, sentence.end)?;
        let opening = Opening {
            at: quote.open + 1,
            marker: mention.end,
            how: How::Quotation(q),
            rule: "quotation_then_cue",
        };
        let end = mention.end;
        self.push(
            cue,
            &opening,
            Some(mention),
            (quote.open + 1, quote.close),
            StatementKind::Direct,
            sentence,
        );
        Some(end)
    }

    /// `وعبّر الرئيس عن سعادته`: it reports nothing, but whoever speaks next without a name is the President.
    fn notice_subject(&mut self, cue: Cue, sentence: Sentence) {
        if !matches!(cue.form.shape, Shape::Past | Shape::Present) || cue.form.plural {
            return;
        }
        if let Some(mut mention) = speaker::subject(self, cue.end, sentence.end.min(cue.end + 24))
            && mention.voice.kind == SpeakerType::Person
            && (mention.voice.named && self.is_somebody(&mention.voice) || !mention.voice.head.is_empty())
        {
            self.remember(&mut mention.voice);
        }
    }

    /// Whether a name without a title is known to be one: by its given name, or because its bearer spoke before.
    fn is_somebody(&self, voice: &Voice) -> bool {
        let first = self.text.token_at(voice.span.start);
        self.names.given(self.text.word(first)).is_some()
            || self.surnames.contains(self.text.word(first))
            || self
                .voices
                .iter()
                .rev()
                .take(30)
                .any(|v| v.named && v.key.split(' ').next_back() == voice.key.split(' ').next_back())
    }

    /// Whether a text speaks: `الدراسة`, `بيان الوزارة`.
    fn is_utterance(&self, voice: &Voice) -> bool {
        self.noun(self.text.token_at(voice.span.start)) == Some(Noun::Utterance)
    }

    /// Whether the tokens are the last word or words of a name that spoke before.
    fn is_known_name(&self, first: usize, end: usize) -> bool {
        let text = self.text;
        let word = text.word(end - 1);
        self.voices.iter().rev().take(12).any(|v| {
            let mut words = v.key.rsplit(' ');
            v.named
                && words.next() == Some(word)
                && (first..end - 1).rev().zip(words).all(|(i, w)| text.word(i) == w)
        })
    }

    /// Whether a phrase is known to be somebody: by its head noun, a name, or because it spoke before. A noun phrase alone is too
    /// weak a sign that anything was said at all (`يهدد الفيضان بإغراق القرى`).
    fn can_speak(&self, voice: &Voice) -> bool {
        let last = voice.key.split(' ').next_back().unwrap_or("");
        // `رد كيدهم`: a thing with its owner's pronoun.
        let owned = !voice.key.contains(' ') && (voice.key.ends_with("هم") || voice.key.ends_with("ها"));
        // `المصابون وأقاربهم`: several people.
        let several = voice.key.split(' ').next().is_some_and(are_people);
        several
            || voice.named && !voice.key.starts_with("ال") && !owned
            || !voice.head.is_empty()
            || matches!(
                voice.kind,
                SpeakerType::Media | SpeakerType::State | SpeakerType::Organization | SpeakerType::Anonymous
            )
            || self.surnames.contains(last)
            || self.voices.iter().rev().take(30).any(|v| v.key.ends_with(last))
    }

    /// `وصف الاتفاق بأنه "تاريخي" في ضوء …`: only the marks say it.
    fn only_label(
        &self,
        cue: Cue,
        opening: &Opening,
        first: usize,
        end: usize,
    ) -> Option<(usize, usize, StatementKind)> {
        // `اعتبر أن "الاتفاق" يشكل "اعترافا"`: a clause says more than its marks.
        let clause = matches!(self.text.word(opening.marker), "ان" | "انه" | "انها" | "انهم");
        // `وصف الوضع بـ«الصادم»`: what is described says it with its predicate.
        let object = opening.how == How::NounPhrase && !self.text.word(opening.at).starts_with('ب');
        if clause || object || !self.verb(cue)?.frames.has(Frames::LABEL) {
            return None;
        }
        let quotes = self.text.quotes();
        let from = quotes.partition_point(|q| q.open + 1 < first);
        let quote = quotes
            .iter()
            .skip(from)
            .take_while(|q| q.open < end)
            .find(|q| q.kind == QuoteKind::Quotation && q.closed)?;
        Some((quote.open + 1, quote.close, StatementKind::Direct))
    }

    /// `يذكر أن`, `يُعتقد أن`, `يُتوقع أن`: nobody speaks but the author. `الخبير يعتقد أن` has its subject before it, `الجسر يعتقد أنه` has not.
    fn is_impersonal(&self, cue: Cue, opening: &Opening, sentence: Sentence) -> bool {
        if cue.form.shape != Shape::Present
            || cue.form.feminine
            || cue.form.plural
            || opening.marker != cue.end
        {
            return false;
        }
        let past = self.verb(cue).map_or("", |v| v.past.as_str());
        let passive = matches!(
            past,
            "ذكر" | "توقع" | "اعتقد" | "قدر" | "زعم" | "ظن" | "رجح" | "افترض" | "نقل" | "روي"
        );
        let believed = passive && matches!(opening.how, How::Clause | How::NounPhrase);
        self.text.marks(cue.first).has(Marks::DAMMA_FIRST)
            || believed && speaker::before(self, cue, sentence).is_none_or(|m| !self.can_speak(&m.voice))
    }

    /// `يذكر أن ("…" وكالة كذا ٢٠٢٢/١/٨)`: an impersonal cue whose words end in a citation has the cited medium for its speaker.
    fn cited_impersonal(&mut self, cue: Cue, opening: &Opening, sentence: Sentence) -> Option<usize> {
        let (first, end, kind) = self.content(opening, sentence)?;
        let citation = chain::citation_after(self, end, sentence)?;
        let mention = Mention { voice: citation.voice(self), end: citation.end, how: "citation" };
        self.push(cue, opening, Some(mention), (first, end), kind, sentence);
        Some(end)
    }

    /// Whether a draft holds once the whole document is read: a headline's unknown name must be somebody's in the text, and a
    /// verse that nobody is said to quote is no statement.
    fn stands(&self, draft: &Draft, out: &Annotations) -> bool {
        if draft.statement.rule == "headline_colon"
            && draft.voice.head.is_empty()
            && draft.voice.kind == SpeakerType::Person
        {
            return self.speaks_elsewhere(&draft.voice);
        }
        draft.voice.known || !out.verses.iter().any(|v| v.span.overlaps(draft.statement.content))
    }

    /// Whether a headline's name or word is somebody's in the text: a speaker's last or first name, the last name of a person named
    /// there, the field of a ministry or authority (`الصحة` for `وزارة الصحة`, `الأرصاد` for `الهيئة العامة للأرصاد`).
    fn speaks_elsewhere(&self, voice: &Voice) -> bool {
        let last = voice.key.split(' ').next_back().unwrap_or("");
        // `مثقفون`: people who are not named.
        if voice.key.split(' ').next().is_some_and(are_people) {
            return true;
        }
        let bare = voice.key.strip_prefix("ال").unwrap_or("");
        let joins = |words: &str| {
            words
                .split(' ')
                .any(|word| word.strip_prefix("لل").is_some_and(|word| word == bare && !bare.is_empty()))
        };
        // `شرطة المرسى` names a place, from which a headline only reports: `المرسى: …`.
        let of_a_place = |v: &Voice| {
            !v.named
                && !voice.key.contains(' ')
                && matches!(
                    v.key.split(' ').next().unwrap_or(""),
                    "محافظه"
                        | "اماره"
                        | "بلديه"
                        | "امانه"
                        | "شرطه"
                        | "منطقه"
                        | "مدينه"
                        | "جامعه"
                        | "محافظ"
                        | "امير"
                )
        };
        // Of `المركزي السلواني` the last word is anybody's.
        let end = self.text.token_at(voice.span.end.saturating_sub(1));
        let anybodys = self.text.has(end, names::NISBA) || self.is_office_adjective(end);
        !voice.key.contains(' ') && self.surnames.contains(last)
            || self.voices.iter().filter(|v| v.span != voice.span && !of_a_place(v)).any(|v| {
                v.key.contains(voice.key.as_str())
                    || v.named && voice.key.split(' ').any(|word| word == v.key)
                    || !anybodys && v.key.split(' ').next_back() == Some(last)
                    || joins(&v.key)
            })
    }

    fn opening(&self, cue: Cue, sentence: Sentence) -> Option<Opening> {
        opening::find(self, cue, sentence)
    }

    fn content(&self, opening: &Opening, sentence: Sentence) -> Option<(usize, usize, StatementKind)> {
        content::extent(self, opening, sentence)
    }
}

/// Whether a folded word is a sound plural of people: `المصابون`, `السعوديون`; not `القانون`, `التلفزيون`.
fn are_people(word: &str) -> bool {
    let word = word.strip_prefix("ال").unwrap_or(word);
    let thing = matches!(
        word,
        "تلفزيون"
            | "تليفزيون"
            | "مليون"
            | "بليون"
            | "تريليون"
            | "مضمون"
            | "مخزون"
            | "مكنون"
            | "مجنون"
            | "ليون"
    );
    word.ends_with("ون")
        && word.chars().count() > 4
        && (word.starts_with('م') || word.ends_with("يون"))
        && !thing
}

/// `قال الله تعالى`: the verses room tells where it stands; nobody reports it.
fn is_scripture(voice: &Voice) -> bool {
    matches!(voice.key.split(' ').next(), Some("الله" | "تعالي"))
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    fn statements(name: &str, table: &str) {
        check(name, table, |annotations, _| {
            let row = |s: &musnad_text::annotation::Statement| {
                let speaker = s.speaker.as_ref().map_or("-", |s| s.name.as_str());
                (s.content, format!("{} {} {speaker}", s.kind.as_str(), s.act.as_str()))
            };
            annotations.statements.iter().map(row).collect()
        });
    }

    #[test]
    fn clauses() {
        statements("clause.tsv", include_str!("corpus/clause.tsv"));
    }

    #[test]
    fn quotations() {
        statements("quotation.tsv", include_str!("corpus/quotation.tsv"));
    }

    #[test]
    fn attributions() {
        statements("attribution.tsv", include_str!("corpus/attribution.tsv"));
    }

    #[test]
    fn headlines() {
        statements("headline.tsv", include_str!("corpus/headline.tsv"));
    }

    #[test]
    fn no_statements() {
        statements("not.tsv", include_str!("corpus/not.tsv"));
    }
}
