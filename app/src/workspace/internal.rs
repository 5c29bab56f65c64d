//! Internal contacts: the people who work here, whether they can take an enquiry just now, and how they are reached.
use leptos::prelude::*;
use uuid::Uuid;

use crate::{
    api::workspace::list_colleagues,
    i18n::*,
    numbers::number,
    page::unreadable::Unreadable,
    ui::{
        avatar::Avatar,
        badge::{Badge, Tone},
        empty::Empty,
        icon::Icon,
        when::TimeIn,
    },
    values::{
        staff::{availability_name, role_name},
        words::I18n,
    },
    wire::{
        staff::{Availability, Staff},
        workspace::{ColleagueSearch, Colleagues},
    },
    workspace::further::FurtherPages,
};

/// The list of colleagues.
#[derive(Clone, Copy)]
struct Staffing {
    i18n: I18n,
    search: Memo<String>,
    further: FurtherPages<Colleagues>,
}

impl Staffing {
    fn more(self, after: Uuid) {
        let search = ColleagueSearch::own(self.search.get_untracked());
        self.further.ask(list_colleagues(search, Some(after)));
    }
}

/// The colleagues that a search finds.
#[component]
pub fn Internal(search: Memo<String>) -> impl IntoView {
    let staffing = Staffing {
        i18n: use_i18n(),
        search,
        further: FurtherPages::new(),
    };
    let first = Resource::new(
        move || search.get(),
        |search| list_colleagues(ColleagueSearch::own(search), None),
    );
    view! {
        <Transition>
            {move || Suspend::new(async move {
                let page = first.await;
                staffing.further.begin_anew();
                match page {
                    Ok(page) => found(staffing, page),
                    Err(error) => view! {
                        <Unreadable
                            title=move || t_string!(staffing.i18n, contacts.failed_title)
                            error
                            again=Some(Callback::new(move |()| first.refetch()))
                        />
                    }
                    .into_any(),
                }
            })}
        </Transition>
    }
}

fn found(staffing: Staffing, page: Colleagues) -> AnyView {
    let i18n = staffing.i18n;
    if page.items.is_empty() {
        let search = staffing.search.get_untracked();
        let title = move || t_string!(i18n, workspace.nobody_found, search = search.clone());
        return view! { <Empty icon=icondata_lu::LuSearch title=title/> }.into_any();
    }
    let rows = move |page: &Colleagues| {
        let rows = page.items.iter().map(|staff| colleague(i18n, staff));
        rows.collect::<Vec<_>>()
    };
    let more = move |after| staffing.more(after);
    let cursor = |page: &Colleagues| page.next_cursor;
    staffing.further.list(i18n, page, rows, cursor, more)
}

/// Who it is and whether they can be reached now; the rest opens below.
fn colleague(i18n: I18n, staff: &Staff) -> AnyView {
    let draft = &staff.draft;
    let tone = match draft.availability {
        Availability::Available => Tone::Success,
        Availability::Busy => Tone::Danger,
        Availability::Away => Tone::Warning,
        Availability::Offline => Tone::Neutral,
    };
    let availability = availability_name(i18n, draft.availability);
    let extension = (!draft.extension.is_empty()).then(|| {
        view! {
            <span class="extension">{t_string!(i18n, workspace.extension)} " " <bdi dir="ltr">{draft.extension.clone()}</bdi></span>
        }
    });
    let lines = details(i18n, staff).into_iter();
    let lines = lines.map(|(name, held)| view! { <div><dt>{name}</dt><dd>{held}</dd></div> });
    view! {
        <li>
            <details class="colleague">
                <summary>
                    <span class="person">
                        <Avatar name=draft.name.clone()/>
                        <span class="who"><bdi>{draft.name.clone()}</bdi></span>
                        {extension}
                        <Badge tone=tone>{availability}</Badge>
                        <Icon icon=icondata_lu::LuChevronDown/>
                    </span>
                </summary>
                <dl>{lines.collect::<Vec<_>>()}</dl>
            </details>
        </li>
    }
    .into_any()
}

fn details(i18n: I18n, staff: &Staff) -> Vec<(&'static str, AnyView)> {
    let draft = &staff.draft;
    let text = |held: &str| {
        let held = held.to_owned();
        (!held.is_empty()).then(|| view! { <bdi>{held}</bdi> }.into_any())
    };
    let [address, email] = [format!("mailto:{}", draft.email), draft.email.clone()];
    let email = view! { <a href=address><bdi dir="ltr">{email}</bdi></a> };
    let language = Signal::derive(move || i18n.get_locale().as_str());
    let time = view! { <TimeIn zone=draft.time_zone.clone() language/> };
    let lines = [
        (t_string!(i18n, contacts.phone), phone(i18n, staff)),
        (t_string!(i18n, contacts.email), Some(email.into_any())),
        (
            t_string!(i18n, workspace.role),
            text(role_name(i18n, draft.role)),
        ),
        (
            t_string!(i18n, workspace.department),
            text(&draft.department),
        ),
        (t_string!(i18n, contact.job_title), text(&draft.job_title)),
        (t_string!(i18n, workspace.time_zone), text(&draft.time_zone)),
        (t_string!(i18n, workspace.local_time), Some(time.into_any())),
    ];
    let lines = lines.into_iter();
    lines
        .filter_map(|(name, held)| Some((name, held?)))
        .collect()
}

/// The number, to call and to text.
fn phone(i18n: I18n, staff: &Staff) -> Option<AnyView> {
    let [phone, to_call, to_text] = [(); 3].map(|()| staff.draft.phone.clone());
    if phone.is_empty() {
        return None;
    }
    let called = t_string!(i18n, contacts.call, value = to_call.clone());
    let texted = t_string!(i18n, contacts.text_to, value = to_text.clone());
    let title = texted.clone();
    Some(
        view! {
            <span class="reach">
                <a href=format!("tel:{to_call}") title=called>{number(phone)}</a>
                <a class="button plain small square" href=format!("sms:{to_text}") aria-label=texted title=title>
                    <Icon icon=icondata_lu::LuMessageSquare/>
                </a>
            </span>
        }
        .into_any(),
    )
}
