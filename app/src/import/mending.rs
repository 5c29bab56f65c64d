//! A column as a whole: its values with their counts, those that mean the same, and the steps that change them. Each step
//! says first what it would do and in how many records, and has its own undo afterwards.

mod clusters;
mod forms;
mod made;
mod proposal;
mod values;
mod words;

use leptos::prelude::*;

use self::{
    clusters::Clusters,
    forms::{CountryForm, FillForm, ReplaceForm, SplitNameForm},
    made::MadeSteps,
    proposal::COLUMN,
    values::ColumnValues,
};
use crate::{
    i18n::*,
    import::{desk::Desk, event::ImportEvent, stage::ImportState},
    ui::field::Segments,
};

/// The panel of one column, and the steps that were made in all of them.
#[component]
pub fn ColumnMending() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    let columns = Memo::new(move |_| desk.page.with(ImportState::mendable));
    let open = Memo::new(move |_| {
        desk.page.with(|page| {
            let open = page.mending.open.as_ref()?;
            Some((open.place, open.name.clone()))
        })
    });
    let is_open =
        move |place: u32| open.with(|open| open.as_ref().is_some_and(|open| open.0 == place));
    let options = move || {
        let option = |(place, name): (u32, String)| {
            view! { <option value=place.to_string() prop:selected=move || is_open(place)>{name}</option> }
        };
        columns.get().into_iter().map(option).collect_view()
    };
    let chosen = move |event| {
        let place = event_target_value(&event).parse().ok();
        desk.tell(ImportEvent::ValuesAsked(place));
    };
    view! {
        <section class="mending" aria-labelledby="mending">
            <div class="heading">
                <h2 id="mending">{t!(i18n, import.import_steps.title)}</h2>
                <p class="hint">{t!(i18n, import.import_steps.intro)}</p>
            </div>
            <div class="field which">
                <label for=COLUMN>{t!(i18n, import.import_steps.column)}</label>
                <select id=COLUMN class="input" on:change=chosen>
                    <option value="" prop:selected=move || open.with(Option::is_none)>
                        {t!(i18n, import.import_steps.choose_column)}
                    </option>
                    {options}
                </select>
            </div>
            {move || open.get().map(|(_, name)| view! { <OpenColumnPanel name/> })}
            <MadeSteps/>
        </section>
    }
}

/// What can be done with the column that is chosen.
#[component]
fn OpenColumnPanel(name: String) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    let (clusters, numbers, names) = desk.page.with_untracked(|page| {
        (
            page.mends_clusters(),
            page.mends_numbers(),
            page.mends_names(),
        )
    });
    let way = RwSignal::new(String::from(if clusters { "clusters" } else { "values" }));
    let ways = Signal::derive(move || {
        let ways = [
            (
                "clusters",
                clusters,
                t_string!(i18n, import.import_steps.clusters),
            ),
            ("values", true, t_string!(i18n, import.import_steps.values)),
            (
                "replace",
                true,
                t_string!(i18n, import.import_steps.replace),
            ),
            ("fill", true, t_string!(i18n, import.import_steps.fill)),
            (
                "country",
                numbers,
                t_string!(i18n, import.import_steps.country),
            ),
            ("split", names, t_string!(i18n, import.import_steps.split)),
        ];
        let offered = ways.into_iter().filter(|(_, offered, _)| *offered);
        offered
            .map(|(way, _, words)| (way.to_owned(), words.to_owned()))
            .collect::<Vec<_>>()
    });
    let name = StoredValue::new(name);
    view! {
        <div class="panel">
            <Segments name="mending-way" label=move || t_string!(i18n, import.import_steps.ways) value=way options=ways/>
            {move || {
                let column = name.get_value();
                match way.get().as_str() {
                    "clusters" => view! { <Clusters column/> }.into_any(),
                    "replace" => view! { <ReplaceForm column/> }.into_any(),
                    "fill" => view! { <FillForm column/> }.into_any(),
                    "country" => view! { <CountryForm column/> }.into_any(),
                    "split" => view! { <SplitNameForm column/> }.into_any(),
                    _ => view! { <ColumnValues column/> }.into_any(),
                }
            }}
        </div>
    }
}
