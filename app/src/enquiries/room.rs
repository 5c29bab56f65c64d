//! `/enquiries/{id}`: the room of an enquiry. The conversation stands beside the contact whom it is about, or beside what is
//! known of a visitor who is nobody's contact yet; what may be done there is the table's to say, and said in words.
use std::slice;

use contact::{ContactId, permit::EnquiryAction};
use leptos::{prelude::*, web_sys::Element};

use crate::{
    api::room::read_room,
    enquiries::{
        contact_panel::ContactPanel,
        facts::{called, facts, name_of},
        fetched::{ReadEnquiry, Reading, back, unseen},
        following::{EnquiryHeard, follow_enquiry, is_of_contact},
        others::others,
        reader::{NEAR, is_marked},
        standing::{LookAs, RoomStanding},
        transcript::Transcript,
        unknown_visitor::UnknownVisitor,
    },
    i18n::*,
    page::{Page, Report, report},
    ui::{button::LinkButton, changes::ShowChanges, empty::Empty, focus::focus_soon},
    values::{names::take_over, words::I18n},
    wire::{
        live::News,
        room::{Room, RoomContact},
    },
};

/// `/enquiries/{id}`.
pub fn room_page() -> AnyView {
    view! { <ReadEnquiry shows=shown/> }.into_any()
}

/// A room as it was read.
#[derive(Clone, Copy)]
struct ShownRoom {
    i18n: I18n,
    report: Report,
    standing: RoomStanding,
    room: RwSignal<Room>,
    reading: Reading,
    /// Whom the conversation stands beside: the contact, else the visitor, where there is one of them.
    panel: Option<ContactPanel>,
    unknown_visitor: Option<UnknownVisitor>,
    /// It is about somebody else by now, who is not shown yet.
    is_of_another: RwSignal<bool>,
}

fn shown(room: Room, reading: Reading) -> AnyView {
    take_over();
    let i18n = use_i18n();
    let standing = RoomStanding::new(i18n, room.enquiry.status, room.relation);
    let address = format!("/enquiries/{}/visitor", room.enquiry.id);
    let room = RwSignal::new(room);
    let panel = room.with_untracked(|held| match &held.contact {
        RoomContact::Here(contact, known) => {
            let whose = ((**contact).clone(), (**known).clone());
            Some(ContactPanel::new((i18n, standing), whose, room, reading))
        }
        RoomContact::Nobody { .. } | RoomContact::Deleted { .. } | RoomContact::Erased => None,
    });
    let unknown_visitor = room.with_untracked(|held| match &held.contact {
        RoomContact::Nobody { newcomer, .. } => {
            let start = newcomer.as_deref().cloned();
            let who = (i18n, standing);
            Some(UnknownVisitor::new(who, start, room, reading.again))
        }
        RoomContact::Here(..) | RoomContact::Deleted { .. } | RoomContact::Erased => None,
    });
    let shown = ShownRoom {
        i18n,
        report: report(),
        standing,
        room,
        reading,
        panel,
        unknown_visitor,
        is_of_another: RwSignal::new(false),
    };
    shown.follow();
    let unseen_by = Memo::new(move |_| standing.unseen());
    // Another reason is no reason to draw anew what is kept.
    let is_unseen = Memo::new(move |_| unseen_by.get().is_some());
    let title = move || match (is_unseen.get(), panel) {
        (true, _) => t_string!(i18n, record.enquiry).to_owned(),
        (false, Some(panel)) => panel.contact.with(name_of),
        (false, None) => room.with(|room| called(i18n, room)),
    };
    let actions = move || {
        view! {
            <LinkButton icon=icondata_lu::LuUser href=address>{t!(i18n, room.visitor_information)}</LinkButton>
        }
    };
    view! {
        <Page title=title before=move || back(i18n) actions=actions>
            <LookAs standing/>
            {move || match is_unseen.get() {
                true => view! {
                    {move || unseen_by.get().map(|why| unseen(i18n, why))}
                    {shown.kept()}
                }
                .into_any(),
                false => shown.view(),
            }}
            {unknown_visitor.map(UnknownVisitor::creation)}
        </Page>
    }
    .into_any()
}

impl ShownRoom {
    /// Follows what happens to the enquiry. The form hears at once that the table forbids its save by now.
    fn follow(self) {
        let Self { standing, room, .. } = self;
        let enquiry = room.with_untracked(|room| room.enquiry.id);
        let besides = move |news: &News| room.with_untracked(|room| is_of_contact(news, room));
        let hear = move |heard: EnquiryHeard<Room>| match heard {
            EnquiryHeard::Stands(room) => self.take_in(room),
            EnquiryHeard::Refused(why) => {
                keep_focus();
                standing.heard(why);
            }
            EnquiryHeard::Gone => {
                keep_focus();
                standing.gone();
            }
        };
        follow_enquiry(enquiry, besides, move || read_room(enquiry), hear);
        Effect::new(move |_| {
            let why = standing.forbids(EnquiryAction::Edit);
            let editor = self.panel.map(|panel| panel.editor);
            let editor = editor.filter(|editor| editor.editing.get_untracked());
            if let Some(editor) = editor {
                editor.save.hear(why);
            }
        });
    }

    /// Takes in what the room holds by now. Another contact, or what the visitor told since, is another room, and so is one
    /// in which more can be done with what was said: it takes the place of this one where nobody is in the middle of
    /// something there. Another contact is told of else.
    fn take_in(self, now: Room) {
        let may_edit = || untrack(|| self.standing.forbids(EnquiryAction::Edit)).is_none();
        let could_edit = may_edit();
        self.standing.stands(now.enquiry.status, now.relation);
        let may_more = may_edit() && !could_edit;
        let before = self.room.with_untracked(|room| subject(&room.contact));
        let is_of_another = before != subject(&now.contact);
        let is_told_anew = self
            .room
            .with_untracked(|room| match (&room.contact, &now.contact) {
                (
                    RoomContact::Nobody { newcomer, .. },
                    RoomContact::Nobody {
                        newcomer: by_now, ..
                    },
                ) => newcomer != by_now,
                _ => false,
            });
        if (is_of_another || is_told_anew || may_more) && !self.is_in_hand() {
            // The room may have been left meanwhile.
            let _ = self.reading.again.try_run(());
            return;
        }
        self.is_of_another.set(is_of_another);
        if !is_of_another && self.room.with_untracked(|room| *room != now) {
            self.room.set(now);
        }
    }

    /// Somebody types, chooses, marks or reads something that a room read anew would take from them.
    fn is_in_hand(self) -> bool {
        let is_typed = self.panel.is_some_and(ContactPanel::is_dirty);
        let is_asked = self.unknown_visitor.is_some_and(UnknownVisitor::is_in_hand);
        is_typed || is_asked || is_in_use()
    }

    /// Says that the enquiry is about somebody else by now, and shows them where nothing typed would be lost.
    fn news(self) -> AnyView {
        let Self { i18n, report, .. } = self;
        let words = Signal::derive(move || {
            let is_of_another = self.is_of_another.get();
            is_of_another.then(|| t_string!(i18n, room.of_another).to_owned())
        });
        let show = move || match self.panel.is_some_and(ContactPanel::is_dirty) {
            true => report.toasts.say(tu_string!(i18n, room.save_first)),
            false => self.reading.again.run(()),
        };
        view! { <div class="over-edge"><ShowChanges words on_show=show/></div> }.into_any()
    }

    fn view(self) -> AnyView {
        let Self {
            i18n,
            standing,
            room,
            ..
        } = self;
        let enquiry = Memo::new(move |_| room.with(|room| room.enquiry.clone()));
        view! {
            {self.news()}
            <div class="room">
                <section class="conversation" aria-label=move || t_string!(i18n, room.conversation)>
                    {facts(i18n, standing, enquiry)}
                    {self.transcript()}
                </section>
                <section class="record beside" aria-label=move || t_string!(i18n, room.contact)>
                    {match (self.panel, self.unknown_visitor) {
                        (Some(panel), _) => panel.view(),
                        (None, Some(unknown_visitor)) => unknown_visitor.view(),
                        (None, None) => (move || self.gone()).into_any(),
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
        let enquiry = self.room.with_untracked(|room| room.enquiry.id);
        let panel = self.panel;
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
        self.room.with(|room| match &room.contact {
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

/// Whom a room is about: a contact, and whether it is there.
fn subject(contact: &RoomContact) -> (Option<ContactId>, bool) {
    match contact {
        RoomContact::Here(contact, _) => (Some(contact.id), true),
        RoomContact::Deleted { id, .. } => (Some(*id), false),
        RoomContact::Nobody { .. } => (None, true),
        RoomContact::Erased => (None, false),
    }
}

/// Keeps the focus in a field that is about to be drawn elsewhere with what is typed in it, or at why that cannot be saved,
/// which is about to be said anew.
fn keep_focus() {
    let focused = document().query_selector(".beside .field :focus, .beside #problems:focus");
    if let Some(focused) = focused.ok().flatten().filter(|held| !held.id().is_empty()) {
        focus_soon(focused.id());
    }
}

/// Whether the focus or marked text is in the room, or somebody reads what was said before.
fn is_in_use() -> bool {
    let Some(place) = document().query_selector(".room").ok().flatten() else {
        return false;
    };
    let found = |what: &str| place.query_selector(what).ok().flatten();
    let reads = |messages: &Element| messages.scroll_top() < -NEAR;
    found(":focus").is_some()
        || found(".messages").as_ref().is_some_and(reads)
        || is_marked(slice::from_ref(&place))
}
