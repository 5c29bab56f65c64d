//! `/settings/health`: how the installation is: in words first, and in numbers.
mod lines;

use leptos::prelude::*;

use self::lines::{HealthLine, import, machine, storage, work};
use super::navigation::SettingsNavigation;
use crate::{
    api::health,
    i18n::*,
    page::{Page, unread},
    ui::{
        badge::{Badge, Tone},
        banner::Banner,
        button::Button,
        when::When,
    },
    values::words::I18n,
    wire::health::InstallationHealth,
};

/// How the installation is.
#[component]
pub fn HealthPage() -> impl IntoView {
    let i18n = use_i18n();
    let health = Resource::new(|| (), |()| health::look());
    let actions = move || {
        view! {
            <Button icon=icondata_lu::LuRefreshCw on_press=move || health.refetch()>{t!(i18n, settings.look_again)}</Button>
        }
    };
    view! {
        <Page title=move || t_string!(i18n, settings.health) actions=actions>
            <SettingsNavigation/>
            <Transition>
                {move || Suspend::new(async move {
                    match health.await {
                        Ok(health) => shown(i18n, &health),
                        Err(error) => view! { <Banner tone=Tone::Danger>{unread(&error)}</Banner> }.into_any(),
                    }
                })}
            </Transition>
        </Page>
    }
}

/// A part of the page: its heading, and its lines.
type HealthPart = (&'static str, fn(I18n) -> &'static str, Vec<HealthLine>);

fn shown(i18n: I18n, health: &InstallationHealth) -> AnyView {
    let language = Signal::derive(move || i18n.get_locale().as_str());
    let parts: [HealthPart; 4] = [
        (
            "health-server",
            |i18n| t_string!(i18n, settings.health_server),
            machine(i18n, health),
        ),
        (
            "health-storage",
            |i18n| t_string!(i18n, settings.health_storage),
            storage(i18n, health),
        ),
        (
            "health-work",
            |i18n| t_string!(i18n, settings.health_work),
            work(i18n, health),
        ),
        (
            "health-import",
            |i18n| t_string!(i18n, settings.health_import),
            import(i18n, health),
        ),
    ];
    let parts = parts.map(|(id, words, lines)| {
        view! {
            <section aria-labelledby=id>
                <h2 id=id>{move || words(i18n)}</h2>
                <dl class="content health">{lines.into_iter().map(line).collect_view()}</dl>
            </section>
        }
    });
    view! {
        // Nothing in it takes the focus, so that the keyboard could not scroll it.
        <div class="settings" role="region" tabindex="0" aria-label=move || t_string!(i18n, settings.health)>
            {parts.into_iter().collect_view()}
            <p class="hint settings-end">
                {t!(i18n, settings.health_at)} " " <When at=health.at language=language/>
            </p>
        </div>
    }
    .into_any()
}

fn line(line: HealthLine) -> AnyView {
    let HealthLine {
        label,
        value,
        state,
    } = line;
    let badge = state.map(|(tone, words)| {
        let icon = match tone {
            Tone::Success => icondata_lu::LuCircleCheck,
            Tone::Danger => icondata_lu::LuCircleAlert,
            Tone::Neutral | Tone::Accent | Tone::Warning => icondata_lu::LuTriangleAlert,
        };
        view! { " " <Badge tone=tone icon=icon>{move || words.get()}</Badge> }
    });
    view! { <div><dt>{move || label.get()}</dt><dd>{value} {badge}</dd></div> }.into_any()
}
