//! The contact beside a conversation: Profile, Activity, Journey and Device, one of them in sight. The profile turns into a
//! form as on the contact's own page, by a door at which the table of enquiries decides; whatever it forbids is said in
//! words, with the way to that page, where all staff may edit. What others change meanwhile is shown as it is there.
use contact::{Contact, permit::EnquiryAction};
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_query_map};

use crate::{
    browser::keyboard::{on_enter, save_key},
    enquiries::{
        facts::name_of,
        fetched::Reading,
        identification::{FindContact, Identification},
        others::others,
        proposing::proposing,
        standing::RoomStanding,
        visitor::filled_in,
    },
    i18n::*,
    leave::Guard,
    merge::merges::use_merges,
    record::{
        activity::Column,
        device::device_of,
        edit::{BesideEnquiry, Editor},
        live::{Following, departed_why},
        notes::{NotesBeside, notes},
        own_writes::OwnWrites,
        parts::RecordParts,
        presence::Presence,
        profile::{ProfileOf, profile_of},
        read::ContactDoor,
    },
    ui::{
        avatar::Avatar,
        button::{Button, LinkButton, Look},
        field::TextArea,
    },
    values::words::I18n,
    wire::{activity::ActivityKind, contacts::Known, room::Room},
};

/// What the sections are called in the address.
const SECTIONS: [&str; 4] = ["profile", "activity", "journey", "device"];

/// A contact beside a conversation.
#[derive(Clone, Copy)]
pub struct ContactPanel {
    i18n: I18n,
    standing: RoomStanding,
    pub contact: RwSignal<Contact>,
    parts: RecordParts,
    room: RwSignal<Room>,
    reading: Reading,
    notes_beside: NotesBeside,
    pub editor: Editor,
    following: Following,
    section: Memo<&'static str>,
    finding: RwSignal<bool>,
    identification: Identification,
}

impl ContactPanel {
    /// The panel of a contact that is here.
    pub fn new(
        (i18n, standing): (I18n, RoomStanding),
        (contact, known): (Contact, Known),
        room: RwSignal<Room>,
        reading: Reading,
    ) -> Self {
        let enquiry = room.with_untracked(|room| room.enquiry.id);
        let whose = (enquiry, Some(contact.id));
        let identification = Identification::new(i18n, standing, whose, reading.again);
        OwnWrites::provide();
        let parts = RecordParts::new(contact, known);
        let query = use_query_map();
        let section = move |_: Option<&_>| {
            let wanted = query.read().get("tab");
            let mut sections = SECTIONS.into_iter();
            let named = sections.find(|section| wanted.as_deref() == Some(section));
            named.unwrap_or("profile")
        };
        let beside = BesideEnquiry {
            enquiry,
            on_refused: proposing,
        };
        let editor = Editor::new(parts.contact, parts.custom, Some(beside));
        let notes_beside = NotesBeside {
            enquiry,
            on_refused: Callback::new(move |why| standing.heard(why)),
        };
        let panel = Self {
            i18n,
            standing,
            contact: parts.contact,
            parts,
            room,
            reading,
            notes_beside,
            editor,
            following: Following::begin(parts, editor, ContactDoor::Room(enquiry)),
            section: Memo::new(section),
            finding: RwSignal::new(false),
            identification,
        };
        panel.attend();
        panel
    }

    /// Holds what is typed, saves by the key, and hears what a refused save says of the enquiry, and that a merge was taken
    /// back.
    fn attend(self) {
        Guard::of_page().hold(move || self.is_dirty());
        save_key(false, move || self.save());
        Effect::new(move |_| {
            if let Some(why) = self.editor.save.refused.get() {
                self.standing.heard(why);
            }
        });
        let merges = use_merges();
        // An edit in hand is joined with what came of it by its save.
        let read_anew = move || {
            if !self.editor.is_dirty() {
                self.reading.again.run(());
            }
        };
        Effect::watch(move || merges.count(), move |_, _, _| read_anew(), false);
    }

    /// Whether something typed would be lost.
    pub fn is_dirty(self) -> bool {
        self.editor.is_dirty() || self.is_noted()
    }

    fn is_noted(self) -> bool {
        let noted = |note: &String| !note.trim().is_empty();
        self.reading.note.try_with_untracked(noted) == Some(true)
    }

    /// The form is in sight; whoever looks as somebody else sees none.
    fn is_form(self) -> bool {
        self.editor.editing.get() && !self.standing.is_looking()
    }

    /// Saves by a key what is in the form, as far as that is in sight.
    fn save(self) {
        if untrack(|| self.is_form()) {
            self.editor.save();
        }
    }

    /// The panel.
    pub fn view(self) -> AnyView {
        let Self {
            i18n,
            identification,
            ..
        } = self;
        let waits = Signal::derive(move || {
            let editing = self.editor.editing.get();
            editing.then(|| t_string!(i18n, room.save_first).to_owned())
        });
        let identified = Memo::new(move |_| self.room.with(|room| room.identified.clone()));
        let name = move || self.contact.with(name_of);
        view! {
            <header class="who">
                {move || view! { <Avatar name=name()/> }}
                <h2><bdi>{name}</bdi></h2>
                <LinkButton small=true href=Signal::derive(move || self.home())>{t!(i18n, desk.open_contact)}</LinkButton>
            </header>
            <Presence
                contact=self.parts.id
                custom=self.parts.custom
                changed=Signal::derive(move || self.editor.changed_fields())
            />
            {move || identified.with(|found| identification.identified(found, waits))}
            {self.sections()}
            <div class="followed">
                <div class="open" on:keydown=on_enter(move || self.save())>
                    {move || self.open_section()}
                </div>
                {self.following.view()}
            </div>
            <FindContact open=self.finding identification/>
        }
        .into_any()
    }

    /// What was typed in a room that is out of sight by now: it can be copied, and left as a proposal where that is allowed.
    pub fn kept(self) -> AnyView {
        let i18n = self.i18n;
        let (note, is_noted) = (self.reading.note, self.is_noted());
        let form = move || {
            let form = move || view! { {self.form_buttons()} {self.editor.view()} };
            self.is_form().then(form)
        };
        let note = move || {
            let field = move || {
                view! { <TextArea id="note" label=move || t_string!(i18n, record.new_note) value=note/> }
            };
            (is_noted && !self.standing.is_looking()).then(field)
        };
        view! { {form} {note} }.into_any()
    }

    /// The address of the contact's own page.
    fn home(self) -> String {
        format!("/contacts/{}", self.contact.read().id)
    }

    fn sections(self) -> AnyView {
        let i18n = self.i18n;
        let (query, path) = (use_query_map(), use_location().pathname);
        let link = move |key: &'static str, words: fn(I18n) -> &'static str| {
            let address = move || {
                let mut query = query.get();
                query.replace("tab", key.to_owned());
                format!("{}{}", path.get(), query.to_query_string())
            };
            view! {
                <a href=address aria-current=move || (self.section.get() == key).then_some("page")>
                    {move || words(i18n)}
                </a>
            }
        };
        view! {
            <nav class="tabs" aria-label=move || t_string!(i18n, room.sections)>
                {link("profile", |i18n| t_string!(i18n, contact.profile))}
                {link("activity", |i18n| t_string!(i18n, record.activity))}
                {link("journey", |i18n| t_string!(i18n, record.journey))}
                {link("device", |i18n| t_string!(i18n, room.device))}
            </nav>
        }
        .into_any()
    }

    fn open_section(self) -> AnyView {
        let i18n = self.i18n;
        let id = self.parts.id;
        match self.section.get() {
            "activity" => view! {
                <div class="activity">
                    {move || self.room.with(|room| others(i18n, &room.others, Some(id)))}
                    <Column id kind=ActivityKind::Engagements/>
                </div>
            }
            .into_any(),
            "journey" => {
                let kind = ActivityKind::Visits;
                view! { <div class="activity"><Column id kind/></div> }.into_any()
            }
            "device" => device_of(i18n, self.parts.device),
            _ if self.is_form() => view! { {self.form_buttons()} {self.editor.view()} }.into_any(),
            _ => view! { {self.buttons()} {self.profile()} }.into_any(),
        }
    }

    fn form_buttons(self) -> AnyView {
        let Self { i18n, editor, .. } = self;
        view! {
            <div class="buttons">
                <Button on_press=move || editor.cancel()>{t!(i18n, frame.cancel)}</Button>
                <Button
                    look=Look::Primary
                    busy=editor.save.busy
                    disabled=editor.is_departed()
                    on_press=move || editor.save()
                >
                    {t!(i18n, record.save)}
                </Button>
            </div>
        }
        .into_any()
    }

    /// What can be done with the contact, and why what cannot be done cannot.
    fn buttons(self) -> AnyView {
        let Self { i18n, standing, .. } = self;
        let departed = self.editor.is_departed();
        let forbids = move |action| {
            Signal::derive(move || departed.get() || standing.why_not(action).is_some())
        };
        let why = move || {
            let reasons = standing.why_none_of(&[EnquiryAction::Edit, EnquiryAction::Merge]);
            let home = move || self.home();
            (!reasons.is_empty()).then(|| {
                view! {
                    <div class="why-not">
                        {reasons.into_iter().map(|reason| view! { <p>{reason}</p> }).collect::<Vec<_>>()}
                        <p><a href=home>{t!(i18n, room.at_home)}</a></p>
                    </div>
                }
            })
        };
        view! {
            <div class="buttons">
                <Button disabled=forbids(EnquiryAction::Merge) on_press=move || self.finding.set(true)>
                    {t!(i18n, room.find)}
                </Button>
                <Button
                    look=Look::Primary
                    icon=icondata_lu::LuPencil
                    disabled=forbids(EnquiryAction::Edit)
                    on_press=move || self.editor.begin()
                >
                    {t!(i18n, record.edit)}
                </Button>
            </div>
            {why}
        }
        .into_any()
    }

    fn profile(self) -> AnyView {
        let Self {
            i18n,
            standing,
            parts,
            room,
            editor,
            ..
        } = self;
        let why_not = Signal::derive(move || {
            let forbidden = standing.why_not(EnquiryAction::Note);
            forbidden.or_else(|| departed_why(i18n, editor))
        });
        let noted = notes(
            (parts.id, parts.notes),
            self.reading.note,
            why_not,
            Some(self.notes_beside),
        );
        let form = move || {
            let custom = parts.custom.get_value();
            room.with(|room| {
                let form = room.visitor.form.as_ref();
                form.map(|form| filled_in(i18n, form, &custom))
            })
        };
        let of = ProfileOf {
            contact: parts.contact,
            custom: parts.custom,
            labels: parts.labels,
        };
        profile_of(i18n, of, vec![form.into_any(), noted])
    }
}
