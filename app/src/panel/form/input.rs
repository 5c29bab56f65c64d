//! The inputs of the fields of one value each. What stands in one stands in its attributes, as nothing runs that could put it
//! there.
use contact::{Field, Part, Text};
use leptos::prelude::*;

use super::drawing::{Drawing, FormInput};
use crate::{
    i18n::*,
    record::typed::{TEXTS, id_of},
    ui::field::Options,
    values::reading::{offered, part_name},
};

/// The input of a field, by its name.
pub(super) fn field(drawing: &Drawing<'_>, name: &str) -> Option<AnyView> {
    let place = TEXTS.iter().position(|field| field.name == name)?;
    let (field, text) = (TEXTS[place], drawing.form.typed.texts[place].as_str());
    let input = FormInput {
        id: id_of(field.name),
        name: field.name,
        label: part_name(drawing.i18n, field.part),
        hint: "",
    };
    Some(match field.part {
        Part::Kind | Part::Level | Part::Language | Part::Country => {
            select(drawing, &input, options(drawing, field, text), text)
        }
        Part::BirthDate => day(drawing, &input, text),
        Part::Text(Text::LastName) => line(drawing, &input, (None, true), text),
        _ => line(drawing, &input, (None, false), text),
    })
}

/// What a closed list offers. A contact always has a type and a level.
fn options(drawing: &Drawing<'_>, field: &Field, text: &str) -> Options {
    let may_be_none = matches!(field.part, Part::Language | Part::Country);
    let none = may_be_none.then(Default::default);
    let offered = offered(drawing.i18n, field.part);
    let is_offered = offered.iter().any(|(value, _)| value == text);
    // What is offered no longer stays chosen until something else is.
    let held = (!is_offered && !text.is_empty()).then(|| (text.to_owned(), text.to_owned()));
    none.into_iter().chain(held).chain(offered).collect()
}

/// A line of text: what keyboard it asks for, where that is a special one, and whether it must be filled.
pub(super) fn line(
    drawing: &Drawing<'_>,
    input: &FormInput<'_>,
    (keyboard, required): (Option<&'static str>, bool),
    text: &str,
) -> AnyView {
    let control = view! {
        <input
            class="input"
            id=input.id.clone()
            name=input.name.to_owned()
            type="text"
            inputmode=keyboard
            autocomplete="off"
            aria-required=required.then_some("true")
            aria-invalid=drawing.is_wrong(&input.id).then_some("true")
            aria-describedby=drawing.described(input)
            value=text.to_owned()
        />
    };
    drawing.framed(input, required, control.into_any())
}

/// A day, typed as people write it.
pub(super) fn day(drawing: &Drawing<'_>, input: &FormInput<'_>, text: &str) -> AnyView {
    let control = view! {
        <input
            class="input"
            id=input.id.clone()
            name=input.name.to_owned()
            type="text"
            autocomplete="off"
            placeholder=t_string!(drawing.i18n, record.day_example)
            aria-invalid=drawing.is_wrong(&input.id).then_some("true")
            aria-describedby=drawing.described(input)
            value=text.to_owned()
        />
    };
    drawing.framed(input, false, control.into_any())
}

/// One choice of a list.
pub(super) fn select(
    drawing: &Drawing<'_>,
    input: &FormInput<'_>,
    options: Options,
    chosen: &str,
) -> AnyView {
    let control = view! {
        <select
            class="input"
            id=input.id.clone()
            name=input.name.to_owned()
            aria-invalid=drawing.is_wrong(&input.id).then_some("true")
            aria-describedby=drawing.described(input)
        >
            {choices(options, chosen)}
        </select>
    };
    drawing.framed(input, false, control.into_any())
}

/// What a list offers, one of it chosen.
pub(super) fn choices(options: Options, chosen: &str) -> Vec<AnyView> {
    let option = |(value, words): (String, String)| {
        let is_chosen = value == chosen;
        view! { <option value=value selected=is_chosen>{words}</option> }.into_any()
    };
    options.into_iter().map(option).collect()
}

/// Boxes to tick, several at once, below their name; each is sent by the same one.
pub(super) fn boxes(
    drawing: &Drawing<'_>,
    input: &FormInput<'_>,
    sent: &str,
    options: Vec<(String, bool)>,
) -> AnyView {
    let invalid = drawing.is_wrong(&input.id).then_some("true");
    let tick = |(option, ticked): (String, bool)| {
        view! {
            <label class="tick">
                <input
                    type="checkbox"
                    name=sent.to_owned()
                    value=option.clone()
                    checked=ticked
                    aria-invalid=invalid
                />
                <span><bdi>{option}</bdi></span>
            </label>
        }
        .into_any()
    };
    let ticks: Vec<AnyView> = options.into_iter().map(tick).collect();
    view! {
        <fieldset class="field" id=input.id.clone() aria-describedby=drawing.described(input)>
            <legend><bdi>{input.label.to_owned()}</bdi></legend>
            <div class="choices">{ticks}</div>
            {drawing.error(&input.id)}
            {drawing.contested(input.name)}
        </fieldset>
    }
    .into_any()
}
