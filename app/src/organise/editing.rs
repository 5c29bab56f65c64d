//! Creating and changing a thing that contacts use: the buttons in its row, and the window.
use std::pin::Pin;

use leptos::prelude::*;

use crate::{
    error::Error,
    i18n::*,
    leave::Guard,
    page::report,
    ui::{
        button::{Button, Look},
        dialog::{Dialog, DialogForm},
        toast::use_toasts,
    },
};

/// The last cell of a thing's row: edit it, delete it.
pub fn actions(
    name: String,
    edit: impl Fn() + Send + Sync + 'static,
    delete: impl Fn() + Send + Sync + 'static,
) -> AnyView {
    let i18n = use_i18n();
    let doomed = name.clone();
    view! {
        <td class="actions">
            <Button
                small=true
                look=Look::Plain
                icon=icondata_lu::LuPencil
                label=move || t_string!(i18n, organise.edit, name = name.clone())
                on_press=edit
            />
            <Button
                small=true
                look=Look::Plain
                icon=icondata_lu::LuTrash2
                label=move || t_string!(i18n, organise.delete, name = doomed.clone())
                on_press=delete
            />
        </td>
    }
    .into_any()
}

/// Saves what a window holds, and gives the name that the thing has now.
pub type Saving = Pin<Box<dyn Future<Output = Result<String, Error>>>>;

/// The window in which a thing is created or changed.
#[component]
pub fn EditWindow(
    id: &'static str,
    open: RwSignal<bool>,
    error: RwSignal<Option<Error>>,
    #[prop(into)] title: TextProp,
    #[prop(into)] save: Callback<(), Saving>,
    /// Whether something typed would be lost.
    #[prop(into)]
    is_dirty: Callback<(), bool>,
    #[prop(into)] on_done: Callback<()>,
    children: ChildrenFn,
) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = use_toasts();
    let report = report();
    let busy = RwSignal::new(false);
    let save = move || {
        if busy.get_untracked() {
            return;
        }
        let saving = save.run(());
        busy.set(true);
        leptos::task::spawn_local(async move {
            let saved = saving.await;
            busy.set(false);
            match saved {
                Ok(name) => {
                    open.set(false);
                    toasts.say(tu_string!(i18n, organise.saved, name = name));
                    // Its page may have been left meanwhile.
                    let _ = on_done.try_run(());
                }
                Err(known @ (Error::Invalid(_) | Error::Conflict(_))) => error.set(Some(known)),
                Err(other) => report.say(other),
            }
        });
    };
    let leave =
        Guard::of_page().hold_window(open, move || is_dirty.run(()), move || open.set(false));
    let footer = move || {
        view! {
            <Button on_press=leave>{t!(i18n, frame.cancel)}</Button>
            <Button look=Look::Primary busy=busy on_press=save>{t!(i18n, organise.save)}</Button>
        }
    };
    let children = StoredValue::new(children);
    view! {
        <Dialog
            id=id
            open=open
            title=title
            on_leave=leave
            footer=footer
        >
            {refusal(error)}
            <DialogForm on_send=save>{children.with_value(|children| children())}</DialogForm>
        </Dialog>
    }
}

/// What is wrong with a form as a whole, as an alert.
fn refusal(error: RwSignal<Option<Error>>) -> impl IntoView {
    move || {
        error
            .get()
            .filter(|error| !matches!(error, Error::Invalid(_)))
            .map(|error| {
                view! { <p class="banner danger" role="alert">{error.to_string()}</p> }
            })
    }
}
