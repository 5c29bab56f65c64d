//! What is known of a visitor as it was told, a form as they filled it in, and what they wrote from. On a page of its own it
//! is all that there is of an enquiry but the conversation, and nothing can be changed there.
use contact::{
    CustomField,
    enquiry::{FormKind, Visitor, VisitorDevice, VisitorForm},
};
use leptos::prelude::*;

use crate::{
    api::room::read_room,
    enquiries::{
        facts::{called, facts},
        fetched::{ReadEnquiry, Reading, back, unseen},
        following::{EnquiryHeard, follow_enquiry, is_of_contact},
        standing::{LookAs, RoomStanding},
    },
    i18n::*,
    numbers::number,
    page::Page,
    record::profile::{profile, section, verified},
    ui::button::LinkButton,
    values::{
        names::{language_of, take_over},
        reading::any_name,
        words::I18n,
    },
    wire::{
        live::News,
        room::{Room, RoomContact},
    },
};

/// `/enquiries/{id}/visitor`.
pub fn visitor_page() -> AnyView {
    view! { <ReadEnquiry shows=shown/> }.into_any()
}

fn shown(room: Room, _: Reading) -> AnyView {
    take_over();
    let i18n = use_i18n();
    let standing = RoomStanding::new(i18n, room.enquiry.status, room.relation);
    let unseen_by = Memo::new(move |_| standing.unseen());
    let enquiry = room.enquiry.id;
    let address = format!("/enquiries/{enquiry}");
    let room = RwSignal::new(room);
    let besides = move |news: &News| room.with_untracked(|room| is_of_contact(news, room));
    // Nothing is typed here: what is known by now takes the place of what was.
    let hear = move |heard: EnquiryHeard<Room>| match heard {
        EnquiryHeard::Stands(now) => {
            standing.stands(now.enquiry.status, now.relation);
            room.set(now);
        }
        EnquiryHeard::Refused(why) => standing.heard(why),
        EnquiryHeard::Gone => standing.gone(),
    };
    follow_enquiry(enquiry, besides, move || read_room(enquiry), hear);
    let content = move || match unseen_by.get() {
        Some(why) => unseen(i18n, why),
        None => known(i18n, standing, room),
    };
    let open = move || {
        view! { <LinkButton href=address>{t!(i18n, room.open)}</LinkButton> }
    };
    let title = move || match unseen_by.get() {
        Some(_) => t_string!(i18n, room.visitor_information).to_owned(),
        None => {
            let name = room.with(|room| called(i18n, room));
            format!("{} · {}", t_string!(i18n, room.visitor_information), name)
        }
    };
    view! {
        <Page title=title before=move || back(i18n) actions=open>
            <div class="record visitor">
                <LookAs standing/>
                {content}
            </div>
        </Page>
    }
    .into_any()
}

/// All that is known of whoever the enquiry is about. Each section is drawn anew only when something in it changes.
fn known(i18n: I18n, standing: RoomStanding, room: RwSignal<Room>) -> AnyView {
    let enquiry = Memo::new(move |_| room.with(|room| room.enquiry.clone()));
    let visitor = Memo::new(move |_| room.with(|room| room.visitor.clone()));
    let contact = Memo::new(move |_| room.with(|room| room.contact.clone()));
    let form = move || {
        let visitor = visitor.get();
        let form = visitor.form.as_ref()?;
        let shown = contact.with(|contact| match contact {
            RoomContact::Here(_, known) => filled_in(i18n, form, &known.custom),
            RoomContact::Nobody { custom, .. } => filled_in(i18n, form, custom),
            RoomContact::Deleted { .. } | RoomContact::Erased => filled_in(i18n, form, &[]),
        });
        Some(shown)
    };
    let profile = move || {
        contact.with(|contact| match contact {
            RoomContact::Here(contact, known) => {
                let none = Vec::new();
                Some(profile(i18n, contact, &known.custom, &known.labels, none))
            }
            RoomContact::Nobody { .. } | RoomContact::Deleted { .. } | RoomContact::Erased => None,
        })
    };
    view! {
        {facts(i18n, standing, enquiry)}
        {move || visitor.with(|visitor| told(i18n, visitor))}
        {form}
        {move || visitor.with(|visitor| device(i18n, &visitor.device))}
        {profile}
    }
    .into_any()
}

/// What a visitor is known by.
pub fn told(i18n: I18n, visitor: &Visitor) -> AnyView {
    let text = |text: &String| view! { <bdi>{text.clone()}</bdi> }.into_any();
    let named = |name: &'static str, value: &String| {
        (!value.is_empty()).then(|| (name.to_owned(), text(value)))
    };
    let is_verified = visitor.phone_verified;
    let phone = (!visitor.phone.is_empty()).then(|| {
        let phone = view! { {number(visitor.phone.clone())} {is_verified.then(|| verified(i18n))} };
        let name = t_string!(i18n, contact.phone_number);
        (name.to_owned(), phone.into_any())
    });
    let social = visitor.social.as_ref();
    let social = social.map(|social| (social.network.label().to_owned(), text(&social.id)));
    let lines = [
        named(t_string!(i18n, contact.first_name), &visitor.first_name),
        named(t_string!(i18n, contact.last_name), &visitor.last_name),
        phone,
        named(t_string!(i18n, contact.email_address), &visitor.email),
        social,
    ];
    let lines = lines.into_iter().flatten().collect();
    section(i18n, t_string!(i18n, room.visitor_information), lines)
}

/// A form, as its visitor filled it in.
pub fn filled_in(i18n: I18n, form: &VisitorForm, custom: &[CustomField]) -> AnyView {
    let title = match form.kind {
        FormKind::PreChat => t_string!(i18n, room.pre_chat_form),
        FormKind::Offline => t_string!(i18n, room.offline_form),
    };
    let line = |(header, value): (&String, &String)| {
        let name = match custom.iter().any(|field| field.id == *header) {
            true => any_name(i18n, header, custom),
            false => header.clone(),
        };
        (name, view! { <bdi>{value.clone()}</bdi> }.into_any())
    };
    section(i18n, title, form.values.iter().map(line).collect())
}

/// What a visitor writes from.
pub fn device(i18n: I18n, device: &VisitorDevice) -> AnyView {
    let language = language_of(i18n.get_locale(), &device.language);
    let lines = [
        (t_string!(i18n, record.platform), &device.platform),
        (t_string!(i18n, record.os), &device.os),
        (t_string!(i18n, record.browser), &device.browser),
        (t_string!(i18n, record.ip), &device.ip),
        (t_string!(i18n, record.location), &device.location),
        (t_string!(i18n, record.device_language), &language),
        (t_string!(i18n, room.time_zone), &device.time_zone),
    ];
    let lines = lines.into_iter().filter(|(_, held)| !held.is_empty());
    let lines = lines.map(|(name, held)| {
        let held = view! { <bdi>{held.clone()}</bdi> };
        (name.to_owned(), held.into_any())
    });
    section(i18n, t_string!(i18n, record.device), lines.collect())
}
