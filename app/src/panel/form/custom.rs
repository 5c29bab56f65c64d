//! The custom fields, each with the input of its type, and the labels. Of boxes only those that are ticked are sent.
use std::collections::HashSet;

use contact::{CustomField, CustomKind, label::fold};
use leptos::prelude::*;

use super::{
    drawing::{Drawing, FormInput},
    input::{boxes, day, line, select},
};
use crate::{i18n::*, ui::field::Options};

/// The inputs of the custom fields, in their order.
pub(super) fn custom(drawing: &Drawing<'_>) -> Vec<AnyView> {
    let fields = drawing.form.typed.custom.iter();
    fields
        .map(|(field, text)| input_of(drawing, field, text))
        .collect()
}

fn input_of(drawing: &Drawing<'_>, field: &CustomField, text: &str) -> AnyView {
    let mut input = FormInput {
        id: field.id.clone(),
        name: &field.id,
        label: &field.name,
        hint: "",
    };
    match field.kind {
        CustomKind::Text => line(drawing, &input, (None, false), text),
        CustomKind::Number => {
            input.hint = t_string!(drawing.i18n, record.number_hint);
            line(drawing, &input, (Some("decimal"), false), text)
        }
        CustomKind::Date => day(drawing, &input, text),
        CustomKind::DropdownSingle => select(drawing, &input, one_of(field, text), text),
        CustomKind::DropdownMultiple => boxes(drawing, &input, &field.id, some_of(field, text)),
        CustomKind::Checkbox => tick(drawing, &input, text == "Yes"),
    }
}

/// What a field offers, and what it holds that is offered no longer.
fn one_of(field: &CustomField, text: &str) -> Options {
    let held = (!text.is_empty() && !field.options.iter().any(|option| option == text))
        .then(|| text.to_owned());
    let options = std::iter::once(String::new()).chain(held);
    let options = options.chain(field.options.iter().cloned());
    options.map(|option| (option.clone(), option)).collect()
}

/// The same of a field that holds several.
fn some_of(field: &CustomField, text: &str) -> Vec<(String, bool)> {
    let held: Vec<&str> = text.split(';').filter(|it| !it.is_empty()).collect();
    let offered = field.options.iter().map(String::as_str);
    let is_offered = |option: &str| field.options.iter().any(|offered| offered == option);
    let others = held.iter().copied().filter(|option| !is_offered(option));
    let ticked: HashSet<&str> = held.iter().copied().collect();
    let all = offered.chain(others);
    all.map(|option| (option.to_owned(), ticked.contains(option)))
        .collect()
}

/// One box to tick.
fn tick(drawing: &Drawing<'_>, input: &FormInput<'_>, ticked: bool) -> AnyView {
    view! {
        <div class="field">
            <label class="tick">
                <input
                    type="checkbox"
                    id=input.id.clone()
                    name=input.name.to_owned()
                    value="Yes"
                    checked=ticked
                    aria-invalid=drawing.is_wrong(&input.id).then_some("true")
                    aria-describedby=drawing.described(input)
                />
                <span><bdi>{input.label.to_owned()}</bdi></span>
            </label>
            {drawing.error(&input.id)}
            {drawing.contested(input.name)}
        </div>
    }
    .into_any()
}

/// The labels that there are, those of the contact ticked; nothing where there are none.
pub(super) fn labels(drawing: &Drawing<'_>) -> Option<AnyView> {
    let (known, chosen) = (&drawing.form.labels, &drawing.form.typed.labels);
    let folded: Vec<String> = chosen.iter().map(|name| fold(name)).collect();
    let all = known.iter().map(|name| fold(name));
    let all: Vec<String> = all.collect();
    let of_known = known.iter().zip(&all);
    let of_known = of_known.map(|(name, fold)| (name.clone(), folded.contains(fold)));
    let others = chosen.iter().zip(&folded);
    let others = others.filter(|(_, fold)| !all.contains(fold));
    let others = others.map(|(name, _)| (name.clone(), true));
    let options: Vec<(String, bool)> = of_known.chain(others).collect();
    let input = FormInput {
        id: "labels".to_owned(),
        name: "labels",
        label: t_string!(drawing.i18n, contact.contact_label),
        hint: "",
    };
    (!options.is_empty()).then(|| boxes(drawing, &input, "label", options))
}
