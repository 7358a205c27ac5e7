//! `cargo xtask countries`: makes the generated part of the table of countries from packages of npm.
//!
//! Names are CLDR's Arabic names of territories, with their short and variant forms. Nationalities are the adjectives that
//! CLDR's Arabic names of a country's own currencies carry (`ريال سعودي`), and what the rule of the nisba makes of a name of one
//! word (`صربيا` → `صربي`). Capitals are the cities that `countries-list` gives in English, by CLDR's Arabic name of the time zone
//! that is called after them. What no rule can know stands in `by_hand.tsv`, beside the file that is made here.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::Failure;
use crate::process::{output, root, work_folder, works};

/// One release of CLDR; the packages carry its number.
const CLDR: &str = "48.2.0";
/// The capitals in English.
const COUNTRIES_LIST: &str = "3.4.1";

/// The files that are read: package, version, file.
const FILES: [(&str, &str, &str); 7] = [
    ("cldr-localenames-full", CLDR, "main/ar/territories.json"),
    // Of the regional variants of `ar` the one that knows more forms.
    ("cldr-localenames-full", CLDR, "main/ar-SA/territories.json"),
    ("cldr-numbers-full", CLDR, "main/ar/currencies.json"),
    ("cldr-dates-full", CLDR, "main/ar/timeZoneNames.json"),
    ("cldr-dates-full", CLDR, "main/en/timeZoneNames.json"),
    ("cldr-core", CLDR, "supplemental/territoryContainment.json"),
    ("countries-list", COUNTRIES_LIST, "countries.min.json"),
];

/// What CLDR names as a territory and is none.
const NO_TERRITORY: [&str; 7] = ["EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"];
/// States outside the United Nations: their nationalities are read as well.
const OUTSIDE_UN: [&str; 4] = ["PS", "TW", "VA", "XK"];

/// The generated file.
fn place() -> PathBuf {
    root().join("crates/musnad-extract/src/countries/lexicon/generated.tsv")
}

/// Writes the generated file.
pub fn write() -> Result<(), Failure> {
    let Some(packages) = fetch()? else { return Err("npm and tar are needed, and npm's registry".into()) };
    let file = place();
    std::fs::write(&file, table(&packages)?).map_err(|e| format!("{}: {e}", file.display()))
}

/// Compares the generated file with what the packages give. Where they cannot be had, that is said and noted.
pub fn check(notes: &mut Vec<String>) -> Result<(), Failure> {
    const LEFT_OUT: &str = "the table of countries is not compared with CLDR";
    let packages = match fetch() {
        Ok(Some(packages)) => packages,
        Ok(None) => {
            println!("npm or tar is not installed: {LEFT_OUT}");
            notes.push(format!("npm or tar is not installed: {LEFT_OUT}"));
            return Ok(());
        }
        Err(message) => {
            println!("packages cannot be fetched: {LEFT_OUT}");
            notes.push(format!("packages cannot be fetched ({message}): {LEFT_OUT}"));
            return Ok(());
        }
    };
    let file = place();
    let there = std::fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))?;
    let made = table(&packages)?;
    if there == made {
        println!("{} rows, as the packages give them", rows(&made));
        return Ok(());
    }
    let line = there.lines().zip(made.lines()).take_while(|(a, b)| a == b).count() + 1;
    Err(format!("{}:{line} is not what the packages give: run `cargo xtask countries`", file.display()))
}

fn rows(table: &str) -> usize {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).count()
}

/// The folder with the packages' files, or nothing where there is no npm.
fn fetch() -> Result<Option<PathBuf>, Failure> {
    let folder = work_folder("npm")?;
    let missing =
        |&(package, version, file): &(&str, &str, &str)| !path(&folder, package, version, file).exists();
    if !FILES.iter().any(missing) {
        return Ok(Some(folder));
    }
    if !works("npm", &["--version"]) || !works("tar", &["--version"]) {
        return Ok(None);
    }
    for (package, version, file) in FILES.iter().filter(|file| missing(file)) {
        let name = format!("{package}-{version}");
        let archive = folder.join(format!("{name}.tgz"));
        if !archive.exists() {
            println!("── fetching {package} {version} under target/");
            let mut pack = Command::new("npm");
            pack.args(["pack", "--silent", "--fetch-retries=1", "--pack-destination"]).arg(&folder);
            output(pack.arg(format!("{package}@{version}")))?;
        }
        let into = folder.join(&name);
        std::fs::create_dir_all(&into).map_err(|e| format!("{}: {e}", into.display()))?;
        let mut tar = Command::new("tar");
        tar.arg("-xzf").arg(&archive).arg("-C").arg(&into);
        output(tar.arg(format!("package/{file}")))?;
    }
    Ok(Some(folder))
}

fn path(folder: &Path, package: &str, version: &str, file: &str) -> PathBuf {
    folder.join(format!("{package}-{version}")).join("package").join(file)
}

/// The packages' files, read.
struct Sources {
    files: Vec<Value>,
}

impl Sources {
    fn read(folder: &Path) -> Result<Sources, Failure> {
        let read = |&(package, version, file): &(&str, &str, &str)| {
            let path = path(folder, package, version, file);
            let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
            serde_json::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))
        };
        Ok(Sources { files: FILES.iter().map(read).collect::<Result<_, Failure>>()? })
    }

    /// What stands at a path in the first file of that name and folder.
    fn at(&self, file: &str, keys: &[&str]) -> &Value {
        let index = FILES.iter().position(|f| f.2 == file);
        let file = index.and_then(|i| self.files.get(i)).unwrap_or(&Value::Null);
        keys.iter().fold(file, |value, key| &value[*key])
    }

    fn territories(&self, locale: &str) -> &Value {
        self.at(
            &format!("main/{locale}/territories.json"),
            &["main", locale, "localeDisplayNames", "territories"],
        )
    }

    /// Time zones by their key, each with the city in a language.
    fn cities(&self, language: &str) -> Vec<(String, String)> {
        let file = format!("main/{language}/timeZoneNames.json");
        let areas = self.at(&file, &["main", language, "dates", "timeZoneNames", "zone"]);
        let mut cities = Vec::new();
        for (area, zones) in areas.as_object().into_iter().flatten() {
            // Zones of three parts are towns beside the one that a capital would name: `America/Argentina/San_Juan`.
            for (zone, names) in zones.as_object().into_iter().flatten() {
                if let Some(city) = names["exemplarCity"].as_str() {
                    cities.push((format!("{area}/{zone}"), city.to_owned()));
                }
            }
        }
        cities
    }
}

/// The whole file.
fn table(folder: &Path) -> Result<String, Failure> {
    let sources = Sources::read(folder)?;
    let territories = sources.territories("ar").as_object().ok_or("no territories in CLDR's Arabic")?;
    let members = sources.at(
        "supplemental/territoryContainment.json",
        &["supplemental", "territoryContainment", "UN", "_contains"],
    );
    let members: BTreeSet<&str> =
        members.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    if members.len() < 190 {
        return Err("CLDR's group UN has fewer members than the United Nations".into());
    }
    let codes: BTreeSet<&str> = territories
        .keys()
        .map(String::as_str)
        .filter(|code| code.len() == 2 && code.chars().all(|c| c.is_ascii_uppercase()))
        .filter(|code| !NO_TERRITORY.contains(code))
        .collect();
    let arabic = sources.cities("ar");
    let english = sources.cities("en");
    let mut out = head();
    for code in codes {
        let names = names(&sources, code);
        row(&mut out, code, "name", &names);
        let state = members.contains(code);
        if state || OUTSIDE_UN.contains(&code) {
            row(&mut out, code, "adjective", &adjectives(&sources, code, &names));
        }
        if state {
            let english_name = sources.at("countries.min.json", &[code, "capital"]).as_str();
            let capital = english_name.and_then(|name| capital(name, &arabic, &english));
            row(&mut out, code, "capital", &capital.into_iter().collect::<Vec<_>>());
        }
    }
    Ok(out)
}

fn head() -> String {
    format!(
        "# Names of states and territories, nationality adjectives, capitals: made by `cargo xtask countries`, not to be edited.
# What is wrong or missing here is put right in by_hand.tsv.
# columns: ISO 3166-1 code <TAB> kind <TAB> forms, separated by |
#   name       the first stands for all
#   adjective  of nationality, masculine; feminine and plural follow from it
#   capital    of members of the United Nations
# source:  npm cldr-localenames-full, cldr-numbers-full, cldr-dates-full and cldr-core {CLDR} (Unicode CLDR, locale ar, Unicode License V3);
#          which city is the capital: npm countries-list {COUNTRIES_LIST} (MIT); adjectives also by the rule of the nisba
# checked: by `cargo xtask test`, against these packages

"
    )
}

fn row(out: &mut String, code: &str, kind: &str, forms: &[String]) {
    if !forms.is_empty() {
        out.push_str(&format!("{code}\t{kind}\t{}\n", forms.join("|")));
    }
}

/// Adds a form that is none of those before it, as the engine compares them.
fn add(forms: &mut Vec<String>, form: String) {
    if !forms.iter().any(|known| fold(known) == fold(&form)) {
        forms.push(form);
    }
}

/// CLDR's names of a territory: the short form before the usual one, those that need brackets or a dash last and without them.
fn names(sources: &Sources, code: &str) -> Vec<String> {
    let keys = ["-alt-short", "", "-alt-variant", "-alt-chagos"];
    let locales = ["ar", "ar-SA"].map(|locale| sources.territories(locale));
    let all = locales.iter().flat_map(|names| keys.map(|key| names[format!("{code}{key}")].as_str()));
    let all: Vec<&str> = all.flatten().collect();
    let (marked, plain): (Vec<&str>, Vec<&str>) = all.into_iter().partition(|name| name.contains(['(', '-']));
    let mut forms = Vec::new();
    for name in plain.into_iter().chain(marked) {
        let bare = name.split('(').next().unwrap_or(name).replace(" - ", " ");
        add(&mut forms, bare.trim().to_owned());
    }
    forms
}

/// The nationality adjectives of a state: of its currencies, and by rule.
fn adjectives(sources: &Sources, code: &str, names: &[String]) -> Vec<String> {
    let derived: Vec<String> = names.iter().filter_map(|name| nisba(name)).collect();
    let mut forms = Vec::new();
    let currencies = sources.at("main/ar/currencies.json", &["main", "ar", "numbers", "currencies"]);
    // The first two letters of an ISO 4217 code are its country's.
    for (_, currency) in currencies.as_object().into_iter().flatten().filter(|(key, _)| key.starts_with(code))
    {
        let Some(money) = currency["displayName"].as_str() else { continue };
        for word in money.split(' ') {
            if let Some(adjective) = adjective_of(word, names) {
                // One spelling, that of the name: `كرونة استونية` beside `إستونيا`.
                let same = derived.iter().find(|form| fold(form) == fold(&adjective));
                add(&mut forms, same.cloned().unwrap_or(adjective));
            }
        }
    }
    for form in derived {
        add(&mut forms, form);
    }
    forms
}

/// The masculine of an adjective that begins as one of the names does: `سورية` in `ليرة سورية`.
fn adjective_of(word: &str, names: &[String]) -> Option<String> {
    let masculine = if word.ends_with("ية") { word.strip_suffix('ة')? } else { word };
    if !masculine.ends_with('ي') || masculine.ends_with("اي") {
        return None;
    }
    let begins = |word: &str| fold(bare(word)).chars().take(3).collect::<String>();
    let of_name = |name: &String| {
        // A part of a longer name is no adjective: `دوبرا ساو تومي وبرينسيبي`.
        let words: Vec<&str> = name.split(' ').collect();
        (words.len() == 1 || !words.contains(&word)) && words.iter().any(|w| begins(w) == begins(masculine))
    };
    names.iter().any(of_name).then(|| masculine.to_owned())
}

/// The nisba of a name of one word: without article, without the ending, with ya. Nothing where usage goes its own way: names in
/// waw (`توغولي`, `بيروفي`) and in `اي` (`باراغوايي`, `بروناوي`).
fn nisba(name: &str) -> Option<String> {
    let name: String = name.chars().filter(|c| !is_vowel_mark(*c)).collect();
    if name.contains(' ') || name.ends_with("اي") || name.ends_with('و') {
        return None;
    }
    let name = bare(&name);
    Some(if name.ends_with("يا") {
        name.strip_suffix('ا')?.to_owned()
    } else if name.ends_with('ي') {
        name.to_owned()
    } else {
        format!("{}ي", name.strip_suffix(['ا', 'ة']).unwrap_or(name))
    })
}

/// A word without the article.
fn bare(word: &str) -> &str {
    word.strip_prefix("ال").filter(|rest| rest.chars().count() > 2).unwrap_or(word)
}

/// The Arabic name of a capital: that of the time zone which is called after it.
fn capital(name: &str, arabic: &[(String, String)], english: &[(String, String)]) -> Option<String> {
    let wanted = latin(name);
    let found = arabic.iter().find(|(zone, _)| {
        let told = english.iter().find(|(key, _)| key == zone).map(|(_, city)| city.as_str());
        let city = told.or_else(|| zone.split('/').nth(1));
        city.is_some_and(|city| latin(city) == wanted)
    });
    found.map(|(_, city)| city.chars().filter(|c| !is_vowel_mark(*c)).collect())
}

/// The letters of a Latin name without marks, blanks and case.
fn latin(name: &str) -> String {
    let plain = |c: char| match c {
        'á' | 'ã' | 'ă' | 'å' => 'a',
        'é' => 'e',
        'í' => 'i',
        'ó' => 'o',
        'ú' => 'u',
        'Č' | 'č' => 'c',
        'ș' | 'š' => 's',
        c => c.to_ascii_lowercase(),
    };
    name.chars().map(plain).filter(char::is_ascii_lowercase).collect()
}

fn is_vowel_mark(c: char) -> bool {
    ('\u{64B}'..='\u{652}').contains(&c)
}

/// As the engine folds what occurs here: hamza on alif, final ya and ta marbuta, without vowel marks.
fn fold(word: &str) -> String {
    let letter = |c: char| match c {
        'أ' | 'إ' | 'آ' => 'ا',
        'ى' => 'ي',
        'ة' => 'ه',
        c => c,
    };
    word.chars().filter(|c| !is_vowel_mark(*c)).map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_of_the_nisba() {
        for (name, adjective) in [
            ("فرنسا", Some("فرنسي")),
            ("صربيا", Some("صربي")),
            ("الهند", Some("هندي")),
            ("سنغافورة", Some("سنغافوري")),
            ("تشيلي", Some("تشيلي")),
            ("عُمان", Some("عماني")),
            ("توغو", None),
            ("باراغواي", None),
            ("جزر القمر", None),
        ] {
            assert_eq!(nisba(name).as_deref(), adjective, "{name}");
        }
    }

    #[test]
    fn adjectives_of_money() {
        let names = |name: &str| vec![name.to_owned()];
        assert_eq!(adjective_of("سورية", &names("سوريا")).as_deref(), Some("سوري"));
        assert_eq!(adjective_of("سعودي", &names("المملكة العربية السعودية")).as_deref(), Some("سعودي"));
        assert_eq!(adjective_of("وبرينسيبي", &names("ساو تومي وبرينسيبي")), None);
        assert_eq!(adjective_of("سيدي", &names("غانا")), None);
        assert_eq!(adjective_of("اوروغواي", &names("أورغواي")), None);
    }

    #[test]
    fn capitals_are_found_by_their_time_zone() {
        let zones = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(zone, city)| ((*zone).to_owned(), (*city).to_owned())).collect::<Vec<_>>()
        };
        let arabic =
            zones(&[("Africa/Ndjamena", "نجامينا"), ("Europe/Kiev", "كييف"), ("Asia/Amman", "عمّان")]);
        let english = zones(&[("Africa/Ndjamena", "N’Djamena"), ("Europe/Kiev", "Kyiv")]);
        let of = |name: &str| capital(name, &arabic, &english);
        assert_eq!(of("N'Djamena").as_deref(), Some("نجامينا"));
        assert_eq!(of("Kyiv").as_deref(), Some("كييف"));
        assert_eq!(of("Amman").as_deref(), Some("عمان"));
        assert_eq!(of("Kiev"), None);
    }
}
