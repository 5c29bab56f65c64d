//! `/fields`: Contact Field Management, tab Custom. A field keeps its Field ID and type for ever; its name, options and
//! place can be changed without touching a contact.
use contact::{CustomField, CustomKind, custom::MOST_FIELDS};
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use crate::{
    api::fields,
    error::Error,
    i18n::*,
    later::Fetched,
    organise::{
        deletion::{Delete, DeleteQuestion, Doomed, ask_to_delete, deleted},
        editing::{EditWindow, Saving, actions},
    },
    page::{Page, problem, report},
    session::signed_in,
    ui::{
        button::{Button, Look},
        empty::Empty,
        field::{SelectField, TextArea, TextField},
        number::grouped,
        table::TableScroll,
        tabs::{Tab, Tabs},
    },
    values::words::I18n,
    who::Action,
    wire::{
        fields::{FieldDraft, FieldId, FieldUpdate},
        labels::Gone,
    },
};

/// What the windows of the page need.
#[derive(Clone, Copy)]
struct State {
    fields: Resource<Result<Vec<CustomField>, Error>>,
    /// Those that were deleted; without them there are still the others.
    gone: Resource<Vec<Gone>>,
    /// Whoever looks may change them.
    may_manage: bool,
    /// The field that is being edited; nothing inside for a new one.
    edited: RwSignal<Option<Option<CustomField>>>,
    /// The field that is about to be deleted.
    doomed: RwSignal<Option<Doomed>>,
}

impl State {
    fn reload(self) {
        self.fields.refetch();
        self.gone.refetch();
    }
}

/// Brings a field back.
const RESTORE: Delete =
    |id| Box::pin(async move { fields::restore(FieldId::own(id)).await.map(drop) });

/// `/fields`.
#[wasm_split(organise, fallible)]
pub fn fields_page() -> Fetched {
    Ok(view! { <FieldsPage/> }.into_any())
}

/// The page of custom fields.
#[component]
pub fn FieldsPage() -> impl IntoView {
    let i18n = use_i18n();
    let state = State {
        fields: Resource::new(|| (), |()| fields::list()),
        gone: Resource::new(
            || (),
            |()| async { fields::deleted().await.unwrap_or_default() },
        ),
        may_manage: signed_in().is_some_and(|who| who.may(Action::ManageFields).is_ok()),
        edited: RwSignal::new(None),
        doomed: RwSignal::new(None),
    };
    let actions = move || {
        state.may_manage.then(|| view! {
            <Button look=Look::Primary icon=icondata_lu::LuPlus on_press=move || state.edited.set(Some(None))>
                {t!(i18n, organise.field_create)}
            </Button>
        })
    };
    let tabs = vec![Tab {
        key: "custom",
        label: (move || t_string!(i18n, organise.custom)).into(),
    }];
    view! {
        <Page title=move || t_string!(i18n, organise.fields) actions=actions>
            <Tabs label=move || t_string!(i18n, organise.fields) tabs=tabs chosen=RwSignal::new("custom")/>
            <div class="panel" id="panel-custom" role="tabpanel" aria-labelledby="tab-custom">
                {(!state.may_manage).then(|| view! { <p class="remark">{t!(i18n, desk.fields_read_only)}</p> })}
                <Transition>
                    {move || Suspend::new(async move {
                        match state.fields.await {
                            Ok(fields) if fields.is_empty() => view! {
                                <Empty
                                    icon=icondata_lu::LuTextCursorInput
                                    title=move || t_string!(i18n, organise.fields_empty)
                                    text=move || t_string!(i18n, organise.fields_empty_text)
                                />
                            }
                                .into_any(),
                            Ok(fields) => table(state, fields),
                            Err(error) => {
                                view! { <div class="banner danger" role="alert">{error.to_string()}</div> }.into_any()
                            }
                        }
                    })}
                </Transition>
                <Transition>
                    {move || Suspend::new(async move {
                        let title = |i18n: I18n| t_string!(i18n, desk.deleted_fields);
                        let restore = state.may_manage.then_some(RESTORE);
                        deleted(title, "", state.gone.await, restore, Callback::new(move |()| state.reload()))
                    })}
                </Transition>
            </div>
            <Edit state/>
            <DeleteQuestion
                doomed=state.doomed
                words=doom
                delete=|id| Box::pin(fields::delete(FieldId::own(id)))
                restore=RESTORE
                on_done=move || state.reload()
            />
        </Page>
    }
}

fn table(state: State, fields: Vec<CustomField>) -> AnyView {
    let i18n = use_i18n();
    let report = report();
    let (count, last) = (fields.len(), fields.len() - 1);
    let rows = fields.into_iter().enumerate().map(move |(place, field)| {
        let CustomField {
            id,
            name,
            kind,
            options,
        } = field.clone();
        let named = StoredValue::new(name.clone());
        let key = id.clone();
        let edit = move || state.edited.set(Some(Some(field.clone())));
        let delete = move || {
            let (key, name) = (key.clone(), named.get_value());
            ask_to_delete(
                state.doomed,
                key.clone(),
                name,
                fields::usage(FieldId::own(key)),
                report,
            );
        };
        let actions = state
            .may_manage
            .then(|| actions(name.clone(), edit, delete));
        let moved = id.clone();
        let step = move |to: usize| {
            let id = moved.clone();
            leptos::task::spawn_local(async move {
                let change = FieldUpdate {
                    position: i32::try_from(to).ok(),
                    ..FieldUpdate::default()
                };
                match fields::update(FieldId::own(id), change).await {
                    Ok(_) => state.fields.refetch(),
                    Err(error) => report.say(error),
                }
            });
        };
        let (up, down) = (step.clone(), step);
        let order = state.may_manage.then(|| view! {
                <td class="actions">
                    <Button
                        small=true
                        look=Look::Plain
                        icon=icondata_lu::LuArrowUp
                        label=move || t_string!(i18n, organise.move_up, name = named.get_value())
                        disabled=place == 0
                        on_press=move || up(place.saturating_sub(1))
                    />
                    <Button
                        small=true
                        look=Look::Plain
                        icon=icondata_lu::LuArrowDown
                        label=move || t_string!(i18n, organise.move_down, name = named.get_value())
                        disabled=place == last
                        on_press=move || down(place + 1)
                    />
                </td>
        });
        view! {
            <tr>
                {order}
                <th scope="row"><bdi>{name}</bdi></th>
                <td><code>{id}</code></td>
                <td>{move || kind_name(i18n, kind)}</td>
                <td class="wrap"><bdi>{options.join(", ")}</bdi></td>
                {actions}
            </tr>
        }
    });
    view! {
        <p class="remark">{move || t_string!(i18n, organise.fields_count, count = count, most = MOST_FIELDS)}</p>
        <TableScroll label=move || t_string!(i18n, organise.fields)>
            <table class="table organise">
                <thead>
                    <tr>
                        {state.may_manage.then(|| view! {
                            <th scope="col" class="actions">{t!(i18n, organise.order)}</th>
                        })}
                        <th scope="col">{t!(i18n, organise.name)}</th>
                        <th scope="col">{t!(i18n, organise.field_id)}</th>
                        <th scope="col">{t!(i18n, organise.field_type)}</th>
                        <th scope="col">{t!(i18n, organise.options)}</th>
                        {state.may_manage.then(|| view! {
                            <th scope="col" class="actions">{t!(i18n, organise.actions)}</th>
                        })}
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </TableScroll>
    }
    .into_any()
}

/// The window in which a field is created or changed.
#[component]
fn Edit(state: State) -> impl IntoView {
    let i18n = use_i18n();
    let open = RwSignal::new(false);
    let [name, id, kind, options] = [(); 4].map(|()| RwSignal::new(String::new()));
    let error = RwSignal::new(None::<Error>);
    let written = move || [name, id, kind, options].map(|text| text.get_untracked());
    // What stood in the window when it opened.
    let began = StoredValue::new(written());
    let is_dirty = move |()| began.with_value(|began| *began != written());
    Effect::new(move |_| {
        let Some(field) = state.edited.get() else {
            return;
        };
        let field = field.unwrap_or_else(|| CustomField {
            id: String::new(),
            name: String::new(),
            kind: CustomKind::Text,
            options: Vec::new(),
        });
        kind.set(place(field.kind).to_string());
        name.set(field.name);
        id.set(field.id);
        options.set(field.options.join("\n"));
        began.set_value(written());
        error.set(None);
        open.set(true);
    });
    let chosen = move || {
        kind.get()
            .parse()
            .ok()
            .and_then(|at: usize| CustomKind::ALL.get(at).copied())
            .unwrap_or(CustomKind::Text)
    };
    let is_new = move || state.edited.with(|edited| matches!(edited, Some(None)));
    let has_options = move || {
        matches!(
            chosen(),
            CustomKind::DropdownSingle | CustomKind::DropdownMultiple
        )
    };
    let save = move |()| -> Saving {
        let edited = state.edited.get_untracked().flatten();
        let wanted: Vec<String> = match untrack(has_options) {
            true => options.with_untracked(|options| {
                options
                    .lines()
                    .map(str::trim)
                    .filter(|line| !line.is_empty())
                    .map(str::to_owned)
                    .collect()
            }),
            false => Vec::new(),
        };
        let (name, kind) = (name.get_untracked(), untrack(chosen));
        let key = Some(id.get_untracked().trim().to_owned()).filter(|id| !id.is_empty());
        Box::pin(async move {
            let saved = match edited {
                None => {
                    let draft = FieldDraft {
                        name,
                        id: key,
                        kind,
                        options: wanted,
                    };
                    fields::create(draft).await
                }
                Some(field) => {
                    let change = FieldUpdate {
                        name: Some(name),
                        options: Some(wanted),
                        position: None,
                    };
                    fields::update(FieldId::own(field.id), change).await
                }
            };
            saved.map(|field| field.name)
        })
    };
    let title = move || match is_new() {
        true => t_string!(i18n, organise.field_create),
        false => t_string!(i18n, organise.field_edit),
    };
    let kinds = Signal::derive(move || {
        CustomKind::ALL
            .map(|kind| (place(kind).to_string(), kind_name(i18n, kind).to_owned()))
            .to_vec()
    });
    view! {
        <EditWindow
            id="field"
            open=open
            error=error
            title=title
            save=save
            is_dirty=is_dirty
            on_done=move || state.fields.refetch()
        >
                <TextField
                    id="field-name"
                    label=move || t_string!(i18n, organise.name)
                    required=move || t_string!(i18n, frame.required)
                    value=name
                    error=problem(error, "name")
                    autofocus=true
                />
                <TextField
                    id="field-id"
                    label=move || t_string!(i18n, organise.field_id)
                    hint=move || if is_new() { t_string!(i18n, organise.field_id_hint) } else { t_string!(i18n, organise.fixed) }
                    value=id
                    error=problem(error, "id")
                    readonly=Signal::derive(move || !is_new())
                />
                <SelectField
                    id="field-type"
                    label=move || t_string!(i18n, organise.field_type)
                    hint=move || if is_new() { t_string!(i18n, organise.field_type_hint) } else { t_string!(i18n, organise.fixed) }
                    value=kind
                    options=kinds
                    disabled=Signal::derive(move || !is_new())
                />
                {move || has_options().then(|| view! {
                    <TextArea
                        id="field-options"
                        label=move || t_string!(i18n, organise.options_lines)
                        value=options
                        error=problem(error, "options")
                    />
                })}
        </EditWindow>
    }
}

/// The words of the question before a field is deleted.
fn doom(doomed: Doomed) -> [String; 3] {
    let i18n = use_i18n();
    let Doomed { name, count, .. } = doomed;
    [
        t_string!(i18n, organise.field_delete_question, name = name),
        match count {
            0 => t_string!(i18n, organise.field_delete_none).to_owned(),
            1 => t_string!(i18n, organise.field_delete_one).to_owned(),
            count => t_string!(
                i18n,
                organise.field_delete_text,
                count = grouped(count.unsigned_abs())
            ),
        },
        t_string!(i18n, organise.field_delete_button).to_owned(),
    ]
}

fn place(kind: CustomKind) -> usize {
    CustomKind::ALL
        .iter()
        .position(|known| *known == kind)
        .unwrap_or(0)
}

fn kind_name(i18n: leptos_i18n::I18nContext<Locale>, kind: CustomKind) -> &'static str {
    match kind {
        CustomKind::Text => t_string!(i18n, organise.text),
        CustomKind::Number => t_string!(i18n, organise.number),
        CustomKind::Date => t_string!(i18n, organise.date),
        CustomKind::DropdownSingle => t_string!(i18n, organise.dropdown_single),
        CustomKind::DropdownMultiple => t_string!(i18n, organise.dropdown_multiple),
        CustomKind::Checkbox => t_string!(i18n, organise.checkbox),
    }
}
