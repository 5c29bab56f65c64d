//! The custom fields of a form, each with the input of its type.
use contact::CustomKind;
use leptos::prelude::*;

use crate::{
    i18n::*,
    record::form::{Custom, Form},
    ui::{
        badge::Tone,
        banner::Banner,
        button::Button,
        field::{Options, SelectField, SelectFieldProps, TextField, TextFieldProps},
    },
    values::{
        day::{DayField, DayFieldProps},
        option_boxes::option_boxes,
        words::I18n,
    },
};

/// The custom fields in their order.
pub fn custom(form: Form, i18n: I18n) -> AnyView {
    (move || match form.custom.get() {
        None => view! { <p class="none" role="status">{t_string!(i18n, record.loading_fields)}</p> }.into_any(),
        Some(Err(sentence)) => view! {
            <Banner tone=Tone::Danger>
                <p>{sentence}</p>
                <Button small=true on_press=move || form.load_custom()>{t!(i18n, frame.retry)}</Button>
            </Banner>
        }
            .into_any(),
        Some(Ok(fields)) if fields.is_empty() => view! { <p class="none">{t!(i18n, record.no_fields)}</p> }.into_any(),
        Some(Ok(fields)) => fields.into_iter().map(|field| custom_input(form, i18n, field)).collect::<Vec<_>>().into_any(),
    })
    .into_any()
}

fn custom_input(form: Form, i18n: I18n, custom: Custom) -> AnyView {
    let Custom { field, text } = custom;
    let error = form.error(&field.id);
    let label = field.name.clone();
    match field.kind {
        CustomKind::Checkbox => {
            // Unticking what was never answered leaves it unanswered.
            let unticked = if text.get_untracked().is_empty() {
                ""
            } else {
                "No"
            };
            return view! {
                <label class="tick" id=field.id>
                    <input
                        type="checkbox"
                        prop:checked=move || text.get() == "Yes"
                        on:change=move |event| {
                            text.set(if event_target_checked(&event) { "Yes" } else { unticked }.to_owned());
                        }
                    />
                    <span><bdi>{label}</bdi></span>
                </label>
            }
            .into_any();
        }
        CustomKind::DropdownMultiple => {
            return option_boxes(field.id, label, field.options, text, error);
        }
        CustomKind::DropdownSingle => {
            // An option that is offered no longer stays chosen until another one is.
            let held = text.get_untracked();
            let held = (!field.options.contains(&held)).then_some(held).into_iter();
            let empty = (!text.get_untracked().is_empty())
                .then(String::new)
                .into_iter();
            let options = empty
                .chain(held)
                .chain(field.options)
                .map(|option| (option.clone(), option));
            let options = Signal::stored(options.collect::<Options>());
            let props = SelectFieldProps::builder()
                .id(field.id)
                .label(label)
                .value(text);
            return SelectField(props.options(options).error(error).build()).into_any();
        }
        CustomKind::Date => {
            let day = DayFieldProps::builder()
                .id(field.id)
                .label(label)
                .value(text);
            return DayField(day.error(error).build()).into_any();
        }
        CustomKind::Text | CustomKind::Number => {}
    }
    let input = TextFieldProps::builder()
        .id(field.id)
        .label(label)
        .value(text);
    let mut input = input.autocomplete("off").error(error).build();
    if field.kind == CustomKind::Number {
        input.hint = Some((move || t_string!(i18n, record.number_hint)).into());
    }
    TextField(input).into_any()
}
