//! Reads the parts of a recipe out of its JSON, and remembers where each stands, so that a refusal names the part that is meant.
use std::{iter::Enumerate, slice};

use serde::{
    Deserialize, Deserializer,
    de::{
        DeserializeSeed, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor,
        value::BorrowedStrDeserializer,
    },
    forward_to_deserialize_any,
};
use serde_json::{Value, map};

use super::refusal::{RecipeRefusal, either};

/// Takes the text of a recipe apart. Editors of some systems put a mark before the text, which means nothing.
pub fn parse(text: &str) -> Result<Value, RecipeRefusal> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    serde_json::from_str(text).map_err(|error| RecipeRefusal::malformed(&error))
}

/// Reads a part.
pub fn read<'de, T: Deserialize<'de>>(part: &'de Value) -> Result<T, RecipeRefusal> {
    T::deserialize(PartReader(part))
}

/// A part that is about to be read.
struct PartReader<'de>(&'de Value);

impl<'de> Deserializer<'de> for PartReader<'de> {
    type Error = RecipeRefusal;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, RecipeRefusal> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(is_so) => visitor.visit_bool(*is_so),
            Value::Number(number) => match (number.as_u64(), number.as_i64()) {
                (Some(number), _) => visitor.visit_u64(number),
                (None, Some(number)) => visitor.visit_i64(number),
                (None, None) => visitor.visit_f64(number.as_f64().unwrap_or_default()),
            },
            Value::String(text) => visitor.visit_borrowed_str(text),
            Value::Array(items) => visitor.visit_seq(ListReader(items.iter().enumerate())),
            Value::Object(parts) => visitor.visit_map(ObjectReader {
                parts: parts.iter(),
                next: None,
            }),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, RecipeRefusal> {
        match self.0 {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, RecipeRefusal> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, RecipeRefusal> {
        let read = match self.0 {
            Value::String(word) => Some((word, None)),
            Value::Object(parts) if parts.len() == 1 => {
                let mut parts = parts.iter();
                parts.next().map(|(word, with)| (word, Some(with)))
            }
            _ => None,
        };
        let Some((word, with)) = read else {
            let sentence = format!("write just one of these here: {}", either(known));
            return Err(RecipeRefusal::new(sentence));
        };
        visitor.visit_enum(WordReader { word, with })
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}

/// The rest of a list, with the numbers of its items.
struct ListReader<'de>(Enumerate<slice::Iter<'de, Value>>);

impl<'de> SeqAccess<'de> for ListReader<'de> {
    type Error = RecipeRefusal;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, RecipeRefusal> {
        let Some((at, item)) = self.0.next() else {
            return Ok(None);
        };
        let read = seed.deserialize(PartReader(item));
        read.map(Some).map_err(|refusal| refusal.in_item(at))
    }
}

/// The rest of an object.
struct ObjectReader<'de> {
    parts: map::Iter<'de>,
    /// The part whose name was read last.
    next: Option<(&'de str, &'de Value)>,
}

impl<'de> MapAccess<'de> for ObjectReader<'de> {
    type Error = RecipeRefusal;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, RecipeRefusal> {
        self.next = self.parts.next().map(|(key, part)| (key.as_str(), part));
        let Some((key, _)) = self.next else {
            return Ok(None);
        };
        let key = BorrowedStrDeserializer::<RecipeRefusal>::new(key);
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(
        &mut self,
        seed: V,
    ) -> Result<V::Value, RecipeRefusal> {
        let Some((key, part)) = self.next.take() else {
            return Err(RecipeRefusal::new("name each part before what it is"));
        };
        let read = seed.deserialize(PartReader(part));
        read.map_err(|refusal| refusal.in_key(key))
    }
}

/// A word out of several, with what may stand behind it.
struct WordReader<'de> {
    word: &'de str,
    with: Option<&'de Value>,
}

impl<'de> WordReader<'de> {
    fn behind(&self) -> Result<PartReader<'de>, RecipeRefusal> {
        let Self { word, with } = self;
        let missing = || {
            let sentence = format!("say more of \"{word}\", as an object: {{\"{word}\": …}}");
            RecipeRefusal::new(sentence)
        };
        with.map(PartReader).ok_or_else(missing)
    }
}

impl<'de> EnumAccess<'de> for WordReader<'de> {
    type Error = RecipeRefusal;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(
        self,
        seed: V,
    ) -> Result<(V::Value, Self), RecipeRefusal> {
        let word = BorrowedStrDeserializer::<RecipeRefusal>::new(self.word);
        Ok((seed.deserialize(word)?, self))
    }
}

impl<'de> VariantAccess<'de> for WordReader<'de> {
    type Error = RecipeRefusal;

    fn unit_variant(self) -> Result<(), RecipeRefusal> {
        match self.with {
            None | Some(Value::Null) => Ok(()),
            Some(_) => {
                let sentence = format!("write \"{}\" by itself, as text", self.word);
                Err(RecipeRefusal::new(sentence))
            }
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(
        self,
        seed: T,
    ) -> Result<T::Value, RecipeRefusal> {
        let read = seed.deserialize(self.behind()?);
        read.map_err(|refusal| refusal.in_key(self.word))
    }

    fn tuple_variant<V: Visitor<'de>>(
        self,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, RecipeRefusal> {
        let read = self.behind()?.deserialize_any(visitor);
        read.map_err(|refusal| refusal.in_key(self.word))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, RecipeRefusal> {
        let read = self.behind()?.deserialize_any(visitor);
        read.map_err(|refusal| refusal.in_key(self.word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recipe::Recipe;

    fn refused(json: &str) -> String {
        let value = parse(json).expect("JSON");
        read::<Recipe>(&value).expect_err("refused").to_string()
    }

    #[test]
    fn what_is_read_is_what_serde_json_reads() {
        let json = r#"{"columns":{"Handy":"Mobile"},"repairs":[{"code":"E01","column":"Mobile"},{"code":"W07"}],
            "steps":[{"fill":{"column":"Team","value":"Sales"}},{"split_name":{"column":"Last name"}},
                {"replace":{"column":"Team","find":"a","with":"b","whole":false,"any_case":true}}],
            "country_code":{"yes":"HK"},"encoding":"big5","delimiter":";","layout":{"split_name":"Name"},"sheet":null}"#;
        let wanted: Recipe = serde_json::from_str(json).expect("a recipe");
        assert_eq!(read::<Recipe>(&parse(json).expect("JSON")), Ok(wanted));
        let plain = r#"{"country_code":"plus_missing","layout":"as_it_is"}"#;
        let wanted: Recipe = serde_json::from_str(plain).expect("a recipe");
        let marked = format!("\u{feff}{plain}");
        assert_eq!(read::<Recipe>(&parse(&marked).expect("JSON")), Ok(wanted));
    }

    #[test]
    fn a_refusal_names_the_part_and_what_belongs_there() {
        for (json, said) in [
            (
                r#"{"colums":{}}"#,
                r#""colums" is not known here; did you mean "columns"?"#,
            ),
            (
                r#"{"columns":{"Handy":3}}"#,
                r#"columns["Handy"]: write text in double quotes here"#,
            ),
            (
                r#"{"columns":[]}"#,
                "columns: write an object in braces here",
            ),
            (
                r#"{"repairs":{}}"#,
                "repairs: write a list in brackets here",
            ),
            (
                r#"{"repairs":[{"code":"W07"},{"column":"Mobile"}]}"#,
                r#"repairs[1]: "code" is missing here; add it"#,
            ),
            (
                r#"{"steps":[{"fill":{"column":"Team","valeu":"x"}}]}"#,
                r#"steps[0].fill: "valeu" is not known here; did you mean "value"?"#,
            ),
            (
                r#"{"steps":[{"fill":{"column":"Team"}}]}"#,
                r#"steps[0].fill: "value" is missing here; add it"#,
            ),
            (
                r#"{"steps":[{"fil":{"column":"Team"}}]}"#,
                r#"steps[0]: "fil" is not known here; did you mean "fill"?"#,
            ),
            (
                r#"{"steps":[{"fill":{},"replace":{}}]}"#,
                r#"steps[0]: write just one of these here: "values", "replace", "fill", "country_of_row" or "split_name""#,
            ),
            (
                r#"{"steps":["fill"]}"#,
                r#"steps[0]: say more of "fill", as an object: {"fill": …}"#,
            ),
            (
                r#"{"country_code":"HK"}"#,
                r#"country_code: "HK" is not known here; write "no", "yes" or "plus_missing""#,
            ),
            (
                r#"{"country_code":{"yes":"Atlantis"}}"#,
                r#"country_code.yes: "Atlantis" is not a country"#,
            ),
            (
                r#"{"country_code":{"no":"HK"}}"#,
                r#"country_code: write "no" by itself, as text"#,
            ),
            (
                r#"{"delimiter":";;"}"#,
                "delimiter: write one character in double quotes here",
            ),
        ] {
            assert_eq!(refused(json), said, "{json}");
        }
    }

    #[test]
    fn what_is_no_json_is_refused_with_its_line_and_column() {
        for (text, said) in [
            ("{\n  \"columns\": {,}\n}", "line 2, column 1"),
            ("{", "this is not JSON (it ends too early)"),
        ] {
            let refusal = parse(text).expect_err("refused");
            assert!(refusal.is_malformed());
            assert!(refusal.to_string().contains(said), "{refusal}");
        }
    }
}
