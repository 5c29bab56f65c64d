//! The window of a member of staff: what is known of them, where they work and are signed in, and whether they may come in.
use leptos::prelude::*;

use super::{
    inputs::{first_fields, more_fields},
    invite::taken,
    standing::{reset_question, standing},
    window::PersonWindow,
    workplaces::workplaces,
};
use crate::{
    i18n::*,
    leave::Guard,
    ui::{
        button::{Button, Look},
        dialog::{Dialog, DialogForm},
    },
};

/// The window, as it is drawn.
pub fn person_window(window: PersonWindow) -> AnyView {
    let i18n = use_i18n();
    let leave = Guard::of_page().hold_window(
        window.open,
        move || window.is_dirty(),
        move || window.close(),
    );
    let footer = move || {
        view! {
            <Button on_press=leave>{t!(i18n, frame.cancel)}</Button>
            <Button look=Look::Primary busy=window.busy on_press=move || window.save()>{t!(i18n, organise.save)}</Button>
        }
    };
    let name = move || {
        let entry = window.entry.get();
        entry
            .map(|entry| entry.staff.draft.name)
            .unwrap_or_default()
    };
    let is_last = Signal::derive(move || {
        let entry = window.entry.read();
        entry.as_ref().is_some_and(|entry| entry.last_administrator)
    });
    view! {
        <Dialog
            id="person"
            wide=true
            open=window.open
            title=name
            on_leave=leave
            footer=footer
        >
            {move || taken(window.error)}
            <DialogForm on_send=move || window.save()>
                <div class="pairs">{first_fields(window.inputs, window.error, "person", is_last)}</div>
                <div class="pairs">{more_fields(window.inputs, window.error, "person")}</div>
                {workplaces(window.workplaces)}
            </DialogForm>
            {standing(window)}
        </Dialog>
        {reset_question(i18n, window)}
    }
    .into_any()
}
