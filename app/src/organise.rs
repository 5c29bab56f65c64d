//! The pages beside the list that keep it in order: labels, custom fields, the bin.
pub mod bin;
pub mod fields;
pub mod labels;

use std::pin::Pin;

use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use crate::{
    error::Error,
    frame::{sign_in_again, use_connection},
    i18n::*,
    later::Fetched,
    ui::{
        button::{Button, Look},
        dialog::Dialog,
        toast::use_toasts,
    },
};

/// Something that is about to be deleted.
#[derive(Clone)]
struct Doomed {
    key: String,
    name: String,
    /// How many contacts it touches.
    count: i64,
}

/// The question before something is deleted that cannot be taken back: its title, what it means, the word on the button.
type Words = Callback<(Doomed,), [String; 3]>;

/// Deletes the thing of a key.
type Delete = fn(String) -> Pin<Box<dyn Future<Output = Result<(), Error>>>>;

/// Asks before it deletes. Setting `doomed` opens the question.
#[component]
fn DeleteQuestion(
    doomed: RwSignal<Option<Doomed>>,
    #[prop(into)] words: Words,
    delete: Delete,
    #[prop(into)] on_done: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = use_toasts();
    let failed = report();
    let (open, busy) = (RwSignal::new(false), RwSignal::new(false));
    Effect::new(move |_| open.set(doomed.with(Option::is_some)));
    let word = move |at: usize| {
        let doomed = doomed.get();
        doomed
            .map(|doomed| words.run((doomed,))[at].clone())
            .unwrap_or_default()
    };
    let confirm = move || {
        let Some(Doomed { key, name, .. }) =
            doomed.get_untracked().filter(|_| !busy.get_untracked())
        else {
            return;
        };
        busy.set(true);
        leptos::task::spawn_local(async move {
            match delete(key).await {
                Ok(()) => toasts.say(tu_string!(i18n, organise.deleted, name = name)),
                Err(error) => failed(error),
            }
            busy.set(false);
            open.set(false);
            on_done.run(());
        });
    };
    let footer = move || {
        view! {
            <Button on_press=move || open.set(false)>{t!(i18n, frame.cancel)}</Button>
            <Button look=Look::Danger busy=busy on_press=confirm>{move || word(2)}</Button>
        }
    };
    view! {
        <Dialog
            id="delete-question"
            open=open
            title=move || word(0)
            close_label=move || t_string!(i18n, frame.close)
            footer=footer
        >
            <p>{move || word(1)}</p>
        </Dialog>
    }
}

/// Asks how many contacts a thing touches, and then whether to delete it.
fn ask_to_delete(
    doomed: RwSignal<Option<Doomed>>,
    key: String,
    name: String,
    usage: impl Future<Output = Result<i64, Error>> + 'static,
    failed: impl Fn(Error) + 'static,
) {
    leptos::task::spawn_local(async move {
        match usage.await {
            Ok(count) => doomed.set(Some(Doomed { key, name, count })),
            Err(error) => failed(error),
        }
    });
}

/// The last cell of a thing's row: edit it, delete it.
fn actions(
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
type Saving = Pin<Box<dyn Future<Output = Result<String, Error>>>>;

/// The window in which a thing is created or changed.
#[component]
fn EditWindow(
    id: &'static str,
    open: RwSignal<bool>,
    error: RwSignal<Option<Error>>,
    #[prop(into)] title: TextProp,
    #[prop(into)] save: Callback<(), Saving>,
    #[prop(into)] on_done: Callback<()>,
    children: ChildrenFn,
) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = use_toasts();
    let failed = report();
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
                    on_done.run(());
                }
                Err(known @ (Error::Invalid(_) | Error::Conflict(_))) => error.set(Some(known)),
                Err(other) => failed(other),
            }
        });
    };
    let footer = move || {
        view! {
            <Button on_press=move || open.set(false)>{t!(i18n, frame.cancel)}</Button>
            <Button look=Look::Primary busy=busy on_press=save>{t!(i18n, organise.save)}</Button>
        }
    };
    view! {
        <Dialog id=id open=open title=title close_label=move || t_string!(i18n, frame.close) footer=footer>
            {refusal(error)}
            <form class="stack" on:submit=move |event| {
                event.prevent_default();
                save();
            }>
                {children()}
                // Without it, Enter in one of several fields sends nothing.
                <input type="submit" hidden=true/>
            </form>
        </Dialog>
    }
}

/// Says what went wrong where no field is to blame.
pub(crate) fn report() -> impl Fn(Error) + Copy + 'static {
    let (toasts, connection) = (use_toasts(), use_connection());
    move |error| match error {
        Error::SignedOut => sign_in_again(),
        Error::Unreachable => connection.lost(),
        error => toasts.say(error.to_string()),
    }
}

/// What is wrong with the value of one field of a form, where the server said so.
pub(crate) fn problem(
    error: RwSignal<Option<Error>>,
    column: &'static str,
) -> Signal<Option<String>> {
    Signal::derive(move || {
        error.with(|error| match error {
            Some(Error::Invalid(problems)) => problems
                .iter()
                .find(|problem| problem.column == column)
                .map(|problem| problem.message.clone()),
            _ => None,
        })
    })
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

/// `/labels`.
#[wasm_split(organise, fallible)]
pub fn labels_page() -> Fetched {
    Ok(view! { <labels::LabelsPage/> }.into_any())
}

/// `/fields`.
#[wasm_split(organise, fallible)]
pub fn fields_page() -> Fetched {
    Ok(view! { <fields::FieldsPage/> }.into_any())
}

/// `/bin`.
#[wasm_split(organise, fallible)]
pub fn bin_page() -> Fetched {
    Ok(view! { <bin::BinPage/> }.into_any())
}
