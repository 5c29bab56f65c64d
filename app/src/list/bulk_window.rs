//! Bulk actions on what is selected: the buttons of the bar, and the window behind each.
use contact::{
    Kind, Level,
    query::{Total, selection::Selection},
};
use leptos::prelude::*;
use uuid::Uuid;

use crate::{
    api::bulk,
    browser::random::fresh_key,
    i18n::*,
    list::{bulk::Bulks, state::State},
    page::report,
    ui::{
        button::{Button, LinkButton, Look},
        dialog::{Dialog, DialogForm},
        field::{Segments, SelectField, TextField},
        focus::focus_soon,
        menu::{Menu, MenuItem},
        number::grouped,
    },
    values::{
        label_field::LabelField,
        words::{kind_name, level_name},
    },
    wire::bulk::Deed,
};

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
    let report = report();
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
                    Err(failed) => {
                        report.say_in(error, failed);
                    }
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
                    bulks.follow(i18n, report, bulk).await;
                }
                Err(failed) => {
                    report.say_in(error, failed);
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
        <Dialog id="bulk" open=open title=title footer=footer>
            <DialogForm on_send=start>{content}</DialogForm>
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
