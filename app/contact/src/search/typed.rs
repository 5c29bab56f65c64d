//! What a typed text looks for.

use super::{
    around::{AROUND, without_scheme},
    fold::{fold, joined, transcribed},
    keys::{BETWEEN_LETTERS, Keys, PROVIDERS},
    label::unlabelled,
    number::numbers,
    terms::{Facet, begins, pieces},
};

/// So many Latin letters or digits are too short to be looked for inside words.
const SHORT: usize = 2;

/// So many digits tell a telephone number from most others.
const TELLING: usize = 5;

/// What a typed text looks for: a contact is found when one of the readings fits.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Search {
    pub readings: Vec<TermReading>,
    /// Whose telephone number is one of these, with or without its country code, comes first.
    pub whole_numbers: Vec<TermReading>,
    /// Then those whose telephone number ends like one of these.
    pub numbers: Vec<TermReading>,
    /// Then those whose sort keys begin like this: the text as a last name, and its last word as one.
    pub names: Vec<String>,
    /// Words of one or two letters, which find only names that begin with them.
    pub beginnings: Vec<String>,
}

/// One way to read a typed text. All of it must fit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct TermReading {
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
        if folded.is_empty() {
            return None;
        }
        let folded = unlabelled(&folded).map_or_else(|| folded.clone(), str::to_owned);
        let words = words(&folded);
        let mut readings = TermReading::of_words(&words);
        let numbers = numbers(&folded);
        readings.extend(numbers.iter().map(|number| TermReading::part(number)));
        let mut beginnings = Vec::new();
        if numbers.is_empty() {
            let short = words.iter().copied().filter(|word| is_short(word));
            beginnings.extend(short.map(str::to_owned));
            if !beginnings.is_empty() && words != [folded.as_str()] {
                // "hn smi" stands in "John Smith" though no word of it begins with "hn", and "de la cruz" in "Delacruz".
                let whole = [
                    TermReading::part(&folded),
                    TermReading::part(&words.concat()),
                ];
                readings.extend(whole.into_iter().filter(|whole| !whole.all.is_empty()));
            }
            if let Some(other) = transcribed(typed) {
                readings.extend(TermReading::of_words(&self::words(&other)));
            }
            readings.extend(TermReading::of_joined(&words));
        }
        let mut different: Vec<TermReading> = Vec::with_capacity(readings.len());
        for reading in readings {
            if !different.contains(&reading) {
                different.push(reading);
            }
        }
        let last_first = words.split_last().filter(|(_, firsts)| !firsts.is_empty());
        let names = std::iter::once(words.join(" "))
            .chain(last_first.map(|(last, firsts)| format!("{last} {}", firsts.join(" "))))
            .collect();
        Some(Self {
            names: if numbers.is_empty() {
                names
            } else {
                Vec::new()
            },
            whole_numbers: numbers
                .iter()
                .filter_map(|number| TermReading::end("\n", number))
                .collect(),
            numbers: numbers
                .iter()
                .filter_map(|number| TermReading::end("", number))
                .collect(),
            beginnings,
            ..Self::of(different)
        })
    }

    /// What is found by one of these readings, in no order.
    pub fn of(readings: Vec<TermReading>) -> Self {
        Self {
            readings,
            whole_numbers: Vec::new(),
            numbers: Vec::new(),
            names: Vec::new(),
            beginnings: Vec::new(),
        }
    }

    /// Tells whether a contact with these keys is found. The database does the same by index.
    pub fn finds(&self, keys: &Keys) -> bool {
        self.readings.iter().any(|reading| reading.fits(keys))
    }
}

impl TermReading {
    /// A folded text that must stand somewhere in a value, without the common mail domains.
    pub fn part(folded: &str) -> Self {
        let mut reading = Self {
            parts: vec![folded.to_owned()],
            ..Self::default()
        };
        pieces(folded, |term| reading.all.push(term));
        reading
    }

    /// How a telephone number ends, behind this; nothing where that is too little to tell one from others.
    fn end(behind: &str, number: &str) -> Option<Self> {
        (number.len() >= TELLING).then(|| Self {
            parts: vec![format!("{behind}{number}\n")],
            ..Self::part(number)
        })
    }

    pub(super) fn fits(&self, keys: &Keys) -> bool {
        let holds = |term: &i32| keys.terms.binary_search(term).is_ok();
        self.all.iter().all(holds)
            && self.any.iter().all(|any| any.iter().any(holds))
            && self
                .parts
                .iter()
                .all(|part| keys.search.contains(part.as_str()))
    }

    fn of_words(words: &[&str]) -> Vec<Self> {
        let mut readings = vec![Self::default()];
        for word in words {
            Self::add(&mut readings, word);
        }
        readings
    }

    /// The words without what stands between their letters, if any have that: "J.R.R." stands in "JRR" too.
    fn of_joined(words: &[&str]) -> Vec<Self> {
        let plain: Vec<Option<String>> = words
            .iter()
            .map(|word| joined(word, &BETWEEN_LETTERS).filter(|_| !word.contains('@')))
            .collect();
        if plain.iter().all(Option::is_none) {
            return Vec::new();
        }
        let both = words.iter().zip(&plain);
        let words: Vec<&str> = both
            .map(|(word, plain)| plain.as_deref().unwrap_or(word))
            .collect();
        Self::of_words(&words)
    }

    /// Asks for one more word in each reading; a word that may stand in a common mail domain doubles the readings.
    fn add(readings: &mut Vec<Self>, word: &str) {
        if is_short(word) {
            for reading in readings {
                begins(word, |term| reading.all.push(term));
                if word.len() > SHORT {
                    reading.parts.push(word.to_owned());
                }
            }
            return;
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
}

/// The pieces that the text of a contact must hold, every one, for who is looked for without the index: among few.
pub fn plain(typed: &str) -> Vec<String> {
    let folded = fold(typed);
    let folded = unlabelled(&folded).unwrap_or(&folded);
    match numbers(folded).into_iter().next_back() {
        Some(number) => vec![number],
        None if folded.is_empty() => Vec::new(),
        None => words(folded).into_iter().map(str::to_owned).collect(),
    }
}

/// The words of a folded text, as they stand in contacts: without what stands around them. A text of nothing else is one
/// word. A hyphen parts words, but in an address; a comma parts both.
fn words(folded: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for token in folded.split(' ') {
        let token = without_scheme(token).trim_matches(AROUND);
        if token.contains('@') {
            let addresses = token.split([',', ';', '、']);
            let parts = addresses.filter_map(|address| address.split('?').next());
            words.extend(parts.filter(|part| !part.is_empty()));
            continue;
        }
        let parts = token.split(['-', ',', ';', '、']);
        let parts = parts.map(|part| part.trim_matches(AROUND));
        // What a number begins with abroad is not stored.
        let parts = parts.map(|part| match part.strip_prefix('+') {
            Some(number) if number.bytes().all(|byte| byte.is_ascii_digit()) => number,
            _ => part,
        });
        words.extend(parts.filter(|part| !part.is_empty()));
    }
    if words.is_empty() {
        words.push(folded);
    }
    words
}

/// Too short for the index to find it inside words.
fn is_short(word: &str) -> bool {
    let letters = word.split('.');
    letters.clone().any(|letters| !letters.is_empty())
        && letters.into_iter().all(|letters| {
            letters.len() <= SHORT && letters.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}
