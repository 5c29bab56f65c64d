//! Creating a contact, in a window over the list or on `/contacts/new`: the guide's quick fields first, `More Details`
//! below them, so that what was typed stays. A half-filled form is never lost without asking, and a double click or a
//! lost reply creates one contact. Beside an enquiry the form begins with what its visitor told.
use contact::{Contact, Draft, permit::Why};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use uuid::Uuid;
use wasm_split_helpers::wasm_split;

use crate::{
    api::{
        contacts::{create, update},
        enquiries::{create_beside, update_beside},
    },
    browser::{
        keyboard::{on_enter, save_key},
        random::fresh_key,
    },
    error::Error,
    i18n::*,
    later::Fetched,
    leave::Guard,
    page::Page,
    record::{
        form::Form,
        more::{both_names, focus_first, input, inputs, labels, quick, section, sections, summary},
        save::Save,
        typed::List,
    },
    trail::BackToList,
    ui::{
        button::{Button, Look},
        dialog::Dialog,
        focus::focus_soon,
        toast::{Toasts, use_toasts},
    },
    values::{names::take_over, words::I18n},
    wire::contacts::Edited,
};

/// One contact after the other, in one form.
#[derive(Clone, Copy)]
struct Creation {
    i18n: I18n,
    toasts: Toasts,
    guard: Guard,
    form: Form,
    save: Save,
    /// `More Details` is open.
    more: RwSignal<bool>,
    /// What the form begins with.
    start: StoredValue<Draft>,
    /// The enquiry whose visitor becomes a contact.
    enquiry: Option<Uuid>,
    /// Names this one contact however often it is sent, and what was sent first.
    sent: StoredValue<Option<(Uuid, Draft)>>,
}

impl Creation {
    fn new(start: Draft, enquiry: Option<Uuid>) -> Self {
        let i18n = use_i18n();
        let form = Form::new(i18n, &start);
        let creation = Self {
            i18n,
            toasts: use_toasts(),
            guard: Guard::of_page(),
            form,
            save: Save::new(form),
            more: RwSignal::new(enquiry.is_some()),
            start: StoredValue::new(start),
            enquiry,
            sent: StoredValue::new(None),
        };
        creation.quick_rows();
        creation
    }

    /// The first number and the first address stand there from the start.
    fn quick_rows(self) {
        for list in [List::Phones, List::Emails] {
            if self.form.rows(list).read_untracked().is_empty() {
                self.form.append(list);
            }
        }
    }

    /// Back to the defaults, for the next contact. The country stays: the next number is likely of the same one.
    fn clear(self) {
        let region = |form: Form| {
            form.rows(List::Phones)
                .get_untracked()
                .first()
                .map(|row| row.region)
        };
        let before = region(self.form).map(|region| region.get_untracked());
        let start = self.start.get_value();
        self.form.start(&start, &start);
        self.quick_rows();
        if let (Some(region), Some(before)) = (region(self.form), before) {
            region.set(before);
        }
        self.save.forget();
        self.sent.set_value(None);
    }

    /// Saves what is in the form. `done` hears of the contact, and whether another one is to be created.
    fn save(self, again: bool, done: Callback<(Contact, bool)>) {
        let created = move |contact| {
            self.tell(&contact);
            self.clear();
            if again {
                focus_first(self.i18n);
            }
            done.run((contact, again));
        };
        let send = async move |draft| self.send(draft).await;
        self.save.run(send, created, move || self.save.lead());
    }

    /// Says that a contact was created, and leads to it: a list that is narrowed may not show it, a room does.
    fn tell(self, contact: &Contact) {
        if self.enquiry.is_some() {
            self.toasts.say(tu_string!(self.i18n, contact.created));
            return;
        }
        let (guard, id) = (self.guard, contact.id);
        self.toasts.offer(
            tu_string!(self.i18n, contact.created),
            tu_string!(self.i18n, desk.open_contact),
            move || guard.go(format!("/contacts/{id}")),
        );
    }

    /// Sends the contact. Sent again after a lost reply, it may be there already as it was sent first: then what was
    /// corrected since is saved too.
    async fn send(self, draft: Draft) -> Result<Contact, Error> {
        let (key, first) = self
            .sent
            .get_value()
            .unwrap_or_else(|| (fresh_key(), draft.clone()));
        self.sent.set_value(Some((key, first.clone())));
        let contact = match self.enquiry {
            None => create(key, draft.clone()).await?,
            Some(enquiry) => create_beside(enquiry, key, draft.clone()).await?,
        };
        if draft == first {
            return Ok(contact);
        }
        let (id, version, base) = (contact.id, contact.version, Some(contact.draft));
        let saved = match self.enquiry {
            None => update(id, version, base, draft).await?,
            Some(enquiry) => update_beside(enquiry, id, version, base, draft).await?,
        };
        match saved {
            Edited::Done(contact)
            | Edited::Conflict {
                current: contact, ..
            } => Ok(*contact),
        }
    }

    fn fields(self, in_window: bool) -> AnyView {
        let Self {
            i18n, form, more, ..
        } = self;
        let children = view! {
            {summary(form, self.save.failure)}
            {both_names(form, i18n)}
            {labels(form)}
            {input(form, i18n, "type")}
            {quick(form, i18n, List::Phones)}
            {quick(form, i18n, List::Emails)}
            {move || more.get().then(|| {
                let title = move || t_string!(i18n, contact.personal_information);
                view! {
                    {section(in_window, title, vec![input(form, i18n, "level")])}
                    {sections(form, i18n, in_window)}
                }
            })}
        };
        inputs(form, "form", children.into_any())
    }

    fn buttons(self, done: Callback<(Contact, bool)>) -> AnyView {
        let (i18n, more, busy) = (self.i18n, self.more, self.save.busy);
        view! {
            <Show when=move || !more.get()>
                <Button
                    look=Look::Plain
                    on_press=move || {
                        more.set(true);
                        focus_soon("level".to_owned());
                    }
                >
                    {t!(i18n, contact.more_details)}
                </Button>
            </Show>
            {self.enquiry.is_none().then(|| view! {
                <Button busy=busy on_press=move || self.save(true, done)>{t!(i18n, contact.save_and_new)}</Button>
            })}
            <Button look=Look::Primary busy=busy on_press=move || self.save(false, done)>{t!(i18n, contact.create_button)}</Button>
        }
        .into_any()
    }
}

/// The window over the list in which contacts are created.
#[wasm_split(record, fallible)]
pub fn create_window(open: RwSignal<bool>, on_create: Callback<()>) -> Fetched {
    Ok(view! { <CreateContact open on_create/> }.into_any())
}

/// The window. `on_create` hears of each new contact.
#[component]
pub fn CreateContact(open: RwSignal<bool>, #[prop(into)] on_create: Callback<()>) -> impl IntoView {
    window_of(Creation::new(Draft::default(), None), open, on_create)
}

/// The window beside an enquiry that is nobody's yet. It begins with the contact that the visitor would be.
#[component]
pub fn CreateBeside(
    open: RwSignal<bool>,
    enquiry: Uuid,
    start: Draft,
    /// Why the table of enquiries forbids it by now, as soon as that is known.
    forbidden: Signal<Option<Why>>,
    #[prop(into)] on_create: Callback<()>,
    /// Hears of a refusal by the table of enquiries.
    #[prop(into)]
    on_refused: Callback<Why>,
) -> impl IntoView {
    let creation = Creation::new(start, Some(enquiry));
    Effect::new(move |_| {
        if let Some(why) = creation.save.refused.get() {
            on_refused.run(why);
        }
    });
    Effect::new(move |_| {
        let why = forbidden.get();
        if open.get() {
            creation.save.hear(why);
        }
    });
    window_of(creation, open, on_create)
}

fn window_of(creation: Creation, open: RwSignal<bool>, on_create: Callback<()>) -> AnyView {
    let i18n = creation.i18n;
    let close = move || {
        creation.more.set(creation.enquiry.is_some());
        open.set(false);
    };
    let done = Callback::new(move |(_, again): (Contact, bool)| {
        if !again {
            close();
        }
        on_create.run(());
    });
    let leave = creation.guard.hold_window(
        open,
        move || creation.form.is_dirty(),
        move || {
            creation.clear();
            close();
        },
    );
    save_key(true, move || {
        if open.get_untracked() {
            creation.save(false, done);
        }
    });
    view! {
        <Dialog
            id="create"
            open=open
            title=move || t_string!(i18n, contact.create)
            on_leave=leave
            footer=move || creation.buttons(done)
        >
            <div on:keydown=on_enter(move || creation.save(false, done))>{creation.fields(true)}</div>
        </Dialog>
    }
    .into_any()
}

/// `/contacts/new`: the same form on a page of its own.
#[component]
pub fn NewContact() -> impl IntoView {
    let i18n = use_i18n();
    take_over();
    let creation = Creation::new(Draft::default(), None);
    let navigate = use_navigate();
    Guard::of_page().hold(move || creation.form.is_dirty());
    let done = Callback::new(move |(contact, again): (Contact, bool)| {
        if !again {
            navigate(&format!("/contacts/{}", contact.id), Default::default());
        }
    });
    save_key(false, move || creation.save(false, done));
    view! {
        <Page
            title=move || t_string!(i18n, contact.create)
            before=move || view! { <BackToList/> }
            actions=move || creation.buttons(done)
        >
            <div class="record new" on:keydown=on_enter(move || creation.save(false, done))>
                {creation.fields(false)}
            </div>
        </Page>
    }
}
