//! The origins of the pages that may show the side panel: each added and removed by itself, and in force at once.
use contact::Bounded;
use leptos::prelude::*;

use crate::{
    administer::given::{Given, InForce},
    api::installation,
    error::Error,
    i18n::*,
    page::{HEADING, Report, problem, report},
    ui::{
        button::{Button, Look},
        field::TextField,
        focus::focus_soon,
    },
    values::words::I18n,
    wire::installation::{Installation, InstallationChange, SettingName},
};

/// The field in which an origin is typed.
const TYPED: &str = "origin";

/// What the list holds, and what is typed to add to it.
#[derive(Clone, Copy)]
struct OriginsState {
    i18n: I18n,
    report: Report,
    standing: InForce,
    known: StoredValue<Vec<String>>,
    typed: RwSignal<String>,
    error: RwSignal<Option<Error>>,
    busy: RwSignal<bool>,
}

impl OriginsState {
    /// Keeps these, and puts the focus there.
    fn save(self, origins: Vec<String>, then: &'static str) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.error.set(None);
        let change = InstallationChange {
            embed_origins: Some(origins.into_iter().map(Bounded::own).collect()),
            ..InstallationChange::default()
        };
        leptos::task::spawn_local(async move {
            let saved = installation::change(change).await;
            self.busy.set(false);
            match saved {
                Ok(_) => {
                    let said = tu_string!(self.i18n, settings.saved);
                    self.report.toasts.say(said);
                    focus_soon(then.to_owned());
                    self.standing.refetch();
                }
                Err(known @ Error::Invalid(_)) => {
                    self.error.set(Some(known));
                    focus_soon(TYPED.to_owned());
                }
                Err(other) => self.report.say(other),
            }
        });
    }

    fn add(self) {
        let mut origins = self.known.get_value();
        origins.push(self.typed.get_untracked().trim().to_owned());
        self.save(origins, TYPED);
    }

    fn remove(self, origin: &str) {
        let others = self.known.get_value().into_iter();
        self.save(others.filter(|other| other != origin).collect(), HEADING);
    }
}

/// The list, and the field that adds to it.
#[component]
pub fn Origins(now: Installation, standing: InForce) -> impl IntoView {
    let i18n = use_i18n();
    let state = OriginsState {
        i18n,
        report: report(),
        standing,
        known: StoredValue::new(now.embed_origins.clone()),
        typed: RwSignal::default(),
        error: RwSignal::new(None),
        busy: RwSignal::new(false),
    };
    let is_given = now.given.contains(&SettingName::EmbedOrigins);
    let none = now.embed_origins.is_empty();
    let items = now.embed_origins.into_iter();
    let items = items.map(move |origin| item(state, origin, is_given));
    let items = items.collect_view();
    view! {
        <section aria-labelledby="settings-origins">
            <h2 id="settings-origins">{t!(i18n, settings.origins)}</h2>
            <div class="content">
                <p class="hint">{t!(i18n, settings.origins_hint)}</p>
                {none.then(|| view! { <p>{t!(i18n, settings.origins_none)}</p> })}
                {(!none).then(|| view! { <ul class="origins" role="list">{items}</ul> })}
                {match is_given {
                    true => view! { <Given name=SettingName::EmbedOrigins/> }.into_any(),
                    false => addition(state),
                }}
            </div>
        </section>
    }
}

/// One origin, and the button that removes it.
fn item(state: OriginsState, origin: String, is_given: bool) -> AnyView {
    let i18n = state.i18n;
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
                    on_press=move || state.remove(&doomed)
                />
            })}
        </li>
    }
    .into_any()
}

/// The field in which one is typed.
fn addition(state: OriginsState) -> AnyView {
    let i18n = state.i18n;
    view! {
        <form class="origin-form" on:submit=move |event| {
            event.prevent_default();
            state.add();
        }>
            <TextField
                id=TYPED
                label=move || t_string!(i18n, settings.origin_add)
                value=state.typed
                error=problem(state.error, "embed_origins")
            />
            <Button submit=true busy=state.busy icon=icondata_lu::LuPlus>{t!(i18n, settings.add)}</Button>
        </form>
    }
    .into_any()
}
