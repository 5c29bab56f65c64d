//! A contact that is there, as its page shows it: who it is always in sight, below it the tab that is open.
use contact::{Contact, ContactId};
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};

use crate::{
    browser::keyboard::on_enter,
    i18n::*,
    leave::Guard,
    merge::suspected::Suspected,
    page::Page,
    record::{
        activity::ActivityTab,
        coming_import::ComingChange,
        delete::DeleteDialog,
        device::device_of,
        edit::Editor,
        keys::RecordKeys,
        live::{Following, departed_why},
        log::{ChangeLog, Past},
        notes::notes as notes_of,
        own_writes::OwnWrites,
        parts::RecordParts,
        presence::Presence,
        profile::{ProfileOf, profile_of, reach},
        proposals::Proposals,
        read::ContactDoor,
    },
    trail::{BackToList, Trail},
    ui::{
        avatar::Avatar,
        button::{Button, LinkButton, Look},
        copy::CopyButton,
        icon::Icon,
        menu::{Menu, MenuItem},
    },
    values::{
        label_chips::chips,
        names::take_over,
        words::{I18n, full_name},
    },
    wire::contacts::Known,
};

/// What the tabs of a contact are called in the address.
const TABS: [&str; 3] = ["profile", "activity", "log"];

/// A contact as its page shows it.
#[derive(Clone, Copy)]
struct Record {
    i18n: I18n,
    id: ContactId,
    parts: RecordParts,
    name: Memo<String>,
    /// The next note, while it is typed.
    note: RwSignal<String>,
    editor: Editor,
    following: Following,
    tab: Memo<&'static str>,
    /// The number of the change that the log is open at.
    at: Memo<Option<i64>>,
}

impl Record {
    fn new(contact: Contact, known: Known) -> Self {
        let parts = RecordParts::new(contact, known);
        let (id, contact) = (parts.id, parts.contact);
        let query = use_query_map();
        let tab = move |_: Option<&_>| {
            let wanted = query.read().get("tab");
            let tab = TABS.into_iter().find(|tab| wanted.as_deref() == Some(tab));
            tab.unwrap_or("profile")
        };
        let name = move |_: Option<&_>| {
            contact.with(|contact| full_name(&contact.draft.first_name, &contact.draft.last_name))
        };
        let editor = Editor::new(contact, parts.custom, None);
        Self {
            i18n: use_i18n(),
            id,
            parts,
            name: Memo::new(name),
            note: RwSignal::new(String::new()),
            editor,
            following: Following::begin(parts, editor, ContactDoor::Home),
            tab: Memo::new(tab),
            at: Memo::new(move |_| query.read().get("at").and_then(|at| at.parse().ok())),
        }
    }

    /// Tells whether something typed would be lost.
    fn is_dirty(self) -> bool {
        let noted = |note: &String| !note.trim().is_empty();
        self.editor.is_dirty() || self.note.try_with_untracked(noted) == Some(true)
    }

    /// What can be done with the contact as it is shown just now.
    fn buttons(self) -> AnyView {
        let Self {
            i18n, id, editor, ..
        } = self;
        let departed = editor.is_departed();
        match (self.tab.get(), editor.editing.get()) {
            ("profile", false) => view! {
                {move || match departed.get() {
                    true => view! {
                        <Button icon=icondata_lu::LuMerge disabled=departed>{t!(i18n, merge.title)}</Button>
                    }
                    .into_any(),
                    false => view! {
                        <LinkButton icon=icondata_lu::LuMerge href=format!("/contacts/{id}?merge=")>
                            {t!(i18n, merge.title)}
                        </LinkButton>
                    }
                    .into_any(),
                }}
                <Button
                    look=Look::Primary
                    icon=icondata_lu::LuPencil
                    disabled=departed
                    on_press=move || editor.begin()
                >
                    {t!(i18n, record.edit)}
                </Button>
            }
            .into_any(),
            // A draft is seen from every tab.
            (tab, true) if tab == "profile" || editor.is_dirty() => view! {
                <Button on_press=move || editor.cancel()>{t!(i18n, frame.cancel)}</Button>
                <Button
                    look=Look::Primary
                    busy=editor.save.busy
                    disabled=departed
                    on_press=move || editor.save()
                >
                    {t!(i18n, record.save)}
                </Button>
            }
            .into_any(),
            _ => ().into_any(),
        }
    }

    fn tabs(self) -> AnyView {
        let Self { i18n, id, tab, .. } = self;
        let link = move |key: &'static str, words: fn(I18n) -> &'static str| {
            view! {
                <a href=format!("/contacts/{id}?tab={key}") aria-current=move || (tab.get() == key).then_some("page")>
                    {move || words(i18n)}
                </a>
            }
        };
        view! {
            <nav class="tabs" aria-label=move || t_string!(i18n, contact.tabs)>
                {link("profile", |i18n| t_string!(i18n, contact.profile))}
                {link("activity", |i18n| t_string!(i18n, record.activity))}
                {link("log", |i18n| t_string!(i18n, contact.change_log))}
            </nav>
        }
        .into_any()
    }

    /// What stands on the tab that is open.
    fn open_tab(self) -> AnyView {
        let id = self.id;
        let RecordParts {
            contact, custom, ..
        } = self.parts;
        match (self.tab.get(), self.at.get()) {
            ("log", Some(number)) => view! { <Past id number custom/> }.into_any(),
            ("log", None) => view! { <ChangeLog id custom contact/> }.into_any(),
            ("activity", _) => view! { <ActivityTab id/> }.into_any(),
            _ if self.editor.editing.get() => self.editor.view(),
            _ => self.profile(),
        }
    }

    fn profile(self) -> AnyView {
        let Self { i18n, parts, .. } = self;
        let why_not = Signal::derive(move || departed_why(i18n, self.editor));
        let notes = notes_of((self.id, parts.notes), self.note, why_not, None);
        let of = ProfileOf {
            contact: parts.contact,
            custom: parts.custom,
            labels: parts.labels,
        };
        profile_of(i18n, of, vec![device_of(i18n, parts.device), notes])
    }
}

/// The contact, with the tabs Profile, Activity and Change Log. The tab is in the address.
#[component]
pub fn Here(contact: Contact, known: Known) -> impl IntoView {
    take_over();
    OwnWrites::provide();
    let record = Record::new(contact, known);
    let Record {
        i18n,
        id,
        parts,
        name,
        editor,
        following,
        ..
    } = record;
    let query = use_query_map();
    // `?edit` opens the record as a form.
    Effect::new(move |_| {
        if query.read().get("edit").is_some() {
            editor.begin();
        }
    });
    let doomed = RwSignal::new(None);
    let (navigate, trail) = (use_navigate(), Trail::of_page());
    Guard::of_page().hold(move || record.is_dirty());
    let on_profile = Memo::new(move |_| record.tab.get() == "profile");
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
            {move || record.buttons()}
        }
    };
    let before = move || {
        view! {
            <BackToList/>
            {move || view! { <Avatar name=name.get()/> }}
        }
    };
    view! {
        <Page title=move || name.get() before=before actions=actions>
            {identity(i18n, parts)}
            {record.tabs()}
            <Presence contact=id custom=parts.custom changed=Signal::derive(move || editor.changed_fields())/>
            <div class="record" on:keydown=on_enter(move || editor.save())>
                <ComingChange contact=parts.contact/>
                <Suspected contact=parts.contact/>
                <Proposals contact=parts.contact custom=parts.custom again=following.proposals/>
                {move || record.open_tab()}
            </div>
            {following.view()}
            <RecordKeys id editor profile=on_profile/>
            <DeleteDialog doomed on_gone=move || navigate(&trail.list(), Default::default())/>
        </Page>
    }
}

/// Who this is, always in sight below the name: company, labels, and the first number and address with all that can be
/// done. Each is drawn anew only where it has changed.
fn identity(i18n: I18n, parts: RecordParts) -> AnyView {
    let RecordParts {
        id,
        contact,
        labels,
        ..
    } = parts;
    let company = Memo::new(move |_| contact.with(|contact| contact.draft.company.clone()));
    let names = Memo::new(move |_| contact.with(|contact| contact.draft.labels.clone()));
    let phone = Memo::new(move |_| contact.with(|contact| contact.draft.phones.first().cloned()));
    let email = Memo::new(move |_| contact.with(|contact| contact.draft.emails.first().cloned()));
    let company = move || {
        let company = company.get();
        (!company.is_empty()).then(|| view! { <p class="company"><bdi>{company}</bdi></p> })
    };
    let names = move || {
        let names = names.get();
        (!names.is_empty()).then(|| labels.with(|labels| chips(&names, labels)))
    };
    let phone = move || {
        let phone = phone.get();
        phone.map(|phone| reach(i18n, id, &phone.number, phone.verified))
    };
    let email = move || email.get().map(|email| write_to(i18n, email.address));
    view! { <div class="identity">{company}{names}{phone}{email}</div> }.into_any()
}

/// An address that can be written to and copied.
fn write_to(i18n: I18n, address: String) -> AnyView {
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
    .into_any()
}
