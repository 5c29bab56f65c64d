//! That an import under way is going to change the contact that is open: whoever edits it meanwhile is told.
use contact::{Contact, ContactId};
use leptos::prelude::*;

use crate::{
    api::effect,
    i18n::*,
    live::follow,
    ui::banner::Banner,
    wire::{effect::ComingImport, live::News},
};

/// How often it is asked at most, in milliseconds.
const PAUSE: u32 = 2_000;

/// Says which import will change the contact, for as long as it is under way.
#[component]
pub fn ComingChange(contact: RwSignal<Contact>) -> impl IntoView {
    let i18n = use_i18n();
    let coming = RwSignal::new(None::<ComingImport>);
    let id = Memo::new(move |_| contact.with(|contact| contact.id));
    Effect::new(move |_| leptos::task::spawn_local(look(id.get(), coming)));
    follow(PAUSE, move |news| {
        let is_of_imports = |news: &News| matches!(news, News::Imports | News::Resync);
        if news.iter().any(is_of_imports) {
            leptos::task::spawn_local(look(id.get_untracked(), coming));
        }
    });
    move || {
        coming.get().map(|coming| {
            let said = t_string!(
                i18n,
                record.coming_import,
                who = coming.started_by,
                file = coming.file_name
            );
            view! { <Banner>{said}</Banner> }
        })
    }
}

/// Asks for it. Where nobody can say, nothing is said: it is a courtesy, and a save is joined with what an import wrote.
async fn look(id: ContactId, coming: RwSignal<Option<ComingImport>>) {
    if let Ok(found) = effect::coming(id).await {
        // The page may have gone.
        let _ = coming.try_set(found);
    }
}
