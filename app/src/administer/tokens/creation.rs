//! The window in which a token is made, and then shown this once.
use leptos::prelude::*;

use super::words::scope_name;
use crate::{
    administer::shown_secret::ShownSecret,
    api::tokens,
    error::Error,
    i18n::*,
    page::{Report, problem, report},
    ui::{
        button::{Button, Look},
        dialog::{Dialog, DialogForm},
        field::{Options, SelectField, TextField, Tick},
        focus::focus_soon,
        icon::Icon,
    },
    values::words::I18n,
    who::Scope,
};

/// The days that are offered, beside for ever.
const DAYS: [u16; 3] = [30, 90, 365];
/// The days that are chosen at first.
const USUAL: u16 = 90;
/// Where the secret stands.
const SECRET: &str = "token-secret";

/// What stands in the window.
#[derive(Clone, Copy)]
struct TokenCreation {
    name: RwSignal<String>,
    /// The days; empty for ever.
    days: RwSignal<String>,
    scopes: StoredValue<Vec<(Scope, RwSignal<bool>)>>,
    error: RwSignal<Option<Error>>,
    /// The secret, once it is made.
    made: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
    report: Report,
    on_made: Callback<()>,
}

impl TokenCreation {
    fn of(on_made: Callback<()>) -> Self {
        let scopes = Scope::ALL.iter();
        let scopes = scopes.map(|scope| (*scope, RwSignal::new(false)));
        Self {
            name: RwSignal::default(),
            days: RwSignal::default(),
            scopes: StoredValue::new(scopes.collect()),
            error: RwSignal::new(None),
            made: RwSignal::new(None),
            busy: RwSignal::new(false),
            report: report(),
            on_made,
        }
    }

    /// Nothing is said yet.
    fn begin(self) {
        self.name.set(String::new());
        self.days.set(USUAL.to_string());
        self.scopes.with_value(|scopes| {
            scopes.iter().for_each(|(_, chosen)| chosen.set(false));
        });
        self.error.set(None);
        // The form is not made anew under whoever types already.
        if self.made.with_untracked(Option::is_some) {
            self.made.set(None);
        }
    }

    fn chosen(self) -> Vec<Scope> {
        self.scopes.with_value(|scopes| {
            let chosen = scopes.iter().filter(|(_, chosen)| chosen.get_untracked());
            chosen.map(|(scope, _)| *scope).collect()
        })
    }

    fn send(self) {
        if self.busy.get_untracked() || self.made.with_untracked(Option::is_some) {
            return;
        }
        self.busy.set(true);
        self.error.set(None);
        let (name, days) = (self.name.get_untracked(), self.days.get_untracked());
        let scopes = self.chosen();
        leptos::task::spawn_local(async move {
            let made = tokens::create(name, scopes, days.parse().ok()).await;
            self.busy.set(false);
            match made {
                Ok((_, secret)) => {
                    self.made.set(Some(secret));
                    focus_soon(SECRET.to_owned());
                    // Its page may have been left meanwhile.
                    let _ = self.on_made.try_run(());
                }
                Err(known @ Error::Invalid(_)) => self.error.set(Some(known)),
                Err(other) => self.report.say(other),
            }
        });
    }
}

/// The window.
#[component]
pub fn TokenWindow(
    open: RwSignal<bool>,
    /// After a token was made.
    #[prop(into)]
    on_made: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let creation = TokenCreation::of(on_made);
    Effect::new(move |_| {
        if open.get() {
            creation.begin();
        }
    });
    let footer = move || {
        view! {
            {move || match creation.made.with(Option::is_some) {
                true => view! {
                    <Button look=Look::Primary on_press=move || open.set(false)>{t!(i18n, settings.done)}</Button>
                }
                .into_any(),
                false => view! {
                    <Button on_press=move || open.set(false)>{t!(i18n, frame.cancel)}</Button>
                    <Button look=Look::Primary busy=creation.busy on_press=move || creation.send()>
                        {t!(i18n, settings.token_create)}
                    </Button>
                }
                .into_any(),
            }}
        }
    };
    view! {
        <Dialog
            id="token"
            open=open
            title=move || t_string!(i18n, settings.token_create)
            footer=footer
        >
            {move || match creation.made.get() {
                Some(secret) => view! {
                    <div class="stack">
                        <ShownSecret id=SECRET label=move || t_string!(i18n, settings.token_secret) secret=secret/>
                        <p class="hint">{t!(i18n, settings.token_use)} " " <code>"Authorization: Bearer …"</code></p>
                    </div>
                }
                .into_any(),
                None => form(i18n, creation),
            }}
        </Dialog>
    }
}

fn form(i18n: I18n, creation: TokenCreation) -> AnyView {
    let days = Signal::derive(move || {
        let for_days = DAYS.map(|days| {
            let words = t_string!(i18n, settings.token_days, count = days);
            (days.to_string(), words)
        });
        let for_ever = t_string!(i18n, settings.token_days_for_ever).to_owned();
        let mut offered: Options = for_days.into();
        offered.push((String::new(), for_ever));
        offered
    });
    let wrong = problem(creation.error, "scopes");
    let ticks = creation
        .scopes
        .get_value()
        .into_iter()
        .map(move |(scope, chosen)| {
            view! {
                <Tick value=chosen>
                    <code>{scope.as_str()}</code>
                    " "
                    <span class="hint">{move || scope_name(i18n, scope)}</span>
                </Tick>
            }
        });
    view! {
        <DialogForm on_send=move || creation.send()>
            <TextField
                id="token-name"
                label=move || t_string!(i18n, settings.token_name)
                hint=move || t_string!(i18n, settings.token_name_hint)
                required=move || t_string!(i18n, frame.required)
                value=creation.name
                error=problem(creation.error, "name")
                autofocus=true
            />
            <fieldset class="field" aria-describedby="token-scopes-error">
                <legend>{t!(i18n, settings.token_scopes)}</legend>
                <div class="choices token-scopes">{ticks.collect_view()}</div>
                <span class="error" id="token-scopes-error" aria-live="polite">
                    {move || wrong.try_get().flatten().map(|error| view! {
                        <Icon icon=icondata_lu::LuCircleAlert/> <span>{error}</span>
                    })}
                </span>
            </fieldset>
            <SelectField
                id="token-days"
                label=move || t_string!(i18n, settings.token_good_for)
                hint=move || t_string!(i18n, settings.token_good_for_hint)
                value=creation.days
                options=days
                error=problem(creation.error, "days")
            />
        </DialogForm>
    }
    .into_any()
}
