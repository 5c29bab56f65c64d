//! `/contacts`: the list.
use leptos::prelude::*;

use crate::{frame::Page, i18n::*, ui::empty::Empty};

/// The list of External Contacts.
#[component]
pub fn List() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Page title=move || t_string!(i18n, contacts.title)>
            <Empty
                icon=icondata_lu::LuUsers
                title=move || t_string!(i18n, contacts.empty_title)
                text=move || t_string!(i18n, contacts.empty_text)
            />
        </Page>
    }
}
