//! `/contacts/{id}`: the contact that the address names, the merge that it asks for, or why there is none.
use contact::ContactId;
use leptos::prelude::*;
use leptos_router::{
    components::Redirect,
    hooks::{use_params_map, use_query_map},
};

use crate::{
    api::{
        activity::last_device,
        contacts::{get, notes, restore},
        fields, labels,
    },
    error::Error,
    i18n::*,
    merge::{merge_page, merges::use_merges},
    page::{Page, report, unreadable::Unreadable},
    record::shown::Here,
    ui::{
        button::{Button, LinkButton, Look},
        empty::Empty,
        toast::use_toasts,
    },
    wire::contacts::{Found, Known},
};

/// The page of one contact.
#[component]
pub fn Details() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| {
        params
            .read()
            .get("id")
            .and_then(|id| id.parse::<ContactId>().ok())
    });
    // The second contact that the address asks to merge; empty while it is yet to be chosen.
    let query = use_query_map();
    let merging = Memo::new(move |_| query.read().get("merge"));
    let merges = use_merges();
    let found = Resource::new(
        move || (id.get(), merges.count()),
        |(id, _)| async move {
            let id = id.ok_or(Error::NotFound)?;
            let (found, custom, labels, notes, device) = futures::join!(
                get(id),
                fields::list(),
                labels::list(),
                notes(id),
                last_device(id)
            );
            // Without these there is still the contact.
            let known = Known {
                custom: custom.unwrap_or_default(),
                labels: labels.unwrap_or_default(),
                notes: notes.unwrap_or_default(),
                device: device.unwrap_or_default(),
            };
            Ok::<_, Error>((found?, known))
        },
    );
    view! {
        <Transition>
            {move || Suspend::new(async move {
                match found.await {
                    Ok((Found::Here(contact), known)) => view! {
                        {move || match merging.get().map(|other| other.parse().ok()) {
                            // After a swap the address can name the new master before it stops asking to merge it.
                            Some(other) if other != Some(contact.id) => merge_page(contact.id, other),
                            _ => view! { <Here contact=(*contact).clone() known=known.clone()/> }.into_any(),
                        }}
                    }
                        .into_any(),
                    Ok((Found::Deleted { name, .. }, _)) => {
                        view! { <Deleted id=id.get_untracked().unwrap_or_default() name on_restore=move || found.refetch()/> }
                            .into_any()
                    }
                    // The address of one that was merged leads to its master.
                    Ok((Found::Merged { into }, _)) => {
                        view! { <Redirect path=format!("/contacts/{into}")/> }.into_any()
                    }
                    Err(error) => view! { <Failed error/> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Failed(error: Error) -> impl IntoView {
    let i18n = use_i18n();
    let missing = error == Error::NotFound;
    view! {
        <Page title=move || t_string!(i18n, contact.tabs)>
            <Unreadable
                title=move || match missing {
                    true => t_string!(i18n, contact.missing_title),
                    false => t_string!(i18n, contacts.failed_title),
                }
                error
                again=None
            >
                <LinkButton href="/contacts".to_owned()>{t!(i18n, frame.to_contacts)}</LinkButton>
            </Unreadable>
        </Page>
    }
}

#[component]
fn Deleted(id: ContactId, name: String, #[prop(into)] on_restore: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let (toasts, report) = (use_toasts(), report());
    let bring_back = move || {
        leptos::task::spawn_local(async move {
            match restore(id).await {
                Ok(_) => {
                    toasts.say(tu_string!(i18n, contact.restored));
                    // Its page may have been left meanwhile.
                    let _ = on_restore.try_run(());
                }
                Err(error) => report.say(error),
            }
        });
    };
    view! {
        <Page title=move || t_string!(i18n, contact.tabs)>
            <Empty
                icon=icondata_lu::LuTrash2
                title=move || t_string!(i18n, contact.deleted_title)
                text=move || t_string!(i18n, contact.deleted_text, name = name.clone())
            >
                <Button look=Look::Primary on_press=bring_back>{t!(i18n, contact.restore)}</Button>
                <LinkButton href="/contacts".to_owned()>{t!(i18n, frame.to_contacts)}</LinkButton>
            </Empty>
        </Page>
    }
}
