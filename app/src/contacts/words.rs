//! The guide's closed lists in the reader's language.
use contact::{EmailKind, Kind, Level, PhoneKind};

use crate::i18n::*;

/// The messages of the page.
pub type I18n = leptos_i18n::I18nContext<Locale>;

/// The guide's Type.
pub fn kind_name(i18n: I18n, kind: Kind) -> &'static str {
    match kind {
        Kind::Lead => t_string!(i18n, contacts.lead),
        Kind::Prospect => t_string!(i18n, contacts.prospect),
        Kind::Customer => t_string!(i18n, contacts.customer),
        Kind::Others => t_string!(i18n, contacts.other),
    }
}

/// The contact tier.
pub fn level_name(i18n: I18n, level: Level) -> &'static str {
    match level {
        Level::Primary => t_string!(i18n, contact.primary),
        Level::Secondary => t_string!(i18n, contact.secondary),
        Level::Tertiary => t_string!(i18n, contact.tertiary),
    }
}

/// What a phone number is for.
pub fn phone_kind_name(i18n: I18n, kind: PhoneKind) -> &'static str {
    match kind {
        PhoneKind::Mobile => t_string!(i18n, contact.mobile),
        PhoneKind::Work => t_string!(i18n, contact.work),
        PhoneKind::Home => t_string!(i18n, contact.home),
        PhoneKind::Other => t_string!(i18n, contact.other),
    }
}

/// What an email address is for.
pub fn email_kind_name(i18n: I18n, kind: EmailKind) -> &'static str {
    match kind {
        EmailKind::Work => t_string!(i18n, contact.work),
        EmailKind::Personal => t_string!(i18n, contact.personal),
        EmailKind::Other => t_string!(i18n, contact.other),
    }
}

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
