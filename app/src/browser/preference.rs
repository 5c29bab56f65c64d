//! How this person wants to see the pages: language, theme, columns, pages, keys; and which bulk action they are still to
//! be told about. All are kept in cookies, so that the server paints the first frame right; nothing here is personal.
#[cfg(any(feature = "ssr", test))]
use contact::Language;
use contact::query::columns::Columns;
use leptos::prelude::*;
use uuid::Uuid;

#[cfg(feature = "ssr")]
use crate::browser::cookie::header;
use crate::{
    browser::cookie::{cookie, remember, set},
    i18n::{I18nLocaleTrait, Locale},
};

const LANGUAGE: &str = "language";
const THEME: &str = "theme";
const COLUMNS: &str = "columns";
const LIST: &str = "list";
const PAGES: &str = "pages";
const KEYS: &str = "keys";
const BULK: &str = "bulk";
const ADDRESS: &str = "address";
const OFF: &str = "off";

/// By day or by night.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the device says.
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The value of `data-theme` on the document; none leaves it to the device.
    pub fn as_str(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }

    fn parse(text: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|theme| theme.as_str() == Some(text))
            .unwrap_or_default()
    }

    /// The theme that the request asks for, or that the document shows.
    pub fn now() -> Self {
        #[cfg(feature = "ssr")]
        let text = cookie(THEME);
        #[cfg(not(feature = "ssr"))]
        let text = document()
            .document_element()
            .and_then(|root| root.get_attribute("data-theme"));
        text.as_deref().map(Self::parse).unwrap_or_default()
    }

    /// Shows the page so, and keeps the choice.
    pub fn choose(self) {
        if let Some(root) = document().document_element() {
            // Both can fail only for a malformed name.
            let _ = match self.as_str() {
                Some(theme) => root.set_attribute("data-theme", theme),
                None => root.remove_attribute("data-theme"),
            };
        }
        remember(THEME, self.as_str());
    }
}

/// Keeps the chosen language.
pub fn remember_language(language: Locale) {
    remember(LANGUAGE, Some(language.as_str()));
}

/// The columns of the list, where a view brings none of its own.
pub fn columns() -> Columns {
    cookie(COLUMNS)
        .and_then(|columns| columns.parse().ok())
        .unwrap_or_default()
}

/// Keeps the columns of the list.
pub fn remember_columns(columns: &Columns) {
    let text = (*columns != Columns::default()).then(|| columns.to_string());
    remember(COLUMNS, text.as_deref());
}

/// Whether the list is shown one page at a time.
pub fn paged() -> bool {
    cookie(LIST).as_deref() == Some(PAGES)
}

/// Keeps whether the list is shown one page at a time.
pub fn remember_paged(paged: bool) {
    remember(LIST, paged.then_some(PAGES));
}

/// Whether a single key does something.
pub fn single_keys() -> bool {
    cookie(KEYS).as_deref() != Some(OFF)
}

/// Keeps whether a single key does something.
pub fn remember_single_keys(on: bool) {
    remember(KEYS, (!on).then_some(OFF));
}

/// The bulk action whose end this person has not been told yet.
pub fn untold_bulk() -> Option<Uuid> {
    cookie(BULK).and_then(|id| id.parse().ok())
}

/// Keeps which bulk action this person is still to be told about, beyond a reload.
pub fn remember_untold_bulk(id: Option<Uuid>) {
    remember(BULK, id.map(|id| id.to_string()).as_deref());
}

/// The email address that was typed at a sign-in that was refused.
pub fn typed_address() -> Option<String> {
    let hex = cookie(ADDRESS)?;
    let bytes = (0..hex.len()).step_by(2).map(|at| {
        let pair = hex.get(at..at + 2)?;
        u8::from_str_radix(pair, 16).ok()
    });
    String::from_utf8(bytes.collect::<Option<_>>()?).ok()
}

/// Keeps it for a minute, in digits that no cookie takes for anything else: where the sign-in is refused, only the password
/// is to be typed again.
pub fn remember_address(address: &str) {
    let hex: String = address.bytes().map(|byte| format!("{byte:02x}")).collect();
    set(&format!(
        "{ADDRESS}={hex}; Path=/sign-in; Max-Age=60; SameSite=Strict"
    ));
}

/// What `I18nContextProvider` should take for the browser's languages: the chosen one, or the best for the header.
pub fn languages() -> leptos_i18n::context::UseLocalesOptions {
    #[cfg(feature = "ssr")]
    let options = leptos_i18n::context::UseLocalesOptions::default().ssr_lang_header_getter(|| {
        let header = cookie(LANGUAGE).or_else(|| header(axum::http::header::ACCEPT_LANGUAGE))?;
        Some(spoken(&header).to_string())
    });
    #[cfg(not(feature = "ssr"))]
    let options = leptos_i18n::context::UseLocalesOptions::default();
    options
}

/// The first language of an `Accept-Language` that is spoken here; Chinese by the script its region writes.
#[cfg(any(feature = "ssr", test))]
pub fn spoken(header: &str) -> Language {
    for tag in header.split(',').map(|part| {
        part.split(';')
            .next()
            .unwrap_or("")
            .trim()
            .to_ascii_lowercase()
    }) {
        let mut parts = tag.split('-');
        match parts.next() {
            Some("en") => return Language::English,
            Some("zh" | "yue") => {
                let traditional = parts.any(|part| matches!(part, "hant" | "hk" | "tw" | "mo"));
                return if traditional || tag == "yue" {
                    Language::Traditional
                } else {
                    Language::Simplified
                };
            }
            _ => {}
        }
    }
    Language::English
}

#[cfg(test)]
mod tests {
    use super::spoken;

    #[test]
    fn the_language_follows_the_browser() {
        for (header, wanted) in [
            ("en-GB,en;q=0.9", "en"),
            ("zh-HK,zh;q=0.9,en;q=0.8", "zh-Hant"),
            ("zh-TW", "zh-Hant"),
            ("zh-CN,zh;q=0.9", "zh-Hans"),
            ("zh-Hant", "zh-Hant"),
            ("zh", "zh-Hans"),
            ("fr-FR, zh-Hans;q=0.5", "zh-Hans"),
            ("fr", "en"),
            ("", "en"),
        ] {
            assert_eq!(spoken(header).to_string(), wanted, "{header}");
        }
    }
}
