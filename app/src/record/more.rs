//! The inputs of a form of one contact, section by section as in the guide. The Create window and edit mode are made of
//! the same ones.
use contact::{
    Country, EmailKind, Network, Part, PhoneKind, Text,
    field::{Section, named},
    phone::groups::dial,
};
use leptos::{ev, prelude::*};

use crate::{
    i18n::*,
    record::{
        custom::custom,
        form::{Form, ValueRow},
        typed::{List, id_of},
    },
    ui::{
        badge::Tone,
        banner::Banner,
        button::{Button, Look},
        field::{
            Field, Options, SelectField, SelectFieldProps, TextField, TextFieldProps, described_by,
        },
        focus::{focus_at, focus_soon},
        icon::Icon,
    },
    values::{
        day::{DayField, DayFieldProps},
        label_field::LabelField,
        names,
        reading::{all_words, name, offered},
        words::{I18n, email_kind_name, phone_kind_name},
    },
};

/// What holds the inputs: it hears which of them are typed into and left, for the problems that they show.
pub fn inputs(form: Form, class: &'static str, children: AnyView) -> AnyView {
    view! {
        <div
            class=class
            on:input=move |event: ev::Event| form.typed(&target_id(&event))
            on:focusout=move |event: ev::FocusEvent| form.leave(target_id(&event))
        >
            {children}
        </div>
    }
    .into_any()
}

fn target_id(event: &leptos::web_sys::Event) -> String {
    use leptos::{wasm_bindgen::JsCast, web_sys::Element};
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    // The boxes of one dropdown are one input.
    let group = |target: Element| target.closest("fieldset").ok().flatten().unwrap_or(target);
    target.map(|target| group(target).id()).unwrap_or_default()
}

/// All that is wrong, each with a link to its input. Shown once a save was tried and there is more than one thing wrong.
pub fn summary(form: Form, failure: RwSignal<Option<String>>) -> AnyView {
    let i18n = use_i18n();
    let troubles = Memo::new(move |_| form.troubles());
    (move || {
        let (failure, troubles) = (failure.get(), troubles.get());
        let at_its_input = |id: &str| !id.is_empty();
        if failure.is_none()
            && troubles.len() < 2
            && troubles.iter().all(|trouble| at_its_input(&trouble.id))
        {
            return None;
        }
        let lines = troubles
            .into_iter()
            .map(|trouble| match trouble.id.clone() {
                id if id.is_empty() => view! { <li>{trouble.sentence(i18n)}</li> }.into_any(),
                id => view! {
                    <li>
                        <a
                            href=format!("#{id}")
                            on:click=move |event| {
                                event.prevent_default();
                                // At once: what is typed next belongs there.
                                focus_at(&id);
                            }
                        >
                            {trouble.sentence(i18n)}
                        </a>
                    </li>
                }
                .into_any(),
            });
        let lines = lines.collect::<Vec<_>>();
        let title = failure.unwrap_or_else(|| match lines.len() {
            1 => t_string!(i18n, record.problem).to_owned(),
            count => t_string!(i18n, record.problems, count),
        });
        Some(view! {
            <div id="problems" tabindex="-1">
                <Banner tone=Tone::Danger>
                    <p class="title">{title}</p>
                    <ul>{lines}</ul>
                </Banner>
            </div>
        })
    })
    .into_any()
}

/// Where the eye must go after a save that was refused: to the list of problems, or to the one input.
pub fn focus_problem(form: Form) {
    let troubles = untrack(|| form.troubles());
    match troubles.as_slice() {
        [trouble] if !trouble.id.is_empty() => focus_soon(trouble.id.clone()),
        _ => focus_soon("problems".to_owned()),
    }
}

/// The input of one field.
pub fn input(form: Form, i18n: I18n, field: &'static str) -> AnyView {
    let id = id_of(field);
    let (value, error) = (form.text(field), form.error(&id));
    let label = move || name(i18n, field).unwrap_or_default();
    let part = named(field).map(|field| field.part);
    match part {
        Some(part @ (Part::Kind | Part::Level | Part::Language | Part::Country)) => {
            let options = Signal::derive(move || options(i18n, part));
            return select(id, label, value, options, error);
        }
        Some(Part::BirthDate) => {
            let day = DayFieldProps::builder().id(id).label(label).value(value);
            return DayField(day.error(error).build()).into_any();
        }
        _ => {}
    }
    let input = TextFieldProps::builder()
        .id(id)
        .label(label)
        .value(value)
        .autocomplete("off")
        .error(error);
    let mut input = input.build();
    if part == Some(Part::Text(Text::LastName)) {
        input.required = Some((move || t_string!(i18n, frame.required)).into());
    }
    input.autofocus = field == untrack(|| name_order(i18n))[0];
    TextField(input).into_any()
}

/// The two names in the order of the reader's language: Chinese puts the family name first.
pub fn name_order(i18n: I18n) -> [&'static str; 2] {
    match i18n.get_locale() {
        Locale::en => ["first_name", "last_name"],
        Locale::zh_Hant | Locale::zh_Hans => ["last_name", "first_name"],
    }
}

/// The inputs of the two names.
pub fn both_names(form: Form, i18n: I18n) -> AnyView {
    (move || {
        name_order(i18n)
            .map(|field| input(form, i18n, field))
            .collect_view()
    })
    .into_any()
}

/// Sets the focus to the first input of the form.
pub fn focus_first(i18n: I18n) {
    focus_soon(id_of(untrack(|| name_order(i18n))[0]));
}

fn select(
    id: String,
    label: impl Fn() -> &'static str + Send + Sync + 'static,
    value: RwSignal<String>,
    options: Signal<Options>,
    error: Signal<Option<String>>,
) -> AnyView {
    let props = SelectFieldProps::builder().id(id).label(label).value(value);
    SelectField(props.options(options).error(error).build()).into_any()
}

/// What a closed list offers. A contact always has a type and a level.
fn options(i18n: I18n, part: Part) -> Options {
    let may_be_none = matches!(part, Part::Language | Part::Country);
    let none = may_be_none.then(Default::default);
    none.into_iter().chain(offered(i18n, part)).collect()
}

/// A section with its heading: `<h3>` in the window, `<h2>` on a page.
pub fn section(
    in_window: bool,
    title: impl Fn() -> &'static str + Send + Sync + 'static,
    inputs: Vec<AnyView>,
) -> AnyView {
    let title = if in_window {
        view! { <h3>{title}</h3> }.into_any()
    } else {
        view! { <h2>{title}</h2> }.into_any()
    };
    view! { <section class="part">{title}{inputs}</section> }.into_any()
}

/// Everything from the phone numbers on; personal information stands before it.
pub fn sections(form: Form, i18n: I18n, in_window: bool) -> Vec<AnyView> {
    form.load_custom();
    // In the window the first number and address stand among the quick fields.
    let skip = usize::from(in_window);
    let part = |title: fn(I18n) -> &'static str, inputs: Vec<AnyView>| {
        section(in_window, move || title(i18n), inputs)
    };
    let texts = |section: Section| {
        section
            .fields()
            .map(|field| input(form, i18n, field.name))
            .collect()
    };
    vec![
        part(
            |i18n| t_string!(i18n, contact.phone_number),
            vec![list(form, i18n, List::Phones, skip)],
        ),
        part(
            |i18n| t_string!(i18n, contact.email_address),
            vec![list(form, i18n, List::Emails, skip)],
        ),
        part(
            |i18n| t_string!(i18n, contact.other_information),
            texts(Section::Other),
        ),
        part(
            |i18n| t_string!(i18n, contact.mailing_address),
            texts(Section::Address),
        ),
        part(
            |i18n| t_string!(i18n, contact.custom_field),
            vec![custom(form, i18n)],
        ),
        part(
            |i18n| t_string!(i18n, contact.social_messaging),
            vec![list(form, i18n, List::Socials, 0)],
        ),
    ]
}

/// The label field of a form.
pub fn labels(form: Form) -> AnyView {
    let error = form.error("labels");
    view! { <LabelField value=form.labels typed=form.label undecided=form.undecided error/> }
        .into_any()
}

/// The first number or address of the window, without a choice of its type.
pub fn quick(form: Form, i18n: I18n, list: List) -> AnyView {
    view! {
        <For each=move || form.rows(list).get().into_iter().take(1) key=|row| row.key let:row>
            {line(form, i18n, list, row, true)}
        </For>
    }
    .into_any()
}

/// Any number of values with their types, each removable.
fn list(form: Form, i18n: I18n, list: List, skip: usize) -> AnyView {
    let add = move || match list {
        List::Phones => t_string!(i18n, contact.add_phone),
        List::Emails => t_string!(i18n, contact.add_email),
        List::Socials => t_string!(i18n, contact.add_social),
    };
    view! {
        <For each=move || form.rows(list).get().into_iter().skip(skip) key=|row| row.key let:row>
            {line(form, i18n, list, row, false)}
        </For>
        <p id=format!("add-{}", list.word())>
            <Button
                small=true
                icon=icondata_lu::LuPlus
                on_press=move || {
                    let row = form.append(list);
                    focus_soon(format!("{}-{}", list.word(), row.key));
                }
            >
                {add}
            </Button>
        </p>
    }
    .into_any()
}

fn line(form: Form, i18n: I18n, list: List, row: ValueRow, is_quick: bool) -> AnyView {
    let word = list.word();
    let id = format!("{word}-{}", row.key);
    let error = form.error(&id);
    let label = move || match (list, is_quick) {
        (List::Phones, true) => t_string!(i18n, contact.mobile),
        (List::Emails, true) => t_string!(i18n, contacts.email),
        (List::Phones, false) => t_string!(i18n, contact.phone_number),
        (List::Emails, false) => t_string!(i18n, contact.email_address),
        (List::Socials, _) => t_string!(i18n, contact.user_name),
    };
    // Whoever sees a number sees how it is written.
    let fresh = row.text.with_untracked(String::is_empty);
    let hint = move || match () {
        () if row.verified => t_string!(i18n, record.locked),
        () if list == List::Phones && fresh => t_string!(i18n, contact.mobile_hint),
        () => "",
    };
    let described = described_by(&id);
    let field = view! {
        <Field id=id.clone() label=label hint=hint error=error>
            <div class=if list == List::Phones { "phone-input" } else { "plain-input" }>
                {(list == List::Phones && !row.verified).then(|| region(i18n, row))}
                {row.verified.then(|| view! { <Icon icon=icondata_lu::LuLock/> })}
                <input
                    class="input"
                    id=id.clone()
                    type=match list {
                        List::Phones => "tel",
                        List::Emails => "email",
                        List::Socials => "text",
                    }
                    autocomplete="off"
                    readonly=row.verified
                    aria-invalid=move || error.try_get().flatten().is_some().then_some("true")
                    aria-describedby=described
                    bind:value=row.text
                />
            </div>
        </Field>
    };
    if is_quick {
        return field.into_any();
    }
    let kinds = Signal::derive(move || match list {
        List::Phones => all_words(PhoneKind::ALL, |kind| phone_kind_name(i18n, kind)),
        List::Emails => all_words(EmailKind::ALL, |kind| email_kind_name(i18n, kind)),
        List::Socials => all_words(Network::ALL, Network::label),
    });
    let remove = move || {
        form.rows(list)
            .update(|rows| rows.retain(|other| other.key != row.key));
        focus_soon(format!("add-{word}"));
    };
    view! {
        <div class="typed">
            <SelectField
                id=format!("{word}-kind-{}", row.key)
                label=move || t_string!(i18n, contact.kind)
                value=row.kind
                options=kinds
                disabled=row.verified
            />
            {field}
            {(!row.verified).then(|| view! {
                <Button
                    look=Look::Plain
                    icon=icondata_lu::LuX
                    label=move || t_string!(i18n, contact.remove, value = row.text.get())
                    on_press=remove
                />
            })}
        </div>
    }
    .into_any()
}

/// The country of a number: the one that it says itself, or the one whose code it gets where it has none. Where several
/// countries share the code of a number, only the code is known.
fn region(i18n: I18n, row: ValueRow) -> AnyView {
    let ValueRow { region, text, .. } = row;
    let shown = move || {
        text.with(|text| match dial(text.trim()) {
            Some(code) => only(code).map_or_else(String::new, |country| country.code().to_owned()),
            None => region.get(),
        })
    };
    let unknown = move || {
        text.with(|text| match dial(text.trim()) {
            Some(code) if only(code).is_none() => format!("+{code}"),
            _ => t_string!(i18n, contact.country).to_owned(),
        })
    };
    let choose = move |event| {
        let chosen = event_target_value(&event);
        let code = Country::parse(&chosen).and_then(Country::dial);
        text.update(|text| {
            if let (Some(code), Some(before)) = (code, dial(text.trim())) {
                *text = format!("+{code}{}", &text.trim()[1 + before.len()..]);
            }
        });
        region.set(chosen);
    };
    let countries = move || {
        let chosen = untrack(shown);
        let countries = names::countries(i18n.get_locale()).into_iter();
        let countries = countries.filter_map(|(country, name)| {
            let words = format!("{name} (+{})", country.dial()?);
            Some(view! { <option value=country.code() selected=country.code() == chosen>{words}</option> })
        });
        countries.collect::<Vec<_>>()
    };
    view! {
        <select class="input" aria-label=move || t_string!(i18n, contact.region) prop:value=shown on:change=choose>
            <option value="">{unknown}</option>
            {countries}
        </select>
    }
    .into_any()
}

/// The country that has a country code for itself.
fn only(code: &str) -> Option<Country> {
    let code = code.parse().ok();
    let mut countries = Country::all().filter(|country| country.dial() == code);
    countries.next().filter(|_| countries.next().is_none())
}
