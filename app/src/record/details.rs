//! `/contacts/{id}`: one contact, who it is always in sight, with the tabs Profile, Activity and Change Log. The tab is in
//! the address.
use contact::{Contact, ContactId, CustomField};
use leptos::prelude::*;
use leptos_router::{
    components::Redirect,
    hooks::{use_navigate, use_params_map, use_query_map},
};
use serde::{Deserialize, Serialize};
use wasm_split_helpers::wasm_split;

use crate::{
    api::{
        activity::last_device,
        contacts::{get, notes, restore},
        fields, labels,
    },
    browser::keyboard::is_enter,
    error::Error,
    i18n::*,
    later::Fetched,
    leave::Guard,
    merge::{merge_page, merges::use_merges, suspected::Suspected},
    page::{Page, report},
    record::{
        activity::{ActivityTab, device as device_of},
        delete::DeleteDialog,
        edit::Editor,
        keys::RecordKeys,
        log::{ChangeLog, Past},
        notes::notes as notes_of,
        profile::{profile, reach, section},
    },
    trail::{BackToList, Trail},
    ui::{
        avatar::Avatar,
        button::{Button, LinkButton, Look},
        copy::CopyButton,
        empty::Empty,
        icon::Icon,
        menu::{Menu, MenuItem},
        toast::use_toasts,
    },
    values::{
        label_chips::chips,
        names::take_over,
        words::{I18n, full_name},
    },
    wire::{
        activity::Device,
        contacts::{Found, Note},
        labels::Label,
    },
};

/// What the page knows besides the contact.
#[derive(Clone, Serialize, Deserialize)]
struct Known {
    custom: Vec<CustomField>,
    labels: Vec<Label>,
    notes: Vec<Note>,
    device: Option<Device>,
}

/// `/contacts/{id}`.
#[wasm_split(record, fallible)]
pub fn record_page() -> Fetched {
    Ok(view! { <Details/> }.into_any())
}

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
    let (toasts, report) = (use_toasts(), report());
    let bring_back = move || {
        leptos::task::spawn_local(async move {
            match restore(id).await {
                Ok(_) => {
                    toasts.say(tu_string!(i18n, contact.restored));
                    on_restore.run(());
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

/// What the tabs of a contact are called in the address.
const TABS: [&str; 3] = ["profile", "activity", "log"];

#[component]
fn Here(contact: Contact, known: Known) -> impl IntoView {
    let i18n = use_i18n();
    take_over();
    let id = contact.id;
    let contact = RwSignal::new(contact);
    let Known {
        custom,
        labels,
        notes,
        device,
    } = known;
    let device = StoredValue::new(device);
    let (custom, labels) = (StoredValue::new(custom), StoredValue::new(labels));
    let (notes, note) = (RwSignal::new(notes), RwSignal::new(String::new()));
    let editor = Editor::new(contact, custom);
    let query = use_query_map();
    // `?edit` opens the record as a form.
    Effect::new(move |_| {
        if query.read().get("edit").is_some() {
            editor.begin();
        }
    });
    let tab = Memo::new(move |_| {
        let wanted = query.read().get("tab");
        let tab = TABS.into_iter().find(|tab| wanted.as_deref() == Some(tab));
        tab.unwrap_or("profile")
    });
    let at = Memo::new(move |_| query.read().get("at").and_then(|at| at.parse::<i64>().ok()));
    let doomed = RwSignal::new(None);
    let (navigate, trail) = (use_navigate(), Trail::of_page());
    Guard::of_page().hold(move || {
        let noted = |note: &String| !note.trim().is_empty();
        editor.is_dirty() || note.try_with_untracked(noted) == Some(true)
    });
    let on_profile = Memo::new(move |_| tab.get() == "profile");
    let name = Memo::new(move |_| {
        contact.with(|contact| full_name(&contact.draft.first_name, &contact.draft.last_name))
    });
    let actions = move || {
        view! {
            <Menu id="more" icon=icondata_lu::LuEllipsis label=move || t_string!(i18n, contacts.more)>
                <MenuItem
                    danger=true
                    icon=icondata_lu::LuTrash2
                    on_press=move || doomed.set(Some((id, name.get_untracked())))
                >
                    {t!(i18n, contact.delete)}
                </MenuItem>
            </Menu>
            {move || match (tab.get(), editor.editing.get()) {
                ("profile", false) => view! {
                    <LinkButton icon=icondata_lu::LuMerge href=format!("/contacts/{id}?merge=")>
                        {t!(i18n, merge.title)}
                    </LinkButton>
                    <Button look=Look::Primary icon=icondata_lu::LuPencil on_press=move || editor.begin()>
                        {t!(i18n, record.edit)}
                    </Button>
                }
                    .into_any(),
                // A draft is seen from every tab.
                (tab, true) if tab == "profile" || editor.is_dirty() => view! {
                    <Button on_press=move || editor.cancel()>{t!(i18n, frame.cancel)}</Button>
                    <Button look=Look::Primary busy=editor.save.busy on_press=move || editor.save()>
                        {t!(i18n, record.save)}
                    </Button>
                }
                    .into_any(),
                _ => ().into_any(),
            }}
        }
    };
    let link = move |key: &'static str, words: fn(I18n) -> &'static str| {
        view! {
            <a href=format!("/contacts/{id}?tab={key}") aria-current=move || (tab.get() == key).then_some("page")>
                {move || words(i18n)}
            </a>
        }
    };
    let shown = move || {
        let contact = contact.get();
        let device = device.with_value(|device| match device {
            Some(device) => device_of(i18n, device),
            None => section(i18n, t_string!(i18n, record.device), Vec::new()),
        });
        let between = vec![device, notes_of(id, notes, note)];
        profile(
            i18n,
            &contact,
            &custom.get_value(),
            &labels.get_value(),
            between,
        )
    };
    let before = move || {
        view! {
            <BackToList/>
            {move || view! { <Avatar name=name.get()/> }}
        }
    };
    view! {
        <Page title=move || name.get() before=before actions=actions>
            {move || contact.with(|contact| labels.with_value(|labels| identity(i18n, contact, labels)))}
            <nav class="tabs" aria-label=move || t_string!(i18n, contact.tabs)>
                {link("profile", |i18n| t_string!(i18n, contact.profile))}
                {link("activity", |i18n| t_string!(i18n, record.activity))}
                {link("log", |i18n| t_string!(i18n, contact.change_log))}
            </nav>
            <div
                class="record"
                on:keydown=move |event| {
                    if is_enter(&event) {
                        event.prevent_default();
                        editor.save();
                    }
                }
            >
                <Suspected contact/>
                {move || match (tab.get(), at.get()) {
                    ("log", Some(number)) => view! { <Past id number custom/> }.into_any(),
                    ("log", None) => view! { <ChangeLog id custom on_change=move |now| contact.set(now)/> }.into_any(),
                    ("activity", _) => view! { <ActivityTab id/> }.into_any(),
                    _ if editor.editing.get() => editor.view(),
                    _ => shown.into_any(),
                }}
            </div>
            <RecordKeys id editor profile=on_profile/>
            <DeleteDialog doomed on_gone=move || navigate(&trail.list(), Default::default())/>
        </Page>
    }
}

/// Who this is, always in sight below the name: company, labels, and the first number and address with all that can be
/// done.
fn identity(i18n: I18n, contact: &Contact, labels: &[Label]) -> AnyView {
    let draft = &contact.draft;
    let phone = draft.phones.first();
    let phone = phone.map(|phone| reach(i18n, &phone.number, phone.verified));
    let email = draft.emails.first().map(|email| email.address.clone());
    let email = email.map(|address| {
        let (to_copy, copied) = (address.clone(), address.clone());
        view! {
            <span class="reach">
                <Icon icon=icondata_lu::LuMail/>
                <a href=format!("mailto:{address}")><bdi dir="ltr">{address.clone()}</bdi></a>
                <CopyButton
                    value=address
                    label=move || t_string!(i18n, contacts.copy, value = to_copy.clone())
                    done=move || t_string!(i18n, contacts.copied, value = copied.clone())
                />
            </span>
        }
    });
    view! {
        <div class="identity">
            {(!draft.company.is_empty()).then(|| view! { <p class="company"><bdi>{draft.company.clone()}</bdi></p> })}
            {(!draft.labels.is_empty()).then(|| chips(&draft.labels, labels))}
            {phone}
            {email}
        </div>
    }
    .into_any()
}
