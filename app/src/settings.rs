//! The choices of language and theme.
use leptos::prelude::*;
use leptos_i18n::I18nContext;

use crate::{
    browser::preference::{Theme, remember_language},
    i18n::*,
    ui::menu::{MenuGroup, MenuItem},
};

/// The languages, each by its own name.
pub const LANGUAGES: [(Locale, &str); 3] = [
    (Locale::en, "English"),
    (Locale::zh_Hant, "繁體中文"),
    (Locale::zh_Hans, "简体中文"),
];

/// Speaks another language from now on.
pub fn speak(i18n: I18nContext<Locale>, language: Locale) {
    remember_language(language);
    i18n.set_locale(language);
}

/// What a theme is called.
pub fn theme_name(i18n: I18nContext<Locale>, theme: Theme) -> &'static str {
    match theme {
        Theme::System => t_string!(i18n, frame.theme_system),
        Theme::Light => t_string!(i18n, frame.theme_light),
        Theme::Dark => t_string!(i18n, frame.theme_dark),
    }
}

/// The choices of language and theme, as items of a menu.
#[component]
pub fn Preferences() -> impl IntoView {
    let i18n = use_i18n();
    let theme = RwSignal::new(Theme::now());
    view! {
        <MenuGroup label=move || t_string!(i18n, frame.language)>
            {LANGUAGES
                .map(|(language, name)| {
                    view! {
                        <MenuItem
                            checked=Signal::derive(move || i18n.get_locale() == language)
                            on_press=move || speak(i18n, language)
                        >
                            <span lang=language.as_str()>{name}</span>
                        </MenuItem>
                    }
                })
                .collect_view()}
        </MenuGroup>
        <hr/>
        <MenuGroup label=move || t_string!(i18n, frame.theme)>
            {Theme::ALL
                .map(|choice| {
                    view! {
                        <MenuItem
                            checked=Signal::derive(move || theme.get() == choice)
                            on_press=move || {
                                theme.set(choice);
                                choice.choose();
                            }
                        >
                            {move || theme_name(i18n, choice)}
                        </MenuItem>
                    }
                })
                .collect_view()}
        </MenuGroup>
    }
}
