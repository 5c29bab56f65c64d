//! The guide's second step: add country codes to the numbers that lack one? It is asked only if there are such numbers,
//! and every answer shows at once what comes of it.

use contact::{Country, CountryCode};
use leptos::{html, prelude::*};

use crate::{
    i18n::*,
    import::{
        desk::Desk,
        event::{Choice, ImportEvent},
        pager::{RowsShown, turns},
        words::records,
    },
    request::usual_country,
    ui::number::grouped,
    values::names,
};

/// The three answers, and the numbers that they rewrite.
#[component]
pub fn CountryQuestion() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    let choice = Memo::new(move |_| desk.page.with(|page| page.choice));
    let lacking = Memo::new(move |_| desk.page.with(|page| page.lacking));
    let heading = NodeRef::<html::H2>::new();
    Effect::new(move |_| {
        if let Some(heading) = heading.get() {
            // Fails only for an element that cannot take the focus.
            let _ = heading.focus();
        }
    });
    let yes = move || {
        matches!(
            choice.get(),
            Choice::YesWithout | Choice::Given(CountryCode::Yes(_))
        )
    };
    // Most files come from where the organisation is.
    let beginning = usual_country().map_or(Choice::YesWithout, |country| {
        Choice::Given(CountryCode::Yes(country))
    });
    let country_chosen = move |event| {
        let choice = Country::parse(&event_target_value(&event))
            .map_or(Choice::YesWithout, |country| {
                Choice::Given(CountryCode::Yes(country))
            });
        desk.tell(ImportEvent::Chosen(choice));
    };
    view! {
        <section class="question" aria-labelledby="question">
            <h2 id="question" tabindex="-1" node_ref=heading>{t!(i18n, import.question)}</h2>
            <p>{move || t_string!(i18n, import.question_why, n = records(i18n, lacking.get()))}</p>
            <fieldset class="choices" aria-labelledby="question">
                <label class="tick">
                    <input
                        type="radio"
                        name="country-code"
                        prop:checked=yes
                        on:change=move |_| desk.tell(ImportEvent::Chosen(beginning))
                    />
                    {t!(i18n, import.answer_yes)}
                </label>
                <Show when=yes>
                    <div class="field country">
                        <label for="country">{t!(i18n, import.country_code)}</label>
                        <select id="country" class="input" on:change=country_chosen>
                            <option value="" prop:selected=move || choice.get() == Choice::YesWithout>
                                {t!(i18n, import.choose_country)}
                            </option>
                            <Countries choice/>
                        </select>
                    </div>
                </Show>
                <label class="tick">
                    <input
                        type="radio"
                        name="country-code"
                        prop:checked=move || choice.get() == Choice::Given(CountryCode::No)
                        on:change=move |_| desk.tell(ImportEvent::Chosen(Choice::Given(CountryCode::No)))
                    />
                    {t!(i18n, import.answer_no)}
                </label>
                <label class="tick">
                    <input
                        type="radio"
                        name="country-code"
                        prop:checked=move || choice.get() == Choice::Given(CountryCode::PlusMissing)
                        on:change=move |_| desk.tell(ImportEvent::Chosen(Choice::Given(CountryCode::PlusMissing)))
                    />
                    {t!(i18n, import.answer_plus)}
                </label>
            </fieldset>
            <Rewritten/>
        </section>
    }
}

/// The countries that have a country code, by name.
#[component]
fn Countries(choice: Memo<Choice>) -> impl IntoView {
    let i18n = use_i18n();
    names::countries(i18n.get_locale_untracked())
        .into_iter()
        .filter_map(|(country, name)| Some((name, country, country.dial()?)))
        .map(|(name, country, dial)| {
            let selected = move || choice.get() == Choice::Given(CountryCode::Yes(country));
            view! { <option value=country.code() prop:selected=selected>{format!("{name} (+{dial})")}</option> }
        })
        .collect_view()
}

/// Every number that the answer rewrites (W02), a page at a time.
#[component]
fn Rewritten() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    let rewritten = Memo::new(move |_| desk.page.with(|page| page.rewritten()));
    let lines = Memo::new(move |_| {
        desk.page.with(|page| {
            let mut lines = Vec::new();
            for row in &page.window.rows {
                for problem in row
                    .problems
                    .iter()
                    .filter(|problem| problem.code == contact::Code::W02)
                {
                    lines.push((row.line, problem.message.clone()));
                }
            }
            lines
        })
    });
    let place = RowsShown::of(desk);
    view! {
        <Show when=move || { rewritten.get() > 0 }>
            <details class="rewritten">
                <summary>{move || t_string!(i18n, import.rewritten, n = grouped(rewritten.get()))}</summary>
                <ul role="list">
                    <For each=move || lines.get() key=|line| line.clone() let((line, message))>
                        <li>
                            <span class="hint">{t_string!(i18n, import.on_line, line)}</span>
                            " "
                            <bdi>{message}</bdi>
                        </li>
                    </For>
                </ul>
                <Show when=move || place.get().is_a_part()>
                    <div class="buttons">{turns(i18n, desk, place)}</div>
                </Show>
            </details>
        </Show>
    }
}
