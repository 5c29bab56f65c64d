//! The way back: to the page from which a merge began, and out of a merge.
use contact::ContactId;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use uuid::Uuid;

use crate::{
    api::merge::undo,
    i18n::*,
    merge::merges::Merges,
    page::{Back, Report},
    values::{reading::any_name, words::I18n},
};

/// What the address of a merge says where it began at the list of suspicions: it leads back there.
pub const FROM_SUSPICIONS: &str = "&from=duplicates";

/// The page of suspicions, where the merge that the address names began there.
pub fn suspicions() -> Option<&'static str> {
    let query = use_query_map();
    let from = query.with_untracked(|query| query.get("from"));
    (from.as_deref() == Some("duplicates")).then_some("/duplicates")
}

/// The way back to the page from which a merge began.
pub fn back(i18n: I18n, id: ContactId) -> AnyView {
    match suspicions() {
        Some(page) => view! { <Back to=page.to_owned() label=move || t_string!(i18n, merge.back_to_duplicates)/> }.into_any(),
        None => view! { <Back to=format!("/contacts/{id}") label=move || t_string!(i18n, merge.back)/> }.into_any(),
    }
}

/// Takes a merge back and says what became of it.
pub fn take_back(i18n: I18n, report: Report, merges: Merges, merge: Uuid) {
    leptos::task::spawn_local(async move {
        match undo(merge).await {
            Ok(undone) => {
                let mut fields: Vec<String> = undone
                    .kept
                    .iter()
                    .map(|line| any_name(i18n, &line.field, &[]))
                    .collect();
                fields.dedup();
                report.toasts.say(match fields.is_empty() {
                    true => tu_string!(i18n, merge.undone).to_string(),
                    false => {
                        tu_string!(i18n, merge.undone_kept, fields = fields.join(", ")).to_string()
                    }
                });
                merges.add();
            }
            Err(error) => report.say(error),
        }
    });
}
