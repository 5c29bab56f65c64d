//! How a country's name is written down for looking it up. Shared with the build script, which makes the table of keys.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Writes a name without case, accents, spaces and punctuation: `Côte d’Ivoire` is `cotedivoire`.
pub fn squeezed(name: &str) -> String {
    words(name).concat()
}

/// Writes the words of a name that count, in alphabetical order: `Korea, Republic of` is `korea republic`.
pub fn unordered(name: &str) -> String {
    let mut words = words(name);
    words.retain(|word| !matches!(word.as_str(), "the" | "of" | "and"));
    words.sort();
    words.join(" ")
}

fn words(name: &str) -> Vec<String> {
    name.replace(['\'', '’', '.'], "")
        .replace('&', " and ")
        .nfd()
        .filter(|letter| !is_combining_mark(*letter))
        .collect::<String>()
        .to_lowercase()
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| if word == "saint" { "st" } else { word }.to_owned())
        .collect()
}
