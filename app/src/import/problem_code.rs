//! The code of a problem, for whoever looks closer. What is wrong is said in words; the code is what the command line and the API
//! call it.
use contact::Code;
use leptos::prelude::*;

use crate::{i18n::*, values::words::I18n};

/// The code of what is wrong, folded away.
pub fn folded_code(i18n: I18n, code: Code, wrong: impl Fn() -> String + Send + 'static) -> AnyView {
    let name = move || format!("{}: {}", t_string!(i18n, import.details), wrong());
    view! {
        <details class="problem-code">
            <summary aria-label=name>{t!(i18n, import.details)}</summary>
            <p>{move || t_string!(i18n, import.problem_code, code = code.to_string())}</p>
        </details>
    }
    .into_any()
}
