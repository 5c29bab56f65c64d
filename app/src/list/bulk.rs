//! Bulk actions on the list: the buttons of the bar while contacts are selected, the windows behind them, how far a big
//! action is, and the toast that takes it back. An action belongs to the page as a whole, so that it goes on being told
//! about while somebody looks elsewhere.
use std::time::Duration;

use contact::{
    Kind, Level,
    query::{Total, selection::Selection},
};
use futures::channel::oneshot;
use leptos::prelude::*;
use uuid::Uuid;

use crate::{
    api::bulk,
    error::Error,
    frame::use_connection,
    i18n::*,
    import::browser::fresh_key,
    list::state::State,
    preference::{remember_untold_bulk, untold_bulk},
    record::form::focus_soon,
    ui::{
        button::{Button, LinkButton, Look},
        dialog::Dialog,
        field::{Segments, SelectField, TextField},
        menu::{Menu, MenuItem},
        number::grouped,
        progress::Progress,
        toast::{Toasts, use_toasts},
    },
    values::{
        label_field::LabelField,
        words::{I18n, kind_name, level_name},
    },
    wire::bulk::{Bulk, Deed, Status},
};

/// How often a big action is asked how far it is.
const LOOK: Duration = Duration::from_millis(400);

/// The action that is under way.
#[derive(Clone, Copy)]
pub struct Bulks {
    now: RwSignal<Option<Bulk>>,
    /// One that began before the page was loaded, until somebody follows it.
    found: RwSignal<Option<Bulk>>,
    /// Counts those that are over, and contacts that came back, so that a list can load again.
    pub over: RwSignal<u32>,
}

impl Bulks {
    /// Makes the actions of a page known to everything in it.
    pub fn provide() {
        provide_context(Self {
            now: RwSignal::new(None),
            found: RwSignal::new(None),
            over: RwSignal::new(0),
        });
    }

    /// Says whether there is an action to tell about.
    pub fn under_way(self) -> bool {
        self.now.with(Option::is_some) || self.found.with(Option::is_some)
    }

    /// Looks for an action that began before the page was loaded.
    pub fn find(self) {
        leptos::task::spawn_local(async move {
            // One that is not found now is found by the next list.
            if let Ok(found) = bulk::under_way(untold_bulk()).await
                && !untrack(|| self.under_way())
            {
                self.found.set(found);
            }
        });
    }

    /// Follows an action until it is over, and tells what came of it.
    async fn follow(self, i18n: I18n, toasts: Toasts, mut bulk: Bulk) {
        remember_untold_bulk(Some(bulk.id));
        while !bulk.is_over() {
            self.now.set(Some(bulk.clone()));
            sleep(LOOK).await;
            match bulk::get(bulk.id).await {
                Ok(now) => bulk = now,
                // It goes on without us; there is a next time.
                Err(Error::Unreachable | Error::Unavailable { .. }) => {}
                Err(error) => {
                    toasts.say(error.to_string());
                    break;
                }
            }
        }
        self.now.set(None);
        if bulk.is_over() {
            remember_untold_bulk(None);
        }
        self.over.update(|over| *over += 1);
        let words = outcome(i18n, &bulk);
        match bulk.status {
            Status::Done if bulk.changed > 0 => {
                let undo = move || self.undo(i18n, toasts, bulk.id);
                toasts.offer(words, tu_string!(i18n, contact.undo), undo);
            }
            _ => toasts.say(words),
        }
    }

    fn undo(self, i18n: I18n, toasts: Toasts, id: Uuid) {
        leptos::task::spawn_local(async move {
            match bulk::undo(id).await {
                // One that was still running is followed already.
                Ok(bulk)
                    if self
                        .now
                        .with_untracked(|now| now.as_ref().is_some_and(|now| now.id == id)) =>
                {
                    self.now.set(Some(bulk));
                }
                Ok(bulk) => self.follow(i18n, toasts, bulk).await,
                Err(error) => toasts.say(error.to_string()),
            }
        });
    }
}

async fn sleep(time: Duration) {
    let (wake, woken) = oneshot::channel();
    set_timeout(
        move || {
            let _ = wake.send(());
        },
        time,
    );
    // A page that goes away wakes nobody.
    let _ = woken.await;
}

/// What came of an action, in sentences.
fn outcome(i18n: I18n, bulk: &Bulk) -> String {
    let sentences = if bulk.status == Status::Undone {
        vec![
            (
                true,
                tu_string!(i18n, bulk.put_back, count = grouped(bulk.restored)),
            ),
            (
                bulk.kept > 0,
                tu_string!(i18n, bulk.kept, count = grouped(bulk.kept)),
            ),
        ]
    } else {
        let changed = grouped(bulk.changed);
        vec![
            match bulk.action {
                Deed::Delete => (true, tu_string!(i18n, bulk.deleted, count = changed)),
                _ => (true, tu_string!(i18n, bulk.changed, count = changed)),
            },
            (
                bulk.unchanged > 0,
                tu_string!(i18n, bulk.unchanged, count = grouped(bulk.unchanged)),
            ),
            (
                bulk.gone > 0,
                tu_string!(i18n, bulk.gone, count = grouped(bulk.gone)),
            ),
            (
                bulk.overfull > 0,
                tu_string!(i18n, bulk.overfull, count = grouped(bulk.overfull)),
            ),
        ]
    };
    let said = sentences.into_iter().filter(|(said, _)| *said);
    said.map(|(_, sentence)| sentence)
        .collect::<Vec<_>>()
        .join(" ")
}

/// How far the action is that is under way.
#[component]
pub fn BulkProgress() -> impl IntoView {
    let i18n = use_i18n();
    let toasts = use_toasts();
    let bulks = expect_context::<Bulks>();
    Effect::new(move |_| {
        if let Some(found) = bulks.found.get() {
            bulks.found.set(None);
            leptos::task::spawn_local(bulks.follow(i18n, toasts, found));
        }
    });
    move || {
        bulks.now.get().map(|bulk| {
            let undoing = bulk.status == Status::Undoing;
            let (done, total) = match undoing {
                true => (bulk.restored + bulk.kept, bulk.changed),
                false => (bulk.done, bulk.total),
            };
            let counts = (grouped(done), grouped(total));
            let words = match undoing {
                true => t_string!(i18n, bulk.undoing, done = counts.0, total = counts.1),
                false => t_string!(i18n, bulk.running, done = counts.0, total = counts.1),
            };
            let id = bulk.id;
            view! {
                <div class="selection running" role="region" aria-label=move || t_string!(i18n, bulk.progress)>
                    <p>{words.clone()}</p>
                    <Progress label=words value=Signal::stored(Some(f64::from(done) / f64::from(total.max(1))))/>
                    {(!undoing).then(|| view! {
                        <Button small=true icon=icondata_lu::LuUndo2 on_press=move || bulks.undo(i18n, toasts, id)>
                            {t!(i18n, bulk.stop)}
                        </Button>
                    })}
                </div>
            }
        })
    }
}

/// What a window is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    Labels,
    Type,
    Level,
    Group,
    Team,
    Delete,
}

/// The buttons of the bar.
#[component]
pub fn BulkButtons(state: State, asked: RwSignal<Option<Asked>>) -> impl IntoView {
    let i18n = use_i18n();
    let ask = move |what: Asked| move || asked.set(Some(what));
    view! {
        <Button small=true icon=icondata_lu::LuTag on_press=ask(Asked::Labels)>{t!(i18n, bulk.label)}</Button>
        <Menu
            id="bulk-edit"
            small=true
            icon=icondata_lu::LuPencil
            label=move || t_string!(i18n, bulk.edit)
            text=move || t_string!(i18n, bulk.edit)
        >
            <MenuItem on_press=ask(Asked::Type)>{t!(i18n, bulk.set_type)}</MenuItem>
            <MenuItem on_press=ask(Asked::Level)>{t!(i18n, bulk.set_level)}</MenuItem>
            <MenuItem on_press=ask(Asked::Group)>{t!(i18n, bulk.set_group)}</MenuItem>
            <MenuItem on_press=ask(Asked::Team)>{t!(i18n, bulk.set_team)}</MenuItem>
        </Menu>
        {move || match state.selected.get() {
            Selection::All(_) => view! {
                <LinkButton small=true download=true href=state.download(true) icon=icondata_lu::LuDownload>
                    {t!(i18n, bulk.export)}
                </LinkButton>
            }
                .into_any(),
            Selection::These(ids) => {
                let ids = ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
                view! {
                    <form method="post" action="/contacts/export">
                        <input type="hidden" name="ids" value=ids/>
                        <Button small=true submit=true icon=icondata_lu::LuDownload>{t!(i18n, bulk.export)}</Button>
                    </form>
                }
                    .into_any()
            }
        }}
        <Button small=true look=Look::Danger icon=icondata_lu::LuTrash2 on_press=ask(Asked::Delete)>
            {t!(i18n, bulk.delete)}
        </Button>
    }
}

/// The window behind a button: what exactly, and to how many.
#[component]
pub fn BulkDialog(state: State, asked: RwSignal<Option<Asked>>) -> impl IntoView {
    let i18n = use_i18n();
    let (toasts, connection) = (use_toasts(), use_connection());
    let bulks = expect_context::<Bulks>();
    let (open, busy) = (RwSignal::new(false), RwSignal::new(false));
    let (labels, mode, value) = (
        RwSignal::new(Vec::<String>::new()),
        RwSignal::new("add".to_owned()),
        RwSignal::new(String::new()),
    );
    // Typed as a label and not chosen.
    let left_over = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let sent = StoredValue::new(None::<(Uuid, Deed)>);
    // How many there are; above what a list counts, it is asked for.
    let count = RwSignal::new(None::<u32>);
    Effect::new(move |_| {
        let Some(what) = asked.get() else {
            open.set(false);
            return;
        };
        labels.set(Vec::new());
        left_over.set(String::new());
        value.set(match what {
            Asked::Type => Kind::default().to_string(),
            Asked::Level => Level::default().to_string(),
            _ => String::new(),
        });
        error.set(None);
        count.set(None);
        sent.set_value(None);
        match (state.selected.get_untracked(), untrack(|| state.total())) {
            (Selection::These(ids), _) => count.set(u32::try_from(ids.len()).ok()),
            (Selection::All(_), Some(Total::Exactly(total))) => count.set(Some(total)),
            (Selection::All(query), _) => leptos::task::spawn_local(async move {
                match bulk::count(*query).await {
                    Ok(exact) => count.set(Some(exact)),
                    Err(failed) => error.set(Some(failed.to_string())),
                }
            }),
        }
        open.set(true);
    });
    Effect::new(move |_| {
        if !open.get() && asked.get_untracked().is_some() {
            asked.set(None);
        }
    });
    // What is wrong is no longer said once it is changed.
    Effect::watch(
        move || {
            labels.track();
            left_over.track();
            value.track();
        },
        move |(), _, _| error.set(None),
        false,
    );
    let counted = move || count.get().map(grouped).unwrap_or_else(|| "…".to_owned());
    let deed = move || {
        let text = value.get_untracked();
        Some(match asked.get_untracked()? {
            Asked::Labels if mode.with_untracked(|mode| mode == "add") => {
                Deed::AddLabels(labels.get_untracked())
            }
            Asked::Labels => Deed::RemoveLabels(labels.get_untracked()),
            Asked::Type => Deed::SetType(Kind::parse(&text)?),
            Asked::Level => Deed::SetLevel(Level::parse(&text)?),
            Asked::Group => Deed::SetGroup(text),
            Asked::Team => Deed::SetTeam(text),
            Asked::Delete => Deed::Delete,
        })
    };
    let start = move || {
        let (Some(deed), Some(expected)) = (deed(), count.get_untracked()) else {
            return;
        };
        if busy.get_untracked() {
            return;
        }
        if deed == Deed::Delete {
            let typed = value.with_untracked(|typed| typed.trim().replace(',', ""));
            if typed != expected.to_string() {
                let count = grouped(expected);
                error.set(Some(match typed.is_empty() {
                    true => tu_string!(i18n, bulk.count_missing, count = count),
                    false => tu_string!(i18n, bulk.count_wrong, typed = typed, count = count),
                }));
                focus_soon("bulk-count".to_owned());
                return;
            }
        }
        let text = left_over.with_untracked(|text| text.trim().to_owned());
        if !text.is_empty() {
            error.set(Some(tu_string!(i18n, record.label_left, text)));
            focus_soon("labels".to_owned());
            return;
        }
        if matches!(&deed, Deed::AddLabels(names) | Deed::RemoveLabels(names) if names.is_empty()) {
            error.set(Some(tu_string!(i18n, desk.choose_label).to_owned()));
            focus_soon("labels".to_owned());
            return;
        }
        let selection = state.selected.get_untracked();
        // Whoever presses again because no answer came asks for the same action, not for another one.
        let key = match sent.get_value() {
            Some((key, sent)) if sent == deed => key,
            _ => fresh_key(),
        };
        sent.set_value(Some((key, deed.clone())));
        busy.set(true);
        leptos::task::spawn_local(async move {
            let started = bulk::start(key, selection, deed, Some(expected)).await;
            busy.set(false);
            match started {
                Ok(bulk) => {
                    sent.set_value(None);
                    open.set(false);
                    bulks.follow(i18n, toasts, bulk).await;
                }
                Err(failed) => {
                    if failed == Error::Unreachable {
                        connection.lost();
                    }
                    error.set(failed.in_place());
                }
            }
        });
    };
    let title = move || match asked.get() {
        Some(Asked::Delete) if count.get() == Some(1) => {
            t_string!(i18n, bulk.delete_question_one).to_owned()
        }
        Some(Asked::Delete) => t_string!(i18n, bulk.delete_question, count = counted()),
        _ if count.get() == Some(1) => t_string!(i18n, bulk.question_one).to_owned(),
        _ => t_string!(i18n, bulk.question, count = counted()),
    };
    let footer = move || {
        let (look, words) = match asked.get_untracked() {
            Some(Asked::Delete) => (Look::Danger, t_string!(i18n, bulk.delete)),
            _ => (Look::Primary, t_string!(i18n, bulk.apply)),
        };
        view! {
            <Button on_press=move || open.set(false)>{t!(i18n, frame.cancel)}</Button>
            <Button look=look busy=busy on_press=start>{words}</Button>
        }
    };
    let fault = Signal::derive(move || error.get());
    let text = move |label: String| {
        view! {
            <TextField id="bulk-value" label=label value=value error=fault hint=move || t_string!(i18n, bulk.empty_hint)/>
        }
        .into_any()
    };
    let content = move || match asked.get() {
        None => ().into_any(),
        Some(Asked::Labels) => view! {
            <Segments
                name="bulk-mode"
                label=move || t_string!(i18n, bulk.label)
                value=mode
                options=Signal::derive(move || vec![
                    ("add".to_owned(), t_string!(i18n, bulk.add).to_owned()),
                    ("remove".to_owned(), t_string!(i18n, bulk.remove).to_owned()),
                ])
            />
            <LabelField value=labels typed=left_over error=fault/>
        }
        .into_any(),
        Some(Asked::Type) => choice(
            value,
            fault,
            t_string!(i18n, contacts.kind),
            Kind::ALL
                .iter()
                .map(|kind| (kind.to_string(), kind_name(i18n, *kind).to_owned()))
                .collect(),
        ),
        Some(Asked::Level) => choice(
            value,
            fault,
            t_string!(i18n, contact.level),
            Level::ALL
                .iter()
                .map(|level| (level.to_string(), level_name(i18n, *level).to_owned()))
                .collect(),
        ),
        Some(Asked::Group) => text(t_string!(i18n, contact.group).to_owned()),
        Some(Asked::Team) => text(t_string!(i18n, contact.team).to_owned()),
        Some(Asked::Delete) => view! {
            <p>{t!(i18n, bulk.delete_text)}</p>
            <TextField
                id="bulk-count"
                label=move || t_string!(i18n, bulk.type_count, count = counted())
                value=value
                error=fault
                autocomplete="off"
                autofocus=true
            />
        }
        .into_any(),
    };
    view! {
        <Dialog id="bulk" open=open title=title close_label=move || t_string!(i18n, frame.close) footer=footer>
            <form class="stack" on:submit=move |event| {
                event.prevent_default();
                start();
            }>{content}</form>
        </Dialog>
    }
}

fn choice(
    value: RwSignal<String>,
    error: Signal<Option<String>>,
    label: &'static str,
    options: Vec<(String, String)>,
) -> AnyView {
    view! { <SelectField id="bulk-value" label=label value=value options=options error=error/> }
        .into_any()
}
