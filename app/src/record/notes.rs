//! The notes about a contact: added by anybody with author and time, deleted by their author or an Administrator.
use contact::{ContactId, permit::Why};
use leptos::{ev, prelude::*, web_sys::HtmlElement};
use uuid::Uuid;

use crate::{
    api::{
        contacts::{add_note, delete_note},
        enquiries::note_beside,
    },
    error::Error,
    i18n::*,
    page::{Report, report},
    record::own_writes::OwnWrites,
    ui::{
        button::{Button, Look},
        field::TextArea,
        when::When,
    },
    values::words::{I18n, language},
    wire::contacts::Note,
};

/// The enquiry beside which notes are added.
#[derive(Clone, Copy)]
pub struct NotesBeside {
    pub enquiry: Uuid,
    /// Hears of a refusal by the table.
    pub on_refused: Callback<Why>,
}

/// The notes of one contact.
#[derive(Clone, Copy)]
struct Notes {
    i18n: I18n,
    report: Report,
    id: ContactId,
    beside: Option<NotesBeside>,
    /// Why none can be added just now.
    why_not: Signal<Option<String>>,
    writes: OwnWrites,
    list: RwSignal<Vec<Note>>,
    typed: RwSignal<String>,
    busy: RwSignal<bool>,
    failure: RwSignal<Option<String>>,
}

impl Notes {
    fn add(self) {
        if self.busy.get_untracked() || self.why_not.get_untracked().is_some() {
            return;
        }
        self.busy.set(true);
        self.failure.set(None);
        let text = self.typed.get_untracked();
        let write = self.writes.begin();
        leptos::task::spawn_local(async move {
            let added = match self.beside {
                None => add_note(self.id, text.clone()).await,
                Some(beside) => note_beside(beside.enquiry, self.id, text.clone()).await,
            };
            // Another section may be in sight by now: the note was added all the same, or has to be said elsewhere.
            let is_left = self.busy.try_set(false).is_some();
            match added {
                Ok(note) => {
                    // What was typed on meanwhile stays.
                    if self.typed.try_with_untracked(|typed| *typed == text) == Some(true) {
                        self.typed.set(String::new());
                    }
                    self.show(note);
                    self.report
                        .toasts
                        .say(tu_string!(self.i18n, record.note_added));
                }
                // What was typed stays.
                Err(Error::NotPermitted(why)) => {
                    let sentence = untrack(|| why.sentence(language(self.i18n)));
                    match is_left {
                        true => self.report.toasts.say(sentence),
                        false => self.failure.set(Some(sentence)),
                    }
                    if let Some(beside) = self.beside {
                        let _ = beside.on_refused.try_run(why);
                    }
                }
                Err(error) if is_left => self.report.say(error),
                Err(error) => {
                    self.report.say_in(self.failure, error);
                }
            }
            drop(write);
        });
    }

    /// Puts a new note above the others, unless it has come there already.
    fn show(self, note: Note) {
        self.list.update(|list| {
            if list.iter().all(|known| known.id != note.id) {
                list.insert(0, note);
            }
        });
    }

    fn delete(self, note: Uuid) {
        let write = self.writes.begin();
        leptos::task::spawn_local(async move {
            match delete_note(self.id, note).await {
                Ok(()) => {
                    self.list
                        .update(|list| list.retain(|other| other.id != note));
                    self.report
                        .toasts
                        .say(tu_string!(self.i18n, record.note_deleted));
                }
                Err(error) => self.report.say(error),
            }
            drop(write);
        });
    }

    fn listed(self, note: Note) -> AnyView {
        let i18n = self.i18n;
        let id = note.id;
        // Beside an enquiry notes are only added.
        let may_delete = note.may_delete && self.beside.is_none();
        view! {
            <li>
                <p class="text"><bdi>{note.text}</bdi></p>
                <p class="by">
                    <bdi>{note.staff}</bdi>
                    " · "
                    <When at=note.at language=Signal::derive(move || i18n.get_locale().as_str())/>
                    {may_delete.then(|| view! {
                        <Button
                            look=Look::Plain
                            small=true
                            icon=icondata_lu::LuTrash2
                            label=move || t_string!(i18n, record.delete_note)
                            on_press=move || self.delete(id)
                        />
                    })}
                </p>
            </li>
        }
        .into_any()
    }
}

/// The notes there are, and a field for the next one, or why there can be none. Without any there is no heading.
pub fn notes(
    (id, list): (ContactId, RwSignal<Vec<Note>>),
    typed: RwSignal<String>,
    why_not: Signal<Option<String>>,
    beside: Option<NotesBeside>,
) -> AnyView {
    let i18n = use_i18n();
    let notes = Notes {
        i18n,
        report: report(),
        id,
        beside,
        why_not,
        writes: OwnWrites::of_record(),
        list,
        typed,
        busy: RwSignal::new(false),
        failure: RwSignal::new(None),
    };
    // What was typed can still be copied where it can no longer be added.
    let is_there = move || why_not.get().is_none() || typed.with(|typed| !typed.trim().is_empty());
    view! {
        <section
            class="notes"
            on:keydown=move |event| if adds(&event) {
                event.prevent_default();
                notes.add();
            }
        >
            <Show when=move || list.with(|list| !list.is_empty())>
                <h2>{t!(i18n, record.notes)}</h2>
                <ul role="list">
                    <For each=move || list.get() key=|note| note.id let:note>{notes.listed(note)}</For>
                </ul>
            </Show>
            <Show when=is_there>
                <TextArea id="note" label=move || t_string!(i18n, record.new_note) value=typed error=notes.failure/>
            </Show>
            <p>
                <Button
                    small=true
                    busy=notes.busy
                    disabled=Signal::derive(move || why_not.get().is_some())
                    on_press=move || notes.add()
                >
                    {t!(i18n, record.add_note)}
                </Button>
            </p>
            {move || why_not.get().map(|why| view! { <p class="why-not">{why}</p> })}
        </section>
    }
    .into_any()
}

/// Ctrl-Enter or Cmd-Enter in the note.
fn adds(event: &ev::KeyboardEvent) -> bool {
    let held = event.ctrl_key() || event.meta_key();
    held && event.key() == "Enter" && event_target::<HtmlElement>(event).id() == "note"
}
