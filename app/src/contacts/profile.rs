//! The Profile tab: the guide's sections in the guide's order. An empty section says so.
use std::collections::BTreeMap;

use contact::{
    Address, Contact, Country, CustomField, CustomValue, Draft, language, phone::spaced,
};
use leptos::prelude::*;

use crate::{
    api::fields,
    contacts::words::{email_kind_name, kind_name, level_name, phone_kind_name},
    i18n::*,
    ui::{badge::Badge, badge::Tone},
};

/// A line of a section: its name and its value.
type Line = (AnyView, AnyView);

/// What is known about a contact.
#[component]
pub fn Profile(contact: Contact) -> impl IntoView {
    let i18n = use_i18n();
    let Contact {
        draft,
        other_first_names,
        other_last_names,
        ..
    } = contact;
    let Draft {
        first_name,
        last_name,
        kind,
        level,
        phones,
        emails,
        socials,
        address,
        custom,
        ..
    } = draft.clone();
    let text = |label: AnyView, value: &str| {
        (!value.is_empty()).then(|| (label, view! { <bdi>{value.to_owned()}</bdi> }.into_any()))
    };
    let personal = [
        text(t!(i18n, contact.first_name).into_any(), &first_name),
        text(
            t!(i18n, contact.other_first_names).into_any(),
            &other_first_names.join(", "),
        ),
        text(t!(i18n, contact.last_name).into_any(), &last_name),
        text(
            t!(i18n, contact.other_last_names).into_any(),
            &other_last_names.join(", "),
        ),
        Some((
            t!(i18n, contact.kind).into_any(),
            (move || kind_name(i18n, kind)).into_any(),
        )),
        Some((
            t!(i18n, contact.level).into_any(),
            (move || level_name(i18n, level)).into_any(),
        )),
    ];
    let phones = phones.into_iter().map(|phone| {
        let (kind, number) = (phone.kind, phone.number);
        let value = view! {
            <a href=format!("tel:{number}")><bdi dir="ltr">{spaced(&number)}</bdi></a>
            {phone.verified.then(|| view! { <Badge tone=Tone::Success icon=icondata_lu::LuLock>{t!(i18n, contact.verified)}</Badge> })}
        };
        ((move || phone_kind_name(i18n, kind)).into_any(), value.into_any())
    });
    let emails = emails.into_iter().map(|email| {
        let (kind, address) = (email.kind, email.address);
        let value = view! { <a href=format!("mailto:{address}")><bdi dir="ltr">{address.clone()}</bdi></a> };
        ((move || email_kind_name(i18n, kind)).into_any(), value.into_any())
    });
    let other = [
        text(t!(i18n, contact.company).into_any(), &draft.company),
        text(t!(i18n, contact.job_title).into_any(), &draft.job_title),
        text(t!(i18n, contact.team).into_any(), &draft.team),
        text(t!(i18n, contact.group).into_any(), &draft.group),
        text(
            t!(i18n, contact.language).into_any(),
            language::name(&draft.language).unwrap_or(&draft.language),
        ),
        text(
            t!(i18n, contact.birth_date).into_any(),
            &draft
                .birth_date
                .map(|date| date.format("%-d %b %Y").to_string())
                .unwrap_or_default(),
        ),
    ];
    let Address {
        street,
        city,
        state,
        zip,
        country,
    } = address;
    let country =
        Country::parse(&country).map_or(country.clone(), |country| country.name().to_owned());
    let mailing = [
        text(t!(i18n, contact.zip).into_any(), &zip),
        text(t!(i18n, contact.street).into_any(), &street),
        text(t!(i18n, contact.city).into_any(), &city),
        text(t!(i18n, contact.state).into_any(), &state),
        text(t!(i18n, contact.country).into_any(), &country),
    ];
    let socials = socials.into_iter().map(|social| {
        let value = view! {
            <bdi>{social.id}</bdi>
            {social.verified.then(|| view! { <Badge tone=Tone::Success icon=icondata_lu::LuLock>{t!(i18n, contact.verified)}</Badge> })}
        };
        (social.network.label().into_any(), value.into_any())
    });
    view! {
        {section(t!(i18n, contact.personal_information).into_any(), personal.into_iter().flatten().collect())}
        {section(t!(i18n, contact.phone_number).into_any(), phones.collect())}
        {section(t!(i18n, contact.email_address).into_any(), emails.collect())}
        {section(t!(i18n, contact.other_information).into_any(), other.into_iter().flatten().collect())}
        {section(t!(i18n, contact.mailing_address).into_any(), mailing.into_iter().flatten().collect())}
        <CustomFields values=custom/>
        {section(t!(i18n, contact.social_messaging).into_any(), socials.collect())}
    }
}

fn section(title: AnyView, lines: Vec<Line>) -> AnyView {
    let i18n = use_i18n();
    let lines = if lines.is_empty() {
        view! { <p class="none">{t!(i18n, contact.none)}</p> }.into_any()
    } else {
        let lines = lines
            .into_iter()
            .map(|(label, value)| view! { <div><dt>{label}</dt><dd>{value}</dd></div> });
        view! { <dl>{lines.collect_view()}</dl> }.into_any()
    };
    view! { <section><h2>{title}</h2>{lines}</section> }.into_any()
}

/// Custom fields by the names they have now.
#[component]
fn CustomFields(values: BTreeMap<String, CustomValue>) -> impl IntoView {
    let i18n = use_i18n();
    let fields = Resource::new(|| (), |()| fields::list());
    view! {
        <Transition>
            {move || {
                let values = values.clone();
                Suspend::new(async move {
                    let fields = fields.await.unwrap_or_default();
                    let lines = fields.iter().filter_map(|field| {
                        let value = values.get(&field.id)?;
                        let value = view! { <bdi>{shown(i18n, field, value)}</bdi> };
                        Some((field.name.clone().into_any(), value.into_any()))
                    });
                    section(t!(i18n, contact.custom_field).into_any(), lines.collect())
                })
            }}
        </Transition>
    }
}

fn shown(i18n: super::words::I18n, field: &CustomField, value: &CustomValue) -> String {
    match value {
        CustomValue::Checked(true) => t_string!(i18n, contact.yes).to_owned(),
        CustomValue::Checked(false) => t_string!(i18n, contact.no).to_owned(),
        CustomValue::Several(values) => values.join(", "),
        CustomValue::Number(_) | CustomValue::Text(_) => field.write(value).into_owned(),
    }
}
