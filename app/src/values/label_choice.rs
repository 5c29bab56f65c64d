//! What can be chosen in the Contact Label field for the text that is typed.
use contact::label::fold;

/// What can be chosen for the text that is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum LabelChoice {
    Known(String),
    /// It is chosen already.
    Already(String),
    New(String),
}

impl LabelChoice {
    /// The name of the label.
    pub fn name(&self) -> &str {
        match self {
            Self::Known(name) | Self::Already(name) | Self::New(name) => name,
        }
    }
}

/// The separators of files: a pasted list is several labels.
const SEPARATORS: [char; 2] = [',', ';'];

/// The known labels that hold the text, the best match first; last what would be new. Of those that are chosen already,
/// the ones that the text finds stay, marked, so that nobody makes them again under a part of their name.
pub(super) fn choices(known: &[String], chosen: &[String], text: &str) -> Vec<LabelChoice> {
    let is_chosen = |name: &str| chosen.iter().any(|other| fold(other) == fold(name));
    let is_known = |name: &str| known.iter().any(|other| fold(other) == fold(name));
    let rank = |name: &str| {
        let (name, text) = (fold(name), fold(text.trim()));
        match () {
            () if name == text => Some(0),
            () if name.starts_with(&text) => Some(1),
            () if name.split_whitespace().any(|word| word.starts_with(&text)) => Some(2),
            () if name.contains(&text) => Some(3),
            () => None,
        }
    };
    let all = text.trim().is_empty();
    // One that is about to be made is not known yet.
    let own = chosen.iter().filter(|name| !is_known(name));
    let mut found: Vec<_> = known
        .iter()
        .chain(own)
        .filter(|name| !(all && is_chosen(name)))
        .filter_map(|name| Some((rank(name)?, fold(name), name)))
        .collect();
    found.sort();
    let new = parts(text).filter(|name| !is_known(name) && !is_chosen(name));
    found
        .into_iter()
        .map(|(.., name)| match is_chosen(name) {
            true => LabelChoice::Already(name.clone()),
            false => LabelChoice::Known(name.clone()),
        })
        .chain(new.map(|name| LabelChoice::New(name.to_owned())))
        .collect()
}

/// The names in a text: one, or those of a pasted list.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(SEPARATORS).map(str::trim);
    parts.filter(|part| !part.is_empty())
}

/// Of a list that was pasted, the labels that are known, and the text that is left then.
pub(super) fn take_known(known: &[String], text: &str) -> (Vec<String>, String) {
    let of = |part: &str| known.iter().find(|name| fold(name) == fold(part));
    let (mut found, mut left) = (Vec::new(), Vec::new());
    for part in parts(text).filter(|_| text.contains(SEPARATORS)) {
        match of(part) {
            Some(name) => found.push(name.clone()),
            None => left.push(part),
        }
    }
    match found.is_empty() {
        true => (found, text.to_owned()),
        false => (found, left.join(", ")),
    }
}

/// What is left of the text once a name was chosen: of a list, the others.
pub(super) fn without(text: &str, name: &str) -> String {
    let others = parts(text).filter(|part| *part != name && text.contains(SEPARATORS));
    others.collect::<Vec<_>>().join(", ")
}

/// The choice behind the one that the keys are at, or before it, round and round.
pub(super) fn step(at: Option<usize>, forward: bool, count: usize) -> Option<usize> {
    match (at, forward) {
        _ if count == 0 => None,
        (None, true) => Some(0),
        (None, false) => Some(count - 1),
        (Some(at), true) => Some((at + 1) % count),
        (Some(at), false) => Some((at + count - 1) % count),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(known: &[&str], chosen: &[&str], text: &str) -> Vec<String> {
        let own = |names: &[&str]| {
            names
                .iter()
                .map(|name| (*name).to_owned())
                .collect::<Vec<_>>()
        };
        let words = |choice: LabelChoice| match choice {
            LabelChoice::Known(name) => name,
            LabelChoice::Already(name) => format!("{name} already"),
            LabelChoice::New(name) => format!("Create {name}"),
        };
        let choices = choices(&own(known), &own(chosen), text);
        choices.into_iter().map(words).collect()
    }

    #[test]
    fn the_best_match_comes_first_and_a_new_label_last() {
        let known = ["Previous", "VIP", "A vital one", "Vip lounge", "Other"];
        assert_eq!(
            found(&known, &[], "vi"),
            ["VIP", "Vip lounge", "A vital one", "Previous", "Create vi"]
        );
        assert_eq!(
            found(&known, &[], "vip"),
            ["VIP", "Vip lounge"],
            "an exact one is not made again"
        );
        assert_eq!(
            found(&known, &["VIP"], "vip"),
            ["VIP already", "Vip lounge"],
            "nor is one that is chosen"
        );
        assert_eq!(
            found(&known, &["VIP"], "vi")[0],
            "VIP already",
            "a part of its name does not make another one"
        );
        assert_eq!(
            found(&known, &["Gold"], "go"),
            ["Gold already", "Create go"],
            "nor of one that is about to be made"
        );
        assert_eq!(found(&known, &[], "new"), ["Create new"]);
        assert_eq!(
            found(&known, &["Previous"], " ").len(),
            4,
            "without text all are offered"
        );
    }

    #[test]
    fn of_a_pasted_list_each_unknown_name_can_be_made() {
        assert_eq!(
            found(&["VIP"], &[], "one, two; VIP"),
            ["Create one", "Create two"]
        );
    }

    #[test]
    fn of_a_pasted_list_the_known_names_are_taken_and_the_others_stay_as_text() {
        let known = ["VIP".to_owned(), "Other".to_owned()];
        let taken = |text: &str| take_known(&known, text);
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(
            taken("vip, new; other, more"),
            (names(&["VIP", "Other"]), "new, more".to_owned())
        );
        assert_eq!(taken("one, two,"), (names(&[]), "one, two,".to_owned()));
        assert_eq!(taken("vip"), (names(&[]), "vip".to_owned()), "it may go on");
    }

    #[test]
    fn a_choice_takes_its_name_from_the_list_or_all_that_is_typed() {
        assert_eq!(without("one, two; three", "two"), "one, three");
        assert_eq!(without("one,", "one"), "");
        assert_eq!(without("vi", "VIP"), "");
    }

    #[test]
    fn the_arrows_go_round_the_choices() {
        assert_eq!(step(None, true, 3), Some(0));
        assert_eq!(step(None, false, 3), Some(2));
        assert_eq!(step(Some(2), true, 3), Some(0));
        assert_eq!(step(Some(0), false, 3), Some(2));
        assert_eq!(step(Some(0), true, 0), None);
    }
}
