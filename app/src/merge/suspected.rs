//! The banner of a record that may not be the only one of its person: how many others there are and why, and behind it
//! each of them with both answers. It comes after the record, and only where there is something to say.
use contact::Contact;
use leptos::{html, prelude::*};

use crate::{
    api::merge::suggestions,
    i18n::*,
    merge::{
        answers::{answers, say_differ, who},
        merges::use_merges,
        words::{reason_words, reasons},
    },
    page::report,
    ui::icon::Icon,
    wire::merge::Suggestion,
};

/// Who else may be the same person as a contact.
#[component]
pub fn Suspected(contact: RwSignal<Contact>) -> impl IntoView {
    let i18n = use_i18n();
    let (report, merges) = (report(), use_merges());
    let found = RwSignal::new(Vec::<Suggestion>::new());
    let summary = NodeRef::<html::Summary>::new();
    let saved = Memo::new(move |_| contact.with(|contact| (contact.id, contact.version)));
    let look = move || {
        // The record may be gone by the time of an answer.
        let Some((id, _)) = saved.try_get_untracked() else {
            return;
        };
        leptos::task::spawn_local(async move {
            // Suspicions that do not come are left out.
            if let Ok(likely) = suggestions(id).await {
                let _ = found.try_set(likely);
            }
        });
    };
    // Every save can bring a number, an address or a name that others have too.
    Effect::new(move |_| {
        saved.track();
        look();
    });
    let differed = move |_| {
        // The pressed button goes away with its contact, and the next thing to do is here.
        if let Some(summary) = summary.try_get_untracked().flatten() {
            // What cannot take the focus leaves it where it is.
            let _ = summary.focus();
        }
        look();
    };
    let count = move || match found.with(Vec::len) {
        1 => t_string!(i18n, merge.suspected_one).to_owned(),
        count => t_string!(i18n, merge.suspected, count = count).to_string(),
    };
    let why = move || {
        let mut why = Vec::new();
        for reason in found.read().iter().flat_map(|likely| &likely.reasons) {
            let words = reason_words(i18n, reason);
            if !why.contains(&words) {
                why.push(words);
            }
        }
        why.join(" · ")
    };
    let suspect = move |likely: &Suggestion| {
        let id = likely.contact.id;
        let differ = move || {
            let two = [saved.get_untracked().0, id];
            say_differ(i18n, (report, merges), two, true, differed);
        };
        view! {
            <li class="suspect">
                {who(&likely.contact)}
                {reasons(i18n, &likely.reasons)}
                {contact.with_untracked(|contact| answers(i18n, contact, &likely.contact, "", differ))}
            </li>
        }
    };
    view! {
        <Show when=move || found.with(|found| !found.is_empty())>
            <details class="suspected">
                <summary node_ref=summary>
                    <Icon icon=icondata_lu::LuUsers/>
                    <strong>{count}</strong>
                    <bdi class="why">{why}</bdi>
                    <Icon icon=icondata_lu::LuChevronDown/>
                </summary>
                <ul role="list">{move || found.with(|found| found.iter().map(suspect).collect::<Vec<_>>())}</ul>
            </details>
        </Show>
    }
}
