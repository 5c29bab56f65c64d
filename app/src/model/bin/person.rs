//! What tells a person from all others, for looking for them where no column names them: a text that somebody typed, the
//! name of a file, the rows of a file.
use std::collections::HashSet;

use contact::{Contact, Part, change::Line, code::NO_LAST_NAME, query::Query, search::fold};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::{PgConnection, QueryBuilder, types::Json};
use uuid::Uuid;

use crate::{
    error::Error,
    model::{contacts::read, listing::Conditions},
};

/// So many digits at the end of a phone number tell it from others, with or without a country code.
const DIGITS: usize = 8;
/// A shorter piece of a name says nothing about who is meant.
const SHORTEST: usize = 3;

/// Somebody, by what they are reached at and how they are called; all of it folded as a search folds it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Person {
    /// The last digits of their phone numbers.
    phones: HashSet<String>,
    /// Email addresses and IDs on social networks.
    accounts: HashSet<String>,
    /// First and last names that were theirs at the same time.
    names: HashSet<(String, String)>,
    /// Names and companies by themselves: theirs alone only if nobody else has them.
    words: HashSet<String>,
}

impl Person {
    /// Somebody as their contacts are, and as they were before every save.
    pub async fn of(transaction: &mut PgConnection, family: &[Uuid]) -> Result<Self, Error> {
        let mut person = Self::default();
        for row in read::rows(transaction, family).await? {
            person.add(&Contact::from(row));
        }
        let logs = sqlx::query_scalar!(
            r#"select lines as "lines: Json<Vec<Line>>" from change where contact_id = any($1) and lines <> '[]'"#,
            family
        );
        for Json(lines) in logs.fetch_all(transaction).await? {
            for line in lines {
                for value in [line.old, line.new].into_iter().flatten() {
                    person.add_value(&line.field, &value);
                }
            }
        }
        person.words.retain(|word| {
            let long = word.chars().count() >= SHORTEST || !word.is_ascii();
            long && word != NO_LAST_NAME
        });
        Ok(person)
    }

    fn add(&mut self, contact: &Contact) {
        let draft = &contact.draft;
        draft
            .phones
            .iter()
            .for_each(|phone| self.add_phone(&phone.number));
        let emails = draft.emails.iter().map(|email| &email.address);
        let socials = draft.socials.iter().map(|social| &social.id);
        let accounts = emails.chain(socials).map(|account| fold(account));
        self.accounts
            .extend(accounts.filter(|account| !account.is_empty()));
        let firsts = [&draft.first_name]
            .into_iter()
            .chain(&contact.other_first_names);
        let firsts: Vec<String> = firsts.map(|name| fold(name)).collect();
        let lasts = [&draft.last_name]
            .into_iter()
            .chain(&contact.other_last_names);
        for last in lasts.map(|name| fold(name)) {
            let pairs = firsts.iter().map(|first| (first.clone(), last.clone()));
            self.names.extend(pairs.filter(|(first, last)| {
                !(last.is_empty() || first.is_empty() && last == NO_LAST_NAME)
            }));
            self.words.insert(last);
        }
        self.words.extend(firsts);
        self.words.insert(fold(&draft.company));
    }

    /// A value that a field had once.
    fn add_value(&mut self, field: &str, value: &Value) {
        match (field, value) {
            ("first_name" | "last_name" | "company", Value::String(text)) => {
                self.words.insert(fold(text));
            }
            ("phones" | "emails" | "socials", Value::Array(items)) => {
                for item in items {
                    if let Some(number) = item["number"].as_str() {
                        self.add_phone(number);
                    }
                    let account = item["address"].as_str().or(item["id"].as_str());
                    self.accounts.extend(account.map(fold));
                }
            }
            _ => {}
        }
    }

    fn add_phone(&mut self, number: &str) {
        self.phones.extend(last_digits(number));
    }

    /// Takes in somebody else, so that a file is read once for all.
    pub fn join(&mut self, other: Self) {
        self.phones.extend(other.phones);
        self.accounts.extend(other.accounts);
        self.names.extend(other.names);
        self.words.extend(other.words);
    }

    /// Leaves out what others may share.
    pub fn certain(&self) -> Self {
        Self {
            words: HashSet::new(),
            ..self.clone()
        }
    }

    /// Whether the cells of a row name the person.
    pub fn stands_in_row<'a>(
        &self,
        cells: impl Iterator<Item = std::borrow::Cow<'a, str>>,
    ) -> bool {
        let mut folded = Vec::new();
        for cell in cells.filter(|cell| !cell.trim().is_empty()) {
            // Also where it stands among other words, as `Ada <ada@example.com>` and `Lovelace, Ada (sister)` do.
            let is_account = |part: &str| self.accounts.contains(&fold(part));
            if cell.split(';').any(is_account) || self.is_meant_by(&cell) {
                return true;
            }
            folded.push(fold(&cell));
        }
        let here = |word: &String| word.is_empty() || folded.contains(word);
        self.names
            .iter()
            .any(|(first, last)| here(last) && here(first))
    }

    /// Whether a text that somebody wrote certainly means the person.
    fn is_meant_by(&self, text: &str) -> bool {
        let folded = fold(text);
        let digits: String = folded.chars().filter(char::is_ascii_digit).collect();
        // A file may be called Ada_Lovelace-2026.csv.
        let spaced = format!(" {} ", words(&folded));
        let named = |(first, last): &(String, String)| {
            let (first, last) = (words(first), words(last));
            let together = || spaced.contains(&format!("{last}{first}"));
            !first.is_empty()
                && (spaced.contains(&format!(" {first} {last} "))
                    || spaced.contains(&format!(" {last} {first} "))
                    || together())
        };
        self.phones
            .iter()
            .any(|phone| digits.contains(phone.as_str()))
            || self
                .accounts
                .iter()
                .any(|account| account.contains('@') && folded.contains(account.as_str()))
            || self.names.iter().any(named)
    }

    /// The words in a text that mean the person if nobody else has them.
    fn words_in(&self, text: &str) -> impl Iterator<Item = &String> {
        let folded = fold(text);
        let words = self.words.iter().chain(&self.accounts);
        words.filter(move |word| !word.is_empty() && folded.contains(word.as_str()))
    }

    /// The pieces of a text that are pieces of what is known of the person: a search is for the beginning of a word.
    fn pieces_in(&self, text: &str) -> Vec<String> {
        let folded = fold(text);
        let known = || self.words.iter().chain(&self.accounts).chain(&self.phones);
        let is_piece = |piece: &&str| {
            let long = piece.chars().count() >= SHORTEST || !piece.is_ascii();
            long && known().any(|known| known.contains(*piece))
        };
        let pieces = folded.split_whitespace().filter(is_piece);
        pieces.map(str::to_owned).collect()
    }

    /// Whether a text means the person: by what is certain, or by a word that finds no other contact. Asked when their own
    /// contacts are gone.
    pub async fn stands_in(
        &self,
        transaction: &mut PgConnection,
        text: &str,
    ) -> Result<bool, Error> {
        if self.is_meant_by(text) {
            return Ok(true);
        }
        // A word may be a piece of the text as well.
        let words: HashSet<String> = self
            .words_in(text)
            .cloned()
            .chain(self.pieces_in(text))
            .collect();
        for word in words {
            let query = Query {
                search: word,
                ..Query::default()
            };
            let conditions = Conditions::of(transaction, &query).await?;
            let mut sql = QueryBuilder::new("select exists (select from contact where ");
            conditions.push(&mut sql);
            sql.push(")");
            let shared: bool = sql
                .build_query_scalar()
                .fetch_one(&mut *transaction)
                .await?;
            if !shared {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether anything that a list was searched for or filtered by means the person.
    pub async fn stands_in_query(
        &self,
        transaction: &mut PgConnection,
        address: &str,
    ) -> Result<bool, Error> {
        let Ok(query) = Query::of_address(address) else {
            // Nobody can read it any more, so nobody misses it.
            return Ok(true);
        };
        let named = query
            .facets()
            .filter(|(field, _)| matches!(field.part, Part::Text(_)));
        let named: Vec<String> = named.flat_map(|(_, values)| values.to_vec()).collect();
        let texts = [query.search, query.company]
            .into_iter()
            .chain(named)
            .chain(query.labels)
            .chain(query.custom.into_values().flatten());
        for text in texts.filter(|text| !text.is_empty()) {
            if self.stands_in(transaction, &text).await? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// The words of a folded text, with one space between two of them.
fn words(folded: &str) -> String {
    let words = folded.split(|letter: char| !letter.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// The end of a phone number, whatever stands between its digits; nothing if there are too few.
fn last_digits(text: &str) -> Option<String> {
    let digits: Vec<char> = text.chars().filter(char::is_ascii_digit).collect();
    let from = digits.len().checked_sub(DIGITS)?;
    Some(digits[from..].iter().collect())
}
