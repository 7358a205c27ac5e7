//! Who is who inside one document: mentions of one person, body, source or state under different wordings get one name.
//!
//! First whole names are brought together, then what is shorter: last names, offices, heads alone. Whatever fits two parties
//! equally is joined to none. Every rule looks at a bounded number of candidates, so that time stays linear.

use musnad_text::annotation::{Name, SpeakerType};
use musnad_text::token::Clitics;
use musnad_text::{Annotations, Span};
use rustc_hash::FxHashMap;

use super::mentions::{self, Kind, Mention, Unit, head_key, honoured, key};
use super::{Given, Head, NISBA, head_at, people, short};
use crate::registry::Reading;
use crate::statements::Scan;

/// How many parties with one head noun or one last word are looked at.
const MOST: usize = 24;

/// How many different states are told apart.
const MOST_STATES: usize = 64;

/// How many bodies are looked through for one whose adjective may belong elsewhere.
const MOST_BODIES: usize = 200;

/// Writes [`Annotations::names`], and the resolved names of the statements' speakers. Reads `dates`: no name runs into a day.
pub(crate) fn run(reading: &mut Reading) {
    let mut out = std::mem::take(&mut reading.out);
    let scan = Scan::new(reading.text, reading.engine, &out.dates);
    let mentions = mentions::collect(&scan, &out.statements);
    let mut parties = Parties::new(&scan, mentions);
    parties.persons();
    parties.bodies();
    parties.offices();
    let later = short::names(&parties);
    parties.merge(later);
    parties.in_order();
    let names = parties.names();
    let speakers = parties.speakers();
    for statement in &mut out.statements {
        let Some(speaker) = statement.speaker.as_mut().filter(|s| s.kind != SpeakerType::Media) else {
            continue;
        };
        // `«قرنفول»`: the name stands behind its marks.
        let at = reading.text.token_at(speaker.span.start);
        let at = at + usize::from(!speakers.contains_key(&at) && !reading.text.is_word(at));
        if let Some((name, cut)) = speakers.get(&at) {
            if let Some(link) = statement.chain.iter_mut().find(|l| l.span == Some(speaker.span)) {
                link.name.clone_from(name);
                link.span = cut.or(link.span);
            }
            speaker.name.clone_from(name);
            speaker.span = cut.unwrap_or(speaker.span);
        }
    }
    reading.out = Annotations { names, ..out };
}

/// A party.
#[derive(Clone, Debug)]
pub(super) struct Party {
    /// The mention whose words name it best.
    pub best: usize,
    /// Its offices, or the heads of a body.
    heads: Vec<u64>,
    mentions: usize,
    pub kind: Kind,
}

/// Who was mentioned last under a head noun, and who before.
#[derive(Clone, Copy, Debug)]
struct Recent {
    party: usize,
    sentence: usize,
    before: Option<(usize, usize)>,
}

pub(super) struct Parties<'p, 'r> {
    pub scan: &'p Scan<'r>,
    pub mentions: Vec<Mention>,
    /// The party of each mention.
    pub party: Vec<Option<usize>>,
    rule: Vec<Option<&'static str>>,
    pub parties: Vec<Party>,
    /// Persons by last word and its spellings, and by first word.
    by_last: FxHashMap<u64, Vec<usize>>,
    by_first: FxHashMap<u64, Vec<usize>>,
    /// Offices by head: the party, the words.
    offices: FxHashMap<u64, Vec<(usize, Vec<u64>)>>,
    /// Bodies by head: the party, the words.
    heads: FxHashMap<u64, Vec<(usize, Vec<u64>)>>,
    /// Bodies with a name of their own: head and name.
    proper: FxHashMap<(u64, u64), usize>,
}

fn insert(map: &mut FxHashMap<u64, Vec<usize>>, at: u64, party: usize) {
    let list = map.entry(at).or_default();
    if list.len() < MOST && !list.contains(&party) {
        list.push(party);
    }
}

/// The word and what is left of it without one of its letters, for words that may be spelt in two ways.
fn spellings(word: &str) -> impl Iterator<Item = u64> + '_ {
    let long = word.chars().nth(4).is_some();
    let shorter = word.char_indices().filter(move |_| long).map(move |(at, c)| {
        let mut left = String::with_capacity(word.len());
        left.push_str(word.get(..at).unwrap_or(""));
        left.push_str(word.get(at + c.len_utf8()..).unwrap_or(""));
        key(&left)
    });
    std::iter::once(key(word)).chain(shorter)
}

/// The only element, if all are the same.
fn only(mut found: impl Iterator<Item = usize>) -> Option<usize> {
    let first = found.next()?;
    found.all(|other| other == first).then_some(first)
}

impl<'p, 'r> Parties<'p, 'r> {
    fn new(scan: &'p Scan<'r>, mentions: Vec<Mention>) -> Parties<'p, 'r> {
        let count = mentions.len();
        Parties {
            scan,
            mentions,
            party: vec![None; count],
            rule: vec![None; count],
            parties: Vec::new(),
            by_last: FxHashMap::default(),
            by_first: FxHashMap::default(),
            offices: FxHashMap::default(),
            heads: FxHashMap::default(),
            proper: FxHashMap::default(),
        }
    }

    fn found(&mut self, m: usize) -> usize {
        let Some(mention) = self.mentions.get(m) else { return 0 };
        let party = Party { best: m, heads: Vec::new(), mentions: 0, kind: mention.kind };
        self.parties.push(party);
        self.parties.len() - 1
    }

    /// Joins a mention to a party.
    fn join(&mut self, m: usize, party: usize, rule: Option<&'static str>) {
        let Some(mention) = self.mentions.get(m) else { return };
        if let Some(slot) = self.parties.get_mut(party) {
            slot.mentions += 1;
            let best = self.mentions.get(slot.best);
            let named = matches!(mention.kind, Kind::Person | Kind::Body) && !mention.definite;
            let better = best.is_none_or(|best| {
                named && better(self.scan, mention, best)
                    || best.kind == Kind::Implied && best.known.is_none() && mention.kind != Kind::Implied
            });
            if better {
                slot.best = m;
            }
            if mention.kind == Kind::Implied && mention.known.is_none() {
                slot.mentions -= 1;
            }
            let heads: Vec<u64> = mention.units.iter().map(|u| u.head).filter(|&h| h != 0).collect();
            for head in heads {
                if slot.heads.len() < 12 && !slot.heads.contains(&head) {
                    slot.heads.push(head);
                }
            }
            if mention.kind == Kind::Person || mention.kind == Kind::Role {
                for unit in &mention.units {
                    let list = self.offices.entry(unit.head).or_default();
                    if list.len() < MOST && !list.iter().any(|(p, w)| *p == party && *w == unit.words) {
                        list.push((party, unit.words.clone()));
                    }
                }
            }
        }
        if let Some(slot) = self.party.get_mut(m) {
            *slot = Some(party);
        }
        if let Some(slot) = self.rule.get_mut(m) {
            *slot = rule;
        }
    }

    fn each(&self, kind: Kind) -> Vec<usize> {
        let of_kind = |&m: &usize| self.mentions.get(m).is_some_and(|x| x.kind == kind);
        (0..self.mentions.len()).filter(of_kind).collect()
    }

    /// Persons by name: whole names, then single words.
    fn persons(&mut self) {
        let all = self.each(Kind::Person);
        for whole in [true, false] {
            for &m in &all {
                let uncertain = self.mentions.get(m).is_some_and(|x| x.rule == "speaker_name" && !x.shown);
                if uncertain && whole || self.party.get(m).copied().flatten().is_some() {
                    continue;
                }
                if uncertain && !whole {
                    self.cut_to_last_name(m);
                }
                let Some(mention) = self.mentions.get_mut(m) else { continue };
                let single = mention.name.len() < 2;
                if !uncertain && single == whole {
                    continue;
                }
                let name = std::mem::take(&mut mention.name);
                let found = if single { self.single_name(m, &name) } else { Some(self.whole_name(m, &name)) };
                if let Some(mention) = self.mentions.get_mut(m) {
                    mention.name = name;
                }
                if let Some((party, rule)) = found {
                    self.join(m, party, rule);
                }
            }
        }
    }

    /// `جدد القرنفل حرص الحكومة`, `كتبت قرنفولوفا افتتاحية`: of a phrase that began with somebody's last name, the rest is what he did.
    fn cut_to_last_name(&mut self, m: usize) {
        let Some(first) =
            self.mentions.get(m).filter(|x| x.name.len() > 1).and_then(|x| x.name.first().cloned())
        else {
            return;
        };
        let list = || self.by_last.get(&key(&first)).into_iter().flatten();
        let best = |p: &usize| self.parties.get(*p).map(|p| p.best).filter(|b| *b != m);
        let whole = |p: &usize| {
            let best = best(p).and_then(|b| self.mentions.get(b));
            best.is_some_and(|b| b.name.len() > 1 && b.name.last() == Some(&first))
        };
        let known = if first.starts_with("ال") {
            list().any(|p| best(p).is_some())
        } else {
            self.scan.names.given(&first).is_none() && only(list().copied().filter(whole)).is_some()
        };
        let text = self.scan.text;
        if known && let Some(mention) = self.mentions.get_mut(m) {
            mention.loose = true;
            mention.name.truncate(1);
            mention.end = mention.first + 1;
            mention.span.end = text.span(mention.first).end;
        }
    }

    fn whole_name(&mut self, m: usize, name: &[String]) -> (usize, Option<&'static str>) {
        let (Some(first), Some(last)) = (name.first(), name.last()) else { return (self.found(m), None) };
        let mut near: Vec<usize> =
            spellings(last).filter_map(|k| self.by_last.get(&k)).flatten().copied().collect();
        near.extend(self.by_first.get(&key(first)).into_iter().flatten());
        near.sort_unstable();
        near.dedup();
        let fits = |p: &&usize| {
            let best = self.parties.get(**p).and_then(|p| self.mentions.get(p.best));
            best.is_some_and(|best| {
                people::same_person(&best.name, name) && !self.are_two_given_names(&best.name, name)
                    || people::is_tail(self.scan, &best.name, name)
            })
        };
        let same = only(near.iter().filter(fits).copied()).or_else(|| {
            // `أبو قرنفول`, `داود قرنفول`: the last words of one fuller name. A given name alone may be the father's, unless the fuller
            // name begins with one that many bear before their own (`أحمد داود قرنفول`).
            let given = self.scan.names.given(first).is_some();
            let ends = |p: &&usize| {
                let best = self.parties.get(**p).and_then(|p| self.mentions.get(p.best));
                best.is_some_and(|best| {
                    let double = best.name.first().is_some_and(|f| matches!(f.as_str(), "محمد" | "احمد"));
                    let own = (!given || double && best.name.len() == name.len() + 1)
                        && !best.name.iter().any(|w| w == "بن");
                    own && name.len() > 1 && best.name.len() > name.len() && best.name.ends_with(name)
                })
            };
            only(near.iter().filter(ends).copied())
        });
        let exact = same
            .and_then(|p| self.parties.get(p))
            .and_then(|p| self.mentions.get(p.best))
            .is_some_and(|b| b.name == name);
        let party = same.unwrap_or_else(|| self.found(m));
        for spelling in spellings(last) {
            insert(&mut self.by_last, spelling, party);
        }
        insert(&mut self.by_first, key(first), party);
        let part =
            same.and_then(|p| self.parties.get(p)).and_then(|p| self.mentions.get(p.best)).is_some_and(|b| {
                name.iter().all(|w| b.name.contains(w)) || b.name.iter().all(|w| name.contains(w))
            });
        let rule = if part { "part_of_name" } else { "spelling_of_name" };
        (party, (same.is_some() && !exact).then_some(rule))
    }

    /// `سلطان`, `سلمان`: one letter apart, and both given names.
    fn are_two_given_names(&self, a: &[String], b: &[String]) -> bool {
        let given = |word: &String| matches!(self.scan.names.given(word), Some(Given::Name | Given::Word));
        a.first().zip(b.first()).is_some_and(|(a, b)| a != b && given(a) && given(b))
    }

    fn single_name(&mut self, m: usize, name: &[String]) -> Option<(usize, Option<&'static str>)> {
        let word = name.first()?;
        let near: Vec<usize> =
            spellings(word).filter_map(|k| self.by_last.get(&k)).flatten().copied().collect();
        let last_of = |p: &usize| {
            self.parties.get(*p).and_then(|p| self.mentions.get(p.best)).and_then(|b| b.name.last())
        };
        let exact: Vec<usize> = near.iter().copied().filter(|p| last_of(p) == Some(word)).collect();
        let alike: Vec<usize> =
            near.into_iter().filter(|p| last_of(p).is_some_and(|w| people::similar(w, word))).collect();
        let mut candidates = if exact.is_empty() { alike } else { exact };
        // `مراجعة لوفاة قرنفول` spoke: no second person of that name.
        let sure =
            |p: &usize| self.parties.get(*p).and_then(|p| self.mentions.get(p.best)).is_some_and(|b| b.shown);
        if candidates.len() > 1 && candidates.iter().any(sure) {
            candidates.retain(sure);
        }
        // `قرنفلي` for `القرنفلي`, and the other way round.
        let other = word.strip_prefix("ال").map_or_else(|| format!("ال{word}"), str::to_owned);
        let given_name = |word: &str| self.scan.names.given(word).is_some();
        if candidates.is_empty() && word.chars().count() >= 4 && !given_name(word) && !given_name(&other) {
            let list = self.by_last.get(&key(&other)).into_iter().flatten().copied();
            let sure = |p: &usize| {
                let best = self.parties.get(*p).and_then(|p| self.mentions.get(p.best));
                best.is_some_and(|b| {
                    b.name.len() > 1
                        && (b.rule == "title_then_name" || people::is_sure(self.scan, b.first, b.end))
                })
            };
            candidates =
                list.filter(|p| last_of(p).is_some_and(|last| *last == other)).filter(sure).collect();
        }
        let titles: Vec<u64> =
            self.mentions.get(m).map(|x| x.units.iter().map(|u| u.head).collect()).unwrap_or_default();
        let titled =
            |p: &usize| self.parties.get(*p).is_some_and(|p| p.heads.iter().any(|h| titles.contains(h)));
        let mut rule = Some("last_name");
        let given = self.scan.names.given(word).is_some() && titles.is_empty();
        let same = only(candidates.iter().copied())
            .or_else(|| only(candidates.iter().copied().filter(titled)))
            .or_else(|| {
                // `الأمير سالم`: the given name behind the same title.
                rule = Some("title_and_given_name");
                let named = || self.by_first.get(&key(word)).into_iter().flatten().copied();
                only(named().filter(titled))
                    .or_else(|| {
                        rule = Some("given_name_alone");
                        only(named().filter(|_| given))
                    })
                    // `الطالبة ياسمين`: one person of that name, and a title that many have.
                    .or_else(|| {
                        rule = Some("title_and_given_name");
                        let sure = matches!(self.scan.names.given(word), Some(Given::Name | Given::Foreign));
                        only(named()).filter(|_| sure && self.has_common_title(m))
                    })
            });
        match same {
            Some(party) => Some((party, rule)),
            None => {
                // `البشرى` speaks: perhaps no name.
                let unsure = self.mentions.get(m).is_some_and(|x| !x.shown);
                if unsure && (word.starts_with("ال") || word.chars().count() < 4 || !candidates.is_empty())
                {
                    return None;
                }
                let party = self.found(m);
                if candidates.is_empty() {
                    for spelling in spellings(word) {
                        insert(&mut self.by_last, spelling, party);
                    }
                }
                Some((party, None))
            }
        }
    }

    /// Whether a single name stands right behind a title that many have, and nothing behind it goes on: not `الملك سالم`, `شقيق سالم`.
    fn has_common_title(&self, m: usize) -> bool {
        let text = self.scan.text;
        let Some((before, end)) = self.mentions.get(m).and_then(|x| Some((x.first.checked_sub(1)?, x.end)))
        else {
            return false;
        };
        let person = matches!(head_at(text, before), Some((1, Head::Person | Head::Spokesperson)));
        let ruler = matches!(
            text.stem(before),
            "ملك" | "ملكه" | "امير" | "اميره" | "شيخ" | "سلطان" | "رييس" | "سمو" | "خادم الحرمين"
        );
        let definite = text.word(before).starts_with("ال");
        let goes_on = text.is_word(end)
            && !text.word(end).starts_with("ال")
            && text.classes(end) == 0
            && people::name_end(self.scan, end) > end;
        person && definite && !ruler && !goes_on
    }

    /// Bodies with the words that tell which: the same words, then fewer of them.
    fn bodies(&mut self) {
        self.known();
        let mut all = self.each(Kind::Body);
        all.extend(self.each(Kind::Implied));
        all.retain(|&m| {
            self.mentions.get(m).is_some_and(|x| x.units.first().is_some_and(|u| !u.words.is_empty()))
        });
        let mut order = all.clone();
        order.sort_by_key(|&m| {
            std::cmp::Reverse(self.mentions.get(m).and_then(|x| x.units.first()).map_or(0, |u| u.words.len()))
        });
        for m in order {
            let Some(unit) = self.mentions.get(m).and_then(|x| x.units.first()).cloned() else { continue };
            if self.mentions.get(m).is_some_and(|x| x.loose) && !self.stands_firm(&all, m, &unit) {
                self.head_only(m);
                continue;
            }
            let last = self.mentions.get(m).map_or(0, |x| x.end - 1);
            let definite = mentions::carries_article(self.scan.text, last);
            let list = self.heads.get(&unit.head);
            let same = list.into_iter().flatten().find(|(_, words)| *words == unit.words).map(|e| e.0);
            let longer = || {
                let holds = |words: &[u64]| {
                    words.first() == unit.words.first() && unit.words.iter().all(|w| words.contains(w))
                        || unit.words.len() == 1
                            && definite
                            && unit.words.iter().all(|w| words.contains(w) && !mentions::is_of_state(*w))
                            && words.len() <= 3
                };
                only(list.into_iter().flatten().filter(|(_, words)| holds(words)).map(|e| e.0))
            };
            // `جامعة سفين الحكومية`, `جامعة سفين البحثية`: one name of its own.
            let first = unit.words.first().copied().unwrap_or(0);
            let proper = self.mentions.get(m).is_some_and(|x| x.proper).then_some((unit.head, first));
            let namesake = || proper.and_then(|at| self.proper.get(&at)).copied();
            let (party, rule) = match same.or_else(longer).or_else(namesake) {
                Some(party) => (party, same.is_none().then_some("shorter_body")),
                None => (self.found(m), None),
            };
            if let Some(at) = proper {
                self.proper.entry(at).or_insert(party);
            }
            let list = self.heads.entry(unit.head).or_default();
            if list.len() < MOST && same.is_none() {
                list.push((party, unit.words.clone()));
            }
            self.join(m, party, rule);
        }
    }

    /// What the tables name, under one party each.
    fn known(&mut self) {
        self.capitals();
        let (short, known): (Vec<usize>, Vec<usize>) = self
            .each(Kind::Known)
            .into_iter()
            .chain(self.each(Kind::Implied))
            .partition(|&m| self.mentions.get(m).is_some_and(|x| x.rule == "name_of_body"));
        let full = known.len();
        for (n, m) in known.into_iter().chain(short).enumerate() {
            let Some(name) = self.mentions.get(m).and_then(|x| x.known) else { continue };
            let at = key(name);
            let party = match self.heads.get(&at).and_then(|l| l.first()) {
                Some(&(party, _)) => party,
                None if n >= full => continue,
                None => {
                    let party = self.found(m);
                    self.heads.insert(at, vec![(party, Vec::new())]);
                    party
                }
            };
            let unit = self.mentions.get(m).and_then(|x| x.units.first()).cloned().unwrap_or_default();
            if unit.head != 0 {
                let list = self.heads.entry(unit.head).or_default();
                if list.len() < MOST && !list.iter().any(|e| e.0 == party && e.1 == unit.words) {
                    list.push((party, unit.words));
                }
            }
            self.join(m, party, None);
        }
    }

    /// A capital stands for its state where it acts, if the document names the state and does not mean the town more often.
    fn capitals(&mut self) {
        // How often each capital is plainly the town, less how often it acts.
        let mut towns: Vec<(&str, i32)> = Vec::new();
        let mut actors: Vec<&str> = Vec::new();
        let all = self.each(Kind::Known);
        for &m in &all {
            let Some(mention) = self.mentions.get(m) else { continue };
            if let Some(state) = mention.capital_of {
                let more = i32::from(mention.definite) - i32::from(mention.loose);
                match towns.iter().position(|(town, _)| *town == state) {
                    Some(at) => {
                        if let Some(slot) = towns.get_mut(at) {
                            slot.1 += more;
                        }
                    }
                    None if towns.len() < MOST_STATES => towns.push((state, more)),
                    None => {}
                }
            } else if let Some(state) = mention.known
                && actors.len() < MOST_STATES
                && !actors.contains(&state)
            {
                actors.push(state);
            }
        }
        let town = |state: &str| towns.iter().any(|(town, count)| *town == state && *count > 0);
        for m in all {
            let Some(mention) = self.mentions.get_mut(m).filter(|x| x.loose) else { continue };
            if let Some(state) = mention.capital_of.filter(|s| actors.contains(s) && !town(s)) {
                (mention.known, mention.rule) = (Some(state), "capital_for_state");
            }
        }
    }

    /// Whether another mention has the same adjective behind the same head, where it can belong to no other noun.
    fn stands_firm(&self, all: &[usize], m: usize, unit: &Unit) -> bool {
        let same =
            |x: &Mention| x.units.first().is_some_and(|u| u.head == unit.head && u.words == unit.words);
        all.iter()
            .take(MOST_BODIES)
            .any(|&other| other != m && self.mentions.get(other).is_some_and(|x| same(x) && !x.loose))
    }

    /// Leaves a body's head alone.
    fn head_only(&mut self, m: usize) {
        let text = self.scan.text;
        if let Some(mention) = self.mentions.get_mut(m) {
            mention.end = mention.first + 1;
            mention.span.end = text.span(mention.first).end;
            (mention.definite, mention.shown, mention.rule) = (true, false, "head_alone");
            if let Some(unit) = mention.units.first_mut() {
                unit.words.clear();
            }
        }
    }

    /// Offices with the words that tell which: the person who is named with them.
    fn offices(&mut self) {
        for m in self.each(Kind::Role) {
            if let Some(party) = self.title_and_last_name(m) {
                self.join(m, party, Some("last_name"));
                continue;
            }
            // `سمو ولي العهد`: the office behind the honour.
            let office = |x: &Mention| x.units.iter().find(|u| !u.words.is_empty()).cloned();
            let Some(unit) = self.mentions.get(m).and_then(office) else { continue };
            let first = unit.words.first();
            // `الوزير السلواني` for `وزير الخارجية السلواني`: the title with whose it is.
            let nationality = self.mentions.get(m).is_some_and(|x| {
                let text = self.scan.text;
                x.end == x.first + 2 && text.word(x.first).starts_with("ال") && text.has(x.first + 1, NISBA)
            });
            let holds = |words: &[u64]| {
                (words.first() == first || nationality)
                    && (unit.words.iter().all(|w| words.contains(w))
                        || words.iter().all(|w| unit.words.contains(w)))
            };
            let list = self.offices.get(&unit.head);
            let exact =
                only(list.into_iter().flatten().filter(|(_, words)| *words == unit.words).map(|e| e.0));
            let same = exact
                .or_else(|| only(list.into_iter().flatten().filter(|(_, words)| holds(words)).map(|e| e.0)));
            // `الرئيس السلواني`: the only president.
            let place = self.mentions.get(m).map_or(0, |x| x.first);
            let definite = self.scan.text.word(place).starts_with("ال");
            let of_state = unit.words.iter().all(|w| mentions::is_of_state(*w));
            let fits = |words: &[u64]| words.is_empty() || words.iter().any(|w| unit.words.contains(w));
            let same = same.or_else(|| {
                only(list.into_iter().flatten().map(|e| e.0)).filter(|p| {
                    let mut held = list.into_iter().flatten().filter(|e| e.0 == *p);
                    of_state && definite && held.all(|(_, words)| fits(words))
                })
            });
            let several = list.into_iter().flatten().any(|(_, words)| holds(words));
            if same.is_none() && several {
                continue;
            }
            let place = self.mentions.get(m).map_or(0, |x| x.first);
            // `مدير للعمل`: anybody.
            let anybody = self.scan.text.word(place + 1).starts_with("لل")
                && !self.scan.text.word(place).starts_with("ال");
            if same.is_none() && (anybody || !mentions::is_office(self.scan.text, place)) {
                continue;
            }
            let party = same.unwrap_or_else(|| self.found(m));
            self.join(m, party, Some("office_alone"));
        }
    }

    /// `الدكتور القرنفلي`: a definite title and a word that is somebody's last name; `الحاكم`, where that is one.
    fn title_and_last_name(&self, m: usize) -> Option<usize> {
        let text = self.scan.text;
        if let Some(mention) = self.mentions.get(m).filter(|x| x.end == x.first + 1) {
            let word = text.word(mention.first);
            let last = |p: &usize| {
                let best = self.parties.get(*p).and_then(|p| self.mentions.get(p.best));
                best.is_some_and(|b| b.name.len() > 1 && b.name.last().is_some_and(|last| last == word))
            };
            return only(self.by_last.get(&key(word))?.iter().copied().filter(last));
        }
        let mention =
            self.mentions.get(m).filter(|x| text.word(x.first).starts_with("ال") && x.end == x.first + 2)?;
        let word = self.scan.text.word(mention.end - 1);
        only(self.by_last.get(&key(word))?.iter().copied().filter(|p| {
            let best = self.parties.get(*p).and_then(|p| self.mentions.get(p.best));
            best.is_some_and(|b| b.name.last().is_some_and(|last| last == word))
        }))
    }

    /// Puts mentions that were found later, each with its party, among the others.
    fn merge(&mut self, found: Vec<(Mention, usize)>) {
        let mut later = Vec::new();
        for (mention, party) in found {
            // A speaker that nothing was known of.
            let at = self.mentions.partition_point(|m| m.first < mention.first);
            let same =
                self.mentions.get(at).is_some_and(|m| m.first == mention.first && m.end == mention.end);
            let before = self.party.get(at).copied().flatten();
            if same && before != Some(party) {
                if let Some(before) = before.and_then(|p| self.parties.get_mut(p)) {
                    before.mentions = before.mentions.saturating_sub(1);
                }
                if let Some(old) = self.mentions.get_mut(at) {
                    (old.kind, old.named, old.definite) = (mention.kind, mention.named, true);
                }
                self.join(at, party, Some(mention.rule));
            } else {
                later.push((mention, party));
            }
        }
        if later.is_empty() {
            return;
        }
        for (mention, party) in later {
            self.mentions.push(mention);
            self.party.push(Some(party));
            self.rule.push(None);
            if let Some(p) = self.parties.get_mut(party) {
                p.mentions += 1;
            }
        }
        // Parties name their best mention by its place, so the order changes by one permutation.
        let mut order: Vec<usize> = (0..self.mentions.len()).collect();
        order.sort_by_key(|&m| self.mentions.get(m).map_or((0, 0), |x| (x.first, usize::MAX - x.end)));
        let mut place = vec![0; order.len()];
        for (new, &old) in order.iter().enumerate() {
            if let Some(slot) = place.get_mut(old) {
                *slot = new;
            }
        }
        let mut old: Vec<Option<Mention>> =
            std::mem::take(&mut self.mentions).into_iter().map(Some).collect();
        self.mentions = order.iter().filter_map(|&o| old.get_mut(o).and_then(Option::take)).collect();
        self.party = order.iter().map(|&o| self.party.get(o).copied().flatten()).collect();
        self.rule = order.iter().map(|&o| self.rule.get(o).copied().flatten()).collect();
        for party in &mut self.parties {
            party.best = place.get(party.best).copied().unwrap_or(party.best);
        }
    }

    /// Titles, heads and sources alone, in the order of the text: who was mentioned last under that head.
    fn in_order(&mut self) {
        let mut recent: FxHashMap<u64, Recent> = FxHashMap::default();
        for m in 0..self.mentions.len() {
            let Some(mention) = self.mentions.get(m) else { continue };
            let sentence = mention.sentence;
            let mut party = self.party.get(m).copied().flatten();
            let mut rule = None;
            if party.is_none() {
                let head = mention.units.first().map_or(0, |u| u.head);
                if mention.kind == Kind::Source && !mention.definite {
                    let new = self.found(m);
                    self.join(m, new, None);
                    party = Some(new);
                } else if mention.definite && head != 0 {
                    let wanted = honoured(self.scan.text.stem(mention.first));
                    let heads: Vec<u64> = match (mention.rule, wanted) {
                        ("honorific_alone", words) => words.iter().map(|w| head_key(w)).collect(),
                        _ => vec![head],
                    };
                    let kind = mention.kind;
                    party = heads.iter().find_map(|head| self.last_with(&recent, *head, kind));
                    rule = Some(mention.rule);
                    let nobody =
                        party.is_none() && heads.iter().all(|head| self.is_nobodys(&recent, *head, kind));
                    if nobody && wanted.is_empty() && mentions::stands_alone(self.scan.text, mention) {
                        party = Some(self.found(m));
                    }
                }
                if let (Some(party), Some(_)) = (party, rule) {
                    self.join(m, party, rule);
                }
            }
            let Some(party) = party else { continue };
            let heads: Vec<u64> = self.parties.get(party).map(|p| p.heads.clone()).unwrap_or_default();
            for head in heads {
                let slot = recent.entry(head).or_insert(Recent { party, sentence, before: None });
                if slot.party != party {
                    slot.before = Some((slot.party, slot.sentence));
                }
                (slot.party, slot.sentence) = (party, sentence);
            }
        }
    }

    /// The party mentioned last under a head noun; before any, the only one of the document. Two in one sentence fit equally.
    fn last_with(&self, recent: &FxHashMap<u64, Recent>, head: u64, kind: Kind) -> Option<usize> {
        if head == head_key("دوله") || head == head_key("رجل") || head == head_key("بيت") {
            return None;
        }
        if let Some(last) = recent.get(&head) {
            let equal = last.before.is_some_and(|(_, sentence)| sentence == last.sentence);
            return (!equal).then_some(last.party);
        }
        match kind {
            Kind::Role => only(self.offices.get(&head)?.iter().map(|e| e.0)),
            Kind::Body => only(self.heads.get(&head)?.iter().map(|e| e.0)),
            _ => None,
        }
    }

    /// Whether nobody in the document has a head noun.
    fn is_nobodys(&self, recent: &FxHashMap<u64, Recent>, head: u64, kind: Kind) -> bool {
        let named = match kind {
            Kind::Role => self.offices.get(&head).is_some_and(|list| !list.is_empty()),
            Kind::Body => self.heads.get(&head).is_some_and(|list| !list.is_empty()),
            _ => false,
        };
        !named && !recent.contains_key(&head)
    }

    fn name_of(&self, party: usize) -> Option<String> {
        let best = self.parties.get(party).and_then(|p| self.mentions.get(p.best))?;
        let clitics = self.scan.text.clitics(best.first);
        let merged = clitics.any(Clitics::LA) && clitics.any(Clitics::AL);
        let written = || trimmed(best.span.of(self.scan.text.raw()));
        // `للنادي` keeps one lam of the article.
        let whole = || if merged { format!("ا{}", written()) } else { written() };
        Some(best.known.map_or_else(whole, str::to_owned))
    }

    /// What is written out.
    fn names(&self) -> Vec<Name> {
        let mut names: Vec<Name> = Vec::new();
        for (m, mention) in self.mentions.iter().enumerate() {
            let party = self.party.get(m).copied().flatten();
            let several = party.and_then(|p| self.parties.get(p)).is_some_and(|p| p.mentions > 1);
            if mention.kind == Kind::Implied || !mention.shown && !several {
                continue;
            }
            let own = || trimmed(mention.span.of(self.scan.text.raw()));
            let name = party.and_then(|p| self.name_of(p)).unwrap_or_else(own);
            let rule = self.rule.get(m).copied().flatten().unwrap_or(mention.rule);
            // A body inside an office is a mention of its own, within the other; spans that cross are not written.
            let crosses = |last: &Name| last.span.end < mention.span.end || last.span == mention.span;
            if names.last().is_some_and(|last| last.span.overlaps(mention.span) && crosses(last)) {
                continue;
            }
            names.push(Name { span: mention.span, name, kind: mention.named, rule });
        }
        names
    }

    /// The names of those who speak, by the first token of their phrase, where they are joined with other mentions; with the place
    /// of the name where a phrase held more than that.
    fn speakers(&self) -> FxHashMap<usize, (String, Option<Span>)> {
        let name = |(m, mention): (usize, &Mention)| {
            let party = self.party.get(m).copied().flatten()?;
            let several = self.parties.get(party).is_some_and(|p| p.mentions > 1);
            let named = mention.known.is_some() || several;
            let cut = Some(mention.span).filter(|_| mention.loose && mention.kind == Kind::Person);
            // A last name that was found once its bearer was known stands where the phrase begins.
            let by_last_name = || (mention.kind == Kind::Person).then_some(mention.first);
            let place = mention.speaks.or_else(by_last_name).filter(|_| named)?;
            Some((place, (self.name_of(party)?, cut)))
        };
        self.mentions.iter().enumerate().filter_map(name).collect()
    }
}

/// Whether a mention names its party better than the best so far: a person more fully, a body with more words.
fn better(scan: &Scan, mention: &Mention, best: &Mention) -> bool {
    match (mention.kind, best.kind) {
        (Kind::Person, Kind::Person) => {
            let (new, old) = (&mention.name, &best.name);
            if new.len() == old.len() {
                return mention.span.len() > best.span.len() && new == old;
            }
            // What goes on behind the shorter name is a name too (`بن`, `القرنفلي`), not the next word of the clause.
            let extends = |long: &Mention, short: &Mention| {
                if !long.name.starts_with(&short.name) {
                    return long.name.len() > short.name.len();
                }
                let first_extra = long.name.get(short.name.len()).map_or("", String::as_str);
                let linked = (long.first..long.end).any(|i| people::is_link(scan.text.word(i)));
                linked
                    || scan.names.given(first_extra).is_some()
                    || first_extra.ends_with('ي')
                    || short.name.len() < 2
            };
            if new.len() > old.len() { extends(mention, best) } else { !extends(best, mention) }
        }
        (Kind::Person, _) => true,
        (Kind::Body, Kind::Body) => {
            let words = |m: &Mention| m.units.first().map_or(0, |u| u.words.len().min(6));
            words(mention) > words(best)
        }
        _ => false,
    }
}

/// Without marks around it.
fn trimmed(written: &str) -> String {
    let marks = ['"', '«', '»', '“', '”'];
    let inner = written.trim_matches(marks);
    if inner.contains(marks) { written.trim().to_owned() } else { inner.to_owned() }
}

#[cfg(test)]
mod tests {
    use musnad_text::{Annotations, Span};

    use crate::testing::check;

    fn named(annotations: &Annotations, _: &str) -> Vec<(Span, String)> {
        annotations.names.iter().map(|n| (n.span, format!("{} {}", n.kind.as_str(), n.name))).collect()
    }

    #[test]
    fn mentions() {
        check("mentions.tsv", include_str!("corpus/mentions.tsv"), named);
    }

    #[test]
    fn parties() {
        let table = include_str!("corpus/parties.tsv");
        check("parties.tsv", table, |annotations, _| {
            annotations.names.iter().map(|n| (n.span, format!("{} {}", n.rule, n.name))).collect()
        });
    }

    #[test]
    fn a_club_and_its_board_are_two() {
        let engine = crate::Engine::new();
        let text = "كسب النصر المباراة في الدوري مع المدرب ولاعب الفريق. ثم عادت إدارة نادي النصر ليلا. ثم وصلت \
                    الإدارة النصراوية صباحا، وشكرت إدارة النادي كل لاعب.";
        let document = musnad_text::Document { text: text.to_owned(), ..Default::default() };
        let read = engine.read(&document, &crate::Options::default());
        let names: Vec<(&str, &str)> =
            read.names.iter().map(|n| (n.span.of(text), n.name.as_str())).collect();
        let board = "إدارة نادي النصر";
        assert_eq!(
            names,
            [
                (board, board),
                ("نادي النصر", "النصر"),
                ("الإدارة النصراوية", board),
                ("إدارة النادي", board),
                ("النادي", "النصر"),
            ]
        );
    }

    #[test]
    fn speakers_are_given_their_party() {
        let engine = crate::Engine::new();
        let text = "أعلن وزير المياه سالم قرنفول الخطة. وقال الوزير إن السد جاهز. وقال قرنفول إن العمل تم.";
        let document = musnad_text::Document { text: text.to_owned(), ..Default::default() };
        let read = engine.read(&document, &crate::Options::default());
        let names: Vec<&str> =
            read.statements.iter().filter_map(|s| s.speaker.as_ref()).map(|s| s.name.as_str()).collect();
        assert_eq!(names, ["سالم قرنفول", "سالم قرنفول"]);
    }
}
