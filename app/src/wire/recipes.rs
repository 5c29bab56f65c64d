//! Recipes of imports over the wire: the JSON that the page keeps, a program names and the command line reads from a file.
use contact::{
    Bounded, Rules,
    effect::choices::{ClassChoices, RecordChoices, SingleChoices},
    recipe::{Recipe, RecipeLayout, parts, refusal::RecipeRefusal},
};
use serde::{
    Deserialize, Deserializer, Serialize,
    de::{DeserializeOwned, Error},
};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::imports::{MatchBy, OnDuplicate};

/// What somebody decided about a file, and about contacts that exist already.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ImportRecipe {
    #[serde(flatten)]
    pub file: Recipe,
    pub duplicates: OnDuplicate,
    #[serde(rename = "match")]
    pub matching: MatchBy,
    /// What becomes of the records of a class, where it is not what becomes of all. Like `records`, of one import only.
    #[serde(skip_serializing_if = "ClassChoices::is_plain")]
    pub classes: ClassChoices,
    /// What becomes of single records of one file.
    #[serde(skip_serializing_if = "SingleChoices::is_empty")]
    pub records: SingleChoices,
}

/// The parts that say what becomes of contacts that exist.
const OF_CONTACTS: [&str; 4] = ["duplicates", "match", "classes", "records"];

impl<'de> Deserialize<'de> for ImportRecipe {
    /// By hand, so that a part that nobody knows is refused and not passed over.
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::of(Value::deserialize(from)?).map_err(D::Error::custom)
    }
}

/// Takes one part out of those that were sent.
fn part<T: DeserializeOwned + Default>(
    parts: &mut Map<String, Value>,
    name: &str,
) -> Result<T, RecipeRefusal> {
    let Some(part) = parts.remove(name) else {
        return Ok(T::default());
    };
    parts::read(&part, &[]).map_err(|refusal| refusal.in_key(name))
}

impl ImportRecipe {
    /// Reads a recipe as somebody wrote it.
    pub fn read(text: &str) -> Result<Self, RecipeRefusal> {
        Self::of(parts::parse(text)?)
    }

    /// Reads a recipe of its JSON.
    pub fn of(json: Value) -> Result<Self, RecipeRefusal> {
        let Value::Object(mut parts) = json else {
            let sentence =
                "write a recipe as an object in braces, such as {\"duplicates\": \"skip\"}";
            return Err(RecipeRefusal::new(sentence));
        };
        let [duplicates, matching, classes, records] = OF_CONTACTS;
        Ok(Self {
            duplicates: part(&mut parts, duplicates)?,
            matching: part(&mut parts, matching)?,
            classes: part(&mut parts, classes)?,
            records: part(&mut parts, records)?,
            file: parts::read(&Value::Object(parts), &OF_CONTACTS)?,
        })
    }

    /// The same, with its fields called as they are here; refuses what cannot be meant.
    pub fn understood(self, rules: &Rules) -> Result<Self, RecipeRefusal> {
        Ok(Self {
            file: self.file.understood(rules)?,
            ..self
        })
    }

    /// Whether nothing was decided.
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }

    /// The part that is chosen for one file only, if there is one: it cannot be kept for the next file.
    pub fn part_of_one_file(&self) -> Option<&'static str> {
        let [_, _, classes, records] = OF_CONTACTS;
        match (self.classes.is_plain(), self.records.is_empty()) {
            (true, true) => None,
            (false, _) => Some(classes),
            (true, false) => Some(records),
        }
    }

    /// What becomes of records whose contact exists.
    pub fn choices(&self) -> RecordChoices {
        RecordChoices {
            duplicates: self.duplicates,
            matching: self.matching,
            classes: self.classes,
            runs: self.records.runs(),
        }
    }

    /// Whether a file is read by it as it is without it; what becomes of its contacts is another matter.
    pub fn reads_as_it_is(&self) -> bool {
        let Recipe {
            columns,
            repairs,
            steps,
            layout,
            sheet,
            ..
        } = &self.file;
        columns.is_empty()
            && repairs.is_empty()
            && steps.is_empty()
            && *layout == RecipeLayout::Found
            && sheet.is_none()
    }
}

/// A recipe that is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct KeptRecipe {
    pub id: Uuid,
    /// The layout that was saved under it, for everybody; absent: what whoever asks chose the last time.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub name: Option<String>,
    /// By what files with the same header are known.
    pub fingerprint: String,
    #[cfg_attr(feature = "ssr", schema(value_type = Object))]
    pub recipe: ImportRecipe,
    /// Whose it is.
    pub owner: String,
    /// Whether who asks may change it.
    pub may_change: bool,
}

/// What is kept of the decisions about a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecipeDraft {
    /// Saved under a name, for everybody; absent: what whoever asks chose the last time.
    #[serde(default)]
    pub name: Option<Bounded<1_000>>,
    pub fingerprint: Bounded<64>,
    pub recipe: ImportRecipe,
}

#[cfg(test)]
mod tests {
    use contact::effect::EffectClass;

    use super::*;

    #[test]
    fn a_recipe_is_one_object_and_what_nobody_knows_is_refused() {
        let json = r#"{"duplicates":"update","match":"phone","columns":{"Handy":"Mobile"}}"#;
        let recipe: ImportRecipe = serde_json::from_str(json).expect("a recipe");
        assert_eq!(recipe.duplicates, OnDuplicate::Update);
        assert_eq!(recipe.matching, MatchBy::Phone);
        assert_eq!(recipe.file.columns["Handy"], "Mobile");
        let again = serde_json::to_string(&recipe).expect("JSON");
        assert_eq!(
            serde_json::from_str::<ImportRecipe>(&again).ok(),
            Some(recipe)
        );
        for wrong in [r#"{"matching":"phone"}"#, r#"{"duplicates":"both"}"#, "[]"] {
            assert!(
                serde_json::from_str::<ImportRecipe>(wrong).is_err(),
                "{wrong}"
            );
        }
        let plain: ImportRecipe = serde_json::from_str("{}").expect("a recipe");
        assert!(plain.is_plain() && plain.reads_as_it_is());
        let sheet: ImportRecipe = serde_json::from_str(r#"{"sheet":"People"}"#).expect("a recipe");
        assert!(!sheet.reads_as_it_is());
    }

    #[test]
    fn a_refusal_names_the_part_that_is_meant() {
        for (json, said) in [
            (
                r#"{"duplicate":"skip"}"#,
                r#"unknown field "duplicate", expected "columns", "repairs", "steps", "country_code", "encoding", "delimiter", "layout", "sheet", "duplicates", "match", "classes" or "records"; did you mean "duplicates"?"#,
            ),
            (
                r#"{"duplicates":"both"}"#,
                r#"duplicates: unknown variant "both", expected "create", "skip" or "update""#,
            ),
            (
                r#"{"classes":{"chagned":"skip"}}"#,
                r#"classes: unknown field "chagned", expected "exists", "unchanged", "changed", "again" or "conflict"; did you mean "changed"?"#,
            ),
            (
                r#"{"records":{"12":"updaet"}}"#,
                r#"records["12"]: unknown variant "updaet", expected "create", "skip" or "update"; did you mean "update"?"#,
            ),
            (
                "[]",
                r#"write a recipe as an object in braces, such as {"duplicates": "skip"}"#,
            ),
        ] {
            let refusal = ImportRecipe::read(json).expect_err("refused");
            assert_eq!(refusal.to_string(), said, "{json}");
            // However it comes in, the sentence is the same.
            let other = serde_json::from_str::<ImportRecipe>(json).expect_err("refused");
            assert!(other.to_string().starts_with(said), "{other}");
        }
    }

    #[test]
    fn what_is_chosen_for_classes_and_records_is_of_one_file() {
        let json = r#"{"duplicates":"update","classes":{"changed":"skip"},"records":{"12":"create"},"sheet":"People"}"#;
        let recipe: ImportRecipe = serde_json::from_str(json).expect("a recipe");
        assert_eq!(recipe.part_of_one_file(), Some("classes"));
        assert!(!recipe.is_plain());
        let choices = recipe.choices();
        let of = |record| choices.of(record, || EffectClass::Changed);
        assert_eq!([of(11), of(12)], [OnDuplicate::Skip, OnDuplicate::Create]);
        let again = serde_json::to_string(&recipe).expect("JSON");
        assert_eq!(
            serde_json::from_str::<ImportRecipe>(&again).ok(),
            Some(recipe)
        );
        for plain in ["{}", r#"{"classes":{},"records":{}}"#] {
            let plain: ImportRecipe = serde_json::from_str(plain).expect("a recipe");
            assert_eq!(plain.part_of_one_file(), None);
            let json = serde_json::to_string(&plain).expect("JSON");
            assert!(
                !json.contains("records") && !json.contains("classes"),
                "{json}"
            );
        }
        for wrong in [
            r#"{"records":{"0":"skip"}}"#,
            r#"{"classes":{"new":"skip"}}"#,
        ] {
            let read = serde_json::from_str::<ImportRecipe>(wrong);
            assert!(read.is_err(), "{wrong}");
        }
    }
}
