//! What products sign their tickets with: made here and shown this once, and renewed without a gap.
use leptos::prelude::*;

use crate::{
    administer::{given::InForce, question::SureQuestion, shown_secret::ShownSecret},
    api::installation,
    error::Error,
    i18n::*,
    page::{Report, report},
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

/// What is asked about the secret.
#[derive(Clone, Copy)]
struct PanelSecretForm {
    i18n: I18n,
    report: Report,
    standing: InForce,
    /// What was made, shown this once.
    made: RwSignal<Option<String>>,
    /// Where the focus lands once this part is drawn anew.
    landing: StoredValue<Option<&'static str>>,
    renewing: RwSignal<bool>,
    ending: RwSignal<bool>,
    busy: RwSignal<bool>,
}

impl PanelSecretForm {
    fn renew(self) {
        let deed = async move {
            let renewed = installation::renew_secret().await;
            renewed.map(|renewed| self.made.set(Some(renewed.secret)))
        };
        self.carry_out(deed, SHOWN);
    }

    fn end_old(self) {
        let deed = async { installation::end_old_secrets().await.map(drop) };
        self.carry_out(deed, TITLE);
    }

    /// Does it, closes what asked, and has the page ask anew how things stand. The focus lands in `place` then.
    fn carry_out(
        self,
        deed: impl Future<Output = Result<(), Error>> + 'static,
        place: &'static str,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        leptos::task::spawn_local(async move {
            let done = deed.await;
            self.busy.set(false);
            self.renewing.set(false);
            self.ending.set(false);
            match done {
                Ok(()) => self.landing.set_value(Some(place)),
                Err(error) => self.report.say(error),
            }
            self.standing.refetch();
        });
    }
}

/// How it stands with the secret, and the buttons that make one and end those before it.
#[component]
pub fn Secret(
    now: Installation,
    standing: InForce,
    /// What was made, which the page keeps as it asks anew.
    made: RwSignal<Option<String>>,
    /// Where the focus lands then, which the page keeps too.
    landing: StoredValue<Option<&'static str>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = PanelSecretForm {
        i18n,
        report: report(),
        standing,
        made,
        landing,
        renewing: RwSignal::new(false),
        ending: RwSignal::new(false),
        busy: RwSignal::new(false),
    };
    // What held the focus, the button or the secret before, may not have outlived that this part was drawn anew.
    Effect::new(move |_| {
        if let Some(place) = landing.try_update_value(Option::take).flatten() {
            focus_soon(place.to_owned());
        }
    });
    let secret = now.panel_secret;
    view! {
        <section aria-labelledby=TITLE>
            <h2 id=TITLE tabindex="-1">{t!(i18n, settings.secret)}</h2>
            <div class="content">
                <p class="hint">{t!(i18n, settings.secret_hint)}</p>
                {state_of(i18n, &secret)}
                {move || made.get().map(|secret| view! {
                    <ShownSecret id=SHOWN label=move || t_string!(i18n, settings.secret) secret=secret/>
                })}
                {buttons(state, &secret)}
            </div>
            <SureQuestion
                id="secret-renewal"
                open=state.renewing
                title=move || t_string!(i18n, settings.secret_renew_question)
                text=move || t_string!(i18n, settings.secret_renew_text)
                button=move || t_string!(i18n, settings.secret_renew)
                busy=state.busy
                on_confirm=move || state.renew()
            />
            <SureQuestion
                id="secret-end"
                open=state.ending
                title=move || t_string!(i18n, settings.secret_end_question)
                text=move || t_string!(i18n, settings.secret_end_text)
                button=move || t_string!(i18n, settings.secret_end_old)
                busy=state.busy
                on_confirm=move || state.end_old()
            />
        </section>
    }
}

/// The first is made at once; another one after a question.
fn buttons(state: PanelSecretForm, secret: &PanelSecret) -> AnyView {
    let i18n = state.i18n;
    let is_first = secret.state == PanelSecretState::Absent;
    let is_given = secret.state == PanelSecretState::Given;
    let has_old = secret.old_until.is_some();
    let press = move || match is_first {
        true => state.renew(),
        false => state.renewing.set(true),
    };
    view! {
        <div class="buttons">
            {(!is_given).then(|| view! {
                <Button busy=state.busy icon=icondata_lu::LuKeyRound on_press=press>
                    {move || match is_first {
                        true => t_string!(i18n, settings.secret_make),
                        false => t_string!(i18n, settings.secret_renew),
                    }}
                </Button>
            })}
            {has_old.then(|| view! {
                <Button busy=state.busy on_press=move || state.ending.set(true)>{t!(i18n, settings.secret_end_old)}</Button>
            })}
        </div>
    }
    .into_any()
}

/// Whether there is one, since when, and until when those before it are good too.
fn state_of(i18n: I18n, secret: &PanelSecret) -> AnyView {
    let language = Signal::derive(move || i18n.get_locale().as_str());
    let stands = match secret.state {
        PanelSecretState::Absent => view! { <p>{t!(i18n, settings.secret_absent)}</p> }.into_any(),
        PanelSecretState::Given => {
            view! { <Banner tone=Tone::Neutral>{t!(i18n, settings.secret_given)}</Banner> }
                .into_any()
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
    let clock = Clock::taking_over();
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
