//! The Activity tab: Enquiry History, Engagement and Journey, side by side where there is room, or one timeline of all.
//! Each column goes on by itself, and so does the timeline: all of them by one order, so that nothing is left out between
//! two pages.
pub mod entries;

use contact::ContactId;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use uuid::Uuid;

use crate::{
    api::activity::of_contact,
    i18n::*,
    page::{Report, report, unreadable::Unreadable},
    record::{
        activity::entries::{Happening, merged},
        fresh::FreshRows,
    },
    ui::{button::Button, icon::Icon},
    values::{
        calls::Calls,
        words::{I18n, ReaderWords},
    },
    wire::{
        activity::{Activity, ActivityKind, CursorText},
        live::News,
    },
};

/// What the timeline is called in the address.
const TIMELINE: &str = "timeline";

/// What happened between a contact and the contact centre: in the guide's three columns, or as one timeline where the
/// address asks for it.
#[component]
pub fn ActivityTab(id: ContactId) -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query_map();
    let as_timeline = Memo::new(move |_| query.read().get("as").as_deref() == Some(TIMELINE));
    let choice = move |timeline: bool, icon, words: ReaderWords| {
        let address = match timeline {
            true => format!("/contacts/{id}?tab=activity&as={TIMELINE}"),
            false => format!("/contacts/{id}?tab=activity"),
        };
        view! {
            <a href=address aria-current=move || (as_timeline.get() == timeline).then_some("true")>
                <Icon icon/>
                {move || words(i18n)}
            </a>
        }
    };
    view! {
        <nav class="segments" aria-label=move || t_string!(i18n, record.shown_as)>
            {choice(false, icondata_lu::LuColumns3, |i18n| t_string!(i18n, record.columns))}
            {choice(true, icondata_lu::LuListTree, |i18n| t_string!(i18n, record.timeline))}
        </nav>
        {move || match as_timeline.get() {
            true => view! { <Pages id list=ALL/> }.into_any(),
            false => view! {
                <div class="activity">{COLUMNS.map(|list| column(i18n, id, list)).collect_view()}</div>
            }
            .into_any(),
        }}
    }
}

/// One of the guide's columns by itself.
#[component]
pub fn Column(id: ContactId, kind: ActivityKind) -> impl IntoView {
    let i18n = use_i18n();
    let lists = COLUMNS.into_iter();
    let lists = lists.filter(|list| list.kind == Some(kind));
    lists.map(|list| column(i18n, id, list)).collect_view()
}

fn column(i18n: I18n, id: ContactId, list: ActivityList) -> AnyView {
    view! {
        <section>
            <h2>{move || (list.title)(i18n)}</h2>
            <Pages id list/>
        </section>
    }
    .into_any()
}

/// A list of what happened.
#[derive(Clone, Copy)]
struct ActivityList {
    /// Of all kinds, where none is named.
    kind: Option<ActivityKind>,
    title: ReaderWords,
    none: ReaderWords,
    older: ReaderWords,
}

/// The guide's columns.
const COLUMNS: [ActivityList; 3] = [
    ActivityList {
        kind: Some(ActivityKind::Enquiries),
        title: |i18n| t_string!(i18n, record.enquiry_history),
        none: |i18n| t_string!(i18n, record.no_enquiries),
        older: |i18n| t_string!(i18n, record.older_enquiries),
    },
    ActivityList {
        kind: Some(ActivityKind::Engagements),
        title: |i18n| t_string!(i18n, record.engagement),
        none: |i18n| t_string!(i18n, record.no_engagement),
        older: |i18n| t_string!(i18n, record.older_engagement),
    },
    ActivityList {
        kind: Some(ActivityKind::Visits),
        title: |i18n| t_string!(i18n, record.journey),
        none: |i18n| t_string!(i18n, record.no_journey),
        older: |i18n| t_string!(i18n, record.older_journey),
    },
];

/// The timeline.
const ALL: ActivityList = ActivityList {
    kind: None,
    title: |i18n| t_string!(i18n, record.timeline),
    none: |i18n| t_string!(i18n, record.no_activity),
    older: |i18n| t_string!(i18n, record.older),
};

/// The pages of a list that were asked for after the first.
#[derive(Clone, Copy)]
struct Older {
    id: ContactId,
    kind: Option<ActivityKind>,
    pages: RwSignal<Vec<Activity>>,
    busy: RwSignal<bool>,
    calls: Calls,
    report: Report,
}

impl Older {
    /// Asks for what is older than a cursor.
    fn ask(self, cursor: String) {
        self.busy.set(true);
        let asked = self.calls.count_now();
        leptos::task::spawn_local(async move {
            let page = of_contact(self.id, self.kind, Some(CursorText::own(cursor))).await;
            match page {
                // What was pressed meanwhile has begun the list anew.
                Ok(page) if self.calls.count_now() == asked => {
                    let _ = self.pages.try_update(|pages| pages.push(page));
                }
                Ok(_) => {}
                Err(error) => self.report.say(error),
            }
            let _ = self.busy.try_set(false);
        });
    }
}

/// A list with its newest page, and the older ones as they are asked for. It begins anew once Call or SMS is pressed.
#[component]
fn Pages(id: ContactId, list: ActivityList) -> impl IntoView {
    let i18n = use_i18n();
    let calls = Calls::of_page();
    let older = Older {
        id,
        kind: list.kind,
        pages: RwSignal::default(),
        busy: RwSignal::new(false),
        calls,
        report: report(),
    };
    let first = Resource::new(
        move || calls.count(),
        move |_| of_contact(id, list.kind, None),
    );
    // The newest page as it is shown.
    let newest = StoredValue::new(None::<Activity>);
    let is_shown = move |enquiry: Uuid| {
        let shown = newest.try_get_value().flatten().unwrap_or_default();
        shown.enquiries.iter().any(|shown| shown.id == enquiry)
    };
    let fresh = FreshRows::follow(
        move |news| match news {
            News::Contact { id: of, .. } => *of == id,
            // Of one that is not shown, nobody is told whose it is.
            News::Enquiry { id } => is_shown(*id),
            News::ManyEnquiries | News::Resync => true,
            _ => false,
        },
        move || async move {
            let now = of_contact(id, list.kind, None).await.ok();
            let is_newer = |shown: &Option<Activity>| shown.is_some() && *shown != now;
            now.is_some() && newest.try_with_value(is_newer) == Some(true)
        },
    );
    let show = Callback::new(move |()| first.refetch());
    view! {
        {fresh.view(i18n, |i18n| t_string!(i18n, record.new_activity), show)}
        <Transition>
            {move || Suspend::new(async move {
                let page = first.await;
                newest.set_value(page.as_ref().ok().cloned());
                fresh.read();
                older.pages.set(Vec::new());
                match page {
                    Ok(page) => shown(i18n, list, older, page),
                    Err(error) => view! {
                        <Unreadable
                            title=move || t_string!(i18n, record.failed_title)
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

fn shown(i18n: I18n, list: ActivityList, older: Older, page: Activity) -> AnyView {
    let entries = move |page: &Activity| {
        let entry = |happening: Happening<'_>| match list.kind {
            Some(_) => happening.entry(i18n),
            None => happening.entry_of_kind(i18n),
        };
        let entries = merged(page).into_iter();
        entries
            .map(|happening| view! { <li>{entry(happening)}</li> })
            .collect::<Vec<_>>()
    };
    let newest = entries(&page);
    if newest.is_empty() {
        return view! { <p class="none">{(list.none)(i18n)}</p> }.into_any();
    }
    let cursor = move || {
        let pages = older.pages.read();
        pages.last().unwrap_or(&page).next_cursor.clone()
    };
    let pages = move || 0..older.pages.with(Vec::len);
    view! {
        <ol role="list" class=list.kind.is_none().then_some("activity timeline")>
            {newest}
            // Another language draws them anew: nothing in an entry follows it by itself.
            <For
                each=pages
                key=move |page| (*page, i18n.get_locale().as_str())
                let:page
            >
                {older.pages.with_untracked(|pages| pages.get(page).map(entries))}
            </For>
        </ol>
        {move || cursor().map(|cursor| view! {
            <p class="older">
                <Button busy=older.busy on_press=move || older.ask(cursor.clone())>{move || (list.older)(i18n)}</Button>
            </p>
        })}
    }
    .into_any()
}
