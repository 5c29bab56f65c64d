//! Languages by ISO 639-1: two lowercase letters. The table is made by the build script.

include!(concat!(env!("OUT_DIR"), "/languages.rs"));

/// Tells whether this is the code of a language, exactly as the standard writes it.
#[inline]
pub fn is_language(code: &str) -> bool {
    match *code.as_bytes() {
        [first @ b'a'..=b'z', second @ b'a'..=b'z'] => {
            SECOND_LETTERS[usize::from(first - b'a')] & (1 << (second - b'a')) != 0
        }
        _ => false,
    }
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
        assert!(all().iter().all(|(code, _)| is_language(code)));
        let letters = SECOND_LETTERS
            .iter()
            .map(|letters| letters.count_ones() as usize);
        assert_eq!(letters.sum::<usize>(), all().len());
        assert_eq!(name("zh"), Some("Chinese"));
        assert!(
            all()
                .iter()
                .all(|(code, name)| code.len() == 2 && !name.is_empty())
        );
    }
}
