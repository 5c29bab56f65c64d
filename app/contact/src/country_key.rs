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

/// How many places the table of squeezed names has: four times the names, so that most stand where they are sought.
pub const PLACES: usize = 4096;

/// The place where a squeezed name is sought first.
pub fn place(name: &[u8]) -> usize {
    let mix = |hash: u32, byte: &u8| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
    let hash = name.iter().fold(0x811c_9dc5, mix);
    (hash ^ (hash >> 15)) as usize % PLACES
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
