//! `/welcome`: the first steps of an empty installation. Each says by itself whether it is done; each, and all of them, can be
//! put off.
use leptos::prelude::*;

use crate::{
    api::first_hour,
    i18n::*,
    leave::Guard,
    page::{Page, Report, report, unread},
    request::signed_in,
    ui::{
        badge::{Badge, Tone},
        banner::Banner,
        button::{Button, LinkButton, Look},
        focus::focus_soon,
        icon::Icon,
        progress::Progress,
    },
    values::words::I18n,
    wire::first_hour::{FirstHour, FirstStep},
};

/// Where somebody goes on who finds their way without the steps.
const CONTACTS: &str = "/contacts";

/// The first steps of an empty installation.
#[component]
pub fn FirstHourPage() -> impl IntoView {
    let i18n = use_i18n();
    let hour = Resource::new(|| (), |()| first_hour::get());
    view! {
        <Page title=move || t_string!(i18n, first_hour.title)>
            <div class="first-hour">
                <Transition>
                    {move || Suspend::new(async move {
                        match hour.await {
                            Ok(hour) => steps(hour),
                            Err(error) => view! { <Banner tone=Tone::Danger>{unread(&error)}</Banner> }.into_any(),
                        }
                    })}
                </Transition>
            </div>
        </Page>
    }
}

/// What the buttons of the steps need.
#[derive(Clone, Copy)]
struct StepsState {
    i18n: I18n,
    report: Report,
    guard: Guard,
    hour: RwSignal<FirstHour>,
    busy: RwSignal<bool>,
}

impl StepsState {
    /// Puts a step off, or all of them, or takes them up again; then shows how they stand.
    fn put_off(self, step: Option<FirstStep>, leaves: bool) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        leptos::task::spawn_local(async move {
            let done = match leaves {
                true => first_hour::leave(step).await,
                false => first_hour::resume(step).await,
            };
            let now = match done {
                Ok(()) => first_hour::get().await,
                Err(error) => Err(error),
            };
            // The page may have been left meanwhile.
            if self.busy.try_set(false).is_some() {
                return;
            }
            match (now, step) {
                (Ok(_), None) if leaves => self.guard.go(CONTACTS),
                (Ok(hour), step) => {
                    self.hour.set(hour);
                    // The button that was pressed is another one by now, or none.
                    focus_soon(step.map_or(PROGRESS.to_owned(), heading));
                }
                (Err(error), _) => self.report.say(error),
            }
        });
    }

    /// How a step stands: whether it is done, and whether it was put off.
    fn standing(self, step: FirstStep) -> (bool, bool) {
        self.hour.with(|hour| {
            let one = hour.steps.iter().find(|one| one.step == step);
            one.map_or((false, false), |one| (one.done, one.left))
        })
    }

    /// How many steps are done, and how many there are.
    fn progress(self) -> (usize, usize) {
        let done = |hour: &FirstHour| hour.steps.iter().filter(|one| one.done).count();
        self.hour.with(|hour| (done(hour), hour.steps.len()))
    }
}

/// The id of what says how many steps are done.
const PROGRESS: &str = "first-hour-progress";

/// The id of a step's heading.
fn heading(step: FirstStep) -> String {
    format!("step-{}", step.as_str())
}

fn steps(hour: FirstHour) -> AnyView {
    let i18n = use_i18n();
    let state = StepsState {
        i18n,
        report: report(),
        guard: Guard::of_page(),
        hour: RwSignal::new(hour),
        busy: RwSignal::new(false),
    };
    let dismissed = Memo::new(move |_| state.hour.with(|hour| hour.dismissed));
    let progress = move || {
        let (done, all) = state.progress();
        t_string!(i18n, first_hour.progress, done = done, all = all)
    };
    let share = Signal::derive(move || {
        let (done, all) = state.progress();
        Some(done as f64 / all.max(1) as f64)
    });
    view! {
        <p class="lead-in">{t!(i18n, first_hour.intro)}</p>
        {move || dismissed.get().then(|| view! {
            <Banner action=move || view! {
                <Button small=true busy=state.busy on_press=move || state.put_off(None, false)>
                    {t!(i18n, first_hour.offer_again)}
                </Button>
            }>
                {t!(i18n, first_hour.dismissed)}
            </Banner>
        })}
        <p id=PROGRESS tabindex="-1" role="status">{progress}</p>
        <Progress label=move || t_string!(i18n, first_hour.title) value=share/>
        <ol class="steps" role="list">
            {FirstStep::ALL.iter().map(|step| one_step(state, *step)).collect_view()}
        </ol>
        <div class="buttons">
            <LinkButton look=Look::Primary href=CONTACTS.to_owned()>{t!(i18n, frame.to_contacts)}</LinkButton>
            {move || (!dismissed.get()).then(|| view! {
                <Button look=Look::Plain busy=state.busy on_press=move || state.put_off(None, true)>
                    {t!(i18n, first_hour.dismiss)}
                </Button>
            })}
        </div>
    }
    .into_any()
}

/// What a step is called.
fn step_name(i18n: I18n, step: FirstStep) -> &'static str {
    match step {
        FirstStep::You => t_string!(i18n, first_hour.you),
        FirstStep::Contacts => t_string!(i18n, first_hour.contacts),
        FirstStep::Panel => t_string!(i18n, first_hour.panel),
    }
}

/// One step: what it is about, the way to do it, and a way to put it off while it is not done.
fn one_step(state: StepsState, step: FirstStep) -> AnyView {
    let i18n = state.i18n;
    let standing = Memo::new(move |_| state.standing(step));
    let icon = match step {
        FirstStep::You => icondata_lu::LuUser,
        FirstStep::Contacts => icondata_lu::LuFileUp,
        FirstStep::Panel => icondata_lu::LuPanelRight,
    };
    let badge = move || match standing.get() {
        (true, _) => {
            Some(view! { <Badge tone=Tone::Success>{t!(i18n, first_hour.done)}</Badge> }.into_any())
        }
        (false, true) => Some(view! { <Badge>{t!(i18n, first_hour.left)}</Badge> }.into_any()),
        (false, false) => None,
    };
    let later = move || match standing.get() {
        (true, _) => None,
        (false, left) => Some(put_off_button(state, step, left)),
    };
    view! {
        <li class:done=move || standing.get().0>
            <Icon icon/>
            <div class="what">
                <h2 id=heading(step) tabindex="-1">
                    <span>{move || step_name(i18n, step)}</span>
                    {badge}
                </h2>
                {how(i18n, step)}
                {later}
            </div>
        </li>
    }
    .into_any()
}

/// Puts a step off, or takes it up again.
fn put_off_button(state: StepsState, step: FirstStep, left: bool) -> AnyView {
    let i18n = state.i18n;
    let words = move || match left {
        true => t_string!(i18n, first_hour.resume),
        false => t_string!(i18n, first_hour.leave),
    };
    let label = move || match left {
        true => t_string!(i18n, first_hour.resume_step, step = step_name(i18n, step)),
        false => t_string!(i18n, first_hour.leave_step, step = step_name(i18n, step)),
    };
    view! {
        <div class="buttons">
            <Button
                small=true
                look=Look::Plain
                label=label
                busy=state.busy
                on_press=move || state.put_off(Some(step), !left)
            >
                {words}
            </Button>
        </div>
    }
    .into_any()
}

/// What a step is about, and the way to do it.
fn how(i18n: I18n, step: FirstStep) -> AnyView {
    match step {
        FirstStep::You => {
            let who = signed_in();
            let name = who.map(|who| who.name().to_owned()).unwrap_or_default();
            view! {
                <p>{move || t_string!(i18n, first_hour.you_text, name = name.clone())}</p>
                <div class="buttons">
                    <LinkButton href="/account".to_owned()>{t!(i18n, first_hour.you_link)}</LinkButton>
                </div>
            }
            .into_any()
        }
        FirstStep::Contacts => view! {
            <p>{t!(i18n, first_hour.contacts_text)}</p>
            <div class="buttons">
                <LinkButton href="/contacts/import".to_owned() icon=icondata_lu::LuUpload>
                    {t!(i18n, first_hour.contacts_link)}
                </LinkButton>
                <LinkButton download=true href="/imports/template".to_owned() icon=icondata_lu::LuDownload>
                    {t!(i18n, first_hour.template)}
                </LinkButton>
                <LinkButton href="/contacts/new".to_owned() icon=icondata_lu::LuPlus>
                    {t!(i18n, first_hour.create)}
                </LinkButton>
            </div>
        }
        .into_any(),
        FirstStep::Panel => view! {
            <p>{t!(i18n, first_hour.panel_text)}</p>
            <div class="buttons">
                <LinkButton href="/settings/panel".to_owned()>{t!(i18n, first_hour.panel_link)}</LinkButton>
            </div>
        }
        .into_any(),
    }
}
