//! The fields behind `More Details`, section by section as in the guide.
use chrono::NaiveDate;
use contact::{
    Address, Country, Draft, Email, EmailKind, Level, Network, Phone, PhoneKind, Social,
    contact::Text, language,
};
use leptos::prelude::*;

use crate::{
    contacts::{
        create::levels,
        words::{email_kind_name, phone_kind_name},
    },
    i18n::*,
    ui::{
        button::{Button, Look},
        field::{SelectField, TextField},
    },
};

/// The text fields, in the order of `texts`.
const TEXTS: [Text; 8] = [
    Text::Company,
    Text::JobTitle,
    Text::Team,
    Text::Group,
    Text::Zip,
    Text::Street,
    Text::City,
    Text::State,
];

/// A value with its type: a phone number, an email address, an ID on a network.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Typed {
    key: u32,
    kind: RwSignal<String>,
    text: RwSignal<String>,
}

/// What stands in the fields.
#[derive(Clone, Copy)]
pub struct More {
    level: RwSignal<String>,
    phones: RwSignal<Vec<Typed>>,
    emails: RwSignal<Vec<Typed>>,
    socials: RwSignal<Vec<Typed>>,
    texts: [RwSignal<String>; 8],
    language: RwSignal<String>,
    birth_date: RwSignal<String>,
    country: RwSignal<String>,
    next: StoredValue<u32>,
}

impl Default for More {
    fn default() -> Self {
        Self::new()
    }
}

impl More {
    /// Nothing typed yet.
    pub fn new() -> Self {
        Self {
            level: RwSignal::new(Level::Primary.to_string()),
            phones: RwSignal::default(),
            emails: RwSignal::default(),
            socials: RwSignal::default(),
            texts: std::array::from_fn(|_| RwSignal::default()),
            language: RwSignal::default(),
            birth_date: RwSignal::default(),
            country: RwSignal::default(),
            next: StoredValue::new(0),
        }
    }

    /// Back to the defaults.
    pub fn clear(self) {
        self.level.set(Level::Primary.to_string());
        for list in [self.phones, self.emails, self.socials] {
            list.set(Vec::new());
        }
        for text in self
            .texts
            .into_iter()
            .chain([self.language, self.birth_date, self.country])
        {
            text.set(String::new());
        }
    }

    /// What was typed, as a draft.
    pub fn draft(self) -> Draft {
        let filled = |list: RwSignal<Vec<Typed>>| {
            let values = list.get_untracked().into_iter();
            let values = values.map(|typed| {
                (
                    typed.kind.get_untracked(),
                    typed.text.get_untracked().trim().to_owned(),
                )
            });
            values
                .filter(|(_, text)| !text.is_empty())
                .collect::<Vec<_>>()
        };
        let phones = filled(self.phones).into_iter().map(|(kind, number)| Phone {
            kind: PhoneKind::parse(&kind).unwrap_or_default(),
            number,
            verified: false,
        });
        let emails = filled(self.emails)
            .into_iter()
            .map(|(kind, address)| Email {
                kind: EmailKind::parse(&kind).unwrap_or_default(),
                address,
            });
        let socials = filled(self.socials)
            .into_iter()
            .filter_map(|(network, id)| {
                Some(Social {
                    network: Network::parse(&network)?,
                    id,
                    verified: false,
                })
            });
        let mut draft = Draft {
            level: Level::parse(&self.level.get_untracked()).unwrap_or_default(),
            phones: phones.collect(),
            emails: emails.collect(),
            socials: socials.collect(),
            language: self.language.get_untracked(),
            birth_date: self.birth_date.get_untracked().parse::<NaiveDate>().ok(),
            address: Address {
                country: self.country.get_untracked(),
                ..Address::default()
            },
            ..Draft::default()
        };
        for (part, text) in TEXTS.into_iter().zip(self.texts) {
            *draft.text_mut(part) = text.get_untracked().trim().to_owned();
        }
        draft
    }

    fn text(self, part: Text) -> RwSignal<String> {
        let place = TEXTS.iter().position(|known| *known == part).unwrap_or(0);
        self.texts[place]
    }
}

/// The sections.
#[component]
pub fn MoreFields(more: More) -> impl IntoView {
    let i18n = use_i18n();
    let text = move |id: &'static str, label: TextProp, part: Text| {
        view! { <TextField id=id label=label value=more.text(part) autocomplete="off"/> }
    };
    let phone_kinds = Signal::derive(move || {
        PhoneKind::ALL
            .iter()
            .map(|kind| (kind.to_string(), phone_kind_name(i18n, *kind).to_owned()))
            .collect::<Vec<_>>()
    });
    let email_kinds = Signal::derive(move || {
        EmailKind::ALL
            .iter()
            .map(|kind| (kind.to_string(), email_kind_name(i18n, *kind).to_owned()))
            .collect::<Vec<_>>()
    });
    let networks = Signal::stored(
        Network::ALL
            .iter()
            .map(|network| (network.to_string(), network.label().to_owned()))
            .collect::<Vec<_>>(),
    );
    let languages = Signal::stored(
        std::iter::once((String::new(), String::new()))
            .chain(
                language::all()
                    .iter()
                    .map(|(code, name)| ((*code).to_owned(), (*name).to_owned())),
            )
            .collect::<Vec<_>>(),
    );
    let countries = Signal::stored(
        std::iter::once((String::new(), String::new()))
            .chain(
                Country::all()
                    .map(|country| (country.code().to_owned(), country.name().to_owned())),
            )
            .collect::<Vec<_>>(),
    );
    view! {
        <h3>{t!(i18n, contact.personal_information)}</h3>
        <SelectField
            id="level"
            label=move || t_string!(i18n, contact.level)
            value=more.level
            options=Signal::derive(move || levels(i18n))
        />
        <h3>{t!(i18n, contact.phone_number)}</h3>
        <Values
            name="phone"
            list=more.phones
            next=more.next
            kinds=phone_kinds
            label=move || t_string!(i18n, contact.phone_number)
            add=move || t_string!(i18n, contact.add_phone)
        />
        <h3>{t!(i18n, contact.email_address)}</h3>
        <Values
            name="address"
            list=more.emails
            next=more.next
            kinds=email_kinds
            label=move || t_string!(i18n, contact.email_address)
            add=move || t_string!(i18n, contact.add_email)
        />
        <h3>{t!(i18n, contact.other_information)}</h3>
        {text("company", (move || t_string!(i18n, contact.company)).into(), Text::Company)}
        {text("job-title", (move || t_string!(i18n, contact.job_title)).into(), Text::JobTitle)}
        {text("team", (move || t_string!(i18n, contact.team)).into(), Text::Team)}
        {text("group", (move || t_string!(i18n, contact.group)).into(), Text::Group)}
        <SelectField
            id="language"
            label=move || t_string!(i18n, contact.language)
            value=more.language
            options=languages
        />
        <TextField
            id="birth-date"
            kind="date"
            label=move || t_string!(i18n, contact.birth_date)
            value=more.birth_date
        />
        <h3>{t!(i18n, contact.mailing_address)}</h3>
        {text("zip", (move || t_string!(i18n, contact.zip)).into(), Text::Zip)}
        {text("street", (move || t_string!(i18n, contact.street)).into(), Text::Street)}
        {text("city", (move || t_string!(i18n, contact.city)).into(), Text::City)}
        {text("state", (move || t_string!(i18n, contact.state)).into(), Text::State)}
        <SelectField
            id="country"
            label=move || t_string!(i18n, contact.country)
            value=more.country
            options=countries
        />
        <h3>{t!(i18n, contact.social_messaging)}</h3>
        <Values
            name="social"
            list=more.socials
            next=more.next
            kinds=networks
            label=move || t_string!(i18n, contact.user_name)
            add=move || t_string!(i18n, contact.add_social)
        />
    }
}

/// Any number of values with their types, each removable.
#[component]
fn Values(
    name: &'static str,
    list: RwSignal<Vec<Typed>>,
    next: StoredValue<u32>,
    kinds: Signal<Vec<(String, String)>>,
    #[prop(into)] label: TextProp,
    #[prop(into)] add: TextProp,
) -> impl IntoView {
    let i18n = use_i18n();
    let append = move || {
        let key = next.get_value();
        next.set_value(key + 1);
        let kind = kinds
            .with_untracked(|kinds| kinds.first().map(|(kind, _)| kind.clone()))
            .unwrap_or_default();
        list.update(|list| {
            list.push(Typed {
                key,
                kind: RwSignal::new(kind),
                text: RwSignal::default(),
            })
        });
    };
    let words = StoredValue::new(label);
    view! {
        <For each=move || list.get() key=|typed| typed.key let:typed>
            <div class="typed">
                <SelectField
                    id=format!("{name}-kind-{}", typed.key)
                    label=move || t_string!(i18n, contact.kind)
                    value=typed.kind
                    options=kinds
                />
                <TextField
                    id=format!("{name}-{}", typed.key)
                    label=words.get_value()
                    value=typed.text
                    autocomplete="off"
                />
                <Button
                    look=Look::Plain
                    icon=icondata_lu::LuX
                    label=move || t_string!(i18n, contact.remove, value = typed.text.get())
                    on_press=move || list.update(|list| list.retain(|other| other.key != typed.key))
                />
            </div>
        </For>
        <p>
            <Button small=true icon=icondata_lu::LuPlus on_press=append>{move || add.get()}</Button>
        </p>
    }
}
