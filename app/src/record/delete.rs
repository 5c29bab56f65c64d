//! Deleting a contact: the question that names it, and the toast that takes it back.
use contact::ContactId;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use crate::{
    api::contacts::{delete, restore},
    i18n::*,
    later::Fetched,
    page::report,
    record::own_writes::OwnWrites,
    request::bin_days,
    trail::Trail,
    ui::{
        button::{Button, Look},
        dialog::Dialog,
        toast::use_toasts,
    },
};

/// The question before a contact is deleted.
#[wasm_split(list, fallible)]
pub fn delete_window(
    doomed: RwSignal<Option<(ContactId, String)>>,
    on_gone: Callback<()>,
) -> Fetched {
    Ok(view! { <DeleteDialog doomed on_gone/> }.into_any())
}

/// Asks before it deletes. Setting `doomed` to a contact and its name opens the question.
#[component]
pub fn DeleteDialog(
    doomed: RwSignal<Option<(ContactId, String)>>,
    /// After the contact has gone.
    #[prop(into)]
    on_gone: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (toasts, report) = (use_toasts(), report());
    // The toast outlives this page: a list that is open by then loads again, and nobody is led anywhere.
    let trail = Trail::of_page();
    let days = bin_days();
    let writes = OwnWrites::of_record();
    let open = RwSignal::new(false);
    let busy = RwSignal::new(false);
    Effect::new(move |_| open.set(doomed.with(Option::is_some)));
    let bring_back = move |id| {
        leptos::task::spawn_local(async move {
            match restore(id).await {
                Ok(_) => toasts.say(tu_string!(i18n, contact.restored)),
                Err(error) => report.say(error),
            }
            trail.outdate();
        });
    };
    let confirm = move || {
        let Some((id, _)) = doomed.get_untracked() else {
            return;
        };
        busy.set(true);
        let write = writes.begin();
        leptos::task::spawn_local(async move {
            let deleted = delete(id).await;
            let is_gone = deleted.is_ok();
            match deleted {
                Ok(()) => toasts.offer(
                    tu_string!(i18n, contact.deleted),
                    tu_string!(i18n, contact.undo),
                    move || bring_back(id),
                ),
                Err(error) => report.say(error),
            }
            busy.set(false);
            open.set(false);
            if is_gone {
                // Its page may have been left meanwhile.
                let _ = on_gone.try_run(());
            }
            drop(write);
        });
    };
    let name = move || {
        doomed
            .with(|doomed| doomed.as_ref().map(|(_, name)| name.clone()))
            .unwrap_or_default()
    };
    let footer = move || {
        view! {
            <Button autofocus=true on_press=move || open.set(false)>{t!(i18n, frame.cancel)}</Button>
            <Button look=Look::Danger busy=busy on_press=confirm>{t!(i18n, contact.delete_button)}</Button>
        }
    };
    view! {
        <Dialog
            id="delete"
            open=open
            title=move || t_string!(i18n, contact.delete_question, name = name())
            footer=footer
        >
            <p>
                {move || match days {
                    1 => t_string!(i18n, contact.delete_text_one).to_owned(),
                    days => t_string!(i18n, contact.delete_text, days = days),
                }}
            </p>
        </Dialog>
    }
}
