//! How one wants to see the pages, in this browser: the choices that the menu has too.
use leptos::prelude::*;

use crate::{
    browser::preference::Theme,
    i18n::*,
    settings::{LANGUAGES, speak, theme_name},
    ui::field::Choices,
};

/// The word of a theme among the choices.
fn theme_word(theme: Theme) -> &'static str {
    theme.as_str().unwrap_or("system")
}

/// Language and theme.
#[component]
pub fn OwnPreferences() -> impl IntoView {
    let i18n = use_i18n();
    let language = RwSignal::new(i18n.get_locale_untracked().as_str().to_owned());
    let theme = RwSignal::new(theme_word(Theme::now()).to_owned());
    let languages = Signal::derive(move || {
        let option =
            |(language, name): (Locale, &str)| (language.as_str().to_owned(), name.to_owned());
        LANGUAGES.map(option).to_vec()
    });
    let themes = Signal::derive(move || {
        let option = |theme: Theme| {
            (
                theme_word(theme).to_owned(),
                theme_name(i18n, theme).to_owned(),
            )
        };
        Theme::ALL.map(option).to_vec()
    });
    // The menu has them too.
    Effect::new(move |_| language.set(i18n.get_locale().as_str().to_owned()));
    Effect::new(move |before: Option<String>| {
        let word = language.get();
        let chosen = LANGUAGES
            .into_iter()
            .find(|(known, _)| known.as_str() == word);
        if let Some((chosen, _)) = chosen.filter(|_| before.is_some_and(|before| before != word))
            && i18n.get_locale_untracked() != chosen
        {
            speak(i18n, chosen);
        }
        word
    });
    Effect::new(move |before: Option<String>| {
        let word = theme.get();
        let chosen = Theme::ALL
            .into_iter()
            .find(|known| theme_word(*known) == word);
        if let Some(chosen) = chosen.filter(|_| before.is_some_and(|before| before != word)) {
            chosen.choose();
        }
        word
    });
    view! {
        <section aria-labelledby="account-preferences">
            <h2 id="account-preferences">{t!(i18n, account.preferences)}</h2>
            <div class="content stack">
                <Choices
                    name="own-language"
                    label=move || t_string!(i18n, frame.language)
                    value=language
                    options=languages
                />
                <Choices
                    name="own-theme"
                    label=move || t_string!(i18n, frame.theme)
                    value=theme
                    options=themes
                />
                <p class="hint">{t!(i18n, account.preferences_hint)}</p>
            </div>
        </section>
    }
}
