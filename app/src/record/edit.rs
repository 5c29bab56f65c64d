//! Edit mode of one contact: the form in place of the profile. What others save meanwhile comes into the form, and so does
//! what this page itself saves elsewhere, such as what was heard in a chat; where that contradicts what is typed, both values
//! are shown to choose from. Save names the version that the form was made from, and the server has the last word.
use contact::{Contact, ContactId, CustomField, Draft, field::Section};
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};
use uuid::Uuid;

use crate::{
    api::{contacts::update, enquiries::update_beside},
    error::Error,
    i18n::*,
    page::HEADING,
    record::{
        contest::Contest,
        form::Form,
        more::{both_names, focus_first, input, inputs, labels, section, sections, summary},
        news::Departed,
        own_writes::OwnWrites,
        save::Save,
    },
    ui::{
        focus::focus_soon,
        toast::{Toasts, use_toasts},
    },
    values::words::I18n,
    wire::contacts::Edited,
};

/// The id of the place that says why nothing of a contact can be saved any more.
pub const DEPARTED: &str = "departed";

/// The enquiry beside which a contact is edited.
#[derive(Clone, Copy)]
pub struct BesideEnquiry {
    pub enquiry: Uuid,
    /// What can be done where the table of enquiries forbids the save by now; it stands in the form, below the sentence.
    pub on_refused: fn(Editor, Uuid) -> AnyView,
}

/// The edit mode of one contact.
#[derive(Clone, Copy)]
pub struct Editor {
    i18n: I18n,
    toasts: Toasts,
    pub contact: RwSignal<Contact>,
    /// Absent where the contact is at home.
    beside: Option<BesideEnquiry>,
    pub editing: RwSignal<bool>,
    form: Form,
    pub save: Save,
    /// What others saved since the form was begun.
    pub contest: Contest,
    /// The contact has left the list, so that nothing of it can be saved.
    pub departed: RwSignal<Option<Departed>>,
    writes: OwnWrites,
    /// The toast that offers what was cancelled.
    cancelled: StoredValue<Option<u64>>,
    /// Takes `?edit` out of the address, where it stands there.
    settle: Callback<()>,
    /// Goes to the form where another tab is open; false where it is in sight.
    show: Callback<(), bool>,
    /// What is done once the form is in sight.
    then: StoredValue<Option<fn(Self)>>,
}

impl Editor {
    /// Not yet editing.
    pub fn new(
        contact: RwSignal<Contact>,
        custom: StoredValue<Vec<CustomField>>,
        beside: Option<BesideEnquiry>,
    ) -> Self {
        let i18n = use_i18n();
        let (query, navigate) = (use_query_map(), use_navigate());
        let without = Callback::new(move |names: &'static [&'static str]| {
            let mut query = query.get_untracked();
            let found = names.iter().filter(|name| query.remove(name).is_some());
            let found = found.count() > 0;
            if found {
                let options = NavigateOptions {
                    replace: true,
                    scroll: false,
                    ..NavigateOptions::default()
                };
                let path = window().location().pathname().unwrap_or_default();
                navigate(&format!("{path}{}", query.to_query_string()), options);
            }
            found
        });
        let settle = Callback::new(move |()| {
            without.run(&["edit"]);
        });
        let show = Callback::new(move |()| {
            let tab = query.read_untracked().get("tab");
            tab.is_some_and(|tab| tab != "profile") && without.run(&["tab", "at"])
        });
        let form = Form::new(i18n, &contact.read_untracked().draft);
        let editor = Self {
            i18n,
            toasts: use_toasts(),
            contact,
            beside,
            editing: RwSignal::new(false),
            form,
            save: Save::new(form),
            contest: Contest::new(form, custom),
            departed: RwSignal::new(None),
            writes: OwnWrites::of_record(),
            cancelled: StoredValue::new(None),
            settle,
            show,
            then: StoredValue::new(None),
        };
        // What was cancelled can be had back as long as its page is there.
        on_cleanup(move || editor.forget_cancelled());
        Effect::new(move |_| editor.follow());
        editor
    }

    /// Takes into the open form what its contact holds by now.
    fn follow(self) {
        let now = self.contact.get();
        if self.editing.get() {
            self.take(&now);
        }
    }

    /// Takes what a contact holds by now into the form, where that is open. Gives the names of the fields that contradict
    /// what is typed, which are to be decided on.
    pub fn take(self, now: &Contact) -> Vec<String> {
        match self.editing.get_untracked() {
            true => untrack(|| self.contest.take(now)),
            false => Vec::new(),
        }
    }

    /// Whether nothing can be saved, as the contact has left the list.
    pub fn is_departed(self) -> Signal<bool> {
        Signal::derive(move || self.departed.read().is_some())
    }

    /// Does something at the form, which may stand on another tab than the one that is open.
    fn at_form(self, then: fn(Self)) {
        if self.show.run(()) {
            self.then.set_value(Some(then));
        } else {
            then(self);
        }
    }

    /// Leads to what keeps the form from being saved.
    fn show_trouble(self) {
        self.at_form(|editor| match editor.contest.is_asking() {
            true => focus_soon("rival".to_owned()),
            false => editor.save.lead(),
        });
    }

    fn forget_cancelled(self) {
        if let Some(toast) = self.cancelled.try_update_value(Option::take).flatten() {
            self.toasts.close(toast);
        }
    }

    /// Turns the profile into a form, unless it is one: the address may ask for it again.
    pub fn begin(self) {
        if self.editing.get_untracked() || self.departed.read_untracked().is_some() {
            return;
        }
        self.forget_cancelled();
        let contact = self.contact.get_untracked();
        self.form.start(&contact.draft, &contact.draft);
        self.contest.begin(&contact);
        self.save.forget();
        self.editing.set(true);
        focus_first(self.i18n);
    }

    /// Back to the profile as it was. What was typed can be had back.
    pub fn cancel(self) {
        let dirty = self.is_dirty();
        self.end();
        if dirty {
            let toast = self.toasts.offer_here(
                tu_string!(self.i18n, desk.edit_cancelled),
                tu_string!(self.i18n, contact.undo),
                move || {
                    // The form still holds what was typed.
                    if self.editing.try_set(true).is_none() {
                        self.at_form(|editor| focus_first(editor.i18n));
                    }
                },
            );
            self.cancelled.set_value(Some(toast));
        }
        focus_soon(HEADING.to_owned());
    }

    /// Leaves the form.
    fn end(self) {
        self.editing.set(false);
        self.settle.run(());
    }

    /// Leaves the form, whose content is kept elsewhere.
    pub fn leave(self) {
        self.end();
        focus_soon(HEADING.to_owned());
    }

    /// What a proposal is made of: the contact, the version and the draft that the form began with, and what is typed.
    pub fn typed(self) -> (ContactId, i64, Draft, Draft) {
        let id = self.contact.read_untracked().id;
        let draft = untrack(|| self.form.draft());
        (id, self.contest.version(), self.form.base(), draft)
    }

    /// Tells whether something typed would be lost.
    pub fn is_dirty(self) -> bool {
        self.editing.try_get_untracked() == Some(true) && self.form.is_dirty()
    }

    /// The names of the fields that are changed in the open form.
    pub fn changed_fields(self) -> Vec<String> {
        if !self.editing.get() {
            return Vec::new();
        }
        let lines = contact::change::diff(&self.form.base(), &self.form.draft());
        lines.into_iter().map(|line| line.field).collect()
    }

    /// Saves what was changed.
    pub fn save(self) {
        if self.save.busy.get_untracked() || !self.editing.get_untracked() {
            return;
        }
        if self.departed.read_untracked().is_some() {
            focus_soon(DEPARTED.to_owned());
            return;
        }
        if !self.contest.decide() {
            self.show_trouble();
            return;
        }
        self.save.run(
            async move |draft| self.send(draft).await,
            move |edited| self.saved(edited),
            move || self.show_trouble(),
        );
    }

    /// Sends what was typed by the door at which the form stands.
    async fn send(self, draft: Draft) -> Result<Edited, Error> {
        let _write = self.writes.begin();
        let (id, version) = (self.contact.read_untracked().id, self.contest.version());
        let base = Some(self.form.base());
        match self.beside {
            None => update(id, version, base, draft).await,
            Some(BesideEnquiry { enquiry, .. }) => {
                update_beside(enquiry, id, version, base, draft).await
            }
        }
    }

    /// Shows what the save has come to.
    fn saved(self, edited: Edited) {
        match edited {
            Edited::Done(contact) => {
                let joined = contact.version > self.contest.version() + 1;
                self.contact.set(*contact);
                self.end();
                self.toasts.say(match joined {
                    true => tu_string!(self.i18n, record.saved_joined),
                    false => tu_string!(self.i18n, record.saved),
                });
                focus_soon(HEADING.to_owned());
            }
            Edited::Conflict { current, others } => {
                self.contest.learn(&others);
                self.take(&current);
                if self.contact.read_untracked().version < current.version {
                    self.contact.set(*current);
                }
                // What is typed by now may contradict nothing any more.
                match self.contest.is_open() {
                    true => self.show_trouble(),
                    false => self.save(),
                }
            }
        }
    }

    /// The form.
    pub fn view(self) -> AnyView {
        let Self { i18n, form, .. } = self;
        if let Some(then) = self.then.try_update_value(Option::take).flatten() {
            then(self);
        }
        let personal = Section::Personal.fields();
        let personal = personal.map(|field| input(form, i18n, field.name));
        let personal = std::iter::once(both_names(form, i18n)).chain(personal);
        let children = view! {
            {summary(form, self.save.failure)}
            {self.refusal()}
            {self.contest.view(self.save.busy, Callback::new(move |()| self.save()))}
            {section(false, move || t_string!(i18n, contact.personal_information), personal.collect())}
            {sections(form, i18n, false)}
            {section(false, move || t_string!(i18n, contact.contact_label), vec![labels(form)])}
        };
        inputs(form, "form edit", children.into_any())
    }

    /// What can be done where the table of enquiries forbids the save.
    fn refusal(self) -> AnyView {
        (move || {
            self.save.refused.get()?;
            self.beside
                .map(|beside| (beside.on_refused)(self, beside.enquiry))
        })
        .into_any()
    }
}
