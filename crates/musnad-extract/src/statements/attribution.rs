//! Prepositional attribution: `بحسب البيان، …` before what was said, `…، حسبما ذكرت الصحيفة` behind it.

use musnad_text::annotation::{Act, Grade, Reason, SpeakerType, Statement, StatementKind};
use musnad_text::chars::Marks;
use musnad_text::quote::QuoteKind;
use musnad_text::sentence::Sentence;
use musnad_text::token::Clitics;

use super::phrase::noun_phrase;
use super::speaker::{self, Mention, Voice};
use super::verbs::{Form, Frames, Shape};
use super::{ATTRIBUTION, Attribution, Cue, Draft, Function, Noun, Scan, VERB, carriers, chain, content};
use crate::names::{self, OUTLET};

/// An attribution found: its words, and where its source begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub first: usize,
    /// First token of the source; its preposition, where one is written together with it, is not passed. One past the attribution,
    /// where its pronoun is the source (`على حد قوله`).
    pub source: usize,
    own_words: bool,
}

/// The attribution that begins at a token.
pub(super) fn at(scan: &Scan, i: usize, sentence: Sentence) -> Option<Found> {
    let text = scan.text;
    let (length, index) = text.longest(i, ATTRIBUTION)?;
    if scan.in_quotation(i) {
        return None;
    }
    let mut source = i + length;
    match Attribution::ALL.get(index as usize).map(|a| a.0)? {
        Attribution::Source => {
            // `وفقا` wants its `ل`, apart or written together.
            if text.word(source) == "ل" {
                source += 1;
            } else if text.stem(i) == "وفقا" || text.stem(i) == "طبقا" {
                let joined = text.clitics(source).any(Clitics::LA) || text.word(source).starts_with('ل');
                let apart = text.word(source - 1) == "ل";
                if !joined && !apart {
                    return None;
                }
            }
            // `حسبما جاء في تحقيق`: whatever it is, it holds the words.
            let came = text.word(source - 1) == "في" && i + 1 < source && text.stem(source - 2) == "جاء";
            (came || leads_clause(scan, i, source, sentence) || speaks(scan, source, sentence))
                .then_some(Found { first: i, source, own_words: false })
        }
        // Inside a clause it is part of what is said: `إن المدينة برأيه ستنهض`.
        Attribution::OwnWords => {
            let apart = i == sentence.first || text.mark(i - 1) != '\0' || text.mark(source) != '\0';
            apart.then_some(Found { first: i, source, own_words: true })
        }
        Attribution::AsSaid => {
            let form = scan.form_at(source).filter(|_| text.has(source, VERB))?;
            // `على ما تعتبره ملاذا`: what somebody calls it.
            let calls = form.with_object
                && scan
                    .verb(Cue { first: source, end: source + 1, form })
                    .is_some_and(|v| v.frames.has(Frames::LABEL));
            if !matches!(form.shape, Shape::Past | Shape::Present) || calls {
                return None;
            }
            if matches!(text.stem(i), "كما" | "علي") {
                // `كما أكد أن` is a cue of its own.
                let cue = Cue { first: source, end: source + 1, form: scan.form_at(source)? };
                if scan.opening(cue, sentence).is_some() {
                    return None;
                }
            }
            Some(Found { first: i, source: source + 1, own_words: false })
        }
    }
}

/// `وطبقا للاتفاق الذي وقعه الطرفان، فإن السفن …`: at the head of a sentence whatever the clause behind `فإن` is credited to holds it.
fn leads_clause(scan: &Scan, i: usize, source: usize, sentence: Sentence) -> bool {
    let text = scan.text;
    let opens = (sentence.first..i).all(|j| text.mark(j) != '\0');
    opens
        && (source + 1..sentence.end.min(source + 18))
            .find(|&j| matches!(text.mark(j), '،' | ',') || matches!(text.word(j), "فان" | "فانه" | "فانها"))
            .is_some_and(|j| {
                let at = j + usize::from(text.mark(j) != '\0');
                matches!(text.word(at), "فان" | "فانه" | "فانها")
            })
}

/// Whether somebody or something that can speak begins at a token: `حسب الوزارة`, not `حسب الحاجة`.
fn speaks(scan: &Scan, i: usize, sentence: Sentence) -> bool {
    let text = scan.text;
    if i >= sentence.end {
        return false;
    }
    if text.is_word(i) {
        if names::head_at(text, i).is_some()
            || scan.noun(i) == Some(Noun::Utterance)
            || text.longest(i, OUTLET).is_some()
            || scan.capital_at(i).is_some()
            || scan.state_at(i).is_some()
        {
            return true;
        }
        if scan.function(i) == Some(Function::Demonstrative) {
            return scan.noun(i + 1) == Some(Noun::Utterance) || names::head_at(text, i + 1).is_some();
        }
        // A name: an unknown word with another behind it, neither with the article.
        let bare = |i: usize| scan.unknown(i) && !text.word(i).starts_with("ال");
        // `وبحسب نوايه فإن الأمر عاجل`: one word is a name where the clause follows at once.
        if bare(i) && matches!(text.word(i + 1), "فان" | "فانه" | "فانها") {
            return true;
        }
        let plural =
            |w: &str| w.ends_with("ات") || w.ends_with("ين") && w.chars().count() > 5 || w.ends_with("ون");
        return bare(i)
            && bare(i + 1)
            && !plural(text.word(i))
            && !text.marks(i + 1).has(Marks::TA_MARBUTA)
            && !text.marks(i).has(Marks::TA_MARBUTA)
            && !super::opening::is_verbal_noun(text.word(i));
    }
    text.enclosing(i)
        .is_some_and(|q| q.open == i && q.closed && q.close - q.open <= 5 && q.kind == QuoteKind::Quotation)
}

/// Reads the attribution at a token, if there is one: a statement of its own, or a credit for the report before it. Where reading
/// goes on.
pub(super) fn read(scan: &mut Scan, sentence: Sentence, i: usize, first_draft: usize) -> Option<usize> {
    let found = at(scan, i, sentence)?;
    let (mention, phrase_end) = if found.own_words {
        (owner(scan, found, sentence, first_draft)?, found.source)
    } else {
        source(scan, found, sentence)?
    };
    let text = scan.text;
    // `كما أعلنت حالة الطوارئ`: what was declared, nobody who declared it.
    if text.stem(i) == "كما" && !scan.can_speak(&mention.voice) {
        return None;
    }
    let leading = (sentence.first..i)
        .all(|j| text.mark(j) != '\0' || text.kind(j) != Some(musnad_text::token::TokenKind::Word))
        || opens_clause(scan, i, sentence);
    // `على حد قولها، «…»`: the marks behind hold the words.
    let behind = phrase_end + usize::from(matches!(text.mark(phrase_end), '،' | ',' | ':'));
    let quoted = text.enclosing(behind).copied();
    if found.own_words
        && let Some(quote) = quoted.filter(|q| q.open == behind && q.kind == QuoteKind::Quotation)
        && quote.close > quote.open + 3
    {
        let words = (quote.open + 1, quote.close);
        let rule = "attribution_then_quotation";
        add(scan, found, mention, words, StatementKind::Direct, sentence, phrase_end, rule);
        return Some(quote.close);
    }
    if leading && text.stem(i) == "كما" {
        // `كما قررت الحكومة …` only goes on.
        return None;
    }
    if leading {
        return Some(lead(scan, sentence, found, mention, phrase_end).unwrap_or(phrase_end));
    }
    trail(scan, sentence, found, mention, first_draft, phrase_end);
    Some(phrase_end)
}

/// Whether the token opens a clause after a bracket or a full stop inside one.
fn opens_clause(scan: &Scan, i: usize, sentence: Sentence) -> bool {
    // `…، وطبقا للخبراء فالمرض ينتقل`: with its conjunction it opens what follows.
    if i > sentence.first
        && scan.text.clitics(i).any(Clitics::WA)
        && matches!(scan.text.mark(i - 1), '،' | ',')
    {
        return true;
    }
    i > sentence.first && (matches!(scan.text.mark(i - 1), '(' | ':') || scan.is_stop(i - 1))
}

/// Whose words they are by the pronoun of `على حد قوله`.
fn owner(scan: &Scan, found: Found, sentence: Sentence, first_draft: usize) -> Option<Mention> {
    let last = scan.text.word(found.source - 1);
    let form = Form::with_pronoun(last.ends_with("ها"), last.ends_with("هم"));
    let cue = Cue { first: found.first, end: found.source, form };
    speaker::meant_by_pronoun(scan, cue, sentence, first_draft).filter(|m| scan.can_speak(&m.voice))
}

/// Whom an attribution names, and one past the phrase.
pub(super) fn source(scan: &Scan, found: Found, sentence: Sentence) -> Option<(Mention, usize)> {
    let text = scan.text;
    let limit = sentence.end.min(found.source + 24);
    let mut from = found.source;
    // The preposition written together with the source is not part of it.
    let phrase = if text.is_word(from) && text.clitics(from).any(Clitics::LA)
        || text.word(from).starts_with("ل") && scan.unknown(from)
    {
        let inner = noun_phrase(scan, from + 1, limit)
            .filter(|p| p.first == from + 1 && !matches!(text.mark(from + 1), '،' | ','));
        let end = inner.map_or(from + 1, |p| p.end);
        super::phrase::Phrase { first: from, end, addressed: None }
    } else {
        noun_phrase(scan, from, limit)?
    };
    from = phrase.first;
    let first = speaker::past_utterance(scan, from, phrase.end);
    let voice = speaker::voice(scan, first, phrase.end)?;
    Some((Mention { voice, end: phrase.end, how: "attribution" }, phrase.end))
}

fn lead(
    scan: &mut Scan,
    sentence: Sentence,
    found: Found,
    mention: Mention,
    phrase_end: usize,
) -> Option<usize> {
    let text = scan.text;
    let mut at = phrase_end;
    // Up to the comma or colon that closes the attribution: a relative clause or a day may stand before it.
    while at < sentence.end && at < phrase_end + 16 && !matches!(text.mark(at), '،' | ',' | ':') {
        // `وطبقا لخبراء الوزارة فالمرض ينتقل`: ف opens the clause without a comma.
        if text.word(at).starts_with("فال") || text.word(at) == "فقد" {
            break;
        }
        if scan.is_stop(at) || text.has(at, VERB) && at > phrase_end {
            return None;
        }
        if matches!(scan.function(at), Some(Function::An | Function::Anna)) {
            break;
        }
        at += 1;
    }
    if at >= sentence.end {
        return None;
    }
    let colon = text.mark(at) == ':';
    if text.mark(at) != '\0' {
        at += 1;
    }
    let quote = text
        .enclosing(at)
        .copied()
        .filter(|q| q.open == at && q.kind == QuoteKind::Quotation && q.close - q.open > 3);
    if let Some(quote) = quote
        && colon
    {
        add(
            scan,
            found,
            mention,
            (at + 1, quote.close),
            StatementKind::Direct,
            sentence,
            phrase_end,
            "attribution_then_quotation",
        );
        return Some(quote.close);
    }
    if matches!(scan.function(at), Some(Function::An | Function::Anna)) {
        at += 1;
    }
    // `فقد قامت`: the particle is outside, the verb within.
    if text.word(at) == "فقد" || text.word(at) == "فان" {
        at += 1;
    }
    // `وبحسب رويترز، فقد ذكرت الوزارة أن`: the Ministry speaks, the agency carries.
    if let Some(form) = scan.form_at(at).filter(|f| text.has(at, VERB) && f.shape == Shape::Past)
        && mention.voice.kind == SpeakerType::Media
        && scan.opening(Cue { first: at, end: at + 1, form }, sentence).is_some()
    {
        let name = mention.voice.outlet.clone().unwrap_or_else(|| mention.voice.name.clone());
        scan.credit = Some((name, mention.voice.span));
        return Some(at);
    }
    let end = content::boundary(scan, at, sentence, at);
    if end < at + 2 {
        return None;
    }
    add(
        scan,
        found,
        mention,
        (at, end),
        StatementKind::Indirect,
        sentence,
        phrase_end,
        "attribution_then_clause",
    );
    Some(end)
}

/// An attribution behind: a credit for a report that ends here, else a statement whose words are the clause before it.
fn trail(
    scan: &mut Scan,
    sentence: Sentence,
    found: Found,
    mention: Mention,
    first_draft: usize,
    phrase_end: usize,
) {
    let text = scan.text;
    let credited = scan.drafts[first_draft..]
        .iter_mut()
        .rev()
        .find(|d| d.first < found.first && found.first <= d.end + 3);
    if let Some(draft) = credited {
        // `بحسب ما نقلت عنه وكالة سفين`: an agency by its own name.
        let agency = mention.voice.head == "وكاله" && !mention.voice.key.contains(" ال");
        if mention.voice.kind == SpeakerType::Media || agency {
            draft
                .statement
                .outlet
                .get_or_insert_with(|| mention.voice.outlet.clone().unwrap_or(mention.voice.name.clone()));
            draft.statement.reasons.push(Reason { what: "credited", span: mention.voice.span });
            draft.voice.via.get_or_insert((
                mention.voice.outlet.clone().unwrap_or(mention.voice.name.clone()),
                mention.voice.span,
            ));
        }
        return;
    }
    // `يعود أصل الخلاف، بحسب المؤرخة، إلى أوائل القرن`: the clause goes on behind the attribution, which stands inside what was said.
    let resumes = matches!(text.mark(phrase_end), '،' | ',')
        && matches!(
            scan.function(phrase_end + 1),
            Some(Function::Preposition | Function::Min | Function::Relative)
        )
        && !scan.is_conjunction(phrase_end + 1);
    // The clause begins with the sentence, or after the last report in it.
    let mut first = scan.drafts[first_draft..]
        .iter()
        .rev()
        .map(|d| d.end)
        .next()
        .unwrap_or(sentence.first)
        .max(sentence.first);
    first = first.max(found.first.saturating_sub(220));
    let mut end = found.first;
    while end > first
        && text.mark(end - 1) != '\0'
        && !matches!(text.mark(end - 1), '"' | '»' | '”' | ')' | '%' | '٪')
    {
        end -= 1;
    }
    while first < end
        && (text.mark(first) != '\0' && !matches!(text.mark(first), '"' | '«' | '“')
            || matches!(scan.function(first), Some(Function::Turn))
            || scan.is_conjunction(first))
    {
        first += 1;
    }
    // The owner of `على حد قوله` was named before: of a long sentence only the last clause is in his words, or what follows the
    // accusative that tells how he spoke (`مبديا`).
    let parts = |j: usize| {
        matches!(text.mark(j), '،' | ',' | '؛')
            || text.marks(j).has(Marks::TANWEEN) && text.word(j).starts_with('م')
    };
    if found.own_words
        && let Some(part) = (first..end).rev().find(|&j| parts(j))
        && part + 4 < end
    {
        first = part + 1;
    }
    // A dash or a stop inside the sentence also begins the clause.
    if let Some(stop) = (first..end).rev().find(|&j| scan.is_stop(j)) {
        first = stop + 1;
    }
    if resumes {
        end = content::boundary(scan, phrase_end + 1, sentence, phrase_end + 1);
    }
    if end < first + 3 {
        return;
    }
    add(
        scan,
        found,
        mention,
        (first, end),
        StatementKind::Indirect,
        sentence,
        found.first,
        "clause_then_attribution",
    );
}

#[allow(clippy::too_many_arguments)] // the parts of one statement
fn add(
    scan: &mut Scan,
    found: Found,
    mention: Mention,
    (first, end): (usize, usize),
    kind: StatementKind,
    sentence: Sentence,
    marker: usize,
    rule: &'static str,
) {
    let text = scan.text;
    let cue = text.span_of(found.first, found.source.max(found.first + 1));
    let said_on =
        chain::day_of_saying(scan, found.first, found.first, marker.clamp(found.first, sentence.end));
    let mut voice: Voice = mention.voice;
    // A report or study that is credited is not who goes on speaking.
    if !voice.head.is_empty() || voice.named {
        scan.remember(&mut voice);
    }
    // `ووفق وثيقة حصلت عليها صحيفة الفجر، …`: up to where what was said begins, or as far as its own aside reaches.
    let from = text.token_at(voice.span.end.saturating_sub(1)) + 1;
    let until = if first > from { first } else { sentence.end.min(from + 16) };
    let carriers = carriers::within(scan, from, until, &voice);
    scan.drafts.push(Draft {
        statement: Statement {
            kind,
            act: Act::Says,
            target: None,
            content: text.span_of(first, end),
            cue,
            speaker: None,
            chain: Vec::new(),
            outlet: voice.outlet.clone(),
            said_on,
            grade: Grade::Partial,
            confidence: 0.0,
            rule,
            reasons: vec![Reason { what: "cue", span: cue }, Reason { what: mention.how, span: voice.span }],
        },
        voice,
        carriers,
        first,
        end,
    });
}
