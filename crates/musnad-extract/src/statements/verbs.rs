//! Verbs of saying: the table of principal parts, and every form derived from it.

use musnad_text::annotation::Act;
use musnad_text::lexicon::{Sense, rows};
use musnad_text::{Lexicon, chars::fold};

use super::VERB;
use super::target::Places;

/// The ways in which a verb opens what was said; a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Frames(pub u32);

impl Frames {
    pub const AN: Frames = Frames(1);
    pub const SPEECH: Frames = Frames(2);
    pub const NP: Frames = Frames(4);
    pub const OBJECT: Frames = Frames(8);
    pub const BA: Frames = Frames(16);
    pub const MIN: Frames = Frames(32);
    pub const ILA: Frames = Frames(64);
    pub const ALA: Frames = Frames(128);
    pub const AN_ABOUT: Frames = Frames(256);
    pub const FI: Frames = Frames(512);
    pub const LI: Frames = Frames(1024);
    pub const STRONG: Frames = Frames(2048);
    pub const LABEL: Frames = Frames(4096);
    pub const CONTINUES: Frames = Frames(8192);
    pub const RELAYS: Frames = Frames(16384);
    pub const WITHIN: Frames = Frames(32768);
    pub const THING: Frames = Frames(65536);
    pub const FEELING: Frames = Frames(131072);
    pub const WHAT: Frames = Frames(262144);

    pub const NEAR: Frames = Frames(524288);
    pub const NAMED: Frames = Frames(1048576);

    const WORDS: [(&'static str, Frames); 21] = [
        ("an", Frames::AN),
        ("speech", Frames::SPEECH),
        ("np", Frames::NP),
        ("object", Frames::OBJECT),
        ("ب", Frames::BA),
        ("من", Frames::MIN),
        ("إلى", Frames::ILA),
        ("على", Frames::ALA),
        ("عن", Frames::AN_ABOUT),
        ("في", Frames::FI),
        ("ل", Frames::LI),
        ("strong", Frames::STRONG),
        ("label", Frames::LABEL),
        ("continues", Frames::CONTINUES),
        ("relays", Frames::RELAYS),
        ("within", Frames::WITHIN),
        ("thing", Frames::THING),
        ("feeling", Frames::FEELING),
        ("what", Frames::WHAT),
        ("near", Frames::NEAR),
        ("named", Frames::NAMED),
    ];

    pub fn has(self, other: Frames) -> bool {
        self.0 & other.0 != 0
    }

    fn parse(column: &str) -> Frames {
        let bit = |word: &str| Frames::WORDS.iter().find(|(w, _)| *w == word).map_or(0, |(_, f)| f.0);
        Frames(column.split(',').map(|word| bit(word.trim())).fold(0, |all, f| all | f))
    }
}

/// A lemma.
#[derive(Debug)]
pub(crate) struct Verb {
    /// Its past, folded.
    pub past: String,
    /// Whether the past begins with an alif that never carries a hamza: `اعتبر`.
    pub plain_alif: bool,
    /// Whether its past ends in alif maksura: `رأى`, not the noun `رأي`.
    pub past_in_maksura: bool,
    /// Whether its present ends in alif maksura: `يرى`, not `يدعي`.
    pub present_in_maksura: bool,
    pub act: Act,
    pub frames: Frames,
    /// Where the party stands at whom the act is directed.
    pub target: Places,
}

/// Which form of its verb a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Past,
    Present,
    /// `قائلا`, `مضيفة`.
    Participle,
    /// `تأكيد`, `القول`.
    VerbalNoun,
    /// `قوله`, `تأكيدها`: the pronoun is the speaker.
    VerbalNounOf,
}

/// One derived form.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Form {
    pub verb: u16,
    pub shape: Shape,
    pub feminine: bool,
    pub plural: bool,
    /// It carries an object pronoun: `أخبرني`, `ذكرته`.
    pub with_object: bool,
}

impl Form {
    /// What `على حد قوله` is to the rules: a verbal noun, of no verb in particular, whose pronoun is the speaker.
    pub fn with_pronoun(feminine: bool, plural: bool) -> Form {
        Form { verb: u16::MAX, shape: Shape::VerbalNounOf, feminine, plural, with_object: false }
    }
}

/// The lemmas and their forms; the lexicon's index of class [`VERB`] counts the forms.
#[derive(Debug)]
pub(crate) struct Verbs {
    pub lemmas: Vec<Verb>,
    pub forms: Vec<Form>,
}

impl Verbs {
    pub fn load(lexicon: &mut Lexicon) -> Verbs {
        let targets = Places::load();
        let mut verbs = Verbs { lemmas: Vec::new(), forms: Vec::new() };
        for (_, columns) in rows(include_str!("lexicon/verbs.tsv")) {
            let [act, frames, past, present, participle, noun] = columns[..] else { continue };
            let Some(act) = Act::from_word(act) else { continue };
            let verb = verbs.lemmas.len() as u16;
            verbs.lemmas.push(Verb {
                past: fold(past),
                plain_alif: past.starts_with('ا'),
                past_in_maksura: past.ends_with('ى'),
                present_in_maksura: present.ends_with('ى'),
                act,
                frames: Frames::parse(frames),
                target: targets.get(&fold(past)).copied().unwrap_or_default(),
            });
            let mut add = |form: String, shape: Shape, feminine: bool, plural: bool, with_object: bool| {
                let index = verbs.forms.len() as u32;
                verbs.forms.push(Form { verb, shape, feminine, plural, with_object });
                lexicon.add(&form, Sense { class: VERB, index });
            };
            for (form, feminine, plural) in past_forms(&fold(past)) {
                for pronoun in OBJECT_PRONOUNS {
                    // A final weak letter turns to alif: دعا + ه; the alif of ـوا falls.
                    add(
                        format!(
                            "{}{pronoun}",
                            form.strip_suffix("وا").map_or(form.clone(), |s| format!("{s}و"))
                        ),
                        Shape::Past,
                        feminine,
                        plural,
                        true,
                    );
                }
                add(form, Shape::Past, feminine, plural, false);
            }
            // `يصفه`, `تدعوهم`: only of verbs that are directed at somebody or say what something is.
            let takes_pronoun = Frames::parse(frames).has(Frames(Frames::OBJECT.0 | Frames::LABEL.0));
            for (form, feminine, plural) in present_forms(&fold(present)) {
                let singular = !form.ends_with("ون") && !form.ends_with("ان");
                for pronoun in OBJECT_PRONOUNS.iter().filter(|_| takes_pronoun && singular) {
                    add(format!("{form}{pronoun}"), Shape::Present, feminine, plural, true);
                }
                add(form, Shape::Present, feminine, plural, false);
            }
            for (form, feminine, plural) in participle_forms(&fold(participle)) {
                add(form, Shape::Participle, feminine, plural, false);
            }
            if noun != "-" {
                add(fold(noun), Shape::VerbalNoun, false, false, false);
                let stem = match noun.strip_suffix('ة') {
                    Some(stem) => fold(stem) + "ت",
                    None => fold(noun),
                };
                for (suffix, feminine, plural) in
                    [("ه", false, false), ("ها", true, false), ("هم", false, true), ("هما", false, true)]
                {
                    add(format!("{stem}{suffix}"), Shape::VerbalNounOf, feminine, plural, false);
                }
            }
        }
        verbs
    }
}

/// Pronouns that a verb takes as its object.
const OBJECT_PRONOUNS: [&str; 5] = ["ه", "ها", "هم", "نا", "ني"];

/// قال → قال قالت قالا قالتا قالوا; دعا → دعت دعوا; نفى (folded نفي) → نفت نفوا.
fn past_forms(past: &str) -> Vec<(String, bool, bool)> {
    if past == "-" {
        return Vec::new();
    }
    let weak =
        past.strip_suffix('ا').or_else(|| past.strip_suffix('ي')).filter(|stem| stem.chars().count() >= 2);
    let stem = weak.unwrap_or(past);
    let dual = if weak.is_some() { format!("{stem}يا") } else { format!("{stem}ا") };
    vec![
        (past.to_owned(), false, false),
        (format!("{stem}ت"), true, false),
        (format!("{stem}وا"), false, true),
        (dual, false, true),
        (format!("{stem}تا"), true, true),
    ]
}

/// يقول → يقول تقول يقولون يقولان تقولان; يدعو → يدعون; ينفي → ينفون.
fn present_forms(present: &str) -> Vec<(String, bool, bool)> {
    let Some(core) = present.strip_prefix('ي') else { return Vec::new() };
    let short = core.strip_suffix('و').or_else(|| core.strip_suffix('ي')).unwrap_or(core);
    vec![
        (format!("ي{core}"), false, false),
        (format!("ت{core}"), true, false),
        (format!("ي{short}ون"), false, true),
        (format!("ي{core}ان"), false, true),
        (format!("ت{core}ان"), true, true),
    ]
}

/// قائلا → قائلا قائلة قائلين; داعيا → داعين. The feminine plural (`مطالبات`) is a noun far more often than a cue.
fn participle_forms(participle: &str) -> Vec<(String, bool, bool)> {
    let Some(stem) = participle.strip_suffix('ا') else { return Vec::new() };
    let short = stem.strip_suffix('ي').filter(|s| s.chars().count() >= 3).unwrap_or(stem);
    vec![
        (participle.to_owned(), false, false),
        (format!("{stem}ه"), true, false),
        (format!("{short}ين"), false, true),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derives_forms() {
        let words =
            |forms: Vec<(String, bool, bool)>| forms.into_iter().map(|f| f.0).collect::<Vec<_>>().join(" ");
        assert_eq!(words(past_forms("قال")), "قال قالت قالوا قالا قالتا");
        assert_eq!(words(past_forms("دعا")), "دعا دعت دعوا دعيا دعتا");
        assert_eq!(words(past_forms("نفي")), "نفي نفت نفوا نفيا نفتا");
        assert_eq!(words(present_forms("يدعو")), "يدعو تدعو يدعون يدعوان تدعوان");
        assert_eq!(words(participle_forms("موكدا")), "موكدا موكده موكدين");
        assert_eq!(words(participle_forms("داعيا")), "داعيا داعيه داعين");
    }
}
