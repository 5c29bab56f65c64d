//! A modal window on the native `<dialog>`: the browser traps the focus and gives it back. Toasts stand in the uppermost.
use leptos::{ev, html, prelude::*, wasm_bindgen::JsCast, web_sys};
use send_wrapper::SendWrapper;

use crate::{
    i18n::*,
    ui::{
        button::{Button, Look},
        focus,
        toast::use_toasts,
    },
};

/// The windows that are open, the uppermost last; found in the context of every page.
#[derive(Clone, Copy)]
pub struct Windows(StoredValue<Vec<SendWrapper<web_sys::Element>>>);

impl Windows {
    /// Makes the windows known to everything on the page.
    pub fn provide() {
        provide_context(Self(StoredValue::default()));
    }

    /// A window was opened, or is gone.
    fn set(self, window: &web_sys::Element, open: bool) -> Option<web_sys::Element> {
        self.0
            .try_update_value(|windows| {
                windows.retain(|known| &**known != window);
                if open {
                    windows.push(SendWrapper::new(window.clone()));
                }
                windows.last().map(|uppermost| (**uppermost).clone())
            })
            .flatten()
    }
}

/// A modal window. `id` names its heading; the content exists only while it is open.
#[component]
pub fn Dialog(
    #[prop(into)] id: String,
    open: RwSignal<bool>,
    #[prop(into)] title: TextProp,
    #[prop(optional)] wide: bool,
    /// What Escape, the cross and a click outside do, if not to close it at once.
    #[prop(optional, into)]
    on_leave: Option<Callback<()>>,
    /// The buttons, the most likely one last.
    #[prop(optional, into)]
    footer: Option<ViewFn>,
    children: ChildrenFn,
) -> impl IntoView {
    let i18n = use_i18n();
    let dialog = NodeRef::<html::Dialog>::new();
    follow(dialog, open);
    let leave = move || match on_leave {
        Some(leave) => leave.run(()),
        None => open.set(false),
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
                // Outside of what stands in it.
                if event.target() == event.current_target() {
                    leave();
                }
            }
        >
            <header>
                <h2 id=id.clone()>{move || title.get()}</h2>
                <Button look=Look::Plain small=true icon=icondata_lu::LuX label=move || t_string!(i18n, frame.close) on_press=leave/>
            </header>
            <Show when=move || open.get()>
                <div class="body">{children.with_value(|children| children())}</div>
                {footer.with_value(|footer| footer.as_ref().map(|footer| view! { <footer>{footer.run()}</footer> }))}
            </Show>
        </dialog>
    }
}

/// Opens and closes the element as `open` says.
fn follow(dialog: NodeRef<html::Dialog>, open: RwSignal<bool>) {
    let (windows, toasts) = (expect_context::<Windows>(), use_toasts());
    let settle = move |dialog: &web_sys::HtmlDialogElement, open: bool| {
        toasts.rise(windows.set(dialog.unchecked_ref(), open).as_ref());
    };
    Effect::new(move |_| {
        let (open, Some(dialog)) = (open.get(), dialog.get()) else {
            return;
        };
        if open && !dialog.open() {
            // Refused only when the element has left the document meanwhile.
            let _ = dialog.show_modal();
            let window = dialog.clone();
            request_animation_frame(move || focus::start(window.unchecked_ref()));
        } else if !open && dialog.open() {
            dialog.close();
        }
        settle(&dialog, open);
        // A page may be left while its window is open.
        let dialog = SendWrapper::new(dialog);
        on_cleanup(move || settle(&dialog, false));
    });
}

/// What is filled in in a window. Enter in any of its fields sends it, as a button of the window does.
#[component]
pub fn DialogForm(#[prop(into)] on_send: Callback<()>, children: Children) -> impl IntoView {
    view! {
        // What is wrong with it the server says, in words, at the field.
        <form class="stack" novalidate on:submit=move |event| {
            event.prevent_default();
            on_send.run(());
        }>
            {children()}
            // Without it, Enter in one of several fields sends nothing.
            <input type="submit" hidden=true/>
        </form>
    }
}
