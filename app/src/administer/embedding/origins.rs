//! The origins of the pages that may show the side panel: each added and removed by itself, and in force at once.
use contact::Bounded;
use leptos::prelude::*;

use crate::{
    administer::given::{Given, InForce},
    api::installation,
    error::Error,
    i18n::*,
    page::{HEADING, problem, report},
    ui::{
        button::{Button, Look},
        field::TextField,
        focus::focus_soon,
    },
    wire::installation::{Installation, InstallationChange, SettingName},
};

/// The field in which an origin is typed.
const TYPED: &str = "origin";

/// The list, and the field that adds to it.
#[component]
pub fn Origins(now: Installation, standing: InForce) -> impl IntoView {
    let i18n = use_i18n();
    let report = report();
    let is_given = now.given.contains(&SettingName::EmbedOrigins);
    let known = StoredValue::new(now.embed_origins.clone());
    let (typed, busy) = (RwSignal::new(String::new()), RwSignal::new(false));
    let error = RwSignal::new(None::<Error>);
    let save = move |origins: Vec<String>, then: &'static str| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        error.set(None);
        let change = InstallationChange {
            embed_origins: Some(origins.into_iter().map(Bounded::own).collect()),
            ..InstallationChange::default()
        };
        leptos::task::spawn_local(async move {
            let saved = installation::change(change).await;
            busy.set(false);
            match saved {
                Ok(_) => {
                    report.toasts.say(tu_string!(i18n, settings.saved));
                    focus_soon(then.to_owned());
                    standing.refetch();
                }
                Err(known @ Error::Invalid(_)) => {
                    error.set(Some(known));
                    focus_soon(TYPED.to_owned());
                }
                Err(other) => report.say(other),
            }
        });
    };
    let add = move || {
        let mut origins = known.get_value();
        origins.push(typed.get_untracked().trim().to_owned());
        save(origins, TYPED);
    };
    let remove = move |origin: String| {
        let others = known.get_value().into_iter();
        save(others.filter(|other| *other != origin).collect(), HEADING);
    };
    let items = now.embed_origins.into_iter().map(move |origin| {
        let (label, doomed) = (origin.clone(), origin.clone());
        view! {
            <li>
                <code>{origin}</code>
                {(!is_given).then(|| view! {
                    <Button
                        small=true
                        look=Look::Plain
                        icon=icondata_lu::LuTrash2
                        label=move || t_string!(i18n, settings.origin_remove, name = label.clone())
                        on_press=move || remove(doomed.clone())
                    />
                })}
            </li>
        }
    });
    let items: Vec<_> = items.collect();
    let none = items.is_empty();
    view! {
        <section aria-labelledby="settings-origins">
            <h2 id="settings-origins">{t!(i18n, settings.origins)}</h2>
            <div class="content">
                <p class="hint">{t!(i18n, settings.origins_hint)}</p>
                {none.then(|| view! { <p>{t!(i18n, settings.origins_none)}</p> })}
                {(!none).then(|| view! { <ul class="origins" role="list">{items}</ul> })}
                {is_given.then(|| view! { <Given name=SettingName::EmbedOrigins/> })}
                {(!is_given).then(|| view! {
                    <form class="origin-form" on:submit=move |event| {
                        event.prevent_default();
                        add();
                    }>
                        <TextField
                            id=TYPED
                            label=move || t_string!(i18n, settings.origin_add)
                            value=typed
                            error=problem(error, "embed_origins")
                        />
                        <Button submit=true busy=busy icon=icondata_lu::LuPlus>{t!(i18n, settings.add)}</Button>
                    </form>
                })}
            </div>
        </section>
    }
}
