//! The way in. Plain forms that work before the wasm is there; the server answers by coming back here with `problem`.
//! Where a session ends while somebody works, the way in opens in place.
use gloo_net::http::Request;
use leptos::{prelude::*, web_sys::UrlSearchParams};
use leptos_router::hooks::use_query_map;

use crate::{
    browser::{
        connection::use_connection,
        preference::{remember_address, typed_address},
    },
    error::{Error, SESSION_ENDED},
    i18n::*,
    leave::Guard,
    request::link_holder,
    settings::Preferences,
    ui::{
        badge::Tone,
        banner::Banner,
        button::{Button, Look},
        dialog::{Dialog, DialogForm},
        field::TextField,
        icon::Icon,
        menu::Menu,
        title::DocumentTitle,
        toast::use_toasts,
    },
    who::Who,
    wire::roster::{LinkHolder, LinkPurpose},
};

/// `/sign-in`: the form for staff; behind the one-time link, the form for the first Administrator; behind the link of an
/// account, the form that sets its password.
#[component]
pub fn SignIn() -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query_map().get_untracked();
    let problem = query.get("problem");
    let first = query.get("first");
    let next = query.get("next").unwrap_or_default();
    let invited = query.get("invited");
    // Whatever a link is that opens nothing, the same is said.
    let problem = match invited.is_some() && link_holder().is_none() {
        true => Some("ended".to_owned()),
        false => problem,
    };
    view! {
        <DocumentTitle text=move || t_string!(i18n, sign_in.title)/>
        <main id="main" class="sign-in" tabindex="-1">
            <div class="sign-in-card">
                <p class="brand">
                    <Icon icon=icondata_lu::LuBookUser/>
                    <span>{t!(i18n, frame.product)}</span>
                </p>
                {match (first, invited.zip(link_holder())) {
                    (Some(first), _) => view! { <First first problem/> }.into_any(),
                    (None, Some((invited, holder))) => view! { <Invited invited holder problem/> }.into_any(),
                    (None, None) => view! { <Staff next problem/> }.into_any(),
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
    // Only the password is to be typed again.
    let address = problem.as_ref().and_then(|_| typed_address());
    let again = address.is_some();
    let address = RwSignal::new(address.unwrap_or_default());
    view! {
        <h1>{t!(i18n, sign_in.title)}</h1>
        <p class="intro">{t!(i18n, sign_in.intro)}</p>
        <ProblemBanner problem/>
        <form
            method="post"
            action="/sign-in"
            on:submit=move |_| address.with_untracked(|address| remember_address(address))
        >
            <input type="hidden" name="next" value=next/>
            <TextField
                id="email"
                name="email"
                kind="email"
                autocomplete="username"
                autofocus=!again
                native_required=true
                label=move || t_string!(i18n, sign_in.email)
                value=address
            />
            <TextField
                id="password"
                name="password"
                kind="password"
                autocomplete="current-password"
                autofocus=again
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
        <ProblemBanner problem/>
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

/// The form that sets the password of an account, for whoever has its link.
#[component]
fn Invited(invited: String, holder: LinkHolder, problem: Option<String>) -> impl IntoView {
    let i18n = use_i18n();
    let LinkHolder {
        name,
        email,
        purpose,
    } = holder;
    let is_new = purpose == LinkPurpose::Invitation;
    view! {
        <h1>
            {move || match is_new {
                true => t_string!(i18n, sign_in.invited_title),
                false => t_string!(i18n, sign_in.reset_title),
            }}
        </h1>
        <p class="intro">
            {move || match is_new {
                true => t_string!(i18n, sign_in.invited_intro),
                false => t_string!(i18n, sign_in.reset_intro),
            }}
        </p>
        <ProblemBanner problem/>
        <form method="post" action="/sign-in/invited">
            <input type="hidden" name="invited" value=invited/>
            // Password managers learn from it whose password this is.
            <input type="text" name="email" autocomplete="username" value=email.clone() hidden=true readonly=true/>
            <p class="whose">{t!(i18n, sign_in.email)} ": " <bdi>{email}</bdi></p>
            {is_new.then(|| view! {
                <TextField
                    id="name"
                    name="name"
                    autocomplete="name"
                    label=move || t_string!(i18n, sign_in.name)
                    value=RwSignal::new(name)
                />
            })}
            <TextField
                id="password"
                name="password"
                kind="password"
                autocomplete="new-password"
                autofocus=true
                native_required=true
                label=move || t_string!(i18n, sign_in.password)
                hint=move || t_string!(i18n, sign_in.password_hint)
                value=RwSignal::default()
            />
            <Button look=Look::Primary submit=true>{t!(i18n, sign_in.invited_submit)}</Button>
        </form>
    }
}

/// What the server found wrong, in words.
#[component]
fn ProblemBanner(problem: Option<String>) -> impl IntoView {
    let i18n = use_i18n();
    problem
        .map(|problem| view! { <Banner tone=Tone::Danger>{move || words(i18n, &problem)}</Banner> })
}

fn words(i18n: leptos_i18n::I18nContext<Locale>, problem: &str) -> &'static str {
    match problem {
        "wait" => t_string!(i18n, sign_in.wait),
        "unavailable" => t_string!(i18n, sign_in.unavailable),
        "spent" => t_string!(i18n, sign_in.first_used),
        "ended" => t_string!(i18n, sign_in.link_ended),
        "name" => t_string!(i18n, sign_in.bad_name),
        "email" => t_string!(i18n, sign_in.bad_email),
        "password" => t_string!(i18n, sign_in.bad_password),
        _ => t_string!(i18n, sign_in.wrong),
    }
}

/// The same where somebody is at work: the account may have been closed meanwhile, or its password reset.
fn words_again(i18n: leptos_i18n::I18nContext<Locale>, problem: &str) -> &'static str {
    match problem {
        "wrong" => t_string!(i18n, sign_in.wrong_again),
        other => words(i18n, other),
    }
}

/// Opens where the server says that the session has ended, over whatever is being done; that stays as it is. Only the
/// same person comes in here.
#[component]
pub fn SignInAgain(who: Who) -> impl IntoView {
    let i18n = use_i18n();
    let (toasts, connection, guard) = (use_toasts(), use_connection(), Guard::of_page());
    let Who::Staff { email, .. } = who else {
        return ().into_any();
    };
    let (email, password) = (RwSignal::new(email), RwSignal::new(String::new()));
    let (open, busy) = (RwSignal::new(false), RwSignal::new(false));
    let problem = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        let ended = window_event_listener_untyped(SESSION_ENDED, move |_| {
            if !open.get_untracked() {
                problem.set(None);
                open.set(true);
            }
        });
        on_cleanup(move || ended.remove());
    });
    let send = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        leptos::task::spawn_local(async move {
            let answer = enter(&email.get_untracked(), &password.get_untracked()).await;
            busy.set(false);
            password.set(String::new());
            match answer {
                Err(error) => problem.set(Some(error.to_string())),
                Ok(Some(word)) => {
                    problem.set(Some(untrack(|| words_again(i18n, &word)).to_owned()))
                }
                Ok(None) => {
                    let at_work = guard.holds() || others_open() || is_importing();
                    open.set(false);
                    if at_work {
                        toasts.say(tu_string!(i18n, desk.session_back));
                        connection.recovered.update(|count| *count += 1);
                    } else {
                        // What could not be loaded meanwhile is loaded now. Refused by no browser.
                        let _ = window().location().reload();
                    }
                }
            }
        });
    };
    let footer = move || {
        view! { <Button look=Look::Primary busy=busy on_press=send>{t!(i18n, sign_in.submit)}</Button> }
    };
    view! {
        <Dialog
            id="sign-in-again"
            open=open
            title=move || t_string!(i18n, desk.session_ended)
            footer=footer
        >
            <DialogForm on_send=send>
                <p>{t!(i18n, desk.session_text)}</p>
                <TextField
                    id="again-email"
                    kind="email"
                    autocomplete="username"
                    readonly=true
                    label=move || t_string!(i18n, sign_in.email)
                    value=email
                />
                <TextField
                    id="again-password"
                    kind="password"
                    autocomplete="current-password"
                    autofocus=true
                    label=move || t_string!(i18n, sign_in.password)
                    value=password
                    error=problem
                />
            </DialogForm>
        </Dialog>
    }
    .into_any()
}

/// Sends the form of the sign-in page from here; the word of the problem where it was refused.
async fn enter(email: &str, password: &str) -> Result<Option<String>, Error> {
    const INSIDE: &str = "/healthz";
    let form = UrlSearchParams::new().map_err(|_| Error::Unreachable)?;
    for (name, value) in [("email", email), ("password", password), ("next", INSIDE)] {
        form.append(name, value);
    }
    let request = Request::post("/sign-in").body(form);
    let answer = request.map_err(|_| Error::Unreachable)?.send().await;
    let answer = answer.map_err(|_| Error::Unreachable)?;
    let led_to = answer.url();
    if led_to.ends_with(INSIDE) {
        return Ok(None);
    }
    let problem = led_to
        .split(['?', '&'])
        .find_map(|part| part.strip_prefix("problem="));
    match problem {
        Some(problem) => Ok(Some(problem.to_owned())),
        None => Err(Error::Unreachable),
    }
}

/// Whether another window than this one is open.
fn others_open() -> bool {
    let open = document().query_selector_all("dialog[open]");
    open.is_ok_and(|open| open.length() > 1)
}

/// A file that was dropped stands only in this document.
fn is_importing() -> bool {
    let path = window().location().pathname();
    path.is_ok_and(|path| path == "/contacts/import")
}
