//! Short news at the foot of the window, with at most one action such as `Undo`. Whatever a toast offers also lives
//! somewhere lasting.
use std::time::Duration;

use leptos::{html, prelude::*, reactive::owner::WeakOwner, web_sys::Element};

use crate::{
    i18n::*,
    ui::button::{Button, Look},
};

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
    /// What a toast offers outlives the place that offered it. Not held, as it holds the toasts.
    owner: StoredValue<WeakOwner>,
    /// Where they appear.
    region: NodeRef<html::Div>,
}

impl Toasts {
    /// Makes the toasts of a page available to everything in it.
    pub fn provide() -> Self {
        let toasts = Self {
            list: RwSignal::default(),
            next: StoredValue::new(0),
            held: RwSignal::new(false),
            owner: StoredValue::new(Owner::current().unwrap_or_default().downgrade()),
            region: NodeRef::new(),
        };
        provide_context(toasts);
        toasts
    }

    /// Stands inside the window that is uppermost, as all else is out of reach while it is open; without one in the body.
    pub(super) fn rise(self, uppermost: Option<&Element>) {
        let Some(region) = self.region.try_get_untracked().flatten() else {
            return;
        };
        let place = uppermost
            .cloned()
            .or_else(|| document().body().map(Into::into));
        if let Some(place) = place
            && region.parent_element().as_ref() != Some(&place)
        {
            // Refused only for a place inside itself.
            let _ = place.append_child(&region);
        }
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
        self.offer_here(text, action, press);
    }

    /// The same for what can be answered only where it was asked: the number closes it when that place goes.
    pub fn offer_here(
        self,
        text: impl Into<String>,
        action: impl Into<String>,
        press: impl Into<Callback<()>>,
    ) -> u64 {
        let owner = self.owner.get_value().upgrade();
        let press = match owner {
            Some(owner) => owner.with(|| press.into()),
            None => press.into(),
        };
        self.show(text.into(), Some((action.into(), press)))
    }

    /// Takes back what was said, once it is no longer so.
    pub fn withdraw(self, text: &str) {
        self.list
            .update(|list| list.retain(|toast| toast.text != text));
    }

    fn show(self, text: String, action: Option<(String, Callback<()>)>) -> u64 {
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        let time = if action.is_some() {
            SHOWN_WITH_ACTION
        } else {
            SHOWN
        };
        self.list.update(|list| {
            // What is said once more takes the place of what it said before, unless that still offers something.
            list.retain(|toast| toast.text != text || toast.action.is_some());
            list.push(Toast { id, text, action });
            // Older news is old news.
            if list.len() > 3 {
                list.remove(0);
            }
        });
        self.close_after(id, time);
        id
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

    /// Closes one.
    pub fn close(self, id: u64) {
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
pub fn ToastRegion() -> impl IntoView {
    let i18n = use_i18n();
    let toasts = use_toasts();
    view! {
        <div
            class="toasts"
            role="status"
            node_ref=toasts.region
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
                                // What it is about may be gone by now.
                                let _ = press.try_run(());
                            }>{words}</Button>
                        }
                    })}
                    <Button
                        look=Look::Plain
                        small=true
                        icon=icondata_lu::LuX
                        label=move || t_string!(i18n, frame.close)
                        on_press=move || toasts.close(toast.id)
                    />
                </div>
            </For>
        </div>
    }
}
