//! A recipe: what somebody decided about a file of contacts, so that the next file with the same header can be read the same
//! way. It names columns by their headers and repairs by their cause, never by what stood in a cell; a step keeps the words
//! that it needs, and those of the columns that tell one person from another are not kept at all.

pub mod parts;
pub mod reading;
pub mod refusal;
mod understood;

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, de::Error};

use crate::{
    code::Code,
    country::CountryCode,
    custom::CustomKind,
    field::{
        Part,
        column::{Column, bare, header_key},
    },
    file::{dialect::is_delimiter, encoding::Encoding},
    mend::{Mend, MendStep},
    repair::Fix,
    rules::Rules,
    words::Text,
};

/// What somebody decided about a file. Every part may be absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Recipe {
    /// Columns matched by hand, by their headers: the header of the template or the name of a custom field that each counts
    /// as; empty: ignore it. Of several columns with one header the second is `Phone#2`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub columns: BTreeMap<String, String>,
    /// The causes that are repaired.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub repairs: Vec<RecipeRepair>,
    /// The steps, in their order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Mend>,
    pub country_code: CountryCode,
    /// By its WHATWG label; `None`: as found in the file.
    #[serde(with = "label", skip_serializing_if = "Option::is_none")]
    pub encoding: Option<Encoding>,
    /// `None`: as found in the file.
    #[serde(
        deserialize_with = "delimiter",
        skip_serializing_if = "Option::is_none"
    )]
    pub delimiter: Option<char>,
    #[serde(skip_serializing_if = "RecipeLayout::is_found")]
    pub layout: RecipeLayout,
    /// The sheet of a workbook; `None`: that with the contacts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
}

/// A cause that is repaired: one kind of problem in one column; without a column, in the rows themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecipeRepair {
    #[serde(deserialize_with = "repaired")]
    pub code: Code,
    #[serde(default)]
    pub column: String,
}

/// Whether an export of another program is read by its layout.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecipeLayout {
    /// By the one that its header is recognised by.
    #[default]
    Found,
    /// As it is.
    AsItIs,
    /// The full name in the column with this header becomes the two names.
    SplitName(String),
}

impl RecipeLayout {
    fn is_found(&self) -> bool {
        *self == Self::Found
    }
}

impl Recipe {
    /// Whether nothing was decided.
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }

    /// The columns of a file with these headers that are matched by hand, by their places.
    pub fn places(&self, headers: &[String]) -> BTreeMap<u32, String> {
        let names = names(headers.iter().map(String::as_str));
        let place = |(header, field): (&String, &String)| {
            let wanted = header_key(bare(header));
            let is_meant = |name: &String| !name.is_empty() && header_key(name) == wanted;
            let place = names.iter().position(is_meant)?;
            Some((place as u32, field.clone()))
        };
        self.columns.iter().filter_map(place).collect()
    }

    /// The steps with numbers behind this one.
    pub fn numbered(&self, after: u32) -> Vec<MendStep> {
        let steps = (after + 1..).zip(&self.steps);
        let step = |(number, mend): (u32, &Mend)| MendStep {
            number,
            mend: mend.clone(),
        };
        steps.map(step).collect()
    }

    /// What its steps write and look for.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.steps.iter().flat_map(|mend| match mend {
            Mend::Values { into, .. } => {
                let words = into.iter();
                words
                    .flat_map(|(value, meant)| [value.as_str(), meant.as_str()])
                    .collect::<Vec<_>>()
            }
            Mend::Replace { find, with, .. } => vec![find.as_str(), with.as_str()],
            Mend::Fill { value, .. } => vec![value.as_str()],
            Mend::CountryOfRow { .. } | Mend::SplitName { .. } => Vec::new(),
        })
    }

    /// Leaves out the steps that hold whole cells of columns by which people are told apart.
    pub fn without_people(mut self, rules: &Rules) -> Self {
        self.steps.retain(|mend| match mend {
            Mend::Values { column, .. }
            | Mend::Replace {
                column,
                whole: true,
                ..
            } => !tells_people_apart(column, rules),
            Mend::Replace { .. }
            | Mend::Fill { .. }
            | Mend::CountryOfRow { .. }
            | Mend::SplitName { .. } => true,
        });
        self
    }
}

/// Whether what stands in a column says who somebody is. Of columns that no field has nobody knows.
fn tells_people_apart(column: &str, rules: &Rules) -> bool {
    match Column::of(column, rules) {
        Column::Field(field) => match field.part {
            Part::Text(Text::FirstName | Text::LastName | Text::Street | Text::Zip)
            | Part::Phone(_)
            | Part::Email(_)
            | Part::Social(_)
            | Part::BirthDate => true,
            Part::Text(
                Text::Company
                | Text::JobTitle
                | Text::Team
                | Text::Group
                | Text::City
                | Text::State,
            )
            | Part::Language
            | Part::Country
            | Part::Kind
            | Part::Level
            | Part::Labels => false,
        },
        Column::Custom(place) => !rules.custom_fields.get(place).is_some_and(|field| {
            matches!(
                field.kind,
                CustomKind::DropdownSingle | CustomKind::DropdownMultiple | CustomKind::Checkbox
            )
        }),
        Column::Error | Column::Empty | Column::Unknown => true,
    }
}

/// What the columns of a file are called in a recipe: their headers, the second of several that are the same with `#2`.
pub fn names<'h>(headers: impl Iterator<Item = &'h str>) -> Vec<String> {
    let mut met: BTreeMap<String, u32> = BTreeMap::new();
    let name = |header: &str| {
        let header = bare(header);
        let times = met.entry(header_key(header)).or_default();
        *times += 1;
        match *times {
            _ if header.is_empty() => String::new(),
            1 => header.to_owned(),
            times => format!("{header}#{times}"),
        }
    };
    headers.map(name).collect()
}

/// By what files with the same header are known: the same columns, in any order and however their headers are spelled in
/// capitals and spaces. It tells nothing of the headers themselves.
pub fn fingerprint<'h>(headers: impl Iterator<Item = &'h str>) -> String {
    let mut keys: Vec<String> = headers.map(|header| header_key(bare(header))).collect();
    keys.retain(|key| !key.is_empty());
    keys.sort_unstable();
    // FNV-1a of 128 bits: nobody gains anything by two headers that are taken for one.
    let mut hash: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    let bytes = keys.iter().flat_map(|key| key.bytes().chain([0]));
    for byte in bytes {
        hash ^= u128::from(byte);
        hash = hash.wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
    }
    format!("{hash:032x}")
}

/// Reads what cells are told apart by.
fn delimiter<'de, D: Deserializer<'de>>(from: D) -> Result<Option<char>, D::Error> {
    let sign = Option::<char>::deserialize(from)?;
    let is_one = |sign: char| u8::try_from(sign).is_ok_and(is_delimiter);
    match sign {
        Some(sign) if !is_one(sign) => Err(D::Error::custom(format!(
            "{sign:?} cannot stand between cells; write one sign of punctuation, such as \";\", or \"\\t\" for a tab"
        ))),
        sign => Ok(sign),
    }
}

/// Reads the code of a cause that can be repaired.
fn repaired<'de, D: Deserializer<'de>>(from: D) -> Result<Code, D::Error> {
    let said = String::deserialize(from)?;
    let mut known = Fix::CODES.into_iter();
    known.find(|code| code.to_string() == said).ok_or_else(|| {
        let known = Fix::CODES.map(|code| code.to_string());
        let known = known.each_ref().map(String::as_str);
        let known = refusal::either(&known);
        let said = refusal::quoted(&said);
        D::Error::custom(format!(
            "{said} is not the code of a problem that can be repaired; write {known}"
        ))
    })
}

/// An encoding by its label, as people and the other doors write it.
mod label {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    use crate::file::encoding::Encoding;

    pub fn serialize<S: Serializer>(encoding: &Option<Encoding>, to: S) -> Result<S::Ok, S::Error> {
        encoding.map(Encoding::label).serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Encoding>, D::Error> {
        let Some(label) = Option::<String>::deserialize(from)? else {
            return Ok(None);
        };
        let mut known = Encoding::ALL.iter().copied();
        match known.find(|encoding| encoding.label().eq_ignore_ascii_case(&label)) {
            Some(encoding) => Ok(Some(encoding)),
            None => Err(D::Error::custom(format!(
                "{} is not the label of a known encoding; write one such as \"big5\" or \"windows-1251\"",
                super::refusal::quoted(&label)
            ))),
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::custom::CustomField;

    fn rules() -> Rules {
        let mut rules = Rules::new(NaiveDate::from_ymd_opt(2026, 11, 30).unwrap());
        let field = |id: &str, name: &str, kind| CustomField {
            id: id.to_owned(),
            name: name.to_owned(),
            kind,
            options: Vec::new(),
        };
        rules.custom_fields = vec![
            field("cf_title", "Salutation", CustomKind::DropdownSingle),
            field("cf_note", "Remark", CustomKind::Text),
        ];
        rules
    }

    fn values(column: &str) -> Mend {
        Mend::Values {
            column: column.to_owned(),
            into: BTreeMap::from([("femme".to_owned(), "Ms".to_owned())]),
        }
    }

    #[test]
    fn the_same_columns_in_any_order_and_spelling_are_the_same_header() {
        let of = |headers: &[&str]| fingerprint(headers.iter().copied());
        let one = of(&["First name", "Last name", "Handy", ""]);
        assert_eq!(one.len(), 32);
        assert_eq!(one, of(&["\u{feff}handy", "LAST NAME ", "firstname"]));
        assert_ne!(one, of(&["First name", "Last name"]));
        assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
        assert_ne!(of(&["Phone"]), of(&["Phone", "Phone"]));
    }

    #[test]
    fn columns_are_found_by_their_headers_wherever_they_stand() {
        let recipe = Recipe {
            columns: BTreeMap::from([
                ("Handy".to_owned(), "Mobile".to_owned()),
                ("Phone#2".to_owned(), "Work".to_owned()),
                ("gone".to_owned(), String::new()),
            ]),
            ..Recipe::default()
        };
        let headers = ["Phone", "", "phone", "HANDY "].map(str::to_owned);
        let places = recipe.places(&headers);
        assert_eq!(
            places,
            BTreeMap::from([(2, "Work".to_owned()), (3, "Mobile".to_owned())])
        );
    }

    #[test]
    fn a_recipe_keeps_no_cells_that_say_who_somebody_is() {
        let replace = |column: &str, whole| Mend::Replace {
            column: column.to_owned(),
            find: "x".to_owned(),
            with: String::new(),
            whole,
            any_case: false,
        };
        let country = Mend::CountryOfRow {
            column: "Mobile".to_owned(),
        };
        let recipe = Recipe {
            steps: vec![
                values("Company"),
                values("Last name"),
                values("Salutation"),
                values("Remark"),
                values("Nobody knows"),
                replace("Email", true),
                replace("Email", false),
                country.clone(),
            ],
            ..Recipe::default()
        };
        let kept = recipe.without_people(&rules()).steps;
        assert_eq!(
            kept,
            [
                values("Company"),
                values("Salutation"),
                replace("Email", false),
                country
            ]
        );
    }

    #[test]
    fn it_is_written_as_people_write_it() {
        let json = r#"{"columns":{"Handy":"Mobile"},"repairs":[{"code":"E01","column":"Mobile"},{"code":"W07"}],
            "steps":[{"fill":{"column":"Team","value":"Sales"}}],"country_code":{"yes":"HK"},
            "encoding":"big5","delimiter":";","layout":{"split_name":"Name"}}"#;
        let recipe: Recipe = serde_json::from_str(json).expect("a recipe");
        assert_eq!(recipe.repairs[1].column, "");
        assert_eq!(recipe.numbered(4)[0].number, 5);
        let again = serde_json::to_string(&recipe).expect("JSON");
        assert_eq!(serde_json::from_str::<Recipe>(&again).ok(), Some(recipe));
        let plain: Recipe = serde_json::from_str("{}").expect("a recipe");
        assert!(plain.is_plain());
        for wrong in [
            r#"{"colums":{}}"#,
            r#"{"steps":[{"fill":{"column":"Team","value":"A","whole":true}}]}"#,
            r#"{"repairs":[{"code":"E06","column":"Birthdate"}]}"#,
            r#"{"delimiter":"x"}"#,
            r#"{"delimiter":"—"}"#,
            r#"{"encoding":"klingon"}"#,
        ] {
            assert!(serde_json::from_str::<Recipe>(wrong).is_err(), "{wrong}");
        }
    }
}
