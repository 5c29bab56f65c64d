//! Offers to show what came to a list since it was read: nothing is pushed in under the reader's eyes.
use leptos::prelude::*;

use crate::{
    browser::attention::in_attendance,
    i18n::*,
    live::follow,
    ui::{
        button::{Button, Look},
        icon::Icon,
    },
    values::words::I18n,
    wire::live::News,
};

/// How often it is asked at most whether something came, in milliseconds.
const PAUSE: u32 = 3_000;

/// Whether something came to a list since it was read.
#[derive(Clone, Copy)]
pub struct FreshRows(RwSignal<bool>);

impl FreshRows {
    /// Asks by `look` whether something came, as often as news concern the list, and for as long as that is there.
    pub fn follow<F: Future<Output = bool> + 'static>(
        concerns: impl Fn(&News) -> bool + 'static,
        look: impl Fn() -> F + Copy + 'static,
    ) -> Self {
        let came = RwSignal::new(false);
        let look_soon = in_attendance(move || {
            leptos::task::spawn_local(async move {
                if look().await {
                    // The list may be gone by now.
                    let _ = came.try_set(true);
                }
            });
        });
        follow(PAUSE, move |news| {
            let waits = came.try_get_untracked() == Some(false);
            if waits && news.iter().any(&concerns) {
                look_soon();
            }
        });
        Self(came)
    }

    /// All that came is shown.
    pub fn read(self) {
        if self.0.try_get_untracked() == Some(true) {
            self.0.set(false);
        }
    }

    /// The offer: what came, in words, and the button that shows it.
    pub fn view(self, i18n: I18n, words: fn(I18n) -> &'static str, show: Callback<()>) -> AnyView {
        let offer = move || {
            view! {
                <p>
                    <Icon icon=icondata_lu::LuRefreshCw/>
                    <span>{move || words(i18n)}</span>
                    <Button look=Look::Secondary small=true on_press=show>{t!(i18n, record.show)}</Button>
                </p>
            }
        };
        view! { <div class="fresh" role="status">{move || self.0.get().then(offer)}</div> }
            .into_any()
    }
}
