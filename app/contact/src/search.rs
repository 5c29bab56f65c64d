//! How a search finds a contact. One fold for what is stored and for what is typed; the folded text is cut into terms
//! (small numbers) that an inverted index can look up in any database locale, and whatever the index proposes is
//! compared with the text itself. Invariant: a contact that the comparison accepts always holds the terms asked for.

mod fold;
mod terms;
#[cfg(test)]
mod tests;

use uuid::Uuid;

use crate::{contact::Draft, custom::CustomValue};

pub use fold::fold;
pub(crate) use fold::is_cjk;
pub use terms::Facet;
use terms::{beginnings, pack, pieces};

/// The longest text that can be searched for, in characters.
pub const LONGEST: usize = 200;

/// Sort keys are cut here, so that no name is too long for an index.
const LONGEST_KEY: usize = 1_000;

/// Sorts behind every company: contacts without one come last.
pub const NO_COMPANY: &str = "\u{10fffd}";

/// Mail domains so common that their letters would swell the index and tell nobody apart: each is a single term.
/// Changing this list calls for writing the keys of all contacts again.
#[rustfmt::skip]
const PROVIDERS: [&str; 32] = [
    "gmail.com", "googlemail.com", "yahoo.com", "yahoo.com.hk", "yahoo.com.tw", "yahoo.co.jp", "yahoo.co.uk", "ymail.com",
    "hotmail.com", "hotmail.co.uk", "outlook.com", "live.com", "msn.com", "icloud.com", "me.com", "mac.com",
    "aol.com", "qq.com", "foxmail.com", "163.com", "126.com", "sina.com", "sohu.com", "naver.com",
    "proton.me", "protonmail.com", "gmx.de", "gmx.net", "web.de", "mail.ru", "yandex.ru", "example.com",
];

/// What is stored beside a contact to find and sort it. Always written together with the contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keys {
    /// The folded text that a search compares with, one line for the names and one for each other value.
    pub search: String,
    /// The terms of the inverted index, sorted, each once.
    pub terms: Vec<i32>,
    pub sort_name: String,
    pub sort_company: String,
}

impl Keys {
    /// Makes the keys of a contact: what a person wrote, the other names that merges brought along, the ids of its
    /// labels and the import that created it.
    pub fn of(draft: &Draft, other_names: &[&str], labels: &[Uuid], import: Option<Uuid>) -> Self {
        let (first, last, company) = (
            fold(&draft.first_name),
            fold(&draft.last_name),
            fold(&draft.company),
        );
        let mut terms = Vec::with_capacity(96);
        let mut search = String::with_capacity(160);
        let mut names = |text: &str, line: &mut String| {
            pieces(text, |term| terms.push(term));
            beginnings(text, |term| terms.push(term));
            line.push_str(text);
        };
        names(&first, &mut search);
        search.push(' ');
        names(&last, &mut search);
        for name in other_names {
            search.push('\n');
            names(&fold(name), &mut search);
        }
        if first.contains(is_cjk) && last.contains(is_cjk) {
            search.push('\n');
            names(&format!("{last}{first}"), &mut search);
        }
        search.push('\n');
        names(&company, &mut search);
        for email in &draft.emails {
            let address = fold(&email.address);
            let (local, domain) = address.rsplit_once('@').unwrap_or((&address, ""));
            pieces(local, |term| terms.push(term));
            if PROVIDERS.contains(&domain) {
                terms.push(Facet::Provider(domain).term());
                let last = local.chars().next_back();
                terms.extend(last.map(|last| Facet::Mailbox(last, domain).term()));
            } else {
                pieces(domain, |term| terms.push(term));
            }
            search.push('\n');
            search.push_str(&address);
        }
        for phone in &draft.phones {
            let digits = digits(&phone.number);
            pieces(&digits, |term| terms.push(term));
            search.push('\n');
            search.push_str(&digits);
        }
        facets(draft, labels, import, |facet| terms.push(facet.term()));
        terms.sort_unstable();
        terms.dedup();
        Self {
            search,
            terms,
            sort_name: key(format!("{last} {first}")),
            sort_company: if company.is_empty() {
                NO_COMPANY.to_owned()
            } else {
                key(company)
            },
        }
    }
}

fn facets(draft: &Draft, labels: &[Uuid], import: Option<Uuid>, mut found: impl FnMut(Facet<'_>)) {
    found(Facet::Kind(draft.kind));
    found(Facet::Level(draft.level));
    found(Facet::Phone(!draft.phones.is_empty()));
    found(Facet::Email(!draft.emails.is_empty()));
    labels.iter().for_each(|id| found(Facet::Label(*id)));
    import.into_iter().for_each(|id| found(Facet::Import(id)));
    let texts = [
        (&draft.team, Facet::Team as fn(_) -> _),
        (&draft.group, Facet::Group),
        (&draft.language, Facet::Language),
        (&draft.address.country, Facet::Country),
    ];
    texts
        .into_iter()
        .filter(|(text, _)| !text.is_empty())
        .for_each(|(text, facet)| found(facet(text)));
    for (id, value) in &draft.custom {
        words(value)
            .iter()
            .for_each(|word| found(Facet::Custom(id, word)));
    }
}

/// The words of a custom field's value, as a filter asks for them.
pub fn words(value: &CustomValue) -> Vec<String> {
    match value {
        CustomValue::Checked(checked) => vec![checked.to_string()],
        CustomValue::Number(number) => vec![number.to_string()],
        CustomValue::Text(text) => vec![text.clone()],
        CustomValue::Several(several) => several.clone(),
    }
}

fn key(mut folded: String) -> String {
    folded.truncate(folded.floor_char_boundary(LONGEST_KEY));
    folded
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// What a typed text looks for: a contact is found when one of the readings fits.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Search {
    pub readings: Vec<Reading>,
    /// Sort keys that begin like this come first: the text as a last name, and its last word as one.
    pub names: Vec<String>,
}

/// One way to read a typed text. All of it must fit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Reading {
    /// Terms that the contact holds, every one.
    pub all: Vec<i32>,
    /// Terms of which it holds at least one, for each list.
    pub any: Vec<Vec<i32>>,
    /// Pieces of its `search` text.
    pub parts: Vec<String>,
}

impl Search {
    /// Reads a typed text. Nothing is looked for when there is nothing but white space.
    pub fn parse(typed: &str) -> Option<Self> {
        let folded = fold(typed);
        let words: Vec<&str> = folded
            .split(' ')
            .map(|word| word.trim_matches([',', ';']))
            .filter(|word| !word.is_empty())
            .collect();
        let words = if words.is_empty() {
            vec![folded.as_str()]
        } else {
            words
        };
        if folded.is_empty() {
            return None;
        }
        let mut readings = vec![Reading::default()];
        for word in &words {
            Reading::add(&mut readings, word);
        }
        if words.len() > 1 && words.iter().any(|word| is_short(word)) {
            // "hn smi" stands in "John Smith" though no word of it begins with "hn".
            let whole = Reading::part(&folded);
            if !whole.all.is_empty() {
                readings.push(whole);
            }
        }
        readings.extend(Reading::phone(typed, &folded));
        let last_first = words.split_last().filter(|(_, firsts)| !firsts.is_empty());
        let names = std::iter::once(words.join(" "))
            .chain(last_first.map(|(last, firsts)| format!("{last} {}", firsts.join(" "))))
            .collect();
        Some(Self { readings, names })
    }

    /// Tells whether a contact with these keys is found. The database does the same by index.
    pub fn finds(&self, keys: &Keys) -> bool {
        let holds = |term: &i32| keys.terms.binary_search(term).is_ok();
        self.readings.iter().any(|reading| {
            reading.all.iter().all(holds)
                && reading.any.iter().all(|any| any.iter().any(holds))
                && reading
                    .parts
                    .iter()
                    .all(|part| keys.search.contains(part.as_str()))
        })
    }
}

impl Reading {
    /// A folded text that must stand somewhere in a value, without the common mail domains.
    pub fn part(folded: &str) -> Self {
        let mut reading = Self {
            parts: vec![folded.to_owned()],
            ..Self::default()
        };
        pieces(folded, |term| reading.all.push(term));
        reading
    }

    /// Asks for one more word in each reading; a word that may stand in a common mail domain doubles the readings.
    fn add(readings: &mut Vec<Self>, word: &str) {
        if is_short(word) {
            let beginning = pack(word.len() as i32, word.as_bytes());
            return readings
                .iter_mut()
                .for_each(|reading| reading.all.push(beginning));
        }
        let (local, domain) = word.rsplit_once('@').unwrap_or(("", word));
        let providers: Vec<i32> = PROVIDERS
            .iter()
            .filter(|provider| match word.contains('@') {
                true => provider.starts_with(domain),
                false => provider.contains(word),
            })
            .map(|provider| match local.chars().next_back() {
                Some(last) => Facet::Mailbox(last, provider).term(),
                None => Facet::Provider(provider).term(),
            })
            .collect();
        readings
            .iter_mut()
            .for_each(|reading| reading.parts.push(word.to_owned()));
        if readings.len() > 2 && !providers.is_empty() {
            // Enough readings: this word is left to the comparison.
            return;
        }
        let mut by_provider = readings.clone();
        readings
            .iter_mut()
            .for_each(|reading| pieces(word, |term| reading.all.push(term)));
        if !providers.is_empty() {
            for reading in &mut by_provider {
                pieces(local, |term| reading.all.push(term));
                reading.any.push(providers.clone());
            }
            readings.append(&mut by_provider);
        }
    }

    /// The text as a telephone number, when it is written like one: without separators, and without the zeros that
    /// are dialled at home or before a country code.
    fn phone(typed: &str, folded: &str) -> Option<Self> {
        let number = digits(folded);
        let written = typed
            .chars()
            .all(|char| char.is_ascii_digit() || " +-().".contains(char));
        let dialled = number.trim_start_matches('0');
        (written && dialled.len() >= 3 && dialled != folded).then(|| Self::part(dialled))
    }
}

/// One or two Latin letters or digits: too short to be looked for inside words.
fn is_short(word: &str) -> bool {
    word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_alphanumeric())
}
