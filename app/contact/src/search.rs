//! How a search finds a contact. One fold for what is stored and for what is typed; the folded text is cut into terms
//! (small numbers) that an inverted index can look up in any database locale, and whatever the index proposes is
//! compared with the text itself. Invariant: a contact that the comparison accepts always holds the terms asked for.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use uuid::Uuid;

use crate::{
    contact::{Draft, Kind, Level},
    custom::CustomValue,
};

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

/// Writes a text in the form in which texts are compared: no case, no accents, full-width as ASCII, no apostrophes
/// and invisible characters, single spaces.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    if text.is_ascii() {
        fold_chars(text.chars(), &mut folded);
        return folded;
    }
    fold_chars(text.nfkd(), &mut folded);
    folded.nfc().collect()
}

fn fold_chars(chars: impl Iterator<Item = char>, folded: &mut String) {
    let mut space = false;
    for char in chars {
        if char.is_whitespace() {
            space = true;
            continue;
        }
        if is_silent(char) {
            continue;
        }
        if space && !folded.is_empty() {
            folded.push(' ');
        }
        space = false;
        for lower in char.to_lowercase() {
            match lower {
                'ß' => folded.push_str("ss"),
                'æ' => folded.push_str("ae"),
                'œ' => folded.push_str("oe"),
                'þ' => folded.push_str("th"),
                'ø' => folded.push('o'),
                'ł' => folded.push('l'),
                'đ' | 'ð' => folded.push('d'),
                'ħ' => folded.push('h'),
                'ı' => folded.push('i'),
                'ς' => folded.push('σ'),
                mark if is_combining_mark(mark) && !is_voicing(mark) => {}
                other => folded.push(other),
            }
        }
    }
}

/// Accents, apostrophes of all kinds, and characters that nobody sees.
fn is_silent(char: char) -> bool {
    match char {
        '\'' | '`' | '‘' | '’' | 'ʼ' | 'ʻ' | '\u{ad}' | '\u{feff}' => true,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' => true,
        _ if char.is_ascii() => char.is_ascii_control(),
        _ => char.is_control() || (is_combining_mark(char) && !is_voicing(char)),
    }
}

/// The marks that tell か from が: another letter, not an accent.
fn is_voicing(char: char) -> bool {
    matches!(char, '\u{3099}' | '\u{309a}')
}

/// Scripts that write a full name without a space.
pub(crate) fn is_cjk(char: char) -> bool {
    matches!(char, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// A value that the list can be filtered by, as a term of the index.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Facet<'a> {
    Kind(Kind),
    Level(Level),
    Label(Uuid),
    Team(&'a str),
    Group(&'a str),
    Language(&'a str),
    Country(&'a str),
    Phone(bool),
    Email(bool),
    Import(Uuid),
    Custom(&'a str, &'a str),
    /// A common mail domain.
    Provider(&'a str),
    /// A common mail domain, behind the character before its `@`.
    Mailbox(char, &'a str),
}

impl Facet<'_> {
    /// Numbers the value. Two values may share a number by accident (with 100,000 of them, one filter in 20,000 meets
    /// such a pair), so a filter looks at the value itself wherever a column holds it.
    pub fn term(self) -> i32 {
        match self {
            Self::Kind(kind) => hash("type", kind.as_str().as_bytes()),
            Self::Level(level) => hash("level", level.as_str().as_bytes()),
            Self::Label(id) => hash("label", id.as_bytes()),
            Self::Team(text) => hash("team", fold(text).as_bytes()),
            Self::Group(text) => hash("group", fold(text).as_bytes()),
            Self::Language(code) => hash("language", code.as_bytes()),
            Self::Country(code) => hash("country", code.as_bytes()),
            Self::Phone(any) => hash("phone", &[any.into()]),
            Self::Email(any) => hash("email", &[any.into()]),
            Self::Import(id) => hash("import", id.as_bytes()),
            Self::Custom(id, text) => hash(id, fold(text).as_bytes()),
            Self::Provider(domain) => hash("@", domain.as_bytes()),
            Self::Mailbox(last, domain) => hash("mailbox", format!("{last}@{domain}").as_bytes()),
        }
    }
}

/// FNV-1a in the negative half of the numbers; the positive half holds the Latin terms, without collisions.
fn hash(space: &str, bytes: &[u8]) -> i32 {
    let mut hash = 0x811c_9dc5_u32;
    for byte in space.bytes().chain([0]).chain(bytes.iter().copied()) {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    (hash | 0x8000_0000) as i32
}

/// Packs up to three ASCII characters; `tag` tells pieces, beginnings and punctuation apart.
fn pack(tag: i32, chars: &[u8]) -> i32 {
    chars
        .iter()
        .fold(tag, |packed, char| packed << 7 | i32::from(*char))
}

/// Cuts a folded text into what an index can find it by: every three letters of a Latin word, every character and pair
/// of any other script, punctuation marks.
fn pieces(folded: &str, mut found: impl FnMut(i32)) {
    for run in runs(folded) {
        match run {
            Run::Latin(word) => word.windows(3).for_each(|three| found(pack(0, three))),
            Run::Other(text) => {
                let mut before: Option<usize> = None;
                for (at, char) in text.char_indices() {
                    let end = at + char.len_utf8();
                    found(hash("", &text.as_bytes()[at..end]));
                    if let Some(before) = before {
                        found(hash("", &text.as_bytes()[before..end]));
                    }
                    before = Some(at);
                }
            }
            Run::Mark(mark) => found(pack(3, &[mark])),
        }
    }
}

/// The beginnings of Latin words: what one and two typed letters look for.
fn beginnings(folded: &str, mut found: impl FnMut(i32)) {
    for run in runs(folded) {
        if let Run::Latin(word) = run {
            found(pack(1, &word[..1]));
            if word.len() > 1 {
                found(pack(2, &word[..2]));
            }
        }
    }
}

enum Run<'a> {
    Latin(&'a [u8]),
    Other(&'a str),
    Mark(u8),
}

fn runs(folded: &str) -> impl Iterator<Item = Run<'_>> {
    let latin = |byte: u8| byte.is_ascii_alphanumeric();
    let mut rest = folded;
    std::iter::from_fn(move || {
        loop {
            let first = *rest.as_bytes().first()?;
            let length = |same: &dyn Fn(u8) -> bool| {
                rest.bytes()
                    .position(|byte| !same(byte))
                    .unwrap_or(rest.len())
            };
            let (run, end) = if latin(first) {
                let end = length(&latin);
                (Some(Run::Latin(&rest.as_bytes()[..end])), end)
            } else if !first.is_ascii() {
                let end = length(&|byte| !byte.is_ascii());
                (Some(Run::Other(&rest[..end])), end)
            } else {
                // A full stop and an @ stand in every address: they narrow nothing down.
                (
                    matches!(first, b'!'..=b'-' | b'/' | b':'..=b'?' | b'['..=b'~')
                        .then_some(Run::Mark(first)),
                    1,
                )
            };
            rest = &rest[end..];
            if run.is_some() {
                return run;
            }
        }
    })
}

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    pub readings: Vec<Reading>,
    /// Sort keys that begin like this come first: the text as a last name, and its last word as one.
    pub names: Vec<String>,
}

/// One way to read a typed text. All of it must fit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::contact::{Email, Phone};

    #[test]
    fn case_accents_width_and_apostrophes_do_not_matter() {
        for (written, folded) in [
            ("José", "jose"),
            ("ØSTERGÅRD", "ostergard"),
            ("Straße", "strasse"),
            ("Ｏ’Ｂｒｉｅｎ", "obrien"),
            ("  Mary \t Ann ", "mary ann"),
            ("陳大文", "陳大文"),
            ("İstanbul", "istanbul"),
            ("Łódź", "lodz"),
            ("김민준", "김민준"),
            ("が", "が"),
            ("ΣΊΣΥΦΟΣ", "σισυφοσ"),
            ("a\u{200b}b\u{202e}c", "abc"),
        ] {
            assert_eq!(fold(written), folded, "{written}");
        }
    }

    fn keys(first: &str, last: &str, company: &str, email: &str, phone: &str) -> Keys {
        let draft = Draft {
            first_name: first.into(),
            last_name: last.into(),
            company: company.into(),
            emails: vec![Email {
                address: email.into(),
                ..Email::default()
            }],
            phones: vec![Phone {
                number: phone.into(),
                ..Phone::default()
            }],
            ..Draft::default()
        };
        Keys::of(&draft, &["Johnny"], &[], None)
    }

    #[test]
    fn a_contact_is_found_by_any_part_of_it() {
        let contact = keys(
            "John",
            "O'Brien-Smith",
            "50% Café & Co_op",
            "j.smith@mail.acme.co.uk",
            "+447700900123",
        );
        for typed in [
            "john",
            "JOHN",
            "ohn",
            "smith john",
            "john smith",
            "john smi",
            "hn obr",
            "jo",
            "o",
            "smith, john",
            "o'brien",
            "obrien",
            "cafe",
            "50%",
            "co_op",
            "%",
            "j.smith@mail",
            "acme.co",
            "mail",
            "@mail.acme",
            "johnny",
            "900123",
            "+44 7700 900123",
            "07700 900123",
            "0044 7700 900-123",
            "john acme",
        ] {
            assert!(
                Search::parse(typed).is_some_and(|search| search.finds(&contact)),
                "{typed}"
            );
        }
        for typed in ["50_", "jx", "mi", "smith mary", "gmail", "900124", "c%p"] {
            assert!(
                !Search::parse(typed).is_some_and(|search| search.finds(&contact)),
                "{typed}"
            );
        }
    }

    #[test]
    fn a_common_mail_domain_is_found_like_any_other() {
        let contact = keys("Ann", "Lee", "", "ann.lee7@gmail.com", "+85212345678");
        for typed in [
            "gmail",
            "@gmail.com",
            "lee7@gm",
            "ann.lee7@gmail.com",
            "mail.co",
            "e7@",
            "ann gmail",
            "com gmail mail ann",
        ] {
            assert!(
                Search::parse(typed).is_some_and(|search| search.finds(&contact)),
                "{typed}"
            );
        }
        for typed in ["lee8@gmail.com", "lee7@qq", "hotmail"] {
            assert!(
                !Search::parse(typed).is_some_and(|search| search.finds(&contact)),
                "{typed}"
            );
        }
    }

    #[test]
    fn chinese_names_are_found_by_one_two_or_all_characters() {
        let contact = keys("大文", "陳", "長江實業", "", "");
        for typed in [
            "陳",
            "大",
            "大文",
            "陳大文",
            "陳 大文",
            "大文 陳",
            "江實",
            "長江實業",
        ] {
            assert!(
                Search::parse(typed).is_some_and(|search| search.finds(&contact)),
                "{typed}"
            );
        }
        assert!(!Search::parse("文大").is_some_and(|search| search.finds(&contact)));
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in any::<String>()) {
            let folded = fold(&text);
            prop_assert_eq!(fold(&folded), folded);
        }

        #[test]
        fn any_three_characters_of_a_company_find_it(company in "[\\PC]{3,20}", at in 0usize..18) {
            let contact = keys("Ann", "Lee", &company, "", "");
            let part: String = fold(&company).chars().skip(at).take(3).collect();
            if let Some(search) = Search::parse(&part).filter(|_| part.chars().count() == 3 && !part.contains([' ', ',', ';'])) {
                prop_assert!(search.finds(&contact), "{part:?} in {company:?}");
            }
        }

        #[test]
        fn nothing_typed_panics(text in any::<String>()) {
            let _ = Search::parse(&text);
        }
    }
}
