//! The choices of language and theme.
use leptos::prelude::*;

use crate::{
    browser::preference::{Theme, remember_language},
    i18n::*,
    ui::menu::{MenuGroup, MenuItem},
};

/// The choices of language and theme, as items of a menu.
#[component]
pub fn Preferences() -> impl IntoView {
    let i18n = use_i18n();
    let theme = RwSignal::new(Theme::now());
    let languages = [
        (Locale::en, "English"),
        (Locale::zh_Hant, "繁體中文"),
        (Locale::zh_Hans, "简体中文"),
    ];
    view! {
        <MenuGroup label=move || t_string!(i18n, frame.language)>
            {languages
                .map(|(language, name)| {
                    view! {
                        <MenuItem
                            checked=Signal::derive(move || i18n.get_locale() == language)
                            on_press=move || {
                                remember_language(language);
                                i18n.set_locale(language);
                            }
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
                            {move || match choice {
                                Theme::System => t_string!(i18n, frame.theme_system),
                                Theme::Light => t_string!(i18n, frame.theme_light),
                                Theme::Dark => t_string!(i18n, frame.theme_dark),
                            }}
                        </MenuItem>
                    }
                })
                .collect_view()}
        </MenuGroup>
    }
}
