//! The guide's closed lists in the reader's language, and counts of contacts.
use contact::{EmailKind, Kind, Level, PhoneKind, query::Total};

pub use crate::page::language;
pub use contact::name::full_name;

use crate::{i18n::*, ui::number::grouped};

/// The messages of the page.
pub type I18n = leptos_i18n::I18nContext<Locale>;
/// Words in the reader's language.
pub type ReaderWords = fn(I18n) -> &'static str;

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

/// Writes a count: `1,204`, or `10,000+` where it was not counted to the end.
pub fn total_words(total: Total) -> String {
    match total {
        Total::Exactly(total) => grouped(total),
        Total::AtLeast { at_least } => format!("{}+", grouped(at_least)),
    }
}
