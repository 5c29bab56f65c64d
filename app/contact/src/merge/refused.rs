//! Why two contacts cannot be merged as it was chosen, in every language.
use std::fmt;

use crate::{problem::Problem, wording::Language};

/// Why two contacts cannot be merged like this.
#[derive(Clone, Debug, PartialEq)]
pub enum Refused {
    Itself,
    /// Of this field only one value can be kept.
    NotAName(String),
    /// There is no such field, or it is a list.
    NotAField(String),
    /// The two together hold more than a contact may.
    TooMuch(Vec<Problem>),
}

impl Refused {
    /// Says it in a language.
    pub fn sentence(&self, language: Language) -> String {
        self.sentences()[language as usize].clone()
    }

    /// Says it in every language, in the order of `Language`.
    pub fn sentences(&self) -> [String; 3] {
        match self {
            Self::Itself => [
                "A contact cannot be merged with itself. Choose another one",
                "聯絡人不能與自己合併。請選擇另一位",
                "联系人不能与自己合并。请选择另一位",
            ]
            .map(str::to_owned),
            Self::NotAName(field) => [
                format!("{field} cannot keep both values. Choose one of them"),
                format!("{field} 不能同時保留兩個值。請選擇其中一個"),
                format!("{field} 不能同时保留两个值。请选择其中一个"),
            ],
            Self::NotAField(field) => [
                format!(
                    "“{field}” is not a field that can be chosen. Lists are chosen value by value"
                ),
                format!("「{field}」不是可選擇的欄位。清單須逐個值選擇"),
                format!("“{field}”不是可选择的字段。列表须逐个值选择"),
            ],
            Self::TooMuch(problems) => [
                Language::English,
                Language::Traditional,
                Language::Simplified,
            ]
            .map(|language| {
                let problems = problems.iter().map(|problem| problem.sentence(language));
                problems.collect::<Vec<_>>().join(language.between())
            }),
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for Refused {}

#[cfg(test)]
mod tests {
    use super::{Language, Problem, Refused};
    use crate::code::Code;

    #[test]
    fn a_merge_that_is_refused_is_said_in_every_language() {
        let much = Problem::new(Code::E17, "Contact Label", "").number(100);
        for refused in [
            Refused::Itself,
            Refused::NotAName("company".to_owned()),
            Refused::NotAField("labels".to_owned()),
            Refused::TooMuch(vec![much.clone(), much]),
        ] {
            assert_eq!(refused.to_string(), refused.sentence(Language::English));
            for language in [Language::Traditional, Language::Simplified] {
                let sentence = refused.sentence(language);
                let is_chinese = |letter: char| ('\u{4e00}'..='\u{9fff}').contains(&letter);
                assert!(sentence.contains(is_chinese), "{sentence}");
            }
        }
    }
}
