//! Initials on a colour derived from the name; no picture is ever fetched.
use leptos::prelude::*;

use crate::ui::badge::Hue;

/// The round mark beside a name.
#[component]
pub fn Avatar(#[prop(into)] name: String) -> impl IntoView {
    view! {
        <span class=format!("avatar {}", Hue::of(&name).class()) aria-hidden="true">
            {initials(&name)}
        </span>
    }
}

/// Two letters of a Latin name, one character of a Han, Kana or Hangul one.
fn initials(name: &str) -> String {
    let mut words = name
        .split_whitespace()
        .filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let Some(first) = words.next() else {
        return "·".to_owned();
    };
    if first >= '\u{2e80}' {
        return first.to_string();
    }
    let last = words.next_back().filter(|last| *last < '\u{2e80}');
    first
        .to_uppercase()
        .chain(last.into_iter().flat_map(char::to_uppercase))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_suit_the_script() {
        for (name, wanted) in [
            ("Ada Lovelace", "AL"),
            ("customer", "C"),
            ("大文 陳", "大"),
            ("Ana María Ruiz", "AR"),
            ("  ", "·"),
            ("(x)", "X"),
        ] {
            assert_eq!(initials(name), wanted, "{name}");
        }
    }
}
