//! An enquiry that a page shows whole: read by the id that its address names, or why it cannot be seen. Each is read and
//! shown by itself, so that what comes late for one is never shown in the room of another.
use contact::permit::Why;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use uuid::Uuid;

use crate::{
    api::room::read_room,
    error::Error,
    i18n::*,
    page::{Back, Page, unread},
    ui::{button::LinkButton, empty::Empty},
    values::words::{I18n, language},
    wire::room::Room,
};

/// How a page shows an enquiry; the callback reads it anew.
pub type Shows = fn(Room, Callback<()>) -> AnyView;

/// The enquiry that the address names.
#[component]
pub fn ReadEnquiry(shows: Shows) -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| {
        let id = params.read().get("id");
        id.and_then(|id| id.parse::<Uuid>().ok())
    });
    move || view! { <One id=id.get() shows/> }
}

#[component]
fn One(id: Option<Uuid>, shows: Shows) -> impl IntoView {
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
    view! {
        <Transition>
            {move || Suspend::new(async move {
                match found.await {
                    Ok(room) => shows(room, again),
                    Err(error) => failed(error),
                }
            })}
        </Transition>
    }
}

/// The way back to the overview.
pub fn back(i18n: I18n) -> AnyView {
    view! { <Back to="/enquiries".to_owned() label=move || t_string!(i18n, room.back)/> }.into_any()
}

/// What stands in place of an enquiry that may not be seen.
pub fn unseen(i18n: I18n, why: Why) -> AnyView {
    view! {
        <Empty
            icon=icondata_lu::LuLock
            title=move || t_string!(i18n, room.refused_title)
            text=move || why.sentence(language(i18n))
        >
            <LinkButton href="/enquiries".to_owned()>{t!(i18n, enquiries.overview)}</LinkButton>
        </Empty>
    }
    .into_any()
}

fn failed(error: Error) -> AnyView {
    let i18n = use_i18n();
    let content = match error {
        Error::NotPermitted(why) => unseen(i18n, why),
        error => {
            let missing = error == Error::NotFound;
            let sentence = unread(&error);
            view! {
                <Empty
                    icon=icondata_lu::LuCircleAlert
                    title=move || match missing {
                        true => t_string!(i18n, room.missing_title),
                        false => t_string!(i18n, record.failed_title),
                    }
                    text=sentence
                >
                    <LinkButton href="/enquiries".to_owned()>{t!(i18n, enquiries.overview)}</LinkButton>
                </Empty>
            }
            .into_any()
        }
    };
    view! {
        <Page title=move || t_string!(i18n, record.enquiry) before=move || back(i18n)>{content}</Page>
    }
    .into_any()
}
