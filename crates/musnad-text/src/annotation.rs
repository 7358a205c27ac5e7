//! What is read out of a document: spans with what they mean. Plain data; every annotation names the rule that made it.

use crate::span::Span;

/// All that was read out of one document. Each list is in the order of the text.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs)] // each list is named after what it holds
pub struct Annotations {
    pub sections: Vec<Section>,
    pub sentences: Vec<Span>,
    pub dates: Vec<DateMention>,
    pub quantities: Vec<Quantity>,
    pub names: Vec<Name>,
    pub verses: Vec<Verse>,
    pub statements: Vec<Statement>,
    pub assertions: Vec<Assertion>,
    pub findings: Vec<Finding>,
}

/// Defines a closed set of words with their spelling in the JSON contract.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(missing_docs)] // the spelling says it
        pub enum $name { $($(#[$vmeta])* $variant),+ }

        impl $name {
            /// Every value, in the contract's order.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The word of the JSON contract.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }

            /// The value that a word of the contract names.
            pub fn from_word(word: &str) -> Option<$name> {
                match word { $($word => Some($name::$variant),)+ _ => None }
            }
        }
    };
}

words!(
    /// What a section of the document is.
    SectionKind {
        Title = "title",
        Heading = "heading",
        Question = "question",
        Subquestion = "subquestion",
        Answer = "answer",
        Point = "point",
        Conclusion = "conclusion",
        Citation = "citation",
        DateLine = "date_line",
        Body = "body",
    }
);

/// A part of the document's structure. Sections may nest: sub-questions lie in their question.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Where it stands, blank ends left out.
    pub span: Span,
    /// What it is.
    pub kind: SectionKind,
    /// The number or letter of a point as it is written (`١`, `أ`, `أولاً`), without its marks.
    pub label: Option<Span>,
    /// Depth, from 1: of a heading by its marks, of a point by its nesting.
    pub level: u8,
}

words!(
    /// The four TIMEX3 types.
    DateType { Date = "date", Time = "time", Duration = "duration", Set = "set" }
);

words!(
    /// The calendar in which a date is written.
    CalendarKind { Gregorian = "gregorian", Hijri = "hijri" }
);

words!(
    /// What fixed a date's value: its own words, the day of publication, or another date of the text.
    DateAnchor { Explicit = "explicit", Published = "published", Context = "context" }
);

/// A date, clock time, length of time or repetition.
#[derive(Clone, Debug, PartialEq)]
pub struct DateMention {
    /// The smallest whole expression.
    pub span: Span,
    /// TIMEX3 type.
    pub kind: DateType,
    /// TIMEX3 value, as in the JSON contract: `2022-01-08`, `H1443-06`, `P3D`, `2016/2018`.
    pub value: String,
    /// The calendar it is written in.
    pub calendar: CalendarKind,
    /// What fixed the value.
    pub anchor: DateAnchor,
    /// Weekday named inside the expression, Monday = 1, for the finding that compares it.
    pub weekday: Option<u8>,
    /// The span is one of a pair in two calendars: index of the other in [`Annotations::dates`].
    pub pair: Option<usize>,
    /// Why the value is to be read with care, where it is: a Hijri day outside the Umm al-Qura table, an impossible day.
    pub note: Option<&'static str>,
    /// The rule.
    pub rule: &'static str,
}

/// A number or both ends of a range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// One number.
    One(f64),
    /// Lowest and highest, in the order of the text.
    Range(f64, f64),
}

words!(
    /// How the text bounds or hedges a figure.
    Bound {
        About = "about",
        AtLeast = "at_least",
        AtMost = "at_most",
        MoreThan = "more_than",
        LessThan = "less_than",
    }
);

/// A number with what it counts or measures.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// From the approximator to the end of the unit.
    pub span: Span,
    /// The number.
    pub value: Value,
    /// ISO 4217 code, UCUM-like symbol, `percent`, or the counted noun as written without the article; `None` when elided.
    pub unit: Option<String>,
    /// Whether the text rounds, bounds or hedges.
    pub approx: bool,
    /// How it does.
    pub bound: Option<Bound>,
    /// The rule.
    pub rule: &'static str,
}

words!(
    /// What a name names.
    NameType { Person = "person", Organization = "organization", Place = "place" }
);

/// A mention of a person, body or place.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// The mention, title left out.
    pub span: Span,
    /// The fullest form in the document.
    pub name: String,
    /// What it names.
    pub kind: NameType,
    /// The rule.
    pub rule: &'static str,
}

/// A verse of the Quran, whole or part.
#[derive(Clone, Debug, PartialEq)]
pub struct Verse {
    /// The words of the verse, marks left out.
    pub span: Span,
    /// 1–114.
    pub surah: u16,
    /// First verse.
    pub from: u16,
    /// Last verse.
    pub to: u16,
    /// Whether the letters agree with the Quran's text (vowels and spelling variants aside).
    pub exact: bool,
    /// Each word that differs: its place, as written there, and the word of the Quran.
    pub differences: Vec<VerseDifference>,
    /// The rule.
    pub rule: &'static str,
}

/// One word of a quotation that differs from the Quran's text.
#[derive(Clone, Debug, PartialEq)]
pub struct VerseDifference {
    /// Where, empty for a word left out.
    pub span: Span,
    /// The words of the Quran there, empty for a word put in.
    pub expected: String,
}

words!(
    /// How the words are given.
    StatementKind { Direct = "direct", Indirect = "indirect", Mixed = "mixed" }
);

words!(
    /// What the speaker does in saying it.
    Act {
        Says = "says",
        Announces = "announces",
        Accuses = "accuses",
        Denies = "denies",
        Demands = "demands",
        Promises = "promises",
        Warns = "warns",
        Expects = "expects",
        Praises = "praises",
        Condemns = "condemns",
    }
);

words!(
    /// Who speaks.
    SpeakerType {
        Person = "person",
        Organization = "organization",
        State = "state",
        Anonymous = "anonymous",
        Media = "media",
    }
);

words!(
    /// A carrier's part in a chain.
    ChainRole {
        Speaker = "speaker",
        Spokesperson = "spokesperson",
        Agency = "agency",
        Outlet = "outlet",
        Document = "document",
    }
);

words!(
    /// How complete a chain is.
    Grade {
        Complete = "complete",
        Partial = "partial",
        Anonymous = "anonymous",
        Unsourced = "unsourced",
    }
);

/// Who said it.
#[derive(Clone, Debug, PartialEq)]
pub struct Speaker {
    /// The phrase as it stands, title included; for a pronoun or an elided subject, the earlier mention.
    pub span: Span,
    /// The fullest name anywhere in the document.
    pub name: String,
    /// Title or office, where the text gives one.
    pub role: Option<String>,
    /// What kind of speaker.
    pub kind: SpeakerType,
}

/// One carrier of a statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Its part.
    pub role: ChainRole,
    /// Its name.
    pub name: String,
    /// Where the document names it; the document itself has no place.
    pub span: Option<Span>,
}

/// What decided a part of an annotation, for `--explain`.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// What was decided or seen: `cue`, `subject`, `elided subject`, `antecedent`, `citation`.
    pub what: &'static str,
    /// The words that decided it.
    pub span: Span,
}

/// One report: cue, content, speaker, and the chain from its origin to this document.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Direct, indirect or mixed.
    pub kind: StatementKind,
    /// What the speaker does in saying it.
    pub act: Act,
    /// At whom or what the act is directed: who is accused, warned, praised, of whom something is demanded; for a pronoun, the
    /// earlier mention. `None` for acts that are directed at nobody, and where the text does not tell.
    pub target: Option<Span>,
    /// What was said.
    pub content: Span,
    /// The words that report.
    pub cue: Span,
    /// Who said it; `None` where the text does not tell.
    pub speaker: Option<Speaker>,
    /// Origin first, this document last.
    pub chain: Vec<Link>,
    /// The medium that the text credits.
    pub outlet: Option<String>,
    /// The day it was said, a TIMEX3 value.
    pub said_on: Option<String>,
    /// How complete the chain is.
    pub grade: Grade,
    /// 0–1.
    pub confidence: f32,
    /// The rule.
    pub rule: &'static str,
    /// What decided.
    pub reasons: Vec<Reason>,
}

words!(
    /// How the author asserts a sentence.
    AssertionLabel {
        Fact = "fact",
        Hedged = "hedged",
        Opinion = "opinion",
        Rhetorical = "rhetorical",
    }
);

/// A sentence of the author's own.
#[derive(Clone, Debug, PartialEq)]
pub struct Assertion {
    /// The sentence, statements left out.
    pub span: Span,
    /// How it is asserted.
    pub label: AssertionLabel,
    /// The words that decided it.
    pub cue: Option<Span>,
    /// The rule.
    pub rule: &'static str,
}

words!(
    /// What a careful editor would stop at.
    FindingKind {
        WeekdayMismatch = "weekday_mismatch",
        CalendarMismatch = "calendar_mismatch",
        ShareMismatch = "share_mismatch",
        RangeReversed = "range_reversed",
        QuotationNotClosed = "quotation_not_closed",
        AlteredVerse = "altered_verse",
        SaidAfterPublication = "said_after_publication",
        ImpossibleDate = "impossible_date",
        EventOnTwoDates = "event_on_two_dates",
    }
);

/// Something to stop at. It states what stands against what; it passes no verdict.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Which check.
    pub kind: FindingKind,
    /// One sentence in English with the values that disagree; screens put their own words from kind and spans.
    pub message: String,
    /// The places, most telling first.
    pub spans: Vec<Span>,
    /// The rule.
    pub rule: &'static str,
}
