//! Recipes of imports over the wire: the JSON that the page keeps, a program names and the command line reads from a file.
use contact::{
    Bounded,
    effect::choices::{ClassChoices, RecordChoices, SingleChoices},
    recipe::{Recipe, RecipeLayout},
};
use serde::{Deserialize, Deserializer, Serialize, de::DeserializeOwned};
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

impl<'de> Deserialize<'de> for ImportRecipe {
    /// By hand, so that a part that nobody knows is refused and not passed over.
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let parts = Map::<String, Value>::deserialize(from)?;
        read(parts).map_err(serde::de::Error::custom)
    }
}

fn read(mut parts: Map<String, Value>) -> Result<ImportRecipe, serde_json::Error> {
    Ok(ImportRecipe {
        duplicates: part(&mut parts, "duplicates")?,
        matching: part(&mut parts, "match")?,
        classes: part(&mut parts, "classes")?,
        records: part(&mut parts, "records")?,
        file: serde_json::from_value(Value::Object(parts))?,
    })
}

/// Takes one part out of those that were sent.
fn part<T: DeserializeOwned + Default>(
    parts: &mut Map<String, Value>,
    name: &str,
) -> Result<T, serde_json::Error> {
    parts
        .remove(name)
        .map_or_else(|| Ok(T::default()), serde_json::from_value)
}

impl ImportRecipe {
    /// Whether nothing was decided.
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }

    /// Whether something is chosen for one file only, so that it cannot be kept for the next one.
    pub fn is_of_one_file(&self) -> bool {
        !self.classes.is_plain() || !self.records.is_empty()
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
    fn what_is_chosen_for_classes_and_records_is_of_one_file() {
        let json = r#"{"duplicates":"update","classes":{"changed":"skip"},"records":{"12":"create"},"sheet":"People"}"#;
        let recipe: ImportRecipe = serde_json::from_str(json).expect("a recipe");
        assert!(recipe.is_of_one_file() && !recipe.is_plain());
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
            assert!(!plain.is_of_one_file());
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
