//! What is stored beside a contact to find and sort it.

use uuid::Uuid;

use super::{
    fold::{fold, is_cjk, joined, runs_on, spaced, transcribed},
    number::digits,
    terms::{Facet, beginnings, pieces},
};
use crate::{contact::Draft, custom::CustomValue, field::FACETS, phone::groups::dial};

/// Sort keys are cut here, so that no name is too long for an index.
const LONGEST_KEY: usize = 1_000;

/// Sorts behind every company: contacts without one come last.
pub const NO_COMPANY: &str = "\u{10fffd}";

/// What may as well not be written between the parts of a name, and between those of a company's name.
const BETWEEN_NAMES: [char; 4] = [' ', '-', '.', '·'];
pub(super) const BETWEEN_LETTERS: [char; 3] = ['-', '.', '·'];

/// Mail domains so common that their letters would swell the index and tell nobody apart: each is a single term.
/// Changing this list calls for the next `FOLDING`.
#[rustfmt::skip]
pub(super) const PROVIDERS: [&str; 32] = [
    "gmail.com", "googlemail.com", "yahoo.com", "yahoo.com.hk", "yahoo.com.tw", "yahoo.co.jp", "yahoo.co.uk", "ymail.com",
    "hotmail.com", "hotmail.co.uk", "outlook.com", "live.com", "msn.com", "icloud.com", "me.com", "mac.com",
    "aol.com", "qq.com", "foxmail.com", "163.com", "126.com", "sina.com", "sohu.com", "naver.com",
    "proton.me", "protonmail.com", "gmx.de", "gmx.net", "web.de", "mail.ru", "yandex.ru", "example.com",
];

/// What is stored beside a contact to find and sort it. Always written together with the contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keys {
    /// The folded text that a search compares with: the names, then a line for each other value, phones last. The last
    /// line is ended too, so that a number can be looked for by how it ends.
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
        let others: Vec<String> = other_names.iter().map(|name| fold(name)).collect();
        for name in &others {
            search.push('\n');
            names(name, &mut search);
        }
        if first.contains(is_cjk) && last.contains(is_cjk) {
            search.push('\n');
            names(&format!("{last}{first}"), &mut search);
        }
        if first.contains(runs_on) && last.contains(runs_on) {
            search.push('\n');
            names(&format!("{first}{last}"), &mut search);
        }
        let own = [(&draft.first_name[..], &first), (&draft.last_name, &last)];
        let others = other_names.iter().copied().zip(&others);
        for (name, folded) in own.into_iter().chain(others) {
            let variants = [joined(folded, &BETWEEN_NAMES), transcribed(name)];
            for variant in variants.into_iter().flatten() {
                search.push('\n');
                names(&variant, &mut search);
            }
        }
        search.push('\n');
        names(&company, &mut search);
        let variants = [
            joined(&company, &BETWEEN_LETTERS),
            transcribed(&draft.company),
        ];
        for variant in variants.into_iter().flatten() {
            search.push('\n');
            names(&variant, &mut search);
        }
        addresses(draft, &mut terms, &mut search);
        search.push('\n');
        facets(draft, labels, import, |facet| terms.push(facet.term()));
        terms.sort_unstable();
        terms.dedup();
        Self {
            search,
            terms,
            sort_name: key(spaced(format!("{last} {first}"))),
            sort_company: if company.is_empty() {
                NO_COMPANY.to_owned()
            } else {
                key(spaced(company))
            },
        }
    }
}

/// The email addresses, then the phone numbers, each on a line.
fn addresses(draft: &Draft, terms: &mut Vec<i32>, search: &mut String) {
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
        // Behind its country code the number stands by itself, as it is dialled at home.
        if let Some(code) = dial(&phone.number) {
            search.push('\n');
            search.push_str(&digits[code.len()..]);
        }
    }
}

fn facets(draft: &Draft, labels: &[Uuid], import: Option<Uuid>, mut found: impl FnMut(Facet<'_>)) {
    for field in FACETS.iter() {
        let text = field.write(draft);
        if !text.is_empty() {
            found(Facet::Word(field, &text));
        }
    }
    found(Facet::Phone(!draft.phones.is_empty()));
    found(Facet::Email(!draft.emails.is_empty()));
    labels.iter().for_each(|id| found(Facet::Label(*id)));
    import.into_iter().for_each(|id| found(Facet::Import(id)));
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

/// A name or company as it begins in a sort key.
pub fn sort_key(text: &str) -> String {
    spaced(fold(text))
}

fn key(mut folded: String) -> String {
    folded.truncate(folded.floor_char_boundary(LONGEST_KEY));
    folded
}
