//! The way in. Plain forms that work before the wasm is there; the server answers by coming back here with `problem`.
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::{
    frame::Preferences,
    i18n::*,
    ui::{
        badge::Tone,
        banner::Banner,
        button::{Button, Look},
        field::TextField,
        icon::Icon,
        menu::Menu,
        title::DocumentTitle,
    },
};

/// `/sign-in`: the form for staff; behind the one-time link, the form for the first Administrator.
#[component]
pub fn SignIn() -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query_map().get_untracked();
    let problem = query.get("problem");
    let first = query.get("first");
    let next = query.get("next").unwrap_or_default();
    view! {
        <DocumentTitle text=move || t_string!(i18n, sign_in.title)/>
        <main id="main" class="sign-in" tabindex="-1">
            <div class="sign-in-card">
                <p class="brand">
                    <Icon icon=icondata_lu::LuBookUser/>
                    <span>{t!(i18n, frame.product)}</span>
                </p>
                {match first {
                    Some(first) => view! { <First first problem/> }.into_any(),
                    None => view! { <Staff next problem/> }.into_any(),
                }}
            </div>
            <footer>
                <a href="/check">{t!(i18n, sign_in.check)}</a>
                <Menu
                    id="preferences"
                    label=move || t_string!(i18n, frame.language)
                    icon=icondata_lu::LuLanguages
                    look=Look::Plain
                    small=true
                    text=move || t_string!(i18n, frame.language)
                >
                    <Preferences/>
                </Menu>
            </footer>
        </main>
    }
}

#[component]
fn Staff(next: String, problem: Option<String>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <h1>{t!(i18n, sign_in.title)}</h1>
        <p class="intro">{t!(i18n, sign_in.intro)}</p>
        <Problem problem/>
        <form method="post" action="/sign-in">
            <input type="hidden" name="next" value=next/>
            <TextField
                id="email"
                name="email"
                kind="email"
                autocomplete="username"
                autofocus=true
                native_required=true
                label=move || t_string!(i18n, sign_in.email)
                value=RwSignal::default()
            />
            <TextField
                id="password"
                name="password"
                kind="password"
                autocomplete="current-password"
                native_required=true
                label=move || t_string!(i18n, sign_in.password)
                value=RwSignal::default()
            />
            <Button look=Look::Primary submit=true>{t!(i18n, sign_in.submit)}</Button>
        </form>
    }
}

#[component]
fn First(first: String, problem: Option<String>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <h1>{t!(i18n, sign_in.first_title)}</h1>
        <p class="intro">{t!(i18n, sign_in.first_intro)}</p>
        <Problem problem/>
        <form method="post" action="/sign-in/first">
            <input type="hidden" name="first" value=first/>
            <TextField
                id="name"
                name="name"
                autocomplete="name"
                autofocus=true
                native_required=true
                label=move || t_string!(i18n, sign_in.name)
                value=RwSignal::default()
            />
            <TextField
                id="email"
                name="email"
                kind="email"
                autocomplete="username"
                native_required=true
                label=move || t_string!(i18n, sign_in.email)
                value=RwSignal::default()
            />
            <TextField
                id="password"
                name="password"
                kind="password"
                autocomplete="new-password"
                native_required=true
                label=move || t_string!(i18n, sign_in.password)
                hint=move || t_string!(i18n, sign_in.password_hint)
                value=RwSignal::default()
            />
            <Button look=Look::Primary submit=true>{t!(i18n, sign_in.first_submit)}</Button>
        </form>
    }
}

/// What the server found wrong, in words.
#[component]
fn Problem(problem: Option<String>) -> impl IntoView {
    let i18n = use_i18n();
    problem.map(|problem| {
        view! {
            <Banner tone=Tone::Danger>
                {move || match problem.as_str() {
                    "wait" => t_string!(i18n, sign_in.wait),
                    "unavailable" => t_string!(i18n, sign_in.unavailable),
                    "spent" => t_string!(i18n, sign_in.first_used),
                    "name" => t_string!(i18n, sign_in.bad_name),
                    "email" => t_string!(i18n, sign_in.bad_email),
                    "password" => t_string!(i18n, sign_in.bad_password),
                    _ => t_string!(i18n, sign_in.wrong),
                }}
            </Banner>
        }
    })
}
