//! The values that have a type: phone numbers, email addresses, IDs on networks. Each row sends its type, its text, the country
//! of a number and whether it is verified, so that rows are told apart by their order.
use contact::{EmailKind, Network, PhoneKind};
use leptos::prelude::*;

use super::{
    drawing::{Drawing, FormInput, hint},
    held::{empty_row, row_id},
    input::choices,
};
use crate::{
    i18n::*,
    record::typed::{Entry, List},
    ui::{field::Options, icon::Icon},
    values::{
        names,
        reading::all_words,
        words::{I18n, email_kind_name, phone_kind_name},
    },
};

/// What the key of a row stands for in the one that is copied.
const KEY: &str = "{key}";

/// The values of a list, one row each, a row to copy for new ones, and the button that does.
pub(super) fn rows(drawing: &Drawing<'_>, list: List) -> AnyView {
    let (i18n, word) = (drawing.i18n, list.word());
    let (title, add) = match list {
        List::Phones => (
            t_string!(i18n, contact.phone_number),
            t_string!(i18n, contact.add_phone),
        ),
        List::Emails => (
            t_string!(i18n, contact.email_address),
            t_string!(i18n, contact.add_email),
        ),
        List::Socials => (
            t_string!(i18n, contact.social_messaging),
            t_string!(i18n, contact.add_social),
        ),
    };
    let entries = &drawing.form.typed.lists[list as usize];
    // The next number is likely of the country of the one before.
    let next = Entry {
        region: entries
            .last()
            .map(|last| last.region.clone())
            .unwrap_or_default(),
        ..empty_row(list)
    };
    let regions = match list {
        List::Phones => regions(i18n),
        List::Emails | List::Socials => Options::new(),
    };
    let of = ListDrawing {
        drawing,
        list,
        regions,
    };
    let rows = entries.iter();
    let rows: Vec<AnyView> = rows.map(|row| of.row(row, &row.key.to_string())).collect();
    view! {
        <fieldset class="field" data-list=word>
            <legend>{title}</legend>
            {rows}
            <template data-row>{of.row(&next, KEY)}</template>
            <div class="buttons">
                <button type="button" class="button secondary small" id=format!("add-{word}") data-add=word>
                    <Icon icon=icondata_lu::LuPlus/>
                    <span>{add}</span>
                </button>
            </div>
            {drawing.contested(list.field())}
        </fieldset>
    }
    .into_any()
}

/// A list that is being drawn.
struct ListDrawing<'a> {
    drawing: &'a Drawing<'a>,
    list: List,
    /// The countries that a number without the code of one may be of.
    regions: Options,
}

impl ListDrawing<'_> {
    fn row(&self, entry: &Entry, key: &str) -> AnyView {
        let (drawing, list) = (self.drawing, self.list);
        let i18n = drawing.i18n;
        let label = match list {
            List::Phones => t_string!(i18n, contact.phone_number),
            List::Emails => t_string!(i18n, contact.email_address),
            List::Socials => t_string!(i18n, contact.user_name),
        };
        let of = FormInput {
            id: row_id(list, key),
            name: list.field(),
            label,
            // Whoever sees a number sees how it is written.
            hint: match list {
                _ if entry.verified => t_string!(i18n, record.locked),
                List::Phones if entry.text.is_empty() => t_string!(i18n, contact.mobile_hint),
                List::Phones | List::Emails | List::Socials => "",
            },
        };
        let (kind, keyboard) = match list {
            List::Phones => ("tel", "tel"),
            // An input for addresses writes letters beyond ASCII in its own way.
            List::Emails => ("text", "email"),
            List::Socials => ("text", "text"),
        };
        view! {
            <div data-row>
                {self.kind(entry, key)}
                <input
                    class="input"
                    id=of.id.clone()
                    name=format!("{}_text", list.word())
                    type=kind
                    inputmode=keyboard
                    autocomplete="off"
                    readonly=entry.verified
                    aria-label=label
                    aria-invalid=drawing.is_wrong(&of.id).then_some("true")
                    aria-describedby=drawing.described(&of)
                    value=entry.text.clone()
                />
                {self.region(entry)}
                {self.verified(entry)}
                {(!entry.verified).then(|| self.remove(entry, label))}
                {hint(&of)}
                {drawing.error(&of.id)}
            </div>
        }
        .into_any()
    }

    /// The type of a value; of one that is verified it can only be read.
    fn kind(&self, entry: &Entry, key: &str) -> AnyView {
        let (i18n, word) = (self.drawing.i18n, self.list.word());
        let kinds: Options = match self.list {
            List::Phones => all_words(PhoneKind::ALL, |kind| phone_kind_name(i18n, kind)),
            List::Emails => all_words(EmailKind::ALL, |kind| email_kind_name(i18n, kind)),
            List::Socials => all_words(Network::ALL, Network::label),
        };
        let name = format!("{word}_kind");
        if entry.verified {
            let known = kinds.into_iter().find(|(kind, _)| *kind == entry.kind);
            let words = known.map(|(_, words)| words).unwrap_or_default();
            return view! {
                <span class="kind"><Icon icon=icondata_lu::LuLock/> <span>{words}</span></span>
                <input type="hidden" name=name value=entry.kind.clone()/>
            }
            .into_any();
        }
        view! {
            <select class="input" id=format!("{word}-kind-{key}") name=name aria-label=t_string!(i18n, contact.kind)>
                {choices(kinds, &entry.kind)}
            </select>
        }
        .into_any()
    }

    /// The country of a number that does not say it by its code.
    fn region(&self, entry: &Entry) -> Option<AnyView> {
        if self.list != List::Phones {
            return None;
        }
        let i18n = self.drawing.i18n;
        let has_code = List::Phones
            .meant(&entry.kind, &entry.text)
            .starts_with('+');
        if entry.verified || has_code {
            let hidden =
                view! { <input type="hidden" name="phone_region" value=entry.region.clone()/> };
            return Some(hidden.into_any());
        }
        let none = (String::new(), t_string!(i18n, contact.country).to_owned());
        let regions = std::iter::once(none).chain(self.regions.iter().cloned());
        let select = view! {
            <select class="input" name="phone_region" aria-label=t_string!(i18n, contact.region)>
                {choices(regions.collect(), &entry.region)}
            </select>
        };
        Some(select.into_any())
    }

    /// Whether a value is verified, which an address never is. It is the end of a row.
    fn verified(&self, entry: &Entry) -> Option<AnyView> {
        let verified = if entry.verified { "true" } else { "false" };
        let name = format!("{}_verified", self.list.word());
        (self.list != List::Emails)
            .then(|| view! { <input type="hidden" name=name value=verified/> }.into_any())
    }

    fn remove(&self, entry: &Entry, label: &'static str) -> AnyView {
        let value = match entry.text.is_empty() {
            true => label.to_owned(),
            false => entry.text.clone(),
        };
        let words = t_string!(self.drawing.i18n, contact.remove, value);
        view! {
            <button
                type="button"
                class="button plain square"
                data-remove
                aria-label=words.clone()
                title=words
            >
                <Icon icon=icondata_lu::LuX/>
            </button>
        }
        .into_any()
    }
}

/// The countries with the codes of their numbers.
fn regions(i18n: I18n) -> Options {
    let countries = names::countries(i18n.get_locale()).into_iter();
    countries
        .filter_map(|(country, name)| {
            let words = format!("{name} (+{})", country.dial()?);
            Some((country.code().to_owned(), words))
        })
        .collect()
}
