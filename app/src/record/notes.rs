//! The notes about a contact: added by anybody with author and time, deleted by their author or an Administrator.
use contact::ContactId;
use leptos::{ev, prelude::*, web_sys::HtmlElement};

use crate::{
    api::contacts::{add_note, delete_note},
    i18n::*,
    page::report,
    ui::{
        button::{Button, Look},
        field::TextArea,
        toast::use_toasts,
        when::When,
    },
    wire::contacts::Note,
};

/// The notes there are, and a field for the next one. Without any there is no heading.
pub fn notes(id: ContactId, list: RwSignal<Vec<Note>>, typed: RwSignal<String>) -> AnyView {
    let i18n = use_i18n();
    let (toasts, report) = (use_toasts(), report());
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<String>);
    let add = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        leptos::task::spawn_local(async move {
            let added = add_note(id, typed.get_untracked()).await;
            busy.set(false);
            match added {
                Ok(note) => {
                    typed.set(String::new());
                    list.update(|list| list.insert(0, note));
                    toasts.say(tu_string!(i18n, record.note_added));
                }
                // What was typed stays.
                Err(error) => {
                    report.say_in(failure, error);
                }
            }
        });
    };
    let delete = move |note: Note| {
        leptos::task::spawn_local(async move {
            match delete_note(id, note.id).await {
                Ok(()) => {
                    list.update(|list| list.retain(|other| other.id != note.id));
                    toasts.say(tu_string!(i18n, record.note_deleted));
                }
                Err(error) => report.say(error),
            }
        });
    };
    view! {
        <section
            class="notes"
            on:keydown=move |event| if adds(&event) {
                event.prevent_default();
                add();
            }
        >
            <Show when=move || list.with(|list| !list.is_empty())>
                <h2>{t!(i18n, record.notes)}</h2>
                <ul role="list">
                    <For each=move || list.get() key=|note| note.id let:note>
                        <li>
                            <p class="text"><bdi>{note.text.clone()}</bdi></p>
                            <p class="by">
                                <bdi>{note.staff.clone()}</bdi>
                                " · "
                                <When at=note.at language=Signal::derive(move || i18n.get_locale().as_str())/>
                                {note.may_delete.then(|| view! {
                                    <Button
                                        look=Look::Plain
                                        small=true
                                        icon=icondata_lu::LuTrash2
                                        label=move || t_string!(i18n, record.delete_note)
                                        on_press={
                                            let note = note.clone();
                                            move || delete(note.clone())
                                        }
                                    />
                                })}
                            </p>
                        </li>
                    </For>
                </ul>
            </Show>
            <TextArea id="note" label=move || t_string!(i18n, record.new_note) value=typed error=failure/>
            <p><Button small=true busy=busy on_press=add>{t!(i18n, record.add_note)}</Button></p>
        </section>
    }
    .into_any()
}

/// Ctrl-Enter or Cmd-Enter in the note.
fn adds(event: &ev::KeyboardEvent) -> bool {
    let held = event.ctrl_key() || event.meta_key();
    held && event.key() == "Enter" && event_target::<HtmlElement>(event).id() == "note"
}
