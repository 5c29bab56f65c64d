//! `/fields`: Contact Field Management, tab Custom. A field keeps its Field ID and type for ever; its name, options and
//! place can be changed without touching a contact.
use contact::{CustomField, custom::MOST_FIELDS};
use leptos::prelude::*;

use crate::{
    api::fields,
    error::Error,
    i18n::*,
    organise::{
        deletion::{Delete, DeleteQuestion, Doomed, ask_to_delete, deleted},
        editing::actions,
        field_window::{FieldWindow, kind_name},
    },
    page::{Page, Report, listed::listed, report},
    request::signed_in,
    ui::{
        button::{Button, Look},
        empty::Empty,
        table::TableScroll,
        tabs::{TabWords, Tabs},
    },
    values::{
        allowed::{Allowed, refusal, refusal_words},
        words::I18n,
    },
    who::Action,
    wire::{
        fields::{FieldId, FieldUpdate},
        labels::Gone,
    },
};

/// What the windows of the page need.
#[derive(Clone, Copy)]
struct FieldsState {
    fields: Resource<Result<Vec<CustomField>, Error>>,
    /// Those that were deleted; without them there are still the others.
    gone: Resource<Vec<Gone>>,
    /// Whoever looks may change them.
    may_manage: bool,
    /// The field that is being edited; nothing inside for a new one.
    edited: RwSignal<Option<Option<CustomField>>>,
    /// The field that is about to be deleted.
    doomed: RwSignal<Option<Doomed>>,
    report: Report,
}

impl FieldsState {
    fn reload(self) {
        self.fields.refetch();
        self.gone.refetch();
    }

    /// Puts a field at another place among the others.
    fn put(self, id: String, place: usize) {
        let change = FieldUpdate {
            position: i32::try_from(place).ok(),
            ..FieldUpdate::default()
        };
        leptos::task::spawn_local(async move {
            match fields::update(FieldId::own(id), change).await {
                Ok(_) => self.fields.refetch(),
                Err(error) => self.report.say(error),
            }
        });
    }
}

/// Brings a field back.
const RESTORE: Delete =
    |id| Box::pin(async move { fields::restore(FieldId::own(id)).await.map(drop) });

/// The page of custom fields.
#[component]
pub fn FieldsPage() -> impl IntoView {
    let i18n = use_i18n();
    let refused = refusal(Action::ManageFields);
    let state = FieldsState {
        fields: Resource::new(|| (), |()| fields::list()),
        gone: Resource::new(
            || (),
            |()| async { fields::deleted().await.unwrap_or_default() },
        ),
        may_manage: signed_in().is_some() && refused.is_none(),
        edited: RwSignal::new(None),
        doomed: RwSignal::new(None),
        report: report(),
    };
    let actions = move || {
        view! {
            <Allowed
                action=Action::ManageFields
                icon=icondata_lu::LuPlus
                words=|i18n| t_string!(i18n, organise.field_create)
            >
                <Button look=Look::Primary icon=icondata_lu::LuPlus on_press=move || state.edited.set(Some(None))>
                    {t!(i18n, organise.field_create)}
                </Button>
            </Allowed>
        }
    };
    let tabs = vec![TabWords {
        key: "custom",
        label: (move || t_string!(i18n, organise.custom)).into(),
    }];
    view! {
        <Page title=move || t_string!(i18n, organise.fields) actions=actions>
            <Tabs label=move || t_string!(i18n, organise.fields) tabs=tabs chosen=RwSignal::new("custom")/>
            <div class="panel" id="panel-custom" role="tabpanel" aria-labelledby="tab-custom">
                {refused.map(|refused| view! {
                    <p class="remark">{move || refusal_words(i18n, Action::ManageFields, &refused)}</p>
                })}
                {listed(state.fields, nothing, move |fields| table(state, fields))}
                {deleted(
                    |i18n| t_string!(i18n, desk.deleted_fields),
                    "",
                    state.gone,
                    state.may_manage.then_some(RESTORE),
                    Callback::new(move |()| state.reload()),
                )}
            </div>
            <FieldWindow edited=state.edited on_done=move || state.fields.refetch()/>
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

fn nothing(i18n: I18n) -> AnyView {
    view! {
        <Empty
            icon=icondata_lu::LuTextCursorInput
            title=move || t_string!(i18n, organise.fields_empty)
            text=move || t_string!(i18n, organise.fields_empty_text)
        />
    }
    .into_any()
}

fn table(state: FieldsState, fields: Vec<CustomField>) -> AnyView {
    let i18n = use_i18n();
    let count = fields.len();
    let rows = fields.into_iter().enumerate();
    let rows = rows.map(move |(place, field)| row(state, field, place, count));
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

/// One of `count` fields, at its place.
fn row(state: FieldsState, field: CustomField, place: usize, count: usize) -> AnyView {
    let i18n = use_i18n();
    let CustomField {
        id,
        name,
        kind,
        options,
    } = field.clone();
    let (key, called) = (id.clone(), name.clone());
    let delete = move || {
        let usage = fields::usage(FieldId::own(key.clone()));
        ask_to_delete(
            state.doomed,
            key.clone(),
            called.clone(),
            usage,
            state.report,
        );
    };
    let edit = move || state.edited.set(Some(Some(field.clone())));
    let (order, actions) = state
        .may_manage
        .then(|| {
            (
                order(state, &id, &name, place, count),
                actions(name.clone(), edit, delete),
            )
        })
        .unzip();
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
    .into_any()
}

/// The first cell of a field's row: one place up, one place down.
fn order(state: FieldsState, id: &str, name: &str, place: usize, count: usize) -> AnyView {
    let i18n = use_i18n();
    let step = |icon, words: fn(I18n, String) -> String, to: Option<usize>| {
        let (id, name) = (id.to_owned(), name.to_owned());
        view! {
            <Button
                small=true
                look=Look::Plain
                icon=icon
                label=move || words(i18n, name.clone())
                disabled=to.is_none()
                on_press=move || if let Some(to) = to {
                    state.put(id.clone(), to);
                }
            />
        }
    };
    view! {
        <td class="actions">
            {step(
                icondata_lu::LuArrowUp,
                |i18n, name| t_string!(i18n, organise.move_up, name = name),
                place.checked_sub(1),
            )}
            {step(
                icondata_lu::LuArrowDown,
                |i18n, name| t_string!(i18n, organise.move_down, name = name),
                Some(place + 1).filter(|to| *to < count),
            )}
        </td>
    }
    .into_any()
}

/// The words of the question before a field is deleted.
fn doom(doomed: Doomed) -> [String; 3] {
    let i18n = use_i18n();
    [
        t_string!(
            i18n,
            organise.field_delete_question,
            name = doomed.name.clone()
        ),
        doomed.touches(
            t_string!(i18n, organise.field_delete_none),
            t_string!(i18n, organise.field_delete_one),
            |i18n, count| t_string!(i18n, organise.field_delete_text, count = count),
        ),
        t_string!(i18n, organise.field_delete_button).to_owned(),
    ]
}
