//! The Profile tab: the guide's sections in the guide's order. An empty section says so.
use contact::{
    Contact, ContactId, CustomField, Email, Phone, Social, change::fields, field::Section,
};
use leptos::prelude::*;

use crate::{
    i18n::*,
    numbers::{number as number_of, shown},
    record::more::name_order,
    ui::{
        badge::{Badge, Tone},
        copy::CopyButton,
        icon::Icon,
    },
    values::{
        calls::{call_link, text_link},
        label_chips::chips,
        reading::{custom_value, name, value},
        words::{I18n, email_kind_name, phone_kind_name},
    },
    wire::labels::Label,
};

/// The lines of a section, each a name and a value.
type Lines = Vec<(String, AnyView)>;

/// What a profile is made of, which may change while it is looked at.
#[derive(Clone, Copy)]
pub struct ProfileOf {
    pub contact: RwSignal<Contact>,
    pub custom: StoredValue<Vec<CustomField>>,
    pub labels: RwSignal<Vec<Label>>,
}

/// What is known about a contact, up to its notes: `between` stands before the labels.
pub fn profile(
    i18n: I18n,
    contact: &Contact,
    custom: &[CustomField],
    labels: &[Label],
    between: Vec<AnyView>,
) -> AnyView {
    let of = ProfileOf {
        contact: RwSignal::new(contact.clone()),
        custom: StoredValue::new(custom.to_vec()),
        labels: RwSignal::new(labels.to_vec()),
    };
    profile_of(i18n, of, between)
}

/// The same of a contact that may change: each section is drawn anew only where what it shows has changed, so that nobody
/// loses their place in another.
pub fn profile_of(i18n: I18n, of: ProfileOf, between: Vec<AnyView>) -> AnyView {
    let phones = of.part(|contact| contact.draft.phones.clone());
    let id = of.contact.read_untracked().id;
    view! {
        <div class="profile">
            {move || {
                let phones = phones.get();
                let numbers = phones.iter();
                let numbers = numbers.map(|phone| reach(i18n, id, &phone.number, phone.verified));
                reaches(i18n, numbers.collect())
            }}
            {sections_of(i18n, of, between)}
        </div>
    }
    .into_any()
}

/// All sections but the numbers that are called and texted.
pub fn sections_of(i18n: I18n, of: ProfileOf, between: Vec<AnyView>) -> AnyView {
    let phones = of.part(|contact| contact.draft.phones.clone());
    let emails = of.part(|contact| contact.draft.emails.clone());
    let socials = of.part(|contact| contact.draft.socials.clone());
    let personal = of.texts(i18n, move || {
        let names = name_order(i18n).map(|name| match name {
            "first_name" => ["first_name", "other_first_names"],
            _ => ["last_name", "other_last_names"],
        });
        let names = names.concat().into_iter();
        names.chain(names_of(Section::Personal)).collect()
    });
    let texts_of = |section: Section| of.texts(i18n, move || names_of(section).collect());
    let (other, address) = (texts_of(Section::Other), texts_of(Section::Address));
    let custom = of.custom_fields(i18n);
    view! {
        {move || section(i18n, t_string!(i18n, contact.personal_information), lines(personal.get()))}
        {move || section(i18n, t_string!(i18n, contact.phone_number), phone_lines(i18n, &phones.get()))}
        {move || section(i18n, t_string!(i18n, contact.email_address), email_lines(i18n, &emails.get()))}
        {move || section(i18n, t_string!(i18n, contact.other_information), lines(other.get()))}
        {move || section(i18n, t_string!(i18n, contact.mailing_address), lines(address.get()))}
        {move || section(i18n, t_string!(i18n, contact.custom_field), lines(custom.get()))}
        {move || section(i18n, t_string!(i18n, contact.social_messaging), social_lines(i18n, &socials.get()))}
        {between}
        {of.label_section(i18n)}
    }
    .into_any()
}

fn names_of(section: Section) -> impl Iterator<Item = &'static str> {
    section.fields().map(|field| field.name)
}

/// A name and a value, in words.
type NameAndValue = (String, String);

impl ProfileOf {
    /// A part of the contact, which is heard of only where it has changed.
    fn part<T: PartialEq + Send + Sync + 'static>(self, part: fn(&Contact) -> T) -> Memo<T> {
        Memo::new(move |_| self.contact.with(part))
    }

    /// The fields of these names that have one value each, as far as there is one.
    fn texts(
        self,
        i18n: I18n,
        names: impl Fn() -> Vec<&'static str> + Send + Sync + 'static,
    ) -> Memo<Vec<NameAndValue>> {
        Memo::new(move |_| {
            let contact = self.contact.read();
            let known = fields(&contact.draft);
            let text = |field: &'static str| {
                let held = match field {
                    "other_first_names" => contact.other_first_names.join(", "),
                    "other_last_names" => contact.other_last_names.join(", "),
                    field => value(i18n, field, known.get(field)?, &[]),
                };
                let name = name(i18n, field).unwrap_or_default().to_owned();
                (!held.is_empty()).then_some((name, held))
            };
            names().into_iter().filter_map(text).collect()
        })
    }

    fn custom_fields(self, i18n: I18n) -> Memo<Vec<NameAndValue>> {
        Memo::new(move |_| {
            let contact = self.contact.read();
            let text = |field: &CustomField| {
                let held = contact.draft.custom.get(&field.id)?;
                Some((field.name.clone(), custom_value(i18n, field, held)))
            };
            let custom = self.custom.get_value();
            custom.iter().filter_map(text).collect()
        })
    }

    fn label_section(self, i18n: I18n) -> AnyView {
        let names = self.part(|contact| contact.draft.labels.clone());
        let shown = move || {
            let names = names.get();
            match names.is_empty() {
                true => none(i18n),
                false => self.labels.with(|labels| chips(&names, labels)),
            }
        };
        view! {
            <section>
                <h2>{t!(i18n, contacts.labels)}</h2>
                {shown}
            </section>
        }
        .into_any()
    }
}

/// The numbers of a contact, each with what can be done with it.
pub fn reaches(i18n: I18n, numbers: Vec<AnyView>) -> AnyView {
    let is_none = numbers.is_empty();
    let lines = numbers.into_iter();
    let lines = lines.map(|number| view! { <li>{number}</li> });
    view! {
        <section>
            <h2>{t_string!(i18n, contact.phone_numbers)}</h2>
            {match is_none {
                true => none(i18n),
                false => view! { <ul class="reaches" role="list">{lines.collect::<Vec<_>>()}</ul> }.into_any(),
            }}
        </section>
    }
    .into_any()
}

/// Names and values in words as the lines of a section.
fn lines(words: Vec<NameAndValue>) -> Lines {
    let line = |(name, held): NameAndValue| (name, view! { <bdi>{held}</bdi> }.into_any());
    words.into_iter().map(line).collect()
}

fn phone_lines(i18n: I18n, phones: &[Phone]) -> Lines {
    let line = |phone: &Phone| {
        let kind = phone_kind_name(i18n, phone.kind);
        (kind.to_owned(), number_of(phone.number.clone()))
    };
    phones.iter().map(line).collect()
}

fn email_lines(i18n: I18n, emails: &[Email]) -> Lines {
    let line = |email: &Email| {
        let link = format!("mailto:{}", email.address);
        let address = view! { <a href=link><bdi dir="ltr">{email.address.clone()}</bdi></a> };
        (
            email_kind_name(i18n, email.kind).to_owned(),
            address.into_any(),
        )
    };
    emails.iter().map(line).collect()
}

fn social_lines(i18n: I18n, socials: &[Social]) -> Lines {
    let line = |social: &Social| {
        let id = view! {
            <bdi>{social.id.clone()}</bdi>
            {social.verified.then(|| verified(i18n))}
        };
        (social.network.label().to_owned(), id.into_any())
    };
    socials.iter().map(line).collect()
}

fn none(i18n: I18n) -> AnyView {
    view! { <p class="none">{t_string!(i18n, contact.none)}</p> }.into_any()
}

/// A section of lines.
pub fn section(i18n: I18n, title: &'static str, lines: Lines) -> AnyView {
    let lines = if lines.is_empty() {
        none(i18n)
    } else {
        let lines = lines.into_iter();
        let lines = lines
            .map(|(name, value)| view! { <div><dt><bdi>{name}</bdi></dt><dd>{value}</dd></div> });
        view! { <dl>{lines.collect::<Vec<_>>()}</dl> }.into_any()
    };
    view! { <section><h2>{title}</h2>{lines}</section> }.into_any()
}

/// A number of a contact with all that can be done with it: call, text, copy.
pub fn reach(i18n: I18n, contact: ContactId, number: &str, is_verified: bool) -> AnyView {
    let [to_copy, copied] = [(); 2].map(|()| number.to_owned());
    view! {
        <span class="reach">
            <Icon icon=icondata_lu::LuPhone/>
            {call_link(i18n, contact, number)}
            {is_verified.then(|| verified(i18n))}
            {text_link(i18n, contact, number)}
            <CopyButton
                value=number.to_owned()
                label=move || t_string!(i18n, contacts.copy, value = shown(&to_copy))
                done=move || t_string!(i18n, contacts.copied, value = shown(&copied))
            />
        </span>
    }
    .into_any()
}

/// The mark of what a channel has proved.
pub fn verified(i18n: I18n) -> AnyView {
    view! { <Badge tone=Tone::Success icon=icondata_lu::LuLock>{t_string!(i18n, contact.verified)}</Badge> }.into_any()
}
