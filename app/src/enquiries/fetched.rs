//! An enquiry that a page shows whole: read by the id that its address names, or why it cannot be seen. Each is read and
//! shown by itself, so that what comes late for one is never shown in the room of another.
use contact::permit::Why;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use uuid::Uuid;

use crate::{
    api::room::read_room,
    browser::connection::use_connection,
    enquiries::{
        address::EnquiryTrail,
        following::{PAUSE, is_of},
        listing::to_come,
        pages::OVERVIEW,
    },
    error::Error,
    i18n::*,
    live::follow,
    page::{Back, Page, PageToCome, unreadable::Unreadable},
    ui::{button::LinkButton, empty::Empty},
    values::words::{I18n, language},
    wire::room::Room,
};

/// What outlives a reading of an enquiry.
#[derive(Clone, Copy)]
pub struct Reading {
    /// Reads it anew.
    pub again: Callback<()>,
    /// The next note about its contact, while it is typed.
    pub note: RwSignal<String>,
}

/// How a page shows an enquiry.
pub type ShowsEnquiry = fn(Room, Reading) -> AnyView;

/// The enquiry that the address names.
#[component]
pub fn ReadEnquiry(shows: ShowsEnquiry) -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| {
        let id = params.read().get("id");
        id.and_then(|id| id.parse::<Uuid>().ok())
    });
    move || view! { <One id=id.get() shows/> }
}

#[component]
fn One(id: Option<Uuid>, shows: ShowsEnquiry) -> impl IntoView {
    let i18n = use_i18n();
    let found = Resource::new(
        || (),
        move |()| async move {
            match id {
                Some(id) => read_room(id).await,
                None => Err(Error::NotFound),
            }
        },
    );
    let again = Callback::new(move |()| found.refetch());
    let note = RwSignal::new(String::new());
    let reading = Reading { again, note };
    // The server is there again, or somebody signed in again. What was read stays, with all that is typed beside it.
    let recovered = use_connection().recovered;
    let read_what_failed = move || {
        if found.with_untracked(|found| matches!(found, Some(Err(_)))) {
            found.refetch();
        }
    };
    Effect::watch(
        move || recovered.get(),
        move |_, _, _| read_what_failed(),
        false,
    );
    // Whoever could not see it may be in its room by now.
    follow(PAUSE, move |news| {
        let is_of_it = |id| news.iter().any(|news| is_of(news, id));
        if id.is_some_and(is_of_it) {
            read_what_failed();
        }
    });
    let coming = move || {
        view! {
            <PageToCome title=move || t_string!(i18n, record.enquiry) before=move || back(i18n)>
                {to_come(i18n)}
            </PageToCome>
        }
    };
    view! {
        <Transition fallback=coming>
            {move || Suspend::new(async move {
                match found.await {
                    Ok(room) => shows(room, reading),
                    Err(error) => failed(error, again),
                }
            })}
        </Transition>
    }
}

/// The way back to the list that somebody came from.
pub fn back(i18n: I18n) -> AnyView {
    let list = EnquiryTrail::of_page().list();
    let list = list.unwrap_or_else(|| OVERVIEW.to_owned());
    view! { <Back to=list label=move || t_string!(i18n, room.back)/> }.into_any()
}

/// What stands in place of an enquiry that may not be seen.
pub fn unseen(i18n: I18n, why: Why) -> AnyView {
    view! {
        <Empty
            icon=icondata_lu::LuLock
            title=move || t_string!(i18n, room.refused_title)
            text=move || why.sentence(language(i18n))
        >
            <LinkButton href=OVERVIEW.to_owned()>{t!(i18n, enquiries.overview)}</LinkButton>
        </Empty>
    }
    .into_any()
}

fn failed(error: Error, again: Callback<()>) -> AnyView {
    let i18n = use_i18n();
    let content = match error {
        Error::NotPermitted(why) => unseen(i18n, why),
        error => {
            let missing = error == Error::NotFound;
            view! {
                <Unreadable
                    title=move || match missing {
                        true => t_string!(i18n, room.missing_title),
                        false => t_string!(i18n, record.failed_title),
                    }
                    error
                    again=(!missing).then_some(again)
                >
                    <LinkButton href=OVERVIEW.to_owned()>{t!(i18n, enquiries.overview)}</LinkButton>
                </Unreadable>
            }
            .into_any()
        }
    };
    view! {
        <Page title=move || t_string!(i18n, record.enquiry) before=move || back(i18n)>{content}</Page>
    }
    .into_any()
}
