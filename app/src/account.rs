//! `/account`: who one is here, one's own password, how one wants to see the pages, and where one is signed in.
mod identity;
mod preferences;

use leptos::prelude::*;

use crate::{
    account::{identity::Identity, preferences::OwnPreferences},
    api::account,
    error::{Error, FieldProblem},
    i18n::*,
    page::{Page, Report, report, unread},
    request::signed_in,
    ui::{
        badge::Tone,
        banner::Banner,
        button::{Button, Look},
        field::PasswordField,
        focus::focus_soon,
        toast::use_toasts,
    },
    values::{
        places::{place, place_name},
        words::{I18n, language},
    },
    who::Who,
    wire::{
        account::{Session, TypedPassword},
        staff::PASSWORD_MAX,
    },
};

/// Where one is signed in, as the server last said.
type Sessions = Resource<Result<Vec<Session>, Error>>;

#[component]
pub fn AccountPage() -> impl IntoView {
    let i18n = use_i18n();
    let sessions: Sessions = Resource::new(|| (), |()| account::sessions());
    view! {
        <Page title=move || t_string!(i18n, account.title)>
            <div class="own-account">
                <Identity/>
                <Password sessions/>
                <OwnPreferences/>
                <Places sessions/>
            </div>
        </Page>
    }
}

/// The fields of the form that changes the password.
const PRESENT: &str = "present";
const NEW: &str = "new-password";

/// The form that changes the password.
#[derive(Clone, Copy)]
struct PasswordForm {
    i18n: I18n,
    report: Report,
    present: RwSignal<String>,
    new: RwSignal<String>,
    error: RwSignal<Option<Error>>,
    busy: RwSignal<bool>,
    sessions: Sessions,
}

impl PasswordForm {
    fn save(self) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.error.set(None);
        let typed = [self.present, self.new].map(|field| TypedPassword::own(field.get_untracked()));
        leptos::task::spawn_local(async move {
            let [present, new] = typed;
            let saved = account::change_password(present, new).await;
            self.busy.set(false);
            match saved {
                Ok(ended) => self.changed(ended),
                Err(known @ Error::Invalid(_)) => {
                    // The first field that has to be corrected.
                    let wrong = known.about("present").map_or(NEW, |_| PRESENT);
                    self.error.set(Some(known));
                    focus_soon(wrong.to_owned());
                }
                Err(other) => self.report.say(other),
            }
        });
    }

    fn changed(self, ended: u32) {
        self.present.set(String::new());
        self.new.set(String::new());
        self.report.toasts.say(match ended {
            0 => t_string!(self.i18n, account.changed),
            _ => t_string!(self.i18n, account.changed_and_ended),
        });
        self.sessions.refetch();
    }

    /// What is wrong with what is typed there: the server says which rule was broken; the words are the reader's.
    fn problem(self, column: &'static str) -> Signal<Option<String>> {
        let i18n = self.i18n;
        let words = move |problem: &FieldProblem| match (column, problem.code.as_str()) {
            ("present", _) => t_string!(i18n, account.wrong).to_owned(),
            (_, "password") => t_string!(i18n, account.length, most = PASSWORD_MAX),
            (_, "password_common") => t_string!(i18n, account.common).to_owned(),
            (_, "password_same") => t_string!(i18n, account.same).to_owned(),
            _ => problem.sentence(language(i18n)),
        };
        Signal::derive(move || {
            self.error
                .with(|error| error.as_ref()?.about(column).map(words))
        })
    }
}

#[component]
fn Password(sessions: Sessions) -> impl IntoView {
    let i18n = use_i18n();
    let change = PasswordForm {
        i18n,
        report: report(),
        present: RwSignal::default(),
        new: RwSignal::default(),
        error: RwSignal::new(None),
        busy: RwSignal::new(false),
        sessions,
    };
    let email = match signed_in() {
        Some(Who::Staff { email, .. }) => email,
        _ => String::new(),
    };
    view! {
        <section aria-labelledby="account-password">
            <h2 id="account-password">{t!(i18n, account.password)}</h2>
            <form class="content stack" on:submit=move |event| {
                event.prevent_default();
                change.save();
            }>
                // Password managers learn from it whose password this is.
                <input type="text" name="email" autocomplete="username" value=email hidden=true readonly=true/>
                <PasswordField
                    id=PRESENT
                    autocomplete="current-password"
                    label=move || t_string!(i18n, account.present)
                    show_label=move || t_string!(i18n, account.show)
                    value=change.present
                    error=change.problem("present")
                />
                <PasswordField
                    id=NEW
                    autocomplete="new-password"
                    label=move || t_string!(i18n, account.new_password)
                    show_label=move || t_string!(i18n, account.show)
                    hint=move || t_string!(i18n, account.new_hint)
                    value=change.new
                    error=change.problem("password")
                />
                <div class="buttons">
                    <Button look=Look::Primary submit=true busy=change.busy>{t!(i18n, account.change)}</Button>
                </div>
            </form>
        </section>
    }
}

/// Where one is signed in, with a way to end each.
#[component]
fn Places(sessions: Sessions) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = use_toasts();
    let report = report();
    let busy = RwSignal::new(false);
    let after = move |done: Result<(), Error>| {
        busy.set(false);
        match done {
            Ok(()) => toasts.say(t_string!(i18n, account.ended)),
            // Somebody else has ended it meanwhile.
            Err(Error::NotFound) => {}
            Err(error) => return report.say(error),
        }
        // The button is gone with its session.
        focus_soon("account-sessions".to_owned());
        sessions.refetch();
    };
    let end = move |id| {
        busy.set(true);
        leptos::task::spawn_local(async move { after(account::end(id).await) });
    };
    let end_others = move || {
        busy.set(true);
        leptos::task::spawn_local(async move { after(account::end_others().await.map(drop)) });
    };
    view! {
        <section aria-labelledby="account-sessions">
            <h2 id="account-sessions" tabindex="-1">{t!(i18n, account.sessions)}</h2>
            <div class="content">
                <Transition>
                    {move || Suspend::new(async move {
                        match sessions.await {
                            Ok(list) => {
                                let others = list.len() > 1;
                                let items = list.into_iter().map(|session| own_place(session, end)).collect_view();
                                view! {
                                    <ul class="sessions" role="list">{items}</ul>
                                    {others.then(|| view! {
                                        <div class="buttons">
                                            <Button busy=busy icon=icondata_lu::LuLogOut on_press=end_others>
                                                {t!(i18n, account.end_others)}
                                            </Button>
                                        </div>
                                    })}
                                }
                                    .into_any()
                            }
                            Err(error) => view! { <Banner tone=Tone::Danger>{unread(&error)}</Banner> }.into_any(),
                        }
                    })}
                </Transition>
            </div>
        </section>
    }
}

/// One place, with a way to end it.
fn own_place(session: Session, end: impl Fn(uuid::Uuid) + Copy + Send + Sync + 'static) -> AnyView {
    let i18n = use_i18n();
    let id = session.id;
    let name = place_name(i18n, &session);
    let action = (!session.current).then(|| {
        view! {
            <Button
                small=true
                label=move || t_string!(i18n, account.end, name = name()).to_string()
                on_press=move || end(id)
            >
                {t!(i18n, frame.sign_out)}
            </Button>
        }
        .into_any()
    });
    place(i18n, session, action)
}
