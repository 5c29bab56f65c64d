//! What stands around every page: the rail (a bar at the foot of small screens), the top bar with the page's actions,
//! the banner when the server is away, and the toasts.
use leptos::{html, prelude::*};
use leptos_router::hooks::use_location;

use crate::{
    api::merge::count_duplicates,
    i18n::*,
    leave::LeaveQuestion,
    merge::use_merges,
    palette::Palette,
    preference::{Theme, remember_language, remember_single_keys, single_keys},
    session::{learn_bin_days, learn_who},
    sign_in::SignInAgain,
    trail::follow_trail,
    ui::{
        avatar::Avatar,
        button::{Button, LinkButton, Look},
        focus,
        icon::Icon,
        menu::{Menu, MenuGroup, MenuItem, MenuLink},
        number::grouped,
        title::DocumentTitle,
        toast::ToastRegion,
    },
    who::{Role, Who},
};

type I18n = leptos_i18n::I18nContext<Locale>;

/// A page of the rail and of the palette.
pub struct PageOfRail {
    pub address: &'static str,
    pub icon: icondata_core::Icon,
    pub words: fn(I18n) -> &'static str,
    /// The words in the bar of small screens, where the others have no room.
    brief: Option<fn(I18n) -> &'static str>,
}

/// The page whose groups the navigation counts.
const DUPLICATES: &str = "/duplicates";

/// The pages of staff: only what exists.
pub const PAGES: &[PageOfRail] = &[
    PageOfRail {
        address: "/contacts",
        icon: icondata_lu::LuUsers,
        words: |i18n| t_string!(i18n, frame.external_contacts),
        brief: Some(|i18n| t_string!(i18n, frame.contacts)),
    },
    PageOfRail {
        address: DUPLICATES,
        icon: icondata_lu::LuMerge,
        words: |i18n| t_string!(i18n, merge.duplicates),
        brief: None,
    },
    PageOfRail {
        address: "/imports",
        icon: icondata_lu::LuHistory,
        words: |i18n| t_string!(i18n, frame.imports),
        brief: None,
    },
    PageOfRail {
        address: "/labels",
        icon: icondata_lu::LuTags,
        words: |i18n| t_string!(i18n, frame.labels),
        brief: None,
    },
    PageOfRail {
        address: "/fields",
        icon: icondata_lu::LuListPlus,
        words: |i18n| t_string!(i18n, frame.fields),
        brief: None,
    },
    PageOfRail {
        address: "/bin",
        icon: icondata_lu::LuTrash2,
        words: |i18n| t_string!(i18n, frame.bin),
        brief: None,
    },
];

/// The pages of whoever has not signed in.
const VISITOR_PAGES: &[PageOfRail] = &[
    PageOfRail {
        address: "/check",
        icon: icondata_lu::LuFileCheck,
        words: |i18n| t_string!(i18n, frame.check),
        brief: None,
    },
    PageOfRail {
        address: "/sign-in",
        icon: icondata_lu::LuUsers,
        words: |i18n| t_string!(i18n, frame.sign_in),
        brief: None,
    },
];

/// How many pages the bar of a small screen has room for; the others stand behind `More`.
const IN_SIGHT: usize = 3;

/// Puts the frame around the pages.
#[component]
pub fn Frame(children: Children) -> impl IntoView {
    let i18n = use_i18n();
    let path = use_location().pathname;
    let who = learn_who();
    learn_bin_days();
    let member = who.is_some();
    let connection = Connection::provide();
    follow_trail();
    focus::keep();
    let again = who.clone();
    view! {
        <a class="skip" href="#main">{t!(i18n, frame.skip)}</a>
        <div class="frame" class:bare=move || path.get() == "/sign-in">
            <Rail who/>
            <div class="page">
                <Broken/>
                <ConnectionBanner connection/>
                {children()}
            </div>
        </div>
        {member.then(|| view! { <Palette/> })}
        {again.map(|who| view! { <SignInAgain who/> })}
        <LeaveQuestion/>
        <ToastRegion close_label=move || t_string!(i18n, frame.close)/>
    }
}

/// The id of a page's heading, which can take the focus.
pub const HEADING: &str = "heading";

/// What `start.js` shows when the page's program has stopped: what was typed, and a way on. It is written beforehand, as
/// nothing of the page can be relied on then.
#[component]
fn Broken() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="broken" id="broken" role="alert" hidden=true>
            <div class="banner danger">
                <Icon icon=icondata_lu::LuCircleAlert/>
                <div class="text">
                    <p class="title">{t!(i18n, desk.broken_title)}</p>
                    <p>{t!(i18n, desk.broken_text)}</p>
                    <textarea class="input" readonly=true aria-label=move || t_string!(i18n, desk.broken_typed)></textarea>
                </div>
                <button class="button secondary" type="button">{t!(i18n, desk.reload)}</button>
            </div>
        </div>
    }
}

/// One page: its title and actions in the top bar, the rest below. The last action is the primary one.
#[component]
pub fn Page(
    #[prop(into)] title: TextProp,
    /// Stands before the title, such as the way back.
    #[prop(optional, into)]
    before: Option<ViewFnOnce>,
    #[prop(optional, into)] actions: Option<ViewFnOnce>,
    children: Children,
) -> impl IntoView {
    let words = title.clone();
    let heading = NodeRef::<html::H1>::new();
    focus::begin_at(heading);
    view! {
        <DocumentTitle text=title/>
        <header class="topbar">
            <div class="lead">
                {before.map(|before| before.run())}
                <h1 id=HEADING tabindex="-1" node_ref=heading>{move || words.get()}</h1>
            </div>
            {actions.map(|actions| view! { <div class="buttons">{actions.run()}</div> })}
        </header>
        <main id="main" tabindex="-1">{children()}</main>
    }
}

/// The way back, before the title of a page.
#[component]
pub fn Back(#[prop(into)] to: Signal<String>, #[prop(into)] label: TextProp) -> impl IntoView {
    view! { <LinkButton look=Look::Plain icon=icondata_lu::LuArrowLeft href=to label=label/> }
}

/// The navigation: only what exists.
#[component]
fn Rail(who: Option<Who>) -> impl IntoView {
    let i18n = use_i18n();
    let pages = if who.is_some() { PAGES } else { VISITOR_PAGES };
    let suspected = RwSignal::new(0_i64);
    if who.is_some() {
        let merges = use_merges();
        Effect::new(move |_| {
            merges.suspicions();
            leptos::task::spawn_local(async move {
                // A count that does not come is left out.
                if let Ok(count) = count_duplicates().await {
                    suspected.set(count);
                }
            });
        });
    }
    view! {
        <nav class="rail" aria-label=move || t_string!(i18n, frame.navigation)>
            <a class="brand" href="/contacts" aria-label=move || t_string!(i18n, frame.product)>
                <Icon icon=icondata_lu::LuBookUser/>
                <span>{t!(i18n, frame.product)}</span>
            </a>
            <p class="group" id="rail-contacts">{t!(i18n, frame.contact_management)}</p>
            <ul role="list" aria-labelledby="rail-contacts">
                {pages
                    .iter()
                    .enumerate()
                    .map(|(place, page)| rail_link(i18n, page, place >= IN_SIGHT, suspected))
                    .collect_view()}
            </ul>
            {(pages.len() > IN_SIGHT).then(|| view! {
                <div class="rest">
                    <Menu
                        id="rail-rest"
                        look=Look::Plain
                        icon=icondata_lu::LuEllipsis
                        label=move || t_string!(i18n, frame.more)
                        text=move || t_string!(i18n, frame.more)
                    >
                        {pages[IN_SIGHT..]
                            .iter()
                            .map(|page| {
                                let words = page.words;
                                view! { <MenuLink href=page.address icon=page.icon>{move || words(i18n)}</MenuLink> }
                            })
                            .collect_view()}
                    </Menu>
                </div>
            })}
            <div class="foot">
                <Account who/>
            </div>
        </nav>
    }
}

fn rail_link(
    i18n: I18n,
    page: &'static PageOfRail,
    rest: bool,
    suspected: RwSignal<i64>,
) -> AnyView {
    let path = use_location().pathname;
    let words = page.words;
    view! {
        <li class:rest=rest>
            <a
                href=page.address
                title=move || words(i18n)
                aria-current=move || path.with(|path| match path.strip_prefix(page.address) {
                    Some("") => Some("page"),
                    // A page further down.
                    Some(rest) if rest.starts_with('/') => Some("true"),
                    _ => None,
                })
            >
                <Icon icon=page.icon/>
                <span class="words">{move || words(i18n)}</span>
                {page.brief.map(|brief| view! { <span class="brief" aria-hidden="true">{move || brief(i18n)}</span> })}
                {(page.address == DUPLICATES).then(|| view! {
                    <span class="tally">
                        {move || u64::try_from(suspected.get()).ok().filter(|count| *count > 0).map(grouped)}
                    </span>
                })}
            </a>
        </li>
    }
    .into_any()
}

/// Who is signed in, language, theme, and the way out.
#[component]
fn Account(who: Option<Who>) -> impl IntoView {
    let i18n = use_i18n();
    let name = match &who {
        Some(Who::Staff { name, .. }) => Some(name.clone()),
        _ => None,
    };
    let words = name.clone();
    let who = StoredValue::new(who);
    view! {
        <div class="account">
            {name.map(|name| view! { <Avatar name/> })}
            <Menu
                id="account"
                label=move || t_string!(i18n, frame.account)
                icon=icondata_lu::LuSettings2
                look=Look::Plain
                text=move || words.clone().unwrap_or_else(|| t_string!(i18n, frame.language).to_owned())
            >
                {who.with_value(|who| who.as_ref().map(identity))}
                {who.with_value(Option::is_some).then(|| view! {
                    <MenuLink href="/account" icon=icondata_lu::LuUserCog>{t!(i18n, account.title)}</MenuLink>
                    <hr/>
                })}
                <Preferences/>
                {who.with_value(Option::is_some).then(|| view! { <hr/> <SingleKeys/> })}
                {who.with_value(Option::is_some).then(|| view! {
                    <hr/>
                    <form method="post" action="/sign-out" role="none">
                        <button class="item" role="menuitem" tabindex="-1" type="submit">
                            <Icon icon=icondata_lu::LuLogOut/>
                            {t!(i18n, frame.sign_out)}
                        </button>
                    </form>
                })}
            </Menu>
        </div>
    }
}

fn identity(who: &Who) -> AnyView {
    let i18n = use_i18n();
    let Who::Staff { email, role, .. } = who else {
        return ().into_any();
    };
    let role = *role;
    view! {
        <p class="title" role="presentation"><bdi>{email.clone()}</bdi> " · " {move || role_name(i18n, role)}</p>
        <hr/>
    }
    .into_any()
}

/// What a role is called.
pub fn role_name(i18n: I18n, role: Role) -> &'static str {
    match role {
        Role::Administrator => t_string!(i18n, frame.role_administrator),
        Role::Supervisor => t_string!(i18n, frame.role_supervisor),
        Role::Agent => t_string!(i18n, frame.role_agent),
    }
}

/// The choices of language and theme, as items of a menu.
#[component]
pub fn Preferences() -> impl IntoView {
    let i18n = use_i18n();
    let theme = RwSignal::new(Theme::now());
    let languages = [
        (Locale::en, "English"),
        (Locale::zh_Hant, "繁體中文"),
        (Locale::zh_Hans, "简体中文"),
    ];
    view! {
        <MenuGroup label=move || t_string!(i18n, frame.language)>
            {languages
                .map(|(language, name)| {
                    view! {
                        <MenuItem
                            checked=Signal::derive(move || i18n.get_locale() == language)
                            on_press=move || {
                                remember_language(language);
                                i18n.set_locale(language);
                            }
                        >
                            <span lang=language.as_str()>{name}</span>
                        </MenuItem>
                    }
                })
                .collect_view()}
        </MenuGroup>
        <hr/>
        <MenuGroup label=move || t_string!(i18n, frame.theme)>
            {Theme::ALL
                .map(|choice| {
                    view! {
                        <MenuItem
                            checked=Signal::derive(move || theme.get() == choice)
                            on_press=move || {
                                theme.set(choice);
                                choice.choose();
                            }
                        >
                            {move || match choice {
                                Theme::System => t_string!(i18n, frame.theme_system),
                                Theme::Light => t_string!(i18n, frame.theme_light),
                                Theme::Dark => t_string!(i18n, frame.theme_dark),
                            }}
                        </MenuItem>
                    }
                })
                .collect_view()}
        </MenuGroup>
    }
}

/// Switches the single keys on and off, for those whom they get in the way of.
#[component]
fn SingleKeys() -> impl IntoView {
    let i18n = use_i18n();
    let on = RwSignal::new(single_keys());
    view! {
        <MenuItem
            checked=on
            on_press=move || {
                on.update(|on| *on = !*on);
                remember_single_keys(on.get_untracked());
            }
        >
            {t!(i18n, frame.single_keys)}
        </MenuItem>
    }
}

/// Whether the server can be reached. Screens report a failure; the banner asks again until it answers.
#[derive(Clone, Copy)]
pub struct Connection {
    down: RwSignal<bool>,
    /// Counts the recoveries, so that a screen can load again.
    pub recovered: RwSignal<u32>,
}

impl Connection {
    fn provide() -> Self {
        let connection = Self {
            down: RwSignal::new(false),
            recovered: RwSignal::new(0),
        };
        provide_context(connection);
        connection
    }

    /// Says that the server did not answer.
    pub fn lost(self) {
        if !self.down.get_untracked() {
            self.down.set(true);
            self.ask_later();
        }
    }

    fn ask_later(self) {
        set_timeout(
            move || {
                if self.down.try_get_untracked() == Some(true) {
                    self.ask();
                }
            },
            std::time::Duration::from_secs(3),
        );
    }

    /// Asks the server whether it is back.
    fn ask(self) {
        leptos::task::spawn_local(async move {
            let reply =
                wasm_bindgen_futures::JsFuture::from(window().fetch_with_str("/readyz")).await;
            let back = reply.is_ok_and(|reply| leptos::web_sys::Response::from(reply).ok());
            if back {
                self.down.set(false);
                self.recovered.update(|count| *count += 1);
            } else {
                self.ask_later();
            }
        });
    }
}

/// The connection of the page.
pub fn use_connection() -> Connection {
    expect_context::<Connection>()
}

#[component]
fn ConnectionBanner(connection: Connection) -> impl IntoView {
    let i18n = use_i18n();
    let offline = RwSignal::new(false);
    Effect::new(move |_| {
        let gone = window_event_listener_untyped("offline", move |_| offline.set(true));
        let back = window_event_listener_untyped("online", move |_| {
            offline.set(false);
            if connection.down.get_untracked() {
                connection.ask();
            }
        });
        on_cleanup(move || {
            gone.remove();
            back.remove();
        });
    });
    view! {
        <div class="connection" role="alert">
            {move || {
                let words = if offline.get() {
                    t_string!(i18n, frame.offline)
                } else if connection.down.get() {
                    t_string!(i18n, frame.server_down)
                } else {
                    return None;
                };
                Some(view! {
                    <div class="banner warning">
                        <Icon icon=icondata_lu::LuWifiOff/>
                        <div class="text">{words}</div>
                        <Button small=true on_press=move || connection.ask()>{t!(i18n, frame.retry)}</Button>
                    </div>
                })
            }}
        </div>
    }
}
