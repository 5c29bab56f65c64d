//! The window in which a custom field is created or changed. Of one that there is, Field ID and type stay.
use contact::{CustomField, CustomKind};
use leptos::prelude::*;

use crate::{
    api::fields,
    error::Error,
    i18n::*,
    organise::editing::{EditWindow, Saving},
    page::problem,
    ui::field::{SelectField, TextArea, TextField},
    values::words::I18n,
    wire::fields::{FieldDraft, FieldId, FieldUpdate},
};

/// What stands in the window.
#[derive(Clone, Copy)]
struct Inputs {
    name: RwSignal<String>,
    id: RwSignal<String>,
    /// The word of the type.
    kind: RwSignal<String>,
    /// One a line.
    options: RwSignal<String>,
}

impl Inputs {
    fn show(self, field: CustomField) {
        self.name.set(field.name);
        self.id.set(field.id);
        self.kind.set(field.kind.as_str().to_owned());
        self.options.set(field.options.join("\n"));
    }

    fn texts(self) -> [String; 4] {
        [self.name, self.id, self.kind, self.options].map(|text| text.get_untracked())
    }

    fn kind(self) -> CustomKind {
        self.kind.get().parse().unwrap_or(CustomKind::Text)
    }

    /// The field that stands in the window.
    fn field(self) -> CustomField {
        let [name, id, _, options] = self.texts();
        let kind = untrack(|| self.kind());
        let options = options
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty());
        CustomField {
            id: id.trim().to_owned(),
            name,
            kind,
            options: match kind.has_options() {
                true => options.map(str::to_owned).collect(),
                false => Vec::new(),
            },
        }
    }
}

/// A field of which nothing is said yet.
fn blank() -> CustomField {
    CustomField {
        id: String::new(),
        name: String::new(),
        kind: CustomKind::Text,
        options: Vec::new(),
    }
}

/// Creates the field, or changes the one that is known by this id.
fn save(known: Option<String>, field: CustomField) -> Saving {
    let CustomField {
        id,
        name,
        kind,
        options,
    } = field;
    Box::pin(async move {
        let saved = match known {
            None => {
                let id = Some(id).filter(|id| !id.is_empty());
                fields::create(FieldDraft {
                    name,
                    id,
                    kind,
                    options,
                })
                .await
            }
            Some(known) => {
                let change = FieldUpdate {
                    name: Some(name),
                    options: Some(options),
                    position: None,
                };
                fields::update(FieldId::own(known), change).await
            }
        };
        saved.map(|field| field.name)
    })
}

/// The window. Setting `edited` opens it: with nothing inside, for a new field.
#[component]
pub fn FieldWindow(
    edited: RwSignal<Option<Option<CustomField>>>,
    #[prop(into)] on_done: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let open = RwSignal::new(false);
    let [name, id, kind, options] = [(); 4].map(|()| RwSignal::new(String::new()));
    let inputs = Inputs {
        name,
        id,
        kind,
        options,
    };
    let error = RwSignal::new(None::<Error>);
    // What stood in the window when it opened.
    let began = StoredValue::new(inputs.texts());
    Effect::new(move |_| {
        if let Some(field) = edited.get() {
            inputs.show(field.unwrap_or_else(blank));
            began.set_value(inputs.texts());
            error.set(None);
            open.set(true);
        }
    });
    let is_new = Signal::derive(move || edited.with(|edited| matches!(edited, Some(None))));
    view! {
        <EditWindow
            id="field"
            open=open
            error=error
            title=move || match is_new.get() {
                true => t_string!(i18n, organise.field_create),
                false => t_string!(i18n, organise.field_edit),
            }
            save=move |()| {
                let known = edited.get_untracked().flatten();
                save(known.map(|field| field.id), inputs.field())
            }
            is_dirty=move |()| began.with_value(|began| *began != inputs.texts())
            on_done=on_done
        >
            {view_of(inputs, is_new, error)}
        </EditWindow>
    }
}

fn view_of(inputs: Inputs, is_new: Signal<bool>, error: RwSignal<Option<Error>>) -> AnyView {
    let i18n = use_i18n();
    let kinds = Signal::derive(move || {
        let choice = |kind: &CustomKind| {
            let word = kind_name(i18n, *kind);
            (kind.as_str().to_owned(), word.to_owned())
        };
        CustomKind::ALL.iter().map(choice).collect()
    });
    let fixed = Signal::derive(move || !is_new.get());
    view! {
        <TextField
            id="field-name"
            label=move || t_string!(i18n, organise.name)
            required=move || t_string!(i18n, frame.required)
            value=inputs.name
            error=problem(error, "name")
            autofocus=true
        />
        <TextField
            id="field-id"
            label=move || t_string!(i18n, organise.field_id)
            hint=move || if is_new.get() { t_string!(i18n, organise.field_id_hint) } else { t_string!(i18n, organise.fixed) }
            value=inputs.id
            error=problem(error, "id")
            readonly=fixed
        />
        <SelectField
            id="field-type"
            label=move || t_string!(i18n, organise.field_type)
            hint=move || if is_new.get() { t_string!(i18n, organise.field_type_hint) } else { t_string!(i18n, organise.fixed) }
            value=inputs.kind
            options=kinds
            disabled=fixed
        />
        {move || inputs.kind().has_options().then(|| view! {
            <TextArea
                id="field-options"
                label=move || t_string!(i18n, organise.options_lines)
                value=inputs.options
                error=problem(error, "options")
            />
        })}
    }
    .into_any()
}

/// What a type is called.
pub fn kind_name(i18n: I18n, kind: CustomKind) -> &'static str {
    match kind {
        CustomKind::Text => t_string!(i18n, organise.text),
        CustomKind::Number => t_string!(i18n, organise.number),
        CustomKind::Date => t_string!(i18n, organise.date),
        CustomKind::DropdownSingle => t_string!(i18n, organise.dropdown_single),
        CustomKind::DropdownMultiple => t_string!(i18n, organise.dropdown_multiple),
        CustomKind::Checkbox => t_string!(i18n, organise.checkbox),
    }
}
