//! What day it is, and waiting.
use std::time::Duration;

use chrono::NaiveDate;
use futures::channel::oneshot;
use leptos::prelude::set_timeout;

/// Today, on the reader's calendar.
pub fn today() -> NaiveDate {
    let now = js_sys::Date::new_0();
    i32::try_from(now.get_full_year())
        .ok()
        .and_then(|year| NaiveDate::from_ymd_opt(year, now.get_month() + 1, now.get_date()))
        .unwrap_or_default()
}

/// Waits.
pub async fn wait(time: Duration) {
    let (wake, woken) = oneshot::channel();
    set_timeout(
        move || {
            let _ = wake.send(());
        },
        time,
    );
    // A page that goes away wakes nobody.
    let _ = woken.await;
}
