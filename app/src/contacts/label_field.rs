//! The Contact Label field: several labels, known ones offered while typing, new ones made in place by the save.
use leptos::{ev, prelude::*};

use crate::{
    api::labels,
    i18n::*,
    ui::{
        badge::Hue,
        button::{Button, Look},
        field::{Field, described_by},
    },
};

/// Several labels by name.
#[component]
pub fn LabelField(
    value: RwSignal<Vec<String>>,
    /// What is typed and not yet taken.
    #[prop(default = RwSignal::default())]
    typed: RwSignal<String>,
    #[prop(into)] error: Signal<Option<String>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let known = RwSignal::new(Vec::<labels::Label>::new());
    Effect::new(move |_| {
        leptos::task::spawn_local(async move {
            // Without them labels can still be typed.
            known.set(labels::list().await.unwrap_or_default());
        });
    });
    let take = move || {
        let text = typed.get_untracked();
        value.update(|labels| {
            // The separators of files: a pasted list is several labels.
            for name in text.split([',', ';']).map(str::trim) {
                let fold = contact::label::fold;
                if !name.is_empty() && !labels.iter().any(|other| fold(other) == fold(name)) {
                    let known = known.read_untracked();
                    let known = known.iter().find(|label| fold(&label.name) == fold(name));
                    labels.push(known.map_or(name, |label| &label.name).to_owned());
                }
            }
        });
        typed.set(String::new());
    };
    let hue = move |name: &str| {
        known.with(|known| {
            known
                .iter()
                .find(|label| label.name == name)
                .map(|label| Hue::parse(&label.colour))
        })
    };
    view! {
        <Field
            id="labels"
            label=move || t_string!(i18n, contact.contact_label)
            hint=move || t_string!(i18n, contact.label_hint)
            error=error
        >
            <div class="chips picked">
                <For each=move || value.get() key=String::clone let:name>
                    <span class={
                        let name = name.clone();
                        move || format!("chip {}", hue(&name).unwrap_or_default().class())
                    }>
                        <bdi>{name.clone()}</bdi>
                        {
                            let name = name.clone();
                            move || {
                                let is_new = known.with(|known| !known.is_empty()) && hue(&name).is_none();
                                is_new.then(|| view! { <small>{t!(i18n, record.new_label)}</small> })
                            }
                        }
                        <Button
                            look=Look::Plain
                            small=true
                            icon=icondata_lu::LuX
                            label={
                                let name = name.clone();
                                move || t_string!(i18n, contact.remove, value = name.clone())
                            }
                            on_press={
                                let name = name.clone();
                                move || value.update(|labels| labels.retain(|label| *label != name))
                            }
                        />
                    </span>
                </For>
            </div>
            <input
                class="input"
                id="labels"
                list="known-labels"
                autocomplete="off"
                aria-describedby=described_by("labels")
                bind:value=typed
                on:change=move |_| take()
                on:keydown=move |event: ev::KeyboardEvent| {
                    if event.key() == "Enter" {
                        event.prevent_default();
                        take();
                    }
                }
            />
            <datalist id="known-labels">
                <For each=move || known.get() key=|label| label.id let:label>
                    <option value=label.name></option>
                </For>
            </datalist>
        </Field>
    }
}
