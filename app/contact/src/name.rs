//! A person's name as one line, the family name where its language puts it.

/// First and last name as one line; family-name-first scripts are written without a space, last name first.
pub fn full_name(first: &str, last: &str) -> String {
    let east_asian = |text: &str| {
        text.chars()
            .next()
            .is_some_and(|c| ('\u{2e80}'..='\u{d7ff}').contains(&c))
    };
    match (first.is_empty(), last.is_empty()) {
        (true, _) => last.to_owned(),
        (_, true) => first.to_owned(),
        _ if east_asian(first) && east_asian(last) => format!("{last}{first}"),
        _ => format!("{first} {last}"),
    }
}

#[cfg(test)]
mod tests {
    use super::full_name;

    #[test]
    fn family_names_stand_where_their_language_puts_them() {
        for (first, last, wanted) in [
            ("Ada", "Lovelace", "Ada Lovelace"),
            ("大文", "陳", "陳大文"),
            ("태희", "김", "김태희"),
            ("", "customer", "customer"),
            ("Kwok-wai", "陳", "Kwok-wai 陳"),
        ] {
            assert_eq!(full_name(first, last), wanted);
        }
    }
}
