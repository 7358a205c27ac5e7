//! The web page: one file that needs nothing else, no network, no script.
//!
//! The text stands there as read, with each annotation in its place, and beside it the statements by speaker, the figures, the
//! dates and the findings, all linked to their places. Copied from the page, the text is what was read (but for NUL, which no
//! page can hold). Whatever comes from a document passes through `escape`; markup is written here and nowhere else.

mod escape;
mod marks;
mod parts;

use musnad_text::{Annotations, Document};

use super::Lang;
use super::printable::one_line;
use super::words::Words;
use crate::contract;
use escape::attribute;

/// What the caller decides about the page.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// The language and direction of the page's own words.
    pub lang: Lang,
    /// Whether to add rules and the mentions that decided.
    pub explain: bool,
}

/// The layers that can be switched, each with its box ticked or not.
const LAYERS: [(&str, bool); 10] = [
    ("content", true),
    ("speaker", true),
    ("cue", true),
    ("date", true),
    ("quantity", true),
    ("name", false),
    ("verse", true),
    ("assertion", false),
    ("finding", true),
    ("hidden", true),
];

/// The beginning of the page, up to the first document. `title` is the page's name, if it has one besides the
/// program's.
pub fn head(title: Option<&str>, options: &Options) -> String {
    let words = Words { lang: options.lang };
    let (lang, dir) = match options.lang {
        Lang::Arabic => ("ar", "rtl"),
        Lang::English => ("en", "ltr"),
    };
    let name = words.of("report", "name");
    let title = match title.map(one_line).filter(|title| !title.is_empty()) {
        Some(title) => attribute(&format!("{title} · {name}")),
        None => name.to_owned(),
    };
    let css = include_str!("html/page.css");
    let mut out = format!(
        r#"<!doctype html>
<html lang="{lang}" dir="{dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<title>{title}</title>
<style>
{css}</style>
</head>
<body>
<header class="bar">
<p class="brand">{name}</p>
<fieldset class="layers"><legend>{}</legend>
"#,
        words.of("report", "show")
    );
    for (layer, on) in LAYERS {
        let word = words.of("layer", layer);
        let checked = if on { " checked" } else { "" };
        out.push_str(&format!(
            r#"<label class="{layer}"><input type="checkbox" id="layer-{layer}"{checked}> <span>{word}</span></label>
"#
        ));
    }
    out.push_str("</fieldset>\n</header>\n<main>\n");
    out
}

/// One document of the page. `number` is its place on the page, from 1; the anchors of its annotations begin with it.
pub fn article(number: usize, document: &Document, annotations: &Annotations, options: &Options) -> String {
    parts::Article::new(number, document, annotations, options).write()
}

/// A document's name on the page, for the list that [`foot`] makes.
pub fn name(document: &Document, annotations: &Annotations) -> String {
    let title = contract::title(document, annotations).map(one_line).filter(|title| !title.is_empty());
    title.unwrap_or_else(|| one_line(&document.id))
}

/// The end of the page. Where it shows several documents, with the list of them, by number and name; the style sheet puts
/// it before the first, though it is only known after the last.
pub fn foot(documents: &[(usize, String)], options: &Options) -> String {
    let mut out = String::new();
    if documents.len() > 1 {
        let label = Words { lang: options.lang }.of("report", "documents");
        out.push_str(&format!(
            "<nav class=\"documents\"><h2>{label}: <bdi>{}</bdi></h2>\n<ol>\n",
            documents.len()
        ));
        for (number, name) in documents {
            let name = attribute(name);
            out.push_str(&format!("<li><a href=\"#d{number}\"><bdi lang=\"ar\">{name}</bdi></a></li>\n"));
        }
        out.push_str("</ol></nav>\n");
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

/// A page with one document.
pub fn page(document: &Document, annotations: &Annotations, options: &Options) -> String {
    let title = contract::title(document, annotations).unwrap_or(&document.id);
    let mut out = head(Some(title), options);
    out.push_str(&article(1, document, annotations, options));
    out.push_str(&foot(&[], options));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{sample, snapshot};

    #[test]
    fn everything_is_shown() {
        let (document, annotations) = sample();
        for (lang, name) in [(Lang::Arabic, "page.ar.html"), (Lang::English, "page.en.html")] {
            let shown = page(&document, &annotations, &Options { lang, explain: lang == Lang::English });
            // The style sheet has its own file.
            let (before, rest) = shown.split_once("<style>").unwrap();
            let (_, after) = rest.split_once("</style>").unwrap();
            snapshot(name, &format!("{before}<style></style>{after}"));
        }
    }

    #[test]
    fn a_document_cannot_write_markup() {
        let attack = "\"'><script>alert(1)</script><b onload=x>&amp;\u{202E}\0\u{1b}";
        let (mut document, mut annotations) = sample();
        document.id = attack.into();
        document.title = Some(attack.into());
        document.outlet = Some(attack.into());
        document.notes = vec![attack.into()];
        document.text = document.text.replace("فقط", attack);
        annotations.findings[0].message = attack.into();
        for statement in &mut annotations.statements {
            statement.outlet = Some(attack.into());
            statement.said_on = Some(attack.into());
            if let Some(speaker) = &mut statement.speaker {
                speaker.name = attack.into();
                speaker.role = Some(attack.into());
            }
            for link in &mut statement.chain {
                link.name = attack.into();
            }
        }
        annotations.dates[0].value = attack.into();
        annotations.quantities[0].unit = Some(attack.into());
        annotations.names[0].name = attack.into();
        annotations.verses[0].differences[0].expected = attack.into();
        let shown = page(&document, &annotations, &Options { explain: true, ..Options::default() });
        assert!(!shown.contains("<script") && !shown.contains("<b ") && !shown.contains("&amp;amp;amp;"));
        assert!(!shown.contains(['\u{202E}', '\0', '\u{1b}']));
    }

    #[test]
    fn links_lead_somewhere() {
        let (document, annotations) = sample();
        let shown = page(&document, &annotations, &Options::default());
        let mut links = 0;
        for link in shown.split("href=\"#").skip(1) {
            let id = link.split('"').next().unwrap();
            assert_eq!(shown.matches(&format!(" id=\"{id}\"")).count(), 1, "{id}");
            links += 1;
        }
        assert!(links > 10, "{links}");
        assert!(!shown.contains("http://") && !shown.contains("https://") && !shown.contains("url("));
    }
}
