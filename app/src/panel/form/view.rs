//! The form as it is shown: what everybody types first, then the sections of the guide, each to be opened.
use contact::{Language, field::Section};
use leptos::prelude::*;

use super::{
    custom::{custom, labels},
    drawing::Drawing,
    held::{FormShown, PanelForm, row_id},
    input::field,
    rows::rows,
};
use crate::{
    i18n::*,
    panel::{html::html, since::listed},
    record::{
        more::name_order,
        news::{Changer, credit},
        typed::{List, id_of},
    },
    ui::icon::Icon,
};

/// What stands in sight from the start, besides the names and the first lists.
const FIRST: [&str; 2] = ["company", "job_title"];
/// So many labels stand in sight.
const FEW_LABELS: usize = 6;

impl PanelForm {
    /// The form in HTML, with what is to be said of it.
    pub fn html(&self, language: Language, shown: &FormShown) -> String {
        html(language, |i18n| Drawing::new(i18n, self, shown).whole())
    }
}

impl Drawing<'_> {
    fn whole(&self) -> AnyView {
        let i18n = self.i18n;
        let (name, title, button) = match self.form.contact {
            Some(_) => (
                "save",
                t_string!(i18n, record.edit),
                t_string!(i18n, record.save),
            ),
            None => (
                "create",
                t_string!(i18n, contact.create),
                t_string!(i18n, contact.create_button),
            ),
        };
        let names = name_order(i18n).map(|name| field(self, name));
        let first = FIRST.map(|name| field(self, name));
        view! {
            <form class="form" data-form=name novalidate aria-label=title>
                <div data-place="trouble" role="alert">{self.trouble()}</div>
                {self.told()}
                {self.hidden()}
                {names.into_iter().flatten().collect::<Vec<_>>()}
                {rows(self, List::Phones)}
                {rows(self, List::Emails)}
                {first.into_iter().flatten().collect::<Vec<_>>()}
                {self.sections()}
                {self.labels()}
                <div class="buttons">
                    <button type="button" class="button secondary" data-do="cancel">
                        <span>{t_string!(i18n, frame.cancel)}</span>
                    </button>
                    <button type="submit" class="button primary"><span>{button}</span></button>
                </div>
            </form>
        }
        .into_any()
    }

    /// What is sent besides what is typed.
    fn hidden(&self) -> AnyView {
        let form = self.form;
        let base = serde_json::to_string(&form.typed.base).unwrap_or_default();
        let of = match form.contact {
            Some(contact) => view! {
                <input type="hidden" name="contact" value=contact.to_string()/>
                <input type="hidden" name="version" value=form.version.to_string()/>
            }
            .into_any(),
            None => {
                view! { <input type="hidden" name="key" value=form.key.to_string()/> }.into_any()
            }
        };
        view! { {of} <input type="hidden" name="base" value=base/> }.into_any()
    }

    /// What keeps the form from being saved, as far as that stands at no input.
    fn trouble(&self) -> AnyView {
        let i18n = self.i18n;
        let troubles = &self.shown.troubles;
        let conflict = (!self.shown.taken.open.is_empty()).then(|| {
            view! {
                <p class="title">{t_string!(i18n, record.conflict)}</p>
                <p>{t_string!(i18n, record.conflict_text)}</p>
            }
        });
        let title = match troubles.len() {
            0 => None,
            1 => Some(t_string!(i18n, record.problem).to_owned()),
            count => Some(t_string!(i18n, record.problems, count)),
        };
        let title = title.map(|title| view! { <p class="title">{title}</p> });
        let lines = troubles.iter().filter(|trouble| trouble.id.is_empty());
        let lines: Vec<String> = lines.map(|trouble| self.sentence(trouble)).collect();
        let lines = (!lines.is_empty()).then(|| {
            let lines = lines.into_iter();
            let lines = lines.map(|line| view! { <li><bdi>{line}</bdi></li> });
            view! { <ul>{lines.collect::<Vec<_>>()}</ul> }
        });
        if conflict.is_none() && title.is_none() {
            return ().into_any();
        }
        view! {
            <div class="banner danger">
                <Icon icon=icondata_lu::LuCircleAlert/>
                <div class="text">{conflict}{title}{lines}</div>
            </div>
        }
        .into_any()
    }

    /// What others changed that stands in the form by now, and who did.
    fn told(&self) -> Option<AnyView> {
        let i18n = self.i18n;
        let changed = &self.shown.taken.changed;
        let mut said = Vec::new();
        credit(&mut said, changed, &self.shown.others);
        let lines = said.into_iter().map(|said| {
            let names = said.fields.iter().map(|field| self.name(field));
            let field = listed(i18n, &names.collect::<Vec<_>>(), changed.len());
            let words = match said.who {
                Changer::You => t_string!(i18n, record.changed_by_you, field),
                Changer::Named(name) => t_string!(i18n, record.changed_by, name, field),
                Changer::Somebody => t_string!(i18n, record.changed_by_somebody, fields = field),
            };
            view! { <p><bdi>{words}</bdi></p> }.into_any()
        });
        let lines: Vec<AnyView> = lines.collect();
        (!lines.is_empty())
            .then(|| view! { <div class="banner" data-told>{lines}</div> }.into_any())
    }

    fn sections(&self) -> Vec<AnyView> {
        let i18n = self.i18n;
        let social = || {
            let entries = self.form.typed.lists[List::Socials as usize].iter();
            let mut ids = entries.map(|entry| row_id(List::Socials, &entry.key.to_string()));
            ids.any(|id| self.is_wrong(&id)) || self.is_open(List::Socials.field())
        };
        let custom_needs = || {
            let mut fields = self.custom.iter();
            fields.any(|field| self.is_wrong(&field.id) || self.is_open(&field.id))
        };
        let of_custom = custom(self);
        let sections = [
            Some(self.section(
                ("personal", t_string!(i18n, contact.personal_information)),
                Section::Personal,
            )),
            Some(self.section(
                ("other", t_string!(i18n, contact.other_information)),
                Section::Other,
            )),
            Some(self.section(
                ("address", t_string!(i18n, contact.mailing_address)),
                Section::Address,
            )),
            Some(part(
                (
                    "social",
                    t_string!(i18n, contact.social_messaging).to_owned(),
                ),
                social(),
                vec![rows(self, List::Socials)],
            )),
            (!of_custom.is_empty()).then(|| {
                let title = t_string!(i18n, contact.custom_field).to_owned();
                part(("custom", title), custom_needs(), of_custom)
            }),
        ];
        sections.into_iter().flatten().collect()
    }

    /// A section of fields of one value each, but for those that stand in sight anyway.
    fn section(&self, (name, title): (&'static str, &'static str), of: Section) -> AnyView {
        let fields = of.fields().map(|field| field.name);
        let fields: Vec<&str> = fields.filter(|name| !FIRST.contains(name)).collect();
        let mut all = fields.iter();
        let needs = all.any(|name| self.is_wrong(&id_of(name)) || self.is_open(name));
        let inputs = fields.iter().filter_map(|name| field(self, name));
        part((name, title.to_owned()), needs, inputs.collect())
    }

    /// The labels; many of them are to be opened, and those that are chosen are named above.
    fn labels(&self) -> Option<AnyView> {
        let boxes = labels(self)?;
        let chosen = &self.form.typed.labels;
        if self.form.labels.len() <= FEW_LABELS {
            return Some(boxes);
        }
        let title = t_string!(self.i18n, contact.contact_label);
        let title = match chosen.is_empty() {
            true => title.to_owned(),
            false => format!("{title}: {}", chosen.join(", ")),
        };
        let needs = self.is_wrong("labels") || self.is_open("labels");
        Some(part(("labels", title), needs, vec![boxes]))
    }
}

/// A part of the form that is opened to be seen.
fn part((name, title): (&'static str, String), is_open: bool, inputs: Vec<AnyView>) -> AnyView {
    view! {
        <details data-part=name open=is_open>
            <summary><bdi>{title}</bdi></summary>
            <div class="part">{inputs}</div>
        </details>
    }
    .into_any()
}
