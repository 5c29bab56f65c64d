//! The window in which all that happened since a time is sent to an endpoint once more.
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use leptos::{prelude::*, task::spawn_local};

use super::state::HooksState;
use crate::{
    api::webhooks,
    i18n::*,
    leave::Guard,
    ui::{
        button::{Button, Look},
        dialog::{Dialog, DialogForm},
        field::TextField,
        number::grouped,
        when::{ago, local_day, local_moment, local_time},
    },
    values::words::I18n,
    wire::webhooks::Replay,
};

/// The window. Setting `repeated` opens it.
#[component]
pub fn RepeatWindow(state: HooksState) -> impl IntoView {
    let i18n = state.i18n;
    let (open, busy) = (RwSignal::new(false), RwSignal::new(false));
    let (day, time) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let refused = RwSignal::new(None::<String>);
    let began = StoredValue::new((String::new(), String::new()));
    Effect::new(move |_| {
        if state.repeated.get().is_none() {
            return;
        }
        if let Some(at) = ago(TimeDelta::hours(1)) {
            day.set(local_day(at));
            time.set(local_time(at));
        }
        began.set_value((day.get_untracked(), time.get_untracked()));
        refused.set(None);
        open.set(true);
    });
    let send = move || {
        let id = state.repeated.get_untracked();
        let Some(id) = id.filter(|_| !busy.get_untracked()) else {
            return;
        };
        let Some(since) = moment(&day.get_untracked(), &time.get_untracked()) else {
            let words = untrack(|| t_string!(i18n, webhooks.repeat_unread));
            return refused.set(Some(words.to_owned()));
        };
        busy.set(true);
        refused.set(None);
        spawn_local(async move {
            let sent = webhooks::replay(id, Replay::Since(since)).await;
            let is_gone = busy.try_set(false).is_some();
            match sent {
                Ok(count) => state.report.toasts.say(untrack(|| said(i18n, count))),
                Err(error) if is_gone => return state.report.say(error),
                Err(error) => return state.refuse(refused, error),
            }
            if !is_gone {
                open.set(false);
                state.sent.update(|sent| *sent += 1);
                state.look();
            }
        });
    };
    let is_dirty = move || {
        let now = (day.get_untracked(), time.get_untracked());
        began.with_value(|began| *began != now)
    };
    let leave = Guard::of_page().hold_window(open, is_dirty, move || open.set(false));
    let footer = move || {
        view! {
            <Button on_press=leave>{t!(i18n, frame.cancel)}</Button>
            <Button look=Look::Primary busy=busy on_press=send>{t!(i18n, webhooks.repeat_button)}</Button>
        }
    };
    view! {
        <Dialog
            id="hook-repeat"
            open=open
            title=move || t_string!(i18n, webhooks.repeat)
            on_leave=leave
            footer=footer
        >
            <p>{t!(i18n, webhooks.repeat_text)}</p>
            <DialogForm on_send=send>
                <div class="moment">
                    <TextField
                        id="hook-repeat-day"
                        kind="date"
                        label=move || t_string!(i18n, webhooks.day)
                        value=day
                        error=refused
                        autofocus=true
                    />
                    <TextField
                        id="hook-repeat-time"
                        kind="time"
                        label=move || t_string!(i18n, webhooks.time)
                        value=time
                    />
                </div>
            </DialogForm>
        </Dialog>
    }
}

/// The moment that was chosen, in the reader's zone.
fn moment(day: &str, time: &str) -> Option<DateTime<Utc>> {
    let day = day.parse::<NaiveDate>().ok()?;
    // A time field writes seconds only where there are some.
    let time = time.get(..5)?;
    local_moment(day, NaiveTime::parse_from_str(time, "%H:%M").ok()?)
}

/// How many are sent once more.
fn said(i18n: I18n, count: u64) -> String {
    match count {
        0 => t_string!(i18n, webhooks.repeated_none).to_owned(),
        1 => t_string!(i18n, webhooks.repeated_one).to_owned(),
        count => t_string!(i18n, webhooks.repeated, n = grouped(count)),
    }
}
