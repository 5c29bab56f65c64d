//! The messages of `locales/`, and how a view uses them.

#[allow(dead_code, unused_imports, reason = "it offers more than is used here")]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/i18n/mod.rs"));
}

/// Words of the page that follow the language, as a child of a view: `t!(i18n, frame.retry)`. Takes the place of that of
/// leptos_i18n, whose every use is a type of its own and costs 2 KB of wasm; these are all of one type.
macro_rules! translated {
    ($i18n:expr, $($key:tt)+) => {{
        let i18n = $i18n;
        $crate::ui::words::words(move || $crate::i18n::t_string!(i18n, $($key)+))
    }};
}

pub use generated::i18n::{
    I18nContextProvider, I18nLocaleTrait, Locale, t_string, tu_string, use_i18n,
};
pub(crate) use translated as t;
