//! Edit mode of one contact: the form in place of the profile. Save names the version that was read; where somebody else
//! saved meanwhile, what does not overlap is joined by the server, and what does is shown field by field to choose from.
//! What this page itself saves elsewhere, such as what was heard in a chat, comes into the form at once.
use std::collections::BTreeMap;

use contact::{
    Contact, ContactId, CustomField, Draft,
    field::Section,
    reconcile::{Reconciled, reconcile},
};
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
        form::Form,
        more::{both_names, focus_first, input, inputs, labels, section, sections, summary},
        save::Save,
    },
    ui::{
        badge::Tone,
        banner::Banner,
        button::{Button, Look},
        focus::focus_soon,
        toast::{Toasts, use_toasts},
        when::When,
    },
    values::{
        reading::{any_name, value},
        words::I18n,
    },
    wire::contacts::{Edited, LastEdit},
};

/// What somebody else saved meanwhile.
#[derive(Clone)]
struct Rival {
    current: Contact,
    others: Vec<LastEdit>,
}

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
    custom: StoredValue<Vec<CustomField>>,
    pub editing: RwSignal<bool>,
    form: Form,
    pub save: Save,
    /// The version that the form was made from.
    version: StoredValue<i64>,
    rival: RwSignal<Option<Rival>>,
    /// By field: whether mine stands.
    choices: RwSignal<BTreeMap<String, bool>>,
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
            custom,
            editing: RwSignal::new(false),
            form,
            save: Save::new(form),
            version: StoredValue::new(0),
            rival: RwSignal::new(None),
            choices: RwSignal::default(),
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

    /// Takes into the open form what its contact holds by now. Where that contradicts what is typed, the save asks.
    fn follow(self) {
        let now = self.contact.get();
        if !self.editing.get() || now.version <= self.version.get_value() {
            return;
        }
        untrack(|| {
            if self.rival.read().is_none() && self.form.take_in(&now.draft) {
                self.version.set_value(now.version);
            }
        });
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
        self.at_form(|editor| match editor.rival.read_untracked().is_some() {
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
        if self.editing.get_untracked() {
            return;
        }
        self.forget_cancelled();
        let contact = self.contact.get_untracked();
        self.form.start(&contact.draft, &contact.draft);
        self.version.set_value(contact.version);
        self.save.forget();
        self.rival.set(None);
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
        (id, self.version.get_value(), self.form.base(), draft)
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
        if self.rival.read_untracked().is_some() && !self.decide() {
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
        let (id, version) = (self.contact.read_untracked().id, self.version.get_value());
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
                let joined = contact.version > self.version.get_value() + 1;
                self.contact.set(*contact);
                self.end();
                self.toasts.say(match joined {
                    true => tu_string!(self.i18n, record.saved_joined),
                    false => tu_string!(self.i18n, record.saved),
                });
                focus_soon(HEADING.to_owned());
            }
            Edited::Conflict { current, others } => {
                let current = *current;
                self.choices.set(BTreeMap::new());
                self.rival.set(Some(Rival { current, others }));
                self.show_trouble();
            }
        }
    }

    /// Makes one draft of both saves by what was chosen; false while a choice is missing.
    fn decide(self) -> bool {
        let Some(Rival { current, .. }) = self.rival.get_untracked() else {
            return true;
        };
        let choices = self.choices.get_untracked();
        let joined = reconcile(
            &self.form.base(),
            &untrack(|| self.form.draft()),
            &current.draft,
        );
        let Some(draft) = decided(&joined, &choices) else {
            return false;
        };
        self.form.start(&current.draft, &draft);
        self.version.set_value(current.version);
        self.rival.set(None);
        true
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
            {self.clashes()}
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

    /// What both changed, each with both values to choose from.
    fn clashes(self) -> AnyView {
        let i18n = self.i18n;
        (move || {
            let Rival { current, others } = self.rival.get()?;
            let joined = reconcile(&self.form.base(), &self.form.draft(), &current.draft);
            let custom = self.custom.get_value();
            let clashes = joined.clashes.into_iter().map(|clash| {
                let name = any_name(i18n, &clash.field, &custom);
                let words = |held: Option<serde_json::Value>| {
                    let held = held.map(|held| value(i18n, &clash.field, &held, &custom));
                    held.unwrap_or_else(|| t_string!(i18n, record.empty).to_owned())
                };
                let choices = [
                    (true, words(clash.mine.clone())),
                    (false, words(clash.theirs.clone())),
                ];
                let who = others
                    .iter()
                    .find(|other| other.field == clash.field)
                    .cloned();
                self.clash(clash.field, name, who, choices)
            });
            let clashes = clashes.collect::<Vec<_>>();
            let (title, text) = (
                t_string!(i18n, record.conflict),
                t_string!(i18n, record.conflict_text),
            );
            Some(view! {
                <div id="rival" tabindex="-1">
                    <Banner tone=Tone::Warning>
                        <p class="title">{title}</p>
                        <p>{text}</p>
                        {clashes}
                        <p>
                            <Button look=Look::Primary busy=self.save.busy on_press=move || self.save()>
                                {t!(i18n, record.save_choices)}
                            </Button>
                        </p>
                    </Banner>
                </div>
            })
        })
        .into_any()
    }

    fn clash(
        self,
        field: String,
        name: String,
        who: Option<LastEdit>,
        choices: [(bool, String); 2],
    ) -> AnyView {
        let i18n = self.i18n;
        let who = who.map(|LastEdit { staff, at, .. }| {
            let changed = t_string!(i18n, record.changed_by, name = staff, field = name.clone());
            let language = Signal::derive(move || i18n.get_locale().as_str());
            view! { <p><bdi>{changed.to_string()}</bdi> " " <When at=at language=language/></p> }
        });
        let radios = choices.map(|(mine, words)| {
            let side = if mine { t_string!(i18n, record.yours) } else { t_string!(i18n, record.theirs) };
            let (chosen, picked) = (field.clone(), field.clone());
            view! {
                <label class="tick">
                    <input
                        type="radio"
                        name=format!("clash-{field}")
                        prop:checked=move || self.choices.with(|choices| choices.get(&chosen) == Some(&mine))
                        on:change=move |_| self.choices.update(|choices| choices.extend([(picked.clone(), mine)]))
                    />
                    <span>{side} ": " <bdi>{words}</bdi></span>
                </label>
            }
        });
        view! {
            <fieldset class="clash">
                <legend>{name}</legend>
                {who}
                <div class="choices">{radios.into_iter().collect::<Vec<_>>()}</div>
            </fieldset>
        }
        .into_any()
    }
}

/// Both saves as one draft by what was chosen; none while a choice is missing.
fn decided(joined: &Reconciled, choices: &BTreeMap<String, bool>) -> Option<Draft> {
    let mut clashes = joined.clashes.iter();
    let all = clashes.all(|clash| choices.contains_key(&clash.field));
    all.then(|| joined.decided(|field| choices.get(field) == Some(&true)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use contact::{Draft, reconcile::reconcile};

    use super::decided;

    fn person(company: &str, team: &str) -> Draft {
        Draft {
            last_name: "Chan".to_owned(),
            company: company.to_owned(),
            team: team.to_owned(),
            ..Draft::default()
        }
    }

    #[test]
    fn two_saves_become_one_once_every_clash_is_decided() {
        let joined = reconcile(
            &person("Acme", "North"),
            &person("Bolt", "South"),
            &person("Crane", "West"),
        );
        let mut choices = BTreeMap::from([("company".to_owned(), true)]);
        assert_eq!(decided(&joined, &choices), None);
        choices.insert("team".to_owned(), false);
        assert_eq!(decided(&joined, &choices), Some(person("Bolt", "West")));
    }

    #[test]
    fn saves_that_do_not_clash_need_no_choice() {
        let joined = reconcile(
            &person("Acme", "North"),
            &person("Bolt", "North"),
            &person("Acme", "West"),
        );
        assert_eq!(
            decided(&joined, &BTreeMap::new()),
            Some(person("Bolt", "West"))
        );
    }
}
