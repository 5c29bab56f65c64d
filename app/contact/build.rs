//! Writes the tables of countries and languages from `celes`, `isolang` and the phone metadata, so that the page
//! carries a few sorted arrays instead of three libraries; and that of the forms of Chinese characters, for the server.

#[path = "src/country_key.rs"]
mod country_key;

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    error::Error,
    fmt::Write,
    fs,
    path::Path,
};

use celes::LookupTable;
use country_key::{PLACES, place, squeezed, unordered};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=countries.txt");
    println!("cargo::rerun-if-changed=characters.txt");
    println!("cargo::rerun-if-changed=country_names.txt");
    println!("cargo::rerun-if-changed=src/country_key.rs");
    let out = env::var("OUT_DIR")?;
    let (countries, names) = countries()?;
    fs::write(Path::new(&out).join("countries.rs"), countries)?;
    fs::write(Path::new(&out).join("country_names.rs"), names)?;
    fs::write(Path::new(&out).join("languages.rs"), languages()?)?;
    fs::write(Path::new(&out).join("characters.rs"), characters()?)?;
    Ok(())
}

/// Writes the table of countries, and that of their names in other languages.
fn countries() -> Result<(String, String), Box<dyn Error>> {
    let text = fs::read_to_string("countries.txt")?;
    let everyday: BTreeMap<&str, Vec<&str>> = text
        .lines()
        .filter(|line| !line.starts_with(['#', '?']))
        .filter_map(|line| line.split_once(' '))
        .map(|(code, names)| (code, names.split('|').map(str::trim).collect()))
        .collect();
    let mut countries = celes::Country::get_countries();
    countries.sort_by_key(|country| country.alpha2);
    for code in everyday.keys() {
        if !countries.iter().any(|country| country.alpha2 == *code) {
            return Err(format!("countries.txt: {code} is not a country").into());
        }
    }

    let mut rows = String::new();
    let mut keys = Keys::default();
    for (place, country) in countries.iter().enumerate() {
        let known = everyday.get(country.alpha2).map_or(&[][..], Vec::as_slice);
        let official = country
            .long_name
            .replace(" And ", " and ")
            .replace(" Of ", " of ");
        let name = known.first().copied().unwrap_or(&official);
        let dial = country
            .alpha2
            .parse()
            .ok()
            .and_then(|region| {
                rlibphonenumber::PHONE_NUMBER_UTIL.get_country_code_for_region(region)
            })
            .unwrap_or(0);
        writeln!(
            rows,
            "CountryRow {{ alpha2: *b\"{}\", name: {name:?}, dial: {dial} }},",
            country.alpha2
        )?;
        for name in known.iter().copied().chain([official.as_str()]) {
            keys.add(name, place)?;
        }
        for code in [country.alpha2, country.alpha3] {
            if keys
                .squeezed
                .insert(code.to_lowercase(), place)
                .is_some_and(|other| other != place)
            {
                return Err(format!("{code} names two countries").into());
            }
        }
    }
    // What celes calls an alias is sometimes another country's name ("Samoa"), so these come last.
    for (place, country) in countries.iter().enumerate() {
        for alias in country.aliases.iter().filter(|alias| !alias.is_empty()) {
            keys.offer(alias, place);
        }
    }

    let several: BTreeMap<String, Vec<&str>> = text
        .lines()
        .filter_map(|line| line.strip_prefix("? ")?.split_once(": "))
        .map(|(name, which)| (squeezed(name), which.split(" | ").collect()))
        .collect();
    for name in several.keys() {
        keys.squeezed.remove(name);
        keys.unordered.remove(name);
    }

    let mut places = vec![0; PLACES];
    for (number, name) in keys.squeezed.keys().enumerate() {
        let mut sought = place(name.as_bytes());
        while places[sought] != 0 {
            sought = (sought + 1) % PLACES;
        }
        places[sought] = number + 1;
    }

    let names = names(&countries, &keys, &several)?;
    let table = format!(
        "static SOUGHT: [u16; PLACES] = {places:?};\nstatic COUNTRIES: [CountryRow; {}] = [\n{rows}];\nstatic SQUEEZED: [(&str, u8); {}] = {:?};\nstatic UNORDERED: [(&str, u8); {}] = {:?};\nstatic SEVERAL: [(&str, [&str; 3]); {}] = {:?};\n",
        countries.len(),
        keys.squeezed.len(),
        Vec::from_iter(&keys.squeezed),
        keys.unordered.len(),
        Vec::from_iter(&keys.unordered),
        several.len(),
        Vec::from_iter(&several),
    );
    Ok((table, names))
}

/// The names that are not among the keys already; one that two countries share is nobody's.
fn names(
    countries: &[celes::Country],
    keys: &Keys,
    several: &BTreeMap<String, Vec<&str>>,
) -> Result<String, Box<dyn Error>> {
    let text = fs::read_to_string("country_names.txt")?;
    let mut names: BTreeMap<String, Option<usize>> = BTreeMap::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (code, known) = line.split_once(' ').ok_or("country_names.txt: no names")?;
        let place = countries
            .iter()
            .position(|country| country.alpha2 == code)
            .ok_or_else(|| format!("country_names.txt: {code} is not a country"))?;
        for name in known.split(" | ").map(squeezed) {
            if keys.squeezed.contains_key(&name) || several.contains_key(&name) {
                continue;
            }
            let found = names.entry(name).or_insert(Some(place));
            *found = found.filter(|other| *other == place);
        }
    }
    let names: Vec<_> = names
        .into_iter()
        .filter_map(|(name, place)| Some((name, place?)))
        .collect();
    Ok(format!(
        "static NAMES: [(&str, u8); {}] = {names:?};\n",
        names.len()
    ))
}

#[derive(Default)]
struct Keys {
    squeezed: BTreeMap<String, usize>,
    unordered: BTreeMap<String, usize>,
}

impl Keys {
    fn add(&mut self, name: &str, place: usize) -> Result<(), Box<dyn Error>> {
        self.offer(name, place);
        if self.squeezed[&squeezed(name)] != place
            || self.unordered.get(&unordered(name)) != Some(&place)
        {
            return Err(format!("{name} names two countries").into());
        }
        Ok(())
    }

    fn offer(&mut self, name: &str, place: usize) {
        self.squeezed.entry(squeezed(name)).or_insert(place);
        self.unordered.entry(unordered(name)).or_insert(place);
    }
}

fn languages() -> Result<String, Box<dyn Error>> {
    let languages: BTreeSet<_> = isolang::languages()
        .filter_map(|language| Some((language.to_639_1()?, language.to_name())))
        .collect();
    let mut letters = [0u32; 26];
    for (code, _) in &languages {
        let [first, second] = code.as_bytes() else {
            return Err(format!("{code} has not two letters").into());
        };
        letters[usize::from(first - b'a')] |= 1 << (second - b'a');
    }
    Ok(format!(
        "static SECOND_LETTERS: [u32; 26] = {letters:?};\nstatic LANGUAGES: [(&str, &str); {}] = {:?};\n",
        languages.len(),
        Vec::from_iter(languages)
    ))
}

/// Every form of a character but the first of its line, with that first one.
fn characters() -> Result<String, Box<dyn Error>> {
    let text = fs::read_to_string("characters.txt")?;
    let mut forms = BTreeMap::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let mut line = line.chars();
        let Some(first) = line.next() else { continue };
        forms.extend(line.map(|form| (form, first)));
    }
    Ok(format!(
        "static FORMS: [(char, char); {}] = {:?};\n",
        forms.len(),
        Vec::from_iter(forms)
    ))
}
