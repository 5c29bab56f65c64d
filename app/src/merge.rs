//! Merging: choosing the second contact, comparing the two with the result beside them, and the list of suspected
//! duplicates. Everything can be taken back from the toast and from the change log.
pub mod answers;
pub mod card;
pub mod choosing;
pub mod compare;
pub mod comparing;
pub mod duplicates;
pub mod merges;
pub mod picker;
pub mod suspected;
pub mod undo;
pub mod words;

use contact::ContactId;
use leptos::prelude::*;

/// The page on which a contact is merged: with the second one, or first the choice of it.
pub fn merge_page(id: ContactId, other: Option<ContactId>) -> AnyView {
    match other {
        Some(other) => compare::page(id, other),
        None => picker::page(id),
    }
}
