//! The sections of the panel: Profile, Activity, Journey and Device, of a contact, or as far as they are known of a visitor
//! who is nobody's contact yet.
use contact::{Contact, ContactId, permit::EnquiryAction};
use leptos::prelude::*;

use crate::{
    enquiries::{
        others::others,
        visitor::{device, filled_in, told},
    },
    i18n::*,
    numbers::{number as number_of, shown},
    panel::why::why_not,
    record::{
        activity::entries::merged,
        device::device_of,
        profile::{ProfileOf, reaches, sections_of, verified},
    },
    ui::{
        field::{Field, described_by},
        icon::Icon,
        when::When,
    },
    values::words::I18n,
    wire::{
        activity::Activity,
        contacts::{Known, Note},
        panel::PanelSection,
        room::{Room, RoomContact},
    },
};

/// What stands in a section. `activity` is its newest page, where it has pages.
pub fn section(
    i18n: I18n,
    room: &Room,
    section: PanelSection,
    activity: Option<&Activity>,
) -> AnyView {
    match (&room.contact, section) {
        (RoomContact::Here(contact, known), PanelSection::Profile) => {
            profile(i18n, room, contact, known)
        }
        (RoomContact::Here(contact, _), PanelSection::Activity) => {
            let happened = activity.map(|activity| column(i18n, section, activity));
            view! {
                <div class="activity">{others(i18n, &room.others, Some(contact.id))} {happened}</div>
            }
            .into_any()
        }
        (RoomContact::Here(..) | RoomContact::Nobody { .. }, PanelSection::Journey) => {
            let happened = activity.map(|activity| column(i18n, section, activity));
            view! { <div class="activity">{happened}</div> }.into_any()
        }
        (RoomContact::Here(_, known), PanelSection::Device) => {
            device_of(i18n, RwSignal::new(known.device.clone()))
        }
        (RoomContact::Nobody { custom, .. }, PanelSection::Profile) => {
            let visitor = &room.visitor;
            let form = visitor.form.as_ref();
            let form = form.map(|form| filled_in(i18n, form, custom));
            view! { <div class="profile">{told(i18n, visitor)} {form}</div> }.into_any()
        }
        (RoomContact::Nobody { .. }, PanelSection::Activity) => {
            view! { <p class="none">{t!(i18n, record.no_activity)}</p> }.into_any()
        }
        (RoomContact::Nobody { .. }, PanelSection::Device) => device(i18n, &room.visitor.device),
        (RoomContact::Deleted { .. } | RoomContact::Erased, _) => ().into_any(),
    }
}

fn profile(i18n: I18n, room: &Room, contact: &Contact, known: &Known) -> AnyView {
    let of = ProfileOf {
        contact: RwSignal::new(contact.clone()),
        custom: StoredValue::new(known.custom.clone()),
        labels: RwSignal::new(known.labels.clone()),
    };
    let form = room.visitor.form.as_ref();
    let form = form.map(|form| filled_in(i18n, form, &known.custom));
    let notes = notes(i18n, room, contact.id, &known.notes);
    let between = form.into_iter().chain([notes]).collect();
    let numbers = contact.draft.phones.iter();
    let numbers = numbers.map(|phone| reach(i18n, &phone.number, phone.verified));
    view! {
        <div class="profile">
            {reaches(i18n, numbers.collect())}
            {sections_of(i18n, of, between)}
        </div>
    }
    .into_any()
}

/// A number that is called and texted by the host.
pub fn reach(i18n: I18n, number: &str, is_verified: bool) -> AnyView {
    let call = t_string!(i18n, contacts.call, value = shown(number)).to_string();
    let text = t_string!(i18n, contacts.text_to, value = shown(number)).to_string();
    view! {
        <span class="reach">
            <Icon icon=icondata_lu::LuPhone/>
            <a class="call" href=format!("tel:{number}") title=call>{number_of(number.to_owned())}</a>
            {is_verified.then(|| verified(i18n))}
            <a
                class="button plain small square"
                href=format!("sms:{number}")
                aria-label=text.clone()
                title=text
            >
                <Icon icon=icondata_lu::LuMessageSquare/>
            </a>
        </span>
    }
    .into_any()
}

/// The notes there are, and the form for the next one, or why there can be none.
fn notes(i18n: I18n, room: &Room, id: ContactId, notes: &[Note]) -> AnyView {
    let language = Signal::derive(move || i18n.get_locale().as_str());
    let listed = notes.iter().map(|note| {
        view! {
            <li>
                <p class="text"><bdi>{note.text.clone()}</bdi></p>
                <p class="by"><bdi>{note.staff.clone()}</bdi> " · " <When at=note.at language=language/></p>
            </li>
        }
    });
    let listed = listed.collect::<Vec<_>>();
    let listed = (!listed.is_empty()).then(|| {
        view! { <h2>{t!(i18n, record.notes)}</h2> <ul role="list">{listed}</ul> }
    });
    let next = match why_not(i18n, room, EnquiryAction::Note) {
        Some(why) => view! {
            <p>
                <button type="button" class="button secondary small" disabled=true>
                    <span>{t!(i18n, record.add_note)}</span>
                </button>
            </p>
            <p class="why-not">{why}</p>
        }
        .into_any(),
        None => note_form(i18n, id),
    };
    view! { <section class="notes">{listed} {next}</section> }.into_any()
}

fn note_form(i18n: I18n, contact: ContactId) -> AnyView {
    view! {
        <form data-form="note">
            <input type="hidden" name="contact" value=contact.to_string()/>
            <div data-place="trouble" role="alert"></div>
            <Field id="note" label=move || t_string!(i18n, record.new_note)>
                <textarea class="input" id="note" name="text" rows="3" aria-describedby=described_by("note")></textarea>
            </Field>
            <p>
                <button type="submit" class="button secondary small">
                    <span>{t!(i18n, record.add_note)}</span>
                </button>
            </p>
        </form>
    }
    .into_any()
}

/// What happened, of one kind: its heading, the newest page, and the button for the next.
fn column(i18n: I18n, section: PanelSection, activity: &Activity) -> AnyView {
    let (title, none) = match section {
        PanelSection::Journey => (
            t_string!(i18n, record.journey),
            t_string!(i18n, record.no_journey),
        ),
        PanelSection::Profile | PanelSection::Activity | PanelSection::Device => (
            t_string!(i18n, record.engagement),
            t_string!(i18n, record.no_engagement),
        ),
    };
    let entries = entries(i18n, activity);
    let page = match entries.is_empty() {
        true => view! { <p class="none">{none}</p> }.into_any(),
        false => view! {
            <ol role="list">{entries}</ol>
            {way_on(i18n, section, activity)}
        }
        .into_any(),
    };
    view! { <section><h2>{title}</h2>{page}</section> }.into_any()
}

/// A page that is older than those in sight, and the button for the next.
pub fn older(i18n: I18n, section: PanelSection, activity: &Activity) -> AnyView {
    view! { {entries(i18n, activity)} {way_on(i18n, section, activity)} }.into_any()
}

fn entries(i18n: I18n, activity: &Activity) -> Vec<AnyView> {
    let entries = merged(activity).into_iter();
    let entries = entries.map(|one| view! { <li>{one.entry(i18n)}</li> }.into_any());
    entries.collect()
}

fn way_on(i18n: I18n, section: PanelSection, activity: &Activity) -> Option<AnyView> {
    let cursor = activity.next_cursor.clone()?;
    let words = match section {
        PanelSection::Journey => t_string!(i18n, record.older_journey),
        PanelSection::Profile | PanelSection::Activity | PanelSection::Device => {
            t_string!(i18n, record.older_engagement)
        }
    };
    let kind: &'static str = section.into();
    let way_on = view! {
        <p class="older">
            <button type="button" class="button secondary" data-older=cursor data-kind=kind>
                <span>{words}</span>
            </button>
        </p>
    };
    Some(way_on.into_any())
}
