//! What an Administrator sees on every page while an endpoint was disabled and nobody has looked: the way to where it stands.
//! It stands in the first part: one that comes by itself, seconds after the page, would be broken off by whoever goes on.
use std::time::Duration;

use js_sys::Date;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_location;

use super::state::ADDRESS;
use crate::{api::webhooks, browser::attention::in_attendance, i18n::*, ui::icon::Icon};

/// After how long it is asked first: what the page itself needs comes before.
const QUIET: Duration = Duration::from_secs(5);

/// For how many milliseconds it is not asked again, whatever page one comes to.
const PAUSE: f64 = 60_000.0;
/// How often it is asked while one stays.
const LOOK: Duration = Duration::from_secs(60);

/// The line above the page.
#[component]
pub fn EndpointAlarm() -> impl IntoView {
    let i18n = use_i18n();
    let path = use_location().pathname;
    let count = RwSignal::new(0_usize);
    let (asked_at, turn) = (StoredValue::new(0.0_f64), StoredValue::new(0_u32));
    let ask = move || {
        let now = Date::now();
        // Whoever is where it stands is looking.
        if path.with_untracked(|path| path == ADDRESS) || now - asked_at.get_value() < PAUSE {
            return;
        }
        asked_at.set_value(now);
        turn.update_value(|turn| *turn += 1);
        let number = turn.get_value();
        spawn_local(async move {
            let disabled = webhooks::disabled_unseen().await;
            // Without an answer it is asked again later; one that somebody has overtaken who looked counts no more.
            if turn.try_get_value() == Some(number)
                && let Ok(disabled) = disabled
            {
                count.set(disabled);
            }
        });
    };
    let ask_soon = in_attendance(ask);
    let quiet = RwSignal::new(false);
    Effect::new(move |_| {
        // The document may be another one by then.
        set_timeout(
            move || {
                let _ = quiet.try_set(true);
            },
            QUIET,
        );
    });
    Effect::new(move |_| {
        if !quiet.get() {
            return;
        }
        if path.with(|path| path == ADDRESS) {
            turn.update_value(|turn| *turn += 1);
            count.set(0);
        } else {
            ask_soon();
        }
    });
    Effect::new(move |_| {
        if let Ok(ticking) = set_interval_with_handle(ask_soon, LOOK) {
            on_cleanup(move || ticking.clear());
        }
    });
    view! {
        <div class="alarm" role="status">
            {move || (count.get() > 0).then(|| view! {
                <div class="banner danger">
                    <Icon icon=icondata_lu::LuTriangleAlert/>
                    <div class="text">
                        {move || match count.get() {
                            1 => t_string!(i18n, webhooks.alarm_one).to_owned(),
                            n => t_string!(i18n, webhooks.alarm, n = n),
                        }}
                    </div>
                    <a class="button secondary small" href=ADDRESS>{t!(i18n, webhooks.alarm_look)}</a>
                </div>
            })}
        </div>
    }
}
