//! What a finding says, in the language of the reader.
//!
//! `Finding.message` is one English sentence. For Arabic, `strings.toml` has its pattern under the rule's name in both languages: what
//! the English one leaves open is read out of the message and put into the Arabic one. A message of another form gets the sentence of
//! its kind, which holds without figures.

use musnad_text::annotation::Finding;

use super::Lang;
use super::printable::one_line;
use super::words::Words;

/// The sentence under a finding's heading.
pub(super) fn sentence(finding: &Finding, words: &Words) -> String {
    let message = one_line(&finding.message);
    if words.lang == Lang::English && !message.is_empty() {
        return message;
    }
    [finding.rule.to_owned(), format!("{} 2", finding.rule)]
        .iter()
        .find_map(|key| filled(key, &message, words))
        .unwrap_or_else(|| words.of("sentence", finding.kind.as_str()).to_owned())
}

/// The Arabic pattern with what the message has at the places that the English one leaves open.
fn filled(key: &str, message: &str, words: &Words) -> Option<String> {
    let english = Words { lang: Lang::English };
    let fields = fields(english.get("message", key)?, message)?;
    let mut out = words.get("message", key)?.to_owned();
    for (n, field) in fields.iter().enumerate() {
        out = out.replace(&format!("{{{n}}}"), &put(field, words));
    }
    Some(out)
}

/// What stands in `message` at each `{}` of `pattern`, if the rest agrees.
fn fields<'m>(pattern: &str, message: &'m str) -> Option<Vec<&'m str>> {
    let mut literals = pattern.split("{}");
    let mut rest = message.strip_prefix(literals.next()?)?;
    let mut fields = Vec::new();
    let mut literals = literals.peekable();
    while let Some(literal) = literals.next() {
        let at = if literals.peek().is_none() {
            rest.ends_with(literal).then(|| rest.len() - literal.len())?
        } else {
            rest.find(literal)?
        };
        fields.push(rest.get(..at)?);
        rest = rest.get(at + literal.len()..)?;
    }
    rest.is_empty().then_some(fields)
}

/// A field of a message: a weekday, a day, a number with `million`. Slashes keep a day in its order behind Arabic letters.
fn put(field: &str, words: &Words) -> String {
    if let Some(word) = words.get("message_word", field) {
        return word.to_owned();
    }
    if !field.is_empty() && field.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
        return field.replace('-', "/");
    }
    match field.rsplit_once(' ').and_then(|(number, word)| Some((number, words.get("message_word", word)?))) {
        Some((number, word)) => format!("{number} {word}"),
        None => field.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use musnad_text::annotation::FindingKind;

    #[test]
    fn messages_in_arabic() {
        let words = Words { lang: Lang::Arabic };
        for (kind, rule, message, expected) in [
            (
                FindingKind::ShareMismatch,
                "share_against_total",
                "15% of 12 million is 1.8 million, and the text gives 2.7 million, which is 22.5%.",
                "15٪ من 12 مليون تساوي 1.8 مليون، وفي النص 2.7 مليون، وهي 22.5٪ منها.",
            ),
            (
                FindingKind::WeekdayMismatch,
                "weekday_against_date",
                "The text says Monday of «يوم الاثنين 15 ديسمبر 2021», and 2021-12-15 is a Wednesday.",
                "يجعل النص «يوم الاثنين 15 ديسمبر 2021» يوم الاثنين، والتاريخ 2021/12/15 يوافق يوم الأربعاء.",
            ),
            (
                FindingKind::CalendarMismatch,
                "two_calendars_two_days",
                "By the Umm al-Qura calendar the Hijri day is 2019-07-21 and the other is 2019-07-22, one day apart, which is within the usual difference of moon sighting.",
                "يوافق التاريخ الهجري بتقويم أم القرى 2019/07/21، والتاريخ الآخر 2019/07/22؛ وفرق يوم واحد معتاد في رؤية الهلال.",
            ),
            (
                FindingKind::WeekdayMismatch,
                "weekday_against_date",
                "Something else.",
                "اليوم المذكور لا يقع في التاريخ المذكور.",
            ),
        ] {
            let finding = Finding { kind, message: message.into(), spans: vec![], rule };
            assert_eq!(sentence(&finding, &words), expected);
            assert_eq!(sentence(&finding, &Words { lang: Lang::English }), message);
        }
    }
}
