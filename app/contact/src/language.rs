//! Languages by ISO 639-1: two lowercase letters. The table is made by the build script.

include!(concat!(env!("OUT_DIR"), "/languages.rs"));

/// Tells whether this is the code of a language, exactly as the standard writes it.
pub fn is_language(code: &str) -> bool {
    name(code).is_some()
}

/// The English name of the language with this code.
pub fn name(code: &str) -> Option<&'static str> {
    let place = LANGUAGES
        .binary_search_by_key(&code, |(code, _)| code)
        .ok()?;
    Some(LANGUAGES[place].1)
}

/// Every language as code and English name, by code.
pub fn all() -> &'static [(&'static str, &'static str)] {
    &LANGUAGES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_is_two_lowercase_letters_and_a_real_code() {
        for code in ["en", "zh", "fr", "tl", "he"] {
            assert!(is_language(code), "{code}");
        }
        for text in ["EN", "eng", "english", "xx", "e", "", "En", "zh-HK"] {
            assert!(!is_language(text), "{text}");
        }
    }

    #[test]
    fn the_list_is_whole_and_has_names() {
        assert!(all().len() >= 183);
        assert_eq!(name("zh"), Some("Chinese"));
        assert!(
            all()
                .iter()
                .all(|(code, name)| code.len() == 2 && !name.is_empty())
        );
    }
}
