//! Values that mean the same, found by the key collision of OpenRefine: their fingerprint (the words of the value without
//! case, accents and punctuation, each once, in order) and the fingerprint of its pairs of letters, which does not see how
//! they are spaced. What differs in a digit is never the same, nor is what holds no letter.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap},
    hash::{DefaultHasher, Hash, Hasher},
};

use unicode_normalization::char::is_combining_mark;

use super::value_key;
use crate::{
    country::Country,
    custom::CustomKind,
    field::{Part, column::Column},
    language,
    rules::Rules,
    search::fold,
    words::{Kind, Level, Text},
};

/// The most clusters that are found, those with the most records.
pub const MOST_CLUSTERS: usize = 200;
/// Fewer letters than these are compared as they are: their pairs say too little.
const FEWEST_PAIRED: usize = 4;

/// Values that mean the same.
#[derive(Debug, PartialEq, Eq)]
pub struct SameValues<'v> {
    /// Each with its records, the most frequent first.
    pub values: Vec<(&'v str, u32)>,
    /// How they are best written.
    pub suggestion: String,
}

/// Finds values that mean the same among those of a column, the most frequent of which come first. `spellings` are the
/// words that its field knows, which a cluster is best written as; `is_good` tells whether the field takes a value.
pub fn clusters<'v>(
    values: &[(&'v str, u32)],
    spellings: &[String],
    is_good: impl Fn(&str) -> bool,
) -> Vec<SameValues<'v>> {
    let known = values.len();
    let texts = values.iter().map(|(value, _)| *value);
    let texts = texts.chain(spellings.iter().map(String::as_str));
    let mut found = Vec::new();
    for places in together(texts) {
        let (own, others): (Vec<usize>, Vec<usize>) =
            places.into_iter().partition(|place| *place < known);
        let spelling = others.first().map(|place| &spellings[*place - known]);
        let own: Vec<(&str, u32)> = own.into_iter().map(|place| values[place]).collect();
        // A single value that is written as the field knows it, but for its case, is taken as it is.
        let is_other = |spelling: &&String| {
            own.iter()
                .any(|(value, _)| value_key(value) != value_key(spelling))
        };
        if own.is_empty() || own.len() == 1 && spelling.filter(is_other).is_none() {
            continue;
        }
        let suggestion = spelling.map(String::as_str);
        let suggestion = suggestion
            .or_else(|| best(&own, &is_good))
            .unwrap_or_default();
        found.push(SameValues {
            suggestion: suggestion.to_owned(),
            values: own,
        });
    }
    let records = |same: &SameValues| same.values.iter().map(|(_, n)| u64::from(*n)).sum::<u64>();
    found.sort_by_key(|same| Reverse(records(same)));
    found.truncate(MOST_CLUSTERS);
    found
}

/// The value that the field takes, then the one with the most records, then one with capital letters and small ones.
fn best<'v>(values: &[(&'v str, u32)], is_good: impl Fn(&str) -> bool) -> Option<&'v str> {
    let is_shouted_or_whispered = |value: &str| {
        let (upper, lower) = (value.to_uppercase() == value, value.to_lowercase() == value);
        upper != lower
    };
    let rank = |(value, records): &&(&str, u32)| {
        let is_plain = !is_shouted_or_whispered(value);
        (is_good(value), *records, is_plain, Reverse(value.len()))
    };
    // Of equal ones the first.
    let best = values.iter().rev().max_by_key(rank)?;
    Some(best.0)
}

/// The places of the texts that have a key in common with another one, directly or through others; in the order of the
/// first of each.
fn together<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<Vec<usize>> {
    let mut of_key: HashMap<u64, usize> = HashMap::new();
    // Each text leads to one before it that means the same, the first to itself.
    let mut before: Vec<usize> = Vec::new();
    for (place, text) in texts.enumerate() {
        before.push(place);
        for key in keys(text) {
            let other = *of_key.entry(key).or_insert(place);
            let (one, two) = (first(&mut before, other), first(&mut before, place));
            before[one.max(two)] = one.min(two);
        }
    }
    let mut all: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for place in 0..before.len() {
        let first = first(&mut before, place);
        if first != place {
            all.entry(first).or_insert_with(|| vec![first]).push(place);
        }
    }
    all.into_values().collect()
}

/// The first of those that mean the same; the way to it becomes shorter.
fn first(before: &mut [usize], place: usize) -> usize {
    let mut at = place;
    while before[at] != at {
        before[at] = before[before[at]];
        at = before[at];
    }
    at
}

/// What a text has in common with those that mean the same, as numbers: 200,000 of them are held at once.
fn keys(text: &str) -> impl Iterator<Item = u64> + use<> {
    let folded = fold(text).replace('&', " and ");
    let has_letter = folded.chars().any(char::is_alphabetic);
    let keys = has_letter.then(|| {
        let digits: String = folded
            .chars()
            .filter(|letter| letter.is_numeric())
            .collect();
        let number = |kind: u8, key: String| {
            let mut hasher = DefaultHasher::new();
            (kind, key, &digits).hash(&mut hasher);
            hasher.finish()
        };
        [number(0, words(&folded)), number(1, pairs(&folded))]
    });
    keys.into_iter().flatten()
}

/// Neither a letter nor a digit, nor a sign that belongs to a letter: whatever the script.
fn is_between(letter: char) -> bool {
    !letter.is_alphanumeric() && !is_combining_mark(letter)
}

/// The fingerprint of a folded text: its words, each once, in order.
fn words(folded: &str) -> String {
    let words = folded.split(is_between);
    let mut words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.sort_unstable();
    words.dedup();
    words.join(" ")
}

/// The fingerprint of the pairs of letters of a folded text, each once, in order.
fn pairs(folded: &str) -> String {
    let letters = folded.chars().filter(|letter| !is_between(*letter));
    let letters: Vec<char> = letters.collect();
    if letters.len() < FEWEST_PAIRED {
        return letters.into_iter().collect();
    }
    let mut pairs: Vec<[char; 2]> = letters.windows(2).map(|pair| [pair[0], pair[1]]).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs.into_iter().flatten().collect()
}

/// Whether values of a column that mean the same are looked for: in those that people write freely and that repeat.
pub fn is_clustered(column: Column, rules: &Rules) -> bool {
    match column {
        Column::Field(field) => matches!(
            field.part,
            Part::Labels
                | Part::Text(
                    Text::Company
                        | Text::JobTitle
                        | Text::Team
                        | Text::Group
                        | Text::City
                        | Text::State
                )
        ),
        Column::Custom(place) => rules.custom_fields.get(place).is_some_and(|field| {
            matches!(
                field.kind,
                CustomKind::Text | CustomKind::DropdownSingle | CustomKind::DropdownMultiple
            )
        }),
        _ => false,
    }
}

/// The words that the field of a column knows: of a closed list all, otherwise those that exist.
pub fn spellings(column: Column, rules: &Rules) -> Vec<String> {
    let field = match column {
        Column::Field(field) => field,
        Column::Custom(place) => {
            let field = rules.custom_fields.get(place);
            return field.map_or_else(Vec::new, |field| field.options.clone());
        }
        _ => return Vec::new(),
    };
    match field.part {
        Part::Kind => Kind::ALL.iter().map(Kind::to_string).collect(),
        Part::Level => Level::ALL.iter().map(Level::to_string).collect(),
        Part::Country => Country::all().map(|one| one.name().to_owned()).collect(),
        Part::Language => language::all()
            .iter()
            .map(|(code, _)| (*code).to_owned())
            .collect(),
        Part::Labels => rules
            .labels
            .clone()
            .map_or_else(Vec::new, Vec::<String>::from),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use proptest::prelude::*;

    use super::*;
    use crate::custom::CustomField;

    /// Each cluster as its values, with the suggestion in front.
    fn found(values: &[&str], spellings: &[&str]) -> Vec<Vec<String>> {
        let counted: Vec<(&str, u32)> = values.iter().map(|value| (*value, 1)).collect();
        let spellings: Vec<String> = spellings.iter().map(|word| (*word).to_owned()).collect();
        clusters(&counted, &spellings, |_| true)
            .into_iter()
            .map(|same| {
                let own = same.values.iter().map(|(value, _)| (*value).to_owned());
                std::iter::once(same.suggestion.clone())
                    .chain(own)
                    .collect()
            })
            .collect()
    }

    fn is_same(one: &str, two: &str) -> bool {
        !found(&[one, two], &[]).is_empty()
    }

    #[test]
    fn what_means_the_same_stands_together() {
        for (one, two) in [
            ("Hong Kong", "hong kong"),
            ("Hong Kong", "HONG-KONG"),
            ("Hong Kong", "HongKong"),
            ("Acme Ltd.", "ACME, Ltd"),
            ("Acme & Sons", "Acme and Sons"),
            ("São Paulo", "Sao  Paulo"),
            ("Chan, Tai Man", "Tai Man Chan"),
            ("O'Brien", "O’Brien"),
            ("Ｔｏｙｏｔａ", "toyota"),
            ("香港", "香 港"),
            ("中國銀行", "中国银行"),
            ("株式会社 トヨタ", "トヨタ 株式会社"),
            ("Газпром", "ГАЗПРОМ"),
            ("กรุงเทพ", "กรุงเทพ "),
            ("Team 12", "team-12"),
        ] {
            assert!(is_same(one, two), "{one} | {two}");
        }
    }

    #[test]
    fn what_is_not_the_same_stays_apart() {
        for (one, two) in [
            ("Acme", "Apex"),
            ("香港", "港香"),
            ("北京", "東京"),
            ("ไทย", "ลาว"),
            ("東京", "Москва"),
            ("Team 12", "Team 21"),
            ("Floor 1, Tower 2", "Floor 2, Tower 1"),
            ("01/02/2020", "02/01/2020"),
            ("12", "1 2"),
            ("???", "!!!"),
            ("🎉", "🎊"),
            ("", " "),
            ("AB", "ABAB"),
        ] {
            assert!(!is_same(one, two), "{one} | {two}");
        }
    }

    #[test]
    fn the_most_frequent_value_is_suggested_and_of_equal_ones_that_with_capitals_and_small_letters()
    {
        let values = [("ACME LTD", 7), ("acme ltd", 7), ("Acme Ltd", 7)];
        let same = clusters(&values, &[], |_| true);
        assert_eq!(same[0].suggestion, "Acme Ltd");
        let values = [("ACME LTD", 8), ("Acme Ltd", 7), ("Apex", 3), ("apex", 90)];
        let same = clusters(&values, &[], |_| true);
        let suggested: Vec<_> = same.iter().map(|same| same.suggestion.as_str()).collect();
        assert_eq!(suggested, ["apex", "ACME LTD"]);
        let same = clusters(&values, &[], |value| value != "ACME LTD" && value != "apex");
        let suggested: Vec<_> = same.iter().map(|same| same.suggestion.as_str()).collect();
        assert_eq!(suggested, ["Apex", "Acme Ltd"]);
    }

    #[test]
    fn the_field_s_own_word_is_suggested() {
        assert_eq!(
            found(&["gold-tier", "Silver"], &["Gold Tier", "Silver"]),
            [["Gold Tier", "gold-tier"]]
        );
        // A field reads its words in any case.
        assert!(found(&["GOLD TIER"], &["Gold Tier"]).is_empty());
        assert_eq!(
            found(&["GOLD TIER", "Gold-Tier"], &["Gold Tier"]),
            [["Gold Tier", "GOLD TIER", "Gold-Tier"]]
        );
    }

    #[test]
    fn free_text_that_repeats_is_clustered_and_closed_lists_are_known() {
        let rules = Rules::new(NaiveDate::from_ymd_opt(2026, 11, 22).unwrap());
        let of = |header: &str| Column::of(header, &rules);
        for header in ["Company", "Team", "Group", "City", "Contact Label"] {
            assert!(is_clustered(of(header), &rules), "{header}");
        }
        for header in ["Mobile", "Email", "Birthdate", "First name", "Type", "Shoe"] {
            assert!(!is_clustered(of(header), &rules), "{header}");
        }
        assert_eq!(
            spellings(of("Type"), &rules),
            ["Lead", "Prospect", "Customer", "Others"]
        );
        assert!(spellings(of("Country"), &rules).contains(&"Hong Kong".to_owned()));
        assert!(spellings(of("Company"), &rules).is_empty());
    }

    fn custom(name: &str, kind: CustomKind, options: &[&str]) -> CustomField {
        CustomField {
            id: format!("cf_{}", name.to_lowercase()),
            name: name.to_owned(),
            kind,
            options: options.iter().map(|option| (*option).to_owned()).collect(),
        }
    }

    #[test]
    fn values_of_a_dropdown_are_best_written_as_its_options() {
        let options = ["Gold Tier", "Silver Tier", "Émeraude"];
        let mut rules = Rules::new(NaiveDate::from_ymd_opt(2026, 11, 22).unwrap());
        rules.custom_fields = vec![
            custom("Tier", CustomKind::DropdownSingle, &options),
            custom("Tiers", CustomKind::DropdownMultiple, &options),
            custom("Motto", CustomKind::Text, &[]),
            custom("Shoe", CustomKind::Number, &[]),
            custom("Joined", CustomKind::Date, &[]),
            custom("Member", CustomKind::Checkbox, &[]),
        ];
        let of = |header: &str| Column::of(header, &rules);
        for (header, is_looked_for) in [
            ("Tier", true),
            ("Tiers", true),
            ("Motto", true),
            ("Shoe", false),
            ("Joined", false),
            ("Member", false),
        ] {
            assert_eq!(is_clustered(of(header), &rules), is_looked_for, "{header}");
        }
        assert!(spellings(of("Motto"), &rules).is_empty());
        for header in ["Tier", "Tiers"] {
            let column = of(header);
            let is_good = |value: &str| {
                let mut is_good = true;
                column.judge(value, &rules, &mut |_| is_good = false);
                is_good
            };
            let values = [
                ("gold-tier", 90),
                ("GOLD TIER", 40),
                ("emeraude", 7),
                ("SILVER TIER", 5),
                ("Bronze", 3),
                ("bronze!", 2),
            ];
            let spellings = spellings(column, &rules);
            let same = clusters(&values, &spellings, is_good);
            let told: Vec<_> = same
                .iter()
                .map(|same| (same.suggestion.as_str(), same.values.len()))
                .collect();
            // A field reads its options in any case, so that there is nothing to do about SILVER TIER; of what is no option
            // the most frequent one is suggested.
            let wanted = [("Gold Tier", 2), ("Émeraude", 1), ("Bronze", 2)];
            assert_eq!(told, wanted, "{header}");
        }
    }

    proptest! {
        #[test]
        fn every_value_stands_in_at_most_one_cluster_of_two_or_more(
            values in proptest::collection::btree_set("[aAbé1 -]{0,4}", 0..20),
        ) {
            let values: Vec<(&str, u32)> = values.iter().map(|value| (value.as_str(), 1)).collect();
            let found = clusters(&values, &[], |_| true);
            prop_assert!(found.iter().all(|same| same.values.len() > 1));
            let all: Vec<_> = found.iter().flat_map(|same| &same.values).collect();
            let distinct: std::collections::BTreeSet<_> = all.iter().collect();
            prop_assert_eq!(all.len(), distinct.len());
        }

        #[test]
        fn case_and_spaces_at_the_ends_never_matter(value in "\\PC{1,12}") {
            let other = format!(" {}  ", value.to_uppercase());
            // Some letters have no capital that leads back to them.
            prop_assume!(fold(&other) == fold(&value));
            prop_assert!(keys(&value).eq(keys(&other)));
        }
    }
}
