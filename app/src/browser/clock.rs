//! What day it is, and waiting: for a time, or until the typing rests.
use std::time::Duration;

use chrono::NaiveDate;
use futures::channel::oneshot;
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};

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

/// Does something once the typing has rested.
#[derive(Clone, Copy)]
pub struct Rest {
    time: Duration,
    waiting: StoredValue<Option<TimeoutHandle>>,
}

impl Rest {
    /// The typing has rested after this time.
    pub fn after(time: Duration) -> Self {
        let waiting = StoredValue::new(None);
        let rest = Self { time, waiting };
        // What a page has waited for is nothing to the next one.
        on_cleanup(move || {
            rest.stop();
        });
        rest
    }

    /// Does this then, in place of what has waited.
    pub fn then(self, act: impl FnOnce() + 'static) {
        self.stop();
        self.waiting
            .set_value(set_timeout_with_handle(act, self.time).ok());
    }

    /// Lets nothing wait any more; whether something did.
    pub fn stop(self) -> bool {
        let waiting = self.waiting.try_update_value(Option::take).flatten();
        waiting.map(|waiting| waiting.clear()).is_some()
    }
}
