//! `/labels`: what staff sort contacts by. Names and colours can be changed at any time without touching a contact.
use std::collections::HashMap;

use contact::query::{Query, Total};
use leptos::prelude::*;
use uuid::Uuid;

use crate::{
    api::labels,
    error::Error,
    i18n::*,
    live::contact_news::on_contact_news,
    organise::{
        deletion::{Delete, DeleteQuestion, Doomed, ask_to_delete, deleted},
        editing::{EditWindow, Saving, actions},
    },
    page::{Page, listed::listed, problem, report},
    ui::{
        badge::{Chip, Hue},
        button::{Button, Look},
        empty::Empty,
        field::TextField,
        table::TableScroll,
    },
    values::words::{I18n, total_words},
    wire::labels::{Gone, Label, LabelDraft},
};

/// Brings a label back.
const RESTORE: Delete = |id| {
    Box::pin(async move {
        labels::restore(id.parse().unwrap_or_default())
            .await
            .map(drop)
    })
};

/// What the windows of the page need.
#[derive(Clone, Copy)]
struct LabelsState {
    labels: Resource<Result<Vec<Label>, Error>>,
    /// Those that were deleted; without them there are still the others.
    gone: Resource<Vec<Gone>>,
    counts: RwSignal<HashMap<Uuid, Total>>,
    /// They are being counted.
    counting: StoredValue<bool>,
    /// The label that is being edited; a nameless one is new.
    edited: RwSignal<Option<Label>>,
    /// The label that is about to be deleted.
    doomed: RwSignal<Option<Doomed>>,
}

impl LabelsState {
    fn reload(self) {
        self.labels.refetch();
        self.gone.refetch();
        self.count();
    }

    /// Counting takes longer than listing, so the page does not wait for it.
    fn count(self) {
        self.counting.set_value(true);
        leptos::task::spawn_local(async move {
            if let Ok(counts) = labels::usages().await {
                self.counts.try_set(counts.into_iter().collect());
            }
            // The page may have been left meanwhile.
            let _ = self.counting.try_set_value(false);
        });
    }

    /// Counts after a change elsewhere. One count at a time: what a long one has missed comes with the next change.
    fn count_again(self) {
        if !self.counting.get_value() {
            self.count();
        }
    }
}

/// The page of labels.
#[component]
pub fn LabelsPage() -> impl IntoView {
    let i18n = use_i18n();
    let state = LabelsState {
        labels: Resource::new(|| (), |()| labels::list()),
        gone: Resource::new(
            || (),
            |()| async { labels::deleted().await.unwrap_or_default() },
        ),
        counts: RwSignal::default(),
        counting: StoredValue::new(false),
        edited: RwSignal::new(None),
        doomed: RwSignal::new(None),
    };
    Effect::new(move |_| state.count());
    on_contact_news(Some("labels"), move || state.count_again());
    let create = move || {
        state.edited.set(Some(Label {
            id: Uuid::nil(),
            name: String::new(),
            colour: Hue::default().as_str().to_owned(),
        }));
    };
    let actions = move || {
        view! {
            <Button look=Look::Primary icon=icondata_lu::LuPlus on_press=create>
                {t!(i18n, organise.label_create)}
            </Button>
        }
    };
    view! {
        <Page title=move || t_string!(i18n, organise.labels) actions=actions>
            {listed(state.labels, nothing, move |labels| table(state, labels))}
            {deleted(
                |i18n| t_string!(i18n, desk.deleted_labels),
                "chip grey",
                state.gone,
                Some(RESTORE),
                Callback::new(move |()| state.reload()),
            )}
            <Edit state/>
            <DeleteQuestion
                doomed=state.doomed
                words=doom
                delete=|id| Box::pin(async move { labels::delete(id.parse().unwrap_or_default()).await })
                restore=RESTORE
                on_done=move || state.reload()
            />
        </Page>
    }
}

fn nothing(i18n: I18n) -> AnyView {
    view! {
        <Empty
            icon=icondata_lu::LuTag
            title=move || t_string!(i18n, organise.labels_empty)
            text=move || t_string!(i18n, organise.labels_empty_text)
        />
    }
    .into_any()
}

fn table(state: LabelsState, labels: Vec<Label>) -> AnyView {
    let i18n = use_i18n();
    let report = report();
    let rows = labels.into_iter().map(move |label| {
        let Label { id, name, colour } = label.clone();
        let list = Query { labels: vec![name.clone()], ..Query::default() }.address();
        let edit = move || state.edited.set(Some(label.clone()));
        let doomed = name.clone();
        let delete = move || {
            let (key, name) = (id.to_string(), doomed.clone());
            ask_to_delete(state.doomed, key, name, labels::usage(id), report);
        };
        let actions = actions(name.clone(), edit, delete);
        view! {
            <tr>
                <th scope="row"><Chip hue=Hue::parse(&colour) name=name/></th>
                <td class="number">
                    {move || state.counts.with(|counts| counts.get(&id).copied().map(total_words)).map(|count| {
                        view! { <a href=format!("/contacts?{list}")>{count}</a> }
                    })}
                </td>
                {actions}
            </tr>
        }
    });
    view! {
        <TableScroll label=move || t_string!(i18n, organise.labels)>
            <table class="table organise">
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, organise.label)}</th>
                        <th scope="col" class="number">{t!(i18n, organise.contacts)}</th>
                        <th scope="col" class="actions">{t!(i18n, organise.actions)}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </TableScroll>
    }
    .into_any()
}

/// The window in which a label gets its name and colour.
#[component]
fn Edit(state: LabelsState) -> impl IntoView {
    let i18n = use_i18n();
    let open = RwSignal::new(false);
    let (name, colour) = (RwSignal::new(String::new()), RwSignal::new(Hue::default()));
    let error = RwSignal::new(None::<Error>);
    Effect::new(move |_| {
        if let Some(label) = state.edited.get() {
            name.set(label.name);
            colour.set(Hue::parse(&label.colour));
            error.set(None);
            open.set(true);
        }
    });
    let is_new = move || {
        state
            .edited
            .with(|label| label.as_ref().is_none_or(|label| label.id.is_nil()))
    };
    let save = move |()| -> Saving {
        let id = state
            .edited
            .with_untracked(|label| label.as_ref().map_or(Uuid::nil(), |label| label.id));
        let draft = LabelDraft {
            name: Some(name.get_untracked()),
            colour: Some(colour.get_untracked().as_str().to_owned()),
        };
        Box::pin(async move {
            let saved = match id.is_nil() {
                true => labels::create(draft).await,
                false => labels::update(id, draft).await,
            };
            saved.map(|label| label.name)
        })
    };
    let is_dirty = move |()| {
        let (name, colour) = (name.get_untracked(), colour.get_untracked());
        let is_other = |label: &Label| name != label.name || colour != Hue::parse(&label.colour);
        state.edited.read_untracked().as_ref().is_some_and(is_other)
    };
    let title = move || match is_new() {
        true => t_string!(i18n, organise.label_create),
        false => t_string!(i18n, organise.label_edit),
    };
    view! {
        <EditWindow
            id="label"
            open=open
            error=error
            title=title
            save=save
            is_dirty=is_dirty
            on_done=move || state.reload()
        >
                <TextField
                    id="label-name"
                    label=move || t_string!(i18n, organise.name)
                    required=move || t_string!(i18n, frame.required)
                    value=name
                    error=problem(error, "name")
                    autofocus=true
                />
            {hues(i18n, colour)}
        </EditWindow>
    }
}

/// The choice of a colour.
fn hues(i18n: I18n, colour: RwSignal<Hue>) -> AnyView {
    view! {
        <fieldset class="field">
            <legend>{t!(i18n, organise.colour)}</legend>
            <div class="hues">
                {Hue::ALL
                    .iter()
                    .map(|&hue| {
                        view! {
                            <label class=format!("chip {}", hue.class())>
                                <input
                                    type="radio"
                                    name="colour"
                                    prop:checked=move || colour.get() == hue
                                    on:change=move |_| colour.set(hue)
                                />
                                <span>{move || hue_name(i18n, hue)}</span>
                            </label>
                        }
                    })
                    .collect_view()}
            </div>
        </fieldset>
    }
    .into_any()
}

/// The words of the question before a label is deleted.
fn doom(doomed: Doomed) -> [String; 3] {
    let i18n = use_i18n();
    [
        t_string!(
            i18n,
            organise.label_delete_question,
            name = doomed.name.clone()
        ),
        doomed.touches(
            t_string!(i18n, organise.label_delete_none),
            t_string!(i18n, organise.label_delete_one),
            |i18n, count| t_string!(i18n, organise.label_delete_text, count = count),
        ),
        t_string!(i18n, organise.label_delete_button).to_owned(),
    ]
}

fn hue_name(i18n: leptos_i18n::I18nContext<Locale>, hue: Hue) -> &'static str {
    match hue {
        Hue::Grey => t_string!(i18n, organise.grey),
        Hue::Red => t_string!(i18n, organise.red),
        Hue::Orange => t_string!(i18n, organise.orange),
        Hue::Amber => t_string!(i18n, organise.amber),
        Hue::Lime => t_string!(i18n, organise.lime),
        Hue::Green => t_string!(i18n, organise.green),
        Hue::Teal => t_string!(i18n, organise.teal),
        Hue::Cyan => t_string!(i18n, organise.cyan),
        Hue::Blue => t_string!(i18n, organise.blue),
        Hue::Indigo => t_string!(i18n, organise.indigo),
        Hue::Purple => t_string!(i18n, organise.purple),
        Hue::Pink => t_string!(i18n, organise.pink),
    }
}
