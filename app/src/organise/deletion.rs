//! Deleting a thing that contacts use, after asking; and what was deleted and can come back.
use std::pin::Pin;

use leptos::prelude::*;

use crate::{
    error::Error,
    i18n::*,
    page::{Report, report},
    ui::{
        button::{Button, Look},
        dialog::Dialog,
        number::grouped,
        when::When,
    },
    values::words::I18n,
    wire::labels::Gone,
};

/// Something that is about to be deleted.
#[derive(Clone)]
pub struct Doomed {
    pub key: String,
    pub name: String,
    /// How many contacts it touches.
    pub count: i64,
}

impl Doomed {
    /// Says how many contacts it touches: none, one or several.
    pub fn touches(&self, none: &str, one: &str, several: fn(I18n, String) -> String) -> String {
        match self.count.unsigned_abs() {
            0 => none.to_owned(),
            1 => one.to_owned(),
            count => several(use_i18n(), grouped(count)),
        }
    }
}

/// The question before something is deleted: its title, what it means, the word on the button.
pub type DeletionWords = Callback<(Doomed,), [String; 3]>;

/// Deletes the thing of a key.
pub type Delete = fn(String) -> Pin<Box<dyn Future<Output = Result<(), Error>>>>;

/// Asks before it deletes. Setting `doomed` opens the question.
#[component]
pub fn DeleteQuestion(
    doomed: RwSignal<Option<Doomed>>,
    #[prop(into)] words: DeletionWords,
    delete: Delete,
    /// Brings the thing back, where that is possible.
    #[prop(optional)]
    restore: Option<Delete>,
    #[prop(into)] on_done: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let report = report();
    let toasts = report.toasts;
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
                        move || {
                            bring_back(i18n, report, restore, (key.clone(), name.clone()), on_done)
                        },
                    );
                }
                (Ok(()), None) => toasts.say(tu_string!(i18n, organise.deleted, name = name)),
                (Err(error), _) => report.say(error),
            }
            busy.set(false);
            open.set(false);
            // Its page may have been left meanwhile.
            let _ = on_done.try_run(());
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
            footer=footer
        >
            <p>{move || word(1)}</p>
        </Dialog>
    }
}

/// Brings the thing of a key back, and says so. The page may be gone by then.
fn bring_back(
    i18n: I18n,
    report: Report,
    restore: Delete,
    (key, name): (String, String),
    on_done: Callback<()>,
) {
    leptos::task::spawn_local(async move {
        match restore(key).await {
            Ok(()) => {
                let deleted = tu_string!(i18n, organise.deleted, name = name.clone());
                report.toasts.withdraw(&deleted);
                report
                    .toasts
                    .say(tu_string!(i18n, desk.restored, name = name));
            }
            Err(error) => report.say(error),
        }
        let _ = on_done.try_run(());
    });
}

/// What was deleted and can come back, folded away below the table.
pub fn deleted(
    title: fn(I18n) -> &'static str,
    // How the name of one looks.
    class: &'static str,
    gone: Resource<Vec<Gone>>,
    restore: Option<Delete>,
    on_done: Callback<()>,
) -> AnyView {
    let (i18n, report) = (use_i18n(), report());
    let language = Signal::derive(move || i18n.get_locale().as_str());
    let row = move |Gone { id, name, at, by }: Gone| {
        let called = name.clone();
        let button = restore.map(|restore| {
            let (label, thing) = (name.clone(), (id, name.clone()));
            view! {
                <Button
                    small=true
                    icon=icondata_lu::LuUndo2
                    label=move || t_string!(i18n, desk.restore_of, name = label.clone())
                    on_press=move || bring_back(i18n, report, restore, thing.clone(), on_done)
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
                    <bdi class=class>{called}</bdi>
                    <span class="hint">{who} " · " <When at=at language=language/></span>
                </span>
                {button}
            </li>
        }
    };
    view! {
        <Transition>
            {move || Suspend::new(async move {
                let gone = gone.await;
                let count = gone.len();
                (count > 0).then(|| view! {
                    <details class="deleted">
                        <summary>{move || title(i18n)} " (" {count} ")"</summary>
                        <ul role="list">{gone.into_iter().map(row).collect_view()}</ul>
                    </details>
                })
            })}
        </Transition>
    }
    .into_any()
}

/// Asks how many contacts a thing touches, and then whether to delete it.
pub fn ask_to_delete(
    doomed: RwSignal<Option<Doomed>>,
    key: String,
    name: String,
    usage: impl Future<Output = Result<i64, Error>> + 'static,
    report: Report,
) {
    leptos::task::spawn_local(async move {
        match usage.await {
            Ok(count) => doomed.set(Some(Doomed { key, name, count })),
            Err(error) => report.say(error),
        }
    });
}
