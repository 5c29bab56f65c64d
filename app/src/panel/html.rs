//! Views as text: they are drawn once, for a reader whose language is known, and nothing takes them over.
use axum::http::{HeaderValue, Request, header::ACCEPT_LANGUAGE, request::Parts};
use contact::Language;
use leptos::prelude::*;
use leptos_i18n::context::{I18nContextOptions, init_i18n_context_with_options};

use crate::{browser::preference::languages, i18n::Locale, ui::when::Clock, values::words::I18n};

/// Draws a view in a language. It is to wait for nothing, and what it would do later is not done.
pub fn html(language: Language, view: impl FnOnce(I18n) -> AnyView) -> String {
    #[cfg(test)]
    let _running = running();
    // A root of its own: whatever else this thread has in hand is nothing to it.
    let owner = Owner::new_root(None);
    let drawn = owner.with(|| {
        provide_context(asked_in(language));
        let options = I18nContextOptions::<Locale>::default().ssr_lang_header_getter(languages());
        let i18n: I18n = init_i18n_context_with_options(options);
        // What the words would do whenever the language changes would outlive them, on another thread.
        owner.pause();
        provide_context(i18n);
        Clock::provide();
        view(i18n).to_html()
    });
    owner.unset_with_forced_cleanup();
    without_marks(&drawn)
}

/// Leaves out the comments that keep texts apart for a page that is taken over. What somebody typed has no bracket in it by
/// now.
fn without_marks(drawn: &str) -> String {
    let mut kept = String::with_capacity(drawn.len());
    let mut rest = drawn;
    while let Some((before, mark)) = rest.split_once("<!") {
        kept.push_str(before);
        let end = match mark.starts_with("--") {
            true => "-->",
            false => ">",
        };
        rest = mark.split_once(end).map_or("", |(_, behind)| behind);
    }
    kept.push_str(rest);
    kept
}

/// A request that says no more than in which language it is to be answered.
fn asked_in(language: Language) -> Parts {
    let (mut parts, ()) = Request::new(()).into_parts();
    let tag = HeaderValue::from_static(language.into());
    parts.headers.insert(ACCEPT_LANGUAGE, tag);
    parts
}

/// Lets tests draw as the server does, where something runs what is begun.
#[cfg(test)]
fn running() -> tokio::runtime::EnterGuard<'static> {
    use std::sync::LazyLock;

    use tokio::runtime::Runtime;

    static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
        // By this the server's pages let leptos know of tokio.
        let _ = leptos_axum::generate_route_list(|| ());
        Runtime::new().expect("a runtime")
    });
    RUNTIME.enter()
}

#[cfg(test)]
mod tests {
    use contact::Language;
    use leptos::prelude::*;
    use strum::VariantArray;

    use super::html;
    use crate::i18n::*;

    #[test]
    fn a_view_is_drawn_in_the_language_that_is_asked_for_with_nothing_but_itself() {
        let drawn = Language::VARIANTS.iter().map(|language| {
            html(*language, |i18n| {
                view! { <p>{t!(i18n, merge.merge)} {None::<String>} " · " {t_string!(i18n, room.device)}</p> }
                    .into_any()
            })
        });
        assert_eq!(
            drawn.collect::<Vec<_>>(),
            [
                "<p>Merge · Device</p>",
                "<p>合併 · 裝置</p>",
                "<p>合并 · 设备</p>"
            ]
        );
    }

    #[test]
    fn what_somebody_typed_stays_text_whatever_it_is() {
        let drawn = html(Language::English, |_| {
            let typed = "</p><!><script>alert(\"1\")</script>";
            view! { <p title=typed>{typed}</p> }.into_any()
        });
        assert_eq!(drawn.matches('<').count(), 2, "{drawn}");
        assert!(drawn.contains("&lt;!&gt;&lt;script&gt;"), "{drawn}");
    }
}
