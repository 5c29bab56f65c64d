//! `Undo import`: it says first what it would do, and then what it did; whoever edited a contact since is not overruled
//! without being named.

use std::time::Duration;

use leptos::prelude::*;

use super::{event::passes, status::called};
use crate::{
    api::imports,
    browser::clock::wait,
    error::Error,
    i18n::*,
    page::{Report, report},
    ui::{
        button::{Button, Look},
        dialog::Dialog,
        field::Tick,
        number::grouped,
        when::When,
    },
    values::words::I18n,
    wire::imports::{
        EditedContact, Import, ImportId, ImportStatus, UndoLedger, UndoStatus, Undone,
    },
};

/// How often the server is asked how far it is.
const LOOK: Duration = Duration::from_millis(400);

/// Whether an import can still be taken back by the one who looks at it.
pub fn undoable(import: &Import) -> bool {
    let is_left = match &import.undo {
        None => matches!(import.status, ImportStatus::Done | ImportStatus::Cancelled),
        Some(undo) => match undo.status {
            UndoStatus::Running => false,
            UndoStatus::Stopped => true,
            // What was kept or failed can be taken back by another one.
            UndoStatus::Done => undo.left() > 0,
        },
    };
    import.mine && is_left && import.ledger.created + import.ledger.updated > 0
}

/// How many contacts the undo of an import has left, once it is done.
pub fn left_by_undo(import: &Import) -> u64 {
    import.undo.as_ref().map_or(0, UndoLedger::left)
}

/// The undo of an import that is taken back.
pub fn undone(import: &Import) -> Option<UndoLedger> {
    let undo = import.undo.as_ref();
    undo.filter(|undo| undo.status == UndoStatus::Done).cloned()
}

/// Who took an import back, and when.
pub fn undone_by(i18n: I18n, undo: UndoLedger) -> AnyView {
    view! {
        <p class="hint">
            <bdi>{t_string!(i18n, import.import_history.undone_by, who = undo.by)}</bdi>
            " · "
            <When at=undo.at language=Signal::derive(move || i18n.get_locale().as_str())/>
        </p>
    }
    .into_any()
}

/// Whether an undo would take anything back: what somebody edited since, only where that is wanted `also`.
fn does_something(foreseen: &Undone, also: bool) -> bool {
    foreseen.removed + foreseen.restored > 0 || also && foreseen.edited > 0
}

/// How far the undo is.
#[derive(Clone, PartialEq)]
enum UndoStep {
    /// What it would do is being found out.
    Looking,
    /// What it would do.
    Asked(Undone),
    /// How far it is. The server goes on whether anybody looks or not.
    Running(UndoLedger),
    /// What it did, and which contacts it left alone.
    Done(UndoLedger, Vec<EditedContact>),
    Failed(String),
}

/// One undo, from its question to its answer.
#[derive(Clone, Copy)]
struct Undoing {
    id: ImportId,
    open: RwSignal<bool>,
    busy: RwSignal<bool>,
    /// Contacts that were edited since are taken back as well.
    also: RwSignal<bool>,
    step: RwSignal<UndoStep>,
    report: Report,
}

impl Undoing {
    fn new(id: ImportId, open: RwSignal<bool>) -> Self {
        Self {
            id,
            open,
            busy: RwSignal::new(false),
            also: RwSignal::new(false),
            step: RwSignal::new(UndoStep::Looking),
            report: report(),
        }
    }

    /// Opens the window, and finds out what the undo would do.
    fn ask(self) {
        self.step.set(UndoStep::Looking);
        self.also.set(false);
        self.open.set(true);
        let foreseen = imports::foreseen(self.id);
        leptos::task::spawn_local(async move { self.end(foreseen.await.map(UndoStep::Asked)) });
    }

    fn undo(self) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        let begun = imports::undo(self.id, self.also.get_untracked());
        leptos::task::spawn_local(async move {
            let over = match begun.await {
                Ok(begun) => self.follow(begun).await,
                Err(error) => Err(error),
            };
            self.end(over);
        });
    }

    /// Shows how far the undo is until it is over, or until nobody looks any more.
    async fn follow(self, begun: Import) -> Result<UndoStep, Error> {
        let mut ledger = begun.undo;
        loop {
            match ledger {
                Some(ledger) if ledger.status != UndoStatus::Running => {
                    let left = imports::foreseen(self.id).await?;
                    return Ok(UndoStep::Done(ledger, left.edited_contacts));
                }
                Some(ledger) => drop(self.step.try_set(UndoStep::Running(ledger))),
                None => {}
            }
            wait(LOOK).await;
            if self.open.try_get_untracked() != Some(true) {
                return Ok(UndoStep::Looking);
            }
            ledger = match imports::get(self.id).await {
                Ok(import) => import.undo,
                // It goes on without us; there is a next time.
                Err(error) if passes(&error) => None,
                Err(error) => return Err(error),
            };
        }
    }

    /// The window may be gone by now.
    fn end(self, step: Result<UndoStep, Error>) {
        self.step.try_set(step.unwrap_or_else(|error| {
            self.report.hear(&error);
            UndoStep::Failed(error.to_string())
        }));
        self.busy.try_set(false);
    }
}

/// The button, its question and its answer. `done` runs once the answer was read. Of an import that is taken back already it
/// shows what was kept.
#[component]
pub fn UndoImport(
    import: Import,
    /// How many contacts the undo before has left.
    #[prop(into)]
    left: Signal<u64>,
    /// The window is open: until it is not, this stays, whatever becomes of the import.
    open: RwSignal<bool>,
    /// Where it stands: one import may be shown in two places of a page.
    place: &'static str,
    #[prop(into)] done: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let undoing = Undoing::new(import.id, open);
    let step = undoing.step;
    // As it was when somebody asked: while an undo runs, what is left changes with it.
    let of_rest = RwSignal::new(false);
    let ask = move || {
        of_rest.set(left.get_untracked() > 0);
        undoing.ask();
    };
    let file_name = StoredValue::new(called(i18n, &import.file_name));
    // What shows the import looks again once this was closed, and not before: it may let go of this window.
    Effect::new(move |was: Option<bool>| {
        let is_open = open.get();
        let is_begun = matches!(
            *step.read_untracked(),
            UndoStep::Done(..) | UndoStep::Running(_)
        );
        if was == Some(true) && !is_open && is_begun {
            done.run(());
        }
        is_open
    });
    let title = move || match step.get() {
        UndoStep::Done(..) => t_string!(i18n, import.undo_done, name = file_name.get_value()),
        _ if of_rest.get() => {
            t_string!(
                i18n,
                import.undo_rest_question,
                name = file_name.get_value()
            )
        }
        _ => t_string!(i18n, import.undo_question, name = file_name.get_value()),
    };
    let words = move || match left.get() {
        0 => t_string!(i18n, import.undo_import).to_owned(),
        n => t_string!(i18n, import.undo_left, n = grouped(n)),
    };
    let body = move || match step.get() {
        UndoStep::Looking => {
            view! { <p role="status">{t!(i18n, import.undo_looking)}</p> }.into_any()
        }
        UndoStep::Asked(foreseen) => question(i18n, foreseen, undoing.also),
        UndoStep::Running(ledger) => progress(i18n, &ledger),
        UndoStep::Done(ledger, left) => answer(i18n, &ledger, &left),
        UndoStep::Failed(sentence) => {
            view! { <p class="banner danger" role="alert">{sentence}</p> }.into_any()
        }
    };
    view! {
        <Button icon=icondata_lu::LuUndo2 on_press=ask>{words}</Button>
        <Dialog
            id=format!("undo-{place}-{}", import.id)
            open=open
            title=title
            footer=move || footer(i18n, undoing, of_rest)
        >
            <div class="undo">{body}</div>
        </Dialog>
    }
}

/// The way out, and on to the undo.
fn footer(i18n: I18n, undoing: Undoing, of_rest: RwSignal<bool>) -> AnyView {
    let Undoing {
        open,
        busy,
        also,
        step,
        ..
    } = undoing;
    let begun = move || !matches!(step.get(), UndoStep::Looking | UndoStep::Asked(_));
    let asked = move || matches!(step.get(), UndoStep::Asked(_));
    // The question says why: there is nothing left, or only what is kept until it is ticked.
    let does_nothing = Signal::derive(move || {
        step.with(|step| matches!(step, UndoStep::Asked(foreseen) if !does_something(foreseen, also.get())))
    });
    let words = move || match of_rest.get() {
        true => t_string!(i18n, import.undo_rest),
        false => t_string!(i18n, import.undo_import),
    };
    view! {
        <Button autofocus=true on_press=move || open.set(false)>
            {move || match begun() {
                true => t_string!(i18n, import.close),
                false => t_string!(i18n, import.cancel),
            }}
        </Button>
        <Show when=asked>
            <Button look=Look::Danger busy=busy disabled=does_nothing on_press=move || undoing.undo()>
                {words}
            </Button>
        </Show>
    }
    .into_any()
}

/// What an undo would do.
fn question(i18n: I18n, foreseen: Undone, also: RwSignal<bool>) -> AnyView {
    let lines = [
        match foreseen.removed {
            0 => None,
            1 => Some(t_string!(i18n, import.undo_removes_one).to_owned()),
            n => Some(t_string!(i18n, import.undo_removes, n = grouped(n))),
        },
        match foreseen.restored {
            0 => None,
            1 => Some(t_string!(i18n, import.undo_restores_one).to_owned()),
            n => Some(t_string!(i18n, import.undo_restores, n = grouped(n))),
        },
    ];
    let lines: Vec<_> = lines.into_iter().flatten().collect();
    let nothing = lines.is_empty() && foreseen.edited == 0;
    let lines = (!lines.is_empty()).then(|| {
        let lines = lines.into_iter().map(|line| view! { <li>{line}</li> });
        view! { <ul>{lines.collect::<Vec<_>>()}</ul> }
    });
    let edited = (foreseen.edited > 0).then(|| {
        let (words, tick) = match foreseen.edited {
            1 => (
                t_string!(i18n, import.undo_keeps_one).to_owned(),
                t_string!(i18n, import.undo_edited_one).to_owned(),
            ),
            n => (
                t_string!(i18n, import.undo_keeps, n = grouped(n)),
                t_string!(i18n, import.undo_edited, n = grouped(n)),
            ),
        };
        view! {
            <div class="banner warning">
                <div class="text">
                    <p>{words}</p>
                    {named(i18n, foreseen.edited, &foreseen.edited_contacts)}
                    <Tick value=also>{tick}</Tick>
                    <p>{t!(i18n, import.undo_edited_why)}</p>
                </div>
            </div>
        }
    });
    view! {
        {nothing.then(|| view! { <p>{t!(i18n, import.undo_nothing)}</p> })}
        {lines}
        {edited}
        {(!nothing).then(|| view! { <p class="hint">{t!(i18n, import.undo_for_good)}</p> })}
    }
    .into_any()
}

/// How far an undo is.
fn progress(i18n: I18n, ledger: &UndoLedger) -> AnyView {
    let share = match ledger.total {
        0 => 0.0,
        total => ledger.done() as f64 / total as f64,
    };
    let (n, all) = (grouped(ledger.done()), grouped(ledger.total));
    let words = t_string!(i18n, import.import_history.progress, n = n, all = all);
    view! {
        <progress
            class="progress"
            max="1"
            value=format!("{share:.3}")
            aria-label=move || t_string!(i18n, import.progress)
        ></progress>
        <p>{words}</p>
        <p class="hint">{t!(i18n, import.import_history.leave)}</p>
    }
    .into_any()
}

/// That contacts could not be put back, if so.
pub fn left_out(i18n: I18n, failed: u64) -> Option<String> {
    match failed {
        0 => None,
        1 => Some(t_string!(i18n, import.import_history.failed_one).to_owned()),
        n => {
            let n = grouped(n);
            Some(t_string!(i18n, import.import_history.failed_many, n = n))
        }
    }
}

/// What an undo did.
fn answer(i18n: I18n, undone: &UndoLedger, left: &[EditedContact]) -> AnyView {
    let kept = (undone.kept > 0).then(|| {
        let words = match undone.kept {
            1 => t_string!(i18n, import.undo_kept_one).to_owned(),
            n => t_string!(i18n, import.undo_kept, n = grouped(n)),
        };
        view! { <p>{words}</p> {named(i18n, undone.kept, left)} }
    });
    let lines = [
        match undone.removed {
            0 => None,
            1 => Some(t_string!(i18n, import.undo_removed_one).to_owned()),
            n => Some(t_string!(i18n, import.undo_removed, n = grouped(n))),
        },
        match undone.restored {
            0 => None,
            1 => Some(t_string!(i18n, import.undo_restored_one).to_owned()),
            n => Some(t_string!(i18n, import.undo_restored, n = grouped(n))),
        },
        left_out(i18n, undone.failed),
    ];
    let lines = lines
        .into_iter()
        .flatten()
        .map(|line| view! { <p>{line}</p> });
    view! { <div role="status">{lines.collect::<Vec<_>>()} {kept}</div> }.into_any()
}

/// The contacts that somebody edited since, each with the way to it.
fn named(i18n: I18n, edited: u64, contacts: &[EditedContact]) -> AnyView {
    let links = contacts.iter().map(|contact| {
        view! { <li><a href=format!("/contacts/{}", contact.id)><bdi>{contact.name.clone()}</bdi></a></li> }
    });
    let more = edited.saturating_sub(contacts.len() as u64);
    view! {
        <ul class="names">
            {links.collect::<Vec<_>>()}
            {(more > 0).then(|| view! { <li>{t_string!(i18n, import.undo_more, n = grouped(more))}</li> })}
        </ul>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::{UndoLedger, UndoStatus, Undone, does_something};

    #[test]
    fn what_an_undo_left_can_be_looked_at_once_it_is_done() {
        let undo = |status, kept, failed| UndoLedger {
            status,
            total: 10,
            removed: 10 - kept - failed,
            restored: 0,
            kept,
            failed,
            by: String::new(),
            at: DateTime::UNIX_EPOCH,
        };
        assert_eq!(undo(UndoStatus::Done, 0, 0).left(), 0);
        assert_eq!(undo(UndoStatus::Done, 3, 1).left(), 4);
        assert_eq!(undo(UndoStatus::Running, 3, 1).left(), 0);
        assert_eq!(undo(UndoStatus::Stopped, 3, 1).left(), 0);
    }

    #[test]
    fn an_undo_is_not_begun_where_nothing_comes_of_it() {
        let foreseen = |removed, edited| Undone {
            removed,
            edited,
            ..Undone::default()
        };
        assert!(does_something(&foreseen(1, 3), false));
        assert!(!does_something(&foreseen(0, 3), false), "they are kept");
        assert!(does_something(&foreseen(0, 3), true));
        assert!(!does_something(&foreseen(0, 0), true));
    }
}
