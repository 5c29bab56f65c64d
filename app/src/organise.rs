//! The pages beside the list that keep it in order: labels, custom fields, the bin.
pub mod bin;
pub mod fields;
pub mod labels;

use std::pin::Pin;

use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use crate::{
    error::Error,
    frame::use_connection,
    i18n::*,
    later::Fetched,
    leave::Guard,
    ui::{
        button::{Button, Look},
        dialog::Dialog,
        toast::{Toasts, use_toasts},
        when::When,
    },
    values::words::I18n,
    wire::labels::Gone,
};

/// Something that is about to be deleted.
#[derive(Clone)]
struct Doomed {
    key: String,
    name: String,
    /// How many contacts it touches.
    count: i64,
}

/// The question before something is deleted: its title, what it means, the word on the button.
type Words = Callback<(Doomed,), [String; 3]>;

/// Deletes the thing of a key.
type Delete = fn(String) -> Pin<Box<dyn Future<Output = Result<(), Error>>>>;

/// Asks before it deletes. Setting `doomed` opens the question.
#[component]
fn DeleteQuestion(
    doomed: RwSignal<Option<Doomed>>,
    #[prop(into)] words: Words,
    delete: Delete,
    /// Brings the thing back, where that is possible.
    #[prop(optional)]
    restore: Option<Delete>,
    #[prop(into)] on_done: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = use_toasts();
    let failed = report();
    let back = move |restore: Delete, key: String, name: String| {
        bring_back(i18n, toasts, restore, (key, name), on_done);
    };
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
            match (delete(key.clone()).await, restore) {
                (Ok(()), Some(restore)) => {
                    toasts.offer(
                        tu_string!(i18n, organise.deleted, name = name.clone()),
                        tu_string!(i18n, contact.undo),
                        move || back(restore, key.clone(), name.clone()),
                    );
                }
                (Ok(()), None) => toasts.say(tu_string!(i18n, organise.deleted, name = name)),
                (Err(error), _) => failed(error),
            }
            busy.set(false);
            open.set(false);
            on_done.run(());
        });
    };
    let footer = move || {
        view! {
            <Button autofocus=true on_press=move || open.set(false)>{t!(i18n, frame.cancel)}</Button>
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

/// Brings the thing of a key back, and says so. The page may be gone by then.
fn bring_back(
    i18n: I18n,
    toasts: Toasts,
    restore: Delete,
    (key, name): (String, String),
    on_done: Callback<()>,
) {
    leptos::task::spawn_local(async move {
        toasts.say(match restore(key).await {
            Ok(()) => tu_string!(i18n, desk.restored, name = name),
            Err(error) => error.to_string(),
        });
        let _ = on_done.try_run(());
    });
}

/// What was deleted and can come back, folded away below the table.
fn deleted(
    title: fn(I18n) -> &'static str,
    gone: Vec<Gone>,
    restore: Option<Delete>,
    on_done: Callback<()>,
) -> Option<AnyView> {
    let (i18n, toasts) = (use_i18n(), use_toasts());
    let language = Signal::derive(move || i18n.get_locale().as_str());
    let rows = gone.into_iter().map(|Gone { id, name, at, by }| {
        let called = name.clone();
        let button = restore.map(|restore| {
            let (label, thing) = (name.clone(), (id, name.clone()));
            view! {
                <Button
                    small=true
                    icon=icondata_lu::LuUndo2
                    label=move || t_string!(i18n, desk.restore_of, name = label.clone())
                    on_press=move || bring_back(i18n, toasts, restore, thing.clone(), on_done)
                >
                    {t!(i18n, desk.restore)}
                </Button>
            }
        });
        let who = (!by.is_empty()).then(|| {
            let words = move || t_string!(i18n, desk.deleted_by, name = by.clone());
            view! { " · " <bdi>{words}</bdi> }
        });
        view! {
            <li>
                <span>
                    <bdi>{called}</bdi>
                    <span class="hint">{who} " · " <When at=at language=language/></span>
                </span>
                {button}
            </li>
        }
    });
    let rows = rows.collect::<Vec<_>>();
    (!rows.is_empty()).then(|| {
        view! {
            <details class="deleted">
                <summary>{move || title(i18n)}</summary>
                <ul role="list">{rows}</ul>
            </details>
        }
        .into_any()
    })
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
    /// Whether something typed would be lost.
    #[prop(into)]
    is_dirty: Callback<(), bool>,
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
    let guard = Guard::of_page();
    guard
        .hold(move || open.try_get_untracked() == Some(true) && is_dirty.try_run(()) == Some(true));
    let may_close =
        move |()| guard.may_close(is_dirty.run(()), Callback::new(move |()| open.set(false)));
    let footer = move || {
        view! {
            <Button on_press=move || open.set(!may_close(()))>{t!(i18n, frame.cancel)}</Button>
            <Button look=Look::Primary busy=busy on_press=save>{t!(i18n, organise.save)}</Button>
        }
    };
    view! {
        <Dialog
            id=id
            open=open
            title=title
            close_label=move || t_string!(i18n, frame.close)
            may_close=may_close
            footer=footer
        >
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
        // The page asks for it as a whole.
        Error::SignedOut => {}
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
