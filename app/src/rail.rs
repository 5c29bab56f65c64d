//! The rail at the side of every page, a bar at the foot of small screens: the pages there are, and who is signed in.
use contact::query::Total;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use uuid::Uuid;

use crate::{
    api::{account::set_availability, merge::count_duplicates, overview::count_open, staff},
    browser::{
        attention::in_attendance,
        preference::{remember_single_keys, single_keys},
    },
    i18n::*,
    live::follow,
    merge::merges::use_merges,
    page::report,
    request::own_name,
    settings::Preferences,
    ui::{
        avatar::Avatar,
        button::Look,
        icon::Icon,
        menu::{Menu, MenuGroup, MenuItem, MenuLink},
    },
    values::{
        staff::{availability_name, role_name},
        words::{I18n, total_words},
    },
    who::{Action, Who},
    wire::{live::News, staff::Availability},
};

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
/// The page whose open enquiries it counts.
const ENQUIRIES: &str = "/enquiries";

const fn page(
    address: &'static str,
    icon: icondata_core::Icon,
    words: fn(I18n) -> &'static str,
) -> PageOfRail {
    PageOfRail {
        address,
        icon,
        words,
        brief: None,
    }
}

/// The pages of staff: only what exists.
const PAGES: &[PageOfRail] = &[
    PageOfRail {
        brief: Some(|i18n| t_string!(i18n, frame.contacts)),
        ..page("/contacts", icondata_lu::LuUsers, |i18n| {
            t_string!(i18n, frame.external_contacts)
        })
    },
    page(ENQUIRIES, icondata_lu::LuInbox, |i18n| {
        t_string!(i18n, enquiries.title)
    }),
    page(DUPLICATES, icondata_lu::LuMerge, |i18n| {
        t_string!(i18n, merge.duplicates)
    }),
    page("/imports", icondata_lu::LuHistory, |i18n| {
        t_string!(i18n, frame.imports)
    }),
    page("/workspace/contacts", icondata_lu::LuContact, |i18n| {
        t_string!(i18n, workspace.title)
    }),
    page("/labels", icondata_lu::LuTags, |i18n| {
        t_string!(i18n, frame.labels)
    }),
    page("/fields", icondata_lu::LuListPlus, |i18n| {
        t_string!(i18n, frame.fields)
    }),
    page("/bin", icondata_lu::LuTrash2, |i18n| {
        t_string!(i18n, frame.bin)
    }),
];

/// The pages of Administrators, after those of all staff.
const ADMINISTRATOR_PAGES: &[PageOfRail] = &[
    page("/staff", icondata_lu::LuUserCog, |i18n| {
        t_string!(i18n, staff.title)
    }),
    page("/settings", icondata_lu::LuSettings, |i18n| {
        t_string!(i18n, settings.title)
    }),
];

/// The pages that somebody finds in the navigation and in the palette.
pub fn pages(who: Option<&Who>) -> Vec<&'static PageOfRail> {
    let Some(who) = who else {
        return VISITOR_PAGES.iter().collect();
    };
    let more = match who.may(Action::ManageStaff) {
        Ok(()) => ADMINISTRATOR_PAGES,
        Err(_) => &[],
    };
    PAGES.iter().chain(more).collect()
}

/// The pages of whoever has not signed in.
const VISITOR_PAGES: &[PageOfRail] = &[
    page("/check", icondata_lu::LuFileCheck, |i18n| {
        t_string!(i18n, frame.check)
    }),
    page("/sign-in", icondata_lu::LuUsers, |i18n| {
        t_string!(i18n, frame.sign_in)
    }),
];

/// How long the navigation waits, in milliseconds, before it counts once more.
const PAUSE: u32 = 3_000;

/// How many pages the bar of a small screen has room for; the others stand behind `More`.
const IN_SIGHT: usize = 3;

/// The navigation: only what exists.
#[component]
pub fn Rail(who: Option<Who>) -> impl IntoView {
    let i18n = use_i18n();
    let pages = pages(who.as_ref());
    let counts = NavigationCounts::default();
    if who.is_some() {
        counts.count_open();
        let merges = use_merges();
        let newest = StoredValue::new(0);
        Effect::new(move |_| {
            let asked = merges.suspicions();
            newest.set_value(asked);
            leptos::task::spawn_local(async move {
                // A count that does not come is left out, and one that a later question has overtaken.
                if let Ok(count) = count_duplicates().await
                    && newest.try_get_value() == Some(asked)
                {
                    counts
                        .suspected
                        .set(u32::try_from(count).unwrap_or_default());
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
                    .map(|(place, page)| rail_link(i18n, page, place >= IN_SIGHT, counts))
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

/// What the navigation counts.
#[derive(Clone, Copy, Default)]
struct NavigationCounts {
    suspected: RwSignal<u32>,
    open: RwSignal<Option<Total>>,
}

impl NavigationCounts {
    /// Counts the open enquiries, anew on every page that one comes to, and when something has happened to them.
    fn count_open(self) {
        let newest = StoredValue::new(0_u32);
        let count = move || {
            newest.update_value(|newest| *newest += 1);
            let asked = newest.get_value();
            leptos::task::spawn_local(async move {
                // A count that does not come is left out, and one that a later question has overtaken. The frame may be gone
                // by then.
                if let Ok(count) = count_open().await
                    && newest.try_get_value() == Some(asked)
                {
                    self.open.set(Some(count));
                }
            });
        };
        let path = use_location().pathname;
        Effect::new(move |_| {
            path.track();
            count();
        });
        let count_soon = in_attendance(count);
        follow(PAUSE, move |news| {
            let is_of_lists = |news: &News| matches!(news, News::Enquiries | News::Resync);
            if news.iter().any(is_of_lists) {
                count_soon();
            }
        });
    }

    /// What is counted for a page; nothing where there is none.
    fn words(self, page: &str) -> Option<String> {
        let count = match page {
            ENQUIRIES => self.open.get()?,
            _ => Total::Exactly(self.suspected.get()),
        };
        (count != Total::Exactly(0)).then(|| total_words(count))
    }
}

fn rail_link(
    i18n: I18n,
    page: &'static PageOfRail,
    rest: bool,
    counts: NavigationCounts,
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
                {[DUPLICATES, ENQUIRIES].contains(&page.address).then(|| view! {
                    <span class="tally">{move || counts.words(page.address)}</span>
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
    let is_staff = matches!(who, Some(Who::Staff { .. }));
    let name = own_name();
    let who = StoredValue::new(who);
    view! {
        <div class="account">
            {is_staff.then_some(move || view! { <Avatar name=name.get()/> })}
            <Menu
                id="account"
                label=move || t_string!(i18n, frame.account)
                icon=icondata_lu::LuSettings2
                look=Look::Plain
                text=move || match is_staff {
                    true => name.get(),
                    false => t_string!(i18n, frame.language).to_owned(),
                }
            >
                {who.with_value(|who| who.as_ref().map(identity))}
                {who.with_value(|who| who.as_ref().and_then(Who::staff_id)).map(|id| view! {
                    <OwnAvailability id/>
                    <hr/>
                })}
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

/// Whether one can take an enquiry just now; asked for whenever the menu opens, as the contact centre reports it too.
#[component]
fn OwnAvailability(id: Uuid) -> impl IntoView {
    let i18n = use_i18n();
    let report = report();
    let now = RwSignal::new(None);
    leptos::task::spawn_local(async move {
        // The menu may be closed again by the time of an answer; without one nothing is marked.
        if let Ok(own) = staff::get(id).await {
            let _ = now.try_set(Some(own.draft.availability));
        }
    });
    let say = move |availability| {
        leptos::task::spawn_local(async move {
            match set_availability(availability).await {
                Ok(()) => {
                    let availability = untrack(|| availability_name(i18n, availability));
                    report
                        .toasts
                        .say(tu_string!(i18n, workspace.now, availability));
                }
                Err(error) => report.say(error),
            }
        });
    };
    view! {
        <MenuGroup label=move || t_string!(i18n, workspace.availability)>
            {Availability::ALL
                .iter()
                .map(|availability| {
                    let availability = *availability;
                    view! {
                        <MenuItem
                            checked=Signal::derive(move || now.get() == Some(availability))
                            on_press=move || say(availability)
                        >
                            {move || availability_name(i18n, availability)}
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
