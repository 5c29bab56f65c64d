//! What products sign their tickets with: made here and shown this once, and renewed without a gap.
use leptos::prelude::*;

use crate::{
    administer::{given::InForce, question::SureQuestion, shown_secret::ShownSecret},
    api::installation,
    error::Error,
    i18n::*,
    page::report,
    ui::{
        badge::{Badge, Tone},
        banner::Banner,
        button::Button,
        focus::focus_soon,
        when::{Clock, When, local_time},
    },
    values::words::I18n,
    wire::installation::{Installation, PanelSecret, PanelSecretState},
};

/// Where a secret stands that was made.
const SHOWN: &str = "panel-secret";
/// The heading of this part.
const TITLE: &str = "settings-secret";

/// How it stands with the secret, and the buttons that make one and end those before it.
#[component]
pub fn Secret(
    now: Installation,
    standing: InForce,
    made: RwSignal<Option<String>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let report = report();
    let busy = RwSignal::new(false);
    let [renewing, ending] = [(); 2].map(|()| RwSignal::new(false));
    let after = move |open: RwSignal<bool>, done: Result<&'static str, Error>| {
        busy.set(false);
        open.set(false);
        match done {
            Ok(place) => focus_soon(place.to_owned()),
            Err(error) => report.say(error),
        }
        standing.refetch();
    };
    let renew = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        leptos::task::spawn_local(async move {
            let renewed = installation::renew_secret().await;
            let shown = renewed.map(|renewed| {
                made.set(Some(renewed.secret));
                SHOWN
            });
            after(renewing, shown);
        });
    };
    let end_old = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        leptos::task::spawn_local(async move {
            let ended = installation::end_old_secrets().await;
            after(ending, ended.map(|_| TITLE));
        });
    };
    let secret = now.panel_secret;
    let is_first = secret.state == PanelSecretState::Absent;
    let is_given = secret.state == PanelSecretState::Given;
    let has_old = secret.old_until.is_some();
    let press = move || match is_first {
        true => renew(),
        false => renewing.set(true),
    };
    view! {
        <section aria-labelledby=TITLE>
            <h2 id=TITLE tabindex="-1">{t!(i18n, settings.secret)}</h2>
            <div class="content">
                <p class="hint">{t!(i18n, settings.secret_hint)}</p>
                {state_of(i18n, &secret)}
                {move || made.get().map(|secret| view! {
                    <ShownSecret id=SHOWN label=move || t_string!(i18n, settings.secret) secret=secret/>
                })}
                <div class="buttons">
                    {(!is_given).then(|| view! {
                        <Button busy=busy icon=icondata_lu::LuKeyRound on_press=press>
                            {move || match is_first {
                                true => t_string!(i18n, settings.secret_make),
                                false => t_string!(i18n, settings.secret_renew),
                            }}
                        </Button>
                    })}
                    {has_old.then(|| view! {
                        <Button busy=busy on_press=move || ending.set(true)>{t!(i18n, settings.secret_end_old)}</Button>
                    })}
                </div>
            </div>
            <SureQuestion
                id="secret-renewal"
                open=renewing
                title=move || t_string!(i18n, settings.secret_renew_question)
                text=move || t_string!(i18n, settings.secret_renew_text)
                button=move || t_string!(i18n, settings.secret_renew)
                busy=busy
                on_confirm=renew
            />
            <SureQuestion
                id="secret-end"
                open=ending
                title=move || t_string!(i18n, settings.secret_end_question)
                text=move || t_string!(i18n, settings.secret_end_text)
                button=move || t_string!(i18n, settings.secret_end_old)
                busy=busy
                on_confirm=end_old
            />
        </section>
    }
}

/// Whether there is one, since when, and until when those before it are good too.
fn state_of(i18n: I18n, secret: &PanelSecret) -> AnyView {
    let language = Signal::derive(move || i18n.get_locale().as_str());
    let stands = match secret.state {
        PanelSecretState::Absent => view! { <p>{t!(i18n, settings.secret_absent)}</p> }.into_any(),
        PanelSecretState::Given => {
            view! { <Banner tone=Tone::Neutral>{t!(i18n, settings.secret_given)}</Banner> }.into_any()
        }
        PanelSecretState::Unreadable => {
            view! { <Banner tone=Tone::Danger>{t!(i18n, settings.secret_unreadable)}</Banner> }
                .into_any()
        }
        PanelSecretState::Stored => {
            let (at, by) = (secret.made_at, secret.made_by.clone().unwrap_or_default());
            view! {
                <p>
                    <Badge tone=Tone::Success icon=icondata_lu::LuCircleCheck>{t!(i18n, settings.secret_there)}</Badge>
                    " " {at.map(|at| view! { <When at=at language=language/> })} " · " <bdi>{by}</bdi>
                </p>
            }
            .into_any()
        }
    };
    let clock = Clock::of_page();
    let old = secret.old_until.map(|until| {
        // The server knows no zone, and writes the day alone.
        let moment = move || {
            let day = clock.day(until, i18n.get_locale().as_str());
            match clock.is_running() {
                true => format!("{day}, {}", local_time(until)),
                false => day,
            }
        };
        view! { <p>{move || t_string!(i18n, settings.secret_old_until, moment = moment())}</p> }
    });
    view! { {stands} {old} }.into_any()
}
