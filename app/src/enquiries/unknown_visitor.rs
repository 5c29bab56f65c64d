//! A visitor who is nobody's contact yet, beside the conversation: what they told of themselves, and the two ways of making
//! a contact of them: a new one that begins with it, or one who is there already.
use contact::{Draft, permit::EnquiryAction};
use leptos::prelude::*;
use uuid::Uuid;

use crate::{
    enquiries::{
        identification::{FindContact, Identification},
        standing::RoomStanding,
        visitor::{device, filled_in, told},
    },
    i18n::*,
    record::create::CreateBeside,
    ui::button::{Button, Look},
    values::words::I18n,
    wire::room::{Room, RoomContact},
};

/// A visitor beside a conversation.
#[derive(Clone, Copy)]
pub struct UnknownVisitor {
    i18n: I18n,
    standing: RoomStanding,
    enquiry: Uuid,
    /// The contact that they would be.
    start: StoredValue<Draft>,
    room: RwSignal<Room>,
    creating: RwSignal<bool>,
    finding: RwSignal<bool>,
    identification: Identification,
    /// Reads the room anew.
    again: Callback<()>,
}

impl UnknownVisitor {
    /// The visitor of an enquiry that is nobody's.
    pub fn new(
        (i18n, standing): (I18n, RoomStanding),
        start: Option<Draft>,
        room: RwSignal<Room>,
        again: Callback<()>,
    ) -> Self {
        let enquiry = room.with_untracked(|room| room.enquiry.id);
        Self {
            i18n,
            standing,
            enquiry,
            start: StoredValue::new(start.unwrap_or_default()),
            room,
            creating: RwSignal::new(false),
            finding: RwSignal::new(false),
            identification: Identification::new(i18n, standing, (enquiry, None), again),
            again,
        }
    }

    /// The visitor, and what can be done.
    pub fn view(self) -> AnyView {
        let Self {
            i18n,
            finding,
            identification,
            ..
        } = self;
        let identified = Memo::new(move |_| self.room.with(|room| room.identified.clone()));
        let waits = Signal::stored(None);
        view! {
            <p>{t!(i18n, room.nobody)}</p>
            {move || identified.with(|found| identification.identified(found, waits))}
            {self.buttons()}
            {move || self.known()}
            <FindContact open=finding identification/>
        }
        .into_any()
    }

    /// Somebody is about to say who they are.
    pub fn is_in_hand(self) -> bool {
        self.creating.get_untracked() || self.finding.get_untracked()
    }

    /// The window in which a contact is made of them. It stays where a refusal takes the room out of sight, and with it what
    /// is typed.
    pub fn creation(self) -> AnyView {
        let Self {
            standing,
            enquiry,
            creating,
            again,
            ..
        } = self;
        view! {
            <CreateBeside
                open=creating
                enquiry
                start=self.start.get_value()
                forbidden=Signal::derive(move || standing.forbids(EnquiryAction::Create))
                on_create=again
                on_refused=move |why| standing.heard(why)
            />
        }
        .into_any()
    }

    fn buttons(self) -> AnyView {
        let Self { i18n, standing, .. } = self;
        let forbids = move |action| Signal::derive(move || standing.why_not(action).is_some());
        let why = move || {
            let reasons = standing.why_none_of(&[EnquiryAction::Create, EnquiryAction::Attach]);
            reasons
                .into_iter()
                .map(|reason| view! { <p class="why-not">{reason}</p> })
                .collect::<Vec<_>>()
        };
        view! {
            <div class="buttons">
                <Button
                    disabled=forbids(EnquiryAction::Attach)
                    on_press=move || self.finding.set(true)
                >
                    {t!(i18n, room.find)}
                </Button>
                <Button
                    look=Look::Primary
                    icon=icondata_lu::LuPlus
                    disabled=forbids(EnquiryAction::Create)
                    on_press=move || self.creating.set(true)
                >
                    {t!(i18n, room.create)}
                </Button>
            </div>
            {why}
        }
        .into_any()
    }

    fn known(self) -> AnyView {
        let i18n = self.i18n;
        self.room.with(|room| {
            let visitor = &room.visitor;
            let custom = match &room.contact {
                RoomContact::Nobody { custom, .. } => custom.as_slice(),
                RoomContact::Here(..) | RoomContact::Deleted { .. } | RoomContact::Erased => &[],
            };
            view! {
                {told(i18n, visitor)}
                {visitor.form.as_ref().map(|form| filled_in(i18n, form, custom))}
                {device(i18n, &visitor.device)}
            }
            .into_any()
        })
    }
}
