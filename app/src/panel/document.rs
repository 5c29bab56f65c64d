//! The document of the panel: an empty frame with its words, in which the script puts the contacts of one enquiry after the
//! other.
use contact::Language;
use leptos::prelude::*;
use serde_json::{Value, json};

use crate::{i18n::*, panel::html::html, values::words::I18n};

/// The modules that the script begins with.
const MODULES: [&str; 5] = ["messages", "schema", "stream", "shown", "editor"];

/// How many lines stand for a contact that is on its way.
const LINES: usize = 6;

/// The document, for the hosts of these origins.
pub fn document(language: Language, theme: Option<&str>, origins: &[String]) -> String {
    let tag: &'static str = language.into();
    let mut themes = ["light", "dark"].into_iter();
    let theme = themes.find(|known| theme == Some(*known));
    let origins = origins.join(" ");
    let page = html(language, |i18n| {
        view! {
            <html lang=tag data-theme=theme>
                <head>
                    <meta charset="utf-8"/>
                    <meta name="viewport" content="width=device-width, initial-scale=1"/>
                    <meta name="color-scheme" content="light dark"/>
                    <meta name="embed-origins" content=origins/>
                    <meta name="words" content=words(i18n).to_string()/>
                    <title>{t_string!(i18n, frame.product)}</title>
                    <link rel="stylesheet" href="/embed/panel.css"/>
                    {MODULES.map(|module| view! {
                        <link rel="modulepreload" href=format!("/embed/{module}.js")/>
                    }).collect_view()}
                    <script type="module" src="/embed/frame.js"></script>
                </head>
                <body>
                    <div id="root">
                        <div id="said" role="status" class="toast-place"></div>
                        <div id="notice" role="alert"></div>
                        // A host has one of its own.
                        <main id="place" aria-label=t_string!(i18n, room.contact)></main>
                    </div>
                    <template id="waiting">{waiting()}</template>
                </body>
            </html>
        }
        .into_any()
    });
    format!("<!DOCTYPE html>{page}")
}

/// What the script itself says. What stands in single brackets is its to fill in.
fn words(i18n: I18n) -> Value {
    let (name, fields) = ("{name}", "{fields}");
    json!({
        "connecting": t_string!(i18n, panel.connecting),
        "no_enquiry": t_string!(i18n, panel.no_enquiry),
        "offline": t_string!(i18n, panel.offline),
        "retry": t_string!(i18n, frame.retry),
        "leave": t_string!(i18n, panel.leave),
        "looking": t_string!(i18n, record.presence_looking, name).to_string(),
        "changing": t_string!(i18n, record.presence_changing, name, fields).to_string(),
        "signed_out": t_string!(i18n, panel.signed_out),
    })
}

/// A contact that is on its way, with the name that the host has hinted at.
fn waiting() -> AnyView {
    view! {
        <article class="panel waiting" aria-busy="true">
            <header class="who">
                <span class="avatar skeleton"></span>
                <h1 tabindex="-1"><bdi data-hint=""></bdi></h1>
            </header>
            {(0..LINES).map(|_| view! { <div class="skeleton"></div> }).collect_view()}
        </article>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use contact::Language;
    use serde_json::Value;

    use super::document;
    use crate::panel::samples::{attribute, tag};

    #[test]
    fn the_document_knows_its_language_its_theme_its_hosts_and_its_words() {
        let origins = ["https://a.example", "https://b.example:8443"].map(str::to_owned);
        let page = document(Language::Traditional, Some("dark"), &origins);
        let start = "<!DOCTYPE html><html lang=\"zh-Hant\" data-theme=\"dark\">";
        assert!(page.starts_with(start), "{page}");
        let hosts = attribute(tag(&page, "embed-origins"), "content");
        assert_eq!(hosts, "https://a.example https://b.example:8443");
        let words = attribute(tag(&page, "name=\"words\""), "content");
        let words: Value = serde_json::from_str(&words).expect("words");
        assert_eq!(words["looking"], "{name} 正在查看此聯絡人");
        assert_eq!(words["changing"], "{name} 正在更改{fields}");
        let all = words.as_object().expect("an object").values();
        assert!(all.clone().all(Value::is_string));
        assert_eq!(all.count(), 8);
    }

    #[test]
    fn a_theme_that_there_is_not_is_none() {
        for theme in [None, Some("\"><script>"), Some("system")] {
            let page = document(Language::English, theme, &[]);
            assert!(
                page.starts_with("<!DOCTYPE html><html lang=\"en\">"),
                "{page}"
            );
        }
    }
}
