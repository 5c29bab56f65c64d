//! A time zone, typed or chosen from all that there are. The server knows them, and they are asked for once the field is there.
use leptos::prelude::*;

use crate::{
    api::account::time_zones,
    i18n::*,
    ui::field::{Field, described_by},
};

/// The field of a time zone. Whatever is typed is judged by the server.
#[component]
pub fn TimeZoneField(
    #[prop(into)] id: String,
    value: RwSignal<String>,
    #[prop(into)] error: Signal<Option<String>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let zones = RwSignal::new(Vec::<String>::new());
    Effect::new(move |_| {
        leptos::task::spawn_local(async move {
            // Without them it can still be typed. The field may be gone by now.
            if let Ok(known) = time_zones().await {
                let _ = zones.try_set(known);
            }
        });
    });
    let described = described_by(&id);
    let (input, list) = (id.clone(), format!("{id}-list"));
    let options = list.clone();
    view! {
        <Field
            id=id
            label=move || t_string!(i18n, workspace.time_zone)
            hint=move || t_string!(i18n, account.time_zone_hint)
            error=error
        >
            <input
                class="input"
                id=input
                list=list
                autocomplete="off"
                spellcheck="false"
                aria-invalid=move || error.try_get().flatten().is_some().then_some("true")
                aria-describedby=described
                bind:value=value
            />
            <datalist id=options>
                {move || zones.get().into_iter().map(|zone| view! { <option value=zone></option> }).collect_view()}
            </datalist>
        </Field>
    }
}
