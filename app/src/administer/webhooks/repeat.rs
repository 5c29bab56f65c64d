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

/// What stands in the window.
#[derive(Clone, Copy)]
struct RepeatForm {
    state: HooksState,
    open: RwSignal<bool>,
    busy: RwSignal<bool>,
    day: RwSignal<String>,
    time: RwSignal<String>,
    refused: RwSignal<Option<String>>,
    /// What stood in it when it opened.
    began: StoredValue<[String; 2]>,
}

impl RepeatForm {
    fn of_page(state: HooksState) -> Self {
        Self {
            state,
            open: RwSignal::new(false),
            busy: RwSignal::new(false),
            day: RwSignal::default(),
            time: RwSignal::default(),
            refused: RwSignal::new(None),
            began: StoredValue::new([String::new(), String::new()]),
        }
    }

    fn texts(self) -> [String; 2] {
        [self.day, self.time].map(|text| text.get_untracked())
    }

    fn is_dirty(self) -> bool {
        self.began.with_value(|began| *began != self.texts())
    }

    fn begin(self) {
        if let Some(at) = ago(TimeDelta::hours(1)) {
            self.day.set(local_day(at));
            self.time.set(local_time(at));
        }
        self.began.set_value(self.texts());
        self.refused.set(None);
        self.open.set(true);
    }

    fn send(self) {
        let state = self.state;
        let id = state.repeated.get_untracked();
        let Some(id) = id.filter(|_| !self.busy.get_untracked()) else {
            return;
        };
        let [day, time] = self.texts();
        let Some(since) = moment(&day, &time) else {
            let words = untrack(|| t_string!(state.i18n, webhooks.repeat_unread));
            return self.refused.set(Some(words.to_owned()));
        };
        self.busy.set(true);
        self.refused.set(None);
        spawn_local(async move {
            let sent = webhooks::replay(id, Replay::Since(since)).await;
            // The page may be gone by then.
            let is_gone = self.busy.try_set(false).is_some();
            match sent {
                Ok(count) => state.report.toasts.say(untrack(|| said(state.i18n, count))),
                Err(error) if is_gone => return state.report.say(error),
                Err(error) => return state.refuse(self.refused, error),
            }
            if !is_gone {
                self.open.set(false);
                state.sent.update(|sent| *sent += 1);
                state.look();
            }
        });
    }
}

/// The window. Setting `repeated` opens it.
#[component]
pub fn RepeatWindow(state: HooksState) -> impl IntoView {
    let i18n = state.i18n;
    let form = RepeatForm::of_page(state);
    let open = form.open;
    Effect::new(move |_| {
        if state.repeated.get().is_some() {
            form.begin();
        }
    });
    let leave =
        Guard::of_page().hold_window(open, move || form.is_dirty(), move || open.set(false));
    let footer = move || {
        view! {
            <Button on_press=leave>{t!(i18n, frame.cancel)}</Button>
            <Button look=Look::Primary busy=form.busy on_press=move || form.send()>
                {t!(i18n, webhooks.repeat_button)}
            </Button>
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
            <DialogForm on_send=move || form.send()>
                <div class="moment">
                    <TextField
                        id="hook-repeat-day"
                        kind="date"
                        label=move || t_string!(i18n, webhooks.day)
                        value=form.day
                        error=form.refused
                        autofocus=true
                    />
                    <TextField
                        id="hook-repeat-time"
                        kind="time"
                        label=move || t_string!(i18n, webhooks.time)
                        value=form.time
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
