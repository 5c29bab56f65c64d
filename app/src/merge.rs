//! Merging: choosing the second contact, comparing the two with the result beside them, and the list of suspected
//! duplicates. Everything can be taken back from the toast and from the change log.
pub mod answers;
pub mod card;
pub mod choosing;
pub mod compare;
pub mod duplicates;
pub mod picker;
pub mod suspected;
pub mod words;

use contact::ContactId;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use uuid::Uuid;
use wasm_split_helpers::wasm_split;

use crate::{
    api::merge::undo,
    frame::Back,
    i18n::*,
    later::Fetched,
    ui::toast::Toasts,
    values::{reading::any_name, words::I18n},
};

/// Counts the merges and undos of this page, so that what shows contacts reads them again, and what else changes who is
/// suspected, so that what shows suspicions does.
#[derive(Clone, Copy)]
pub struct Merges {
    made: RwSignal<u32>,
    suspected: RwSignal<u32>,
    /// Somebody works through the suspicions: the next pair is begun with.
    next: StoredValue<bool>,
}

impl Merges {
    /// Makes the count available to everything on the page.
    pub fn provide() {
        provide_context(Self {
            made: RwSignal::new(0),
            suspected: RwSignal::new(0),
            next: StoredValue::new(false),
        });
    }

    /// How many there have been.
    pub fn count(self) -> u32 {
        self.made.get()
    }

    /// How often it may have changed who is suspected.
    pub fn suspicions(self) -> u32 {
        self.made.get() + self.suspected.get()
    }

    /// Counts one more.
    pub fn add(self) {
        self.made.update(|count| *count += 1);
    }

    /// Who is suspected may have changed, by an answer or a search.
    pub fn suspect_anew(self) {
        self.suspected.update(|count| *count += 1);
    }
}

/// The count of the page.
pub fn use_merges() -> Merges {
    expect_context::<Merges>()
}

/// The page on which a contact is merged: with the second one, or first the choice of it.
pub fn merge_page(id: ContactId, other: Option<ContactId>) -> AnyView {
    match other {
        Some(other) => compare::page(id, other),
        None => picker::page(id),
    }
}

/// What the address of a merge says where it began at the list of suspicions: it leads back there.
const FROM_SUSPICIONS: &str = "&from=duplicates";

/// The page of suspicions, where the merge that the address names began there.
fn suspicions() -> Option<&'static str> {
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
pub fn take_back(i18n: I18n, toasts: Toasts, merges: Merges, merge: Uuid) {
    leptos::task::spawn_local(async move {
        match undo(merge).await {
            Ok(undone) => {
                let mut fields: Vec<String> = undone
                    .kept
                    .iter()
                    .map(|line| any_name(i18n, &line.field, &[]))
                    .collect();
                fields.dedup();
                toasts.say(match fields.is_empty() {
                    true => tu_string!(i18n, merge.undone).to_string(),
                    false => {
                        tu_string!(i18n, merge.undone_kept, fields = fields.join(", ")).to_string()
                    }
                });
                merges.add();
            }
            Err(error) => toasts.say(error.to_string()),
        }
    });
}

/// `/duplicates`.
#[wasm_split(record, fallible)]
pub fn duplicates_page() -> Fetched {
    Ok(view! { <duplicates::DuplicatesPage/> }.into_any())
}
