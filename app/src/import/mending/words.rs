//! Steps in words.
use contact::mend::{Mend, tally::MOST_KEPT};
use leptos::prelude::*;

use crate::{i18n::*, import::words::records, ui::number::grouped, values::words::I18n};

/// What a step does: `Company: “ltd” becomes “Limited”`.
pub fn step(i18n: I18n, mend: &Mend) -> String {
    let column = mend.column().to_owned();
    match mend {
        Mend::Values { into, .. } => match (into.len(), into.iter().next()) {
            (1, Some((value, to))) => t_string!(
                i18n,
                import.import_steps.step_value,
                column,
                value = value.clone(),
                to = to.clone()
            ),
            (n, _) => t_string!(
                i18n,
                import.import_steps.step_values,
                column,
                n = grouped(n as u64)
            ),
        },
        Mend::Replace { find, with, .. } if with.is_empty() => t_string!(
            i18n,
            import.import_steps.step_remove,
            column,
            find = find.clone()
        ),
        Mend::Replace { find, with, .. } => t_string!(
            i18n,
            import.import_steps.step_replace,
            column,
            find = find.clone(),
            with = with.clone()
        ),
        Mend::Fill { value, .. } => t_string!(
            i18n,
            import.import_steps.step_fill,
            column,
            value = value.clone()
        ),
        Mend::CountryOfRow { .. } => t_string!(i18n, import.import_steps.step_country, column),
        Mend::SplitName { .. } => t_string!(i18n, import.import_steps.step_split, column),
    }
}

/// What a step did.
pub fn changed(i18n: I18n, n: u64) -> String {
    t_string!(i18n, import.import_steps.changed, n = records(i18n, n))
}

/// Several steps in one line.
pub fn names(steps: &[String]) -> String {
    steps.join(" · ")
}

/// Says that a column has more values than are kept.
pub fn too_many(i18n: I18n, distinct: u64) -> Option<AnyView> {
    let is_more = distinct > MOST_KEPT as u64;
    is_more.then(|| {
        let words = t_string!(
            i18n,
            import.import_steps.too_many,
            n = grouped(MOST_KEPT as u64)
        );
        view! { <p class="hint">{words}</p> }.into_any()
    })
}
