//! What every input of the form is drawn with: what stands in it, what is wrong with it, and what others made of it.
use contact::{CustomField, Part, change::fields, date::Unclear};
use leptos::prelude::*;
use serde_json::{Map, Value};

use super::held::{FormShown, PanelForm, in_json};
use crate::{
    i18n::*,
    record::{
        trouble::{Trouble, Wrong},
        typed::{TEXTS, id_of, iso},
    },
    ui::icon::Icon,
    values::{
        day::written,
        reading::{any_name, value},
        words::I18n,
    },
};

/// A form that is being drawn.
pub(super) struct Drawing<'a> {
    pub i18n: I18n,
    pub form: &'a PanelForm,
    pub shown: &'a FormShown,
    pub custom: Vec<CustomField>,
    /// What is typed, field by field.
    own: Map<String, Value>,
}

/// An input: what it is called, on the screen and in what is sent.
pub(super) struct FormInput<'a> {
    pub id: String,
    /// The name of its field.
    pub name: &'a str,
    pub label: &'a str,
    pub hint: &'a str,
}

impl<'a> Drawing<'a> {
    /// Draws a form with what is to be said of it.
    pub fn new(i18n: I18n, form: &'a PanelForm, shown: &'a FormShown) -> Self {
        let custom = form.typed.custom.iter().map(|(field, _)| field.clone());
        Self {
            i18n,
            form,
            shown,
            custom: custom.collect(),
            own: fields(&form.typed.draft()),
        }
    }

    /// The name of a field in words.
    pub fn name(&self, field: &str) -> String {
        any_name(self.i18n, field, &self.custom)
    }

    /// Says what is wrong. There is no calendar here to choose a day in.
    pub fn sentence(&self, trouble: &Trouble) -> String {
        let i18n = self.i18n;
        let Wrong::NoDay(text, unclear) = &trouble.what else {
            return trouble.sentence(i18n);
        };
        let text = text.trim().to_owned();
        match *unclear {
            Unclear::Two(one, other) => {
                let [one, other] = [one, other].map(|day| written(i18n.get_locale(), day));
                t_string!(i18n, panel.two_days, text, one, other)
            }
            Unclear::None => t_string!(i18n, panel.no_day, text),
        }
    }

    /// Whether something is wrong with an input.
    pub fn is_wrong(&self, id: &str) -> bool {
        self.shown.troubles.iter().any(|trouble| trouble.id == id)
    }

    /// Whether a field is still to be decided on.
    pub fn is_open(&self, field: &str) -> bool {
        let mut open = self.shown.taken.open.iter();
        open.any(|(open, _)| open == field)
    }

    /// What is wrong with an input, below it.
    pub fn error(&self, id: &str) -> Option<AnyView> {
        let mut troubles = self.shown.troubles.iter();
        let sentence = self.sentence(troubles.find(|trouble| trouble.id == id)?);
        let error = view! {
            <p class="error" id=format!("{id}-error")>
                <Icon icon=icondata_lu::LuCircleAlert/>
                <span>{sentence}</span>
            </p>
        };
        Some(error.into_any())
    }

    /// The ids of what is said of an input, for `aria-describedby`.
    pub fn described(&self, input: &FormInput<'_>) -> Option<String> {
        let id = &input.id;
        let parts = [
            (!input.hint.is_empty()).then(|| format!("{id}-hint")),
            self.is_wrong(id).then(|| format!("{id}-error")),
            self.is_open(input.name).then(|| contested_id(input.name)),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }

    /// The frame of one input: its label above it, the hint, what is wrong and what others made of it below.
    pub fn framed(&self, input: &FormInput<'_>, required: bool, control: AnyView) -> AnyView {
        let (id, label) = (input.id.clone(), input.label.to_owned());
        let required = required.then(|| {
            let word = t_string!(self.i18n, frame.required);
            view! { " " <span class="required">{format!("({word})")}</span> }
        });
        view! {
            <div class="field">
                <label for=id><bdi>{label}</bdi>{required}</label>
                {control}
                {hint(input)}
                {self.error(&input.id)}
                {self.contested(input.name)}
            </div>
        }
        .into_any()
    }

    /// What others made of a field that is typed into, with the choice between both. What was to choose from is sent back, so
    /// that it is chosen once more where they change it again.
    pub fn contested(&self, field: &str) -> Option<AnyView> {
        let i18n = self.i18n;
        let mut open = self.shown.taken.open.iter();
        let (_, theirs) = open.find(|(open, _)| open == field)?;
        let seen = in_json(theirs.as_ref());
        let made = self.words(field, theirs.as_ref());
        let legend = self.made_by(field, made.clone());
        let radio = |(side, word, held): (&'static str, &'static str, String)| {
            view! {
                <label class="tick">
                    <input type="radio" name=format!("choice.{field}") value=side/>
                    <span>{word} ": " <bdi>{held}</bdi></span>
                </label>
            }
            .into_any()
        };
        let radios = [
            ("mine", t_string!(i18n, panel.mine), self.own(field)),
            ("theirs", t_string!(i18n, panel.theirs), made),
        ];
        let radios: Vec<AnyView> = radios.into_iter().map(radio).collect();
        let contested = view! {
            <fieldset class="contested" id=contested_id(field)>
                <legend><bdi>{legend}</bdi></legend>
                <div class="choices">{radios}</div>
                <input type="hidden" name=format!("seen.{field}") value=seen/>
            </fieldset>
        };
        Some(contested.into_any())
    }

    /// Says who made this of a field, as far as the log tells that.
    fn made_by(&self, field: &str, value: String) -> String {
        let i18n = self.i18n;
        let mut others = self.shown.others.iter();
        match others.find(|edit| edit.field == field) {
            Some(edit) if edit.own => t_string!(i18n, panel.contested_own, value),
            Some(edit) => t_string!(i18n, panel.contested, name = edit.staff.clone(), value),
            None => t_string!(i18n, panel.contested_unknown, value),
        }
    }

    /// What is typed into a field, in words.
    fn own(&self, field: &str) -> String {
        let typed = &self.form.typed;
        let mut texts = TEXTS.iter().zip(&typed.texts);
        let unread = texts.find(|(text, typed)| {
            text.name == field && text.part == Part::BirthDate && iso(typed).is_err()
        });
        match unread {
            Some((_, text)) => text.clone(),
            None => self.words(field, self.own.get(field)),
        }
    }

    fn words(&self, field: &str, held: Option<&Value>) -> String {
        held.map_or_else(
            || t_string!(self.i18n, record.empty).to_owned(),
            |held| value(self.i18n, field, held, &self.custom),
        )
    }
}

/// What is to be known of an input before it is typed into.
pub(super) fn hint(input: &FormInput<'_>) -> Option<AnyView> {
    let hint = input.hint.to_owned();
    let id = format!("{}-hint", input.id);
    (!hint.is_empty()).then(|| view! { <span class="hint" id=id>{hint}</span> }.into_any())
}

fn contested_id(field: &str) -> String {
    format!("{}-contested", id_of(field))
}
