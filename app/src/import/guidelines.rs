//! The "Contact Format Guidelines" of the guide, written by the one table of fields, and its advice on commas.

use contact::{Part, field::FIELDS};
use leptos::prelude::*;

use super::words::guideline;
use crate::i18n::*;

/// The table of fields and the help.
#[component]
pub fn Guidelines() -> impl IntoView {
    let i18n = use_i18n();
    // Neighbours that follow one rule stand in one row, as in the guide.
    let kind = |part: Part| std::mem::discriminant(&part);
    let mut groups: Vec<(Vec<&str>, Part)> = Vec::new();
    for field in &FIELDS {
        match groups.last_mut() {
            Some((headers, part))
                if kind(*part) == kind(field.part) && !matches!(part, Part::Text(_)) =>
            {
                headers.push(field.header);
            }
            _ => groups.push((vec![field.header], field.part)),
        }
    }
    let rows = groups
        .into_iter()
        .map(|(headers, part)| {
            let headers = headers
                .into_iter()
                .map(|header| view! { <span>{header}</span> })
                .collect_view();
            view! {
                <tr>
                    <th scope="row" class="wrap"><span class="headers">{headers}</span></th>
                    <td class="wrap">{move || guideline(i18n, part)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="guidelines" aria-labelledby="guidelines">
            <h2 id="guidelines">{t!(i18n, import.guidelines)}</h2>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, import.field_name)}</th>
                        <th scope="col">{t!(i18n, import.description)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <details class="splitting" open>
                <summary>{t!(i18n, import.splitting)}</summary>
                <p>{t!(i18n, import.splitting_why)}</p>
                <h3>{t!(i18n, import.splitting_editor)}</h3>
                <p>{t!(i18n, import.splitting_quotes)}</p>
                <h3>{t!(i18n, import.splitting_sheet)}</h3>
                <ol>
                    <li>{t!(i18n, import.splitting_text)}</li>
                    <li>{t!(i18n, import.splitting_save)}</li>
                    <li>{t!(i18n, import.splitting_added)}</li>
                </ol>
            </details>
        </section>
    }
}
