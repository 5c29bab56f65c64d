//! Keys of a record, while it is the page in front.
use contact::ContactId;
use leptos::{ev, prelude::*};

use crate::{
    browser::{
        keyboard::{is_busy, save_key},
        preference::single_keys,
    },
    keys::{Front, help_window},
    later::Later,
    leave::Guard,
    record::edit::Editor,
    trail::Trail,
    ui::focus::focus_at,
};

/// Listens while a record is shown, and holds the help.
#[component]
pub fn RecordKeys(id: ContactId, editor: Editor, profile: Memo<bool>) -> impl IntoView {
    let help = RwSignal::new(false);
    let (guard, trail) = (Guard::of_page(), Trail::of_page());
    save_key(false, move || editor.save());
    Effect::new(move |_| {
        let listening = window_event_listener(ev::keydown, move |event| {
            let held = event.ctrl_key() || event.meta_key() || event.alt_key();
            if held || is_busy(&event) || !single_keys() {
                return;
            }
            let reading = !editor.editing.get_untracked();
            match event.key().as_str() {
                "/" => {
                    trail.searching.set_value(true);
                    guard.go(trail.list());
                }
                "e" if reading && profile.get_untracked() => editor.begin(),
                "e" if reading => guard.go(format!("/contacts/{id}?edit")),
                "m" if reading => guard.go(format!("/contacts/{id}?merge=")),
                "n" if reading && profile.get_untracked() => focus_at("note"),
                "c" => guard.go("/contacts/new"),
                "?" => help.set(true),
                _ => return,
            }
            event.prevent_default();
        });
        on_cleanup(move || listening.remove());
    });
    view! {
        <Later wanted=help part=move || help_window(help, Front::Record)/>
    }
}
