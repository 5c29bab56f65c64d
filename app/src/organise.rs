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

/// Says what went wrong where no field is to blame.
fn report() -> impl Fn(Error) + Copy + 'static {
    let (toasts, connection) = (use_toasts(), use_connection());
    move |error| match error {
        Error::SignedOut => sign_in_again(),
        Error::Unreachable => connection.lost(),
        error => toasts.say(error.to_string()),
    }
}

/// What is wrong with the value of one field of a form, where the server said so.
fn problem(error: RwSignal<Option<Error>>, column: &'static str) -> Signal<Option<String>> {
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
