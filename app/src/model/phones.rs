//! What the pages cannot know of phone numbers, since the numbering plans are not in them.
use std::borrow::Cow;

use contact::{Code, Country, Problem, country::CountryCode, phone, plans};

use crate::{error::Error, model::Asker, who::Action, wire::contacts::WrittenPhones};

/// The most numbers of one request, and the most characters of one.
const MOST: usize = 1_000;
const LONGEST: usize = 21;

/// The numbers that are written otherwise than `phone::groups::spaced` has it.
pub fn written<'a>(numbers: impl Iterator<Item = &'a str>) -> WrittenPhones {
    numbers
        .map(|number| (number, plans::shown(number)))
        .filter(|(number, shown)| *shown != phone::groups::spaced(number))
        .map(|(number, shown)| (number.to_owned(), shown))
        .collect()
}

/// The same of what a page asks for.
pub fn asked(asker: &Asker, numbers: &[String]) -> Result<WrittenPhones, Error> {
    asker.read(Action::ReadContacts)?;
    let numbers = numbers.iter().take(MOST).map(String::as_str);
    Ok(written(numbers.filter(|it| it.len() <= LONGEST)))
}

/// Completes a number typed without a country code by the numbering plan of its country.
pub fn complete(asker: &Asker, number: &str, country: Country) -> Result<String, Error> {
    asker.read(Action::ReadContacts)?;
    let number = number.trim();
    let wrong = |code: Code| Error::from(Problem::new(code, "Mobile", number));
    phone::parse(number, CountryCode::Yes(country))
        .map(Cow::into_owned)
        .map_err(wrong)
}
