//! Short news at the foot of the window, with at most one action such as `Undo`. Whatever a toast offers also lives
//! somewhere lasting.
use std::time::Duration;

use leptos::prelude::*;

use crate::ui::{button::Button, button::Look};

const SHOWN: Duration = Duration::from_secs(6);
const SHOWN_WITH_ACTION: Duration = Duration::from_secs(12);

#[derive(Clone)]
struct Toast {
    id: u64,
    text: String,
    action: Option<(String, Callback<()>)>,
}

/// Shows toasts; found in the context of every page.
#[derive(Clone, Copy)]
pub struct Toasts {
    list: RwSignal<Vec<Toast>>,
    next: StoredValue<u64>,
    /// The reader is at them: they stay.
    held: RwSignal<bool>,
}

impl Toasts {
    /// Makes the toasts of a page available to everything in it.
    pub fn provide() -> Self {
        let toasts = Self {
            list: RwSignal::default(),
            next: StoredValue::new(0),
            held: RwSignal::new(false),
        };
        provide_context(toasts);
        toasts
    }

    /// Says something.
    pub fn say(self, text: impl Into<String>) {
        self.show(text.into(), None);
    }

    /// Says something that can be answered, such as by `Undo`.
    pub fn offer(
        self,
        text: impl Into<String>,
        action: impl Into<String>,
        press: impl Into<Callback<()>>,
    ) {
        self.show(text.into(), Some((action.into(), press.into())));
    }

    fn show(self, text: String, action: Option<(String, Callback<()>)>) {
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        let time = if action.is_some() {
            SHOWN_WITH_ACTION
        } else {
            SHOWN
        };
        self.list.update(|list| {
            list.push(Toast { id, text, action });
            // Older news is old news.
            if list.len() > 3 {
                list.remove(0);
            }
        });
        self.close_after(id, time);
    }

    fn close_after(self, id: u64, time: Duration) {
        set_timeout(
            move || {
                if self.held.try_get_untracked().unwrap_or(false) {
                    self.close_after(id, SHOWN);
                } else {
                    self.close(id);
                }
            },
            time,
        );
    }

    fn close(self, id: u64) {
        // The page may be gone by now.
        let _ = self
            .list
            .try_update(|list| list.retain(|toast| toast.id != id));
    }
}

/// The toasts of the page.
pub fn use_toasts() -> Toasts {
    expect_context::<Toasts>()
}

/// The place where toasts appear; the frame holds one.
#[component]
pub fn ToastRegion(#[prop(into)] close_label: TextProp) -> impl IntoView {
    let toasts = use_toasts();
    view! {
        <div
            class="toasts"
            role="status"
            on:pointerenter=move |_| toasts.held.set(true)
            on:pointerleave=move |_| toasts.held.set(false)
            on:focusin=move |_| toasts.held.set(true)
            on:focusout=move |_| toasts.held.set(false)
        >
            <For each=move || toasts.list.get() key=|toast| toast.id let:toast>
                <div class="toast">
                    <span>{toast.text}</span>
                    {toast.action.map(|(words, press)| {
                        let id = toast.id;
                        view! {
                            <Button look=Look::Plain small=true on_press=move || {
                                toasts.close(id);
                                press.run(());
                            }>{words}</Button>
                        }
                    })}
                    <Button
                        look=Look::Plain
                        small=true
                        icon=icondata_lu::LuX
                        label=close_label.clone()
                        on_press=move || toasts.close(toast.id)
                    />
                </div>
            </For>
        </div>
    }
}
