//! What a page does while others change the contact that it shows: it asks anew, by the door that it came by, shows what is
//! new in its place, and says who changed what. What is typed, opened or scrolled to stays. What it writes itself it hears of
//! by the answer, and says nothing of it.
use std::time::Duration;

use contact::Contact;
use leptos::prelude::*;

use crate::{
    api::{
        contacts::{latest_changes, restore},
        fields, labels,
    },
    browser::{attention::in_attendance, connection::use_connection},
    error::Error,
    i18n::*,
    live::follow_what_was_read,
    page::{HEADING, Report, report},
    record::{
        edit::{DEPARTED, Editor},
        news::{
            ChangedBy, Changer, Departed, Departure, Question, Unasked, changed, credit, is_of_many,
        },
        own_writes::OwnWrites,
        parts::RecordParts,
        read::{ContactDoor, NowThere, ReadAnew},
    },
    ui::{
        button::{Button, LinkButton, Look},
        focus::focus_soon,
        icon::Icon,
        when::local_time,
    },
    values::{reading::any_name, words::I18n},
    wire::contacts::{FieldName, LastEdits},
};

/// How often news are acted on at most, in milliseconds; and those of many contacts, of which all pages hear at once, and again
/// and again while an import goes on.
const PAUSE: u32 = 500;
const PAUSE_OF_MANY: u32 = 5_000;
/// When it is asked once more what a server could not tell that had too much to do.
const ASK_AGAIN: Duration = Duration::from_secs(5);

/// Follows what others do to the contact that a page shows.
#[derive(Clone, Copy)]
pub struct Following {
    i18n: I18n,
    report: Report,
    door: ContactDoor,
    parts: RecordParts,
    editor: Editor,
    writes: OwnWrites,
    unasked: StoredValue<Unasked>,
    asking: StoredValue<bool>,
    /// The contact is being shown as it was read, not as this page has written it.
    showing: StoredValue<bool>,
    /// Counts how often the proposals on the contact are to be looked at anew.
    pub proposals: RwSignal<u32>,
    said: RwSignal<Vec<ChangedBy>>,
    restoring: RwSignal<bool>,
}

impl Following {
    /// Follows from now on, for as long as the page is there.
    pub fn begin(parts: RecordParts, editor: Editor, door: ContactDoor) -> Self {
        let writes = OwnWrites::of_record();
        let following = Self {
            i18n: use_i18n(),
            report: report(),
            door,
            parts,
            editor,
            writes,
            unasked: StoredValue::default(),
            asking: StoredValue::new(false),
            showing: StoredValue::new(false),
            proposals: RwSignal::new(0),
            said: RwSignal::default(),
            restoring: RwSignal::new(false),
        };
        let go_on = in_attendance(move || following.go_on());
        for (pause, of_many) in [(PAUSE, false), (PAUSE_OF_MANY, true)] {
            follow_what_was_read(pause, move |mut news| {
                news.retain(|one| is_of_many(one) == of_many);
                let heard = following
                    .unasked
                    .try_update_value(|unasked| unasked.hear(parts.id, &news));
                // The page may be gone by now.
                if heard.is_some() {
                    go_on();
                }
            });
        }
        Effect::new(move |_| {
            if !writes.are_under_way() {
                following.go_on();
            }
        });
        // The server is there again, or somebody signed in again.
        let recovered = use_connection().recovered;
        Effect::watch(
            move || recovered.get(),
            move |_, _, _| following.go_on(),
            false,
        );
        // Whoever has saved themselves has seen what others changed.
        let written = move || {
            if !following.showing.get_value() {
                following.said.set(Vec::new());
            }
            following.showing.set_value(false);
        };
        let contact = parts.contact;
        Effect::watch(move || contact.track(), move |_, _, _| written(), false);
        following
    }

    /// Asks about what was heard, unless it is being asked, or this page is writing: the answer to that comes first.
    fn go_on(self) {
        // The page may be gone by now.
        let may_ask = self.asking.try_get_value() == Some(false);
        if !may_ask || untrack(|| self.writes.are_under_way()) {
            return;
        }
        let shown = self.parts.contact.with_untracked(|contact| contact.version);
        let unasked = self.unasked.get_value();
        self.unasked.set_value(Unasked::default());
        let Some(question) = unasked.question(shown) else {
            return;
        };
        self.asking.set_value(true);
        let begun = self.writes.begun();
        leptos::task::spawn_local(async move {
            let read = self.ask(question).await;
            // The page may be gone by now.
            if self.asking.try_set_value(false).is_some() {
                return;
            }
            match read {
                // What this page has written meanwhile is newer than what was read.
                _ if self.writes.begun() != begun => {
                    self.unasked.update_value(|unasked| unasked.keep(question));
                }
                Ok((read, latest)) => self.show(question, read, latest),
                Err(error) => {
                    self.report.hear(&error);
                    if self.is_asked_again(question, &error) {
                        return;
                    }
                }
            }
            self.go_on();
        });
    }

    /// Whether what could not be asked is asked once more: after a while, or when the server is there again or somebody has
    /// signed in again. Until then what is shown is out of date.
    fn is_asked_again(self, question: Question, error: &Error) -> bool {
        match error {
            Error::SignedOut | Error::Unreachable => {}
            Error::Unavailable { .. } => set_timeout(move || self.go_on(), ASK_AGAIN),
            // Asked again, it would be the same.
            _ => return false,
        }
        self.unasked.update_value(|unasked| unasked.keep(question));
        true
    }

    /// Reads what is asked, with what the page has to know to show it, and who changed it.
    async fn ask(self, question: Question) -> Result<(ReadAnew, LastEdits), Error> {
        let id = self.parts.id;
        let mut read = self.door.read(id, question).await?;
        if let Some(NowThere::Contact(now)) = &read.there {
            if read.custom.is_none() && self.parts.lacks_field_of(&now.draft) {
                read.custom = fields::list().await.ok();
            }
            if read.labels.is_none() && self.parts.lacks_label_of(&now.draft) {
                read.labels = labels::list().await.ok();
            }
        }
        let new = self.new_fields(&read);
        let departs = matches!(read.there, Some(NowThere::Nothing(_)));
        if new.is_empty() && !departs {
            return Ok((read, LastEdits::default()));
        }
        // Without the names there is still what they did.
        let new = new.into_iter().map(FieldName::own).collect();
        let latest = latest_changes(id, new).await.unwrap_or_default();
        Ok((read, latest))
    }

    /// The names of the fields, and of the notes, of which the page does not show what was read.
    fn new_fields(self, read: &ReadAnew) -> Vec<String> {
        let mut fields = match &read.there {
            Some(NowThere::Contact(now)) => {
                let contact = self.parts.contact;
                let new = |shown: &Contact| match shown.version < now.version {
                    true => changed(shown, now),
                    false => Vec::new(),
                };
                contact.try_with_untracked(new).unwrap_or_default()
            }
            Some(NowThere::Nothing(_)) | None => Vec::new(),
        };
        if let Some(notes) = &read.notes
            && self.parts.notes.try_with_untracked(|shown| shown != notes) == Some(true)
        {
            fields.push("note".to_owned());
        }
        fields
    }

    /// Shows what was read, each part only where it is new.
    fn show(self, question: Question, read: ReadAnew, latest: LastEdits) {
        let mut fields = self.new_fields(&read);
        let parts = self.parts;
        if let Some(custom) = read.custom {
            parts.custom.set_value(custom);
        }
        if let Some(labels) = read.labels {
            set_new(parts.labels, labels);
        }
        if let Some(notes) = read.notes {
            set_new(parts.notes, notes);
        }
        if let Some(device) = read.device {
            set_new(parts.device, device);
        }
        self.editor.contest.learn(&latest.edits);
        match read.there {
            Some(NowThere::Contact(now)) => {
                set_new(self.editor.departed, None);
                if parts.contact.with_untracked(|shown| shown.version) < now.version {
                    let open = self.editor.take(&now);
                    // Those are told of in the form.
                    fields.retain(|field| !open.contains(field));
                    self.showing.set_value(true);
                    parts.contact.set(*now);
                }
            }
            Some(NowThere::Nothing(how)) => {
                let by = latest.removal;
                set_new(self.editor.departed, Some(Departed { how, by }));
            }
            None => {}
        }
        if question.proposals {
            self.proposals.update(|count| *count += 1);
        }
        if !fields.is_empty() {
            self.said
                .update(|said| credit(said, &fields, &latest.edits));
        }
    }

    /// What is said of others: who changed what, and that the contact has left the list. It stands at the end of what the
    /// page shows and stays in sight there, so that nothing moves when it comes.
    pub fn view(self) -> AnyView {
        view! {
            <div class="news" role="status">
                {move || self.editor.departed.get().map(|departed| self.departed(departed))}
                {move || {
                    let said = self.said.get();
                    (!said.is_empty()).then(|| self.changes(said))
                }}
            </div>
        }
        .into_any()
    }

    fn changes(self, said: Vec<ChangedBy>) -> AnyView {
        let i18n = self.i18n;
        let custom = self.parts.custom.get_value();
        let line = |said: ChangedBy| {
            let fields = said
                .fields
                .iter()
                .map(|field| any_name(i18n, field, &custom));
            let fields = fields.collect::<Vec<_>>().join(", ");
            let time = said.at.map(local_time).unwrap_or_default();
            let words = match said.who {
                Changer::You => t_string!(i18n, record.changed_elsewhere, time, fields),
                Changer::Named(name) => t_string!(i18n, record.changed_now, name, time, fields),
                Changer::Somebody => t_string!(i18n, record.changed_by_somebody, fields),
            };
            view! { <p><bdi>{words}</bdi></p> }
        };
        let lines = said.into_iter().map(line).collect::<Vec<_>>();
        view! {
            <div class="changes">
                <Icon icon=icondata_lu::LuRefreshCw/>
                <div class="text">{lines}</div>
                <Button
                    look=Look::Plain
                    small=true
                    icon=icondata_lu::LuX
                    label=move || t_string!(i18n, frame.close)
                    on_press=move || self.said.set(Vec::new())
                />
            </div>
        }
        .into_any()
    }

    fn departed(self, departed: Departed) -> AnyView {
        let i18n = self.i18n;
        let by = departed.by.filter(|by| by.own || !by.staff.is_empty());
        let words = match (departed.how, by) {
            (Departure::Deleted, None) => t_string!(i18n, record.departed_deleted).to_owned(),
            (Departure::Merged(_), None) => t_string!(i18n, record.departed_merged).to_owned(),
            (Departure::Erased, None) => t_string!(i18n, record.departed_erased).to_owned(),
            (how, Some(by)) => {
                let time = local_time(by.at);
                let name = match by.own {
                    true => t_string!(i18n, record.you).to_owned(),
                    false => by.staff,
                };
                match how {
                    Departure::Deleted => t_string!(i18n, record.deleted_by, name, time),
                    Departure::Merged(_) => t_string!(i18n, record.merged_by, name, time),
                    Departure::Erased => t_string!(i18n, record.erased_by, name, time),
                }
            }
        };
        let way = match departed.how {
            Departure::Deleted => view! {
                <Button look=Look::Primary busy=self.restoring on_press=move || self.restore()>
                    {t!(i18n, contact.restore)}
                </Button>
            }
            .into_any(),
            Departure::Merged(into) => view! {
                <LinkButton href=format!("/contacts/{into}")>{t!(i18n, record.to_master)}</LinkButton>
            }
            .into_any(),
            Departure::Erased => ().into_any(),
        };
        view! {
            <div class="banner warning" id=DEPARTED tabindex="-1">
                <Icon icon=icondata_lu::LuTriangleAlert/>
                <div class="text">
                    <p class="title"><bdi>{words}</bdi></p>
                    <p>{t_string!(i18n, record.departed_text)}</p>
                </div>
                <div class="buttons">{way}</div>
            </div>
        }
        .into_any()
    }

    /// Takes the contact out of the bin. What is typed stays in the form.
    fn restore(self) {
        if self.restoring.get_untracked() {
            return;
        }
        self.restoring.set(true);
        let write = self.writes.begin();
        leptos::task::spawn_local(async move {
            let restored = restore(self.parts.id).await;
            // The page may have been left meanwhile.
            if self.restoring.try_set(false).is_some() {
                return;
            }
            match restored {
                Ok(now) => {
                    self.report
                        .toasts
                        .say(tu_string!(self.i18n, contact.restored));
                    self.editor.departed.set(None);
                    self.parts.contact.set(now);
                    focus_soon(HEADING.to_owned());
                }
                Err(error) => {
                    self.report.say(error);
                    // Somebody else may have restored it, or erased it.
                    self.unasked.update_value(Unasked::ask_what_is_there);
                }
            }
            drop(write);
        });
    }
}

/// Sets what has changed; who shows it stays undisturbed otherwise.
fn set_new<T: PartialEq + Send + Sync + 'static>(place: RwSignal<T>, now: T) {
    if place.with_untracked(|shown| *shown != now) {
        place.set(now);
    }
}

/// Why nothing of a contact can be saved that has left the list.
pub fn departed_why(i18n: I18n, editor: Editor) -> Option<String> {
    let is_departed = editor.departed.read().is_some();
    is_departed.then(|| t_string!(i18n, record.departed_text).to_owned())
}
