//! What is chosen about a file of contacts: the same for `check` and `import`, in the same words.
use app::wire::{
    imports::{MatchBy, OnDuplicate},
    recipes::ImportRecipe,
};
use clap::Args;
use contact::{
    Country, CountryCode,
    file::{dialect::is_delimiter, encoding::Encoding},
};
use serde::de::DeserializeOwned;

/// Under these headings the help tells of the options.
pub const THE_FILE: &str = "How the file is read";
pub const ITS_MEANING: &str = "What its columns and values mean";
pub const EXISTING: &str = "Contacts that exist already";

/// What neither the bytes of a file nor its numbers tell, and what becomes of records whose contact exists.
#[derive(Args, Clone, Debug)]
pub struct FileChoices {
    /// The encoding, by its WHATWG label, such as big5 or windows-1251; by default as found in the file
    #[arg(long, value_name = "LABEL", value_parser = encoding, help_heading = THE_FILE)]
    pub encoding: Option<Encoding>,
    /// What stands between the cells: one character such as ";", or the word tab; by default as found in the file
    #[arg(long, value_name = "C", value_parser = delimiter, help_heading = THE_FILE)]
    pub delimiter: Option<char>,
    /// The sheet of a workbook, such as People; by default the one with the contacts
    #[arg(long, value_name = "NAME", help_heading = THE_FILE)]
    pub sheet: Option<String>,
    /// What was decided about such a file, such as monthly.json (docs/recipes.md); what the line says besides goes first
    #[arg(long, value_name = "FILE.json", value_parser = recipe, help_heading = ITS_MEANING)]
    pub recipe: Option<ImportRecipe>,
    /// Phone numbers without a country code are of this country, such as HK or "Hong Kong"; by default they are a problem
    #[arg(
        long,
        value_parser = country,
        conflicts_with = "plus_missing",
        help_heading = ITS_MEANING
    )]
    pub country: Option<Country>,
    /// Phone numbers without a + have their country code all the same; by default they are a problem
    #[arg(long, help_heading = ITS_MEANING)]
    pub plus_missing: bool,
    /// What becomes of a record whose contact exists: create, skip or update; by default create
    #[arg(
        long,
        value_name = "WHAT",
        value_parser = word::<OnDuplicate>,
        help_heading = EXISTING
    )]
    pub duplicates: Option<OnDuplicate>,
    /// How the contact of a record is recognised: by phone, email or any of the two; by default any
    #[arg(
        long = "match",
        value_name = "BY",
        value_parser = word::<MatchBy>,
        help_heading = EXISTING
    )]
    pub matching: Option<MatchBy>,
}

impl FileChoices {
    /// What was decided about such a file, with what is chosen besides.
    pub fn recipe(&self) -> ImportRecipe {
        let mut recipe = self.recipe.clone().unwrap_or_default();
        recipe.file.country_code = self.country_code().unwrap_or(recipe.file.country_code);
        recipe.file.encoding = self.encoding.or(recipe.file.encoding);
        recipe.file.delimiter = self.delimiter.or(recipe.file.delimiter);
        recipe.file.sheet = self.sheet.clone().or(recipe.file.sheet);
        recipe.duplicates = self.duplicates.unwrap_or(recipe.duplicates);
        recipe.matching = self.matching.unwrap_or(recipe.matching);
        recipe
    }

    /// Which code the numbers without one get.
    fn country_code(&self) -> Option<CountryCode> {
        match self.country {
            Some(country) => Some(CountryCode::Yes(country)),
            None => self.plus_missing.then_some(CountryCode::PlusMissing),
        }
    }
}

/// Reads a country.
fn country(text: &str) -> Result<Country, String> {
    Country::parse(text)
        .ok_or_else(|| "not a known country name, alpha-2 or alpha-3 code".to_owned())
}

/// Reads the label of an encoding.
fn encoding(text: &str) -> Result<Encoding, String> {
    Encoding::of(text)
        .ok_or_else(|| "not a known encoding, such as big5, windows-1251 or euc-kr".to_owned())
}

/// Reads a recipe from its file.
fn recipe(path: &str) -> Result<ImportRecipe, String> {
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    ImportRecipe::read(&text).map_err(|refusal| refusal.to_string())
}

/// Reads a delimiter.
fn delimiter(text: &str) -> Result<char, String> {
    match text.as_bytes() {
        b"tab" | b"\\t" => Ok('\t'),
        [byte] if is_delimiter(*byte) => Ok(char::from(*byte)),
        _ => Err("not one sign of punctuation, such as ; or |, or the word tab".to_owned()),
    }
}

/// Reads one of several words.
fn word<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_value(text.into()).map_err(|error| error.to_string())
}
