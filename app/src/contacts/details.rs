//! `/contacts/{id}`: one contact, its Profile and its Change Log. The tab is in the address.
use contact::{Contact, ContactId};
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};

use crate::{
    api::{
        contacts::{Found, get, restore},
        labels,
    },
    contacts::{delete::DeleteDialog, log::ChangeLog, profile::Profile, words::full_name},
    error::Error,
    frame::Page,
    i18n::*,
    ui::{
        avatar::Avatar,
        badge::{Chip, Hue},
        button::{Button, LinkButton, Look},
        empty::Empty,
        icon::Icon,
        menu::{Menu, MenuItem},
        toast::use_toasts,
    },
};

/// The page of one contact.
#[component]
pub fn Details() -> impl IntoView {
    let i18n = use_i18n();
    let params = use_params_map();
    let id = Memo::new(move |_| {
        params
            .read()
            .get("id")
            .and_then(|id| id.parse::<ContactId>().ok())
    });
    let found = Resource::new(
        move || id.get(),
        |id| async move {
            match id {
                Some(id) => get(id).await,
                None => Err(Error::NotFound),
            }
        },
    );
    view! {
        <Transition>
            {move || Suspend::new(async move {
                match found.await {
                    Ok(Found::Here(contact)) => view! { <Here contact=*contact/> }.into_any(),
                    Ok(Found::Deleted { name, .. }) => {
                        view! { <Deleted id=id.get_untracked().unwrap_or_default() name on_restore=move || found.refetch()/> }
                            .into_any()
                    }
                    Ok(Found::Merged { into }) => view! {
                        <Page title=move || t_string!(i18n, contact.tabs)>
                            <Empty icon=icondata_lu::LuMerge title=move || t_string!(i18n, contact.merged_title)>
                                <LinkButton look=Look::Primary href=format!("/contacts/{into}")>
                                    {t!(i18n, contact.open_master)}
                                </LinkButton>
                            </Empty>
                        </Page>
                    }
                        .into_any(),
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
    let sentence = error.to_string();
    view! {
        <Page title=move || t_string!(i18n, contact.tabs)>
            <Empty
                icon=icondata_lu::LuCircleAlert
                title=move || match missing {
                    true => t_string!(i18n, contact.missing_title),
                    false => t_string!(i18n, contacts.failed_title),
                }
                text=sentence
            >
                <LinkButton href="/contacts".to_owned()>{t!(i18n, frame.to_contacts)}</LinkButton>
            </Empty>
        </Page>
    }
}

#[component]
fn Deleted(id: ContactId, name: String, #[prop(into)] on_restore: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = use_toasts();
    let bring_back = move || {
        leptos::task::spawn_local(async move {
            match restore(id).await {
                Ok(_) => {
                    toasts.say(tu_string!(i18n, contact.restored));
                    on_restore.run(());
                }
                Err(error) => toasts.say(error.to_string()),
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

#[component]
fn Here(contact: Contact) -> impl IntoView {
    let i18n = use_i18n();
    let id = contact.id;
    let name = full_name(&contact.draft.first_name, &contact.draft.last_name);
    let query = use_query_map();
    let log = Memo::new(move |_| query.read().get("tab").as_deref() == Some("log"));
    let doomed = RwSignal::new(None);
    let navigate = use_navigate();
    let (title, doomed_name) = (name.clone(), name.clone());
    let actions = move || {
        view! {
            <Menu id="more" icon=icondata_lu::LuEllipsis label=move || t_string!(i18n, contacts.more)>
                <MenuItem
                    danger=true
                    icon=icondata_lu::LuTrash2
                    on_press={
                        let name = doomed_name.clone();
                        move || doomed.set(Some((id, name.clone())))
                    }
                >
                    {t!(i18n, contact.delete)}
                </MenuItem>
            </Menu>
        }
    };
    let contact = StoredValue::new(contact);
    view! {
        <Page title=title actions=actions>
            <div class="identity">
                <Avatar name=name.clone()/>
                <div>
                    <p class="name"><bdi>{name}</bdi></p>
                    <p class="company">
                        <bdi>{contact.with_value(|contact| contact.draft.company.clone())}</bdi>
                    </p>
                </div>
                <Labels names=contact.with_value(|contact| contact.draft.labels.clone())/>
                <a class="back" href="/contacts"><Icon icon=icondata_lu::LuChevronLeft/> {t!(i18n, contact.back)}</a>
            </div>
            <nav class="tabs" aria-label=move || t_string!(i18n, contact.tabs)>
                <a href=format!("/contacts/{id}") aria-current=move || (!log.get()).then_some("page")>
                    {t!(i18n, contact.profile)}
                </a>
                <a href=format!("/contacts/{id}?tab=log") aria-current=move || log.get().then_some("page")>
                    {t!(i18n, contact.change_log)}
                </a>
            </nav>
            <div class="record">
                {move || match log.get() {
                    true => view! { <ChangeLog id/> }.into_any(),
                    false => view! { <Profile contact=contact.get_value()/> }.into_any(),
                }}
            </div>
            <DeleteDialog doomed on_change=move || navigate("/contacts", Default::default())/>
        </Page>
    }
}

#[component]
fn Labels(names: Vec<String>) -> impl IntoView {
    let known = Resource::new(|| (), |()| labels::list());
    view! {
        <Transition>
            {move || {
                let names = names.clone();
                Suspend::new(async move {
                    let known = known.await.unwrap_or_default();
                    let hue = |name: &String| {
                        known.iter().find(|label| label.name == *name).map(|label| Hue::parse(&label.colour)).unwrap_or_default()
                    };
                    let chips = names.iter().map(|name| view! { <Chip hue=hue(name) name=name.clone()/> }).collect_view();
                    view! { <span class="chips">{chips}</span> }
                })
            }}
        </Transition>
    }
}
