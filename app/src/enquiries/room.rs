//! `/enquiries/{id}`: the room of an enquiry. The conversation stands beside the contact whom it is about, or beside what is
//! known of a visitor who is nobody's contact yet; what may be done there is the table's to say, and said in words.
use contact::permit::EnquiryAction;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use crate::{
    enquiries::{
        contact_panel::ContactPanel,
        facts::{called, facts, name_of},
        fetched::{ReadEnquiry, Reading, back, unseen},
        others::others,
        standing::{LookAs, RoomStanding},
        transcript::Transcript,
        unknown_visitor::UnknownVisitor,
    },
    i18n::*,
    later::Fetched,
    page::Page,
    ui::{button::LinkButton, empty::Empty},
    values::{names::take_over, words::I18n},
    wire::room::{Room, RoomContact},
};

/// `/enquiries/{id}`.
#[wasm_split(record, fallible)]
pub fn room_page() -> Fetched {
    Ok(view! { <ReadEnquiry shows=shown/> }.into_any())
}

/// A room as it was read.
#[derive(Clone, Copy)]
struct ShownRoom {
    i18n: I18n,
    standing: RoomStanding,
    room: StoredValue<Room>,
    /// Whom the conversation stands beside: the contact, else the visitor, where there is one of them.
    panel: Option<ContactPanel>,
    unknown_visitor: Option<UnknownVisitor>,
}

fn shown(room: Room, reading: Reading) -> AnyView {
    take_over();
    let i18n = use_i18n();
    let standing = RoomStanding::new(i18n, room.enquiry.status, room.relation);
    let name = untrack(|| called(i18n, &room));
    let address = format!("/enquiries/{}/visitor", room.enquiry.id);
    let room = StoredValue::new(room);
    let panel = room.with_value(|held| match &held.contact {
        RoomContact::Here(contact, known) => {
            let whose = ((**contact).clone(), (**known).clone());
            Some(ContactPanel::new((i18n, standing), whose, room, reading))
        }
        RoomContact::Nobody { .. } | RoomContact::Deleted { .. } | RoomContact::Erased => None,
    });
    let unknown_visitor = room.with_value(|held| match &held.contact {
        RoomContact::Nobody { newcomer, .. } => {
            let start = newcomer.as_deref().cloned();
            let who = (i18n, standing);
            Some(UnknownVisitor::new(who, start, room, reading.again))
        }
        RoomContact::Here(..) | RoomContact::Deleted { .. } | RoomContact::Erased => None,
    });
    let shown = ShownRoom {
        i18n,
        standing,
        room,
        panel,
        unknown_visitor,
    };
    let unseen_by = Memo::new(move |_| standing.unseen());
    let title = move || match panel {
        Some(panel) => panel.contact.with(name_of),
        None => name.clone(),
    };
    let actions = move || {
        view! {
            <LinkButton icon=icondata_lu::LuUser href=address>{t!(i18n, room.visitor_information)}</LinkButton>
        }
    };
    view! {
        <Page title=title before=move || back(i18n) actions=actions>
            <LookAs standing/>
            {move || match unseen_by.get() {
                Some(why) => view! { {unseen(i18n, why)} {shown.kept()} }.into_any(),
                None => shown.view(),
            }}
            {unknown_visitor.map(UnknownVisitor::creation)}
        </Page>
    }
    .into_any()
}

impl ShownRoom {
    fn view(self) -> AnyView {
        let i18n = self.i18n;
        view! {
            <div class="room">
                <section class="conversation" aria-label=move || t_string!(i18n, room.conversation)>
                    {self.room.with_value(|room| facts(i18n, self.standing, &room.enquiry))}
                    {self.transcript()}
                </section>
                <section class="record beside" aria-label=move || t_string!(i18n, room.contact)>
                    {match (self.panel, self.unknown_visitor) {
                        (Some(panel), _) => panel.view(),
                        (None, Some(unknown_visitor)) => unknown_visitor.view(),
                        (None, None) => self.gone(),
                    }}
                </section>
            </div>
        }
        .into_any()
    }

    /// What was typed before the room went out of sight, as a refusal may tell in the middle of an edit.
    fn kept(self) -> Option<AnyView> {
        let i18n = self.i18n;
        let panel = self.panel.filter(|panel| panel.is_dirty())?;
        let kept = view! {
            <section class="record beside" aria-label=move || t_string!(i18n, room.contact)>{panel.kept()}</section>
        };
        Some(kept.into_any())
    }

    /// What was said. What is added from it is in the contact beside it at once.
    fn transcript(self) -> AnyView {
        let (enquiry, panel) = (self.room.with_value(|room| room.enquiry.id), self.panel);
        let contact = Signal::derive(move || panel.map(|panel| panel.contact.get()));
        let on_change = move |contact| {
            if let Some(panel) = panel {
                panel.contact.set(contact);
            }
        };
        let why_not = Signal::derive(move || self.standing.why_not(EnquiryAction::Edit));
        view! { <Transcript enquiry contact=contact on_change=on_change why_not=why_not/> }
            .into_any()
    }

    /// A contact who is in the bin or was erased: there is nothing to do here.
    fn gone(self) -> AnyView {
        let i18n = self.i18n;
        self.room.with_value(|room| match &room.contact {
            RoomContact::Deleted { id, name } => {
                let (home, name) = (format!("/contacts/{id}"), name.clone());
                view! {
                    <Empty
                        icon=icondata_lu::LuTrash2
                        title=move || t_string!(i18n, contact.deleted_title)
                        text=move || t_string!(i18n, room.deleted_text, name = name.clone()).to_string()
                    >
                        <LinkButton href=home>{t!(i18n, desk.open_contact)}</LinkButton>
                    </Empty>
                    <div class="activity">{others(i18n, &room.others, None)}</div>
                }
                .into_any()
            }
            _ => view! {
                <Empty
                    icon=icondata_lu::LuEraser
                    title=move || t_string!(i18n, room.erased_title)
                    text=move || t_string!(i18n, room.erased_text)
                />
            }
            .into_any(),
        })
    }
}
