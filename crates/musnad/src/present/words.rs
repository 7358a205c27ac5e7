//! The words of `strings.toml`.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::Lang;

#[derive(Deserialize)]
struct Entry {
    ar: String,
    en: String,
}

type Table = HashMap<String, HashMap<String, Entry>>;

/// Empty if the file were broken, which a test rules out.
static TABLE: LazyLock<Table> =
    LazyLock::new(|| toml::from_str(include_str!("strings.toml")).unwrap_or_default());

/// The words of one language.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    /// The language.
    pub lang: Lang,
}

impl Words {
    /// The word for `key` in `group`; the key itself where there is none.
    pub fn of<'k>(&self, group: &str, key: &'k str) -> &'k str {
        self.get(group, key).unwrap_or(key)
    }

    /// The word for `key` in `group`.
    pub fn get(&self, group: &str, key: &str) -> Option<&'static str> {
        let entry = TABLE.get(group)?.get(key)?;
        Some(match self.lang {
            Lang::Arabic => &entry.ar,
            Lang::English => &entry.en,
        })
    }

    /// The comma of the language.
    pub fn comma(&self) -> char {
        match self.lang {
            Lang::Arabic => '،',
            Lang::English => ',',
        }
    }

    /// A number of things, from their forms: one|two|few|many in Arabic, which leaves the number out for one and two, one|many
    /// in English.
    pub fn counted(&self, number: &str, forms: &str) -> String {
        let forms: Vec<&str> = forms.split('|').collect();
        let whole: Option<u64> = number.parse().ok();
        match (&forms[..], whole) {
            ([one, ..], Some(1)) if forms.len() == 4 => (*one).to_owned(),
            ([_, two, ..], Some(2)) if forms.len() == 4 => (*two).to_owned(),
            ([_, _, few, _], Some(n)) if (3..=10).contains(&(n % 100)) => format!("{number} {few}"),
            ([one, _], Some(1)) => format!("{number} {one}"),
            _ => format!("{number} {}", forms.last().copied().unwrap_or_default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use musnad_text::annotation::*;

    #[test]
    fn every_word_of_the_contract_has_its_words() {
        fn check(group: &str, expected: Vec<&str>) {
            let mut got: Vec<&str> = TABLE[group].keys().map(String::as_str).collect();
            let mut expected = expected;
            got.sort_unstable();
            expected.sort_unstable();
            assert_eq!(got, expected, "{group}");
        }
        macro_rules! all {
            ($group:literal, $name:ident) => {
                check($group, $name::ALL.iter().map(|word| word.as_str()).collect())
            };
        }
        all!("act", Act);
        all!("kind", StatementKind);
        all!("grade", Grade);
        all!("role", ChainRole);
        all!("label", AssertionLabel);
        all!("finding", FindingKind);
        all!("sentence", FindingKind);
        for (group, entries) in TABLE.iter() {
            for (key, entry) in entries {
                assert!(!entry.ar.is_empty() && !entry.en.is_empty(), "{group}.{key}");
            }
        }
    }

    /// The texts of all Rust files in a folder.
    fn code_in(folder: &str) -> Vec<String> {
        let mut open = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
        let mut code = Vec::new();
        while let Some(folder) = open.pop() {
            for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
                if path.is_dir() {
                    open.push(path);
                } else if path.extension().is_some_and(|end| end == "rs") {
                    code.push(std::fs::read_to_string(path).unwrap());
                }
            }
        }
        code
    }

    #[test]
    fn every_word_that_the_code_asks_for_is_there_and_asked_for() {
        let sources: Vec<String> =
            ["src/present", "../musnad-cli/src"].into_iter().flat_map(code_in).collect();
        let mut asked = Vec::new();
        for source in &sources {
            for call in source.split(".of(\"").skip(1) {
                let mut quoted = call.split('"');
                let (group, comma, key) = (quoted.next(), quoted.next(), quoted.next());
                if let (Some(group), Some(", "), Some(key)) = (group, comma, key) {
                    assert!(TABLE[group].contains_key(key), "{group}.{key} is not in strings.toml");
                    asked.push((group, key));
                }
            }
        }
        for group in ["report", "mark", "ask", "search", "figures", "quote"] {
            for key in TABLE[group].keys() {
                assert!(asked.contains(&(group, key)), "{group}.{key} is shown nowhere");
            }
        }
    }

    #[test]
    fn messages_are_those_of_rules_and_their_places_fit() {
        let manual = include_str!("../../../../docs/annotations.md");
        for (key, entry) in &TABLE["message"] {
            let rule = key.strip_suffix(" 2").unwrap_or(key);
            assert!(manual.contains(&format!("| `{rule}` |")), "{rule} is no rule");
            let places = entry.en.matches("{}").count();
            for n in (0..10).filter(|n| entry.ar.contains(&format!("{{{n}}}"))) {
                assert!(n < places, "{key}: {{{n}}}");
            }
        }
    }

    #[test]
    fn numbers_agree() {
        let arabic = Words { lang: Lang::Arabic };
        let forms = arabic.of("timex", "D");
        for (number, expected) in [
            ("1", "يوم"),
            ("2", "يومان"),
            ("3", "3 أيام"),
            ("11", "11 يوما"),
            ("103", "103 أيام"),
            ("2.5", "2.5 يوما"),
        ] {
            assert_eq!(arabic.counted(number, forms), expected);
        }
        let english = Words { lang: Lang::English };
        assert_eq!(english.counted("1", "day|days"), "1 day");
        assert_eq!(english.counted("3", "day|days"), "3 days");
    }
}
