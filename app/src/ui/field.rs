//! Form fields: every input has a label, its hint and its error are read with it, and an error is announced when it
//! appears. An input that goes away while it holds the focus is left by that, and asks for its error once more when there
//! is none to be had any longer: that is why errors are tried.
use leptos::prelude::*;

use crate::ui::icon::Icon;

/// The values of a choice, each with its words.
pub type Options = Vec<(String, String)>;

/// The frame of one input: label above, hint and error below. The input inside has the same `id` and is described by
/// `described_by(id)`.
#[component]
pub fn Field(
    #[prop(into)] id: String,
    #[prop(into)] label: TextProp,
    /// The word that marks a field that must be filled, such as `Required`.
    #[prop(optional, into)]
    required: Option<TextProp>,
    #[prop(optional, into)] hint: Option<TextProp>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id.clone()>
                {move || label.get()}
                {required.map(|required| view! { " " <span class="required">"("{move || required.get()}")"</span> })}
            </label>
            {children()}
            <span class="hint" id=format!("{id}-hint")>{hint.map(|hint| move || hint.get())}</span>
            <span class="error" id=format!("{id}-error") aria-live="polite">
                {move || error.try_get().flatten().map(|error| view! { <Icon icon=icondata_lu::LuCircleAlert/> <span>{error}</span> })}
            </span>
        </div>
    }
}

/// The ids of a field's hint and error, for `aria-describedby`.
pub fn described_by(id: &str) -> String {
    format!("{id}-hint {id}-error")
}

/// A line of text.
#[component]
pub fn TextField(
    #[prop(into)] id: String,
    #[prop(into)] label: TextProp,
    value: RwSignal<String>,
    /// The name in a plain form.
    #[prop(optional)]
    name: Option<&'static str>,
    /// `text`, `email`, `password`, `tel`, `date`, …
    #[prop(default = "text")]
    kind: &'static str,
    #[prop(optional)] autocomplete: Option<&'static str>,
    #[prop(optional, into)] required: Option<TextProp>,
    #[prop(optional, into)] hint: Option<TextProp>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] readonly: Signal<bool>,
    #[prop(optional)] autofocus: bool,
    /// Lets the browser refuse to send it blank; for plain forms.
    #[prop(optional)]
    native_required: bool,
) -> impl IntoView {
    let mandatory = required.is_some();
    let described = described_by(&id);
    let field = FieldProps::builder()
        .id(id.clone())
        .label(label)
        .error(error)
        .children(Box::new(move || {
            view! {
                <input
                    class="input"
                    id=id
                    name=name
                    type=kind
                    autocomplete=autocomplete
                    autofocus=autofocus
                    required=native_required
                    aria-required=mandatory.then_some("true")
                    aria-invalid=move || error.try_get().flatten().is_some().then_some("true")
                    aria-describedby=described
                    readonly=move || readonly.get()
                    bind:value=value
                />
            }
            .into_any()
        }));
    let mut field = field.build();
    field.required = required;
    field.hint = hint;
    Field(field)
}

/// A password, hidden until somebody wants to see it.
#[component]
pub fn PasswordField(
    #[prop(into)] id: String,
    #[prop(into)] label: TextProp,
    /// The word on the button that shows it.
    #[prop(into)]
    show_label: TextProp,
    value: RwSignal<String>,
    /// `current-password` or `new-password`.
    autocomplete: &'static str,
    #[prop(optional, into)] hint: Option<TextProp>,
    #[prop(optional, into)] error: Signal<Option<String>>,
) -> impl IntoView {
    let shown = RwSignal::new(false);
    let described = described_by(&id);
    let password = FieldProps::builder()
        .id(id.clone())
        .label(label)
        .error(error)
        .children(Box::new(move || {
            view! {
                <span class="password">
                    <input
                        class="input"
                        id=id.clone()
                        type=move || if shown.get() { "text" } else { "password" }
                        autocomplete=autocomplete
                        autocapitalize="off"
                        spellcheck="false"
                        required=true
                        aria-invalid=move || error.try_get().flatten().is_some().then_some("true")
                        aria-describedby=described
                        bind:value=value
                    />
                    <button
                        type="button"
                        class="button plain small"
                        aria-pressed=move || if shown.get() { "true" } else { "false" }
                        aria-controls=id
                        on:click=move |_| shown.update(|shown| *shown = !*shown)
                    >
                        {move || show_label.get()}
                    </button>
                </span>
            }
            .into_any()
        }));
    let mut field = password.build();
    field.hint = hint;
    Field(field)
}

/// Several lines of text. Leptos 0.8 writes the children of a `<textarea>` unescaped, so its text is only ever a
/// property.
#[component]
pub fn TextArea(
    #[prop(into)] id: String,
    #[prop(into)] label: TextProp,
    value: RwSignal<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
) -> impl IntoView {
    let described = described_by(&id);
    view! {
        <Field id=id.clone() label=label error=error>
            <textarea
                class="input"
                id=id
                aria-invalid=move || error.try_get().flatten().is_some().then_some("true")
                aria-describedby=described
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
            ></textarea>
        </Field>
    }
}

/// One choice of a list: `(value, words)`.
#[component]
pub fn SelectField(
    #[prop(into)] id: String,
    #[prop(into)] label: TextProp,
    value: RwSignal<String>,
    #[prop(into)] options: Signal<Options>,
    #[prop(optional, into)] hint: Option<TextProp>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> impl IntoView {
    let described = described_by(&id);
    let select = FieldProps::builder().id(id.clone()).label(label).error(error).children(Box::new(move || {
        view! {
            <select
                class="input"
                id=id
                aria-invalid=move || error.try_get().flatten().is_some().then_some("true")
                aria-describedby=described
                disabled=move || disabled.get()
                on:change=move |event| value.set(event_target_value(&event))
            >
                {move || {
                    options
                        .get()
                        .into_iter()
                        .map(|(key, words)| {
                            let chosen = key.clone();
                            view! { <option value=key selected=move || value.get() == chosen>{words}</option> }
                        })
                        .collect_view()
                }}
            </select>
        }
        .into_any()
    }));
    let mut field = select.build();
    field.hint = hint;
    Field(field)
}

/// A box to tick, with its words beside it.
#[component]
pub fn Tick(
    value: RwSignal<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
    children: Children,
) -> impl IntoView {
    view! {
        <label class="tick">
            <input type="checkbox" disabled=move || disabled.get() bind:checked=value/>
            <span>{children()}</span>
        </label>
    }
}

/// One of several choices, all in sight: `(value, words)`. `name` groups the radios.
#[component]
pub fn Choices(
    name: &'static str,
    #[prop(into)] label: TextProp,
    value: RwSignal<String>,
    #[prop(into)] options: Signal<Options>,
) -> impl IntoView {
    view! {
        <fieldset class="field">
            <legend>{move || label.get()}</legend>
            <div class="choices">{move || radios(name, value, options.get(), "tick")}</div>
        </fieldset>
    }
}

/// Like `Choices`, in one short row.
#[component]
pub fn Segments(
    name: &'static str,
    #[prop(into)] label: TextProp,
    value: RwSignal<String>,
    #[prop(into)] options: Signal<Options>,
) -> impl IntoView {
    view! {
        <div class="segments" role="radiogroup" aria-label=move || label.get().to_string()>
            {move || radios(name, value, options.get(), "")}
        </div>
    }
}

fn radios(
    name: &'static str,
    value: RwSignal<String>,
    options: Options,
    class: &'static str,
) -> AnyView {
    options
        .into_iter()
        .map(|(key, words)| {
            let (chosen, picked) = (key.clone(), key.clone());
            view! {
                <label class=class>
                    <input
                        type="radio"
                        name=name
                        value=key
                        prop:checked=move || value.get() == chosen
                        on:change=move |_| value.set(picked.clone())
                    />
                    <span>{words}</span>
                </label>
            }
        })
        .collect_view()
        .into_any()
}

/// A search box. `hint` stands in it while it is empty.
#[component]
pub fn SearchField(
    #[prop(into)] id: String,
    #[prop(into)] label: TextProp,
    #[prop(into)] hint: TextProp,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] on_input: Callback<(String,)>,
) -> impl IntoView {
    view! {
        <div class="search">
            <Icon icon=icondata_lu::LuSearch/>
            <input
                class="input"
                type="search"
                id=id
                name="search"
                autocomplete="off"
                spellcheck="false"
                aria-label=move || label.get().to_string()
                placeholder=move || hint.get().to_string()
                value=value.get_untracked()
                prop:value=move || value.get()
                on:input=move |event| on_input.run((event_target_value(&event),))
            />
        </div>
    }
}
