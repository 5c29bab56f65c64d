//! A modal window on the native `<dialog>`: the browser traps the focus and gives it back.
use leptos::{ev, html, prelude::*, web_sys};

use crate::ui::{button::Button, button::Look};

/// A modal window. `id` names its heading; the content exists only while it is open.
#[component]
pub fn Dialog(
    #[prop(into)] id: String,
    open: RwSignal<bool>,
    #[prop(into)] title: TextProp,
    /// The words of the cross, such as `Close`.
    #[prop(into)]
    close_label: TextProp,
    #[prop(optional)] wide: bool,
    /// Asked before Escape, the cross or a click outside closes it; what it answers is done.
    #[prop(optional, into)]
    may_close: Option<Callback<(), bool>>,
    /// The buttons, the most likely one last.
    #[prop(optional, into)]
    footer: Option<ViewFn>,
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let (open, Some(dialog)) = (open.get(), dialog.get()) else {
            return;
        };
        if open && !dialog.open() {
            // Refused only when the element has left the document meanwhile.
            let _ = dialog.show_modal();
        } else if !open && dialog.open() {
            dialog.close();
        }
    });
    let leave = move || {
        if may_close.is_none_or(|may| may.run(())) {
            open.set(false);
        }
    };
    let footer = StoredValue::new(footer);
    let children = StoredValue::new(children);
    view! {
        <dialog
            class=if wide { "dialog wide" } else { "dialog" }
            aria-labelledby=id.clone()
            node_ref=dialog
            on:close=move |_| open.set(false)
            on:cancel=move |event: ev::Event| {
                event.prevent_default();
                leave();
            }
            on:keydown=move |event: ev::KeyboardEvent| {
                // Escape twice would close a native dialog whatever is in it.
                if event.key() == "Escape" && !event.default_prevented() {
                    event.prevent_default();
                    leave();
                }
            }
            on:click=move |event| {
                let outside = dialog.get_untracked().is_some_and(|dialog| {
                    event.target().is_some_and(|target| &target == AsRef::<web_sys::EventTarget>::as_ref(&dialog))
                });
                if outside {
                    leave();
                }
            }
        >
            <header>
                <h2 id=id.clone()>{move || title.get()}</h2>
                <Button look=Look::Plain small=true icon=icondata_lu::LuX label=close_label on_press=leave/>
            </header>
            <Show when=move || open.get()>
                <div class="body">{children.with_value(|children| children())}</div>
                {footer.with_value(|footer| footer.as_ref().map(|footer| view! { <footer>{footer.run()}</footer> }))}
            </Show>
        </dialog>
    }
}
