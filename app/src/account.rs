//! `/account`: who one is here, one's own password, and where one is signed in.
use leptos::{html, prelude::*};
use wasm_split_helpers::wasm_split;

use crate::{
    api::account,
    error::Error,
    i18n::*,
    later::Fetched,
    page::{Page, problem, report},
    session::{role_name, signed_in},
    ui::{
        badge::{Badge, Tone},
        banner::Banner,
        button::{Button, Look},
        field::PasswordField,
        icon::Icon,
        toast::use_toasts,
        when::When,
    },
    who::{Role, Who},
    wire::{
        account::{Session, Typed},
        staff::PASSWORD_MAX,
    },
};

/// Where one is signed in, as the server last said.
type Sessions = Resource<Result<Vec<Session>, Error>>;

/// `/account`.
#[wasm_split(organise, fallible)]
pub fn account_page() -> Fetched {
    Ok(view! { <AccountPage/> }.into_any())
}

#[component]
fn AccountPage() -> impl IntoView {
    let i18n = use_i18n();
    let sessions: Sessions = Resource::new(|| (), |()| account::sessions());
    view! {
        <Page title=move || t_string!(i18n, account.title)>
            <div class="own-account">
                {signed_in().map(identity)}
                <Password sessions/>
                <Places sessions/>
            </div>
        </Page>
    }
}

/// Name, email address and role: an Administrator's to change.
fn identity(who: Who) -> AnyView {
    let i18n = use_i18n();
    let Who::Staff {
        name, email, role, ..
    } = who
    else {
        return ().into_any();
    };
    view! {
        <section aria-labelledby="account-you">
            <h2 id="account-you">{t!(i18n, account.you)}</h2>
            <div class="content">
                <dl>
                    <div><dt>{t!(i18n, account.name)}</dt><dd><bdi>{name}</bdi></dd></div>
                    <div><dt>{t!(i18n, account.email)}</dt><dd><bdi>{email}</bdi></dd></div>
                    <div><dt>{t!(i18n, account.role)}</dt><dd>{move || role_name(i18n, role)}</dd></div>
                </dl>
                {(role != Role::Administrator).then(|| view! { <p class="hint">{t!(i18n, account.you_hint)}</p> })}
            </div>
        </section>
    }
    .into_any()
}

/// The form that changes the password.
#[component]
fn Password(sessions: Sessions) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = use_toasts();
    let report = report();
    let (present, new) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let error = RwSignal::new(None::<Error>);
    let busy = RwSignal::new(false);
    let form = NodeRef::<html::Form>::new();
    let email = match signed_in() {
        Some(Who::Staff { email, .. }) => email,
        _ => String::new(),
    };
    let save = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        error.set(None);
        let typed = [present, new].map(|field| Typed::own(field.get_untracked()));
        leptos::task::spawn_local(async move {
            let [present_typed, new_typed] = typed;
            let saved = account::change_password(present_typed, new_typed).await;
            busy.set(false);
            match saved {
                Ok(ended) => {
                    present.set(String::new());
                    new.set(String::new());
                    toasts.say(match ended {
                        0 => t_string!(i18n, account.changed).to_owned(),
                        _ => t_string!(i18n, account.changed_and_ended).to_owned(),
                    });
                    sessions.refetch();
                }
                Err(known @ Error::Invalid(_)) => {
                    error.set(Some(known));
                    // The first field that has to be corrected, once it says so.
                    request_animation_frame(move || {
                        let wrong = form.get_untracked().and_then(|form| {
                            form.query_selector("[aria-invalid=true]").ok().flatten()
                        });
                        focus(wrong);
                    });
                }
                Err(other) => report.say(other),
            }
        });
    };
    let (no_present, no_new) = (problem(error, "present"), problem(error, "password"));
    let code = move |column: &'static str| {
        error.with(|error| match error {
            Some(Error::Invalid(problems)) => problems
                .iter()
                .find(|problem| problem.column == column)
                .map(|problem| problem.code.clone()),
            _ => None,
        })
    };
    // The server says which rule was broken; the words are the reader's.
    let present_error = Signal::derive(move || {
        no_present
            .get()
            .map(|_| t_string!(i18n, account.wrong).to_owned())
    });
    let new_error = Signal::derive(move || {
        no_new
            .get()
            .map(|sentence| match code("password").as_deref() {
                Some("password") => {
                    t_string!(i18n, account.length, most = PASSWORD_MAX).to_string()
                }
                Some("password_common") => t_string!(i18n, account.common).to_owned(),
                Some("password_same") => t_string!(i18n, account.same).to_owned(),
                _ => sentence,
            })
    });
    view! {
        <section aria-labelledby="account-password">
            <h2 id="account-password">{t!(i18n, account.password)}</h2>
            <form class="content stack" node_ref=form on:submit=move |event| {
                event.prevent_default();
                save();
            }>
                // Password managers learn from it whose password this is.
                <input type="text" name="email" autocomplete="username" value=email hidden=true readonly=true/>
                <PasswordField
                    id="present"
                    autocomplete="current-password"
                    label=move || t_string!(i18n, account.present)
                    show_label=move || t_string!(i18n, account.show)
                    value=present
                    error=present_error
                />
                <PasswordField
                    id="new-password"
                    autocomplete="new-password"
                    label=move || t_string!(i18n, account.new_password)
                    show_label=move || t_string!(i18n, account.show)
                    hint=move || t_string!(i18n, account.new_hint)
                    value=new
                    error=new_error
                />
                <div class="buttons">
                    <Button look=Look::Primary submit=true busy=busy>{t!(i18n, account.change)}</Button>
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
    let heading = NodeRef::<html::H2>::new();
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
        focus(heading.get_untracked().map(|heading| heading.into()));
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
            <h2 id="account-sessions" tabindex="-1" node_ref=heading>{t!(i18n, account.sessions)}</h2>
            <div class="content">
                <Transition>
                    {move || Suspend::new(async move {
                        match sessions.await {
                            Ok(list) => {
                                let others = list.len() > 1;
                                let items = list.into_iter().map(|session| place(session, end)).collect_view();
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
                            Err(error) => view! { <Banner tone=Tone::Danger>{error.to_string()}</Banner> }.into_any(),
                        }
                    })}
                </Transition>
            </div>
        </section>
    }
}

/// One place.
fn place(session: Session, end: impl Fn(uuid::Uuid) + Copy + Send + Sync + 'static) -> AnyView {
    let i18n = use_i18n();
    let Session {
        id,
        current,
        browser,
        system,
        address,
        since,
        seen,
    } = session;
    let hand = matches!(system.as_str(), "Android" | "iPhone" | "iPad");
    let icon = match hand {
        true => icondata_lu::LuSmartphone,
        false => icondata_lu::LuMonitor,
    };
    let called = move || match (browser.as_str(), system.as_str()) {
        ("", "") => t_string!(i18n, account.unknown).to_owned(),
        ("", one) | (one, "") => one.to_owned(),
        (browser, system) => format!("{browser} · {system}"),
    };
    let name = called.clone();
    let language = Signal::derive(move || i18n.get_locale().as_str());
    view! {
        <li>
            <Icon icon/>
            <div class="what">
                <p class="name">
                    <span>{called}</span>
                    {current.then(|| view! { <Badge tone=Tone::Success>{t!(i18n, account.current)}</Badge> })}
                </p>
                <p class="hint">
                    {(!address.is_empty()).then(|| view! { <bdi>{address}</bdi> " · " })}
                    {t!(i18n, account.since)} " " <When at=since language/>
                    {(!current).then(|| view! { " · " {t!(i18n, account.seen)} " " <When at=seen language/> })}
                </p>
            </div>
            {(!current).then(|| view! {
                <Button
                    small=true
                    label=move || t_string!(i18n, account.end, name = name()).to_string()
                    on_press=move || end(id)
                >
                    {t!(i18n, frame.sign_out)}
                </Button>
            })}
        </li>
    }
    .into_any()
}

fn focus(element: Option<leptos::web_sys::Element>) {
    use leptos::wasm_bindgen::JsCast;
    let element =
        element.and_then(|element| element.dyn_into::<leptos::web_sys::HtmlElement>().ok());
    if let Some(element) = element {
        // Refused only when it has left the document.
        let _ = element.focus();
    }
}
