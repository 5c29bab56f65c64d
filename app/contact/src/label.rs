//! Labels: at most 50 characters, never holding the separators of a list, told apart ignoring case, characters that
//! nobody sees, and how an accent is written.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use unicode_normalization::UnicodeNormalization;

use crate::{code::Code, invisible::is_invisible};

/// The most characters of a label's name.
pub const LONGEST: usize = 50;

/// Tells what is wrong with a label's name, if anything is.
pub fn fault(name: &str) -> Option<Code> {
    // The bytes of separators, and those that control characters begin with.
    let maybe = |byte: u8| byte < b' ' || matches!(byte, b',' | b';' | 0x7f | 0xc2);
    let is_wrong = |letter: char| matches!(letter, ',' | ';') || letter.is_control();
    if name.bytes().any(maybe) && name.contains(is_wrong) {
        Some(Code::E14)
    } else if name.len() > LONGEST && name.chars().count() > LONGEST {
        Some(Code::E11)
    } else {
        None
    }
}

/// Writes a label's name in the form in which two of them are compared.
pub fn fold(name: &str) -> String {
    if name.is_ascii() {
        return name.to_ascii_lowercase();
    }
    let seen: String = name
        .chars()
        .filter(|letter| !is_invisible(*letter))
        .collect();
    seen.trim().to_lowercase().nfc().collect()
}

/// The label names that exist.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "Vec<String>", into = "Vec<String>")]
pub struct Labels {
    /// Every name by itself, so that the usual spelling is found without folding it, and by its fold.
    names: HashMap<String, String>,
}

impl Labels {
    /// Finds the label of this name, in any case.
    pub fn find(&self, name: &str) -> Option<&str> {
        self.names
            .get(name)
            .or_else(|| self.names.get(&fold(name)))
            .map(String::as_str)
    }
}

impl From<Vec<String>> for Labels {
    fn from(labels: Vec<String>) -> Self {
        let mut names = HashMap::new();
        for label in labels {
            names.insert(fold(&label), label.clone());
            names.insert(label.clone(), label);
        }
        Self { names }
    }
}

impl From<Labels> for Vec<String> {
    fn from(labels: Labels) -> Self {
        let mut names: Vec<_> = labels.names.into_values().collect();
        names.sort();
        names.dedup();
        names
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_holds_no_separator_and_at_most_50_characters() {
        for name in [
            "vip",
            "Do not call",
            "重要客戶",
            "a/b",
            "🎉",
            &"é".repeat(50),
        ] {
            assert_eq!(fault(name), None, "{name}");
        }
        for name in ["a,b", "a;b", "a\nb", "a\tb", "\u{7}"] {
            assert_eq!(fault(name), Some(Code::E14), "{name}");
        }
        assert_eq!(fault(&"é".repeat(51)), Some(Code::E11));
    }

    #[test]
    fn labels_are_told_apart_ignoring_case() {
        let labels = Labels::from(vec!["VIP".to_owned(), "Éclair".to_owned()]);
        assert_eq!(labels.find("vip"), Some("VIP"));
        assert_eq!(labels.find("éCLAIR"), Some("Éclair"));
        assert_eq!(labels.find("VI"), None);
        assert_eq!(Vec::from(labels), ["VIP", "Éclair"]);
    }

    #[test]
    fn labels_that_look_alike_are_one() {
        let labels = Labels::from(vec!["Éclair".to_owned(), "VIP".to_owned()]);
        assert_eq!(labels.find("E\u{301}clair"), Some("Éclair"));
        assert_eq!(labels.find("e\u{301}CLAIR"), Some("Éclair"));
        assert_eq!(labels.find("VI\u{200b}P\u{feff}"), Some("VIP"));
        assert_eq!(fold("VIP \u{3164}"), "vip");
    }
}
