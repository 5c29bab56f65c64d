//! What the panel shows of an enquiry: who it is about, what may be done, and one of their sections.
use contact::{Contact, ContactId, CustomField, Language, field::FORM, permit::EnquiryAction};
use leptos::prelude::*;
use serde_json::Value;
use strum::VariantArray;

use crate::{
    enquiries::{
        facts::{called, status_badge},
        others::others,
    },
    i18n::*,
    merge::answers::who,
    panel::{
        brief::brief,
        html::html,
        sections,
        since::since,
        why::{identification, why_none_of, why_not},
    },
    ui::{
        avatar::Avatar, badge::Tone, banner::Banner, button::LinkButton, empty::Empty, icon::Icon,
    },
    values::{enquiry::channel_name, reading::any_name, words::I18n},
    wire::{
        activity::Activity,
        panel::{Panel, PanelSection},
        room::{EnquirySummary, Identified, KnownBy, Room, RoomContact},
    },
};

/// The section that is open, with the newest page of what it lists.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Opened {
    pub section: PanelSection,
    pub activity: Option<Activity>,
}

/// What was done just now, and is said of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    Saved,
    Created,
    Merged,
    Attached,
    Noted,
}

/// All that the panel shows of an enquiry.
pub fn content(language: Language, panel: &Panel, opened: &Opened, done: Option<Done>) -> String {
    html(language, |i18n| article(i18n, panel, opened, done))
}

/// What stands in the section that is open.
pub fn section(language: Language, panel: &Panel, opened: &Opened) -> String {
    html(language, |i18n| open(i18n, &panel.room, opened))
}

/// What is older than what a section lists, with the way to what is older still.
pub fn older(language: Language, section: PanelSection, activity: &Activity) -> String {
    html(language, |i18n| sections::older(i18n, section, activity))
}

/// Whom a room is about, as far as there is anybody.
#[derive(Clone, Copy)]
enum PanelSubject<'room> {
    Known(&'room Contact, &'room [CustomField]),
    Unknown,
    /// In the bin, or erased.
    Gone(Option<ContactId>),
}

impl<'room> PanelSubject<'room> {
    fn of(room: &'room Room) -> Self {
        match &room.contact {
            RoomContact::Here(contact, known) => Self::Known(contact, &known.custom),
            RoomContact::Nobody { .. } => Self::Unknown,
            RoomContact::Deleted { id, .. } => Self::Gone(Some(*id)),
            RoomContact::Erased => Self::Gone(None),
        }
    }

    /// What the script calls it.
    fn state(self) -> &'static str {
        match self {
            Self::Known(..) => "known",
            Self::Unknown => "unknown",
            Self::Gone(_) => "gone",
        }
    }

    /// Who has a page of their own.
    fn id(self) -> Option<ContactId> {
        match self {
            Self::Known(contact, _) => Some(contact.id),
            Self::Unknown => None,
            Self::Gone(id) => id,
        }
    }

    /// What makes the contact what it is to be; nothing may where they are gone.
    fn writes(self) -> Option<EnquiryAction> {
        match self {
            Self::Known(..) => Some(EnquiryAction::Edit),
            Self::Unknown => Some(EnquiryAction::Create),
            Self::Gone(_) => None,
        }
    }
}

fn article(i18n: I18n, panel: &Panel, opened: &Opened, done: Option<Done>) -> AnyView {
    let room = &panel.room;
    let subject = PanelSubject::of(room);
    let enquiry = &room.enquiry;
    let status: &'static str = enquiry.status.into();
    let may_write = |action| why_not(i18n, room, action).is_none();
    let (version, fields, line) = match subject {
        PanelSubject::Known(contact, custom) => {
            let spoken = panel.since.as_ref();
            let line = spoken.and_then(|spoken| since(i18n, spoken, custom));
            let fields = field_names(i18n, custom);
            (Some(contact.version.to_string()), Some(fields), line)
        }
        PanelSubject::Unknown | PanelSubject::Gone(_) => (None, None, None),
    };
    let missed = panel.brief.as_ref();
    view! {
        <article
            class="panel"
            data-state=subject.state()
            data-contact=subject.id().map(|id| id.to_string())
            data-version=version
            data-enquiry=enquiry.external_id.clone()
            data-status=status
            data-may-edit=subject.writes().is_some_and(may_write)
            data-said=done.map(|done| said(i18n, done))
            data-fields=fields
        >
            {line}
            {head(i18n, room, subject)}
            {standing(i18n, enquiry)}
            <div class="presence" role="status" aria-atomic="false"></div>
            {missed.and_then(|missed| brief(i18n, missed, panel.now))}
            {suggestions(i18n, room, subject)}
            <div data-place="body">{body(i18n, room, subject, opened)}</div>
        </article>
    }
    .into_any()
}

/// What is said once it is done, in the guide's words.
fn said(i18n: I18n, done: Done) -> &'static str {
    match done {
        Done::Saved => t_string!(i18n, panel.saved),
        Done::Created => t_string!(i18n, contact.created),
        Done::Merged | Done::Attached => t_string!(i18n, room.merged),
        Done::Noted => t_string!(i18n, record.note_added),
    }
}

/// What the fields are called by which others are heard of, as JSON.
fn field_names(i18n: I18n, custom: &[CustomField]) -> String {
    let fields = FORM.iter().map(|field| field.name);
    let fields = fields.chain(custom.iter().map(|field| field.id.as_str()));
    let named = fields.map(|field| {
        let name = any_name(i18n, field, custom);
        (field.to_owned(), Value::String(name))
    });
    Value::Object(named.collect()).to_string()
}

fn head(i18n: I18n, room: &Room, subject: PanelSubject<'_>) -> AnyView {
    let name = called(i18n, room);
    let home = subject.id().map(|id| {
        let home = format!("/contacts/{id}");
        view! { <LinkButton small=true href=home>{t!(i18n, desk.open_contact)}</LinkButton> }
    });
    view! {
        <header class="who">
            <Avatar name=name.clone()/>
            <h1 tabindex="-1"><bdi>{name}</bdi></h1>
            {home}
        </header>
    }
    .into_any()
}

/// How the enquiry stands, by which way it came, where it went to and what it is about.
fn standing(i18n: I18n, enquiry: &EnquirySummary) -> AnyView {
    let rest = [
        channel_name(i18n, enquiry.channel).to_owned(),
        enquiry.destination.clone(),
        enquiry.subject.clone(),
    ];
    let rest = rest.into_iter().filter(|text| !text.is_empty());
    let rest = rest.map(|text| view! { " · " <bdi>{text}</bdi> });
    view! {
        <p class="standing">
            {status_badge(i18n, enquiry.status)}
            {rest.collect::<Vec<_>>()}
        </p>
    }
    .into_any()
}

/// The question about each contact whom the visitor's number or address points at.
fn suggestions(i18n: I18n, room: &Room, subject: PanelSubject<'_>) -> Vec<AnyView> {
    let found = match subject {
        PanelSubject::Known(..) | PanelSubject::Unknown => room.identified.as_slice(),
        PanelSubject::Gone(_) => &[],
    };
    let suggested = found.iter().map(|found| suggestion(i18n, room, found));
    suggested.collect()
}

fn suggestion(i18n: I18n, room: &Room, found: &Identified) -> AnyView {
    let words = match found.by {
        KnownBy::Phone => t_string!(i18n, room.same_phone),
        KnownBy::Email => t_string!(i18n, room.same_email),
    };
    let other = who(&found.contact);
    let id = found.contact.id.to_string();
    let why = why_not(i18n, room, identification(room));
    let is_forbidden = why.is_some();
    let action = move || {
        view! {
            <button type="button" class="button primary" data-ask=id disabled=is_forbidden>
                <span>{t!(i18n, merge.merge)}</span>
            </button>
        }
    };
    view! {
        <Banner tone=Tone::Accent action=action>
            <p>{words}</p>
            {other}
            {why.map(|why| view! { <p class="why-not">{why}</p> })}
        </Banner>
    }
    .into_any()
}

/// What can be done and looked at, or that they are gone.
fn body(i18n: I18n, room: &Room, subject: PanelSubject<'_>, opened: &Opened) -> AnyView {
    let nobody = match subject {
        PanelSubject::Known(..) => None,
        PanelSubject::Unknown => Some(view! { <p>{t!(i18n, room.nobody)}</p> }),
        PanelSubject::Gone(_) => return gone(i18n, room),
    };
    let name: &'static str = opened.section.into();
    view! {
        {nobody}
        {buttons(i18n, room, subject)}
        {tabs(i18n, opened.section)}
        <div
            role="tabpanel"
            id="section"
            data-open=name
            aria-labelledby=format!("tab-{name}")
            tabindex="0"
        >
            {open(i18n, room, opened)}
        </div>
    }
    .into_any()
}

fn open(i18n: I18n, room: &Room, opened: &Opened) -> AnyView {
    sections::section(i18n, room, opened.section, opened.activity.as_ref())
}

/// What can be done, and why what cannot be done cannot.
fn buttons(i18n: I18n, room: &Room, subject: PanelSubject<'_>) -> AnyView {
    let identifies = identification(room);
    let (writes, does, icon, words) = match subject {
        PanelSubject::Unknown => (
            EnquiryAction::Create,
            "create",
            icondata_lu::LuPlus,
            t_string!(i18n, room.create),
        ),
        PanelSubject::Known(..) | PanelSubject::Gone(_) => (
            EnquiryAction::Edit,
            "edit",
            icondata_lu::LuPencil,
            t_string!(i18n, record.edit),
        ),
    };
    let forbids = |action| why_not(i18n, room, action).is_some();
    let reasons = why_none_of(i18n, room, &[writes, identifies]);
    let home = subject.id().map(|id| {
        let home = format!("/contacts/{id}");
        view! { <p><a href=home>{t!(i18n, room.at_home)}</a></p> }
    });
    let why = (!reasons.is_empty()).then(|| {
        let reasons = reasons.into_iter();
        let reasons = reasons.map(|reason| view! { <p>{reason}</p> });
        view! { <div class="why-not">{reasons.collect::<Vec<_>>()} {home}</div> }
    });
    view! {
        <div class="buttons">
            <button
                type="button"
                class="button secondary"
                data-do="find"
                disabled=forbids(identifies)
            >
                <span>{t!(i18n, room.find)}</span>
            </button>
            <button type="button" class="button primary" data-do=does disabled=forbids(writes)>
                <Icon icon/>
                <span>{words}</span>
            </button>
        </div>
        {why}
    }
    .into_any()
}

fn tabs(i18n: I18n, open: PanelSection) -> AnyView {
    let tab = |section: &PanelSection| {
        let words = match section {
            PanelSection::Profile => t_string!(i18n, contact.profile),
            PanelSection::Activity => t_string!(i18n, record.activity),
            PanelSection::Journey => t_string!(i18n, record.journey),
            PanelSection::Device => t_string!(i18n, room.device),
        };
        let name: &'static str = section.into();
        let is_open = *section == open;
        view! {
            <button
                type="button"
                role="tab"
                id=format!("tab-{name}")
                data-section=name
                aria-selected=if is_open { "true" } else { "false" }
                aria-controls="section"
                tabindex=if is_open { "0" } else { "-1" }
            >
                {words}
            </button>
        }
    };
    let tabs = PanelSection::VARIANTS.iter().map(tab);
    view! {
        <div class="tabs" role="tablist" aria-label=t_string!(i18n, room.sections)>
            {tabs.collect::<Vec<_>>()}
        </div>
    }
    .into_any()
}

/// A contact who is in the bin or was erased: there is nothing to do here.
fn gone(i18n: I18n, room: &Room) -> AnyView {
    match &room.contact {
        RoomContact::Deleted { name, .. } => {
            let name = name.clone();
            let text = t_string!(i18n, room.deleted_text, name = name).to_string();
            view! {
                <Empty
                    icon=icondata_lu::LuTrash2
                    title=move || t_string!(i18n, contact.deleted_title)
                    text=text
                />
                <div class="activity">{others(i18n, &room.others, None)}</div>
            }
            .into_any()
        }
        RoomContact::Here(..) | RoomContact::Nobody { .. } | RoomContact::Erased => view! {
            <Empty
                icon=icondata_lu::LuEraser
                title=move || t_string!(i18n, room.erased_title)
                text=move || t_string!(i18n, room.erased_text)
            />
        }
        .into_any(),
    }
}

#[cfg(test)]
mod tests;
