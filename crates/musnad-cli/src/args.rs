//! The command line. Every option is defined here once; `--help` comes from it.

use std::ffi::OsString;
use std::io::Write as _;
use std::path::PathBuf;

use clap::error::{ContextKind, ErrorKind};
use clap::{Parser, Subcommand, ValueEnum};
use musnad::{Lean, Published};

use crate::output::{Failure, Output};

/// Reads Arabic reporting and traces every claim to who said it, when, and through whom.
///
/// It takes no side and passes no verdict. It needs no network.
#[derive(Debug, Parser)]
#[command(name = "musnad", version, disable_help_subcommand = true, after_help = EXAMPLES)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const EXAMPLES: &str = "\
Examples:
  musnad read report.txt --published 2024-11-20 --outlet 'وكالة سفين للأنباء'
  musnad read --json articles.jsonl > read.jsonl
  musnad read report.txt --html -o report.html
  curl -s https://example.org/a.txt | musnad read -

`musnad read --help` tells more.";

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read documents: what they say, who says it, with what chain
    Read(Read),
    /// Add documents to the casefile: files, folders, JSON Lines; again and again, only what is new
    Add(Add),
    /// Search the casefile: Arabic words under all their forms, phrases, who said what, from when
    Search(Search),
    /// Answer a question with numbered verbatim evidence, each with its chain
    Ask(Ask),
    /// Say whether a quotation stands in the casefile: word for word, altered, said by another, or not
    Quote(Quote),
    /// Show figures that several sources give for one quantity, disputes first
    Figures(Figures),
    /// Prove that nothing in the casefile was changed and that every quotation stands where it says
    Verify(Verify),
    /// Print the JSON Schema of what `read --json` writes
    Schema,
}

/// Read documents: what they say, who says it, with what chain.
///
/// FILE is text (.txt, .md), one JSON object or an array of them (.json), or JSON Lines (.jsonl) with the keys `text` and,
/// where known, `id`, `title`, `outlet` and `published`. UTF-8, UTF-16 and the older Arabic encodings are recognised.
#[derive(Debug, clap::Args)]
#[command(after_help = READ_EXAMPLES)]
pub struct Read {
    /// Files to read; `-`, or none at all, is standard input
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// Day of publication, such as 2024-11-20, where the input gives none; `yesterday` counts from it
    #[arg(long, value_name = "DATE", value_parser = published)]
    pub published: Option<Published>,

    /// The medium that published the documents, where the input gives none
    #[arg(long, value_name = "NAME")]
    pub outlet: Option<String>,

    /// Which way a bare weekday or month points
    #[arg(long, value_enum, default_value_t = Prefer::Past)]
    pub prefer: Prefer,

    /// JSON Lines, one object a document; offsets are code points
    #[arg(long, conflicts_with = "html")]
    pub json: bool,

    /// One web page that needs nothing else
    #[arg(long)]
    pub html: bool,

    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Add the rules, cues and mentions that decided
    #[arg(long)]
    pub explain: bool,

    /// How many documents to read at once; as many as there are cores unless told, 1 starts no threads
    #[arg(long, short, value_name = "N", value_parser = whole_number::<1, 1024>)]
    pub jobs: Option<u16>,

    #[command(flatten)]
    pub screen: Screen,
}

/// How a report looks.
#[derive(Debug, clap::Args)]
pub struct Screen {
    /// Language of the report's own words
    #[arg(long, value_enum, default_value_t = Lang::Ar)]
    pub lang: Lang,

    /// Colours in the report; `auto` heeds the terminal and NO_COLOR
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    pub color: Color,

    /// Width of the report in columns; the terminal's, at most 100, unless told, and 80 in a pipe
    #[arg(long, value_name = "N", value_parser = whole_number::<20, 1000>)]
    pub width: Option<u16>,
}

/// How a question to the casefile is answered.
#[derive(Debug, clap::Args)]
pub struct Answer {
    #[command(flatten)]
    pub case: Case,

    /// One JSON object; offsets are code points
    #[arg(long)]
    pub json: bool,

    #[command(flatten)]
    pub screen: Screen,
}

const READ_EXAMPLES: &str = "\
Examples:
  musnad read report.txt --published 2024-11-20 --outlet 'وكالة سفين للأنباء'
      a report for the terminal: statements by speaker, figures, dates, findings
  musnad read report.txt --explain
      the same, with the rule and the words that decided each speaker
  musnad read --json articles.jsonl --jobs 4 > read.jsonl
      one JSON object a document, in the order of the input
  musnad read a.txt b.txt --html -o page.html
      one page that shows each annotation in its place

Exit status: 0 all was read, 1 some input could not be read (the rest was), 2 the command line is wrong.";

/// Add documents to the casefile: files, folders, JSON Lines; again and again, only what is new.
///
/// PATH is a file as `musnad read` takes it, also packed with gzip, xz or zstd, or a folder that is searched for such files. What is there
/// already is skipped; what has changed becomes a further version. It may be stopped at any time, and goes on where it was when it is run again.
#[derive(Debug, clap::Args)]
#[command(after_help = ADD_EXAMPLES)]
pub struct Add {
    /// Files and folders; `-` is standard input
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,

    #[command(flatten)]
    pub case: Case,

    /// Day of publication where the input gives none
    #[arg(long, value_name = "DATE", value_parser = published)]
    pub published: Option<Published>,

    /// The medium that published the documents, where the input gives none
    #[arg(long, value_name = "NAME")]
    pub outlet: Option<String>,

    /// How many documents to read at once; as many as there are cores unless told
    #[arg(long, short, value_name = "N", value_parser = whole_number::<1, 1024>)]
    pub jobs: Option<u16>,
}

const ADD_EXAMPLES: &str = "\
Examples:
  musnad add reports/ articles.jsonl.xz
      into ./case.musnad, which is made where it is missing
  musnad add --case water.musnad --outlet 'وكالة سفين للأنباء' --published 2024-11-20 a.txt b.txt

Exit status: 0 all was added, 1 some input could not be read (the rest was added), 2 the command line is wrong,
130 stopped by Ctrl-C (what was added is kept).";

/// Where the casefile lies.
#[derive(Debug, clap::Args)]
pub struct Case {
    /// The casefile
    #[arg(long, value_name = "FILE", default_value = "case.musnad")]
    pub case: PathBuf,
}

/// Search the casefile: Arabic words under all their forms, phrases, who said what, from when.
///
/// Words side by side must all be there, under any of their forms; `"a phrase"` in one sentence. AND, OR, NOT (or -word), parentheses,
/// `prefix*`. Filters: speaker:, outlet:, place:, kind: (direct, denies, …), grade: (complete, …), from: and to: a day, month or year;
/// those that ask about a statement must hold of one statement together. A speaker is found under other names too. Copies of one text
/// are one hit.
#[derive(Debug, clap::Args)]
#[command(after_help = SEARCH_EXAMPLES)]
pub struct Search {
    /// What to look for
    #[arg(value_name = "WORDS", required = true)]
    pub query: Vec<String>,

    /// Hits to show
    #[arg(long, short = 'n', value_name = "N", default_value_t = 10, value_parser = whole_number::<1, 1000>)]
    pub limit: u16,

    /// Pass over so many of the best
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub offset: usize,

    #[command(flatten)]
    pub answer: Answer,
}

const SEARCH_EXAMPLES: &str = "\
Examples:
  musnad search ميناء الصيادين
  musnad search '\"فتح الميناء\" (إضراب OR احتجاج) -كرة'
  musnad search 'speaker:\"سالم قرنفول\" kind:denies from:2024-01'

Exit status: 0 also where nothing is found, 1 the casefile cannot be read, 2 the query cannot be understood.";

/// Answer a question with numbered verbatim evidence, each with its chain.
///
/// Every line of the answer stands in a document of the casefile; nothing is put in other words.
#[derive(Debug, clap::Args)]
pub struct Ask {
    /// The question; it may have several parts
    #[arg(value_name = "QUESTION", required = true)]
    pub question: Vec<String>,

    /// Pieces of evidence for each part
    #[arg(long, short = 'n', value_name = "N", default_value_t = 5, value_parser = whole_number::<1, 1000>)]
    pub limit: u16,

    /// Where there is no evidence, show what comes nearest
    #[arg(long)]
    pub nearest: bool,

    #[command(flatten)]
    pub answer: Answer,
}

/// Say whether a quotation stands in the casefile: word for word, altered, said by another, or not.
///
/// Shows where it stands, who says it there, when and through whom, the source that was published first before the others; and where it was altered,
/// each difference with both wordings. Vowels, hamza, digits, quotation marks and punctuation do not count; `…` says that words were left out.
/// One or two words are found where they stand word for word, more also where they were altered, as long as three in a row are the same.
#[derive(Debug, clap::Args)]
#[command(after_help = QUOTE_EXAMPLES)]
pub struct Quote {
    /// The quotation; `-` is standard input
    #[arg(value_name = "TEXT", required_unless_present = "file", conflicts_with = "file")]
    pub text: Vec<String>,

    /// Take the quotation from this file
    #[arg(long, value_name = "FILE")]
    pub file: Option<PathBuf>,

    /// Who is said to have said it: a name or a role
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,

    /// Sources to show; copies of one text are one
    #[arg(long, short = 'n', value_name = "N", default_value_t = 5, value_parser = whole_number::<1, 1000>)]
    pub limit: u16,

    #[command(flatten)]
    pub answer: Answer,
}

const QUOTE_EXAMPLES: &str = "\
Examples:
  musnad quote 'إن الميناء سيفتح في الربيع المقبل'
  musnad quote --by 'سالم قرنفول' 'إن الميناء … في الربيع المقبل'
  musnad quote --file speech.txt --json

Exit status: 0 it stands there as it is given, or shortened where it says so by `…`; 1 it does not: altered, said by another
than --by names, or not found; 2 the command line is wrong or the casefile cannot be read.";

/// What narrows a question down.
#[derive(Debug, clap::Args)]
pub struct Narrow {
    /// Only documents that have these words, in the language of `musnad search`
    #[arg(value_name = "WORDS")]
    pub words: Vec<String>,

    /// Nothing before this day, month or year
    #[arg(long, value_name = "DATE", value_parser = |day: &str| covered(day, false))]
    pub from: Option<jiff::civil::Date>,

    /// Nothing after this day, month or year
    #[arg(long, value_name = "DATE", value_parser = |day: &str| covered(day, true))]
    pub to: Option<jiff::civil::Date>,
}

impl Narrow {
    /// As the casefile takes it.
    pub fn parsed(&self) -> musnad_casefile::Narrow {
        musnad_casefile::Narrow { words: self.words.join(" "), from: self.from, to: self.to }
    }
}

fn covered(text: &str, last: bool) -> Result<jiff::civil::Date, &'static str> {
    musnad_casefile::day(text, last)
        .ok_or("give a day, month or year that exists, such as 2024-11-20, 2024-11 or 2024")
}

/// Show figures that several sources give for one quantity, disputes first.
///
/// Deaths, areas, barrels, losses in money: what is counted is told by the unit and the words beside the figure. Two figures are put
/// together only where they are of one matter at one time; copies of one text are one source. What has grown with time is told from
/// what is disputed.
#[derive(Debug, clap::Args)]
pub struct Figures {
    #[command(flatten)]
    pub narrow: Narrow,

    /// Quantities to show
    #[arg(long, short = 'n', value_name = "N", default_value_t = 10, value_parser = whole_number::<1, 1000>)]
    pub limit: u16,

    #[command(flatten)]
    pub answer: Answer,
}

/// Prove that nothing in the casefile was changed and that every quotation stands where it says.
///
/// Hashes every document anew, cuts every stored quotation out of its document again and compares, and follows the journal's chain of hashes.
#[derive(Debug, clap::Args)]
pub struct Verify {
    #[command(flatten)]
    pub case: Case,
}

/// See [`Read::prefer`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Prefer {
    /// The nearest such day before publication, as in reporting
    Past,
    /// The next such day, as in announcements
    Future,
}

impl From<Prefer> for Lean {
    fn from(prefer: Prefer) -> Lean {
        match prefer {
            Prefer::Past => Lean::Past,
            Prefer::Future => Lean::Future,
        }
    }
}

/// See [`Read::color`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs)]
pub enum Color {
    Auto,
    Always,
    Never,
}

/// See [`Read::lang`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// Arabic
    Ar,
    /// English
    En,
}

impl From<Lang> for musnad::present::Lang {
    fn from(lang: Lang) -> musnad::present::Lang {
        match lang {
            Lang::Ar => musnad::present::Lang::Arabic,
            Lang::En => musnad::present::Lang::English,
        }
    }
}

fn published(value: &str) -> Result<Published, &'static str> {
    let day = Published::parse(value).filter(|day| (1000..=2999).contains(&day.date.year()));
    day.ok_or("give a day that exists as YYYY-MM-DD, such as 2024-11-20, in the years 1000 to 2999")
}

fn whole_number<const LOW: u16, const HIGH: u16>(value: &str) -> Result<u16, String> {
    let number = value.parse().ok().filter(|number| (LOW..=HIGH).contains(number));
    number.ok_or_else(|| format!("give a whole number from {LOW} to {HIGH}"))
}

/// Reads the command line. Help and version are printed here, and end the program.
pub fn parse() -> Result<Args, Failure> {
    parse_from(std::env::args_os())
}

fn parse_from(args: impl IntoIterator<Item = OsString>) -> Result<Args, Failure> {
    Args::try_parse_from(args).or_else(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let mut out = Output::stdout();
            write!(out, "{error}")?;
            out.finish()?;
            Err(Failure::ReaderGone)
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            Err(Failure::Usage("say what to do: musnad read FILE, or musnad --help".into()))
        }
        _ => Err(Failure::Usage(one_line(&error))),
    })
}

/// What is wrong and what to do about it, on one line.
fn one_line(error: &clap::Error) -> String {
    let told = |kind| error.get(kind).map(|value| value.to_string().trim().to_owned());
    let option = told(ContextKind::InvalidArg).unwrap_or_default();
    let option = option.split([' ', '=']).next().unwrap_or_default();
    let value = told(ContextKind::InvalidValue).unwrap_or_default();
    let accepted = told(ContextKind::ValidValue).filter(|values| !values.is_empty());
    let accepted = accepted.map(|values| format!("give one of {values}"));
    let message = match error.kind() {
        ErrorKind::ValueValidation | ErrorKind::InvalidValue if value.is_empty() => {
            let accepted = accepted.unwrap_or_else(|| "see musnad read --help".into());
            format!("{option}: a value is missing: {accepted}")
        }
        ErrorKind::ValueValidation | ErrorKind::InvalidValue => {
            let reason = std::error::Error::source(error).map(ToString::to_string);
            let remedy = accepted.or(reason).unwrap_or_else(|| "see musnad read --help".into());
            format!("{option}: {value:?} is not accepted: {remedy}")
        }
        ErrorKind::UnknownArgument if option.starts_with('-') && !option.starts_with("--") => {
            format!("{option}: there is no such option: see musnad --help; a file of that name is ./{option}")
        }
        _ => {
            let rendered = error.to_string();
            let first = rendered.split("\n\n").next().unwrap_or_default();
            let first = first.strip_prefix("error: ").unwrap_or(first);
            format!("{}: see musnad --help", first.split_whitespace().collect::<Vec<_>>().join(" "))
        }
    };
    message.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
